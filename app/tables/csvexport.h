// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/postgres/archivetext.h"
#include "app/tables/watch.h"
#include "models/domain/tables.h"

namespace plancia::tables {

/// Writes tables of one connection as CSV files, all from one read transaction, into request.folder: first beside their
/// names, each on the disk, then under their names, manifest.json last. What fails or is cancelled leaves nothing. Blocks.
/// `source` names the file for the manifest.
Result<CsvExport> exportCsv(sqlite3 *handle, Watch &watch, const CsvRequest &request, const QString &source, qint64 nowMs,
                            const ProgressSink &progress);

/// The same of tables that come as text, one after another, such as those of a dump. `read` calls the events, and gives what
/// they say; `rows` is what there are in all. BUSINESS_001 for a table that was asked for and did not come.
Result<CsvExport> exportText(const std::function<Result<bool>(const backup::TableEvents &)> &read, const CsvRequest &request, const QString &source,
                             qint64 nowMs, qint64 rows, const CancelToken &cancel, const ProgressSink &progress);

} // namespace plancia::tables
