// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tables/statement.h"

namespace plancia::tables {

/// How the rows of one table are told apart and put in order.
struct OrderColumn {
    QByteArray sql; ///< quoted, with its collation where that is not the column's own
    bool descending = false;
};

/// What is needed to read a table, found once a call.
struct TableShape {
    TableDetails details;
    QByteArray name; ///< "main"."…", quoted
    QList<OrderColumn> key;
    bool isView() const { return details.info.kind == TableInfo::Kind::View; }
};

/// Reads schemas. On the connection's thread. The schema's own code does not run: names and texts only.
class Schema {
public:
    Schema(sqlite3 *handle, const Watch &watch) : m_handle(handle), m_watch(watch) {}

    Result<TableList> list(const QString &filter) const;
    /// BUSINESS_001 when there is no such table. With `runView` a view's query is prepared (not run) for its columns.
    Result<TableShape> shape(const QString &table, bool runView) const;
    /// An index whose only purpose serves "column, then key", or empty: the quoted name.
    Result<QByteArray> indexFor(const TableShape &shape, const ColumnInfo &column) const;
    /// Without reading all rows: the span of the rowids, what ANALYZE found, a count of a short table; -1 for not known.
    qint64 estimatedRows(const TableShape &shape) const;

private:
    Result<QList<ColumnInfo>> columns(const TableShape &shape) const;
    Result<QList<IndexInfo>> indexes(const TableShape &shape) const;
    Result<bool> findKey(TableShape &shape) const;
    Result<bool> findPrimaryKey(TableShape &shape) const;
    Result<Statement> prepare(const QByteArray &sql, const QList<Value> &values = {}) const
    {
        return Statement::prepare(m_handle, m_watch, sql, values);
    }

    sqlite3 *m_handle;
    const Watch &m_watch;
};

/// A text to bind.
Value textValue(const QString &text);
Value integerValue(qint64 integer);

} // namespace plancia::tables
