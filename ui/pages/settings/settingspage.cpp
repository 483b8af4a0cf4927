// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settingspage.h"

#include "ui/kit/card.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/formfield.h"
#include "models/ports/alertsport.h"
#include "ui/kit/text.h"

#include <QComboBox>
#include <QFileInfo>
#include <QLineEdit>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kContentWidth = 1280;
constexpr int kChoiceWidth = 300;

QComboBox *makeChoice(const QString &name)
{
    auto *box = new QComboBox;
    box->setObjectName(name);
    box->setFixedWidth(kChoiceWidth);
    return box;
}

void choose(QComboBox *box, const QString &data)
{
    const int index = box->findData(data);
    box->setCurrentIndex(index < 0 ? 0 : index);
}

/// ws:// or wss:// with a host, or nothing for the built-in agent.
std::optional<Error> validateAgent(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    const QUrl url(text, QUrl::StrictMode);
    const bool isRight = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty()
        && (url.scheme() == u"ws" || url.scheme() == u"wss");
    if (isRight)
        return std::nullopt;
    return Error(ErrorCode::ValChoice, {{QStringLiteral("value"), text.left(60)},
                                        {QStringLiteral("allowed"), QStringLiteral("ws://host:port, wss://host:port")}});
}
} // namespace

SettingsPage::SettingsPage(PageContext context, QWidget *parent)
    : Page(QStringLiteral("settings"), std::move(context), parent)
{
    build();
    showPreferences(this->context().ports.preferences->current());
    connect(this->context().ports.preferences, &PreferencesPort::changed, this, &SettingsPage::showPreferences);
    if (StreamPort *stream = this->context().ports.stream) // queued: when it is told, not all follow the same agent yet
        connect(stream, &StreamPort::statusChanged, this, &SettingsPage::followAgent, Qt::QueuedConnection);
    refresh();
}

void SettingsPage::build()
{
    setHeader(tr("Settings"), tr("For this installation. A choice holds at once, the agent’s address with Apply."));
    auto *inside = new QWidget;
    inside->setProperty("kind", QByteArrayLiteral("scrolled"));
    auto *row = new QHBoxLayout(inside);
    row->setContentsMargins(0, 0, 0, 0);
    auto *content = new QWidget(inside);
    content->setMaximumWidth(kContentWidth);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    m_error = new ErrorPanel(content);
    m_error->hide();
    column->addWidget(m_error);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(measure::kGap);
    const auto addColumn = [columns](std::initializer_list<QWidget *> those) {
        auto *cards = new QVBoxLayout;
        cards->setSpacing(measure::kGap);
        for (QWidget *card : those)
            cards->addWidget(card);
        cards->addStretch(1);
        columns->addLayout(cards, 1);
    };
    addColumn({buildLook(), buildLog()});
    addColumn({buildAgent(), buildPlaces(), buildPasswords()});
    column->addLayout(columns);
    column->addStretch(1);
    row->addWidget(content, 1000);
    row->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    body()->addWidget(scroll, 1);

    for (QComboBox *box : {m_language, m_theme, m_logLevel, m_logFormat, m_passwordLength, m_passwordKinds})
        connect(box, &QComboBox::activated, this, [this] { apply(chosen()); });
    connect(m_error, &ErrorPanel::actionRequested, this, [this](const QString &action) {
        action == u"retry" ? apply(m_refused) : handleAction(action);
    });
}

QWidget *SettingsPage::buildLook()
{
    auto *card = new Card(tr("Language and look"));
    m_language = makeChoice(QStringLiteral("language"));
    m_language->addItem(tr("Same as the system"), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Italiano"), QStringLiteral("it"));
    m_theme = makeChoice(QStringLiteral("theme"));
    m_theme->addItem(tr("Same as the system"), QString());
    m_theme->addItem(tr("Light"), QStringLiteral("light"));
    m_theme->addItem(tr("Dark"), QStringLiteral("dark"));
    card->body()->addWidget(new FormField(tr("Language"), m_language,
                                          tr("Words, numbers and dates; ids, logs and file names stay in English.")));
    card->body()->addWidget(new FormField(tr("Theme"), m_theme, tr("Both hold the same contrast; dark is easier at night.")));
    return card;
}

QWidget *SettingsPage::buildAgent()
{
    auto *card = new Card(tr("Monitoring"));
    m_agent = new QLineEdit;
    m_agent->setObjectName(QStringLiteral("agentUrl"));
    m_agent->setPlaceholderText(tr("The built-in agent"));
    m_agentField = new FormField(tr("Address of the agent"), m_agent,
                                 tr("Where live figures come from, such as ws://monitor.example:8080; left empty, this program "
                                    "samples its own connections. On another computer: wss://."));
    card->body()->addWidget(m_agentField);
    m_agentToken = new QLineEdit;
    m_agentToken->setObjectName(QStringLiteral("agentToken"));
    m_agentToken->setEchoMode(QLineEdit::Password);
    m_agentToken->setMaxLength(4096);
    m_agentTokenField = new FormField(tr("Token of the agent"), m_agentToken);
    m_agentTokenField->setObjectName(QStringLiteral("agentTokenField"));
    card->body()->addWidget(m_agentTokenField);
    m_agentCa = new QLineEdit;
    m_agentCa->setObjectName(QStringLiteral("agentCa"));
    m_agentCa->setPlaceholderText(tr("Whom the system trusts"));
    m_agentCaField = new FormField(tr("Certificate of its authority"), m_agentCa, tr("A PEM file; needed when only you know who signed the agent's certificate."));
    card->body()->addWidget(m_agentCaField);
    m_applyAgent = makeButton(tr("Apply"));
    m_applyAgent->setObjectName(QStringLiteral("applyAgent"));
    m_forgetToken = makeButton(tr("Forget the token"));
    m_forgetToken->setObjectName(QStringLiteral("forgetToken"));
    auto *acts = new QHBoxLayout;
    acts->setSpacing(measure::kSmallGap);
    acts->addWidget(m_applyAgent);
    acts->addWidget(m_forgetToken);
    acts->addStretch(1);
    card->body()->addLayout(acts);
    m_agentState = makeLabel(QString(), TextKind::Secondary, Wrap::Yes);
    m_agentState->setObjectName(QStringLiteral("agentState"));
    m_agentState->hide();
    card->body()->addWidget(m_agentState);
    m_agentError = new ErrorPanel(card, ErrorPanel::Room::Narrow);
    m_agentError->hide();
    card->body()->addWidget(m_agentError);
    for (QLineEdit *line : {m_agent, m_agentToken, m_agentCa}) {
        connect(line, &QLineEdit::textChanged, this, &SettingsPage::checkAgent);
        connect(line, &QLineEdit::returnPressed, this, &SettingsPage::applyAgent);
    }
    connect(m_applyAgent, &QPushButton::clicked, this, &SettingsPage::applyAgent);
    connect(m_forgetToken, &QPushButton::clicked, this, [this] { keepAccess(QString(), [] {}); });
    connect(m_agentError, &ErrorPanel::actionRequested, this, [this](const QString &action) {
        if (action == u"retry")
            context().ports.stream->retryNow();
        else
            handleAction(action);
    });
    return card;
}

QWidget *SettingsPage::buildLog()
{
    auto *card = new Card(tr("Log"));
    m_logLevel = makeChoice(QStringLiteral("logLevel"));
    m_logLevel->addItem(tr("Error: only what failed"), QStringLiteral("error"));
    m_logLevel->addItem(tr("Warning: and what may fail soon"), QStringLiteral("warning"));
    m_logLevel->addItem(tr("Info: and every act"), QStringLiteral("info"));
    m_logLevel->addItem(tr("Debug: and how it was done"), QStringLiteral("debug"));
    m_logLevel->addItem(tr("Trace: everything"), QStringLiteral("trace"));
    m_logFormat = makeChoice(QStringLiteral("logFormat"));
    m_logFormat->addItem(tr("Text, for people"), QStringLiteral("text"));
    m_logFormat->addItem(tr("JSON lines, for machines"), QStringLiteral("json"));
    card->body()->addWidget(new FormField(tr("How much is written"), m_logLevel,
                                          tr("Secrets and e-mail addresses are masked at every level.")));
    card->body()->addWidget(new FormField(tr("Format"), m_logFormat,
                                          tr("The log keeps three files of 5 MB and drops the oldest.")));
    return card;
}

QWidget *SettingsPage::buildPasswords()
{
    auto *card = new Card(tr("Passwords of people"));
    m_passwordLength = makeChoice(QStringLiteral("passwordLength"));
    for (int length = kMinPasswordLength; length <= kMaxPasswordMinimum; ++length)
        m_passwordLength->addItem(QString::number(length), QString::number(length));
    m_passwordKinds = makeChoice(QStringLiteral("passwordKinds"));
    for (int kinds = 1; kinds <= kMaxPasswordKinds; ++kinds)
        m_passwordKinds->addItem(QString::number(kinds), QString::number(kinds));
    card->body()->addWidget(new FormField(tr("Characters at least"), m_passwordLength, tr("Asked of passwords that are set from this installation.")));
    card->body()->addWidget(new FormField(tr("Kinds of characters at least"), m_passwordKinds, tr("Small letters, capitals, digits, other signs.")));
    return card;
}

QWidget *SettingsPage::buildPlaces()
{
    auto *card = new Card(tr("Where the files are"));
    card->body()->addWidget(makeLabel(tr("Only you may read them. Set PLANCIA_HOME before the start to keep all of them under "
                                         "another folder."),
                                      TextKind::Secondary, Wrap::Yes));
    m_places = new FactGrid(card);
    card->body()->addWidget(m_places);
    return card;
}

void SettingsPage::refresh()
{
    askAccess();
    if (context().ports.stream)
        followAgent(context().ports.stream->status());
    CallContext call;
    m_calls.ask(context().ports.workspaces->list(call), [this](const Result<QList<WorkspaceIdentity>> &workspaces) {
        showPlaces(workspaces.value_or(QList<WorkspaceIdentity>())); // without the list the log's place is still known
    });
}

void SettingsPage::showPlaces(const QList<WorkspaceIdentity> &workspaces)
{
    m_places->clear();
    const QString prefix = QStringLiteral("SQLite · ");
    for (const WorkspaceIdentity &workspace : workspaces) {
        if (!workspace.place.startsWith(prefix))
            continue;
        const QString path = workspace.place.mid(prefix.size());
        if (workspace.id == u"local") {
            m_places->addFact(QStringLiteral("placeLocal"), tr("Local store"), path, TextKind::Mono, FactGrid::Copy::Yes);
            m_places->addFact(QStringLiteral("placeData"), tr("Data"), QFileInfo(path).path(), TextKind::Mono,
                              FactGrid::Copy::Yes);
        } else if (workspace.id == u"examples") {
            m_places->addFact(QStringLiteral("placeExamples"), tr("Examples"), path, TextKind::Mono, FactGrid::Copy::Yes);
        }
    }
    const QString log = context().ports.support->logFile();
    m_places->addFact(QStringLiteral("placeLog"), tr("Log of this run"), log.isEmpty() ? tr("no log is written") : log,
                      log.isEmpty() ? TextKind::Body : TextKind::Mono,
                      log.isEmpty() ? FactGrid::Copy::No : FactGrid::Copy::Yes);
}

void SettingsPage::showPreferences(const Preferences &preferences)
{
    m_isShowing = true;
    choose(m_language, preferences.language);
    choose(m_theme, preferences.theme);
    choose(m_logLevel, preferences.logLevel == u"warn" ? QStringLiteral("warning") : preferences.logLevel);
    choose(m_logFormat, preferences.logJson ? QStringLiteral("json") : QStringLiteral("text"));
    choose(m_passwordLength, QString::number(preferences.passwordPolicy.minLength));
    choose(m_passwordKinds, QString::number(preferences.passwordPolicy.minKinds));
    if (!m_agent->isModified()) // what is being typed stays
        m_agent->setText(preferences.agentUrl);
    m_isShowing = false;
    checkAgent();
    if (m_accessOf != preferences.agentUrl)
        askAccess();
}

Preferences SettingsPage::chosen() const
{
    Preferences preferences = context().ports.preferences->current();
    preferences.language = m_language->currentData().toString();
    preferences.theme = m_theme->currentData().toString();
    preferences.logLevel = m_logLevel->currentData().toString();
    preferences.logJson = m_logFormat->currentData().toString() == u"json";
    preferences.passwordPolicy = {m_passwordLength->currentData().toInt(), m_passwordKinds->currentData().toInt()};
    return preferences;
}

void SettingsPage::apply(const Preferences &preferences)
{
    if (m_isShowing || preferences == context().ports.preferences->current())
        return;
    m_error->hide();
    CallContext call;
    m_calls.ask(context().ports.preferences->set(preferences, call),
                [this, preferences, request = call.requestId](const Result<Preferences> &kept) {
                    if (kept)
                        return;
                    m_refused = preferences;
                    refused(kept.error(), request);
                    showPreferences(context().ports.preferences->current());
                });
}

void SettingsPage::checkAgent()
{
    const QString text = m_agent->text().trimmed();
    const auto fault = validateAgent(text);
    m_agentField->setFault(fault);
    const QString kept = context().ports.preferences->current().agentUrl;
    const bool isOther = !text.isEmpty() && AgentAccessPort::of(context().ports.preferences);
    const bool isEncrypted = QUrl(text).scheme() == u"wss";
    m_agentTokenField->setVisible(isOther);
    m_agentCaField->setVisible(isOther && isEncrypted);
    m_forgetToken->setVisible(isOther && text == kept && m_access.hasToken);
    const bool hasAccess = isOther && (!m_agentToken->text().isEmpty() || (isEncrypted && m_agentCa->text().trimmed() != m_access.caFile));
    m_applyAgent->setEnabled(!fault && (text != kept || hasAccess));
}

void SettingsPage::askAccess()
{
    AgentAccessPort *port = AgentAccessPort::of(context().ports.preferences);
    m_accessOf = context().ports.preferences->current().agentUrl;
    if (!port)
        return;
    if (m_accessOf.isEmpty())
        return showAccess({});
    m_calls.ask(port->access(m_accessOf, CallContext()), [this, of = m_accessOf](const Result<AgentAccess> &access) {
        if (access && of == m_accessOf)
            showAccess(*access);
    });
}

void SettingsPage::showAccess(const AgentAccess &access)
{
    if (m_agentCa->text().trimmed() == m_access.caFile) // what is being typed stays
        m_agentCa->setText(access.caFile);
    m_access = access;
    m_agentToken->setPlaceholderText(access.hasToken ? tr("Type to replace the stored one") : QString());
    m_agentTokenField->setHint(access.isForThisRun ? tr("Kept for this run only: there is no key ring that would keep it.")
                               : access.hasToken   ? tr("Kept in the key ring.")
                               : access.ringFault  ? tr("The key ring cannot be read, so it is not known whether there is one.")
                                                   : tr("The line in the agent's token file. It goes into the key ring."));
    checkAgent();
}

void SettingsPage::keepAccess(const std::optional<QString> &token, std::function<void()> then)
{
    m_error->hide();
    CallContext call;
    const QString url = m_agent->text().trimmed();
    m_calls.ask(AgentAccessPort::of(context().ports.preferences)->keep(url, token, m_agentCa->text().trimmed(), call),
                [this, url, then = std::move(then), request = call.requestId](const Result<AgentAccess> &kept) {
                    if (!kept)
                        return refused(kept.error(), request);
                    m_agentToken->clear();
                    m_accessOf = url;
                    showAccess(*kept);
                    then();
                });
}

void SettingsPage::refused(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    if (context().actions.noteError)
        context().actions.noteError(error, requestId);
}

/// What the agent that is followed says of us. The stream tells a code; the reason is had by asking once more.
void SettingsPage::followAgent(const StreamStatus &status)
{
    const int asked = ++m_agentAsked;
    const bool isOther = !context().ports.preferences->current().agentUrl.isEmpty();
    const bool isConnected = status.state == StreamStatus::State::Connected;
    m_agentState->setVisible(isOther);
    m_agentState->setText(isConnected ? tr("Connected to “%1”.").arg(status.agent) : tr("Connecting…"));
    if (!isOther || isConnected || status.errorId.isEmpty() || !context().ports.alerts)
        return m_agentError->hide();
    m_calls.ask(context().ports.alerts->board(CallContext()), [this, asked](const Result<AlertBoard> &board) {
        if (asked != m_agentAsked || board)
            return;
        m_agentState->hide();
        m_agentError->setError(board.error());
        m_agentError->show();
    });
}

void SettingsPage::applyAgent()
{
    if (!m_applyAgent->isEnabled()) {
        m_agentField->touch();
        return;
    }
    const auto follow = [this] {
        Preferences preferences = chosen();
        preferences.agentUrl = m_agent->text().trimmed();
        m_agent->setModified(false);
        m_applyAgent->setEnabled(false);
        apply(preferences);
    };
    const std::optional<QString> token = m_agentToken->text().isEmpty() ? std::nullopt : std::optional(m_agentToken->text().trimmed());
    // First the token: the agent is asked as soon as its address is known.
    if (!m_agent->text().trimmed().isEmpty() && (token || m_agentCa->text().trimmed() != m_access.caFile))
        keepAccess(token, follow);
    else
        follow();
}

QVariantMap SettingsPage::saveState() const
{
    const QString typed = m_agent->text();
    return typed == context().ports.preferences->current().agentUrl ? QVariantMap()
                                                                     : QVariantMap{{QStringLiteral("agentUrl"), typed}};
}

void SettingsPage::restoreState(const QVariantMap &state)
{
    if (!state.contains(QStringLiteral("agentUrl")))
        return;
    m_agent->setText(state.value(QStringLiteral("agentUrl")).toString());
    m_agent->setModified(true);
    m_agentField->touch();
}

} // namespace plancia::ui
