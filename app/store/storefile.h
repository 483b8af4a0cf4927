// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/migrations.h"
#include "app/sql/sqliteconnection.h"

#include <QUuid>
#include <optional>

namespace plancia::store {

/// PRAGMA application_id of our files.
inline constexpr quint32 kControlStoreId = 0x504c414e; ///< "PLAN"
inline constexpr quint32 kConsoleStoreId = 0x504c4143; ///< "PLAC"

/// What a store says of itself before anything is done with it.
struct StoreHead {
    int version = 0; ///< of its schema
    QUuid storeId;
    QUuid historyId;
    qint64 commitNo = 0;
    SchemaPlan plan; ///< without steps when it cannot be written
    std::optional<Error> refusal; ///< why we may read but not write it: MIG_001, MIG_003
};

/// Which file stands at a path now; a store that was moved or replaced has another.
struct FileIdentity {
    quint64 device = 0;
    quint64 inode = 0;
    bool operator==(const FileIdentity &) const = default;
};
/// All 0 when there is no file.
FileIdentity fileIdentity(const QString &path);

/// How a file stood at one moment: another one was written, or is another file.
struct FileState {
    FileIdentity identity;
    qint64 size = -1;
    qint64 changedNs = 0; ///< of its content
    bool operator==(const FileState &) const = default;
};
FileState fileState(const QString &path);
/// Whether somebody, this process too, has the file open as a live database: asks for SQLite's locks on it. Blocks.
bool isInUse(const QString &path);

/// The system forgets what it holds of a file in memory, so that reading tells what the disk has; what waits to be written
/// stays. Only of a file that this process has open: by those descriptors, as a new one would drop SQLite's locks when closed.
void forgetCached(const QString &path);

/// Size without opening; -1 when there is no such file. (The main file of a live store is never opened by ordinary calls:
/// closing it would drop SQLite's locks.)
qint64 fileSize(const QString &path);

/// Free room for this user on the disk of a path, in bytes; -1 when the system does not say.
qint64 freeBytes(const QString &path);

/// Names that lead to the file; 0 when there is none.
quint64 linkCount(const QString &path);

/// Reads the head on an open connection. IO_005 for another application's file, IO_006. A schema that is newer or another
/// than ours is no error here: see refusal.
Result<StoreHead> readHead(sql::SqliteConnection &connection, const sql::Migrations &migrations, quint32 applicationId);

/// Reads the head of a file and leaves no trace beside it where it can: a closed store is read as immutable.
/// `immutable`: without its -wal even when there is one. NOT_FOUND_005, IO_002, IO_003, IO_005, IO_006.
Result<StoreHead> probe(const QString &path, const sql::Migrations &migrations, quint32 applicationId, bool immutable);

/// Makes a store with all migrations applied, under a temporary name, and moves it to `path` in one step: half of one
/// never exists. Missing folders are made 0700, the file is 0600. The caller holds the writer lock. IO_001, IO_002,
/// IO_004, IO_009.
Result<bool> createStore(const QString &path, const sql::Migrations &migrations, quint32 applicationId, qint64 nowMs);

/// A -wal or -journal that outlived its store would be replayed into what comes to its place. It may be all that is left of
/// somebody's work, so it is kept under another name. The caller holds the writer lock. IO_001, IO_002, IO_004.
Result<bool> setOrphansAside(const QString &path);

/// Renames a whole file to where there is none, and has that on the disk. IO_001, IO_002, IO_004, IO_009.
Result<bool> moveIntoPlace(const QString &from, const QString &to);

/// Makes missing folders of a path, 0700. IO_002, IO_004, IO_001.
Result<bool> makeFolder(const QString &folder);

} // namespace plancia::store
