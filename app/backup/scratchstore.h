// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/files.h"
#include "app/sql/migrations.h"
#include "app/store/storefile.h"

#include <QMap>
#include <QStringList>

namespace plancia::backup {

/// A store's file in the making: a private copy on which nothing is lost, made ready to take a live store's place. Removed
/// with the object, or at the next start when the process dies. Every call blocks; use it on one thread.
class ScratchStore {
public:
    /// What was found in it.
    struct Found {
        store::StoreHead head; ///< before it was migrated
        int schemaAfter = 0;
        QMap<QString, qint64> rows; ///< per table
        QStringList findings;  ///< names of checks that do not hold
    };
    /// Who it will be. Its commit is the one after `commitNo`.
    struct Stamp {
        QUuid storeId;
        QUuid historyId;
        qint64 commitNo = 0;
    };
    /// Takes the next commit number, and writes the audit row.
    using Append = std::function<Result<bool>(sql::Connection &)>;
    using BytesSink = std::function<void(qint64)>;

    /// Copies `file`, without any log beside it. IO_001…004, INTERNAL_003.
    static Result<ScratchStore> copy(const QString &file, const QString &folder, const CancelToken &cancel, const BytesSink &copied);

    /// Checks it, brings its schema up to date and gives it pages of that size (0: as they are). BKP_001, IO_001, IO_005,
    /// MIG_001…003, INTERNAL_003.
    Result<Found> prepare(qint64 pageSize, const sql::Migrations &migrations, qint64 nowMs, const CancelToken &cancel);
    Result<bool> stamp(const Stamp &stamp, const Append &append);
    /// On the disk, and marked for a write-ahead log as a store of its own is.
    Result<bool> finishAsStore();
    /// It was moved to another place and is no longer ours.
    void letGo();

    const QString &path() const { return m_file->path(); }
    qint64 bytes() const;

private:
    explicit ScratchStore(std::unique_ptr<PendingFile> file, QString folder, QString source)
        : m_file(std::move(file)), m_folder(std::move(folder)), m_source(std::move(source)) {}
    Result<std::unique_ptr<sql::SqliteConnection>> open(const CancelToken &cancel) const;
    Result<bool> changePageSize(qint64 pageSize, const CancelToken &cancel);
    Result<Found> look(sql::SqliteConnection &connection, const sql::Migrations &migrations, qint64 nowMs);
    Error damaged(const QString &message) const;

    std::unique_ptr<PendingFile> m_file;
    QString m_folder;
    QString m_source; ///< what errors name
};

} // namespace plancia::backup
