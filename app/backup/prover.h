// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/progress.h"
#include "models/base/result.h"

#include <QString>

namespace plancia::backup {

struct Unpacking;

/// Restores a backup into a scratch copy, as a restore would, and looks whether it works there: it opens as a store, its
/// indexes and references agree (integrity_check, foreign_key_check), and every rule of the data holds. The backup itself
/// is only read. Verify it first. BKP_006 names the check that failed; NOT_FOUND_003, BKP_001, BKP_002, IO_*, INTERNAL_003;
/// of an encrypted one BKP_008, BKP_021, CONFIG_004. Blocks.
Result<bool> proveBackup(const QString &path, const Unpacking &scratch, const CancelToken &cancel, const ProgressSink &progress);

/// Whether one of checksToBisect() holds in a backup whose every byte is as it was written; BKP_001 for another, or what opening
/// it gives. Blocks.
Result<bool> checkHolds(const QString &path, const QString &check, const Unpacking &scratch, const CancelToken &cancel);

} // namespace plancia::backup
