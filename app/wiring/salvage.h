// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/backup/standin.h"
#include "app/tasks/taskqueue.h"
#include "app/wiring/runtime.h"
#include "models/ports/salvageport.h"

namespace plancia::wiring {

class Workspaces;

/// The salvage of the local store. `workspaces` keeps it closed meanwhile, and outlives the port.
std::unique_ptr<SalvagePort> makeSalvage(const Places &places, const RuntimeOptions &options, Workspaces &workspaces,
                                         const audit::Recorder &recorder, tasks::TaskQueue &tasks);

} // namespace plancia::wiring
