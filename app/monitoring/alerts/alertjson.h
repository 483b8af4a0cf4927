// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/alerts/alertengine.h"

#include <QJsonObject>

/// What is told of alerts over HTTP, and kept between two runs of the agent. Times are Unix ms UTC; what is absent is as in a value
/// that was just made. Reading checks kinds and sizes: STREAM_002 (fact detail, English) otherwise.
namespace plancia::monitoring {

inline constexpr qsizetype kMaxBoardBytes = 16 << 20;

QJsonObject json(const Alert &alert);
QJsonObject json(const Silence &silence);
QJsonObject json(const AlertBoard &board);
Result<Alert> alertOf(const QJsonObject &object);
Result<Silence> silenceOf(const QJsonObject &object);
Result<AlertBoard> boardOf(const QByteArray &text);

QByteArray textOf(const AlertEngine::Memory &memory);
Result<AlertEngine::Memory> memoryOf(const QByteArray &text);

} // namespace plancia::monitoring
