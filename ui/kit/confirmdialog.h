// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace plancia::ui {

struct ConfirmQuestion {
    QString title;     ///< "Suspend Acme?"
    QString sentence;  ///< what will happen
    QString loss;      ///< what will be lost or stops working, in bold; may be empty
    QString workspace; ///< its name, shown; in production it must be typed
    QString act;       ///< words of the button: "Suspend"
    QString typeName;  ///< when not empty the button waits until this is typed
    bool asksReason = false;
};

/// Asks before a dangerous act. Opened by open() and deleted when closed; Cancel is the default, never the act. Answers by
/// agreed(reason).
class ConfirmDialog : public QDialog {
    Q_OBJECT
public:
    ConfirmDialog(const ConfirmQuestion &question, QWidget *parent);
    QPushButton *actButton() const { return m_act; }
    QPushButton *cancelButton() const { return m_cancel; }

signals:
    void agreed(const QString &reason);

private:
    void judge();

    ConfirmQuestion m_question;
    QLineEdit *m_name = nullptr;
    QLineEdit *m_reason = nullptr;
    QPushButton *m_act = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace plancia::ui
