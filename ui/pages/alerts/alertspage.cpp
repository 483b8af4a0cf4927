// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/alerts/alertspage.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/alertwords.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/pages/alerts/alertpanel.h"
#include "ui/pages/alerts/alertrows.h"
#include "ui/pages/alerts/channellist.h"
#include "ui/pages/alerts/ruleform.h"
#include "ui/pages/alerts/rulepanel.h"
#include "ui/pages/alerts/silenceform.h"
#include "ui/pages/alerts/silencepanel.h"

#include <QComboBox>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr int kTickMs = 1'000;
constexpr qint64 kEveryMs = 5'000;
constexpr qint64 kHungMs = 20'000; ///< a question without an answer is asked again
constexpr qint64 kOldMs = 15'000;  ///< a board that is older is how it was: three answers were missed
constexpr int kWide = 1'050;       ///< pixels; a narrower page leaves columns out
constexpr int kFilterWidth = 800;  ///< that the whole filter takes, in the longer language
constexpr qint64 kAroundMs = 3'600'000;
const QString kIcon = QStringLiteral("alert");
const QString kTabNames[]{QStringLiteral("alerts"), QStringLiteral("silences"), QStringLiteral("rules")};
} // namespace

AlertsPage::AlertsPage(PageContext context) : Page(QStringLiteral("alerts"), std::move(context))
{
    build();
    buildPanels();
    connectParts();
    connectPanels();
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (this->context().clock->monotonicMs() - m_askedAt >= (m_isAsking ? kHungMs : kEveryMs))
            ask();
        showBoard();
    });
    if (port()) {
        connect(port(), &AlertsPort::changed, this, [this](const AlertBoard &board) { take(board, From::Signal); });
        m_alertPanel->setAuthor(port()->author());
    }
    showBoard();
}

AlertsPage::~AlertsPage() { m_asked.cancel.cancel(); }

void AlertsPage::build()
{
    new ViewExporter(context(), this, setHeader(tr("Alerts"), QString()), [this] { return offer(); });
    m_new = header()->setPrimaryAction(tr("New silence"));
    m_new->setObjectName(QStringLiteral("alertsNew"));
    m_tabs = new QTabBar(this);
    m_tabs->setObjectName(QStringLiteral("alertsTabs"));
    m_tabs->setAccessibleName(tr("Alerts"));
    m_tabs->setExpanding(false);
    for (const QString &name : {tr("Alerts"), tr("Silences"), tr("Rules")})
        m_tabs->addTab(name);
    body()->addWidget(m_tabs);
    m_notice = new Notice(this);
    m_notice->setObjectName(QStringLiteral("alertsNotice"));
    m_notice->hide();
    body()->addWidget(m_notice);
    m_refused = new ErrorPanel(this);
    m_refused->hide();
    body()->addWidget(m_refused);
    buildFilter();
    m_stack = new QStackedWidget(this);
    const QString lists[]{tr("Alerts"), tr("Silences"), tr("Rules")};
    const char *names[]{"alertList", "silenceList", "ruleList"};
    const AlertsModel::List kinds[]{AlertsModel::List::Alerts, AlertsModel::List::Silences, AlertsModel::List::Rules};
    for (const int tab : {Alerts, Silences, Rules}) {
        m_models[tab] = new AlertsModel(kinds[tab], this);
        m_tables[tab] = new PagedTable(this);
        m_tables[tab]->setObjectName(QLatin1String(names[tab]));
        m_tables[tab]->setListName(lists[tab]);
        m_tables[tab]->setModel(m_models[tab]);
        m_states[tab] = new PageStates(m_tables[tab], this);
        m_states[tab]->setObjectName(QLatin1String(names[tab]) + QStringLiteral("States"));
    }
    m_stack->addWidget(m_states[Alerts]);
    m_stack->addWidget(m_states[Silences]);
    auto *rules = new QWidget(this);
    auto *column = new QVBoxLayout(rules);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    column->addWidget(m_states[Rules], 1);
    m_channels = new ChannelList(this);
    column->addWidget(m_channels);
    m_stack->addWidget(rules);
    body()->addWidget(m_stack, 1);
}

void AlertsPage::buildFilter()
{
    m_bar = new FilterBar(tr("Search title, rule, of what"), this);
    for (const Alert::State state : {Alert::State::Firing, Alert::State::Pending, Alert::State::NoData, Alert::State::Resolved})
        m_bar->addChip(toString(state), wordFor(state));
    m_severity = new QComboBox(this);
    m_severity->setObjectName(QStringLiteral("alertsSeverity"));
    m_severity->setAccessibleName(tr("Severity"));
    m_severity->addItem(tr("Any severity"), QString());
    for (const AlertSeverity severity : {AlertSeverity::Critical, AlertSeverity::Warning})
        m_severity->addItem(wordFor(severity), toString(severity));
    m_bar->addWidget(m_severity);
    m_muted = makeButton(tr("Muted, too"), ButtonKind::Chip, this);
    m_muted->setObjectName(QStringLiteral("alertsMuted"));
    m_bar->addWidget(m_muted);
    body()->addWidget(m_bar);
}

void AlertsPage::buildPanels()
{
    m_alertPanel = new AlertPanel(this);
    m_silencePanel = new SilencePanel(this);
    m_silenceForm = new SilenceForm(this);
    m_rulePanel = new RulePanel(this);
    m_ruleForm = new RuleForm(this);
    for (SidePanel *panel : std::initializer_list<SidePanel *>{m_alertPanel, m_silencePanel, m_silenceForm, m_rulePanel, m_ruleForm}) {
        setSidePanel(panel);
        connect(panel, &SidePanel::closed, this, [this] {
            openPanel(nullptr);
            m_tables[m_tabs->currentIndex()]->focusRows();
        });
    }
}

void AlertsPage::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) {
        m_stack->setCurrentIndex(tab);
        for (SidePanel *panel : std::initializer_list<SidePanel *>{m_alertPanel, m_silencePanel, m_rulePanel}) // a form stays: something may be typed in it
            if (!panel->isHidden())
                openPanel(nullptr);
        m_bar->setVisible(tab == Alerts);
        showBoard();
    });
    connect(m_new, &QPushButton::clicked, this, [this] {
        if (m_tabs->currentIndex() == Rules)
            startRule({}, {});
        else
            startSilence({}, {});
    });
    connect(m_notice, &Notice::linkActivated, this, &AlertsPage::ask);
    connect(m_bar, &FilterBar::changed, this, &AlertsPage::showBoard);
    connect(m_severity, &QComboBox::activated, this, &AlertsPage::showBoard);
    connect(m_muted, &QPushButton::clicked, this, &AlertsPage::showBoard);
    for (const auto chosen : {&PagedTable::clicked, &PagedTable::activated}) {
        connect(m_tables[Alerts], chosen, this, &AlertsPage::openAlert);
        connect(m_tables[Silences], chosen, this, &AlertsPage::openSilence);
        connect(m_tables[Rules], chosen, this, &AlertsPage::openRule);
    }
    for (PageStates *states : m_states)
        connect(states, &PageStates::actionRequested, this, &AlertsPage::handleAction);
    connect(m_states[Alerts], &PageStates::emptyActionRequested, this, [this] {
        if (!port()) {
            if (context().actions.takeAction)
                context().actions.takeAction(QStringLiteral("open_settings"));
        } else if (filter() != AlertFilter() && !m_muted->isChecked()) {
            clearFilter();
        } else {
            m_muted->setChecked(!m_muted->isChecked());
            clearFilter();
        }
    });
    connect(m_states[Silences], &PageStates::emptyActionRequested, this, [this] { startSilence({}, {}); });
    connect(m_states[Rules], &PageStates::emptyActionRequested, this, [this] { startRule({}, {}); });
    connect(m_channels, &ChannelList::testAsked, this, &AlertsPage::testChannel);
    connect(m_refused, &ErrorPanel::actionRequested, this, [this](const QString &action) {
        m_refused->hide();
        handleAction(action);
    });
    const auto add = [this](const QKeySequence &keys, auto act) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    add(QKeySequence::Find, [this] {
        m_tabs->setCurrentIndex(Alerts);
        m_bar->focusSearch();
    });
    add(QKeySequence::New, [this] { m_new->click(); });
}

void AlertsPage::connectPanels()
{
    connect(m_alertPanel, &AlertPanel::acknowledgeAsked, this, [this](const QString &id, const QString &author, const QString &note) {
        const CallContext call;
        act(port()->acknowledge(id, author, note, call), call, m_alertPanel, [this](const Alert &) { return tr("Acknowledged."); });
    });
    connect(m_alertPanel, &AlertPanel::silenceAsked, this, [this](const Alert &alert) { startSilence(alert.rule, alert.label); });
    connect(m_alertPanel, &AlertPanel::timelineAsked, this, &AlertsPage::openMonitoring);
    connect(m_alertPanel, &AlertPanel::ruleAsked, this, [this](const QString &name) {
        m_tabs->setCurrentIndex(Rules);
        openRule(name);
    });
    connect(m_silencePanel, &SilencePanel::endAsked, this, [this](const QString &id) {
        const CallContext call;
        act(port()->endSilence(id, call), call, m_silencePanel, [this](bool) {
            m_silencePanel->showGone();
            return tr("The silence has ended.");
        });
    });
    connect(m_silenceForm, &SilenceForm::silenceAsked, this, [this](const Silence &draft) {
        const CallContext call;
        act(port()->silence(draft, call), call, m_silenceForm, [this](const Silence &made) {
            openPanel(nullptr);
            m_tabs->setCurrentIndex(Silences);
            m_chooseNext = made.id;
            return tr("Silence of %1 until %2.").arg(silenceWords(made), format::day(made.until, context().clock->nowMs()));
        });
    });
    connect(m_rulePanel, &RulePanel::editAsked, this, [this](const AlertRule &rule) { startRule(rule, rule.name); });
    connect(m_rulePanel, &RulePanel::duplicateAsked, this, [this](const AlertRule &rule) { startRule(rule, {}); });
    connect(m_rulePanel, &RulePanel::removeAsked, this, &AlertsPage::askRemove);
    connect(m_rulePanel, &RulePanel::enableAsked, this, [this](AlertRule rule, bool isEnabled) {
        rule.isEnabled = isEnabled;
        const CallContext call;
        act(port()->saveRule(rule, rule.name, call), call, m_rulePanel, [this](const AlertRule &saved) { return saved.isEnabled ? tr("%1 is on.").arg(titleOf(saved)) : tr("%1 is off.").arg(titleOf(saved)); });
    });
    connect(m_rulePanel, &RulePanel::alertAsked, this, [this](const QString &id) {
        m_tabs->setCurrentIndex(Alerts);
        openAlert(id);
    });
    connect(m_ruleForm, &RuleForm::saveAsked, this, [this](const AlertRule &rule, const QString &was) {
        const CallContext call;
        act(port()->saveRule(rule, was, call), call, m_ruleForm, [this](const AlertRule &saved) {
            openPanel(nullptr);
            m_chooseNext = saved.name;
            return tr("%1 is saved.").arg(titleOf(saved));
        });
    });
}

// --- asking ---

void AlertsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!port())
        return;
    ask();
    m_tick.start();
}

void AlertsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_tick.stop();
}

void AlertsPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

/// The newest question counts: whoever asks anew wants to see what is now.
void AlertsPage::ask()
{
    if (!port())
        return;
    m_asked.cancel.cancel();
    m_asked = CallContext();
    m_isAsking = true;
    m_heardSince = false;
    m_askedAt = context().clock->monotonicMs();
    const int question = ++m_question;
    m_calls.ask(port()->board(m_asked), [this, question](const Result<AlertBoard> &board) {
        if (question != m_question)
            return;
        m_isAsking = false;
        if (board)
            return take(*board, From::Answer);
        if (!m_trouble || m_trouble->code() != board.error().code()) { // else it is no news: who reads it, or follows a step, is left alone
            m_trouble = board.error();
            m_troubleRequest = m_asked.requestId;
            if (context().actions.noteError)
                context().actions.noteError(board.error(), m_asked.requestId);
        }
        showBoard();
    });
}

void AlertsPage::take(const AlertBoard &board, From from)
{
    const bool isSame = m_board && m_board->agent == board.agent;
    if (isSame && board.at < m_board->at && (from == From::Signal || m_heardSince))
        return; // it is from before what is shown. (An answer to the one question may be: a clock was set.)
    m_heardSince = m_heardSince || from == From::Signal;
    const qint64 now = context().clock->monotonicMs();
    if (!isSame || board.at != m_board->at)
        m_judgedAt = now;
    m_boardAt = now;
    m_board = board;
    m_trouble.reset();
    showBoard();
    if (from == From::Answer && !m_chooseNext.isEmpty()) {
        m_tables[m_tabs->currentIndex()]->setCurrentId(std::exchange(m_chooseNext, {}));
        m_tables[m_tabs->currentIndex()]->focusRows();
    }
    if (!m_wantedPanel.isEmpty())
        restorePanel();
}

/// An agent that answers and judges nothing any more is as good as away.
bool AlertsPage::isFresh() const { return m_board && !m_trouble && context().clock->monotonicMs() - m_judgedAt < kOldMs; }

qint64 AlertsPage::agentNow() const { return m_board ? m_board->at + context().clock->monotonicMs() - m_judgedAt : 0; }

// --- showing ---

AlertFilter AlertsPage::filter() const
{
    AlertFilter filter;
    filter.state = alertState(m_bar->chip());
    filter.severity = alertSeverity(m_severity->currentData().toString());
    filter.text = m_bar->text();
    filter.withMuted = m_muted->isChecked();
    return filter;
}

ViewOffer AlertsPage::offer() const
{
    const int tab = m_tabs->currentIndex();
    ViewOffer offer;
    offer.name = kTabNames[tab];
    ViewQuery &query = offer.query;
    query.view = kTabNames[tab];
    query.title = tr("Alerts");
    if (tab != Alerts)
        query.title += QStringLiteral(" · ") + m_tabs->tabText(tab);
    if (!m_board)
        return offer;
    query.agent = m_board->agent;
    query.to = query.from = m_board->at;
    if (!isFresh())
        query.note = tr("This is old: how it was at %1 by the agent’s clock. How it is now is not known.").arg(format::dateTime(m_board->at, format::Zone::Utc));
    const char *commands[]{"list", "silences", "rules"};
    QStringList words{QStringLiteral("planciactl"), QStringLiteral("alert"), QLatin1String(commands[tab]), QStringLiteral("--json")};
    if (const QString url = context().ports.preferences->current().agentUrl; !url.isEmpty())
        words += {QStringLiteral("--agent"), url};
    query.commands = {shellLine(words)};
    QStringList ids;
    for (int i = 0; i < m_models[tab]->rowCount(); ++i)
        ids.append(m_models[tab]->index(i, 0).data(IdRole).toString());
    QList<QJsonObject> rows;
    if (tab == Alerts) {
        const AlertFilter wanted = filter();
        query.sort = QStringLiteral("firing first");
        if (wanted.state)
            query.filter.insert(QStringLiteral("state"), toString(*wanted.state));
        if (wanted.severity)
            query.filter.insert(QStringLiteral("severity"), toString(*wanted.severity));
        if (!wanted.text.isEmpty())
            query.filter.insert(QStringLiteral("text"), wanted.text);
        query.filter.insert(QStringLiteral("muted"), wanted.withMuted ? QStringLiteral("shown") : QStringLiteral("hidden"));
        rows = alertRows(*m_board, ids);
        offer.columns = alertColumns();
    } else {
        rows = tab == Silences ? silenceRows(*m_board, ids) : ruleRows(*m_board, ids);
        offer.columns = tab == Silences ? silenceColumns() : ruleColumns();
    }
    offer.count = rows.size();
    if (rows.isEmpty())
        return offer;
    offer.rows = [rows]() mutable {
        QList<ViewRow> some;
        for (const QJsonObject &row : std::exchange(rows, {}))
            some.append({row, {}});
        return some;
    };
    offer.picture = m_stack->currentWidget();
    return offer;
}

void AlertsPage::clearFilter()
{
    m_bar->setText({});
    m_bar->setChip({});
    m_severity->setCurrentIndex(0);
    showBoard();
}

void AlertsPage::showBoard()
{
    if (m_board) {
        m_models[Alerts]->showAlerts(*m_board, filter(), isFresh() ? std::optional(agentNow()) : std::nullopt);
        m_models[Silences]->showSilences(*m_board, agentNow());
        m_models[Rules]->showRules(*m_board);
        m_channels->showChannels(m_board->channels, agentNow());
        m_bar->setNote(m_severity->isHidden() ? QString() : tr("%1 of %2", "listed alerts, of all").arg(format::count(m_models[Alerts]->rowCount()), format::count(m_board->alerts.size())));
    }
    m_channels->setVisible(m_board.has_value());
    showWords();
    setEmptyWords();
    showStates();
    showPanel();
}

void AlertsPage::showWords()
{
    const bool canMakeRules = m_board && m_board->isOwn;
    m_new->setText(m_tabs->currentIndex() == Rules ? tr("New rule") : tr("New silence"));
    m_new->setVisible(m_tabs->currentIndex() != Rules || canMakeRules);
    m_new->setEnabled(m_board.has_value());
    m_bar->setEnabled(m_board.has_value());
    if (!m_board) {
        header()->setSentence(tr("What is wrong now, by rules that the agent judges"));
        return m_notice->hide();
    }
    const QString words = alertCountWords(countsOf(*m_board));
    const QString when = format::dateTime(m_board->at);
    header()->setSentence(isFresh() ? words : tr("As of %1: %2", "a time, and how many alerts there were").arg(when, words));
    const bool isRules = m_tabs->currentIndex() == Rules;
    const auto fault = m_board->isOwn ? port()->fileFault() : std::nullopt;
    if (!isFresh())
        m_notice->showText(Tone::Warning, tr("This is old: how it was at %1 by the agent’s clock. How it is now is not known.").arg(when), m_trouble ? QString() : tr("Ask again"));
    else if (fault)
        m_notice->showText(Tone::Warning, tr("Your file of rules is not used, only the shipped rules are. %1 %2").arg(errorId(fault->code()), describe(*fault).sentence));
    else if (isRules && !m_board->isOwn)
        m_notice->showText(Tone::Note, tr("The rules and channels of this agent are in a file on its computer, which alerts_file in agent.toml names. They cannot be changed from here."));
    m_notice->setVisible(!isFresh() || fault || (isRules && !m_board->isOwn));
}

void AlertsPage::setEmptyWords()
{
    if (!port()) {
        const QString sentence = tr("This program follows no agent, so nothing is judged.");
        m_states[Alerts]->setEmptyWords(tr("No agent"), sentence, tr("Open settings"), kIcon);
        for (const int tab : {Silences, Rules})
            m_states[tab]->setEmptyWords(tr("No agent"), sentence, {}, kIcon);
        return;
    }
    if (!m_board)
        return;
    const AlertCounts counts = countsOf(*m_board);
    AlertFilter beyondMuted = filter();
    beyondMuted.withMuted = false;
    if (beyondMuted != AlertFilter())
        m_states[Alerts]->setEmptyWords(tr("No such alert"), tr("No alert is what the filter asks for."), tr("Clear the filter"));
    else if (!isFresh())
        m_states[Alerts]->setEmptyWords(tr("No alert at that time"), tr("Nothing was wrong at %1. How it is now is not known.").arg(format::dateTime(m_board->at)), {}, kIcon);
    else if (counts.muted > 0)
        m_states[Alerts]->setEmptyWords(tr("All else is well"), tr("%n alert(s) are muted, and not shown.", nullptr, counts.muted), tr("Show them"), QStringLiteral("check"));
    else if (counts.rules == 0)
        m_states[Alerts]->setEmptyWords(tr("Nothing is watched"), tr("The agent has no rule that is on."), {}, kIcon);
    else
        m_states[Alerts]->setEmptyWords(tr("All is well"), tr("%n rule(s), last judged %1.", "14 rules, last judged 12 s ago", counts.rules).arg(format::age(m_board->at, agentNow())), {}, QStringLiteral("check"));
    m_states[Silences]->setEmptyWords(tr("No silence"), tr("Everything that fires is told. A silence mutes it for a time, for example while you repair something."), tr("New silence"), QStringLiteral("pause"));
    m_states[Rules]->setEmptyWords(tr("No rules"), tr("Without rules nothing is watched."), m_board->isOwn ? tr("New rule") : QString(), kIcon);
}

void AlertsPage::showStates()
{
    QStringList shown; // a panel is filled once, not every second
    for (const AlertsModel *model : m_models)
        shown.append(m_troubleRequest + (model->rowCount() > 0 ? u'+' : u'-'));
    if (m_trouble && shown == m_troubleShown)
        return;
    m_troubleShown = m_trouble ? shown : QStringList();
    for (const int tab : {Alerts, Silences, Rules}) {
        PageStates *states = m_states[tab];
        if (!port())
            states->showEmpty();
        else if (m_trouble)
            states->showError(*m_trouble, m_troubleRequest, m_models[tab]->rowCount() > 0 ? PageStates::Content::Shown : PageStates::Content::Hidden);
        else if (!m_board)
            states->showLoading();
        else if (m_models[tab]->rowCount() == 0)
            states->showEmpty();
        else
            states->showReady();
    }
}

/// The panel goes along with the board; what is typed in it stays.
void AlertsPage::showPanel()
{
    if (!m_board)
        return;
    const qint64 now = agentNow();
    if (!m_alertPanel->isHidden()) {
        const auto alert = std::ranges::find_if(m_board->alerts, [id = m_alertPanel->alertId()](const Alert &one) { return one.id() == id; });
        if (alert != m_board->alerts.end())
            m_alertPanel->openAlert(*m_board, *alert, isFresh(), now);
        else
            m_alertPanel->showGone();
    }
    if (!m_silencePanel->isHidden()) {
        const auto silence = std::ranges::find(m_board->silences, m_silencePanel->silenceId(), &Silence::id);
        if (silence != m_board->silences.end())
            m_silencePanel->openSilence(*m_board, *silence, now);
        else
            m_silencePanel->showGone();
    }
    if (!m_rulePanel->isHidden()) {
        if (const AlertRule *rule = ruleOf(*m_board, m_rulePanel->rule().name))
            m_rulePanel->openRule(*m_board, *rule);
        else
            m_rulePanel->showGone();
    }
    if (!m_silenceForm->isHidden())
        m_silenceForm->setBoard(*m_board, now, isFresh());
    m_ruleForm->setBoard(*m_board);
}

/// Beside a panel, which says it all, there is room for less.
void AlertsPage::fitColumns()
{
    const bool isNarrow = m_hasPanel || width() < kWide;
    const bool hasRoom = width() - (m_hasPanel ? measure::kSidePanel : 0) >= kFilterWidth;
    m_severity->setVisible(hasRoom || m_severity->currentIndex() > 0); // a filter that is at work is seen
    if (!hasRoom)
        m_bar->setNote({});
    m_bar->updateGeometry(); // at once: the panel that comes asks how much there is
    for (const int column : {AlertsModel::SeverityColumn, AlertsModel::Muted, AlertsModel::Acknowledged})
        m_tables[Alerts]->setColumnHidden(column, isNarrow);
    m_tables[Silences]->setColumnHidden(AlertsModel::Author, isNarrow);
    m_tables[Rules]->setColumnHidden(AlertsModel::RuleSeverity, isNarrow);
}

/// Hides the others before this one is shown: beside each other they would widen the window.
void AlertsPage::openPanel(SidePanel *panel)
{
    m_hasPanel = panel != nullptr;
    for (SidePanel *other : std::initializer_list<SidePanel *>{m_alertPanel, m_silencePanel, m_silenceForm, m_rulePanel, m_ruleForm})
        if (other != panel)
            other->hide();
    fitColumns();
}

void AlertsPage::openAlert(const QString &id)
{
    if (!m_board)
        return;
    const auto alert = std::ranges::find_if(m_board->alerts, [&id](const Alert &one) { return one.id() == id; });
    if (alert == m_board->alerts.end())
        return;
    m_tables[Alerts]->setCurrentId(id);
    openPanel(m_alertPanel);
    m_alertPanel->openAlert(*m_board, *alert, isFresh(), agentNow());
}

void AlertsPage::openSilence(const QString &id)
{
    if (!m_board)
        return;
    const auto silence = std::ranges::find(m_board->silences, id, &Silence::id);
    if (silence == m_board->silences.end())
        return;
    m_tables[Silences]->setCurrentId(id);
    openPanel(m_silencePanel);
    m_silencePanel->openSilence(*m_board, *silence, agentNow());
}

void AlertsPage::openRule(const QString &name)
{
    const AlertRule *rule = m_board ? ruleOf(*m_board, name) : nullptr;
    if (!rule)
        return;
    m_tables[Rules]->setCurrentId(name);
    openPanel(m_rulePanel);
    m_rulePanel->openRule(*m_board, *rule);
}

void AlertsPage::startSilence(const QString &rule, const QString &label)
{
    if (!m_board)
        return;
    openPanel(m_silenceForm);
    m_silenceForm->setBoard(*m_board, agentNow(), isFresh());
    m_silenceForm->start(rule, label, port()->author());
}

void AlertsPage::startRule(const AlertRule &rule, const QString &was)
{
    if (!m_board || !m_board->isOwn)
        return;
    openPanel(m_ruleForm);
    m_ruleForm->setBoard(*m_board);
    m_ruleForm->start(rule, was);
}

void AlertsPage::openMonitoring(const Alert &alert)
{
    const AlertRule *rule = m_board ? ruleOf(*m_board, alert.rule) : nullptr;
    if (!context().actions.navigate)
        return;
    const qint64 began = alert.activeAt > 0 ? alert.activeAt : sinceOf(alert);
    QVariantMap state{{QStringLiteral("span"), kAroundMs}, {QStringLiteral("pausedAt"), std::min(agentNow(), began + kAroundMs / 2)}};
    if (rule && rule->of == AlertRule::Of::Events) {
        QVariantMap events{{QStringLiteral("least"), toString(rule->least)}};
        const auto exact = [&events](const char *key, const QString &pattern) {
            if (!pattern.contains(u'*'))
                events.insert(QLatin1String(key), pattern);
        };
        exact("source", rule->by == AlertRule::By::Source && !alert.label.isEmpty() ? alert.label : rule->source);
        exact("tenant", rule->by == AlertRule::By::Tenant && !alert.label.isEmpty() ? alert.label : rule->tenant);
        exact("type", rule->type.endsWith(QStringLiteral(".*")) ? rule->type.chopped(2) : rule->type);
        if (!rule->pattern.isEmpty() && rule->text.isEmpty()) {
            events.insert(QStringLiteral("text"), rule->pattern);
            events.insert(QStringLiteral("isPattern"), true);
        } else {
            events.insert(QStringLiteral("text"), rule->text);
        }
        state.insert(QStringLiteral("dashboard"), QStringLiteral("@events"));
        state.insert(QStringLiteral("events"), events);
    } else {
        state.insert(QStringLiteral("view"), alert.label.startsWith(u"pg:") ? alert.label : QStringLiteral("local"));
    }
    context().actions.navigate(QStringLiteral("monitoring"), state);
}

// --- acting ---

template <class T, class Panel, class Done>
void AlertsPage::act(const QFuture<Result<T>> &future, const CallContext &call, Panel *panel, Done done)
{
    panel->setActing(true);
    m_calls.ask(future, [this, panel, done, request = call.requestId](const Result<T> &result) {
        panel->setActing(false);
        if (result) {
            const QString words = done(*result);
            if (context().actions.notify)
                context().actions.notify(Tone::Good, words);
        } else {
            if (context().actions.noteError)
                context().actions.noteError(result.error(), request);
            if (!panel->isHidden()) {
                panel->showError(result.error(), request);
            } else {
                m_refused->setError(result.error(), request);
                m_refused->show();
            }
        }
        ask(); // also after a failure: the board may be another than was thought
    });
}

void AlertsPage::askRemove(const AlertRule &rule)
{
    ConfirmQuestion question;
    question.title = tr("Delete the rule %1?").arg(titleOf(rule));
    question.sentence = tr("What it watches is watched no more, and its alerts go. If it came with Plancia, it stands again as it was shipped.");
    question.act = tr("Delete");
    auto *dialog = new ConfirmDialog(question, this);
    connect(dialog, &ConfirmDialog::agreed, this, [this, rule] {
        const CallContext call;
        act(port()->removeRule(rule.name, call), call, m_rulePanel, [this, rule](bool) {
            openPanel(nullptr);
            return tr("%1 is deleted.").arg(titleOf(rule));
        });
    });
    dialog->open();
}

void AlertsPage::testChannel(const QString &name)
{
    m_refused->hide();
    const CallContext call;
    m_calls.ask(port()->testChannel(name, call), [this, name, request = call.requestId](const Result<bool> &sent) {
        if (sent) {
            if (context().actions.notify)
                context().actions.notify(Tone::Good, tr("A test was handed over to %1.").arg(alertText(name)));
        } else {
            if (context().actions.noteError)
                context().actions.noteError(sent.error(), request);
            m_refused->setError(sent.error(), request);
            m_refused->show();
        }
        ask();
    });
}

// --- the page itself ---

bool AlertsPage::isSettled() const { return !port() || m_board || m_trouble; }

QVariantMap AlertsPage::saveState() const
{
    QVariantMap state{{QStringLiteral("tab"), kTabNames[m_tabs->currentIndex()]}};
    const auto add = [&state](const char *name, const QVariant &value) { state.insert(QLatin1String(name), value); };
    if (!m_bar->chip().isEmpty())
        add("state", m_bar->chip());
    if (m_severity->currentIndex() > 0)
        add("severity", m_severity->currentData());
    if (!m_bar->text().isEmpty())
        add("text", m_bar->text());
    if (m_muted->isChecked())
        add("muted", true);
    const auto panel = [&add](const char *name, const QString &current, const QVariantMap &typed = {}) {
        add("panel", QLatin1String(name));
        add("current", current);
        add("typed", typed);
    };
    if (!m_alertPanel->isHidden())
        panel("alert", m_alertPanel->alertId(), m_alertPanel->saveState());
    else if (!m_silencePanel->isHidden())
        panel("silence", m_silencePanel->silenceId());
    else if (!m_silenceForm->isHidden())
        panel("silenceForm", {}, m_silenceForm->saveState());
    else if (!m_rulePanel->isHidden())
        panel("rule", m_rulePanel->rule().name);
    else if (!m_ruleForm->isHidden())
        panel("ruleForm", {}, m_ruleForm->saveState());
    else if (m_wantedPanel.contains(QStringLiteral("panel"))) // no board came yet
        state.insert(m_wantedPanel);
    return state;
}

void AlertsPage::restoreState(const QVariantMap &state)
{
    const auto text = [&state](const char *name) { return state.value(QLatin1String(name)).toString(); };
    m_tabs->setCurrentIndex(static_cast<int>(std::max<std::ptrdiff_t>(0, std::ranges::find(kTabNames, text("tab")) - kTabNames) % 3));
    m_bar->setChip(text("state"));
    m_severity->setCurrentIndex(std::max(0, m_severity->findData(text("severity"))));
    m_bar->setText(text("text"));
    m_muted->setChecked(state.value(QStringLiteral("muted")).toBool());
    m_wantedPanel.clear();
    if (state.contains(QStringLiteral("panel")))
        for (const char *key : {"panel", "current", "typed"})
            m_wantedPanel.insert(QLatin1String(key), state.value(QLatin1String(key)));
    showBoard();
    if (m_board && !m_wantedPanel.isEmpty())
        restorePanel();
}

void AlertsPage::restorePanel()
{
    const QVariantMap wanted = std::exchange(m_wantedPanel, {});
    const QString panel = wanted.value(QStringLiteral("panel")).toString(), current = wanted.value(QStringLiteral("current")).toString();
    const QVariantMap typed = wanted.value(QStringLiteral("typed")).toMap();
    if (panel == u"alert") {
        openAlert(current);
        if (!typed.isEmpty() && !m_alertPanel->isHidden())
            m_alertPanel->restoreState(typed);
    } else if (panel == u"silence") {
        openSilence(current);
    } else if (panel == u"rule") {
        openRule(current);
    } else if (panel == u"silenceForm") {
        startSilence({}, {});
        m_silenceForm->restoreState(typed);
    } else if (panel == u"ruleForm" && m_board->isOwn) {
        startRule({}, {});
        m_ruleForm->restoreState(typed);
    }
}

QStringList AlertsPage::tourStops() const
{
    if (!m_board)
        return {};
    return {QStringLiteral("alert"), QStringLiteral("silences"), QStringLiteral("silence"), QStringLiteral("rules"), QStringLiteral("rule"), QStringLiteral("edit")};
}

void AlertsPage::showTourStop(const QString &stop)
{
    const auto first = [this](Tab tab) { return m_models[tab]->index(0, 0).data(IdRole).toString(); };
    if (stop == u"alert") {
        openAlert(first(Alerts));
    } else if (stop == u"silences") {
        openPanel(nullptr);
        m_tabs->setCurrentIndex(Silences);
    } else if (stop == u"silence") {
        startSilence({}, {});
    } else if (stop == u"rules") {
        openPanel(nullptr);
        m_tabs->setCurrentIndex(Rules);
    } else if (stop == u"rule") {
        openRule(first(Rules));
    } else if (stop == u"edit" && m_board && !m_board->rules.isEmpty()) {
        startRule(m_board->rules.first(), m_board->rules.first().name);
    }
}

} // namespace plancia::ui
