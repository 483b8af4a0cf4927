// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>
#include <chrono>

namespace plancia {

/// Where time comes from: given by constructor, so that tests can turn it. Implementations are thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    /// Unix milliseconds, UTC. May jump.
    virtual qint64 nowMs() const = 0;
    /// Milliseconds since an arbitrary start. Never jumps, never goes back.
    virtual qint64 monotonicMs() const = 0;
};

class SystemClock final : public Clock {
public:
    qint64 nowMs() const override
    {
        using namespace std::chrono;
        return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    }
    qint64 monotonicMs() const override
    {
        using namespace std::chrono;
        return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
    }
};

} // namespace plancia
