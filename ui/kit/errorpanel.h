// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/errors/catalogue.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace plancia::ui {

/// An error that guides: title and code, what happened, the usual cause, what happened to your data, numbered steps with
/// links. Nothing in it is read as markup. Steps that the window can take announce their action id; "retry" too.
class ErrorPanel : public QFrame {
    Q_OBJECT
public:
    /// Narrow: links stand below their step and the acts at the foot, for a side panel.
    enum class Room { Wide, Narrow };
    explicit ErrorPanel(QWidget *parent = nullptr, Room room = Room::Wide);
    void setError(const Error &error, const QString &requestId = {});
    const ErrorText &text() const { return m_text; }
    /// All of it as plain text, for the clipboard.
    QString asText() const;
    void setDetailsShown(bool shown);

signals:
    void actionRequested(const QString &actionId);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showSteps();
    void copy();

    const Room m_room;
    ErrorText m_text;
    QString m_requestId;
    QLabel *m_title = nullptr;
    QLabel *m_code = nullptr;
    QLabel *m_sentence = nullptr;
    QLabel *m_cause = nullptr;
    QLabel *m_data = nullptr;
    QVBoxLayout *m_steps = nullptr;
    QPlainTextEdit *m_details = nullptr;
    QPushButton *m_showDetails = nullptr;
    QPushButton *m_copy = nullptr;
};

} // namespace plancia::ui
