// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>

#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace plancia::tests {

/// Bytes of a file become others as a disk does it: nobody wrote, so the file's times stay.
inline bool rot(const QString &path, qint64 at, const QByteArray &bytes)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC);
    struct stat before {};
    if (fd < 0 || at < 0 || ::fstat(fd, &before) != 0)
        return false;
    const std::array<timespec, 2> times{before.st_atim, before.st_mtim};
    const bool done = ::pwrite(fd, bytes.constData(), static_cast<size_t>(bytes.size()), at) == bytes.size() && ::futimens(fd, times.data()) == 0;
    return ::close(fd) == 0 && done;
}

/// Where the bytes stand last in a file; -1 for nowhere.
inline qint64 lastPlaceOf(const QByteArray &bytes, const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().lastIndexOf(bytes) : -1;
}

} // namespace plancia::tests
