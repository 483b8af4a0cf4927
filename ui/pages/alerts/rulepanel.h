// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "ui/kit/sidepanel.h"

class QCheckBox;

namespace plancia {
class Error;
}

namespace plancia::ui {

class ErrorPanel;

/// Everything that a rule says, and which alerts it has now. Of the agent within this program it can be changed.
class RulePanel : public SidePanel {
    Q_OBJECT
public:
    explicit RulePanel(QWidget *parent = nullptr);
    void openRule(const AlertBoard &board, const AlertRule &rule);
    /// It is not among the rules any more.
    void showGone();
    const AlertRule &rule() const { return m_rule; }
    void showError(const Error &error, const QString &requestId);
    void setActing(bool isActing);

signals:
    void editAsked(const plancia::AlertRule &rule);
    void duplicateAsked(const plancia::AlertRule &rule);
    void removeAsked(const plancia::AlertRule &rule);
    void enableAsked(const plancia::AlertRule &rule, bool isEnabled);
    void alertAsked(const QString &alertId);

private:
    void fill(const AlertBoard &board);
    void addFields();
    void judge();

    AlertRule m_rule;
    QStringList m_shown;
    bool m_isOwn = false, m_isGone = false, m_isActing = false;
    QVBoxLayout *m_head = nullptr;
    QCheckBox *m_enabled = nullptr;
    QVBoxLayout *m_fields = nullptr;
    ErrorPanel *m_error = nullptr;
    QList<QPushButton *> m_acts;
};

} // namespace plancia::ui
