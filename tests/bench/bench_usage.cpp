// SPDX-License-Identifier: GPL-3.0-or-later
// bench_usage FOLDER [CALLS [KEYS]]: a local store with CALLS (default 1,000,000) calls of KEYS (100,000) keys. The report of the
// whole span and of one day of it against one bare pass over the same calls, and each list of hygiene against the bare
// aggregate, by the port and by the sqlite3 C API in turns: medians of three.
#include "app/controlplane/usage/usage.h"
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

constexpr qint64 kDayMs = 86'400'000;
constexpr int kDays = 30;
QTextStream out(stdout);

void stop(const QString &why)
{
    out << why << "\n";
    out.flush();
    std::exit(1);
}

template <class F>
double milliseconds(F work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void execute(sqlite3 *db, const QByteArray &sql)
{
    char *message = nullptr;
    if (sqlite3_exec(db, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK)
        stop(QString::fromUtf8(message));
}

/// A tenth as many tenants as keys; 40 endpoints, four models, 7 % failures; calls spread over thirty days. Half of the keys were
/// never used, a tenth has an expiry, each has two permissions and a limit, and a hundredth hits it each day.
void fill(sqlite3 *db, qint64 calls, qint64 keys, qint64 nowMs)
{
    const QByteArray k = QByteArray::number(keys), t = QByteArray::number(std::max<qint64>(1, keys / 10)), now = QByteArray::number(nowMs);
    const QByteArray upTo = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ";
    execute(db, "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;"
                "INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at) " + upTo + t + ") SELECT CAST(printf('t%015d', i) AS BLOB), 't' || i, 'T', 't', 'active', 1, 1 FROM n;"
                "INSERT INTO api_keys (tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, expires_at, created_at, updated_at, last_used_at) "
                + upTo + k + ") SELECT CAST(printf('t%015d', 1 + i % " + t + ") AS BLOB), CAST(printf('k%015d', i) AS BLOB), printf('%012d', i), 'k', zeroblob(32), 'Key ' || i, printf('key %09d', i * 7919 % " + k
                + "), 'live', 'active', CASE WHEN i % 10 = 0 THEN " + now + " + 86400000 END, i, i, CASE WHEN i % 2 = 0 THEN " + now + " - i * 1009 % 200 * 86400000 END FROM n;"
                "INSERT INTO api_key_permissions SELECT tenant_id, id, p, CASE WHEN p = 'a' OR id > x'6b303030303030303030303035' THEN 1 END FROM api_keys, (SELECT 'a' AS p UNION SELECT 'b');"
                "INSERT INTO api_key_limits SELECT tenant_id, id, 'calls', 100, 60 FROM api_keys;"
                "INSERT INTO rate_limit_hits " + upTo + "7) SELECT tenant_id, id, (" + now + " / 86400000 - i) * 86400000, 'calls', '', 3 FROM n, api_keys WHERE created_at % 100 = 0;"
                "INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, tokens_in, tokens_out, cost_micros, model, request_id, address) "
                + upTo + QByteArray::number(calls) + "), c(i, key, r) AS (SELECT i, 1 + i * 7919 % " + k + ", i * 48271 % 2147483647 FROM n)"
                " SELECT CAST(printf('t%015d', 1 + key % " + t + ") AS BLOB), " + now + " - 1 - i * 2591 % 2592000 * 1000, CAST(printf('%016d', i) AS BLOB), CAST(printf('k%015d', key) AS BLOB),"
                " '/v1/thing' || (r % 40), CASE r % 3 WHEN 0 THEN 'POST' ELSE 'GET' END, CASE WHEN r % 100 < 93 THEN 200 ELSE 500 END, r % 1000 * (r % 997), r % 2000, r % 700, r % 9000,"
                " CASE r % 5 WHEN 0 THEN '' ELSE 'model-' || (r % 5) END, 'req_' || i, '198.51.100.7' FROM c;"
                "UPDATE meta SET commit_no = commit_no + 1; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
}

double median(QList<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

template <class Ours, class Bare>
void compare(const char *what, double bar, Ours ours, Bare bare)
{
    QList<double> our, their;
    for (int i = 0; i < 3; ++i) {
        our.append(milliseconds(ours));
        their.append(milliseconds(bare));
    }
    out << QStringLiteral("%1: %2 ms, bare %3 ms; RATIO %4 (bar %5)\n")
               .arg(QLatin1String(what)).arg(median(our), 0, 'f', 0).arg(median(their), 0, 'f', 0).arg(median(our) / median(their), 0, 'f', 2).arg(bar);
    out.flush();
}

template <class T>
void check(const Result<T> &result)
{
    if (!result)
        stop(describe(result.error()).sentence + u' ' + describe(result.error()).details);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 2)
        stop(QStringLiteral("Usage: bench_usage FOLDER [CALLS [KEYS]]"));
    const qint64 calls = arguments.value(2, QStringLiteral("1000000")).toLongLong(), keys = arguments.value(3, QStringLiteral("100000")).toLongLong();
    store::LocalStore::Options options;
    options.path = arguments[1] + QStringLiteral("/control.db");
    options.createIfMissing = true;
    auto opened = store::LocalStore::open(options);
    check(opened);
    sqlite3 *db = nullptr;
    sqlite3_open(QFile::encodeName(options.path).constData(), &db);
    const SystemClock clock;
    const qint64 now = clock.nowMs();
    out << QStringLiteral("Making %1 calls of %2 keys: ").arg(calls).arg(keys);
    out.flush();
    out << QStringLiteral("%1 s\n").arg(milliseconds([&] { fill(db, calls, keys, now); }) / 1000, 0, 'f', 0);
    execute(db, "PRAGMA cache_size = -4096"); // as the store's own readers have

    controlplane::Usage usage(**opened, clock);
    // Seven sums, as every part of a report has them.
    const QByteArray pass = "SELECT count(*), sum(status >= 400), sum(latency_us), max(latency_us), sum(tokens_in), sum(tokens_out), sum(cost_micros) FROM api_key_usage";
    UsageQuery all{{}, {}, now - kDays * kDayMs - 1000, now};
    compare("report of the whole span", 12, [&] { check(usage.report(all, {}).result()); }, [&] { execute(db, pass); });
    UsageQuery day{{}, {}, now - kDayMs, now};
    compare("report of a day of it", 12, [&] { check(usage.report(day, {}).result()); },
            [&] { execute(db, pass + " WHERE at >= " + QByteArray::number(day.from) + " AND at < " + QByteArray::number(day.to)); });
    // One query over the working keys for each list: how many of them are like that.
    const QByteArray working = "SELECT count(*) FROM api_keys k JOIN tenants t ON t.id = k.tenant_id WHERE t.deleted_at IS NULL AND k.status = 'active' AND ";
    const QByteArray ofKey = " x WHERE x.tenant_id = k.tenant_id AND x.key_id = k.id";
    const QByteArray bare[] = {"k.last_used_at IS NULL", "k.last_used_at < " + QByteArray::number(now - kIdleDays * kDayMs), "k.expires_at IS NULL",
                               "EXISTS (SELECT 1 FROM api_key_permissions" + ofKey + " AND x.last_used_at IS NULL)",
                               "EXISTS (SELECT 1 FROM api_key_limits" + ofKey + ") AND NOT EXISTS (SELECT 1 FROM rate_limit_hits" + ofKey + ")",
                               "(SELECT count(DISTINCT x.day) FROM rate_limit_hits" + ofKey + ") = 7"};
    for (const KeyHygiene kind : keyHygieneKinds()) {
        HygieneQuery query{kind};
        query.sort = HygieneSort::Name;
        compare(qPrintable(toString(kind)), 2, [&] { check(usage.hygiene(query, Anchor::start(), 500, {}).result()); }, [&] { execute(db, working + bare[static_cast<int>(kind)]); });
    }
    sqlite3_close(db);
    return 0;
}
