// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/base/progress.h"
#include "models/domain/invariants.h"

namespace plancia::sql {

struct InvariantOptions {
    QStringList names = {};      ///< empty for all
    /// Rules that compare row by row look at about so many tenants, spread over all; 0 for every one.
    int comparedTenants = 0;
    ProgressSink progress = {};  ///< a step a rule
    std::function<void(const CheckResult &)> each = {}; ///< told of each rule as soon as it has been looked at
};

/// Looks which rules of models/domain/invariants hold, on any connection, inside the caller's transaction (on PostgreSQL
/// there must be one, of a role that sees every row). A rule that cannot be run is Crashed and the others go on; an error
/// is only a cancel (INTERNAL_003) or a connection that was lost. The connection's own token stops a running statement;
/// `cancel` is asked between two of them.
Result<QList<CheckResult>> runInvariants(Connection &connection, const CancelToken &cancel = {},
                                         const InvariantOptions &options = {});

/// Repairs one rule inside the caller's write transaction and returns how many rows it changed; the audit row is the
/// caller's. REPO_002 when nothing repairs it.
Result<qint64> repairInvariant(Connection &connection, const Invariant &rule, const CancelToken &cancel = {});

} // namespace plancia::sql
