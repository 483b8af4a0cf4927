// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/taskrows.h"

#include "ui/kit/progressrow.h"

#include <QFileInfo>
#include <QVBoxLayout>

namespace plancia::ui {

TaskRows::TaskRows(TasksPort &tasks, QString workspaceId, QStringList kinds, QWidget *parent)
    : Card({}, parent), m_tasks(tasks), m_workspaceId(std::move(workspaceId)), m_kinds(std::move(kinds))
{
    hide();
    connect(&tasks, &TasksPort::taskChanged, this, &TaskRows::taskChanged);
    for (const TaskInfo &task : tasks.tasks())
        if (!task.isOver())
            taskChanged(task);
}

bool TaskRows::hasKind(const QString &kind) const
{
    for (const Row &row : m_rows)
        if (row.kind == kind)
            return true;
    return false;
}

void TaskRows::taskChanged(const TaskInfo &task)
{
    if (task.workspace != m_workspaceId || !m_kinds.contains(task.kind))
        return;
    if (task.isOver()) {
        const Row row = m_rows.take(task.id);
        if (row.widget)
            row.widget->deleteLater();
        setVisible(!m_rows.isEmpty());
        emit ended(task);
        emit changed();
        return;
    }
    Row &row = m_rows[task.id];
    if (!row.widget) {
        row.kind = task.kind;
        row.widget = new ProgressRow(this);
        row.widget->setCancellable(true);
        row.widget->setTitle(titleOf(task));
        connect(row.widget, &ProgressRow::cancelRequested, this, [this, id = task.id] { m_tasks.cancel(id); });
        body()->addWidget(row.widget);
        show();
        emit changed();
    }
    // (the row may be looked up again: a handler of changed() may have begun other work)
    if (const auto it = m_rows.constFind(task.id); it != m_rows.constEnd())
        it->widget->setProgress(task.progress);
}

QString TaskRows::titleOf(const TaskInfo &task) const
{
    if (task.kind == QLatin1String("backup"))
        return tr("Backing up, then reading it back to verify");
    if (task.kind == QLatin1String("verify"))
        return tr("Verifying %1").arg(QFileInfo(task.subject).fileName());
    if (task.kind == QLatin1String("copy"))
        return tr("Copying to the second place, then verifying there");
    if (task.kind == QLatin1String("prove"))
        return tr("Proving %1 in a scratch copy").arg(QFileInfo(task.subject).fileName());
    if (task.kind == QLatin1String("restore"))
        return tr("Restoring %1").arg(QFileInfo(task.subject).fileName());
    if (task.kind == QLatin1String("export"))
        return tr("Exporting to %1").arg(task.subject);
    if (task.kind == QLatin1String("check"))
        return task.subject.isEmpty() ? tr("Checking the store") : tr("Checking %1", "%1: name of a check").arg(task.subject);
    if (task.kind == QLatin1String("bisect"))
        return tr("Looking for the last backup without the fault");
    if (task.kind == QLatin1String("repair"))
        return tr("Repairing %1", "%1: name of a check").arg(task.subject);
    if (task.kind == QLatin1String("reindex"))
        return tr("Building the indexes anew");
    if (task.kind == QLatin1String("vacuum"))
        return tr("Giving unused room back");
    if (task.kind == QLatin1String("profile"))
        return tr("Measuring the store");
    if (task.kind == QLatin1String("bulk"))
        return tr("Changing tenants");
    if (task.kind == QLatin1String("salvage"))
        return tr("Reading what can be had for the store");
    if (task.kind == QLatin1String("move"))
        return tr("Moving, and reading back what arrived");
    return task.subject;
}

} // namespace plancia::ui
