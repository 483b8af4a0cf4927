// SPDX-License-Identifier: GPL-3.0-or-later
// What is remembered of a stream, on real files: samples without names, minutes, what is asked of the past.
#include "app/monitoring/service/samplevalues.h"
#include "app/monitoring/service/streamfeed.h"
#include "app/monitoring/service/telemetryhistory.h"
#include "app/sql/migrations.h"
#include "tests/app/monitoring/telemetryfile.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <ctime>

using namespace plancia;
using namespace plancia::monitoring;
using namespace plancia::tests;
using store::LocalStore;

namespace {
HistoryQuery query(const QStringList &metrics, qint64 from, qint64 to, const QString &source = kSelf) { return {source, metrics, from, to}; }

bool isRising(const MetricHistory &history)
{
    for (const auto &line : history.lines)
        for (qsizetype i = 1; i < line.at.size(); ++i)
            if (line.at[i] <= line.at[i - 1])
                return false;
    return true;
}

/// What a minute looks like, computed the long way.
QList<std::pair<qint64, double>> slowMinute(qint64 minute, const QList<double> &values)
{
    if (values.isEmpty())
        return {};
    const auto least = std::min_element(values.begin(), values.end());
    const auto greatest = std::max_element(values.begin(), values.end());
    const QList<double> four{values.first(), least <= greatest ? *least : *greatest, least <= greatest ? *greatest : *least, values.last()};
    QList<std::pair<qint64, double>> points;
    for (int i = 0; i < 4; ++i)
        if (i == 0 || four[i] != four[i - 1])
            points.append({minute + QList<qint64>{0, 20'000, 40'000, 59'000}[i], four[i]});
    return points;
}
} // namespace

class TestTelemetry : public QObject {
    Q_OBJECT
private slots:
    void valuesComeBack_data()
    {
        QTest::addColumn<double>("value");
        QTest::newRow("zero") << 0.0;
        QTest::newRow("negative") << -12.5;
        QTest::newRow("bytes") << 9007199254740991.0;
        QTest::newRow("terabyte") << 1099511627777.0;
        QTest::newRow("float") << double(0.1234567f);
        QTest::newRow("small") << double(1.234567e-20f);
        QTest::newRow("great") << 1e300;
    }
    void valuesComeBack()
    {
        QFETCH(double, value);
        const QStringList names{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        const QString text = valuesToJson(names, {{QStringLiteral("b"), value}, {QStringLiteral("c"), std::nan("")}});
        QVERIFY(text.startsWith(QLatin1String("[null,")) && text.endsWith(QLatin1String(",null]")));
        int found = 0;
        eachValue(text.toLatin1(), [&](size_t place, std::span<const double> numbers) {
            ++found;
            QCOMPARE(place, size_t(1));
            QCOMPARE(float(numbers[0]), float(value));
            if (value == std::floor(value) && std::abs(value) < 1e15)
                QCOMPARE(numbers[0], value);
        });
        QCOMPARE(found, 1);
    }
    void damagedRowsEndEarly()
    {
        for (const QByteArray text : {"", "[", "[1,", "[x", "[[1,2", "[[1,2,3,4,5]]", "[nul", "[1,2]"}) {
            int found = 0;
            eachValue(text, [&](size_t, std::span<const double>) { ++found; });
            QVERIFY(found <= 2);
        }
    }

    void samplesComeBackAfterARestart()
    {
        File file;
        QList<Sample> samples;
        for (int i = 0; i < 200; ++i) {
            QHash<QString, double> values{{metric::SelfCpu, i / 8.0}, {metric::SelfRss, 1e9 + i}};
            if (i % 10 == 0)
                values.insert(QStringLiteral("rare"), i);
            if (i == 100)
                values = {};
            samples.append(file.sample(kStart + i * 1000, values));
            samples.append(file.sample(kStart + i * 1000, {{metric::PgCommits, i}}, QStringLiteral("pg:a")));
        }
        file.append(samples);
        QVERIFY(file.flush());
        file.close();
        file.open();
        auto loaded = file.telemetry->load(kStream, kStart);
        loaded.waitForFinished();
        QVERIFY(loaded.result());
        QCOMPARE(loaded.result()->samples, samples);
        QCOMPARE(file.number("SELECT count(*) FROM shapes WHERE number IN (SELECT shape FROM samples)"), 2);
        QCOMPARE(file.number("SELECT max(length(values_json)) < 30 FROM samples"), 1);

        const auto history = file.history(query({metric::SelfCpu, QStringLiteral("rare"), QStringLiteral("unheard.of"), metric::SelfCpu}, kStart + 5000, kStart + 14'000));
        QCOMPARE(history.stepMs, 1000);
        QCOMPARE(history.oldest, kStart);
        QCOMPARE(history.lines.size(), 4);
        QCOMPARE(history.lines[0].at.size(), 10); // both ends
        QCOMPARE(history.lines[0].values.first(), 5 / 8.0);
        QCOMPARE(history.lines[1].values, QList<double>{10});
        QVERIFY(history.lines[2].at.isEmpty());
        QCOMPARE(history.lines[3].values, history.lines[0].values);
        QVERIFY(file.history(query({metric::SelfCpu}, kStart, kStart + kDay, QStringLiteral("pg:none"))).lines[0].at.isEmpty());
        QVERIFY(file.history(query({metric::SelfCpu}, kStart, kStart + kDay), {}, QStringLiteral("other")).lines[0].at.isEmpty());
    }

    void minutesAreThoseComputedTheLongWay()
    {
        File file;
        file.limits.minutesPerWrite = 7; // some wait for the next write
        file.close();
        file.open();
        QRandomGenerator random(42);
        const QStringList names{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        QHash<QString, QMap<qint64, QList<double>>> expected;
        const int seconds = 7 * 3600 + 30;
        QList<Sample> batch;
        qint64 spike = 0;
        for (int i = 0; i < seconds; ++i) {
            const qint64 at = kStart + i * 1000 + random.bounded(900);
            if ((i / 600) % 5 == 3)
                continue; // nothing for ten minutes
            QHash<QString, double> values{{names[0], random.bounded(100)}, {names[1], 7}};
            if (random.bounded(40) == 0)
                values.insert(names[2], random.bounded(1000));
            if (random.bounded(3000) == 0) {
                values[names[0]] = 1e6 + i;
                ++spike;
            }
            for (auto value = values.cbegin(); value != values.cend(); ++value)
                expected[value.key()][minuteOf(at)].append(value.value());
            batch.append(file.sample(at, values));
            if (random.bounded(300) == 0 || i == seconds - 1) {
                file.append(batch);
                QVERIFY(file.flush());
                batch.clear();
                if (random.bounded(5) == 0) {
                    file.close(); // in the middle of a minute
                    file.open();
                }
            }
        }
        QVERIFY(spike > 3);
        const auto history = file.history(query(names, kStart, kStart + seconds * 1000));
        QCOMPARE(history.stepMs, 60'000);
        QVERIFY(isRising(history));
        const qint64 rolled = file.number("SELECT max(at) FROM minutes");
        QVERIFY(rolled >= kStart + 6 * kHour);
        for (int i = 0; i < 3; ++i) {
            QList<std::pair<qint64, double>> slow, fast;
            for (auto minute = expected[names[i]].cbegin(); minute != expected[names[i]].cend(); ++minute)
                if (minute.key() <= rolled)
                    slow += slowMinute(minute.key(), minute.value());
            for (qsizetype p = 0; p < history.lines[i].at.size(); ++p)
                if (history.lines[i].at[p] < rolled + kMinuteMs)
                    fast.append({history.lines[i].at[p], history.lines[i].values[p]});
            QCOMPARE(fast.size(), slow.size());
            for (qsizetype p = 0; p < slow.size(); ++p)
                QCOMPARE(fast[p], slow[p]);
            // What is not rolled comes from the samples, with all extremes.
            for (auto minute = expected[names[i]].upperBound(rolled); minute != expected[names[i]].cend(); ++minute) {
                const double top = *std::max_element(minute.value().begin(), minute.value().end());
                QVERIFY(history.lines[i].values.contains(top));
            }
        }
    }

    void whatIsNotWrittenYetIsInTheAnswer()
    {
        File file;
        QList<Sample> all, last;
        for (int i = 0; i < 500; ++i)
            all.append(file.sample(kStart + i * 1000, {{metric::SelfCpu, i}}));
        file.append(all.first(300));
        QVERIFY(file.flush());
        last = all.mid(200); // overlaps
        const auto near = file.history(query({metric::SelfCpu}, kStart, kStart + kHour), {last, {}, {}});
        QCOMPARE(near.lines[0].at.size(), 500);
        QVERIFY(isRising(near));
        QCOMPARE(near.lines[0].values.last(), 499.0);
        const auto far = file.history(query({metric::SelfCpu}, kStart - kDay, kStart + kHour), {last, {}, {}});
        QCOMPARE(far.lines[0].values.last(), 499.0);
        QCOMPARE(far.lines[0].at.last(), kStart + 499'000);
        QVERIFY(isRising(far));
        QCOMPARE(far.lines[0].at.size(), 4 * 2 + 5 * 2); // four minutes that are written, five made of samples
        const auto alone = historyOf(query({metric::SelfCpu}, kStart, kStart + kHour), {last, {}, {}});
        QVERIFY(alone);
        QCOMPARE(alone->lines[0].at.size(), 300);
        QCOMPARE(alone->oldest, kStart + 200'000);
    }
    void aSpanThatEndsBeforeItBeginsIsRefused()
    {
        File file;
        StreamFeed with(file.clock, file.telemetry.get()), without(file.clock, nullptr);
        for (StreamFeed *feed : {&with, &without}) {
            auto asked = feed->history(query({metric::SelfCpu}, 2, 1), {});
            asked.waitForFinished();
            QVERIFY(!asked.result());
            QCOMPARE(asked.result().error().code(), ErrorCode::ValRange);
            auto good = feed->history(query({metric::SelfCpu}, 1, 1), {});
            good.waitForFinished();
            QVERIFY(good.result());
            QVERIFY(good.result()->lines[0].at.isEmpty());
        }
    }
    void aCancelIsHeard()
    {
        File file;
        file.append({file.sample(kStart, {{metric::SelfCpu, 1}})});
        QVERIFY(file.flush());
        CallContext context;
        context.cancel.cancel();
        auto asked = file.telemetry->history(kStream, query({metric::SelfCpu}, kStart, kStart), {}, context);
        asked.waitForFinished();
        QVERIFY(!asked.result());
        QCOMPARE(asked.result().error().code(), ErrorCode::InternalCancelled);
    }
    void gapsThatTouchTheSpan()
    {
        File file;
        using Reason = StreamGap::Reason;
        const StreamGap whole{Reason::AgentAway, kStart - 5000, kStart + 1000, {}};
        const StreamGap ours{Reason::SourceDown, kStart + 2000, kStart + 90'000, kSelf};
        const StreamGap later{Reason::CounterReset, kStart + 50'000, kStart + 60'000, kSelf};
        const StreamGap foreign{Reason::SourceDown, kStart, kStart + 3000, QStringLiteral("pg:a")};
        const StreamGap before{Reason::Evicted, kStart - 9000, kStart - 8000, {}};
        file.append({file.sample(kStart, {{metric::SelfCpu, 1}})}, {before, foreign, later, ours, whole});
        QVERIFY(file.flush());
        const auto history = file.history(query({metric::SelfCpu}, kStart, kStart + 50'000), {{}, {later}, {}});
        QCOMPARE(history.gaps, (QList<StreamGap>{whole, ours, later}));
    }

    void aClockThatIsPutBackLosesNoSpike()
    {
        File file;
        QList<Sample> samples;
        for (int i = 0; i < 200; ++i)
            samples.append(file.sample(kStart + i * 1000, {{metric::SelfCpu, 1}}));
        file.append(samples);
        QVERIFY(file.flush());
        file.append({file.sample(kStart + 70'500, {{metric::SelfCpu, 99}})});
        QVERIFY(file.flush());
        const auto history = file.history(query({metric::SelfCpu}, kStart - kDay, kStart + kHour));
        QVERIFY(history.lines[0].values.contains(99.0));
    }

    void samplesGoAndMinutesStay()
    {
        File file;
        QList<Sample> samples;
        for (int i = 0; i < 3 * 1440; ++i) // three days, one each 60 s and a spike now and then
            samples.append(file.sample(kStart + i * kMinuteMs + 1000, {{metric::SelfCpu, i % 500 == 0 ? 1000 + i : 1}}));
        const StreamGap old{StreamGap::Reason::AgentAway, kStart, kStart + 1000, {}};
        for (int part = 0; part < 30; ++part) {
            file.append(samples.mid(part * 144, 144), part == 0 ? QList<StreamGap>{old} : QList<StreamGap>{});
            QVERIFY(file.flush());
        }
        file.limits.writesPerPrune = 1;
        file.close();
        file.open();
        file.append({file.sample(kStart + 3 * kDay, {{metric::SelfCpu, 2}})});
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT min(at) FROM samples"), kStart + kDay + 1000);
        QCOMPARE(file.number("SELECT count(*) FROM minutes"), 3 * 1440);
        const auto history = file.history(query({metric::SelfCpu}, kStart, kStart + kHour)); // short, but the samples are gone
        QCOMPARE(history.stepMs, 60'000);
        QCOMPARE(history.lines[0].at.size(), 61); // both ends
        QCOMPARE(history.lines[0].values.first(), 1000.0);
        QCOMPARE(history.oldest, kStart);
        QCOMPARE(history.gaps.size(), 1);
        // Half of the span has samples.
        const auto edge = file.history(query({metric::SelfCpu}, kStart + kDay - kHour, kStart + kDay + kHour));
        QCOMPARE(edge.lines[0].at.size(), 120);
        QVERIFY(isRising(edge));
        // A month later only the last is left, and its source.
        file.clock.ms = kStart + 34 * kDay;
        file.append({file.sample(file.clock.ms, {{QStringLiteral("x"), 2}}, QStringLiteral("pg:new"))});
        QVERIFY(file.flush());
        QCOMPARE(file.number("SELECT count(*) FROM minutes"), 0);
        QCOMPARE(file.number("SELECT count(*) FROM samples"), 1);
        QCOMPARE(file.number("SELECT count(*) FROM sources"), 1);
        QCOMPARE(file.number("SELECT count(*) FROM gaps"), 0);
    }
    void noSampleGoesBeforeItStandsInAMinute()
    {
        File file;
        file.limits.minutesPerWrite = 3;
        file.limits.writesPerPrune = 1;
        file.limits.rowsPerPrune = 50;
        file.close();
        file.open();
        QList<Sample> samples;
        for (int i = 0; i < 600; ++i)
            samples.append(file.sample(kStart + i * 1000, {{metric::SelfCpu, i}}));
        file.append(samples);
        file.clock.ms = kStart + 3 * kDay; // all of them are old at once
        for (int i = 0; i < 12; ++i) {
            QVERIFY(file.flush());
            const auto history = file.history(query({metric::SelfCpu}, kStart, kStart + kDay));
            QCOMPARE(history.lines[0].values.first(), 0.0);
            QCOMPARE(history.lines[0].values.last(), 599.0);
            QCOMPARE(history.lines[0].at.size(), 20);
            file.append({}, {StreamGap{StreamGap::Reason::AgentAway, kStart + i, kStart + i, {}}});
        }
        QCOMPARE(file.number("SELECT count(*) FROM samples"), 0);
        QCOMPARE(file.number("SELECT count(*) FROM minutes"), 10);
    }
    void theSizeIsKept()
    {
        File file;
        file.limits.bytes = 660'000;
        file.limits.writesPerPrune = 1;
        file.close();
        file.open();
        for (int part = 0; part < 60; ++part) {
            QList<Sample> samples;
            for (int i = 0; i < 600; ++i) {
                QHash<QString, double> values;
                for (int m = 0; m < 10; ++m)
                    values.insert(QStringLiteral("m%1").arg(m), part * 600 + i + m * 0.123456789);
                samples.append(file.sample(kStart + (part * 600 + i) * 1000, values));
            }
            file.append(samples);
            QVERIFY(file.flush());
        }
        QVERIFY(file.number("SELECT (p.page_count - f.freelist_count) * s.page_size FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s") <= 660'000);
        QVERIFY(file.number("SELECT count(*) FROM samples") > 600);
        QVERIFY(file.number("SELECT count(*) FROM minutes") >= 599); // raw goes first
        QVERIFY(isRising(file.history(query({QStringLiteral("m1")}, kStart, kStart + 10 * kHour))));
        file.limits.bytes = 150'000;
        file.close();
        file.open();
        for (int i = 0; i < 20; ++i) {
            file.append({file.sample(kStart + kDay + i, {{QStringLiteral("m1"), 1}})});
            QVERIFY(file.flush());
        }
        QVERIFY(file.number("SELECT count(*) FROM minutes") < 500);
    }
    void namesThatChangeDoNotWidenForEver()
    {
        File file;
        file.limits.writesPerPrune = 1;
        file.close();
        file.open();
        QList<Sample> samples;
        for (int i = 0; i < 2500; ++i)
            samples.append(file.sample(kStart + i, {{QStringLiteral("n%1").arg(i), i}}));
        file.append(samples);
        QVERIFY(file.flush());
        QVERIFY(file.number("SELECT max(json_array_length(names)) FROM shapes WHERE number IN (SELECT shape FROM samples)") <= 1000);
        const auto history = file.history(query({QStringLiteral("n2400"), QStringLiteral("n3")}, kStart, kStart + 5000));
        QCOMPARE(history.lines[0].values, QList<double>{2400});
        QCOMPARE(history.lines[1].values, QList<double>{3});
    }

    void anOlderFileIsConvertedAndBack()
    {
        QTemporaryDir folder;
        LocalStore::Options options;
        options.path = folder.filePath(QStringLiteral("telemetry.db"));
        options.migrations = folder.filePath(QStringLiteral("old"));
        options.createIfMissing = true;
        QVERIFY(QDir().mkdir(options.migrations));
        for (const QString &name : {QStringLiteral("0001_base.sql"), QStringLiteral("0001_base.down.sql")})
            QVERIFY(QFile::copy(QStringLiteral(":/sql/sqlite/telemetry/") + name, options.migrations + u'/' + name));
        const auto text = [](sql::Connection &connection, const QByteArray &sql) {
            QStringList lines;
            if (auto rows = connection.query(sql))
                for (int i = 0; i < rows->size(); ++i)
                    lines.append((*rows)[i].text(0));
            return lines;
        };
        {
            auto old = LocalStore::open(options);
            QVERIFY(old);
            auto written = (*old)->write<bool>({}, {}, [](sql::Connection &connection) -> Result<bool> {
                return connection.script(
                    "INSERT INTO streams (number, id, epoch, position, seen_at) VALUES (1, 'built-in', 'e', 7, 1750000021000), (2, 'b', 'f', 1, 5);"
                    "INSERT INTO samples VALUES (1749800000000, 1, 'self', 1, '{\"old\":1}'),"
                    "(1750000020000, 1, 'self', 5, '{\"self.cpu\":0.25,\"self.rss_bytes\":1234567890123}'),"
                    "(1750000021000, 1, 'self', 6, '{\"self.cpu\":1.5,\"odd \\\"name\":3}'),"
                    "(1750000022000, 1, 'self', 7, '{}'), (1750000023000, 1, 'self', 8, '{broken'),"
                    "(1750000020000, 1, 'pg:a', 4, '{\"pg.commits\":12}'), (1750000020000, 2, 'self', 1, '{\"self.cpu\":9}');"
                    "INSERT INTO gaps VALUES (1750000020000, 1, '', 'agent_away', 1750000000000);"
                    "UPDATE meta SET commit_no = commit_no + 1");
            });
            written.waitForFinished();
            QVERIFY2(written.result(), written.result() ? "" : qPrintable(written.result().error().fact(u"message")));
        }
        options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
        auto opened = LocalStore::open(options);
        QVERIFY(opened);
        QCOMPARE((*opened)->pendingMigrations(), 3);
        const auto migrated = (*opened)->migrate(1);
        QVERIFY2(migrated, migrated ? "" : qPrintable(migrated.error().fact(u"message")));
        TestClock clock;
        TelemetryStore telemetry(**opened, {}, clock);
        auto loaded = telemetry.load(kStream, 0);
        loaded.waitForFinished();
        QVERIFY(loaded.result());
        const QString odd = QStringLiteral("odd \"name");
        QCOMPARE(loaded.result()->samples,
                 (QList<Sample>{{4, kStart, QStringLiteral("pg:a"), {{metric::PgCommits, 12}}},
                                {5, kStart, kSelf, {{metric::SelfCpu, 0.25}, {metric::SelfRss, 1234567890123.0}}},
                                {6, kStart + 1000, kSelf, {{metric::SelfCpu, 1.5}, {odd, 3}}},
                                {7, kStart + 2000, kSelf, {}}}));
        QCOMPARE(loaded.result()->position, (StreamPosition{QStringLiteral("e"), 7, 1'750'000'021'000}));
        QCOMPARE(loaded.result()->gaps.size(), 1);
        // It goes on in what was converted.
        telemetry.append(kStream, {{}, {{9, kStart + 70'000, kSelf, {{metric::SelfCpu, 4}}}}, {}}, {QStringLiteral("e"), 9, kStart + 70'000});
        auto flushed = telemetry.flush();
        flushed.waitForFinished();
        QVERIFY(flushed.result());

        const auto migrations = sql::Migrations::load(options.migrations);
        QVERIFY(migrations);
        QStringList samples, gaps;
        auto back = (*opened)->write<bool>({}, {}, [&](sql::Connection &connection) -> Result<bool> {
            for (int step = 0; step < 3; ++step)
                if (auto reverted = migrations->revert(connection); !reverted)
                    return fail(reverted.error());
            samples = text(connection, "SELECT source || ' ' || (at % 100000) || ' ' || position || ' ' || metrics FROM samples WHERE stream = 1 ORDER BY at, source");
            gaps = text(connection, "SELECT reason FROM gaps");
            return connection.script("UPDATE meta SET commit_no = commit_no + 1");
        });
        back.waitForFinished();
        QVERIFY2(back.result(), back.result() ? "" : qPrintable(back.result().error().fact(u"message")));
        QCOMPARE(gaps, QStringList{QStringLiteral("agent_away")});
        QCOMPARE(samples, (QStringList{QStringLiteral("pg:a 20000 4 {\"pg.commits\":12}"),
                                       QStringLiteral("self 20000 5 {\"self.cpu\":0.25,\"self.rss_bytes\":1234567890123}"),
                                       QStringLiteral("self 21000 6 {\"odd \\\"name\":3,\"self.cpu\":1.5}"), QStringLiteral("self 22000 7 {}"),
                                       QStringLiteral("self 90000 9 {\"self.cpu\":4}")}));
    }

    /// No time is asserted: it is printed, with the bytes of a row. The processor's own says more where others are at work.
    void readingADay()
    {
        std::clock_t begun = 0;
        const auto processorMs = [&begun] { return static_cast<long long>(std::clock() - begun) * 1000 / CLOCKS_PER_SEC; };
        File file;
        file.limits.unwritten = 1'000'000;
        file.limits.minutesPerWrite = 100'000;
        file.close();
        file.open();
        QStringList names;
        for (int m = 0; m < 60; ++m)
            names.append(QStringLiteral("pg.metric.number_%1").arg(m));
        QRandomGenerator random(1);
        for (int hour = 0; hour < 24; ++hour) {
            QList<Sample> samples;
            for (int i = 0; i < 3600; ++i) {
                QHash<QString, double> values;
                for (const QString &name : names)
                    values.insert(name, random.generateDouble() * 1000);
                samples.append(file.sample(kStart + (hour * 3600 + i) * 1000, values));
            }
            QElapsedTimer timer;
            timer.start();
            begun = std::clock();
            file.append(samples);
            QVERIFY(file.flush());
            if (hour == 23)
                qInfo("an hour of samples written: %lld ms, %lld of the processor", timer.elapsed(), processorMs());
        }
        qInfo("bytes of a sample: %lld, of a minute: %lld", file.number("SELECT CAST(avg(length(values_json)) AS INTEGER) FROM samples"),
              file.number("SELECT CAST(avg(length(values_json)) AS INTEGER) FROM minutes"));
        QElapsedTimer timer;
        timer.start();
        begun = std::clock();
        const auto day = file.history(query(names, kStart, kStart + kDay));
        qInfo("24 h of 60 metrics as minutes: %lld ms, %lld of the processor, %lld points a line", timer.restart(), processorMs(), qint64(day.lines[0].at.size()));
        begun = std::clock();
        const auto morning = file.history(query(names, kStart, kStart + 6 * kHour));
        qInfo("6 h of 60 metrics, each sample: %lld ms, %lld of the processor, %lld points a line", timer.restart(), processorMs(), qint64(morning.lines[0].at.size()));
        begun = std::clock();
        const auto one = file.history(query({names[30]}, kStart, kStart + 6 * kHour));
        qInfo("6 h of one metric: %lld ms, %lld of the processor", timer.elapsed(), processorMs());
        QCOMPARE(one.lines[0].values, morning.lines[30].values);
        QCOMPARE(morning.lines[0].at.size(), 21'601);
        QVERIFY(day.lines[0].at.size() > 1440 * 3);
    }
};

QTEST_GUILESS_MAIN(TestTelemetry)
#include "tst_telemetry.moc"
