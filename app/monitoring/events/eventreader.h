// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/event.h"

#include <QByteArray>

namespace plancia::monitoring {

/// How events are written that are sent to the agent.
enum class EventsKind {
    Json,  ///< one object, or an array of at most kMaxEventsAtOnce (application/json)
    Lines, ///< one object a line, at most kMaxEventLines; empty lines are skipped (application/x-ndjson)
};

inline constexpr qsizetype kMaxEventsAtOnce = 1'000;
inline constexpr qsizetype kMaxEventLines = 10'000;

/// What an event gets that does not say it itself.
struct EventDefaults {
    QString source;
    QString trace;
};

/// Reads what was sent, all of it or nothing. The fields are those of the handbook ("Events"); another is refused by its name, and
/// null is the same as absent. A time that is missing or still to come is `nowMs` (Unix ms UTC).
/// STREAM_005 with the facts source (when the faulty one names it), detail (English, with the field's name, without its value), and
/// index: the faulty one's place in the array, or its line, from 0. Pure; never throws.
Result<QList<Event>> readEvents(const QByteArray &body, EventsKind kind, qint64 nowMs, const EventDefaults &defaults = {});

/// The trace id of a traceparent header (W3C Trace Context, version 00), or an empty text for anything else and for ids of zeros.
QString traceOf(QByteArrayView traceparent);

} // namespace plancia::monitoring
