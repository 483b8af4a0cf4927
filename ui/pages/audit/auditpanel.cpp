// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/audit/auditpanel.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/actwords.h"
#include "models/items/auditmodel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/textblock.h"
#include "ui/pages/audit/changes.h"

#include <QVBoxLayout>
#include <algorithm>

namespace plancia::ui {

namespace {
constexpr qsizetype kMostChanges = 50; ///< an act of ours changes a handful of fields; a foreign row may name any number
constexpr int kOneLine = 34; ///< characters that "before → after" may take to stand on one line

QString shown(const QString &value)
{
    return value.isNull() ? QStringLiteral("–") : value.isEmpty() ? AuditPanel::tr("empty", "a field without text") : value;
}
} // namespace

AuditPanel::AuditPanel(QWidget *parent) : SidePanel(parent), m_part(addPart())
{
    setObjectName(QStringLiteral("auditPanel"));
}

void AuditPanel::showAct(const AuditEvent &event)
{
    m_event = event;
    clear(m_part);
    setTitle(event.action);
    setState(toneOf(event.result), wordFor(event.result, event.errorCode));
    if (event.result == AuditResult::Done)
        if (const QString words = wordsForAct(event.action, event.objectName, event.actorName); !words.isEmpty())
            m_part->addWidget(makeLabel(words, TextKind::Secondary, Wrap::Yes));
    addFacts();
    if (!event.reason.isEmpty()) {
        addSection(m_part, tr("Reason"));
        auto *reason = new TextBlock(event.reason, 8);
        reason->setObjectName(QStringLiteral("auditReason"));
        reason->setAccessibleName(tr("Reason"));
        m_part->addWidget(reason);
    }
    addChanges();
    addIds();
    show();
}

void AuditPanel::addFacts()
{
    auto *facts = new FactGrid;
    const auto precise = format::Precision::Milliseconds;
    facts->addFact(QStringLiteral("auditLocal"), tr("Local time"),
                   format::dateTime(m_event.at, format::Zone::Local, precise), TextKind::Mono);
    facts->addFact(QStringLiteral("auditUtc"), tr("UTC"), format::dateTime(m_event.at, format::Zone::Utc, precise),
                   TextKind::Mono, FactGrid::Copy::Yes);
    facts->addFact(QStringLiteral("auditActor"), tr("Actor"), m_event.actorName);
    if (!m_event.claimedBy.isEmpty())
        facts->addFact(QStringLiteral("auditClaimed"), tr("Claimed by", "the operating-system user that the client names"),
                       m_event.claimedBy);
    facts->addFact(QStringLiteral("auditKind"), tr("Known by", "how the actor was identified"),
                   m_event.actorKind == QLatin1String("pg")      ? tr("database role")
                   : m_event.actorKind == QLatin1String("os")    ? tr("user of this computer")
                   : m_event.actorKind == QLatin1String("agent") ? tr("agent", "a program that acts by itself")
                                                                 : m_event.actorKind);
    facts->addFact(QStringLiteral("auditOrigin"), tr("Origin", "address that an act came from"), m_event.origin, TextKind::Mono);
    const QString name = m_event.objectName.isEmpty() ? m_event.objectKind : m_event.objectKind + u' ' + m_event.objectName;
    if (!name.isEmpty())
        facts->addFact(QStringLiteral("auditObject"), tr("Object"), name);
    if (!m_event.tenantSlug.isEmpty())
        facts->addFact(QStringLiteral("auditTenantSlug"), tr("Tenant"), m_event.tenantSlug, TextKind::Mono, FactGrid::Copy::Yes);
    facts->addFact(QStringLiteral("auditTook"), tr("Took", "how long an act took"), format::duration(m_event.durationMs));
    if (const ErrorRow *row = errorRowById(m_event.errorCode))
        facts->addFact(QStringLiteral("auditError"), tr("Why", "an act was refused or failed"), describe(Error(row->code)).title);
    m_part->addWidget(facts);
    if (!m_event.tenantId.isNull()) {
        auto *others = makeButton(tr("All acts on this tenant"), ButtonKind::Link);
        others->setObjectName(QStringLiteral("auditAllOfTenant"));
        m_part->addWidget(others, 0, Qt::AlignLeft);
        connect(others, &QPushButton::clicked, this,
                [this] { emit tenantRequested(m_event.tenantId, m_event.tenantSlug); });
    }
}

void AuditPanel::addChanges()
{
    const auto changes = changesOf(m_event.details);
    if (changes.isEmpty())
        return;
    addSection(m_part, tr("What changed"));
    for (const FieldChange &change : changes.first(std::min(changes.size(), kMostChanges)))
        addChange(change);
    if (const auto more = static_cast<int>(changes.size() - kMostChanges); more > 0)
        m_part->addWidget(makeLabel(tr("%n more field(s) are not shown.", "", more), TextKind::Secondary, Wrap::Yes));
}

void AuditPanel::addChange(const FieldChange &change)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(measure::kSmallGap);
    auto *field = new ElidedLabel(change.field, TextKind::Secondary);
    field->setFixedWidth(104);
    row->addWidget(field, 0, Qt::AlignTop);
    const QString before = shown(change.before);
    const QString after = shown(change.after);
    auto *values = new QVBoxLayout;
    values->setSpacing(2);
    const auto add = [&](const QString &text) {
        auto *block = new TextBlock(text, 6, TextBlock::Face::Mono);
        block->setObjectName(QStringLiteral("change_") + change.field);
        block->setAccessibleName(tr("%1, before and after").arg(change.field));
        values->addWidget(block);
    };
    if (change.before.isNull()) {
        add(after);
    } else if (before.size() + after.size() <= kOneLine && !before.contains(u'\n') && !after.contains(u'\n')) {
        add(before + QStringLiteral(" → ") + after);
    } else {
        add(before);
        add(QStringLiteral("→ ") + after);
    }
    row->addLayout(values, 1);
    m_part->addLayout(row);
}

void AuditPanel::addIds()
{
    addSection(m_part, tr("Ids"));
    auto *ids = new FactGrid;
    const auto add = [ids](const QString &name, const QString &label, const QString &value) {
        if (!value.isEmpty())
            ids->addFact(name, label, value, TextKind::Mono, FactGrid::Copy::Yes)->setElideMode(Qt::ElideMiddle);
    };
    add(QStringLiteral("auditRequest"), tr("Request"), m_event.requestId);
    add(QStringLiteral("auditRun"), tr("Run", "one start of the program"), m_event.runId);
    add(QStringLiteral("auditId"), tr("Row"), m_event.id.toString());
    if (m_event.objectId != m_event.tenantId.toString())
        add(QStringLiteral("auditObjectId"), tr("Object"), m_event.objectId);
    if (!m_event.tenantId.isNull())
        add(QStringLiteral("auditTenantId"), tr("Tenant"), m_event.tenantId.toString());
    ids->addFact(QStringLiteral("auditSeq"), tr("Number"), QString::number(m_event.seq), TextKind::Mono);
    if (m_event.commitNo > 0)
        ids->addFact(QStringLiteral("auditCommit"), tr("Commit"), u'#' + QString::number(m_event.commitNo), TextKind::Mono);
    m_part->addWidget(ids);
}

} // namespace plancia::ui
