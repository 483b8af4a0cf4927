// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <memory>

namespace plancia::backup {
class PendingFolder;
}

namespace plancia::wiring {

/// A log or a rollback journal with something in it lies beside the file.
bool hasLogBeside(const QString &path);

/// An SQLite file and the log or journal beside it, copied to a scratch folder and made one there. The files that were
/// copied are not touched; the copy goes with the last holder of `keeps`.
struct LogCopy {
    QString path;
    std::shared_ptr<const backup::PendingFolder> keeps;
};
/// Blocks on the disk. Nobody may have the file open (store::isInUse). IO_001…006, INTERNAL_003.
Result<LogCopy> copyWithLog(const QString &path, const QString &scratch, const CancelToken &cancel);

} // namespace plancia::wiring
