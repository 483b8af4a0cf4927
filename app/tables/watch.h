// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/sqliteerror.h"
#include "models/base/canceltoken.h"
#include "models/base/progress.h"
#include "models/base/result.h"

#include <chrono>
#include <sqlite3.h>

namespace plancia::tables {

/// Stops the statements of a connection when the call is cancelled or its time is up, and tells how many rows a statement
/// has looked at. On the thread of the connection, which outlives it; one at a time.
class Watch {
public:
    Watch(sqlite3 *handle, QString path, const CancelToken &cancel, std::chrono::seconds limit);
    ~Watch();
    Watch(const Watch &) = delete;
    Watch &operator=(const Watch &) = delete;

    /// The rows that `statement` looks at are told from now on; `total` may be 0.
    void follow(sqlite3_stmt *statement, ProgressSink sink, qint64 total);
    bool isCancelled() const { return m_cancel.isCancelled(); }
    /// INTERNAL_003, DB_003, or what SQLite says.
    Error error(int code) const;

private:
    enum class Stop { No, Cancelled, TimedOut };
    int look();

    sqlite3 *m_handle;
    const QString m_path;
    const CancelToken m_cancel;
    const std::chrono::seconds m_limit;
    const std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
    Stop m_stop = Stop::No;
    sqlite3_stmt *m_followed = nullptr;
    ProgressSink m_sink;
    qint64 m_total = 0;
};

} // namespace plancia::tables
