// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/connection.h"

#include <QVariantMap>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace plancia::ui {

class FormField;
class Notice;

/// The fields of one connection, checked while typing. The password is never part of the state: it is asked again after
/// the page was built anew, and the form says so. Lives on the GUI thread.
class ConnectionForm : public QWidget {
    Q_OBJECT
public:
    /// Where a typed password would go.
    enum class Ring { Unknown, Usable, Missing, Locked };

    explicit ConnectionForm(QWidget *parent = nullptr);

    /// Begins with this profile: a new one has a null id.
    void setProfile(const ConnectionProfile &profile);
    ConnectionProfile profile() const;
    /// What was typed; nothing keeps the stored one.
    std::optional<QString> password() const;
    /// It was stored while more was typed: that is now a change of what is stored.
    void wasSaved(const ConnectionProfile &profile);
    void setRing(Ring ring);
    bool isRingKnown() const { return m_ring != Ring::Unknown; }

    bool isValid() const { return m_isValid; }
    /// Differs from what setProfile() gave, or a password was typed.
    bool isDirty() const;
    /// Shows every fault, as after pressing Save, and goes to the first.
    void touchAll();
    /// Shows a fault that the store found, beside its field.
    void setFault(const QString &field, const Error &error);
    void focusFirst();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    /// Something was typed or chosen: isValid() and isDirty() are up to date.
    void edited();
    void submitted();

private:
    void build();
    FormField *addField(const QString &id, const QString &label, QWidget *editor, const QString &hint = {});
    void showProfile(const ConnectionProfile &profile);
    /// The same with the field as its label has it, in the current language.
    Error inWords(const Error &error) const;
    void hostEdited(const QString &text);
    void follow();
    void showPasswordLine();

    ConnectionProfile m_original;
    bool m_sslTouched = false;
    bool m_isValid = false;
    bool m_isShowing = false;      ///< fields change because showProfile() runs
    bool m_passwordWasTyped = false; ///< before the page was built anew
    Ring m_ring = Ring::Unknown;
    QHash<QString, FormField *> m_fields;
    QHash<QString, QString> m_labels;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_host = nullptr;
    QSpinBox *m_port = nullptr;
    QLineEdit *m_database = nullptr;
    QLineEdit *m_user = nullptr;
    QComboBox *m_source = nullptr;
    QLineEdit *m_password = nullptr;
    QLineEdit *m_service = nullptr;
    QComboBox *m_sslMode = nullptr;
    Notice *m_sslWarning = nullptr;
    QComboBox *m_colour = nullptr;
    QCheckBox *m_readOnly = nullptr;
    QCheckBox *m_maySleep = nullptr;
};

/// A profile as plain values, for page state. Holds no password, as a profile does not.
QVariantMap toState(const ConnectionProfile &profile);
ConnectionProfile profileFromState(const QVariantMap &state);

} // namespace plancia::ui
