// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/trash.h"

#include "app/backup/files.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace plancia::backup {

namespace {
const QString kTrash = QStringLiteral("/.trash");
constexpr QChar kTilde = u'~';

Result<bool> move(const QString &from, const QString &to)
{
    auto moved = renameToFree(from, to);
    if (!moved && !QFileInfo::exists(from))
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), from}});
    return moved;
}

/// The files of version 1, which lie beside each other.
QStringList flatFiles(const QString &file)
{
    return {file, file + QStringLiteral(".manifest.json"), file + QStringLiteral(".state.json")};
}

/// The backup inside a folder of the trash.
BackupPlace placeInTrash(const QString &folder)
{
    const QStringList flat = QDir(folder).entryList({QStringLiteral("*.manifest.json")}, QDir::Files | QDir::NoSymLinks);
    return flat.isEmpty() ? placeInFolder(folder) : placeOf(folder + u'/' + flat.first());
}
} // namespace

Result<TrashedBackup> putInTrash(const BackupPlace &place, const BackupInfo &backup, qint64 nowMs)
{
    const QFileInfo info(place.path);
    const QString trash = info.path() + kTrash;
    if (auto made = ensureFolder(trash); !made)
        return fail(made.error());
    const QString target = QStringLiteral("%1/%2%3%4").arg(trash).arg(nowMs).arg(kTilde).arg(info.fileName());
    if (backup.manifest.version > 1) { // as it was listed: it may be gone by now
        if (auto moved = move(place.path, target); !moved)
            return fail(moved.error());
    } else {
        if (!QFile::exists(place.manifest))
            return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), place.path}});
        if (auto made = ensureFolder(target); !made)
            return fail(made.error());
        // The manifest first: without it what is left beside is no backup, and with it in the trash it is one there.
        for (const QString &file : {place.manifest, place.store, place.state})
            if (QFile::exists(file))
                if (auto moved = move(file, target + u'/' + QFileInfo(file).fileName()); !moved)
                    return fail(moved.error());
    }
    for (const QString &folder : {trash, info.path()})
        if (auto synced = syncFolder(folder); !synced)
            return fail(synced.error());
    return TrashedBackup{target, backup.manifest, nowMs, 0, backup.storedBytes};
}

Result<QList<TrashedBackup>> listTrash(const QString &folder)
{
    QList<TrashedBackup> all;
    const QDir trash(folder + kTrash);
    for (const QString &name : trash.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        bool isTime = false;
        const qint64 at = name.section(kTilde, 0, 0).toLongLong(&isTime);
        const auto backup = readBackup(placeInTrash(trash.filePath(name)));
        if (isTime && backup)
            all.append({trash.filePath(name), backup->manifest, at, 0, backup->storedBytes});
    }
    std::ranges::sort(all, std::ranges::greater(), &TrashedBackup::trashedAt);
    return all;
}

Result<QString> takeFromTrash(const QString &folder, const QString &asked)
{
    const QFileInfo info(QDir::cleanPath(asked));
    const QString name = info.fileName().section(kTilde, 1);
    if (info.path() != QDir::cleanPath(folder + kTrash) || name.isEmpty() || !info.isDir())
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), asked}});
    const BackupPlace place = placeInTrash(info.filePath());
    const QString target = folder + u'/' + name;
    if (place.isFolder()) {
        if (auto moved = move(info.filePath(), target); !moved)
            return fail(moved.error());
    } else {
        // The manifest last: it makes a backup of what is beside it.
        const QStringList files = flatFiles(place.store);
        for (const QString &file : {files[2], files[0], files[1]})
            if (QFile::exists(file))
                if (auto moved = move(file, folder + u'/' + QFileInfo(file).fileName()); !moved)
                    return fail(moved.error());
        if (auto removed = removeFolder(info.filePath()); !removed)
            return fail(removed.error());
    }
    if (auto synced = syncFolder(folder); !synced)
        return fail(synced.error());
    return target;
}

Result<qint64> removeFromTrash(const TrashedBackup &trashed)
{
    const BackupPlace place = placeInTrash(trashed.path);
    const auto alone = BackupHold::toRemove(place);
    if (!alone)
        return 0; // somebody reads it; another time
    const QStringList all = QDir(trashed.path).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    QStringList ours{QStringLiteral("store.db"), QStringLiteral("store.db.zst"), kDumpFile, QStringLiteral("pages.sha256"),
                     QStringLiteral("store.db") + kEncryptedSuffix, kDumpFile + kEncryptedSuffix,
                     QStringLiteral("state.json"), QStringLiteral("manifest.json")};
    for (const QString &flat : flatFiles(place.store))
        ours.append(QFileInfo(flat).fileName());
    ours.removeDuplicates();
    removeLeftovers(trashed.path);
    const bool hasOthers = std::ranges::any_of(all, [&](const QString &name) { return !ours.contains(name) && !isLeftover(name); });
    if (!hasOthers) {
        if (auto gone = discardFolder(trashed.path); !gone)
            return fail(gone.error());
        return trashed.storedBytes;
    }
    // Somebody put a file of theirs beside: it stays, and the folder with it. The manifest goes last: a crash leaves what is listed.
    std::ranges::sort(ours, {}, [](const QString &name) { return name.endsWith(QStringLiteral("manifest.json")); });
    for (const QString &name : std::as_const(ours))
        if (all.contains(name))
            if (auto gone = discardFile(trashed.path + u'/' + name); !gone)
                return fail(gone.error());
    return trashed.storedBytes;
}

void sweepTrash(const QString &folder)
{
    removeLeftovers(folder + kTrash);
    // Made for a backup of version 1 that another program moved first.
    const QDir trash(folder + kTrash);
    for (const QString &name : trash.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks))
        if (name.section(kTilde, 0, 0).toLongLong() > 0)
            trash.rmdir(name); // empty ones only
}

} // namespace plancia::backup
