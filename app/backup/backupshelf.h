// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"
#include "models/base/canceltoken.h"
#include "models/base/clock.h"
#include "models/ports/backupsport.h"

#include <functional>

namespace plancia::backup {

/// The backups of one store in one folder: what retention says of them, the trash beside them, and whether the clock is
/// believed. Whatever made the backups, this keeps and deletes them. Every call blocks on the disk; the object holds no
/// state and may be used from any thread. Beside the backups lie `.trash/` and `clock.json`.
class BackupShelf {
public:
    /// Says of a backup whether the archive cannot reach its moments without it.
    using NeededByArchive = std::function<bool(const BackupInfo &)>;

    /// `storeId` as the manifests have it. The clock outlives this.
    BackupShelf(QString folder, QString storeId, const Clock &clock, NeededByArchive needed = {});

    const QString &folder() const { return m_folder; }
    const QString &storeId() const { return m_storeId; }

    /// Newest first, with reasons and keepUntil. `newestCommitMs` is the time of the store's last commit, 0 when unknown.
    Result<QList<BackupInfo>> list(const RetentionRule &rule, qint64 newestCommitMs) const;
    /// One backup of the list.
    Result<BackupInfo> find(const QString &path, const RetentionRule &rule, qint64 newestCommitMs) const;

    /// Looks, or does it: BKP_010 when the clock is not believed. `each` is told of every backup that went to the trash.
    Result<PrunePlan> prune(BackupsPort::Prune what, const RetentionRule &rule, qint64 newestCommitMs, const CancelToken &cancel,
                            const std::function<void(const TrashedBackup &)> &each) const;

    /// BKP_009 for the last one that is proved (or verified, when none is). NOT_FOUND_003, BKP_002, IO_*.
    Result<TrashedBackup> moveToTrash(const QString &path) const;
    Result<QList<TrashedBackup>> trash() const;
    /// Where it is again. NOT_FOUND_003, IO_009.
    Result<QString> takeBack(const QString &path) const;
    /// Deletes for good what was put there before `beforeMs`. Returns the bytes that are free now.
    Result<qint64> emptyTrash(qint64 beforeMs) const;

    /// Reads the clock and remembers it. Once it jumped it stays so until confirmClock().
    ClockJudgement lookAtClock(qint64 newestCommitMs) const;
    /// The same for who has listed the folder already.
    ClockJudgement lookAtClock(const QList<BackupInfo> &backups, qint64 newestCommitMs) const;
    /// A person says that it is right now. IO_*.
    Result<bool> confirmClock(qint64 newestCommitMs) const;

private:
    Result<QList<BackupInfo>> own() const;
    QList<bool> decide(QList<BackupInfo> &backups, const RetentionRule &rule, const ClockJudgement &clock) const;
    Result<TrashedBackup> toTrash(const BackupInfo &backup) const;

    const QString m_folder;
    const QString m_storeId;
    const Clock &m_clock;
    const NeededByArchive m_needed;
};

} // namespace plancia::backup
