// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/pageseries.h"

#include <QHash>
#include <optional>

namespace plancia::monitoring {

/// What the series that were picked from a page did between two looks. Pure, but for what it remembers of the last look.
class SeriesRates {
public:
    /// Puts target.rate.… and target.value.… among the values: what cannot be told honestly is absent. Of a counter that is the first look,
    /// one at which it began anew, and one at which there is none that was there before; what is new on the page counts from the next look
    /// on. Of series of which one stands twice nothing is told. False when any began anew.
    bool take(const QList<SeriesSeen> &seen, qint64 monotonicMs, QHash<QString, double> &values);

private:
    struct Before {
        qint64 at = 0; ///< monotonic ms
        QHash<QByteArray, double> series;
    };
    static std::optional<double> rateOf(const SeriesSeen &seen, const Before &before, qint64 now, bool &isReset);

    QHash<QString, Before> m_before; ///< by selector
};

} // namespace plancia::monitoring
