// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/protocol/message.h"

#include <QJsonValue>

namespace plancia::monitoring {

/// A samples frame as encode() writes it, read in one pass: nearly all that a busy agent sends are events, and a JSON document of them
/// costs three times as much. `other` reads what is no event. Nothing when anything is not quite as expected: then read it as any JSON
/// text, to which this adds nothing and from which it takes nothing. Pure.
std::optional<Samples> plainSamples(const QByteArray &frame, Result<StreamItem> (*other)(const QJsonValue &item));

} // namespace plancia::monitoring
