// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/decimation.h"

#include <QColor>
#include <QImage>
#include <algorithm>
#include <limits>
#include <vector>

namespace plancia::ui {

/// Draws a decimated line into an image, column by column of pixels: a tenth of what a stroked path costs, and as smooth.
/// Each column is covered from the lowest to the highest place that the line reaches in it, thickened by the pen, with
/// partly covered pixels at the ends. The image is premultiplied ARGB; everything is in its pixels.
class LinePainter {
public:
    /// `low` and `high` are the values at the bottom and the top of the image.
    LinePainter(QImage &image, double low, double high, double penWidth);
    void draw(const QList<Column> &columns, const QColor &colour);

private:
    double yOf(double value) const;
    void cover(int x, double y0, double y1);
    void coverSegment(double x0, double y0, double x1, double y1);
    /// Rows of one column of pixels.
    struct Rows {
        int first = std::numeric_limits<int>::max(), end = 0;
        Rows with(const Rows &other) const { return {std::min(first, other.first), std::max(end, other.end)}; }
    };
    /// Takes into m_share what column `x` of the line, thickened by `reach`, inks with `weight`; returns where.
    Rows ink(int x, double reach, double weight);
    void fill(const QColor &colour);

    QImage &m_image;
    const double m_low;
    const double m_perValue;
    const double m_pen;
    std::vector<double> m_top; ///< per column; above m_bottom where nothing is drawn
    std::vector<double> m_bottom;
    std::vector<uchar> m_share; ///< per row of one column of pixels: how much of it is inked, of 255
};

} // namespace plancia::ui
