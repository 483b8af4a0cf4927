// SPDX-License-Identifier: GPL-3.0-or-later
// bench_audit_page FILE [ROUNDS]: a page of 100 audit rows at several depths, through the port (worker thread, future,
// values) against the same rows by the bare sqlite3 C API. Prints medians and their ratio; both take turns in one run.
#include "app/audit/auditlog.h"
#include "app/store/localstore.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>
#include <algorithm>
#include <sqlite3.h>

using namespace plancia;

namespace {
constexpr int kRows = 100;

double median(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double microseconds(const QElapsedTimer &timer) { return static_cast<double>(timer.nsecsElapsed()) / 1000.0; }

/// The statement that the port runs, prepared once, every column fetched, nothing kept.
class Bare {
public:
    explicit Bare(const QString &path)
    {
        sqlite3_open_v2(QFile::encodeName(path).constData(), &m_db, SQLITE_OPEN_READONLY, nullptr);
        sqlite3_exec(m_db, "PRAGMA mmap_size=0; PRAGMA cache_size=-4096", nullptr, nullptr, nullptr);
        sqlite3_prepare_v2(m_db,
                           "SELECT tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, claimed_by, action,"
                           " object_kind, object_id, object_name, result, error_code, duration_ms, reason, origin, run_id,"
                           " request_id, details FROM audit_log WHERE (at, id) < (?1, ?2) ORDER BY at DESC, id DESC LIMIT ?3",
                           -1, &m_statement, nullptr);
    }
    ~Bare()
    {
        sqlite3_finalize(m_statement);
        sqlite3_close(m_db);
    }
    bool isReady() const { return m_statement != nullptr; }
    /// Ids of the rows before (at, id).
    QList<QByteArray> page(qint64 at, const QByteArray &id)
    {
        QList<QByteArray> ids;
        sqlite3_bind_int64(m_statement, 1, at);
        sqlite3_bind_blob(m_statement, 2, id.constData(), static_cast<int>(id.size()), SQLITE_STATIC);
        sqlite3_bind_int(m_statement, 3, kRows);
        while (sqlite3_step(m_statement) == SQLITE_ROW) {
            for (int column = 0; column < sqlite3_column_count(m_statement); ++column)
                m_bytes += sqlite3_column_bytes(m_statement, column);
            ids.append(QByteArray(static_cast<const char *>(sqlite3_column_blob(m_statement, 2)), 16));
        }
        sqlite3_reset(m_statement);
        return ids;
    }

private:
    sqlite3 *m_db = nullptr;
    sqlite3_stmt *m_statement = nullptr;
    qint64 m_bytes = 0;
};
} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QTextStream out(stdout);
    QTextStream err(stderr);
    const QString path = application.arguments().value(1);
    const int rounds = application.arguments().value(2, QStringLiteral("201")).toInt();

    store::LocalStore::Options options;
    options.path = path;
    auto store = store::LocalStore::open(options);
    if (!store) {
        err << describe(store.error()).sentence << "\n";
        return 1;
    }
    audit::AuditLog port(**store);
    Bare bare(path);
    if (!bare.isReady()) {
        err << "sqlite3 cannot read " << path << "\n";
        return 1;
    }

    double worst = 0;
    out << "depth   port µs   sqlite3 µs   ratio\n";
    for (const double share : {0.0, 0.1, 0.5, 0.9, 0.999}) {
        auto start = port.page({}, Anchor::atShare(share), 1, {}).result();
        if (!start || start->items.isEmpty()) {
            err << "no rows at " << share << "\n";
            return 1;
        }
        const AuditEvent first = start->items.first();
        const Anchor anchor = Anchor::after(start->firstCursor);
        const QByteArray id = first.id.uuid().toRfc4122();
        QList<double> ours;
        QList<double> theirs;
        QElapsedTimer timer;
        for (int round = 0; round < rounds; ++round) {
            timer.start();
            auto page = port.page({}, anchor, kRows, {}).result();
            ours.append(microseconds(timer));
            timer.start();
            const QList<QByteArray> ids = bare.page(first.at, id);
            theirs.append(microseconds(timer));
            if (!page || page->items.size() != ids.size()
                || (!ids.isEmpty() && page->items.last().id.uuid().toRfc4122() != ids.last())) {
                err << "the two do not read the same rows\n";
                return 1;
            }
        }
        const double ratio = median(ours) / median(theirs);
        worst = std::max(worst, ratio);
        out << QStringLiteral("%1 %  %2  %3  %4\n").arg(share * 100, 5, 'f', 1).arg(median(ours), 8, 'f', 0)
                   .arg(median(theirs), 11, 'f', 0).arg(ratio, 6, 'f', 2);
    }
    out << QStringLiteral("RATIO audit page of 100 rows, port / sqlite3: %1 (bar 4)\n").arg(worst, 0, 'f', 2);
    return 0;
}
