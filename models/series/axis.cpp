// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/series/axis.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace plancia {

namespace {
constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;
constexpr qint64 kSteps[] = {kSecond,     2 * kSecond,  5 * kSecond,  10 * kSecond, 15 * kSecond, 30 * kSecond,
                             kMinute,     2 * kMinute,  5 * kMinute,  10 * kMinute, 15 * kMinute, 30 * kMinute,
                             kHour,       2 * kHour,    3 * kHour,    6 * kHour,    12 * kHour,   kDay,
                             2 * kDay,    7 * kDay,     14 * kDay,    28 * kDay,    91 * kDay,    182 * kDay,
                             365 * kDay,  3650 * kDay};

/// The smallest of 1, 2, 5 × 10^n that is not below `rough`, and its n.
std::pair<double, int> roundStep(double rough)
{
    const int power = static_cast<int>(std::floor(std::log10(rough)));
    const double base = std::pow(10.0, power);
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * base >= rough * (1 - 1e-9))
            return {factor * base, power};
    return {10 * base, power + 1};
}
} // namespace

TimeAxis TimeAxis::make(qint64 fromMs, qint64 toMs, int widthPx, int minSpacingPx, qint64 utcOffsetMs)
{
    TimeAxis axis;
    if (toMs <= fromMs || widthPx <= 0)
        return axis;
    const double msPerPx = static_cast<double>(toMs - fromMs) / widthPx;
    const auto wanted = static_cast<qint64>(std::ceil(msPerPx * std::max(minSpacingPx, 1)));
    const auto *step = std::lower_bound(std::begin(kSteps), std::end(kSteps), wanted);
    axis.stepMs = step == std::end(kSteps) ? wanted : *step;

    const qint64 local = fromMs + utcOffsetMs;
    const qint64 behind = ((local % axis.stepMs) + axis.stepMs) % axis.stepMs;
    for (qint64 tick = fromMs + (behind ? axis.stepMs - behind : 0); tick <= toMs; tick += axis.stepMs)
        axis.ticks.append(tick);
    return axis;
}

ValueAxis ValueAxis::make(double low, double high, int heightPx, int minSpacingPx)
{
    if (!std::isfinite(low) || !std::isfinite(high)) {
        low = 0;
        high = 1;
    }
    if (low > high)
        std::swap(low, high);
    low = std::clamp(low, -1e300, 1e300); // so that high - low is a number
    high = std::clamp(high, -1e300, 1e300);
    if (high - low <= std::max(std::abs(low), std::abs(high)) * 1e-12)
        high = low + (low == 0 ? 1 : std::abs(low) * 0.1);

    const int marks = std::clamp(heightPx / std::max(minSpacingPx, 1), 1, 50);
    ValueAxis axis;
    const auto [step, power] = roundStep((high - low) / marks);
    axis.step = step;
    axis.decimals = std::clamp(-power, 0, 12);
    const double firstMark = std::floor(low / step + 1e-9);
    const double lastMark = std::max(std::ceil(high / step - 1e-9), firstMark + 1);
    axis.min = firstMark * step;
    axis.max = lastMark * step;
    // Marks are multiplied out, not added up: 0.1 added ten times is not 1.
    for (double mark = firstMark; mark <= lastMark; mark += 1)
        axis.ticks.append(mark * step);
    return axis;
}

} // namespace plancia
