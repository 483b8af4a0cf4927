// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/tenants/statements.h"

#include "app/sql/manyrows.h"

namespace plancia::controlplane::tenants {

const QByteArray kById = QByteArray("SELECT ") + kColumns + " FROM tenants WHERE id = $1";
const QByteArray kBySlug = QByteArray("SELECT ") + kColumns + " FROM tenants WHERE slug = $1";
const QByteArray kByRedirect = QByteArray("SELECT ") + kColumns
    + " FROM tenants WHERE id = (SELECT tenant_id FROM tenant_redirects WHERE slug = $1)";
const QByteArray kInsert = insertTenants(1);
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

QString wordQuery(const QStringList &words)
{
    QStringList each;
    for (QString word : words) {
        word.replace(u'\\', QLatin1String("\\\\")).replace(u'\'', QLatin1String("''"));
        each.append(u'\'' + word + QLatin1String(word.startsWith(u'#') ? "'" : "':*"));
    }
    return each.join(QLatin1String(" & "));
}

namespace {
/// A query that is being built: conditions, and the values that they bind.
struct Conditions : ListQuery {
    QByteArrayList texts;
};

Conditions withoutText(const TenantQuery &query)
{
    Conditions conditions;
    conditions.texts.append(query.deleted ? "deleted_at IS NOT NULL" : "deleted_at IS NULL");
    if (query.status)
        conditions.texts.append("status = " + conditions.bind(toString(*query.status)));
    return conditions;
}

void matching(sql::Dialect dialect, const QString &text, Conditions &conditions)
{
    const QStringList words = tenantSearch(text);
    if (dialect == sql::Dialect::Postgres && !words.isEmpty())
        conditions.texts.append("words @@ " + conditions.bind(wordQuery(words)) + "::tsquery");
    else
        for (const QString &word : words)
            conditions.texts.append("id IN (SELECT tenant_id FROM tenant_words WHERE " + wordRange("word", word, conditions) + ")");
}

void beyond(const std::optional<SortKey> &from, const QByteArray &column, bool ascending, Conditions &conditions)
{
    if (!from)
        return;
    const QByteArray value = conditions.bind(from->value);
    const QByteArray id = conditions.bind(from->id);
    conditions.texts.append("(" + column + ", id) " + (ascending ? ">" : "<") + " (" + value + ", " + id + ")");
}

/// Columns of the tenants that a query of ids finds; the rows themselves are read of these alone.
QByteArray shown(const QByteArray &columns, const QByteArray &ids, const QByteArray &order)
{
    return "SELECT " + columns + " FROM tenants WHERE id IN (" + ids + ")" + order;
}

} // namespace

ListQuery listQuery(sql::Dialect dialect, const TenantQuery &query, const QByteArray &columns, bool ascending,
                    const std::optional<SortKey> &from, int limit)
{
    const QByteArray column = sortColumn(query.sort);
    const QByteArray order = inOrder(column, "id", ascending);
    const QByteArray most = " LIMIT " + QByteArray::number(limit);
    Conditions conditions = withoutText(query);
    matching(dialect, query.text, conditions);
    beyond(from, column, ascending, conditions);
    const QByteArray where = " FROM tenants WHERE " + conditions.texts.join(" AND ");
    if (dialect == sql::Dialect::Sqlite || tenantSearch(query.text).isEmpty())
        return {"SELECT " + columns + where + order + most, conditions.values};
    // OFFSET 0 keeps the server from walking the list instead, for which it takes what matches to be spread over it.
    return {shown(columns, "SELECT id FROM (SELECT id, " + column + where + " OFFSET 0) AS found" + order + most, order), conditions.values};
}

ListQuery nearListQuery(sql::Dialect dialect, const TenantQuery &query, const QByteArray &columns, bool ascending, const std::optional<SortKey> &from,
                        int limit, qint64 reach)
{
    const QByteArray column = sortColumn(query.sort);
    const QByteArray order = inOrder(column, "id", ascending);
    const QByteArray most = " LIMIT " + QByteArray::number(limit);
    Conditions conditions = withoutText(query);
    beyond(from, column, ascending, conditions);
    const QByteArray nearest = " FROM tenants WHERE " + conditions.texts.join(" AND ") + order + " LIMIT " + QByteArray::number(reach);
    conditions.texts.clear();
    if (dialect == sql::Dialect::Postgres) {
        matching(dialect, query.text, conditions);
        return {"SELECT " + columns + " FROM (SELECT *" + nearest + ") AS tenants WHERE " + conditions.texts.join(" AND ") + order + most, conditions.values};
    }
    for (const QString &word : tenantSearch(query.text))
        conditions.texts.append("EXISTS (SELECT 1 FROM tenant_words WHERE tenant_id = near_id AND " + wordRange("word", word, conditions) + ")");
    return {"SELECT " + columns + " FROM (SELECT near_id FROM (SELECT id AS near_id, " + column + " AS near_key" + nearest + ") WHERE " + conditions.texts.join(" AND ")
                + inOrder("near_key", "near_id", ascending) + most + ") CROSS JOIN tenants ON id = near_id" + order,
            conditions.values};
}

ListQuery matchQuery(sql::Dialect dialect, const TenantQuery &query, const QUuid &after, int limit)
{
    Conditions conditions = withoutText(query);
    matching(dialect, query.text, conditions);
    conditions.texts.append("id > " + conditions.bind(after));
    return {QByteArray("SELECT ") + kLeanColumns + " FROM tenants WHERE " + conditions.texts.join(" AND ") + " ORDER BY id LIMIT "
                + QByteArray::number(limit),
            conditions.values};
}

QByteArray selectByIds(sql::Dialect dialect, qsizetype ids, Lock lock)
{
    // Only what is locked cannot change between being read and being written; SQLite has one writer.
    return QByteArray("SELECT ") + kLeanColumns + " FROM tenants WHERE id IN (" + sql::valueList(ids) + ") ORDER BY id"
        + (lock == Lock::Yes && dialect == sql::Dialect::Postgres ? " FOR UPDATE" : "");
}

QByteArray selectBySlugs(qsizetype slugs)
{
    return QByteArray("SELECT ") + kLeanColumns + " FROM tenants WHERE slug IN (" + sql::valueList(slugs) + ") ORDER BY id";
}

QByteArray insertTenants(qsizetype rows)
{
    return "INSERT INTO tenants (id, slug, name, name_key, status, status_reason, notes, created_at, updated_at, row_version,"
           " trial_ends_at, tags) VALUES " + sql::valueRows(rows, 12);
}

QByteArray takenSlugs(qsizetype slugs)
{
    const QByteArray list = sql::valueList(slugs);
    return "SELECT slug FROM tenants WHERE slug IN (" + list + ") UNION SELECT slug FROM tenant_redirects WHERE slug IN (" + list + ")";
}

QByteArray updateStatuses(qsizetype rows)
{
    // The cast is for PostgreSQL, which takes a column of nothing but NULLs for text.
    return "WITH many (id, status, reason, trial_ends_at) AS (VALUES " + sql::valueRows(rows, 4, 1)
        + ") UPDATE tenants SET status = many.status, status_reason = many.reason, trial_ends_at = CAST(many.trial_ends_at AS timestamptz),"
          " updated_at = $1, row_version = row_version + 1 FROM many WHERE tenants.id = many.id";
}

QByteArray updateTags(qsizetype rows)
{
    return "WITH many (id, tags) AS (VALUES " + sql::valueRows(rows, 2, 1)
        + ") UPDATE tenants SET tags = many.tags, updated_at = $1, row_version = row_version + 1 FROM many WHERE tenants.id = many.id";
}

QByteArray insertWords(qsizetype rows) { return "INSERT INTO tenant_words (tenant_id, word) VALUES " + sql::valueRows(rows, 2); }

QByteArray deleteWords(qsizetype rows)
{
    return "DELETE FROM tenant_words WHERE (tenant_id, word) IN (VALUES " + sql::valueRows(rows, 2) + ")";
}

} // namespace plancia::controlplane::tenants
