// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"
#include "app/move/moveend.h"
#include "app/tasks/taskqueue.h"
#include "models/ports/moveport.h"

namespace plancia::move {

/// The port, as tasks on a worker of its own. Calls may be made from any one thread; the destructor cancels what runs and
/// waits for it.
class Moves final : public MovePort {
public:
    enum class Use {
        Source, ///< a store or schema that is there
        Target, ///< a schema that is there, or the path of a new file
    };
    struct Parts {
        /// Called on the worker; blocks. What a name stands for: errors of opening it come as they are.
        std::function<Result<MoveEnd>(const QString &name, Use use, const CallContext &)> end;
        /// Told after a store was closed or opened, so that its workspace says so.
        std::function<void(const MoveEnd &, const std::optional<MoveMark> &)> marked;
        QString holder; ///< our name in a writer lock
    };
    Moves(Parts parts, const audit::Recorder &recorder, tasks::TaskQueue &tasks);
    ~Moves() override;

    QFuture<Result<MovePlan>> plan(QString from, QString to, CallContext context) override;
    QFuture<Result<MoveReport>> move(QString from, QString to, QString reason, CallContext context) override;
    QFuture<Result<MoveOutcome>> settle(QString workspace, CallContext context) override;
    QFuture<Result<MoveMark>> release(QString workspace, QString reason, bool unsettled, CallContext context) override;

private:
    struct Ends {
        MoveEnd from, to;
    };
    Result<Ends> ends(const QString &from, const QString &to, const CallContext &context) const;
    Result<MoveReport> moveNow(const QString &from, const QString &to, const QString &reason, const CallContext &context, const ProgressSink &progress);
    Result<MoveOutcome> settleNow(const MoveEnd &source, const CallContext &context);
    Result<MoveMark> releaseNow(const QString &workspace, const QString &reason, bool unsettled, const CallContext &context);
    void tell(const MoveEnd &source);

    const Parts m_parts;
    const audit::Recorder &m_recorder;
    tasks::TaskQueue &m_tasks;
    const CancelToken m_closing;
    tasks::Worker m_worker{QStringLiteral("moves")};
};

} // namespace plancia::move
