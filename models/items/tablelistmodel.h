// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tables.h"

#include <QAbstractTableModel>

namespace plancia {

/// The names of a file's tables, with about how many rows they hold. Its ids are the names.
class TableListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Rows, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setTables(QList<TableInfo> tables);
    const QList<TableInfo> &tables() const { return m_tables; }
    const TableInfo *byName(const QString &name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<TableInfo> m_tables;
};

} // namespace plancia
