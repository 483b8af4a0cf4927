// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tenants/tenantdetail.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/auditmodel.h"
#include "models/ports/deliver.h"
#include "models/ports/usersport.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/textblock.h"
#include "ui/pages/tenants/tenantlimits.h"

#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kActs = 6;
constexpr int kActHeight = 28;
} // namespace

QString wordForTenantAct(const AuditEvent &event)
{
    QString word = event.action;
    if (event.action == action::TenantCreate)
        word = TenantDetail::tr("created", "act on a tenant");
    else if (event.action == action::TenantUpdate)
        word = TenantDetail::tr("edited", "act on a tenant");
    else if (event.action == action::TenantSuspend)
        word = TenantDetail::tr("suspended", "act on a tenant");
    else if (event.action == action::TenantActivate)
        word = TenantDetail::tr("activated", "act on a tenant");
    else if (event.action == action::TenantArchive)
        word = TenantDetail::tr("archived", "act on a tenant");
    else if (event.action == action::TenantRename)
        word = TenantDetail::tr("given another slug", "act on a tenant");
    else if (event.action == action::TenantDelete)
        word = TenantDetail::tr("deleted", "act on a tenant");
    else if (event.action == action::TenantUndelete)
        word = TenantDetail::tr("taken back", "act on a tenant");
    else if (event.action == action::LimitSet)
        word = TenantDetail::tr("limit set", "act on a tenant");
    else if (event.action == action::LimitRemove)
        word = TenantDetail::tr("limit taken away", "act on a tenant");
    if (event.result == AuditResult::Done)
        return word;
    return TenantDetail::tr("%1: %2", "an act and how it ended").arg(word, wordFor(event.result, event.errorCode));
}

TenantDetail::TenantDetail(const PageContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_facts = new FactGrid(this);
    column->addWidget(m_facts);

    const auto addSection = [this, column](const QString &title) {
        auto *label = makeLabel(title, TextKind::Strong, Wrap::No, this);
        label->setContentsMargins(0, measure::kSmallGap, 0, 0);
        column->addWidget(label);
        return label;
    };
    m_reasonTitle = addSection(tr("Reason of the status"));
    m_reason = new TextBlock({}, 5, TextBlock::Face::Text, this);
    m_reason->setObjectName(QStringLiteral("reasonText"));
    m_reason->setAccessibleName(m_reasonTitle->text());
    column->addWidget(m_reason);
    m_notesTitle = addSection(tr("Notes"));
    m_notes = new TextBlock({}, 10, TextBlock::Face::Text, this);
    m_notes->setObjectName(QStringLiteral("notesText"));
    m_notes->setAccessibleName(m_notesTitle->text());
    column->addWidget(m_notes);

    m_limits = new TenantLimits(context, this);
    column->addWidget(m_limits);
    connect(m_limits, &TenantLimits::settled, this, &TenantDetail::settled);
    connect(m_limits, &TenantLimits::changed, this, &TenantDetail::readActs);

    addSection(tr("Last acts"));
    m_acts = new QGridLayout;
    m_acts->setContentsMargins(0, 0, 0, 0);
    m_acts->setHorizontalSpacing(measure::kGap);
    m_acts->setVerticalSpacing(0);
    m_acts->setColumnStretch(1, 2);
    m_acts->setColumnStretch(2, 3);
    column->addLayout(m_acts);
    m_actsNote = makeLabel({}, TextKind::Secondary, Wrap::Yes, this);
    m_actsNote->setObjectName(QStringLiteral("actsNote"));
    column->addWidget(m_actsNote);
    m_retry = makeButton(tr("Try again"), ButtonKind::Link, this);
    column->addWidget(m_retry, 0, Qt::AlignLeft);
    auto *keys = makeButton(tr("API keys of this tenant"), ButtonKind::Link, this);
    keys->setObjectName(QStringLiteral("tenantKeys"));
    column->addWidget(keys, 0, Qt::AlignLeft);
    keys->setVisible(m_context.actions.navigate && m_context.workspace && m_context.workspace->apiKeys());
    connect(keys, &QPushButton::clicked, this, [this] {
        m_context.actions.navigate(QStringLiteral("keys"), {{QStringLiteral("tenant"), m_tenant.toString()}, {QStringLiteral("tenantSlug"), m_slug}});
    });
    m_allActs = makeButton(tr("All acts on this tenant"), ButtonKind::Link, this);
    column->addWidget(m_allActs, 0, Qt::AlignLeft);
    auto *people = makeButton(tr("People of this tenant"), ButtonKind::Link, this);
    people->setObjectName(QStringLiteral("tenantPeople"));
    column->addWidget(people, 0, Qt::AlignLeft);
    people->setVisible(m_context.actions.navigate && m_context.workspace && m_context.workspace->users());
    connect(people, &QPushButton::clicked, this, [this] {
        m_context.actions.navigate(QStringLiteral("people"), {{QStringLiteral("tenant"), m_tenant.toString()}, {QStringLiteral("tenantSlug"), m_slug}});
    });
    m_allActs->setVisible(m_context.actions.navigate != nullptr);
    connect(m_retry, &QPushButton::clicked, this, &TenantDetail::readActs);
    connect(m_allActs, &QPushButton::clicked, this, [this] { emit allActsRequested(m_tenant); });
}

TenantDetail::~TenantDetail() { m_call.cancel.cancel(); }

bool TenantDetail::isSettled() const { return !m_isReading && m_limits->isSettled(); }

void TenantDetail::setTenant(const Tenant &tenant)
{
    const qint64 now = m_context.clock->nowMs();
    const bool isAnother = tenant.id != m_tenant;
    m_tenant = tenant.id;
    m_slug = tenant.slug;
    m_facts->clear();
    m_facts->addFact(QStringLiteral("factSlug"), tr("Slug"), tenant.slug, TextKind::Mono, FactGrid::Copy::Yes);
    m_facts->addFact(QStringLiteral("factId"), tr("Id"), tenant.id.toString(), TextKind::Mono, FactGrid::Copy::Yes);
    m_facts->addFact(QStringLiteral("factSince"), tr("Since", "when a tenant was created"),
                     format::day(tenant.createdAt, now))
        ->setToolTip(format::localAndUtc(tenant.createdAt));
    m_facts->addFact(QStringLiteral("factUpdated"), tr("Changed", "when a tenant was changed last"),
                     format::day(tenant.updatedAt, now))
        ->setToolTip(format::localAndUtc(tenant.updatedAt));
    if (!tenant.tags.isEmpty())
        m_facts->addFact(QStringLiteral("factTags"), tr("Tags"), tenant.tags.join(QStringLiteral(", ")));
    if (tenant.trialEndsAt != 0)
        m_facts->addFact(QStringLiteral("factTrial"), tr("Trial ends"), format::day(tenant.trialEndsAt, now))
            ->setToolTip(format::localAndUtc(tenant.trialEndsAt));
    if (tenant.deletedAt != 0) {
        m_facts->addFact(QStringLiteral("factDeleted"), tr("Deleted", "when a tenant was deleted"), format::day(tenant.deletedAt, now));
        m_facts->addFact(QStringLiteral("factUndo"), tr("Undo until"), format::day(tenant.deletedAt + kTenantUndoMs, now));
    }
    m_reasonTitle->setVisible(!tenant.statusReason.isEmpty());
    m_reason->setVisible(!tenant.statusReason.isEmpty());
    m_reason->setText(tenant.statusReason);
    m_notesTitle->setVisible(!tenant.notes.isEmpty());
    m_notes->setVisible(!tenant.notes.isEmpty());
    m_notes->setText(tenant.notes);
    if (isAnother)
        clearActs();
    readActs();
    m_limits->setTenant(tenant);
}

void TenantDetail::readActs()
{
    m_call.cancel.cancel();
    m_call = CallContext();
    m_retry->hide();
    AuditPort *port = m_context.workspace ? m_context.workspace->audit() : nullptr;
    if (!port) {
        m_isReading = false;
        showActsNote(tr("This workspace has no audit trail."), false);
        return;
    }
    m_isReading = true;
    AuditQuery query;
    query.tenant = m_tenant;
    deliver(port->page(query, Anchor::start(), kActs, m_call), this,
            [this, request = m_call.requestId](const Result<plancia::Page<AuditEvent>> &page) {
                if (request != m_call.requestId)
                    return;
                m_isReading = false;
                if (page)
                    showActs(page->items);
                else
                    showActsNote(describe(page.error()).sentence, true);
                emit settled();
            });
}

void TenantDetail::showActs(const QList<AuditEvent> &events)
{
    clearActs();
    const qint64 now = m_context.clock->nowMs();
    int row = 0;
    for (const AuditEvent &event : events) {
        auto *when = new ElidedLabel(format::day(event.at, now), TextKind::Secondary, this);
        auto *what = new ElidedLabel(wordForTenantAct(event), TextKind::Body, this);
        auto *who = new ElidedLabel(event.actorName, TextKind::Secondary, this);
        what->setObjectName(QStringLiteral("act%1").arg(row / 2));
        for (ElidedLabel *label : {when, what, who})
            label->setFixedHeight(kActHeight);
        when->setFixedWidth(QFontMetrics(textFont()).horizontalAdvance(QStringLiteral("yesterday 00:00")) + 4);
        m_acts->addWidget(when, row, 0);
        m_acts->addWidget(what, row, 1);
        m_acts->addWidget(who, row, 2);
        m_acts->addWidget(makeLine(Qt::Horizontal, this), row + 1, 0, 1, 3);
        row += 2;
    }
    showActsNote(events.isEmpty() ? tr("Nobody has done anything with this tenant yet.") : QString(), false);
}

void TenantDetail::showActsNote(const QString &text, bool canRetry)
{
    m_actsNote->setText(text);
    m_actsNote->setVisible(!text.isEmpty());
    m_retry->setVisible(canRetry);
}

void TenantDetail::clearActs()
{
    while (QLayoutItem *item = m_acts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace plancia::ui
