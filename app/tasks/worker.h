// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/continuation.h"
#include "models/base/result.h"

#include <QFuture>
#include <QPromise>
#include <QThread>
#include <functional>
#include <memory>
#include <type_traits>

namespace plancia::tasks {

/// Finishes a promise with INTERNAL_002 when it is dropped unfulfilled: a port's future always finishes with a Result.
template <class R>
struct Pending {
    QPromise<R> promise;
    bool done = false;
    Pending() { promise.start(); }
    ~Pending()
    {
        if (!done)
            finish(R(Error(ErrorCode::InternalShutDown)));
    }
    void finish(R result)
    {
        done = true;
        promise.addResult(std::move(result));
        const std::scoped_lock lock(continuations());
        promise.finish();
    }
};

/// One named thread with an event loop, on which an engine does its blocking work, a call at a time in the order asked.
/// run() may be called from any thread. stop() (or the destructor) lets the running call end and finishes the queued
/// ones with INTERNAL_002; call it from outside the worker's own thread.
class Worker {
public:
    explicit Worker(const QString &name);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    /// `work` returns a Result<T>; the future finishes on the worker's thread.
    template <class F>
    auto run(F work) -> QFuture<std::invoke_result_t<F>>
    {
        using R = std::invoke_result_t<F>;
        auto pending = std::make_shared<Pending<R>>();
        QFuture<R> future = pending->promise.future();
        post([pending, work = std::move(work)]() mutable { pending->finish(work()); });
        return future;
    }
    /// Runs later on the worker's thread; dropped without a trace once stopped.
    void post(std::function<void()> work);
    void stop();
    QThread *thread() { return &m_thread; }
    /// An object that lives in the worker's thread: a parent for sockets and timers made there, which die with it, there.
    QObject *context() { return m_context.get(); }

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_context;
};

/// A future that waits for nobody's work: for ports that know the answer. It still finishes on `worker`'s thread.
template <class T>
QFuture<Result<T>> answer(Worker &worker, Result<T> result)
{
    return worker.run([result = std::move(result)]() { return result; });
}

} // namespace plancia::tasks
