// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"

#include <random>

namespace plancia::controlplane {

/// Thirty days of calls of some of the example store's keys, with limits that turned some away and keys that were refused.
/// Blocks, inside the caller's transaction.
Result<bool> fillExampleUsage(sql::Connection &connection, qint64 nowMs, std::mt19937 &random);

} // namespace plancia::controlplane
