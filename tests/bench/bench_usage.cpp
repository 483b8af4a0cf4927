// SPDX-License-Identifier: GPL-3.0-or-later
// bench_usage PLACE [CALLS [KEYS]]: a store with CALLS (default 10,000,000) calls of KEYS (100,000) keys: a local one in the folder PLACE,
// or on the server where PLACE is a connection (tests/bench/onserver makes the database). The report of the whole span and of one day
// of it against one bare pass over the same calls, and each list of hygiene, its page and its total, against the bare aggregate that
// counts the same keys: by the port, and by sqlite3's or libpq's own calls, in turns: medians of three.
#include "app/controlplane/usage/usage.h"
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

constexpr qint64 kDayMs = 86'400'000;
constexpr int kDays = 30;
constexpr int kPatienceMs = 3'600'000;

/// The same rows in either store: a tenth as many tenants as keys; 40 endpoints, four models, 7 % failures; calls spread over thirty
/// days. Half of the keys were never used, a tenth has an expiry; each has two permissions, of which a tenth uses only one, and a
/// limit, which a hundredth hits each day.
class Ground {
public:
    virtual ~Ground() = default;
    virtual const char *name() const = 0;
    virtual void fill(qint64 calls, qint64 keys, qint64 nowMs) = 0;
    virtual sql::Gateway &gateway() = 0;
    /// Reads all rows of a statement, past everything of ours.
    virtual void read(const QByteArray &sql) = 0;
    /// A time as the store has it.
    virtual QByteArray time(qint64 ms) const = 0;
};

class LocalGround final : public Ground {
public:
    explicit LocalGround(const QString &folder)
    {
        store::LocalStore::Options options;
        options.path = folder + QStringLiteral("/control.db");
        options.createIfMissing = true;
        m_store = check(store::LocalStore::open(options));
        sqlite3_open(QFile::encodeName(options.path).constData(), &m_db);
    }
    ~LocalGround() override { sqlite3_close(m_db); }
    const char *name() const override { return "local store"; }
    sql::Gateway &gateway() override { return *m_store; }
    void read(const QByteArray &sql) override
    {
        char *message = nullptr;
        if (sqlite3_exec(m_db, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK)
            stop(QString::fromUtf8(message));
    }
    QByteArray time(qint64 ms) const override { return QByteArray::number(ms); }
    void fill(qint64 calls, qint64 keys, qint64 nowMs) override
    {
        const QByteArray k = QByteArray::number(keys), t = QByteArray::number(std::max<qint64>(1, keys / 10)), now = QByteArray::number(nowMs);
        const QByteArray upTo = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ";
        // The calls in the order of their table: ten millions in any other take an hour.
        read("PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;"
             "INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at) " + upTo + t + ") SELECT CAST(printf('t%015d', i) AS BLOB), 't' || i, 'T', 't', 'active', 1, 1 FROM n;"
             "INSERT INTO api_keys (tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, expires_at, created_at, updated_at, last_used_at) "
             + upTo + k + ") SELECT CAST(printf('t%015d', 1 + i % " + t + ") AS BLOB), CAST(printf('k%015d', i) AS BLOB), printf('%012d', i), 'k', zeroblob(32), 'Key ' || i, printf('key %09d', i * 7919 % " + k
             + "), 'live', 'active', CASE WHEN i % 10 = 0 THEN " + now + " + 86400000 END, i, i, CASE WHEN i % 2 = 0 THEN " + now + " - i * 1009 % 200 * 86400000 END FROM n;"
             "INSERT INTO api_key_permissions SELECT tenant_id, id, p, CASE WHEN p = 'a' OR created_at % 10 <> 0 THEN 1 END FROM api_keys, (SELECT 'a' AS p UNION SELECT 'b');"
             "INSERT INTO api_key_limits SELECT tenant_id, id, 'calls', 100, 60 FROM api_keys;"
             "INSERT INTO rate_limit_hits " + upTo + "7) SELECT tenant_id, id, (" + now + " / 86400000 - i) * 86400000, 'calls', '', 3 FROM n, api_keys WHERE created_at % 100 = 0;"
             "INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, tokens_in, tokens_out, cost_micros, model, request_id, address) "
             + upTo + QByteArray::number(calls) + "), c(i, key, r) AS (SELECT i, 1 + i * 7919 % " + k + ", i * 48271 % 2147483647 FROM n)"
             " SELECT CAST(printf('t%015d', 1 + key % " + t + ") AS BLOB), " + now + " - 1 - i * 2591 % 2592000 * 1000, CAST(printf('%016d', i) AS BLOB), CAST(printf('k%015d', key) AS BLOB),"
             " '/v1/thing' || (r % 40), CASE r % 3 WHEN 0 THEN 'POST' ELSE 'GET' END, CASE WHEN r % 100 < 93 THEN 200 ELSE 500 END, r % 1000 * (r % 997), r % 2000, r % 700, r % 9000,"
             " CASE r % 5 WHEN 0 THEN '' ELSE 'model-' || (r % 5) END, 'req_' || i, '198.51.100.7' FROM c ORDER BY 1, 2, 3;"
             "UPDATE meta SET commit_no = commit_no + 1; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
        read("PRAGMA cache_size = -4096"); // as the store's own readers have
    }

private:
    std::unique_ptr<store::LocalStore> m_store;
    sqlite3 *m_db = nullptr;
};

class ServerGround final : public Ground {
public:
    explicit ServerGround(const QString &connection)
    {
        const ConnectionProfile profile = check(connectionFromUrl(connection));
        postgres::RemoteStore::Options options;
        options.statementTimeoutMs = kPatienceMs;
        m_store = postgres::RemoteStore::create(profile, {}, options);
        m_connection = check(postgres::PgConnection::open(profile, std::nullopt));
    }
    const char *name() const override { return "PostgreSQL"; }
    sql::Gateway &gateway() override { return *m_store; }
    void read(const QByteArray &sql) override
    {
        sql::TransactionOptions options;
        options.timeoutMs = kPatienceMs;
        check(m_connection->begin(options));
        check(m_connection->query(sql));
        m_connection->rollback();
    }
    QByteArray time(qint64 ms) const override { return "to_timestamp(" + QByteArray::number(ms) + " / 1000.0)"; }
    void fill(qint64 calls, qint64 keys, qint64 nowMs) override
    {
        const QByteArray k = QByteArray::number(keys), t = QByteArray::number(std::max<qint64>(1, keys / 10)), now = time(nowMs);
        const auto id = [](const char *kind, const QByteArray &number) { return QByteArray("('00000000-0000-7000-") + kind + "-' || lpad(to_hex(" + number + "), 12, '0'))::uuid"; };
        const auto upTo = [](const QByteArray &most) { return " FROM generate_series(1::bigint, " + most + ") AS i"; };
        for (int months = 0; months < 2; ++months)
            write("SELECT plancia.make_usage_partition(" + now + " - interval '1 month' * " + QByteArray::number(months) + ")");
        write("SET session_replication_role = replica; SET search_path = plancia");
        write("INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at) SELECT " + id("8001", "i") + ", 't' || i, 'T', 't', 'active', now(), now()" + upTo(t));
        write("INSERT INTO api_keys (tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, expires_at, created_at, updated_at, last_used_at)"
              " SELECT " + id("8001", "1 + i % " + t) + ", " + id("9000", "i") + ", lpad(i::text, 12, '0'), 'k', sha256(i::text::bytea), 'Key ' || i, 'key ' || lpad((i * 7919 % " + k
              + ")::text, 9, '0'), 'live', 'active', CASE WHEN i % 10 = 0 THEN " + now + " + interval '1 day' END, to_timestamp(i / 1000.0), to_timestamp(i / 1000.0),"
              " CASE WHEN i % 2 = 0 THEN " + now + " - interval '1 day' * (i * 1009 % 200) END" + upTo(k));
        write("INSERT INTO api_key_permissions (tenant_id, key_id, permission, last_used_at) SELECT " + id("8001", "1 + i % " + t) + ", " + id("9000", "i")
              + ", p, CASE WHEN p = 'a' OR i % 10 <> 0 THEN now() END" + upTo(k) + ", (VALUES ('a'), ('b')) AS words (p)");
        write("INSERT INTO api_key_limits (tenant_id, key_id, name, amount, window_s) SELECT tenant_id, id, 'calls', 100, 60 FROM api_keys");
        write("INSERT INTO rate_limit_hits (tenant_id, key_id, day, name, endpoint, hits) SELECT " + id("8001", "1 + i % " + t) + ", " + id("9000", "i") + ", date_trunc('day', " + now
              + ", 'UTC') - interval '1 day' * d, 'calls', '', 3" + upTo(k) + ", generate_series(1, 7) AS d WHERE i % 100 = 0");
        write("INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, tokens_in, tokens_out, cost_micros, model, request_id, address)"
              " SELECT " + id("8001", "1 + key % " + t) + ", " + now + " - interval '1 millisecond' * (1 + i * 2591 % 2592000 * 1000), " + id("a000", "i") + ", " + id("9000", "key")
              + ", '/v1/thing' || (r % 40), CASE r % 3 WHEN 0 THEN 'POST' ELSE 'GET' END, CASE WHEN r % 100 < 93 THEN 200 ELSE 500 END, r % 1000 * (r % 997), r % 2000, r % 700, r % 9000,"
              " CASE r % 5 WHEN 0 THEN '' ELSE 'model-' || (r % 5) END, 'req_' || i, '198.51.100.7'"
              + upTo(QByteArray::number(calls)) + ", LATERAL (SELECT 1 + i * 7919 % " + k + " AS key, i * 48271 % 2147483647 AS r) AS c ORDER BY 1, 2, 3");
        write("RESET session_replication_role");
        for (const char *table : {"tenants", "api_keys", "api_key_permissions", "api_key_limits", "rate_limit_hits", "api_key_usage"})
            check(m_connection->script(QByteArray("VACUUM (ANALYZE) plancia.") + table));
    }

private:
    /// In a transaction of its own, which may take its time: ten millions of calls do.
    void write(const QByteArray &sql)
    {
        sql::TransactionOptions options;
        options.write = true;
        options.timeoutMs = kPatienceMs;
        check(m_connection->begin(options));
        check(m_connection->script(sql));
        check(m_connection->commit());
    }
    std::unique_ptr<postgres::RemoteStore> m_store;
    std::unique_ptr<postgres::PgConnection> m_connection;
};

template <class Ours>
void compare(Ground &ground, const QString &what, double bar, Ours ours, const QByteArray &bare)
{
    QList<double> our, their;
    for (int i = 0; i < 3; ++i) {
        our.append(milliseconds(ours));
        their.append(milliseconds([&] { ground.read(bare); }));
    }
    out << QStringLiteral("RATIO %1, %2: %3 (bar %4) %5 ms against %6 ms\n")
               .arg(what, QLatin1String(ground.name()), QString::number(median(our) / median(their), 'f', 2), QString::number(bar),
                    QString::number(median(our), 'f', 1), QString::number(median(their), 'f', 1));
    out.flush();
}

/// How many keys a list has, counted in one pass over what it is made of.
QByteArray aggregate(const Ground &ground, KeyHygiene kind, qint64 nowMs)
{
    const QByteArray keys = "api_keys k JOIN tenants t ON t.id = k.tenant_id", working = " WHERE t.deleted_at IS NULL AND k.status = 'active'";
    const auto ofKeys = [&](const QByteArray &condition) { return "SELECT count(*) FROM " + keys + working + " AND " + condition; };
    const auto grouped = [&](const QByteArray &rows) {
        return "SELECT count(*), sum(x.n) FROM (SELECT tenant_id, key_id, count(*) AS n FROM " + rows + ") x JOIN api_keys k ON k.tenant_id = x.tenant_id AND k.id = x.key_id JOIN tenants t ON t.id = k.tenant_id" + working;
    };
    const QByteArray byKey = " GROUP BY tenant_id, key_id";
    switch (kind) {
    case KeyHygiene::NeverUsed: return ofKeys("k.last_used_at IS NULL");
    case KeyHygiene::Idle: return ofKeys("k.last_used_at < " + ground.time(nowMs - kIdleDays * kDayMs));
    case KeyHygiene::NoExpiry: return ofKeys("k.expires_at IS NULL");
    case KeyHygiene::UnusedPermissions: return grouped("api_key_permissions WHERE last_used_at IS NULL" + byKey);
    case KeyHygiene::NeverLimited:
        return grouped("(SELECT tenant_id, key_id FROM api_key_limits EXCEPT SELECT tenant_id, key_id FROM rate_limit_hits) AS never" + byKey);
    case KeyHygiene::AlwaysLimited:
        return grouped("rate_limit_hits WHERE day >= " + ground.time((nowMs / kDayMs - 7) * kDayMs) + " AND day < " + ground.time(nowMs / kDayMs * kDayMs) + byKey + " HAVING count(DISTINCT day) = 7");
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 2)
        stop(QStringLiteral("Usage: bench_usage FOLDER|CONNECTION [CALLS [KEYS]]"));
    const qint64 calls = arguments.value(2, QStringLiteral("10000000")).toLongLong(), keys = arguments.value(3, QStringLiteral("100000")).toLongLong();
    std::unique_ptr<Ground> ground;
    if (arguments[1].contains(u'='))
        ground = std::make_unique<ServerGround>(arguments[1]);
    else
        ground = std::make_unique<LocalGround>(arguments[1]);
    const SystemClock clock;
    const qint64 now = clock.nowMs();
    out << QStringLiteral("Making %1 calls of %2 keys, %3: ").arg(calls).arg(keys).arg(QLatin1String(ground->name()));
    out.flush();
    out << QStringLiteral("%1 s\n").arg(milliseconds([&] { ground->fill(calls, keys, now); }) / 1000, 0, 'f', 0);
    out.flush();

    controlplane::Usage usage(ground->gateway(), clock);
    // Seven sums, as every part of a report has them.
    const QByteArray pass = "SELECT count(*), count(*) FILTER (WHERE status >= 400), sum(latency_us), max(latency_us), sum(tokens_in), sum(tokens_out), sum(cost_micros) FROM api_key_usage";
    UsageQuery all{{}, {}, now - kDays * kDayMs - 1000, now};
    compare(*ground, QStringLiteral("report of %1 calls / one pass").arg(calls), 12, [&] { check(usage.report(all, {}).result()); }, pass);
    UsageQuery day{{}, {}, now - kDayMs, now};
    compare(*ground, QStringLiteral("report of a day of them / one pass"), 12, [&] { check(usage.report(day, {}).result()); },
            pass + " WHERE at >= " + ground->time(day.from) + " AND at < " + ground->time(day.to));
    for (const KeyHygiene kind : keyHygieneKinds()) {
        HygieneQuery query{kind};
        query.sort = HygieneSort::Name;
        compare(*ground, QStringLiteral("list %1 of %2 keys / bare aggregate").arg(toString(kind)).arg(keys), 2, [&] { check(usage.hygiene(query, Anchor::start(), 500, {}).result()); }, aggregate(*ground, kind, now));
    }
    return 0;
}
