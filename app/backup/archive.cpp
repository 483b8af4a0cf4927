// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace plancia::backup {

namespace {
const QString kManifest = QStringLiteral(".manifest.json");
constexpr qint64 kMaxManifest = 1'000'000;

Error unusable(const QString &path, const QString &message)
{
    return Error(ErrorCode::BackupManifest, {{QStringLiteral("path"), path}, {QStringLiteral("message"), message}});
}
} // namespace

QString backupFileName(const QString &storeId, qint64 startedAtMs, qint64 commitNo, int again)
{
    const QString time = QDateTime::fromMSecsSinceEpoch(startedAtMs, Qt::UTC).toString(QStringLiteral("yyyyMMddTHHmmssZ"));
    const QString id = QString(storeId).remove(u'-').right(8); // the random end: the start of a UUIDv7 is a time
    return QStringLiteral("plancia-%1-%2-c%3%4.db")
        .arg(id, time)
        .arg(commitNo)
        .arg(again > 1 ? u'-' + QString::number(again) : QString());
}

QString manifestPath(const QString &path) { return path.endsWith(kManifest) ? path : path + kManifest; }
QString backupPath(const QString &path) { return path.endsWith(kManifest) ? path.chopped(kManifest.size()) : path; }

Result<BackupManifest> readManifest(const QString &path)
{
    QFile file(manifestPath(path));
    if (!file.exists())
        return QFile::exists(backupPath(path)) ? Result<BackupManifest>(unusable(path, QStringLiteral("it is not there")))
                                               : Result<BackupManifest>(Error(ErrorCode::BackupNotFound, {{QStringLiteral("path"), path}}));
    if (!file.open(QIODevice::ReadOnly))
        return fail(unusable(path, file.errorString()));
    auto manifest = backupManifestFromJson(file.read(kMaxManifest + 1));
    if (!manifest)
        return fail(manifest.error().with(QStringLiteral("path"), path));
    if (manifest->file != QFileInfo(backupPath(path)).fileName())
        return fail(unusable(path, QStringLiteral("it belongs to a file named %1").arg(manifest->file)));
    return manifest;
}

Result<QList<BackupInfo>> listBackups(const QString &folder)
{
    const QFileInfo about(folder);
    if (!about.exists())
        return QList<BackupInfo>();
    if (!about.isDir() || !about.isReadable() || !about.isExecutable())
        return fail(ErrorCode::IoPermission, {{QStringLiteral("path"), folder}});

    QList<BackupInfo> found;
    const QStringList names = QDir(folder).entryList({u'*' + kManifest}, QDir::Files);
    for (const QString &name : names) {
        BackupInfo info;
        info.path = backupPath(QDir(folder).absoluteFilePath(name));
        auto manifest = readManifest(info.path);
        if (!manifest)
            continue;
        info.manifest = *manifest;
        const QFileInfo file(info.path);
        info.state = !file.exists()                        ? BackupInfo::State::Missing
            : file.size() != info.manifest.bytes           ? BackupInfo::State::Damaged
                                                           : BackupInfo::State::Verified;
        info.verifiedAt = info.state == BackupInfo::State::Missing ? 0 : info.manifest.finishedAt;
        found.append(info);
    }
    std::ranges::sort(found, [](const BackupInfo &a, const BackupInfo &b) {
        return std::tie(a.manifest.finishedAt, a.manifest.commitNo, a.path)
            > std::tie(b.manifest.finishedAt, b.manifest.commitNo, b.path);
    });
    return found;
}

} // namespace plancia::backup
