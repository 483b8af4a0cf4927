// SPDX-License-Identifier: GPL-3.0-or-later
// bench_typed PLACE [ROWS]: a store with ROWS (default 1,000,000) tenants, people and API keys, a local one in the folder PLACE, or on
// the server where PLACE is a connection (tests/bench/onserver makes the database). What somebody types into the filter of each list:
// every letter and digit, beginnings, whole words, two words, and what nobody has, in each order of the list. By the port, the first page
// of 100, the best of three, against the same page without a filter in the same run.
#include "app/audit/recorder.h"
#include "app/controlplane/keys/apikeys.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/controlplane/users/users.h"
#include "app/postgres/pgconnection.h"
#include "app/postgres/remotestore.h"
#include "app/store/localstore.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <functional>
#include <memory>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::bench;

namespace {

constexpr int kPage = 100;
constexpr int kPatienceMs = 3'600'000;

const QByteArrayList kFirst{"hamburg", "milano", "oslo", "zebra", "norberwind", "acme", "billing", "import", "export", "web", "yacht", "quarry"};
const QByteArrayList kSecond{"bank", "foods", "logistics", "steel", "live", "robotics", "travel", "print", "unit", "gmbh", "inc"};

QByteArray oneOf(const QByteArrayList &words, const char *factor)
{
    QByteArray sql = QByteArray("CASE i * ") + factor + " / 100 % " + QByteArray::number(words.size());
    for (qsizetype w = 0; w < words.size(); ++w)
        sql += " WHEN " + QByteArray::number(w) + " THEN '" + words.at(w) + "'";
    return sql + " END";
}

/// The statements that fill a store; the same rows in either: a name of two words and a number, which rises with the time.
QByteArrayList filling(sql::Dialect dialect, qint64 rows)
{
    const bool isLocal = dialect == sql::Dialect::Sqlite;
    const QByteArray id = isLocal ? "CAST(printf('%016d', i) AS BLOB)" : "lpad(to_hex(i), 32, '0')::uuid";
    const QByteArray at = isLocal ? "1700000000000 + i * 1000" : "to_timestamp(1700000000 + i)";
    const QByteArray source = " FROM (SELECT i, " + oneOf(kFirst, "7919") + " AS a, " + oneOf(kSecond, "104729") + " AS b, " + id + " AS id, " + at + " AS at FROM n) AS t";
    const QByteArray n = isLocal ? "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < " + QByteArray::number(rows) + ") "
                                 : "WITH n(i) AS (SELECT generate_series(1::bigint, " + QByteArray::number(rows) + ")) ";
    const auto insert = [&](const QByteArray &table, const QByteArray &columns, const QByteArray &values) {
        return isLocal ? "INSERT INTO " + table + " (" + columns + ") " + n + "SELECT " + values + source : n + "INSERT INTO " + table + " (" + columns + ") SELECT " + values + source;
    };
    QByteArrayList all;
    all << insert("tenants", "id, slug, name, name_key, status, created_at, updated_at", "id, a || '-' || i, a || ' ' || b, a || ' ' || b || ' ' || i, 'active', at, at")
        << insert("users", "tenant_id, id, email, email_key, display_name, name_key, role, status, created_at, updated_at",
                  "id, id, a || i || '@example.org', a || i || '@example.org', a || ' ' || b, a || ' ' || b || ' ' || i, 'member', 'active', at, at")
        << insert("api_keys", "tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, created_at, updated_at",
                  QByteArray("id, id, ") + (isLocal ? "printf('k%011d', i), 'plancia_live_' || printf('k%011d', i), zeroblob(32)" : "'k' || lpad(i::text, 11, '0'), 'plancia_live_k' || lpad(i::text, 11, '0'), sha256(i::text::bytea)")
                      + ", b || ' ' || a, b || ' ' || a || ' ' || i, 'live', 'active', at, at");
    QByteArrayList words{"a", "b", isLocal ? "CAST(i AS TEXT)" : "i::text"};
    for (const QByteArray &word : std::as_const(words)) {
        if (isLocal)
            all << insert("tenant_words", "tenant_id, word", "id, " + word);
        all << insert("user_words", "tenant_id, user_id, word", "id, id, " + word) << insert("api_key_words", "tenant_id, key_id, word", "id, id, " + word);
    }
    all << insert("api_key_words", "tenant_id, key_id, word", "id, id, 'plancia'");
    return all;
}

struct Ground {
    std::unique_ptr<store::LocalStore> local;
    std::unique_ptr<postgres::RemoteStore> remote;
    sql::Gateway &gateway() { return local ? static_cast<sql::Gateway &>(*local) : *remote; }
};

Ground makeLocal(const QString &folder, qint64 rows)
{
    store::LocalStore::Options options;
    options.path = folder + QStringLiteral("/control.db");
    options.createIfMissing = true;
    Ground ground;
    ground.local = check(store::LocalStore::open(options));
    sqlite3 *db = nullptr;
    sqlite3_open(QFile::encodeName(options.path).constData(), &db);
    const auto run = [db](const QByteArray &sql) {
        char *message = nullptr;
        if (sqlite3_exec(db, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK)
            stop(QString::fromUtf8(message));
    };
    run("PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000; PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE");
    for (const QByteArray &sql : filling(sql::Dialect::Sqlite, rows))
        run(sql);
    run("UPDATE meta SET commit_no = commit_no + 1; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    sqlite3_close(db);
    return ground;
}

Ground makeRemote(const QString &url, qint64 rows)
{
    const ConnectionProfile profile = check(connectionFromUrl(url));
    const auto connection = check(postgres::PgConnection::open(profile, std::nullopt));
    const auto run = [&](const QByteArray &sql) {
        sql::TransactionOptions options;
        options.write = true;
        options.timeoutMs = kPatienceMs;
        check(connection->begin(options));
        check(connection->script("SET LOCAL session_replication_role = replica;" + sql));
        check(connection->commit());
    };
    for (const QByteArray &sql : filling(sql::Dialect::Postgres, rows))
        run(sql);
    for (const char *table : {"tenants", "users", "user_words", "api_keys", "api_key_words"})
        check(connection->script(QByteArray("VACUUM (ANALYZE) plancia.") + table));
    Ground ground;
    ground.remote = postgres::RemoteStore::create(profile, {});
    return ground;
}

QStringList typed()
{
    QStringList texts;
    for (char c = 'a'; c <= 'z'; ++c)
        texts.append(QString(QLatin1Char(c)));
    for (char c = '0'; c <= '9'; ++c)
        texts.append(QString(QLatin1Char(c)));
    for (const QByteArrayList &words : {kFirst, kSecond})
        for (const QByteArray &word : words)
            texts << QString::fromLatin1(word.first(2)) << QString::fromLatin1(word);
    return texts << QStringLiteral("12") << QStringLiteral("123") << QStringLiteral("1234") << QStringLiteral("zebra gmbh") << QStringLiteral("oslo 9") << QStringLiteral("ham st")
                 << QStringLiteral("nobody") << QStringLiteral("zebra nobody") << QStringLiteral("plancia");
}

/// `page` reads the first page of a text in one of `orders` orders.
void measure(const QString &name, int orders, const std::function<qsizetype(const QString &text, int order)> &page)
{
    struct Took {
        double ms;
        QString words;
    };
    QList<Took> all;
    double without = 0;
    for (int order = 0; order < orders; ++order) {
        const auto best = [&](const QString &text) {
            double least = milliseconds([&] { page(text, order); });
            for (int round = 1; round < 3 && least < 1'000; ++round)
                least = std::min(least, milliseconds([&] { page(text, order); }));
            return least;
        };
        without = std::max(without, best({}));
        for (const QString &text : typed())
            all.append({best(text), QStringLiteral("“%1” in order %2").arg(text).arg(order)});
    }
    std::ranges::sort(all, {}, [](const Took &took) { return -took.ms; });
    out << QStringLiteral("RATIO what is typed over %1, median / no filter: %2 (%3 ms against %4 ms); longest").arg(name).arg(all.at(all.size() / 2).ms / without, 0, 'f', 1)
               .arg(all.at(all.size() / 2).ms, 0, 'f', 2).arg(without, 0, 'f', 2);
    for (qsizetype i = 0; i < std::min<qsizetype>(6, all.size()); ++i)
        out << QStringLiteral("  %1 ms %2").arg(all.at(i).ms, 0, 'f', 1).arg(all.at(i).words);
    out << "\n";
    out.flush();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = application.arguments();
    if (words.size() < 2)
        stop(QStringLiteral("Usage: bench_typed FOLDER|CONNECTION [ROWS]"));
    const qint64 rows = std::max<qint64>(words.value(2, QStringLiteral("1000000")).toLongLong(), 1'000);
    Ground ground;
    out << QStringLiteral("%1 tenants, people and keys made in %2 s\n").arg(rows)
               .arg(milliseconds([&] { ground = words[1].contains(u'=') ? makeRemote(words[1], rows) : makeLocal(words[1], rows); }) / 1000, 0, 'f', 0);
    out.flush();
    const SystemClock clock;
    const audit::Recorder recorder({}, {}, clock);
    controlplane::Tenants tenants(ground.gateway(), recorder);
    controlplane::Users people(ground.gateway(), recorder, controlplane::Users::Policy());
    controlplane::ApiKeys keys(ground.gateway(), recorder, controlplane::ApiKeys::Outside());
    measure(QStringLiteral("tenants"), 4, [&](const QString &text, int order) {
        TenantQuery query;
        query.text = text;
        query.sort = static_cast<TenantSort>(order);
        return check(tenants.page(query, Anchor::start(), kPage, {}).result()).items.size();
    });
    measure(QStringLiteral("people"), 3, [&](const QString &text, int order) {
        UserQuery query;
        query.text = text;
        query.sort = static_cast<UserSort>(order);
        return check(people.page(query, Anchor::start(), kPage, {}).result()).items.size();
    });
    measure(QStringLiteral("API keys"), 2, [&](const QString &text, int order) {
        ApiKeyQuery query;
        query.text = text;
        query.sort = static_cast<ApiKeySort>(order);
        return check(keys.page(query, Anchor::start(), kPage, {}).result()).items.size();
    });
    return 0;
}
