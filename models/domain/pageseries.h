// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/metric.h"

#include <QList>
#include <QMap>
#include <QString>
#include <optional>

/// Series of a Prometheus page as metrics of its target. Which ones, and under which names, is fixed in the handbook ("Metrics").
namespace plancia {

/// Names series of a page: http_requests_total, or http_requests_total{code="500"}. All that match are taken together, as their sum.
struct SeriesSelector {
    static constexpr qsizetype kMaxChars = 87; ///< so that the metric's name, with what stands before it, has 100 at the most, as any
    QString name;
    QMap<QString, QString> labels; ///< that it has, with these values; it may have others, but "le" and "quantile" only when they stand here
    bool operator==(const SeriesSelector &) const = default;
};
/// Nothing when it is none, or longer than kMaxChars. Pure.
std::optional<SeriesSelector> seriesSelector(const QString &text);
/// In one form: labels by their names, without blanks.
QString toString(const SeriesSelector &selector);

/// A metric that a series gives: "target.rate.<selector>", per second, of what the page counts, and "target.value.<selector>" of all
/// else. A name that is not in toString()'s form is none.
struct SeriesMetric {
    QString selector;
    bool isRate = false;
};
QString toString(const SeriesMetric &metric);
std::optional<SeriesMetric> seriesMetric(const QString &name);
/// By the end of the series' name: of a rate bytes a second (…_bytes, …_bytes_total) or else a number a second; of a value bytes,
/// seconds (…_seconds that are no moment), a share (…_ratio) or else a number.
Quantity quantityOf(const SeriesMetric &metric);

/// What one page had of one selector.
struct SeriesSeen {
    static constexpr qsizetype kMost = 1'000; ///< series that are taken together
    struct One {
        QByteArray labels; ///< tells those of one name apart
        double value = 0;  ///< may be NaN or infinite
    };
    QString selector;
    bool isCounted = false; ///< the page says that it only grows
    bool isTooMany = false; ///< more than kMost: nothing is told
    QList<One> series;
    bool isNamed = false;   ///< the page knows the name, whatever the labels: one with these may come once something happens
};

} // namespace plancia
