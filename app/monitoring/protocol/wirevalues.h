// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/protocol/message.h"

#include <QJsonValue>
#include <cmath>

/// Single values of the wire, each within its limits or nothing. For the decoders of this folder.
namespace plancia::monitoring::wire {

constexpr double kMaxInteger = 9'007'199'254'740'992.0; // 2^53: beyond it JSON numbers lose integers

inline tl::unexpected<Error> malformed(const QString &detail) { return fail(ErrorCode::StreamProtocol, {{QStringLiteral("detail"), detail}}); }

inline bool isTime(qint64 ms) { return ms >= kEarliestMs && ms < kLatestMs; }

inline std::optional<qint64> integer(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    if (!value.isDouble() || number < 0 || number > kMaxInteger || number != std::floor(number))
        return std::nullopt;
    return static_cast<qint64>(number);
}

inline std::optional<qint64> time(const QJsonValue &value)
{
    const auto ms = integer(value);
    return ms && isTime(*ms) ? ms : std::nullopt;
}

inline std::optional<QString> name(const QJsonValue &value)
{
    const QString text = value.toString();
    if (!value.isString() || text.size() > kMaxNameChars)
        return std::nullopt;
    return text;
}

} // namespace plancia::monitoring::wire
