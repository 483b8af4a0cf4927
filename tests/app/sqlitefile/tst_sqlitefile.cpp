// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of SQLite files against SQLite itself.
#include "app/sqlitefile/pagemap.h"
#include "app/sqlitefile/payload.h"
#include "app/sqlitefile/record.h"
#include "app/sqlitefile/tablelayout.h"
#include "app/sqlitefile/treecursor.h"
#include "tests/support/sqlitefixture.h"

#include <QTemporaryDir>
#include <QtEndian>

using namespace plancia;
using namespace plancia::sqlitefile;
using plancia::tests::SqliteFixture;

namespace {

/// As SQLite's quote() writes it, for values that we use here.
QByteArray quoted(const FieldValue &value)
{
    switch (value.type) {
    case FieldShape::Type::Null: return "NULL";
    case FieldShape::Type::Integer: return QByteArray::number(value.integer);
    case FieldShape::Type::Real: return "R" + QByteArray::number(value.real, 'g', 17);
    case FieldShape::Type::Text: return "'" + QByteArray(value.bytes).replace("'", "''") + "'";
    case FieldShape::Type::Blob: return "X'" + value.bytes.toHex().toUpper() + "'";
    }
    return {};
}

QByteArray valuesOf(const PageFile &file, const Cell &cell)
{
    const auto payload = payloadOf(file, cell, 1 << 30);
    std::vector<FieldShape> fields;
    const auto *bytes = payload ? reinterpret_cast<const uchar *>(payload->constData()) : nullptr;
    if (!payload || !parseRecord(bytes, static_cast<size_t>(payload->size()), static_cast<quint64>(payload->size()), fields))
        return "broken";
    QByteArrayList values;
    for (const FieldShape &field : fields)
        values += quoted(fieldValue(field, bytes + field.offset, static_cast<size_t>(field.size), file.header().encoding));
    return values.join('|');
}

QList<QByteArray> readTable(const PageFile &file, const QString &name)
{
    QList<QByteArray> rows;
    for (const SchemaObject &object : readSchema(file).objects) {
        if (object.name != name)
            continue;
        TreeCursor cursor(file, object.root);
        for (const Cell *cell = cursor.row(); cell; cursor.next(), cell = cursor.row())
            rows += (cursor.isIndex() ? QByteArray() : QByteArray::number(cell->rowid) + '|') + valuesOf(file, *cell);
        if (cursor.failed())
            rows += cursor.damage().what;
    }
    return rows;
}

/// What can go wrong with a page's layout: long and short rows, rows on overflow pages, all types.
void fill(SqliteFixture &db)
{
    db.run("BEGIN");
    db.run("CREATE TABLE plain (id INTEGER PRIMARY KEY, a, b)");
    db.run("CREATE TABLE keyed (k TEXT, n INTEGER, v, PRIMARY KEY (k, n)) WITHOUT ROWID");
    db.run("CREATE INDEX plain_by_a ON plain (a)");
    db.run("CREATE TABLE empty (x)");
    db.run("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 600) INSERT INTO plain SELECT n * 7 - 300, "
           "CASE n % 6 WHEN 0 THEN NULL WHEN 1 THEN n * n * n * n * n WHEN 2 THEN n / 8.0 WHEN 3 THEN 'text ' || n || 'é' WHEN 4 THEN '' ELSE "
           "CAST('blob' || n AS BLOB) END, CASE WHEN n % 37 = 0 THEN printf('%.*c', n * 100, 'x') ELSE n % 2 END FROM i");
    db.run("INSERT INTO keyed SELECT 'key ' || (id % 50), id, b FROM plain");
    db.run("COMMIT");
    db.run("DELETE FROM plain WHERE id % 5 = 0 AND id > 2000");
}

constexpr auto kPlain = "SELECT id, NULL, iif(typeof(a) = 'real', 'R' || printf('%.17g', a), quote(a)), quote(b) FROM plain ORDER BY id";
constexpr auto kKeyed = "SELECT quote(k), quote(n), quote(v) FROM keyed ORDER BY k, n";

PageFile opened(const QString &path)
{
    auto file = PageFile::open(path);
    if (!file)
        qFatal("%s", qPrintable(file.error().fact(u"message")));
    return std::move(*file);
}

} // namespace

class TestSqliteFile : public QObject {
    Q_OBJECT
private slots:
    void readsWhatSqliteReads_data()
    {
        QTest::addColumn<int>("pageSize");
        QTest::addColumn<int>("reserved");
        QTest::addColumn<bool>("autoVacuum");
        QTest::addColumn<QByteArray>("encoding");
        for (int size = 512; size <= 65536; size *= 2)
            QTest::addRow("%d", size) << size << 0 << false << QByteArray("UTF-8");
        QTest::newRow("reserved bytes") << 1024 << 32 << false << QByteArray("UTF-8");
        QTest::newRow("the least usable") << 512 << 32 << false << QByteArray("UTF-8");
        QTest::newRow("pointer maps") << 512 << 0 << true << QByteArray("UTF-8");
        QTest::newRow("UTF-16le") << 4096 << 0 << false << QByteArray("UTF-16le");
        QTest::newRow("UTF-16be") << 1024 << 8 << true << QByteArray("UTF-16be");
    }
    void readsWhatSqliteReads()
    {
        QFETCH(int, pageSize);
        QFETCH(int, reserved);
        QFETCH(bool, autoVacuum);
        QFETCH(QByteArray, encoding);
        SqliteFixture db(path("a.db"), {pageSize, reserved, autoVacuum, encoding.constData()});
        fill(db);
        const PageFile file = opened(db.path());
        QCOMPARE(file.header().pageSize, static_cast<quint32>(pageSize));
        QCOMPARE(file.header().usableSize, static_cast<quint32>(pageSize - reserved));

        QList<QByteArray> expected = db.rows(kPlain);
        for (QByteArray &row : expected)
            row.replace("||", "|NULL|"); // the rowid stands for the column that is its alias
        QCOMPARE(readTable(file, QStringLiteral("plain")), expected);
        QCOMPARE(readTable(file, QStringLiteral("keyed")), db.rows(kKeyed));
        QCOMPARE(readTable(file, QStringLiteral("empty")), QList<QByteArray>());
        QVERIFY(!readSchema(file).damage);

        // Every page's owner, as SQLite's own dbstat tells it.
        const Schema schema = readSchema(file);
        const auto map = PageMap::build(file, schema);
        QVERIFY(map);
        quint32 owned = 0;
        for (const QByteArray &row : db.rows("SELECT pageno, name, pagetype FROM dbstat")) {
            const QList<QByteArray> parts = row.split('|');
            const PageUse use = map->use(parts[0].toUInt());
            QVERIFY2(use.object >= 0, row.constData());
            QCOMPARE(schema.objects[use.object].name.toUtf8().replace("sqlite_schema", "sqlite_master"),
                     QByteArray(parts[1]).replace("sqlite_schema", "sqlite_master"));
            QCOMPARE(use.role == PageUse::Role::Overflow, parts[2] == "overflow");
            ++owned;
        }
        quint32 others = 0;
        for (quint32 page = 1; page <= file.header().pageCount; ++page) {
            QVERIFY2(map->use(page).role != PageUse::Role::Unknown, qPrintable(QString::number(page)));
            others += map->use(page).object < 0 ? 1 : 0;
        }
        QCOMPARE(owned + others, file.header().pageCount);
    }

    void aLeafIsSkippedUnread()
    {
        SqliteFixture db(path("a.db"), {1024});
        fill(db);
        const PageFile file = opened(db.path());
        const QList<QByteArray> all = readTable(file, QStringLiteral("keyed"));
        const quint32 root = rootOf(file, QStringLiteral("keyed"));
        TreeCursor cursor(file, root);
        qsizetype skipped = 0, seen = 0;
        for (bool skip = true; cursor.atLeaf() || cursor.row();) {
            if (cursor.atLeaf() && (skip = !skip)) {
                TreeCursor rows = TreeCursor(file, cursor.leaf());
                skipped += rows.leafRows();
                cursor.skipLeaf();
                continue;
            }
            if (!cursor.row())
                break;
            QVERIFY(all.contains(valuesOf(file, *cursor.row())));
            ++seen;
            cursor.next();
        }
        QVERIFY(!cursor.failed());
        QVERIFY(skipped > 50 && seen > 50);
        QCOMPARE(seen + skipped, all.size());
    }

    void refusesWhatIsNoFileOfSqlite_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("code");
        QByteArray head("SQLite format 3\0", 16);
        head.append(QByteArray(84, '\0'));
        const auto with = [&](int at, char byte) { QByteArray b = head; b[16] = 16; b[at] = byte; return b + QByteArray(8092, '\0'); };
        QTest::newRow("empty") << QByteArray() << int(ErrorCode::StoreForeignFile);
        QTest::newRow("short") << head.left(99) << int(ErrorCode::StoreForeignFile);
        QTest::newRow("text") << QByteArray(5000, 'x') << int(ErrorCode::StoreForeignFile);
        QTest::newRow("no page size") << with(16, 0) << int(ErrorCode::StoreDamaged);
        QTest::newRow("odd page size") << with(17, 3) << int(ErrorCode::StoreDamaged);
        QTest::newRow("all reserved") << QByteArray(with(20, char(200))).replace(16, 1, QByteArray(1, 2)) << int(ErrorCode::StoreDamaged);
    }
    void refusesWhatIsNoFileOfSqlite()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, code);
        QFile out(path("x"));
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size());
        out.close();
        const auto file = PageFile::open(out.fileName());
        QVERIFY(!file);
        QCOMPARE(int(file.error().code()), code);
        QCOMPARE(PageFile::open(path("none")).error().code(), ErrorCode::FileNotFound);
        QCOMPARE(PageFile::open(m_folder.path()).error().code(), ErrorCode::StoreForeignFile);
    }

    /// Salvage gives the page size of a file whose first page is gone.
    void readsTreesWithoutAHeader()
    {
        SqliteFixture db(path("a.db"), {1024});
        fill(db);
        const quint32 root = rootOf(opened(db.path()), QStringLiteral("keyed"));
        QFile raw(db.path());
        QVERIFY(raw.open(QIODevice::ReadWrite) && raw.write(QByteArray(1024, '\0')) == 1024);
        raw.close();
        QVERIFY(!PageFile::open(db.path()));
        const auto file = PageFile::open(db.path(), 1024);
        QVERIFY(file);
        int rows = 0;
        TreeCursor cursor(*file, root);
        for (; cursor.row(); cursor.next())
            ++rows;
        QVERIFY(rows > 500 && !cursor.failed());
    }

    /// The store is sparse, so that this takes no room on the disk.
    void knowsTheLockPage()
    {
        SqliteFixture db(path("big.db"), {65536});
        fill(db);
        QVERIFY(QFile(db.path()).resize((qint64(1) << 30) + 10 * 65536));
        const PageFile file = opened(db.path());
        QCOMPARE(file.lockPage(), 16385U);
        QVERIFY(!file.isOrdinary(16385) && file.isOrdinary(16384) && file.isOrdinary(16386));
        const auto map = PageMap::build(file, readSchema(file));
        QVERIFY(map);
        QCOMPARE(map->use(16385).role, PageUse::Role::Lock);
        QCOMPARE(map->use(16386).role, PageUse::Role::Unknown);
    }

    void namesThePageThatIsDamaged()
    {
        SqliteFixture db(path("a.db"), {1024});
        fill(db);
        quint32 leaf = 0;
        {
            const PageFile file = opened(db.path());
            TreeCursor cursor(file, rootOf(file, QStringLiteral("plain")));
            for (int i = 0; i < 5; ++i)
                cursor.skipLeaf();
            leaf = cursor.leaf();
        }
        const auto mapBefore = PageMap::build(opened(db.path()), readSchema(opened(db.path())));
        QCOMPARE(mapBefore->describe(leaf), QStringLiteral("table plain"));
        QFile raw(db.path());
        QVERIFY(raw.open(QIODevice::ReadWrite) && raw.seek(qint64(leaf - 1) * 1024) && raw.write(QByteArray(1024, '\x55')) == 1024);
        raw.close();
        const PageFile file = opened(db.path());
        TreeCursor cursor(file, rootOf(file, QStringLiteral("plain")));
        while (cursor.row())
            cursor.next();
        QVERIFY(cursor.failed());
        QCOMPARE(cursor.damage().page, leaf);
        QCOMPARE(file.error(cursor.damage()).code(), ErrorCode::StoreDamaged);
        QVERIFY(file.error(cursor.damage()).fact(u"message").contains(QString::number(leaf)));
        // The map still knows whose it is, from the pages above.
        QCOMPARE(PageMap::build(file, readSchema(file))->table(leaf), QStringLiteral("plain"));
    }

    /// Our reading of CREATE TABLE against SQLite's pragmas.
    void readsTheLayoutOfATable_data()
    {
        QTest::addColumn<QByteArray>("sql");
        const char *statements[] = {
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT 'x', b)",
            "create table if not exists t(id integer primary key desc, a)",
            "CREATE TABLE t (a INT PRIMARY KEY, b REAL DEFAULT 1)",
            "CREATE TABLE t (a, b, PRIMARY KEY (b, a)) WITHOUT ROWID",
            "CREATE TABLE t (a TEXT COLLATE NOCASE, b, c, PRIMARY KEY (c DESC, a, c)) WITHOUT ROWID, STRICT",
            "CREATE TABLE t (a TEXT, b INTEGER, c TEXT, PRIMARY KEY (c DESC, a COLLATE RTRIM)) STRICT, WITHOUT ROWID",
            "CREATE TABLE t (a TEXT PRIMARY KEY COLLATE nocase, \"b c\" VARCHAR(10, 2), [d e] double precision) WITHOUT ROWID",
            "CREATE TABLE t (x INTEGER, y AS (x + (1)) STORED, z INT GENERATED ALWAYS AS (x * 2), w, PRIMARY KEY (x))",
            "CREATE TABLE t (a CHECK (a IN (1, 2, ')')), b /* , c */ REFERENCES o (x) ON DELETE SET NULL -- d,\n, "
            "e TEXT CONSTRAINT n NOT NULL DEFAULT (1 + 2), CONSTRAINT u UNIQUE (a, b) CHECK (a > 0) PRIMARY KEY (e), "
            "FOREIGN KEY (a) REFERENCES o (x))",
            "CREATE TABLE 't' ('a' 'INTEGER', `primary` INTEGER PRIMARY KEY AUTOINCREMENT)",
            "CREATE TABLE main.t (a DEFAULT -1.5, b DEFAULT x'00ff', c DEFAULT 'it''s', d DEFAULT TRUE, e DEFAULT +0x10)",
            "CREATE TABLE t (\u00e9t\u00e9 UNSIGNED BIG INT, b DECIMAL(10,5) NOT NULL ON CONFLICT REPLACE UNIQUE)",
        };
        int number = 0;
        for (const char *statement : statements)
            QTest::addRow("%d", ++number) << QByteArray(statement);
    }
    void readsTheLayoutOfATable()
    {
        QFETCH(QByteArray, sql);
        SqliteFixture db(path("l.db"), {});
        if (sql.contains("STRICT") && sql.contains("COLLATE NOCASE, b,")) // STRICT wants types
            sql.replace(", b, c,", ", b ANY, c INT,");
        db.run("CREATE TABLE o (x, y, PRIMARY KEY (x, y))");
        db.run(sql);
        const QString kept = QString::fromUtf8(db.rows("SELECT sql FROM sqlite_schema WHERE name = 't'").value(0));
        const auto layout = parseCreateTable(kept);
        QVERIFY2(layout, qPrintable(kept));

        QByteArrayList names, order;
        for (const Column &column : layout->columns)
            names += column.name.toUtf8() + '|' + (column.isVirtual ? "virtual" : "stored");
        QCOMPARE(names, db.rows("SELECT name, iif(hidden = 2, 'virtual', 'stored') FROM pragma_table_xinfo('t')"));
        const QByteArray rowid = layout->rowid < 0 ? "" : layout->columns[layout->rowid].name.toUtf8();
        const bool isRowid = db.rows("SELECT 1 FROM pragma_index_list('t') WHERE origin = 'pk'").isEmpty()
                             && !db.rows("SELECT 1 FROM pragma_table_info('t') WHERE pk = 1").isEmpty();
        QCOMPARE(!rowid.isEmpty(), isRowid);
        for (const KeyColumn &part : layout->key) {
            static const QByteArray collations[] = {"BINARY", "NOCASE", "RTRIM", "?"};
            order += layout->columns[part.column].name.toUtf8() + '|' + (part.descending ? "1|" : "0|") + collations[int(part.collation)];
        }
        if (!isRowid)
            QCOMPARE(order, db.rows("SELECT x.name, x.desc, upper(x.coll) FROM pragma_index_list('t') l, pragma_index_xinfo(l.name) x "
                                    "WHERE l.origin = 'pk' AND x.key ORDER BY x.seqno"));
        if (layout->withoutRowid) {
            QByteArrayList record;
            for (const int column : layout->record())
                record += layout->columns[column].name.toUtf8();
            QCOMPARE(record, db.rows("SELECT x.name FROM pragma_index_list('t') l, pragma_index_xinfo(l.name) x WHERE l.origin = 'pk' "
                                     "ORDER BY x.seqno"));
        }
    }

    /// A row that is older than a column has the column's default.
    void knowsWhatAnAddedColumnHolds()
    {
        SqliteFixture db(path("d.db"), {});
        db.run("CREATE TABLE t (a)");
        db.run("INSERT INTO t VALUES (1)");
        int number = 0;
        for (const char *column : {"TEXT DEFAULT 'it''s'", "INTEGER DEFAULT '5'", "REAL DEFAULT 2", "TEXT DEFAULT 7", "DEFAULT x'00FF'",
                                   "NUMERIC DEFAULT 3.0", "INT DEFAULT -4", "", "DEFAULT TRUE", "DEFAULT \"quoted\"", "BLOB DEFAULT 1e2",
                                   "TEXT DEFAULT 1.5", "INT DEFAULT 0x1F", "DEFAULT NULL", "TEXT NOT NULL DEFAULT ''"})
            db.run("ALTER TABLE t ADD COLUMN c" + QByteArray::number(++number) + ' ' + column);
        const auto layout = parseCreateTable(QString::fromUtf8(db.rows("SELECT sql FROM sqlite_schema").value(0)));
        QVERIFY(layout && layout->columns.size() == number + 1);
        for (int i = 1; i <= number; ++i) {
            const QByteArray name = "c" + QByteArray::number(i);
            QCOMPARE(quoted(layout->columns[i].absent),
                     db.rows("SELECT iif(typeof(" + name + ") = 'real', 'R' || printf('%.17g', " + name + "), quote(" + name + ")) FROM t").value(0));
        }
    }

    void refusesWhatIsNoCreateTable()
    {
        for (const char *sql : {"", "CREATE", "CREATE TABLE", "CREATE TABLE t", "CREATE TABLE t (", "CREATE TABLE t (a", "CREATE TABLE t (a,",
                                "CREATE TABLE t (a CHECK (", "CREATE TABLE t ()", "CREATE VIRTUAL TABLE t USING fts5(a)", "CREATE TABLE t (a DEFAULT",
                                "CREATE TABLE t (a, PRIMARY KEY (b))", "CREATE TABLE t (a) WITHOUT ROWID", "CREATE TABLE t (a 'x", "SELECT 1"})
            QVERIFY2(!parseCreateTable(QLatin1String(sql)), sql);
    }

private:
    QString path(const char *name)
    {
        m_paths += m_folder.filePath(QLatin1String(name) + QString::number(++m_counter));
        return m_paths.last();
    }
    static quint32 rootOf(const PageFile &file, const QString &table)
    {
        for (const SchemaObject &object : readSchema(file).objects)
            if (object.name == table)
                return object.root;
        return 0;
    }
    QTemporaryDir m_folder;
    QStringList m_paths;
    int m_counter = 0;
};

QTEST_GUILESS_MAIN(TestSqliteFile)
#include "tst_sqlitefile.moc"
