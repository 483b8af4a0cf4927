// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/usersport.h"
#include "ui/kit/page.h"

#include <QHash>

namespace plancia::ui {

class ErrorPanel;
class Notice;
class OneTimeSecret;
class TwoVersions;
class UserActs;
class UserDetail;
class UserForm;

/// The person beside the list: what is known, the forms that invite or change, and a code that was just made. Asks the port and
/// shows each answer; what was typed is kept, a draft a person, until it is saved or dropped by hand. A code is kept nowhere.
class UserPanel : public SidePanel {
    Q_OBJECT
public:
    enum class Mode { Closed, Detail, Invite, Edit, Code };

    explicit UserPanel(const PageContext &context, QWidget *parent = nullptr);
    ~UserPanel() override;

    Mode mode() const { return m_mode; }
    /// The person shown; empty while closed and in the form for a new one.
    QString userId() const;
    bool isSettled() const;
    /// May people be changed here, and when not, why, in words.
    bool canWrite() const;
    QString refusal() const;

    void showUser(const User &user);
    void startInvite(const QString &tenantSlug);
    void startEdit();
    void dismissPanel(); ///< hides it; drafts are kept
    /// Reads the person shown again, when nothing is being typed.
    void reloadUser();

    QVariantMap saveState() const;
    void restoreState(const QVariantMap &state);
    /// For the tour: an example code.
    void showCode(const UserCode &code);

signals:
    void shown(); ///< what is shown is another now
    void settled();
    /// A person was invited or changed by this panel, or is another now than the list shows.
    void userChanged(const plancia::User &user);
    void userGone(); ///< erased
    void allActsRequested(const plancia::User &user);
    void tenantRequested(const plancia::User &user);
    void actionRequested(const QString &actionId);

private:
    struct Draft {
        User base; ///< the version that what is typed was made from
        QVariantMap fields;
    };
    UsersPort *port() const;
    void setUpActs();
    void setMode(Mode mode);
    void showTitle();
    void showActs();
    void addDetailActs();
    void addMore();
    QString draftKey(Mode mode) const;
    void keepDraft();
    void resume(Mode mode);
    void save();
    void invite();
    void cancelForm();
    void closeCode();
    template <class T>
    void write(const QFuture<Result<T>> &answer, void (UserPanel::*then)(const T &));
    void saved(const User &user);
    void invited(const UserCode &code);
    void writeFailed(const Error &error);
    void readTheirs(const Error &error);
    void showVersions();
    void showError(const Error &error, const QString &requestId);
    void stepTaken(const QString &actionId);

    PageContext m_context;
    Mode m_mode = Mode::Closed;
    std::optional<User> m_user;
    QHash<QString, Draft> m_drafts;
    CallContext m_writing, m_reading;
    bool m_isWriting = false;
    bool m_isReading = false;
    std::function<void()> m_again;     ///< what the error's Retry does
    std::function<void()> m_noticeAct; ///< what the notice's link does

    ErrorPanel *m_error = nullptr;
    Notice *m_notice = nullptr;
    TwoVersions *m_versions = nullptr; ///< above the form, after somebody else saved first
    UserDetail *m_detail = nullptr;
    UserForm *m_form = nullptr;
    QWidget *m_code = nullptr;
    QLabel *m_codeWords = nullptr;
    OneTimeSecret *m_secret = nullptr;
    UserActs *m_acts = nullptr;
};

} // namespace plancia::ui
