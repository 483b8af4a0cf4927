// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/limits/measures.h"

#include "app/controlplane/limits/statements.h"

#include <algorithm>

namespace plancia::controlplane::limits {

namespace {

constexpr qint64 kDayMs = 86'400'000;
/// A service that noted nothing for that long does not say that nothing is used.
constexpr qint64 kRecordedMs = 31 * kDayMs;

class Measure {
public:
    Measure(sql::Connection &connection, const Tenant &tenant, qint64 nowMs) : m_connection(connection), m_tenant(tenant), m_now(nowMs) {}

    Result<LimitUsage> of(const TenantLimit &limit)
    {
        if (limit.key.kind == LimitKind::Seats)
            return seats(limit);
        if (limit.key.kind == LimitKind::Storage || limit.key.scope == LimitScope::Address)
            return LimitUsage{limit.key, std::nullopt, {}};
        auto known = recorded(isCost(limit.key.kind));
        if (!known)
            return fail(known.error());
        if (!*known)
            return LimitUsage{limit.key, std::nullopt, {}};
        return limit.key.kind == LimitKind::CostPerMonth ? month(limit) : rate(limit);
    }

private:
    qint64 firstDay() const { return m_now / kDayMs * kDayMs - kForecastDays * kDayMs; }

    Result<bool> recorded(bool withCost)
    {
        std::optional<bool> &answer = withCost ? m_hasCosts : m_hasCalls;
        if (!answer) {
            const Query query = isRecorded(m_tenant.id, m_now - kRecordedMs, withCost);
            auto rows = m_connection.query(query.sql, query.values);
            if (!rows)
                return fail(rows.error());
            answer = !rows->isEmpty();
        }
        return *answer;
    }
    Result<qint64> number(const Query &query)
    {
        auto rows = m_connection.query(query.sql, query.values);
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? 0 : (*rows)[0].integer(0);
    }
    Result<QList<DayFigure>> days(const Query &query)
    {
        auto rows = m_connection.query(query.sql, query.values);
        if (!rows)
            return fail(rows.error());
        QList<DayFigure> figures;
        for (int i = 0; i < rows->size(); ++i)
            figures.append({(*rows)[i].integer(0), (*rows)[i].integer(1)});
        return figures;
    }

    Result<LimitUsage> rate(const TenantLimit &limit)
    {
        auto now = number(used({m_tenant.id, limit.key, m_now - windowMs(limit.key.kind), m_now + 1}));
        if (!now)
            return fail(now.error());
        auto figures = days(dayPeaks({m_tenant.id, limit.key, firstDay(), m_now + 1}, m_connection.dialect()));
        if (!figures)
            return fail(figures.error());
        return LimitUsage{limit.key, *now, forecastTrend(wholeDays(*figures, m_now, 0), *now, limit.amount, m_now)};
    }
    Result<LimitUsage> month(const TenantLimit &limit)
    {
        auto now = number(used({m_tenant.id, limit.key, monthStart(m_now), m_now + 1}));
        if (!now)
            return fail(now.error());
        auto figures = days(daySums({m_tenant.id, limit.key, firstDay(), m_now + 1}, m_connection.dialect()));
        if (!figures)
            return fail(figures.error());
        return LimitUsage{limit.key, *now, forecastMonth(wholeDays(*figures, m_now, 0), *now, limit.amount, m_now)};
    }
    /// Who left takes no seat any more and is not seen in the days before either: a trend of those who stayed.
    Result<LimitUsage> seats(const TenantLimit &limit)
    {
        auto now = number({kSeats, {sql::value(m_tenant.id)}});
        if (!now)
            return fail(now.error());
        const qint64 from = std::max(firstDay(), m_tenant.createdAt / kDayMs * kDayMs);
        auto came = days(seatsByDay(m_tenant.id, from, m_connection.dialect()));
        if (!came)
            return fail(came.error());
        qint64 level = *now;
        for (const DayFigure &day : *came)
            level -= day.value;
        QList<DayFigure> levels{{from, level}};
        for (const DayFigure &day : *came) {
            level += day.value;
            if (day.day == levels.last().day)
                levels.last().value = level;
            else
                levels.append({day.day, level});
        }
        return LimitUsage{limit.key, *now, forecastTrend(wholeDays(levels, m_now, std::nullopt), *now, limit.amount, m_now)};
    }

    sql::Connection &m_connection;
    const Tenant &m_tenant;
    const qint64 m_now;
    std::optional<bool> m_hasCalls, m_hasCosts;
};

} // namespace

Result<QList<LimitUsage>> measure(sql::Connection &connection, const Tenant &tenant, const QList<TenantLimit> &limits, qint64 nowMs)
{
    Measure measured(connection, tenant, nowMs);
    QList<LimitUsage> all;
    for (const TenantLimit &limit : limits) {
        auto one = measured.of(limit);
        if (!one)
            return fail(one.error());
        all.append(*one);
    }
    return all;
}

} // namespace plancia::controlplane::limits
