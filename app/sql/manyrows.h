// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace plancia::sql {

/// "($4, $5), ($6, $7)": the parameters of `rows` rows of `columns` values each, for VALUES, numbered on after `before`
/// others. SQLite takes 32,766 parameters a statement, PostgreSQL 65,535.
QByteArray valueRows(qsizetype rows, int columns, int before = 0);
/// "$4, $5, $6": for IN (…).
QByteArray valueList(qsizetype values, int before = 0);

} // namespace plancia::sql
