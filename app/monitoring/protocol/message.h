// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/blocking.h"
#include "models/domain/event.h"
#include "models/domain/sample.h"
#include "models/domain/statements.h"

#include <QByteArray>
#include <variant>

/// The stream's vocabulary, version 3. The path is /stream; each WebSocket text frame is one JSON object with a member
/// "t" that says what it is; binary frames are refused. Unknown members are ignored, unknown kinds are refused.
///
/// agent → client, once, first:
///   {"t":"hello","version":3,"agent":NAME,"epoch":UUID,"base":OFFSET,"top":OFFSET}
///   epoch: new at each start of the agent; offsets count within it, from 1, without holes.
///   base: the oldest offset that can still be had (top + 1 when there is none); top: the newest (0 when none).
/// client → agent, after hello, and again whenever it finds that something is missing:
///   {"t":"subscribe","version":3,"epoch":UUID or "","after":OFFSET}
///   asks for everything after that offset of that epoch. Another epoch than the agent's, or "": everything it has.
/// agent → client:
///   {"t":"samples","items":[ITEM, …]}  1 … 1000 items, offsets rising by one
///     ITEM: {"o":OFFSET,"at":MS,"s":SOURCE,"v":{METRIC:NUMBER, …}} and, when the span before this sample is not known,
///           "g":[{"r":"counter_reset" or "source_down","from":MS,"to":MS}]
///           or an event: {"o":OFFSET,"at":MS,"s":SOURCE,"e":{"at":MS,"l":SEVERITY,"y":TYPE,"m":MESSAGE}}, where "at" of the event
///           is when it happened and that of the item when the agent took it; what is known besides: "tn":TENANT, "tr":TRACE,
///           "ms":DURATION, "n":COUNT (1 when absent), "d":{…}. The limits are those of models/domain/event.h.
///           or what the statements of a server did: {"o":OFFSET,"at":MS,"s":SOURCE,"q":{"from":MS,"rows":[ROW, …]}} with the time of
///           the look before, and the rows that took the longest, the longest first; and, when there were more, "n": how many, "f":
///           FIGURES of them together; and "x": how many entries the server dropped meanwhile.
///           ROW: {"f":FIGURES} and what is known of "i":ID (a whole number of 64 bits, as text), "u":USER, "d":DATABASE, "x":TEXT;
///           "in":true when it ran within a function, "cut":true when the text is longer. None twice.
///           FIGURES: [calls, rows, ms of execution, ms of planning, blocks found, read and written, temporary blocks, ms of disk, bytes
///           of log], none below 0; those at the end that are 0 may be left out.
///           or who waited for whom: {"o":OFFSET,"at":MS,"s":SOURCE,"b":{"sessions":[SESSION, …]}} and "left": how many more there were.
///           SESSION: {"p":PID,"l":STATE} and what is known of "at": ms when it began, "k":KIND, "d":DATABASE, "u":USER,
///           "a":APPLICATION, "c":CLIENT, "wk" and "wf": what it waits for, "sa", "qa", "ta", "wa": ms since when it is in that state,
///           runs the query, is in the transaction, waits for the lock, "q":QUERY, "cut":true, "b":[PID, …] those it waits for,
///           "lm":MODE, "lo": what the lock is on, "own":true. These MS are of the server's clock and may be any that are not negative.
///           The limits are those of models/domain/statements.h and blocking.h, and of protocol/records.h.
///   {"t":"gap","from":OFFSET,"to":OFFSET}  these offsets are gone (the reader was slower than the ring)
///   {"t":"heartbeat","top":OFFSET,"at":MS}  every 5 s, also when there is nothing else to say
///
/// MS are Unix milliseconds UTC of the agent's clock, within 2000…2100. OFFSETs are below 2^53.
/// Close codes: 1001 the agent stops, 4008 too slow, 4012 not subscribed in time, 4013 too many requests, 4101 a frame
/// that is not this protocol, 4106 another version.
namespace plancia::monitoring {

inline constexpr int kProtocolVersion = 3; // 1 had no events, 2 no statements and no blocked sessions
inline constexpr qint64 kEarliestMs = 946'684'800'000;  ///< 2000-01-01; included
inline constexpr qint64 kLatestMs = 4'102'444'800'000;   ///< 2100-01-01; not included
inline constexpr qsizetype kMaxFrameBytes = 1 << 20;
inline constexpr qsizetype kMaxItems = 1000;
inline constexpr qsizetype kMaxValues = 200;
inline constexpr qsizetype kMaxNameChars = 100;
inline constexpr qsizetype kMaxItemGaps = 16;

enum CloseCode { CloseSlow = 4008, CloseNotSubscribed = 4012, CloseFlood = 4013, CloseProtocol = 4101, CloseVersion = 4106 };

struct Hello {
    QString agent;
    QString epoch;
    qint64 base = 1;
    qint64 top = 0;
    bool operator==(const Hello &) const = default;
};
struct Subscribe {
    QString epoch;
    qint64 after = 0;
    bool operator==(const Subscribe &) const = default;
};
/// One place in the stream: a sample, and what was not known of its source right before it; or one of the others.
struct StreamItem {
    Sample sample; ///< of another kind: the item's offset and source, when the agent took it, and no values
    QList<StreamGap> gaps;
    std::optional<Event> event = {};
    std::optional<StatementsLook> statements = {};
    std::optional<BlockingMoment> blocking = {};
    bool isSample() const { return !event && !statements && !blocking; }
    bool operator==(const StreamItem &) const = default;
};
struct Samples {
    QList<StreamItem> items;
    bool operator==(const Samples &) const = default;
};
struct Lost {
    qint64 from = 0;
    qint64 to = 0;
    bool operator==(const Lost &) const = default;
};
struct Heartbeat {
    qint64 top = 0;
    qint64 at = 0;
    bool operator==(const Heartbeat &) const = default;
};
using Message = std::variant<Hello, Subscribe, Samples, Lost, Heartbeat>;

/// Compact JSON. Samples must keep the limits: check each item with checkItem() before.
QByteArray encode(const Message &message);
/// One item of a samples frame, and a frame made of items that were encoded before. The parts of one frame must stay
/// below kMaxItems and kMaxFrameBytes.
QByteArray encodeItem(const StreamItem &item);
QByteArray samplesFrame(const QList<QByteArray> &encodedItems);
/// The message as it goes over the wire from a server: one whole, unmasked WebSocket text frame (RFC 6455 §5.2).
QByteArray webSocketFrame(const QByteArray &message);

/// STREAM_002 (fact "detail", English) for anything that is not exactly one message within the limits, STREAM_003 (facts
/// "version", "expected") for a hello or subscribe of another version. Never returns NaN, infinity or an insane time.
Result<Message> decode(const QByteArray &frame);

/// STREAM_002 when the item could not be decoded again on the other side.
Result<bool> checkItem(const StreamItem &item);

} // namespace plancia::monitoring
