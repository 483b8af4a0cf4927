// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/health/seriesrates.h"
#include "app/monitoring/health/targetlook.h"
#include "app/monitoring/sampler/sampler.h"
#include "models/domain/event.h"

#include <mutex>

namespace plancia::monitoring {

/// A health target as a source of the stream: each look is a sample, also of one that is down. Lives in its sampling thread.
class TargetSampler final : public Sampler {
public:
    /// What a look found, and what was before: nothing at the first. Called on the sampling thread.
    using Told = std::function<void(const HealthTarget &, const std::optional<HealthCheck> &before, const HealthCheck &now)>;
    TargetSampler(HealthTarget target, TargetMeans means, const Clock &clock, Told told);

    QString source() const override { return targetSource(m_target.name); }
    int periodMs() const override { return m_target.everySeconds * 1000; }
    /// INTERNAL_003 when it was cancelled, or nothing can be known yet; nothing else fails.
    Result<Reading> sample(qint64 nowMs) override;
    void begin() override;
    void cancel() override;

private:
    const HealthTarget m_target;
    const Clock &m_clock;
    const Told m_told;
    TargetLook m_look;
    std::optional<HealthCheck> m_last;
    SeriesRates m_rates;
    qint64 m_pickedAt = 0; ///< Unix ms: of the page before
    std::mutex m_mutex;
    CancelToken m_cancel; ///< under the mutex
};

/// One look at a target as a check; `before` is the one before. Its name is the source. Pure.
HealthCheck checkOf(const HealthTarget &target, const TargetObservation &seen, const std::optional<HealthCheck> &before, qint64 nowMs);

/// What is told of a look: "health.up", "health.degraded" or "health.down" at the first one and at each other state, else nothing.
/// Its details name kind, address, whether it is critical, and code and facts of what is wrong. Pure.
std::optional<Event> healthEvent(const HealthTarget &target, const std::optional<HealthCheck> &before, const HealthCheck &now);

} // namespace plancia::monitoring
