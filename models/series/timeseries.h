// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <limits>
#include <optional>
#include <vector>

namespace plancia {

/// Lowest and highest value of a stretch.
struct ValueRange {
    double min = 0;
    double max = 0;
    bool operator==(const ValueRange &) const = default;
};

/// The newest points of one metric in a ring of fixed capacity: times in Unix ms UTC, strictly rising, values finite.
/// A break before a point says that nothing is known between it and the point before: no line may join them.
/// Over the points lies a pyramid of blocks with their least and greatest value, so that what is seen of a million costs no
/// walk over them. A plain value without locks: give each thread its own copy.
class TimeSeries {
public:
    explicit TimeSeries(int capacity = 3600);

    int capacity() const { return static_cast<int>(m_times.size()); }
    int size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }

    /// Adds a point and forgets the oldest when full. Ignored (false) when `atMs` is not after the newest point.
    /// NaN and infinity are no values: they break the line instead.
    bool append(qint64 atMs, double value);
    /// The next point appended begins a new line.
    void markGap() { m_breakNext = true; }
    /// No line crosses `atMs`: the first point at or after it, now in the ring or still to come, begins a new line.
    void markGap(qint64 atMs);
    void clear();

    /// `i` counts from the oldest point kept, 0 … size() - 1.
    qint64 timeAt(int i) const { return m_times[slot(i)]; }
    double valueAt(int i) const { return m_values[slot(i)]; }
    bool breakBefore(int i) const { return m_breaks[slot(i)] != 0; }
    /// Index of the first point at or after `ms`; size() when there is none.
    int lowerBound(qint64 ms) const;
    /// Of the points in [fromMs, toMs]; nothing when there are none.
    std::optional<ValueRange> range(qint64 fromMs, qint64 toMs) const;

    enum class Gaps { End, Cross };
    struct Stretch {
        int end = 0;      ///< index of the first point after it
        ValueRange range; ///< greatest below least when it holds no point
    };
    /// The points from index `first` to `toMs`, with Gaps::End only up to the next one that begins a new line. Costs what it is
    /// long in blocks, not in points.
    Stretch stretch(int first, qint64 toMs, Gaps gaps) const;

private:
    static constexpr size_t kBlock = 16; ///< slots in a block, and blocks in one of the next level
    static constexpr ValueRange kNothing{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    struct Block {
        ValueRange range = kNothing;
        bool hasBreak = false;
        void take(const ValueRange &other, bool isBreak);
    };
    size_t slot(int i) const
    {
        const size_t index = m_first + static_cast<size_t>(i);
        return index < m_times.size() ? index : index - m_times.size();
    }
    void summarize(size_t at, bool anew);

    // Columns of a ring; blocks lie on slots, not on indices, and hold what is in the slots now.
    std::vector<qint64> m_times;
    std::vector<double> m_values;
    std::vector<quint8> m_breaks;
    std::vector<std::vector<Block>> m_levels; ///< the finest first; of whole blocks only
    size_t m_first = 0;
    int m_size = 0;
    bool m_breakNext = false;
};

} // namespace plancia
