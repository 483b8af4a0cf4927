// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/move/moveshape.h"

#include <array>

namespace plancia::move {

/// A value as it is bound at either end and hashed at both: whatever dialect it was read from. JSON is written in one way,
/// since jsonb keeps neither blanks nor the order of keys; an empty text is an empty object.
sql::Value typedValue(const sql::Row &row, int column, Kind kind);

/// The hash of a table's contents: the sum, modulo 2^256, of the SHA-256 of its rows, hashed again with their number and
/// the columns. It is the same whatever the order of the rows, since the two stores put texts in different orders.
class RowSum {
public:
    explicit RowSum(const TableShape &shape) : m_shape(shape) {}
    /// Typed values in the order of the shape's columns.
    void add(const QList<sql::Value> &row);
    qint64 rows() const { return m_rows; }
    QString hash() const; ///< hexadecimal

private:
    const TableShape m_shape;
    std::array<quint64, 4> m_sum{}; ///< least significant first
    qint64 m_rows = 0;
};

} // namespace plancia::move
