// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/tables/tablefile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRandomGenerator>

using namespace plancia;
using namespace plancia::tests;
using Op = TableFilter::Op;
using Type = TableCell::Type;

#define VERIFY_OK(result) QVERIFY2((result).has_value(), (result) ? "" : qPrintable(codeOf((result).error())))

/// Any table of any SQLite file, by the real engine.
class TestTables : public QObject {
    Q_OBJECT

    static QByteArray rowsOf(const char *create, const char *insert, int count)
    {
        return QByteArray(create) + "; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
            + QByteArray::number(count) + ") " + insert;
    }

private slots:
    void everyRowOnceBothWays_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("reverse"); ///< the key's order is the reverse of the first column's
        const auto add = [](const char *name, const char *create, const char *insert, bool reverse = false) {
            QTest::newRow(name) << rowsOf(create, insert, 1'000) << reverse;
        };
        add("rowid", "CREATE TABLE t (a)", "INSERT INTO t SELECT i FROM n");
        add("integer key", "CREATE TABLE t (a INTEGER PRIMARY KEY, b)", "INSERT INTO t SELECT i, i FROM n");
        add("rowid with holes", "CREATE TABLE t (a INTEGER PRIMARY KEY)", "INSERT INTO t SELECT i * i * 7919 - 500000 FROM n");
        add("column named rowid", "CREATE TABLE t (a, rowid, _rowid_)", "INSERT INTO t SELECT i, 'x', 7 FROM n");
        add("without rowid", "CREATE TABLE t (a TEXT PRIMARY KEY) WITHOUT ROWID", "INSERT INTO t SELECT printf('%05d', i) FROM n");
        add("blob key", "CREATE TABLE t (a BLOB PRIMARY KEY) WITHOUT ROWID", "INSERT INTO t SELECT CAST(printf('%05d', i) AS BLOB) FROM n");
        add("composite", "CREATE TABLE t (a, b, c, PRIMARY KEY (b, c)) WITHOUT ROWID",
            "INSERT INTO t SELECT i, i / 100, i % 100 FROM n");
        add("descending", "CREATE TABLE t (a INT, PRIMARY KEY (a DESC)) WITHOUT ROWID", "INSERT INTO t SELECT i FROM n", true);
        add("mixed directions", "CREATE TABLE t (a INT, b INT, c INT, PRIMARY KEY (b, c DESC)) WITHOUT ROWID",
            "INSERT INTO t SELECT i, i / 100, -(i % 100) FROM n");
        add("another collation", "CREATE TABLE t (a TEXT, PRIMARY KEY (a COLLATE NOCASE)) WITHOUT ROWID",
            "INSERT INTO t SELECT CASE i % 2 WHEN 0 THEN 'A' ELSE 'a' END || printf('%05d', i) FROM n");
        add("mixed types", "CREATE TABLE t (a PRIMARY KEY) WITHOUT ROWID",
            "INSERT INTO t SELECT CASE i % 4 WHEN 0 THEN i WHEN 1 THEN i + 0.5 WHEN 2 THEN 'x' || i ELSE CAST('y' || i AS BLOB) END FROM n");
        add("no name for the rowid", "CREATE TABLE t (a, rowid, _rowid_, oid, PRIMARY KEY (a))", "INSERT INTO t SELECT i, 1, 1, 1 FROM n");
    }
    void everyRowOnceBothWays()
    {
        QFETCH(QByteArray, sql);
        QFETCH(bool, reverse);
        TableFile file(sql);
        auto forwards = file.walk({QStringLiteral("t"), {}, false, false}, 37);
        VERIFY_OK(forwards);
        QCOMPARE(forwards->size(), 1'000);
        QCOMPARE(QSet<QString>(forwards->begin(), forwards->end()).size(), 1'000);
        auto backwards = file.walk({QStringLiteral("t"), {}, false, false}, 41, true);
        VERIFY_OK(backwards);
        QCOMPARE(*backwards, *forwards);
        auto descending = file.walk({QStringLiteral("t"), {}, true, false}, 50);
        VERIFY_OK(descending);
        std::reverse(descending->begin(), descending->end());
        QCOMPARE(*descending, *forwards);
        QCOMPARE(forwards->first() > forwards->last() && forwards->first().toInt() == 1'000, reverse);
        // Each row is found again by its id, and a share leads near its place.
        auto page = waitFor(file.tables().page({QStringLiteral("t"), {}, false, false}, Anchor::atShare(0.5), 10, {}));
        VERIFY_OK(page);
        QCOMPARE(page->items.size(), 10);
        auto row = waitFor(file.tables().row(QStringLiteral("t"), page->items.at(3).id, {}));
        VERIFY_OK(row);
        QCOMPARE(row->cells, page->items.at(3).cells);
    }

    void showsValuesByTheirType()
    {
        TableFile file("CREATE TABLE t (a, b, c, d, e, f); INSERT INTO t VALUES (NULL, 42, 1.5, '', x'00ff', x'');"
                       "INSERT INTO t VALUES (printf('%.1000c', 'é'), -9223372036854775808, 9e999, 'a' || char(0) || 'b',"
                       " zeroblob(5000), '\xff\xfe')");
        auto page = waitFor(file.tables().page({QStringLiteral("t"), {}, false, false}, Anchor::start(), 10, {}));
        VERIFY_OK(page);
        const QList<TableCell> &first = page->items.at(0).cells;
        QVERIFY(first.at(0).type == Type::Null);
        QCOMPARE(first.at(1), (TableCell{Type::Integer, QStringLiteral("42")}));
        QCOMPARE(first.at(2), (TableCell{Type::Real, QStringLiteral("1.5")}));
        QVERIFY(first.at(3).type == Type::Text);
        QCOMPARE(first.at(3).bytes, 0);
        QCOMPARE(first.at(4), (TableCell{Type::Blob, QStringLiteral("00ff"), 2}));
        QVERIFY(first.at(5).type == Type::Blob);
        const QList<TableCell> &second = page->items.at(1).cells;
        QVERIFY(second.at(0).cut);
        QCOMPARE(second.at(0).text.size(), kCellHead);
        QCOMPARE(second.at(0).bytes, 2'000);
        QCOMPARE(second.at(1).text, QStringLiteral("-9223372036854775808"));
        QCOMPARE(second.at(3).bytes, 3);
        QVERIFY(second.at(4).cut);
        auto row = waitFor(file.tables().row(QStringLiteral("t"), page->items.at(1).id, {}));
        VERIFY_OK(row);
        QCOMPARE(row->cells.at(0).text.size(), 1'000);
        QVERIFY(!row->cells.at(0).cut);
        QVERIFY(!row->cells.at(4).cut);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("column");
        QTest::addColumn<int>("op");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("rows");
        const auto add = [](const char *name, const char *column, Op op, const char *value, int rows) {
            QTest::newRow(name) << QString::fromLatin1(column) << static_cast<int>(op) << QString::fromLatin1(value) << rows;
        };
        for (const char *column : {"indexed", "plain"}) {
            const QByteArray prefix = QByteArray(column) + ' ';
            add(prefix + "equals", column, Op::Equals, "n00042", 1);
            add(prefix + "begins", column, Op::BeginsWith, "n001", 100);
            add(prefix + "begins with nothing", column, Op::BeginsWith, "", 1'000);
            add(prefix + "greater", column, Op::Greater, "n00990", 10);
            add(prefix + "less", column, Op::Less, "n00011", 10);
            add(prefix + "null", column, Op::IsNull, "", 0);
            add(prefix + "not null", column, Op::IsNotNull, "", 1'000);
        }
        add("integer key equals", "id", Op::Equals, "17", 1);
        add("integer key greater", "id", Op::Greater, "900", 100);
        add("integer key begins", "id", Op::BeginsWith, "99", 11);
        add("null", "empty", Op::IsNull, "", 1'000);
        add("uuid", "uuid", Op::Equals, "00000000-0000-0000-0000-000000000005", 1);
        add("hex", "uuid", Op::Equals, "x'00000000000000000000000000000005'", 1);
        add("many equal", "tens", Op::Equals, "3", 100);
        add("number in a column without a type", "loose", Op::Equals, "7", 1);
    }
    void filters()
    {
        QFETCH(QString, column);
        QFETCH(int, op);
        QFETCH(QString, value);
        QFETCH(int, rows);
        TableFile file(rowsOf("CREATE TABLE t (id INTEGER PRIMARY KEY, indexed TEXT, plain TEXT, empty TEXT, uuid BLOB, tens INT, loose);"
                              "CREATE INDEX i ON t (indexed); CREATE INDEX i3 ON t (tens)",
                              "INSERT INTO t SELECT i, printf('n%05d', i), printf('n%05d', i), NULL,"
                              " CAST(x'000000000000000000000000000000' || x'00' AS BLOB), i % 10, i FROM n;"
                              "UPDATE t SET uuid = x'00000000000000000000000000000005' WHERE id = 5", 1'000));
        const TableQuery query{QStringLiteral("t"), TableFilter{column, static_cast<Op>(op), value}, false, false};
        auto found = file.walk(query, 7);
        VERIFY_OK(found);
        QCOMPARE(found->size(), rows);
        auto backwards = file.walk(query, 9, true);
        VERIFY_OK(backwards);
        QCOMPARE(*backwards, *found);
    }

    void aScanTellsHowFarItIsAndStops()
    {
        TableFile file(rowsOf("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)", "INSERT INTO t SELECT i, 'x' FROM n", 400'000));
        CallContext call;
        qint64 most = 0;
        const TableQuery query{QStringLiteral("t"), TableFilter{QStringLiteral("b"), Op::Equals, QStringLiteral("y")}, false, false};
        auto stopped = waitFor(file.tables().page(query, Anchor::start(), 10, call, [&](const Progress &progress) {
            most = progress.done;
            if (progress.done > 1'000)
                call.cancel.cancel();
        }));
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code(), ErrorCode::InternalCancelled);
        QVERIFY2(most > 1'000 && most < 300'000, qPrintable(QString::number(most)));
        auto whole = waitFor(file.tables().page(query, Anchor::start(), 10, {}));
        VERIFY_OK(whole);
        QVERIFY(whole->items.isEmpty());
    }

    void aSchemaIsShown()
    {
        TableFile file("CREATE TABLE \"we\"\"ird\" (\"a b\" TEXT NOT NULL DEFAULT 'x', b INT, c AS (b * 2), PRIMARY KEY (\"a b\")) WITHOUT ROWID;"
                       "CREATE INDEX by_b ON \"we\"\"ird\" (b DESC) WHERE b > 3;"
                       "CREATE TRIGGER tr AFTER INSERT ON \"we\"\"ird\" BEGIN SELECT 1; END; CREATE VIEW v AS SELECT 1 AS one");
        auto list = waitFor(file.tables().list({}, {}));
        VERIFY_OK(list);
        QCOMPARE(list->tables.size(), 2);
        QCOMPARE(list->tables.at(0).name, QStringLiteral("v"));
        QVERIFY(list->tables.at(0).kind == TableInfo::Kind::View);
        auto details = waitFor(file.tables().details({QStringLiteral("we\"ird"), {}, false, false}, {}));
        VERIFY_OK(details);
        QCOMPARE(details->columns.size(), 3);
        QCOMPARE(details->columns.at(0).name, QStringLiteral("a b"));
        QCOMPARE(details->columns.at(0).keyPlace, 1);
        QVERIFY(details->columns.at(0).notNull);
        QVERIFY(details->columns.at(2).hidden);
        QCOMPARE(details->key, QStringLiteral("a b"));
        QCOMPARE(details->triggers.size(), 1);
        QVERIFY(std::any_of(details->indexes.begin(), details->indexes.end(),
                            [](const IndexInfo &index) { return index.name == u"by_b" && index.partial && index.columns == u"b DESC"; }));
        QVERIFY(details->sql.startsWith(u"CREATE TABLE"));
        auto filtered = waitFor(file.tables().list(QStringLiteral("IRD"), {}));
        VERIFY_OK(filtered);
        QCOMPARE(filtered->tables.size(), 1);
    }

    void viewsRunOnlyWhenAskedAndNotForEver()
    {
        TableFile file("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2); CREATE VIEW good AS SELECT a, a * 2 AS twice FROM t;"
                       "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");
        auto refused = waitFor(file.tables().page({QStringLiteral("good"), {}, false, false}, Anchor::start(), 10, {}));
        QVERIFY(!refused);
        auto details = waitFor(file.tables().details({QStringLiteral("good"), {}, false, true}, {}));
        VERIFY_OK(details);
        QCOMPARE(details->columns.at(1).name, QStringLiteral("twice"));
        auto page = waitFor(file.tables().page({QStringLiteral("good"), {}, false, true}, Anchor::start(), 10, {}));
        VERIFY_OK(page);
        QCOMPARE(page->items.at(1).cells.at(1).text, QStringLiteral("4"));
        auto endless = waitFor(file.tables().page({QStringLiteral("endless"), {}, false, true}, Anchor::start(), 10, {}));
        QVERIFY(!endless);
        QCOMPARE(endless.error().code(), ErrorCode::DbTimeout);
        VERIFY_OK(waitFor(file.tables().list({}, {}))); // and the thread is free again
    }

    void hostileSchemasRunNothing()
    {
        TableFile file("CREATE VIRTUAL TABLE f USING fts5 (body); CREATE TABLE t (a, b AS (length(a)));"
                       "INSERT INTO t VALUES ('\xe2\x80\xae" "evil');"
                       "CREATE TABLE \"\xe2\x80\xaetxt.\" (a); PRAGMA writable_schema = ON;"
                       "INSERT INTO sqlite_schema VALUES ('table', 'broken', 'broken', 2, 'CREATE TABLE broken (a, PRIMARY KEY (a)) WITHOUT ROWID')");
        auto list = waitFor(file.tables().list({}, {}));
        VERIFY_OK(list);
        bool sawVirtual = false;
        for (const TableInfo &info : list->tables) {
            auto details = waitFor(file.tables().details({info.name, {}, false, false}, {}));
            VERIFY_OK(details);
            sawVirtual = sawVirtual || details->unreadable == u"virtual";
            auto page = waitFor(file.tables().page({info.name, {}, false, false}, Anchor::start(), 10, {}));
            QCOMPARE(page.has_value(), details->unreadable.isEmpty() && info.name != u"broken");
        }
        QVERIFY(sawVirtual);
    }

    void manyTablesAreBounded()
    {
        const QByteArray count = qgetenv("PLANCIA_MANY_TABLES").isEmpty() ? QByteArray("20000") : qgetenv("PLANCIA_MANY_TABLES");
        TableFile file("CREATE TABLE t0 (a); PRAGMA writable_schema = ON; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                       " WHERE i < " + count + ") INSERT INTO sqlite_schema SELECT 'table', 't' || i, 't' || i, 2,"
                       " 'CREATE TABLE t' || i || ' (a)' FROM n");
        auto list = waitFor(file.tables().list({}, {}));
        VERIFY_OK(list);
        QCOMPARE(list->tables.size(), kMaxTables);
        QVERIFY(list->cut);
        auto found = waitFor(file.tables().list(QStringLiteral("t19999"), {}));
        VERIFY_OK(found);
        QCOMPARE(found->tables.size(), 1);
    }

    /// Pages that lead to one another, so that a small file has 20^16 rows: reading them ends by what a file can hold.
    void aTreeWithoutEndEnds()
    {
        constexpr int kPage = 512, kLevels = 16, kChildren = 20;
        TableFile file("PRAGMA page_size = 512; CREATE TABLE t (a, b); INSERT INTO t VALUES ('x', 'y'), ('x', 'z')");
        QFile bytes(file.path());
        QVERIFY(bytes.open(QIODevice::ReadWrite));
        QByteArray content = bytes.readAll();
        const int leaf = static_cast<int>(content.size()) / kPage + 1;
        content.append(content.mid(kPage, kPage)); // the table's only page, behind the levels that come to its place
        const auto put = [&content](qsizetype at, quint32 value, int width) {
            for (int i = 0; i < width; ++i)
                content[at + i] = static_cast<char>(value >> (8 * (width - 1 - i)));
        };
        for (int level = 0; level < kLevels; ++level) {
            const qsizetype at = level == 0 ? kPage : content.size();
            if (level > 0)
                content.append(QByteArray(kPage, '\0'));
            const auto below = static_cast<quint32>(level + 1 == kLevels ? leaf : leaf + level + 1);
            put(at, 0x05, 1); // an interior page of a table (file format, §1.6)
            put(at + 1, 0, 2);
            put(at + 3, kChildren, 2);
            put(at + 5, kPage - kChildren * 5, 2);
            put(at + 7, 0, 1);
            put(at + 8, below, 4);
            for (int i = 0; i < kChildren; ++i) {
                put(at + 12 + 2 * i, static_cast<quint32>(kPage - (i + 1) * 5), 2);
                put(at + kPage - (i + 1) * 5, below, 4);
                put(at + kPage - (i + 1) * 5 + 4, static_cast<quint32>(i + 1), 1);
            }
        }
        put(28, static_cast<quint32>(content.size() / kPage), 4); // pages in the header
        QVERIFY(bytes.seek(0) && bytes.write(content) == content.size());
        bytes.close();

        auto list = waitFor(file.tables().list({}, {}));
        VERIFY_OK(list);
        VERIFY_OK(waitFor(file.tables().page({QStringLiteral("t"), {}, false, false}, Anchor::start(), 500, {})));
        const TableQuery nothing{QStringLiteral("t"), TableFilter{QStringLiteral("b"), Op::Equals, QStringLiteral("q")}, false, false};
        auto scanned = waitFor(file.tables().page(nothing, Anchor::start(), 10, {}));
        QVERIFY(!scanned);
        QCOMPARE(scanned.error().code(), ErrorCode::StoreDamaged);
        QVERIFY2(scanned.error().fact(u"message").contains(u"room"), qPrintable(codeOf(scanned.error()))); // not by SQLite
        QTemporaryDir out;
        auto exported = waitFor(file.tables().exportCsv({out.path(), {}, {}}, {}));
        QVERIFY(!exported);
        QCOMPARE(exported.error().code(), ErrorCode::StoreDamaged);
        QVERIFY(QDir(out.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).isEmpty());
        VERIFY_OK(waitFor(file.tables().list({}, {}))); // and the thread is free again
    }

    void mutatedFilesNeverCrash()
    {
        TableFile file(rowsOf("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c BLOB); CREATE INDEX i ON t (b);"
                              "CREATE TABLE w (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID; CREATE VIEW v AS SELECT * FROM t",
                              "INSERT INTO t SELECT i, printf('%0.50d', i), CAST(printf('%.*c', i, 'b') AS BLOB) FROM n;"
                              "INSERT INTO w SELECT b, a FROM t", 300));
        QFile whole(file.path());
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray content = whole.readAll();
        const QString seed = qEnvironmentVariable("PLANCIA_FUZZ_SEED");
        QRandomGenerator random(seed.isEmpty() ? 20'261'125 : seed.toUInt());
        const int rounds = qEnvironmentVariableIntValue("PLANCIA_FUZZ_ROUNDS") > 0 ? qEnvironmentVariableIntValue("PLANCIA_FUZZ_ROUNDS") : 150;
        SystemClock clock;
        tasks::TaskQueue queue(clock);
        QTemporaryDir folder;
        int opened = 0;
        for (int round = 0; round < rounds; ++round) {
            QByteArray bytes = content;
            for (int flips = 1 + int(random.bounded(12)); flips > 0; --flips) {
                // The head and the schema's page matter most.
                const qsizetype at = random.bounded(3) == 0 ? random.bounded(4096) : random.bounded(int(bytes.size()));
                bytes[at] = static_cast<char>(random.bounded(256));
            }
            if (random.bounded(5) == 0)
                bytes.truncate(random.bounded(int(bytes.size())));
            const QString path = folder.filePath(QString::number(round));
            QFile mutated(path);
            QVERIFY(mutated.open(QIODevice::WriteOnly) && mutated.write(bytes) == bytes.size());
            mutated.close();
            {
                tables::SqliteTables engine({path, sql::SqliteConnection::Mode::ReadOnlyImmutable, {}, {}}, queue, clock);
                TablesPort &tables = engine;
                auto list = waitFor(tables.list({}, {}));
                opened += list.has_value();
                for (const TableInfo &info : list ? list->tables : QList<TableInfo>()) {
                    const TableQuery query{info.name, {}, false, info.kind == TableInfo::Kind::View};
                    (void)waitFor(tables.details(query, {}));
                    if (auto page = waitFor(tables.page(query, Anchor::start(), 100, {})); page && !page->items.isEmpty())
                        (void)waitFor(tables.row(info.name, page->items.last().id, {}));
                    (void)waitFor(tables.page(query, Anchor::atShare(0.7), 100, {}));
                    (void)waitFor(tables.page({info.name, TableFilter{QStringLiteral("b"), Op::BeginsWith, QStringLiteral("0")}, true, false},
                                              Anchor::end(), 50, {}));
                }
                if (round % 10 == 0)
                    (void)waitFor(tables.exportCsv({folder.filePath(QStringLiteral("out%1").arg(round)), {}, {}}, {}));
            }
            QFile::remove(path);
        }
        QVERIFY2(opened > rounds / 4, qPrintable(QString::number(opened)));
    }

    void nothingIsWrittenBeside()
    {
        TableFile file("PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)");
        const auto print = [&file] {
            QCryptographicHash hash(QCryptographicHash::Sha256);
            for (const QString &name : QDir(file.folder()).entryList(QDir::Files | QDir::Hidden, QDir::Name)) {
                QFile content(file.folder() + u'/' + name);
                if (content.open(QIODevice::ReadOnly))
                    hash.addData(name.toUtf8() + content.readAll());
            }
            return hash.result();
        };
        const QByteArray before = print();
        QCOMPARE(QDir(file.folder()).entryList(QDir::Files).size(), 1);
        VERIFY_OK(waitFor(file.tables().list({}, {})));
        VERIFY_OK(waitFor(file.tables().page({QStringLiteral("t"), {}, false, false}, Anchor::start(), 10, {})));
        QCOMPARE(print(), before);
    }
};

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
