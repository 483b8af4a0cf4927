// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/replacement.h"

#include "app/log/log.h"
#include "app/sql/sqliteerror.h"
#include "app/store/storefile.h"
#include "app/store/writerlock.h"

#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace plancia::store {

namespace {
constexpr int kTurnMs = 30'000;
constexpr qint64 kLongestNote = 8192;
const QString kFiles[] = {QStringLiteral("-wal"), QStringLiteral("-shm"), QStringLiteral("-journal"), QString()};

QString notePath(const QString &path) { return path + QStringLiteral(".replacing"); }
QString incomingPath(const QString &path) { return path + QStringLiteral(".incoming"); }

Error systemError(const QString &path)
{
    const int reason = errno;
    const Error known = sql::errorFromSqlite(SQLITE_IOERR_WRITE, reason, QString::fromLocal8Bit(strerror(reason)), path);
    return Error(known.code(), {{QStringLiteral("path"), path}, {QStringLiteral("message"), known.fact(u"message")}});
}

Result<bool> syncFolder(const QString &folder)
{
    const int file = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return fail(systemError(folder));
    const Result<bool> synced = ::fsync(file) == 0 ? Result<bool>(true) : Result<bool>(systemError(folder));
    ::close(file);
    return synced;
}

Result<bool> move(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return fail(systemError(from));
    return true;
}

Result<bool> writeNote(const QString &path, const QString &aside)
{
    const QString draft = notePath(path) + QStringLiteral(".new");
    ::unlink(QFile::encodeName(draft).constData());
    const int file = ::open(QFile::encodeName(draft).constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return fail(systemError(draft));
    const QByteArray text = aside.toUtf8();
    const bool written = ::write(file, text.constData(), static_cast<size_t>(text.size())) == text.size() && ::fsync(file) == 0;
    Result<bool> result = written ? Result<bool>(true) : Result<bool>(systemError(draft));
    ::close(file);
    if (result)
        result = move(draft, notePath(path));
    if (!result)
        ::unlink(QFile::encodeName(draft).constData());
    return result ? syncFolder(QFileInfo(path).path()) : result;
}

Result<bool> removeNote(const QString &path)
{
    if (::unlink(QFile::encodeName(notePath(path)).constData()) != 0 && errno != ENOENT)
        return fail(systemError(notePath(path)));
    return syncFolder(QFileInfo(path).path());
}

/// The note is on the disk: goes on from wherever the one who wrote it came to. The writer lock is held.
Result<bool> goOn(const QString &path, const QString &aside)
{
    const QString name = QFileInfo(path).fileName();
    const bool arrived = fileSize(incomingPath(path)) < 0;
    if (arrived && fileSize(path) >= 0)
        return removeNote(path);
    for (const QString &suffix : kFiles) {
        const QString here = path + suffix;
        const QString there = aside + QLatin1Char('/') + name + suffix;
        // Without the newcomer the old store comes back.
        const QString &from = arrived ? there : here;
        const QString &to = arrived ? here : there;
        if (fileSize(from) >= 0)
            if (auto moved = move(from, to); !moved)
                return moved;
    }
    if (auto synced = syncFolder(aside); !synced)
        return synced;
    if (!arrived)
        if (auto placed = move(incomingPath(path), path); !placed)
            return placed;
    if (auto synced = syncFolder(QFileInfo(path).path()); !synced)
        return synced;
    return removeNote(path);
}
} // namespace

Result<bool> endReplacement(const QString &path)
{
    if (fileSize(notePath(path)) < 0) {
        ::unlink(QFile::encodeName(incomingPath(path)).constData()); // brought here, and then its process was killed
        return true;
    }
    QFile note(notePath(path));
    if (!note.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), note.fileName()}, {QStringLiteral("message"), note.errorString()}});
    const QString aside = QString::fromUtf8(note.read(kLongestNote));
    log::warning("store", QStringLiteral("a replacement of the store was interrupted and is ended now"),
                 {{QStringLiteral("path"), path}, {QStringLiteral("aside"), aside}});
    return goOn(path, aside);
}

Result<bool> replaceStoreFile(const QString &path, const QString &file, const QString &aside, const QString &holder,
                              const std::function<void()> &taken)
{
    WriterLock lock(path, holder);
    auto turn = WriterTurn::take(lock, kTurnMs, CancelToken());
    if (!turn)
        return fail(turn.error());
    if (auto ended = endReplacement(path); !ended)
        return ended;
    if (auto made = makeFolder(aside); !made)
        return made;
    if (auto synced = syncFolder(QFileInfo(aside).path()); !synced)
        return synced;
    if (auto brought = move(file, incomingPath(path)); !brought)
        return brought;
    if (taken)
        taken();
    if (auto noted = writeNote(path, aside); !noted) {
        ::unlink(QFile::encodeName(incomingPath(path)).constData());
        return noted;
    }
    return goOn(path, aside);
}

Result<bool> finishReplacement(const QString &path, const QString &holder, int waitMs)
{
    if (fileSize(notePath(path)) < 0 && fileSize(incomingPath(path)) < 0)
        return true;
    WriterLock lock(path, holder);
    auto turn = WriterTurn::take(lock, waitMs, CancelToken());
    if (!turn)
        return fail(turn.error());
    return endReplacement(path);
}

} // namespace plancia::store
