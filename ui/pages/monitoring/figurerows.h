// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/viewexport.h"
#include "models/series/metriclines.h"

namespace plancia::ui {

/// The points of lines in [from, to] as rows: "time" and a member for each metric that was measured then, with the gaps between them.
/// Takes the points as they are now.
ViewRows figureRows(const MetricLines &lines, const QStringList &metrics, qint64 from, qint64 to, const QList<ViewGap> &gaps);
/// About how many rows that are.
qint64 figureCount(const MetricLines &lines, const QStringList &metrics, qint64 from, qint64 to);

} // namespace plancia::ui
