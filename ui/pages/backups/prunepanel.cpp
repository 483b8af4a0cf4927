// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/prunepanel.h"

#include "models/format/format.h"
#include "models/items/backupsmodel.h"
#include "ui/kit/factgrid.h"
#include "ui/kit/notice.h"

#include <QVBoxLayout>

namespace plancia::ui {

PrunePanel::PrunePanel(const Clock &clock, QWidget *parent) : SidePanel(parent), m_clock(clock), m_part(addPart())
{
    setObjectName(QStringLiteral("prunePanel"));
    m_prune = addAction(tr("Move to the trash"), ButtonKind::Primary);
    m_prune->setObjectName(QStringLiteral("prune"));
    m_prune->setToolTip(tr("They can be had back from the trash for seven days."));
    m_empty = addAction(tr("Empty the trash…"), ButtonKind::Danger);
    m_empty->setObjectName(QStringLiteral("emptyTrash"));
    connect(m_prune, &QPushButton::clicked, this, &PrunePanel::pruneRequested);
    connect(m_empty, &QPushButton::clicked, this, &PrunePanel::emptyTrashRequested);
}

void PrunePanel::showPlan(const PrunePlan &plan)
{
    m_plan = plan;
    clear(m_part);
    setTitle(tr("What would go"));
    setState(Tone::None, {});
    auto *words = new Notice;
    if (!plan.clock.isRight()) {
        words->showText(Tone::Warning,
                        tr("The clock of this computer has jumped by %1. Nothing is deleted until somebody has looked at date and time.")
                            .arg(format::duration(plan.clock.byMs)),
                        tr("The clock is right"));
        connect(words, &Notice::linkActivated, this, &PrunePanel::clockConfirmed);
    } else if (plan.remove.isEmpty()) {
        words->showText(Tone::Good, tr("Every backup has a reason to stay."));
    } else {
        //: %1 is a size
        words->showText(Tone::Note, tr("%n backup(s) would go to the trash. After seven days there %1 are free.", "",
                                       static_cast<int>(plan.remove.size())).arg(format::bytes(plan.freedBytes)));
    }
    m_part->addWidget(words);
    addBackups(tr("Goes", "heading: backups that would be deleted"), plan.remove);
    addBackups(tr("Stays", "heading: backups that are kept"), plan.keep);
    addTrash();
    setBusy(false);
    show();
}

void PrunePanel::addBackups(const QString &title, const QList<BackupInfo> &backups)
{
    if (backups.isEmpty())
        return;
    addSection(m_part, title);
    auto *facts = new FactGrid;
    for (const BackupInfo &backup : backups)
        facts->addFact(QStringLiteral("plan_") + QString::number(backup.manifest.commitNo),
                       format::day(backup.manifest.startedAt, m_clock.nowMs()), wordsForReasons(backup.reasons));
    m_part->addWidget(facts);
}

void PrunePanel::addTrash()
{
    if (m_plan.trash.isEmpty())
        return;
    addSection(m_part, tr("In the trash"));
    auto *facts = new FactGrid;
    for (const TrashedBackup &trashed : m_plan.trash) {
        auto *back = makeButton(tr("Take back, %1").arg(format::bytes(trashed.storedBytes)), ButtonKind::Link);
        back->setObjectName(QStringLiteral("takeBack"));
        back->setToolTip(tr("It goes for good on %1.").arg(format::dateTime(trashed.goesAt)));
        connect(back, &QPushButton::clicked, this, [this, path = trashed.path] { emit takeBackRequested(path); });
        facts->addWidget(format::day(trashed.manifest.startedAt, m_clock.nowMs()), back);
    }
    m_part->addWidget(facts);
}

void PrunePanel::setBusy(bool busy)
{
    m_prune->setEnabled(!busy && m_plan.clock.isRight() && !m_plan.remove.isEmpty());
    m_empty->setEnabled(!busy && !m_plan.trash.isEmpty());
}

} // namespace plancia::ui
