// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audit/recorder.h"

namespace plancia::controlplane {

/// What an act does inside its transaction: changes the store, and completes the row of the trail.
template <class T>
using AuditedChange = std::function<Result<T>(sql::Connection &, AuditEvent &)>;

/// The same for several acts that take place together or not at all: the rows of the others are added to `more`, whole.
template <class T>
using AuditedChanges = std::function<Result<T>(sql::Connection &, AuditEvent &, QList<AuditEvent> &more)>;

/// What is done when the row of the trail stands already: of what cannot be taken back nothing goes before that.
template <class T>
using AfterTrail = std::function<Result<bool>(sql::Connection &, const T &)>;

/// Locks the rows of "table WHERE …" until the transaction ends, on PostgreSQL: SQLite has one writer. What is deleted after the row of
/// the trail stands is locked before it: everybody takes their rows first, and the numbers of the trail last.
inline Result<bool> lockRows(sql::Connection &connection, const QByteArray &rows, const QList<sql::Value> &values)
{
    if (connection.dialect() != sql::Dialect::Postgres)
        return true;
    auto locked = connection.query("SELECT 1 FROM " + rows + " FOR UPDATE", values);
    return locked ? Result<bool>(true) : Result<bool>(locked.error());
}

/// Acts and their rows of the trail, in one transaction. The change runs on the write worker, perhaps more than once, and may
/// name the object better than the caller could. What is refused leaves a row too, that of `event`, and is answered once that
/// is on record. Gateway and recorder outlive the future.
template <class T>
QFuture<Result<T>> auditedWriteOfMany(sql::Gateway &gateway, const audit::Recorder &recorder, AuditEvent event, CallContext context,
                                      AuditedChanges<T> change, AfterTrail<T> afterTrail = {})
{
    const sql::WriteScope scope{event.id, event.tenantId};
    auto row = std::make_shared<AuditEvent>(event);
    auto future = gateway.write<T>(context, scope, [recorder, row, event, change = std::move(change), afterTrail = std::move(afterTrail)](sql::Connection &connection) {
        *row = event;
        QList<AuditEvent> more;
        auto done = change(connection, *row, more);
        if (!done)
            return done;
        if (auto appended = recorder.append(connection, *row, more); !appended)
            return Result<T>(appended.error());
        if (afterTrail)
            if (auto last = afterTrail(connection, *done); !last)
                return Result<T>(last.error());
        return done;
    });
    return continuedByFuture(future, [row, context, &gateway, &recorder](Result<T> result) -> QFuture<Result<T>> {
        if (result || result.error().code() == ErrorCode::InternalShutDown)
            return QtFuture::makeReadyFuture(result);
        // A row of its own: the id of the failed write stays free for settling its outcome.
        AuditEvent refusal = *row;
        refusal.id = AuditId(newUuid());
        auto recorded = recorder.recordFailure(gateway, refusal, result.error(), context);
        // A store that failed would keep the person waiting for nothing.
        if (!audit::Recorder::isRefusal(result.error()))
            return QtFuture::makeReadyFuture(result);
        return continued(recorded, [result](const Result<AuditEvent> &) { return result; });
    });
}

/// One act and its row.
template <class T>
QFuture<Result<T>> auditedWrite(sql::Gateway &gateway, const audit::Recorder &recorder, AuditEvent event, CallContext context,
                                AuditedChange<T> change, AfterTrail<T> afterTrail = {})
{
    return auditedWriteOfMany<T>(gateway, recorder, std::move(event), std::move(context),
                                 [change = std::move(change)](sql::Connection &connection, AuditEvent &row, QList<AuditEvent> &) { return change(connection, row); },
                                 std::move(afterTrail));
}

} // namespace plancia::controlplane
