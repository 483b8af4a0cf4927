// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/connection.h"
#include "app/sql/sqliteerror.h"
#include "app/sql/sqlstate.h"

#include <QTest>
#include <cerrno>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::sql;
Q_DECLARE_METATYPE(plancia::ErrorCode)

class TestSqlState : public QObject {
    Q_OBJECT
private slots:
    void mapsSqlState_data()
    {
        QTest::addColumn<QByteArray>("state");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("password") << QByteArray("28P01") << ErrorCode::AuthPasswordRefused;
        QTest::newRow("pg_hba") << QByteArray("28000") << ErrorCode::AuthPasswordRefused;
        QTest::newRow("grant") << QByteArray("42501") << ErrorCode::AuthzMissingGrant;
        QTest::newRow("read only") << QByteArray("25006") << ErrorCode::AuthzReadOnly;
        QTest::newRow("no database") << QByteArray("3D000") << ErrorCode::DbNotFound;
        QTest::newRow("no table") << QByteArray("42P01") << ErrorCode::DbSchemaMissing;
        QTest::newRow("no column") << QByteArray("42703") << ErrorCode::MigOlderSchema;
        QTest::newRow("too many") << QByteArray("53300") << ErrorCode::DbTooManyConnections;
        QTest::newRow("disk full") << QByteArray("53100") << ErrorCode::IoDiskFull;
        QTest::newRow("starting") << QByteArray("57P03") << ErrorCode::DbStartingUp;
        QTest::newRow("terminated") << QByteArray("57P01") << ErrorCode::DbConnectionLost;
        QTest::newRow("timeout") << QByteArray("57014") << ErrorCode::DbTimeout;
        QTest::newRow("lock timeout") << QByteArray("55P03") << ErrorCode::DbBusy;
        QTest::newRow("serialisation") << QByteArray("40001") << ErrorCode::DbSerialization;
        QTest::newRow("deadlock") << QByteArray("40P01") << ErrorCode::DbSerialization;
        QTest::newRow("class 08") << QByteArray("08006") << ErrorCode::DbConnectionLost;
        QTest::newRow("unreachable") << QByteArray("08001") << ErrorCode::DbUnreachable;
        QTest::newRow("libpq alone") << QByteArray() << ErrorCode::DbConnectionLost;
        QTest::newRow("unique") << QByteArray("23505") << ErrorCode::DbStatement;
        QTest::newRow("syntax") << QByteArray("42601") << ErrorCode::DbStatement;
    }
    void mapsSqlState()
    {
        QFETCH(QByteArray, state);
        QFETCH(ErrorCode, code);
        const Error error = errorFromSqlState(state, QStringLiteral("words\n"), {{QStringLiteral("host"), QStringLiteral("db")}});
        QCOMPARE(error.code(), code);
        QCOMPARE(error.fact(u"host"), QStringLiteral("db"));
        QCOMPARE(error.fact(u"sqlstate"), QString::fromLatin1(state));
        QCOMPARE(error.fact(u"message"), QStringLiteral("words"));
    }
    void keepsValuesOutOfFacts()
    {
        const Error error = errorFromSqlState("22P02", QStringLiteral("invalid input syntax for type uuid: \"anna's secret\""));
        QCOMPARE(error.fact(u"message"), QStringLiteral("invalid input syntax for type uuid:"));
    }
    void knowsWhatToRepeatAndWhatIsOver()
    {
        QVERIFY(isRetryableSqlState("40001") && isRetryableSqlState("40P01") && !isRetryableSqlState("23505"));
        QVERIFY(endsSession("57P01") && endsSession("08006") && endsSession({}) && !endsSession("57014") && !endsSession("42P01"));
    }

    void mapsSqliteCodes_data()
    {
        QTest::addColumn<int>("result");
        QTest::addColumn<int>("systemErrno");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("full") << SQLITE_FULL << 0 << ErrorCode::IoDiskFull;
        QTest::newRow("write, no space") << SQLITE_IOERR_WRITE << ENOSPC << ErrorCode::IoDiskFull;
        QTest::newRow("write, quota") << SQLITE_IOERR_WRITE << EDQUOT << ErrorCode::IoDiskFull;
        QTest::newRow("write, size limit") << SQLITE_IOERR_WRITE << EFBIG << ErrorCode::IoDiskFull;
        QTest::newRow("shm, no space") << SQLITE_IOERR_SHMSIZE << ENOSPC << ErrorCode::IoDiskFull;
        QTest::newRow("write") << SQLITE_IOERR_WRITE << EIO << ErrorCode::IoWrite;
        QTest::newRow("fsync") << SQLITE_IOERR_FSYNC << EIO << ErrorCode::IoWrite;
        QTest::newRow("read") << SQLITE_IOERR_READ << EIO << ErrorCode::IoRead;
        QTest::newRow("open, refused") << SQLITE_CANTOPEN << EACCES << ErrorCode::IoPermission;
        QTest::newRow("open, missing") << SQLITE_CANTOPEN << ENOENT << ErrorCode::FileNotFound;
        QTest::newRow("read only") << SQLITE_READONLY_DIRECTORY << 0 << ErrorCode::IoPermission;
        QTest::newRow("busy") << SQLITE_BUSY_SNAPSHOT << 0 << ErrorCode::DbBusy;
        QTest::newRow("corrupt") << SQLITE_CORRUPT_INDEX << 0 << ErrorCode::StoreDamaged;
        QTest::newRow("not a database") << SQLITE_NOTADB << 0 << ErrorCode::StoreForeignFile;
        QTest::newRow("interrupt") << SQLITE_INTERRUPT << 0 << ErrorCode::InternalCancelled;
        QTest::newRow("constraint") << SQLITE_CONSTRAINT_CHECK << 0 << ErrorCode::DbStatement;
        QTest::newRow("error") << SQLITE_ERROR << 0 << ErrorCode::DbStatement;
    }
    void mapsSqliteCodes()
    {
        QFETCH(int, result);
        QFETCH(int, systemErrno);
        QFETCH(ErrorCode, code);
        const Error error = errorFromSqlite(result, systemErrno, QStringLiteral("words"), QStringLiteral("/a/b"));
        QCOMPARE(error.code(), code);
        QCOMPARE(error.fact(u"path"), QStringLiteral("/a/b"));
        QCOMPARE(error.fact(u"constraint"), (result & 0xff) == SQLITE_CONSTRAINT ? QStringLiteral("words") : QString());
    }

    void quotesIdentifiers_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("quoted");
        QTest::newRow("plain") << "tenants" << QByteArray("\"tenants\"");
        QTest::newRow("empty") << "" << QByteArray("\"\"");
        QTest::newRow("quote") << "a\"b" << QByteArray("\"a\"\"b\"");
        QTest::newRow("only quotes") << "\"\"" << QByteArray("\"\"\"\"\"\"");
        QTest::newRow("apostrophe") << "a'b; DROP" << QByteArray("\"a'b; DROP\"");
        QTest::newRow("reserved") << "select" << QByteArray("\"select\"");
        QTest::newRow("umlaut") << QString::fromUtf8("größe") << QByteArray("\"größe\"");
        QTest::newRow("NUL") << QString(QLatin1String("a\0b", 3)) << QByteArray("\"ab\"");
        QTest::newRow("backslash") << "a\\b" << QByteArray("\"a\\b\"");
    }
    void quotesIdentifiers()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, quoted);
        QCOMPARE(quoteIdentifier(name), quoted);
    }
};

QTEST_GUILESS_MAIN(TestSqlState)
#include "tst_sqlstate.moc"
