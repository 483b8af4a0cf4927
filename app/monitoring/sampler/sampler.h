// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/blocking.h"
#include "models/domain/event.h"
#include "models/domain/sample.h"
#include "models/domain/statements.h"

namespace plancia::monitoring {

/// What one look at a source gave. A counter that went back gives no rate: the value is absent and `gaps` says why.
struct Reading {
    Sample sample;
    QList<StreamGap> gaps;
    std::optional<StatementsLook> statements = {}; ///< when it was time for them
    std::optional<BlockingMoment> blocking = {};   ///< when there is something to tell
    QList<Event> events = {}; ///< of this source or the sampler, within their limits and with a time; perhaps new acts of its audit trail
    bool hasWoken = false;                         ///< the source slept: what lies before is no gap, however long it took
};

/// One thing that is looked at once a second, or at a period of its own, on a thread of its own: it may block, but for a bounded time.
class Sampler {
public:
    virtual ~Sampler() = default;
    /// "self", "store", "pg:<name>" or "target:<name>"; never changes. Any thread.
    virtual QString source() const = 0;
    /// How often it is looked at; 0: as often as the agent samples. One with a period of its own is looked at some way into it, each
    /// at another place, so that not all come at once. Never changes. Any thread.
    virtual int periodMs() const { return 0; }
    /// Reads everything now. `nowMs` (Unix ms UTC) goes into the sample.
    virtual Result<Reading> sample(qint64 nowMs) = 0;
    /// On the sampling thread, before the first look and after the last; another pair may follow on another thread.
    virtual void begin() {}
    virtual void end() {}
    /// Whether somebody reads what is sampled; as long as nobody is said to, nobody does. Any thread.
    virtual void setRead(bool isRead) { Q_UNUSED(isRead) }
    /// Makes a running sample() return soon, and all others until the next begin(). Any thread.
    virtual void cancel() {}
};

} // namespace plancia::monitoring
