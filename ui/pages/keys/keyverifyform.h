// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/apikey.h"

#include <QWidget>

class QLineEdit;

namespace plancia::ui {

class FactGrid;
class FormField;
class Notice;

/// Asks for a key, and from where and for what it would be used; says whether the service lets it in. The key is forgotten with the
/// form, and stands in no state.
class KeyVerifyForm : public QWidget {
    Q_OBJECT
public:
    explicit KeyVerifyForm(QWidget *parent = nullptr);
    /// Empty, and without an answer.
    void start();
    QString secret() const;
    ApiKeyUse use() const;
    bool isValid() const { return !secret().isEmpty(); }
    void showFaults();
    void showAnswer(const ApiKeyVerification &answer, qint64 nowMs);
    void focusFirst();

signals:
    void changed();
    void submitted(); ///< Enter in a line
    void keyRequested(const plancia::ApiKeyId &id);

private:
    void hideAnswer();
    QString refusalOf(const ApiKeyVerification &answer) const;

    QLineEdit *m_secret = nullptr;
    FormField *m_secretField = nullptr;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_permission = nullptr;
    Notice *m_answer = nullptr;
    FactGrid *m_facts = nullptr;
    ApiKeyId m_found;
};

} // namespace plancia::ui
