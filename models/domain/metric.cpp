// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/metric.h"

#include "models/domain/pageseries.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>

namespace plancia {

namespace {
using Q = Quantity;
using Of = Metric::Of;
using Needs = Metric::Needs;
constexpr auto kPg = Of::Postgres;
constexpr auto kTarget = Of::Target;
constexpr auto k1 = Metric::EverySecond;
constexpr auto k10 = Metric::EveryTen;
constexpr auto k60 = Metric::EveryMinute;

constexpr auto kMetrics = std::to_array<Metric>({
    {"self.rss_bytes", QT_TRANSLATE_NOOP("Metric", "resident memory"), Q::Bytes, Of::Agent},
    {"self.cpu", QT_TRANSLATE_NOOP("Metric", "processor cores"), Q::Cores, Of::Agent},
    {"store.commits", QT_TRANSLATE_NOOP("Metric", "commits"), Q::PerSecond, Of::Store},
    {"store.wal_bytes", QT_TRANSLATE_NOOP("Metric", "write-ahead log"), Q::Bytes, Of::Store},
    {"store.read_ms", QT_TRANSLATE_NOOP("Metric", "one read"), Q::Milliseconds, Of::Store},

    // Work of the connected database: pg_stat_database, as rates of the time that passed
    {"pg.commits", QT_TRANSLATE_NOOP("Metric", "commits"), Q::PerSecond, kPg},
    {"pg.rollbacks", QT_TRANSLATE_NOOP("Metric", "rollbacks"), Q::PerSecond, kPg},
    {"pg.transactions", QT_TRANSLATE_NOOP("Metric", "transactions"), Q::PerSecond, kPg},
    {"pg.rollback_ratio", QT_TRANSLATE_NOOP("Metric", "rolled back"), Q::Ratio, kPg},
    {"pg.cache_hit_ratio", QT_TRANSLATE_NOOP("Metric", "cache hits"), Q::Ratio, kPg},
    {"pg.blocks.hit", QT_TRANSLATE_NOOP("Metric", "blocks found"), Q::PerSecond, kPg},
    {"pg.blocks.read", QT_TRANSLATE_NOOP("Metric", "blocks read"), Q::PerSecond, kPg},
    {"pg.rows.returned", QT_TRANSLATE_NOOP("Metric", "rows read"), Q::PerSecond, kPg},
    {"pg.rows.fetched", QT_TRANSLATE_NOOP("Metric", "rows fetched by index"), Q::PerSecond, kPg},
    {"pg.rows.inserted", QT_TRANSLATE_NOOP("Metric", "inserted"), Q::PerSecond, kPg},
    {"pg.rows.updated", QT_TRANSLATE_NOOP("Metric", "updated"), Q::PerSecond, kPg},
    {"pg.rows.deleted", QT_TRANSLATE_NOOP("Metric", "deleted"), Q::PerSecond, kPg},
    {"pg.temp_bytes", QT_TRANSLATE_NOOP("Metric", "temporary files"), Q::BytesPerSecond, kPg},
    {"pg.deadlocks", QT_TRANSLATE_NOOP("Metric", "deadlocks"), Q::PerSecond, kPg},
    {"pg.conflicts", QT_TRANSLATE_NOOP("Metric", "cancelled by recovery"), Q::PerSecond, kPg},
    {"pg.time.active", QT_TRANSLATE_NOOP("Metric", "sessions at work"), Q::Cores, kPg, k1, Needs::Nothing, 14},
    {"pg.time.idle_in_transaction", QT_TRANSLATE_NOOP("Metric", "sessions idle in a transaction"), Q::Cores, kPg, k1, Needs::Nothing, 14},
    {"pg.time.disk", QT_TRANSLATE_NOOP("Metric", "sessions at the disk"), Q::Cores, kPg},
    {"pg.checksum_failures", QT_TRANSLATE_NOOP("Metric", "checksum failures"), Q::Count, kPg},
    {"pg.sample_ms", QT_TRANSLATE_NOOP("Metric", "one sample"), Q::Milliseconds, kPg},
    {"pg.agent_ms", QT_TRANSLATE_NOOP("Metric", "looks of the agent"), Q::Milliseconds, kPg},
    {"pg.connect_ms", QT_TRANSLATE_NOOP("Metric", "connecting"), Q::Milliseconds, kPg},
    {"pg.asleep", QT_TRANSLATE_NOOP("Metric", "asleep"), Q::Count, kPg},
    {"pg.uptime_s", QT_TRANSLATE_NOOP("Metric", "uptime"), Q::Seconds, kPg},

    // Sessions of the whole server: pg_stat_activity
    {"pg.connections.active", QT_TRANSLATE_NOOP("Metric", "active"), Q::Count, kPg},
    {"pg.connections.idle", QT_TRANSLATE_NOOP("Metric", "idle"), Q::Count, kPg},
    {"pg.connections.idle_in_transaction", QT_TRANSLATE_NOOP("Metric", "idle in transaction"), Q::Count, kPg},
    {"pg.connections.other", QT_TRANSLATE_NOOP("Metric", "other"), Q::Count, kPg},
    {"pg.connections.used", QT_TRANSLATE_NOOP("Metric", "in use"), Q::Count, kPg},
    {"pg.connections.max", QT_TRANSLATE_NOOP("Metric", "allowed"), Q::Count, kPg},
    {"pg.connections.used_ratio", QT_TRANSLATE_NOOP("Metric", "share in use"), Q::Ratio, kPg},
    {"pg.longest_query_s", QT_TRANSLATE_NOOP("Metric", "longest statement"), Q::Seconds, kPg, k1, Needs::Monitor},
    {"pg.longest_transaction_s", QT_TRANSLATE_NOOP("Metric", "longest transaction"), Q::Seconds, kPg, k1, Needs::Monitor},

    // What sessions at work wait for: wait_event_type of pg_stat_activity
    {"pg.waits.cpu", QT_TRANSLATE_NOOP("Metric", "running"), Q::Count, kPg, k1, Needs::Monitor},
    {"pg.waits.lock", QT_TRANSLATE_NOOP("Metric", "lock"), Q::Count, kPg, k1, Needs::Monitor},
    {"pg.waits.lwlock", QT_TRANSLATE_NOOP("Metric", "internal lock"), Q::Count, kPg, k1, Needs::Monitor},
    {"pg.waits.io", QT_TRANSLATE_NOOP("Metric", "disk"), Q::Count, kPg, k1, Needs::Monitor},
    {"pg.waits.client", QT_TRANSLATE_NOOP("Metric", "client"), Q::Count, kPg, k1, Needs::Monitor},
    {"pg.waits.other", QT_TRANSLATE_NOOP("Metric", "something else"), Q::Count, kPg, k1, Needs::Monitor},
    {"pg.longest_lock_wait_s", QT_TRANSLATE_NOOP("Metric", "longest wait for a lock"), Q::Seconds, kPg, k10, Needs::Nothing, 14},
    {"pg.locks.held", QT_TRANSLATE_NOOP("Metric", "held"), Q::Count, kPg, k10},
    {"pg.locks.awaited", QT_TRANSLATE_NOOP("Metric", "awaited"), Q::Count, kPg, k10},
    {"pg.locks.used_ratio", QT_TRANSLATE_NOOP("Metric", "share of the lock table"), Q::Ratio, kPg, k10},

    // Statements: sums of pg_stat_statements over all of them
    {"pg.statements.calls", QT_TRANSLATE_NOOP("Metric", "statements"), Q::PerSecond, kPg, k10, Needs::Statements},
    {"pg.statements.mean_ms", QT_TRANSLATE_NOOP("Metric", "mean time"), Q::Milliseconds, kPg, k10, Needs::Statements},
    {"pg.statements.busy", QT_TRANSLATE_NOOP("Metric", "statements at work"), Q::Cores, kPg, k10, Needs::Statements},
    {"pg.statements.rows", QT_TRANSLATE_NOOP("Metric", "rows"), Q::PerSecond, kPg, k10, Needs::Statements},
    {"pg.statements.blocks_read", QT_TRANSLATE_NOOP("Metric", "blocks read"), Q::PerSecond, kPg, k10, Needs::Statements},
    {"pg.statements.temp_blocks", QT_TRANSLATE_NOOP("Metric", "temporary blocks"), Q::PerSecond, kPg, k10, Needs::Statements},
    {"pg.statements.disk", QT_TRANSLATE_NOOP("Metric", "statements at the disk"), Q::Cores, kPg, k10, Needs::Statements},
    {"pg.statements.tracked", QT_TRANSLATE_NOOP("Metric", "different statements"), Q::Count, kPg, k10, Needs::Statements},
    {"pg.statements.evictions", QT_TRANSLATE_NOOP("Metric", "evictions"), Q::Events, kPg, k10, Needs::Statements, 14},

    // Write-ahead log, checkpoints, replication
    {"pg.wal.bytes", QT_TRANSLATE_NOOP("Metric", "log written"), Q::BytesPerSecond, kPg, k1, Needs::Primary},
    {"pg.wal.records", QT_TRANSLATE_NOOP("Metric", "log records"), Q::PerSecond, kPg, k1, Needs::Nothing, 14},
    {"pg.wal.full_pages", QT_TRANSLATE_NOOP("Metric", "full pages"), Q::PerSecond, kPg, k1, Needs::Nothing, 14},
    {"pg.wal.buffers_full", QT_TRANSLATE_NOOP("Metric", "buffers full"), Q::PerSecond, kPg, k1, Needs::Nothing, 14},
    {"pg.wal.directory_bytes", QT_TRANSLATE_NOOP("Metric", "log on the disk"), Q::Bytes, kPg, k60, Needs::Monitor},
    {"pg.checkpoints.timed", QT_TRANSLATE_NOOP("Metric", "by time"), Q::Events, kPg},
    {"pg.checkpoints.requested", QT_TRANSLATE_NOOP("Metric", "on request"), Q::Events, kPg},
    {"pg.checkpoints.write_ms", QT_TRANSLATE_NOOP("Metric", "writing"), Q::Milliseconds, kPg},
    {"pg.checkpoints.sync_ms", QT_TRANSLATE_NOOP("Metric", "syncing"), Q::Milliseconds, kPg},
    {"pg.buffers.checkpoint", QT_TRANSLATE_NOOP("Metric", "by checkpoints"), Q::PerSecond, kPg},
    {"pg.buffers.clean", QT_TRANSLATE_NOOP("Metric", "by the background writer"), Q::PerSecond, kPg},
    {"pg.buffers.backend", QT_TRANSLATE_NOOP("Metric", "by sessions"), Q::PerSecond, kPg, k1, Needs::Nothing, 13, 16},
    {"pg.buffers.allocated", QT_TRANSLATE_NOOP("Metric", "allocated"), Q::PerSecond, kPg},
    {"pg.standbys", QT_TRANSLATE_NOOP("Metric", "standbys"), Q::Count, kPg, k1, Needs::Primary},
    {"pg.replication.lag_bytes", QT_TRANSLATE_NOOP("Metric", "furthest behind"), Q::Bytes, kPg, k1, Needs::Monitor},
    {"pg.replication.lag_s", QT_TRANSLATE_NOOP("Metric", "furthest behind"), Q::Seconds, kPg, k1, Needs::Monitor},
    {"pg.standby.lag_s", QT_TRANSLATE_NOOP("Metric", "this standby behind"), Q::Seconds, kPg, k1, Needs::Standby},
    {"pg.slots.active", QT_TRANSLATE_NOOP("Metric", "slots in use"), Q::Count, kPg, k10},
    {"pg.slots.inactive", QT_TRANSLATE_NOOP("Metric", "slots without a reader"), Q::Count, kPg, k10},
    {"pg.slots.kept_bytes", QT_TRANSLATE_NOOP("Metric", "kept for a slot"), Q::Bytes, kPg, k10},
    {"pg.archiver.failed", QT_TRANSLATE_NOOP("Metric", "failures of archiving"), Q::Events, kPg, k10},
    {"pg.archiver.age_s", QT_TRANSLATE_NOOP("Metric", "since the last archiving"), Q::Seconds, kPg, k10},

    // Health: what goes wrong slowly
    {"pg.database_bytes", QT_TRANSLATE_NOOP("Metric", "size of the database"), Q::Bytes, kPg, k60},
    {"pg.wraparound_ratio", QT_TRANSLATE_NOOP("Metric", "transaction numbers used"), Q::Ratio, kPg, k60},
    {"pg.multixact_ratio", QT_TRANSLATE_NOOP("Metric", "multixacts used"), Q::Ratio, kPg, k60},
    {"pg.rows.dead", QT_TRANSLATE_NOOP("Metric", "dead rows"), Q::Count, kPg, k60, Needs::Primary},
    {"pg.rows.dead_ratio", QT_TRANSLATE_NOOP("Metric", "share of dead rows"), Q::Ratio, kPg, k60, Needs::Primary},
    {"pg.vacuum.workers", QT_TRANSLATE_NOOP("Metric", "autovacuum at work"), Q::Count, kPg, k1, Needs::Monitor},
    {"pg.vacuum.workers_max", QT_TRANSLATE_NOOP("Metric", "autovacuum allowed"), Q::Count, kPg},
    {"pg.indexes.invalid", QT_TRANSLATE_NOOP("Metric", "invalid indexes"), Q::Count, kPg, k60},
    {"pg.statistics.stale", QT_TRANSLATE_NOOP("Metric", "tables never analysed"), Q::Count, kPg, k60, Needs::Primary},

    // Why something above is absent: 1 or 0
    {"pg.has.monitor", QT_TRANSLATE_NOOP("Metric", "may read statistics of all"), Q::Count, kPg, k60},
    {"pg.has.statements", QT_TRANSLATE_NOOP("Metric", "statements are kept"), Q::Count, kPg, k60},

    // Health targets: each look at one
    {"target.up", QT_TRANSLATE_NOOP("Metric", "up"), Q::Ratio, kTarget, k60},
    {"target.took_ms", QT_TRANSLATE_NOOP("Metric", "response time"), Q::Milliseconds, kTarget, k60},
    {"target.every_s", QT_TRANSLATE_NOOP("Metric", "period"), Q::Seconds, kTarget, k60},
    {"target.since_s", QT_TRANSLATE_NOOP("Metric", "in this state for"), Q::Seconds, kTarget, k60},
    {"target.certificate_days", QT_TRANSLATE_NOOP("Metric", "days until the certificate ends"), Q::Count, kTarget, k60},
    {"target.free_bytes", QT_TRANSLATE_NOOP("Metric", "free on the disk"), Q::Bytes, kTarget, k60},
    {"target.free_ratio", QT_TRANSLATE_NOOP("Metric", "share of the disk that is free"), Q::Ratio, kTarget, k60},
    {"target.backup_age_s", QT_TRANSLATE_NOOP("Metric", "age of the newest proved backup"), Q::Seconds, kTarget, k60},
    {"target.series", QT_TRANSLATE_NOOP("Metric", "series on the page"), Q::Count, kTarget, k60},
});

/// Of series of a page: a row a quantity that they may have.
constexpr auto kSeries = std::to_array<Metric>({
    {"target.rate", nullptr, Q::PerSecond, kTarget, k60},
    {"target.rate", nullptr, Q::BytesPerSecond, kTarget, k60},
    {"target.value", nullptr, Q::Bytes, kTarget, k60},
    {"target.value", nullptr, Q::Seconds, kTarget, k60},
    {"target.value", nullptr, Q::Ratio, kTarget, k60},
    {"target.value", nullptr, Q::Number, kTarget, k60},
});
} // namespace

std::span<const Metric> metrics() { return kMetrics; }

const Metric *metricByName(const QString &name)
{
    static const QHash<QString, const Metric *> all = [] {
        QHash<QString, const Metric *> byName;
        for (const Metric &metric : kMetrics)
            byName.insert(QString::fromLatin1(metric.name), &metric);
        return byName;
    }();
    if (const Metric *known = all.value(name))
        return known;
    const auto series = seriesMetric(name);
    const auto row = series ? std::ranges::find(kSeries, quantityOf(*series), &Metric::quantity) : kSeries.end();
    return row == kSeries.end() ? nullptr : &*row;
}

QString metricLabel(const QString &name)
{
    if (const auto series = seriesMetric(name))
        return series->selector;
    const Metric *metric = metricByName(name);
    return metric ? QCoreApplication::translate("Metric", metric->label) : name;
}

QString metricTitle(const QString &name)
{
    const QString label = metricLabel(name);
    return label.isEmpty() || seriesMetric(name) ? label : label.at(0).toUpper() + label.mid(1);
}

QString toString(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Count:
        return QStringLiteral("count");
    case Quantity::Events:
        return QStringLiteral("events");
    case Quantity::PerSecond:
        return QStringLiteral("per_second");
    case Quantity::BytesPerSecond:
        return QStringLiteral("bytes_per_second");
    case Quantity::Ratio:
        return QStringLiteral("ratio");
    case Quantity::Milliseconds:
        return QStringLiteral("milliseconds");
    case Quantity::Seconds:
        return QStringLiteral("seconds");
    case Quantity::Bytes:
        return QStringLiteral("bytes");
    case Quantity::Cores:
        return QStringLiteral("cores");
    case Quantity::Number:
        return QStringLiteral("number");
    }
    return {};
}

QString unitOf(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Count:
        return QStringLiteral("count");
    case Quantity::Events:
        return QStringLiteral("events");
    case Quantity::PerSecond:
        return QStringLiteral("1/s");
    case Quantity::BytesPerSecond:
        return QStringLiteral("bytes/s");
    case Quantity::Ratio:
        return QStringLiteral("0…1");
    case Quantity::Milliseconds:
        return QStringLiteral("ms");
    case Quantity::Seconds:
        return QStringLiteral("s");
    case Quantity::Bytes:
        return QStringLiteral("bytes");
    case Quantity::Cores:
        return QStringLiteral("cores");
    case Quantity::Number:
        return QStringLiteral("number");
    }
    return {};
}

QString grantFor(Metric::Needs needs, const QString &role)
{
    QString quoted = role;
    quoted.replace(u'"', QStringLiteral("\"\""));
    switch (needs) {
    case Metric::Needs::Monitor:
        return QStringLiteral("GRANT pg_monitor TO \"%1\";").arg(quoted);
    case Metric::Needs::Statements:
        return QStringLiteral("CREATE EXTENSION pg_stat_statements;");
    default:
        return {};
    }
}

} // namespace plancia
