// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/items/alertsmodel.h"
#include "models/ports/alertsport.h"
#include "ui/kit/calls.h"
#include "ui/kit/viewexporter.h"

#include <QTimer>

class QComboBox;
class QStackedWidget;
class QTabBar;

namespace plancia::ui {

class AlertPanel;
class ChannelList;
class ErrorPanel;
class FilterBar;
class Notice;
class PagedTable;
class PageStates;
class RuleForm;
class RulePanel;
class SilenceForm;
class SilencePanel;

/// What is wrong now by the rules of the agent that is followed, what mutes it, the rules themselves and where they are told. Asks every
/// five seconds while it is looked at, one question at a time, and takes what the port signals meanwhile. What is older than the last
/// answer allows is dated and said to be old.
///
/// State: "tab" ("alerts", "silences", "rules"), "state", "severity", "text", "muted", "panel" ("alert", "silence", "silenceForm",
/// "rule", "ruleForm"), "current" (what the panel is of), "typed" (of the panel).
class AlertsPage : public Page {
    Q_OBJECT
public:
    explicit AlertsPage(PageContext context);
    ~AlertsPage() override;

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override;
    void refresh() override { ask(); }
    QStringList tourStops() const override;
    void showTourStop(const QString &stop) override;

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    enum Tab { Alerts, Silences, Rules };
    void build();
    void buildFilter();
    void buildPanels();
    void connectParts();
    void connectPanels();
    AlertsPort *port() const { return context().ports.alerts; }

    void ask();
    enum class From { Answer, Signal };
    void take(const AlertBoard &board, From from);
    bool isFresh() const;
    /// The agent's clock, as far as the board told it.
    qint64 agentNow() const;

    AlertFilter filter() const;
    ViewOffer offer() const;
    void clearFilter();
    void showBoard();
    void showWords();
    void showStates();
    void setEmptyWords();
    void showPanel();
    void fitColumns();
    void openPanel(SidePanel *panel);
    void openAlert(const QString &id);
    void openSilence(const QString &id);
    void openRule(const QString &name);
    void startSilence(const QString &rule, const QString &label);
    void startRule(const AlertRule &rule, const QString &was);
    void openMonitoring(const Alert &alert);
    void restorePanel();

    /// Runs an act of a panel: it waits, shows what went wrong, and the board is asked for again.
    template <class T, class Panel, class Done>
    void act(const QFuture<Result<T>> &future, const CallContext &call, Panel *panel, Done done);
    void askRemove(const AlertRule &rule);
    void testChannel(const QString &name);

    Calls m_calls{this};
    CallContext m_asked;
    int m_question = 0;         ///< the newest; answers to older ones are dropped
    bool m_isAsking = false;
    bool m_heardSince = false;  ///< a board was signalled since the question was asked
    qint64 m_askedAt = 0;       ///< monotonic ms
    std::optional<AlertBoard> m_board;
    qint64 m_boardAt = 0;       ///< monotonic ms when the board came
    qint64 m_judgedAt = 0;      ///< monotonic ms when the board's time was another than before
    std::optional<Error> m_trouble; ///< of the last question
    QString m_troubleRequest;       ///< the first that told of it
    QStringList m_troubleShown;
    QVariantMap m_wantedPanel;  ///< by saved state, until there is a board
    bool m_hasPanel = false;
    QString m_chooseNext;       ///< what was made, until the next answer lists it
    QTimer m_tick;

    QPushButton *m_new = nullptr;
    QTabBar *m_tabs = nullptr;
    Notice *m_notice = nullptr;
    ErrorPanel *m_refused = nullptr; ///< of an act that has no panel
    FilterBar *m_bar = nullptr;
    QComboBox *m_severity = nullptr;
    QPushButton *m_muted = nullptr;
    QStackedWidget *m_stack = nullptr;
    AlertsModel *m_models[3] = {};
    PagedTable *m_tables[3] = {};
    PageStates *m_states[3] = {};
    ChannelList *m_channels = nullptr;
    AlertPanel *m_alertPanel = nullptr;
    SilencePanel *m_silencePanel = nullptr;
    SilenceForm *m_silenceForm = nullptr;
    RulePanel *m_rulePanel = nullptr;
    RuleForm *m_ruleForm = nullptr;
};

} // namespace plancia::ui
