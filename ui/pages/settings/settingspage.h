// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/agentaccessport.h"
#include "ui/kit/calls.h"
#include "ui/kit/page.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace plancia::ui {

class Card;
class ErrorPanel;
class FactGrid;
class FormField;

/// What a person sets for this installation, applied at once, and where its files lie. Lives on the GUI thread.
///
/// State: "agentUrl" (typed and not applied yet); a token that was typed is not in it.
class SettingsPage : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(PageContext context, QWidget *parent = nullptr);

    QVariantMap saveState() const override;
    void restoreState(const QVariantMap &state) override;
    bool isSettled() const override { return m_calls.isIdle(); }
    void refresh() override;

private:
    void build();
    QWidget *buildLook();
    QWidget *buildAgent();
    QWidget *buildLog();
    QWidget *buildPlaces();
    QWidget *buildPasswords();
    void showPreferences(const Preferences &preferences);
    /// What the page shows, over what it does not show.
    Preferences chosen() const;
    void apply(const Preferences &preferences);
    void applyAgent();
    void checkAgent();
    void askAccess();
    void showAccess(const AgentAccess &access);
    void keepAccess(const std::optional<QString> &token, std::function<void()> then);
    void followAgent(const StreamStatus &status);
    void refused(const Error &error, const QString &requestId);
    void showPlaces(const QList<WorkspaceIdentity> &workspaces);

    Calls m_calls{this};
    bool m_isShowing = false;
    Preferences m_refused; ///< what could not be kept, for Retry
    ErrorPanel *m_error = nullptr;
    QComboBox *m_language = nullptr;
    QComboBox *m_theme = nullptr;
    QComboBox *m_logLevel = nullptr;
    QComboBox *m_logFormat = nullptr;
    QComboBox *m_passwordLength = nullptr;
    QComboBox *m_passwordKinds = nullptr;
    QLineEdit *m_agent = nullptr;
    FormField *m_agentField = nullptr;
    QLineEdit *m_agentToken = nullptr;
    FormField *m_agentTokenField = nullptr;
    QLineEdit *m_agentCa = nullptr;
    FormField *m_agentCaField = nullptr;
    QPushButton *m_applyAgent = nullptr;
    QPushButton *m_forgetToken = nullptr;
    QLabel *m_agentState = nullptr;
    ErrorPanel *m_agentError = nullptr;
    AgentAccess m_access;
    QString m_accessOf; ///< the address that it is of
    int m_agentAsked = 0; ///< answers to what was asked before are of another moment
    FactGrid *m_places = nullptr;
};

} // namespace plancia::ui
