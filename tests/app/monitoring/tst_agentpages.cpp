// SPDX-License-Identifier: GPL-3.0-or-later
// What the agent answers besides its stream, over real sockets, with a real PostgreSQL to look at.
#include "app/monitoring/health/probes.h"
#include "app/monitoring/service/agentpages.h"
#include "app/monitoring/service/agentservice.h"
#include "app/monitoring/service/exposition.h"
#include "app/postgres/pgconnection.h"
#include "tests/support/privatepostgres.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSemaphore>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <csignal>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
const SystemClock systemClock;

struct Reply {
    int status = 0;
    QByteArray head, body;
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
};

/// One request on a connection of its own.
class Asked {
public:
    Asked(quint16 port, const QByteArray &path, const QByteArray &method = "GET", const QByteArray &headers = "Host: localhost\r\n")
    {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        m_socket.write(method + ' ' + path + " HTTP/1.1\r\n" + headers + "\r\n");
    }
    bool isAnswered()
    {
        m_bytes += m_socket.readAll();
        return m_socket.state() == QAbstractSocket::UnconnectedState || m_socket.state() == QAbstractSocket::ClosingState;
    }
    Reply reply() const
    {
        const qsizetype end = m_bytes.indexOf("\r\n\r\n");
        return {m_bytes.mid(9, 3).toInt(), m_bytes.left(end + 2), m_bytes.mid(end + 4)};
    }

private:
    QTcpSocket m_socket;
    QByteArray m_bytes;
};

Reply ask(quint16 port, const QByteArray &path, const QByteArray &method = "GET", const QByteArray &headers = "Host: localhost\r\n")
{
    Asked asked(port, path, method, headers);
    if (!QTest::qWaitFor([&] { return asked.isAnswered(); }, 10'000))
        return {};
    return asked.reply();
}

HealthProbe probe(const QString &name, std::function<std::optional<Error>(const CancelToken &)> look, bool isCritical = true,
                  HealthCheck::State whenNot = HealthCheck::State::Down)
{
    return {.name = name, .isCritical = isCritical, .look = std::move(look), .whenNot = whenNot};
}
std::optional<Error> well(const CancelToken &) { return std::nullopt; }
std::optional<Error> ill(const CancelToken &) { return Error(ErrorCode::NetRefused, {{QStringLiteral("host"), QStringLiteral("db")}}); }

/// A source that says what the test wants.
class Told : public Sampler {
public:
    Told(QString source, QHash<QString, double> values) : m_source(std::move(source)), m_values(std::move(values)) {}
    QString source() const override { return m_source; }
    Result<Reading> sample(qint64 nowMs) override
    {
        if (isAway)
            return fail(ErrorCode::DbUnreachable);
        return Reading{{0, nowMs, m_source, m_values}, {}};
    }
    std::atomic<bool> isAway{false};

private:
    QString m_source;
    QHash<QString, double> m_values;
};

HealthCheck check(int state, bool isCritical)
{
    HealthCheck made;
    made.state = static_cast<HealthCheck::State>(state);
    made.isCritical = isCritical;
    return made;
}

AgentOptions onOnePort()
{
    AgentOptions options;
    options.name = QStringLiteral("db-eu");
    options.health = options.metrics = Endpoint{};
    options.samplePeriodMs = 50;
    return options;
}
} // namespace

class TestAgentPages : public QObject {
    Q_OBJECT
private:
    tests::PrivatePostgres m_postgres;

    HealthProbe serverProbe()
    {
        const ConnectionProfile profile = m_postgres.profile(QStringLiteral("postgres"), QStringLiteral("postgres"));
        return postgresProbe(QStringLiteral("main"), [profile](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            auto opened = postgres::PgConnection::open(profile, std::nullopt, 3000, cancel);
            if (!opened)
                return fail(opened.error());
            return std::unique_ptr<sql::Connection>(std::move(*opened));
        });
    }
    static quint16 start(AgentService &service)
    {
        auto started = service.start();
        started.waitForFinished();
        return started.result().value_or(0);
    }

private slots:
    void initTestCase() { QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error())); }

    void overallIsTheWorstOfTheCritical_data()
    {
        using S = HealthCheck::State;
        QTest::addColumn<QList<int>>("critical");
        QTest::addColumn<QList<int>>("others");
        QTest::addColumn<int>("expected");
        QTest::newRow("nothing to depend on") << QList<int>{} << QList<int>{} << int(S::Ok);
        QTest::newRow("all well") << QList<int>{int(S::Ok)} << QList<int>{int(S::Ok)} << int(S::Ok);
        QTest::newRow("critical down") << QList<int>{int(S::Ok), int(S::Down)} << QList<int>{} << int(S::Down);
        QTest::newRow("other down") << QList<int>{int(S::Ok)} << QList<int>{int(S::Down)} << int(S::Degraded);
        QTest::newRow("critical degraded") << QList<int>{int(S::Degraded)} << QList<int>{} << int(S::Degraded);
        QTest::newRow("both") << QList<int>{int(S::Down)} << QList<int>{int(S::Degraded)} << int(S::Down);
    }
    void overallIsTheWorstOfTheCritical()
    {
        QFETCH(QList<int>, critical);
        QFETCH(QList<int>, others);
        QFETCH(int, expected);
        QList<HealthCheck> checks;
        for (int state : critical)
            checks.append(check(state, true));
        for (int state : others)
            checks.append(check(state, false));
        QCOMPARE(int(overall(checks)), expected);
    }

    void tellsHowEverythingIs()
    {
        AgentService service(onOnePort(), systemClock);
        service.addProbe(probe(QStringLiteral("pg:main"), well));
        service.addProbe(probe(QStringLiteral("backups"), ill, false, HealthCheck::State::Degraded));
        const quint16 port = start(service);
        QVERIFY(port != 0);

        const Reply health = ask(port, "/health");
        QCOMPARE(health.status, 200);
        QVERIFY2(health.head.contains("Content-Type: application/json\r\n"), health.head.constData());
        QCOMPARE(health.json()[QStringLiteral("status")].toString(), QStringLiteral("degraded"));
        QCOMPARE(health.json()[QStringLiteral("version")].toString(), QStringLiteral(PLANCIA_VERSION));
        QVERIFY(health.json()[QStringLiteral("uptime")].isDouble());
        const QJsonArray dependencies = health.json()[QStringLiteral("dependencies")].toArray();
        QCOMPARE(dependencies.size(), 2);
        QCOMPARE(dependencies[0].toObject(), (QJsonObject{{QStringLiteral("name"), QStringLiteral("pg:main")}, {QStringLiteral("status"), QStringLiteral("ok")}}));
        QCOMPARE(dependencies[1].toObject()[QStringLiteral("status")].toString(), QStringLiteral("degraded"));

        const Reply detailed = ask(port, "/health/detailed?why");
        const QJsonObject backups = detailed.json()[QStringLiteral("dependencies")].toArray()[1].toObject();
        QCOMPARE(backups[QStringLiteral("code")].toString(), QStringLiteral("NET_001"));
        QVERIFY(backups[QStringLiteral("message")].toString().contains(QStringLiteral("db")));
        QVERIFY(QDateTime::fromString(backups[QStringLiteral("since")].toString(), Qt::ISODateWithMs).isValid());
        QCOMPARE(ask(port, "/health/ready").status, 200);
        QCOMPARE(ask(port, "/health/live").json()[QStringLiteral("status")].toString(), QStringLiteral("alive"));
    }

    void downMeansNotReadyAndStillAlive()
    {
        AgentService service(onOnePort(), systemClock);
        service.addProbe(probe(QStringLiteral("pg:main"), ill));
        const quint16 port = start(service);
        const Reply health = ask(port, "/health");
        QCOMPARE(health.status, 503);
        QCOMPARE(health.json()[QStringLiteral("status")].toString(), QStringLiteral("down"));
        QVERIFY(health.head.contains("Retry-After: "));
        QCOMPARE(ask(port, "/health/ready").status, 503);
        QCOMPARE(ask(port, "/health/live").status, 200);
    }

    void whatHangsHoldsUpNobodyElse()
    {
        QSemaphore looking, go;
        AgentOptions options = onOnePort();
        options.healthLimits.answerMs = 300;
        AgentService service(options, systemClock);
        service.addProbe(probe(QStringLiteral("hung"), [&](const CancelToken &) -> std::optional<Error> {
            looking.release();
            go.acquire();
            return std::nullopt;
        }));
        service.addProbe(probe(QStringLiteral("pg:main"), well));
        const quint16 port = start(service);

        Asked ready(port, "/health/ready");
        QVERIFY(QTest::qWaitFor([&] { return looking.available() == 1 || ready.isAnswered(); }));
        QCOMPARE(ask(port, "/health/live").status, 200); // while the other waits for the one that hangs
        QVERIFY(QTest::qWaitFor([&] { return ready.isAnswered(); }));
        QCOMPARE(ready.reply().status, 503);
        const QJsonArray all = ask(port, "/health/detailed").json()[QStringLiteral("dependencies")].toArray();
        QCOMPARE(all[0].toObject()[QStringLiteral("status")].toString(), QStringLiteral("down"));
        QCOMPARE(all[0].toObject()[QStringLiteral("code")].toString(), QStringLiteral("NET_002"));
        QCOMPARE(all[1].toObject()[QStringLiteral("status")].toString(), QStringLiteral("ok"));
        QCOMPARE(looking.available(), 1); // it still looks: nobody looks a second time
        go.release();
        QTRY_COMPARE(ask(port, "/health/ready").status, 200);
        go.release(100);
    }

    void looksOnceForAllWhoAsk()
    {
        std::atomic<int> looks{0};
        QSemaphore go;
        AgentOptions options = onOnePort();
        options.healthLimits.keepMs = 60'000;
        AgentService service(options, systemClock);
        service.addProbe(probe(QStringLiteral("pg:main"), [&](const CancelToken &) -> std::optional<Error> {
            ++looks;
            go.acquire();
            return std::nullopt;
        }));
        const quint16 port = start(service);
        std::vector<std::unique_ptr<Asked>> askers;
        for (int i = 0; i < 20; ++i)
            askers.push_back(std::make_unique<Asked>(port, "/health"));
        QVERIFY(QTest::qWaitFor([&] { return looks == 1; }));
        go.release(100);
        for (const auto &asker : askers) {
            QVERIFY(QTest::qWaitFor([&] { return asker->isAnswered(); }));
            QCOMPARE(asker->reply().status, 200);
        }
        QCOMPARE(ask(port, "/health").status, 200);
        QCOMPARE(looks.load(), 1);
    }

    void looksAgainWhenTheAnswerIsOld()
    {
        std::atomic<int> looks{0};
        AgentOptions options = onOnePort();
        options.healthLimits.keepMs = 0;
        AgentService service(options, systemClock);
        service.addProbe(probe(QStringLiteral("pg:main"), [&](const CancelToken &) -> std::optional<Error> {
            return ++looks % 2 ? std::nullopt : std::optional(Error(ErrorCode::NetRefused));
        }));
        const quint16 port = start(service);
        QCOMPARE(ask(port, "/health/ready").status, 200);
        QCOMPARE(ask(port, "/health/ready").status, 503);
        QCOMPARE(ask(port, "/health/ready").status, 200);
    }

    void theGateJudgesPagesToo_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("status");
        const QByteArray host = "Host: localhost\r\n", token = "Authorization: Bearer 0123456789abcdef\r\n";
        QTest::newRow("good") << QByteArray("/health/live") << QByteArray("GET") << host + token << 200;
        QTest::newRow("no token") << QByteArray("/health/live") << QByteArray("GET") << host << 401;
        QTest::newRow("wrong token") << QByteArray("/metrics") << QByteArray("GET") << host + "Authorization: Bearer 0123456789abcdeg\r\n" << 401;
        QTest::newRow("foreign host") << QByteArray("/health/live") << QByteArray("GET") << "Host: evil.example\r\n" + token << 403;
        QTest::newRow("foreign origin") << QByteArray("/metrics") << QByteArray("GET") << host + token + "Origin: https://evil.example\r\n" << 403;
        QTest::newRow("post") << QByteArray("/health") << QByteArray("POST") << host + token << 405;
        QTest::newRow("body") << QByteArray("/health") << QByteArray("GET") << host + token + "Content-Length: 5\r\n" << 400;
        QTest::newRow("unknown") << QByteArray("/health/../etc/passwd") << QByteArray("GET") << host + token << 404;
        QTest::newRow("root") << QByteArray("/") << QByteArray("GET") << host + token << 404;
        QTest::newRow("nothing said of an unknown path without a token") << QByteArray("/secret") << QByteArray("GET") << host << 401;
    }
    void theGateJudgesPagesToo()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, headers);
        QFETCH(int, status);
        AgentOptions options = onOnePort();
        options.token = "0123456789abcdef";
        AgentService service(options, systemClock);
        const Reply reply = ask(start(service), path, method, headers);
        QCOMPARE(reply.status, status);
        for (const char *line : {"X-Content-Type-Options: nosniff\r\n", "X-Frame-Options: DENY\r\n", "Cache-Control: no-store\r\n",
                                 "Content-Security-Policy: default-src 'none'"})
            QVERIFY2(reply.head.contains(line), reply.head.constData());
        if (status == 200)
            return;
        QVERIFY2(reply.head.contains("Content-Type: application/problem+json\r\n"), reply.head.constData());
        QCOMPARE(reply.json()[QStringLiteral("status")].toInt(), status);
        QVERIFY(!reply.json()[QStringLiteral("title")].toString().isEmpty());
    }

    void headHasNoBody()
    {
        AgentService service(onOnePort(), systemClock);
        const quint16 port = start(service);
        const Reply whole = ask(port, "/health/live");
        const Reply head = ask(port, "/health/live", "HEAD");
        QCOMPARE(head.status, 200);
        QVERIFY(head.body.isEmpty());
        const Reply refused = ask(port, "/health/live", "HEAD", "Host: evil.example\r\n");
        QCOMPARE(refused.status, 403);
        QVERIFY(refused.body.isEmpty());
        QVERIFY(head.head.contains("Content-Length: " + QByteArray::number(whole.body.size())));
    }

    void aRequestKeepsItsId()
    {
        AgentService service(onOnePort(), systemClock);
        const quint16 port = start(service);
        QVERIFY(ask(port, "/health/live", "GET", "Host: localhost\r\nX-Request-ID: req_7-a.b\r\n").head.contains("X-Request-ID: req_7-a.b\r\n"));
        for (const QByteArray &bad : {QByteArray("a b"), QByteArray(65, 'x'), QByteArray("\xc3\xa9"), QByteArray()}) {
            const Reply reply = ask(port, "/nothing", "GET", "Host: localhost\r\nX-Request-ID: " + bad + "\r\n");
            QCOMPARE(reply.status, 404);
            QVERIFY2(reply.head.contains("X-Request-ID: req_"), reply.head.constData());
        }
    }

    /// Who opens many connections and says nothing takes no place from others at another address.
    void onePeerTakesNobodyElsesPlace()
    {
        AgentOptions options = onOnePort();
        options.health = options.metrics = options.stream = Endpoint{QHostAddress(QHostAddress::AnyIPv4), 0};
        AgentService service(options, systemClock);
        const quint16 port = start(service);
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 80; ++i) {
            silent.push_back(std::make_unique<QTcpSocket>());
            silent.back()->bind(QHostAddress(QStringLiteral("127.0.0.9")));
            silent.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        }
        QTRY_VERIFY(std::ranges::any_of(silent, [](const auto &socket) { return socket->bytesAvailable() > 0; })); // it is told
        QCOMPARE(ask(port, "/health/live").status, 200);
    }

    void metricsAreWhatPrometheusReads()
    {
        AgentService service(onOnePort(), systemClock);
        service.addProbe(probe(QStringLiteral("pg:main"), ill));
        auto source = std::make_shared<Told>(QStringLiteral("pg:a \"quoted\\\" \nname"), QHash<QString, double>{{metric::PgCommits, 12.5}, {metric::PgIdle, 3}});
        service.addSampler(source);
        service.addSampler(std::make_shared<Told>(QStringLiteral("pg:other"), QHash<QString, double>{{metric::PgCommits, 1}}));
        const quint16 port = start(service);
        QTRY_VERIFY(ask(port, "/metrics").body.contains("plancia_pg_commits_per_second{source=\"pg:other\"} 1\n"));
        const QByteArray label = "{source=\"pg:a \\\"quoted\\\\\\\" \\nname\"}";
        const Reply page = ask(port, "/metrics");
        QVERIFY2(page.head.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"), page.head.constData());
        QVERIFY2(page.body.contains("plancia_pg_commits_per_second" + label + " 12.5\n"), page.body.constData());
        QVERIFY(page.body.contains("plancia_dependency_healthy{dependency=\"pg:main\"} 0\n"));
        QVERIFY(page.body.endsWith('\n'));
        // Each family once, its two comments before its lines, and nothing else.
        static const QRegularExpression line(QStringLiteral("^(?:# (HELP|TYPE) ([a-z_]+) .+|([a-z_]+)(?:\\{[a-z]+=\"(?:[^\"\\\\]|\\\\.)*\"\\})? [-+0-9.eE]+)$"));
        QStringList families;
        QString last;
        for (const QByteArray &text : page.body.chopped(1).split('\n')) {
            const auto match = line.match(QString::fromUtf8(text));
            QVERIFY2(match.hasMatch(), text.constData());
            if (match.captured(1) == QLatin1String("HELP")) {
                QVERIFY(!families.contains(match.captured(2)));
                families.append(match.captured(2));
                last = match.captured(2);
            }
            QCOMPARE(match.captured(1).isEmpty() ? match.captured(3) : match.captured(2), last);
        }
        QVERIFY(families.contains(QStringLiteral("plancia_build_info")));

        source->isAway = true;
        QTRY_VERIFY(ask(port, "/metrics").body.contains("plancia_source_up" + label + " 0\n"));
        QVERIFY(!ask(port, "/metrics").body.contains("plancia_pg_connections_idle")); // nothing is told that is not known
    }

    /// Every metric of the table, whatever its name, once, with the unit at its end.
    void everyMetricHasANameAndWords()
    {
        QHash<QString, double> values;
        QSet<QByteArray> names;
        QHash<QByteArray, QByteArray> told;
        static const QRegularExpression allowed(QStringLiteral("^[a-z][a-z_]*[a-z]$"));
        for (const Metric &metric : plancia::metrics()) {
            const QByteArray name = prometheusName(metric);
            QVERIFY2(allowed.match(QString::fromUtf8(name)).hasMatch(), metric.name);
            QVERIFY2(!names.contains(name), name.constData());
            names.insert(name);
            told.insert(name, QByteArray(metric.name).endsWith("_days") ? "129600" : metric.quantity == Quantity::Milliseconds ? "0.0015" : "1.5");
            const QByteArray help = prometheusHelp(metric);
            QVERIFY2(help.endsWith('.') && !help.contains('\n') && !help.contains('\\'), metric.name);
            values.insert(QString::fromLatin1(metric.name), 1.5);
        }
        QCOMPARE(prometheusName(*metricByName(metric::PgLatency)), QByteArray("pg_sample_seconds"));
        QCOMPARE(prometheusName(*metricByName(metric::SelfRss)), QByteArray("self_resident_bytes"));
        QCOMPARE(prometheusName(*metricByName(QStringLiteral("pg.wal.bytes"))), QByteArray("pg_wal_bytes_per_second"));
        QCOMPARE(prometheusName(*metricByName(QStringLiteral("pg.standby.lag_s"))), QByteArray("pg_standby_lag_seconds"));

        AgentService service(onOnePort(), systemClock);
        service.addSampler(std::make_shared<Told>(QStringLiteral("pg:main"), values));
        const quint16 port = start(service);
        QTRY_VERIFY(ask(port, "/metrics").body.contains("plancia_source_up{source=\"pg:main\"} 1\n"));
        const QByteArray page = ask(port, "/metrics").body;
        for (const QByteArray &name : std::as_const(names)) {
            QVERIFY2(page.contains("\n# TYPE plancia_" + name + " gauge\nplancia_" + name + "{source=\"pg:main\"} " + told.value(name) + "\n"), name.constData());
            QVERIFY2(page.contains("\n# HELP plancia_" + name + ' '), name.constData());
        }
        // And Prometheus' own tool finds nothing to say about it.
        QProcess promtool;
        promtool.setProcessChannelMode(QProcess::MergedChannels);
        promtool.start(QStringLiteral("promtool"), {QStringLiteral("check"), QStringLiteral("metrics")});
        promtool.write(page);
        promtool.closeWriteChannel();
        QVERIFY2(promtool.waitForFinished() && promtool.exitStatus() == QProcess::NormalExit, "promtool is needed: package prometheus");
        QCOMPARE(promtool.readAll(), QByteArray());
        QCOMPARE(promtool.exitCode(), 0);
    }

    /// What is looked at once a minute is told until the next look, as long as its source answers.
    void rareValuesStandUntilTheNextLook()
    {
        class TestClock : public Clock {
        public:
            qint64 ms = 1'750'000'000'000;
            qint64 nowMs() const override { return ms; }
            qint64 monotonicMs() const override { return ms; }
        } clock;
        HealthBoard board({}, clock, nullptr);
        AgentPages pages(QStringLiteral("db"), board, clock);
        const auto page = [&] {
            QByteArray body;
            QSemaphore answered;
            pages.answer({"GET", "/metrics", {}}, AgentPages::Metrics, [&](const HttpAnswer &answer) {
                body = answer.body;
                answered.release();
            });
            (void)QTest::qWaitFor([&] { return answered.available() > 0; });
            return body;
        };
        const auto note = [&](const QHash<QString, double> &values) { pages.note({0, clock.ms, QStringLiteral("pg:main"), values}); };
        const QString size = QStringLiteral("pg.database_bytes");
        note({{size, 4096}, {metric::PgIdle, 2}});
        clock.ms += 59'000;
        note({{metric::PgIdle, 3}});
        QVERIFY(page().contains("plancia_pg_database_bytes{source=\"pg:main\"} 4096\n"));
        QVERIFY(page().contains("plancia_pg_connections_idle{source=\"pg:main\"} 3\n"));
        clock.ms += 7000; // it was not told again
        note({{metric::PgCommits, 1}});
        QVERIFY(!page().contains("plancia_pg_database_bytes"));
        QVERIFY(!page().contains("plancia_pg_connections_idle"));
        note({{size, 5000}});
        clock.ms += 1000;
        note({}); // it does not answer
        QVERIFY(!page().contains("plancia_pg_database_bytes"));
    }

    void eachIsServedWhereItIsWanted()
    {
        AgentOptions options = onOnePort();
        options.metrics = Endpoint{QHostAddress(QStringLiteral("127.0.0.2")), 0};
        options.stream.reset();
        AgentService service(options, systemClock);
        QCOMPARE(start(service), quint16(0));
        QVERIFY(service.healthPort() != 0);
        QVERIFY(service.metricsPort() != 0);
        QCOMPARE(ask(service.healthPort(), "/health/live").status, 200);
        QCOMPARE(ask(service.healthPort(), "/metrics").status, 404);
        QCOMPARE(ask(service.healthPort(), "/stream").status, 404);
    }

    void aPortThatIsTakenIsAnErrorAndLeavesNothingOpen()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost)));
        AgentOptions options = onOnePort();
        QTcpServer sought;
        QVERIFY(sought.listen(QHostAddress(QHostAddress::LocalHost)));
        const quint16 free = sought.serverPort();
        sought.close();
        options.stream = options.health = Endpoint{QHostAddress::LocalHost, free};
        options.metrics = Endpoint{QHostAddress::LocalHost, other.serverPort()};
        AgentService service(options, systemClock);
        auto started = service.start();
        started.waitForFinished();
        QVERIFY(!started.result());
        QCOMPARE(started.result().error().code(), ErrorCode::StreamPort);
        QCOMPARE(service.port(), quint16(0));
        QTcpServer again;
        QVERIFY2(again.listen(QHostAddress(QHostAddress::LocalHost), free), "the stream's port is still open");
        again.close();
        other.close();
        QVERIFY(start(service) != 0);
    }

    void aRealServerThatStopsOrHangs()
    {
        AgentOptions options = onOnePort();
        options.healthLimits.keepMs = 0;
        AgentService service(options, systemClock);
        service.addProbe(serverProbe());
        const quint16 port = start(service);
        QCOMPARE(ask(port, "/health/ready").status, 200);

        const QString folder = m_postgres.value(QStringLiteral("SHOW data_directory"));
        QFile file(folder + QStringLiteral("/postmaster.pid"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto pid = static_cast<pid_t>(file.readLine().trimmed().toInt());
        QVERIFY(pid > 1);
        ::kill(pid, SIGSTOP); // the kernel takes connections for it, and nobody answers
        Asked ready(port, "/health/ready");
        QTest::qWait(50);
        const Reply live = ask(port, "/health/live");
        const bool wasWaiting = !ready.isAnswered();
        QVERIFY(QTest::qWaitFor([&] { return ready.isAnswered(); }, 10'000));
        ::kill(pid, SIGCONT);
        QCOMPARE(live.status, 200);
        QVERIFY(wasWaiting);
        QCOMPARE(ready.reply().status, 503);
        QTRY_COMPARE_WITH_TIMEOUT(ask(port, "/health/ready").status, 200, 15'000);

        m_postgres.stop(tests::PrivatePostgres::Stop::Immediate);
        QCOMPARE(ask(port, "/health/ready").status, 503);
        QCOMPARE(ask(port, "/health/detailed").json()[QStringLiteral("dependencies")].toArray()[0].toObject()[QStringLiteral("code")].toString(),
                 QStringLiteral("DB_001"));
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QTRY_COMPARE(ask(port, "/health/ready").status, 200);
    }
};

QTEST_GUILESS_MAIN(TestAgentPages)
#include "tst_agentpages.moc"
