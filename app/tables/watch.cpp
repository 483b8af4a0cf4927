// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tables/watch.h"

#include <QFileInfo>

namespace plancia::tables {

namespace {
constexpr int kOps = 4'000; ///< virtual machine steps between two looks
/// A cell of a leaf takes four bytes or more and its place on the page two (file format, §1.6).
constexpr qint64 kLeastRowBytes = 6;
/// A row may be met twice where two ways to it are laid together.
constexpr qint64 kMeetings = 2;
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
    m_steps = 0;
    m_mostSteps = statement ? mostSteps(statement) : 0;
}

/// Each instruction of a plain loop runs at most once a row.
qint64 Watch::mostSteps(sqlite3_stmt *statement) const
{
    const qint64 bytes = QFileInfo(m_path).size() + QFileInfo(m_path + QStringLiteral("-wal")).size();
    const QByteArray explain = QByteArray("EXPLAIN ") + sqlite3_sql(statement);
    sqlite3_stmt *program = nullptr;
    qint64 instructions = 0;
    if (sqlite3_prepare_v2(m_handle, explain.constData(), static_cast<int>(explain.size()), &program, nullptr) == SQLITE_OK)
        while (sqlite3_step(program) == SQLITE_ROW)
            ++instructions;
    sqlite3_finalize(program);
    return instructions * kMeetings * (bytes / kLeastRowBytes + 1);
}

int Watch::look()
{
    if (m_cancel.isCancelled())
        m_stop = Stop::Cancelled;
    else if (m_limit.count() > 0 && std::chrono::steady_clock::now() - m_started >= m_limit)
        m_stop = Stop::TimedOut;
    else if (m_followed && m_mostSteps > 0 && (m_steps += kOps) > m_mostSteps + kOps)
        m_stop = Stop::Endless;
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
    if (m_stop == Stop::Endless)
        return Error(ErrorCode::StoreDamaged, {{QStringLiteral("path"), m_path},
                                               {QStringLiteral("message"), QStringLiteral("a table has more rows than the file has room for")}});
    return sql::errorFromSqlite(code, sqlite3_system_errno(m_handle), QString::fromUtf8(sqlite3_errmsg(m_handle)), m_path);
}

} // namespace plancia::tables
