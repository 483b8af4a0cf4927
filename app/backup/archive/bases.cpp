// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive/bases.h"

#include <QFileInfo>

namespace plancia::backup::archive {

namespace {
constexpr int kLockMs = 30'000;
}

Result<Base> makeBase(Archiver &archiver, const std::function<Result<BackupInfo>()> &backUp)
{
    ArchiveFolder &folder = archiver.folder();
    if (auto kept = archiver.keepNow(); !kept)
        return fail(kept.error());
    auto before = folder.index();
    if (!before)
        return fail(before.error());
    const qint64 place = (*before)->newest() ? (*before)->newest()->last : 0;
    auto made = backUp();
    if (!made)
        return fail(made.error());
    if (auto kept = archiver.keepNow(); !kept)
        return fail(kept.error());

    auto lock = folder.lock(kLockMs);
    if (!lock)
        return fail(lock.error());
    auto index = folder.index();
    if (!index)
        return fail(index.error());
    for (const RecordHead &record : (*index)->records())
        if (record.kind == RecordHead::Kind::Gap && record.first > place)
            return fail(ErrorCode::ArchiveGap, {{QStringLiteral("message"), toString(record.gap.reason)}});
    const RecordHead *stands = (*index)->standsAt(made->manifest.commitNo);
    if (!stands)
        return fail(ErrorCode::ArchiveGap, {{QStringLiteral("message"), QStringLiteral("the archive is off")}});
    // Then it may hold a rewrite that the backup has not seen, below the number of a commit that it has: merged into it, or taken for that
    // commit where none was known before.
    const bool mayBeRewritten = !stands->standsFor.isEmpty() || ((*before)->lastCommit() < 0 && stands->lowest <= made->manifest.commitNo);
    if (stands->last > place && stands->kind == RecordHead::Kind::Frames && mayBeRewritten)
        return fail(ErrorCode::ArchiveGap, {{QStringLiteral("message"), QStringLiteral("a rewrite during the backup cannot be told from its commit")}});
    const Base base{made->manifest.commitNo, made->manifest.startedAt, QFileInfo(made->path).fileName(), stands->last, stands->chain(),
                    made->manifest.bytes};
    QList<Base> all = folder.bases();
    all.append(base);
    if (auto written = folder.writeBases(all); !written)
        return fail(written.error());
    return base;
}

} // namespace plancia::backup::archive
