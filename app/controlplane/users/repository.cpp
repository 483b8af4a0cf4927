// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/users/repository.h"

#include "models/domain/textkey.h"

#include <QCryptographicHash>

namespace plancia::controlplane::users {

namespace {

User toUser(const sql::Row &row)
{
    User u;
    u.tenantId = TenantId(row.uuid(0));
    u.tenantSlug = row.text(1);
    u.id = UserId(row.uuid(2));
    u.email = row.text(3);
    u.name = row.text(4);
    u.role = userRoleFromString(row.text(5)).value_or(UserRole::Viewer);
    u.status = userStatusFromString(row.text(6)).value_or(UserStatus::Disabled);
    u.statusReason = row.text(7);
    u.emailVerifiedAt = row.integer(8);
    u.lastSignInAt = row.integer(9);
    u.failedSignIns = row.integer(10);
    u.createdAt = row.integer(11);
    u.updatedAt = row.integer(12);
    u.rowVersion = row.integer(13);
    u.tokenReusedAt = row.integer(14);
    return u;
}

UserSession toSession(const sql::Row &row)
{
    UserSession s;
    s.id = SessionId(row.uuid(0));
    s.device = row.text(1);
    s.address = row.text(2);
    s.createdAt = row.integer(3);
    s.lastUsedAt = row.integer(4);
    s.accessExpiresAt = row.integer(5);
    s.refreshExpiresAt = row.integer(6);
    s.endedAt = row.integer(7);
    s.endReason = row.text(8);
    s.refreshes = row.integer(9);
    s.tokenReusedAt = row.integer(10);
    return s;
}

SortKey keyOf(const User &u, UserSort sort)
{
    switch (sort) {
    case UserSort::Name: return {textKey(shownName(u)), u.id.uuid()};
    case UserSort::Email: return {emailKey(u.email), u.id.uuid()};
    case UserSort::Created: return {sql::TimeMs{u.createdAt}, u.id.uuid()};
    }
    return {emailKey(u.email), u.id.uuid()};
}

sql::Value timeOrNull(qint64 ms) { return ms == 0 ? sql::Value() : sql::Value(sql::TimeMs{ms}); }

QList<sql::Value> about(const UserRef &user) { return {sql::value(user.tenant), sql::value(user.id)}; }

QString nameKey(const QString &name, const QString &email)
{
    User named;
    named.name = name;
    named.email = email;
    return textKey(shownName(named));
}

UserAccess::Password kindOf(const QString &hash)
{
    if (hash.startsWith(QLatin1String("$argon2id$")))
        return UserAccess::Password::Argon2id;
    if (hash.startsWith(QLatin1String("$2")))
        return UserAccess::Password::Bcrypt;
    return UserAccess::Password::Other;
}

/// The unique constraint decides who was first; asking before would only be a guess.
Error emailTakenOr(const Error &error, const QString &email)
{
    if (!error.fact(u"constraint").contains(u"email"))
        return error;
    return Error(ErrorCode::ConflictEmailTaken, {{QStringLiteral("value"), email}});
}

} // namespace

Result<Page<User>> Repository::page(const UserQuery &query, const Anchor &anchor, int limit)
{
    Way way = Way::InOrder;
    if (const ListQuery count = filterCounts(query); !count.sql.isEmpty()) {
        auto counted = m_connection.query(count.sql, count.values);
        if (!counted)
            return fail(counted.error());
        way = wayOf((*counted)[0].integer(0), (*counted)[0].integer(1));
    }
    KeyedList<User> list;
    list.order = static_cast<int>(query.sort);
    list.isTime = query.sort == UserSort::Created;
    list.descending = query.descending;
    list.sortColumn = sortColumn(query.sort);
    list.columns = kColumns;
    const bool isTyped = way == Way::InOrder && !searchWords({query.text}).isEmpty();
    const Way toMatching = isTyped && m_connection.dialect() == sql::Dialect::Postgres ? Way::Sorted : way;
    list.rows = [query, way, toMatching](Scope scope, const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int most) {
        UserQuery asked = query;
        if (scope == Scope::Whole)
            asked.text.clear();
        return listQuery(asked, columns, ascending, from, most, scope == Scope::Whole ? way : toMatching);
    };
    if (isTyped)
        list.near = [query](const QByteArray &columns, bool ascending, const std::optional<SortKey> &from, int most, qint64 reach) {
            return nearListQuery(query, columns, ascending, from, most, reach);
        };
    list.read = toUser;
    list.key = [sort = query.sort](const User &user) { return keyOf(user, sort); };
    return readPage(m_connection, list, anchor, limit);
}

Result<User> Repository::one(const QByteArray &statement, const QList<sql::Value> &values, const QString &shown)
{
    auto rows = m_connection.query(statement, values);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorCode::UserNotFound, {{QStringLiteral("value"), shown}});
    return toUser((*rows)[0]);
}

Result<User> Repository::byId(const UserRef &user) { return one(kById, about(user), user.id.toString()); }

Result<User> Repository::byEmail(TenantId tenant, const QString &email)
{
    if (!validate(UserDraft{email}).isEmpty()) // nobody has such a one, and PostgreSQL would not take every character of it
        return fail(ErrorCode::UserNotFound, {{QStringLiteral("value"), email.left(kMaxEmail)}});
    return one(kByEmail, {sql::value(tenant), emailKey(email)}, email);
}

Result<UserAccess> Repository::access(const UserRef &user, qint64 nowMs)
{
    UserAccess access;
    auto codes = m_connection.query(kCodes, about(user) << sql::TimeMs{nowMs});
    if (!codes)
        return fail(codes.error());
    for (int i = 0; i < codes->size(); ++i)
        ((*codes)[i].text(0) == u"invite" ? access.inviteExpiresAt : access.resetExpiresAt) = (*codes)[i].integer(1);
    // A role that may not see the hashes is told nothing of them.
    auto mayRead = m_connection.query(kMayReadPasswords.text(m_connection.dialect()));
    if (!mayRead)
        return fail(mayRead.error());
    if ((*mayRead)[0].boolean(0)) {
        auto password = m_connection.query(kPassword, about(user));
        if (!password)
            return fail(password.error());
        access.password = password->isEmpty() ? UserAccess::Password::None : kindOf((*password)[0].text(0));
        access.passwordChangedAt = password->isEmpty() ? 0 : (*password)[0].integer(1);
    }
    auto sessions = m_connection.query(kSessions, about(user));
    if (!sessions)
        return fail(sessions.error());
    for (int i = 0; i < sessions->size(); ++i)
        access.sessions.append(toSession((*sessions)[i]));
    auto signIns = m_connection.query(kSignIns, about(user));
    if (!signIns)
        return fail(signIns.error());
    for (int i = 0; i < signIns->size(); ++i) {
        const sql::Row row = (*signIns)[i];
        access.signIns.append({row.integer(0), row.text(1), row.text(2), row.text(3)});
    }
    return access;
}

Result<QString> Repository::livingTenant(TenantId tenant)
{
    auto rows = m_connection.query(kTenantState, {sql::value(tenant)});
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorCode::TenantNotFound, {{QStringLiteral("slug"), tenant.toString()}});
    const QString slug = (*rows)[0].text(0);
    if (!(*rows)[0].isNull(1))
        return fail(ErrorCode::ConflictDeleted, {{QStringLiteral("slug"), slug}, {QStringLiteral("state"), QStringLiteral("deleted")}});
    return slug;
}

Result<bool> Repository::mayGiveUpOwnership(const User &user)
{
    if (user.role != UserRole::Owner || user.status != UserStatus::Active)
        return true;
    auto owners = m_connection.query(kActiveOwners.text(m_connection.dialect()), {sql::value(user.tenantId)});
    if (!owners)
        return fail(owners.error());
    for (int i = 0; i < owners->size(); ++i)
        if (UserId((*owners)[i].uuid(0)) != user.id)
            return true;
    return fail(ErrorCode::ConflictLastOwner, {{QStringLiteral("name"), shownName(user)}});
}

Result<User> Repository::insert(const User &user)
{
    auto inserted = m_connection.execute(kInsert, about(user.ref()) << user.email << emailKey(user.email) << user.name
                                                                    << nameKey(user.name, user.email) << toString(user.role)
                                                                    << toString(user.status) << sql::TimeMs{user.createdAt});
    if (!inserted)
        return fail(emailTakenOr(inserted.error(), user.email));
    if (auto words = writeWords(user.ref(), {}, userWords(user.name, user.email)); !words)
        return fail(words.error());
    if (auto lookup = writeLookup(user.ref(), user.email); !lookup)
        return fail(lookup.error());
    return byId(user.ref());
}

Result<User> Repository::changed(const Result<qint64> &rows, const User &before)
{
    if (!rows)
        return fail(rows.error());
    if (*rows == 0)
        return fail(edited(before));
    return byId(before.ref());
}

Result<User> Repository::update(const User &before, const UserDraft &draft, qint64 nowMs)
{
    const bool isSameAddress = emailKey(draft.email) == emailKey(before.email);
    auto written = m_connection.execute(kUpdate, about(before.ref()) << before.rowVersion << draft.email << emailKey(draft.email)
                                                                     << draft.name << nameKey(draft.name, draft.email)
                                                                     << toString(draft.role)
                                                                     << timeOrNull(isSameAddress ? before.emailVerifiedAt : 0)
                                                                     << sql::TimeMs{nowMs});
    if (!written)
        return fail(emailTakenOr(written.error(), draft.email));
    auto after = changed(written, before);
    if (!after)
        return after;
    if (auto words = writeWords(before.ref(), userWords(before.name, before.email), userWords(after->name, after->email)); !words)
        return fail(words.error());
    if (isSameAddress)
        return after;
    if (auto dropped = executed(kDeleteLookups, about(before.ref())); !dropped)
        return fail(dropped.error());
    if (auto lookup = writeLookup(before.ref(), after->email); !lookup)
        return fail(lookup.error());
    return after;
}

Result<User> Repository::setStatus(const User &before, UserStatus status, const QString &reason, qint64 nowMs)
{
    return changed(m_connection.execute(kSetStatus, about(before.ref()) << before.rowVersion << toString(status) << reason << sql::TimeMs{nowMs}), before);
}

Result<User> Repository::setVerified(const User &before, qint64 nowMs)
{
    return changed(m_connection.execute(kSetVerified, about(before.ref()) << before.rowVersion << sql::TimeMs{nowMs}), before);
}

Result<User> Repository::touch(const User &before, qint64 nowMs)
{
    return changed(m_connection.execute(kTouch, about(before.ref()) << before.rowVersion << sql::TimeMs{nowMs}), before);
}

Result<bool> Repository::putCode(const UserRef &user, const QString &purpose, const QByteArray &hash, qint64 nowMs, qint64 expiresAt)
{
    return executed(kPutCode, about(user) << purpose << hash << sql::TimeMs{nowMs} << sql::TimeMs{expiresAt});
}

Result<bool> Repository::useCodes(const UserRef &user, qint64 nowMs) { return executed(kUseCodes, about(user) << sql::TimeMs{nowMs}); }
Result<bool> Repository::dropCodes(const UserRef &user) { return executed(kDropCodes, about(user)); }

Result<bool> Repository::putPassword(const UserRef &user, const QString &hash, qint64 nowMs)
{
    return executed(kPutPassword, about(user) << hash << sql::TimeMs{nowMs});
}

Result<bool> Repository::hasPassword(const UserRef &user)
{
    auto rows = m_connection.query(kHasPassword, about(user));
    if (!rows)
        return fail(rows.error());
    return !rows->isEmpty();
}

Result<qint64> Repository::endSession(const UserRef &user, SessionId session, const QString &reason, qint64 nowMs)
{
    auto ended = m_connection.execute(kEndSession, about(user) << sql::TimeMs{nowMs} << reason << sql::value(session));
    if (!ended || *ended > 0)
        return ended;
    auto known = m_connection.query(kSessionExists, about(user) << sql::value(session));
    if (!known)
        return fail(known.error());
    if (known->isEmpty())
        return fail(ErrorCode::SessionNotFound, {{QStringLiteral("value"), session.toString()}});
    return qint64(0); // it had ended already
}

Result<qint64> Repository::endSessions(const UserRef &user, const QString &reason, qint64 nowMs)
{
    return m_connection.execute(kEndSessions, about(user) << sql::TimeMs{nowMs} << reason);
}

Result<bool> Repository::erase(const User &user)
{
    if (auto signIns = executed(kDeleteSignIns, about(user.ref())); !signIns)
        return signIns;
    auto deleted = m_connection.execute(kDelete, about(user.ref()) << user.rowVersion);
    if (!deleted)
        return fail(deleted.error());
    return *deleted == 1 ? Result<bool>(true) : Result<bool>(edited(user));
}

Result<bool> Repository::writeWords(const UserRef &user, const QStringList &before, const QStringList &after)
{
    for (const QString &word : before)
        if (!after.contains(word))
            if (auto done = executed(kDeleteWord, about(user) << word); !done)
                return done;
    for (const QString &word : after)
        if (!before.contains(word))
            if (auto done = executed(kInsertWord, about(user) << word); !done)
                return done;
    return true;
}

Result<bool> Repository::writeLookup(const UserRef &user, const QString &email)
{
    return executed(kInsertLookup, about(user) << QCryptographicHash::hash(emailKey(email).toUtf8(), QCryptographicHash::Sha256));
}

Result<bool> Repository::executed(const QByteArray &statement, const QList<sql::Value> &values)
{
    auto done = m_connection.execute(statement, values);
    return done ? Result<bool>(true) : Result<bool>(done.error());
}

Error Repository::edited(const User &before)
{
    auto now = byId(before.ref());
    if (!now)
        return now.error();
    return Error(ErrorCode::ConflictEdited,
                 {{QStringLiteral("slug"), shownName(*now)},
                  {QStringLiteral("version_read"), QString::number(before.rowVersion)},
                  {QStringLiteral("version_now"), QString::number(now->rowVersion)}});
}

} // namespace plancia::controlplane::users
