// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/user.h"
#include "ui/kit/page.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace plancia::ui {

class FactGrid;
class TextBlock;

/// What is known of one person, with how they come in: password, codes, sessions and attempts to sign in. Reads only those; an
/// answer about a person shown before is ignored.
class UserDetail : public QWidget {
    Q_OBJECT
public:
    explicit UserDetail(const PageContext &context, QWidget *parent = nullptr);
    ~UserDetail() override;

    void setUser(const User &user);
    bool isSettled() const { return !m_isReading; }
    /// Of the person shown, as far as they were read.
    int openSessions() const;

signals:
    void settled();
    void endSessionRequested(const plancia::UserSession &session);
    void allActsRequested(const plancia::User &user);
    void tenantRequested(const plancia::User &user);

private:
    void readAccess();
    void showAccess(const UserAccess &access);
    void addSession(const UserSession &session);
    void addSignIn(const SignIn &signIn);
    QVBoxLayout *addSection(QVBoxLayout *column, const QString &title);

    PageContext m_context;
    User m_user;
    UserAccess m_access;
    CallContext m_call;
    bool m_isReading = false;

    FactGrid *m_facts = nullptr;
    QLabel *m_reasonTitle = nullptr;
    TextBlock *m_reason = nullptr;
    FactGrid *m_accessFacts = nullptr;
    QVBoxLayout *m_sessions = nullptr;
    QVBoxLayout *m_signIns = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_retry = nullptr;
};

} // namespace plancia::ui
