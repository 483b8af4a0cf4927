// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"
#include "app/backup/storefacts.h"
#include "models/base/progress.h"

namespace plancia::backup {

/// BKP_001 about one file of a backup.
Error damaged(const QString &path, const QString &file, const QString &message);

/// What a BKP_001 says, in English, as BackupInfo::damage keeps it.
QString describeDamage(const Error &error);

/// Every byte of a backup against its hashes, then its contents against the manifest. Nothing is opened before its
/// hashes are right. NOT_FOUND_003, BKP_001, IO_003, INTERNAL_003. Blocks.
Result<bool> verifyWhole(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                         const ProgressSink &progress);

} // namespace plancia::backup
