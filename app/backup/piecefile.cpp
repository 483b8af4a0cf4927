// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/piecefile.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::backup {

namespace {

constexpr size_t kAlign = 4096; // memory, offsets and sizes of direct I/O: no disk sold asks for more

/// Whether direct I/O goes to the disk and with our alignment. Some file systems take the flag and write through the cache
/// all the same; those that know tell (Linux 6.1).
bool takesDirect(int fd, int pageSize)
{
    if (pageSize % static_cast<int>(kAlign) != 0) // the last piece would end between
        return false;
#ifdef STATX_DIOALIGN
    struct statx about {};
    if (::statx(fd, "", AT_EMPTY_PATH, STATX_DIOALIGN, &about) == 0 && (about.stx_mask & STATX_DIOALIGN) != 0
        && (about.stx_dio_offset_align == 0 || about.stx_dio_offset_align > kAlign || about.stx_dio_mem_align > kAlign))
        return false;
#endif
    const int flags = ::fcntl(fd, F_GETFL);
    return flags >= 0 && ::fcntl(fd, F_SETFL, flags | O_DIRECT) == 0;
}

void endDirect(int fd) { ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) & ~O_DIRECT); }

/// The room for the whole file, so that a full disk is known at once and no write makes the file longer (which would take
/// its lock alone). A file system that cannot gives it as it is written.
Result<bool> reserve(int fd, const QString &path, qint64 bytes)
{
    while (bytes > 0 && ::fallocate(fd, 0, 0, bytes) != 0) {
        if (errno == EOPNOTSUPP || errno == ENOSYS || errno == EINVAL)
            break;
        if (errno != EINTR)
            return fail(fileError(ErrorCode::IoWrite, errno, path));
    }
    return true;
}

} // namespace

PieceMemory newPiece() { return PieceMemory(static_cast<char *>(std::aligned_alloc(kAlign, static_cast<size_t>(kPieceBytes)))); }

PieceFile::PieceFile(int fd, Fd reader, QString path, bool direct)
    : m_fd(fd), m_reader(std::move(reader)), m_path(std::move(path)), m_direct(direct)
{
}

Result<std::unique_ptr<PieceFile>> PieceFile::create(int fd, const QString &path, qint64 bytes, int pageSize)
{
    if (auto reserved = reserve(fd, path, bytes); !reserved)
        return fail(reserved.error());
    auto reader = openFile(path);
    if (!reader)
        return fail(reader.error());
    // Reading ahead would bring into the cache what is not written yet.
    ::posix_fadvise(reader->get(), 0, 0, POSIX_FADV_RANDOM);
    return std::unique_ptr<PieceFile>(new PieceFile(fd, std::move(*reader), path, takesDirect(fd, pageSize)));
}

Result<bool> PieceFile::write(const char *memory, qint64 size, qint64 at)
{
    qint64 done = 0;
    while (done < size) {
        const ssize_t n = ::pwrite(m_fd, memory + done, static_cast<size_t>(size - done), at + done);
        if (n > 0) {
            done += n;
        } else if (n < 0 && errno == EINVAL && m_direct.exchange(false)) { // another alignment than ours, or a short write before
            endDirect(m_fd);
        } else if (n == 0 || errno != EINTR) {
            return fail(fileError(ErrorCode::IoWrite, n < 0 ? errno : ENOSPC, m_path));
        }
    }
    if (!m_direct && ::fdatasync(m_fd) != 0)
        return fail(fileError(ErrorCode::IoWrite, errno, m_path));
    return true;
}

Result<bool> PieceFile::read(char *memory, qint64 size, qint64 at) const
{
    ::posix_fadvise(m_reader.get(), at, size, POSIX_FADV_DONTNEED); // what was not written directly is in the cache
    qint64 done = 0;
    while (done < size) {
        const ssize_t n = ::pread(m_reader.get(), memory + done, static_cast<size_t>(size - done), at + done);
        if (n > 0)
            done += n;
        else if (n == 0)
            return fail(ErrorCode::IoRead, {{QStringLiteral("path"), m_path}, {QStringLiteral("message"), QStringLiteral("its length changed")}});
        else if (errno != EINTR)
            return fail(fileError(ErrorCode::IoRead, errno, m_path));
    }
    return true;
}

} // namespace plancia::backup
