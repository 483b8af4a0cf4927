// SPDX-License-Identifier: GPL-3.0-or-later
// What a real PostgreSQL says of its tables, indexes, vacuum, replication and log, and to whom.
#include "app/maintenance/server/server.h"
#include "models/domain/serverrules.h"
#include "models/errors/catalogue.h"
#include "tests/support/remotedatabase.h"
#include "tests/support/serverclient.h"
#include "tests/support/waitfor.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace plancia;
using namespace plancia::maintenance;
using namespace plancia::tests;
using Kind = ServerFinding::Kind;

namespace {
const QString kShop = QStringLiteral("shop");
constexpr int kLongMs = 60'000;

struct Side {
    std::unique_ptr<postgres::RemoteStore> store;
    std::unique_ptr<Server> server;
    void take(std::unique_ptr<postgres::RemoteStore> taken)
    {
        store = std::move(taken);
        server = std::make_unique<Server>(*store);
    }
    ~Side() { store.reset(); }
};

/// A failed answer fails the test.
template <class T>
T answer(const QFuture<Result<T>> &future)
{
    const Result<T> result = waitFor(future);
    if (!result)
        QTest::qFail(qPrintable(errorId(result.error().code()) + u' ' + result.error().fact(u"message")), __FILE__, __LINE__);
    return result.value_or(T());
}

template <class T>
T named(const QList<T> &list, const QString &name)
{
    for (const T &one : list)
        if (one.name == name)
            return one;
    return {};
}
ServerTable tableOf(const ServerTables &all, const QString &name) { return named(all.tables, name); }

QStringList kinds(const QList<ServerFinding> &findings)
{
    QStringList words;
    for (const ServerFinding &finding : findings)
        words.append(toString(finding.kind));
    return words;
}

/// A hot standby of the private server.
class Standby {
public:
    explicit Standby(PrivatePostgres &primary) : m_primary(primary) {}
    ~Standby() { stop(); }
    bool start()
    {
        QFile rules(m_primary.socketFolder() + QStringLiteral("/data/pg_hba.conf"));
        if (!rules.open(QIODevice::Append) || rules.write("local replication all trust\n") < 0)
            return false;
        rules.close();
        m_primary.value(QStringLiteral("SELECT pg_reload_conf()"));
        const QString programs = m_primary.value(QStringLiteral("SELECT setting FROM pg_config WHERE name = 'BINDIR'"));
        const QString data = m_primary.socketFolder() + QStringLiteral("/standby");
        QProcess copy;
        QStringList command = m_primary.asServerUser(programs + QStringLiteral("/pg_basebackup"),
                                                     {QStringLiteral("-D"), data, QStringLiteral("-h"), m_primary.socketFolder(), QStringLiteral("-p"), QString::number(m_primary.port()),
                                                      QStringLiteral("-U"), QStringLiteral("postgres"), QStringLiteral("-R"), QStringLiteral("-S"), QStringLiteral("follower"), QStringLiteral("--no-sync"),
                                                      QStringLiteral("-c"), QStringLiteral("fast")});
        copy.setWorkingDirectory(m_primary.socketFolder());
        copy.start(command.takeFirst(), command);
        if (!copy.waitForFinished(kLongMs) || copy.exitCode() != 0) {
            qWarning("%s", copy.readAllStandardError().constData());
            return false;
        }
        command = m_primary.asServerUser(programs + QStringLiteral("/postgres"),
                                         {QStringLiteral("-D"), data, QStringLiteral("-c"), QStringLiteral("port=%1").arg(port()), QStringLiteral("-c"), QStringLiteral("listen_addresses="),
                                          QStringLiteral("-c"), QStringLiteral("max_connections=40"), QStringLiteral("-c"),
                                          QStringLiteral("unix_socket_directories=") + m_primary.socketFolder(), QStringLiteral("-c"), QStringLiteral("archive_mode=off"), QStringLiteral("-c"),
                                          QStringLiteral("wal_receiver_status_interval=1"), QStringLiteral("-c"), QStringLiteral("max_prepared_transactions=2")});
        m_process.setWorkingDirectory(m_primary.socketFolder());
        m_process.start(command.takeFirst(), command);
        return m_process.waitForStarted();
    }
    void stop()
    {
        m_process.terminate();
        m_process.waitForFinished(kLongMs);
    }
    ConnectionProfile profile(const QString &database) const
    {
        ConnectionProfile profile = m_primary.profile(QStringLiteral("postgres"), database);
        profile.host = m_primary.socketFolder();
        profile.port = port();
        return profile;
    }

private:
    int port() const { return m_primary.port() == 65'535 ? 65'534 : m_primary.port() + 1; } // of a socket's file in that folder alone
    PrivatePostgres &m_primary;
    QProcess m_process;
};
} // namespace

class TestServer : public QObject {
    Q_OBJECT
    PrivatePostgres m_postgres{{false, {QStringLiteral("wal_level=logical"), QStringLiteral("archive_mode=on"), QStringLiteral("archive_command=false"),
                                        QStringLiteral("max_prepared_transactions=2"), QStringLiteral("autovacuum=off")}}};
    Side m_super, m_plain, m_reader, m_monitor;

    bool exec(const QString &sql) { return m_postgres.exec(sql, kShop); }
    QString value(const QString &sql) { return m_postgres.value(sql, kShop); }
    ServerTables tables(Side &side) { return answer(side.server->tables({})); }
    ServerIndexes indexes(Side &side) { return answer(side.server->indexes({})); }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_postgres.start(), qPrintable(m_postgres.error()));
        m_super.take(makeRemoteDatabase(m_postgres, kShop));
        QVERIFY2(m_super.store, qPrintable(m_postgres.error()));
        const QString password = QStringLiteral("pw");
        QVERIFY(m_postgres.createUser(QStringLiteral("plain"), password, QStringLiteral("IN ROLE plancia_admin")));
        QVERIFY(m_postgres.createUser(QStringLiteral("reader"), password, QStringLiteral("IN ROLE plancia_admin, pg_read_all_stats, pg_read_all_data")));
        QVERIFY(m_postgres.createUser(QStringLiteral("monitor"), password, QStringLiteral("IN ROLE plancia_admin, pg_monitor")));
        for (const auto &[side, user] : {std::pair{&m_plain, "plain"}, {&m_reader, "reader"}, {&m_monitor, "monitor"}})
            side->take(remoteStore(m_postgres, QString::fromLatin1(user), password, kShop));
        QVERIFY2(exec(QStringLiteral(
                     "CREATE TABLE public.orders (id int PRIMARY KEY, customer text NOT NULL, total numeric);"
                     "INSERT INTO public.orders SELECT g, repeat(md5(g::text), 6), g FROM generate_series(1, 100000) g;"
                     "CREATE INDEX orders_customer ON public.orders (customer);"
                     "CREATE INDEX orders_customer_again ON public.orders (customer);"
                     "CREATE INDEX orders_customer_total ON public.orders (customer, total);"
                     "CREATE INDEX orders_lower ON public.orders (lower(customer)) WHERE total > 5;"
                     "CREATE TABLE public.\"Odd \"\"na.me\" (\"a\"\"b, c\" int, x int);"
                     "CREATE INDEX odd ON public.\"Odd \"\"na.me\" (\"a\"\"b, c\", x);"
                     "CREATE TABLE public.fresh (id int); INSERT INTO public.fresh VALUES (1);"
                     "CREATE TABLE public.quiet (id int) WITH (autovacuum_enabled = off, fillfactor = 70);"
                     "CREATE TABLE public.small (id int); INSERT INTO public.small SELECT generate_series(1, 1000); ANALYZE public.small;"
                     "CREATE MATERIALIZED VIEW public.totals AS SELECT sum(total) FROM public.orders;"
                     "CREATE TABLE public.parent (id int) PARTITION BY RANGE (id); CREATE TABLE public.child PARTITION OF public.parent FOR VALUES FROM (0) TO (10);"
                     "CREATE TABLE public.long (id int, words text); INSERT INTO public.long SELECT g, (SELECT string_agg(md5((g * i)::text), '') FROM generate_series(1, 400) i) FROM generate_series(1, 50) g;")),
                 qPrintable(m_postgres.error()));
        // Nine tenths go: what is left lies in as many pages as before.
        QVERIFY2(exec(QStringLiteral("ANALYZE public.orders; DELETE FROM public.orders WHERE id % 10 <> 0")), qPrintable(m_postgres.error()));
        QTRY_COMPARE_WITH_TIMEOUT(tableOf(tables(m_super), QStringLiteral("orders")).deadRows, 90'000, kLongMs);
    }
    void cleanupTestCase()
    {
        for (Side *side : {&m_super, &m_plain, &m_reader, &m_monitor})
            side->store.reset();
    }

    void tablesAreTold()
    {
        const ServerTables all = tables(m_super);
        QCOMPARE(all.moment.role, QStringLiteral("postgres"));
        QCOMPARE(all.moment.database, kShop);
        QVERIFY(all.moment.seesAllStats && !all.moment.isStandby && !all.isCut && !all.isBloatUnknown);
        QCOMPARE(QString::number(all.moment.version), value(QStringLiteral("SHOW server_version_num")));
        QVERIFY(qAbs(all.moment.at - SystemClock().nowMs()) < 60'000 && all.moment.startedAt > 0);
        const ServerTable orders = tableOf(all, QStringLiteral("orders"));
        QCOMPARE(orders.schema, QStringLiteral("public"));
        QCOMPARE(orders.owner, QStringLiteral("postgres"));
        QCOMPARE(orders.rows, 100'000.0);
        QVERIFY(orders.totalBytes());
        QCOMPARE(QString::number(*orders.totalBytes()), value(QStringLiteral("SELECT pg_total_relation_size('public.orders')")));
        QCOMPARE(QString::number(*orders.indexBytes), value(QStringLiteral("SELECT pg_indexes_size('public.orders')")));
        QCOMPARE(orders.liveRows, 10'000);
        QCOMPARE(orders.inserted, 100'000);
        QCOMPARE(orders.deleted, 90'000);
        QVERIFY(qAbs(*orders.deadShare() - 0.9) < 0.01);
        QVERIFY(orders.sequentialScans > 0 && orders.indexScans && orders.lastAnalyzed() > 0 && orders.lastVacuumed() == 0);
        QVERIFY(orders.transactionAge && *orders.transactionAge > 0 && *orders.transactionAge < 100'000);
        QVERIFY(!orders.isSystem && orders.isReadable && orders.options.isEmpty());
        QVERIFY(orders.areWritesCounted);
        QCOMPARE(kinds(orders.findings), QStringList{"dead_rows"}); // more than 40,100 of them; the estimate knows nothing of them yet
        // A long value lies elsewhere, and counts.
        const ServerTable longOne = tableOf(all, QStringLiteral("long"));
        QVERIFY(*longOne.toastBytes > 100'000);
        QCOMPARE(QString::number(*longOne.totalBytes()), value(QStringLiteral("SELECT pg_total_relation_size('public.long')")));
        // Nobody knows yet how many rows it has.
        const ServerTable fresh = tableOf(all, QStringLiteral("fresh"));
        QVERIFY(!fresh.rows && !fresh.bloatBytes && !fresh.indexScans);
        QCOMPARE(kinds(fresh.findings), QStringList{"no_statistics"});
        const ServerTable quiet = tableOf(all, QStringLiteral("quiet"));
        QCOMPARE(quiet.options, (QStringList{"autovacuum_enabled=off", "fillfactor=70"}));
        QCOMPARE(kinds(quiet.findings), QStringList{"vacuum_off"});
        QVERIFY(tableOf(all, QStringLiteral("totals")).isMaterializedView);
        QVERIFY(tableOf(all, QStringLiteral("child")).isPartition);
        QVERIFY(tableOf(all, QStringLiteral("parent")).name.isEmpty()); // it has nothing of its own
        QCOMPARE(tableOf(all, QStringLiteral("Odd \"na.me")).qualifiedName(), QStringLiteral("public.Odd \"na.me"));
        QVERIFY(tableOf(all, QStringLiteral("pg_class")).isSystem);
        for (const ServerTable &table : all.tables)
            QVERIFY2(table.schema != u"pg_toast", qPrintable(table.name));
        for (qsizetype i = 1; i < all.tables.size(); ++i)
            QVERIFY(all.tables[i - 1].totalBytes().value_or(-1) >= all.tables[i].totalBytes().value_or(-1));
    }

    void bloatIsEstimated()
    {
        // What is packed has next to none.
        const ServerTable small = tableOf(tables(m_super), QStringLiteral("small"));
        QVERIFY(small.bloatBytes && *small.bloatBytes <= 8192);
        const qint64 before = *tableOf(tables(m_super), QStringLiteral("orders")).bloatBytes;
        QVERIFY2(before < (2 << 20), qPrintable(QString::number(before)));
        QVERIFY(exec(QStringLiteral("VACUUM ANALYZE public.orders")));
        QTRY_COMPARE_WITH_TIMEOUT(tableOf(tables(m_super), QStringLiteral("orders")).deadRows, 0, kLongMs);
        const ServerTable orders = tableOf(tables(m_super), QStringLiteral("orders"));
        QVERIFY(orders.lastVacuum > 0 && orders.rows && qAbs(*orders.rows - 10'000) < 100);
        // Some 24 MiB of which nine tenths are empty.
        QVERIFY2(orders.bloatBytes && static_cast<double>(*orders.bloatBytes) > 0.85 * static_cast<double>(*orders.heapBytes)
                     && static_cast<double>(*orders.bloatBytes) < 0.95 * static_cast<double>(*orders.heapBytes),
                 qPrintable(QString::number(orders.bloatBytes.value_or(-1))));
        QCOMPARE(kinds(orders.findings), QStringList{"bloat"});
        const ServerIndex customer = named(indexes(m_super).indexes, QStringLiteral("orders_customer"));
        QVERIFY2(customer.bloatBytes && static_cast<double>(*customer.bloatBytes) > 0.8 * static_cast<double>(*customer.bytes), qPrintable(QString::number(customer.bloatBytes.value_or(-1))));
        QVERIFY(kinds(customer.findings).contains(QStringLiteral("bloat")));
        // The estimate of an index with an expression goes by the statistics of that expression.
        QVERIFY(named(indexes(m_super).indexes, QStringLiteral("orders_lower")).bloatBytes);
        // Packed anew it has none.
        for (const char *command : {"VACUUM FULL public.orders", "ANALYZE public.orders"})
            QVERIFY2(exec(QLatin1String(command)), qPrintable(m_postgres.error()));
        const ServerTable packed = tableOf(tables(m_super), QStringLiteral("orders"));
        QVERIFY(static_cast<double>(*packed.bloatBytes) < 0.1 * static_cast<double>(*packed.heapBytes));
        const ServerIndex again = named(indexes(m_super).indexes, QStringLiteral("orders_customer"));
        QVERIFY2(static_cast<double>(*again.bloatBytes) < 0.2 * static_cast<double>(*again.bytes), qPrintable(QString::number(*again.bloatBytes)));
    }

    void indexesAreTold()
    {
        QVERIFY(exec(QStringLiteral("CREATE TABLE IF NOT EXISTS public.twice (n int); INSERT INTO public.twice VALUES (1), (1)")));
        // Its making fails over the two that are the same, and leaves it behind.
        QVERIFY(!exec(QStringLiteral("CREATE UNIQUE INDEX CONCURRENTLY twice_n ON public.twice (n)")));
        const ServerIndexes all = indexes(m_super);
        QVERIFY(!all.isCut && !all.isBloatUnknown);
        const ServerIndex invalid = named(all.indexes, QStringLiteral("twice_n"));
        QVERIFY(!invalid.name.isEmpty() && !invalid.isValid && !invalid.isBeingBuilt);
        QCOMPARE(kinds(invalid.findings), QStringList{"invalid"});
        // An empty table is known to be empty once it was looked at.
        QVERIFY(exec(QStringLiteral("CREATE TABLE public.void (n int)")));
        QVERIFY(!tableOf(tables(m_super), QStringLiteral("void")).rows);
        QVERIFY(exec(QStringLiteral("ANALYZE public.void")));
        QCOMPARE(tableOf(tables(m_super), QStringLiteral("void")).rows, 0.0);
        // Of two unique ones that differ in what they forbid neither is superfluous.
        QVERIFY2(exec(QStringLiteral("CREATE TABLE public.nulls (n int, m int); CREATE UNIQUE INDEX nulls_apart ON public.nulls (n); CREATE UNIQUE INDEX nulls_equal ON public.nulls (n) NULLS NOT DISTINCT;"
                                     "ALTER TABLE public.nulls ADD CONSTRAINT later UNIQUE (m) DEFERRABLE; CREATE UNIQUE INDEX now ON public.nulls (m)")), qPrintable(m_postgres.error()));
        const ServerIndexes differing = indexes(m_super);
        for (const char *name : {"nulls_apart", "nulls_equal", "later", "now"})
            QVERIFY2(!named(differing.indexes, QLatin1String(name)).name.isEmpty() && named(differing.indexes, QLatin1String(name)).coveredBy.isEmpty(), name);
        QVERIFY(named(differing.indexes, QStringLiteral("nulls_equal")).areNullsEqual && !named(differing.indexes, QStringLiteral("later")).isImmediate);

        const ServerIndex key = named(all.indexes, QStringLiteral("orders_pkey"));
        QVERIFY(key.isPrimary && key.isUnique && key.isValid);
        QCOMPARE(key.constraint, QStringLiteral("orders_pkey"));
        QVERIFY(!kinds(key.findings).contains(QStringLiteral("unused")));
        QCOMPARE(QString::number(*key.bytes), value(QStringLiteral("SELECT pg_table_size('public.orders_pkey')")));
        const ServerIndex again = named(all.indexes, QStringLiteral("orders_customer_again"));
        QCOMPARE(again.coveredBy, QStringLiteral("orders_customer"));
        QVERIFY(kinds(again.findings).contains(QStringLiteral("duplicate")) && kinds(again.findings).contains(QStringLiteral("unused")));
        const ServerIndex prefix = named(all.indexes, QStringLiteral("orders_customer"));
        QCOMPARE(prefix.coveredBy, QStringLiteral("orders_customer_total"));
        QVERIFY(kinds(prefix.findings).contains(QStringLiteral("prefix")) && !kinds(prefix.findings).contains(QStringLiteral("duplicate")));
        const ServerIndex lower = named(all.indexes, QStringLiteral("orders_lower"));
        QCOMPARE(lower.keys, QStringList{"lower(customer)"});
        QVERIFY2(lower.predicate && lower.predicate->contains(u"total > "), qPrintable(lower.predicate.value_or(QString())));
        QVERIFY(lower.coveredBy.isEmpty());
        QVERIFY(lower.definition.startsWith(QStringLiteral("CREATE INDEX orders_lower ON public.orders USING btree (lower(customer))")));
        const ServerIndex odd = named(all.indexes, QStringLiteral("odd"));
        QCOMPARE(odd.keys, (QStringList{"\"a\"\"b, c\"", "x"}));
        QCOMPARE(odd.classes.size(), 2);
        // One that is read is used.
        QVERIFY(kinds(lower.findings).contains(QStringLiteral("unused")));
        QVERIFY(exec(QStringLiteral("SET enable_seqscan = off; SELECT count(*) FROM public.orders WHERE lower(customer) = 'x' AND total > 5")));
        QTRY_VERIFY_WITH_TIMEOUT(named(indexes(m_super).indexes, QStringLiteral("orders_lower")).scans > 0, kLongMs);
        QVERIFY(!kinds(named(indexes(m_super).indexes, QStringLiteral("orders_lower")).findings).contains(QStringLiteral("unused")));
        // One that a foreign key goes to is needed.
        QVERIFY(exec(QStringLiteral("CREATE TABLE public.target (n int NOT NULL); CREATE UNIQUE INDEX target_n ON public.target (n); CREATE TABLE public.source (n int REFERENCES public.target (n))")));
        QVERIFY(named(indexes(m_super).indexes, QStringLiteral("target_n")).isReferenced);
        QVERIFY(named(indexes(m_super).indexes, QStringLiteral("pg_class_oid_index")).isSystem);
    }

    /// Who administers a server in trouble does not wait where everybody waits.
    void whatIsLockedIsNotWaitedFor()
    {
        ServerClient holder(m_postgres, QStringLiteral("postgres"), kShop);
        QVERIFY(holder.run("BEGIN; LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE"));
        QElapsedTimer timer;
        timer.start();
        const ServerTables all = tables(m_super);
        QVERIFY(timer.elapsed() < 5'000);
        const ServerTable orders = tableOf(all, QStringLiteral("orders"));
        QVERIFY(!orders.name.isEmpty() && !orders.totalBytes() && !orders.heapBytes);
        QVERIFY(orders.rows); // the catalogue says it all the same
        QVERIFY(tableOf(all, QStringLiteral("small")).totalBytes());
        QCOMPARE(all.tables.last().name, QStringLiteral("orders")); // what is not known is not the smallest, but stands last
        const ServerIndexes indexes_ = indexes(m_super);
        QVERIFY(!named(indexes_.indexes, QStringLiteral("orders_pkey")).bytes);
        QVERIFY(!named(indexes_.indexes, QStringLiteral("orders_lower")).predicate && named(indexes_.indexes, QStringLiteral("orders_lower")).definition.isEmpty());
        QVERIFY(named(indexes_.indexes, QStringLiteral("orders_customer_again")).coveredBy.isEmpty()); // nobody can tell now
        QVERIFY(named(indexes_.indexes, QStringLiteral("odd")).bytes);
        QVERIFY(answer(m_super.server->vacuum({})).moment.at > 0);
        QVERIFY(holder.run("ROLLBACK"));
        QVERIFY(tableOf(tables(m_super), QStringLiteral("orders")).totalBytes());
        // What all databases share, too.
        QVERIFY(holder.run("BEGIN; LOCK TABLE pg_catalog.pg_shdescription IN ACCESS EXCLUSIVE MODE"));
        const ServerTables shared = tables(m_super);
        QVERIFY(!tableOf(shared, QStringLiteral("pg_shdescription")).name.isEmpty() && !tableOf(shared, QStringLiteral("pg_shdescription")).totalBytes());
        QVERIFY(tableOf(shared, QStringLiteral("small")).totalBytes());
        QVERIFY(holder.run("ROLLBACK"));
    }

    /// Neither the index that is being made nor the one that another one replaces has failed.
    void whatIsBeingBuiltIsTold()
    {
        QVERIFY(exec(QStringLiteral("CREATE TABLE public.site (n int); INSERT INTO public.site VALUES (1); CREATE INDEX site_n ON public.site (n)")));
        ServerClient old(m_postgres, QStringLiteral("postgres"), kShop);
        QVERIFY(old.run("BEGIN; LOCK TABLE public.site IN ROW EXCLUSIVE MODE")); // which its making waits for
        ServerClient maker(m_postgres, QStringLiteral("postgres"), kShop);
        maker.start("REINDEX INDEX CONCURRENTLY public.site_n");
        QTRY_VERIFY_WITH_TIMEOUT(!named(indexes(m_super).indexes, QStringLiteral("site_n_ccnew")).name.isEmpty(), kLongMs);
        const ServerIndex seen = named(indexes(m_super).indexes, QStringLiteral("site_n_ccnew"));
        QVERIFY(!seen.isValid && seen.isBeingBuilt && !seen.isPerhapsBuilt && seen.findings.isEmpty());
        QVERIFY(!named(indexes(m_super).indexes, QStringLiteral("site_n")).isBeingBuilt);
        // Who may not see what is made cannot tell.
        const ServerIndex hidden = named(indexes(m_plain).indexes, QStringLiteral("site_n_ccnew"));
        QVERIFY(!hidden.isValid && !hidden.isBeingBuilt && hidden.isPerhapsBuilt);
        QCOMPARE(kinds(hidden.findings), QStringList{"perhaps_being_built"});
        QVERIFY(old.run("ROLLBACK"));
        QTRY_VERIFY_WITH_TIMEOUT(!maker.isRunning(), kLongMs);
        QVERIFY(named(indexes(m_super).indexes, QStringLiteral("site_n")).isValid);
    }

    /// An owner of the database does not get to run anything in an administrator's name.
    void nothingOfTheDatabaseIsCalled()
    {
        QVERIFY2(exec(QStringLiteral("CREATE SCHEMA trap; CREATE TABLE trap.said (n int);"
                                     "CREATE FUNCTION trap.age(xid) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;"
                                     "CREATE FUNCTION plancia.pg_relation_size(regclass, text) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$;"
                                     "CREATE VIEW plancia.pg_class AS SELECT 1 / 0 AS oid")),
                 qPrintable(m_postgres.error()));
        QVERIFY(!tables(m_super).tables.isEmpty());
        QVERIFY(!indexes(m_super).indexes.isEmpty());
        QVERIFY(!answer(m_super.server->vacuum({})).databases.isEmpty());
        QVERIFY(exec(QStringLiteral("DROP SCHEMA trap CASCADE; DROP VIEW plancia.pg_class; DROP FUNCTION plancia.pg_relation_size(regclass, text)")));
    }

    void rolesSeeWhatTheyMay()
    {
        // Without a right to the rows nobody tells how wide they are.
        const ServerTables plain = tables(m_plain);
        const ServerTable hidden = tableOf(plain, QStringLiteral("orders"));
        QVERIFY(!plain.moment.seesAllStats);
        QVERIFY(hidden.totalBytes() && hidden.rows && hidden.liveRows > 0); // these are open to everybody
        QVERIFY(!hidden.isReadable && !hidden.bloatBytes && kinds(hidden.findings).filter(QStringLiteral("bloat")).isEmpty());
        QCOMPARE(plain.moment.readGrant(), QStringLiteral("GRANT pg_read_all_data TO \"plain\";"));
        QVERIFY(!named(indexes(m_plain).indexes, QStringLiteral("orders_pkey")).isReadable);
        QVERIFY(!named(indexes(m_plain).indexes, QStringLiteral("orders_pkey")).bloatBytes);
        const ServerTables reader = tables(m_reader);
        QVERIFY(reader.moment.seesAllStats);
        QVERIFY(tableOf(reader, QStringLiteral("orders")).isReadable && tableOf(reader, QStringLiteral("orders")).bloatBytes);
        // Row-level security hides statistics even from who may read the table.
        QVERIFY(!tableOf(reader, QStringLiteral("tenants")).isReadable);
        QVERIFY(tableOf(tables(m_super), QStringLiteral("tenants")).isReadable);
        // The files of the log are for pg_monitor.
        const ServerWal log = answer(m_reader.server->wal({}));
        QVERIFY(!log.files && !log.waiting && !log.position.isEmpty());
        const ServerWal seen = answer(m_monitor.server->wal({}));
        QVERIFY(seen.files && *seen.files > 0 && *seen.fileBytes >= (16 << 20) && seen.waiting);
        QVERIFY(answer(m_super.server->wal({})).files);
        QVERIFY(!answer(m_plain.server->wal({})).files);
        // What sessions of others hold is for pg_read_all_stats.
        ServerClient holder(m_postgres, QStringLiteral("postgres"), kShop, QStringLiteral("report"));
        QVERIFY(holder.run("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT txid_current()"));
        const auto holds = [&](Side &side) {
            const ServerVacuum all = answer(side.server->vacuum({}));
            return std::any_of(all.holders.begin(), all.holders.end(), [&](const VacuumHolder &one) { return one.kind == u"session" && one.name == QString::number(holder.pid()); });
        };
        QVERIFY(holds(m_super) && holds(m_reader) && holds(m_monitor));
        QVERIFY(!holds(m_plain));
    }

    void vacuumIsTold()
    {
        QVERIFY2(exec(QStringLiteral("BEGIN; INSERT INTO public.small VALUES (0); PREPARE TRANSACTION 'left';")), qPrintable(m_postgres.error()));
        QVERIFY(exec(QStringLiteral("UPDATE public.small SET id = id + 1")));
        const auto whyDue = [&](const QString &name) {
            for (const VacuumDue &due : answer(m_super.server->vacuum({})).due)
                if (due.table.name == name)
                    return toString(due.why);
            return QString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(whyDue(QStringLiteral("small")), QStringLiteral("dead_rows"), kLongMs); // 1,000 of 250; of changes it would be analysed all the more
        const ServerVacuum all = answer(m_super.server->vacuum({}));
        QVERIFY(!all.isCut);
        const ServerDatabase shop = named(all.databases, kShop);
        QVERIFY(shop.isOpen && shop.transactionAge > 0 && shop.findings.isEmpty());
        QVERIFY(!named(all.databases, QStringLiteral("template0")).isOpen);
        QCOMPARE(all.switchedOff.size(), 1);
        QCOMPARE(all.switchedOff.first().name, QStringLiteral("quiet"));
        const VacuumHolder left = named(all.holders, QStringLiteral("left"));
        QCOMPARE(left.kind, QStringLiteral("prepared"));
        QCOMPARE(left.who, QStringLiteral("postgres"));
        QVERIFY(left.transactionAge > 0 && left.since > 0 && left.pid == 0);
        // What is asked for again and again is the same without a look at every table.
        const ServerVacuumNow now = answer(m_super.server->vacuumNow({}));
        QVERIFY(named(now.databases, kShop).isOpen && named(now.holders, QStringLiteral("left")).since == left.since && all.tablesAt == all.moment.at);
        QCOMPARE(kinds(now.findings), QStringList{"dangerous_setting"});
        // Autovacuum is off here, and that is said.
        QCOMPARE(kinds(all.findings), QStringList{"dangerous_setting"});
        QVERIFY(!all.rules.isOn);
        for (const VacuumDue &due : all.due)
            QVERIFY(due.isOff);
        QVERIFY(named(all.settings, QStringLiteral("autovacuum_freeze_max_age")).isDefault);
        QVERIFY(!named(all.settings, QStringLiteral("autovacuum_naptime")).isDefault);
        QVERIFY(exec(QStringLiteral("ROLLBACK PREPARED 'left'")));
    }

    void whatRunsIsTold()
    {
        ServerClient vacuum(m_postgres, QStringLiteral("postgres"), kShop);
        QVERIFY(vacuum.run("SET vacuum_cost_delay = 100; SET vacuum_cost_limit = 1"));
        QVERIFY(exec(QStringLiteral("CREATE TABLE public.slow AS SELECT g, repeat('x', 500) FROM generate_series(1, 20000) g; DELETE FROM public.slow WHERE g % 2 = 0")));
        vacuum.start("VACUUM public.slow");
        ServerProgress seen;
        QTRY_VERIFY_WITH_TIMEOUT(([&] {
                                     for (const ServerProgress &one : answer(m_monitor.server->vacuum({})).running)
                                         if (one.pid == vacuum.pid() && one.share())
                                             seen = one;
                                     return seen.pid != 0;
                                 }()),
                                 kLongMs);
        QCOMPARE(seen.kind, QStringLiteral("vacuum"));
        QCOMPARE(seen.relation, QStringLiteral("public.slow"));
        QCOMPARE(seen.database, kShop);
        QVERIFY(*seen.share() >= 0 && *seen.share() <= 1 && *seen.total > 100);
        QVERIFY(!seen.isAutomatic && !seen.phase.isEmpty() && seen.startedAt > 0);
        // Without the right: that there is one, and not where.
        const QList<ServerProgress> hidden = answer(m_plain.server->vacuum({})).running;
        QVERIFY(std::any_of(hidden.begin(), hidden.end(), [&](const ServerProgress &one) { return one.pid == vacuum.pid(); }));
        for (const ServerProgress &one : hidden)
            QVERIFY(one.relation.isEmpty() && one.phase.isEmpty() && !one.share());
        m_postgres.exec(QStringLiteral("SELECT pg_cancel_backend(%1)").arg(vacuum.pid()));
        QTRY_VERIFY_WITH_TIMEOUT(!vacuum.isRunning(), kLongMs);
    }

    void aFailingArchiverIsTold()
    {
        m_postgres.value(QStringLiteral("SELECT pg_switch_wal()"));
        QTRY_VERIFY_WITH_TIMEOUT(answer(m_monitor.server->wal({})).lastFailedAt > 0, kLongMs);
        const ServerWal wal = answer(m_monitor.server->wal({}));
        QCOMPARE(wal.archiveMode, QStringLiteral("on"));
        QVERIFY(wal.archiveFailed > 0 && wal.lastFailed.size() == 24 && wal.lastArchivedAt == 0 && wal.archived == 0);
        QVERIFY(wal.waiting && *wal.waiting > 0);
        QVERIFY(kinds(wal.findings).contains(QStringLiteral("archiver_failing")));
        QVERIFY(kinds(wal.findings).contains(QStringLiteral("dangerous_setting"))); // fsync is off here
        QVERIFY(wal.bytes && *wal.bytes > 0 && wal.records && wal.lastCheckpointAt > 0 && wal.sinceCheckpoint);
        QVERIFY(m_postgres.exec(QStringLiteral("CHECKPOINT")));
        QTRY_VERIFY_WITH_TIMEOUT(answer(m_monitor.server->wal({})).requestedCheckpoints > wal.requestedCheckpoints, kLongMs);
        QVERIFY(*answer(m_monitor.server->wal({})).sinceCheckpoint < (1 << 20));
    }

    void replicationIsTold()
    {
        QVERIFY(m_postgres.value(QStringLiteral("SELECT count(*) FROM pg_create_physical_replication_slot('follower')")) == u"1");
        QVERIFY(m_postgres.value(QStringLiteral("SELECT count(*) FROM pg_create_physical_replication_slot('forgotten', true)")) == u"1");
        Standby standby(m_postgres);
        QVERIFY(standby.start());
        const auto streaming = [&] {
            const ServerReplication all = answer(m_super.server->replication({}));
            return !all.standbys.isEmpty() && all.standbys.first().state == u"streaming" && all.standbys.first().replayBehind;
        };
        QTRY_VERIFY_WITH_TIMEOUT(streaming(), kLongMs);
        const ServerReplication all = answer(m_super.server->replication({}));
        QVERIFY(!all.moment.isStandby && !all.receiver && all.position.contains(u'/'));
        QCOMPARE(all.standbys.size(), 1);
        const ServerStandby one = all.standbys.first();
        QCOMPARE(one.syncState, QStringLiteral("async"));
        QCOMPARE(one.user, QStringLiteral("postgres"));
        QVERIFY(one.connectedAt > 0 && one.findings.isEmpty());
        const ServerSlot follower = named(all.replicationSlots, QStringLiteral("follower"));
        QVERIFY(follower.isActive && follower.kind == u"physical" && follower.walStatus == u"reserved" && follower.findings.isEmpty());
        const ServerSlot forgotten = named(all.replicationSlots, QStringLiteral("forgotten"));
        QVERIFY(!forgotten.isActive && forgotten.keptBytes && *forgotten.keptBytes > 0);
        QCOMPARE(kinds(forgotten.findings), QStringList{"inactive"});
        // Who may not see it sees that there is one.
        const ServerReplication hidden = answer(m_plain.server->replication({}));
        QCOMPARE(hidden.standbys.size(), 1);
        QVERIFY(hidden.standbys.first().state.isEmpty() && !hidden.standbys.first().replayBehind && hidden.standbys.first().findings.isEmpty());
        QVERIFY(answer(m_reader.server->replication({})).standbys.first().state == u"streaming");

        Side follows;
        follows.take(postgres::RemoteStore::create(standby.profile(kShop), {}));
        const auto settled = [&] {
            const Result<ServerReplication> seen = waitFor(follows.server->replication({})); // it may not let in anybody yet
            return seen && seen->receiver && seen->receiver->status == u"streaming" && seen->receiver->lagMs == 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(settled(), kLongMs);
        QTest::qWait(1'500); // an idle primary is no lag
        const ServerReplication there = answer(follows.server->replication({}));
        QVERIFY(there.moment.isStandby && there.receiver && there.receiver->pid > 0);
        QCOMPARE(there.receiver->lagMs, 0);
        QCOMPARE(there.receiver->slot, QStringLiteral("follower"));
        QVERIFY(there.receiver->findings.isEmpty() && !there.receiver->isPaused);
        // The other views are told by a standby too; its scans are its own.
        // What it does not count is not 0, and nothing to look at.
        const ServerTables tables_ = answer(follows.server->tables({}));
        const ServerTable orders = tableOf(tables_, QStringLiteral("orders"));
        QVERIFY(orders.totalBytes() && orders.rows && orders.transactionAge);
        QVERIFY(!orders.areWritesCounted && !orders.ifCounted(orders.deadRows) && !orders.deadShare());
        QVERIFY(tableOf(tables(m_super), QStringLiteral("orders")).areWritesCounted);
        for (const ServerTable &table : tables_.tables)
            for (const char *kind : {"dead_rows", "vacuum_off", "no_statistics"})
                QVERIFY2(!kinds(table.findings).contains(QLatin1String(kind)), qPrintable(table.name));
        const ServerIndexes indexes_ = answer(follows.server->indexes({}));
        for (const ServerIndex &index : indexes_.indexes)
            QVERIFY(!kinds(index.findings).contains(QStringLiteral("unused")));
        // One that is made at the primary looks from here as one whose making has failed.
        QCOMPARE(kinds(named(indexes_.indexes, QStringLiteral("twice_n")).findings), QStringList{"perhaps_being_built"});
        const ServerVacuum there_ = answer(follows.server->vacuum({}));
        QVERIFY(!there_.databases.isEmpty() && there_.due.isEmpty() && there_.findings.isEmpty());
        QCOMPARE(there_.switchedOff.size(), 1);
        QVERIFY(!answer(follows.server->wal({})).position.isEmpty());
        // One that stands still is behind, by the commit that it replayed last.
        {
            QVERIFY(exec(QStringLiteral("INSERT INTO public.small VALUES (1)")));
            QTRY_VERIFY_WITH_TIMEOUT(answer(follows.server->replication({})).receiver->replayedAt > 0, kLongMs);
            auto direct = postgres::PgConnection::open(standby.profile(kShop), std::nullopt);
            QVERIFY(direct && (*direct)->script("SELECT pg_wal_replay_pause()"));
            QVERIFY(exec(QStringLiteral("INSERT INTO public.small SELECT generate_series(1, 10000)")));
            const auto paused = [&] {
                const ServerReplication seen = answer(follows.server->replication({}));
                return seen.receiver && seen.receiver->isPaused && seen.receiver->replayBehind.value_or(0) > 0 && seen.receiver->lagMs.value_or(0) > 0;
            };
            QTRY_VERIFY_WITH_TIMEOUT(paused(), kLongMs);
            QVERIFY(kinds(answer(follows.server->replication({})).receiver->findings).contains(QStringLiteral("replay_paused")));
            QVERIFY((*direct)->script("SELECT pg_wal_replay_resume()"));
        }
        follows.store.reset();
        standby.stop();
        QTRY_VERIFY_WITH_TIMEOUT(answer(m_super.server->replication({})).standbys.isEmpty(), kLongMs);
        QCOMPARE(kinds(named(answer(m_super.server->replication({})).replicationSlots, QStringLiteral("follower")).findings), QStringList{"inactive"});
        // A slot that keeps more than it may loses it.
        QVERIFY(m_postgres.exec(QStringLiteral("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'")));
        m_postgres.value(QStringLiteral("SELECT pg_reload_conf()"));
        const auto lost = [&] {
            exec(QStringLiteral("INSERT INTO public.small SELECT generate_series(1, 300000)"));
            m_postgres.value(QStringLiteral("SELECT pg_switch_wal()"));
            m_postgres.exec(QStringLiteral("CHECKPOINT"));
            return named(answer(m_super.server->replication({})).replicationSlots, QStringLiteral("forgotten")).walStatus == u"lost";
        };
        QTRY_VERIFY_WITH_TIMEOUT(lost(), kLongMs);
        QCOMPARE(kinds(named(answer(m_super.server->replication({})).replicationSlots, QStringLiteral("forgotten")).findings), QStringList{"lost"});
    }

    void nobodyIsStandbyOfNothing()
    {
        QVERIFY(m_postgres.exec(QStringLiteral("CREATE SUBSCRIPTION news CONNECTION 'host=/nowhere dbname=x' PUBLICATION p WITH (connect = false)"), kShop));
        const ServerReplication all = answer(m_plain.server->replication({}));
        QCOMPARE(all.subscriptions.size(), 1);
        QCOMPARE(all.subscriptions.first().name, QStringLiteral("news"));
        QCOMPARE(all.subscriptions.first().database, kShop);
        // Another database may have one of the same name.
        QVERIFY(m_postgres.exec(QStringLiteral("CREATE SUBSCRIPTION news CONNECTION 'host=/nowhere dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE)"), QStringLiteral("postgres")));
        QCOMPARE(answer(m_plain.server->replication({})).subscriptions.size(), 2);
        QCOMPARE(kinds(all.subscriptions.first().findings), QStringList{"no_worker"});
    }

    void aCancelledQuestionEnds()
    {
        CallContext context;
        context.cancel.cancel();
        const auto result = waitFor(m_super.server->tables(context));
        QVERIFY(!result);
        QCOMPARE(errorId(result.error().code()), QStringLiteral("INTERNAL_003"));
    }
};

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
