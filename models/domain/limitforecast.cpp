// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/limitforecast.h"

#include <QDateTime>
#include <cmath>

namespace plancia {

namespace {

constexpr qint64 kDayMs = 86'400'000;
constexpr qint64 kYearMs = 365 * kDayMs;

LimitForecast onDayOr(double at, qint64 nowMs, qint64 endMs, LimitForecast::State beyond)
{
    if (!(at < static_cast<double>(endMs))) // also when it is no number
        return {beyond, 0};
    return {LimitForecast::State::OnDay, std::max(nowMs, static_cast<qint64>(at))};
}

} // namespace

QString toString(LimitForecast::State state)
{
    switch (state) {
    case LimitForecast::State::NotEnoughData: return QStringLiteral("not_enough_data");
    case LimitForecast::State::Reached: return QStringLiteral("reached");
    case LimitForecast::State::OnDay: return QStringLiteral("on_day");
    case LimitForecast::State::NotThisMonth: return QStringLiteral("not_this_month");
    case LimitForecast::State::NotWithinAYear: return QStringLiteral("not_within_a_year");
    }
    return {};
}

QList<DayFigure> wholeDays(const QList<DayFigure> &figures, qint64 nowMs, std::optional<qint64> missing)
{
    QList<DayFigure> days;
    if (figures.isEmpty())
        return days;
    const qint64 today = nowMs / kDayMs * kDayMs;
    const qint64 first = std::max(figures.first().day, today - kForecastDays * kDayMs);
    qsizetype next = 0;
    qint64 level = 0;
    for (qint64 day = first; day < today; day += kDayMs) {
        bool isKnown = false;
        for (; next < figures.size() && figures[next].day <= day; ++next) {
            level = figures[next].value;
            isKnown = figures[next].day == day;
        }
        days.append({day, isKnown ? level : missing.value_or(level)});
    }
    return days;
}

LimitForecast forecastTrend(const QList<DayFigure> &days, qint64 used, qint64 amount, qint64 nowMs)
{
    if (used >= amount)
        return {LimitForecast::State::Reached, 0};
    if (days.size() < kForecastMinDays)
        return {};
    // In days from the first one: milliseconds since 1970, squared, would cost the digits that matter.
    double sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
    for (const DayFigure &day : days) {
        const double x = static_cast<double>(day.day - days.first().day) / kDayMs, y = static_cast<double>(day.value);
        sumX += x;
        sumY += y;
        sumXX += x * x;
        sumXY += x * y;
    }
    const auto n = static_cast<double>(days.size());
    const double slope = (n * sumXY - sumX * sumY) / (n * sumXX - sumX * sumX);
    if (!(slope > 1e-9 * static_cast<double>(amount))) // a day; what needs a thousand million days is no growth
        return {LimitForecast::State::NotWithinAYear, 0};
    const double meets = (static_cast<double>(amount) - (sumY - slope * sumX) / n) / slope;
    return onDayOr(static_cast<double>(days.first().day) + meets * kDayMs, nowMs, nowMs + kYearMs, LimitForecast::State::NotWithinAYear);
}

LimitForecast forecastMonth(const QList<DayFigure> &days, qint64 used, qint64 amount, qint64 nowMs)
{
    if (used >= amount)
        return {LimitForecast::State::Reached, 0};
    if (days.size() < kForecastMinDays)
        return {};
    double sum = 0;
    for (const DayFigure &day : days)
        sum += static_cast<double>(day.value);
    const double left = static_cast<double>(amount - used) * static_cast<double>(days.size()) / sum; // in days; infinite where nothing is spent
    return onDayOr(static_cast<double>(nowMs) + left * kDayMs, nowMs, nextMonthStart(nowMs), LimitForecast::State::NotThisMonth);
}

qint64 monthStart(qint64 ms)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date();
    return QDateTime(QDate(date.year(), date.month(), 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
}

qint64 nextMonthStart(qint64 ms)
{
    const QDate date = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date();
    return QDateTime(QDate(date.year(), date.month(), 1).addMonths(1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
}

} // namespace plancia
