// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/examplelimits.h"

#include "app/controlplane/limits/repository.h"

#include <QHash>

namespace plancia::controlplane {

namespace {

constexpr qint64 kDayMs = 86'400'000;

/// Rows of "tenant, number", as a map.
Result<QHash<QUuid, qint64>> byTenant(sql::Connection &connection, const QByteArray &sql, const QList<sql::Value> &values = {})
{
    auto rows = connection.query(sql, values);
    if (!rows)
        return fail(rows.error());
    QHash<QUuid, qint64> found;
    for (int i = 0; i < rows->size(); ++i)
        found.insert((*rows)[i].uuid(0), (*rows)[i].integer(1));
    return found;
}

/// What a tenant stored at the end of each of some weeks' days, as the service notes it: more every day.
Result<bool> noteStorage(sql::Connection &connection, const Tenant &tenant, int number, qint64 nowMs)
{
    constexpr qint64 kDays = 30;
    const qint64 today = nowMs / kDayMs * kDayMs, aDay = qint64(40 + number % 7 * 90) << 20;
    for (qint64 ago = kDays; ago >= 1; --ago) {
        const qint64 bytes = (qint64(8 + number % 20) << 30) + (kDays - ago) * aDay, day = today - ago * kDayMs;
        auto done = connection.execute("INSERT INTO tenant_storage (tenant_id, day, bytes, noted_at) VALUES ($1, $2, $3, $4)",
                                       {sql::value(tenant.id), sql::TimeMs{day}, bytes, sql::TimeMs{day + kDayMs - 60'000}});
        if (!done)
            return fail(done.error());
    }
    return true;
}

} // namespace

Result<bool> fillExampleLimits(sql::Connection &connection, const QList<Tenant> &tenants, qint64 nowMs)
{
    auto people = byTenant(connection, "SELECT tenant_id, count(*) FROM users WHERE status <> 'disabled' GROUP BY tenant_id LIMIT 10000");
    if (!people)
        return fail(people.error());
    auto costs = byTenant(connection, "SELECT tenant_id, CAST(sum(cost_micros) AS bigint) FROM api_key_usage WHERE at >= $1 GROUP BY tenant_id LIMIT 10000",
                          {sql::TimeMs{nowMs - 28 * kDayMs}});
    if (!costs)
        return fail(costs.error());
    limits::Repository repository(connection);
    int number = 0;
    for (const Tenant &tenant : tenants) {
        const auto set = [&](const LimitKey &key, qint64 amount) -> Result<bool> {
            auto done = repository.set(tenant, std::nullopt, key, amount, nowMs - (number % 90) * kDayMs);
            return done ? Result<bool>(true) : Result<bool>(done.error());
        };
        ++number;
        QList<std::pair<LimitKey, qint64>> all;
        const qint64 seats = people->value(tenant.id.uuid());
        if (seats > 0) // in groups of five, as seats are sold; of every ninth all are taken
            all.append({{LimitKind::Seats, LimitScope::Tenant}, number % 9 == 0 ? seats : (seats / 5 + 1) * 5});
        if (const qint64 cost = costs->value(tenant.id.uuid()); cost > 0) {
            all.append({{LimitKind::CostPerMonth, LimitScope::Tenant}, std::max<qint64>(1, cost * (2 + number % 3) / 2 / 10'000) * 10'000});
            all.append({{LimitKind::RequestsPerDay, LimitScope::Tenant}, 40});
        }
        if (number % 4 == 0)
            all.append({{LimitKind::RequestsPerMinute, LimitScope::Key}, 250});
        if (number % 8 == 0)
            all.append({{LimitKind::RequestsPerMinute, LimitScope::Key, QStringLiteral("/v1/assistant")}, 20});
        if (number % 6 == 0) {
            all.append({{LimitKind::Storage, LimitScope::Tenant}, qint64(50) << 30});
            if (auto noted = noteStorage(connection, tenant, number, nowMs); !noted)
                return noted;
        }
        for (const auto &[key, amount] : std::as_const(all))
            if (auto done = set(key, amount); !done)
                return done;
    }
    return true;
}

} // namespace plancia::controlplane
