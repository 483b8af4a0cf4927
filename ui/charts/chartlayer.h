// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/format/format.h"
#include "models/series/axis.h"
#include "models/series/metriclines.h"
#include "ui/charts/timechart.h"
#include "ui/kit/theme.h"

#include <QGraphicsItem>
#include <QWidget>

namespace plancia::ui {

/// Draws what moves in a chart: lines, gaps, labels of the axes, the crosshair. A child of the QChart, in its coordinates.
class ChartLayer : public QGraphicsItem {
public:
    explicit ChartLayer(QGraphicsItem *chart);

    struct Content {
        QRectF bounds; ///< of the whole chart
        QRectF plot;
        qint64 from = 0, to = 0;
        ValueAxis values;
        TimeAxis times;
        QList<ChartGap> gaps;
        std::optional<qint64> crosshair;
        std::optional<double> limit;
        QString limitLabel;
        std::function<QString(double)> words;
        ChartStyle style = ChartStyle::Lines;
        int totalsEvery = 0;    ///< of bars: seconds a look, or 0 for means
        qint64 bucketMs = 1000; ///< of areas and bars
        QList<QList<Bucket>> buckets; ///< of each series, for areas and bars
        QString note;
        std::optional<QPair<double, double>> brush; ///< x of its ends
        qint64 stepMs = 1000;
        /// Two pixels: what is so close is pointed at.
        qint64 reachMs() const { return plot.width() > 0 ? static_cast<qint64>(2 * static_cast<double>(to - from) / plot.width()) : 0; }
    };
    Content content;
    const QList<ChartSeries> *series = nullptr;
    int paints = 0;

    void contentChanged();
    QRectF boundingRect() const override { return content.bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

    /// With the room between them and the plot.
    int valueLabelsWidth() const;
    double xOf(qint64 ms) const;
    double yOf(double value) const;
    /// What a bar or an area shows of a bucket.
    double heightOf(const Bucket &bucket) const { return content.totalsEvery > 0 ? bucket.total(content.totalsEvery) : bucket.mean; }

private:
    QString valueLabel(double tick) const { return content.words ? content.words(tick) : format::compact(tick); }
    void paintGaps(QPainter &painter, const Theme &theme) const;
    QRectF bandOf(const ChartGap &gap) const;
    void paintGapLabels(QPainter &painter, const Theme &theme) const;
    bool isReached(const QRectF &box) const;
    QRectF limitWords() const;
    void paintLines(QPainter &painter) const;
    void paintPaths(QPainter &painter) const;
    void paintAreas(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintNote(QPainter &painter, const Theme &theme) const;
    void paintBrush(QPainter &painter, const Theme &theme) const;
    void paintLabels(QPainter &painter, const Theme &theme) const;
    void paintLimit(QPainter &painter, const Theme &theme) const;
    void paintCrosshair(QPainter &painter, const Theme &theme) const;
};

/// Names of the lines with their colours, at the right of the chart's head; with values while the crosshair is shown. Where room is short
/// the long names are cut, and of very many the colours alone are left; none is left out. The tool tip has them whole.
class ChartLegend : public QWidget {
    Q_OBJECT
public:
    explicit ChartLegend(QWidget *parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }
    struct Entry {
        QString name;
        QColor colour;
        QString value; ///< empty without a crosshair
        bool operator==(const Entry &) const = default;
    };
    void setEntries(const QList<Entry> &entries);
    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override { return {m_least, 18}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Entry> m_entries;
    int m_least = 40; ///< pixels in which each name can be told from the others, as long as they are few
};

} // namespace plancia::ui
