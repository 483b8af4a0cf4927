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

QString hiddenName(const QString &folder)
{
    return folder + u'/' + kPrefix + QUuid::createUuid().toString(QUuid::WithoutBraces) + kSuffix;
}
} // namespace

Result<bool> renameToFree(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
    if (::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE) == 0)
        return true;
    const int number = errno;
    if (number == EEXIST || number == ENOTEMPTY || (number == EINVAL && QFile::exists(to)))
        return fail(ErrorCode::IoExists, {{QStringLiteral("path"), to}});
    if (number != EINVAL || ::rename(source.constData(), target.constData()) != 0)
        return fail(fileError(ErrorCode::IoWrite, number == EINVAL ? errno : number, to));
    return true;
}

Error fileError(ErrorCode otherwise, int number, const QString &path)
{
    ErrorCode code = otherwise;
    if (number == ENOSPC || number == EDQUOT || number == EFBIG)
        code = ErrorCode::IoDiskFull;
    else if (number == EMFILE || number == ENFILE)
        code = ErrorCode::IoTooManyOpen;
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

/// Whether the open file or folder is the one that has the name: not where somebody put a link in the place of its folder.
static bool isStillThere(int fd, const QByteArray &name)
{
    struct stat ours {};
    struct stat there {};
    return ::fstat(fd, &ours) == 0 && ::lstat(name.constData(), &there) == 0 && ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
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
    if (!m_path.isEmpty() && isStillThere(m_fd.get(), QFile::encodeName(m_path)))
        removeInSteps(m_fd.get(), QFile::encodeName(m_path));
}

constexpr int kTries = 20; ///< to be first with a name of our own

Result<PendingFile> PendingFile::create(const QString &folder)
{
    for (int tries = 1;; ++tries) {
        const QString path = hiddenName(folder);
        auto fd = newFile(path);
        if (!fd)
            return fail(fd.error().with(QStringLiteral("path"), folder));
        ::flock(fd->get(), LOCK_EX | LOCK_NB); // says that its process lives
        // Another program that clears leftovers away may have come before the lock.
        if (isStillThere(fd->get(), QFile::encodeName(path)) || tries == kTries)
            return PendingFile(std::move(*fd), folder, path);
    }
}

Result<bool> PendingFile::write(const QByteArray &bytes) { return writeAll(m_fd.get(), bytes, m_folder); }

Result<bool> PendingFile::sync() { return syncFile(m_fd.get(), m_folder); }

Result<QString> PendingFile::publish(const QString &name, Existing existing)
{
    const QString target = m_folder + u'/' + name;
    if (existing == Existing::Replace) {
        if (::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(target).constData()) != 0)
            return fail(fileError(ErrorCode::IoWrite, errno, target));
        m_path.clear();
    } else {
        if (auto renamed = renameToFree(m_path, target); !renamed)
            return fail(renamed.error());
        m_path = target; // removed all the same when the name does not reach the disk
    }
    if (auto synced = syncFolder(m_folder); !synced)
        return fail(synced.error());
    m_path.clear();
    return target;
}

PendingFolder::PendingFolder(Fd fd, QString parent, QString path)
    : m_fd(std::move(fd)), m_parent(std::move(parent)), m_path(std::move(path))
{
}
PendingFolder::PendingFolder(PendingFolder &&other) noexcept
    : m_fd(std::move(other.m_fd)), m_parent(other.m_parent), m_path(std::exchange(other.m_path, QString()))
{
}
PendingFolder::~PendingFolder()
{
    if (!m_path.isEmpty() && isStillThere(m_fd.get(), QFile::encodeName(m_path)))
        (void)removeFolder(m_path); // what stays is a leftover, which the next backup removes
}

Result<PendingFolder> PendingFolder::create(const QString &parent)
{
    for (int tries = 1;; ++tries) {
        const QString path = hiddenName(parent);
        const QByteArray name = QFile::encodeName(path);
        if (::mkdir(name.constData(), 0700) != 0)
            return fail(fileError(ErrorCode::IoWrite, errno, parent));
        Fd fd(::open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        const int number = errno;
        if (fd.isOpen())
            ::flock(fd.get(), LOCK_EX | LOCK_NB); // as above; a network disk that has none keeps its leftovers
        if (fd.isOpen() && isStillThere(fd.get(), name))
            return PendingFolder(std::move(fd), parent, path);
        // Another program that clears leftovers away may have come before the lock.
        if (tries == kTries || (!fd.isOpen() && number != ENOENT)) {
            ::rmdir(name.constData());
            return fail(fileError(ErrorCode::IoWrite, fd.isOpen() ? ENOENT : number, parent));
        }
    }
}

Result<QString> PendingFolder::publish(const QString &name)
{
    if (::fsync(m_fd.get()) != 0)
        return fail(fileError(ErrorCode::IoWrite, errno, m_path));
    if (!isStillThere(m_fd.get(), QFile::encodeName(m_path)))
        return fail(fileError(ErrorCode::IoWrite, ENOENT, m_path));
    const QString target = m_parent + u'/' + name;
    if (auto renamed = renameToFree(m_path, target); !renamed)
        return fail(renamed.error());
    m_path = target; // removed all the same when the name does not reach the disk
    if (auto synced = syncFolder(m_parent); !synced)
        return fail(synced.error());
    m_path.clear();
    return target;
}

Result<FolderTurn> FolderTurn::wait(const QString &folder)
{
    Fd fd(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.isOpen())
        return errno == ENOENT ? Result<FolderTurn>(Error(ErrorCode::BackupNotFound, {{QStringLiteral("path"), folder}}))
                               : Result<FolderTurn>(fileError(ErrorCode::IoWrite, errno, folder));
    while (::flock(fd.get(), LOCK_EX) != 0 && errno == EINTR) {
    } // a network disk without locks lets everybody in: what is written is renamed whole anyway
    return FolderTurn(std::move(fd));
}

Result<Fd> newFile(const QString &path)
{
    Fd fd(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd.isOpen())
        return errno == EEXIST ? Result<Fd>(Error(ErrorCode::IoExists, {{QStringLiteral("path"), path}}))
                               : Result<Fd>(fileError(ErrorCode::IoWrite, errno, path));
    return fd;
}

Result<Fd> openFile(const QString &path)
{
    // Without O_NONBLOCK a pipe in the place of a file would hold the thread for ever.
    Fd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!fd.isOpen())
        return errno == ENOENT || errno == ENOTDIR ? Result<Fd>(Error(ErrorCode::FileNotFound, {{QStringLiteral("path"), path}}))
                                                   : Result<Fd>(fileError(ErrorCode::IoRead, errno, path));
    struct stat about {};
    if (::fstat(fd.get(), &about) != 0 || !S_ISREG(about.st_mode))
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), QStringLiteral("no regular file")}});
    return fd;
}

Result<bool> writeAll(int fd, const QByteArray &bytes, const QString &path)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail(fileError(ErrorCode::IoWrite, n < 0 ? errno : ENOSPC, path));
        done += n;
    }
    return true;
}

Result<bool> syncFile(int fd, const QString &path)
{
    if (::fsync(fd) != 0)
        return fail(fileError(ErrorCode::IoWrite, errno, path));
    return true;
}

Result<bool> syncFolder(const QString &folder)
{
    const Fd dir(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!dir.isOpen() || ::fsync(dir.get()) != 0)
        return fail(fileError(ErrorCode::IoWrite, errno, folder));
    return true;
}

Result<QByteArray> readSmallFile(const QString &path, qint64 limit)
{
    const auto fd = openFile(path);
    if (!fd)
        return fail(fd.error());
    QByteArray bytes(static_cast<qsizetype>(limit) + 1, Qt::Uninitialized);
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::read(fd->get(), bytes.data() + done, static_cast<size_t>(bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(fileError(ErrorCode::IoRead, errno, path));
        if (n == 0)
            break;
        done += n;
    }
    if (done > limit)
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), QStringLiteral("it is too long")}});
    bytes.resize(done);
    return bytes;
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

Result<bool> removeFolder(const QString &folder)
{
    const QStringList names = QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const QByteArray path = QFile::encodeName(folder + u'/' + name);
        const Fd fd(::open(path.constData(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
        removeInSteps(fd.get(), path);
    }
    if (::rmdir(QFile::encodeName(folder).constData()) != 0)
        return fail(fileError(ErrorCode::IoWrite, errno, folder));
    return true;
}

Result<bool> discardFile(const QString &path)
{
    const QString hidden = hiddenName(QFileInfo(path).path());
    if (auto renamed = renameToFree(path, hidden); !renamed)
        return renamed;
    const QByteArray encoded = QFile::encodeName(hidden);
    const Fd fd(::open(encoded.constData(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    removeInSteps(fd.get(), encoded);
    return true;
}

Result<bool> discardFolder(const QString &folder)
{
    const QString hidden = hiddenName(QFileInfo(folder).path());
    if (auto renamed = renameToFree(folder, hidden); !renamed)
        return renamed;
    return removeFolder(hidden);
}

bool isLeftover(const QString &name) { return name.startsWith(kPrefix) && name.endsWith(kSuffix); }

int removeLeftovers(const QString &folder)
{
    int removed = 0;
    const QDir::Filters all = QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoSymLinks;
    for (const QString &name : QDir(folder).entryList({kPrefix + u'*' + kSuffix}, all)) {
        const QString path = folder + u'/' + name;
        const QByteArray encoded = QFile::encodeName(path);
        const bool isFolder = QFileInfo(path).isDir();
        const Fd fd(::open(encoded.constData(), (isFolder ? O_RDONLY | O_DIRECTORY : O_RDWR) | O_NOFOLLOW | O_CLOEXEC));
        if (!fd.isOpen() || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
            continue; // its process lives
        if (!isFolder)
            removeInSteps(fd.get(), encoded);
        else if (!removeFolder(path))
            continue; // not empty: none of ours made a folder in it
        ++removed;
    }
    return removed;
}

void removeInSteps(int fd, const QByteArray &path)
{
    struct stat now {};
    // A file with a second name elsewhere is not ours alone: it loses this name only.
    if (fd >= 0 && ::fstat(fd, &now) == 0 && S_ISREG(now.st_mode) && now.st_nlink == 1)
        for (off_t size = now.st_size - kRemoveStep; size > 0; size -= kRemoveStep)
            if (::ftruncate(fd, size) != 0)
                break;
    ::unlink(path.constData());
}

Result<QString> sha256OfFile(const QString &path, const CancelToken &cancel, const std::function<void(qint64)> &read)
{
    const auto opened = openFile(path);
    if (!opened)
        return opened.error().code() == ErrorCode::FileNotFound
            ? Result<QString>(Error(ErrorCode::BackupNotFound, {{QStringLiteral("path"), path}}))
            : Result<QString>(opened.error());
    const Fd &fd = *opened;
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
