// SPDX-License-Identifier: GPL-3.0-or-later
// bench_bulk PLACE [ROWS]: stores of ROWS (default 100,000) tenants, in the folder PLACE, or on the server where PLACE is a connection
// (tests/bench/onserver makes the database). Suspends all by the port, with an audit row each, then undoes it; tags all. Against
// that, in turns on stores made anew: the same change by one UPDATE past everything of ours, which leaves no trail and lets nobody in
// between, and the same with the rows of the trail by one INSERT more.
#include "app/audit/recorder.h"
#include "app/controlplane/tenants/tenantbatch.h"
#include "app/postgres/pgconnection.h"
#include "app/postgres/remotestore.h"
#include "app/store/localstore.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <memory>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::bench;

namespace {

constexpr int kRounds = 3;

/// A store that is made anew for each act that is measured. Ids have a random end, as real ones have; names are in no order of them.
class Ground {
public:
    virtual ~Ground() = default;
    virtual const char *name() const = 0;
    virtual void makeAnew(qint64 rows) = 0;
    /// Milliseconds of the change by one statement, and one more for its trail.
    virtual double plainUpdate(bool withTrail) = 0;
    virtual sql::Gateway &gateway() = 0;
    virtual void setBulkWriting(bool) {}
};

class LocalGround final : public Ground {
public:
    explicit LocalGround(const QString &folder) : m_path(folder + QStringLiteral("/control.db")) {}
    const char *name() const override { return "local store"; }
    void makeAnew(qint64 rows) override
    {
        m_store.reset();
        for (const char *suffix : {"", "-wal", "-shm", ".lock"})
            QFile::remove(m_path + QLatin1String(suffix));
        check(open()).reset();
        fill(rows);
    }
    double plainUpdate(bool withTrail) override
    {
        sqlite3 *db = openPlain();
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
    sql::Gateway &gateway() override
    {
        if (!m_store)
            m_store = check(open());
        return *m_store;
    }
    void setBulkWriting(bool writesMuch) override { m_store->setBulkWriting(writesMuch); }

private:
    Result<std::unique_ptr<store::LocalStore>> open() const
    {
        store::LocalStore::Options options;
        options.path = m_path;
        options.createIfMissing = true;
        return store::LocalStore::open(options);
    }
    static void run(sqlite3 *db, const QByteArray &sql)
    {
        char *message = nullptr;
        if (sqlite3_exec(db, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK)
            stop(QString::fromUtf8(message));
    }
    sqlite3 *openPlain() const
    {
        sqlite3 *db = nullptr;
        if (sqlite3_open(QFile::encodeName(m_path).constData(), &db) != SQLITE_OK)
            stop(m_path);
        return db;
    }
    void fill(qint64 rows) const
    {
        sqlite3 *db = openPlain();
        run(db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN IMMEDIATE;"
                "INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at)"
                " WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " + QByteArray::number(rows) + "),"
                " t(i, w) AS (SELECT i, printf('%08x', (i * 2654435761) & 4294967295) FROM n)"
                " SELECT CAST(printf('%08d', i) || w AS BLOB), printf('%s-%d', w, i), printf('%s %d', w, i), printf('%s %d', w, i),"
                " 'active', 1700000000000 + i, 1700000000000 + i FROM t;"
                "UPDATE meta SET commit_no = commit_no + 1; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
        sqlite3_close(db);
    }
    const QString m_path;
    std::unique_ptr<store::LocalStore> m_store;
};

class ServerGround final : public Ground {
public:
    explicit ServerGround(const QString &connection) : m_profile(check(connectionFromUrl(connection))), m_store(postgres::RemoteStore::create(m_profile, {}))
    {
        m_connection = check(postgres::PgConnection::open(m_profile, std::nullopt));
        run("SET search_path = plancia");
    }
    const char *name() const override { return "PostgreSQL"; }
    void makeAnew(qint64 rows) override
    {
        run("TRUNCATE tenants CASCADE; TRUNCATE audit_log; UPDATE meta SET audit_seq = 0");
        run("INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at)"
            " SELECT (lpad(to_hex(i), 8, '0') || '-0000-7000-8000-0000' || w)::uuid, w || '-' || i, w || ' ' || i, w || ' ' || i, 'active', made, made"
            " FROM (SELECT i, lpad(to_hex(i * 2654435761 & 4294967295), 8, '0') AS w, to_timestamp(1700000000 + i / 1000.0) AS made FROM generate_series(1::bigint, "
            + QByteArray::number(rows) + ") AS i) AS t");
        for (const char *table : {"tenants", "audit_log"})
            run(QByteArray("VACUUM (ANALYZE) ") + table);
        run("CHECKPOINT");
    }
    double plainUpdate(bool withTrail) override
    {
        return milliseconds([&] {
            run("BEGIN; UPDATE tenants SET status = 'suspended', status_reason = 'unpaid', updated_at = now(), row_version = row_version + 1"
                " WHERE status = 'active' AND deleted_at IS NULL");
            if (withTrail)
                run("INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, action, object_kind,"
                    " object_id, object_name, reason, origin, run_id, request_id, details)"
                    " SELECT id, now(), gen_random_uuid(), row_number() OVER (), 2, slug, 'os', 'anna@bridge', 'TENANT_SUSPEND', 'tenant',"
                    " id::text, slug, 'unpaid', 'local', '0189bbbb-bbbb-7000-8000-000000000001', 'req_0189cccc-cccc-7000-8000-000000000001',"
                    " jsonb_build_object('bulk', '0189cccc-cccc-7000-8000-000000000001', 'status', jsonb_build_array('active', 'suspended'),"
                    " 'status_reason', jsonb_build_array('', 'unpaid'), 'row_version', jsonb_build_array(1, 2)) FROM tenants");
            run("COMMIT");
        });
    }
    sql::Gateway &gateway() override { return *m_store; }

private:
    void run(const QByteArray &sql) { check(m_connection->script(sql)); }
    const ConnectionProfile m_profile;
    std::unique_ptr<postgres::RemoteStore> m_store;
    std::unique_ptr<postgres::PgConnection> m_connection;
};

struct Times {
    QList<double> plain, trail, suspend, undo, tag;
};

void round(Ground &ground, qint64 rows, const audit::Recorder &recorder, tasks::TaskQueue &tasks, Times &times)
{
    ground.makeAnew(rows);
    times.plain.append(ground.plainUpdate(false));
    ground.makeAnew(rows);
    times.trail.append(ground.plainUpdate(true));
    ground.makeAnew(rows);
    controlplane::TenantBatch batch({.gateway = ground.gateway(), .program = ground.gateway(), .workspace = QStringLiteral("bench"), .prepare = [&ground](bool writesMuch) { ground.setBulkWriting(writesMuch); }}, recorder, tasks);
    BulkRequest request;
    request.match.emplace();
    const BulkPlan plan = check(batch.plan(request, {}).result());
    BulkReport report;
    times.suspend.append(milliseconds([&] { report = check(batch.run(plan, QStringLiteral("unpaid"), {}).result()); }));
    if (report.changed != rows || report.stoppedBy)
        stop(QStringLiteral("not all were changed"));
    times.undo.append(milliseconds([&] { report = check(batch.undo(plan.id, newUuid(), {}).result()); }));
    if (report.changed != rows)
        stop(QStringLiteral("not all were put back"));
    request.act = BulkAct::Tag;
    request.tags = QStringList{QStringLiteral("vip")};
    const BulkPlan tags = check(batch.plan(request, {}).result());
    times.tag.append(milliseconds([&] { report = check(batch.run(tags, {}, {}).result()); }));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2)
        stop(QStringLiteral("usage: bench_bulk FOLDER|CONNECTION [ROWS]"));
    const qint64 rows = arguments.value(2, QStringLiteral("100000")).toLongLong();
    std::unique_ptr<Ground> ground;
    if (arguments[1].contains(u'='))
        ground = std::make_unique<ServerGround>(arguments[1]);
    else
        ground = std::make_unique<LocalGround>(arguments[1]);
    const SystemClock clock;
    const audit::Recorder recorder({QStringLiteral("os"), QStringLiteral("bench@bench"), QStringLiteral("local")}, QStringLiteral("bench"), clock);
    tasks::TaskQueue tasks(clock);
    Times times;
    for (int i = 0; i < kRounds; ++i)
        round(*ground, rows, recorder, tasks, times);
    const double base = median(times.plain);
    const QLatin1String where(ground->name());
    out << "one UPDATE of " << rows << " tenants, no trail: " << base << " ms\n"
        << "one UPDATE and one INSERT of their trail:  " << median(times.trail) << " ms\n"
        << "suspended by the port:  " << median(times.suspend) << " ms\n"
        << "undone by the port:     " << median(times.undo) << " ms\n"
        << "tagged by the port:     " << median(times.tag) << " ms\n";
    out << QStringLiteral("RATIO bulk, suspend by the port / one UPDATE, %1: %2 (bar 3)\n").arg(where).arg(median(times.suspend) / base, 0, 'f', 2)
        << QStringLiteral("RATIO bulk, suspend by the port / one UPDATE and one INSERT, %1: %2\n").arg(where).arg(median(times.suspend) / median(times.trail), 0, 'f', 2);
    return 0;
}
