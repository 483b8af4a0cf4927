// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/tenantstate.h"

namespace plancia::ui {

QVariantMap toMap(const Tenant &tenant)
{
    return {{QStringLiteral("id"), tenant.id.toString()},
            {QStringLiteral("slug"), tenant.slug},
            {QStringLiteral("name"), tenant.name},
            {QStringLiteral("status"), toString(tenant.status)},
            {QStringLiteral("statusReason"), tenant.statusReason},
            {QStringLiteral("notes"), tenant.notes},
            {QStringLiteral("createdAt"), tenant.createdAt},
            {QStringLiteral("updatedAt"), tenant.updatedAt},
            {QStringLiteral("rowVersion"), tenant.rowVersion},
            {QStringLiteral("trialEndsAt"), tenant.trialEndsAt},
            {QStringLiteral("tags"), tenant.tags},
            {QStringLiteral("deletedAt"), tenant.deletedAt}};
}

Tenant tenantFromMap(const QVariantMap &map)
{
    Tenant tenant;
    tenant.id = TenantId::fromString(map.value(QStringLiteral("id")).toString());
    tenant.slug = map.value(QStringLiteral("slug")).toString();
    tenant.name = map.value(QStringLiteral("name")).toString();
    tenant.status = tenantStatusFromString(map.value(QStringLiteral("status")).toString()).value_or(TenantStatus::Active);
    tenant.statusReason = map.value(QStringLiteral("statusReason")).toString();
    tenant.notes = map.value(QStringLiteral("notes")).toString();
    tenant.createdAt = map.value(QStringLiteral("createdAt")).toLongLong();
    tenant.updatedAt = map.value(QStringLiteral("updatedAt")).toLongLong();
    tenant.rowVersion = map.value(QStringLiteral("rowVersion")).toLongLong();
    tenant.trialEndsAt = map.value(QStringLiteral("trialEndsAt")).toLongLong();
    tenant.tags = map.value(QStringLiteral("tags")).toStringList();
    tenant.deletedAt = map.value(QStringLiteral("deletedAt")).toLongLong();
    return tenant;
}

QVariantMap toMap(const BulkRequest &request)
{
    QStringList ids;
    for (const TenantId id : request.ids)
        ids.append(id.toString());
    QVariantMap map{{QStringLiteral("act"), toString(request.act)}, {QStringLiteral("ids"), ids}};
    if (request.match) {
        map.insert(QStringLiteral("text"), request.match->text);
        map.insert(QStringLiteral("status"), request.match->status ? toString(*request.match->status) : QString());
        map.insert(QStringLiteral("deleted"), request.match->deleted);
    }
    return map;
}

BulkRequest bulkRequestFromMap(const QVariantMap &map)
{
    BulkRequest request;
    request.act = bulkActFromString(map.value(QStringLiteral("act")).toString()).value_or(BulkAct::Tag);
    for (const QString &id : map.value(QStringLiteral("ids")).toStringList())
        request.ids.append(TenantId::fromString(id));
    if (map.contains(QStringLiteral("text"))) {
        request.match.emplace();
        request.match->text = map.value(QStringLiteral("text")).toString();
        request.match->status = tenantStatusFromString(map.value(QStringLiteral("status")).toString());
        request.match->deleted = map.value(QStringLiteral("deleted")).toBool();
    }
    return request;
}

} // namespace plancia::ui
