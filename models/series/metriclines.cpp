// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/metriclines.h"

#include "models/domain/target.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace plancia {

namespace {
constexpr qsizetype kMostGaps = 1000; // no more than anybody can look at, whatever an agent sends
constexpr qint64 kPeriods = 3;
constexpr double kMostValue = 1e21; // no measure is beyond; sums over it stay finite, whatever an agent sends
constexpr qint64 kMinuteMs = 60'000;

/// Calls `piece(from, to, value)` for each stretch within [fromMs, toMs) in which a value stands.
template <typename Piece>
void walk(const TimeSeries &line, qint64 fromMs, qint64 toMs, qint64 standsMs, Piece piece)
{
    int i = line.lowerBound(fromMs);
    if (i > 0)
        --i; // the one before may reach into the span
    for (; i < line.size() && line.timeAt(i) < toMs; ++i) {
        qint64 until = line.timeAt(i) + standsMs;
        if (i + 1 < line.size())
            until = line.breakBefore(i + 1) ? std::min(until, line.timeAt(i + 1)) : line.timeAt(i + 1);
        const qint64 from = std::max(fromMs, line.timeAt(i));
        const qint64 to = std::min(toMs, until);
        if (to > from)
            piece(from, to, line.valueAt(i));
    }
}
} // namespace

qint64 standsForMs(const QString &metric, qint64 stepMs)
{
    const Metric *known = metricByName(metric);
    const qint64 period = kPeriods * (known ? known->every * 1000LL : 1000);
    return stepMs > 1000 ? std::max(period, stepMs * 3 / 2) : period;
}

qint64 MetricLines::standsMs(const QString &metric, qint64 stepMs) const
{
    const Metric *known = m_targetMs > 0 ? metricByName(metric) : nullptr;
    if (!known || known->of != Metric::Of::Target)
        return standsForMs(metric, stepMs);
    return stepMs > 1000 ? std::max(kPeriods * m_targetMs, stepMs * 3 / 2) : kPeriods * m_targetMs;
}

void MetricLines::learnPeriod(const Sample &sample)
{
    if (const double seconds = sample.values.value(metric::TargetEvery); seconds >= 1 && seconds <= HealthTarget::kMostEvery)
        m_targetMs = std::llround(seconds * 1000);
}

void MetricLines::setMetrics(const QStringList &metrics)
{
    m_metrics = metrics;
    m_lines.clear();
    m_means.clear();
    for (const QString &metric : metrics)
        m_lines.insert(metric, std::make_shared<TimeSeries>(1));
    m_gaps.clear();
    m_newestAt = 0;
    m_isUnanswered = false;
    m_targetMs = 0;
}

std::shared_ptr<const TimeSeries> MetricLines::means(const QString &metric)
{
    if (!m_lines.contains(metric))
        return nullptr;
    auto &line = m_means[metric];
    if (!line)
        line = std::make_shared<TimeSeries>(1);
    return line;
}

void MetricLines::fill(const QList<MetricHistory> &histories, const QList<Sample> &since, const QList<StreamGap> &gaps)
{
    m_gaps.clear();
    m_newestAt = 0;
    m_isUnanswered = false;
    m_stepMs = 1000;
    m_minutesUntil = 0;
    m_taken = 0;
    QHash<QString, qsizetype> points;
    for (const MetricHistory &history : histories) {
        m_stepMs = std::max(m_stepMs, history.stepMs);
        for (const MetricHistory::Line &line : history.lines) {
            points[line.metric] += line.at.size();
            if (line.metric == metric::TargetEvery && !line.values.isEmpty())
                learnPeriod({0, line.at.last(), {}, {{line.metric, line.values.last()}}});
            if (!line.minutes.isEmpty())
                m_minutesUntil = std::max(m_minutesUntil, line.minutes.last() + kMinuteMs);
        }
        for (const StreamGap &gap : history.gaps)
            addGap(gap);
    }
    for (const StreamGap &gap : gaps)
        addGap(gap);
    for (auto *lines : {&m_lines, &m_means})
        for (auto line = lines->begin(); line != lines->end(); ++line)
            **line = TimeSeries(static_cast<int>(points.value(line.key()) + since.size()) + kRoom);
    for (const MetricHistory &history : histories) {
        for (const MetricHistory::Line &past : history.lines) {
            const Stands stands = standsOf(past.metric); // once a line: there are tens of thousands of points
            if (const auto line = m_lines.value(past.metric))
                for (qsizetype i = 0; i < past.at.size(); ++i)
                    append(*line, stands, past.at.at(i), past.values.at(i));
            if (const auto line = m_means.value(past.metric)) {
                for (qsizetype i = 0; i < past.minutes.size(); ++i)
                    append(*line, stands, past.minutes.at(i), past.means.at(i));
                // Minutes come first, and then samples one by one.
                const qint64 after = past.minutes.isEmpty() ? 0 : past.minutes.last() + kMinuteMs;
                for (qsizetype i = std::lower_bound(past.at.begin(), past.at.end(), after) - past.at.begin(); i < past.at.size(); ++i)
                    append(*line, stands, past.at.at(i), past.values.at(i));
            }
            if (!past.at.isEmpty())
                m_newestAt = std::max(m_newestAt, past.at.last());
        }
    }
    for (const Sample &sample : since)
        take(sample);
    m_taken = 0;
    for (const StreamGap &gap : std::as_const(m_gaps))
        breakAll(gap.to);
    if (const auto asleep = m_lines.value(metric::PgAsleep))
        for (int i = 0; i < asleep->size(); ++i)
            if (asleep->valueAt(i) == 1 && (i == 0 || asleep->valueAt(i - 1) != 1))
                breakAll(asleep->timeAt(i));
}

void MetricLines::breakAll(qint64 ms)
{
    for (const auto *lines : {&m_lines, &m_means})
        for (const auto &line : *lines)
            line->markGap(ms);
}

void MetricLines::append(TimeSeries &line, const Stands &stands, qint64 at, double value) const
{
    if (!line.isEmpty()) {
        const qint64 before = line.timeAt(line.size() - 1);
        if (at - before > (before < m_minutesUntil ? stands.minute : stands.sample))
            line.markGap();
    }
    line.append(at, std::abs(value) <= kMostValue ? value : std::numeric_limits<double>::quiet_NaN());
}

void MetricLines::take(const Sample &sample)
{
    m_isUnanswered = sample.values.isEmpty() && sample.at >= m_newestAt;
    if (sample.values.isEmpty())
        return; // the source was asked and did not answer
    m_newestAt = std::max(m_newestAt, sample.at);
    ++m_taken;
    learnPeriod(sample);
    if (sample.values.value(metric::PgAsleep) == 1)
        breakAll(sample.at);
    for (auto value = sample.values.begin(); value != sample.values.end(); ++value)
        for (const auto *lines : {&m_lines, &m_means})
            if (const auto line = lines->value(value.key()))
                append(*line, standsOf(value.key()), sample.at, value.value());
}

void MetricLines::addGap(const StreamGap &gap)
{
    if (gap.to < gap.from || m_gaps.contains(gap))
        return;
    if (m_gaps.size() >= kMostGaps)
        m_gaps.removeFirst();
    m_gaps.append(gap);
}

void MetricLines::takeGap(const StreamGap &gap)
{
    addGap(gap);
    breakAll(gap.to);
}

QList<StreamGap> MetricLines::gaps() const { return mergedGaps(m_gaps); }

QList<StreamGap> mergedGaps(QList<StreamGap> gaps)
{
    std::stable_sort(gaps.begin(), gaps.end(), [](const StreamGap &a, const StreamGap &b) { return a.from < b.from; });
    QList<StreamGap> merged;
    for (const StreamGap &gap : std::as_const(gaps)) {
        if (!merged.isEmpty() && gap.from < merged.last().to)
            merged.last().to = std::max(merged.last().to, gap.to);
        else
            merged.append(gap);
    }
    return merged.size() > kMostGaps ? merged.last(kMostGaps) : merged;
}

qint64 MetricLines::oldestAt() const
{
    qint64 oldest = 0;
    for (const auto &line : m_lines)
        if (!line->isEmpty() && (oldest == 0 || line->timeAt(0) < oldest))
            oldest = line->timeAt(0);
    return oldest;
}

std::optional<double> MetricLines::valueAt(const QString &metric, qint64 ms) const
{
    const auto line = m_lines.value(metric);
    if (!line)
        return std::nullopt;
    const int i = line->lowerBound(ms + 1) - 1;
    if (i < 0 || ms - line->timeAt(i) > standsMs(metric, line->timeAt(i) < m_minutesUntil ? m_stepMs : 1000))
        return std::nullopt;
    for (const StreamGap &gap : m_gaps)
        if (gap.from >= line->timeAt(i) && gap.to <= ms)
            return std::nullopt;
    return line->valueAt(i);
}

std::optional<double> MetricLines::lastUpTo(const QString &metric, qint64 ms) const
{
    const auto line = m_lines.value(metric);
    const int i = line ? line->lowerBound(ms + 1) - 1 : -1;
    return i < 0 ? std::nullopt : std::optional(line->valueAt(i));
}

LineSummary summarize(const TimeSeries &line, qint64 fromMs, qint64 toMs, qint64 standsMs)
{
    LineSummary summary;
    double sum = 0;
    qint64 known = 0;
    walk(line, fromMs, toMs, standsMs, [&](qint64 from, qint64 to, double value) {
        sum += value * static_cast<double>(to - from);
        known += to - from;
    });
    if (const auto range = line.range(fromMs, toMs)) {
        summary.least = range->min;
        summary.greatest = range->max;
        const int last = line.lowerBound(toMs + 1) - 1;
        summary.now = line.valueAt(last);
        summary.points = last - line.lowerBound(fromMs) + 1;
        summary.mean = known > 0 ? sum / static_cast<double>(known) : *summary.now;
    }
    return summary;
}

TimeShare shareOfTime(const TimeSeries &line, qint64 fromMs, qint64 toMs, qint64 standsMs, const std::function<bool(double)> &meets)
{
    TimeShare share;
    walk(line, fromMs, toMs, standsMs, [&](qint64 from, qint64 to, double value) {
        share.known += to - from;
        share.met += meets(value) ? to - from : 0;
    });
    return share;
}

int pointNear(const TimeSeries &line, qint64 ms, qint64 standsMs, qint64 reachMs)
{
    const int next = line.lowerBound(ms);
    const bool hasNext = next < line.size();
    if (hasNext && line.timeAt(next) - ms <= reachMs)
        return next;
    if (next > 0 && ms - line.timeAt(next - 1) <= reachMs)
        return next - 1;
    if (hasNext && next > 0 && !line.breakBefore(next))
        return next;
    return next > 0 && ms - line.timeAt(next - 1) <= standsMs ? next - 1 : -1;
}

QList<Bucket> bucketsOf(const TimeSeries &line, qint64 fromMs, qint64 toMs, qint64 bucketMs, qint64 standsMs)
{
    QList<Bucket> buckets;
    if (bucketMs <= 0 || toMs <= fromMs)
        return buckets;
    walk(line, fromMs, toMs, standsMs, [&](qint64 from, qint64 to, double value) {
        while (from < to) {
            const qint64 start = from / bucketMs * bucketMs;
            const qint64 end = std::min(to, start + bucketMs);
            if (buckets.isEmpty() || buckets.last().from != start)
                buckets.append({start, 0, value, value, 0});
            Bucket &bucket = buckets.last();
            bucket.mean += value * static_cast<double>(end - from); // a sum until the end
            bucket.knownMs += end - from;
            bucket.least = std::min(bucket.least, value);
            bucket.greatest = std::max(bucket.greatest, value);
            from = end;
        }
    });
    for (Bucket &bucket : buckets)
        bucket.mean /= static_cast<double>(bucket.knownMs);
    return buckets;
}

qint64 bucketMsFor(qint64 spanMs, int most)
{
    constexpr std::array<qint64, 16> kRound{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21'600, 86'400};
    for (const qint64 seconds : kRound)
        if (spanMs / (seconds * 1000) <= most)
            return seconds * 1000;
    return kRound.back() * 1000;
}

} // namespace plancia
