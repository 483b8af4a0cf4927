// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/linepainter.h"

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

/// How much of a pixel the bar of column x covers, when it reaches `reach` beyond the line's places.
double LinePainter::coverage(int x, int y, double reach) const
{
    if (x < 0 || x >= m_image.width() || m_top.at(x) > m_bottom.at(x))
        return 0;
    const double top = std::max(m_top.at(x) - reach, static_cast<double>(y));
    const double bottom = std::min(m_bottom.at(x) + reach, y + 1.0);
    return std::clamp(bottom - top, 0.0, 1.0);
}

void LinePainter::fill(const QColor &colour)
{
    const double half = m_pen / 2;
    const double beside = std::max(0.0, half - 0.5); // of the pen, outside the line's own column on each side
    const int neighbours = static_cast<int>(std::ceil(beside));
    for (int x = 0; x < m_image.width(); ++x) {
        double top = m_top.at(x) - half;
        double bottom = m_bottom.at(x) + half;
        for (int d = 1; d <= neighbours; ++d) {
            for (const int other : {x - d, x + d}) {
                if (other < 0 || other >= m_image.width() || m_top.at(other) > m_bottom.at(other))
                    continue;
                top = std::min(top, m_top.at(other));
                bottom = std::max(bottom, m_bottom.at(other));
            }
        }
        const int first = std::max(0, static_cast<int>(std::floor(std::min(top, 1e6))));
        const int last = std::min(m_image.height() - 1, static_cast<int>(std::ceil(std::max(bottom, -1e6))) - 1);
        for (int y = first; y <= last; ++y) {
            double share = coverage(x, y, half);
            for (int d = 1; d <= neighbours && share < 1; ++d) {
                const double weight = std::clamp(beside - (d - 1), 0.0, 1.0);
                share = std::max({share, weight * coverage(x - d, y, 0), weight * coverage(x + d, y, 0)});
            }
            if (share <= 0)
                continue;
            auto *pixel = reinterpret_cast<QRgb *>(m_image.scanLine(y)) + x;
            const auto mix = [share](int ink, int ground) { return static_cast<int>(ink * share + ground * (1 - share)); };
            *pixel = qRgba(mix(colour.red(), qRed(*pixel)), mix(colour.green(), qGreen(*pixel)),
                           mix(colour.blue(), qBlue(*pixel)), mix(255, qAlpha(*pixel)));
        }
    }
}

} // namespace plancia::ui
