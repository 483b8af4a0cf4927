// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"

#include <memory>
#include <optional>

namespace plancia::backup {

/// What a backup of a PostgreSQL server holds in the place of store.db and its hashes.
inline const QString kDumpFile = QStringLiteral("dump.pgc");

/// Behind the name of the file that lies in the folder encrypted.
inline const QString kEncryptedSuffix = QStringLiteral(".zst.enc");

/// Where the parts of one backup lie. Version 2 is a folder; version 1 a file with its manifest beside it.
struct BackupPlace {
    QString path;     ///< what BackupInfo::path says: the folder; version 1: the file
    QString store;    ///< the plain file
    QString packed;   ///< the file as Zstandard, which takes the plain one's place later; empty: never
    QString manifest;
    QString pages;    ///< 32 bytes SHA-256 a page, in order; empty for version 1
    QString state;    ///< what was found out later; may be lost
    bool isFolder() const { return !pages.isEmpty(); }
};

/// The place that a path means: the folder of a backup, a file in it, a backup of version 1 or its manifest. Looks at the
/// disk, and takes what is not there for version 1.
BackupPlace placeOf(const QString &path);
/// The place of a backup in the folder `path`, there or not.
BackupPlace placeInFolder(const QString &path);

/// "20260131T134500Z-c42": sorts by time. `again` above 1 tells apart backups of one second and commit.
QString backupFolderName(qint64 startedAtMs, qint64 commitNo, int again = 1);

/// NOT_FOUND_003 when neither backup nor manifest is there, BKP_002 when the manifest is missing, unreadable or speaks of
/// another file. Blocks on the disk.
Result<BackupManifest> readManifest(const BackupPlace &place);

/// One backup as far as it is known without reading it: Verified when its size is right (it was verified before its
/// manifest was written), else Damaged or Missing, and what its state file says. NOT_FOUND_003, BKP_002.
Result<BackupInfo> readBackup(const BackupPlace &place);
/// Where the data of an encrypted backup lies.
QString encryptedFile(const BackupPlace &place, const BackupManifest &manifest);
/// The file of a folder that holds the data: the encrypted one of an encrypted backup; else the plain one while it is whole,
/// else the packed one. While one takes the other's place both are there for a moment, and after a crash for longer.
QString dataFile(const BackupPlace &place, const BackupManifest &manifest);
/// Somebody reads the backup, or is about to delete it: an flock on its manifest, shared or exclusive.
class BackupHold {
public:
    /// Waits a little for who holds it the other way; nothing when that takes longer. On a disk without locks nobody holds anything.
    static std::optional<BackupHold> toRead(const BackupPlace &place);
    /// Nothing when somebody reads it.
    static std::optional<BackupHold> toRemove(const BackupPlace &place);

private:
    explicit BackupHold(std::shared_ptr<const void> file) : m_file(std::move(file)) {}
    std::shared_ptr<const void> m_file;
};
/// Whether somebody reads it through a PlainStore, in this process or another.
bool isInUse(const BackupPlace &place);

/// The backups of a folder by their manifests, newest first. What has no valid manifest is left out. A folder that is not there holds none. IO_002, IO_003.
Result<QList<BackupInfo>> listBackups(const QString &folder);

} // namespace plancia::backup
