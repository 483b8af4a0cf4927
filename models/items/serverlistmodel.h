// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/pagedmodel.h"

#include <QAbstractTableModel>
#include <QVariant>

namespace plancia {

/// One thing of a server: cells as text, each with what it is sorted by.
struct ServerRow {
    struct Cell {
        QString text;
        QVariant sort = {};  ///< a number or a text; invalid: not known, and stands last whichever way is sorted
        QString full = {};   ///< at length
    };
    QString id;
    QList<Cell> cells;
    Tone tone = Tone::None; ///< of the column of kind State
    QStringList tags = {};  ///< what a filter may ask for
    QString searched = {};  ///< what the text filter looks into
    bool isQuiet = false;
};

/// A list of some thousand rows that is known as a whole, sorted and filtered here. GUI thread.
class ServerListModel : public QAbstractTableModel {
    Q_OBJECT
public:
    struct Filter {
        QString text;
        QString wanted;   ///< a tag that a row must have; empty: any
        QString unwanted; ///< one that it must not have
        bool operator==(const Filter &) const = default;
    };
    explicit ServerListModel(QList<ItemColumn> columns, QObject *parent = nullptr);
    void setRows(QList<ServerRow> rows);
    void setFilter(const Filter &filter);
    /// By a column, until another one; -1: as the rows came.
    void setSort(int column, Qt::SortOrder order);
    int total() const { return static_cast<int>(m_rows.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void arrange();

    QList<ItemColumn> m_columns;
    QList<ServerRow> m_rows;
    QList<qsizetype> m_shown; ///< into m_rows
    Filter m_filter;
    int m_sort = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace plancia
