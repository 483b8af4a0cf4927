// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tablelistmodel.h"

#include "models/format/format.h"
#include "models/items/roles.h"

namespace plancia {

void TableListModel::setTables(QList<TableInfo> tables)
{
    beginResetModel();
    m_tables = std::move(tables);
    endResetModel();
}

const TableInfo *TableListModel::byName(const QString &name) const
{
    for (const TableInfo &table : m_tables)
        if (table.name == name)
            return &table;
    return nullptr;
}

int TableListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_tables.size()); }

int TableListModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant TableListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_tables.size())
        return {};
    const TableInfo &table = m_tables.at(index.row());
    if (role == IdRole)
        return table.name;
    if (role == QuietRole)
        return index.column() == Rows || table.kind == TableInfo::Kind::System || table.kind == TableInfo::Kind::Virtual;
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == Name)
        return format::harmless(table.name);
    switch (table.kind) {
    case TableInfo::Kind::View: return tr("view", "a stored query of a database");
    case TableInfo::Kind::Virtual: return tr("virtual", "a table that code answers for");
    case TableInfo::Kind::Table:
    case TableInfo::Kind::System: break;
    }
    return table.rows < 0 ? QString() : table.rows < 1'000 ? format::count(table.rows)
                                                           : u'~' + format::compact(static_cast<double>(table.rows));
}

QVariant TableListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    switch (role) {
    case Qt::DisplayRole: return section == Name ? tr("Table") : tr("Rows");
    case ColumnKindRole: return static_cast<int>(section == Name ? ColumnKind::Text : ColumnKind::Number);
    case ColumnWidthRole: return section == Name ? 0 : 7;
    case SortKeyRole: return -1;
    default: return {};
    }
}

} // namespace plancia
