// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/timeseries.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace plancia {

void TimeSeries::Block::take(const ValueRange &other, bool isBreak)
{
    range.min = std::min(range.min, other.min);
    range.max = std::max(range.max, other.max);
    hasBreak |= isBreak;
}

TimeSeries::TimeSeries(int capacity)
    : m_times(static_cast<size_t>(std::max(capacity, 1))), m_values(m_times.size()), m_breaks(m_times.size())
{
    for (size_t blocks = m_times.size() / kBlock; blocks > 0; blocks /= kBlock)
        m_levels.emplace_back(blocks);
}

bool TimeSeries::append(qint64 atMs, double value)
{
    if (!std::isfinite(value)) {
        markGap();
        return false;
    }
    if (m_size > 0 && atMs <= timeAt(m_size - 1))
        return false;
    const bool isFull = m_size == capacity();
    const size_t at = isFull ? m_first : slot(m_size);
    m_times[at] = atMs;
    m_values[at] = value;
    m_breaks[at] = std::exchange(m_breakNext, false);
    if (isFull)
        m_first = slot(1);
    else
        ++m_size;
    summarize(at, isFull);
    return true;
}

/// `at` holds a new point; when `anew` in place of another one, which the blocks forget.
void TimeSeries::summarize(size_t at, bool anew)
{
    size_t child = at;
    for (size_t level = 0; level < m_levels.size() && child / kBlock < m_levels[level].size(); ++level, child /= kBlock) {
        Block &block = m_levels[level][child / kBlock];
        if (!anew) {
            block.take({m_values[at], m_values[at]}, m_breaks[at]);
            continue;
        }
        block = {};
        for (size_t i = child / kBlock * kBlock, end = i + kBlock; i < end; ++i) {
            if (level > 0)
                block.take(m_levels[level - 1][i].range, m_levels[level - 1][i].hasBreak);
            else
                block.take({m_values[i], m_values[i]}, m_breaks[i]);
        }
    }
}

void TimeSeries::markGap(qint64 atMs)
{
    const int i = lowerBound(atMs);
    if (i == m_size) {
        m_breakNext = true;
        return;
    }
    m_breaks[slot(i)] = true;
    summarize(slot(i), false);
}

void TimeSeries::clear() { *this = TimeSeries(capacity()); }

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

TimeSeries::Stretch TimeSeries::stretch(int first, qint64 toMs, Gaps gaps) const
{
    Block found;
    int i = first;
    while (i < m_size) {
        const size_t at = slot(i);
        const size_t room = std::min(m_times.size() - at, static_cast<size_t>(m_size - i)); // in a row
        // The widest block that begins here and lies in the stretch.
        const Block *block = nullptr;
        size_t length = 1;
        for (size_t level = 0, width = kBlock; (at & (width - 1)) == 0 && width <= room; ++level, width *= kBlock) {
            const Block &wider = m_levels[level][at / width];
            if (m_times[at + width - 1] > toMs || (wider.hasBreak && gaps == Gaps::End))
                break;
            block = &wider;
            length = width;
        }
        if (block) {
            found.take(block->range, false);
        } else {
            if (m_times[at] > toMs || (gaps == Gaps::End && i > first && m_breaks[at]))
                break;
            found.take({m_values[at], m_values[at]}, false);
        }
        i += static_cast<int>(length);
    }
    return {i, found.range};
}

std::optional<ValueRange> TimeSeries::range(qint64 fromMs, qint64 toMs) const
{
    const int first = lowerBound(fromMs);
    const Stretch found = stretch(first, toMs, Gaps::Cross);
    return found.end > first ? std::optional(found.range) : std::nullopt;
}

} // namespace plancia
