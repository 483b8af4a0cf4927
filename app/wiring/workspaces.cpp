// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/workspaces.h"

#include "app/backup/archive/archivefolder.h"
#include "app/backup/backupfolder.h"
#include "app/backup/files.h"
#include "app/backup/localbackups.h"
#include "app/backup/postgres/pgbackups.h"
#include "app/backup/postgres/pgproof.h"
#include "app/backup/plainstore.h"
#include "app/backup/rescuebackups.h"
#include "app/controlplane/examples.h"
#include "app/log/log.h"
#include "app/postgres/remotestore.h"
#include "app/postgres/schemainstaller.h"
#include "app/sql/movemark.h"
#include "app/store/localstore.h"
#include "app/support/bundlereader.h"
#include "app/tables/sqlitetables.h"
#include "app/wiring/batch.h"
#include "app/wiring/exportbackup.h"
#include "app/wiring/logcopy.h"
#include "app/wiring/storelessworkspace.h"
#include "app/wiring/storeworkspace.h"
#include "app/wiring/upkeep.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

namespace plancia::wiring {

namespace {

const QString &kLocal = kLocalWorkspace;
const QString kNewLocal = QStringLiteral("local:new");
const QString kExamples = QStringLiteral("examples");
constexpr int kWatchPlaceMs = 300'000;
constexpr int kAnswerMs = 2'000;   // somebody waits for the page
constexpr int kPatientMs = 20'000; // a command has the time that a bucket takes

WorkspaceIdentity localIdentity(const QString &id, const QString &path)
{
    WorkspaceIdentity identity;
    identity.id = id;
    identity.name = id;
    identity.place = QStringLiteral("SQLite · ") + path;
    identity.colour = id == kLocal ? QStringLiteral("green") : QStringLiteral("grey");
    return identity;
}

/// What the store carries when it is opened; on the opener's thread, for the store's.
std::optional<MoveMark> markOf(sql::Gateway &gateway, const CallContext &context)
{
    auto read = gateway.read<std::optional<MoveMark>>(context, sql::readMoveMark);
    read.waitForFinished();
    const auto mark = read.result();
    if (!mark)
        log::write(log::Level::Warning, "wiring", mark.error()); // the first write tells
    return mark ? *mark : std::nullopt;
}

Result<bool> removeStore(const QString &path)
{
    bool removed = true;
    for (const char *suffix : {"-wal", "-shm", ".lock", ""}) {
        const QString file = path + QLatin1String(suffix);
        removed = (!QFile::exists(file) || QFile::remove(file)) && removed;
    }
    if (!removed)
        return fail(ErrorCode::IoPermission, {{QStringLiteral("path"), path}});
    return true;
}

AuditEvent eventOf(const audit::Recorder &recorder, const backup::Act &act, const CallContext &context)
{
    audit::Act about;
    about.action = act.action;
    about.objectKind = QStringLiteral("backup");
    about.objectName = QFileInfo(act.path).fileName();
    about.objectId = act.manifest.sha256;
    about.details = act.details;
    AuditEvent event = recorder.begin(about, context);
    if (!act.id.isNull())
        event.id = act.id;
    event.at -= act.durationMs;
    event.result = act.result;
    return event;
}

/// The trail's row of a restore, in what is restored.
backup::AppendRestore appendRestore(const audit::Recorder &recorder)
{
    return [&recorder](sql::Connection &connection, const backup::Act &act) -> Result<bool> {
        CallContext context;
        context.requestId = act.requestId;
        auto appended = recorder.append(connection, eventOf(recorder, act, context));
        return appended ? Result<bool>(true) : Result<bool>(appended.error());
    };
}

/// The trail's row of a backup or a verification, which have no transaction of their own.
void recordBackup(sql::Gateway &store, const audit::Recorder &recorder, const backup::Act &act)
{
    CallContext context;
    context.requestId = act.requestId;
    const AuditEvent event = eventOf(recorder, act, context);
    auto recorded = act.error ? recorder.recordFailure(store, event, *act.error, context)
                              : recorder.record(store, event, context);
    recorded.waitForFinished(); // on the backups' thread, for the store's: who is told of a backup finds it in the trail
}

/// The row of an export: what left the workspace, and where it went.
void recordExport(sql::Gateway &store, const audit::Recorder &recorder, const QString &workspace, const tables::Exported &exported)
{
    audit::Act about;
    about.action = action::ExportCsv;
    about.objectKind = QStringLiteral("workspace");
    about.objectName = workspace;
    const QStringList &asked = exported.request.tables;
    about.details = QString::fromUtf8(QJsonDocument(QJsonObject{
        {QStringLiteral("folder"), exported.request.folder},
        {QStringLiteral("tables"), asked.isEmpty() ? QJsonValue(QStringLiteral("all")) : QJsonValue(QJsonArray::fromStringList(asked))},
        {QStringLiteral("rows"), exported.result ? QJsonValue(exported.result->rows()) : QJsonValue()}}).toJson(QJsonDocument::Compact));
    AuditEvent event = recorder.begin(about, exported.context);
    event.at = exported.startedAt;
    CallContext context; // the call may have been cancelled, which is written all the same
    context.requestId = exported.context.requestId;
    auto recorded = exported.result ? recorder.record(store, event, context)
                                    : recorder.recordFailure(store, event, exported.result.error(), context);
    recorded.waitForFinished(); // on the export's thread, for the store's
}

/// A file that is only looked at.
WorkspaceIdentity readOnlyIdentity(const QString &path, const QString &reason)
{
    WorkspaceIdentity identity = localIdentity(kFilePrefix + path, path);
    identity.name = QFileInfo(path).fileName();
    identity.colour = QStringLiteral("amber");
    identity.readOnly = true;
    identity.readOnlyReason = reason;
    return identity;
}

} // namespace

WorkspaceIdentity remoteIdentity(const QString &id, const ConnectionProfile &profile)
{
    WorkspaceIdentity identity;
    identity.id = id;
    identity.name = profile.name.isEmpty() ? profile.database : profile.name;
    identity.place = QStringLiteral("PostgreSQL · ")
        + (profile.service.isEmpty()
               ? QStringLiteral("%1:%2/%3").arg(profile.host, QString::number(profile.port), profile.database)
               : QStringLiteral("service ") + profile.service);
    identity.colour = profile.colour;
    identity.readOnly = profile.readOnly;
    if (identity.readOnly)
        identity.readOnlyReason = QStringLiteral("asked");
    return identity;
}

Workspaces::Workspaces(Places places, RuntimeOptions options, const audit::Recorder &recorder, sql::Gateway &program,
                       tasks::TaskQueue &tasks, BackupPolicies policies, BackupKeyring &backupKeys, RemoteList list, RemoteLookup lookup)
    : m_places(std::move(places))
    , m_options(std::move(options))
    , m_recorder(recorder)
    , m_program(program)
    , m_tasks(tasks)
    , m_policies(policies)
    , m_backupKeys(backupKeys)
    , m_remoteList(std::move(list))
    , m_remoteLookup(std::move(lookup))
    , m_closer(std::make_shared<tasks::Worker>(QStringLiteral("closing workspaces")))
{
}

Workspaces::~Workspaces()
{
    m_closing.cancel();
    m_serverOpener.stop();
    m_opener.stop();
    m_dumpOpener.stop();
    m_closer->stop();
}

std::shared_ptr<Workspace> Workspaces::openAlready(const QString &id)
{
    const std::scoped_lock lock(m_mutex);
    return m_open.value(id).lock();
}

std::shared_ptr<Workspace> Workspaces::keep(const QString &id, std::unique_ptr<Workspace> workspace)
{
    // Closing a store waits for its threads and moves its log into the file: never on the thread that lets go. When the
    // closer has stopped already, the workspace is closed where its box is dropped.
    std::shared_ptr<Workspace> shared(workspace.release(), [closer = m_closer](Workspace *last) {
        std::shared_ptr<Workspace> box(last);
        closer->post([box = std::move(box)]() mutable { box.reset(); }); // the only one: who is faster must not matter
    });
    const std::scoped_lock lock(m_mutex);
    m_open.insert(id, shared);
    return shared;
}

QFuture<Result<QList<WorkspaceIdentity>>> Workspaces::list(CallContext)
{
    return m_opener.run([this]() -> Result<QList<WorkspaceIdentity>> {
        QList<WorkspaceIdentity> all{localIdentity(kLocal, m_places.controlStore())};
        if (QFile::exists(m_places.examplesStore()))
            all.append(localIdentity(kExamples, m_places.examplesStore()));
        auto profiles = m_remoteList();
        if (!profiles)
            return fail(profiles.error());
        for (const ConnectionProfile &profile : *profiles)
            all.append(remoteIdentity(kRemotePrefix + profile.id.toString(), profile));
        return all;
    });
}

QFuture<Result<std::shared_ptr<Workspace>>> Workspaces::open(QString id, CallContext context)
{
    if (id == kExamples)
        return m_tasks.run(m_opener, QStringLiteral("examples"), m_places.examplesStore(), id, context.cancel,
                           [this, context](const ProgressSink &progress) { return openExamples(context, progress); });
    if (id.startsWith(kRemotePrefix))
        return m_serverOpener.run([this, id, context]() -> Opened {
            if (auto held = openAlready(id))
                return held;
            auto remote = m_remoteLookup(ConnectionId::fromString(id.mid(kRemotePrefix.size())));
            return remote ? openServer(*remote, id, context) : Opened(remote.error());
        });
    if (id.startsWith(kMomentPrefix))
        return m_tasks.run(m_opener, QStringLiteral("moment"), id.section(u':', -1), id, context.cancel,
                           [this, id, context](const ProgressSink &) { return openMoment(id, context); });
    if (id.startsWith(kFilePrefix))
        return openFile(id.mid(kFilePrefix.size()), true, std::move(context));
    return m_opener.run([this, id]() -> Opened {
        if (auto held = openAlready(id))
            return held;
        if (id == kLocal || id == kNewLocal)
            return openOwn(id == kNewLocal);
        if (id == kRescueWorkspace)
            return openRescue();
        return fail(ErrorCode::WorkspaceNotFound, {{QStringLiteral("workspace"), id}});
    });
}

QFuture<Result<std::shared_ptr<Workspace>>> Workspaces::openRemote(Result<Remote> remote, CallContext context)
{
    return m_serverOpener.run([this, remote, context]() -> Opened {
        if (!remote)
            return fail(remote.error());
        const QString id = kRemotePrefix + toUrl(remote->profile);
        if (auto held = openAlready(id))
            return held;
        return openServer(*remote, id, context);
    });
}

QFuture<Result<std::shared_ptr<Workspace>>> Workspaces::openFile(QString path, bool readOnly, CallContext context)
{
    auto pending = std::make_shared<tasks::Pending<Opened>>();
    auto future = pending->promise.future();
    m_opener.post([this, path, readOnly, context, pending] {
        const backup::BackupPlace place = backup::placeOf(path);
        const auto manifest = backup::readManifest(place);
        if (!manifest || manifest->engine != u"postgres") {
            pending->finish(openFileNow(path, readOnly, context));
            return;
        }
        m_tasks.run(m_dumpOpener, QStringLiteral("open"), place.path, kFilePrefix + place.path, context.cancel,
                    [this, place, manifest, context, pending](const ProgressSink &progress) -> Opened {
                        const CancelLink byEnd(m_closing, context.cancel);
                        Opened opened = openDump(place.path, *manifest, context, progress);
                        pending->finish(opened);
                        return opened;
                    });
    });
    return future;
}

Workspaces::Opened Workspaces::openDump(const QString &path, const BackupManifest &manifest, const CallContext &context,
                                        const ProgressSink &progress)
{
    const QString id = kFilePrefix + path;
    if (auto held = openAlready(id))
        return held;
    auto server = backup::ArchiveServer::open(backup::PgTools(), backup::placeOf(path), manifest, unpacking(),
                                              context.cancel, progress);
    if (!server)
        return fail(server.error());
    ConnectionProfile profile = (*server)->profile();
    profile.readOnly = true;
    StoreWorkspace::Parts parts;
    parts.identity = localIdentity(id, path);
    parts.identity.name = QFileInfo(path).fileName();
    parts.identity.place = QStringLiteral("PostgreSQL %1 · %2").arg(manifest.serverVersion, path);
    parts.identity.colour = QStringLiteral("amber");
    parts.identity.readOnly = true;
    parts.identity.readOnlyReason = QStringLiteral("backup");
    parts.identity.asOf = manifest.startedAt;
    parts.identity.commitNo = manifest.commitNo;
    parts.plan = postgres::planSchema;
    parts.gateway = postgres::RemoteStore::create(profile, {});
    parts.file = std::shared_ptr<const void>(std::move(*server));
    return keep(id, std::make_unique<StoreWorkspace>(std::move(parts), m_recorder));
}

Workspaces::Opened Workspaces::openFileNow(const QString &path, bool readOnly, const CallContext &context)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(ErrorCode::FileNotFound, {{QStringLiteral("path"), path}});
    const QString file = info.canonicalFilePath();
    const QString id = kFilePrefix + file;
    if (auto held = openAlready(id); held && held->identity().readOnly == (readOnly || m_options.readOnly))
        return held;
    if (info.suffix().compare(u"zip", Qt::CaseInsensitive) == 0)
        return openBundle(file);
    if (backup::readManifest(backup::placeOf(file)))
        return openBackup(backup::placeOf(file).path, context);
    if (readOnly)
        return openReadOnly(file, QStringLiteral("asked"));
    if (!info.isWritable() || !QFileInfo(info.path()).isWritable())
        return openReadOnly(file, QStringLiteral("read_only_medium"));
    const bool own = file == QFileInfo(m_places.controlStore()).canonicalFilePath();
    WorkspaceIdentity identity = localIdentity(own ? kLocal : id, file);
    if (!own)
        identity.name = info.fileName();
    auto opened = openLocal(identity, file, false);
    // The tables of another program are shown, not written.
    if (!opened && opened.error().code() == ErrorCode::StoreForeignFile)
        return openReadOnly(file, QStringLiteral("asked"));
    return opened;
}

backup::Unpacking Workspaces::unpacking() const { return {m_places.scratch(), &m_backupKeys}; }

backup::ExportTables Workspaces::exportTables() const
{
    return [this](const QString &path, const CsvRequest &request, const CallContext &context, const ProgressSink &progress) {
        tables::Exported exported{request, fail(ErrorCode::InternalCancelled), context, m_recorder.clock().nowMs()};
        exported.result = exportBackup(path, request, unpacking(), m_recorder.clock(), context.cancel, progress);
        recordExport(m_program, m_recorder, QFileInfo(path).fileName(), exported);
        return exported.result;
    };
}

backup::Shelving Workspaces::shelving(const QString &id, std::function<void(const backup::Act &)> audit) const
{
    return {.folder = m_places.backups,
            .workspace = id,
            .scratch = m_places.scratch(),
            .audit = std::move(audit),
            .policy = [this, id] { return m_policies.read(id); },
            .setPolicy = [this, id](const BackupPolicy &policy, const CallContext &context) {
                return m_policies.write(id, policy, context);
            },
            .exportTables = exportTables(),
            .keys = &m_backupKeys,
            .keysPort = &m_backupKeys,
            .placeAnswersInMs = m_options.longRunning ? kAnswerMs : kPatientMs,
            .watchPlaceMs = m_options.longRunning && !m_options.readOnly ? kWatchPlaceMs : 0};
}

Workspaces::Opened Workspaces::openLocal(WorkspaceIdentity identity, const QString &path, bool create)
{
    store::LocalStore::Options options;
    options.path = path;
    options.createIfMissing = create;
    options.mode = m_options.readOnly ? store::LocalStore::Mode::ReadOnlyLive : store::LocalStore::Mode::ReadWrite;
    options.holder = m_options.program;
    options.nowMs = m_recorder.clock().nowMs();
    auto opened = store::LocalStore::open(options);
    if (!opened)
        return fail(opened.error());
    store::LocalStore &store = **opened;
    identity.readOnly = m_options.readOnly;
    if (identity.readOnly)
        identity.readOnlyReason = QStringLiteral("asked");

    StoreWorkspace::Parts parts;
    parts.identity = identity;
    auto migrations = sql::Migrations::load(options.migrations);
    if (!migrations)
        return fail(migrations.error());
    parts.plan = [migrations = *migrations](sql::Connection &connection) { return migrations.plan(connection); };
    backup::Shelving shelf = shelving(identity.id, [&store, &recorder = m_recorder](const backup::Act &act) { recordBackup(store, recorder, act); });
    const auto archiver = identity.id == kLocal ? makeArchiver(store, identity.id) : nullptr;
    if (archiver)
        tieToArchive(shelf, archiver);
    auto backups = std::make_unique<backup::LocalBackups>(
        store, m_tasks, m_recorder.clock(), std::move(shelf),
        backup::Restoring{identity.readOnly ? nullptr : &store, appendRestore(m_recorder),
                          [&program = m_program, &recorder = m_recorder](const backup::Act &act) { recordBackup(program, recorder, act); }});
    parts.migrate = [&store, backups = backups.get(), &recorder = m_recorder](
                        Workspace::BeforeMigrating, const CallContext &context, AuditId, const sql::Gateway::Work &also) -> Result<SchemaPlan> {
        if (store.pendingMigrations() == 0)
            return store.schema();
        auto saved = backups->create({{}, QStringLiteral("before:migration"), {}}, context);
        saved.waitForFinished();
        if (auto result = saved.result(); !result)
            return fail(result.error());
        return store.migrate(recorder.clock().nowMs(), also);
    };
    if (archiver && !identity.readOnly)
        parts.moments = makeMoments(store, *backups, archiver, identity.id);
    parts.maintenance = makeMaintenance({store, &store, backups.get(), parts.moments.get(), identity, options.migrations, m_places.scratch(), m_program},
                                        m_recorder, m_tasks);
    parts.batch = makeBatch({store, m_program, &store, identity, parts.moments.get(), backups.get()}, m_recorder, m_tasks);
    parts.backups = std::move(backups);
    parts.restoresBackups = true;
    // Reads the store as it lives; a store on a medium that nobody can write to is read without locks.
    parts.tables = tablesOf(identity, store.path(), store.mode() != store::LocalStore::Mode::ReadOnlyImmutable,
                            identity.readOnly ? nullptr : &store);
    parts.trouble = [&store] { return store.writeTrouble(); };
    parts.mark = markOf(store, {});
    parts.passwordPolicy = m_passwordPolicy;
    parts.gateway = std::move(*opened);
    const QString id = identity.id;
    return keep(id, std::make_unique<StoreWorkspace>(std::move(parts), m_recorder));
}

Workspaces::Opened Workspaces::openOwn(bool mayBegin)
{
    // What a killed program left half made; later than the store, which somebody waits for.
    m_closer->post([scratch = m_places.scratch()] { backup::removeLeftovers(scratch); });
    const QString path = m_places.controlStore();
    const bool isThere = QFile::exists(path) || QFile::exists(path + QStringLiteral(".replacing"));
    if (!isThere && !mayBegin) {
        const auto left = backup::backupsWithout(m_places.backups, otherStores());
        // Who has a second place had a store; that the place is missing now says nothing about the copies there.
        if ((left && !left->isEmpty()) || !secondPlaceOfOwn().isEmpty())
            return fail(ErrorCode::StoreGone, {{QStringLiteral("path"), path}});
    }
    return openLocal(localIdentity(kLocal, path), path, true);
}

QString Workspaces::secondPlaceOfOwn() const
{
    const auto policy = m_policies.read(kLocal);
    return policy ? policy->secondPlace : QString();
}

QList<QUuid> Workspaces::otherStores() const
{
    if (!QFile::exists(m_places.examplesStore()))
        return {};
    auto migrations = sql::Migrations::load(store::LocalStore::Options().migrations);
    auto examples = migrations ? store::probe(m_places.examplesStore(), *migrations, store::kControlStoreId, false)
                               : Result<store::StoreHead>(migrations.error());
    return examples ? QList<QUuid>{examples->storeId} : QList<QUuid>();
}

Workspaces::Opened Workspaces::openRescue()
{
    const QString path = m_places.controlStore();
    WorkspaceIdentity identity = localIdentity(kRescueWorkspace, path);
    identity.colour = QStringLiteral("amber");
    identity.readOnly = true;
    identity.readOnlyReason = QStringLiteral("damaged");
    backup::LostPlace place = lostLocal();
    place.others = otherStores();
    place.secondPlace = secondPlaceOfOwn();
    auto backups = std::make_unique<backup::RescueBackups>(m_tasks, m_recorder.clock(), std::move(place), identity.id, appendRestore(m_recorder));
    return keep(identity.id, std::make_unique<RescueWorkspace>(identity, std::move(backups)));
}

backup::LostPlace Workspaces::lostLocal() const
{
    return {m_places.controlStore(), m_places.backups, m_places.scratch(), m_places.data + QStringLiteral("/damaged"),
            m_options.program, {}, [places = m_places](const QUuid &storeId) -> qint64 {
                backup::archive::ArchiveFolder folder(places.archive(storeId), storeId, places.backups);
                qint64 last = -1;
                if (const auto index = folder.index())
                    for (const auto &record : (*index)->records())
                        last = record.commits.isEmpty() ? last : std::max(last, record.lastCommit());
                return last;
            }, {}, &m_backupKeys, &m_backupKeys, exportTables()};
}

Result<bool> Workspaces::whileLocalIsClosed(const std::function<Result<bool>()> &work, const CancelToken &cancel)
{
    const QString path = m_places.controlStore();
    const QString asFile = kFilePrefix + QFileInfo(path).canonicalFilePath();
    const auto isOpen = [&] { return openAlready(kLocal) || openAlready(asFile); };
    constexpr int kTries = 60;
    constexpr unsigned long kPauseMs = 50;
    for (int i = 0; i < kTries && isOpen() && !cancel.isCancelled(); ++i)
        QThread::msleep(kPauseMs);
    m_closer->run([] { return Result<bool>(true); }).waitForFinished(); // and the store the time to close
    const auto away = m_onlooker ? m_onlooker() : nullptr;
    // Every opening of the local store runs on this thread, so none comes in between.
    auto ran = m_opener.run([&]() -> Result<bool> {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        if (isOpen())
            return fail(ErrorCode::RestoreBusy, {{QStringLiteral("path"), path}, {QStringLiteral("message"), QStringLiteral("this program has it open")}});
        for (int i = 0; i < kTries && store::isInUse(path) && !cancel.isCancelled(); ++i)
            QThread::msleep(kPauseMs); // a short command of another program ends
        if (store::isInUse(path))
            return fail(ErrorCode::RestoreBusy, {{QStringLiteral("path"), path}, {QStringLiteral("message"), QStringLiteral("another program has it open")}});
        return work();
    });
    ran.waitForFinished();
    return ran.result();
}

Workspaces::Opened Workspaces::openBackup(const QString &path, const CallContext &context)
{
    if (auto held = openAlready(kFilePrefix + path))
        return held;
    auto plain = backup::PlainStore::open(path, unpacking(), context.cancel, {});
    if (!plain)
        return fail(plain.error());
    const auto backup = std::make_shared<const backup::PlainStore>(std::move(*plain));
    ReadOnly source{readOnlyIdentity(path, QStringLiteral("backup")), backup->path(), false, backup};
    source.identity.asOf = backup->manifest().startedAt;
    source.identity.commitNo = backup->manifest().commitNo;
    return openReadOnly(std::move(source));
}

bool Workspaces::isLive(const QString &path) const
{
    for (const QString &own : {m_places.controlStore(), m_places.examplesStore(), m_places.consoleStore(), m_places.telemetryStore()})
        if (path == QFileInfo(own).canonicalFilePath())
            return true; // another program of ours may open it at any time
    return store::isInUse(path);
}

Workspaces::Opened Workspaces::openReadOnly(const QString &path, const QString &reason)
{
    ReadOnly source{readOnlyIdentity(path, reason), path, isLive(path)};
    if (!source.live && hasLogBeside(path))
        source.identity.log = WorkspaceIdentity::Log::NotRead;
    if (!source.live)
        source.identity.asOf = QFileInfo(path).lastModified().toMSecsSinceEpoch();
    return openReadOnly(std::move(source));
}

QFuture<Result<std::shared_ptr<Workspace>>> Workspaces::openWithLog(QString path, CallContext context)
{
    return m_opener.run([this, path, context]() -> Opened {
        const QFileInfo info(path);
        if (!info.isFile())
            return fail(ErrorCode::FileNotFound, {{QStringLiteral("path"), path}});
        return openWithLogNow(info.canonicalFilePath(), context);
    });
}

Workspaces::Opened Workspaces::openWithLogNow(const QString &path, const CallContext &context)
{
    if (isLive(path) || !hasLogBeside(path))
        return openReadOnly(path, QStringLiteral("asked")); // who reads it with locks reads the log too
    auto copy = copyWithLog(path, m_places.scratch(), context.cancel);
    if (!copy)
        return fail(copy.error());
    ReadOnly source{readOnlyIdentity(path, QStringLiteral("asked")), copy->path, false, copy->keeps};
    source.identity.id += QStringLiteral("+log"); // the file without it is another workspace
    source.identity.log = WorkspaceIdentity::Log::Read;
    source.identity.asOf = QFileInfo(path).lastModified().toMSecsSinceEpoch();
    return openReadOnly(std::move(source));
}

Workspaces::Opened Workspaces::openReadOnly(ReadOnly source)
{
    store::LocalStore::Options options;
    options.path = source.file;
    options.holder = m_options.program;
    options.mode = source.live ? store::LocalStore::Mode::ReadOnlyLive : store::LocalStore::Mode::ReadOnlyImmutable;
    auto opened = store::LocalStore::open(options);
    if (!opened && opened.error().code() == ErrorCode::StoreForeignFile && store::fileSize(source.file) > 0) {
        auto foreign = openForeign(std::move(source));
        return foreign ? foreign : Opened(opened.error());
    }
    if (!opened)
        return fail(opened.error());

    StoreWorkspace::Parts parts;
    parts.identity = source.identity;
    parts.identity.missing = (*opened)->schemaGap().missing;
    parts.identity.unknown = (*opened)->schemaGap().unknown;
    parts.file = source.keeps;
    parts.tables = tablesOf(parts.identity, source.file, (*opened)->mode() == store::LocalStore::Mode::ReadOnlyLive, nullptr);
    auto migrations = sql::Migrations::load(options.migrations);
    if (!migrations)
        return fail(migrations.error());
    parts.plan = [migrations = *migrations](sql::Connection &connection) { return migrations.plan(connection); };
    parts.maintenance = makeMaintenance({**opened, opened->get(), nullptr, nullptr, parts.identity, options.migrations, m_places.scratch(), m_program},
                                        m_recorder, m_tasks);
    parts.batch = makeBatch({.gateway = **opened, .program = m_program, .identity = parts.identity}, m_recorder, m_tasks);
    parts.gateway = std::move(*opened);
    const QString id = parts.identity.id;
    return keep(id, std::make_unique<StoreWorkspace>(std::move(parts), m_recorder));
}

Workspaces::Opened Workspaces::openForeign(ReadOnly source)
{
    using Mode = sql::SqliteConnection::Mode;
    if (auto looked = tables::openForTables(source.file, source.live ? Mode::ReadOnlyLive : Mode::ReadOnlyImmutable); !looked)
        return fail(looked.error());
    source.identity.readOnlyReason = QStringLiteral("foreign");
    auto tables = tablesOf(source.identity, source.file, source.live, nullptr);
    const QString id = source.identity.id;
    return keep(id, std::make_unique<ForeignWorkspace>(source.identity, std::move(tables), source.keeps));
}

std::unique_ptr<TablesPort> Workspaces::tablesOf(const WorkspaceIdentity &identity, const QString &file, bool live, sql::Gateway *trail)
{
    using Mode = sql::SqliteConnection::Mode;
    tables::SqliteTables::Options options;
    options.path = file;
    options.mode = live ? Mode::ReadOnlyLive : Mode::ReadOnlyImmutable;
    options.workspace = identity.id;
    options.name = identity.place;
    options.audit = [&store = trail ? *trail : m_program, &recorder = m_recorder, name = identity.name](const tables::Exported &exported) {
        recordExport(store, recorder, name, exported);
    };
    return std::make_unique<tables::SqliteTables>(std::move(options), m_tasks, m_recorder.clock());
}

Workspaces::Opened Workspaces::openBundle(const QString &path)
{
    auto bundle = support::readBundle(path);
    if (!bundle)
        return fail(bundle.error());
    WorkspaceIdentity identity = localIdentity(kFilePrefix + path, path);
    identity.name = QFileInfo(path).fileName();
    identity.place = path;
    identity.colour = QStringLiteral("amber");
    identity.readOnly = true;
    identity.readOnlyReason = QStringLiteral("bundle");
    identity.asOf = bundle->createdAt;
    const QString id = identity.id;
    return keep(id, std::make_unique<BundleWorkspace>(identity, std::move(bundle->contents)));
}

Result<bool> Workspaces::makeExamples(const CallContext &context, const ProgressSink &progress)
{
    // Filled beside its place and moved there whole: what is interrupted is begun anew.
    const QString path = m_places.examplesStore();
    const QString part = path + QStringLiteral(".part");
    if (auto removed = removeStore(part); !removed)
        return removed;
    {
        store::LocalStore::Options options;
        options.path = part;
        options.createIfMissing = true;
        options.holder = m_options.program;
        auto store = store::LocalStore::open(options);
        if (!store)
            return fail(store.error());
        (*store)->setBulkWriting(true);
        if (auto filled = controlplane::fillExamples(**store, m_recorder.clock().nowMs(), progress, context.cancel);
            !filled) {
            store->reset();
            if (auto removed = removeStore(part); !removed)
                log::write(log::Level::Warning, "wiring", removed.error()); // the next fill removes it
            return filled;
        }
    }
    QFile::remove(part + QStringLiteral(".lock"));
    if (!QFile::rename(part, path))
        return fail(ErrorCode::IoWrite, {{QStringLiteral("path"), path}});
    return true;
}

Workspaces::Opened Workspaces::openExamples(const CallContext &context, const ProgressSink &progress)
{
    if (auto held = openAlready(kExamples))
        return held;
    const CancelLink byEnd(m_closing, context.cancel);
    const QString path = m_places.examplesStore();
    if (!QFile::exists(path))
        if (auto made = makeExamples(context, progress); !made)
            return fail(made.error());
    return openLocal(localIdentity(kExamples, path), path, false);
}

namespace {
/// On the migrator's thread. Of a schema that is there and has migrations to come.
Result<bool> saveBeforeMigration(sql::Gateway &store, BackupsPort &backups, const CallContext &context)
{
    auto planned = store.read<SchemaPlan>(context, postgres::planSchema);
    planned.waitForFinished();
    const auto plan = planned.result();
    if (!plan || plan->pending() == 0)
        return plan ? Result<bool>(true) : fail(plan.error());
    auto saved = backups.create({{}, QStringLiteral("before:migration"), {}}, context);
    saved.waitForFinished();
    const auto made = saved.result();
    return made ? Result<bool>(true) : fail(made.error());
}
} // namespace

Workspaces::Opened Workspaces::openServer(const Remote &remote, const QString &id, const CallContext &context)
{
    const CancelLink byEnd(m_closing, context.cancel);
    ConnectionProfile profile = remote.profile;
    profile.readOnly = profile.readOnly || m_options.readOnly; // the store refuses every write then
    auto store = postgres::RemoteStore::create(profile, remote.password);
    // One look at the server: who cannot be reached is no workspace, and the role decides what may be done.
    auto asked = store->facts(context);
    asked.waitForFinished(); // on the thread that opens servers, for the store's
    const auto facts = asked.result();
    if (!facts)
        return fail(facts.error());

    StoreWorkspace::Parts parts;
    parts.identity = remoteIdentity(id, profile);
    parts.identity.place.replace(QStringLiteral("PostgreSQL"), QStringLiteral("PostgreSQL ") + facts->version.section(u' ', 0, 0));
    if (!parts.identity.readOnly && facts->schemaInstalled && !facts->canWrite) {
        parts.identity.readOnly = true;
        parts.identity.readOnlyReason = QStringLiteral("role");
    }
    parts.plan = postgres::planSchema;
    if (facts->schemaInstalled) {
        backup::Shelving shelf = shelving(id, [raw = store.get(), &recorder = m_recorder](const backup::Act &act) { recordBackup(*raw, recorder, act); });
        if (remote.profile.readOnly)
            shelf.watchPlaceMs = 0;
        parts.backups = std::make_unique<backup::PgBackups>(
            backup::PgBackups::Parts{*store, {profile, remote.password}, backup::PgTools(),
                                     parts.identity.readOnly ? backup::AppendRestore() : appendRestore(m_recorder)},
            m_tasks, m_recorder.clock(),
            std::move(shelf));
        parts.restoresBackups = true;
        // Who may only look may make a copy all the same: the role that makes backups is such a one.
        parts.createsBackups = !m_options.readOnly && !remote.profile.readOnly;
        parts.role = facts->role;
    }
    postgres::RemoteStore::Options patient;
    patient.statementTimeoutMs = 12 * 3'600'000; // a column of a great table takes its time; it can be cancelled
    auto migrator = std::shared_ptr(postgres::RemoteStore::create(profile, remote.password, patient));
    parts.migrate = [raw = store.get(), migrator, backups = parts.backups.get(), &recorder = m_recorder](
                        Workspace::BeforeMigrating before, const CallContext &call, AuditId proof, const sql::Gateway::Work &also) -> Result<SchemaPlan> {
        if (before == Workspace::BeforeMigrating::BackUp && backups)
            if (auto saved = saveBeforeMigration(*raw, *backups, call); !saved)
                return fail(saved.error());
        auto future = migrator->write<SchemaPlan>(
            call, {proof, {}}, [&](sql::Connection &connection) -> Result<SchemaPlan> {
                auto plan = postgres::planSchema(connection);
                if (!plan || plan->pending() == 0)
                    return plan;
                auto applied = postgres::applySchema(connection, recorder.clock().nowMs());
                if (!applied)
                    return applied;
                if (auto noted = also(connection); !noted)
                    return fail(noted.error());
                return applied;
            });
        future.waitForFinished(); // on the migrator's thread, for the writer's
        return future.result();
    };
    parts.passwordPolicy = m_passwordPolicy;
    parts.mark = facts->schemaInstalled ? markOf(*store, context) : std::nullopt;
    parts.maintenance = makeMaintenance({*store, nullptr, nullptr, nullptr, parts.identity, {}, m_places.scratch(), m_program}, m_recorder, m_tasks);
    parts.batch = makeBatch({.gateway = *store, .program = m_program, .identity = parts.identity}, m_recorder, m_tasks);
    parts.gateway = std::move(store);
    return keep(id, std::make_unique<StoreWorkspace>(std::move(parts), m_recorder));
}

QFuture<Result<bool>> Workspaces::removeExamples(CallContext context)
{
    return m_opener.run([this, context]() -> Result<bool> {
        const QString path = m_places.examplesStore();
        // Whoever lets it go just now (a page that is about to be deleted, an answer under way) is given a moment.
        constexpr int kTries = 40;
        constexpr unsigned long kPauseMs = 50;
        for (int i = 0; i < kTries && openAlready(kExamples) && !context.cancel.isCancelled(); ++i)
            QThread::msleep(kPauseMs);
        m_closer->run([] { return Result<bool>(true); }).waitForFinished(); // and the store the time to close
        if (openAlready(kExamples))
            return fail(ErrorCode::DbBusy, {{QStringLiteral("path"), path}, {QStringLiteral("holder"), m_options.program}});
        return removeStore(path);
    });
}

} // namespace plancia::wiring
