// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/eventsmodel.h"
#include "models/series/timewindow.h"
#include "ui/charts/timechart.h"
#include "ui/kit/viewexporter.h"

class QComboBox;
class QLabel;

namespace plancia::ui {

class EventPanel;
class FilterBar;
class Notice;
class PageStates;
class TableView;

/// What a log shows of a span, the newest first, as rows for a file. Of the log as it is now: its blocks never change, so any thread may
/// read them.
ViewRows eventRows(const EventLog &log, qint64 from, qint64 to);

/// The events of an agent over the page's time axis: how many a stretch by severity, what share of them are errors, and each of them,
/// the newest first. Reads what is remembered of the window when it is shown or moved, then listens. A part of MonitoringPage.
///
/// State: the members of EventFilter but the span, by their names.
class EventsView : public QWidget {
    Q_OBJECT
public:
    explicit EventsView(PageContext context, QWidget *parent = nullptr);

    EventPanel *panel() const { return m_panel; }
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);
    bool isSettled() const { return !m_isReading && !m_model->isSearching(); }

    /// Draws the window; reads what is not known of it.
    void showWindow(const TimeWindow &window, qint64 nowMs, const QList<ChartGap> &gaps);
    /// What comes while the window runs.
    void take(const QList<Event> &events);
    /// Nothing is known any more: another agent, or a time without listening.
    void forget();
    /// Every event that the filter wants, the newest first, and how they were asked for; `offer` has the span.
    void offer(ViewOffer &offer);
    /// Opens the newest that is shown; for the tour.
    void openFirst();

signals:
    void spanBrushed(qint64 fromMs, qint64 toMs);
    void zoomAsked(double factor, qint64 aboutMs);
    void panAsked(qint64 ms);
    void settled();

private:
    void buildFilter();
    void buildLanes();
    void connectChart(TimeChart *chart);
    void read();
    void readPage(qint64 from, qint64 to, const QString &before, int reading);
    void filter();
    void showCounts();
    void showNote();
    void showNotice();
    void showState();
    void open(int row);
    void setTrace(const QString &trace);
    qint64 from() const { return m_window.from(m_now); }
    qint64 to() const { return m_window.to(m_now); }

    const PageContext m_context;
    TimeWindow m_window;
    qint64 m_now = 0;
    QList<ChartGap> m_gaps;
    qint64 m_knownFrom = 0, m_knownTo = 0; ///< what was read; m_knownTo 0: up to now, and on
    bool m_isReading = false;
    int m_reading = 0; ///< the newest; answers to older ones are dropped
    std::optional<Error> m_trouble; ///< of the last reading
    std::optional<Error> m_fault;   ///< of the pattern
    EventFilter m_wanted;
    QSet<QPair<qint64, qint64>> m_seen; ///< that came while what is older was read
    qint64 m_shown = 0; ///< events of the window, each for as many as it stands for

    EventsModel *m_model = nullptr;
    FilterBar *m_bar = nullptr;
    QComboBox *m_severity = nullptr;
    QComboBox *m_source = nullptr;
    QComboBox *m_type = nullptr;
    QComboBox *m_tenant = nullptr;
    QPushButton *m_pattern = nullptr;
    QPushButton *m_trace = nullptr;
    Notice *m_notice = nullptr;
    TimeChart *m_lane = nullptr;
    TimeChart *m_rate = nullptr;
    std::array<std::shared_ptr<TimeSeries>, kEventSeverities> m_counts;
    std::shared_ptr<TimeSeries> m_errors;
    TableView *m_table = nullptr;
    PageStates *m_states = nullptr;
    EventPanel *m_panel = nullptr;
};

} // namespace plancia::ui
