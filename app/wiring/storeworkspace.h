// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/auditlog.h"
#include "app/audit/recorder.h"
#include "app/controlplane/intake/intake.h"
#include "app/controlplane/keys/apikeys.h"
#include "app/controlplane/limits/limits.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/controlplane/users/users.h"
#include "app/controlplane/usage/usage.h"
#include "app/maintenance/server/server.h"
#include "app/maintenance/sessions/sessions.h"
#include "app/sql/gateway.h"
#include "models/domain/move.h"
#include "models/ports/backupsport.h"
#include "models/ports/batchport.h"
#include "models/ports/momentsport.h"
#include "models/ports/maintenanceport.h"
#include "models/ports/ports.h"
#include "models/ports/tablesport.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace plancia::wiring {

/// A workspace over a store, local or remote: the same engines over another gateway. Thread-safe as ports are.
/// Destroying it closes the store, which may take a while: Workspaces does that on its own thread.
class StoreWorkspace : public Workspace {
public:
    struct Parts {
        WorkspaceIdentity identity;
        std::unique_ptr<sql::Gateway> gateway;
        std::unique_ptr<TablesPort> tables; ///< null for a server
        std::shared_ptr<const void> file; ///< what must live as long as the gateway: an unpacked backup, which goes with it
        /// What is installed and what waits, inside a read transaction.
        std::function<Result<SchemaPlan>(sql::Connection &)> plan;
        std::unique_ptr<MomentsPort> moments; ///< null where no archive is kept; goes before the backups
        std::unique_ptr<BackupsPort> backups; ///< null where this workspace is not backed up
        std::optional<bool> createsBackups = {}; ///< when that is not the same as being writable
        bool restoresBackups = false; ///< when it is writable
        std::optional<Capabilities> role = {}; ///< of what writes to the store, all that the connected role may do
        controlplane::Users::Policy passwordPolicy = {};
        std::unique_ptr<MaintenancePort> maintenance = {};
        std::unique_ptr<BatchPort> batch = {}; ///< goes before the moments and backups
        std::optional<MoveMark> mark = {}; ///< of a store that was moved away
        /// Why nothing can be written for now, while that lasts; null where nobody would know.
        std::function<std::optional<Error>()> trouble = {};
        /// Applies what waits in one transaction, with `also` (the audit row) in it; blocks. The store knows how: a local
        /// one makes a verified backup first, a server is asked under an advisory lock.
        std::function<Result<SchemaPlan>(BeforeMigrating, const CallContext &, AuditId, const sql::Gateway::Work &also)> migrate;
    };
    StoreWorkspace(Parts parts, const audit::Recorder &recorder);
    ~StoreWorkspace() override;

    /// Read-only as long as the store cannot be written, or was moved away.
    WorkspaceIdentity identity() const override;
    /// The store beneath, for what wiring does with a whole workspace; lives as long as this.
    sql::Gateway &gateway() { return *m_gateway; }
    /// Whether it was opened for writing, whatever keeps it from that now.
    bool isOpenForWriting() const { return !m_identity.readOnly; }
    /// Any thread. What the store carries now.
    void setMoveMark(const std::optional<MoveMark> &mark);
    Capabilities capabilities() const override;
    TenantsPort *tenants() override { return m_tenants.get(); }
    UsersPort *users() override { return m_users.get(); }
    ApiKeysPort *apiKeys() override { return m_apiKeys.get(); }
    BatchPort *batch() override { return m_batch.get(); }
    UsagePort *usage() override { return m_usage.get(); }
    LimitsPort *limits() override { return m_limits.get(); }
    IntakePort *intake() override { return m_intake.get(); }
    SessionsPort *sessions() override { return m_sessions.get(); }
    ServerPort *server() override { return m_server.get(); }
    AuditPort *audit() override { return m_audit.get(); }
    BackupsPort *backups() override { return m_backups.get(); }
    MomentsPort *moments() override { return m_moments.get(); }
    TablesPort *tables() override { return m_tables.get(); }
    MaintenancePort *maintenance() override { return m_maintenance.get(); }
    QFuture<Result<SchemaPlan>> schema(CallContext context) override;
    using Workspace::migrate;
    QFuture<Result<SchemaPlan>> migrate(BeforeMigrating before, CallContext context) override;
    QFuture<Result<QMap<QString, qint64>>> rowCounts(CallContext context) override;
    QFuture<Result<qint64>> commitNo(CallContext context) override;
    QFuture<Result<QString>> historyId(CallContext context) override;
    QFuture<Result<double>> ping(CallContext context) override;

private:
    std::optional<Error> readOnlyRefusal() const;

    WorkspaceIdentity m_identity;
    Capabilities m_capabilities;
    const audit::Recorder &m_recorder;
    std::function<Result<SchemaPlan>(sql::Connection &)> m_plan;
    std::function<Result<SchemaPlan>(BeforeMigrating, const CallContext &, AuditId, const sql::Gateway::Work &)> m_migrate;
    std::unique_ptr<controlplane::Tenants> m_tenants;
    std::unique_ptr<controlplane::Users> m_users; ///< null where the store is of a time before there were people
    std::unique_ptr<controlplane::ApiKeys> m_apiKeys; ///< null likewise
    std::unique_ptr<controlplane::Usage> m_usage;
    std::unique_ptr<controlplane::Limits> m_limits; ///< null where the store is of a time before there were limits
    std::unique_ptr<controlplane::Intake> m_intake; ///< null likewise
    std::unique_ptr<maintenance::Sessions> m_sessions; ///< null for a local store
    std::unique_ptr<maintenance::Server> m_server; ///< null likewise
    std::unique_ptr<audit::AuditLog> m_audit;
    std::unique_ptr<BackupsPort> m_backups;
    std::unique_ptr<MomentsPort> m_moments;
    std::unique_ptr<MaintenancePort> m_maintenance;
    std::unique_ptr<BatchPort> m_batch;
    std::function<std::optional<Error>()> m_trouble;
    mutable std::mutex m_mutex;
    std::optional<MoveMark> m_mark; ///< under m_mutex
    std::shared_ptr<const void> m_file;
    std::unique_ptr<TablesPort> m_tables;
    // Last, so that it goes first: its workers finish what is queued, and the ports above are still there for that.
    std::unique_ptr<sql::Gateway> m_gateway;
    const CancelToken m_closing; ///< ends a migration that can still be undone
    tasks::Worker m_migrator{QStringLiteral("migrations")};
};

} // namespace plancia::wiring
