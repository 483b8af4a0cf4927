// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/secondplace.h"

namespace plancia {

QString toString(SecondPlaceState::State state)
{
    switch (state) {
    case SecondPlaceState::State::None: return QStringLiteral("none");
    case SecondPlaceState::State::Present: return QStringLiteral("present");
    case SecondPlaceState::State::Missing: return QStringLiteral("missing");
    }
    return {};
}

} // namespace plancia
