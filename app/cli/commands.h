// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"

namespace plancia::cli {

/// Every command, in the order of the help.
Commands allCommands();

// One function a group, beside its classes.
void addStatusCommands(Commands &commands);
void addTenantCommands(Commands &commands);
void addLimitCommands(Commands &commands);
void addIntakeCommand(Commands &commands);
void addUserCommands(Commands &commands);
void addUserAccessCommands(Commands &commands); ///< sessions and passwords
void addTenantBulkCommands(Commands &commands);
void addKeyCommands(Commands &commands);
void addUsageCommands(Commands &commands); ///< how keys are used
void addKeyScanCommands(Commands &commands); ///< leaked keys
void addTenantImportCommands(Commands &commands);
void addAuditCommands(Commands &commands);
void addBackupCommands(Commands &commands);
void addRestoreCommands(Commands &commands); ///< those of backups, and of moments
void addArchiveCommands(Commands &commands);
void addTableCommands(Commands &commands);
void addTableRowCommands(Commands &commands);
void addBackupKeepCommands(Commands &commands); ///< what becomes of them: pin, prune, delete
void addBackupKeyCommands(Commands &commands);
void addBackupScheduleCommands(Commands &commands); ///< when they are made by themselves, and how old they may be
void addCompareCommands(Commands &commands);
void addStoreCommands(Commands &commands);
void addSalvageCommands(Commands &commands);
void addMoveCommands(Commands &commands); ///< between a local store and a server
void addBundleCommands(Commands &commands);
void addMigrateCommands(Commands &commands);
void addErrorCommands(Commands &commands);
void addMonitorCommands(Commands &commands);
void addMetricsCommands(Commands &commands); ///< what can be measured, and what was
void addAlertCommands(Commands &commands);
void addEventCommands(Commands &commands); ///< events that are remembered
void addStatementCommands(Commands &commands); ///< what statements did, and who waited for whom
void addSessionCommands(Commands &commands); ///< of the server that a workspace lies on
void addServerCommands(Commands &commands); ///< tables, indexes, vacuum, replication and log of that server
void addDashboardCommands(Commands &commands); ///< what the Monitoring page shows
void addHealthCommands(Commands &commands); ///< targets that are watched
void addConnectionCommands(Commands &commands);
void addWorkspaceCommands(Commands &commands);

} // namespace plancia::cli
