// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/domain/backup.h"

#include <functional>
#include <optional>

namespace plancia::backup {

/// A backup that went to the trash here, by what no other one shares.
struct GoneBackup {
    QString sha256;
    qint64 startedAt = 0;
    qint64 commitNo = 0;
    bool operator==(const GoneBackup &) const = default;
    static GoneBackup of(const BackupManifest &manifest) { return {manifest.sha256, manifest.startedAt, manifest.commitNo}; }
};

/// What is known of a store's second place while it is not there: `second-place.json` beside the backups, a member a store.
struct PlaceMemory {
    QString folder;          ///< the place that this is about
    qint64 lastSeenAt = 0;   ///< Unix ms UTC; 0 for never
    std::optional<Error> error; ///< why the last copy did not succeed
    QList<GoneBackup> gone;  ///< whose copies go to the trash there when the place is back
};

/// Nothing known when the file is not there, or speaks of another place than `place`. An empty store id gives that of the
/// store that saw the place last. Blocks on the disk.
PlaceMemory readPlaceMemory(const QString &backups, const QString &storeId, const QString &place);
/// Reads, changes and writes it, one process at a time. IO_001…004.
Result<bool> changePlaceMemory(const QString &backups, const QString &storeId, const QString &place,
                               const std::function<void(PlaceMemory &)> &change);

} // namespace plancia::backup
