// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/tenant.h"
#include "models/domain/workspace.h"
#include "ui/kit/formfield.h"

#include <QVariantMap>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace plancia::ui {

/// Asks why a tenant is suspended or activated, and says what that does before it is done. In production (a red
/// workspace) suspending asks for the workspace's name as well. Asks nobody: the panel acts.
class TenantStatusForm : public QWidget {
    Q_OBJECT
public:
    explicit TenantStatusForm(QWidget *parent = nullptr);

    void start(const Tenant &tenant, TenantStatus target, const WorkspaceIdentity &workspace);
    TenantStatus target() const { return m_target; }
    QString reason() const;
    bool isValid() const;
    void showFaults();
    void focusFirst();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void changed();

private:
    void judge();

    TenantStatus m_target = TenantStatus::Suspended;
    QString m_nameToType; ///< empty: need not be typed
    QLabel *m_effect = nullptr;
    QLabel *m_undo = nullptr;
    QPlainTextEdit *m_reason = nullptr;
    FormField *m_reasonField = nullptr;
    QLineEdit *m_typed = nullptr;
    FormField *m_typedField = nullptr;
};

} // namespace plancia::ui
