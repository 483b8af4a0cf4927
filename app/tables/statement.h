// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tables/watch.h"
#include "models/domain/tables.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace plancia::tables {

using Value = TypedValue; ///< its type may be Null

/// One prepared statement on a watched connection: exact bytes in and out, nothing kept longer than the row.
class Statement {
public:
    /// Parameters are "?", bound in order. DB_006 …
    static Result<Statement> prepare(sqlite3 *handle, const Watch &watch, const QByteArray &sql,
                                     const QList<Value> &values = {});
    Statement(Statement &&other) noexcept
        : m_statement(std::exchange(other.m_statement, nullptr)), m_watch(other.m_watch), m_values(std::move(other.m_values)) {}
    Statement &operator=(Statement &&) = delete;
    ~Statement() { sqlite3_finalize(m_statement); }

    /// True for a row, false at the end.
    Result<bool> step();
    int columns() const { return sqlite3_column_count(m_statement); }
    bool isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    qint64 integer(int column) const { return sqlite3_column_int64(m_statement, column); }
    /// Valid until the next step.
    QByteArrayView bytes(int column) const;
    QString text(int column) const { return QString::fromUtf8(bytes(column)); }
    Value value(int column) const;
    TableCell cell(int column, int longest) const;
    sqlite3_stmt *handle() const { return m_statement; }

private:
    Statement(sqlite3_stmt *statement, const Watch &watch, QList<Value> values)
        : m_statement(statement), m_watch(&watch), m_values(std::move(values)) {}
    sqlite3_stmt *m_statement;
    const Watch *m_watch;
    QList<Value> m_values; ///< what is bound, alive as long as the statement
};

} // namespace plancia::tables
