// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/migrations.h"
#include "app/sql/sqliteconnection.h"

#include <QStringList>

namespace plancia::store {

/// What a store has and this program does not know, and the other way round: for stores of an older or newer version that
/// are only read. "table" or "table.column".
struct SchemaGap {
    QStringList missing;
    QStringList unknown;
    /// TEMP views that stand before tables which lack columns of ours and give each its default, so that today's queries
    /// run on yesterday's tables. They live in the connection; the file is not touched.
    QByteArrayList bridges;
    bool isEmpty() const { return missing.isEmpty() && unknown.isEmpty(); }
};

/// Compares the open store with the schema that all our migrations make. Blocks.
Result<SchemaGap> findGap(sql::SqliteConnection &connection, const sql::Migrations &migrations);
/// Puts the bridges into a read-only connection.
Result<bool> bridge(sql::SqliteConnection &connection, const SchemaGap &gap);

} // namespace plancia::store
