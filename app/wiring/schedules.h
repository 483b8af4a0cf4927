// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/worker.h"
#include "app/wiring/backuppolicies.h"
#include "models/base/clock.h"
#include "models/ports/ports.h"

#include <QHash>

namespace plancia::wiring {

/// The file that is held while the backup is made that a workspace's schedule wants (backup::runSchedule).
QString scheduleLock(const QString &dataFolder, const QString &workspace);

/// Keeps the schedules of all workspaces of this installation, for as long as it lives: looks once a minute, on a thread of
/// its own, and makes the backup that has fallen due, be it that the computer slept meanwhile. A workspace is opened only
/// for that. What goes wrong is in the log and the trail, and is tried again after a quarter of an hour.
class Schedules {
public:
    Schedules(QString dataFolder, WorkspacesPort &workspaces, BackupPolicies policies, const Clock &clock);
    ~Schedules();

private:
    void look();
    void lookAt(const QString &workspace);

    struct Next {
        qint64 at = 0;       ///< look into the workspace then, Unix ms UTC
        qint64 lookedAt = 0;
        BackupPolicy policy; ///< another one is a reason to look
    };
    const QString m_dataFolder;
    WorkspacesPort &m_workspaces;
    const BackupPolicies m_policies;
    const Clock &m_clock;
    QHash<QString, Next> m_next; ///< by workspace, on the worker
    const CancelToken m_closing;
    tasks::Worker m_worker{QStringLiteral("schedules")};
};

} // namespace plancia::wiring
