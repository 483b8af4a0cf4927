// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/statementsmodel.h"
#include "ui/kit/viewexporter.h"
#include "ui/pages/monitoring/spanreader.h"
#include "ui/pages/monitoring/spansight.h"

class QLabel;

namespace plancia::ui {

class FilterBar;
class Notice;
class PagedTable;
class PageStates;
class StatementPanel;
class TimeChart;

/// The statements of a server that took the longest in the span that the page shows. A part of MonitoringPage.
///
/// State: "text" (the filter), "sort" (a column), "isRising".
class StatementsView : public QWidget {
    Q_OBJECT
public:
    explicit StatementsView(PageContext context, QWidget *parent = nullptr);
    ~StatementsView() override;

    StatementPanel *panel() const { return m_panel; }
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);
    bool isSettled() const;
    /// Metrics that it wants in the lines.
    static QStringList metrics();

    void showSight(const SpanSight &sight);
    /// More is remembered of a source.
    void take(const QString &source);
    /// Asks anew.
    void refresh();
    /// The rows as they stand; `offer` has span and source.
    void offer(ViewOffer &offer);
    /// Opens the first that is shown; for the tour.
    void openFirst();

signals:
    void spanBrushed(qint64 fromMs, qint64 toMs);
    void zoomAsked(double factor, qint64 aboutMs);
    void panAsked(qint64 ms);
    void settled();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Reader = SpanReader<Result<StatementsReport>>;
    void build();
    void buildLane();
    void answered(const Result<StatementsReport> &report, const Reader::Asked &asked);
    void fitColumns();
    void showLane();
    void showWords();
    void showState();
    void showPanel();
    void open(const QString &id);
    void takeEmptyAct();
    QString coverage() const;
    QString noticeWords() const;

    const PageContext m_context;
    SpanSight m_sight;
    Reader *m_reader = nullptr;
    Reader::Asked m_asked;           ///< of the report that is shown, or of the error
    std::optional<StatementsReport> m_report;
    std::optional<Error> m_trouble;  ///< of the last answer
    bool m_isOther = true;           ///< what is shown is of another span
    QTimer m_patience;               ///< that lasts
    QString m_sql;                   ///< that the empty state offers

    StatementsModel *m_model = nullptr;
    FilterBar *m_bar = nullptr;
    QLabel *m_coverage = nullptr;
    Notice *m_notice = nullptr;
    TimeChart *m_lane = nullptr;
    std::shared_ptr<TimeSeries> m_busy;
    PagedTable *m_table = nullptr;
    PageStates *m_states = nullptr;
    StatementPanel *m_panel = nullptr;
};

} // namespace plancia::ui
