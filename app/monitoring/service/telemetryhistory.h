// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/service/telemetrysink.h"
#include "app/sql/connection.h"

namespace plancia::monitoring {

/// The longest span that is answered sample by sample.
constexpr qint64 kRawSpanMs = 6LL * 3'600'000;

/// Reads the past of one source from telemetry.db, with `last` laid over it: samples that need not be written yet. At the most
/// a month of minutes, the newest of what was asked; blocks. VAL_010, INTERNAL_003.
Result<MetricHistory> readHistory(sql::Connection &connection, const QString &streamId, const HistoryQuery &query,
                                  const TelemetrySink::Past &last, const CancelToken &cancel);
/// The same of `last` alone. Pure.
Result<MetricHistory> historyOf(const HistoryQuery &query, const TelemetrySink::Past &last);

StreamGap::Reason gapReason(const QString &word);

} // namespace plancia::monitoring
