// SPDX-License-Identifier: GPL-3.0-or-later
// bench_lists FOLDER [ROWS]: stores with ROWS (default 10,000,000) tenants, a tenth and a hundredth. Pages of 100 in every
// order, with a status and without, at places over the whole list, by the port, of the three in turns: how they grow. A
// tenant by its slug, such a page, and the rows of each table against the same by the bare sqlite3 C API, in turns.
#include "app/audit/recorder.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/sql/rowcounts.h"
#include "app/store/localstore.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMap>
#include <QTextStream>

#include <algorithm>
#include <array>
#include <memory>
#include <sqlite3.h>

using namespace plancia;

namespace {

constexpr int kPage = 100;
constexpr int kRounds = 25; ///< a place
constexpr std::array kShares{0.0, 0.25, 0.5, 0.75, 0.95};

QTextStream out(stdout);

void stop(const QString &why)
{
    out << why << "\n";
    out.flush();
    std::exit(1);
}

template <class T>
T check(Result<T> result)
{
    if (!result)
        stop(describe(result.error()).sentence + u' ' + describe(result.error()).details);
    return std::move(*result);
}

double median(QList<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

template <class F>
double microseconds(F work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1000;
}

/// By straight SQL; names and slugs run over the alphabet in the order of the ids, so that it takes minutes and not hours. The
/// depth of the trees is what counts.
void fill(const QString &path, qint64 rows)
{
    sqlite3 *db = nullptr;
    sqlite3_open(QFile::encodeName(path).constData(), &db);
    const QByteArray n = QByteArray::number(rows);
    const QByteArray sql = "PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN IMMEDIATE;"
        "INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at)"
        " WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " + n + "),"
        " t(i, w) AS (SELECT i, char(97 + i * 26 / " + n + " % 26, 97 + i * 676 / " + n + " % 26, 97 + i * 17576 / " + n + " % 26) FROM n)"
        " SELECT CAST(printf('%016d', i) AS BLOB), printf('%s-%08d', w, i), printf('%s %08d', w, i), printf('%s %08d', w, i),"
        " CASE i % 4 WHEN 0 THEN 'trial' WHEN 1 THEN 'suspended' ELSE 'active' END, 1700000000000 + i * 1000, 1700000000000 + i * 1000 FROM t;"
        "UPDATE meta SET commit_no = commit_no + 1; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)";
    char *message = nullptr;
    if (sqlite3_exec(db, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK)
        stop(QString::fromUtf8(message));
    sqlite3_close(db);
}

/// One of the three stores.
struct Sized {
    qint64 rows = 0;
    QString path;
    std::unique_ptr<store::LocalStore> store;
    std::unique_ptr<controlplane::Tenants> port;
};

/// The µs of a page of each store, in one order; each place is warmed once.
void measurePages(const std::array<Sized, 3> &stores, const TenantQuery &query, std::array<QList<double>, 3> &times)
{
    for (const double share : kShares) {
        std::array<Anchor, 3> anchors;
        for (size_t s = 0; s < stores.size(); ++s) {
            const auto start = check(stores[s].port->page(query, Anchor::atShare(share), 1, {}).result());
            anchors[s] = start.items.isEmpty() ? Anchor::start() : Anchor::after(start.firstCursor);
        }
        for (int round = 0; round <= kRounds; ++round)
            for (size_t s = 0; s < stores.size(); ++s) {
                qsizetype items = 0;
                const double took = microseconds([&] { items = check(stores[s].port->page(query, anchors[s], kPage, {}).result()).items.size(); });
                if (items != kPage)
                    stop(QStringLiteral("a page is short"));
                if (round > 0)
                    times[s].append(took);
            }
    }
}

double measureGrowth(const std::array<Sized, 3> &stores)
{
    double worst = 0;
    constexpr std::array kSorts{std::pair{TenantSort::Name, "name"}, std::pair{TenantSort::Slug, "slug"},
                                std::pair{TenantSort::Created, "created"}, std::pair{TenantSort::Updated, "updated"}};
    for (const auto &[sort, word] : kSorts)
        for (const bool filtered : {false, true}) {
            TenantQuery query;
            query.sort = sort;
            if (filtered)
                query.status = TenantStatus::Active;
            std::array<QList<double>, 3> times;
            measurePages(stores, query, times);
            out << QLatin1String(word) << (filtered ? ", active:" : ":");
            for (size_t s = 0; s < stores.size(); ++s)
                out << QStringLiteral("  %1 µs of %2").arg(median(times[s]), 0, 'f', 1).arg(stores[s].rows);
            const double grown = median(times[2]) / median(times[0]);
            worst = std::max(worst, grown);
            out << QStringLiteral("  grown %1\n").arg(grown, 0, 'f', 2);
            out.flush();
        }
    return worst;
}

/// The bare API: prepared once, every column fetched, nothing kept.
class Bare {
public:
    explicit Bare(const QString &path)
    {
        sqlite3_open_v2(QFile::encodeName(path).constData(), &m_db, SQLITE_OPEN_READONLY, nullptr);
        sqlite3_exec(m_db, "PRAGMA mmap_size = 0; PRAGMA cache_size = -4096", nullptr, nullptr, nullptr);
    }
    ~Bare()
    {
        for (sqlite3_stmt *statement : std::as_const(m_statements))
            sqlite3_finalize(statement);
        sqlite3_close(m_db);
    }
    int run(const QByteArray &sql, const QByteArray &text = {})
    {
        sqlite3_stmt *&statement = m_statements[sql];
        if (!statement)
            sqlite3_prepare_v2(m_db, sql.constData(), -1, &statement, nullptr);
        sqlite3_bind_text(statement, 1, text.constData(), static_cast<int>(text.size()), SQLITE_STATIC);
        int rows = 0;
        for (; sqlite3_step(statement) == SQLITE_ROW; ++rows)
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                m_bytes += sqlite3_column_bytes(statement, column);
        sqlite3_reset(statement);
        return rows;
    }

private:
    sqlite3 *m_db = nullptr;
    QMap<QByteArray, sqlite3_stmt *> m_statements;
    qint64 m_bytes = 0;
};

void ratio(const char *what, const char *bar, const QList<double> &ours, const QList<double> &theirs)
{
    out << QStringLiteral("RATIO %1, port / sqlite3: %2 (bar %3) %4 µs against %5 µs\n").arg(QLatin1String(what)).arg(median(ours) / median(theirs), 0, 'f', 2)
               .arg(QLatin1String(bar)).arg(median(ours), 0, 'f', 1).arg(median(theirs), 0, 'f', 1);
    out.flush();
}

void compareWithBare(const Sized &sized)
{
    TenantsPort &port = *sized.port;
    store::LocalStore &store = *sized.store;
    Bare bare(sized.path);
    const QByteArray columns = "SELECT id, slug, name, name_key, status, status_reason, notes, created_at, updated_at, row_version FROM tenants ";
    QList<double> ours, theirs;
    for (qint64 i = 0; i < 2'000; ++i) {
        const qint64 n = 1 + i * 7'919 % sized.rows;
        const auto letter = [&](qint64 parts) { return static_cast<char>('a' + n * parts / sized.rows % 26); };
        const QByteArray slug = QByteArray{} + letter(26) + letter(676) + letter(17'576) + '-' + QByteArray::number(n).rightJustified(8, '0');
        ours.append(microseconds([&] { check(port.bySlug(QString::fromLatin1(slug), {}).result()); }));
        theirs.append(microseconds([&] {
            if (bare.run(columns + "WHERE slug = ?1", slug) != 1)
                stop(QStringLiteral("the two do not read the same"));
        }));
    }
    ratio("one tenant by its slug", "4", ours, theirs);
    ours.clear();
    theirs.clear();
    for (int i = 0; i < 300; ++i) {
        ours.append(microseconds([&] { check(port.page({}, Anchor::start(), kPage, {}).result()); }));
        theirs.append(microseconds([&] { bare.run(columns + "WHERE name_key >= ?1 ORDER BY name_key, id LIMIT 101", {}); }));
    }
    ratio("list of 100 tenants", "4", ours, theirs);
    ours.clear();
    theirs.clear();
    for (int i = 0; i < 3; ++i) {
        theirs.append(microseconds([&] {
            for (const char *table : {"tenants", "audit_log", "tenant_words", "meta", "schema_migrations"})
                bare.run(QByteArray("SELECT count(*) FROM ") + table);
        }));
        ours.append(microseconds([&] { check(store.read<QMap<QString, qint64>>({}, [](sql::Connection &c) { return sql::countRows(c); }).result()); }));
    }
    ratio("rows of each table", "1.2", ours, theirs);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 2)
        return 64;
    const qint64 most = std::max<qint64>(words.value(2, QStringLiteral("10000000")).toLongLong(), 1'000);
    const SystemClock clock;
    const audit::Recorder recorder({}, {}, clock);
    std::array<Sized, 3> stores;
    for (size_t s = 0; s < stores.size(); ++s) {
        Sized &sized = stores[s];
        sized.rows = s == 0 ? most / 100 : s == 1 ? most / 10 : most;
        sized.path = words[1] + QStringLiteral("/lists-%1.db").arg(sized.rows);
        store::LocalStore::Options options;
        options.path = sized.path;
        options.createIfMissing = true;
        check(store::LocalStore::open(options)).reset();
        fill(sized.path, sized.rows);
        sized.store = check(store::LocalStore::open(options));
        sized.port = std::make_unique<controlplane::Tenants>(*sized.store, recorder);
    }
    const double worst = measureGrowth(stores);
    out << QStringLiteral("RATIO a page of 100 of %1 rows / of %2: %3 at worst (bar 1.2)\n").arg(most).arg(most / 100).arg(worst, 0, 'f', 2);
    compareWithBare(stores.back());
    return 0;
}
