// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/timeseries.h"

#include <algorithm>
#include <cmath>
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
    std::optional<ValueRange> found;
    for (int i = lowerBound(fromMs); i < m_size && timeAt(i) <= toMs; ++i) {
        const double value = valueAt(i);
        if (!found)
            found = ValueRange{value, value};
        found->min = std::min(found->min, value);
        found->max = std::max(found->max, value);
    }
    return found;
}

} // namespace plancia
