// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metric.h"

namespace plancia::format {

/// A measured value as people read it: "1 842", "38 ms", "99.2 %", "41 MiB", "12 MiB/s". "–" for what is no number.
QString quantity(Quantity quantity, double value);
/// What a bar of such a metric stands for: an amount per second has become the amount itself.
Quantity totalOf(Quantity quantity);

} // namespace plancia::format
