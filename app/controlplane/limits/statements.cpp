// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/limits/statements.h"

#include "app/controlplane/limits/callfold.h"

#include <algorithm>

namespace plancia::controlplane::limits {

namespace {

constexpr qint64 kDayMs = 86'400'000;
const QByteArray kWhich = " WHERE tenant_id = $1 AND kind = $2 AND scope = $3 AND endpoint = $4";

/// sum() of bigint is numeric in PostgreSQL.
QByteArray amountOf(LimitKind kind, const QByteArray &filter = {})
{
    return isCost(kind) ? "CAST(sum(c.cost_micros)" + filter + " AS bigint)" : "count(*)" + filter;
}

/// The number of the span of `ms` milliseconds since 1970 in which a time lies.
QByteArray spanOf(const char *time, qint64 ms, sql::Dialect dialect)
{
    if (dialect == sql::Dialect::Sqlite)
        return QByteArray(time) + " / " + QByteArray::number(ms);
    // Not by extract(), which computes in numeric; whole seconds are exact in a double.
    return QByteArray("CAST(floor(date_part('epoch', ") + time + ") / " + QByteArray::number(ms / 1000) + ") AS bigint)";
}

QByteArray midnightOf(const char *time, sql::Dialect dialect)
{
    return spanOf(time, kDayMs, dialect) + " * " + QByteArray::number(kDayMs);
}

const QByteArray kDays = " ORDER BY 1 LIMIT " + QByteArray::number(kForecastDays + 2);

QByteArray bind(Query &query, sql::Value value)
{
    query.values.append(std::move(value));
    return "$" + QByteArray::number(query.values.size());
}

/// Where in the list, at its end when it is new.
int placeIn(QByteArrayList &list, const QByteArray &text)
{
    if (!list.contains(text))
        list.append(text);
    return static_cast<int>(list.indexOf(text));
}

/// The ways of grouping calls that some limits need, and the calls in these groups.
class Ways {
public:
    /// bySpan: each minute, hour or day by itself; else the calls of the whole time together.
    Ways(const QList<LimitKey> &keys, bool bySpan) : m_bySpan(bySpan)
    {
        for (const LimitKey &key : keys) {
            const QByteArrayList columns = columnsOf(key);
            for (const QByteArray &column : columns)
                placeIn(m_columns, column);
            placeIn(m_sets, "(" + columns.join(", ") + ")");
            if (!key.endpoint.isEmpty() && !m_endpoints.contains(key.endpoint))
                m_endpoints.append(key.endpoint);
        }
    }
    /// What GROUPING() says of the groups of a limit: a bit a column, the last the lowest, set where they are not by it.
    qint64 wayOf(const LimitKey &key) const
    {
        const QByteArrayList own = columnsOf(key);
        qint64 way = 0;
        for (const QByteArray &column : m_columns)
            way = 2 * way + (own.contains(column) ? 0 : 1);
        return way;
    }
    QByteArray names() const
    {
        return (m_columns.isEmpty() ? QByteArray("0") : "GROUPING(" + m_columns.join(", ") + ")") + " AS way, "
            + (m_endpoints.isEmpty() ? QByteArray("''") : "coalesce(c.endpoint, '')") + " AS endpoint";
    }
    QByteArray midnight() const
    {
        QByteArrayList days;
        for (const qint64 ms : spans())
            days.append(nameOf(ms) + " * " + QByteArray::number(ms) + " / " + QByteArray::number(kDayMs));
        return "coalesce(" + days.join(", ") + ") * " + QByteArray::number(kDayMs);
    }
    /// Without the calls of internal keys, and of the endpoints only those that a limit names.
    QByteArray from(Query &query, TenantId tenant, qint64 from, qint64 to) const
    {
        QByteArray columns;
        for (const qint64 ms : spans())
            columns += ", " + spanOf("u.at", ms, sql::Dialect::Postgres) + " AS " + nameOf(ms).mid(2);
        if (!m_endpoints.isEmpty()) {
            QByteArrayList named;
            for (const QString &endpoint : m_endpoints)
                named.append(bind(query, endpoint));
            columns += ", CASE WHEN u.endpoint IN (" + named.join(", ") + ") THEN u.endpoint END AS endpoint";
        }
        return " FROM (SELECT u.key_id, u.at, u.cost_micros" + columns + " FROM api_key_usage u WHERE u.tenant_id = " + bind(query, sql::value(tenant))
            + " AND u.at >= " + bind(query, sql::TimeMs{from}) + " AND u.at < " + bind(query, sql::TimeMs{to})
            + " AND NOT EXISTS (SELECT 1 FROM api_keys k WHERE k.tenant_id = u.tenant_id AND k.id = u.key_id AND k.internal)) AS c"
              " GROUP BY GROUPING SETS (" + m_sets.join(", ") + ")";
    }
    /// As many rows as there can be.
    QByteArray limit(int days) const { return " LIMIT " + QByteArray::number(m_sets.size() * (m_endpoints.size() + 1) * days); }

private:
    static QByteArray nameOf(qint64 ms) { return "c.span" + QByteArray::number(ms); }
    static qint64 spanMs(LimitKind kind) { return windowMs(kind) == 0 ? kDayMs : windowMs(kind); }
    QByteArrayList columnsOf(const LimitKey &key) const
    {
        QByteArrayList columns;
        if (m_bySpan)
            columns.append(nameOf(spanMs(key.kind)));
        if (key.scope == LimitScope::Key)
            columns.append("c.key_id");
        if (!key.endpoint.isEmpty())
            columns.append("c.endpoint");
        return columns;
    }
    QList<qint64> spans() const
    {
        QList<qint64> all;
        for (const LimitKind kind : limitKinds())
            if (m_columns.contains(nameOf(spanMs(kind))) && !all.contains(spanMs(kind)))
                all.append(spanMs(kind));
        return all;
    }

    const bool m_bySpan;
    QByteArrayList m_columns, m_sets;
    QStringList m_endpoints;
};

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

Query calls(TenantId tenant, qint64 from, qint64 to)
{
    return {"SELECT " + CallFold::columns() + " FROM api_key_usage u WHERE u.tenant_id = $1 AND u.at >= $2 AND u.at < $3 ORDER BY u.at",
            {sql::value(tenant), sql::TimeMs{from}, sql::TimeMs{to}}};
}

Query internalKeys(TenantId tenant) { return {"SELECT id FROM api_keys WHERE tenant_id = $1 AND internal", {sql::value(tenant)}}; }

Grouped dayPeaks(TenantId tenant, const QList<LimitKey> &keys, qint64 from, qint64 to)
{
    Grouped grouped;
    const Ways ways(keys, true);
    QByteArrayList amounts;
    for (const LimitKey &key : keys)
        grouped.places.append({ways.wayOf(key), key.endpoint, 3 + placeIn(amounts, amountOf(key.kind))});
    QByteArray sums, highest;
    for (qsizetype i = 0; i < amounts.size(); ++i) {
        sums += ", " + amounts[i] + " AS n" + QByteArray::number(i);
        highest += ", max(n" + QByteArray::number(i) + ")";
    }
    const QByteArray calls = ways.from(grouped.query, tenant, from, to);
    grouped.query.sql = "SELECT way, endpoint, day" + highest + " FROM (SELECT " + ways.names() + ", " + ways.midnight() + " AS day" + sums + calls
        + ") AS spans GROUP BY way, endpoint, day ORDER BY day" + ways.limit(kMeasuredDays);
    return grouped;
}

Grouped running(TenantId tenant, const QList<LimitKey> &keys, qint64 nowMs)
{
    Grouped grouped;
    const Ways ways(keys, false);
    QByteArrayList amounts;
    QHash<qint64, QByteArray> since;
    qint64 longest = 0;
    for (const LimitKey &key : keys) {
        const qint64 window = windowMs(key.kind);
        longest = std::max(longest, window);
        if (!since.contains(window))
            since.insert(window, bind(grouped.query, sql::TimeMs{window == 0 ? nowMs + 1 : nowMs - window}));
        const QByteArray amount = amountOf(key.kind, " FILTER (WHERE c.at >= " + since.value(window) + ")");
        grouped.places.append({ways.wayOf(key), key.endpoint, 2 + placeIn(amounts, amount)});
    }
    QByteArray sums, highest;
    for (qsizetype i = 0; i < amounts.size(); ++i) {
        sums += ", coalesce(" + amounts[i] + ", 0) AS n" + QByteArray::number(i);
        highest += ", max(n" + QByteArray::number(i) + ")";
    }
    const QByteArray calls = ways.from(grouped.query, tenant, nowMs - longest, nowMs + 1);
    grouped.query.sql = "SELECT way, endpoint" + highest + " FROM (SELECT " + ways.names() + sums + calls + ") AS each_one GROUP BY way, endpoint" + ways.limit(1);
    return grouped;
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

Query storageByDay(TenantId tenant, qint64 since)
{
    return {"SELECT day, bytes FROM tenant_storage WHERE tenant_id = $1 AND day >= $2 ORDER BY day LIMIT " + QByteArray::number(kMeasuredDays),
            {sql::value(tenant), sql::TimeMs{since}}};
}

} // namespace plancia::controlplane::limits
