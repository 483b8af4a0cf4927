// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/compare/comparisons.h"
#include "app/wiring/workspaces.h"

namespace plancia::wiring {

/// What the names of two sides of a comparison stand for here: workspaces by their id, PostgreSQL URLs, else files
/// by their path.
/// A store is compared as a copy of one of its states, made by SQLite: it may be in use, and must not be opened otherwise.
/// `keys` open encrypted backups and outlive what is returned. WorkspaceNotFound for an id of no store, and what opening gives.
backup::Comparisons::Sides compareSides(Places places, const backup::BackupKeys &keys, Workspaces::RemoteLookup lookup);

} // namespace plancia::wiring
