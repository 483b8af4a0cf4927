// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/sample.h"
#include "models/series/axis.h"
#include "models/series/decimation.h"

#include <QTest>
#include <cmath>
#include <deque>
#include <map>
#include <random>

using namespace plancia;

namespace {
TimeSeries seriesOf(const QList<std::pair<qint64, double>> &points, int capacity = 100)
{
    TimeSeries series(capacity);
    for (const auto &[time, value] : points)
        series.append(time, value);
    return series;
}

struct PlainPoint {
    qint64 at;
    double value;
    bool breakBefore;
};

/// What decimate() promises, by one walk over all points.
QList<Column> plainColumns(const std::deque<PlainPoint> &points, qint64 from, qint64 to, int width)
{
    const auto columnOf = [&](const PlainPoint &point, bool breakBefore) {
        const qint64 away = (point.at - from) * width, span = to - from;
        const qint64 x = std::clamp<qint64>(away / span - (away % span < 0 ? 1 : 0), -1'000'000, 1'000'000);
        return Column{static_cast<int>(x), point.value, point.value, point.value, point.value, breakBefore};
    };
    QList<Column> columns;
    bool isSecond = false; // the column already holds the far side of a gap
    for (size_t i = 0; i < points.size(); ++i) {
        const PlainPoint &point = points[i];
        if (point.at < from) {
            if (i + 1 == points.size() || (points[i + 1].at >= from && !points[i + 1].breakBefore))
                columns.append(columnOf(point, true));
            continue;
        }
        const Column alone = columnOf(point, point.breakBefore || columns.isEmpty());
        if (point.at >= to) {
            if (!alone.breakBefore)
                columns.append(alone);
            break;
        }
        const bool isSameColumn = !columns.isEmpty() && columns.last().x == alone.x;
        if (isSameColumn && (!point.breakBefore || isSecond)) {
            Column &column = columns.last();
            column.min = std::min(column.min, point.value);
            column.max = std::max(column.max, point.value);
            column.last = point.value;
        } else {
            isSecond = isSameColumn;
            columns.append(alone);
        }
    }
    return columns;
}

std::optional<ValueRange> plainRange(const std::deque<PlainPoint> &points, qint64 from, qint64 to)
{
    std::optional<ValueRange> range;
    for (const PlainPoint &point : points)
        if (point.at >= from && point.at <= to)
            range = range ? ValueRange{std::min(range->min, point.value), std::max(range->max, point.value)} : ValueRange{point.value, point.value};
    return range;
}
} // namespace

class TestSeries : public QObject {
    Q_OBJECT
private slots:
    void ringForgetsTheOldest()
    {
        TimeSeries series(3);
        for (int i = 1; i <= 5; ++i)
            QVERIFY(series.append(i * 1000, i));
        QCOMPARE(series.size(), 3);
        QCOMPARE(series.timeAt(0), 3000);
        QCOMPARE(series.valueAt(2), 5.0);
        QCOMPARE(series.lowerBound(3001), 1);
        QCOMPARE(series.lowerBound(9000), 3);
        QCOMPARE(series.range(3000, 4000), (ValueRange{3, 4}));
        QVERIFY(!series.range(6000, 7000));
    }

    void refusesTimesThatDoNotRise()
    {
        TimeSeries series = seriesOf({{1000, 1}, {2000, 2}});
        QVERIFY(!series.append(2000, 9));
        QVERIFY(!series.append(1500, 9));
        QCOMPARE(series.size(), 2);
    }

    void notANumberBreaksTheLine()
    {
        TimeSeries series = seriesOf({{1000, 1}});
        QVERIFY(!series.append(2000, std::nan("")));
        series.append(3000, 3);
        QCOMPARE(series.size(), 2);
        QVERIFY(series.breakBefore(1));
        QVERIFY(!series.breakBefore(0));
    }

    void gapIsMarkedBeforeAndAfterItsPointsCame()
    {
        TimeSeries series = seriesOf({{1000, 1}, {2000, 2}, {5000, 5}});
        series.markGap(3000);
        QVERIFY(series.breakBefore(2));
        QVERIFY(!series.breakBefore(1));
        series.markGap(8000);
        series.append(9000, 9);
        QVERIFY(series.breakBefore(3));
    }

    void columnHoldsFirstMinMaxLast()
    {
        const auto columns = decimate(seriesOf({{0, 5}, {10, 9}, {20, 1}, {30, 4}, {100, 7}}), 0, 200, 2);
        QCOMPARE(columns.size(), 2);
        QCOMPARE(columns[0], (Column{0, 5, 1, 9, 4, true}));
        QCOMPARE(columns[1], (Column{1, 7, 7, 7, 7, false}));
    }

    void neighboursReachTheBorders()
    {
        const auto columns = decimate(seriesOf({{0, 0}, {1000, 1}, {2000, 2}, {3000, 3}}), 500, 2500, 100);
        QCOMPARE(columns.size(), 4);
        QCOMPARE(columns.first().x, -25);
        QCOMPARE(columns.last().x, 125);
        QVERIFY(columns.first().breakBefore);
        QVERIFY(!columns[1].breakBefore);
    }

    void lineCrossesAWindowWithoutPoints()
    {
        const TimeSeries series = seriesOf({{0, 0}, {10'000, 10}});
        const auto columns = decimate(series, 4000, 6000, 50);
        QCOMPARE(columns.size(), 2);
        QVERIFY(!columns[1].breakBefore);
    }

    void gapBreaksTheLineAlsoInsideAColumn()
    {
        TimeSeries series = seriesOf({{0, 1}, {10, 2}});
        series.markGap();
        series.append(20, 8);
        series.append(30, 9);
        const auto columns = decimate(series, 0, 100, 1);
        QCOMPARE(columns.size(), 2);
        QCOMPARE(columns[0], (Column{0, 1, 1, 2, 2, true}));
        QCOMPARE(columns[1], (Column{0, 8, 8, 9, 9, true}));
    }

    void outsideOfAGapNothingIsJoined()
    {
        TimeSeries series = seriesOf({{0, 1}});
        series.markGap();
        series.append(5000, 2);
        // The window lies inside the gap: nothing may be drawn into it.
        for (const Column &column : decimate(series, 1000, 4000, 30))
            QVERIFY2(column.breakBefore, qPrintable(QString::number(column.x)));
    }

    void emptyInputsGiveNothing_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        QTest::addColumn<int>("width");
        QTest::newRow("no span") << qint64(5) << qint64(5) << 10;
        QTest::newRow("backwards") << qint64(9) << qint64(5) << 10;
        QTest::newRow("no width") << qint64(0) << qint64(5) << 0;
        QTest::newRow("negative width") << qint64(0) << qint64(5) << -4;
    }
    void emptyInputsGiveNothing()
    {
        QFETCH(qint64, from);
        QFETCH(qint64, to);
        QFETCH(int, width);
        QVERIFY(decimate(seriesOf({{1, 1}}), from, to, width).isEmpty());
        QVERIFY(TimeAxis::make(from, to, width).ticks.isEmpty());
    }

    /// Every extreme of every column of random series survives, against a plain count over all points.
    void noSpikeIsLost()
    {
        std::mt19937 random(20'240'601);
        for (int round = 0; round < 200; ++round) {
            TimeSeries series(5000);
            qint64 time = 1'700'000'000'000;
            const qint64 begin = time;
            for (int i = 0; i < 4000; ++i) {
                time += 1 + random() % 2000;
                if (random() % 50 == 0)
                    series.markGap();
                series.append(time, static_cast<double>(random() % 100'000) / 7);
            }
            const qint64 from = begin + static_cast<qint64>(random() % 100'000);
            const qint64 to = from + 1 + static_cast<qint64>(random() % 4'000'000);
            const int width = 1 + static_cast<int>(random() % 800);

            std::map<qint64, ValueRange> expected;
            for (int i = 0; i < series.size(); ++i) {
                if (series.timeAt(i) < from || series.timeAt(i) >= to)
                    continue;
                const qint64 x = (series.timeAt(i) - from) * width / (to - from);
                const double v = series.valueAt(i);
                auto [entry, isNew] = expected.try_emplace(x, ValueRange{v, v});
                entry->second = {std::min(entry->second.min, v), std::max(entry->second.max, v)};
            }
            std::map<qint64, ValueRange> found;
            const auto columns = decimate(series, from, to, width);
            QVERIFY(columns.size() <= 2 * width + 2);
            for (const Column &c : columns) {
                QVERIFY(c.min <= c.first && c.first <= c.max && c.min <= c.last && c.last <= c.max);
                if (c.x < 0 || c.x >= width)
                    continue;
                auto [entry, isNew] = found.try_emplace(c.x, ValueRange{c.min, c.max});
                entry->second = {std::min(entry->second.min, c.min), std::max(entry->second.max, c.max)};
            }
            QVERIFY2(found == expected, qPrintable(QStringLiteral("round %1").arg(round)));
        }
    }

    /// The blocks of a ring against a walk over each of its points, while it fills, forgets and is marked: the same to the last bit.
    void blocksSayWhatTheirPointsSay()
    {
        std::mt19937 random(20'261'127);
        const auto below = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
        qint64 gaps = 0, forgotten = 0, joined = 0, seconds = 0;
        for (int round = 0; round < 300; ++round) {
            // From none to three levels of blocks; whole blocks and such that are cut by the ring's end.
            const int capacity = round % 3 == 0 ? 1 + below(40) : round % 3 == 1 ? 16 * (1 + below(20)) : 1 + below(9000);
            const int rare = round % 2 == 0 ? 5 + below(40) : 2000;
            TimeSeries series(capacity);
            std::deque<PlainPoint> plain;
            qint64 at = 1'700'000'000'000;
            bool breakNext = false;
            for (int part = 0; part < 6; ++part) {
                if (part == 4 && below(4) == 0) {
                    series.clear();
                    plain.clear();
                    breakNext = false;
                }
                for (int i = below(capacity) + 1; i > 0; --i) {
                    at += 1 + below(below(30) == 0 ? 3000 : 50);
                    const double value = below(200) == 0 ? 1e6 - below(2'000'000) : below(100'000) / 7.0;
                    if (below(rare) == 0) {
                        series.markGap();
                        breakNext = true;
                    }
                    QVERIFY(series.append(at, value));
                    plain.push_back({at, value, std::exchange(breakNext, false)});
                    if (plain.size() > static_cast<size_t>(capacity)) {
                        plain.pop_front();
                        ++forgotten;
                    }
                }
                if (const auto marked = plain.begin() + below(static_cast<int>(plain.size())); below(2) == 0) {
                    series.markGap(marked->at);
                    marked->breakBefore = true;
                }
                QCOMPARE(series.size(), static_cast<int>(plain.size()));
                const qint64 oldest = plain.front().at, whole = plain.back().at - oldest + 1;
                for (int look = 0; look < 8; ++look) {
                    const qint64 from = oldest - 500 + static_cast<qint64>(random() % (whole + 500));
                    const qint64 to = look == 0 ? plain.back().at : from + 1 + static_cast<qint64>(random() % (whole + 500));
                    const int width = 1 + below(look % 2 == 0 ? 12 : 900);
                    const QList<Column> columns = decimate(series, from, to, width);
                    QVERIFY2(columns == plainColumns(plain, from, to, width), qPrintable(QStringLiteral("round %1, part %2, look %3").arg(round).arg(part).arg(look)));
                    QVERIFY2(series.range(from, to) == plainRange(plain, from, to), qPrintable(QStringLiteral("round %1, part %2, look %3").arg(round).arg(part).arg(look)));
                    for (qsizetype i = 0; i < columns.size(); ++i) {
                        gaps += columns.at(i).breakBefore;
                        joined += columns.at(i).min < columns.at(i).max;
                        seconds += i > 0 && columns.at(i).x == columns.at(i - 1).x;
                    }
                }
            }
        }
        // There was something to go wrong with.
        QVERIFY2(gaps > 10'000 && forgotten > 10'000 && joined > 10'000 && seconds > 1'000, qPrintable(QStringLiteral("%1 %2 %3 %4").arg(gaps).arg(forgotten).arg(joined).arg(seconds)));
    }

    void timeMarksAreRound_data()
    {
        QTest::addColumn<qint64>("span");
        QTest::addColumn<int>("width");
        QTest::addColumn<qint64>("step");
        QTest::newRow("10 s") << qint64(10'000) << 1000 << qint64(1000);
        QTest::newRow("5 min") << qint64(300'000) << 600 << qint64(60'000);
        QTest::newRow("1 h") << qint64(3'600'000) << 800 << qint64(600'000);
        QTest::newRow("1 day") << qint64(86'400'000) << 800 << qint64(3 * 3'600'000);
        QTest::newRow("30 days") << qint64(30LL * 86'400'000) << 500 << qint64(7 * 86'400'000);
    }
    void timeMarksAreRound()
    {
        QFETCH(qint64, span);
        QFETCH(int, width);
        QFETCH(qint64, step);
        const qint64 from = 1'700'000'012'345;
        const auto axis = TimeAxis::make(from, from + span, width);
        QCOMPARE(axis.stepMs, step);
        QVERIFY(!axis.ticks.isEmpty());
        for (const qint64 tick : axis.ticks) {
            QVERIFY(tick >= from && tick <= from + span);
            QCOMPARE(tick % step, 0);
        }
    }

    void dayMarksFallOnLocalMidnight()
    {
        const qint64 offset = 2 * 3'600'000;
        const auto axis = TimeAxis::make(1'700'000'000'000, 1'700'000'000'000 + 10LL * 86'400'000, 1200, 90, offset);
        for (const qint64 tick : axis.ticks)
            QCOMPARE((tick + offset) % 86'400'000, 0);
    }

    void valueMarksAreRound_data()
    {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::addColumn<double>("step");
        QTest::addColumn<int>("decimals");
        QTest::newRow("0…87") << 0.0 << 87.0 << 0.0 << 100.0 << 20.0 << 0;
        QTest::newRow("0…1") << 0.0 << 1.0 << 0.0 << 1.0 << 0.2 << 1;
        QTest::newRow("below zero") << -3.0 << 3.0 << -4.0 << 4.0 << 2.0 << 0;
        QTest::newRow("flat zero") << 0.0 << 0.0 << 0.0 << 1.0 << 0.2 << 1;
        QTest::newRow("flat hundred") << 100.0 << 100.0 << 100.0 << 110.0 << 2.0 << 0;
        QTest::newRow("swapped") << 87.0 << 0.0 << 0.0 << 100.0 << 20.0 << 0;
        QTest::newRow("no number") << std::nan("") << 1.0 << 0.0 << 1.0 << 0.2 << 1;
    }
    void valueMarksAreRound()
    {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(double, min);
        QFETCH(double, max);
        QFETCH(double, step);
        QFETCH(int, decimals);
        const auto axis = ValueAxis::make(low, high, 200);
        QCOMPARE(axis.min, min);
        QCOMPARE(axis.max, max);
        QCOMPARE(axis.step, step);
        QCOMPARE(axis.decimals, decimals);
        QCOMPARE(axis.ticks.first(), min);
        QCOMPARE(axis.ticks.last(), max);
    }

    void reasonsHaveStableWords()
    {
        QCOMPARE(toString(StreamGap::Reason::AgentAway), QStringLiteral("agent_away"));
        QCOMPARE(toString(StreamGap::Reason::Evicted), QStringLiteral("evicted"));
        QCOMPARE(toString(StreamGap::Reason::CounterReset), QStringLiteral("counter_reset"));
        QCOMPARE(toString(StreamGap::Reason::SourceDown), QStringLiteral("source_down"));
    }
};

QTEST_GUILESS_MAIN(TestSeries)
#include "tst_series.moc"
