// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/domain/backup.h"

namespace plancia::backup {

/// The computer's clocks, beside the time of the program's own clock: CLOCK_BOOTTIME goes on while the computer sleeps,
/// and the boot id (random(4)) says whether two readings of it may be compared. Blocks for one small read of /proc.
ClockReading readClock(qint64 wallMs);

} // namespace plancia::backup
