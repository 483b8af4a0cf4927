// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/intake.h"
#include "ui/kit/formfield.h"

#include <QVariantMap>

class QComboBox;
class QLineEdit;

namespace plancia::ui {

/// A step of the intake of a tenant: lines to type in, each with its fault. An empty one that need not be filled is left out.
class IntakeStep : public QWidget {
    Q_OBJECT
public:
    explicit IntakeStep(QWidget *parent = nullptr);
    virtual bool isValid() const = 0;
    /// Shows every fault, and goes to the first.
    void showFaults();
    void focusFirst();
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void changed();
    void submitted();

protected:
    QLineEdit *addLine(const QString &name, const QString &label, const QString &hint);
    FormField *fieldOf(const QLineEdit *line) const;
    void addEditor(FormField *field);
    virtual void judge() = 0;

private:
    QList<FormField *> m_fields;
};

/// The limits that are agreed with most tenants; others are set later, in the tenant's panel. Empty: the default, or none.
class IntakeLimits : public IntakeStep {
    Q_OBJECT
public:
    explicit IntakeLimits(QWidget *parent = nullptr);
    QList<LimitDraft> limits() const;
    bool isValid() const override;

private:
    void judge() override;
    QList<std::pair<LimitKey, QLineEdit *>> m_lines;
};

/// The first person; without an address nobody is invited.
class IntakePerson : public IntakeStep {
    Q_OBJECT
public:
    explicit IntakePerson(QWidget *parent = nullptr);
    std::optional<UserDraft> person() const;
    bool isValid() const override;

private:
    void judge() override;
    QLineEdit *m_email = nullptr;
    QLineEdit *m_name = nullptr;
    QComboBox *m_role = nullptr;
};

/// The first key; without a name none is made.
class IntakeKey : public IntakeStep {
    Q_OBJECT
public:
    explicit IntakeKey(QWidget *parent = nullptr);
    std::optional<ApiKeyDraft> key() const;
    bool isValid() const override;

private:
    void judge() override;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_environment = nullptr;
    QLineEdit *m_permissions = nullptr;
};

} // namespace plancia::ui
