// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/limits/limits.h"

#include "app/controlplane/limits/measures.h"
#include "app/controlplane/limits/repository.h"
#include "app/controlplane/tenants/repository.h"
#include "app/controlplane/tenants/trail.h"

#include <QJsonArray>

namespace plancia::controlplane {

namespace {

using limits::Repository;

/// The tenant of an act; CONFLICT_005 where it is deleted.
Result<Tenant> livingTenant(sql::Connection &connection, TenantId id, AuditEvent &row)
{
    auto tenant = tenants::Repository(connection).byId(id);
    if (!tenant)
        return tenant;
    row.objectName = row.tenantSlug = tenant->slug;
    if (tenant->deletedAt != 0)
        return fail(ErrorCode::ConflictDeleted, {{QStringLiteral("slug"), tenant->slug}, {QStringLiteral("state"), QStringLiteral("deleted")}});
    return tenant;
}

audit::Act actOn(const QString &name, TenantId tenant)
{
    Tenant named;
    named.id = tenant;
    return tenants::actOn(name, named);
}

qint64 versionOf(const std::optional<TenantLimit> &limit) { return limit ? limit->rowVersion : 0; }

} // namespace

QString limits::changeOf(const LimitKey &key, const std::optional<TenantLimit> &before, const std::optional<TenantLimit> &after)
{
    const auto amount = [&key](const std::optional<TenantLimit> &limit) { return limit ? limitAmountText(key.kind, limit->amount) : QString(); };
    return tenants::compact({{toString(key), QJsonArray{amount(before), amount(after)}}});
}

QFuture<Result<QList<TenantLimit>>> Limits::limits(TenantId tenant, CallContext context)
{
    return m_gateway.read<QList<TenantLimit>>(std::move(context), [tenant](sql::Connection &connection) -> Result<QList<TenantLimit>> {
        if (auto known = tenants::Repository(connection).byId(tenant); !known)
            return fail(known.error());
        auto own = Repository(connection).own(tenant);
        return own ? Result<QList<TenantLimit>>(limitsInForce(*own)) : own;
    });
}

QFuture<Result<QList<LimitUsage>>> Limits::usage(TenantId tenant, CallContext context)
{
    return m_gateway.read<QList<LimitUsage>>(std::move(context), [tenant, now = m_recorder.clock().nowMs()](sql::Connection &connection) -> Result<QList<LimitUsage>> {
        auto known = tenants::Repository(connection).byId(tenant);
        if (!known)
            return fail(known.error());
        auto own = Repository(connection).own(tenant);
        if (!own)
            return fail(own.error());
        return limits::measure(connection, *known, limitsInForce(*own), now);
    });
}

QFuture<Result<TenantLimit>> Limits::set(TenantId tenant, LimitKey key, qint64 amount, qint64 rowVersion, CallContext context)
{
    const auto event = m_recorder.begin(actOn(action::LimitSet, tenant), context);
    return auditedWrite<TenantLimit>(m_gateway, m_recorder, event, std::move(context),
                                     [tenant, key, amount, rowVersion, now = event.at](sql::Connection &connection, AuditEvent &row) -> Result<TenantLimit> {
                                         auto known = livingTenant(connection, tenant, row);
                                         if (!known)
                                             return fail(known.error());
                                         if (const auto faults = validate(key, amount); !faults.isEmpty())
                                             return fail(faults.first().error);
                                         Repository repository(connection);
                                         auto before = repository.inForce(tenant, key);
                                         if (!before)
                                             return fail(before.error());
                                         if (versionOf(*before) != rowVersion)
                                             return fail(limits::editedSince(key, rowVersion, *before));
                                         auto after = repository.set(*known, *before, key, amount, now);
                                         if (after)
                                             row.details = limits::changeOf(key, *before, *after);
                                         return after;
                                     });
}

QFuture<Result<bool>> Limits::remove(TenantId tenant, LimitKey key, qint64 rowVersion, CallContext context)
{
    const auto event = m_recorder.begin(actOn(action::LimitRemove, tenant), context);
    return auditedWrite<bool>(m_gateway, m_recorder, event, std::move(context), [tenant, key, rowVersion](sql::Connection &connection, AuditEvent &row) -> Result<bool> {
        auto known = livingTenant(connection, tenant, row);
        if (!known)
            return fail(known.error());
        Repository repository(connection);
        auto before = repository.inForce(tenant, key);
        if (!before)
            return fail(before.error());
        if (!*before || (*before)->isDefault || (*before)->rowVersion != rowVersion)
            return fail(limits::editedSince(key, rowVersion, *before));
        if (auto removed = repository.remove(*known, **before); !removed)
            return removed;
        auto after = repository.inForce(tenant, key);
        if (!after)
            return fail(after.error());
        row.details = limits::changeOf(key, *before, *after);
        return true;
    });
}

} // namespace plancia::controlplane
