// SPDX-License-Identifier: GPL-3.0-or-later
// planciactl health: the real program, real sockets, a real telemetry.db.
#include "app/monitoring/service/telemetrystore.h"
#include "app/monitoring/transport/streamserver.h"
#include "app/wiring/pasttelemetry.h"
#include "models/domain/target.h"
#include "tests/support/planciactl.h"
#include "tests/support/temporaryhome.h"

#include <QFile>
#include <QTcpServer>
#include <QTest>

using namespace plancia;
using namespace plancia::tests;

class TestHealthCommands : public QObject {
    Q_OBJECT

    TemporaryHome m_home;
    const qint64 m_now = SystemClock().nowMs();

    QByteArray file() const
    {
        QFile file(m_home.filePath(QStringLiteral("config/targets.toml")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static QJsonObject item(const Ran &ran, const QString &name)
    {
        for (const QJsonValue &item : ran.out.value(QStringLiteral("items")).toArray())
            if (item.toObject().value(QStringLiteral("name")) == name)
                return item.toObject();
        return {};
    }

private slots:
    void initTestCase() { QCOMPARE(ctl(words("workspace list")).status, 0); }

    void targetsAreAddedLookedAtAndRemoved()
    {
        QTcpServer port;
        QVERIFY(port.listen(QHostAddress::LocalHost));
        const QString address = QStringLiteral("127.0.0.1:%1").arg(port.serverPort());
        QCOMPARE(ctl(words("health list")).out.value(QStringLiteral("items")).toArray().size(), 0);
        QCOMPARE(ctl(words("health add port --kind tcp --optional --every 5 --timeout 500 --address") << address).status, 0);
        QCOMPARE(ctl(words("health add gone --kind tcp --address 127.0.0.1:1")).status, 0);
        const Ran up = ctl(words("health check port"));
        QCOMPARE(up.status, 0);
        QCOMPARE(up.out.value(QStringLiteral("status")).toString(), QStringLiteral("ok"));
        const Ran down = ctl(words("health check gone"));
        QCOMPARE(down.status, 69);
        QCOMPARE(down.out.value(QStringLiteral("code")).toString(), QStringLiteral("NET_001"));
        const Ran list = ctl(words("health list"));
        QCOMPARE(list.status, 0); // nothing is known yet, and that is not "down"
        QCOMPARE(item(list, QStringLiteral("gone")).value(QStringLiteral("status")).toString(), QStringLiteral("unknown"));
        QVERIFY(item(list, QStringLiteral("gone")).value(QStringLiteral("uptime")).isNull());
        QCOMPARE(item(list, QStringLiteral("port")).value(QStringLiteral("critical")).toBool(), false);
        QCOMPARE(ctl(words("health remove port")).status, 0);
        QCOMPARE(ctl(words("health remove port")).code(), QStringLiteral("NOT_FOUND_015"));
        QCOMPARE(ctl(words("health check port")).code(), QStringLiteral("NOT_FOUND_015"));
        QVERIFY(file().contains("\"gone\"") && !file().contains("\"port\""));
    }

    void seriesOfAPageAreKept()
    {
        QCOMPARE(ctl(words("health add page --kind prometheus --address http://127.0.0.1:1/metrics --series queue --series") << QStringLiteral("hits_total{ code=\"500\" }")).status, 0);
        QVERIFY2(file().contains("series = [\"queue\", \"hits_total{code=\\\"500\\\"}\"]"), file().constData());
        QCOMPARE(ctl(words("health add other --kind prometheus --address http://127.0.0.1:1/metrics --series") << QStringLiteral("rate(x)")).code(), QStringLiteral("VAL_005"));
        QCOMPARE(ctl(words("health remove page")).status, 0);
    }

    void aSeriesThatIsNotOnThePageIsTold()
    {
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const QString address = QStringLiteral("127.0.0.1:%1").arg(free.serverPort());
        free.close();
        QFile config(m_home.filePath(QStringLiteral("page.toml")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("listen = \"127.0.0.1:0\"\nhealth_listen = \"off\"\nmetrics_listen = \"" + address.toUtf8() + "\"\n");
        config.close();
        const auto agent = startProgram(QStringLiteral("plancia-agent"), {QStringLiteral("--config"), config.fileName()});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += agent->readAllStandardOutput()).endsWith('\n'), 15'000);
        QCOMPARE(ctl(words("health add page --kind prometheus --series nothing_like_it --address") << QStringLiteral("http://%1/metrics").arg(address)).status, 0);
        const Ran check = ctl(words("health check page"));
        QCOMPARE(check.status, 0); // it is not down
        QCOMPARE(check.out.value(QStringLiteral("status")).toString(), QStringLiteral("degraded"));
        QVERIFY(check.out.value(QStringLiteral("message")).toString().contains(QStringLiteral("series nothing_like_it: not on the page")));
        QCOMPARE(ctl(words("health remove page")).status, 0);
        agent->terminate();
        QVERIFY(agent->waitForFinished());
    }

    /// The usual time limit follows a short period.
    void aShortPeriodNeedsNoMore()
    {
        QCOMPARE(ctl(words("health add quick --kind tcp --address 127.0.0.1:1 --every 5")).status, 0);
        QVERIFY2(file().contains("every = 5\ntimeout_ms = 4000\n"), file().constData());
        QCOMPARE(ctl(words("health remove quick")).status, 0);
    }

    /// A script starts many at once, and the console is open: none undoes another's.
    void manyAtOnceAreAllThere()
    {
        const qsizetype before = ctl(words("health list")).out.value(QStringLiteral("items")).toArray().size();
        std::vector<std::unique_ptr<QProcess>> all;
        for (int i = 0; i < 8; ++i)
            all.push_back(startProgram(QStringLiteral("planciactl"), words("--json health add many%1 --kind tcp --address 127.0.0.1:1").replaceInStrings(QStringLiteral("%1"), QString::number(i))));
        for (const auto &process : all)
            QCOMPARE(finishProgram(*process).status, 0);
        QCOMPARE(ctl(words("health list")).out.value(QStringLiteral("items")).toArray().size(), before + 8);
        for (int i = 0; i < 8; ++i)
            QCOMPARE(ctl(words("health remove") << QStringLiteral("many%1").arg(i)).status, 0);
    }

    /// Who cannot know of backups says who does, and calls nothing down.
    void backupsAreKnownElsewhere()
    {
        QCOMPARE(ctl(words("health add saved --kind backup --most-hours 30")).status, 0);
        const Ran check = ctl(words("health check saved"));
        QCOMPARE(check.status, 65);
        QCOMPARE(check.code(), QStringLiteral("BUSINESS_001"));
        QVERIFY2(check.err.contains("the console knows while it runs, or an agent with backup_schedules = true"), check.err.constData());
        QCOMPARE(ctl(words("health remove saved")).status, 0);
    }

    void whatIsWrongIsRefused()
    {
        const QByteArray before = file();
        QCOMPARE(ctl(words("health add x --address a:1")).code(), QStringLiteral("VAL_005"));
        QCOMPARE(ctl(words("health add x --kind mysql --address a:1")).code(), QStringLiteral("VAL_011"));
        QCOMPARE(ctl(words("health add x --kind tcp --address a")).code(), QStringLiteral("VAL_005"));
        QCOMPARE(ctl(words("health add x --kind tcp --address a:1 --every 4")).code(), QStringLiteral("VAL_010"));
        QCOMPARE(ctl(words("health add x --kind http --address http://anna:secret@a/")).code(), QStringLiteral("VAL_005"));
        const Ran taken = ctl(words("health add gone --kind tcp --address a:1"));
        QCOMPARE(taken.code(), QStringLiteral("CONFLICT_003"));
        QVERIFY2(taken.err.contains("gone"), taken.err.constData());
        const Ran late = ctl(words("health add x --kind tcp --address a:1 --every 5 --timeout 5000"));
        QCOMPARE(late.code(), QStringLiteral("VAL_005"));
        QVERIFY2(late.err.contains("--timeout: must be less than the period"), late.err.constData());
        QCOMPARE(file(), before);
        QCOMPARE(ctl(words("health list --agent ws://other:1/stream --remembered")).status != 0, true);
        QCOMPARE(ctl(words("health list --agent db-eu")).code(), QStringLiteral("VAL_005"));
        QCOMPARE(ctl(words("health list --agent ws://127.0.0.1:1/stream")).code(), QStringLiteral("STREAM_001"));
    }

    /// Servers and targets of an agent that nobody followed before: it is asked now, and remembered.
    void anotherAgentIsAsked()
    {
        QTcpServer port;
        QVERIFY(port.listen(QHostAddress::LocalHost));
        QFile config(m_home.filePath(QStringLiteral("agent.toml")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("listen = \"127.0.0.1:0\"\nhealth_listen = \"off\"\nmetrics_listen = \"off\"\n"
                     "[[postgres]]\nname = \"away\"\nhost = \"127.0.0.1\"\nport = 1\ndatabase = \"x\"\nuser = \"y\"\n"
                     "[[target]]\nname = \"gone\"\nkind = \"tcp\"\naddress = \"127.0.0.1:1\"\n"
                     "[[target]]\nname = \"port\"\nkind = \"tcp\"\naddress = \"127.0.0.1:" + QByteArray::number(port.serverPort()) + "\"\n");
        config.close();
        const auto agent = startProgram(QStringLiteral("plancia-agent"), {QStringLiteral("--config"), config.fileName()});
        QByteArray said;
        QTRY_VERIFY_WITH_TIMEOUT((said += agent->readAllStandardOutput()).endsWith('\n'), 15'000);
        const QString url = QString::fromUtf8(said.trimmed().mid(13));
        const auto asked = [&] { return ctl(words("health list --agent") << url); };
        Ran list;
        const auto wordOf = [&](const char *name, const char *key) { return item(list, QLatin1String(name)).value(QLatin1String(key)).toString(); };
        QTRY_COMPARE_WITH_TIMEOUT((list = asked(), wordOf("port", "status")), QStringLiteral("ok"), 15'000);
        QTRY_COMPARE_WITH_TIMEOUT((list = asked(), wordOf("gone", "code")), QStringLiteral("NET_001"), 15'000);
        QCOMPARE(list.status, 69);
        QCOMPARE(wordOf("gone", "status"), QStringLiteral("down"));
        const QJsonObject away = item(list, QStringLiteral("pg:away"));
        QCOMPARE(away.value(QStringLiteral("kind")).toString(), QStringLiteral("server"));
        QCOMPARE(away.value(QStringLiteral("status")).toString(), QStringLiteral("down"));
        QVERIFY(!item(list, QStringLiteral("self")).contains(QStringLiteral("name"))); // the agent itself is no server
        agent->terminate();
        QVERIFY(agent->waitForFinished());
        QCOMPARE(asked().code(), QStringLiteral("STREAM_001"));
        const Ran remembered = ctl(words("health list --remembered --agent") << url);
        QCOMPARE(remembered.out.value(QStringLiteral("items")).toArray().size(), list.out.value(QStringLiteral("items")).toArray().size());
    }

    /// The agent is heard, and tells nothing of one of its servers any more.
    void aSilentServerIsNotKnown()
    {
        const SystemClock clock;
        monitoring::StreamServer server(QStringLiteral("agent"), {}, {}, clock, nullptr);
        const auto port = server.listen(QHostAddress::LocalHost, 0);
        QVERIFY(port);
        for (const auto &[source, ago] : {std::pair("pg:silent", 60'000), std::pair("pg:heard", 0)})
            server.publish({{0, m_now - ago, QLatin1String(source), {{QStringLiteral("pg.agent_ms"), 1}, {metric::PgLatency, 1}}}, {}});
        const auto asking = startProgram(QStringLiteral("planciactl"), words("--json health list --agent") << QStringLiteral("ws://127.0.0.1:%1/stream").arg(*port));
        QTRY_VERIFY_WITH_TIMEOUT(asking->state() == QProcess::NotRunning, kProgramMs);
        const Ran list = finishProgram(*asking);
        QCOMPARE(list.status, 0);
        QCOMPARE(item(list, QStringLiteral("pg:heard")).value(QStringLiteral("status")).toString(), QStringLiteral("ok"));
        QCOMPARE(item(list, QStringLiteral("pg:silent")).value(QStringLiteral("status")).toString(), QStringLiteral("unknown"));
    }

    void upTimeIsOfWhatIsKnown()
    {
        {
            store::LocalStore::Options options;
            options.path = m_home.filePath(QStringLiteral("data/telemetry.db"));
            options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
            options.applicationId = wiring::kTelemetryStoreId;
            options.createIfMissing = true;
            auto opened = store::LocalStore::open(options);
            QVERIFY(opened);
            const SystemClock clock;
            monitoring::TelemetryStore telemetry(**opened, {}, clock);
            QList<Sample> samples;
            const qint64 now = clock.nowMs();
            for (qint64 ago = 600; ago >= 10; ago -= 10) // ten minutes, down for the last one
                samples.append({601 - ago, now - ago * 1000, QStringLiteral("target:gone"),
                                {{metric::TargetUp, ago > 60 ? 1.0 : 0.0}, {metric::TargetEvery, 10}, {metric::TargetTook, 2}, {metric::TargetSince, ago > 60 ? 0.0 : 60.0 - static_cast<double>(ago)}}});
            Event event;
            event.offset = 700;
            event.at = now - 60'000;
            event.source = QStringLiteral("target:gone");
            event.type = QStringLiteral("health.down");
            event.severity = EventSeverity::Error;
            event.details = QStringLiteral("{\"kind\":\"tcp\",\"address\":\"127.0.0.1:1\",\"code\":\"NET_001\",\"facts\":{\"host\":\"127.0.0.1:1\"}}");
            telemetry.append(QStringLiteral("built-in"), {{}, samples, {event}}, {QStringLiteral("e"), 700, now});
            telemetry.append(QStringLiteral("ws://other:1/stream"), {{}, {}, {event}}, {QStringLiteral("e"), 700, now});
            auto written = telemetry.flush();
            written.waitForFinished();
            QVERIFY(written.result());
        }
        const Ran list = ctl(words("health list --from 20m"));
        const QJsonObject gone = item(list, QStringLiteral("gone"));
        QCOMPARE(list.status, 69); // a critical one is down
        QCOMPARE(gone.value(QStringLiteral("status")).toString(), QStringLiteral("down"));
        QCOMPARE(gone.value(QStringLiteral("code")).toString(), QStringLiteral("NET_001"));
        const double up = gone.value(QStringLiteral("uptime")).toDouble();
        QVERIFY2(up > 0.88 && up < 0.92, qPrintable(QString::number(up)));
        const double known = gone.value(QStringLiteral("known_s")).toDouble();
        QVERIFY2(known > 590 && known < 620, qPrintable(QString::number(known)));
        QVERIFY(gone.value(QStringLiteral("unknown_s")).toDouble() > 500);
        const Ran other = ctl(words("health list --agent ws://other:1/stream --remembered"));
        QCOMPARE(item(other, QStringLiteral("gone")).value(QStringLiteral("kind")).toString(), QStringLiteral("tcp"));
        QCOMPARE(item(other, QStringLiteral("gone")).value(QStringLiteral("status")).toString(), QStringLiteral("unknown"));
    }
};

QTEST_GUILESS_MAIN(TestHealthCommands)
#include "tst_healthcommands.moc"
