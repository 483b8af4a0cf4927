// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/log/filesink.h"

#include "app/log/lineformat.h"

#include <QDateTime>
#include <QFile>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::log {

namespace {
constexpr int kOpenFlags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW;

Error ioError(const QString &path, int number)
{
    const ErrorCode code = number == EACCES || number == EPERM || number == EROFS ? ErrorCode::IoPermission
                                                                                  : ErrorCode::IoWrite;
    return Error(code, {{QStringLiteral("path"), path}, {QStringLiteral("message"), QString::fromLocal8Bit(strerror(number))}});
}

bool writeAll(int fd, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        done += n;
    }
    return true;
}

class FileLock {
public:
    explicit FileLock(int fd) : m_fd(fd)
    {
        while (::flock(m_fd, LOCK_EX) != 0 && errno == EINTR) { }
    }
    ~FileLock() { ::flock(m_fd, LOCK_UN); }
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

private:
    int m_fd;
};
} // namespace

Result<std::shared_ptr<FileSink>> FileSink::open(const QString &path, qint64 maxBytes)
{
    const QByteArray file = QFile::encodeName(path);
    const int lockFd = ::open((file + ".lock").constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lockFd < 0)
        return fail(ioError(path, errno));
    auto sink = std::make_shared<FileSink>(file, maxBytes, lockFd);
    if (!sink->reopenIfMoved())
        return fail(ioError(path, errno));
    return sink;
}

FileSink::FileSink(QByteArray path, qint64 maxBytes, int lockFd)
    : m_path(std::move(path)), m_maxBytes(maxBytes), m_lockFd(lockFd)
{
}

FileSink::~FileSink()
{
    if (m_fd >= 0)
        ::close(m_fd);
    ::close(m_lockFd);
}

void FileSink::setOverrunSource(std::function<size_t()> overruns)
{
    const std::scoped_lock lock(mutex_);
    m_overruns = std::move(overruns);
}

void FileSink::waitFor(const std::function<bool()> &reached, int timeoutMs)
{
    std::unique_lock lock(m_waitMutex);
    m_arrived.wait_for(lock, std::chrono::milliseconds(timeoutMs), reached);
}

void FileSink::sink_it_(const spdlog::details::log_msg &message)
{
    append(QByteArray(message.payload.data(), static_cast<qsizetype>(message.payload.size())) + '\n');
    {
        const std::scoped_lock lock(m_waitMutex);
        ++m_handled;
    }
    m_arrived.notify_all();
}

void FileSink::append(const QByteArray &line)
{
    const FileLock lock(m_lockFd);
    if (!reopenIfMoved()) {
        ++m_lost;
        return;
    }
    struct stat now {};
    if (::fstat(m_fd, &now) == 0 && now.st_size > 0 && now.st_size + line.size() > m_maxBytes)
        turnOver();
    const size_t overruns = m_overruns ? m_overruns() : 0;
    const size_t missing = m_lost + overruns - m_overrunsNamed;
    if (missing > 0) {
        const QByteArray note = formatLine(line.startsWith('{'), QDateTime::currentMSecsSinceEpoch(), Level::Warning, "log",
                                           QStringLiteral("lines were dropped"),
                                           {{QStringLiteral("count"), QString::number(missing)}}, {})
            + '\n';
        if (!writeAll(m_fd, note)) {
            ++m_lost;
            return;
        }
        m_lost = 0;
        m_overrunsNamed = overruns;
    }
    if (!writeAll(m_fd, line))
        ++m_lost;
}

/// Makes sure that our descriptor is the file of that name; errno says why not.
bool FileSink::reopenIfMoved()
{
    struct stat ours {};
    struct stat named {};
    if (m_fd >= 0 && ::fstat(m_fd, &ours) == 0 && ::lstat(m_path.constData(), &named) == 0 && ours.st_ino == named.st_ino
        && ours.st_dev == named.st_dev)
        return true;
    const int fd = ::open(m_path.constData(), kOpenFlags, 0600);
    if (fd < 0)
        return false;
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = fd;
    return true;
}

void FileSink::turnOver()
{
    for (int i = kFiles - 1; i > 0; --i) // the oldest is overwritten
        ::rename(numbered(i - 1).constData(), numbered(i).constData());
    reopenIfMoved(); // when it fails we go on in the old file
}

QByteArray FileSink::numbered(int number) const
{
    if (number == 0)
        return m_path;
    const QByteArray stem = m_path.endsWith(".log") ? m_path.chopped(4) : m_path;
    return stem + '.' + QByteArray::number(number) + ".log";
}

} // namespace plancia::log
