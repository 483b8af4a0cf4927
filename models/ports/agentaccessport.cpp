// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/agentaccessport.h"

namespace plancia {

AgentAccessPort *AgentAccessPort::of(const QObject *preferences)
{
    return preferences ? preferences->findChild<AgentAccessPort *>({}, Qt::FindDirectChildrenOnly) : nullptr;
}

} // namespace plancia
