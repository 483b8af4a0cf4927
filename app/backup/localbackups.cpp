// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/localbackups.h"

#include "app/backup/backupfolder.h"
#include "app/backup/statefile.h"
#include "app/backup/verifier.h"
#include "app/log/log.h"
#include "app/store/localstore.h"

#include <QFileInfo>

namespace plancia::backup {

LocalBackups::LocalBackups(const store::LocalStore &store, tasks::TaskQueue &tasks, const Clock &clock, QString folder,
                           QString workspace, Audit audit, Restoring restoring)
    : m_store(store),
      m_tasks(tasks),
      m_clock(clock),
      m_folder(std::move(folder)),
      m_workspace(std::move(workspace)),
      m_audit(std::move(audit)),
      m_restoring(std::move(restoring)),
      m_engine(clock)
{
}

LocalBackups::~LocalBackups()
{
    m_closing.cancel();
    m_worker.stop();
}

QFuture<Result<QList<BackupInfo>>> LocalBackups::list(CallContext context)
{
    return m_lister.run([this, context]() -> Result<QList<BackupInfo>> {
        if (context.cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        auto found = listBackups(m_folder);
        if (!found)
            return found;
        // The folder may hold those of other stores (the examples); each store shows its own.
        const QString own = m_store.storeId().toString(QUuid::WithoutBraces);
        found->removeIf([&own](const BackupInfo &info) { return info.manifest.storeId != own; });
        return found;
    });
}

QFuture<Result<bool>> LocalBackups::ready(CallContext)
{
    return tasks::answer<bool>(m_lister, true);
}

/// Runs the work as a task whose token ends when the call's token or this object does.
template <class F>
QFuture<Result<BackupInfo>> LocalBackups::runTask(const char *kind, QString subject, CallContext context, F work)
{
    return m_tasks.run(m_worker, QString::fromLatin1(kind), std::move(subject), m_workspace, context.cancel,
                       [this, context, work = std::move(work)](const ProgressSink &progress) -> Result<BackupInfo> {
                           const int handler = m_closing.addHandler([token = context.cancel] { token.cancel(); });
                           auto result = work(context, progress);
                           m_closing.removeHandler(handler);
                           return result;
                       });
}

QFuture<Result<BackupInfo>> LocalBackups::create(BackupRequest request, CallContext context)
{
    request.folder = request.folder.isEmpty() ? m_folder : QFileInfo(request.folder).absoluteFilePath();
    const QString target = request.folder;
    return runTask("backup", target, std::move(context), [this, request](const CallContext &call, const ProgressSink &progress) {
        const qint64 started = m_clock.monotonicMs();
        auto result = createNow(request, call, progress);
        report({action::BackupCreate, AuditResult::Done, request.folder, {}, {}, 0, call.requestId}, result, started);
        return result;
    });
}

QFuture<Result<BackupInfo>> LocalBackups::verify(QString path, CallContext context)
{
    const QString target = placeOf(path).path;
    return runTask("verify", target, std::move(context), [this, target](const CallContext &call, const ProgressSink &progress) {
        const qint64 started = m_clock.monotonicMs();
        auto result = verifyNow(target, call, progress);
        report({action::BackupVerify, AuditResult::Done, target, {}, {}, 0, call.requestId}, result, started);
        return result;
    });
}

Result<BackupInfo> LocalBackups::createNow(const BackupRequest &request, const CallContext &context, const ProgressSink &progress)
{
    if (context.cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    std::optional<BackupInfo> made;
    const auto ran = m_store.withSourceHandle([&](sqlite3 *source) -> Result<bool> {
        auto backup = m_engine.create(source, request, context.cancel, progress);
        if (!backup)
            return fail(backup.error());
        made = *backup;
        return true;
    });
    if (!ran)
        return fail(ran.error());
    return *made;
}

Result<BackupInfo> LocalBackups::verifyNow(const QString &path, const CallContext &context, const ProgressSink &progress)
{
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

void LocalBackups::report(Act act, const Result<BackupInfo> &result, qint64 startedMono)
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
    if (m_audit)
        m_audit(act);
}

} // namespace plancia::backup
