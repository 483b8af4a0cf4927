// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/maintenance.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// Keeps one store well: checks, repairs, and what makes it small and quick again. The rules of every port hold:
/// models/ports/ports.h. What changes the store leaves an audit row.
class MaintenancePort {
public:
    enum class Depth {
        Quick, ///< as at start: without what reads the whole store, and a sample of what is compared row by row
        Full,
    };
    /// What of the rest can be done here; why not is in the workspace's identity, or that it is a server.
    struct Abilities {
        bool repair = false;
        bool storage = false; ///< reindex and vacuum
        bool profile = false;
    };

    virtual ~MaintenancePort() = default;
    virtual QList<CheckInfo> checks() const = 0;
    virtual Abilities abilities() const = 0;
    /// How many are open now. Never blocks.
    virtual OpenConnections openConnections() const = 0;
    /// What was found last, also by an earlier run of the program.
    virtual QFuture<Result<CheckReport>> last(CallContext context) = 0;
    /// Empty names: all that `depth` covers. A check that cannot be run is a result and no error. VAL_011 for a name that
    /// there is not. Runs as a task on a connection of its own, a transaction a check, so that pages read on meanwhile.
    virtual QFuture<Result<CheckReport>> run(QStringList names, Depth depth, CallContext context) = 0;
    /// Repairs one broken rule in one transaction, after a backup. REPO_002 when nothing repairs it. Runs as a task.
    virtual QFuture<Result<RepairReport>> repair(QString check, bool dryRun, CallContext context) = 0;
    /// Builds every index anew. Runs as a task.
    virtual QFuture<Result<ReindexReport>> reindex(bool dryRun, CallContext context) = 0;
    /// Gives unused room back, after a backup. IO_001 when there is too little room for it. Runs as a task.
    virtual QFuture<Result<VacuumReport>> vacuum(bool dryRun, CallContext context) = 0;
    /// Measures the critical queries on the store itself (0 rows), or on so many tenants and audit rows made for it, up to
    /// kMaxProfileRows. Reads only. Runs as a task.
    virtual QFuture<Result<ProfileReport>> profile(qint64 rows, CallContext context) = 0;
};
inline constexpr qint64 kMaxProfileRows = 10'000'000;

} // namespace plancia
