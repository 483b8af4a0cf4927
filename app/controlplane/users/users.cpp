// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/users/users.h"

#include "app/controlplane/isotime.h"
#include "app/controlplane/limits/repository.h"
#include "app/controlplane/ownedtables.h"
#include "app/controlplane/passwords.h"
#include "app/controlplane/storeclock.h"
#include "app/controlplane/users/invitation.h"
#include "app/controlplane/users/repository.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace plancia::controlplane {

namespace {

using users::differences;
using users::kInvite;
using users::randomCode;
using users::Repository;

const QString kReset = QStringLiteral("reset");

QString compact(const QJsonObject &object) { return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)); }
void name(AuditEvent &event, const User &user)
{
    event.objectName = user.email;
    event.tenantSlug = user.tenantSlug;
}

/// The person as they are now, named in the row of the trail.
Result<User> read(Repository &repository, const UserRef &ref, AuditEvent &event)
{
    auto now = repository.byId(ref);
    if (now)
        name(event, *now);
    return now;
}

/// The same, if it is still the version that the caller read.
Result<User> readVersion(Repository &repository, const UserRef &ref, qint64 rowVersion, AuditEvent &event)
{
    auto now = read(repository, ref, event);
    if (now && now->rowVersion != rowVersion)
        return fail(ErrorCode::ConflictEdited, {{QStringLiteral("slug"), shownName(*now)},
                                                {QStringLiteral("version_read"), QString::number(rowVersion)},
                                                {QStringLiteral("version_now"), QString::number(now->rowVersion)}});
    return now;
}

/// And of a tenant that is there, not deleted.
Result<User> readLiving(Repository &repository, const UserRef &ref, qint64 rowVersion, AuditEvent &event)
{
    auto now = readVersion(repository, ref, rowVersion, event);
    if (now)
        if (auto tenant = repository.livingTenant(ref.tenant); !tenant)
            return fail(tenant.error());
    return now;
}

Error statusFault(const User &user)
{
    return Error(ErrorCode::ConflictUserStatus, {{QStringLiteral("name"), shownName(user)}, {QStringLiteral("status"), toString(user.status)}});
}

constexpr int kMostActs = 10'000; ///< of the trail, in an export

/// The rows of the trail about acts on the person, oldest first.
Result<QJsonArray> actsOn(sql::Connection &connection, const User &user)
{
    auto rows = connection.query("SELECT at, actor_name, claimed_by, action, result, reason, details FROM audit_log"
                                 " WHERE tenant_id = $1 AND object_kind = 'user' AND object_id = $2 ORDER BY at, id LIMIT " + QByteArray::number(kMostActs),
                                 {sql::value(user.tenantId), user.id.toString()});
    if (!rows)
        return fail(rows.error());
    QJsonArray acts;
    for (int i = 0; i < rows->size(); ++i) {
        const sql::Row row = (*rows)[i];
        acts.append(QJsonObject{{QStringLiteral("at"), isoTime(row.integer(0))},
                                {QStringLiteral("actor_name"), row.text(1)},
                                {QStringLiteral("claimed_by"), row.text(2)},
                                {QStringLiteral("action"), row.text(3)},
                                {QStringLiteral("result"), row.text(4)},
                                {QStringLiteral("reason"), row.text(5)},
                                {QStringLiteral("details"), QJsonDocument::fromJson(row.text(6).toUtf8()).object()}});
    }
    return acts;
}

/// Everything about a person, into the file of the act.
Result<UserExport> writeExport(sql::Connection &connection, const User &user, ActFile &target, qint64 nowMs)
{
    const Owner owner{user.tenantId.uuid(), user.id.uuid()};
    auto counts = countOwned(connection, owner);
    if (!counts)
        return fail(counts.error());
    auto trail = connection.query("SELECT count(*) FROM audit_log WHERE tenant_id = $1 AND object_kind = 'user' AND object_id = $2",
                                  {sql::value(user.tenantId), user.id.toString()});
    if (!trail)
        return fail(trail.error());
    const auto acts = actsOn(connection, user);
    if (!acts)
        return fail(acts.error());
    auto file = target.create();
    if (!file)
        return fail(file.error());
    const QJsonObject head{{QStringLiteral("format"), QStringLiteral("plancia-user-1")},
                           {QStringLiteral("exported_at"), isoTime(nowMs)},
                           {QStringLiteral("tenant"), QJsonObject{{QStringLiteral("id"), user.tenantId.toString()},
                                                                  {QStringLiteral("slug"), user.tenantSlug}}},
                           {QStringLiteral("audit_log"), *acts}};
    if (auto written = writeOwned(connection, owner, head, *counts, **file); !written)
        return fail(written.error());
    auto sha256 = (*file)->finish();
    if (!sha256)
        return fail(sha256.error());
    target.keep();
    return UserExport{user, target.path(), *sha256, *counts, (*trail)[0].integer(0)};
}

QString exportDetails(const UserExport &done)
{
    QJsonObject details{{QStringLiteral("file"), done.file}, {QStringLiteral("sha256"), done.sha256}};
    for (auto it = done.rows.cbegin(); it != done.rows.cend(); ++it)
        details.insert(it.key(), it.value());
    return compact(details);
}

template <class T>
QFuture<Result<T>> settled(QFuture<Result<T>> future, std::shared_ptr<ActFile> file)
{
    return continued(future, [file](Result<T> result) {
        file->settle(result);
        return result;
    });
}

} // namespace

AuditEvent Users::begin(const QString &action, const UserRef &user, const QString &reason, const CallContext &context) const
{
    return m_recorder.begin(users::actOn(action, user, reason), context);
}

QFuture<Result<Page<User>>> Users::page(UserQuery query, Anchor anchor, int limit, CallContext context)
{
    return m_gateway.read<Page<User>>(std::move(context), [query, anchor, limit](sql::Connection &connection) {
        return Repository(connection).page(query, anchor, limit);
    });
}

QFuture<Result<User>> Users::byId(UserRef user, CallContext context)
{
    return m_gateway.read<User>(std::move(context), [user](sql::Connection &connection) { return Repository(connection).byId(user); });
}

QFuture<Result<User>> Users::byEmail(TenantId tenant, QString email, CallContext context)
{
    return m_gateway.read<User>(std::move(context), [tenant, email](sql::Connection &connection) {
        return Repository(connection).byEmail(tenant, email);
    });
}

QFuture<Result<UserAccess>> Users::access(UserRef user, CallContext context)
{
    return m_gateway.read<UserAccess>(std::move(context), [user, at = m_recorder.clock().nowMs()](sql::Connection &connection) -> Result<UserAccess> {
        Repository repository(connection);
        if (auto known = repository.byId(user); !known)
            return fail(known.error());
        return repository.access(user, storeNow(connection, at));
    });
}

QFuture<Result<UserCode>> Users::invite(TenantId tenant, UserDraft draft, CallContext context)
{
    const UserCode invitation = users::newInvitation(tenant, draft, m_recorder.clock().nowMs());
    AuditEvent event = begin(action::UserInvite, invitation.user.ref(), {}, context);
    event.objectName = draft.email.left(kMaxEmail);
    return auditedWrite<UserCode>(m_gateway, m_recorder, event, std::move(context), [draft, invitation](sql::Connection &connection, AuditEvent &row) {
        return users::inviteIn(connection, draft, invitation, row);
    });
}

QFuture<Result<User>> Users::update(UserRef user, qint64 rowVersion, UserDraft draft, CallContext context)
{
    const AuditEvent event = begin(action::UserUpdate, user, {}, context);
    return auditedWrite<User>(m_gateway, m_recorder, event, std::move(context), [user, rowVersion, draft, now = event.at](sql::Connection &connection, AuditEvent &row) -> Result<User> {
        Repository repository(connection);
        auto before = readLiving(repository, user, rowVersion, row);
        if (!before)
            return before;
        if (const auto faults = validate(draft); !faults.isEmpty())
            return fail(faults.first().error);
        if (draft.role != UserRole::Owner)
            if (auto may = repository.mayGiveUpOwnership(*before); !may)
                return fail(may.error());
        auto after = repository.update(*before, draft, now);
        if (after)
            row.details = differences(*before, *after);
        return after;
    });
}

QFuture<Result<User>> Users::setStatus(UserRef user, qint64 rowVersion, UserStatus status, QString reason, CallContext context)
{
    const AuditEvent event = begin(status == UserStatus::Disabled ? action::UserDisable : action::UserEnable, user, reason, context);
    return auditedWrite<User>(m_gateway, m_recorder, event, std::move(context), [user, rowVersion, status, reason, now = event.at](sql::Connection &connection, AuditEvent &row) -> Result<User> {
        Repository repository(connection);
        auto before = readLiving(repository, user, rowVersion, row);
        if (!before)
            return before;
        if (auto fault = validateReason(reason))
            return fail(*fault);
        if (!canChangeStatus(before->status, status))
            return fail(statusFault(*before));
        UserStatus wanted = status;
        if (status == UserStatus::Disabled) {
            if (auto may = repository.mayGiveUpOwnership(*before); !may)
                return fail(may.error());
            if (auto ended = repository.endSessions(user, reason, now); !ended)
                return fail(ended.error());
            if (auto dropped = repository.dropCodes(user); !dropped)
                return fail(dropped.error());
        } else {
            if (auto room = limits::Repository(connection).roomForOneMore(user.tenant, before->tenantSlug); !room)
                return fail(room.error());
            auto known = repository.hasPassword(user);
            if (!known)
                return fail(known.error());
            wanted = *known ? UserStatus::Active : UserStatus::Invited;
        }
        auto after = repository.setStatus(*before, wanted, reason, now);
        if (after)
            row.details = differences(*before, *after);
        return after;
    });
}

QFuture<Result<UserCode>> Users::reset(UserRef user, qint64 rowVersion, CallContext context)
{
    const AuditEvent event = begin(action::UserReset, user, {}, context);
    return auditedWrite<UserCode>(m_gateway, m_recorder, event, std::move(context), [user, rowVersion, code = randomCode(), at = event.at](sql::Connection &connection, AuditEvent &row) -> Result<UserCode> {
        Repository repository(connection);
        const qint64 now = storeNow(connection, at);
        auto before = readLiving(repository, user, rowVersion, row);
        if (!before)
            return fail(before.error());
        if (before->status == UserStatus::Disabled)
            return fail(statusFault(*before));
        const bool isInvited = before->status == UserStatus::Invited;
        const qint64 expiresAt = now + (isInvited ? kInviteCodeMs : kResetCodeMs);
        if (auto kept = repository.putCode(user, isInvited ? kInvite : kReset, codeHash(code), now, expiresAt); !kept)
            return fail(kept.error());
        auto ended = repository.endSessions(user, kReset, now);
        if (!ended)
            return fail(ended.error());
        auto after = repository.touch(*before, now);
        if (!after)
            return fail(after.error());
        row.details = compact({{QStringLiteral("code"), isInvited ? kInvite : kReset}, {QStringLiteral("expires_at"), isoTime(expiresAt)},
                               {QStringLiteral("sessions_ended"), *ended}});
        return UserCode{*after, code, expiresAt};
    });
}

QFuture<Result<User>> Users::markEmailVerified(UserRef user, qint64 rowVersion, CallContext context)
{
    const AuditEvent event = begin(action::UserVerifyEmail, user, {}, context);
    return auditedWrite<User>(m_gateway, m_recorder, event, std::move(context), [user, rowVersion, now = event.at](sql::Connection &connection, AuditEvent &row) -> Result<User> {
        Repository repository(connection);
        auto before = readLiving(repository, user, rowVersion, row);
        if (!before || before->emailVerifiedAt != 0)
            return before;
        auto after = repository.setVerified(*before, now);
        if (after)
            row.details = differences(*before, *after);
        return after;
    });
}

QFuture<Result<qint64>> Users::endSessions(UserRef user, SessionId session, QString reason, CallContext context)
{
    const AuditEvent event = begin(action::UserEndSessions, user, reason, context);
    return auditedWrite<qint64>(m_gateway, m_recorder, event, std::move(context), [user, session, reason, now = event.at](sql::Connection &connection, AuditEvent &row) -> Result<qint64> {
        Repository repository(connection);
        auto known = read(repository, user, row);
        if (!known)
            return fail(known.error());
        if (auto fault = validateReason(reason))
            return fail(*fault);
        auto ended = session.isNull() ? repository.endSessions(user, reason, now) : repository.endSession(user, session, reason, now);
        if (ended)
            row.details = compact({{QStringLiteral("session"), session.isNull() ? QJsonValue() : session.toString()},
                                   {QStringLiteral("sessions_ended"), *ended}});
        return ended;
    });
}

QFuture<Result<User>> Users::setPassword(UserRef user, qint64 rowVersion, QString password, CallContext context)
{
    const AuditEvent event = begin(action::UserPassword, user, {}, context);
    const auto fault = passwordFault(password, passwordPolicy());
    // Hashed before the transaction, which nobody else is to wait for; not on the caller's thread either.
    auto hashed = m_gateway.readWorker().run([fault, password]() -> Result<QString> { return fault ? Result<QString>(*fault) : hashPassword(password); });
    return continuedByFuture(hashed, [this, user, rowVersion, event, context](const Result<QString> &hash) {
        return auditedWrite<User>(m_gateway, m_recorder, event, context, [user, rowVersion, hash, now = event.at](sql::Connection &connection, AuditEvent &row) -> Result<User> {
            Repository repository(connection);
            auto before = readLiving(repository, user, rowVersion, row);
            if (!before)
                return before;
            if (!hash)
                return fail(hash.error());
            if (before->status == UserStatus::Disabled)
                return fail(statusFault(*before));
            if (auto put = repository.putPassword(user, *hash, now); !put)
                return fail(put.error());
            if (auto used = repository.useCodes(user, now); !used)
                return fail(used.error());
            if (auto ended = repository.endSessions(user, QStringLiteral("password"), now); !ended)
                return fail(ended.error());
            auto after = before->status == UserStatus::Invited ? repository.setStatus(*before, UserStatus::Active, {}, now)
                                                               : repository.touch(*before, now);
            if (after)
                row.details = differences(*before, *after);
            return after;
        });
    });
}

QFuture<Result<UserExport>> Users::exportAll(UserRef user, QString file, CallContext context)
{
    const AuditEvent event = begin(action::UserExport, user, {}, context);
    const auto target = std::make_shared<ActFile>(file);
    return settled(auditedWrite<UserExport>(m_gateway, m_recorder, event, std::move(context), [user, target, now = event.at](sql::Connection &connection, AuditEvent &row) -> Result<UserExport> {
        Repository repository(connection);
        auto known = read(repository, user, row);
        if (!known)
            return fail(known.error());
        auto done = writeExport(connection, *known, *target, now);
        if (done)
            row.details = exportDetails(*done);
        return done;
    }), target);
}

QFuture<Result<UserExport>> Users::erase(UserRef user, qint64 rowVersion, QString file, QString reason, CallContext context)
{
    const AuditEvent event = begin(action::UserErase, user, reason, context);
    const auto target = std::make_shared<ActFile>(file);
    return settled(auditedWrite<UserExport>(m_gateway, m_recorder, event, std::move(context), [user, rowVersion, reason, target, now = event.at](sql::Connection &connection, AuditEvent &row) -> Result<UserExport> {
        Repository repository(connection);
        if (auto locked = lockRows(connection, "users WHERE tenant_id = $1 AND id = $2", {sql::value(user.tenant), sql::value(user.id)}); !locked)
            return fail(locked.error());
        auto before = readVersion(repository, user, rowVersion, row);
        if (!before)
            return fail(before.error());
        if (auto fault = validateReason(reason))
            return fail(*fault);
        // Of a tenant that is deleted itself nobody needs an owner.
        if (auto living = repository.livingTenant(user.tenant); living)
            if (auto may = repository.mayGiveUpOwnership(*before); !may)
                return fail(may.error());
        // In the transaction: what is deleted is what was written, and where writing fails nothing is deleted.
        auto done = writeExport(connection, *before, *target, now);
        if (!done)
            return done;
        row.details = exportDetails(*done);
        return done;
    }, [](sql::Connection &connection, const UserExport &gone) -> Result<bool> {
        if (auto erased = Repository(connection).erase(gone.user); !erased)
            return fail(erased.error());
        // The proof: no table holds a row of the person any more.
        auto left = countOwned(connection, {gone.user.tenantId.uuid(), gone.user.id.uuid()});
        if (!left)
            return fail(left.error());
        for (auto it = left->cbegin(); it != left->cend(); ++it)
            if (it.value() != 0)
                return fail(ErrorCode::RepoInvariant, {{QStringLiteral("check"), QStringLiteral("erase")}, {QStringLiteral("table"), it.key()},
                                                       {QStringLiteral("count"), QString::number(it.value())}});
        return true;
    }), target);
}

} // namespace plancia::controlplane
