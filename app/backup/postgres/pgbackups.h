// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/localbackups.h"
#include "app/backup/postgres/pgengine.h"
#include "app/backup/postgres/pgrestorer.h"
#include "app/sql/gateway.h"

namespace plancia::backup {

/// The backups of a PostgreSQL server, in the same folder and format as those of a local store. Its blocking work runs as
/// tasks on a worker of its own, over connections of its own. Calls may be made from any one thread; the destructor
/// cancels what runs and waits for it.
class PgBackups final : public BackupsPort {
public:
    struct Parts {
        sql::Gateway &store; ///< outlives this
        PgServer server;
        PgTools tools;
        QString folder;    ///< used when a call names none
        QString scratch;   ///< for what is restored to be looked at
        QString workspace; ///< WorkspaceIdentity::id
        LocalBackups::Audit audit;
        AppendRestore append = {}; ///< without it nothing is restored
    };
    PgBackups(Parts parts, tasks::TaskQueue &tasks, const Clock &clock);
    ~PgBackups() override;

    QFuture<Result<QList<BackupInfo>>> list(CallContext context) override;
    QFuture<Result<bool>> ready(CallContext context) override;
    QFuture<Result<BackupInfo>> create(BackupRequest request, CallContext context) override;
    QFuture<Result<BackupInfo>> verify(QString path, CallContext context) override;
    QFuture<Result<BackupInfo>> prove(QString path, CallContext context);
    /// In one transaction; the schema that was there is kept under another name, and stands in the list as what undoes it
    /// ("schema:plancia_before_…").
    QFuture<Result<RestoreReport>> restore(RestoreRequest request, CallContext context) override;

private:
    Result<QString> storeId(const CallContext &context);
    Result<QList<BackupInfo>> listNow(const CallContext &context);
    Result<BackupInfo> proveNow(const QString &path, const CallContext &context, const ProgressSink &progress);
    Result<RestoreReport> restoreNow(const RestoreRequest &request, Act &act, const CallContext &context,
                                     const ProgressSink &progress);
    PgRestorer restorer() const;
    Result<BackupInfo> verifyNow(const QString &path, const CallContext &context, const ProgressSink &progress);
    void report(Act act, const Result<BackupInfo> &result, qint64 startedMono);
    template <class T, class F>
    QFuture<Result<T>> runTask(const char *kind, QString subject, CallContext context, F work);

    const Parts m_parts;
    tasks::TaskQueue &m_tasks;
    const Clock &m_clock;
    const PgEngine m_engine;
    const CancelToken m_closing;
    QString m_storeId; ///< on the lister's thread
    tasks::Worker m_worker{QStringLiteral("server backups")};
    tasks::Worker m_lister{QStringLiteral("list of server backups")}; ///< a list does not wait for a backup that runs
};

} // namespace plancia::backup
