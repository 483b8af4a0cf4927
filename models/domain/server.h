// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <algorithm>
#include <optional>

/// What a PostgreSQL server says of itself, as values. Times are Unix ms UTC of the server's clock, 0 where there is none; sizes
/// are bytes; what the server did not tell this role, or does not know, is nothing and never 0.
namespace plancia {

/// What somebody should look at: models/domain/serverrules.h makes these.
enum class ServerSeverity { Note, Warning, Critical };
struct ServerFinding {
    enum class Kind {
        Wraparound,          ///< age of the oldest transaction id, as a share of the limit
        MultixactWraparound, ///< the same of multixacts
        DeadRows,
        VacuumOff,           ///< switched off for this table
        NoStatistics,        ///< never analysed
        Bloat,
        InvalidIndex,
        PerhapsBuiltIndex,   ///< not valid, and whether it is being built cannot be seen
        DuplicateIndex,
        PrefixIndex,         ///< another index begins with the same columns
        UnusedIndex,
        HoldsVacuumBack,
        StandbyBehind,
        StandbyNotStreaming,
        SlotLost,
        SlotFalling,         ///< its log is about to go
        SlotExtended,        ///< it keeps more than max_wal_size
        SlotInactive,
        ReplayPaused,
        SubscriptionStopped,
        SubscriptionErrors,
        ArchiverFailing,
        CheckpointsRequested,
        SettingDangerous,
    };
    Kind kind = Kind::Bloat;
    ServerSeverity severity = ServerSeverity::Note;
    bool operator==(const ServerFinding &) const = default;
};
QString toString(ServerSeverity severity);      ///< "note", "warning", "critical"
QString toString(ServerFinding::Kind kind);     ///< "wraparound", "dead_rows", …

/// When and as whom the server was asked.
struct ServerMoment {
    qint64 at = 0;
    int version = 0;       ///< server_version_num: 150020
    QString versionName;   ///< "15.20"
    QString role;          ///< current_user
    QString database;
    bool seesAllStats = false; ///< the role has pg_read_all_stats or is a superuser
    bool isStandby = false;
    qint64 startedAt = 0;
    qint64 countedSince = 0; ///< counters of the database were reset then; 0: never
    qint64 blockBytes = 8192;
    /// What an administrator runs so that this role sees the rest.
    QString monitorGrant() const { return grant(QStringLiteral("pg_monitor")); }
    /// The same for statistics of tables, which are open to those who may read the rows.
    QString readGrant() const
    {
        constexpr int kReaderSince = 140000;
        return version >= kReaderSince ? grant(QStringLiteral("pg_read_all_data")) : QStringLiteral("GRANT SELECT ON ALL TABLES IN SCHEMA … TO %1;").arg(quotedRole());
    }

private:
    QString quotedRole() const { return u'"' + QString(role).replace(u'"', QStringLiteral("\"\"")) + u'"'; }
    QString grant(const QString &what) const { return QStringLiteral("GRANT %1 TO %2;").arg(what, quotedRole()); }
};

/// What the server's configuration says of one thing.
struct ServerSetting {
    QString name, value, unit; ///< unit as PostgreSQL writes it: "8kB", "ms", "s"
    QString byDefault;
    bool isDefault = true;     ///< nobody set it to something else; the server may work out a value itself
    bool needsRestart = false; ///< changed in the files, and in force after a restart only
};

/// What autovacuum goes by where a table says nothing else.
struct AutovacuumRules {
    bool isOn = true;
    double vacuumThreshold = 50, vacuumScale = 0.2;
    double insertThreshold = 1000, insertScale = 0.2; ///< a threshold of -1: rows that came in start none
    double analyzeThreshold = 50, analyzeScale = 0.1;
    qint64 freezeMaxAge = 200'000'000, multixactFreezeMaxAge = 400'000'000;
};

struct ServerTable {
    qint64 id = 0; ///< oid
    QString schema, name, owner;
    bool isMaterializedView = false, isPartition = false, isUnlogged = false, isTemporary = false;
    bool isSystem = false; ///< of the server itself
    bool isReadable = false; ///< this role may read its rows, and so its statistics
    QStringList options;   ///< "fillfactor=70"
    std::optional<double> rows;   ///< an estimate, of the last vacuum or analyse
    qint64 pages = 0;             ///< of that moment
    std::optional<qint64> heapBytes, toastBytes, indexBytes; ///< nothing while somebody holds it locked
    /// Whether this server counts writes, dead rows, vacuums and analyses. A standby counts its scans alone: what the others are is
    /// not known there, and stands as 0 here.
    bool areWritesCounted = true;
    qint64 liveRows = 0, deadRows = 0;
    qint64 changedSinceAnalyze = 0, insertedSinceVacuum = 0;
    qint64 sequentialScans = 0, sequentialRows = 0;
    std::optional<qint64> indexScans; ///< nothing without an index
    qint64 inserted = 0, updated = 0, hotUpdated = 0, deleted = 0;
    qint64 lastVacuum = 0, lastAutovacuum = 0, lastAnalyze = 0, lastAutoanalyze = 0;
    qint64 vacuums = 0, autovacuums = 0;
    qint64 lastScan = 0; ///< from PostgreSQL 16 on
    std::optional<qint64> transactionAge, multixactAge; ///< with its TOAST table
    std::optional<qint64> bloatBytes;                   ///< estimated; nothing without statistics that may be read
    QList<ServerFinding> findings; ///< the gravest first

    QString qualifiedName() const { return schema + u'.' + name; }
    std::optional<qint64> totalBytes() const
    {
        return heapBytes && toastBytes && indexBytes ? std::optional(*heapBytes + *toastBytes + *indexBytes) : std::nullopt;
    }
    /// Of all its rows; nothing for an empty table, or where they are not counted.
    std::optional<double> deadShare() const
    {
        return liveRows + deadRows > 0 ? std::optional(static_cast<double>(deadRows) / static_cast<double>(liveRows + deadRows)) : std::nullopt;
    }
    std::optional<qint64> ifCounted(qint64 value) const { return areWritesCounted ? std::optional(value) : std::nullopt; }
    qint64 writes() const { return inserted + updated + deleted; }
    qint64 lastVacuumed() const { return std::max(lastVacuum, lastAutovacuum); }
    qint64 lastAnalyzed() const { return std::max(lastAnalyze, lastAutoanalyze); }
};

struct ServerTables {
    static constexpr int kMaxTables = 5'000;
    ServerMoment moment;
    AutovacuumRules rules;
    QList<ServerTable> tables; ///< the largest first
    bool isCut = false;        ///< there are more than kMaxTables
    bool isBloatUnknown = false; ///< the statistics could not be read in time
};

struct ServerIndex {
    qint64 id = 0, tableId = 0;
    QString schema, table, name, owner;
    QString method;     ///< "btree"
    QString definition; ///< CREATE INDEX …; cut to kMaxDefinitionChars; empty, as `keys`, while somebody holds the table locked
    QString constraint; ///< that it enforces; empty: none
    bool isPrimary = false, isUnique = false, isExclusion = false;
    bool isValid = true, isBeingBuilt = false;
    bool isPerhapsBuilt = false; ///< not valid; whether it is being built is hidden from this role, or goes on at the primary
    bool isImmediate = true;     ///< a unique one: checked row by row, not put off to the end
    bool areNullsEqual = false;  ///< a unique one: NULLS NOT DISTINCT, from PostgreSQL 15 on
    bool isReplicaIdentity = false, isReferenced = false; ///< a foreign key goes to it
    bool isPartition = false; ///< belongs to an index of a partitioned table
    bool isSystem = false;
    bool isReadable = false; ///< this role may read the rows of its table
    QStringList options;
    // What makes two indexes the same: an element a key column.
    QStringList keys, included; ///< columns and expressions
    QStringList classes, collations, orders;
    std::optional<QString> predicate; ///< nothing while it is not known
    std::optional<double> rows;
    qint64 pages = 0;
    std::optional<qint64> bytes;
    qint64 scans = 0, rowsRead = 0;
    qint64 lastScan = 0; ///< from PostgreSQL 16 on
    std::optional<qint64> bloatBytes;
    QString coveredBy; ///< name of the index that does the same, or begins with the same columns; of the same schema
    QList<ServerFinding> findings;

    static constexpr int kMaxDefinitionChars = 4'000;
    /// Whether it does more than to be read: such an index is never said to be unused.
    bool isNeeded() const { return isUnique || isPrimary || isExclusion || !constraint.isEmpty() || isReplicaIdentity || isReferenced || isPartition; }
};

struct ServerIndexes {
    static constexpr int kMaxIndexes = 5'000;
    ServerMoment moment;
    QList<ServerIndex> indexes; ///< the largest first
    bool isCut = false;
    bool isBloatUnknown = false;
};

struct ServerDatabase {
    QString name;
    qint64 transactionAge = 0, multixactAge = 0;
    bool isOpen = true; ///< takes connections
    QList<ServerFinding> findings;
};

/// Something long that runs now.
struct ServerProgress {
    QString kind; ///< "vacuum", "analyze", "create index", "cluster"
    qint64 pid = 0;
    QString database, relation; ///< relation: empty when it is another database's, or hidden
    QString phase;
    std::optional<qint64> done, total; ///< of the phase
    qint64 startedAt = 0;
    bool isAutomatic = false, preventsWraparound = false;
    std::optional<double> share() const { return done && total && *total > 0 ? std::optional(static_cast<double>(*done) / static_cast<double>(*total)) : std::nullopt; }
};

/// What keeps dead rows from being removed.
struct VacuumHolder {
    QString kind; ///< "session", "prepared", "slot", "standby"
    QString name; ///< a pid, a global id, a slot, an application
    qint64 pid = 0; ///< 0: of none
    QString who;
    qint64 transactionAge = 0;
    qint64 since = 0;
    QList<ServerFinding> findings;
};

/// A table that autovacuum will come to, or would.
struct VacuumDue {
    enum class Why { DeadRows, Inserts, Freeze, Analyze };
    ServerTable table; ///< without sizes
    Why why = Why::DeadRows;
    double share = 0; ///< of the threshold; 1 and more is due
    bool isOff = false; ///< autovacuum is switched off for it; before wraparound it comes all the same
};
QString toString(VacuumDue::Why why); ///< "dead_rows", "inserts", "freeze", "analyze"

/// What goes on now, without a look at every table.
struct ServerVacuumNow {
    static constexpr int kMaxRows = 1'000; ///< of each list
    ServerMoment moment;
    AutovacuumRules rules;
    QList<ServerDatabase> databases; ///< the oldest first
    QList<ServerProgress> running;
    QList<VacuumHolder> holders;     ///< the oldest first
    QList<ServerSetting> settings;
    QList<ServerFinding> findings;   ///< of the settings; none on a standby, where autovacuum never runs
};
struct ServerVacuum : ServerVacuumNow {
    qint64 tablesAt = 0;             ///< when the tables were looked at
    QList<VacuumDue> due;            ///< the most urgent first; none on a standby, which does not count it
    QList<ServerTable> switchedOff;
    bool isCut = false;              ///< only the kMaxTables largest tables were looked at
};

struct ServerStandby {
    qint64 pid = 0;
    QString user, application, client;
    QString state, syncState; ///< empty: hidden from this role
    qint64 connectedAt = 0;
    std::optional<qint64> sentBehind, writeBehind, flushBehind, replayBehind; ///< bytes
    std::optional<double> writeLagMs, flushLagMs, replayLagMs; ///< nothing also where all has been replayed and nothing is written
    std::optional<qint64> transactionAge; ///< of what it keeps vacuum from
    qint64 repliedAt = 0;
    QList<ServerFinding> findings;
};

struct ServerSlot {
    QString name, plugin, kind, database; ///< kind: "physical", "logical"
    bool isTemporary = false, isActive = false;
    bool isSynced = false; ///< on a standby from PostgreSQL 17 on: kept in step with its primary's, and read by nobody here
    qint64 pid = 0;
    std::optional<qint64> keptBytes, safeBytes;
    QString walStatus;         ///< "reserved", "extended", "unreserved", "lost"; empty: it keeps nothing yet
    QString invalidation;      ///< why, from PostgreSQL 17 on; "conflict" on 16
    qint64 inactiveSince = 0;  ///< from PostgreSQL 17 on
    std::optional<qint64> transactionAge;
    QList<ServerFinding> findings;
};

struct ServerReceiver {
    qint64 pid = 0; ///< 0: nothing streams
    QString status, sender, slot;
    qint64 messageAt = 0;
    QString receivedTo, replayedTo;
    std::optional<qint64> replayBehind; ///< bytes that came and are not replayed
    qint64 replayedAt = 0;  ///< when what was replayed last was committed
    bool isPaused = false;
    /// How far it is behind in time. 0 when all that came has been replayed and it still streams: an idle primary is no lag. Nothing
    /// without a receiver: how long ago the primary last wrote is not known then.
    std::optional<qint64> lagMs;
    QList<ServerFinding> findings;
};

struct ServerSubscription {
    qint64 id = 0; ///< oid
    QString name;
    QString database; ///< from PostgreSQL 14 on
    qint64 pid = 0; ///< 0: no worker
    QString receivedTo;
    qint64 messageAt = 0;
    std::optional<qint64> errors; ///< from PostgreSQL 15 on
    qint64 errorsSince = 0;       ///< 0: never reset
    QList<ServerFinding> findings;
};

struct ServerReplication {
    static constexpr int kMaxRows = 1'000;
    ServerMoment moment;
    QString position; ///< of the log
    QList<ServerStandby> standbys;
    QList<ServerSlot> replicationSlots;
    std::optional<ServerReceiver> receiver; ///< of a server that is a standby
    QList<ServerSubscription> subscriptions;
    QList<ServerSetting> settings;
};

struct ServerWal {
    ServerMoment moment;
    QString position;
    qint64 writtenSince = 0; ///< since when `bytes` and the next ones count; 0: never reset
    std::optional<qint64> bytes, records, fullPages, buffersFull; ///< from PostgreSQL 14 on
    std::optional<qint64> files, fileBytes; ///< of pg_wal; for members of pg_monitor
    QString archiveMode; ///< "off", "on", "always"
    qint64 archived = 0, archiveFailed = 0, archiverSince = 0;
    QString lastArchived, lastFailed; ///< names of files
    qint64 lastArchivedAt = 0, lastFailedAt = 0;
    std::optional<qint64> waiting; ///< files that wait for the archiver; for members of pg_monitor
    qint64 timedCheckpoints = 0, requestedCheckpoints = 0, checkpointsSince = 0; ///< on a standby from PostgreSQL 17 on: restart points
    double checkpointWriteMs = 0, checkpointSyncMs = 0;
    qint64 lastCheckpointAt = 0;
    std::optional<qint64> sinceCheckpoint; ///< bytes of log since the last one began
    qint64 buffersByCheckpoints = 0, buffersByWriter = 0, writerSince = 0, writerStopped = 0;
    std::optional<qint64> buffersBySessions, syncsBySessions; ///< from 17 on those that pg_stat_io counts
    QList<ServerSetting> settings;
    QList<ServerFinding> findings;
};

} // namespace plancia

Q_DECLARE_METATYPE(plancia::ServerTables)
Q_DECLARE_METATYPE(plancia::ServerIndexes)
