// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at real sockets: peers of this test, a private PostgreSQL, certificates made by openssl.
#include "app/monitoring/health/targetsampler.h"
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/service/streamfeed.h"
#include "models/errors/catalogue.h"
#include "tests/app/monitoring/tcpproxy.h"
#include "tests/support/privatepostgres.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <thread>

using namespace plancia;
using namespace plancia::monitoring;
using namespace plancia::tests;
using Kind = HealthTarget::Kind;
using State = HealthCheck::State;

namespace {
const SystemClock systemClock;
constexpr int kTimeoutMs = 700;

/// Listens on loopback; with a certificate it speaks TLS.
class Peer : public QTcpServer {
public:
    std::function<void(QTcpSocket &)> answer; ///< for all that comes
    QSslCertificate certificate;
    QSslKey key;
    int connections = 0;
    QByteArray received;

    Peer() { listen(QHostAddress::LocalHost); }
    QString address() const { return QStringLiteral("localhost:%1").arg(serverPort()); }
    QString url(const char *path = "/") const { return QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(QLatin1String(path)); }
    void say(const QByteArray &bytes)
    {
        answer = [bytes](QTcpSocket &socket) {
            socket.write(bytes);
            socket.disconnectFromHost();
        };
    }
    void sayHttp(int status, const QByteArray &body, const QByteArray &head = "Content-Type: text/plain\r\n")
    {
        say("HTTP/1.1 " + QByteArray::number(status) + " X\r\n" + head + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        ++connections;
        QTcpSocket *socket = nullptr;
        if (certificate.isNull()) {
            socket = new QTcpSocket(this);
            socket->setSocketDescriptor(descriptor);
        } else {
            auto *tls = new QSslSocket(this);
            socket = tls;
            tls->setSocketDescriptor(descriptor);
            tls->setLocalCertificate(certificate);
            tls->setPrivateKey(key);
            tls->startServerEncryption();
        }
        connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
            received += socket->readAll();
            if (answer)
                answer(*socket);
        });
    }
};

HealthTarget targetOf(Kind kind, const QString &address)
{
    HealthTarget target;
    target.name = QStringLiteral("t");
    target.kind = kind;
    target.address = address;
    target.timeoutMs = kTimeoutMs;
    return target;
}

/// On another thread: a look blocks its own, and the peers live in this one.
TargetObservation look(const HealthTarget &target, const CancelToken &cancel = {})
{
    tasks::Worker worker(QStringLiteral("look"));
    const auto looking = worker.run([&]() -> Result<TargetObservation> { return TargetLook(target, {}, systemClock).look(cancel); });
    (void)QTest::qWaitFor([&] { return looking.isFinished(); }, 30'000);
    return *looking.result();
}

TargetVerdict lookAt(const HealthTarget &target, TargetObservation *seen = nullptr)
{
    const TargetObservation observation = look(target);
    if (seen)
        *seen = observation;
    return judge(target, observation, systemClock.nowMs());
}

QString codeOf(const TargetVerdict &verdict) { return verdict.error ? errorId(verdict.error->code()) : QStringLiteral("ok"); }

QByteArray get(quint16 port, const char *path)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write(QByteArray("GET ") + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    (void)QTest::qWaitFor([&] {
        answer += socket.readAll();
        return socket.state() == QAbstractSocket::UnconnectedState;
    });
    return answer;
}
} // namespace

class TestTargetLooks : public QObject {
    Q_OBJECT

    PrivatePostgres m_postgres;
    QTemporaryDir m_folder;
    QSslKey m_key;

    bool openssl(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), arguments);
        const bool done = process.waitForFinished() && process.exitCode() == 0;
        if (!done)
            qWarning("%s", process.readAllStandardError().constData());
        return done;
    }
    QByteArray file(const QString &name)
    {
        QFile file(m_folder.filePath(name));
        (void)file.open(QIODevice::ReadOnly);
        return file.readAll();
    }
    /// Signed by the authority of this test, for localhost, between two days from now.
    QSslCertificate certificate(int fromDays, int toDays)
    {
        const auto day = [](int days) { return QDateTime::currentDateTimeUtc().addDays(days).toString(QStringLiteral("yyyyMMddHHmmss'Z'")); };
        if (!openssl({"ca", "-batch", "-config", "ca.cnf", "-in", "server.csr", "-out", "server.crt", "-notext", "-startdate", day(fromDays), "-enddate", day(toDays)}))
            return QSslCertificate();
        return QSslCertificate(file(QStringLiteral("server.crt")));
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QFile config(m_folder.filePath(QStringLiteral("ca.cnf")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nnew_certs_dir=.\ncertificate=ca.crt\nprivate_key=ca.key\nserial=serial\n"
                     "default_md=sha256\npolicy=p\ncopy_extensions=copy\nunique_subject=no\n[p]\ncommonName=supplied\n");
        config.close();
        QFile index(m_folder.filePath(QStringLiteral("index.txt")));
        QVERIFY(index.open(QIODevice::WriteOnly));
        QFile serial(m_folder.filePath(QStringLiteral("serial")));
        QVERIFY(serial.open(QIODevice::WriteOnly));
        serial.write("1000\n");
        serial.close();
        QVERIFY(openssl({"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.crt", "-days", "3650", "-subj", "/CN=authority"}));
        QVERIFY(openssl({"req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"}));
        m_key = QSslKey(file(QStringLiteral("server.key")), QSsl::Rsa);
        QVERIFY(!m_key.isNull());
        QSslConfiguration trusted = QSslConfiguration::defaultConfiguration();
        trusted.addCaCertificate(QSslCertificate(file(QStringLiteral("ca.crt"))));
        QSslConfiguration::setDefaultConfiguration(trusted);
    }

    void tcp()
    {
        Peer peer;
        TargetObservation seen;
        QCOMPARE(codeOf(lookAt(targetOf(Kind::Tcp, peer.address()), &seen)), QStringLiteral("ok"));
        QVERIFY(seen.tookMs < kTimeoutMs);
        const QString gone = peer.address();
        peer.close();
        QCOMPARE(codeOf(lookAt(targetOf(Kind::Tcp, gone))), QStringLiteral("NET_001"));
        QCOMPARE(codeOf(lookAt(targetOf(Kind::Tcp, QStringLiteral("nobody.invalid:1")))), QStringLiteral("NET_006"));
    }

    void redis_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        QTest::newRow("pong") << QByteArray("+PONG\r\n") << QStringLiteral("ok") << QString();
        QTest::newRow("password") << QByteArray("-NOAUTH Authentication required.\r\n") << QStringLiteral("NET_005") << QStringLiteral("NOAUTH");
        QTest::newRow("loading") << QByteArray("-LOADING secret\r\n") << QStringLiteral("NET_005") << QStringLiteral("LOADING");
        QTest::newRow("another protocol") << QByteArray("SSH-2.0-x\r\n") << QStringLiteral("NET_005") << QStringLiteral("Redis");
        QTest::newRow("an endless line") << "+" + QByteArray(100'000, 'x') << QStringLiteral("NET_005") << QStringLiteral("Redis");
        QTest::newRow("ends") << QByteArray() << QStringLiteral("NET_006") << QString();
    }
    void redis()
    {
        QFETCH(QByteArray, said);
        QFETCH(QString, message);
        Peer peer;
        peer.say(said);
        const TargetVerdict verdict = lookAt(targetOf(Kind::Redis, peer.address()));
        QTEST(codeOf(verdict), "code");
        QCOMPARE(peer.received, QByteArray("*1\r\n$4\r\nPING\r\n"));
        if (!message.isEmpty())
            QVERIFY2(verdict.error->fact(u"message").contains(message), qPrintable(verdict.error->fact(u"message")));
        if (verdict.error)
            QVERIFY(!verdict.error->fact(u"message").contains(QStringLiteral("secret")));
    }

    void redisThatAnswersByteByByte()
    {
        Peer peer;
        peer.answer = [](QTcpSocket &socket) {
            const QByteArray line = "+PONG\r\n";
            for (int i = 0; i < line.size(); ++i)
                QTimer::singleShot(20 * i, &socket, [&socket, c = line.mid(i, 1)] { socket.write(c); });
        };
        QCOMPARE(codeOf(lookAt(targetOf(Kind::Redis, peer.address()))), QStringLiteral("ok"));
    }

    void http_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("expected");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("code");
        QTest::newRow("200") << 200 << 0 << QByteArray("fine") << QString() << QStringLiteral("ok");
        QTest::newRow("204") << 204 << 0 << QByteArray() << QString() << QStringLiteral("ok");
        QTest::newRow("500") << 500 << 0 << QByteArray("boom") << QString() << QStringLiteral("NET_003");
        QTest::newRow("404") << 404 << 0 << QByteArray() << QString() << QStringLiteral("NET_003");
        QTest::newRow("401 is expected") << 401 << 401 << QByteArray() << QString() << QStringLiteral("ok");
        QTest::newRow("503 is expected") << 503 << 503 << QByteArray("x") << QString() << QStringLiteral("ok");
        QTest::newRow("200 is not") << 200 << 204 << QByteArray() << QString() << QStringLiteral("NET_003");
        QTest::newRow("text is there") << 200 << 0 << QByteArray("status: größe ok") << QStringLiteral("größe") << QStringLiteral("ok");
        QTest::newRow("text is not") << 200 << 0 << QByteArray("status: bad") << QStringLiteral("ok") << QStringLiteral("NET_005");
        QTest::newRow("text beyond 64 KiB") << 200 << 0 << QByteArray(70'000, 'x') + "ok" << QStringLiteral("ok") << QStringLiteral("NET_005");
        QTest::newRow("huge") << 200 << 0 << QByteArray(20'000'000, 'x') << QString() << QStringLiteral("ok");
    }
    void http()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        Peer peer;
        peer.sayHttp(status, body, "Set-Cookie: a=b\r\n");
        HealthTarget target = targetOf(Kind::Http, peer.url("/x?key=secret"));
        QFETCH(int, expected);
        QFETCH(QString, wanted);
        target.status = expected;
        target.body = wanted;
        const TargetVerdict verdict = lookAt(target);
        QTEST(codeOf(verdict), "code");
        QVERIFY(peer.received.startsWith("GET /x?key=secret HTTP/1.1\r\n"));
        if (verdict.error)
            for (const Fact &fact : verdict.error->facts())
                QVERIFY2(!fact.value.contains(QStringLiteral("secret")), qPrintable(fact.value));
    }

    void redirectsAreFollowedOnlyWhenAsked()
    {
        Peer end, begin;
        end.sayHttp(200, "fine");
        begin.sayHttp(302, {}, "Location: " + end.url().toLatin1() + "\r\n");
        HealthTarget target = targetOf(Kind::Http, begin.url());
        QCOMPARE(codeOf(lookAt(target)), QStringLiteral("NET_003"));
        QCOMPARE(end.connections, 0);
        target.followsRedirects = true;
        QCOMPARE(codeOf(lookAt(target)), QStringLiteral("ok"));
        QCOMPARE(end.connections, 1);
        begin.sayHttp(302, {}, "Location: " + begin.url().toLatin1() + "\r\n"); // in a circle
        QCOMPARE(codeOf(lookAt(target)), QStringLiteral("NET_005"));
    }

    void whatDoesNotEndInTimeIsLate_data()
    {
        QTest::addColumn<bool>("drips");
        QTest::newRow("never answers") << false;
        QTest::newRow("drips") << true;
    }
    void whatDoesNotEndInTimeIsLate()
    {
        QFETCH(bool, drips);
        Peer peer;
        peer.answer = [drips](QTcpSocket &socket) {
            if (!drips)
                return;
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            auto *timer = new QTimer(&socket);
            QObject::connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
            timer->start(20);
        };
        for (const Kind kind : {Kind::Http, Kind::Prometheus}) {
            QElapsedTimer timer;
            timer.start();
            QCOMPARE(codeOf(lookAt(targetOf(kind, peer.url()))), QStringLiteral("NET_002"));
            QVERIFY2(timer.elapsed() < kTimeoutMs + 500, qPrintable(QString::number(timer.elapsed())));
        }
    }

    void noHttpIsNoAnswer()
    {
        Peer peer;
        peer.say("+PONG\r\n");
        const QString code = codeOf(lookAt(targetOf(Kind::Http, peer.url())));
        QVERIFY2(code == QStringLiteral("NET_005") || code == QStringLiteral("NET_006"), qPrintable(code));
        peer.say({});
        QCOMPARE(codeOf(lookAt(targetOf(Kind::Http, peer.url()))), QStringLiteral("NET_006"));
    }

    void metricsPages()
    {
        Peer peer;
        TargetObservation seen;
        peer.sayHttp(200, "# TYPE a counter\na 1\na{b=\"c\"} 2\n");
        QCOMPARE(codeOf(lookAt(targetOf(Kind::Prometheus, peer.url("/metrics")), &seen)), QStringLiteral("ok"));
        QCOMPARE(seen.series.value_or(-1), 2);
        peer.sayHttp(200, "<html>");
        const TargetVerdict html = lookAt(targetOf(Kind::Prometheus, peer.url("/metrics")));
        QCOMPARE(codeOf(html), QStringLiteral("NET_005"));
        QVERIFY(html.error->fact(u"message").contains(QStringLiteral("line 1")));
        peer.sayHttp(200, "a 1\n", "Content-Type: application/openmetrics-text; version=1.0.0\r\n");
        QCOMPARE(codeOf(lookAt(targetOf(Kind::Prometheus, peer.url()))), QStringLiteral("NET_005")); // no end
        peer.sayHttp(503, "a 1\n");
        QCOMPARE(codeOf(lookAt(targetOf(Kind::Prometheus, peer.url()))), QStringLiteral("NET_003"));
        QByteArray page;
        while (page.size() < 10'500'000)
            page += "http_requests_total{route=\"/orders\",status=\"200\"} 12345.678\n";
        peer.sayHttp(200, page);
        HealthTarget large = targetOf(Kind::Prometheus, peer.url());
        large.timeoutMs = 10'000;
        const TargetVerdict tooLong = lookAt(large);
        QCOMPARE(codeOf(tooLong), QStringLiteral("NET_005"));
        QVERIFY(tooLong.error->fact(u"message").contains(QStringLiteral("10 MB")));
    }

    void certificates_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("state");
        QTest::newRow("good") << -1 << 60 << QStringLiteral("localhost") << int(State::Ok);
        QTest::newRow("ends soon") << -1 << 10 << QStringLiteral("localhost") << int(State::Degraded);
        QTest::newRow("has ended") << -60 << -1 << QStringLiteral("localhost") << int(State::Down);
        QTest::newRow("not yet valid") << 1 << 60 << QStringLiteral("localhost") << int(State::Down);
        QTest::newRow("of another name") << -1 << 60 << QStringLiteral("127.0.0.1") << int(State::Down);
    }
    void certificates()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, host);
        QFETCH(int, state);
        Peer peer;
        peer.certificate = certificate(from, to);
        peer.key = m_key;
        QVERIFY(!peer.certificate.isNull());
        peer.sayHttp(200, "fine");
        const QString address = QStringLiteral("%1:%2").arg(host).arg(peer.serverPort());
        for (const HealthTarget &target : {targetOf(Kind::Certificate, address), targetOf(Kind::Http, QStringLiteral("https://%1/").arg(address))}) {
            TargetObservation seen;
            const TargetVerdict verdict = lookAt(target, &seen);
            QVERIFY2(int(verdict.state) == state, verdict.error ? qPrintable(describe(*verdict.error).sentence) : "ok");
            QVERIFY(seen.certificateUntil);
            const double days = static_cast<double>(*seen.certificateUntil - systemClock.nowMs()) / 86'400'000;
            QVERIFY2(std::abs(days - to) < 0.1, qPrintable(QString::number(days)));
            if (verdict.error)
                QCOMPARE(verdict.error->code(), ErrorCode::NetCertificate);
        }
    }

    void aCertificateNobodySignedIsNotTrusted()
    {
        QVERIFY(openssl({"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "self.key", "-out", "self.crt", "-days", "90", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"}));
        Peer peer;
        peer.certificate = QSslCertificate(file(QStringLiteral("self.crt")));
        peer.key = QSslKey(file(QStringLiteral("self.key")), QSsl::Rsa);
        const TargetVerdict verdict = lookAt(targetOf(Kind::Certificate, peer.address()));
        QCOMPARE(codeOf(verdict), QStringLiteral("NET_004"));
        QVERIFY2(verdict.error->fact(u"message").contains(QStringLiteral("self"), Qt::CaseInsensitive), qPrintable(verdict.error->fact(u"message")));
        Peer plain;
        plain.say("no TLS here\r\n");
        QCOMPARE(codeOf(lookAt(targetOf(Kind::Certificate, plain.address()))), QStringLiteral("NET_005"));
    }

    void disks()
    {
        TargetObservation seen;
        HealthTarget target = targetOf(Kind::Disk, m_folder.path());
        target.leastFreePercent = 0;
        QCOMPARE(codeOf(lookAt(target, &seen)), QStringLiteral("ok"));
        QVERIFY(*seen.freeBytes > 0 && *seen.totalBytes > *seen.freeBytes);
        target.leastFreePercent = 100;
        QCOMPARE(codeOf(lookAt(target)), QStringLiteral("IO_013"));
        target.address = m_folder.filePath(QStringLiteral("nothing"));
        QCOMPARE(codeOf(lookAt(target)), QStringLiteral("NOT_FOUND_005"));
    }

    void postgres()
    {
        const HealthTarget target = targetOf(Kind::Postgres, m_postgres.superuserUrl());
        TargetVerdict verdict = lookAt(target);
        QVERIFY2(verdict.state == State::Ok, qPrintable(codeOf(verdict)));
        QCOMPARE(codeOf(lookAt(targetOf(Kind::Postgres, m_postgres.superuserUrl(QStringLiteral("nothing"))))).left(3), QStringLiteral("DB_"));
        // The server is stopped as a whole: the kernel takes the connection, and nobody answers.
        const auto pid = static_cast<pid_t>(m_postgres.value(QStringLiteral("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)")).toInt());
        QVERIFY(pid > 1);
        ::kill(pid, SIGSTOP);
        QElapsedTimer timer;
        timer.start();
        verdict = lookAt(target);
        const qint64 took = timer.elapsed();
        ::kill(pid, SIGCONT);
        QVERIFY2(codeOf(verdict) == QStringLiteral("DB_003") || codeOf(verdict) == QStringLiteral("NET_002"), qPrintable(codeOf(verdict))); // whose clock was first
        QVERIFY2(took < kTimeoutMs + 500, qPrintable(QString::number(took)));
        QTRY_COMPARE(codeOf(lookAt(target)), QStringLiteral("ok"));
    }

    void aCancelEndsALook_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("http") << int(Kind::Http);
        QTest::newRow("redis") << int(Kind::Redis);
        QTest::newRow("postgres") << int(Kind::Postgres);
    }
    void aCancelEndsALook()
    {
        QFETCH(int, kind);
        Peer silent;
        HealthTarget target = targetOf(static_cast<Kind>(kind), silent.address());
        if (target.kind == Kind::Http)
            target.address = silent.url();
        if (target.kind == Kind::Postgres)
            target.address = QStringLiteral("postgresql://a@127.0.0.1:%1/a?sslmode=disable").arg(silent.serverPort());
        target.timeoutMs = 20'000;
        const CancelToken cancel;
        std::thread canceller([&cancel] {
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
            cancel.cancel();
        });
        QElapsedTimer timer;
        timer.start();
        const TargetObservation seen = look(target, cancel);
        canceller.join();
        QVERIFY(timer.elapsed() < 3'000);
        QCOMPARE(seen.error->code(), ErrorCode::InternalCancelled);
    }

    // In the agent

    void changesAreTold()
    {
        HealthTarget target = targetOf(Kind::Tcp, QStringLiteral("a:1"));
        TargetObservation seen;
        const HealthCheck up = checkOf(target, seen, std::nullopt, 1'000);
        seen.error = Error(ErrorCode::NetRefused, {{QStringLiteral("host"), QStringLiteral("a:1")}});
        const HealthCheck down = checkOf(target, seen, up, 61'000);
        QCOMPARE(healthEvent(target, std::nullopt, up)->type, QStringLiteral("health.up"));
        QVERIFY(!healthEvent(target, up, up));
        const Event event = *healthEvent(target, up, down);
        QCOMPARE(event.type, QStringLiteral("health.down"));
        QVERIFY(event.severity == EventSeverity::Error);
        QCOMPARE(event.source, QStringLiteral("target:t"));
        QCOMPARE(event.message, QStringLiteral("t is down (NET_001); it was up for 1 min."));
        QVERIFY(!faultOf(event));
        const QJsonObject details = QJsonDocument::fromJson(event.details.toUtf8()).object();
        QCOMPARE(details.value(QStringLiteral("code")).toString(), QStringLiteral("NET_001"));
        QCOMPARE(details.value(QStringLiteral("facts")).toObject().value(QStringLiteral("host")).toString(), QStringLiteral("a:1"));
        QCOMPARE(checkOf(target, seen, down, 90'000).since, 61'000);
        const auto told = targetTold(event);
        QVERIFY(told && told->name == target.name && told->state == State::Down && told->kind == Kind::Tcp);
        QCOMPARE(told->error->code(), ErrorCode::NetRefused);
        QCOMPARE(told->error->fact(u"host"), QStringLiteral("a:1"));
    }

    /// From the page over the stream: a rate by the time that passed, and a restart of the service as a gap.
    void seriesOfAPageAreMetrics()
    {
        Peer peer;
        const auto tell = [&peer](int hits) { peer.sayHttp(200, "# TYPE hits_total counter\nhits_total " + QByteArray::number(hits) + "\nqueue 7\n"); };
        tell(100);
        HealthTarget target = targetOf(Kind::Prometheus, peer.url("/metrics"));
        target.name = QStringLiteral("shop");
        target.everySeconds = 3'600; // only when it is asked to
        target.series = {QStringLiteral("hits_total"), QStringLiteral("queue"), QStringLiteral("gone")};
        AgentService agent(AgentOptions{}, systemClock);
        agent.addTarget(target, {});
        QVERIFY(agent.start().result());
        StreamFeed feed(systemClock, nullptr);
        feed.follow({agent.url(), {}, QStringLiteral("test"), {}});
        const auto looks = [&feed] {
            QList<QHash<QString, double>> all;
            for (const Sample &sample : feed.recent(0))
                if (sample.source == u"target:shop")
                    all.append(sample.values);
            return all;
        };
        const QString rate = QStringLiteral("target.rate.hits_total");
        QTRY_COMPARE(looks().size(), 1);
        QCOMPARE(looks().last().value(QStringLiteral("target.value.queue")), 7.0);
        QVERIFY(!looks().last().contains(rate));
        tell(200);
        QTest::qWait(300);
        QVERIFY(*agent.lookNow(QStringLiteral("target:shop")).result());
        QTRY_COMPARE(looks().size(), 2);
        const double perSecond = looks().last().value(rate);
        QVERIFY2(perSecond > 1 && perSecond <= 100 / 0.3, qPrintable(QString::number(perSecond)));
        QCOMPARE(feed.recentGaps(0).size(), 0);
        tell(5);
        QVERIFY(*agent.lookNow(QStringLiteral("target:shop")).result());
        QTRY_COMPARE(looks().size(), 3);
        QVERIFY(!looks().last().contains(rate));
        QTRY_COMPARE(feed.recentGaps(0).size(), 1);
        QVERIFY(feed.recentGaps(0).first().reason == StreamGap::Reason::CounterReset);
        QCOMPARE(feed.recentGaps(0).first().source, QStringLiteral("target:shop"));
        QVERIFY(!looks().last().contains(QStringLiteral("target.value.gone")));
        QCOMPARE(looks().last().value(metric::TargetUp), 0.5); // and that is told
    }

    /// Samples, events and pages of an agent whose targets are one that is well, one that is down, and one that hangs.
    void anAgentTellsOfItsTargets()
    {
        Peer good, silent;
        good.sayHttp(200, "fine");
        AgentOptions options;
        options.name = QStringLiteral("test");
        options.stream = options.health = options.metrics = Endpoint{};
        AgentService agent(options, systemClock);
        const auto add = [&agent](const QString &name, const QString &url, bool isCritical) {
            HealthTarget target = targetOf(Kind::Http, url);
            target.name = name;
            target.everySeconds = 5;
            target.timeoutMs = 4'000;
            target.isCritical = isCritical;
            agent.addTarget(target, {});
        };
        add(QStringLiteral("good"), good.url(), true);
        add(QStringLiteral("gone"), QStringLiteral("http://127.0.0.1:1/"), true);
        add(QStringLiteral("silent"), silent.url(), false);
        QVERIFY(agent.start().result());
        StreamFeed feed(systemClock, nullptr);
        QList<Event> events;
        connect(&feed, &StreamPort::eventsArrived, this, [&events](const QList<Event> &came) { events += came; });
        feed.follow({agent.url(), {}, QStringLiteral("test"), {}});
        const auto lastUp = [&feed](const char *name) {
            double up = -1;
            for (const Sample &sample : feed.recent(0))
                if (sample.source == targetSource(QLatin1String(name)))
                    up = sample.values.value(metric::TargetUp, -2);
            return up;
        };
        QTRY_COMPARE(lastUp("good"), 1.0);
        QTRY_COMPARE(lastUp("gone"), 0.0); // a sample, and no source that does not answer
        QCOMPARE(lastUp("silent"), -1.0);  // hangs still, and holds up no other
        QVERIFY(*agent.lookNow(QStringLiteral("target:silent")).result());
        QVERIFY(*agent.lookNow(QStringLiteral("target:silent")).result());
        QVERIFY(*agent.lookNow(QStringLiteral("target:good")).result());
        QTRY_VERIFY(good.connections > 1);
        QCOMPARE(silent.connections, 1); // never two at once
        const QByteArray detailed = get(agent.healthPort(), "/health/detailed");
        QVERIFY2(detailed.startsWith("HTTP/1.1 503"), detailed.constData());
        QVERIFY(detailed.contains("\"target:gone\"") && detailed.contains("NET_001"));
        const int before = good.connections;
        for (int i = 0; i < 20; ++i)
            get(agent.healthPort(), "/health");
        QVERIFY(good.connections <= before + 1); // nothing looks for a request
        QVERIFY(get(agent.healthPort(), "/health/live").startsWith("HTTP/1.1 200"));
        const QByteArray metrics = get(agent.metricsPort(), "/metrics");
        QVERIFY2(metrics.contains("plancia_target_up_ratio{source=\"target:gone\"} 0\n"), metrics.constData());
        QVERIFY(metrics.contains("plancia_source_up{source=\"target:gone\"} 1\n"));
        QTRY_COMPARE_WITH_TIMEOUT(lastUp("silent"), 0.0, 8'000);
        QTRY_VERIFY(std::ranges::count_if(events, [](const Event &event) { return event.type == QStringLiteral("health.down"); }) == 2);
        QVERIFY(std::ranges::none_of(events, [](const Event &event) { return event.type == QStringLiteral("source.down"); }));
        const int connections = good.connections;
        QVERIFY(*agent.lookNow(QStringLiteral("target:good")).result());
        QTRY_VERIFY_WITH_TIMEOUT(good.connections > connections, 2'000);
        QVERIFY(!*agent.lookNow(QStringLiteral("target:other")).result());
        agent.removeSampler(QStringLiteral("target:gone"));
        QTRY_VERIFY(!get(agent.healthPort(), "/health").contains("target:gone"));
        QElapsedTimer timer;
        timer.start();
        agent.stop(); // a look hangs
        QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestTargetLooks)
#include "tst_targetlooks.moc"
