// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/usersport.h"
#include "ui/kit/page.h"

namespace plancia::ui {

struct ConfirmQuestion;

/// The acts on a person that need no form: disabled, enabled, a new code, address verified, sessions ended, exported, erased.
/// Each asks what it needs in a dialog, and then the port. One at a time.
class UserActs : public QObject {
    Q_OBJECT
public:
    /// The parent is what dialogs stand before.
    UserActs(const PageContext &context, QWidget *parent);
    ~UserActs() override;

    bool isBusy() const { return m_isBusy; }
    void askDisable(const User &user);
    void askEnable(const User &user);
    void askReset(const User &user);
    void verifyEmail(const User &user);
    void askEndSession(const User &user, const UserSession &session);
    void askEndSessions(const User &user);
    void askExport(const User &user);
    void askErase(const User &user);

signals:
    void changed(); ///< busy, or no longer
    void done(const plancia::User &user, const QString &words);
    void codeMade(const plancia::UserCode &code);
    void erased(const plancia::UserExport &erased);
    void failed(const plancia::Error &error, const QString &requestId);

private:
    UsersPort *port() const { return m_context.workspace->users(); }
    /// One call: `then` gets what it gave.
    template <class T, class Then>
    void call(const QFuture<Result<T>> &answer, Then then);
    void ask(const ConfirmQuestion &question, std::function<void(const QString &reason)> act);
    void endSessions(const User &user, SessionId session, const QString &reason);
    void chooseFile(const User &user, const QString &title, std::function<void(const QString &file)> act);

    PageContext m_context;
    QWidget *m_window;
    CallContext m_call;
    bool m_isBusy = false;
};

} // namespace plancia::ui
