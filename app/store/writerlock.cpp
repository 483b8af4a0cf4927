// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/writerlock.h"

#include "app/log/log.h"

#include <QFile>
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace plancia::store {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

namespace {
constexpr int kNoteBytes = 96;
constexpr auto kPoll = 2ms;
constexpr auto kSayAfter = 1s; ///< who waits longer sees who holds it

/// The turnstile: who wants the lock goes through it first, one at a time, so that a program that writes without a pause
/// cannot be first again and again. An open-file-description lock on the first byte, apart from the flock.
bool tryTurnstile(int file)
{
    struct flock range {};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    range.l_len = 1;
    return ::fcntl(file, F_OFD_SETLK, &range) == 0;
}

void leaveTurnstile(int file)
{
    struct flock range {};
    range.l_type = F_UNLCK;
    range.l_whence = SEEK_SET;
    range.l_len = 1;
    ::fcntl(file, F_OFD_SETLK, &range);
}
} // namespace

WriterLock::WriterLock(QString storePath, QString holder)
    : m_store(std::move(storePath)), m_path(QFile::encodeName(m_store + QStringLiteral(".lock"))), m_holder(std::move(holder))
{
}

WriterLock::~WriterLock()
{
    release();
    closeFile();
}

void WriterLock::closeFile()
{
    if (m_file >= 0)
        ::close(m_file);
    m_file = -1;
}

Result<bool> WriterLock::openFile()
{
    if (m_file >= 0 && isStale())
        closeFile();
    if (m_file >= 0)
        return true;
    m_file = ::open(m_path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    const int reason = errno;
    // A note is written into it: never through a link into somebody's file.
    struct stat status {};
    const bool isOwn = m_file >= 0 && ::fstat(m_file, &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink <= 1;
    if (isOwn)
        return true;
    if (m_file >= 0 || reason == ELOOP) {
        closeFile();
        return fail(ErrorCode::IoOtherName, {{QStringLiteral("path"), QFile::decodeName(m_path)}});
    }
    const bool refused = reason == EACCES || reason == EPERM || reason == EROFS;
    return fail(refused ? ErrorCode::IoPermission : reason == ENOSPC || reason == EDQUOT ? ErrorCode::IoDiskFull : ErrorCode::IoWrite,
                {{QStringLiteral("path"), QFile::decodeName(m_path)}, {QStringLiteral("message"), QString::fromLocal8Bit(strerror(reason))}});
}

bool WriterLock::isStale() const
{
    struct stat ours {};
    struct stat there {};
    return ::fstat(m_file, &ours) != 0 || ::stat(m_path.constData(), &there) != 0 || ours.st_ino != there.st_ino
           || ours.st_dev != there.st_dev;
}

Result<bool> WriterLock::acquire(int waitMs, const CancelToken &cancel)
{
    const auto started = SteadyClock::now();
    bool said = false;
    bool inTurnstile = false;
    if (auto opened = openFile(); !opened)
        return opened;
    while (true) {
        inTurnstile = inTurnstile || tryTurnstile(m_file);
        if (inTurnstile && ::flock(m_file, LOCK_EX | LOCK_NB) == 0) {
            leaveTurnstile(m_file);
            if (!isStale())
                break;
            // Somebody deleted the lock file: what we hold guards nothing.
            ::flock(m_file, LOCK_UN);
            closeFile();
            inTurnstile = false;
            if (auto opened = openFile(); !opened)
                return opened;
        }
        const auto waited = SteadyClock::now() - started;
        const bool cancelled = cancel.isCancelled();
        if (cancelled || waited >= std::chrono::milliseconds(waitMs)) {
            if (inTurnstile)
                leaveTurnstile(m_file);
            if (cancelled)
                return fail(ErrorCode::InternalCancelled);
            return fail(ErrorCode::DbBusy, {{QStringLiteral("path"), m_store},
                                            {QStringLiteral("holder"), currentHolder()},
                                            {QStringLiteral("seconds"), QString::number(waitMs / 1000)}});
        }
        if (!said && waited >= kSayAfter) {
            said = true;
            log::warning("store", QStringLiteral("waiting for the writer of the store"),
                         {{QStringLiteral("path"), m_store}, {QStringLiteral("holder"), currentHolder()}});
        }
        std::this_thread::sleep_for(kPoll);
    }
    m_held = true;
    m_checkpoints = readNote().split(' ').value(1).toULongLong();
    writeNote();
    return true;
}

void WriterLock::release()
{
    if (!m_held)
        return;
    m_held = false;
    ::flock(m_file, LOCK_UN);
}

void WriterLock::countCheckpoint()
{
    ++m_checkpoints;
    writeNote();
}

// The note is one line of fixed width: "pid checkpoints program". It is written in one piece and needs no fsync: it tells
// who holds the lock now, and a machine that lost power holds none. A full disk does not matter either.
void WriterLock::writeNote()
{
    const QByteArray line = QByteArray::number(::getpid()).rightJustified(10) + ' '
                            + QByteArray::number(m_checkpoints).rightJustified(20) + ' '
                            + m_holder.toUtf8().leftJustified(kNoteBytes - 33, ' ', true) + '\n';
    [[maybe_unused]] const ssize_t written = ::pwrite(m_file, line.constData(), static_cast<size_t>(line.size()), 0);
}

QByteArray WriterLock::readNote() const
{
    QByteArray line(kNoteBytes, '\0');
    const ssize_t got = m_file < 0 ? 0 : ::pread(m_file, line.data(), static_cast<size_t>(line.size()), 0);
    return line.left(std::max<ssize_t>(got, 0)).simplified();
}

QString WriterLock::currentHolder() const
{
    const QByteArray note = readNote();
    const qsizetype second = note.indexOf(' ', note.indexOf(' ') + 1);
    if (second < 0)
        return {};
    return QStringLiteral("%1 (pid %2)").arg(QString::fromUtf8(note.mid(second + 1)), QString::fromLatin1(note.left(note.indexOf(' '))));
}

} // namespace plancia::store
