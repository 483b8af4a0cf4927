// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/events/eventsampler.h"

#include <utility>

namespace plancia::monitoring {

EventSampler::Rules EventSampler::usualRules()
{
    return {{QStringLiteral("read"), 5}, {QStringLiteral("send"), 10}, {QStringLiteral("get"), 10}};
}

int EventSampler::oneIn(const Event &event) const
{
    if (event.severity >= EventSeverity::Warning)
        return 1;
    const qsizetype dot = event.type.indexOf(u'.');
    const QString word = dot < 0 ? event.type : event.type.left(dot);
    const bool isFast = event.durationMs >= 0 && event.durationMs < kFastGetMs;
    if (word == QLatin1String("get") && !isFast)
        return 1;
    return m_rules.value(word, 1);
}

std::optional<Event> EventSampler::take(Event event, qint64 nowMs)
{
    const int n = oneIn(event);
    if (n <= 1)
        return event;
    const Key key{event.source, event.type, event.severity};
    auto kind = m_kinds.find(key);
    if (kind == m_kinds.end()) {
        if (m_kinds.size() < m_maxKeys)
            m_kinds.insert(key, {0, 0, 0, nowMs, {}});
        return event;
    }
    kind->seenAt = nowMs;
    if (++kind->since >= n) {
        kind->since = 0;
        event.count += std::exchange(kind->dropped, 0);
        kind->last = {};
        return event;
    }
    if (kind->dropped == 0)
        kind->firstAt = nowMs;
    kind->dropped += event.count;
    kind->last = std::move(event);
    return std::nullopt;
}

QList<Event> EventSampler::flush(qint64 nowMs)
{
    QList<Event> left;
    for (auto kind = m_kinds.begin(); kind != m_kinds.end();) {
        if (kind->dropped > 0 && nowMs - kind->firstAt >= kLeftMs) {
            kind->last.count = std::exchange(kind->dropped, 0);
            left.append(std::exchange(kind->last, {}));
            kind->since = 0;
        }
        // The first of a kind that comes again after a pause is kept.
        if (kind->dropped == 0 && nowMs - kind->seenAt >= kLeftMs)
            kind = m_kinds.erase(kind);
        else
            ++kind;
    }
    return left;
}

QList<Event> EventSampler::flushAll()
{
    QList<Event> left;
    for (Kind &kind : m_kinds) {
        if (kind.dropped == 0)
            continue;
        kind.last.count = kind.dropped;
        left.append(std::move(kind.last));
    }
    m_kinds.clear();
    return left;
}

} // namespace plancia::monitoring
