// SPDX-License-Identifier: GPL-3.0-or-later
// The log of events against a plain list that is filtered and counted by the simplest code.
#include "models/base/clock.h"
#include "models/items/eventsmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace plancia;

namespace {
constexpr qint64 kT = 1'795'182'180'000;

Event told(qint64 offset, qint64 at, EventSeverity severity = EventSeverity::Info, const QString &message = {})
{
    Event event;
    event.offset = offset;
    event.at = at;
    event.severity = severity;
    event.source = QStringLiteral("api");
    event.type = QStringLiteral("auth.refused");
    event.message = message;
    return event;
}

/// Of all kinds, most of them after one another, some late.
QList<Event> randomEvents(QRandomGenerator &random, int count, qint64 first = 1)
{
    const QStringList sources{"api", "pg:main", "worker"}, types{"auth.refused", "auth", "authority.x", "read.orders"}, tenants{"", "acme", "Ünïcode"};
    const QStringList messages{"sign-in refused", "ORDER 17 was read", "Straße gesperrt", "x", ""};
    QList<Event> events;
    for (int i = 0; i < count; ++i) {
        Event e = told(first + i, kT + (first + i) * 10 - random.bounded(300), static_cast<EventSeverity>(random.bounded(kEventSeverities)));
        e.source = sources[random.bounded(3)];
        e.type = types[random.bounded(4)];
        e.tenant = tenants[random.bounded(3)];
        e.message = messages[random.bounded(5)];
        e.trace = random.bounded(3) == 0 ? QString() : QStringLiteral("trace-%1").arg(random.bounded(20));
        e.details = random.bounded(2) ? QString() : QStringLiteral("{\"user\":\"u%1\"}").arg(random.bounded(10));
        e.durationMs = random.bounded(2) ? -1 : random.bounded(1000) / 4.0;
        e.count = 1 + random.bounded(5);
        events.append(e);
    }
    return events;
}

/// What a filter means, in the plainest words.
bool wants(const EventFilter &filter, const Event &e, bool anySeverity)
{
    const auto has = [&](const QString &text) { return text.contains(filter.text, Qt::CaseInsensitive); };
    const bool text = filter.text.isEmpty()
        || (filter.isPattern ? QRegularExpression(filter.text, QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption)
                                       .match(e.message + u'\n' + e.trace + u'\n' + e.details)
                                       .hasMatch()
                             : has(e.message) || has(e.trace) || has(e.details) || has(e.source) || has(e.type) || has(e.tenant));
    return text && (anySeverity || e.severity >= filter.least) && (filter.source.isEmpty() || e.source == filter.source)
        && (filter.type.isEmpty() || e.type == filter.type || e.type.startsWith(filter.type + u'.')) && (filter.tenant.isEmpty() || e.tenant == filter.tenant)
        && (filter.trace.isEmpty() || e.trace == filter.trace) && e.at >= filter.from && e.at <= filter.to;
}

void add(EventLog &log, const QList<Event> &events)
{
    EventLog::Addition addition = log.newer(EventLog::entriesOf(events, log.matcher()));
    log.drop(addition);
    log.addNewer(std::move(addition));
}

QList<Event> shownOf(const EventLog &log)
{
    QList<Event> events;
    for (qint64 row = log.shown(); row-- > 0;)
        events.append(log.shownAt(row));
    return events;
}

void filter(EventLog &log, const EventFilter &filter)
{
    const auto matcher = EventMatcher::of(filter);
    QVERIFY(matcher);
    std::vector<std::shared_ptr<const EventBlock>> blocks;
    for (const auto &entry : log.entries())
        blocks.push_back(entry.block);
    auto found = findEvents(blocks, *matcher);
    found.waitForFinished();
    log.setMatcher(*matcher, found.result());
}
} // namespace

class TestEventLog : public QObject {
    Q_OBJECT
private slots:
    void whatIsAddedComesBackAsItWas()
    {
        QRandomGenerator random(7);
        const QList<Event> events = randomEvents(random, 10'000);
        EventLog log;
        for (qsizetype at = 0; at < events.size();) { // in pieces, as they come
            const qsizetype piece = std::min<qsizetype>(1 + random.bounded(300), events.size() - at);
            add(log, events.mid(at, piece));
            at += piece;
        }
        QCOMPARE(log.size(), 10'000);
        QCOMPARE(shownOf(log), events);
        QVERIFY2(log.entries().size() < 30, qPrintable(QString::number(log.entries().size()))); // small pieces became large ones
    }

    void olderOnesStandBeforeTheRest()
    {
        QRandomGenerator random(8);
        const QList<Event> events = randomEvents(random, 30'000);
        EventLog log;
        add(log, events.mid(20'000));
        const auto addOlder = [&log](const QList<Event> &older) { log.addOlder(log.older(EventLog::entriesOf(older, log.matcher()))); };
        addOlder(events.mid(9'000, 11'000));
        addOlder(events.first(9'000));
        QCOMPARE(shownOf(log), events);
        QVERIFY(!log.isFull());
    }

    void everyFilterMeansWhatItSays()
    {
        QRandomGenerator random(9);
        const QList<Event> events = randomEvents(random, 9'000);
        EventLog log;
        add(log, events.first(5'000));
        const QStringList texts{"", "refused", "REFUSED", "straße", "STRASSE", "ünï", "order 17", "u3\"}", "api", "auth", "nothing has it", "e-1", "\n"};
        for (int i = 0; i < 300; ++i) {
            EventFilter wanted;
            wanted.least = static_cast<EventSeverity>(random.bounded(kEventSeverities));
            wanted.source = QStringList{"", "", "api", "pg:main"}[random.bounded(4)];
            wanted.type = QStringList{"", "", "auth", "auth.refused", "aut"}[random.bounded(5)];
            wanted.tenant = QStringList{"", "", "acme"}[random.bounded(3)];
            wanted.trace = QStringList{"", "", "trace-3"}[random.bounded(3)];
            wanted.text = texts[random.bounded(texts.size())];
            if (random.bounded(3) == 0) {
                wanted.from = kT + random.bounded(90'000);
                wanted.to = wanted.from + random.bounded(60'000);
            }
            if (wanted.text == u"STRASSE")
                continue; // ß is ss for some and not for others
            if (i % 10 == 9) {
                wanted.isPattern = true;
                wanted.text = QStringList{"^order \\d+", "trace-1?3$", "u[3-5]", "^\\{", "read|gesperrt"}[random.bounded(5)];
            }
            filter(log, wanted);
            if (i == 0)
                add(log, events.mid(5'000)); // what comes is looked at, too
            QList<Event> expected;
            for (const Event &e : events)
                if (wants(wanted, e, false))
                    expected.append(e);
            QCOMPARE(shownOf(log), expected);
        }
    }

    void patterns()
    {
        EventLog log;
        add(log, {told(1, kT, EventSeverity::Info, "order 17 read"), told(2, kT, EventSeverity::Info, "Order x read"), told(3, kT, EventSeverity::Info, "")});
        EventFilter pattern;
        pattern.isPattern = true;
        pattern.text = QStringLiteral("^order \\d+");
        filter(log, pattern);
        QCOMPARE(log.shown(), 1);
        QCOMPARE(log.shownAt(0).offset, 1);
        pattern.text = QStringLiteral("(order");
        const auto refused = EventMatcher::of(pattern);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::ValPattern);
        QVERIFY(!refused.error().fact(u"message").isEmpty());
        pattern.isPattern = false; // and as it stands it is a text like any other
        filter(log, pattern);
        QCOMPARE(log.shown(), 0);
    }

    /// A pattern that would take for ever is given up by the engine; the search ends all the same.
    void anEvilPatternEnds()
    {
        EventLog log;
        add(log, {told(1, kT, EventSeverity::Info, QString(1'000, 'a') + u'!')});
        EventFilter evil;
        evil.isPattern = true;
        evil.text = QStringLiteral("^(a+)+$");
        filter(log, evil);
        QCOMPARE(log.shown(), 0);
        QCOMPARE(log.givenUp(), 1); // and it is said that nobody knows
    }

    /// What is made ready while another filter is looked for is looked at by that one.
    void whatIsReadWhileAFilterIsLookedFor()
    {
        QRandomGenerator random(13);
        const SystemClock clock;
        EventsModel model(clock);
        const QList<Event> events = randomEvents(random, 8'000);
        model.append(events.mid(4'000));
        EventFilter errors;
        errors.least = EventSeverity::Error;
        bool isIn = false;
        model.prepend(events.first(4'000), [&isIn] { isIn = true; });
        QVERIFY(model.setFilter(errors));
        QTRY_VERIFY(isIn && !model.isSearching());
        const auto expected = std::ranges::count_if(events, [](const Event &e) { return e.severity >= EventSeverity::Error; });
        QCOMPARE(model.rowCount(), static_cast<int>(expected));
        // What was asked for before everything was forgotten does not come.
        isIn = false;
        model.prepend(events.first(10), [&isIn] { isIn = true; });
        model.clear();
        QTRY_VERIFY(isIn);
        QCOMPARE(model.rowCount(), 0);
    }

    void countsAreExact()
    {
        QRandomGenerator random(10);
        const QList<Event> events = randomEvents(random, 20'000);
        EventLog log;
        add(log, events);
        EventFilter wanted;
        wanted.least = EventSeverity::Error; // the lane of errors wants all of them
        wanted.source = QStringLiteral("api");
        filter(log, wanted);
        for (const qint64 bar : {1'000, 7, 30'000, 333}) {
            const qint64 from = kT + random.bounded(100'000) - 5'000;
            const EventCounts counts = log.counts(from, bar, 500);
            QCOMPARE(counts.bins.size(), 500u);
            std::vector<std::array<qint64, kEventSeverities>> expected(500);
            for (const Event &e : events)
                if (wants(wanted, e, true) && e.at >= from && e.at < from + bar * 500)
                    expected[static_cast<size_t>((e.at - from) / bar)][static_cast<size_t>(e.severity)] += e.count;
            QVERIFY(counts.bins == expected);
            // Only what lies in the window counts at its borders.
            const qint64 first = from + bar / 2, last = from + bar * 400 + bar / 3;
            qint64 inside = 0, counted = 0;
            for (const Event &e : events)
                inside += wants(wanted, e, true) && e.at >= first && e.at <= last ? e.count : 0;
            for (const auto &bin : log.counts(from, bar, 500, first, last).bins)
                for (const qint64 count : bin)
                    counted += count;
            QCOMPARE(counted, inside);
        }
    }

    void isBounded()
    {
        QRandomGenerator random(11);
        EventLog log({10'000, 1LL << 40});
        const QList<Event> events = randomEvents(random, 30'000);
        for (qsizetype at = 0; at < events.size(); at += 500) {
            add(log, events.mid(at, 500));
            QVERIFY(log.size() <= 10'000);
        }
        QVERIFY(log.isFull());
        const QList<Event> shown = shownOf(log);
        QVERIFY(shown.size() > 10'000 - EventBlock::kRows);
        QCOMPARE(shown, events.last(shown.size())); // the newest stay
        EventLog bytes({1'000'000, 200'000});
        add(bytes, events.first(500));
        const EventLog::Addition older = bytes.older(EventLog::entriesOf(events.mid(500, 20'000), bytes.matcher()));
        QVERIFY(older.isCut);
        QVERIFY(older.entries.size() <= 1);
    }

    void theModelTellsOfEveryRow()
    {
        QRandomGenerator random(12);
        const SystemClock clock;
        EventsModel model(clock);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QList<Event> events = randomEvents(random, 6'000);
        model.append(events.mid(3'000, 1'000));
        bool isIn = false;
        model.prepend(events.first(3'000), [&isIn] { isIn = true; });
        QCOMPARE(model.append(events.mid(4'000)), 2'000);
        QTRY_VERIFY(isIn);
        QCOMPARE(model.rowCount(), 6'000);
        QCOMPARE(model.eventAt(0), events.last()); // the newest on top
        QCOMPARE(model.eventAt(5'999), events.first());
        QSignalSpy taken(&model, &EventsModel::filterTaken);
        EventFilter errors;
        errors.least = EventSeverity::Error;
        QVERIFY(model.setFilter(errors));
        QVERIFY(model.isSearching());
        QCOMPARE(model.rowCount(), 6'000); // until it is found
        EventFilter critical;
        critical.least = EventSeverity::Critical;
        QVERIFY(model.setFilter(critical)); // the first one is no longer wanted
        model.append({told(9'000, kT, EventSeverity::Critical, "late")});
        QVERIFY(taken.wait(10'000));
        QVERIFY(!model.isSearching());
        QCOMPARE(taken.size(), 1);
        const auto expected = std::ranges::count_if(events, [](const Event &e) { return e.severity == EventSeverity::Critical; });
        QCOMPARE(model.rowCount(), static_cast<int>(expected) + 1);
        QCOMPARE(model.data(model.index(0, EventsModel::Message), Qt::DisplayRole).toString(), QStringLiteral("late"));
    }

    void whatCountsAreWrongIsRefused()
    {
        Event good = told(1, kT);
        QVERIFY(!faultOf(good));
        const auto faulty = [&](auto change) {
            Event bad = good;
            change(bad);
            return faultOf(bad).has_value();
        };
        QVERIFY(faulty([](Event &e) { e.source.clear(); }));
        QVERIFY(faulty([](Event &e) { e.type = QString(101, 'x'); }));
        QVERIFY(faulty([](Event &e) { e.tenant = QStringLiteral("a\nb"); }));
        QVERIFY(faulty([](Event &e) { e.message = QString(2001, 'x'); }));
        QVERIFY(faulty([](Event &e) { e.message = QString(QChar(0)); }));
        QVERIFY(faulty([](Event &e) { e.details = QStringLiteral("[1]"); }));
        QVERIFY(faulty([](Event &e) { e.details = QStringLiteral("{\"a\":\"%1\"}").arg(QString(9000, 'x')); }));
        QVERIFY(faulty([](Event &e) { e.count = 0; }));
        const auto nested = [](int levels) { return QStringLiteral("{\"a\":").repeated(levels) + u'1' + QStringLiteral("}").repeated(levels); };
        QVERIFY(!faulty([&](Event &e) { e.details = nested(32); }));
        QVERIFY(faulty([&](Event &e) { e.details = nested(33); })); // a frame around it must stay readable
        QVERIFY(!faulty([](Event &e) { e.trace = QStringLiteral("Ünïcode 😀"); }));
    }
};

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_eventlog.moc"
