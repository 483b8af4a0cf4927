// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/limits/repository.h"

#include <algorithm>

namespace plancia::controlplane::limits {

namespace {

/// Nothing for a row of a newer version, whose kind nobody knows here.
std::optional<TenantLimit> toLimit(const sql::Row &row)
{
    const auto kind = limitKindFromString(row.text(0));
    const auto scope = limitScopeFromString(row.text(1));
    if (!kind || !scope)
        return std::nullopt;
    return TenantLimit{{*kind, *scope, row.text(2)}, row.integer(3), false, row.integer(4), row.integer(5)};
}

QList<sql::Value> which(TenantId tenant, const LimitKey &key)
{
    return {sql::value(tenant), toString(key.kind), toString(key.scope), key.endpoint};
}

} // namespace

Error editedSince(const LimitKey &key, qint64 versionRead, const std::optional<TenantLimit> &now)
{
    return Error(ErrorCode::ConflictEdited, {{QStringLiteral("slug"), toString(key)},
                                             {QStringLiteral("version_read"), QString::number(versionRead)},
                                             {QStringLiteral("version_now"), QString::number(now ? now->rowVersion : 0)}});
}

Result<QList<TenantLimit>> Repository::own(TenantId tenant)
{
    auto rows = m_connection.query(kOwn, {sql::value(tenant)});
    if (!rows)
        return fail(rows.error());
    QList<TenantLimit> limits;
    for (int i = 0; i < rows->size(); ++i)
        if (const auto limit = toLimit((*rows)[i]))
            limits.append(*limit);
    return limits;
}

Result<std::optional<TenantLimit>> Repository::inForce(TenantId tenant, const LimitKey &key)
{
    auto rows = m_connection.query(kOne, which(tenant, key));
    if (!rows)
        return fail(rows.error());
    if (!rows->isEmpty())
        return toLimit((*rows)[0]);
    for (const TenantLimit &limit : defaultLimits())
        if (limit.key == key)
            return std::optional(limit);
    return std::optional<TenantLimit>();
}

Result<TenantLimit> Repository::set(const Tenant &tenant, const std::optional<TenantLimit> &before, const LimitKey &key, qint64 amount, qint64 nowMs)
{
    const bool isNew = !before || before->isDefault;
    if (isNew) {
        if (auto locked = m_connection.query(kLockTenant.text(m_connection.dialect()), {sql::value(tenant.id)}); !locked)
            return fail(locked.error());
        auto all = own(tenant.id);
        if (!all)
            return fail(all.error());
        if (all->size() >= kMaxTenantLimits)
            return fail(ErrorCode::ValRange, {{QStringLiteral("field"), QStringLiteral("limits")}, {QStringLiteral("value"), QString::number(all->size() + 1)},
                                              {QStringLiteral("minimum"), QStringLiteral("0")}, {QStringLiteral("maximum"), QString::number(kMaxTenantLimits)}});
    }
    QList<sql::Value> values = which(tenant.id, key) << amount << sql::TimeMs{nowMs};
    auto changed = isNew ? m_connection.execute(kInsert, values) : m_connection.execute(kUpdate, values << before->rowVersion);
    if (!changed)
        return fail(changed.error());
    auto now = inForce(tenant.id, key);
    if (!now)
        return fail(now.error());
    if (*changed == 0 || !*now)
        return fail(editedSince(key, isNew ? 0 : before->rowVersion, *now));
    return **now;
}

Result<bool> Repository::remove(const Tenant &tenant, const TenantLimit &before)
{
    auto deleted = m_connection.execute(kDelete, which(tenant.id, before.key) << before.rowVersion);
    if (!deleted)
        return fail(deleted.error());
    if (*deleted == 1)
        return true;
    auto now = inForce(tenant.id, before.key);
    return now ? Result<bool>(fail(editedSince(before.key, before.rowVersion, *now))) : Result<bool>(fail(now.error()));
}

Result<bool> Repository::roomForOneMore(TenantId tenant, const QString &slug)
{
    if (auto locked = m_connection.query(kLockTenant.text(m_connection.dialect()), {sql::value(tenant)}); !locked)
        return fail(locked.error());
    auto seats = inForce(tenant, {LimitKind::Seats, LimitScope::Tenant});
    if (!seats)
        return fail(seats.error());
    if (!*seats)
        return true;
    const qint64 amount = (*seats)->amount;
    auto taken = m_connection.query(kTakenSeats, {sql::value(tenant), amount});
    if (!taken)
        return fail(taken.error());
    if ((*taken)[0].integer(0) < amount)
        return true;
    return fail(ErrorCode::BusinessLimitReached, {{QStringLiteral("slug"), slug}, {QStringLiteral("seats"), QString::number(amount)}});
}

} // namespace plancia::controlplane::limits
