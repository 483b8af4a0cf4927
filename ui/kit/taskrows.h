// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/ports.h"
#include "ui/kit/card.h"

#include <QHash>

namespace plancia::ui {

class ProgressRow;

/// The long work of one workspace that is under way, each with how far it is and the way to stop it; hidden while there
/// is none. Shows also what was begun before the page was built. The port outlives it.
class TaskRows : public Card {
    Q_OBJECT
public:
    TaskRows(TasksPort &tasks, QString workspaceId, QStringList kinds, QWidget *parent = nullptr);

    bool isEmpty() const { return m_rows.isEmpty(); }
    bool hasKind(const QString &kind) const;

signals:
    void changed(); ///< some work began or ended
    void ended(const plancia::TaskInfo &task);

private:
    void taskChanged(const TaskInfo &task);
    QString titleOf(const TaskInfo &task) const;

    struct Row {
        QString kind;
        ProgressRow *widget = nullptr;
    };
    TasksPort &m_tasks;
    const QString m_workspaceId;
    const QStringList m_kinds;
    QHash<TaskId, Row> m_rows;
};

} // namespace plancia::ui
