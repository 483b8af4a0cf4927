// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/users/invitation.h"

#include "app/controlplane/isotime.h"
#include "app/controlplane/limits/repository.h"
#include "app/controlplane/storeclock.h"
#include "app/controlplane/users/repository.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

namespace plancia::controlplane::users {

audit::Act actOn(const QString &name, const UserRef &user, const QString &reason)
{
    audit::Act act;
    act.action = name;
    act.objectKind = QStringLiteral("user");
    act.objectId = user.id.toString();
    act.tenantId = user.tenant;
    act.reason = reason.left(kMaxReason);
    return act;
}

QString differences(const User &before, const User &after)
{
    QJsonObject object;
    const auto compare = [&object](const QString &field, const QString &a, const QString &b) {
        if (a != b)
            object.insert(field, QJsonArray{a, b});
    };
    compare(QStringLiteral("email"), before.email, after.email);
    compare(QStringLiteral("name"), before.name, after.name);
    compare(QStringLiteral("role"), before.id.isNull() ? QString() : toString(before.role), toString(after.role));
    compare(QStringLiteral("status"), before.id.isNull() ? QString() : toString(before.status), toString(after.status));
    compare(QStringLiteral("email_verified"), isoTime(before.emailVerifiedAt), isoTime(after.emailVerifiedAt));
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QString randomCode()
{
    quint32 words[4];
    QRandomGenerator::system()->fillRange(words);
    return makeOneTimeCode(QByteArray(reinterpret_cast<const char *>(words), sizeof words));
}

UserCode newInvitation(TenantId tenant, const UserDraft &draft, qint64 nowMs)
{
    User user;
    user.tenantId = tenant;
    user.id = UserId(newUuid());
    user.email = draft.email;
    user.name = draft.name;
    user.role = draft.role;
    user.status = UserStatus::Invited;
    user.createdAt = nowMs;
    return {user, randomCode(), 0};
}

Result<UserCode> inviteIn(sql::Connection &connection, const UserDraft &draft, const UserCode &invitation, AuditEvent &row)
{
    if (const auto faults = validate(draft); !faults.isEmpty())
        return fail(faults.first().error);
    Repository repository(connection);
    auto slug = repository.livingTenant(invitation.user.tenantId);
    if (!slug)
        return fail(slug.error());
    row.tenantSlug = *slug;
    if (auto room = limits::Repository(connection).roomForOneMore(invitation.user.tenantId, *slug); !room)
        return fail(room.error());
    User person = invitation.user;
    person.createdAt = storeNow(connection, person.createdAt);
    auto made = repository.insert(person);
    if (!made)
        return fail(made.error());
    const qint64 expiresAt = made->createdAt + kInviteCodeMs;
    if (auto kept = repository.putCode(made->ref(), kInvite, codeHash(invitation.code), made->createdAt, expiresAt); !kept)
        return fail(kept.error());
    row.details = differences(User{}, *made);
    return UserCode{*made, invitation.code, expiresAt};
}

} // namespace plancia::controlplane::users
