// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/pageseries.h"

#include <QByteArrayView>
#include <QStringList>

namespace plancia::monitoring {

inline constexpr qsizetype kMaxMetricsPageBytes = 10'000'000;

struct PrometheusPage {
    qint64 series = 0;   ///< lines with a value
    qint64 families = 0; ///< TYPE lines
    QList<SeriesSeen> picked; ///< of each selector that was asked for, in their order
};
enum class PrometheusFormat {
    Text,       ///< 0.0.4 (prometheus.io, "Exposition formats"), and quoted UTF-8 names as of 1.0.0
    OpenMetrics ///< 1.0: ends with "# EOF", timestamps in seconds, exemplars
};

/// Reads a page of metrics strictly: every line must be one. Families may come in any order. NET_005 with the line of the first fault
/// in its message. Pure, in one pass, memory by the number of families and of what is picked alone. A series is counted when its family's
/// type says so, or, without a type, when its name ends in _total, _count, _sum or _bucket. A metric whose name stands in quotes is not picked.
Result<PrometheusPage> readPrometheusText(QByteArrayView page, PrometheusFormat format, const QStringList &selectors = {});

} // namespace plancia::monitoring
