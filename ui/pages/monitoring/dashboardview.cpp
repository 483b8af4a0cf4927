// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/dashboardview.h"

#include "ui/kit/theme.h"

#include <QGridLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace plancia::ui {

namespace {
constexpr int kLeastNumber = 170; ///< pixels in which a tile with a number and its state is whole
} // namespace

DashboardView::DashboardView(QWidget *parent) : QWidget(parent)
{
    setProperty("kind", QByteArrayLiteral("scrolled"));
    m_rows = new QVBoxLayout(this);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(measure::kGap);
}

QStringList DashboardView::metricsOf(const Dashboard &dashboard)
{
    QStringList metrics;
    for (const QList<DashboardTile> &row : dashboard.rows) {
        for (const DashboardTile &tile : row) {
            metrics += tile.metrics;
            if (!tile.judged.isEmpty())
                metrics.append(tile.judged);
        }
    }
    metrics.removeDuplicates();
    return metrics;
}

void DashboardView::setDashboard(const Dashboard &dashboard, MetricLines &lines)
{
    m_dashboard = dashboard;
    m_tiles.clear();
    m_numbers.clear();
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *row = item->widget()) {
            row->hide();
            row->deleteLater(); // perhaps inside a click on one of its own buttons
        }
        delete item;
    }
    for (qsizetype r = 0; r < dashboard.rows.size(); ++r) {
        auto *line = new QWidget(this);
        auto *row = new QGridLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(measure::kGap);
        QList<TileView *> tiles;
        for (qsizetype c = 0; c < dashboard.rows.at(r).size(); ++c) {
            const DashboardTile &tile = dashboard.rows.at(r).at(c);
            TileView *view = TileView::make(tile, lines, line);
            QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
            policy.setHorizontalStretch(static_cast<int>(tile.width));
            view->setSizePolicy(policy);
            view->setEditing(m_isEditing);
            const bool isChart = tile.kind == DashboardTile::Kind::Line || tile.kind == DashboardTile::Kind::Area || tile.kind == DashboardTile::Kind::Bar;
            row->addWidget(view, 0, static_cast<int>(c), isChart ? Qt::Alignment() : Qt::AlignTop);
            row->setColumnStretch(static_cast<int>(c), static_cast<int>(tile.width));
            connectTile(view, {static_cast<int>(r), static_cast<int>(c)});
            tiles.append(view);
        }
        m_tiles += tiles;
        const bool areNumbers = std::ranges::all_of(dashboard.rows.at(r), [](const DashboardTile &tile) {
            return tile.kind == DashboardTile::Kind::Stat && tile.width == DashboardTile::Width::Narrow;
        });
        if (areNumbers)
            m_numbers.append({row, tiles, static_cast<int>(tiles.size())});
        m_rows->addWidget(line);
    }
    m_rows->addStretch(1);
    arrangeNumbers();
}

/// In so many lines of about as many that each has the room for its words.
void DashboardView::arrangeNumbers()
{
    const int most = std::max(1, (width() + measure::kGap) / (kLeastNumber + measure::kGap));
    for (Numbers &numbers : m_numbers) {
        const auto count = static_cast<int>(numbers.tiles.size());
        const int lines = (count + most - 1) / most;
        const int columns = (count + lines - 1) / lines;
        if (std::exchange(numbers.columns, columns) == columns)
            continue;
        for (TileView *tile : std::as_const(numbers.tiles))
            numbers.grid->removeWidget(tile);
        for (int i = 0; i < count; ++i) {
            numbers.grid->addWidget(numbers.tiles.at(i), i / columns, i % columns, Qt::AlignTop);
            numbers.grid->setColumnStretch(i, i < columns ? 1 : 0);
        }
    }
}

void DashboardView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeNumbers();
}

void DashboardView::setEditing(bool isEditing)
{
    m_isEditing = isEditing;
    for (TileView *tile : std::as_const(m_tiles))
        tile->setEditing(isEditing);
}

void DashboardView::showSight(const DashboardSight &sight)
{
    for (TileView *tile : std::as_const(m_tiles))
        tile->showSight(sight);
}

template <typename Change>
void DashboardView::change(Change change)
{
    Dashboard changed = m_dashboard;
    if (change(changed))
        emit this->changed(changed);
}

void DashboardView::connectTile(TileView *tile, TilePlace place)
{
    connect(tile, &TileView::crosshairMoved, this, [this](std::optional<qint64> at) {
        for (TileView *other : std::as_const(m_tiles))
            other->setCrosshair(at);
    });
    connect(tile, &TileView::spanBrushed, this, &DashboardView::spanBrushed);
    connect(tile, &TileView::zoomAsked, this, &DashboardView::zoomAsked);
    connect(tile, &TileView::panAsked, this, &DashboardView::panAsked);
    connect(tile, &TileView::moveAsked, this, [this, place](TileMove how) {
        change([&](Dashboard &dashboard) { return moveTile(dashboard, place, how).has_value(); });
    });
    connect(tile, &TileView::resizeAsked, this, [this, place](DashboardTile::Width width) {
        change([&](Dashboard &dashboard) { return resizeTile(dashboard, place, width); });
    });
    connect(tile, &TileView::removeAsked, this, [this, place] {
        change([&](Dashboard &dashboard) { return removeTile(dashboard, place); });
    });
    connect(tile, &TileView::editAsked, this, [this, place] { emit editTileAsked(place); });
}

} // namespace plancia::ui
