// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"

#include <functional>

namespace plancia::backup {

/// What was found out about a backup after it was made: `state.json` in its folder. It says nothing about whether the
/// backup is valid, and may be lost.
struct BackupState {
    qint64 verifiedAt = 0;    ///< Unix ms UTC, 0 for never, like all times here
    qint64 provedAt = 0;
    qint64 proofFailedAt = 0; ///< when a rule of the data did not hold in it
    QString damage;           ///< of the last look; empty when it found none
    bool pinned = false;
    qint64 secondPlaceAt = 0; ///< when the copy at the second place was verified
    QList<DamagedPage> damagedPages = {};
    QString rot = {};          ///< as BackupInfo has these
    QString lastCleanFor = {};
    qint64 rotAt = 0;          ///< when that was found: the proof that failed then says no more than `rot`
    bool operator==(const BackupState &) const = default;
};

/// A file that is not there or cannot be read gives nothing known, but that it is kept: who knows what was said in it.
/// Blocks on the disk.
BackupState readState(const BackupPlace &place);
/// Reads, changes and writes it, one process at a time. One that cannot be read now is not written over. IO_001…003, NOT_FOUND_003.
Result<BackupState> changeState(const BackupPlace &place, const std::function<void(BackupState &)> &change);
/// For a backup that is being made, and that nobody else knows of. IO_001…004, IO_009.
Result<bool> writeNewState(const BackupPlace &place, const BackupState &state);
/// The state of a backup as far as it is known: proved, damaged, pinned …
void apply(const BackupState &state, BackupInfo &info);

} // namespace plancia::backup
