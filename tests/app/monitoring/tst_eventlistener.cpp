// SPDX-License-Identifier: GPL-3.0-or-later
// Events that a real PostgreSQL notifies, and what becomes of them when its connection is lost.
#include "app/monitoring/service/agentservice.h"
#include "tests/support/privatepostgres.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <csignal>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
const SystemClock systemClock;
const QString kChannel = QStringLiteral("plancia \"events\""); // as it may be, and as SQL writes it:
const QString kLiteral = QStringLiteral("'plancia \"events\"'");

/// Keeps the events that the stream brings.
struct Reader {
    QWebSocket socket;
    QList<Event> events;
    explicit Reader(const AgentService &service)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) {
            const auto message = decode(text.toUtf8());
            if (!message)
                qFatal("%s", qPrintable(message.error().fact(u"detail")));
            if (std::get_if<Hello>(&*message))
                socket.sendTextMessage(QString::fromUtf8(encode(Subscribe{})));
            if (const auto *samples = std::get_if<Samples>(&*message))
                for (const StreamItem &item : samples->items)
                    if (item.event && item.event->source != QStringLiteral("agent"))
                        events.append(*item.event);
        });
        socket.open(service.url());
    }
    qint64 count(const QString &type) const
    {
        qint64 sum = 0;
        for (const Event &event : events)
            if (event.type == type)
                sum += event.count;
        return sum;
    }
};
} // namespace

class TestEventListener : public QObject {
    Q_OBJECT
private:
    tests::PrivatePostgres m_postgres;

    EventListener::Server server(const QString &user = QStringLiteral("postgres"))
    {
        return {QStringLiteral("main"), kChannel, [profile = m_postgres.profile(user, QStringLiteral("postgres"))](const CancelToken &cancel) {
                    return postgres::PgConnection::open(profile, std::nullopt, 2000, cancel);
                }};
    }
    static AgentOptions options()
    {
        AgentOptions made;
        made.metrics = Endpoint{};
        made.limits.tickMs = 10;
        made.channelLimits.probeMs = 200;
        made.channelLimits.probeTimeoutMs = 1000;
        made.channelLimits.away = {50, 200};
        return made;
    }
    static void start(AgentService &service)
    {
        auto started = service.start();
        started.waitForFinished();
        QVERIFY(started.result());
    }
    bool notify(const QString &payload) { return m_postgres.exec(QStringLiteral("SELECT pg_notify(%1, '%2')").arg(kLiteral, QString(payload).replace(u'\'', QStringLiteral("''")))); }
    /// Until one of them is heard: who does not listen yet hears nothing.
    bool notifyUntilHeard(const Reader &reader, const QString &type, int withinMs = 15'000)
    {
        QElapsedTimer timer;
        timer.start();
        while (reader.count(type) == 0 && timer.elapsed() < withinMs)
            if (notify(QStringLiteral("{\"type\":\"%1\"}").arg(type)))
                (void)QTest::qWaitFor([&] { return reader.count(type) > 0; }, 100);
        return reader.count(type) > 0;
    }
    /// The server's processes for it, not those by which the test asks.
    QString listeners() { return m_postgres.value(QStringLiteral("SELECT string_agg(pid::text, ',') FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name LIKE 'plancia%'")); }

private slots:
    void initTestCase() { QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error())); }

    void whatIsNotifiedIsStreamed()
    {
        AgentService service(options(), systemClock);
        service.addChannel(server());
        start(service);
        Reader reader(service);
        QVERIFY(notifyUntilHeard(reader, QStringLiteral("ready")));
        QCOMPARE(reader.events.first().source, QStringLiteral("pg:main"));
        QVERIFY(notify(QStringLiteral("{\"type\":\"write.orders\",\"severity\":\"error\",\"source\":\"billing\",\"message\":\"it''s ü\",\"details\":{\"a\":1}}")));
        QTRY_COMPARE(reader.count(QStringLiteral("write.orders")), 1);
        const Event event = reader.events.last();
        QCOMPARE(event.source, QStringLiteral("billing"));
        QCOMPARE(event.message, QStringLiteral("it''s ü"));
        QCOMPARE(event.details, QStringLiteral("{\"a\":1}"));
        QCOMPARE(reader.count(QStringLiteral("events.lost")), 0);
    }

    void whatIsFaultyIsCountedAndHurtsNobody()
    {
        AgentService service(options(), systemClock);
        service.addChannel(server());
        start(service);
        Reader reader(service);
        QVERIFY(notifyUntilHeard(reader, QStringLiteral("ready")));
        for (const char *bad : {"", "hello", "[]", "[{\"type\":\"a\"},{\"type\":\"b\"}]", "{\"type\":\"a\",\"tennant\":\"x\"}", "{\"type\":5}"})
            QVERIFY(notify(QString::fromUtf8(bad)));
        QVERIFY(notify(QStringLiteral("{\"type\":\"after\"}")));
        QTRY_COMPARE(reader.count(QStringLiteral("after")), 1);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), service.metricsPort());
        socket.write("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QByteArray page;
        QTRY_VERIFY((page += socket.readAll(), page.contains("\nplancia_events_refused_total ")));
        QVERIFY2(page.contains("\nplancia_events_refused_total 6\n"), page.constData());
        QCOMPARE(reader.count(QStringLiteral("a")) + reader.count(QStringLiteral("b")), 0);
    }

    void manyAreAllCounted()
    {
        AgentService service(options(), systemClock);
        service.addChannel(server());
        start(service);
        Reader reader(service);
        QVERIFY(notifyUntilHeard(reader, QStringLiteral("ready")));
        QVERIFY(m_postgres.exec(QStringLiteral("SELECT count(pg_notify(%1, json_build_object('type', 'read.row', 'message', i)::text)) FROM generate_series(1, 10) i").arg(kLiteral))); // a number is no message
        QVERIFY(m_postgres.exec(QStringLiteral("SELECT count(pg_notify(%1, json_build_object('type', 'read.row', 'message', i::text)::text)) FROM generate_series(1, 20000) i").arg(kLiteral)));
        QTRY_COMPARE_WITH_TIMEOUT(reader.count(QStringLiteral("read.row")), 20'000, 15'000);
        QVERIFY(reader.events.size() < 4'100); // one in five, and what was left
    }

    void whoLostItsConnectionListensAgain()
    {
        AgentService service(options(), systemClock);
        service.addChannel(server());
        start(service);
        Reader reader(service);
        QVERIFY(notifyUntilHeard(reader, QStringLiteral("before")));
        const qint64 then = systemClock.nowMs();
        QVERIFY(m_postgres.exec(QStringLiteral("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")));
        QVERIFY(notifyUntilHeard(reader, QStringLiteral("after")));
        QCOMPARE(reader.count(QStringLiteral("events.lost")), 1);
        const auto lost = std::ranges::find(reader.events, QStringLiteral("events.lost"), &Event::type);
        QVERIFY(lost->severity == EventSeverity::Warning);
        QCOMPARE(lost->source, QStringLiteral("pg:main"));
        QVERIFY2(lost->message.contains(QStringLiteral("may be missing")), qPrintable(lost->message));
        QVERIFY(lost->at >= then && lost->at - static_cast<qint64>(lost->durationMs) <= then + 100); // from before it was cut

        // A server that goes and comes is the same.
        m_postgres.stop(tests::PrivatePostgres::Stop::Immediate);
        QTest::qWait(300);
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QVERIFY(notifyUntilHeard(reader, QStringLiteral("again")));
        QCOMPARE(reader.count(QStringLiteral("events.lost")), 2);
    }

    /// The connection stands, and nobody answers on it: only the look tells.
    void whoIsNotAnsweredListensAnew()
    {
        AgentService service(options(), systemClock);
        service.addChannel(server());
        start(service);
        Reader reader(service);
        QVERIFY(notifyUntilHeard(reader, QStringLiteral("before")));
        const auto pid = static_cast<pid_t>(listeners().toInt());
        QVERIFY(pid > 1);
        ::kill(pid, SIGSTOP);
        const bool isBack = notifyUntilHeard(reader, QStringLiteral("after"), 25'000);
        ::kill(pid, SIGCONT);
        QVERIFY(isBack);
        QCOMPARE(reader.count(QStringLiteral("events.lost")), 1);
    }

    void whoNeverListenedLostNothing()
    {
        m_postgres.stop();
        AgentService service(options(), systemClock);
        service.addChannel(server());
        start(service);
        Reader reader(service);
        QTest::qWait(300);
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QVERIFY(notifyUntilHeard(reader, QStringLiteral("ready")));
        QCOMPARE(reader.count(QStringLiteral("events.lost")), 0);
    }

    void endsAtOnceAndLeavesNobodyBehind()
    {
        for (const bool isRunning : {true, false}) {
            AgentService service(options(), systemClock);
            service.addChannel(server());
            start(service);
            Reader reader(service);
            if (isRunning)
                QVERIFY(notifyUntilHeard(reader, QStringLiteral("ready")));
            else
                m_postgres.stop(tests::PrivatePostgres::Stop::Immediate);
            QElapsedTimer timer;
            timer.start();
            service.stop();
            QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
            if (isRunning)
                QTRY_COMPARE(listeners(), QString());
        }
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
    }
};

QTEST_GUILESS_MAIN(TestEventListener)
#include "tst_eventlistener.moc"
