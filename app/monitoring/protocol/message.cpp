// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/protocol/message.h"

#include "app/monitoring/protocol/plainframe.h"
#include "app/monitoring/protocol/records.h"
#include "app/monitoring/protocol/wirevalues.h"
#include "models/domain/pageseries.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>
#include <cmath>

namespace plancia::monitoring {

namespace {
using namespace wire;

std::optional<StreamGap::Reason> itemGapReason(QStringView word)
{
    for (const auto reason : {StreamGap::Reason::CounterReset, StreamGap::Reason::SourceDown})
        if (toString(reason) == word)
            return reason;
    return std::nullopt;
}

Result<QList<StreamGap>> decodeGaps(const QJsonValue &value, const QString &source)
{
    QList<StreamGap> gaps;
    if (value.isUndefined())
        return gaps;
    const QJsonArray array = value.toArray();
    if (!value.isArray() || array.size() > kMaxItemGaps)
        return malformed(QStringLiteral("g is no list of gaps"));
    for (const QJsonValue &entry : array) {
        const QJsonObject object = entry.toObject();
        const auto reason = itemGapReason(object.value(u"r").toString());
        const auto from = time(object.value(u"from"));
        const auto to = time(object.value(u"to"));
        if (!reason || !from || !to || *from > *to)
            return malformed(QStringLiteral("a gap without reason or span"));
        gaps.append({*reason, *from, *to, source});
    }
    return gaps;
}

Result<StreamItem> decodeEvent(const QJsonObject &object, Sample head)
{
    Event event;
    const auto happened = time(object.value(u"at"));
    const auto severity = eventSeverity(object.value(u"l").toString());
    const QJsonValue count = object.value(u"n");
    const auto counted = count.isUndefined() ? std::optional<qint64>(1) : integer(count);
    const QJsonValue took = object.value(u"ms");
    if (!happened || !severity || !counted || !(took.isUndefined() || took.isDouble()) || !std::isfinite(took.toDouble()))
        return malformed(QStringLiteral("an event lacks at or l, or n or ms is no number"));
    const auto text = [&object](QStringView key) { return object.value(key).toString(); };
    event.offset = head.offset;
    event.at = *happened;
    event.severity = *severity;
    event.source = head.source;
    event.type = text(u"y");
    event.tenant = text(u"tn");
    event.trace = text(u"tr");
    event.message = text(u"m");
    const QJsonValue details = object.value(u"d");
    if (!details.isUndefined() && !details.isObject())
        return malformed(QStringLiteral("an event whose d is no object"));
    if (details.isObject())
        event.details = QString::fromUtf8(QJsonDocument(details.toObject()).toJson(QJsonDocument::Compact));
    event.durationMs = took.toDouble(-1) < 0 ? -1 : took.toDouble();
    event.count = *counted;
    if (const auto fault = faultOf(event))
        return malformed(QStringLiteral("an event: %1").arg(*fault));
    return StreamItem{std::move(head), {}, std::move(event)};
}

Result<StreamItem> decodeItem(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    const auto offset = integer(object.value(u"o"));
    const auto at = time(object.value(u"at"));
    const auto source = name(object.value(u"s"));
    const QJsonValue valuesMember = object.value(u"v");
    const QJsonValue eventMember = object.value(u"e");
    const QJsonValue statementsMember = object.value(u"q");
    const QJsonValue blockingMember = object.value(u"b");
    const int kinds = valuesMember.isObject() + eventMember.isObject() + statementsMember.isObject() + blockingMember.isObject();
    if (!offset || *offset < 1 || !at || !source || source->isEmpty() || kinds != 1)
        return malformed(QStringLiteral("an item lacks o, at or s, or has not one of v, e, q and b"));
    if (eventMember.isObject())
        return decodeEvent(eventMember.toObject(), {*offset, *at, *source, {}});
    if (statementsMember.isObject()) {
        auto look = statementsFromWire(statementsMember.toObject(), *offset, *at, *source);
        return look ? Result<StreamItem>(StreamItem{{*offset, *at, *source, {}}, {}, {}, std::move(*look)}) : fail(look.error());
    }
    if (blockingMember.isObject()) {
        auto moment = blockingFromWire(blockingMember.toObject(), *offset, *at, *source);
        return moment ? Result<StreamItem>(StreamItem{{*offset, *at, *source, {}}, {}, {}, {}, std::move(*moment)}) : fail(moment.error());
    }
    const QJsonObject values = valuesMember.toObject();
    if (values.size() > kMaxValues)
        return malformed(QStringLiteral("more than %1 values in a sample").arg(kMaxValues));

    StreamItem item{{*offset, *at, *source, {}}, {}};
    item.sample.values.reserve(values.size());
    for (auto it = values.begin(); it != values.end(); ++it) {
        const double number = it.value().toDouble();
        if (!it.value().isDouble() || !std::isfinite(number) || it.key().isEmpty() || it.key().size() > kMaxNameChars)
            return malformed(QStringLiteral("a value that is no number, or an overlong name"));
        item.sample.values.insert(it.key(), number);
    }
    auto gaps = decodeGaps(object.value(u"g"), *source);
    if (!gaps)
        return fail(gaps.error());
    item.gaps = std::move(*gaps);
    return item;
}

Result<Message> decodeSamples(const QJsonObject &object)
{
    const QJsonArray array = object.value(u"items").toArray();
    if (array.isEmpty() || array.size() > kMaxItems)
        return malformed(QStringLiteral("items must be a list of 1 to %1").arg(kMaxItems));
    Samples samples;
    samples.items.reserve(array.size());
    for (const QJsonValue &value : array) {
        auto item = decodeItem(value);
        if (!item)
            return fail(item.error());
        if (!samples.items.isEmpty() && item->sample.offset != samples.items.last().sample.offset + 1)
            return malformed(QStringLiteral("offsets do not rise by one"));
        samples.items.append(std::move(*item));
    }
    return Message(std::move(samples));
}

std::optional<Error> wrongVersion(const QJsonObject &object)
{
    const auto version = integer(object.value(u"version"));
    if (version == kProtocolVersion)
        return std::nullopt;
    return Error(ErrorCode::StreamVersion,
                 {{QStringLiteral("version"), version ? QString::number(*version) : QStringLiteral("?")},
                  {QStringLiteral("expected"), QString::number(kProtocolVersion)}});
}

Result<Message> decodeHello(const QJsonObject &object)
{
    if (const auto error = wrongVersion(object))
        return fail(*error);
    const auto agent = name(object.value(u"agent"));
    const auto epoch = name(object.value(u"epoch"));
    const auto base = integer(object.value(u"base"));
    const auto top = integer(object.value(u"top"));
    if (!agent || !epoch || epoch->isEmpty() || !base || !top || *base < 1 || *base > *top + 1)
        return malformed(QStringLiteral("hello lacks agent, epoch, base or top"));
    return Message(Hello{*agent, *epoch, *base, *top});
}

Result<Message> decodeSubscribe(const QJsonObject &object)
{
    if (const auto error = wrongVersion(object))
        return fail(*error);
    const auto epoch = name(object.value(u"epoch"));
    const auto after = integer(object.value(u"after"));
    if (!epoch || !after)
        return malformed(QStringLiteral("subscribe lacks epoch or after"));
    return Message(Subscribe{*epoch, *after});
}

QJsonObject eventObject(const Event &event)
{
    QJsonObject object{{QStringLiteral("at"), event.at},
                       {QStringLiteral("l"), toString(event.severity)},
                       {QStringLiteral("y"), event.type},
                       {QStringLiteral("m"), event.message}};
    if (!event.tenant.isEmpty())
        object.insert(QStringLiteral("tn"), event.tenant);
    if (!event.trace.isEmpty())
        object.insert(QStringLiteral("tr"), event.trace);
    if (event.durationMs >= 0)
        object.insert(QStringLiteral("ms"), event.durationMs);
    if (event.count != 1)
        object.insert(QStringLiteral("n"), event.count);
    if (!event.details.isEmpty())
        object.insert(QStringLiteral("d"), QJsonDocument::fromJson(event.details.toUtf8()).object());
    return object;
}

QJsonObject itemObject(const StreamItem &item)
{
    const auto withHead = [&item](const QString &key, const QJsonObject &member) {
        return QJsonObject{{QStringLiteral("o"), item.sample.offset},
                           {QStringLiteral("at"), item.sample.at},
                           {QStringLiteral("s"), item.sample.source},
                           {key, member}};
    };
    if (item.event)
        return withHead(QStringLiteral("e"), eventObject(*item.event));
    if (item.statements)
        return withHead(QStringLiteral("q"), toWire(*item.statements));
    if (item.blocking)
        return withHead(QStringLiteral("b"), toWire(*item.blocking));
    QJsonObject values;
    for (auto it = item.sample.values.begin(); it != item.sample.values.end(); ++it)
        values.insert(it.key(), it.value());
    QJsonObject object = withHead(QStringLiteral("v"), values);
    if (!item.gaps.isEmpty()) {
        QJsonArray gaps;
        for (const StreamGap &gap : item.gaps)
            gaps.append(QJsonObject{{QStringLiteral("r"), toString(gap.reason)},
                                    {QStringLiteral("from"), gap.from},
                                    {QStringLiteral("to"), gap.to}});
        object.insert(QStringLiteral("g"), gaps);
    }
    return object;
}

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

template <class... Ts>
struct Visitor : Ts... {
    using Ts::operator()...;
};
template <class... Ts>
Visitor(Ts...) -> Visitor<Ts...>;
} // namespace

QByteArray encodeItem(const StreamItem &item) { return compact(itemObject(item)); }

QByteArray samplesFrame(const QList<QByteArray> &encodedItems)
{
    return R"({"t":"samples","items":[)" + encodedItems.join(',') + "]}";
}

QByteArray webSocketFrame(const QByteArray &message)
{
    const auto bigEndian = [](auto size) {
        size = qToBigEndian(size);
        return QByteArray(reinterpret_cast<const char *>(&size), sizeof size);
    };
    const auto size = static_cast<quint64>(message.size());
    QByteArray frame;
    frame.reserve(message.size() + 10);
    frame += '\x81'; // the last frame of a text
    if (size < 126)
        frame += static_cast<char>(size);
    else if (size <= 0xffff)
        frame += '\x7e' + bigEndian(static_cast<quint16>(size));
    else
        frame += '\x7f' + bigEndian(size);
    return frame += message;
}

QByteArray encode(const Message &message)
{
    return std::visit(
        Visitor{[](const Hello &m) {
                    return compact({{QStringLiteral("t"), QStringLiteral("hello")},
                                    {QStringLiteral("version"), kProtocolVersion},
                                    {QStringLiteral("agent"), m.agent},
                                    {QStringLiteral("epoch"), m.epoch},
                                    {QStringLiteral("base"), m.base},
                                    {QStringLiteral("top"), m.top}});
                },
                [](const Subscribe &m) {
                    return compact({{QStringLiteral("t"), QStringLiteral("subscribe")},
                                    {QStringLiteral("version"), kProtocolVersion},
                                    {QStringLiteral("epoch"), m.epoch},
                                    {QStringLiteral("after"), m.after}});
                },
                [](const Samples &m) {
                    QList<QByteArray> items;
                    for (const StreamItem &item : m.items)
                        items.append(encodeItem(item));
                    return samplesFrame(items);
                },
                [](const Lost &m) {
                    return compact({{QStringLiteral("t"), QStringLiteral("gap")},
                                    {QStringLiteral("from"), m.from},
                                    {QStringLiteral("to"), m.to}});
                },
                [](const Heartbeat &m) {
                    return compact({{QStringLiteral("t"), QStringLiteral("heartbeat")},
                                    {QStringLiteral("top"), m.top},
                                    {QStringLiteral("at"), m.at}});
                }},
        message);
}

Result<Message> decode(const QByteArray &frame)
{
    if (frame.size() > kMaxFrameBytes)
        return malformed(QStringLiteral("a frame of %1 bytes").arg(frame.size()));
    if (auto samples = plainSamples(frame, decodeItem))
        return Message(std::move(*samples));
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(frame, &parse);
    if (parse.error != QJsonParseError::NoError || !document.isObject())
        return malformed(QStringLiteral("not a JSON object: %1").arg(parse.errorString()));
    const QJsonObject object = document.object();
    const QString kind = object.value(u"t").toString();

    if (kind == u"samples")
        return decodeSamples(object);
    if (kind == u"hello")
        return decodeHello(object);
    if (kind == u"subscribe")
        return decodeSubscribe(object);
    if (kind == u"heartbeat") {
        const auto top = integer(object.value(u"top"));
        const auto at = time(object.value(u"at"));
        if (!top || !at)
            return malformed(QStringLiteral("heartbeat lacks top or at"));
        return Message(Heartbeat{*top, *at});
    }
    if (kind == u"gap") {
        const auto from = integer(object.value(u"from"));
        const auto to = integer(object.value(u"to"));
        if (!from || !to || *from < 1 || *from > *to)
            return malformed(QStringLiteral("gap lacks from or to"));
        return Message(Lost{*from, *to});
    }
    return malformed(QStringLiteral("unknown kind of message"));
}

static_assert(SeriesSelector::kMaxChars + qsizetype(sizeof "target.value." - 1) <= kMaxNameChars, "a sample with a longer name is refused whole");

Result<bool> checkItem(const StreamItem &item)
{
    const Sample &sample = item.sample;
    bool good = isTime(sample.at) && !sample.source.isEmpty() && sample.source.size() <= kMaxNameChars
        && sample.values.size() <= kMaxValues && item.gaps.size() <= kMaxItemGaps;
    for (auto it = sample.values.begin(); it != sample.values.end(); ++it)
        good = good && std::isfinite(it.value()) && !it.key().isEmpty() && it.key().size() <= kMaxNameChars;
    for (const StreamGap &gap : item.gaps)
        good = good && isTime(gap.from) && isTime(gap.to) && gap.from <= gap.to;
    if (!item.isSample())
        good = good && sample.values.isEmpty() && item.gaps.isEmpty() && item.event.has_value() + item.statements.has_value() + item.blocking.has_value() == 1;
    if (item.event)
        good = good && isTime(item.event->at) && std::isfinite(item.event->durationMs) && item.event->source == sample.source && !faultOf(*item.event);
    if (item.statements)
        good = good && item.statements->source == sample.source && item.statements->at == sample.at && !faultOf(*item.statements);
    if (item.blocking)
        good = good && item.blocking->source == sample.source && item.blocking->at == sample.at && !faultOf(*item.blocking);
    if (!good)
        return malformed(QStringLiteral("an item of %1 beyond the limits").arg(sample.source.left(kMaxNameChars)));
    return true;
}

} // namespace plancia::monitoring
