// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/progress.h"
#include "models/base/result.h"
#include "models/domain/leak.h"

namespace plancia::leaks {

/// Looks for API keys in texts, files, folders and the histories of git repositories, and names them by what is kept of a
/// key. Reads only, one piece of a file at a time; no secret leaves the piece it stands in: none is written, logged or put
/// into an answer or an error. Links, devices and sockets are not followed. What cannot be read is named and passed over.
/// Blocks, on the caller's thread. INTERNAL_003 when cancelled, VAL_002 for a text that is too long.
Result<LeakReport> findKeys(const LeakSources &sources, const ProgressSink &progress, const CancelToken &cancel);

} // namespace plancia::leaks
