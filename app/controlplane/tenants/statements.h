// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/keyedpage.h"
#include "app/sql/connection.h"
#include "models/base/page.h"
#include "models/domain/tenant.h"

/// All SQL of the tenants, as pure text. The same for both dialects.
namespace plancia::controlplane::tenants {

inline constexpr auto kColumns = "id, slug, name, status, status_reason, notes, created_at, updated_at, row_version,"
                                 " trial_ends_at, tags, deleted_at";

/// The same without the notes, which are long and not needed to decide: they read as empty.
inline constexpr auto kLeanColumns = "id, slug, name, status, status_reason, '' AS notes, created_at, updated_at, row_version,"
                                     " trial_ends_at, tags, deleted_at";

extern const QByteArray kById;       ///< $1 id
extern const QByteArray kBySlug;     ///< $1 slug
extern const QByteArray kByRedirect; ///< $1 former slug
extern const QByteArray kInsert;     ///< $1 id … $12
extern const QByteArray kUpdate;     ///< $1 id, $2 row_version, $3 name, $4 name_key, $5 notes, $6 updated_at, $7 trial_ends_at, $8 tags
extern const QByteArray kSetStatus;  ///< $1 id, $2 row_version, $3 status, $4 reason, $5 updated_at, $6 trial_ends_at
extern const QByteArray kSetSlug;    ///< $1 id, $2 row_version, $3 slug, $4 updated_at
extern const QByteArray kSetDeleted; ///< $1 id, $2 row_version, $3 deleted_at, $4 updated_at
extern const QByteArray kDelete;     ///< $1 id, $2 row_version
extern const QByteArray kRedirectOf;     ///< $1 slug
extern const QByteArray kInsertRedirect; ///< $1 slug, $2 tenant, $3 created_at
extern const QByteArray kDeleteRedirect; ///< $1 slug, $2 tenant
extern const QByteArray kCountAudit;     ///< $1 tenant
// Words are a table of SQLite; PostgreSQL computes them, in tenants.words.
extern const QByteArray kDeleteWord; ///< $1 tenant, $2 word
extern const QByteArray kInsertWord; ///< $1 tenant, $2 word

using controlplane::ListQuery;
using controlplane::SortKey;
/// Rows beyond `from` (exclusive) in one direction. `columns` is kColumns, or the sort column alone for an edge. Those of a text filter
/// are read and sorted by PostgreSQL all, by their index of words; SQLite, whose words stand in a table of their own, chooses.
ListQuery listQuery(sql::Dialect dialect, const TenantQuery &query, const QByteArray &columns, bool ascending,
                    const std::optional<SortKey> &from, int limit);
/// The same, but only of the nearest `reach` rows of the list.
ListQuery nearListQuery(sql::Dialect dialect, const TenantQuery &query, const QByteArray &columns, bool ascending, const std::optional<SortKey> &from,
                        int limit, qint64 reach);
/// Words as a tsquery of PostgreSQL: all of them, each as a beginning, or with # as a whole.
QString wordQuery(const QStringList &words);
/// All that match, by id: those after `after`.
ListQuery matchQuery(sql::Dialect dialect, const TenantQuery &query, const QUuid &after, int limit);
QByteArray sortColumn(TenantSort sort);

/// Many at once. Each names its columns or its key by parameters that come after those of the text.
enum class Lock { No, Yes }; ///< on PostgreSQL: until the transaction, one that writes, ends
QByteArray selectByIds(sql::Dialect dialect, qsizetype ids, Lock lock); ///< $1 id …
QByteArray selectBySlugs(qsizetype slugs);                   ///< $1 slug …
QByteArray insertTenants(qsizetype rows);  ///< as kInsert, a row
QByteArray takenSlugs(qsizetype slugs);    ///< $1 slug …: those that a tenant has or had
QByteArray updateStatuses(qsizetype rows); ///< $1 updated_at, then id, status, reason, trial_ends_at a row
QByteArray updateTags(qsizetype rows);     ///< $1 updated_at, then id, tags a row
QByteArray insertWords(qsizetype rows);    ///< tenant, word a row
QByteArray deleteWords(qsizetype rows);    ///< tenant, word a row

} // namespace plancia::controlplane::tenants
