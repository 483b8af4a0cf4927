// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/metriclines.h"
#include "ui/kit/notice.h"

namespace plancia::ui {

/// Of a server that may sleep: that it sleeps, that it wakes up, or how long its cold start took. Hidden for all others.
class SleepNotice : public Notice {
    Q_OBJECT
public:
    explicit SleepNotice(QWidget *parent = nullptr);
    /// At the right border of the span; `isLookedAt`: it is live and the agent connected, so that the server is being woken.
    void showSleep(const MetricLines &lines, qint64 to, bool isLookedAt);
    /// What showSleep() and sleepSpans() go by.
    static QStringList metrics();
};

/// Whether the last word of a server that is looked at is that it sleeps, for no longer than a cold start may take until `to`. Pure.
bool isBeingWoken(const MetricLines &lines, qint64 to);

/// From when to when a server slept within a span, as far as it is known; `isWaking`: up to `to` while isBeingWoken(), for a cold start
/// is no gap. Pure.
QList<std::pair<qint64, qint64>> sleepSpans(const MetricLines &lines, qint64 from, qint64 to, bool isWaking);

} // namespace plancia::ui
