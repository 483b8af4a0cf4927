// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/blockingview.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "ui/charts/stepstrip.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/text.h"
#include "ui/pages/sessions/sessionpanel.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace plancia::ui {

namespace {
constexpr int kWide = 900; ///< pixels; a narrower tree leaves columns out
using Known = BlockingStep::Known;

QString isoTime(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs); }

/// A row for each session of the tree of a step in which somebody waited, one for a step in which nobody did, a gap for one of which
/// nothing is known.
ViewRows stepRows(const QList<BlockingStep> &steps, const BlockingHistory &history)
{
    return [steps, history, at = qsizetype(0)]() mutable {
        QList<ViewRow> rows;
        if (at >= steps.size())
            return rows;
        const BlockingStep &step = steps.at(at++);
        QJsonObject row{{QStringLiteral("from"), isoTime(step.from)}, {QStringLiteral("to"), isoTime(step.to)}, {QStringLiteral("waiting"), step.waiting}};
        if (step.known == Known::Nothing) {
            rows.append({{}, ViewGap{step.from, step.to, history.oldest > 0 && step.to <= history.oldest ? QStringLiteral("not_remembered") : QStringLiteral("not_known")}});
            return rows;
        }
        if (step.known == Known::Nobody || step.moment < 0) {
            rows.append({row, {}});
            return rows;
        }
        const BlockingMoment &moment = history.moments.at(step.moment);
        row.insert(QStringLiteral("left"), moment.left);
        for (const BlockedSession &blocked : blockingTree(moment.sessions)) {
            QJsonObject told = row;
            told.insert(QStringLiteral("pid"), blocked.pid);
            told.insert(QStringLiteral("depth"), blocked.depth);
            told.insert(QStringLiteral("waiting_for_it"), blocked.waiting);
            const auto session = std::find_if(moment.sessions.cbegin(), moment.sessions.cend(), [&](const ServerSession &one) { return one.pid == blocked.pid; });
            told.insert(QStringLiteral("is_gone"), session == moment.sessions.cend());
            if (session != moment.sessions.cend()) {
                told.insert(QStringLiteral("state"), toString(session->state));
                told.insert(QStringLiteral("user"), session->user);
                told.insert(QStringLiteral("database"), session->database);
                told.insert(QStringLiteral("application"), session->application);
                told.insert(QStringLiteral("wait"), session->waitKind.isEmpty() ? QJsonValue() : QJsonValue(session->waitKind + u':' + session->waitFor));
                told.insert(QStringLiteral("busy_since"), busySince(*session) > 0 ? QJsonValue(isoTime(busySince(*session))) : QJsonValue());
                told.insert(QStringLiteral("query"), session->query);
            }
            rows.append({told, {}});
        }
        if (rows.isEmpty())
            rows.append({row, {}});
        return rows;
    };
}
} // namespace

BlockingView::BlockingView(PageContext context, QWidget *parent) : QWidget(parent), m_context(std::move(context))
{
    m_reader = new Reader(
        *m_context.clock,
        [this](const QString &source, qint64 from, qint64 to, const CallContext &call) { return m_context.ports.stream->blocking({source, from, to}, call); },
        [this](const Result<BlockingHistory> &history, const Reader::Asked &asked) { answered(history, asked); }, this);
    build();
    showAll();
}

BlockingView::~BlockingView() = default;

void BlockingView::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    m_strip = new StepStrip(tr("Sessions that wait for a lock of another"), this);
    m_strip->setObjectName(QStringLiteral("blockingStrip"));
    m_strip->setWords([this](qint64 at) { return wordsAt(at); });
    column->addWidget(m_strip);
    m_row = new QWidget(this);
    auto *row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::kTinyGap);
    m_earlier = makeIconButton(QStringLiteral("arrow-left"), tr("Change before (Ctrl+Left)"), m_row);
    m_earlier->setObjectName(QStringLiteral("blockingEarlier"));
    m_later = makeIconButton(QStringLiteral("arrow-right"), tr("Change after (Ctrl+Right)"), m_row);
    m_later->setObjectName(QStringLiteral("blockingLater"));
    m_moment = makeLabel({}, TextKind::Strong);
    m_moment->setObjectName(QStringLiteral("blockingMoment"));
    row->addWidget(m_earlier);
    row->addWidget(m_later);
    row->addSpacing(measure::kSmallGap);
    row->addWidget(m_moment, 1);
    column->addWidget(m_row);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("blockingNotice"));
    m_notice->hide();
    column->addWidget(m_notice);

    m_model = new SessionsModel(SessionsModel::Shape::Tree, QLocale(), this);
    m_table = new PagedTable;
    m_table->setObjectName(QStringLiteral("blockingTree"));
    m_table->setListName(tr("Who waited for whom"));
    m_table->setModel(m_model);
    m_table->setMinimumHeight(5 * measure::kRow);
    m_states = new PageStates(m_table, this);
    column->addWidget(m_states, 1);
    m_panel = new SessionPanel(nullptr, SessionPanel::Acts::None);
    m_panel->setObjectName(QStringLiteral("blockingPanel"));

    connect(m_strip, &StepStrip::chosen, this, &BlockingView::choose);
    connect(m_strip, &StepStrip::changeAsked, this, &BlockingView::goToChange);
    connect(m_strip, &StepStrip::zoomAsked, this, &BlockingView::zoomAsked);
    connect(m_strip, &StepStrip::panAsked, this, &BlockingView::panAsked);
    connect(m_earlier, &QToolButton::clicked, this, [this] { goToChange(-1); });
    connect(m_later, &QToolButton::clicked, this, [this] { goToChange(1); });
    connect(m_table, &PagedTable::clicked, this, &BlockingView::open);
    connect(m_table, &PagedTable::activated, this, &BlockingView::open);
    connect(m_states, &PageStates::actionRequested, this, [this](const QString &action) {
        if (action == u"retry")
            m_reader->again();
        else if (m_context.actions.takeAction)
            m_context.actions.takeAction(action);
    });
    connect(m_states, &PageStates::emptyActionRequested, this, [this] {
        if (m_context.actions.navigate)
            m_context.actions.navigate(QStringLiteral("connections"), {});
    });
    connect(m_panel, &SidePanel::closed, m_panel, &QWidget::hide);
    connect(m_panel, &SessionPanel::sessionAsked, this, [this](qint64 pid) {
        for (const ServerSession &session : sessionsOf(step()).sessions)
            if (session.pid == pid)
                return open(SessionsModel::idOf(session));
    });
}

QVariantMap BlockingView::saveState() const { return m_at ? QVariantMap{{QStringLiteral("at"), *m_at}} : QVariantMap(); }

void BlockingView::restoreState(const QVariantMap &state)
{
    m_at.reset();
    if (const qint64 at = state.value(QStringLiteral("at")).toLongLong(); at > 0)
        m_at = at;
}

bool BlockingView::isSettled() const { return m_sight.view.isLocal() || !m_context.ports.stream || (m_reader->isIdle() && !m_isOther); }

// --- what is known ---

void BlockingView::showSight(const SpanSight &sight)
{
    const bool isOtherSource = std::exchange(m_sight, sight).view.id != sight.view.id;
    if (isOtherSource) { // of another server nothing stays in sight
        m_history.reset();
        m_trouble.reset();
        m_troubleBeside.reset();
        m_panel->hide();
    }
    if (m_sight.window.isLive())
        m_at.reset();
    else if (m_at)
        m_at = std::clamp(*m_at, m_sight.from(), m_sight.to());
    if (sight.view.isLocal() || !m_context.ports.stream) {
        m_reader->stop();
        m_isOther = false;
    } else if (m_reader->show(sight.view.id, sight.window, sight.now)) {
        m_isOther = true;
    }
    showAll();
}

void BlockingView::take(const QString &source)
{
    if (source == m_sight.view.id)
        m_reader->again();
}

void BlockingView::refresh() { m_reader->again(); }

void BlockingView::answered(const Result<BlockingHistory> &history, const Reader::Asked &asked)
{
    m_isOther = false;
    if (history) {
        m_asked = asked;
        m_trouble.reset();
        m_troubleBeside.reset();
        m_history = *history;
    } else {
        if (!m_trouble || m_trouble->code() != history.error().code()) // once in the history, however often it is tried
            if (m_context.actions.noteError)
                m_context.actions.noteError(history.error(), asked.requestId);
        m_trouble = history.error();
        m_failedRequest = asked.requestId;
        m_troubleBeside.reset();
        m_reader->rest();
    }
    showAll();
    emit settled();
}

// --- the moment ---

qint64 BlockingView::cursor() const { return m_at.value_or(m_sight.to()); }

void BlockingView::choose(qint64 at)
{
    if (m_steps.isEmpty())
        return;
    m_at = at >= m_sight.to() ? std::optional<qint64>() : std::optional(std::max(at, m_sight.from()));
    if (m_at && m_sight.window.isLive())
        emit holdAsked(); // what is looked at must not slide away
    showMoment();
    showState();
    showPanel();
}

std::optional<qint64> BlockingView::changeFrom(qint64 at, int direction) const
{
    if (direction > 0) {
        const auto after = std::upper_bound(m_changes.cbegin(), m_changes.cend(), at);
        return after == m_changes.cend() ? std::nullopt : std::optional(*after);
    }
    const auto before = std::lower_bound(m_changes.cbegin(), m_changes.cend(), at);
    return before == m_changes.cbegin() ? std::nullopt : std::optional(*std::prev(before));
}

void BlockingView::goToChange(int direction)
{
    if (const auto change = changeFrom(cursor(), direction))
        choose(*change);
}

ServerSessions BlockingView::sessionsOf(const BlockingStep *step) const
{
    ServerSessions all;
    if (!step || step->moment < 0 || !m_history)
        return all;
    const BlockingMoment &moment = m_history->moments.at(step->moment);
    all.at = moment.at;
    all.sessions = moment.sessions;
    return all;
}

QString BlockingView::whyNotKnown(qint64 at) const
{
    for (const ChartGap &gap : m_sight.gaps)
        if (gap.from <= at && at <= gap.to)
            return gap.label;
    if (m_history && m_history->oldest > 0 && at < m_history->oldest)
        return tr("what is remembered begins at %1").arg(format::dateTime(m_history->oldest));
    return {};
}

/// "14:03:22 · 3 sessions waited".
QString BlockingView::wordsAt(qint64 at) const
{
    const auto dayOf = [](qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms).date(); };
    const QString when = dayOf(at) == dayOf(m_sight.now) ? format::time(at) : format::dateTime(at);
    const BlockingStep *there = stepAt(m_steps, at);
    if (!there)
        return when;
    switch (there->known) {
    case Known::Waited:
        return tr("%1 · %n session(s) waited", "a moment, and how many sessions waited for a lock", there->waiting).arg(when);
    case Known::Nobody:
        return tr("%1 · nobody waited", "a moment").arg(when);
    case Known::Nothing:
        break;
    }
    const QString why = whyNotKnown(at);
    return why.isEmpty() ? tr("%1 · not known", "a moment").arg(when) : tr("%1 · not known: %2", "a moment, and a reason").arg(when, why);
}

// --- what is shown ---

void BlockingView::showAll()
{
    showSteps();
    showMoment();
    showNotice();
    showState();
    showPanel();
}

void BlockingView::showSteps()
{
    m_steps.clear();
    m_changes.clear();
    QList<StepStrip::Step> drawn;
    int most = 0;
    if (m_history) {
        // What was not asked for yet is not said to be unknown.
        const qint64 from = std::max(m_sight.from(), m_asked.from);
        const qint64 to = m_sight.to() - m_asked.to < kBlockingStandsMs ? m_sight.to() : m_asked.to;
        QList<QPair<qint64, qint64>> gaps;
        for (const ChartGap &gap : std::as_const(m_sight.gaps))
            gaps.append({gap.from, gap.to});
        if (!m_sight.lines || m_sight.lines->newestAt() == 0) // the server was never seen
            gaps.append({from, to});
        m_steps = blockingSteps(*m_history, gaps, from, to);
        m_changes = blockingChanges(*m_history, m_steps);
        for (const BlockingStep &step : std::as_const(m_steps)) {
            drawn.append({step.from, step.to, step.known == Known::Nothing ? std::optional<int>() : std::optional(step.waiting)});
            most = std::max(most, step.waiting);
        }
    }
    const bool isKnown = std::any_of(m_steps.cbegin(), m_steps.cend(), [](const BlockingStep &step) { return step.known != Known::Nothing; });
    m_strip->setSteps(drawn, m_sight.from(), m_sight.to());
    m_strip->setNote(most > 0 ? tr("at most %n at once", "sessions that waited", most) : isKnown ? tr("nobody waited", "in a stretch of time") : QString());
}

void BlockingView::showMoment()
{
    m_strip->setCursorAt(cursor());
    m_moment->setText(m_history ? wordsAt(cursor()) : QString());
    m_earlier->setEnabled(changeFrom(cursor(), -1).has_value());
    m_later->setEnabled(changeFrom(cursor(), 1).has_value());
}

void BlockingView::showNotice()
{
    m_strip->setVisible(!m_sight.view.isLocal());
    m_row->setVisible(!m_sight.view.isLocal());
    const BlockingStep *here = step();
    const int left = here && here->moment >= 0 && m_history ? m_history->moments.at(here->moment).left : 0;
    QString words;
    if (left > 0)
        words = tr("There were %n more session(s) than are listed.", "that waited, or that others waited for", left);
    else if (m_history && m_history->isCut)
        words = tr("There is more to tell of this stretch than is read at once: the newest %1 moments are shown. A shorter stretch shows all of its own.").arg(format::count(m_history->moments.size()));
    m_notice->setVisible(!words.isEmpty() && !m_sight.view.isLocal());
    if (!words.isEmpty())
        m_notice->showText(Tone::Note, words);
}

void BlockingView::showState()
{
    const auto empty = [this](const QString &title, const QString &sentence, const QString &act = {}, const char *icon = "clock") {
        m_states->setEmptyWords(title, sentence, act, QLatin1String(icon));
        m_states->showEmpty();
    };
    if (m_sight.view.isLocal()) {
        if (m_sight.hasServers)
            return empty(tr("No server is chosen"), tr("Sessions wait for one another on a PostgreSQL server: choose one above."), {}, "database");
        return empty(tr("No server is watched"), tr("Sessions wait for one another on a PostgreSQL server. The agent watches each one that is saved as a connection."), tr("Open connections"), "connections");
    }
    const BlockingStep *here = step();
    m_model->show(sessionsOf(here));
    if (m_trouble) {
        const auto content = m_model->rowCount() > 0 ? PageStates::Content::Shown : PageStates::Content::Hidden;
        if (std::exchange(m_troubleBeside, content) != content)
            m_states->showError(*m_trouble, m_failedRequest, content);
        return;
    }
    if (!here)
        return m_states->showLoading();
    switch (here->known) {
    case Known::Waited:
        return m_states->showReady();
    case Known::Nobody:
        return empty(tr("Nobody waited"), m_sight.has.monitor == 0.0 ? tr("Of the sessions that this role may see, none waited for another then.") : tr("No session waited for a lock of another one then."), {}, "check");
    case Known::Nothing:
        break;
    }
    const QString why = whyNotKnown(cursor());
    empty(tr("Not known"), why.isEmpty() ? tr("Nothing is remembered of that moment.") : tr("Nothing is remembered of that moment: %1.", "a reason").arg(why));
}

void BlockingView::offer(ViewOffer &offer)
{
    ViewQuery &query = offer.query;
    query.view = QStringLiteral("blocking");
    offer.name = QStringLiteral("blocking");
    if (m_sight.view.isLocal() || !m_history || m_steps.isEmpty())
        return;
    qint64 knownMs = 0;
    query.gaps.clear(); // what was told within one is known all the same
    for (const BlockingStep &step : std::as_const(m_steps)) {
        if (step.known != Known::Nothing)
            knownMs += step.to - step.from;
        else
            query.gaps.append({step.from, step.to, m_history->oldest > 0 && step.to <= m_history->oldest ? QStringLiteral("not_remembered") : QStringLiteral("not_known")});
    }
    query.knownMs = knownMs;
    if (m_history->isCut)
        query.note = tr("There is more to tell of this stretch than is read at once: the newest %1 moments are here.").arg(format::count(m_history->moments.size()));
    const QStringList words{QStringLiteral("planciactl"), QStringLiteral("blocking"), QStringLiteral("--source"), m_sight.view.id};
    query.commands = {shellLine(words + spanWords(query) + QStringList{QStringLiteral("--json")})};
    QStringList moment = words + QStringList{QStringLiteral("--at"), isoTime(cursor())};
    if (!query.agentId.isEmpty())
        moment += {QStringLiteral("--agent"), query.agentId};
    query.commands.append(shellLine(moment));
    offer.columns = QStringLiteral("from to waiting pid depth waiting_for_it state user database application wait busy_since query is_gone left").split(u' ');
    offer.count = m_steps.size();
    offer.rows = stepRows(m_steps, *m_history);
    offer.picture = this;
}

/// The panel goes along with the moment.
void BlockingView::showPanel()
{
    if (m_panel->isHidden())
        return;
    const QString id = SessionsModel::idOf(m_panel->session());
    const ServerSessions all = sessionsOf(step());
    for (const ServerSession &session : all.sessions)
        if (SessionsModel::idOf(session) == id)
            return m_panel->openSession(ServerSession(session), all, {});
    m_panel->hide();
}

void BlockingView::fitColumns()
{
    const bool isNarrow = m_states->width() < kWide;
    m_table->setColumnHidden(SessionsModel::Application, isNarrow);
    m_table->setColumnHidden(SessionsModel::Database, isNarrow);
}

void BlockingView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void BlockingView::open(const QString &id)
{
    const ServerSessions all = sessionsOf(step());
    for (const ServerSession &session : all.sessions)
        if (SessionsModel::idOf(session) == id) {
            m_table->setCurrentId(id);
            return m_panel->openSession(session, all, {});
        }
}

void BlockingView::openLast()
{
    for (auto step = m_steps.crbegin(); step != m_steps.crend(); ++step) {
        if (step->known != Known::Waited)
            continue;
        choose(step->from);
        return open(m_model->index(0, 0).data(IdRole).toString());
    }
}

} // namespace plancia::ui
