// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/connection.h"

namespace plancia::postgres {

/// Plancia's schema in a database, by the numbered migrations of ":/sql/postgres". Both functions run inside a transaction
/// of the caller, who also appends the audit row to it.

/// What is installed and what would run. Changes nothing. `mayInstall`: the role may create the schema or owns it.
/// `rolesScript`: filled when the role may not make all of Plancia's roles; the installation goes on without.
/// MIG_001, MIG_003, AUTHZ_002.
Result<SchemaPlan> planSchema(sql::Connection &connection);

/// Makes the roles as far as the connected role may, then applies what waits. Two installers take turns: the second
/// waits, then finds nothing to do. MIG_002, AUTHZ_002 when the role may not create the schema.
Result<SchemaPlan> applySchema(sql::Connection &connection, qint64 nowMs);

} // namespace plancia::postgres
