// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/newbackup.h"

#include "app/backup/backupfolder.h"
#include "app/backup/packing.h"

namespace plancia::backup {

namespace {

constexpr int kMaxNames = 1000;

Result<bool> writeManifest(const BackupPlace &place, const BackupManifest &manifest)
{
    const auto file = newFile(place.manifest);
    if (!file)
        return fail(file.error());
    if (auto written = writeAll(file->get(), toJson(manifest), place.manifest); !written)
        return written;
    return syncFile(file->get(), place.manifest);
}

/// A folder in `parent`, which is made.
Result<PendingFolder> folderIn(const QString &parent)
{
    if (auto made = ensureFolder(parent); !made)
        return fail(made.error());
    removeLeftovers(parent);
    return PendingFolder::create(parent);
}

} // namespace

Result<NewBackup> NewBackup::begin(const QString &parent, const QString &scratch, const BackupKey *key)
{
    auto target = folderIn(parent);
    if (!target)
        return fail(target.error());
    NewBackup made(std::move(*target), parent, key);
    if (key) {
        auto plain = folderIn(scratch);
        if (!plain)
            return fail(plain.error());
        made.m_plain.emplace(std::move(*plain));
    }
    return made;
}

Result<QString> NewBackup::finish(BackupManifest &manifest, const Clock &clock, const CancelToken &cancel, const ProgressSink &progress)
{
    const BackupPlace place = placeInFolder(m_target.path());
    if (m_key) {
        if (auto encrypted = encryptBackup(m_plain->path() + u'/' + manifest.file, place, manifest, *m_key, cancel, progress); !encrypted)
            return fail(encrypted.error());
        m_plain.reset();
    }
    manifest.finishedAt = clock.nowMs();
    if (m_key) {
        manifest.note = QString::fromUtf8(manifest.note.toUtf8()); // as it will be read again
        manifest.mac = m_key->mac(textForMac(manifest));
    }
    if (auto written = writeManifest(place, manifest); !written)
        return fail(written.error());
    for (int again = 1; again < kMaxNames; ++again) {
        auto path = m_target.publish(backupFolderName(manifest.startedAt, manifest.commitNo, again));
        if (path || path.error().code() != ErrorCode::IoExists)
            return path;
    }
    return fail(ErrorCode::IoExists, {{QStringLiteral("path"), m_parent}});
}

} // namespace plancia::backup
