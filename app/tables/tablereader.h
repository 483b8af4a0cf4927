// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tables/schema.h"
#include "models/base/page.h"

namespace plancia::tables {

/// Pages and rows of the tables of one SQLite connection. Blocks; on the connection's thread, under a Watch. Ordered by
/// key or by an index of the filtered column, never by OFFSET, so that the last page costs what the first costs.
class TableReader {
public:
    TableReader(sqlite3 *handle, Watch &watch) : m_handle(handle), m_watch(watch), m_schema(handle, watch) {}

    Result<Page<TableRow>> page(const TableQuery &query, const Anchor &anchor, int limit, const ProgressSink &progress);
    Result<TableRow> row(const QString &table, const QString &id);

private:
    /// How one query is read: an order that some index has, and conditions within it.
    struct Plan {
        TableShape shape;
        QList<OrderColumn> order;
        QByteArray from;
        QByteArray range, scan; ///< conditions that the order answers, and those that rows are tried against
        QList<Value> rangeValues, scanValues;
        bool descending = false;
    };
    Result<Plan> plan(const TableQuery &query) const;
    Result<bool> planFilter(Plan &plan, const TableFilter &filter) const;
    Result<Page<TableRow>> viewPage(const Plan &plan, int limit);
    Result<std::optional<Value>> edge(const Plan &plan, bool last) const;
    Result<bool> hasBeyond(const Plan &plan, const QList<Value> &from, bool forwards) const;

    sqlite3 *m_handle;
    Watch &m_watch;
    Schema m_schema;
};

} // namespace plancia::tables
