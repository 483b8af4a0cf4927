// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"
#include "ui/kit/formfield.h"

#include <QHash>
#include <QVariantMap>

class QCheckBox;
class QDateEdit;
class QLineEdit;
class QPlainTextEdit;

namespace plancia::ui {

/// Tenant, name, environment, expiry, permissions, limits and addresses of a key that is made or changed; says what is
/// wrong while it is typed. Tenant and environment of a key that exists are not changed. Lives on the GUI thread and asks
/// nobody: the panel saves.
class KeyForm : public QWidget {
    Q_OBJECT
public:
    explicit KeyForm(QWidget *parent = nullptr);

    /// An empty form; a tenant's slug may stand in it already.
    void startCreate(const QString &tenantSlug);
    /// The same for a key that the service has already, which is asked for; it is forgotten with the form, and stands in no state.
    void startAdopt(const QString &tenantSlug);
    bool isAdopting() const { return m_isAdopting; }
    QString secret() const;
    void forgetSecret();
    void startEdit(const ApiKey &key);

    /// Somebody else saved first: changes are told against their version from now on. What was not touched here is theirs, since
    /// saving it as it stood would undo their change unseen.
    void rebase(const ApiKey &theirs);
    /// Gives a field ("name", "expires", "permissions", "limits", "addresses", "internal") the value of the version that changes are told against.
    void take(const QString &field);

    QString tenantSlug() const;
    ApiKeyDraft draft() const;
    bool isValid() const;
    bool isChanged() const;
    /// Shows every fault, also of fields that nobody touched: for a form that is submitted. Focuses the first.
    void showFaults();
    /// What the store said of the tenant; shown until another is typed.
    void setTenantFault(const Error &error);
    void setSecretFault(const Error &error);
    void focusFirst();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void changed();
    void submitted(); ///< Enter in a line

private:
    void judge();
    void setDraft(const ApiKeyDraft &draft);
    void setExpiry(qint64 atMs); ///< 0: never
    std::optional<Error> faultOf(const QString &name) const;

    bool m_isNew = true;
    bool m_isAdopting = false;
    ApiKeyDraft m_start;
    QString m_startTenant;
    std::optional<Error> m_tenantFault, m_secretFault; ///< what the store said
    QLineEdit *m_tenant = nullptr;
    QLineEdit *m_secret = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_environment = nullptr;
    QCheckBox *m_hasExpiry = nullptr;
    QDateEdit *m_expires = nullptr;
    QLineEdit *m_permissions = nullptr;
    QPlainTextEdit *m_limits = nullptr;
    QPlainTextEdit *m_addresses = nullptr;
    QCheckBox *m_internal = nullptr;
    QList<std::pair<QString, FormField *>> m_fields; ///< in the order of the form
};

} // namespace plancia::ui
