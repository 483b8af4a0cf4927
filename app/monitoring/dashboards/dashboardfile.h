// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/dashboard.h"

/// A dashboard as TOML (toml.io, 1.0). Pure.
///
///   version = 1
///   title = "Overview"  or  { en = "Overview", it = "Panoramica" }
///   source = "postgres" or "agent"
///   [[row]]
///   [[row.tile]]
///   kind = "stat"|"line"|"area"|"bar"|"strip"|"table"
///   width = "narrow"|"half"|"full"          (left out: narrow for a stat, else half)
///   title = …                               (left out: the label of the first metric)
///   metrics = ["pg.commits", …]
///   judged = "pg.connections.used_ratio"    (of a stat: what the limits are of)
///   warn_above, warn_below, error_above, error_below = number
namespace plancia::monitoring {

inline constexpr qsizetype kMaxDashboardBytes = 256 * 1024;

/// CONFIG_001 (facts "path", "line", "key", "message") for the first thing that is wrong; an unknown key is wrong too.
Result<Dashboard> parseDashboard(const QByteArray &text, const QString &id, const QString &path);
/// Text that parseDashboard() reads to the same dashboard. CONFIG_001 when there is none.
Result<QByteArray> writeDashboard(const Dashboard &dashboard, const QString &path);

} // namespace plancia::monitoring
