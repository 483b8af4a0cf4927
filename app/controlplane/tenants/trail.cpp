// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/tenants/trail.h"

#include "app/controlplane/isotime.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

namespace plancia::controlplane::tenants {

QString compact(const QJsonObject &object) { return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)); }

QJsonObject changesBetween(const Tenant &before, const Tenant &after)
{
    QJsonObject object;
    const auto compare = [&object](const QString &field, const QString &a, const QString &b) {
        if (a != b)
            object.insert(field, QJsonArray{a, b});
    };
    compare(QStringLiteral("name"), before.name, after.name);
    compare(QStringLiteral("notes"), before.notes, after.notes);
    compare(QStringLiteral("status"), toString(before.status), toString(after.status));
    compare(QStringLiteral("slug"), before.slug, after.slug);
    compare(QStringLiteral("tags"), before.tags.join(u' '), after.tags.join(u' '));
    compare(QStringLiteral("trial_ends"), isoTime(before.trialEndsAt), isoTime(after.trialEndsAt));
    compare(QStringLiteral("deleted"), isoTime(before.deletedAt), isoTime(after.deletedAt));
    return object;
}

Tenant takenBack(const Tenant &now, const QJsonObject &changes)
{
    Tenant before = now;
    const auto was = [&changes](const char *field) -> std::optional<QString> {
        const QJsonArray pair = changes.value(QLatin1String(field)).toArray();
        return pair.size() == 2 ? std::optional(pair.at(0).toString()) : std::nullopt;
    };
    if (const auto status = was("status"))
        before.status = tenantStatusFromString(*status).value_or(now.status);
    if (const auto reason = was("status_reason"))
        before.statusReason = *reason;
    if (const auto ends = was("trial_ends"))
        before.trialEndsAt = ends->isEmpty() ? 0 : QDateTime::fromString(*ends, Qt::ISODateWithMs).toMSecsSinceEpoch();
    if (const auto tags = was("tags"))
        before.tags = tags->split(u' ', Qt::SkipEmptyParts);
    return before;
}

audit::Act actOn(const QString &name, const Tenant &tenant, const QString &reason)
{
    audit::Act act;
    act.action = name;
    act.objectKind = QStringLiteral("tenant");
    act.objectId = tenant.id.toString();
    act.objectName = tenant.slug.left(kMaxTenantSlug);
    act.tenantId = tenant.id;
    act.tenantSlug = tenant.slug.left(kMaxTenantSlug);
    act.reason = reason.left(kMaxReason);
    return act;
}

} // namespace plancia::controlplane::tenants
