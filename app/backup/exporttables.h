// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/progress.h"
#include "models/base/result.h"
#include "models/domain/tables.h"
#include "models/ports/callcontext.h"

#include <functional>

namespace plancia::backup {

/// Writes the tables of a backup of either engine as CSV, and leaves its row in the trail. Blocks, on any thread. BackupsPort::exportCsv
/// says what it gives.
using ExportTables = std::function<Result<CsvExport>(const QString &path, const CsvRequest &, const CallContext &, const ProgressSink &)>;

} // namespace plancia::backup
