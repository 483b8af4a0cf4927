// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/sessionsmodel.h"
#include "models/series/blockingsteps.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/viewexporter.h"
#include "ui/pages/monitoring/spanreader.h"
#include "ui/pages/monitoring/spansight.h"

class QLabel;
class QToolButton;

namespace plancia::ui {

class Notice;
class PagedTable;
class SessionPanel;
class StepStrip;

/// Who waited for whom on a server, at any moment of the span that the page shows: how many, when, and the tree of the moment that is
/// chosen. While the window runs that is now; choosing another asks for the window to stand still. A part of MonitoringPage.
///
/// State: "at" (Unix ms of the moment; absent at the window's right border).
class BlockingView : public QWidget {
    Q_OBJECT
public:
    explicit BlockingView(PageContext context, QWidget *parent = nullptr);
    ~BlockingView() override;

    SessionPanel *panel() const { return m_panel; }
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);
    bool isSettled() const;

    void showSight(const SpanSight &sight);
    /// More is remembered of a source.
    void take(const QString &source);
    /// Asks anew.
    void refresh();
    /// Who waited, step by step of the span, and the picture of the moment that is chosen; `offer` has span, source and gaps.
    void offer(ViewOffer &offer);
    /// Goes to the last moment in which somebody waited, and opens who held the others up; for the tour.
    void openLast();

signals:
    void holdAsked();
    void zoomAsked(double factor, qint64 aboutMs);
    void panAsked(qint64 ms);
    void settled();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Reader = SpanReader<Result<BlockingHistory>>;
    void build();
    void answered(const Result<BlockingHistory> &history, const Reader::Asked &asked);
    void choose(qint64 at);
    void goToChange(int direction);
    std::optional<qint64> changeFrom(qint64 at, int direction) const;
    qint64 cursor() const;
    const BlockingStep *step() const { return stepAt(m_steps, cursor()); }
    ServerSessions sessionsOf(const BlockingStep *step) const;
    void showAll();
    void showSteps();
    void showMoment();
    void showNotice();
    void showState();
    void showPanel();
    void fitColumns();
    QString wordsAt(qint64 at) const;
    QString whyNotKnown(qint64 at) const;
    void open(const QString &id);

    const PageContext m_context;
    SpanSight m_sight;
    Reader *m_reader = nullptr;
    Reader::Asked m_asked;          ///< of the history that is shown
    std::optional<BlockingHistory> m_history;
    std::optional<Error> m_trouble; ///< of the last answer
    QString m_failedRequest;
    bool m_isOther = true;          ///< what is shown is of another span
    QList<BlockingStep> m_steps;
    QList<qint64> m_changes;
    std::optional<qint64> m_at;     ///< that was chosen
    std::optional<PageStates::Content> m_troubleBeside; ///< what the error is shown with; it is not built anew each second

    StepStrip *m_strip = nullptr;
    QToolButton *m_earlier = nullptr;
    QToolButton *m_later = nullptr;
    QLabel *m_moment = nullptr;
    QWidget *m_row = nullptr;
    Notice *m_notice = nullptr;
    SessionsModel *m_model = nullptr;
    PagedTable *m_table = nullptr;
    PageStates *m_states = nullptr;
    SessionPanel *m_panel = nullptr;
};

} // namespace plancia::ui
