// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/limits.h"
#include "ui/kit/formfield.h"

#include <QVariantMap>

class QComboBox;
class QLineEdit;

namespace plancia::ui {

/// Which limit, for whom, and how much; says what is wrong while it is typed. Of a limit that is in force only the amount is
/// changed. Lives on the GUI thread and asks nobody.
class LimitForm : public QWidget {
    Q_OBJECT
public:
    explicit LimitForm(QWidget *parent = nullptr);

    void startNew();
    void startEdit(const TenantLimit &limit);

    LimitKey key() const;
    /// Nothing while what is typed is no amount.
    std::optional<qint64> amount() const;
    bool isValid() const;
    void showFaults();
    void focusFirst();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void changed();
    void submitted();

private:
    void kindChosen();
    void judge();

    std::optional<TenantLimit> m_start; ///< the limit that is changed; none: a new one
    QComboBox *m_kind = nullptr;
    QComboBox *m_scope = nullptr;
    QLineEdit *m_endpoint = nullptr;
    QLineEdit *m_amount = nullptr;
    FormField *m_kindField = nullptr;
    FormField *m_scopeField = nullptr;
    FormField *m_endpointField = nullptr;
    FormField *m_amountField = nullptr;
};

} // namespace plancia::ui
