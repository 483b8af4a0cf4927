// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/targetsport.h"
#include "ui/kit/calls.h"
#include "ui/kit/viewexporter.h"
#include "ui/pages/health/targetpanel.h"

#include <QTimer>

namespace plancia::ui {

class ErrorPanel;
class Notice;
class PagedTable;
class PageStates;
class TargetForm;

/// Health of everything that an agent watches, servers and targets: a list with states, histories and up-time, one of them in detail, and
/// a form for the targets of the agent within this console. Lives on the GUI thread.
///
/// State: "current" (a row's name), "span" (ms), "form" (the draft), "former" (the name of the one that is edited).
class HealthPage : public Page {
    Q_OBJECT
public:
    explicit HealthPage(PageContext context, QWidget *parent = nullptr);
    ~HealthPage() override;

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override { return m_isLoaded && m_calls.isIdle(); }
    void refresh() override;
    QStringList tourStops() const override { return {QStringLiteral("form"), QStringLiteral("detail")}; }
    void showTourStop(const QString &stop) override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    /// What is known of one row besides its configuration.
    struct Known {
        MetricHistory history;
        QList<Sample> since;       ///< that came after the history was asked for
        QList<TargetTold> changes; ///< the newest first
        std::shared_ptr<TimeSeries> took;
        std::optional<QList<UpSpan>> spans; ///< of the history and what came since; nothing after one of them changed
    };
    void build();
    void buildForm();
    bool isOwnAgent() const;
    void askServers();
    void askTargets();
    void askEvents();
    void askHistory();
    void samplesArrived(const QList<Sample> &samples);
    bool takeLook(Known &known, const Sample &sample) const;
    void eventsArrived(const QList<Event> &events);
    void take(const TargetTold &told);
    void draw();
    HealthRow rowOf(const QString &name, qint64 nowMs);
    void describeServer(HealthRow &row, const Known &known, qint64 nowMs) const;
    QList<UpSpan> spansOf(const QString &name, Known &known, qint64 nowMs) const;
    QString summary(const QList<HealthRow> &rows) const;
    void drawSoon(int ms);
    QStringList names() const;
    ViewOffer offer() const;
    void choose(const QString &name);
    void showPanel();
    void startForm(const HealthTarget &target, const QString &former);
    void closeForm();
    void formEdited();
    void test();
    void save();
    void check(const QString &name);
    void remove(const QString &name);
    void failed(const Error &error, const QString &requestId);
    qint64 nowMs() const { return context().clock->nowMs() + m_skew; } ///< the agent's

    Calls m_calls{this};
    bool m_isLoaded = false;
    int m_question = 0; ///< of the history that is asked for
    qint64 m_spanMs = 0;
    qint64 m_askedAt = 0; ///< for the history; monotonic ms
    qint64 m_skew = 0; ///< the agent's clock minus ours
    QVariantMap m_restored;
    TargetsPort::Listed m_listed;
    QHash<QString, QString> m_servers; ///< of this console: address by source
    QHash<QString, Known> m_known; ///< by name
    QList<StreamGap> m_gaps;       ///< that came while the page lives
    QString m_current, m_former, m_checking;
    QString m_wanted; ///< that is to be the current one, once it is known
    CancelToken m_testing;
    QTimer m_drawing, m_later, m_tick;
    HealthModel m_model;
    QPushButton *m_add = nullptr;
    QList<QPushButton *> m_spans;
    Notice *m_notice = nullptr;
    PageStates *m_states = nullptr;
    PagedTable *m_table = nullptr;
    TargetPanel *m_panel = nullptr;
    SidePanel *m_formPanel = nullptr;
    TargetForm *m_form = nullptr;
    Notice *m_tested = nullptr;
    ErrorPanel *m_error = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_test = nullptr;
};

} // namespace plancia::ui
