// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlayer.h"

#include "models/format/format.h"
#include "models/series/decimation.h"
#include "ui/charts/linepainter.h"

#include <QPainter>
#include <cmath>

namespace plancia::ui {

namespace {
constexpr double kLineWidth = 1.5;
constexpr int kLabelGap = 6;
} // namespace

ChartLayer::ChartLayer(QGraphicsItem *chart) : QGraphicsItem(chart)
{
    setZValue(100); // over the grid
    setAcceptedMouseButtons(Qt::NoButton);
}

void ChartLayer::contentChanged()
{
    prepareGeometryChange();
    update();
}

double ChartLayer::xOf(qint64 ms) const
{
    const auto span = static_cast<double>(std::max<qint64>(1, content.to - content.from));
    return content.plot.left() + content.plot.width() * static_cast<double>(ms - content.from) / span;
}

double ChartLayer::yOf(double value) const
{
    const double span = content.values.max - content.values.min;
    return content.plot.bottom() - content.plot.height() * (value - content.values.min) / (span > 0 ? span : 1);
}

void ChartLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    ++paints;
    if (content.plot.width() < 10 || content.plot.height() < 10 || content.to <= content.from)
        return;
    const Theme theme = currentLook();
    painter->save();
    painter->setClipRect(content.plot.adjusted(0, -2, 0, 2));
    paintGaps(*painter, theme);
    paintLines(*painter);
    paintLimit(*painter, theme);
    painter->restore();
    paintLabels(*painter, theme);
    paintCrosshair(*painter, theme);
}

void ChartLayer::paintLines(QPainter &painter) const
{
    if (!series)
        return;
    // In the pixels of the screen, with room for the pen at the plot's upper and lower border.
    const double scale = painter.device()->devicePixelRatioF();
    const double border = 2;
    const QRectF area = content.plot.adjusted(0, -border, 0, border);
    QImage image((area.size() * scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    const double perPixel = (content.values.max - content.values.min) / content.plot.height();
    LinePainter lines(image, content.values.min - border * perPixel, content.values.max + border * perPixel,
                      kLineWidth * scale);
    for (const ChartSeries &line : *series)
        if (line.points)
            lines.draw(decimate(*line.points, content.from, content.to, image.width()), line.colour);
    painter.drawImage(area.topLeft(), image);
}

void ChartLayer::paintGaps(QPainter &painter, const Theme &theme) const
{
    const QColor ink = blend(theme.panel, theme.faint, 0.45);
    double freeFrom = content.plot.left();
    for (const ChartGap &gap : content.gaps) {
        if (gap.to <= content.from || gap.from >= content.to)
            continue;
        const double left = std::max(content.plot.left(), xOf(gap.from));
        const double right = std::min(content.plot.right(), std::max(xOf(gap.to), left + 2));
        const QRectF band(left, content.plot.top(), right - left, content.plot.height());
        painter.fillRect(band, theme.panel);
        painter.save();
        painter.setClipRect(band, Qt::IntersectClip);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(ink, 1));
        for (double x = left - band.height(); x < right; x += 6) {
            // Counted from a fixed place, so that the hatching does not crawl under a moving band.
            const double at = x - std::fmod(x, 6.0);
            painter.drawLine(QPointF(at, band.bottom()), QPointF(at + band.height(), band.top()));
        }
        painter.restore();
        const QFontMetrics metrics(textFont(TextSize::Small));
        const int width = metrics.horizontalAdvance(gap.label) + 6;
        const double x = std::clamp(band.center().x() - width / 2.0, content.plot.left(),
                                    std::max(content.plot.left(), content.plot.right() - width));
        if (gap.label.isEmpty() || x < freeFrom)
            continue; // labels never overlap: the crosshair tells the rest
        const QRectF label(x, band.top() + 3, width, metrics.height() + 1);
        painter.fillRect(label, theme.panel);
        painter.setPen(theme.secondary);
        painter.setFont(textFont(TextSize::Small));
        painter.drawText(label, Qt::AlignCenter, gap.label);
        freeFrom = label.right() + kLabelGap;
    }
}

void ChartLayer::paintLimit(QPainter &painter, const Theme &theme) const
{
    if (!content.limit || *content.limit < content.values.min || *content.limit > content.values.max)
        return;
    const double y = std::round(yOf(*content.limit)) + 0.5;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme.error, 1, Qt::DashLine));
    painter.drawLine(QPointF(content.plot.left(), y), QPointF(content.plot.right(), y));
    painter.setPen(theme.error);
    painter.setFont(textFont(TextSize::Small));
    painter.drawText(QRectF(content.plot.left() + 4, y - 17, content.plot.width() - 8, 16), Qt::AlignRight, content.limitLabel);
}

void ChartLayer::paintLabels(QPainter &painter, const Theme &theme) const
{
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme.secondary);
    const double labelRight = content.plot.left() - kLabelGap;
    QString before;
    for (const double tick : content.values.ticks) {
        const QRectF box(content.bounds.left(), yOf(tick) - 8, labelRight - content.bounds.left(), 16);
        const QString text = content.words ? content.words(tick) : format::compact(tick);
        if (text != before) // "1 B" twice, where marks stand closer than whole values
            painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, text);
        before = text;
    }
    const auto precision = content.times.stepMs < 60'000 ? format::Precision::Seconds : format::Precision::Minutes;
    const bool wantsDates = content.times.stepMs >= 86'400'000;
    for (const qint64 tick : content.times.ticks) {
        const QString text = wantsDates ? format::dateTime(tick, format::Zone::Local, format::Precision::Minutes).left(10)
                                        : format::time(tick, format::Zone::Local, precision);
        const double half = painter.fontMetrics().horizontalAdvance(text) / 2.0 + 1;
        const double x = xOf(tick);
        if (x - half < content.bounds.left() || x + half > content.bounds.right())
            continue; // never cut in half
        painter.drawText(QRectF(x - half, content.plot.bottom() + 4, half * 2, 16), Qt::AlignCenter, text);
    }
}

void ChartLayer::paintCrosshair(QPainter &painter, const Theme &theme) const
{
    if (!content.crosshair || *content.crosshair < content.from || *content.crosshair > content.to)
        return;
    const double x = std::round(xOf(*content.crosshair)) + 0.5;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme.secondary, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, content.plot.top()), QPointF(x, content.plot.bottom()));
    painter.setRenderHint(QPainter::Antialiasing);
    if (series) {
        painter.setPen(QPen(theme.panel, 1.5));
        for (const ChartSeries &line : *series) {
            if (!line.points || line.points->isEmpty())
                continue;
            const int i = std::min(line.points->lowerBound(*content.crosshair), line.points->size() - 1);
            if (std::llabs(line.points->timeAt(i) - *content.crosshair) > (content.to - content.from) / 50)
                continue;
            painter.setBrush(line.colour);
            painter.drawEllipse(QPointF(x, yOf(line.points->valueAt(i))), 3.5, 3.5);
        }
    }
    const QString text = format::time(*content.crosshair) + QStringLiteral(" · ")
        + format::time(*content.crosshair, format::Zone::Utc) + QStringLiteral(" UTC");
    painter.setFont(textFont(TextSize::Small));
    const int width = painter.fontMetrics().horizontalAdvance(text) + 12;
    const double left = std::clamp(x - width / 2.0, content.bounds.left(), std::max(content.bounds.left(), content.bounds.right() - width));
    const QRectF box(left, content.plot.bottom() + 2, width, 18);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.text);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(theme.panel);
    painter.drawText(box, Qt::AlignCenter, text);
}

void ChartLegend::setEntries(QList<Entry> entries)
{
    m_entries = std::move(entries);
    update();
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    const Theme theme = currentLook();
    QPainter painter(this);
    painter.setFont(textFont());
    const QFontMetrics metrics = painter.fontMetrics();
    double right = width();
    for (auto entry = m_entries.crbegin(); entry != m_entries.crend(); ++entry) {
        const QString text = entry->value.isEmpty() ? entry->name : entry->name + u' ' + entry->value;
        const double advance = metrics.horizontalAdvance(text);
        if (right - advance - 16 < 0)
            break;
        painter.setPen(entry->value.isEmpty() ? theme.secondary : theme.text);
        painter.drawText(QRectF(right - advance, 0, advance + 1, height()), Qt::AlignVCenter | Qt::AlignLeft, text);
        painter.fillRect(QRectF(right - advance - 16, height() / 2.0 - 1, 11, 3), entry->colour);
        right -= advance + 16 + 16;
    }
}

} // namespace plancia::ui
