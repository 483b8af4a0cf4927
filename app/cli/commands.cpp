// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

namespace plancia::cli {

Commands allCommands()
{
    Commands commands;
    addStatusCommands(commands);
    addTenantCommands(commands);
    addLimitCommands(commands);
    addIntakeCommand(commands);
    addUserCommands(commands);
    addUserAccessCommands(commands);
    addTenantBulkCommands(commands);
    addKeyCommands(commands);
    addUsageCommands(commands);
    addKeyScanCommands(commands);
    addTenantImportCommands(commands);
    addAuditCommands(commands);
    addBackupCommands(commands);
    addArchiveCommands(commands);
    addTableRowCommands(commands);
    addTableCommands(commands);
    addCompareCommands(commands);
    addStoreCommands(commands);
    addSalvageCommands(commands);
    addMoveCommands(commands);
    addBundleCommands(commands);
    addMigrateCommands(commands);
    addErrorCommands(commands);
    addMonitorCommands(commands);
    addMetricsCommands(commands);
    addAlertCommands(commands);
    addEventCommands(commands);
    addStatementCommands(commands);
    addSessionCommands(commands);
    addServerCommands(commands);
    addDashboardCommands(commands);
    addHealthCommands(commands);
    addConnectionCommands(commands);
    addWorkspaceCommands(commands);
    return commands;
}

} // namespace plancia::cli
