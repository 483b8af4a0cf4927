// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/usage/statements.h"

#include "app/controlplane/keys/statements.h"
#include "app/controlplane/usage/fold.h"

#include <algorithm>

namespace plancia::controlplane::usage {

namespace {

constexpr qint64 kDayMs = 86'400'000;

class Builder {
public:
    QByteArray bind(sql::Value value)
    {
        m_query.values.append(std::move(value));
        return "$" + QByteArray::number(m_query.values.size());
    }
    Query take(QByteArray sql)
    {
        m_query.sql = std::move(sql);
        return std::move(m_query);
    }

private:
    Query m_query;
};

/// The calls of the span, of all, of one tenant, or of one key.
QByteArray span(const UsageQuery &query, Builder &builder)
{
    QByteArray sql = " FROM api_key_usage u WHERE ";
    if (query.tenant)
        sql += "u.tenant_id = " + builder.bind(sql::value(*query.tenant)) + " AND ";
    if (query.key)
        sql += "u.key_id = " + builder.bind(sql::value(*query.key)) + " AND ";
    return sql + "u.at >= " + builder.bind(sql::TimeMs{query.from}) + " AND u.at < " + builder.bind(sql::TimeMs{query.to});
}

/// sum() of bigint is numeric in PostgreSQL.
QByteArray sum(const char *column) { return QByteArray("CAST(sum(u.") + column + ") AS bigint)"; }

/// kSums again, of rows that are such sums.
QByteArray sumsOfSums()
{
    QByteArray sql;
    for (const char *column : {"requests", "failures", "latency", "slowest", "tokens_in", "tokens_out", "cost"})
        sql += QByteArray(sql.isEmpty() ? "" : ", ") + (QByteArrayView(column) == "slowest" ? QByteArray("max(g.slowest)") : "CAST(sum(g." + QByteArray(column) + ") AS bigint)") + " AS " + column;
    return sql;
}

/// One part of the sums by all four columns.
QByteArray part(const char *name, const QByteArray &first, const QByteArray &second, const QByteArray &condition, const QByteArray &group,
                const QByteArray &order, int limit)
{
    return QByteArray("SELECT * FROM (SELECT '") + name + "' AS part, " + first + " AS first, " + second + " AS second, " + sumsOfSums() + " FROM g" + condition
        + " GROUP BY " + group + " ORDER BY " + order + " LIMIT " + QByteArray::number(limit) + ") AS " + name;
}

/// The lines of refusals of the span. A tenant's are its own; of a key those that begin as it does, whosever they were taken for.
QByteArray refused(const UsageQuery &query, Builder &builder, const QByteArray &joined = {})
{
    QByteArray sql = " FROM key_refusals r" + joined + " WHERE r.at >= " + builder.bind(sql::TimeMs{query.from}) + " AND r.at < " + builder.bind(sql::TimeMs{query.to});
    if (query.tenant && query.key)
        return sql + " AND r.prefix = (SELECT o.shown FROM api_keys o WHERE o.tenant_id = " + builder.bind(sql::value(*query.tenant))
            + " AND o.id = " + builder.bind(sql::value(*query.key)) + ")";
    return query.tenant ? sql + " AND r.tenant_id = " + builder.bind(sql::value(*query.tenant)) : sql;
}

/// The lines of limits of the span, from the day in which it begins.
QByteArray limited(const UsageQuery &query, Builder &builder, const QByteArray &joined = {})
{
    QByteArray sql = " FROM rate_limit_hits h" + joined + " WHERE h.day >= " + builder.bind(sql::TimeMs{query.from / kDayMs * kDayMs}) + " AND h.day < "
        + builder.bind(sql::TimeMs{query.to});
    if (query.tenant)
        sql += " AND h.tenant_id = " + builder.bind(sql::value(*query.tenant));
    if (query.key)
        sql += " AND h.key_id = " + builder.bind(sql::value(*query.key));
    return sql;
}

/// Keys that still work, and what makes one of them a finding; `count` says how much. What another table tells of a key is summed
/// there once, in the order of its primary key, and not looked up for every key.
struct Finding {
    QByteArray condition, count = "CAST(0 AS bigint)", source = "api_keys k";
    bool isSummed = false; ///< dear enough to be found once and kept; else a part is read along an index of the keys, and the others only counted
};
Finding told(const QByteArray &condition, const QByteArray &count, const QByteArray &table, const QByteArray &where, const QByteArray &having)
{
    return {"k.tenant_id = f.tenant_id AND k.id = f.key_id" + condition, "f.number",
            "(SELECT x.tenant_id, x.key_id, " + count + " AS number FROM " + table + " x WHERE " + where + " GROUP BY x.tenant_id, x.key_id" + having
                + ") AS f CROSS JOIN api_keys k", // SQLite: in this order
            true};
}
Finding finding(const HygieneQuery &query, qint64 nowMs, Builder &builder)
{
    const QByteArray within = query.tenant ? "x.tenant_id = " + builder.bind(sql::value(*query.tenant)) : QByteArray("1 = 1");
    switch (query.kind) {
    case KeyHygiene::NeverUsed:
        return {"k.last_used_at IS NULL"};
    case KeyHygiene::Idle:
        return {"k.last_used_at < " + builder.bind(sql::TimeMs{nowMs - kIdleDays * kDayMs})};
    case KeyHygiene::NoExpiry:
        return {"k.expires_at IS NULL AND k.grace_ends_at IS NULL"};
    case KeyHygiene::UnusedPermissions:
        return told({}, "count(*)", "api_key_permissions", within + " AND x.last_used_at IS NULL", {});
    case KeyHygiene::NeverLimited:
        return told(" AND NOT EXISTS (SELECT 1 FROM rate_limit_hits h WHERE h.tenant_id = k.tenant_id AND h.key_id = k.id)", "CAST(0 AS bigint)",
                    "api_key_limits", within, {});
    case KeyHygiene::AlwaysLimited: {
        const QByteArray since = builder.bind(sql::TimeMs{(nowMs / kDayMs - kLimitedDays) * kDayMs});
        const QByteArray until = builder.bind(sql::TimeMs{nowMs / kDayMs * kDayMs}); // today is not over
        return told({}, "CAST(sum(x.hits) AS bigint)", "rate_limit_hits", within + " AND x.day >= " + since + " AND x.day < " + until,
                    " HAVING count(DISTINCT x.day) = " + QByteArray::number(kLimitedDays));
    }
    }
    return {"1 = 0"};
}

QByteArray workingKeys(const HygieneQuery &query, qint64 nowMs, const Finding &found, Builder &builder)
{
    const QByteArray now = builder.bind(sql::TimeMs{nowMs});
    QByteArray sql = " FROM " + found.source + " JOIN tenants t ON t.id = k.tenant_id WHERE t.deleted_at IS NULL AND k.status = 'active'"
                     " AND (k.expires_at IS NULL OR k.expires_at > " + now + ") AND (k.grace_ends_at IS NULL OR k.grace_ends_at > " + now
                     + ") AND " + found.condition;
    if (query.tenant)
        sql += " AND k.tenant_id = " + builder.bind(sql::value(*query.tenant));
    return sql;
}

} // namespace

const QByteArray kSums = "count(*) AS requests, CAST(sum(CASE WHEN u.status >= 400 THEN 1 ELSE 0 END) AS bigint) AS failures, " + sum("latency_us")
    + " AS latency, max(u.latency_us) AS slowest, " + sum("tokens_in") + " AS tokens_in, " + sum("tokens_out") + " AS tokens_out, " + sum("cost_micros")
    + " AS cost";

Query calls(const UsageQuery &query, bool byTime)
{
    Builder builder;
    if (query.tenant || query.key || byTime)
        return builder.take("SELECT " + UsageFold::columns() + span(query, builder));
    // From one tenant to the next by the primary key, which has the rows themselves: four times as fast as an index by time,
    // which only says where they are [measured]. Not by the table of tenants: one may be gone, and its calls not yet.
    return builder.take("WITH RECURSIVE tenant (id) AS (SELECT min(tenant_id) FROM api_key_usage UNION ALL"
                        " SELECT (SELECT min(n.tenant_id) FROM api_key_usage n WHERE n.tenant_id > tenant.id) FROM tenant WHERE tenant.id IS NOT NULL)"
                        " SELECT " + UsageFold::columns() + " FROM tenant CROSS JOIN api_key_usage u WHERE u.tenant_id = tenant.id AND u.at >= "
                        + builder.bind(sql::TimeMs{query.from}) + " AND u.at < " + builder.bind(sql::TimeMs{query.to}));
}

Query fewCalls(const UsageQuery &query)
{
    Builder builder;
    return builder.take("SELECT count(*) FROM (SELECT 1" + span(query, builder) + " LIMIT " + QByteArray::number(kFewCalls + 1) + ") AS few");
}

Query latencies(const UsageQuery &query)
{
    Builder builder;
    const QByteArray from = span(query, builder);
    // As many buckets as there can be.
    return builder.take("SELECT " + LatencyHistogram::sql("u.latency_us") + ", count(*)" + from + " GROUP BY 1 ORDER BY 1 LIMIT 4000");
}

Query days(const UsageQuery &query)
{
    // A sum for each day, found by an index. Grouped by the day, of which the planner thinks that there are as many as
    // times, all calls would be sorted.
    Builder builder;
    const QByteArray from = span(query, builder);
    const QByteArray first = "date_trunc('day', (SELECT min(u.at)" + from + "), 'UTC')", last = "(SELECT max(u.at)" + from + ")";
    const QByteArray of = from + " AND u.at >= d.day AND u.at < d.day + interval '24 hours'"; // a day of UTC, whatever the session's zone
    return builder.take("SELECT d.day, s.* FROM generate_series(" + first + ", " + last + ", interval '24 hours') AS d (day), LATERAL (SELECT " + kSums
                        + of + ") AS s WHERE s.requests > 0 ORDER BY d.day LIMIT " + QByteArray::number(kMaxUsageDays));
}

Query parts(const UsageQuery &query)
{
    Builder builder;
    const QByteArray from = span(query, builder);
    const int endpoints = std::clamp(query.endpoints, 1, kMaxUsageEndpoints);
    return builder.take("WITH g AS MATERIALIZED (SELECT u.status, u.endpoint, u.method, u.model, " + kSums + from
                        + " GROUP BY u.endpoint, u.method, u.status, u.model) "
                        + part("s", "CAST(g.status AS text)", "''", {}, "g.status", "g.status", 500) + " UNION ALL "
                        + part("e", "g.endpoint", "g.method", {}, "g.endpoint, g.method", "sum(g.requests) DESC, g.endpoint, g.method", endpoints)
                        + " UNION ALL "
                        + part("m", "g.model", "''", " WHERE g.model <> ''", "g.model", "sum(g.cost) DESC, g.model", kMaxUsageModels));
}

Query topKeys(const UsageQuery &query)
{
    Builder builder;
    const QByteArray from = span(query, builder);
    return builder.take("SELECT s.tenant_id, s.key_id, coalesce(t.slug, ''), coalesce(k.name, ''), coalesce(k.shown, ''), s.requests,"
                        " s.failures, s.latency, s.slowest, s.tokens_in, s.tokens_out, s.cost, s.active FROM (SELECT u.tenant_id, u.key_id, "
                        + kSums + ", count(*) OVER () AS active" + from
                        + " GROUP BY u.tenant_id, u.key_id ORDER BY count(*) DESC, u.tenant_id, u.key_id LIMIT "
                        + QByteArray::number(kUsageTopKeys)
                        + ") AS s LEFT JOIN tenants t ON t.id = s.tenant_id"
                          " LEFT JOIN api_keys k ON k.tenant_id = s.tenant_id AND k.id = s.key_id"
                          " ORDER BY s.requests DESC, s.tenant_id, s.key_id LIMIT " + QByteArray::number(kUsageTopKeys));
}

Query keyName(TenantId tenant, ApiKeyId key)
{
    Builder builder;
    const QByteArray id = builder.bind(sql::value(tenant));
    return builder.take("SELECT t.slug, coalesce(k.name, ''), coalesce(k.shown, '') FROM tenants t LEFT JOIN api_keys k ON k.tenant_id = t.id AND k.id = "
                        + builder.bind(sql::value(key)) + " WHERE t.id = " + id);
}

Query refusals(const UsageQuery &query)
{
    Builder builder;
    return builder.take("SELECT r.at, coalesce(t.slug, ''), r.prefix, r.block, r.reason, r.count" + refused(query, builder, " LEFT JOIN tenants t ON t.id = r.tenant_id")
                        + " ORDER BY r.at DESC, r.count DESC, r.tenant_id, r.prefix, r.block, r.reason LIMIT " + QByteArray::number(kMaxUsageLines));
}

Query refusalDays(const UsageQuery &query, sql::Dialect dialect)
{
    Builder builder;
    const QByteArray midnight = dialect == sql::Dialect::Sqlite ? "r.at / 86400000 * 86400000" : "date_trunc('day', r.at, 'UTC')";
    return builder.take("SELECT " + midnight + ", count(*), CAST(sum(r.count) AS bigint)" + refused(query, builder) + " GROUP BY 1 ORDER BY 1 LIMIT "
                        + QByteArray::number(kMaxUsageDays));
}

Query limitHits(const UsageQuery &query)
{
    Builder builder;
    return builder.take("SELECT h.day, h.tenant_id, h.key_id, coalesce(t.slug, ''), coalesce(k.name, ''), h.name, h.endpoint, h.hits"
                        + limited(query, builder, " LEFT JOIN tenants t ON t.id = h.tenant_id LEFT JOIN api_keys k ON k.tenant_id = h.tenant_id AND k.id = h.key_id")
                        + " ORDER BY h.hits DESC, h.day DESC, h.key_id, h.name, h.endpoint LIMIT " + QByteArray::number(kMaxUsageLines));
}

Query limitDays(const UsageQuery &query)
{
    Builder builder;
    return builder.take("SELECT h.day, count(*), CAST(sum(h.hits) AS bigint)" + limited(query, builder) + " GROUP BY h.day ORDER BY h.day LIMIT "
                        + QByteArray::number(kMaxUsageDays));
}

Query recent(const UsageQuery &query, int count)
{
    Builder builder;
    const QByteArray from = span(query, builder);
    const QByteArray limit = QByteArray::number(std::clamp(count, 1, kMaxUsageRecent));
    // The newest first by an index, then their names.
    return builder.take("SELECT s.at, s.tenant_id, s.key_id, coalesce(t.slug, ''), coalesce(k.name, ''), s.endpoint, s.method, s.status,"
                        " s.latency_us, s.tokens_in, s.tokens_out, s.cost_micros, s.model, s.request_id, s.address FROM (SELECT u.*" + from
                        + " ORDER BY u.at DESC, u.id DESC LIMIT " + limit
                        + ") AS s LEFT JOIN tenants t ON t.id = s.tenant_id"
                          " LEFT JOIN api_keys k ON k.tenant_id = s.tenant_id AND k.id = s.key_id"
                          " ORDER BY s.at DESC, s.id DESC LIMIT " + limit);
}

Query hygiene(const HygieneQuery &query, const HygienePart &part, sql::Dialect dialect, qint64 nowMs)
{
    Builder builder;
    const Finding found = finding(query, nowMs, builder);
    const auto column = [&]() -> QByteArray {
        switch (query.sort) {
        case HygieneSort::Name: return keys::sortColumn(ApiKeySort::Name, dialect);
        case HygieneSort::Created: return keys::sortColumn(ApiKeySort::Created, dialect);
        case HygieneSort::LastUsed: return keys::sortColumn(ApiKeySort::LastUsed, dialect);
        case HygieneSort::Expiry: return keys::sortColumn(ApiKeySort::Expiry, dialect);
        case HygieneSort::Count: break;
        }
        return found.count;
    }();
    QByteArray sql = QByteArray("WITH found AS ") + (found.isSummed ? "" : "NOT ") + "MATERIALIZED (SELECT k.tenant_id AS tenant_id, k.id AS id, " + found.count + " AS number, " + column + " AS sorted"
        + workingKeys(query, nowMs, found, builder) + "), part AS MATERIALIZED (SELECT * FROM found f";
    if (part.from) {
        const QByteArray value = builder.bind(part.from->value);
        sql += QByteArray(" WHERE (f.sorted, f.id) ") + (part.ascending ? ">" : "<") + " (" + value + ", " + builder.bind(part.from->id) + ")";
    }
    const QByteArray direction = part.ascending ? "" : " DESC";
    sql += " ORDER BY f.sorted" + direction + ", f.id" + direction + " LIMIT " + QByteArray::number(part.limit);
    if (part.share)
        sql += " OFFSET (SELECT CASE WHEN count(*) = 0 THEN 0 ELSE CAST((count(*) - 1) * " + QByteArray::number(std::clamp(*part.share, 0.0, 1.0), 'f', 9)
            + " AS bigint) END FROM found)";
    const bool isFirst = !part.from && !part.share;
    const QByteArray skipped = isFirst ? QByteArray("CAST(0 AS bigint)")
                                       : QByteArray("count(*) FILTER (WHERE (b.sorted, b.id) ") + (part.ascending ? "<" : ">")
            + " (SELECT f.sorted, f.id FROM part f ORDER BY f.sorted" + direction + ", f.id" + direction + " LIMIT 1))";
    return builder.take(sql + ") SELECT " + keys::kColumns + ", p.number, p.sorted, n.total, n.skipped FROM (SELECT count(*) AS total, " + skipped + " AS skipped FROM found b) AS n"
                        " LEFT JOIN part p ON 1 = 1 LEFT JOIN api_keys k ON k.tenant_id = p.tenant_id AND k.id = p.id LEFT JOIN tenants t ON t.id = p.tenant_id"
                        " ORDER BY p.sorted" + direction + ", p.id" + direction + " LIMIT " + QByteArray::number(part.limit));
}

} // namespace plancia::controlplane::usage
