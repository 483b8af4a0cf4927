// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace plancia {

/// Exponential back-off with full jitter: the n-th wait is uniform in [min, min(cap, min * 2^n)].
struct BackoffPolicy {
    qint64 minMs = 500;
    qint64 capMs = 20'000;
};

/// Wait before attempt `attempt` (0 = first retry). `unit` is a random number in [0, 1). Pure.
qint64 backoffMs(const BackoffPolicy &policy, int attempt, double unit);

} // namespace plancia
