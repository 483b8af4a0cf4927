// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/localbackups.h"

#include "app/backup/prover.h"
#include "app/store/localstore.h"

#include <sqlite3.h>

namespace plancia::backup {

LocalBackups::LocalBackups(const store::LocalStore &store, tasks::TaskQueue &tasks, const Clock &clock, Shelving shelving,
                           Restoring restoring)
    : ShelvedBackups(std::move(shelving), tasks, clock), m_store(store), m_restoring(std::move(restoring)), m_engine(clock)
{
}

LocalBackups::~LocalBackups() { stop(); }

QFuture<Result<bool>> LocalBackups::ready(CallContext)
{
    return tasks::answer<bool>(lister(), true);
}

Result<QString> LocalBackups::storeId(const CallContext &) { return m_store.storeId().toString(QUuid::WithoutBraces); }

/// Whoever wrote it; a store that cannot be read now bears no witness.
qint64 LocalBackups::newestCommitMs(const CallContext &)
{
    qint64 at = 0;
    const auto read = m_store.withSourceHandle([&at](sqlite3 *source) -> Result<bool> {
        sqlite3_stmt *statement = nullptr;
        if (sqlite3_prepare_v2(source, "SELECT at FROM audit_log ORDER BY seq DESC LIMIT 1", -1, &statement, nullptr) == SQLITE_OK
            && sqlite3_step(statement) == SQLITE_ROW)
            at = sqlite3_column_int64(statement, 0);
        sqlite3_finalize(statement);
        return true;
    });
    return read ? at : 0;
}

Result<BackupInfo> LocalBackups::createNow(const BackupRequest &request, const CallContext &context, const ProgressSink &progress)
{
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
    return m_engine.verify(path, context.cancel, progress);
}

Result<bool> LocalBackups::proveNow(const QString &path, const CallContext &context, const ProgressSink &progress)
{
    return proveBackup(path, shelving().scratch, context.cancel, progress);
}

} // namespace plancia::backup
