// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sqlitefile/payload.h"
#include "app/sqlitefile/tablelayout.h"
#include "models/domain/comparison.h"

namespace plancia::backup {

/// A table of one file, as its rows lie.
struct TableSide {
    const sqlitefile::PageFile *file = nullptr;
    quint32 root = 0;
    sqlitefile::TableLayout layout;
    QList<int> position = {}; ///< of each column in a record, -1 for one that is not stored
    bool uuids = false;       ///< of a store of ours: a blob of 16 bytes is one

    void findPositions();
};

/// One value of a row, pointing into it.
struct RawValue {
    sqlitefile::FieldShape::Type type = sqlitefile::FieldShape::Type::Null;
    qint64 integer = 0;
    double real = 0;
    const uchar *bytes = nullptr; ///< of Text and Blob; null when they reach over overflow pages
    quint64 size = 0;
    quint64 offset = 0;           ///< in the payload
};

/// Reads the columns of one row where it lies; what lies on overflow pages is read when it is asked for, in memory of a
/// few pages. Valid while the cursor that gave the cell stays.
class RowView {
public:
    /// False when the record is broken: damage() says where.
    bool bind(const TableSide &side, const sqlitefile::Cell &cell, quint32 page);
    RawValue value(int column) const;
    /// The bytes of a Text or Blob, at most `most`. False after damage.
    bool bytes(const RawValue &value, quint64 most, QByteArray &to) const;
    ShownValue shown(int column) const;
    /// The values of the primary key, else the row number.
    QString key() const;

    const TableSide &side() const { return *m_side; }
    const sqlitefile::Cell &cell() const { return *m_cell; }
    quint32 page() const { return m_page; }
    const sqlitefile::Damage &damage() const { return m_damage; }

private:
    friend bool sameValue(const RowView &a, int columnA, const RowView &b, int columnB);
    const TableSide *m_side = nullptr;
    const sqlitefile::Cell *m_cell = nullptr;
    quint32 m_page = 0;
    std::vector<sqlitefile::FieldShape> m_fields;
    std::vector<uchar> m_header; ///< of a record whose header reaches over the page
    mutable sqlitefile::Damage m_damage;
};

/// Whether two values are the same in type and content: NULL, '', 0 and 0.0 are four different ones. Values that are
/// longer than memory allows are compared piece by piece.
bool sameValue(const RowView &a, int columnA, const RowView &b, int columnB);

/// The order in which SQLite keeps keys: below 0, 0, above 0. Both sides have the same key and text encoding.
int compareKeys(const RowView &a, const RowView &b);

/// The values of some columns as bytes that are alike when the values are (under the collations of `key`), of at most
/// 300 bytes: what is longer is hashed.
QByteArray keyBytes(const RowView &row, const QList<sqlitefile::KeyColumn> &key);

} // namespace plancia::backup
