// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupfolder.h"
#include "models/base/canceltoken.h"
#include "models/base/progress.h"
#include "models/domain/backup.h"

#include <memory>

namespace plancia::backup {

class BackupKeys;
class PendingFile;

/// What reading a packed or encrypted backup takes: a folder for its plain copy and, for the latter, where keys come from.
struct Unpacking {
    Unpacking(QString in = {}, const BackupKeys *with = nullptr) : folder(std::move(in)), keys(with) {}
    QString folder;
    const BackupKeys *keys; ///< null: none; outlives the reading
};

/// A backup as a plain SQLite file (or dump) that nobody writes: the backup's own file, or an unpacked and decrypted copy in a
/// scratch folder, which is removed with the object. Everybody who reads the contents of a backup does it through this.
/// Its size is right and its manifest valid; the pages are not compared with their hashes (BackupEngine::verify does).
class PlainStore {
public:
    /// `path` is what BackupInfo::path says, a file in that folder, or the manifest. Blocks while it unpacks, which
    /// progress counts in bytes. NOT_FOUND_003, BKP_001, BKP_002, BKP_004 for a dump of PostgreSQL, IO_001…004, INTERNAL_003;
    /// of an encrypted one BKP_008, BKP_021, CONFIG_004.
    static Result<PlainStore> open(const QString &path, const Unpacking &scratch, const CancelToken &cancel,
                                   const ProgressSink &progress);
    /// The same of a dump of PostgreSQL; BKP_004 for a store's backup.
    static Result<PlainStore> openDump(const QString &path, const Unpacking &scratch, const CancelToken &cancel,
                                       const ProgressSink &progress);

    const QString &path() const { return m_path; }
    const BackupManifest &manifest() const { return m_manifest; }
    bool isUnpacked() const { return m_unpacked != nullptr; }

private:
    PlainStore() = default;
    static Result<PlainStore> openEngine(const QString &engine, const QString &path, const Unpacking &scratch,
                                          const CancelToken &cancel, const ProgressSink &progress);
    BackupManifest m_manifest;
    QString m_path;
    std::optional<BackupHold> m_held;         ///< retention sees by its lock that somebody reads
    std::shared_ptr<PendingFile> m_unpacked; ///< removes its file
};

} // namespace plancia::backup
