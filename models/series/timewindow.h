// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QtGlobal>
#include <optional>

namespace plancia {

/// What stretch of time a page looks at: one for all of its charts. It runs with the clock, or stands still at a right border.
/// Every change keeps it between kShortestMs and kLongestMs, and never beyond now. A plain value; times are Unix ms UTC.
class TimeWindow {
public:
    static constexpr qint64 kShortestMs = 10'000;
    static constexpr qint64 kLongestMs = 7LL * 86'400'000;

    explicit TimeWindow(qint64 spanMs = 300'000);

    qint64 span() const { return m_now.span; }
    bool isLive() const { return !m_now.heldAt; }
    qint64 to(qint64 nowMs) const { return m_now.heldAt.value_or(nowMs); }
    qint64 from(qint64 nowMs) const { return to(nowMs) - m_now.span; }

    /// Runs with the clock again, with the span that it has.
    void goLive();
    /// Stands still where it is.
    void hold(qint64 nowMs);
    /// Another span; the right border stays.
    void setSpan(qint64 spanMs);
    /// A span that was brushed or jumped to; the one before it can be had back. One that reaches now or further runs.
    void show(qint64 fromMs, qint64 toMs, qint64 nowMs);
    /// The window before the last show(); false when there is none.
    bool back();
    bool canGoBack() const { return !m_before.isEmpty(); }
    /// Longer (factor over 1) or shorter, about a time that stays where it is.
    void zoom(double factor, qint64 aboutMs, qint64 nowMs);
    /// Earlier (negative) or later. At now, or within a hundredth of the span, it runs.
    void pan(qint64 ms, qint64 nowMs);

private:
    struct State {
        qint64 span = 0;
        std::optional<qint64> heldAt;
    };
    void remember();
    void place(qint64 spanMs, qint64 toMs, qint64 nowMs);

    State m_now;
    QList<State> m_before;
};

} // namespace plancia
