// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/page.h"
#include "models/base/progress.h"
#include "models/base/result.h"
#include "models/domain/tables.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// The tables of a workspace's file as they are. Reads only; the rules of every port hold: models/ports/ports.h.
/// A query that takes too long ends with DB_003; nothing that the file's schema brings along runs unless asked for.
class TablesPort {
public:
    virtual ~TablesPort() = default;
    /// Tables and views whose name contains `filter` (any case), by name.
    virtual QFuture<Result<TableList>> list(QString filter, CallContext context) = 0;
    /// Of query.table; a view's columns are known only with query.runView. BUSINESS_001 when there is no such table.
    virtual QFuture<Result<TableDetails>> details(TableQuery query, CallContext context) = 0;
    /// Rows by key, both ways; VAL_008 for a foreign cursor. A filter without an index reads on until it has a page of rows
    /// or the end: `progress` is told the rows looked at, on the engine's thread. A view gives its first rows, and only
    /// when query.runView says so (BUSINESS_001 else).
    virtual QFuture<Result<Page<TableRow>>> page(TableQuery query, Anchor anchor, int limit, CallContext context,
                                                 ProgressSink progress = {}) = 0;
    /// One row by its id, its values up to kCellWhole. BUSINESS_001 when it is gone.
    virtual QFuture<Result<TableRow>> row(QString table, QString id, CallContext context) = 0;
    /// Writes tables as CSV: all files or none, with manifest.json last. Runs as a task "export". IO_009 when a file of
    /// that name is there, IO_001…004, INTERNAL_003.
    virtual QFuture<Result<CsvExport>> exportCsv(CsvRequest request, CallContext context) = 0;
};

} // namespace plancia
