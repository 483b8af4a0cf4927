// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/history.h"
#include "models/domain/metric.h"
#include "models/series/timeseries.h"

#include <functional>
#include <memory>
#include <optional>

namespace plancia {

/// How long a value of a metric stands: three periods, or as long as it takes to see that a minute is missing. `stepMs` is the history's.
qint64 standsForMs(const QString &metric, qint64 stepMs);

/// What is known of some metrics of one view, for charts: the past as it was asked for, and what came since, on the same lines.
/// A line breaks where nothing is known: at each gap, while a server sleeps, and where a metric was absent for three times its period.
/// Lives on the GUI thread; the lines stay the same objects when they are filled anew.
class MetricLines {
public:
    /// Forgets everything.
    void setMetrics(const QStringList &metrics);
    const QStringList &metrics() const { return m_metrics; }
    /// Never null for one of metrics().
    std::shared_ptr<const TimeSeries> line(const QString &metric) const { return m_lines.value(metric); }
    /// The same for sums and averages: a minute of the past that stands as such has one point, its mean. Kept from the first call on;
    /// null for a metric that is not one of metrics().
    std::shared_ptr<const TimeSeries> means(const QString &metric);
    /// How finely the past is known that was filled in: 1000 or 60000 ms.
    qint64 stepMs() const { return m_stepMs; }

    static constexpr int kRoom = 7200; ///< samples that may come after fill() before it must be filled anew
    /// How long a value of a metric stands: standsForMs(), but of a health target by the period that its samples told last.
    qint64 standsMs(const QString &metric, qint64 stepMs) const;
    /// Takes the period of a sample of a target, and nothing else.
    void learnPeriod(const Sample &sample);
    /// Everything anew: histories (one a source), then samples and gaps that came after they were asked for, or overlap them.
    void fill(const QList<MetricHistory> &histories, const QList<Sample> &since, const QList<StreamGap> &gaps);
    void take(const Sample &sample);
    void takeGap(const StreamGap &gap);

    /// All gaps of the view, by their start; one span with several reasons carries the first one's.
    QList<StreamGap> gaps() const;
    qint64 newestAt() const { return m_newestAt; } ///< of any sample with values; 0 for none
    /// Whether a source was asked after newestAt() and did not answer.
    bool isUnanswered() const { return m_isUnanswered; }
    qint64 oldestAt() const; ///< of any point; 0 for none
    /// As many samples came since fill() as there is room for: what comes now pushes out what was there first. Fill it anew.
    bool isFull() const { return m_taken >= kRoom; }
    /// The value at `ms` or the last one before it that still stands: not older than three periods, no gap between.
    std::optional<double> valueAt(const QString &metric, qint64 ms) const;
    /// The last value up to `ms`, however old and whatever lies between.
    std::optional<double> lastUpTo(const QString &metric, qint64 ms) const;

private:
    /// How long a value of one metric stands, in the minutes and after them.
    struct Stands {
        qint64 minute = 0, sample = 0;
    };
    Stands standsOf(const QString &metric) const { return {standsMs(metric, m_stepMs), standsMs(metric, 1000)}; }
    void append(TimeSeries &line, const Stands &stands, qint64 at, double value) const;
    void breakAll(qint64 ms);
    void addGap(const StreamGap &gap);

    QStringList m_metrics;
    QHash<QString, std::shared_ptr<TimeSeries>> m_lines;
    QHash<QString, std::shared_ptr<TimeSeries>> m_means;
    QList<StreamGap> m_gaps;
    qint64 m_newestAt = 0;
    qint64 m_stepMs = 1000; ///< of the history
    qint64 m_minutesUntil = 0; ///< samples one by one from there on
    qint64 m_targetMs = 0;     ///< a target's period; 0: not told yet
    int m_taken = 0;           ///< samples since fill()
    bool m_isUnanswered = false;
};

/// Sorted by their start; what overlaps is one, with the reason of the first. At most a thousand, the newest.
QList<StreamGap> mergedGaps(QList<StreamGap> gaps);

/// What a line did in a span.
struct LineSummary {
    std::optional<double> now; ///< the last value in the span
    double least = 0, mean = 0, greatest = 0;
    int points = 0;
};
/// The mean is by time: a value counts as long as it stood, and nothing where nothing is known. Pure.
LineSummary summarize(const TimeSeries &line, qint64 fromMs, qint64 toMs, qint64 standsMs);

/// How long values are known that meet a condition, and how long any are. Pure.
struct TimeShare {
    qint64 known = 0, met = 0; ///< ms
};
TimeShare shareOfTime(const TimeSeries &line, qint64 fromMs, qint64 toMs, qint64 standsMs, const std::function<bool(double)> &meets);

/// The point that speaks for `ms`: the next one, or the one before while its value stands, none across a gap. -1 for none. A point
/// closer than `reachMs` speaks in any case.
int pointNear(const TimeSeries &line, qint64 ms, qint64 standsMs, qint64 reachMs);

/// A stretch of an axis that was cut into equal ones.
struct Bucket {
    qint64 from = 0;
    double mean = 0;   ///< by time
    double least = 0, greatest = 0;
    qint64 knownMs = 0; ///< how much of it is known; a bucket of which nothing is known is left out
    /// How much it was in all: of a mean per second, or of events per look each `everySeconds`.
    double total(int everySeconds = 1) const { return mean * static_cast<double>(knownMs) / 1000 / everySeconds; }
    bool operator==(const Bucket &) const = default;
};
/// Buckets that begin at multiples of `bucketMs`, so that bars do not crawl while the window slides. Pure.
QList<Bucket> bucketsOf(const TimeSeries &line, qint64 fromMs, qint64 toMs, qint64 bucketMs, qint64 standsMs);
/// A round length (1, 2, 5, 10, 15, 30 s; min; h …) that gives at most `most` buckets.
qint64 bucketMsFor(qint64 spanMs, int most);

} // namespace plancia
