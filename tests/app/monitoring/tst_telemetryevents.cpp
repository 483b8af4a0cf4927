// SPDX-License-Identifier: GPL-3.0-or-later
// Events of a stream on real files: once each, by pages, bounded.
#include "app/monitoring/service/streamfeed.h"
#include "tests/app/monitoring/telemetryfile.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace plancia;
using namespace plancia::monitoring;
using namespace plancia::tests;

namespace {
Event told(qint64 offset, qint64 at, const QString &trace = {})
{
    Event event;
    event.offset = offset;
    event.at = at;
    event.severity = static_cast<EventSeverity>(offset % kEventSeverities);
    event.source = QStringLiteral("api");
    event.type = QStringLiteral("read.orders");
    event.tenant = QStringLiteral("acme");
    event.trace = trace;
    event.message = QStringLiteral("Ünïcode “%1” '; DROP TABLE events; --").arg(offset);
    event.details = QStringLiteral("{\"n\":%1}").arg(offset);
    event.durationMs = offset % 3 == 0 ? -1 : 1.5;
    event.count = 1 + offset % 4;
    return event;
}

void append(File &file, const QList<Event> &events, const QString &epoch = QStringLiteral("e"), const QString &stream = kStream)
{
    for (const Event &event : events)
        file.clock.ms = std::max(file.clock.ms, event.at);
    file.telemetry->append(stream, {{}, {}, events}, {epoch, events.isEmpty() ? 0 : events.last().offset, file.clock.ms});
}

EventsPage page(File &file, const EventsQuery &query, const QString &stream = kStream)
{
    auto asked = file.telemetry->events(stream, query, {});
    asked.waitForFinished();
    return asked.result() ? *asked.result() : EventsPage{};
}

/// All pages together, oldest first.
QList<Event> everything(File &file, EventsQuery query)
{
    QList<Event> all;
    do {
        const EventsPage next = page(file, query);
        all = next.events + all;
        query.before = next.next;
    } while (!query.before.isEmpty());
    return all;
}

const EventsQuery kAll{0, std::numeric_limits<qint64>::max(), {}, {}, 100};
} // namespace

class TestTelemetryEvents : public QObject {
    Q_OBJECT
private slots:
    void eachComesBackAsItWas()
    {
        File file;
        QList<Event> events;
        for (int i = 1; i <= 950; ++i)
            events.append(told(i, kStart + i * 100, i % 10 == 0 ? QStringLiteral("t-%1").arg(i % 100) : QString()));
        append(file, events.first(400));
        QVERIFY(file.flush());
        append(file, events.mid(400, 300)); // these are asked for before they are written
        QCOMPARE(everything(file, kAll), events.first(700));
        QVERIFY(file.flush());
        append(file, events.mid(700));
        QCOMPARE(everything(file, kAll), events);
        QVERIFY(file.flush());
        file.close();
        file.open(); // and after a restart
        QCOMPARE(everything(file, kAll), events);
        QCOMPARE(everything(file, {kStart + 20'000, kStart + 30'000, {}, {}, 7}), events.mid(199, 101));
        QList<Event> ofTrace;
        for (const Event &e : events)
            if (e.trace == u"t-30")
                ofTrace.append(e);
        QVERIFY(ofTrace.size() > 5);
        QCOMPARE(everything(file, {0, kAll.to, QStringLiteral("t-30"), {}, 2}), ofTrace);
        QVERIFY(page(file, kAll, QStringLiteral("another agent")).events.isEmpty());
    }

    /// A page is newest first by time, whatever the order in which they came.
    void lateOnesStandWhereTheyBelong()
    {
        File file;
        append(file, {told(1, kStart + 500), told(2, kStart + 100), told(3, kStart + 300)});
        QVERIFY(file.flush());
        append(file, {told(4, kStart + 200), told(5, kStart + 600)}); // not written yet
        QList<qint64> order;
        for (const Event &e : everything(file, {0, kAll.to, {}, {}, 2}))
            order.append(e.offset);
        QCOMPARE(order, (QList<qint64>{2, 4, 3, 1, 5}));
    }

    /// What is sent again after a restart is there once; the same number of another run of the agent is another event.
    void nothingIsThereTwice()
    {
        File file;
        append(file, {told(1, kStart), told(2, kStart + 1)});
        QVERIFY(file.flush());
        append(file, {told(1, kStart), told(2, kStart + 1), told(3, kStart + 2)});
        QVERIFY(file.flush());
        QCOMPARE(everything(file, kAll).size(), 3);
        QCOMPARE(file.number("SELECT events FROM streams"), 3);
        append(file, {told(1, kStart)}, QStringLiteral("another run"));
        QVERIFY(file.flush());
        QCOMPARE(everything(file, kAll).size(), 4);
        QCOMPARE(file.number("SELECT events FROM streams"), 4);
        QCOMPARE(file.number("SELECT event_bytes FROM streams"), file.number("SELECT sum(bytes) FROM events"));
    }

    void foreignCursorsAndSpansAreRefused_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<qint64>("to");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("words") << "abc" << kAll.to << ErrorCode::ValCursor;
        QTest::newRow("two parts") << "1.2" << kAll.to << ErrorCode::ValCursor;
        QTest::newRow("four parts") << "1.2.3.4" << kAll.to << ErrorCode::ValCursor;
        QTest::newRow("too large") << "1.2.99999999999999999999" << kAll.to << ErrorCode::ValCursor;
        QTest::newRow("ends before it begins") << QString() << qint64(-1) << ErrorCode::ValRange;
    }
    void foreignCursorsAndSpansAreRefused()
    {
        QFETCH(QString, before);
        QFETCH(qint64, to);
        File file;
        StreamFeed without(file.clock, nullptr);
        auto asked = file.telemetry->events(kStream, {0, to, {}, before, 10}, {});
        asked.waitForFinished();
        QVERIFY(!asked.result());
        QTEST(asked.result().error().code(), "code");
        auto bare = without.events({0, to, {}, before, 10}, {});
        bare.waitForFinished();
        QVERIFY(!bare.result());
        QTEST(bare.result().error().code(), "code");
    }

    void theOldestGoBeyondTheirNumber()
    {
        File file;
        file.limits.events = 1'000;
        file.limits.rowsPerPrune = 50;
        file.close();
        file.open();
        QList<Event> all;
        for (int i = 1; i <= 3'000; ++i)
            all.append(told(i, kStart + i));
        for (int part = 0; part < 10; ++part) {
            append(file, all.mid(part * 300, 300));
            QVERIFY(file.flush());
            QVERIFY(file.number("SELECT count(*) FROM events") <= 1'000);
        }
        QCOMPARE(everything(file, kAll), all.last(1'000));
        QCOMPARE(file.number("SELECT events FROM streams"), 1'000);
        QCOMPARE(file.number("SELECT event_bytes FROM streams"), file.number("SELECT sum(bytes) FROM events"));
        // Of two agents the older events go, whoever told them.
        file.clock.ms = kStart + 10'000;
        append(file, {told(1, kStart + 9'000)}, QStringLiteral("x"), QStringLiteral("wss://other"));
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT count(*) FROM events"), 1'000);
        QCOMPARE(page(file, kAll, QStringLiteral("wss://other")).events.size(), 1);
    }

    void theOldestGoBeyondTheirSizeAndAge()
    {
        File file;
        QList<Event> all;
        for (int i = 1; i <= 500; ++i)
            all.append(told(i, kStart + i));
        file.limits.eventBytes = 200 * bytesOf(all.last());
        file.close();
        file.open();
        append(file, all);
        QVERIFY(file.flush());
        const qint64 left = file.number("SELECT count(*) FROM events");
        QVERIFY2(left >= 195 && left <= 202, qPrintable(QString::number(left)));
        QCOMPARE(everything(file, kAll), all.last(left));
        file.clock.ms = kStart + 31 * kDay;
        append(file, {told(501, file.clock.ms)});
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT count(*) FROM events"), 1);
    }

    /// Events take nothing of the room that samples have.
    void samplesStayBesideManyEvents()
    {
        File file;
        file.limits.bytes = 400'000;
        file.limits.writesPerPrune = 1;
        file.close();
        file.open();
        QList<Event> events;
        for (int i = 2; i <= 5'000; ++i)
            events.append(told(i, kStart + i));
        file.append({file.sample(kStart, {{metric::SelfCpu, 1}})});
        append(file, events);
        QVERIFY(file.flush());
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT count(*) FROM samples"), 1);
        QCOMPARE(file.number("SELECT count(*) FROM events"), 4'999);
    }

    /// What is booked is about what the file grows by, whatever the events are like.
    void theirSizeIsThatOfTheFile_data()
    {
        QTest::addColumn<QString>("message");
        QTest::newRow("short") << QString(40, 'x');
        QTest::newRow("long") << QString(1'100, 'x');
        QTest::newRow("very long") << QString(1'900, 'x');
        QTest::newRow("wide letters") << QString(400, QChar(0x4e2d));
    }
    void theirSizeIsThatOfTheFile()
    {
        QFETCH(QString, message);
        File file;
        QList<Event> events;
        for (int i = 1; i <= 4'000; ++i) {
            events.append(told(i, kStart + i));
            events.last().message = message;
        }
        const QByteArray used = "SELECT (SELECT page_count FROM pragma_page_count) * 4096";
        const qint64 before = file.number(used);
        append(file, events);
        QVERIFY(file.flush());
        const double real = static_cast<double>(file.number(used) - before), booked = static_cast<double>(file.number("SELECT event_bytes FROM streams"));
        QVERIFY2(booked * 1.3 > real && booked < real * 1.5, qPrintable(QStringLiteral("%1 booked, %2 in the file").arg(booked).arg(real)));
    }

    void ofTwoAgentsTheOlderEventsGo()
    {
        File file;
        file.limits.events = 100;
        file.close();
        file.open();
        QList<Event> ours, others;
        for (int i = 1; i <= 100; ++i) {
            ours.append(told(i, kStart + 10 * i));
            others.append(told(i, kStart + 10 * i + 5));
        }
        append(file, ours);
        QVERIFY(file.flush());
        append(file, others, QStringLiteral("x"), QStringLiteral("wss://other"));
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT count(*) FROM events"), 100);
        QCOMPARE(everything(file, kAll), ours.last(50));
        QCOMPARE(page(file, kAll, QStringLiteral("wss://other")).events.size(), 50);
    }

    /// The place in the stream is written with what came before it, or not at all.
    void theirPlaceIsWrittenWithThem()
    {
        File file;
        append(file, {told(1, kStart), told(2, kStart + 1)});
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT position FROM streams"), 2);
        Event impossible = told(3, kStart + 2);
        impossible.source = QString(200, 'x'); // the table refuses it
        append(file, {impossible});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(".*"));
        QVERIFY(!file.flush());
        QCOMPARE(file.number("SELECT position FROM streams"), 2);
        QCOMPARE(file.number("SELECT count(*) FROM events"), 2);
    }

    void aPageOfAMillionIsSoonThere()
    {
        File file;
        file.limits.writeEveryMs = 1'000'000;
        file.limits.eventsPerWrite = 1'000'000;
        file.close();
        file.open();
        for (int part = 0; part < 10; ++part) {
            QList<Event> events;
            for (int i = 1; i <= 20'000; ++i)
                events.append(told(part * 20'000 + i, kStart + part * 20'000 + i, i % 1'000 == 0 ? QStringLiteral("t-%1").arg(i / 1'000 % 10) : QString()));
            append(file, events);
            QVERIFY(file.flush());
        }
        // By keys: what a statement reads does not grow with what there is.
        const auto planOf = [&](bool isOfTrace) {
            auto plan = file.store->read<QString>({}, [isOfTrace](sql::Connection &connection) -> Result<QString> {
                QList<sql::Value> values{qint64(1), qint64(5), qint64(9), qint64(1), qint64(1), qint64(10)};
                if (isOfTrace)
                    values.append(QStringLiteral("t-9"));
                auto rows = connection.query(("EXPLAIN QUERY PLAN " + eventsStatement(isOfTrace)).constData(), values);
                if (!rows)
                    return fail(rows.error());
                QStringList steps;
                for (int i = 0; i < rows->size(); ++i)
                    steps.append((*rows)[i].text(3));
                return steps.join(QStringLiteral("; "));
            });
            plan.waitForFinished();
            return plan.result().value_or(QStringLiteral("no plan"));
        };
        const QString page = planOf(false), ofTrace = planOf(true);
        QVERIFY2(page.startsWith("SEARCH events USING PRIMARY KEY (stream=? AND at>?") && !page.contains(';'), qPrintable(page));
        QVERIFY2(ofTrace.startsWith("SEARCH events USING INDEX events_trace (stream=? AND trace=? AND at>?") && !ofTrace.contains(';'), qPrintable(ofTrace));
        QCOMPARE(everything(file, {0, kAll.to, QStringLiteral("t-9"), {}, 100}).size(), 20);
        const QList<Event> all = everything(file, {kStart, kAll.to, {}, {}, EventsQuery::kMaxRows});
        QCOMPARE(all.size(), 200'000);
        for (int i = 0; i < all.size(); ++i)
            if (all[i].offset != i + 1)
                QFAIL(qPrintable(QString::number(i)));
    }
};

QTEST_GUILESS_MAIN(TestTelemetryEvents)
#include "tst_telemetryevents.moc"
