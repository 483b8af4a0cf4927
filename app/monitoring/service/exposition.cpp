// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/service/exposition.h"

#include <QHash>

namespace plancia::monitoring {

namespace {
struct Help {
    const char *metric;
    const char *text;
};
constexpr Help kHelps[] = {
    {"self.rss_bytes", "Resident memory of the agent."},
    {"self.cpu", "Processor time that the agent takes, in cores."},
    {"store.commits", "Commits of the local store."},
    {"store.wal_bytes", "Size of the local store's write-ahead log."},
    {"store.read_ms", "Time of one small read of the local store."},
    {"pg.commits", "Transactions committed in the connected database."},
    {"pg.rollbacks", "Transactions rolled back in the connected database."},
    {"pg.transactions", "Transactions ended in the connected database."},
    {"pg.rollback_ratio", "Transactions rolled back among those ended since the last look; absent when none ended."},
    {"pg.cache_hit_ratio", "Blocks found in shared buffers among those read in the last interval; absent when nothing was read."},
    {"pg.blocks.hit", "Blocks found in shared buffers."},
    {"pg.blocks.read", "Blocks that had to be read from the system, which may have them in its own cache."},
    {"pg.rows.returned", "Rows read by scans."},
    {"pg.rows.fetched", "Rows fetched by index scans."},
    {"pg.rows.inserted", "Rows inserted."},
    {"pg.rows.updated", "Rows updated."},
    {"pg.rows.deleted", "Rows deleted."},
    {"pg.temp_bytes", "Bytes that statements wrote to temporary files."},
    {"pg.deadlocks", "Deadlocks found."},
    {"pg.conflicts", "Statements cancelled because they stood in the way of recovery; only on a standby."},
    {"pg.time.active", "Sessions that ran a statement, on average; a statement counts when it ends."},
    {"pg.time.idle_in_transaction", "Sessions that held a transaction open and did nothing, on average."},
    {"pg.time.disk", "Sessions that waited for blocks to be read or written, on average; absent while track_io_timing is off."},
    {"pg.checksum_failures", "Pages whose checksum was wrong, since the statistics were reset; absent without checksums."},
    {"pg.sample_ms", "Time of the look that is taken each second."},
    {"pg.agent_ms", "Time that all looks of the second took, at the server and on the way."},
    {"pg.connect_ms", "Time that the connection took, when one was made; with a server that slept, its cold start."},
    {"pg.asleep", "1 while nobody reads the stream and a server that may sleep is not asked, else 0; absent for others."},
    {"pg.uptime_s", "Time since the server started."},
    {"pg.connections.active", "Client connections that run a statement."},
    {"pg.connections.idle", "Client connections that do nothing."},
    {"pg.connections.idle_in_transaction", "Client connections that hold a transaction open and do nothing."},
    {"pg.connections.other", "Client connections whose state is another one or is not told."},
    {"pg.connections.used", "Client connections, without the agent's own."},
    {"pg.connections.max", "Connections that the server allows: max_connections."},
    {"pg.connections.used_ratio", "Client connections among those allowed."},
    {"pg.longest_query_s", "Age of the longest running statement; 0 when none runs."},
    {"pg.longest_transaction_s", "Age of the longest open transaction; 0 when none is open."},
    {"pg.waits.cpu", "Active connections that wait for nothing the server knows of: they compute."},
    {"pg.waits.lock", "Active connections that wait for a lock of a row, a table or a transaction."},
    {"pg.waits.lwlock", "Active connections that wait for an internal lock of the server."},
    {"pg.waits.io", "Active connections that wait for the disk."},
    {"pg.waits.client", "Active connections that wait for their client."},
    {"pg.waits.other", "Active connections that wait for something else."},
    {"pg.longest_lock_wait_s", "Time that the longest wait for a lock has lasted; 0 when nobody waits."},
    {"pg.locks.held", "Locks held, without the agent's own."},
    {"pg.locks.awaited", "Locks that somebody waits for."},
    {"pg.locks.used_ratio", "Locks in the shared lock table among those it has room for: max_locks_per_transaction × (max_connections + max_prepared_transactions)."},
    {"pg.statements.calls", "Statements run."},
    {"pg.statements.mean_ms", "Mean time of a statement run since the last look; absent when none ran."},
    {"pg.statements.busy", "Statements that ran at the same time, on average; one counts when it ends."},
    {"pg.statements.rows", "Rows that statements gave or changed."},
    {"pg.statements.blocks_read", "Blocks that statements had to read from the system."},
    {"pg.statements.temp_blocks", "Blocks of temporary files that statements read and wrote."},
    {"pg.statements.disk", "Statements that waited for blocks to be read or written, on average; absent while track_io_timing is off."},
    {"pg.statements.tracked", "Different statements that are kept."},
    {"pg.statements.evictions", "Times that statements were evicted to make room, since the last look; needs the extension in version 1.9."},
    {"pg.wal.bytes", "Write-ahead log written."},
    {"pg.wal.records", "Records of the write-ahead log."},
    {"pg.wal.full_pages", "Whole pages in the write-ahead log: each page's first change after a checkpoint."},
    {"pg.wal.buffers_full", "Times that the log was written because its buffers were full."},
    {"pg.wal.directory_bytes", "Size of the files of the write-ahead log."},
    {"pg.checkpoints.timed", "Checkpoints that were due; on a standby, restart points."},
    {"pg.checkpoints.requested", "Checkpoints that were requested, also because the log had grown; on a standby, restart points."},
    {"pg.checkpoints.write_ms", "Time that checkpoints took to write."},
    {"pg.checkpoints.sync_ms", "Time that checkpoints took to bring files to the disk."},
    {"pg.buffers.checkpoint", "Buffers written by checkpoints."},
    {"pg.buffers.clean", "Buffers written by the background writer."},
    {"pg.buffers.backend", "Buffers that sessions had to write themselves."},
    {"pg.buffers.allocated", "Buffers allocated."},
    {"pg.standbys", "Standbys and other receivers of the log that are connected."},
    {"pg.replication.lag_bytes", "Log that the furthest standby has not replayed yet; absent without a standby."},
    {"pg.replication.lag_s", "Time that the furthest standby is behind; absent without a standby."},
    {"pg.standby.lag_s", "Time since the last replayed commit; 0 when everything that came is replayed and the primary is connected."},
    {"pg.slots.active", "Replication slots in use."},
    {"pg.slots.inactive", "Replication slots that nobody reads: they keep the log for ever."},
    {"pg.slots.kept_bytes", "Log that is kept for the slot furthest behind; absent without a slot."},
    {"pg.archiver.failed", "Files of the log that could not be archived, since the last look."},
    {"pg.archiver.age_s", "Time since a file of the log was last archived; absent without archiving."},
    {"pg.database_bytes", "Size of the connected database."},
    {"pg.wraparound_ratio", "Age of the oldest transaction number of any database, of the 2³¹ there are."},
    {"pg.multixact_ratio", "Age of the oldest multixact of any database, of the 2³¹ there are."},
    {"pg.rows.dead", "Dead rows that wait for a vacuum, in the connected database."},
    {"pg.rows.dead_ratio", "Dead rows among all rows of the connected database; absent when it has none."},
    {"pg.vacuum.workers", "Workers of autovacuum that run."},
    {"pg.vacuum.workers_max", "Workers of autovacuum that may run: autovacuum_max_workers."},
    {"pg.indexes.invalid", "Indexes of the connected database that are not valid and not just being built."},
    {"pg.statistics.stale", "Tables of the connected database with rows that were never analysed."},
    {"pg.has.monitor", "1 when the role has pg_monitor, else 0."},
    {"pg.has.statements", "1 when pg_stat_statements (from 1.8 on) is in the connected database, preloaded, and may be read, else 0."},
    {"target.up", "1 up, 0.5 degraded, 0 down."},
    {"target.took_ms", "Time that the look took."},
    {"target.every_s", "Period of the looks."},
    {"target.since_s", "Time that it has been in its state, as far as the agent saw."},
    {"target.certificate_days", "Time until its certificate ends; negative when it has ended."},
    {"target.free_bytes", "Free on the disk, for those without special rights."},
    {"target.free_ratio", "Share of the disk that is free."},
    {"target.backup_age_s", "Age of the newest proved backup; of several workspaces the oldest."},
    {"target.series", "Series on a page of metrics."},
};

const QByteArray kDays = "_days";

/// The unit's word, and the end of our own name that says the same.
std::pair<QByteArray, QByteArray> ending(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Count:
    case Quantity::Events:
    case Quantity::Number:
        return {};
    case Quantity::PerSecond:
        return {"_per_second", {}};
    case Quantity::BytesPerSecond:
        return {"_bytes_per_second", "_bytes"};
    case Quantity::Ratio:
        return {"_ratio", "_ratio"};
    case Quantity::Milliseconds:
        return {"_seconds", "_ms"};
    case Quantity::Seconds:
        return {"_seconds", "_s"};
    case Quantity::Bytes:
        return {"_bytes", "_bytes"};
    case Quantity::Cores:
        return {"_cores", {}};
    }
    return {};
}
} // namespace

double prometheusValue(const Metric &metric, double value)
{
    if (metric.quantity == Quantity::Milliseconds)
        return value / 1000;
    return QByteArray(metric.name).endsWith(kDays) ? value * 86'400 : value;
}

QByteArray prometheusName(const Metric &metric)
{
    QByteArray name = metric.name;
    if (name == "self.rss_bytes") // its name before there was a rule
        return "self_resident_bytes";
    name.replace('.', '_');
    if (name.endsWith(kDays))
        return name.chopped(kDays.size()) + "_seconds";
    const auto [unit, own] = ending(metric.quantity);
    if (!own.isEmpty() && name.endsWith(own))
        name.chop(own.size());
    return name + unit;
}

QByteArray prometheusHelp(const Metric &metric)
{
    static const QHash<QByteArray, QByteArray> all = [] {
        QHash<QByteArray, QByteArray> byName;
        for (const Help &help : kHelps)
            byName.insert(help.metric, help.text);
        return byName;
    }();
    return all.value(metric.name);
}

} // namespace plancia::monitoring
