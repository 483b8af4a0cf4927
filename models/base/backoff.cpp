// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/backoff.h"

#include <algorithm>

namespace plancia {

qint64 backoffMs(const BackoffPolicy &policy, int attempt, double unit)
{
    const int shift = std::clamp(attempt, 0, 30);
    const qint64 top = std::min(policy.capMs, policy.minMs << shift);
    const auto span = static_cast<double>(std::max<qint64>(0, top - policy.minMs));
    return policy.minMs + static_cast<qint64>(span * std::clamp(unit, 0.0, 1.0));
}

} // namespace plancia
