// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/tasks/taskqueue.h"
#include "app/wiring/workspaces.h"
#include "models/ports/moveport.h"

namespace plancia::wiring {

/// Moves between the workspaces of this installation. `workspaces` and `recorder` outlive the port.
std::unique_ptr<MovePort> makeMoves(const Places &places, const RuntimeOptions &options, Workspaces &workspaces, Workspaces::RemoteLookup lookup,
                                    const audit::Recorder &recorder, tasks::TaskQueue &tasks);

} // namespace plancia::wiring
