// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/monitoring/tileview.h"

class QGridLayout;
class QVBoxLayout;

namespace plancia::ui {

/// The tiles of a dashboard in their rows, all over one span, with one crosshair. While it is edited, each tile has buttons, and
/// every change is told; the owner shows the changed dashboard.
class DashboardView : public QWidget {
    Q_OBJECT
public:
    explicit DashboardView(QWidget *parent = nullptr);
    /// Builds the tiles anew. `lines` outlives it, and knows all metrics of the dashboard.
    void setDashboard(const Dashboard &dashboard, MetricLines &lines);
    const Dashboard &dashboard() const { return m_dashboard; }
    void setEditing(bool isEditing);
    void showSight(const DashboardSight &sight);
    QList<TileView *> tiles() const { return m_tiles; }
    /// Every metric that its tiles ask for, each once.
    static QStringList metricsOf(const Dashboard &dashboard);

signals:
    void spanBrushed(qint64 fromMs, qint64 toMs);
    void zoomAsked(double factor, qint64 aboutMs);
    void panAsked(qint64 ms);
    void changed(const plancia::Dashboard &dashboard);
    void editTileAsked(plancia::TilePlace place);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    /// A row of nothing but narrow numbers, which may stand in several lines.
    struct Numbers {
        QGridLayout *grid = nullptr;
        QList<TileView *> tiles;
        int columns = 0;
    };
    void arrangeNumbers();
    void connectTile(TileView *tile, TilePlace place);
    template <typename Change>
    void change(Change change);

    Dashboard m_dashboard;
    bool m_isEditing = false;
    QVBoxLayout *m_rows = nullptr;
    QList<TileView *> m_tiles;
    QList<Numbers> m_numbers;
};

} // namespace plancia::ui
