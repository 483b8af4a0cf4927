// SPDX-License-Identifier: GPL-3.0-or-later
// The real plancia-agent as a process.
#include "app/monitoring/service/streamfeed.h"
#include "tests/support/authority.h"
#include "tests/support/privatepostgres.h"

#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <csignal>
#include <sys/resource.h>

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

/// What a request is answered with, head and body.
QByteArray ask(int port, const QByteArray &request)
{
    QTcpSocket socket;
    QByteArray answer;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), static_cast<quint16>(port));
    socket.write(request);
    (void)QTest::qWaitFor([&] {
        answer += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    });
    return answer;
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

    void targetsAreChecked_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("fault"); // empty: none
        QTest::newRow("good") << QByteArray("[[target]]\nname = \"a\"\nkind = \"tcp\"\naddress = \"a:1\"\n") << QByteArray();
        QTest::newRow("address") << QByteArray("[[target]]\nname = \"a\"\nkind = \"tcp\"\naddress = \"a\"\n") << QByteArray("target[0].address");
        QTest::newRow("backups of nobody") << QByteArray("[[target]]\nname = \"a\"\nkind = \"backup\"\n") << QByteArray("backup_schedules");
        QTest::newRow("one table") << QByteArray("[target]\nname = \"a\"\n") << QByteArray("[[target]]");
    }
    void targetsAreChecked()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, fault);
        QTemporaryDir folder;
        Agent agent({QStringLiteral("--check"), QStringLiteral("--config"), write(folder, QStringLiteral("agent.toml"), text)});
        QTRY_VERIFY(agent.ended());
        QCOMPARE(agent.process.exitCode(), fault.isEmpty() ? 0 : 78);
        QTRY_VERIFY2(agent.errors.contains(fault), agent.errors.constData());
        if (!fault.isEmpty())
            QVERIFY(agent.errors.contains("CONFIG_001") && agent.errors.contains("line "));
    }

    void takesAsManyClientsAsItIsTold_data()
    {
        QTest::addColumn<int>("most");
        QTest::newRow("two") << 2;
        QTest::newRow("more than usual, and than there are files at first") << 300;
    }
    void takesAsManyClientsAsItIsTold()
    {
        QFETCH(int, most);
        QTemporaryDir folder;
        const QByteArray text = "listen = \"127.0.0.1:0\"\nhealth_listen = \"off\"\nmetrics_listen = \"off\"\nmax_clients = " + QByteArray::number(most) + '\n';
        const QString file = write(folder, QStringLiteral("agent.toml"), text);
        rlimit former{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &former), 0);
        const rlimit few{200, former.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        Agent agent({QStringLiteral("--config"), file});
        const bool hasStarted = agent.process.waitForStarted();
        ::setrlimit(RLIMIT_NOFILE, &former);
        QVERIFY(hasStarted);
        QTRY_VERIFY(agent.output.endsWith('\n'));
        std::vector<std::unique_ptr<QWebSocket>> clients;
        const auto answered = [&](const QWebSocket &client) { return client.state() == QAbstractSocket::ConnectedState || client.error() != QAbstractSocket::UnknownSocketError; };
        for (int i = 0; i <= most; ++i) { // one after the other: of one address only so many heads are read at once
            clients.push_back(std::make_unique<QWebSocket>());
            connect(clients.back().get(), &QWebSocket::connected, clients.back().get(),
                    [client = clients.back().get()] { client->sendTextMessage(QStringLiteral(R"({"t":"subscribe","version":3,"epoch":"","after":0})")); });
            clients.back()->open(agent.url());
            QVERIFY(QTest::qWaitFor([&] { return answered(*clients.back()); }, 15'000));
            QVERIFY2((clients.back()->state() == QAbstractSocket::ConnectedState) == (i < most), qPrintable(QString::number(i)));
        }
    }

    void tooFewOpenFilesForSoManyClientsIsAnError()
    {
        QTemporaryDir folder;
        const QString file = write(folder, QStringLiteral("agent.toml"), "listen = \"127.0.0.1:0\"\nmax_clients = 2000\n");
        QProcess shell; // a hard limit cannot be raised again
        shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("ulimit -n 1000; exec \"$0\" --config \"$1\""),
                                                qEnvironmentVariable("PLANCIA_BIN") + QStringLiteral("/plancia-agent"), file});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.exitCode(), 78);
        const QByteArray errors = shell.readAllStandardError();
        QVERIFY2(errors.contains("max_clients") && errors.contains("LimitNOFILE"), errors.constData());
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

    void hashedTokensAreReadAgain()
    {
        QTemporaryDir folder;
        const QByteArray first = "first-token-of-many", second = "second-token-of-many";
        const auto lineFor = [](const QByteArray &token, const QStringList &more) {
            Agent hasher(QStringList{QStringLiteral("--hash-token")} + more);
            hasher.process.write(token + '\n');
            hasher.process.closeWriteChannel();
            (void)QTest::qWaitFor([&] { return hasher.ended() && hasher.output.endsWith('\n'); });
            return hasher.output;
        };
        const QByteArray line = lineFor(first, {QStringLiteral("--token-name"), QStringLiteral("anna")});
        QVERIFY2(line.size() == 64 + 6 && line.endsWith(" anna\n"), line.constData());
        const QString hashes = write(folder, QStringLiteral("hashes"), "# people\n\n" + line);
        Agent agent({QStringLiteral("--config"), write(folder, QStringLiteral("agent.toml"),
                                                      "listen = \"127.0.0.1:0\"\nhealth_listen = \"off\"\nmetrics_listen = \"off\"\ntoken_hashes_file = \"hashes\"\n")});
        QTRY_VERIFY(agent.output.endsWith('\n'));
        const auto gets = [&](const QByteArray &token) {
            return ask(agent.url().port(), "GET /alerts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n").mid(9, 3).toInt();
        };
        QVERIFY(gets(first) != 401);
        QCOMPARE(gets(second), 401);
        // By itself, when the file is another; and at once when it is asked.
        write(folder, QStringLiteral("hashes"), lineFor(second, {QStringLiteral("--token-until"), QStringLiteral("2100-01-01")}));
        QTRY_VERIFY_WITH_TIMEOUT(gets(second) != 401, 10'000);
        QCOMPARE(gets(first), 401);
        write(folder, QStringLiteral("hashes"), "nonsense\n");
        ::kill(static_cast<pid_t>(agent.process.processId()), SIGHUP);
        QTRY_VERIFY2(agent.errors.contains("line 1") && agent.errors.contains("token_hashes_file"), agent.errors.constData());
        QVERIFY(gets(second) != 401); // what cannot be used changes nothing
        write(folder, QStringLiteral("hashes"), lineFor(second, {QStringLiteral("--token-until"), QStringLiteral("2020-01-01")}));
        ::kill(static_cast<pid_t>(agent.process.processId()), SIGHUP);
        QTRY_COMPARE(gets(second), 401);
        write(folder, QStringLiteral("hashes"), {}); // nobody is not everybody
        ::kill(static_cast<pid_t>(agent.process.processId()), SIGHUP);
        QTest::qWait(0);
        QTRY_COMPARE(gets({}), 401);
        QVERIFY(!agent.ended());
        QVERIFY(!(agent.output + agent.errors).contains(second));
    }

    void certificateIsCheckedAndReadAgain()
    {
        tests::Authority authority;
        QVERIFY(authority.isReady() && authority.issue(QStringLiteral("agent"), QStringLiteral("DNS:localhost"), -1, 30));
        authority.write(QStringLiteral("token"), "0123456789abcdef\n");
        const QByteArray text = "listen = \"0.0.0.0:0\"\nhealth_listen = \"off\"\nmetrics_listen = \"off\"\ntoken_file = \"token\"\n"
                                "tls_certificate = \"agent.crt\"\ntls_key = \"agent.key\"\n";
        const QString config = authority.write(QStringLiteral("agent.toml"), text);
        Agent check({QStringLiteral("--check"), QStringLiteral("--config"), config});
        QTRY_VERIFY(check.ended());
        QCOMPARE(check.process.exitCode(), 0);
        QTRY_VERIFY2(check.output.contains("the certificate is valid until " + QDateTime::currentDateTimeUtc().addDays(30).toString(QStringLiteral("yyyy-MM-dd")).toLatin1()),
                     check.output.constData());
        Agent agent({QStringLiteral("--config"), config});
        QTRY_VERIFY(agent.output.startsWith("listening on wss://127.0.0.1:") && agent.output.endsWith('\n'));
        QUrl url = agent.url();
        url.setHost(QStringLiteral("localhost"));
        StreamFeed feed(systemClock, nullptr);
        feed.follow({url, "0123456789abcdef", {}, {}, authority.caFile()});
        QTRY_COMPARE(feed.status().state, StreamStatus::State::Connected);
        QVERIFY(authority.issue(QStringLiteral("agent"), QStringLiteral("DNS:elsewhere.example")));
        const auto stranger = [&] {
            StreamFeed now(systemClock, nullptr);
            now.follow({url, "0123456789abcdef", {}, {}, authority.caFile()});
            (void)QTest::qWaitFor([&] { return now.status().state != StreamStatus::State::Connecting; });
            return now.status().errorId;
        };
        QTRY_COMPARE_WITH_TIMEOUT(stranger(), QStringLiteral("NET_004"), 20'000);
        QCOMPARE(feed.status().state, StreamStatus::State::Connected);
    }

    void eventsComeInAsTheConfigurationSays()
    {
        tests::PrivatePostgres postgres;
        QVERIFY2(postgres.start(), qPrintable(postgres.error()));
        QTemporaryDir folder;
        const QByteArray text = "listen = \"127.0.0.1:0\"\nmetrics_listen = \"127.0.0.1:0\"\nhealth_listen = \"off\"\n[sampling]\nwrite = 2\n"
                                "[[postgres]]\nname = \"main\"\nhost = \"127.0.0.1\"\nport = " + QByteArray::number(postgres.port())
            + "\ndatabase = \"postgres\"\nuser = \"postgres\"\nsslmode = \"disable\"\nevents_channel = \"Told\"\nacts = true\n";
        Agent agent({QStringLiteral("--config"), write(folder, QStringLiteral("agent.toml"), text)});
        QTRY_VERIFY(agent.output.endsWith('\n'));
        StreamFeed feed(systemClock, nullptr);
        QStringList types;
        QObject::connect(&feed, &StreamPort::eventsArrived, &feed, [&types](const QList<Event> &events) {
            for (const Event &event : events)
                types.append(event.type);
        });
        feed.follow({agent.url(), {}, {}, {}});
        const QByteArray one = "{\"source\":\"api\",\"type\":\"write.orders\"}\n", four = one.repeated(4);
        const QByteArray answer = ask(agent.url().port(), "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: "
                                                              + QByteArray::number(four.size()) + "\r\n\r\n" + four);
        QVERIFY2(answer.startsWith("HTTP/1.1 202 Accepted\r\n") && answer.contains("{\"kept\":2,\"taken\":4}"), answer.constData());
        const auto isHeard = [&] {
            if (!postgres.exec(QStringLiteral("SELECT pg_notify('Told', '{\"type\":\"x\",\"severity\":\"debug\"}')")))
                return false;
            const QByteArray page = ask(agent.url().port(), "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"), line = "plancia_events_taken_total{severity=\"debug\"} ";
            return page.contains(line) && !page.contains(line + "0\n");
        };
        QTRY_VERIFY_WITH_TIMEOUT(isHeard(), 15'000);
        QTRY_VERIFY_WITH_TIMEOUT(types.contains(QStringLiteral("acts.unreadable")), 10'000); // there is no schema to read
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
        QTest::newRow("asleep and listening") << QByteArray("[[postgres]]\nname = \"m\"\nhost = \"h\"\nmay_sleep = true\nevents_channel = \"c\"\n") << L{"postgres[0].events_channel", "line 5"};
        QTest::newRow("same name") << QByteArray("[[postgres]]\nname=\"m\"\nhost=\"h\"\n[[postgres]]\nname=\"m\"\nhost=\"i\"\n") << L{"postgres[1].name"};
        QTest::newRow("terminal escapes") << QByteArray("\"\\u001b]0;owned\\u0007\\u202e\" = 1\n") << L{"\\x1b]0;owned\\x07\\u202e"};
        QTest::newRow("ten thousand deep") << QByteArray("a = " + QByteArray(10'000, '[')) << L{"line 1"};
        QTest::newRow("many clients") << QByteArray("max_clients = 2000\n") << L{};
        QTest::newRow("too many clients") << QByteArray("max_clients = 2001\n") << L{"max_clients", "line 1", "1 to 2000"};
        QTest::newRow("no clients") << QByteArray("max_clients = 0\n") << L{"max_clients", "line 1"};
        QTest::newRow("where") << QByteArray("health_listen = \"8081\"\nmetrics_listen = \"off\"\n") << L{"health_listen", "line 1", "or off"};
        QTest::newRow("all off") << QByteArray("listen = \"off\"\nhealth_listen = \"off\"\nmetrics_listen = \"off\"\n") << L{"everything is off"};
        QTest::newRow("health for all without a token") << QByteArray("health_listen = \"0.0.0.0:0\"\n") << L{"token_file", "tls_certificate", "insecure = true"};
        QTest::newRow("one of two of TLS") << QByteArray("\ntls_key = \"k\"\n") << L{"tls_certificate", "line 2", "needs both"};
        QTest::newRow("no such certificate") << QByteArray("tls_certificate = \"/nonexistent.pem\"\ntls_key = \"k\"\n") << L{"/nonexistent.pem", "line 1", "no such file"};
        QTest::newRow("hashes") << QByteArray("token_hashes_file = \"/etc/passwd\"\n") << L{"token_hashes_file", "/etc/passwd", "line 1", "--hash-token"};
        QTest::newRow("events") << QByteArray("[sampling]\nread = 1\naudit = 1000\n[[postgres]]\nname = \"m\"\nservice = \"m\"\nevents_channel = \"Plancia \\\"events\\\"\"\n") << L{};
        QTest::newRow("sampling of nothing") << QByteArray("[sampling]\nread = 0\n") << L{"sampling.read", "line 2", "1 to 1000"};
        QTest::newRow("sampling too rare") << QByteArray("[sampling]\nread = 5\nsend = 1001\n") << L{"sampling.send", "line 3"};
        QTest::newRow("sampling by half") << QByteArray("[sampling]\nread = 2.5\n") << L{"sampling.read", "whole number"};
        QTest::newRow("sampling of a type") << QByteArray("[sampling]\n\"read.orders\" = 5\nRead = 5\n\"\" = 5\n") << L{"sampling.read.orders", "sampling.Read", "line 4", "lower case"};
        QTest::newRow("sampling without a table") << QByteArray("sampling = 5\n") << L{"sampling", "line 1", "[sampling]"};
        QTest::newRow("a channel that is too long") << QByteArray("[[postgres]]\nname = \"m\"\nhost = \"h\"\nevents_channel = \"" + QByteArray(64, 'c') + "\"\n") << L{"postgres[0].events_channel", "line 4"};
        QTest::newRow("a channel without a name") << QByteArray("[[postgres]]\nname = \"m\"\nhost = \"h\"\nevents_channel = \"\"\n") << L{"postgres[0].events_channel"};
        QTest::newRow("a channel that is a number") << QByteArray("[[postgres]]\nname = \"m\"\nhost = \"h\"\nevents_channel = 5\n") << L{"postgres[0].events_channel", "text in quotes"};
        QTest::newRow("a channel with NUL") << QByteArray("[[postgres]]\nname = \"m\"\nhost = \"h\"\nevents_channel = \"a\\u0000b\"\n") << L{"postgres[0].events_channel"};
        QTest::newRow("acts") << QByteArray("[[postgres]]\nname = \"m\"\nhost = \"h\"\nacts = true\n[[postgres]]\nname = \"n\"\nhost = \"h\"\nacts = false\n") << L{};
        QTest::newRow("acts in quotes") << QByteArray("[[postgres]]\nname = \"m\"\nhost = \"h\"\nacts = \"yes\"\n") << L{"postgres[0].acts", "true or false", "line 4"};
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
