// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"

#include <QMap>

namespace plancia::sql {

/// Rows of every table of ours: counted in SQLite, the planner's estimate in PostgreSQL (a count would read it all).
Result<QMap<QString, qint64>> countRows(Connection &connection);

} // namespace plancia::sql
