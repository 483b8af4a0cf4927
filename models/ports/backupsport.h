// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backuppolicy.h"
#include "models/domain/bisection.h"
#include "models/domain/restore.h"
#include "models/domain/retention.h"
#include "models/domain/schedule.h"
#include "models/domain/secondplace.h"
#include "models/domain/tables.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

class BackupKeysPort;

struct BackupRequest {
    QString folder = {}; ///< empty: the workspace's own
    QString kind = QStringLiteral("manual"); ///< BackupManifest::kind
    QString note = {}; ///< at most kMaxNote characters
    static constexpr qsizetype kMaxNote = 200;
    bool wholeDatabase = false; ///< PostgreSQL: every schema, not ours alone
    bool operator==(const BackupRequest &) const = default;
};

/// A backup that was deleted and can be had back for seven days.
struct TrashedBackup {
    QString path; ///< where it lies now
    BackupManifest manifest;
    qint64 trashedAt = 0; ///< Unix ms UTC
    qint64 goesAt = 0;
    qint64 storedBytes = 0;
    bool operator==(const TrashedBackup &) const = default;
};

/// What pruning does, or would do. Every backup of the store is in one of the two lists, with its reasons.
struct PrunePlan {
    QList<BackupInfo> keep;
    QList<BackupInfo> remove;
    ClockJudgement clock;
    QList<TrashedBackup> trash; ///< as it is afterwards, newest first
    qint64 freedBytes = 0;      ///< by what goes to the trash, and later from it
    bool done = false;          ///< false: only looked
};

/// Whether the backups are as their policy wants them.
struct BackupHealth {
    BackupPolicy policy;
    BackupAlarm alarm;
    ClockJudgement clock; ///< not right: nothing is deleted until somebody has looked
    QString toProve;      ///< the newest scheduled one, whole but for its proof, which was broken off; empty: none
    QString toRead;       ///< the one that was longest not read, when it is time to read it again; empty: none
    qint64 lastAt = 0; ///< when the last one began that stands for the schedule, Unix ms UTC; 0 for none
    std::optional<qint64> nextDueAt; ///< in the past: it is due; nothing without a schedule
    bool isDue = false;
    bool operator==(const BackupHealth &) const = default;
};

/// The backups of one workspace. The rules of every port hold: models/ports/ports.h.
class BackupsPort {
public:
    virtual ~BackupsPort() = default;
    /// models/ports/backupkeysport.h: the keys of encrypted ones; null where none can be had. Never blocks.
    virtual BackupKeysPort *keys() { return nullptr; }
    /// Whether BackupRequest::wholeDatabase means something here. Never blocks.
    virtual bool knowsWholeDatabase() const { return false; }
    /// Newest first. What lies in the folder, by manifests; a backup without a valid one is not listed. So are copies that lie
    /// only at the second place, when that answers at once: BackupInfo::isOnlyAtSecondPlace.
    virtual QFuture<Result<QList<BackupInfo>>> list(CallContext context) = 0;
    /// Whether a backup could be made now; else what is missing (BKP_011 names the GRANT, BKP_013 the package).
    virtual QFuture<Result<bool>> ready(CallContext context) = 0;
    /// Backs up, verifies by reading back, then writes the manifest. Runs as a task. BKP_015 when there is too little room. Pages
    /// that differ from the backup before, and that no commit wrote, are in BackupInfo::rot: the one before is kept.
    virtual QFuture<Result<BackupInfo>> create(BackupRequest request, CallContext context) = 0;
    /// Reads the whole backup. BKP_001 names the file, and where it can the page and the table, that differ. Runs as a task.
    virtual QFuture<Result<BackupInfo>> verify(QString path, CallContext context) = 0;
    /// Puts the contents of a backup in the place of the workspace's, as its next commit, after a verified safety copy of
    /// kind "before:restore": restoring that one undoes it. BKP_001, BKP_007, MIG_001, IO_001. Runs as a task ("restore").
    virtual QFuture<Result<RestoreReport>> restore(RestoreRequest request, CallContext context) = 0;
    /// Verifies, restores into a scratch copy and looks whether every rule of the data holds there. BKP_001, BKP_006.
    /// Runs as a task.
    virtual QFuture<Result<BackupInfo>> prove(QString path, CallContext context) = 0;
    /// A pinned backup is never deleted by itself. Unpinning also lets go the last clean one (BackupInfo::lastCleanFor), and
    /// with that of kRotCheck what changed in newer ones counts as right.
    virtual QFuture<Result<BackupInfo>> setPinned(QString path, bool pinned, CallContext context) = 0;
    /// Moves it to the trash. BKP_009 for the last one that is proved.
    virtual QFuture<Result<TrashedBackup>> remove(QString path, CallContext context) = 0;
    /// Out of the trash, to where it was. NOT_FOUND_003, IO_009.
    virtual QFuture<Result<BackupInfo>> takeBack(QString path, CallContext context) = 0;
    /// Deletes what is in the trash for good. Returns the bytes that are free now.
    virtual QFuture<Result<qint64>> emptyTrash(CallContext context) = 0;
    enum class Prune { Look, Do };
    /// Backups that retention has no reason to keep go to the trash, and what lies there for seven days goes for good.
    /// BKP_010 when the clock jumped and it was to be done.
    virtual QFuture<Result<PrunePlan>> prune(Prune what, CallContext context) = 0;
    /// A person has looked: the clock is right as it is now.
    virtual QFuture<Result<bool>> confirmClock(CallContext context) = 0;
    virtual QFuture<Result<BackupHealth>> health(CallContext context) = 0;
    virtual QFuture<Result<BackupPolicy>> policy(CallContext context) = 0;
    /// A second place that was not the one before gets our mark. BKP_005, BKP_020, IO_001, IO_002, IO_004: nothing was set.
    virtual QFuture<Result<BackupPolicy>> setPolicy(BackupPolicy policy, CallContext context) = 0;
    /// Answers in bounded time, also when the place does not.
    virtual QFuture<Result<SecondPlaceState>> secondPlace(CallContext context) = 0;
    /// Copies one backup, or with an empty path whatever is kept and not there, newest first; each is verified there. What
    /// went to the trash here goes to the one there. BKP_001, IO_*; BKP_005 also when no second place is set. Runs as
    /// a task ("copy"). It begins by itself after a backup was made, and its failure is no failure of that backup.
    virtual QFuture<Result<SecondPlaceState>> copyToSecondPlace(QString path, CallContext context) = 0;
    /// Writes the tables of a backup as CSV, as TablesPort::exportCsv() those of a file; a dump of PostgreSQL is verified first, and
    /// read by pg_restore without a server. `path` may lie anywhere. BKP_001, BKP_013, BUSINESS_001, IO_*. Runs as a task ("export").
    virtual QFuture<Result<CsvExport>> exportCsv(QString path, CsvRequest request, CallContext context) = 0;
    /// The last backup in which a check held (one of checksToBisect(); those of a server are the rules of the data): halves
    /// the backups of the newest line of history until it is found, and keeps it until it is unpinned or another is found.
    /// VAL_011, BKP_004, NOT_FOUND_003 without backups. Runs as a task ("bisect").
    virtual QFuture<Result<BisectReport>> findLastClean(QString check, CallContext context) = 0;
};

} // namespace plancia
