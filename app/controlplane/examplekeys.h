// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/tenant.h"

#include <QList>
#include <random>

namespace plancia::controlplane {

/// API keys for the tenants of the examples, in every state there is. Nobody knows their secrets. Within the caller's write
/// transaction.
Result<bool> fillExampleKeys(sql::Connection &connection, const QList<Tenant> &tenants, qint64 nowMs, std::mt19937 &random);

} // namespace plancia::controlplane
