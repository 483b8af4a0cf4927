// SPDX-License-Identifier: GPL-3.0-or-later
// Restoring a backup of the open store.
#include "app/backup/localbackups.h"

#include "app/backup/backupfolder.h"
#include "app/backup/plainstore.h"
#include "app/backup/restorer.h"
#include "app/log/log.h"
#include "app/store/localstore.h"

#include <QFileInfo>

namespace plancia::backup {

namespace {
const QString kBeforeRestore = QStringLiteral("before:restore");
}

QFuture<Result<RestoreReport>> LocalBackups::restore(RestoreRequest request, CallContext context)
{
    request.path = placeOf(request.path).path;
    return m_tasks.run(m_worker, QStringLiteral("restore"), request.path, m_workspace, context.cancel,
                       [this, request, context](const ProgressSink &progress) -> Result<RestoreReport> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           const qint64 started = m_clock.monotonicMs();
                           Act act{action::BackupRestore, AuditResult::Done, request.path, {}, {}, 0, context.requestId};
                           auto report = restoreNow(request, act, context, progress);
                           if (report)
                               return report; // its row stands in what was restored
                           act.durationMs = m_clock.monotonicMs() - started;
                           act.result = AuditResult::Failed;
                           act.error = report.error();
                           log::write(log::Level::Warning, "backup", report.error().with(QStringLiteral("request"), context.requestId));
                           if (m_audit)
                               m_audit(act);
                           return report;
                       });
}

Result<RestoreReport> LocalBackups::restoreNow(const RestoreRequest &request, Act &act, const CallContext &context,
                                               const ProgressSink &progress)
{
    if (!m_restoring.store)
        return fail(ErrorCode::BackupUnsupported, {{QStringLiteral("workspace"), m_workspace}});
    if (context.cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    const qint64 started = m_clock.monotonicMs();
    const auto manifest = readManifest(placeOf(request.path));
    if (!manifest)
        return fail(manifest.error());
    act.manifest = *manifest;
    // Read twice: whole, against its hashes, then into the place where it is checked and stamped.
    const qint64 live = store::fileSize(m_store.path()) + m_store.walBytes();
    const qint64 total = 4 * manifest->bytes + 2 * live;
    const auto tell = [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Bytes, std::min(done, total), total, 0, -1});
    };
    auto verified = verifyNow(request.path, context, [&](const Progress &p) { tell(p.done); });
    if (!verified)
        return fail(verified.error());

    Restorer::Safety safety;
    safety.make = [this](const QString &note, const CancelToken &cancel, const ProgressSink &sink) -> Result<BackupInfo> {
        CallContext own;
        own.cancel = cancel;
        return createNow({m_folder, kBeforeRestore, note}, own, sink);
    };
    safety.drop = [](const BackupInfo &info) {
        if (auto removed = removeFolder(info.path); !removed)
            log::write(log::Level::Warning, "backup", removed.error()); // it stays in the list, whole
    };
    const auto append = [this, &act, started](sql::Connection &connection, const QString &details) {
        act.durationMs = m_clock.monotonicMs() - started;
        return m_restoring.append(connection, act, details);
    };
    auto plain = PlainStore::open(request.path, m_restoring.scratch, context.cancel, {});
    if (!plain)
        return fail(plain.error());
    const RestoreSource source{plain->path(), QFileInfo(request.path).fileName(), manifest->startedAt, request.allowOtherStore};
    return Restorer(*m_restoring.store, m_restoring.scratch, m_clock)
        .restore(source, safety, append, context.cancel, [&](const Progress &p) { tell(manifest->bytes + p.done); });
}

} // namespace plancia::backup
