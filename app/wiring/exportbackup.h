// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/plainstore.h"
#include "models/base/clock.h"
#include "models/domain/tables.h"
#include "models/ports/callcontext.h"

namespace plancia::wiring {

/// Writes the tables of a backup as CSV: of a store by SQLite, of a server by pg_restore alone, once the dump is verified. Blocks.
/// What BackupsPort::exportCsv gives.
Result<CsvExport> exportBackup(const QString &path, const CsvRequest &request, const backup::Unpacking &scratch, const Clock &clock,
                               const CancelToken &cancel, const ProgressSink &progress);

} // namespace plancia::wiring
