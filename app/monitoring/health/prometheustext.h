// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QByteArrayView>

namespace plancia::monitoring {

inline constexpr qsizetype kMaxMetricsPageBytes = 10'000'000;

struct PrometheusPage {
    qint64 series = 0;   ///< lines with a value
    qint64 families = 0; ///< TYPE lines
};
enum class PrometheusFormat {
    Text,       ///< 0.0.4 (prometheus.io, "Exposition formats"), and quoted UTF-8 names as of 1.0.0
    OpenMetrics ///< 1.0: ends with "# EOF", timestamps in seconds, exemplars
};

/// Reads a page of metrics strictly: every line must be one. Families may come in any order. NET_005 with the line of the first fault
/// in its message. Pure, in one pass, memory by the number of families alone.
Result<PrometheusPage> readPrometheusText(QByteArrayView page, PrometheusFormat format);

} // namespace plancia::monitoring
