// SPDX-License-Identifier: GPL-3.0-or-later
// Two databases of a real PostgreSQL, compared as the port does it.
#include "app/backup/compare/servercompare.h"
#include "app/postgres/pgconnection.h"
#include "tests/support/remotedatabase.h"

#include <QTest>

using namespace plancia;
using namespace plancia::backup;
using plancia::tests::PrivatePostgres;
using State = TableComparison::State;

namespace {
const TableComparison &tableOf(const QList<TableComparison> &tables, const char *name)
{
    for (const TableComparison &table : tables)
        if (table.table == QLatin1String(name))
            return table;
    qFatal("no table %s", name);
}
} // namespace

class TestServerCompare : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        for (const char *name : {"left", "right"})
            QVERIFY2(tests::makeRemoteDatabase(m_server, QLatin1String(name)), qPrintable(m_server.error()));
    }
    void init()
    {
        for (const char *name : {"left", "right"})
            exec(name, QStringLiteral("DROP TABLE IF EXISTS plancia.items, plancia.nokey, plancia.extra; "
                                      "CREATE TABLE plancia.items (kind text, n bigint, at timestamptz, v numeric, b bytea, t text, "
                                      "PRIMARY KEY (kind, n)); CREATE TABLE plancia.nokey (a int, b text)"));
    }

    void sameContentsAreSame()
    {
        fill(300);
        const auto tables = compare();
        QVERIFY2(tables, tables ? "" : qPrintable(tables.error().fact(u"message")));
        QVERIFY(tableOf(*tables, "items").state == State::Same);
        QCOMPARE(tableOf(*tables, "items").leftRows, 300);
        QVERIFY(tableOf(*tables, "nokey").state == State::Same);
    }

    /// More rows than are looked at in one piece, with differences in the first, in the last and between.
    void findsRowsOfALargeTable()
    {
        fill(45'000);
        exec("right", QStringLiteral("UPDATE plancia.items SET t = NULL WHERE n IN (1, 20000); UPDATE plancia.items SET t = '' WHERE n = 3; "
                                     "DELETE FROM plancia.items WHERE n BETWEEN 31000 AND 31009; "
                                     "INSERT INTO plancia.items (kind, n, v) VALUES ('zz', 1, 1.50), ('É', 2, NULL)"));
        const auto tables = compare();
        QVERIFY2(tables, tables ? "" : qPrintable(tables.error().fact(u"message")));
        const TableComparison &items = tableOf(*tables, "items");
        QCOMPARE(items.changed, 3);
        QCOMPARE(items.removed, 10);
        QCOMPARE(items.added, 2);
        QCOMPARE(items.kept, 15);
        QCOMPARE(items.rightRows, 44'992);
        QHash<QString, RowDifference> rows;
        const int index = static_cast<int>(std::distance(tables->begin(), std::find_if(tables->begin(), tables->end(), [](const auto &t) { return t.table == QLatin1String("items"); })));
        QVERIFY(m_results->each(index, [&](const RowDifference &row) -> Result<bool> {
            rows.insert(row.key, row);
            return true;
        }));
        const RowDifference changed = rows.value(QStringLiteral("k1, 1"));
        QVERIFY(changed.kind == RowDifference::Kind::Changed);
        QCOMPARE(changed.fields, (QList<FieldDifference>{{QStringLiteral("t"), {ShownValue::Kind::Text, QStringLiteral("text 1"), false}, {ShownValue::Kind::Null, {}, false}}}));
        QCOMPARE(rows.value(QStringLiteral("k3, 3")).fields[0].after, (ShownValue{ShownValue::Kind::Text, {}, false}));
        const RowDifference added = rows.value(QStringLiteral("zz, 1"));
        QVERIFY(added.kind == RowDifference::Kind::Added);
        QCOMPARE(added.fields.size(), 6);
    }

    /// All that is new lies between two keys of the larger side.
    void aCrowdedRangeIsLookedIntoToo()
    {
        fill(30'000);
        exec("left", QStringLiteral("DELETE FROM plancia.items WHERE n > 10"));
        exec("left", QStringLiteral("INSERT INTO plancia.items (kind, n) SELECT 'k1', -i FROM generate_series(1, 25000) i"));
        const auto tables = compare();
        QVERIFY2(tables, tables ? "" : qPrintable(tables.error().fact(u"message")));
        QCOMPARE(tableOf(*tables, "items").removed, 25'000);
        QCOMPARE(tableOf(*tables, "items").added, 29'990);
        QCOMPARE(tableOf(*tables, "items").changed, 0);
    }

    void saysWhatCannotBeComparedAndWhatIsOnOneSide()
    {
        exec("left", QStringLiteral("INSERT INTO plancia.nokey VALUES (1, 'a'); CREATE TABLE plancia.extra (id int PRIMARY KEY); "
                                    "INSERT INTO plancia.extra VALUES (1), (2); ALTER TABLE plancia.items ADD COLUMN more int"));
        exec("right", QStringLiteral("INSERT INTO plancia.nokey VALUES (1, 'b')"));
        const auto tables = compare();
        QVERIFY(tables);
        QVERIFY(tableOf(*tables, "nokey").state == State::NotComparable);
        QVERIFY(tableOf(*tables, "nokey").message.contains(QStringLiteral("primary key")));
        QVERIFY(tableOf(*tables, "extra").state == State::OnlyLeft);
        QCOMPARE(tableOf(*tables, "extra").leftRows, 2);
        QCOMPARE(tableOf(*tables, "items").leftColumns, QStringList{QStringLiteral("more")});
        QVERIFY(tableOf(*tables, "items").state == State::Different);
    }

    void stopsWhenCancelled()
    {
        const CancelToken cancel;
        cancel.cancel();
        m_results = std::move(*Results::create(m_folder.path()));
        const auto tables = compareServers(connection("left"), connection("right"), *m_results, cancel, {});
        QVERIFY(!tables);
        QCOMPARE(tables.error().code(), ErrorCode::InternalCancelled);
    }

private:
    void exec(const char *database, const QString &sql) { QVERIFY2(m_server.exec(sql, QLatin1String(database)), qPrintable(m_server.error())); }
    void fill(int rows)
    {
        for (const char *name : {"left", "right"}) {
            // The same rows in another order of pages.
            const QString order = qstrcmp(name, "left") == 0 ? QStringLiteral("i") : QStringLiteral("md5(i::text)");
            exec(name, QStringLiteral("INSERT INTO plancia.items SELECT 'k' || (i % 7), i, timestamptz '2026-01-01' + i * interval '1 minute', "
                                      "i / 7.0, decode(md5(i::text), 'hex'), 'text ' || i FROM generate_series(1, %1) i ORDER BY %2").arg(rows).arg(order));
        }
    }
    Connect connection(const char *database)
    {
        return [this, database](const CancelToken &cancel) -> Result<std::unique_ptr<sql::Connection>> {
            auto opened = postgres::PgConnection::open(m_server.profile(QStringLiteral("postgres"), QLatin1String(database)), {}, 10'000, cancel);
            if (!opened)
                return fail(opened.error());
            return std::unique_ptr<sql::Connection>(std::move(*opened));
        };
    }
    Result<QList<TableComparison>> compare()
    {
        m_results = std::move(*Results::create(m_folder.path()));
        return compareServers(connection("left"), connection("right"), *m_results, {}, {});
    }

    PrivatePostgres m_server;
    QTemporaryDir m_folder;
    std::unique_ptr<Results> m_results;
};

QTEST_GUILESS_MAIN(TestServerCompare)
#include "tst_servercompare.moc"
