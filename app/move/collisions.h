// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/move.h"

namespace plancia::move {

/// Tenants of the source whose id or slug the target has too, also of those that are deleted, and slugs that lead on to a
/// tenant: the first twenty among the first thousand of the target. Blocks.
Result<QList<MoveCollision>> findCollisions(sql::Connection &source, sql::Connection &target);

} // namespace plancia::move
