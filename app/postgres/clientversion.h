// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace plancia::postgres {

/// Version of the libpq that is linked, "15.20". Thread-safe.
QString clientVersion();

} // namespace plancia::postgres
