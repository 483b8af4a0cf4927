// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/gateway.h"
#include "models/base/progress.h"

namespace plancia::controlplane {

/// Fills an empty control store with a service that never was: some 1,200 tenants and half a year of acts, the same on
/// every machine but for the times, which end now. A hundred acts a commit. Blocks; call on none of the gateway's threads.
/// What is interrupted is half filled: fill a file of its own and move it into place afterwards.
Result<bool> fillExamples(sql::Gateway &gateway, qint64 nowMs, const ProgressSink &progress, const CancelToken &cancel);

} // namespace plancia::controlplane
