// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/plainstore.h"

#include "app/backup/backupfolder.h"
#include "app/backup/files.h"
#include "app/backup/packing.h"
#include "app/backup/pagehashes.h"
#include "app/backup/verifier.h"

#include <QFileInfo>

namespace plancia::backup {

namespace {
/// The plain bytes, each page held against its hash on the way.
Result<bool> unpack(PendingFile &target, const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                    const ProgressSink &progress)
{
    auto unpacker = Unpacker::open(place.packed, manifest.bytes);
    if (!unpacker)
        return fail(unpacker.error());
    PageHasher hasher(manifest.pageSize);
    QByteArray piece(1 << 20, Qt::Uninitialized);
    for (qint64 done = 0; done < manifest.bytes;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const auto got = (*unpacker)->read(piece);
        if (!got || *got % manifest.pageSize != 0 || *got == 0)
            return fail(damaged(place.path, QFileInfo(place.packed).fileName(),
                                got ? QStringLiteral("it is cut short") : got.error().fact(u"message")));
        if (const auto hashes = hasher.add(piece.constData(), *got); !hashes)
            return fail(hashes.error());
        if (auto written = target.write(piece.first(*got)); !written)
            return written;
        done += *got;
        if (progress)
            progress({Progress::Unit::Bytes, done, manifest.bytes, 0, -1});
    }
    const auto root = hasher.root();
    if (!root)
        return fail(root.error());
    if (*root != manifest.sha256)
        return fail(damaged(place.path, QFileInfo(place.packed).fileName(), QStringLiteral("its pages are not those that were written")));
    return true;
}
} // namespace

Result<PlainStore> PlainStore::open(const QString &path, const QString &scratchFolder, const CancelToken &cancel,
                                    const ProgressSink &progress)
{
    if (cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    const BackupPlace place = placeOf(path);
    auto manifest = readManifest(place);
    if (!manifest)
        return fail(manifest.error());
    if (manifest->engine != u"sqlite")
        return fail(ErrorCode::BackupUnsupported, {{QStringLiteral("name"), QFileInfo(place.path).fileName()}});
    auto held = BackupHold::toRead(place);
    if (!held)
        return fail(ErrorCode::BackupNeeded, {{QStringLiteral("path"), place.path}, {QStringLiteral("message"), QStringLiteral("it is being deleted")}});
    PlainStore plain;
    plain.m_held = std::move(held);
    plain.m_manifest = std::move(*manifest);
    plain.m_path = place.store;
    const QFileInfo file(place.store);
    if (dataFile(place, plain.m_manifest) == place.store && file.isFile() && !file.isSymLink()) {
        if (file.size() != plain.m_manifest.bytes)
            return fail(damaged(place.path, file.fileName(),
                                QStringLiteral("%1 bytes instead of %2").arg(file.size()).arg(plain.m_manifest.bytes)));
        return plain;
    }
    if (place.packed.isEmpty() || !QFileInfo(place.packed).isFile())
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), place.store}});
    if (auto made = ensureFolder(scratchFolder); !made)
        return fail(made.error());
    removeLeftovers(scratchFolder);
    auto scratch = PendingFile::create(scratchFolder);
    if (!scratch)
        return fail(scratch.error());
    if (auto unpacked = unpack(*scratch, place, plain.m_manifest, cancel, progress); !unpacked)
        return fail(unpacked.error());
    plain.m_path = scratch->path();
    plain.m_unpacked = std::make_shared<PendingFile>(std::move(*scratch));
    return plain;
}

} // namespace plancia::backup
