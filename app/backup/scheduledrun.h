// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ports/backupsport.h"

namespace plancia::backup {

/// What a look at the schedule of one workspace came to.
struct ScheduledRun {
    bool wasDue = false;
    bool isElsewhere = false;       ///< another program is making it now
    std::optional<BackupInfo> made; ///< proved, unless there is an error
    std::optional<Error> error;     ///< of making it, or of its proof
    std::optional<BackupHealth> health; ///< afterwards; nothing when it could not be asked for
};

/// Makes the backup that is due, if one is, and proves it; then reads one older backup again whose turn it is. Whichever program looks (console, agent, planciactl by a timer),
/// one makes it: `lockFile` is held meanwhile (an flock, which the kernel drops with the process). Waits for the port:
/// belongs on a thread of its own.
ScheduledRun runSchedule(BackupsPort &backups, const QString &lockFile, const CallContext &context);

} // namespace plancia::backup
