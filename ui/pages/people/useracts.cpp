// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/useracts.h"

#include "models/ports/deliver.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/workspacewords.h"

#include <QDateTime>
#include <QFileDialog>

namespace plancia::ui {

namespace {
QString named(const User &user) { return shownName(user).left(60); }
} // namespace

UserActs::UserActs(const PageContext &context, QWidget *parent) : QObject(parent), m_context(context), m_window(parent) {}
UserActs::~UserActs() { m_call.cancel.cancel(); }

template <class T, class Then>
void UserActs::call(const QFuture<Result<T>> &answer, Then then)
{
    m_isBusy = true;
    emit changed();
    deliver(answer, this, [this, then](const Result<T> &result) {
        m_isBusy = false;
        emit changed();
        if (result)
            then(*result);
        else
            emit failed(result.error(), m_call.requestId);
    });
}

void UserActs::ask(const ConfirmQuestion &question, std::function<void(const QString &)> act)
{
    ConfirmQuestion whole = question;
    whole.workspace = workspaceName(m_context.workspace->identity());
    auto *dialog = new ConfirmDialog(whole, m_window);
    connect(dialog, &ConfirmDialog::agreed, this, [this, act = std::move(act)](const QString &reason) {
        if (m_isBusy)
            return;
        m_call = CallContext();
        act(reason);
    });
    dialog->open();
}

void UserActs::askDisable(const User &user)
{
    ConfirmQuestion question;
    question.title = tr("Disable %1?").arg(named(user));
    question.sentence = tr("The person signs in no more until enabled again. Nothing is deleted.");
    question.loss = tr("Every session ends at once, and a code that was made is void.");
    question.act = tr("Disable", "a person");
    question.asksReason = true;
    ask(question, [this, user](const QString &reason) {
        call(port()->setStatus(user.ref(), user.rowVersion, UserStatus::Disabled, reason, m_call),
             [this](const User &after) { emit done(after, tr("%1 is disabled.").arg(named(after))); });
    });
}

void UserActs::askEnable(const User &user)
{
    ConfirmQuestion question;
    question.title = tr("Enable %1?").arg(named(user));
    question.sentence = tr("The person may sign in again. Who never had a password needs a new code.");
    question.act = tr("Enable", "a person");
    question.asksReason = true;
    ask(question, [this, user](const QString &reason) {
        call(port()->setStatus(user.ref(), user.rowVersion, UserStatus::Active, reason, m_call),
             [this](const User &after) { emit done(after, tr("%1 is enabled.").arg(named(after))); });
    });
}

void UserActs::askReset(const User &user)
{
    ConfirmQuestion question;
    question.title = user.status == UserStatus::Invited ? tr("A new invitation for %1?").arg(named(user)) : tr("Reset the access of %1?").arg(named(user));
    question.sentence = tr("A one-time code is made and shown once. With it the person sets a password: %1.", "then what a password has to be")
                            .arg(passwordPolicyWords(port()->passwordPolicy()));
    question.loss = tr("Every session ends at once, and a code that was made before is void.");
    question.act = tr("Make a code");
    ask(question, [this, user](const QString &) {
        call(port()->reset(user.ref(), user.rowVersion, m_call), [this](const UserCode &code) { emit codeMade(code); });
    });
}

void UserActs::verifyEmail(const User &user)
{
    if (m_isBusy)
        return;
    m_call = CallContext();
    call(port()->markEmailVerified(user.ref(), user.rowVersion, m_call),
         [this](const User &after) { emit done(after, tr("The address of %1 counts as verified.").arg(named(after))); });
}

void UserActs::askEndSession(const User &user, const UserSession &session)
{
    ConfirmQuestion question;
    question.title = tr("End this session of %1?").arg(named(user));
    question.sentence = tr("The device has to sign in again: %1.").arg(session.device.isEmpty() ? tr("unknown device") : session.device.left(80));
    question.act = tr("End the session");
    question.asksReason = true;
    ask(question, [this, user, id = session.id](const QString &reason) { endSessions(user, id, reason); });
}

void UserActs::askEndSessions(const User &user)
{
    ConfirmQuestion question;
    question.title = tr("End all sessions of %1?").arg(named(user));
    question.sentence = tr("Every device has to sign in again. The password stays.");
    question.act = tr("End all sessions");
    question.asksReason = true;
    ask(question, [this, user](const QString &reason) { endSessions(user, {}, reason); });
}

void UserActs::endSessions(const User &user, SessionId session, const QString &reason)
{
    call(port()->endSessions(user.ref(), session, reason, m_call), [this, user](qint64 ended) {
        const int count = static_cast<int>(ended);
        emit done(user, tr("%n session(s) ended.", "", count));
    });
}

void UserActs::chooseFile(const User &user, const QString &title, std::function<void(const QString &)> act)
{
    const QString stamp = QDateTime::fromMSecsSinceEpoch(m_context.clock->nowMs(), Qt::UTC).toString(QStringLiteral("yyyyMMddTHHmmssZ"));
    auto *dialog = new QFileDialog(m_window, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is replaced: the engine makes a new file or refuses
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("%1-%2-%3.json").arg(user.tenantSlug, user.id.toString().left(8), stamp));
    connect(dialog, &QFileDialog::fileSelected, this, [act = std::move(act)](const QString &file) { act(file); });
    dialog->open();
}

void UserActs::askExport(const User &user)
{
    chooseFile(user, tr("Where everything about %1 is written").arg(named(user)), [this, user](const QString &file) {
        if (m_isBusy)
            return;
        m_call = CallContext();
        call(port()->exportAll(user.ref(), file, m_call), [this](const UserExport &written) {
            emit done(written.user, tr("Everything about %1 was written to %2.").arg(named(written.user), written.file));
        });
    });
}

void UserActs::askErase(const User &user)
{
    chooseFile(user, tr("Where everything about %1 is written before it is deleted").arg(named(user)), [this, user](const QString &file) {
        ConfirmQuestion question;
        question.title = tr("Erase %1?").arg(named(user));
        question.sentence = tr("Everything about the person is written to %1 first, then deleted: the person, words to search by, password, codes, "
                               "sessions, sign-ins. The trail keeps its rows of acts on the person, with the address.").arg(file);
        question.loss = tr("It cannot be taken back.");
        question.act = tr("Erase");
        question.typeName = user.email;
        question.asksReason = true;
        ask(question, [this, user, file](const QString &reason) {
            call(port()->erase(user.ref(), user.rowVersion, file, reason, m_call), [this](const UserExport &gone) { emit erased(gone); });
        });
    });
}

} // namespace plancia::ui
