// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/dashboardsport.h"
#include "models/series/timewindow.h"
#include "ui/kit/calls.h"
#include "ui/kit/viewexporter.h"
#include "ui/pages/monitoring/dashboardview.h"
#include "ui/pages/monitoring/spansight.h"

#include <QTimer>

class QComboBox;
class QStackedWidget;
class QTabBar;

namespace plancia::ui {

class BlockingView;
class DashboardEditor;
class EventsView;
class Notice;
class PageStates;
class SleepNotice;
class StatementsView;
class StreamStatusView;
class TimeBar;

/// Dashboards of one source, the events of the agent, and what the statements and blocked sessions of a server did, over one time axis: live, or any stretch that is remembered. Gaps are drawn as gaps. Reads what the stream
/// port keeps and remembers when it is shown or moved, then listens; hidden it does nothing. Lives on the GUI thread.
///
/// State: "view" (of MonitoredView), "dashboard" (its id, or "@events", "@statements", "@blocking"), these (of their views), "span" (ms), "pausedAt" (Unix ms of the right border, absent while it
/// runs).
class MonitoringPage : public Page {
    Q_OBJECT
public:
    explicit MonitoringPage(PageContext context, QWidget *parent = nullptr);

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override;
    bool takeAction(const QString &actionId) override;
    QStringList tourStops() const override;
    void showTourStop(const QString &stop) override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void listSources();
    void listDashboards();
    void chooseView(const QString &id);
    void showSources();
    void showTabs();
    void chooseDashboard(const QString &id);
    void showDashboard(const Dashboard &dashboard);
    void showTab(const QString &id);
    bool areEventsShown() const;
    bool areDashboardsShown() const;
    void hidePanels();
    void lookAtServer();
    bool isWaking() const;
    SpanSight spanSight(qint64 now, const DashboardSight &sight) const;
    QList<ChartGap> eventGaps() const;
    QList<ChartGap> withTheUnknownPast(QList<ChartGap> gaps, qint64 to) const;

    void windowChanged();
    void showPause();
    void showPill();
    /// Takes what the port keeps, and asks for what it remembers when the window reaches further back.
    void reload();
    void askHistory();
    void askOverview();
    void samplesArrived(const QList<Sample> &samples);
    void gapArrived(const StreamGap &gap);
    void tick();
    void draw();
    void showStatus();
    void showNotice();
    QList<StreamGap> recentGaps() const;
    QList<StreamGap> streamGapsUntil(qint64 to) const;
    QList<StreamGap> streamEventGaps() const;
    QList<ChartGap> gapsUntil(qint64 to) const;
    ViewOffer offer() const;
    void offerDashboard(ViewOffer &offer) const;
    QString sentence() const;
    qint64 nowMs() const;

    void tell(const Error &error);
    void beginEdit();
    void connectEditor();

    Calls m_calls{this};
    MonitoredSources m_sources;
    QList<MonitoredView> m_views;
    MonitoredView m_view;
    QString m_wantedView;      ///< by saved state, until its source is known
    QString m_wantedDashboard; ///< the same of a dashboard
    QHash<QString, QString> m_roles; ///< user name of each profile, by source
    QList<DashboardFile> m_files;
    QList<Error> m_faults;
    std::optional<DashboardFile> m_file; ///< that is shown

    TimeWindow m_window;
    MetricLines m_lines;
    qint64 m_shownSince = 0; ///< monotonic ms
    qint64 m_heardAt = 0;    ///< of the newest sample of any source
    qint64 m_skew = 0;       ///< the agent's clock minus ours
    qint64 m_oldest = 0;     ///< of what is remembered of the view
    QList<ChartGap> m_overviewGaps;
    qint64 m_knownFrom = 0, m_knownTo = 0; ///< what m_lines covers
    int m_question = 0;      ///< the newest question for the past; answers to older ones are dropped
    bool m_isAsking = false, m_asksAgain = false;
    qint64 m_quietUntil = 0; ///< monotonic ms: after a question that failed
    std::optional<Error> m_trouble; ///< what could not be listed, saved or put back; until the next act
    bool m_isShown = false;  ///< and the window is not minimised
    std::shared_ptr<const void> m_look; ///< at a server whose figures of now are shown: see LooksPort
    int m_ticks = 0;
    QString m_shownError;
    QString m_agent; ///< that is followed
    QTimer m_tick;
    QTimer m_drawSoon; ///< once for all that a gesture moved

    PageStates *m_states = nullptr;
    StreamStatusView *m_status = nullptr;
    QComboBox *m_selector = nullptr;
    QComboBox *m_span = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_edit = nullptr;
    QTabBar *m_tabs = nullptr;
    TimeBar *m_time = nullptr;
    Notice *m_notice = nullptr;
    SleepNotice *m_sleep = nullptr;
    QStackedWidget *m_content = nullptr;
    DashboardView *m_dashboard = nullptr;
    DashboardEditor *m_editor = nullptr;
    EventsView *m_events = nullptr;
    StatementsView *m_statements = nullptr;
    BlockingView *m_blocking = nullptr;
};

} // namespace plancia::ui
