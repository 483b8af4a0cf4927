// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/archive/archivefolder.h"
#include "app/backup/storefacts.h"
#include "models/base/progress.h"

namespace plancia::backup::archive {

/// A moment as a plain SQLite file, which goes with this object.
struct Materialised {
    PendingFile file;
    StoreFacts facts; ///< read from it: its commit number is the one asked for
};

/// Builds the store as it was at `commitNo`: the newest version of each page from the records of the route, each written
/// once, and the rest from `baseFile`, a plain file of the base. Checked before it is given out: the checksums of the records,
/// the commit number, and that every table can be read to its end. Whether its trees agree with each other is as it was then,
/// and a restore looks (quick_check). `folder` is for scratch files. Blocks; memory for a bit and a number a page.
/// BKP_017, BKP_001, NOT_FOUND_003, IO_001…004, INTERNAL_003.
Result<Materialised> materialise(const Index::Route &route, qint64 commitNo, const QString &baseFile, const QString &folder,
                                 const CancelToken &cancel, const ProgressSink &progress);

} // namespace plancia::backup::archive
