// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/monitoring/sampler/actswatch.h"
#include "app/monitoring/sampler/blockingwatch.h"
#include "app/monitoring/sampler/postgresqueries.h"
#include "app/monitoring/sampler/sampler.h"
#include "app/monitoring/sampler/statementswatch.h"
#include "app/sql/connection.h"
#include "models/base/clock.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace plancia::monitoring {

/// One PostgreSQL server, and the connected database in it: the metrics of models/domain/metric.h that its release has and
/// this role may read. pg_monitor is enough for all of them; without it the state of other users' connections is not told
/// and they count as "other".
/// What is cheap is read each second, the rest every ten seconds or each minute, and first in the first look. Each group is
/// a transaction of its own, because PostgreSQL 15 keeps the statistics of a transaction as first seen. A group that is not
/// the second's costs the sample nothing but its timeout when it fails; after three failures in a row it is tried more and
/// more rarely. The statements are marked by a comment, and this connection is not counted; its commits are.
/// Where it is to, it also tells each new act of the audit trail of a control plane in that database.
/// Each group has a budget of time, a quarter of its period or half of its timeout, whichever is less. One that takes longer three times in
/// a row is asked ten times more rarely, the second's too, until it has kept to it three times; both are told as events.
/// One that may sleep is asked, and connected to, only while somebody reads; else its sample says that it is asleep, and nothing more.
/// Connects by itself, and again after a failure: each second while the server is away, more and more rarely when it
/// refuses us. Lives in its sampling thread.
class PostgresSampler final : public Sampler {
public:
    /// Opens a connection on the calling thread. Must give up after some seconds, and at once when cancelled.
    using Maker = std::function<Result<std::unique_ptr<sql::Connection>>(const CancelToken &)>;

    enum class Sleep { Never, MayBe };
    /// Without `acts` the audit trail is left alone.
    PostgresSampler(QString name, Maker maker, const Clock &clock, Sleep sleep = Sleep::Never, std::optional<ActsWatch::Missing> acts = {});
    ~PostgresSampler() override;
    QString source() const override { return m_source; }
    Result<Reading> sample(qint64 nowMs) override;
    void begin() override;
    void end() override;
    void cancel() override;
    void setRead(bool isRead) override { m_isRead = isRead; }

private:
    /// Of what may fail by itself: when it is looked at.
    struct Pace {
        const char *name;
        int everyMs;
        qint64 dueAt = 0; ///< monotonic ms
        int failures = 0; ///< in a row
        int budgetMs = everyMs / 4;
        bool isThrottled = false;
        int turns = 0; ///< looks in a row that speak for the other state
        qint64 periodMs() const { return isThrottled ? 10 * qint64(everyMs) : everyMs; }
    };
    struct Group {
        PostgresGroup asked;
        std::vector<std::optional<PostgresSeen>> seen; ///< by statement
        Pace pace;
    };
    struct Answer {
        QHash<QString, double> values;
        bool isWhole = true;    ///< no counter began anew
        bool isStandby = false; ///< told by the second's group only
    };
    CancelToken token();
    Result<bool> connect();
    Result<bool> readFacts();
    Result<Answer> look(Group &group);
    bool isDue(const Pace &pace, qint64 now) const;
    template <class Look>
    auto paced(Pace &pace, Look look);
    template <class Look>
    auto timed(Pace &pace, Look look);
    void weigh(Pace &pace, double tookMs);
    void lookMoreRarely(Pace &pace, const Error &error);

    QString m_source;
    Maker m_maker;
    const Clock &m_clock;
    std::mutex m_mutex; ///< guards m_cancel
    CancelToken m_cancel;
    std::unique_ptr<sql::Connection> m_connection;
    PostgresFacts m_facts;
    qint64 m_factsDueAt = 0;       ///< monotonic ms
    qint64 m_hasDueAt = 0;         ///< pg.has.*
    std::vector<Group> m_groups;   ///< the first is the second's
    StatementsWatch m_statements;
    Pace m_statementsPace{"statements of a minute", Metric::EveryMinute * 1000};
    std::optional<ActsWatch> m_acts;
    Pace m_actsPace{"acts", ActsWatch::kEveryMs};
    const Sleep m_sleep;
    std::atomic<bool> m_isRead{false};
    bool m_isAsleep = true;        ///< of one that may
    std::optional<double> m_connectMs; ///< of the connect that was made for this sample
    double m_spentMs = 0;          ///< for this sample, at the server and on the way
    QList<Event> m_events;         ///< to be told with it
    BlockingWatch m_blocking;
    Pace m_blockingPace{"blocked sessions", Metric::EverySecond * 1000};
    qint64 m_sampledAt = 0;        ///< Unix ms of the sample before
    std::optional<Error> m_refused; ///< why the last connect failed, while waiting to try again
    qint64 m_retryAt = 0;           ///< monotonic ms
    int m_refusals = 0;
};

} // namespace plancia::monitoring
