// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/value.h"
#include "models/domain/server.h"
#include "models/domain/serverrules.h"

/// What a PostgreSQL server is asked about its tables, indexes, vacuum, replication and log, release by release, and what the
/// answers mean. `version` is server_version_num. Every list has a bound. Pure.
namespace plancia::maintenance::server {

/// One row.
QByteArray factsQuery();
struct Facts {
    ServerMoment moment;
    bool mayListLog = false, mayListArchive = false; ///< the folders of the log, and of what waits for the archiver
};
Facts factsOf(const sql::Row &row);

/// Relations that somebody holds, or waits for, in a mode which no look at their files gets past: oids.
inline constexpr int kMaxLocked = 2'000;
QByteArray lockedQuery();

/// Names and values, of those that are asked for; one that a release has not is left out.
QByteArray settingsQuery(const QStringList &names);
ServerSetting settingOf(const sql::Row &row);
QStringList vacuumSettings();
QStringList replicationSettings();
QStringList walSettings();

/// A row a table, the one of most pages first, one more than kMaxTables at most. $1: oids whose files are not looked at, as
/// "{1,2}"; $2: whether those of the others are.
QByteArray tablesQuery(int version);
ServerTable tableOf(const sql::Row &row);
/// What statistics say of the width of rows: $1 the tables' oids.
QByteArray tableWidthsQuery();

/// As tablesQuery().
QByteArray indexesQuery(int version);
ServerIndex indexOf(const sql::Row &row);
QByteArray indexWidthsQuery();
/// Of both: an oid and the widths.
std::pair<qint64, plancia::server::ColumnWidths> widthsOf(const sql::Row &row);

QByteArray databasesQuery();
ServerDatabase databaseOf(const sql::Row &row);
QByteArray progressQuery(int version);
ServerProgress progressOf(const sql::Row &row);
QByteArray holdersQuery();
VacuumHolder holderOf(const sql::Row &row);

QByteArray positionQuery();
QByteArray standbysQuery();
ServerStandby standbyOf(const sql::Row &row);
QByteArray slotsQuery(int version);
ServerSlot slotOf(const sql::Row &row);
/// One row, on a standby.
QByteArray receiverQuery();
ServerReceiver receiverOf(const sql::Row &row, qint64 at);
QByteArray subscriptionsQuery(int version);
ServerSubscription subscriptionOf(const sql::Row &row);

/// One row: counters of the log, the archiver, checkpoints and the writer.
QByteArray walQuery(int version);
void takeWal(const sql::Row &row, ServerWal &wal);
QByteArray logFilesQuery();    ///< files, bytes
QByteArray archiveQueueQuery(); ///< files that wait

} // namespace plancia::maintenance::server
