// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/target.h"

#include <QVariantMap>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace plancia::ui {

class FormField;

/// The fields of one health target, checked while typing; what a kind does not know is not there. Lives on the GUI thread.
class TargetForm : public QWidget {
    Q_OBJECT
public:
    explicit TargetForm(QWidget *parent = nullptr);

    /// A new one has an empty name.
    void setTarget(const HealthTarget &target);
    HealthTarget target() const;
    bool isValid() const { return m_isValid; }
    bool isDirty() const { return target() != m_original; }
    /// Shows every fault, as after pressing Save, and goes to the first.
    void touchAll();
    void focusFirst();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void edited();
    void submitted();

private:
    void build();
    FormField *addField(const char *key, const QString &label, QWidget *editor, const QString &hint = {});
    void showTarget(const HealthTarget &target);
    void follow();
    Error errorOf(const QString &key, const HealthTarget &shown) const;

    HealthTarget m_original;
    bool m_isValid = false;
    bool m_isShowing = false;
    QHash<QString, FormField *> m_fields; ///< by the key that files have
    QComboBox *m_kind = nullptr;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_address = nullptr;
    QSpinBox *m_every = nullptr;
    QSpinBox *m_timeout = nullptr;
    QCheckBox *m_critical = nullptr;
    QSpinBox *m_status = nullptr;
    QLineEdit *m_body = nullptr;
    QCheckBox *m_redirects = nullptr;
    QSpinBox *m_warnDays = nullptr;
    QDoubleSpinBox *m_freePercent = nullptr;
    QDoubleSpinBox *m_freeGib = nullptr;
    QSpinBox *m_hours = nullptr;
    QPlainTextEdit *m_series = nullptr;
};

} // namespace plancia::ui
