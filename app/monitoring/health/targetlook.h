// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/clock.h"
#include "models/domain/target.h"

#include <functional>
#include <memory>

namespace plancia::monitoring {

class NetworkLook;

/// What is known of the backups that are scheduled here.
struct BackupStanding {
    bool isKnown = false;           ///< false: nobody has looked yet
    std::optional<Error> alarm;     ///< BKP_014, or why nothing is known
    std::optional<qint64> provedAt; ///< of the workspace whose newest proved one is the oldest, Unix ms UTC; absent when any has none
};

/// What looks need besides sockets. Called on the looking thread.
struct TargetMeans {
    std::function<BackupStanding()> backups; ///< null: nobody here schedules any
};

/// Looks at targets of one name, one look after the other, on a thread of its own: each takes the target's timeout at the most, and
/// ends soon when the token is cancelled. Holds what a disk that hangs has not given back yet.
class TargetLook {
public:
    TargetLook(HealthTarget target, TargetMeans means, const Clock &clock);
    ~TargetLook();
    /// What cannot be looked at is in the observation's error: NET_…, DB_…, IO_…, NOT_FOUND_005, CONFIG_001, INTERNAL_003.
    TargetObservation look(const CancelToken &cancel);

private:
    struct Disk;
    TargetObservation seen(const CancelToken &cancel);
    TargetObservation disk(const CancelToken &cancel);
    TargetObservation postgres(const CancelToken &cancel) const;
    TargetObservation backups() const;

    const HealthTarget m_target;
    const TargetMeans m_means;
    const Clock &m_clock;
    std::shared_ptr<Disk> m_disk; ///< a look that has not ended
    std::unique_ptr<NetworkLook> m_network;
};

} // namespace plancia::monitoring
