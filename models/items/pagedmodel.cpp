// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/pagedmodel.h"

#include <algorithm>
#include <utility>

namespace plancia {

PagedModel::PagedModel(QList<ItemColumn> columns, QObject *parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns))
{
}

PagedModel::~PagedModel() { m_context.cancel.cancel(); }

int PagedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant PagedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const ItemColumn &column = m_columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter)
                                   | (column.kind == ColumnKind::Number ? Qt::AlignRight : Qt::AlignLeft));
    case ColumnKindRole:
        return static_cast<int>(column.kind);
    case ColumnWidthRole:
        return column.width;
    case SortKeyRole:
        return column.sortKey;
    default:
        return {};
    }
}

double PagedModel::shareOfRow(int row) const
{
    for (const Chunk &chunk : m_chunks) {
        if (row < chunk.rows) {
            const double along = chunk.rows > 1 ? static_cast<double>(std::max(row, 0)) / (chunk.rows - 1) : 0;
            return chunk.firstShare + (chunk.lastShare - chunk.firstShare) * along;
        }
        row -= chunk.rows;
    }
    return lastShare();
}

void PagedModel::viewMoved(int firstRow, int lastRow)
{
    m_firstSeen = std::max(0, firstRow);
    m_lastSeen = std::max(m_firstSeen, lastRow);
    readAhead();
}

void PagedModel::readAhead()
{
    // A question that is not about going on (a jump, a reload, a new list) is never given up for reading ahead.
    const bool free = !m_asked || m_asked->purpose == Purpose::Before || m_asked->purpose == Purpose::After;
    if (!free || m_state == State::Error || m_chunks.isEmpty())
        return;
    const int below = rowCount() - 1 - m_lastSeen;
    const bool wantsAfter = hasAfter() && below < kPageRows;
    const bool wantsBefore = hasBefore() && m_firstSeen < kPageRows;
    if (!wantsAfter && !wantsBefore)
        return;
    const bool after = wantsAfter && (!wantsBefore || below <= m_firstSeen);
    const Purpose purpose = after ? Purpose::After : Purpose::Before;
    if (m_asked && m_asked->purpose == purpose)
        return;
    send(purpose, after ? Anchor::after(m_chunks.last().lastCursor) : Anchor::before(m_chunks.first().firstCursor));
}

void PagedModel::jumpTo(double share) { send(Purpose::Jump, Anchor::atShare(std::clamp(share, 0.0, 1.0))); }
void PagedModel::jumpToStart() { send(Purpose::Jump, Anchor::start()); }
void PagedModel::jumpToEnd() { send(Purpose::Jump, Anchor::end()); }

void PagedModel::reload()
{
    if (m_chunks.isEmpty() || m_rowsAreOld) { // there is no place to keep
        restart();
        return;
    }
    int row = std::min(m_firstSeen, rowCount() - 1);
    m_topId = idAt(row);
    int top = 0;
    while (top + 1 < m_chunks.size() && row >= m_chunks.at(top).rows)
        row -= m_chunks.at(top++).rows;
    const Chunk &chunk = m_chunks.at(top);
    // From the start of the page that holds the top row. A cursor names a row and leaves it out, so the first page of a
    // window that does not start the list is asked for backwards from its own end.
    if (top > 0)
        send(Purpose::Reload, Anchor::after(m_chunks.at(top - 1).lastCursor), 3 * kPageRows);
    else if (!chunk.hasBefore)
        send(Purpose::Reload, Anchor::start(), 3 * kPageRows);
    else
        send(Purpose::Reload, Anchor::before(m_chunks.last().lastCursor), std::min(rowCount(), kMaxPageRows));
}

void PagedModel::retry()
{
    if (m_failed) {
        const Asked again = *m_failed;
        send(again.purpose, again.anchor, again.limit);
    } else {
        reload();
    }
}

void PagedModel::restart()
{
    m_firstSeen = 0;
    m_lastSeen = 40;
    m_rowsAreOld = true;
    send(Purpose::Fresh, Anchor::start());
}

void PagedModel::stop()
{
    m_context.cancel.cancel();
    ++m_generation;
    m_asked.reset();
    m_failed.reset();
    beginResetModel();
    dropItems(End::Front, rowCount());
    m_chunks.clear();
    endResetModel();
    setState(State::Empty);
}

void PagedModel::send(Purpose purpose, Anchor anchor, int limit)
{
    if (!hasSource())
        return; // nothing can be asked: F5 on a list that this workspace does not have
    m_context.cancel.cancel();
    m_context = CallContext();
    m_asked = Asked{purpose, anchor, limit};
    m_failed.reset();
    // Rows stay in sight while they are read again, so a list that has some is not "loading".
    const bool keepsRows = !m_rowsAreOld && !m_chunks.isEmpty();
    setState(keepsRows ? State::Ready : State::Loading);
    ask(anchor, limit, m_context, ++m_generation);
}

void PagedModel::answered(quint64 generation, Result<Chunk> chunk)
{
    if (!isCurrent(generation) || !m_asked)
        return;
    const Asked asked = *std::exchange(m_asked, std::nullopt);
    if (!chunk) {
        m_failed = asked;
        if (m_rowsAreOld && hasRows()) { // rows of another list would lie
            beginResetModel();
            dropItems(End::Front, rowCount());
            m_chunks.clear();
            endResetModel();
        }
        setState(State::Error, chunk.error());
        return;
    }
    if (asked.purpose == Purpose::Before)
        extend(End::Front, *chunk);
    else if (asked.purpose == Purpose::After)
        extend(End::Back, *chunk);
    else if (asked.purpose == Purpose::Reload && chunk->rows == 0 && asked.anchor.kind != Anchor::Kind::Start)
        return restart(); // what was seen is gone; what stood before it may still be there
    else
        replaceAll(*chunk, asked.purpose, asked.anchor);
    setState(hasRows() ? State::Ready : State::Empty);
    readAhead();
}

void PagedModel::replaceAll(const Chunk &chunk, Purpose purpose, const Anchor &anchor)
{
    beginResetModel();
    dropItems(End::Front, rowCount());
    m_chunks.clear();
    m_rowsAreOld = false;
    takeItems(End::Back);
    if (chunk.rows > 0)
        m_chunks.append(chunk);
    endResetModel();
    if (purpose == Purpose::Reload) {
        const int found = rowOf(m_topId);
        // The row is gone: stay at about the same height of the page.
        const int row = found >= 0 ? found : std::clamp(m_firstSeen, 0, std::max(0, chunk.rows - 1));
        m_lastSeen = row + std::max(0, m_lastSeen - m_firstSeen);
        m_firstSeen = row;
        emit positionRestored(row);
        return;
    }
    const bool atEnd = anchor.kind == Anchor::Kind::End;
    const int seen = std::max(1, m_lastSeen - m_firstSeen);
    m_firstSeen = atEnd ? std::max(0, chunk.rows - seen) : 0;
    m_lastSeen = m_firstSeen + seen;
    emit positionRestored(atEnd ? -1 : 0);
}

void PagedModel::extend(End end, const Chunk &chunk)
{
    if (chunk.rows == 0) {
        // Others deleted what the window's edge promised.
        (end == End::Front ? m_chunks.first().hasBefore : m_chunks.last().hasAfter) = false;
        return;
    }
    const int at = end == End::Front ? 0 : rowCount();
    beginInsertRows({}, at, at + chunk.rows - 1);
    takeItems(end);
    if (end == End::Front) {
        m_chunks.prepend(chunk);
        m_firstSeen += chunk.rows;
        m_lastSeen += chunk.rows;
    } else {
        m_chunks.append(chunk);
    }
    endInsertRows();
    while (rowCount() > kWindowRows && m_chunks.size() > 1)
        dropFar(end == End::Front ? End::Back : End::Front);
}

void PagedModel::dropFar(End end)
{
    const int rows = end == End::Front ? m_chunks.first().rows : m_chunks.last().rows;
    const int at = end == End::Front ? 0 : rowCount() - rows;
    beginRemoveRows({}, at, at + rows - 1);
    dropItems(end, rows);
    if (end == End::Front) {
        m_chunks.removeFirst();
        m_chunks.first().hasBefore = true;
        m_firstSeen = std::max(0, m_firstSeen - rows);
        m_lastSeen = std::max(0, m_lastSeen - rows);
    } else {
        m_chunks.removeLast();
        m_chunks.last().hasAfter = true;
    }
    endRemoveRows();
}

void PagedModel::setState(State state, std::optional<Error> error)
{
    m_state = state;
    m_error = std::move(error);
    emit stateChanged();
}

} // namespace plancia
