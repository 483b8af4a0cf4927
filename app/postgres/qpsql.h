// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/postgres/conninfo.h"

#include <functional>
#include <utility>

namespace plancia::postgres {

/// Opens a connection by Qt's QPSQL driver: its own PGconn, and how to close it, on this thread. Null when it could not be
/// opened; QPSQL's sentence about that has no SQLSTATE, see ConnectAttempt. Blocks as long as connect_timeout says.
std::pair<PGconn *, std::function<void()>> openByQt(const Parameters &parameters);

} // namespace plancia::postgres
