// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/comparison.h"

#include <QAbstractTableModel>

namespace plancia::ui {

/// The tables of a comparison: those that differ first. A handful. Lives on the GUI thread.
class ComparedTablesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ColumnOf { Table, State, LeftRows, RightRows, Added, Removed, Changed, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setTables(QList<TableComparison> tables);
    const TableComparison *table(const QString &name) const;
    const QList<TableComparison> &tables() const { return m_tables; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<TableComparison> m_tables;
};

} // namespace plancia::ui
