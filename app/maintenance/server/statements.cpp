// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/maintenance/server/statements.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace plancia::maintenance::server {

namespace {
constexpr auto kMark = "/* plancia:server */ ";

// In every text a column stands with the alias of its relation, and everything else with pg_catalog before it: a test reads both.
QByteArray ms(const QByteArray &moment) { return "(extract(epoch FROM " + moment + ") * 1000)::pg_catalog.int8"; }
QByteArray text(const QByteArray &value) { return value + "::pg_catalog.text"; }
QByteArray int8(const QByteArray &value) { return value + "::pg_catalog.int8"; }
QByteArray float8(const QByteArray &value) { return value + "::pg_catalog.float8"; }
QByteArray limit(int rows) { return " LIMIT " + QByteArray::number(rows); }
/// Of a release that has it, else nothing.
QByteArray since(int first, int version, const QByteArray &value, const char *type = "int8")
{
    return version >= first ? value : QByteArray("NULL::pg_catalog.") + type;
}
/// All that a relation has on the disk, without what belongs to it.
QByteArray sizeOf(const QByteArray &oid)
{
    QByteArrayList forks;
    for (const char *fork : {"main", "fsm", "vm", "init"})
        forks.append("pg_catalog.pg_relation_size(" + oid + ", '" + fork + "')");
    return '(' + forks.join(" + ") + ')';
}
constexpr auto kOids = "$1::pg_catalog.text::pg_catalog._oid";
/// Where the log stands: written here, or come from the server that this one follows, by its receiver or out of an archive.
constexpr auto kPosition = "(CASE WHEN pg_catalog.pg_is_in_recovery() THEN greatest(pg_catalog.pg_last_wal_receive_lsn(), pg_catalog.pg_last_wal_replay_lsn())"
                           " ELSE pg_catalog.pg_current_wal_lsn() END)";
QByteArray behind(const QByteArray &lsn) { return "greatest(0, pg_catalog.pg_wal_lsn_diff(" + QByteArray(kPosition) + ", " + lsn + "))::pg_catalog.int8"; }
/// Statistics of columns are shown to who may read them, and never through row-level security.
constexpr auto kIsReadable = "(pg_catalog.has_table_privilege(c.oid, 'SELECT') AND NOT (c.relrowsecurity AND pg_catalog.row_security_active(c.oid)))";
constexpr auto kIsSystem = "(n.nspname IN ('pg_catalog', 'information_schema', 'pg_toast'))";

/// Reads a row from left to right: each query lists its columns in the order in which they are taken.
class Taken {
public:
    explicit Taken(const sql::Row &row) : m_row(row) {}
    qint64 integer() { return m_row.integer(m_at++); }
    double real() { return m_row.real(m_at++); }
    bool truth() { return m_row.boolean(m_at++); }
    QString text() { return m_row.text(m_at++); }
    std::optional<qint64> maybeInteger()
    {
        const int at = m_at++;
        return m_row.isNull(at) ? std::nullopt : std::optional(m_row.integer(at));
    }
    std::optional<double> maybeReal()
    {
        const int at = m_at++;
        return m_row.isNull(at) ? std::nullopt : std::optional(m_row.real(at));
    }
    std::optional<QString> maybeText()
    {
        const int at = m_at++;
        return m_row.isNull(at) ? std::nullopt : std::optional(m_row.text(at));
    }
    /// Of a JSON array of texts.
    QStringList list()
    {
        QStringList made;
        const QJsonArray items = QJsonDocument::fromJson(text().toUtf8()).array();
        for (const QJsonValue &item : items)
            made.append(item.toString());
        return made;
    }
    QStringList words() { return text().split(u' ', Qt::SkipEmptyParts); }

private:
    const sql::Row &m_row;
    int m_at = 0;
};

/// NULL for what was never counted: of that every release from 14 on says -1, and those before 0 rows of 0 pages, as of what is empty.
QByteArray rowsOf(const QByteArray &relation, int version)
{
    constexpr int kUnknownSince = 140000;
    const QByteArray isUnknown = version >= kUnknownSince ? relation + ".reltuples < 0" : relation + ".reltuples <= 0 AND " + relation + ".relpages = 0";
    return float8("(CASE WHEN NOT (" + isUnknown + ") THEN " + relation + ".reltuples END)");
}
/// A relation without rows of its own has no id that could grow old, and says 0.
QByteArray ageOf(const char *function, const QByteArray &id) { return "(CASE WHEN " + id + " <> '0' THEN pg_catalog." + function + '(' + id + ") END)"; }

/// The largest relations of a kind by the pages that were counted last: of a great number nobody looks at every file.
QByteArray largest(const char *kinds, int rows)
{
    return QByteArray("(SELECT k.oid FROM pg_catalog.pg_class k JOIN pg_catalog.pg_namespace m ON m.oid = k.relnamespace"
                      " LEFT JOIN pg_catalog.pg_class o ON o.oid = k.reltoastrelid WHERE k.relkind IN (")
        + kinds + ") AND m.nspname <> 'pg_toast' ORDER BY k.relpages + coalesce(o.relpages, 0) DESC, k.oid" + limit(rows) + ')';
}
} // namespace

QByteArray factsQuery()
{
    return kMark + QByteArray("SELECT ")
        + QByteArrayList{ms("pg_catalog.clock_timestamp()"),
                         int8("pg_catalog.current_setting('server_version_num')"),
                         "pg_catalog.current_setting('server_version')",
                         text("current_user"),
                         text("pg_catalog.current_database()"),
                         "pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')",
                         "pg_catalog.pg_is_in_recovery()",
                         ms("pg_catalog.pg_postmaster_start_time()"),
                         ms("(SELECT d.stats_reset FROM pg_catalog.pg_stat_database d WHERE d.datname = pg_catalog.current_database())"),
                         int8("pg_catalog.current_setting('block_size')"),
                         "pg_catalog.has_function_privilege('pg_catalog.pg_ls_waldir()', 'EXECUTE')",
                         "pg_catalog.has_function_privilege('pg_catalog.pg_ls_archive_statusdir()', 'EXECUTE')"}
              .join(", ");
}

Facts factsOf(const sql::Row &row)
{
    Taken taken(row);
    Facts facts;
    ServerMoment &moment = facts.moment;
    moment.at = taken.integer();
    moment.version = static_cast<int>(taken.integer());
    moment.versionName = taken.text().section(u' ', 0, 0); // "15.20 (Debian …)"
    moment.role = taken.text();
    moment.database = taken.text();
    moment.seesAllStats = taken.truth();
    moment.isStandby = taken.truth();
    moment.startedAt = taken.integer();
    moment.countedSince = taken.integer();
    moment.blockBytes = taken.integer();
    facts.mayListLog = taken.truth();
    facts.mayListArchive = taken.truth();
    return facts;
}

QByteArray lockedQuery()
{
    return QByteArray(kMark) + "SELECT DISTINCT " + int8("l.relation")
        + " FROM pg_catalog.pg_locks l LEFT JOIN pg_catalog.pg_database d ON d.oid = l.database WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'"
          // What all databases share stands under 0.
          " AND (l.database = 0 OR d.datname = pg_catalog.current_database()) AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()"
        + limit(kMaxLocked + 1);
}

QByteArray settingsQuery(const QStringList &names)
{
    QByteArrayList quoted;
    for (const QString &name : names)
        quoted.append('\'' + name.toLatin1() + '\'');
    return QByteArray(kMark) + "SELECT " + QByteArrayList{text("s.name"), text("s.setting"), text("s.unit"), text("s.boot_val"), "(s.setting = s.boot_val OR s.source = 'override')", "s.pending_restart"}.join(", ")
        + " FROM pg_catalog.pg_settings s WHERE s.name IN (" + quoted.join(", ") + ") ORDER BY s.name" + limit(static_cast<int>(names.size()));
}

ServerSetting settingOf(const sql::Row &row)
{
    Taken taken(row);
    ServerSetting setting;
    setting.name = taken.text();
    setting.value = taken.text();
    setting.unit = taken.text();
    setting.byDefault = taken.text();
    setting.isDefault = taken.truth();
    setting.needsRestart = taken.truth();
    return setting;
}

QStringList vacuumSettings()
{
    return QStringLiteral("autovacuum autovacuum_max_workers autovacuum_naptime autovacuum_vacuum_threshold autovacuum_vacuum_scale_factor "
                          "autovacuum_vacuum_insert_threshold autovacuum_vacuum_insert_scale_factor autovacuum_analyze_threshold autovacuum_analyze_scale_factor "
                          "autovacuum_freeze_max_age autovacuum_multixact_freeze_max_age autovacuum_vacuum_cost_delay autovacuum_vacuum_cost_limit "
                          "autovacuum_work_mem maintenance_work_mem vacuum_cost_limit vacuum_freeze_min_age vacuum_freeze_table_age vacuum_failsafe_age "
                          "log_autovacuum_min_duration track_counts").split(u' ');
}
QStringList replicationSettings()
{
    return QStringLiteral("hot_standby_feedback max_logical_replication_workers max_replication_slots max_slot_wal_keep_size max_standby_streaming_delay "
                          "max_wal_senders synchronous_commit synchronous_standby_names wal_keep_size wal_level wal_receiver_timeout wal_sender_timeout").split(u' ');
}
QStringList walSettings()
{
    return QStringLiteral("archive_mode archive_timeout checkpoint_completion_target checkpoint_timeout fsync full_page_writes max_wal_size min_wal_size "
                          "synchronous_commit wal_buffers wal_compression wal_level").split(u' ');
}

// --- tables ---

QByteArray tablesQuery(int version)
{
    constexpr int kScanTimesSince = 160000;
    const QByteArray free = "(CASE WHEN f.free THEN ";
    // Of each table that is shown: the view of them sums over all that there are first.
    const auto counter = [](const char *what) { return "pg_catalog.pg_stat_get_" + QByteArray(what) + "(c.oid)"; };
    const auto ofIndexes = [](const char *sum, const char *what) {
        return "(SELECT pg_catalog." + QByteArray(sum) + "(pg_catalog.pg_stat_get_" + what + "(x.indexrelid)) FROM pg_catalog.pg_index x WHERE x.indrelid = c.oid)";
    };
    const QByteArrayList columns{
        int8("c.oid"), text("n.nspname"), text("c.relname"), text("pg_catalog.pg_get_userbyid(c.relowner)"), "(c.relkind = 'm')", "c.relispartition",
        "(c.relpersistence = 'u')", "(c.relpersistence = 't')", kIsSystem, kIsReadable, text("pg_catalog.to_json(c.reloptions)"), rowsOf("c", version), int8("c.relpages"),
        int8(free + sizeOf("c.oid") + " END)"),
        int8(free + "coalesce(" + sizeOf("t.oid") + ", 0) + coalesce((SELECT pg_catalog.sum(" + sizeOf("x.indexrelid")
             + ") FROM pg_catalog.pg_index x WHERE x.indrelid = t.oid), 0) END)"),
        int8(free + "coalesce((SELECT pg_catalog.sum(" + sizeOf("x.indexrelid") + ") FROM pg_catalog.pg_index x WHERE x.indrelid = c.oid), 0) END)"),
        int8(counter("live_tuples")), int8(counter("dead_tuples")), int8(counter("mod_since_analyze")), int8(counter("ins_since_vacuum")), int8(counter("numscans")),
        int8(counter("tuples_returned")), int8(ofIndexes("sum", "numscans")), int8(counter("tuples_inserted")), int8(counter("tuples_updated")),
        int8(counter("tuples_hot_updated")), int8(counter("tuples_deleted")), ms(counter("last_vacuum_time")), ms(counter("last_autovacuum_time")),
        ms(counter("last_analyze_time")), ms(counter("last_autoanalyze_time")), int8(counter("vacuum_count")), int8(counter("autovacuum_count")),
        since(kScanTimesSince, version, ms("greatest(" + counter("lastscan") + ", " + ofIndexes("max", "lastscan") + ')')),
        int8("greatest(" + ageOf("age", "c.relfrozenxid") + ", " + ageOf("age", "t.relfrozenxid") + ')'),
        int8("greatest(" + ageOf("mxid_age", "c.relminmxid") + ", " + ageOf("mxid_age", "t.relminmxid") + ')'), "(NOT pg_catalog.pg_is_in_recovery())"};
    return QByteArray(kMark) + "SELECT " + columns.join(", ")
        + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_class t ON t.oid = c.reltoastrelid"
          " CROSS JOIN LATERAL (SELECT ($2::pg_catalog.bool AND c.oid <> ALL (" + kOids
        + ") AND (t.oid IS NULL OR t.oid <> ALL (" + kOids
        + ")) AND NOT EXISTS (SELECT FROM pg_catalog.pg_index y WHERE y.indrelid IN (c.oid, t.oid) AND y.indexrelid = ANY (" + kOids
        + "))) AS free) f WHERE c.oid IN " + largest("'r', 'm'", ServerTables::kMaxTables + 1) + " ORDER BY c.relpages + coalesce(t.relpages, 0) DESC, c.oid"
        + limit(ServerTables::kMaxTables + 1);
}

ServerTable tableOf(const sql::Row &row)
{
    Taken taken(row);
    ServerTable table;
    table.id = taken.integer();
    table.schema = taken.text();
    table.name = taken.text();
    table.owner = taken.text();
    table.isMaterializedView = taken.truth();
    table.isPartition = taken.truth();
    table.isUnlogged = taken.truth();
    table.isTemporary = taken.truth();
    table.isSystem = taken.truth();
    table.isReadable = taken.truth();
    table.options = taken.list();
    table.rows = taken.maybeReal();
    table.pages = taken.integer();
    table.heapBytes = taken.maybeInteger();
    table.toastBytes = taken.maybeInteger();
    table.indexBytes = taken.maybeInteger();
    table.liveRows = taken.integer();
    table.deadRows = taken.integer();
    table.changedSinceAnalyze = taken.integer();
    table.insertedSinceVacuum = taken.integer();
    table.sequentialScans = taken.integer();
    table.sequentialRows = taken.integer();
    table.indexScans = taken.maybeInteger();
    table.inserted = taken.integer();
    table.updated = taken.integer();
    table.hotUpdated = taken.integer();
    table.deleted = taken.integer();
    table.lastVacuum = taken.integer();
    table.lastAutovacuum = taken.integer();
    table.lastAnalyze = taken.integer();
    table.lastAutoanalyze = taken.integer();
    table.vacuums = taken.integer();
    table.autovacuums = taken.integer();
    table.lastScan = taken.integer();
    const auto age = [&taken] { // ids that were given out since the look began make it negative
        const auto value = taken.maybeInteger();
        return value ? std::optional(std::max<qint64>(0, *value)) : std::nullopt;
    };
    table.transactionAge = age();
    table.multixactAge = age();
    table.areWritesCounted = taken.truth();
    return table;
}

QByteArray tableWidthsQuery()
{
    return QByteArray(kMark) + "SELECT " + int8("c.oid") + ", (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0"
           " AND NOT a.attisdropped)::pg_catalog.int8, " + int8("pg_catalog.count(s.attname)") + ", " + float8("pg_catalog.sum((1 - s.null_frac) * s.avg_width)")
        + ", (pg_catalog.max(s.null_frac) > 0) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_stats s"
          " ON s.schemaname = n.nspname AND s.tablename = c.relname AND NOT s.inherited WHERE c.oid = ANY (" + kOids + ") GROUP BY c.oid"
        + limit(ServerTables::kMaxTables);
}

std::pair<qint64, plancia::server::ColumnWidths> widthsOf(const sql::Row &row)
{
    Taken taken(row);
    const qint64 oid = taken.integer();
    plancia::server::ColumnWidths widths;
    widths.columns = taken.integer();
    widths.known = taken.integer();
    widths.bytes = taken.real();
    widths.hasNulls = taken.truth();
    return {oid, widths};
}

// --- indexes ---

QByteArray indexesQuery(int version)
{
    constexpr int kScanTimesSince = 160000, kNullsSince = 150000;
    const QByteArray built = "(NOT (i.indisvalid AND i.indisready AND i.indislive) AND EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p"
                             " WHERE p.datname = pg_catalog.current_database() AND p.relid ";
    const auto columnsOfIndex = [](const char *which) {
        return "(CASE WHEN f.free THEN (SELECT pg_catalog.json_agg(pg_catalog.pg_get_indexdef(i.indexrelid, g.at, true) ORDER BY g.at)"
               " FROM pg_catalog.generate_series(1, i.indnatts::pg_catalog.int4) AS g(at) WHERE g.at "
            + QByteArray(which) + " i.indnkeyatts) END)::pg_catalog.text";
    };
    const QByteArrayList columns{
        int8("i.indexrelid"), int8("i.indrelid"), text("n.nspname"), text("c.relname"), text("x.relname"), text("pg_catalog.pg_get_userbyid(c.relowner)"), text("h.amname"),
        // What it is made of is put into words under a lock of the table.
        "(CASE WHEN f.free THEN pg_catalog.left(pg_catalog.pg_get_indexdef(i.indexrelid), " + QByteArray::number(ServerIndex::kMaxDefinitionChars + 1) + ") END)",
        text("q.conname"),
        "i.indisprimary", "i.indisunique", "i.indisexclusion", "(i.indisvalid AND i.indisready AND i.indislive)",
        // REINDEX CONCURRENTLY names the old index, and makes a new one beside it; whose table it is may be hidden from this role.
        built + "= i.indrelid))", built + "IS NULL))", "i.indimmediate", since(kNullsSince, version, "i.indnullsnotdistinct", "bool"), "i.indisreplident",
        // By a hash: there is no index over conindid.
        "(i.indexrelid IN (SELECT e.conindid FROM pg_catalog.pg_constraint e WHERE e.contype = 'f'))", "x.relispartition", kIsSystem, kIsReadable,
        text("pg_catalog.to_json(x.reloptions)"), columnsOfIndex("<="), columnsOfIndex(">"), text("i.indclass"), text("i.indcollation"), text("i.indoption"),
        "(CASE WHEN i.indpred IS NULL THEN '' WHEN f.free THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END)::pg_catalog.text", rowsOf("x", version),
        int8("x.relpages"), int8("(CASE WHEN f.free THEN " + sizeOf("i.indexrelid") + " END)"), int8("s.idx_scan"), int8("s.idx_tup_read"),
        since(kScanTimesSince, version, ms("s.last_idx_scan"))};
    return QByteArray(kMark) + "SELECT " + columns.join(", ")
        + " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_class c ON c.oid = i.indrelid"
          " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace JOIN pg_catalog.pg_am h ON h.oid = x.relam"
          " LEFT JOIN pg_catalog.pg_stat_all_indexes s ON s.indexrelid = i.indexrelid"
          " LEFT JOIN pg_catalog.pg_constraint q ON q.conindid = i.indexrelid AND q.contype IN ('p', 'u', 'x')"
          " CROSS JOIN LATERAL (SELECT ($2::pg_catalog.bool AND i.indexrelid <> ALL (" + kOids + ") AND i.indrelid <> ALL (" + kOids
        + ")) AS free) f WHERE i.indexrelid IN " + largest("'i'", ServerIndexes::kMaxIndexes + 1) + " ORDER BY x.relpages DESC, i.indexrelid"
        + limit(ServerIndexes::kMaxIndexes + 1);
}

ServerIndex indexOf(const sql::Row &row)
{
    Taken taken(row);
    ServerIndex index;
    index.id = taken.integer();
    index.tableId = taken.integer();
    index.schema = taken.text();
    index.table = taken.text();
    index.name = taken.text();
    index.owner = taken.text();
    index.method = taken.text();
    index.definition = taken.text();
    if (index.definition.size() > ServerIndex::kMaxDefinitionChars)
        index.definition = index.definition.left(ServerIndex::kMaxDefinitionChars) + u'…';
    index.constraint = taken.text();
    index.isPrimary = taken.truth();
    index.isUnique = taken.truth();
    index.isExclusion = taken.truth();
    index.isValid = taken.truth();
    index.isBeingBuilt = taken.truth();
    index.isPerhapsBuilt = taken.truth() && !index.isBeingBuilt;
    index.isImmediate = taken.truth();
    index.areNullsEqual = taken.truth();
    index.isReplicaIdentity = taken.truth();
    index.isReferenced = taken.truth();
    index.isPartition = taken.truth();
    index.isSystem = taken.truth();
    index.isReadable = taken.truth();
    index.options = taken.list();
    index.keys = taken.list();
    index.included = taken.list();
    index.classes = taken.words();
    index.collations = taken.words();
    index.orders = taken.words();
    index.predicate = taken.maybeText();
    index.rows = taken.maybeReal();
    index.pages = taken.integer();
    index.bytes = taken.maybeInteger();
    index.scans = taken.integer();
    index.rowsRead = taken.integer();
    index.lastScan = taken.integer();
    return index;
}

/// A column of an index is one of the table, or an expression with statistics of its own under the index's name.
QByteArray indexWidthsQuery()
{
    return QByteArray(kMark) + "SELECT " + int8("i.indexrelid") + ", " + int8("pg_catalog.count(*)") + ", " + int8("pg_catalog.count(s.attname)") + ", "
        + float8("pg_catalog.sum((1 - s.null_frac) * s.avg_width)") + ", (pg_catalog.max(s.null_frac) > 0) FROM pg_catalog.pg_index i"
          " JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_class c ON c.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
          " JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indexrelid LEFT JOIN pg_catalog.pg_attribute b ON b.attrelid = i.indrelid AND b.attnum = i.indkey[a.attnum - 1]"
          " LEFT JOIN pg_catalog.pg_stats s ON s.schemaname = n.nspname AND NOT s.inherited AND s.tablename = (CASE WHEN b.attnum IS NULL THEN x.relname ELSE c.relname END)"
          " AND s.attname = coalesce(b.attname, a.attname) WHERE i.indexrelid = ANY (" + kOids + ") GROUP BY i.indexrelid"
        + limit(ServerIndexes::kMaxIndexes);
}

// --- vacuum ---

QByteArray databasesQuery()
{
    return QByteArray(kMark) + "SELECT " + text("d.datname") + ", " + int8("pg_catalog.age(d.datfrozenxid)") + ", " + int8("pg_catalog.mxid_age(d.datminmxid)")
        + ", d.datallowconn FROM pg_catalog.pg_database d ORDER BY pg_catalog.age(d.datfrozenxid) DESC, d.datname" + limit(ServerVacuum::kMaxRows);
}

ServerDatabase databaseOf(const sql::Row &row)
{
    Taken taken(row);
    ServerDatabase database;
    database.name = taken.text();
    database.transactionAge = std::max<qint64>(0, taken.integer());
    database.multixactAge = std::max<qint64>(0, taken.integer());
    database.isOpen = taken.truth();
    return database;
}

QByteArray progressQuery(int version)
{
    constexpr int kIndexesSince = 170000;
    const auto part = [](const char *kind, const char *view, const QByteArray &done, const QByteArray &total) {
        return "(SELECT '" + QByteArray(kind) + "', " + int8("p.pid") + ", " + text("p.datname")
            + ", (SELECT n.nspname::pg_catalog.text || '.' || c.relname::pg_catalog.text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
              " WHERE c.oid = p.relid AND p.datname = pg_catalog.current_database()), "
            + text("p.phase") + ", " + int8(done) + ", " + int8(total) + ", " + ms("a.xact_start") + ", coalesce(a.backend_type = 'autovacuum worker', false),"
              " coalesce(a.query LIKE '%(to prevent wraparound)%' AND a.backend_type = 'autovacuum worker', false) FROM pg_catalog."
            + view + " p LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = p.pid" + limit(ServerVacuum::kMaxRows / 4) + ')';
    };
    const QByteArray byPhase = "(CASE p.phase WHEN 'scanning heap' THEN p.heap_blks_scanned WHEN 'vacuuming heap' THEN p.heap_blks_vacuumed";
    const QByteArray ofPhase = "(CASE WHEN p.phase IN ('scanning heap', 'vacuuming heap') THEN p.heap_blks_total";
    const bool countsIndexes = version >= kIndexesSince;
    return kMark
        + QByteArrayList{part("vacuum", "pg_stat_progress_vacuum",
                              byPhase + (countsIndexes ? " WHEN 'vacuuming indexes' THEN p.indexes_processed WHEN 'cleaning up indexes' THEN p.indexes_processed END)" : " END)"),
                              ofPhase + (countsIndexes ? " WHEN p.phase IN ('vacuuming indexes', 'cleaning up indexes') THEN p.indexes_total END)" : " END)")),
                         part("analyze", "pg_stat_progress_analyze", "p.sample_blks_scanned", "p.sample_blks_total"),
                         part("create index", "pg_stat_progress_create_index", "(CASE WHEN p.blocks_total > 0 THEN p.blocks_done ELSE p.tuples_done END)",
                              "(CASE WHEN p.blocks_total > 0 THEN p.blocks_total ELSE p.tuples_total END)"),
                         part("cluster", "pg_stat_progress_cluster", "p.heap_blks_scanned", "p.heap_blks_total")}
              .join(" UNION ALL ");
}

ServerProgress progressOf(const sql::Row &row)
{
    Taken taken(row);
    ServerProgress progress;
    progress.kind = taken.text();
    progress.pid = taken.integer();
    progress.database = taken.text();
    progress.relation = taken.text();
    progress.phase = taken.text();
    progress.done = taken.maybeInteger();
    progress.total = taken.maybeInteger();
    progress.startedAt = taken.integer();
    progress.isAutomatic = taken.truth();
    progress.preventsWraparound = taken.truth();
    return progress;
}

/// Sessions and prepared transactions of other databases hold back the catalogues that all share, and nothing else.
QByteArray holdersQuery()
{
    const QByteArray each = limit(ServerVacuum::kMaxRows / 4);
    const QByteArray own = "pg_catalog.current_database()";
    const auto part = [&each](const QByteArrayList &columns, const QByteArray &from) { return "(SELECT " + columns.join(", ") + " FROM pg_catalog." + from + each + ')'; };
    return kMark
        + QByteArrayList{part({"'session'", text("a.pid"), text("a.usename"), int8("greatest(pg_catalog.age(a.backend_xid), pg_catalog.age(a.backend_xmin))") + " AS age",
                               ms("a.xact_start"), int8("a.pid")},
                              "pg_stat_activity a WHERE a.datname = " + own + " AND a.pid <> pg_catalog.pg_backend_pid() AND coalesce(a.backend_xid, a.backend_xmin) IS NOT NULL"
                              " AND a.backend_type NOT IN ('autovacuum worker', 'walsender') ORDER BY greatest(pg_catalog.age(a.backend_xid), pg_catalog.age(a.backend_xmin)) DESC"),
                         part({"'prepared'", text("x.gid"), text("x.owner"), int8("pg_catalog.age(x.transaction)"), ms("x.prepared"), "NULL::pg_catalog.int8"},
                              "pg_prepared_xacts x WHERE x.database = " + own + " ORDER BY pg_catalog.age(x.transaction) DESC"),
                         part({"'slot'", text("r.slot_name"), text("r.slot_type"), int8("greatest(pg_catalog.age(r.xmin), pg_catalog.age(r.catalog_xmin))"), "NULL::pg_catalog.int8", int8("r.active_pid")},
                              "pg_replication_slots r WHERE coalesce(r.xmin, r.catalog_xmin) IS NOT NULL ORDER BY greatest(pg_catalog.age(r.xmin), pg_catalog.age(r.catalog_xmin)) DESC"),
                         part({"'standby'", text("w.application_name"), text("w.usename"), int8("pg_catalog.age(w.backend_xmin)"), ms("w.backend_start"), int8("w.pid")},
                              "pg_stat_replication w WHERE w.backend_xmin IS NOT NULL ORDER BY pg_catalog.age(w.backend_xmin) DESC")}
              .join(" UNION ALL ")
        + " ORDER BY age DESC" + limit(ServerVacuum::kMaxRows);
}

VacuumHolder holderOf(const sql::Row &row)
{
    Taken taken(row);
    VacuumHolder holder;
    holder.kind = taken.text();
    holder.name = taken.text();
    holder.who = taken.text();
    holder.transactionAge = std::max<qint64>(0, taken.integer());
    holder.since = taken.integer();
    holder.pid = taken.integer();
    return holder;
}

// --- replication ---

QByteArray positionQuery() { return kMark + QByteArray("SELECT ") + text(kPosition); }

QByteArray standbysQuery()
{
    const auto lag = [](const QByteArray &column) { return float8("(extract(epoch FROM " + column + ") * 1000)"); };
    const QByteArrayList columns{int8("r.pid"), text("r.usename"), text("r.application_name"), text("pg_catalog.host(r.client_addr)"), text("r.state"), text("r.sync_state"),
                                 ms("r.backend_start"),
                                 // greatest() would make 0 of what is not known.
                                 "(CASE WHEN r.sent_lsn IS NOT NULL THEN " + behind("r.sent_lsn") + " END)", "(CASE WHEN r.write_lsn IS NOT NULL THEN " + behind("r.write_lsn") + " END)",
                                 "(CASE WHEN r.flush_lsn IS NOT NULL THEN " + behind("r.flush_lsn") + " END)", "(CASE WHEN r.replay_lsn IS NOT NULL THEN " + behind("r.replay_lsn") + " END)",
                                 lag("r.write_lag"), lag("r.flush_lag"), lag("r.replay_lag"), int8("pg_catalog.age(r.backend_xmin)"), ms("r.reply_time")};
    return QByteArray(kMark) + "SELECT " + columns.join(", ") + " FROM pg_catalog.pg_stat_replication r ORDER BY r.application_name, r.pid" + limit(ServerReplication::kMaxRows);
}

ServerStandby standbyOf(const sql::Row &row)
{
    Taken taken(row);
    ServerStandby standby;
    standby.pid = taken.integer();
    standby.user = taken.text();
    standby.application = taken.text();
    standby.client = taken.text();
    standby.state = taken.text();
    standby.syncState = taken.text();
    standby.connectedAt = taken.integer();
    standby.sentBehind = taken.maybeInteger();
    standby.writeBehind = taken.maybeInteger();
    standby.flushBehind = taken.maybeInteger();
    standby.replayBehind = taken.maybeInteger();
    standby.writeLagMs = taken.maybeReal();
    standby.flushLagMs = taken.maybeReal();
    standby.replayLagMs = taken.maybeReal();
    standby.transactionAge = taken.maybeInteger();
    standby.repliedAt = taken.integer();
    return standby;
}

QByteArray slotsQuery(int version)
{
    constexpr int kConflictsSince = 160000, kReasonsSince = 170000;
    const QByteArray reason = version >= kReasonsSince ? text("r.invalidation_reason")
        : version >= kConflictsSince                   ? QByteArray("(CASE WHEN r.conflicting THEN 'conflict' END)::pg_catalog.text")
                                                       : QByteArray("NULL::pg_catalog.text");
    const QByteArrayList columns{text("r.slot_name"), text("r.plugin"), text("r.slot_type"), text("r.database"), "r.temporary", "r.active",
                                 // On a primary it is left over from the time when it was a standby.
                                 version >= kReasonsSince ? QByteArray("(r.synced AND pg_catalog.pg_is_in_recovery())") : QByteArray("false"), int8("r.active_pid"),
                                 "(CASE WHEN r.restart_lsn IS NOT NULL THEN " + behind("r.restart_lsn") + " END)", int8("r.safe_wal_size"), text("r.wal_status"), reason,
                                 since(kReasonsSince, version, ms("r.inactive_since")), int8("greatest(pg_catalog.age(r.xmin), pg_catalog.age(r.catalog_xmin))")};
    return QByteArray(kMark) + "SELECT " + columns.join(", ") + " FROM pg_catalog.pg_replication_slots r ORDER BY r.slot_name" + limit(ServerReplication::kMaxRows);
}

ServerSlot slotOf(const sql::Row &row)
{
    Taken taken(row);
    ServerSlot slot;
    slot.name = taken.text();
    slot.plugin = taken.text();
    slot.kind = taken.text();
    slot.database = taken.text();
    slot.isTemporary = taken.truth();
    slot.isActive = taken.truth();
    slot.isSynced = taken.truth();
    slot.pid = taken.integer();
    slot.keptBytes = taken.maybeInteger();
    slot.safeBytes = taken.maybeInteger();
    slot.walStatus = taken.text();
    slot.invalidation = taken.text();
    slot.inactiveSince = taken.integer();
    slot.transactionAge = taken.maybeInteger();
    return slot;
}

QByteArray receiverQuery()
{
    const QByteArray received = "pg_catalog.pg_last_wal_receive_lsn()", replayed = "pg_catalog.pg_last_wal_replay_lsn()";
    return QByteArray(kMark) + "SELECT "
        + QByteArrayList{int8("v.pid"), text("v.status"), text("v.sender_host"), text("v.slot_name"), ms("v.last_msg_receipt_time"), text(received), text(replayed),
                         int8("(CASE WHEN " + received + " IS NOT NULL THEN greatest(0, pg_catalog.pg_wal_lsn_diff(" + received + ", " + replayed + ")) END)"),
                         ms("pg_catalog.pg_last_xact_replay_timestamp()"),
                         // Who was promoted meanwhile would fail.
                         "(CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_is_wal_replay_paused() ELSE false END)"}
              .join(", ")
        + " FROM (SELECT 1 AS one) u LEFT JOIN pg_catalog.pg_stat_wal_receiver v ON true" + limit(1);
}

ServerReceiver receiverOf(const sql::Row &row, qint64 at)
{
    Taken taken(row);
    ServerReceiver receiver;
    receiver.pid = taken.integer();
    receiver.status = taken.text();
    receiver.sender = taken.text();
    receiver.slot = taken.text();
    receiver.messageAt = taken.integer();
    receiver.receivedTo = taken.text();
    receiver.replayedTo = taken.text();
    receiver.replayBehind = taken.maybeInteger();
    receiver.replayedAt = taken.integer();
    receiver.isPaused = taken.truth();
    if (receiver.pid != 0 && receiver.replayBehind == 0)
        receiver.lagMs = 0;
    else if (receiver.pid != 0 && receiver.replayedAt > 0)
        receiver.lagMs = std::max<qint64>(0, at - receiver.replayedAt);
    return receiver;
}

QByteArray subscriptionsQuery(int version)
{
    constexpr int kErrorsSince = 150000, kOidsSince = 140000; // before, the oid of a subscription is not for everybody to read
    const bool countsErrors = version >= kErrorsSince;
    const QByteArray none = "NULL::pg_catalog.int8";
    // Of the worker that applies: those that copy one table each come and go.
    const auto applied = [](const QByteArray &column) { return "pg_catalog.max(CASE WHEN s.relid IS NULL THEN " + column + " END)"; };
    return QByteArray(kMark) + "SELECT "
        + QByteArrayList{int8("s.subid"), text("s.subname"),
                         version >= kOidsSince ? text("(SELECT d.datname FROM pg_catalog.pg_subscription b JOIN pg_catalog.pg_database d ON d.oid = b.subdbid WHERE b.oid = s.subid)")
                                               : QByteArray("NULL::pg_catalog.text"),
                         int8(applied("s.pid")), text(applied("s.received_lsn")), ms(applied("s.last_msg_receipt_time")),
                         countsErrors ? int8("pg_catalog.max(e.apply_error_count + e.sync_error_count)") : none, countsErrors ? ms("pg_catalog.max(e.stats_reset)") : none}
              .join(", ")
        + " FROM pg_catalog.pg_stat_subscription s" + (countsErrors ? " LEFT JOIN pg_catalog.pg_stat_subscription_stats e ON e.subid = s.subid" : "")
        + " GROUP BY s.subid, s.subname ORDER BY s.subname, s.subid" + limit(ServerReplication::kMaxRows);
}

ServerSubscription subscriptionOf(const sql::Row &row)
{
    Taken taken(row);
    ServerSubscription subscription;
    subscription.id = taken.integer();
    subscription.name = taken.text();
    subscription.database = taken.text();
    subscription.pid = taken.integer();
    subscription.receivedTo = taken.text();
    subscription.messageAt = taken.integer();
    subscription.errors = taken.maybeInteger();
    subscription.errorsSince = taken.integer();
    return subscription;
}

// --- the log ---

QByteArray walQuery(int version)
{
    constexpr int kWalSince = 140000, kCheckpointerSince = 170000;
    const bool hasWal = version >= kWalSince, hasCheckpointer = version >= kCheckpointerSince;
    const auto ofWal = [hasWal](const QByteArray &value) { return hasWal ? value : QByteArray("NULL::pg_catalog.int8"); };
    const QByteArray isStandby = "(CASE WHEN pg_catalog.pg_is_in_recovery() THEN ";
    QByteArrayList columns{text(kPosition), ofWal(ms("w.stats_reset")), ofWal(int8("w.wal_bytes")), ofWal(int8("w.wal_records")), ofWal(int8("w.wal_fpi")),
                           ofWal(int8("w.wal_buffers_full")), "pg_catalog.current_setting('archive_mode')", int8("v.archived_count"), int8("v.failed_count"),
                           ms("v.stats_reset"), text("v.last_archived_wal"), text("v.last_failed_wal"), ms("v.last_archived_time"), ms("v.last_failed_time")};
    if (hasCheckpointer)
        columns += {int8(isStandby + "c.restartpoints_timed ELSE c.num_timed END)"), int8(isStandby + "c.restartpoints_req ELSE c.num_requested END)"), ms("c.stats_reset"),
                    float8("c.write_time"), float8("c.sync_time"), int8("c.buffers_written")};
    else
        columns += {int8("b.checkpoints_timed"), int8("b.checkpoints_req"), ms("b.stats_reset"), float8("b.checkpoint_write_time"), float8("b.checkpoint_sync_time"),
                    int8("b.buffers_checkpoint")};
    columns += {int8("b.buffers_clean"), int8("b.maxwritten_clean"), ms("b.stats_reset")};
    if (hasCheckpointer) {
        const QByteArray sum = " FROM pg_catalog.pg_stat_io y WHERE y.backend_type = 'client backend' AND y.object = 'relation')";
        columns += {int8("(SELECT pg_catalog.sum(y.writes)" + sum), int8("(SELECT pg_catalog.sum(y.fsyncs)" + sum)};
    } else {
        columns += {int8("b.buffers_backend"), int8("b.buffers_backend_fsync")};
    }
    columns += {ms("k.checkpoint_time"), int8("greatest(0, pg_catalog.pg_wal_lsn_diff(" + QByteArray(kPosition) + ", k.redo_lsn))")};
    return QByteArray(kMark) + "SELECT " + columns.join(", ") + " FROM pg_catalog.pg_stat_archiver v, pg_catalog.pg_stat_bgwriter b, pg_catalog.pg_control_checkpoint() k"
        + (hasWal ? ", pg_catalog.pg_stat_wal w" : "") + (hasCheckpointer ? ", pg_catalog.pg_stat_checkpointer c" : "") + limit(1);
}

void takeWal(const sql::Row &row, ServerWal &wal)
{
    Taken taken(row);
    wal.position = taken.text();
    wal.writtenSince = taken.integer();
    wal.bytes = taken.maybeInteger();
    wal.records = taken.maybeInteger();
    wal.fullPages = taken.maybeInteger();
    wal.buffersFull = taken.maybeInteger();
    wal.archiveMode = taken.text();
    wal.archived = taken.integer();
    wal.archiveFailed = taken.integer();
    wal.archiverSince = taken.integer();
    wal.lastArchived = taken.text();
    wal.lastFailed = taken.text();
    wal.lastArchivedAt = taken.integer();
    wal.lastFailedAt = taken.integer();
    wal.timedCheckpoints = taken.integer();
    wal.requestedCheckpoints = taken.integer();
    wal.checkpointsSince = taken.integer();
    wal.checkpointWriteMs = taken.real();
    wal.checkpointSyncMs = taken.real();
    wal.buffersByCheckpoints = taken.integer();
    wal.buffersByWriter = taken.integer();
    wal.writerStopped = taken.integer();
    wal.writerSince = taken.integer();
    wal.buffersBySessions = taken.maybeInteger();
    wal.syncsBySessions = taken.maybeInteger();
    wal.lastCheckpointAt = taken.integer();
    wal.sinceCheckpoint = taken.maybeInteger();
}

QByteArray logFilesQuery()
{
    return QByteArray(kMark) + "SELECT " + int8("pg_catalog.count(*)") + ", " + int8("coalesce(pg_catalog.sum(f.size), 0)") + " FROM pg_catalog.pg_ls_waldir() f";
}
QByteArray archiveQueueQuery()
{
    return QByteArray(kMark) + "SELECT " + int8("pg_catalog.count(*)") + " FROM pg_catalog.pg_ls_archive_statusdir() f WHERE f.name LIKE '%.ready'";
}

} // namespace plancia::maintenance::server
