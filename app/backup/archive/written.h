// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/archive/archiver.h"
#include "app/backup/rot.h"
#include "models/domain/backup.h"

namespace plancia::backup::archive {

/// What the archive knows to have been written between two backups of one line of history; nothing where it does not know
/// all of it: it is off, or there is a gap. Where the store was rewritten without a commit just then every page may be another. Keeps
/// what is committed first, then reads the records in between. Blocks. IO_*, BKP_017, DB_010, INTERNAL_003.
Result<std::optional<WrittenPages>> writtenBetween(Archiver &archiver, const BackupManifest &older, const BackupManifest &newer,
                                                   const CancelToken &cancel);

} // namespace plancia::backup::archive
