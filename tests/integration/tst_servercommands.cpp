// SPDX-License-Identifier: GPL-3.0-or-later
// A server's tables, indexes, vacuum, replication and log by the real planciactl.
#include "tests/support/planciactl.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/temporaryhome.h"

#include <QTest>

using namespace plancia::tests;

#define RUNS(ran)                                                                                                                \
    do {                                                                                                                         \
        const Ran &r = (ran);                                                                                                    \
        QVERIFY2(r.status == 0, r.err.constData());                                                                              \
    } while (false)
#define FAILS(ran, expectedCode)                                                                                                 \
    do {                                                                                                                         \
        const Ran r = (ran);                                                                                                     \
        QVERIFY2(r.status != 0 && r.code() == QLatin1String(expectedCode), r.err.constData());                                   \
    } while (false)

class ServerCommandsTest : public QObject {
    Q_OBJECT
    PrivatePostgres m_server{{false, {QStringLiteral("wal_level=logical")}}};
    std::unique_ptr<TemporaryHome> m_home;
    const QString m_shop = QStringLiteral("shop");

    QStringList onServer(const QStringList &arguments) const { return QStringList{QStringLiteral("--pg"), m_server.superuserUrl(m_shop)} + arguments; }
    Ran json(const QStringList &arguments) const { return ctl(onServer(arguments)); }
    /// Both channels of a run without --json.
    QByteArray text(const QStringList &arguments) const
    {
        auto process = startProgram(QStringLiteral("planciactl"), onServer(arguments));
        if (!process->waitForFinished(kProgramMs))
            process->kill();
        return process->readAllStandardOutput() + process->readAllStandardError();
    }
    static QJsonObject itemOf(const QJsonArray &items, const QString &member, const QString &name)
    {
        for (const QJsonValue &one : items)
            if (one[member].toString() == name)
                return one.toObject();
        return {};
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start() && m_server.createDatabase(m_shop), qPrintable(m_server.error()));
        QVERIFY2(m_server.exec(QStringLiteral("CREATE TABLE public.orders (id int PRIMARY KEY, n int); INSERT INTO public.orders SELECT g, g FROM generate_series(1, 1000) g;"
                                              "CREATE INDEX orders_n ON public.orders (n); CREATE INDEX orders_n_again ON public.orders (n); ANALYZE public.orders;"
                                              "CREATE TABLE public.\"=cmd()\" (id int) WITH (autovacuum_enabled = off);"
                                              "SELECT pg_create_physical_replication_slot('forgotten', true)"), m_shop),
                 qPrintable(m_server.error()));
        m_home = std::make_unique<TemporaryHome>();
        RUNS(json(words("migrate up")));
    }
    void cleanupTestCase() { m_home.reset(); }

    void tables()
    {
        const Ran all = json(words("server tables"));
        RUNS(all);
        QVERIFY(!all.out["is_cut"].toBool(true) && !all.out["is_bloat_unknown"].toBool(true) && all.out["server"]["writes_counted"].toBool());
        QCOMPARE(all.out["server"]["role"].toString(), QStringLiteral("postgres"));
        QVERIFY(all.out["server"]["sees_all_stats"].toBool());
        const QJsonObject orders = itemOf(all.out["items"].toArray(), QStringLiteral("table"), QStringLiteral("orders"));
        QCOMPARE(orders["rows"].toInt(), 1000);
        QVERIFY(orders["bytes"].toInteger() > 0 && orders["last_vacuum"].isNull() && orders["findings"].isArray() && orders["severity"].isNull());
        QVERIFY(itemOf(all.out["items"].toArray(), QStringLiteral("table"), QStringLiteral("pg_class")).isEmpty());
        QVERIFY(!itemOf(json(words("server tables --system")).out["items"].toArray(), QStringLiteral("table"), QStringLiteral("pg_class")).isEmpty());
        const Ran some = json(words("server tables --findings"));
        QCOMPARE(itemOf(some.out["items"].toArray(), QStringLiteral("table"), QStringLiteral("=cmd()"))["findings"].toArray(), QJsonArray{"vacuum_off"});
        QVERIFY(itemOf(some.out["items"].toArray(), QStringLiteral("table"), QStringLiteral("orders")).isEmpty());
        QCOMPARE(json(words("server tables --limit 1")).out["items"].toArray().size(), 1);
        const QByteArray shown = text(words("server tables"));
        QVERIFY2(shown.contains("public.orders") && shown.contains("warning: vacuum_off") && shown.contains("Counters of this database"), shown.constData());
        const QByteArray csv = text(words("server tables --csv"));
        QVERIFY2(csv.startsWith("schema,table,owner,severity,findings,rows,bytes,"), csv.constData());
        QVERIFY2(csv.contains("\r\npublic,orders,postgres,"), csv.constData());
        QVERIFY2(csv.contains("'=cmd()"), csv.constData()); // no spreadsheet computes it
    }

    void indexes()
    {
        const Ran all = json(words("server indexes"));
        RUNS(all);
        const QJsonArray items = all.out["items"].toArray();
        const QJsonObject again = itemOf(items, QStringLiteral("index"), QStringLiteral("orders_n_again"));
        QCOMPARE(again["covered_by"].toString(), QStringLiteral("orders_n"));
        QCOMPARE(again["findings"].toArray(), (QJsonArray{"duplicate", "unused"}));
        QCOMPARE(again["severity"].toString(), QStringLiteral("warning"));
        QCOMPARE(itemOf(items, QStringLiteral("index"), QStringLiteral("orders_pkey"))["constraint"].toString(), QStringLiteral("orders_pkey"));
        const QByteArray csv = text(words("server indexes --findings --csv"));
        QVERIFY2(csv.startsWith("schema,index,table,severity,findings,") && csv.contains("public,orders_n_again,orders,warning,duplicate unused,") && !csv.contains("orders_pkey"), csv.constData());
        QVERIFY(text(words("server indexes")).contains("warning: duplicate, unused"));
    }

    void vacuum()
    {
        const Ran all = json(words("server vacuum"));
        RUNS(all);
        const QJsonObject shop = itemOf(all.out["databases"].toArray(), QStringLiteral("database"), m_shop);
        QVERIFY(shop["transaction_age"].toInteger() > 0 && shop["transaction_share"].toDouble() < 0.01);
        QCOMPARE(itemOf(all.out["switched_off"].toArray(), QStringLiteral("table"), QStringLiteral("=cmd()"))["schema"].toString(), QStringLiteral("public"));
        QVERIFY(all.out["findings"].toArray().isEmpty() && all.out["findings"].isArray() && all.out["severity"].isNull());
        QVERIFY(all.out["running"].isArray() && all.out["holders"].isArray() && all.out["due"].isArray());
        QCOMPARE(itemOf(all.out["settings"].toArray(), QStringLiteral("name"), QStringLiteral("autovacuum"))["value"].toString(), QStringLiteral("on"));
        const QByteArray shown = text(words("server vacuum"));
        QVERIFY2(shown.contains("TRANSACTION AGE") && shown.contains("public.=cmd()") && shown.contains("autovacuum_freeze_max_age"), shown.constData());
        QVERIFY(text(words("server vacuum --csv")).startsWith("schema,table,why,share,"));
    }

    void replication()
    {
        const Ran all = json(words("server replication"));
        RUNS(all);
        QVERIFY(all.out["standbys"].toArray().isEmpty() && all.out["receiver"].isNull() && !all.out["server"]["is_standby"].toBool(true));
        const QJsonObject slot = itemOf(all.out["slots"].toArray(), QStringLiteral("name"), QStringLiteral("forgotten"));
        QCOMPARE(slot["findings"].toArray(), QJsonArray{"inactive"});
        QCOMPARE(slot["wal_status"].toString(), QStringLiteral("reserved"));
        QVERIFY(slot["safe_bytes"].isNull()); // there is no limit
        const QByteArray shown = text(words("server replication"));
        QVERIFY2(shown.contains("primary") && shown.contains("forgotten") && shown.contains("warning: inactive"), shown.constData());
        QVERIFY(text(words("server replication --csv")).contains("\r\nslot,forgotten,warning,inactive,"));
    }

    void wal()
    {
        const Ran all = json(words("server wal"));
        RUNS(all);
        QVERIFY(all.out["position"].toString().contains(u'/') && all.out["files"].toInt() > 0 && all.out["checkpoints_timed"].isDouble());
        QCOMPARE(all.out["archive_mode"].toString(), QStringLiteral("off"));
        QVERIFY(all.out["last_archived_at"].isNull());
        const QByteArray shown = text(words("server wal"));
        QVERIFY2(shown.contains("checkpoints_requested") && shown.contains("max_wal_size"), shown.constData());
        const QByteArray csv = text(words("server wal --csv"));
        QCOMPARE(csv.trimmed().split('\n').size(), 2);
    }

    void whoMayNotSeeIsTold()
    {
        QVERIFY(m_server.createUser(QStringLiteral("looker"), QStringLiteral("pw"), QStringLiteral("IN ROLE plancia_viewer")));
        const QStringList looker{"--pg", m_server.url(QStringLiteral("looker"), m_shop)};
        qputenv("PGPASSWORD", "pw");
        const Ran tables = ctl(looker + words("server tables"));
        const Ran wal = ctl(looker + words("server wal"));
        auto process = startProgram(QStringLiteral("planciactl"), looker + words("server wal"));
        process->waitForFinished(kProgramMs);
        const QByteArray said = process->readAllStandardError();
        auto other = startProgram(QStringLiteral("planciactl"), looker + words("server tables"));
        other->waitForFinished(kProgramMs);
        const QByteArray ofTables = other->readAllStandardError();
        qunsetenv("PGPASSWORD");
        RUNS(tables);
        RUNS(wal);
        const QJsonObject orders = itemOf(tables.out["items"].toArray(), QStringLiteral("table"), QStringLiteral("orders"));
        QVERIFY(orders["bloat_bytes_estimate"].isNull() && !orders["is_readable"].toBool(true) && orders["bytes"].toInteger() > 0);
        QVERIFY(wal.out["files"].isNull() && !wal.out["server"]["sees_all_stats"].toBool(true));
        QVERIFY2(said.contains("GRANT pg_monitor TO \"looker\";"), said.constData());
        QVERIFY2(ofTables.contains("GRANT pg_read_all_data TO \"looker\";"), ofTables.constData());
    }

    void mistakesAreNamed()
    {
        FAILS(json(words("server")), "VAL_005");
        FAILS(json(words("server tables --limit 0")), "VAL_010");
        FAILS(json(words("server tables --csv")), "VAL_005"); // with --json
        for (const char *view : {"server tables", "server indexes", "server vacuum", "server replication", "server wal"})
            FAILS(ctl(words(view)), "BUSINESS_002"); // the local store
        RUNS(json(words("--read-only server tables")));
    }
};

QTEST_GUILESS_MAIN(ServerCommandsTest)
#include "tst_servercommands.moc"
