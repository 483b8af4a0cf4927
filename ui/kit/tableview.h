// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QSet>
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
    /// The check box over those of the rows, when they have any.
    void setBox(bool hasBox, Qt::CheckState state);

signals:
    void boxClicked();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    bool isOnBox(const QPoint &position) const;

    bool m_hasBox = false;
    bool m_boxPressed = false;
    Qt::CheckState m_box = Qt::Unchecked;
    int m_sorted = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

/// Room that a check box takes before the text of its cell.
inline constexpr int kBoxRoom = 24;

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

    /// Rows with a check box each, before their first column. Which are chosen is told by id.
    void setChoosable(bool choosable);
    bool isChoosable() const { return m_choosable; }
    bool isChosen(const QString &id) const { return m_allChosen || m_chosen.contains(id); }
    const QSet<QString> &chosen() const { return m_chosen; }
    bool areAllChosen() const { return m_allChosen; }
    void setChosen(const QSet<QString> &ids, bool all = false);
    /// Turns one row, or all up to it from the one that was turned last.
    void turnChosen(int row, bool upToIt);
    /// The column that shows the boxes.
    int boxColumn() const { return horizontalHeader()->logicalIndexAt(-horizontalHeader()->offset()); }

signals:
    void resized();
    void chosenChanged();

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void hover(int row);
    int boxRowAt(const QPoint &position) const;
    QString idOfRow(int row) const;

    int m_hovered = -1;
    bool m_choosable = false;
    bool m_allChosen = false;
    bool m_boxPressed = false;
    QSet<QString> m_chosen;
    QString m_lastTurned;
};

} // namespace plancia::ui
