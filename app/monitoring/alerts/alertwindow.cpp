// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/alerts/alertwindow.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace plancia::monitoring {

namespace {
constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kLateMs = 3'000; ///< that a look may be late

double percentile(const QMap<qint64, qint64> &durations, double share)
{
    LatencyHistogram histogram;
    for (auto one = durations.cbegin(); one != durations.cend(); ++one)
        histogram.add(one.key(), one.value());
    return histogram.percentile(share) / 1000;
}
} // namespace

qint64 AlertWindow::windowOf(const AlertRule &rule) const
{
    return rule.of == AlertRule::Of::Metric ? std::max(rule.windowMs, 2 * m_everyMs + kLateMs) : rule.windowMs;
}

void AlertWindow::add(double value, qint64 at, qint64 everyMs)
{
    m_everyMs = everyMs;
    m_values.push_back({at, value});
    m_lastAt = at;
}

void AlertWindow::add(const Event &event, qint64 at)
{
    const qint64 second = at - at % 1000;
    if (m_seconds.empty() || m_seconds.back().at != second)
        m_seconds.push_back({second, 0, 0, 0, {}});
    Second &now = m_seconds.back();
    const qint64 errors = event.severity >= EventSeverity::Error ? event.count : 0;
    now.count += event.count;
    now.errors += errors;
    m_count += event.count;
    m_errors += errors;
    if (event.durationMs >= 0) {
        const qint64 bucket = LatencyHistogram::lowerEnd(std::llround(std::min(event.durationMs, 1e12) * 1000));
        now.durations[bucket] += event.count;
        now.timed += event.count;
        m_durations[bucket] += event.count;
        m_timed += event.count;
    }
    m_lastAt = at;
}

void AlertWindow::shift(qint64 ms)
{
    for (Value &value : m_values)
        value.at += ms;
    for (Second &second : m_seconds)
        second.at += ms;
    m_watchedSince += ms;
    if (m_lastAt > 0)
        m_lastAt += ms;
}

void AlertWindow::forget(qint64 before)
{
    while (!m_values.empty() && m_values.front().at <= before)
        m_values.pop_front();
    while (!m_seconds.empty() && m_seconds.front().at <= before) {
        const Second &old = m_seconds.front();
        m_count -= old.count;
        m_errors -= old.errors;
        m_timed -= old.timed;
        for (auto one = old.durations.cbegin(); one != old.durations.cend(); ++one)
            if ((m_durations[one.key()] -= one.value()) == 0)
                m_durations.remove(one.key());
        m_seconds.pop_front();
    }
}

std::optional<double> AlertWindow::valueOf(AlertRule::Function function) const
{
    using Function = AlertRule::Function;
    const auto share = [this](double part) { return m_timed > 0 ? std::optional(percentile(m_durations, part)) : std::nullopt; };
    switch (function) {
    case Function::Count:
        return static_cast<double>(m_count);
    case Function::ErrorShare:
        return m_count > 0 ? std::optional(static_cast<double>(m_errors) / static_cast<double>(m_count)) : std::nullopt;
    case Function::P50:
        return share(0.5);
    case Function::P95:
        return share(0.95);
    case Function::P99:
        return share(0.99);
    case Function::Last:
    case Function::Mean:
    case Function::Least:
    case Function::Greatest:
        break;
    }
    if (m_values.empty())
        return std::nullopt;
    if (function == Function::Last)
        return m_values.back().value;
    if (function == Function::Mean)
        return std::accumulate(m_values.begin(), m_values.end(), 0.0, [](double sum, const Value &one) { return sum + one.value; })
            / static_cast<double>(m_values.size());
    const auto [least, greatest] = std::ranges::minmax_element(m_values, {}, &Value::value);
    return function == Function::Least ? least->value : greatest->value;
}

AlertEvaluation AlertWindow::evaluate(const AlertRule &rule, qint64 at)
{
    forget(at - windowOf(rule));
    AlertEvaluation look;
    look.at = at;
    look.value = valueOf(rule.function);
    const bool isTimed = rule.function >= AlertRule::Function::P50;
    look.samples = static_cast<int>(rule.of == AlertRule::Of::Metric ? static_cast<qint64>(m_values.size())
                                                                     : std::min<qint64>(isTimed ? m_timed : m_count, std::numeric_limits<int>::max()));
    if (rule.function == AlertRule::Function::Count && at - m_watchedSince < rule.windowMs
        && (rule.compare == AlertRule::Compare::Below || rule.isOfBaseline || *look.value <= rule.limit))
        look.value.reset();
    if (!rule.isOfBaseline) {
        look.limit = rule.limit;
        return look;
    }
    if (m_minutes.size() >= kLeastBaseline)
        look.limit = rule.limit * std::accumulate(m_minutes.begin(), m_minutes.end(), 0.0) / static_cast<double>(m_minutes.size());
    learn(rule, look);
    return look;
}

/// A minute counts once it is over. What is not known teaches nothing.
void AlertWindow::learn(const AlertRule &rule, const AlertEvaluation &look)
{
    const qint64 minute = look.at - look.at % kMinuteMs;
    if (m_minute != minute) {
        if (m_looks > 0)
            m_minutes.push_back(m_sum / m_looks);
        if (m_minutes.size() > kBaselineMinutes)
            m_minutes.pop_front();
        m_minute = minute;
        m_sum = 0;
        m_looks = 0;
    }
    if (!look.value || look.samples < rule.minSamples || !std::isfinite(*look.value))
        return;
    m_sum += *look.value;
    ++m_looks;
}

} // namespace plancia::monitoring
