// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/eventsmodel.h"

#include "models/base/continuation.h"
#include "models/format/format.h"
#include "models/ports/deliver.h"

#include <QDateTime>
#include <QPromise>
#include <QThreadPool>
#include <algorithm>
#include <array>
#include <atomic>

namespace plancia {

namespace {
struct ColumnOf {
    ColumnKind kind;
    int width;
};
constexpr std::array<ColumnOf, EventsModel::ColumnCount> kColumns{{{ColumnKind::Time, 22},
                                                                   {ColumnKind::State, 12},
                                                                   {ColumnKind::Identifier, 12},
                                                                   {ColumnKind::Identifier, 17},
                                                                   {ColumnKind::Identifier, 13},
                                                                   {ColumnKind::Text, 0},
                                                                   {ColumnKind::Number, 9}}};
} // namespace

QString wordFor(EventSeverity severity)
{
    switch (severity) {
    case EventSeverity::Debug:
        return EventsModel::tr("Debug", "severity of an event");
    case EventSeverity::Info:
        return EventsModel::tr("Info", "severity of an event");
    case EventSeverity::Warning:
        return EventsModel::tr("Warning", "severity of an event");
    case EventSeverity::Error:
        return EventsModel::tr("Error", "severity of an event");
    case EventSeverity::Critical:
        break;
    }
    return EventsModel::tr("Critical", "severity of an event");
}

Tone toneOf(EventSeverity severity)
{
    switch (severity) {
    case EventSeverity::Debug:
        return Tone::Off;
    case EventSeverity::Info:
        return Tone::Note;
    case EventSeverity::Warning:
        return Tone::Warning;
    case EventSeverity::Error:
    case EventSeverity::Critical:
        break;
    }
    return Tone::Error;
}

QFuture<EventsFound> findEvents(std::vector<std::shared_ptr<const EventBlock>> blocks, EventMatcher matcher, int number, std::shared_ptr<const std::atomic<int>> newest)
{
    struct Search {
        EventsFound found;
        EventMatcher matcher;
        std::atomic<size_t> next{0}, left{0};
        QPromise<EventsFound> promise;
    };
    auto search = std::make_shared<Search>();
    search->matcher = std::move(matcher);
    for (auto &block : blocks)
        search->found.emplace_back(std::move(block), EventRows());
    const auto helpers = static_cast<size_t>(std::max(1, QThreadPool::globalInstance()->maxThreadCount()));
    search->left = helpers;
    search->promise.start();
    const QFuture<EventsFound> future = search->promise.future();
    for (size_t i = 0; i < helpers; ++i)
        QThreadPool::globalInstance()->start([search, number, newest] {
            for (size_t at = search->next++; at < search->found.size() && (!newest || *newest == number); at = search->next++)
                search->found[at].second = search->matcher.rowsOf(*search->found[at].first);
            if (--search->left > 0)
                return;
            search->promise.addResult(std::move(search->found));
            const std::scoped_lock lock(continuations());
            search->promise.finish();
        });
    return future;
}

EventsModel::EventsModel(const Clock &clock, const QLocale &locale, QObject *parent) : QAbstractTableModel(parent), m_clock(clock), m_locale(locale) {}

void EventsModel::clear()
{
    beginResetModel();
    m_log.clear();
    m_last.reset();
    ++m_cleared;
    endResetModel();
}

int EventsModel::append(const QList<Event> &events)
{
    EventLog::Addition addition = m_log.newer(EventLog::entriesOf(events, m_log.matcher()));
    m_last.reset();
    const int before = rowCount();
    if (addition.droppedShown > 0)
        beginRemoveRows({}, before - static_cast<int>(addition.droppedShown), before - 1);
    m_log.drop(addition);
    if (addition.droppedShown > 0)
        endRemoveRows();
    const int added = static_cast<int>(addition.shown);
    if (added > 0)
        beginInsertRows({}, 0, added - 1);
    m_log.addNewer(std::move(addition));
    if (added > 0)
        endInsertRows();
    return added;
}

void EventsModel::prepend(const QList<Event> &events, std::function<void()> then)
{
    auto promise = std::make_shared<QPromise<std::vector<EventLog::Entry>>>();
    promise->start();
    const auto made = promise->future();
    QThreadPool::globalInstance()->start([promise, events, matcher = m_log.matcher()] {
        promise->addResult(EventLog::entriesOf(events, matcher));
        const std::scoped_lock lock(continuations());
        promise->finish();
    });
    deliver(made, this, [this, then = std::move(then), search = m_search->load(), isSearching = m_isSearching, cleared = m_cleared](const std::vector<EventLog::Entry> &entries) {
        if (cleared == m_cleared) {
            EventLog::Addition addition = m_log.older(entries);
            const int rows = static_cast<int>(addition.shown);
            if (rows > 0)
                beginInsertRows({}, rowCount(), rowCount() + rows - 1);
            m_log.addOlder(std::move(addition));
            if (rows > 0)
                endInsertRows();
            // Another filter was taken meanwhile, and knew nothing of these. One that is still looked for looks at them when it is taken.
            if ((search != *m_search || isSearching) && !m_isSearching)
                static_cast<void>(setFilter(m_filter));
        }
        then();
    });
}

Result<bool> EventsModel::setFilter(const EventFilter &filter)
{
    auto matcher = EventMatcher::of(filter);
    if (!matcher)
        return fail(matcher.error());
    m_filter = filter;
    m_isSearching = true;
    std::vector<std::shared_ptr<const EventBlock>> blocks;
    for (const EventLog::Entry &entry : m_log.entries())
        blocks.push_back(entry.block);
    const int search = ++*m_search;
    deliver(findEvents(std::move(blocks), *matcher, search, m_search), this, [this, search, matcher = *matcher](const EventsFound &found) {
        if (search != *m_search)
            return;
        beginResetModel();
        m_last.reset();
        m_log.setMatcher(matcher, found);
        m_isSearching = false;
        endResetModel();
        emit filterTaken();
    });
    return true;
}

int EventsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_log.shown()); }

int EventsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    if (!m_last || m_last->first != index.row())
        m_last.emplace(index.row(), m_log.shownAt(index.row()));
    const Event &event = m_last->second;
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return words(event, column);
    case IdRole:
        return QStringLiteral("%1.%2").arg(event.at).arg(event.offset);
    case TimeRole:
        return column == Time ? QVariant(event.at) : QVariant();
    case ToneRole:
        return column == Severity ? QVariant(static_cast<int>(toneOf(event.severity))) : QVariant();
    case StatusRole:
        return column == Severity ? QVariant(toString(event.severity)) : QVariant();
    case FullTextRole:
        return column == Message ? QVariant(format::harmless(event.message)) : column == Time ? QVariant(format::localAndUtc(event.at)) : QVariant();
    case QuietRole:
        return column == Took || (column == Tenant && event.tenant.isEmpty());
    default:
        return {};
    }
}

QVariant EventsModel::words(const Event &event, int column) const
{
    switch (column) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(event.at).date() == QDateTime::fromMSecsSinceEpoch(m_clock.nowMs()).date()
            ? format::time(event.at, format::Zone::Local, format::Precision::Milliseconds)
            : format::dateTime(event.at);
    case Severity:
        return wordFor(event.severity);
    case Source:
        return format::harmless(event.source);
    case Type:
        return format::harmless(event.type);
    case Tenant:
        return event.tenant.isEmpty() ? QStringLiteral("–") : format::harmless(event.tenant);
    case Message: {
        const QString text = format::harmless(event.message);
        return event.count > 1 ? tr("%1 (and %n more like it)", "an event that stands for others, too", static_cast<int>(event.count - 1)).arg(text) : text;
    }
    case Took:
        return event.durationMs < 0 ? QString() : event.durationMs < 10 ? format::decimal(event.durationMs, 1, m_locale) + QStringLiteral(" ms") : format::duration(qRound64(event.durationMs), m_locale);
    }
    return {};
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const ColumnOf &column = kColumns[static_cast<size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return QStringList{tr("Time"), tr("Severity"), tr("Source"), tr("Type", "column: what kind of event"), tr("Tenant"), tr("Message"),
                           tr("Took", "column: how long it took")}[section];
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) | (column.kind == ColumnKind::Number ? Qt::AlignRight : Qt::AlignLeft));
    case ColumnKindRole:
        return static_cast<int>(column.kind);
    case ColumnWidthRole:
        return column.width;
    case SortKeyRole:
        return -1;
    default:
        return {};
    }
}

} // namespace plancia
