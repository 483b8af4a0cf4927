// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/keyedpage.h"
#include "models/domain/user.h"

/// All SQL of the people of tenants, as pure text. $1 is the tenant and $2 the person wherever both are meant.
namespace plancia::controlplane::users {

inline constexpr auto kColumns = "tenant_id, (SELECT slug FROM tenants WHERE tenants.id = users.tenant_id), id, email, display_name,"
                                 " role, status, status_reason, email_verified_at, last_sign_in_at, failed_sign_ins, created_at,"
                                 " updated_at, row_version, (SELECT max(reused_at) FROM session_tokens t WHERE t.tenant_id = users.tenant_id"
                                 " AND t.user_id = users.id AND t.reused_at IS NOT NULL)";

extern const QByteArray kById;
extern const QByteArray kByEmail; ///< $2 email_key
extern const QByteArray kInsert;  ///< $3 email, email_key, display_name, name_key, role, status, created_at … $9
extern const QByteArray kUpdate;  ///< $3 row_version, email, email_key, display_name, name_key, role, email_verified_at, updated_at … $10
extern const QByteArray kSetStatus;   ///< $3 row_version, status, reason, updated_at … $6
extern const QByteArray kSetVerified; ///< $3 row_version, $4 now
extern const QByteArray kTouch;       ///< $3 row_version, $4 now: a new version, and failed sign-ins forgotten: for a new code or password
extern const sql::Statement kActiveOwners; ///< $1 tenant: their ids, at least two where there are; on PostgreSQL they stay locked
extern const QByteArray kInsertWord; ///< $3 word
extern const QByteArray kDeleteWord; ///< $3 word
extern const QByteArray kInsertLookup; ///< $3 lookup
extern const QByteArray kDeleteLookups;
extern const QByteArray kPutCode;  ///< $3 purpose, $4 hash, $5 created_at, $6 expires_at
extern const QByteArray kUseCodes; ///< $3 now: those that are still good
extern const QByteArray kDropCodes;
extern const QByteArray kCodes; ///< $3 now
extern const QByteArray kPutPassword; ///< $3 hash, $4 now
extern const QByteArray kHasPassword;
extern const QByteArray kPassword;
extern const sql::Statement kMayReadPasswords;
extern const QByteArray kSessions;
extern const QByteArray kEndSession;  ///< $3 now, $4 reason, $5 session
extern const QByteArray kEndSessions; ///< $3 now, $4 reason
extern const QByteArray kSessionExists; ///< $3 session
extern const QByteArray kSignIns;
extern const QByteArray kDeleteSignIns;
extern const QByteArray kDelete; ///< $3 row_version
extern const QByteArray kTenantState; ///< $1 tenant: slug, deleted_at

QByteArray sortColumn(UserSort sort);
/// How many people of the query's tenant have its role, and its status, no more than matters: a row of the two. Empty when the
/// query is not about a tenant and one of them.
ListQuery filterCounts(const UserQuery &query);
/// The way to the rows: in the order of the list, or, by what was counted, those few of the tenant who have the role or the status,
/// which are sorted. Or all that match are sorted: of a text filter PostgreSQL thinks that so many match that it walks the whole list.
enum class Way { InOrder, ByRole, ByStatus, Sorted };
Way wayOf(qint64 ofRole, qint64 ofStatus);
/// Rows beyond `from` (exclusive) in one direction.
ListQuery listQuery(const UserQuery &query, const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int limit, Way way = Way::InOrder);
/// The same, but only of the nearest `reach` rows of the list.
ListQuery nearListQuery(const UserQuery &query, const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int limit, qint64 reach);

} // namespace plancia::controlplane::users
