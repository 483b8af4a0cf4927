// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/statusstrip.h"

#include "models/format/format.h"
#include "ui/kit/stripcell.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace plancia::ui {

namespace {
constexpr int kTitleHeight = 30;
constexpr int kLineHeight = 44; // its name and its strip
constexpr int kStripHeight = 20;
constexpr int kFoot = 12;
constexpr int kLeft = 16;
constexpr int kRight = 16;
constexpr int kPiecePixels = 6;
} // namespace

StatusStrip::StatusStrip(const QString &title, QWidget *parent) : QFrame(parent), m_title(title)
{
    setProperty("kind", QByteArrayLiteral("card"));
    setAccessibleName(title);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize StatusStrip::sizeHint() const
{
    return {400, kTitleHeight + static_cast<int>(std::max<qsizetype>(1, m_lines.size())) * kLineHeight + kFoot};
}

QRectF StatusStrip::plot() const { return QRectF(rect()).adjusted(kLeft, kTitleHeight, -kRight, -kFoot); }
int StatusStrip::pieceCount() const { return std::max(10, static_cast<int>(plot().width()) / kPiecePixels); }

double StatusStrip::xOf(qint64 ms) const
{
    const QRectF area = plot();
    return area.left() + area.width() * static_cast<double>(ms - m_from) / static_cast<double>(std::max<qint64>(1, m_to - m_from));
}

std::optional<qint64> StatusStrip::timeAt(double x) const
{
    const QRectF area = plot();
    if (m_to <= m_from || x < area.left() || x > area.right())
        return std::nullopt;
    return m_from + std::llround((x - area.left()) / area.width() * static_cast<double>(m_to - m_from));
}

void StatusStrip::setLines(const QList<Line> &lines, qint64 fromMs, qint64 toMs)
{
    const bool grew = lines.size() != m_lines.size();
    m_lines = lines;
    m_from = fromMs;
    m_to = toMs;
    QStringList said;
    for (const Line &line : lines)
        said.append(line.name + QStringLiteral(": ") + line.share);
    setAccessibleDescription(said.join(QStringLiteral("; ")));
    if (grew)
        updateGeometry();
    update();
}

void StatusStrip::setCrosshair(std::optional<qint64> unixMs)
{
    if (m_crosshair == unixMs)
        return;
    m_crosshair = unixMs;
    update();
}

void StatusStrip::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    const Theme theme = currentLook();
    QPainter painter(this);
    const QRectF area = plot();
    painter.setFont(textFont(TextSize::Body, TextWeight::Strong));
    painter.setPen(theme.text);
    painter.drawText(QRectF(kLeft, 8, width() - kLeft - kRight, 22), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideRight, width() - kLeft - kRight));
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const Line &line = m_lines.at(i);
        const double top = area.top() + static_cast<double>(i) * kLineHeight;
        painter.setFont(textFont(TextSize::Small));
        painter.setPen(theme.secondary);
        const QRectF words(area.left(), top, area.width(), 18);
        if (m_lines.size() > 1 || line.name != m_title)
            painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, line.name);
        painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, line.share);
        const QRectF strip(area.left(), top + 20, area.width(), kStripHeight);
        painter.fillRect(strip, theme.panel);
        drawStrip(painter, strip, theme, {line.pieces, m_from, m_to});
        if (m_crosshair && *m_crosshair >= m_from && *m_crosshair <= m_to) {
            const double x = std::round(xOf(*m_crosshair)) + 0.5;
            painter.setPen(QPen(theme.secondary, 1, Qt::DashLine));
            painter.drawLine(QPointF(x, strip.top() - 2), QPointF(x, strip.bottom() + 2));
        }
    }
}

bool StatusStrip::event(QEvent *event)
{
    if (event->type() == QEvent::MouseMove)
        emit crosshairMoved(timeAt(static_cast<QMouseEvent *>(event)->position().x()));
    else if (event->type() == QEvent::Leave)
        emit crosshairMoved(std::nullopt);
    if (event->type() != QEvent::ToolTip)
        return QFrame::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto at = timeAt(help->pos().x());
    const auto index = static_cast<qsizetype>((help->pos().y() - plot().top()) / kLineHeight);
    if (at && index >= 0 && index < m_lines.size()) {
        for (const Piece &piece : m_lines.at(index).pieces) {
            if (*at < piece.from || *at >= piece.to)
                continue;
            QToolTip::showText(help->globalPos(), toolTipText(format::localAndUtc(piece.from) + u'\n' + piece.words), this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

} // namespace plancia::ui
