// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/pgbackups.h"

#include "app/backup/postgres/pgproof.h"
#include "app/backup/statefile.h"
#include "app/backup/verifier.h"
#include "app/log/log.h"

#include <QFileInfo>

namespace plancia::backup {

namespace {

const QString kBeforeRestore = QStringLiteral("before:restore");

bool isMovedAside(const QString &path) { return path.startsWith(kMovedAsideScheme); }

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

/// It lies in the server, not in a folder.
Error noBackup(const QString &path) { return Error(ErrorCode::BackupUnsupported, {{QStringLiteral("name"), path}}); }

} // namespace

PgBackups::PgBackups(Parts parts, tasks::TaskQueue &tasks, const Clock &clock)
    : m_parts(std::move(parts)), m_tasks(tasks), m_clock(clock), m_engine(clock, m_parts.tools)
{
}

PgBackups::~PgBackups()
{
    m_closing.cancel();
    m_worker.stop();
    m_lister.stop();
}

/// Asked once: the folder holds those of other stores too.
Result<QString> PgBackups::storeId(const CallContext &context)
{
    if (!m_storeId.isEmpty())
        return m_storeId;
    auto asked = m_parts.store.read<QString>(context, [](sql::Connection &connection) -> Result<QString> {
        auto rows = connection.query("SELECT store_id FROM meta WHERE id = 1");
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? QString() : (*rows)[0].uuid(0).toString(QUuid::WithoutBraces);
    });
    asked.waitForFinished(); // on the lister's thread, for the store's
    if (auto id = asked.result())
        m_storeId = *id;
    return asked.result();
}

Result<QList<BackupInfo>> PgBackups::listNow(const CallContext &context)
{
    auto own = storeId(context);
    if (!own)
        return fail(own.error());
    auto found = listBackups(m_parts.folder);
    if (!found)
        return found;
    found->removeIf([&own](const BackupInfo &info) { return info.manifest.storeId != *own; });
    auto moved = m_parts.store.read<QList<MovedAside>>(context, listMovedAside);
    moved.waitForFinished(); // on the lister's thread, for the store's
    if (!moved.result())
        return fail(moved.result().error());
    for (const MovedAside &old : *moved.result())
        found->append(asBackup(old, *own));
    std::ranges::stable_sort(*found, std::ranges::greater(), [](const BackupInfo &info) { return info.manifest.finishedAt; });
    return found;
}

QFuture<Result<QList<BackupInfo>>> PgBackups::list(CallContext context)
{
    return m_lister.run([this, context] {
        const CancelLink byEnd(m_closing, context.cancel);
        return listNow(context);
    });
}

QFuture<Result<bool>> PgBackups::ready(CallContext context)
{
    return m_lister.run([this, context] {
        const CancelLink byEnd(m_closing, context.cancel);
        return m_engine.ready(m_parts.server, PgScope::Schema, context.cancel);
    });
}

/// Runs the work as a task whose token ends when the call's token or this object does.
template <class T, class F>
QFuture<Result<T>> PgBackups::runTask(const char *kind, QString subject, CallContext context, F work)
{
    return m_tasks.run(m_worker, QString::fromLatin1(kind), std::move(subject), m_parts.workspace, context.cancel,
                       [this, context, work = std::move(work)](const ProgressSink &progress) -> Result<T> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           return work(context, progress);
                       });
}

QFuture<Result<BackupInfo>> PgBackups::create(BackupRequest request, CallContext context)
{
    request.folder = request.folder.isEmpty() ? m_parts.folder : QFileInfo(request.folder).absoluteFilePath();
    const QString target = request.folder;
    return runTask<BackupInfo>("backup", target, std::move(context), [this, request](const CallContext &call, const ProgressSink &progress) {
        const qint64 started = m_clock.monotonicMs();
        auto result = m_engine.create(m_parts.server, request, call.cancel, progress);
        report({action::BackupCreate, AuditResult::Done, request.folder, {}, {}, 0, call.requestId}, result, started);
        return result;
    });
}

QFuture<Result<BackupInfo>> PgBackups::verify(QString path, CallContext context)
{
    const QString target = isMovedAside(path) ? path : placeOf(path).path;
    return runTask<BackupInfo>("verify", target, std::move(context), [this, target](const CallContext &call, const ProgressSink &progress) {
        const qint64 started = m_clock.monotonicMs();
        auto result = verifyNow(target, call, progress);
        report({action::BackupVerify, AuditResult::Done, target, {}, {}, 0, call.requestId}, result, started);
        return result;
    });
}

QFuture<Result<BackupInfo>> PgBackups::prove(QString path, CallContext context)
{
    const QString target = isMovedAside(path) ? path : placeOf(path).path;
    return runTask<BackupInfo>("prove", target, std::move(context), [this, target](const CallContext &call, const ProgressSink &progress) {
        const qint64 started = m_clock.monotonicMs();
        auto result = proveNow(target, call, progress);
        report({action::BackupProve, AuditResult::Done, target, {}, {}, 0, call.requestId}, result, started);
        return result;
    });
}

Result<BackupInfo> PgBackups::proveNow(const QString &path, const CallContext &context, const ProgressSink &progress)
{
    auto verified = verifyNow(path, context, progress);
    if (!verified)
        return verified;
    const BackupPlace place = placeOf(path);
    if (auto proved = provePg(m_parts.server, m_parts.tools, place, verified->manifest, m_parts.scratch, context.cancel, progress); !proved)
        return fail(proved.error());
    verified->provedAt = m_clock.nowMs();
    verified->state = BackupInfo::State::Proved;
    const auto known = changeState(place, [&](BackupState &state) { state.provedAt = verified->provedAt; });
    if (!known)
        log::write(log::Level::Info, "backup", known.error());
    return verified;
}

QFuture<Result<RestoreReport>> PgBackups::restore(RestoreRequest request, CallContext context)
{
    request.path = isMovedAside(request.path) ? request.path : placeOf(request.path).path;
    return runTask<RestoreReport>("restore", request.path, std::move(context),
                                  [this, request](const CallContext &call, const ProgressSink &progress) {
        const qint64 started = m_clock.monotonicMs();
        Act act{action::BackupRestore, AuditResult::Done, request.path, {}, {}, 0, call.requestId, AuditId(newUuid())};
        auto restored = restoreNow(request, act, call, progress);
        if (restored)
            return restored; // its row stands in what was restored
        act.durationMs = m_clock.monotonicMs() - started;
        act.result = AuditResult::Failed;
        act.error = restored.error();
        act.id = {}; // of another row, should this one turn out to be there
        log::write(log::Level::Warning, "backup", restored.error().with(QStringLiteral("request"), call.requestId));
        if (m_parts.audit)
            m_parts.audit(act);
        return restored;
    });
}

PgRestorer PgBackups::restorer() const { return PgRestorer(m_parts.server, m_parts.tools, m_parts.scratch, m_clock); }

Result<RestoreReport> PgBackups::restoreNow(const RestoreRequest &request, Act &act, const CallContext &context,
                                            const ProgressSink &progress)
{
    if (!m_parts.append)
        return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("name"), m_parts.server.profile.name}});
    const qint64 started = m_clock.monotonicMs();
    const RestoreRow row{act.id, [&](sql::Connection &connection, const QString &details) {
                             act.durationMs = m_clock.monotonicMs() - started;
                             return m_parts.append(connection, act, details);
                         }};
    if (isMovedAside(request.path))
        return restorer().undo(request.path.mid(kMovedAsideScheme.size()), row, context);
    const auto verified = verifyNow(request.path, context, progress);
    if (!verified)
        return fail(verified.error());
    act.manifest = verified->manifest;
    return restorer().restore(request, verified->manifest, row, context, progress);
}

Result<BackupInfo> PgBackups::verifyNow(const QString &path, const CallContext &context, const ProgressSink &progress)
{
    if (isMovedAside(path))
        return fail(noBackup(path));
    auto result = m_engine.verify(path, context.cancel, progress);
    const bool isDamaged = !result && result.error().code() == ErrorCode::BackupDamaged;
    if (!result && !isDamaged)
        return result;
    const auto known = changeState(placeOf(path), [&](BackupState &state) {
        state.verifiedAt = isDamaged ? state.verifiedAt : result->verifiedAt;
        state.damage = isDamaged ? describeDamage(result.error()) : QString();
    });
    if (!known) // on read-only media nothing can be noted; what was found is told all the same
        log::write(log::Level::Info, "backup", known.error());
    else if (result)
        apply(*known, *result);
    return result;
}

void PgBackups::report(Act act, const Result<BackupInfo> &result, qint64 startedMono)
{
    act.durationMs = m_clock.monotonicMs() - startedMono;
    if (result) {
        act.path = result->path;
        act.manifest = result->manifest;
        log::info("backup", QStringLiteral("done"),
                  {{QStringLiteral("action"), act.action}, {QStringLiteral("path"), act.path},
                   {QStringLiteral("commit"), QString::number(act.manifest.commitNo)},
                   {QStringLiteral("request"), act.requestId}});
    } else {
        act.result = AuditResult::Failed;
        act.error = result.error();
        log::write(log::Level::Warning, "backup", result.error().with(QStringLiteral("request"), act.requestId));
    }
    if (m_parts.audit)
        m_parts.audit(act);
}

} // namespace plancia::backup
