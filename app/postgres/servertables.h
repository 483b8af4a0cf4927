// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"

#include <QMap>

namespace plancia::postgres {

struct ServerColumn {
    QString name;
    QString type;     ///< as format_type() writes it
    char category = 'U'; ///< pg_type.typcategory
};

/// A table of a server as far as those need it who read its rows.
struct ServerTable {
    QString name;
    QList<ServerColumn> columns; ///< by name
    QList<ServerColumn> key;     ///< the primary key in its order; empty without one
};
/// The tables of the schema `plancia`, partitions under their parent. Columns that the server computes are left out.
Result<QMap<QString, ServerTable>> serverTables(sql::Connection &connection);

} // namespace plancia::postgres
