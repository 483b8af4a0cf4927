// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/encryption/backupkeys.h"
#include "app/backup/files.h"
#include "models/base/clock.h"
#include "models/base/progress.h"
#include "models/domain/backup.h"

#include <optional>

namespace plancia::backup {

/// A backup that is being made: what of it is not whole yet goes with the object. One that will be encrypted is made in the
/// scratch folder, which lies where the store does; the target, perhaps a disk that is carried about, gets encrypted bytes alone.
/// Every call blocks on the disk.
class NewBackup {
public:
    /// `key` null: not encrypted, and `scratch` is not touched. It outlives this. IO_001, IO_002, IO_004.
    static Result<NewBackup> begin(const QString &parent, const QString &scratch, const BackupKey *key);

    /// The folder for the plain files.
    const QString &folder() const { return (m_plain ? *m_plain : m_target).path(); }
    /// Encrypts, writes the manifest last and gives the backup the first name that is free; its path. Progress counts what is
    /// encrypted and read back: twice manifest.bytes, or nothing. BKP_001 when the disk gives back other bytes, IO_*, INTERNAL_003.
    Result<QString> finish(BackupManifest &manifest, const Clock &clock, const CancelToken &cancel, const ProgressSink &progress);

private:
    NewBackup(PendingFolder target, QString parent, const BackupKey *key)
        : m_target(std::move(target)), m_parent(std::move(parent)), m_key(key) {}
    PendingFolder m_target;
    std::optional<PendingFolder> m_plain;
    QString m_parent;
    const BackupKey *m_key;
};

} // namespace plancia::backup
