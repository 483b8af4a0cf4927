// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/decimation.h"

#include <algorithm>

namespace plancia {

namespace {
constexpr qint64 kFarPx = 1'000'000;

qint64 floorDiv(qint64 a, qint64 b) { return a / b - (a % b < 0 ? 1 : 0); }

/// Maps times to columns. Products stay below 2^63: spans are cut to 100 years, widths to 100,000 columns.
class Scale {
public:
    Scale(qint64 fromMs, qint64 spanMs, int widthPx) : m_from(fromMs), m_span(spanMs), m_width(widthPx) {}
    int column(qint64 ms) const
    {
        const qint64 most = (kFarPx / m_width + 1) * m_span;
        const qint64 away = std::clamp(ms - m_from, -most, most);
        return static_cast<int>(std::clamp(floorDiv(away * m_width, m_span), -kFarPx, kFarPx));
    }
    /// The last millisecond of column x.
    qint64 lastOf(int x) const { return m_from - floorDiv(-(static_cast<qint64>(x) + 1) * m_span, m_width) - 1; }

private:
    qint64 m_from;
    qint64 m_span;
    qint64 m_width;
};

Column startColumn(int x, double value, bool breakBefore) { return {x, value, value, value, value, breakBefore}; }
} // namespace

QList<Column> decimate(const TimeSeries &series, qint64 fromMs, qint64 toMs, int widthPx)
{
    constexpr qint64 kLongestMs = 100LL * 366 * 86'400'000;
    const qint64 span = std::min(toMs - fromMs, kLongestMs);
    const int width = std::min(widthPx, 100'000);
    QList<Column> columns;
    if (span <= 0 || width <= 0 || series.isEmpty())
        return columns;

    const Scale scale(fromMs, span, width);
    int i = series.lowerBound(fromMs);
    const int end = series.lowerBound(fromMs + span);
    columns.reserve(std::min(end - i + 2, width + 2));
    if (i > 0 && (i == series.size() || !series.breakBefore(i)))
        columns.append(startColumn(scale.column(series.timeAt(i - 1)), series.valueAt(i - 1), true));

    while (i < end) {
        const int x = scale.column(series.timeAt(i));
        // Only a gap ends a stretch within its column. A third stretch there would be drawn over the second: it joins it.
        const bool isSecond = !columns.isEmpty() && columns.last().x == x;
        const auto gaps = isSecond ? TimeSeries::Gaps::Cross : TimeSeries::Gaps::End;
        const auto [after, range] = series.stretch(i, scale.lastOf(x), gaps);
        columns.append({x, series.valueAt(i), range.min, range.max, series.valueAt(after - 1), columns.isEmpty() || series.breakBefore(i)});
        i = after;
    }
    if (i < series.size() && !columns.isEmpty() && !series.breakBefore(i))
        columns.append(startColumn(scale.column(series.timeAt(i)), series.valueAt(i), false));
    return columns;
}

} // namespace plancia
