// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sqlitefile/pagefile.h"

#include "app/sqlitefile/bytes.h"

#include <QFile>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::sqlitefile {

namespace {

constexpr char kMagic[16] = {'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f', 'o', 'r', 'm', 'a', 't', ' ', '3', 0};
constexpr int kHeaderBytes = 100;
constexpr quint32 kMinUsable = 480;         // file format, §1.3.4
constexpr qint64 kLockByte = qint64(1) << 30; // file format, §1.5
constexpr qint64 kMaxPages = 0xfffffffe;

QList<Fact> facts(const QString &name, const QString &message)
{
    return {{QStringLiteral("path"), name}, {QStringLiteral("message"), message}};
}

Error systemError(int number, const QString &name)
{
    const ErrorCode code = number == ENOENT || number == ENOTDIR ? ErrorCode::FileNotFound
                           : number == EACCES || number == EPERM ? ErrorCode::IoPermission
                                                                 : ErrorCode::IoRead;
    return Error(code, facts(name, QString::fromLocal8Bit(strerror(number))));
}

bool isPageSize(quint32 size) { return size >= 512 && size <= 65536 && (size & (size - 1)) == 0; }

} // namespace

Result<PageFile> PageFile::open(const QString &path, quint32 pageSize)
{
    // O_NONBLOCK: a named pipe in the place of a file must not hold us.
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(systemError(errno, path));
    return adopt(fd, path, pageSize);
}

Result<PageFile> PageFile::adopt(int fd, const QString &name, quint32 pageSize)
{
    PageFile file(fd, {}, name);
    struct stat status {};
    if (::fstat(fd, &status) != 0)
        return fail(systemError(errno, name));
    const auto read = file.readHeader(S_ISREG(status.st_mode) ? status.st_size : 0, pageSize);
    return read ? Result<PageFile>(std::move(file)) : fail(read.error());
}

Result<PageFile> PageFile::over(Source source, const QString &name, quint32 pageSize)
{
    PageFile file(-1, std::move(source), name);
    const auto read = file.readHeader(file.m_source.size, pageSize);
    return read ? Result<PageFile>(std::move(file)) : fail(read.error());
}

Result<bool> PageFile::readHeader(qint64 size, quint32 pageSize)
{
    std::array<uchar, kHeaderBytes> head{};
    if (size < kHeaderBytes || !readAt(head.data(), head.size(), 0)
        || (std::memcmp(head.data(), kMagic, sizeof kMagic) != 0 && pageSize == 0))
        return fail(ErrorCode::StoreForeignFile, facts(m_name, QStringLiteral("it is no SQLite file")));

    FileHeader &header = m_header;
    const quint32 claimed = u16(&head[16]) == 1 ? 65536 : u16(&head[16]);
    header.pageSize = isPageSize(claimed) ? claimed : pageSize;
    if (!isPageSize(header.pageSize))
        return fail(ErrorCode::StoreDamaged, facts(m_name, QStringLiteral("a page size of %1 is not possible").arg(claimed)));
    header.usableSize = header.pageSize - head[20];
    if (header.usableSize < kMinUsable && pageSize == 0)
        return fail(ErrorCode::StoreDamaged, facts(m_name, QStringLiteral("too many bytes of each page are reserved")));
    header.usableSize = std::max(header.usableSize, kMinUsable);
    header.pageCount = static_cast<quint32>(std::min<qint64>(size / header.pageSize, kMaxPages));
    header.changeCounter = u32(&head[24]);
    header.claimedPages = header.changeCounter == u32(&head[92]) ? u32(&head[28]) : 0;
    header.freelistTrunk = u32(&head[32]);
    header.freelistPages = u32(&head[36]);
    header.pointerMaps = u32(&head[52]) != 0;
    const quint32 encoding = u32(&head[56]);
    header.encoding = encoding == 2 ? TextEncoding::Utf16Le : encoding == 3 ? TextEncoding::Utf16Be : TextEncoding::Utf8;
    header.applicationId = u32(&head[68]);
    m_lockPage = static_cast<quint32>(kLockByte / header.pageSize) + 1;
    return true;
}

PageFile::PageFile(PageFile &&other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)), m_source(std::move(other.m_source)), m_name(other.m_name), m_header(other.m_header), m_lockPage(other.m_lockPage)
{
}

PageFile::~PageFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

bool PageFile::readAt(uchar *to, size_t bytes, qint64 at) const
{
    if (m_fd < 0)
        return m_source.read(to, bytes, at);
    while (bytes > 0) {
        const ssize_t n = ::pread(m_fd, to, bytes, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        to += n;
        at += n;
        bytes -= static_cast<size_t>(n);
    }
    return true;
}

bool PageFile::read(quint32 first, quint32 count, uchar *to) const
{
    if (first < 1 || count > m_header.pageCount || first > m_header.pageCount - count + 1)
        return false;
    return readAt(to, size_t(count) * m_header.pageSize, qint64(first - 1) * m_header.pageSize);
}

bool PageFile::readStart(quint32 page, uchar *to, size_t bytes) const
{
    return exists(page) && bytes <= m_header.pageSize && readAt(to, bytes, qint64(page - 1) * m_header.pageSize);
}

/// Page 2, and then every (usable / 5 + 1)th; one later when that is the lock page (file format, §1.8).
bool PageFile::isPointerMap(quint32 page) const
{
    if (!m_header.pointerMaps || page < 2)
        return false;
    const quint32 span = m_header.usableSize / 5 + 1;
    const quint32 map = (page - 2) / span * span + 2;
    return page == (map == m_lockPage ? map + 1 : map);
}

Error PageFile::error(const Damage &damage) const
{
    const QString what = QString::fromLatin1(damage.what);
    return Error(ErrorCode::StoreDamaged,
                 facts(m_name, damage.page ? QStringLiteral("page %1: %2").arg(damage.page).arg(what) : what));
}

} // namespace plancia::sqlitefile
