// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/backupengine.h"

#include "app/backup/backupfolder.h"
#include "app/backup/bootclock.h"
#include "app/backup/files.h"
#include "app/backup/newbackup.h"
#include "app/backup/onlinecopy.h"
#include "app/backup/pagehashes.h"
#include "app/backup/room.h"
#include "app/backup/trash.h"
#include "app/backup/verifier.h"

#include <sqlite3.h>

#include <QFileInfo>

namespace plancia::backup {

namespace {

struct PinnedState {
    StoreFacts facts;
    int pageSize = 0;
};

/// Opens the copy and compares what it says of itself with the pinned state.
Result<bool> compareFacts(const QString &store, const StoreFacts &expected, const CancelToken &cancel)
{
    const auto found = readCopyFacts(store, cancel);
    if (!found)
        return fail(found.error());
    const QString what = difference(expected, *found);
    return what.isEmpty() ? Result<bool>(true) : Result<bool>(damaged(store, QFileInfo(store).fileName(), what));
}

/// Gives why it was not opened; nothing when it was.
Result<std::optional<Error>> verifyEncrypted(const BackupPlace &place, const BackupManifest &manifest, const Unpacking &scratch,
                                             const CancelToken &cancel, const ProgressSink &progress)
{
    const auto tell = [&](const Progress &p, int half) { // of what is read twice
        if (progress && p.total > 0)
            progress({Progress::Unit::Bytes, manifest.bytes / 2 * half + static_cast<qint64>(static_cast<double>(manifest.bytes / 2) * static_cast<double>(p.done) / static_cast<double>(p.total)),
                      manifest.bytes, 0, -1});
    };
    if (auto sealed = verifySealed(place, manifest, cancel, [&](const Progress &p) { tell(p, 0); }); !sealed)
        return fail(sealed.error());
    // Asked first, so that what fails afterwards is about the backup and not about the key.
    if (const auto key = findKey(scratch.keys, manifest.keyId, place.path); !key)
        return std::optional<Error>(key.error());
    const auto plain = PlainStore::open(place.path, scratch, cancel, [&](const Progress &p) { tell(p, 1); });
    if (!plain)
        return fail(plain.error());
    const auto right = verifyContents(plain->path(), place, manifest, cancel);
    return right ? Result<std::optional<Error>>(std::optional<Error>()) : Result<std::optional<Error>>(right.error());
}

Result<std::optional<Error>> verifyEither(const BackupPlace &place, const BackupManifest &manifest, const Unpacking &scratch,
                                          const CancelToken &cancel, const ProgressSink &progress)
{
    if (manifest.isEncrypted() && manifest.engine == u"sqlite")
        return verifyEncrypted(place, manifest, scratch, cancel, progress);
    const auto whole = verifyWhole(place, manifest, cancel, progress, scratch.folder);
    return whole ? Result<std::optional<Error>>(std::optional<Error>()) : Result<std::optional<Error>>(whole.error());
}

QString roomText(qint64 bytes) { return QStringLiteral("%1 MiB").arg(QString::number(static_cast<double>(bytes) / (1 << 20), 'f', 1)); }

/// What deleted backups take that may still be had back; empty for nothing.
QString inTrash(const QString &folder)
{
    qint64 bytes = 0;
    if (const auto trash = listTrash(folder))
        for (const TrashedBackup &trashed : *trash)
            bytes += trashed.storedBytes;
    return bytes > 0 ? roomText(bytes) : QString();
}

/// A backup leaves room for the store itself to grow: it needs twice the store's size.
Result<bool> checkRoom(const QString &folder, qint64 needed, const QString &backups)
{
    const qint64 free = freeBytes(folder);
    if (free < 0 || free >= needed) // unknown: the copy itself will say
        return true;
    Error error(ErrorCode::BackupNoSpace,
                {{QStringLiteral("path"), folder}, {QStringLiteral("needed"), roomText(needed)}, {QStringLiteral("free"), roomText(free)}});
    if (const QString trash = isSameDisk(folder, backups) ? inTrash(backups) : QString(); !trash.isEmpty())
        error = error.with(QStringLiteral("trash"), trash);
    return fail(std::move(error));
}

} // namespace

Result<BackupInfo> BackupEngine::create(sqlite3 *source, const BackupRequest &request, const CancelToken &cancel,
                                        const ProgressSink &progress, const BackupKey *key) const
{
    BackupManifest manifest;
    manifest.startedAt = m_clock.nowMs();
    manifest.clock = readClock(manifest.startedAt);
    manifest.kind = request.kind;
    manifest.note = request.note;
    manifest.file = QStringLiteral("store.db");
    manifest.appVersion = QStringLiteral(PLANCIA_VERSION);
    manifest.sqliteVersion = QString::fromLatin1(sqlite3_libversion());

    auto made = NewBackup::begin(request.folder, m_scratch.folder, key);
    if (!made)
        return fail(made.error());
    const BackupPlace place = placeInFolder(made->folder());

    PinnedState pinned;
    qint64 copied = 0, total = 0;
    Result<QString> root = QString();
    const auto report = [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Bytes, std::min(done, total), total, 0, -1});
    };
    {
        const auto held = PinnedSource::pin(source, cancel);
        if (!held)
            return fail(held.error());
        pinned = {held->facts(), held->pageSize()};
        copied = 2 * held->bytes();
        total = key ? 2 * copied : copied;
        if (const auto room = checkRoom(key ? m_scratch.folder : request.folder, copied, request.folder); !room)
            return fail(room.error());
        if (const auto room = key ? checkRoom(request.folder, held->bytes(), request.folder) : Result<bool>(true); !room)
            return fail(room.error());
        report(0);
        const auto store = newFile(place.store);
        if (!store)
            return fail(store.error());
        const auto hashes = newFile(place.pages);
        if (!hashes)
            return fail(hashes.error());
        root = copyOnline(*held, {store->get(), place.store, hashes->get(), place.pages}, cancel, report);
        if (!root)
            return fail(root.error());
    } // the store is free again: what follows looks at the copy only
    if (auto same = compareFacts(place.store, pinned.facts, cancel); !same)
        return fail(same.error());

    manifest.sha256 = *root;
    manifest.bytes = QFileInfo(place.store).size();
    manifest.pageSize = pinned.pageSize;
    manifest.storeId = pinned.facts.storeId;
    manifest.historyId = pinned.facts.historyId;
    manifest.commitNo = pinned.facts.commitNo;
    manifest.schemaVersion = pinned.facts.schemaVersion;
    manifest.schemaSha256 = pinned.facts.schemaSha256;
    manifest.rows = pinned.facts.rows;
    const auto path = made->finish(manifest, m_clock, cancel, [&](const Progress &p) { report(copied + p.done); });
    if (!path)
        return fail(path.error());
    report(total);
    BackupInfo info;
    info.manifest = manifest;
    info.path = *path;
    info.state = BackupInfo::State::Verified;
    info.verifiedAt = manifest.finishedAt;
    info.storedBytes = key ? manifest.encryptedBytes : manifest.bytes;
    return info;
}

Result<BackupInfo> BackupEngine::verify(const QString &path, const CancelToken &cancel, const ProgressSink &progress) const
{
    const BackupPlace place = placeOf(path);
    const auto manifest = readManifest(place);
    if (!manifest)
        return fail(manifest.error());
    const auto whole = verifyEither(place, *manifest, m_scratch, cancel, progress);
    if (!whole)
        return fail(whole.error());
    auto info = readBackup(place);
    if (!info)
        return info;
    if (*whole)
        info->unopened = (*whole)->code();
    info->state = BackupInfo::State::Verified; // whatever an older look found
    info->damage.clear();
    if (info->rot.isEmpty())
        info->damagedPages.clear();
    info->verifiedAt = m_clock.nowMs();
    return info;
}

} // namespace plancia::backup
