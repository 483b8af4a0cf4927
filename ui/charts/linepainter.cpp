// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/linepainter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace plancia::ui {

namespace {
/// A pixel times `share` / 255, rounded: two channels at once in each half.
QRgb times(QRgb pixel, uint share)
{
    const auto half = [share](QRgb two) {
        const QRgb product = two * share + 0x800080;
        return ((product + ((product >> 8) & 0xff00ff)) >> 8) & 0xff00ff;
    };
    return half(pixel & 0xff00ff) | half((pixel >> 8) & 0xff00ff) << 8;
}
} // namespace

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
    m_top[x] = std::min(m_top[x], std::min(y0, y1));
    m_bottom[x] = std::max(m_bottom[x], std::max(y0, y1));
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
    m_top.assign(m_image.width(), std::numeric_limits<double>::max());
    m_bottom.assign(m_image.width(), std::numeric_limits<double>::lowest());
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

LinePainter::Rows LinePainter::ink(int x, double reach, double weight)
{
    if (x < 0 || x >= m_image.width() || m_top[x] > m_bottom[x])
        return {};
    const double top = m_top[x] - reach, bottom = m_bottom[x] + reach;
    const int height = m_image.height(); // what is cut at 0 is rounded down by a cast, without a call
    const Rows rows{static_cast<int>(std::max(top, 0.0)), height - static_cast<int>(std::max(height - bottom, 0.0))};
    if (rows.end <= rows.first)
        return {};
    const double whole = 255 * weight;
    const auto part = [&](int y) { return static_cast<uchar>(whole * (std::min(bottom, y + 1.0) - std::max(top, static_cast<double>(y))) + 0.5); };
    const int last = rows.end - 1;
    m_share[rows.first] = std::max(m_share[rows.first], part(rows.first));
    m_share[last] = std::max(m_share[last], part(last));
    if (last > rows.first + 1)
        std::fill(m_share.begin() + rows.first + 1, m_share.begin() + last, static_cast<uchar>(whole + 0.5));
    return rows;
}

void LinePainter::fill(const QColor &colour)
{
    const double half = m_pen / 2;
    const double beside = std::max(0.0, half - 0.5); // of the pen, outside the line's own column on each side
    const int neighbours = static_cast<int>(std::ceil(beside));
    const QRgb solid = colour.rgb();
    uchar *bits = m_image.bits();
    const qsizetype stride = m_image.bytesPerLine();
    m_share.assign(m_image.height(), 0);
    for (int x = 0; x < m_image.width(); ++x) {
        // The further away, the less of the pen is left: what is more covers what is less.
        Rows rows;
        for (int d = neighbours; d > 0; --d)
            for (const int other : {x - d, x + d})
                rows = rows.with(ink(other, 0, std::clamp(beside - (d - 1), 0.0, 1.0)));
        rows = rows.with(ink(x, half, 1));
        for (int y = rows.first; y < rows.end; ++y) {
            QRgb &pixel = reinterpret_cast<QRgb *>(bits + y * stride)[x];
            const uint share = std::exchange(m_share[y], 0);
            pixel = share == 255 ? solid : times(solid, share) + times(pixel, 255 - share);
        }
    }
}

} // namespace plancia::ui
