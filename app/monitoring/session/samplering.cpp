// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/session/samplering.h"

#include <algorithm>

namespace plancia::monitoring {

Result<qint64> SampleRing::append(StreamItem item)
{
    if (auto checked = checkItem(item); !checked)
        return fail(checked.error());
    item.sample.offset = ++m_top;
    QByteArray json = encodeItem(item);
    json.squeeze(); // the encoder's room for more would be kept a hundred thousand times
    m_items.push_back({item.sample.at, std::move(json)});
    m_bytes += m_items.back().json.size();
    while (m_items.size() > 1
           && (m_items.size() > m_limits.items || m_bytes > m_limits.bytes
               || m_items.front().at < item.sample.at - m_limits.ageMs)) {
        m_bytes -= m_items.front().json.size();
        m_items.pop_front();
    }
    return m_top;
}

SampleRing::Slice SampleRing::slice(qint64 after, qsizetype maxBytes) const
{
    Slice slice;
    slice.last = after;
    if (after >= m_top)
        return slice;
    QList<QByteArray> parts;
    qsizetype bytes = 0;
    for (auto i = static_cast<size_t>(std::max<qint64>(after + 1 - base(), 0)); i < m_items.size(); ++i) {
        const QByteArray &json = m_items[i].json;
        if (!parts.isEmpty() && (parts.size() >= kMaxItems || bytes + json.size() > maxBytes))
            break;
        parts.append(json);
        bytes += json.size() + 1;
        slice.last = base() + static_cast<qint64>(i);
    }
    slice.frame = samplesFrame(parts);
    return slice;
}

qint64 SampleRing::cursorFor(const Subscribe &subscribe) const
{
    return subscribe.epoch == m_epoch && subscribe.after <= m_top ? subscribe.after : 0;
}

} // namespace plancia::monitoring
