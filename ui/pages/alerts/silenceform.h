// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/alert.h"
#include "ui/kit/sidepanel.h"

#include <QVariantMap>

class QComboBox;
class QDateTimeEdit;
class QLineEdit;
class QStringListModel;

namespace plancia {
class Error;
}

namespace plancia::ui {

class ErrorPanel;
class FormField;

/// A new silence. While it is typed, what it would mute now stands below, told from the board alone.
class SilenceForm : public SidePanel {
    Q_OBJECT
public:
    explicit SilenceForm(QWidget *parent = nullptr);
    /// Of one alert, or of nothing yet. What was typed before is gone.
    void start(const QString &rule, const QString &label, const QString &author);
    /// The board that the preview and the completion are of; `agentNow` by the agent's clock.
    void setBoard(const AlertBoard &board, qint64 agentNow, bool isFresh);
    Silence draft() const;
    void showError(const Error &error, const QString &requestId);
    void setActing(bool isActing);
    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);

signals:
    void silenceAsked(const plancia::Silence &draft);

private:
    void build();
    void judge();
    void showPreview();
    qint64 until() const;

    AlertBoard m_board;
    qint64 m_now = 0;
    bool m_isFresh = false, m_isActing = false;
    QStringList m_shown;
    QLineEdit *m_rule = nullptr;
    QLineEdit *m_label = nullptr;
    QStringListModel *m_rules = nullptr;
    QStringListModel *m_labels = nullptr;
    QComboBox *m_span = nullptr;
    QDateTimeEdit *m_until = nullptr;
    QLineEdit *m_author = nullptr;
    QLineEdit *m_comment = nullptr;
    FormField *m_ruleField = nullptr;
    FormField *m_labelField = nullptr;
    FormField *m_untilField = nullptr;
    FormField *m_authorField = nullptr;
    FormField *m_commentField = nullptr;
    QLabel *m_previewTitle = nullptr;
    QVBoxLayout *m_preview = nullptr;
    ErrorPanel *m_error = nullptr;
    QPushButton *m_make = nullptr;
};

} // namespace plancia::ui
