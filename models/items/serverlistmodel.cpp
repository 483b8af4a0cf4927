// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/serverlistmodel.h"

#include <algorithm>

namespace plancia {

namespace {
/// Negative, 0, positive.
int compare(const QVariant &a, const QVariant &b)
{
    if (a.typeId() == QMetaType::QString || b.typeId() == QMetaType::QString)
        return QString::compare(a.toString(), b.toString(), Qt::CaseInsensitive);
    const double x = a.toDouble(), y = b.toDouble();
    return x < y ? -1 : x > y ? 1 : 0;
}
} // namespace

ServerListModel::ServerListModel(QList<ItemColumn> columns, QObject *parent) : QAbstractTableModel(parent), m_columns(std::move(columns)) {}

void ServerListModel::setRows(QList<ServerRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    arrange();
    endResetModel();
}

void ServerListModel::setFilter(const Filter &filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    arrange();
    endResetModel();
}

void ServerListModel::setSort(int column, Qt::SortOrder order)
{
    if (column == m_sort && order == m_order)
        return;
    beginResetModel();
    m_sort = column;
    m_order = order;
    arrange();
    endResetModel();
}

void ServerListModel::arrange()
{
    m_shown.clear();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const ServerRow &row = m_rows[i];
        if ((m_filter.wanted.isEmpty() || row.tags.contains(m_filter.wanted)) && (m_filter.unwanted.isEmpty() || !row.tags.contains(m_filter.unwanted))
            && (m_filter.text.isEmpty() || row.searched.contains(m_filter.text, Qt::CaseInsensitive)))
            m_shown.append(i);
    }
    if (m_sort < 0)
        return;
    std::stable_sort(m_shown.begin(), m_shown.end(), [this](qsizetype a, qsizetype b) {
        const QVariant x = m_rows[a].cells.value(m_sort).sort, y = m_rows[b].cells.value(m_sort).sort;
        if (!x.isValid() || !y.isValid())
            return x.isValid() && !y.isValid();
        const int order = compare(x, y);
        return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
    });
}

int ServerListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_shown.size()); }

int ServerListModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_columns.size()); }

QVariant ServerListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_shown.size())
        return {};
    const ServerRow &row = m_rows.at(m_shown.at(index.row()));
    const ServerRow::Cell cell = row.cells.value(index.column());
    const bool isState = m_columns.value(index.column()).kind == ColumnKind::State;
    switch (role) {
    case Qt::DisplayRole:
        return cell.text;
    case IdRole:
        return row.id;
    case FullTextRole:
        return cell.full.isEmpty() ? QVariant() : QVariant(cell.full);
    case ToneRole:
        return isState && row.tone != Tone::None ? QVariant(static_cast<int>(row.tone)) : QVariant();
    case QuietRole:
        return row.isQuiet;
    default:
        return {};
    }
}

QVariant ServerListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const ItemColumn &column = m_columns.at(section);
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) | (column.kind == ColumnKind::Number ? Qt::AlignRight : Qt::AlignLeft));
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

} // namespace plancia
