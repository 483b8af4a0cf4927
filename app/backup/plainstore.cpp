// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/plainstore.h"

#include "app/backup/backupfolder.h"
#include "app/backup/encryption/backupkeys.h"
#include "app/backup/files.h"
#include "app/backup/packing.h"
#include "app/backup/room.h"
#include "app/backup/verifier.h"

#include <QFileInfo>

namespace plancia::backup {

Result<PlainStore> PlainStore::open(const QString &path, const Unpacking &scratch, const CancelToken &cancel,
                                    const ProgressSink &progress)
{
    return openEngine(QStringLiteral("sqlite"), path, scratch, cancel, progress);
}

Result<PlainStore> PlainStore::openDump(const QString &path, const Unpacking &scratch, const CancelToken &cancel,
                                        const ProgressSink &progress)
{
    return openEngine(QStringLiteral("postgres"), path, scratch, cancel, progress);
}

Result<PlainStore> PlainStore::openEngine(const QString &engine, const QString &path, const Unpacking &scratch,
                                          const CancelToken &cancel, const ProgressSink &progress)
{
    if (cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    const BackupPlace place = placeOf(path);
    auto manifest = readManifest(place);
    if (!manifest)
        return fail(manifest.error());
    if (manifest->engine != engine)
        return fail(ErrorCode::BackupUnsupported, {{QStringLiteral("name"), QFileInfo(place.path).fileName()}});
    auto held = BackupHold::toRead(place);
    if (!held)
        return fail(ErrorCode::BackupNeeded, {{QStringLiteral("path"), place.path}, {QStringLiteral("message"), QStringLiteral("it is being deleted")}});
    PlainStore plain;
    plain.m_held = std::move(held);
    plain.m_manifest = std::move(*manifest);
    plain.m_path = engine == u"sqlite" ? place.store : place.path + u'/' + plain.m_manifest.file;
    const QString data = engine == u"sqlite" || plain.m_manifest.isEncrypted() ? dataFile(place, plain.m_manifest) : plain.m_path;
    const QFileInfo file(plain.m_path);
    if (data == plain.m_path && file.isFile() && !file.isSymLink()) {
        if (file.size() != plain.m_manifest.bytes)
            return fail(damaged(place.path, file.fileName(),
                                QStringLiteral("%1 bytes instead of %2").arg(file.size()).arg(plain.m_manifest.bytes)));
        return plain;
    }
    if (data == plain.m_path || data.isEmpty() || !QFileInfo(data).isFile())
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), plain.m_path}});
    if (auto made = ensureFolder(scratch.folder); !made)
        return fail(made.error());
    removeLeftovers(scratch.folder);
    if (auto room = requireRoom({{scratch.folder, plain.m_manifest.bytes}}); !room)
        return fail(room.error());
    auto copy = PendingFile::create(scratch.folder);
    if (!copy)
        return fail(copy.error());
    const auto write = [&copy](QByteArrayView bytes) { return copy->write(QByteArray::fromRawData(bytes.data(), bytes.size())); };
    // Without the key unpackWhole() says so, once it has seen that the file's header is whole.
    if (plain.m_manifest.isEncrypted())
        if (const auto key = findKey(scratch.keys, plain.m_manifest.keyId, place.path); key && key->mac(textForMac(plain.m_manifest)) != plain.m_manifest.mac)
            return fail(damaged(place.path, QFileInfo(place.manifest).fileName(), QStringLiteral("it was changed by somebody who has not the key")));
    if (auto unpacked = unpackWhole(place, plain.m_manifest, scratch.keys, write, cancel, progress); !unpacked)
        return fail(unpacked.error());
    plain.m_path = copy->path();
    plain.m_unpacked = std::make_shared<PendingFile>(std::move(*copy));
    return plain;
}

} // namespace plancia::backup
