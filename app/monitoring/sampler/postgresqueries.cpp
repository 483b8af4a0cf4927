// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/sampler/postgresqueries.h"

#include "app/monitoring/sampler/rate.h"
#include "app/sql/connection.h"

#include <algorithm>

namespace plancia::monitoring {

namespace {
using Kind = PostgresColumn::Kind;

constexpr int kTimeoutMs = 2000;
constexpr int kSlowTimeoutMs = 5000;

// In every text each column stands with the alias of its relation, and each value with its type: a test reads both.
struct Item {
    const char *name;
    Kind kind;
    QByteArray sql;
    const char *of = nullptr;
};

PostgresStatement statement(const QList<Item> &items, const QByteArray &from)
{
    PostgresStatement made;
    QByteArrayList list;
    for (const Item &item : items) {
        list.append(item.sql);
        made.columns.append({item.name, item.kind, item.of});
    }
    made.text = "/* plancia:sampler */ SELECT " + list.join(", ") + " FROM " + from + " LIMIT 1";
    return made;
}

QByteArray since(const QByteArray &reset) { return "concat(pg_postmaster_start_time()::text, ' ', " + reset + "::text)::text"; }
QByteArray secondsSince(const QByteArray &moment) { return "extract(epoch FROM clock_timestamp() - " + moment + ")"; }
/// NULL stays NULL, which greatest() would make 0. Clocks and positions of two servers may differ by a little.
QByteArray notNegative(const QByteArray &number) { return "(CASE WHEN " + number + " < 0 THEN 0 ELSE " + number + " END)"; }
/// Where the log stands now: written here, or come from the server that this one follows, by its receiver or out of an archive.
QByteArray position(const PostgresFacts &facts)
{
    return facts.isStandby ? "greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())" : "pg_current_wal_lsn()";
}

PostgresStatement database(const PostgresFacts &facts)
{
    QList<Item> items{
        {"standby", Kind::Standby, "pg_is_in_recovery()::int4::int8"},
        {"pg.uptime_s", Kind::Value, secondsSince("pg_postmaster_start_time()") + "::float8"},
        {"pg.checksum_failures", Kind::Value, "d.checksum_failures::int8"}, // NULL where there are no checksums
        {"since", Kind::Since, since("d.stats_reset")},
        {"pg.commits", Kind::Rate, "d.xact_commit::int8"},
        {"pg.rollbacks", Kind::Rate, "d.xact_rollback::int8"},
        {"pg.transactions", Kind::Rate, "(d.xact_commit + d.xact_rollback)::int8"},
        {"pg.rollback_ratio", Kind::Share, "d.xact_rollback::int8", "pg.transactions"},
        {"blocks", Kind::Counter, "(d.blks_hit + d.blks_read)::int8"},
        {"pg.cache_hit_ratio", Kind::Share, "d.blks_hit::int8", "blocks"},
        {"pg.blocks.hit", Kind::Rate, "d.blks_hit::int8"},
        {"pg.blocks.read", Kind::Rate, "d.blks_read::int8"},
        {"pg.rows.returned", Kind::Rate, "d.tup_returned::int8"},
        {"pg.rows.fetched", Kind::Rate, "d.tup_fetched::int8"},
        {"pg.rows.inserted", Kind::Rate, "d.tup_inserted::int8"},
        {"pg.rows.updated", Kind::Rate, "d.tup_updated::int8"},
        {"pg.rows.deleted", Kind::Rate, "d.tup_deleted::int8"},
        {"pg.temp_bytes", Kind::Rate, "d.temp_bytes::int8"},
        {"pg.deadlocks", Kind::Rate, "d.deadlocks::int8"},
        {"pg.conflicts", Kind::Rate, "d.conflicts::int8"},
        {"pg.time.disk", Kind::Rate,
         "(CASE WHEN current_setting('track_io_timing')::bool THEN (d.blk_read_time + d.blk_write_time) / 1000 END)::float8"},
    };
    if (facts.major() >= 14)
        items += {{"pg.time.active", Kind::Rate, "(d.active_time / 1000)::float8"},
                  {"pg.time.idle_in_transaction", Kind::Rate, "(d.idle_in_transaction_time / 1000)::float8"}};
    if (facts.isStandby)
        // An idle primary sends nothing: who has replayed all that came, and still follows, is not behind.
        items += {{"pg.standby.lag_s", Kind::Value,
                   "(CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() AND EXISTS (SELECT FROM pg_stat_wal_receiver y)"
                   " THEN 0 ELSE " + notNegative(secondsSince("pg_last_xact_replay_timestamp()")) + " END)::float8"}};
    return statement(items, "pg_stat_database d WHERE d.datname = current_database()");
}

PostgresStatement writing(const PostgresFacts &facts)
{
    QList<Item> items;
    QByteArray from = "pg_stat_bgwriter b";
    if (!facts.isStandby)
        items += {{"pg.wal.bytes", Kind::Rate, "pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::int8"}};
    items += {{"since", Kind::Since, since("b.stats_reset")},
              {"pg.buffers.clean", Kind::Rate, "b.buffers_clean::int8"},
              {"pg.buffers.allocated", Kind::Rate, "b.buffers_alloc::int8"}};
    if (facts.major() >= 17) {
        from += ", pg_stat_checkpointer c";
        // From 17 on the restart points of a standby are counted apart.
        items += {{"since", Kind::Since, since("c.stats_reset")},
                  {"pg.checkpoints.timed", Kind::Growth, facts.isStandby ? "c.restartpoints_timed::int8" : "c.num_timed::int8"},
                  {"pg.checkpoints.requested", Kind::Growth, facts.isStandby ? "c.restartpoints_req::int8" : "c.num_requested::int8"},
                  {"pg.checkpoints.write_ms", Kind::Growth, "c.write_time::float8"},
                  {"pg.checkpoints.sync_ms", Kind::Growth, "c.sync_time::float8"},
                  {"pg.buffers.checkpoint", Kind::Rate, "c.buffers_written::int8"}};
    } else {
        items += {{"pg.checkpoints.timed", Kind::Growth, "b.checkpoints_timed::int8"},
                  {"pg.checkpoints.requested", Kind::Growth, "b.checkpoints_req::int8"},
                  {"pg.checkpoints.write_ms", Kind::Growth, "b.checkpoint_write_time::float8"},
                  {"pg.checkpoints.sync_ms", Kind::Growth, "b.checkpoint_sync_time::float8"},
                  {"pg.buffers.checkpoint", Kind::Rate, "b.buffers_checkpoint::int8"},
                  {"pg.buffers.backend", Kind::Rate, "b.buffers_backend::int8"}};
    }
    if (facts.major() >= 14) {
        from += ", pg_stat_wal w";
        items += {{"since", Kind::Since, since("w.stats_reset")},
                  {"pg.wal.records", Kind::Rate, "w.wal_records::int8"},
                  {"pg.wal.full_pages", Kind::Rate, "w.wal_fpi::int8"},
                  {"pg.wal.buffers_full", Kind::Rate, "w.wal_buffers_full::int8"}};
    }
    return statement(items, from);
}

/// Without the privilege backend_type and state of other users' rows are NULL; background processes have no database.
PostgresStatement sessions(const PostgresFacts &facts)
{
    const QByteArray client = "a.backend_type IS DISTINCT FROM 'autovacuum worker'";
    const auto count = [](const QByteArray &which) { return "(count(*) FILTER (WHERE " + which + "))::int8"; };
    // 0 when there is none: greatest() passes over NULL.
    const auto longest = [](const QByteArray &from, const QByteArray &which) {
        return "greatest(0, max(" + secondsSince(from) + ") FILTER (WHERE " + which + "))::float8";
    };
    QList<Item> items{
        {"pg.connections.active", Kind::Value, count(client + " AND a.state = 'active'")},
        {"pg.connections.idle", Kind::Value, count(client + " AND a.state = 'idle'")},
        {"pg.connections.idle_in_transaction", Kind::Value, count(client + " AND a.state LIKE 'idle in transaction%'")},
        {"pg.connections.other", Kind::Value,
         count(client + " AND (a.state IS NULL OR (a.state NOT LIKE 'idle%' AND a.state <> 'active'))")},
        {"pg.connections.used", Kind::Value, count(client)},
        {"pg.connections.max", Kind::Value, "current_setting('max_connections')::int8"},
        {"pg.connections.used_ratio", Kind::Value, count(client) + "::float8 / current_setting('max_connections')::float8"},
        {"pg.vacuum.workers_max", Kind::Value, "current_setting('autovacuum_max_workers')::int8"},
    };
    if (facts.readsAllStats) {
        const auto waiting = [&](const QByteArray &how) { return count(client + " AND a.state = 'active' AND a.wait_event_type " + how); };
        items += {{"pg.longest_query_s", Kind::Value, longest("a.query_start", client + " AND a.state = 'active'")},
                  {"pg.longest_transaction_s", Kind::Value, longest("a.xact_start", client)},
                  {"pg.waits.cpu", Kind::Value, waiting("IS NULL")},
                  {"pg.waits.lock", Kind::Value, waiting("= 'Lock'")},
                  {"pg.waits.lwlock", Kind::Value, waiting("= 'LWLock'")},
                  {"pg.waits.io", Kind::Value, waiting("= 'IO'")},
                  {"pg.waits.client", Kind::Value, waiting("= 'Client'")},
                  {"pg.waits.other", Kind::Value, waiting("NOT IN ('Lock', 'LWLock', 'IO', 'Client')")},
                  {"pg.vacuum.workers", Kind::Value, count("a.backend_type = 'autovacuum worker'")}};
    }
    return statement(items, "pg_stat_activity a WHERE a.datid IS NOT NULL AND a.pid <> pg_backend_pid()"
                            " AND coalesce(a.backend_type, 'client backend') IN ('client backend', 'autovacuum worker')");
}

std::optional<PostgresStatement> replication(const PostgresFacts &facts)
{
    QList<Item> items;
    if (!facts.isStandby)
        items += {{"pg.standbys", Kind::Value, "count(*)::int8"}};
    if (facts.readsAllStats) // without a standby, and without the privilege, there is no lag: NULL
        items += {{"pg.replication.lag_bytes", Kind::Value,
                   notNegative("max(pg_wal_lsn_diff(" + position(facts) + ", r.replay_lsn))") + "::int8"},
                  // The lag is NULL once a standby has caught up and nothing more is written.
                  {"pg.replication.lag_s", Kind::Value,
                   "max(coalesce(extract(epoch FROM r.replay_lag), CASE WHEN r.replay_lsn >= " + position(facts)
                       + " THEN 0 END))::float8"}};
    if (items.isEmpty())
        return std::nullopt;
    return statement(items, "pg_stat_replication r WHERE r.state IS DISTINCT FROM 'backup'");
}

PostgresStatement locks(const PostgresFacts &facts)
{
    QList<Item> items{
        {"pg.locks.held", Kind::Value, "(count(*) FILTER (WHERE l.granted))::int8"},
        {"pg.locks.awaited", Kind::Value, "(count(*) FILTER (WHERE NOT l.granted))::int8"},
        // Room for as many as the documentation of max_locks_per_transaction says; a fast-path lock is not in the table.
        {"pg.locks.used_ratio", Kind::Value,
         "(count(*) FILTER (WHERE NOT l.fastpath AND l.mode <> 'SIReadLock'))::float8"
         " / (current_setting('max_locks_per_transaction')::float8"
         " * (current_setting('max_connections')::float8 + current_setting('max_prepared_transactions')::float8))"},
    };
    if (facts.major() >= 14)
        items += {{"pg.longest_lock_wait_s", Kind::Value, "greatest(0, max(" + secondsSince("l.waitstart") + "))::float8"}};
    return statement(items, "pg_locks l WHERE l.pid IS DISTINCT FROM pg_backend_pid()");
}

PostgresStatement replicationSlots(const PostgresFacts &facts)
{
    return statement({{"pg.slots.active", Kind::Value, "(count(*) FILTER (WHERE s.active))::int8"},
                      {"pg.slots.inactive", Kind::Value, "(count(*) FILTER (WHERE NOT s.active))::int8"},
                      {"pg.slots.kept_bytes", Kind::Value,
                       notNegative("max(pg_wal_lsn_diff(" + position(facts) + ", s.restart_lsn))") + "::int8"}},
                     "pg_replication_slots s");
}

PostgresStatement archiver()
{
    return statement({{"since", Kind::Since, since("v.stats_reset")},
                      {"pg.archiver.failed", Kind::Growth, "v.failed_count::int8"},
                      {"pg.archiver.age_s", Kind::Value,
                       "(CASE WHEN current_setting('archive_mode') <> 'off' THEN " + notNegative(secondsSince("v.last_archived_time"))
                           + " END)::float8"}},
                     "pg_stat_archiver v");
}

/// Sums over all statements, without their texts. Their counters are open to everyone, whoever may read the texts.
PostgresStatement statements(const PostgresFacts &facts)
{
    const QByteArray schema = sql::quoteIdentifier(facts.statementsSchema) + '.';
    const bool hasInfo = facts.statementsVersion >= 109;
    // A statement within a function counts in the outer one too.
    const QByteArray outer = hasInfo ? " FILTER (WHERE s.toplevel)" : "";
    const auto sum = [&](const QByteArray &what) { return "coalesce(sum(" + what + ")" + outer + ", 0)"; };
    QList<Item> items;
    if (hasInfo)
        items += {{"since", Kind::Since, since("max(i.stats_reset)")},
                  {"evicted", Kind::Breaks, "max(i.dealloc)::int8"}}; // the sums lost what was evicted
    else
        items += {{"since", Kind::Since, "pg_postmaster_start_time()::text"}};
    if (hasInfo && facts.major() >= 14)
        items += {{"pg.statements.evictions", Kind::Growth, "max(i.dealloc)::int8"}};
    items += {{"pg.statements.calls", Kind::Rate, sum("s.calls") + "::int8"},
              {"pg.statements.mean_ms", Kind::Share, sum("s.total_exec_time") + "::float8", "pg.statements.calls"},
              {"pg.statements.busy", Kind::Rate, sum("s.total_exec_time / 1000") + "::float8"},
              {"pg.statements.rows", Kind::Rate, sum("s.rows") + "::int8"},
              {"pg.statements.blocks_read", Kind::Rate, sum("s.shared_blks_read") + "::int8"},
              {"pg.statements.temp_blocks", Kind::Rate, sum("s.temp_blks_read + s.temp_blks_written") + "::int8"},
              {"pg.statements.disk", Kind::Rate,
               "(CASE WHEN current_setting('track_io_timing')::bool THEN "
                   + sum(facts.statementsVersion >= 111 ? "(s.shared_blk_read_time + s.shared_blk_write_time) / 1000"
                                                        : "(s.blk_read_time + s.blk_write_time) / 1000")
                   + " END)::float8"},
              {"pg.statements.tracked", Kind::Value, "count(s.userid)::int8"}};
    const QByteArray rows = schema + "pg_stat_statements(false) s";
    return statement(items, hasInfo ? schema + "pg_stat_statements_info i LEFT JOIN " + rows + " ON true" : rows);
}

PostgresStatement age()
{
    // Both kinds of numbers are 32 bits, half of them ahead.
    return statement({{"pg.wraparound_ratio", Kind::Value, "max(age(d.datfrozenxid))::float8 / 2147483648"},
                      {"pg.multixact_ratio", Kind::Value, "max(mxid_age(d.datminmxid))::float8 / 2147483648"}},
                     "pg_database d");
}

PostgresStatement tables()
{
    return statement({{"pg.rows.dead", Kind::Value, "coalesce(sum(t.n_dead_tup), 0)::int8"},
                      {"pg.rows.dead_ratio", Kind::Value,
                       "(sum(t.n_dead_tup) / nullif(sum(t.n_live_tup + t.n_dead_tup), 0))::float8"},
                      {"pg.statistics.stale", Kind::Value,
                       "(count(*) FILTER (WHERE t.n_live_tup > 0 AND t.last_analyze IS NULL AND t.last_autoanalyze IS NULL))::int8"}},
                     "pg_stat_user_tables t");
}

PostgresStatement indexes()
{
    return statement({{"pg.indexes.invalid", Kind::Value, "count(*)::int8"}},
                     "pg_index x WHERE NOT x.indisvalid AND NOT EXISTS"
                     " (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = x.indexrelid)");
}

bool isCounter(Kind kind) { return kind == Kind::Rate || kind == Kind::Growth || kind == Kind::Share || kind == Kind::Counter; }

/// Of one Since and what follows it.
struct Span {
    bool isReset = false;
    bool isBroken = false;
};
} // namespace

QStringList PostgresGroup::metrics() const
{
    QStringList names;
    for (const PostgresStatement &each : statements)
        for (const PostgresColumn &column : each.columns)
            if (column.kind != Kind::Counter && column.kind != Kind::Since && column.kind != Kind::Breaks && column.kind != Kind::Standby)
                names.append(QString::fromLatin1(column.name));
    return names;
}

QByteArray postgresFactsQuery()
{
    // The library that is not preloaded has no setting, and its view can only fail.
    return "/* plancia:sampler */ SELECT current_setting('server_version_num')::int8, pg_is_in_recovery()::int4::int8,"
           " pg_has_role('pg_monitor', 'USAGE')::int4::int8, pg_has_role('pg_read_all_stats', 'USAGE')::int4::int8,"
           " max(e.extversion)::text, max(n.nspname)::text"
           " FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"
           " WHERE e.extname = 'pg_stat_statements' AND has_schema_privilege(n.oid, 'USAGE')"
           " AND current_setting('pg_stat_statements.max', true) IS NOT NULL LIMIT 1";
}

PostgresFacts postgresFacts(const sql::Row &row)
{
    PostgresFacts facts;
    facts.version = static_cast<int>(row.integer(0));
    facts.isStandby = row.integer(1) != 0;
    facts.hasMonitor = row.integer(2) != 0;
    facts.readsAllStats = facts.hasMonitor || row.integer(3) != 0;
    const QStringList parts = row.text(4).split(u'.');
    const int version = parts.size() == 2 ? parts[0].toInt() * 100 + parts[1].toInt() : 0;
    if (version >= 108) { // before it: total_time
        facts.statementsVersion = version;
        facts.statementsSchema = row.text(5);
    }
    return facts;
}

QList<PostgresGroup> postgresQueries(const PostgresFacts &facts)
{
    PostgresGroup second{"second", Metric::EverySecond, kTimeoutMs, {database(facts), writing(facts), sessions(facts)}};
    if (auto more = replication(facts))
        second.statements.append(*more);
    // What may be slow or refused on its own has a group of its own.
    QList<PostgresGroup> groups{second, {"locks", Metric::EveryTen, kTimeoutMs, {locks(facts), replicationSlots(facts), archiver()}}};
    if (facts.statementsVersion > 0)
        groups.append({"statements", Metric::EveryTen, kTimeoutMs, {statements(facts)}});
    groups.append({"health", Metric::EveryMinute, kSlowTimeoutMs, {age(), indexes()}});
    if (!facts.isStandby) // a standby does not know these of its primary
        groups.last().statements.append(tables());
    groups.append({"size", Metric::EveryMinute, kSlowTimeoutMs,
                   {statement({{"pg.database_bytes", Kind::Value, "pg_database_size(d.oid)::int8"}},
                              "pg_database d WHERE d.datname = current_database()")}});
    if (facts.hasMonitor)
        groups.append({"log directory", Metric::EveryMinute, kSlowTimeoutMs,
                       {statement({{"pg.wal.directory_bytes", Kind::Value, "coalesce(sum(f.size), 0)::int8"}}, "pg_ls_waldir() f")}});
    return groups;
}

bool takeRow(const PostgresStatement &statement, const sql::Row &row, qint64 monotonicMs, std::optional<PostgresSeen> &before,
             QHash<QString, double> &values)
{
    const auto columns = static_cast<int>(statement.columns.size());
    const double seconds = before ? static_cast<double>(monotonicMs - before->monotonicMs) / 1000 : 0;
    std::optional<sql::Row> old;
    if (before)
        old.emplace(std::span<const sql::Value>(before->row));
    const auto step = [&](int i) -> std::optional<CounterStep> {
        if (!old || row.isNull(i) || old->isNull(i))
            return std::nullopt;
        return counterStep(old->real(i), row.real(i), seconds);
    };

    // First what can be compared: one counter that went back speaks for all that were reset with it.
    std::vector<Span> spans(1);
    std::vector<size_t> spanOf;
    for (int i = 0; i < columns; ++i) {
        const Kind kind = statement.columns[i].kind;
        if (kind == Kind::Since)
            spans.emplace_back();
        spanOf.push_back(spans.size() - 1);
        if (!old)
            continue;
        Span &span = spans.back();
        if (kind == Kind::Since)
            span.isReset = old->text(i) != row.text(i);
        else if (kind == Kind::Breaks)
            span.isBroken = old->real(i) != row.real(i);
        else if (isCounter(kind) && !row.isNull(i) && !old->isNull(i) && row.real(i) < old->real(i) && !span.isBroken)
            span.isReset = true;
    }

    for (int i = 0; i < columns; ++i) {
        const PostgresColumn &column = statement.columns[i];
        const QString name = QString::fromLatin1(column.name);
        if (column.kind == Kind::Value && !row.isNull(i))
            values.insert(name, row.real(i));
        if (!isCounter(column.kind) || spans[spanOf[static_cast<size_t>(i)]].isReset)
            continue;
        // Evictions themselves are counted on.
        if (spans[spanOf[static_cast<size_t>(i)]].isBroken && column.kind != Kind::Growth)
            continue;
        const auto grown = step(i);
        if (!grown)
            continue;
        if (column.kind == Kind::Rate)
            values.insert(name, grown->perSecond);
        if (column.kind == Kind::Growth)
            values.insert(name, grown->delta);
        if (column.kind == Kind::Share) {
            const auto other = std::find_if(statement.columns.begin(), statement.columns.end(),
                                            [&](const PostgresColumn &each) { return qstrcmp(each.name, column.of) == 0; });
            const auto whole = other == statement.columns.end() ? std::nullopt
                                                                : step(static_cast<int>(other - statement.columns.begin()));
            // A ratio of nothing is not 0 and not 1: it is absent.
            if (whole && whole->delta > 0)
                values.insert(name, grown->delta / whole->delta);
        }
    }

    PostgresSeen seen;
    seen.monotonicMs = monotonicMs;
    for (int i = 0; i < columns; ++i)
        seen.row.push_back(row.at(i));
    before = std::move(seen);
    return std::none_of(spans.begin(), spans.end(), [](const Span &span) { return span.isReset; });
}

} // namespace plancia::monitoring
