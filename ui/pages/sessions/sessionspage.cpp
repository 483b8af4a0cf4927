// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/sessions/sessionspage.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/ports/sessionsport.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/icons.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/sessions/sessionpanel.h"

#include <QLabel>
#include <QSlider>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kEveryMs = 2'000;
constexpr int kWide = 1'000; ///< pixels; a narrower page leaves columns out
constexpr size_t kMostPast = 900;             ///< half an hour
constexpr qint64 kMostPastBytes = 48LL << 20; ///< of what is kept of the past, whatever a server runs
constexpr qsizetype kPastQueryChars = 400;

const QString kActive = QStringLiteral("active");
const QString kWaiting = QStringLiteral("waiting");
const QString kInTransaction = QStringLiteral("in_transaction");

/// About what a session takes in memory.
qint64 bytesOf(const ServerSession &session)
{
    return 600 + 8 * session.blockedBy.size()
        + 2 * (session.query.size() + session.user.size() + session.database.size() + session.application.size() + session.client.size() + session.lockOn.size());
}

/// Of the past only what was at work: idle sessions tell nothing.
ServerSessions atWork(const ServerSessions &all)
{
    ServerSessions kept = all;
    kept.sessions.clear();
    QSet<qint64> blockers;
    for (const ServerSession &session : all.sessions)
        blockers.unite(QSet<qint64>(session.blockedBy.cbegin(), session.blockedBy.cend()));
    for (const ServerSession &session : all.sessions) {
        const bool isQuiet = session.state == ServerSession::State::Idle || session.state == ServerSession::State::Background || session.state == ServerSession::State::Hidden;
        if (isQuiet && !session.isBlocked() && !blockers.contains(session.pid))
            continue;
        kept.sessions.append(session);
        ServerSession &last = kept.sessions.last();
        last.isCut = last.isCut || last.query.size() > kPastQueryChars;
        last.query.truncate(kPastQueryChars);
        last.query.squeeze();
    }
    return kept;
}
} // namespace

SessionsPage::SessionsPage(PageContext context) : Page(QStringLiteral("sessions"), std::move(context))
{
    build();
    connectParts();
    m_timer.setInterval(kEveryMs);
    connect(&m_timer, &QTimer::timeout, this, [this] { ask(); });
    if (!port()) {
        m_bar->setEnabled(false);
        m_pause->setEnabled(false);
        m_listStates->setEmptyWords(tr("No server"), tr("This workspace is no PostgreSQL server, so it has no sessions. Open a connection to see those of its server."),
                                    tr("Open connections"), QStringLiteral("connections"));
        m_treeStates->setEmptyWords(tr("No server"), tr("This workspace is no PostgreSQL server, so nothing waits for anything."), {}, QStringLiteral("connections"));
        m_listStates->showEmpty();
        m_treeStates->showEmpty();
    }
    showWords();
    showPast();
}

SessionsPage::~SessionsPage() { m_asked.cancel.cancel(); }

SessionsPort *SessionsPage::port() const { return context().workspace ? context().workspace->sessions() : nullptr; }

void SessionsPage::build()
{
    setHeader(tr("Sessions"), QString());
    m_pause = header()->addAction(tr("Pause"));
    m_pause->setObjectName(QStringLiteral("sessionsPause"));
    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(QStringLiteral("sessionsTabs"));
    m_tabs->setAccessibleName(tr("Sessions"));
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("All sessions"));
    m_tabs->addTab(tr("Who waits for whom"));
    body()->addWidget(m_tabs);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("sessionsNotice"));
    m_notice->hide();
    body()->addWidget(m_notice);

    m_bar = new FilterBar(tr("Search user, database, application, query"), this);
    m_bar->addChip(kActive, tr("Active"));
    m_bar->addChip(kWaiting, tr("Waiting for a lock"));
    m_bar->addChip(kInTransaction, tr("Idle in transaction"));
    m_background = makeButton(tr("The server’s own"), ButtonKind::Chip, this);
    m_background->setObjectName(QStringLiteral("sessionsBackground"));
    m_background->setCheckable(true);
    m_bar->addWidget(m_background);
    body()->addWidget(m_bar);

    auto *past = new QWidget(this);
    auto *column = new QVBoxLayout(past);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_slider = new QSlider(Qt::Horizontal, past);
    m_slider->setObjectName(QStringLiteral("sessionsMoment"));
    m_slider->setAccessibleName(tr("Moment that is looked at"));
    m_moment = makeLabel(QString(), TextKind::Secondary, Wrap::No, past);
    m_moment->setAlignment(Qt::AlignRight);
    column->addWidget(m_slider);
    column->addWidget(m_moment); // below its right end, where now is
    body()->addWidget(past);

    m_listModel = new SessionsModel(SessionsModel::Shape::List, QLocale(), this);
    m_treeModel = new SessionsModel(SessionsModel::Shape::Tree, QLocale(), this);
    const auto table = [this](SessionsModel *model, const char *name, const QString &words) {
        auto *made = new PagedTable(this);
        made->setObjectName(QLatin1String(name));
        made->setListName(words);
        made->setModel(model);
        return made;
    };
    m_list = table(m_listModel, "sessionList", tr("All sessions"));
    m_tree = table(m_treeModel, "sessionTree", tr("Who waits for whom"));
    m_listStates = new PageStates(m_list, this);
    m_treeStates = new PageStates(m_tree, this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(m_listStates);
    m_stack->addWidget(m_treeStates);
    body()->addWidget(m_stack, 1);
    m_panel = new SessionPanel(this);
    setSidePanel(m_panel);
}

void SessionsPage::connectParts()
{
    connect(m_pause, &QPushButton::clicked, this, [this] {
        m_isPaused = !m_isPaused;
        if (!m_isPaused) {
            m_look = -1;
            ask();
        }
        showSeen();
    });
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        m_bar->setVisible(index == 0); // the tree is whole
        showSeen();
    });
    connect(m_bar, &FilterBar::changed, this, &SessionsPage::showSeen);
    connect(m_background, &QPushButton::clicked, this, &SessionsPage::showSeen);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        m_look = value >= static_cast<int>(m_past.size()) - 1 ? -1 : value;
        showSeen();
    });
    for (PagedTable *table : {m_list, m_tree}) {
        connect(table, &PagedTable::clicked, this, &SessionsPage::open);
        connect(table, &PagedTable::activated, this, &SessionsPage::open);
    }
    for (PageStates *states : {m_listStates, m_treeStates}) {
        connect(states, &PageStates::actionRequested, this, &SessionsPage::handleAction);
        connect(states, &PageStates::emptyActionRequested, this, [this] {
            if (context().actions.navigate)
                context().actions.navigate(QStringLiteral("connections"), {});
        });
    }
    connect(m_panel, &SidePanel::closed, this, [this] {
        m_panel->hide();
        fitColumns();
    });
    connect(m_panel, &SessionPanel::cancelAsked, this, [this](const ServerSession &session) { askAct(session, false); });
    connect(m_panel, &SessionPanel::terminateAsked, this, [this](const ServerSession &session) { askAct(session, true); });
    connect(m_panel, &SessionPanel::sessionAsked, this, [this](qint64 pid) {
        for (const ServerSession &session : seen().sessions)
            if (session.pid == pid)
                return open(SessionsModel::idOf(session));
    });
}

// --- asking ---

void SessionsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    ask();
    if (port())
        m_timer.start();
}

void SessionsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_timer.stop();
}

void SessionsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

/// Beside the panel, which says it all, there is room for less.
void SessionsPage::fitColumns()
{
    const bool isNarrow = width() < kWide || !m_panel->isHidden();
    m_list->setColumnHidden(SessionsModel::Database, isNarrow);
    m_list->setColumnHidden(SessionsModel::Wait, isNarrow);
    m_tree->setColumnHidden(SessionsModel::Database, isNarrow);
    m_tree->setColumnHidden(SessionsModel::User, isNarrow);
}

void SessionsPage::ask(Even even)
{
    if (!port() || (m_isPaused && m_now.at > 0 && even == Even::No))
        return;
    if (m_isAsking) { // what it answers may be from before an act
        m_asksAgain = m_asksAgain || even == Even::WhilePaused;
        return;
    }
    m_isAsking = true;
    m_asked = CallContext();
    m_calls.ask(port()->list(m_asked), [this](const Result<ServerSessions> &sessions) {
        m_isAsking = false;
        if (sessions) {
            m_trouble.reset();
            take(*sessions);
        } else {
            m_trouble = sessions.error();
            if (context().actions.noteError)
                context().actions.noteError(sessions.error(), m_asked.requestId);
            showSeen();
        }
        if (std::exchange(m_asksAgain, false))
            ask(Even::WhilePaused);
    });
}

void SessionsPage::take(const ServerSessions &sessions)
{
    m_now = sessions;
    remember(sessions);
    showSeen();
}

void SessionsPage::remember(const ServerSessions &sessions)
{
    m_past.push_back(atWork(sessions));
    for (const ServerSession &session : m_past.back().sessions)
        m_pastBytes += bytesOf(session);
    while (m_past.size() > kMostPast || (m_pastBytes > kMostPastBytes && m_past.size() > 1)) {
        for (const ServerSession &session : m_past.front().sessions)
            m_pastBytes -= bytesOf(session);
        m_past.pop_front();
        if (m_look > 0) // the moment that is looked at stays, unless it is the one that goes
            --m_look;
    }
}

const ServerSessions &SessionsPage::seen() const { return m_look >= 0 && m_look < static_cast<int>(m_past.size()) ? m_past[static_cast<size_t>(m_look)] : m_now; }

// --- showing ---

SessionFilter SessionsPage::filter() const
{
    SessionFilter filter;
    const QString chip = m_bar->chip();
    filter.kind = chip == kActive ? SessionFilter::Kind::Active
        : chip == kWaiting        ? SessionFilter::Kind::Waiting
        : chip == kInTransaction  ? SessionFilter::Kind::InTransaction
                                  : SessionFilter::Kind::All;
    filter.text = m_bar->text().trimmed();
    filter.withBackground = m_background->isChecked();
    return filter;
}

void SessionsPage::showSeen()
{
    showPast();
    showWords();
    if (!port())
        return;
    const bool hasAny = m_now.at > 0;
    m_listModel->show(seen(), filter());
    if (m_tabs->currentIndex() == 1)
        m_treeModel->show(seen());
    QString note;
    if (hasAny) {
        note = tr("%1 of %2", "listed sessions, of all").arg(format::count(m_listModel->rowCount()), format::count(seen().sessions.size()));
        const auto own = std::count_if(seen().sessions.cbegin(), seen().sessions.cend(), [](const ServerSession &session) { return session.state == ServerSession::State::Background; });
        if (own > 0)
            note += QStringLiteral(" · ") + tr("%n of the server itself", "sessions", static_cast<int>(own));
    }
    m_bar->setNote(note);
    const bool isFiltered = !(filter() == SessionFilter());
    m_listStates->setEmptyWords(isFiltered ? tr("No such session") : m_look >= 0 ? tr("Nothing was at work") : tr("Nobody is connected"),
                                m_look >= 0 ? tr("Of the past only sessions at work are kept.") : isFiltered ? tr("No session is what the filter asks for.") : tr("There is no session but the one that asks."),
                                {}, QStringLiteral("user"));
    m_treeStates->setEmptyWords(tr("Nobody waits"), seen().seesAll ? tr("No session waits for a lock of another one.") : tr("Of the sessions that this role may see, none waits for another."),
                                {}, QStringLiteral("check"));
    for (const auto &[states, model] : {std::pair(m_listStates, m_listModel), std::pair(m_treeStates, m_treeModel)}) {
        if (m_trouble)
            states->showError(*m_trouble, m_asked.requestId, model->rowCount() > 0 ? PageStates::Content::Shown : PageStates::Content::Hidden);
        else if (!hasAny)
            states->showLoading();
        else if (model->rowCount() == 0)
            states->showEmpty();
        else
            states->showReady();
    }
    showPanel();
}

/// The panel goes along with what is seen: durations, who waits, what can be done.
void SessionsPage::showPanel()
{
    if (m_panel->isHidden())
        return;
    const QString id = SessionsModel::idOf(m_panel->session());
    for (const ServerSession &session : seen().sessions)
        if (SessionsModel::idOf(session) == id)
            return m_panel->openSession(session, seen(), whyNoAct());
    m_panel->openSession(m_panel->session(), seen(), m_look >= 0 ? tr("At that moment it was not at work, or not there.") : tr("This session has ended."));
}

void SessionsPage::showPast()
{
    const QSignalBlocker quiet(m_slider);
    const int newest = std::max(0, static_cast<int>(m_past.size()) - 1);
    m_slider->setRange(0, std::max(1, newest)); // a single moment, which is now, stands at the right end, too
    m_slider->setValue(m_look >= 0 ? m_look : m_slider->maximum());
    m_slider->setEnabled(m_past.size() > 1);
    int waiting = 0;
    for (const ServerSession &session : seen().sessions)
        waiting += session.isBlocked();
    const QString when = m_look >= 0 ? format::time(seen().at) : m_isPaused ? tr("stands still since %1").arg(format::time(m_now.at)) : tr("now");
    m_moment->setText(m_now.at == 0 ? QString() : waiting == 0 ? when : tr("%1 · %n wait(s)", "a moment, and how many sessions wait for a lock", waiting).arg(when));
    m_pause->setText(m_isPaused ? tr("Live") : tr("Pause"));
    m_pause->setIcon(makeIcon(m_isPaused ? QStringLiteral("play") : QStringLiteral("pause"), context().theme.text));
}

void SessionsPage::showWords()
{
    if (!port()) {
        header()->setSentence(tr("Who is connected to a PostgreSQL server, and who waits for whom"));
        return;
    }
    qsizetype clients = 0;
    for (const ServerSession &session : m_now.sessions)
        clients += session.kind == u"client backend";
    header()->setSentence(m_now.at == 0 || !m_now.seesAll // of hidden ones the kind is hidden, too
                              ? context().workspace->identity().place
                              : tr("%1 · %2 of %3 client connections, with the one that asks", "a server, how many are taken").arg(context().workspace->identity().place, format::count(clients + 1), format::count(m_now.maxConnections)));
    QString words;
    if (m_now.isCut)
        words = tr("There are more sessions than are shown: the first %1.").arg(format::count(ServerSessions::kMaxSessions));
    else if (m_now.at > 0 && !m_now.seesAll)
        words = tr("This role does not see what sessions of others do. An administrator of the server can change that: %1").arg(QStringLiteral("GRANT pg_monitor TO \"%1\";").arg(m_now.role));
    if (m_refused) // until the next act
        m_notice->showText(Tone::Error, describe(*m_refused).sentence);
    else if (!words.isEmpty())
        m_notice->showText(Tone::Note, words);
    m_notice->setVisible(m_refused || !words.isEmpty());
}

QString SessionsPage::whyNoAct() const
{
    if (m_look >= 0)
        return tr("This is how it was. Go back to now to act.");
    if (m_isActing)
        return tr("An act is under way.");
    return context().workspace ? readOnlySentence(context().workspace->identity()) : QString();
}

void SessionsPage::open(const QString &id)
{
    for (const ServerSession &session : seen().sessions)
        if (SessionsModel::idOf(session) == id) {
            m_list->setCurrentId(id);
            m_tree->setCurrentId(id);
            m_panel->openSession(session, seen(), whyNoAct());
            return fitColumns();
        }
}

// --- acting ---

void SessionsPage::askAct(const ServerSession &session, bool isEnd)
{
    const QString who = tr("process %1 of %2").arg(session.pid).arg(format::harmless(session.user));
    ConfirmQuestion question;
    question.title = isEnd ? tr("End %1?").arg(who) : tr("Cancel the query of %1?").arg(who);
    question.sentence = isEnd ? tr("The connection is closed. Most programs connect again by themselves.")
                              : tr("The query stops with an error, and the session goes on.");
    question.loss = isEnd ? tr("What its transaction did so far is rolled back.") : session.transactionStartedAt > 0 ? tr("Its transaction fails with the query.") : QString();
    if (!m_now.canSignal && session.user != m_now.role)
        question.sentence += u' ' + tr("The role %1 may do this to its own sessions only; the server will refuse it unless somebody grants more: %2")
                                        .arg(format::harmless(m_now.role), QStringLiteral("GRANT pg_signal_backend TO \"%1\";").arg(format::harmless(m_now.role)));
    question.act = isEnd ? tr("End the session") : tr("Cancel the query");
    question.workspace = workspaceName(context().workspace->identity());
    question.asksReason = true;
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, [this, session, isEnd](const QString &reason) { act(session, isEnd, reason); });
    dialog->open();
}

void SessionsPage::act(const ServerSession &session, bool isEnd, const QString &reason)
{
    if (!port() || m_isActing)
        return;
    m_isActing = true;
    const CallContext context_;
    const auto future = isEnd ? port()->terminate(session.pid, session.startedAt, reason, context_) : port()->cancel(session.pid, session.startedAt, session.queryStartedAt, reason, context_);
    m_calls.ask(future, [this, session, isEnd, request = context_.requestId](const Result<bool> &done) {
        m_isActing = false;
        if (!done) {
            if (context().actions.noteError)
                context().actions.noteError(done.error(), request);
            m_refused = done.error();
            return showSeen();
        }
        m_refused.reset();
        if (context().actions.notify)
            context().actions.notify(Tone::Good, isEnd ? tr("Process %1 was told to end.").arg(session.pid) : tr("The query of process %1 was cancelled.").arg(session.pid));
        if (isEnd && SessionsModel::idOf(m_panel->session()) == SessionsModel::idOf(session)) {
            m_panel->hide();
            fitColumns();
        }
        showPanel();
        ask(Even::WhilePaused); // what came of it is to be seen
    });
    showPanel();
}

// --- the page itself ---

bool SessionsPage::isSettled() const { return !port() || m_now.at > 0 || m_trouble; }

QVariantMap SessionsPage::saveState() const
{
    QVariantMap state{{QStringLiteral("tab"), m_tabs->currentIndex() == 1 ? QStringLiteral("tree") : QStringLiteral("list")}};
    if (!m_bar->chip().isEmpty())
        state.insert(QStringLiteral("kind"), m_bar->chip());
    if (!m_bar->text().isEmpty())
        state.insert(QStringLiteral("text"), m_bar->text());
    if (m_background->isChecked())
        state.insert(QStringLiteral("background"), true);
    if (m_isPaused)
        state.insert(QStringLiteral("paused"), true);
    return state;
}

void SessionsPage::restoreState(const QVariantMap &state)
{
    m_tabs->setCurrentIndex(state.value(QStringLiteral("tab")).toString() == u"tree" ? 1 : 0);
    m_bar->setChip(state.value(QStringLiteral("kind")).toString());
    m_bar->setText(state.value(QStringLiteral("text")).toString());
    m_background->setChecked(state.value(QStringLiteral("background")).toBool());
    m_isPaused = state.value(QStringLiteral("paused")).toBool();
    showSeen();
}

void SessionsPage::showTourStop(const QString &stop)
{
    if (stop == u"tree")
        m_tabs->setCurrentIndex(1);
    else if (m_listModel->rowCount() > 0)
        open(m_listModel->index(0, 0).data(IdRole).toString());
}

} // namespace plancia::ui
