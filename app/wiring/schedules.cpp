// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/schedules.h"

#include "app/backup/scheduledrun.h"
#include "app/log/log.h"

#include <QTimer>
#include <algorithm>

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

std::optional<qint64> oldestProved(const QList<BackupAlarm> &alarms)
{
    const auto oldest = std::ranges::min_element(alarms, {}, &BackupAlarm::provedAt);
    return oldest == alarms.end() || oldest->provedAt == 0 ? std::nullopt : std::optional(oldest->provedAt);
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
    m_lines.clear();
}

void Schedules::look()
{
    // A token of its own: who cancels a task cancels that one, not the schedules.
    CallContext context;
    const CancelLink byEnd(m_closing, context.cancel);
    const auto all = m_workspaces.list(context).result();
    {
        const std::scoped_lock lock(m_mutex);
        ++m_looks;
        m_listError = all ? std::nullopt : std::optional(all.error());
        if (all) // what is gone is nobody's worry
            std::erase_if(m_known, [&all](const auto &known) {
                return std::ranges::none_of(*all, [&known](const WorkspaceIdentity &workspace) { return workspace.id == known.first; });
            });
    }
    if (!all) {
        log::write(log::Level::Warning, "schedule", all.error());
        return;
    }
    for (const WorkspaceIdentity &workspace : *all) {
        if (m_closing.isCancelled())
            return;
        auto &line = m_lines[workspace.id];
        if (!line)
            line = std::make_unique<Line>(workspace.id);
        if (!line->isBusy.exchange(true))
            line->worker.post([this, id = workspace.id, one = line.get()] {
                lookAt(id, *one);
                one->isBusy = false;
            });
    }
}

void Schedules::lookAt(const QString &workspace, Line &line)
{
    const qint64 now = m_clock.nowMs();
    const auto policy = m_policies.read(workspace);
    if (!policy) {
        if (line.lookedAt > now || now >= line.lookedAt + kAgainMs)
            log::write(log::Level::Warning, "schedule", policy.error().with(QStringLiteral("workspace"), workspace));
        note(workspace, std::nullopt, policy.error());
        line.lookedAt = now;
        return;
    }
    if (policy->schedule.every == BackupSchedule::Every::Off) {
        const std::scoped_lock lock(m_mutex);
        m_known.erase(workspace);
        return;
    }
    // Looked at already, for the same policy, and the clock was not put back since.
    if (line.policy == *policy && line.lookedAt <= now && now < std::min(line.at, line.lookedAt + kAgainMs))
        return;
    line.at = now + kAgainMs;
    line.lookedAt = now;
    line.policy = *policy;

    CallContext context;
    const CancelLink byEnd(m_closing, context.cancel);
    const auto opened = m_workspaces.open(workspace, context).result();
    if (!opened) {
        note(workspace, std::nullopt, opened.error());
        log::write(log::Level::Warning, "schedule", opened.error().with(QStringLiteral("workspace"), workspace));
        return;
    }
    BackupsPort *backups = (*opened)->backups();
    if (!backups || !(*opened)->capabilities().testFlag(Capability::CreateBackups))
        return note(workspace, std::nullopt, Error(ErrorCode::BackupUnsupported, {{QStringLiteral("name"), (*opened)->identity().name}}));
    if (const auto before = backups->health(context).result()) // making one takes its time
        note(workspace, *before, std::nullopt);
    const backup::ScheduledRun run = backup::runSchedule(*backups, scheduleLock(m_dataFolder, workspace), context);
    note(workspace, run.health, run.error);
    if (run.error)
        log::write(log::Level::Warning, "schedule", run.error->with(QStringLiteral("workspace"), workspace));
    else if (run.health && run.health->nextDueAt && !run.isElsewhere)
        line.at = *run.health->nextDueAt;
    if (run.health && run.health->alarm.isRaised())
        log::write(log::Level::Warning, "schedule", errorOf(run.health->alarm, m_clock.nowMs()).with(QStringLiteral("workspace"), workspace));
}

void Schedules::note(const QString &workspace, const std::optional<BackupHealth> &health, const std::optional<Error> &error)
{
    const std::scoped_lock lock(m_mutex);
    Known &known = m_known[workspace];
    if (health)
        known = {health->alarm, std::nullopt};
    else
        known.error = error; // what was known of its backups goes on ageing
}

std::optional<Error> Schedules::alarm() const
{
    const qint64 now = m_clock.nowMs();
    const std::scoped_lock lock(m_mutex);
    for (const auto &[workspace, known] : m_known)
        if (const BackupAlarm alarm = agedTo(known.alarm, now); alarm.isRaised())
            return errorOf(alarm, now).with(QStringLiteral("workspace"), workspace);
    for (const auto &[workspace, known] : m_known)
        if (known.error && known.alarm.state != BackupAlarm::State::Good)
            return known.error->with(QStringLiteral("workspace"), workspace);
    return m_listError;
}

monitoring::BackupStanding Schedules::standing() const
{
    monitoring::BackupStanding standing;
    standing.alarm = alarm();
    const std::scoped_lock lock(m_mutex);
    standing.isKnown = !m_known.empty() || standing.alarm || m_looks > 1; // the first look has not come back yet
    QList<BackupAlarm> alarms;
    for (const auto &[workspace, known] : m_known)
        alarms.append(known.alarm);
    standing.provedAt = oldestProved(alarms);
    if (m_known.empty() && !standing.alarm)
        standing.alarm = Error(ErrorCode::BackupTooOld, {{QStringLiteral("message"), QStringLiteral("none is scheduled")}});
    return standing;
}

} // namespace plancia::wiring
