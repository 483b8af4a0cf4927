// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"

namespace plancia::controlplane {

/// What an act does inside its transaction: changes the store, and completes the row of the trail.
template <class T>
using AuditedChange = std::function<Result<T>(sql::Connection &, AuditEvent &)>;

/// An act and its row of the trail, in one transaction. The change runs on the write worker, perhaps more than once, and may
/// name the object better than the caller could. A refused act leaves a row too, and is answered once that is on record.
/// Gateway and recorder outlive the future.
template <class T>
QFuture<Result<T>> auditedWrite(sql::Gateway &gateway, const audit::Recorder &recorder, AuditEvent event, CallContext context,
                                AuditedChange<T> change)
{
    const sql::WriteScope scope{event.id, event.tenantId};
    auto row = std::make_shared<AuditEvent>(event);
    auto future = gateway.write<T>(context, scope, [recorder, row, event, change = std::move(change)](sql::Connection &connection) {
        *row = event;
        auto done = change(connection, *row);
        if (!done)
            return done;
        if (auto appended = recorder.append(connection, *row); !appended)
            return Result<T>(appended.error());
        return done;
    });
    return future
        .then([row, context, &gateway, &recorder](Result<T> result) -> QFuture<Result<T>> {
            if (result || result.error().code() == ErrorCode::InternalShutDown)
                return QtFuture::makeReadyFuture(result);
            // A row of its own: the id of the failed write stays free for settling its outcome.
            AuditEvent refusal = *row;
            refusal.id = AuditId(newUuid());
            auto recorded = recorder.recordFailure(gateway, refusal, result.error(), context);
            // A store that failed would keep the person waiting for nothing.
            if (!audit::Recorder::isRefusal(result.error()))
                return QtFuture::makeReadyFuture(result);
            return recorded.then([result](const Result<AuditEvent> &) { return result; });
        })
        .unwrap();
}

} // namespace plancia::controlplane
