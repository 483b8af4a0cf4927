// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/timeseries.h"

#include <QColor>
#include <QFrame>
#include <QList>
#include <functional>
#include <memory>
#include <optional>

class QChart;
class QChartView;
class QValueAxis;

namespace plancia::ui {

class ChartLayer;
class ChartLegend;

/// A line of a chart. The points stay with their owner, who appends on the GUI thread and then calls setTimeRange().
struct ChartSeries {
    QString name;
    QColor colour;
    std::shared_ptr<const TimeSeries> points;
};

/// A span in which nothing is known: hatched, with its reason.
struct ChartGap {
    qint64 from = 0; ///< Unix ms UTC
    qint64 to = 0;
    QString label;
    bool operator==(const ChartGap &) const = default;
};

/// Lines over one time axis: a Qt Charts frame with its axes, our own item for the lines (decimated to the columns of
/// pixels), gaps as hatched bands, a crosshair with values and both times. Drawn once a tick and never while hidden.
class TimeChart : public QFrame {
    Q_OBJECT
public:
    explicit TimeChart(const QString &title, QWidget *parent = nullptr);
    ~TimeChart() override;

    /// `colour` counts along the theme's series colours; by default the next one.
    void addSeries(const QString &name, std::shared_ptr<const TimeSeries> points, int colour = -1);
    void setGaps(const QList<ChartGap> &gaps);
    /// What is seen. One redraw, whatever was changed before.
    void setTimeRange(qint64 fromMs, qint64 toMs);
    /// Words for values; format::compact by default.
    void setValueWords(std::function<QString(double)> words);
    /// Values are bytes: marks stand at round numbers of KiB, MiB … instead of powers of ten.
    void setBinaryValues();
    /// The axis covers at least this; without it, 0 and what the lines need.
    void setLeastRange(double low, double high);
    /// A horizontal line at a limit, with its name.
    void setLimit(std::optional<double> value, const QString &label = {});
    /// Marks a time on all charts of a page; nothing takes the mark away.
    void setCrosshair(std::optional<qint64> unixMs);
    /// How often the lines were drawn: tests see that a hidden chart costs nothing.
    int paintCount() const;
    /// Where the lines are drawn, in the chart's own coordinates.
    QRect plotArea() const;
    const QList<ChartSeries> &series() const { return m_series; }

signals:
    /// The person points at a time, or at none.
    void crosshairMoved(std::optional<qint64> unixMs);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void fit();
    void placePlot();
    void point(std::optional<qint64> unixMs);
    std::optional<qint64> timeAt(double x) const;

    QList<ChartSeries> m_series;
    qint64 m_from = 0;
    qint64 m_to = 0;
    std::optional<ValueRange> m_least;
    bool m_isBinary = false;
    std::optional<qint64> m_crosshair;
    std::function<QString(double)> m_words;
    QChart *m_chart = nullptr;
    QChartView *m_view = nullptr;
    QValueAxis *m_values = nullptr;
    QValueAxis *m_times = nullptr;
    ChartLayer *m_layer = nullptr;
    ChartLegend *m_legend = nullptr;
};

} // namespace plancia::ui
