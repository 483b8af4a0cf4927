// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/maintenance/checkpanel.h"

#include "models/errors/catalogue.h"
#include "models/format/format.h"
#include "models/items/backupsmodel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"

#include <QVBoxLayout>

namespace plancia::ui {

namespace {
constexpr int kSampleLines = 12;
constexpr int kPlanLines = 16;
} // namespace

CheckPanel::CheckPanel(const Clock &clock, QWidget *parent) : SidePanel(parent), m_clock(clock), m_part(addPart())
{
    setObjectName(QStringLiteral("checkPanel"));
    m_repair = addAction(tr("Repair…"));
    m_repair->setObjectName(QStringLiteral("repairCheck"));
    m_run = addAction(tr("Check again"));
    m_run->setObjectName(QStringLiteral("runCheck"));
    connect(m_run, &QPushButton::clicked, this, [this] { emit runRequested(m_shown); });
    connect(m_repair, &QPushButton::clicked, this, [this] { emit repairRequested(m_shown); });
}

void CheckPanel::showCheck(const CheckRow &row, bool mayRepair)
{
    m_shown = QString::fromLatin1(row.info.name);
    clear(m_part);
    m_lastClean = nullptr;
    setTitle(m_shown);
    setState(toneOf(row), wordFor(row));
    m_part->addWidget(makeLabel(sentenceFor(row.info), TextKind::Body, Wrap::Yes));
    addFound(row);
    addHelp(row, mayRepair);
    addLastClean(row);
    m_run->show();
    m_run->setText(row.result ? tr("Check again") : tr("Check now"));
    show();
}

void CheckPanel::addFound(const CheckRow &row)
{
    auto *facts = new FactGrid(nullptr);
    if (row.result) {
        facts->addFact(QStringLiteral("checkFound"), tr("Found"),
                       row.result->count > 0 ? format::count(row.result->count) : tr("nothing", "number of faults"));
        facts->addFact(QStringLiteral("checkedAt"), tr("Checked", "when"), format::age(row.at(), m_clock.nowMs()));
        facts->addFact(QStringLiteral("checkTook"), tr("Took", "how long an act took"), format::duration(row.result->durationMs));
    }
    if (row.info.onRequest)
        facts->addFact(QStringLiteral("checkWhen"), tr("Runs", "when a check runs"), tr("when asked: it reads the whole store"));
    m_part->addWidget(facts);
    if (row.result && !row.result->samples.isEmpty()) {
        addSection(m_part, row.result->count > row.result->samples.size() ? tr("Some of what was found") : tr("What was found"));
        auto *samples = new TextBlock(row.result->samples.join(u'\n'), kSampleLines, TextBlock::Face::Mono);
        samples->setObjectName(QStringLiteral("checkSamples"));
        m_part->addWidget(samples);
    } else if (row.result && row.result->count > 0) {
        m_part->addWidget(makeLabel(tr("Check again to see what was found: rows of the store are not kept."), TextKind::Secondary, Wrap::Yes));
    }
    if (row.result && row.result->error) {
        addSection(m_part, tr("Error"));
        const ErrorText text = describe(*row.result->error);
        m_part->addWidget(makeLabel(QStringLiteral("%1 · %2").arg(text.id, text.sentence), TextKind::Body, Wrap::Yes));
    }
}

void CheckPanel::addHelp(const CheckRow &row, bool mayRepair)
{
    const bool isBroken = row.result && row.result->state == CheckResult::State::Broken;
    const bool needsHelp = isBroken || (row.result && row.result->state == CheckResult::State::Noted);
    m_repair->setVisible(isBroken && row.info.isRepairable && mayRepair);
    QString words = remedyFor(row.info);
    if (row.info.isRepairable)
        words = mayRepair ? tr("Plancia can repair this: it works the right value out from the rest of the store, after a backup.")
                          : tr("Plancia can repair this in a store that may be written.");
    if (!needsHelp || words.isEmpty())
        return;
    addSection(m_part, tr("What helps"));
    m_part->addWidget(makeLabel(words, TextKind::Body, Wrap::Yes));
}

/// Since when a fault is there, the backups know.
void CheckPanel::addLastClean(const CheckRow &row)
{
    const bool isBroken = row.result && row.result->state == CheckResult::State::Broken;
    if (!isBroken || !m_hasBackups || !checksToBisect().contains(m_shown))
        return;
    m_lastClean = makeButton(tr("Find the last backup without it"), ButtonKind::Link);
    m_lastClean->setObjectName(QStringLiteral("findLastClean"));
    m_lastClean->setToolTip(tr("Runs this check on some of the backups, halving them until it is found since when the fault is there. The last clean one is kept."));
    m_part->addWidget(m_lastClean, 0, Qt::AlignLeft);
    auto *found = new QWidget;
    m_found = new QVBoxLayout(found);
    m_found->setContentsMargins(0, 0, 0, 0);
    m_part->addWidget(found);
    connect(m_lastClean, &QPushButton::clicked, this, [this] { emit lastCleanRequested(m_shown); });
    if (const auto known = m_lastCleans.constFind(m_shown); known != m_lastCleans.cend())
        showLastClean(BisectReport(*known));
}

bool CheckPanel::showLastClean(const BisectReport &report)
{
    m_lastCleans.insert(report.check, report);
    if (report.check != m_shown || !m_lastClean)
        return false;
    clear(m_found);
    QLabel *sentence = makeLabel(sentenceFor(report), TextKind::Body, Wrap::Yes);
    sentence->setObjectName(QStringLiteral("lastCleanSentence"));
    m_found->addWidget(sentence);
    if (!report.lastClean)
        return true;
    auto *show = makeButton(tr("Show that backup"), ButtonKind::Link);
    show->setObjectName(QStringLiteral("showLastClean"));
    m_found->addWidget(show, 0, Qt::AlignLeft);
    connect(show, &QPushButton::clicked, this, [this, path = report.lastClean->path] { emit backupRequested(path); });
    return true;
}

void CheckPanel::showQuery(const QueryProfile &query)
{
    m_shown = query.name;
    clear(m_part);
    m_lastClean = nullptr;
    setTitle(query.name);
    setState(toneOf(query.verdict), toString(query.verdict));
    auto *facts = new FactGrid(nullptr);
    facts->addFact(QStringLiteral("queryReads"), tr("Reads", "what a query reads"), wordFor(query.kind));
    facts->addFact(QStringLiteral("queryTook"), tr("Took", "how long an act took"), tr("%1 ms").arg(format::decimal(query.milliseconds, 3)));
    facts->addFact(QStringLiteral("queryLimit"), tr("Limit"), tr("%1 ms").arg(format::decimal(query.limitMs, 0)));
    m_part->addWidget(facts);
    if (!query.plan.isEmpty()) {
        addSection(m_part, tr("Plan", "how the store answers a query"));
        m_part->addWidget(new TextBlock(query.plan.join(u'\n'), kPlanLines, TextBlock::Face::Mono));
    }
    if (!query.flags.isEmpty()) {
        addSection(m_part, tr("Grows with the store"));
        m_part->addWidget(new TextBlock(query.flags.join(u'\n'), kPlanLines, TextBlock::Face::Mono));
        m_part->addWidget(makeLabel(tr("This step reads or sorts more rows as there are more of them. An index in that order would end it."),
                                    TextKind::Secondary, Wrap::Yes));
    }
    m_run->hide();
    m_repair->hide();
    show();
}

void CheckPanel::setBusy(bool busy)
{
    m_run->setEnabled(!busy);
    m_repair->setEnabled(!busy);
    if (m_lastClean)
        m_lastClean->setEnabled(!busy);
}

} // namespace plancia::ui
