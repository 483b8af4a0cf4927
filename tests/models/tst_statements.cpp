// SPDX-License-Identifier: GPL-3.0-or-later
// Statements without their literals, and their sums.
#include "models/domain/statements.h"

#include <QTest>
#include <random>

using namespace plancia;

namespace {
constexpr qint64 kStart = 1'750'000'000'000;

StatementRow row(const QString &id, double ms, const QString &database = QStringLiteral("shop"))
{
    StatementRow made;
    made.id = id;
    made.user = QStringLiteral("api");
    made.database = database;
    made.text = QStringLiteral("SELECT %1").arg(id);
    made.figures.calls = 2;
    made.figures.execMs = ms;
    return made;
}
StatementsLook look(qint64 from, qint64 to, const QList<StatementRow> &rows)
{
    StatementsLook made;
    made.from = kStart + from;
    made.at = kStart + to;
    made.rows = rows;
    return made;
}
} // namespace

class TestStatements : public QObject {
    Q_OBJECT
private slots:
    void literalsGo_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("clean");
        const auto add = [](const char *sql, const char *clean) { QTest::newRow(sql) << QString::fromUtf8(sql) << QString::fromUtf8(clean); };
        add("", "");
        add("SELECT 1", "SELECT ?");
        add("SELECT a1, t2.c3 FROM x_9", "SELECT a1, t2.c3 FROM x_9");
        add("ALTER ROLE x PASSWORD 'secret'", "ALTER ROLE x PASSWORD ?");
        add("ALTER ROLE \"x 1\" PASSWORD E'se\\'cret' VALID UNTIL '2030-01-01';", "ALTER ROLE \"x 1\" PASSWORD ? VALID UNTIL ?;");
        add("SELECT 'it''s secret', ''", "SELECT ?, ?");
        add("SELECT E'a\\\\', e'\\'secret'", "SELECT ?, ?");
        add("SELECT 'a\\b', 'c\\\\', 1", "SELECT ?, ?, ?");
        add("SELECT 'a\\' secret '", "SELECT ?"); // where the literal ends hangs on a setting
        add("SELECT N'secret', n'a\\' secret '", "SELECT ?, ?");
        add("SELECT B'0101', x'beef', U&'d\\0061t\\+000061 secret' UESCAPE '!'", "SELECT ?, ?, ? UESCAPE ?");
        add("SELECT U&\"d!0061ta\" UESCAPE '!'", "SELECT U&\"d!0061ta\" UESCAPE ?");
        add("SELECT u & 'secret'", "SELECT u & ?");
        add("SELECT date'2020-01-01', me'secret'", "SELECT date?, me?");
        add("SELECT \"a\"\"b 'no literal' 12\" FROM t", "SELECT \"a\"\"b 'no literal' 12\" FROM t");
        add("DO $$ secret $$", "DO ?");
        add("DO $body$ a $$ secret $ $bod $body$ LANGUAGE x", "DO ? LANGUAGE x");
        add("SELECT $1, $23::int, a[$2:$3]", "SELECT $1, $23::int, a[$2:$3]");
        add("SELECT a$b$secret$b$", "SELECT a$b$secret$b$"); // a name
        add("SELECT 1$b$secret$b$", "SELECT ?");
        add("SELECT $1$b$secret$b$", "SELECT $1");
        add("SELECT $ü$secret$ü$, 2", "SELECT ?, ?");
        add("SELECT $ 1", "SELECT $ ?");
        add("SELECT 1.5, .5, 1., 1e9, 1.5E-7, 2e+3, 0xBEEF, 0o17, 0b01, 1_000", "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?");
        add("SELECT 1..10, -3, a[1:2]", "SELECT ?..?, -?, a[?:?]");
        add("SELECT 12secret", "SELECT ?");
        add("SELECT 1e'secret'", "SELECT ?");
        add("SELECT a -- secret 'x\nFROM t", "SELECT a \nFROM t");
        add("SELECT /* secret */ a/* x /* nested 'secret */ y */FROM t", "SELECT   a FROM t");
        add("SELECT '/* ' , a, ' */'", "SELECT ? , a, ?");
        add("SELECT '--', a", "SELECT ?, a");
        add("SELECT a/b, a-b, a->'secret'", "SELECT a/b, a-b, a->?");
        add("SELECT 'größe', größe, \"Größe\"", "SELECT ?, größe, \"Größe\"");
        add("SELECT 'one'\n  'two'", "SELECT ?\n  ?");
        add("COPY t FROM PROGRAM 'secret' (DELIMITER E'\\t')", "COPY t FROM PROGRAM ? (DELIMITER ?)");
        add("SELECT true, NULL, current_user", "SELECT true, NULL, current_user");
        // Cut off somewhere
        add("SELECT 'secret", "SELECT ?");
        add("SELECT E'secret\\", "SELECT ?");
        add("SELECT 'secret''", "SELECT ?");
        add("SELECT $x$secret", "SELECT ?");
        add("SELECT $x$secret$x", "SELECT ?");
        add("SELECT a, $se", "SELECT a,");
        add("SELECT a /* secret", "SELECT a");
        add("SELECT a /* /* secret */", "SELECT a");
        add("SELECT \"sec", "SELECT");
        add("SELECT U&'secret", "SELECT ?");
    }
    void literalsGo()
    {
        QFETCH(QString, sql);
        QFETCH(QString, clean);
        QCOMPARE(withoutLiterals(sql), clean);
    }

    void noControlCharacterStays()
    {
        QCOMPARE(withoutLiterals(QStringLiteral("SELECT\ta\n,\x1b[x]\"b\x07\"") + QChar(0) + QStringLiteral("c")), QStringLiteral("SELECT\ta\n, [x]\"b \" c"));
    }

    /// Whatever is cut off, put together or broken: what stood in a literal is nowhere. The secret stands within literals alone, and a
    /// text is cut at any place.
    void noLiteralIsLeftWhereverItIsCut()
    {
        const QStringList pieces{QStringLiteral("SELECT "),      QStringLiteral("'SECRET'"),        QStringLiteral("E'\\'SECRET'"), QStringLiteral("$a$SECRET$a$"),
                                 QStringLiteral("$$'SECRET$$"),  QStringLiteral("/* ' SECRET */"),  QStringLiteral("-- ' SECRET\n"), QStringLiteral("\"a'b\""),
                                 QStringLiteral("'x''SECRET'"),  QStringLiteral("U&'SECRET'"),      QStringLiteral("B'0'"),         QStringLiteral(" x"),
                                 QStringLiteral(", "),           QStringLiteral(" $1"),             QStringLiteral(" 12.5e3 "),     QStringLiteral("\n"),
                                 QStringLiteral("'\\\\SECRET'"), QStringLiteral("/* /* \" */ SECRET */"), QStringLiteral("'$b$ SECRET'"), QStringLiteral("\"$c$\"")};
        std::mt19937 random(4711);
        int kept = 0;
        for (int round = 0; round < 20'000; ++round) {
            QString sql;
            for (int i = 0; i < 8; ++i) {
                sql += pieces[static_cast<qsizetype>(random() % static_cast<unsigned>(pieces.size()))];
                sql += u' ';
            }
            sql.truncate(static_cast<qsizetype>(random() % static_cast<unsigned>(sql.size() + 1)));
            const QString clean = withoutLiterals(sql);
            QVERIFY2(!clean.contains(u"SECR"), qPrintable(sql + QStringLiteral(" → ") + clean));
            kept += clean.contains(u'x') ? 1 : 0;
        }
        QVERIFY2(kept > 1'000, qPrintable(QString::number(kept))); // else all is thrown away
    }

    void aSumIsThatOfItsLooks()
    {
        StatementsLook first = look(0, 60'000, {row("1", 30), row("2", 20), row("2", 5, "other")});
        first.others.calls = 7;
        first.othersCount = 3;
        StatementsLook second = look(60'000, 120'000, {row("2", 50), row("3", 1)});
        second.others.calls = 2;
        second.othersCount = 9;
        second.evicted = 4;
        StatementsLook nested = look(180'000, 240'000, {row("2", 1)});
        nested.rows.first().isTop = false;
        const StatementsReport report = sumOf({second, nested, first}); // in whatever order
        QStringList order;
        for (const StatementRow &each : report.rows)
            order.append(each.id + u'@' + each.database + (each.isTop ? u' ' : u'*'));
        QCOMPARE(order, (QStringList{"2@shop ", "1@shop ", "2@other ", "3@shop ", "2@shop*"}));
        QCOMPARE(report.rows.first().figures.execMs, 70.0);
        QCOMPARE(report.rows.first().figures.calls, 4.0);
        QCOMPARE(report.others.calls, 9.0);
        QCOMPARE(report.othersCount, 9);
        QCOMPARE(report.evicted, 4.0);
        QCOMPARE(report.from, kStart);
        QCOMPARE(report.to, kStart + 240'000);
        QCOMPARE(report.knownMs, 180'000);
        QCOMPARE(sumOf({}).knownMs, 0);
        QCOMPARE(sumOf({look(0, 100, {}), look(50, 120, {})}).knownMs, 120); // never more than there is
    }

    /// The role was granted to read it in between.
    void aTextThatComesLateIsTaken()
    {
        StatementRow hidden = row("1", 5);
        hidden.text.clear();
        QCOMPARE(sumOf({look(0, 1, {hidden}), look(1, 2, {row("1", 5)}), look(2, 3, {hidden})}).rows.first().text, QStringLiteral("SELECT 1"));
    }
};

QTEST_GUILESS_MAIN(TestStatements)
#include "tst_statements.moc"
