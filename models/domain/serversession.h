// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

namespace plancia {

/// One session of a PostgreSQL server, as pg_stat_activity shows it to the role that asks. Times are Unix ms UTC of the server's
/// clock, 0 where there is none.
struct ServerSession {
    enum class State {
        Active,
        Idle,
        IdleInTransaction,
        IdleInFailedTransaction, ///< "idle in transaction (aborted)"
        FastPath,
        Background, ///< a process of the server itself
        Hidden,     ///< another role's, and this one has not pg_read_all_stats
    };
    qint64 pid = 0;
    qint64 startedAt = 0; ///< with the pid it tells one session from a later one of the same number
    State state = State::Hidden;
    QString kind;        ///< backend_type: "client backend", "autovacuum worker", …
    QString database, user, application;
    QString client;      ///< an address, "local" for a socket, empty for a background process
    QString waitKind, waitFor; ///< "Lock" and "transactionid"; empty when it does not wait
    qint64 stateSince = 0;
    qint64 queryStartedAt = 0;       ///< of the running query, or of the last one
    qint64 transactionStartedAt = 0; ///< 0 outside of a transaction
    QString query;       ///< running or last; cut to kMaxQueryChars
    bool isCut = false;  ///< the query is longer
    QList<qint64> blockedBy; ///< pids; 0 is a prepared transaction
    QString lockMode;    ///< that it waits for: "ExclusiveLock"
    QString lockOn;      ///< "public.orders", "transaction 1234"; empty when not told
    qint64 waitingSince = 0; ///< for that lock; 0 before PostgreSQL 14
    bool isOurs = false; ///< a connection of this program
    bool isBlocked() const { return !blockedBy.isEmpty(); }
    bool operator==(const ServerSession &) const = default;

    static constexpr int kMaxQueryChars = 10'000;
};
QString toString(ServerSession::State state); ///< "active", "idle", "idle_in_transaction", "idle_in_failed_transaction", "fast_path", "background", "hidden"

/// All of them at one moment.
struct ServerSessions {
    static constexpr int kMaxSessions = 5'000;
    qint64 at = 0; ///< Unix ms UTC, the server's clock
    QList<ServerSession> sessions; ///< by pid
    bool isCut = false;    ///< there were more than kMaxSessions
    bool seesAll = false;  ///< the role has pg_read_all_stats or is a superuser
    bool canSignal = false; ///< it may end sessions of other roles: pg_signal_backend, or a superuser
    QString role;          ///< current_user
    int maxConnections = 0;
};

/// Who waits for whom: each session that blocks and is not blocked itself is a root; a session that waits for several stands under
/// the first of them. Sessions in a ring (a deadlock that is not resolved yet) stand under the one of the lowest pid, once each.
struct BlockedSession {
    qint64 pid = 0;    ///< 0: a prepared transaction
    int depth = 0;     ///< 0: a root
    int waiting = 0;   ///< how many wait for it, directly or not
    bool operator==(const BlockedSession &) const = default;
};
/// In the order of a tree that is unfolded: the root with the most that wait first. Pure.
QList<BlockedSession> blockingTree(const QList<ServerSession> &sessions);

} // namespace plancia

Q_DECLARE_METATYPE(plancia::ServerSessions)
