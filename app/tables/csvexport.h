// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tables/watch.h"
#include "models/domain/tables.h"

namespace plancia::tables {

/// Writes tables of one connection as CSV files, all from one read transaction, into request.folder: first beside their
/// names, each on the disk, then under their names, manifest.json last. What fails or is cancelled leaves nothing. Blocks.
/// `source` names the file for the manifest.
Result<CsvExport> exportCsv(sqlite3 *handle, Watch &watch, const CsvRequest &request, const QString &source, qint64 nowMs,
                            const ProgressSink &progress);

} // namespace plancia::tables
