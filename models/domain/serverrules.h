// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/server.h"

/// What is to be made of what a server says: limits, estimates, advice. All pure; the handbook has the same rules in words.
namespace plancia::server {

/// Transaction ids and multixacts are numbers of 32 bits, half of them ahead.
inline constexpr qint64 kWraparoundLimit = 2'147'483'648;

/// Of a list of settings; what is not in it keeps PostgreSQL's own default.
AutovacuumRules autovacuumRules(const QList<ServerSetting> &settings);

/// When autovacuum comes to a table: rows that make it come, and how near it is.
struct VacuumNeed {
    bool isOff = false; ///< for this table
    double deadLimit = 0, analyzeLimit = 0;
    std::optional<double> insertLimit;
    double deadShare = 0, analyzeShare = 0, insertShare = 0;
    double freezeShare = 0; ///< of the age at which it comes whatever else is said
};
VacuumNeed vacuumNeed(const ServerTable &table, const AutovacuumRules &rules);
/// Nothing when no threshold is reached.
std::optional<VacuumDue> vacuumDue(const ServerTable &table, const AutovacuumRules &rules);

/// What the statistics say of the columns of a table or an index.
struct ColumnWidths {
    qint64 columns = 0, known = 0; ///< of the relation, and of those that have statistics which may be read
    double bytes = 0;              ///< of a row, on average
    bool hasNulls = false;
};
/// Bytes of a table that its rows would not need were they packed anew; an estimate of the moment of the last vacuum or analyse,
/// which knows nothing of the padding between columns. Nothing where that cannot be said.
std::optional<qint64> tableBloat(const ServerTable &table, const ColumnWidths &widths, qint64 blockBytes);
/// The same of a B-tree; nothing for other methods.
std::optional<qint64> indexBloat(const ServerIndex &index, const ColumnWidths &widths, qint64 blockBytes);

/// Says of each index which other one makes it superfluous: coveredBy, and DuplicateIndex or PrefixIndex among its findings.
void findRedundant(QList<ServerIndex> &indexes);

/// Nothing of vacuum where writes are not counted.
QList<ServerFinding> findingsOf(const ServerTable &table, const AutovacuumRules &rules);
/// Without what only a look at the others tells; UnusedIndex is never said on a standby, whose counters are its own.
QList<ServerFinding> findingsOf(const ServerIndex &index, bool isStandby);
QList<ServerFinding> findingsOf(const ServerDatabase &database);
QList<ServerFinding> findingsOf(const VacuumHolder &holder, const AutovacuumRules &rules, qint64 at);
QList<ServerFinding> findingsOf(const ServerStandby &standby);
QList<ServerFinding> findingsOf(const ServerSlot &slot, const AutovacuumRules &rules);
QList<ServerFinding> findingsOf(const ServerReceiver &receiver);
QList<ServerFinding> findingsOf(const ServerSubscription &subscription);
QList<ServerFinding> findingsOf(const ServerWal &wal);
/// Whether a setting puts the data at risk, or lets the server run towards a wraparound.
bool isDangerous(const ServerSetting &setting);
QList<ServerFinding> findingsOf(const QList<ServerSetting> &settings);

} // namespace plancia::server
