// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/user.h"
#include "ui/kit/formfield.h"

#include <QVariantMap>

class QComboBox;
class QLineEdit;

namespace plancia::ui {

/// Address, name and role of a person who is invited or changed, and for an invitation the tenant; says what is wrong while it
/// is typed. Lives on the GUI thread and asks nobody: the panel saves.
class UserForm : public QWidget {
    Q_OBJECT
public:
    explicit UserForm(QWidget *parent = nullptr);

    /// An empty form for somebody new; of that tenant when one is given.
    void startInvite(const QString &tenantSlug);
    void startEdit(const User &user);

    UserDraft draft() const;
    QString tenantSlug() const;
    bool isValid() const;
    bool isChanged() const;
    /// Shows every fault, also of fields that nobody touched. Focuses the first.
    void showFaults();
    /// What the store said of a field ("email", "tenant", "role"); shown until it is changed.
    void setFault(const QString &field, const Error &error);
    /// Puts the value that somebody else saved into a field ("email", "name", "role").
    void take(const QString &field, const User &theirs);
    void focusFirst();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void changed();
    void submitted();

private:
    void judge();
    void edited(const QString &field);
    FormField *fieldOf(const QString &name) const;

    UserDraft m_start;
    QString m_startTenant;
    bool m_isNew = true;
    QHash<QString, Error> m_faults; ///< what the store said, by field

    QLineEdit *m_tenant = nullptr;
    QLineEdit *m_email = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_role = nullptr;
    FormField *m_tenantField = nullptr;
    FormField *m_emailField = nullptr;
    FormField *m_nameField = nullptr;
    FormField *m_roleField = nullptr;
};

} // namespace plancia::ui
