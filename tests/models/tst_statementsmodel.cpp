// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/listrows.h"
#include "models/items/statementsmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace plancia;
using Model = StatementsModel;

namespace {
StatementRow statement(const QString &id, const QString &text, double calls, double execMs)
{
    StatementRow row;
    row.id = id;
    row.user = QStringLiteral("anna");
    row.database = QStringLiteral("shop");
    row.text = text;
    row.figures.calls = calls;
    row.figures.execMs = execMs;
    return row;
}

/// Three statements and others, over a minute of which half is known.
StatementsReport report()
{
    StatementsReport report;
    report.rows = {statement(QStringLiteral("1"), QStringLiteral("SELECT\n  a FROM t"), 30, 600), statement(QStringLiteral("2"), QStringLiteral("UPDATE t SET a = $1"), 3, 300),
                   statement(QStringLiteral("3"), QStringLiteral("COMMIT"), 300, 60)};
    report.rows[0].figures.rows = 45;
    report.rows[0].figures.hitBlocks = 900;
    report.rows[0].figures.readBlocks = 100;
    report.rows[1].figures.walBytes = 4096;
    report.others.calls = 10;
    report.others.execMs = 40;
    report.othersCount = 7;
    report.from = 1'000'000;
    report.to = 1'060'000;
    report.knownMs = 30'000;
    return report;
}

QStringList column(const Model &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, column).data().toString());
    return texts;
}
QStringList ids(const Model &model)
{
    QStringList ids;
    for (int row = 0; row < model.statements(); ++row)
        ids.append(model.statementAt(row)->id);
    return ids;
}
} // namespace

class TestStatementsModel : public QObject {
    Q_OBJECT
private slots:
    void whatTookTheLongestStandsOnTop()
    {
        Model model(QLocale::c());
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.show(report());
        QCOMPARE(ids(model), (QStringList{"1", "2", "3"}));
        QCOMPARE(column(model, Model::Statement), (QStringList{"SELECT a FROM t", "UPDATE t SET a = $1", "COMMIT", "All others, at least 7 statement(s)"}));
        QCOMPARE(column(model, Model::Time), (QStringList{"600 ms", "300 ms", "60.0 ms", "40.0 ms"}));
        QCOMPARE(column(model, Model::Share), (QStringList{"60.0 %", "30.0 %", "6.0 %", "4.0 %"}));
        QCOMPARE(model.index(0, Model::Share).data(Model::ShareRole).toDouble(), 0.6);
        QVERIFY(!model.index(0, Model::Time).data(Model::ShareRole).isValid());
        QCOMPARE(column(model, Model::Mean).first(), QStringLiteral("20.0 ms"));
        QCOMPARE(column(model, Model::PerSecond).first(), QStringLiteral("1.00")); // of the time that is known, not of the span
        QCOMPARE(column(model, Model::RowsPerCall).first(), QStringLiteral("1.50"));
        QCOMPARE(column(model, Model::CacheHits).first(), QStringLiteral("90.0 %"));
        QVERIFY(!model.hasUsers() && !model.hasDatabases());
        QVERIFY(!model.statementAt(3)); // the others are none
    }

    void sortsByAnyColumnAndKeepsTheOthersBelow()
    {
        Model model(QLocale::c());
        StatementsReport shown = report();
        shown.rows[1].user = QStringLiteral("bruno");
        shown.others.calls = 1e9;
        shown.others.execMs = 1e9;
        model.show(shown);
        QVERIFY(model.hasUsers());
        for (int c = 0; c < Model::ColumnCount; ++c)
            for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
                model.sort(c, order);
                QCOMPARE(model.rowCount(), 4);
                QVERIFY2(!model.statementAt(3), qPrintable(QString::number(c)));
            }
        model.sort(Model::Calls, Qt::DescendingOrder);
        QCOMPARE(ids(model), (QStringList{"3", "1", "2"}));
        model.sort(Model::Statement, Qt::AscendingOrder);
        QCOMPARE(ids(model), (QStringList{"3", "1", "2"}));
        model.sort(Model::User, Qt::DescendingOrder);
        QCOMPARE(ids(model).first(), QStringLiteral("2"));
        // What is not known stands last in both directions.
        model.sort(Model::CacheHits, Qt::AscendingOrder);
        QCOMPARE(ids(model).first(), QStringLiteral("1"));
        model.sort(Model::CacheHits, Qt::DescendingOrder);
        QCOMPARE(ids(model).first(), QStringLiteral("1"));
    }

    void whatIsNotKnownIsNoZero()
    {
        Model model(QLocale::c());
        StatementsReport shown = report();
        model.show(shown);
        const QString none = QStringLiteral("–");
        QCOMPARE(column(model, Model::DiskTime), (QStringList{none, none, none, none})); // nothing was measured
        QCOMPARE(column(model, Model::CacheHits).at(1), none);                          // it looked for no block
        QVERIFY(model.index(1, Model::CacheHits).data(QuietRole).toBool());
        shown.rows[0].figures.diskMs = 5;
        shown.knownMs = 0;
        shown.rows[2].figures.calls = 0; // the text came without a call
        model.show(shown);
        QCOMPARE(column(model, Model::DiskTime).first(2), (QStringList{"5.00 ms", "0.000 ms"}));
        QCOMPARE(column(model, Model::PerSecond), (QStringList{none, none, none, none}));
        QCOMPARE(column(model, Model::Mean).at(2), none);
        model.show({});
        QCOMPARE(model.rowCount(), 0); // no row of others either
    }

    void aStatementWithinAFunctionCountsOnce()
    {
        StatementsReport shown = report();
        shown.rows.append(statement(QStringLiteral("1"), QStringLiteral("SELECT nested"), 30, 500));
        shown.rows.last().isTop = false;
        Model model(QLocale::c());
        model.show(shown);
        QCOMPARE(model.known().totalMs, 1000.0);
        QVERIFY(column(model, Model::Statement).at(1).startsWith(QStringLiteral("↳ SELECT")));
        QVERIFY(model.index(0, 0).data(IdRole) != model.index(1, 0).data(IdRole)); // the same query, not the same row
    }

    void findsByTextUserAndDatabase()
    {
        Model model(QLocale::c());
        StatementsReport shown = report();
        shown.rows[1].user = QStringLiteral("Bruno");
        shown.rows[2].database = QStringLiteral("till");
        model.show(shown);
        const auto found = [&](const QString &text) {
            model.setFilter(text);
            return ids(model).join(u' ');
        };
        QCOMPARE(found(QStringLiteral("update")), QStringLiteral("2"));
        QCOMPARE(found(QStringLiteral("bruno")), QStringLiteral("2"));
        QCOMPARE(found(QStringLiteral("till")), QStringLiteral("3"));
        QCOMPARE(found(QStringLiteral("nothing of the kind")), QString());
        QCOMPARE(model.rowCount(), 1); // the others, of which nobody knows the texts
        QVERIFY(model.byId(Model::idOf(shown.rows[0]))); // hidden, and known
        QCOMPARE(found({}), QStringLiteral("1 2 3"));
    }

    void textsFromTheServerAreHarmless()
    {
        StatementsReport shown;
        shown.rows = {statement(QStringLiteral("1"), QStringLiteral("SELECT \u202e<b>x</b>\u0007") + QString(100'000, u'y'), 1, 1), statement(QStringLiteral("2"), QString(), 1, 1)};
        Model model(QLocale::c());
        model.show(shown);
        const QString text = model.index(0, Model::Statement).data().toString();
        QVERIFY(!text.contains(QChar(0x202e)) && !text.contains(QChar(7)) && text.size() < 1'000);
        QVERIFY(model.index(1, Model::Statement).data().toString().startsWith(u'(')); // the role may not read it
    }

    void rowsHaveEveryFigureOfWhatIsListed()
    {
        StatementsReport shown = report();
        shown.rows[2].text = QStringLiteral("=1+1, \"x\"");
        Model model(QLocale(QLocale::Italian));
        model.show(shown);
        model.sort(Model::Calls, Qt::DescendingOrder);
        const auto csv = [&model] {
            QByteArray text = listHead(Model::keys(), ListFormat::Csv);
            for (const QJsonObject &row : model.toRows())
                text += listLine(row, Model::keys(), ListFormat::Csv);
            return text;
        };
        const QList<QByteArray> lines = csv().split('\n');
        QVERIFY(lines.at(0).startsWith("id,is_top,statement,user,database,calls,calls_per_s,time_ms,share_of_time,mean_ms"));
        QVERIFY2(lines.at(1).startsWith("3,true,\"'=1+1, \"\"x\"\"\",anna,shop,300,10,60,0.06,0.2,"), lines.at(1).constData()); // no spreadsheet computes it
        QVERIFY2(lines.at(lines.size() - 2).contains("at least 7"), lines.at(lines.size() - 2).constData());
        model.setFilter(QStringLiteral("update"));
        QCOMPARE(csv().count('\n'), 3);
    }

    void durationsBelowAMillisecondAreTold()
    {
        QCOMPARE(preciseMs(0.0421, QLocale::c()), QStringLiteral("0.042 ms"));
        QCOMPARE(preciseMs(7.25, QLocale::c()), QStringLiteral("7.25 ms"));
        QCOMPARE(preciseMs(83'000, QLocale::c()), QStringLiteral("1 min 23 s"));
    }
};

QTEST_GUILESS_MAIN(TestStatementsModel)
#include "tst_statementsmodel.moc"
