// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/protocol/message.h"
#include "app/monitoring/sampler/sampler.h"
#include "models/base/clock.h"

#include <QObject>
#include <QThread>
#include <QTimer>
#include <functional>
#include <memory>

namespace plancia::monitoring {

/// Asks one sampler once a second, on the full second, or at its own period, on a thread of its own, so that a hung source delays no other.
/// What fails gives a sample without values at once (the source was asked and did not answer) and one SourceDown gap when
/// it answers again. What a look gave besides its sample follows that one. Made, stopped and destroyed on the owner's thread.
class SamplerLoop {
public:
    /// Called on the sampling thread; must not block.
    using Sink = std::function<void(StreamItem)>;

    SamplerLoop(std::shared_ptr<Sampler> sampler, Sink sink, const Clock &clock, int periodMs);
    ~SamplerLoop();
    SamplerLoop(const SamplerLoop &) = delete;
    SamplerLoop &operator=(const SamplerLoop &) = delete;

    QString source() const { return m_sampler->source(); }
    /// One more look, soon: after the one that is under way.
    void lookNow();
    /// Asks it to end; does not wait.
    void requestStop();
    bool isRunning() const { return m_thread.isRunning(); }

private:
    void plan();
    void look();
    StreamItem judge(Result<Reading> &result, qint64 nowMs);

    std::shared_ptr<Sampler> m_sampler;
    Sink m_sink;
    const Clock &m_clock;
    const int m_periodMs;
    const qint64 m_phaseMs; ///< into the period
    QThread m_thread;
    QObject m_context; ///< in m_thread
    QTimer *m_timer = nullptr;
    qint64 m_lastGoodAt = 0;
    bool m_down = false;
};

} // namespace plancia::monitoring
