// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing two files against what SQLite itself says of them, after random edits of every kind.
#include "app/backup/compare/snapshot.h"
#include "tests/support/sqlitefixture.h"

#include <QTemporaryDir>
#include <random>
#include <sys/resource.h>

using namespace plancia;
using namespace plancia::backup;
using plancia::tests::SqliteFixture;
using State = TableComparison::State;

namespace {

/// The tables of the tests: each a way in which rows lie and are keyed.
struct Shape {
    const char *name, *create, *insert, *key;
};
constexpr Shape kShapes[] = {
    {"plain", "CREATE TABLE plain (id INTEGER PRIMARY KEY, a, b TEXT)", "INSERT OR REPLACE INTO plain VALUES (%1, %2, %3)", "id"},
    {"keyed", "CREATE TABLE keyed (t BLOB, n INTEGER, a, b, PRIMARY KEY (t, n)) WITHOUT ROWID",
     "INSERT OR REPLACE INTO keyed VALUES (CAST('t' || (%1 % 40) AS BLOB), %1, %2, %3)", "t, n"},
    {"words", "CREATE TABLE words (w TEXT PRIMARY KEY COLLATE NOCASE, a, b)", "INSERT OR REPLACE INTO words VALUES ('Word ' || %1, %2, %3)", "w"},
    {"down", "CREATE TABLE down (r REAL, a, b, w TEXT COLLATE RTRIM, PRIMARY KEY (r DESC, w)) WITHOUT ROWID",
     "INSERT OR REPLACE INTO down VALUES (%1 / 4.0, %2, %3, 'w' || %1)", "r, w"},
    {"pair", "CREATE TABLE pair (a, x INT, y TEXT, b, PRIMARY KEY (y, x))", "INSERT OR REPLACE INTO pair VALUES (%2, %1, %1 % 7, %3)", "y, x"},
};

class Dice {
public:
    explicit Dice(unsigned seed) : m_random(seed) {}
    int below(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }
    /// A value of any type; now and then one that needs overflow pages.
    QByteArray value()
    {
        switch (below(9)) {
        case 0: return "NULL";
        case 1: return "''";
        case 2: return "0";
        case 3: return "'0'";
        case 4: return "0.0";
        case 5: return "x''";
        case 6: return QByteArray::number(below(1'000'000'000)) + "000" ;
        case 7: return "'" + QByteArray(below(200), 'v') + QByteArray::number(below(100)) + "'";
        default: return below(6) ? QByteArray("1.5") : "printf('%.*c%d', " + QByteArray::number(below(9000)) + ", 'x', " + QByteArray::number(below(1000)) + ")";
        }
    }

private:
    std::mt19937 m_random;
};

void insert(SqliteFixture &db, const Shape &shape, int id, Dice &dice)
{
    db.run(QByteArray(shape.insert).replace("%1", QByteArray::number(id)).replace("%2", dice.value()).replace("%3", dice.value()));
}

/// All columns of a row, types and all; collations do not blur them.
QByteArray content(const QByteArray &alias) { return alias + ".a IS NOT r.a OR typeof(" + alias + ".a) <> typeof(r.a) OR " + alias + ".b IS NOT r.b COLLATE BINARY OR typeof(" + alias + ".b) <> typeof(r.b)"; }

struct Expected {
    qint64 added = 0, removed = 0, changed = 0;
};

/// By brute force.
Expected expected(const SqliteFixture &db, const Shape &shape)
{
    QByteArrayList joins;
    for (const QByteArray &column : QByteArray(shape.key).split(','))
        joins += "l." + column.trimmed() + " = r." + column.trimmed();
    const QByteArray on = joins.join(" AND "), table = shape.name;
    const auto number = [&](const QByteArray &sql) { return db.rows(sql).value(0).toLongLong(); };
    return {number("SELECT count(*) FROM other." + table + " r WHERE NOT EXISTS (SELECT 1 FROM main." + table + " l WHERE " + on + ")"),
            number("SELECT count(*) FROM main." + table + " l WHERE NOT EXISTS (SELECT 1 FROM other." + table + " r WHERE " + on + ")"),
            number("SELECT count(*) FROM main." + table + " l JOIN other." + table + " r ON " + on + " WHERE " + content("l")
                   + (table == "words" ? " OR l.w <> r.w COLLATE BINARY" : table == "down" ? " OR l.w <> r.w COLLATE BINARY" : ""))};
}

const TableComparison &tableOf(const QList<TableComparison> &tables, const QString &name)
{
    for (const TableComparison &table : tables)
        if (table.table == name)
            return table;
    qFatal("no table %s", qPrintable(name));
}

/// A writer that leaves the file's journal as it is.
class Raw {
public:
    explicit Raw(const QString &path)
    {
        if (sqlite3_open(QFile::encodeName(path).constData(), &m_database) != SQLITE_OK)
            qFatal("no database at %s", qPrintable(path));
    }
    ~Raw() { sqlite3_close(m_database); }
    Q_DISABLE_COPY(Raw)
    int run(const QByteArray &sql) const { return sqlite3_exec(m_database, sql.constData(), nullptr, nullptr, nullptr); }

private:
    sqlite3 *m_database = nullptr;
};

} // namespace

class TestCompare : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void findsWhatBruteForceFinds_data()
    {
        QTest::addColumn<int>("pageSize");
        QTest::addColumn<int>("edits");
        QTest::addColumn<bool>("vacuum");
        for (int size : {512, 1024, 4096, 65536})
            for (int edits : {0, 1, 12, 150})
                for (const bool vacuum : {false, true})
                    QTest::addRow("%d bytes, %d edits%s", size, edits, vacuum ? ", vacuum" : "") << size << edits << vacuum;
    }
    void findsWhatBruteForceFinds()
    {
        QFETCH(int, pageSize);
        QFETCH(int, edits);
        QFETCH(bool, vacuum);
        Dice dice(static_cast<unsigned>(pageSize + edits + vacuum));
        {
            SqliteFixture db(path("left"), {pageSize, pageSize == 1024 ? 16 : 0, pageSize == 512});
            db.run("BEGIN");
            for (const Shape &shape : kShapes) {
                db.run(shape.create);
                for (int i = 0; i < 400; ++i)
                    insert(db, shape, i * 3, dice);
            }
            db.run("CREATE INDEX plain_by_a ON plain (a)");
            db.run("COMMIT");
            db.run("DELETE FROM plain WHERE id BETWEEN 300 AND 500"); // free pages, and pages that are not full
        }
        QVERIFY(QFile::copy(path("left"), path("right")));
        {
            SqliteFixture db(path("right"));
            db.run("BEGIN");
            for (const Shape &shape : kShapes)
                for (int i = 0; i < edits; ++i) {
                    if (dice.below(3) == 0)
                        db.run("DELETE FROM " + QByteArray(shape.name) + " WHERE (" + shape.key + ") IN (SELECT " + shape.key + " FROM " + shape.name
                               + " LIMIT 1 OFFSET " + QByteArray::number(dice.below(300)) + ")");
                    else if (dice.below(3) == 0) // an update in place
                        db.run("UPDATE " + QByteArray(shape.name) + " SET b = " + dice.value() + " WHERE (" + shape.key + ") IN (SELECT " + shape.key
                               + " FROM " + shape.name + " LIMIT 1 OFFSET " + QByteArray::number(dice.below(300)) + ")");
                    else
                        insert(db, shape, dice.below(1500), dice);
                }
            db.run("COMMIT");
            if (vacuum)
                db.run("VACUUM");
        }
        const auto tables = compare();
        QVERIFY2(tables, tables ? "" : qPrintable(tables.error().fact(u"message")));
        SqliteFixture db(path("left"));
        db.run("ATTACH '" + path("right").toUtf8() + "' AS other");
        for (const Shape &shape : kShapes) {
            const Expected truth = expected(db, shape);
            const TableComparison &found = tableOf(*tables, QLatin1String(shape.name));
            QVERIFY2(found.added == truth.added && found.removed == truth.removed && found.changed == truth.changed,
                     qPrintable(QStringLiteral("%1: +%2 -%3 ~%4, expected +%5 -%6 ~%7").arg(found.table).arg(found.added).arg(found.removed)
                                    .arg(found.changed).arg(truth.added).arg(truth.removed).arg(truth.changed)));
            QCOMPARE(found.kept, found.differences());
            QCOMPARE(found.leftRows, db.rows("SELECT count(*) FROM main." + QByteArray(shape.name)).value(0).toLongLong());
            QCOMPARE(found.rightRows, db.rows("SELECT count(*) FROM other." + QByteArray(shape.name)).value(0).toLongLong());
            QVERIFY(found.state == (found.differences() ? State::Different : State::Same));
        }
        if (edits == 0)
            QVERIFY(verdictOf(*tables) == Comparison::Verdict::Same);
    }

    void tellsNullFromEmptyFromZero()
    {
        const char *values[] = {"NULL", "''", "0", "0.0", "'0'", "x''", "x'30'"};
        make("left", {"CREATE TABLE t (id INTEGER PRIMARY KEY, v)"});
        make("right", {"CREATE TABLE t (id INTEGER PRIMARY KEY, v)"});
        int id = 0, different = 0;
        {
            SqliteFixture left(path("left")), right(path("right"));
            for (const char *a : values)
                for (const char *b : values) {
                    left.run("INSERT INTO t VALUES (" + QByteArray::number(++id) + ", " + a + ")");
                    right.run("INSERT INTO t VALUES (" + QByteArray::number(id) + ", " + b + ")");
                    different += a != b ? 1 : 0;
                }
        }
        const auto tables = compare();
        QVERIFY(tables);
        QCOMPARE(tables->first().changed, different);
        const auto rows = m_results->page(0, Anchor::start(), 100);
        QVERIFY(rows);
        QCOMPARE(rows->items.size(), different);
        const RowDifference &first = rows->items.first();
        QCOMPARE(first.key, QStringLiteral("2"));
        QCOMPARE(first.fields, (QList<FieldDifference>{{QStringLiteral("v"), {ShownValue::Kind::Null, {}, false}, {ShownValue::Kind::Text, {}, false}}}));
    }

    void reportsTheRowsFieldByField()
    {
        make("left", {"CREATE TABLE t (k TEXT, n INT, a, b, PRIMARY KEY (n, k)) WITHOUT ROWID", "INSERT INTO t VALUES ('x', 1, 'old', 5), ('y', 2, 'gone', NULL)"});
        make("right", {"CREATE TABLE t (k TEXT, n INT, a, b, PRIMARY KEY (n, k)) WITHOUT ROWID", "INSERT INTO t VALUES ('x', 1, 'new', 5), ('z', 3, x'00ff', 1.5)"});
        const auto tables = compare();
        QVERIFY(tables);
        const auto page = m_results->page(0, Anchor::start(), 100);
        QVERIFY(page);
        QCOMPARE(page->items.size(), 3);
        using Kind = ShownValue::Kind;
        QCOMPARE(page->items[0], (RowDifference{RowDifference::Kind::Changed, QStringLiteral("1, x"),
                                                {{QStringLiteral("a"), {Kind::Text, QStringLiteral("old"), false}, {Kind::Text, QStringLiteral("new"), false}}}}));
        QVERIFY(page->items[1].kind == RowDifference::Kind::Removed);
        QCOMPARE(page->items[1].fields.size(), 4);
        QCOMPARE(page->items[1].fields[3].before.kind, Kind::Null);
        QCOMPARE(page->items[1].fields[3].after.kind, Kind::Absent);
        QCOMPARE(page->items[2].fields[2].after, (ShownValue{Kind::Blob, QStringLiteral("00ff"), false}));
        // Pages both ways.
        const auto second = m_results->page(0, Anchor::after(page->firstCursor), 1);
        QCOMPARE(second->items, QList<RowDifference>{page->items[1]});
        QVERIFY(second->hasBefore && second->hasAfter);
        QCOMPARE(m_results->page(0, Anchor::before(page->lastCursor), 10)->items.size(), 2);
        QCOMPARE(m_results->page(0, Anchor::end(), 2)->items, page->items.mid(1));
        QCOMPARE(m_results->page(0, Anchor::after(QStringLiteral("x")), 2).error().code(), ErrorCode::ValCursor);
    }

    void saysWhatOnlyOneSideHas()
    {
        make("left", {"CREATE TABLE both (id INTEGER PRIMARY KEY, a, gone DEFAULT 3)", "INSERT INTO both VALUES (1, 'a', 1), (2, 'b', 2)",
                      "CREATE TABLE left_only (x)", "INSERT INTO left_only VALUES (1), (2)", "CREATE VIEW v AS SELECT 1"});
        make("right", {"CREATE TABLE both (id INTEGER PRIMARY KEY, \"new\" TEXT, A)", "INSERT INTO both VALUES (1, 'n', 'a'), (2, 'n', 'c')",
                       "CREATE TABLE right_only (x)", "CREATE VIEW v AS SELECT 2", "CREATE INDEX i ON both (a)"});
        const auto tables = compare();
        QVERIFY(tables);
        const TableComparison &both = tableOf(*tables, QStringLiteral("both"));
        QCOMPARE(both.leftColumns, QStringList{QStringLiteral("gone")});
        QCOMPARE(both.rightColumns, QStringList{QStringLiteral("new")});
        QCOMPARE(both.changed, 1);
        QVERIFY(tableOf(*tables, QStringLiteral("left_only")).state == State::OnlyLeft);
        QCOMPARE(tableOf(*tables, QStringLiteral("left_only")).leftRows, 2);
        QVERIFY(tableOf(*tables, QStringLiteral("right_only")).state == State::OnlyRight);
        const TableComparison &schema = tableOf(*tables, QStringLiteral("sqlite_schema"));
        QCOMPARE(schema.added, 2);   // right_only and the index
        QCOMPARE(schema.removed, 1); // left_only
        QCOMPARE(schema.changed, 2); // both and the view
    }

    /// The rows are the same, only a column was added that they are older than.
    void aRowOlderThanItsColumnHasTheDefault()
    {
        make("left", {"CREATE TABLE t (id INTEGER PRIMARY KEY, a)", "INSERT INTO t VALUES (1, 'x'), (2, 'y')", "ALTER TABLE t ADD COLUMN c TEXT DEFAULT 'd'"});
        make("right", {"CREATE TABLE t (id INTEGER PRIMARY KEY, a, c TEXT DEFAULT 'd')", "INSERT INTO t VALUES (1, 'x', 'd'), (2, 'y', 'e')"});
        const auto tables = compare();
        QVERIFY(tables);
        QCOMPARE(tables->first().changed, 1);
    }

    void rowsWithoutAKeyMeetByContent()
    {
        make("left", {"CREATE TABLE t (a, b)", "INSERT INTO t VALUES (1, 'x'), (1, 'x'), (2, 'y'), (3, 'z'), (4, 'w')"});
        make("right", {"CREATE TABLE t (a, b)", "INSERT INTO t (rowid, a, b) VALUES (10, 3, 'z'), (11, 1, 'x'), (12, 5, 'v'), (5, 4, 'W')"});
        const auto tables = compare();
        QVERIFY(tables);
        const TableComparison &table = tables->first();
        QCOMPARE(table.changed, 1); // row 5: w is W
        QCOMPARE(table.added, 1);
        QCOMPARE(table.removed, 2); // one of the two (1, x), and (2, y)
    }

    void keyOfAnotherOrderIsSettled()
    {
        make("left", {"CREATE TABLE t (a TEXT, b INT, v, PRIMARY KEY (a, b)) WITHOUT ROWID"});
        make("right", {"CREATE TABLE t (b INT, a TEXT, v, PRIMARY KEY (b, a))"});
        {
            SqliteFixture left(path("left")), right(path("right"));
            for (SqliteFixture *db : {&left, &right})
                db->run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 500) INSERT INTO t (a, b, v) SELECT 'k' || (n % 9), n, n FROM i");
            right.run("UPDATE t SET v = 0 WHERE b = 77");
            right.run("DELETE FROM t WHERE b = 400");
        }
        const auto tables = compare();
        QVERIFY(tables);
        QCOMPARE(tables->first().changed, 1);
        QCOMPARE(tables->first().removed, 1);
        QCOMPARE(tables->first().added, 0);
    }

    void encodingsMeet()
    {
        { SqliteFixture l(path("left"), {1024, 0, false, "UTF-16le"}), r(path("right"), {}); for (SqliteFixture *db : {&l, &r}) {
            db->run("CREATE TABLE t (k TEXT PRIMARY KEY, v) WITHOUT ROWID");
            db->run("INSERT INTO t VALUES ('é', 'ü'), ('z', 'z'), ('\xf0\x9f\x98\x80', 1)"); }
          r.run("UPDATE t SET v = 'u' WHERE k = 'é'"); }
        const auto tables = compare();
        QVERIFY(tables);
        QCOMPARE(tables->first().changed, 1);
        QCOMPARE(tables->first().differences(), 1);
    }

    void cannotCompareIsAnAnswerOfItsOwn()
    {
        make("left", {"CREATE TABLE t (a INTEGER PRIMARY KEY, b)", "INSERT INTO t VALUES (1, 1)"});
        make("right", {"CREATE TABLE t (a, b TEXT PRIMARY KEY)", "INSERT INTO t VALUES (1, 1)"});
        auto tables = compare();
        QVERIFY(tables);
        QVERIFY(tables->first().state == State::NotComparable);
        QVERIFY(!tables->first().message.isEmpty());
        QVERIFY(verdictOf({tables->first()}) == Comparison::Verdict::NotComparable);

        QFile text(path("text"));
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write(QByteArray(2000, 'x')) == 2000);
        text.close();
        const auto no = compareFiles({path("left")}, {path("text")}, *m_results, {}, {});
        QVERIFY(!no);
        QCOMPARE(no.error().code(), ErrorCode::ValNotComparable);
        QVERIFY(no.error().fact(u"message").contains(path("text")));
        QCOMPARE(compareFiles({path("left")}, {path("none")}, *m_results, {}, {}).error().code(), ErrorCode::FileNotFound);
    }

    void namesThePageThatCannotBeRead()
    {
        make("left", {"CREATE TABLE t (id INTEGER PRIMARY KEY, v)",
                      "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 5000) INSERT INTO t SELECT n, 'value ' || n FROM i"});
        QVERIFY(QFile::copy(path("left"), path("right")));
        QFile raw(path("right"));
        QVERIFY(raw.open(QIODevice::ReadWrite) && raw.seek(9 * 4096) && raw.write(QByteArray(4096, '\x77')) == 4096);
        raw.close();
        const auto tables = compare();
        QVERIFY(!tables);
        QCOMPARE(tables.error().code(), ErrorCode::ValNotComparable);
        QVERIFY2(tables.error().fact(u"message").contains(QStringLiteral("page 10")), qPrintable(tables.error().fact(u"message")));
    }

    void stopsWhenCancelled()
    {
        make("left", {"CREATE TABLE t (id INTEGER PRIMARY KEY, v)", "INSERT INTO t VALUES (1, 1)"});
        make("right", {"CREATE TABLE t (id INTEGER PRIMARY KEY, v)"});
        const CancelToken cancel;
        cancel.cancel();
        auto results = Results::create(m_folder->path());
        QCOMPARE(compareFiles({path("left")}, {path("right")}, **results, cancel, {}).error().code(), ErrorCode::InternalCancelled);
    }

    /// Two files with nothing in common, far larger than what may be held.
    void memoryStaysSmall()
    {
        for (const char *name : {"left", "right"}) {
            make(name, {"CREATE TABLE t (a TEXT, b, c)", "CREATE TABLE big (id INTEGER PRIMARY KEY, v)"});
            SqliteFixture db(path(name));
            db.run("BEGIN");
            db.run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 100000) INSERT INTO t SELECT '"
                   + QByteArray(name) + "' || n, n, 'c' FROM i");
            db.run("INSERT INTO big VALUES (1, zeroblob(60000000)), (2, CAST('" + QByteArray(name) + "' AS BLOB) || zeroblob(60000000))");
            db.run("COMMIT");
        }
        struct rusage before {}, after {};
        getrusage(RUSAGE_SELF, &before);
        const auto tables = compare();
        getrusage(RUSAGE_SELF, &after);
        QVERIFY(tables);
        QCOMPARE(tableOf(*tables, QStringLiteral("big")).changed, 1);
        QCOMPARE(tableOf(*tables, QStringLiteral("t")).differences(), 100000); // rows that meet by number are changed
        QVERIFY2(after.ru_maxrss - before.ru_maxrss < 100 * 1024, qPrintable(QString::number(after.ru_maxrss - before.ru_maxrss)));
        const auto row = m_results->page(0, Anchor::start(), 1);
        QVERIFY(row->items[0].fields[0].after.cut);
    }

    /// A leaf that is alike byte by byte may go on elsewhere.
    void anOverflowPageThatChangedInPlaceIsSeen()
    {
        make("left", {"CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)", "INSERT INTO t VALUES (1, printf('%.*c', 50000, 'x')), (2, 'y')"});
        QVERIFY(QFile::copy(path("left"), path("right")));
        { SqliteFixture db(path("right")); db.run("UPDATE t SET v = substr(v, 1, 40000) || 'X' || substr(v, 40002) WHERE id = 1"); }
        const auto tables = compare();
        QVERIFY(tables);
        QCOMPARE(tables->first().changed, 1);
    }

    /// Who writes a file without a log waits; nothing is copied.
    void aFileWithoutALogIsReadWhereItLies()
    {
        make("left", {"CREATE TABLE t (id INTEGER PRIMARY KEY, v)", "INSERT INTO t VALUES (1, 1)"});
        make("right", {"CREATE TABLE t (id INTEGER PRIMARY KEY, v)", "INSERT INTO t VALUES (1, 2)"});
        const Raw writer(path("right"));
        {
            const auto side = stillSide(path("right"), m_folder->filePath(QStringLiteral("scratch")), {}, {});
            QVERIFY(side && side->file.held);
            QVERIFY(!QFileInfo::exists(m_folder->filePath(QStringLiteral("scratch"))));
            QCOMPARE(writer.run("UPDATE t SET v = 1"), SQLITE_BUSY);
            const auto tables = compareWith(side->file);
            QVERIFY(tables);
            QCOMPARE(tableOf(*tables, QStringLiteral("t")).changed, 1);
        }
        QCOMPARE(writer.run("UPDATE t SET v = 1"), SQLITE_OK);
    }

    /// Who writes a store with a log does not wait, and the comparison sees nothing of it.
    void aStoreIsComparedAsItWasWhenItBegan()
    {
        make("left", {"CREATE TABLE t (id INTEGER PRIMARY KEY, v)", "INSERT INTO t VALUES (1, 1)"});
        make("right", {"CREATE TABLE t (id INTEGER PRIMARY KEY, v)", "INSERT INTO t VALUES (1, 1)"});
        const Raw writer(path("right"));
        QCOMPARE(writer.run("PRAGMA journal_mode = WAL"), SQLITE_OK);
        for (const bool logged : {false, true}) {
            QCOMPARE(writer.run(logged ? "INSERT INTO t VALUES (3, 3)" : "PRAGMA wal_checkpoint(TRUNCATE)"), SQLITE_OK);
            const auto side = stillSide(path("right"), m_folder->filePath(QStringLiteral("scratch")), {}, {});
            QVERIFY(side);
            QCOMPARE(side->file.held.has_value(), !logged);
            const qint64 added = logged ? 2 : 0;
            QCOMPARE(writer.run("INSERT INTO t VALUES (" + QByteArray::number(added + 2) + ", 2)"), SQLITE_OK);
            writer.run("PRAGMA wal_checkpoint(FULL)");
            const auto tables = compareWith(side->file);
            QVERIFY(tables);
            QCOMPARE(tableOf(*tables, QStringLiteral("t")).added, added);
            QCOMPARE(tableOf(*tables, QStringLiteral("t")).differences(), added);
        }
    }

private:
    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    void make(const char *name, const QByteArrayList &statements)
    {
        SqliteFixture db(path(name), {});
        for (const QByteArray &sql : statements)
            db.run(sql);
    }
    Result<QList<TableComparison>> compareWith(const CompareFile &right)
    {
        m_results = std::move(*Results::create(m_folder->filePath(QStringLiteral("results"))));
        return compareFiles({path("left")}, right, *m_results, {}, {});
    }
    Result<QList<TableComparison>> compare()
    {
        auto results = Results::create(m_folder->filePath(QStringLiteral("scratch")));
        if (!results)
            return fail(results.error());
        m_results = std::move(*results);
        return compareFiles({path("left")}, {path("right")}, *m_results, {}, {});
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Results> m_results;
};

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
