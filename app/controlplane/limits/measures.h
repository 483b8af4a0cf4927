// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/limitforecast.h"

namespace plancia::controlplane::limits {

/// How much of each limit is used and when it runs out, inside the caller's transaction: calls and costs as the service noted
/// them, seats by the people. Of storage and of callers without a key no table tells, so that these are not known. Blocks.
Result<QList<LimitUsage>> measure(sql::Connection &connection, const Tenant &tenant, const QList<TenantLimit> &limits, qint64 nowMs);

} // namespace plancia::controlplane::limits
