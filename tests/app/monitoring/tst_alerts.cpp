// SPDX-License-Identifier: GPL-3.0-or-later
// Alerts of a real agent over its real sockets: rules, silences, memory, webhooks and mail.
#include "app/monitoring/alerts/alertfile.h"
#include "app/monitoring/alerts/alertjson.h"
#include "app/monitoring/alerts/alertsclient.h"
#include "app/monitoring/service/agentservice.h"
#include "models/items/alertwords.h"
#include "tests/support/waitfor.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <sys/stat.h>

using namespace plancia;
using namespace plancia::monitoring;
using namespace plancia::tests;
using State = Alert::State;

namespace {

const SystemClock systemClock;

/// Goes on only when it is told to.
class HandClock final : public Clock {
public:
    std::atomic<qint64> wall{1'700'000'000'000}, monotonic{1'000};
    qint64 nowMs() const override { return wall; }
    qint64 monotonicMs() const override { return monotonic; }
    void pass(qint64 ms)
    {
        wall += ms;
        monotonic += ms;
    }
};

AlertRule metricRule(const char *name, double above)
{
    AlertRule rule;
    rule.name = QString::fromLatin1(name);
    rule.title = QStringLiteral("Pool <full> & more");
    rule.source = QStringLiteral("pg:*");
    rule.metric = QStringLiteral("pg.connections.used_ratio");
    rule.limit = above;
    rule.windowMs = 10'000;
    return rule;
}

AlertRule eventRule(const char *name, AlertRule::Function function, double above)
{
    AlertRule rule;
    rule.name = QString::fromLatin1(name);
    rule.of = AlertRule::Of::Events;
    rule.function = function;
    rule.limit = above;
    rule.windowMs = 60'000;
    return rule;
}

Sample sample(const char *source, double value)
{
    return {0, 1, QString::fromLatin1(source), {{QStringLiteral("pg.connections.used_ratio"), value}}};
}

Event happened(const char *source, const char *type, EventSeverity severity = EventSeverity::Info, double ms = -1, qint64 count = 1)
{
    Event made;
    made.at = systemClock.nowMs();
    made.source = QString::fromLatin1(source);
    made.type = QString::fromLatin1(type);
    made.severity = severity;
    made.message = QStringLiteral("Sign-in of anna refused");
    made.durationMs = ms;
    made.count = count;
    return made;
}

std::optional<Alert> alertOn(const AlertBoard &board, const QString &id)
{
    for (const Alert &alert : board.alerts)
        if (alert.id() == id)
            return alert;
    return std::nullopt;
}

/// A web server that keeps what it is sent, and answers as it is told.
class Receiver : public QTcpServer {
public:
    QList<QByteArray> bodies;
    QList<int> statuses; ///< of the next answers; then 200. 0: none at all
    Receiver()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                const QByteArray seen = socket->peek(1 << 20);
                const qsizetype end = seen.indexOf("\r\n\r\n");
                const qsizetype at = seen.toLower().indexOf("content-length: ");
                if (end < 0 || seen.size() < end + 4 + seen.mid(at + 16, seen.indexOf('\r', at) - at - 16).toLongLong())
                    return;
                bodies.append(seen.mid(end + 4));
                socket->readAll();
                const int status = statuses.isEmpty() ? 200 : statuses.takeFirst();
                if (status == 0)
                    return;
                socket->write("HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/hook/secret").arg(serverPort())); }
};

AlertRoute webhook(const QUrl &url, AlertRoute::Format format = AlertRoute::Format::Plain)
{
    AlertRoute route;
    route.channel.name = QStringLiteral("on-call");
    route.channel.place = url.host();
    route.url = url;
    route.format = format;
    return route;
}

AlertNotifier::Limits quick()
{
    AlertNotifier::Limits limits;
    limits.answerMs = 2'000;
    limits.waitsMs = {20, 20, 20, 20};
    return limits;
}

AlertEngine::News news(const char *rule, AlertSeverity severity = AlertSeverity::Critical)
{
    AlertEngine::News one;
    one.alert.rule = QString::fromLatin1(rule);
    one.alert.label = QStringLiteral("pg:<main>");
    one.alert.severity = severity;
    one.alert.state = State::Firing;
    one.alert.activeAt = 1'700'000'000'000;
    one.alert.trace = {{1'700'000'000'000, 0.97, 0.9, 12}};
    one.title = QStringLiteral("Pool & more");
    return one;
}

bool writeFile(const QString &path, const QByteArray &text, mode_t mode = 0600)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && ::fchmod(file.handle(), mode) == 0;
}

} // namespace

class AlertsTest : public QObject {
    Q_OBJECT
private slots:
    void eachSourceIsJudgedByItself()
    {
        HandClock clock;
        AlertEngine engine({{metricRule("pool", 0.9)}, {}}, clock);
        engine.note(sample("pg:a", 0.95));
        engine.note(sample("pg:b", 0.5));
        engine.note(sample("store", 0.99)); // not meant
        const auto ticked = engine.tick();
        QCOMPARE(ticked.news.size(), 1);
        QCOMPARE(ticked.news[0].alert.label, QStringLiteral("pg:a"));
        QCOMPARE(ticked.news[0].title, QStringLiteral("Pool <full> & more"));
        QCOMPARE(engine.board().alerts.size(), 1);
        // Told once, and again after hours.
        clock.pass(1000);
        engine.note(sample("pg:a", 0.95));
        QVERIFY(engine.tick().news.isEmpty());
        clock.pass(AlertEngine::kRepeatMs);
        engine.note(sample("pg:a", 0.95));
        const auto again = engine.tick();
        QCOMPARE(again.news.size(), 1);
        QVERIFY(again.news[0].isRepeated);
        engine.note(sample("pg:a", 0.1));
        const auto well = engine.tick();
        QCOMPARE(well.news.size(), 1);
        QVERIFY(well.news[0].kind == AlertEngine::News::Kind::Resolved);
        // A source that is asked no longer is none of the board's.
        engine.forget(QStringLiteral("pg:a"));
        QVERIFY(!alertOn(engine.board(), QStringLiteral("pool/pg:a")));
    }

    void theWallClockFiresNothing()
    {
        HandClock clock;
        AlertRule rule = metricRule("pool", 0.9);
        rule.forMs = 60'000;
        AlertEngine engine({{rule}, {}}, clock);
        engine.note(sample("pg:a", 0.95));
        engine.tick();
        clock.wall += 3'600'000;
        clock.monotonic += 1000;
        engine.note(sample("pg:a", 0.95));
        engine.tick();
        QVERIFY(alertOn(engine.board(), QStringLiteral("pool/pg:a"))->state == State::Pending);
        clock.wall -= 7'200'000;
        clock.monotonic += 60'000;
        engine.note(sample("pg:a", 0.95));
        engine.tick();
        QVERIFY(alertOn(engine.board(), QStringLiteral("pool/pg:a"))->state == State::Firing);
    }

    void whatIsNotKnownIsSaidSo()
    {
        HandClock clock;
        AlertRule rule = metricRule("pool", 0.9);
        rule.tellsNoData = true;
        AlertEngine engine({{rule}, {}}, clock);
        engine.note(sample("pg:a", 0.5));
        QVERIFY(engine.tick().news.isEmpty());
        clock.pass(30'000); // nothing came
        auto ticked = engine.tick();
        QCOMPARE(ticked.news.size(), 1);
        QVERIFY(ticked.news[0].kind == AlertEngine::News::Kind::NoData);
        // Firing is told although the other was.
        clock.pass(1000);
        engine.note(sample("pg:a", 0.99));
        ticked = engine.tick();
        QCOMPARE(ticked.news.size(), 1);
        QVERIFY(ticked.news[0].kind == AlertEngine::News::Kind::Firing);
        // And days later it is still on the board.
        clock.pass(2 * 86'400'000ll);
        engine.tick();
        QVERIFY(alertOn(engine.board(), QStringLiteral("pool/pg:a"))->unknownSince > 0);
    }

    /// One that never answered, and what the agent notices itself.
    void aSourceThatDoesNotAnswerIsToldAndIsNoErrorOfTheService()
    {
        HandClock clock;
        AlertRule away = metricRule("away", 0.9);
        away.tellsNoData = true;
        AlertEngine engine({{away, metricRule("pool", 0.9), eventRule("errors", AlertRule::Function::ErrorShare, 0.05), eventRule("slow", AlertRule::Function::P99, 1)}, {}}, clock);
        engine.note({0, 1, QStringLiteral("pg:a"), {}});
        engine.note(happened("pg:a", "source.down", EventSeverity::Error));
        engine.note(happened("target:a", "health.up", EventSeverity::Info, 60'000));
        const auto ticked = engine.tick();
        QCOMPARE(ticked.news.size(), 1);
        QVERIFY(ticked.news[0].kind == AlertEngine::News::Kind::NoData);
        QCOMPARE(engine.board().alerts.size(), 1);
        QVERIFY(alertOn(engine.board(), QStringLiteral("away/pg:a")));
    }

    void aBeginningIsNoNews_data()
    {
        QTest::addColumn<bool>("tellsNoData");
        QTest::newRow("of a value") << false;
        QTest::newRow("of silence") << true;
    }
    void aBeginningIsNoNews()
    {
        QFETCH(bool, tellsNoData);
        HandClock clock;
        AlertRule rule = metricRule("pool", 0.9);
        rule.minSamples = 3;
        rule.tellsNoData = tellsNoData;
        AlertEngine engine({{rule}, {}}, clock);
        engine.note(sample("pg:a", 0.5));
        QCOMPARE(engine.tick().changed.size(), tellsNoData ? 1 : 0);
        QVERIFY(alertOn(engine.board(), QStringLiteral("pool/pg:a"))->state == State::NoData);
        for (int i = 0; i < 3; ++i) {
            clock.pass(1000);
            engine.note(sample("pg:a", 0.5));
        }
        engine.tick();
        QVERIFY(!alertOn(engine.board(), QStringLiteral("pool/pg:a")));
        clock.pass(600'000);
        const auto silent = engine.tick();
        QCOMPARE(silent.changed.size(), 1);
        QVERIFY(silent.changed[0].state == State::NoData);
    }

    void functionsOfAMetric_data()
    {
        QTest::addColumn<AlertRule::Function>("function");
        QTest::addColumn<double>("value");
        QTest::newRow("last") << AlertRule::Function::Last << 0.2;
        QTest::newRow("mean") << AlertRule::Function::Mean << 0.5;
        QTest::newRow("least") << AlertRule::Function::Least << 0.2;
        QTest::newRow("greatest") << AlertRule::Function::Greatest << 0.9;
    }
    void functionsOfAMetric()
    {
        QFETCH(AlertRule::Function, function);
        AlertRule rule = metricRule("r", -1);
        rule.function = function;
        AlertWindow window;
        window.add(100, 1'000); // out of the window by then
        for (const auto &[at, value] : {std::pair(20'000, 0.4), std::pair(21'000, 0.9), std::pair(22'000, 0.2)})
            window.add(value, at);
        const AlertEvaluation look = window.evaluate(rule, 24'000);
        QTEST(look.value.value(), "value");
        QCOMPARE(look.samples, 3);
        QVERIFY(!window.evaluate(rule, 90'000).value);
    }

    void eventsAreCountedWithWhatTheyStandFor()
    {
        HandClock clock;
        AlertRule shares = eventRule("errors", AlertRule::Function::ErrorShare, 0.05);
        shares.minSamples = 20;
        AlertRule slow = eventRule("slow", AlertRule::Function::P99, 1000);
        AlertRule refused = eventRule("refused", AlertRule::Function::Count, 20);
        refused.type = QStringLiteral("auth.*");
        refused.by = AlertRule::By::Nothing;
        AlertRule text = eventRule("text", AlertRule::Function::Count, 0);
        text.text = QStringLiteral("OF ANNA");
        text.pattern = QStringLiteral("^Sign-in .* refused$");
        AlertEngine engine({{shares, slow, refused, text}, {}}, clock);
        engine.tick();
        QVERIFY(alertOn(engine.board(), QStringLiteral("refused"))->state == State::NoData); // what was before the agent is not known
        clock.pass(60'000);
        engine.tick();
        QVERIFY(!alertOn(engine.board(), QStringLiteral("refused"))); // none is an answer: it is well
        engine.note(happened("api", "read.orders", EventSeverity::Info, 10, 94));
        engine.note(happened("api", "read.orders", EventSeverity::Error, 1500, 6));
        engine.note(happened("db", "read.orders", EventSeverity::Error, 10)); // too few
        engine.note(happened("api", "auth.refused", EventSeverity::Info, -1, 20));
        engine.tick();
        AlertBoard board = engine.board();
        // 6 of 120 are not over 5 %, 7 of 121 are.
        QCOMPARE(alertOn(board, QStringLiteral("errors/api")).has_value(), false);
        QVERIFY(alertOn(board, QStringLiteral("errors/db"))->state == State::NoData);
        QVERIFY(alertOn(board, QStringLiteral("slow/api"))->state == State::Firing);
        QVERIFY(std::abs(*alertOn(board, QStringLiteral("slow/api"))->trace.last().value - 1500) < 16);
        QVERIFY(!alertOn(board, QStringLiteral("refused")));
        QVERIFY(alertOn(board, QStringLiteral("text/api"))->state == State::Firing);
        engine.note(happened("api", "auth.refused", EventSeverity::Error));
        engine.tick();
        board = engine.board();
        QVERIFY(alertOn(board, QStringLiteral("errors/api"))->state == State::Firing);
        QVERIFY(alertOn(board, QStringLiteral("refused"))->state == State::Firing);
        QCOMPARE(*alertOn(board, QStringLiteral("refused"))->trace.last().value, 21.0);
        // A minute later nothing is left of it.
        clock.pass(61'000);
        engine.tick();
        QVERIFY(alertOn(engine.board(), QStringLiteral("refused"))->state == State::Resolved);
        // Of alerts themselves there are no alerts.
        for (int i = 0; i < 50; ++i)
            engine.note(happened("api", "alert.firing", EventSeverity::Critical));
        engine.tick();
        QVERIFY(!alertOn(engine.board(), QStringLiteral("text/api")) || alertOn(engine.board(), QStringLiteral("text/api"))->state == State::Resolved);
    }

    void oddHoursAreOfTheDay()
    {
        HandClock clock;
        AlertRule night = eventRule("night", AlertRule::Function::Count, 0);
        night.fromMinute = 22 * 60;
        night.toMinute = 6 * 60;
        AlertEngine engine({{night}, {}}, clock);
        const auto at = [](int hour) {
            Event one = happened("api", "act.tenant.suspend");
            one.at = QDateTime(QDate(2026, 3, 4), QTime(hour, 30)).toMSecsSinceEpoch();
            return one;
        };
        engine.note(at(12));
        engine.tick();
        QVERIFY(engine.board().alerts.isEmpty());
        engine.note(at(23));
        engine.note(at(5));
        engine.tick();
        QCOMPARE(*alertOn(engine.board(), QStringLiteral("night/api"))->trace.last().value, 2.0);
    }

    void aBaselineIsLearned()
    {
        HandClock clock;
        AlertRule rule = eventRule("twice", AlertRule::Function::P99, 2);
        rule.isOfBaseline = true;
        AlertEngine engine({{rule}, {}}, clock);
        const auto minutes = [&](int count, double ms) {
            for (int second = 0; second < count * 60; second += 10) {
                engine.note(happened("api", "read", EventSeverity::Info, ms));
                engine.tick();
                clock.pass(10'000);
            }
        };
        minutes(59, 100);
        QVERIFY(!alertOn(engine.board(), QStringLiteral("twice/api"))->trace.last().limit); // an hour is not known yet
        minutes(4, 100);
        QVERIFY(!alertOn(engine.board(), QStringLiteral("twice/api"))); // well
        minutes(2, 350);
        const auto alert = alertOn(engine.board(), QStringLiteral("twice/api"));
        QVERIFY(alert);
        QVERIFY(alert->state == State::Firing);
        QVERIFY(std::abs(*alert->trace.last().limit - 200) < 15);
        // It is known after a restart, too.
        AlertEngine other({{rule}, {}}, clock);
        const auto memory = memoryOf(textOf(engine.memory()));
        QVERIFY(memory);
        other.restore(*memory);
        other.note(happened("api", "read", EventSeverity::Info, 100));
        other.tick();
        QVERIFY(other.memory().lines.first().minutes.size() >= 60);
    }

    void labelsAreBounded()
    {
        HandClock clock;
        AlertEngine engine({{eventRule("any", AlertRule::Function::Count, 0)}, {}}, clock);
        for (int i = 0; i < AlertEngine::kMaxLabels + 500; ++i) {
            Event one = happened("", "x");
            one.source = QStringLiteral("s%1").arg(i);
            engine.note(one);
        }
        QCOMPARE(engine.tick().full, QStringList{"any"});
        QCOMPARE(engine.board().alerts.size(), AlertEngine::kMaxLabels);
        QVERIFY(engine.tick().full.isEmpty()); // told with the first, once
        clock.pass(61'000);
        engine.tick();
        clock.pass(Alert::kResolvedKeptMs + 1000);
        engine.tick();
        clock.pass(AlertEngine::kForgetMs);
        engine.tick();
        engine.note(happened("new", "x"));
        engine.tick();
        QVERIFY(alertOn(engine.board(), QStringLiteral("any/new")));
    }

    void silencesMuteAndEnd()
    {
        HandClock clock;
        AlertEngine engine({{metricRule("pool", 0.9)}, {}}, clock);
        Silence draft;
        draft.rule = QStringLiteral("po*");
        draft.author = QStringLiteral("anna");
        QCOMPARE(engine.silence(draft).error().code(), ErrorCode::ValRequired);
        draft.comment = QStringLiteral("maintenance");
        QCOMPARE(engine.silence(draft).error().code(), ErrorCode::ValRange);
        draft.until = clock.nowMs() + AlertEngine::kLongestSilenceMs + 1000;
        QCOMPARE(engine.silence(draft).error().code(), ErrorCode::ValRange);
        draft.until = clock.nowMs() + 60'000;
        const auto silence = engine.silence(draft);
        QVERIFY(silence);
        engine.note(sample("pg:a", 0.99));
        QVERIFY(engine.tick().news.isEmpty());
        QCOMPARE(alertOn(engine.board(), QStringLiteral("pool/pg:a"))->mutedBy, silence->id);
        QCOMPARE(engine.endSilence(QStringLiteral("x")).error().code(), ErrorCode::AlertNotFound);
        QVERIFY(engine.endSilence(silence->id));
        QCOMPARE(engine.tick().news.size(), 1); // it still fires, and nobody knew
        // One that runs out does the same, and who was told of firing is told that it is well although it is muted.
        QVERIFY(engine.silence(draft));
        engine.note(sample("pg:a", 0.1));
        const auto ticked = engine.tick();
        QCOMPARE(ticked.news.size(), 1);
        QVERIFY(ticked.news[0].kind == AlertEngine::News::Kind::Resolved);
        clock.pass(60'000);
        engine.tick();
        QVERIFY(engine.board().silences.isEmpty());
        for (int i = 0; i < AlertEngine::kMaxSilences; ++i) {
            draft.until = clock.nowMs() + 60'000;
            QVERIFY(engine.silence(draft));
        }
        QCOMPARE(engine.silence(draft).error().code(), ErrorCode::RateTooMany);
    }

    void acknowledgedIsNotToldAgain()
    {
        HandClock clock;
        AlertEngine engine({{metricRule("pool", 0.9)}, {}}, clock);
        engine.note(sample("pg:a", 0.99));
        engine.tick();
        QCOMPARE(engine.acknowledge(QStringLiteral("pool/pg:b"), QStringLiteral("anna"), {}).error().code(), ErrorCode::AlertNotFound);
        QCOMPARE(engine.acknowledge(QStringLiteral("pool/pg:a"), QStringLiteral(" "), {}).error().code(), ErrorCode::ValRequired);
        QVERIFY(engine.acknowledge(QStringLiteral("pool/pg:a"), QStringLiteral("anna"), QStringLiteral("on it")));
        clock.pass(AlertEngine::kRepeatMs);
        engine.note(sample("pg:a", 0.99));
        QVERIFY(engine.tick().news.isEmpty());
        QCOMPARE(alertOn(engine.board(), QStringLiteral("pool/pg:a"))->note, QStringLiteral("on it"));
    }

    /// A rule over a series that is on no page does not pass for one that is well.
    void aSeriesThatIsNotOnThePageIsNotKnown()
    {
        HandClock clock;
        const auto rule = [](const char *name, const char *source, const char *metric, bool tells) {
            AlertRule made = metricRule(name, 1);
            made.source = QString::fromLatin1(source);
            made.metric = QString::fromLatin1(metric);
            made.tellsNoData = tells;
            return made;
        };
        AlertEngine engine({{rule("told", "target:shop", "target.value.queue", true), rule("any", "target:*", "target.value.queue", true), rule("shown", "target:shop", "target.rate.hits_total", false),
                             rule("one", "target:port", "target.value.queue", false), rule("disk", "target:*", "target.free_ratio", true)}, {}}, clock);
        const auto look = [&](const char *source, QHash<QString, double> values) {
            values.insert(metric::TargetUp, 1);
            values.insert(metric::TargetEvery, 30);
            engine.note({0, 1, QString::fromLatin1(source), values});
        };
        const auto labels = [&engine] {
            QStringList ids;
            for (const Alert &alert : engine.board().alerts)
                ids.append(alert.id());
            ids.sort();
            return ids;
        };
        engine.note({0, 1, QStringLiteral("target:shop"), {{metric::TargetUp, 0}, {metric::TargetEvery, 30}}}); // it is down: no page was missed
        look("target:shop", {{metric::TargetSeries, 5}});
        look("target:port", {}); // has no page, and is named
        auto ticked = engine.tick();
        QCOMPARE(labels(), QStringList()); // of the first look no rate is known anyhow
        look("target:shop", {{metric::TargetSeries, 5}});
        look("target:port", {});
        ticked = engine.tick();
        QCOMPARE(labels(), (QStringList{"one/target:port", "shown/target:shop", "told/target:shop"}));
        QCOMPARE(ticked.news.size(), 1); // the others are to be seen on the board
        QVERIFY(ticked.news[0].kind == AlertEngine::News::Kind::NoData && ticked.news[0].alert.rule == u"told");
        // Not “any”: nobody asked that page for it.
        // It stands there after a restart, too, for as long as its target is looked at.
        const auto memory = memoryOf(textOf(engine.memory()));
        QVERIFY(memory);
        AlertEngine next(engine.config(), clock);
        next.restore(*memory);
        for (int i = 0; i < 130; ++i) {
            clock.pass(30'000);
            next.note({0, 1, QStringLiteral("target:shop"), {{metric::TargetUp, 1}, {metric::TargetEvery, 30}, {metric::TargetSeries, 5}}});
            for (const AlertEngine::News &one : next.tick().news)
                QVERIFY(one.kind == AlertEngine::News::Kind::NoData);
        }
        QVERIFY(alertOn(next.board(), QStringLiteral("told/target:shop")));
        // Once it comes it is known.
        look("target:shop", {{metric::TargetSeries, 6}, {QStringLiteral("target.value.queue"), 7}});
        ticked = engine.tick();
        QVERIFY(alertOn(engine.board(), QStringLiteral("told/target:shop"))->state == State::Firing);
    }

    void whatWasPendingGoesOnAfterARestart()
    {
        HandClock clock;
        AlertRule rule = metricRule("pool", 0.9);
        rule.forMs = 100'000;
        AlertEngine engine({{rule, metricRule("fires", 0.9)}, {}}, clock);
        engine.note(sample("pg:a", 0.99));
        engine.tick();
        clock.pass(60'000);
        engine.note(sample("pg:a", 0.99));
        engine.tick();
        const auto memory = memoryOf(textOf(engine.memory()));
        QVERIFY(memory);
        clock.pass(600'000);
        AlertEngine next({{rule, metricRule("fires", 0.9)}, {}}, clock);
        next.restore(*memory);
        QVERIFY(alertOn(next.board(), QStringLiteral("fires/pg:a"))->state == State::Firing);
        next.note(sample("pg:a", 0.99));
        QVERIFY(next.tick().news.isEmpty()); // it was told before
        QVERIFY(alertOn(next.board(), QStringLiteral("pool/pg:a"))->state == State::Pending);
        clock.pass(41'000);
        next.note(sample("pg:a", 0.99));
        next.tick();
        QVERIFY(alertOn(next.board(), QStringLiteral("pool/pg:a"))->state == State::Firing);
        // After more than an hour it begins anew.
        clock.pass(2 * 3'600'000);
        AlertEngine late({{rule}, {}}, clock);
        late.restore(*memory);
        QVERIFY(!alertOn(late.board(), QStringLiteral("pool/pg:a")));
    }

    /// As in the console: the rules come after the memory.
    void rulesThatComeLateFindWhatWasRemembered()
    {
        HandClock clock;
        AlertEngine engine({{metricRule("pool", 0.9)}, {}}, clock);
        engine.note(sample("pg:a", 0.99));
        engine.tick();
        QVERIFY(engine.acknowledge(QStringLiteral("pool/pg:a"), QStringLiteral("anna"), {}));
        AlertEngine next({}, clock);
        next.restore(engine.memory());
        next.tick();
        QCOMPARE(next.memory().lines.size(), 1); // and is not lost meanwhile
        next.configure({{metricRule("pool", 0.9)}, {}});
        QVERIFY(next.tick().news.isEmpty());
        const auto alert = alertOn(next.board(), QStringLiteral("pool/pg:a"));
        QVERIFY(alert && alert->state == State::Firing);
        QCOMPARE(alert->acknowledgedBy, QStringLiteral("anna"));
        // Of a source that is not heard of again it ends, and is told so.
        clock.pass(AlertEngine::kForgetMs);
        const auto ticked = next.tick();
        QCOMPARE(ticked.news.size(), 1);
        QVERIFY(ticked.news[0].kind == AlertEngine::News::Kind::Resolved);
        QVERIFY(next.board().alerts.isEmpty());
    }

    void aRuleThatIsChangedKeepsWhatItTold()
    {
        HandClock clock;
        AlertEngine engine({{metricRule("pool", 0.9)}, {}}, clock);
        const auto tick = [&](double value) {
            clock.pass(1000);
            engine.note(sample("pg:a", value));
            return engine.tick().news;
        };
        QCOMPARE(tick(0.99).size(), 1);
        AlertRule other = metricRule("pool", 0.95);
        other.title = QStringLiteral("Another");
        engine.configure({{other}, {}});
        QVERIFY(tick(0.99).isEmpty()); // it fires on
        auto news = tick(0.93);
        QCOMPARE(news.size(), 1);
        QVERIFY(news[0].kind == AlertEngine::News::Kind::Resolved);
        QCOMPARE(tick(0.99).size(), 1);
        // Switched off, taken out or of another source: who was told is told that it is over.
        for (int way = 0; way < 4; ++way) {
            AlertRule changed = other;
            changed.isEnabled = way != 0;
            changed.source = way == 2 ? QStringLiteral("pg:b") : changed.source;
            if (way == 3)
                engine.forget(QStringLiteral("pg:a"));
            else
                engine.configure(way == 1 ? AlertConfig{} : AlertConfig{{changed}, {}});
            clock.pass(1000);
            news = engine.tick().news;
            QCOMPARE(news.size(), 1);
            QVERIFY(news[0].kind == AlertEngine::News::Kind::Resolved);
            QCOMPARE(news[0].alert.label, QStringLiteral("pg:a"));
            engine.configure({{other}, {}});
            QCOMPARE(tick(0.99).size(), 1);
        }
    }

    void whatIsPendingAgainIsNotWell()
    {
        HandClock clock;
        AlertRule rule = metricRule("pool", 0.9);
        rule.tellsNoData = true;
        rule.forMs = 60'000;
        AlertEngine engine({{rule}, {}}, clock);
        engine.note(sample("pg:a", 0.5));
        engine.tick();
        clock.pass(30'000);
        QCOMPARE(engine.tick().news.size(), 1); // not known
        engine.note(sample("pg:a", 0.99));
        QVERIFY(engine.tick().news.isEmpty());
        QVERIFY(alertOn(engine.board(), QStringLiteral("pool/pg:a"))->state == State::Pending);
    }

    void silencesGoByTheWallClock()
    {
        HandClock clock;
        AlertEngine engine({{metricRule("pool", 0.9)}, {}}, clock);
        Silence draft;
        draft.author = draft.comment = QStringLiteral("x");
        draft.until = clock.wall + 3'600'000;
        QVERIFY(engine.silence(draft));
        clock.wall += 2 * 3'600'000; // the computer slept
        engine.tick();
        QVERIFY(engine.board().silences.isEmpty());
        QCOMPARE(engine.board().at, clock.wall.load());
    }

    void whatNobodyGotIsToldByTheNextAgent()
    {
        QTemporaryDir folder;
        Receiver receiver;
        AgentOptions options;
        options.health = options.metrics = std::nullopt;
        options.alertMemory = folder.filePath(QStringLiteral("alerts.json"));
        options.notifying = quick();
        options.notifying.waitsMs = {60'000}; // it waits for its second try when the agent ends
        AlertRule rule = eventRule("refused", AlertRule::Function::Count, 0);
        rule.type = QStringLiteral("auth.*");
        options.alerts = {{{rule}, {}}, {webhook(receiver.url())}};
        receiver.statuses = {500};
        std::optional<AgentService> agent(std::in_place, options, systemClock);
        QVERIFY(waitFor(agent->start()));
        QCOMPARE(post(agent->port(), R"({"source":"api","type":"auth.refused","message":"a"})"), 202);
        QTRY_COMPARE_WITH_TIMEOUT(receiver.bodies.size(), 1, 5'000);
        QTest::qWait(200);
        agent.reset();
        QCOMPARE(receiver.bodies.size(), 1);
        agent.emplace(options, systemClock);
        QVERIFY(waitFor(agent->start()));
        QTRY_COMPARE_WITH_TIMEOUT(receiver.bodies.size(), 2, 5'000);
        QVERIFY(receiver.bodies[1].contains("\"firing\""));
    }

    void hostileMemoryIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("time") << QByteArray(R"({"at":-5})");
        QTest::newRow("kind") << QByteArray(R"({"at":1,"lines":[{"alert":{"rule":7}}]})");
        QTest::newRow("state") << QByteArray(R"({"at":1,"lines":[{"alert":{"rule":"a","severity":"warning","state":"x"}}]})");
        QTest::newRow("large") << QByteArray(kMaxBoardBytes + 1, ' ');
    }
    void hostileMemoryIsRefused()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!memoryOf(text));
        QVERIFY(!boardOf(text));
    }

    void shippedRulesCanBeUsed()
    {
        QList<Error> faults;
        QFile file(qEnvironmentVariable("PLANCIA_SOURCE") + QStringLiteral("/resources/alerts/usual.toml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const AlertFile usual = parseAlerts(file.readAll(), file.fileName(), faults);
        QVERIFY2(faults.isEmpty(), faults.isEmpty() ? "" : qPrintable(faults.first().fact(u"key") + faults.first().fact(u"message")));
        QVERIFY(usual.rules.size() >= 10);
        // In Italian, too.
        QTranslator italian;
        QVERIFY(italian.load(qEnvironmentVariable("PLANCIA_BIN") + QStringLiteral("/../translations/plancia_it.qm")));
        QCoreApplication::installTranslator(&italian);
        for (const AlertRule &rule : configOf(usual.rules, {}).rules)
            QVERIFY2(titleOf(rule) != rule.title, qPrintable(rule.title));
        QCoreApplication::removeTranslator(&italian);
        // Written and read again each is the same.
        QByteArray text;
        for (const AlertRule &rule : usual.rules) {
            const auto with = withRule(text, rule, {}, QStringLiteral("x"));
            QVERIFY(with);
            text = *with;
        }
        const AlertFile again = parseAlerts(text, QStringLiteral("x"), faults);
        QVERIFY(faults.isEmpty());
        QCOMPARE(again.rules, usual.rules);
    }

    void everyFaultOfAFileIsNamed()
    {
        QList<Error> faults;
        parseAlerts("usual_rules = 1\nother = 2\n[[rule]]\nname = \"a\"\nmetric = \"pg.commits\"\nfunction = \"p99\"\nwindow = \"5x\"\nabove = 1\nbelow = 2\n"
                    "[[rule]]\nname = \"a\"\nabove = 1\nhours = \"22-6\"\n[[inhibit]]\nrule = \"a\"\n"
                    "[[channel]]\nname = \"c\"\nkind = \"webhook\"\nurl = \"ftp://x\"\n[[channel]]\nname = \"c\"\nkind = \"mail\"\nto = [\"a@b\\nBcc: x@y\"]\n",
                    QStringLiteral("f"), faults);
        QStringList keys;
        for (const Error &fault : faults) {
            QCOMPARE(fault.code(), ErrorCode::ConfigInvalid);
            QVERIFY(fault.fact(u"line").toInt() > 0);
            keys.append(fault.fact(u"key"));
        }
        for (const char *key : {"usual_rules", "other", "rule[0].window", "rule[0].above", "rule[0].function", "rule[1].name", "rule[1].hours", "inhibit[0].rule",
                                "channel[0].url", "channel[1].to", "channel[1].name"})
            QVERIFY2(keys.contains(QLatin1String(key)), key);
    }

    void aRuleIsWrittenIntoTheFileAsItStands()
    {
        const QByteArray before = "# ours\nusual_rules = false\n\n# the pool\n[[rule]]\nname = \"pool\" # mine\nmetric = \"pg.connections.used_ratio\"\nabove = 0.9\n\n"
                                  "# the end\n[[inhibit]]\nrule = \"a\"\ntarget = \"b\"\n";
        AlertRule rule = metricRule("pool", 0.5);
        rule.title = QStringLiteral("“Half” \\ 😀");
        const auto changed = withRule(before, rule, QStringLiteral("pool"), QStringLiteral("f"));
        QVERIFY(changed);
        for (const char *kept : {"# ours\n", "# the pool\n", "# the end\n[[inhibit]]\n"})
            QVERIFY2(changed->contains(kept), changed->constData());
        QList<Error> faults;
        QCOMPARE(parseAlerts(*changed, QStringLiteral("f"), faults).rules, QList<AlertRule>{rule});
        const auto gone = withoutRule(*changed, QStringLiteral("pool"), QStringLiteral("f"));
        QVERIFY(gone);
        QVERIFY(gone->contains("# the end\n[[inhibit]]") && !gone->contains("pool\""));
        QCOMPARE(parseAlerts(*gone, QStringLiteral("f"), faults).inhibitions.size(), 1);
        QVERIFY(faults.isEmpty());
        // A name that is taken, and a file that cannot be read, are left as they are.
        AlertRule twin = rule;
        QCOMPARE(withRule(*changed, twin, {}, QStringLiteral("f")).error().code(), ErrorCode::ConfigInvalid);
        QCOMPARE(withRule("[[rule", rule, {}, QStringLiteral("f")).error().code(), ErrorCode::ConfigInvalid);
        // Nor is another rule on the same line.
        const QByteArray inlined = "rule = [{name = \"a\", metric = \"pg.commits\", above = 1}, {name = \"b\", metric = \"pg.commits\", above = 1}]\n";
        QCOMPARE(parseAlerts(inlined, QStringLiteral("f"), faults).rules.size(), 2);
        QCOMPARE(withoutRule(inlined, QStringLiteral("a"), QStringLiteral("f")).error().code(), ErrorCode::ConfigInvalid);
    }

    void webhooksGetWhatTheyCanRead()
    {
        const QJsonObject plain = QJsonDocument::fromJson(webhookBody(news("pool"), QStringLiteral("db"), AlertRoute::Format::Plain)).object();
        QCOMPARE(plain.value(QStringLiteral("status")).toString(), QStringLiteral("firing"));
        QCOMPARE(plain.value(QStringLiteral("alert")).toObject().value(QStringLiteral("value")).toDouble(), 0.97);
        const QJsonObject slack = QJsonDocument::fromJson(webhookBody(news("pool"), QStringLiteral("db"), AlertRoute::Format::Slack)).object();
        QCOMPARE(slack.keys(), QStringList{QStringLiteral("text")});
        const QString text = slack.value(QStringLiteral("text")).toString();
        QVERIFY2(text.contains(u"pg:&lt;main&gt;") && text.contains(u"Pool &amp; more") && text.contains(u"Value 0.97, limit 0.9, 12 samples."), qPrintable(text));
    }

    void messagesAreTriedInTheirOrder()
    {
        Receiver receiver;
        receiver.statuses = {500, 503};
        QList<AlertChannel> told;
        AlertNotifier notifier(QStringLiteral("db"), quick(), systemClock, this, [&told](const AlertChannel &channel) { told.append(channel); });
        AlertRoute route = webhook(receiver.url());
        route.channel.least = AlertSeverity::Critical;
        notifier.configure({route});
        notifier.send({news("one"), news("not", AlertSeverity::Warning), news("two")});
        QTRY_COMPARE(receiver.bodies.size(), 4); // one, thrice; then two
        QVERIFY(receiver.bodies[2].contains("\"one\"") && receiver.bodies[3].contains("\"two\""));
        QTRY_COMPARE(told.size(), 4);
        QCOMPARE(told[0].errorId, QStringLiteral("PROV_001"));
        QVERIFY(!told[0].error.contains(u"secret"));
        QVERIFY(told[3].errorId.isEmpty() && told[3].lastAt > 0);
        const auto unknown = waitFor(notifier.test(QStringLiteral("x")));
        QCOMPARE(unknown.error().code(), ErrorCode::AlertNotFound);
        QVERIFY(waitFor(notifier.test(QStringLiteral("on-call"))));
        receiver.statuses = {0};
        const auto silent = waitFor(notifier.test(QStringLiteral("on-call")));
        QCOMPARE(silent.error().code(), ErrorCode::ProviderRefused);
        // Given up after five tries; what comes after goes out.
        receiver.bodies.clear();
        receiver.statuses = {500, 500, 500, 500, 500};
        notifier.send({news("lost"), news("next")});
        QTRY_COMPARE(receiver.bodies.size(), 6);
        QVERIFY(receiver.bodies[4].contains("\"lost\"") && receiver.bodies[5].contains("\"next\""));
        // Ends while an answer is waited for.
        receiver.statuses = {0};
        notifier.send({news("late")});
        QTRY_COMPARE(receiver.bodies.size(), 7);
    }

    void whatHappensToManyIsOneMessage()
    {
        HandClock clock;
        AlertEngine engine({{metricRule("pool", 0.9)}, {}}, clock);
        for (int i = 0; i < 30; ++i)
            engine.note(sample(qPrintable(QStringLiteral("pg:%1").arg(i, 2, 10, QLatin1Char('0'))), 0.99));
        const auto ticked = engine.tick();
        QCOMPARE(ticked.news.size(), 1);
        QCOMPARE(ticked.news[0].more.size(), 29);
        QVERIFY(messageOf(ticked.news[0], QStringLiteral("db")).subject.contains(u"pg:09, and 20 more)"));
        QCOMPARE(QJsonDocument::fromJson(webhookBody(ticked.news[0], {}, AlertRoute::Format::Plain)).object().value(QStringLiteral("count")).toInt(), 30);

        // And so is what gathers while a channel is slow; what does not fit is told.
        Receiver receiver;
        receiver.statuses = {500, 500, 500};
        AlertNotifier::Limits limits = quick();
        limits.waitsMs = {300, 300, 300, 300};
        limits.queue = 3;
        AlertNotifier notifier(QStringLiteral("db"), limits, systemClock, this, [](const AlertChannel &) {});
        notifier.configure({webhook(receiver.url())});
        notifier.send({news("first")});
        QTRY_COMPARE(receiver.bodies.size(), 1);
        auto other = news("same");
        other.alert.label = QStringLiteral("pg:other");
        notifier.send({news("same"), other, news("a"), news("b")}); // "first" goes
        QTRY_COMPARE_WITH_TIMEOUT(receiver.bodies.size(), 6, 10'000); // thrice nothing, then three
        QVERIFY(receiver.bodies[3].contains("\"count\":2") && receiver.bodies[3].contains("pg:other"));
        QVERIFY2(receiver.bodies[3].contains("\"left_out\":1"), receiver.bodies[3].constData());
        QVERIFY(receiver.bodies[4].contains("\"left_out\":0"));
    }

    void mailGoesToSendmail()
    {
        QTemporaryDir folder;
        const QString program = folder.filePath(QStringLiteral("sendmail")), letter = folder.filePath(QStringLiteral("letter"));
        QVERIFY(writeFile(program, "#!/bin/sh\necho \"$@\" > " + letter.toUtf8() + ".args\ncat > " + letter.toUtf8() + "\n", 0700));
        AlertNotifier::Limits limits = quick();
        limits.mailProgram = program;
        AlertNotifier notifier(QStringLiteral("db"), limits, systemClock, this, [](const AlertChannel &) {});
        AlertRoute route;
        route.channel.name = QStringLiteral("ops");
        route.channel.kind = AlertChannel::Kind::Mail;
        route.to = {QStringLiteral("a@example.com"), QStringLiteral("b@example.com")};
        notifier.configure({route});
        auto one = news("pool");
        one.title = QStringLiteral("Pool\r\nBcc: evil@example.com 😀");
        notifier.send({one});
        QFile file(letter);
        QTRY_VERIFY(file.exists() && file.size() > 100);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.startsWith("To: a@example.com, b@example.com\nSubject: =?UTF-8?B?"));
        QVERIFY(!text.left(text.indexOf("\n\n")).contains("Bcc"));
        const QByteArray body = QByteArray::fromBase64(text.mid(text.indexOf("\n\n") + 2).replace('\n', ""));
        QVERIFY2(body.startsWith("CRITICAL: Pool  Bcc: evil@example.com 😀 (pg:<main>)\n"), body.constData());
        QFile args(letter + QStringLiteral(".args"));
        QVERIFY(args.open(QIODevice::ReadOnly));
        QCOMPARE(args.readAll(), QByteArray("-t -i\n"));
        // A program that fails, hangs or is not there is told.
        for (const QByteArray &script : {QByteArray("#!/bin/sh\necho no relay >&2\nexit 75\n"), QByteArray("#!/bin/sh\nexec sleep 60\n")}) {
            QVERIFY(writeFile(program, script, 0700));
            const auto sent = waitFor(notifier.test(QStringLiteral("ops")));
            QCOMPARE(sent.error().code(), ErrorCode::ProviderRefused);
        }
        QFile::remove(program);
        QVERIFY(waitFor(notifier.test(QStringLiteral("ops"))).error().fact(u"message").contains(u"cannot be run"));
    }

    /// A real agent, asked and acted upon over its port as the console does, and started again.
    void anAgentFromEndToEnd()
    {
        QTemporaryDir folder;
        Receiver receiver;
        AgentOptions options;
        options.name = QStringLiteral("db");
        options.token = "secret";
        options.health = options.metrics = std::nullopt;
        options.alertMemory = folder.filePath(QStringLiteral("alerts.json"));
        options.notifying = quick();
        AlertRule rule = eventRule("refused", AlertRule::Function::Count, 2);
        rule.type = QStringLiteral("auth.*");
        options.alerts = {{{rule}, {}}, {webhook(receiver.url())}};
        std::optional<AgentService> agent(std::in_place, options, systemClock);
        QVERIFY(waitFor(agent->start()));

        int applied = 0;
        AlertsClient::Limits limits;
        limits.everyMs = 300;
        AlertsClient client({folder.filePath(QStringLiteral("alerts.toml")), {}, {}}, [&applied](const AlertDesk::Rules &) { ++applied; }, limits);
        QSignalSpy told(&client, &AlertsPort::told);
        QCOMPARE(waitFor(client.board({})).error().code(), ErrorCode::StreamDown); // nobody is followed
        client.follow(agent->url(), "wrong", false);
        QCOMPARE(waitFor(client.board({})).error().code(), ErrorCode::AuthTokenRefused);
        client.follow(agent->url(), "secret", false);
        auto board = waitFor(client.board({}));
        QVERIFY2(board, board ? "" : qPrintable(errorText(board.error())));
        QCOMPARE(board->rules, QList<AlertRule>{rule});
        QCOMPARE(board->agent, QStringLiteral("db"));
        QCOMPARE(board->channels.size(), 1);

        post(agent->port(), R"([{"source":"api","type":"auth.refused","message":"a"},{"source":"api","type":"auth.refused","message":"b"},{"source":"api","type":"auth.refused","message":"c"}])");
        QTRY_VERIFY_WITH_TIMEOUT(!receiver.bodies.isEmpty(), 5'000);
        QVERIFY(receiver.bodies[0].contains("\"refused\""));
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, 5'000);
        QCOMPARE(told[0][0].value<Alert>().id(), QStringLiteral("refused/api"));
        QTRY_VERIFY((board = waitFor(client.board({}))) && !board->channels.isEmpty() && board->channels[0].lastAt > 0);

        const auto acknowledged = waitFor(client.acknowledge(QStringLiteral("refused/api"), QStringLiteral("anna"), QStringLiteral("on it"), {}));
        QVERIFY(acknowledged);
        QCOMPARE(acknowledged->note, QStringLiteral("on it"));
        QCOMPARE(waitFor(client.acknowledge(QStringLiteral("no"), QStringLiteral("anna"), {}, {})).error().code(), ErrorCode::AlertNotFound);
        Silence draft;
        draft.rule = QStringLiteral("refused");
        draft.author = QStringLiteral("anna");
        draft.comment = QStringLiteral("known");
        draft.until = systemClock.nowMs() + 60'000;
        const auto silence = waitFor(client.silence(draft, {}));
        QVERIFY(silence);
        QVERIFY(waitFor(client.testChannel(QStringLiteral("on-call"), {})));
        QCOMPARE(waitFor(client.testChannel(QStringLiteral("no"), {})).error().code(), ErrorCode::AlertNotFound);
        QCOMPARE(waitFor(client.saveRule(rule, {}, {})).error().code(), ErrorCode::AuthzReadOnly); // another's

        // Started again it remembers, and tells nobody anew.
        const auto sent = receiver.bodies.size();
        agent.reset();
        QTRY_VERIFY(!waitFor(client.board({})));
        agent.emplace(options, systemClock);
        QVERIFY(waitFor(agent->start()));
        client.follow(agent->url(), "secret", true);
        board = waitFor(client.board({}));
        QVERIFY(board);
        const auto alert = alertOn(*board, QStringLiteral("refused/api"));
        QVERIFY(alert);
        QVERIFY(alert->state == State::Firing);
        QCOMPARE(alert->acknowledgedBy, QStringLiteral("anna"));
        QCOMPARE(board->silences.size(), 1);
        QVERIFY(waitFor(client.endSilence(silence->id, {})));
        QTest::qWait(1'500);
        QCOMPARE(receiver.bodies.size(), sent);

        // Its own file: saved, refused when taken, removed.
        AlertRule mine = metricRule("mine", 0.5);
        QVERIFY(waitFor(client.saveRule(mine, {}, {})));
        QTRY_COMPARE(applied, 1);
        QCOMPARE(waitFor(client.saveRule(mine, {}, {})).error().code(), ErrorCode::ConfigInvalid);
        mine.limit = 0.6;
        QVERIFY(waitFor(client.saveRule(mine, QStringLiteral("mine"), {})));
        QCOMPARE(waitFor(client.removeRule(QStringLiteral("no"), {})).error().code(), ErrorCode::AlertNotFound);
        QVERIFY(waitFor(client.removeRule(QStringLiteral("mine"), {})));
        QTRY_COMPARE(applied, 3);
        QVERIFY(writeFile(folder.filePath(QStringLiteral("alerts.toml")), "[[rule]]\nname = \n"));
        client.loadRules();
        QTRY_VERIFY(client.fileFault());
        QCOMPARE(waitFor(client.saveRule(mine, {}, {})).error().code(), ErrorCode::ConfigInvalid);
        QFile file(folder.filePath(QStringLiteral("alerts.toml")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("[[rule]]\nname = \n")); // somebody's work is not written over
    }

    void whatIsPostedIsLookedAt_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("kind") << QByteArray("/alerts/silences") << QByteArray("text/plain") << QByteArray("{}") << 415;
        QTest::newRow("no JSON") << QByteArray("/alerts/silences") << QByteArray("application/json") << QByteArray("{") << 502;
        QTest::newRow("list") << QByteArray("/alerts/acknowledge") << QByteArray("application/json") << QByteArray("[]") << 502;
        QTest::newRow("silence of nothing") << QByteArray("/alerts/silences") << QByteArray("application/json") << QByteArray("{}") << 400;
        QTest::newRow("not there") << QByteArray("/alerts/silences/end") << QByteArray("application/json") << QByteArray(R"({"id":"x"})") << 404;
        QTest::newRow("no such act") << QByteArray("/alerts/other") << QByteArray("application/json") << QByteArray("{}") << 404;
        QTest::newRow("a misspelt member") << QByteArray("/alerts/silences") << QByteArray("application/json") << QByteArray(R"({"rule":"a","lable":"b","author":"x","comment":"x","until":4000000000000})") << 502;
        QTest::newRow("a wrong kind") << QByteArray("/alerts/silences") << QByteArray("application/json") << QByteArray(R"({"rule":7})") << 502;
    }
    void whatIsPostedIsLookedAt()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        AgentOptions options;
        options.health = options.metrics = std::nullopt;
        AgentService agent(options, systemClock);
        QVERIFY(waitFor(agent.start()));
        QCOMPARE(post(agent.port(), body, path, type), status);
    }

private:
    static int post(quint16 port, const QByteArray &body, const QByteArray &path = "/events", const QByteArray &type = "application/json")
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        socket.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret\r\nContent-Type: " + type
                     + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QByteArray seen;
        const bool isAnswered = QTest::qWaitFor([&] { return (seen += socket.readAll()).contains("\r\n\r\n"); }, 5'000);
        return isAnswered ? seen.mid(9, 3).toInt() : 0;
    }
    static QString errorText(const Error &error) { return error.fact(u"detail") + error.fact(u"message"); }
};

QTEST_GUILESS_MAIN(AlertsTest)
#include "tst_alerts.moc"
