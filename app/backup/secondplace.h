// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"
#include "models/base/canceltoken.h"
#include "models/base/clock.h"
#include "models/base/progress.h"

namespace plancia::backup {

/// A folder of the user's with a copy of each backup: NAS, USB disk, mounted bucket. It is ours when our mark lies in it,
/// `.plancia-backups`; an empty mount point has none, and nothing is ever written there. A copy is a backup folder like any
/// other, so that it can be verified, opened and restored where it lies; several stores may share the place.
///
/// What is copied: backups of version 2 that are whole. What goes there: only what went to the trash of the first folder,
/// and only when it carries the manifest of that very backup; it lies in a trash there for seven days, whatever is done to
/// the first trash. The last proved copy (or the last whole one, when none is proved) stays.
///
/// Every call blocks on that disk, which may be a network that does not answer; the object holds no state and may be used
/// from any thread.
class SecondPlace {
public:
    /// `backups` is the first folder. The clock outlives this.
    SecondPlace(QString folder, QString backups, const Clock &clock);

    const QString &folder() const { return m_folder; }

    /// Makes it ours: a person has chosen it. BKP_005 when it is not there, BKP_020 when it lies in the folder of the
    /// backups or is that folder by whatever name, IO_001, IO_002, IO_004 when it cannot be written.
    Result<bool> adopt() const;
    /// BKP_005 when the folder or the mark is not there, BKP_020 as above.
    Result<bool> check() const;
    /// The copies of one store, or of all with an empty id, newest first. BKP_005, BKP_020, IO_002, IO_003.
    Result<QList<BackupInfo>> copies(const QString &storeId) const;

    /// Copies the files, brings them to the disk, reads them back, holds every page against its hash there, and only then
    /// writes the manifest and gives the copy its name. Returns the copy. BKP_001 names the copy when the place gives back
    /// other bytes, the backup when that was damaged before. BKP_005, BKP_020, NOT_FOUND_003, IO_*, INTERNAL_003: nothing
    /// that counts is left there.
    Result<BackupInfo> copy(const BackupInfo &backup, const CancelToken &cancel, const ProgressSink &progress) const;
    /// What was found out about the backup here since, for who has only the copy: proved, pinned. IO_*.
    Result<bool> noteState(const BackupInfo &copy, const BackupInfo &backup) const;
    /// A copy that is damaged makes room for another; it lies in the trash there. IO_*, NOT_FOUND_003.
    Result<bool> setAside(const BackupInfo &copy) const;
    /// BKP_009 for the last one that is proved; IO_*, NOT_FOUND_003.
    Result<bool> moveToTrash(const BackupInfo &copy) const;
    /// Deletes for good what has lain in the trash there for seven days. Returns the bytes that are free now.
    Result<qint64> emptyTrash(const QString &storeId) const;

    bool isOnSameDisk() const;

private:
    Result<bool> checkFolder() const;
    Result<bool> copyFiles(const BackupPlace &from, const BackupPlace &to, const BackupInfo &backup, const CancelToken &cancel,
                           const std::function<void(qint64)> &done) const;

    const QString m_folder;
    const QString m_backups;
    const Clock &m_clock;
};

} // namespace plancia::backup
