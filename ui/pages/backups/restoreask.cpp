// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/backups/restoreask.h"

#include "models/domain/erasures.h"
#include "models/domain/restore.h"
#include "models/format/format.h"
#include "models/items/actwords.h"
#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/workspacewords.h"

namespace plancia::ui {

bool undoesARestore(const BackupInfo &backup, qint64 nowMs)
{
    return backup.manifest.kind == QLatin1String("before:restore") && nowMs - backup.manifest.startedAt < kUndoMs;
}

QString wordsForErasures(int erasures)
{
    return erasures == 0 ? QString()
                         : RestoreAsk::tr("%n person(s) or tenant(s) deleted for good since then will be back, without the row that proves it: delete them again.", "", erasures);
}

QString sentences(const QString &one, const QString &other) { return one.isEmpty() || other.isEmpty() ? one + other : one + u' ' + other; }

RestoreAsk::RestoreAsk(ui::Page &page) : QObject(&page), m_page(page) {}

void RestoreAsk::ask(const BackupInfo &backup)
{
    Workspace *workspace = m_page.context().workspace.get();
    if (m_asking || !workspace || !workspace->backups())
        return;
    m_asking = true;
    deliver(workspace->backups()->policy({}), this, [this, backup](const Result<BackupPolicy> &policy) {
        m_asking = false;
        m_isUnsealed = policy && policy->encrypt && !backup.manifest.isEncrypted() && !backup.path.startsWith(kMovedAsideScheme);
        askForLoss(backup);
    });
    emit changed();
}

void RestoreAsk::askForLoss(const BackupInfo &backup)
{
    Workspace *workspace = m_page.context().workspace.get();
    if (!workspace->audit()) {
        open(backup, tr("What was done after that is not in it."));
        emit changed();
        return;
    }
    m_asking = true;
    AuditQuery query;
    query.since = backup.manifest.startedAt;
    deliver(workspace->audit()->page(query, Anchor::start(), kMaxPageRows, {}), this,
            [this, backup](const Result<plancia::Page<AuditEvent>> &since) { askForErasures(backup, since ? lossOf(*since) : tr("What was done after that is not in it.")); });
}

void RestoreAsk::askForErasures(const BackupInfo &backup, const QString &acts)
{
    deliver(m_page.context().workspace->audit()->page(erasuresSince(backup.manifest.startedAt), Anchor::start(), kMaxPageRows, {}), this,
            [this, backup, acts](const Result<plancia::Page<AuditEvent>> &erased) {
                m_asking = false;
                const QString loss = sentences(acts, erased ? wordsForErasures(countOfErasures(erased->items, backup.manifest.commitNo)) : QString());
                if (loss.isEmpty() && !m_isUnsealed && undoesARestore(backup, m_page.context().clock->nowMs()))
                    emit agreed(backup.path);
                else
                    open(backup, loss);
                emit changed();
            });
}

/// Empty when nothing is lost. That backups were made and looked at is no loss.
QString RestoreAsk::lossOf(const plancia::Page<AuditEvent> &since) const
{
    int acts = 0;
    const AuditEvent *newest = nullptr;
    for (const AuditEvent &event : since.items) {
        if (event.action.startsWith(QLatin1String("BACKUP_")) || event.result != AuditResult::Done)
            continue;
        ++acts;
        if (!newest)
            newest = &event;
    }
    if (!newest)
        return {};
    const QString words = wordsForAct(newest->action, newest->objectName, newest->actorName);
    const QString what = words.isEmpty() ? QStringLiteral("%1 %2").arg(newest->action, newest->tenantSlug).trimmed() : words;
    const QString when = format::day(newest->at, m_page.context().clock->nowMs());
    if (since.hasAfter)
        return tr("More than %1 acts since then will be gone. The newest: %2, %3.", "%2: what was done, %3: when")
            .arg(format::count(acts), what, when);
    return tr("%n act(s) since then will be gone. The newest: %1, %2.", "%1: what was done, %2: when", acts).arg(what, when);
}

void RestoreAsk::open(const BackupInfo &backup, const QString &loss)
{
    const WorkspaceIdentity identity = m_page.context().workspace->identity();
    const QString when = format::day(backup.manifest.startedAt, m_page.context().clock->nowMs());
    const QString commit = QString::number(backup.manifest.commitNo);
    ConfirmQuestion question;
    question.workspace = workspaceName(identity);
    question.loss = loss;
    question.act = tr("Restore");
    const bool isServer = backup.manifest.engine == QLatin1String("postgres");
    if (isServer) {
        const bool undoes = undoesARestore(backup, m_page.context().clock->nowMs());
        question.title = undoes ? tr("Undo the restore of %1?").arg(when) : tr("Restore the backup of %1?").arg(when);
        question.sentence = tr("The schema becomes what it was at commit %1, in one step. What is there now stays in the server "
                               "under another name, and this can be undone for 30 days.").arg(commit);
        if (undoes)
            question.act = tr("Undo the restore");
    } else if (undoesARestore(backup, m_page.context().clock->nowMs())) {
        question.title = tr("Undo the restore of %1?").arg(when);
        question.sentence = tr("The store becomes what it was before it, at commit %1. What is there now is backed up first.").arg(commit);
        question.act = tr("Undo the restore");
    } else if (identity.id == kRescueWorkspace) {
        question.title = tr("Restore the backup of %1?").arg(when);
        question.sentence = tr("The local store begins again with what it held at commit %1. The damaged files are moved aside "
                               "and kept as they are.").arg(commit);
    } else {
        question.title = tr("Restore the backup of %1?").arg(when);
        question.sentence = tr("The store becomes what it was then, at commit %1. What is there now is backed up first, and "
                               "the restore can be undone for 30 days.").arg(commit);
    }
    if (m_isUnsealed)
        question.sentence += u' ' + tr("It is not encrypted, though backups are encrypted now: whoever can write to its folder could have changed it.");
    if (identity.colour == QLatin1String("red"))
        question.typeName = question.workspace;
    auto *dialog = new ConfirmDialog(question, &m_page);
    connect(dialog, &ConfirmDialog::agreed, this, [this, path = backup.path] { emit agreed(path); });
    dialog->open();
}

} // namespace plancia::ui
