// SPDX-License-Identifier: GPL-3.0-or-later
// Restoring into the open store.
#include "app/backup/localbackups.h"

#include "app/backup/backupfolder.h"
#include "app/backup/plainstore.h"
#include "app/log/log.h"
#include "app/store/localstore.h"

#include <QFileInfo>

namespace plancia::backup {

namespace {
const QString kBeforeRestore = QStringLiteral("before:restore");
}

QFuture<Result<RestoreReport>> LocalBackups::restore(RestoreRequest request, CallContext context)
{
    const QString path = placeOf(request.path).path;
    return restoreFrom(path, [this, path, request](Act &act, const CancelToken &cancel, const ProgressSink &progress) -> Result<RestoreSource> {
        const auto manifest = readManifest(placeOf(path));
        if (!manifest)
            return fail(manifest.error());
        act.manifest = *manifest;
        CallContext call;
        call.cancel = cancel;
        if (auto verified = verifyNow(path, call, progress); !verified) // whole, against its hashes
            return fail(verified.error());
        auto plain = PlainStore::open(path, unpacking(), cancel, {});
        if (!plain)
            return fail(plain.error());
        const auto kept = std::make_shared<const PlainStore>(std::move(*plain));
        return RestoreSource{kept->path(), QFileInfo(path).fileName(), manifest->startedAt, request.allowOtherStore, kept};
    }, std::move(context));
}

QFuture<Result<RestoreReport>> LocalBackups::restoreFrom(QString subject, Provide provide, CallContext context)
{
    return tasks().run(worker(), QStringLiteral("restore"), subject, shelving().workspace, context.cancel,
                       [this, subject, provide = std::move(provide), context](const ProgressSink &progress) -> Result<RestoreReport> {
                           const CancelLink byEnd(closing(), context.cancel);
                           const qint64 started = clock().monotonicMs();
                           Act act{action::BackupRestore, AuditResult::Done, subject, {}, {}, 0, context.requestId};
                           auto report = restoreNow(provide, act, context, progress);
                           if (report) { // its row stands in what was restored
                               act.path = subject;
                               if (m_restoring.done)
                                   m_restoring.done(act);
                               return report;
                           }
                           act.durationMs = clock().monotonicMs() - started;
                           act.result = AuditResult::Failed;
                           act.error = report.error();
                           log::write(log::Level::Warning, "backup", report.error().with(QStringLiteral("request"), context.requestId));
                           if (shelving().audit)
                               shelving().audit(act);
                           return report;
                       });
}

Result<RestoreReport> LocalBackups::restoreNow(const Provide &provide, Act &act, const CallContext &context, const ProgressSink &progress)
{
    if (!m_restoring.store)
        return fail(ErrorCode::BackupUnsupported, {{QStringLiteral("workspace"), shelving().workspace}});
    if (context.cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    const qint64 started = clock().monotonicMs();
    const auto tell = [&](qint64 done, qint64 total) {
        if (progress)
            progress({Progress::Unit::Bytes, std::min(done, total), total, 0, -1});
    };
    // As many bytes are read again for the restore, and written, and those of the store are saved before.
    const qint64 live = store::fileSize(m_store.path()) + m_store.walBytes();
    qint64 provided = 0;
    auto source = provide(act, context.cancel, [&](const Progress &p) {
        provided = p.total;
        tell(p.done, 4 * p.total + 2 * live);
    });
    if (!source)
        return fail(source.error());

    // Asked once: the copy may be made again while nobody can write, and a key ring may take its time or be locked by then.
    const auto key = keyForNew();
    if (!key)
        return fail(key.error());
    Restorer::Safety safety;
    safety.make = [this, &key](const QString &note, const CancelToken &cancel, const ProgressSink &sink) -> Result<BackupInfo> {
        CallContext own;
        own.cancel = cancel;
        return createWith(*key, {shelving().folder, kBeforeRestore, note}, own, sink);
    };
    safety.drop = [](const BackupInfo &info) {
        if (auto removed = removeFolder(info.path); !removed)
            log::write(log::Level::Warning, "backup", removed.error()); // it stays in the list, whole
    };
    const auto append = [this, &act, started](sql::Connection &connection, const QString &details) {
        act.durationMs = clock().monotonicMs() - started;
        act.details = details;
        return m_restoring.append(connection, act);
    };
    return Restorer(*m_restoring.store, shelving().scratch, clock())
        .restore(*source, safety, append, context.cancel, [&](const Progress &p) { tell(provided + p.done, provided + p.total); });
}

} // namespace plancia::backup
