// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/protocol/message.h"

#include <QSet>

namespace plancia::monitoring {

/// Where a reader stands in an agent's stream; enough to go on exactly there after a restart of the console.
struct StreamPosition {
    QString epoch;
    qint64 offset = 0;
    qint64 at = 0; ///< Unix ms of the last sample seen; 0: none yet
    bool operator==(const StreamPosition &) const = default;
};

/// The client's side of the stream, without sockets: takes messages in order, gives each item exactly once and each
/// hole exactly one gap record. Pure; lives where its owner lives.
class StreamReader {
public:
    explicit StreamReader(StreamPosition position = {}) : m_position(std::move(position)) {}

    const StreamPosition &position() const { return m_position; }
    qint64 duplicates() const { return m_duplicates; }

    /// A connection begins: what to ask for. After a new epoch or an eviction the next samples bring one gap.
    Subscribe hello(const Hello &hello);
    struct News {
        QList<StreamGap> gaps; ///< before the samples
        QList<Sample> samples;
        QList<Event> events;
        QList<StatementsLook> statements = {};
        QList<BlockingMoment> blocking = {};
        qsizetype items() const { return samples.size() + events.size() + statements.size() + blocking.size(); }
    };
    /// Samples seen before are dropped. STREAM_002 when some in between are missing: connect again.
    Result<News> samples(Samples message);
    void lost(const Lost &lost);
    /// What to ask for again when the end of the stream got lost on the way: the offset promised by the last heartbeat
    /// has not come, nor anything else.
    std::optional<Subscribe> heartbeat(const Heartbeat &heartbeat);
    Subscribe resume() const { return {m_position.epoch, m_position.offset}; }

private:
    QString shared(const QString &name);
    void shareNames(Sample &sample);
    void shareNames(Event &event);

    StreamPosition m_position;
    std::optional<StreamGap::Reason> m_pending;
    qint64 m_promised = 0;  ///< top of the last heartbeat
    bool m_movedSince = true;
    qint64 m_duplicates = 0;
    QSet<QString> m_names; ///< one copy of each name for all samples and events in memory
};

} // namespace plancia::monitoring
