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

/// Renames without replacing. A file system that cannot refuse to replace (EINVAL) is asked first and then trusted.
/// IO_009 when the name is taken, IO_002, IO_004.
Result<bool> renameToFree(const QString &from, const QString &to);

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
    enum class Existing { Keep, Replace };
    /// Renames to `name` in the same folder and brings the folder to disk. IO_009 when the name is taken and kept.
    Result<QString> publish(const QString &name, Existing existing = Existing::Keep);
    /// Somebody moved the file elsewhere: it stays.
    void release() { m_path.clear(); }

private:
    PendingFile(Fd fd, QString folder, QString path);
    Fd m_fd;
    QString m_folder;
    QString m_path; ///< empty once published
};

/// A new folder that appears under its name only when it is whole: as PendingFile, mode 0700. Its files are made with
/// newFile(). Blocks on the disk.
class PendingFolder {
public:
    static Result<PendingFolder> create(const QString &parent);
    PendingFolder(PendingFolder &&other) noexcept;
    PendingFolder &operator=(PendingFolder &&) = delete;
    ~PendingFolder();

    const QString &path() const { return m_path; }
    /// Brings its entries to disk, renames it, and brings that to disk. IO_009 when the name is taken.
    Result<QString> publish(const QString &name);

private:
    PendingFolder(Fd fd, QString parent, QString path);
    Fd m_fd;
    QString m_parent;
    QString m_path; ///< empty once published
};

/// Holds a folder against other processes that take a turn too, for the time of a short change.
class FolderTurn {
public:
    /// Blocks until it is our turn. IO_002, IO_004, NOT_FOUND_003.
    static Result<FolderTurn> wait(const QString &folder);

private:
    explicit FolderTurn(Fd fd) : m_fd(std::move(fd)) {}
    Fd m_fd;
};

/// A file that was not there before (O_EXCL, O_NOFOLLOW, 0600), for reading and writing. IO_001…004, IO_009.
Result<Fd> newFile(const QString &path);
/// An existing file for reading; no link is followed. NOT_FOUND_005, IO_002, IO_003.
Result<Fd> openFile(const QString &path);
Result<bool> writeAll(int fd, const QByteArray &bytes, const QString &path);
/// On disk when it returns. Never tried again: the kernel may have dropped the pages that failed.
Result<bool> syncFile(int fd, const QString &path);
Result<bool> syncFolder(const QString &folder);
/// A whole file of at most `limit` bytes that is no link. NOT_FOUND_005, IO_002, IO_003 also when it is longer.
Result<QByteArray> readSmallFile(const QString &path, qint64 limit);

/// Makes a folder and its parents, mode 0700 for the new ones.
Result<bool> ensureFolder(const QString &folder);
/// Removes a folder and the files in it, big ones in steps; a folder in it stays, and the folder with it. Links in it are
/// removed, never followed. IO_002, IO_004.
Result<bool> removeFolder(const QString &folder);
/// Whether the name is one of those.
bool isLeftover(const QString &name);
/// Removes hidden files and folders of PendingFile and PendingFolder whose process is gone. Returns how many.
int removeLeftovers(const QString &folder);
/// Takes the file's name away at once and then the file: what a crash leaves is a leftover, never a file cut short.
Result<bool> discardFile(const QString &path);
/// The same of a folder and its files.
Result<bool> discardFolder(const QString &folder);
/// Truncates in steps before unlinking: one big unlink stalls a journalling file system, and commits with it.
void removeInSteps(int fd, const QByteArray &path);

/// 64 hex digits of the file as it is on the disk, not in the cache (as far as the kernel grants it). `read` is called
/// with the bytes read so far. NOT_FOUND_003, IO_003, INTERNAL_003.
Result<QString> sha256OfFile(const QString &path, const CancelToken &cancel, const std::function<void(qint64)> &read);

} // namespace plancia::backup
