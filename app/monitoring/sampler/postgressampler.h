// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/sampler/sampler.h"
#include "app/sql/connection.h"
#include "models/base/clock.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace plancia::monitoring {

/// One PostgreSQL database: commits and rollbacks a second and cache hits of the connected database, client connections by
/// state of the whole server. Needs pg_monitor (or pg_read_all_stats); without it the state of other users' connections is
/// not told and they count as "other".
/// Each look is one statement in a transaction of its own, because PostgreSQL 15 keeps the statistics of a transaction as
/// first seen. It is marked by a comment, and this connection is not counted; its one commit a second is.
/// Connects by itself, and again after a failure: each second while the server is away, more and more rarely when it
/// refuses us. Lives in its sampling thread.
class PostgresSampler final : public Sampler {
public:
    /// Opens a connection on the calling thread. Must give up after a few seconds.
    using Maker = std::function<Result<std::unique_ptr<sql::Connection>>()>;

    PostgresSampler(QString name, Maker maker, const Clock &clock);
    ~PostgresSampler() override;
    QString source() const override { return m_source; }
    Result<Reading> sample(qint64 nowMs) override;
    void begin() override;
    void end() override;
    void cancel() override;

private:
    struct Counters {
        qint64 commits = 0, rollbacks = 0, blocksRead = 0, blocksHit = 0;
        QString born; ///< when the server started and the statistics were reset: another text, other counters
        qint64 monotonicMs = 0;
        qint64 at = 0;
    };
    Result<bool> connect();
    Result<sql::Rows> look();
    void addRates(Reading &reading, const Counters &now);

    QString m_source;
    Maker m_maker;
    const Clock &m_clock;
    std::mutex m_mutex; ///< guards m_cancel
    CancelToken m_cancel;
    std::unique_ptr<sql::Connection> m_connection;
    std::optional<Counters> m_before;
    std::optional<Error> m_refused; ///< why the last connect failed, while waiting to try again
    qint64 m_retryAt = 0;           ///< monotonic ms
    int m_refusals = 0;
};

} // namespace plancia::monitoring
