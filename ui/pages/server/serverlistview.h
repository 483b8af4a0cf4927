// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/serverlistmodel.h"

#include <QVariantMap>
#include <QWidget>

class QPushButton;

namespace plancia::ui {

class FilterBar;
class PagedTable;
class PageStates;

/// A list of things of a server with its search, chips and sorting. What it shows is handed to it.
///
/// State: "text", "chip", "system", "sort" (a column), "descending".
class ServerListView : public QWidget {
    Q_OBJECT
public:
    struct Chip {
        QString tag; ///< that rows must have
        QString text;
    };
    /// `name` begins the names of its parts: "serverTables".
    ServerListView(const QString &name, const QString &title, QList<ItemColumn> columns, const QString &search, const QList<Chip> &chips, QWidget *parent = nullptr);

    void setRows(QList<ServerRow> rows);
    void setSort(int column, Qt::SortOrder order);
    void setUsable(bool usable);
    PageStates *states() const { return m_states; }
    PagedTable *table() const { return m_table; }
    ServerListModel *model() const { return m_model; }

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void opened(const QString &id);

private:
    void applyFilter();
    void showState();

    ServerListModel *m_model;
    FilterBar *m_bar;
    QPushButton *m_system;
    PagedTable *m_table;
    PageStates *m_states;
    int m_sort = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    bool m_hasRows = false;
};

} // namespace plancia::ui
