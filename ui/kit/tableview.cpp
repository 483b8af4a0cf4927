// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/tableview.h"

#include "models/items/strip.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/stripcell.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <utility>

namespace plancia::ui {

namespace {
constexpr int kCellMargin = 10;
constexpr int kStretchLeast = 110;
constexpr int kNearFrame = 10; ///< from the last row to the end of the view

ColumnKind kindOf(const QAbstractItemModel *model, int column)
{
    return static_cast<ColumnKind>(model->headerData(column, Qt::Horizontal, ColumnKindRole).toInt());
}

QFont fontOf(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Name:
        return textFont(TextSize::Body, TextWeight::Strong);
    case ColumnKind::Identifier:
    case ColumnKind::Time:
        return monoFont();
    case ColumnKind::Text:
    case ColumnKind::Number:
    case ColumnKind::State:
    case ColumnKind::Faint:
        break;
    }
    return textFont();
}

/// Where a cell has its strip of states.
QRectF stripArea(const QRect &cell) { return QRectF(cell).adjusted(kCellMargin, 6, -kCellMargin, -6); }

constexpr int kBox = 14;

/// As the style sheet draws check boxes.
void drawBox(QPainter &painter, const QRect &cell, const Theme &theme, Qt::CheckState state)
{
    const QRectF box(cell.left() + 0.5, cell.center().y() - kBox / 2 + 0.5, kBox, kBox);
    const bool isOn = state != Qt::Unchecked;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(isOn ? theme.accent : theme.faint, 1));
    painter.setBrush(isOn ? theme.accent : theme.panel);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(QPen(theme.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF corner = box.topLeft();
    if (state == Qt::Checked)
        painter.drawPolyline(QPolygonF({corner + QPointF(3.5, 7.2), corner + QPointF(6, 9.8), corner + QPointF(10.5, 4.4)}));
    else if (state == Qt::PartiallyChecked)
        painter.drawLine(corner + QPointF(3.8, 7), corner + QPointF(10.2, 7));
    painter.restore();
}
} // namespace

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme theme = currentLook();
    const auto *view = qobject_cast<const TableView *>(option.widget);
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isHovered = view && view->hoveredRow() == index.row();
    painter->save();
    painter->fillRect(option.rect, isSelected ? theme.accentWash : isHovered ? theme.hover : theme.panel);
    const bool isAtFrame = view && index.row() == index.model()->rowCount() - 1 && view->viewport()->height() - option.rect.bottom() < kNearFrame;
    if (!isAtFrame) { // a second line right above it
        painter->setPen(theme.line);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }

    const ColumnKind kind = kindOf(index.model(), index.column());
    QRect cell = option.rect.adjusted(kCellMargin, 0, -kCellMargin, -1);
    if (view && view->isChoosable() && index.column() == view->boxColumn()) {
        drawBox(*painter, cell, theme, view->isChosen(index.data(IdRole).toString()) ? Qt::Checked : Qt::Unchecked);
        cell.setLeft(cell.left() + kBoxRoom);
    }
    const QString text = lineOf(index.data(Qt::DisplayRole).toString());
    const QVariant tone = index.data(ToneRole);
    const QVariant strip = index.data(StripRole);
    if (strip.isValid()) {
        drawStrip(*painter, stripArea(option.rect), theme, strip.value<Strip>());
    } else if (tone.isValid()) {
        drawPill(*painter, cell, theme, static_cast<Tone>(tone.toInt()), text);
    } else {
        const bool isQuiet = kind == ColumnKind::Faint || kind == ColumnKind::Identifier
            || index.data(QuietRole).toBool();
        painter->setFont(fontOf(kind));
        painter->setPen(isQuiet ? theme.secondary : theme.text);
        const auto side = kind == ColumnKind::Number ? Qt::AlignRight : Qt::AlignLeft;
        painter->drawText(cell, side | Qt::AlignVCenter | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, cell.width()));
    }
    const bool hasKeyboard = view && view->hasFocus() && (option.state & QStyle::State_HasFocus);
    if (hasKeyboard && isSelected) // the row that the arrow keys move from
        painter->fillRect(QRect(0, option.rect.top(), 3, option.rect.height() - 1), theme.accent);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return {60, measure::kRow}; }

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    if (const QVariant strip = index.data(StripRole); strip.isValid()) {
        const Strip shown = strip.value<Strip>();
        const StripPiece *piece = stripPieceAt(stripArea(option.rect), shown, event->pos().x());
        QToolTip::showText(event->globalPos(), piece ? toolTipText(piece->words) : QString(), view);
        return true;
    }
    QString text = index.data(FullTextRole).toString();
    const QString shown = index.data(Qt::DisplayRole).toString();
    const QFontMetrics metrics(fontOf(kindOf(index.model(), index.column())));
    if (text.isEmpty() && metrics.horizontalAdvance(lineOf(shown)) > option.rect.width() - 2 * kCellMargin)
        text = shown;
    QToolTip::showText(event->globalPos(), toolTipText(text), view);
    return true;
}

TableHeader::TableHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(40);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void TableHeader::setSorted(int section, Qt::SortOrder order)
{
    m_sorted = section;
    m_order = order;
    viewport()->update();
}

void TableHeader::setBox(bool hasBox, Qt::CheckState state)
{
    m_hasBox = hasBox;
    m_box = state;
    viewport()->update();
}

bool TableHeader::isOnBox(const QPoint &position) const { return m_hasBox && position.x() + offset() < kCellMargin + kBoxRoom; }

void TableHeader::mousePressEvent(QMouseEvent *event)
{
    m_boxPressed = event->button() == Qt::LeftButton && isOnBox(event->position().toPoint());
    if (!m_boxPressed)
        QHeaderView::mousePressEvent(event);
}

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    if (!std::exchange(m_boxPressed, false))
        QHeaderView::mouseReleaseEvent(event);
    else if (isOnBox(event->position().toPoint()))
        emit boxClicked();
}

QSize TableHeader::sizeHint() const { return {0, measure::kRow + 1}; }

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const Theme theme = currentLook();
    painter->save();
    painter->fillRect(rect, theme.panel);
    painter->setPen(theme.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->setFont(textFont(TextSize::Body, TextWeight::Strong));
    painter->setPen(section == m_sorted ? theme.text : theme.secondary);
    const QString title = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    const bool isNumber = kindOf(model(), section) == ColumnKind::Number;
    const bool isSorted = section == m_sorted;
    QRect words = rect.adjusted(kCellMargin, 0, -kCellMargin, -1);
    if (m_hasBox && section == logicalIndexAt(-offset())) {
        drawBox(*painter, words, theme, m_box);
        words.setLeft(words.left() + kBoxRoom);
    }
    if (isSorted && isNumber)
        words.setRight(words.right() - 12);
    const QString shown = painter->fontMetrics().elidedText(title, Qt::ElideRight, words.width());
    painter->drawText(words, Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::TextSingleLine, shown);
    if (isSorted) {
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme.text, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const double x = isNumber ? words.right() + 8 : words.left() + painter->fontMetrics().horizontalAdvance(shown) + 9;
        const double y = rect.center().y();
        const double tip = m_order == Qt::AscendingOrder ? -1.5 : 1.5;
        painter->drawPolyline(QPolygonF({{x - 3, y - tip}, {x, y + tip}, {x + 3, y - tip}}));
    }
    painter->restore();
}

TableView::TableView(QWidget *parent) : QTableView(parent)
{
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setMouseTracking(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrap(false);
    setTabKeyNavigation(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(measure::kRow);
    verticalHeader()->setDefaultSectionSize(measure::kRow);
    verticalScrollBar()->setSingleStep(measure::kRow);
}

void TableView::setChoosable(bool choosable)
{
    m_choosable = choosable;
    viewport()->update();
}

void TableView::setChosen(const QSet<QString> &ids, bool all)
{
    if (m_chosen == ids && m_allChosen == all)
        return;
    m_chosen = ids;
    m_allChosen = all;
    viewport()->update();
    emit chosenChanged();
}

QString TableView::idOfRow(int row) const { return model()->index(row, 0).data(IdRole).toString(); }

void TableView::turnChosen(int row, bool upToIt)
{
    if (!m_choosable || !model() || row < 0 || row >= model()->rowCount())
        return;
    QSet<QString> chosen = m_chosen;
    if (m_allChosen) // of all there remain those that are seen
        for (int i = 0; i < model()->rowCount(); ++i)
            chosen.insert(idOfRow(i));
    const bool choose = !chosen.contains(idOfRow(row));
    int from = row;
    for (int i = 0; upToIt && i < model()->rowCount(); ++i)
        if (idOfRow(i) == m_lastTurned)
            from = i;
    for (int i = std::min(from, row); i <= std::max(from, row); ++i) {
        if (choose)
            chosen.insert(idOfRow(i));
        else
            chosen.remove(idOfRow(i));
    }
    m_lastTurned = idOfRow(row);
    setChosen(chosen);
}

int TableView::boxRowAt(const QPoint &position) const
{
    const int left = columnViewportPosition(boxColumn());
    return m_choosable && position.x() >= left && position.x() < left + kCellMargin + kBoxRoom - 2 ? rowAt(position.y()) : -1;
}

void TableView::mousePressEvent(QMouseEvent *event)
{
    const int row = event->button() == Qt::LeftButton ? boxRowAt(event->position().toPoint()) : -1;
    m_boxPressed = row >= 0;
    if (m_boxPressed)
        turnChosen(row, event->modifiers().testFlag(Qt::ShiftModifier));
    else
        QTableView::mousePressEvent(event);
}

void TableView::mouseReleaseEvent(QMouseEvent *event)
{
    if (!std::exchange(m_boxPressed, false))
        QTableView::mouseReleaseEvent(event);
}

void TableView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (boxRowAt(event->position().toPoint()) >= 0)
        mousePressEvent(event); // two quick clicks on a box turn it twice
    else
        QTableView::mouseDoubleClickEvent(event);
}

void TableView::layOutColumns()
{
    if (!model())
        return;
    const int digit = QFontMetrics(monoFont()).horizontalAdvance(u'0');
    int left = viewport()->width();
    QList<int> sharing;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        const int wanted = model()->headerData(column, Qt::Horizontal, ColumnWidthRole).toInt();
        if (wanted <= 0) {
            sharing.append(column);
            continue;
        }
        const int width = wanted * digit + 2 * kCellMargin;
        horizontalHeader()->resizeSection(column, width);
        left -= width;
    }
    for (qsizetype i = 0; i < sharing.size(); ++i) {
        const int width = std::max(kStretchLeast, left / static_cast<int>(sharing.size() - i));
        horizontalHeader()->resizeSection(sharing.at(i), width);
        left -= width;
    }
}

void TableView::settleGeometry()
{
    executeDelayedItemsLayout();
    updateGeometries();
}

void TableView::hover(int row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    viewport()->update();
}

void TableView::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    hover(rowAt(event->position().toPoint().y()));
}

void TableView::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    hover(-1);
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        layOutColumns();
    emit resized();
}

void TableView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    // Rows that end before the right border get their hairline and wash to the end.
    const int right = horizontalHeader()->length() - horizontalOffset();
    if (!model() || right >= viewport()->width() || model()->rowCount() == 0)
        return;
    const Theme theme = currentLook();
    QPainter painter(viewport());
    const int last = rowAt(viewport()->height() - 1);
    for (int row = std::max(0, rowAt(0)); row <= (last < 0 ? model()->rowCount() - 1 : last); ++row) {
        const QRect rest(right, rowViewportPosition(row), viewport()->width() - right, measure::kRow);
        const bool isSelected = selectionModel()->isRowSelected(row, {});
        painter.fillRect(rest, isSelected ? theme.accentWash : row == m_hovered ? theme.hover : theme.panel);
        painter.setPen(theme.line);
        painter.drawLine(rest.bottomLeft(), rest.bottomRight());
    }
}

} // namespace plancia::ui
