// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/backupfolder.h"

#include "app/backup/files.h"
#include "app/backup/statefile.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QThread>

#include <algorithm>
#include <cerrno>
#include <sys/file.h>

namespace plancia::backup {

namespace {
const QString kManifest = QStringLiteral("manifest.json");
const QString kFlatManifest = QStringLiteral(".manifest.json");
constexpr qint64 kMaxManifest = 1'000'000;

Error unusable(const QString &path, const QString &message)
{
    return Error(ErrorCode::BackupManifest, {{QStringLiteral("path"), path}, {QStringLiteral("message"), message}});
}

BackupPlace flatPlace(const QString &file)
{
    return {file, file, {}, file + kFlatManifest, {}, file + QStringLiteral(".state.json")};
}

bool isThere(const QString &file)
{
    const QFileInfo info(file);
    return info.isFile() && !info.isSymLink();
}

/// Version 1: its size says whether it can be whole. A packed file is as long as it is.
BackupInfo::State stateBySize(const BackupPlace &place, const BackupManifest &manifest)
{
    const QString data = dataFile(place, manifest);
    if (manifest.isEncrypted() && isThere(data))
        return QFileInfo(data).size() == manifest.encryptedBytes ? BackupInfo::State::Verified : BackupInfo::State::Damaged;
    if (data == place.store && isThere(place.store))
        return QFileInfo(place.store).size() == manifest.bytes ? BackupInfo::State::Verified : BackupInfo::State::Damaged;
    return data == place.packed && isThere(data) ? BackupInfo::State::Verified : BackupInfo::State::Missing;
}

std::shared_ptr<Fd> lockManifest(const BackupPlace &place, int how)
{
    constexpr int kTries = 40, kPauseMs = 50; // who looks whether it is in use holds it for a moment
    auto file = openFile(place.manifest);
    if (!file)
        return {};
    for (int i = 0; i < kTries; ++i) {
        if (::flock(file->get(), how | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR))
            return std::make_shared<Fd>(std::move(*file));
        if (how == LOCK_EX && i > 0)
            return {};
        QThread::msleep(kPauseMs);
    }
    return {};
}

} // namespace

BackupPlace placeInFolder(const QString &path)
{
    const QString in = path + u'/';
    return {path, in + QStringLiteral("store.db"), in + QStringLiteral("store.db.zst"), in + kManifest,
            in + QStringLiteral("pages.sha256"), in + QStringLiteral("state.json")};
}

BackupPlace placeOf(const QString &asked)
{
    const QFileInfo info(QDir::cleanPath(QFileInfo(asked).absoluteFilePath()));
    if (info.isDir())
        return placeInFolder(info.filePath());
    // A file of a backup that is a folder, by its name and by the manifest beside it.
    const BackupPlace around = placeInFolder(info.path());
    const QString dump = around.path + u'/' + kDumpFile;
    for (const QString &part : {around.store, around.packed, around.store + kEncryptedSuffix, around.manifest, around.pages, around.state,
                                dump, dump + kEncryptedSuffix})
        if (info.filePath() == part && (part == around.manifest || isThere(around.manifest)))
            return around;
    return flatPlace(info.filePath().endsWith(kFlatManifest) ? info.filePath().chopped(kFlatManifest.size()) : info.filePath());
}

QString backupFolderName(qint64 startedAtMs, qint64 commitNo, int again)
{
    const QString time = QDateTime::fromMSecsSinceEpoch(startedAtMs, Qt::UTC).toString(QStringLiteral("yyyyMMddTHHmmssZ"));
    return QStringLiteral("%1-c%2%3").arg(time).arg(commitNo).arg(again > 1 ? u'-' + QString::number(again) : QString());
}

Result<BackupManifest> readManifest(const BackupPlace &place)
{
    const auto json = readSmallFile(place.manifest, kMaxManifest);
    if (!json) {
        if (json.error().code() != ErrorCode::FileNotFound)
            return fail(unusable(place.path, json.error().fact(u"message")));
        return QFileInfo::exists(place.path) ? Result<BackupManifest>(unusable(place.path, QStringLiteral("it is not there")))
                                             : Result<BackupManifest>(Error(ErrorCode::BackupNotFound, {{QStringLiteral("path"), place.path}}));
    }
    auto manifest = backupManifestFromJson(*json);
    if (!manifest)
        return fail(manifest.error().with(QStringLiteral("path"), place.path));
    if (place.isFolder() != (manifest->version > 1))
        return fail(unusable(place.path, QStringLiteral("version %1 does not lie like this").arg(manifest->version)));
    const QString expected = manifest->engine == u"postgres" ? kDumpFile : QFileInfo(place.store).fileName();
    if (manifest->file != expected)
        return fail(unusable(place.path, QStringLiteral("it belongs to a file named %1").arg(manifest->file)));
    return manifest;
}

Result<BackupInfo> readBackup(const BackupPlace &asked)
{
    const auto manifest = readManifest(asked);
    if (!manifest)
        return fail(manifest.error());
    BackupPlace place = asked;
    if (manifest->engine == u"postgres") {
        place.store = place.path + u'/' + kDumpFile;
        place.packed.clear();
    }
    BackupInfo info;
    info.path = place.path;
    info.manifest = *manifest;
    info.state = stateBySize(place, *manifest);
    for (const QString &file : {place.store, place.packed, encryptedFile(place, *manifest)})
        if (!file.isEmpty() && isThere(file))
            info.storedBytes += QFileInfo(file).size();
    if (info.state == BackupInfo::State::Damaged) {
        const QFileInfo data(dataFile(place, *manifest));
        info.damage = QStringLiteral("%1: %2 bytes instead of %3")
                          .arg(data.fileName()).arg(data.size()).arg(manifest->isEncrypted() ? manifest->encryptedBytes : manifest->bytes);
    }
    info.verifiedAt = info.state == BackupInfo::State::Missing ? 0 : manifest->finishedAt;
    apply(readState(place), info);
    return info;
}

QString encryptedFile(const BackupPlace &place, const BackupManifest &manifest) { return place.path + u'/' + manifest.file + kEncryptedSuffix; }

QString dataFile(const BackupPlace &place, const BackupManifest &manifest)
{
    if (manifest.isEncrypted())
        return encryptedFile(place, manifest);
    if (place.packed.isEmpty() || !isThere(place.packed))
        return place.store;
    return isThere(place.store) && QFileInfo(place.store).size() == manifest.bytes ? place.store : place.packed;
}

std::optional<BackupHold> BackupHold::toRead(const BackupPlace &place)
{
    auto file = lockManifest(place, LOCK_SH);
    return file ? std::optional(BackupHold(file)) : std::nullopt;
}

std::optional<BackupHold> BackupHold::toRemove(const BackupPlace &place)
{
    auto file = lockManifest(place, LOCK_EX);
    return file ? std::optional(BackupHold(file)) : std::nullopt;
}

bool isInUse(const BackupPlace &place)
{
    const auto file = openFile(place.manifest);
    if (!file)
        return false;
    return ::flock(file->get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

Result<QList<BackupInfo>> listBackups(const QString &folder)
{
    const QFileInfo about(folder);
    if (!about.exists())
        return QList<BackupInfo>();
    if (!about.isDir() || !about.isReadable() || !about.isExecutable())
        return fail(ErrorCode::IoPermission, {{QStringLiteral("path"), folder}});

    const QDir dir(about.absoluteFilePath());
    QList<BackupInfo> found;
    const auto take = [&found](const BackupPlace &place) {
        if (auto info = readBackup(place))
            found.append(std::move(*info));
    };
    for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks))
        take(placeInFolder(dir.filePath(name)));
    for (const QString &name : dir.entryList({u'*' + kFlatManifest}, QDir::Files | QDir::NoSymLinks))
        take(flatPlace(dir.filePath(name.chopped(kFlatManifest.size()))));
    std::ranges::sort(found, [](const BackupInfo &a, const BackupInfo &b) {
        return std::tie(a.manifest.finishedAt, a.manifest.commitNo, a.path)
            > std::tie(b.manifest.finishedAt, b.manifest.commitNo, b.path);
    });
    return found;
}

} // namespace plancia::backup
