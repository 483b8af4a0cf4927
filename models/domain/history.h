// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/sample.h"

#include <QStringList>

namespace plancia {

/// What is asked of the past of one source.
struct HistoryQuery {
    QString source;      ///< "self", "store" or "pg:<name>"
    QStringList metrics; ///< names of models/domain/metric.h; an unknown one has no points
    qint64 from = 0;     ///< Unix ms UTC, the agent's clock; both ends are included
    qint64 to = 0;
};

/// What is remembered of it. A stretch that was sampled each second may be remembered as minutes only: each then stands as up
/// to four points of its first, least, greatest and last value (M4), so that no spike is lost, and `stepMs` says so.
struct MetricHistory {
    struct Line {
        QString metric;
        QList<qint64> at; ///< Unix ms UTC, strictly rising
        QList<double> values;
        /// Means of those minutes that stand as such, by the minute's start: for sums and averages, which four points do not give.
        QList<qint64> minutes;
        QList<double> means;
        bool operator==(const Line &) const = default;
    };
    QList<Line> lines;     ///< in the order of the query; one without points when nothing is known
    QList<StreamGap> gaps; ///< that touch the span, of this source or of the whole stream, by their start
    qint64 stepMs = 1000;  ///< 1000: every sample; 60000: minutes
    qint64 oldest = 0;     ///< time of the oldest that is remembered of the source; 0 for none
    bool operator==(const MetricHistory &) const = default;
};

} // namespace plancia
