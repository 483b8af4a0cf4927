// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/series/timeseries.h"
#include "ui/kit/calls.h"
#include "ui/kit/page.h"
#include "ui/pages/monitoring/monitoredcharts.h"

#include <QTimer>

class QComboBox;
class QGridLayout;
class QHBoxLayout;

namespace plancia::ui {

class PageStates;
class StatTile;
class StreamStatusView;
class TimeChart;
struct ChartGap;

/// The last five minutes of one source, live: tiles, charts on one time axis, gaps drawn as gaps. Reads what the stream
/// port keeps when it is shown, then listens; hidden or paused it does nothing. Lives on the GUI thread.
///
/// State: "view" (of MonitoredView), "pausedAt" (Unix ms of the right border, absent while it runs).
class MonitoringPage : public Page {
    Q_OBJECT
public:
    explicit MonitoringPage(PageContext context, QWidget *parent = nullptr);

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override { reload(); }
    bool takeAction(const QString &actionId) override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Tile {
        QString id;
        StatTile *widget = nullptr;
    };

    void build();
    void setPaused(std::optional<qint64> at);
    void chooseView(const QString &id);
    void showSources();
    void buildView();
    /// Forgets the points and takes what the port keeps.
    void reload();
    void take(const Sample &sample);
    void takeGap(const StreamGap &gap);
    void samplesArrived(const QList<Sample> &samples);
    void tick();
    void draw();
    void drawTiles(bool isStale);
    void showStatus();
    QList<ChartGap> gapsUntil(qint64 to) const;
    QString sentence() const;
    qint64 nowMs() const;

    Calls m_calls{this};
    QStringList m_sources;
    QList<MonitoredView> m_views;
    MonitoredView m_view;
    QString m_wantedView; ///< by saved state, until its source is known
    std::optional<qint64> m_pausedAt;
    qint64 m_shownSince = 0;
    qint64 m_newestAt = 0;  ///< of the view's samples
    qint64 m_skew = 0;      ///< the agent's clock minus ours
    QList<StreamGap> m_gaps;
    QHash<QString, std::shared_ptr<TimeSeries>> m_series; ///< by metric
    QHash<QString, double> m_newest;                      ///< by metric
    QString m_shownError;
    QTimer m_tick;

    PageStates *m_states = nullptr;
    StreamStatusView *m_status = nullptr;
    QComboBox *m_selector = nullptr;
    QPushButton *m_pause = nullptr;
    QWidget *m_content = nullptr;
    QHBoxLayout *m_tileRow = nullptr;
    QGridLayout *m_grid = nullptr;
    QList<Tile> m_tiles;
    QList<TimeChart *> m_charts;
};

} // namespace plancia::ui
