// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/pagedmodel.h"
#include "models/ports/usersport.h"

namespace plancia {

/// How a person's status is to be taken, and the words of status and role in the current language.
Tone toneOf(UserStatus status);
QString wordFor(UserStatus status);
QString wordFor(UserRole role);

/// The people of a workspace or of one tenant, a window at a time. Built anew when the language changes.
class UsersModel : public PagedModelT<User> {
    Q_OBJECT
public:
    enum Column { Name, Email, Tenant, Role, Status, SignedIn, Created };

    explicit UsersModel(QObject *parent = nullptr);

    /// The workspace is kept alive as long as it is shown; without one (or its port) the list is empty.
    void setQuery(std::shared_ptr<Workspace> workspace, const UserQuery &query);

protected:
    QVariant cell(const User &user, int column, int role) const override;
    QString idOf(const User &user) const override { return user.id.toString(); }
};

} // namespace plancia
