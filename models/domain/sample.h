// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QMetaType>
#include <QString>
#include <optional>

namespace plancia {

/// Metric names, fixed in the handbook. Units are in the comment; rates are divided by real elapsed time.
namespace metric {
inline const QString PgCommits = QStringLiteral("pg.commits");           ///< 1/s
inline const QString PgRollbacks = QStringLiteral("pg.rollbacks");       ///< 1/s
inline const QString PgActive = QStringLiteral("pg.connections.active"); ///< count
inline const QString PgIdle = QStringLiteral("pg.connections.idle");
inline const QString PgIdleInTransaction = QStringLiteral("pg.connections.idle_in_transaction");
inline const QString PgOther = QStringLiteral("pg.connections.other");
inline const QString PgMaxConnections = QStringLiteral("pg.connections.max");
inline const QString PgCacheHits = QStringLiteral("pg.cache_hit_ratio"); ///< 0…1 of the last interval; absent without reads
inline const QString PgLatency = QStringLiteral("pg.sample_ms");         ///< ms to take the sample
inline const QString PgHasMonitor = QStringLiteral("pg.has.monitor");       ///< 1 or 0: the role has pg_monitor
inline const QString PgHasStatements = QStringLiteral("pg.has.statements"); ///< 1 or 0: pg_stat_statements can be read
inline const QString StoreCommits = QStringLiteral("store.commits");     ///< 1/s
inline const QString StoreWalBytes = QStringLiteral("store.wal_bytes");
inline const QString StoreReadMs = QStringLiteral("store.read_ms"); ///< ms of one read of meta
inline const QString SelfRss = QStringLiteral("self.rss_bytes");
inline const QString SelfCpu = QStringLiteral("self.cpu"); ///< cores, 0…
} // namespace metric

/// All values that one source gave at one instant, with its place in the agent's stream.
struct Sample {
    qint64 offset = 0; ///< position in the stream of this epoch, from 1, without holes
    qint64 at = 0;     ///< Unix ms UTC, the agent's clock
    QString source;    ///< "self", "store" or "pg:<name>"
    QHash<QString, double> values; ///< a metric that could not be read is absent, never 0
    bool operator==(const Sample &) const = default;
};

/// A span in which nothing is known, and why. Drawn, never bridged.
struct StreamGap {
    enum class Reason { AgentAway, Evicted, CounterReset, SourceDown };
    Reason reason = Reason::AgentAway;
    qint64 from = 0; ///< Unix ms UTC
    qint64 to = 0;
    QString source;  ///< empty: all sources
    bool operator==(const StreamGap &) const = default;
};
QString toString(StreamGap::Reason reason); ///< "agent_away", "evicted", "counter_reset", "source_down"

struct StreamStatus {
    enum class State { Connecting, Connected, Reconnecting, Down };
    State state = State::Connecting;
    QString agent;         ///< its name, or "built-in"
    qint64 retryAtMs = 0;  ///< Unix ms of the next try while Reconnecting
    int attempt = 0;
    double roundTripMs = -1;
    qint64 received = 0; ///< samples and events since the stream began
    qint64 gaps = 0;
    QString errorId;     ///< catalogue id of the last failure, or empty
    bool operator==(const StreamStatus &) const = default;
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::Sample)
Q_DECLARE_METATYPE(plancia::StreamStatus)
Q_DECLARE_METATYPE(plancia::StreamGap)
