// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/intake.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// Takes tenants in. The rules of every port hold: models/ports/ports.h.
class IntakePort {
public:
    virtual ~IntakePort() = default;
    /// Tenant, limits, first person and first key in one transaction with a row of the trail each: all of it, or nothing.
    /// VAL_*, CONFLICT_002, BUSINESS_003 (no seat for the person).
    virtual QFuture<Result<IntakeDone>> takeIn(IntakeDraft draft, CallContext context) = 0;
    /// Writes a hand-over sheet to a new file of mode 0600. IO_001…004, IO_009.
    virtual QFuture<Result<bool>> writeSheet(QByteArray sheet, QString file, CallContext context) = 0;
};

} // namespace plancia
