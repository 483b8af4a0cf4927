// SPDX-License-Identifier: GPL-3.0-or-later
// What a server says, as lists and words.
#include "models/items/serverlists.h"

#include <QAbstractItemModelTester>
#include <QSet>
#include <QTest>

using namespace plancia;
using namespace plancia::serverlists;
using Kind = ServerFinding::Kind;

namespace {
const QLocale kC = QLocale::c();

ServerTable table(qint64 id, const QString &name, std::optional<qint64> bytes)
{
    ServerTable made;
    made.id = id;
    made.schema = QStringLiteral("public");
    made.name = name;
    made.heapBytes = bytes;
    made.toastBytes = made.indexBytes = 0;
    return made;
}
QStringList names(const ServerListModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all.append(model.index(row, TableName).data().toString().section(u'.', 1));
    return all;
}
} // namespace

class TestServerLists : public QObject {
    Q_OBJECT
private slots:
    void everyFindingHasItsWords()
    {
        QSet<QString> ids, words, sentences;
        for (int i = 0; i <= static_cast<int>(Kind::SettingDangerous); ++i) {
            const auto kind = static_cast<Kind>(i);
            ids.insert(toString(kind));
            words.insert(wordFor(kind));
            sentences.insert(sentenceFor(kind));
            QVERIFY(!wordFor(kind).isEmpty() && sentenceFor(kind).endsWith(u'.'));
        }
        const int count = static_cast<int>(Kind::SettingDangerous) + 1;
        QCOMPARE(ids.size(), count);
        QCOMPARE(words.size(), count);
        QCOMPARE(sentences.size(), count);
        QCOMPARE(wordsFor({{Kind::Bloat, ServerSeverity::Warning}, {Kind::VacuumOff, ServerSeverity::Warning}}), QStringLiteral("Bloat +1"));
        QCOMPARE(wordsFor({}), QString());
        // Told apart without colour, too.
        QVERIFY(toneOf(ServerSeverity::Note) != toneOf(ServerSeverity::Warning) && toneOf(ServerSeverity::Warning) != toneOf(ServerSeverity::Critical));
    }

    void settingsAreRead_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("expected");
        QTest::newRow("word") << "on" << "" << "on";
        QTest::newRow("number") << "200000000" << "" << "200\u2009000\u2009000";
        QTest::newRow("pages") << "131072" << "8kB" << "1.0\u00a0GiB";
        QTest::newRow("megabytes") << "1024" << "MB" << "1.0\u00a0GiB";
        QTest::newRow("kilobytes") << "65536" << "kB" << "64.0\u00a0MiB";
        QTest::newRow("seconds") << "300" << "s" << "5\u00a0min";
        QTest::newRow("milliseconds") << "2" << "ms" << "2\u00a0ms";
        QTest::newRow("a meaning of its own") << "-1" << "kB" << "-1";
        QTest::newRow("a fraction") << "0.2" << "" << "0.2";
        QTest::newRow("nothing") << "" << "" << "–";
        QTest::newRow("hostile") << "a\x1b[31m" << "" << "a\\x1b[31m";
    }
    void settingsAreRead()
    {
        QFETCH(QString, value);
        QFETCH(QString, unit);
        QFETCH(QString, expected);
        const auto plain = [](QString text) { return text.replace(QChar(0xa0), u' ').replace(QChar(0x202f), u' '); };
        QCOMPARE(plain(settingValue(value, unit, kC)), plain(expected));
    }

    void whatIsNotKnownStandsLast()
    {
        ServerTables all;
        all.tables = {table(1, "b", 10), table(2, "a", std::nullopt), table(3, "c", 30)};
        ServerListModel model(tableColumns());
        QAbstractItemModelTester tester(&model);
        model.setRows(tableRows(all, kC));
        QCOMPARE(names(model), (QStringList{"b", "a", "c"}));
        model.setSort(TableSize, Qt::DescendingOrder);
        QCOMPARE(names(model), (QStringList{"c", "b", "a"}));
        model.setSort(TableSize, Qt::AscendingOrder);
        QCOMPARE(names(model), (QStringList{"b", "c", "a"}));
        model.setSort(TableName, Qt::AscendingOrder);
        QCOMPARE(names(model), (QStringList{"a", "b", "c"}));
        QCOMPARE(model.index(0, TableSize).data().toString(), QStringLiteral("–"));
        QVERIFY(model.index(0, TableSize).data(FullTextRole).toString().contains(QStringLiteral("locked")));
        QCOMPARE(model.index(0, TableBloat).data().toString(), QStringLiteral("–")); // not 0
        QCOMPARE(model.index(0, TableDeadShare).data().toString(), QStringLiteral("–"));
        QCOMPARE(model.index(0, TableRows).data().toString(), QStringLiteral("–"));
    }

    void rowsAreFiltered()
    {
        ServerTables all;
        all.tables = {table(1, "orders", 10), table(2, "pg_class", 20), table(3, "bills", 30)};
        all.tables[1].isSystem = true;
        all.tables[2].findings = {{Kind::Bloat, ServerSeverity::Warning}};
        ServerListModel model(tableColumns());
        model.setRows(tableRows(all, kC));
        QCOMPARE(model.rowCount(), 3);
        model.setFilter({{}, {}, QStringLiteral("system")});
        QCOMPARE(names(model), (QStringList{"orders", "bills"}));
        model.setFilter({{}, QStringLiteral("finding"), QStringLiteral("system")});
        QCOMPARE(names(model), QStringList{"bills"});
        QCOMPARE(static_cast<Tone>(model.index(0, TableState).data(ToneRole).toInt()), Tone::Warning);
        QCOMPARE(model.index(0, TableState).data().toString(), QStringLiteral("Bloat"));
        model.setFilter({QStringLiteral("ORD"), {}, {}});
        QCOMPARE(names(model), QStringList{"orders"});
        QVERIFY(!model.index(0, TableState).data(ToneRole).isValid());
        QCOMPARE(model.index(0, TableState).data().toString(), QStringLiteral("nothing to report"));
        QCOMPARE(model.total(), 3);
        QCOMPARE(model.index(0, TableName).data(IdRole).toString(), QStringLiteral("1"));
    }

    void hostileNamesAreHarmless()
    {
        ServerTables all;
        all.tables = {table(1, "a\nb\u202e", 10)};
        ServerListModel model(tableColumns());
        model.setRows(tableRows(all, kC));
        QCOMPARE(model.index(0, TableName).data().toString(), QStringLiteral("public.a\\nb\\u202e"));
        ServerIndexes indexes;
        ServerIndex index;
        index.keys = QStringList{"x\x1b"};
        indexes.indexes = {index};
        QVERIFY(!indexRows(indexes, kC).first().cells[IndexDefinition].text.contains(u'\x1b'));
        indexes.indexes[0].definition = QStringLiteral("CREATE\x1b");
        QVERIFY(!indexRows(indexes, kC).first().cells[IndexDefinition].full.contains(u'\x1b'));
    }

    void everyListHasAsManyCellsAsColumns()
    {
        QCOMPARE(tableRows({{}, {}, {table(1, "t", 1)}}, kC).first().cells.size(), tableColumns().size());
        ServerIndexes indexes;
        indexes.indexes = {ServerIndex{}};
        QCOMPARE(indexRows(indexes, kC).first().cells.size(), indexColumns().size());
        const auto same = [](const QList<ServerRow> &rows, List list) { return rows.size() == 1 && rows.first().cells.size() == columns(list).size(); };
        QVERIFY(same(rows(QList<ServerDatabase>{{}}, {}, kC), List::Databases));
        QVERIFY(same(rows(QList<ServerProgress>{{}}, 0, kC), List::Running));
        QVERIFY(same(rows(QList<VacuumHolder>{{}}, 0, kC), List::Holders));
        QVERIFY(same(rows(QList<VacuumDue>{{}}, 0, kC), List::Due));
        QVERIFY(same(switchedOffRows({{}}, 0, kC), List::SwitchedOff));
        QVERIFY(same(rows(QList<ServerStandby>{{}}, kC), List::Standbys));
        QVERIFY(same(rows(QList<ServerSlot>{{}}, 0, kC), List::Slots));
        QVERIFY(same(rows(QList<ServerSubscription>{{}}, 0, kC), List::Subscriptions));
        QVERIFY(same(rows(QList<ServerSetting>{{}}, kC), List::Settings));
    }

    void whatAStandbyDoesNotCountIsNotZero()
    {
        ServerTables all;
        all.tables = {table(1, "orders", 10)};
        QCOMPARE(tableRows(all, kC).first().cells[TableVacuumed].text, QStringLiteral("never"));
        all.tables[0].areWritesCounted = false;
        const ServerRow row = tableRows(all, kC).first();
        for (const int column : {TableDead, TableDeadShare, TableWrites, TableVacuumed, TableAnalyzed})
            QCOMPARE(row.cells[column].text, QStringLiteral("–"));
        QCOMPARE(row.cells[TableSequential].text, QStringLiteral("0")); // that it counts itself
        QCOMPARE(switchedOffRows(all.tables, 0, kC).first().cells[2].text, QStringLiteral("–"));
    }

    void twoOfANameAreTwo()
    {
        VacuumHolder a, b;
        a.kind = b.kind = QStringLiteral("standby");
        a.name = b.name = QStringLiteral("walreceiver");
        a.pid = 1;
        b.pid = 2;
        const QList<ServerRow> holders = rows(QList<VacuumHolder>{a, b}, 0, kC);
        QVERIFY(holders[0].id != holders[1].id);
        ServerSubscription c, d;
        c.name = d.name = QStringLiteral("news");
        c.id = 1;
        d.id = 2;
        const QList<ServerRow> subscriptions = rows(QList<ServerSubscription>{c, d}, 0, kC);
        QVERIFY(subscriptions[0].id != subscriptions[1].id);
    }

    void aSlotThatNobodyReadsIsNotActive()
    {
        ServerSlot slot;
        QCOMPARE(rows(QList<ServerSlot>{slot}, 0, kC).first().cells[1].text, QStringLiteral("Inactive"));
        slot.isSynced = true;
        QCOMPARE(rows(QList<ServerSlot>{slot}, 0, kC).first().cells[1].text, QStringLiteral("In step with the primary’s"));
        slot.isActive = true;
        QCOMPARE(rows(QList<ServerSlot>{slot}, 0, kC).first().cells[1].text, QStringLiteral("Active"));
    }

    void aHiddenStandbyIsNotWell()
    {
        ServerStandby hidden;
        hidden.pid = 7;
        const ServerRow row = rows(QList<ServerStandby>{hidden}, kC).first();
        QCOMPARE(row.tone, Tone::Note);
        QCOMPARE(row.cells[1].text, QStringLiteral("Hidden"));
        for (int column = 4; column < 9; ++column)
            QCOMPARE(row.cells[column].text, QStringLiteral("–"));
    }
};

QTEST_GUILESS_MAIN(TestServerLists)
#include "tst_serverlists.moc"
