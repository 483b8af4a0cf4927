// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/workspace.h"

namespace plancia::ui {

/// Name of a workspace in the current language: "Local store", "Examples", or as the person named it.
QString workspaceName(const WorkspaceIdentity &identity);
/// Why it cannot be changed, a whole sentence; empty when it can.
QString readOnlySentence(const WorkspaceIdentity &identity);

} // namespace plancia::ui
