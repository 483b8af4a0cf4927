// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/compare/comparisons.h"

namespace plancia::backup {

/// One state of an SQLite file that may be in use, under a read transaction that lives as long as the side. What has no log is
/// read where it lies, through SQLite's own handle: nobody can change it meanwhile (file format, §4: whoever reads past the log
/// keeps it from being copied back). Else, with what its -wal holds, from a copy in the scratch folder, which is not brought to
/// disk: it is read once. NOT_FOUND_005, IO_001…006, DB_010, INTERNAL_003. Blocks; of one thread.
Result<CompareSide> stillSide(const QString &path, const QString &scratchFolder, const CancelToken &cancel, const ProgressSink &progress);

} // namespace plancia::backup
