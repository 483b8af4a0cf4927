// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/move.h"

#include <QAbstractTableModel>

namespace plancia::ui {

/// The tables of a move, in the order in which they are copied. A handful. Lives on the GUI thread.
class MovedTablesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum ColumnOf { Table, State, SourceRows, TargetRows, SourceHash, TargetHash, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void setTables(QList<MovedTable> tables);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<MovedTable> m_tables;
};

} // namespace plancia::ui
