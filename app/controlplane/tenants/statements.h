// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/base/page.h"
#include "models/domain/tenant.h"

/// All SQL of the tenants, as pure text. The same for both dialects.
namespace plancia::controlplane::tenants {

inline constexpr auto kColumns = "id, slug, name, status, status_reason, notes, created_at, updated_at, row_version";

extern const QByteArray kById;       ///< $1 id
extern const QByteArray kBySlug;     ///< $1 slug
extern const QByteArray kInsert;     ///< $1 id … $10
extern const QByteArray kUpdate;     ///< $1 id, $2 row_version, $3 name, $4 name_key, $5 notes, $6 updated_at
extern const QByteArray kSetStatus;  ///< $1 id, $2 row_version, $3 status, $4 reason, $5 updated_at
extern const QByteArray kDeleteWord; ///< $1 tenant, $2 word
extern const QByteArray kInsertWord; ///< $1 tenant, $2 word

/// A built list query: text with $n and its values.
struct ListQuery {
    QByteArray sql;
    QList<sql::Value> values;
};
/// Where a page begins: the sort value of a row and its id.
struct SortKey {
    sql::Value value; ///< QString, or TimeMs for the two times
    QUuid id;
};
/// Rows beyond `from` (exclusive) in one direction. `columns` is kColumns, or the sort column alone for an edge.
ListQuery listQuery(const TenantQuery &query, const QByteArray &columns, bool ascending,
                    const std::optional<SortKey> &from, int limit);
QByteArray sortColumn(TenantSort sort);

} // namespace plancia::controlplane::tenants
