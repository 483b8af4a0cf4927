// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/tenants/statements.h"

#include "models/domain/textkey.h"

namespace plancia::controlplane::tenants {

const QByteArray kById = QByteArray("SELECT ") + kColumns + " FROM tenants WHERE id = $1";
const QByteArray kBySlug = QByteArray("SELECT ") + kColumns + " FROM tenants WHERE slug = $1";
const QByteArray kByRedirect = QByteArray("SELECT ") + kColumns
    + " FROM tenants WHERE id = (SELECT tenant_id FROM tenant_redirects WHERE slug = $1)";
const QByteArray kInsert = "INSERT INTO tenants (id, slug, name, name_key, status, status_reason, notes, created_at,"
                           " updated_at, row_version, trial_ends_at, tags) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
const QByteArray kUpdate = "UPDATE tenants SET name = $3, name_key = $4, notes = $5, updated_at = $6, trial_ends_at = $7,"
                           " tags = $8, row_version = row_version + 1 WHERE id = $1 AND row_version = $2";
const QByteArray kSetStatus = "UPDATE tenants SET status = $3, status_reason = $4, updated_at = $5, trial_ends_at = $6,"
                              " row_version = row_version + 1 WHERE id = $1 AND row_version = $2";
const QByteArray kSetSlug = "UPDATE tenants SET slug = $3, updated_at = $4, row_version = row_version + 1"
                            " WHERE id = $1 AND row_version = $2";
const QByteArray kSetDeleted = "UPDATE tenants SET deleted_at = $3, updated_at = $4, row_version = row_version + 1"
                               " WHERE id = $1 AND row_version = $2";
const QByteArray kDelete = "DELETE FROM tenants WHERE id = $1 AND row_version = $2 AND deleted_at IS NOT NULL";
const QByteArray kRedirectOf = "SELECT tenant_id FROM tenant_redirects WHERE slug = $1";
const QByteArray kInsertRedirect = "INSERT INTO tenant_redirects (slug, tenant_id, created_at) VALUES ($1, $2, $3)";
const QByteArray kDeleteRedirect = "DELETE FROM tenant_redirects WHERE slug = $1 AND tenant_id = $2";
const QByteArray kCountAudit = "SELECT count(*) FROM audit_log WHERE tenant_id = $1";
const QByteArray kDeleteWord = "DELETE FROM tenant_words WHERE tenant_id = $1 AND word = $2";
const QByteArray kInsertWord = "INSERT INTO tenant_words (tenant_id, word) VALUES ($1, $2)";

QByteArray sortColumn(TenantSort sort)
{
    switch (sort) {
    case TenantSort::Name: return "name_key";
    case TenantSort::Slug: return "slug";
    case TenantSort::Created: return "created_at";
    case TenantSort::Updated: return "updated_at";
    }
    return "name_key";
}

ListQuery listQuery(const TenantQuery &query, const QByteArray &columns, bool ascending,
                    const std::optional<SortKey> &from, int limit)
{
    ListQuery built;
    QByteArrayList conditions;
    const auto bind = [&built](sql::Value value) { return built.bind(std::move(value)); };
    conditions.append(query.deleted ? "deleted_at IS NOT NULL" : "deleted_at IS NULL");
    if (query.status)
        conditions.append("status = " + bind(toString(*query.status)));
    // Every typed word must begin a word of the tenant; each is one index range of tenant_words.
    for (const QString &word : tenantSearch(query.text)) {
        if (word.startsWith(u'#')) { // a tag is meant as a whole
            conditions.append("id IN (SELECT tenant_id FROM tenant_words WHERE word = " + bind(word) + ")");
            continue;
        }
        QByteArray range = "word >= " + bind(word);
        if (const QString end = prefixEnd(word); !end.isEmpty())
            range += " AND word < " + bind(end);
        conditions.append("id IN (SELECT tenant_id FROM tenant_words WHERE " + range + ")");
    }
    const QByteArray column = sortColumn(query.sort);
    if (from) {
        const QByteArray value = bind(from->value);
        const QByteArray id = bind(from->id);
        conditions.append("(" + column + ", id) " + (ascending ? ">" : "<") + " (" + value + ", " + id + ")");
    }
    built.sql = "SELECT " + columns + " FROM tenants";
    built.sql += " WHERE " + conditions.join(" AND ");
    built.sql += ascending ? " ORDER BY " + column + ", id" : " ORDER BY " + column + " DESC, id DESC";
    built.sql += " LIMIT " + QByteArray::number(limit);
    return built;
}

} // namespace plancia::controlplane::tenants
