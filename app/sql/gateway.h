// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "app/tasks/worker.h"
#include "models/ports/callcontext.h"

#include <functional>
#include <optional>

namespace plancia::sql {

/// What a write says of itself before it runs.
struct WriteScope {
    AuditId auditId; ///< the row in audit_log that proves this write; looked for when the answer to COMMIT is lost
    TenantId tenant;
};

/// The way of the engines to a store: reads run on one worker thread with its own connection, writes on another, each in
/// a transaction. Thread-safe. Implemented by store::LocalStore and postgres::RemoteStore.
class Gateway {
public:
    virtual ~Gateway() = default;
    virtual Dialect dialect() const = 0;

    /// `work` gets a connection with a read transaction open.
    template <class T>
    QFuture<Result<T>> read(CallContext context, std::function<Result<T>(Connection &)> work)
    {
        auto pending = std::make_shared<tasks::Pending<Result<T>>>();
        auto future = pending->promise.future();
        readWorker().post([this, pending, context = std::move(context), work = std::move(work)] {
            std::optional<Result<T>> result;
            auto ran = runRead(context, [&](Connection &connection) -> Result<bool> {
                result.emplace(work(connection));
                return result->has_value() ? Result<bool>(true) : Result<bool>(result->error());
            });
            pending->finish(ran ? std::move(*result) : Result<T>(ran.error()));
            endRead();
        });
        return future;
    }

    /// `work` gets a connection with a write transaction open (and the store's writer lock held); committed when it
    /// returns a value, rolled back when it returns an error. It may run again after a serialisation failure.
    /// A lost COMMIT is settled by looking for scope.auditId: done, DB_014 (not done), or DB_005 (unknown).
    template <class T>
    QFuture<Result<T>> write(CallContext context, WriteScope scope, std::function<Result<T>(Connection &)> work)
    {
        return writeWorker().run(
            [this, context = std::move(context), scope, work = std::move(work)]() -> Result<T> {
                std::optional<Result<T>> result;
                auto ran = runWrite(context, scope, [&](Connection &connection) -> Result<bool> {
                    result.emplace(work(connection));
                    return result->has_value() ? Result<bool>(true) : Result<bool>(result->error());
                });
                return ran ? std::move(*result) : Result<T>(ran.error());
            });
    }

    using Work = std::function<Result<bool>(Connection &)>;
    virtual tasks::Worker &readWorker() = 0;
    virtual tasks::Worker &writeWorker() = 0;
    /// On the read worker: opens or reconnects when needed, begins, works.
    virtual Result<bool> runRead(const CallContext &context, const Work &work) = 0;
    /// Then, after the answer was handed over: it need not wait a round trip more. Here what runRead() began has ended at last.
    virtual void endRead() {}
    /// On the write worker.
    virtual Result<bool> runWrite(const CallContext &context, const WriteScope &scope, const Work &work) = 0;
};

} // namespace plancia::sql
