// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/backuppolicies.h"

#include "app/sql/commit.h"

namespace plancia::wiring {

namespace {
QString keyOf(const QString &workspace) { return QStringLiteral("backup_policy.") + workspace; }
} // namespace

Result<BackupPolicy> BackupPolicies::read(const QString &workspace) const
{
    BackupPolicy otherwise;
    if (workspace != kLocalWorkspace)
        otherwise.maxAgeHours = 0;
    auto asked = m_console->read<BackupPolicy>(CallContext{}, [key = keyOf(workspace), otherwise](sql::Connection &connection) -> Result<BackupPolicy> {
        const auto rows = connection.query("SELECT value FROM preferences WHERE key = $1", {key});
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? Result<BackupPolicy>(otherwise) : backupPolicyFromJson((*rows)[0].text(0).toUtf8());
    });
    asked.waitForFinished();
    return asked.result();
}

Result<BackupPolicy> BackupPolicies::write(const QString &workspace, const BackupPolicy &policy, const CallContext &context) const
{
    auto kept = m_console->write<BackupPolicy>(
        context, {}, [key = keyOf(workspace), policy](sql::Connection &connection) -> Result<BackupPolicy> {
            auto written = connection.execute("INSERT INTO preferences (key, value) VALUES ($1, $2)"
                                              " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                              {key, QString::fromUtf8(toJson(policy))});
            if (!written)
                return fail(written.error());
            if (auto counted = sql::nextCommitWithoutAudit(connection); !counted)
                return fail(counted.error());
            return policy;
        });
    kept.waitForFinished();
    return kept.result();
}

} // namespace plancia::wiring
