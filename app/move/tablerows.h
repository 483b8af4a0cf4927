// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/move/rowsum.h"

#include <functional>

namespace plancia::move {

/// How the numbers of the trail go on after the rows that the target has of its own.
struct TrailShift {
    qint64 seq = 0;
    qint64 commitNo = 0;
};

using TypedRows = QList<QList<sql::Value>>;
using RowsSink = std::function<Result<bool>(const TypedRows &)>;

/// Reads a table from its beginning to its end, page by page by its key, in the caller's transaction. Values are typed, in
/// the order of the shape's columns. Blocks; stopped by the connection's token.
Result<bool> eachPage(sql::Connection &connection, const TableShape &shape, const RowsSink &sink);

/// The same at the target, without the rows of the trail that were there before, and the moved ones numbered as they were.
Result<bool> eachMovedPage(sql::Connection &connection, const TableShape &shape, const TrailShift &shift, const RowsSink &sink);

/// Writes a page, the trail's rows numbered on.
Result<bool> writeRows(sql::Connection &connection, const TableShape &shape, const TrailShift &shift, const TypedRows &rows);

/// Exact, in the caller's transaction.
Result<qint64> countRows(sql::Connection &connection, const TableShape &shape);

} // namespace plancia::move
