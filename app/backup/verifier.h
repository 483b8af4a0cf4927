// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"
#include "app/backup/storefacts.h"
#include "models/base/progress.h"

namespace plancia::backup {

/// BKP_001 about one file of a backup.
Error damaged(const QString &path, const QString &file, const QString &message);

/// Pages with the tables that they belong to, as far as the undamaged rest of the plain file at `path` says; `name` is what
/// they are said to lie in. Without a path no table is known. Blocks.
QList<DamagedPage> pagesWithTables(const QString &name, const QList<qint64> &pages, const QString &path, int pageSize, const CancelToken &cancel);

/// What a BKP_001 says, in English, as BackupInfo::damage keeps it.
QString describeDamage(const Error &error);

/// Every byte of an encrypted backup of either engine against the manifest, unopened. NOT_FOUND_003, BKP_001, IO_003,
/// INTERNAL_003. Blocks.
Result<bool> verifySealed(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                          const ProgressSink &progress);

/// The contents of the backup's plain file, all of whose bytes are as they were written: that they hang together, and are what
/// the manifest says. BKP_001, BKP_017, INTERNAL_003. Blocks.
Result<bool> verifyContents(const QString &file, const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel);

/// Every byte of a backup against its hashes, then its contents against the manifest. Nothing is opened before its
/// hashes are right; an encrypted one is not opened at all. NOT_FOUND_003, BKP_001, IO_003, INTERNAL_003. Blocks.
/// The pages of a packed one are named, with their tables, where `scratch` is a folder with room to unpack it.
Result<bool> verifyWhole(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                         const ProgressSink &progress, const QString &scratch = {});

} // namespace plancia::backup
