// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/plainstore.h"

#include "app/backup/backupfolder.h"
#include "app/backup/files.h"
#include "app/backup/verifier.h"

#include <QFileInfo>

namespace plancia::backup {

Result<PlainStore> PlainStore::open(const QString &path, const QString &scratchFolder, const CancelToken &cancel,
                                    const ProgressSink &progress)
{
    Q_UNUSED(scratchFolder)
    Q_UNUSED(progress)
    if (cancel.isCancelled())
        return fail(ErrorCode::InternalCancelled);
    const BackupPlace place = placeOf(path);
    auto manifest = readManifest(place);
    if (!manifest)
        return fail(manifest.error());
    if (manifest->engine != u"sqlite")
        return fail(ErrorCode::BackupUnsupported, {{QStringLiteral("name"), QFileInfo(place.path).fileName()}});
    const QFileInfo file(place.store);
    if (!file.isFile() || file.isSymLink())
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), place.store}});
    if (file.size() != manifest->bytes)
        return fail(damaged(place.path, file.fileName(), QStringLiteral("%1 bytes instead of %2").arg(file.size()).arg(manifest->bytes)));
    PlainStore plain;
    plain.m_manifest = std::move(*manifest);
    plain.m_path = place.store;
    return plain;
}

} // namespace plancia::backup
