// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tables/watch.h"

namespace plancia::tables {

namespace {
constexpr int kOps = 4'000; ///< virtual machine steps between two looks
}

Watch::Watch(sqlite3 *handle, QString path, const CancelToken &cancel, std::chrono::seconds limit)
    : m_handle(handle), m_path(std::move(path)), m_cancel(cancel), m_limit(limit)
{
    sqlite3_progress_handler(m_handle, kOps, [](void *self) { return static_cast<Watch *>(self)->look(); }, this);
}

Watch::~Watch() { sqlite3_progress_handler(m_handle, 0, nullptr, nullptr); }

void Watch::follow(sqlite3_stmt *statement, ProgressSink sink, qint64 total)
{
    m_followed = statement;
    m_sink = std::move(sink);
    m_total = total;
}

int Watch::look()
{
    if (m_cancel.isCancelled())
        m_stop = Stop::Cancelled;
    else if (m_limit.count() > 0 && std::chrono::steady_clock::now() - m_started >= m_limit)
        m_stop = Stop::TimedOut;
    if (m_followed && m_sink && m_stop == Stop::No) {
        Progress progress;
        progress.unit = Progress::Unit::Rows;
        progress.done = sqlite3_stmt_status(m_followed, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0);
        progress.total = m_total > progress.done ? m_total : 0;
        m_sink(progress);
    }
    return m_stop == Stop::No ? 0 : 1;
}

Error Watch::error(int code) const
{
    if (m_stop == Stop::Cancelled || m_cancel.isCancelled())
        return Error(ErrorCode::InternalCancelled);
    if (m_stop == Stop::TimedOut)
        return Error(ErrorCode::DbTimeout, {{QStringLiteral("path"), m_path},
                                            {QStringLiteral("seconds"), QString::number(m_limit.count())}});
    return sql::errorFromSqlite(code, sqlite3_system_errno(m_handle), QString::fromUtf8(sqlite3_errmsg(m_handle)), m_path);
}

} // namespace plancia::tables
