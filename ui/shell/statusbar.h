// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/domain/task.h"
#include "models/items/roles.h"

#include <QList>
#include <QTimer>
#include <QWidget>

class QLabel;

namespace plancia::ui {

class ElidedLabel;
class StatusDot;

/// The line at the foot: the workspace's connection and latency, what runs, the run id, local and UTC time.
class StatusBar : public QWidget {
    Q_OBJECT
public:
    StatusBar(const QString &runId, const Clock &clock, QWidget *parent = nullptr);
    void setConnection(Tone tone, const QString &words);
    void setTasks(const QList<TaskInfo> &tasks);

private:
    void showTime();

    const Clock &m_clock;
    StatusDot *m_dot = nullptr;
    QLabel *m_connection = nullptr;
    ElidedLabel *m_tasks = nullptr;
    QLabel *m_time = nullptr;
    QTimer m_tick;
};

} // namespace plancia::ui
