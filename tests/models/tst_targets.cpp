// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/target.h"
#include "models/errors/catalogue.h"
#include "models/series/uptime.h"

#include <QTest>

using namespace plancia;
using Kind = HealthTarget::Kind;
using State = HealthCheck::State;

namespace {
constexpr qint64 kNow = 1'750'000'000'000;
constexpr qint64 kDayMs = 86'400'000;

HealthTarget targetOf(Kind kind, const QString &address)
{
    HealthTarget target;
    target.name = QStringLiteral("t");
    target.kind = kind;
    target.address = address;
    return target;
}

Sample look(qint64 at, double up, double every = 10)
{
    return {0, at, targetSource(QStringLiteral("t")), {{metric::TargetUp, up}, {metric::TargetEvery, every}}};
}

MetricHistory history(const QList<std::pair<qint64, double>> &looks, double every = 10)
{
    MetricHistory history;
    history.lines = {{metric::TargetUp, {}, {}, {}, {}}, {metric::TargetEvery, {}, {}, {}, {}}};
    for (const auto &[at, up] : looks) {
        history.lines[0].at.append(at);
        history.lines[0].values.append(up);
        history.lines[1].at.append(at);
        history.lines[1].values.append(every);
    }
    return history;
}
} // namespace

class TestTargets : public QObject {
    Q_OBJECT
private slots:
    void addressesAreChecked_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isGood");
        const auto row = [](const char *name, Kind kind, const char *address, bool good) {
            QTest::newRow(name) << int(kind) << QString::fromUtf8(address) << good;
        };
        row("url", Kind::Http, "https://shop.example/health?x=1", true);
        row("url of another scheme", Kind::Http, "ftp://shop.example/", false);
        row("url with a user", Kind::Http, "https://anna@shop.example/", false);
        row("url with a password", Kind::Http, "https://anna:secret@shop.example/", false);
        row("url with an empty user", Kind::Http, "https://@shop.example/", false);
        row("url without a host", Kind::Prometheus, "http:///metrics", false);
        row("no url", Kind::Http, "shop.example", false);
        row("blank in a url", Kind::Http, "http://shop example/", false);
        row("host and port", Kind::Tcp, "db.example:5432", true);
        row("address and port", Kind::Redis, "[::1]:6379", true);
        row("bare IPv6", Kind::Redis, "::1:6379", false);
        row("no port", Kind::Tcp, "db.example", false);
        row("port 0", Kind::Certificate, "db.example:0", false);
        row("port too large", Kind::Certificate, "db.example:65536", false);
        row("signed port", Kind::Tcp, "db.example:+80", false);
        row("server", Kind::Postgres, "postgresql://watch@db.example/app", true);
        row("server by service", Kind::Postgres, "service=main", true);
        row("server with a password", Kind::Postgres, "postgresql://watch:secret@db.example/app", false);
        row("path", Kind::Disk, "/var/lib", true);
        row("relative path", Kind::Disk, "var", false);
        row("backups", Kind::Backup, "", true);
        row("backups of somewhere", Kind::Backup, "/backups", false);
        row("nothing", Kind::Tcp, "", false);
    }
    void addressesAreChecked()
    {
        QFETCH(int, kind);
        QFETCH(QString, address);
        QFETCH(bool, isGood);
        const QList<TargetFault> faults = faultsOf(targetOf(static_cast<Kind>(kind), address));
        QCOMPARE(faults.isEmpty(), isGood);
        if (!isGood)
            QCOMPARE(faults.first().key, QStringLiteral("address"));
        for (const TargetFault &fault : faults)
            QVERIFY(!fault.message.contains(QStringLiteral("secret")));
    }

    void numbersAreChecked()
    {
        const auto keyOf = [](auto change) {
            HealthTarget target = targetOf(Kind::Tcp, QStringLiteral("a:1"));
            change(target);
            const QList<TargetFault> faults = faultsOf(target);
            return faults.isEmpty() ? QString() : faults.first().key;
        };
        QCOMPARE(keyOf([](HealthTarget &) {}), QString());
        QCOMPARE(keyOf([](HealthTarget &t) { t.name.clear(); }), QStringLiteral("name"));
        QCOMPARE(keyOf([](HealthTarget &t) { t.name = QStringLiteral(" a"); }), QStringLiteral("name"));
        QCOMPARE(keyOf([](HealthTarget &t) { t.name = QString(61, u'a'); }), QStringLiteral("name"));
        QCOMPARE(keyOf([](HealthTarget &t) { t.name = QStringLiteral("a\u202eb"); }), QStringLiteral("name"));
        QCOMPARE(keyOf([](HealthTarget &t) { t.everySeconds = 4; }), QStringLiteral("every"));
        QCOMPARE(keyOf([](HealthTarget &t) { t.everySeconds = 3601; }), QStringLiteral("every"));
        QCOMPARE(keyOf([](HealthTarget &t) { t.timeoutMs = 99; }), QStringLiteral("timeout_ms"));
        QCOMPARE(keyOf([](HealthTarget &t) { t.everySeconds = 5; t.timeoutMs = 5000; }), QStringLiteral("timeout_ms")); // never two at once
        QCOMPARE(keyOf([](HealthTarget &t) { t.leastFreePercent = 100.1; }), QStringLiteral("least_free_percent"));
        QCOMPARE(keyOf([](HealthTarget &t) { t.leastFreePercent = std::numeric_limits<double>::quiet_NaN(); }), QStringLiteral("least_free_percent"));
    }

    /// A query may hold a key that opens something.
    void whatIsToldOfAnAddressHoldsNoQuery()
    {
        QCOMPARE(toldAddress(targetOf(Kind::Http, QStringLiteral("https://shop.example/health?token=abc"))), QStringLiteral("https://shop.example/health"));
    }

    void certificatesAreJudgedByTheirDays()
    {
        HealthTarget target = targetOf(Kind::Certificate, QStringLiteral("shop.example:443"));
        TargetObservation seen;
        const auto state = [&] { return judge(target, seen, kNow).state; };
        seen.certificateUntil = kNow + 14 * kDayMs;
        QVERIFY(state() == State::Ok);
        seen.certificateUntil = kNow + 14 * kDayMs - 1;
        QVERIFY(state() == State::Degraded);
        QCOMPARE(judge(target, seen, kNow).error->code(), ErrorCode::NetCertificate);
        target.warnDays = 0;
        QVERIFY(state() == State::Ok);
        seen.certificateUntil = kNow;
        QVERIFY(state() == State::Down);
        seen.certificateUntil = kNow + 100 * kDayMs;
        seen.certificateFault = QStringLiteral("self-signed");
        QVERIFY(state() == State::Down);
        QVERIFY(judge(target, seen, kNow).error->fact(u"message").contains(QStringLiteral("self-signed")));
    }

    void disksAreJudgedByBothLimits()
    {
        HealthTarget target = targetOf(Kind::Disk, QStringLiteral("/"));
        TargetObservation seen;
        QVERIFY(judge(target, seen, kNow).state == State::Down); // its size is not told: that is no "full"
        QCOMPARE(judge(target, seen, kNow).error->code(), ErrorCode::IoRead);
        seen.totalBytes = 1000;
        seen.freeBytes = 100;
        QVERIFY(judge(target, seen, kNow).state == State::Ok);
        seen.freeBytes = 99;
        QVERIFY(judge(target, seen, kNow).state == State::Degraded);
        QCOMPARE(judge(target, seen, kNow).error->code(), ErrorCode::IoNearlyFull);
        target.leastFreePercent = 0;
        QVERIFY(judge(target, seen, kNow).state == State::Ok);
        target.leastFreeBytes = 100;
        QVERIFY(judge(target, seen, kNow).state == State::Degraded);
        seen.freeBytes = 0;
        QVERIFY(judge(target, seen, kNow).state == State::Down);
    }

    void statusesAreJudged()
    {
        HealthTarget target = targetOf(Kind::Http, QStringLiteral("http://a/"));
        TargetObservation seen;
        const auto state = [&](int status) {
            seen.status = status;
            return judge(target, seen, kNow).state;
        };
        QVERIFY(state(204) == State::Ok);
        QVERIFY(state(302) == State::Down);
        QVERIFY(state(500) == State::Down);
        QCOMPARE(judge(target, seen, kNow).error->code(), ErrorCode::NetStatus);
        QVERIFY(!judge(target, seen, kNow).error->fact(u"message").contains(QStringLiteral("token")));
        for (const int refused : {401, 403}) {
            QVERIFY(state(refused) == State::Down);
            QVERIFY(describe(*judge(target, seen, kNow).error).sentence.contains(QStringLiteral("asks for a token, which a target cannot give")));
        }
        target.status = 401;
        QVERIFY(state(401) == State::Ok);
        QVERIFY(state(200) == State::Down);
        target.status = 0;
        seen.hasBody = false;
        QVERIFY(state(200) == State::Down);
        QCOMPARE(judge(target, seen, kNow).error->code(), ErrorCode::NetAnswer);
    }

    void seriesThatAreNotOnThePageAreNamed()
    {
        HealthTarget target = targetOf(Kind::Prometheus, QStringLiteral("http://a/metrics"));
        TargetObservation seen;
        seen.status = 200;
        seen.picked = {{QStringLiteral("queue"), false, false, {{"", 1}}}, {QStringLiteral("many"), false, true, {}}};
        QVERIFY(judge(target, seen, kNow).state == State::Ok);
        seen.picked += {{QStringLiteral("gone"), false, false, {}}, {QStringLiteral("a{b=\"c\"}"), false, false, {}}};
        const auto message = [&] { return judge(target, seen, kNow).error->fact(u"message"); };
        QVERIFY(judge(target, seen, kNow).state == State::Degraded);
        QCOMPARE(judge(target, seen, kNow).error->code(), ErrorCode::NetAnswer);
        QCOMPARE(message(), QStringLiteral("series gone, a{b=\"c\"}: not on the page"));
        for (int i = 0; i < 3; ++i)
            seen.picked.append({QStringLiteral("x%1").arg(i), false, false, {}});
        QCOMPARE(message(), QStringLiteral("series gone, a{b=\"c\"}, x0 and 2 more: not on the page"));
        for (SeriesSeen &one : seen.picked)
            one.isNamed = true; // one with these labels comes once something happens
        QVERIFY(judge(target, seen, kNow).state == State::Ok);
        seen.picked.last().isNamed = false;
        seen.status = 500; // what is worse comes first
        QVERIFY(judge(target, seen, kNow).state == State::Down);
        seen.status = 200;
        seen.certificateUntil = kNow;
        QVERIFY(judge(target, seen, kNow).state == State::Down);
    }

    void backupsAreJudgedByTheirAge()
    {
        HealthTarget target = targetOf(Kind::Backup, {});
        TargetObservation seen;
        QVERIFY(judge(target, seen, kNow).state == State::Ok); // what the schedule says
        seen.alarm = Error(ErrorCode::BackupTooOld);
        QVERIFY(judge(target, seen, kNow).state == State::Degraded);
        target.mostHours = 24;
        seen.provedAt = kNow - kDayMs + 1;
        QVERIFY(judge(target, seen, kNow).state == State::Degraded); // the schedule's own limit, too
        seen.alarm.reset();
        QVERIFY(judge(target, seen, kNow).state == State::Ok);
        seen.provedAt = kNow - kDayMs;
        QVERIFY(judge(target, seen, kNow).state == State::Degraded);
        seen.provedAt.reset();
        QCOMPARE(judge(target, seen, kNow).error->code(), ErrorCode::BackupTooOld);
    }

    void aTargetThatIsDownIsASample()
    {
        TargetObservation seen;
        seen.error = Error(ErrorCode::NetRefused);
        seen.tookMs = 3;
        const auto values = valuesOf(targetOf(Kind::Tcp, QStringLiteral("a:1")), seen, State::Down, 5000, kNow);
        QCOMPARE(values.value(metric::TargetUp, -1), 0.0);
        QCOMPARE(values.value(metric::TargetSince), 5.0);
        QVERIFY(!values.contains(metric::TargetCertificate));
        QVERIFY(!values.contains(metric::TargetFreeRatio));
    }

    // Up-time

    void aLookStandsUntilTheNextAndNoLongerThanHalfAPeriodMore()
    {
        const QList<UpSpan> spans = upSpans(history({{0, 1}, {10'000, 0}, {20'000, 1}}), {}, {}, 1'000'000);
        QCOMPARE(spans.size(), 3);
        QCOMPARE(spans[0], (UpSpan{0, 10'000, State::Ok, 0}));
        QCOMPARE(spans[1], (UpSpan{10'000, 20'000, State::Down, 1}));
        QCOMPARE(spans[2], (UpSpan{20'000, 35'000, State::Ok, 0})); // nobody looked after that
        const UpTime time = upTime(spans, 0, 100'000);
        QCOMPARE(time.knownMs, 35'000);
        QCOMPARE(time.unknownMs(), 65'000);
        QCOMPARE(*time.share(), 25.0 / 35);
        QVERIFY(*time.worst == State::Down);
    }

    void whatIsNotKnownIsNeitherUpNorDown()
    {
        const UpTime nothing = upTime({}, 0, 1000);
        QVERIFY(!nothing.share() && !nothing.worst);
        MetricHistory past = history({{0, 1}, {10'000, 1}});
        past.gaps = {{StreamGap::Reason::AgentAway, 2'000, 10'000, {}}};
        const QList<UpSpan> spans = upSpans(past, {}, {}, 12'000);
        QCOMPARE(spans.size(), 2);
        QCOMPARE(spans[0].to, 2'000);
        QCOMPARE(spans[1].from, 10'000);
        QCOMPARE(upTime(spans, 0, 12'000).knownMs, 4'000);
        past.gaps = {{StreamGap::Reason::CounterReset, 0, 10'000, {}}}; // of a series of its page: it was looked at all the same
        QCOMPARE(upTime(upSpans(past, {}, {}, 12'000), 0, 12'000).knownMs, 12'000);
    }

    void aServerIsUpWhileItIsSampled()
    {
        const auto sampled = [](qint64 from, qint64 to) {
            MetricHistory::Line line{serverMetrics().first(), {}, {}, {}, {}};
            for (qint64 at = from; at <= to; at += 1'000) {
                line.at.append(at);
                line.values.append(2);
            }
            return line;
        };
        const auto sample = [](qint64 at, const QHash<QString, double> &values) { return Sample{0, at, QStringLiteral("pg:main"), values}; };
        const QHash<QString, double> good{{serverMetrics().first(), 2}}, none, asleep{{metric::PgAsleep, 1}};
        MetricHistory past;
        past.lines = {sampled(0, 10'000)};
        const UpTime up = upTime(serverSpans(past, {}, {}, 60'000), 0, 60'000);
        QCOMPARE(up.knownMs, 10'000 + kServerStandsMs); // then nobody knows
        QCOMPARE(up.downMs, 0.0);
        // It answered again: the gap was down time, and no hole in what is known.
        past.lines.first().at += sampled(30'000, 40'000).at;
        past.lines.first().values = QList<double>(past.lines.first().at.size(), 2);
        past.gaps = {{StreamGap::Reason::SourceDown, 10'000, 30'000, QStringLiteral("pg:main")}};
        const UpTime again = upTime(serverSpans(past, {}, {}, 40'000), 0, 40'000);
        QCOMPARE(again.knownMs, 40'000);
        QCOMPARE(again.downMs, 20'000.0);
        // While it does not answer there is no gap yet, but samples without a value.
        const QList<UpSpan> now = serverSpans(past, {sample(41'000, good), sample(42'000, none), sample(43'000, none)}, {}, 43'500);
        QVERIFY(now.last().worst == State::Down);
        QCOMPARE(upTime(now, 40'000, 43'500).downMs, 1'500.0);
        // As minutes the past hides nothing that came since.
        MetricHistory minutes;
        minutes.lines = {{serverMetrics().first(), {0, 20'000, 60'000, 80'000}, {2, 2, 2, 2}, {0, 60'000}, {2, 2}}};
        const QList<UpSpan> seen = serverSpans(minutes, {sample(60'000, good), sample(61'000, none), sample(62'000, none)}, {}, 64'000);
        QCOMPARE(upTime(seen, 0, 64'000).downMs, 3'000.0);
        QCOMPARE(upTime(seen, 0, 64'000).knownMs, 64'000);
        const QList<UpSpan> within = serverSpans(minutes, {sample(70'000, good), sample(71'000, none), sample(72'000, none)}, {}, 74'000);
        QCOMPARE(upTime(within, 0, 74'000).downMs, 3'000.0);
        QCOMPARE(upTime(within, 0, 74'000).knownMs, 74'000);
        // Asleep is neither.
        const QList<UpSpan> slept = serverSpans(past, {sample(41'000, asleep), sample(42'000, asleep), sample(50'000, good)}, {}, 51'000);
        QCOMPARE(upTime(slept, 40'000, 51'000).downMs, 0.0);
        QCOMPARE(upTime(slept, 40'000, 51'000).knownMs, kServerStandsMs + 1'000);
        // The agent was away: not known, whatever the server did.
        past.gaps = {{StreamGap::Reason::AgentAway, 10'000, 30'000, {}}};
        QCOMPARE(upTime(serverSpans(past, {}, {}, 40'000), 0, 40'000).knownMs, 20'000);
        QVERIFY(serverLook(sample(0, good)) == ServerLook::Up && serverLook(sample(0, none)) == ServerLook::Down && serverLook(sample(0, asleep)) == ServerLook::Asleep);
    }

    void whatIsToldOfAServerIsRead()
    {
        Event event;
        event.source = QStringLiteral("pg:main");
        event.type = QStringLiteral("source.down");
        event.at = 5;
        QVERIFY(serverTold(event) && serverTold(event)->state == State::Down && serverTold(event)->name == u"pg:main");
        QVERIFY(!targetTold(event));
        event.type = QStringLiteral("source.up");
        QVERIFY(serverTold(event) && serverTold(event)->state == State::Ok);
        event.source = QStringLiteral("target:main");
        QVERIFY(!serverTold(event));
    }

    void degradedIsUp()
    {
        const QList<UpSpan> spans = upSpans(history({{0, 0.5}, {10'000, 0.5}}), {}, {}, 20'000);
        const UpTime time = upTime(spans, 0, 20'000);
        QCOMPARE(*time.share(), 1.0);
        QVERIFY(*time.worst == State::Degraded);
    }

    void minutesKnowHowLongItWasDown()
    {
        MetricHistory past = history({{60'000, 1}, {80'000, 0}, {119'000, 1}});
        past.stepMs = 60'000;
        past.lines[0].minutes = {60'000};
        past.lines[0].means = {0.75}; // of four looks one was down
        const QList<UpSpan> spans = upSpans(past, {look(120'000, 1)}, {}, 130'000);
        QCOMPARE(spans.size(), 2);
        QCOMPARE(spans[0], (UpSpan{60'000, 120'000, State::Down, 0.25}));
        QCOMPARE(*upTime(spans, 60'000, 120'000).share(), 0.75);
    }

    void samplesThatCameSinceGoOnWithoutBeingCountedTwice()
    {
        const QList<UpSpan> spans = upSpans(history({{0, 1}, {10'000, 1}}), {look(10'000, 0), look(20'000, 0)}, {}, 25'000);
        QCOMPARE(spans.size(), 3);
        QVERIFY(spans[1].worst == State::Ok);
        QCOMPARE(spans[2], (UpSpan{20'000, 25'000, State::Down, 1}));
    }

    void aLongPeriodIsNoGap()
    {
        const QList<UpSpan> spans = upSpans(history({{0, 1}, {3'600'000, 1}}, 3600), {}, {}, 7'200'000);
        QCOMPARE(upTime(spans, 0, 7'200'000).knownMs, 7'200'000);
    }

    void cellsPartTheSpan()
    {
        const QList<UpTime> cells = upCells({{0, 10, State::Ok, 0}, {15, 40, State::Down, 1}}, 0, 40, 4);
        QCOMPARE(cells.size(), 4);
        QVERIFY(cells[0].worst.value() == State::Ok);
        QCOMPARE(cells[1].knownMs, 5);
        QVERIFY(cells[1].worst.value() == State::Down);
        QCOMPARE(cells[3].downMs, 10.0);
        QVERIFY(upCells({}, 0, 40, 2)[1].share() == std::nullopt);
    }

    void lessThanAllNeverReadsAsAll()
    {
        const QLocale c = QLocale::c();
        QCOMPARE(upTimeText(1, c), QStringLiteral("100 %"));
        QCOMPARE(upTimeText(0, c), QStringLiteral("0 %"));
        QCOMPARE(upTimeText(0.9999999, c), QStringLiteral("99.99 %"));
        QCOMPARE(upTimeText(0.5, c), QStringLiteral("50.00 %"));
    }
};

QTEST_GUILESS_MAIN(TestTargets)
#include "tst_targets.moc"
