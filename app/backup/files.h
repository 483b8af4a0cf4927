// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <QByteArray>
#include <QString>
#include <functional>

namespace plancia::backup {

/// IO_001 (no room, quota, size limit), IO_002 (not allowed), IO_003 or IO_004 for an errno, with path and message.
Error fileError(ErrorCode otherwise, int number, const QString &path);

/// A file descriptor that closes itself.
class Fd {
public:
    explicit Fd(int fd = -1) : m_fd(fd) {}
    Fd(Fd &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Fd &operator=(Fd &&other) noexcept;
    ~Fd();
    int get() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

/// A new file in a folder that appears under its name only when it is whole: made under a hidden name (O_EXCL, 0600),
/// locked with flock so that nobody takes it for a leftover, and removed unless published. Blocks on the disk.
class PendingFile {
public:
    static Result<PendingFile> create(const QString &folder);
    PendingFile(PendingFile &&other) noexcept;
    PendingFile &operator=(PendingFile &&) = delete;
    ~PendingFile();

    const QString &path() const { return m_path; }
    int fd() const { return m_fd.get(); }
    Result<bool> write(const QByteArray &bytes);
    /// On disk when it returns.
    Result<bool> sync();
    /// Renames to `name` in the same folder and brings the folder to disk. IO_009 when the name is taken.
    Result<QString> publish(const QString &name);

private:
    PendingFile(Fd fd, QString folder, QString path);
    Fd m_fd;
    QString m_folder;
    QString m_path; ///< empty once published
};

/// Makes a folder and its parents, mode 0700 for the new ones.
Result<bool> ensureFolder(const QString &folder);
/// Removes hidden files of PendingFile whose process is gone. Returns how many.
int removeLeftovers(const QString &folder);
/// Truncates in steps before unlinking: one big unlink stalls a journalling file system, and commits with it.
void removeInSteps(int fd, const QByteArray &path);

/// 64 hex digits of the file as it is on the disk, not in the cache (as far as the kernel grants it). `read` is called
/// with the bytes read so far. NOT_FOUND_003, IO_003, INTERNAL_003.
Result<QString> sha256OfFile(const QString &path, const CancelToken &cancel, const std::function<void(qint64)> &read);

} // namespace plancia::backup
