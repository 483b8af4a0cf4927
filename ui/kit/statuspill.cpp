// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"

#include <QPainter>

namespace plancia::ui {

namespace {
constexpr int kHeight = 20;
constexpr int kPadding = 8;
constexpr int kShape = 9;
constexpr int kShapeGap = 5;
} // namespace

void drawToneShape(QPainter &painter, const QRectF &box, Tone tone, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const QPointF centre = box.center();
    const double half = std::min(box.width(), box.height()) / 2;
    switch (tone) {
    case Tone::Good:
        painter.drawEllipse(centre, half, half);
        break;
    case Tone::Warning:
        painter.drawPolygon(QPolygonF({{centre.x(), centre.y() - half},
                                       {centre.x() + half * 1.1, centre.y() + half * 0.85},
                                       {centre.x() - half * 1.1, centre.y() + half * 0.85}}));
        break;
    case Tone::Error:
        painter.drawPolygon(QPolygonF({{centre.x(), centre.y() - half * 1.15},
                                       {centre.x() + half * 1.15, centre.y()},
                                       {centre.x(), centre.y() + half * 1.15},
                                       {centre.x() - half * 1.15, centre.y()}}));
        break;
    case Tone::Stopped:
    case Tone::Waiting:
    case Tone::Off:
        painter.drawRoundedRect(QRectF(centre.x() - half * 0.9, centre.y() - half * 0.9, half * 1.8, half * 1.8), 1, 1);
        break;
    case Tone::Trial:
        painter.drawPie(QRectF(centre.x() - half, centre.y() - half, half * 2, half * 2), -90 * 16, 180 * 16);
        [[fallthrough]];
    case Tone::Note:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, 1.4));
        painter.drawEllipse(centre, half - 0.7, half - 0.7);
        break;
    case Tone::None:
        break;
    }
    painter.restore();
}

int pillWidth(const QString &word)
{
    return 2 * kPadding + kShape + kShapeGap + QFontMetrics(textFont()).horizontalAdvance(word) + 2;
}

void drawPill(QPainter &painter, const QRectF &area, const Theme &theme, Tone tone, const QString &word)
{
    if (tone == Tone::None && word.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF pill(area.left(), area.top() + (area.height() - kHeight) / 2,
                      std::min<double>(pillWidth(word), area.width()), kHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.washOf(tone));
    painter.drawRoundedRect(pill, kHeight / 2.0, kHeight / 2.0);
    const QRectF shape(pill.left() + kPadding, pill.center().y() - kShape / 2.0, kShape, kShape);
    drawToneShape(painter, shape, tone, theme.of(tone));
    painter.setPen(theme.of(tone));
    painter.setFont(textFont());
    const QRectF text(shape.right() + kShapeGap, pill.top() - 0.5, pill.right() - kPadding - shape.right() - kShapeGap + 2,
                      pill.height());
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(word, Qt::ElideRight, static_cast<int>(text.width())));
    painter.restore();
}

StatusPill::StatusPill(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

StatusPill::StatusPill(Tone tone, const QString &word, QWidget *parent) : StatusPill(parent) { setState(tone, word); }

void StatusPill::setState(Tone tone, const QString &word)
{
    if (tone == m_tone && word == m_word)
        return;
    m_tone = tone;
    m_word = word;
    setAccessibleName(word);
    updateGeometry();
    update();
}

QSize StatusPill::sizeHint() const { return {pillWidth(m_word), kHeight}; }
QSize StatusPill::minimumSizeHint() const { return {std::min(pillWidth(m_word), 60), kHeight}; }

void StatusPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawPill(painter, rect(), currentLook(), m_tone, m_word);
}

StatusDot::StatusDot(QWidget *parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

void StatusDot::setState(Tone tone, const QString &word)
{
    m_tone = tone;
    setAccessibleName(word);
    setToolTip(toolTipText(word));
    update();
}

void StatusDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawToneShape(painter, QRectF(0.5, (height() - 9) / 2.0, 9, 9), m_tone, currentLook().of(m_tone));
}

} // namespace plancia::ui
