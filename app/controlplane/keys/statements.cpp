// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/keys/statements.h"

#include "app/controlplane/tenants/statements.h"
#include "models/domain/textkey.h"

namespace plancia::controlplane::keys {

namespace {
const QByteArray kOfNear = " api_keys k JOIN tenants t ON t.id = k.tenant_id WHERE k.tenant_id = near_tenant AND k.id = near_id";
const QByteArray kFrom = " FROM api_keys k JOIN tenants t ON t.id = k.tenant_id";
const QByteArray kOwn = " WHERE tenant_id = $1 AND id = $2";
const QByteArray kOwnVersion = kOwn + " AND row_version = $3";
const QByteArray kOfKey = " WHERE tenant_id = $1 AND key_id = $2";
} // namespace

const QByteArray kColumns = "k.tenant_id, k.id, t.slug, k.lookup, k.shown, k.name, k.environment, k.status, k.status_reason,"
                            " k.internal, k.expires_at, k.grace_ends_at, k.predecessor_id, k.successor_id, k.created_by,"
                            " k.created_at, k.updated_at, k.row_version, k.last_used_at, k.last_used_address, k.last_used_client";
const QByteArray kById = "SELECT " + kColumns + kFrom + " WHERE k.id = $1 LIMIT 1";
const QByteArray kByTenantId = "SELECT " + kColumns + kFrom + " WHERE k.tenant_id = $1 AND k.id = $2";
const QByteArray kByLookup = "SELECT " + kColumns
    + " FROM key_directory d JOIN api_keys k ON k.tenant_id = d.tenant_id AND k.id = d.key_id JOIN tenants t ON t.id = k.tenant_id"
      " WHERE d.lookup = $1";
const QByteArray kSecretOf = "SELECT k.secret_sha256, t.status, t.deleted_at" + kFrom + " WHERE k.tenant_id = $1 AND k.id = $2";
const QByteArray kTenant = "SELECT slug, deleted_at FROM tenants WHERE id = $1";
const QByteArray kInsert =
    "INSERT INTO api_keys (tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, internal, expires_at,"
    " predecessor_id, created_by, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'active', $9, $10, $11, $12, $13, $13)";
const QByteArray kUpdate = "UPDATE api_keys SET name = $4, name_key = $5, expires_at = $6, internal = $7, updated_at = $8,"
                           " row_version = row_version + 1" + kOwnVersion;
const QByteArray kSetStatus = "UPDATE api_keys SET status = $4, status_reason = $5, updated_at = $6, row_version = row_version + 1" + kOwnVersion;
const QByteArray kSetRotated = "UPDATE api_keys SET successor_id = $4, grace_ends_at = $5, updated_at = $6, row_version = row_version + 1" + kOwnVersion;
const QByteArray kDelete = "DELETE FROM api_keys" + kOwnVersion;
const QByteArray kInsertDirectory = "INSERT INTO key_directory (lookup, tenant_id, key_id) VALUES ($1, $2, $3)";
const QByteArray kInsertWord = "INSERT INTO api_key_words (tenant_id, key_id, word) VALUES ($1, $2, $3)";
const QByteArray kDeleteWord = "DELETE FROM api_key_words" + kOfKey + " AND word = $3";
const QByteArray kPermissions = "SELECT permission FROM api_key_permissions" + kOfKey + " ORDER BY permission LIMIT 1000";
const QByteArray kInsertPermission = "INSERT INTO api_key_permissions (tenant_id, key_id, permission) VALUES ($1, $2, $3)";
const QByteArray kDeletePermission = "DELETE FROM api_key_permissions" + kOfKey + " AND permission = $3";
const QByteArray kAddresses = "SELECT block FROM api_key_addresses" + kOfKey + " ORDER BY block LIMIT 1000";
const QByteArray kInsertAddress = "INSERT INTO api_key_addresses (tenant_id, key_id, block) VALUES ($1, $2, $3)";
const QByteArray kDeleteAddress = "DELETE FROM api_key_addresses" + kOfKey + " AND block = $3";
const QByteArray kLimits = "SELECT name, amount, window_s FROM api_key_limits" + kOfKey + " ORDER BY name LIMIT 1000";
const QByteArray kInsertLimit = "INSERT INTO api_key_limits (tenant_id, key_id, name, amount, window_s) VALUES ($1, $2, $3, $4, $5)";
const QByteArray kDeleteLimit = "DELETE FROM api_key_limits" + kOfKey + " AND name = $3";
const QByteArray kCallers = "SELECT address, count(*), max(at) FROM (SELECT address, at FROM api_key_usage" + kOfKey + " AND at >= $3 ORDER BY at DESC LIMIT "
    + QByteArray::number(kMaxCallsLookedAt + 1) + ") AS calls GROUP BY address ORDER BY 3 DESC, 1 LIMIT " + QByteArray::number(kMaxApiKeyCallers + 1);

QByteArray sortColumn(ApiKeySort sort, sql::Dialect dialect)
{
    const bool isSqlite = dialect == sql::Dialect::Sqlite;
    switch (sort) { // what the indexes have, letter by letter
    case ApiKeySort::Name: return "k.name_key";
    case ApiKeySort::Created: return "k.created_at";
    case ApiKeySort::LastUsed: return isSqlite ? "ifnull(k.last_used_at, 0)" : "coalesce(k.last_used_at, timestamptz 'epoch')";
    case ApiKeySort::Expiry:
        return isSqlite ? "ifnull(k.expires_at, 253402300799000)" : "coalesce(k.expires_at, timestamptz '9999-12-31 23:59:59+00')";
    }
    return "k.name_key";
}

namespace {
/// What is asked of a key itself.
struct Asked {
    QByteArrayList where; ///< where in the list: of the tenant, beyond a row
    QByteArrayList which; ///< which of those, by its state
};
Asked asked(const ApiKeyQuery &query, const QByteArray &column, qint64 nowMs, bool ascending, const std::optional<SortKey> &from, ListQuery &built)
{
    QByteArrayList where, conditions;
    if (query.tenant)
        where.append("k.tenant_id = " + built.bind(sql::value(*query.tenant)));
    if (query.state) {
        const QByteArray now = *query.state == ApiKeyState::Revoked ? QByteArray() : built.bind(sql::TimeMs{nowMs});
        const QByteArray isInTime = "(k.expires_at IS NULL OR k.expires_at > " + now + ")";
        const QByteArray isNotPastGrace = "(k.grace_ends_at IS NULL OR k.grace_ends_at > " + now + ")";
        switch (*query.state) { // as stateOf() has it
        case ApiKeyState::Active:
            conditions.append("k.status = 'active' AND k.grace_ends_at IS NULL AND " + isInTime);
            break;
        case ApiKeyState::Disabled:
            conditions.append("k.status = 'disabled' AND " + isNotPastGrace + " AND " + isInTime);
            break;
        case ApiKeyState::InGrace:
            conditions.append("k.status = 'active' AND k.grace_ends_at > " + now);
            break;
        case ApiKeyState::PastGrace:
            conditions.append("k.status <> 'revoked' AND k.grace_ends_at <= " + now);
            break;
        case ApiKeyState::Expired:
            conditions.append("k.status <> 'revoked' AND " + isNotPastGrace + " AND k.expires_at <= " + now);
            break;
        case ApiKeyState::Revoked:
            conditions.append("k.status = 'revoked'");
            break;
        }
    }
    if (from) {
        const QByteArray value = built.bind(from->value);
        const QByteArray id = built.bind(from->id);
        where.append("(" + column + ", k.id) " + (ascending ? ">" : "<") + " (" + value + ", " + id + ")");
    }
    return {where, conditions};
}

} // namespace

ListQuery listQuery(const ApiKeyQuery &query, sql::Dialect dialect, qint64 nowMs, const QByteArray &columns, bool ascending,
                    const std::optional<SortKey> &from, int limit)
{
    ListQuery built;
    const QByteArray column = sortColumn(query.sort, dialect);
    const Asked of = asked(query, column, nowMs, ascending, from, built);
    QByteArrayList conditions = QByteArrayList{"t.deleted_at IS NULL"} + of.where + of.which;
    // Every typed word must begin a word of the key or of its tenant; each is a range of two indexes.
    for (const QString &word : searchWords({query.text})) {
        const QByteArray range = " WHERE " + wordRange("w.word", word, built);
        const QByteArray ofTenants = dialect == sql::Dialect::Postgres ? "tenants w JOIN api_keys a ON a.tenant_id = w.id WHERE w.words @@ " + built.bind(tenants::wordQuery({word})) + "::tsquery"
                                                                       : "tenant_words w JOIN api_keys a ON a.tenant_id = w.tenant_id" + range;
        conditions.append("k.id IN (SELECT w.key_id FROM api_key_words w" + range + " UNION ALL SELECT a.id FROM " + ofTenants + ")");
    }
    const QByteArray where = kFrom + " WHERE " + conditions.join(" AND "), order = inOrder(column, "k.id", ascending), most = " LIMIT " + QByteArray::number(limit);
    if (dialect == sql::Dialect::Sqlite || searchWords({query.text}).isEmpty())
        built.sql = "SELECT " + columns + where + order + most;
    else // All are sorted: PostgreSQL thinks that so many match that it walks the whole list; OFFSET 0 keeps it from that.
        built.sql = "SELECT " + columns + " FROM (SELECT near_tenant, near_id FROM (SELECT k.tenant_id AS near_tenant, k.id AS near_id, " + column + " AS near_key" + where
            + " OFFSET 0) AS found" + inOrder("near_key", "near_id", ascending) + most + ") AS near CROSS JOIN" + kOfNear + order;
    return built;
}

ListQuery nearListQuery(const ApiKeyQuery &query, sql::Dialect dialect, qint64 nowMs, const QByteArray &columns, bool ascending,
                        const std::optional<SortKey> &from, int limit, qint64 reach)
{
    ListQuery built;
    const QByteArray column = sortColumn(query.sort, dialect);
    const Asked of = asked(query, column, nowMs, ascending, from, built);
    // Which of the nearest are meant is seen afterwards: a rare state would be looked for over the whole list.
    const QByteArray which = of.which.isEmpty() ? QByteArray("1 = 1") : of.which.join(" AND ");
    const QByteArray where = of.where.isEmpty() ? QByteArray() : " WHERE " + of.where.join(" AND ");
    const QByteArray nearest = "(SELECT k.tenant_id AS near_tenant, k.id AS near_id, " + column + " AS near_key, " + which + " AS is_meant FROM api_keys k" + where
        + inOrder(column, "k.id", ascending) + " LIMIT " + QByteArray::number(reach) + ") AS nearest";
    // Each is looked up by itself: joined, the planner would read all words, or all tenants.
    QByteArrayList conditions{"is_meant", "(SELECT 1 FROM tenants t WHERE t.id = near_tenant AND t.deleted_at IS NULL) = 1"};
    for (const QString &word : searchWords({query.text})) {
        const QByteArray range = " AND " + wordRange("w.word", word, built);
        const QByteArray ofTenant = dialect == sql::Dialect::Postgres ? "(SELECT t.words @@ " + built.bind(tenants::wordQuery({word})) + "::tsquery FROM tenants t WHERE t.id = near_tenant)"
                                                                      : "EXISTS (SELECT 1 FROM tenant_words w WHERE w.tenant_id = near_tenant" + range + ")";
        conditions.append("((SELECT 1 FROM api_key_words w WHERE w.tenant_id = near_tenant AND w.key_id = near_id" + range + " LIMIT 1) = 1 OR " + ofTenant + ")");
    }
    built.sql = "SELECT " + columns + " FROM (SELECT near_tenant, near_id FROM " + nearest + " WHERE " + conditions.join(" AND ") + inOrder("near_key", "near_id", ascending) + " LIMIT "
        + QByteArray::number(limit) + ") AS near CROSS JOIN" + kOfNear + inOrder(column, "k.id", ascending);
    return built;
}

} // namespace plancia::controlplane::keys
