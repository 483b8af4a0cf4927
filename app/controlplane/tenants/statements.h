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
extern const QByteArray kDeleteWord; ///< $1 tenant, $2 word
extern const QByteArray kInsertWord; ///< $1 tenant, $2 word

using controlplane::ListQuery;
using controlplane::SortKey;
/// Rows beyond `from` (exclusive) in one direction. `columns` is kColumns, or the sort column alone for an edge.
ListQuery listQuery(const TenantQuery &query, const QByteArray &columns, bool ascending,
                    const std::optional<SortKey> &from, int limit);
/// PostgreSQL plans a text filter by guesses about ranges of words, and walks the whole list for seconds when they are wrong. So the
/// tenants that have each typed word are counted first, no more than matters: a row, a column for each word; empty without one.
/// Of the same transaction, as it also makes room for what is held in memory. These are for PostgreSQL alone.
inline constexpr qint64 kFew = 15'000;   ///< are fetched and sorted
inline constexpr qint64 kSome = 40'000;  ///< are held in memory at every letter that is typed
inline constexpr qint64 kMost = 500'000; ///< are held in memory when a look at the nearest rows of the list did not find enough
ListQuery wordCounts(const QString &text, qint64 most);
/// Whether all that matters is known by counts of at most kSome.
bool areEnough(const QList<qint64> &counts);
/// The rows of listQuery() by what was counted.
ListQuery countedListQuery(const TenantQuery &query, const QList<qint64> &counts, const QByteArray &columns, bool ascending,
                           const std::optional<SortKey> &from, int limit);
/// The same, but only of the nearest rows of the list: there are enough, if those that match are spread over it.
ListQuery nearListQuery(const TenantQuery &query, const QList<qint64> &counts, const QByteArray &columns, bool ascending,
                        const std::optional<SortKey> &from, int limit);
/// All that match, by id: those after `after`.
ListQuery matchQuery(const TenantQuery &query, const QUuid &after, int limit);
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
