// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sessions/sessionpanel.h"

#include "models/format/format.h"
#include "models/items/sessionsmodel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"

#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace plancia::ui {

SessionPanel::SessionPanel(QWidget *parent, Acts acts) : SidePanel(parent), m_offers(acts), m_part(addPart()) { setObjectName(QStringLiteral("sessionPanel")); }

void SessionPanel::openSession(const ServerSession &session, const ServerSessions &all, const QString &why)
{
    m_session = session;
    // Durations go on; what somebody reads, selects or is about to click is built anew only when it is another.
    QStringList built{QString::number(session.pid), QString::number(session.startedAt), toString(session.state), session.query, session.lockOn, session.lockMode, why};
    for (const qint64 blocker : session.blockedBy)
        built.append(QString::number(blocker));
    for (const ServerSession &other : all.sessions)
        if (other.blockedBy.contains(session.pid))
            built.append(QStringLiteral("<") + QString::number(other.pid));
    if (!isHidden() && std::exchange(m_shown, built) == built) {
        clear(m_facts);
        return addFacts(all);
    }
    m_shown = built;
    clear(m_part);
    clearActions();
    m_facts = new QVBoxLayout;
    m_part->addLayout(m_facts);
    setTitle(tr("Process %1", "a session, by its pid").arg(session.pid));
    setState(toneOf(session), session.isBlocked() ? tr("Waits for a lock") : wordFor(session.state));
    addFacts(all);
    addLocks(all);
    addSection(m_part, session.state == ServerSession::State::Active ? tr("Running query") : tr("Last query"));
    if (session.query.isEmpty()) {
        m_part->addWidget(makeLabel(session.state == ServerSession::State::Hidden ? tr("This role does not see the queries of others.") : tr("None."), TextKind::Secondary, Wrap::Yes));
    } else {
        auto *query = new TextBlock(session.query, 20, TextBlock::Face::Mono);
        query->setObjectName(QStringLiteral("sessionQuery"));
        query->setAccessibleName(tr("Query"));
        m_part->addWidget(query);
        if (session.isCut)
            m_part->addWidget(makeLabel(tr("The query is longer: its first %1 characters are shown.").arg(format::count(ServerSession::kMaxQueryChars)), TextKind::Secondary, Wrap::Yes));
    }
    if (m_offers == Acts::Offered)
        addActs(why);
    show();
}

void SessionPanel::addFacts(const ServerSessions &all)
{
    auto *facts = new FactGrid;
    const auto fact = [facts](const char *name, const QString &label, const QString &value, TextKind kind = TextKind::Body) {
        if (!value.isEmpty())
            facts->addFact(QLatin1String(name), label, value, kind);
    };
    fact("sessionUser", tr("User"), format::harmless(m_session.user), TextKind::Mono);
    fact("sessionDatabase", tr("Database"), format::harmless(m_session.database), TextKind::Mono);
    fact("sessionApplication", tr("Application"), format::harmless(m_session.application));
    fact("sessionClient", tr("Client"), m_session.client == u"local" ? tr("this server", "a session over a socket of the same machine") : format::harmless(m_session.client), TextKind::Mono);
    fact("sessionKind", tr("Kind"), m_session.kind == u"client backend" ? QString() : format::harmless(m_session.kind));
    const auto since = [&](const char *name, const QString &label, qint64 at) {
        if (at > 0)
            fact(name, label, QStringLiteral("%1 (%2)").arg(format::duration(std::max<qint64>(0, all.at - at)), format::time(at)), TextKind::Body);
    };
    since("sessionConnected", tr("Connected for"), m_session.startedAt);
    since("sessionInTransaction", tr("In transaction for"), m_session.transactionStartedAt);
    if (m_session.state == ServerSession::State::Active)
        since("sessionRunning", tr("Query runs for"), m_session.queryStartedAt);
    else
        since("sessionInState", tr("In this state for"), m_session.stateSince);
    if (!m_session.waitKind.isEmpty())
        fact("sessionWait", tr("Waits for", "a wait event of PostgreSQL"), m_session.waitKind + QStringLiteral(" · ") + m_session.waitFor, TextKind::Mono);
    if (m_session.isOurs)
        fact("sessionOurs", tr("Of"), tr("this program"));
    m_facts->addWidget(facts);
}

void SessionPanel::addLocks(const ServerSessions &all)
{
    const auto link = [this](const ServerSession &session) {
        auto *button = makeButton(lineOf(QStringLiteral("%1 · %2 · %3").arg(session.pid).arg(format::harmless(session.user), format::harmless(session.application)))
                                      .replace(u'&', QStringLiteral("&&")),
                                  ButtonKind::Link);
        m_part->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, [this, pid = session.pid] { emit sessionAsked(pid); }, Qt::QueuedConnection);
    };
    if (m_session.isBlocked()) {
        addSection(m_part, tr("Waits for a lock of"));
        if (!m_session.lockMode.isEmpty() || !m_session.lockOn.isEmpty())
            m_part->addWidget(makeLabel(tr("%1 on %2", "a lock mode, and what is locked").arg(m_session.lockMode, format::harmless(m_session.lockOn)), TextKind::Secondary, Wrap::Yes));
        for (const qint64 pid : m_session.blockedBy) {
            const auto blocker = std::find_if(all.sessions.cbegin(), all.sessions.cend(), [pid](const ServerSession &session) { return session.pid == pid; });
            if (blocker != all.sessions.cend())
                link(*blocker);
            else
                m_part->addWidget(makeLabel(pid == 0 ? tr("a prepared transaction: somebody must commit it or roll it back") : QString::number(pid), TextKind::Secondary, Wrap::Yes));
        }
    }
    QList<ServerSession> waiting;
    for (const ServerSession &session : all.sessions)
        if (session.blockedBy.contains(m_session.pid))
            waiting.append(session);
    if (waiting.isEmpty())
        return;
    addSection(m_part, tr("Holds up"));
    for (const ServerSession &session : std::as_const(waiting))
        link(session);
}

void SessionPanel::addActs(const QString &why)
{
    const bool isHiddenOne = m_session.state == ServerSession::State::Hidden;
    const bool isClient = m_session.kind == u"client backend";
    const bool isRunning = m_session.state == ServerSession::State::Active || m_session.state == ServerSession::State::FastPath;
    const auto act = [&](const QString &text, const char *name, ButtonKind kind, bool isPossible, const QString &whyNot, auto signal) {
        QPushButton *button = addAction(text, kind);
        button->setObjectName(QLatin1String(name));
        button->setEnabled(isPossible && why.isEmpty());
        button->setToolTip(toolTipText(!why.isEmpty() ? why : isPossible ? QString() : whyNot));
        connect(button, &QPushButton::clicked, this, [this, signal] { emit(this->*signal)(m_session); });
    };
    act(tr("Cancel the query…"), "cancelQuery", ButtonKind::Secondary, isRunning, isHiddenOne ? tr("This role does not see what it does.") : tr("It runs no query now."), &SessionPanel::cancelAsked);
    act(tr("End the session…"), "endSession", ButtonKind::Danger, isClient, isHiddenOne ? tr("This role does not see what it does.") : tr("A process of the server is not ended from here."), &SessionPanel::terminateAsked);
}

} // namespace plancia::ui
