// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/schedule.h"
#include "models/ports/ports.h"

class QTimer;

namespace plancia::ui {

class Page;

/// Watches whether the workspace that is shown has a recent proved backup: once its first page has come to rest, every few
/// minutes, and after each task that may have changed it.
class BackupWatch : public QObject {
    Q_OBJECT
public:
    BackupWatch(TasksPort &tasks, QObject *parent);
    /// Nothing is known of it yet: alarmChanged() with no alarm.
    void follow(Page *page, const std::shared_ptr<Workspace> &workspace);
    const BackupAlarm &alarm() const { return m_alarm; }

signals:
    void alarmChanged(const plancia::BackupAlarm &alarm);

private:
    void look();
    void set(const BackupAlarm &alarm);

    std::weak_ptr<Workspace> m_workspace;
    BackupAlarm m_alarm;
    QTimer *m_timer = nullptr;
    bool m_isAsking = false;
};

} // namespace plancia::ui
