// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/record.h"

#include <QList>
#include <QString>
#include <optional>

namespace plancia::sqlitefile {

/// How texts of a key are ordered.
enum class Collation { Binary, NoCase, RTrim, Unknown };
/// What a column makes of values on their way in (datatype3 of SQLite's documentation, §3.1).
enum class Affinity { Blob, Text, Numeric, Integer, Real };

struct Column {
    QString name;
    Affinity affinity = Affinity::Blob;
    Collation collation = Collation::Binary;
    bool isVirtual = false;     ///< generated when read: not stored
    FieldValue absent = {};     ///< what a row that is older than the column has in it
    bool operator==(const Column &) const = default;
};

struct KeyColumn {
    int column = 0;
    Collation collation = Collation::Binary;
    bool descending = false;
    bool operator==(const KeyColumn &) const = default;
};

/// How a table's rows lie in its b-tree.
struct TableLayout {
    QList<Column> columns; ///< as declared
    QList<KeyColumn> key;  ///< the PRIMARY KEY; empty without one
    int rowid = -1;        ///< the column that is another name of the rowid
    bool withoutRowid = false;
    /// The columns of a record, in its order: a WITHOUT ROWID table stores its key first.
    QList<int> record() const;
    bool operator==(const TableLayout &) const = default;
};

/// Reads a CREATE TABLE statement as sqlite_schema keeps it, without SQLite: for files that SQLite refuses, and so that
/// nobody's schema is compiled. Nothing when it is no CREATE TABLE that we understand.
std::optional<TableLayout> parseCreateTable(const QString &sql);

} // namespace plancia::sqlitefile
