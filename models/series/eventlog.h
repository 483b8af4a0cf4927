// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/event.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>
#include <array>
#include <deque>
#include <limits>
#include <memory>
#include <span>
#include <vector>

namespace plancia {

/// Up to kRows events in columns, in the order in which they came. Never changes once it is made, so any thread may read it.
class EventBlock {
public:
    static constexpr int kRows = 4096;
    /// At most kRows.
    explicit EventBlock(std::span<const Event> events);
    /// Two that follow each other, as one of at most kRows.
    EventBlock(const EventBlock &first, const EventBlock &second);

    int size() const { return static_cast<int>(m_at.size()); }
    Event event(int row) const;
    qint64 at(int row) const { return m_at[static_cast<size_t>(row)]; }
    EventSeverity severity(int row) const { return static_cast<EventSeverity>(m_severity[static_cast<size_t>(row)]); }
    qint64 count(int row) const { return m_count[static_cast<size_t>(row)]; }
    qint64 earliest() const { return m_earliest; }
    qint64 latest() const { return m_latest; }
    qint64 bytes() const;
    /// Of the sources, types and tenants in it.
    QStringList sources() const { return namesOf(m_source); }
    QStringList types() const { return namesOf(m_type); }
    QStringList tenants() const { return namesOf(m_tenant); }

private:
    friend class EventMatcher;
    using Places = std::vector<quint16>; ///< of each row, into m_names

    void add(const Event &event, QHash<QString, quint16> &known);
    QStringList namesOf(const Places &places) const;
    const QString &nameAt(const Places &places, int row) const { return m_names[places[static_cast<size_t>(row)]]; }
    /// `number` counts the parts of all rows.
    QByteArrayView part(int number) const;
    QByteArrayView rowText(int row) const;

    std::vector<qint64> m_at, m_offset, m_count;
    std::vector<quint8> m_severity;
    std::vector<float> m_duration;
    Places m_source, m_type, m_tenant;
    QStringList m_names;
    QByteArrayList m_foldedNames;       ///< the same in small letters
    QByteArray m_texts;                 ///< message, trace and details of each row as UTF-8, a line's end after each
    std::vector<quint32> m_ends;        ///< three a row, after the line's end
    QByteArray m_folded;                ///< the same in small letters, rows parted by NUL, parts by 0x01
    std::vector<quint32> m_foldedEnds;  ///< one a row
    qint64 m_earliest = 0, m_latest = 0;
};

/// Which events are wanted. Empty texts are no condition.
struct EventFilter {
    EventSeverity least = EventSeverity::Debug;
    QString source; ///< exactly
    QString type;   ///< it, or one that begins with it and a dot
    QString tenant; ///< exactly
    QString trace;  ///< exactly
    QString text;   ///< in message, trace, details, source, type or tenant, whatever the case of its letters
    bool isPattern = false; ///< `text` is a regular expression, for the lines of message, trace and details
    qint64 from = std::numeric_limits<qint64>::min(); ///< Unix ms UTC; both ends are included
    qint64 to = std::numeric_limits<qint64>::max();
    bool operator==(const EventFilter &) const = default;
};

/// The rows of a block that a filter wants, rising.
struct EventRows {
    std::vector<quint16> any;   ///< of every severity: for rates
    std::vector<quint16> shown;
    int givenUp = 0; ///< rows for which a pattern took too long: not among the others
};

class EventMatcher {
public:
    /// VAL_023 (facts value, message) for a pattern that is none.
    static Result<EventMatcher> of(const EventFilter &filter);
    EventRows rowsOf(const EventBlock &block) const;

private:
    struct Pattern;

    EventFilter m_filter;
    QByteArray m_needle; ///< in small letters
    std::shared_ptr<const Pattern> m_pattern;
};

/// How many events lie in equal stretches of time, by severity. An event counts for as many as it stands for.
struct EventCounts {
    qint64 from = 0, binMs = 0;
    std::vector<std::array<qint64, kEventSeverities>> bins;
};

/// Events of one stretch of time: what was remembered and what comes, each once. Bounded: when there is no more room the oldest go.
/// Lives on one thread; the blocks may be read on any.
class EventLog {
public:
    struct Limits {
        qint64 events = 1'000'000;
        qint64 bytes = 320LL << 20;
    };
    explicit EventLog(Limits limits) : m_limits(limits) {}
    EventLog() : EventLog(Limits{}) {}

    struct Entry {
        std::shared_ptr<const EventBlock> block;
        EventRows rows; ///< by the matcher
    };
    const std::deque<Entry> &entries() const { return m_entries; }
    qint64 size() const { return m_size; }
    qint64 shown() const { return m_shown; }
    /// Older ones were dropped, or found no room.
    bool isFull() const { return m_isFull; }
    void clear();

    /// What is to be added: views are told how many rows come and go before they do.
    struct Addition {
        std::vector<Entry> entries; ///< the newest last
        qint64 shown = 0;           ///< rows of it
        size_t droppedEntries = 0;  ///< the oldest of the log that must go before
        qint64 droppedShown = 0;
        bool isCut = false;         ///< there was no room for all
    };
    /// Blocks of events with what a matcher wants of them; the work of an addition, for any thread. Pure.
    static std::vector<Entry> entriesOf(const QList<Event> &events, const EventMatcher &matcher);
    /// Of what came now.
    Addition newer(std::vector<Entry> entries) const;
    /// Of what is older than all that is there. What finds no room is left out.
    Addition older(std::vector<Entry> entries) const;
    void drop(const Addition &addition);
    void addNewer(Addition addition);
    void addOlder(Addition addition);

    const EventMatcher &matcher() const { return m_matcher; }
    /// Another filter, with the rows of every block that was there when they were found; blocks that came since are looked at here.
    void setMatcher(const EventMatcher &matcher, const std::vector<std::pair<std::shared_ptr<const EventBlock>, EventRows>> &found);

    /// The shown event that is `row` from the newest.
    Event shownAt(qint64 row) const;
    /// Of the filter, all severities. `bins` stretches of `binMs` from `from` on.
    /// Only events from `first` to `last` count, both included.
    EventCounts counts(qint64 from, qint64 binMs, int bins, qint64 first = std::numeric_limits<qint64>::min(), qint64 last = std::numeric_limits<qint64>::max()) const;
    /// For how many events a pattern took too long.
    qint64 givenUp() const;
    QStringList sources() const;
    QStringList types() const;
    QStringList tenants() const;

private:
    void mergeNewest();
    void index() const;

    Limits m_limits;
    std::deque<Entry> m_entries; ///< the newest last
    mutable std::vector<qint64> m_starts; ///< how many shown rows lie after each entry, by index(); empty when stale
    EventMatcher m_matcher = *EventMatcher::of({});
    qint64 m_size = 0, m_shown = 0, m_bytes = 0;
    bool m_isFull = false;
};

} // namespace plancia
