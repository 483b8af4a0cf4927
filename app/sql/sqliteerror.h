// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

namespace plancia::sql {

/// The Error of an SQLite result code (extended or not). Pure. `systemErrno` is sqlite3_system_errno(), 0 when unknown:
/// it tells a full disk from a broken one where SQLite only says "I/O error". A refused constraint is DB_006 with the
/// fact "constraint", SQLite's own words such as "UNIQUE constraint failed: tenants.slug".
Error errorFromSqlite(int code, int systemErrno, const QString &message, const QString &path);

} // namespace plancia::sql
