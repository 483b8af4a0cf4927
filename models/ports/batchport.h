// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/bulk.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// Acts on many tenants at once. Each is done in pieces, so that nobody else waits for the whole of it; what was done when
/// it is cancelled or fails stays done, and is undone by its id. The rules of every port hold: models/ports/ports.h.
class BatchPort {
public:
    virtual ~BatchPort() = default;
    /// What the act would do; changes nothing. VAL_001, VAL_002, VAL_010 (more than kMaxBulk), VAL_014.
    virtual QFuture<Result<BulkPlan>> plan(BulkRequest request, CallContext context) = 0;
    /// Does it, after a moment was named (a backup was made where no archive is kept). A row of the audit trail for each
    /// tenant in the transaction of its change, and one for the whole. Runs as a task "bulk" whose subject is the plan's id.
    /// An error when nothing was changed: VAL_009, AUTHZ_001, BUSINESS_001, and what the first piece met; else a report.
    virtual QFuture<Result<BulkReport>> run(BulkPlan plan, QString reason, CallContext context) = 0;
    /// Puts back what that act changed, of each tenant that nobody has changed since. Itself an act that can be undone.
    /// BUSINESS_001 when there is no such act. Runs as a task "bulk" whose subject is `undoId`, the id that it gets: one of
    /// newUuid().
    virtual QFuture<Result<BulkReport>> undo(QUuid id, QUuid undoId, CallContext context) = 0;
    /// Of an act that is over, from the trail; without the skipped ones, which are counted. BUSINESS_001 when there is none.
    virtual QFuture<Result<BulkReport>> report(QUuid id, CallContext context) = 0;
};

} // namespace plancia
