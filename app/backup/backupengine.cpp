// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/backupengine.h"

#include "app/backup/archive.h"
#include "app/backup/files.h"
#include "app/backup/onlinecopy.h"

#include <sqlite3.h>

#include <QFileInfo>

namespace plancia::backup {

namespace {

constexpr int kMaxNames = 1000;

StoreFacts factsOf(const BackupManifest &m) { return {m.storeId, m.historyId, m.commitNo, m.schemaVersion, m.rows}; }

Error damaged(const QString &path, const QString &message)
{
    return Error(ErrorCode::BackupDamaged, {{QStringLiteral("path"), path}, {QStringLiteral("message"), message}});
}

/// Hash, contents and facts of a file against what they ought to be.
Result<QString> readBack(const QString &path, const StoreFacts &expected, const CancelToken &cancel,
                         const std::function<void(qint64)> &read)
{
    auto hash = sha256OfFile(path, cancel, read);
    if (!hash)
        return hash;
    const auto found = readCopy(path, cancel);
    if (!found)
        return fail(found.error());
    if (const QString what = difference(expected, *found); !what.isEmpty())
        return fail(damaged(path, what));
    return hash;
}

/// Gives the file the first name that is free.
Result<QString> publish(PendingFile &file, const BackupManifest &manifest)
{
    for (int again = 1; again < kMaxNames; ++again) {
        const QString name = backupFileName(manifest.storeId, manifest.startedAt, manifest.commitNo, again);
        auto path = file.publish(name);
        if (path || path.error().code() != ErrorCode::IoExists)
            return path;
    }
    return fail(ErrorCode::IoExists, {{QStringLiteral("path"), QFileInfo(file.path()).path()}});
}

} // namespace

Result<BackupInfo> BackupEngine::create(sqlite3 *source, const QString &folder, const QString &kind, const CancelToken &cancel,
                                        const ProgressSink &progress) const
{
    BackupManifest manifest;
    manifest.startedAt = m_clock.nowMs();
    manifest.kind = kind;
    manifest.appVersion = QStringLiteral(PLANCIA_VERSION);
    manifest.sqliteVersion = QString::fromLatin1(sqlite3_libversion());

    if (auto made = ensureFolder(folder); !made)
        return fail(made.error());
    removeLeftovers(folder);
    auto file = PendingFile::create(folder);
    if (!file)
        return fail(file.error());

    StoreFacts facts;
    qint64 total = 0;
    const auto report = [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Bytes, std::min(done, total), total, 0, -1});
    };
    {
        const auto pinned = PinnedSource::pin(source, cancel);
        if (!pinned)
            return fail(pinned.error());
        facts = pinned->facts();
        total = 2 * pinned->bytes();
        report(0);
        if (auto copied = copyOnline(*pinned, file->path(), file->fd(), cancel, report); !copied)
            return fail(copied.error());
    } // the store is free again: what follows looks at the copy only
    if (auto synced = file->sync(); !synced)
        return fail(synced.error());
    const auto hash = readBack(file->path(), facts, cancel, [&](qint64 read) { report(total / 2 + read); });
    if (!hash)
        return fail(hash.error());

    manifest.sha256 = *hash;
    manifest.bytes = QFileInfo(file->path()).size();
    manifest.storeId = facts.storeId;
    manifest.historyId = facts.historyId;
    manifest.commitNo = facts.commitNo;
    manifest.schemaVersion = facts.schemaVersion;
    manifest.rows = facts.rows;
    const auto path = publish(*file, manifest);
    if (!path)
        return fail(path.error());
    manifest.file = QFileInfo(*path).fileName();
    manifest.finishedAt = m_clock.nowMs();

    const auto complete = [&]() -> Result<bool> {
        auto beside = PendingFile::create(folder);
        if (!beside)
            return fail(beside.error());
        if (auto written = beside->write(toJson(manifest)); !written)
            return written;
        if (auto synced = beside->sync(); !synced)
            return synced;
        auto named = beside->publish(QFileInfo(manifestPath(*path)).fileName());
        return named ? Result<bool>(true) : Result<bool>(named.error());
    }();
    if (!complete) { // without its manifest it would only take up room
        removeInSteps(file->fd(), QFile::encodeName(*path));
        return fail(complete.error());
    }
    report(total);
    return BackupInfo{manifest, *path, BackupInfo::State::Verified, manifest.finishedAt};
}

Result<BackupInfo> BackupEngine::verify(const QString &asked, const CancelToken &cancel, const ProgressSink &progress) const
{
    const QString path = backupPath(QFileInfo(asked).absoluteFilePath());
    const QFileInfo about(path);
    if (!about.exists())
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), path}});
    const auto manifest = readManifest(path);
    if (!manifest)
        return fail(manifest.error());
    if (about.size() != manifest->bytes)
        return fail(damaged(path, QStringLiteral("%1 bytes instead of %2").arg(about.size()).arg(manifest->bytes)));

    // The hash first: it is exact, and nothing reads a file that is not what was written.
    const auto hash = sha256OfFile(path, cancel, [&](qint64 read) {
        if (progress)
            progress({Progress::Unit::Bytes, read, manifest->bytes, 0, -1});
    });
    if (!hash)
        return fail(hash.error());
    if (*hash != manifest->sha256)
        return fail(damaged(path, QStringLiteral("its hash is %1").arg(*hash)));
    const auto found = readCopy(path, cancel);
    if (!found)
        return fail(found.error());
    if (const QString what = difference(factsOf(*manifest), *found); !what.isEmpty())
        return fail(damaged(path, what));
    return BackupInfo{*manifest, path, BackupInfo::State::Verified, m_clock.nowMs()};
}

} // namespace plancia::backup
