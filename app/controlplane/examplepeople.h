// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/tenant.h"

#include <QList>
#include <random>

namespace plancia::controlplane {

/// People for the tenants of the examples, with sessions and sign-ins as a service would have left them. Nobody knows their
/// passwords. Within the caller's write transaction.
Result<bool> fillExamplePeople(sql::Connection &connection, const QList<Tenant> &tenants, qint64 nowMs, std::mt19937 &random);

} // namespace plancia::controlplane
