// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/sample.h"

#include <QByteArray>
#include <variant>

/// The stream's vocabulary, version 1. The path is /stream; each WebSocket text frame is one JSON object with a member
/// "t" that says what it is; binary frames are refused. Unknown members are ignored, unknown kinds are refused.
///
/// agent → client, once, first:
///   {"t":"hello","version":1,"agent":NAME,"epoch":UUID,"base":OFFSET,"top":OFFSET}
///   epoch: new at each start of the agent; offsets count within it, from 1, without holes.
///   base: the oldest offset that can still be had (top + 1 when there is none); top: the newest (0 when none).
/// client → agent, after hello, and again whenever it finds that something is missing:
///   {"t":"subscribe","version":1,"epoch":UUID or "","after":OFFSET}
///   asks for everything after that offset of that epoch. Another epoch than the agent's, or "": everything it has.
/// agent → client:
///   {"t":"samples","items":[ITEM, …]}  1 … 1000 items, offsets rising by one
///     ITEM: {"o":OFFSET,"at":MS,"s":SOURCE,"v":{METRIC:NUMBER, …}} and, when the span before this sample is not known,
///           "g":[{"r":"counter_reset" or "source_down","from":MS,"to":MS}]
///   {"t":"gap","from":OFFSET,"to":OFFSET}  these offsets are gone (the reader was slower than the ring)
///   {"t":"heartbeat","top":OFFSET,"at":MS}  every 5 s, also when there is nothing else to say
///
/// MS are Unix milliseconds UTC of the agent's clock, within 2000…2100. OFFSETs are below 2^53.
/// Close codes: 1001 the agent stops, 4008 too slow, 4012 not subscribed in time, 4013 too many requests, 4101 a frame
/// that is not this protocol, 4106 another version.
namespace plancia::monitoring {

inline constexpr int kProtocolVersion = 1;
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
/// One place in the stream: a sample, and what was not known of its source right before it.
struct StreamItem {
    Sample sample;
    QList<StreamGap> gaps;
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

/// STREAM_002 (fact "detail", English) for anything that is not exactly one message within the limits, STREAM_003 (facts
/// "version", "expected") for a hello or subscribe of another version. Never returns NaN, infinity or an insane time.
Result<Message> decode(const QByteArray &frame);

/// STREAM_002 when the item could not be decoded again on the other side.
Result<bool> checkItem(const StreamItem &item);

} // namespace plancia::monitoring
