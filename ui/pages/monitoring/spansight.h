// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/metriclines.h"
#include "models/series/timewindow.h"
#include "ui/charts/timechart.h"
#include "ui/pages/monitoring/monitoredview.h"

namespace plancia::ui {

/// What a tab over the page's time axis is given at each tick, and when the window was moved. `lines` is the page's.
struct SpanSight {
    MonitoredView view;
    TimeWindow window;
    qint64 now = 0; ///< Unix ms UTC of the agent's clock, as the window takes it
    const MetricLines *lines = nullptr;
    QList<ChartGap> gaps;
    ServerRights has;
    QString role;            ///< that reads the server; "…" while it is not known
    bool hasServers = false; ///< one can be chosen
    qint64 from() const { return window.from(now); }
    qint64 to() const { return window.to(now); }
};

} // namespace plancia::ui
