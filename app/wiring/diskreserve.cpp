// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/diskreserve.h"

#include "app/backup/room.h"
#include "app/log/log.h"

#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

namespace plancia::wiring {

namespace {
qint64 freeBeside(const QString &path) { return backup::freeBytes(QFileInfo(path).path()); }
} // namespace

void DiskReserve::prepare() const
{
    if (freeBeside(m_path) < 4 * kBytes)
        return;
    const QByteArray name = QFile::encodeName(m_path);
    const int fd = ::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return; // it is there, or the place is read-only
    const int failed = ::posix_fallocate(fd, 0, kBytes); // real room, not a hole
    ::close(fd);
    if (failed != 0)
        ::unlink(name.constData());
}

bool DiskReserve::releaseIfNeeded() const
{
    const qint64 free = freeBeside(m_path);
    if (free < 0 || free >= kBytes || ::unlink(QFile::encodeName(m_path).constData()) != 0)
        return false;
    log::info("wiring", QStringLiteral("gave up the reserve of the disk"), {{QStringLiteral("free"), QString::number(free)}});
    return true;
}

} // namespace plancia::wiring
