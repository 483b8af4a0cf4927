// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/metriclines.h"
#include "ui/charts/timechart.h"
#include "ui/pages/monitoring/monitoredview.h"

#include <QWidget>

class QVBoxLayout;

namespace plancia::ui {

/// What all tiles of a dashboard show at once.
struct DashboardSight {
    MetricLines *lines = nullptr;
    qint64 from = 0, to = 0; ///< Unix ms UTC, the agent's clock
    QList<ChartGap> gaps;
    ServerRights has;
};

/// One tile: a chart, a number, a strip or a table, with the buttons that move it while the dashboard is edited.
class TileView : public QWidget {
    Q_OBJECT
public:
    /// A tile of that kind. The lines of its metrics are those of `lines`, which outlives it.
    static TileView *make(const DashboardTile &tile, MetricLines &lines, QWidget *parent);

    const DashboardTile &tile() const { return m_tile; }
    QString title() const;
    virtual void showSight(const DashboardSight &sight) = 0;
    virtual void setCrosshair(std::optional<qint64> unixMs) { Q_UNUSED(unixMs) }
    void setEditing(bool isEditing);

signals:
    void crosshairMoved(std::optional<qint64> unixMs);
    void spanBrushed(qint64 fromMs, qint64 toMs);
    void zoomAsked(double factor, qint64 aboutMs);
    void panAsked(qint64 ms);
    void moveAsked(plancia::TileMove how);
    void resizeAsked(plancia::DashboardTile::Width width);
    void editAsked();
    void removeAsked();

protected:
    TileView(const DashboardTile &tile, QWidget *parent);
    void setContent(QWidget *content);
    /// Why nothing of it is known; empty when something is, or no reason.
    QString absence(const DashboardSight &sight) const;

private:
    QWidget *makeEditBar();

    const DashboardTile m_tile;
    QVBoxLayout *m_column = nullptr;
    QWidget *m_editBar = nullptr;
};

} // namespace plancia::ui
