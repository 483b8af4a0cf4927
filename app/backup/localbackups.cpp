// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/localbackups.h"

#include "app/backup/prover.h"
#include "app/store/localstore.h"

#include <sqlite3.h>

namespace plancia::backup {

LocalBackups::LocalBackups(const store::LocalStore &store, tasks::TaskQueue &tasks, const Clock &clock, Shelving shelving,
                           Restoring restoring)
    : ShelvedBackups(std::move(shelving), tasks, clock), m_store(store), m_restoring(std::move(restoring)), m_engine(clock, unpacking())
{
}

LocalBackups::~LocalBackups() { stop(); }

QFuture<Result<bool>> LocalBackups::ready(CallContext)
{
    return tasks::answer<bool>(lister(), true);
}

Result<QString> LocalBackups::storeId(const CallContext &) { return m_store.storeId().toString(QUuid::WithoutBraces); }

/// The one number that a query gives; 0 for a store that cannot be read now: it bears no witness.
qint64 LocalBackups::numberIn(const char *query) const
{
    qint64 number = 0;
    const auto read = m_store.withSourceHandle([&number, query](sqlite3 *source) -> Result<bool> {
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(source, query, -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
            number = sqlite3_column_int64(statement, 0);
        sqlite3_finalize(statement);
        return true;
    });
    return read ? number : 0;
}

/// Whoever wrote it.
qint64 LocalBackups::newestCommitMs(const CallContext &) { return numberIn("SELECT at FROM audit_log ORDER BY seq DESC LIMIT 1"); }

qint64 LocalBackups::madeAt(const CallContext &) { return numberIn("SELECT min(applied_at) FROM schema_migrations"); }

Result<BackupInfo> LocalBackups::createNow(const BackupRequest &request, const CallContext &context, const ProgressSink &progress)
{
    const auto key = keyForNew();
    return key ? createWith(*key, request, context, progress) : Result<BackupInfo>(key.error());
}

Result<BackupInfo> LocalBackups::createWith(const std::optional<BackupKey> &key, const BackupRequest &request, const CallContext &context,
                                            const ProgressSink &progress) const
{
    std::optional<BackupInfo> made;
    const auto ran = m_store.withSourceHandle([&](sqlite3 *source) -> Result<bool> {
        auto backup = m_engine.create(source, request, context.cancel, progress, key ? &*key : nullptr);
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
    return m_engine.verify(path, context.cancel, progress);
}

Result<bool> LocalBackups::proveNow(const QString &path, const CallContext &context, const ProgressSink &progress)
{
    return proveBackup(path, unpacking(), context.cancel, progress);
}

Result<bool> LocalBackups::holdsNow(const QString &path, const QString &check, const CallContext &context)
{
    return checkHolds(path, check, unpacking(), context.cancel);
}

} // namespace plancia::backup
