// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/tables/statement.h"

namespace plancia::tables {

/// Values of a key as text and back: "i42.t616263.b00ff". Exact, also for texts that are no UTF-8. Pure.
QString encodeKey(const QList<Value> &key);
/// VAL_008 unless it has `size` values.
Result<QList<Value>> decodeKey(const QString &cursor, qsizetype size);

/// Where a key stands between two others, 0…1, and a value about there: by numbers, or by the first bytes of texts and
/// blobs. 0 when the three are not of one kind. Pure.
double shareOf(const Value &first, const Value &last, const Value &value);
Value valueAt(const Value &first, const Value &last, double share);

} // namespace plancia::tables
