// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/maintenance/maintenance.h"
#include "models/domain/workspace.h"
#include "models/ports/backupsport.h"
#include "models/ports/momentsport.h"

namespace plancia::wiring {

/// What the upkeep of a workspace's store takes from elsewhere.
struct Upkeep {
    sql::Gateway &gateway;
    store::LocalStore *store = nullptr;
    BackupsPort *backups = nullptr; ///< outlives the maintenance
    MomentsPort *moments = nullptr; ///< the same
    WorkspaceIdentity identity;
    QString migrations;
    QString scratch;
    sql::Gateway &console; ///< keeps what was found last, under "checks.<workspace id>"
};
std::unique_ptr<MaintenancePort> makeMaintenance(const Upkeep &upkeep, const audit::Recorder &recorder, tasks::TaskQueue &tasks);

} // namespace plancia::wiring
