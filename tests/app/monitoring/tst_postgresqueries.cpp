// SPDX-License-Identifier: GPL-3.0-or-later
// What PostgreSQL is asked: by its documentation for releases 13 to 17, and for real on the one that is here.
#include "app/monitoring/sampler/postgressampler.h"
#include "app/postgres/pgconnection.h"
#include "models/errors/catalogue.h"
#include "tests/support/privatepostgres.h"

#include <QRegularExpression>
#include <QTest>

using namespace plancia;
using namespace plancia::monitoring;
using Kind = PostgresColumn::Kind;
using Reason = StreamGap::Reason;

namespace {
constexpr int kAlways = 999;

/// Columns of a relation from one release to another, as its documentation lists them. Those of pg_stat_statements go by the
/// version of the extension.
struct Documented {
    const char *relation;
    const char *columns;
    int since = 13;
    int until = kAlways;
};
constexpr Documented kDocumented[] = {
    {"pg_stat_database",
     "datid datname numbackends xact_commit xact_rollback blks_read blks_hit tup_returned tup_fetched tup_inserted tup_updated "
     "tup_deleted conflicts temp_files temp_bytes deadlocks checksum_failures checksum_last_failure blk_read_time blk_write_time "
     "stats_reset"},
    {"pg_stat_database",
     "session_time active_time idle_in_transaction_time sessions sessions_abandoned sessions_fatal sessions_killed", 14},
    {"pg_stat_activity",
     "datid datname pid leader_pid usesysid usename application_name client_addr client_hostname client_port backend_start "
     "xact_start query_start state_change wait_event_type wait_event state backend_xid backend_xmin query backend_type"},
    {"pg_stat_activity", "query_id", 14},
    {"pg_stat_bgwriter", "buffers_clean maxwritten_clean buffers_alloc stats_reset"},
    {"pg_stat_bgwriter",
     "checkpoints_timed checkpoints_req checkpoint_write_time checkpoint_sync_time buffers_checkpoint buffers_backend "
     "buffers_backend_fsync",
     13, 16},
    {"pg_stat_checkpointer",
     "num_timed num_requested restartpoints_timed restartpoints_req restartpoints_done write_time sync_time buffers_written "
     "stats_reset",
     17},
    {"pg_stat_wal",
     "wal_records wal_fpi wal_bytes wal_buffers_full wal_write wal_sync wal_write_time wal_sync_time stats_reset", 14, 17},
    {"pg_stat_replication",
     "pid usesysid usename application_name client_addr client_hostname client_port backend_start backend_xmin state sent_lsn "
     "write_lsn flush_lsn replay_lsn write_lag flush_lag replay_lag sync_priority sync_state reply_time"},
    {"pg_stat_wal_receiver",
     "pid status receive_start_lsn receive_start_tli written_lsn flushed_lsn received_tli last_msg_send_time "
     "last_msg_receipt_time latest_end_lsn latest_end_time slot_name sender_host sender_port conninfo"},
    {"pg_locks",
     "locktype database relation page tuple virtualxid transactionid classid objid objsubid virtualtransaction pid mode granted "
     "fastpath"},
    {"pg_locks", "waitstart", 14},
    {"pg_replication_slots",
     "slot_name plugin slot_type datoid database temporary active active_pid xmin catalog_xmin restart_lsn confirmed_flush_lsn "
     "wal_status safe_wal_size"},
    {"pg_replication_slots", "two_phase", 14},
    {"pg_replication_slots", "conflicting", 16},
    {"pg_replication_slots", "inactive_since invalidation_reason failover synced", 17},
    {"pg_stat_archiver",
     "archived_count last_archived_wal last_archived_time failed_count last_failed_wal last_failed_time stats_reset"},
    {"pg_database",
     "oid datname datdba encoding datcollate datctype datistemplate datallowconn datconnlimit datfrozenxid datminmxid "
     "dattablespace datacl"},
    {"pg_database", "datlocprovider datcollversion", 15},
    {"pg_database", "daticulocale", 15, 16},
    {"pg_stat_user_tables",
     "relid schemaname relname seq_scan seq_tup_read idx_scan idx_tup_fetch n_tup_ins n_tup_upd n_tup_del n_tup_hot_upd "
     "n_live_tup n_dead_tup n_mod_since_analyze n_ins_since_vacuum last_vacuum last_autovacuum last_analyze last_autoanalyze "
     "vacuum_count autovacuum_count analyze_count autoanalyze_count"},
    {"pg_stat_user_tables", "last_seq_scan last_idx_scan n_tup_newpage_upd", 16},
    {"pg_index",
     "indexrelid indrelid indnatts indnkeyatts indisunique indisprimary indisexclusion indimmediate indisclustered indisvalid "
     "indcheckxmin indisready indislive indisreplident indkey indcollation indclass indoption indexprs indpred"},
    {"pg_stat_progress_create_index",
     "pid datid datname relid index_relid command phase lockers_total lockers_done current_locker_pid blocks_total blocks_done "
     "tuples_total tuples_done partitions_total partitions_done"},
    {"pg_extension", "oid extname extowner extnamespace extrelocatable extversion extconfig extcondition"},
    {"pg_namespace", "oid nspname nspowner nspacl"},
    {"pg_ls_waldir", "name size modification"},
    {"pg_stat_statements",
     "userid dbid queryid query plans total_plan_time calls total_exec_time rows shared_blks_hit shared_blks_read "
     "shared_blks_dirtied shared_blks_written local_blks_hit local_blks_read local_blks_dirtied local_blks_written "
     "temp_blks_read temp_blks_written wal_records wal_fpi wal_bytes",
     108},
    {"pg_stat_statements", "blk_read_time blk_write_time", 108, 110},
    {"pg_stat_statements", "toplevel", 109},
    {"pg_stat_statements", "temp_blk_read_time temp_blk_write_time jit_functions jit_generation_time", 110},
    {"pg_stat_statements",
     "shared_blk_read_time shared_blk_write_time local_blk_read_time local_blk_write_time stats_since minmax_stats_since", 111},
    {"pg_stat_statements_info", "dealloc stats_reset", 109},
};

/// All of them are older than 13.
const QStringList kFunctions = QStringLiteral(
    "concat pg_postmaster_start_time pg_is_in_recovery extract epoch clock_timestamp current_setting current_database coalesce count "
    "max sum greatest nullif pg_wal_lsn_diff pg_current_wal_lsn pg_last_wal_receive_lsn pg_last_wal_replay_lsn "
    "pg_last_xact_replay_timestamp pg_backend_pid age mxid_age pg_database_size pg_has_role has_schema_privilege int4 int8 float8 text "
    "bool true").split(u' ');

bool isExtension(const QString &relation) { return relation.startsWith(QLatin1String("pg_stat_statements")); }

QStringList columnsOf(const QString &relation, const PostgresFacts &facts)
{
    const int version = isExtension(relation) ? facts.statementsVersion : facts.major();
    QStringList columns;
    for (const Documented &each : kDocumented)
        if (relation == QLatin1String(each.relation) && version >= each.since && version <= each.until)
            columns += QString::fromLatin1(each.columns).split(u' ');
    return columns;
}

PostgresFacts factsOf(int major, bool isStandby, bool hasMonitor, int statementsVersion)
{
    PostgresFacts facts;
    facts.version = major * 10000 + 2;
    facts.isStandby = isStandby;
    facts.hasMonitor = facts.readsAllStats = hasMonitor;
    facts.statementsVersion = statementsVersion;
    facts.statementsSchema = statementsVersion ? QStringLiteral("Odd \"place\"") : QString();
    return facts;
}

/// What the table of metrics says of such a server.
QStringList promised(const PostgresFacts &facts)
{
    QStringList names;
    for (const Metric &metric : metrics()) {
        const QString name = QString::fromLatin1(metric.name);
        if (metric.of != Metric::Of::Postgres || facts.major() < metric.since || facts.major() > metric.until)
            continue;
        if (name == metric::PgLatency || name == u"pg.agent_ms" || name == u"pg.connect_ms" || name == u"pg.asleep" || name.startsWith(QLatin1String("pg.has.")))
            continue; // the sampler's own
        const bool given = metric.needs == Metric::Needs::Nothing || (metric.needs == Metric::Needs::Monitor && facts.hasMonitor)
            || (metric.needs == Metric::Needs::Statements && facts.statementsVersion > 0)
            || (metric.needs == Metric::Needs::Primary && !facts.isStandby)
            || (metric.needs == Metric::Needs::Standby && facts.isStandby);
        if (!given || (name == QLatin1String("pg.statements.evictions") && facts.statementsVersion < 109))
            continue;
        names.append(name);
    }
    names.sort();
    return names;
}

/// What is wrong with a text by the documentation; empty when nothing is.
QString faultIn(const QByteArray &sql, const PostgresFacts &facts)
{
    QString text = QString::fromUtf8(sql);
    if (!text.startsWith(QLatin1String("/* plancia:sampler */ SELECT ")))
        return QStringLiteral("no mark");
    text.remove(0, text.indexOf(QLatin1String("SELECT")));
    static const QRegularExpression literal(QStringLiteral("'[^']*'"));
    static const QRegularExpression schema(QStringLiteral("\"Odd \"\"place\"\"\"\\.(?=pg_stat_statements)|\"public\"\\.(?=pg_stat_statements)"));
    text.replace(literal, QStringLiteral("''"));
    text.remove(schema);

    static const QRegularExpression relation(QStringLiteral("(?:\\bFROM|\\bJOIN|,)\\s+(pg_[a-z_]+)(?:\\((?:false)?\\))?\\s+([a-z])\\b(?!\\.)"));
    QHash<QString, QString> aliases;
    for (auto match = relation.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        aliases.insert(found.captured(2), found.captured(1));
        if (columnsOf(found.captured(1), facts).isEmpty())
            return QStringLiteral("there is no %1").arg(found.captured(1));
    }
    text.replace(relation, QStringLiteral(" "));
    static const QRegularExpression column(QStringLiteral("\\b([a-z])\\.([a-z_0-9]+)"));
    for (auto match = column.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        if (!columnsOf(aliases.value(found.captured(1)), facts).contains(found.captured(2)))
            return QStringLiteral("“%1” has no %2").arg(aliases.value(found.captured(1)), found.captured(2));
    }
    text.remove(column);
    static const QRegularExpression word(QStringLiteral("[a-z_][a-z_0-9]*|\""));
    for (auto match = word.globalMatch(text); match.hasNext();)
        if (const QString found = match.next().captured(); !kFunctions.contains(found))
            return QStringLiteral("what is %1?").arg(found);
    if (facts.isStandby ? text.contains(QLatin1String("pg_current_wal")) : text.contains(QLatin1String("pg_last_")))
        return QStringLiteral("not on such a server");
    return {};
}

/// What stands between SELECT and its FROM, split.
QStringList itemsOf(const QByteArray &sql)
{
    QStringList items(QString{});
    int depth = 0;
    const QString text = QString::fromUtf8(sql.mid(sql.indexOf("SELECT ") + 7));
    for (qsizetype i = 0; i < text.size(); ++i) {
        depth += text[i] == u'(' ? 1 : text[i] == u')' ? -1 : 0;
        if (depth == 0 && QStringView(text).mid(i).startsWith(u" FROM "))
            break;
        if (depth == 0 && text[i] == u',')
            items.append(QString());
        else
            items.last() += text[i];
    }
    return items;
}

class TestClock : public Clock {
public:
    qint64 ms = 1'750'000'000'000;
    qint64 nowMs() const override { return ms; }
    qint64 monotonicMs() const override { return ms; }
};

/// For takeRow: a row as the server would give it.
struct Given {
    std::vector<sql::Value> values;
    sql::Row row() const { return sql::Row(std::span<const sql::Value>(values)); }
};
} // namespace

class TestPostgresQueries : public QObject {
    Q_OBJECT
private:
    tests::PrivatePostgres m_postgres{{false,
                                       {QStringLiteral("shared_preload_libraries=pg_stat_statements"), QStringLiteral("track_io_timing=on"),
                                        QStringLiteral("pg_stat_statements.track_planning=on"), QStringLiteral("archive_mode=on"),
                                        QStringLiteral("archive_command=/bin/true")}}};
    QProcess m_standby;

    ConnectionProfile profile(const QString &user) const
    {
        ConnectionProfile made = m_postgres.profile(user, QStringLiteral("shop"));
        made.host = m_postgres.socketFolder(); // no password there
        return made;
    }
    static PostgresSampler::Maker maker(const ConnectionProfile &profile, int *made = nullptr)
    {
        return [profile, made](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            auto opened = postgres::PgConnection::open(profile, std::nullopt, 5000, cancel);
            if (!opened)
                return fail(opened.error());
            if (made)
                ++*made;
            return std::unique_ptr<sql::Connection>(std::move(*opened));
        };
    }
    PostgresFacts facts(const ConnectionProfile &profile)
    {
        auto connection = maker(profile)({});
        if (!connection || !(*connection)->begin({}))
            return {};
        const auto rows = (*connection)->query(postgresFactsQuery());
        return rows && rows->size() == 1 ? postgresFacts((*rows)[0]) : PostgresFacts();
    }
    /// Every metric that comes within some looks a minute apart, so that each group is due in each.
    QSet<QString> seen(const ConnectionProfile &profile, const QStringList &until)
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(profile), clock);
        QSet<QString> names;
        const QSet<QString> wanted(until.begin(), until.end());
        (void)QTest::qWaitFor( // what is missing is told by the caller
            [&] {
                (void)m_postgres.exec(QStringLiteral("SELECT count(*) FROM pg_class; CHECKPOINT"), QStringLiteral("shop"));
                const auto reading = sampler.sample(clock.ms);
                clock.ms += 60'000;
                if (!reading)
                    return false;
                for (auto value = reading->sample.values.cbegin(); value != reading->sample.values.cend(); ++value) {
                    names.insert(value.key());
                    if (*value < 0)
                        qFatal("%s is negative", qPrintable(value.key()));
                }
                return names.contains(wanted);
            },
            6000);
        return names;
    }
    static QStringList missing(const QStringList &wanted, const QSet<QString> &had)
    {
        QStringList names;
        for (const QString &name : wanted)
            if (!had.contains(name))
                names.append(name);
        return names;
    }
    bool startStandby()
    {
        QFile hba(m_postgres.value(QStringLiteral("SHOW hba_file")));
        if (!hba.open(QIODevice::Append) || hba.write("local replication all trust\n") < 0)
            return false;
        hba.close();
        const QString data = m_postgres.socketFolder() + QStringLiteral("/data2");
        const QString bin = m_postgres.value(QStringLiteral("SELECT setting FROM pg_config WHERE name = 'BINDIR'"));
        QStringList copy = m_postgres.asServerUser(
            bin + QStringLiteral("/pg_basebackup"),
            {QStringLiteral("-D"), data, QStringLiteral("-R"), QStringLiteral("-c"), QStringLiteral("fast"), QStringLiteral("-h"),
             m_postgres.socketFolder(), QStringLiteral("-p"), QString::number(m_postgres.port()), QStringLiteral("-U"), QStringLiteral("postgres")});
        if (!m_postgres.exec(QStringLiteral("SELECT pg_reload_conf()")))
            return false;
        QProcess process;
        process.setWorkingDirectory(m_postgres.socketFolder());
        const QString program = copy.takeFirst();
        if (!QTest::qWaitFor([&] {
                process.start(program, copy);
                return process.waitForFinished(60'000) && process.exitCode() == 0;
            }, 20'000)) {
            qWarning("%s", process.readAllStandardError().constData());
            return false;
        }
        QStringList run = m_postgres.asServerUser(
            bin + QStringLiteral("/postgres"),
            {QStringLiteral("-D"), data, QStringLiteral("-c"), QStringLiteral("listen_addresses="), QStringLiteral("-c"),
             QStringLiteral("port=%1").arg(m_postgres.port() + 1), QStringLiteral("-c"),
             QStringLiteral("unix_socket_directories=") + m_postgres.socketFolder(), QStringLiteral("-c"), QStringLiteral("fsync=off"),
             QStringLiteral("-c"), QStringLiteral("shared_preload_libraries=pg_stat_statements"), QStringLiteral("-c"),
             QStringLiteral("track_io_timing=on"), QStringLiteral("-c"), QStringLiteral("shared_buffers=16MB"), QStringLiteral("-c"),
             QStringLiteral("max_connections=40")});
        m_standby.setProcessChannelMode(QProcess::MergedChannels);
        m_standby.setWorkingDirectory(m_postgres.socketFolder());
        const QString server = run.takeFirst();
        m_standby.start(server, run);
        return QTest::qWaitFor([&] { return bool(maker(standbyProfile())({})); }, 30'000);
    }
    ConnectionProfile standbyProfile() const
    {
        ConnectionProfile made = profile(QStringLiteral("postgres"));
        made.port = m_postgres.port() + 1;
        return made;
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        QVERIFY2(m_postgres.createDatabase(QStringLiteral("shop")), qPrintable(m_postgres.error()));
        QVERIFY2(m_postgres.exec(QStringLiteral("CREATE ROLE plain LOGIN; CREATE ROLE watcher LOGIN IN ROLE pg_monitor;"
                                                "CREATE ROLE reader LOGIN IN ROLE pg_read_all_stats")),
                 qPrintable(m_postgres.error()));
        QVERIFY2(m_postgres.exec(QStringLiteral("CREATE TABLE goods AS SELECT generate_series(1, 1000) AS id; DELETE FROM goods WHERE id < 10;"
                                                "SELECT pg_create_physical_replication_slot('kept', true); SELECT pg_switch_wal()"),
                                 QStringLiteral("shop")),
                 qPrintable(m_postgres.error()));
    }
    void cleanupTestCase()
    {
        if (m_standby.state() != QProcess::NotRunning) {
            m_standby.kill();
            m_standby.waitForFinished();
        }
    }

    void aReleaseIsAskedForWhatItHas_data()
    {
        QTest::addColumn<int>("major");
        QTest::addColumn<bool>("isStandby");
        QTest::addColumn<bool>("hasMonitor");
        QTest::addColumn<int>("extension");
        for (int major = 13; major <= 17; ++major)
            for (bool isStandby : {false, true})
                for (bool hasMonitor : {false, true})
                    for (int extension : {0, 108, 109, 110, 111})
                        QTest::addRow("%d %s %s %d", major, isStandby ? "standby" : "primary", hasMonitor ? "pg_monitor" : "plain", extension)
                            << major << isStandby << hasMonitor << extension;
    }
    void aReleaseIsAskedForWhatItHas()
    {
        QFETCH(int, major);
        QFETCH(bool, isStandby);
        QFETCH(bool, hasMonitor);
        QFETCH(int, extension);
        const PostgresFacts facts = factsOf(major, isStandby, hasMonitor, extension);
        const QList<PostgresGroup> groups = postgresQueries(facts);
        QCOMPARE(groups.first().every, Metric::EverySecond);
        QCOMPARE(std::count_if(groups.begin(), groups.end(), [](const PostgresGroup &g) { return g.every == Metric::EverySecond; }), 1);
        QStringList given;
        for (const PostgresGroup &group : groups) {
            QCOMPARE(group.timeoutMs, group.every == Metric::EveryMinute ? 5000 : 2000);
            for (const QString &name : group.metrics()) {
                QVERIFY2(metricByName(name), qPrintable(name));
                QVERIFY2(metricByName(name)->every == group.every, qPrintable(name));
            }
            given += group.metrics();
            for (const PostgresStatement &statement : group.statements) {
                QVERIFY2(faultIn(statement.text, facts).isEmpty(),
                         qPrintable(faultIn(statement.text, facts) + QStringLiteral(" in ") + QString::fromUtf8(statement.text)));
                const QStringList items = itemsOf(statement.text);
                QCOMPARE(items.size(), statement.columns.size());
                static const QRegularExpression cast(QStringLiteral("::(int8|float8|text)( / [^/]+)?$"));
                for (const QString &item : items)
                    QVERIFY2(item.contains(cast), qPrintable(item));
                for (const PostgresColumn &column : statement.columns)
                    QCOMPARE(column.kind == Kind::Share, column.of != nullptr);
                const bool ofSessions = statement.text.contains("FROM pg_stat_activity") || statement.text.contains("FROM pg_locks");
                QVERIFY(!ofSessions || statement.text.contains("pg_backend_pid()"));
                QVERIFY(!statement.text.contains("pg_locks") || group.every == Metric::EveryTen);
            }
        }
        QCOMPARE(QStringList(given).removeDuplicates(), 0);
        given.sort();
        QCOMPARE(given, promised(facts));
    }

    void allStatisticsWithoutPgMonitorAreAllButTheDirectory()
    {
        PostgresFacts facts = factsOf(16, false, true, 0);
        QStringList all;
        for (const PostgresGroup &group : postgresQueries(facts))
            all += group.metrics();
        facts.hasMonitor = false;
        for (const PostgresGroup &group : postgresQueries(facts))
            for (const QString &name : group.metrics())
                all.removeAll(name);
        QCOMPARE(all, QStringList{QStringLiteral("pg.wal.directory_bytes")});
    }

    /// The constants that the rest of the program uses are names of the table.
    void constantsAreNamesOfTheTable()
    {
        for (const QString &name : {metric::PgCommits, metric::PgRollbacks, metric::PgActive, metric::PgIdle, metric::PgIdleInTransaction,
                                    metric::PgOther, metric::PgMaxConnections, metric::PgCacheHits, metric::PgLatency,
                                    metric::PgHasMonitor, metric::PgHasStatements, metric::StoreCommits, metric::StoreWalBytes,
                                    metric::StoreReadMs, metric::SelfRss, metric::SelfCpu})
            QVERIFY2(metricByName(name), qPrintable(name));
    }

    void factsAreRead_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<int>("expected");
        QTest::newRow("none") << QString() << 0;
        QTest::newRow("too old") << QStringLiteral("1.7") << 0;
        QTest::newRow("1.8") << QStringLiteral("1.8") << 108;
        QTest::newRow("1.10") << QStringLiteral("1.10") << 110;
        QTest::newRow("a word") << QStringLiteral("unpackaged") << 0;
    }
    void factsAreRead()
    {
        QFETCH(QString, version);
        QFETCH(int, expected);
        const Given given{{qint64(160003), qint64(1), qint64(0), qint64(1), version, QStringLiteral("stats")}};
        const PostgresFacts facts = postgresFacts(given.row());
        QCOMPARE(facts.major(), 16);
        QVERIFY(facts.isStandby && !facts.hasMonitor && facts.readsAllStats);
        QCOMPARE(facts.statementsVersion, expected);
        QCOMPARE(facts.statementsSchema, expected ? QStringLiteral("stats") : QString());
    }

    void countersBecomeWhatPassed()
    {
        const PostgresStatement statement{{},
                                          {{"level", Kind::Value}, {"since", Kind::Since}, {"rate", Kind::Rate}, {"events", Kind::Growth},
                                           {"part", Kind::Share, "rate"}, {"hidden", Kind::Counter}}};
        std::optional<PostgresSeen> before;
        QHash<QString, double> values;
        const auto take = [&](qint64 at, const std::vector<sql::Value> &row) {
            values.clear();
            const Given given{row};
            return takeRow(statement, given.row(), at, before, values);
        };
        const QString born = QStringLiteral("monday");
        QVERIFY(take(1000, {qint64(7), born, qint64(100), 5.0, qint64(10), qint64(1)}));
        QCOMPARE(values, (QHash<QString, double>{{QStringLiteral("level"), 7}}));
        QVERIFY(take(3500, {qint64(8), born, qint64(150), 7.5, qint64(20), qint64(1)}));
        QCOMPARE(values, (QHash<QString, double>{{QStringLiteral("level"), 8}, {QStringLiteral("rate"), 20}, {QStringLiteral("events"), 2.5},
                                                 {QStringLiteral("part"), 0.2}}));
        // Nothing happened: no share of nothing. And what is not known is absent.
        QVERIFY(take(4500, {std::monostate(), born, qint64(150), 7.5, qint64(20), qint64(1)}));
        QCOMPARE(values, (QHash<QString, double>{{QStringLiteral("rate"), 0}, {QStringLiteral("events"), 0}}));
        // One went back: none of them is told.
        QVERIFY(!take(5500, {qint64(9), born, qint64(200), 1.0, qint64(30), qint64(1)}));
        QCOMPARE(values, (QHash<QString, double>{{QStringLiteral("level"), 9}}));
        QVERIFY(take(6500, {qint64(9), born, qint64(201), 1.0, qint64(30), qint64(1)}));
        QCOMPARE(values.value(QStringLiteral("rate")), 1.0);
        // Reset, but already greater than before.
        QVERIFY(!take(7500, {qint64(9), QStringLiteral("tuesday"), qint64(300), 9.0, qint64(30), qint64(1)}));
        QVERIFY(!values.contains(QStringLiteral("rate")));
        QVERIFY(take(8500, {qint64(9), QStringLiteral("tuesday"), std::monostate(), 9.0, qint64(30), qint64(1)}));
        QVERIFY(!values.contains(QStringLiteral("rate")));
        // Twice at the same instant: a rate of no time is none.
        QVERIFY(take(8500, {qint64(9), QStringLiteral("tuesday"), qint64(400), 9.0, qint64(30), qint64(1)}));
        QVERIFY(!values.contains(QStringLiteral("rate")));
    }

    void aResetIsOnlyThatOfItsOwnCounters()
    {
        const PostgresStatement statement{{}, {{"free", Kind::Rate}, {"since", Kind::Since}, {"a", Kind::Rate}, {"since", Kind::Since},
                                               {"evicted", Kind::Breaks}, {"evictions", Kind::Growth}, {"b", Kind::Rate}}};
        std::optional<PostgresSeen> before;
        QHash<QString, double> values;
        const auto take = [&](qint64 at, const std::vector<sql::Value> &row) {
            values.clear();
            const Given given{row};
            return takeRow(statement, given.row(), at, before, values);
        };
        const QString x = QStringLiteral("x");
        QVERIFY(take(0, {qint64(1), x, qint64(1), x, qint64(3), qint64(3), qint64(100)}));
        QVERIFY(!take(1000, {qint64(2), QStringLiteral("y"), qint64(9), x, qint64(3), qint64(3), qint64(101)}));
        QCOMPARE(values, (QHash<QString, double>{{QStringLiteral("free"), 1}, {QStringLiteral("evictions"), 0}, {QStringLiteral("b"), 1}}));
        // Evicted: the sum lost something, but nothing began anew.
        QVERIFY(take(2000, {qint64(3), QStringLiteral("y"), qint64(10), x, qint64(5), qint64(5), qint64(40)}));
        QCOMPARE(values, (QHash<QString, double>{{QStringLiteral("free"), 1}, {QStringLiteral("a"), 1}, {QStringLiteral("evictions"), 2}}));
        QVERIFY(!take(3000, {qint64(4), QStringLiteral("y"), qint64(11), x, qint64(5), qint64(5), qint64(39)}));
        QVERIFY(values.contains(QStringLiteral("a")) && !values.contains(QStringLiteral("b")));
    }

    /// The table above is right for the release that is here.
    void documentedColumnsAreThere()
    {
        QVERIFY2(m_postgres.exec(QStringLiteral("CREATE EXTENSION IF NOT EXISTS pg_stat_statements"), QStringLiteral("shop")),
                 qPrintable(m_postgres.error()));
        const PostgresFacts here = facts(profile(QStringLiteral("postgres")));
        QVERIFY(here.major() >= 13);
        QSet<QString> relations;
        for (const Documented &each : kDocumented)
            relations.insert(QString::fromLatin1(each.relation));
        relations.remove(QStringLiteral("pg_ls_waldir"));
        for (const QString &relation : std::as_const(relations)) {
            QStringList wanted = columnsOf(relation, here);
            const QString list = m_postgres.value(
                QStringLiteral("SELECT string_agg(attname, ' ') FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped"
                               " AND attrelid = to_regclass('%1')").arg(relation), QStringLiteral("shop"));
            QCOMPARE(wanted.isEmpty(), list.isEmpty());
            for (const QString &name : std::as_const(wanted))
                QVERIFY2(list.split(u' ').contains(name), qPrintable(relation + u'.' + name));
        }
        QCOMPARE(faultIn(postgresFactsQuery(), here), QString());
    }

    void aRealServerGivesWhatIsPromised_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("extension");
        QTest::newRow("superuser, none") << QStringLiteral("postgres") << QString();
        QTest::newRow("pg_monitor, 1.8") << QStringLiteral("watcher") << QStringLiteral("1.8");
        QTest::newRow("pg_monitor, 1.9") << QStringLiteral("watcher") << QStringLiteral("1.9");
        QTest::newRow("pg_read_all_stats, none") << QStringLiteral("reader") << QString();
        QTest::newRow("plain, none") << QStringLiteral("plain") << QString();
        QTest::newRow("plain, 1.10") << QStringLiteral("plain") << QStringLiteral("1.10");
    }
    void aRealServerGivesWhatIsPromised()
    {
        QFETCH(QString, user);
        QFETCH(QString, extension);
        QVERIFY(m_postgres.exec(QStringLiteral("DROP EXTENSION IF EXISTS pg_stat_statements; DROP SCHEMA IF EXISTS \"Odd \"\"place\"\"\""), QStringLiteral("shop")));
        if (!extension.isEmpty())
            QVERIFY2(m_postgres.exec(QStringLiteral("CREATE SCHEMA \"Odd \"\"place\"\"\"; GRANT USAGE ON SCHEMA \"Odd \"\"place\"\"\" TO PUBLIC;"
                                                    "CREATE EXTENSION pg_stat_statements SCHEMA \"Odd \"\"place\"\"\" VERSION '%1'").arg(extension),
                                     QStringLiteral("shop")),
                     qPrintable(m_postgres.error()));
        const PostgresFacts here = facts(profile(user));
        QVERIFY(here.version >= 130000);
        QVERIFY(!here.isStandby);
        QCOMPARE(here.hasMonitor, user == QLatin1String("postgres") || user == QLatin1String("watcher"));
        QCOMPARE(here.readsAllStats, user != QLatin1String("plain"));
        QCOMPARE(here.statementsVersion, extension.isEmpty() ? 0 : extension.section(u'.', 0, 0).toInt() * 100 + extension.section(u'.', 1).toInt());
        for (const PostgresGroup &group : postgresQueries(here))
            for (const PostgresStatement &statement : group.statements)
                QCOMPARE(faultIn(statement.text, here), QString());

        QStringList wanted;
        for (const PostgresGroup &group : postgresQueries(here))
            wanted += group.metrics();
        // There is no standby and no checksum here.
        for (const char *absent : {"pg.checksum_failures", "pg.replication.lag_bytes", "pg.replication.lag_s"})
            wanted.removeAll(QString::fromLatin1(absent));
        const QSet<QString> had = seen(profile(user), wanted);
        QCOMPARE(missing(wanted, had), QStringList());
        QVERIFY(!had.contains(QStringLiteral("pg.replication.lag_bytes")));
        QVERIFY(!had.contains(QStringLiteral("pg.replication.lag_s")));
        QCOMPARE(had.contains(QStringLiteral("pg.waits.cpu")), here.readsAllStats);
        QCOMPARE(had.contains(QStringLiteral("pg.statements.calls")), here.statementsVersion > 0);
    }

    void aRealStandbyIsAskedAsOne()
    {
        QVERIFY(m_postgres.exec(QStringLiteral("DROP EXTENSION IF EXISTS pg_stat_statements; CREATE EXTENSION pg_stat_statements"), QStringLiteral("shop")));
        QVERIFY2(startStandby(), m_standby.readAll().constData());
        const PostgresFacts here = facts(standbyProfile());
        QVERIFY(here.isStandby);
        QStringList wanted;
        for (const PostgresGroup &group : postgresQueries(here))
            wanted += group.metrics();
        for (const char *absent : {"pg.checksum_failures", "pg.replication.lag_bytes", "pg.replication.lag_s", "pg.slots.kept_bytes",
                                   "pg.archiver.age_s"})
            wanted.removeAll(QString::fromLatin1(absent));
        QCOMPARE(missing(wanted, seen(standbyProfile(), wanted)), QStringList());
        // And the primary has one now.
        wanted = {QStringLiteral("pg.replication.lag_bytes"), QStringLiteral("pg.replication.lag_s"), QStringLiteral("pg.standbys")};
        QCOMPARE(missing(wanted, seen(profile(QStringLiteral("watcher")), wanted)), QStringList());
        // Promoted: noticed by the next look, without a new connection.
        TestClock clock;
        int made = 0;
        PostgresSampler sampler(QStringLiteral("main"), maker(standbyProfile(), &made), clock);
        auto reading = sampler.sample(clock.ms);
        QVERIFY(reading && reading->sample.values.contains(QStringLiteral("pg.standby.lag_s")));
        QVERIFY(!reading->sample.values.contains(QStringLiteral("pg.standbys")));
        {
            auto connection = maker(standbyProfile())({});
            QVERIFY(connection && (*connection)->begin({.write = false}));
            QVERIFY((*connection)->query("SELECT pg_promote(true, 30)"));
        }
        clock.ms += 1000;
        QVERIFY(sampler.sample(clock.ms));
        clock.ms += 1000;
        reading = sampler.sample(clock.ms);
        QVERIFY(reading && reading->sample.values.contains(QStringLiteral("pg.standbys")));
        QVERIFY(!reading->sample.values.contains(QStringLiteral("pg.standby.lag_s")));
        QCOMPARE(made, 1);
        m_standby.kill();
        m_standby.waitForFinished();
    }

    void whyIsToldFirstAndEachMinute()
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(profile(QStringLiteral("plain"))), clock);
        int told = 0;
        for (int second = 0; second < 121; ++second, clock.ms += 1000) {
            const auto reading = sampler.sample(clock.ms);
            QVERIFY(reading);
            const auto &values = reading->sample.values;
            if (second == 0) {
                QCOMPARE(values.value(metric::PgHasMonitor, -1), 0.0);
                QCOMPARE(values.value(metric::PgHasStatements, -1), 1.0);
            }
            told += values.contains(metric::PgHasMonitor) ? 1 : 0;
            QCOMPARE(values.contains(QStringLiteral("pg.locks.held")), second % 10 == 0);
            QCOMPARE(values.contains(QStringLiteral("pg.database_bytes")), second % 60 == 0);
        }
        QCOMPARE(told, 3);
    }

    /// Who owns a database that is watched must not run code as the role that watches it: nothing of theirs is found by a bare name.
    void nothingOfTheDatabasesOwnersIsCalled()
    {
        QVERIFY2(m_postgres.exec(QStringLiteral("CREATE SCHEMA plancia; GRANT USAGE ON SCHEMA plancia TO PUBLIC;"
                                                "CREATE FUNCTION plancia.trap(text, text, text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''trap''; END';"
                                                "ALTER FUNCTION plancia.trap(text, text, text) RENAME TO concat;"
                                                "CREATE FUNCTION plancia.trap(float8, int8) RETURNS float8 LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''trap''; END';"
                                                "CREATE OPERATOR plancia./ (LEFTARG = float8, RIGHTARG = int8, FUNCTION = plancia.trap);"
                                                "CREATE FUNCTION plancia.trap(float8, int4) RETURNS float8 LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''trap''; END';"
                                                "CREATE OPERATOR plancia./ (LEFTARG = float8, RIGHTARG = int4, FUNCTION = plancia.trap)"),
                                 QStringLiteral("shop")),
                 qPrintable(m_postgres.error()));
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(profile(QStringLiteral("watcher"))), clock);
        const auto reading = sampler.sample(clock.ms); // all groups
        QVERIFY2(reading, reading ? "" : qPrintable(describe(reading.error()).details));
        QVERIFY(reading->sample.values.contains(QStringLiteral("pg.wraparound_ratio")));
        QVERIFY(reading->sample.values.contains(QStringLiteral("pg.uptime_s")));
        QVERIFY2(m_postgres.exec(QStringLiteral("DROP SCHEMA plancia CASCADE"), QStringLiteral("shop")), qPrintable(m_postgres.error()));
    }

    /// Whoever holds a lock on what a group reads costs the sample that group, and the time of its limit.
    void aSlowGroupLosesOnlyItself()
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(profile(QStringLiteral("watcher"))), clock);
        QVERIFY(sampler.sample(clock.ms)->sample.values.contains(QStringLiteral("pg.statements.tracked")));
        auto holder = maker(profile(QStringLiteral("postgres")))({});
        QVERIFY(holder && (*holder)->begin({.write = true}));
        QVERIFY((*holder)->execute("LOCK TABLE public.pg_stat_statements_info IN ACCESS EXCLUSIVE MODE"));
        clock.ms += 10'000;
        QElapsedTimer timer;
        timer.start();
        auto reading = sampler.sample(clock.ms);
        QVERIFY2(timer.elapsed() < 4000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(reading);
        QVERIFY(reading->sample.values.contains(metric::PgCommits));
        QVERIFY(reading->sample.values.contains(QStringLiteral("pg.locks.held")));
        QVERIFY(!reading->sample.values.contains(QStringLiteral("pg.statements.tracked")));
        clock.ms += 1000;
        timer.restart();
        QVERIFY(sampler.sample(clock.ms)->sample.values.contains(metric::PgCommits)); // not asked again in each second
        QVERIFY(timer.elapsed() < 1500);
        (*holder)->rollback();
        clock.ms += 10'000;
        reading = sampler.sample(clock.ms);
        QVERIFY(reading->sample.values.contains(QStringLiteral("pg.statements.calls")));
        QVERIFY(reading->gaps.isEmpty());
    }

    void aFailingGroupIsTriedMoreAndMoreRarely()
    {
        QVERIFY(m_postgres.exec(QStringLiteral("REVOKE EXECUTE ON FUNCTION pg_stat_statements(boolean) FROM PUBLIC"), QStringLiteral("shop")));
        TestClock clock;
        int made = 0;
        PostgresSampler sampler(QStringLiteral("main"), maker(profile(QStringLiteral("plain")), &made), clock);
        QList<int> failedAt;
        for (int second = 0; second < 1500; second += 10, clock.ms += 10'000) {
            const int before = made;
            const auto reading = sampler.sample(clock.ms);
            QVERIFY(reading);
            QCOMPARE(reading->sample.values.contains(metric::PgCommits), second > 0);
            QVERIFY(!reading->sample.values.contains(QStringLiteral("pg.statements.tracked")));
            if (made > before && second > 0)
                failedAt.append(second - 10); // a new connection is made by the next look
        }
        QCOMPARE(failedAt, (QList<int>{0, 10, 20, 40, 80, 160, 320, 640, 1240}));
        QVERIFY(m_postgres.exec(QStringLiteral("GRANT EXECUTE ON FUNCTION pg_stat_statements(boolean) TO PUBLIC"), QStringLiteral("shop")));
        clock.ms += 600'000;
        QVERIFY(sampler.sample(clock.ms)->sample.values.contains(QStringLiteral("pg.statements.tracked")));
        clock.ms += 10'000;
        QVERIFY(sampler.sample(clock.ms)->sample.values.contains(QStringLiteral("pg.statements.calls")));
    }

    void resetStatementsAreOneGap()
    {
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(profile(QStringLiteral("postgres"))), clock);
        QVERIFY(sampler.sample(clock.ms));
        clock.ms += 9000;
        QVERIFY(sampler.sample(clock.ms));
        QVERIFY(m_postgres.exec(QStringLiteral("SELECT pg_stat_statements_reset()"), QStringLiteral("shop")));
        clock.ms += 1000;
        const auto reading = sampler.sample(clock.ms);
        QVERIFY(reading);
        QCOMPARE(reading->gaps, (QList<StreamGap>{{Reason::CounterReset, clock.ms - 1000, clock.ms, QStringLiteral("pg:main")}}));
        QVERIFY(!reading->sample.values.contains(QStringLiteral("pg.statements.calls")));
        QVERIFY(reading->sample.values.contains(QStringLiteral("pg.statements.tracked")));
        QVERIFY(reading->sample.values.contains(metric::PgCommits));
    }

    /// Only printed: a machine that is busy proves nothing.
    void whatASecondCosts()
    {
        QVERIFY(m_postgres.exec(QStringLiteral("SELECT pg_stat_statements_reset()"), QStringLiteral("shop")));
        TestClock clock;
        PostgresSampler sampler(QStringLiteral("main"), maker(profile(QStringLiteral("watcher"))), clock);
        std::vector<double> took;
        for (int second = 0; second < 60; ++second, clock.ms += 1000)
            took.push_back(sampler.sample(clock.ms)->sample.values.value(metric::PgLatency));
        std::sort(took.begin(), took.end());
        const auto cost = [&](const char *which) {
            return m_postgres.value(QStringLiteral("SELECT round((sum(total_plan_time + total_exec_time) / 60)::numeric, 3) FROM pg_stat_statements"
                                                   " WHERE query LIKE '%plancia:sampler%' AND %1").arg(QString::fromLatin1(which)),
                                    QStringLiteral("shop"));
        };
        qInfo("the second's look: median %.2f ms, slowest %.2f ms; planning and running in the server: %s ms for each second's"
              " statements, %s ms with all the rarer ones",
              took[30], took.back(), qPrintable(cost("calls >= 60")), qPrintable(cost("true")));
        QVERIFY(took.back() > 0);
    }
};

QTEST_GUILESS_MAIN(TestPostgresQueries)
#include "tst_postgresqueries.moc"
