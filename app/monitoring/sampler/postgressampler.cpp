// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/postgressampler.h"

#include "app/monitoring/sampler/rate.h"
#include "models/base/backoff.h"

#include <QElapsedTimer>

namespace plancia::monitoring {

namespace {
constexpr int kStatementTimeoutMs = 2000;
constexpr BackoffPolicy kRefusedPolicy{2000, 60'000};

// Without the privilege backend_type and state of other users' rows are NULL; background processes have no database.
constexpr const char *kLook = R"(/* plancia:sampler */
SELECT d.xact_commit::int8, d.xact_rollback::int8, d.blks_read::int8, d.blks_hit::int8,
       concat(pg_postmaster_start_time()::text, ' ', d.stats_reset::text),
       a.active::int8, a.idle::int8, a.in_transaction::int8, a.other::int8,
       current_setting('max_connections')::int8
  FROM pg_stat_database d,
       (SELECT count(*) FILTER (WHERE state = 'active') AS active,
               count(*) FILTER (WHERE state = 'idle') AS idle,
               count(*) FILTER (WHERE state LIKE 'idle in transaction%') AS in_transaction,
               count(*) FILTER (WHERE state IS NULL OR (state NOT LIKE 'idle%' AND state <> 'active')) AS other
          FROM pg_stat_activity
         WHERE datid IS NOT NULL AND pid <> pg_backend_pid() AND coalesce(backend_type, 'client backend') = 'client backend') a
 WHERE d.datname = current_database()
 LIMIT 1)";

/// Whether trying again each second is right: the server is away and costs nothing to ask.
bool isAway(ErrorCode code)
{
    return code == ErrorCode::DbUnreachable || code == ErrorCode::DbConnectionLost || code == ErrorCode::DbStartingUp
        || code == ErrorCode::DbTimeout;
}
} // namespace

PostgresSampler::PostgresSampler(QString name, Maker maker, const Clock &clock)
    : m_source(QStringLiteral("pg:") + name), m_maker(std::move(maker)), m_clock(clock)
{
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
    m_before.reset();
}

void PostgresSampler::cancel()
{
    CancelToken token;
    {
        const std::scoped_lock lock(m_mutex);
        token = m_cancel;
    }
    token.cancel();
}

Result<bool> PostgresSampler::connect()
{
    if (m_connection)
        return true;
    if (m_refused && m_clock.monotonicMs() < m_retryAt)
        return fail(*m_refused);
    auto made = m_maker();
    if (!made) {
        m_refused = isAway(made.error().code()) ? std::nullopt : std::optional(made.error());
        m_retryAt = m_clock.monotonicMs() + backoffMs(kRefusedPolicy, m_refusals++, 1.0);
        return fail(made.error());
    }
    m_refused.reset();
    m_refusals = 0;
    m_connection = std::move(*made);
    const std::scoped_lock lock(m_mutex);
    m_connection->setCancelToken(m_cancel);
    return true;
}

Result<sql::Rows> PostgresSampler::look()
{
    sql::TransactionOptions options;
    options.timeoutMs = kStatementTimeoutMs;
    options.requestId = QStringLiteral("sampler");
    auto transaction = sql::Transaction::begin(*m_connection, options);
    if (!transaction)
        return fail(transaction.error());
    auto rows = m_connection->query(kLook);
    if (!rows)
        return fail(rows.error());
    if (auto ended = transaction->commit(); !ended)
        return fail(ended.error());
    if (rows->isEmpty())
        return fail(ErrorCode::RepoUnexpectedRow, {{QStringLiteral("table"), QStringLiteral("pg_stat_database")}});
    return rows;
}

Result<Reading> PostgresSampler::sample(qint64 nowMs)
{
    if (auto connected = connect(); !connected)
        return fail(connected.error());
    QElapsedTimer timer;
    timer.start();
    auto rows = look();
    if (!rows) {
        // Whatever it was, a new connection knows nothing of it.
        m_connection.reset();
        return fail(rows.error());
    }
    const sql::Row row = (*rows)[0];

    Reading reading;
    reading.sample.at = nowMs;
    reading.sample.source = m_source;
    QHash<QString, double> &values = reading.sample.values;
    values.insert(metric::PgLatency, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    values.insert(metric::PgActive, static_cast<double>(row.integer(5)));
    values.insert(metric::PgIdle, static_cast<double>(row.integer(6)));
    values.insert(metric::PgIdleInTransaction, static_cast<double>(row.integer(7)));
    values.insert(metric::PgOther, static_cast<double>(row.integer(8)));
    values.insert(metric::PgMaxConnections, static_cast<double>(row.integer(9)));
    addRates(reading, {row.integer(0), row.integer(1), row.integer(2), row.integer(3), row.text(4),
                       m_clock.monotonicMs(), nowMs});
    return reading;
}

void PostgresSampler::addRates(Reading &reading, const Counters &now)
{
    const std::optional<Counters> before = std::exchange(m_before, now);
    if (!before)
        return;
    const double seconds = static_cast<double>(now.monotonicMs - before->monotonicMs) / 1000;
    const auto commits = counterStep(before->commits, now.commits, seconds);
    const auto rollbacks = counterStep(before->rollbacks, now.rollbacks, seconds);
    const auto read = counterStep(before->blocksRead, now.blocksRead, seconds);
    const auto hit = counterStep(before->blocksHit, now.blocksHit, seconds);
    if (before->born != now.born || !commits || !rollbacks || !read || !hit) {
        reading.gaps.append({StreamGap::Reason::CounterReset, qMin(before->at, now.at), now.at, m_source});
        return;
    }
    QHash<QString, double> &values = reading.sample.values;
    values.insert(metric::PgCommits, commits->perSecond);
    values.insert(metric::PgRollbacks, rollbacks->perSecond);
    // A ratio of nothing is not 0 and not 1: it is absent.
    if (const qint64 blocks = read->delta + hit->delta; blocks > 0)
        values.insert(metric::PgCacheHits, static_cast<double>(hit->delta) / static_cast<double>(blocks));
}

} // namespace plancia::monitoring
