// SPDX-License-Identifier: GPL-3.0-or-later
// TLS at every port of an agent, over real sockets, with certificates made by openssl.
#include "app/monitoring/alerts/alertsclient.h"
#include "app/monitoring/sampler/selfsampler.h"
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/service/streamfeed.h"
#include "app/monitoring/transport/tls.h"
#include "tests/support/authority.h"
#include "tests/support/waitfor.h"

#include <QElapsedTimer>
#include <QSslSocket>
#include <QTest>

using namespace plancia;
using namespace plancia::monitoring;
using namespace plancia::tests;
using State = StreamStatus::State;

namespace {
const SystemClock systemClock;
const QByteArray kToken = "0123456789abcdef";

/// A peer that writes bytes as they are and keeps what comes back.
struct RawPeer {
    QTcpSocket socket;
    QByteArray received;
    bool isOver = false;
    explicit RawPeer(quint16 port, const QString &from = QStringLiteral("127.0.0.1"))
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        QObject::connect(&socket, &QTcpSocket::disconnected, &socket, [this] { isOver = true; });
        socket.bind(QHostAddress(from));
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    }
};
} // namespace

class TestStreamTls : public QObject {
    Q_OBJECT
private:
    Authority m_authority;

    std::optional<QSslConfiguration> identity(const QString &name)
    {
        auto loaded = loadTlsIdentity(m_authority.path(name + ".crt"), m_authority.path(name + ".key"), systemClock.nowMs());
        if (!loaded)
            return std::nullopt;
        return loaded->configuration;
    }
    std::unique_ptr<AgentService> agentWith(const std::optional<QSslConfiguration> &tls)
    {
        AgentOptions options;
        options.name = QStringLiteral("agent");
        options.token = kToken;
        options.tls = tls;
        options.health = options.metrics = Endpoint{};
        options.limits.gate.headTimeoutMs = 500;
        options.samplePeriodMs = 100;
        auto agent = std::make_unique<AgentService>(options, systemClock);
        agent->addSampler(std::make_shared<SelfSampler>(systemClock));
        if (!waitFor(agent->start()))
            qFatal("no port");
        return agent;
    }
    StreamTarget targetOf(const AgentService &agent, const QString &scheme = QStringLiteral("wss"), const QString &host = QStringLiteral("localhost"))
    {
        QUrl url(QStringLiteral("%1://%2:%3/stream").arg(scheme, host).arg(agent.port()));
        return {url, kToken, QStringLiteral("test"), {}, m_authority.caFile()};
    }

private slots:
    void initTestCase()
    {
        QVERIFY(m_authority.isReady());
        QVERIFY(m_authority.issue(QStringLiteral("good"), QStringLiteral("DNS:localhost,IP:127.0.0.1")));
        QVERIFY(m_authority.issue(QStringLiteral("other"), QStringLiteral("DNS:other.example")));
        QVERIFY(m_authority.issue(QStringLiteral("old"), QStringLiteral("DNS:localhost"), -30, -1));
        QVERIFY(m_authority.issue(QStringLiteral("next"), QStringLiteral("DNS:localhost"), -1, 60));
        QVERIFY(m_authority.selfSigned(QStringLiteral("self"), QStringLiteral("DNS:localhost")));
    }

    void streamAndPagesComeEncrypted()
    {
        const auto agent = agentWith(identity(QStringLiteral("good")));
        QCOMPARE(agent->url().scheme(), QStringLiteral("wss"));
        StreamFeed feed(systemClock, nullptr);
        feed.follow(targetOf(*agent));
        QTRY_COMPARE(feed.status().state, State::Connected);
        QTRY_VERIFY(feed.recent(0).size() >= 3);
        AlertsClient alerts({}, [](const AlertDesk::Rules &) {});
        const StreamTarget target = targetOf(*agent);
        alerts.follow(target.url, kToken, false, target.caFile);
        const auto board = waitFor(alerts.board({}));
        QVERIFY2(board.has_value(), board ? "" : qPrintable(board.error().fact(u"message")));
        for (const quint16 port : {agent->healthPort(), agent->metricsPort()}) {
            QSslSocket page;
            page.setSslConfiguration(*clientTls(m_authority.caFile()));
            page.connectToHostEncrypted(QStringLiteral("localhost"), port);
            QTRY_VERIFY(page.isEncrypted());
            page.write((port == agent->healthPort() ? "GET /health/live" : "GET /metrics") + QByteArray(" HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ") + kToken + "\r\n\r\n");
            QByteArray answer;
            QTRY_VERIFY((answer += page.readAll(), page.state() == QAbstractSocket::UnconnectedState));
            answer += page.readAll();
            QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
            const qsizetype head = answer.indexOf("\r\n\r\n") + 4;
            QVERIFY2(answer.contains("Content-Length: " + QByteArray::number(answer.size() - head)), "the answer is whole");
        }
    }

    void whoCannotBeTrustedIsLeft_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("hasCa");
        QTest::addColumn<QString>("reason");
        QTest::newRow("another's name") << "other" << "localhost" << true << "host name";
        QTest::newRow("run out") << "old" << "localhost" << true << "expired";
        QTest::newRow("signed by itself") << "self" << "localhost" << true << "self-signed";
        QTest::newRow("an authority that the system does not know") << "good" << "localhost" << false << "issuer";
        QTest::newRow("an address that is not in it") << "next" << "127.0.0.1" << true << "host name";
    }
    void whoCannotBeTrustedIsLeft()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, host);
        QFETCH(bool, hasCa);
        QFETCH(QString, reason);
        // The loader refuses what has run out; an agent that was not restarted shows it still.
        auto loaded = loadTlsIdentity(m_authority.path(certificate + ".crt"), m_authority.path(certificate + ".key"), 0);
        QVERIFY(loaded);
        const auto agent = agentWith(loaded->configuration);
        StreamTarget target = targetOf(*agent, QStringLiteral("wss"), host);
        if (!hasCa)
            target.caFile.clear();
        StreamFeed feed(systemClock, nullptr);
        feed.follow(target);
        QTRY_COMPARE(feed.status().errorId, QStringLiteral("NET_004"));
        QCOMPARE(feed.status().state, State::Down);
        QVERIFY(feed.lastError());
        QVERIFY2(feed.lastError()->fact(u"message").contains(reason, Qt::CaseInsensitive), qPrintable(feed.lastError()->fact(u"message")));
        QVERIFY(feed.recent(0).isEmpty());
        AlertsClient alerts({}, [](const AlertDesk::Rules &) {});
        alerts.follow(target.url, kToken, false, target.caFile);
        const auto board = waitFor(alerts.board({}));
        QVERIFY(!board);
        QCOMPARE(board.error().code(), ErrorCode::NetCertificate);
        QVERIFY(board.error().fact(u"message").contains(reason, Qt::CaseInsensitive));
        if (hasCa)
            return;
        alerts.follow(target.url, kToken, false, m_authority.caFile()); // it was mended: nothing of before is kept
        QVERIFY(waitFor(alerts.board({})));
    }

    void plainAndTlsDoNotMeet()
    {
        const auto secure = agentWith(identity(QStringLiteral("good")));
        for (const quint16 port : {secure->port(), secure->healthPort(), secure->metricsPort()}) {
            RawPeer plain(port);
            plain.socket.write("GET /health/live HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + kToken + "\r\n\r\n");
            QTRY_VERIFY(plain.isOver);
            QVERIFY2(!plain.received.contains("HTTP"), plain.received.constData());
            QVERIFY2(plain.received.size() <= 7, "an alert of TLS at the most");
        }
        StreamFeed plain(systemClock, nullptr);
        plain.follow(targetOf(*secure, QStringLiteral("ws")));
        QTRY_VERIFY(plain.status().attempt > 0);
        QCOMPARE(plain.status().errorId, QStringLiteral("STREAM_001"));
        const auto open = agentWith(std::nullopt);
        StreamFeed tls(systemClock, nullptr);
        tls.follow(targetOf(*open));
        QTRY_VERIFY(tls.status().attempt > 0);
        QCOMPARE(tls.status().errorId, QStringLiteral("STREAM_001"));
        QVERIFY2(!tls.lastError()->fact(u"message").isEmpty(), "why");
    }

    void oldVersionsOfTlsAreRefused()
    {
        const auto agent = agentWith(identity(QStringLiteral("good")));
        QProcess client;
        client.start(QStringLiteral("openssl"), {QStringLiteral("s_client"), QStringLiteral("-tls1_1"), QStringLiteral("-cipher"), QStringLiteral("ALL:@SECLEVEL=0"),
                                                 QStringLiteral("-connect"), QStringLiteral("127.0.0.1:%1").arg(agent->port())});
        client.closeWriteChannel();
        QVERIFY(client.waitForFinished());
        const QByteArray said = client.readAllStandardOutput() + client.readAllStandardError();
        QVERIFY2(client.exitCode() != 0 && (said.contains("alert") || said.contains("Cipher is (NONE)")), said.constData());
    }

    void slowHandshakeIsEnded()
    {
        const auto agent = agentWith(identity(QStringLiteral("good")));
        RawPeer slow(agent->port());
        QElapsedTimer timer;
        timer.start();
        slow.socket.write("\x16\x03\x01\x02\x00\x01", 6); // a hello begins, and does not go on
        QTRY_VERIFY(slow.isOver);
        QVERIFY2(timer.elapsed() >= 300 && timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(slow.received.isEmpty());
        // One that shakes hands and then says nothing is told so, encrypted.
        QSslSocket silent;
        silent.setSslConfiguration(*clientTls(m_authority.caFile()));
        silent.connectToHostEncrypted(QStringLiteral("localhost"), agent->port());
        QByteArray answer;
        QTRY_VERIFY((answer += silent.readAll(), answer.startsWith("HTTP/1.1 408")));
    }

    void halfOpenHandshakesTakeNobodysPlace()
    {
        const auto agent = agentWith(identity(QStringLiteral("good")));
        StreamFeed before(systemClock, nullptr);
        before.follow(targetOf(*agent));
        QTRY_COMPARE(before.status().state, State::Connected);
        std::vector<std::unique_ptr<RawPeer>> half;
        for (int i = 0; i < 200; ++i) {
            half.push_back(std::make_unique<RawPeer>(agent->port(), QStringLiteral("127.0.0.2")));
            // A peer that the system's queue had no room for hears of it only when it says something.
            half.back()->socket.write("\x16\x03\x01", 3);
        }
        // All but those who may wait are gone at once; another address gets in meanwhile.
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::count_if(half, [](const auto &peer) { return peer->isOver; }) >= 168, 30'000);
        StreamFeed during(systemClock, nullptr);
        during.follow(targetOf(*agent));
        QTRY_COMPARE(during.status().state, State::Connected);
        QTRY_VERIFY_WITH_TIMEOUT(std::ranges::all_of(half, [](const auto &peer) { return peer->isOver; }), 30'000);
        QCOMPARE(before.status().state, State::Connected);
        QCOMPARE(before.status().attempt, 0);
    }

    /// What TLS has taken from the server and not given to the system counts, too.
    void slowReaderIsClosed()
    {
        AccessRules rules;
        StreamServer::Limits limits;
        limits.tickMs = 10;
        limits.ring.items = 500;
        limits.slowCloseMs = 1000;
        limits.unsentBytes = 64 * 1024;
        StreamServer server(QStringLiteral("agent"), rules, limits, systemClock, nullptr);
        server.gate().setTls(identity(QStringLiteral("good")));
        const auto port = server.listen(QHostAddress::LocalHost, 0);
        QVERIFY(port);
        QSslSocket lazy;
        lazy.setSslConfiguration(*clientTls(m_authority.caFile()));
        lazy.setReadBufferSize(4096);
        lazy.connectToHostEncrypted(QStringLiteral("localhost"), *port);
        QTRY_VERIFY(lazy.isEncrypted());
        lazy.write("GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QByteArray received;
        QTRY_VERIFY((received += lazy.read(1024), received.contains("hello")));
        const QByteArray subscribe = encode(Subscribe{});
        lazy.write(QByteArray("\x81", 1) + char(0x80 | subscribe.size()) + QByteArray(4, '\0') + subscribe);
        QTRY_COMPARE(server.clients(), 1);
        StreamItem big{{0, systemClock.nowMs(), QStringLiteral("self"), {}}, {}};
        for (int i = 0; i < kMaxValues; ++i)
            big.sample.values.insert(QStringLiteral("metric.with.a.long.name.%1").arg(i), i);
        QTimer producer;
        connect(&producer, &QTimer::timeout, &producer, [&] {
            for (int i = 0; i < 4; ++i) {
                big.sample.at += 1;
                server.publish(big);
            }
        });
        producer.start(20);
        QTRY_COMPARE_WITH_TIMEOUT(server.clients(), 0, 60'000);
    }

    void anotherCertificateAndOtherTokensHoldForWhoComes()
    {
        const auto agent = agentWith(identity(QStringLiteral("good")));
        StreamFeed before(systemClock, nullptr);
        before.follow(targetOf(*agent));
        QTRY_COMPARE(before.status().state, State::Connected);
        const QByteArray other = "fedcba9876543210";
        agent->setAccess({}, {{QStringLiteral("a"), tokenHash(other), 0}, {QStringLiteral("b"), tokenHash("expired-long-ago"), 1}}, identity(QStringLiteral("next")));
        const auto shown = [&] {
            QSslSocket socket;
            socket.setSslConfiguration(*clientTls(m_authority.caFile()));
            socket.connectToHostEncrypted(QStringLiteral("localhost"), agent->port());
            return QTest::qWaitFor([&] { return socket.isEncrypted(); }) ? socket.peerCertificate().expiryDate() : QDateTime();
        };
        QTRY_VERIFY(shown() > QDateTime::currentDateTimeUtc().addDays(45));
        const auto stateWith = [&](const QByteArray &token) {
            StreamTarget target = targetOf(*agent);
            target.token = token;
            StreamFeed feed(systemClock, nullptr);
            feed.follow(target);
            (void)QTest::qWaitFor([&] { return feed.status().state != State::Connecting; });
            return feed.status().state == State::Connected ? QStringLiteral("in") : feed.status().errorId;
        };
        QCOMPARE(stateWith(other), QStringLiteral("in"));
        QCOMPARE(stateWith(kToken), QStringLiteral("AUTH_003"));
        QCOMPARE(stateWith("expired-long-ago"), QStringLiteral("AUTH_003"));
        QCOMPARE(stateWith({}), QStringLiteral("AUTH_003"));
        QCOMPARE(before.status().state, State::Connected);
    }

    void faultsOfTheFilesAreNamed_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("faultKey");
        QTest::addColumn<QString>("message");
        QTest::newRow("good") << "good.crt" << "good.key" << "" << "";
        QTest::newRow("none") << "none.crt" << "good.key" << "tls_certificate" << "";
        QTest::newRow("no certificate") << "ca.cnf" << "good.key" << "tls_certificate" << "no certificate";
        QTest::newRow("run out") << "old.crt" << "old.key" << "tls_certificate" << "ran out";
        QTest::newRow("another's key") << "good.crt" << "other.key" << "tls_key" << "is not the key";
        QTest::newRow("no key") << "good.crt" << "secret.txt" << "tls_key" << "no private key";
        QTest::newRow("open to all") << "good.crt" << "open.key" << "tls_key" << "chmod 600";
    }
    void faultsOfTheFilesAreNamed()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, faultKey);
        QFETCH(QString, message);
        m_authority.write(QStringLiteral("secret.txt"), "nothing\n");
        QFile::copy(m_authority.path(QStringLiteral("good.key")), m_authority.path(QStringLiteral("open.key")));
        QFile::setPermissions(m_authority.path(QStringLiteral("open.key")), QFileDevice::ReadOwner | QFileDevice::ReadGroup);
        const auto loaded = loadTlsIdentity(m_authority.path(certificate), m_authority.path(key), systemClock.nowMs());
        QCOMPARE(loaded.has_value(), faultKey.isEmpty());
        if (loaded) {
            QVERIFY(loaded->validUntil > systemClock.nowMs());
            return;
        }
        QCOMPARE(loaded.error().fact(u"key"), faultKey);
        QVERIFY2(loaded.error().fact(u"message").contains(message), qPrintable(loaded.error().fact(u"message")));
    }
};

QTEST_GUILESS_MAIN(TestStreamTls)
#include "tst_streamtls.moc"
