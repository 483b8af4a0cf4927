// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/monitoring/statementpanel.h"

#include "models/format/format.h"
#include "models/items/statementsmodel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/textblock.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>
#include <cmath>

namespace plancia::ui {

namespace {
QString amount(double value)
{
    if (value > 0 && value < 0.01)
        return QStringLiteral("< ") + format::decimal(0.01, 2);
    const bool isWhole = value == std::floor(value);
    return value >= 1000 || isWhole ? format::count(qRound64(value)) : format::decimal(value, value < 10 ? 2 : 1);
}
} // namespace

StatementPanel::StatementPanel(QWidget *parent) : SidePanel(parent), m_part(addPart()) { setObjectName(QStringLiteral("statementPanel")); }

void StatementPanel::openStatement(const StatementRow &row, const StatementsReport &report, const StatementsKnown &known)
{
    const bool isSame = !isHidden() && StatementsModel::idOf(m_row) == StatementsModel::idOf(row) && m_row.text == row.text && m_row.isCut == row.isCut;
    m_row = row;
    if (isSame) {
        clear(m_facts);
        return addFacts(report, known);
    }
    clear(m_part);
    clearActions();
    setTitle(tr("Statement"));
    if (row.text.isEmpty()) {
        m_part->addWidget(makeLabel(tr("This role may not read the statements of others. What they did is known all the same."), TextKind::Secondary, Wrap::Yes));
    } else {
        auto *text = new TextBlock(row.text, 18, TextBlock::Face::Mono);
        text->setObjectName(QStringLiteral("statementText"));
        text->setAccessibleName(tr("Statement"));
        m_part->addWidget(text);
        if (row.isCut)
            m_part->addWidget(makeLabel(tr("The statement is longer: its first %1 characters are kept.").arg(format::count(StatementRow::kMaxTextChars)), TextKind::Secondary, Wrap::Yes));
        QPushButton *copy = addAction(tr("Copy the statement"));
        copy->setObjectName(QStringLiteral("copyStatement"));
        connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_row.text); });
    }
    if (!row.isTop)
        m_part->addWidget(makeLabel(tr("It was run within a function: its figures are in those of the statement that called it, too."), TextKind::Secondary, Wrap::Yes));
    m_part->addSpacing(measure::kSmallGap);
    m_facts = new QVBoxLayout;
    m_part->addLayout(m_facts);
    addFacts(report, known);
    show();
}

void StatementPanel::showAbsent()
{
    clear(m_facts);
    m_facts->addWidget(makeLabel(tr("In the stretch of time that is shown it is not among the statements that took the longest."), TextKind::Secondary, Wrap::Yes));
}

void StatementPanel::addFacts(const StatementsReport &report, const StatementsKnown &known)
{
    const StatementFigures &figures = m_row.figures;
    const QString notKnown = tr("not known");
    const QString notMeasured = tr("nothing measured", "by the server, in this span"); // whether for want of a setting nobody can tell from zeros
    const double calls = figures.calls;
    FactGrid *facts = nullptr;
    const auto section = [&](const QString &title) {
        addSection(m_facts, title);
        facts = new FactGrid;
        m_facts->addWidget(facts);
    };
    const auto fact = [&](const char *name, const QString &label, const QString &value) { facts->addFact(QLatin1String(name), label, value); };
    // In all, and a call.
    const auto both = [&](const char *name, const QString &label, double all, const auto &words) {
        fact(name, label, calls > 0 ? tr("%1 · %2 a call", "a figure, and what it is for each call of a statement").arg(words(all), words(all / calls)) : words(all));
    };
    const auto ms = [](double value) { return preciseMs(value); };
    const auto bytes = [](double value) { return format::bytes(qRound64(value)); };

    section(tr("Calls and time"));
    fact("statementCalls", tr("Calls", "of a statement"),
         report.knownMs > 0 ? tr("%1 · %2 a second").arg(amount(calls), format::decimal(calls * 1000 / static_cast<double>(report.knownMs), 2)) : amount(calls));
    both("statementTime", tr("Time"), totalMsOf(figures), ms);
    fact("statementShare", tr("Share"), known.totalMs > 0 ? tr("%1 of the time of all statements").arg(format::percent(totalMsOf(figures) / known.totalMs, 1)) : notKnown);
    if (known.hasPlanMs)
        both("statementPlan", tr("of it planning"), figures.planMs, ms);
    else
        fact("statementPlan", tr("of it planning"), notMeasured);
    both("statementRows", tr("Rows"), figures.rows, amount);

    section(tr("Blocks"));
    const auto hits = cacheHitsOf(figures);
    fact("statementHits", tr("Cached", "column: share of blocks that were in the cache"), hits ? format::percent(*hits, 2) : tr("no block was looked for"));
    both("statementFound", tr("In the cache"), figures.hitBlocks, amount);
    both("statementRead", tr("Read", "blocks"), figures.readBlocks, amount);
    both("statementWritten", tr("Written", "blocks"), figures.writtenBlocks, amount);
    both("statementTemp", tr("Temporary", "blocks"), figures.tempBlocks, amount);
    if (known.hasDiskMs)
        both("statementDisk", tr("Disk time"), figures.diskMs, ms);
    else
        fact("statementDisk", tr("Disk time"), notMeasured);
    both("statementWal", QStringLiteral("WAL"), figures.walBytes, bytes);

    section(tr("Of", "whose a statement is"));
    facts->addFact(QStringLiteral("statementUser"), tr("User"), format::harmless(m_row.user), TextKind::Mono);
    facts->addFact(QStringLiteral("statementDatabase"), tr("Database"), format::harmless(m_row.database), TextKind::Mono);
    facts->addFact(QStringLiteral("statementId"), tr("Query id"), format::harmless(m_row.id), TextKind::Mono, FactGrid::Copy::Yes);
}

} // namespace plancia::ui
