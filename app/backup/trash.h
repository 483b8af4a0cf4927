// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"
#include "models/ports/backupsport.h"

namespace plancia::backup {

/// The trash of a folder of backups: `.trash/<Unix ms>~<name>/` beside them, so that putting and taking are a rename.
/// All block on the disk.

/// IO_001…004, NOT_FOUND_003.
Result<TrashedBackup> putInTrash(const BackupPlace &place, const BackupInfo &backup, qint64 nowMs);
/// Newest first, of all stores; what has no valid manifest is left out.
Result<QList<TrashedBackup>> listTrash(const QString &folder);
/// Deletes one for good, but for files in its folder that are not ours, which stay in it. The bytes that are free now; 0 while
/// somebody reads it. IO_002, IO_004.
Result<qint64> removeFromTrash(const TrashedBackup &trashed);
/// What dead processes left in the trash.
void sweepTrash(const QString &folder);
/// Back beside the trash under its former name. `path` must lie in the trash of the folder. NOT_FOUND_003, IO_009.
Result<QString> takeFromTrash(const QString &folder, const QString &path);

} // namespace plancia::backup
