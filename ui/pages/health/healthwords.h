// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/target.h"
#include "models/items/roles.h"
#include "models/series/uptime.h"

#include <QString>

namespace plancia::ui {

Tone toneOf(std::optional<HealthCheck::State> state);
QString wordFor(std::optional<HealthCheck::State> state); ///< "Up", "Degraded", "Down", "Unknown"
QString kindName(HealthTarget::Kind kind);
/// What the address of a kind looks like, for an empty field.
QString addressExample(HealthTarget::Kind kind);
/// "99.95 %", or a dash when nothing is known.
QString shareWords(const UpTime &time);
/// A cell of a history: its span, its up-time, and what is not known of it.
QString cellWords(const UpTime &cell, qint64 fromMs, qint64 toMs);

} // namespace plancia::ui
