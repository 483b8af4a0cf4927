// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/limitforecast.h"

namespace plancia {

/// Limits as people read them, in the window, in the terminal and on a hand-over sheet. Context "limits".
QString wordFor(LimitKind kind);   ///< "Requests a minute"
QString wordFor(LimitScope scope); ///< "each key by itself"
/// "Requests a minute · each key", "Requests a day · all keys together · /v1/orders", "Seats".
QString wordFor(const LimitKey &key);
/// "1 200", "50 GiB", "12.50" as the locale writes them.
QString shownAmount(LimitKind kind, qint64 amount);
/// "not known" where no table tells.
QString shownUsage(const LimitUsage &usage);
/// A sentence without a full stop: "Runs out 14 Mar", "Not enough data for a forecast". Empty where nothing is known at all.
QString shownForecast(const LimitUsage &usage, qint64 nowMs);

} // namespace plancia
