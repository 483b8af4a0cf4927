// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/backupwatch.h"

#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "ui/kit/page.h"

#include <QTimer>

namespace plancia::ui {

namespace {
constexpr int kLookMs = 5 * 60'000; ///< a limit is hours
}

BackupWatch::BackupWatch(TasksPort &tasks, QObject *parent) : QObject(parent), m_timer(new QTimer(this))
{
    connect(m_timer, &QTimer::timeout, this, &BackupWatch::look);
    connect(&tasks, &TasksPort::taskChanged, this, [this](const TaskInfo &task) {
        if (task.state != TaskInfo::State::Queued && task.state != TaskInfo::State::Running && m_timer->isActive())
            look();
    });
}

void BackupWatch::follow(Page *page, const std::shared_ptr<Workspace> &workspace)
{
    m_timer->stop();
    m_workspace.reset();
    set({});
    if (!page || !workspace || !workspace->backups() || !workspace->capabilities().testFlag(Capability::CreateBackups))
        return;
    m_workspace = workspace;
    const auto begin = [this] {
        m_timer->start(kLookMs);
        look();
    };
    if (page->isSettled())
        begin();
    else
        connect(page, &Page::settled, this, begin, Qt::SingleShotConnection);
}

void BackupWatch::look()
{
    const auto workspace = m_workspace.lock();
    if (!workspace || m_isAsking)
        return;
    m_isAsking = true;
    // The workspace is held until the answer is here.
    deliver(workspace->backups()->health({}), this, [this, workspace](const Result<BackupHealth> &health) {
        m_isAsking = false;
        if (m_workspace.lock() != workspace)
            return look();
        if (health)
            set(health->alarm); // what cannot be known now is as it was
    });
}

void BackupWatch::set(const BackupAlarm &alarm)
{
    if (alarm == m_alarm)
        return;
    m_alarm = alarm;
    emit alarmChanged(alarm);
}

} // namespace plancia::ui
