// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/gateway.h"
#include "models/ports/ports.h"

namespace plancia::audit {

/// The audit trail of one store, paged by (at, id). Reads on the gateway's read worker.
class AuditLog : public AuditPort {
public:
    explicit AuditLog(sql::Gateway &gateway) : m_gateway(gateway) {}
    QFuture<Result<Page<AuditEvent>>> page(AuditQuery query, Anchor anchor, int limit, CallContext context) override;

private:
    sql::Gateway &m_gateway;
};

/// The page itself, inside a read transaction: shared with benchmarks and other engines.
Result<Page<AuditEvent>> readPage(sql::Connection &connection, const AuditQuery &query, const Anchor &anchor, int limit);

/// A statement as readPage() runs it for the first page, one an action of the query; to be measured.
struct PageStatement {
    QByteArray sql;
    QList<sql::Value> values;
};
QList<PageStatement> pageStatements(const AuditQuery &query, int limit);

} // namespace plancia::audit
