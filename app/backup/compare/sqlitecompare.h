// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/compare/results.h"
#include "app/sqlitefile/pagefile.h"
#include "models/base/canceltoken.h"
#include "models/base/progress.h"

namespace plancia::backup {

/// One side of a comparison: a plain SQLite file that nobody writes.
struct CompareFile {
    QString path;
    std::optional<sqlitefile::PageFile::Source> held = {}; ///< of a file that is open already: `path` only names it then
};

/// Compares two files table by table, then row by row, in memory of a few MiB; the differing rows go to `results`, under
/// the index of their table in the list. Reads the files itself (app/sqlitefile): no schema of theirs is compiled.
/// VAL_012 with why when one is no SQLite file or damaged; NOT_FOUND_005, IO_001…004, INTERNAL_003. Blocks.
Result<QList<TableComparison>> compareFiles(const CompareFile &left, const CompareFile &right, Results &results,
                                            const CancelToken &cancel, const ProgressSink &progress);

/// VAL_012 for the error of a file that is no SQLite file or damaged; others stay.
Error notComparable(const Error &cause, const QString &path);

} // namespace plancia::backup
