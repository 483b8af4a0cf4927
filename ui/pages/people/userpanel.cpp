// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/userpanel.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/usersmodel.h"
#include "models/ports/deliver.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/notice.h"
#include "ui/kit/onetimesecret.h"
#include "ui/kit/retrystep.h"
#include "ui/kit/text.h"
#include "ui/kit/twoversions.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/people/useracts.h"
#include "ui/pages/people/userdetail.h"
#include "ui/pages/people/userform.h"
#include "ui/pages/people/userstate.h"

#include <QApplication>
#include <QMenu>
#include <QVBoxLayout>

namespace plancia::ui {

UserPanel::UserPanel(const PageContext &context, QWidget *parent) : SidePanel(parent), m_context(context)
{
    setObjectName(QStringLiteral("userPanel"));
    m_error = new ErrorPanel(this, ErrorPanel::Room::Narrow);
    m_notice = new Notice(this);
    m_detail = new UserDetail(context, this);
    m_versions = new TwoVersions(this);
    m_form = new UserForm(this);
    m_code = new QWidget(this);
    auto *code = new QVBoxLayout(m_code);
    code->setContentsMargins(0, 0, 0, 0);
    code->setSpacing(measure::kGap);
    m_codeWords = makeLabel({}, TextKind::Body, Wrap::Yes, m_code);
    m_secret = new OneTimeSecret(m_code);
    code->addWidget(m_codeWords);
    code->addWidget(m_secret);
    QVBoxLayout *part = addPart();
    part->setSpacing(measure::kGap);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_error, m_notice, m_versions, m_detail, m_form, m_code}) {
        part->addWidget(widget);
        widget->hide();
    }
    setUpActs();
    connect(m_error, &ErrorPanel::actionRequested, this, &UserPanel::stepTaken);
    connect(m_notice, &Notice::linkActivated, this, [this] {
        if (const auto act = m_noticeAct)
            act();
    });
    connect(m_detail, &UserDetail::settled, this, &UserPanel::settled);
    connect(m_detail, &UserDetail::allActsRequested, this, &UserPanel::allActsRequested);
    connect(m_detail, &UserDetail::tenantRequested, this, &UserPanel::tenantRequested);
    connect(m_detail, &UserDetail::endSessionRequested, this, [this](const UserSession &session) { m_acts->askEndSession(*m_user, session); });
    connect(m_versions, &TwoVersions::theirsTaken, this, [this](const QString &field) {
        m_form->take(field, *m_user);
        showVersions();
    });
    connect(m_form, &UserForm::submitted, this, &UserPanel::save);
    connect(m_form, &UserForm::changed, this, [this] { m_error->hide(); });
    connect(this, &SidePanel::closed, this, [this] {
        keepDraft();
        setMode(Mode::Closed);
    });
}

void UserPanel::setUpActs()
{
    m_acts = new UserActs(m_context, this);
    connect(m_acts, &UserActs::changed, this, [this] {
        if (m_mode == Mode::Detail)
            showActs();
        if (isSettled())
            emit settled();
    });
    connect(m_acts, &UserActs::done, this, [this](const User &user, const QString &words) {
        if (m_mode == Mode::Detail && m_user && m_user->id == user.id)
            showUser(user);
        if (m_context.actions.notify)
            m_context.actions.notify(Tone::Good, words);
        emit userChanged(user);
    });
    connect(m_acts, &UserActs::codeMade, this, [this](const UserCode &code) {
        keepDraft();
        showCode(code);
        emit userChanged(code.user);
    });
    connect(m_acts, &UserActs::erased, this, [this](const UserExport &gone) {
        if (m_context.actions.notify)
            m_context.actions.notify(Tone::Good, tr("%1 is erased. What was known lies in %2.").arg(shownName(gone.user).left(60), gone.file));
        if (m_user && m_user->id == gone.user.id)
            dismissPanel();
        emit userGone();
    });
    connect(m_acts, &UserActs::failed, this, [this](const Error &error, const QString &requestId) {
        m_again = [this] { reloadUser(); };
        showError(error, requestId);
    });
}

UserPanel::~UserPanel() { m_reading.cancel.cancel(); }

UsersPort *UserPanel::port() const { return m_context.workspace ? m_context.workspace->users() : nullptr; }
bool UserPanel::canWrite() const { return port() && m_context.workspace->capabilities().testFlag(Capability::WriteUsers); }
QString UserPanel::refusal() const { return m_context.workspace ? refusedSentence(*m_context.workspace, Capability::WriteUsers) : QString(); }

QString UserPanel::userId() const
{
    return m_mode == Mode::Closed || m_mode == Mode::Invite || !m_user ? QString() : m_user->id.toString();
}

bool UserPanel::isSettled() const
{
    return !m_isWriting && !m_isReading && !m_acts->isBusy() && (m_mode != Mode::Detail || m_detail->isSettled());
}

void UserPanel::showUser(const User &user)
{
    keepDraft();
    m_user = user;
    m_detail->setUser(user);
    setMode(Mode::Detail);
    if (!canWrite())
        m_notice->showText(Tone::Note, refusal());
    else if (m_drafts.contains(draftKey(Mode::Edit)))
        m_notice->showText(Tone::Warning, tr("Your changes to this person are not saved yet."), tr("Go on with them"));
    else
        return;
    m_notice->show();
    m_noticeAct = [this] { startEdit(); };
}

void UserPanel::showCode(const UserCode &code)
{
    m_user = code.user;
    m_secret->setSecret(code.code);
    m_codeWords->setText(tr("This code is shown only now. Give it to %1 by a way that others do not read. It is good until %2, and used once.")
                             .arg(code.user.email, format::day(code.expiresAt, m_context.clock->nowMs())));
    setMode(Mode::Code);
}

void UserPanel::startInvite(const QString &tenantSlug)
{
    keepDraft();
    m_user.reset();
    m_form->startInvite(tenantSlug);
    resume(Mode::Invite);
    m_form->focusFirst();
}

void UserPanel::startEdit()
{
    if (!m_user)
        return;
    if (const auto kept = m_drafts.constFind(draftKey(Mode::Edit)); kept != m_drafts.constEnd())
        m_user = kept->base;
    m_form->startEdit(*m_user);
    resume(Mode::Edit);
    m_form->focusFirst();
}

void UserPanel::resume(Mode mode)
{
    setMode(mode);
    const auto kept = m_drafts.constFind(draftKey(mode));
    if (kept == m_drafts.constEnd())
        return;
    m_form->restoreState(kept->fields);
    m_notice->showText(Tone::Note, tr("You began this before and have not saved it yet."), tr("Start over"));
    m_notice->show();
    m_noticeAct = [this] {
        m_drafts.remove(draftKey(m_mode));
        if (m_mode == Mode::Invite)
            m_form->startInvite(m_form->tenantSlug());
        else
            m_form->startEdit(*m_user);
        m_notice->hide();
    };
}

void UserPanel::dismissPanel()
{
    if (m_mode == Mode::Closed)
        return;
    keepDraft();
    hide();
    setMode(Mode::Closed);
}

QString UserPanel::draftKey(Mode mode) const
{
    if (mode == Mode::Invite)
        return QStringLiteral("new");
    return mode == Mode::Edit || mode == Mode::Detail ? (m_user ? m_user->id.toString() : QString()) : QString();
}

void UserPanel::keepDraft()
{
    if (m_mode != Mode::Invite && m_mode != Mode::Edit)
        return;
    if (m_form->isChanged())
        m_drafts.insert(draftKey(m_mode), {m_user.value_or(User()), m_form->saveState()});
    else
        m_drafts.remove(draftKey(m_mode));
}

void UserPanel::setMode(Mode mode)
{
    const QWidget *focused = QApplication::focusWidget();
    const bool hadFocus = focused && (focused == this || isAncestorOf(focused));
    m_mode = mode;
    m_error->hide();
    m_notice->hide();
    m_versions->hide();
    m_again = {};
    m_noticeAct = {};
    m_detail->setVisible(mode == Mode::Detail);
    m_form->setVisible(mode == Mode::Invite || mode == Mode::Edit);
    m_code->setVisible(mode == Mode::Code);
    if (mode != Mode::Code)
        m_secret->clear();
    if (mode != Mode::Closed)
        show();
    showTitle();
    showActs();
    if (hadFocus && mode != Mode::Closed)
        setFocus();
    emit shown();
}

void UserPanel::showTitle()
{
    setState(Tone::None, {});
    switch (m_mode) {
    case Mode::Closed:
        break;
    case Mode::Invite:
        setTitle(tr("Invite a person"));
        break;
    case Mode::Code:
        setTitle(tr("Code for %1").arg(shownName(*m_user)));
        break;
    case Mode::Detail:
    case Mode::Edit:
        setTitle(shownName(*m_user));
        setState(toneOf(m_user->status), wordFor(m_user->status));
        break;
    }
}

void UserPanel::showActs()
{
    clearActions();
    if (m_mode == Mode::Closed)
        return;
    if (m_isWriting || (m_mode == Mode::Detail && m_acts->isBusy())) {
        addAction(tr("Saving…"), ButtonKind::Primary)->setEnabled(false);
        QPushButton *stop = addAction(tr("Stop"));
        stop->setObjectName(QStringLiteral("stop"));
        stop->setVisible(m_isWriting);
        connect(stop, &QPushButton::clicked, this, [this] { m_writing.cancel.cancel(); });
        return;
    }
    const auto add = [this](const char *name, const QString &text, ButtonKind kind, void (UserPanel::*act)()) {
        QPushButton *button = addAction(text, kind);
        button->setObjectName(QLatin1String(name));
        // Later: the act takes these buttons away, and one must not go while it is being clicked.
        connect(button, &QPushButton::clicked, this, act, Qt::QueuedConnection);
    };
    switch (m_mode) {
    case Mode::Closed:
        break;
    case Mode::Detail:
        addDetailActs();
        break;
    case Mode::Invite:
        add("save", tr("Invite"), ButtonKind::Primary, &UserPanel::save);
        add("cancel", tr("Cancel"), ButtonKind::Secondary, &UserPanel::cancelForm);
        break;
    case Mode::Edit:
        add("save", tr("Save"), ButtonKind::Primary, &UserPanel::save);
        add("cancel", tr("Cancel"), ButtonKind::Secondary, &UserPanel::cancelForm);
        break;
    case Mode::Code:
        add("codeDone", tr("Done", "with a code that is shown"), ButtonKind::Primary, &UserPanel::closeCode);
        break;
    }
}

void UserPanel::addDetailActs()
{
    const auto add = [this](const char *name, const QString &text, Capability needed, std::function<void()> act) {
        QPushButton *button = addAction(text);
        button->setObjectName(QLatin1String(name));
        setRefusal(button, refusedSentence(*m_context.workspace, needed));
        connect(button, &QPushButton::clicked, this, std::move(act), Qt::QueuedConnection);
    };
    const bool isDisabled = m_user->status == UserStatus::Disabled;
    add("edit", tr("Edit"), Capability::WriteUsers, [this] { startEdit(); });
    if (isDisabled)
        add("enable", tr("Enable…"), Capability::WriteUsers, [this] { m_acts->askEnable(*m_user); });
    else
        add("reset", m_user->status == UserStatus::Invited ? tr("New code…") : tr("Reset…"), Capability::WriteUsers, [this] { m_acts->askReset(*m_user); });
    addMore();
}

void UserPanel::addMore()
{
    QPushButton *more = addAction(tr("More"));
    more->setObjectName(QStringLiteral("more"));
    auto *menu = new QMenu(more);
    menu->setToolTipsVisible(true);
    const auto add = [this, menu](const char *name, const QString &text, Capability needed, std::function<void()> act) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        const QString refused = refusedSentence(*m_context.workspace, needed);
        action->setEnabled(refused.isEmpty());
        if (!refused.isEmpty())
            action->setToolTip(toolTipText(refused));
        connect(action, &QAction::triggered, m_acts, std::move(act), Qt::QueuedConnection);
    };
    add("endSessions", tr("End all sessions…"), Capability::EndSessions, [this] { m_acts->askEndSessions(*m_user); });
    if (m_user->emailVerifiedAt == 0)
        add("verifyEmail", tr("Mark the address as verified"), Capability::WriteUsers, [this] { m_acts->verifyEmail(*m_user); });
    if (m_user->status != UserStatus::Disabled)
        add("disable", tr("Disable…"), Capability::WriteUsers, [this] { m_acts->askDisable(*m_user); });
    add("exportUser", tr("Export everything…"), Capability::WriteUsers, [this] { m_acts->askExport(*m_user); });
    add("eraseUser", tr("Erase…"), Capability::WriteUsers, [this] { m_acts->askErase(*m_user); });
    more->setMenu(menu);
}

void UserPanel::closeCode() { showUser(*m_user); }

void UserPanel::cancelForm()
{
    m_drafts.remove(draftKey(m_mode));
    if (m_mode == Mode::Invite || !m_user) {
        m_form->startInvite({});
        m_mode = Mode::Closed;
        hide();
        setMode(Mode::Closed);
        emit closed();
        return;
    }
    m_form->startEdit(*m_user);
    showUser(*m_user);
}

void UserPanel::save()
{
    if (m_isWriting || !canWrite() || (m_mode != Mode::Invite && m_mode != Mode::Edit))
        return;
    if (!m_form->isValid()) {
        m_form->showFaults();
        return;
    }
    if (m_mode == Mode::Invite) {
        invite();
    } else if (!m_form->isChanged()) {
        showUser(*m_user);
    } else {
        m_writing = CallContext();
        write(port()->update(m_user->ref(), m_user->rowVersion, m_form->draft(), m_writing), &UserPanel::saved);
    }
}

/// The tenant is typed by its slug: looked for first.
void UserPanel::invite()
{
    m_writing = CallContext();
    m_isWriting = true;
    m_error->hide();
    showActs();
    deliver(m_context.workspace->tenants()->bySlug(m_form->tenantSlug(), m_writing), this, [this](const Result<Tenant> &tenant) {
        m_isWriting = false;
        if (m_mode == Mode::Invite && tenant) {
            write(port()->invite(tenant->id, m_form->draft(), m_writing), &UserPanel::invited);
            return;
        }
        showActs();
        if (!tenant && m_mode == Mode::Invite)
            writeFailed(tenant.error());
        emit settled();
    });
}

template <class T>
void UserPanel::write(const QFuture<Result<T>> &answer, void (UserPanel::*then)(const T &))
{
    m_isWriting = true;
    m_error->hide();
    showActs();
    deliver(answer, this, [this, then, from = m_mode, about = userId()](const Result<T> &result) {
        m_isWriting = false;
        const bool isStillThere = m_mode == from && userId() == about;
        if (result) {
            m_drafts.remove(from == Mode::Invite ? QStringLiteral("new") : about);
            if (isStillThere)
                m_mode = Mode::Detail; // what was typed is in the store: no draft any more
            (this->*then)(*result);
        } else if (isStillThere) {
            showActs();
            writeFailed(result.error());
        } else {
            showActs();
            if (m_context.actions.notify)
                m_context.actions.notify(Tone::Error, describe(result.error()).sentence);
        }
        emit settled();
    });
}

void UserPanel::saved(const User &user)
{
    if (m_mode == Mode::Detail)
        showUser(user);
    emit userChanged(user);
}

/// Whoever went on to something else meanwhile is shown the code all the same: it can be had only now.
void UserPanel::invited(const UserCode &code)
{
    keepDraft();
    showCode(code);
    emit userChanged(code.user);
}

void UserPanel::writeFailed(const Error &error)
{
    switch (error.code()) {
    case ErrorCode::ConflictEmailTaken:
        m_form->setFault(QStringLiteral("email"), error);
        return;
    case ErrorCode::TenantNotFound:
    case ErrorCode::ConflictDeleted:
        if (m_mode == Mode::Invite) {
            m_form->setFault(QStringLiteral("tenant"), error);
            return;
        }
        break;
    case ErrorCode::ConflictLastOwner:
        m_form->setFault(QStringLiteral("role"), error);
        return;
    case ErrorCode::ConflictEdited:
        readTheirs(error);
        return;
    case ErrorCode::InternalCancelled:
        m_notice->showText(Tone::Note, describe(error).sentence);
        m_notice->show();
        return;
    default:
        break;
    }
    m_again = [this] { save(); };
    showError(error, m_writing.requestId);
}

/// Somebody saved first: what was typed stays in the form, now over their version, which is told.
void UserPanel::readTheirs(const Error &error)
{
    m_reading = CallContext();
    m_isReading = true;
    deliver(port()->byId(m_user->ref(), m_reading), this, [this, error, about = m_user->id](const Result<User> &theirs) {
        m_isReading = false;
        if (m_mode == Mode::Edit && m_user && m_user->id == about) {
            if (theirs) {
                const User base = *m_user;
                const UserDraft mine = m_form->draft();
                m_user = *theirs;
                const QVariantMap typed = m_form->saveState();
                m_form->startEdit(*theirs); // from now on changes are told against their version
                m_form->restoreState(typed);
                // What was not touched here is theirs: saved as it stood, it would undo their change unseen.
                if (mine.email == base.email)
                    m_form->take(QStringLiteral("email"), *theirs);
                if (mine.name == base.name)
                    m_form->take(QStringLiteral("name"), *theirs);
                if (mine.role == base.role)
                    m_form->take(QStringLiteral("role"), *theirs);
                showTitle();
                showVersions();
                m_notice->showText(Tone::Warning, tr("Somebody else saved this person meanwhile: %1, %2, %3. Saving again writes what you typed over it (CONFLICT_001).",
                                                     "a name, an address, a role")
                                                      .arg(shownName(*theirs), theirs->email, wordFor(theirs->role)));
                m_notice->show();
                m_noticeAct = {};
                if (m_context.actions.noteError)
                    m_context.actions.noteError(error, m_writing.requestId);
                emit userChanged(*theirs);
            } else {
                m_again = [this] { save(); };
                showError(theirs.error(), m_reading.requestId);
            }
        }
        emit settled();
    });
}

/// Field by field: each may be taken from them; what is not is saved as it was typed.
void UserPanel::showVersions()
{
    const UserDraft mine = m_form->draft();
    m_versions->begin(tr("Take what is theirs field by field, or leave what you typed."),
                      tr("Their version was saved %1.").arg(format::day(m_user->updatedAt, m_context.clock->nowMs())));
    const auto add = [this](const QString &name, const QString &label, const QString &own, const QString &theirs) {
        if (own != theirs)
            m_versions->addField(name, label, own, theirs, TwoVersions::Take::Yes);
        return own != theirs;
    };
    bool differs = add(QStringLiteral("email"), tr("E-mail address"), mine.email, m_user->email);
    differs = add(QStringLiteral("name"), tr("Name"), mine.name, m_user->name) || differs;
    differs = add(QStringLiteral("role"), tr("Role"), wordFor(mine.role), wordFor(m_user->role)) || differs;
    m_versions->setVisible(differs);
}

void UserPanel::reloadUser()
{
    if (m_mode != Mode::Detail || !m_user || !port())
        return;
    m_reading.cancel.cancel();
    m_reading = CallContext();
    m_isReading = true;
    deliver(port()->byId(m_user->ref(), m_reading), this, [this, request = m_reading.requestId, about = m_user->id](const Result<User> &user) {
        if (request != m_reading.requestId)
            return;
        m_isReading = false;
        if (m_mode == Mode::Detail && m_user && m_user->id == about) {
            if (user) {
                showUser(*user);
                emit userChanged(*user);
            } else {
                m_again = [this] { reloadUser(); };
                showError(user.error(), request);
            }
        }
        emit settled();
    });
}

void UserPanel::showError(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    if (m_context.actions.noteError)
        m_context.actions.noteError(error, requestId);
}

void UserPanel::stepTaken(const QString &actionId)
{
    if (!takeRetryStep(actionId, m_error, m_again))
        emit actionRequested(actionId);
}

QVariantMap UserPanel::saveState() const
{
    QVariantMap drafts;
    for (auto it = m_drafts.begin(); it != m_drafts.end(); ++it)
        drafts.insert(it.key(), QVariantMap{{QStringLiteral("base"), toMap(it->base)}, {QStringLiteral("fields"), it->fields}});
    if ((m_mode == Mode::Invite || m_mode == Mode::Edit) && m_form->isChanged())
        drafts.insert(draftKey(m_mode), QVariantMap{{QStringLiteral("base"), toMap(m_user.value_or(User()))}, {QStringLiteral("fields"), m_form->saveState()}});
    QVariantMap state{{QStringLiteral("mode"), static_cast<int>(m_mode)}, {QStringLiteral("drafts"), drafts}};
    if (m_user)
        state.insert(QStringLiteral("user"), toMap(*m_user));
    if (m_mode == Mode::Invite)
        state.insert(QStringLiteral("tenant"), m_form->tenantSlug());
    return state;
}

void UserPanel::restoreState(const QVariantMap &state)
{
    m_drafts.clear();
    const QVariantMap drafts = state.value(QStringLiteral("drafts")).toMap();
    for (auto it = drafts.begin(); it != drafts.end(); ++it) {
        const QVariantMap draft = it.value().toMap();
        m_drafts.insert(it.key(), {userFromMap(draft.value(QStringLiteral("base")).toMap()), draft.value(QStringLiteral("fields")).toMap()});
    }
    const auto mode = static_cast<Mode>(state.value(QStringLiteral("mode")).toInt());
    if (mode == Mode::Invite) {
        if (canWrite()) {
            startInvite(state.value(QStringLiteral("tenant")).toString());
            m_notice->hide();
        }
        return;
    }
    if (mode == Mode::Closed || !state.contains(QStringLiteral("user")) || !port())
        return;
    m_user = userFromMap(state.value(QStringLiteral("user")).toMap());
    if (mode == Mode::Edit && canWrite()) {
        startEdit();
        m_notice->hide();
    } else {
        showUser(*m_user);
        reloadUser();
    }
}

} // namespace plancia::ui
