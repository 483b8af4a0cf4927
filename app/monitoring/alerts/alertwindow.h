// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "models/domain/usage.h"

#include <QMap>
#include <deque>

namespace plancia::monitoring {

/// What a rule has seen of one source within its window. Times are of one clock that never goes back. Pure.
class AlertWindow {
public:
    static constexpr int kBaselineMinutes = 24 * 60; ///< that are remembered
    static constexpr int kLeastBaseline = 60;        ///< minutes, without which there is no baseline

    /// Before it nothing was seen, whatever there was: until a whole window has passed a count is known only when it is over the limit.
    void setWatchedSince(qint64 at) { m_watchedSince = at; }
    /// `everyMs`: how often its source is looked at. A value stands until the look after the next was due.
    void add(double value, qint64 at, qint64 everyMs = 0);
    /// It stands for as many as it says.
    void add(const Event &event, qint64 at);
    /// All that it holds was so much later.
    void shift(qint64 ms);
    /// Drops what is older than the window, and evaluates what is left.
    AlertEvaluation evaluate(const AlertRule &rule, qint64 at);
    bool isEmpty() const { return m_values.empty() && m_seconds.empty(); }
    qint64 lastAt() const { return m_lastAt; }

    /// Means of whole minutes, oldest first: for the baseline after a restart.
    const std::deque<double> &minutes() const { return m_minutes; }
    void setMinutes(std::deque<double> minutes) { m_minutes = std::move(minutes); }

private:
    struct Value {
        qint64 at;
        double value;
    };
    struct Second {
        qint64 at; ///< its beginning
        qint64 count = 0, errors = 0, timed = 0;
        QMap<qint64, qint64> durations; ///< by LatencyHistogram::lowerEnd()
    };
    qint64 windowOf(const AlertRule &rule) const;
    void forget(qint64 before);
    std::optional<double> valueOf(AlertRule::Function function) const;
    void learn(const AlertRule &rule, const AlertEvaluation &look);

    std::deque<Value> m_values;
    std::deque<Second> m_seconds;
    qint64 m_count = 0, m_errors = 0, m_timed = 0; ///< of all seconds
    QMap<qint64, qint64> m_durations;
    qint64 m_lastAt = 0;
    qint64 m_watchedSince = 0;
    qint64 m_everyMs = 0;
    std::deque<double> m_minutes;
    qint64 m_minute = 0; ///< that is being learned, 0: none
    double m_sum = 0;
    int m_looks = 0;
};

} // namespace plancia::monitoring
