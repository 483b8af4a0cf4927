// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/postgressampler.h"

#include "app/log/log.h"
#include "app/monitoring/events/sourcewatch.h"
#include "app/monitoring/sampler/timedlook.h"
#include "models/base/backoff.h"

#include <QElapsedTimer>

#include <algorithm>

namespace plancia::monitoring {

namespace {
constexpr int kFactsTimeoutMs = 2000;
constexpr qint64 kFactsEveryMs = 600'000;
constexpr BackoffPolicy kRefusedPolicy{2000, 60'000};
/// A look that comes a little early, because the one before was a little late, does not wait for the next second.
constexpr qint64 kEarlyMs = 300;
constexpr int kFailuresUntilRare = 3;
constexpr int kTurnsUntilPace = 3;
const QString kAgentTime = QStringLiteral("pg.agent_ms");
constexpr qint64 kRarestMs = 600'000;

/// Whether trying again each second is right: the server is away and costs nothing to ask.
bool isAway(ErrorCode code)
{
    return code == ErrorCode::DbUnreachable || code == ErrorCode::DbConnectionLost || code == ErrorCode::DbStartingUp
        || code == ErrorCode::DbTimeout;
}

Error noRow(const char *table) { return Error(ErrorCode::RepoUnexpectedRow, {{QStringLiteral("table"), QString::fromLatin1(table)}}); }
} // namespace

PostgresSampler::PostgresSampler(QString name, Maker maker, const Clock &clock, Sleep sleep, std::optional<ActsWatch::Missing> acts)
    : m_source(QStringLiteral("pg:") + name), m_maker(std::move(maker)), m_clock(clock), m_sleep(sleep)
{
    if (acts)
        m_acts.emplace(m_source, *acts);
}

PostgresSampler::~PostgresSampler() = default;

void PostgresSampler::begin()
{
    const std::scoped_lock lock(m_mutex);
    m_cancel = CancelToken();
}

void PostgresSampler::end()
{
    m_connection.reset();
    m_groups.clear();
    m_statements = {};
    m_statementsPace.dueAt = 0;
    m_events.clear();
    m_blocking = {};
    if (m_acts)
        m_acts->forget();
    m_facts = {};
    m_sampledAt = 0;
    m_isAsleep = true;
    m_connectMs.reset();
}

CancelToken PostgresSampler::token()
{
    const std::scoped_lock lock(m_mutex);
    return m_cancel;
}

void PostgresSampler::cancel() { token().cancel(); }

Result<bool> PostgresSampler::connect()
{
    if (m_connection)
        return true;
    if (m_refused && m_clock.monotonicMs() < m_retryAt)
        return fail(*m_refused);
    QElapsedTimer timer;
    timer.start();
    const CancelToken cancel = token();
    auto made = m_maker(cancel);
    if (!made && made.error().code() == ErrorCode::InternalCancelled)
        return fail(made.error());
    if (!made) {
        m_refused = isAway(made.error().code()) ? std::nullopt : std::optional(made.error());
        m_retryAt = m_clock.monotonicMs() + backoffMs(kRefusedPolicy, m_refusals++, 1.0);
        return fail(made.error());
    }
    m_refused.reset();
    m_refusals = 0;
    m_connection = std::move(*made);
    m_connectMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    m_factsDueAt = 0;
    m_connection->setCancelToken(cancel);
    return true;
}

Result<bool> PostgresSampler::readFacts()
{
    const qint64 now = m_clock.monotonicMs();
    if (m_factsDueAt > now)
        return true;
    auto look = TimedLook::begin(*m_connection, kFactsTimeoutMs);
    if (!look)
        return fail(look.error());
    auto rows = look->query(postgresFactsQuery());
    if (!rows)
        return fail(rows.error());
    if (auto ended = look->commit(); !ended)
        return fail(ended.error());
    if (rows->isEmpty())
        return fail(noRow("pg_extension"));
    m_factsDueAt = now + kFactsEveryMs;
    const PostgresFacts facts = postgresFacts((*rows)[0]);
    if (facts == m_facts && !m_groups.empty())
        return true;
    // Other columns: nothing that was seen before may be compared with them.
    m_facts = facts;
    m_hasDueAt = 0;
    m_statements = {};
    m_statementsPace.dueAt = 0;
    m_groups.clear();
    for (PostgresGroup &group : postgresQueries(facts)) {
        Pace pace{group.name, group.every * 1000};
        pace.budgetMs = std::min(pace.budgetMs, group.timeoutMs / 2);
        Group made{std::move(group), {}, pace};
        made.seen.resize(static_cast<size_t>(made.asked.statements.size()));
        m_groups.push_back(std::move(made));
    }
    return true;
}

Result<PostgresSampler::Answer> PostgresSampler::look(Group &group)
{
    auto look = TimedLook::begin(*m_connection, group.asked.timeoutMs);
    if (!look)
        return fail(look.error());
    std::vector<std::pair<sql::Rows, qint64>> all;
    for (const PostgresStatement &statement : group.asked.statements) {
        auto rows = look->query(statement.text);
        if (!rows)
            return fail(rows.error());
        if (rows->isEmpty())
            return fail(noRow(group.asked.name));
        all.emplace_back(std::move(*rows), m_clock.monotonicMs());
    }
    if (auto ended = look->commit(); !ended)
        return fail(ended.error());

    // Only now: what a failed group has seen would be the beginning of no rate.
    Answer answer;
    for (size_t i = 0; i < all.size(); ++i) {
        const PostgresStatement &statement = group.asked.statements[static_cast<qsizetype>(i)];
        const sql::Row row = all[i].first[0];
        if (!takeRow(statement, row, all[i].second, group.seen[i], answer.values))
            answer.isWhole = false;
        for (int column = 0; column < statement.columns.size(); ++column)
            if (statement.columns[column].kind == PostgresColumn::Kind::Standby)
                answer.isStandby = row.integer(column) != 0;
    }
    return answer;
}

void PostgresSampler::lookMoreRarely(Pace &pace, const Error &error)
{
    if (++pace.failures < kFailuresUntilRare)
        return;
    const int doublings = std::min(pace.failures - kFailuresUntilRare + 1, 10);
    pace.dueAt = m_clock.monotonicMs() + std::min(pace.periodMs() << doublings, kRarestMs);
    if (pace.failures == kFailuresUntilRare)
        log::write(log::Level::Warning, "sampler",
                   Error(error).with(QStringLiteral("source"), m_source).with(QStringLiteral("group"), QString::fromLatin1(pace.name)));
}

bool PostgresSampler::isDue(const Pace &pace, qint64 now) const { return m_connection && now + kEarlyMs >= pace.dueAt; }

template <class Look>
auto PostgresSampler::timed(Pace &pace, Look look)
{
    QElapsedTimer timer;
    timer.start();
    auto answer = look();
    const double tookMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    m_spentMs += tookMs;
    weigh(pace, tookMs);
    return answer;
}

/// Whether what it takes is within its budget, and what follows from that.
void PostgresSampler::weigh(Pace &pace, double tookMs)
{
    const bool isOver = tookMs > pace.budgetMs;
    pace.turns = isOver == pace.isThrottled ? 0 : pace.turns + 1;
    if (pace.turns < kTurnsUntilPace)
        return;
    pace.turns = 0;
    pace.isThrottled = isOver;
    Event event;
    event.source = eventSource(m_source);
    event.type = isOver ? QStringLiteral("sampler.throttled") : QStringLiteral("sampler.restored");
    event.severity = isOver ? EventSeverity::Warning : EventSeverity::Info;
    event.durationMs = tookMs;
    event.message = (isOver ? QStringLiteral("The look “%1” takes longer than %2 ms: it is asked ten times more rarely.")
                            : QStringLiteral("The look “%1” takes less than %2 ms again: it is asked as before."))
                        .arg(QString::fromLatin1(pace.name))
                        .arg(pace.budgetMs);
    m_events.append(event);
}

/// Looks, and takes note of when it is to be done again.
template <class Look>
auto PostgresSampler::paced(Pace &pace, Look look)
{
    const qint64 now = m_clock.monotonicMs();
    auto answer = timed(pace, look);
    pace.dueAt = now + pace.periodMs();
    if (!answer) {
        lookMoreRarely(pace, answer.error());
        m_connection.reset(); // it may be broken; the sample is not
    } else if (std::exchange(pace.failures, 0) >= kFailuresUntilRare) {
        log::info("sampler", QStringLiteral("group answers again"),
                  {{QStringLiteral("source"), m_source}, {QStringLiteral("group"), QString::fromLatin1(pace.name)}});
    }
    return answer;
}

Result<Reading> PostgresSampler::sample(qint64 nowMs)
{
    if (m_sleep == Sleep::MayBe && !m_isRead) {
        if (!std::exchange(m_isAsleep, true)) {
            end(); // what it holds would keep the server awake, and what it saw is the beginning of no rate
            m_refused.reset();
        }
        return Reading{{0, nowMs, m_source, {{metric::PgAsleep, 1}}}, {}};
    }
    if (auto connected = connect(); !connected)
        return fail(connected.error());
    if (auto known = readFacts(); !known) {
        m_connection.reset();
        return fail(known.error());
    }
    m_spentMs = 0;
    Reading reading;
    reading.sample.at = nowMs;
    reading.sample.source = m_source;
    QHash<QString, double> &values = reading.sample.values;
    if (m_sleep == Sleep::MayBe)
        reading.hasWoken = std::exchange(m_isAsleep, false);
    if (reading.hasWoken)
        reading.sample.at = std::max(nowMs, m_clock.nowMs()); // a cold start takes its time
    bool isWhole = true;
    Group &everySecond = m_groups.front();
    const qint64 now = m_clock.monotonicMs();
    if (!everySecond.pace.isThrottled || isDue(everySecond.pace, now)) {
        auto second = timed(everySecond.pace, [&] { return look(everySecond); });
        if (!second) {
            // Whatever it was, a new connection knows nothing of it.
            m_connection.reset();
            return fail(second.error());
        }
        everySecond.pace.dueAt = now + everySecond.pace.periodMs();
        values = std::move(second->values);
        values.insert(metric::PgLatency, m_spentMs);
        isWhole = second->isWhole;
        if (second->isStandby != m_facts.isStandby)
            m_factsDueAt = 0;
    }

    if (now + kEarlyMs >= m_hasDueAt) {
        m_hasDueAt = now + Metric::EveryMinute * qint64(1000);
        values.insert(metric::PgHasMonitor, m_facts.hasMonitor ? 1 : 0);
        values.insert(metric::PgHasStatements, m_facts.statementsVersion > 0 ? 1 : 0);
    }
    for (size_t i = 1; i < m_groups.size(); ++i) {
        Group &group = m_groups[i];
        if (!isDue(group.pace, now))
            continue;
        const auto answer = paced(group.pace, [&] { return look(group); });
        if (!answer)
            continue;
        values.insert(answer->values);
        isWhole = isWhole && answer->isWhole;
    }
    // What their sums cannot be read of is not tried a second time.
    const bool isReadable = m_facts.statementsVersion > 0
        && std::ranges::none_of(m_groups, [](const Group &group) { return qstrcmp(group.pace.name, "statements") == 0 && group.pace.failures > 0; });
    if (isReadable && isDue(m_statementsPace, now)) {
        auto seen = paced(m_statementsPace, [&] { return m_statements.look(*m_connection, m_facts, m_source, nowMs); });
        if (seen)
            reading.statements = std::move(seen->look);
        isWhole = isWhole && !(seen && seen->isReset);
    }
    const auto waits = values.constFind(QStringLiteral("pg.waits.lock")); // absent without the privilege
    if (waits != values.cend() && m_blocking.isDue(*waits > 0) && isDue(m_blockingPace, now))
        if (auto moment = paced(m_blockingPace, [&] { return m_blocking.look(*m_connection, m_facts.version, m_source, nowMs, now); }))
            reading.blocking = std::move(*moment);
    if (m_acts && isDue(m_actsPace, now))
        if (auto acts = paced(m_actsPace, [&] { return m_acts->look(*m_connection, nowMs, now); }))
            m_events += *acts;
    // Told once, of the last second: what a rarer group does not know is absent, but the rest of its span is known.
    if (!isWhole)
        reading.gaps.append({StreamGap::Reason::CounterReset, m_sampledAt > 0 ? qMin(m_sampledAt, nowMs) : nowMs, nowMs, m_source});
    m_sampledAt = nowMs;
    values.insert(kAgentTime, m_spentMs);
    if (m_connectMs)
        values.insert(metric::PgConnect, *std::exchange(m_connectMs, std::nullopt));
    if (m_sleep == Sleep::MayBe)
        values.insert(metric::PgAsleep, 0);
    reading.events = std::exchange(m_events, {});
    return reading;
}

} // namespace plancia::monitoring
