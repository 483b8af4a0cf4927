// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timestrip.h"

#include "models/format/format.h"
#include "models/series/axis.h"
#include "ui/kit/theme.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace plancia::ui {

namespace {
constexpr int kBarHeight = 16;
constexpr int kSide = 6;
constexpr double kLeastWindow = 6; ///< pixels: it can always be seen and grasped
} // namespace

TimeStrip::TimeStrip(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("timeStrip"));
    setAccessibleName(tr("Time that is shown"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void TimeStrip::setContent(const Content &content)
{
    if (m_content == content)
        return;
    m_content = content;
    setAccessibleDescription(format::dateTime(content.windowFrom) + QStringLiteral(" – ") + format::dateTime(content.windowTo));
    update();
}

QRectF TimeStrip::bar() const { return QRectF(kSide, 2, width() - 2 * kSide, kBarHeight); }

double TimeStrip::xOf(qint64 ms) const
{
    const auto span = static_cast<double>(std::max<qint64>(1, m_content.to - m_content.from));
    return bar().left() + bar().width() * static_cast<double>(ms - m_content.from) / span;
}

qint64 TimeStrip::timeAt(double x) const
{
    const double share = std::clamp((x - bar().left()) / std::max(1.0, bar().width()), 0.0, 1.0);
    return m_content.from + std::llround(share * static_cast<double>(m_content.to - m_content.from));
}

void TimeStrip::paintEvent(QPaintEvent *)
{
    if (m_content.to <= m_content.from)
        return;
    const Theme theme = currentLook();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF strip = bar();
    QPainterPath shape;
    shape.addRoundedRect(strip, 4, 4);
    painter.setPen(QPen(theme.line, 1));
    painter.setBrush(theme.panel);
    painter.drawPath(shape);
    painter.save();
    painter.setClipPath(shape);
    if (m_content.oldest > 0) {
        const double left = std::clamp(xOf(m_content.oldest), strip.left(), strip.right());
        painter.fillRect(QRectF(left, strip.top(), strip.right() - left, strip.height()), theme.track);
    }
    painter.setPen(QPen(theme.faint, 1));
    for (const ChartGap &gap : m_content.gaps) {
        const double left = std::clamp(xOf(gap.from), strip.left(), strip.right());
        const double right = std::clamp(std::max(xOf(gap.to), left + 2), strip.left(), strip.right());
        painter.fillRect(QRectF(left, strip.top(), right - left, strip.height()), theme.panel);
        painter.save();
        painter.setClipRect(QRectF(left, strip.top(), right - left, strip.height()), Qt::IntersectClip);
        for (double x = left - strip.height(); x < right; x += 5)
            painter.drawLine(QPointF(x, strip.bottom()), QPointF(x + strip.height(), strip.top()));
        painter.restore();
    }
    painter.restore();

    double left = xOf(m_content.windowFrom);
    double right = xOf(m_content.windowTo);
    if (right - left < kLeastWindow)
        left = right - kLeastWindow;
    QColor wash = theme.accent;
    wash.setAlphaF(0.22F);
    painter.setPen(QPen(theme.accent, hasFocus() ? 2 : 1.4));
    painter.setBrush(wash);
    painter.drawRoundedRect(QRectF(std::max(left, strip.left() - 2), strip.top() - 1, right - std::max(left, strip.left() - 2), strip.height() + 2), 3, 3);

    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme.secondary);
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(m_content.to).offsetFromUtc() * 1000LL;
    const TimeAxis axis = TimeAxis::make(m_content.from, m_content.to, static_cast<int>(strip.width()), 110, offset);
    for (const qint64 tick : axis.ticks) {
        const bool isDate = axis.stepMs >= 86'400'000;
        const QString text = isDate ? format::dateTime(tick).left(10) : format::time(tick, format::Zone::Local, axis.stepMs < 60'000 ? format::Precision::Seconds : format::Precision::Minutes);
        const double half = painter.fontMetrics().horizontalAdvance(text) / 2.0 + 1;
        const double x = xOf(tick);
        if (x - half < 0 || x + half > width())
            continue;
        painter.drawText(QRectF(x - half, strip.bottom() + 3, half * 2, 16), Qt::AlignCenter, text);
    }
}

void TimeStrip::drag(double x) { emit moved(timeAt(x) - m_grip.value_or(0)); }

void TimeStrip::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    const double x = event->position().x();
    const qint64 at = timeAt(x);
    const bool isOnWindow = x >= xOf(m_content.windowFrom) - 3 && x <= xOf(m_content.windowTo) + 3;
    // Beside the window: it comes to lie about the pointer.
    m_grip = isOnWindow ? at - m_content.windowTo : -(m_content.windowTo - m_content.windowFrom) / 2;
    if (!isOnWindow)
        drag(x);
}

void TimeStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (m_grip)
        drag(event->position().x());
}

void TimeStrip::mouseReleaseEvent(QMouseEvent *event)
{
    Q_UNUSED(event)
    m_grip.reset();
}

void TimeStrip::keyPressEvent(QKeyEvent *event)
{
    const qint64 span = m_content.windowTo - m_content.windowFrom;
    switch (event->key()) {
    case Qt::Key_Left:
        emit moved(m_content.windowTo - span / 4);
        return;
    case Qt::Key_Right:
        emit moved(m_content.windowTo + span / 4);
        return;
    case Qt::Key_PageUp:
        emit moved(m_content.windowTo - span);
        return;
    case Qt::Key_PageDown:
        emit moved(m_content.windowTo + span);
        return;
    case Qt::Key_Home:
        emit moved(std::max(m_content.from, m_content.oldest) + span);
        return;
    case Qt::Key_End:
        emit moved(m_content.to);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace plancia::ui
