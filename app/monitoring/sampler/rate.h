// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <optional>

namespace plancia::monitoring {

/// What counters did between two looks, per second of the time that really passed. A counter that went back was reset:
/// then there is no rate, never a negative one.
struct CounterStep {
    double delta = 0;
    double perSecond = 0;
};
inline std::optional<CounterStep> counterStep(double before, double now, double seconds)
{
    if (now < before || seconds <= 0)
        return std::nullopt;
    return CounterStep{now - before, (now - before) / seconds};
}
inline std::optional<CounterStep> counterStep(qint64 before, qint64 now, double seconds)
{
    return counterStep(static_cast<double>(before), static_cast<double>(now), seconds);
}

} // namespace plancia::monitoring
