// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/kit/calls.h"
#include "ui/kit/page.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace plancia::ui {

class Card;
class ErrorPanel;
class FactGrid;
class FormField;

/// What a person sets for this installation, applied at once, and where its files lie. Lives on the GUI thread.
///
/// State: "agentUrl" (typed and not applied yet).
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
    QPushButton *m_applyAgent = nullptr;
    FactGrid *m_places = nullptr;
};

} // namespace plancia::ui
