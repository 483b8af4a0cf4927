// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/retention.h"

namespace plancia::backup {

/// What is remembered of the clock beside the backups, a reading a store (`clock.json`). Blocks on the disk. A folder that
/// cannot be written is judged without a memory.

/// Completes the evidence with what was remembered, judges it, and remembers it. A jump is remembered until it is confirmed.
ClockJudgement observeClock(const QString &folder, const QString &storeId, ClockEvidence evidence);
/// The clock is right as it is, and a commit of `newestCommitMs` says nothing against it any more. IO_001…004.
Result<bool> confirmClock(const QString &folder, const QString &storeId, const ClockReading &now, qint64 newestCommitMs);

} // namespace plancia::backup
