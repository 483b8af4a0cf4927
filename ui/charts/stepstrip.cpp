// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/stepstrip.h"

#include "models/format/format.h"
#include "models/series/axis.h"
#include "ui/kit/stripcell.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace plancia::ui {

namespace {
constexpr int kTitleHeight = 36;
constexpr int kFoot = 26;
constexpr int kLeft = 40; ///< room for the greatest number
constexpr int kRight = 16;
constexpr double kZoomStep = 1.25;
constexpr double kLeastBar = 3; ///< pixels: one that waits among thousands is seen
constexpr double kGrip = 4;
} // namespace

StepStrip::StepStrip(const QString &title, QWidget *parent) : QFrame(parent), m_title(title)
{
    setProperty("kind", QByteArrayLiteral("card"));
    setAccessibleName(title);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

QRectF StepStrip::plotArea() const { return QRectF(rect()).adjusted(kLeft, kTitleHeight, -kRight, -kFoot); }

double StepStrip::xOf(qint64 ms) const
{
    const QRectF area = plotArea();
    return area.left() + area.width() * static_cast<double>(ms - m_from) / static_cast<double>(std::max<qint64>(1, m_to - m_from));
}

qint64 StepStrip::timeAt(double x) const
{
    const QRectF area = plotArea();
    const double share = std::clamp((x - area.left()) / std::max(1.0, area.width()), 0.0, 1.0);
    return m_from + std::llround(share * static_cast<double>(m_to - m_from));
}

void StepStrip::setSteps(const QList<Step> &steps, qint64 fromMs, qint64 toMs)
{
    if (m_steps == steps && m_from == fromMs && m_to == toMs)
        return;
    m_steps = steps;
    m_from = fromMs;
    m_to = toMs;
    m_most = 0;
    for (const Step &step : steps)
        m_most = std::max(m_most, step.count.value_or(0));
    update();
}

void StepStrip::setCursorAt(qint64 unixMs)
{
    if (m_words)
        setAccessibleDescription(m_words(unixMs));
    if (m_cursor == unixMs)
        return;
    m_cursor = unixMs;
    update();
}

void StepStrip::setNote(const QString &note)
{
    if (m_note == note)
        return;
    m_note = note;
    update();
}

void StepStrip::setWords(std::function<QString(qint64)> words) { m_words = std::move(words); }

void StepStrip::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    const Theme theme = currentLook();
    QPainter painter(this);
    const QRectF area = plotArea();
    const QRectF head(16, 8, width() - 16 - kRight, 22);
    painter.setFont(textFont(TextSize::Body));
    painter.setPen(theme.secondary);
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, m_note);
    const int room = static_cast<int>(head.width()) - painter.fontMetrics().horizontalAdvance(m_note) - measure::kGap;
    painter.setFont(textFont(TextSize::Body, TextWeight::Strong));
    painter.setPen(theme.text);
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(m_title, Qt::ElideRight, room));
    if (m_to <= m_from)
        return;

    painter.fillRect(area, theme.panel);
    painter.save();
    painter.setClipRect(area);
    for (const Step &step : m_steps) {
        const double left = std::round(xOf(step.from));
        const double right = std::max(left + 1, std::round(xOf(step.to)));
        if (!step.count) {
            painter.save();
            drawHatching(painter, QRectF(left, area.top(), right - left, area.height()).intersected(area), theme);
            painter.restore();
        } else if (*step.count > 0) {
            const double height = std::max(kLeastBar, std::round((area.height() - 2) * *step.count / m_most));
            painter.fillRect(QRectF(left, area.bottom() - height, right - left, height), theme.error);
        }
    }
    painter.restore();
    painter.setPen(theme.line);
    painter.drawLine(area.bottomLeft(), area.bottomRight());

    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme.secondary);
    if (m_most > 0)
        painter.drawText(QRectF(0, area.top() - 8, kLeft - 8, 16), Qt::AlignRight | Qt::AlignVCenter, format::compact(m_most));
    painter.drawText(QRectF(0, area.bottom() - 8, kLeft - 8, 16), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("0"));
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(m_to).offsetFromUtc() * 1000LL;
    const TimeAxis axis = TimeAxis::make(m_from, m_to, static_cast<int>(area.width()), 84, offset);
    for (const qint64 tick : axis.ticks) {
        const bool isDate = axis.stepMs >= 86'400'000;
        const QString text = isDate ? format::dateTime(tick).left(10) : format::time(tick, format::Zone::Local, axis.stepMs < 60'000 ? format::Precision::Seconds : format::Precision::Minutes);
        const double x = xOf(tick);
        const double half = painter.fontMetrics().horizontalAdvance(text) / 2.0 + 1;
        if (x - half >= 0 && x + half <= width())
            painter.drawText(QRectF(x - half, area.bottom() + 5, 2 * half, 16), Qt::AlignCenter, text);
    }

    if (m_cursor < m_from || m_cursor > m_to)
        return;
    const double x = std::clamp(std::round(xOf(m_cursor)), area.left(), area.right());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.accent, hasFocus() ? 2.5 : 1.5));
    painter.drawLine(QPointF(x, area.top() - 4), QPointF(x, area.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawPolygon(QPolygonF({{x - kGrip - 1, area.top() - 7}, {x + kGrip + 1, area.top() - 7}, {x, area.top()}}));
}

void StepStrip::choose(qint64 at)
{
    if (m_to > m_from)
        emit chosen(std::clamp(at, m_from, m_to));
}

void StepStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(timeAt(event->position().x()));
    else
        QFrame::mousePressEvent(event);
}

void StepStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        choose(timeAt(event->position().x()));
}

void StepStrip::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    const double steps = (turned.y() != 0 ? turned.y() : turned.x()) / 120.0;
    if (steps != 0 && (event->modifiers() & Qt::ControlModifier))
        emit zoomAsked(std::pow(kZoomStep, -steps), timeAt(event->position().x()));
    else if (steps != 0 && ((event->modifiers() & Qt::ShiftModifier) || turned.y() == 0))
        emit panAsked(static_cast<qint64>(-steps * static_cast<double>(m_to - m_from) / 10));
    else
        return QFrame::wheelEvent(event);
    event->accept();
}

void StepStrip::keyPressEvent(QKeyEvent *event)
{
    const qint64 span = m_to - m_from;
    const int direction = event->key() == Qt::Key_Left ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (event->modifiers() & Qt::ControlModifier)
            emit changeAsked(direction);
        else
            choose(m_cursor + direction * std::max<qint64>(1000, span / 100));
        return;
    case Qt::Key_Home:
        return choose(m_from);
    case Qt::Key_End:
        return choose(m_to);
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        emit panAsked(event->key() == Qt::Key_PageUp ? -span / 2 : span / 2);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
        emit zoomAsked(event->key() == Qt::Key_Plus ? 1 / kZoomStep : kZoomStep, m_cursor);
        return;
    default:
        QFrame::keyPressEvent(event);
    }
}

void StepStrip::focusInEvent(QFocusEvent *event)
{
    QFrame::focusInEvent(event);
    update();
}

void StepStrip::focusOutEvent(QFocusEvent *event)
{
    QFrame::focusOutEvent(event);
    update();
}

bool StepStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QFrame::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    if (m_words && plotArea().contains(help->pos()))
        QToolTip::showText(help->globalPos(), toolTipText(m_words(timeAt(help->pos().x()))), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace plancia::ui
