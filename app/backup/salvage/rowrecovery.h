// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/files.h"
#include "app/backup/salvage/damagedcopy.h"
#include "models/base/progress.h"
#include "models/domain/salvage.h"

namespace plancia::backup::salvage {

/// A new file with the rows that could be read.
struct Recovered {
    std::unique_ptr<PendingFile> file; ///< on the disk; no log beside it
    RowRecovery report;
};

struct RecoveryOptions {
    QString folder; ///< for scratch files and the new one
    /// Ours: the file becomes a store with our own schema. Nothing: by what stands in the file.
    std::optional<bool> ours = {};
    QString storeId = {}; ///< UUID to take when the damaged file does not tell its own
    qint64 nowMs = 0;
};

/// Reads the rows of a damaged file, table by table, by our own page reader alone, and writes them into a new file with every
/// rule of the schema in force:
/// - from the trees of the tables as far as they go, around pages that are broken; the roots by sqlite_schema, or by the look
///   of their rows when that is broken;
/// - from pages that no tree reaches and that are not free, when their rows fit that one table and no other table or index.
///   When the freelist cannot be followed such a page may be an old one, and is counted instead;
/// - of two rows with one key the first stands: those of a tree come before those of stray pages. One that is equal in all
///   columns is no second row;
/// - a row that breaks a rule, refers to one that is not there, or shares bytes with another is refused and counted.
/// In a store of ours the words to search by are made anew, and its counters reach at least as far as its audit trail.
/// What is altered within its bounds (a letter in a name) cannot be seen by anybody. The copy is only read. IO_001…004,
/// IO_005 when no row and no table could be found, INTERNAL_003. Blocks.
Result<Recovered> recoverRows(const DamagedCopy &copy, const RecoveryOptions &options, const CancelToken &cancel, const ProgressSink &progress);

} // namespace plancia::backup::salvage
