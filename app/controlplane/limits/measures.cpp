// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/limits/measures.h"

#include "app/controlplane/limits/callfold.h"
#include "app/controlplane/limits/statements.h"

#include <QMultiHash>
#include <algorithm>

namespace plancia::controlplane::limits {

namespace {

constexpr qint64 kDayMs = 86'400'000;
/// A service that noted nothing for that long does not say that nothing is used.
constexpr qint64 kRecordedMs = 31 * kDayMs;

/// Told by the calls of the tenant, as the service notes them.
bool isOfCalls(const LimitKey &key) { return key.scope != LimitScope::Address; }

class Measure {
public:
    Measure(sql::Connection &connection, const Tenant &tenant, qint64 nowMs) : m_connection(connection), m_tenant(tenant), m_now(nowMs) {}

    Result<QList<LimitUsage>> of(const QList<TenantLimit> &limits)
    {
        QList<LimitUsage> all;
        QList<LimitKey> keys; // that the calls are gone through for
        QList<qsizetype> places;
        for (const TenantLimit &limit : limits) {
            all.append({limit.key, std::nullopt, {}});
            if (limit.key.kind == LimitKind::Seats) {
                auto taken = seats(limit);
                if (!taken)
                    return fail(taken.error());
                all.last() = *taken;
            } else if (limit.key.kind == LimitKind::Storage) {
                auto stored = storage(limit);
                if (!stored)
                    return fail(stored.error());
                all.last() = *stored;
            } else if (isOfCalls(limit.key)) {
                auto known = recorded(isCost(limit.key.kind));
                if (!known)
                    return fail(known.error());
                if (!*known)
                    continue;
                keys.append(limit.key);
                places.append(all.size() - 1);
            }
        }
        if (keys.isEmpty())
            return all;
        auto figures = m_connection.dialect() == sql::Dialect::Sqlite ? foldCalls(keys) : groupCalls(keys);
        if (!figures)
            return fail(figures.error());
        for (qsizetype i = 0; i < keys.size(); ++i)
            all[places[i]] = forecast(limits[places[i]], figures->at(i));
        return all;
    }

private:
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

    LimitUsage forecast(const TenantLimit &limit, const CallFigures &figures) const
    {
        const QList<DayFigure> days = wholeDays(figures.days, m_now, 0);
        const auto ahead = limit.key.kind == LimitKind::CostPerMonth ? forecastMonth : forecastTrend;
        return {limit.key, figures.used, ahead(days, figures.used, limit.amount, m_now)};
    }
    Result<QList<CallFigures>> foldCalls(const QList<LimitKey> &keys)
    {
        const Query exempt = internalKeys(m_tenant.id);
        auto ids = m_connection.query(exempt.sql, exempt.values);
        if (!ids)
            return fail(ids.error());
        QList<QByteArray> internal;
        for (int i = 0; i < ids->size(); ++i)
            internal.append((*ids)[i].uuid(0).toRfc4122());
        CallFold fold(keys, internal, m_now);
        const Query all = calls(m_tenant.id, firstMeasured(m_now), m_now + 1);
        auto done = static_cast<sql::SqliteConnection &>(m_connection).each(all.sql, all.values, [&fold](const sql::SqliteRow &row) { fold.add(row); });
        return done ? Result<QList<CallFigures>>(fold.figures()) : Result<QList<CallFigures>>(done.error());
    }
    /// Runs what tells of several limits, and hands over each row with the limits that it tells of.
    template <class Take>
    Result<bool> groups(const Grouped &grouped, Take take)
    {
        auto rows = m_connection.query(grouped.query.sql, grouped.query.values);
        if (!rows)
            return fail(rows.error());
        QMultiHash<std::pair<qint64, QString>, qsizetype> limitsOf;
        for (qsizetype i = 0; i < grouped.places.size(); ++i)
            limitsOf.insert({grouped.places[i].way, grouped.places[i].endpoint}, i);
        for (int i = 0; i < rows->size(); ++i) {
            const sql::Row row = (*rows)[i];
            for (const qsizetype limit : limitsOf.values({row.integer(0), row.text(1)}))
                take(limit, row, row.integer(grouped.places[limit].column));
        }
        return true;
    }
    Result<QList<CallFigures>> groupCalls(const QList<LimitKey> &keys)
    {
        QList<CallFigures> all(keys.size());
        auto done = groups(running(m_tenant.id, keys, m_now), [&](qsizetype limit, const sql::Row &, qint64 number) { all[limit].used = number; });
        if (done)
            done = groups(dayPeaks(m_tenant.id, keys, firstMeasured(m_now), m_now + 1), [&](qsizetype limit, const sql::Row &row, qint64 number) {
                const qint64 day = row.integer(2);
                if (day >= firstForecastDay(m_now))
                    all[limit].days.append({day, number});
                if (keys[limit].kind == LimitKind::CostPerMonth && day >= monthStart(m_now))
                    all[limit].used += number;
            });
        return done ? Result<QList<CallFigures>>(all) : Result<QList<CallFigures>>(done.error());
    }
    /// Who left takes no seat any more and is not seen in the days before either: a trend of those who stayed.
    Result<LimitUsage> seats(const TenantLimit &limit)
    {
        auto now = number({kSeats, {sql::value(m_tenant.id)}});
        if (!now)
            return fail(now.error());
        const qint64 from = std::max(firstForecastDay(m_now), m_tenant.createdAt / kDayMs * kDayMs);
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

    /// The level that the service noted last; days without a note are as the day before them.
    Result<LimitUsage> storage(const TenantLimit &limit)
    {
        auto levels = days(storageByDay(m_tenant.id, (m_now - kRecordedMs) / kDayMs * kDayMs));
        if (!levels)
            return fail(levels.error());
        if (levels->isEmpty())
            return LimitUsage{limit.key, std::nullopt, {}};
        const qint64 used = levels->last().value;
        return LimitUsage{limit.key, used, forecastTrend(wholeDays(*levels, m_now, std::nullopt), used, limit.amount, m_now)};
    }

    sql::Connection &m_connection;
    const Tenant &m_tenant;
    const qint64 m_now;
    std::optional<bool> m_hasCalls, m_hasCosts;
};

} // namespace

Result<QList<LimitUsage>> measure(sql::Connection &connection, const Tenant &tenant, const QList<TenantLimit> &limits, qint64 nowMs)
{
    return Measure(connection, tenant, nowMs).of(limits);
}

} // namespace plancia::controlplane::limits
