// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/limits.h"

namespace plancia {

/// When a limit will be reached, if things go on as in the last days. Pure arithmetic.
struct LimitForecast {
    enum class State {
        NotEnoughData, ///< fewer than kForecastMinDays days are known
        Reached,       ///< it is reached now
        OnDay,         ///< `at`
        NotThisMonth,  ///< of a monthly one: the month is over before
        NotWithinAYear,
    };
    State state = State::NotEnoughData;
    qint64 at = 0; ///< Unix ms UTC, of OnDay alone
    bool operator==(const LimitForecast &) const = default;
};
QString toString(LimitForecast::State state); ///< "not_enough_data", "reached", "on_day", "not_this_month", "not_within_a_year"

/// What was measured of a whole day: the highest of it for a rate, where it ended for a level, its sum for a monthly cost.
struct DayFigure {
    qint64 day = 0; ///< midnight in UTC, Unix ms
    qint64 value = 0;
    bool operator==(const DayFigure &) const = default;
};
inline constexpr int kForecastDays = 28;    ///< four weeks, so that every day of the week counts alike
inline constexpr int kForecastMinDays = 7;  ///< below that a weekend would look like a trend

/// The days of `figures` from the first one to the day before `nowMs`; those that are not there are filled with `missing` (a
/// day without a call), or with the day before (a level). Today is not over and is left out.
QList<DayFigure> wholeDays(const QList<DayFigure> &figures, qint64 nowMs, std::optional<qint64> missing);
/// The line of least squares through the days, and where it meets `amount`. `used` is what is used at this moment.
LimitForecast forecastTrend(const QList<DayFigure> &days, qint64 used, qint64 amount, qint64 nowMs);
/// What is spent in a month goes on by the mean of the days until `amount` is reached or the month is over.
LimitForecast forecastMonth(const QList<DayFigure> &days, qint64 used, qint64 amount, qint64 nowMs);
/// The first moment of the calendar month of a moment, and of the one after it, in UTC.
qint64 monthStart(qint64 ms);
qint64 nextMonthStart(qint64 ms);

/// How much of a limit is used, as far as the store can tell.
struct LimitUsage {
    LimitKey key;
    std::optional<qint64> used; ///< of the running minute, hour, day or month, or the level now; nothing: not known
    LimitForecast forecast;
    bool operator==(const LimitUsage &) const = default;
};

} // namespace plancia
