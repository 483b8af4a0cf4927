// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
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
/// A plain value without locks: give each thread its own copy.
class TimeSeries {
public:
    explicit TimeSeries(int capacity = 3600);

    int capacity() const { return static_cast<int>(m_points.size()); }
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
    qint64 timeAt(int i) const { return at(i).time; }
    double valueAt(int i) const { return at(i).value; }
    bool breakBefore(int i) const { return at(i).breakBefore; }
    /// Index of the first point at or after `ms`; size() when there is none.
    int lowerBound(qint64 ms) const;
    /// Of the points in [fromMs, toMs]; nothing when there are none.
    std::optional<ValueRange> range(qint64 fromMs, qint64 toMs) const;

private:
    struct Point {
        qint64 time = 0;
        double value = 0;
        bool breakBefore = false;
    };
    size_t slot(int i) const
    {
        const size_t index = m_first + static_cast<size_t>(i);
        return index < m_points.size() ? index : index - m_points.size();
    }
    const Point &at(int i) const { return m_points[slot(i)]; }

    std::vector<Point> m_points;
    size_t m_first = 0;
    int m_size = 0;
    bool m_breakNext = false;
};

} // namespace plancia
