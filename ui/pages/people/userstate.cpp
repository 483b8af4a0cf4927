// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/userstate.h"

namespace plancia::ui {

QVariantMap toMap(const User &user)
{
    return {{QStringLiteral("tenantId"), user.tenantId.toString()},
            {QStringLiteral("tenantSlug"), user.tenantSlug},
            {QStringLiteral("id"), user.id.toString()},
            {QStringLiteral("email"), user.email},
            {QStringLiteral("name"), user.name},
            {QStringLiteral("role"), toString(user.role)},
            {QStringLiteral("status"), toString(user.status)},
            {QStringLiteral("statusReason"), user.statusReason},
            {QStringLiteral("emailVerifiedAt"), user.emailVerifiedAt},
            {QStringLiteral("lastSignInAt"), user.lastSignInAt},
            {QStringLiteral("failedSignIns"), user.failedSignIns},
            {QStringLiteral("tokenReusedAt"), user.tokenReusedAt},
            {QStringLiteral("createdAt"), user.createdAt},
            {QStringLiteral("updatedAt"), user.updatedAt},
            {QStringLiteral("rowVersion"), user.rowVersion}};
}

User userFromMap(const QVariantMap &map)
{
    const auto text = [&map](const char *key) { return map.value(QLatin1String(key)).toString(); };
    const auto number = [&map](const char *key) { return map.value(QLatin1String(key)).toLongLong(); };
    User user;
    user.tenantId = TenantId::fromString(text("tenantId"));
    user.tenantSlug = text("tenantSlug");
    user.id = UserId::fromString(text("id"));
    user.email = text("email");
    user.name = text("name");
    user.role = userRoleFromString(text("role")).value_or(UserRole::Viewer);
    user.status = userStatusFromString(text("status")).value_or(UserStatus::Disabled);
    user.statusReason = text("statusReason");
    user.emailVerifiedAt = number("emailVerifiedAt");
    user.lastSignInAt = number("lastSignInAt");
    user.failedSignIns = number("failedSignIns");
    user.tokenReusedAt = number("tokenReusedAt");
    user.createdAt = number("createdAt");
    user.updatedAt = number("updatedAt");
    user.rowVersion = number("rowVersion");
    return user;
}

} // namespace plancia::ui
