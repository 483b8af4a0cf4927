// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metric.h"

#include <QByteArray>

namespace plancia::monitoring {

/// A metric's name as Prometheus takes it, with its unit at the end: "pg.wal.bytes" is "pg_wal_bytes_per_second". Without the
/// prefix of all of ours, "plancia_".
QByteArray prometheusName(const Metric &metric);
/// In the unit of that name: Prometheus has base units, so milliseconds and days are told as seconds.
double prometheusValue(const Metric &metric, double value);
/// What it says of itself there, in English; also in the handbook. Empty for an unknown name.
QByteArray prometheusHelp(const Metric &metric);

} // namespace plancia::monitoring
