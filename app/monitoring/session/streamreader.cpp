// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/session/streamreader.h"

#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr qsizetype kSharedNames = 2000;
}

Subscribe StreamReader::hello(const Hello &hello)
{
    m_promised = 0;
    m_movedSince = true;
    const bool known = !m_position.epoch.isEmpty();
    // An agent that knows less than we have seen lost its memory, whatever its epoch says.
    if (hello.epoch != m_position.epoch || hello.top < m_position.offset) {
        if (known && m_position.at > 0)
            m_pending = StreamGap::Reason::AgentAway;
        m_position.epoch = hello.epoch;
        m_position.offset = hello.base - 1;
    } else if (hello.base > m_position.offset + 1) {
        if (m_position.at > 0)
            m_pending = StreamGap::Reason::Evicted;
        m_position.offset = hello.base - 1;
    }
    return resume();
}

Result<StreamReader::News> StreamReader::samples(Samples message)
{
    News news;
    for (StreamItem &item : message.items) {
        if (item.sample.offset <= m_position.offset) {
            ++m_duplicates;
            continue;
        }
        if (item.sample.offset != m_position.offset + 1)
            return fail(ErrorCode::StreamProtocol,
                        {{QStringLiteral("detail"),
                          QStringLiteral("offset %1 after %2").arg(item.sample.offset).arg(m_position.offset)}});
        if (m_pending) {
            const qint64 from = std::min(m_position.at, item.sample.at);
            news.gaps.append({*m_pending, from, item.sample.at, {}});
            m_pending.reset();
        }
        news.gaps += item.gaps;
        m_position.offset = item.sample.offset;
        m_position.at = std::max(m_position.at, item.sample.at);
        m_movedSince = true;
        if (item.event) {
            shareNames(*item.event);
            news.events.append(std::move(*item.event));
            continue;
        }
        if (item.statements) {
            item.statements->offset = item.sample.offset;
            news.statements.append(std::move(*item.statements));
            continue;
        }
        if (item.blocking) {
            item.blocking->offset = item.sample.offset;
            news.blocking.append(std::move(*item.blocking));
            continue;
        }
        shareNames(item.sample);
        news.samples.append(std::move(item.sample));
    }
    return news;
}

void StreamReader::lost(const Lost &lost)
{
    if (lost.to <= m_position.offset)
        return;
    m_position.offset = lost.to;
    m_movedSince = true;
    if (m_position.at > 0 && !m_pending)
        m_pending = StreamGap::Reason::Evicted;
}

std::optional<Subscribe> StreamReader::heartbeat(const Heartbeat &heartbeat)
{
    const bool missing = m_promised > m_position.offset && !m_movedSince;
    m_promised = heartbeat.top;
    m_movedSince = false;
    return missing ? std::optional(resume()) : std::nullopt;
}

QString StreamReader::shared(const QString &name)
{
    if (const auto known = m_names.constFind(name); known != m_names.constEnd())
        return *known;
    if (m_names.size() < kSharedNames)
        m_names.insert(name);
    return name;
}

void StreamReader::shareNames(Event &event)
{
    event.source = shared(event.source);
    event.type = shared(event.type);
    event.tenant = shared(event.tenant);
}

void StreamReader::shareNames(Sample &sample)
{
    sample.source = shared(sample.source);
    QHash<QString, double> values;
    values.reserve(sample.values.size());
    for (auto it = sample.values.begin(); it != sample.values.end(); ++it)
        values.insert(shared(it.key()), it.value());
    sample.values = std::move(values);
}

} // namespace plancia::monitoring
