// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"
#include "app/backup/storefacts.h"
#include "models/base/progress.h"

namespace plancia::backup {

class BackupKeys;

/// BKP_001 about one file of a backup.
Error damaged(const QString &path, const QString &file, const QString &message);

/// What a BKP_001 says, in English, as BackupInfo::damage keeps it.
QString describeDamage(const Error &error);

/// Of an encrypted backup of either engine: every byte against the manifest, then, where its key is to be had, opened and its
/// plain bytes against the manifest. Gives why it was not opened (BKP_008, BKP_021, CONFIG_003, CONFIG_004); nothing when it was.
/// NOT_FOUND_003, BKP_001, IO_003, INTERNAL_003. Blocks.
Result<std::optional<Error>> verifyEncrypted(const BackupPlace &place, const BackupManifest &manifest, const BackupKeys *keys,
                                             const CancelToken &cancel, const ProgressSink &progress);

/// Every byte of a backup against its hashes, then its contents against the manifest. Nothing is opened before its
/// hashes are right; an encrypted one is not opened at all. NOT_FOUND_003, BKP_001, IO_003, INTERNAL_003. Blocks.
Result<bool> verifyWhole(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                         const ProgressSink &progress);

} // namespace plancia::backup
