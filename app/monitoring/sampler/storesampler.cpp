// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/storesampler.h"

#include "app/monitoring/sampler/rate.h"

namespace plancia::monitoring {

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
