// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/targetsampler.h"

#include "app/monitoring/events/sourcewatch.h"
#include "models/errors/catalogue.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace plancia::monitoring {

namespace {
constexpr qsizetype kMaxFactChars = 300;
}

TargetSampler::TargetSampler(HealthTarget target, TargetMeans means, const Clock &clock, Told told)
    : m_target(std::move(target)), m_clock(clock), m_told(std::move(told)), m_look(m_target, std::move(means), clock)
{
}

void TargetSampler::begin()
{
    const std::scoped_lock lock(m_mutex);
    m_cancel = CancelToken();
    m_last.reset();
    m_rates = {};
    m_pickedAt = 0;
}

void TargetSampler::cancel()
{
    const std::scoped_lock lock(m_mutex);
    m_cancel.cancel();
}

Result<Reading> TargetSampler::sample(qint64 nowMs)
{
    CancelToken cancel;
    {
        const std::scoped_lock lock(m_mutex);
        cancel = m_cancel;
    }
    const TargetObservation seen = m_look.look(cancel);
    if (seen.error && seen.error->code() == ErrorCode::InternalCancelled)
        return fail(ErrorCode::InternalCancelled);
    const HealthCheck now = checkOf(m_target, seen, m_last, m_clock.nowMs());
    m_told(m_target, m_last, now);
    m_last = now;
    Reading reading;
    reading.sample.at = nowMs;
    reading.sample.source = source();
    reading.sample.values = valuesOf(m_target, seen, now.state, now.at - now.since, now.at);
    if (seen.picked.isEmpty())
        return reading;
    if (!m_rates.take(seen.picked, m_clock.monotonicMs(), reading.sample.values))
        reading.gaps.append({StreamGap::Reason::CounterReset, m_pickedAt > 0 ? qMin(m_pickedAt, nowMs) : nowMs, nowMs, source()});
    m_pickedAt = nowMs;
    return reading;
}

HealthCheck checkOf(const HealthTarget &target, const TargetObservation &seen, const std::optional<HealthCheck> &before, qint64 nowMs)
{
    const TargetVerdict verdict = judge(target, seen, nowMs);
    HealthCheck check{targetSource(target.name), verdict.state, target.isCritical, verdict.error, seen.tookMs, nowMs, nowMs};
    if (before && before->state == check.state)
        check.since = std::min(before->since, nowMs);
    return check;
}

std::optional<Event> healthEvent(const HealthTarget &target, const std::optional<HealthCheck> &before, const HealthCheck &now)
{
    if (before && before->state == now.state)
        return std::nullopt;
    using State = HealthCheck::State;
    Event event;
    event.source = eventSource(now.name);
    event.at = now.at;
    event.severity = now.state == State::Ok ? EventSeverity::Info : now.state == State::Degraded ? EventSeverity::Warning : EventSeverity::Error;
    event.type = now.state == State::Ok ? QStringLiteral("health.up") : QStringLiteral("health.") + toString(now.state);
    QJsonObject details{{QStringLiteral("kind"), toString(target.kind)},
                        {QStringLiteral("address"), toldAddress(target).left(kMaxFactChars)},
                        {QStringLiteral("critical"), target.isCritical},
                        {QStringLiteral("every_s"), target.everySeconds}};
    QString why;
    if (now.error) {
        why = QStringLiteral(" (%1)").arg(errorId(now.error->code()));
        details.insert(QStringLiteral("code"), errorId(now.error->code()));
        QJsonObject facts;
        for (const Fact &fact : now.error->facts())
            facts.insert(fact.key, fact.value.left(kMaxFactChars));
        details.insert(QStringLiteral("facts"), facts);
    }
    event.details = QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact));
    const QString state = now.state == State::Ok ? QStringLiteral("up") : toString(now.state);
    event.message = QStringLiteral("%1 is %2%3").arg(target.name, state, why);
    if (before) {
        const qint64 lasted = std::max<qint64>(0, now.at - before->since);
        event.message += QStringLiteral("; it was %1 for %2").arg(before->state == State::Ok ? QStringLiteral("up") : toString(before->state), durationText(lasted));
        if (now.state == State::Ok)
            event.durationMs = static_cast<double>(lasted);
    }
    event.message += u'.';
    return event;
}

} // namespace plancia::monitoring
