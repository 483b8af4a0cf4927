// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/event.h"

namespace plancia::monitoring {

/// An event and the run of the agent that its offset belongs to.
struct PlacedEvent {
    Event event;
    qint64 epoch = 0; ///< of epochNumber()
};
/// How telemetry.db tells the runs of an agent apart.
qint64 epochNumber(const QString &epoch);
/// About what one takes in the store.
qint64 bytesOf(const Event &event);

/// Within a write transaction. What is there already stays as it is.
Result<bool> putEvents(sql::Connection &connection, qint64 stream, const QList<PlacedEvent> &events);
/// Removes events before `before`, and the oldest beyond `rows` and `bytes` of all streams together; `most` rows at once.
Result<bool> forgetEvents(sql::Connection &connection, qint64 before, qint64 rows, qint64 bytes, qint64 most);
/// What a page is read by: $1 stream, $2 the earliest time, $3…$5 the key that it ends before, $6 rows, $7 the trace.
QByteArray eventsStatement(bool isOfTrace);
/// One page, with `unwritten` laid over it: events that need not be written yet. VAL_008, VAL_010, INTERNAL_003.
Result<EventsPage> readEvents(sql::Connection &connection, const QString &streamId, const EventsQuery &query,
                              const QList<PlacedEvent> &unwritten, const CancelToken &cancel);
/// The same of `unwritten` alone. Pure.
Result<EventsPage> eventsOf(const EventsQuery &query, const QList<PlacedEvent> &unwritten);

} // namespace plancia::monitoring
