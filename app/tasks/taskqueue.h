// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/worker.h"
#include "models/base/clock.h"
#include "models/ports/ports.h"

#include <QTimer>
#include <deque>
#include <mutex>

namespace plancia::tasks {

/// The list of long work: what runs, how far it is, how it ended. Lives on the creator's thread (there it signals);
/// report() may be called from any thread.
/// Keeps the last 100 finished tasks. Progress is signalled at most ten times a second a task. One that runs and has told of no
/// progress for `stallMs` is written into the log, once until it goes on: its disk or its server does not answer.
class TaskQueue : public TasksPort {
    Q_OBJECT
public:
    explicit TaskQueue(const Clock &clock, int stallMs = 30'000);

    QList<TaskInfo> tasks() const override;
    void cancel(TaskId id) override;

    /// Runs `work(ProgressSink)` on `worker` as a task. It returns a Result<T>; INTERNAL_003 counts as cancelled.
    template <class F>
    auto run(Worker &worker, QString kind, QString subject, QString workspace, CancelToken token, F work)
        -> QFuture<std::invoke_result_t<F, ProgressSink>>
    {
        const TaskId id = begin(std::move(kind), std::move(subject), std::move(workspace), token);
        return worker.run([this, ending = std::make_shared<Ending>(*this, id), id, work = std::move(work)]() mutable {
            started(id);
            auto result = work(ProgressSink([this, id](const Progress &p) { progress(id, p); }));
            ending->error = result ? std::optional<Error>() : std::optional<Error>(result.error());
            ending.reset();
            return result;
        });
    }

private:
    /// Ends the task with its work, also when that was dropped before it began.
    struct Ending {
        Ending(TaskQueue &tasks, TaskId task) : queue(tasks), id(task) {}
        ~Ending() { queue.finished(id, error); }
        Q_DISABLE_COPY(Ending)
        TaskQueue &queue;
        const TaskId id;
        std::optional<Error> error = Error(ErrorCode::InternalShutDown);
    };
    TaskId begin(QString kind, QString subject, QString workspace, const CancelToken &token);
    void started(TaskId id);
    void progress(TaskId id, const Progress &progress);
    void finished(TaskId id, const std::optional<Error> &error);
    void announce(TaskInfo info);
    void lookForStalled();

    struct Entry {
        TaskInfo info;
        CancelToken token;
        qint64 announcedAt = 0; ///< monotonic ms
        qint64 startedMono = 0;
        qint64 movedMono = 0; ///< when it began or last told of progress
        bool isStalled = false;
    };
    const Clock &m_clock;
    const int m_stallMs;
    QTimer m_watch;
    mutable std::mutex m_mutex;
    std::deque<Entry> m_entries; ///< newest last
};

} // namespace plancia::tasks
