// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/timewindow.h"

#include <algorithm>
#include <cmath>

namespace plancia {

namespace {
constexpr qsizetype kMostSteps = 50;

qint64 bounded(qint64 span) { return std::clamp(span, TimeWindow::kShortestMs, TimeWindow::kLongestMs); }
} // namespace

TimeWindow::TimeWindow(qint64 spanMs) { m_now.span = bounded(spanMs); }

void TimeWindow::remember()
{
    m_before.append(m_now);
    if (m_before.size() > kMostSteps)
        m_before.removeFirst();
}

void TimeWindow::place(qint64 spanMs, qint64 toMs, qint64 nowMs)
{
    m_now.span = bounded(spanMs);
    m_now.heldAt = toMs >= nowMs ? std::nullopt : std::optional(toMs);
}

void TimeWindow::goLive()
{
    m_now.heldAt.reset();
    m_before.clear();
}

void TimeWindow::hold(qint64 nowMs) { m_now.heldAt = to(nowMs); }

void TimeWindow::setSpan(qint64 spanMs)
{
    m_now.span = bounded(spanMs);
    m_before.clear();
}

void TimeWindow::show(qint64 fromMs, qint64 toMs, qint64 nowMs)
{
    remember();
    const qint64 span = bounded(toMs - fromMs);
    // One that was too short grows to both sides.
    place(span, std::max(toMs, (fromMs + toMs + span) / 2), nowMs);
}

bool TimeWindow::back()
{
    if (m_before.isEmpty())
        return false;
    m_now = m_before.takeLast();
    return true;
}

void TimeWindow::zoom(double factor, qint64 aboutMs, qint64 nowMs)
{
    if (!std::isfinite(factor) || factor <= 0)
        return;
    const qint64 right = to(nowMs);
    const qint64 span = bounded(std::llround(static_cast<double>(m_now.span) * factor));
    const double share = static_cast<double>(right - aboutMs) / static_cast<double>(m_now.span);
    place(span, aboutMs + std::llround(std::clamp(share, 0.0, 1.0) * static_cast<double>(span)), nowMs);
}

void TimeWindow::pan(qint64 ms, qint64 nowMs)
{
    const qint64 right = to(nowMs) + ms;
    place(m_now.span, ms > 0 && nowMs - right < m_now.span / 100 ? nowMs : right, nowMs);
}

} // namespace plancia
