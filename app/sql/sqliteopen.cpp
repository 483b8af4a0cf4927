// SPDX-License-Identifier: GPL-3.0-or-later
// Opening, setting up and closing; what runs on it is in sqliteconnection.cpp.
#include "app/sql/sqliteconnection.h"

#include "app/sql/sqliteerror.h"

#include <QFile>
#include <QSqlDriver>
#include <QSqlError>
#include <QVariant>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::sql {

namespace {
constexpr int kProgressOps = 4'000; ///< virtual machine steps between two looks at the clock and the cancel token

QString uriFor(const SqliteConnection::Options &options)
{
    using Mode = SqliteConnection::Mode;
    const char *query = options.mode == Mode::ReadOnlyImmutable ? "?mode=ro&immutable=1"
                        : options.mode == Mode::ReadOnlyLive    ? "?mode=ro"
                                                                : "?mode=rw";
    return QStringLiteral("file:") + QString::fromLatin1(QFile::encodeName(options.path).toPercentEncoding("/"))
           + QLatin1String(query);
}

/// SQLite says "unable to open" for many things; the file system knows better. 0 when it has no objection.
int openErrno(const SqliteConnection::Options &options)
{
    const QByteArray path = QFile::encodeName(options.path);
    struct stat status {};
    if (::stat(path.constData(), &status) != 0)
        return errno;
    const bool writes = options.mode == SqliteConnection::Mode::ReadWrite || options.mode == SqliteConnection::Mode::Create;
    if (::access(path.constData(), writes ? R_OK | W_OK : R_OK) != 0)
        return errno;
    const qsizetype slash = path.lastIndexOf('/');
    const QByteArray folder = slash < 0 ? QByteArray(".") : path.left(std::max<qsizetype>(slash, 1));
    if (writes && ::access(folder.constData(), W_OK) != 0)
        return errno;
    return 0;
}
} // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const Options &options, const std::source_location &where)
{
    static std::atomic<quint64> counter{0};
    if (const int trouble = openErrno(options))
        return fail(errorFromSqlite(SQLITE_CANTOPEN, trouble, QString::fromLocal8Bit(strerror(trouble)), options.path));

    const QString name = QStringLiteral("plancia-sqlite-%1").arg(++counter);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(name, options.path, where));
    connection->m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    QSqlDatabase &database = connection->m_database;
    if (!database.isValid())
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("Qt's SQLite driver is not installed")}});
    const bool readOnly = options.mode == Mode::ReadOnlyLive || options.mode == Mode::ReadOnlyImmutable;
    database.setConnectOptions(readOnly ? QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=0")
                                        : QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=0"));
    database.setDatabaseName(uriFor(options));
    if (!database.open())
        return fail(errorFromSqlite(database.lastError().nativeErrorCode().toInt(), 0, database.lastError().text(), options.path));
    const QVariant handle = database.driver()->handle();
    if (qstrcmp(handle.typeName(), "sqlite3*") != 0)
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("Qt's SQLite driver gives no handle")}});
    connection->m_handle = *static_cast<sqlite3 *const *>(handle.constData());
    if (auto set = connection->setUp(options); !set)
        return fail(set.error());
    return connection;
}

SqliteConnection::~SqliteConnection()
{
    dropStatements(); // SQLite does not close a handle with statements on it
    if (m_handle) {
        sqlite3_progress_handler(m_handle, 0, nullptr, nullptr);
        sqlite3_wal_hook(m_handle, nullptr, nullptr);
    }
    m_database.close();
    m_database = QSqlDatabase(); // the last copy, or removeDatabase() complains
    QSqlDatabase::removeDatabase(m_name);
}

Result<bool> SqliteConnection::setUp(const Options &options)
{
    sqlite3_extended_result_codes(m_handle, 1);
    sqlite3_busy_handler(m_handle, [](void *self, int tries) { return static_cast<SqliteConnection *>(self)->onBusy(tries); }, this);
    sqlite3_progress_handler(m_handle, kProgressOps, [](void *self) { return static_cast<SqliteConnection *>(self)->onProgress(); }, this);

    // A store may come from anywhere: its schema runs no code of its own, and no statement grows without bound.
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_limit(m_handle, SQLITE_LIMIT_LENGTH, 64 << 20);
    sqlite3_limit(m_handle, SQLITE_LIMIT_SQL_LENGTH, 1 << 20);
    sqlite3_limit(m_handle, SQLITE_LIMIT_EXPR_DEPTH, 200);
    sqlite3_limit(m_handle, SQLITE_LIMIT_COMPOUND_SELECT, 50);
    sqlite3_limit(m_handle, SQLITE_LIMIT_ATTACHED, 1); // VACUUM INTO attaches
    sqlite3_limit(m_handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000);
    sqlite3_limit(m_handle, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
    sqlite3_limit(m_handle, SQLITE_LIMIT_WORKER_THREADS, 0);

    QList<QByteArray> pragmas{"PRAGMA mmap_size = 0", "PRAGMA foreign_keys = ON",
                              options.sync == Sync::Full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
                              "PRAGMA cache_size = -" + QByteArray::number(options.cacheKiB), "PRAGMA temp_store = MEMORY",
                              "PRAGMA wal_autocheckpoint = 0"};
    if (options.mode == Mode::ReadOnlyLive || options.mode == Mode::ReadOnlyImmutable)
        pragmas.append("PRAGMA query_only = ON");
    for (const QByteArray &pragma : pragmas)
        if (auto done = execute(pragma); !done)
            return fail(done.error());
    // After wal_autocheckpoint, which takes the hook away.
    sqlite3_wal_hook(m_handle, [](void *self, sqlite3 *, const char *, int frames) {
        if (const auto &hook = static_cast<SqliteConnection *>(self)->m_walHook)
            hook(frames);
        return SQLITE_OK;
    }, this);

    auto tables = number("SELECT count(*) FROM sqlite_schema"); // the first read: is it a database at all?
    if (!tables)
        return fail(tables.error());
    return true;
}

} // namespace plancia::sql
