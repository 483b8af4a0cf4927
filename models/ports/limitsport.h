// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/limitforecast.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// What the tenants are limited to, and how much of it is used. The rules of every port hold: models/ports/ports.h.
/// NOT_FOUND_001 for a tenant that there is not.
class LimitsPort {
public:
    virtual ~LimitsPort() = default;
    /// Those in force: the tenant's own rows and the defaults that they do not replace.
    virtual QFuture<Result<QList<TenantLimit>>> limits(TenantId tenant, CallContext context) = 0;
    /// A line for each of limits(), in the same order. Counts the calls of kForecastDays: seconds for millions of them.
    virtual QFuture<Result<QList<LimitUsage>>> usage(TenantId tenant, CallContext context) = 0;
    /// Sets a limit of the tenant's own, in place of the row of that version, or of the default where it is 0. CONFLICT_001
    /// when it is another now, CONFLICT_005 of a deleted tenant, VAL_*.
    virtual QFuture<Result<TenantLimit>> set(TenantId tenant, LimitKey key, qint64 amount, qint64 rowVersion, CallContext context) = 0;
    /// Takes a row of the tenant's own away: the default holds again, or no limit at all. CONFLICT_001, CONFLICT_005.
    virtual QFuture<Result<bool>> remove(TenantId tenant, LimitKey key, qint64 rowVersion, CallContext context) = 0;
};

} // namespace plancia
