// SPDX-License-Identifier: GPL-3.0-or-later
// Events sent to the agent over real sockets, and how they come out of its stream.
#include "app/monitoring/events/eventintake.h"
#include "app/monitoring/events/sourcewatch.h"
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/session/streamreader.h"
#include "tests/app/monitoring/tcpproxy.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
const SystemClock systemClock;
const QByteArray kJson = "Content-Type: application/json\r\n", kLines = "Content-Type: application/x-ndjson\r\n", kHost = "Host: localhost\r\n";

struct Reply {
    int status = 0;
    QByteArray head, body;
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// A connection of its own that writes bytes and keeps what comes back.
class Peer {
public:
    explicit Peer(quint16 port)
    {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        (void)QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; });
    }
    void write(const QByteArray &bytes) { m_socket.write(bytes); }
    QByteArray seen()
    {
        m_bytes += m_socket.readAll();
        return m_bytes;
    }
    Reply reply()
    {
        (void)QTest::qWaitFor(
            [this] {
                seen();
                return m_socket.state() == QAbstractSocket::UnconnectedState || m_socket.state() == QAbstractSocket::ClosingState;
            },
            10'000);
        QByteArray bytes = seen();
        if (bytes.startsWith("HTTP/1.1 100 "))
            bytes.remove(0, bytes.indexOf("\r\n\r\n") + 4);
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        return {bytes.mid(9, 3).toInt(), bytes.left(end + 2), bytes.mid(end + 4)};
    }

private:
    QTcpSocket m_socket;
    QByteArray m_bytes;
};

QByteArray postOf(const QByteArray &body, const QByteArray &headers = kHost + kJson)
{
    return "POST /events HTTP/1.1\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}
Reply ask(quint16 port, const QByteArray &request)
{
    Peer peer(port);
    peer.write(request);
    return peer.reply();
}
Reply post(quint16 port, const QByteArray &body, const QByteArray &headers = kHost + kJson) { return ask(port, postOf(body, headers)); }
Reply get(quint16 port, const QByteArray &path) { return ask(port, "GET " + path + " HTTP/1.1\r\n" + kHost + "\r\n"); }

/// Keeps what the stream brings.
struct Reader {
    QWebSocket socket;
    QList<StreamItem> items;
    bool isWelcome = false;
    explicit Reader(const AgentService &service)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) {
            const auto message = decode(text.toUtf8());
            if (!message)
                qFatal("%s", qPrintable(message.error().fact(u"detail")));
            if (std::get_if<Hello>(&*message)) {
                isWelcome = true;
                socket.sendTextMessage(QString::fromUtf8(encode(Subscribe{})));
            } else if (const auto *samples = std::get_if<Samples>(&*message)) {
                items += samples->items;
            }
        });
        QNetworkRequest request(service.url());
        if (!service.token().isEmpty())
            request.setRawHeader("Authorization", "Bearer " + service.token());
        socket.open(request);
        (void)QTest::qWaitFor([this] { return isWelcome; });
    }
    /// Without those of the agent itself.
    QList<Event> events(const QString &source = {}) const
    {
        QList<Event> found;
        for (const StreamItem &item : items)
            if (item.event && (source.isEmpty() ? item.event->source != QStringLiteral("agent") : item.event->source == source))
                found.append(*item.event);
        return found;
    }
};

/// A source that answers or not, as the test wants.
class Told : public Sampler {
public:
    explicit Told(QString source) : m_source(std::move(source)) {}
    QString source() const override { return m_source; }
    Result<Reading> sample(qint64 nowMs) override
    {
        if (isAway)
            return fail(ErrorCode::DbUnreachable);
        return Reading{{0, nowMs, m_source, {{metric::PgCommits, 1}}}, {}};
    }
    std::atomic<bool> isAway{false};

private:
    QString m_source;
};

AgentOptions onOnePort()
{
    AgentOptions options;
    options.name = QStringLiteral("db-eu");
    options.health = options.metrics = Endpoint{};
    options.samplePeriodMs = 50;
    options.limits.tickMs = 10;
    options.limits.gate.headTimeoutMs = 500;
    return options;
}

QByteArray one(const QByteArray &type = "write", const QByteArray &more = {}) { return "{\"source\":\"api\",\"type\":\"" + type + '"' + more + '}'; }
} // namespace

class TestEvents : public QObject {
    Q_OBJECT
private:
    static quint16 start(AgentService &service)
    {
        auto started = service.start();
        started.waitForFinished();
        return started.result().value_or(0);
    }

private slots:
    /// Who notifies gets no answer: what does not fit is told.
    void notificationsBeyondTheLimitAreTold()
    {
        QList<Event> kept;
        EventIntake intake({}, {.perSecond = 5}, systemClock, [&kept](Event event) { kept.append(std::move(event)); });
        intake.notified(QList<QByteArray>(8, "{\"type\":\"write.x\",\"severity\":\"critical\"}"), QStringLiteral("pg:main"));
        QCOMPARE(kept.size(), 5);
        QCOMPARE(intake.counters().refused, 3);
        intake.flush();
        QCOMPARE(kept.size(), 6);
        QCOMPARE(kept.last().type, QStringLiteral("events.lost"));
        QCOMPARE(kept.last().source, QStringLiteral("pg:main"));
        QVERIFY2(kept.last().message.startsWith(QStringLiteral("3 ")), qPrintable(kept.last().message));
        intake.flush();
        QCOMPARE(kept.size(), 6); // once
    }

    void whatIsSentComesOutOfTheStream()
    {
        AgentService service(onOnePort(), systemClock);
        const quint16 port = start(service);
        Reader reader(service);
        const qint64 before = systemClock.nowMs();
        const Reply reply = post(port, "{\"severity\":\"error\",\"source\":\"api\",\"type\":\"write.orders\",\"message\":\"no room\",\"tenant\":\"acme\",\"trace\":\"t-1\",\"at\":1750000000000,"
                                       "\"duration_ms\":12.5,\"details\":{\"table\":\"orders\"}}");
        QCOMPARE(reply.status, 202);
        QVERIFY2(reply.head.contains("Content-Type: application/json\r\n") && reply.head.contains("X-Request-ID: req_"), reply.head.constData());
        QCOMPARE(reply.json(), (QJsonObject{{QStringLiteral("taken"), 1}, {QStringLiteral("kept"), 1}}));
        QTRY_COMPARE(reader.events().size(), 1);
        Event event = reader.events().first();
        const StreamItem item = reader.items.last();
        QCOMPARE(item.sample.source, QStringLiteral("api"));
        QVERIFY(item.sample.at >= before && item.sample.at <= systemClock.nowMs()); // when it was taken
        QCOMPARE(item.sample.offset, event.offset);
        event.offset = 0;
        Event expected;
        expected.at = 1'750'000'000'000;
        expected.severity = EventSeverity::Error;
        expected.source = QStringLiteral("api");
        expected.type = QStringLiteral("write.orders");
        expected.message = QStringLiteral("no room");
        expected.tenant = QStringLiteral("acme");
        expected.trace = QStringLiteral("t-1");
        expected.durationMs = 12.5;
        expected.details = QStringLiteral("{\"table\":\"orders\"}");
        QVERIFY(event == expected);
        QCOMPARE(reader.events(QStringLiteral("agent")).first().type, QStringLiteral("agent.start"));
    }

    void manyAtOnceInEitherForm()
    {
        AgentService service(onOnePort(), systemClock);
        const quint16 port = start(service);
        Reader reader(service);
        QCOMPARE(post(port, '[' + one() + ',' + one("auth.refused") + ']').json()[QStringLiteral("taken")].toInt(), 2);
        QCOMPARE(post(port, one() + '\n' + one("config") + "\n", kHost + "content-type: Application/X-NDJSON ; charset=utf-8\r\n").json()[QStringLiteral("taken")].toInt(), 2);
        QCOMPARE(post(port, "[]").status, 202);
        QTRY_COMPARE(reader.events().size(), 4);
        QCOMPARE(reader.events()[3].type, QStringLiteral("config"));
    }

    void theTraceOfTheRequestIsTheirs()
    {
        AgentService service(onOnePort(), systemClock);
        const quint16 port = start(service);
        Reader reader(service);
        const QByteArray parent = "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n";
        QCOMPARE(post(port, '[' + one() + ',' + one("write", ",\"trace\":\"own\"") + ']', kHost + kJson + parent).status, 202);
        QCOMPARE(post(port, one(), kHost + kJson + "traceparent: 00-00000000000000000000000000000000-00f067aa0ba902b7-01\r\n").status, 202);
        QTRY_COMPARE(reader.events().size(), 3);
        QCOMPARE(reader.events()[0].trace, QStringLiteral("4bf92f3577b34da6a3ce929d0e0e4736"));
        QCOMPARE(reader.events()[1].trace, QStringLiteral("own"));
        QVERIFY(reader.events()[2].trace.isEmpty());
    }

    void whatDoesNotBelongHereIsRefused_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("says"); // in the head of the answer
        const QByteArray token = "Authorization: Bearer 0123456789abcdef\r\n", good = kHost + token + kJson;
        const auto row = [](const char *name, const QByteArray &request, int status, const QByteArray &says = {}) { QTest::newRow(name) << request << status << says; };
        const auto bare = [](const QByteArray &line, const QByteArray &headers) -> QByteArray { return line + " HTTP/1.1\r\n" + headers + "\r\n"; };
        row("good", postOf(one(), good), 202);
        row("no token", postOf(one(), kHost + kJson), 401, "WWW-Authenticate: Bearer");
        row("wrong token", postOf(one(), kHost + kJson + "Authorization: Bearer 0123456789abcdeg\r\n"), 401);
        row("foreign host", postOf(one(), "Host: evil.example\r\n" + token + kJson), 403);
        row("no host", postOf(one(), token + kJson), 400);
        row("foreign page", postOf(one(), good + "Origin: https://evil.example\r\n"), 403);
        row("asked for", bare("GET /events", good), 405, "Allow: POST");
        row("asked for its head", bare("HEAD /events", good), 405, "Allow: POST");
        row("put", bare("PUT /events", good + "Content-Length: 0\r\n"), 405, "Allow: POST");
        row("asked for without a token", bare("GET /events", kHost), 401);
        row("no length", bare("POST /events", good), 411);
        row("in chunks", bare("POST /events", good + "Transfer-Encoding: chunked\r\n") + "5\r\n{}   \r\n0\r\n\r\n", 411);
        row("in chunks with a length", bare("POST /events", good + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n") + "0\r\n\r\n", 411);
        row("a length below zero", bare("POST /events", good + "Content-Length: -1\r\n"), 400);
        row("a length with a sign", bare("POST /events", good + "Content-Length: +5\r\n"), 400);
        row("two lengths in one", bare("POST /events", good + "Content-Length: 5, 5\r\n"), 400);
        row("two lengths", bare("POST /events", good + "Content-Length: 5\r\nContent-Length: 5\r\n"), 400);
        row("an empty length", bare("POST /events", good + "Content-Length: \r\n"), 400);
        row("a byte too long, before it is read", bare("POST /events", good + "Content-Length: 1048577\r\n"), 413);
        row("a length of forty digits", bare("POST /events", good + "Content-Length: " + QByteArray(40, '9') + "\r\n"), 413);
        row("another kind", postOf(one(), kHost + token + "Content-Type: text/plain\r\n"), 415, "Accept-Post: application/json, application/x-ndjson");
        row("a form", postOf(one(), kHost + token + "Content-Type: application/x-www-form-urlencoded\r\n"), 415);
        row("no kind", postOf(one(), kHost + token), 415);
        row("compressed", postOf(one(), good + "Content-Encoding: gzip\r\n"), 415);
        row("a body that does not come", bare("POST /events", good + "Content-Length: 10\r\n"), 408);
        row("a body that ends early", postOf(one(), good).chopped(1), 408);
        row("a long head", postOf(one(), good + "X-Long: " + QByteArray(9000, 'x') + "\r\n"), 431);
        row("no JSON", postOf("hello", good), 400);
        row("nothing", postOf("", good), 400);
        row("another path below it", bare("POST /events/x", good + "Content-Length: 0\r\n"), 405);
        row("to the stream", postOf(one(), good).replace("/events", "/stream"), 405);
    }
    void whatDoesNotBelongHereIsRefused()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QFETCH(QByteArray, says);
        for (const bool hasPages : {true, false}) {
            AgentOptions options = onOnePort();
            options.token = "0123456789abcdef";
            if (!hasPages) {
                options.health.reset();
                options.metrics.reset();
            }
            AgentService service(options, systemClock);
            const quint16 port = start(service);
            Reader reader(service);
            const Reply reply = ask(port, request);
            QCOMPARE(reply.status, !hasPages && request.contains("/events/x") ? 405 : status);
            QVERIFY2(reply.head.contains(says), reply.head.constData());
            QVERIFY(reply.head.contains("X-Content-Type-Options: nosniff\r\n"));
            if (status == 202) {
                QTRY_COMPARE(reader.events().size(), 1);
                continue;
            }
            QVERIFY2(reply.head.contains("Content-Type: application/problem+json\r\n"), reply.head.constData());
            QVERIFY(request.startsWith("HEAD") ? reply.body.isEmpty() : reply.json()[QStringLiteral("status")].toInt() == status);
            QVERIFY(!reply.body.contains("0123456789abcdef"));
            QVERIFY(reader.events().isEmpty());
        }
    }

    void theGateOfPagesAloneTakesNone()
    {
        AgentOptions options = onOnePort();
        options.metrics = Endpoint{QHostAddress(QStringLiteral("127.0.0.2")), 0};
        options.stream.reset();
        AgentService service(options, systemClock);
        start(service);
        QCOMPARE(post(service.healthPort(), one()).status, 405);
        QCOMPARE(get(service.healthPort(), "/events").status, 404);
    }

    void aFaultyOneIsNamedAndNothingIsTaken()
    {
        AgentService service(onOnePort(), systemClock);
        const quint16 port = start(service);
        Reader reader(service);
        const Reply reply = post(port, '[' + one() + ',' + one() + ',' + one("write", ",\"tennant\":\"acme\"") + ',' + one() + ']');
        QCOMPARE(reply.status, 400);
        const QJsonObject problem = reply.json();
        QCOMPARE(problem.keys(), (QStringList{QStringLiteral("code"), QStringLiteral("detail"), QStringLiteral("index"), QStringLiteral("status"), QStringLiteral("title"), QStringLiteral("type")}));
        QCOMPARE(problem[QStringLiteral("code")].toString(), QStringLiteral("STREAM_005"));
        QCOMPARE(problem[QStringLiteral("status")].toInt(), 400);
        QCOMPARE(problem[QStringLiteral("index")].toInt(-1), 2);
        QVERIFY2(problem[QStringLiteral("detail")].toString().contains(QStringLiteral("tennant")), reply.body.constData());
        QCOMPARE(post(port, one("config")).status, 202);
        QTRY_COMPARE(reader.events().size(), 1);
        QCOMPARE(reader.events().first().type, QStringLiteral("config"));
    }

    void aBodyInPiecesIsWhole()
    {
        AgentOptions options = onOnePort();
        options.limits.gate.headTimeoutMs = 10'000;
        AgentService service(options, systemClock);
        const quint16 port = start(service);
        Reader reader(service);
        const QByteArray small = postOf(one());
        for (qsizetype piece : {1, 7, 50}) {
            Peer peer(port);
            for (qsizetype i = 0; i < small.size(); i += piece) {
                peer.write(small.mid(i, piece));
                QTest::qWait(0);
            }
            QCOMPARE(peer.reply().status, 202);
        }
        // As long as may be, to the byte, with more behind it that is nobody's.
        QByteArray lines = QByteArray(one("config", ",\"message\":\"" + QByteArray(1000, 'm') + '"') + '\n').repeated(1000);
        const qsizetype events = lines.count('\n');
        QVERIFY(lines.size() < kMaxBodyBytes);
        lines += QByteArray(kMaxBodyBytes - lines.size(), '\n');
        const Reply reply = ask(port, postOf(lines, kHost + kLines) + postOf(one()));
        QCOMPARE(reply.status, 202);
        QCOMPARE(reply.json()[QStringLiteral("taken")].toInt(), events);
        QTRY_COMPARE(reader.events().size(), events + 3);
    }

    void whoAsksBeforeSendingIsTold()
    {
        AgentService service(onOnePort(), systemClock);
        const quint16 port = start(service);
        const QByteArray request = postOf(one(), kHost + kJson + "Expect: 100-continue\r\n");
        const qsizetype head = request.indexOf("\r\n\r\n") + 4;
        Peer peer(port);
        peer.write(request.left(head));
        QTRY_COMPARE(peer.seen(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        peer.write(request.mid(head));
        QCOMPARE(peer.reply().status, 202);
        // And who may not send is told so before.
        Peer stranger(port);
        stranger.write(postOf(one(), "Host: evil.example\r\nExpect: 100-continue\r\n" + kJson).left(head + 3));
        QCOMPARE(stranger.reply().status, 403);
    }

    void moreThanASecondHoldsIsRefusedWhole()
    {
        AgentOptions options = onOnePort();
        options.eventLimits.perSecond = 10;
        AgentService service(options, systemClock);
        const quint16 port = start(service);
        Reader reader(service);
        const QByteArray six = '[' + QByteArray(one() + ',').repeated(6).chopped(1) + ']';
        QCOMPARE(post(port, six).status, 202);
        const Reply reply = post(port, six);
        QCOMPARE(reply.status, 503);
        QVERIFY2(reply.head.contains("Retry-After: 1\r\n"), reply.head.constData());
        int status = 0;
        QTRY_VERIFY(status == 202 || (status = post(port, six).status) == 202);
        QTRY_COMPARE(reader.events().size(), 12);
    }

    /// The connection is cut at arbitrary bytes, and the reader goes on where it stood.
    void eachComesOnceOverACutConnection()
    {
        AgentOptions options = onOnePort();
        AgentService service(options, systemClock);
        const quint16 port = start(service);
        tests::TcpProxy proxy(port);
        QUrl url = service.url();
        url.setPort(proxy.port());
        StreamReader reader;
        QList<Event> events;
        QWebSocket socket;
        connect(&socket, &QWebSocket::disconnected, &socket, [&] { QTimer::singleShot(5, &socket, [&] { socket.open(url); }); });
        connect(&socket, &QWebSocket::textMessageReceived, &socket, [&](const QString &text) {
            const auto message = decode(text.toUtf8());
            QVERIFY(message);
            if (const auto *hello = std::get_if<Hello>(&*message))
                socket.sendTextMessage(QString::fromUtf8(encode(reader.hello(*hello))));
            if (const auto *samples = std::get_if<Samples>(&*message)) {
                const auto news = reader.samples(*samples);
                QVERIFY(news && news->gaps.isEmpty());
                events += news->events;
            }
        });
        socket.open(url);
        int sent = 0;
        const auto send = [&] {
            QByteArray body;
            for (int i = 0; i < 5; ++i)
                body += one("write", ",\"message\":\"" + QByteArray::number(sent++) + '"') + '\n';
            return post(port, body, kHost + kLines).status;
        };
        for (int cut = 0; cut < 10; ++cut) {
            const auto before = events.size();
            QCOMPARE(send(), 202);
            QTRY_VERIFY(events.size() >= before + 5);
            proxy.cutAfter(cut * 97);
            for (int more = 0; more < 3; ++more)
                QCOMPARE(send(), 202);
            QTRY_COMPARE(proxy.cuts(), cut + 1);
        }
        const auto told = [&] { return std::ranges::count_if(events, [](const Event &event) { return event.source == QStringLiteral("api"); }); };
        QTRY_COMPARE(told(), sent);
        int number = 0;
        for (const Event &event : std::as_const(events))
            if (event.source == QStringLiteral("api"))
                QCOMPARE(event.message, QString::number(number++));
    }

    void whatIsThinnedIsCounted()
    {
        AgentService service(onOnePort(), systemClock);
        const quint16 port = start(service);
        Reader reader(service);
        const Reply reply = post(port, '[' + QByteArray(one("read.orders") + ',').repeated(8) + one("read.orders", ",\"severity\":\"warning\"") + ']');
        QCOMPARE(reply.json(), (QJsonObject{{QStringLiteral("taken"), 9}, {QStringLiteral("kept"), 3}}));
        const auto sum = [&reader] {
            qint64 all = 0;
            for (const Event &event : reader.events())
                all += event.count;
            return all;
        };
        QTRY_COMPARE(reader.events().size(), 3);
        QCOMPARE(sum(), 7);
        QTRY_COMPARE_WITH_TIMEOUT(sum(), 9, 2'000); // what was left, within a second
        QCOMPARE(reader.events().size(), 4);
        QCOMPARE(reader.events().last().count, 2);
    }

    void whatIsHeldBackIsToldBeforeTheEnd()
    {
        AgentService service(onOnePort(), systemClock);
        const quint16 port = start(service);
        Reader reader(service);
        QCOMPARE(post(port, '[' + one("read") + ',' + one("read") + ',' + one("read") + ']').json()[QStringLiteral("kept")].toInt(), 1);
        service.stop();
        QTRY_COMPARE(reader.events().size(), 2);
        QCOMPARE(reader.events().last().count, 2);
    }

    void aRuleOfOnesOwnCounts()
    {
        AgentOptions options = onOnePort();
        options.sampling.insert(QStringLiteral("write"), 4);
        AgentService service(options, systemClock);
        QCOMPARE(post(start(service), '[' + QByteArray(one("write.a") + ',').repeated(8).chopped(1) + ']').json()[QStringLiteral("kept")].toInt(), 2);
    }

    void theyAreCountedAndAreNoSamples()
    {
        AgentService service(onOnePort(), systemClock);
        const quint16 port = start(service);
        QCOMPARE(post(port, '[' + QByteArray(one("read") + ',').repeated(5) + one("write", ",\"severity\":\"critical\"") + ']').status, 202);
        QCOMPARE(post(port, one("write", ",\"x\":1")).status, 400);
        QCOMPARE(post(port, one(), kHost).status, 415);
        const auto page = [port] { return get(port, "/metrics").body; };
        QVERIFY(page().contains("\n# TYPE plancia_events_taken_total counter\nplancia_events_taken_total{severity=\"debug\"} 0\nplancia_events_taken_total{severity=\"info\"} 6\n")); // with the agent's own
        QVERIFY(page().contains("plancia_events_taken_total{severity=\"critical\"} 1\n"));
        QVERIFY(page().contains("\n# TYPE plancia_events_refused_total counter\nplancia_events_refused_total 2\n"));
        QTRY_VERIFY(page().contains("plancia_events_kept_total{severity=\"info\"} 3\n"));
        QVERIFY(page().contains("plancia_events_kept_total{severity=\"critical\"} 1\n"));
        QVERIFY2(!page().contains("source=\"api\""), page().constData());
    }

    void aSourceThatStopsIsToldOnce()
    {
        AgentService service(onOnePort(), systemClock);
        start(service);
        Reader reader(service);
        auto source = std::make_shared<Told>(QStringLiteral("pg:main"));
        service.addSampler(source);
        const auto samples = [&reader] { return std::ranges::count_if(reader.items, [](const StreamItem &item) { return !item.event; }); };
        QTRY_VERIFY(samples() > 3);
        QVERIFY(reader.events().isEmpty());
        source->isAway = true;
        QTRY_COMPARE(reader.events().size(), 1);
        const auto then = samples();
        QTRY_VERIFY(samples() > then + 5); // it is asked, and does not answer
        QCOMPARE(reader.events().size(), 1);
        source->isAway = false;
        QTRY_COMPARE(reader.events().size(), 2);
        const Event down = reader.events()[0], up = reader.events()[1];
        QCOMPARE(down.type, QStringLiteral("source.down"));
        QVERIFY(down.severity == EventSeverity::Error);
        QCOMPARE(down.source, QStringLiteral("pg:main"));
        QCOMPARE(up.type, QStringLiteral("source.up"));
        QVERIFY(up.severity == EventSeverity::Info);
        QVERIFY(up.durationMs > 200 && up.durationMs < 10'000);
        QVERIFY2(up.message.startsWith(QStringLiteral("pg:main answers again, after ")), qPrintable(up.message));
        // Sampled anew, it is a source like any other.
        service.removeSampler(QStringLiteral("pg:main"));
        auto again = std::make_shared<Told>(QStringLiteral("pg:main"));
        again->isAway = true;
        service.addSampler(again);
        const auto later = samples();
        QTRY_VERIFY(samples() > later + 5);
        QCOMPARE(reader.events().size(), 2);
    }

    void aWatchSaysHowLong()
    {
        SourceWatch watch;
        const auto sample = [](qint64 at, bool isUp, const QString &source = QStringLiteral("pg:a\nb")) {
            return Sample{0, at, source, isUp ? QHash<QString, double>{{metric::PgIdle, 1}} : QHash<QString, double>{}};
        };
        QVERIFY(!watch.note(sample(0, true)));
        QVERIFY(!watch.note(sample(1000, true)));
        const auto down = watch.note(sample(3'725'000, false));
        QVERIFY(down);
        QCOMPARE(down->message, QStringLiteral("pg:a b answers no longer; it had answered for 1 h 2 min."));
        QVERIFY(!faultOf(*down));
        QVERIFY(!watch.note(sample(3'726'000, false)));
        QVERIFY(!watch.note(sample(3'726'000, false, QStringLiteral("other")))); // never seen before
        const auto up = watch.note(sample(3'785'500, true));
        QCOMPARE(up->message, QStringLiteral("pg:a b answers again, after 1 min."));
        QCOMPARE(up->durationMs, 60'500.0);
        QVERIFY(watch.note(sample(0, false))); // the clock was set back
        QCOMPARE(durationText(999), QStringLiteral("0 s"));
        QCOMPARE(durationText(65'000), QStringLiteral("1 min 5 s"));
        QCOMPARE(durationText(90'000'000), QStringLiteral("1 d 1 h"));
    }
};

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
