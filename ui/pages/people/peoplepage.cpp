// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/people/peoplepage.h"

#include "models/items/usersmodel.h"
#include "models/ports/batchport.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/icons.h"
#include "ui/kit/listexporter.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/taskrows.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/people/userpanel.h"

#include <QComboBox>
#include <QShortcut>
#include <QShowEvent>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
const QString kIcon = QStringLiteral("user");
const QString kAlarm = QStringLiteral("alarm"); ///< the chip beside those of the status
}

PeoplePage::PeoplePage(PageContext context) : Page(QStringLiteral("people"), std::move(context))
{
    setUpHeader();
    setUpList();
    setUpPanel();
    const auto add = [this](const QKeySequence &keys, auto act) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    add(QKeySequence::Find, [this] { m_filter->focusSearch(); });
    add(QKeySequence::New, [this] { m_invite->click(); });
    panelShown();
    ask();
}

void PeoplePage::setUpHeader()
{
    m_invite = setHeader(tr("People"), {})->setPrimaryAction(tr("Invite a person"));
    m_invite->setObjectName(QStringLiteral("invitePerson"));
    QPushButton *exports = header()->addAction(tr("Export…"));
    exports->setObjectName(QStringLiteral("exportPeople"));
    exports->setVisible(context().workspace && context().workspace->users() && context().workspace->batch());
    auto *exporter = new ListExporter(context(), this);
    connect(exports, &QPushButton::clicked, this, [this, exporter] {
        exporter->ask(QStringLiteral("people"), [workspace = context().workspace, query = m_query](ListFormat format, const QString &path, const CallContext &call) {
            return workspace->batch()->exportUsers(query, format, path, call);
        });
    });
    connect(m_invite, &QPushButton::clicked, this, &PeoplePage::invite);
}

void PeoplePage::setUpList()
{
    m_model = new UsersModel(this);
    m_filter = new FilterBar(tr("Filter by name or address"), this);
    for (const UserStatus status : {UserStatus::Active, UserStatus::Invited, UserStatus::Disabled})
        m_filter->addChip(toString(status), wordFor(status));
    m_filter->addChip(kAlarm, tr("alarm", "filter: people of whom a token was copied"));
    m_role = new QComboBox(this);
    m_role->setObjectName(QStringLiteral("roleFilter"));
    m_role->setAccessibleName(tr("Role"));
    m_role->addItem(tr("Any role"), QString());
    for (const UserRole role : {UserRole::Owner, UserRole::Admin, UserRole::Member, UserRole::Viewer})
        m_role->addItem(wordFor(role), toString(role));
    m_filter->addWidget(m_role);
    m_tenant = makeButton({}, ButtonKind::Chip, this);
    m_tenant->setObjectName(QStringLiteral("peopleTenant"));
    m_tenant->setIcon(makeIcon(QStringLiteral("close"), currentLook().accent));
    m_tenant->setIconSize({12, 12});
    m_tenant->setLayoutDirection(Qt::RightToLeft); // the cross stands behind the word
    m_tenant->setMaximumWidth(220);
    m_filter->addWidget(m_tenant);
    body()->addWidget(m_filter);
    if (context().workspace)
        body()->addWidget(new TaskRows(*context().ports.tasks, context().workspace->identity().id, {QStringLiteral("export")}, this));
    m_table = new PagedTable(this);
    m_table->setListName(tr("People"));
    m_table->setModel(m_model);
    m_states = new PageStates(m_table, this);
    m_states->follow(m_model);
    body()->addWidget(m_states, 1);

    connect(m_filter, &FilterBar::changed, this, &PeoplePage::filterChanged);
    connect(m_role, &QComboBox::activated, this, &PeoplePage::filterChanged);
    connect(m_tenant, &QPushButton::clicked, this, [this] {
        m_query.tenant.reset();
        m_tenantSlug.clear();
        ask();
    });
    connect(m_table, &PagedTable::sortRequested, this, [this](int key, Qt::SortOrder order) {
        m_query.sort = static_cast<UserSort>(key);
        m_query.descending = order == Qt::DescendingOrder;
        ask();
    });
    for (const auto chosen : {&PagedTable::currentChanged, &PagedTable::clicked, &PagedTable::activated})
        connect(m_table, chosen, this, &PeoplePage::open);
    connect(m_states, &PageStates::emptyActionRequested, this, &PeoplePage::emptyAct);
    connect(m_states, &PageStates::actionRequested, this, &PeoplePage::handleAction);
    connect(m_states, &PageStates::errorShown, this, [this](const Error &error, const QString &requestId) {
        if (context().actions.noteError)
            context().actions.noteError(error, requestId);
    });
    connect(m_model, &PagedModel::stateChanged, this, [this] {
        showWords();
        if (isSettled())
            emit settled();
    });
}

void PeoplePage::setUpPanel()
{
    m_panel = new UserPanel(context(), this);
    setSidePanel(m_panel);
    setRefusal(m_invite, m_panel->refusal());
    m_invite->setEnabled(m_panel->canWrite()); // also where no workspace is open
    connect(m_panel, &UserPanel::shown, this, &PeoplePage::panelShown);
    connect(m_panel, &SidePanel::closed, this, [this] {
        panelShown();
        if (m_model->hasRows() && !m_table->currentId().isEmpty()) // without a chosen row the first would be chosen, and shown
            m_table->focusRows();
        else
            m_invite->setFocus();
    });
    connect(m_panel, &UserPanel::settled, this, [this] {
        if (isSettled())
            emit settled();
    });
    connect(m_panel, &UserPanel::userChanged, this, &PeoplePage::userChanged);
    connect(m_panel, &UserPanel::userGone, m_model, &UsersModel::reload);
    connect(m_panel, &UserPanel::actionRequested, this, &PeoplePage::handleAction);
    const auto navigate = [this](const QString &page, const QVariantMap &state) {
        if (context().actions.navigate)
            context().actions.navigate(page, state);
    };
    connect(m_panel, &UserPanel::allActsRequested, this, [navigate](const User &user) {
        navigate(QStringLiteral("audit"), {{QStringLiteral("tenant"), user.tenantId.toString()}, {QStringLiteral("tenantSlug"), user.tenantSlug}});
    });
    connect(m_panel, &UserPanel::tenantRequested, this, [navigate](const User &user) {
        navigate(QStringLiteral("tenants"), {{QStringLiteral("text"), user.tenantSlug}, {QStringLiteral("current"), user.tenantId.toString()}});
    });
}

void PeoplePage::ask()
{
    m_table->setSort(static_cast<int>(m_query.sort), m_query.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_tenant->setVisible(m_query.tenant.has_value());
    m_tenant->setChecked(true);
    m_tenant->setText(tr("Tenant %1").arg(m_tenantSlug.left(24)));
    m_tenant->setAccessibleDescription(tr("Shows the people of all tenants again."));
    m_table->setColumnHidden(UsersModel::Tenant, m_query.tenant.has_value());
    m_model->setQuery(context().workspace, m_query);
    showWords();
}

void PeoplePage::filterChanged()
{
    m_query.text = m_filter->text();
    m_query.status = userStatusFromString(m_filter->chip());
    m_query.tokenReused = m_filter->chip() == kAlarm;
    m_query.role = userRoleFromString(m_role->currentData().toString());
    ask();
}

void PeoplePage::clearFilter()
{
    m_filter->setText({});
    m_filter->setChip({});
    m_role->setCurrentIndex(0);
    filterChanged();
    m_filter->focusSearch();
}

bool PeoplePage::isFiltered() const { return !m_query.text.isEmpty() || m_query.status || m_query.role || m_query.tokenReused; }

void PeoplePage::showWords()
{
    QString order;
    switch (m_query.sort) {
    case UserSort::Name:
        order = tr("sorted by name");
        break;
    case UserSort::Email:
        order = tr("sorted by address");
        break;
    case UserSort::Created:
        order = m_query.descending ? tr("newest first") : tr("oldest first");
        break;
    }
    const bool isWhole = m_model->state() == PagedModel::State::Ready && !m_model->hasBefore() && !m_model->hasAfter();
    const QString amount = !isWhole     ? tr("Who signs in to the service")
                         : isFiltered() ? tr("%n person(s) match", "", m_model->rowCount())
                                        : tr("%n person(s)", "", m_model->rowCount());
    header()->setSentence(tr("%1 · %2", "how many people, and their order").arg(amount, order));
    setEmptyWords();
}

void PeoplePage::setEmptyWords()
{
    const auto &workspace = context().workspace;
    if (!workspace)
        m_states->setEmptyWords(tr("No workspace is open"), tr("Open the local store, a connection or a backup to see its people."), {}, kIcon);
    else if (!workspace->users())
        m_states->setEmptyWords(tr("No people here"), tr("“%1” holds no people that could be shown.").arg(workspaceName(workspace->identity())), {}, kIcon);
    else if (m_query.tokenReused && m_query.text.isEmpty() && !m_query.role)
        m_states->setEmptyWords(tr("No alarm"), tr("Nobody’s refresh token came twice. When one does, somebody has a copy: the service ends the session, and the person is shown here."),
                                tr("Clear the filter"), QStringLiteral("check"));
    else if (isFiltered())
        m_states->setEmptyWords(tr("Nobody matches"), tr("Nobody has a word in name or address that begins like this, with the role and status chosen."),
                                tr("Clear the filter"));
    else if (m_panel && !m_panel->canWrite())
        m_states->setEmptyWords(tr("No people yet"), m_panel->refusal(), {}, kIcon);
    else
        m_states->setEmptyWords(tr("No people yet"), tr("People sign in to the service for a tenant. They are invited with a code that is used once."),
                                tr("Invite a person"), kIcon);
}

void PeoplePage::emptyAct()
{
    if (isFiltered())
        clearFilter();
    else
        invite();
}

void PeoplePage::invite()
{
    if (!m_panel->canWrite())
        return;
    m_table->setCurrentId({});
    m_panel->startInvite(m_tenantSlug);
}

void PeoplePage::open(const QString &id)
{
    if (id.isEmpty() || (id == m_panel->userId() && m_panel->isVisible()))
        return;
    if (const User *user = m_model->itemAt(m_model->rowOf(id)))
        m_panel->showUser(*user);
}

void PeoplePage::userChanged(const User &user)
{
    m_model->replaceItem(user);
    if (m_panel->userId() == user.id.toString())
        m_table->setCurrentId(user.id.toString());
    m_model->reload(); // the place in the list may be another
}

void PeoplePage::panelShown()
{
    // Beside the panel the list keeps what tells people apart.
    const bool isNarrow = m_panel->mode() != UserPanel::Mode::Closed;
    m_table->setColumnHidden(UsersModel::SignedIn, isNarrow);
    m_table->setColumnHidden(UsersModel::Created, isNarrow);
}

bool PeoplePage::isSettled() const
{
    return !m_model->isBusy() && m_model->state() != PagedModel::State::Loading && m_panel->isSettled();
}

void PeoplePage::refresh()
{
    m_model->reload();
    m_panel->reloadUser();
}

void PeoplePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    // Others may have written while another page was looked at.
    if (m_wasShown && !event->spontaneous())
        refresh();
    m_wasShown = true;
}

QVariantMap PeoplePage::saveState() const
{
    const int top = m_table->firstVisibleRow();
    QVariantMap state{{QStringLiteral("text"), m_filter->text()},
                      {QStringLiteral("status"), m_filter->chip()},
                      {QStringLiteral("role"), m_role->currentData()},
                      {QStringLiteral("sort"), static_cast<int>(m_query.sort)},
                      {QStringLiteral("descending"), m_query.descending},
                      {QStringLiteral("current"), m_table->currentId()},
                      {QStringLiteral("share"), m_model->hasRows() && (top > 0 || m_model->hasBefore()) ? m_model->shareOfRow(top) : 0.0},
                      {QStringLiteral("panel"), m_panel->saveState()}};
    if (m_query.tenant) {
        state.insert(QStringLiteral("tenant"), m_query.tenant->toString());
        state.insert(QStringLiteral("tenantSlug"), m_tenantSlug);
    }
    return state;
}

void PeoplePage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    const TenantId tenant = TenantId::fromString(state.value(QStringLiteral("tenant")).toString());
    m_query.tenant = tenant.isNull() ? std::nullopt : std::optional(tenant);
    m_tenantSlug = tenant.isNull() ? QString() : state.value(QStringLiteral("tenantSlug")).toString();
    m_filter->setText(state.value(QStringLiteral("text")).toString());
    m_filter->setChip(state.value(QStringLiteral("status")).toString());
    m_role->setCurrentIndex(std::max(0, m_role->findData(state.value(QStringLiteral("role")).toString())));
    m_query.sort = static_cast<UserSort>(state.value(QStringLiteral("sort"), static_cast<int>(m_query.sort)).toInt());
    m_query.descending = state.value(QStringLiteral("descending")).toBool();
    filterChanged();
    if (const double share = state.value(QStringLiteral("share")).toDouble(); share > 0)
        m_model->jumpTo(share);
    m_table->setCurrentId(state.value(QStringLiteral("current")).toString());
    m_panel->restoreState(state.value(QStringLiteral("panel")).toMap());
}

QStringList PeoplePage::tourStops() const
{
    QStringList stops;
    if (m_model->hasRows())
        stops.append(QStringLiteral("detail"));
    if (m_panel->canWrite()) {
        stops.append(QStringLiteral("invite"));
        if (m_model->hasRows())
            stops.append(QStringLiteral("code"));
    }
    return stops;
}

void PeoplePage::showTourStop(const QString &stop)
{
    if (stop == QLatin1String("invite")) {
        invite();
        return;
    }
    const User *chosen = m_model->itemAt(0);
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->itemAt(row)->status == UserStatus::Active && m_model->itemAt(row)->lastSignInAt != 0) {
            chosen = m_model->itemAt(row);
            break;
        }
    if (!chosen)
        return;
    m_table->setCurrentId(chosen->id.toString());
    if (stop == QLatin1String("code"))
        m_panel->showCode({*chosen, makeOneTimeCode(QByteArray(16, 'p')), context().clock->nowMs() + kResetCodeMs});
    else
        m_panel->showUser(*chosen);
}

} // namespace plancia::ui
