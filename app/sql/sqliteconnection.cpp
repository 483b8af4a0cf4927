// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/sqliteconnection.h"

#include "app/sql/sqliteerror.h"

#include <algorithm>
#include <cerrno>
#include <sqlite3.h>
#include <thread>

namespace plancia::sql {

using namespace std::chrono_literals;

namespace {
constexpr int kMaxStatements = 96;   ///< kept prepared on one connection

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

/// $1, $2 … as SQLite counts by itself: "?" for the next number, "?12" for one out of its turn. It searches all names that came
/// before for each one it meets, which counts where there are thousands; what is counted has none.
QByteArray numbered(const QByteArray &sql)
{
    QByteArray text;
    text.reserve(sql.size());
    char quote = 0;
    int most = 0;
    for (qsizetype i = 0; i < sql.size(); ++i) {
        const char c = sql.at(i);
        const bool isParameter = c == '$' && !quote && i + 1 < sql.size() && sql.at(i + 1) >= '1' && sql.at(i + 1) <= '9';
        if (c == '\'' || c == '"')
            quote = !quote ? c : quote == c ? 0 : quote;
        text += isParameter ? '?' : c;
        if (!isParameter)
            continue;
        int number = 0;
        for (; i + 1 < sql.size() && sql.at(i + 1) >= '0' && sql.at(i + 1) <= '9'; ++i)
            number = number * 10 + (sql.at(i + 1) - '0');
        if (number != most + 1)
            text += QByteArray::number(number);
        most = std::max(most, number);
    }
    return text;
}
} // namespace

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
    const QByteArray text = numbered(sql);
    const int code = sqlite3_prepare_v3(m_handle, text.constData(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT,
                                        &prepared.statement, &tail);
    if (code != SQLITE_OK)
        return fail(error(code));
    const QByteArrayView rest(tail, text.constData() + text.size());
    if (!prepared.statement || !rest.trimmed().isEmpty()) {
        sqlite3_finalize(prepared.statement);
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("not exactly one statement")}});
    }
    return &*m_statements.insert(sql, prepared);
}

Result<bool> SqliteConnection::bind(Prepared &prepared, const QList<Value> &parameters)
{
    sqlite3_stmt *statement = prepared.statement;
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
        const auto index = static_cast<int>(n + 1);
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

qint64 SqliteRow::integer(int column) const { return sqlite3_column_int64(m_statement, column); }

QByteArrayView SqliteRow::bytes(int column) const
{
    const void *start = sqlite3_column_blob(m_statement, column); // before its length, which it may change
    return {static_cast<const char *>(start), sqlite3_column_bytes(m_statement, column)};
}

Result<bool> SqliteConnection::run(const QByteArray &sql, const QList<Value> &parameters, Rows *rows, const EachRow *take)
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
        for (; code == SQLITE_ROW; code = sqlite3_step(prepared.statement)) {
            for (int column = 0; rows && column < columns; ++column)
                rows->append(columnValue(prepared.statement, column));
            if (take)
                (*take)(SqliteRow(prepared.statement));
        }
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

Result<bool> SqliteConnection::each(const QByteArray &sql, const QList<Value> &parameters, const EachRow &take)
{
    return run(sql, parameters, nullptr, &take);
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
    m_busyMs = std::min(options.timeoutMs, options.busyMs);
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
