// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/compare/sqlitecompare.h"
#include "app/sql/connection.h"
#include "app/tasks/taskqueue.h"
#include "models/base/clock.h"
#include "models/ports/compareport.h"

#include <list>
#include <mutex>

namespace plancia::backup {

/// One side made ready for comparing: a file, or a way to a server.
struct CompareSide {
    CompareFile file;
    std::shared_ptr<const void> keeps = {}; ///< what must live as long as the file: an unpacked backup, a copy
    /// Opens a connection of its own to a server; empty for a file.
    std::function<Result<std::unique_ptr<sql::Connection>>(const CancelToken &)> connect = {};
};

/// Compares what the sides' names stand for, as tasks on a worker of its own, and keeps the last results in scratch files.
/// Calls may be made from any one thread; the destructor cancels what runs and waits for it.
class Comparisons final : public ComparePort {
public:
    /// Called on the worker; blocks. What the name stands for: errors of opening it come as they are.
    using Sides = std::function<Result<CompareSide>(const QString &name, const CancelToken &, const ProgressSink &)>;

    Comparisons(Sides sides, tasks::TaskQueue &tasks, const Clock &clock, QString scratchFolder);
    ~Comparisons() override;

    QFuture<Result<Comparison>> compare(QString left, QString right, CallContext context) override;
    QFuture<Result<Page<RowDifference>>> rows(QString comparison, QString table, Anchor anchor, int limit, CallContext context) override;
    QFuture<Result<QString>> exportTo(QString comparison, QString path, CallContext context) override;

private:
    struct Kept {
        Comparison comparison;
        std::mutex mutex; ///< of results
        std::unique_ptr<Results> results;
    };
    Result<Comparison> compareNow(const QString &left, const QString &right, const CallContext &context, const ProgressSink &progress);
    Result<std::shared_ptr<Kept>> kept(const QString &id);

    const Sides m_sides;
    tasks::TaskQueue &m_tasks;
    const Clock &m_clock;
    const QString m_scratch;
    const CancelToken m_closing;
    std::mutex m_mutex;
    std::list<std::shared_ptr<Kept>> m_kept; ///< newest first; under m_mutex
    tasks::Worker m_worker{QStringLiteral("compare")};
    tasks::Worker m_reader{QStringLiteral("compared rows")}; ///< a page of rows does not wait for a comparison that runs
};

} // namespace plancia::backup
