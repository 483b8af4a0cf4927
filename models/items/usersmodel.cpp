// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/usersmodel.h"

#include "models/format/format.h"

namespace plancia {

Tone toneOf(UserStatus status)
{
    switch (status) {
    case UserStatus::Invited:
        return Tone::Trial;
    case UserStatus::Active:
        return Tone::Good;
    case UserStatus::Disabled:
        return Tone::Stopped;
    }
    return Tone::None;
}

QString wordFor(UserStatus status)
{
    switch (status) {
    case UserStatus::Invited:
        return UsersModel::tr("invited", "status of a person");
    case UserStatus::Active:
        return UsersModel::tr("active", "status of a person");
    case UserStatus::Disabled:
        return UsersModel::tr("disabled", "status of a person");
    }
    return {};
}

QString wordFor(UserRole role)
{
    switch (role) {
    case UserRole::Owner:
        return UsersModel::tr("owner", "role of a person");
    case UserRole::Admin:
        return UsersModel::tr("administrator", "role of a person");
    case UserRole::Member:
        return UsersModel::tr("member", "role of a person");
    case UserRole::Viewer:
        return UsersModel::tr("viewer", "role of a person");
    }
    return {};
}

UsersModel::UsersModel(QObject *parent)
    : PagedModelT<User>({{tr("Name"), ColumnKind::Name, 0, int(UserSort::Name)},
                         {tr("E-mail"), ColumnKind::Text, 0, int(UserSort::Email)},
                         {tr("Tenant"), ColumnKind::Identifier, 18, -1},
                         {tr("Role"), ColumnKind::Text, 15, -1},
                         {tr("Status"), ColumnKind::State, 18, -1},
                         {tr("Last sign-in"), ColumnKind::Time, 17, -1},
                         {tr("Created"), ColumnKind::Time, 17, int(UserSort::Created)}},
                        parent)
{
}

void UsersModel::setQuery(std::shared_ptr<Workspace> workspace, const UserQuery &query)
{
    if (!workspace || !workspace->users()) {
        setSource({});
        return;
    }
    setSource([workspace = std::move(workspace), query](const Anchor &anchor, int limit, const CallContext &context) {
        return workspace->users()->page(query, anchor, limit, context);
    });
}

QVariant UsersModel::cell(const User &user, int column, int role) const
{
    const qint64 at = column == SignedIn ? user.lastSignInAt : user.createdAt;
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Name:
            return user.name.trimmed().isEmpty() ? tr("no name", "of a person") : user.name;
        case Email:
            return user.email;
        case Tenant:
            return user.tenantSlug;
        case Role:
            return wordFor(user.role);
        case Status:
            return user.tokenReusedAt == 0 ? wordFor(user.status) : tr("%1, alarm", "status of a person, and that a token of theirs was copied").arg(wordFor(user.status));
        case SignedIn:
        case Created:
            return at == 0 ? tr("never", "signed in") : format::dateTime(at, format::Zone::Local, format::Precision::Minutes);
        }
        break;
    case FullTextRole:
        if ((column == SignedIn || column == Created) && at != 0)
            return format::localAndUtc(at);
        if (column == Status && user.tokenReusedAt != 0)
            return tr("A refresh token that had been used came again: somebody has a copy. The session was ended %1.").arg(format::localAndUtc(user.tokenReusedAt));
        if (column == Status && !user.statusReason.isEmpty())
            return user.statusReason;
        break;
    case ToneRole:
        if (column == Status)
            return static_cast<int>(user.tokenReusedAt == 0 ? toneOf(user.status) : Tone::Error);
        break;
    case StatusRole:
        return toString(user.status);
    case QuietRole:
        return (column == Name && user.name.trimmed().isEmpty()) || (column == SignedIn && at == 0);
    case TimeRole:
        if (column == SignedIn || column == Created)
            return at;
        break;
    }
    return {};
}

} // namespace plancia
