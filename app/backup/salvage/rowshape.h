// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/record.h"
#include "app/sqlitefile/tablelayout.h"

#include <QList>

namespace plancia::backup::salvage {

/// What every record of one table or index looks like: how many values, and which types each may have.
struct RowShape {
    bool inIndexTree = false;     ///< an index, or a WITHOUT ROWID table
    std::vector<quint8> allowed;  ///< a bit for each FieldShape::Type, a value
    size_t least = 0;             ///< values of the oldest rows: columns were added since

    bool fits(const std::vector<sqlitefile::FieldShape> &fields) const;
    /// Whether a record could belong to both.
    bool mayBeTakenFor(const RowShape &other) const;
};
inline constexpr quint8 bitOf(sqlitefile::FieldShape::Type type) { return static_cast<quint8>(1U << static_cast<unsigned>(type)); }
inline constexpr quint8 kAnyType = 0x1f;

/// The types that a column's values can have on the disk. `declared` is the type's name, upper case.
quint8 typesOf(const QString &declared, sqlitefile::Affinity affinity, bool strict, bool notNull);

/// What sqlite_schema holds: type, name, table, root, statement.
RowShape schemaShape();

} // namespace plancia::backup::salvage
