// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/rail.h"

#include "ui/kit/icons.h"
#include "ui/kit/text.h"
#include "ui/shell/pagetable.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QPainter>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {

/// One line of the rail: icon and word, a wash when it is the page that is shown.
class RailButton : public QAbstractButton {
public:
    RailButton(const PageEntry &entry, const Theme &theme, int number) : m_icon(entry.icon), m_theme(theme)
    {
        setText(entry.title());
        setAccessibleName(text());
        if (number <= 10) // the tenth has 0, and there are no more digits
            setToolTip(QStringLiteral("Ctrl+%1").arg(number % 10));
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setFixedHeight(measure::kRow);
    }
    QSize sizeHint() const override { return {measure::kRail - 16, measure::kRow}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool shown = isChecked();
        const QColor ink = shown ? m_theme.accent : m_theme.text;
        if (shown || underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(shown ? m_theme.accentWash : m_theme.hover);
            painter.drawRoundedRect(rect(), measure::kControlRadius, measure::kControlRadius);
        }
        if (hasFocus()) {
            painter.setPen(QPen(m_theme.accent, 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), measure::kControlRadius,
                                    measure::kControlRadius);
        }
        const int top = (height() - measure::kIcon) / 2;
        painter.drawPixmap(10, top, iconPixmap(m_icon, ink, measure::kIcon, devicePixelRatioF()));
        painter.setPen(ink);
        painter.setFont(textFont(TextSize::Body, shown ? TextWeight::Strong : TextWeight::Regular));
        painter.drawText(rect().adjusted(36, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    }
    void enterEvent(QEnterEvent *) override { update(); }
    void leaveEvent(QEvent *) override { update(); }

private:
    const QString m_icon;
    const Theme m_theme;
};

} // namespace

Rail::Rail(const Theme &theme, QWidget *parent) : QWidget(parent)
{
    setKind(this, "rail");
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(measure::kRail);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 12, 8, 12);
    column->setSpacing(0);
    auto *group = new QButtonGroup(this);
    PageGroup shown = PageGroup::Hidden;
    int number = 0;
    for (const PageEntry &entry : pageTable()) {
        if (entry.group == PageGroup::Hidden)
            continue;
        if (entry.group != shown) {
            if (shown != PageGroup::Hidden)
                column->addSpacing(measure::kGap);
            shown = entry.group;
            QLabel *title = makeLabel(groupTitle(shown), TextKind::Small);
            title->setContentsMargins(10, 2, 0, 4);
            column->addWidget(title);
        }
        auto *button = new RailButton(entry, theme, ++number);
        column->addWidget(button);
        group->addButton(button);
        m_buttons.insert(entry.id, button);
        connect(button, &QAbstractButton::clicked, this, [this, id = entry.id] { emit chosen(id); });
    }
    column->addStretch();
}

void Rail::setCurrent(const QString &pageId)
{
    // A page that the rail does not show leaves none marked.
    for (auto it = m_buttons.cbegin(); it != m_buttons.cend(); ++it) {
        it.value()->group()->setExclusive(false);
        it.value()->setChecked(it.key() == pageId);
        it.value()->group()->setExclusive(true);
    }
}

} // namespace plancia::ui
