// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/sqliteconnection.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <limits>
#include <sqlite3.h>
#include <thread>

using namespace plancia;
using namespace plancia::sql;
using Mode = SqliteConnection::Mode;
Q_DECLARE_METATYPE(plancia::sql::Value)

namespace {
std::unique_ptr<SqliteConnection> opened(const QString &path, Mode mode)
{
    auto connection = SqliteConnection::open({.path = path, .mode = mode});
    return connection ? std::move(*connection) : nullptr;
}

// Half a billion steps of the virtual machine: many seconds unless somebody stops it.
const QByteArray kLong = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000000) SELECT count(*) FROM n";
} // namespace

class TestSqlite : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    QString m_path;
    std::unique_ptr<SqliteConnection> m_connection;

private slots:
    void init()
    {
        static int number = 0;
        m_path = m_folder.filePath(QStringLiteral("odd name %1 50%25 #?.db").arg(++number));
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        m_connection = opened(m_path, Mode::Create);
        QVERIFY(m_connection);
        QVERIFY(m_connection->query("PRAGMA journal_mode = WAL"));
        QVERIFY(m_connection->script("CREATE TABLE t (id INTEGER PRIMARY KEY, v ANY, word TEXT UNIQUE) STRICT; -- the end\n"));
    }
    void cleanup() { m_connection.reset(); }

    void bringsValuesBack_data()
    {
        QTest::addColumn<Value>("value");
        QTest::addColumn<QByteArray>("type");
        QTest::newRow("null") << Value() << QByteArray("null");
        QTest::newRow("true") << Value(true) << QByteArray("integer");
        QTest::newRow("false") << Value(false) << QByteArray("integer");
        QTest::newRow("zero") << Value(qint64(0)) << QByteArray("integer");
        QTest::newRow("smallest") << Value(std::numeric_limits<qint64>::min()) << QByteArray("integer");
        QTest::newRow("largest") << Value(std::numeric_limits<qint64>::max()) << QByteArray("integer");
        QTest::newRow("a third") << Value(1.0 / 3) << QByteArray("real");
        QTest::newRow("whole double") << Value(2.0) << QByteArray("real");
        QTest::newRow("infinity") << Value(-std::numeric_limits<double>::infinity()) << QByteArray("real");
        QTest::newRow("empty text") << Value(QStringLiteral("")) << QByteArray("text");
        QTest::newRow("digits as text") << Value(QStringLiteral("007")) << QByteArray("text");
        QTest::newRow("quotes") << Value(QStringLiteral("O'Neil \"x\" -- ; DROP TABLE t")) << QByteArray("text");
        QTest::newRow("emoji") << Value(QString::fromUtf8("🚢 Ünïcödé שלום")) << QByteArray("text");
        QTest::newRow("NUL") << Value(QString(QLatin1String("a\0b\0", 4))) << QByteArray("text");
        QTest::newRow("100,000 characters") << Value(QString(100'000, QChar(0x00e9))) << QByteArray("text");
        QTest::newRow("empty bytes") << Value(QByteArray("")) << QByteArray("blob");
        QTest::newRow("bytes") << Value(QByteArray("\0\xff\x80", 3)) << QByteArray("blob");
        QTest::newRow("16 bytes") << Value(QByteArray("0123456789abcdef")) << QByteArray("blob");
        QTest::newRow("1 MiB") << Value(QByteArray(1 << 20, '\xa5')) << QByteArray("blob");
        QTest::newRow("uuid") << Value(newUuid()) << QByteArray("blob");
        QTest::newRow("nil uuid") << Value(QUuid()) << QByteArray("blob");
        QTest::newRow("time") << Value(TimeMs{1'700'000'000'123}) << QByteArray("integer");
        QTest::newRow("json") << Value(Json{QStringLiteral("{\"a\":[\"b\",null]}")}) << QByteArray("text");
    }
    void bringsValuesBack()
    {
        QFETCH(Value, value);
        QFETCH(QByteArray, type);
        QVERIFY(m_connection->execute("INSERT INTO t (id, v) VALUES ($1, $2)", {qint64(1), value}));
        auto rows = m_connection->query("SELECT v, typeof(v) FROM t WHERE id = $1", {qint64(1)});
        QVERIFY(rows);
        QCOMPARE(rows->size(), 1);
        const Row row = (*rows)[0];
        QCOMPARE(row.text(1).toLatin1(), type);
        if (std::holds_alternative<std::monostate>(value))
            QVERIFY(row.isNull(0) && row.integer(0) == 0 && row.text(0).isEmpty() && row.uuid(0).isNull());
        else if (const auto *flag = std::get_if<bool>(&value))
            QCOMPARE(row.boolean(0), *flag);
        else if (const auto *number = std::get_if<qint64>(&value))
            QCOMPARE(row.integer(0), *number);
        else if (const auto *real = std::get_if<double>(&value))
            QVERIFY(row.real(0) == *real);
        else if (const auto *text = std::get_if<QString>(&value))
            QVERIFY(row.text(0) == *text && !row.text(0).isNull());
        else if (const auto *bytes = std::get_if<QByteArray>(&value))
            QVERIFY(row.bytes(0) == *bytes && !row.bytes(0).isNull());
        else if (const auto *uuid = std::get_if<QUuid>(&value))
            QCOMPARE(row.uuid(0), *uuid);
        else if (const auto *time = std::get_if<TimeMs>(&value))
            QCOMPARE(row.integer(0), time->ms);
        else
            QCOMPARE(row.text(0), std::get<Json>(value).text);
    }
    void readsAnotherTypeAsNothing()
    {
        auto rows = m_connection->query("SELECT 'text', 7, x'00', 1.5");
        QVERIFY(rows);
        const Row row = (*rows)[0];
        QCOMPARE(row.integer(0), 0);
        QCOMPARE(row.text(1), QString());
        QCOMPARE(row.real(1), 7.0);
        QVERIFY(row.uuid(2).isNull());
        QVERIFY(!row.boolean(0));
        QCOMPARE(row.integer(3), 0);
    }

    void countsChangedRows()
    {
        QCOMPARE(m_connection->execute("INSERT INTO t (id) VALUES (1), (2), (3)").value_or(-1), 3);
        QCOMPARE(m_connection->execute("UPDATE t SET v = 1 WHERE id > $1", {qint64(1)}).value_or(-1), 2);
        QCOMPARE(m_connection->execute("UPDATE t SET v = 1 WHERE id > $1", {qint64(9)}).value_or(-1), 0);
        QCOMPARE(m_connection->execute("PRAGMA user_version = 4").value_or(-1), 0);
    }
    void bindsByNumber()
    {
        auto rows = m_connection->query("SELECT $2, $1, $2", {qint64(1), QStringLiteral("two")});
        QVERIFY(rows);
        QCOMPARE((*rows)[0].text(0), QStringLiteral("two"));
        QCOMPARE((*rows)[0].integer(1), 1);
        QCOMPARE((*rows)[0].text(2), QStringLiteral("two"));
    }
    void refusesWhatIsNotOneStatement_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<int>("values");
        QTest::newRow("two") << QByteArray("SELECT 1; SELECT 2") << 0;
        QTest::newRow("none") << QByteArray("-- nothing") << 0;
        QTest::newRow("value missing") << QByteArray("SELECT $1") << 0;
        QTest::newRow("value too many") << QByteArray("SELECT 1") << 1;
    }
    void refusesWhatIsNotOneStatement()
    {
        QFETCH(QByteArray, sql);
        QFETCH(int, values);
        auto rows = m_connection->query(sql, QList<Value>(values, Value(qint64(1))));
        QVERIFY(!rows);
        QCOMPARE(rows.error().code(), ErrorCode::InternalBug);
    }

    void namesTheConstraint()
    {
        QVERIFY(m_connection->execute("INSERT INTO t (word) VALUES ($1)", {QStringLiteral("once")}));
        auto again = m_connection->execute("INSERT INTO t (word) VALUES ($1)", {QStringLiteral("once")});
        QVERIFY(!again);
        QCOMPARE(again.error().code(), ErrorCode::DbStatement);
        QCOMPARE(again.error().fact(u"constraint"), QStringLiteral("UNIQUE constraint failed: t.word"));
        QVERIFY2(m_connection->execute("INSERT INTO t (word) VALUES ($1)", {QStringLiteral("other")}), "still usable");
    }
    void rollsBackUnlessCommitted()
    {
        {
            auto transaction = Transaction::begin(*m_connection, {.write = true});
            QVERIFY(transaction);
            QVERIFY(m_connection->execute("INSERT INTO t (id) VALUES (1)"));
        }
        QCOMPARE(m_connection->number("SELECT count(*) FROM t").value_or(-1), 0);
        {
            auto transaction = Transaction::begin(*m_connection, {.write = true});
            QVERIFY(m_connection->execute("INSERT INTO t (id) VALUES (1)"));
            QVERIFY(transaction->commit());
        }
        QCOMPARE(m_connection->number("SELECT count(*) FROM t").value_or(-1), 1);
    }
    void refusesAScriptThatEndsItsTransaction()
    {
        auto transaction = Transaction::begin(*m_connection, {.write = true});
        auto ran = m_connection->script("INSERT INTO t (id) VALUES (1); COMMIT; INSERT INTO t (id) VALUES (2)");
        QVERIFY(!ran);
        QCOMPARE(ran.error().code(), ErrorCode::InternalBug);
    }

    void isSetUpAsAStore()
    {
        const auto number = [&](const char *pragma) { return m_connection->number(QByteArray("PRAGMA ") + pragma).value_or(-99); };
        QCOMPARE(number("wal_autocheckpoint"), 0);
        QCOMPARE(number("synchronous"), 2);
        QCOMPARE(number("foreign_keys"), 1);
        QCOMPARE(number("cache_size"), -4096);
        QCOMPARE(number("trusted_schema"), 0);
        QVERIFY(m_connection->number("PRAGMA mmap_size").value_or(-1) <= 0);
        QVERIFY2(!m_connection->execute("SELECT \"no such column\""), "double quotes are identifiers");
    }
    void tellsTheFramesOfTheLog()
    {
        int frames = 0;
        m_connection->setWalHook([&](int n) { frames = n; });
        QVERIFY(m_connection->execute("INSERT INTO t (id) VALUES (1)"));
        QVERIFY2(frames > 0, "the hook is set after the pragma that removes it");
        QCOMPARE(m_connection->checkpoint(SqliteConnection::Checkpoint::Truncate, 100).value_or(false), true);
        QCOMPARE(QFile(m_path + QStringLiteral("-wal")).size(), 0);
    }
    void writesNothingWhenReadOnly()
    {
        QVERIFY(m_connection->checkpoint(SqliteConnection::Checkpoint::Truncate, 100)); // immutable reads no log
        for (const Mode mode : {Mode::ReadOnlyLive, Mode::ReadOnlyImmutable}) {
            auto reader = opened(m_path, mode);
            QVERIFY(reader);
            auto written = reader->execute("INSERT INTO t (id) VALUES (9)");
            QVERIFY(!written);
            QCOMPARE(written.error().code(), ErrorCode::IoPermission);
        }
    }

    void stopsALongQueryWhenCancelled()
    {
        const CancelToken token;
        m_connection->setCancelToken(token);
        std::thread canceller([token] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            token.cancel();
        });
        auto rows = m_connection->query(kLong);
        canceller.join();
        QVERIFY(!rows);
        QCOMPARE(rows.error().code(), ErrorCode::InternalCancelled);
        auto next = m_connection->query("SELECT 1");
        QVERIFY2(!next, "the token stays cancelled");
        m_connection->setCancelToken(CancelToken());
        QVERIFY(m_connection->query("SELECT 1"));
    }
    void stopsALongQueryAtItsTime()
    {
        auto transaction = Transaction::begin(*m_connection, {.timeoutMs = 100});
        QVERIFY(transaction);
        auto rows = m_connection->query(kLong);
        QVERIFY(!rows);
        QCOMPARE(rows.error().code(), ErrorCode::DbTimeout);
    }
    void waitsForAWriterUntilTheDeadline()
    {
        auto other = opened(m_path, Mode::ReadWrite);
        QVERIFY(other && other->begin({.write = true}));
        auto refused = m_connection->begin({.write = true, .timeoutMs = 200});
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::DbBusy);

        const CancelToken token;
        m_connection->setCancelToken(token);
        std::thread canceller([token] {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            token.cancel();
        });
        QElapsedTimer clock;
        clock.start();
        auto cancelled = m_connection->begin({.write = true});
        canceller.join();
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().code(), ErrorCode::InternalCancelled);
        QVERIFY2(clock.elapsed() < 20'000, "a cancelled wait does not run to its deadline");
        m_connection->setCancelToken(CancelToken());

        std::thread leaver([&] { other->rollback(); });
        leaver.join();
        QVERIFY(m_connection->begin({.write = true}));
        m_connection->rollback();
    }
    void keepsStatementsWithinBounds()
    {
        for (int i = 0; i < 500; ++i) {
            auto rows = m_connection->query("SELECT " + QByteArray::number(i));
            QVERIFY(rows);
            QCOMPARE((*rows)[0].integer(0), i);
        }
        int statements = 0;
        for (sqlite3_stmt *s = sqlite3_next_stmt(m_connection->handle(), nullptr); s; s = sqlite3_next_stmt(m_connection->handle(), s))
            ++statements;
        QVERIFY2(statements <= 96, qPrintable(QString::number(statements)));
    }
    void seesAChangedSchema()
    {
        QCOMPARE(m_connection->query("SELECT * FROM t")->columns(), 3);
        auto other = opened(m_path, Mode::ReadWrite);
        QVERIFY(other->execute("ALTER TABLE t ADD COLUMN more TEXT"));
        other.reset();
        QVERIFY(m_connection->execute("INSERT INTO t (id, more) VALUES (1, 'x')"));
        auto rows = m_connection->query("SELECT * FROM t");
        QVERIFY(rows);
        QCOMPARE(rows->columns(), 4);
        QCOMPARE(rows->size(), 1);
    }

    void explainsWhatCannotBeOpened()
    {
        auto missing = SqliteConnection::open({.path = m_folder.filePath(QStringLiteral("none.db")), .mode = Mode::ReadWrite});
        QVERIFY(!missing);
        QCOMPARE(missing.error().code(), ErrorCode::FileNotFound);
        const QString text = m_folder.filePath(QStringLiteral("letter.txt"));
        QFile file(text);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("Dear Sir or Madam, ").repeated(500));
        file.close();
        auto foreign = SqliteConnection::open({.path = text, .mode = Mode::ReadWrite});
        QVERIFY(!foreign);
        QCOMPARE(foreign.error().code(), ErrorCode::StoreForeignFile);
        QCOMPARE(foreign.error().fact(u"path"), text);
    }
};

QTEST_GUILESS_MAIN(TestSqlite)
#include "tst_sqlite.moc"
