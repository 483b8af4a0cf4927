// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/keys/statements.h"

#include "app/controlplane/tenants/statements.h"
#include "models/domain/textkey.h"

namespace plancia::controlplane::keys {

namespace {
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

ListQuery listQuery(const ApiKeyQuery &query, sql::Dialect dialect, qint64 nowMs, const QByteArray &columns, bool ascending,
                    const std::optional<SortKey> &from, int limit)
{
    ListQuery built;
    QByteArrayList conditions{"t.deleted_at IS NULL"};
    if (query.tenant)
        conditions.append("k.tenant_id = " + built.bind(sql::value(*query.tenant)));
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
    // Every typed word must begin a word of the key or of its tenant; each is a range of two indexes.
    for (const QString &word : searchWords({query.text})) {
        QByteArray range = " WHERE w.word >= " + built.bind(word);
        if (const QString end = prefixEnd(word); !end.isEmpty())
            range += " AND w.word < " + built.bind(end);
        const QByteArray ofTenants = dialect == sql::Dialect::Postgres ? "tenants w JOIN api_keys a ON a.tenant_id = w.id WHERE w.words @@ " + built.bind(tenants::wordQuery({word})) + "::tsquery"
                                                                     : "tenant_words w JOIN api_keys a ON a.tenant_id = w.tenant_id" + range;
        conditions.append("k.id IN (SELECT w.key_id FROM api_key_words w" + range + " UNION ALL SELECT a.id FROM " + ofTenants + ")");
    }
    const QByteArray column = sortColumn(query.sort, dialect);
    if (from) {
        const QByteArray value = built.bind(from->value);
        const QByteArray id = built.bind(from->id);
        conditions.append("(" + column + ", k.id) " + (ascending ? ">" : "<") + " (" + value + ", " + id + ")");
    }
    built.sql = "SELECT " + columns + kFrom + " WHERE " + conditions.join(" AND ");
    built.sql += ascending ? " ORDER BY " + column + ", k.id" : " ORDER BY " + column + " DESC, k.id DESC";
    built.sql += " LIMIT " + QByteArray::number(limit);
    return built;
}

} // namespace plancia::controlplane::keys
