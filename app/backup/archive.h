// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"

namespace plancia::backup {

/// "plancia-1a2b3c4d-20260131T134500Z-c42.db": sorts by time within a store. `again` above 1 tells apart backups of one
/// second and commit.
QString backupFileName(const QString &storeId, qint64 startedAtMs, qint64 commitNo, int again = 1);
/// The manifest's path beside a backup; a manifest's own path stays.
QString manifestPath(const QString &backupPath);
/// The backup's path beside a manifest; a backup's own path stays.
QString backupPath(const QString &path);

/// NOT_FOUND_003 when neither backup nor manifest is there, BKP_002 when the manifest is missing, unreadable or speaks of
/// another file. Blocks on the disk.
Result<BackupManifest> readManifest(const QString &backupPath);

/// The backups of a folder by their manifests, newest first, without reading the backups themselves: Verified when the
/// size is right (each was verified before its manifest was written), else Damaged or Missing. What has no valid
/// manifest is left out. A folder that is not there holds none. IO_002, IO_003.
Result<QList<BackupInfo>> listBackups(const QString &folder);

} // namespace plancia::backup
