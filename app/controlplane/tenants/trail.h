// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "models/domain/tenant.h"

#include <QJsonObject>

/// How acts on tenants are written into the audit trail, one by one and by the thousand alike.
namespace plancia::controlplane::tenants {

QString compact(const QJsonObject &object);
/// {"field": [before, after]} of what differs.
QJsonObject changesBetween(const Tenant &before, const Tenant &after);
inline QString differences(const Tenant &before, const Tenant &after) { return compact(changesBetween(before, after)); }
/// The tenant as it was before `changes`, which made it what it is now: status, reason, end of trial and tags.
Tenant takenBack(const Tenant &now, const QJsonObject &changes);

audit::Act actOn(const QString &name, const Tenant &tenant, const QString &reason = {});

} // namespace plancia::controlplane::tenants
