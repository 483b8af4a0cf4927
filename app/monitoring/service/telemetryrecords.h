// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/connection.h"
#include "models/domain/blocking.h"
#include "models/domain/statements.h"

/// Statements and blocked sessions in telemetry.db. `unwritten`: those that need not be written yet are laid over what is.
namespace plancia::monitoring {

inline constexpr int kMaxReportRows = 5'000; ///< of a report; what took less is among its others
inline constexpr int kMaxReportLooks = 50'000; ///< a month of them; of more the newest

/// About what they take in memory.
qint64 bytesOf(const StatementsLook &look);
qint64 bytesOf(const BlockingMoment &moment);

/// Within a write transaction. What is there already stays as it is.
Result<bool> putLooks(sql::Connection &connection, qint64 stream, const QList<StatementsLook> &looks);
Result<bool> putBlocking(sql::Connection &connection, qint64 stream, const QList<BlockingMoment> &moments);
/// Removes what is older than `before`, and the oldest beyond `bytes`; at most `most` rows at once.
Result<bool> forgetLooks(sql::Connection &connection, qint64 before, qint64 bytes, qint64 most);
Result<bool> forgetBlocking(sql::Connection &connection, qint64 before, qint64 bytes, qint64 most);

/// VAL_010, INTERNAL_003.
Result<StatementsReport> readStatements(sql::Connection &connection, const QString &streamId, const StatementsQuery &query,
                                        const QList<StatementsLook> &unwritten, const CancelToken &cancel);
Result<BlockingHistory> readBlocking(sql::Connection &connection, const QString &streamId, const BlockingQuery &query,
                                     const QList<BlockingMoment> &unwritten, const CancelToken &cancel);

/// VAL_010 for a span that ends before it begins.
Result<bool> checkSpan(qint64 from, qint64 to);

} // namespace plancia::monitoring
