// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/moveport.h"
#include "ui/kit/calls.h"
#include "ui/kit/page.h"
#include "ui/pages/move/movedtablesmodel.h"

class QComboBox;
class QLineEdit;

namespace plancia::ui {

class Card;
class ErrorPanel;
class FactGrid;
class Notice;
class PagedTable;
class PageStates;
class ProgressRow;

/// A control plane from a local store into PostgreSQL, or back into a new file: looked at first, then moved after its name
/// was typed where that is production. Also where a store that was moved is settled or released.
///
/// State: "from", "to", "file" (of a move back), "plan", "report". Other pages come with "from" and "to".
class MovePage : public Page {
    Q_OBJECT
public:
    explicit MovePage(PageContext context);
    ~MovePage() override;

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override { return m_calls.isIdle(); }
    bool takeAction(const QString &actionId) override;

private:
    void setUpEnds();
    void setUpRest();
    void fillEnds(const QList<WorkspaceIdentity> &workspaces);
    QString from() const;
    QString to() const;
    bool isFromServer() const;
    void endsChanged();
    void look();
    void ask();
    void move();
    void settle();
    void askRelease();
    void release(const QString &reason);
    void begin(const QString &title);
    void ended(const std::optional<Error> &error, const QString &requestId, const QString &cancelled);
    void showPlan();
    void showReport();
    void showWords();
    void showMark();

    Calls m_calls{this};
    MovedTablesModel m_model;
    QList<WorkspaceIdentity> m_workspaces;
    QVariantMap m_restored; ///< waits for the list
    std::optional<MovePlan> m_plan;
    std::optional<MoveReport> m_report;
    std::optional<CallContext> m_running;
    QComboBox *m_from = nullptr;
    QComboBox *m_to = nullptr;
    QLineEdit *m_file = nullptr;
    QWidget *m_toField = nullptr;
    QWidget *m_fileField = nullptr;
    ErrorPanel *m_error = nullptr;
    ErrorPanel *m_obstacle = nullptr;
    ProgressRow *m_progress = nullptr;
    Notice *m_verdict = nullptr;
    Card *m_mark = nullptr;
    FactGrid *m_markFacts = nullptr;
    QPushButton *m_settle = nullptr;
    QPushButton *m_release = nullptr;
    PagedTable *m_table = nullptr;
    PageStates *m_states = nullptr;
    QPushButton *m_look = nullptr;
    QPushButton *m_move = nullptr;
};

} // namespace plancia::ui
