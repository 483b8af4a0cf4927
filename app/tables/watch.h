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
///
/// The pages of a hostile file may lead to one another so that its tree never ends. A statement that is followed is stopped
/// when it has run for longer than it could over all rows that a file of that size has room for.
class Watch {
public:
    Watch(sqlite3 *handle, QString path, const CancelToken &cancel, std::chrono::seconds limit);
    ~Watch();
    Watch(const Watch &) = delete;
    Watch &operator=(const Watch &) = delete;

    /// The rows that `statement` looks at are told and bounded from now on, until another or null follows; `total` may be 0.
    /// It reads each row once: no view, no subquery.
    void follow(sqlite3_stmt *statement, ProgressSink sink, qint64 total);
    bool isCancelled() const { return m_cancel.isCancelled(); }
    /// INTERNAL_003, DB_003, IO_006 for a tree without an end, or what SQLite says.
    Error error(int code) const;

private:
    enum class Stop { No, Cancelled, TimedOut, Endless };
    int look();
    qint64 mostSteps(sqlite3_stmt *statement) const;

    sqlite3 *m_handle;
    const QString m_path;
    const CancelToken m_cancel;
    const std::chrono::seconds m_limit;
    const std::chrono::steady_clock::time_point m_started = std::chrono::steady_clock::now();
    Stop m_stop = Stop::No;
    sqlite3_stmt *m_followed = nullptr;
    ProgressSink m_sink;
    qint64 m_total = 0;
    qint64 m_steps = 0;     ///< of the followed statement
    qint64 m_mostSteps = 0;
};

} // namespace plancia::tables
