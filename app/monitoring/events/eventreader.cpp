// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/events/eventreader.h"

#include "app/monitoring/protocol/message.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimeZone>
#include <algorithm>
#include <cmath>
#include <utility>

namespace plancia::monitoring {

namespace {
constexpr double kLongestMs = 1e12;             // 31 years
constexpr qsizetype kShownChars = 60;           ///< of a name that is refused

struct Fault {
    QString detail;
};
template <class T>
using Read = tl::expected<T, Fault>;

tl::unexpected<Fault> fault(QString detail) { return tl::unexpected<Fault>(Fault{std::move(detail)}); }
tl::unexpected<Fault> fault(const char *field, const QString &words) { return fault(QLatin1String(field) + QStringLiteral(": ") + words); }

Read<QString> text(const QJsonObject &object, const char *field)
{
    const QJsonValue value = object.value(QLatin1String(field));
    if (value.isUndefined() || value.isNull())
        return QString();
    if (!value.isString())
        return fault(field, QStringLiteral("must be text"));
    return value.toString();
}

Read<qint64> timeOf(const QJsonValue &value, qint64 nowMs)
{
    if (value.isUndefined() || value.isNull())
        return nowMs;
    double ms = 0;
    if (value.isDouble()) {
        ms = std::floor(value.toDouble());
    } else {
        static const QRegularExpression form(QStringLiteral("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:?\\d\\d)\\z"));
        const QString written = value.toString();
        const QDateTime time = form.match(written).hasMatch() ? QDateTime::fromString(written, Qt::ISODateWithMs) : QDateTime();
        if (!time.isValid())
            return fault("at", QStringLiteral("must be Unix milliseconds, or a time with its zone, as 2026-05-04T12:30:00.250Z"));
        ms = static_cast<double>(time.toMSecsSinceEpoch());
    }
    if (!(ms >= static_cast<double>(kEarliestMs) && ms < static_cast<double>(kLatestMs)))
        return fault("at", QStringLiteral("must be a time between 2000 and 2100, as a number in milliseconds"));
    return std::min(static_cast<qint64>(ms), nowMs);
}

Read<double> durationOf(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return -1;
    const double ms = value.toDouble(-1);
    if (!value.isDouble() || !(ms >= 0 && ms <= kLongestMs))
        return fault("duration_ms", QStringLiteral("must be a number of milliseconds, 0 or more"));
    return ms;
}

Read<QString> detailsOf(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return QString();
    if (!value.isObject())
        return fault("details", QStringLiteral("must be an object"));
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
}

Read<Event> eventOf(const QJsonObject &object, qint64 nowMs, const EventDefaults &defaults)
{
    static const QStringList known{QStringLiteral("at"),      QStringLiteral("details"), QStringLiteral("duration_ms"), QStringLiteral("message"), QStringLiteral("severity"),
                                   QStringLiteral("source"),  QStringLiteral("tenant"),  QStringLiteral("trace"),       QStringLiteral("type")};
    for (auto member = object.begin(); member != object.end(); ++member)
        if (!known.contains(member.key()))
            return fault(member.key().left(kShownChars) + QStringLiteral(": no such field; known are ") + known.join(QStringLiteral(", ")));
    Event event;
    for (const auto &[field, target] : {std::pair{"source", &event.source}, {"type", &event.type}, {"tenant", &event.tenant}, {"trace", &event.trace}, {"message", &event.message}}) {
        auto value = text(object, field);
        if (!value)
            return fault(value.error().detail);
        *target = std::move(*value);
    }
    if (event.source.isEmpty())
        event.source = defaults.source;
    if (event.trace.isEmpty())
        event.trace = defaults.trace;
    for (const auto &[field, target] : {std::pair{"source", &event.source}, {"type", &event.type}})
        if (target->isEmpty())
            return fault(field, QStringLiteral("must not be missing or empty"));
    const auto word = text(object, "severity");
    const auto severity = !word || word->isEmpty() ? std::optional(EventSeverity::Info) : eventSeverity(*word);
    if (!word || !severity || object.value(u"severity") == QLatin1String(""))
        return fault("severity", QStringLiteral("must be debug, info, warning, error or critical"));
    event.severity = *severity;
    const auto at = timeOf(object.value(u"at"), nowMs);
    if (!at)
        return fault(at.error().detail);
    event.at = *at;
    const auto duration = durationOf(object.value(u"duration_ms"));
    if (!duration)
        return fault(duration.error().detail);
    event.durationMs = *duration;
    auto details = detailsOf(object.value(u"details"));
    if (!details)
        return fault(details.error().detail);
    event.details = std::move(*details);
    if (const auto broken = faultOf(event))
        return fault(*broken);
    return event;
}

/// Only what can be shown: the fact goes into sentences and logs.
QString shownSource(const QJsonValue &value)
{
    QString source = value.toObject().value(u"source").toString().left(kShownChars);
    return std::ranges::all_of(source, [](QChar c) { return c.isPrint(); }) ? source : QString();
}

Error refused(const QString &detail, std::optional<qsizetype> index, const QString &source = {})
{
    Error error(ErrorCode::StreamEvent, {{QStringLiteral("detail"), detail}});
    if (!source.isEmpty())
        error = error.with(QStringLiteral("source"), source);
    return index ? error.with(QStringLiteral("index"), QString::number(*index)) : error;
}

Error noJson(const QJsonParseError &parse, std::optional<qsizetype> index)
{
    return refused(QStringLiteral("no JSON: %1 at byte %2").arg(parse.errorString()).arg(parse.offset), index);
}

std::optional<Error> append(const QJsonValue &value, qsizetype index, qint64 nowMs, const EventDefaults &defaults, QList<Event> &events)
{
    if (!value.isObject())
        return refused(QStringLiteral("an event must be an object"), index);
    auto event = eventOf(value.toObject(), nowMs, defaults);
    if (!event)
        return refused(event.error().detail, index, shownSource(value));
    events.append(std::move(*event));
    return std::nullopt;
}

Result<QList<Event>> readLines(const QByteArray &body, qint64 nowMs, const EventDefaults &defaults)
{
    QList<Event> events;
    qsizetype line = 0;
    for (qsizetype begin = 0; begin < body.size(); ++line) {
        qsizetype end = body.indexOf('\n', begin);
        if (end < 0)
            end = body.size();
        const QByteArray one = body.mid(begin, end - begin).trimmed();
        begin = end + 1;
        if (one.isEmpty())
            continue;
        if (events.size() == kMaxEventLines)
            return fail(refused(QStringLiteral("more than %1 events at once").arg(kMaxEventLines), line));
        QJsonParseError parse;
        const QJsonDocument document = QJsonDocument::fromJson(one, &parse);
        if (parse.error != QJsonParseError::NoError)
            return fail(noJson(parse, line));
        if (auto error = append(document.isObject() ? QJsonValue(document.object()) : QJsonValue(), line, nowMs, defaults, events))
            return fail(*error);
    }
    return events;
}
} // namespace

Result<QList<Event>> readEvents(const QByteArray &body, EventsKind kind, qint64 nowMs, const EventDefaults &defaults)
{
    if (kind == EventsKind::Lines)
        return readLines(body, nowMs, defaults);
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(body, &parse);
    if (parse.error != QJsonParseError::NoError)
        return fail(noJson(parse, std::nullopt));
    QList<Event> events;
    if (document.isObject()) {
        if (auto error = append(document.object(), 0, nowMs, defaults, events))
            return fail(*error);
        return events;
    }
    const QJsonArray array = document.array();
    if (array.size() > kMaxEventsAtOnce)
        return fail(refused(QStringLiteral("more than %1 events at once").arg(kMaxEventsAtOnce), std::nullopt));
    for (qsizetype i = 0; i < array.size(); ++i)
        if (auto error = append(array.at(i), i, nowMs, defaults, events))
            return fail(*error);
    return events;
}

QString traceOf(QByteArrayView traceparent)
{
    // 00-TRACE(32)-PARENT(16)-FLAGS(2), hexadecimal in lower case: https://www.w3.org/TR/trace-context/#traceparent-header
    static const QRegularExpression form(QStringLiteral("^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}\\z"));
    if (traceparent.size() != 55)
        return {};
    return form.match(QString::fromLatin1(traceparent)).captured(1);
}

} // namespace plancia::monitoring
