// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/server/serverpanel.h"

#include "models/domain/serverrules.h"
#include "models/format/format.h"
#include "models/items/serverlists.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"

#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kLabel = 148;

void add(FactGrid *facts, const char *name, const QString &label, const QString &value, TextKind kind = TextKind::Body)
{
    if (!value.isEmpty())
        facts->addFact(QLatin1String(name), label, value, kind);
}
} // namespace

ServerPanel::ServerPanel(QWidget *parent) : SidePanel(parent), m_part(addPart()) { setObjectName(QStringLiteral("serverPanel")); }

void ServerPanel::begin(const QString &title, const QList<ServerFinding> &findings, const QString &kind)
{
    clear(m_part);
    setTitle(format::harmless(title));
    setState(findings.isEmpty() ? Tone::Off : serverlists::toneOf(findings), findings.isEmpty() ? kind : serverlists::wordFor(findings.first().kind));
    for (const ServerFinding &finding : findings) {
        if (findings.size() > 1)
            m_part->addWidget(new StatusPill(serverlists::toneOf(finding.severity), serverlists::wordFor(finding.kind)), 0, Qt::AlignLeft);
        m_part->addWidget(makeLabel(serverlists::sentenceFor(finding.kind), TextKind::Secondary, Wrap::Yes));
    }
}

FactGrid *ServerPanel::facts(const QString &section)
{
    if (section.isEmpty())
        m_part->addSpacing(measure::kTinyGap);
    else
        addSection(m_part, section);
    auto *made = new FactGrid(nullptr, kLabel);
    m_part->addWidget(made);
    return made;
}

void ServerPanel::openTable(const ServerTable &table, const ServerTables &of, const ServerIndexes *indexes, bool areIndexesUnreadable)
{
    using namespace serverlists;
    const qint64 now = of.moment.at;
    begin(table.name, table.findings, tableState(table));
    FactGrid *grid = facts();
    add(grid, "tableSchema", tr("Schema"), format::harmless(table.schema), TextKind::Mono);
    add(grid, "tableOwner", tr("Owner"), format::harmless(table.owner), TextKind::Mono);
    add(grid, "tableKind", tr("Kind"), tableState(table));
    add(grid, "tableOptions", tr("Options"), format::harmless(table.options.join(QStringLiteral(", "))), TextKind::Mono);

    grid = facts(tr("Size"));
    const QString locked = tr("unknown: somebody holds it locked");
    add(grid, "tableTotal", tr("In all"), table.totalBytes() ? sizeText(table.totalBytes()) : locked);
    if (table.totalBytes()) {
        add(grid, "tableHeap", tr("The table itself"), sizeText(table.heapBytes));
        add(grid, "tableToast", tr("TOAST", "PostgreSQL's place for long values"), sizeText(table.toastBytes));
        add(grid, "tableIndexBytes", tr("Indexes"), sizeText(table.indexBytes));
    }
    add(grid, "tableBloat", tr("Bloat, estimated"),
        table.bloatBytes ? sizeText(table.bloatBytes) : table.isReadable ? of.isBloatUnknown ? tr("unknown: the statistics took too long") : tr("unknown: no statistics yet") : tr("unknown: this role may not read it"));

    grid = facts(tr("Rows"));
    add(grid, "tableRows", tr("Rows, estimated"), table.rows ? rowCount(table.rows) : tr("unknown: never counted"));
    const QString atPrimary = tr("unknown: the primary alone counts it");
    const auto counted = [&](qint64 value) { return table.areWritesCounted ? count(value) : atPrimary; };
    add(grid, "tableLive", tr("Live"), counted(table.liveRows));
    add(grid, "tableDead", tr("Dead"), table.deadShare() ? tr("%1 (%2)").arg(count(table.deadRows), share(table.deadShare())) : counted(table.deadRows));

    grid = facts(tr("Since the counters began"));
    add(grid, "tableSequential", tr("Sequential scans"), tr("%1, of %2 rows", "scans of a table").arg(count(table.sequentialScans), count(table.sequentialRows)));
    add(grid, "tableIndexed", tr("Index scans"), table.indexScans ? count(table.indexScans) : tr("no index"));
    add(grid, "tableInserted", tr("Inserted"), counted(table.inserted));
    add(grid, "tableUpdated", tr("Updated"),
        table.updated > 0 ? tr("%1, %2 within the page").arg(count(table.updated), share(static_cast<double>(table.hotUpdated) / static_cast<double>(table.updated))) : counted(0));
    add(grid, "tableDeleted", tr("Deleted"), counted(table.deleted));
    if (table.lastScan > 0)
        add(grid, "tableLastScan", tr("Last scan"), timeText(table.lastScan, now, {}));

    grid = facts(tr("Vacuum"));
    const server::VacuumNeed need = server::vacuumNeed(table, of.rules);
    const QString never = table.areWritesCounted ? tr("never") : atPrimary;
    add(grid, "tableVacuum", tr("Vacuum"), timeText(table.lastVacuum, now, never));
    add(grid, "tableAutovacuum", tr("Autovacuum"), need.isOff ? tr("off for this table") : timeText(table.lastAutovacuum, now, never));
    add(grid, "tableAnalyze", tr("Analyse"), timeText(table.lastAnalyze, now, never));
    add(grid, "tableAutoanalyze", tr("Autoanalyse"), timeText(table.lastAutoanalyze, now, never));
    if (table.areWritesCounted)
        add(grid, "tableThreshold", tr("Autovacuum at"), tr("%1 dead rows (%2)", "how near it is").arg(count(static_cast<qint64>(need.deadLimit)), share(need.deadShare)));
    if (table.transactionAge)
        add(grid, "tableAge", tr("Oldest transaction"), tr("%1 ago, %2 of the limit", "transactions").arg(count(table.transactionAge), share(wraparoundShare(*table.transactionAge))));
    if (table.multixactAge)
        add(grid, "tableMultixactAge", tr("Oldest multixact"), tr("%1 ago, %2 of the limit", "transactions").arg(count(table.multixactAge), share(wraparoundShare(*table.multixactAge))));
    addIndexes(table, indexes, areIndexesUnreadable);
    show();
}

void ServerPanel::addIndexes(const ServerTable &table, const ServerIndexes *indexes, bool areUnreadable)
{
    addSection(m_part, tr("Indexes"));
    if (!indexes) {
        m_part->addWidget(makeLabel(areUnreadable ? tr("They could not be read.") : tr("Looking…"), TextKind::Secondary));
        return;
    }
    bool hasAny = false;
    for (const ServerIndex &index : indexes->indexes) {
        if (index.tableId != table.id)
            continue;
        hasAny = true;
        auto *button = makeButton(lineOf(format::harmless(index.name)).replace(u'&', QStringLiteral("&&")), ButtonKind::Link);
        m_part->addWidget(button, 0, Qt::AlignLeft);
        const QString words = serverlists::wordsFor(index.findings);
        m_part->addWidget(new ElidedLabel(QStringLiteral("%1 · %2 · %3").arg(serverlists::kindOf(index), serverlists::sizeText(index.bytes), words.isEmpty() ? tr("%1 scans").arg(format::count(index.scans)) : words),
                                          TextKind::Secondary));
        connect(button, &QPushButton::clicked, this, [this, id = index.id] { emit indexAsked(id); }, Qt::QueuedConnection);
    }
    if (!hasAny)
        m_part->addWidget(makeLabel(indexes->isCut ? tr("None among those that are shown.") : tr("None."), TextKind::Secondary));
}

void ServerPanel::openIndex(const ServerIndex &index, const ServerIndexes &of)
{
    using namespace serverlists;
    const qint64 now = of.moment.at;
    begin(index.name, index.findings, kindOf(index));
    FactGrid *grid = facts();
    add(grid, "indexTable", tr("Table"), format::harmless(index.schema + u'.' + index.table), TextKind::Mono);
    add(grid, "indexKind", tr("Kind"), index.isBeingBuilt ? tr("%1, being built").arg(kindOf(index)) : kindOf(index));
    add(grid, "indexConstraint", tr("Constraint"), format::harmless(index.constraint), TextKind::Mono);
    add(grid, "indexOwner", tr("Owner"), format::harmless(index.owner), TextKind::Mono);
    if (index.isReferenced)
        add(grid, "indexReferenced", tr("Needed by"), tr("foreign keys"));
    if (index.isReplicaIdentity)
        add(grid, "indexIdentity", tr("Needed as"), tr("replica identity"));
    add(grid, "indexCoveredBy", tr("Covered by"), format::harmless(index.coveredBy), TextKind::Mono);

    grid = facts(tr("Size"));
    add(grid, "indexBytes", tr("In all"), index.bytes ? sizeText(index.bytes) : tr("unknown: somebody holds it locked"));
    add(grid, "indexRows", tr("Rows, estimated"), index.rows ? rowCount(index.rows) : tr("unknown: never counted"));
    add(grid, "indexBloat", tr("Bloat, estimated"),
        index.bloatBytes                ? sizeText(index.bloatBytes)
            : index.method != u"btree"  ? tr("unknown: estimated for B-trees alone")
            : !index.isReadable         ? tr("unknown: this role may not read its table")
            : of.isBloatUnknown         ? tr("unknown: the statistics took too long")
                                        : tr("unknown: no statistics yet"));

    grid = facts(tr("Since the counters began"));
    add(grid, "indexScans", tr("Scans"), count(index.scans));
    add(grid, "indexRowsRead", tr("Rows read"), count(index.rowsRead));
    if (index.lastScan > 0)
        add(grid, "indexLastScan", tr("Last scan"), timeText(index.lastScan, now, {}));

    addSection(m_part, tr("Definition"));
    if (index.definition.isEmpty()) {
        m_part->addWidget(makeLabel(tr("unknown: somebody holds it locked"), TextKind::Secondary, Wrap::Yes));
    } else {
        auto *definition = new TextBlock(index.definition, 12, TextBlock::Face::Mono);
        definition->setObjectName(QStringLiteral("indexDefinition"));
        definition->setAccessibleName(tr("Definition"));
        m_part->addWidget(definition);
    }
    auto *table = makeButton(tr("Open its table"), ButtonKind::Link);
    table->setObjectName(QStringLiteral("indexOpenTable"));
    m_part->addWidget(table, 0, Qt::AlignLeft);
    connect(table, &QPushButton::clicked, this, [this, id = index.tableId] { emit tableAsked(id); }, Qt::QueuedConnection);
    show();
}

} // namespace plancia::ui
