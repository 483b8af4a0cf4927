// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/monitoring/config/wholefile.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::monitoring {

namespace {
/// 0, or an errno, as of all of these.
int writeAll(int fd, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t n = ::write(fd, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (n < 0 && errno != EINTR)
            return errno;
        done += std::max<ssize_t>(n, 0);
    }
    return 0;
}

int syncFolderOf(const QByteArray &path)
{
    const int folder = ::open(QFile::encodeName(QFileInfo(QFile::decodeName(path)).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return errno;
    const int problem = ::fsync(folder) == 0 ? 0 : errno;
    ::close(folder);
    return problem;
}

/// Never over what has the name.
int nameAs(const QByteArray &pending, const QByteArray &path)
{
    if (::renameat2(AT_FDCWD, pending.constData(), AT_FDCWD, path.constData(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS) // a file system that cannot do that
        return errno;
    if (::link(pending.constData(), path.constData()) != 0)
        return errno;
    ::unlink(pending.constData());
    return 0;
}

constexpr int kLockMs = 10'000;

/// A link stays one.
QByteArray fileBehind(const QString &path)
{
    const QString behindLink = QFileInfo(path).canonicalFilePath();
    return QFile::encodeName(behindLink.isEmpty() ? path : behindLink);
}

/// Held as long as it lives.
class Lock {
public:
    Lock() = default;
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;
    ~Lock()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    /// 0, or why it is not had.
    int wait(const QByteArray &file)
    {
        m_fd = ::open((file + ".lock").constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (m_fd < 0)
            return errno;
        for (const QDeadlineTimer limit(kLockMs); ::flock(m_fd, LOCK_EX | LOCK_NB) != 0;) {
            if (errno != EWOULDBLOCK && errno != EINTR)
                return 0; // a network disk without locks lets everybody in: what is written is renamed whole anyway
            if (limit.hasExpired())
                return EWOULDBLOCK;
            QThread::msleep(5);
        }
        return 0;
    }

private:
    int m_fd = -1;
};

/// Nothing when there is none.
Result<QByteArray> readWhole(const QString &path, qsizetype maxBytes)
{
    if (const QFileInfo info(path); !info.exists() && !info.isSymLink())
        return QByteArray();
    else if (info.exists() && !info.isFile()) // a pipe would be waited for
        return fail(fileError(ErrorCode::IoRead, EINVAL, path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), file.errorString()}});
    const QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), file.errorString()}});
    return bytes.size() > maxBytes ? fail(fileError(ErrorCode::IoRead, EFBIG, path)) : Result<QByteArray>(bytes);
}
} // namespace

Error fileError(ErrorCode otherwise, int number, const QString &path)
{
    const ErrorCode code = number == ENOSPC || number == EDQUOT ? ErrorCode::IoDiskFull
        : number == EACCES || number == EPERM || number == EROFS ? ErrorCode::IoPermission
                                                                  : otherwise;
    return Error(code, {{QStringLiteral("path"), path}, {QStringLiteral("message"), qt_error_string(number)}});
}

Result<QByteArray> changeWhole(const QString &path, qsizetype maxBytes, const std::function<Result<QByteArray>(const QByteArray &)> &edit)
{
    Lock lock;
    if (const int problem = lock.wait(fileBehind(path)); problem != 0)
        return fail(fileError(ErrorCode::IoWrite, problem, path));
    const auto before = readWhole(path, maxBytes);
    if (!before)
        return before;
    auto after = edit(*before);
    if (after)
        if (const auto written = writeWhole(path, *after); !written)
            return fail(written.error());
    return after;
}

Result<bool> writeWhole(const QString &path, const QByteArray &bytes)
{
    const QByteArray target = fileBehind(path);
    QByteArray pending = target + ".XXXXXX"; // of this writer alone: another may be at work
    const int fd = ::mkostemp(pending.data(), O_CLOEXEC); // 0600
    if (fd < 0)
        return fail(fileError(ErrorCode::IoWrite, errno, path));
    int problem = writeAll(fd, bytes);
    if (problem == 0 && ::fsync(fd) != 0)
        problem = errno;
    ::close(fd);
    if (problem == 0 && ::rename(pending.constData(), target.constData()) != 0)
        problem = errno;
    if (problem == 0) {
        problem = syncFolderOf(target);
        return problem == 0 ? Result<bool>(true) : Result<bool>(fail(fileError(ErrorCode::IoWrite, problem, path)));
    }
    ::unlink(pending.constData());
    return fail(fileError(ErrorCode::IoWrite, problem, path));
}

PendingFile::PendingFile(QString path, QByteArray pending, int fd)
    : m_path(std::move(path)), m_pending(std::move(pending)), m_fd(fd), m_hash(std::make_unique<QCryptographicHash>(QCryptographicHash::Sha256))
{
}

PendingFile::PendingFile(PendingFile &&other) noexcept
    : m_path(std::move(other.m_path)), m_pending(std::exchange(other.m_pending, {})), m_fd(std::exchange(other.m_fd, -1)), m_hash(std::move(other.m_hash))
{
}

PendingFile::~PendingFile()
{
    if (m_fd >= 0)
        ::close(m_fd);
    if (!m_pending.isEmpty())
        ::unlink(m_pending.constData());
}

Result<PendingFile> PendingFile::create(const QString &path)
{
    if (const QFileInfo there(path); there.exists() || there.isSymLink())
        return fail(ErrorCode::IoExists, {{QStringLiteral("path"), path}});
    QByteArray pending = QFile::encodeName(path) + ".XXXXXX";
    const int fd = ::mkostemp(pending.data(), O_CLOEXEC); // 0600
    if (fd < 0)
        return fail(fileError(ErrorCode::IoWrite, errno, path));
    return PendingFile(path, pending, fd);
}

Result<bool> PendingFile::write(const QByteArray &bytes)
{
    m_hash->addData(bytes);
    if (const int problem = writeAll(m_fd, bytes); problem != 0)
        return fail(fileError(ErrorCode::IoWrite, problem, m_path));
    return true;
}

Result<QString> PendingFile::finish()
{
    int problem = ::fsync(m_fd) == 0 ? 0 : errno;
    const QByteArray path = QFile::encodeName(m_path);
    if (problem == 0)
        problem = nameAs(m_pending, path);
    if (problem == EEXIST)
        return fail(ErrorCode::IoExists, {{QStringLiteral("path"), m_path}});
    if (problem != 0)
        return fail(fileError(ErrorCode::IoWrite, problem, m_path));
    m_pending.clear();
    problem = syncFolderOf(path);
    if (problem != 0 && problem != EACCES && problem != EINVAL) // one may write into a folder that one may not read
        return fail(fileError(ErrorCode::IoWrite, problem, m_path));
    return QString::fromLatin1(m_hash->result().toHex());
}

} // namespace plancia::monitoring
