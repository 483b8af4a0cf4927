// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/users/statements.h"

#include "models/domain/textkey.h"

#include <algorithm>

namespace plancia::controlplane::users {

const QByteArray kById = QByteArray("SELECT ") + kColumns + " FROM users WHERE tenant_id = $1 AND id = $2";
const QByteArray kByEmail = QByteArray("SELECT ") + kColumns + " FROM users WHERE tenant_id = $1 AND email_key = $2";
const QByteArray kInsert = "INSERT INTO users (tenant_id, id, email, email_key, display_name, name_key, role, status, created_at,"
                           " updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)";
const QByteArray kUpdate = "UPDATE users SET email = $4, email_key = $5, display_name = $6, name_key = $7, role = $8,"
                           " email_verified_at = $9, updated_at = $10, row_version = row_version + 1"
                           " WHERE tenant_id = $1 AND id = $2 AND row_version = $3";
const QByteArray kSetStatus = "UPDATE users SET status = $4, status_reason = $5, updated_at = $6, row_version = row_version + 1"
                              " WHERE tenant_id = $1 AND id = $2 AND row_version = $3";
const QByteArray kSetVerified = "UPDATE users SET email_verified_at = $4, updated_at = $4, row_version = row_version + 1"
                                " WHERE tenant_id = $1 AND id = $2 AND row_version = $3";
const QByteArray kTouch = "UPDATE users SET updated_at = $4, failed_sign_ins = 0, row_version = row_version + 1"
                          " WHERE tenant_id = $1 AND id = $2 AND row_version = $3";
const sql::Statement kActiveOwners{
    nullptr, "SELECT id FROM users WHERE tenant_id = $1 AND role = 'owner' AND status = 'active' LIMIT 2",
    // All of them in one order: two who take each other's ownership away wait for one another here.
    "SELECT id FROM users WHERE tenant_id = $1 AND role = 'owner' AND status = 'active' ORDER BY id LIMIT 1000 FOR UPDATE"};
const QByteArray kInsertWord = "INSERT INTO user_words (tenant_id, user_id, word) VALUES ($1, $2, $3)";
const QByteArray kDeleteWord = "DELETE FROM user_words WHERE tenant_id = $1 AND user_id = $2 AND word = $3";
const QByteArray kInsertLookup = "INSERT INTO user_directory (tenant_id, user_id, lookup) VALUES ($1, $2, $3)";
const QByteArray kDeleteLookups = "DELETE FROM user_directory WHERE tenant_id = $1 AND user_id = $2";
const QByteArray kPutCode = "INSERT INTO user_codes (tenant_id, user_id, purpose, code_sha256, created_at, expires_at, used_at)"
                            " VALUES ($1, $2, $3, $4, $5, $6, NULL) ON CONFLICT (tenant_id, user_id, purpose) DO UPDATE SET"
                            " code_sha256 = excluded.code_sha256, created_at = excluded.created_at,"
                            " expires_at = excluded.expires_at, used_at = NULL";
const QByteArray kUseCodes = "UPDATE user_codes SET used_at = $3 WHERE tenant_id = $1 AND user_id = $2 AND used_at IS NULL";
const QByteArray kDropCodes = "DELETE FROM user_codes WHERE tenant_id = $1 AND user_id = $2 AND used_at IS NULL";
const QByteArray kCodes = "SELECT purpose, expires_at FROM user_codes WHERE tenant_id = $1 AND user_id = $2 AND used_at IS NULL"
                          " AND expires_at > $3 LIMIT 10";
const QByteArray kPutPassword = "INSERT INTO user_passwords (tenant_id, user_id, hash, changed_at) VALUES ($1, $2, $3, $4)"
                                " ON CONFLICT (tenant_id, user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at";
const QByteArray kHasPassword = "SELECT 1 FROM user_passwords WHERE tenant_id = $1 AND user_id = $2";
const QByteArray kPassword = "SELECT hash, changed_at FROM user_passwords WHERE tenant_id = $1 AND user_id = $2";
const sql::Statement kMayReadPasswords{nullptr, "SELECT 1", "SELECT has_table_privilege('user_passwords', 'SELECT')"};
const QByteArray kSessions =
    "SELECT id, device, address, created_at, last_used_at, access_expires_at, refresh_expires_at, ended_at, end_reason,"
    " (SELECT count(*) FROM session_tokens t WHERE t.tenant_id = s.tenant_id AND t.user_id = s.user_id AND t.session_id = s.id"
    " AND t.used_at IS NOT NULL),"
    " (SELECT max(reused_at) FROM session_tokens t WHERE t.tenant_id = s.tenant_id AND t.user_id = s.user_id AND t.session_id = s.id)"
    " FROM user_sessions s WHERE tenant_id = $1 AND user_id = $2 ORDER BY last_used_at DESC, id DESC LIMIT "
    + QByteArray::number(kMaxSessionsShown);
const QByteArray kEndSession = "UPDATE user_sessions SET ended_at = $3, end_reason = $4"
                               " WHERE tenant_id = $1 AND user_id = $2 AND id = $5 AND ended_at IS NULL";
const QByteArray kEndSessions = "UPDATE user_sessions SET ended_at = $3, end_reason = $4"
                                " WHERE tenant_id = $1 AND user_id = $2 AND ended_at IS NULL";
const QByteArray kSessionExists = "SELECT 1 FROM user_sessions WHERE tenant_id = $1 AND user_id = $2 AND id = $3";
const QByteArray kSignIns = "SELECT at, result, address, device FROM sign_ins WHERE tenant_id = $1 AND user_id = $2"
                            " ORDER BY at DESC, id DESC LIMIT " + QByteArray::number(kMaxSignInsShown);
const QByteArray kDeleteSignIns = "DELETE FROM sign_ins WHERE tenant_id = $1 AND user_id = $2";
const QByteArray kDelete = "DELETE FROM users WHERE tenant_id = $1 AND id = $2 AND row_version = $3";
const QByteArray kTenantState = "SELECT slug, deleted_at FROM tenants WHERE id = $1";

QByteArray sortColumn(UserSort sort)
{
    switch (sort) {
    case UserSort::Name: return "name_key";
    case UserSort::Email: return "email_key";
    case UserSort::Created: return "created_at";
    }
    return "name_key";
}

namespace {
constexpr qint64 kFew = 2'000; ///< are read and sorted; of more, a page is soon found in the order: in 25,000 rows of half a million
}

ListQuery filterCounts(const UserQuery &query)
{
    ListQuery built;
    if (!query.tenant || (!query.role && !query.status))
        return built;
    const QByteArray tenant = built.bind(sql::value(*query.tenant));
    const auto count = [&](const QByteArray &condition) {
        return "(SELECT count(*) FROM (SELECT 1 FROM users WHERE tenant_id = " + tenant + condition + " LIMIT " + QByteArray::number(kFew + 1) + ") AS counted)";
    };
    const QByteArray ofRole = query.role ? count(" AND role = " + built.bind(toString(*query.role))) : QByteArray::number(kFew + 1);
    const QByteArray ofStatus = query.status ? count(" AND status = " + built.bind(toString(*query.status))) : QByteArray::number(kFew + 1);
    built.sql = "SELECT " + ofRole + ", " + ofStatus;
    return built;
}

Way wayOf(qint64 ofRole, qint64 ofStatus)
{
    if (std::min(ofRole, ofStatus) > kFew)
        return Way::InOrder;
    return ofRole <= ofStatus ? Way::ByRole : Way::ByStatus;
}

namespace {
/// What is asked of a person but for the words.
struct Asked {
    QByteArrayList where; ///< where in the list: of the tenant, beyond a row
    QByteArrayList which; ///< which of those
    QByteArray role, status; ///< what was bound of them
};
Asked asked(const UserQuery &query, bool ascending, const std::optional<SortKey> &from, ListQuery &built)
{
    Asked asked;
    if (query.tenant)
        asked.where.append("tenant_id = " + built.bind(sql::value(*query.tenant)));
    else
        asked.which.append("tenant_id NOT IN (SELECT tenants.id FROM tenants WHERE deleted_at IS NOT NULL)");
    // Of all people along an index of the role or the status; of both, the one that fewer people usually have. What no index is
    // meant for is an expression: of a column SQLite thinks that so few rows are left that it reads and sorts all of them, or
    // leaves the tenant's index for one of everybody (12.7 ms of 10,000 people, 928 of a million [measured]).
    const bool byStatus = query.status && (!query.role || *query.status != UserStatus::Active);
    asked.role = query.role ? built.bind(toString(*query.role)) : QByteArray();
    asked.status = query.status ? built.bind(toString(*query.status)) : QByteArray();
    if (query.role)
        asked.which.append((query.tenant || byStatus ? "(role || '') = " : "role = ") + asked.role);
    if (query.status)
        asked.which.append((query.tenant || !byStatus ? "(status || '') = " : "status = ") + asked.status);
    if (query.tokenReused)
        asked.which.append(QByteArray("(tenant_id, id) IN (SELECT t.tenant_id, t.user_id FROM session_tokens t WHERE ") + (query.tenant ? "t.tenant_id = $1 AND " : "")
                           + "t.reused_at IS NOT NULL)");
    if (from) {
        const QByteArray value = built.bind(from->value);
        const QByteArray id = built.bind(from->id);
        asked.where.append("(" + sortColumn(query.sort) + ", id) " + (ascending ? ">" : "<") + " (" + value + ", " + id + ")");
    }
    return asked;
}

} // namespace

ListQuery listQuery(const UserQuery &query, const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int limit, Way way)
{
    ListQuery built;
    const Asked of = asked(query, ascending, from, built);
    QByteArrayList conditions = of.where + of.which;
    // Every typed word must begin a word of the person; each is one index range of user_words.
    for (const QString &word : searchWords({query.text}))
        conditions.append("(tenant_id, id) IN (SELECT tenant_id, user_id FROM user_words WHERE "
                          + wordRange("word", word, built) + ")");
    const QByteArray column = sortColumn(query.sort);
    const QByteArray most = " LIMIT " + QByteArray::number(limit);
    if (way == Way::Sorted) { // OFFSET 0 keeps it from the walk
        built.sql = "SELECT " + columns + " FROM (SELECT near_tenant, near_id FROM (SELECT tenant_id AS near_tenant, id AS near_id, " + column + " AS near_key FROM users WHERE "
            + conditions.join(" AND ") + " OFFSET 0) AS found" + inOrder("near_key", "near_id", ascending) + most
            + ") AS near CROSS JOIN users WHERE tenant_id = near_tenant AND id = near_id" + inOrder(column, "id", ascending);
        return built;
    }
    QByteArray people = "users";
    if (way != Way::InOrder) {
        // First, and SQLite keeps to that: by its guess it would walk the order. The limit tells PostgreSQL how few they are.
        people = "(SELECT id AS few FROM users WHERE tenant_id = $1 AND " + (way == Way::ByRole ? "role = " + of.role : "status = " + of.status) + " LIMIT "
            + QByteArray::number(kFew) + ") AS found CROSS JOIN users";
        conditions.append("id = few");
    }
    built.sql = "SELECT " + columns + " FROM " + people + " WHERE " + conditions.join(" AND ") + inOrder(column, "id", ascending) + most;
    return built;
}

ListQuery nearListQuery(const UserQuery &query, const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int limit, qint64 reach)
{
    ListQuery built;
    const Asked of = asked(query, ascending, from, built);
    const QByteArray column = sortColumn(query.sort);
    // Which of the nearest are meant is seen afterwards: a rare role would be looked for over the whole list.
    const QByteArray which = of.which.isEmpty() ? QByteArray("1 = 1") : of.which.join(" AND ");
    const QByteArray where = of.where.isEmpty() ? QByteArray() : " WHERE " + of.where.join(" AND ");
    const QByteArray nearest = "(SELECT tenant_id AS near_tenant, id AS near_id, " + column + " AS near_key, " + which + " AS is_meant FROM users" + where
        + inOrder(column, "id", ascending) + " LIMIT " + QByteArray::number(reach) + ") AS nearest";
    QByteArrayList conditions{"is_meant"};
    for (const QString &word : searchWords({query.text})) // looked up one by one: joined, the planner would read all words
        conditions.append("(SELECT 1 FROM user_words w WHERE w.tenant_id = near_tenant AND w.user_id = near_id AND "
                          + wordRange("w.word", word, built) + " LIMIT 1) = 1");
    built.sql = "SELECT " + columns + " FROM (SELECT near_tenant, near_id FROM " + nearest + " WHERE " + conditions.join(" AND ") + inOrder("near_key", "near_id", ascending)
        + " LIMIT " + QByteArray::number(limit) + ") AS near CROSS JOIN users WHERE tenant_id = near_tenant AND id = near_id" + inOrder(column, "id", ascending);
    return built;
}

} // namespace plancia::controlplane::users
