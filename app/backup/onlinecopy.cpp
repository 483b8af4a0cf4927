// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/onlinecopy.h"

#include "app/backup/copytarget.h"
#include "app/backup/files.h"

#include <sqlite3.h>

#include <memory>

namespace plancia::backup {

namespace {
Result<qint64> pragma(sqlite3 *connection, const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    int code = sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    const qint64 value = code == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? Result<qint64>(value)
                              : Result<qint64>(sqliteError(connection, code, QString::fromUtf8(sqlite3_db_filename(connection, "main"))));
}

/// SQLite keeps the code of a backup step with the backup, and the system's number with the connection that failed.
Error copyError(int code, sqlite3 *source, sqlite3 *target, const QString &path)
{
    const bool sourceFailed = (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB || code == SQLITE_IOERR_READ
        || code == SQLITE_IOERR_SHORT_READ;
    return sourceFailed ? sqliteError(source, code, QString::fromUtf8(sqlite3_db_filename(source, "main")))
                        : sqliteError(target, code, path);
}
} // namespace

Result<PinnedSource> PinnedSource::pin(sqlite3 *source, const CancelToken &cancel)
{
    PinnedSource pinned;
    if (sqlite3_get_autocommit(source)) {
        const int code = sqlite3_exec(source, "BEGIN", nullptr, nullptr, nullptr);
        if (code != SQLITE_OK)
            return fail(sqliteError(source, code, QString::fromUtf8(sqlite3_db_filename(source, "main"))));
        pinned.m_ours = true;
    }
    pinned.m_source = source;
    auto facts = readFacts(source, cancel); // the first read takes the snapshot
    if (!facts)
        return fail(facts.error());
    pinned.m_facts = *facts;
    const auto pageSize = pragma(source, "PRAGMA page_size");
    const auto pages = pragma(source, "PRAGMA page_count");
    if (!pageSize || !pages)
        return fail(!pageSize ? pageSize.error() : pages.error());
    pinned.m_pageSize = static_cast<int>(*pageSize);
    pinned.m_bytes = *pages * pinned.m_pageSize;
    return pinned;
}

PinnedSource::PinnedSource(PinnedSource &&other) noexcept
    : m_source(std::exchange(other.m_source, nullptr)),
      m_ours(other.m_ours),
      m_facts(std::move(other.m_facts)),
      m_bytes(other.m_bytes),
      m_pageSize(other.m_pageSize)
{
}

PinnedSource::~PinnedSource()
{
    if (m_source && m_ours)
        sqlite3_exec(m_source, "ROLLBACK", nullptr, nullptr, nullptr); // it only read
}

Result<QString> copyOnline(const PinnedSource &source, const CopyFiles &files, const CancelToken &cancel,
                           const std::function<void(qint64)> &done)
{
    auto file = PieceFile::create(files.store, files.storePath, source.bytes(), source.pageSize());
    if (!file)
        return fail(file.error());
    VerifiedWriter writer(**file, files.hashes, files.hashesPath, source.pageSize());
    CopyTarget target(writer);
    auto connection = target.open();
    if (!connection)
        return fail(connection.error());
    const std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> copying(
        sqlite3_backup_init(*connection, "main", source.connection(), "main"), &sqlite3_backup_finish);
    if (!copying)
        return fail(sqliteError(*connection, sqlite3_extended_errcode(*connection), files.storePath));

    const int pages = static_cast<int>(kPieceBytes / source.pageSize());
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        code = sqlite3_backup_step(copying.get(), pages);
        if (code == SQLITE_OK)
            code = sqlite3_db_cacheflush(*connection);
        if (code == SQLITE_OK)
            done(writer.doneBytes());
    }
    if (target.error())
        return fail(*target.error());
    if (code != SQLITE_DONE)
        return fail(copyError(code, source.connection(), *connection, files.storePath));
    target.finish();
    if (target.bytes() != source.bytes())
        return fail(ErrorCode::BackupFailed,
                    {{QStringLiteral("path"), files.storePath},
                     {QStringLiteral("message"), QStringLiteral("%1 bytes instead of %2").arg(target.bytes()).arg(source.bytes())}});
    const auto written = writer.finish([&] { done(writer.doneBytes()); });
    if (!written)
        return fail(written.error());
    if (cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    for (const auto &[fd, path] : {std::pair(files.store, files.storePath), std::pair(files.hashes, files.hashesPath)})
        if (auto synced = syncFile(fd, path); !synced)
            return fail(synced.error());
    return sha256OfFile(files.hashesPath, cancel, {});
}

} // namespace plancia::backup
