// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/page.h"
#include "models/domain/usage.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia {

/// How API keys are used. The rules of every port hold: models/ports/ports.h. Reads alone.
class UsagePort {
public:
    virtual ~UsagePort() = default;
    /// Counts all calls of the span: seconds for millions of them. VAL_010 for a span that ends before it begins.
    virtual QFuture<Result<UsageReport>> report(UsageQuery query, CallContext context) = 0;
    /// The newest calls of the span, newest first; `count` is cut to kMaxUsageRecent.
    virtual QFuture<Result<QList<UsageEvent>>> recent(UsageQuery query, int count, CallContext context) = 0;
    /// Keys that somebody should look at. One question to the store, however many there are. VAL_008 for a cursor of another list;
    /// `limit` is cut to kMaxHygieneRows.
    virtual QFuture<Result<Page<HygieneRow>>> hygiene(HygieneQuery query, Anchor anchor, int limit, CallContext context) = 0;
};

} // namespace plancia
