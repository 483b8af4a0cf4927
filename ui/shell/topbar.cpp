// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include "ui/kit/button.h"
#include "ui/kit/icons.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace plancia::ui {

namespace {
constexpr int kSwitcherWidth = 360;
constexpr int kGotoWidth = 440;
} // namespace

TopBar::TopBar(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    setKind(this, "topBar");
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(measure::kTopBar);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(16);

    m_switcher = makeButton({});
    m_switcher->setAccessibleName(tr("Workspace"));
    m_switcher->setMaximumWidth(kSwitcherWidth);
    auto *inside = new QHBoxLayout(m_switcher);
    inside->setContentsMargins(12, 0, 10, 0);
    inside->setSpacing(8);
    m_name = makeLabel({}, TextKind::Strong);
    m_place = new ElidedLabel({}, TextKind::Small);
    auto *arrow = new QLabel;
    arrow->setPixmap(iconPixmap(QStringLiteral("chevron-down"), theme.secondary, 12, devicePixelRatioF()));
    inside->addWidget(m_name);
    inside->addWidget(m_place, 1);
    inside->addWidget(arrow);
    for (QWidget *child : m_switcher->findChildren<QWidget *>())
        child->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(m_switcher, &QPushButton::clicked, this, &TopBar::switcherRequested);
    row->addWidget(m_switcher);

    m_goto = new QLineEdit;
    setKind(m_goto, "goto");
    m_goto->setPlaceholderText(tr("Go to a page, workspace or error code…"));
    m_goto->setAccessibleName(tr("Go to"));
    m_goto->setReadOnly(true);
    m_goto->setMaximumWidth(kGotoWidth);
    m_goto->setCursor(Qt::PointingHandCursor);
    m_goto->installEventFilter(this);
    auto *keys = new QHBoxLayout(m_goto);
    keys->setContentsMargins(0, 0, 8, 0);
    QLabel *key = makeLabel(QKeySequence(Qt::CTRL | Qt::Key_K).toString(QKeySequence::NativeText), TextKind::Key);
    key->setAttribute(Qt::WA_TransparentForMouseEvents);
    keys->addStretch(1);
    keys->addWidget(key, 0, Qt::AlignVCenter);
    m_goto->setTextMargins(0, 0, key->sizeHint().width() + 8, 0);
    row->addWidget(m_goto, 1);
    row->addStretch();
    m_pill = new StatusPill;
    row->addWidget(m_pill);
    setWorkspace({});
}

void TopBar::setWorkspace(const WorkspaceIdentity &identity)
{
    m_name->setText(fontMetrics().elidedText(workspaceName(identity), Qt::ElideRight, kSwitcherWidth / 2));
    m_place->setText(identity.id.isEmpty() ? tr("choose one") : identity.place);
    m_switcher->setToolTip(toolTipText(identity.place));
    const int wanted = m_name->sizeHint().width() + m_place->sizeHint().width() + 60;
    m_switcher->setFixedWidth(std::min(wanted, kSwitcherWidth));
    m_pill->setVisible(identity.readOnly);
    m_pill->setState(Tone::Note, tr("read-only"));
}

bool TopBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_goto && (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress)) {
        if (event->type() == QEvent::KeyPress) {
            const int key = static_cast<QKeyEvent *>(event)->key();
            if (key != Qt::Key_Return && key != Qt::Key_Space)
                return false;
        }
        emit paletteRequested();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace plancia::ui
