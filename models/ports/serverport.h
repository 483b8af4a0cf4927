// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/server.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// The PostgreSQL server that a workspace lies on, as its catalogues and counters show it to the role. Reads alone; tables and
/// indexes are those of the connected database. The rules of every port hold: models/ports/ports.h. DB_003 when a question takes
/// longer than the server is given, DB_010 when a lock is in the way.
class ServerPort {
public:
    virtual ~ServerPort() = default;
    virtual QFuture<Result<ServerTables>> tables(CallContext context) = 0;
    virtual QFuture<Result<ServerIndexes>> indexes(CallContext context) = 0;
    virtual QFuture<Result<ServerVacuumNow>> vacuumNow(CallContext context) = 0; ///< without a look at every table: cheap enough to ask again and again
    virtual QFuture<Result<ServerVacuum>> vacuum(CallContext context) = 0;
    virtual QFuture<Result<ServerReplication>> replication(CallContext context) = 0;
    virtual QFuture<Result<ServerWal>> wal(CallContext context) = 0;
};

} // namespace plancia
