// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/sample.h"

namespace plancia {

QString toString(StreamGap::Reason reason)
{
    switch (reason) {
    case StreamGap::Reason::AgentAway:
        return QStringLiteral("agent_away");
    case StreamGap::Reason::Evicted:
        return QStringLiteral("evicted");
    case StreamGap::Reason::CounterReset:
        return QStringLiteral("counter_reset");
    case StreamGap::Reason::SourceDown:
        return QStringLiteral("source_down");
    }
    return {};
}

} // namespace plancia
