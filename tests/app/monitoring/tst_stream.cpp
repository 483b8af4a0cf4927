// SPDX-License-Identifier: GPL-3.0-or-later
// The stream over real sockets: handshake, bad frames in both directions, resume, restart, slow readers.
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/service/streamfeed.h"
#include "app/monitoring/transport/streamserver.h"
#include "models/base/clock.h"
#include "tests/app/monitoring/tcpproxy.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace plancia;
using namespace plancia::monitoring;
using State = StreamStatus::State;

namespace {
const SystemClock systemClock;

StreamServer::Limits quick()
{
    StreamServer::Limits limits;
    limits.tickMs = 10;
    limits.heartbeatMs = 200;
    limits.gate.headTimeoutMs = 300;
    limits.gate.lingerMs = 200;
    return limits;
}
StreamClient::Limits quickClient()
{
    StreamClient::Limits limits;
    limits.backoff = {20, 200};
    limits.quietMs = 500;
    limits.silenceMs = 1500;
    limits.connectTimeoutMs = 1500;
    limits.pingMs = 100;
    return limits;
}
StreamItem itemAt(qint64 at, double value = 1)
{
    return {{0, at, QStringLiteral("self"), {{metric::SelfCpu, value}}}, {}};
}
QUrl urlOf(quint16 port) { return QUrl(QStringLiteral("ws://127.0.0.1:%1/stream").arg(port)); }

/// A peer that writes bytes and keeps what comes back.
struct RawPeer {
    QTcpSocket socket;
    QByteArray received;
    explicit RawPeer(quint16 port)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        socket.connectToHost(QHostAddress::LocalHost, port);
    }
    int status() const { return received.startsWith("HTTP/1.1 ") ? received.mid(9, 3).toInt() : 0; }
    bool closed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
};
QByteArray upgradeRequest(const QByteArray &path = "/stream", const QByteArray &extra = {})
{
    return "GET " + path
        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + extra + "\r\n";
}

/// A client with what it told.
struct Reader {
    StreamClient client;
    QList<Sample> samples;
    QList<StatementsLook> statements;
    QList<BlockingMoment> blocking;
    QList<StreamGap> gaps;
    StreamPosition position;
    explicit Reader(quint16 port, StreamPosition start = {}, const QByteArray &token = {})
        : client({urlOf(port), token, QStringLiteral("test"), {}}, std::move(start), quickClient(), systemClock, nullptr)
    {
        QObject::connect(&client, &StreamClient::newsArrived, &client,
                         [this](const StreamReader::News &news, const StreamPosition &p) {
                             gaps += news.gaps;
                             samples += news.samples;
                             statements += news.statements;
                             blocking += news.blocking;
                             position = p;
                         });
        client.start();
    }
    State state() const { return client.status().state; }
    bool contiguousFrom(qint64 first) const
    {
        for (qsizetype i = 0; i < samples.size(); ++i)
            if (samples[i].offset != first + i)
                return false;
        return true;
    }
};
} // namespace

class TestStream : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<StreamServer> serverWith(StreamServer::Limits limits, quint16 *port, AccessRules rules = {})
    {
        auto server = std::make_unique<StreamServer>(QStringLiteral("agent"), rules, limits, systemClock, nullptr);
        const auto listening = server->listen(QHostAddress::LocalHost, *port);
        if (!listening)
            qFatal("no port");
        *port = *listening;
        return server;
    }

private slots:
    /// Also in a frame that brings nothing else.
    void statementsAndBlockedSessionsCome()
    {
        quint16 port = 0;
        const auto server = serverWith(quick(), &port);
        Reader reader(port);
        QTRY_COMPARE(reader.state(), State::Connected);
        const qint64 now = systemClock.nowMs();
        StatementsLook look{0, now - 60'000, now, QStringLiteral("pg:main"), {}, {}, 0, 0};
        server->publish({{0, now, look.source, {}}, {}, {}, look});
        QTRY_COMPARE(reader.statements.size(), 1);
        BlockingMoment moment{0, now, QStringLiteral("pg:main"), {}, 0};
        server->publish({{0, now, moment.source, {}}, {}, {}, {}, moment});
        QTRY_COMPARE(reader.blocking.size(), 1);
        look.offset = 1;
        moment.offset = 2;
        QCOMPARE(reader.statements.first(), look);
        QCOMPARE(reader.blocking.first(), moment);
        QCOMPARE(reader.position.offset, 2);
        QCOMPARE(reader.client.status().received, 2);
    }

    void refusesBeforeTheUpgrade_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        const QByteArray token = "Authorization: Bearer good\r\n";
        QTest::newRow("wrong path") << upgradeRequest("/", token) << 404;
        QTest::newRow("no token") << upgradeRequest() << 401;
        QTest::newRow("wrong token") << upgradeRequest("/stream", "Authorization: Bearer bad\r\n") << 401;
        QTest::newRow("foreign page") << upgradeRequest("/stream", token + "Origin: http://evil.example\r\n") << 403;
        QTest::newRow("garbage") << QByteArray("\x01\x02garbage\r\n\r\n") << 400;
        QTest::newRow("long head") << upgradeRequest("/stream", token + "X-Long: " + QByteArray(9000, 'x') + "\r\n") << 431;
        QTest::newRow("endless head") << "GET /stream HTTP/1.1\r\nX: " + QByteArray(300'000, 'x') << 431;
        QTest::newRow("slow head") << QByteArray("GET /stream HTTP/1.1\r\nHost: local") << 408;
        QTest::newRow("silence") << QByteArray() << 408;
        QTest::newRow("good") << upgradeRequest("/stream", token) << 101;
    }
    void refusesBeforeTheUpgrade()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        quint16 port = 0;
        const auto server = serverWith(quick(), &port, {true, {{{}, tokenHash("good"), 0}}, {}, {}});
        RawPeer peer(port);
        QTRY_COMPARE(peer.socket.state(), QAbstractSocket::ConnectedState);
        peer.socket.write(request);
        QTRY_COMPARE(peer.status(), status);
        if (status != 101) {
            QTRY_VERIFY(peer.closed());
            QCOMPARE(peer.received.count("HTTP/1.1"), 1);
            QVERIFY(!peer.received.contains("101"));
        }
    }

    void headInPiecesIsUnderstood()
    {
        quint16 port = 0;
        const auto server = serverWith(quick(), &port);
        RawPeer peer(port);
        QTRY_COMPARE(peer.socket.state(), QAbstractSocket::ConnectedState);
        const QByteArray request = upgradeRequest();
        for (qsizetype i = 0; i < request.size(); i += 40) {
            peer.socket.write(request.mid(i, 40));
            QTRY_COMPARE(peer.socket.bytesToWrite(), 0);
        }
        QTRY_COMPARE(peer.status(), 101);
        QTRY_VERIFY(peer.received.contains("\"hello\""));
    }

    void fullHouseIsTold()
    {
        auto limits = quick();
        limits.gate.connections = 2;
        limits.gate.headTimeoutMs = 60'000;
        quint16 port = 0;
        const auto server = serverWith(limits, &port);
        Reader first(port);
        QTRY_COMPARE(first.state(), State::Connected);
        RawPeer second(port); // says nothing and still counts
        QTRY_COMPARE(second.socket.state(), QAbstractSocket::ConnectedState);
        RawPeer third(port);
        QTRY_COMPARE(third.status(), 503);
        QTRY_VERIFY(third.closed());
        second.socket.abort();
        bool admitted = false;
        for (int i = 0; i < 50 && !admitted; ++i) {
            RawPeer fourth(port);
            fourth.socket.write(upgradeRequest());
            QTRY_VERIFY(fourth.status() != 0);
            admitted = fourth.status() == 101;
        }
        QVERIFY(admitted);
    }

    void takenPortIsToldWithItsNumber()
    {
        quint16 port = 0;
        const auto server = serverWith(quick(), &port);
        StreamServer other(QStringLiteral("b"), {}, quick(), systemClock, nullptr);
        const auto listening = other.listen(QHostAddress::LocalHost, port);
        QVERIFY(!listening);
        QCOMPARE(listening.error().code(), ErrorCode::StreamPort);
        QCOMPARE(listening.error().fact(u"port"), QString::number(port));
    }

    void serverClosesOnBadFrames_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("binary");
        QTest::addColumn<int>("code");
        QTest::newRow("no JSON") << "hello" << QByteArray() << int(CloseProtocol);
        QTest::newRow("not a request") << QString::fromUtf8(encode(Heartbeat{1, 1'750'000'000'000})) << QByteArray() << int(CloseProtocol);
        QTest::newRow("other version") << R"({"t":"subscribe","version":9})" << QByteArray() << int(CloseVersion);
        QTest::newRow("binary") << QString() << QByteArray(10, '\0') << int(CloseProtocol);
        QTest::newRow("oversized") << QString(200'000, QLatin1Char(' ')) << QByteArray() << int(QWebSocketProtocol::CloseCodeTooMuchData);
    }
    void serverClosesOnBadFrames()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, binary);
        QFETCH(int, code);
        quint16 port = 0;
        const auto server = serverWith(quick(), &port);
        QWebSocket socket;
        QSignalSpy connected(&socket, &QWebSocket::connected);
        QSignalSpy gone(&socket, &QWebSocket::disconnected);
        socket.open(urlOf(port));
        QTRY_COMPARE(connected.count(), 1);
        if (binary.isEmpty())
            socket.sendTextMessage(text);
        else
            socket.sendBinaryMessage(binary);
        QTRY_COMPARE(gone.count(), 1);
        QCOMPARE(int(socket.closeCode()), code);
        QTRY_COMPARE(server->clients(), 0);
        // Others are served as before.
        Reader reader(port);
        server->publish(itemAt(1'750'000'000'000));
        QTRY_COMPARE(reader.samples.size(), 1);
    }

    void clientSurvivesABadServer_data()
    {
        QTest::addColumn<QStringList>("texts");
        QTest::addColumn<QByteArray>("binary");
        QTest::addColumn<QString>("errorId");
        const QString hello = QString::fromUtf8(encode(Hello{QStringLiteral("a"), QStringLiteral("e"), 1, 0}));
        QTest::newRow("no JSON") << QStringList{QStringLiteral("{")} << QByteArray() << "STREAM_002";
        QTest::newRow("no hello first") << QStringList{QString::fromUtf8(encode(Heartbeat{1, 1'750'000'000'000}))} << QByteArray() << "STREAM_002";
        QTest::newRow("hole") << QStringList{hello, QStringLiteral(R"({"t":"samples","items":[{"o":7,"at":1750000000000,"s":"x","v":{}}]})")} << QByteArray() << "STREAM_002";
        QTest::newRow("request to a client") << QStringList{hello, QString::fromUtf8(encode(Subscribe{}))} << QByteArray() << "STREAM_002";
        QTest::newRow("a second hello") << QStringList{hello, hello} << QByteArray() << "STREAM_002";
        QTest::newRow("other version") << QStringList{QStringLiteral(R"({"t":"hello","version":1})")} << QByteArray() << "STREAM_003";
        QTest::newRow("oversized") << QStringList{QString(2 << 20, QLatin1Char(' '))} << QByteArray() << "STREAM_002";
        QTest::newRow("binary") << QStringList{hello} << QByteArray(5, 'x') << "STREAM_002";
    }
    void clientSurvivesABadServer()
    {
        QFETCH(QStringList, texts);
        QFETCH(QByteArray, binary);
        QFETCH(QString, errorId);
        QWebSocketServer server(QStringLiteral("bad"), QWebSocketServer::NonSecureMode);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QWebSocketServer::newConnection, &server, [&] {
            QWebSocket *socket = server.nextPendingConnection();
            socket->setParent(&server);
            for (const QString &text : texts)
                socket->sendTextMessage(text);
            if (!binary.isEmpty())
                socket->sendBinaryMessage(binary);
        });
        Reader reader(server.serverPort());
        QTRY_COMPARE(reader.client.status().errorId, errorId);
        QTRY_VERIFY(reader.client.status().attempt >= 1);
        QVERIFY(reader.samples.isEmpty());
        QVERIFY(reader.state() != State::Connected || errorId == QLatin1String("STREAM_002"));
    }

    void wrongTokenIsDownAndSaysWhy()
    {
        quint16 port = 0;
        const auto server = serverWith(quick(), &port, {true, {{{}, tokenHash("good"), 0}}, {}, {}});
        Reader reader(port, {}, "bad");
        QTRY_COMPARE(reader.state(), State::Down);
        QCOMPARE(reader.client.status().errorId, QStringLiteral("AUTH_003"));
        Reader good(port, {}, "good");
        QTRY_COMPARE(good.state(), State::Connected);
        QCOMPARE(good.client.status().agent, QStringLiteral("agent"));
    }

    void samplesArriveOnceAndRoundTripIsMeasured()
    {
        quint16 port = 0;
        const auto server = serverWith(quick(), &port);
        const qint64 now = systemClock.nowMs();
        for (int i = 0; i < 50; ++i)
            server->publish(itemAt(now + i));
        Reader reader(port);
        QTRY_COMPARE(reader.samples.size(), 50);
        for (int i = 50; i < 100; ++i)
            server->publish(itemAt(now + i));
        QTRY_COMPARE(reader.samples.size(), 100);
        QVERIFY(reader.contiguousFrom(1));
        QTRY_VERIFY(reader.client.status().roundTripMs > 0);
        QCOMPARE(reader.client.status().received, 100);
        QCOMPARE(reader.client.status().gaps, 0);
    }

    void cutConnectionsLoseAndDoubleNothing()
    {
        quint16 port = 0;
        const auto server = serverWith(quick(), &port);
        tests::TcpProxy proxy(port);
        Reader reader(proxy.port());
        QTRY_COMPARE(reader.state(), State::Connected);
        const qint64 start = systemClock.nowMs();
        int published = 0;
        QTimer producer;
        connect(&producer, &QTimer::timeout, &producer, [&] { server->publish(itemAt(start + published++)); });
        producer.start(2);
        for (int cut = 0; cut < 20; ++cut) {
            const auto before = reader.samples.size();
            QTRY_VERIFY(reader.samples.size() > before + 3);
            // At an arbitrary byte, also in the middle of a frame.
            proxy.cutAfter(cut * 37);
            QTRY_COMPARE(proxy.cuts(), cut + 1);
        }
        producer.stop();
        QTRY_COMPARE(reader.samples.size(), published);
        QVERIFY(reader.contiguousFrom(1));
        QVERIFY(reader.gaps.isEmpty());
    }

    void silentRouteIsNoticed()
    {
        quint16 port = 0;
        const auto server = serverWith(quick(), &port);
        tests::TcpProxy proxy(port);
        Reader reader(proxy.port());
        QTRY_COMPARE(reader.state(), State::Connected);
        // Short silence: it says so, and all is well again with the next sign of life.
        proxy.setFrozen(true);
        QTRY_COMPARE(reader.state(), State::Reconnecting);
        QCOMPARE(reader.client.status().attempt, 0);
        QVERIFY(reader.client.status().errorId.isEmpty());
        proxy.setFrozen(false);
        QTRY_COMPARE(reader.state(), State::Connected);
        server->publish(itemAt(systemClock.nowMs()));
        QTRY_COMPARE(reader.samples.size(), 1);
        proxy.setFrozen(true);
        QTRY_COMPARE(reader.state(), State::Down);
        QCOMPARE(reader.client.status().errorId, QStringLiteral("STREAM_001"));
        QTRY_VERIFY(reader.client.status().retryAtMs > 0);
        proxy.setFrozen(false);
        QTRY_COMPARE(reader.state(), State::Connected);
        QVERIFY(reader.client.status().errorId.isEmpty());
    }

    /// More than a socket takes at once comes without a tick in between.
    void catchingUpWaitsForNoTick()
    {
        auto limits = quick();
        limits.tickMs = limits.heartbeatMs = 600'000;
        quint16 port = 0;
        const auto server = serverWith(limits, &port);
        const qint64 start = systemClock.nowMs();
        for (int i = 0; i < 30'000; ++i)
            server->publish(itemAt(start + i));
        Reader reader(port);
        QTRY_COMPARE_WITH_TIMEOUT(reader.samples.size(), 30'000, 20'000);
        QVERIFY(reader.contiguousFrom(1));
        QVERIFY(reader.gaps.isEmpty());
        QCOMPARE(reader.client.status().attempt, 0);
    }

    void agentRestartIsOneGap()
    {
        quint16 port = 0;
        auto server = serverWith(quick(), &port);
        const qint64 start = systemClock.nowMs();
        server->publish(itemAt(start));
        Reader reader(port);
        QTRY_COMPARE(reader.samples.size(), 1);
        server.reset();
        QTRY_VERIFY(reader.state() == State::Reconnecting || reader.state() == State::Down);
        QTRY_COMPARE(reader.state(), State::Down);
        server = serverWith(quick(), &port);
        QTRY_COMPARE(reader.state(), State::Connected);
        server->publish(itemAt(start + 9000));
        server->publish(itemAt(start + 10'000));
        QTRY_COMPARE(reader.samples.size(), 3);
        QCOMPARE(reader.gaps.size(), 1);
        QCOMPARE(reader.gaps[0], (StreamGap{StreamGap::Reason::AgentAway, start, start + 9000, {}}));
        QCOMPARE(reader.client.status().gaps, 1);
    }

    void absenceLongerThanTheRingIsOneGap()
    {
        auto limits = quick();
        limits.ring.items = 10;
        quint16 port = 0;
        const auto server = serverWith(limits, &port);
        const qint64 start = systemClock.nowMs();
        tests::TcpProxy proxy(port);
        Reader reader(proxy.port());
        QTRY_COMPARE(reader.state(), State::Connected);
        server->publish(itemAt(start));
        QTRY_COMPARE(reader.samples.size(), 1);
        proxy.setRefusing(true);
        QTRY_VERIFY(reader.state() != State::Connected);
        for (int i = 1; i <= 40; ++i)
            server->publish(itemAt(start + i));
        proxy.setRefusing(false);
        QTRY_COMPARE(reader.samples.size(), 11);
        QCOMPARE(reader.gaps.size(), 1);
        QCOMPARE(reader.gaps[0], (StreamGap{StreamGap::Reason::Evicted, start, start + 31, {}}));
        QCOMPARE(reader.samples.last().offset, 41);
    }

    void slowReaderCostsNoMemoryAndHoldsUpNobody()
    {
        auto limits = quick();
        limits.ring.items = 500;
        limits.slowCloseMs = 1500;
        limits.unsentBytes = 64 * 1024;
        quint16 port = 0;
        const auto server = serverWith(limits, &port);
        // Shakes hands, subscribes, and never reads again: its window fills, then the server's socket.
        RawPeer lazy(port);
        lazy.socket.setReadBufferSize(4096);
        QTRY_COMPARE(lazy.socket.state(), QAbstractSocket::ConnectedState);
        lazy.socket.write(upgradeRequest());
        QTRY_COMPARE(lazy.status(), 101);
        QTRY_VERIFY(lazy.received.contains("hello"));
        QObject::disconnect(&lazy.socket, &QTcpSocket::readyRead, nullptr, nullptr);
        const QByteArray subscribe = encode(Subscribe{});
        lazy.socket.write(QByteArray("\x81", 1) + char(0x80 | subscribe.size()) + QByteArray(4, '\0') + subscribe);

        Reader reader(port);
        QTRY_COMPARE(server->clients(), 2);
        StreamItem big = itemAt(systemClock.nowMs());
        for (int i = 1; i < kMaxValues; ++i)
            big.sample.values.insert(QStringLiteral("metric.with.a.long.name.%1").arg(i), i);
        const qint64 before = memory();
        QTimer producer;
        int published = 0;
        connect(&producer, &QTimer::timeout, &producer, [&] {
            for (int i = 0; i < 4; ++i, ++published) {
                big.sample.at += 1;
                server->publish(big);
            }
        });
        producer.start(20);
        QTRY_COMPARE_WITH_TIMEOUT(server->clients(), 1, 60'000); // the lazy one was closed
        producer.stop();
        const qint64 grown = memory() - before;
        QTRY_COMPARE(reader.samples.isEmpty() ? 0 : reader.samples.last().offset, published);
        QVERIFY(reader.contiguousFrom(1));
        // What was published is many times what may be kept. (The reader's own copies count in this process too.)
        const qint64 readerBytes = published * 200LL * 60;
        QVERIFY2(grown < readerBytes + (64 << 20), qPrintable(QString::number(grown >> 20)));
        QVERIFY2(published > 600, qPrintable(QString::number(published)));
    }

    /// Its socket takes what it can of a frame and the rest later, between heartbeats: each frame arrives whole and in its turn.
    void readerThatPausesGetsEveryFrameWhole()
    {
        auto limits = quick();
        limits.tickMs = 1;
        quint16 port = 0;
        const auto server = serverWith(limits, &port);
        RawPeer peer(port);
        QTRY_COMPARE(peer.socket.state(), QAbstractSocket::ConnectedState);
        peer.socket.write(upgradeRequest());
        QTRY_VERIFY(peer.received.contains("hello"));
        const QByteArray subscribe = encode(Subscribe{});
        peer.socket.write(QByteArray("\x81", 1) + char(0x80 | subscribe.size()) + QByteArray(4, '\0') + subscribe);
        StreamItem big = itemAt(systemClock.nowMs());
        for (int i = 1; i < kMaxValues; ++i)
            big.sample.values.insert(QStringLiteral("metric.with.a.long.name.%1").arg(i), i);
        QTRY_COMPARE(server->readers(), 1);
        for (int pause = 0; pause < 3; ++pause) {
            QObject::disconnect(&peer.socket, &QTcpSocket::readyRead, nullptr, nullptr);
            peer.socket.setReadBufferSize(4096);
            for (int i = 0; i < 1500; ++i) { // some 10 MB, in frames that each bring a reader up to the top
                server->publish(big);
                if (i % 8 == 7)
                    QTest::qWait(2);
            }
            peer.socket.setReadBufferSize(0);
            peer.received += peer.socket.readAll();
            QObject::connect(&peer.socket, &QTcpSocket::readyRead, &peer.socket, [&peer] { peer.received += peer.socket.readAll(); });
            QTRY_VERIFY_WITH_TIMEOUT(peer.received.contains("\"o\":" + QByteArray::number(server->ring().top()) + ','), 30'000);
        }
        qint64 last = 0;
        int heartbeats = 0;
        for (qsizetype at = peer.received.indexOf("\r\n\r\n") + 4; at + 2 < peer.received.size();) {
            QCOMPARE(peer.received.at(at), '\x81');
            const auto shortSize = static_cast<uchar>(peer.received.at(at + 1));
            const int sizeBytes = shortSize < 126 ? 0 : shortSize == 126 ? 2 : 8;
            const qint64 size = sizeBytes == 0 ? shortSize : peer.received.mid(at + 2, sizeBytes).toHex().toLongLong(nullptr, 16);
            at += 2 + sizeBytes;
            if (at + size > peer.received.size())
                break; // on its way
            const auto message = decode(peer.received.mid(at, size));
            QVERIFY(message);
            if (const auto *samples = std::get_if<Samples>(&*message)) {
                QCOMPARE(samples->items.first().sample.offset, last + 1);
                last = samples->items.last().sample.offset;
            }
            heartbeats += std::holds_alternative<Heartbeat>(*message);
            at += size;
        }
        QCOMPARE(last, 4500);
        QVERIFY(heartbeats > 0);
    }

    void neverSubscribedIsClosed()
    {
        auto limits = quick();
        limits.subscribeTimeoutMs = 100;
        quint16 port = 0;
        const auto server = serverWith(limits, &port);
        QWebSocket socket;
        QSignalSpy gone(&socket, &QWebSocket::disconnected);
        socket.open(urlOf(port));
        QTRY_COMPARE(gone.count(), 1);
        QCOMPARE(int(socket.closeCode()), int(CloseNotSubscribed));
    }

    void floodOfRequestsIsClosed()
    {
        auto limits = quick();
        limits.heartbeatMs = 60'000;
        quint16 port = 0;
        const auto server = serverWith(limits, &port);
        QWebSocket socket;
        QSignalSpy connected(&socket, &QWebSocket::connected);
        QSignalSpy gone(&socket, &QWebSocket::disconnected);
        socket.open(urlOf(port));
        QTRY_COMPARE(connected.count(), 1);
        for (int i = 0; i < 200; ++i)
            socket.sendTextMessage(QString::fromUtf8(encode(Subscribe{})));
        QTRY_COMPARE(gone.count(), 1);
        QCOMPARE(int(socket.closeCode()), int(CloseFlood));
    }

    void lostEndOfTheStreamIsFetched()
    {
        // A server that "loses" what it should have sent, and only tells the top.
        QWebSocketServer server(QStringLiteral("lossy"), QWebSocketServer::NonSecureMode);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QList<qint64> asked;
        connect(&server, &QWebSocketServer::newConnection, &server, [&] {
            QWebSocket *socket = server.nextPendingConnection();
            socket->setParent(&server);
            connect(socket, &QWebSocket::textMessageReceived, socket, [&asked, socket](const QString &text) {
                const auto message = decode(text.toUtf8());
                asked.append(std::get<Subscribe>(*message).after);
                if (asked.size() > 1)
                    socket->sendTextMessage(QStringLiteral(R"({"t":"samples","items":[{"o":1,"at":1750000000000,"s":"x","v":{}}]})"));
            });
            socket->sendTextMessage(QString::fromUtf8(encode(Hello{QStringLiteral("a"), QStringLiteral("e"), 1, 0})));
            socket->sendTextMessage(QString::fromUtf8(encode(Heartbeat{1, 1'750'000'000'000})));
            socket->sendTextMessage(QString::fromUtf8(encode(Heartbeat{1, 1'750'000'000'000})));
        });
        Reader reader(server.serverPort());
        QTRY_COMPARE(reader.samples.size(), 1);
        QCOMPARE(asked, (QList<qint64>{0, 0}));
        QCOMPARE(reader.client.status().attempt, 0);
    }

private:
    /// Resident bytes of this process.
    static qint64 memory()
    {
        QFile file(QStringLiteral("/proc/self/statm"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ')[1].toLongLong() * 4096 : 0;
    }
};

QTEST_GUILESS_MAIN(TestStream)
#include "tst_stream.moc"
