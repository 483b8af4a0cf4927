// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/gateway.h"
#include "models/ports/serverport.h"

namespace plancia::maintenance {

/// The server that a store lies on: its tables, indexes, vacuum, replication and log. Works on the store's own reading connection;
/// thread-safe as it is. The gateway outlives it, and it outlives the gateway's workers.
class Server final : public ServerPort {
public:
    explicit Server(sql::Gateway &gateway) : m_gateway(gateway) {}

    QFuture<Result<ServerTables>> tables(CallContext context) override;
    QFuture<Result<ServerIndexes>> indexes(CallContext context) override;
    QFuture<Result<ServerVacuumNow>> vacuumNow(CallContext context) override;
    QFuture<Result<ServerVacuum>> vacuum(CallContext context) override;
    QFuture<Result<ServerReplication>> replication(CallContext context) override;
    QFuture<Result<ServerWal>> wal(CallContext context) override;

private:
    sql::Gateway &m_gateway;
};

} // namespace plancia::maintenance
