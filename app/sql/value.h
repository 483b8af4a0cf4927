// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/ids.h"

#include <QByteArray>
#include <QString>
#include <QUuid>
#include <span>
#include <variant>
#include <vector>

namespace plancia::sql {

/// A point in time: INTEGER milliseconds in SQLite, timestamptz(3) in PostgreSQL.
struct TimeMs {
    qint64 ms = 0;
};
/// JSON text: TEXT in SQLite, jsonb in PostgreSQL.
struct Json {
    QString text;
};

/// What is bound and what is read. UUIDs are 16-byte BLOBs in SQLite and uuid in PostgreSQL. monostate is NULL.
using Value = std::variant<std::monostate, bool, qint64, double, QString, QByteArray, QUuid, TimeMs, Json>;

template <class Tag>
Value value(const Id<Tag> &id) { return id.uuid(); }

/// One row of a result; valid as long as its Rows. Asking for another type than the column has gives 0 or empty, and a
/// timestamptz reads as integer milliseconds, so that repositories need not know the dialect.
class Row {
public:
    explicit Row(std::span<const Value> values) : m_values(values) {}
    int size() const { return static_cast<int>(m_values.size()); }
    bool isNull(int column) const { return std::holds_alternative<std::monostate>(at(column)); }
    bool boolean(int column) const;
    qint64 integer(int column) const; ///< also timeMs
    double real(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    QUuid uuid(int column) const;
    const Value &at(int column) const { return m_values[static_cast<size_t>(column)]; }

private:
    std::span<const Value> m_values;
};

/// A whole result in memory; every query has a bound (LIMIT), so it is small.
class Rows {
public:
    explicit Rows(int columns = 0) : m_columns(columns) {}
    void reserve(int rows) { m_values.reserve(static_cast<size_t>(rows) * static_cast<size_t>(m_columns)); }
    void append(Value value) { m_values.push_back(std::move(value)); }
    int size() const { return m_columns ? static_cast<int>(m_values.size()) / m_columns : 0; }
    bool isEmpty() const { return m_values.empty(); }
    int columns() const { return m_columns; }
    Row operator[](int row) const
    {
        return Row(std::span(m_values).subspan(static_cast<size_t>(row) * static_cast<size_t>(m_columns),
                                               static_cast<size_t>(m_columns)));
    }

private:
    int m_columns;
    std::vector<Value> m_values;
};

} // namespace plancia::sql
