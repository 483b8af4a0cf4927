// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/notice.h"

#include "ui/kit/button.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>

namespace plancia::ui {

namespace {
constexpr int kToastMs = 6000;
constexpr int kToastWithLinkMs = 20'000; ///< time to read, and to decide
constexpr int kToastWidth = 360;
constexpr int kTextLeft = 32;

const char *kindOf(Tone tone)
{
    switch (tone) {
    case Tone::Good:
        return "noteGood";
    case Tone::Warning:
    case Tone::Trial:
    case Tone::Waiting:
        return "noteWarning";
    case Tone::Error:
    case Tone::Stopped:
        return "noteError";
    case Tone::None:
    case Tone::Note:
    case Tone::Off:
        return "noteNote";
    }
    return "noteNote";
}

void drawShape(QWidget *widget, Tone tone)
{
    QPainter painter(widget);
    const Theme theme = currentLook();
    drawToneShape(painter, QRectF(13, (widget->height() - 9) / 2.0, 9, 9), tone,
                  tone == Tone::Note ? theme.accent : theme.of(tone));
}
} // namespace

Notice::Notice(QWidget *parent, Link link) : QFrame(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *row = new QBoxLayout(link == Link::Beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom, this);
    row->setContentsMargins(kTextLeft, 6, 12, 6);
    m_words = makeLabel({}, TextKind::Body, Wrap::Yes);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_link = makeButton({}, ButtonKind::Link);
    row->addWidget(m_words, 1);
    row->addWidget(m_link, 0, link == Link::Beside ? Qt::Alignment() : Qt::AlignLeft);
    connect(m_link, &QPushButton::clicked, this, &Notice::linkActivated);
    hide();
}

void Notice::showText(Tone tone, const QString &text, const QString &link)
{
    m_tone = tone;
    setKind(this, kindOf(tone));
    m_words->setText(text);
    m_link->setText(link);
    m_link->setVisible(!link.isEmpty());
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

void Notice::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    drawShape(this, m_tone);
}

Toast::Toast(QWidget *parent) : QFrame(parent)
{
    setProperty("kind", QByteArrayLiteral("toast"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kTextLeft, 10, 8, 10);
    m_words = makeLabel({}, TextKind::Body, Wrap::Yes);
    auto *close = makeIconButton(QStringLiteral("close"), tr("Close"), this);
    m_link = makeButton({}, ButtonKind::Link);
    m_link->hide();
    connect(m_link, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto act = std::exchange(m_act, {}))
            act();
    });
    row->addWidget(m_words, 1);
    row->addWidget(m_link);
    row->addWidget(close, 0, Qt::AlignTop);
    m_time = new QTimer(this);
    m_time->setSingleShot(true);
    connect(m_time, &QTimer::timeout, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    parent->installEventFilter(this);
    hide();
}

void Toast::showText(Tone tone, const QString &text, const QString &link, std::function<void()> act)
{
    m_tone = tone;
    m_words->setText(text);
    m_link->setText(link);
    m_link->setVisible(!link.isEmpty());
    m_act = std::move(act);
    setAccessibleName(text);
    place();
    show();
    raise();
    m_time->start(link.isEmpty() ? kToastMs : kToastWithLinkMs);
}

QString Toast::text() const { return m_words->text(); }

void Toast::place()
{
    setFixedWidth(std::min(kToastWidth, parentWidget()->width() - 2 * measure::kPageMargin));
    const int wanted = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : sizeHint().height();
    resize(width(), std::max(wanted, 44));
    move(parentWidget()->width() - width() - measure::kPageMargin,
         parentWidget()->height() - height() - measure::kStatusBar - measure::kGap);
}

void Toast::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    drawShape(this, m_tone);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

} // namespace plancia::ui
