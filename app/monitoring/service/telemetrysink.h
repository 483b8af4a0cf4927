// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/session/streamreader.h"
#include "models/domain/blocking.h"
#include "models/domain/event.h"
#include "models/domain/history.h"
#include "models/domain/statements.h"
#include "models/ports/callcontext.h"

#include <QFuture>

namespace plancia::monitoring {

/// Remembers what came by a stream, together with the place it came up to, so that a restarted console goes on there.
class TelemetrySink {
public:
    virtual ~TelemetrySink() = default;
    struct Past {
        QList<Sample> samples; ///< oldest first
        QList<StreamGap> gaps;
        StreamPosition position;
    };
    /// Takes note and returns at once. `position` is where the stream stands after the news.
    virtual void append(const QString &streamId, const StreamReader::News &news, const StreamPosition &position) = 0;
    /// Finishes on another thread; use deliver(). A stream never seen has an empty past.
    virtual QFuture<Result<Past>> load(const QString &streamId, qint64 sinceMs) = 0;
    /// What is remembered of one source together with what came last, which may not be written yet. VAL_010. As load().
    virtual QFuture<Result<MetricHistory>> history(const QString &streamId, const HistoryQuery &query, const Past &last,
                                                   const CallContext &context) = 0;
    /// With those that were appended before this call and may not be written yet. VAL_008, VAL_010. As load().
    virtual QFuture<Result<EventsPage>> events(const QString &streamId, const EventsQuery &query, const CallContext &context) = 0;
    /// The same of statements and of blocked sessions. VAL_010. As load().
    virtual QFuture<Result<StatementsReport>> statements(const QString &streamId, const StatementsQuery &query, const CallContext &context) = 0;
    virtual QFuture<Result<BlockingHistory>> blocking(const QString &streamId, const BlockingQuery &query, const CallContext &context) = 0;
};

} // namespace plancia::monitoring
