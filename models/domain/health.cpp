// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/health.h"

#include <algorithm>

namespace plancia {

QString toString(HealthCheck::State state)
{
    switch (state) {
    case HealthCheck::State::Ok: return QStringLiteral("ok");
    case HealthCheck::State::Degraded: return QStringLiteral("degraded");
    case HealthCheck::State::Down: return QStringLiteral("down");
    }
    return QStringLiteral("down");
}

HealthCheck::State overall(const QList<HealthCheck> &checks)
{
    using State = HealthCheck::State;
    if (std::ranges::any_of(checks, [](const HealthCheck &check) { return check.isCritical && check.state == State::Down; }))
        return State::Down;
    return std::ranges::all_of(checks, [](const HealthCheck &check) { return check.state == State::Ok; }) ? State::Ok : State::Degraded;
}

} // namespace plancia
