// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/looksport.h"

namespace plancia {

LooksPort *LooksPort::of(const QObject *stream)
{
    return stream ? stream->findChild<LooksPort *>({}, Qt::FindDirectChildrenOnly) : nullptr;
}

} // namespace plancia
