// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/pagefile.h"
#include "models/base/canceltoken.h"

#include <QList>

namespace plancia::sqlitefile {

/// One row of sqlite_schema that has pages of its own.
struct SchemaObject {
    enum class Kind { Table, Index };
    Kind kind = Kind::Table;
    QString name;
    QString table; ///< of an index: the table it belongs to; of a table: its own name
    quint32 root = 0;
    QString sql; ///< empty for an index that SQLite made by itself
};

struct Schema {
    QList<SchemaObject> objects; ///< the first is sqlite_schema itself, with root page 1
    /// What stopped the reading early; the objects before it are there all the same.
    std::optional<Error> damage;
};

/// Reads sqlite_schema without SQLite: no statement of the file is parsed as SQL, let alone run. Never fails as a whole:
/// what could be read is in the result. At most 100,000 objects and 64 MiB of text.
Schema readSchema(const PageFile &file, const CancelToken &cancel = {});

} // namespace plancia::sqlitefile
