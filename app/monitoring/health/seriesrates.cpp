// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/seriesrates.h"

#include "app/monitoring/sampler/rate.h"

#include <cmath>

namespace plancia::monitoring {

bool SeriesRates::take(const QList<SeriesSeen> &seen, qint64 monotonicMs, QHash<QString, double> &values)
{
    bool isWhole = true;
    for (const SeriesSeen &one : seen) {
        Before now{monotonicMs, {}};
        for (const SeriesSeen::One &series : one.series)
            now.series.insert(series.labels, series.value);
        // What comes back later is no step from what was; and of a series that stands twice nobody knows which value it has.
        if (one.isTooMany || one.series.isEmpty() || now.series.size() < one.series.size()) {
            m_before.remove(one.selector);
            continue;
        }
        std::optional<double> value;
        if (one.isCounted) {
            bool isReset = false;
            if (const auto before = m_before.constFind(one.selector); before != m_before.cend())
                value = rateOf(one, *before, monotonicMs, isReset);
            isWhole = isWhole && !isReset;
            m_before.insert(one.selector, now);
        } else {
            double sum = 0;
            for (const SeriesSeen::One &series : one.series)
                sum += series.value;
            value = sum;
        }
        if (value && std::isfinite(*value))
            values.insert(toString(SeriesMetric{one.selector, one.isCounted}), *value);
    }
    return isWhole;
}

std::optional<double> SeriesRates::rateOf(const SeriesSeen &seen, const Before &before, qint64 now, bool &isReset)
{
    std::optional<double> sum;
    for (const SeriesSeen::One &series : seen.series) {
        const auto was = before.series.constFind(series.labels);
        if (was == before.series.cend())
            continue;
        const auto step = counterStep(*was, series.value, static_cast<double>(now - before.at) / 1000);
        if (!step) {
            isReset = isReset || series.value < *was;
            return std::nullopt;
        }
        sum = sum.value_or(0) + step->perSecond;
    }
    return sum;
}

} // namespace plancia::monitoring
