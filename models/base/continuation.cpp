// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/continuation.h"

namespace plancia {

std::recursive_mutex &continuations()
{
    static std::recursive_mutex mutex;
    return mutex;
}

} // namespace plancia
