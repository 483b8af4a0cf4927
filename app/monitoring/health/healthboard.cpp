// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/health/healthboard.h"

#include <QTimer>
#include <algorithm>

namespace plancia::monitoring {

HealthBoard::HealthBoard(Limits limits, const Clock &clock, QObject *parent) : QObject(parent), m_limits(limits), m_clock(clock) {}

HealthBoard::~HealthBoard()
{
    for (const auto &line : m_lines)
        line->cancel.cancel();
}

void HealthBoard::add(HealthProbe probe) { m_lines.push_back(std::make_unique<Line>(std::move(probe))); }

void HealthBoard::ask(Answer answer)
{
    const qint64 now = m_clock.monotonicMs();
    for (const auto &line : m_lines)
        if (line->startedAt == 0 && (line->last.at == 0 || now - line->lookedAt >= m_limits.keepMs))
            start(*line);
    m_waiters.push_back({std::move(answer), now + m_limits.answerMs});
    answerWhoCanBe();
}

/// Somebody looks, and is still within the time for it.
bool HealthBoard::isPending(const Line &line) const
{
    return line.startedAt != 0 && m_clock.monotonicMs() - line.startedAt < m_limits.answerMs;
}

void HealthBoard::start(Line &line)
{
    line.startedAt = std::max<qint64>(1, m_clock.monotonicMs());
    line.cancel = CancelToken();
    line.worker.post([this, one = &line, cancel = line.cancel] {
        auto error = one->probe.look(cancel);
        QMetaObject::invokeMethod(this, [this, one, error] { ended(*one, error); }, Qt::QueuedConnection);
    });
    QTimer::singleShot(m_limits.answerMs, Qt::PreciseTimer, this, &HealthBoard::timedOut);
}

void HealthBoard::ended(Line &line, const std::optional<Error> &error)
{
    const qint64 now = m_clock.monotonicMs();
    note(line, error ? line.probe.whenNot : HealthCheck::State::Ok, error, static_cast<double>(now - line.startedAt));
    line.startedAt = 0;
    line.lookedAt = now;
    answerWhoCanBe();
}

void HealthBoard::timedOut()
{
    const qint64 now = m_clock.monotonicMs();
    for (const auto &line : m_lines) {
        if (line->startedAt == 0 || isPending(*line))
            continue;
        line->cancel.cancel();
        note(*line, HealthCheck::State::Down, Error(ErrorCode::NetTimeout, {{QStringLiteral("seconds"), QString::number(m_limits.answerMs / 1000)}}),
             static_cast<double>(now - line->startedAt));
    }
    answerWhoCanBe();
}

void HealthBoard::note(Line &line, HealthCheck::State state, std::optional<Error> error, double tookMs)
{
    const qint64 now = m_clock.nowMs();
    const bool isSame = line.last.at != 0 && line.last.state == state;
    line.last = {line.probe.name, state, line.probe.isCritical, std::move(error), tookMs, now, isSame ? line.last.since : now};
}

void HealthBoard::answerWhoCanBe()
{
    const qint64 now = m_clock.monotonicMs();
    const bool isComplete = std::ranges::none_of(m_lines, [this](const auto &line) { return isPending(*line); });
    const auto waiting = std::ranges::partition(m_waiters, [&](const Waiter &waiter) { return isComplete || waiter.until <= now; });
    // Out of the list first: an answer may ask again.
    const std::vector<Waiter> answered(std::make_move_iterator(m_waiters.begin()), std::make_move_iterator(waiting.begin()));
    m_waiters.erase(m_waiters.begin(), waiting.begin());
    QList<HealthCheck> checks;
    for (const auto &line : m_lines)
        checks.append(line->last);
    for (const Waiter &waiter : answered)
        waiter.answer(checks);
}

} // namespace plancia::monitoring
