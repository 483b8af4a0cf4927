// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/serversession.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// Sessions of the PostgreSQL server that a workspace lies on. The rules of every port hold: models/ports/ports.h.
class SessionsPort {
public:
    virtual ~SessionsPort() = default;
    /// What the role may see; the port's own connection is left out. Who blocks whom is asked only of those that wait for a lock.
    virtual QFuture<Result<ServerSessions>> list(CallContext context) = 0;
    /// Cancels the query of a session that was seen, told by when it began; 0: whichever runs now. NOT_FOUND_013 when the session has
    /// ended or its number is another's by now, BUSINESS_001 when that query runs no more, AUTHZ_002 without the right to, VAL_009
    /// without a reason. Leaves an audit row, also when it is refused.
    virtual QFuture<Result<bool>> cancel(qint64 pid, qint64 startedAt, qint64 queryStartedAt, QString reason, CallContext context) = 0;
    /// Tells the session of a client to end: what its transaction did is rolled back. BUSINESS_001 for a process of the server; else as
    /// cancel().
    virtual QFuture<Result<bool>> terminate(qint64 pid, qint64 startedAt, QString reason, CallContext context) = 0;
};

} // namespace plancia
