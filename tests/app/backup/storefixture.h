// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/backupengine.h"
#include "app/backup/backupfolder.h"
#include "app/sql/commit.h"
#include "app/store/localstore.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <functional>

namespace plancia::tests {

/// A real store in a temporary folder, with rows, and what the backup tests do with it.
class StoreFixture {
public:
    explicit StoreFixture(int rows = 500)
    {
        store::LocalStore::Options options;
        options.path = m_folder.filePath("control.db");
        options.createIfMissing = true;
        options.idleMs = 50;
        auto opened = store::LocalStore::open(options);
        if (!opened)
            qFatal("no store: %s", qPrintable(opened.error().fact(u"message")));
        store = std::move(*opened);
        if (auto added = addRows(rows); !added)
            qFatal("no rows: %s", qPrintable(added.error().fact(u"message")));
    }

    /// One commit with that many rows.
    Result<bool> addRows(int rows)
    {
        auto future = store->write<bool>(CallContext(), {}, [rows](sql::Connection &c) -> Result<bool> {
            auto commit = sql::nextCommit(c, rows);
            if (!commit)
                return fail(commit.error());
            for (int i = 0; i < rows; ++i) {
                const auto inserted = c.execute(
                    "INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action, details) VALUES ($1, $2, $3, $4, $5, 'TEST', $6)",
                    {QUuid(), qint64(i), newUuid(), commit->auditSeq - i, commit->commitNo,
                     sql::Json{QStringLiteral("{\"n\":\"%1\"}").arg(i, 200)}});
                if (!inserted)
                    return fail(inserted.error());
            }
            return true;
        });
        future.waitForFinished();
        return future.result();
    }

    Result<BackupInfo> backUp(const QString &folder, const CancelToken &cancel = {}, const ProgressSink &progress = {})
    {
        const SystemClock clock;
        std::optional<Result<BackupInfo>> result;
        auto ran = store->withSourceHandle([&](sqlite3 *source) -> Result<bool> {
            result = backup::BackupEngine(clock).create(source, {folder, QStringLiteral("manual"), {}}, cancel, progress);
            return true;
        });
        return ran ? std::move(*result) : Result<BackupInfo>(ran.error());
    }

    QString backups() const { return m_folder.filePath("backups"); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

    std::unique_ptr<store::LocalStore> store;

private:
    QTemporaryDir m_folder;
};

/// Everything in a folder, hidden or not.
inline QStringList allFiles(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Dirs | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
}

/// The SQLite file of a backup, and other files of it by name.
inline QString storeOf(const BackupInfo &info) { return backup::placeOf(info.path).store; }
inline QString fileOf(const BackupInfo &info, const QString &name) { return info.path + u'/' + name; }

inline Result<BackupInfo> verifyBackup(const QString &path, const CancelToken &cancel = {})
{
    const SystemClock clock;
    return backup::BackupEngine(clock).verify(path, cancel, {});
}

} // namespace plancia::tests
