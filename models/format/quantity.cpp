// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format/quantity.h"

#include "models/format/format.h"

#include <QCoreApplication>

#include <cmath>

namespace plancia::format {

namespace {
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Quantity)
};
/// As many as it takes to tell a small share from none.
int ratioDecimals(double value)
{
    const double share = std::abs(value * 100);
    if (share > 0 && share < 0.1)
        return share < 0.0005 ? 0 : 3;
    if (share > 0 && share < 1)
        return 2;
    return std::abs(share - std::round(share)) < 0.05 ? 0 : 1;
}
} // namespace

QString quantity(Quantity quantity, double value)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    switch (quantity) {
    case Quantity::Count:
    case Quantity::Events:
        return std::abs(value) < 1e15 ? count(std::llround(value)) : compact(value);
    case Quantity::PerSecond:
        return value < 10 && value != std::floor(value) ? decimal(value, 1) : compact(value);
    case Quantity::BytesPerSecond:
        return bytesPerSecond(value);
    case Quantity::Ratio:
        return percent(value, ratioDecimals(value));
    case Quantity::Milliseconds:
        if (value < 10 && value != std::floor(value))
            return Words::tr("%1 ms").arg(decimal(value, value < 1 ? 2 : 1));
        return duration(std::llround(value));
    case Quantity::Seconds:
        if (value < 1)
            return duration(std::llround(value * 1000));
        if (value < 10 && value != std::floor(value))
            return Words::tr("%1 s").arg(decimal(value, 1));
        return duration(std::llround(value) * 1000);
    case Quantity::Bytes:
        return bytes(std::llround(value));
    case Quantity::Cores:
        return decimal(value, value == 0 ? 0 : 2);
    case Quantity::Number:
        if (value == std::floor(value))
            return std::abs(value) < 1e15 ? count(std::llround(value)) : compact(value);
        return std::abs(value) < 100 ? decimal(value, std::abs(value) < 1 ? 4 : 2) : compact(value);
    }
    return {};
}

Quantity totalOf(Quantity quantity)
{
    switch (quantity) {
    case Quantity::PerSecond:
    case Quantity::Events:
        return Quantity::Count;
    case Quantity::BytesPerSecond:
        return Quantity::Bytes;
    default:
        return quantity;
    }
}

} // namespace plancia::format
