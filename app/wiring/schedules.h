// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/health/targetlook.h"
#include "app/tasks/worker.h"
#include "app/wiring/backuppolicies.h"
#include "models/base/clock.h"
#include "models/ports/backupsport.h"
#include "models/ports/ports.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

namespace plancia::wiring {

/// The file that is held while the backup is made that a workspace's schedule wants (backup::runSchedule).
QString scheduleLock(const QString &dataFolder, const QString &workspace);

/// Of the workspace whose newest proved backup is the oldest, Unix ms UTC; nothing when any of them has none. Pure.
std::optional<qint64> oldestProved(const QList<BackupAlarm> &alarms);

/// Keeps the schedules of all workspaces of this installation, for as long as it lives: looks once a minute and makes the
/// backup that has fallen due, be it that the computer slept meanwhile. Each workspace has a thread of its own, so that a
/// server that keeps silent holds up no other. A workspace is opened only for its backup. What goes wrong is in the log and
/// the trail, and is tried again after a quarter of an hour.
class Schedules {
public:
    Schedules(QString dataFolder, WorkspacesPort &workspaces, BackupPolicies policies, const Clock &clock);
    ~Schedules();

    /// BKP_014 of the first workspace with a schedule whose newest proved backup is too old by now; or why nothing is known
    /// of it. Never blocks. Any thread.
    std::optional<Error> alarm() const;
    /// The same for a health target of kind backup, with the oldest of the newest proved ones; without any schedule that is BKP_014, too.
    /// Never blocks. Any thread.
    monitoring::BackupStanding standing() const;

private:
    /// One workspace; all but `isBusy` is touched on its worker alone.
    struct Line {
        explicit Line(const QString &workspace) : worker(QStringLiteral("schedule of ") + workspace) {}
        std::atomic<bool> isBusy{false};
        qint64 at = 0;       ///< look into the workspace then, Unix ms UTC
        qint64 lookedAt = 0;
        BackupPolicy policy; ///< another one is a reason to look
        tasks::Worker worker; // last: stopped first
    };
    struct Known {
        BackupAlarm alarm;
        std::optional<Error> error; ///< why nothing newer is known
    };
    void note(const QString &workspace, const std::optional<BackupHealth> &health, const std::optional<Error> &error);
    void look();
    void lookAt(const QString &workspace, Line &line);

    const QString m_dataFolder;
    WorkspacesPort &m_workspaces;
    const BackupPolicies m_policies;
    const Clock &m_clock;
    std::map<QString, std::unique_ptr<Line>> m_lines; ///< by workspace, on the worker
    mutable std::mutex m_mutex; ///< guards what follows
    std::map<QString, Known> m_known; ///< by workspace that has a schedule
    int m_looks = 0;
    std::optional<Error> m_listError; ///< why the workspaces are not known
    const CancelToken m_closing;
    tasks::Worker m_worker{QStringLiteral("schedules")};
};

} // namespace plancia::wiring
