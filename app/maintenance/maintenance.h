// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/maintenance/storechecks.h"
#include "app/store/localstore.h"
#include "app/tasks/taskqueue.h"
#include "models/ports/maintenanceport.h"

namespace plancia::maintenance {

/// Checks and upkeep of one store. Checks run on a worker of low priority, acts on another, so that neither the store's
/// reads and writes nor each other wait. Calls may be made from any one thread; the destructor cancels what runs and waits
/// for it.
class Maintenance final : public MaintenancePort {
public:
    /// What others know how to do. The functions are called on the workers and may block.
    struct Parts {
        sql::Gateway &gateway;
        store::LocalStore *store = nullptr; ///< the same, when it is a local one
        QString migrations;                 ///< resource folder of its schema
        QString workspace;                  ///< WorkspaceIdentity::id
        QString name = {};                  ///< the workspace's, for people
        bool isReadOnly = false;
        QString scratch;                    ///< folder for made stores
        /// Makes a backup of that kind and gives its path; null where this store is not backed up.
        std::function<Result<QString>(const QString &kind, const CallContext &)> backUp = {};
        std::function<Result<BackupAlarm>(const CallContext &)> backupAlarm = {};
        /// The newest commit that the archive has and the store lost, or -1; null where nothing is archived.
        std::function<Result<qint64>(const CallContext &)> lostCommits = {};
        std::function<Result<QByteArray>()> loadReport = {}; ///< what was kept; empty without one
        std::function<void(const QByteArray &)> keepReport = {};
    };
    Maintenance(Parts parts, const audit::Recorder &recorder, tasks::TaskQueue &tasks);
    ~Maintenance() override;

    QList<CheckInfo> checks() const override;
    Abilities abilities() const override;
    QFuture<Result<CheckReport>> last(CallContext context) override;
    OpenConnections openConnections() const override;
    QFuture<Result<CheckReport>> run(QStringList names, Depth depth, CallContext context) override;
    QFuture<Result<RepairReport>> repair(QString check, bool dryRun, CallContext context) override;
    QFuture<Result<ReindexReport>> reindex(bool dryRun, CallContext context) override;
    QFuture<Result<VacuumReport>> vacuum(bool dryRun, CallContext context) override;
    QFuture<Result<ProfileReport>> profile(qint64 rows, CallContext context) override;

private:
    template <class T, class F>
    QFuture<Result<T>> runTask(tasks::Worker &worker, const char *kind, const QString &subject, CallContext context, F work);
    Result<CheckReport> checkNow(const QStringList &names, Depth depth, const CallContext &context, const ProgressSink &progress);
    Result<CheckReport> checkLocal(const QList<CheckInfo> &wanted, Depth depth, const CallContext &context, const ProgressSink &progress);
    Result<CheckReport> checkServer(const QList<CheckInfo> &wanted, Depth depth, const CallContext &context, const ProgressSink &progress);
    Result<StoreFacts> factsFor(const QList<CheckInfo> &wanted, const CallContext &context) const;
    Result<CheckResult> lookAtRule(sql::Connection &connection, const QString &name, Depth depth, const CancelToken &cancel) const;
    Result<RepairReport> repairNow(const Invariant &rule, bool dryRun, const CallContext &context);
    Result<ReindexReport> reindexNow(bool dryRun, const CallContext &context);
    Result<VacuumReport> vacuumNow(bool dryRun, const CallContext &context);
    Result<VacuumReport> measureRoom() const;
    Result<ProfileReport> profileNow(qint64 rows, const CallContext &context, const ProgressSink &progress);
    Result<std::unique_ptr<sql::SqliteConnection>> openOwn(const QString &path) const;
    Result<bool> mayChange() const;
    CheckReport kept() const;
    AuditEvent beginAct(const QString &kind, const QString &name, const QString &details, const CallContext &context) const;
    void recordFailure(const AuditEvent &event, const Error &error, const CallContext &context) const;

    const Parts m_parts;
    const audit::Recorder &m_recorder;
    tasks::TaskQueue &m_tasks;
    const CancelToken m_closing;
    tasks::Worker m_checker{QStringLiteral("checks")};
    tasks::Worker m_keeper{QStringLiteral("maintenance")};
};

} // namespace plancia::maintenance
