// SPDX-License-Identifier: GPL-3.0-or-later
// The example clients of the stream, as they ship, against a real agent whose connections are cut: every item once, in its order.
#include "app/monitoring/service/agentservice.h"
#include "tests/support/waitfor.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace plancia;
using namespace plancia::monitoring;
using namespace plancia::tests;

namespace {

const SystemClock systemClock;

/// Forwards to a port of this computer, and cuts everything when it is told.
class Relay : public QTcpServer {
public:
    quint16 target = 0;
    int taken = 0;
    Relay()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *in = nextPendingConnection();
            auto *out = new QTcpSocket(in);
            out->connectToHost(QHostAddress(QHostAddress::LocalHost), target);
            ++taken;
            connect(in, &QTcpSocket::readyRead, out, [in, out] { out->write(in->readAll()); });
            connect(out, &QTcpSocket::readyRead, in, [in, out] { in->write(out->readAll()); });
            connect(out, &QTcpSocket::disconnected, in, [in] { in->disconnectFromHost(); });
            connect(in, &QTcpSocket::disconnected, in, &QObject::deleteLater);
            m_open.append(in);
        });
    }
    void cut()
    {
        for (const QPointer<QTcpSocket> &socket : std::exchange(m_open, {}))
            if (socket)
                socket->abort();
    }

private:
    QList<QPointer<QTcpSocket>> m_open;
};

/// Takes a WebSocket (RFC 6455, 4.2.2 and 5.2) and sends these texts, whoever comes.
class Rubbish : public QTcpServer {
public:
    QList<QByteArray> texts;
    int taken = 0;
    Rubbish()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket, head = QByteArray()]() mutable {
                if (head.contains("\r\n\r\n") || !(head += socket->readAll()).contains("\r\n\r\n"))
                    return;
                ++taken;
                const qsizetype at = head.toLower().indexOf("sec-websocket-key:") + 18;
                const QByteArray key = head.mid(at, head.indexOf('\r', at) - at).trimmed() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
                socket->write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                              + QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64() + "\r\n\r\n");
                for (const QByteArray &text : std::as_const(texts)) // each under 126 bytes
                    socket->write(QByteArray("\x81", 1) + static_cast<char>(text.size()) + text);
            });
        });
    }
};

class Ticking : public Sampler {
public:
    QString source() const override { return QStringLiteral("self"); }
    Result<Reading> sample(qint64 nowMs) override { return Reading{{0, nowMs, source(), {{metric::SelfRss, double(++m_count)}}}, {}}; }

private:
    int m_count = 0;
};

} // namespace

class StreamClientsTest : public QObject {
    Q_OBJECT
private slots:
    void seeEveryItemOnce_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("script");
        QTest::newRow("Python") << "/usr/bin/python3" << "stream.py";
        QTest::newRow("JavaScript") << "node" << "stream.js";
    }
    void seeEveryItemOnce()
    {
        QFETCH(QString, program);
        QFETCH(QString, script);
        AgentOptions options;
        options.token = "secret";
        options.health = options.metrics = std::nullopt;
        options.samplePeriodMs = 20;
        AgentService agent(options, systemClock);
        agent.addSampler(std::make_shared<Ticking>());
        const auto port = waitFor(agent.start());
        QVERIFY(port);
        Relay relay;
        relay.target = *port;

        QProcess client;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PLANCIA_TOKEN"), QStringLiteral("secret"));
        environment.insert(QStringLiteral("NODE_PATH"), QStringLiteral("/usr/share/nodejs")); // where node-ws lies, whoever built node
        client.setProcessEnvironment(environment);
        client.start(program, {qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/resources/examples/") + script,
                               QStringLiteral("ws://127.0.0.1:%1/stream").arg(relay.serverPort())});
        QVERIFY2(client.waitForStarted(), qPrintable(program));
        qint64 after = 0, gaps = 0;
        QByteArray rest;
        QString fault;
        const auto take = [&] {
            rest += client.readAllStandardOutput();
            for (qsizetype end; (end = rest.indexOf('\n')) >= 0; rest.remove(0, end + 1)) {
                const QJsonObject line = QJsonDocument::fromJson(rest.left(end)).object();
                if (line.contains(QStringLiteral("gap"))) {
                    ++gaps;
                    after = 0;
                } else if (line.value(QStringLiteral("o")).toInteger() != ++after && fault.isEmpty()) {
                    fault = QStringLiteral("offset %1 where %2 was due").arg(line.value(QStringLiteral("o")).toInteger()).arg(after);
                }
            }
            return after;
        };
        const auto saw = [&](qint64 offset) { return QTest::qWaitFor([&] { return take() >= offset; }, 30'000); };
        QVERIFY2(saw(50), client.readAllStandardError().constData());
        QRandomGenerator random(7);
        for (int i = 0; i < 8; ++i) {
            QTest::qWait(random.bounded(300));
            relay.cut();
        }
        QVERIFY2(saw(take() + 100), client.readAllStandardError().constData());
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
        QCOMPARE(gaps, 0); // nothing was lost, whatever was cut
        QVERIFY(relay.taken > 3);

        // Started again: one gap is told, and it begins with the first.
        relay.cut();
        const auto other = waitFor(agent.restart());
        QVERIFY(other);
        relay.target = *other;
        relay.cut();
        QVERIFY(QTest::qWaitFor([&] { return take(), gaps == 1 && after > 50; }, 30'000));
        QVERIFY2(fault.isEmpty(), qPrintable(fault));
        client.terminate();
        QVERIFY(client.waitForFinished());
    }

    void saysWhatIsNotOfTheProtocol_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("script");
        QTest::addColumn<QByteArrayList>("texts");
        QTest::addColumn<bool>("ends");
        const QByteArray hello = R"({"t":"hello","version":3,"epoch":"e","base":1})";
        const std::pair<const char *, QByteArrayList> peers[] = {
            {"no JSON", {"{rubbish"}},
            {"no object", {"null"}},
            {"a list", {"[1]"}},
            {"no kind", {R"({"version":3})"}},
            {"no base", {R"({"t":"hello","version":3,"epoch":"e"})"}},
            {"no items", {hello, R"({"t":"samples"})"}},
            {"items without offset", {hello, R"({"t":"samples","items":[{}]})"}},
            {"no end of a gap", {hello, R"({"t":"gap"})"}},
            {"no top", {hello, R"({"t":"heartbeat"})"}},
            {"another version", {R"({"t":"hello","version":4})"}},
        };
        for (const auto &[name, texts] : peers) {
            const bool ends = QByteArray(name) == "another version";
            QTest::addRow("Python, %s", name) << "/usr/bin/python3" << "stream.py" << texts << ends;
            QTest::addRow("JavaScript, %s", name) << "node" << "stream.js" << texts << ends;
        }
    }
    /// One sentence each time, and then once more, or never again; no trace of the program's own lines.
    void saysWhatIsNotOfTheProtocol()
    {
        QFETCH(QString, program);
        QFETCH(QString, script);
        QFETCH(QByteArrayList, texts);
        QFETCH(bool, ends);
        Rubbish peer;
        peer.texts = texts;
        QProcess client;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("NODE_PATH"), QStringLiteral("/usr/share/nodejs"));
        client.setProcessEnvironment(environment);
        client.start(program, {qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/resources/examples/") + script,
                               QStringLiteral("ws://127.0.0.1:%1/stream").arg(peer.serverPort())});
        QVERIFY(client.waitForStarted());
        QVERIFY(QTest::qWaitFor([&] { return client.state() == QProcess::NotRunning || peer.taken > 1; }, 20'000));
        QCOMPARE(client.state() == QProcess::NotRunning, ends);
        if (!ends) {
            client.kill();
            QVERIFY(client.waitForFinished());
        }
        const QByteArray said = client.readAllStandardError();
        QVERIFY2(said.contains(ends ? "another version of the protocol\n" : "what came is not of the protocol: "), said.constData());
        QVERIFY2(said.count('\n') <= peer.taken && !said.contains("Traceback"), said.constData());
        QCOMPARE(ends ? client.exitCode() : 1, 1);
        QVERIFY(client.readAllStandardOutput().isEmpty());
    }

    void saysThatItIsRefused_data() { seeEveryItemOnce_data(); }
    void saysThatItIsRefused()
    {
        QFETCH(QString, program);
        QFETCH(QString, script);
        AgentOptions options;
        options.token = "secret";
        options.health = options.metrics = std::nullopt;
        AgentService agent(options, systemClock);
        const auto port = waitFor(agent.start());
        QVERIFY(port);
        QProcess client;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("NODE_PATH"), QStringLiteral("/usr/share/nodejs"));
        client.setProcessEnvironment(environment);
        client.start(program, {qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/resources/examples/") + script,
                               QStringLiteral("ws://127.0.0.1:%1/stream").arg(*port)});
        QVERIFY(client.waitForStarted());
        QByteArray said;
        QVERIFY(QTest::qWaitFor([&] { return (said += client.readAllStandardError()).contains("401"); }, 15'000));
        client.terminate();
        QVERIFY(client.waitForFinished());
    }
};

QTEST_GUILESS_MAIN(StreamClientsTest)
#include "tst_streamclients.moc"
