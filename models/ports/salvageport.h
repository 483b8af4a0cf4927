// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/salvage.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// The way back from a damaged local store, whether it can still be opened or not. Nobody may have it open meanwhile: who
/// does in this program lets go of its workspace first, else BKP_018, as when another program has it open.
/// The rules of every port hold: models/ports/ports.h. Each call runs as a task ("salvage").
class SalvagePort {
public:
    virtual ~SalvagePort() = default;
    /// What each source would bring back; changes nothing. A source that cannot be had is no error: its offer says why.
    /// NOT_FOUND_005 when there is neither a store nor anything else, BKP_018, IO_001…004, INTERNAL_003.
    virtual QFuture<Result<SalvagePlan>> look(CallContext context) = 0;
    /// Puts those contents in the place of the store. The damaged file, with its log, is moved aside as it is; it is never
    /// changed nor deleted. A kill at any time leaves the old store or the new one. As look(), and BKP_001, NOT_FOUND_003,
    /// NOT_FOUND_007, BKP_016, BKP_017, MIG_001…003, and DB_010.
    virtual QFuture<Result<SalvageReport>> apply(SalvageOffer::Source source, CallContext context) = 0;
    /// Reads the rows of any damaged SQLite file, with the log beside it, into the new file `to`. Ours become a store, a
    /// stranger's keep their own tables. IO_005 when there is nothing in it that could be read, IO_009 when `to` exists,
    /// NOT_FOUND_005, IO_001…004, INTERNAL_003.
    virtual QFuture<Result<RowRecovery>> recover(QString from, QString to, CallContext context) = 0;
};

} // namespace plancia
