// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/plainstore.h"

#include <QHash>

namespace plancia::backup {

/// What commits wrote between two backups of one line of history.
struct WrittenPages {
    QHash<quint32, QByteArray> newest; ///< page number, from 1 → SHA-256 of what was written there last
    quint32 leastPages = 0xffffffff;   ///< the smallest that the store was in between: what lay beyond it had to be written anew
};

/// The pages of `newer` that are neither as in `older` nor as `written` has them: bit rot, a write that the disk lost, or
/// another program. Two backups of one commit must be alike altogether. Nothing is found where a backup has no pages
/// (PostgreSQL, version 1) or pages of another size. Page 1, whose head is the copy's own, is held against the older one
/// only where the same SQLite made both. Blocks: reads the hashes, and all of an encrypted backup.
/// BKP_001 when the hashes themselves are damaged, BKP_008, BKP_021, CONFIG_004, IO_*, INTERNAL_003.
Result<QList<qint64>> strayPages(const BackupInfo &older, const BackupInfo &newer, const WrittenPages &written,
                                 const BackupKeys *keys, const CancelToken &cancel);

} // namespace plancia::backup
