// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusbar.h"

#include "ui/kit/progressrow.h"
#include "ui/kit/statuspill.h"
#include "ui/kit/text.h"
#include "ui/kit/theme.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>

namespace plancia::ui {

namespace {
QString words(const TaskInfo &task)
{
    const QString progress = progressWords(task.progress);
    const auto with = [&progress](const QString &what) {
        return progress.isEmpty() ? what : what + QStringLiteral(" · ") + progress;
    };
    if (task.kind == u"backup")
        return with(StatusBar::tr("Backing up"));
    if (task.kind == u"compare")
        return with(StatusBar::tr("Comparing"));
    if (task.kind == u"export")
        return with(StatusBar::tr("Exporting"));
    if (task.kind == u"verify")
        return with(StatusBar::tr("Verifying a backup"));
    if (task.kind == u"open")
        return with(StatusBar::tr("Opening a backup"));
    if (task.kind == u"examples")
        return with(StatusBar::tr("Making the example service"));
    if (task.kind == u"bundle")
        return with(StatusBar::tr("Writing a debug bundle"));
    if (task.kind == u"check")
        return with(StatusBar::tr("Checking the store"));
    if (task.kind == u"repair" || task.kind == u"reindex" || task.kind == u"vacuum")
        return with(StatusBar::tr("Looking after the store"));
    if (task.kind == u"bulk")
        return with(StatusBar::tr("Changing tenants"));
    if (task.kind == u"import")
        return with(StatusBar::tr("Importing tenants"));
    if (task.kind == u"profile")
        return with(StatusBar::tr("Measuring the store"));
    return with(task.kind);
}
} // namespace

StatusBar::StatusBar(const QString &runId, const Clock &clock, QWidget *parent) : QWidget(parent), m_clock(clock)
{
    setKind(this, "statusBar");
    setAttribute(Qt::WA_StyledBackground);
    setFixedHeight(measure::kStatusBar);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(6);
    m_dot = new StatusDot;
    m_connection = makeLabel({}, TextKind::Small);
    m_connection->setToolTip(toolTipText(tr("Whether the workspace answers, and how long it took.")));
    m_tasks = new ElidedLabel({}, TextKind::Small);
    m_time = makeLabel({}, TextKind::Small);
    row->addWidget(m_dot);
    row->addWidget(m_connection);
    row->addSpacing(12);
    row->addWidget(m_tasks, 1);
    if (!runId.isEmpty()) {
        QLabel *run = makeLabel(tr("run %1").arg(runId.left(8)), TextKind::Small);
        run->setToolTip(tr("Run %1: in every line of the log and every row of the audit trail.").arg(runId));
        row->addWidget(run);
        row->addSpacing(12);
    }
    row->addWidget(m_time);
    setConnection(Tone::Off, tr("No workspace"));
    connect(&m_tick, &QTimer::timeout, this, &StatusBar::showTime);
    m_tick.start(1000);
    showTime();
}

void StatusBar::setConnection(Tone tone, const QString &text)
{
    m_dot->setState(tone, text);
    m_connection->setText(text);
}

void StatusBar::setTasks(const QList<TaskInfo> &tasks)
{
    QList<TaskInfo> running;
    for (const TaskInfo &task : tasks)
        if (!task.isOver())
            running.append(task);
    if (running.isEmpty())
        m_tasks->setText({});
    else if (running.size() == 1)
        m_tasks->setText(words(running.first()));
    else
        m_tasks->setText(tr("%n tasks run", nullptr, static_cast<int>(running.size())) + QStringLiteral(" · ")
                         + words(running.first()));
}

void StatusBar::showTime()
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(m_clock.nowMs());
    const QString format = QStringLiteral("HH:mm:ss");
    m_time->setText(tr("%1 local · %2 UTC").arg(now.toString(format), now.toUTC().toString(format)));
}

} // namespace plancia::ui
