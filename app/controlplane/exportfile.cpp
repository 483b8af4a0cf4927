// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/exportfile.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace plancia::controlplane {

namespace {
/// So that the name of a new file is on the disk too. A file system that cannot do that for folders has done what it can.
bool syncFolderOf(const QString &path)
{
    const int folder = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return errno == EACCES; // one may write into a folder that one may not read
    const bool isSynced = ::fsync(folder) == 0 || errno == EINVAL;
    ::close(folder);
    return isSynced;
}
} // namespace

QString isoTime(qint64 unixMs)
{
    return unixMs == 0 ? QString() : QDateTime::fromMSecsSinceEpoch(unixMs, Qt::UTC).toString(Qt::ISODateWithMs);
}

Result<bool> writeNewFile(const QString &path, const QByteArray &bytes)
{
    const QList<Fact> facts{{QStringLiteral("path"), path}};
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return fail(Error(QFileInfo::exists(path) ? ErrorCode::IoExists : ErrorCode::IoWrite, facts).with(QStringLiteral("message"), file.errorString()));
    const bool isWritten = file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && file.write(bytes) == bytes.size()
        && file.flush() && ::fsync(file.handle()) == 0 && syncFolderOf(path);
    if (isWritten)
        return true;
    const QString message = file.errorString();
    file.remove();
    return fail(Error(ErrorCode::IoWrite, facts).with(QStringLiteral("message"), message));
}

} // namespace plancia::controlplane
