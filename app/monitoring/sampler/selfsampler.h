// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/sampler/sampler.h"
#include "models/base/clock.h"

#include <optional>

namespace plancia::monitoring {

/// This process: resident memory and processor time, from /proc (proc(5)). Lives in its sampling thread.
class SelfSampler final : public Sampler {
public:
    explicit SelfSampler(const Clock &clock) : m_clock(clock) {}
    QString source() const override { return QStringLiteral("self"); }
    /// IO_003 when /proc cannot be read.
    Result<Reading> sample(qint64 nowMs) override;

private:
    struct Before {
        qint64 ticks;
        qint64 monotonicMs;
    };
    const Clock &m_clock;
    std::optional<Before> m_before;
};

} // namespace plancia::monitoring
