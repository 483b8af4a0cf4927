// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/stripcell.h"

#include "ui/kit/theme.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace plancia::ui {

void drawHatching(QPainter &painter, const QRectF &area, const Theme &theme)
{
    constexpr double kStep = 6;
    if (area.height() <= 0)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(blend(theme.panel, theme.faint, 0.45), 1));
    const double height = area.height();
    for (double x = std::floor((area.left() - height) / kStep) * kStep; x < area.right(); x += kStep) {
        const double first = std::max(0.0, (area.left() - x) / height), last = std::min(1.0, (area.right() - x) / height);
        if (first < last)
            painter.drawLine(QPointF(x + height * first, area.bottom() - height * first), QPointF(x + height * last, area.bottom() - height * last));
    }
}

void drawStrip(QPainter &painter, const QRectF &area, const Theme &theme, const Strip &strip)
{
    const auto xOf = [&](qint64 ms) {
        return area.left() + area.width() * static_cast<double>(ms - strip.from) / static_cast<double>(std::max<qint64>(1, strip.to - strip.from));
    };
    painter.save();
    painter.setClipRect(area, Qt::IntersectClip);
    drawHatching(painter, area, theme);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const StripPiece &piece : strip.pieces) {
        if (piece.tone == Tone::None)
            continue;
        const double left = std::round(xOf(piece.from));
        const double right = std::max(left + 1, std::round(xOf(piece.to)));
        painter.fillRect(QRectF(left, area.top(), right - left, area.height()), theme.panel);
        const double share = piece.tone == Tone::Error ? 1 : piece.tone == Tone::Warning ? 0.7 : 0.45;
        const double height = std::round(area.height() * share);
        const double gap = right - left > 3 ? 1 : 0;
        painter.fillRect(QRectF(left, area.bottom() - height, right - left - gap, height), theme.of(piece.tone));
    }
    painter.restore();
}

const StripPiece *stripPieceAt(const QRectF &area, const Strip &strip, double x)
{
    if (strip.to <= strip.from || x < area.left() || x > area.right())
        return nullptr;
    const qint64 at = strip.from + std::llround((x - area.left()) / area.width() * static_cast<double>(strip.to - strip.from));
    const auto piece = std::ranges::find_if(strip.pieces, [at](const StripPiece &one) { return at >= one.from && at < one.to; });
    return piece == strip.pieces.end() ? nullptr : &*piece;
}

} // namespace plancia::ui
