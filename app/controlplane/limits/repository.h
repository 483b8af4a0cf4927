// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/limits/statements.h"

namespace plancia::controlplane::limits {

/// Limits of the tenants of one store, inside the transaction that the caller has open on `connection`. The same on both
/// dialects. Blocks; errors are those of LimitsPort.
class Repository {
public:
    explicit Repository(sql::Connection &connection) : m_connection(connection) {}

    /// The tenant's own rows.
    Result<QList<TenantLimit>> own(TenantId tenant);
    /// What is in force under this key, own or default; nothing where there is no limit.
    Result<std::optional<TenantLimit>> inForce(TenantId tenant, const LimitKey &key);
    /// Writes over `before`, what inForce() gave. CONFLICT_001 when somebody was first. VAL_010 beyond kMaxTenantLimits.
    Result<TenantLimit> set(const Tenant &tenant, const std::optional<TenantLimit> &before, const LimitKey &key, qint64 amount, qint64 nowMs);
    Result<bool> remove(const Tenant &tenant, const TenantLimit &before);
    /// Whether one more person may come in: BUSINESS_003 where every seat is taken. On PostgreSQL the row of the tenant stays
    /// locked until the transaction ends, so that two never take the last seat.
    Result<bool> roomForOneMore(TenantId tenant, const QString &slug);

private:
    sql::Connection &m_connection;
};

/// CONFLICT_001: the limit is another version now than the one that was read.
Error editedSince(const LimitKey &key, qint64 versionRead, const std::optional<TenantLimit> &now);

} // namespace plancia::controlplane::limits
