// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/uptime.h"

#include "models/format/format.h"
#include "models/series/metriclines.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace plancia {

namespace {
constexpr qint64 kMinuteMs = 60'000;
constexpr double kUsualEverySeconds = 60;
const QString kAgentTime = QStringLiteral("pg.agent_ms"); ///< in each sample of a server that was looked at

/// A look, or a minute of them.
struct Mark {
    qint64 at = 0;
    qint64 lengthMs = 0; ///< of a minute; 0 for a look
    HealthCheck::State worst = HealthCheck::State::Ok;
    double downShare = 0;
    double everySeconds = kUsualEverySeconds;
};

const MetricHistory::Line *lineOf(const MetricHistory &history, const QString &metric)
{
    const auto line = std::ranges::find(history.lines, metric, &MetricHistory::Line::metric);
    return line == history.lines.end() ? nullptr : &*line;
}

double everyAt(const MetricHistory::Line *line, qint64 at)
{
    if (!line || line->at.isEmpty())
        return kUsualEverySeconds;
    const auto after = std::upper_bound(line->at.begin(), line->at.end(), at) - line->at.begin();
    return line->values.at(std::max<qsizetype>(0, after - 1));
}

/// A minute knows its mean and extremes: of two states that gives exactly how long each was; of three, ok and down are taken.
double downShareOf(double least, double greatest, double mean)
{
    if (stateOfUp(least) != HealthCheck::State::Down)
        return 0;
    return greatest <= 0 ? 1 : std::clamp(1 - mean / greatest, 0.0, 1.0);
}

QList<Mark> marksOf(const MetricHistory &history)
{
    QList<Mark> marks;
    const MetricHistory::Line *up = lineOf(history, metric::TargetUp);
    const MetricHistory::Line *every = lineOf(history, metric::TargetEvery);
    if (!up)
        return marks;
    qsizetype point = 0;
    for (qsizetype minute = 0; minute < up->minutes.size(); ++minute) {
        const qint64 from = up->minutes.at(minute);
        double least = up->means.at(minute), greatest = least;
        for (; point < up->at.size() && up->at.at(point) < from + kMinuteMs; ++point) {
            if (up->at.at(point) < from)
                continue;
            least = std::min(least, up->values.at(point));
            greatest = std::max(greatest, up->values.at(point));
        }
        marks.append({from, kMinuteMs, stateOfUp(least), downShareOf(least, greatest, up->means.at(minute)), everyAt(every, from)});
    }
    for (; point < up->at.size(); ++point) {
        const HealthCheck::State state = stateOfUp(up->values.at(point));
        marks.append({up->at.at(point), 0, state, state == HealthCheck::State::Down ? 1.0 : 0.0, everyAt(every, up->at.at(point))});
    }
    return marks;
}

/// A look that came after them; what they have already is left out.
void addLook(QList<Mark> &marks, qint64 at, HealthCheck::State state, double everySeconds)
{
    if (marks.isEmpty() || at > marks.last().at + std::max<qint64>(0, marks.last().lengthMs - 1))
        marks.append({at, 0, state, state == HealthCheck::State::Down ? 1.0 : 0.0, everySeconds});
}

QList<UpSpan> spansOf(const QList<Mark> &marks, QList<StreamGap> gaps, qint64 nowMs)
{
    gaps.removeIf([](const StreamGap &one) { return one.reason == StreamGap::Reason::CounterReset; }); // of a page's series: the look was made
    gaps = mergedGaps(gaps);
    QList<UpSpan> spans;
    qsizetype gap = 0;
    for (qsizetype i = 0; i < marks.size(); ++i) {
        const Mark &mark = marks.at(i);
        const auto stands = static_cast<qint64>(mark.everySeconds * 1500);
        qint64 to = std::min(nowMs, mark.at + mark.lengthMs + stands);
        if (i + 1 < marks.size())
            to = std::min(to, marks.at(i + 1).at);
        qint64 from = mark.at;
        while (gap < gaps.size() && gaps.at(gap).to <= from)
            ++gap;
        // A gap begins with the last that was heard and ends with the first that was heard again.
        for (qsizetype g = gap; g < gaps.size() && gaps.at(g).from < to && from < to; ++g) {
            if (gaps.at(g).from > from)
                spans.append({from, gaps.at(g).from, mark.worst, mark.downShare});
            from = std::max(from, gaps.at(g).to);
        }
        if (to > from)
            spans.append({from, to, mark.worst, mark.downShare});
    }
    return spans;
}
} // namespace

QList<UpSpan> upSpans(const MetricHistory &history, const QList<Sample> &since, const QList<StreamGap> &gapsSince, qint64 nowMs)
{
    QList<Mark> marks = marksOf(history);
    for (const Sample &sample : since)
        if (const auto up = sample.values.constFind(metric::TargetUp); up != sample.values.cend())
            addLook(marks, sample.at, stateOfUp(*up), sample.values.value(metric::TargetEvery, kUsualEverySeconds));
    return spansOf(marks, history.gaps + gapsSince, nowMs);
}

ServerLook serverLook(const Sample &sample)
{
    if (sample.values.isEmpty())
        return ServerLook::Down;
    return sample.values.value(metric::PgAsleep) == 1 ? ServerLook::Asleep : ServerLook::Up;
}

QStringList serverMetrics() { return {kAgentTime, metric::PgLatency, metric::PgAsleep}; }

QList<UpSpan> serverSpans(const MetricHistory &history, const QList<Sample> &since, const QList<StreamGap> &gapsSince, qint64 nowMs)
{
    // A server is a target that is looked at each second, and whose down time is told as a gap.
    constexpr double kEvery = kServerStandsMs / 1500.0;
    QList<Mark> marks;
    if (const MetricHistory::Line *told = lineOf(history, kAgentTime); told && !told->at.isEmpty()) {
        // A minute of the past would hide the samples that tell more of it: it ends where they begin.
        const auto before = [](QList<qint64> times, qint64 until) { return times.first(std::lower_bound(times.begin(), times.end(), until) - times.begin()); };
        qint64 until = since.isEmpty() ? std::numeric_limits<qint64>::max() : since.first().at;
        QList<qint64> minutes = before(told->minutes, until);
        std::optional<qint64> cut;
        if (!minutes.isEmpty() && until - minutes.last() < kMinuteMs)
            cut = std::exchange(until, minutes.takeLast());
        const QList<qint64> at = before(told->at, until);
        MetricHistory looks;
        looks.lines = {{metric::TargetUp, at, QList<double>(at.size(), 1.0), minutes, QList<double>(minutes.size(), 1.0)},
                       {metric::TargetEvery, {told->at.first()}, {kEvery}, {}, {}}};
        marks = marksOf(looks);
        if (cut)
            addLook(marks, until, HealthCheck::State::Ok, static_cast<double>(*cut - until) / 1500);
    }
    QList<StreamGap> down, gaps;
    for (const StreamGap &gap : history.gaps + gapsSince)
        (gap.reason == StreamGap::Reason::SourceDown ? down : gaps).append(gap);
    for (const Sample &sample : since)
        if (const ServerLook told = serverLook(sample); told != ServerLook::Asleep)
            addLook(marks, sample.at, told == ServerLook::Up ? HealthCheck::State::Ok : HealthCheck::State::Down, kEvery);
    QList<UpSpan> spans = spansOf(marks, gaps, nowMs);
    for (const StreamGap &gap : mergedGaps(down)) {
        QList<UpSpan> cut;
        for (const UpSpan &span : std::as_const(spans)) {
            if (span.from < gap.from)
                cut.append({span.from, std::min(span.to, gap.from), span.worst, span.downShare});
            if (span.to > gap.to)
                cut.append({std::max(span.from, gap.to), span.to, span.worst, span.downShare});
        }
        if (const qint64 to = std::min(gap.to, nowMs); to > gap.from)
            cut.append({gap.from, to, HealthCheck::State::Down, 1});
        spans = cut;
    }
    std::ranges::stable_sort(spans, {}, &UpSpan::from);
    return spans;
}

UpTime upTime(const QList<UpSpan> &spans, qint64 fromMs, qint64 toMs)
{
    return upCells(spans, fromMs, toMs, 1).value(0);
}

QList<UpTime> upCells(const QList<UpSpan> &spans, qint64 fromMs, qint64 toMs, int count)
{
    QList<UpTime> cells;
    if (count <= 0 || toMs <= fromMs)
        return cells;
    const auto border = [&](int cell) { return fromMs + (toMs - fromMs) * cell / count; };
    auto span = std::ranges::lower_bound(spans, fromMs, {}, &UpSpan::to);
    for (int i = 0; i < count; ++i) {
        const qint64 from = border(i), to = border(i + 1);
        UpTime cell;
        cell.spanMs = to - from;
        for (; span != spans.end() && span->to <= from; ++span) {}
        for (auto at = span; at != spans.end() && at->from < to; ++at) {
            const qint64 known = std::min(to, at->to) - std::max(from, at->from);
            if (known <= 0)
                continue;
            cell.knownMs += known;
            cell.downMs += static_cast<double>(known) * at->downShare;
            cell.worst = std::max(cell.worst.value_or(HealthCheck::State::Ok), at->worst);
        }
        cells.append(cell);
    }
    return cells;
}

QString upTimeText(double share, const QLocale &locale)
{
    if (share >= 1 || share <= 0)
        return format::percent(std::clamp(share, 0.0, 1.0), 0, locale);
    return format::percent(std::floor(share * 1e4) / 1e4, 2, locale); // never rounded up: 100 % is all of it
}

} // namespace plancia
