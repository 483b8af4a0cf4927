// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tasks/worker.h"
#include "models/base/canceltoken.h"
#include "models/domain/target.h"

namespace plancia::monitoring {

inline constexpr qint64 kMaxBodyBytes = 64 * 1024; ///< of an HTTP answer that are read

/// Looks of kind Http, Prometheus, Tcp, Redis and Certificate, one after the other: a look blocks its thread for the target's timeout at
/// most, while the sockets live in a thread of this object's own. Sends no cookie and no credential; an answer that is packed is not
/// asked for.
class NetworkLook {
public:
    explicit NetworkLook(const HealthTarget &target);
    TargetObservation look(const CancelToken &cancel);

private:
    const HealthTarget m_target;
    tasks::Worker m_worker;
};

} // namespace plancia::monitoring
