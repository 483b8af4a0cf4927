// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/users/statements.h"

namespace plancia::controlplane::users {

/// People of one store, inside the transaction that the caller has open on `connection`. The same on both dialects.
/// Blocks; errors are those of UsersPort. A `User before` is the row that was read: CONFLICT_001 when it is another version now.
class Repository {
public:
    explicit Repository(sql::Connection &connection) : m_connection(connection) {}

    Result<Page<User>> page(const UserQuery &query, const Anchor &anchor, int limit);
    Result<User> byId(const UserRef &user);
    Result<User> byEmail(TenantId tenant, const QString &email);
    Result<UserAccess> access(const UserRef &user, qint64 nowMs);

    /// NOT_FOUND_001, or CONFLICT_005 for a deleted one. The slug.
    Result<QString> livingTenant(TenantId tenant);
    /// CONFLICT_009 when `user` is its tenant's only active owner.
    Result<bool> mayGiveUpOwnership(const User &user);

    Result<User> insert(const User &user);
    Result<User> update(const User &before, const UserDraft &draft, qint64 nowMs);
    Result<User> setStatus(const User &before, UserStatus status, const QString &reason, qint64 nowMs);
    Result<User> setVerified(const User &before, qint64 nowMs);
    /// Counts the version up and forgets failed sign-ins: for a new code or password, which are kept beside it.
    Result<User> touch(const User &before, qint64 nowMs);

    /// The place of an older code of that purpose is taken.
    Result<bool> putCode(const UserRef &user, const QString &purpose, const QByteArray &hash, qint64 nowMs, qint64 expiresAt);
    /// Codes that are still good are no longer: used up, or gone.
    Result<bool> useCodes(const UserRef &user, qint64 nowMs);
    Result<bool> dropCodes(const UserRef &user);
    Result<bool> putPassword(const UserRef &user, const QString &hash, qint64 nowMs);
    Result<bool> hasPassword(const UserRef &user);
    /// NOT_FOUND_011.
    Result<qint64> endSession(const UserRef &user, SessionId session, const QString &reason, qint64 nowMs);
    Result<qint64> endSessions(const UserRef &user, const QString &reason, qint64 nowMs);
    /// The row, all that refers to it, and the attempts to sign in.
    Result<bool> erase(const User &user);

private:
    Result<User> one(const QByteArray &statement, const QList<sql::Value> &values, const QString &shown);
    Result<User> changed(const Result<qint64> &rows, const User &before);
    Result<bool> writeWords(const UserRef &user, const QStringList &before, const QStringList &after);
    Result<bool> writeLookup(const UserRef &user, const QString &email);
    Result<bool> executed(const QByteArray &statement, const QList<sql::Value> &values);
    Error edited(const User &before);

    sql::Connection &m_connection;
};

} // namespace plancia::controlplane::users
