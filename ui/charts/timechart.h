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
class QKeyEvent;
class QWheelEvent;
class QValueAxis;

namespace plancia::ui {

class ChartLayer;
class ChartLegend;

/// A line of a chart. The points stay with their owner, who appends on the GUI thread and then calls setSight().
struct ChartSeries {
    QString name;
    QColor colour;
    std::shared_ptr<const TimeSeries> points;
    qint64 standsMs = 3'000; ///< how long a value stands, for stacked areas and bars
};

/// A span in which nothing is known: hatched, with its reason.
struct ChartGap {
    qint64 from = 0; ///< Unix ms UTC
    qint64 to = 0;
    QString label;
    bool operator==(const ChartGap &) const = default;
};

/// What a chart shows at once.
struct ChartSight {
    qint64 from = 0, to = 0; ///< Unix ms UTC
    QList<ChartGap> gaps;    ///< in any order; they may overlap
    qint64 stepMs = 1000;    ///< how finely the points are known, for areas and bars
    qint64 knownUntil = 0;   ///< no bar or area reaches further
    QString note;            ///< in the plot, while no point is in sight
};

/// How the values of a chart are drawn.
enum class ChartStyle {
    Lines,
    Stacked, ///< areas on one another
    Bars     ///< means of stretches of time, on one another
};

/// Lines over one time axis: a Qt Charts frame with its axes, our own item for the lines (decimated to the columns of
/// pixels), gaps as hatched bands, a crosshair with values and both times. Drawn once a tick and never while hidden.
class TimeChart : public QFrame {
    Q_OBJECT
public:
    explicit TimeChart(const QString &title, QWidget *parent = nullptr);
    ~TimeChart() override;

    /// `colour` counts along the theme's series colours; by default the next one.
    void addSeries(const QString &name, std::shared_ptr<const TimeSeries> points, int colour = -1, qint64 standsMs = 3'000);
    /// A colour of its own, where it has a meaning.
    void addSeries(const QString &name, std::shared_ptr<const TimeSeries> points, const QColor &colour, qint64 standsMs);
    /// Before any points are seen.
    void setStyle(ChartStyle style);
    /// Bars are amounts (a value per second, or of events each so many seconds, times the time that is known), not means.
    void setBarTotals(int everySeconds);
    /// How long a bar would be for a span: who counts makes its points as long.
    qint64 barMs(qint64 spanMs) const;
    /// What is seen. One redraw, whatever was changed before.
    void setSight(const ChartSight &sight);
    /// The same of another time, without gaps.
    void setTimeRange(qint64 fromMs, qint64 toMs) { setSight({.from = fromMs, .to = toMs, .gaps = {}, .stepMs = 1000, .knownUntil = toMs, .note = {}}); }
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
    /// A span was drawn over the chart with the mouse.
    void spanBrushed(qint64 fromMs, qint64 toMs);
    /// Ctrl and the wheel, or + and −: times `factor`, about this time.
    void zoomAsked(double factor, qint64 aboutMs);
    /// Shift and the wheel, a drag with the middle button, or Page Up and Down: by so much later.
    void panAsked(qint64 ms);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void fit();
    void fillBuckets();
    void placePlot();
    void point(std::optional<qint64> unixMs);
    std::optional<qint64> timeAt(double x) const;
    void brush(double x);
    void endBrush(bool isMeant);
    bool wheel(const QWheelEvent &event);
    bool key(const QKeyEvent &event);
    QString valueWords(const ChartSeries &line, qint64 unixMs) const;

    QList<ChartSeries> m_series;
    std::optional<ValueRange> m_least;
    bool m_isBinary = false;
    ChartSight m_sight;
    std::optional<qint64> m_crosshair;
    std::optional<double> m_pressedAt; ///< x of a brush that may begin
    std::optional<double> m_pannedAt;  ///< x of a drag with the middle button
    std::function<QString(double)> m_words;
    QChart *m_chart = nullptr;
    QChartView *m_view = nullptr;
    QValueAxis *m_values = nullptr;
    QValueAxis *m_times = nullptr;
    ChartLayer *m_layer = nullptr;
    ChartLegend *m_legend = nullptr;
};

} // namespace plancia::ui
