// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/protocol/message.h"

#include <deque>
#include <vector>

namespace plancia::monitoring {

/// The agent's side of the stream: the newest items, numbered and encoded once for all readers. Bounded by age, count and bytes,
/// whichever comes first. They are kept in blocks, packed but for the newest, and forgotten by blocks, each a small part of every
/// bound. Pure; lives in the service's thread. A reader is a number: the offset it has up to.
class SampleRing {
public:
    struct Limits {
        qint64 ageMs = 3'600'000;
        qint64 items = 200'000;
        qint64 bytes = 64 << 20; ///< of memory
        qsizetype frameBytes = 64 * 1024; ///< of the items in one frame, unless a single one is larger
    };
    SampleRing(QString epoch, Limits limits);
    explicit SampleRing(QString epoch) : SampleRing(std::move(epoch), Limits{}) {}

    const QString &epoch() const { return m_epoch; }
    qint64 top() const { return m_top; }
    /// The oldest offset kept; top() + 1 when there is none.
    qint64 base() const { return m_blocks.empty() ? m_top + 1 : m_blocks.front().first; }

    /// Gives the item its offset. STREAM_002 when it breaks the protocol's limits: then nothing is kept.
    Result<qint64> append(StreamItem item);

    struct Slice {
        QByteArray frame; ///< a samples message, or empty when there is nothing after `after`
        qint64 last = 0;  ///< offset of its last item
    };
    /// Items after `after`, which must be at least base() - 1, as one frame: all of them when they fit, else up to the end of a block,
    /// so that readers who lag come to stand at the same places.
    Slice slice(qint64 after) const;

    /// Where a reader begins that asks for this: its own offset when the epoch is ours and the offset is one that we gave
    /// out, else 0.
    qint64 cursorFor(const Subscribe &subscribe) const;

private:
    struct Block {
        qint64 first = 0; ///< offset of its first item
        qint64 at = 0;    ///< of its first item
        QByteArray items; ///< with commas between; packed when another block follows
        std::vector<quint32> ends; ///< of each item in them, unpacked

        qint64 last() const { return first + static_cast<qint64>(ends.size()) - 1; }
        qint64 memory() const;
    };
    QByteArray itemsFrom(const Block &block, qint64 offset) const;
    void beginBlock(qint64 at);

    QString m_epoch;
    Limits m_limits;
    qint64 m_blockItems, m_blockBytes, m_blockMs;
    qint64 m_top = 0;
    qint64 m_packed = 0; ///< memory of all blocks but the last
    std::deque<Block> m_blocks;
};

} // namespace plancia::monitoring
