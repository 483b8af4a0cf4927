// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/domain/connection.h"

#include <optional>

namespace plancia::postgres {

/// Tries a connection stage by stage: name lookup, TCP, TLS, authentication, database, privileges, schema. Never fails
/// as a whole: the report has every stage with its state, time and detail, and the first failure's error. A missing
/// schema or a role that may not watch others is a warning, not a failure. Blocks the calling (worker) thread, each stage at most `timeoutMs`.
ConnectionReport testConnection(const ConnectionProfile &profile, const std::optional<QString> &password,
                                int timeoutMs = 10'000, const CancelToken &cancel = {});

} // namespace plancia::postgres
