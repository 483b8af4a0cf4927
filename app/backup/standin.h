// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/exporttables.h"
#include "app/backup/scratchstore.h"
#include "models/base/clock.h"
#include "models/domain/backup.h"
#include "models/domain/restore.h"

#include <QJsonObject>

namespace plancia {
class BackupKeysPort;
}

namespace plancia::backup {

class BackupKeys;

/// A store that is missing or cannot be used any more, and what is left around it.
struct LostPlace {
    QString store;    ///< the file
    QString folder;   ///< of the backups
    QString scratch;  ///< on the store's disk
    QString damaged;  ///< where the damaged files go, in a folder of their own
    QString holder;   ///< our name in the writer lock
    QList<QUuid> others; ///< stores whose backups lie in the same folder and are not meant
    std::function<qint64(const QUuid &storeId)> lastArchived = {}; ///< the last commit in that store's archive; -1: none
    QString secondPlace = {}; ///< with copies of the backups; empty: none
    const BackupKeys *keys = nullptr; ///< for those that are encrypted; outlives who has the place
    BackupKeysPort *keysPort = nullptr; ///< the same, for who enters one
    ExportTables exportTables = {}; ///< of a backup
};

/// The backups in a folder but for those of `others`, newest first. IO_002, IO_003.
Result<QList<BackupInfo>> backupsWithout(const QString &folder, const QList<QUuid> &others);

/// Writes the audit row, with these details, into what takes the store's place.
using AppendDetails = std::function<Result<bool>(sql::Connection &, const QJsonObject &details)>;

/// Puts prepared contents in the place of the lost store, as the commit after the last that anything tells of, at least
/// `knownCommit`, on a new line of history. The damaged files are moved aside untouched. A kill at any time leaves the old
/// files or the new store. The details get "commit" and "damaged" besides what is in `details`. INTERNAL_003 until the last
/// step; as store::replaceStoreFile(). Blocks.
Result<RestoreReport> putInPlace(const LostPlace &place, ScratchStore &scratch, const ScratchStore::Found &found, qint64 knownCommit,
                                 QJsonObject details, const AppendDetails &append, const Clock &clock, const CancelToken &cancel);

} // namespace plancia::backup
