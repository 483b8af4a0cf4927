// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/blocking.h"
#include "models/domain/statements.h"

#include <QJsonObject>
#include <optional>

/// What the stream carries besides samples and events: statements and blocked sessions, as message.h says. Pure.
namespace plancia::monitoring {

/// All texts of the rows of one look together, so that it fits into a frame.
inline constexpr qsizetype kMaxLookTextChars = 200'000;
inline constexpr qsizetype kMaxLockChars = 200; ///< ServerSession::lockOn
inline constexpr qsizetype kMaxBlockers = 50;

/// Offset, source and `at` stand outside.
QJsonObject toWire(const StatementsLook &look);
QJsonObject toWire(const BlockingMoment &moment);
/// STREAM_002 unless within the limits.
Result<StatementsLook> statementsFromWire(const QJsonObject &object, qint64 offset, qint64 at, const QString &source);
Result<BlockingMoment> blockingFromWire(const QJsonObject &object, qint64 offset, qint64 at, const QString &source);
/// What breaks the limits, in English, or nothing.
std::optional<QString> faultOf(const StatementsLook &look);
std::optional<QString> faultOf(const BlockingMoment &moment);

/// The same text without control characters, but for line breaks and tabs where `isText`; cut to `most`.
QString fitting(QString text, qsizetype most, bool isText = false);

} // namespace plancia::monitoring
