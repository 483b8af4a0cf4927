// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/events/eventintake.h"

#include "app/log/log.h"
#include "app/monitoring/events/sourcewatch.h"
#include "models/errors/catalogue.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::monitoring {

namespace {
constexpr qint64 kLogEveryMs = 60'000;

std::optional<EventsKind> kindOf(const QByteArray &contentType)
{
    const qsizetype semicolon = contentType.indexOf(';');
    const QByteArray type = (semicolon < 0 ? contentType : contentType.left(semicolon)).trimmed().toLower();
    if (type == "application/json")
        return EventsKind::Json;
    if (type == "application/x-ndjson")
        return EventsKind::Lines;
    return std::nullopt;
}

HttpAnswer problem(const Error &error)
{
    const ErrorText words = describe(error);
    QJsonObject object{{QStringLiteral("type"), QStringLiteral("urn:plancia:error:") + words.id},
                       {QStringLiteral("title"), words.title},
                       {QStringLiteral("status"), 400},
                       {QStringLiteral("detail"), words.sentence},
                       {QStringLiteral("code"), words.id}};
    if (const QString index = error.fact(u"index"); !index.isEmpty())
        object.insert(QStringLiteral("index"), index.toLongLong());
    return {400, {}, "application/problem+json", QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n'};
}
} // namespace

EventIntake::EventIntake(EventSampler::Rules sampling, Limits limits, const Clock &clock, Sink keep)
    : m_sampler(std::move(sampling)), m_limits(limits), m_clock(clock), m_keep(std::move(keep))
{
}

HttpAnswer EventIntake::refused(HttpAnswer answer)
{
    ++m_counters.refused;
    return answer;
}

HttpAnswer EventIntake::post(const HttpRequest &request, const QByteArray &body)
{
    const HttpAnswer tooMany{503, "Retry-After: 1\r\n"};
    const auto kind = kindOf(request.header("content-type"));
    if (!kind)
        return refused({415, "Accept-Post: application/json, application/x-ndjson\r\n"});
    if (!hasRoomFor(1)) // reading them would be work for nothing
        return refused(tooMany);
    auto events = readEvents(body, *kind, m_clock.nowMs(), {{}, traceOf(request.header("traceparent"))});
    if (!events)
        return refused(problem(events.error()));
    if (!hasRoomFor(events->size()))
        return refused(tooMany);
    const qsizetype taken = events->size();
    const qsizetype kept = take(std::move(*events));
    const QJsonObject answer{{QStringLiteral("taken"), taken}, {QStringLiteral("kept"), kept}};
    return {202, {}, "application/json", QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n'};
}

void EventIntake::notified(const QList<QByteArray> &payloads, const QString &source)
{
    for (const QByteArray &payload : payloads) {
        if (!hasRoomFor(1)) { // nobody sends it again: flush() says how many there were
            ++m_overflow[source];
            ++m_counters.refused;
            continue;
        }
        auto events = readEvents(payload, EventsKind::Json, m_clock.nowMs(), {source, {}});
        if (events && events->size() != 1)
            events = fail(ErrorCode::StreamEvent, {{QStringLiteral("detail"), QStringLiteral("a notification must be one object")}});
        if (events) {
            take(std::move(*events));
            continue;
        }
        ++m_counters.refused;
        ++m_unlogged;
        const qint64 now = m_clock.monotonicMs();
        if (m_loggedAt != 0 && now - m_loggedAt < kLogEveryMs)
            continue;
        m_loggedAt = now;
        log::write(log::Level::Warning, "events",
                   events.error().with(QStringLiteral("channel_of"), source).with(QStringLiteral("refused"), QString::number(std::exchange(m_unlogged, 0))));
    }
}

void EventIntake::noticed(Event event)
{
    m_counters.taken[static_cast<size_t>(event.severity)] += 1;
    if (auto one = m_sampler.take(std::move(event), m_clock.monotonicMs()))
        keep(std::move(*one));
}

void EventIntake::tell(Event event)
{
    event.at = m_clock.nowMs();
    m_counters.taken[static_cast<size_t>(event.severity)] += 1;
    keep(std::move(event));
}

bool EventIntake::hasRoomFor(qsizetype count)
{
    const qint64 now = m_clock.monotonicMs();
    if (now - m_secondBegan >= 1000) {
        m_secondBegan = now;
        m_inSecond = 0;
    }
    return m_inSecond + count <= m_limits.perSecond;
}

qsizetype EventIntake::take(QList<Event> events)
{
    const qint64 now = m_clock.monotonicMs();
    qsizetype kept = 0;
    m_inSecond += events.size();
    for (Event &event : events) {
        m_counters.taken[static_cast<size_t>(event.severity)] += 1;
        if (auto one = m_sampler.take(std::move(event), now)) {
            keep(std::move(*one));
            ++kept;
        }
    }
    return kept;
}

void EventIntake::keep(Event event)
{
    m_counters.kept[static_cast<size_t>(event.severity)] += 1;
    m_keep(std::move(event));
}

void EventIntake::flush()
{
    for (Event &left : m_sampler.flush(m_clock.monotonicMs()))
        keep(std::move(left));
    tellOverflow();
}

void EventIntake::tellOverflow()
{
    const auto overflow = std::exchange(m_overflow, {});
    for (auto lost = overflow.cbegin(); lost != overflow.cend(); ++lost) {
        Event event;
        event.severity = EventSeverity::Warning;
        event.source = eventSource(lost.key());
        event.type = QStringLiteral("events.lost");
        event.message = QStringLiteral("%1 notifications were more than the agent takes in a second, and are lost.").arg(lost.value());
        tell(std::move(event));
    }
}

void EventIntake::flushAll()
{
    for (Event &left : m_sampler.flushAll())
        keep(std::move(left));
    tellOverflow();
}

} // namespace plancia::monitoring
