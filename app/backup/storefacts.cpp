// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/storefacts.h"

#include "app/backup/files.h"

#include <QRegularExpression>
#include <sqlite3.h>

#include <QCryptographicHash>
#include <QUrl>
#include <QUuid>

#include <memory>

namespace plancia::backup {

namespace {

using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

constexpr int kStepsBetweenLooks = 20'000; // of SQLite's virtual machine: about a millisecond

/// Ends a long count when the token is cancelled.
class StopWhenCancelled {
public:
    StopWhenCancelled(sqlite3 *connection, const CancelToken &cancel) : m_connection(connection), m_cancel(cancel)
    {
        sqlite3_progress_handler(
            connection, kStepsBetweenLooks,
            [](void *token) { return static_cast<CancelToken *>(token)->isCancelled() ? 1 : 0; }, &m_cancel);
    }
    ~StopWhenCancelled() { sqlite3_progress_handler(m_connection, 0, nullptr, nullptr); }
    StopWhenCancelled(const StopWhenCancelled &) = delete;
    StopWhenCancelled &operator=(const StopWhenCancelled &) = delete;

private:
    sqlite3 *m_connection;
    CancelToken m_cancel;
};

QString nameOf(sqlite3 *connection) { return QString::fromUtf8(sqlite3_db_filename(connection, "main")); }

Result<Statement> prepare(sqlite3 *connection, const QByteArray &sql)
{
    sqlite3_stmt *raw = nullptr;
    const int code = sqlite3_prepare_v2(connection, sql.constData(), static_cast<int>(sql.size()), &raw, nullptr);
    if (code != SQLITE_OK)
        return fail(sqliteError(connection, code, nameOf(connection)));
    return Statement(raw, &sqlite3_finalize);
}

/// The row of a statement that gives exactly one.
Result<Statement> oneRow(sqlite3 *connection, const QByteArray &sql)
{
    auto statement = prepare(connection, sql);
    if (!statement)
        return statement;
    const int code = sqlite3_step(statement->get());
    if (code == SQLITE_DONE)
        return fail(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), nameOf(connection)}});
    if (code != SQLITE_ROW)
        return fail(sqliteError(connection, code, nameOf(connection)));
    return statement;
}

QString uuidAt(sqlite3_stmt *statement, int column)
{
    const QByteArray bytes(static_cast<const char *>(sqlite3_column_blob(statement, column)),
                           sqlite3_column_bytes(statement, column));
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

Result<QStringList> tablesOf(sqlite3 *connection)
{
    auto statement = prepare(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
                                         "ESCAPE '\\' AND rootpage > 0 ORDER BY name");
    if (!statement)
        return fail(statement.error());
    QStringList names;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement->get())) == SQLITE_ROW)
        names += QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement->get(), 0)));
    if (code != SQLITE_DONE)
        return fail(sqliteError(connection, code, nameOf(connection)));
    return names;
}

/// Two stores with the same fingerprint were made by the same statements.
Result<QString> schemaFingerprint(sqlite3 *connection)
{
    auto statement = prepare(connection, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");
    if (!statement)
        return fail(statement.error());
    QCryptographicHash hash(QCryptographicHash::Sha256);
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(statement->get())) == SQLITE_ROW)
        for (int column = 0; column < 4; ++column) {
            hash.addData(QByteArrayView(sqlite3_column_text(statement->get(), column), sqlite3_column_bytes(statement->get(), column)));
            hash.addData(QByteArrayView("\0", 1));
        }
    if (code != SQLITE_DONE)
        return fail(sqliteError(connection, code, nameOf(connection)));
    return QString::fromLatin1(hash.result().toHex());
}

Error damaged(const QString &path, const QString &message)
{
    return Error(ErrorCode::BackupDamaged, {{QStringLiteral("path"), path}, {QStringLiteral("message"), message}});
}

using Connection = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

Result<Connection> openCopy(const QString &path)
{
    const QByteArray uri = "file:" + QUrl::toPercentEncoding(path, "/") + "?immutable=1";
    sqlite3 *raw = nullptr;
    const int opened = sqlite3_open_v2(uri.constData(), &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    Connection copy(raw, &sqlite3_close);
    if (opened != SQLITE_OK)
        return fail(sqliteError(raw, opened, path));
    // A file that somebody made for us may hold more than data.
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    return copy;
}

Result<StoreFacts> factsOfCopy(sqlite3 *copy, const QString &path, const CancelToken &cancel)
{
    auto facts = readFacts(copy, cancel);
    if (!facts && !isOfTheReader(facts.error().code()))
        return fail(damaged(path, facts.error().fact(u"message")));
    return facts;
}

Result<StoreFacts> checkedFacts(sqlite3 *copy, const QString &path, const CancelToken &cancel)
{
    const auto facts = factsOfCopy(copy, path, cancel);
    if (!facts)
        return facts;
    const StopWhenCancelled stop(copy, cancel);
    auto check = oneRow(copy, "PRAGMA quick_check(1)");
    if (!check)
        return isOfTheReader(check.error().code())
            ? Result<StoreFacts>(check.error())
            : Result<StoreFacts>(damaged(path, check.error().fact(u"message")));
    const QString verdict = QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(check->get(), 0)));
    if (const auto hungry = wantOfMemory(verdict, path))
        return fail(*hungry);
    if (verdict != QLatin1String("ok"))
        return fail(damaged(path, verdict));
    return facts;
}

} // namespace

bool isOfTheReader(ErrorCode code) { return code == ErrorCode::InternalCancelled || code == ErrorCode::InternalNoMemory; }

std::optional<Error> wantOfMemory(const QString &verdict, const QString &path)
{
    static const QRegularExpression told(QStringLiteral("error code=(7|3082)\\b")); // SQLITE_NOMEM, SQLITE_IOERR_NOMEM
    return verdict.contains(told) ? std::optional(Error(ErrorCode::InternalNoMemory, {{QStringLiteral("message"), QStringLiteral("SQLite")}, {QStringLiteral("path"), path}}))
                                  : std::nullopt;
}

Error sqliteError(sqlite3 *connection, int code, const QString &path)
{
    const QList<Fact> facts{{QStringLiteral("path"), path},
                            {QStringLiteral("message"), QString::fromUtf8(sqlite3_errmsg(connection))},
                            {QStringLiteral("sqlstate"), QString::number(sqlite3_extended_errcode(connection))}};
    if ((code & 0xff) == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
        return Error(ErrorCode::InternalNoMemory, {{QStringLiteral("message"), QStringLiteral("SQLite")}, {QStringLiteral("path"), path}});
    int system = sqlite3_system_errno(connection); // flushing the cache leaves it only with the file
    if (system == 0)
        sqlite3_file_control(connection, "main", SQLITE_FCNTL_LAST_ERRNO, &system);
    switch (code & 0xff) {
    case SQLITE_INTERRUPT: return Error(ErrorCode::InternalCancelled);
    case SQLITE_FULL: return Error(ErrorCode::IoDiskFull, {{QStringLiteral("path"), path}});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return Error(ErrorCode::StoreDamaged, facts);
    case SQLITE_ERROR: // a table of ours is not there
        return Error(ErrorCode::StoreForeignFile, facts);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Error(ErrorCode::DbBusy, facts);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return system != 0 ? fileError(ErrorCode::IoPermission, system, path) : Error(ErrorCode::IoPermission, facts);
    case SQLITE_IOERR: {
        const bool reading = code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ;
        const ErrorCode otherwise = reading ? ErrorCode::IoRead : ErrorCode::IoWrite;
        return system != 0 ? fileError(otherwise, system, path) : Error(otherwise, facts);
    }
    default: return Error(ErrorCode::BackupFailed, facts);
    }
}

Result<StoreFacts> readFacts(sqlite3 *connection, const CancelToken &cancel)
{
    const StopWhenCancelled stop(connection, cancel);
    StoreFacts facts;
    {
        auto meta = oneRow(connection, "SELECT store_id, history_id, commit_no FROM meta WHERE id = 1");
        if (!meta)
            return fail(meta.error());
        facts.storeId = uuidAt(meta->get(), 0);
        facts.historyId = uuidAt(meta->get(), 1);
        facts.commitNo = sqlite3_column_int64(meta->get(), 2);
    }
    {
        auto schema = oneRow(connection, "SELECT coalesce(max(number), 0) FROM schema_migrations");
        if (!schema)
            return fail(schema.error());
        facts.schemaVersion = sqlite3_column_int(schema->get(), 0);
    }
    const auto fingerprint = schemaFingerprint(connection);
    if (!fingerprint)
        return fail(fingerprint.error());
    facts.schemaSha256 = *fingerprint;
    const auto tables = tablesOf(connection);
    if (!tables)
        return fail(tables.error());
    for (const QString &table : *tables) {
        auto count = oneRow(connection, "SELECT count(*) FROM \"" + QString(table).replace(u'"', QLatin1String("\"\"")).toUtf8() + '"');
        if (!count)
            return fail(count.error());
        facts.rows.insert(table, sqlite3_column_int64(count->get(), 0));
    }
    return facts;
}

Result<StoreFacts> readCopyFacts(const QString &path, const CancelToken &cancel)
{
    const auto copy = openCopy(path);
    return copy ? factsOfCopy(copy->get(), path, cancel) : Result<StoreFacts>(copy.error());
}

Result<StoreFacts> readCopy(const QString &path, const CancelToken &cancel)
{
    const auto copy = openCopy(path);
    return copy ? checkedFacts(copy->get(), path, cancel) : Result<StoreFacts>(copy.error());
}

Result<StoreFacts> readMadeCopy(const QString &path, const CancelToken &cancel)
{
    const auto copy = openCopy(path);
    if (!copy)
        return fail(copy.error());
    sqlite3_exec(copy->get(), "PRAGMA mmap_size = 1099511627776", nullptr, nullptr, nullptr); // or slower
    return factsOfCopy(copy->get(), path, cancel);
}

QString difference(const StoreFacts &expected, const StoreFacts &found)
{
    if (expected.storeId != found.storeId || expected.historyId != found.historyId)
        return QStringLiteral("it belongs to another store or line of history");
    if (expected.commitNo != found.commitNo)
        return QStringLiteral("commit %1 instead of %2").arg(found.commitNo).arg(expected.commitNo);
    if (expected.schemaVersion != found.schemaVersion)
        return QStringLiteral("schema %1 instead of %2").arg(found.schemaVersion).arg(expected.schemaVersion);
    if (!expected.schemaSha256.isEmpty() && expected.schemaSha256 != found.schemaSha256) // version 1 knows none
        return QStringLiteral("its schema was made by other statements");
    for (auto it = expected.rows.begin(); it != expected.rows.end(); ++it)
        if (found.rows.value(it.key(), -1) != it.value())
            return QStringLiteral("table %1 has %2 rows instead of %3")
                .arg(it.key())
                .arg(found.rows.value(it.key(), 0))
                .arg(it.value());
    return expected.rows.size() == found.rows.size() ? QString() : QStringLiteral("it has more tables");
}

} // namespace plancia::backup
