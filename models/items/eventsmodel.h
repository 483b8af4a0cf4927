// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/items/roles.h"
#include "models/series/eventlog.h"

#include <QAbstractTableModel>
#include <QFuture>
#include <QLocale>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace plancia {

QString wordFor(EventSeverity severity); ///< "Warning"
Tone toneOf(EventSeverity severity);

/// Events of an EventLog, the newest first. A filter is looked for on the thread pool and taken when it is done; until then the old
/// rows stay. Lives on the GUI thread.
class EventsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Severity, Source, Type, Tenant, Message, Took, ColumnCount };

    /// The clock outlives it: an event of today shows its time only.
    explicit EventsModel(const Clock &clock, const QLocale &locale = QLocale(), QObject *parent = nullptr);
    ~EventsModel() override { ++*m_search; }

    const EventLog &log() const { return m_log; }
    bool isSearching() const { return m_isSearching; }
    Event eventAt(int row) const { return m_log.shownAt(row); }

    void clear();
    /// What came now. How many rows it put on top.
    int append(const QList<Event> &events);
    /// Older ones than all that are there: made ready on the thread pool; `then` is called here when they are in, or not wanted any
    /// more because of a clear().
    void prepend(const QList<Event> &events, std::function<void()> then);
    /// VAL_023: the filter stays as it was. Otherwise filterTaken() is told when the rows are those of this filter.
    Result<bool> setFilter(const EventFilter &filter);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void filterTaken();

private:
    QVariant words(const Event &event, int column) const;

    const Clock &m_clock;
    EventLog m_log;
    EventFilter m_filter;
    /// The newest search; threads of older ones stop, and their answers are dropped.
    std::shared_ptr<std::atomic<int>> m_search = std::make_shared<std::atomic<int>>(0);
    int m_cleared = 0;
    bool m_isSearching = false;
    QLocale m_locale;
    mutable std::optional<std::pair<int, Event>> m_last; ///< the row that was read last: a view asks for all of its cells at once
};

/// What a matcher wants of many blocks, looked for by all cores. Finishes on a thread of the pool, with less when `newest` is no longer
/// `search`.
using EventsFound = std::vector<std::pair<std::shared_ptr<const EventBlock>, EventRows>>;
QFuture<EventsFound> findEvents(std::vector<std::shared_ptr<const EventBlock>> blocks, EventMatcher matcher, int search = 0,
                                std::shared_ptr<const std::atomic<int>> newest = {});

} // namespace plancia
