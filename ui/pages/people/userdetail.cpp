// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/userdetail.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/usersmodel.h"
#include "models/ports/deliver.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/sidepanel.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/textblock.h"
#include "ui/kit/workspacewords.h"

#include <QVBoxLayout>

#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kSignInsShown = 10;

QString wordFor(UserAccess::Password password)
{
    switch (password) {
    case UserAccess::Password::Unknown: return UserDetail::tr("not for the connected role to know");
    case UserAccess::Password::None: return UserDetail::tr("none yet", "a password");
    case UserAccess::Password::Argon2id: return QStringLiteral("Argon2id");
    case UserAccess::Password::Bcrypt: return UserDetail::tr("bcrypt, renewed at the next reset");
    case UserAccess::Password::Other: return UserDetail::tr("of a kind that Plancia does not know");
    }
    return {};
}

/// How an attempt ended, with how that is to be taken.
std::pair<Tone, QString> wordForSignIn(const QString &result)
{
    if (result == u"done")
        return {Tone::Good, UserDetail::tr("signed in", "an attempt to sign in")};
    if (result == u"bad_password")
        return {Tone::Warning, UserDetail::tr("wrong password", "an attempt to sign in")};
    if (result == u"bad_code")
        return {Tone::Warning, UserDetail::tr("wrong code", "an attempt to sign in")};
    if (result == u"disabled")
        return {Tone::Stopped, UserDetail::tr("disabled", "an attempt to sign in")};
    if (result == u"locked")
        return {Tone::Stopped, UserDetail::tr("locked", "an attempt to sign in")};
    return {Tone::Note, result};
}

/// Why a session ended: the words of the service and of Plancia itself, else the reason that a person gave.
QString wordForEnd(const QString &reason)
{
    if (reason == kEndedByReuse)
        return UserDetail::tr("a used token came again");
    if (reason == u"reset")
        return UserDetail::tr("a new code was made");
    if (reason == u"password")
        return UserDetail::tr("the password was set");
    return reason;
}
} // namespace

UserDetail::UserDetail(const PageContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_facts = new FactGrid(this);
    column->addWidget(m_facts);
    m_reasonTitle = makeLabel(tr("Reason of the status"), TextKind::Strong, Wrap::No, this);
    m_reason = new TextBlock({}, 5, TextBlock::Face::Text, this);
    m_reason->setAccessibleName(m_reasonTitle->text());
    column->addWidget(m_reasonTitle);
    column->addWidget(m_reason);

    SidePanel::addSection(column, tr("Access"));
    m_accessFacts = new FactGrid(this);
    column->addWidget(m_accessFacts);
    m_sessions = addSection(column, tr("Sessions"));
    m_signIns = addSection(column, tr("Sign-ins"));
    m_note = makeLabel({}, TextKind::Secondary, Wrap::Yes, this);
    m_note->setObjectName(QStringLiteral("accessNote"));
    column->addWidget(m_note);
    m_retry = makeButton(tr("Try again"), ButtonKind::Link, this);
    column->addWidget(m_retry, 0, Qt::AlignLeft);
    auto *acts = makeButton(tr("All acts on this tenant"), ButtonKind::Link, this);
    acts->setVisible(m_context.actions.navigate != nullptr);
    column->addWidget(acts, 0, Qt::AlignLeft);
    connect(m_retry, &QPushButton::clicked, this, &UserDetail::readAccess);
    connect(acts, &QPushButton::clicked, this, [this] { emit allActsRequested(m_user); });
}

UserDetail::~UserDetail() { m_call.cancel.cancel(); }

QVBoxLayout *UserDetail::addSection(QVBoxLayout *column, const QString &title)
{
    SidePanel::addSection(column, title);
    auto *rows = new QVBoxLayout;
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    column->addLayout(rows);
    return rows;
}

int UserDetail::openSessions() const
{
    const qint64 now = m_context.clock->nowMs();
    return static_cast<int>(std::count_if(m_access.sessions.begin(), m_access.sessions.end(), [now](const UserSession &session) { return session.isOpen(now); }));
}

void UserDetail::setUser(const User &user)
{
    const qint64 now = m_context.clock->nowMs();
    if (user.id != m_user.id)
        showAccess({});
    m_user = user;
    m_facts->clear();
    m_facts->addFact(QStringLiteral("factEmail"), tr("E-mail"), user.email, TextKind::Body, FactGrid::Copy::Yes);
    m_facts->addFact(QStringLiteral("factVerified"), tr("Verified", "an e-mail address"),
                     user.emailVerifiedAt == 0 ? tr("not yet", "an address is verified") : format::day(user.emailVerifiedAt, now));
    auto *tenant = makeButton(user.tenantSlug, ButtonKind::Link, m_facts);
    tenant->setObjectName(QStringLiteral("factTenant"));
    connect(tenant, &QPushButton::clicked, this, [this] { emit tenantRequested(m_user); });
    m_facts->addWidget(tr("Tenant"), tenant);
    m_facts->addFact(QStringLiteral("factRole"), tr("Role"), plancia::wordFor(user.role));
    m_facts->addFact(QStringLiteral("factId"), tr("Id"), user.id.toString(), TextKind::Mono, FactGrid::Copy::Yes);
    m_facts->addFact(QStringLiteral("factSince"), tr("Since", "when a person was invited"), format::day(user.createdAt, now))
        ->setToolTip(format::localAndUtc(user.createdAt));
    m_reasonTitle->setVisible(!user.statusReason.isEmpty());
    m_reason->setVisible(!user.statusReason.isEmpty());
    m_reason->setText(user.statusReason);
    readAccess();
}

void UserDetail::readAccess()
{
    m_call.cancel.cancel();
    m_call = CallContext();
    m_retry->hide();
    m_isReading = true;
    deliver(m_context.workspace->users()->access(m_user.ref(), m_call), this, [this, request = m_call.requestId](const Result<UserAccess> &access) {
        if (request != m_call.requestId)
            return;
        m_isReading = false;
        if (access)
            showAccess(*access);
        m_note->setText(access ? QString() : describe(access.error()).sentence);
        m_note->setVisible(!access);
        m_retry->setVisible(!access);
        emit settled();
    });
}

void UserDetail::showAccess(const UserAccess &access)
{
    const qint64 now = m_context.clock->nowMs();
    m_access = access;
    m_accessFacts->clear();
    SidePanel::clear(m_sessions);
    SidePanel::clear(m_signIns);
    m_accessFacts->addFact(QStringLiteral("factPassword"), tr("Password"), wordFor(access.password));
    if (access.passwordChangedAt != 0)
        m_accessFacts->addFact(QStringLiteral("factPasswordSet"), tr("Set", "a password"), format::day(access.passwordChangedAt, now));
    if (const qint64 until = std::max(access.inviteExpiresAt, access.resetExpiresAt); until != 0)
        m_accessFacts->addFact(QStringLiteral("factCode"), tr("Code until", "a one-time code is good"), format::day(until, now));
    m_accessFacts->addFact(QStringLiteral("factSignIn"), tr("Last sign-in"),
                           m_user.lastSignInAt == 0 ? tr("never", "signed in") : format::day(m_user.lastSignInAt, now));
    if (m_user.failedSignIns > 0)
        m_accessFacts->addFact(QStringLiteral("factFailed"), tr("Failed since"), format::count(m_user.failedSignIns));
    for (const UserSession &session : access.sessions)
        addSession(session);
    if (access.sessions.isEmpty())
        m_sessions->addWidget(makeLabel(tr("None."), TextKind::Secondary, Wrap::Yes, this));
    for (const SignIn &signIn : access.signIns.first(std::min<qsizetype>(kSignInsShown, access.signIns.size())))
        addSignIn(signIn);
    if (access.signIns.isEmpty())
        m_signIns->addWidget(makeLabel(tr("None."), TextKind::Secondary, Wrap::Yes, this));
}

void UserDetail::addSession(const UserSession &session)
{
    const qint64 now = m_context.clock->nowMs();
    const bool isOpen = session.isOpen(now);
    auto *head = new QHBoxLayout;
    head->setSpacing(measure::kSmallGap);
    head->addWidget(new ElidedLabel(session.device.isEmpty() ? tr("unknown device") : session.device, TextKind::Body, this), 1);
    auto *pill = session.tokenReusedAt != 0 ? new StatusPill(Tone::Error, tr("alarm", "of a session"), this)
        : isOpen                            ? new StatusPill(Tone::Good, tr("open", "of a session"), this)
                                            : new StatusPill(Tone::Off, session.endedAt != 0 ? tr("ended", "of a session") : tr("expired", "of a session"), this);
    head->addWidget(pill);
    m_sessions->addLayout(head);
    const int refreshes = static_cast<int>(session.refreshes);
    const QString used = tr("%1 · used %2 · %n refresh(es)", "an address and a time", refreshes)
                             .arg(session.address.isEmpty() ? tr("unknown address") : session.address, format::day(session.lastUsedAt, now));
    m_sessions->addWidget(makeLabel(used, TextKind::Secondary, Wrap::Yes, this));
    if (session.tokenReusedAt != 0)
        m_sessions->addWidget(makeLabel(tr("A refresh token that had been used came again %1: somebody has a copy. The whole session was ended.")
                                            .arg(format::day(session.tokenReusedAt, now)),
                                        TextKind::Fault, Wrap::Yes, this));
    if (!isOpen) {
        if (session.endedAt != 0 && session.tokenReusedAt == 0)
            m_sessions->addWidget(makeLabel(tr("Ended %1: %2", "when a session ended, and why").arg(format::day(session.endedAt, now), wordForEnd(session.endReason)),
                                            TextKind::Secondary, Wrap::Yes, this));
    } else {
        auto *foot = new QHBoxLayout;
        foot->addWidget(makeLabel(tr("Access until %1, refresh until %2").arg(format::day(session.accessExpiresAt, now), format::day(session.refreshExpiresAt, now)),
                                  TextKind::Secondary, Wrap::Yes, this), 1);
        auto *end = makeButton(tr("End…", "a session"), ButtonKind::Link, this);
        end->setObjectName(QStringLiteral("endSession"));
        setRefusal(end, refusedSentence(*m_context.workspace, Capability::EndSessions));
        connect(end, &QPushButton::clicked, this, [this, session] { emit endSessionRequested(session); });
        foot->addWidget(end);
        m_sessions->addLayout(foot);
    }
    m_sessions->addWidget(makeLine(Qt::Horizontal, this));
}

void UserDetail::addSignIn(const SignIn &signIn)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(measure::kSmallGap);
    auto *when = new ElidedLabel(format::day(signIn.at, m_context.clock->nowMs()), TextKind::Secondary, this);
    when->setFixedWidth(QFontMetrics(textFont()).horizontalAdvance(QStringLiteral("yesterday 00:00")) + 4);
    row->addWidget(when);
    const auto [tone, word] = wordForSignIn(signIn.result);
    row->addWidget(new StatusPill(tone, word, this));
    auto *address = new ElidedLabel(signIn.address, TextKind::Secondary, this);
    address->setToolTip(toolTipText(signIn.device));
    row->addWidget(address, 1);
    m_signIns->addLayout(row);
}

} // namespace plancia::ui
