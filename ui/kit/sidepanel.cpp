// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/sidepanel.h"

#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kMargin = 16;
constexpr int kKeyWidth = 96;
constexpr int kMostKeyWidth = 150; ///< a longer key is cut, and whole in its tool tip

/// Exact text on one line, its middle left out where room is short. It is copied whole, by the context menu.
class ExactLabel : public QLabel {
public:
    explicit ExactLabel(const QString &text) : m_whole(text)
    {
        setTextFormat(Qt::PlainText);
        setTextKind(this, TextKind::Mono);
        setMinimumWidth(10);
        setContextMenuPolicy(Qt::ActionsContextMenu);
        setToolTip(toolTipText(text));
        setAccessibleName(text);
        auto *copy = new QAction(SidePanel::tr("Copy"), this);
        connect(copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(m_whole); });
        addAction(copy);
        QLabel::setText(text);
    }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QLabel::resizeEvent(event);
        setText(fontMetrics().elidedText(m_whole, Qt::ElideMiddle, width()));
    }
    QSize sizeHint() const override { return {10, QLabel::sizeHint().height()}; }

private:
    QString m_whole;
};

/// The keys of a part are as wide as the longest of them, so that the values stand below each other.
void fitKeys(QWidget *part, QLabel *added)
{
    added->setObjectName(QStringLiteral("rowKey"));
    added->ensurePolished(); // the style sheet has its font
    const auto keys = part ? part->findChildren<QLabel *>(added->objectName()) : QList<QLabel *>{added};
    int width = std::clamp(added->sizeHint().width(), kKeyWidth, kMostKeyWidth);
    for (const QLabel *key : keys)
        width = std::max(width, key->minimumWidth());
    for (QLabel *key : keys)
        key->setFixedWidth(width);
}

/// A row of acts at the foot, from the left.
QHBoxLayout *addActRow(QWidget *foot)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(measure::kGap);
    row->addStretch();
    static_cast<QVBoxLayout *>(foot->layout())->addLayout(row);
    return row;
}
} // namespace

SidePanel::SidePanel(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("kind", QByteArrayLiteral("sidePanel"));
    setFixedWidth(measure::kSidePanel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin + 1, kMargin, kMargin, kMargin);
    column->setSpacing(measure::kGap);

    auto *head = new QHBoxLayout;
    head->setSpacing(measure::kSmallGap);
    m_title = new ElidedLabel({}, TextKind::Heading, this);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_state = new StatusPill(this);
    m_state->hide();
    auto *close = makeIconButton(QStringLiteral("close"), tr("Close"), this);
    head->addWidget(m_title, 1);
    head->addWidget(m_state);
    head->addStretch();
    head->addWidget(close);
    column->addLayout(head);

    auto *tabs = new QVBoxLayout;
    tabs->setSpacing(0);
    m_tabs = new QTabBar(this);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setFont(textFont());
    m_tabs->hide();
    m_tabLine = makeLine(Qt::Horizontal, this);
    m_tabLine->hide();
    tabs->addWidget(m_tabs);
    tabs->addWidget(m_tabLine);
    column->addLayout(tabs);

    m_parts = new QStackedWidget(this);
    column->addWidget(m_parts, 1);

    m_foot = new QWidget(this);
    auto *rows = new QVBoxLayout(m_foot);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(measure::kSmallGap);
    m_acts = addActRow(m_foot);
    m_foot->hide();
    column->addWidget(m_foot);

    connect(close, &QToolButton::clicked, this, &SidePanel::dismiss);
    connect(m_tabs, &QTabBar::currentChanged, m_parts, &QStackedWidget::setCurrentIndex);
    connect(m_tabs, &QTabBar::currentChanged, this, &SidePanel::partChanged);
}

void SidePanel::setTitle(const QString &title) { m_title->setText(title); }

void SidePanel::setState(Tone tone, const QString &word)
{
    m_state->setState(tone, word);
    m_state->setVisible(tone != Tone::None);
}

QVBoxLayout *SidePanel::addPart(const QString &tab)
{
    auto *scroll = new QScrollArea(m_parts);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto *inside = new QWidget;
    inside->setProperty("kind", QByteArrayLiteral("scrolled"));
    inside->setAutoFillBackground(false);
    auto *outer = new QVBoxLayout(inside);
    outer->setContentsMargins(0, 0, 0, 0);
    auto *part = new QVBoxLayout;
    part->setContentsMargins(0, 0, 0, 0);
    part->setSpacing(6);
    outer->addLayout(part);
    outer->addStretch(1);
    scroll->setWidget(inside);
    m_parts->addWidget(scroll);
    m_tabs->addTab(tab);
    m_tabs->setVisible(m_tabs->count() > 1);
    m_tabLine->setVisible(m_tabs->count() > 1);
    return part;
}

int SidePanel::currentPart() const { return m_parts->currentIndex(); }
void SidePanel::setCurrentPart(int part) { m_tabs->setCurrentIndex(part); }

void SidePanel::addSection(QVBoxLayout *part, const QString &title)
{
    if (part->count() > 0)
        part->addSpacing(measure::kSmallGap);
    part->addWidget(makeLabel(title, TextKind::Strong));
}

QLabel *SidePanel::addRow(QVBoxLayout *part, const QString &key, const QString &value, Exact exact)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(measure::kSmallGap);
    auto *name = makeLabel(key, TextKind::Secondary);
    name->setToolTip(toolTipText(key));
    QLabel *text = nullptr;
    if (exact == Exact::Yes) {
        text = new ExactLabel(value);
    } else {
        text = makeLabel(value, TextKind::Body, Wrap::Yes);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        text->setMinimumWidth(10);
    }
    name->setBuddy(text);
    row->addWidget(name, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    part->addLayout(row);
    fitKeys(part->parentWidget(), name);
    return text;
}

void SidePanel::clear(QVBoxLayout *part)
{
    const auto empty = [](auto &&self, QLayout *layout) -> void {
        while (QLayoutItem *item = layout->takeAt(0)) {
            if (QWidget *widget = item->widget()) {
                widget->hide();
                widget->deleteLater();
            } else if (QLayout *inner = item->layout()) {
                self(self, inner);
            }
            delete item;
        }
    };
    empty(empty, part);
}

QPushButton *SidePanel::addAction(const QString &text, ButtonKind kind)
{
    auto *button = makeButton(text, kind, m_foot);
    button->ensurePolished(); // the style sheet has its font and padding
    int width = button->sizeHint().width();
    for (int i = 0; i + 1 < m_acts->count(); ++i)
        width += m_acts->itemAt(i)->widget()->sizeHint().width() + measure::kGap;
    if (m_acts->count() > 1 && width > measure::kSidePanel - 2 * kMargin - 1) // each is whole: in a row of its own
        m_acts = addActRow(m_foot);
    m_acts->insertWidget(m_acts->count() - 1, button);
    m_foot->show();
    return button;
}

void SidePanel::clearActions()
{
    clear(static_cast<QVBoxLayout *>(m_foot->layout()));
    m_acts = addActRow(m_foot);
    m_foot->hide();
}

void SidePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QWidget::keyPressEvent(event);
}

void SidePanel::dismiss()
{
    hide();
    emit closed();
}

} // namespace plancia::ui
