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
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

namespace plancia::ui {

namespace {
constexpr int kLeft = 58;   // room for the labels of the value axis, the same in all charts that can do with it: their plots stand in line
constexpr int kRight = 10;
constexpr int kTop = 8;
constexpr int kBottom = 22;
constexpr int kMarkSpacing = 36;
constexpr int kBarPixels = 10;
constexpr int kAreaPixels = 2;
constexpr double kBrushPixels = 5; // less is a click
constexpr double kZoomStep = 1.25;

/// The largest of 1, 1024, 1024², … that is not above `value`.
double binaryUnit(double value)
{
    double unit = 1;
    while (unit * 1024 <= std::min(value, 1e30)) // ends for infinity too
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
    head->addWidget(new ElidedLabel(title, TextKind::Strong));
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

void TimeChart::addSeries(const QString &name, std::shared_ptr<const TimeSeries> points, int colour, qint64 standsMs)
{
    const int index = colour >= 0 ? colour : static_cast<int>(m_series.size());
    addSeries(name, std::move(points), currentLook().series(index), standsMs);
}

void TimeChart::addSeries(const QString &name, std::shared_ptr<const TimeSeries> points, const QColor &colour, qint64 standsMs)
{
    m_series.append({name, colour, std::move(points), standsMs});
    point(m_crosshair);
    fit();
}

qint64 TimeChart::barMs(qint64 spanMs) const
{
    return bucketMsFor(spanMs, std::max(1, static_cast<int>(m_layer->content.plot.width() / kBarPixels)));
}

void TimeChart::setStyle(ChartStyle style)
{
    m_layer->content.style = style;
    fit();
}

void TimeChart::setBarTotals(int everySeconds)
{
    m_layer->content.totalsEvery = everySeconds;
    fit();
}

void TimeChart::setSight(const ChartSight &sight)
{
    m_sight = sight;
    m_layer->content.gaps = sight.gaps;
    std::ranges::stable_sort(m_layer->content.gaps, {}, &ChartGap::from);
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
    const QRectF plot = all.adjusted(std::max(kLeft, m_layer->valueLabelsWidth()), kTop, -kRight, -kBottom);
    if (std::exchange(m_layer->content.plot, plot) != plot)
        m_chart->setPlotArea(plot);
}

/// Chooses the axes for what is seen now and asks for one redraw.
void TimeChart::fit()
{
    if (!isVisible() || m_sight.to <= m_sight.from)
        return;
    ChartLayer::Content &content = m_layer->content;
    double low = m_least ? m_least->min : 0;
    double high = m_least ? m_least->max : 0;
    content.from = m_sight.from;
    content.to = m_sight.to;
    bool isEmpty = true;
    if (content.style == ChartStyle::Lines) {
        for (const ChartSeries &line : m_series) {
            if (const auto range = line.points ? line.points->range(m_sight.from, m_sight.to) : std::nullopt) {
                low = std::min(low, range->min);
                high = std::max(high, range->max);
                isEmpty = false;
            }
        }
    } else {
        fillBuckets();
        QHash<qint64, double> sums;
        for (const QList<Bucket> &buckets : std::as_const(content.buckets))
            for (const Bucket &bucket : buckets)
                high = std::max(high, sums[bucket.from] += std::max(0.0, m_layer->heightOf(bucket)));
        isEmpty = sums.isEmpty();
    }
    content.note = isEmpty ? m_sight.note : QString();
    content.stepMs = m_sight.stepMs;
    content.words = m_words;
    content.values = axisFor(low, high, static_cast<int>(content.plot.height()), m_isBinary ? binaryUnit(high) : 1);
    placePlot();
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(m_sight.to).offsetFromUtc() * 1000LL;
    content.times = TimeAxis::make(m_sight.from, m_sight.to, static_cast<int>(content.plot.width()), 84, offset);
    if (m_values->min() != content.values.min || m_values->max() != content.values.max)
        m_values->setRange(content.values.min, content.values.max);
    m_values->setTickCount(static_cast<int>(content.values.ticks.size()));
    if (m_crosshair)
        point(m_crosshair);
    m_layer->contentChanged();
}

/// As many as there are pixels for an area, and as there is room for bars; a metric that was never seen has no part in it.
void TimeChart::fillBuckets()
{
    ChartLayer::Content &content = m_layer->content;
    const int most = std::max(1, static_cast<int>(content.plot.width() / (content.style == ChartStyle::Bars ? kBarPixels : kAreaPixels)));
    qint64 period = m_sight.stepMs;
    for (const ChartSeries &line : std::as_const(m_series))
        period = std::max(period, line.standsMs / 3);
    content.bucketMs = std::max(period, bucketMsFor(m_sight.to - m_sight.from, most));
    content.buckets.clear();
    const qint64 until = std::min(m_sight.to, m_sight.knownUntil);
    for (const ChartSeries &line : std::as_const(m_series))
        content.buckets.append(line.points ? bucketsOf(*line.points, m_sight.from, until, content.bucketMs, std::max(line.standsMs, m_sight.stepMs)) : QList<Bucket>());
    // What stands for a while is not known in a gap all the same: an area has its point in the middle of a bucket, a bar is of all of it.
    const auto isUnknown = [&](const Bucket &bucket) {
        const bool isPoint = content.style == ChartStyle::Stacked;
        const qint64 from = bucket.from + (isPoint ? content.bucketMs / 2 : 0);
        const qint64 to = isPoint ? from + 1 : bucket.from + content.bucketMs;
        qint64 covered = 0, reached = from; // a server that slept may have been away as well
        for (const ChartGap &gap : content.gaps) {
            covered += std::max<qint64>(0, std::min(gap.to, to) - std::max(gap.from, reached));
            reached = std::max(reached, gap.to);
        }
        return covered >= to - from;
    };
    for (QList<Bucket> &buckets : content.buckets)
        buckets.removeIf(isUnknown);
    if (content.style != ChartStyle::Stacked)
        return;
    // An area is drawn where all of its parts are known; one of which nothing at all is known stands for nothing.
    const auto known = std::find_if(content.buckets.cbegin(), content.buckets.cend(), [](const QList<Bucket> &buckets) { return !buckets.isEmpty(); });
    if (known == content.buckets.cend())
        return;
    QList<Bucket> nothing = *known;
    for (Bucket &bucket : nothing)
        bucket.mean = bucket.least = bucket.greatest = 0;
    for (QList<Bucket> &buckets : content.buckets)
        if (buckets.isEmpty())
            buckets = nothing;
}

std::optional<qint64> TimeChart::timeAt(double x) const
{
    const QRectF &plot = m_layer->content.plot;
    if (m_sight.to <= m_sight.from || x < plot.left() || x > plot.right())
        return std::nullopt;
    return m_sight.from + static_cast<qint64>(std::lround((x - plot.left()) / plot.width() * static_cast<double>(m_sight.to - m_sight.from)));
}

void TimeChart::point(std::optional<qint64> unixMs)
{
    m_crosshair = unixMs;
    m_layer->content.crosshair = unixMs;
    QList<ChartLegend::Entry> entries;
    for (const ChartSeries &line : m_series)
        entries.append({line.name, line.colour, unixMs ? valueWords(line, *unixMs) : QString()});
    m_legend->setEntries(entries);
}

QString TimeChart::valueWords(const ChartSeries &line, qint64 unixMs) const
{
    const QString none = QStringLiteral("–");
    const ChartLayer::Content &content = m_layer->content;
    if (content.style != ChartStyle::Lines) {
        const qsizetype index = &line - m_series.constData();
        if (index >= content.buckets.size())
            return none;
        for (const Bucket &bucket : content.buckets.at(index))
            if (unixMs >= bucket.from && unixMs < bucket.from + content.bucketMs)
                return m_words(m_layer->heightOf(bucket));
        return none;
    }
    const int i = line.points ? pointNear(*line.points, unixMs, std::max(line.standsMs, m_sight.stepMs), content.reachMs()) : -1;
    return i >= 0 ? m_words(line.points->valueAt(i)) : none;
}

void TimeChart::brush(double x)
{
    if (!m_pressedAt || (!m_layer->content.brush && std::abs(x - *m_pressedAt) < kBrushPixels))
        return;
    m_layer->content.brush = QPair(*m_pressedAt, x);
    m_layer->contentChanged();
}

void TimeChart::endBrush(bool isMeant)
{
    m_pressedAt.reset();
    const auto drawn = std::exchange(m_layer->content.brush, std::nullopt);
    if (!drawn)
        return;
    m_layer->contentChanged();
    const QRectF &plot = m_layer->content.plot;
    const auto from = timeAt(std::clamp(std::min(drawn->first, drawn->second), plot.left(), plot.right()));
    const auto to = timeAt(std::clamp(std::max(drawn->first, drawn->second), plot.left(), plot.right()));
    if (isMeant && from && to && *to > *from)
        emit spanBrushed(*from, *to);
}

bool TimeChart::wheel(const QWheelEvent &event)
{
    const QPoint turned = event.angleDelta();
    const double steps = (turned.y() != 0 ? turned.y() : turned.x()) / 120.0;
    const auto about = timeAt(event.position().x());
    if (steps == 0 || !about)
        return false;
    if (event.modifiers() & Qt::ControlModifier) {
        emit zoomAsked(std::pow(kZoomStep, -steps), *about);
        return true;
    }
    if (event.modifiers() & Qt::ShiftModifier || turned.y() == 0) {
        emit panAsked(static_cast<qint64>(-steps * static_cast<double>(m_sight.to - m_sight.from) / 10));
        return true;
    }
    return false; // the page scrolls
}

bool TimeChart::key(const QKeyEvent &event)
{
    if (m_sight.to <= m_sight.from)
        return false;
    const qint64 span = m_sight.to - m_sight.from;
    const qint64 here = m_crosshair.value_or((m_sight.from + m_sight.to) / 2);
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const qint64 step = std::max<qint64>(1, span / 100) * (event.key() == Qt::Key_Left ? -1 : 1);
        const qint64 there = std::clamp(here + step, m_sight.from, m_sight.to);
        setCrosshair(there);
        emit crosshairMoved(there);
        return true;
    }
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        emit panAsked(event.key() == Qt::Key_PageUp ? -span / 2 : span / 2);
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
        emit zoomAsked(event.key() == Qt::Key_Plus ? 1 / kZoomStep : kZoomStep, here);
        return true;
    case Qt::Key_Escape:
        if (!m_pressedAt)
            return false;
        endBrush(false);
        return true;
    default:
        return false;
    }
}

bool TimeChart::eventFilter(QObject *watched, QEvent *event)
{
    const auto show = [this](std::optional<qint64> at) {
        setCrosshair(at);
        emit crosshairMoved(at);
    };
    const bool isPlot = watched == m_view->viewport();
    switch (event->type()) {
    case QEvent::Resize:
        if (isPlot) {
            placePlot();
            fit();
        }
        break;
    case QEvent::MouseButtonPress: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (!isPlot || !timeAt(mouse->position().x()))
            break;
        if (mouse->button() == Qt::LeftButton)
            m_pressedAt = mouse->position().x();
        else if (mouse->button() == Qt::MiddleButton)
            m_pannedAt = mouse->position().x();
        break;
    }
    case QEvent::MouseMove: {
        if (!isPlot)
            break;
        const double x = static_cast<QMouseEvent *>(event)->position().x();
        if (m_pannedAt) {
            const double perPixel = static_cast<double>(m_sight.to - m_sight.from) / std::max(1.0, m_layer->content.plot.width());
            emit panAsked(std::llround((*m_pannedAt - x) * perPixel));
            m_pannedAt = x;
            break;
        }
        show(timeAt(x));
        brush(x);
        break;
    }
    case QEvent::MouseButtonRelease:
        if (isPlot) {
            m_pannedAt.reset();
            endBrush(true);
        }
        break;
    case QEvent::Wheel:
        if (isPlot && wheel(*static_cast<QWheelEvent *>(event)))
            return true;
        break;
    case QEvent::Leave:
    case QEvent::FocusOut:
        if (m_crosshair)
            show(std::nullopt);
        break;
    case QEvent::KeyPress:
        if (!isPlot && key(*static_cast<QKeyEvent *>(event)))
            return true;
        break;
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace plancia::ui
