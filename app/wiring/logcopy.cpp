// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/logcopy.h"

#include "app/backup/files.h"
#include "app/sql/sqliteconnection.h"
#include "app/store/storefile.h"

#include <cerrno>
#include <unistd.h>

namespace plancia::wiring {

namespace {
constexpr qsizetype kPiece = 1 << 20;
/// At the end of a journal that names another file, which SQLite would look for and remove (pager.c, readSuperJournal).
constexpr char kSuperJournal[] = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
constexpr off_t kMagic = 8;

Result<bool> copyFile(const QString &from, const QString &to, const CancelToken &cancel)
{
    auto source = backup::openFile(from);
    if (!source)
        return fail(source.error());
    auto target = backup::newFile(to);
    if (!target)
        return fail(target.error());
    QByteArray piece(kPiece, Qt::Uninitialized);
    while (true) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const ssize_t n = ::read(source->get(), piece.data(), kPiece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(backup::fileError(ErrorCode::IoRead, errno, from));
        if (n == 0)
            return true;
        if (auto written = backup::writeAll(target->get(), QByteArray::fromRawData(piece.constData(), n), to); !written)
            return written;
    }
}

/// A journal that a stranger wrote must not make SQLite remove a file of ours.
Result<bool> refuseSuperJournal(const QString &journal)
{
    auto file = backup::openFile(journal);
    if (!file)
        return fail(file.error());
    char tail[kMagic];
    const off_t end = ::lseek(file->get(), 0, SEEK_END);
    if (end >= kMagic && ::pread(file->get(), tail, kMagic, end - kMagic) == kMagic && QByteArray(tail, kMagic) == kSuperJournal)
        return fail(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), journal},
                                                  {QStringLiteral("message"), QStringLiteral("the journal belongs to several files")}});
    return true;
}
} // namespace

bool hasLogBeside(const QString &path)
{
    return store::fileSize(path + QStringLiteral("-wal")) > 0 || store::fileSize(path + QStringLiteral("-journal")) > 0;
}

Result<LogCopy> copyWithLog(const QString &path, const QString &scratch, const CancelToken &cancel)
{
    if (auto made = backup::ensureFolder(scratch); !made)
        return fail(made.error());
    auto folder = backup::PendingFolder::create(scratch);
    if (!folder)
        return fail(folder.error());
    LogCopy copy;
    copy.path = folder->path() + QStringLiteral("/store.db");
    copy.keeps = std::make_shared<const backup::PendingFolder>(std::move(*folder));
    for (const QString &suffix : {QString(), QStringLiteral("-wal"), QStringLiteral("-journal")}) {
        if (!suffix.isEmpty() && store::fileSize(path + suffix) <= 0)
            continue;
        if (suffix == u"-journal")
            if (auto safe = refuseSuperJournal(path + suffix); !safe)
                return fail(safe.error());
        if (auto copied = copyFile(path + suffix, copy.path + suffix, cancel); !copied)
            return fail(copied.error());
    }
    // Opening it rolls a journal back; the log is moved into the file, which is read without either from then on.
    auto connection = sql::SqliteConnection::open({.path = copy.path, .mode = sql::SqliteConnection::Mode::ReadWrite});
    if (!connection)
        return fail(connection.error());
    constexpr int kWaitMs = 2'000;
    if (auto moved = (*connection)->checkpoint(sql::SqliteConnection::Checkpoint::Truncate, kWaitMs); !moved)
        return fail(moved.error());
    return copy;
}

} // namespace plancia::wiring
