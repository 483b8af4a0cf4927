// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupshelf.h"
#include "app/backup/encryption/backupkeys.h"
#include "app/backup/exporttables.h"
#include "app/backup/placelooker.h"
#include "app/backup/plainstore.h"
#include "app/backup/rot.h"
#include "app/tasks/taskqueue.h"
#include "models/domain/audit.h"
#include "models/ports/backupsport.h"

namespace plancia {
class BackupKeysPort;
}

namespace plancia::sql {
class Connection;
}

namespace plancia::backup {

/// An act on backups that belongs in the audit trail.
struct Act {
    QString action; ///< action::BackupCreate, BackupVerify, BackupProve, BackupRestore, BackupDelete, BackupPin, BackupCopy or BackupPolicy
    AuditResult result = AuditResult::Done;
    QString path;              ///< of the backup; the folder when none was made
    std::optional<Error> error;
    BackupManifest manifest;   ///< of the backup, when it is known
    qint64 durationMs = 0;
    QString requestId;
    QString details = {};      ///< JSON object; empty: none
    AuditId id = {};           ///< of its row, when that must be known beforehand; null: a new one
};

/// Appends the row of a restore that is done to what is being restored.
using AppendRestore = std::function<Result<bool>(sql::Connection &, const Act &)>;

/// What the backups of a workspace need from the program.
struct Shelving {
    QString folder;    ///< used when a call names none
    QString workspace; ///< WorkspaceIdentity::id
    QString scratch;   ///< for copies that are tried and unpacked
    /// Called on the worker's thread after each act, before its future finishes; must not block on the backups.
    std::function<void(const Act &)> audit = {};
    std::function<Result<BackupPolicy>()> policy = {}; ///< blocks; without it the defaults hold
    std::function<Result<BackupPolicy>(const BackupPolicy &, const CallContext &)> setPolicy = {};
    BackupShelf::NeededByArchive archiveNeeds = {};
    /// What commits wrote between two backups of one line of history, where all of it is known; blocks.
    std::function<std::optional<WrittenPages>(const BackupManifest &older, const BackupManifest &newer, const CancelToken &)> written = {};
    ExportTables exportTables = {}; ///< without it no tables are exported
    const BackupKeys *keys = nullptr;   ///< for encrypted backups; outlives the backups
    BackupKeysPort *keysPort = nullptr; ///< the same, for who makes, enters and shows them
    int placeAnswersInMs = 20'000; ///< how long a list waits for the second place
    int watchPlaceMs = 0; ///< how often it looks whether the second place is back, for programs that stay; 0: never
};

/// The part of the port that is the same whatever is backed up: the list, retention, pins and the trash, and that long work
/// runs as a task on a worker of its own. A kind of store adds how a backup is made, verified and proved.
/// Calls may be made from any one thread; the destructor of the kind calls stop() first.
class ShelvedBackups : public BackupsPort {
public:
    BackupKeysPort *keys() override { return m_shelving.keysPort; }
    QFuture<Result<QList<BackupInfo>>> list(CallContext context) override;
    QFuture<Result<BackupInfo>> create(BackupRequest request, CallContext context) override;
    QFuture<Result<BackupInfo>> verify(QString path, CallContext context) override;
    QFuture<Result<BackupInfo>> prove(QString path, CallContext context) override;
    QFuture<Result<BackupInfo>> setPinned(QString path, bool pinned, CallContext context) override;
    QFuture<Result<TrashedBackup>> remove(QString path, CallContext context) override;
    QFuture<Result<BackupInfo>> takeBack(QString path, CallContext context) override;
    QFuture<Result<qint64>> emptyTrash(CallContext context) override;
    QFuture<Result<PrunePlan>> prune(Prune what, CallContext context) override;
    QFuture<Result<bool>> confirmClock(CallContext context) override;
    QFuture<Result<BackupHealth>> health(CallContext context) override;
    QFuture<Result<BackupPolicy>> policy(CallContext context) override;
    QFuture<Result<BackupPolicy>> setPolicy(BackupPolicy policy, CallContext context) override;
    QFuture<Result<SecondPlaceState>> secondPlace(CallContext context) override;
    QFuture<Result<SecondPlaceState>> copyToSecondPlace(QString path, CallContext context) override;
    QFuture<Result<CsvExport>> exportCsv(QString path, CsvRequest request, CallContext context) override;
    QFuture<Result<BisectReport>> findLastClean(QString check, CallContext context) override;

protected:
    ShelvedBackups(Shelving shelving, tasks::TaskQueue &tasks, const Clock &clock);
    /// Cancels what runs and waits for it.
    void stop();

    // All of these block, on any of the workers.
    virtual Result<QString> storeId(const CallContext &context) = 0; ///< as manifests have it
    virtual qint64 newestCommitMs(const CallContext &context) = 0;   ///< 0 when unknown
    virtual qint64 madeAt(const CallContext &) { return 0; } ///< of what is backed up, Unix ms UTC; 0 when unknown
    virtual Result<BackupInfo> createNow(const BackupRequest &request, const CallContext &context, const ProgressSink &progress) = 0;
    virtual Result<BackupInfo> verifyNow(const QString &path, const CallContext &context, const ProgressSink &progress) = 0;
    virtual Result<bool> proveNow(const QString &path, const CallContext &context, const ProgressSink &progress) = 0;
    virtual QStringList checksHere() const { return checksToBisect(); } ///< that holdsNow() knows
    /// Whether a check holds in a backup; BKP_001 for one that is damaged, of which that would say nothing.
    virtual Result<bool> holdsNow(const QString &path, const QString &check, const CallContext &context) = 0;
    /// What undoes a restore and lies in no folder.
    virtual Result<QList<BackupInfo>> keptElsewhere(const CallContext &) { return QList<BackupInfo>(); }

    /// What a new backup is encrypted with; nothing when it shall not be. A policy that cannot be read and a key that is not to be
    /// had are errors: a backup that should be encrypted is never made in plain text. Blocks.
    Result<std::optional<BackupKey>> keyForNew() const;
    Unpacking unpacking() const { return {m_shelving.scratch, m_shelving.keys}; }
    const Shelving &shelving() const { return m_shelving; }
    const Clock &clock() const { return m_clock; }
    tasks::TaskQueue &tasks() { return m_tasks; }
    tasks::Worker &worker() { return m_worker; }
    tasks::Worker &lister() { return m_lister; }
    const CancelToken &closing() const { return m_closing; }

private:
    Result<BackupShelf> shelf(const CallContext &context);
    RetentionRule rule() const;
    Result<bool> hasKeyFor(const BackupPolicy &policy) const;
    Result<BackupInfo> verifyAndNote(const QString &path, const CallContext &context, const ProgressSink &progress);
    Result<BackupInfo> proveAndNote(const QString &path, const CallContext &context, const ProgressSink &progress);
    Result<BackupInfo> found(const QString &path, const CallContext &context);
    Result<QList<BackupInfo>> listNow(const CallContext &context);
    void tidy(const CallContext &context);
    void pack(const QList<BackupInfo> &newestFirst, const CallContext &context);
    void report(Act act, const std::optional<Error> &error, qint64 startedMono);
    // Faults that came in unnoticed: shelvedrot.cpp.
    void lookForRot(const BackupInfo &made, const CallContext &context);
    Result<QList<qint64>> strayBetween(const BackupInfo &before, const BackupInfo &made, const CallContext &context) const;
    void addPages(QList<DamagedPage> &pages, const QList<qint64> &stray, const BackupInfo &made, const CancelToken &cancel) const;
    void keepAsClean(const BackupInfo *clean, const QString &check, const QList<BackupInfo> &line, const CallContext &context);
    void forgetRot(const QString &historyId);
    Result<BisectReport> bisectNow(const QString &check, const CallContext &context, const ProgressSink &progress);
    // The second place: shelvedcopies.cpp.
    QString placeNow() const; ///< empty for none
    bool isAtSecondPlace(const QString &path) const;
    PlaceLook lookAtPlace(const QString &id, const QList<BackupInfo> &here);
    Result<bool> adoptPlace(const BackupPolicy &policy);
    void noteGone(const BackupManifest &manifest, const QString &id);
    Result<SecondPlaceState> copyNow(const QString &path, const CallContext &context, const ProgressSink &progress);
    void copyByItself();
    void watchPlace();
    void copyIfBack();
    template <class F>
    QFuture<Result<BackupInfo>> runTask(const char *kind, const QString &action, QString subject, CallContext context, F work);
    template <class T, class F>
    QFuture<Result<T>> runShort(CallContext context, F work);

    const Shelving m_shelving;
    tasks::TaskQueue &m_tasks;
    const Clock &m_clock;
    const CancelToken m_closing;
    tasks::Worker m_worker{QStringLiteral("backups")};
    tasks::Worker m_lister{QStringLiteral("list of backups")}; ///< a list does not wait for a backup that runs
    tasks::Worker m_exporter{QStringLiteral("export of backups")}; ///< nor does a backup wait for one that is written as CSV
    tasks::Worker m_copier{QStringLiteral("copies of backups")}; ///< and neither of them for a disk that may be far away
    PlaceLooker m_looker{m_clock, std::chrono::milliseconds(m_shelving.placeAnswersInMs)};
    std::atomic<int> m_copies{0}; ///< that run or wait by themselves
};

/// Runs on the worker that does not wait for a backup, without a task: it takes milliseconds.
template <class T, class F>
QFuture<Result<T>> ShelvedBackups::runShort(CallContext context, F work)
{
    return m_lister.run([this, context = std::move(context), work = std::move(work)]() -> Result<T> {
        const CancelLink byEnd(m_closing, context.cancel);
        if (context.cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        return work(context);
    });
}

} // namespace plancia::backup
