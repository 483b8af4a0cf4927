// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/tenantspage.h"

#include "models/items/tenantsmodel.h"
#include "models/ports/deliver.h"
#include "models/ports/batchport.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/listexporter.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/taskrows.h"
#include "ui/kit/text.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/tenants/bulkbar.h"
#include "ui/pages/tenants/bulkpanel.h"
#include "ui/pages/tenants/importpanel.h"
#include "ui/pages/tenants/intakepanel.h"
#include "ui/pages/tenants/tenantpanel.h"

#include <QShortcut>
#include <QShowEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace plancia::ui {

namespace {
const QString kDeleted = QStringLiteral("deleted"); ///< the chip beside those of the status
}

TenantsPage::TenantsPage(PageContext context) : Page(QStringLiteral("tenants"), std::move(context))
{
    setUpHeader();
    setUpList();
    setUpPanel();
    setUpBulk();
    setUpImport();
    setUpIntake();
    setUpKeys();
    panelShown();
    ask();
}

void TenantsPage::setUpHeader()
{
    m_new = setHeader(tr("Tenants"), {})->setPrimaryAction(tr("New tenant"));
    m_new->setObjectName(QStringLiteral("newTenant"));
    QPushButton *exports = header()->addAction(tr("Export…"));
    exports->setObjectName(QStringLiteral("exportTenants"));
    exports->setVisible(context().workspace && context().workspace->tenants() && context().workspace->batch());
    auto *exporter = new ListExporter(context(), this);
    connect(exports, &QPushButton::clicked, this, [this, exporter] {
        exporter->ask(QStringLiteral("tenants"), [workspace = context().workspace, query = m_query](ListFormat format, const QString &path, const CallContext &call) {
            return workspace->batch()->exportTenants(query, format, path, call);
        });
    });
    m_importButton = header()->addAction(tr("Import…"));
    m_importButton->setObjectName(QStringLiteral("importTenants"));
    connect(m_new, &QPushButton::clicked, this, &TenantsPage::newTenant);
}

void TenantsPage::setUpList()
{
    m_model = new TenantsModel(QLocale(), this);
    m_filter = new FilterBar(tr("Filter by name, slug or #tag"), this);
    for (const TenantStatus status : {TenantStatus::Active, TenantStatus::Trial, TenantStatus::Suspended, TenantStatus::Archived})
        m_filter->addChip(toString(status), wordFor(status));
    m_filter->addChip(kDeleted, tr("deleted", "filter of tenants"));
    body()->addWidget(m_filter);
    if (context().workspace)
        body()->addWidget(new TaskRows(*context().ports.tasks, context().workspace->identity().id, {QStringLiteral("export")}, this));
    m_bulkNotice = new Notice(this);
    m_bulkNotice->setObjectName(QStringLiteral("bulkNotice"));
    m_bulkNotice->hide();
    body()->addWidget(m_bulkNotice);
    m_bulkBar = new BulkBar(this);
    m_bulkBar->hide();
    body()->addWidget(m_bulkBar);
    m_table = new PagedTable(this);
    m_table->setListName(tr("Tenants"));
    m_table->setModel(m_model);
    m_states = new PageStates(m_table, this);
    m_states->follow(m_model);
    body()->addWidget(m_states, 1);

    connect(m_filter, &FilterBar::changed, this, &TenantsPage::filterChanged);
    connect(m_table, &PagedTable::sortRequested, this, [this](int key, Qt::SortOrder order) {
        m_query.sort = static_cast<TenantSort>(key);
        m_query.descending = order == Qt::DescendingOrder;
        ask();
    });
    for (const auto chosen : {&PagedTable::currentChanged, &PagedTable::clicked, &PagedTable::activated})
        connect(m_table, chosen, this, &TenantsPage::open);
    connect(m_states, &PageStates::emptyActionRequested, this, &TenantsPage::emptyAct);
    connect(m_states, &PageStates::actionRequested, this, &TenantsPage::handleAction);
    connect(m_states, &PageStates::errorShown, this, [this](const Error &error, const QString &requestId) {
        if (this->context().actions.noteError)
            this->context().actions.noteError(error, requestId);
    });
    connect(m_model, &PagedModel::stateChanged, this, [this] {
        showWords();
        showChosen();
        if (isSettled())
            emit settled();
    });
}

void TenantsPage::setUpPanel()
{
    m_panel = new TenantPanel(context(), this);
    setSidePanel(m_panel);
    setRefusal(m_new, m_panel->readOnlyReason());
    m_new->setEnabled(m_panel->canWrite()); // also where no workspace is open
    connect(m_panel, &TenantPanel::shown, this, &TenantsPage::panelShown);
    connect(m_panel, &SidePanel::closed, this, [this] {
        panelShown();
        if (m_model->hasRows())
            m_table->focusRows();
        else
            m_new->setFocus();
    });
    connect(m_panel, &TenantPanel::settled, this, [this] {
        if (isSettled())
            emit settled();
    });
    connect(m_panel, &TenantPanel::tenantChanged, this, &TenantsPage::tenantChanged);
    connect(m_panel, &TenantPanel::tenantGone, m_model, &TenantsModel::reload);
    connect(m_panel, &TenantPanel::actionRequested, this, &TenantsPage::handleAction);
    connect(m_panel, &TenantPanel::allActsRequested, this, [this](const TenantId &tenant) {
        const QString slug = m_panel->tenantSlug();
        if (context().actions.navigate)
            context().actions.navigate(QStringLiteral("audit"), {{QStringLiteral("tenant"), tenant.toString()},
                                                                 {QStringLiteral("tenantSlug"), slug}});
    });
}

void TenantsPage::setUpBulk()
{
    m_bulk = new BulkPanel(context(), this);
    setSidePanel(m_bulk);
    m_table->setChoosable(m_panel->canSetStatus() && context().workspace->batch());
    if (!m_panel->canWrite())
        m_bulkBar->refuseTags(m_panel->readOnlyReason());
    connect(m_table, &PagedTable::chosenChanged, this, &TenantsPage::showChosen);
    connect(m_bulkBar, &BulkBar::allRequested, m_table, &PagedTable::chooseAll);
    connect(m_bulkBar, &BulkBar::clearRequested, this, [this] {
        m_filter->focusSearch(); // before the bar goes
        m_table->setChosen({});
    });
    connect(m_bulk, &BulkPanel::focusLeft, m_filter, &FilterBar::focusSearch);
    connect(m_bulkBar, &BulkBar::actRequested, this, &TenantsPage::startBulk);
    connect(m_bulkNotice, &Notice::linkActivated, this, [this] {
        onlyPanel(m_bulk);
        m_bulk->showAgain();
    });
    connect(m_bulk, &BulkPanel::shown, this, &TenantsPage::bulkShown);
    connect(m_bulk, &BulkPanel::actionRequested, this, &TenantsPage::handleAction);
    connect(m_bulk, &BulkPanel::tenantsChanged, this, [this] {
        m_table->setChosen({});
        m_model->reload();
        m_panel->reloadTenant();
    });
    connect(m_bulk, &BulkPanel::settled, this, [this] {
        if (isSettled())
            emit settled();
    });
}

void TenantsPage::setUpImport()
{
    m_import = new ImportPanel(context(), this);
    setSidePanel(m_import);
    m_importButton->setVisible(context().workspace && context().workspace->tenants() && context().workspace->batch());
    setRefusal(m_importButton, m_panel->readOnlyReason());
    connect(m_importButton, &QPushButton::clicked, m_import, &ImportPanel::choose);
    connect(m_import, &ImportPanel::shown, this, [this] {
        if (m_import->mode() != ImportPanel::Mode::Closed)
            onlyPanel(m_import);
        panelShown();
    });
    connect(m_import, &ImportPanel::focusLeft, m_filter, &FilterBar::focusSearch);
    connect(m_import, &ImportPanel::actionRequested, this, &TenantsPage::handleAction);
    connect(m_import, &ImportPanel::tenantsChanged, m_model, &TenantsModel::reload);
    connect(m_import, &ImportPanel::settled, this, [this] {
        if (isSettled())
            emit settled();
    });
}

void TenantsPage::setUpIntake()
{
    m_intake = new IntakePanel(context(), this);
    setSidePanel(m_intake);
    connect(m_panel, &TenantPanel::intakeRequested, this, [this](const TenantDraft &typed) {
        const bool begins = m_intake->isSettled();
        if (begins)
            m_panel->forgetNew(); // it goes on over there
        onlyPanel(m_intake);
        if (begins) // else the one that is being written is looked at first
            m_intake->start(typed);
    });
    connect(m_intake, &IntakePanel::shown, this, [this] {
        if (m_intake->step() != IntakePanel::Step::Closed)
            onlyPanel(m_intake);
        panelShown();
    });
    connect(m_intake, &IntakePanel::focusLeft, m_filter, &FilterBar::focusSearch);
    connect(m_intake, &IntakePanel::actionRequested, this, &TenantsPage::handleAction);
    connect(m_intake, &IntakePanel::tenantTaken, m_model, &TenantsModel::reload);
    connect(m_intake, &IntakePanel::settled, this, [this] {
        if (isSettled())
            emit settled();
    });
}

/// One panel at a time; what is typed in the tenant's is kept there.
void TenantsPage::onlyPanel(const QWidget *panel)
{
    if (panel != m_panel)
        m_panel->dismissPanel();
    if (panel != m_bulk)
        m_bulk->dismissPanel();
    if (panel != m_import)
        m_import->dismissPanel();
    if (panel != m_intake)
        m_intake->dismissPanel();
}

/// How many match: all when the list is whole; without a filter, as many as the store counts; else nobody knows yet.
qint64 TenantsPage::aboutHowMany()
{
    if (!m_model->hasBefore() && !m_model->hasAfter())
        return m_model->rowCount();
    if (!m_query.text.isEmpty() || m_query.status || m_query.deleted)
        return -1;
    if (!m_isCounting && m_counted < 0) {
        m_isCounting = true;
        deliver(context().workspace->rowCounts({}), this, [this](const Result<QMap<QString, qint64>> &counts) {
            m_isCounting = false;
            m_counted = counts ? counts->value(QStringLiteral("tenants"), 0) : -1;
            if (counts)
                showChosen();
        });
    }
    return m_counted;
}

void TenantsPage::showChosen()
{
    const auto chosen = m_table->chosenIds().size();
    const bool isSeen = (chosen > 0 || m_table->areAllChosen()) && m_bulk->mode() == BulkPanel::Mode::Closed;
    m_bulkBar->setVisible(isSeen);
    if (!isSeen) {
        m_counted = -1; // by the next time it may be another number
        return;
    }
    const bool isWhole = m_model->state() == PagedModel::State::Ready && !m_model->hasBefore() && !m_model->hasAfter();
    m_bulkBar->showChosen(chosen, m_table->areAllChosen(), aboutHowMany(), isWhole);
}

void TenantsPage::startBulk(BulkAct act)
{
    BulkRequest request;
    request.act = act;
    if (m_table->areAllChosen())
        request.match = m_query;
    for (const QString &id : m_table->chosenIds())
        request.ids.append(TenantId::fromString(id));
    onlyPanel(m_bulk);
    m_bulk->start(request);
}

void TenantsPage::bulkShown()
{
    panelShown();
    showChosen();
    const bool isAway = m_bulk->mode() == BulkPanel::Mode::Closed;
    const QString outcome = m_bulk->outcome();
    if (m_bulk->isRunning())
        m_bulkNotice->showText(Tone::Note, tr("An act on many tenants is under way."), tr("Show it"));
    else if (!outcome.isEmpty())
        m_bulkNotice->showText(Tone::Good, outcome, tr("Show it"));
    m_bulkNotice->setVisible(isAway && (m_bulk->isRunning() || !outcome.isEmpty()));
}

void TenantsPage::setUpKeys()
{
    const auto add = [this](const QKeySequence &keys, auto act) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    add(QKeySequence::Find, [this] { m_filter->focusSearch(); });
    add(QKeySequence::New, [this] { m_new->click(); });
}

void TenantsPage::ask()
{
    m_table->setSort(static_cast<int>(m_query.sort), m_query.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_model->setQuery(context().workspace, m_query);
    showWords();
}

void TenantsPage::filterChanged()
{
    m_query.text = m_filter->text();
    m_query.status = tenantStatusFromString(m_filter->chip());
    m_query.deleted = m_filter->chip() == kDeleted;
    m_table->setChosen({}); // what is not seen any more is not acted on
    ask();
}

void TenantsPage::clearFilter()
{
    m_filter->setText({});
    m_filter->setChip({});
    filterChanged();
    m_filter->focusSearch();
}

void TenantsPage::showWords()
{
    QString order;
    switch (m_query.sort) {
    case TenantSort::Name:
        order = tr("sorted by name");
        break;
    case TenantSort::Slug:
        order = tr("sorted by slug");
        break;
    case TenantSort::Created:
        order = m_query.descending ? tr("newest first") : tr("oldest first");
        break;
    case TenantSort::Updated:
        order = m_query.descending ? tr("changed last first") : tr("changed longest ago first");
        break;
    }
    const bool isFiltered = !m_query.text.isEmpty() || m_query.status || m_query.deleted;
    const bool isWhole = m_model->state() == PagedModel::State::Ready && !m_model->hasBefore() && !m_model->hasAfter();
    const QString amount = !isWhole    ? tr("Who uses the service")
                         : isFiltered  ? tr("%n tenant(s) match", "", m_model->rowCount())
                                       : tr("%n tenant(s)", "", m_model->rowCount());
    header()->setSentence(tr("%1 · %2", "how many tenants, and their order").arg(amount, order));

    const bool canRead = context().workspace && context().workspace->tenants();
    if (!context().workspace)
        m_states->setEmptyWords(tr("No workspace is open"), tr("Open the local store, a connection or a backup to see its tenants."),
                                {}, QStringLiteral("tenants"));
    else if (!canRead)
        m_states->setEmptyWords(tr("No tenants here"), tr("“%1” holds no tenants that could be shown.").arg(workspaceName(context().workspace->identity())),
                                {}, QStringLiteral("tenants"));
    else if (m_query.deleted && m_query.text.isEmpty())
        m_states->setEmptyWords(tr("None is deleted"), tr("A deleted tenant is listed here, from where it can be taken back for 30 days."), tr("Clear the filter"));
    else if (isFiltered)
        m_states->setEmptyWords(tr("Nothing matches"), tr("No tenant has a word in its name or slug that begins like this, with the status chosen."),
                                tr("Clear the filter"));
    else if (m_panel && !m_panel->canWrite())
        m_states->setEmptyWords(tr("No tenants yet"), m_panel->readOnlyReason(), {}, QStringLiteral("tenants"));
    else
        m_states->setEmptyWords(tr("No tenants yet"), tr("A tenant is a customer of the service, with users, keys and limits of its own."),
                                tr("New tenant"), QStringLiteral("tenants"));
}

void TenantsPage::emptyAct()
{
    if (!m_query.text.isEmpty() || m_query.status || m_query.deleted)
        clearFilter();
    else
        newTenant();
}

void TenantsPage::newTenant()
{
    if (!m_panel->canWrite())
        return;
    m_table->setCurrentId({});
    onlyPanel(m_panel);
    m_panel->startCreate();
}

void TenantsPage::open(const QString &id)
{
    if (id.isEmpty() || (id == m_panel->tenantId() && m_panel->isVisible()))
        return;
    if (const Tenant *tenant = m_model->itemAt(m_model->rowOf(id))) {
        onlyPanel(m_panel);
        m_panel->showTenant(*tenant);
    }
}

void TenantsPage::tenantChanged(const Tenant &tenant)
{
    m_model->replaceItem(tenant);
    if (m_panel->tenantId() == tenant.id.toString())
        m_table->setCurrentId(tenant.id.toString());
    m_model->reload(); // its place in the list may be another
}

void TenantsPage::panelShown()
{
    // Beside the panel the list keeps what tells tenants apart.
    const bool isNarrow = m_panel->mode() != TenantPanel::Mode::Closed || (m_bulk && m_bulk->mode() != BulkPanel::Mode::Closed)
        || (m_import && m_import->mode() != ImportPanel::Mode::Closed) || (m_intake && m_intake->step() != IntakePanel::Step::Closed);
    m_table->setColumnHidden(TenantsModel::Tags, isNarrow);
    m_table->setColumnHidden(TenantsModel::Notes, isNarrow);
    m_table->setColumnHidden(TenantsModel::Updated, isNarrow);
}

bool TenantsPage::isSettled() const
{
    return !m_model->isBusy() && m_model->state() != PagedModel::State::Loading && m_panel->isSettled() && m_bulk->isSettled()
        && m_import->isSettled() && m_intake->isSettled();
}

void TenantsPage::refresh()
{
    m_model->reload();
    m_panel->reloadTenant();
}

void TenantsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    // Others may have written while another page was looked at.
    if (m_wasShown && !event->spontaneous())
        refresh();
    m_wasShown = true;
}

QVariantMap TenantsPage::saveState() const
{
    const int top = m_table->firstVisibleRow();
    return {{QStringLiteral("text"), m_filter->text()},
            {QStringLiteral("status"), m_filter->chip()},
            {QStringLiteral("sort"), static_cast<int>(m_query.sort)},
            {QStringLiteral("descending"), m_query.descending},
            {QStringLiteral("current"), m_table->currentId()},
            {QStringLiteral("share"), m_model->hasRows() && (top > 0 || m_model->hasBefore()) ? m_model->shareOfRow(top) : 0.0},
            {QStringLiteral("panel"), m_panel->saveState()},
            {QStringLiteral("chosen"), QStringList(m_table->chosenIds().values())},
            {QStringLiteral("allChosen"), m_table->areAllChosen()},
            {QStringLiteral("bulk"), m_bulk->saveState()},
            {QStringLiteral("import"), m_import->saveState()},
            {QStringLiteral("intake"), m_intake->saveState()}};
}

void TenantsPage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    m_filter->setText(state.value(QStringLiteral("text")).toString());
    m_filter->setChip(state.value(QStringLiteral("status")).toString());
    m_query.text = m_filter->text();
    m_query.status = tenantStatusFromString(m_filter->chip());
    m_query.deleted = m_filter->chip() == kDeleted;
    m_query.sort = static_cast<TenantSort>(state.value(QStringLiteral("sort"), static_cast<int>(m_query.sort)).toInt());
    m_query.descending = state.value(QStringLiteral("descending")).toBool();
    ask();
    if (const double share = state.value(QStringLiteral("share")).toDouble(); share > 0)
        m_model->jumpTo(share);
    m_table->setCurrentId(state.value(QStringLiteral("current")).toString());
    m_panel->restoreState(state.value(QStringLiteral("panel")).toMap());
    const QStringList chosen = state.value(QStringLiteral("chosen")).toStringList();
    m_table->setChosen(QSet<QString>(chosen.begin(), chosen.end()));
    if (state.value(QStringLiteral("allChosen")).toBool())
        m_table->chooseAll();
    m_bulk->restoreState(state.value(QStringLiteral("bulk")).toMap());
    m_import->restoreState(state.value(QStringLiteral("import")).toMap());
    m_intake->restoreState(state.value(QStringLiteral("intake")).toMap());
}

QStringList TenantsPage::tourStops() const
{
    QStringList stops;
    if (m_model->hasRows())
        stops.append(QStringLiteral("detail"));
    if (m_panel->canWrite()) {
        stops += QStringList{QStringLiteral("new"), QStringLiteral("intake")};
        if (m_model->hasRows())
            stops += QStringList{QStringLiteral("suspend"), QStringLiteral("chosen"), QStringLiteral("bulk")};
    }
    return stops;
}

void TenantsPage::showTourStop(const QString &stop)
{
    if (stop == QLatin1String("new")) {
        newTenant();
        return;
    }
    if (stop == QLatin1String("intake")) {
        onlyPanel(m_intake);
        m_intake->start({QStringLiteral("caffe-nord"), QStringLiteral("Caffè Nord"), TenantStatus::Active, {}});
        m_intake->next();
        return;
    }
    if (stop == QLatin1String("chosen")) {
        m_panel->dismissPanel();
        QSet<QString> ids;
        for (int row = 0; row < std::min(3, m_model->rowCount()); ++row)
            ids.insert(m_model->itemAt(row)->id.toString());
        m_table->setChosen(ids);
        return;
    }
    if (stop == QLatin1String("bulk")) {
        m_table->chooseAll();
        startBulk(BulkAct::Suspend);
        return;
    }
    const Tenant *chosen = m_model->itemAt(0);
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->itemAt(row)->status == (stop == QLatin1String("detail") ? TenantStatus::Suspended : TenantStatus::Active)) {
            chosen = m_model->itemAt(row);
            break;
        }
    if (!chosen)
        return;
    m_table->setCurrentId(chosen->id.toString());
    m_panel->showTenant(*chosen);
    if (stop == QLatin1String("suspend"))
        m_panel->startStatus(TenantStatus::Suspended);
}

} // namespace plancia::ui
