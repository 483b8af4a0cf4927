// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/differencespanel.h"

#include "models/format/format.h"
#include "ui/kit/text.h"
#include "ui/pages/compare/comparewords.h"

#include <QVBoxLayout>

namespace plancia::ui {

namespace {

constexpr qsizetype kMostFields = 60; // of one row

QString rowWord(RowDifference::Kind kind)
{
    switch (kind) {
    case RowDifference::Kind::Added: return DifferencesPanel::tr("Added", "a row");
    case RowDifference::Kind::Removed: return DifferencesPanel::tr("Removed", "a row");
    case RowDifference::Kind::Changed: break;
    }
    return DifferencesPanel::tr("Changed", "a row");
}

QString change(const RowDifference &row, const FieldDifference &field)
{
    if (row.kind == RowDifference::Kind::Added)
        return shownWords(field.after);
    if (row.kind == RowDifference::Kind::Removed)
        return shownWords(field.before);
    //: a field of a row, before and after
    return DifferencesPanel::tr("%1 → %2").arg(shownWords(field.before), shownWords(field.after));
}

} // namespace

DifferencesPanel::DifferencesPanel(QWidget *parent) : SidePanel(parent), m_part(addPart())
{
    setObjectName(QStringLiteral("differencesPanel"));
}

void DifferencesPanel::showTable(const TableComparison &table)
{
    m_table = table;
    m_rows = 0;
    m_last.clear();
    m_more = nullptr;
    clear(m_part);
    setTitle(tableName(table));
    setState(stateTone(table), stateWord(table));
    if (const QString sentence = tableSentence(table); !sentence.isEmpty())
        m_part->addWidget(makeLabel(sentence, TextKind::Secondary, Wrap::Yes));
    if (table.state == TableComparison::State::Same)
        m_part->addWidget(makeLabel(tr("Every row is the same on both sides."), TextKind::Secondary, Wrap::Yes));
    else if (table.differences() > 0)
        m_part->addWidget(makeLabel(tr("%1 added · %2 removed · %3 changed", "rows of a table")
                                        .arg(format::count(table.added), format::count(table.removed), format::count(table.changed)),
                                    TextKind::Strong, Wrap::Yes));
    show();
    if (table.kept > 0)
        emit rowsRequested(Anchor::start());
}

void DifferencesPanel::addRows(const ::plancia::Page<RowDifference> &page)
{
    if (m_more) {
        m_part->removeWidget(m_more);
        m_more->deleteLater();
        m_more = nullptr;
    }
    for (const RowDifference &row : page.items)
        addRow(row);
    m_last = page.lastCursor;
    const bool hasMore = page.hasAfter || m_table.kept < m_table.differences();
    if (page.hasAfter && m_rows < kMostRows) {
        m_more = makeButton(tr("Show more"), ButtonKind::Link);
        m_more->setObjectName(QStringLiteral("moreDifferences"));
        connect(m_more, &QPushButton::clicked, this, [this] { emit rowsRequested(Anchor::after(m_last)); });
        m_part->addWidget(m_more, 0, Qt::AlignLeft);
    } else if (hasMore && m_table.kept > 0) {
        m_part->addWidget(makeLabel(tr("There are more. Export them to see all that were kept."), TextKind::Secondary, Wrap::Yes));
    }
}

void DifferencesPanel::addRow(const RowDifference &row)
{
    ++m_rows;
    m_part->addWidget(makeLine(Qt::Horizontal));
    auto *head = new ElidedLabel(QStringLiteral("%1 · %2").arg(rowWord(row.kind), lineOf(row.key)), TextKind::Strong);
    head->setElideMode(Qt::ElideMiddle);
    m_part->addWidget(head);
    for (const FieldDifference &field : row.fields.mid(0, kMostFields))
        SidePanel::addRow(m_part, field.name, change(row, field), Exact::Yes);
    if (row.fields.size() > kMostFields)
        m_part->addWidget(makeLabel(tr("%n field(s) more", nullptr, static_cast<int>(row.fields.size() - kMostFields)), TextKind::Secondary));
}

} // namespace plancia::ui
