// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/sleepnotice.h"

#include "models/format/quantity.h"

#include <algorithm>

namespace plancia::ui {

SleepNotice::SleepNotice(QWidget *parent) : Notice(parent)
{
    setObjectName(QStringLiteral("sleepNotice"));
    hide();
}

namespace {
constexpr qint64 kColdStartMs = 25'000; ///< a cold connect is given up after 20 s; and some for its word to come
}

QStringList SleepNotice::metrics() { return {metric::PgAsleep, metric::PgConnect}; }

void SleepNotice::showSleep(const MetricLines &lines, qint64 to, bool isLookedAt)
{
    const QList<std::pair<qint64, qint64>> spans = sleepSpans(lines, to - 1, to, isLookedAt);
    const bool isAsleep = !spans.isEmpty() && spans.last().second >= to;
    const bool isAwake = lines.valueAt(metric::PgAsleep, to) == 0.0;
    setVisible(isAsleep || isAwake);
    if (isAsleep) {
        showText(Tone::Off, isLookedAt ? tr("It was asleep and is being woken: it is looked at only while a page shows it.")
                                       : tr("Asleep: looked at only while a page shows it."));
    } else if (isAwake) {
        const auto took = lines.lastUpTo(metric::PgConnect, to);
        showText(Tone::Note, took ? tr("Awake while a page shows it. Its cold start took %1.").arg(format::quantity(Quantity::Milliseconds, *took))
                                  : tr("Awake while a page shows it."));
    }
}

bool isBeingWoken(const MetricLines &lines, qint64 to)
{
    const auto line = lines.line(metric::PgAsleep);
    if (!line || line->isEmpty() || lines.isUnanswered())
        return false;
    const int last = line->size() - 1;
    return line->valueAt(last) == 1 && line->timeAt(last) >= lines.newestAt() && to - line->timeAt(last) <= kColdStartMs;
}

QList<std::pair<qint64, qint64>> sleepSpans(const MetricLines &lines, qint64 from, qint64 to, bool isWaking)
{
    QList<std::pair<qint64, qint64>> spans;
    const auto line = lines.line(metric::PgAsleep);
    if (!line)
        return spans;
    const qint64 stands = standsForMs(metric::PgAsleep, lines.stepMs());
    std::optional<qint64> since;
    qint64 last = 0;
    const auto end = [&](qint64 at) {
        if (since && at > from)
            spans.append({std::max(from, *since), std::min(at, to)});
        since.reset();
    };
    for (int i = std::max(0, line->lowerBound(from) - 1); i < line->size() && line->timeAt(i) <= to; ++i) {
        const bool isAsleep = line->valueAt(i) == 1;
        if (since && i > 0 && isAsleep && line->timeAt(i) - last > stands)
            end(last + stands); // nobody knows what was between
        if (isAsleep && !since)
            since = line->timeAt(i);
        else if (!isAsleep)
            end(line->timeAt(i));
        last = line->timeAt(i);
    }
    end(isWaking && isBeingWoken(lines, to) ? to : std::min(to, last + stands));
    return spans;
}

} // namespace plancia::ui
