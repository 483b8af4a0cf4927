// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tasks/taskqueue.h"

#include "app/log/log.h"

#include <algorithm>

namespace plancia::tasks {

namespace {
constexpr size_t kKept = 100;
constexpr qint64 kAnnounceEveryMs = 100;
constexpr int kLooks = 6; ///< for stalled tasks, within the time that makes one
} // namespace

TaskQueue::TaskQueue(const Clock &clock, int stallMs) : m_clock(clock), m_stallMs(stallMs)
{
    qRegisterMetaType<TaskInfo>();
    connect(&m_watch, &QTimer::timeout, this, [this] { lookForStalled(); });
    m_watch.start(stallMs / kLooks);
}

QList<TaskInfo> TaskQueue::tasks() const
{
    const std::scoped_lock lock(m_mutex);
    QList<TaskInfo> running;
    QList<TaskInfo> over;
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry)
        (entry->info.isOver() ? over : running).append(entry->info);
    return running + over;
}

void TaskQueue::cancel(TaskId id)
{
    std::optional<CancelToken> token;
    {
        const std::scoped_lock lock(m_mutex);
        for (const Entry &entry : m_entries)
            if (entry.info.id == id && !entry.info.isOver())
                token = entry.token;
    }
    if (token)
        token->cancel();
}

TaskId TaskQueue::begin(QString kind, QString subject, QString workspace, const CancelToken &token)
{
    Entry entry;
    entry.info.id = TaskId(newUuid());
    entry.info.kind = std::move(kind);
    entry.info.subject = std::move(subject);
    entry.info.workspace = std::move(workspace);
    entry.info.startedAt = m_clock.nowMs();
    entry.startedMono = m_clock.monotonicMs();
    entry.token = token;
    {
        const std::scoped_lock lock(m_mutex);
        m_entries.push_back(entry);
        for (auto it = m_entries.begin(); m_entries.size() > kKept && it != m_entries.end();)
            it = it->info.isOver() ? m_entries.erase(it) : std::next(it);
    }
    announce(entry.info);
    return entry.info.id;
}

void TaskQueue::started(TaskId id)
{
    std::optional<TaskInfo> info;
    {
        const std::scoped_lock lock(m_mutex);
        for (Entry &entry : m_entries)
            if (entry.info.id == id) {
                entry.info.state = TaskInfo::State::Running;
                entry.startedMono = m_clock.monotonicMs();
                entry.movedMono = entry.startedMono;
                info = entry.info;
            }
    }
    if (info)
        announce(*info);
}

void TaskQueue::progress(TaskId id, const Progress &progress)
{
    std::optional<TaskInfo> info;
    {
        const std::scoped_lock lock(m_mutex);
        const qint64 now = m_clock.monotonicMs();
        for (Entry &entry : m_entries) {
            if (entry.info.id != id)
                continue;
            entry.info.progress = progress;
            entry.movedMono = now;
            if (std::exchange(entry.isStalled, false))
                log::info("tasks", QStringLiteral("a task goes on"), {{QStringLiteral("kind"), entry.info.kind}, {QStringLiteral("subject"), entry.info.subject}});
            const qint64 elapsed = now - entry.startedMono;
            Progress &shown = entry.info.progress;
            if (shown.perSecond <= 0 && elapsed > 0)
                shown.perSecond = static_cast<double>(shown.done) * 1000.0 / static_cast<double>(elapsed);
            if (shown.remainingMs < 0 && shown.total > 0 && shown.perSecond > 0)
                shown.remainingMs = static_cast<qint64>(static_cast<double>(shown.total - shown.done) * 1000.0
                                                        / shown.perSecond);
            if (now - entry.announcedAt >= kAnnounceEveryMs || shown.done == shown.total) {
                entry.announcedAt = now;
                info = entry.info;
            }
        }
    }
    if (info)
        announce(*info);
}

void TaskQueue::finished(TaskId id, const std::optional<Error> &error)
{
    std::optional<TaskInfo> info;
    {
        const std::scoped_lock lock(m_mutex);
        for (Entry &entry : m_entries)
            if (entry.info.id == id) {
                entry.info.finishedAt = m_clock.nowMs();
                entry.info.error = error;
                entry.info.state = !error ? TaskInfo::State::Done
                    : error->code() == ErrorCode::InternalCancelled ? TaskInfo::State::Cancelled
                                                                    : TaskInfo::State::Failed;
                info = entry.info;
            }
    }
    if (info)
        announce(*info);
}

void TaskQueue::lookForStalled()
{
    const std::scoped_lock lock(m_mutex);
    const qint64 now = m_clock.monotonicMs();
    for (Entry &entry : m_entries) {
        if (entry.info.state != TaskInfo::State::Running || entry.isStalled || now - entry.movedMono < m_stallMs)
            continue;
        entry.isStalled = true;
        log::warning("tasks", QStringLiteral("a task makes no progress"),
                     {{QStringLiteral("kind"), entry.info.kind}, {QStringLiteral("subject"), entry.info.subject},
                      {QStringLiteral("seconds"), QString::number((now - entry.movedMono) / 1000)}});
    }
}

void TaskQueue::announce(TaskInfo info)
{
    QMetaObject::invokeMethod(
        this, [this, info = std::move(info)] { emit taskChanged(info); }, Qt::QueuedConnection);
}

} // namespace plancia::tasks
