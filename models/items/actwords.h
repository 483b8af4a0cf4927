// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/audit.h"
#include "models/domain/moment.h"

namespace plancia {

/// "tenant acme suspended by anna@host": what an act of the trail did, in the language of the window. `object` is what it was
/// done to, as the trail names it. Empty for an action that models/domain/audit.h does not have.
QString wordsForAct(const QString &action, const QString &object, const QString &actor);

/// "14:03:07 · tenant acme suspended by anna@host": what a moment's commit did, as far as the trail tells.
QString wordsForMoment(const Moment &moment, qint64 nowMs);

} // namespace plancia
