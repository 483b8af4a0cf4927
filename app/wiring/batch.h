// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controlplane/tenants/tenantbatch.h"
#include "app/store/localstore.h"
#include "models/domain/workspace.h"
#include "models/ports/backupsport.h"
#include "models/ports/momentsport.h"

namespace plancia::wiring {

/// Acts on many tenants of a store. Before one, the present gets a name in the archive, or becomes a backup where the archive
/// is off; `moments` and `backups` may be null (then nothing is kept) and outlive what is made.
struct Batch {
    sql::Gateway &gateway;
    sql::Gateway &program;              ///< console.db
    store::LocalStore *store = nullptr; ///< the same, when it is a local one
    WorkspaceIdentity identity;
    MomentsPort *moments = nullptr;
    BackupsPort *backups = nullptr;
};
std::unique_ptr<BatchPort> makeBatch(const Batch &batch, const audit::Recorder &recorder, tasks::TaskQueue &tasks);

} // namespace plancia::wiring
