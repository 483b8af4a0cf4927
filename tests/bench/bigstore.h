// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

namespace plancia::bench {

/// Makes a local store with `rows` acts in its audit trail and 1,000 tenants at `path` (VAL_010 for less than 1 row), or
/// keeps the one that is there and has them. Acts lie 250 ms apart and end now; texts are as long as real ones. Blocks;
/// a million rows take about half a minute.
Result<bool> makeBigStore(const QString &path, qint64 rows);

/// Changes the reason of `rows` acts, spread over the whole trail, in one write of the store. Blocks.
Result<bool> changeRows(const QString &path, qint64 rows);

} // namespace plancia::bench
