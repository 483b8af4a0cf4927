// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/keyedpage.h"
#include "models/domain/apikey.h"

/// All SQL of the API keys, as pure text. The same for both dialects but for the two orders by a time that may be absent.
namespace plancia::controlplane::keys {

extern const QByteArray kColumns;
extern const QByteArray kById;        ///< $1 id
extern const QByteArray kByTenantId;  ///< $1 tenant, $2 id
extern const QByteArray kByLookup;    ///< $1 lookup
extern const QByteArray kSecretOf;    ///< $1 tenant, $2 id: secret_sha256, and the tenant's status and deleted_at
extern const QByteArray kTenant;      ///< $1 tenant: slug, deleted_at
extern const QByteArray kInsert;      ///< $1 tenant … $18
extern const QByteArray kUpdate;      ///< $1 tenant, $2 id, $3 row_version, $4 name, $5 name_key, $6 expires_at, $7 internal, $8 updated_at
extern const QByteArray kSetStatus;   ///< $1 tenant, $2 id, $3 row_version, $4 status, $5 reason, $6 updated_at
extern const QByteArray kSetRotated;  ///< $1 tenant, $2 id, $3 row_version, $4 successor, $5 grace_ends_at, $6 updated_at
extern const QByteArray kDelete;      ///< $1 tenant, $2 id, $3 row_version
extern const QByteArray kInsertDirectory; ///< $1 lookup, $2 tenant, $3 id
extern const QByteArray kInsertWord, kDeleteWord;             ///< $1 tenant, $2 id, $3 word
extern const QByteArray kPermissions;                         ///< $1 tenant, $2 id
extern const QByteArray kInsertPermission, kDeletePermission; ///< $1 tenant, $2 id, $3 permission
extern const QByteArray kAddresses;
extern const QByteArray kInsertAddress, kDeleteAddress;       ///< $1 tenant, $2 id, $3 block
extern const QByteArray kLimits;
extern const QByteArray kInsertLimit; ///< $1 tenant, $2 id, $3 name, $4 amount, $5 window_s
extern const QByteArray kDeleteLimit; ///< $1 tenant, $2 id, $3 name
extern const QByteArray kCallers; ///< $1 tenant, $2 id, $3 since: address, calls, the newest

/// Rows beyond `from` (exclusive) in one direction. `columns` is kColumns, or the sort column alone for an edge. `nowMs`
/// decides what a state means.
ListQuery listQuery(const ApiKeyQuery &query, sql::Dialect dialect, qint64 nowMs, const QByteArray &columns, bool ascending,
                    const std::optional<SortKey> &from, int limit);
/// The same, but only of the nearest `reach` rows of the list.
ListQuery nearListQuery(const ApiKeyQuery &query, sql::Dialect dialect, qint64 nowMs, const QByteArray &columns, bool ascending,
                        const std::optional<SortKey> &from, int limit, qint64 reach);
QByteArray sortColumn(ApiKeySort sort, sql::Dialect dialect);

} // namespace plancia::controlplane::keys
