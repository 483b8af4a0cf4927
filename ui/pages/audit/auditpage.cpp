// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/auditpage.h"

#include "models/format/format.h"
#include "models/items/auditmodel.h"
#include "models/ports/batchport.h"
#include "ui/kit/listexporter.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/taskrows.h"
#include "ui/kit/workspacewords.h"
#include "ui/pages/audit/auditfilterbar.h"
#include "ui/pages/audit/auditpanel.h"

#include <QFontMetrics>
#include <QShowEvent>
#include <QVBoxLayout>
#include <array>
#include <cmath>

namespace plancia::ui {

namespace {
/// Columns that give way, the first first, where room is short: the panel shows them all.
constexpr std::array kGiveWay{AuditModel::Origin, AuditModel::Reason, AuditModel::Took, AuditModel::Request,
                              AuditModel::TenantColumn};
constexpr int kCellMargins = 20;
constexpr int kStretchLeast = 140; ///< below this an object or a reason says too little
constexpr int kBarWidth = 14;
} // namespace

AuditPage::AuditPage(PageContext context) : Page(QStringLiteral("audit"), std::move(context))
{
    setHeader(tr("Audit"), {});
    setUpExport();
    setUpList();
    setUpPanel();
    ask();
}

void AuditPage::setUpList()
{
    m_model = new AuditModel(QLocale(), this);
    m_filter = new AuditFilterBar(this);
    body()->addWidget(m_filter);
    m_table = new PagedTable(this);
    m_table->setListName(tr("Acts"));
    m_table->setModel(m_model);
    m_table->setPlaceWords([this](double share) { return placeWords(share); });
    m_states = new PageStates(m_table, this);
    m_states->follow(m_model);
    body()->addWidget(m_states, 1);
    connect(m_filter, &AuditFilterBar::changed, this, &AuditPage::ask);
    connect(m_model, &PagedModel::stateChanged, this, &AuditPage::stateChanged);
    for (const auto chosen : {&PagedTable::currentChanged, &PagedTable::clicked, &PagedTable::activated})
        connect(m_table, chosen, this, &AuditPage::open);
    connect(m_states, &PageStates::actionRequested, this, &AuditPage::handleAction);
    connect(m_states, &PageStates::emptyActionRequested, this, [this] {
        AuditFilter all;
        all.scope = m_filter->filter().scope;
        m_filter->setFilter(all);
        ask();
    });
    connect(m_states, &PageStates::errorShown, this, [this](const Error &error, const QString &requestId) {
        if (this->context().actions.noteError)
            this->context().actions.noteError(error, requestId);
    });
}

void AuditPage::setUpExport()
{
    QPushButton *exports = header()->addAction(tr("Export…"));
    exports->setObjectName(QStringLiteral("exportAudit"));
    exports->setVisible(context().workspace && context().workspace->batch());
    auto *exporter = new ListExporter(context(), this);
    connect(exports, &QPushButton::clicked, this, [this, exporter] {
        const AuditFilter &filter = m_filter->filter();
        const auto trail = filter.scope == AuditFilter::Scope::Installation ? BatchPort::TrailOf::Installation : BatchPort::TrailOf::Workspace;
        const AuditQuery query = filter.query(context().clock->nowMs());
        exporter->ask(QStringLiteral("audit"), [workspace = context().workspace, trail, query](ListFormat format, const QString &path, const CallContext &call) {
            return workspace->batch()->exportAudit(trail, query, format, path, call);
        });
    });
    if (context().workspace)
        body()->addWidget(new TaskRows(*context().ports.tasks, context().workspace->identity().id, {QStringLiteral("export")}, this));
}

void AuditPage::setUpPanel()
{
    m_panel = new AuditPanel(this);
    setSidePanel(m_panel);
    connect(m_panel, &SidePanel::closed, this, [this] {
        fitColumns();
        if (m_model->hasRows())
            m_table->focusRows();
    });
    connect(m_panel, &AuditPanel::tenantRequested, this, [this](const TenantId &tenant, const QString &slug) {
        AuditFilter filter = m_filter->filter();
        filter.tenant = tenant;
        filter.tenantSlug = slug;
        m_filter->setFilter(filter);
        ask();
    });
}

bool AuditPage::canRead() const { return context().workspace && context().workspace->audit(); }

void AuditPage::ask()
{
    const AuditFilter &filter = m_filter->filter();
    const AuditQuery query = filter.query(context().clock->nowMs());
    if (filter.scope == AuditFilter::Scope::Installation)
        m_model->setQuery(context().ports.programAudit, query);
    else
        m_model->setQuery(context().workspace, query);
    showWords();
}

void AuditPage::showWords()
{
    const AuditFilter &filter = m_filter->filter();
    const bool isProgram = filter.scope == AuditFilter::Scope::Installation;
    const bool isWhole = m_model->state() == PagedModel::State::Ready && !m_model->hasBefore() && !m_model->hasAfter();
    const QString amount = isWhole     ? tr("%n act(s)", "", m_model->rowCount())
                         : isProgram   ? tr("Who did what to Plancia on this computer")
                                       : tr("Who did what in this workspace");
    header()->setSentence(tr("%1 · newest first", "how many acts there are").arg(amount));
    const QString icon = QStringLiteral("audit");
    if (!isProgram && !canRead())
        m_states->setEmptyWords(tr("No audit trail here"), tr("This workspace keeps no record of acts that could be shown."), {}, icon);
    else if (filter.isNarrowed())
        m_states->setEmptyWords(tr("Nothing matches"), tr("No act was of this kind at this time."), tr("Clear the filter"));
    else
        m_states->setEmptyWords(tr("No acts yet"), tr("Whatever is done here is written down: who, what, when, and how it ended."), {}, icon);
}

void AuditPage::stateChanged()
{
    showWords();
    if (!m_wanted.isEmpty() && m_model->rowOf(m_wanted) >= 0) {
        const QString id = std::exchange(m_wanted, {});
        m_table->setCurrentId(id);
        open(id);
    }
    if (isSettled())
        emit settled();
}

void AuditPage::open(const QString &id)
{
    if (id.isEmpty() || (m_panel->isVisible() && m_panel->act().id.toString() == id))
        return;
    const AuditEvent *event = m_model->itemAt(m_model->rowOf(id));
    if (!event)
        return;
    m_panel->showAct(*event);
    fitColumns();
}

QString AuditPage::placeWords(double share) const
{
    const AuditEvent *first = m_model->itemAt(0);
    const AuditEvent *last = m_model->itemAt(m_model->rowCount() - 1);
    const double width = m_model->lastShare() - m_model->firstShare();
    if (!first || !last || width <= 0)
        return format::percent(share);
    // A share is a share of time, so two known moments give all others.
    const double perShare = static_cast<double>(last->at - first->at) / width;
    const double at = static_cast<double>(first->at) + (share - m_model->firstShare()) * perShare;
    return format::dateTime(std::llround(at), format::Zone::Local, format::Precision::Minutes);
}

void AuditPage::fitColumns()
{
    const int digit = QFontMetrics(monoFont()).horizontalAdvance(u'0');
    const auto widthOf = [this, digit](int column) {
        const int characters = m_model->headerData(column, Qt::Horizontal, ColumnWidthRole).toInt();
        return characters > 0 ? characters * digit + kCellMargins : kStretchLeast;
    };
    const bool hasPanel = !m_panel->isHidden();
    int room = width() - 2 * measure::kPageMargin - kBarWidth - (hasPanel ? measure::kSidePanel : 0);
    for (int column = 0; column < m_model->columnCount(); ++column)
        room -= widthOf(column);
    for (const int column : kGiveWay) {
        m_table->setColumnHidden(column, room < 0);
        if (room < 0)
            room += widthOf(column);
    }
}

bool AuditPage::isSettled() const
{
    return !m_model->isBusy() && m_model->state() != PagedModel::State::Loading;
}

void AuditPage::refresh()
{
    const auto span = m_filter->filter().span;
    const bool movesOn = span != AuditFilter::Span::All && span != AuditFilter::Span::Custom;
    if (movesOn && m_table->firstVisibleRow() <= 0)
        ask(); // "the last hour" has moved on
    else
        m_model->reload();
}

void AuditPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_wasShown && !event->spontaneous())
        refresh();
    m_wasShown = true;
}

void AuditPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

QVariantMap AuditPage::saveState() const
{
    QVariantMap state = m_filter->filter().toMap();
    const int top = m_table->firstVisibleRow();
    state.insert(QStringLiteral("current"), m_table->currentId());
    state.insert(QStringLiteral("open"), !m_panel->isHidden());
    state.insert(QStringLiteral("share"),
                 m_model->hasRows() && (top > 0 || m_model->hasBefore()) ? m_model->shareOfRow(top) : 0.0);
    return state;
}

void AuditPage::restoreState(const QVariantMap &state)
{
    if (state.isEmpty())
        return;
    m_filter->setFilter(AuditFilter::fromMap(state));
    ask();
    if (const double share = state.value(QStringLiteral("share")).toDouble(); share > 0)
        m_model->jumpTo(share);
    m_table->setCurrentId(state.value(QStringLiteral("current")).toString());
    m_wanted = state.value(QStringLiteral("open")).toBool() ? m_table->currentId() : QString();
}

QStringList AuditPage::tourStops() const
{
    return m_model->hasRows() ? QStringList{QStringLiteral("act"), QStringLiteral("installation")}
                              : QStringList{QStringLiteral("installation")};
}

void AuditPage::showTourStop(const QString &stop)
{
    if (stop == QLatin1String("installation")) {
        AuditFilter filter;
        filter.scope = AuditFilter::Scope::Installation;
        m_panel->hide();
        m_filter->setFilter(filter);
        fitColumns();
        ask();
        return;
    }
    int row = 0;
    while (row + 1 < m_model->rowCount() && m_model->itemAt(row)->action != action::TenantUpdate)
        ++row;
    if (const AuditEvent *event = m_model->itemAt(row)) {
        const QString id = event->id.toString();
        m_table->setCurrentId(id);
        open(id);
    }
}

} // namespace plancia::ui
