// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/page.h"
#include "models/base/progress.h"
#include "models/base/result.h"
#include "models/domain/audit.h"
#include "models/domain/blocking.h"
#include "models/domain/bundle.h"
#include "models/domain/connection.h"
#include "models/domain/event.h"
#include "models/domain/history.h"
#include "models/domain/preferences.h"
#include "models/domain/sample.h"
#include "models/domain/statements.h"
#include "models/domain/task.h"
#include "models/domain/tenant.h"
#include "models/domain/workspace.h"
#include "models/ports/callcontext.h"

#include <QFuture>
#include <QObject>
#include <memory>

/// What ui and cli may ask of the world.
/// Rules of every port call: it returns at once; its future always finishes with a Result (cancelled, timed out and shut
/// down are Errors), on the engine's thread; cancel by the token in the context, never by QFuture::cancel(). Use
/// deliver() to receive it on a QObject's thread. Calls may be made from any one thread at a time.
namespace plancia {

class TenantsPort {
public:
    virtual ~TenantsPort() = default;
    /// VAL_008 for a foreign cursor. `limit` is cut to kMaxPageRows.
    virtual QFuture<Result<Page<Tenant>>> page(TenantQuery query, Anchor anchor, int limit, CallContext context) = 0;
    /// Also a deleted one, and by a slug that it had before.
    virtual QFuture<Result<Tenant>> bySlug(QString slug, CallContext context) = 0;
    /// VAL_*, CONFLICT_002.
    virtual QFuture<Result<Tenant>> create(TenantDraft draft, CallContext context) = 0;
    /// Changes name, notes, tags and the end of a trial of the version that was read; CONFLICT_001 when it is another now: nothing is written.
    virtual QFuture<Result<Tenant>> update(TenantId id, qint64 rowVersion, TenantDraft draft, CallContext context) = 0;
    /// CONFLICT_001, CONFLICT_004, VAL_009.
    virtual QFuture<Result<Tenant>> setStatus(TenantId id, qint64 rowVersion, TenantStatus status, QString reason,
                                              CallContext context) = 0;
    /// Another slug; the one it had leads to it from then on. VAL_003, CONFLICT_001, 002, 005.
    virtual QFuture<Result<Tenant>> rename(TenantId id, qint64 rowVersion, QString slug, CallContext context) = 0;
    /// Out of every list but that of the deleted ones; its slugs stay taken. CONFLICT_001, 005, VAL_009.
    virtual QFuture<Result<Tenant>> remove(TenantId id, qint64 rowVersion, QString reason, CallContext context) = 0;
    /// As it was before it was deleted. CONFLICT_001, 005.
    virtual QFuture<Result<Tenant>> takeBack(TenantId id, qint64 rowVersion, CallContext context) = 0;
    /// What purge() would take along.
    virtual QFuture<Result<TenantFootprint>> footprint(TenantId id, CallContext context) = 0;
    /// Deletes a deleted tenant for good, with everything of its own, after all of that was written to `file` (JSON; a new
    /// file of mode 0600) and is on the disk. CONFLICT_001, 005, IO_001…004, IO_009: nothing is deleted then.
    virtual QFuture<Result<TenantPurge>> purge(TenantId id, qint64 rowVersion, QString file, QString reason, CallContext context) = 0;
};

class AuditPort {
public:
    virtual ~AuditPort() = default;
    /// A share stands for the time between the oldest and newest matching row.
    virtual QFuture<Result<Page<AuditEvent>>> page(AuditQuery query, Anchor anchor, int limit, CallContext context) = 0;
};

class BackupsPort;
class MomentsPort;
class TablesPort;
class MaintenancePort;
class ComparePort;
class SalvagePort;
class MovePort;
class DashboardsPort;
class BatchPort;
class UsersPort;
class ApiKeysPort;
class UsagePort;
class LimitsPort;
class IntakePort;
class SessionsPort;
class ServerPort;
class TargetsPort;
class AlertsPort;

/// One control plane seen through the pages. A port it lacks is null. Lives until the last holder lets go; calls made
/// after that finish with INTERNAL_002.
class Workspace {
public:
    virtual ~Workspace() = default;
    virtual WorkspaceIdentity identity() const = 0;
    virtual Capabilities capabilities() const = 0;
    virtual TenantsPort *tenants() = 0;
    virtual UsersPort *users() { return nullptr; }     ///< models/ports/usersport.h: people of the tenants
    virtual ApiKeysPort *apiKeys() { return nullptr; } ///< models/ports/apikeysport.h
    virtual BatchPort *batch() { return nullptr; } ///< models/ports/batchport.h: acts on many tenants
    virtual UsagePort *usage() { return nullptr; }     ///< models/ports/usageport.h: how the keys are used
    virtual AuditPort *audit() = 0;
    virtual BackupsPort *backups() = 0;         ///< models/ports/backupsport.h
    virtual MomentsPort *moments() { return nullptr; } ///< models/ports/momentsport.h: any moment back
    virtual TablesPort *tables() { return nullptr; }   ///< models/ports/tablesport.h: tables as they are
    virtual MaintenancePort *maintenance() { return nullptr; } ///< models/ports/maintenanceport.h
    /// What `planciactl migrate status` prints.
    virtual QFuture<Result<SchemaPlan>> schema(CallContext context) = 0;
    enum class BeforeMigrating {
        BackUp,   ///< a verified backup of kind "before:migration"; nothing is migrated when it cannot be had
        Nothing,  ///< a person said so: on a server whose role may make none. A local store is backed up all the same
    };
    /// Applies pending migrations in one transaction. What backing up gives (BKP_011 and BKP_013 on a server), MIG_002.
    virtual QFuture<Result<SchemaPlan>> migrate(BeforeMigrating before, CallContext context) = 0;
    QFuture<Result<SchemaPlan>> migrate(CallContext context) { return migrate(BeforeMigrating::BackUp, std::move(context)); }
    /// Rows per table (estimates on PostgreSQL), for bundles and status.
    virtual QFuture<Result<QMap<QString, qint64>>> rowCounts(CallContext context) = 0;
    /// The number of the last commit of the store.
    virtual QFuture<Result<qint64>> commitNo(CallContext context) = 0;
    /// Which line of history the store is on: another after each restore, whoever made it. Empty where there is none.
    virtual QFuture<Result<QString>> historyId(CallContext context);
    /// What a debug bundle holds; null for a store.
    virtual const BundlePreview *bundle() const { return nullptr; }
    /// A round trip to the store, in milliseconds.
    virtual QFuture<Result<double>> ping(CallContext context) = 0;
    virtual LimitsPort *limits() { return nullptr; } ///< models/ports/limitsport.h: of the tenants, and what is used of them
    virtual SessionsPort *sessions() { return nullptr; } ///< models/ports/sessionsport.h: of its server
    virtual ServerPort *server() { return nullptr; }     ///< models/ports/serverport.h: tables, indexes, vacuum, replication, log of its server
    virtual IntakePort *intake() { return nullptr; } ///< models/ports/intakeport.h: a tenant with all that it begins with
};

class WorkspacesPort {
public:
    virtual ~WorkspacesPort() = default;
    /// Local, examples when made, each connection; not opened.
    virtual QFuture<Result<QList<WorkspaceIdentity>>> list(CallContext context) = 0;
    /// By WorkspaceIdentity::id. "local" is created at first use, but NOT_FOUND_008 when it is gone and backups of it are
    /// there: "rescue" offers these, also for one that is damaged, and "local:new" begins with an empty one.
    /// "examples" is filled at first use (a task).
    virtual QFuture<Result<std::shared_ptr<Workspace>>> open(QString id, CallContext context) = 0;
    /// A backup (its folder or a file in it; read-only), a store, a debug bundle, or any SQLite file (read-only, with
    /// tables() alone). IO_005 when it is none of these, MIG_001 when newer (then `readOnly` opens it all the same). What is
    /// opened read-only gets nothing written beside it; a log that lies there is not read: identity().log.
    virtual QFuture<Result<std::shared_ptr<Workspace>>> openFile(QString path, bool readOnly, CallContext context) = 0;
    /// A store or SQLite file together with the log or journal beside it, on a copy of both; they are not touched.
    virtual QFuture<Result<std::shared_ptr<Workspace>>> openWithLog(QString path, CallContext context) = 0;
    /// Deletes the example store's file.
    virtual QFuture<Result<bool>> removeExamples(CallContext context) = 0;
};

class ConnectionsPort {
public:
    virtual ~ConnectionsPort() = default;
    virtual QFuture<Result<QList<ConnectionProfile>>> list(CallContext context) = 0;
    /// Saves a new (null id) or known profile. A password goes to the key ring, else it is kept for this run; the returned
    /// profile's `password` says which. VAL_*, CONFLICT_003.
    virtual QFuture<Result<ConnectionProfile>> save(ConnectionProfile profile, std::optional<QString> password,
                                                    CallContext context) = 0;
    virtual QFuture<Result<bool>> remove(ConnectionId id, CallContext context) = 0;
    /// Never fails for a server's sake: the report says which stage failed and why.
    virtual QFuture<Result<ConnectionReport>> test(ConnectionProfile profile, std::optional<QString> password,
                                                   CallContext context) = 0;
    virtual QFuture<Result<SchemaPlan>> schemaPlan(ConnectionId id, CallContext context) = 0;
    /// Where there is none yet; MIG_004 for an older one, which Workspace::migrate() takes on.
    virtual QFuture<Result<SchemaPlan>> installSchema(ConnectionId id, CallContext context) = 0;
    /// Whether a key ring can be used: true, or CONFIG_003 / CONFIG_004.
    virtual QFuture<Result<bool>> keyring(CallContext context) = 0;
};

class PreferencesPort : public QObject {
    Q_OBJECT
public:
    /// As last loaded or set; never blocks.
    virtual Preferences current() const = 0;
    virtual QFuture<Result<Preferences>> set(Preferences preferences, CallContext context) = 0;
signals:
    void changed(const plancia::Preferences &preferences);
};

/// Live samples and events of the agent. Signals come on the thread of the object's creator (the GUI thread in the console).
class StreamPort : public QObject {
    Q_OBJECT
public:
    virtual StreamStatus status() const = 0;
    /// What is kept in memory, oldest first: for a page that is built anew.
    virtual QList<Sample> recent(qint64 sinceMs) const = 0;
    virtual QList<StreamGap> recentGaps(qint64 sinceMs) const = 0;
    /// What is remembered of the agent that is followed now, up to what recent() has. A span over six hours comes as minutes.
    /// Without a telemetry store: of what recent() has. VAL_010 for a span that ends before it begins.
    virtual QFuture<Result<MetricHistory>> history(HistoryQuery query, CallContext context) = 0;
    /// Events that are remembered of the agent that is followed now, up to those that were signalled. Without a telemetry store: the
    /// last that came. VAL_008 for a foreign cursor, VAL_010 for a span that ends before it begins.
    virtual QFuture<Result<EventsPage>> events(EventsQuery query, CallContext context) = 0;
    /// What the statements of a server did between two moments, as far as it is remembered. VAL_010 for a span that ends before it
    /// begins, BUSINESS_002 where nothing of the kind is remembered.
    virtual QFuture<Result<StatementsReport>> statements(StatementsQuery query, CallContext context);
    /// Who waited for whom, as far as it is remembered. VAL_010, BUSINESS_002.
    virtual QFuture<Result<BlockingHistory>> blocking(BlockingQuery query, CallContext context);
    /// Ends the wait for the next reconnect.
    virtual void retryNow() = 0;
signals:
    void statusChanged(const plancia::StreamStatus &status);
    void samplesArrived(const QList<plancia::Sample> &samples);
    /// In the order in which they came; times may lie before those of others that came earlier.
    void eventsArrived(const QList<plancia::Event> &events);
    void gapArrived(const plancia::StreamGap &gap);
    /// Statements and blocked sessions came; ask again for what is shown.
    void recordsArrived(const QString &source);
};

class TasksPort : public QObject {
    Q_OBJECT
public:
    virtual QList<TaskInfo> tasks() const = 0; ///< running first, then the last 100 finished
    virtual void cancel(TaskId id) = 0;
signals:
    void taskChanged(const plancia::TaskInfo &task);
};

class SupportPort {
public:
    virtual ~SupportPort() = default;
    /// Every byte that would be written. `workspace` may be null.
    virtual QFuture<Result<BundlePreview>> preview(std::shared_ptr<Workspace> workspace, CallContext context) = 0;
    /// Writes exactly that preview.
    virtual QFuture<Result<BundleWritten>> write(BundlePreview preview, QString folder, CallContext context) = 0;
    /// Keeps an error that was shown, for the history (id, facts, when, request). Never blocks.
    virtual void noteError(const Error &error, const QString &requestId) = 0;
    virtual QString runId() const = 0;
    virtual QString logFile() const = 0;
};

/// Everything the window is given. Owned by wiring's Runtime, which outlives it.
struct Ports {
    WorkspacesPort *workspaces = nullptr;
    ConnectionsPort *connections = nullptr;
    PreferencesPort *preferences = nullptr;
    StreamPort *stream = nullptr;
    TasksPort *tasks = nullptr;
    SupportPort *support = nullptr;
    AuditPort *programAudit = nullptr; ///< acts on the program itself (console.db)
    ComparePort *compare = nullptr;    ///< models/ports/compareport.h: two workspaces
    SalvagePort *salvage = nullptr;    ///< models/ports/salvageport.h: what can be had from a damaged store
    DashboardsPort *dashboards = nullptr; ///< models/ports/dashboardsport.h: what the Monitoring page shows
    TargetsPort *targets = nullptr;    ///< models/ports/targetsport.h: what the agent within this console looks at for Health
    AlertsPort *alerts = nullptr;      ///< models/ports/alertsport.h: rules and alerts of the agent that is followed
    MovePort *move = nullptr;          ///< models/ports/moveport.h: a control plane from one kind of store into the other
};

} // namespace plancia
