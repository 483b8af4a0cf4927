// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/limits/statements.h"

#include "models/domain/limitforecast.h"

namespace plancia::controlplane::limits {

namespace {

constexpr qint64 kDayMs = 86'400'000;
const QByteArray kWhich = " WHERE tenant_id = $1 AND kind = $2 AND scope = $3 AND endpoint = $4";

/// " FROM api_key_usage u WHERE …", its values from $1 on.
QByteArray callsOf(const Calls &calls, QList<sql::Value> &values)
{
    values = {sql::value(calls.tenant), sql::TimeMs{calls.from}, sql::TimeMs{calls.to}};
    QByteArray sql = " FROM api_key_usage u WHERE u.tenant_id = $1 AND u.at >= $2 AND u.at < $3 AND NOT EXISTS"
                     " (SELECT 1 FROM api_keys k WHERE k.tenant_id = u.tenant_id AND k.id = u.key_id AND k.internal)";
    if (!calls.key.endpoint.isEmpty()) {
        values.append(calls.key.endpoint);
        sql += " AND u.endpoint = $4";
    }
    return sql;
}

/// sum() of bigint is numeric in PostgreSQL.
QByteArray amountOf(LimitKind kind) { return isCost(kind) ? "CAST(sum(u.cost_micros) AS bigint)" : "count(*)"; }

/// The number of the span of `ms` milliseconds since 1970 in which a time lies.
QByteArray spanOf(const char *time, qint64 ms, sql::Dialect dialect)
{
    const QByteArray length = QByteArray::number(ms);
    if (dialect == sql::Dialect::Sqlite)
        return QByteArray(time) + " / " + length;
    return QByteArray("CAST(floor(extract(epoch FROM ") + time + ") * 1000 / " + length + ") AS bigint)";
}

QByteArray midnightOf(const char *time, sql::Dialect dialect)
{
    return spanOf(time, kDayMs, dialect) + " * " + QByteArray::number(kDayMs);
}

const QByteArray kDays = " ORDER BY 1 LIMIT " + QByteArray::number(kForecastDays + 2);

} // namespace

const QByteArray kOwn = QByteArray("SELECT ") + kColumns + " FROM tenant_limits WHERE tenant_id = $1 ORDER BY kind, scope, endpoint LIMIT "
    + QByteArray::number(kMaxTenantLimits);
const QByteArray kOne = QByteArray("SELECT ") + kColumns + " FROM tenant_limits" + kWhich;
const QByteArray kInsert = "INSERT INTO tenant_limits (tenant_id, kind, scope, endpoint, amount, created_at, updated_at)"
                           " VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING";
const QByteArray kUpdate = "UPDATE tenant_limits SET amount = $5, updated_at = $6, row_version = row_version + 1" + kWhich + " AND row_version = $7";
const QByteArray kDelete = "DELETE FROM tenant_limits" + kWhich + " AND row_version = $5";
const sql::Statement kLockTenant{nullptr, "SELECT id FROM tenants WHERE id = $1", "SELECT id FROM tenants WHERE id = $1 FOR NO KEY UPDATE"};
const QByteArray kTakenSeats = "SELECT count(*) FROM (SELECT 1 FROM users WHERE tenant_id = $1 AND status <> 'disabled' LIMIT $2) AS taken";
const QByteArray kSeats = "SELECT count(*) FROM users WHERE tenant_id = $1 AND status <> 'disabled'";

Query used(const Calls &calls)
{
    Query query;
    const QByteArray from = callsOf(calls, query.values);
    const QByteArray amount = amountOf(calls.key.kind);
    query.sql = calls.key.scope == LimitScope::Tenant
        ? "SELECT coalesce(" + amount + ", 0)" + from
        : "SELECT coalesce(max(n), 0) FROM (SELECT " + amount + " AS n" + from + " GROUP BY u.key_id) AS each_key";
    return query;
}

Query dayPeaks(const Calls &calls, sql::Dialect dialect)
{
    Query query;
    const QByteArray from = callsOf(calls, query.values);
    const QByteArray each = calls.key.scope == LimitScope::Tenant ? "" : ", u.key_id";
    query.sql = "SELECT day, max(n) FROM (SELECT " + midnightOf("u.at", dialect) + " AS day, " + spanOf("u.at", windowMs(calls.key.kind), dialect)
        + " AS span, " + amountOf(calls.key.kind) + " AS n" + from + " GROUP BY 1, 2" + each + ") AS spans GROUP BY day" + kDays;
    return query;
}

Query daySums(const Calls &calls, sql::Dialect dialect)
{
    Query query;
    const QByteArray from = callsOf(calls, query.values);
    query.sql = "SELECT " + midnightOf("u.at", dialect) + ", " + amountOf(calls.key.kind) + from + " GROUP BY 1" + kDays;
    return query;
}

Query isRecorded(TenantId tenant, qint64 since, bool withCost)
{
    return {QByteArray("SELECT 1 FROM api_key_usage WHERE tenant_id = $1 AND at >= $2") + (withCost ? " AND cost_micros > 0" : "") + " LIMIT 1",
            {sql::value(tenant), sql::TimeMs{since}}};
}

Query seatsByDay(TenantId tenant, qint64 since, sql::Dialect dialect)
{
    return {"SELECT " + midnightOf("created_at", dialect)
                + ", count(*) FROM users WHERE tenant_id = $1 AND created_at >= $2 AND status <> 'disabled' GROUP BY 1" + kDays,
            {sql::value(tenant), sql::TimeMs{since}}};
}

} // namespace plancia::controlplane::limits
