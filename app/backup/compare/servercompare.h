// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/compare/results.h"
#include "app/sql/connection.h"
#include "models/base/canceltoken.h"
#include "models/base/progress.h"

namespace plancia::backup {

using Connect = std::function<Result<std::unique_ptr<sql::Connection>>(const CancelToken &)>;

/// Compares the schema `plancia` of two PostgreSQL databases, each as of one moment (one REPEATABLE READ READ ONLY
/// transaction a side): number of rows and a hash of the contents a table first, by SQL; where those differ, ranges of ten
/// thousand keys the same way; and rows are fetched only of ranges that differ. What the connected roles may not see is not
/// compared. A table without a primary key whose contents differ cannot be compared row by row.
/// The differing rows go to `results`, under the index of their table. Errors of connections and statements as they come,
/// INTERNAL_003. Blocks.
Result<QList<TableComparison>> compareServers(const Connect &left, const Connect &right, Results &results, const CancelToken &cancel,
                                              const ProgressSink &progress);

} // namespace plancia::backup
