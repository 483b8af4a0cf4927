// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/metriclines.h"
#include "models/series/timewindow.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace plancia;

namespace {
constexpr qint64 kT = 1'795'182'180'000;
const QString kCommits = QStringLiteral("pg.commits");

Sample sample(qint64 at, double value)
{
    Sample sample;
    sample.at = at;
    sample.source = QStringLiteral("pg:main");
    sample.values.insert(kCommits, value);
    return sample;
}
} // namespace

class TestMetricLines : public QObject {
    Q_OBJECT
private slots:
    void thePastAndWhatCameSinceAreOneLine()
    {
        MetricLines lines;
        lines.setMetrics({kCommits});
        const auto line = lines.line(kCommits);
        MetricHistory history;
        history.lines = {{kCommits, {kT, kT + 1000, kT + 2000}, {1, 2, 3}, {}, {}}};
        lines.fill({history}, {sample(kT + 1000, 20), sample(kT + 2000, 30), sample(kT + 3000, 4)}, {});
        QCOMPARE(lines.line(kCommits), line); // charts hold it
        QCOMPARE(line->size(), 4);            // what overlaps is there once, as it was remembered
        QCOMPARE(line->valueAt(2), 3.0);
        QCOMPARE(line->valueAt(3), 4.0);
        lines.take(sample(kT + 4000, 5));
        QCOMPARE(line->size(), 5);
        QCOMPARE(lines.newestAt(), kT + 4000);
        QVERIFY(!line->breakBefore(4));
        lines.take(sample(kT + 9000, 6)); // five periods later
        QVERIFY(line->breakBefore(5));
    }
    void noLineCrossesAGap()
    {
        MetricLines lines;
        lines.setMetrics({kCommits});
        MetricHistory history;
        history.lines = {{kCommits, {kT, kT + 1000, kT + 2000}, {1, 2, 3}, {}, {}}};
        history.gaps = {{StreamGap::Reason::CounterReset, kT + 500, kT + 1000, {}}};
        lines.fill({history}, {}, {});
        QVERIFY(lines.line(kCommits)->breakBefore(1));
        QVERIFY(!lines.line(kCommits)->breakBefore(2));
        lines.takeGap({StreamGap::Reason::AgentAway, kT + 2000, kT + 2500, {}});
        lines.take(sample(kT + 3000, 4));
        QVERIFY(lines.line(kCommits)->breakBefore(3));
        QCOMPARE(lines.gaps().size(), 2);
        lines.takeGap({StreamGap::Reason::SourceDown, kT + 2100, kT + 2700, {}}); // one span with two reasons
        QCOMPARE(lines.gaps().size(), 2);
        QCOMPARE(lines.gaps().last().to, kT + 2700);
    }
    void aTargetsValueStandsByItsOwnPeriod()
    {
        const QString queue = QStringLiteral("target.value.queue");
        const auto look = [&](qint64 at, double every) {
            return Sample{0, at, QStringLiteral("target:shop"), {{queue, 1}, {QStringLiteral("target.every_s"), every}}};
        };
        MetricLines lines;
        lines.setMetrics({queue});
        lines.take(look(kT, 600));
        QVERIFY(lines.valueAt(queue, kT + 1'700'000));
        lines.take(look(kT + 600'000, 600));
        QVERIFY(!lines.line(queue)->breakBefore(1));
        lines.setMetrics({queue});
        lines.take(look(kT, 5));
        QVERIFY(lines.valueAt(queue, kT + 14'000));
        QVERIFY(!lines.valueAt(queue, kT + 16'000));
    }
    void noLineCrossesASleep()
    {
        const QString monitor = QStringLiteral("pg.has.monitor"); // of each minute: it would reach over a short sleep
        const auto figures = [&](qint64 at) {
            Sample sample = ::sample(at, 1);
            sample.values.insert(monitor, 1);
            sample.values.insert(metric::PgAsleep, 0);
            return sample;
        };
        Sample asleep;
        asleep.source = QStringLiteral("pg:main");
        asleep.values.insert(metric::PgAsleep, 1);
        MetricLines lines;
        lines.setMetrics({monitor, metric::PgAsleep});
        MetricHistory history;
        history.lines = {{monitor, {kT, kT + 60'000}, {1, 1}, {}, {}},
                         {metric::PgAsleep, {kT, kT + 1000, kT + 2000, kT + 60'000}, {0, 1, 1, 0}, {}, {}}};
        lines.fill({history}, {}, {});
        QVERIFY(lines.line(monitor)->breakBefore(1));
        lines.take(figures(kT + 61'000));
        QVERIFY(!lines.line(monitor)->breakBefore(2));
        asleep.at = kT + 62'000;
        lines.take(asleep);
        lines.take(figures(kT + 63'000));
        QVERIFY(lines.line(monitor)->breakBefore(3));
    }
    void aValueStandsForThreePeriodsAndNotBeyondAGap()
    {
        MetricLines lines;
        lines.setMetrics({kCommits, QStringLiteral("pg.has.monitor")});
        MetricHistory history;
        history.lines = {{kCommits, {kT}, {7}, {}, {}}, {QStringLiteral("pg.has.monitor"), {kT}, {1}, {}, {}}};
        lines.fill({history}, {}, {});
        QCOMPARE(lines.valueAt(kCommits, kT + 2900), std::optional(7.0));
        QVERIFY(!lines.valueAt(kCommits, kT + 3100));
        QVERIFY(!lines.valueAt(kCommits, kT - 1));
        QCOMPARE(lines.valueAt(QStringLiteral("pg.has.monitor"), kT + 100'000), std::optional(1.0)); // looked at each minute
        QVERIFY(!lines.valueAt(QStringLiteral("no.such"), kT));
        lines.takeGap({StreamGap::Reason::AgentAway, kT, kT + 1000, {}});
        QVERIFY(!lines.valueAt(kCommits, kT + 2000));
    }
    void aSourceThatDidNotAnswerGivesNothing()
    {
        MetricLines lines;
        lines.setMetrics({kCommits});
        lines.fill({}, {sample(kT, 1)}, {});
        Sample silent = sample(kT + 5000, 0);
        silent.values.clear();
        lines.take(silent);
        QCOMPARE(lines.newestAt(), kT); // the page then shows that it is away
        QCOMPARE(lines.line(kCommits)->size(), 1);
    }
    void valuesBeyondMeasureBreakTheLine()
    {
        MetricLines lines;
        lines.setMetrics({kCommits});
        const auto means = lines.means(kCommits);
        lines.fill({}, {sample(kT, 1), sample(kT + 1000, 1e305), sample(kT + 2000, -1e305), sample(kT + 3000, 3)}, {});
        QCOMPARE(lines.line(kCommits)->size(), 2);
        QVERIFY(lines.line(kCommits)->breakBefore(1));
        for (const Bucket &bucket : bucketsOf(*means, kT, kT + 10'000, 5000, 3000))
            QVERIFY(std::isfinite(bucket.mean) && std::isfinite(bucket.total()));
    }
    void saysWhenItMustBeFilledAnew()
    {
        MetricLines lines;
        lines.setMetrics({kCommits});
        MetricHistory history;
        history.lines = {{kCommits, {kT - 1000}, {0}, {}, {}}};
        lines.fill({history}, {}, {});
        for (int i = 0; i < MetricLines::kRoom - 1; ++i)
            lines.take(sample(kT + i * 1000, i));
        QVERIFY(!lines.isFull());
        QCOMPARE(lines.line(kCommits)->timeAt(0), kT - 1000); // nothing of the past was pushed out until then
        lines.take(sample(kT + MetricLines::kRoom * 1000LL, 0));
        QVERIFY(lines.isFull());
        lines.fill({}, {}, {});
        QVERIFY(!lines.isFull());
    }
    void whatCameAfterMinutesStandsNoLongerThanItWould()
    {
        MetricLines lines;
        lines.setMetrics({kCommits});
        MetricHistory history;
        history.stepMs = 60'000;
        history.lines = {{kCommits, {kT}, {7}, {kT}, {7}}};
        lines.fill({history}, {sample(kT + 60'000, 8)}, {});
        QCOMPARE(lines.valueAt(kCommits, kT + 50'000), std::optional(7.0)); // a minute stands for one
        QCOMPARE(lines.valueAt(kCommits, kT + 62'000), std::optional(8.0));
        QVERIFY(!lines.valueAt(kCommits, kT + 64'000)); // a sample for three seconds
    }
    void manyGapsAreOneListThatCanBeDrawn()
    {
        QList<StreamGap> gaps;
        for (int i = 5000; i > 0; --i)
            gaps.append({StreamGap::Reason::SourceDown, kT + i * 1000, kT + i * 1000 + 500, {}});
        gaps.append(gaps.first());
        const QList<StreamGap> merged = mergedGaps(gaps);
        QCOMPARE(merged.size(), 1000);
        QCOMPARE(merged.last().from, kT + 5'000'000); // the newest
    }
    void aPointSpeaksForWhatIsBesideIt()
    {
        TimeSeries line(10);
        line.append(kT, 1);
        line.append(kT + 1000, 2);
        line.markGap();
        line.append(kT + 60'000, 3);
        QCOMPARE(pointNear(line, kT + 400, 3000, 0), 1);      // the next one
        QCOMPARE(pointNear(line, kT + 3000, 3000, 0), 1);     // while it stands
        QCOMPARE(pointNear(line, kT + 30'000, 3000, 0), -1);  // nobody across a gap
        QCOMPARE(pointNear(line, kT + 59'500, 3000, 1000), 2); // it is pointed at
        QCOMPARE(pointNear(line, kT + 70'000, 3000, 0), -1);
        QCOMPARE(pointNear(TimeSeries(3), kT, 3000, 1000), -1);
    }
    void aShareIsOfTheTimeThatIsKnown()
    {
        TimeSeries line(10);
        line.append(kT, 1);
        line.append(kT + 1000, 9); // bad for one second
        line.append(kT + 2000, 1);
        line.markGap();
        line.append(kT + 60'000, 1);
        const TimeShare share = shareOfTime(line, kT, kT + 61'000, 3000, [](double value) { return value < 5; });
        QCOMPARE(share.known, 1000 + 1000 + 3000 + 1000);
        QCOMPARE(share.met, 1000 + 3000 + 1000);
    }
    void aMeanIsByTimeAndOfWhatIsKnown()
    {
        TimeSeries line(100);
        line.append(kT, 10);
        line.append(kT + 1000, 20); // stands for three seconds, and then nothing is known
        line.markGap();
        line.append(kT + 10'000, 100);
        line.append(kT + 11'000, 0);
        const LineSummary summary = summarize(line, kT, kT + 12'000, 3000);
        QCOMPARE(summary.points, 4);
        QCOMPARE(summary.least, 0.0);
        QCOMPARE(summary.greatest, 100.0);
        QCOMPARE(summary.now, std::optional(0.0));
        // 10 for 1 s, 20 for 3 s, 100 for 1 s, 0 for 1 s.
        QVERIFY(std::abs(summary.mean - (10 + 60 + 100) / 6.0) < 1e-9);
        QCOMPARE(summarize(line, kT + 20'000, kT + 30'000, 3000).points, 0);
    }
    void bucketsLoseNothing()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 50; ++round) {
            TimeSeries line(500);
            qint64 at = kT + random.bounded(5000);
            QList<QPair<qint64, double>> points;
            QList<bool> breaks;
            for (int i = 0; i < 200; ++i) {
                const double value = random.bounded(1000);
                breaks.append(random.bounded(20) == 0);
                if (breaks.last())
                    line.markGap();
                line.append(at, value);
                points.append({at, value});
                at += 100 * (1 + random.bounded(30));
            }
            const qint64 bucketMs = 1000LL * (1 + random.bounded(7));
            double total = 0;
            qint64 known = 0;
            for (const Bucket &bucket : bucketsOf(line, kT, at, bucketMs, 2000)) {
                QCOMPARE(bucket.from % bucketMs, 0);
                QVERIFY(bucket.knownMs > 0 && bucket.knownMs <= bucketMs);
                QVERIFY(bucket.least <= bucket.mean && bucket.mean <= bucket.greatest);
                total += bucket.total();
                known += bucket.knownMs;
            }
            double expected = 0;
            qint64 expectedKnown = 0;
            for (int i = 0; i < points.size(); ++i) {
                qint64 until = std::min(at, points.at(i).first + 2000);
                if (i + 1 < points.size())
                    until = breaks.at(i + 1) ? std::min(until, points.at(i + 1).first) : points.at(i + 1).first;
                expected += points.at(i).second * static_cast<double>(until - points.at(i).first) / 1000;
                expectedKnown += until - points.at(i).first;
            }
            QCOMPARE(known, expectedKnown);
            QVERIFY2(std::abs(total - expected) < 1e-6 * std::max(1.0, expected), qPrintable(QString::number(total - expected)));
        }
    }
    void minutesGiveTheirMeans()
    {
        MetricLines lines;
        lines.setMetrics({kCommits});
        const auto means = lines.means(kCommits);
        QVERIFY(!lines.means(QStringLiteral("no.such")));
        MetricHistory history;
        history.stepMs = 60'000;
        history.lines = {{kCommits, {kT, kT + 20'000, kT + 40'000, kT + 59'000, kT + 60'000}, {1, 0, 900, 1, 5}, {kT, kT + 60'000}, {16, 5}}};
        lines.fill({history}, {sample(kT + 120'000, 9)}, {});
        QCOMPARE(lines.means(kCommits), means);
        QCOMPARE(means->size(), 3);
        QCOMPARE(means->valueAt(0), 16.0);
        QCOMPARE(means->valueAt(2), 9.0);
        QCOMPARE(lines.stepMs(), 60'000);
        // A minute stands for a minute.
        const auto buckets = bucketsOf(*means, kT, kT + 120'000, 60'000, standsForMs(kCommits, lines.stepMs()));
        QCOMPARE(buckets.size(), 2);
        QCOMPARE(buckets.first().total(), 16.0 * 60);
    }
    void bucketsAreRound()
    {
        QCOMPARE(bucketMsFor(300'000, 300), 1000);
        QCOMPARE(bucketMsFor(300'000, 60), 5000);
        QCOMPARE(bucketMsFor(86'400'000, 100), 900'000);
        QCOMPARE(bucketMsFor(7LL * 86'400'000, 100), 7'200'000);
    }

    void aWindowRunsAndStands()
    {
        TimeWindow window;
        QVERIFY(window.isLive());
        QCOMPARE(window.from(kT), kT - 300'000);
        window.hold(kT);
        QVERIFY(!window.isLive());
        QCOMPARE(window.to(kT + 50'000), kT);
        window.hold(kT + 50'000); // it stands already
        QCOMPARE(window.to(kT + 60'000), kT);
        window.goLive();
        QCOMPARE(window.to(kT + 60'000), kT + 60'000);
    }
    void aWindowGoesWhereItIsBrushedAndBack()
    {
        TimeWindow window;
        window.show(kT - 200'000, kT - 100'000, kT);
        QCOMPARE(window.span(), 100'000);
        QCOMPARE(window.to(kT), kT - 100'000);
        window.show(kT - 150'000, kT - 149'000, kT); // too short: it grows to both sides
        QCOMPARE(window.span(), TimeWindow::kShortestMs);
        QVERIFY(window.from(kT) < kT - 150'000 && window.to(kT) > kT - 149'000);
        QVERIFY(window.back());
        QCOMPARE(window.to(kT), kT - 100'000);
        QVERIFY(window.back());
        QVERIFY(window.isLive());
        QVERIFY(!window.back());
        window.show(kT - 100'000, kT + 5'000, kT); // up to now: it runs
        QVERIFY(window.isLive());
    }
    void aWindowZoomsAboutATimeAndNeverLeavesWhatIs()
    {
        TimeWindow window;
        window.show(kT - 400'000, kT - 200'000, kT);
        window.zoom(0.5, kT - 300'000, kT);
        QCOMPARE(window.from(kT), kT - 350'000);
        QCOMPARE(window.to(kT), kT - 250'000);
        window.zoom(1e9, kT - 300'000, kT);
        QCOMPARE(window.span(), TimeWindow::kLongestMs);
        QVERIFY(window.to(kT) <= kT);
        window.zoom(1e-9, kT - 300'000, kT);
        QCOMPARE(window.span(), TimeWindow::kShortestMs);
        window.zoom(std::nan(""), kT, kT);
        window.zoom(-1, kT, kT);
        QCOMPARE(window.span(), TimeWindow::kShortestMs);
        window.pan(-60'000, kT);
        const qint64 to = window.to(kT);
        window.pan(10'000, kT);
        QCOMPARE(window.to(kT), to + 10'000);
        window.pan(1LL << 50, kT);
        QVERIFY(window.isLive());
    }
};

QTEST_APPLESS_MAIN(TestMetricLines)
#include "tst_metriclines.moc"
