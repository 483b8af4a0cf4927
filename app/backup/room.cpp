// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/room.h"

#include "app/backup/files.h"

#include <QFile>
#include <QHash>

#include <cerrno>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace plancia::backup {

Result<bool> requireRoom(const QList<std::pair<QString, qint64>> &needs)
{
    QHash<quint64, qint64> wanted;
    for (const auto &[folder, bytes] : needs) {
        struct stat about {};
        struct statvfs room {};
        const QByteArray path = QFile::encodeName(folder);
        if (::stat(path.constData(), &about) != 0 || ::statvfs(path.constData(), &room) != 0)
            return fail(fileError(ErrorCode::IoRead, errno, folder));
        const qint64 needed = wanted[static_cast<quint64>(about.st_dev)] += bytes;
        const qint64 free = static_cast<qint64>(room.f_bavail) * static_cast<qint64>(room.f_frsize);
        if (free < needed)
            return fail(ErrorCode::IoDiskFull, {{QStringLiteral("path"), folder}, {QStringLiteral("needed"), QString::number(needed)},
                                                {QStringLiteral("free"), QString::number(free)}});
    }
    return true;
}

qint64 freeBytes(const QString &path)
{
    struct statvfs room {};
    return ::statvfs(QFile::encodeName(path).constData(), &room) == 0 ? static_cast<qint64>(room.f_bavail) * static_cast<qint64>(room.f_frsize) : -1;
}

bool isSameDisk(const QString &one, const QString &other)
{
    struct stat a {}, b {};
    return ::stat(QFile::encodeName(one).constData(), &a) == 0 && ::stat(QFile::encodeName(other).constData(), &b) == 0 && a.st_dev == b.st_dev;
}

} // namespace plancia::backup
