// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/audit.h"

#include <algorithm>

namespace plancia {

/// The acts that deleted somebody or something for good since a moment. A restore of what was before brings it back, and takes the
/// rows away that prove its deletion.
inline AuditQuery erasuresSince(qint64 sinceMs)
{
    AuditQuery query;
    query.actions = {action::UserErase, action::TenantPurge};
    constexpr qint64 kAbout = 10'000; // the time of a state is not exactly that of its last act: the commit tells
    query.since = sinceMs - kAbout;
    return query;
}
/// Of those, the ones that were done and are not in the state of `commitNo` (-1: not known) themselves.
inline int countOfErasures(const QList<AuditEvent> &acts, qint64 commitNo)
{
    return static_cast<int>(std::ranges::count_if(acts, [commitNo](const AuditEvent &act) {
        return act.result == AuditResult::Done && !(commitNo >= 0 && act.commitNo > 0 && act.commitNo <= commitNo);
    }));
}

} // namespace plancia
