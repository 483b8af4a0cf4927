// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/pgbackups.h"

#include "app/backup/postgres/pgproof.h"
#include "app/log/log.h"

namespace plancia::backup {

namespace {

const QString kBeforeRestore = QStringLiteral("before:restore");

bool isMovedAside(const QString &path) { return path.startsWith(kMovedAsideScheme); }
QString schemaOf(const QString &path) { return path.mid(kMovedAsideScheme.size()); }

/// The schema that a restore moved aside, as what undoes it.
BackupInfo asBackup(const MovedAside &old, const QString &storeId)
{
    BackupInfo info;
    info.path = kMovedAsideScheme + old.schema;
    info.manifest.engine = QStringLiteral("postgres");
    info.manifest.storeId = storeId;
    info.manifest.kind = kBeforeRestore;
    info.manifest.note = old.restored;
    info.manifest.commitNo = old.commitNo;
    info.manifest.startedAt = info.manifest.finishedAt = old.at;
    info.state = BackupInfo::State::Unverified;
    info.reasons = {{KeepReason::Kind::BeforeAct, 0, 0}};
    info.keepUntil = old.at + kUndoMs;
    return info;
}

} // namespace

PgBackups::PgBackups(Parts parts, tasks::TaskQueue &tasks, const Clock &clock, Shelving shelving)
    : ShelvedBackups(std::move(shelving), tasks, clock), m_parts(std::move(parts)), m_engine(clock, m_parts.tools, unpacking())
{
}

PgBackups::~PgBackups() { stop(); }

/// Asked once: the folder holds those of other stores too.
Result<QString> PgBackups::storeId(const CallContext &context)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_storeId.isEmpty())
            return m_storeId;
    }
    auto asked = m_parts.store.read<QString>(context, [](sql::Connection &connection) -> Result<QString> {
        auto rows = connection.query("SELECT store_id FROM meta WHERE id = 1");
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? QString() : (*rows)[0].uuid(0).toString(QUuid::WithoutBraces);
    });
    asked.waitForFinished(); // on a worker's thread, for the store's
    const std::scoped_lock lock(m_mutex);
    if (auto id = asked.result())
        m_storeId = *id;
    return asked.result();
}

/// Its rows are dated by the server's clock, which says nothing about ours.
qint64 PgBackups::newestCommitMs(const CallContext &) { return 0; }

QFuture<Result<bool>> PgBackups::ready(CallContext context)
{
    return lister().run([this, context] {
        const CancelLink byEnd(closing(), context.cancel);
        return m_engine.ready(m_parts.server, PgScope::Schema, context.cancel);
    });
}

Result<BackupInfo> PgBackups::createNow(const BackupRequest &request, const CallContext &context, const ProgressSink &progress)
{
    const auto key = keyForNew();
    if (!key)
        return fail(key.error());
    return m_engine.create(m_parts.server, request, context.cancel, progress, *key ? &**key : nullptr);
}

Result<BackupInfo> PgBackups::verifyNow(const QString &path, const CallContext &context, const ProgressSink &progress)
{
    return m_engine.verify(path, context.cancel, progress);
}

Result<bool> PgBackups::proveNow(const QString &path, const CallContext &context, const ProgressSink &progress)
{
    const BackupPlace place = placeOf(path);
    const auto manifest = readManifest(place);
    if (!manifest)
        return fail(manifest.error());
    return provePg(m_parts.server, m_parts.tools, place, *manifest, unpacking(), context.cancel, progress);
}

Result<bool> PgBackups::holdsNow(const QString &path, const QString &check, const CallContext &context)
{
    const BackupPlace place = placeOf(path);
    const auto manifest = readManifest(place);
    if (!manifest)
        return fail(manifest.error());
    if (auto whole = verifyNow(path, context, {}); !whole)
        return fail(whole.error());
    const auto proved = provePg(m_parts.server, m_parts.tools, place, *manifest, unpacking(), context.cancel, {}, check);
    const bool isBroken = !proved && proved.error().code() == ErrorCode::BackupNotProved && proved.error().fact(u"check") == check;
    return isBroken ? Result<bool>(false) : proved;
}

Result<QList<BackupInfo>> PgBackups::keptElsewhere(const CallContext &context)
{
    const auto own = storeId(context);
    if (!own)
        return fail(own.error());
    auto reading = m_parts.store.read<QList<MovedAside>>(context, listMovedAside);
    reading.waitForFinished(); // on a worker's thread, for the store's
    const auto moved = reading.result();
    if (!moved)
        return fail(moved.error());
    QList<BackupInfo> all;
    for (const MovedAside &old : *moved)
        all.append(asBackup(old, *own));
    return all;
}

QFuture<Result<RestoreReport>> PgBackups::restore(RestoreRequest request, CallContext context)
{
    request.path = isMovedAside(request.path) ? request.path : placeOf(request.path).path;
    return tasks().run(worker(), QStringLiteral("restore"), request.path, shelving().workspace, context.cancel,
                       [this, request, context](const ProgressSink &progress) -> Result<RestoreReport> {
                           const CancelLink byEnd(closing(), context.cancel);
                           const qint64 started = clock().monotonicMs();
                           Act act;
                           act.action = action::BackupRestore;
                           act.path = request.path;
                           act.requestId = context.requestId;
                           act.id = AuditId(newUuid());
                           auto restored = restoreNow(request, act, context, progress);
                           if (!restored) // else its row stands in what was restored
                               reportFailure(act, restored.error(), started);
                           return restored;
                       });
}

Result<RestoreReport> PgBackups::restoreNow(const RestoreRequest &request, Act &act, const CallContext &context,
                                            const ProgressSink &progress)
{
    if (!m_parts.append)
        return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("name"), m_parts.server.profile.name}});
    const qint64 started = clock().monotonicMs();
    const RestoreRow row{act.id, [&](sql::Connection &connection, const QString &details) {
                             act.durationMs = clock().monotonicMs() - started;
                             act.details = details;
                             return m_parts.append(connection, act);
                         }};
    if (isMovedAside(request.path))
        return restorer().undo(schemaOf(request.path), row, context);
    const auto verified = verifyNow(request.path, context, progress);
    if (!verified)
        return fail(verified.error());
    act.manifest = verified->manifest;
    return restorer().restore(request, verified->manifest, row, context, progress);
}

QFuture<Result<TrashedBackup>> PgBackups::remove(QString path, CallContext context)
{
    if (!isMovedAside(path))
        return ShelvedBackups::remove(std::move(path), std::move(context));
    return tasks().run(worker(), QStringLiteral("delete"), path, shelving().workspace, context.cancel,
                       [this, path, context](const ProgressSink &) -> Result<TrashedBackup> {
                           const CancelLink byEnd(closing(), context.cancel);
                           const qint64 started = clock().monotonicMs();
                           Act act;
                           act.action = action::BackupDelete;
                           act.path = path;
                           act.requestId = context.requestId;
                           if (auto dropped = restorer().drop(schemaOf(path), context); !dropped) {
                               reportFailure(act, dropped.error(), started);
                               return fail(dropped.error());
                           }
                           act.durationMs = clock().monotonicMs() - started;
                           if (shelving().audit)
                               shelving().audit(act);
                           TrashedBackup gone;
                           gone.path = path;
                           gone.trashedAt = gone.goesAt = clock().nowMs();
                           return gone;
                       });
}

void PgBackups::reportFailure(Act act, const Error &error, qint64 startedMono)
{
    act.durationMs = clock().monotonicMs() - startedMono;
    act.result = AuditResult::Failed;
    act.error = error;
    act.id = {}; // another row than the one that would have told of it being done
    log::write(log::Level::Warning, "backup", error.with(QStringLiteral("request"), act.requestId));
    if (shelving().audit)
        shelving().audit(act);
}

PgRestorer PgBackups::restorer() const
{
    return PgRestorer(m_parts.server, m_parts.tools, unpacking(), clock());
}

} // namespace plancia::backup
