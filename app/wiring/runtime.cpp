// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/runtime.h"

#include "app/audit/auditlog.h"
#include "app/log/log.h"
#include "app/monitoring/dashboards/dashboards.h"
#include "app/postgres/pgconnection.h"
#include "app/secrets/systemkeyring.h"
#include "app/store/localstore.h"
#include "app/tasks/taskqueue.h"
#include "app/wiring/agentsecrets.h"
#include "app/wiring/comparesides.h"
#include "app/wiring/connections.h"
#include "app/wiring/diskreserve.h"
#include "app/wiring/move.h"
#include "app/wiring/preferences.h"
#include "app/wiring/salvage.h"
#include "app/wiring/schedules.h"
#include "app/wiring/streaming.h"
#include "app/wiring/support.h"
#include "app/wiring/targets.h"
#include "app/wiring/untraced.h"
#include "app/wiring/workspaces.h"
#include "models/ports/deliver.h"

#include <QSemaphore>
#include <QSysInfo>
#include <mutex>

#include <pwd.h>
#include <unistd.h>

namespace plancia::wiring {

namespace {

constexpr int kLastWritesMs = 10'000;

Result<std::unique_ptr<store::LocalStore>> openConsoleStore(const Places &places, const QString &program)
{
    store::LocalStore::Options options;
    options.path = places.consoleStore();
    options.migrations = QStringLiteral(":/sql/sqlite/console");
    options.applicationId = store::kConsoleStoreId;
    options.createIfMissing = true;
    options.holder = program;
    auto opened = store::LocalStore::open(options);
    if (opened && (*opened)->pendingMigrations() > 0)
        if (auto migrated = (*opened)->migrate(SystemClock().nowMs()); !migrated)
            return fail(migrated.error());
    return opened;
}

} // namespace

QString thisUser()
{
    const passwd *entry = getpwuid(getuid());
    const QString user = entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(getuid());
    return user + u'@' + QSysInfo::machineHostName();
}

/// In the order of their making; they go in reverse.
struct Runtime::Parts {
    SystemClock clock;
    Places places;
    QString runId = newUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<store::LocalStore> console;
    std::unique_ptr<Untraced> untraced;
    std::unique_ptr<audit::Recorder> recorder;
    std::unique_ptr<audit::AuditLog> programAudit;
    std::unique_ptr<PreferencesStore> preferences;
    tasks::TaskQueue tasks{clock};
    secrets::SystemKeyRing keyRing;
    secrets::SessionSecrets session;
    std::unique_ptr<AgentSecrets> agentSecrets;
    std::unique_ptr<BackupKeyring> backupKeys;
    std::unique_ptr<Connections> connections;
    std::unique_ptr<Workspaces> workspaces;
    std::unique_ptr<backup::Comparisons> comparisons;
    std::unique_ptr<SalvagePort> salvage;
    std::unique_ptr<MovePort> moves;
    std::unique_ptr<Support> support;
    std::unique_ptr<monitoring::Dashboards> dashboards;
    std::unique_ptr<Streaming> streaming;
    std::unique_ptr<Schedules> schedules;
    /// Targets are looked at for as long as the agent runs, which is longer than the schedules do.
    struct Watched {
        std::mutex mutex;
        const Schedules *schedules = nullptr; ///< under the mutex
    };
    std::shared_ptr<Watched> watched = std::make_shared<Watched>();
    std::unique_ptr<Targets> targets;
    Ports ports;

    ~Parts()
    {
        {
            const std::scoped_lock lock(watched->mutex);
            watched->schedules = nullptr;
        }
        targets.reset();
        schedules.reset();
        salvage.reset(); // it asks the monitoring to let go of the store
        streaming.reset();
        support.reset();
        comparisons.reset();
        moves.reset(); // it holds the workspaces between which it moves
        workspaces.reset();
        backupKeys.reset();
        agentSecrets.reset();
        connections.reset();
        // What was asked for until now and nobody waits for (the window's place, a row of the trail, an error that was
        // shown) is written before the store closes; another program that keeps the store from us holds up one write, not
        // all that stand in line.
        if (console) {
            const auto written = std::make_shared<QSemaphore>();
            console->writeWorker().post([written] { written->release(); });
            written->tryAcquire(1, kLastWritesMs);
        }
        console.reset();
        log::info("wiring", QStringLiteral("stopped"));
        log::stop();
    }
};

Runtime::Runtime() : m_parts(std::make_unique<Parts>()) {}
/// Before the stores close: their last rows need the room.
Runtime::~Runtime() { DiskReserve(m_parts->places.reserve()).releaseIfNeeded(); }

Result<std::unique_ptr<Runtime>> Runtime::create(const RuntimeOptions &options)
{
    std::unique_ptr<Runtime> runtime(new Runtime);
    Parts &parts = *runtime->m_parts;
    auto places = Places::fromEnvironment();
    if (!places)
        return fail(places.error());
    parts.places = *places;
    log::Options logging;
    logging.folder = options.logFolder.isEmpty() ? parts.places.logs : options.logFolder;
    logging.program = options.program;
    logging.runId = parts.runId;
    if (auto started = log::start(logging); !started)
        return fail(started.error());

    DiskReserve(parts.places.reserve()).prepare();
    auto console = openConsoleStore(parts.places, options.program);
    if (!console)
        return fail(console.error());
    parts.console = std::move(*console);
    if (options.leavesNoTrace)
        parts.untraced = std::make_unique<Untraced>(*parts.console);
    sql::Gateway &store = parts.untraced ? static_cast<sql::Gateway &>(*parts.untraced) : *parts.console;
    audit::Actor actor;
    actor.name = thisUser();
    parts.recorder = std::make_unique<audit::Recorder>(actor, parts.runId, parts.clock);
    parts.programAudit = std::make_unique<audit::AuditLog>(store);
    parts.preferences = std::make_unique<PreferencesStore>(store, *parts.recorder);
    if (auto loaded = parts.preferences->load(); !loaded)
        return fail(loaded.error());
    if (const auto level = log::levelFromString(options.logLevel))
        log::setLevel(*level);
    log::info("wiring", QStringLiteral("started"), {{QStringLiteral("version"), QStringLiteral(PLANCIA_VERSION)},
                                                    {QStringLiteral("data"), parts.places.data}});

    parts.agentSecrets = std::make_unique<AgentSecrets>(store, *parts.recorder, parts.keyRing, parts.preferences.get());
    parts.backupKeys = std::make_unique<BackupKeyring>(store, *parts.recorder, parts.keyRing);
    parts.connections = std::make_unique<Connections>(store, *parts.recorder, parts.keyRing, parts.session);
    Connections *connections = parts.connections.get();
    parts.workspaces = std::make_unique<Workspaces>(
        parts.places, options, *parts.recorder, store, parts.tasks, BackupPolicies(store), *parts.backupKeys,
        [connections] { return connections->profiles(); },
        [connections](ConnectionId id) { return connections->remote(id); });
    parts.workspaces->setPasswordPolicy([preferences = parts.preferences.get()] { return preferences->current().passwordPolicy; });
    parts.comparisons = std::make_unique<backup::Comparisons>(
        compareSides(parts.places, *parts.backupKeys, [connections](ConnectionId id) { return connections->remote(id); }), parts.tasks, parts.clock,
        parts.places.scratch());
    parts.salvage = makeSalvage(parts.places, options, *parts.workspaces, *parts.recorder, parts.tasks);
    parts.moves = makeMoves(parts.places, options, *parts.workspaces, [connections](ConnectionId id) { return connections->remote(id); }, *parts.recorder, parts.tasks);
    parts.dashboards = std::make_unique<monitoring::Dashboards>(QStringLiteral(":/dashboards"), parts.places.config + QStringLiteral("/dashboards"), parts.tasks);
    parts.support = std::make_unique<Support>(
        Support::Sources{options.program, parts.places.data + QStringLiteral("/bundles"), store,
                         *parts.preferences, *parts.recorder, parts.tasks,
                         [session = &parts.session, keys = parts.backupKeys.get(), agents = parts.agentSecrets.get()] {
                             return session->values() + keys->secrets() + agents->secrets();
                         }});
    if (options.stream)
        runtime->startStreaming(options);
    if (options.schedules && !options.readOnly)
        parts.schedules = std::make_unique<Schedules>(parts.places.data, *parts.workspaces, BackupPolicies(store), parts.clock);
    runtime->makeTargets();
    parts.ports = {parts.workspaces.get(), connections, parts.preferences.get(),
                   parts.streaming ? &parts.streaming->port() : nullptr, &parts.tasks, parts.support.get(),
                   parts.programAudit.get(), parts.comparisons.get(), parts.salvage.get(), parts.dashboards.get(), parts.targets.get(),
                   parts.streaming ? &parts.streaming->alerts() : nullptr, parts.moves.get()};
    return runtime;
}

void Runtime::makeTargets()
{
    monitoring::TargetMeans means;
    if (m_parts->schedules) {
        m_parts->watched->schedules = m_parts->schedules.get();
        means.backups = [watched = m_parts->watched] {
            const std::scoped_lock lock(watched->mutex);
            return watched->schedules ? watched->schedules->standing() : monitoring::BackupStanding();
        };
    }
    m_parts->targets = std::make_unique<Targets>(m_parts->places.config + QStringLiteral("/targets.toml"), means,
                                                 m_parts->streaming ? &m_parts->streaming->agent() : nullptr, m_parts->clock);
}

void Runtime::startStreaming(const RuntimeOptions &options)
{
    Connections *connections = m_parts->connections.get();
    m_parts->streaming = std::make_unique<Streaming>(
        m_parts->places, m_parts->clock,
        [connections](const ConnectionProfile &profile, const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            constexpr int kSamplerConnectMs = 3'000, kColdConnectMs = 20'000;
            auto opened = postgres::PgConnection::open(profile, connections->password(profile), profile.maySleep ? kColdConnectMs : kSamplerConnectMs, cancel);
            if (!opened)
                return fail(opened.error());
            return std::unique_ptr<sql::Connection>(std::move(*opened));
        },
        options.longRunning ? Streaming::Of::Console : Streaming::Of::Command, thisUser());
    Streaming *streaming = m_parts->streaming.get();
    m_parts->workspaces->setOnlooker([streaming] { return streaming->holdOffLocalStore(); });
    const auto follow = [streaming, preferences = m_parts->preferences.get(), secrets = m_parts->agentSecrets.get()] {
        const QString url = preferences->current().agentUrl;
        if (url.isEmpty())
            return streaming->follow(url);
        deliver(secrets->key(url), streaming, [streaming, preferences, url](const Result<AgentSecrets::Key> &key) {
            if (preferences->current().agentUrl != url) // another one was chosen meanwhile
                return;
            if (!key)
                log::write(log::Level::Warning, "wiring", key.error());
            streaming->follow(url, key ? key->token : QByteArray(), key ? key->caFile : QString());
        });
    };
    if (options.agentUrl.isEmpty()) {
        follow();
        QObject::connect(m_parts->preferences.get(), &PreferencesPort::changed, streaming,
                         [follow, url = m_parts->preferences->current().agentUrl](const Preferences &now) mutable {
                             if (std::exchange(url, now.agentUrl) != now.agentUrl)
                                 follow();
                         });
        QObject::connect(m_parts->agentSecrets.get(), &AgentAccessPort::changed, streaming, follow);
    } else {
        streaming->follow(options.agentUrl, options.agentToken, options.agentCaFile);
    }
    const auto watchSaved = [streaming, connections] {
        deliver(connections->list({}), streaming, [streaming](const Result<QList<ConnectionProfile>> &profiles) {
            if (profiles)
                streaming->watch(*profiles);
            else
                log::write(log::Level::Warning, "wiring", profiles.error());
        });
    };
    QObject::connect(connections, &Connections::changed, streaming, watchSaved);
    watchSaved();
}

const Ports &Runtime::ports() const { return m_parts->ports; }
const Places &Runtime::places() const { return m_parts->places; }
BackupKeysPort &Runtime::backupKeys() { return *m_parts->backupKeys; }
Result<QString> Runtime::useBackupKey(const QString &phrase) { return m_parts->backupKeys->useForThisRun(phrase); }
QString Runtime::runId() const { return m_parts->runId; }

monitoring::BackupStanding Runtime::backupStanding() const
{
    return m_parts->schedules ? m_parts->schedules->standing() : monitoring::BackupStanding();
}

std::optional<Error> Runtime::backupAlarm() const { return m_parts->schedules ? m_parts->schedules->alarm() : std::nullopt; }

QFuture<Result<std::shared_ptr<Workspace>>> Runtime::openUrl(QString url, std::optional<QString> password,
                                                             CallContext context)
{
    const Result<ConnectionProfile> profile = connectionFromUrl(url);
    Workspaces::Remote remote;
    if (profile) {
        remote.profile = *profile;
        remote.password = [password] { return password; };
    }
    return m_parts->workspaces->openRemote(profile ? Result<Workspaces::Remote>(remote)
                                                   : Result<Workspaces::Remote>(profile.error()),
                                           std::move(context));
}

} // namespace plancia::wiring
