// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/schedules.h"

#include "app/backup/scheduledrun.h"
#include "app/log/log.h"

#include <QTimer>

namespace plancia::wiring {

namespace {
constexpr int kLookMs = 60'000;
constexpr int kFirstLookMs = 5'000; ///< what is on the way to the window comes first
constexpr qint64 kAgainMs = 15 * 60'000; ///< after a failure; and what another program does may be unknown so long
} // namespace

QString scheduleLock(const QString &dataFolder, const QString &workspace)
{
    constexpr qsizetype kLongestName = 80;
    QString name = workspace.right(kLongestName);
    for (QChar &c : name)
        if (!c.isLetterOrNumber())
            c = u'-';
    return dataFolder + QStringLiteral("/schedule-") + name + QStringLiteral(".lock");
}

Schedules::Schedules(QString dataFolder, WorkspacesPort &workspaces, BackupPolicies policies, const Clock &clock)
    : m_dataFolder(std::move(dataFolder)), m_workspaces(workspaces), m_policies(policies), m_clock(clock)
{
    m_worker.post([this] {
        auto *timer = new QTimer(m_worker.context());
        QObject::connect(timer, &QTimer::timeout, timer, [this, timer] {
            timer->setInterval(kLookMs);
            look();
        });
        timer->start(kFirstLookMs);
    });
}

Schedules::~Schedules()
{
    m_closing.cancel();
    m_worker.stop();
}

void Schedules::look()
{
    CallContext context;
    context.cancel = m_closing;
    const auto all = m_workspaces.list(context).result();
    if (!all)
        return log::write(log::Level::Warning, "schedule", all.error());
    for (const WorkspaceIdentity &workspace : *all)
        if (!m_closing.isCancelled())
            lookAt(workspace.id);
}

void Schedules::lookAt(const QString &workspace)
{
    const auto policy = m_policies.read(workspace);
    if (!policy || policy->schedule.every == BackupSchedule::Every::Off) {
        m_next.remove(workspace);
        return;
    }
    const qint64 now = m_clock.nowMs();
    Next &next = m_next[workspace];
    // Looked at already, for the same policy, and the clock was not put back since.
    if (next.policy == *policy && next.lookedAt <= now && now < std::min(next.at, next.lookedAt + kAgainMs))
        return;
    next = {now + kAgainMs, now, *policy};

    CallContext context;
    context.cancel = m_closing;
    const auto opened = m_workspaces.open(workspace, context).result();
    if (!opened)
        return log::write(log::Level::Warning, "schedule", opened.error().with(QStringLiteral("workspace"), workspace));
    BackupsPort *backups = (*opened)->backups();
    if (!backups || !(*opened)->capabilities().testFlag(Capability::CreateBackups))
        return;
    const backup::ScheduledRun run = backup::runSchedule(*backups, scheduleLock(m_dataFolder, workspace), context);
    if (run.error)
        log::write(log::Level::Warning, "schedule", run.error->with(QStringLiteral("workspace"), workspace));
    else if (run.health && run.health->nextDueAt && !run.isElsewhere)
        next.at = *run.health->nextDueAt;
    if (run.health && run.health->alarm.isRaised())
        log::write(log::Level::Warning, "schedule", errorOf(run.health->alarm, m_clock.nowMs()).with(QStringLiteral("workspace"), workspace));
}

} // namespace plancia::wiring
