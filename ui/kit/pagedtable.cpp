// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/pagedtable.h"

#include "models/format/format.h"
#include "models/items/pagedmodel.h"
#include "ui/kit/tableview.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollBar>
#include <QTimer>
#include <QToolTip>
#include <cmath>
#include <utility>

namespace plancia::ui {

namespace {
constexpr int kShareSteps = 100'000; // finer than any scroll bar has pixels
constexpr int kJumpPauseMs = 120;    // between two jumps while the bar is dragged
} // namespace

PagedTable::PagedTable(QWidget *parent) : QFrame(parent)
{
    setProperty("kind", QByteArrayLiteral("card"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(1, 3, 1, 3);
    row->setSpacing(0);
    m_view = new TableView(this);
    m_header = new TableHeader(m_view);
    m_view->setHorizontalHeader(m_header);
    m_view->installEventFilter(this);
    m_share = new QScrollBar(Qt::Vertical, this);
    m_share->setFocusPolicy(Qt::NoFocus);
    row->addWidget(m_view, 1);
    row->addWidget(m_share);
    m_jump = new QTimer(this);
    m_jump->setSingleShot(true);
    m_jump->setInterval(kJumpPauseMs);
    setUpShareBar();

    connect(m_view, &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { emit activated(index.data(IdRole).toString()); });
    connect(m_view, &QAbstractItemView::clicked, this,
            [this](const QModelIndex &index) { emit clicked(index.data(IdRole).toString()); });
    connect(m_header, &QHeaderView::sectionClicked, this, [this](int section) {
        const int key = m_view->model()->headerData(section, Qt::Horizontal, SortKeyRole).toInt();
        if (key < 0)
            return;
        const bool turns = m_header->sortedSection() == section && m_header->order() == Qt::AscendingOrder;
        emit sortRequested(key, turns ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
}

void PagedTable::setChoosable(bool choosable)
{
    m_view->setChoosable(choosable);
    connect(m_view, &TableView::chosenChanged, this, [this] {
        showBox();
        emit chosenChanged();
    });
    connect(m_header, &TableHeader::boxClicked, this, [this] {
        QSet<QString> seen;
        if (chosenIds().isEmpty() && !areAllChosen())
            for (int row = 0; row < model()->rowCount(); ++row)
                seen.insert(model()->index(row, 0).data(IdRole).toString());
        setChosen(seen);
    });
    showBox();
}

QSet<QString> PagedTable::chosenIds() const { return m_view->chosen(); }
bool PagedTable::areAllChosen() const { return m_view->areAllChosen(); }
void PagedTable::setChosen(const QSet<QString> &ids) { m_view->setChosen(ids); }
void PagedTable::chooseAll() { m_view->setChosen({}, true); }

void PagedTable::showBox()
{
    m_header->setBox(m_view->isChoosable(), areAllChosen()          ? Qt::Checked
                                            : chosenIds().isEmpty() ? Qt::Unchecked
                                                                    : Qt::PartiallyChecked);
}

bool PagedTable::chooseByKey(const QKeyEvent &event)
{
    if (!m_view->isChoosable())
        return false;
    if (event.matches(QKeySequence::SelectAll))
        chooseAll();
    else if (event.key() == Qt::Key_Space && m_view->currentIndex().isValid())
        m_view->turnChosen(m_view->currentIndex().row(), event.modifiers().testFlag(Qt::ShiftModifier));
    else
        return false;
    return true;
}

void PagedTable::setUpShareBar()
{
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &PagedTable::scrolled);
    connect(m_view->verticalScrollBar(), &QScrollBar::rangeChanged, this, &PagedTable::showPlace);
    connect(m_view, &TableView::resized, this, &PagedTable::scrolled);
    connect(m_share, &QScrollBar::actionTriggered, this, [this](int action) {
        // A click beside the handle moves by a page of rows, whatever share of the list that is.
        const int page = m_view->viewport()->height() - measure::kRow;
        if (action == QAbstractSlider::SliderPageStepAdd || action == QAbstractSlider::SliderPageStepSub) {
            m_share->setSliderPosition(m_share->value());
            QScrollBar *inner = m_view->verticalScrollBar();
            inner->setValue(inner->value() + (action == QAbstractSlider::SliderPageStepAdd ? page : -page));
        } else if (action == QAbstractSlider::SliderMove) {
            goToShare(static_cast<double>(m_share->sliderPosition()) / kShareSteps);
        }
    });
    connect(m_share, &QScrollBar::sliderReleased, this, [this] {
        QToolTip::hideText();
        if (m_jump->isActive()) {
            m_jump->stop();
            if (m_paged)
                m_paged->jumpTo(m_wanted);
        }
    });
    connect(m_jump, &QTimer::timeout, this, [this] {
        if (m_paged)
            m_paged->jumpTo(m_wanted);
    });
}

void PagedTable::setModel(QAbstractItemModel *model)
{
    if (QAbstractItemModel *old = m_view->model())
        disconnect(old, nullptr, this, nullptr);
    m_paged = qobject_cast<PagedModel *>(model);
    if (model) {
        // Before the view's own connections: a chosen row that leaves the window is let go of, not moved to a neighbour.
        connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex &, int first, int last) {
            const int row = m_view->currentIndex().row();
            if (row < first || row > last)
                return;
            m_settingCurrent = true;
            m_view->setCurrentIndex({});
            m_settingCurrent = false;
        });
    }
    m_view->setModel(model);
    if (!model)
        return;
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PagedTable::rememberCurrent);
    connect(model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) { rowsInserted(first, last); });
    connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { rowsRemoved(first, last); });
    connect(model, &QAbstractItemModel::headerDataChanged, m_view, &TableView::layOutColumns);
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        restoreCurrent();
        m_view->layOutColumns();
        if (!m_paged)
            showPlace();
    });
    if (m_paged)
        connect(m_paged, &PagedModel::positionRestored, this, &PagedTable::putOnTop);
    m_view->layOutColumns();
    showPlace();
}

QAbstractItemModel *PagedTable::model() const { return m_view->model(); }

void PagedTable::rememberCurrent(const QModelIndex &index)
{
    if (m_settingCurrent)
        return;
    const QString id = index.data(IdRole).toString();
    if (id == m_currentId)
        return;
    m_currentId = id;
    emit currentChanged(id);
}

void PagedTable::setCurrentId(const QString &id)
{
    m_currentId = id;
    restoreCurrent();
}

void PagedTable::restoreCurrent()
{
    QAbstractItemModel *rows = m_view->model();
    if (!rows)
        return;
    int row = -1;
    if (m_paged && !m_currentId.isEmpty())
        row = m_paged->rowOf(m_currentId);
    for (int i = 0; !m_paged && !m_currentId.isEmpty() && row < 0 && i < rows->rowCount(); ++i)
        if (rows->index(i, 0).data(IdRole).toString() == m_currentId)
            row = i;
    m_settingCurrent = true;
    // Not setCurrentIndex(): that would scroll to a row which the person may have scrolled away from.
    const QModelIndex index = row >= 0 ? rows->index(row, 0) : QModelIndex();
    const bool scrolls = m_view->hasAutoScroll();
    m_view->setAutoScroll(false);
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_view->setAutoScroll(scrolls);
    m_settingCurrent = false;
}

void PagedTable::setSort(int sortKey, Qt::SortOrder order)
{
    const QAbstractItemModel *rows = m_view->model();
    if (sortKey < 0)
        m_header->setSorted(-1, order);
    for (int column = 0; sortKey >= 0 && rows && column < rows->columnCount(); ++column)
        if (rows->headerData(column, Qt::Horizontal, SortKeyRole).toInt() == sortKey)
            m_header->setSorted(column, order);
}

void PagedTable::setPlaceWords(std::function<QString(double)> words) { m_placeWords = std::move(words); }

void PagedTable::setColumnHidden(int column, bool hidden)
{
    m_view->setColumnHidden(column, hidden);
    m_view->layOutColumns();
}

void PagedTable::setColumnDelegate(int column, QAbstractItemDelegate *delegate) { m_view->setItemDelegateForColumn(column, delegate); }

void PagedTable::setListName(const QString &name) { m_view->setAccessibleName(name); }

void PagedTable::focusRows()
{
    m_view->setFocus();
    if (!m_view->currentIndex().isValid() && m_view->model() && m_view->model()->rowCount() > 0)
        m_view->setCurrentIndex(m_view->model()->index(std::max(0, firstVisibleRow()), 0));
}

int PagedTable::firstVisibleRow() const { return m_view->rowAt(0); }

int PagedTable::lastVisibleRow() const
{
    const int row = m_view->rowAt(m_view->viewport()->height() - 1);
    return row >= 0 || !m_view->model() ? row : m_view->model()->rowCount() - 1;
}

void PagedTable::scrolled()
{
    if (m_paged && m_paged->hasRows() && firstVisibleRow() >= 0)
        m_paged->viewMoved(firstVisibleRow(), lastVisibleRow());
    showPlace();
}

void PagedTable::showPlace()
{
    if (m_share->isSliderDown() || m_showingPlace)
        return;
    m_showingPlace = true;
    QScrollBar *inner = m_view->verticalScrollBar();
    const int rows = m_view->model() ? m_view->model()->rowCount() : 0;
    const bool fits = inner->maximum() == 0 && (!m_paged || (!m_paged->hasBefore() && !m_paged->hasAfter()));
    m_share->setVisible(rows > 0 && !fits);
    const bool isWhole = !m_paged || (!m_paged->hasBefore() && !m_paged->hasAfter());
    if (isWhole) {
        const int page = std::max(1, m_view->viewport()->height());
        const double perPixel = static_cast<double>(kShareSteps) / std::max(1, inner->maximum());
        m_share->setRange(0, kShareSteps);
        m_share->setPageStep(static_cast<int>(page * perPixel));
        m_share->setValue(static_cast<int>(inner->value() * perPixel));
    } else {
        const double top = m_paged->shareOfRow(std::max(0, firstVisibleRow()));
        const double bottom = m_paged->shareOfRow(std::max(0, lastVisibleRow()));
        m_share->setRange(0, kShareSteps);
        m_share->setPageStep(std::max(1, static_cast<int>((bottom - top) * kShareSteps)));
        // The last row on screen of a list's end stands for the end of the bar, not for a page before it.
        const double place = top + (bottom - top) * top;
        m_share->setValue(static_cast<int>(std::lround(place * kShareSteps)));
    }
    m_showingPlace = false;
}

void PagedTable::goToShare(double share)
{
    QScrollBar *inner = m_view->verticalScrollBar();
    const bool isWhole = !m_paged || (!m_paged->hasBefore() && !m_paged->hasAfter());
    if (isWhole) {
        inner->setValue(static_cast<int>(std::lround(share * inner->maximum())));
        return;
    }
    m_wanted = share;
    showBubble(share);
    if (!m_jump->isActive())
        m_jump->start();
}

void PagedTable::showBubble(double share)
{
    const QString words = m_placeWords ? m_placeWords(share) : format::percent(share);
    const int y = static_cast<int>(share * m_share->height());
    QToolTip::showText(m_share->mapToGlobal(QPoint(-90, y - 12)), toolTipText(words), m_share);
}

void PagedTable::rowsInserted(int first, int last)
{
    QScrollBar *inner = m_view->verticalScrollBar();
    const int before = inner->value();
    m_view->settleGeometry();
    // Rows that came above what is seen must not move it.
    if (first == 0 && m_paged && last + 1 < m_view->model()->rowCount())
        inner->setValue(before + (last - first + 1) * measure::kRow);
    restoreCurrent();
    showPlace();
}

void PagedTable::rowsRemoved(int first, int last)
{
    QScrollBar *inner = m_view->verticalScrollBar();
    const int before = inner->value();
    if (first == 0 && m_paged) {
        // Set before the range shrinks, which would clip it.
        inner->setValue(std::max(0, before - (last - first + 1) * measure::kRow));
    }
    m_view->settleGeometry();
    showPlace();
}

void PagedTable::putOnTop(int row)
{
    m_view->settleGeometry();
    QScrollBar *inner = m_view->verticalScrollBar();
    inner->setValue(row < 0 ? inner->maximum() : row * measure::kRow);
    restoreCurrent();
    if (std::exchange(m_choosesOnTop, false) && m_view->model()->rowCount() > 0)
        m_view->setCurrentIndex(m_view->model()->index(row < 0 ? m_view->model()->rowCount() - 1 : row, 0));
    scrolled();
}

bool PagedTable::moveByKey(int key)
{
    const QAbstractItemModel *rows = m_view->model();
    if (!rows || rows->rowCount() == 0)
        return false;
    if (key == Qt::Key_Home || key == Qt::Key_End) {
        const bool toStart = key == Qt::Key_Home;
        if (m_paged && (toStart ? m_paged->hasBefore() : m_paged->hasAfter())) {
            m_choosesOnTop = true;
            toStart ? m_paged->jumpToStart() : m_paged->jumpToEnd();
        } else {
            m_view->setCurrentIndex(rows->index(toStart ? 0 : rows->rowCount() - 1, 0));
        }
        return true;
    }
    const bool moves = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown;
    const int current = m_view->currentIndex().row();
    if (!moves || (current >= firstVisibleRow() && current <= lastVisibleRow()))
        return false;
    // The chosen row is out of sight: keys go on from what is seen, they do not jump back there.
    const bool isDown = key == Qt::Key_Down || key == Qt::Key_PageDown;
    m_view->selectionModel()->setCurrentIndex(rows->index(isDown ? firstVisibleRow() : lastVisibleRow(), 0),
                                              QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    return key == Qt::Key_Up || key == Qt::Key_Down;
}

bool PagedTable::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (chooseByKey(*key) || moveByKey(key->key()))
            return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace plancia::ui
