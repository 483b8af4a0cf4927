// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/move/movedtablesmodel.h"

#include "models/format/format.h"
#include "models/items/roles.h"

namespace plancia::ui {

namespace {

constexpr int kHashShown = 12; ///< digits; the tool tip has all

QString countOr(qint64 count) { return count < 0 ? QStringLiteral("–") : format::count(count); }

/// Of a trail the target keeps what it has; every other table has to be empty.
bool isInTheWay(const MovedTable &table) { return table.targetHash.isEmpty() && table.targetRows > 0 && table.name != u"audit_log"; }

} // namespace

void MovedTablesModel::setTables(QList<MovedTable> tables)
{
    beginResetModel();
    m_tables = std::move(tables);
    endResetModel();
}

int MovedTablesModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_tables.size()); }
int MovedTablesModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant MovedTablesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_tables.size())
        return {};
    const MovedTable &table = m_tables[index.row()];
    if (role == IdRole)
        return table.name;
    if (role == ToneRole && index.column() == State)
        return static_cast<int>(!table.targetHash.isEmpty() ? Tone::Good : isInTheWay(table) ? Tone::Warning : Tone::Note);
    if (role == FullTextRole && index.column() == SourceHash)
        return table.sourceHash;
    if (role == FullTextRole && index.column() == TargetHash)
        return table.targetHash;
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Table: return table.name;
    case State:
        return !table.targetHash.isEmpty() ? tr("Equal", "a table is the same on both sides") : isInTheWay(table) ? tr("Not empty", "a table of the target") : tr("Ready", "a table can be moved");
    case SourceRows: return countOr(table.sourceRows);
    case TargetRows: return countOr(table.targetRows);
    case SourceHash: return table.sourceHash.left(kHashShown);
    case TargetHash: return table.targetHash.left(kHashShown);
    }
    return {};
}

QVariant MovedTablesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    static constexpr ColumnKind kKinds[]{ColumnKind::Name, ColumnKind::State, ColumnKind::Number, ColumnKind::Number, ColumnKind::Identifier, ColumnKind::Identifier};
    static constexpr int kWidths[]{0, 14, 13, 13, 15, 15};
    switch (role) {
    case Qt::DisplayRole: break;
    case ColumnKindRole: return static_cast<int>(kKinds[section]);
    case ColumnWidthRole: return kWidths[section];
    case SortKeyRole: return -1;
    default: return {};
    }
    switch (section) {
    case Table: return tr("Table");
    case State: return tr("State", "column: whether a table can be moved, or was");
    case SourceRows: return tr("Rows here", "column: rows of the source");
    case TargetRows: return tr("Rows there", "column: rows of the target");
    case SourceHash: return tr("Hash here", "column: hash of the source's rows");
    case TargetHash: return tr("Hash there", "column: hash of the target's rows");
    }
    return {};
}

} // namespace plancia::ui
