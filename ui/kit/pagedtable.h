// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>
#include <QSet>
#include <functional>

class QAbstractItemDelegate;
class QAbstractItemModel;
class QKeyEvent;
class QScrollBar;
class QTimer;

namespace plancia {
class PagedModel;
}

namespace plancia::ui {

class TableHeader;
class TableView;

/// Every list of Plancia: a table over a window of rows. The scroll bar stands for the whole list (time, key range), not
/// for the window: moving it jumps there. Plain item models work too; then it stands for their rows.
/// Rows are 28 high; pills, monospace ids and right-aligned numbers follow from the model's roles.
class PagedTable : public QFrame {
    Q_OBJECT
public:
    explicit PagedTable(QWidget *parent = nullptr);

    /// The model outlives the table or is replaced before it goes.
    void setModel(QAbstractItemModel *model);
    QAbstractItemModel *model() const;

    /// The chosen row, by IdRole. It stays chosen while it lies outside the window.
    QString currentId() const { return m_currentId; }
    void setCurrentId(const QString &id);

    /// Check boxes before the rows (Space turns the current one, Shift as far as the last, Ctrl+A asks for all). Rows stay
    /// chosen while they lie outside the window.
    void setChoosable(bool choosable);
    QSet<QString> chosenIds() const;
    /// All of the list are meant, also those that were never read.
    bool areAllChosen() const;
    void setChosen(const QSet<QString> &ids);
    void chooseAll();

    /// What the header shows; the list's owner asks its source for that order.
    void setSort(int sortKey, Qt::SortOrder order);
    /// Words for a place while the scroll bar is dragged ("14:02", "about M"); without it, percent.
    void setPlaceWords(std::function<QString(double share)> words);
    void setColumnHidden(int column, bool hidden);
    /// Draws the cells of a column otherwise; owned by the caller.
    void setColumnDelegate(int column, QAbstractItemDelegate *delegate);
    /// What a screen reader calls the list.
    void setListName(const QString &name);
    /// Takes the keyboard.
    void focusRows();
    int firstVisibleRow() const;
    int lastVisibleRow() const;

signals:
    void currentChanged(const QString &id);
    /// Also of the row that is the current one already.
    void clicked(const QString &id);
    /// Double click or Enter.
    void activated(const QString &id);
    void sortRequested(int sortKey, Qt::SortOrder order);
    void chosenChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool moveByKey(int key);
    bool chooseByKey(const QKeyEvent &event);
    void showBox();
    void setUpShareBar();
    void scrolled();
    void showPlace();
    void goToShare(double share);
    void rowsInserted(int first, int last);
    void rowsRemoved(int first, int last);
    void rememberCurrent(const QModelIndex &index);
    void restoreCurrent();
    void putOnTop(int row);
    void showBubble(double share);

    TableView *m_view = nullptr;
    TableHeader *m_header = nullptr;
    QScrollBar *m_share = nullptr;
    QTimer *m_jump = nullptr;
    QPointer<PagedModel> m_paged;
    std::function<QString(double)> m_placeWords;
    QString m_currentId;
    double m_wanted = 0;
    bool m_settingCurrent = false;
    bool m_choosesOnTop = false; ///< Home or End went to another window: its first or last row becomes the chosen one
    bool m_showingPlace = false;
};

} // namespace plancia::ui
