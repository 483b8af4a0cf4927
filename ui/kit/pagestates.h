// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/error.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace plancia {
class PagedModel;
}

namespace plancia::ui {

class ErrorPanel;

/// Content with its other states: loading, empty, error. An error with content to show stands above the content, so that
/// what was read before stays in sight.
class PageStates : public QWidget {
    Q_OBJECT
public:
    enum class State { Loading, Empty, Error, Ready };

    explicit PageStates(QWidget *content, QWidget *parent = nullptr);

    State state() const { return m_state; }
    void showLoading();
    void showReady();
    /// What is missing, why, and (when words are given) the act that helps: emptyActionRequested().
    void setEmptyWords(const QString &title, const QString &sentence, const QString &act = {},
                       const QString &icon = QStringLiteral("search"));
    void showEmpty();
    enum class Content { Hidden, Shown };
    void showError(const Error &error, const QString &requestId = {}, Content content = Content::Hidden);
    ErrorPanel *errorPanel() const { return m_error; }

    /// Shows the state of a model from now on, and asks it again when the person wants to retry.
    void follow(PagedModel *model);

signals:
    void emptyActionRequested();
    /// A step of the error was chosen; "retry" is answered here already when a model is followed.
    void actionRequested(const QString &actionId);
    /// The model that is followed failed: for the error history.
    void errorShown(const plancia::Error &error, const QString &requestId);
    void stateChanged();

private:
    void showModel();
    void setState(State state);

    State m_state = State::Loading;
    QWidget *m_content = nullptr;
    QStackedWidget *m_stack = nullptr;
    ErrorPanel *m_error = nullptr;
    QWidget *m_loading = nullptr;
    QLabel *m_loadingWords = nullptr;
    QWidget *m_empty = nullptr;
    QLabel *m_emptyIcon = nullptr;
    QLabel *m_emptyTitle = nullptr;
    QLabel *m_emptySentence = nullptr;
    QPushButton *m_emptyAct = nullptr;
    QTimer *m_patience = nullptr;
    QPointer<PagedModel> m_model;
};

} // namespace plancia::ui
