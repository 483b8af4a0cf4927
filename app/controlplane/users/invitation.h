// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "models/domain/user.h"

namespace plancia::controlplane::users {

inline const QString kInvite = QStringLiteral("invite"); ///< purpose of a one-time code

audit::Act actOn(const QString &name, const UserRef &user, const QString &reason = {});
/// {"field": [before, after]} of what differs.
QString differences(const User &before, const User &after);
/// From the system's source of random numbers.
QString randomCode();

/// A person as a draft invites them now, with the code by which they come in; how long it is good is said when it is written.
UserCode newInvitation(TenantId tenant, const UserDraft &draft, qint64 nowMs);
/// Writes it inside the caller's transaction, and says in the row of the trail who it is. Errors of UsersPort::invite(). Blocks.
Result<UserCode> inviteIn(sql::Connection &connection, const UserDraft &draft, const UserCode &invitation, AuditEvent &row);

} // namespace plancia::controlplane::users
