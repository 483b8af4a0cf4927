// SPDX-License-Identifier: GPL-3.0-or-later
// What pg_stat_statements is asked by its documentation for versions 1.8 to 1.11, what its entries did between two looks, and when
// blocked sessions are told.
#include "app/monitoring/sampler/blockingwatch.h"
#include "app/monitoring/sampler/statementgrowth.h"
#include "app/monitoring/service/figurescodec.h"

#include <QRegularExpression>
#include <QTest>
#include <limits>

using namespace plancia;
using namespace plancia::monitoring;

namespace {
/// Columns by the extension's version, as its documentation lists them.
struct Documented {
    const char *relation;
    const char *columns;
    int since = 108;
    int until = 999;
};
constexpr Documented kDocumented[] = {
    {"pg_stat_statements",
     "userid dbid queryid query plans total_plan_time calls total_exec_time rows shared_blks_hit shared_blks_read shared_blks_dirtied "
     "shared_blks_written local_blks_hit local_blks_read local_blks_dirtied local_blks_written temp_blks_read temp_blks_written "
     "wal_records wal_fpi wal_bytes"},
    {"pg_stat_statements", "blk_read_time blk_write_time", 108, 110},
    {"pg_stat_statements", "toplevel", 109},
    {"pg_stat_statements", "temp_blk_read_time temp_blk_write_time", 110},
    {"pg_stat_statements", "shared_blk_read_time shared_blk_write_time local_blk_read_time local_blk_write_time stats_since minmax_stats_since", 111},
    {"pg_stat_statements_info", "dealloc stats_reset", 109},
    {"pg_roles", "oid rolname"},
    {"pg_database", "oid datname"},
};

PostgresFacts factsOf(int extension)
{
    PostgresFacts facts;
    facts.version = extension >= 111 ? 170000 : extension == 110 ? 150000 : extension == 109 ? 140000 : 130000;
    facts.statementsVersion = extension;
    facts.statementsSchema = QStringLiteral("Odd \"place\"");
    return facts;
}

QStringList columnsOf(const QString &relation, int extension)
{
    QStringList columns;
    for (const Documented &each : kDocumented)
        if (relation == QLatin1String(each.relation) && extension >= each.since && extension <= each.until)
            columns += QString::fromLatin1(each.columns).split(u' ');
    return columns;
}

/// What is wrong with a text by the documentation; empty when nothing is.
QString faultIn(const QByteArray &sql, int extension)
{
    QString text = QString::fromUtf8(sql);
    if (!text.startsWith(QLatin1String("/* plancia:sampler */ SELECT ")))
        return QStringLiteral("no mark");
    QHash<QString, QString> aliases;
    static const QRegularExpression relation(QStringLiteral("(?:FROM|JOIN) (\"Odd \"\"place\"\"\"\\.)?(pg_[a-z_]+)(?:\\((?:false|true)\\))? ([a-z])\\b"));
    for (auto match = relation.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        if (found.captured(2).startsWith(QLatin1String("pg_stat_statements")) == found.captured(1).isEmpty())
            return QStringLiteral("where is %1?").arg(found.captured(2));
        if (columnsOf(found.captured(2), extension).isEmpty())
            return QStringLiteral("there is no %1").arg(found.captured(2));
        aliases.insert(found.captured(3), found.captured(2));
    }
    static const QRegularExpression column(QStringLiteral("\\b([a-z])\\.([a-z_0-9]+)"));
    for (auto match = column.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        if (!columnsOf(aliases.value(found.captured(1)), extension).contains(found.captured(2)))
            return QStringLiteral("%1 has no %2").arg(aliases.value(found.captured(1)), found.captured(2));
    }
    return {};
}

StatementEntry entry(std::optional<qint64> id, double calls, double ms, qint64 since = 0)
{
    StatementEntry made;
    made.key = {10, 5, id, true};
    made.since = since;
    made.figures.calls = calls;
    made.figures.execMs = ms;
    return made;
}
StatementsState state(std::optional<qint64> drops = 0, const QString &since = QStringLiteral("s")) { return {since, drops}; }

/// "1:2/30 " for each: id, calls and time.
QString told(const StatementGrowth &growth)
{
    QString text;
    for (const StatementEntry &each : growth.entries)
        text += QStringLiteral("%1:%2/%3 ").arg(each.key.id ? QString::number(*each.key.id) : QStringLiteral("?")).arg(each.figures.calls).arg(each.figures.execMs);
    return text;
}

ServerSession session(qint64 pid, const QList<qint64> &blockers = {}, qint64 startedAt = 1)
{
    ServerSession made;
    made.pid = pid;
    made.startedAt = startedAt;
    made.blockedBy = blockers;
    return made;
}
BlockingMoment moment(const QList<ServerSession> &sessions) { return {0, 1'750'000'000'000, QStringLiteral("pg:main"), sessions, 0}; }
} // namespace

class TestStatementGrowth : public QObject {
    Q_OBJECT
private slots:
    void everyVersionHasWhatIsAsked_data()
    {
        QTest::addColumn<int>("extension");
        for (const int extension : {108, 109, 110, 111, 112})
            QTest::addRow("1.%d", extension - 100) << extension;
    }
    void everyVersionHasWhatIsAsked()
    {
        QFETCH(int, extension);
        const PostgresFacts facts = factsOf(extension);
        for (const QByteArray &text : {statementsStateQuery(facts), statementsQuery(facts), statementTextsQuery(facts, 100)})
            QCOMPARE(faultIn(text, extension), QString());
        QCOMPARE(statementsQuery(facts).contains("toplevel"), extension >= 109);
        QCOMPARE(statementsQuery(facts).contains("stats_since"), extension >= 111);
        QVERIFY(statementsQuery(facts).contains("pg_stat_statements(false)")); // without the texts, which are the dear part
        QVERIFY(statementsQuery(facts).endsWith("LIMIT 20001"));
    }
    /// The check itself sees what it is there for.
    void aWrongStatementIsSeen()
    {
        QVERIFY(!faultIn(statementsQuery(factsOf(111)), 110).isEmpty());
        QVERIFY(!faultIn(statementsQuery(factsOf(110)), 111).isEmpty());
        QVERIFY(!faultIn(statementsQuery(factsOf(109)), 108).isEmpty());
        QVERIFY(!faultIn("/* plancia:sampler */ SELECT s.calls FROM pg_stat_statements s", 110).isEmpty());
    }

    void onlyWhatGrewIsTold()
    {
        StatementsMemory memory;
        QVERIFY(memory.growth(state(), {entry(1, 5, 50)}).isFirst); // nothing to compare with is no growth
        memory.remember(state(), {entry(1, 5, 50), entry(2, 7, 70), entry(3, 1, 1)});
        const StatementGrowth growth = memory.growth(state(), {entry(1, 6, 51.2345678), entry(2, 7, 70), entry(3, 9, 101), entry(4, 2, 20)});
        QVERIFY(!growth.isFirst && !growth.isReset);
        QCOMPARE(told(growth), QStringLiteral("3:8/100 4:2/20 1:1/1.235 ")); // to the microsecond, the longest first; 4 is new
        QCOMPARE(growth.evicted, 0.0);
        QCOMPARE(told(memory.growth(state(), {entry(1, 5, 50), entry(2, 7, 70), entry(3, 1, 1)})), QString());
    }

    void usersDatabasesAndNestingAreToldApart()
    {
        StatementsMemory memory;
        StatementEntry other = entry(1, 3, 3), nested = entry(1, 4, 4);
        other.key.database = 6;
        nested.key.isTop = false;
        memory.remember(state(), {entry(1, 5, 50), other, nested});
        StatementEntry otherNow = other;
        otherNow.figures.calls = 10;
        QCOMPARE(told(memory.growth(state(), {entry(1, 6, 51), otherNow, nested})), QStringLiteral("1:1/1 1:7/0 "));
    }

    void aResetOfAllGivesNothingAndIsTold()
    {
        StatementsMemory memory;
        memory.remember(state(), {entry(1, 5, 50)});
        for (const StatementsState &now : {state(0, QStringLiteral("another")), state(std::nullopt)}) {
            const StatementGrowth growth = memory.growth(now, {entry(1, 900, 900)});
            QVERIFY(growth.isFirst && growth.isReset);
            QCOMPARE(told(growth), QString());
        }
    }

    /// One entry that began anew counts from there, and is never negative.
    void aResetOfOneIsTold()
    {
        StatementsMemory memory;
        memory.remember(state(), {entry(1, 5, 50), entry(2, 7, 70)});
        const StatementGrowth growth = memory.growth(state(), {entry(1, 2, 60), entry(2, 8, 80)}); // calls went back
        QCOMPARE(told(growth), QStringLiteral("1:2/60 2:1/10 "));
        QVERIFY(growth.isReset && !growth.isFirst);
        QCOMPARE(growth.evicted, 0.0);
        QVERIFY(memory.growth(state(), {entry(2, 8, 80)}).isReset); // taken away alone
    }

    void evictionsAreCounted()
    {
        StatementsMemory memory;
        memory.remember(state(4), {entry(1, 5, 50), entry(2, 7, 70), entry(3, 1, 1)});
        StatementGrowth growth = memory.growth(state(5), {entry(1, 1, 3), entry(9, 2, 2)}); // 1 came back, 2 and 3 are gone
        QCOMPARE(told(growth), QStringLiteral("1:1/3 9:2/2 "));
        QCOMPARE(growth.evicted, 3.0);
        QVERIFY(!growth.isReset);
        growth = memory.growth(state(40), {entry(1, 5, 50), entry(2, 7, 70), entry(3, 1, 1)}); // what came and went was never seen
        QCOMPARE(growth.evicted, 36.0);
        QVERIFY(memory.growth(state(1), {}).isReset); // the counter itself went back
    }

    void before19NothingTellsAnEvictionFromAReset()
    {
        StatementsMemory memory;
        memory.remember(state(std::nullopt), {entry(1, 5, 50), entry(2, 7, 70)});
        const StatementGrowth growth = memory.growth(state(std::nullopt), {entry(1, 1, 3)});
        QCOMPARE(told(growth), QStringLiteral("1:1/3 "));
        QCOMPARE(growth.evicted, 2.0);
    }

    /// From 1.11 on an entry says when it began, so that one that came back and has more than before is seen too.
    void anEntryThatCameBackIsAnother()
    {
        StatementsMemory memory;
        memory.remember(state(1), {entry(1, 5, 50, 100)});
        const StatementGrowth growth = memory.growth(state(2), {entry(1, 6, 60, 200)});
        QCOMPARE(told(growth), QStringLiteral("1:6/60 "));
        QCOMPARE(growth.evicted, 1.0);
    }

    void hiddenOnesAreOneForEachUserAndDatabase()
    {
        sql::Rows rows(17);
        const auto add = [&rows](qint64 user, std::optional<qint64> id, double calls) {
            std::vector<sql::Value> values(17, sql::Value(1.0));
            values[0] = user;
            values[1] = qint64(5);
            values[2] = sql::Value();
            if (id)
                values[2] = *id;
            values[3] = qint64(1);
            values[4] = QStringLiteral("u%1").arg(user);
            values[5] = QStringLiteral("shop");
            values[6] = qint64(77);
            values[7] = calls;
            values[16] = std::numeric_limits<double>::quiet_NaN();
            for (sql::Value &value : values)
                rows.append(std::move(value));
        };
        add(10, 1, 5);
        add(11, std::nullopt, 5);
        add(11, std::nullopt, 6);
        add(12, std::nullopt, 7);
        const QList<StatementEntry> entries = statementEntries(rows);
        QCOMPARE(entries.size(), 3);
        QCOMPARE(entries.at(0).since, 77);
        QCOMPARE(entries.at(0).figures.walBytes, 0.0); // never what is no number
        QCOMPARE(entries.at(1).figures.calls, 11.0);
        QCOMPARE(entries.at(1).entries, 2);
        QCOMPARE(entries.at(1).since, 0);
        QCOMPARE(entries.at(1).user, QStringLiteral("u11"));

        StatementsMemory memory;
        memory.remember(state(), entries);
        QList<StatementEntry> now = entries;
        now[1].figures.calls = 15;
        now[1].entries = 3;
        QCOMPARE(told(memory.growth(state(), now)), QStringLiteral("?:4/0 "));
        QCOMPARE(told(memory.growth(state(1), now)), QString()); // of what was dropped nobody knows how much was theirs
        now[1].entries = 1;
        const StatementGrowth fewer = memory.growth(state(1), now);
        QCOMPARE(told(fewer), QString());
        QCOMPARE(fewer.evicted, 1.0);
    }

    void whatWasNotReadIsNotNew()
    {
        QList<StatementEntry> many;
        for (int i = 1; i <= kMaxEntries + 1; ++i)
            many.append(entry(i, 1, 1));
        StatementsMemory memory;
        memory.remember(state(), many);
        const StatementGrowth growth = memory.growth(state(), {entry(1, 2, 2), entry(1'000'000, 900, 900)});
        QCOMPARE(told(growth), QStringLiteral("1:1/1 "));
        QVERIFY(!growth.isReset);
        QCOMPARE(growth.evicted, 0.0);
    }

    void figuresComeBackAsTheyWere()
    {
        const QList<StatementFigures> all{{}, {1, 2, 3.001, 4, 5, 6, 7, 8, 9.999, 10}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 9'007'199'254'740'992.0}, {127, 128, 16.383, 16.384, 0, 0, 0, 0, 0, 0}};
        QByteArray bytes;
        for (const StatementFigures &figures : all)
            putFigures(bytes, figures);
        FiguresReader reader(bytes);
        for (const StatementFigures &figures : all) {
            StatementFigures read;
            QVERIFY(reader.addFigures(read));
            QCOMPARE(read, figures);
        }
        QVERIFY(reader.isAtEnd());
        StatementFigures none;
        QVERIFY(!reader.addFigures(none));
        // Cut anywhere it ends, and what is no figure is refused.
        for (qsizetype size = 0; size < bytes.size(); ++size) {
            const QByteArray part = bytes.first(size);
            FiguresReader broken(part);
            for (int i = 0; i < 100 && !broken.isAtEnd(); ++i)
                (void)broken.addFigures(none);
        }
        for (const QByteArray &foreign : {QByteArray("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), QByteArray("\x80\x08\x01"), QByteArray("\x01\x80")}) {
            FiguresReader broken(foreign);
            QVERIFY(!broken.addFigures(none));
        }
    }

    void blockingIsToldWhenItChanges()
    {
        BlockingWatch watch;
        QVERIFY(watch.isDue(false));
        QVERIFY(watch.take(moment({}), 0)); // the first look: from here on it is known that nobody does
        QVERIFY(!watch.isDue(false) && watch.isDue(true));
        QVERIFY(!watch.take(moment({}), 500));
        const QList<ServerSession> first{session(1), session(2, {1})};
        QVERIFY(watch.take(moment(first), 1'000));
        QVERIFY(watch.isDue(false)); // that it is over is to be told
        QVERIFY(!watch.take(moment(first), 2'000));
        QVERIFY(!watch.take(moment({session(2, {1}), session(1)}), 10'900)); // in whatever order
        QVERIFY(watch.take(moment(first), 11'000)); // again each ten seconds
        QVERIFY(!watch.take(moment(first), 12'000));
        QVERIFY(watch.take(moment({session(1), session(2, {1}), session(3, {1, 2})}), 12'500));
        QVERIFY(!watch.take(moment({session(1), session(2, {1}), session(3, {2, 1})}), 13'000));
        QVERIFY(watch.take(moment({session(1), session(2, {1}), session(3, {2})}), 13'500));
        QVERIFY(watch.take(moment({session(1), session(2, {1}), session(3, {2}, 99)}), 14'000)); // another of the same number
        QVERIFY(watch.take(moment({}), 15'000)); // over, once
        QVERIFY(!watch.take(moment({}), 16'000));
        QVERIFY(!watch.take(moment({}), 60'000));
        QVERIFY(!watch.isDue(false));
    }
};

QTEST_GUILESS_MAIN(TestStatementGrowth)
#include "tst_statementgrowth.moc"
