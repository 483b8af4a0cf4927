// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupengine.h"
#include "app/backup/restorer.h"
#include "app/tasks/taskqueue.h"
#include "models/domain/audit.h"
#include "models/ports/backupsport.h"
#include "models/ports/ports.h"

namespace plancia::store {
class LocalStore;
}
namespace plancia::sql {
class Connection;
}

namespace plancia::backup {

/// An act on backups that belongs in the audit trail.
struct Act {
    QString action; ///< action::BackupCreate or action::BackupVerify
    AuditResult result = AuditResult::Done;
    QString path;              ///< of the backup; the folder when none was made
    std::optional<Error> error;
    BackupManifest manifest;   ///< of the backup, when it is known
    qint64 durationMs = 0;
    QString requestId;
    AuditId id = {};           ///< of its row, when that must be known beforehand; null: a new one
};

/// Appends the row of a restore that is done, with these details (a JSON object), to what is being restored.
using AppendRestore = std::function<Result<bool>(sql::Connection &, const Act &, const QString &details)>;
/// How to restore, where it is possible.
struct Restoring {
    store::LocalStore *store = nullptr; ///< null: BKP_004
    QString scratch = {};               ///< folder for files in the making, on the store's disk
    AppendRestore append = {};
};

/// The backups of a local store. Its blocking work runs as tasks on a worker of its own, so that the store's reads and
/// writes go on meanwhile. Calls may be made from any one thread; the destructor cancels what runs and waits for it.
class LocalBackups final : public BackupsPort {
public:
    /// Called on the worker's thread after each act, before its future finishes; must not block on this object.
    using Audit = std::function<void(const Act &)>;

    /// `store` must outlive this. `folder` is used when a call names none; `workspace` is the WorkspaceIdentity::id.
    LocalBackups(const store::LocalStore &store, tasks::TaskQueue &tasks, const Clock &clock, QString folder,
                 QString workspace, Audit audit, Restoring restoring = {});
    ~LocalBackups() override;

    QFuture<Result<QList<BackupInfo>>> list(CallContext context) override;
    QFuture<Result<bool>> ready(CallContext context) override;
    QFuture<Result<BackupInfo>> create(BackupRequest request, CallContext context) override;
    QFuture<Result<BackupInfo>> verify(QString path, CallContext context) override;
    QFuture<Result<RestoreReport>> restore(RestoreRequest request, CallContext context) override;
    /// Brings the file to be restored, inside the task and on its thread; may fill in the act's manifest.
    using Provide = std::function<Result<RestoreSource>(Act &act, const CancelToken &, const ProgressSink &)>;
    /// The same for what is no backup, such as a moment; `subject` names the task and the act.
    QFuture<Result<RestoreReport>> restoreFrom(QString subject, Provide provide, CallContext context);

private:
    Result<RestoreReport> restoreNow(const Provide &provide, Act &act, const CallContext &context, const ProgressSink &progress);
    Result<BackupInfo> createNow(const BackupRequest &request, const CallContext &context, const ProgressSink &progress);
    Result<BackupInfo> verifyNow(const QString &path, const CallContext &context, const ProgressSink &progress);
    void report(Act act, const Result<BackupInfo> &result, qint64 startedMono);
    template <class F>
    QFuture<Result<BackupInfo>> runTask(const char *kind, QString subject, CallContext context, F work);

    const store::LocalStore &m_store;
    tasks::TaskQueue &m_tasks;
    const Clock &m_clock;
    const QString m_folder;
    const QString m_workspace;
    const Audit m_audit;
    const Restoring m_restoring;
    const BackupEngine m_engine;
    const CancelToken m_closing;
    tasks::Worker m_worker{QStringLiteral("backups")};
    tasks::Worker m_lister{QStringLiteral("list of backups")}; ///< a list does not wait for a backup that runs
};

} // namespace plancia::backup
