// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/secondplace.h"

#include <functional>

namespace plancia::backup {

/// Brings the second place up to date with the first folder.
struct CatchUp {
    QString place;
    QString backups; ///< the first folder
    QString storeId;
    QList<BackupInfo> here; ///< the backups of the first folder with their reasons, newest first
    QString only = {};      ///< path of the one to copy; empty: whatever is kept and not there
    bool isClockRight = true; ///< else nothing is deleted for good there
    /// Called after each backup that was copied or could not be, with its copy's path when there is one.
    std::function<void(const BackupInfo &, const QString &copyPath, const std::optional<Error> &)> copied = {};
    std::function<void(const BackupInfo &copy)> trashed = {};

    /// First what went to the trash here goes there, then the newest is copied first. A backup that is damaged is noted as
    /// such and left out; what is wrong with the place ends it. The first error of either, after all that could be done. What
    /// failed and when the place was seen is remembered. Blocks long.
    Result<bool> run(const Clock &clock, const CancelToken &cancel, const ProgressSink &progress) const;

private:
    Result<bool> work(const SecondPlace &second, const CancelToken &cancel, const ProgressSink &progress) const;
    void clearAway(const SecondPlace &second, const QList<BackupInfo> &copies) const;
};

} // namespace plancia::backup
