// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/rescuebackups.h"

#include "app/backup/backupfolder.h"
#include "app/backup/plainstore.h"
#include "app/backup/prover.h"
#include "app/backup/restorer.h"
#include "app/backup/room.h"
#include "app/log/log.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::backup {

RescueBackups::RescueBackups(tasks::TaskQueue &tasks, const Clock &clock, Places places, QString workspace,
                             AppendRestore append)
    : m_tasks(tasks), m_clock(clock), m_places(std::move(places)), m_workspace(std::move(workspace)),
      m_append(std::move(append)), m_engine(clock, {m_places.scratch, m_places.keys})
{
}

RescueBackups::~RescueBackups()
{
    m_closing.cancel();
    m_worker.stop();
    m_lister.stop();
    m_looker.stop(); // last: the others ask it
}

QFuture<Result<QList<BackupInfo>>> RescueBackups::list(CallContext)
{
    return m_lister.run([this]() -> Result<QList<BackupInfo>> {
        auto all = lookEverywhere();
        return all ? Result<QList<BackupInfo>>(all->first) : Result<QList<BackupInfo>>(all.error());
    });
}

Result<std::pair<QList<BackupInfo>, SecondPlaceState>> RescueBackups::lookEverywhere()
{
    const auto here = backupsWithout(m_places.folder, m_places.others);
    if (!here)
        return fail(here.error());
    PlaceLook look = m_looker.look(m_places.secondPlace, m_places.folder, {}, *here);
    look.copies.removeIf([this](const BackupInfo &copy) { return m_places.others.contains(QUuid::fromString(copy.manifest.storeId)); });
    return std::pair(withCopies(*here, look), look.state);
}

QFuture<Result<SecondPlaceState>> RescueBackups::secondPlace(CallContext)
{
    return m_lister.run([this]() -> Result<SecondPlaceState> {
        auto all = lookEverywhere();
        return all ? Result<SecondPlaceState>(all->second) : Result<SecondPlaceState>(all.error());
    });
}

QFuture<Result<bool>> RescueBackups::ready(CallContext)
{
    return tasks::answer<bool>(m_lister, fail(ErrorCode::BackupUnsupported, {{QStringLiteral("workspace"), m_workspace}}));
}

template <class T>
QFuture<Result<T>> RescueBackups::refused()
{
    return tasks::answer<T>(m_lister, fail(ErrorCode::BackupUnsupported, {{QStringLiteral("workspace"), m_workspace}}));
}

QFuture<Result<BackupInfo>> RescueBackups::create(BackupRequest, CallContext) { return refused<BackupInfo>(); }
QFuture<Result<BackupInfo>> RescueBackups::setPinned(QString, bool, CallContext) { return refused<BackupInfo>(); }
QFuture<Result<TrashedBackup>> RescueBackups::remove(QString, CallContext) { return refused<TrashedBackup>(); }
QFuture<Result<BackupInfo>> RescueBackups::takeBack(QString, CallContext) { return refused<BackupInfo>(); }
QFuture<Result<qint64>> RescueBackups::emptyTrash(CallContext) { return refused<qint64>(); }
QFuture<Result<PrunePlan>> RescueBackups::prune(Prune, CallContext) { return refused<PrunePlan>(); }
QFuture<Result<bool>> RescueBackups::confirmClock(CallContext) { return refused<bool>(); }
QFuture<Result<BackupHealth>> RescueBackups::health(CallContext) { return refused<BackupHealth>(); }
QFuture<Result<BackupPolicy>> RescueBackups::policy(CallContext) { return refused<BackupPolicy>(); }
QFuture<Result<BackupPolicy>> RescueBackups::setPolicy(BackupPolicy, CallContext) { return refused<BackupPolicy>(); }
QFuture<Result<SecondPlaceState>> RescueBackups::copyToSecondPlace(QString, CallContext) { return refused<SecondPlaceState>(); }
QFuture<Result<CsvExport>> RescueBackups::exportCsv(QString path, CsvRequest request, CallContext context)
{
    return m_tasks.run(m_worker, QStringLiteral("export"), request.folder, m_workspace, context.cancel,
                       [this, path = placeOf(path).path, request, context](const ProgressSink &progress) -> Result<CsvExport> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           if (!m_places.exportTables)
                               return fail(ErrorCode::BackupUnsupported, {{QStringLiteral("workspace"), m_workspace}});
                           return m_places.exportTables(path, request, context, progress);
                       });
}

QFuture<Result<BisectReport>> RescueBackups::findLastClean(QString, CallContext) { return refused<BisectReport>(); }

QFuture<Result<BackupInfo>> RescueBackups::prove(QString path, CallContext context)
{
    return m_tasks.run(m_worker, QStringLiteral("prove"), path, m_workspace, context.cancel,
                       [this, path, context](const ProgressSink &progress) -> Result<BackupInfo> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           auto whole = m_engine.verify(path, context.cancel, progress);
                           if (!whole)
                               return whole;
                           if (auto proved = proveBackup(path, {m_places.scratch, m_places.keys}, context.cancel, progress); !proved)
                               return fail(proved.error());
                           whole->state = BackupInfo::State::Proved;
                           whole->provedAt = m_clock.nowMs();
                           return whole;
                       });
}

QFuture<Result<BackupInfo>> RescueBackups::verify(QString path, CallContext context)
{
    return m_tasks.run(m_worker, QStringLiteral("verify"), path, m_workspace, context.cancel,
                       [this, path, context](const ProgressSink &progress) {
                           const CancelLink byEnd(m_closing, context.cancel);
                           return m_engine.verify(path, context.cancel, progress);
                       });
}

QFuture<Result<RestoreReport>> RescueBackups::restore(RestoreRequest request, CallContext context)
{
    return m_tasks.run(m_worker, QStringLiteral("restore"), request.path, m_workspace, context.cancel,
                       [this, request, context](const ProgressSink &progress) -> Result<RestoreReport> {
                           const CancelLink byEnd(m_closing, context.cancel);
                           auto report = restoreNow(request.path, context, progress);
                           if (!report)
                               log::write(log::Level::Warning, "backup", report.error().with(QStringLiteral("request"), context.requestId));
                           return report;
                       });
}

Result<RestoreReport> RescueBackups::restoreNow(const QString &path, const CallContext &context, const ProgressSink &progress)
{
    const qint64 started = m_clock.monotonicMs();
    const BackupPlace where = placeOf(path);
    const auto manifest = readManifest(where);
    if (!manifest)
        return fail(manifest.error());
    const qint64 total = 3 * manifest->bytes; // verified, copied, checked
    const auto tell = [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Bytes, std::min(done, total), total, 0, -1});
    };
    if (auto verified = m_engine.verify(where.path, context.cancel, [&](const Progress &p) { tell(p.done); }); !verified)
        return fail(verified.error());
    if (auto made = ensureFolder(m_places.scratch); !made)
        return fail(made.error());
    removeLeftovers(m_places.scratch);
    if (auto room = requireRoom({{m_places.scratch, 2 * manifest->bytes}}); !room)
        return fail(room.error());
    auto plain = PlainStore::open(where.path, {m_places.scratch, m_places.keys}, context.cancel, {});
    if (!plain)
        return fail(plain.error());
    auto scratch = ScratchStore::copy(plain->path(), m_places.scratch, context.cancel, [&](qint64 done) { tell(manifest->bytes + done); });
    if (!scratch)
        return fail(scratch.error());
    auto migrations = sql::Migrations::load(QStringLiteral(":/sql/sqlite/control"));
    if (!migrations)
        return fail(migrations.error());
    auto found = scratch->prepare(0, *migrations, m_clock.nowMs(), context.cancel);
    if (!found)
        return fail(found.error());
    tell(total);
    Act act{action::BackupRestore, AuditResult::Done, where.path, {}, *manifest, m_clock.monotonicMs() - started, context.requestId};
    const auto append = [&](sql::Connection &connection, const QJsonObject &details) {
        act.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
        return m_append(connection, act);
    };
    // Copies at the second place may be newer than all that is left here.
    qint64 known = -1;
    if (const auto everywhere = lookEverywhere())
        for (const BackupInfo &backup : everywhere->first)
            if (QUuid::fromString(backup.manifest.storeId) == found->head.storeId)
                known = std::max(known, backup.manifest.commitNo);
    auto report = putInPlace(m_places, *scratch, *found, known, {{QStringLiteral("from"), QFileInfo(where.path).fileName()}}, append,
                             m_clock, context.cancel);
    if (report) {
        report->prepareMs = m_clock.monotonicMs() - started - report->installMs;
        log::info("backup", QStringLiteral("put in the place of a damaged store"),
                  {{QStringLiteral("from"), where.path}, {QStringLiteral("aside"), report->setAside},
                   {QStringLiteral("commit"), QString::number(report->commitAfter)}});
    }
    return report;
}

} // namespace plancia::backup
