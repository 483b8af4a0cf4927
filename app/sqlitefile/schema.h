// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/pagefile.h"
#include "models/base/canceltoken.h"

#include <QList>

namespace plancia::sqlitefile {

/// One row of sqlite_schema.
struct SchemaObject {
    enum class Kind { Table, Index, View, Trigger };
    Kind kind = Kind::Table;
    QString name;
    QString table; ///< of an index or trigger: the table it belongs to; of others: their own name
    quint32 root = 0; ///< 0 for what has no pages: views, triggers, virtual tables
    QString sql; ///< empty for an index that SQLite made by itself
};

/// "table", "index", "view", "trigger"
QString toString(SchemaObject::Kind kind);

struct Schema {
    QList<SchemaObject> objects; ///< the first is sqlite_schema itself, with root page 1
    /// What stopped the reading early; the objects before it are there all the same.
    std::optional<Error> damage;
};

/// Reads sqlite_schema without SQLite: no statement of the file is parsed as SQL, let alone run. Never fails as a whole:
/// what could be read is in the result. At most 100,000 objects and 64 MiB of text.
Schema readSchema(const PageFile &file, const CancelToken &cancel = {});

} // namespace plancia::sqlitefile
