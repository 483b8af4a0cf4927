// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/importtable.h"
#include "models/domain/tenantimport.h"
#include "models/errors/catalogue.h"
#include "models/format/csv.h"

#include <QStringEncoder>
#include <QTest>

using namespace plancia;

/// Lists that come as files, and what their rows would become.
class ImportTableTest : public QObject {
    Q_OBJECT

    static QString code(const std::optional<Error> &error) { return error ? errorId(error->code()) : QString(); }
    /// "3: a|b" or "3: VAL_019" a row.
    static QStringList rows(const ImportTable &table)
    {
        QStringList lines;
        for (const ImportRow &row : table.rows)
            lines.append(QStringLiteral("%1: %2").arg(row.line).arg(row.fault ? code(row.fault) : row.values.join(u'|')));
        return lines;
    }
    static ImportPlan planOf(const QByteArray &bytes, const QStringList &mapping = {})
    {
        const auto table = readImport(bytes);
        ImportPlan plan;
        if (!table)
            return plan;
        plan.columns = table->columns;
        plan.mapping = mapping.isEmpty() ? guessMapping(table->columns) : mapping;
        sortRows(*table, plan, 1'700'000'000'000);
        return plan;
    }
    static QStringList faults(const ImportPlan &plan)
    {
        QStringList lines;
        for (const ImportFault &fault : plan.faults)
            lines.append(QStringLiteral("%1 %2 %3").arg(fault.line).arg(fault.field, code(fault.error)));
        return lines;
    }

private slots:
    void readsLists_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QStringList>("columns");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("plain") << QByteArray("name,slug\nAcme,acme\r\nGlobex,globex") << QStringList{"name", "slug"} << QStringList{"2: Acme|acme", "3: Globex|globex"};
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbfname\nA") << QStringList{"name"} << QStringList{"2: A"};
        QTest::newRow("quotes") << QByteArray("name,notes\r\n\"A, \"\"the\"\" best\",\"two\r\nlines\"\r\nB,b") << QStringList{"name", "notes"}
                                << QStringList{"2: A, \"the\" best|two\r\nlines", "4: B|b"};
        QTest::newRow("semicolons") << QByteArray("name;notes\nA;b, c") << QStringList{"name", "notes"} << QStringList{"2: A|b, c"};
        QTest::newRow("tabs") << QByteArray("name\tnotes\nA\tb, c") << QStringList{"name", "notes"} << QStringList{"2: A|b, c"};
        QTest::newRow("empty lines and short rows") << QByteArray("name,notes\n\nA\n,\n") << QStringList{"name", "notes"} << QStringList{"3: A"};
        QTest::newRow("too long a row") << QByteArray("name\nA,b\nC") << QStringList{"name"} << QStringList{"2: VAL_019", "3: C"};
        QTest::newRow("text after a quote") << QByteArray("name,x\n\"A\"b,c\nD,e") << QStringList{"name", "x"} << QStringList{"2: VAL_019", "3: D|e"};
        QTest::newRow("open quote") << QByteArray("name\n\"A\nB") << QStringList{"name"} << QStringList{"2: VAL_019"};
        QTest::newRow("not UTF-8") << QByteArray("name\nCaf\xe9\nB") << QStringList{"name"} << QStringList{"2: VAL_019", "3: B"};
        QTest::newRow("a NUL") << QByteArray("name\nA\0B\nC", 10) << QStringList{"name"} << QStringList{"2: VAL_019", "3: C"};
        QTest::newRow("old Mac") << QByteArray("name\rA\rB") << QStringList{"name"} << QStringList{"2: A", "3: B"};
        QStringEncoder utf16(QStringEncoder::Utf16LE, QStringEncoder::Flag::WriteBom);
        QTest::newRow("UTF-16") << QByteArray(utf16(QStringLiteral("name\nCaffè"))) << QStringList{"name"} << QStringList{QStringLiteral("2: Caffè")};
        QTest::newRow("JSON") << QByteArray("[\n {\"name\":\"A\",\"tags\":[\"eu\",\"vip\"]},\n {\"name\":\"B\",\"n\":5}\n]") << QStringList{"name", "tags", "n"}
                              << QStringList{"2: A|eu vip", "3: B||5"};
        QTest::newRow("JSON with bad ones") << QByteArray("[{\"name\":\"A\"},\n5,\n{\"name\":{}},\n{\"name\" \"x\"},\n{\"name\":\"B\"}]") << QStringList{"name"}
                                            << QStringList{"1: A", "2: VAL_019", "3: VAL_019", "4: VAL_019", "5: B"};
        QTest::newRow("JSON Lines") << QByteArray("{\"name\":\"A\"}\n{\"name\":\nB}\n{\"name\":\"C\"}\r\n") << QStringList{"name"}
                                    << QStringList{"1: A", "2: VAL_019", "3: VAL_019", "4: C"};
    }
    void readsLists()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QStringList, columns);
        QFETCH(QStringList, expected);
        const auto table = readImport(bytes);
        QVERIFY2(table, qPrintable(table ? QString() : table.error().fact(u"detail")));
        QCOMPARE(table->columns, columns);
        QCOMPARE(rows(*table), expected);
    }

    void refusesWhatIsNoList_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << QByteArray() << "VAL_019";
        QTest::newRow("empty header") << QByteArray(",,\nA") << "VAL_019";
        QTest::newRow("header not UTF-8") << QByteArray("n\xe9me\nA") << "VAL_019";
        QTest::newRow("JSON cut off") << QByteArray("[{\"name\":\"A\"},") << "VAL_019";
        QTest::newRow("too many columns") << QByteArray("a,").repeated(kMaxImportColumns + 1) << "VAL_010";
        QTest::newRow("too many rows") << QByteArray("name\n") + QByteArray("x\n").repeated(kMaxImportRows + 1) << "VAL_010";
    }
    void refusesWhatIsNoList()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        const auto table = readImport(bytes);
        QVERIFY(!table);
        QCOMPARE(code(table.error()), expected);
    }

    void guessesColumnsInBothLanguages()
    {
        QCOMPARE(guessMapping({"Slug", "Name", "Trial ends at", "TAGS", "created_at"}), (QStringList{"slug", "name", "trial_ends_at", "tags", ""}));
        QCOMPARE(guessMapping({"Azienda", "Nome", "Stato", "Etichette", "Note"}), (QStringList{"name", "", "status", "tags", "notes"}));
        QVERIFY(!validateMapping({"name", "", "slug"}));
        QCOMPARE(code(validateMapping({"slug"})), QStringLiteral("VAL_001"));
        QCOMPARE(code(validateMapping({"name", "name"})), QStringLiteral("VAL_011"));
        QCOMPARE(code(validateMapping({"name", "colour"})), QStringLiteral("VAL_011"));
    }

    void sortsRowsIntoGoodAndBad()
    {
        const ImportPlan plan = planOf("name,slug,status,tags,trial_ends_at,notes\n"
                                       "Acme,acme,,\"vip, eu\",,\n"
                                       ",blank,,,,\n"
                                       "Two,acme,,,,\n"
                                       "Bad,Bad Slug,gone,not/one,tomorrow,\n"
                                       "Trial,trial,trial,,2099-05-01,\n"
                                       "Late,late,trial,,2001-05-01,\n"
                                       "End,end,active,,2099-05-01,\n"
                                       "'=SUM(1),formula,archived,,,'-x\n");
        QCOMPARE(plan.rows, 8);
        QCOMPARE(plan.good.size(), 3);
        QCOMPARE(plan.badRows, 5);
        QCOMPARE(plan.good[0].draft.tags, (QStringList{"eu", "vip"}));
        QCOMPARE(plan.good[1].draft.trialEndsAt, 4'081'276'800'000);
        QCOMPARE(plan.good[2].draft.name, QStringLiteral("=SUM(1)"));
        QCOMPARE(plan.good[2].draft.notes, QStringLiteral("-x"));
        QVERIFY(plan.good[2].draft.status == TenantStatus::Archived);
        QCOMPARE(faults(plan), (QStringList{"3 name VAL_001", "4 slug CONFLICT_002", "5 status VAL_011", "5 trial_ends_at VAL_007", "5 slug VAL_003",
                                            "5 tags VAL_014", "7 trial_ends_at VAL_007", "8 trial_ends_at VAL_011"}));
    }

    void makesSlugsFromNamesWhereNoColumnGivesThem()
    {
        const ImportPlan plan = planOf("name\nCaffè Nord\n***\nCaffe nord\n");
        QCOMPARE(plan.good.size(), 1);
        QCOMPARE(plan.good[0].draft.slug, QStringLiteral("caffe-nord"));
        QCOMPARE(faults(plan), (QStringList{"3 slug VAL_001", "4 slug CONFLICT_002"}));
    }

    void takenSlugsGoToTheBad()
    {
        ImportPlan plan = planOf("name,slug\nA,a\nB,\nC,c\n");
        refuseTaken(plan, {"a"});
        QCOMPARE(plan.good.size(), 1);
        QCOMPARE(plan.badRows, 2);
        QCOMPARE(faults(plan), (QStringList{"2 slug CONFLICT_002", "3 slug VAL_001"}));
    }

    void writesCsvThatIsReadBack()
    {
        QCOMPARE(format::csvLine({"a", QString(), "", "b,c", "say \"x\"", "two\nlines", "=1+1"}),
                 QByteArray("a,,\"\",\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",'=1+1\r\n"));
        const auto table = readImport(format::csvLine({"name", "notes"}) + format::csvLine({"a \"b\", c", "x\r\ny"}));
        QVERIFY(table);
        QCOMPARE(table->rows[0].values, (QStringList{"a \"b\", c", "x\r\ny"}));
    }
};

QTEST_GUILESS_MAIN(ImportTableTest)
#include "tst_importtable.moc"
