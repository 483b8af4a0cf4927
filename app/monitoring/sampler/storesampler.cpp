// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/storesampler.h"

#include "app/log/log.h"
#include "app/monitoring/sampler/rate.h"

namespace plancia::monitoring {

namespace {
constexpr qint64 kEarlyMs = 300; ///< that the look before may have been late
constexpr int kFailuresUntilLogged = 3; ///< it may be held for a moment
}

Result<Reading> StoreSampler::sample(qint64 nowMs)
{
    Reading reading;
    reading.sample.at = nowMs;
    reading.sample.source = source();
    QHash<QString, double> &values = reading.sample.values;

    const auto latency = m_probes.readMs();
    if (latency)
        values.insert(metric::StoreReadMs, *latency);
    if (const auto bytes = m_probes.walBytes())
        values.insert(metric::StoreWalBytes, static_cast<double>(*bytes));
    // Before the small read, whose time is the next sample's. While the store is away the place in its trail stays.
    if (const qint64 now = m_clock.monotonicMs(); m_probes.newActs && now + kEarlyMs >= m_actsDueAt) {
        m_actsDueAt = now + ActsWatch::kEveryMs;
        const auto found = m_probes.newActs(m_acts.place());
        if (found) {
            m_actsFailures = 0;
            reading.events = m_acts.take(*found, nowMs);
        } else if (found.error().code() != ErrorCode::FileNotFound && ++m_actsFailures == kFailuresUntilLogged) {
            log::write(log::Level::Warning, "sampler", found.error().with(QStringLiteral("group"), QStringLiteral("acts")));
        }
    }
    if (const auto commits = m_probes.commitNumber()) {
        const Before now{*commits, m_clock.monotonicMs(), nowMs};
        if (m_before) {
            const double seconds = static_cast<double>(now.monotonicMs - m_before->monotonicMs) / 1000;
            if (const auto step = counterStep(m_before->commits, now.commits, seconds))
                values.insert(metric::StoreCommits, step->perSecond);
            else
                reading.gaps.append({StreamGap::Reason::CounterReset, qMin(m_before->at, nowMs), nowMs, source()});
        }
        m_before = now;
    }
    if (values.isEmpty() && !latency)
        return fail(latency.error());
    return reading;
}

} // namespace plancia::monitoring
