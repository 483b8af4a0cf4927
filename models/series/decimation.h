// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/timeseries.h"

#include <QList>

namespace plancia {

/// All that a line of one-pixel width can show of the points that fall on one column of pixels (M4: Jugel et al.,
/// "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7(10)). Drawn as a line from the `last` of the
/// column before to `first` (unless breakBefore), and a vertical line from `min` to `max`.
struct Column {
    int x = 0; ///< pixels from the left edge; outside 0 … width-1 for the one neighbour on each side
    double first = 0;
    double min = 0;
    double max = 0;
    double last = 0;
    bool breakBefore = false; ///< nothing is known between this column and the one before
    bool operator==(const Column &) const = default;
};

/// What of `series` is seen between two times on `widthPx` columns, from left to right: one Column for each column of
/// pixels that holds points, two where a gap falls inside it, so at most 2 × widthPx + 2 whatever the number of points.
/// The nearest point on each side of the window comes along (with its true x, cut to ±1,000,000), so that a line reaches
/// the border. No spike is lost. A column costs its blocks (TimeSeries::stretch), not its points. Pure.
QList<Column> decimate(const TimeSeries &series, qint64 fromMs, qint64 toMs, int widthPx);

} // namespace plancia
