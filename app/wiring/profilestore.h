// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/connection.h"

/// Connection profiles as rows of console.db; inside the caller's transaction, blocking.
namespace plancia::wiring::profiles {

Result<QList<ConnectionProfile>> list(sql::Connection &connection);
/// NOT_FOUND_002.
Result<ConnectionProfile> byId(sql::Connection &connection, ConnectionId id);
/// Inserts, or replaces the profile of that id. CONFLICT_003 when another has the name.
Result<bool> save(sql::Connection &connection, const ConnectionProfile &profile, qint64 nowMs);
Result<bool> remove(sql::Connection &connection, ConnectionId id);

} // namespace plancia::wiring::profiles
