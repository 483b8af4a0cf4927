// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/sqliteconnection.h"

#include "app/sql/sqliteerror.h"

#include <QFile>
#include <QSqlDriver>
#include <QSqlError>
#include <QVariant>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <sqlite3.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace plancia::sql {

using namespace std::chrono_literals;

namespace {
constexpr int kMaxStatements = 96;   ///< kept prepared on one connection
constexpr int kReadBusyMs = 2'000;   ///< a reader waits so long for a writer that has no business to lock it out
constexpr int kWriteBusyMs = 30'000;
constexpr int kProgressOps = 4'000;  ///< virtual machine steps between two looks at the clock and the cancel token

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

Value columnValue(sqlite3_stmt *statement, int column)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return qint64(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, column));
        const int bytes = sqlite3_column_bytes(statement, column);
        // Not null when empty: an empty text is a text.
        return bytes ? QString::fromUtf8(text, bytes) : QStringLiteral("");
    }
    case SQLITE_BLOB: {
        const auto *bytes = static_cast<const char *>(sqlite3_column_blob(statement, column));
        const int size = sqlite3_column_bytes(statement, column);
        if (size == 16)
            return QUuid::fromRfc4122(QByteArrayView(bytes, size));
        return size ? QByteArray(bytes, size) : QByteArray("");
    }
    default: return std::monostate();
    }
}
} // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const Options &options)
{
    static std::atomic<quint64> counter{0};
    if (const int trouble = openErrno(options))
        return fail(errorFromSqlite(SQLITE_CANTOPEN, trouble, QString::fromLocal8Bit(strerror(trouble)), options.path));

    const QString name = QStringLiteral("plancia-sqlite-%1").arg(++counter);
    std::unique_ptr<SqliteConnection> connection(new SqliteConnection(name, options.path));
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

Error SqliteConnection::error(int code)
{
    // A failing COMMIT sets no sqlite3_system_errno(), but errno is still that of the call that failed.
    const int reason = errno != 0 ? errno : sqlite3_system_errno(m_handle);
    if (m_stop == Stop::Cancelled)
        return Error(ErrorCode::InternalCancelled);
    if (m_stop == Stop::TimedOut && (code & 0xff) == SQLITE_INTERRUPT)
        return Error(ErrorCode::DbTimeout, {{QStringLiteral("path"), m_path},
                                            {QStringLiteral("seconds"), QString::number(m_statementMs / 1000)}});
    Error mapped = errorFromSqlite(code, reason, QString::fromUtf8(sqlite3_errmsg(m_handle)), m_path);
    if (mapped.code() == ErrorCode::DbBusy)
        return mapped.with(QStringLiteral("seconds"), QString::number(m_busyMs / 1000));
    return mapped;
}

void SqliteConnection::startClock()
{
    m_stop = Stop::No;
    errno = 0;
    m_started = std::chrono::steady_clock::now();
}

int SqliteConnection::onBusy(int tries)
{
    if (m_cancel.isCancelled()) {
        m_stop = Stop::Cancelled;
        return 0;
    }
    if (std::chrono::steady_clock::now() - m_started >= std::chrono::milliseconds(m_busyMs))
        return 0;
    std::this_thread::sleep_for(std::min(25ms, 1ms * (tries + 1)));
    return 1;
}

int SqliteConnection::onProgress()
{
    if (m_cancel.isCancelled())
        m_stop = Stop::Cancelled;
    else if (std::chrono::steady_clock::now() - m_started >= std::chrono::milliseconds(m_statementMs))
        m_stop = Stop::TimedOut;
    return m_stop == Stop::No ? 0 : 1;
}

Result<SqliteConnection::Prepared *> SqliteConnection::prepare(const QByteArray &sql)
{
    if (auto known = m_statements.find(sql); known != m_statements.end())
        return &*known;
    if (m_statements.size() >= kMaxStatements)
        dropStatements();
    Prepared prepared;
    const char *tail = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.constData(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &prepared.statement, &tail);
    if (code != SQLITE_OK)
        return fail(error(code));
    const QByteArrayView rest(tail, sql.constData() + sql.size());
    if (!prepared.statement || !rest.trimmed().isEmpty()) {
        sqlite3_finalize(prepared.statement);
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("not exactly one statement")}});
    }
    return &*m_statements.insert(sql, prepared);
}

Result<bool> SqliteConnection::bind(Prepared &prepared, const QList<Value> &parameters)
{
    sqlite3_stmt *statement = prepared.statement;
    for (qsizetype n = prepared.indexes.size(); n < parameters.size(); ++n)
        prepared.indexes.append(sqlite3_bind_parameter_index(statement, '$' + QByteArray::number(n + 1)));
    if (sqlite3_bind_parameter_count(statement) != static_cast<int>(parameters.size()))
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("the number of values is not that of the parameters")}});

    m_bound.clear();
    m_bound.reserve(static_cast<size_t>(parameters.size()));
    const auto keepText = [&](int index, const QString &text) {
        const QByteArray &bytes = m_bound.emplace_back(text.toUtf8());
        return sqlite3_bind_text64(statement, index, bytes.constData(), static_cast<sqlite3_uint64>(bytes.size()), SQLITE_STATIC, SQLITE_UTF8);
    };
    const auto keepBytes = [&](int index, QByteArray blob) {
        const QByteArray &bytes = m_bound.emplace_back(std::move(blob));
        return sqlite3_bind_blob64(statement, index, bytes.constData(), static_cast<sqlite3_uint64>(bytes.size()), SQLITE_STATIC);
    };
    for (qsizetype n = 0; n < parameters.size(); ++n) {
        const int index = prepared.indexes.at(n);
        const int code = std::visit([&](const auto &value) {
            using T = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<T, std::monostate>)
                return sqlite3_bind_null(statement, index);
            else if constexpr (std::is_same_v<T, bool>)
                return sqlite3_bind_int(statement, index, value ? 1 : 0);
            else if constexpr (std::is_same_v<T, qint64>)
                return sqlite3_bind_int64(statement, index, value);
            else if constexpr (std::is_same_v<T, double>)
                return sqlite3_bind_double(statement, index, value);
            else if constexpr (std::is_same_v<T, QString>)
                return keepText(index, value);
            else if constexpr (std::is_same_v<T, QByteArray>)
                return keepBytes(index, value);
            else if constexpr (std::is_same_v<T, QUuid>)
                return keepBytes(index, value.toRfc4122());
            else if constexpr (std::is_same_v<T, TimeMs>)
                return sqlite3_bind_int64(statement, index, value.ms);
            else
                return keepText(index, value.text);
        }, parameters.at(n));
        if (code != SQLITE_OK)
            return fail(error(code));
    }
    return true;
}

Result<bool> SqliteConnection::run(const QByteArray &sql, const QList<Value> &parameters, Rows *rows)
{
    startClock();
    if (m_cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    auto found = prepare(sql);
    if (!found)
        return fail(found.error());
    Prepared &prepared = **found;
    Result<bool> result = bind(prepared, parameters);
    if (result) {
        int code = sqlite3_step(prepared.statement);
        const int columns = sqlite3_column_count(prepared.statement); // the first step prepares anew after a schema change
        if (rows) {
            *rows = Rows(columns);
            rows->reserve(prepared.lastRows);
        }
        for (; code == SQLITE_ROW; code = sqlite3_step(prepared.statement))
            for (int column = 0; rows && column < columns; ++column)
                rows->append(columnValue(prepared.statement, column));
        if (code != SQLITE_DONE)
            result = fail(error(code));
        else if (rows)
            prepared.lastRows = std::min(rows->size(), 1024);
    }
    sqlite3_reset(prepared.statement);
    sqlite3_clear_bindings(prepared.statement);
    m_bound.clear();
    return result;
}

Result<Rows> SqliteConnection::query(const QByteArray &sql, const QList<Value> &parameters)
{
    Rows rows;
    if (auto ran = run(sql, parameters, &rows); !ran)
        return fail(ran.error());
    return rows;
}

Result<qint64> SqliteConnection::execute(const QByteArray &sql, const QList<Value> &parameters)
{
    const qint64 before = totalChanges();
    if (auto ran = run(sql, parameters, nullptr); !ran)
        return fail(ran.error());
    // sqlite3_changes() keeps the number of the last statement that wrote, which need not be this one.
    return totalChanges() == before ? 0 : qint64(sqlite3_changes64(m_handle));
}

Result<bool> SqliteConnection::script(const QByteArray &sql)
{
    const bool inTransaction = sqlite3_get_autocommit(m_handle) == 0;
    const char *rest = sql.constData();
    const char *end = rest + sql.size();
    while (rest < end) {
        startClock();
        sqlite3_stmt *statement = nullptr;
        int code = sqlite3_prepare_v3(m_handle, rest, static_cast<int>(end - rest), 0, &statement, &rest);
        while (code == SQLITE_OK || code == SQLITE_ROW) {
            if (!statement)
                break; // only blanks and comments were left
            code = sqlite3_step(statement);
        }
        if (code != SQLITE_OK && code != SQLITE_DONE) {
            Error failed = error(code);
            sqlite3_finalize(statement);
            return fail(std::move(failed));
        }
        sqlite3_finalize(statement);
        if (inTransaction && sqlite3_get_autocommit(m_handle) != 0)
            return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("a script ended its transaction")}});
    }
    return true;
}

Result<bool> SqliteConnection::begin(const TransactionOptions &options)
{
    m_statementMs = options.timeoutMs;
    m_busyMs = std::min(options.timeoutMs, options.write ? kWriteBusyMs : kReadBusyMs);
    return run(options.write ? QByteArrayLiteral("BEGIN IMMEDIATE") : QByteArrayLiteral("BEGIN"), {}, nullptr);
}

Result<bool> SqliteConnection::commit()
{
    auto ended = run(QByteArrayLiteral("COMMIT"), {}, nullptr);
    if (!ended)
        rollback();
    return ended;
}

void SqliteConnection::rollback()
{
    if (sqlite3_get_autocommit(m_handle) != 0)
        return; // SQLite has rolled back by itself, as it does when the disk is full
    const CancelToken token = std::exchange(m_cancel, CancelToken());
    if (auto ended = run(QByteArrayLiteral("ROLLBACK"), {}, nullptr); !ended)
        dropStatements(); // what still runs keeps the transaction open; nothing is lost by ending it
    m_cancel = token;
}

Result<qint64> SqliteConnection::number(const QByteArray &sql)
{
    auto rows = query(sql);
    if (!rows)
        return fail(rows.error());
    return rows->isEmpty() ? 0 : (*rows)[0].integer(0);
}

Result<bool> SqliteConnection::setCacheKiB(int kib)
{
    return run("PRAGMA cache_size = -" + QByteArray::number(kib), {}, nullptr);
}

Result<bool> SqliteConnection::checkpoint(Checkpoint kind, int waitMs)
{
    startClock();
    m_busyMs = waitMs;
    int left = 0;
    int done = 0;
    const int mode = kind == Checkpoint::Truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
    const int code = sqlite3_wal_checkpoint_v2(m_handle, "main", mode, &left, &done);
    if ((code & 0xff) == SQLITE_BUSY)
        return false;
    if (code != SQLITE_OK)
        return fail(error(code));
    return left == done;
}

void SqliteConnection::tidyOnClose() { sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr); }

qint64 SqliteConnection::totalChanges() const { return sqlite3_total_changes64(m_handle); }

void SqliteConnection::dropStatements()
{
    for (const Prepared &prepared : std::as_const(m_statements))
        sqlite3_finalize(prepared.statement);
    m_statements.clear();
}

} // namespace plancia::sql
