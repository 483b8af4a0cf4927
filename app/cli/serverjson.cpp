// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/serverjson.h"

#include "app/cli/json.h"
#include "models/domain/serverrules.h"

namespace plancia::cli {

namespace {
QJsonValue textOrNull(const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }
template <class T>
QJsonValue orNull(const std::optional<T> &value) { return value ? QJsonValue(*value) : QJsonValue(); }

QJsonObject with(QJsonObject object, const QList<ServerFinding> &findings)
{
    object.insert("findings", toJson(findings));
    object.insert("severity", findings.isEmpty() ? QJsonValue() : QJsonValue(toString(findings.first().severity)));
    return object;
}
double ofLimit(qint64 age) { return static_cast<double>(age) / static_cast<double>(server::kWraparoundLimit); }
QJsonValue ofLimit(const std::optional<qint64> &age) { return age ? QJsonValue(ofLimit(*age)) : QJsonValue(); }
} // namespace

QJsonArray toJson(const QList<ServerFinding> &findings)
{
    QJsonArray words;
    for (const ServerFinding &finding : findings)
        words.append(toString(finding.kind));
    return words;
}

QJsonObject toJson(const ServerMoment &moment)
{
    return {{"at", isoTime(moment.at)},
            {"version", moment.versionName},
            {"role", moment.role},
            {"database", moment.database},
            {"sees_all_stats", moment.seesAllStats},
            {"is_standby", moment.isStandby},
            {"writes_counted", !moment.isStandby},
            {"started_at", timeOrNull(moment.startedAt)},
            {"counted_since", timeOrNull(moment.countedSince)}};
}

QJsonObject toJson(const ServerTable &table, const AutovacuumRules &rules)
{
    const server::VacuumNeed need = server::vacuumNeed(table, rules);
    const auto counted = [&table](qint64 value) { return orNull(table.ifCounted(value)); };
    return with({{"schema", table.schema},
                 {"table", table.name},
                 {"owner", table.owner},
                 {"is_materialized_view", table.isMaterializedView},
                 {"is_partition", table.isPartition},
                 {"is_unlogged", table.isUnlogged},
                 {"is_temporary", table.isTemporary},
                 {"is_system", table.isSystem},
                 {"options", QJsonArray::fromStringList(table.options)},
                 {"rows", orNull(table.rows)},
                 {"bytes", orNull(table.totalBytes())},
                 {"heap_bytes", orNull(table.heapBytes)},
                 {"toast_bytes", orNull(table.toastBytes)},
                 {"index_bytes", orNull(table.indexBytes)},
                 {"live_rows", counted(table.liveRows)},
                 {"dead_rows", counted(table.deadRows)},
                 {"dead_share", orNull(table.deadShare())},
                 {"sequential_scans", table.sequentialScans},
                 {"index_scans", orNull(table.indexScans)},
                 {"inserted", counted(table.inserted)},
                 {"updated", counted(table.updated)},
                 {"hot_updated", counted(table.hotUpdated)},
                 {"deleted", counted(table.deleted)},
                 {"last_vacuum", timeOrNull(table.lastVacuum)},
                 {"last_autovacuum", timeOrNull(table.lastAutovacuum)},
                 {"last_analyze", timeOrNull(table.lastAnalyze)},
                 {"last_autoanalyze", timeOrNull(table.lastAutoanalyze)},
                 {"last_scan", timeOrNull(table.lastScan)},
                 {"vacuum_threshold", need.deadLimit},
                 {"autovacuum_off", need.isOff},
                 {"transaction_age", orNull(table.transactionAge)},
                 {"transaction_share", ofLimit(table.transactionAge)},
                 {"multixact_age", orNull(table.multixactAge)},
                 {"bloat_bytes_estimate", orNull(table.bloatBytes)},
                 {"is_readable", table.isReadable}},
                table.findings);
}

QJsonObject toJson(const ServerIndex &index)
{
    return with({{"schema", index.schema},
                 {"index", index.name},
                 {"table", index.table},
                 {"owner", index.owner},
                 {"method", index.method},
                 {"definition", textOrNull(index.definition)},
                 {"constraint", textOrNull(index.constraint)},
                 {"is_primary", index.isPrimary},
                 {"is_unique", index.isUnique},
                 {"is_valid", index.isValid},
                 {"is_being_built", index.isBeingBuilt},
                 {"is_perhaps_being_built", index.isPerhapsBuilt},
                 {"is_immediate", index.isImmediate},
                 {"nulls_not_distinct", index.areNullsEqual},
                 {"is_replica_identity", index.isReplicaIdentity},
                 {"is_referenced", index.isReferenced},
                 {"is_system", index.isSystem},
                 {"keys", QJsonArray::fromStringList(index.keys)},
                 {"included", QJsonArray::fromStringList(index.included)},
                 {"predicate", index.predicate ? textOrNull(*index.predicate) : QJsonValue()},
                 {"rows", orNull(index.rows)},
                 {"bytes", orNull(index.bytes)},
                 {"scans", index.scans},
                 {"last_scan", timeOrNull(index.lastScan)},
                 {"bloat_bytes_estimate", orNull(index.bloatBytes)},
                 {"covered_by", textOrNull(index.coveredBy)},
                 {"is_readable", index.isReadable}},
                index.findings);
}

QJsonObject toJson(const ServerDatabase &database)
{
    return with({{"database", database.name},
                 {"takes_connections", database.isOpen},
                 {"transaction_age", database.transactionAge},
                 {"transaction_share", ofLimit(database.transactionAge)},
                 {"multixact_age", database.multixactAge},
                 {"multixact_share", ofLimit(database.multixactAge)}},
                database.findings);
}

QJsonObject toJson(const ServerProgress &progress)
{
    return {{"what", progress.kind},
            {"pid", progress.pid},
            {"database", textOrNull(progress.database)},
            {"relation", textOrNull(progress.relation)},
            {"phase", textOrNull(progress.phase)},
            {"done", orNull(progress.done)},
            {"total", orNull(progress.total)},
            {"started_at", timeOrNull(progress.startedAt)},
            {"is_automatic", progress.isAutomatic},
            {"prevents_wraparound", progress.preventsWraparound}};
}

QJsonObject toJson(const VacuumHolder &holder)
{
    return with({{"what", holder.kind}, {"name", holder.name}, {"pid", holder.pid == 0 ? QJsonValue() : QJsonValue(holder.pid)}, {"of", textOrNull(holder.who)}, {"transaction_age", holder.transactionAge}, {"since", timeOrNull(holder.since)}},
                holder.findings);
}

QJsonObject toJson(const VacuumDue &due)
{
    return {{"schema", due.table.schema},
            {"table", due.table.name},
            {"why", toString(due.why)},
            {"share", due.share},
            {"autovacuum_off", due.isOff},
            {"dead_rows", due.table.deadRows},
            {"transaction_age", orNull(due.table.transactionAge)},
            {"last_vacuum", timeOrNull(due.table.lastVacuum)},
            {"last_autovacuum", timeOrNull(due.table.lastAutovacuum)}};
}

QJsonObject toJson(const ServerSetting &setting)
{
    return {{"name", setting.name},
            {"value", setting.value},
            {"unit", textOrNull(setting.unit)},
            {"default", setting.byDefault},
            {"is_default", setting.isDefault},
            {"needs_restart", setting.needsRestart},
            {"is_dangerous", server::isDangerous(setting)}};
}

QJsonObject toJson(const ServerStandby &standby)
{
    return with({{"what", "standby"},
                 {"name", textOrNull(standby.application)},
                 {"pid", standby.pid},
                 {"user", textOrNull(standby.user)},
                 {"client", textOrNull(standby.client)},
                 {"state", textOrNull(standby.state)},
                 {"sync_state", textOrNull(standby.syncState)},
                 {"connected_at", timeOrNull(standby.connectedAt)},
                 {"sent_behind_bytes", orNull(standby.sentBehind)},
                 {"write_behind_bytes", orNull(standby.writeBehind)},
                 {"flush_behind_bytes", orNull(standby.flushBehind)},
                 {"replay_behind_bytes", orNull(standby.replayBehind)},
                 {"write_lag_ms", orNull(standby.writeLagMs)},
                 {"flush_lag_ms", orNull(standby.flushLagMs)},
                 {"replay_lag_ms", orNull(standby.replayLagMs)},
                 {"transaction_age", orNull(standby.transactionAge)}},
                standby.findings);
}

QJsonObject toJson(const ServerSlot &slot)
{
    return with({{"what", "slot"},
                 {"name", slot.name},
                 {"kind", slot.kind},
                 {"plugin", textOrNull(slot.plugin)},
                 {"database", textOrNull(slot.database)},
                 {"is_temporary", slot.isTemporary},
                 {"is_active", slot.isActive},
                 {"is_synced", slot.isSynced},
                 {"kept_bytes", orNull(slot.keptBytes)},
                 {"safe_bytes", orNull(slot.safeBytes)},
                 {"wal_status", textOrNull(slot.walStatus)},
                 {"invalidation", textOrNull(slot.invalidation)},
                 {"inactive_since", timeOrNull(slot.inactiveSince)},
                 {"transaction_age", orNull(slot.transactionAge)}},
                slot.findings);
}

QJsonObject toJson(const ServerReceiver &receiver)
{
    return with({{"pid", receiver.pid == 0 ? QJsonValue() : QJsonValue(receiver.pid)},
                 {"status", textOrNull(receiver.status)},
                 {"sender", textOrNull(receiver.sender)},
                 {"slot", textOrNull(receiver.slot)},
                 {"received_to", textOrNull(receiver.receivedTo)},
                 {"replayed_to", textOrNull(receiver.replayedTo)},
                 {"replay_behind_bytes", orNull(receiver.replayBehind)},
                 {"replayed_at", timeOrNull(receiver.replayedAt)},
                 {"replay_paused", receiver.isPaused},
                 {"lag_ms", orNull(receiver.lagMs)}},
                receiver.findings);
}

QJsonObject toJson(const ServerSubscription &subscription)
{
    return with({{"what", "subscription"},
                 {"name", subscription.name},
                 {"database", textOrNull(subscription.database)},
                 {"pid", subscription.pid == 0 ? QJsonValue() : QJsonValue(subscription.pid)},
                 {"received_to", textOrNull(subscription.receivedTo)},
                 {"message_at", timeOrNull(subscription.messageAt)},
                 {"errors", orNull(subscription.errors)},
                 {"errors_since", timeOrNull(subscription.errorsSince)}},
                subscription.findings);
}

QJsonObject toJson(const ServerWal &wal)
{
    return with({{"position", wal.position},
                 {"files", orNull(wal.files)},
                 {"file_bytes", orNull(wal.fileBytes)},
                 {"bytes", orNull(wal.bytes)},
                 {"records", orNull(wal.records)},
                 {"full_pages", orNull(wal.fullPages)},
                 {"buffers_full", orNull(wal.buffersFull)},
                 {"written_since", timeOrNull(wal.writtenSince)},
                 {"archive_mode", wal.archiveMode},
                 {"archived", wal.archived},
                 {"archive_failed", wal.archiveFailed},
                 {"last_archived", textOrNull(wal.lastArchived)},
                 {"last_archived_at", timeOrNull(wal.lastArchivedAt)},
                 {"last_failed", textOrNull(wal.lastFailed)},
                 {"last_failed_at", timeOrNull(wal.lastFailedAt)},
                 {"archive_waiting", orNull(wal.waiting)},
                 {"archiver_since", timeOrNull(wal.archiverSince)},
                 {"checkpoints_timed", wal.timedCheckpoints},
                 {"checkpoints_requested", wal.requestedCheckpoints},
                 {"checkpoint_write_ms", wal.checkpointWriteMs},
                 {"checkpoint_sync_ms", wal.checkpointSyncMs},
                 {"checkpoints_since", timeOrNull(wal.checkpointsSince)},
                 {"last_checkpoint_at", timeOrNull(wal.lastCheckpointAt)},
                 {"since_checkpoint_bytes", orNull(wal.sinceCheckpoint)},
                 {"buffers_checkpoint", wal.buffersByCheckpoints},
                 {"buffers_writer", wal.buffersByWriter},
                 {"buffers_writer_stopped", wal.writerStopped},
                 {"buffers_sessions", orNull(wal.buffersBySessions)},
                 {"syncs_sessions", orNull(wal.syncsBySessions)},
                 {"buffers_since", timeOrNull(wal.writerSince)}},
                wal.findings);
}

QStringList tableColumns()
{
    return QStringLiteral("schema table owner severity findings rows bytes heap_bytes toast_bytes index_bytes live_rows dead_rows dead_share sequential_scans index_scans "
                          "inserted updated hot_updated deleted last_vacuum last_autovacuum last_analyze last_autoanalyze last_scan vacuum_threshold autovacuum_off "
                          "transaction_age transaction_share multixact_age bloat_bytes_estimate").split(u' ');
}
QStringList indexColumns()
{
    return QStringLiteral("schema index table severity findings method constraint is_primary is_unique is_valid rows bytes scans last_scan bloat_bytes_estimate covered_by "
                          "definition").split(u' ');
}
QStringList dueColumns() { return QStringLiteral("schema table why share autovacuum_off dead_rows transaction_age last_vacuum last_autovacuum").split(u' '); }
QStringList replicationColumns()
{
    return QStringLiteral("what name severity findings pid client state sync_state sent_behind_bytes write_behind_bytes flush_behind_bytes replay_behind_bytes write_lag_ms "
                          "flush_lag_ms replay_lag_ms kind database is_active kept_bytes safe_bytes wal_status transaction_age errors").split(u' ');
}
QStringList walColumns()
{
    return QStringLiteral("position severity findings files file_bytes bytes records full_pages buffers_full written_since archive_mode archived archive_failed last_archived "
                          "last_archived_at last_failed last_failed_at archive_waiting archiver_since checkpoints_timed checkpoints_requested checkpoint_write_ms "
                          "checkpoint_sync_ms checkpoints_since last_checkpoint_at since_checkpoint_bytes buffers_checkpoint buffers_writer buffers_writer_stopped "
                          "buffers_sessions syncs_sessions buffers_since").split(u' ');
}

} // namespace plancia::cli
