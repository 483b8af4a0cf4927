// SPDX-License-Identifier: GPL-3.0-or-later
// What a server is asked about its tables, indexes, vacuum, replication and log: by its documentation for releases 13 to 17.
#include "app/maintenance/server/statements.h"

#include <QRegularExpression>
#include <QTest>

using namespace plancia;
using namespace plancia::maintenance::server;

namespace {
constexpr int kAlways = 999;

/// Columns of a relation from one release to another, as its documentation lists them.
struct Documented {
    const char *relation;
    const char *columns;
    int since = 13;
    int until = kAlways;
};
constexpr Documented kDocumented[] = {
    {"pg_am", "oid amname amhandler amtype"},
    {"pg_attribute", "attrelid attname atttypid attlen attnum attndims atttypmod attbyval attalign attstorage attnotnull atthasdef atthasmissing attidentity attgenerated "
                     "attisdropped attislocal attinhcount attcollation attacl attoptions attfdwoptions attmissingval attstattarget"},
    {"pg_class", "oid relname relnamespace reltype reloftype relowner relam relfilenode reltablespace relpages reltuples relallvisible reltoastrelid relhasindex relisshared "
                 "relpersistence relkind relnatts relchecks relhasrules relhastriggers relhassubclass relrowsecurity relforcerowsecurity relispopulated relreplident "
                 "relispartition relrewrite relfrozenxid relminmxid relacl reloptions relpartbound"},
    {"pg_constraint", "oid conname connamespace contype condeferrable condeferred convalidated conrelid contypid conindid conparentid confrelid confupdtype confdeltype "
                      "confmatchtype conislocal coninhcount connoinherit conkey confkey conpfeqop conppeqop conffeqop conexclop conbin"},
    {"pg_database", "oid datname datdba encoding datcollate datctype datistemplate datallowconn datconnlimit datfrozenxid datminmxid dattablespace datacl"},
    {"pg_index", "indexrelid indrelid indnatts indnkeyatts indisunique indisprimary indisexclusion indimmediate indisclustered indisvalid indcheckxmin indisready indislive "
                 "indisreplident indkey indcollation indclass indoption indexprs indpred"},
    {"pg_index", "indnullsnotdistinct", 15},
    {"pg_locks", "locktype database relation page tuple virtualxid transactionid classid objid objsubid virtualtransaction pid mode granted fastpath"},
    {"pg_namespace", "oid nspname nspowner nspacl"},
    {"pg_prepared_xacts", "transaction gid prepared owner database"},
    {"pg_replication_slots", "slot_name plugin slot_type datoid database temporary active active_pid xmin catalog_xmin restart_lsn confirmed_flush_lsn wal_status safe_wal_size"},
    {"pg_replication_slots", "two_phase", 14},
    {"pg_replication_slots", "conflicting", 16},
    {"pg_replication_slots", "inactive_since invalidation_reason failover synced", 17},
    {"pg_settings", "name setting unit category short_desc extra_desc context vartype source min_val max_val enumvals boot_val reset_val sourcefile sourceline pending_restart"},
    {"pg_stat_activity", "datid datname pid leader_pid usesysid usename application_name client_addr client_hostname client_port backend_start xact_start query_start "
                         "state_change wait_event_type wait_event state backend_xid backend_xmin query backend_type"},
    {"pg_stat_all_indexes", "relid indexrelid schemaname relname indexrelname idx_scan idx_tup_read idx_tup_fetch"},
    {"pg_stat_all_indexes", "last_idx_scan", 16},
    {"pg_stat_archiver", "archived_count last_archived_wal last_archived_time failed_count last_failed_wal last_failed_time stats_reset"},
    {"pg_stat_bgwriter", "checkpoints_timed checkpoints_req checkpoint_write_time checkpoint_sync_time buffers_checkpoint buffers_backend buffers_backend_fsync", 13, 16},
    {"pg_stat_bgwriter", "buffers_clean maxwritten_clean buffers_alloc stats_reset"},
    {"pg_stat_checkpointer", "num_timed num_requested restartpoints_timed restartpoints_req restartpoints_done write_time sync_time buffers_written stats_reset", 17},
    {"pg_stat_database", "datid datname numbackends xact_commit xact_rollback blks_read blks_hit stats_reset"},
    {"pg_stat_io", "backend_type object context reads read_time writes write_time writebacks extends op_bytes hits evictions reuses fsyncs fsync_time stats_reset", 16},
    {"pg_stat_progress_analyze", "pid datid datname relid phase sample_blks_total sample_blks_scanned ext_stats_total ext_stats_computed child_tables_total child_tables_done "
                                 "current_child_table_relid"},
    {"pg_stat_progress_cluster", "pid datid datname relid command phase cluster_index_relid heap_tuples_scanned heap_tuples_written heap_blks_total heap_blks_scanned "
                                 "index_rebuild_count"},
    {"pg_stat_progress_create_index", "pid datid datname relid index_relid command phase lockers_total lockers_done current_locker_pid blocks_total blocks_done tuples_total "
                                      "tuples_done partitions_total partitions_done"},
    {"pg_stat_progress_vacuum", "pid datid datname relid phase heap_blks_total heap_blks_scanned heap_blks_vacuumed index_vacuum_count"},
    {"pg_stat_progress_vacuum", "max_dead_tuples num_dead_tuples", 13, 16},
    {"pg_stat_progress_vacuum", "max_dead_tuple_bytes dead_tuple_bytes num_dead_item_ids indexes_total indexes_processed", 17},
    {"pg_stat_replication", "pid usesysid usename application_name client_addr client_hostname client_port backend_start backend_xmin state sent_lsn write_lsn flush_lsn "
                            "replay_lsn write_lag flush_lag replay_lag sync_priority sync_state reply_time"},
    {"pg_subscription", "oid subdbid", 14}, // of those that everybody may read
    {"pg_stat_subscription", "subid subname pid relid received_lsn last_msg_send_time last_msg_receipt_time latest_end_lsn latest_end_time"},
    {"pg_stat_subscription_stats", "subid subname apply_error_count sync_error_count stats_reset", 15},
    {"pg_stat_wal", "wal_records wal_fpi wal_bytes wal_buffers_full wal_write wal_sync wal_write_time wal_sync_time stats_reset", 14},
    {"pg_stat_wal_receiver", "pid status receive_start_lsn receive_start_tli written_lsn flushed_lsn received_tli last_msg_send_time last_msg_receipt_time latest_end_lsn "
                             "latest_end_time slot_name sender_host sender_port conninfo"},
    {"pg_stats", "schemaname tablename attname inherited null_frac avg_width n_distinct most_common_vals most_common_freqs histogram_bounds correlation most_common_elems "
                 "most_common_elem_freqs elem_count_histogram"},
    // Functions that give rows.
    {"pg_control_checkpoint", "checkpoint_lsn redo_lsn redo_wal_file timeline_id prev_timeline_id full_page_writes next_xid next_oid next_multixact_id checkpoint_time"},
    {"pg_ls_waldir", "name size modification"},
    {"pg_ls_archive_statusdir", "name size modification"},
};

/// All of them are in 13, and take these arguments there; pg_stat_get_lastscan() came with 16.
const QStringList kFunctions = QStringLiteral(
    "age mxid_age clock_timestamp count current_database current_setting generate_series has_function_privilege has_table_privilege host json_agg left max "
    "pg_backend_pid pg_control_checkpoint pg_current_wal_lsn pg_get_expr pg_get_indexdef pg_get_userbyid pg_has_role pg_is_in_recovery pg_is_wal_replay_paused "
    "pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_ls_archive_statusdir pg_ls_waldir pg_postmaster_start_time pg_relation_size "
    "pg_stat_get_autovacuum_count pg_stat_get_dead_tuples pg_stat_get_ins_since_vacuum pg_stat_get_last_analyze_time pg_stat_get_last_autoanalyze_time "
    "pg_stat_get_last_autovacuum_time pg_stat_get_last_vacuum_time pg_stat_get_live_tuples pg_stat_get_mod_since_analyze pg_stat_get_numscans "
    "pg_stat_get_tuples_deleted pg_stat_get_tuples_hot_updated pg_stat_get_tuples_inserted pg_stat_get_tuples_returned pg_stat_get_tuples_updated "
    "pg_stat_get_vacuum_count pg_wal_lsn_diff row_security_active sum to_json").split(u' ');
const QStringList kTypes = QStringLiteral("bool float8 int4 int8 text _oid").split(u' ');
const QStringList kWords = QStringLiteral(
    "SELECT DISTINCT FROM LEFT JOIN CROSS LATERAL ON WHERE AND OR NOT AS CASE WHEN THEN ELSE END IS IN NULL ALL ANY EXISTS ORDER GROUP BY DESC LIMIT UNION LIKE true false "
    "extract epoch coalesce greatest current_user").split(u' ');

QStringList columnsOf(const QString &relation, int major)
{
    QStringList columns;
    for (const Documented &each : kDocumented)
        if (relation == QLatin1String(each.relation) && major >= each.since && major <= each.until)
            columns += QString::fromLatin1(each.columns).split(u' ');
    return columns;
}

/// What is wrong with a text by the documentation of a release; empty when nothing is. An alias stands for one relation in one
/// statement, but for parts that UNION ALL joins: these are looked at one by one. Whatever is no column of a known alias must be of
/// pg_catalog by name, so that nothing of a database's owner is called.
QString faultInPart(QString text, int major)
{
    QHash<QString, QSet<QString>> aliases;
    static const QRegularExpression relation(QStringLiteral("(?:FROM|JOIN|,) pg_catalog\\.([a-z_]+)(?:\\(\\))? ([a-z])\\b"));
    for (auto match = relation.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        if (aliases.contains(found.captured(2)) && !aliases.value(found.captured(2)).contains(found.captured(1)))
            return QStringLiteral("%1 stands for two").arg(found.captured(2));
        aliases[found.captured(2)].insert(found.captured(1));
        if (columnsOf(found.captured(1), major).isEmpty())
            return QStringLiteral("there is no %1").arg(found.captured(1));
    }
    text.replace(relation, QStringLiteral(" "));
    QStringList named; // of the parts in brackets
    static const QRegularExpression name(QStringLiteral(" AS ([a-z]+)(?:\\(([a-z]+)\\))?"));
    for (auto match = name.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        named += {found.captured(1), found.captured(2)};
    }
    text.replace(name, QStringLiteral(" "));
    static const QRegularExpression part(QStringLiteral("\\) ([a-z])(?= LEFT| WHERE|$)"));
    text.replace(part, QStringLiteral(") "));
    static const QRegularExpression function(QStringLiteral("pg_catalog\\.([a-z_0-9]+)\\(")), type(QStringLiteral("::pg_catalog\\.([a-z0-9_]+)"));
    for (auto match = function.globalMatch(text); match.hasNext();)
        if (const QString found = match.next().captured(1); !kFunctions.contains(found) && (found != u"pg_stat_get_lastscan" || major < 16))
            return QStringLiteral("what is %1()?").arg(found);
    for (auto match = type.globalMatch(text); match.hasNext();)
        if (const QString found = match.next().captured(1); !kTypes.contains(found))
            return QStringLiteral("what is ::%1?").arg(found);
    text.replace(function, QStringLiteral("(")).replace(type, QStringLiteral(" "));
    static const QRegularExpression column(QStringLiteral("\\b([a-z])\\.([a-z_]+)"));
    for (auto match = column.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        const QString alias = found.captured(1);
        if (!aliases.contains(alias)) {
            if (!named.contains(found.captured(2)))
                return QStringLiteral("%1.%2 is of nothing").arg(alias, found.captured(2));
            continue;
        }
        const QString of = *aliases.value(alias).cbegin();
        if (!columnsOf(of, major).contains(found.captured(2)))
            return QStringLiteral("%1 has no %2").arg(of, found.captured(2));
    }
    text.remove(column);
    static const QRegularExpression word(QStringLiteral("[A-Za-z_][A-Za-z_0-9]*"));
    for (auto match = word.globalMatch(text); match.hasNext();)
        if (const QString found = match.next().captured(); !kWords.contains(found) && !named.contains(found))
            return QStringLiteral("what is %1?").arg(found);
    return {};
}

QString faultIn(const QByteArray &sql, int major)
{
    QString text = QString::fromUtf8(sql);
    static const QRegularExpression comment(QStringLiteral("/\\*.*?\\*/")), literal(QStringLiteral("'[^']*'")), parameter(QStringLiteral("\\$\\d"));
    text.remove(comment).replace(literal, QStringLiteral(" ")).replace(parameter, QStringLiteral(" "));
    const QStringList parts = text.split(QStringLiteral(" UNION ALL "));
    for (const QString &part : parts)
        if (const QString fault = faultInPart(parts.size() == 1 ? part : part + QStringLiteral(" AS age"), major); !fault.isEmpty())
            return fault;
    return {};
}

QList<QByteArray> statements(int version)
{
    return {factsQuery(), lockedQuery(), settingsQuery(vacuumSettings()), settingsQuery(replicationSettings()), settingsQuery(walSettings()), tablesQuery(version), tableWidthsQuery(),
            indexesQuery(version), indexWidthsQuery(), databasesQuery(), progressQuery(version), holdersQuery(), positionQuery(), standbysQuery(), slotsQuery(version), receiverQuery(),
            subscriptionsQuery(version), walQuery(version), logFilesQuery(), archiveQueueQuery()};
}
} // namespace

class TestServerStatements : public QObject {
    Q_OBJECT
private slots:
    void everyReleaseHasWhatIsAsked_data()
    {
        QTest::addColumn<int>("version");
        for (const int version : {130000, 130022, 140000, 140019, 150013, 160009, 170000, 170005})
            QTest::addRow("%d", version) << version;
    }
    void everyReleaseHasWhatIsAsked()
    {
        QFETCH(int, version);
        for (const QByteArray &text : statements(version))
            QVERIFY2(faultIn(text, version / 10000).isEmpty(), qPrintable(faultIn(text, version / 10000) + QStringLiteral(" in ") + QString::fromUtf8(text)));
    }
    void whatAReleaseHasIsAsked_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("column");
        QTest::addColumn<bool>("isThere");
        const auto row = [](const char *name, const QByteArray &text, const char *column, bool isThere) { QTest::newRow(name) << text << QByteArray(column) << isThere; };
        row("no log counters in 13", walQuery(130000), "pg_stat_wal", false);
        row("log counters in 14", walQuery(140000), "w.wal_bytes", true);
        row("one view of checkpoints up to 16", walQuery(160000), "b.checkpoints_timed", true);
        row("its own from 17 on", walQuery(170000), "c.num_timed", true);
        row("sessions are counted by pg_stat_io from 17 on", walQuery(170000), "pg_stat_io", true);
        row("restart points of a standby", walQuery(170000), "c.restartpoints_timed", true);
        row("no time of the last scan in 15", tablesQuery(150000), "pg_stat_get_lastscan", false);
        row("from 16 on", tablesQuery(160000), "pg_stat_get_lastscan", true);
        row("of an index", indexesQuery(160000), "last_idx_scan", true);
        row("a conflict in 16", slotsQuery(160000), "r.conflicting", true);
        row("a reason from 17 on", slotsQuery(170000), "r.invalidation_reason", true);
        row("errors of subscriptions from 15 on", subscriptionsQuery(150000), "pg_stat_subscription_stats", true);
        row("not before", subscriptionsQuery(140000), "pg_stat_subscription_stats", false);
        row("a database of a subscription from 14 on", subscriptionsQuery(140000), "pg_catalog.pg_subscription b", true);
        row("not before", subscriptionsQuery(130000), "pg_catalog.pg_subscription b", false);
        row("equal nulls from 15 on", indexesQuery(150000), "i.indnullsnotdistinct", true);
        row("not before", indexesQuery(140000), "i.indnullsnotdistinct", false);
        row("slots in step from 17 on", slotsQuery(170000), "r.synced", true);
        row("not before", slotsQuery(160000), "r.synced", false);
        row("what is empty is known from 14 on", tablesQuery(140000), "c.relpages = 0", false);
        row("not before", tablesQuery(130000), "c.relpages = 0", true);
        row("indexes that are vacuumed from 17 on", progressQuery(170000), "p.indexes_processed", true);
        row("not before", progressQuery(160000), "p.indexes_processed", false);
    }
    void whatAReleaseHasIsAsked()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, column);
        QFETCH(bool, isThere);
        QCOMPARE(text.contains(column), isThere);
    }
    /// The check itself sees what it is there for.
    void aWrongStatementIsSeen()
    {
        QVERIFY(!faultIn(walQuery(140000), 13).isEmpty());
        QVERIFY(!faultIn(walQuery(160000), 17).isEmpty());
        QVERIFY(!faultIn(walQuery(170000), 16).isEmpty());
        QVERIFY(!faultIn(tablesQuery(160000), 15).isEmpty());
        QVERIFY(!faultIn(indexesQuery(160000), 15).isEmpty());
        QVERIFY(!faultIn(slotsQuery(170000), 16).isEmpty());
        QVERIFY(!faultIn(slotsQuery(160000), 15).isEmpty());
        QVERIFY(!faultIn(subscriptionsQuery(150000), 14).isEmpty());
        QVERIFY(!faultIn(progressQuery(170000), 16).isEmpty());
        QVERIFY(!faultIn("SELECT now()", 17).isEmpty());
        QVERIFY(!faultIn("SELECT c.nothing FROM pg_catalog.pg_class c", 17).isEmpty());
        QVERIFY(!faultIn("SELECT c.oid FROM pg_class c", 17).isEmpty());
        QVERIFY(!faultIn("SELECT x.oid FROM pg_catalog.pg_class c", 17).isEmpty());
        QVERIFY(!faultIn("SELECT 1::int8", 17).isEmpty());
    }
    void everyListIsBounded()
    {
        for (const QByteArray &text : statements(150000))
            if (text != factsQuery() && text != positionQuery() && text != logFilesQuery() && text != archiveQueueQuery()) {
                const qsizetype last = text.lastIndexOf(" LIMIT ");
                QVERIFY2(last > 0, text.constData());
                QVERIFY2(text.mid(last).size() < 16, text.constData()); // at its end
            }
        QVERIFY(tablesQuery(150000).endsWith("LIMIT 5001"));
        QVERIFY(indexesQuery(150000).endsWith("LIMIT 5001"));
        QVERIFY(indexesQuery(150000).contains("pg_catalog.left(pg_catalog.pg_get_indexdef(i.indexrelid), 4001)"));
    }
    /// A file is looked at under a lock of its relation: where somebody holds it alone, nobody waits.
    void nothingThatIsLockedIsLookedAt()
    {
        for (QByteArray text : {tablesQuery(150000), indexesQuery(150000)}) {
            text.remove(text.lastIndexOf(" FROM pg_catalog.pg_class c JOIN"), text.size()); // of the columns
            for (const char *locks : {"pg_relation_size", "pg_get_indexdef", "pg_get_expr"})
                for (qsizetype at = text.indexOf(locks); at >= 0; at = text.indexOf(locks, at + 1)) {
                    const qsizetype guard = text.left(at).lastIndexOf("WHEN f.free THEN");
                    QVERIFY2(guard >= 0 && !text.mid(guard, at - guard).contains(" END)"), text.mid(at, 60).constData());
                }
        }
        QVERIFY(indexesQuery(150000).contains("WHEN f.free THEN pg_catalog.pg_get_expr(i.indpred"));
        for (const QByteArray &text : statements(150000))
            for (const char *waits : {"pg_total_relation_size", "pg_indexes_size", "pg_table_size", "pg_database_size", "conninfo", "archive_command"})
                QVERIFY2(!text.contains(waits), waits);
    }
};

QTEST_GUILESS_MAIN(TestServerStatements)
#include "tst_serverstatements.moc"
