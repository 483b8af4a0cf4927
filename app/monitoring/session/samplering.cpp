// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/session/samplering.h"

#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr qint64 kBlocks = 64; ///< at least, when a bound is reached
constexpr int kPacking = 1; ///< the fastest: 64 KiB of events become 14 in 0.3 ms, and are back in 0.1
constexpr qint64 kAllocation = 16; ///< what the C library adds to each
} // namespace

SampleRing::SampleRing(QString epoch, Limits limits)
    : m_epoch(std::move(epoch)), m_limits(limits), m_blockItems(std::clamp<qint64>(limits.items / kBlocks, 1, kMaxItems)),
      m_blockBytes(std::min<qint64>(limits.bytes / kBlocks, limits.frameBytes)), m_blockMs(limits.ageMs / kBlocks)
{
}

qint64 SampleRing::Block::memory() const
{
    return static_cast<qint64>(sizeof(Block) + sizeof(QArrayData) + ends.capacity() * sizeof(quint32)) + items.capacity() + 2 * kAllocation;
}

void SampleRing::beginBlock(qint64 at)
{
    if (!m_blocks.empty()) {
        Block &full = m_blocks.back();
        full.items = qCompress(full.items, kPacking);
        full.items.squeeze(); // the room that it was packed in
        full.ends.shrink_to_fit();
        m_packed += full.memory();
    }
    m_blocks.push_back({m_top + 1, at, {}, {}});
}

Result<qint64> SampleRing::append(StreamItem item)
{
    if (auto checked = checkItem(item); !checked)
        return fail(checked.error());
    item.sample.offset = m_top + 1;
    const QByteArray json = encodeItem(item);
    const qint64 at = item.sample.at;
    const bool hasRoom = !m_blocks.empty() && m_blocks.back().items.size() + json.size() < m_blockBytes
        && static_cast<qint64>(m_blocks.back().ends.size()) < m_blockItems && at - m_blocks.back().at < m_blockMs;
    if (!hasRoom)
        beginBlock(at);
    ++m_top;
    Block &block = m_blocks.back();
    if (!block.ends.empty())
        block.items += ',';
    block.items += json;
    block.ends.push_back(static_cast<quint32>(block.items.size()));
    while (m_blocks.size() > 1
           && (m_top - base() >= m_limits.items || m_packed + block.memory() > m_limits.bytes || m_blocks.front().at < at - m_limits.ageMs)) {
        m_packed -= m_blocks.front().memory();
        m_blocks.pop_front();
    }
    return m_top;
}

QByteArray SampleRing::itemsFrom(const Block &block, qint64 offset) const
{
    const QByteArray items = &block == &m_blocks.back() ? block.items : qUncompress(block.items);
    return offset == block.first ? items : items.mid(static_cast<qsizetype>(block.ends[static_cast<size_t>(offset - block.first - 1)]) + 1);
}

SampleRing::Slice SampleRing::slice(qint64 after) const
{
    if (after >= m_top)
        return {{}, after};
    const qint64 first = std::max(after + 1, base());
    const auto block = std::prev(std::ranges::upper_bound(m_blocks, first, {}, &Block::first));
    QByteArray items = itemsFrom(*block, first);
    qsizetype bytes = items.size();
    auto end = std::next(block);
    while (end != m_blocks.end() && bytes < m_limits.frameBytes)
        bytes += 1 + static_cast<qsizetype>((end++)->ends.back());
    if (bytes >= m_limits.frameBytes || m_top - after > kMaxItems)
        end = std::next(block);
    for (auto next = std::next(block); next != end; ++next)
        items += ',' + itemsFrom(*next, next->first);
    return {samplesFrame({items}), std::prev(end)->last()};
}

qint64 SampleRing::cursorFor(const Subscribe &subscribe) const
{
    return subscribe.epoch == m_epoch && subscribe.after <= m_top ? subscribe.after : 0;
}

} // namespace plancia::monitoring
