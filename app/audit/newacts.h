// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/audit.h"

#include <optional>

namespace plancia::audit {

/// How far somebody is who tells the rows of a trail as they come.
struct TrailPlace {
    QUuid storeId, historyId;
    qint64 commitNo = 0;
    qint64 seq = 0; ///< of the last row that was told, or passed over
    bool operator==(const TrailPlace &) const = default;
};

struct NewActs {
    TrailPlace place;         ///< from where to go on
    QList<AuditEvent> acts;   ///< in the order of the trail; without reason and details, which are not read
    qint64 skipped = 0;       ///< rows that were passed over, or that are not there to be read
    bool mayHaveLost = false; ///< the trail began anew: what it had before that was not told is not known
};

struct NewActsLimits {
    int rows = 500;
    qint64 mostBehind = 20'000; ///< who is farther behind goes on `rows` before the end
};

/// What came after `before`; without it nothing yet, and the place is the end. Numbers of commits and rows are given under one lock, so
/// what a snapshot shows up to a row is all there is. Where the history is another one (a restore), only later commits than
/// those that were told count; where it has none, or the trail is another or a shorter one, it goes on from the end.
/// Inside a read transaction, two statements at the most. IO_006 when the row of meta is missing.
Result<NewActs> newActs(sql::Connection &connection, const std::optional<TrailPlace> &before, const NewActsLimits &limits = {});

} // namespace plancia::audit
