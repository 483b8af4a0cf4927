// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/connections/connectionspage.h"

#include "ui/kit/errorpanel.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/pages/connections/connectionform.h"
#include "ui/pages/connections/connectiontestview.h"
#include "ui/pages/connections/schemaview.h"

#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kMostRowsShown = 10;
constexpr int kTableFrame = 10;
const QString kTest = QStringLiteral("test");
const QString kSchema = QStringLiteral("schema");
} // namespace

ConnectionsPage::ConnectionsPage(PageContext context, QWidget *parent)
    : Page(QStringLiteral("connections"), std::move(context), parent)
{
    build();
    refresh();
    // May take seconds where no key ring answers; only an open form waits for it.
    deliver(this->context().ports.connections->keyring({}), this, [this](const Result<bool> &usable) {
        using Ring = ConnectionForm::Ring;
        m_form->setRing(usable ? Ring::Usable
                               : usable.error().code() == ErrorCode::KeyringLocked ? Ring::Locked : Ring::Missing);
        if (isSettled())
            emit settled();
    });
}

ConnectionsPage::~ConnectionsPage() { m_testing.cancel(); }

bool ConnectionsPage::isSettled() const
{
    return m_isLoaded && m_calls.isIdle() && (m_panel->isHidden() || m_form->isRingKnown());
}

void ConnectionsPage::build()
{
    setHeader(tr("Connections"), tr("PostgreSQL servers that this installation knows."));
    m_create = header()->setPrimaryAction(tr("New connection"));
    m_create->setObjectName(QStringLiteral("newConnection"));
    connect(m_create, &QPushButton::clicked, this, &ConnectionsPage::startNew);
    QPushButton *move = header()->addAction(tr("Move a store…"));
    move->setObjectName(QStringLiteral("moveStore"));
    connect(move, &QPushButton::clicked, this, [this] { this->context().actions.navigate(QStringLiteral("move"), {}); });

    auto *inside = new QWidget;
    inside->setProperty("kind", QByteArrayLiteral("scrolled"));
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(measure::kGap);
    m_error = new ErrorPanel(inside);
    m_error->hide();
    m_table = new PagedTable(inside);
    m_table->setObjectName(QStringLiteral("connections_table"));
    m_table->setAccessibleName(tr("Connections"));
    m_table->setModel(&m_model);
    m_test = new ConnectionTestView(inside);
    m_test->hide();
    m_schema = new SchemaView(inside);
    m_schema->hide();
    column->addWidget(m_error);
    column->addWidget(m_table);
    column->addWidget(m_test);
    column->addWidget(m_schema);
    column->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);
    m_states = new PageStates(scroll, this);
    m_states->setEmptyWords(tr("No connection yet"),
                            tr("Add the server that holds your service’s control plane. Nothing is installed there before "
                               "you have seen it."),
                            tr("New connection"), QStringLiteral("connections"));
    body()->addWidget(m_states, 1);

    m_panel = new SidePanel(this);
    auto *part = m_panel->addPart();
    m_form = new ConnectionForm(m_panel);
    part->addWidget(m_form);
    part->addWidget(buildRemoval());
    m_saveButton = m_panel->addAction(tr("Save"), ButtonKind::Primary);
    m_saveButton->setObjectName(QStringLiteral("saveConnection"));
    m_testButton = m_panel->addAction(tr("Test connection"));
    m_testButton->setObjectName(QStringLiteral("testConnection"));
    m_openButton = m_panel->addAction(tr("Open", "a connection as the workspace"));
    m_openButton->setObjectName(QStringLiteral("openConnection"));
    setSidePanel(m_panel);

    connect(m_states, &PageStates::emptyActionRequested, this, &ConnectionsPage::startNew);
    connect(m_states, &PageStates::actionRequested, this, &ConnectionsPage::handleAction);
    connect(m_error, &ErrorPanel::actionRequested, this, &ConnectionsPage::handleAction);
    connect(m_test, &ConnectionTestView::actionRequested, this, [this](const QString &action) {
        action == u"retry" ? test() : handleAction(action);
    });
    connect(m_schema, &SchemaView::actionRequested, this, [this](const QString &action) {
        action == u"retry" ? askForSchema() : handleAction(action);
    });
    connect(m_schema, &SchemaView::openRequested, this, &ConnectionsPage::open);
    connect(m_schema, &SchemaView::installRequested, this, &ConnectionsPage::install);
    connect(m_schema, &SchemaView::installWithoutBackupRequested, this, [this] { migrate(Workspace::BeforeMigrating::Nothing); });
    connect(m_schema, &SchemaView::failed, this, [this](const Error &error) { failed(error, {}); });
    connect(m_schema, &SchemaView::scriptSaved, this, [this](const QString &path) {
        if (this->context().actions.notify)
            this->context().actions.notify(Tone::Good, tr("The roles script was saved as %1.").arg(path));
    });
    const auto choose = [this](const QString &id) {
        if (const ConnectionProfile *profile = profileOf(ConnectionId::fromString(id)))
            edit(*profile);
    };
    connect(m_table, &PagedTable::currentChanged, this, choose);
    connect(m_table, &PagedTable::clicked, this, choose);
    connect(m_table, &PagedTable::activated, this, [this, choose](const QString &id) {
        m_panel->isHidden() ? choose(id) : open();
    });
    connect(m_panel, &SidePanel::closed, this, &ConnectionsPage::closeForm);
    connect(m_form, &ConnectionForm::edited, this, &ConnectionsPage::formEdited);
    connect(m_form, &ConnectionForm::submitted, this, &ConnectionsPage::save);
    connect(m_saveButton, &QPushButton::clicked, this, &ConnectionsPage::save);
    connect(m_testButton, &QPushButton::clicked, this, &ConnectionsPage::test);
    connect(m_openButton, &QPushButton::clicked, this, &ConnectionsPage::open);
}

QWidget *ConnectionsPage::buildRemoval()
{
    m_saved = new QWidget;
    auto *column = new QVBoxLayout(m_saved);
    column->setContentsMargins(0, measure::kSmallGap, 0, 0);
    column->setSpacing(measure::kSmallGap);
    column->addWidget(makeLine(Qt::Horizontal));
    auto *acts = new QHBoxLayout;
    m_schemaButton = makeButton(tr("Plancia’s schema…"), ButtonKind::Quiet);
    m_schemaButton->setObjectName(QStringLiteral("showSchema"));
    m_removeButton = makeButton(tr("Remove…"), ButtonKind::Quiet);
    m_removeButton->setObjectName(QStringLiteral("removeConnection"));
    acts->addWidget(m_schemaButton);
    acts->addWidget(m_removeButton);
    acts->addStretch(1);
    column->addLayout(acts);

    m_question = new QWidget(m_saved);
    auto *question = new QVBoxLayout(m_question);
    question->setContentsMargins(0, 0, 0, 0);
    m_questionWords = makeLabel({}, TextKind::Body, Wrap::Yes);
    question->addWidget(m_questionWords);
    auto *answers = new QHBoxLayout;
    m_reallyRemove = makeButton(tr("Remove"), ButtonKind::Danger);
    m_reallyRemove->setObjectName(QStringLiteral("reallyRemove"));
    auto *keep = makeButton(tr("Keep it"));
    keep->setObjectName(QStringLiteral("keepConnection"));
    answers->addWidget(keep);
    answers->addWidget(m_reallyRemove);
    answers->addStretch(1);
    question->addLayout(answers);
    m_question->hide();
    column->addWidget(m_question);

    connect(m_schemaButton, &QPushButton::clicked, this, &ConnectionsPage::askForSchema);
    connect(m_removeButton, &QPushButton::clicked, this, [this, keep] {
        const ConnectionProfile profile = m_form->profile();
        const bool hasPassword = profile.password == PasswordSource::Keyring || profile.password == PasswordSource::ThisRun;
        m_questionWords->setText(
            hasPassword ? tr("Remove “%1”? Its settings here and its stored password are lost; typing them in again brings "
                             "them back. The server and its data are not touched.").arg(profile.name)
                        : tr("Remove “%1”? Its settings here are lost. The server and its data are not touched.")
                              .arg(profile.name));
        m_question->show();
        keep->setFocus();
        QTimer::singleShot(0, m_question, [this] { // once it has its height
            for (QWidget *above = m_question->parentWidget(); above; above = above->parentWidget())
                if (auto *scroll = qobject_cast<QScrollArea *>(above))
                    return scroll->ensureWidgetVisible(m_question, 0, measure::kSmallGap);
        });
    });
    connect(keep, &QPushButton::clicked, this, [this] {
        m_question->hide();
        m_removeButton->setFocus();
    });
    connect(m_reallyRemove, &QPushButton::clicked, this, &ConnectionsPage::remove);
    return m_saved;
}

const ConnectionProfile *ConnectionsPage::profileOf(ConnectionId id) const
{
    const int row = id.isNull() ? -1 : m_model.rowOf(id);
    return row < 0 ? nullptr : &m_model.profiles().at(row);
}

void ConnectionsPage::refresh()
{
    CallContext call;
    m_calls.ask(context().ports.connections->list(call),
                [this, request = call.requestId](Result<QList<ConnectionProfile>> profiles) {
                    m_isLoaded = true;
                    if (profiles)
                        showProfiles(std::move(*profiles));
                    else
                        m_states->showError(profiles.error(), request,
                                            m_model.rowCount() > 0 ? PageStates::Content::Shown : PageStates::Content::Hidden);
                });
}

void ConnectionsPage::showProfiles(QList<ConnectionProfile> profiles)
{
    m_model.setProfiles(std::move(profiles));
    const int count = m_model.rowCount();
    header()->setSentence(count == 0 ? tr("PostgreSQL servers that this installation knows.")
                                     : tr("%n PostgreSQL server(s) that this installation knows.", nullptr, count));
    fitTable();
    const QVariantMap state = std::exchange(m_restored, {});
    const auto id = ConnectionId::fromString(state.value(QStringLiteral("current")).toString());
    const QVariantMap draft = state.value(QStringLiteral("form")).toMap();
    const QString act = state.value(QStringLiteral("act"), state.value(QStringLiteral("shows"))).toString();
    if (const ConnectionProfile *profile = profileOf(id))
        edit(*profile);
    else if (act == u"new" || !draft.isEmpty())
        startNew();
    if (!draft.isEmpty()) {
        m_form->restoreState(draft);
        formEdited();
    }
    if (act == kTest && !m_panel->isHidden())
        test();
    else if (act == kSchema && !m_panel->isHidden())
        askForSchema();
    const bool showsNothing = count == 0 && m_test->isHidden() && m_schema->isHidden() && m_error->isHidden();
    showsNothing ? m_states->showEmpty() : m_states->showReady();
}

void ConnectionsPage::setFormShown(bool shown)
{
    m_panel->setVisible(shown);
    // What the form shows anyway gives its room to the place.
    m_table->setColumnHidden(ConnectionsModel::User, shown);
    m_table->setColumnHidden(ConnectionsModel::Encryption, shown);
}

void ConnectionsPage::fitTable()
{
    // As high as its rows, within reason: what was tested stands right below.
    const int rows = std::clamp(m_model.rowCount(), 1, kMostRowsShown);
    m_table->setVisible(m_model.rowCount() > 0);
    m_table->setColumnHidden(ConnectionsModel::Sleep, std::ranges::none_of(m_model.profiles(), &ConnectionProfile::maySleep));
    m_table->setFixedHeight((rows + 1) * measure::kRow + kTableFrame);
}

void ConnectionsPage::edit(const ConnectionProfile &profile)
{
    if (!m_panel->isHidden() && m_current == profile.id)
        return;
    ++m_formNumber;
    m_current = profile.id;
    m_shows.clear();
    m_test->hide();
    m_schema->hide();
    m_error->hide();
    m_question->hide();
    m_form->setProfile(profile);
    m_panel->setTitle(profile.name);
    m_saved->show();
    setFormShown(true);
    m_table->setCurrentId(profile.id.toString());
    formEdited();
}

void ConnectionsPage::startNew()
{
    ++m_formNumber;
    m_current = {};
    m_shows.clear();
    m_test->hide();
    m_schema->hide();
    m_error->hide();
    m_form->setProfile({});
    m_panel->setTitle(tr("New connection"));
    m_saved->hide();
    setFormShown(true);
    m_table->setCurrentId({});
    formEdited();
    m_form->focusFirst();
}

void ConnectionsPage::closeForm()
{
    ++m_formNumber;
    m_testing.cancel();
    m_current = {};
    m_shows.clear();
    m_test->hide();
    m_schema->hide();
    m_error->hide();
    setFormShown(false);
    m_form->setProfile({});
    if (m_model.rowCount() == 0)
        m_states->showEmpty();
    else if (!m_table->currentId().isEmpty()) // the row stays chosen: a click or Enter shows it again
        m_table->focusRows();
    else
        m_create->setFocus();
}

void ConnectionsPage::formEdited()
{
    m_testButton->setEnabled(m_form->isValid());
    m_openButton->setVisible(!m_current.isNull());
    m_openButton->setEnabled(!m_form->isDirty());
    m_openButton->setToolTip(m_form->isDirty() ? tr("Save the changes first.") : QString());
    m_panel->setState(m_form->isDirty() && !m_current.isNull() ? Tone::Trial : Tone::None, tr("not saved"));
}

void ConnectionsPage::save()
{
    m_form->touchAll();
    if (!m_form->isValid())
        return;
    m_saveButton->setEnabled(false);
    CallContext call;
    // A key ring may take seconds: who has gone on meanwhile, here or in another form, keeps what was typed.
    const ConnectionProfile sent = m_form->profile();
    const std::optional<QString> password = m_form->password();
    m_calls.ask(context().ports.connections->save(sent, password, call),
                [this, sent, password, form = m_formNumber, request = call.requestId](Result<ConnectionProfile> saved) {
                    m_saveButton->setEnabled(true);
                    const bool isStillThere = form == m_formNumber;
                    if (!saved) {
                        if (isStillThere && saved.error().code() == ErrorCode::ConflictNameTaken)
                            m_form->setFault(QStringLiteral("name"), saved.error());
                        else
                            failed(saved.error(), request);
                        return;
                    }
                    if (isStillThere) {
                        m_error->hide();
                        m_current = saved->id;
                        if (m_form->profile() == sent && m_form->password() == password)
                            m_form->setProfile(*saved);
                        else
                            m_form->wasSaved(*saved);
                        m_panel->setTitle(saved->name);
                        m_saved->show();
                        formEdited();
                    }
                    QList<ConnectionProfile> all = m_model.profiles();
                    all.removeIf([&](const ConnectionProfile &known) { return known.id == saved->id; });
                    all.append(*saved);
                    m_model.setProfiles(all);
                    header()->setSentence(
                        tr("%n PostgreSQL server(s) that this installation knows.", nullptr, m_model.rowCount()));
                    fitTable();
                    m_states->showReady();
                    if (!isStillThere)
                        return;
                    m_table->setCurrentId(saved->id.toString());
                    if (!m_form->isDirty())
                        m_panel->setState(Tone::Good, saved->password == PasswordSource::ThisRun
                                                          ? tr("saved, password for this run")
                                                          : tr("saved"));
                });
}

void ConnectionsPage::test()
{
    m_form->touchAll();
    if (!m_form->isValid())
        return;
    m_testing.cancel();
    CallContext call;
    m_testing = call.cancel;
    m_shows = kTest;
    const QString name = m_form->profile().name;
    m_schema->hide();
    m_error->hide();
    m_test->showRunning(name);
    m_states->showReady();
    m_calls.ask(context().ports.connections->test(m_form->profile(), m_form->password(), call),
                [this, name, call](const Result<ConnectionReport> &report) {
                    if (call.cancel.isCancelled())
                        return;
                    if (report) {
                        m_test->showReport(name, *report, call.requestId);
                        if (m_test->error() && context().actions.noteError)
                            context().actions.noteError(*m_test->error(), call.requestId);
                    } else {
                        m_test->hide();
                        failed(report.error(), call.requestId);
                    }
                });
}

void ConnectionsPage::askForSchema()
{
    if (m_current.isNull()) {
        save(); // a plan is made for a connection that is known
        return;
    }
    m_shows = kSchema;
    CallContext call;
    m_calls.ask(context().ports.connections->schemaPlan(m_current, call),
                [this, id = m_current, request = call.requestId](const Result<SchemaPlan> &plan) {
                    if (id != m_current)
                        return;
                    if (plan) {
                        m_schema->showPlan(m_form->profile().name, *plan);
                        m_test->hide();
                    } else {
                        m_schema->showError(plan.error(), request);
                        if (context().actions.noteError)
                            context().actions.noteError(plan.error(), request);
                    }
                });
}

void ConnectionsPage::install()
{
    if (m_schema->isUpgrade())
        return migrate(Workspace::BeforeMigrating::BackUp);
    m_schema->setBusy(true);
    CallContext call;
    m_calls.ask(context().ports.connections->installSchema(m_current, call),
                [this, id = m_current, request = call.requestId](const Result<SchemaPlan> &plan) { installed(id, plan, request); });
}

void ConnectionsPage::migrate(Workspace::BeforeMigrating before)
{
    m_schema->setBusy(true);
    CallContext call;
    m_calls.ask(context().ports.workspaces->open(QStringLiteral("pg:") + m_current.toString(), call),
                [this, id = m_current, call, before](const Result<std::shared_ptr<Workspace>> &opened) {
                    if (!opened)
                        return installed(id, fail(opened.error()), call.requestId);
                    m_calls.ask((*opened)->migrate(before, call), [this, id, request = call.requestId, keep = *opened](const Result<SchemaPlan> &plan) {
                        installed(id, plan, request);
                    });
                });
}

void ConnectionsPage::installed(const ConnectionId &id, const Result<SchemaPlan> &plan, const QString &requestId)
{
    if (id != m_current)
        return;
    m_schema->setBusy(false);
    if (plan)
        return m_schema->showPlan(m_form->profile().name, *plan);
    m_schema->showError(plan.error(), requestId);
    if (context().actions.noteError)
        context().actions.noteError(plan.error(), requestId);
}

void ConnectionsPage::open()
{
    if (!m_current.isNull() && !m_form->isDirty() && context().actions.openWorkspace)
        context().actions.openWorkspace(QStringLiteral("pg:") + m_current.toString());
}

void ConnectionsPage::remove()
{
    CallContext call;
    const QString name = m_form->profile().name;
    m_calls.ask(context().ports.connections->remove(m_current, call),
                [this, name, request = call.requestId](const Result<bool> &removed) {
                    if (!removed)
                        return failed(removed.error(), request);
                    m_table->setCurrentId({});
                    closeForm();
                    if (context().actions.notify)
                        context().actions.notify(Tone::Good, tr("“%1” was removed from the list.").arg(name));
                    refresh();
                });
}

void ConnectionsPage::failed(const Error &error, const QString &requestId)
{
    m_error->setError(error, requestId);
    m_error->show();
    m_states->showReady();
    if (context().actions.noteError)
        context().actions.noteError(error, requestId);
}

bool ConnectionsPage::takeAction(const QString &actionId)
{
    if (actionId == u"test_connection") {
        test();
        return true;
    }
    if (actionId == u"install_schema") {
        askForSchema();
        return true;
    }
    if (actionId == u"open_connections") { // we are there: what is meant is the form
        m_form->focusFirst();
        return true;
    }
    return Page::takeAction(actionId);
}

bool ConnectionsPage::isMeantHere(const QString &actionId) const { return actionId == u"open_connections" && !m_panel->isHidden(); }

QVariantMap ConnectionsPage::saveState() const
{
    if (m_panel->isHidden())
        return {};
    return {{QStringLiteral("current"), m_current.isNull() ? QString() : m_current.toString()},
            {QStringLiteral("form"), m_form->saveState()},
            {QStringLiteral("shows"), m_shows}};
}

void ConnectionsPage::restoreState(const QVariantMap &state)
{
    m_restored = state;
    if (m_isLoaded)
        showProfiles(m_model.profiles());
}

QStringList ConnectionsPage::tourStops() const { return {QStringLiteral("form"), QStringLiteral("test")}; }

void ConnectionsPage::showTourStop(const QString &stop)
{
    ConnectionProfile profile;
    profile.name = tr("Production");
    profile.host = QStringLiteral("db-eu.example.invalid");
    profile.database = QStringLiteral("plancia");
    profile.user = QStringLiteral("plancia_admin");
    profile.sslMode = suggestSslMode(profile.host);
    profile.colour = QStringLiteral("red");
    profile.password = PasswordSource::PgPass;
    startNew();
    m_form->setProfile(profile);
    if (stop == u"test")
        test();
}

} // namespace plancia::ui
