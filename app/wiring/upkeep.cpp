// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/upkeep.h"

#include "app/log/log.h"
#include "app/sql/commit.h"

namespace plancia::wiring {

namespace {

QString keyOf(const WorkspaceIdentity &identity)
{
    constexpr qsizetype kLongestKey = 100; // a CHECK of the table
    return (QStringLiteral("checks.") + identity.id).left(kLongestKey);
}

Result<QByteArray> loadReport(sql::Gateway &console, const QString &key)
{
    return console.read<QByteArray>({}, [key](sql::Connection &connection) -> Result<QByteArray> {
        auto rows = connection.query("SELECT value FROM preferences WHERE key = $1", {key});
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? QByteArray() : (*rows)[0].text(0).toUtf8();
    }).result();
}

void keepReport(sql::Gateway &console, const QString &key, const QByteArray &json)
{
    auto kept = console.write<bool>({}, {}, [key, json](sql::Connection &connection) -> Result<bool> {
        auto written = connection.execute("INSERT INTO preferences (key, value) VALUES ($1, $2)"
                                          " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                          {key, QString::fromUtf8(json)});
        if (!written)
            return fail(written.error());
        auto counted = sql::nextCommitWithoutAudit(connection);
        return counted ? Result<bool>(true) : Result<bool>(counted.error());
    }).result();
    if (!kept)
        log::write(log::Level::Warning, "wiring", kept.error()); // the checks were made all the same
}

Result<QString> backUp(BackupsPort &backups, const QString &kind, const CallContext &context)
{
    auto made = backups.create({{}, kind, {}}, context).result();
    return made ? Result<QString>(made->path) : Result<QString>(made.error());
}

Result<BackupAlarm> backupAlarm(BackupsPort &backups, const CallContext &context)
{
    auto health = backups.health(context).result();
    return health ? Result<BackupAlarm>(health->alarm) : Result<BackupAlarm>(health.error());
}

} // namespace

std::unique_ptr<MaintenancePort> makeMaintenance(const Upkeep &upkeep, const audit::Recorder &recorder, tasks::TaskQueue &tasks)
{
    maintenance::Maintenance::Parts parts{.gateway = upkeep.gateway,
                                          .store = upkeep.store,
                                          .migrations = upkeep.migrations,
                                          .workspace = upkeep.identity.id,
                                          .name = upkeep.identity.name,
                                          .isReadOnly = upkeep.identity.readOnly,
                                          .scratch = upkeep.scratch};
    const QString key = keyOf(upkeep.identity);
    sql::Gateway *console = &upkeep.console;
    parts.loadReport = [console, key] { return loadReport(*console, key); };
    parts.keepReport = [console, key](const QByteArray &json) { keepReport(*console, key, json); };
    if (BackupsPort *backups = upkeep.backups) {
        parts.backUp = [backups](const QString &kind, const CallContext &context) { return backUp(*backups, kind, context); };
        parts.backupAlarm = [backups](const CallContext &context) { return backupAlarm(*backups, context); };
    }
    if (MomentsPort *moments = upkeep.moments)
        parts.lostCommits = [moments](const CallContext &context) -> Result<qint64> {
            auto status = moments->status(context).result();
            return status ? Result<qint64>(status->lostTo) : Result<qint64>(status.error());
        };
    return std::make_unique<maintenance::Maintenance>(std::move(parts), recorder, tasks);
}

} // namespace plancia::wiring
