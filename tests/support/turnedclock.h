// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <atomic>

namespace plancia::tests {

/// A clock that a test turns; what the computer counts goes on as it is.
class TurnedClock final : public Clock {
public:
    std::atomic<qint64> aheadMs{0};
    qint64 nowMs() const override { return SystemClock().nowMs() + aheadMs; }
    qint64 monotonicMs() const override { return SystemClock().monotonicMs(); }
};

} // namespace plancia::tests
