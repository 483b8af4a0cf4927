// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupengine.h"
#include "app/backup/localbackups.h"
#include "app/backup/placelooker.h"
#include "app/backup/standin.h"

namespace plancia::backup {

/// The backups of a store that is missing or cannot be opened, and the way back from one of them: its contents take the
/// place of the damaged files, which are moved aside untouched. Threads as LocalBackups.
class RescueBackups final : public BackupsPort {
public:
    using Places = LostPlace;
    RescueBackups(tasks::TaskQueue &tasks, const Clock &clock, Places places, QString workspace,
                  AppendRestore append);
    ~RescueBackups() override;

    BackupKeysPort *keys() override { return m_places.keysPort; }
    QFuture<Result<QList<BackupInfo>>> list(CallContext context) override;
    /// There is nothing to back up: BKP_004.
    QFuture<Result<bool>> ready(CallContext context) override;
    QFuture<Result<BackupInfo>> create(BackupRequest request, CallContext context) override;
    QFuture<Result<BackupInfo>> verify(QString path, CallContext context) override;
    QFuture<Result<BackupInfo>> prove(QString path, CallContext context) override;
    /// Nothing is deleted or changed while the store is lost: BKP_004 for all of these.
    QFuture<Result<BackupInfo>> setPinned(QString path, bool pinned, CallContext context) override;
    QFuture<Result<TrashedBackup>> remove(QString path, CallContext context) override;
    QFuture<Result<BackupInfo>> takeBack(QString path, CallContext context) override;
    QFuture<Result<qint64>> emptyTrash(CallContext context) override;
    QFuture<Result<PrunePlan>> prune(Prune what, CallContext context) override;
    QFuture<Result<bool>> confirmClock(CallContext context) override;
    QFuture<Result<BackupHealth>> health(CallContext context) override;
    QFuture<Result<BackupPolicy>> policy(CallContext context) override;
    QFuture<Result<BackupPolicy>> setPolicy(BackupPolicy policy, CallContext context) override;
    QFuture<Result<SecondPlaceState>> secondPlace(CallContext context) override;
    QFuture<Result<SecondPlaceState>> copyToSecondPlace(QString path, CallContext context) override;
    QFuture<Result<CsvExport>> exportCsv(QString path, CsvRequest request, CallContext context) override;
    QFuture<Result<BisectReport>> findLastClean(QString check, CallContext context) override;
    /// `allowOtherStore` is not asked for: there is no store that another could be.
    QFuture<Result<RestoreReport>> restore(RestoreRequest request, CallContext context) override;

private:
    template <class T>
    QFuture<Result<T>> refused();
    Result<RestoreReport> restoreNow(const QString &path, const CallContext &context, const ProgressSink &progress);
    /// With the copies that are all there is.
    Result<std::pair<QList<BackupInfo>, SecondPlaceState>> lookEverywhere();

    tasks::TaskQueue &m_tasks;
    const Clock &m_clock;
    const Places m_places;
    const QString m_workspace;
    const AppendRestore m_append;
    const BackupEngine m_engine;
    const CancelToken m_closing;
    tasks::Worker m_worker{QStringLiteral("rescue")};
    tasks::Worker m_lister{QStringLiteral("list of backups")};
    PlaceLooker m_looker{m_clock, std::chrono::seconds(5)};
};

} // namespace plancia::backup
