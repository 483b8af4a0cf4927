// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/timeseries.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace plancia {

TimeSeries::TimeSeries(int capacity) : m_points(static_cast<size_t>(std::max(capacity, 1))) {}

bool TimeSeries::append(qint64 atMs, double value)
{
    if (!std::isfinite(value)) {
        markGap();
        return false;
    }
    if (m_size > 0 && atMs <= timeAt(m_size - 1))
        return false;
    const Point point{atMs, value, std::exchange(m_breakNext, false)};
    if (m_size < capacity()) {
        m_points[slot(m_size++)] = point;
    } else {
        m_points[m_first] = point;
        m_first = slot(1);
    }
    return true;
}

void TimeSeries::markGap(qint64 atMs)
{
    const int i = lowerBound(atMs);
    if (i == m_size)
        m_breakNext = true;
    else
        m_points[slot(i)].breakBefore = true;
}

void TimeSeries::clear()
{
    m_first = 0;
    m_size = 0;
    m_breakNext = false;
}

int TimeSeries::lowerBound(qint64 ms) const
{
    int low = 0;
    int high = m_size;
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (timeAt(middle) < ms)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::optional<ValueRange> TimeSeries::range(qint64 fromMs, qint64 toMs) const
{
    const int first = lowerBound(fromMs);
    const int end = toMs == std::numeric_limits<qint64>::max() ? m_size : lowerBound(toMs + 1);
    if (first >= end)
        return std::nullopt;
    double least = valueAt(first), greatest = least;
    const auto look = [&](size_t from, size_t until) { // a million of them, many times a second
        for (const Point *point = m_points.data() + from; point != m_points.data() + until; ++point) {
            least = std::min(least, point->value);
            greatest = std::max(greatest, point->value);
        }
    };
    const size_t from = slot(first), last = slot(end - 1);
    if (from <= last) {
        look(from, last + 1);
    } else {
        look(from, m_points.size());
        look(0, last + 1);
    }
    return ValueRange{least, greatest};
}

} // namespace plancia
