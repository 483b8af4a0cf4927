// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/value.h"
#include "models/domain/serversession.h"

#include <optional>

/// What a PostgreSQL server is asked about its sessions, release by release, and what the answers mean. Pure.
namespace plancia::postgres::sessions {

/// First of a transaction: from here to its end, or to pathBack(), only what the server itself brings is found by its bare name.
/// Gives the path that there was.
QByteArray catalogPath();
QByteArray pathBack(); ///< $1: what catalogPath() gave

/// One row: server_version_num, now, the role, whether it sees all, whether it may signal, max_connections, bytes that the server
/// keeps of a query, the process of this connection.
QByteArray factsQuery();
struct Facts {
    int version = 0; ///< 150020
    int queryBytes = 0;
    qint64 ownPid = 0;
};
Facts factsOf(const sql::Row &row);
/// The same row, of what the list says.
void takeFacts(const sql::Row &row, ServerSessions &sessions);

/// A row a session, by pid, one more than kMaxSessions at most; the connection that asks is left out. `version` is
/// server_version_num. Who blocks is asked only of those that wait for a lock, since each such question stops the lock table.
QByteArray listQuery(int version);
ServerSession sessionOf(const sql::Row &row, const Facts &facts);

/// Who waits for a lock and for whom, a row each, those that have waited long first; nothing for nobody. Needs pg_read_all_stats.
QByteArray waitersQuery(int most);
struct Waiter {
    qint64 pid = 0;
    QList<qint64> blockedBy;
    int all = 0;        ///< how many wait, with those that are no row
    int queryBytes = 0; ///< as in Facts
};
Waiter waiterOf(const sql::Row &row);
/// Rows for sessionOf() of the sessions whose pids stand in $1 with commas between them, without who blocks them.
QByteArray someQuery(int version, int queryChars, int most);

/// What one session is: $1 its pid, $2 a pid that is left out besides the own one.
QByteArray lookUpQuery();
struct Found {
    ServerSession session; ///< without waits and query
    qint64 now = 0;
    bool canSignal = false; ///< this role, sessions of others that are no superuser's
};
Found foundOf(const sql::Row &row);

/// One row, of a truth: whether the trail can be written by this role. DB_012 where there is none.
QByteArray mayRecordQuery();
/// One row, of a truth: whether there was such a process. $1: its pid.
QByteArray cancelQuery();
QByteArray terminateQuery();

/// What of a lock pg_locks tells.
struct Lock {
    QString type = {};     ///< "relation", "tuple", …; empty: none
    QString relation = {}; ///< "public.orders" when it is of this database
    QString database = {}; ///< of another database, its name
    qint64 relationId = 0, page = 0, tuple = 0;
    QString virtualTransaction = {}, transaction = {};
    QString catalog = {};  ///< of an object: "pg_authid"
    qint64 classId = 0, objectId = 0, part = 0;
};
/// "public.orders", "row (0,12) of public.orders", "transaction 1234", "advisory lock 42": English, as names of the server are.
QString lockOn(const Lock &lock);

} // namespace plancia::postgres::sessions
