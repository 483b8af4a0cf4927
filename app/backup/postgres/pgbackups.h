// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/postgres/pgengine.h"
#include "app/backup/postgres/pgrestorer.h"
#include "app/backup/shelvedbackups.h"
#include "app/sql/gateway.h"

namespace plancia::backup {

/// The backups of a PostgreSQL server, in the same folder and format as those of a local store, over connections of their
/// own. The destructor cancels what runs and waits for it.
class PgBackups final : public ShelvedBackups {
public:
    struct Parts {
        sql::Gateway &store; ///< outlives this
        PgServer server;
        PgTools tools;
        AppendRestore append = {}; ///< without it nothing is restored
    };
    PgBackups(Parts parts, tasks::TaskQueue &tasks, const Clock &clock, Shelving shelving);
    ~PgBackups() override;

    bool knowsWholeDatabase() const override { return true; }
    QFuture<Result<bool>> ready(CallContext context) override;
    /// In one transaction; the schema that was there is kept under another name, and stands in the list as what undoes it
    /// (kMovedAsideScheme).
    QFuture<Result<RestoreReport>> restore(RestoreRequest request, CallContext context) override;
    /// A schema that was moved aside goes for good; there is no trash in a server.
    QFuture<Result<TrashedBackup>> remove(QString path, CallContext context) override;

protected:
    Result<QString> storeId(const CallContext &context) override;
    qint64 newestCommitMs(const CallContext &context) override;
    Result<BackupInfo> createNow(const BackupRequest &request, const CallContext &context, const ProgressSink &progress) override;
    Result<BackupInfo> verifyNow(const QString &path, const CallContext &context, const ProgressSink &progress) override;
    Result<bool> proveNow(const QString &path, const CallContext &context, const ProgressSink &progress) override;
    QStringList checksHere() const override { return rulesToBisect(); }
    Result<bool> holdsNow(const QString &path, const QString &check, const CallContext &context) override;
    Result<QList<BackupInfo>> keptElsewhere(const CallContext &context) override;

private:
    Result<RestoreReport> restoreNow(const RestoreRequest &request, Act &act, const CallContext &context,
                                     const ProgressSink &progress);
    PgRestorer restorer() const;
    void reportFailure(Act act, const Error &error, qint64 startedMono);

    const Parts m_parts;
    const PgEngine m_engine;
    std::mutex m_mutex;
    QString m_storeId; ///< under m_mutex: both workers ask
};

} // namespace plancia::backup
