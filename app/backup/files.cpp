// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/files.h"

#include <openssl/evp.h>

#include <QDir>
#include <QFile>
#include <QUuid>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/fs.h>
#include <memory>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::backup {

namespace {
const QString kPrefix = QStringLiteral(".plancia-backup-");
const QString kSuffix = QStringLiteral(".tmp");
constexpr qint64 kRemoveStep = 32 << 20;
constexpr size_t kReadPiece = 1 << 20;

QString systemMessage(int number) { return QString::fromLocal8Bit(strerror(number)); }

Result<bool> syncFolder(const QString &folder)
{
    const Fd dir(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!dir.isOpen() || ::fsync(dir.get()) != 0)
        return fail(fileError(ErrorCode::IoWrite, errno, folder));
    return true;
}
} // namespace

Error fileError(ErrorCode otherwise, int number, const QString &path)
{
    ErrorCode code = otherwise;
    if (number == ENOSPC || number == EDQUOT || number == EFBIG)
        code = ErrorCode::IoDiskFull;
    else if (number == EACCES || number == EPERM || number == EROFS)
        code = ErrorCode::IoPermission;
    return Error(code, {{QStringLiteral("path"), path}, {QStringLiteral("message"), systemMessage(number)}});
}

Fd &Fd::operator=(Fd &&other) noexcept
{
    if (this != &other) {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = std::exchange(other.m_fd, -1);
    }
    return *this;
}
Fd::~Fd()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

PendingFile::PendingFile(Fd fd, QString folder, QString path)
    : m_fd(std::move(fd)), m_folder(std::move(folder)), m_path(std::move(path))
{
}
PendingFile::PendingFile(PendingFile &&other) noexcept
    : m_fd(std::move(other.m_fd)), m_folder(other.m_folder), m_path(std::exchange(other.m_path, QString()))
{
}
PendingFile::~PendingFile()
{
    if (!m_path.isEmpty())
        removeInSteps(m_fd.get(), QFile::encodeName(m_path));
}

Result<PendingFile> PendingFile::create(const QString &folder)
{
    const QString path = folder + u'/' + kPrefix + QUuid::createUuid().toString(QUuid::WithoutBraces) + kSuffix;
    Fd fd(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd.isOpen())
        return fail(fileError(ErrorCode::IoWrite, errno, folder));
    ::flock(fd.get(), LOCK_EX | LOCK_NB); // says that its process lives; cannot be held by anybody yet
    return PendingFile(std::move(fd), folder, path);
}

Result<bool> PendingFile::write(const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(m_fd.get(), bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail(fileError(ErrorCode::IoWrite, n < 0 ? errno : ENOSPC, m_folder));
        done += n;
    }
    return true;
}

Result<bool> PendingFile::sync()
{
    if (::fsync(m_fd.get()) != 0) // never tried again: the kernel may have dropped the pages that failed
        return fail(fileError(ErrorCode::IoWrite, errno, m_folder));
    return true;
}

Result<QString> PendingFile::publish(const QString &name)
{
    const QString target = m_folder + u'/' + name;
    const QByteArray from = QFile::encodeName(m_path);
    const QByteArray to = QFile::encodeName(target);
    // A file system that cannot refuse to replace (EINVAL) is asked first and then trusted.
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) != 0) {
        const int number = errno;
        if (number == EEXIST || (number == EINVAL && QFile::exists(target)))
            return fail(ErrorCode::IoExists, {{QStringLiteral("path"), target}});
        if (number != EINVAL || ::rename(from.constData(), to.constData()) != 0)
            return fail(fileError(ErrorCode::IoWrite, number == EINVAL ? errno : number, target));
    }
    m_path = target; // removed all the same when the name does not reach the disk
    if (auto synced = syncFolder(m_folder); !synced)
        return fail(synced.error());
    m_path.clear();
    return target;
}

Result<bool> ensureFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (info.isDir())
        return true;
    if (!info.absolutePath().isEmpty() && info.absolutePath() != folder)
        if (auto parent = ensureFolder(info.absolutePath()); !parent)
            return parent;
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST)
        return fail(fileError(ErrorCode::IoWrite, errno, folder));
    return true;
}

int removeLeftovers(const QString &folder)
{
    int removed = 0;
    const QStringList names = QDir(folder).entryList({kPrefix + u'*' + kSuffix}, QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QString &name : names) {
        const QByteArray path = QFile::encodeName(folder + u'/' + name);
        const Fd fd(::open(path.constData(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
        if (!fd.isOpen() || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
            continue; // its process lives
        removeInSteps(fd.get(), path);
        ++removed;
    }
    return removed;
}

void removeInSteps(int fd, const QByteArray &path)
{
    struct stat now {};
    if (fd >= 0 && ::fstat(fd, &now) == 0)
        for (off_t size = now.st_size - kRemoveStep; size > 0; size -= kRemoveStep)
            if (::ftruncate(fd, size) != 0)
                break;
    ::unlink(path.constData());
}

Result<QString> sha256OfFile(const QString &path, const CancelToken &cancel, const std::function<void(qint64)> &read)
{
    const Fd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC));
    if (!fd.isOpen())
        return errno == ENOENT ? Result<QString>(Error(ErrorCode::BackupNotFound, {{QStringLiteral("path"), path}}))
                               : Result<QString>(fileError(ErrorCode::IoRead, errno, path));
    ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_DONTNEED);
    ::posix_fadvise(fd.get(), 0, 0, POSIX_FADV_SEQUENTIAL);

    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    QByteArray buffer(static_cast<qsizetype>(kReadPiece), Qt::Uninitialized);
    bool hashed = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
    qint64 done = 0;
    while (hashed) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const ssize_t n = ::read(fd.get(), buffer.data(), kReadPiece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(fileError(ErrorCode::IoRead, errno, path));
        if (n == 0)
            break;
        hashed = EVP_DigestUpdate(context.get(), buffer.constData(), static_cast<size_t>(n)) == 1;
        done += n;
        if (read)
            read(done);
    }
    QByteArray digest(EVP_MAX_MD_SIZE, Qt::Uninitialized);
    unsigned int length = 0;
    if (!hashed || EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char *>(digest.data()), &length) != 1)
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("OpenSSL offers no SHA-256")}});
    return QString::fromLatin1(digest.left(static_cast<qsizetype>(length)).toHex());
}

} // namespace plancia::backup
