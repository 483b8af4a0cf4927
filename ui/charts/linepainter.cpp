// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/linepainter.h"

#include <QVarLengthArray>

#include <algorithm>
#include <cmath>
#include <limits>

namespace plancia::ui {

LinePainter::LinePainter(QImage &image, double low, double high, double penWidth)
    : m_image(image), m_low(low), m_perValue(image.height() / (high > low ? high - low : 1)), m_pen(penWidth)
{
}

double LinePainter::yOf(double value) const
{
    // Cut far outside the image, so that no column is walked for millions of pixels.
    return std::clamp(m_image.height() - (value - m_low) * m_perValue, -1e5, 1e5);
}

void LinePainter::cover(int x, double y0, double y1)
{
    if (x < 0 || x >= m_image.width())
        return;
    m_top[x] = std::min({m_top.at(x), y0, y1});
    m_bottom[x] = std::max({m_bottom.at(x), y0, y1});
}

void LinePainter::coverSegment(double x0, double y0, double x1, double y1)
{
    if (x1 <= x0)
        return;
    const double slope = (y1 - y0) / (x1 - x0);
    const int first = std::max(0, static_cast<int>(std::floor(x0)));
    const int last = std::min(m_image.width() - 1, static_cast<int>(std::floor(x1)));
    for (int x = first; x <= last; ++x) {
        const double from = std::max(x0, static_cast<double>(x));
        const double to = std::min(x1, x + 1.0);
        cover(x, y0 + slope * (from - x0), y0 + slope * (to - x0));
    }
}

void LinePainter::draw(const QList<Column> &columns, const QColor &colour)
{
    m_top.fill(std::numeric_limits<double>::max(), m_image.width());
    m_bottom.fill(std::numeric_limits<double>::lowest(), m_image.width());
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const Column &column = columns.at(i);
        if (i > 0 && !column.breakBefore) {
            const Column &before = columns.at(i - 1);
            coverSegment(before.x + 0.5, yOf(before.last), column.x + 0.5, yOf(column.first));
        }
        cover(column.x, yOf(column.min), yOf(column.max));
    }
    fill(colour);
}

void LinePainter::fill(const QColor &colour)
{
    /// What is inked in a column of pixels: by its own part of the line, and by the pen of the columns beside it.
    struct Bar {
        double top, bottom, weight;
        double covers(int y) const { return weight * std::clamp(std::min(bottom, y + 1.0) - std::max(top, static_cast<double>(y)), 0.0, 1.0); }
    };
    const double half = m_pen / 2;
    const double beside = std::max(0.0, half - 0.5); // of the pen, outside the line's own column on each side
    const int neighbours = static_cast<int>(std::ceil(beside));
    const QRgb ink = colour.rgb();
    const int width = m_image.width(), height = m_image.height();
    uchar *bits = m_image.bits();
    const qsizetype stride = m_image.bytesPerLine();
    QVarLengthArray<Bar, 9> bars;
    const auto add = [&](int x, double reach, double weight) {
        if (x >= 0 && x < width && m_top.at(x) <= m_bottom.at(x))
            bars.append({m_top.at(x) - reach, m_bottom.at(x) + reach, weight});
    };
    for (int x = 0; x < width; ++x) {
        bars.clear();
        add(x, half, 1);
        const bool hasOwn = !bars.isEmpty();
        for (int d = 1; d <= neighbours; ++d)
            for (const int other : {x - d, x + d})
                add(other, 0, std::clamp(beside - (d - 1), 0.0, 1.0));
        if (bars.isEmpty())
            continue;
        double top = bars.first().top, bottom = bars.first().bottom;
        for (const Bar &bar : bars) {
            top = std::min(top, bar.top);
            bottom = std::max(bottom, bar.bottom);
        }
        const int first = std::max(0, static_cast<int>(std::floor(top)));
        const int last = std::min(height - 1, static_cast<int>(std::ceil(bottom)) - 1);
        // Rows that are covered whole, most of a dense line: nothing is mixed there.
        const int wholeFrom = hasOwn ? static_cast<int>(std::ceil(bars.first().top)) : height;
        const int wholeTo = hasOwn ? static_cast<int>(std::floor(bars.first().bottom)) - 1 : -1;
        for (int y = first; y <= last; ++y) {
            QRgb &pixel = reinterpret_cast<QRgb *>(bits + y * stride)[x];
            if (y >= wholeFrom && y <= wholeTo) {
                pixel = ink;
                continue;
            }
            double share = 0;
            for (const Bar &bar : bars)
                share = std::max(share, bar.covers(y));
            if (share <= 0)
                continue;
            const auto mix = [share](int over, int ground) { return static_cast<int>(over * share + ground * (1 - share)); };
            pixel = qRgba(mix(qRed(ink), qRed(pixel)), mix(qGreen(ink), qGreen(pixel)), mix(qBlue(ink), qBlue(pixel)), mix(255, qAlpha(pixel)));
        }
    }
}

} // namespace plancia::ui
