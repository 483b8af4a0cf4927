// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupengine.h"
#include "app/backup/restorer.h"
#include "app/backup/shelvedbackups.h"

namespace plancia::backup {

/// How to restore, where it is possible.
struct Restoring {
    store::LocalStore *store = nullptr; ///< null: BKP_004
    AppendRestore append = {};
    /// Told of a restore that is done, whose row stands in what was restored: an undo takes that row away with everything else.
    std::function<void(const Act &)> done = {};
};

/// The backups of a local store. The store's reads and writes go on while one is made. The destructor cancels what runs
/// and waits for it.
class LocalBackups final : public ShelvedBackups {
public:
    /// `store` must outlive this.
    LocalBackups(const store::LocalStore &store, tasks::TaskQueue &tasks, const Clock &clock, Shelving shelving,
                 Restoring restoring = {});
    ~LocalBackups() override;

    QFuture<Result<bool>> ready(CallContext context) override;
    QFuture<Result<RestoreReport>> restore(RestoreRequest request, CallContext context) override;
    /// Brings the file to be restored, inside the task and on its thread; may fill in the act's manifest.
    using Provide = std::function<Result<RestoreSource>(Act &act, const CancelToken &, const ProgressSink &)>;
    /// The same for what is no backup, such as a moment; `subject` names the task and the act.
    QFuture<Result<RestoreReport>> restoreFrom(QString subject, Provide provide, CallContext context);

protected:
    Result<QString> storeId(const CallContext &context) override;
    qint64 newestCommitMs(const CallContext &context) override;
    qint64 madeAt(const CallContext &context) override;
    Result<BackupInfo> createNow(const BackupRequest &request, const CallContext &context, const ProgressSink &progress) override;
    Result<BackupInfo> verifyNow(const QString &path, const CallContext &context, const ProgressSink &progress) override;
    Result<bool> proveNow(const QString &path, const CallContext &context, const ProgressSink &progress) override;
    Result<bool> holdsNow(const QString &path, const QString &check, const CallContext &context) override;

private:
    /// Without a key: not encrypted.
    Result<BackupInfo> createWith(const std::optional<BackupKey> &key, const BackupRequest &request, const CallContext &context,
                                  const ProgressSink &progress) const;
    Result<RestoreReport> restoreNow(const Provide &provide, Act &act, const CallContext &context, const ProgressSink &progress);

    qint64 numberIn(const char *query) const;

    const store::LocalStore &m_store;
    const Restoring m_restoring;
    const BackupEngine m_engine;
};

} // namespace plancia::backup
