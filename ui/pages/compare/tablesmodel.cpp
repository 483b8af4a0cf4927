// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/tablesmodel.h"

#include "models/format/format.h"
#include "ui/pages/compare/comparewords.h"

#include <algorithm>

namespace plancia::ui {

namespace {
QString countOr(qint64 count, const QString &sign = {})
{
    return count <= 0 && !sign.isEmpty() ? QStringLiteral("–") : count < 0 ? QStringLiteral("–") : sign + format::count(count);
}
} // namespace

void ComparedTablesModel::setTables(QList<TableComparison> tables)
{
    beginResetModel();
    m_tables = std::move(tables);
    std::stable_partition(m_tables.begin(), m_tables.end(), [](const TableComparison &t) { return t.state != TableComparison::State::Same; });
    endResetModel();
}

const TableComparison *ComparedTablesModel::table(const QString &name) const
{
    const auto found = std::find_if(m_tables.begin(), m_tables.end(), [&](const TableComparison &t) { return t.table == name; });
    return found == m_tables.end() ? nullptr : &*found;
}

int ComparedTablesModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_tables.size()); }
int ComparedTablesModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ComparedTablesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_tables.size())
        return {};
    const TableComparison &table = m_tables[index.row()];
    if (role == IdRole)
        return table.table;
    if (role == ToneRole && index.column() == State)
        return static_cast<int>(stateTone(table));
    if (role == FullTextRole && (index.column() == Table || index.column() == State))
        return tableSentence(table);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Table: return tableName(table);
    case State: return stateWord(table);
    case LeftRows: return countOr(table.leftRows);
    case RightRows: return countOr(table.rightRows);
    case Added: return countOr(table.added, QStringLiteral("+"));
    case Removed: return countOr(table.removed, QStringLiteral("−"));
    case Changed: return countOr(table.changed, QStringLiteral("~"));
    }
    return {};
}

QVariant ComparedTablesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kKinds[]{ColumnKind::Name,   ColumnKind::State,  ColumnKind::Number, ColumnKind::Number,
                                         ColumnKind::Number, ColumnKind::Number, ColumnKind::Number};
    static constexpr int kWidths[]{0, 17, 12, 12, 11, 11, 11};
    switch (role) {
    case Qt::DisplayRole: break;
    case ColumnKindRole: return static_cast<int>(kKinds[section]);
    case ColumnWidthRole: return kWidths[section];
    case SortKeyRole: return -1;
    default: return {};
    }
    switch (section) {
    case Table: return tr("Table");
    case State: return tr("State", "column: whether a table differs");
    case LeftRows: return tr("Rows left", "column: rows of the left side");
    case RightRows: return tr("Rows right", "column: rows of the right side");
    case Added: return tr("Added", "column: how many rows");
    case Removed: return tr("Removed", "column: how many rows");
    case Changed: return tr("Changed", "column: how many rows");
    }
    return {};
}

} // namespace plancia::ui
