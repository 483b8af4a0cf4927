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
        const qint64 away = std::clamp(ms - m_from, -m_span * 20, m_span * 20);
        return static_cast<int>(std::clamp(floorDiv(away * m_width, m_span), -kFarPx, kFarPx));
    }
    /// The first millisecond that lies right of column x.
    qint64 endOf(int x) const { return m_from - floorDiv(-(static_cast<qint64>(x) + 1) * m_span, m_width); }

private:
    qint64 m_from;
    qint64 m_span;
    qint64 m_width;
};

Column startColumn(int x, double value, bool breakBefore) { return {x, value, value, value, value, breakBefore}; }

void widen(Column &column, double value)
{
    column.min = std::min(column.min, value);
    column.max = std::max(column.max, value);
    column.last = value;
}
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

    bool second = false; // the current column already holds the far side of a gap
    for (; i < end; ++i) {
        const int x = scale.column(series.timeAt(i));
        const qint64 columnEnd = scale.endOf(x);
        const bool sameColumn = !columns.isEmpty() && columns.last().x == x;
        const bool gap = series.breakBefore(i) || columns.isEmpty();
        // A third stretch within one column of pixels would be drawn over the second: it joins it.
        if (sameColumn && (!gap || second)) {
            widen(columns.last(), series.valueAt(i));
        } else {
            second = sameColumn;
            columns.append(startColumn(x, series.valueAt(i), gap));
        }
        Column widened = columns.last(); // by itself: this is the loop over all points
        while (i + 1 < end && series.timeAt(i + 1) < columnEnd && (second || !series.breakBefore(i + 1)))
            widen(widened, series.valueAt(++i));
        columns.last() = widened;
    }
    if (i < series.size() && !columns.isEmpty() && !series.breakBefore(i))
        columns.append(startColumn(scale.column(series.timeAt(i)), series.valueAt(i), false));
    return columns;
}

qint64 alignToColumn(qint64 fromMs, qint64 spanMs, int widthPx)
{
    if (spanMs <= 0 || widthPx <= 0)
        return fromMs;
    const qint64 step = std::max<qint64>(1, (spanMs + widthPx / 2) / widthPx);
    return floorDiv(fromMs, step) * step;
}

} // namespace plancia
