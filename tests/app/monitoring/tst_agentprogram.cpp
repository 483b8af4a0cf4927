// SPDX-License-Identifier: GPL-3.0-or-later
// The real plancia-agent as a process.
#include "app/monitoring/service/streamfeed.h"

#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
const SystemClock systemClock;

struct Agent {
    QProcess process;
    QByteArray output, errors;
    explicit Agent(const QStringList &arguments, const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        process.setProcessEnvironment(environment);
        QObject::connect(&process, &QProcess::readyReadStandardOutput, &process, [this] { output += process.readAllStandardOutput(); });
        QObject::connect(&process, &QProcess::readyReadStandardError, &process, [this] { errors += process.readAllStandardError(); });
        process.start(qEnvironmentVariable("PLANCIA_BIN") + QStringLiteral("/plancia-agent"), arguments);
    }
    ~Agent()
    {
        process.kill();
        process.waitForFinished();
    }
    bool ended() const { return process.state() == QProcess::NotRunning; }
    QUrl url() const { return QUrl(QString::fromUtf8(output.trimmed().mid(int(strlen("listening on "))))); }
};

QString write(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write");
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return file.fileName();
}
} // namespace

class TestAgentProgram : public QObject {
    Q_OBJECT
private slots:
    void endsCleanlyWhenAsked_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void endsCleanlyWhenAsked()
    {
        QFETCH(int, signal);
        Agent agent({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")});
        QTRY_VERIFY(agent.output.endsWith('\n'));
        QVERIFY2(agent.url().port() > 0, agent.output.constData());
        ::kill(static_cast<pid_t>(agent.process.processId()), signal);
        QTRY_VERIFY(agent.ended());
        QCOMPARE(agent.process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(agent.process.exitCode(), 0);
    }

    void killedAndStartedAgainTheClientGoesOn()
    {
        auto agent = std::make_unique<Agent>(QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")});
        QTRY_VERIFY(agent->output.endsWith('\n'));
        const QUrl url = agent->url();
        StreamFeed feed(systemClock, nullptr);
        feed.follow({url, {}, QStringLiteral("test"), {}});
        QTRY_VERIFY(feed.recent(0).size() >= 2);
        agent->process.kill(); // SIGKILL
        QTRY_VERIFY(feed.status().state != StreamStatus::State::Connected);
        const qsizetype seen = feed.recent(0).size();
        agent.reset();
        agent = std::make_unique<Agent>(QStringList{QStringLiteral("--listen"), url.authority()});
        QTRY_VERIFY_WITH_TIMEOUT(feed.recent(0).size() > seen + 1, 20'000);
        QCOMPARE(feed.status().state, StreamStatus::State::Connected);
        QCOMPARE(feed.recentGaps(0).size(), 1);
        QVERIFY(feed.recentGaps(0)[0].reason == StreamGap::Reason::AgentAway);
    }

    void takenPortIsAnError()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        Agent agent({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:%1").arg(other.serverPort())});
        QTRY_VERIFY(agent.ended());
        QCOMPARE(agent.process.exitCode(), 76);
        QVERIFY2(agent.errors.contains("STREAM_004"), agent.errors.constData());
        QVERIFY(agent.errors.contains(QByteArray::number(other.serverPort())));
    }

    void tokenIsAskedForAndNeverShown()
    {
        QTemporaryDir folder;
        const QString file = write(folder, QStringLiteral("token"), "0123456789abcdef\n");
        Agent agent({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--token-file"), file});
        QTRY_VERIFY(agent.output.endsWith('\n'));
        StreamFeed without(systemClock, nullptr);
        without.follow({agent.url(), {}, {}, {}});
        QTRY_COMPARE(without.status().errorId, QStringLiteral("AUTH_003"));
        StreamFeed with(systemClock, nullptr);
        with.follow({agent.url(), "0123456789abcdef", {}, {}});
        QTRY_COMPARE(with.status().state, StreamStatus::State::Connected);
        QVERIFY(!(agent.output + agent.errors).contains("0123456789abcdef"));
    }

    void badCommandLineIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("unknown option") << QStringList{QStringLiteral("--nonsense")} << 64 << QByteArray("VAL_005");
        QTest::newRow("argument") << QStringList{QStringLiteral("file")} << 64 << QByteArray("VAL_005");
        QTest::newRow("listen") << QStringList{QStringLiteral("--listen"), QStringLiteral("here")} << 64 << QByteArray("here");
        QTest::newRow("open without token") << QStringList{QStringLiteral("--listen"), QStringLiteral("0.0.0.0:0")} << 78 << QByteArray("CONFIG_001");
        QTest::newRow("no file") << QStringList{QStringLiteral("--config"), QStringLiteral("/nonexistent.toml")} << 66 << QByteArray("NOT_FOUND_005");
        QTest::newRow("no token file") << QStringList{QStringLiteral("--token-file"), QStringLiteral("/nonexistent.token")} << 66 << QByteArray("NOT_FOUND_005");
        QTest::newRow("help") << QStringList{QStringLiteral("--help")} << 0 << QByteArray("--token-file");
        QTest::newRow("version") << QStringList{QStringLiteral("--version")} << 0 << QByteArray("plancia-agent " PLANCIA_VERSION);
    }
    void badCommandLineIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        Agent agent(arguments);
        QTRY_VERIFY(agent.ended());
        QCOMPARE(agent.process.exitCode(), status);
        QVERIFY2((agent.output + agent.errors).contains(says), (agent.output + agent.errors).constData());
    }

    void everyFaultOfTheConfigurationIsNamed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<QByteArray>>("says");
        using L = QList<QByteArray>;
        QTest::newRow("good") << QByteArray("name = \"a\"\nlisten = \"127.0.0.1:0\"\n[[postgres]]\nname = \"m\"\nservice = \"m\"\n") << L{};
        QTest::newRow("empty") << QByteArray() << L{};
        QTest::newRow("no TOML") << QByteArray("name = \n") << L{"line 1"};
        QTest::newRow("three at once") << QByteArray("nme = \"x\"\nlisten = \"x\"\nlog_level = 3\n") << L{"nme", "line 2", "line 3"};
        QTest::newRow("password") << QByteArray("[[postgres]]\nname = \"m\"\nhost = \"h\"\npassword = \"hunter22\"\n") << L{"postgres[0].password", "line 4"};
        QTest::newRow("port") << QByteArray("[[postgres]]\nname = \"m\"\nhost = \"h\"\nport = 70000\n") << L{"65535"};
        QTest::newRow("same name") << QByteArray("[[postgres]]\nname=\"m\"\nhost=\"h\"\n[[postgres]]\nname=\"m\"\nhost=\"i\"\n") << L{"postgres[1].name"};
        QTest::newRow("terminal escapes") << QByteArray("\"\\u001b]0;owned\\u0007\\u202e\" = 1\n") << L{"\\x1b]0;owned\\x07\\u202e"};
        QTest::newRow("ten thousand deep") << QByteArray("a = " + QByteArray(10'000, '[')) << L{"line 1"};
        QTest::newRow("where") << QByteArray("health_listen = \"8081\"\nmetrics_listen = \"off\"\n") << L{"health_listen", "line 1", "or off"};
        QTest::newRow("all off") << QByteArray("listen = \"off\"\nhealth_listen = \"off\"\nmetrics_listen = \"off\"\n") << L{"everything is off"};
        QTest::newRow("health for all without a token") << QByteArray("health_listen = \"0.0.0.0:0\"\n") << L{"token_file"};
        QTest::newRow("single table") << QByteArray("[postgres]\nname=\"m\"\n") << L{"[[postgres]]"};
    }
    void everyFaultOfTheConfigurationIsNamed()
    {
        QFETCH(QByteArray, text);
        QFETCH(QList<QByteArray>, says);
        QTemporaryDir folder;
        Agent agent({QStringLiteral("--check"), QStringLiteral("--config"), write(folder, QStringLiteral("agent.toml"), text)});
        QTRY_VERIFY(agent.ended());
        QCOMPARE(agent.process.exitCode(), says.isEmpty() ? 0 : 78);
        for (const QByteArray &words : says)
            QVERIFY2(agent.errors.contains(words), agent.errors.constData());
        QVERIFY(!agent.errors.contains("hunter22"));
        QVERIFY(!agent.errors.contains('\x1b'));
    }

    void theEnvironmentMovesAndSwitchesOff_data()
    {
        QTest::addColumn<QStringList>("environment");
        QTest::addColumn<QList<QByteArray>>("says"); // of standard output, or of the errors
        QTest::addColumn<bool>("isGood");
        using L = QList<QByteArray>;
        QTest::newRow("health alone") << QStringList{QStringLiteral("MONITORING_ENABLED=false"), QStringLiteral("METRICS_ENABLED=0"), QStringLiteral("HEALTH_CHECK_PORT=0")}
                                      << L{"listening on http://127.0.0.1:", "/health\n"} << true;
        QTest::newRow("all elsewhere") << QStringList{QStringLiteral("MONITORING_PORT=0"), QStringLiteral("METRICS_PORT=0"), QStringLiteral("HEALTH_CHECK_PORT=0"), QStringLiteral("METRICS_ENABLED=true")}
                                       << L{"listening on ws://127.0.0.1:", "/stream\n"} << true;
        QTest::newRow("no port") << QStringList{QStringLiteral("METRICS_PORT=70000")} << L{"METRICS_PORT", "65535"} << false;
        QTest::newRow("no word") << QStringList{QStringLiteral("HEALTH_CHECK_ENABLED=yes please")} << L{"HEALTH_CHECK_ENABLED", "true or false"} << false;
        QTest::newRow("nothing left") << QStringList{QStringLiteral("MONITORING_ENABLED=0"), QStringLiteral("METRICS_ENABLED=0"), QStringLiteral("HEALTH_CHECK_ENABLED=0")}
                                      << L{"everything is off"} << false;
    }
    void theEnvironmentMovesAndSwitchesOff()
    {
        QFETCH(QStringList, environment);
        QFETCH(QList<QByteArray>, says);
        QFETCH(bool, isGood);
        QProcessEnvironment changed = QProcessEnvironment::systemEnvironment();
        for (const QString &one : environment)
            changed.insert(one.section(u'=', 0, 0), one.section(u'=', 1));
        Agent agent({}, changed);
        QTRY_VERIFY(isGood ? agent.output.endsWith('\n') : agent.ended());
        if (!isGood)
            QCOMPARE(agent.process.exitCode(), 78);
        for (const QByteArray &words : says)
            QVERIFY2((isGood ? agent.output : agent.errors).contains(words), (agent.output + agent.errors).constData());
    }

    void readableTokenFileIsRefused()
    {
        QTemporaryDir folder;
        const QString file = write(folder, QStringLiteral("token"), "0123456789abcdef\n");
        QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::ReadOther);
        Agent agent({QStringLiteral("--check"), QStringLiteral("--token-file"), file});
        QTRY_VERIFY(agent.ended());
        QCOMPARE(agent.process.exitCode(), 78);
        QVERIFY2(agent.errors.contains("chmod 600"), agent.errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestAgentProgram)
#include "tst_agentprogram.moc"
