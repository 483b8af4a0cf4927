// SPDX-License-Identifier: GPL-3.0-or-later
// What a server is asked about its sessions: by its documentation for releases 13 to 17, and what the answers mean.
#include "app/postgres/sessions/statements.h"

#include <QRegularExpression>
#include <QTest>

using namespace plancia;
using namespace plancia::postgres::sessions;

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
    {"pg_stat_activity",
     "datid datname pid leader_pid usesysid usename application_name client_addr client_hostname client_port backend_start "
     "xact_start query_start state_change wait_event_type wait_event state backend_xid backend_xmin query backend_type"},
    {"pg_stat_activity", "query_id", 14},
    {"pg_locks",
     "locktype database relation page tuple virtualxid transactionid classid objid objsubid virtualtransaction pid mode granted "
     "fastpath"},
    {"pg_locks", "waitstart", 14},
    {"pg_database", "oid datname datdba encoding datcollate datctype datistemplate datallowconn datconnlimit datfrozenxid datminmxid "
                    "dattablespace datacl"},
    {"pg_class", "oid relname relnamespace reltype reloftype relowner relam relfilenode reltablespace relpages reltuples relkind"},
    {"pg_namespace", "oid nspname nspowner nspacl"},
    {"pg_settings", "name setting unit category short_desc context vartype source min_val max_val enumvals boot_val reset_val"},
};

/// All of them are older than 13, and take these arguments there.
const QStringList kFunctions = QStringLiteral(
    "left octet_length array_to_string pg_blocking_pids host current_database current_setting set_config clock_timestamp pg_has_role "
    "count string_to_array pg_backend_pid pg_cancel_backend pg_terminate_backend has_table_privilege").split(u' ');
const QStringList kTypes = QStringLiteral("int4 int8 text regclass").split(u' ');
const QStringList kWords = QStringLiteral(
    "SELECT FROM LEFT JOIN LATERAL ON WHERE AND OR NOT AS ANY OVER CASE WHEN THEN END IS NULL ORDER BY LIMIT true extract epoch "
    "current_user").split(u' ');

QStringList columnsOf(const QString &relation, int major)
{
    QStringList columns;
    for (const Documented &each : kDocumented)
        if (relation == QLatin1String(each.relation) && major >= each.since && major <= each.until)
            columns += QString::fromLatin1(each.columns).split(u' ');
    return columns;
}

/// What is wrong with a text by the documentation of a release; empty when nothing is. Whatever is not a column of a known
/// alias must be of pg_catalog by name, so that nothing of a database's owner is called.
QString faultIn(const QByteArray &sql, int major)
{
    QString text = QString::fromUtf8(sql);
    static const QRegularExpression comment(QStringLiteral("/\\*.*?\\*/")), literal(QStringLiteral("'[^']*'")), parameter(QStringLiteral("\\$\\d"));
    text.remove(comment).replace(literal, QStringLiteral(" ")).replace(parameter, QStringLiteral(" "));
    QHash<QString, QString> aliases;
    static const QRegularExpression relation(QStringLiteral("(?:FROM|JOIN) pg_catalog\\.([a-z_]+) ([a-z])\\b"));
    for (auto match = relation.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        aliases.insert(found.captured(2), found.captured(1));
        if (columnsOf(found.captured(1), major).isEmpty())
            return QStringLiteral("there is no %1").arg(found.captured(1));
    }
    text.replace(relation, QStringLiteral(" "));
    QStringList named; // of the part in brackets
    static const QRegularExpression name(QStringLiteral(" AS ([a-z]+)"));
    for (auto match = name.globalMatch(text); match.hasNext();)
        named.append(match.next().captured(1));
    text.replace(name, QStringLiteral(" "));
    if (static const QRegularExpression part(QStringLiteral("\\) w ON")); text.contains(part))
        text.replace(part, QStringLiteral(") ON"));
    static const QRegularExpression function(QStringLiteral("pg_catalog\\.([a-z_0-9]+)\\(")), type(QStringLiteral("::pg_catalog\\.([a-z0-9]+)"));
    for (auto match = function.globalMatch(text); match.hasNext();)
        if (const QString found = match.next().captured(1); !kFunctions.contains(found))
            return QStringLiteral("what is %1()?").arg(found);
    for (auto match = type.globalMatch(text); match.hasNext();)
        if (const QString found = match.next().captured(1); !kTypes.contains(found))
            return QStringLiteral("what is ::%1?").arg(found);
    text.replace(function, QStringLiteral("(")).replace(type, QStringLiteral(" "));
    static const QRegularExpression column(QStringLiteral("\\b([a-z])\\.([a-z_]+)"));
    for (auto match = column.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        const QString alias = found.captured(1);
        if (alias == u"w" ? !named.contains(found.captured(2)) : !columnsOf(aliases.value(alias), major).contains(found.captured(2)))
            return QStringLiteral("%1 has no %2").arg(aliases.value(alias, alias), found.captured(2));
    }
    text.remove(column);
    static const QRegularExpression word(QStringLiteral("[A-Za-z_][A-Za-z_0-9]*"));
    for (auto match = word.globalMatch(text); match.hasNext();)
        if (const QString found = match.next().captured(); !kWords.contains(found))
            return QStringLiteral("what is %1?").arg(found);
    return {};
}

/// A row of listQuery() as the server would give it.
struct Given {
    std::vector<sql::Value> values = std::vector<sql::Value>(31);
    Given()
    {
        values[0] = qint64(42);
        values[1] = qint64(1'700'000'000'123);
        values[2] = false;
        values[3] = QStringLiteral("active");
        values[4] = QStringLiteral("client backend");
    }
    Given &with(size_t column, sql::Value value)
    {
        values[column] = std::move(value);
        return *this;
    }
    ServerSession session(int queryBytes = 1024) const
    {
        return sessionOf(sql::Row(std::span<const sql::Value>(values)), {150000, queryBytes, 1});
    }
};
constexpr size_t kHidden = 2, kState = 3, kKind = 4, kApplication = 7, kQuery = 14, kBytes = 15, kBlockedBy = 16, kMode = 17, kType = 18, kRelation = 19, kSince = 30;
} // namespace

class TestSessionStatements : public QObject {
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
        const int major = version / 10000;
        for (const QByteArray &text : {listQuery(version), waitersQuery(200), someQuery(version, 1'000, 400), factsQuery(), lookUpQuery(), catalogPath(), pathBack(), mayRecordQuery(), cancelQuery(), terminateQuery()})
            QCOMPARE(faultIn(text, major), QString());
        QCOMPARE(listQuery(version).contains("waitstart"), major >= 14);
    }
    /// The check itself sees what it is there for.
    void aWrongStatementIsSeen()
    {
        QVERIFY(!faultIn(listQuery(140000), 13).isEmpty());
        QVERIFY(!faultIn("SELECT now()", 17).isEmpty());
        QVERIFY(!faultIn("SELECT a.nothing FROM pg_catalog.pg_stat_activity a", 17).isEmpty());
        QVERIFY(!faultIn("SELECT a.pid FROM pg_stat_activity a", 17).isEmpty());
        QVERIFY(!faultIn("SELECT 1::int8", 17).isEmpty());
    }
    void theListIsBounded()
    {
        const QByteArray text = listQuery(150000);
        QVERIFY(text.endsWith("LIMIT 5001"));
        QVERIFY(text.contains("pg_catalog.left(a.query, 10001)"));
        QCOMPARE(text.count("a.query,"), 1); // nowhere as a whole
        QVERIFY(text.contains("a.pid <> pg_catalog.pg_backend_pid()"));
        QVERIFY(text.contains("CASE WHEN a.wait_event_type = 'Lock' THEN pg_catalog.array_to_string(pg_catalog.pg_blocking_pids(a.pid)"));
        QCOMPARE(text.count("pg_blocking_pids"), 1);
    }

    void statesAreRead_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("hidden");
        QTest::addColumn<QString>("expected");
        const QString client = QStringLiteral("client backend");
        QTest::newRow("active") << "active" << client << false << "active";
        QTest::newRow("idle") << "idle" << client << false << "idle";
        QTest::newRow("in a transaction") << "idle in transaction" << client << false << "idle_in_transaction";
        QTest::newRow("in a failed one") << "idle in transaction (aborted)" << client << false << "idle_in_failed_transaction";
        QTest::newRow("fast path") << "fastpath function call" << client << false << "fast_path";
        QTest::newRow("the server's") << QString() << "checkpointer" << false << "background";
        QTest::newRow("a worker that has one") << "active" << "autovacuum worker" << false << "active";
        QTest::newRow("another role's") << QString() << QString() << true << "hidden";
        QTest::newRow("not tracked") << "disabled" << client << false << "hidden";
        QTest::newRow("coming in") << QString() << client << false << "hidden";
        QTest::newRow("of a later release") << "dancing" << client << false << "hidden";
    }
    void statesAreRead()
    {
        QFETCH(QString, state);
        QFETCH(QString, kind);
        QFETCH(bool, hidden);
        QFETCH(QString, expected);
        QCOMPARE(toString(Given().with(kState, state).with(kKind, kind).with(kHidden, hidden).session().state), expected);
    }

    void queriesAreCut()
    {
        const auto cut = [](const QString &query, qint64 bytes, int keeps) { return Given().with(kQuery, query).with(kBytes, bytes).session(keeps); };
        QVERIFY(!cut(QStringLiteral("SELECT 1"), 8, 1024).isCut);
        QVERIFY(cut(QString(1023, u'x'), 1023, 1024).isCut); // by the server
        QVERIFY(cut(QString(510, QChar(0xe9)), 1020, 1024).isCut);
        QVERIFY(!cut(QString(10'000, u'x'), 10'000, 100'000).isCut);
        const ServerSession longer = cut(QString(10'001, u'x'), 50'000, 100'000);
        QVERIFY(longer.isCut);
        QCOMPARE(longer.query.size(), 10'000);
        // Not through the middle of a character.
        const ServerSession rockets = cut(u'x' + QStringLiteral("🚀").repeated(6'000), 24'001, 100'000);
        QVERIFY(rockets.isCut);
        QCOMPARE(rockets.query.size(), 9'999);
        QVERIFY(rockets.query.back().isLowSurrogate());
    }

    void waitsAreRead()
    {
        const ServerSession waiting = Given().with(kBlockedBy, QStringLiteral("7,9,7,0")).with(kMode, QStringLiteral("ShareLock"))
                                          .with(kType, QStringLiteral("relation")).with(kRelation, QStringLiteral("public.orders")).with(kSince, qint64(99)).session();
        QCOMPARE(waiting.blockedBy, (QList<qint64>{7, 9, 0}));
        QVERIFY(waiting.isBlocked());
        QCOMPARE(waiting.lockMode, QStringLiteral("ShareLock"));
        QCOMPARE(waiting.lockOn, QStringLiteral("public.orders"));
        QCOMPARE(waiting.waitingSince, 99);
        QVERIFY(!Given().session().isBlocked());
    }

    void ourConnectionsAreKnown_data()
    {
        QTest::addColumn<QString>("application");
        QTest::addColumn<bool>("isOurs");
        QTest::newRow("idle") << "plancia" << true;
        QTest::newRow("in a request") << "plancia req_0198" << true;
        QTest::newRow("the agent") << "plancia-agent" << true;
        QTest::newRow("another's") << "planciafan" << false;
        QTest::newRow("psql") << "psql" << false;
    }
    void ourConnectionsAreKnown()
    {
        QFETCH(QString, application);
        QFETCH(bool, isOurs);
        QCOMPARE(Given().with(kApplication, application).session().isOurs, isOurs);
    }

    void locksAreNamed_data()
    {
        QTest::addColumn<Lock>("lock");
        QTest::addColumn<QString>("expected");
        const QString orders = QStringLiteral("public.orders"), other = QStringLiteral("billing");
        QTest::newRow("none") << Lock{} << QString();
        QTest::newRow("relation") << Lock{.type = "relation", .relation = orders, .relationId = 16384} << "public.orders";
        QTest::newRow("elsewhere") << Lock{.type = "relation", .database = other, .relationId = 16384} << "relation 16384 of database billing";
        QTest::newRow("not committed yet") << Lock{.type = "relation", .relationId = 16384} << "relation 16384";
        QTest::newRow("growth") << Lock{.type = "extend", .relation = orders} << "growth of public.orders";
        QTest::newRow("page") << Lock{.type = "page", .relation = orders, .page = 3} << "page 3 of public.orders";
        QTest::newRow("row") << Lock{.type = "tuple", .relation = orders, .page = 0, .tuple = 12} << "row (0,12) of public.orders";
        QTest::newRow("transaction") << Lock{.type = "transactionid", .transaction = "1234"} << "transaction 1234";
        QTest::newRow("virtual") << Lock{.type = "virtualxid", .virtualTransaction = "3/12"} << "virtual transaction 3/12";
        QTest::newRow("advisory") << Lock{.type = "advisory", .classId = 0, .objectId = 42, .part = 1} << "advisory lock 42";
        QTest::newRow("advisory, large") << Lock{.type = "advisory", .classId = 1, .objectId = 2, .part = 1} << "advisory lock 4294967298";
        QTest::newRow("advisory, negative") << Lock{.type = "advisory", .classId = 4294967295, .objectId = 4294967295, .part = 1} << "advisory lock -1";
        QTest::newRow("advisory, two") << Lock{.type = "advisory", .classId = 7, .objectId = 4294967295, .part = 2} << "advisory lock (7, -1)";
        QTest::newRow("advisory elsewhere") << Lock{.type = "advisory", .database = other, .objectId = 42, .part = 1} << "advisory lock 42 of database billing";
        QTest::newRow("object") << Lock{.type = "object", .catalog = "pg_authid", .objectId = 10} << "object 10 of pg_authid";
        QTest::newRow("other") << Lock{.type = "frozenid"} << "frozenid lock";
    }
    void locksAreNamed()
    {
        QFETCH(Lock, lock);
        QFETCH(QString, expected);
        QCOMPARE(lockOn(lock), expected);
    }
};

QTEST_GUILESS_MAIN(TestSessionStatements)
#include "tst_sessionstatements.moc"
