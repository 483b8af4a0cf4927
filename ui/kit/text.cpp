// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/text.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace plancia::ui {

namespace {
const char *nameOf(TextKind kind)
{
    switch (kind) {
    case TextKind::Body:
        return "body";
    case TextKind::Strong:
        return "strong";
    case TextKind::Secondary:
        return "secondary";
    case TextKind::Small:
        return "small";
    case TextKind::Fault:
        return "fault";
    case TextKind::Heading:
        return "heading";
    case TextKind::Title:
        return "title";
    case TextKind::Mono:
        return "mono";
    case TextKind::MonoSecondary:
        return "monoSecondary";
    case TextKind::Key:
        return "key";
    }
    return "body";
}
} // namespace

void setKind(QWidget *widget, const char *kind)
{
    if (widget->property("kind").toByteArray() == kind)
        return;
    widget->setProperty("kind", QByteArray(kind));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

void setTextKind(QWidget *widget, TextKind kind) { setKind(widget, nameOf(kind)); }

QLabel *makeLabel(const QString &text, TextKind kind, Wrap wrap, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(wrap == Wrap::Yes);
    label->setProperty("kind", QByteArray(nameOf(kind)));
    label->setText(text);
    return label;
}

QWidget *makeLine(Qt::Orientation orientation, QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("kind", QByteArrayLiteral("line"));
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

QString toolTipText(const QString &text)
{
    constexpr qsizetype most = 2000;
    const QString shown = text.size() > most ? text.left(most) + u'…' : text;
    const bool isPlain = !shown.contains(u'<') && !shown.contains(u'&');
    return isPlain ? shown : Qt::convertFromPlainText(shown, Qt::WhiteSpaceNormal);
}

QString lineOf(const QString &text)
{
    constexpr qsizetype most = 500;
    return text.size() > most ? text.left(most) + u'…' : text;
}

ElidedLabel::ElidedLabel(const QString &text, TextKind kind, QWidget *parent)
    : QWidget(parent), m_text(text), m_kind(kind)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(text);
}

void ElidedLabel::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

QFont ElidedLabel::fontOfKind() const
{
    switch (m_kind) {
    case TextKind::Strong:
        return textFont(TextSize::Body, TextWeight::Strong);
    case TextKind::Small:
    case TextKind::Fault:
    case TextKind::Key:
        return textFont(TextSize::Small);
    case TextKind::Heading:
        return textFont(TextSize::Heading, TextWeight::Strong);
    case TextKind::Title:
        return textFont(TextSize::Title, TextWeight::Strong);
    case TextKind::Mono:
    case TextKind::MonoSecondary:
        return monoFont();
    case TextKind::Body:
    case TextKind::Secondary:
        break;
    }
    return textFont();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(fontOfKind());
    return {metrics.horizontalAdvance(lineOf(m_text)) + 1, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const { return {24, QFontMetrics(fontOfKind()).height()}; }

void ElidedLabel::paintEvent(QPaintEvent *)
{
    const Theme theme = currentLook();
    const bool isQuiet = m_kind == TextKind::Secondary || m_kind == TextKind::Small || m_kind == TextKind::MonoSecondary;
    QPainter painter(this);
    painter.setFont(fontOfKind());
    painter.setPen(m_kind == TextKind::Fault ? theme.error : isQuiet ? theme.secondary : theme.text);
    const QString shown = painter.fontMetrics().elidedText(lineOf(m_text), m_mode, width());
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const bool isCut = sizeHint().width() > width() + 1 || lineOf(m_text) != m_text;
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), isCut ? toolTipText(m_text) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace plancia::ui
