// SPDX-License-Identifier: GPL-3.0-or-later
// bench_bulk FOLDER [ROWS]: stores of ROWS (default 100,000) tenants. Suspends all by the port, with an audit row each, then
// undoes it; tags all. Against that, in turns on stores of their own: the same change by one UPDATE of the bare sqlite3 C API,
// which leaves no trail and lets nobody in between, and the same with the rows of the trail by one INSERT more.
#include "app/audit/recorder.h"
#include "app/controlplane/tenants/tenantbatch.h"
#include "app/store/localstore.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

#include <algorithm>
#include <memory>
#include <sqlite3.h>

using namespace plancia;

namespace {

constexpr int kRounds = 3;
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
double milliseconds(F work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void run(sqlite3 *db, const QByteArray &sql)
{
    char *message = nullptr;
    if (sqlite3_exec(db, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK)
        stop(QString::fromUtf8(message));
}

sqlite3 *openPlain(const QString &path)
{
    sqlite3 *db = nullptr;
    if (sqlite3_open(QFile::encodeName(path).constData(), &db) != SQLITE_OK)
        stop(path);
    return db;
}

/// Ids with a random end, as real ones have; names in no order of the ids.
void fill(const QString &path, qint64 rows)
{
    sqlite3 *db = openPlain(path);
    run(db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN IMMEDIATE;"
            "INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at)"
            " WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " + QByteArray::number(rows) + "),"
            " t(i, w) AS (SELECT i, printf('%08x', (i * 2654435761) & 4294967295) FROM n)"
            " SELECT CAST(printf('%08d', i) || w AS BLOB), printf('%s-%d', w, i), printf('%s %d', w, i), printf('%s %d', w, i),"
            " 'active', 1700000000000 + i, 1700000000000 + i FROM t;"
            "UPDATE meta SET commit_no = commit_no + 1; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_close(db);
}

struct Store {
    std::unique_ptr<store::LocalStore> store;
    QString path;
};

Store make(const QString &path, qint64 rows)
{
    for (const char *suffix : {"", "-wal", "-shm", ".lock"})
        QFile::remove(path + QLatin1String(suffix));
    store::LocalStore::Options options;
    options.path = path;
    options.createIfMissing = true;
    check(store::LocalStore::open(options)).reset();
    fill(path, rows);
    return {check(store::LocalStore::open(options)), path};
}

double plainUpdate(const QString &path, bool withTrail)
{
    sqlite3 *db = openPlain(path);
    run(db, "PRAGMA cache_size = -65536; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;");
    const double took = milliseconds([&] {
        run(db, "BEGIN IMMEDIATE; UPDATE tenants SET status = 'suspended', status_reason = 'unpaid', updated_at = 1800000000000,"
                " row_version = row_version + 1 WHERE status = 'active' AND deleted_at IS NULL");
        if (withTrail)
            run(db, "INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, action, object_kind,"
                    " object_id, object_name, reason, origin, run_id, request_id, details)"
                    " SELECT id, 1800000000000, randomblob(16), row_number() OVER (), 2, slug, 'os', 'anna@bridge', 'TENANT_SUSPEND', 'tenant',"
                    " lower(hex(id)), slug, 'unpaid', 'local', '0189bbbb-bbbb-7000-8000-000000000001', 'req_0189cccc-cccc-7000-8000-000000000001',"
                    " json_object('bulk', '0189cccc-cccc-7000-8000-000000000001', 'status', json_array('active', 'suspended'),"
                    " 'status_reason', json_array('', 'unpaid'), 'row_version', json_array(1, 2)) FROM tenants; UPDATE meta SET audit_seq = 1");
        run(db, "COMMIT");
    });
    sqlite3_close(db);
    return took;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2)
        stop(QStringLiteral("usage: bench_bulk FOLDER [ROWS]"));
    const QString folder = arguments.at(1);
    const qint64 rows = arguments.value(2, QStringLiteral("100000")).toLongLong();
    const SystemClock clock;
    const audit::Recorder recorder({QStringLiteral("os"), QStringLiteral("bench@bench"), QStringLiteral("local")}, QStringLiteral("bench"), clock);
    tasks::TaskQueue tasks(clock);
    QList<double> plain, trail, suspend, undo, tag;
    for (int round = 0; round < kRounds; ++round) {
        {
            Store store = make(folder + QStringLiteral("/plain.db"), rows);
            store.store.reset();
            plain.append(plainUpdate(store.path, false));
        }
        {
            Store store = make(folder + QStringLiteral("/trail.db"), rows);
            store.store.reset();
            trail.append(plainUpdate(store.path, true));
        }
        Store ours = make(folder + QStringLiteral("/ours.db"), rows);
        controlplane::TenantBatch batch({.gateway = *ours.store, .program = *ours.store, .workspace = QStringLiteral("bench"), .prepare = [&ours](bool writesMuch) { ours.store->setBulkWriting(writesMuch); }}, recorder, tasks);
        BulkRequest request;
        request.match.emplace();
        const BulkPlan plan = check(batch.plan(request, {}).result());
        BulkReport report;
        suspend.append(milliseconds([&] { report = check(batch.run(plan, QStringLiteral("unpaid"), {}).result()); }));
        if (report.changed != rows || report.stoppedBy)
            stop(QStringLiteral("not all were changed"));
        undo.append(milliseconds([&] { report = check(batch.undo(plan.id, newUuid(), {}).result()); }));
        if (report.changed != rows)
            stop(QStringLiteral("not all were put back"));
        request.act = BulkAct::Tag;
        request.tags = QStringList{QStringLiteral("vip")};
        const BulkPlan tags = check(batch.plan(request, {}).result());
        tag.append(milliseconds([&] { report = check(batch.run(tags, {}, {}).result()); }));
    }
    const double base = median(plain);
    out << "one UPDATE of " << rows << " tenants, no trail: " << base << " ms\n"
        << "one UPDATE and one INSERT of their trail:  " << median(trail) << " ms\n"
        << "suspended by the port:  " << median(suspend) << " ms\n"
        << "undone by the port:     " << median(undo) << " ms\n"
        << "tagged by the port:     " << median(tag) << " ms\n";
    out << QStringLiteral("RATIO bulk, suspend by the port / one UPDATE: %1 (bar 3)\n").arg(median(suspend) / base, 0, 'f', 2)
        << QStringLiteral("RATIO bulk, suspend by the port / one UPDATE and one INSERT: %1\n").arg(median(suspend) / median(trail), 0, 'f', 2);
    return 0;
}
