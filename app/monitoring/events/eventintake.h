// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/events/eventreader.h"
#include "app/monitoring/events/eventsampler.h"
#include "app/monitoring/transport/httpmessage.h"
#include "models/base/clock.h"

#include <QHash>
#include <array>
#include <functional>

namespace plancia::monitoring {

/// Where events come into the agent: reads, counts and thins them, and gives those that are kept to the stream.
/// Lives in the service's thread; the clock outlives it.
class EventIntake {
public:
    struct Limits {
        int perSecond = 50'000; ///< of those that are sent
    };
    struct Counters {
        std::array<qint64, kEventSeverities> taken{}, kept{}; ///< by severity; kept: places in the stream
        qint64 refused = 0;                                   ///< messages
    };
    using Sink = std::function<void(Event)>;
    EventIntake(EventSampler::Rules sampling, Limits limits, const Clock &clock, Sink keep);

    /// 202 with how many were taken, and kept at once; 415 for a Content-Type that is none of EventsKind, 400 with STREAM_005,
    /// 503 above Limits: then nothing was taken.
    HttpAnswer post(const HttpRequest &request, const QByteArray &body);
    /// Each one object, from a server that is the source unless the event says another. What is refused is counted, and logged once
    /// a minute.
    void notified(const QList<QByteArray> &payloads, const QString &source);
    /// What a sampler saw, with its own time: thinned as what is sent, bound to no limit.
    void noticed(Event event);
    /// Of the agent itself: bound to no limit.
    void tell(Event event);
    /// Gives away what the sampler held back for a second; all of it at the end.
    void flush();
    void flushAll();
    const Counters &counters() const { return m_counters; }

private:
    bool hasRoomFor(qsizetype count);
    qsizetype take(QList<Event> events);
    void keep(Event event);
    void tellOverflow();
    HttpAnswer refused(HttpAnswer answer);

    EventSampler m_sampler;
    const Limits m_limits;
    const Clock &m_clock;
    const Sink m_keep;
    Counters m_counters;
    qint64 m_secondBegan = 0; ///< monotonic ms
    qint64 m_inSecond = 0;
    qint64 m_loggedAt = 0;    ///< monotonic ms; 0: never
    qint64 m_unlogged = 0;    ///< refused since
    QHash<QString, qint64> m_overflow; ///< notifications beyond what a second takes, by source; not told yet
};

} // namespace plancia::monitoring
