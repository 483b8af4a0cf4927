// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/gateway.h"
#include "models/domain/backuppolicy.h"

namespace plancia::wiring {

inline const QString kLocalWorkspace = QStringLiteral("local"); ///< WorkspaceIdentity::id of the local store

/// What was set for the backups of each workspace: rows `backup_policy.<workspace id>` of console.db. Blocks; for engine
/// threads. Whoever sets a policy leaves the audit row in the workspace's own trail.
class BackupPolicies {
public:
    explicit BackupPolicies(sql::Gateway &console) : m_console(&console) {}

    /// The defaults when none was set; CONFIG_001 for one that cannot be read. An alarm without being asked for has the local
    /// store alone: the examples need none, and a server may be backed up by others.
    Result<BackupPolicy> read(const QString &workspace) const;
    Result<BackupPolicy> write(const QString &workspace, const BackupPolicy &policy, const CallContext &context) const;

private:
    sql::Gateway *m_console;
};

} // namespace plancia::wiring
