// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/value.h"
#include "models/domain/metric.h"

#include <QHash>
#include <optional>

/// What PostgreSQL is asked for its metrics, release by release, and what the answers mean. Pure.
namespace plancia::monitoring {

/// What a server is and what this role may see of it. It decides the statements.
struct PostgresFacts {
    int version = 0;           ///< server_version_num: 150020
    bool isStandby = false;
    bool hasMonitor = false;   ///< pg_monitor
    bool readsAllStats = false; ///< pg_read_all_stats, which pg_monitor holds
    /// pg_stat_statements' own version as 100 × major + minor (1.10: 110); 0 when it is not there or cannot be read. The
    /// columns go by this, not by the server's release: after an upgrade of the server the extension may still be an old one.
    int statementsVersion = 0;
    QString statementsSchema;
    int major() const { return version / 10000; }
    bool operator==(const PostgresFacts &) const = default;
};

struct PostgresColumn {
    enum class Kind {
        Value,   ///< as it is
        Rate,    ///< a counter: its growth per second of the time that passed
        Growth,  ///< a counter of events: its growth since the last look
        Share,   ///< a counter: its growth divided by that of the counter `of`; absent when that one stood still
        Counter, ///< only for a Share
        Since,   ///< text; when it changes, the counters after it (up to the next Since) began anew
        Breaks,  ///< when it changes, these counters cannot be compared, but were not reset
        Standby  ///< whether the server is one; not what the facts say: they are old
    };
    const char *name; ///< of the metric; of a Counter any other word
    Kind kind;
    const char *of = nullptr;
};

struct PostgresStatement {
    QByteArray text; ///< gives one row
    QList<PostgresColumn> columns;
};

/// Statements that run in one transaction, all of them or none.
struct PostgresGroup {
    const char *name;
    Metric::Every every;
    int timeoutMs;
    QList<PostgresStatement> statements;
    QStringList metrics() const;
};

/// One row: version, is a standby, pg_monitor, pg_read_all_stats, the extension's version and schema.
QByteArray postgresFactsQuery();
PostgresFacts postgresFacts(const sql::Row &row);

/// The first one is the second's.
QList<PostgresGroup> postgresQueries(const PostgresFacts &facts);

/// The row that a statement gave before, and when.
struct PostgresSeen {
    std::vector<sql::Value> row;
    qint64 monotonicMs = 0;
};
/// Adds the values of a row, and remembers the row. False: counters began anew or went back, and those are absent this once.
bool takeRow(const PostgresStatement &statement, const sql::Row &row, qint64 monotonicMs, std::optional<PostgresSeen> &before,
             QHash<QString, double> &values);

} // namespace plancia::monitoring
