// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/compare/results.h"

namespace plancia::backup {

/// Writes the kept rows of a comparison into a new file: CSV when its name ends so (RFC 4180, a line a field, with what a
/// spreadsheet would take for a formula made text), else one JSON object a line. IO_001…004, IO_009, INTERNAL_003.
Result<QString> exportDifferences(const Comparison &comparison, Results &results, const QString &path, const CancelToken &cancel,
                                  const std::function<void(qint64 rows)> &written);

} // namespace plancia::backup
