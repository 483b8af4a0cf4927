// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/sample.h"

namespace plancia::monitoring {

/// What one look at a source gave. A counter that went back gives no rate: the value is absent and `gaps` says why.
struct Reading {
    Sample sample;
    QList<StreamGap> gaps;
};

/// One thing that is looked at once a second, on a thread of its own: it may block, but for a bounded time.
class Sampler {
public:
    virtual ~Sampler() = default;
    /// "self", "store" or "pg:<name>"; never changes. Any thread.
    virtual QString source() const = 0;
    /// Reads everything now. `nowMs` (Unix ms UTC) goes into the sample.
    virtual Result<Reading> sample(qint64 nowMs) = 0;
    /// On the sampling thread, before the first look and after the last; another pair may follow on another thread.
    virtual void begin() {}
    virtual void end() {}
    /// Makes a running sample() return soon, and all others until the next begin(). Any thread.
    virtual void cancel() {}
};

} // namespace plancia::monitoring
