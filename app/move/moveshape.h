// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"

#include <QList>
#include <QString>

namespace plancia::move {

/// What a value is, whatever the dialect stores it as.
enum class Kind { Uuid, Time, Boolean, Json, Bytes, Integer, Real, Text };

struct Column {
    QString name;
    Kind kind = Kind::Text;
};

/// One table as both stores have it.
struct TableShape {
    QString name;
    QList<Column> columns; ///< by name
    QList<Column> key;     ///< the primary key in its order
    bool byMonth = false;  ///< PostgreSQL keeps it in a partition a month, by its column `at`
};

/// All tables of a control plane but `meta` and the list of migrations, each after those that it refers to. Derived from the
/// schemas: a table that a migration adds comes along by itself. The kinds are the server's, which tells more of them apart.
/// MIG_005 when the local store has not the same tables, columns and keys; each connection in a transaction.
Result<QList<TableShape>> moveShape(sql::Connection &server, sql::Connection &local);

/// The table whose rows are numbered by the store and of which the target may have some of its own.
inline const QString kTrail = QStringLiteral("audit_log");

} // namespace plancia::move
