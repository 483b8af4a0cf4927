// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/salvage/damagedcopy.h"

#include "app/backup/archive/walfile.h"
#include "app/backup/salvage/pageshape.h"
#include "app/sqlitefile/bytes.h"

#include <QFile>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::backup::salvage {

namespace {
constexpr qint64 kPiece = 1 << 20;
constexpr qint64 kSector = 4096; ///< what is read at once where the disk refuses more
constexpr size_t kHeader = 100;

bool writeAt(int fd, const uchar *bytes, size_t size, qint64 at)
{
    while (size > 0) {
        const ssize_t n = ::pwrite(fd, bytes, size, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        at += n;
        size -= static_cast<size_t>(n);
    }
    return true;
}

/// Bytes read from `at`, -1 when the disk refuses them.
qint64 readAt(int fd, char *to, qint64 bytes, qint64 at)
{
    qint64 done = 0;
    while (done < bytes) {
        const ssize_t n = ::pread(fd, to + done, static_cast<size_t>(bytes - done), at + done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        done += n;
    }
    return done;
}

void put16(uchar *at, quint32 value)
{
    at[0] = static_cast<uchar>(value >> 8);
    at[1] = static_cast<uchar>(value);
}
void put32(uchar *at, quint32 value)
{
    put16(at, value >> 16);
    put16(at + 2, value);
}
} // namespace

Result<DamagedCopy> DamagedCopy::take(const QString &file, const QString &folder, bool ours, const CancelToken &cancel,
                                      const std::function<void(qint64)> &copied)
{
    const auto from = openFile(file);
    if (!from)
        return fail(from.error());
    if (auto made = ensureFolder(folder); !made)
        return fail(made.error());
    auto pending = PendingFile::create(folder);
    if (!pending)
        return fail(pending.error());
    DamagedCopy copy(std::make_unique<PendingFile>(std::move(*pending)));
    if (auto done = copy.copyBytes(from->get(), file, cancel, copied); !done)
        return fail(done.error());
    if (auto laid = copy.layLogOver(file + QStringLiteral("-wal"), cancel); !laid)
        return fail(laid.error());
    if (auto mended = copy.mendHeader(ours); !mended)
        return fail(mended.error());
    return copy;
}

Result<bool> DamagedCopy::copyBytes(int from, const QString &name, const CancelToken &cancel, const std::function<void(qint64)> &copied)
{
    struct stat status {};
    if (::fstat(from, &status) != 0)
        return fail(fileError(ErrorCode::IoRead, errno, name));
    if (!S_ISREG(status.st_mode) || status.st_size < static_cast<qint64>(kHeader))
        return fail(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), name}, {QStringLiteral("message"), QStringLiteral("it is no SQLite file")}});
    QByteArray piece(kPiece, Qt::Uninitialized);
    qint64 step = kPiece;
    for (qint64 at = 0; at < status.st_size;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const qint64 wanted = std::min(step, status.st_size - at);
        qint64 got = readAt(from, piece.data(), wanted, at);
        if (got < 0 && step > kSector) {
            step = kSector; // around a bad place, little by little
            continue;
        }
        if (got < 0) {
            std::memset(piece.data(), 0, static_cast<size_t>(wanted));
            m_facts.unreadable += wanted;
            got = wanted;
        }
        if (got == 0)
            break; // it became shorter
        if (auto written = m_file->write(piece.left(got)); !written)
            return written;
        at += got;
        if (at % kPiece == 0)
            step = kPiece;
        if (copied)
            copied(at);
    }
    return true;
}

/// What lies in the log is newer than the file, or the same: SQLite would read it first. A log of another page size is
/// another file's.
Result<bool> DamagedCopy::layLogOver(const QString &log, const CancelToken &cancel)
{
    auto opened = archive::WalFile::open(log);
    if (!opened)
        return fail(opened.error());
    if (!*opened)
        return true;
    const archive::WalFile &wal = **opened;
    archive::WalPosition position = wal.start();
    const quint32 pageSize = position.pageSize;
    std::array<uchar, kHeader> head{};
    if (readAt(m_file->fd(), reinterpret_cast<char *>(head.data()), kHeader, 0) != static_cast<qint64>(kHeader))
        return true;
    if (looksLikeHeader(head.data()) && pageSizeOf(head.data()) != pageSize)
        return true;
    QByteArray page(static_cast<qsizetype>(pageSize), Qt::Uninitialized);
    quint32 dbPages = 0;
    for (;;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        auto transaction = wal.next(position, QUuid());
        if (!transaction)
            return fail(transaction.error());
        if (!*transaction)
            break;
        for (const auto &at : (*transaction)->pages) {
            if (auto got = wal.readPage(at.frame, page.data()); !got)
                return got;
            if (!writeAt(m_file->fd(), reinterpret_cast<const uchar *>(page.constData()), pageSize, qint64(at.page - 1) * pageSize))
                return fail(fileError(ErrorCode::IoWrite, errno, path()));
            ++m_facts.logPages;
        }
        dbPages = (*transaction)->dbPages;
    }
    if (dbPages > 0 && ::ftruncate(m_file->fd(), qint64(dbPages) * pageSize) != 0)
        return fail(fileError(ErrorCode::IoWrite, errno, path()));
    return true;
}

Result<bool> DamagedCopy::mendHeader(bool ours)
{
    std::array<uchar, kHeader> head{};
    if (readAt(m_file->fd(), reinterpret_cast<char *>(head.data()), kHeader, 0) != static_cast<qint64>(kHeader))
        return fail(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), path()}, {QStringLiteral("message"), QStringLiteral("it is no SQLite file")}});
    const auto before = head;
    const PageGuess guess = guessPages(m_file->fd());
    const bool believed = looksLikeHeader(head.data())
        && pagesThatFit(m_file->fd(), pageSizeOf(head.data()), head[20]).share() * 2 >= guess.share();
    if (!believed && guess.fitting == 0 && !looksLikeHeader(head.data()))
        return fail(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), path()}, {QStringLiteral("message"), QStringLiteral("nothing in it looks like a page of SQLite")}});
    if (!believed) {
        m_facts.headerRebuilt = true;
        head.fill(0);
        std::memcpy(head.data(), "SQLite format 3", 16);
        put16(&head[16], guess.pageSize == 65536 ? 1 : guess.pageSize);
        head[18] = head[19] = 1;
        head[21] = 64;
        head[22] = head[23] = 32;
        put32(&head[56], 1); // UTF-8
    } else if (head[20] != 0 && pagesThatFit(m_file->fd(), pageSizeOf(head.data()), 0).fitting > pagesThatFit(m_file->fd(), pageSizeOf(head.data()), head[20]).fitting) {
        head[20] = 0;
    }
    if (ours) {
        put32(&head[52], 0);
        put32(&head[56], 1);
    }
    if (head != before && !writeAt(m_file->fd(), head.data(), kHeader, 0))
        return fail(fileError(ErrorCode::IoWrite, errno, path()));
    return true;
}

} // namespace plancia::backup::salvage
