// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/maintenance.h"

namespace plancia::maintenance {

/// The checks that look at the store's files without opening them: closing the main file by ordinary calls would drop
/// SQLite's locks. Each fills state, count and samples.
void checkPermissions(const QString &path, CheckResult &result); ///< folder 0700, files 0600
void checkFileSystem(const QString &path, CheckResult &result);  ///< no network or user-space file system
inline constexpr qint64 kLongLog = 256 << 20; ///< bytes; four times what a busy writer truncates at
void checkSyncedFolder(const QString &path, CheckResult &result); ///< not below a folder that a program keeps alike on several computers
void checkBeside(const QString &path, CheckResult &result, qint64 longLog = kLongLog); ///< no journal of another mode, a log of sane size

/// What is no disk of this computer, by statfs::f_type: "nfs", "cifs", "fuse" …; empty for any other.
QString distantFileSystem(qint64 type);

} // namespace plancia::maintenance
