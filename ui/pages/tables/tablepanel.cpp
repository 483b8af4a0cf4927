// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/tables/tablepanel.h"

#include "models/format/format.h"
#include "models/items/tablerowsmodel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/textblock.h"

#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kValueLines = 12;
constexpr int kSqlLines = 24;
constexpr qsizetype kMostIndexes = 50;

/// Line breaks and tabs of a value stay; what would reorder or hide text does not.
QString shownText(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n')) {
        QStringList parts;
        for (const QString &part : line.split(u'\t'))
            parts.append(format::harmless(part));
        lines.append(parts.join(u'\t'));
    }
    return lines.join(u'\n');
}
} // namespace

TablePanel::TablePanel(QWidget *parent) : SidePanel(parent)
{
    setObjectName(QStringLiteral("tablePanel"));
    m_row = addPart(tr("Row"));
    m_schema = addPart(tr("Schema", "of a table: its columns and the SQL that made it"));
}

void TablePanel::setTable(const TableDetails &details)
{
    m_details = details;
    m_rowId.clear();
    setTitle(format::harmless(details.info.name));
    clear(m_row);
    m_row->addWidget(makeLabel(tr("Choose a row to see its values whole."), TextKind::Secondary, Wrap::Yes));
    clear(m_schema);
    auto *facts = new FactGrid;
    facts->addFact(QStringLiteral("tableKey"), tr("Key", "what tells the rows of a table apart"),
                   details.key.isEmpty() ? QStringLiteral("–") : format::harmless(details.key), TextKind::Mono);
    facts->addFact(QStringLiteral("tableRows"), tr("Rows"),
                   details.info.rows < 0 ? tr("not known") : tr("about %1").arg(format::count(details.info.rows)));
    m_schema->addWidget(facts);
    addColumns();
    addIndexes();
    if (!details.triggers.isEmpty()) {
        addSection(m_schema, tr("Triggers (they never run here)"));
        for (const QString &trigger : details.triggers)
            addSql(trigger);
    }
    addSection(m_schema, QStringLiteral("SQL"));
    addSql(details.sql);
}

void TablePanel::addColumns()
{
    if (m_details.columns.isEmpty())
        return;
    addSection(m_schema, tr("Columns"));
    auto *columns = new FactGrid(nullptr, 132);
    for (const ColumnInfo &column : std::as_const(m_details.columns)) {
        QStringList words{column.type.isEmpty() ? tr("any type") : format::harmless(column.type)};
        if (column.keyPlace > 0)
            words.append(tr("key %1", "place in the primary key").arg(column.keyPlace));
        if (column.notNull)
            words.append(QStringLiteral("NOT NULL"));
        if (column.hidden)
            words.append(tr("computed", "a column that is computed from others"));
        if (!column.defaultSql.isEmpty())
            words.append(QStringLiteral("DEFAULT ") + format::harmless(column.defaultSql));
        columns->addFact(QStringLiteral("column_") + column.name, format::harmless(column.name), words.join(QStringLiteral(" · ")),
                         TextKind::MonoSecondary);
    }
    m_schema->addWidget(columns);
}

void TablePanel::addIndexes()
{
    if (m_details.indexes.isEmpty())
        return;
    addSection(m_schema, tr("Indexes"));
    auto *indexes = new FactGrid(nullptr, 132);
    for (const IndexInfo &index : m_details.indexes.first(std::min(m_details.indexes.size(), kMostIndexes)))
        indexes->addFact(QStringLiteral("index_") + index.name, format::harmless(index.name),
                         format::harmless(index.columns) + (index.unique ? QStringLiteral(" · UNIQUE") : QString())
                             + (index.partial ? QStringLiteral(" · WHERE …") : QString()),
                         TextKind::MonoSecondary);
    m_schema->addWidget(indexes);
}

void TablePanel::addSql(const QString &sql)
{
    auto *block = new TextBlock(shownText(sql), kSqlLines, TextBlock::Face::Mono);
    block->setObjectName(QStringLiteral("tableSql"));
    block->setAccessibleName(QStringLiteral("SQL"));
    m_schema->addWidget(block);
}

void TablePanel::showRow(const TableRow &row)
{
    m_rowId = row.id;
    clear(m_row);
    for (qsizetype i = 0; i < std::min(row.cells.size(), m_details.columns.size()); ++i)
        addValue(m_details.columns.at(i), row.cells.at(i));
    setCurrentPart(RowPart);
    show();
}

void TablePanel::showSchema()
{
    setCurrentPart(SchemaPart);
    show();
}

void TablePanel::addValue(const ColumnInfo &column, const TableCell &cell)
{
    using Type = TableCell::Type;
    QString about = toString(cell.type);
    if (cell.type == Type::Text || cell.type == Type::Blob)
        about += QStringLiteral(" · ") + format::bytes(cell.bytes);
    if (const qint64 ms = timeOf(cell, column.name); ms > 0)
        about += QStringLiteral(" · ") + format::dateTime(ms, format::Zone::Utc, format::Precision::Milliseconds) + QStringLiteral(" UTC");
    auto *head = new QHBoxLayout;
    head->setSpacing(measure::kSmallGap);
    head->addWidget(new ElidedLabel(format::harmless(column.name), TextKind::Strong), 1);
    head->addWidget(makeLabel(about, TextKind::Small));
    m_row->addLayout(head);
    if (cell.type == Type::Null || (cell.type == Type::Text && cell.bytes == 0)) {
        m_row->addWidget(makeLabel(cell.type == Type::Null ? QStringLiteral("NULL") : tr("empty text"), TextKind::Secondary));
        return;
    }
    const QString text = cell.type == Type::Text                        ? shownText(cell.text)
                         : cell.type == Type::Blob && cell.bytes != 16 ? cell.text
                                                                        : wordsFor(cell);
    auto *block = new TextBlock(text, kValueLines, cell.type == Type::Text ? TextBlock::Face::Text : TextBlock::Face::Mono);
    block->setObjectName(QStringLiteral("value_") + column.name);
    block->setAccessibleName(format::harmless(column.name));
    m_row->addWidget(block);
    if (cell.cut)
        m_row->addWidget(makeLabel(tr("Only the beginning is shown: the value has %1.").arg(format::bytes(cell.bytes)),
                                   TextKind::Secondary, Wrap::Yes));
}

} // namespace plancia::ui
