// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/sampler/actswatch.h"
#include "app/monitoring/sampler/sampler.h"
#include "models/base/clock.h"

#include <functional>
#include <optional>

namespace plancia::monitoring {

/// How to look at a local store; each is called on the sampling thread and may block for a bounded time.
struct StoreProbes {
    std::function<Result<qint64>()> commitNumber; ///< counts every write; goes back after a restore
    std::function<Result<qint64>()> walBytes;     ///< size of the write-ahead log
    std::function<Result<double>()> readMs;       ///< how long one small read took
    /// What its audit trail has since; see audit::newActs(). Null: nobody tells of acts.
    std::function<Result<audit::NewActs>(const std::optional<audit::TrailPlace> &before)> newActs = {};
};

/// The local store: commits a second, size of its write-ahead log, latency of a read, and each new act of its audit trail. Lives in its
/// sampling thread.
class StoreSampler final : public Sampler {
public:
    StoreSampler(StoreProbes probes, const Clock &clock) : m_probes(std::move(probes)), m_clock(clock) {}
    QString source() const override { return QStringLiteral("store"); }
    /// Fails only when all three probes fail.
    Result<Reading> sample(qint64 nowMs) override;
    void end() override { m_acts.forget(); }

private:
    struct Before {
        qint64 commits;
        qint64 monotonicMs;
        qint64 at;
    };
    StoreProbes m_probes;
    const Clock &m_clock;
    std::optional<Before> m_before;
    ActsWatch m_acts{QStringLiteral("store")};
    qint64 m_actsDueAt = 0; ///< monotonic ms
    int m_actsFailures = 0; ///< in a row
};

} // namespace plancia::monitoring
