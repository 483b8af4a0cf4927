// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>

namespace plancia::ui {

/// Paints cells by what the model says they mean: pills for tones, monospace for ids and times, numbers to the right.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
};

/// Names of columns, an arrow at the sorted one, one hairline below.
class TableHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit TableHeader(QWidget *parent);
    void setSorted(int section, Qt::SortOrder order);
    int sortedSection() const { return m_sorted; }
    Qt::SortOrder order() const { return m_order; }
    QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    int m_sorted = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

/// A QTableView that tells which row is under the mouse and lays its columns out by the characters they want.
class TableView : public QTableView {
    Q_OBJECT
public:
    explicit TableView(QWidget *parent);
    int hoveredRow() const { return m_hovered; }
    /// Gives each column what it wants and shares the rest among those that want all they can get.
    void layOutColumns();
    /// Brings scroll ranges up to date at once, after rows came or went.
    void settleGeometry();

signals:
    void resized();

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void hover(int row);
    int m_hovered = -1;
};

} // namespace plancia::ui
