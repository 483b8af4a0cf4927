// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timechart.h"

#include "models/format/format.h"
#include "ui/charts/chartlayer.h"
#include "ui/kit/text.h"

#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QKeyEvent>
#include <QLegend>
#include <QMouseEvent>
#include <QValueAxis>
#include <QVBoxLayout>
#include <cmath>

namespace plancia::ui {

namespace {
constexpr int kLeft = 58;   // room for the labels of the value axis, the same in all charts: their plots stand in line
constexpr int kRight = 10;
constexpr int kTop = 8;
constexpr int kBottom = 22;
constexpr int kMarkSpacing = 36;

/// The largest of 1, 1024, 1024², … that is not above `value`.
double binaryUnit(double value)
{
    double unit = 1;
    while (unit * 1024 <= value)
        unit *= 1024;
    return unit;
}

/// Marks at round multiples of `unit`.
ValueAxis axisFor(double low, double high, int height, double unit)
{
    ValueAxis axis = ValueAxis::make(low / unit, high / unit, height, kMarkSpacing);
    axis.min *= unit;
    axis.max *= unit;
    axis.step *= unit;
    for (double &tick : axis.ticks)
        tick *= unit;
    return axis;
}
} // namespace

TimeChart::TimeChart(const QString &title, QWidget *parent) : QFrame(parent)
{
    setProperty("kind", QByteArrayLiteral("card"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 12, 16, 8);
    column->setSpacing(measure::kTinyGap);
    auto *head = new QHBoxLayout;
    head->setSpacing(measure::kGap);
    head->addWidget(makeLabel(title, TextKind::Strong));
    m_legend = new ChartLegend(this);
    head->addWidget(m_legend, 1);
    column->addLayout(head);

    const Theme theme = currentLook();
    m_chart = new QChart;
    m_chart->setBackgroundVisible(false);
    m_chart->setMargins({});
    m_chart->legend()->hide();
    m_times = new QValueAxis(m_chart);
    m_values = new QValueAxis(m_chart);
    for (QValueAxis *axis : {m_times, m_values}) {
        axis->setLabelsVisible(false); // ours have thin spaces and both times
        axis->setLineVisible(false);
        axis->setGridLinePen(QPen(theme.line, 1));
    }
    m_times->setGridLineVisible(false);
    m_chart->addAxis(m_times, Qt::AlignBottom);
    m_chart->addAxis(m_values, Qt::AlignLeft);
    m_layer = new ChartLayer(m_chart);
    m_layer->series = &m_series;

    m_view = new QChartView(m_chart, this);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setBackgroundBrush(Qt::NoBrush);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setStyleSheet(QString());
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMinimumHeight(90);
    m_view->setMouseTracking(true);
    m_view->setFocusPolicy(Qt::StrongFocus);
    m_view->setAccessibleName(title);
    m_view->viewport()->installEventFilter(this);
    m_view->installEventFilter(this);
    column->addWidget(m_view, 1);
    m_words = [](double value) { return format::compact(value); };
}

TimeChart::~TimeChart() = default;

void TimeChart::addSeries(const QString &name, std::shared_ptr<const TimeSeries> points, int colour)
{
    const int index = colour >= 0 ? colour : static_cast<int>(m_series.size());
    m_series.append({name, currentLook().series(index), std::move(points)});
    point(m_crosshair);
    fit();
}

void TimeChart::setGaps(const QList<ChartGap> &gaps)
{
    m_layer->content.gaps = gaps;
    fit();
}

void TimeChart::setTimeRange(qint64 fromMs, qint64 toMs)
{
    m_from = fromMs;
    m_to = toMs;
    fit();
}

void TimeChart::setValueWords(std::function<QString(double)> words)
{
    m_words = std::move(words);
    fit();
}

void TimeChart::setBinaryValues()
{
    m_isBinary = true;
    fit();
}

void TimeChart::setLeastRange(double low, double high)
{
    m_least = ValueRange{low, high};
    fit();
}

void TimeChart::setLimit(std::optional<double> value, const QString &label)
{
    m_layer->content.limit = value;
    m_layer->content.limitLabel = label;
    fit();
}

void TimeChart::setCrosshair(std::optional<qint64> unixMs)
{
    if (unixMs == m_crosshair)
        return;
    point(unixMs);
    if (isVisible())
        m_layer->contentChanged();
}

int TimeChart::paintCount() const { return m_layer->paints; }

QRect TimeChart::plotArea() const
{
    return m_layer->content.plot.toRect().translated(m_view->mapTo(this, QPoint()));
}

void TimeChart::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    placePlot();
    fit();
}

void TimeChart::placePlot()
{
    const QRectF all(QPointF(), QSizeF(m_view->viewport()->size()));
    m_layer->content.bounds = all;
    m_layer->content.plot = all.adjusted(kLeft, kTop, -kRight, -kBottom);
    m_chart->setPlotArea(m_layer->content.plot);
}

/// Chooses the axes for what is seen now and asks for one redraw.
void TimeChart::fit()
{
    if (!isVisible() || m_to <= m_from)
        return;
    ChartLayer::Content &content = m_layer->content;
    double low = m_least ? m_least->min : 0;
    double high = m_least ? m_least->max : 0;
    for (const ChartSeries &line : m_series) {
        if (const auto range = line.points ? line.points->range(m_from, m_to) : std::nullopt) {
            low = std::min(low, range->min);
            high = std::max(high, range->max);
        }
    }
    content.from = m_from;
    content.to = m_to;
    content.words = m_words;
    content.values = axisFor(low, high, static_cast<int>(content.plot.height()), m_isBinary ? binaryUnit(high) : 1);
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(m_to).offsetFromUtc() * 1000LL;
    content.times = TimeAxis::make(m_from, m_to, static_cast<int>(content.plot.width()), 84, offset);
    if (m_values->min() != content.values.min || m_values->max() != content.values.max)
        m_values->setRange(content.values.min, content.values.max);
    m_values->setTickCount(static_cast<int>(content.values.ticks.size()));
    if (m_crosshair)
        point(m_crosshair);
    m_layer->contentChanged();
}

std::optional<qint64> TimeChart::timeAt(double x) const
{
    const QRectF &plot = m_layer->content.plot;
    if (m_to <= m_from || x < plot.left() || x > plot.right())
        return std::nullopt;
    return m_from + static_cast<qint64>(std::lround((x - plot.left()) / plot.width() * static_cast<double>(m_to - m_from)));
}

void TimeChart::point(std::optional<qint64> unixMs)
{
    m_crosshair = unixMs;
    m_layer->content.crosshair = unixMs;
    QList<ChartLegend::Entry> entries;
    for (const ChartSeries &line : m_series) {
        QString value;
        if (unixMs && line.points && !line.points->isEmpty()) {
            const int i = std::min(line.points->lowerBound(*unixMs), line.points->size() - 1);
            // Between two samples the next one speaks; across a gap, nobody.
            const bool isNear = std::llabs(line.points->timeAt(i) - *unixMs) <= (m_to - m_from) / 50;
            value = isNear ? m_words(line.points->valueAt(i)) : QStringLiteral("–");
        }
        entries.append({line.name, line.colour, value});
    }
    m_legend->setEntries(entries);
}

bool TimeChart::eventFilter(QObject *watched, QEvent *event)
{
    const auto show = [this](std::optional<qint64> at) {
        setCrosshair(at);
        emit crosshairMoved(at);
    };
    switch (event->type()) {
    case QEvent::Resize:
        if (watched == m_view->viewport()) {
            placePlot();
            fit();
        }
        break;
    case QEvent::MouseMove:
        show(timeAt(static_cast<QMouseEvent *>(event)->position().x()));
        break;
    case QEvent::Leave:
    case QEvent::FocusOut:
        if (m_crosshair)
            show(std::nullopt);
        break;
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if ((key != Qt::Key_Left && key != Qt::Key_Right) || m_to <= m_from)
            break;
        const qint64 step = std::max<qint64>(1, (m_to - m_from) / 100) * (key == Qt::Key_Left ? -1 : 1);
        show(std::clamp(m_crosshair.value_or((m_from + m_to) / 2) + step, m_from, m_to));
        return true;
    }
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace plancia::ui
