// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/protocol/message.h"

#include <deque>

namespace plancia::monitoring {

/// The agent's side of the stream: the newest items, numbered and encoded once for all readers. Bounded by age, count and
/// bytes, whichever comes first. Pure; lives in the service's thread. A reader is a number: the offset it has up to.
class SampleRing {
public:
    struct Limits {
        qint64 ageMs = 3'600'000;
        size_t items = 200'000;
        qsizetype bytes = 64 << 20;
    };
    SampleRing(QString epoch, Limits limits) : m_epoch(std::move(epoch)), m_limits(limits) {}
    explicit SampleRing(QString epoch) : SampleRing(std::move(epoch), Limits{}) {}

    const QString &epoch() const { return m_epoch; }
    qint64 top() const { return m_top; }
    /// The oldest offset kept; top() + 1 when there is none.
    qint64 base() const { return m_top - static_cast<qint64>(m_items.size()) + 1; }

    /// Gives the item its offset. STREAM_002 when it breaks the protocol's limits: then nothing is kept.
    Result<qint64> append(StreamItem item);

    struct Slice {
        QByteArray frame; ///< a samples message, or empty when there is nothing after `after`
        qint64 last = 0;  ///< offset of its last item
    };
    /// Items after `after`, which must be at least base() - 1, as one frame of at most kMaxItems and `maxBytes` (but at
    /// least one item).
    Slice slice(qint64 after, qsizetype maxBytes) const;

    /// Where a reader begins that asks for this: its own offset when the epoch is ours and the offset is one that we gave
    /// out, else 0.
    qint64 cursorFor(const Subscribe &subscribe) const;

private:
    struct Entry {
        qint64 at;
        QByteArray json;
    };
    QString m_epoch;
    Limits m_limits;
    qint64 m_top = 0;
    qsizetype m_bytes = 0;
    std::deque<Entry> m_items;
};

} // namespace plancia::monitoring
