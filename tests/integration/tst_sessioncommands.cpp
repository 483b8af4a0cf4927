// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions of a server by the real planciactl.
#include "tests/support/planciactl.h"
#include "tests/support/serverclient.h"
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

class SessionCommandsTest : public QObject {
    Q_OBJECT
    PrivatePostgres m_server;
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
    static QJsonObject itemOf(const QJsonObject &list, qint64 pid)
    {
        for (const QJsonValue &one : list[QStringLiteral("items")].toArray())
            if (one[QStringLiteral("pid")].toInteger() == pid)
                return one.toObject();
        return {};
    }
    bool isWaiting(qint64 pid) { return m_server.value(QStringLiteral("SELECT wait_event_type FROM pg_stat_activity WHERE pid = %1").arg(pid)) == u"Lock"; }
    bool isThere(qint64 pid) { return m_server.value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE pid = %1").arg(pid)) == u"1"; }
    QString trail(qint64 pid)
    {
        return m_server.value(QStringLiteral("SELECT concat_ws(' ', action, result, reason) FROM plancia.audit_log WHERE object_id = '%1' ORDER BY seq DESC LIMIT 1").arg(pid), m_shop);
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start() && m_server.createDatabase(m_shop), qPrintable(m_server.error()));
        QVERIFY(m_server.createUser(QStringLiteral("shopper"), QStringLiteral("pw")));
        QVERIFY2(m_server.exec(QStringLiteral("CREATE TABLE public.orders (id int); GRANT ALL ON public.orders TO shopper"), m_shop), qPrintable(m_server.error()));
        m_home = std::make_unique<TemporaryHome>();
        RUNS(json(words("migrate up")));
    }
    void cleanupTestCase() { m_home.reset(); }

    void whoIsThereAndWhoWaits()
    {
        ServerClient holder(m_server, QStringLiteral("shopper"), m_shop, QStringLiteral("cash desk"));
        ServerClient waiter(m_server, QStringLiteral("shopper"), m_shop, QStringLiteral("reports"));
        QVERIFY(holder.run("BEGIN; LOCK TABLE public.orders"));
        waiter.start("SELECT count(*)\n\tFROM public.orders /* \x1b[31mred \xc2\x9b */");
        QTRY_VERIFY(isWaiting(waiter.pid()));

        const Ran list = json(words("session list"));
        RUNS(list);
        QVERIFY(list.out["sees_all"].toBool() && list.out["can_signal"].toBool() && !list.out["is_cut"].toBool(true));
        QCOMPARE(list.out["role"].toString(), QStringLiteral("postgres"));
        const QJsonObject desk = itemOf(list.out, holder.pid());
        QCOMPARE(desk["state"].toString(), QStringLiteral("idle_in_transaction"));
        QCOMPARE(desk["application"].toString(), QStringLiteral("cash desk"));
        QVERIFY(desk["lock_on"].isNull() && desk["blocked_by"].toArray().isEmpty());
        const QJsonObject reports = itemOf(list.out, waiter.pid());
        QCOMPARE(reports["blocked_by"].toArray(), QJsonArray{holder.pid()});
        QCOMPARE(reports["lock_on"].toString(), QStringLiteral("public.orders"));
        QCOMPARE(reports["lock_mode"].toString(), QStringLiteral("AccessShareLock"));
        const Ran waiting = json(words("session list --waiting"));
        RUNS(waiting);
        QCOMPARE(waiting.out["items"].toArray().size(), 1);
        QVERIFY(!itemOf(waiting.out, waiter.pid()).isEmpty());

        const Ran tree = json(words("session tree"));
        RUNS(tree);
        const QJsonArray rows = tree.out["items"].toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0]["pid"].toInteger(), holder.pid());
        QCOMPARE(rows[0]["waiting"].toInt(), 1);
        QCOMPARE(rows[1]["pid"].toInteger(), waiter.pid());
        QCOMPARE(rows[1]["depth"].toInt(), 1);
        QCOMPARE(rows[1]["session"]["lock_on"].toString(), QStringLiteral("public.orders"));

        const QByteArray shown = text(words("session tree"));
        const QList<QByteArray> lines = shown.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[1].startsWith(QByteArray::number(holder.pid())) && lines[1].contains("cash desk"), shown.constData());
        QVERIFY2(lines[2].startsWith("  " + QByteArray::number(waiter.pid())) && lines[2].contains("public.orders (AccessShareLock)"), shown.constData());
        // One line a session, and nothing in it that a terminal obeys.
        const QByteArray listed = text(words("session list --waiting"));
        QCOMPARE(listed.trimmed().split('\n').size(), 2);
        QVERIFY2(listed.contains("SELECT count(*) FROM public.orders /* \\x1b[31mred \\x9b */"), listed.constData());
        QVERIFY(!listed.contains('\x1b') && !listed.contains("\xc2\x9b"));
    }

    void nobodyWaits()
    {
        const Ran tree = json(words("session tree"));
        RUNS(tree);
        QVERIFY(tree.out["items"].isArray() && tree.out["items"].toArray().isEmpty());
        QCOMPARE(text(words("session tree")), QByteArray("Nobody waits for anybody.\n"));
    }

    void cancelAndTerminate()
    {
        ServerClient busy(m_server, QStringLiteral("shopper"), m_shop, QStringLiteral("reports"));
        busy.start("SELECT pg_sleep(60)");
        const QString pid = QString::number(busy.pid());
        QTRY_COMPARE(m_server.value(QStringLiteral("SELECT state FROM pg_stat_activity WHERE pid = ") + pid), QStringLiteral("active"));
        // Without a reason, and without a yes, nothing happens.
        FAILS(json({"session", "cancel", pid, "--yes"}), "VAL_009");
        FAILS(json({"session", "cancel", pid, "--reason", "Forgotten report"}), "VAL_005");
        QVERIFY(busy.isRunning());
        const Ran cancelled = json({"session", "cancel", pid, "--reason", "Forgotten report", "--yes"});
        RUNS(cancelled);
        QVERIFY(cancelled.out["cancelled"].toBool());
        QCOMPARE(cancelled.out["session"]["application"].toString(), QStringLiteral("reports"));
        QTRY_VERIFY(!busy.isRunning());
        QVERIFY(isThere(busy.pid()));
        QCOMPARE(trail(busy.pid()), QStringLiteral("SESSION_CANCEL done Forgotten report"));
        const QByteArray idle = text({"session", "cancel", pid, "--reason", "Again", "--yes"});
        QVERIFY2(idle.contains("there is nothing to cancel"), idle.constData());
        QVERIFY2(!idle.contains("cancelled"), idle.constData());
        QVERIFY(!json({"session", "cancel", pid, "--reason", "Again", "--yes"}).out["cancelled"].toBool());
        QCOMPARE(trail(busy.pid()), QStringLiteral("SESSION_CANCEL done Forgotten report")); // nothing took place

        RUNS(json({"session", "terminate", pid, "--reason", "Over", "--yes"}));
        QTRY_VERIFY(!isThere(busy.pid()));
        QCOMPARE(trail(busy.pid()), QStringLiteral("SESSION_TERMINATE done Over"));
        FAILS(json({"session", "terminate", pid, "--reason", "Over", "--yes"}), "NOT_FOUND_013");
        const Ran audit = json(words("audit list --action SESSION_TERMINATE"));
        RUNS(audit);
        QCOMPARE(audit.out["items"].toArray().size(), 1);
    }

    void mistakesAreNamed()
    {
        FAILS(json({"session", "terminate", "postgres", "--reason", "x", "--yes"}), "VAL_013");
        FAILS(json({"session", "terminate", "-1", "--reason", "x", "--yes"}), "VAL_005");
        FAILS(json({"session", "terminate", "0", "--reason", "x", "--yes"}), "VAL_013");
        FAILS(json(words("session")), "VAL_005");
        FAILS(ctl(words("session list")), "BUSINESS_002"); // the local store
    }

    void readOnlyListsAndDoesNotAct()
    {
        ServerClient open(m_server, QStringLiteral("shopper"), m_shop);
        const QString pid = QString::number(open.pid());
        const Ran list = json(words("--read-only session list"));
        RUNS(list);
        QVERIFY(!itemOf(list.out, open.pid()).isEmpty());
        FAILS(json({"--read-only", "session", "terminate", pid, "--reason", "x", "--yes"}), "AUTHZ_001");
        QVERIFY(open.run("SELECT 1"));
        // A role that may only look lists too.
        QVERIFY(m_server.createUser(QStringLiteral("looker"), QStringLiteral("pw"), QStringLiteral("IN ROLE plancia_viewer")));
        const QStringList looker{"--pg", m_server.url(QStringLiteral("looker"), m_shop)};
        qputenv("PGPASSWORD", "pw");
        const Ran seen = ctl(looker + words("session list"));
        const Ran refused = ctl(looker + QStringList{"session", "terminate", pid, "--reason", "x", "--yes"});
        qunsetenv("PGPASSWORD");
        RUNS(seen);
        QVERIFY(!seen.out["sees_all"].toBool(true));
        const QJsonObject hidden = itemOf(seen.out, open.pid());
        QCOMPARE(hidden["state"].toString(), QStringLiteral("hidden"));
        QVERIFY(hidden["query"].isNull() && hidden["started_at"].isNull());
        FAILS(refused, "AUTHZ_001");
        QVERIFY(open.run("SELECT 1"));
    }
};

QTEST_GUILESS_MAIN(SessionCommandsTest)
#include "tst_sessioncommands.moc"
