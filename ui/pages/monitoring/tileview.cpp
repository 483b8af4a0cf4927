// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/tileview.h"

#include "models/format/format.h"
#include "models/format/quantity.h"
#include "models/items/metrictablemodel.h"
#include "ui/charts/stattile.h"
#include "ui/charts/statusstrip.h"
#include "ui/kit/button.h"
#include "ui/kit/card.h"
#include "ui/kit/tableview.h"
#include "ui/kit/text.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>
#include <cmath>

namespace plancia::ui {

namespace {
constexpr int kChartHeight = 200;
constexpr double kFew = 5; ///< a chart of counts reaches at least so far: else the marks of a quiet server stand at fractions
constexpr qint64 kLookBackMs = 86'400'000; ///< how old a last known value may be to be shown, dimmed

Quantity quantityOf(const QString &metric)
{
    const Metric *known = metricByName(metric);
    return known ? known->quantity : Quantity::Count;
}

Tone toneOf(Judgement judgement)
{
    switch (judgement) {
    case Judgement::Good:
        return Tone::Good;
    case Judgement::Warning:
        return Tone::Warning;
    case Judgement::Error:
        return Tone::Error;
    case Judgement::None:
        break;
    }
    return Tone::None;
}

/// "above 95 %", "below 500 ms": which limit keeps it good, or which it broke.
QString limitWords(const DashboardTile &tile, double value, Quantity quantity)
{
    const auto above = [&](double limit) { return TileView::tr("above %1").arg(format::quantity(quantity, limit)); };
    const auto below = [&](double limit) { return TileView::tr("below %1").arg(format::quantity(quantity, limit)); };
    if (tile.errorAbove && value > *tile.errorAbove)
        return above(*tile.errorAbove);
    if (tile.errorBelow && value < *tile.errorBelow)
        return below(*tile.errorBelow);
    if (tile.warnAbove && value > *tile.warnAbove)
        return above(*tile.warnAbove);
    if (tile.warnBelow && value < *tile.warnBelow)
        return below(*tile.warnBelow);
    if (const auto most = tile.warnAbove ? tile.warnAbove : tile.errorAbove)
        return *most == 0 ? TileView::tr("none") : below(*most);
    const auto least = tile.warnBelow ? tile.warnBelow : tile.errorBelow;
    return least ? above(*least) : QString();
}

/// What came last stands no longer than it would alone, however coarse the past before it is.
qint64 knownUntil(const DashboardSight &sight, const QString &metric)
{
    return std::min(sight.to, sight.lines->newestAt() + sight.lines->standsMs(metric, 1000));
}

/// "99.2 % good", and of how much where not nearly all of the span is known.
QString goodWords(const TimeShare &good, qint64 spanMs, qint64 standsMs)
{
    const double share = static_cast<double>(good.met) / static_cast<double>(good.known);
    const QString words = format::percent(share, share == 1 ? 0 : 1);
    return good.known + standsMs < spanMs ? TileView::tr("%1 good of %2 known", "share of the time, how much time").arg(words, format::duration(good.known))
                                          : TileView::tr("%1 good", "share of the time").arg(words);
}

class StatView final : public TileView {
public:
    StatView(const DashboardTile &tile, QWidget *parent) : TileView(tile, parent), m_stat(new StatTile(title(), this))
    {
        if (tile.metrics.first() == u"pg.sample_ms") // one of several times to answer
            setToolTip(toolTipText(TileView::tr("How long the server took to answer all questions of the agent’s last sample.")));
        setContent(m_stat);
    }

    void showSight(const DashboardSight &sight) override
    {
        const QString &metric = tile().metrics.first();
        if (quantityOf(metric) == Quantity::Events)
            return showSum(sight);
        const auto value = sight.lines->valueAt(metric, sight.to);
        m_stat->setStale(!value);
        if (!value)
            return showLast(sight);
        m_stat->setValue(words(sight, *value, sight.to));
        const QString &judged = tile().judged.isEmpty() ? metric : tile().judged;
        const auto measure = sight.lines->valueAt(judged, sight.to);
        const Judgement judgement = measure ? judge(tile(), *measure) : Judgement::None;
        if (judgement == Judgement::None)
            m_stat->setState(Tone::None, {});
        else if (judged == metric)
            m_stat->setState(toneOf(judgement), limitWords(tile(), *measure, quantityOf(judged)));
        else
            m_stat->setState(toneOf(judgement), format::quantity(quantityOf(judged), *measure) + judgedWords(judged));
    }

private:
    QString words(const DashboardSight &sight, double value, qint64 at) const
    {
        const QString &metric = tile().metrics.first();
        if (tile().metrics.size() > 1)
            if (const auto of = sight.lines->valueAt(tile().metrics.at(1), at))
                return TileView::tr("%1 of %2", "connections in use, of as many as allowed")
                    .arg(format::quantity(quantityOf(metric), value), format::quantity(quantityOf(tile().metrics.at(1)), *of));
        return format::quantity(quantityOf(metric), value);
    }
    /// A share of the value itself says what it is a share of.
    static QString judgedWords(const QString &metric)
    {
        return metric == u"pg.rollback_ratio" ? u' ' + metricLabel(metric) : QString();
    }
    /// Of events: how many there were in the span.
    void showSum(const DashboardSight &sight)
    {
        const QString &metric = tile().metrics.first();
        double sum = 0;
        const auto buckets = bucketsOf(*sight.lines->means(metric), sight.from, knownUntil(sight, metric), std::max<qint64>(1000, sight.to - sight.from),
                                       sight.lines->standsMs(metric, sight.lines->stepMs()));
        for (const Bucket &bucket : buckets)
            sum += bucket.total(metricByName(metric)->every);
        m_stat->setStale(buckets.isEmpty());
        m_stat->setValue(buckets.isEmpty() ? QStringLiteral("–") : format::quantity(Quantity::Count, sum));
        const Judgement judgement = buckets.isEmpty() ? Judgement::None : judge(tile(), std::round(sum));
        m_stat->setState(toneOf(judgement), judgement == Judgement::None ? QString() : limitWords(tile(), std::round(sum), Quantity::Count));
    }
    /// The last one known, dimmed, with its time: a judgement holds for now, not for then.
    void showLast(const DashboardSight &sight)
    {
        const auto line = sight.lines->line(tile().metrics.first());
        const int last = line ? line->lowerBound(sight.to + 1) - 1 : -1;
        if (last >= 0 && sight.to - line->timeAt(last) < kLookBackMs) {
            m_stat->setValue(words(sight, line->valueAt(last), line->timeAt(last)));
            m_stat->setState(Tone::Off, TileView::tr("at %1", "time of an old figure").arg(format::time(line->timeAt(last))));
            return;
        }
        m_stat->setValue(QStringLiteral("–"));
        const QString why = absence(sight);
        m_stat->setState(why.isEmpty() ? Tone::None : Tone::Note, why);
    }

    StatTile *m_stat;
};

class ChartView final : public TileView {
public:
    ChartView(const DashboardTile &tile, MetricLines &lines, QWidget *parent)
        : TileView(tile, parent), m_chart(new TimeChart(title(), this))
    {
        using Kind = DashboardTile::Kind;
        m_chart->setMinimumHeight(kChartHeight);
        m_chart->setStyle(tile.kind == Kind::Area ? ChartStyle::Stacked : tile.kind == Kind::Bar ? ChartStyle::Bars : ChartStyle::Lines);
        Quantity quantity = quantityOf(tile.metrics.first());
        const bool isTotal = tile.kind == Kind::Bar && format::totalOf(quantity) != quantity;
        if (isTotal) {
            m_chart->setBarTotals(quantity == Quantity::Events ? metricByName(tile.metrics.first())->every : 1);
            quantity = format::totalOf(quantity);
        }
        for (qsizetype i = 0; i < tile.metrics.size(); ++i) {
            const QString &metric = tile.metrics.at(i);
            m_chart->addSeries(metricLabel(metric), tile.kind == Kind::Line ? lines.line(metric) : lines.means(metric), static_cast<int>(i), lines.standsMs(metric, 1000));
        }
        m_chart->setValueWords([quantity](double value) { return format::quantity(quantity, value); });
        if (quantity == Quantity::Count)
            m_chart->setLeastRange(0, kFew);
        if (quantity == Quantity::Bytes || quantity == Quantity::BytesPerSecond)
            m_chart->setBinaryValues();
        if (const auto limit = tile.errorAbove ? tile.errorAbove : tile.warnAbove ? tile.warnAbove : tile.errorBelow ? tile.errorBelow : tile.warnBelow)
            m_chart->setLimit(limit, format::quantity(quantity, *limit));
        connect(m_chart, &TimeChart::crosshairMoved, this, &TileView::crosshairMoved);
        connect(m_chart, &TimeChart::spanBrushed, this, &TileView::spanBrushed);
        connect(m_chart, &TimeChart::zoomAsked, this, &TileView::zoomAsked);
        connect(m_chart, &TimeChart::panAsked, this, &TileView::panAsked);
        setContent(m_chart);
    }
    void showSight(const DashboardSight &sight) override
    {
        m_chart->setSight({.from = sight.from, .to = sight.to, .gaps = sight.gaps, .stepMs = sight.lines->stepMs(),
                       .knownUntil = knownUntil(sight, tile().metrics.first()), .note = absence(sight)});
    }
    void setCrosshair(std::optional<qint64> unixMs) override { m_chart->setCrosshair(unixMs); }

private:
    TimeChart *m_chart;
};

class StripView final : public TileView {
public:
    StripView(const DashboardTile &tile, QWidget *parent) : TileView(tile, parent), m_strip(new StatusStrip(title(), this))
    {
        connect(m_strip, &StatusStrip::crosshairMoved, this, &TileView::crosshairMoved);
        setContent(m_strip);
    }
    void showSight(const DashboardSight &sight) override
    {
        m_sight = sight;
        QList<StatusStrip::Line> lines;
        for (const QString &metric : tile().metrics)
            lines.append(lineOf(metric, sight));
        m_strip->setLines(lines, sight.from, sight.to);
    }
    void setCrosshair(std::optional<qint64> unixMs) override { m_strip->setCrosshair(unixMs); }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        TileView::resizeEvent(event);
        if (m_sight.lines) // the pieces are as many as there is room for
            showSight(m_sight);
    }

private:
    StatusStrip::Line lineOf(const QString &metric, const DashboardSight &sight) const
    {
        StatusStrip::Line line;
        line.name = tile().metrics.size() == 1 ? title() : metricTitle(metric);
        const Quantity quantity = quantityOf(metric);
        const qint64 stands = sight.lines->standsMs(metric, 1000);
        const qint64 span = sight.to - sight.from, until = knownUntil(sight, metric);
        const qint64 length = std::max(stands / 3, bucketMsFor(span, m_strip->pieceCount()));
        const TimeSeries &points = *sight.lines->line(metric);
        const auto toneFor = [this](const Bucket &bucket) { return toneOf(std::max(judge(tile(), bucket.least), judge(tile(), bucket.greatest))); };
        const auto add = [&](qint64 from, qint64 to, const Bucket &bucket) {
            const QString least = format::quantity(quantity, bucket.least);
            const QString greatest = format::quantity(quantity, bucket.greatest);
            line.pieces.append({from, to, toneFor(bucket), least == greatest ? least : least + QStringLiteral(" – ") + greatest});
        };
        const qint64 fine = bucketMsFor(span, m_strip->finePieceCount());
        for (const Bucket &bucket : bucketsOf(points, sight.from, until, length, stands)) {
            if (judge(tile(), bucket.least) == judge(tile(), bucket.greatest)) {
                add(bucket.from, bucket.from + length, bucket);
                continue;
            }
            // Good and bad in one: as finely as pixels allow, or the strip looks worse than it was.
            std::optional<Bucket> whole; // of one tone
            qint64 to = 0;
            for (const Bucket &part : bucketsOf(points, std::max(bucket.from, sight.from), std::min(bucket.from + length, until), fine, stands)) {
                if (whole && part.from <= to && toneFor(part) == toneFor(*whole)) {
                    whole->least = std::min(whole->least, part.least);
                    whole->greatest = std::max(whole->greatest, part.greatest);
                } else {
                    if (whole)
                        add(whole->from, to, *whole);
                    whole = part;
                    whole->from = std::max(part.from, bucket.from);
                }
                to = std::min(part.from + fine, bucket.from + length);
            }
            if (whole)
                add(whole->from, to, *whole);
        }
        const TimeShare good = shareOfTime(points, sight.from, until, stands,
                                           [this](double value) { return judge(tile(), value) == Judgement::Good; });
        if (good.known > 0)
            line.share = goodWords(good, span, stands);
        else
            line.share = absence(sight);
        return line;
    }
    StatusStrip *m_strip;
    DashboardSight m_sight;
};

class TableTile final : public TileView {
public:
    TableTile(const DashboardTile &tile, QWidget *parent)
        : TileView(tile, parent), m_model(new MetricTableModel(tile.metrics, this)), m_table(new TableView(this))
    {
        auto *card = new Card(title(), this);
        card->setBodyMargins(4, 0, 4, 8);
        m_table->setModel(m_model);
        m_table->setItemDelegate(new CellDelegate(m_table));
        m_table->setSelectionMode(QAbstractItemView::NoSelection);
        m_table->setFocusPolicy(Qt::NoFocus);
        m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + static_cast<int>(tile.metrics.size()) * measure::kRow + 4);
        connect(m_table, &TableView::resized, m_table, &TableView::layOutColumns);
        card->body()->addWidget(m_table);
        setContent(card);
    }
    void showSight(const DashboardSight &sight) override
    {
        QList<LineSummary> summaries;
        for (const QString &metric : tile().metrics) {
            LineSummary summary = summarize(*sight.lines->line(metric), sight.from, sight.to, sight.lines->standsMs(metric, 1000));
            summary.mean = summarize(*sight.lines->means(metric), sight.from, sight.to, sight.lines->standsMs(metric, sight.lines->stepMs())).mean;
            summaries.append(summary);
        }
        m_model->setSummaries(summaries);
    }

private:
    MetricTableModel *m_model;
    TableView *m_table;
};
} // namespace

TileView *TileView::make(const DashboardTile &tile, MetricLines &lines, QWidget *parent)
{
    using Kind = DashboardTile::Kind;
    if (tile.kind != Kind::Line && tile.kind != Kind::Strip)
        for (const QString &metric : tile.metrics)
            lines.means(metric); // from now on
    switch (tile.kind) {
    case Kind::Stat:
        return new StatView(tile, parent);
    case Kind::Strip:
        return new StripView(tile, parent);
    case Kind::Table:
        return new TableTile(tile, parent);
    case Kind::Line:
    case Kind::Area:
    case Kind::Bar:
        break;
    }
    return new ChartView(tile, lines, parent);
}

TileView::TileView(const DashboardTile &tile, QWidget *parent) : QWidget(parent), m_tile(tile)
{
    setObjectName(QStringLiteral("tile_") + tile.metrics.first() + u'_' + toString(tile.kind));
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(measure::kTinyGap);
}

QString TileView::title() const
{
    const QString said = m_tile.title.in(QLocale().name());
    return said.isEmpty() ? metricTitle(m_tile.metrics.first()) : said;
}

void TileView::setContent(QWidget *content) { m_column->addWidget(content, 1); }

QString TileView::absence(const DashboardSight &sight) const
{
    if (sight.lines->newestAt() < sight.from)
        return {}; // the source said nothing at all
    for (const QString &metric : m_tile.metrics)
        if (const auto line = sight.lines->line(metric); line && !line->isEmpty())
            return {};
    return absenceWords(m_tile.metrics.first(), sight.has);
}

void TileView::setEditing(bool isEditing)
{
    if (isEditing && !m_editBar)
        m_column->insertWidget(0, m_editBar = makeEditBar());
    if (m_editBar)
        m_editBar->setVisible(isEditing);
}

QWidget *TileView::makeEditBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    const auto button = [&](const char *icon, const QString &name, const char *objectName) {
        QToolButton *made = makeIconButton(QLatin1String(icon), name, bar);
        made->setObjectName(QLatin1String(objectName));
        row->addWidget(made);
        return made;
    };
    connect(button("arrow-left", tr("Move left"), "moveLeft"), &QToolButton::clicked, this, [this] { emit moveAsked(TileMove::Left); });
    connect(button("arrow-right", tr("Move right"), "moveRight"), &QToolButton::clicked, this, [this] { emit moveAsked(TileMove::Right); });
    row->addStretch();
    QToolButton *more = button("edit", tr("Change tile"), "changeTile");
    auto *menu = new QMenu(more);
    const auto act = [&](const QString &text, const char *objectName, auto does) {
        QAction *made = menu->addAction(text, this, does);
        made->setObjectName(QLatin1String(objectName));
        return made;
    };
    act(tr("What it shows…"), "editTile", [this] { emit editAsked(); });
    menu->addSeparator();
    act(tr("Move up"), "moveUp", [this] { emit moveAsked(TileMove::Up); });
    act(tr("Move down"), "moveDown", [this] { emit moveAsked(TileMove::Down); });
    menu->addSeparator();
    for (const auto &[width, name] : {std::pair(DashboardTile::Width::Narrow, tr("Narrow")), std::pair(DashboardTile::Width::Half, tr("Half a row")),
                                      std::pair(DashboardTile::Width::Full, tr("A whole row"))}) {
        QAction *made = act(name, "resizeTile", [this, to = width] { emit resizeAsked(to); });
        made->setCheckable(true);
        made->setChecked(m_tile.width == width);
    }
    menu->addSeparator();
    act(tr("Remove"), "removeTile", [this] { emit removeAsked(); });
    connect(more, &QToolButton::clicked, this, [more, menu] { menu->popup(more->mapToGlobal(QPoint(0, more->height()))); });
    return bar;
}

} // namespace plancia::ui
