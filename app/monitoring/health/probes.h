// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/health/healthboard.h"
#include "app/sql/connection.h"

#include <memory>

namespace plancia::monitoring {

/// A PostgreSQL server: connects anew, asks for a number, ends. So a server that takes no further connections is noticed
/// too. `open` blocks for a bounded time, and gives up when the token is cancelled.
HealthProbe postgresProbe(const QString &name, std::function<Result<std::unique_ptr<sql::Connection>>(const CancelToken &)> open);

} // namespace plancia::monitoring
