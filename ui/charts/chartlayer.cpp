// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartlayer.h"

#include "models/format/format.h"
#include "models/series/decimation.h"
#include "ui/charts/linepainter.h"
#include "ui/kit/stripcell.h"
#include "ui/kit/text.h"

#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>
#include <limits>

namespace plancia::ui {

namespace {
constexpr double kLineWidth = 1.5;
constexpr int kLabelGap = 6;
constexpr int kColumnsPerPixel = 4;
constexpr int kSwatch = 16;    ///< of the legend: the colour before a name
constexpr int kEntryGap = 16;  ///< between two names
constexpr int kLeastName = 48; ///< a longer name may be cut so far
constexpr int kLeastGap = 4;   ///< where there is room for the colours alone
constexpr int kMostLeast = 240; ///< no legend asks for more, however many names it has: charts stand side by side

/// The most that each of `wanted` may have, so that all have a place in `room`: the short ones whole, the others in equal parts.
int fairShare(QList<int> wanted, int room)
{
    std::ranges::sort(wanted);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const int share = std::max(0, room) / static_cast<int>(wanted.size() - i);
        if (wanted.at(i) > share)
            return share;
        room -= wanted.at(i);
    }
    return std::numeric_limits<int>::max();
}
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

int ChartLayer::valueLabelsWidth() const
{
    const QFontMetrics metrics(textFont(TextSize::Small));
    int widest = 0;
    for (const double tick : content.values.ticks)
        widest = std::max(widest, metrics.horizontalAdvance(valueLabel(tick)));
    return widest + 1 + kLabelGap;
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
    if (content.style == ChartStyle::Lines)
        paintLines(*painter);
    else if (content.style == ChartStyle::Stacked)
        paintAreas(*painter);
    else
        paintBars(*painter);
    paintNote(*painter, theme);
    paintBrush(*painter, theme);
    paintLimit(*painter, theme);
    paintGapLabels(*painter, theme);
    painter->restore();
    paintLabels(*painter, theme);
    paintCrosshair(*painter, theme);
}

/// Lines as lines, at more columns than a screen has.
void ChartLayer::paintPaths(QPainter &painter) const
{
    const int columns = static_cast<int>(content.plot.width() * kColumnsPerPixel);
    const auto y = [this](double value) { return std::clamp(yOf(value), content.plot.top(), content.plot.bottom()); };
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    for (const ChartSeries &line : *series) {
        if (!line.points)
            continue;
        QPainterPath path;
        std::optional<QPointF> before; ///< where the line is; perhaps outside
        const auto isOutside = [this](const QPointF &point) { return point.x() < content.plot.left() || point.x() > content.plot.right(); };
        // Where a segment that has one end outside crosses the border.
        const auto crossing = [this](const QPointF &inside, const QPointF &outside) {
            const double x = outside.x() < content.plot.left() ? content.plot.left() : content.plot.right();
            return QPointF(x, inside.y() + (outside.y() - inside.y()) * (x - inside.x()) / (outside.x() - inside.x()));
        };
        for (const Column &column : decimate(*line.points, content.from, content.to, columns)) {
            const double x = content.plot.left() + (column.x + 0.5) / kColumnsPerPixel;
            const QPointF first(x, y(column.first));
            if (column.breakBefore)
                before.reset();
            if (isOutside(first)) {
                if (before && !isOutside(*before))
                    path.lineTo(crossing(*before, first));
                before = QPointF(x, y(column.last));
                continue;
            }
            if (!before) {
                path.moveTo(first);
                path.lineTo(first + QPointF(0.01, 0)); // one that stands alone is seen too
            } else {
                if (isOutside(*before))
                    path.moveTo(crossing(first, *before));
                path.lineTo(first);
            }
            before = QPointF(x, y(column.last));
            if (column.min != column.max) {
                path.lineTo(x, y(column.min));
                path.lineTo(x, y(column.max));
                path.lineTo(x, y(column.last));
            }
        }
        painter.setPen(QPen(line.colour, kLineWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(path);
    }
}

void ChartLayer::paintLines(QPainter &painter) const
{
    if (!series)
        return;
    const QPaintEngine::Type engine = painter.paintEngine()->type();
    if (engine == QPaintEngine::SVG || engine == QPaintEngine::Pdf)
        return paintPaths(painter);
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

/// One above the other, in stretches in which all of them are known: a stack without one of its parts would lie. A gap ends a stretch,
/// however short.
void ChartLayer::paintAreas(QPainter &painter) const
{
    if (!series)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    QMap<qint64, QList<double>> stacks;
    for (qsizetype i = 0; i < content.buckets.size(); ++i)
        for (const Bucket &bucket : content.buckets.at(i)) {
            QList<double> &stack = stacks[bucket.from];
            if (stack.size() == i)
                stack.append((i > 0 ? stack.last() : 0) + heightOf(bucket));
        }
    const auto middle = [this](qint64 from) { return std::clamp(xOf(from + content.bucketMs / 2), content.plot.left(), content.plot.right()); };
    const auto isGapBefore = [this](qint64 from) {
        const qint64 here = from + content.bucketMs / 2;
        return std::ranges::any_of(content.gaps, [&](const ChartGap &gap) { return gap.from >= here - content.bucketMs && gap.to <= here; });
    };
    for (auto first = stacks.cbegin(); first != stacks.cend();) {
        auto last = first;
        QList<QPolygonF> edges(content.buckets.size());
        for (; last != stacks.cend() && last->size() == content.buckets.size()
             && (last == first || (last.key() == std::prev(last).key() + content.bucketMs && !isGapBefore(last.key())));
             ++last)
            for (qsizetype i = 0; i < edges.size(); ++i)
                edges[i].append(QPointF(middle(last.key()), yOf(last->at(i))));
        for (qsizetype i = 0; i < edges.size() && !edges.at(i).isEmpty(); ++i) {
            QPolygonF area = edges.at(i);
            if (area.size() == 1) // a stretch of a single bucket is seen too
                area = {area.first() - QPointF(0.5, 0), area.first() + QPointF(0.5, 0)};
            QPolygonF below = i > 0 ? edges.at(i - 1) : QPolygonF{QPointF(area.first().x(), yOf(0)), QPointF(area.last().x(), yOf(0))};
            for (qsizetype at = below.size() - 1; at >= 0; --at)
                area.append(below.at(at));
            QColor fill = series->at(i).colour;
            fill.setAlphaF(0.45F);
            painter.setPen(Qt::NoPen);
            painter.setBrush(fill);
            painter.drawPolygon(area);
            painter.setPen(QPen(series->at(i).colour, kLineWidth));
            painter.drawPolyline(edges.at(i));
        }
        first = last == first ? std::next(last) : last;
    }
}

void ChartLayer::paintBars(QPainter &painter) const
{
    if (!series)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    QHash<qint64, double> reached;
    for (qsizetype i = 0; i < content.buckets.size(); ++i) {
        for (const Bucket &bucket : content.buckets.at(i)) {
            const double height = heightOf(bucket);
            if (height <= 0)
                continue;
            double &below = reached[bucket.from];
            // Cut here and not by the clip, which SVG has none of.
            const double left = std::max(std::round(xOf(bucket.from)) + 1, content.plot.left());
            const double right = std::min(std::max(left + 1, std::round(xOf(bucket.from + content.bucketMs)) - 1), content.plot.right());
            if (right <= left)
                continue;
            const double bottom = yOf(below);
            const double top = std::min(bottom - 1, yOf(below + height)); // what happened is seen, however little
            painter.fillRect(QRectF(left, top, right - left, bottom - top), series->at(i).colour);
            below += height;
        }
    }
}

void ChartLayer::paintNote(QPainter &painter, const Theme &theme) const
{
    if (content.note.isEmpty())
        return;
    painter.setFont(textFont());
    painter.setPen(theme.secondary);
    const QRectF area = content.plot.adjusted(8, 20, -8, -8); // below the words of a gap
    const QRectF words = painter.boundingRect(area, Qt::AlignCenter | Qt::TextWordWrap, content.note);
    painter.fillRect(words.adjusted(-6, -2, 6, 2), theme.panel);
    painter.drawText(area, Qt::AlignCenter | Qt::TextWordWrap, content.note);
}

void ChartLayer::paintBrush(QPainter &painter, const Theme &theme) const
{
    if (!content.brush)
        return;
    QColor wash = theme.accent;
    wash.setAlphaF(0.16F);
    const double left = std::clamp(std::min(content.brush->first, content.brush->second), content.plot.left(), content.plot.right());
    const double right = std::clamp(std::max(content.brush->first, content.brush->second), content.plot.left(), content.plot.right());
    const QRectF band(left, content.plot.top(), right - left, content.plot.height());
    painter.fillRect(band, wash);
    painter.setPen(QPen(theme.accent, 1));
    painter.drawLine(band.topLeft(), band.bottomLeft());
    painter.drawLine(band.topRight(), band.bottomRight());
}

void ChartLayer::paintGaps(QPainter &painter, const Theme &theme) const
{
    for (const ChartGap &gap : content.gaps) {
        const QRectF band = bandOf(gap);
        if (band.isEmpty())
            continue;
        painter.fillRect(band, theme.panel);
        painter.save();
        drawHatching(painter, band, theme);
        painter.restore();
    }
}

QRectF ChartLayer::bandOf(const ChartGap &gap) const
{
    if (gap.to <= content.from || gap.from >= content.to)
        return {};
    const double left = std::max(content.plot.left(), xOf(gap.from));
    const double right = std::min(content.plot.right(), std::max(xOf(gap.to), left + 2));
    return {left, content.plot.top(), right - left, content.plot.height()};
}

/// Over everything else. They never overlap, nor cover what is known: the crosshair tells the rest.
void ChartLayer::paintGapLabels(QPainter &painter, const Theme &theme) const
{
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme.secondary);
    const QFontMetrics metrics = painter.fontMetrics();
    const QRectF limit = limitWords();
    double freeFrom = content.plot.left();
    for (const ChartGap &gap : content.gaps) {
        const QRectF band = bandOf(gap);
        if (gap.label.isEmpty() || band.isEmpty())
            continue;
        const int width = metrics.horizontalAdvance(gap.label) + 6;
        const double x = std::clamp(band.center().x() - width / 2.0, content.plot.left(), std::max(content.plot.left(), content.plot.right() - width));
        QRectF label(x, band.top() + 3, width, metrics.height() + 1);
        if (label.intersects(limit))
            label.moveTop(limit.bottom() + 1);
        if (x < freeFrom || (width > band.width() && isReached(label)))
            continue;
        painter.fillRect(label, theme.panel);
        painter.drawText(label, Qt::AlignCenter, gap.label);
        freeFrom = label.right() + kLabelGap;
    }
}

/// Whether a line, an area or a bar reaches up to `box`, or may.
bool ChartLayer::isReached(const QRectF &box) const
{
    const auto timeOf = [this](double x) { return content.from + static_cast<qint64>((x - content.plot.left()) / content.plot.width() * static_cast<double>(content.to - content.from)); };
    const qint64 from = timeOf(box.left()), to = timeOf(box.right());
    double highest = content.values.min;
    if (content.style == ChartStyle::Lines) {
        for (const ChartSeries &line : *series) // a line comes from the point before, and goes to the next
            if (const auto range = line.points ? line.points->range(from - line.standsMs, to + line.standsMs) : std::nullopt)
                highest = std::max(highest, range->max);
    } else {
        QHash<qint64, double> sums;
        for (const QList<Bucket> &buckets : content.buckets)
            for (const Bucket &bucket : buckets)
                if (bucket.from + 2 * content.bucketMs > from && bucket.from - content.bucketMs < to)
                    highest = std::max(highest, sums[bucket.from] += heightOf(bucket));
    }
    return yOf(highest) - kLineWidth < box.bottom();
}

QRectF ChartLayer::limitWords() const
{
    if (!content.limit || *content.limit < content.values.min || *content.limit > content.values.max)
        return {};
    const double y = std::round(yOf(*content.limit)) + 0.5;
    const double top = y - 17 < content.plot.top() ? y + 1 : y - 17; // below it where there is no room above
    const double width = QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(content.limitLabel) + 2;
    return {content.plot.right() - 4 - width, top, width, 16};
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
    painter.drawText(limitWords(), Qt::AlignRight, content.limitLabel);
}

void ChartLayer::paintLabels(QPainter &painter, const Theme &theme) const
{
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme.secondary);
    const double labelRight = content.plot.left() - kLabelGap;
    QString before;
    for (const double tick : content.values.ticks) {
        const QRectF box(content.bounds.left(), yOf(tick) - 8, labelRight - content.bounds.left(), 16);
        const QString text = valueLabel(tick);
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
    if (series && content.style == ChartStyle::Lines) {
        painter.setPen(QPen(theme.panel, 1.5));
        for (const ChartSeries &line : *series) {
            const int i = line.points ? pointNear(*line.points, *content.crosshair, std::max(line.standsMs, content.stepMs), content.reachMs()) : -1;
            if (i < 0)
                continue;
            painter.setBrush(line.colour);
            painter.drawEllipse(QPointF(x, yOf(line.points->valueAt(i))), 3.5, 3.5);
        }
    }
    QString text = format::time(*content.crosshair) + QStringLiteral(" · ") + format::time(*content.crosshair, format::Zone::Utc) + QStringLiteral(" UTC");
    const auto gap = std::ranges::find_if(content.gaps, [&](const ChartGap &one) {
        return *content.crosshair >= one.from - content.reachMs() && *content.crosshair <= one.to + content.reachMs();
    });
    if (gap != content.gaps.end() && !gap->label.isEmpty())
        text += QStringLiteral(" · ") + gap->label;
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

void ChartLegend::setEntries(const QList<Entry> &entries)
{
    if (m_entries == entries)
        return;
    m_entries = entries;
    const QFontMetrics metrics(textFont());
    int least = 0;
    QStringList whole;
    for (const Entry &entry : entries) {
        least += kSwatch + std::min(kLeastName, metrics.horizontalAdvance(entry.name) + 1) + kEntryGap;
        whole.append(entry.value.isEmpty() ? entry.name : entry.name + u' ' + entry.value);
    }
    least = std::min(least, kMostLeast);
    setToolTip(toolTipText(whole.join(u'\n')));
    if (std::exchange(m_least, least) != least)
        updateGeometry();
    update();
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    const Theme theme = currentLook();
    QPainter painter(this);
    painter.setFont(textFont());
    const QFontMetrics metrics = painter.fontMetrics();
    const auto valueOf = [](const Entry &entry) { return entry.value.isEmpty() ? QString() : u' ' + entry.value; };
    QList<int> wanted;
    for (const Entry &entry : std::as_const(m_entries))
        wanted.append(metrics.horizontalAdvance(entry.name + valueOf(entry)) + 1);
    const auto count = static_cast<int>(m_entries.size());
    const int gap = std::clamp(width() / std::max(1, count) - kSwatch, kLeastGap, kEntryGap);
    const int most = fairShare(wanted, width() - count * (kSwatch + gap) + gap);
    int right = width();
    for (qsizetype i = m_entries.size() - 1; i >= 0; --i) {
        const Entry &entry = m_entries.at(i);
        const QString value = valueOf(entry);
        const int advance = std::min(most, wanted.at(i));
        const QString name = wanted.at(i) <= most ? entry.name : metrics.elidedText(entry.name, Qt::ElideRight, std::max(0, most - metrics.horizontalAdvance(value)));
        painter.setPen(value.isEmpty() ? theme.secondary : theme.text);
        painter.drawText(QRectF(right - advance, 0, advance, height()), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, name + value);
        painter.fillRect(QRectF(right - advance - kSwatch, height() / 2.0 - 1, 11, 3), entry.colour);
        right -= advance + kSwatch + gap;
    }
}

} // namespace plancia::ui
