// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/event.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

namespace plancia::monitoring {

/// Of what there is much of, keeps one in so many, and counts before it drops: the counts of what it gives away add up to what it was
/// given, of each source, type and severity, within a second. Pure: time comes in, as milliseconds that never go back.
class EventSampler {
public:
    /// The first word of a type ("read" is that of "read" and of "read.orders"), and one in how many of those are kept; what has no
    /// rule is kept whole.
    using Rules = QMap<QString, int>;
    static constexpr int kMostDropped = 1'000; ///< the greatest number of a rule
    static Rules usualRules();

    static constexpr qint64 kLeftMs = 1'000;     ///< no longer is anything held back
    static constexpr double kFastGetMs = 100;    ///< a get that took as long, or that does not say, is kept
    static constexpr qsizetype kMaxKeys = 10'000; ///< beyond them events of new kinds are kept whole

    explicit EventSampler(Rules rules, qsizetype maxKeys = kMaxKeys) : m_rules(std::move(rules)), m_maxKeys(maxKeys) {}

    /// The event when it is kept, standing also for those of its kind that were dropped since; nothing when it is dropped.
    std::optional<Event> take(Event event, qint64 nowMs);
    /// What was held back for a second: of each kind the last that was dropped, standing for all of them.
    QList<Event> flush(qint64 nowMs);
    /// The same of everything.
    QList<Event> flushAll();
    qsizetype keys() const { return m_kinds.size(); }

private:
    struct Key {
        QString source, type;
        EventSeverity severity;
        bool operator==(const Key &) const = default;
        friend size_t qHash(const Key &key, size_t seed) { return qHashMulti(seed, key.source, key.type, int(key.severity)); }
    };
    struct Kind {
        int since = 0;       ///< how many were seen since the last one that was given away
        qint64 dropped = 0;  ///< for how many those that were dropped stand
        qint64 firstAt = 0;  ///< when the first of them was dropped
        qint64 seenAt = 0;   ///< when the last one was seen
        Event last;          ///< of the dropped
    };
    int oneIn(const Event &event) const;

    const Rules m_rules;
    const qsizetype m_maxKeys;
    QHash<Key, Kind> m_kinds;
};

} // namespace plancia::monitoring
