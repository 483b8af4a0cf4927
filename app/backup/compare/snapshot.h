// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/files.h"
#include "models/base/progress.h"

#include <memory>

namespace plancia::backup {

/// A copy of one state of an SQLite file that may be in use, made by SQLite's own means under one read transaction, with
/// what its -wal holds. Lies in the scratch folder and goes with the object. Not brought to disk: it is read once.
/// NOT_FOUND_005, IO_001…006, DB_010, INTERNAL_003. Blocks.
Result<std::shared_ptr<PendingFile>> snapshotOf(const QString &path, const QString &scratchFolder, const CancelToken &cancel,
                                                const ProgressSink &progress);

} // namespace plancia::backup
