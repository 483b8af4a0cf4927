// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of what a server says: limits, estimates, advice.
#include "models/domain/serverrules.h"

#include <QTest>

using namespace plancia;
using namespace plancia::server;
using Kind = ServerFinding::Kind;

namespace {
/// "dead_rows critical, bloat warning"
QString shown(const QList<ServerFinding> &findings)
{
    QStringList words;
    for (const ServerFinding &finding : findings)
        words.append(toString(finding.kind) + u' ' + toString(finding.severity));
    return words.join(QStringLiteral(", "));
}

ServerTable table(double rows, qint64 dead = 0, const QStringList &options = {})
{
    ServerTable made;
    made.rows = rows;
    made.deadRows = dead;
    made.options = options;
    return made;
}

ServerIndex index(qint64 id, const QString &name, const QStringList &keys)
{
    ServerIndex made;
    made.id = id;
    made.tableId = 1;
    made.name = name;
    made.method = QStringLiteral("btree");
    made.keys = keys;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        made.classes.append(QStringLiteral("1978"));
        made.collations.append(QStringLiteral("0"));
        made.orders.append(QStringLiteral("0"));
    }
    made.predicate = QString();
    made.scans = 1;
    return made;
}
/// "b: duplicate of a; c: prefix of b"
QString redundant(QList<ServerIndex> indexes)
{
    findRedundant(indexes);
    QStringList words;
    for (const ServerIndex &one : indexes)
        if (!one.coveredBy.isEmpty())
            words.append(QStringLiteral("%1: %2 of %3").arg(one.name, toString(one.findings.first().kind), one.coveredBy));
    return words.join(QStringLiteral("; "));
}
} // namespace

class TestServerRules : public QObject {
    Q_OBJECT
private slots:
    void ages_data()
    {
        QTest::addColumn<qint64>("age");
        QTest::addColumn<QString>("expected");
        QTest::newRow("young") << qint64(1000) << "";
        QTest::newRow("just under half") << qint64(1'073'741'823) << "";
        QTest::newRow("half") << qint64(1'073'741'824) << "wraparound warning";
        QTest::newRow("just under four fifths") << qint64(1'717'986'918) << "wraparound warning";
        QTest::newRow("four fifths") << qint64(1'717'986'919) << "wraparound critical";
        QTest::newRow("the limit") << qint64(2'147'483'647) << "wraparound critical";
    }
    void ages()
    {
        QFETCH(qint64, age);
        QFETCH(QString, expected);
        ServerDatabase database;
        database.transactionAge = age;
        QCOMPARE(shown(findingsOf(database)), expected);
        ServerTable aged;
        aged.transactionAge = age;
        QCOMPARE(shown(findingsOf(aged, {})), expected);
        ServerDatabase other;
        other.multixactAge = age;
        QCOMPARE(shown(findingsOf(other)), QString(expected).replace(QStringLiteral("wraparound"), QStringLiteral("multixact_wraparound")));
    }

    void deadRows_data()
    {
        QTest::addColumn<ServerTable>("given");
        QTest::addColumn<QString>("expected");
        // 50 + 0.2 of 99,750 rows: it comes at 20,000.
        QTest::newRow("none") << table(99'750) << "";
        QTest::newRow("once") << table(99'750, 20'001) << "";
        QTest::newRow("almost twice") << table(99'750, 39'999) << "";
        QTest::newRow("twice") << table(99'750, 40'000) << "dead_rows warning";
        QTest::newRow("ten times") << table(99'750, 200'000) << "dead_rows critical";
        QTest::newRow("too few to say") << table(1000, 9'999) << "";
        QTest::newRow("enough to warn of") << table(1000, 10'000) << "dead_rows warning";
        QTest::newRow("ten times, of a small table") << table(1000, 99'999) << "dead_rows warning";
        QTest::newRow("enough to be critical") << table(1000, 100'000) << "dead_rows critical";
        QTest::newRow("by its own rule") << table(20'000, 10'000, {"autovacuum_vacuum_scale_factor=0.9"}) << "";
        QTest::newRow("by its own threshold") << table(500'000, 10'000, {"autovacuum_vacuum_threshold=0", "autovacuum_vacuum_scale_factor=0.01"}) << "dead_rows warning";
        QTest::newRow("off") << table(1000, 10, {"autovacuum_enabled=false"}) << "vacuum_off warning";
        QTest::newRow("off, in another word") << table(1000, 10, {"fillfactor=70", "autovacuum_enabled=OFF"}) << "vacuum_off warning";
        QTest::newRow("off, and it shows") << table(1000, 500'000, {"autovacuum_enabled=0"}) << "dead_rows critical, vacuum_off warning";
        QTest::newRow("on") << table(1000, 10, {"autovacuum_enabled=on"}) << "";
        QTest::newRow("of the TOAST table alone") << table(1000, 10, {"toast.autovacuum_enabled=off"}) << "";
    }
    void deadRows()
    {
        QFETCH(ServerTable, given);
        QFETCH(QString, expected);
        QCOMPARE(shown(findingsOf(given, {})), expected);
    }

    void neverAnalysedIsSaidOfWhatHasRows()
    {
        ServerTable unknown;
        QCOMPARE(shown(findingsOf(unknown, {})), QString());
        unknown.liveRows = 5;
        QCOMPARE(shown(findingsOf(unknown, {})), QStringLiteral("no_statistics note"));
    }

    /// Of what only a primary counts a standby says nothing.
    void aStandbySaysNothingOfVacuum()
    {
        ServerTable there = table(1000, 500'000, {"autovacuum_enabled=0"});
        there.changedSinceAnalyze = 500'000;
        there.areWritesCounted = false;
        QCOMPARE(shown(findingsOf(there, {})), QString());
        QVERIFY(!vacuumDue(there, {}) && !there.ifCounted(there.deadRows));
        there.transactionAge = 1'800'000'000; // that the catalogue says
        QCOMPARE(shown(findingsOf(there, {})), QStringLiteral("wraparound critical"));
        QVERIFY(!vacuumDue(there, {}));
    }

    void autovacuumComesWhere_data()
    {
        QTest::addColumn<ServerTable>("given");
        QTest::addColumn<QString>("why");
        QTest::addColumn<double>("share");
        QTest::newRow("nowhere") << table(1000, 250) << "" << 0.0; // it must be more than the threshold
        QTest::newRow("dead rows") << table(1000, 500) << "dead_rows" << 2.0;
        ServerTable inserts = table(1000);
        inserts.insertedSinceVacuum = 2400;
        QTest::newRow("inserts") << inserts << "inserts" << 2.0;
        inserts.options = QStringList{"autovacuum_vacuum_insert_threshold=-1"};
        QTest::newRow("inserts that do not count") << inserts << "" << 0.0;
        ServerTable changes = table(1000);
        changes.changedSinceAnalyze = 300;
        QTest::newRow("analyse") << changes << "analyze" << 2.0;
        ServerTable old = table(1000, 5000);
        old.transactionAge = 220'000'000;
        QTest::newRow("before anything else, the age") << old << "freeze" << 1.1;
        old.options = QStringList{"autovacuum_freeze_max_age=1000000000"};
        QTest::newRow("which a table can only lower") << old << "freeze" << 1.1;
        old.options = QStringList{"autovacuum_freeze_max_age=110000000"};
        QTest::newRow("lowered") << old << "freeze" << 2.0;
        ServerTable young = table(1000, 500);
        young.transactionAge = 190'000'000;
        QTest::newRow("not old enough") << young << "dead_rows" << 2.0;
        ServerTable passing = table(1000, 5000);
        passing.isTemporary = true;
        QTest::newRow("never to a temporary one") << passing << "" << 0.0;
    }
    void autovacuumComesWhere()
    {
        QFETCH(ServerTable, given);
        QFETCH(QString, why);
        QFETCH(double, share);
        const auto due = vacuumDue(given, {});
        QCOMPARE(due ? toString(due->why) : QString(), why);
        if (due)
            QCOMPARE(due->share, share);
    }

    void rulesAreReadFromSettings()
    {
        const AutovacuumRules rules = autovacuumRules({{"autovacuum", "off", {}, "on"}, {"autovacuum_vacuum_scale_factor", "0.05", {}, "0.2"}, {"autovacuum_freeze_max_age", "300000000", {}, "200000000"},
                                                       {"autovacuum_vacuum_threshold", "nonsense", {}, "50"}});
        QVERIFY(!rules.isOn);
        QCOMPARE(rules.vacuumScale, 0.05);
        QCOMPARE(rules.freezeMaxAge, 300'000'000);
        QCOMPARE(rules.vacuumThreshold, 50.0);
        QVERIFY(!autovacuumRules({{"track_counts", "off", {}, "on"}}).isOn);
        QCOMPARE(shown(findingsOf(QList<ServerSetting>{{"fsync", "off", {}, "on"}})), QStringLiteral("dangerous_setting critical"));
        QCOMPARE(shown(findingsOf(QList<ServerSetting>{{"fsync", "on", {}, "on"}})), QString());
    }

    void bloatOfATable()
    {
        // 100 bytes a row of 4 columns: 24 + 104 + 4 = 132 of 8168 bytes, 61 rows a page; 6,100 rows need 100 pages.
        ServerTable given = table(6100);
        given.pages = 250;
        QCOMPARE(tableBloat(given, {4, 4, 100, false}, 8192), qint64(150) * 8192);
        given.options = QStringList{"fillfactor=50"}; // 30 rows a page
        QCOMPARE(tableBloat(given, {4, 4, 100, false}, 8192), qint64(250 - 204) * 8192);
        given.options.clear();
        given.pages = 90; // less than was thought: no bloat, and no negative one
        QCOMPARE(tableBloat(given, {4, 4, 100, false}, 8192), 0);
        // A column without statistics, or none at all, tells nothing.
        QVERIFY(!tableBloat(given, {4, 3, 100, false}, 8192));
        QVERIFY(!tableBloat(given, {}, 8192));
        given.rows.reset();
        QVERIFY(!tableBloat(given, {4, 4, 100, false}, 8192));
        // Nine columns with a null need a bitmap of two bytes, and with it eight more.
        ServerTable nulls = table(5700);
        nulls.pages = 100;
        QCOMPARE(tableBloat(nulls, {9, 9, 100, true}, 8192), 8192); // 32 + 104 + 4: 58 a page, 99 pages
        QCOMPARE(tableBloat(nulls, {1, 1, 1, false}, 8192), qint64(100 - 26) * 8192); // 24 + 8 + 4: 226 a page
    }

    void bloatOfAnIndex()
    {
        // 8 bytes: 8 + 8 + 4 = 20 of nine tenths of 8152: 366 a page; 36,600 need 100 leaves, one above them, and the first page.
        ServerIndex given = index(2, "i", {"id"});
        given.rows = 36'600;
        given.pages = 202;
        QCOMPARE(indexBloat(given, {1, 1, 8, false}, 8192), qint64(100) * 8192);
        given.pages = 50; // equal values are kept once
        QCOMPARE(indexBloat(given, {1, 1, 8, false}, 8192), 0);
        QVERIFY(!indexBloat(given, {1, 0, 0, false}, 8192));
        given.method = QStringLiteral("gin");
        QVERIFY(!indexBloat(given, {1, 1, 8, false}, 8192));
    }

    void bloatIsSaidOfWhatIsLarge()
    {
        ServerTable given = table(1000);
        given.heapBytes = 40LL << 20;
        given.bloatBytes = 20LL << 20;
        QCOMPARE(shown(findingsOf(given, {})), QStringLiteral("bloat warning"));
        given.bloatBytes = (20LL << 20) - 1;
        QCOMPARE(shown(findingsOf(given, {})), QString());
        given.heapBytes = 10LL << 20;
        given.bloatBytes = 9LL << 20;
        QCOMPARE(shown(findingsOf(given, {})), QString());
        given.bloatBytes.reset();
        QCOMPARE(shown(findingsOf(given, {})), QString());
    }

    void indexesToLookAt()
    {
        ServerIndex unused = index(2, "i", {"a"});
        unused.scans = 0;
        QCOMPARE(shown(findingsOf(unused, false)), QStringLiteral("unused note"));
        QCOMPARE(shown(findingsOf(unused, true)), QString()); // a standby counts for itself
        const auto needed = [&unused](auto change) {
            ServerIndex one = unused;
            change(one);
            return shown(findingsOf(one, false));
        };
        QCOMPARE(needed([](ServerIndex &one) { one.isUnique = true; }), QString());
        QCOMPARE(needed([](ServerIndex &one) { one.constraint = QStringLiteral("c"); }), QString());
        QCOMPARE(needed([](ServerIndex &one) { one.isReplicaIdentity = true; }), QString());
        QCOMPARE(needed([](ServerIndex &one) { one.isReferenced = true; }), QString());
        QCOMPARE(needed([](ServerIndex &one) { one.isPartition = true; }), QString());
        QCOMPARE(needed([](ServerIndex &one) { one.scans = 1; }), QString());
        QCOMPARE(needed([](ServerIndex &one) { one.isValid = false; }), QStringLiteral("invalid warning"));
        QCOMPARE(needed([](ServerIndex &one) { one.isValid = false; one.isBeingBuilt = true; }), QString());
        QCOMPARE(needed([](ServerIndex &one) { one.isValid = false; one.isPerhapsBuilt = true; }), QStringLiteral("perhaps_being_built note"));
    }

    void redundantIndexes_data()
    {
        QTest::addColumn<QList<ServerIndex>>("given");
        QTest::addColumn<QString>("expected");
        const auto with = [](ServerIndex one, auto change) {
            change(one);
            return one;
        };
        const ServerIndex a = index(2, "a", {"x"}), b = index(3, "b", {"x"}), wide = index(4, "w", {"x", "y"});
        QTest::newRow("the same") << QList<ServerIndex>{b, a} << "b: duplicate of a";
        QTest::newRow("a prefix") << QList<ServerIndex>{a, wide} << "a: prefix of w";
        QTest::newRow("another column first") << QList<ServerIndex>{a, index(4, "w", {"y", "x"})} << "";
        QTest::newRow("another table") << QList<ServerIndex>{a, with(b, [](ServerIndex &one) { one.tableId = 9; })} << "";
        QTest::newRow("another condition") << QList<ServerIndex>{a, with(b, [](ServerIndex &one) { one.predicate = QStringLiteral("x > 0"); })} << "";
        QTest::newRow("the same condition") << QList<ServerIndex>{with(a, [](ServerIndex &one) { one.predicate = QStringLiteral("x > 0"); }), with(wide, [](ServerIndex &one) { one.predicate = QStringLiteral("x > 0"); })}
                                            << "a: prefix of w";
        QTest::newRow("a condition that is not known") << QList<ServerIndex>{a, with(b, [](ServerIndex &one) { one.predicate.reset(); })} << "";
        QTest::newRow("another order") << QList<ServerIndex>{a, with(b, [](ServerIndex &one) { one.orders = QStringList{"3"}; })} << "";
        QTest::newRow("another collation") << QList<ServerIndex>{a, with(b, [](ServerIndex &one) { one.collations = QStringList{"950"}; })} << "";
        QTest::newRow("another operator class") << QList<ServerIndex>{a, with(b, [](ServerIndex &one) { one.classes = QStringList{"10049"}; })} << "";
        QTest::newRow("another method") << QList<ServerIndex>{a, with(b, [](ServerIndex &one) { one.method = QStringLiteral("hash"); })} << "";
        QTest::newRow("more in it") << QList<ServerIndex>{a, with(b, [](ServerIndex &one) { one.included = QStringList{"z"}; })} << "";
        QTest::newRow("the plain one goes") << QList<ServerIndex>{a, with(b, [](ServerIndex &one) { one.isUnique = true; })} << "a: duplicate of b";
        QTest::newRow("never the constraint's") << QList<ServerIndex>{a, with(b, [](ServerIndex &one) { one.isUnique = one.isPrimary = true; one.constraint = QStringLiteral("pk"); })} << "a: duplicate of b";
        QTest::newRow("two unique ones") << QList<ServerIndex>{with(a, [](ServerIndex &one) { one.isUnique = true; }), with(b, [](ServerIndex &one) { one.isUnique = true; one.constraint = QStringLiteral("u"); })}
                                         << "a: duplicate of b";
        const auto unique = [&with](const ServerIndex &one, bool areNullsEqual, bool isImmediate) {
            return with(one, [=](ServerIndex &made) {
                made.isUnique = true;
                made.areNullsEqual = areNullsEqual;
                made.isImmediate = isImmediate;
            });
        };
        QTest::newRow("two that take nulls alike") << QList<ServerIndex>{unique(a, true, true), unique(b, true, true)} << "b: duplicate of a";
        QTest::newRow("one takes nulls for equal") << QList<ServerIndex>{unique(a, false, true), unique(b, true, true)} << "";
        QTest::newRow("one checks at the end") << QList<ServerIndex>{unique(a, false, false), unique(b, false, true)} << "";
        QTest::newRow("more in the wider one") << QList<ServerIndex>{a, with(wide, [](ServerIndex &one) { one.included = QStringList{"z"}; })} << "a: prefix of w";
        QTest::newRow("a unique prefix says more") << QList<ServerIndex>{with(a, [](ServerIndex &one) { one.isUnique = true; }), wide} << "";
        QTest::newRow("an invalid one covers nothing") << QList<ServerIndex>{b, with(a, [](ServerIndex &one) { one.isValid = false; })} << "";
        QTest::newRow("of a GIN index the columns stand side by side") << QList<ServerIndex>{with(a, [](ServerIndex &one) { one.method = QStringLiteral("gin"); }), with(wide, [](ServerIndex &one) { one.method = QStringLiteral("gin"); })}
                                                                       << "";
    }
    void redundantIndexes()
    {
        QFETCH(QList<ServerIndex>, given);
        QFETCH(QString, expected);
        QCOMPARE(redundant(given), expected);
    }

    void ofSlots_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<bool>("isActive");
        QTest::addColumn<QString>("expected");
        QTest::newRow("well") << "reserved" << true << "";
        QTest::newRow("nobody reads it") << "reserved" << false << "inactive warning";
        QTest::newRow("more than the log") << "extended" << true << "extended warning";
        QTest::newRow("about to go") << "unreserved" << true << "unreserved critical";
        QTest::newRow("gone") << "lost" << false << "lost critical";
        QTest::newRow("keeps nothing yet") << "" << true << "";
    }
    void ofSlots()
    {
        QFETCH(QString, status);
        QFETCH(bool, isActive);
        QFETCH(QString, expected);
        ServerSlot slot;
        slot.walStatus = status;
        slot.isActive = isActive;
        slot.keptBytes = 1;
        QCOMPARE(shown(findingsOf(slot, {})), expected);
    }
    void aSlotThatNobodyNeedsToRead()
    {
        ServerSlot slot;
        QCOMPARE(shown(findingsOf(slot, {})), QString()); // it keeps nothing, as far as is known
        slot.keptBytes = 0;
        QCOMPARE(shown(findingsOf(slot, {})), QStringLiteral("inactive warning"));
        slot.isSynced = true; // its reader is at the primary
        QCOMPARE(shown(findingsOf(slot, {})), QString());
        slot.walStatus = QStringLiteral("lost");
        QCOMPARE(shown(findingsOf(slot, {})), QStringLiteral("lost critical"));
    }
    void aSlotThatHoldsVacuumBack()
    {
        ServerSlot slot;
        slot.isActive = true;
        slot.transactionAge = 99'999'999;
        QCOMPARE(shown(findingsOf(slot, {})), QString());
        slot.transactionAge = 100'000'000;
        QCOMPARE(shown(findingsOf(slot, {})), QStringLiteral("holds_vacuum_back warning"));
        slot.transactionAge = 200'000'000;
        slot.invalidation = QStringLiteral("conflict");
        QCOMPARE(shown(findingsOf(slot, {})), QStringLiteral("lost critical, holds_vacuum_back critical"));
    }

    void whoHoldsVacuumBack()
    {
        VacuumHolder holder{.kind = "prepared", .name = "x", .who = {}, .transactionAge = 5, .since = 1'000'000, .findings = {}};
        QCOMPARE(shown(findingsOf(holder, {}, 1'000'000 + 3'599'999)), QString());
        QCOMPARE(shown(findingsOf(holder, {}, 1'000'000 + 3'600'000)), QStringLiteral("holds_vacuum_back warning"));
        holder.kind = QStringLiteral("session");
        QCOMPARE(shown(findingsOf(holder, {}, 1'000'000 + 3'600'000)), QString());
    }

    void standbys()
    {
        ServerStandby standby;
        QCOMPARE(shown(findingsOf(standby)), QString()); // hidden: nothing is known
        standby.state = QStringLiteral("streaming");
        QCOMPARE(shown(findingsOf(standby)), QString());
        standby.replayLagMs = 60'000;
        standby.replayBehind = 0;
        QCOMPARE(shown(findingsOf(standby)), QString()); // it has all
        standby.replayBehind = 1;
        QCOMPARE(shown(findingsOf(standby)), QStringLiteral("behind warning"));
        standby.replayBehind = 10LL << 30;
        standby.state = QStringLiteral("catchup");
        QCOMPARE(shown(findingsOf(standby)), QStringLiteral("behind critical"));
        standby.state = QStringLiteral("startup");
        QCOMPARE(shown(findingsOf(standby)), QStringLiteral("behind critical, not_streaming warning"));
        ServerReceiver receiver;
        QCOMPARE(shown(findingsOf(receiver)), QStringLiteral("not_streaming warning"));
        receiver.pid = 7;
        receiver.lagMs = 0;
        QCOMPARE(shown(findingsOf(receiver)), QString());
        receiver.isPaused = true;
        receiver.lagMs = 600'000;
        QCOMPARE(shown(findingsOf(receiver)), QStringLiteral("replay_paused warning"));
        receiver.replayBehind = 1;
        QCOMPARE(shown(findingsOf(receiver)), QStringLiteral("behind critical, replay_paused warning"));
        ServerSubscription subscription;
        QCOMPARE(shown(findingsOf(subscription)), QStringLiteral("no_worker warning"));
        subscription.pid = 7;
        subscription.errors = 2;
        QCOMPARE(shown(findingsOf(subscription)), QStringLiteral("errors note"));
    }

    void theLog()
    {
        ServerWal wal;
        wal.archiveMode = QStringLiteral("on");
        QCOMPARE(shown(findingsOf(wal)), QString());
        wal.lastFailedAt = 10;
        wal.lastArchivedAt = 11; // it went well after that
        QCOMPARE(shown(findingsOf(wal)), QString());
        wal.lastFailedAt = 11;
        QCOMPARE(shown(findingsOf(wal)), QStringLiteral("archiver_failing critical"));
        wal.archiveMode = QStringLiteral("off");
        QCOMPARE(shown(findingsOf(wal)), QString());
        wal.requestedCheckpoints = 9;
        QCOMPARE(shown(findingsOf(wal)), QString()); // too few to say
        wal.requestedCheckpoints = 10;
        wal.timedCheckpoints = 9;
        QCOMPARE(shown(findingsOf(wal)), QStringLiteral("checkpoints_requested note"));
        wal.moment.isStandby = true;
        wal.moment.version = 160009;
        QCOMPARE(shown(findingsOf(wal)), QString()); // of no restart point
        wal.moment.version = 170000;
        QCOMPARE(shown(findingsOf(wal)), QStringLiteral("checkpoints_requested note"));
        wal.timedCheckpoints = 10;
        QCOMPARE(shown(findingsOf(wal)), QString());
    }

    void grantsNameTheRole()
    {
        ServerMoment moment;
        moment.role = QStringLiteral("an\"na");
        moment.version = 150000;
        QCOMPARE(moment.monitorGrant(), QStringLiteral("GRANT pg_monitor TO \"an\"\"na\";"));
        QCOMPARE(moment.readGrant(), QStringLiteral("GRANT pg_read_all_data TO \"an\"\"na\";"));
        moment.version = 130000;
        QVERIFY(moment.readGrant().startsWith(QStringLiteral("GRANT SELECT ON ALL TABLES IN SCHEMA")));
    }
};

QTEST_GUILESS_MAIN(TestServerRules)
#include "tst_serverrules.moc"
