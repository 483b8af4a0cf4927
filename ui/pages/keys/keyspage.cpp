// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/keys/keyspage.h"

#include "models/items/apikeysmodel.h"
#include "models/ports/batchport.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/listexporter.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/taskrows.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/keys/keypanel.h"

#include <QShortcut>
#include <QShowEvent>
#include <QTimer>
#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kTickMs = 10'000; ///< states and ages in the list
constexpr ApiKeyState kChips[] = {ApiKeyState::Active, ApiKeyState::InGrace, ApiKeyState::Disabled, ApiKeyState::Expired, ApiKeyState::PastGrace, ApiKeyState::Revoked};
} // namespace

KeysPage::KeysPage(PageContext context) : Page(QStringLiteral("keys"), std::move(context))
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
    add(QKeySequence::New, [this] { m_new->click(); });
    auto *time = new QTimer(this);
    time->setInterval(kTickMs);
    connect(time, &QTimer::timeout, m_model, &ApiKeysModel::tick);
    time->start();
    panelShown();
    ask();
}

void KeysPage::setUpHeader()
{
    auto *head = setHeader(tr("API keys"), {});
    if (context().actions.navigate) {
        auto *leaks = head->addAction(tr("Leaked keys…"));
        leaks->setObjectName(QStringLiteral("leaks"));
        connect(leaks, &QPushButton::clicked, this, [this] { context().actions.navigate(QStringLiteral("leaks"), {}); });
    }
    QPushButton *exports = head->addAction(tr("Export…"));
    exports->setObjectName(QStringLiteral("exportKeys"));
    exports->setVisible(context().workspace && context().workspace->apiKeys() && context().workspace->batch());
    auto *exporter = new ListExporter(context(), this);
    connect(exports, &QPushButton::clicked, this, [this, exporter] {
        exporter->ask(QStringLiteral("api-keys"), [workspace = context().workspace, query = m_query](ListFormat format, const QString &path, const CallContext &call) {
            return workspace->batch()->exportApiKeys(query, format, path, call);
        });
    });
    auto *verify = head->addAction(tr("Verify…", "an API key"));
    verify->setObjectName(QStringLiteral("verifyKeys"));
    verify->setVisible(context().workspace && context().workspace->apiKeys());
    connect(verify, &QPushButton::clicked, this, [this] {
        m_table->setCurrentId({});
        m_panel->startVerify();
    });
    m_new = head->setPrimaryAction(tr("New API key"));
    m_new->setObjectName(QStringLiteral("newKey"));
    connect(m_new, &QPushButton::clicked, this, &KeysPage::newKey);
}

void KeysPage::setUpList()
{
    m_model = new ApiKeysModel(*context().clock, QLocale(), this);
    m_filter = new FilterBar(tr("Filter by name, key or tenant"), this);
    for (const ApiKeyState state : kChips)
        m_filter->addChip(toString(state), wordFor(state));
    m_tenant = makeButton({}, ButtonKind::Chip, this);
    m_tenant->setObjectName(QStringLiteral("tenantFilter"));
    m_tenant->hide();
    m_filter->addWidget(m_tenant);
    connect(m_tenant, &QPushButton::clicked, this, [this] { setTenant({}, {}); });
    body()->addWidget(m_filter);
    if (context().workspace)
        body()->addWidget(new TaskRows(*context().ports.tasks, context().workspace->identity().id, {QStringLiteral("export")}, this));
    m_table = new PagedTable(this);
    m_table->setListName(tr("API keys"));
    m_table->setModel(m_model);
    m_states = new PageStates(m_table, this);
    m_states->follow(m_model);
    body()->addWidget(m_states, 1);

    connect(m_filter, &FilterBar::changed, this, &KeysPage::filterChanged);
    connect(m_table, &PagedTable::sortRequested, this, [this](int key, Qt::SortOrder order) {
        m_query.sort = static_cast<ApiKeySort>(key);
        m_query.descending = order == Qt::DescendingOrder;
        ask();
    });
    for (const auto chosen : {&PagedTable::currentChanged, &PagedTable::clicked, &PagedTable::activated})
        connect(m_table, chosen, this, &KeysPage::open);
    connect(m_states, &PageStates::emptyActionRequested, this, [this] {
        if (isFiltered())
            clearFilter();
        else
            newKey();
    });
    connect(m_states, &PageStates::actionRequested, this, &KeysPage::handleAction);
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

void KeysPage::setUpPanel()
{
    m_panel = new KeyPanel(context(), this);
    setSidePanel(m_panel);
    setRefusal(m_new, m_panel->readOnlyReason());
    m_new->setEnabled(m_panel->canWrite()); // also where no workspace is open
    connect(m_panel, &KeyPanel::shown, this, &KeysPage::panelShown);
    connect(m_panel, &SidePanel::closed, this, [this] {
        panelShown();
        if (m_model->hasRows())
            m_table->focusRows();
        else
            m_new->setFocus();
    });
    connect(m_panel, &KeyPanel::settled, this, [this] {
        if (isSettled())
            emit settled();
    });
    connect(m_panel, &KeyPanel::keysChanged, this, [this] {
        m_table->setCurrentId(m_panel->keyId());
        m_model->reload();
    });
    connect(m_panel, &KeyPanel::actionRequested, this, &KeysPage::handleAction);
    connect(m_panel, &KeyPanel::tenantRequested, this, &KeysPage::setTenant);
}

void KeysPage::ask()
{
    m_table->setSort(static_cast<int>(m_query.sort), m_query.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_tenant->setVisible(m_query.tenant.has_value());
    m_tenant->setText(tr("tenant %1 ×", "a filter that a click takes away").arg(m_tenantSlug));
    m_tenant->setAccessibleName(tr("Show the keys of every tenant"));
    m_table->setColumnHidden(ApiKeysModel::TenantColumn, m_query.tenant.has_value());
    m_model->setQuery(context().workspace, m_query);
    showWords();
}

void KeysPage::filterChanged()
{
    m_query.text = m_filter->text();
    m_query.state = apiKeyStateFromString(m_filter->chip());
    ask();
}

void KeysPage::clearFilter()
{
    m_filter->setText({});
    m_filter->setChip({});
    m_query.tenant.reset();
    filterChanged();
    m_filter->focusSearch();
}

void KeysPage::setTenant(const TenantId &tenant, const QString &slug)
{
    m_query.tenant = tenant.isNull() ? std::nullopt : std::optional(tenant);
    m_tenantSlug = slug;
    ask();
}

bool KeysPage::isFiltered() const { return !m_query.text.isEmpty() || m_query.state || m_query.tenant; }

void KeysPage::showWords()
{
    QString order;
    switch (m_query.sort) {
    case ApiKeySort::Name:
        order = tr("sorted by name");
        break;
    case ApiKeySort::Created:
        order = m_query.descending ? tr("newest first") : tr("oldest first");
        break;
    case ApiKeySort::LastUsed:
        order = m_query.descending ? tr("used last first") : tr("never used or longest ago first");
        break;
    case ApiKeySort::Expiry:
        order = m_query.descending ? tr("never or latest to expire first") : tr("next to expire first");
        break;
    }
    const bool isWhole = m_model->state() == PagedModel::State::Ready && !m_model->hasBefore() && !m_model->hasAfter();
    const QString amount = !isWhole         ? tr("What opens the service to programs")
                           : isFiltered()   ? tr("%n key(s) match", "", m_model->rowCount())
                                            : tr("%n key(s)", "", m_model->rowCount());
    header()->setSentence(tr("%1 · %2", "how many keys, and their order").arg(amount, order));

    const QString icon = QStringLiteral("keys");
    if (!context().workspace)
        m_states->setEmptyWords(tr("No workspace is open"), tr("Open the local store, a connection or a backup to see its API keys."), {}, icon);
    else if (!context().workspace->apiKeys())
        m_states->setEmptyWords(tr("No API keys here"), tr("“%1” holds no API keys that could be shown.").arg(workspaceName(context().workspace->identity())), {}, icon);
    else if (m_query.tenant && m_query.text.isEmpty() && !m_query.state)
        m_states->setEmptyWords(tr("This tenant has no API keys"), tr("“%1” has no key yet.").arg(m_tenantSlug), tr("Show all tenants"), icon);
    else if (isFiltered())
        m_states->setEmptyWords(tr("Nothing matches"), tr("No key has a word in its name, its first characters or its tenant that begins like this, with the state chosen."), tr("Clear the filter"));
    else if (m_panel && !m_panel->canWrite())
        m_states->setEmptyWords(tr("No API keys yet"), m_panel->readOnlyReason(), {}, icon);
    else
        m_states->setEmptyWords(tr("No API keys yet"), tr("An API key lets a program of a tenant use the service. It is shown once, when it is made."), tr("New API key"), icon);
}

void KeysPage::newKey()
{
    if (!m_panel->canWrite())
        return;
    m_table->setCurrentId({});
    m_panel->startCreate(m_query.tenant ? m_tenantSlug : QString());
}

void KeysPage::open(const QString &id)
{
    if (id.isEmpty() || (id == m_panel->keyId() && m_panel->isVisible()))
        return;
    if (const ApiKey *key = m_model->itemAt(m_model->rowOf(id)))
        m_panel->showKey(*key);
}

void KeysPage::panelShown()
{
    // Beside the panel the list keeps what tells keys apart.
    const bool isNarrow = m_panel->mode() != KeyPanel::Mode::Closed;
    for (const int column : {ApiKeysModel::Shown, ApiKeysModel::Expires, ApiKeysModel::Created})
        m_table->setColumnHidden(column, isNarrow);
    if (m_panel->mode() == KeyPanel::Mode::Detail) // the panel leads from a key to another
        m_table->setCurrentId(m_panel->keyId());
}

bool KeysPage::isSettled() const
{
    return !m_model->isBusy() && m_model->state() != PagedModel::State::Loading && m_panel->isSettled();
}

void KeysPage::refresh()
{
    m_model->reload();
    m_panel->reloadKey();
}

void KeysPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    // Others may have written while another page was looked at.
    if (m_wasShown && !event->spontaneous())
        refresh();
    m_wasShown = true;
}

QVariantMap KeysPage::saveState() const
{
    const int top = m_table->firstVisibleRow();
    return {{QStringLiteral("text"), m_filter->text()},
            {QStringLiteral("state"), m_filter->chip()},
            {QStringLiteral("tenant"), m_query.tenant ? m_query.tenant->toString() : QString()},
            {QStringLiteral("tenantSlug"), m_tenantSlug},
            {QStringLiteral("sort"), static_cast<int>(m_query.sort)},
            {QStringLiteral("descending"), m_query.descending},
            {QStringLiteral("current"), m_table->currentId()},
            {QStringLiteral("share"), m_model->hasRows() && (top > 0 || m_model->hasBefore()) ? m_model->shareOfRow(top) : 0.0},
            {QStringLiteral("panel"), m_panel->saveState()}};
}

void KeysPage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    m_filter->setText(state.value(QStringLiteral("text")).toString());
    m_filter->setChip(state.value(QStringLiteral("state")).toString());
    m_query.text = m_filter->text();
    m_query.state = apiKeyStateFromString(m_filter->chip());
    m_query.sort = static_cast<ApiKeySort>(state.value(QStringLiteral("sort"), static_cast<int>(m_query.sort)).toInt());
    m_query.descending = state.value(QStringLiteral("descending")).toBool();
    setTenant(TenantId::fromString(state.value(QStringLiteral("tenant")).toString()), state.value(QStringLiteral("tenantSlug")).toString());
    if (const double share = state.value(QStringLiteral("share")).toDouble(); share > 0)
        m_model->jumpTo(share);
    m_table->setCurrentId(state.value(QStringLiteral("current")).toString());
    m_panel->restoreState(state.value(QStringLiteral("panel")).toMap());
}

QStringList KeysPage::tourStops() const
{
    QStringList stops;
    if (m_model->hasRows()) {
        stops.append(QStringLiteral("detail"));
        stops.append(QStringLiteral("verify"));
    }
    if (m_panel->canWrite()) {
        stops.append(QStringLiteral("new"));
        stops.append(QStringLiteral("adopt"));
        if (m_model->hasRows())
            stops.append(QStringLiteral("rotate"));
    }
    return stops;
}

void KeysPage::showTourStop(const QString &stop)
{
    if (stop == QLatin1String("new") || stop == QLatin1String("adopt")) {
        newKey();
        if (stop == QLatin1String("adopt"))
            m_panel->startAdopt();
        return;
    }
    if (stop == QLatin1String("verify")) {
        m_table->setCurrentId({});
        m_panel->startVerify();
        return;
    }
    const ApiKeyState wanted = stop == QLatin1String("detail") ? ApiKeyState::InGrace : ApiKeyState::Active;
    const ApiKey *chosen = m_model->itemAt(0);
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (stateOf(*m_model->itemAt(row), context().clock->nowMs()) == wanted) {
            chosen = m_model->itemAt(row);
            break;
        }
    if (!chosen)
        return;
    m_table->setCurrentId(chosen->id.toString());
    m_panel->showKey(*chosen);
    if (stop == QLatin1String("rotate"))
        m_panel->startRotate();
}

} // namespace plancia::ui
