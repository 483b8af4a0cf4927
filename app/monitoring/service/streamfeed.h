// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/service/telemetryevents.h"
#include "app/monitoring/service/telemetryrecords.h"
#include "app/monitoring/service/telemetrysink.h"
#include "app/monitoring/transport/streamclient.h"
#include "app/tasks/worker.h"
#include "models/ports/ports.h"

#include <deque>
#include <mutex>

namespace plancia::monitoring {

/// The console's StreamPort: follows one agent on a thread of its own and keeps the last ten minutes. Lives on its
/// creator's thread, where it signals. A sample is in recent() exactly when it has been signalled, so that a page built
/// anew reads recent() and then listens, and sees each once.
class StreamFeed : public StreamPort {
    Q_OBJECT
public:
    /// `telemetry` may be null: then nothing is remembered over a restart. It must outlive the feed.
    StreamFeed(const Clock &clock, TelemetrySink *telemetry, qint64 keepMs = 600'000);
    ~StreamFeed() override;

    /// Begins to follow, or changes over to, this agent. The same stream at another address (StreamTarget::id) goes on
    /// where it stood; what was kept of another one is forgotten.
    void follow(const StreamTarget &target);
    void follow(const StreamTarget &target, const StreamClient::Limits &limits);
    /// Nothing to follow: Down, with this error. For a built-in agent that could not be started.
    void setDown(const Error &error);

    /// Why it is not connected, when status() tells a code.
    std::optional<Error> lastError() const { return m_error; }

    StreamStatus status() const override;
    QList<Sample> recent(qint64 sinceMs) const override;
    QList<StreamGap> recentGaps(qint64 sinceMs) const override;
    QFuture<Result<MetricHistory>> history(HistoryQuery query, CallContext context) override;
    QFuture<Result<EventsPage>> events(EventsQuery query, CallContext context) override;
    /// BUSINESS_002 without a telemetry store, besides what the port says.
    QFuture<Result<StatementsReport>> statements(StatementsQuery query, CallContext context) override;
    QFuture<Result<BlockingHistory>> blocking(BlockingQuery query, CallContext context) override;
    void retryNow() override;

signals:
    /// All is here, and was signalled, that the agent had when it was connected to. Once a connection.
    void caughtUp();

private:
    void connectTo(const StreamTarget &target, const StreamClient::Limits &limits, const StreamPosition &position);
    void disconnect();
    void take(const QList<StreamGap> &gaps, const QList<Sample> &samples);
    void take(const QList<Event> &events);
    void tell(const QList<StatementsLook> &statements, const QList<BlockingMoment> &blocking);
    void setStatus(const StreamStatus &status);

    const Clock &m_clock;
    TelemetrySink *m_telemetry;
    const qint64 m_keepMs;
    QString m_streamId;
    StreamPosition m_position;
    std::optional<Error> m_error; ///< on the creator's thread
    int m_generation = 0; ///< of follow(): news of an agent that was left is dropped

    mutable std::mutex m_mutex; ///< guards what follows
    StreamStatus m_status;
    std::deque<Sample> m_samples;
    qsizetype m_bytes = 0; ///< that the samples take, about
    std::deque<StreamGap> m_gaps;
    QList<PlacedEvent> m_events; ///< the last ones, where nothing else remembers them; on the creator's thread

    StreamClient *m_client = nullptr; ///< in the worker's thread; touched only there
    tasks::Worker m_worker;
};

} // namespace plancia::monitoring
