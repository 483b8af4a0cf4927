// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/onlinecopy.h"

#include "app/backup/files.h"

#include <sqlite3.h>

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <unistd.h>

namespace plancia::backup {

namespace {
constexpr int kPieceBytes = 1 << 20;

qint64 pragma(sqlite3 *connection, const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    qint64 value = 0;
    if (sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

/// The file was copied with its mark of write-ahead logging; a backup has no log. Without the mark any program reads it,
/// also from a read-only disk, and leaves no -wal and -shm beside it (SQLite file format, §1.3.3: versions, bytes 18–19).
bool clearWalMark(int fd)
{
    const char rollbackJournal[2] = {1, 1};
    return ::pwrite(fd, rollbackJournal, sizeof rollbackJournal, 18) == sizeof rollbackJournal;
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
    pinned.m_pageSize = static_cast<int>(pragma(source, "PRAGMA page_size"));
    pinned.m_bytes = pragma(source, "PRAGMA page_count") * pinned.m_pageSize;
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

Result<bool> copyOnline(const PinnedSource &source, const QString &path, int fd, const CancelToken &cancel,
                        const std::function<void(qint64)> &written)
{
    sqlite3 *raw = nullptr;
    const int opened = sqlite3_open_v2(QFile::encodeName(path).constData(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> target(raw, &sqlite3_close);
    if (opened != SQLITE_OK)
        return fail(sqliteError(raw, opened, path));
    // Nobody sees the file before it is whole, so it needs no journal; when it reaches the disk is decided here.
    sqlite3_exec(raw, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-4096",
                 nullptr, nullptr, nullptr);

    const qint64 pageSize = std::max(512, source.pageSize());
    const std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> copying(
        sqlite3_backup_init(raw, "main", source.connection(), "main"), &sqlite3_backup_finish);
    if (!copying)
        return fail(sqliteError(raw, sqlite3_extended_errcode(raw), path));
    const int pages = static_cast<int>(std::max<qint64>(1, kPieceBytes / pageSize));
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        code = sqlite3_backup_step(copying.get(), pages);
        if (code != SQLITE_OK && code != SQLITE_DONE)
            break;
        if (const int flushed = code == SQLITE_OK ? sqlite3_db_cacheflush(raw) : SQLITE_OK; flushed != SQLITE_OK) {
            code = flushed;
            break;
        }
        if (::fdatasync(fd) != 0)
            return fail(fileError(ErrorCode::IoWrite, errno, path));
        written((sqlite3_backup_pagecount(copying.get()) - sqlite3_backup_remaining(copying.get())) * pageSize);
    }
    if (code != SQLITE_DONE) {
        // SQLite keeps the code of a backup step with the backup, and the system's number with the connection that failed.
        const bool sourceFailed = (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB
            || code == SQLITE_IOERR_READ || code == SQLITE_IOERR_SHORT_READ;
        return fail(sourceFailed
                        ? sqliteError(source.connection(), code, QString::fromUtf8(sqlite3_db_filename(source.connection(), "main")))
                        : sqliteError(raw, code, path));
    }
    if (!clearWalMark(fd))
        return fail(fileError(ErrorCode::IoWrite, errno, path));
    return true;
}

} // namespace plancia::backup
