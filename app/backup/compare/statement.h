// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <memory>
#include <sqlite3.h>

namespace plancia::backup {

using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

/// Null when SQLite refuses it; the connection knows why.
inline Statement prepared(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *raw = nullptr;
    sqlite3_prepare_v2(database, sql, -1, &raw, nullptr);
    return Statement(raw, &sqlite3_finalize);
}

inline QByteArray blobAt(sqlite3_stmt *statement, int column)
{
    return {static_cast<const char *>(sqlite3_column_blob(statement, column)), sqlite3_column_bytes(statement, column)};
}

} // namespace plancia::backup
