// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/tenant.h"

namespace plancia::controlplane {

/// Limits for the tenants of the examples: some have room, some are near the end, one in many is full. After their people
/// and the use of their keys, from which they follow. Within the caller's write transaction.
Result<bool> fillExampleLimits(sql::Connection &connection, const QList<Tenant> &tenants, qint64 nowMs);

} // namespace plancia::controlplane
