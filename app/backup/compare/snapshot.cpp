// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/compare/snapshot.h"

#include "app/backup/files.h"
#include "app/backup/storefacts.h"
#include "app/sql/sqliteconnection.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>
#include <sqlite3.h>

namespace plancia::backup {

using sqlitefile::PageFile;

namespace {

constexpr int kPieceBytes = 4 << 20;
constexpr int kBusyMs = 5'000;

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

/// Copies under the read transaction that `source` holds, so that nobody's commit makes it begin again.
Result<bool> copy(sqlite3 *source, int pageSize, sqlite3 *target, const QString &path, const CancelToken &cancel, const ProgressSink &progress)
{
    sqlite3_backup *backup = sqlite3_backup_init(target, "main", source, "main");
    if (!backup)
        return fail(sqliteError(target, sqlite3_errcode(target), path));
    int code = SQLITE_OK;
    while (code == SQLITE_OK && !cancel.isCancelled()) {
        code = sqlite3_backup_step(backup, std::max(1, kPieceBytes / pageSize));
        const qint64 total = qint64(sqlite3_backup_pagecount(backup)) * pageSize;
        if (progress)
            progress({Progress::Unit::Bytes, total - qint64(sqlite3_backup_remaining(backup)) * pageSize, total, 0, -1});
    }
    sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE)
        return true;
    return cancel.isCancelled() ? Result<bool>(Error(ErrorCode::InternalCancelled)) : Result<bool>(sqliteError(target, code, path));
}

/// The file under an SQLite handle; empty when it has a log whose content belongs to what the transaction reads.
std::optional<PageFile::Source> withoutLog(sqlite3 *handle)
{
    if (QFileInfo(QFile::decodeName(sqlite3_filename_wal(sqlite3_db_filename(handle, "main")))).size() > 0)
        return {};
    sqlite3_file *file = nullptr;
    sqlite3_int64 size = 0;
    if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK || !file || !file->pMethods
        || file->pMethods->xFileSize(file, &size) != SQLITE_OK)
        return {};
    const auto read = [file](uchar *to, size_t bytes, qint64 at) {
        return file->pMethods->xRead(file, to, static_cast<int>(bytes), at) == SQLITE_OK;
    };
    return PageFile::Source{read, size};
}

} // namespace

Result<CompareSide> stillSide(const QString &path, const QString &scratchFolder, const CancelToken &cancel, const ProgressSink &progress)
{
    using sql::SqliteConnection;
    auto live = SqliteConnection::open({.path = path, .mode = SqliteConnection::Mode::ReadOnlyLive});
    if (!live)
        return fail(live.error());
    const std::shared_ptr<SqliteConnection> source = std::move(*live);
    const auto pageSize = source->number("PRAGMA page_size");
    if (!pageSize || *pageSize <= 0)
        return fail(pageSize ? Error(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), path}}) : pageSize.error());
    sqlite3 *handle = source->handle();
    sqlite3_progress_handler(handle, 0, nullptr, nullptr); // copying takes as long as it takes
    sqlite3_busy_timeout(handle, kBusyMs);
    const bool pinned = sqlite3_exec(handle, "BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1", nullptr, nullptr, nullptr) == SQLITE_OK;
    if (!pinned)
        return fail(sqliteError(handle, sqlite3_errcode(handle), path));
    if (auto held = withoutLog(handle))
        return CompareSide{{path, std::move(held)}, source};

    if (auto made = ensureFolder(scratchFolder); !made)
        return fail(made.error());
    auto file = PendingFile::create(scratchFolder);
    if (!file)
        return fail(file.error());
    auto copied = std::make_shared<PendingFile>(std::move(*file));
    sqlite3 *raw = nullptr;
    const QByteArray uri = "file:" + QUrl::toPercentEncoding(copied->path(), "/") + "?nolock=1"; // nobody else knows it
    const int opened = sqlite3_open_v2(uri.constData(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    const Database target(raw, &sqlite3_close);
    if (opened != SQLITE_OK)
        return fail(sqliteError(raw, opened, copied->path()));
    sqlite3_exec(raw, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", nullptr, nullptr, nullptr);
    if (auto done = copy(handle, static_cast<int>(*pageSize), raw, copied->path(), cancel, progress); !done)
        return fail(done.error());
    return CompareSide{{copied->path()}, copied};
}

} // namespace plancia::backup
