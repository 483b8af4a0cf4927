// SPDX-License-Identifier: GPL-3.0-or-later
// Replacing all that a store holds, on the write thread.
#include "app/store/localstore.h"

#include "app/log/log.h"
#include "app/sql/movemark.h"
#include "app/sql/sqliteerror.h"

#include <QThread>
#include <algorithm>
#include <cerrno>
#include <memory>
#include <sqlite3.h>
#include <thread>

namespace plancia::store {

using sql::SqliteConnection;
using SteadyClock = std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {
constexpr int kPieceBytes = 1 << 20;
constexpr auto kBusyWait = 5s; ///< for a program that is none of ours: those wait for the writer lock
constexpr auto kBusyPause = 10ms;

Error failure(sqlite3 *connection, int code, const QString &path)
{
    const int reason = errno != 0 ? errno : sqlite3_system_errno(connection);
    return sql::errorFromSqlite(code, reason, QString::fromUtf8(sqlite3_errstr(code)), path);
}
} // namespace

Result<LocalStore::Replaced> LocalStore::replaceContents(const QString &file, const FinishFile &finish, const CancelToken &cancel,
                                                         const BytesSink &progress)
{
    const auto run = [&] { return replaceInTurn(file, finish, cancel, progress); };
    if (QThread::currentThread() == m_writeWorker.thread())
        return run();
    return m_writeWorker.run(run).result();
}

Result<LocalStore::Replaced> LocalStore::replaceInTurn(const QString &file, const FinishFile &finish, const CancelToken &cancel,
                                                       const BytesSink &progress)
{
    if (m_closing.isCancelled())
        return fail(ErrorCode::InternalShutDown);
    if (m_options.mode != Mode::ReadWrite)
        return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("path"), m_options.path}});
    Result<Replaced> result = [&]() -> Result<Replaced> {
        auto turn = WriterTurn::take(m_lock, m_options.writeWaitMs, cancel);
        if (!turn)
            return fail(turn.error());
        if (auto same = checkFile(); !same)
            return fail(same.error());
        if (auto ready = ensureWriter(); !ready)
            return fail(ready.error());
        if (auto known = checkBeforeWrite(); !known)
            return fail(known.error());
        const Replaced expected{m_writtenCommitNo, m_writtenCommitNo + 1};
        if (auto finished = finish(expected.commitBefore); !finished)
            return fail(finished.error());
        if (auto copied = copyPages(file, cancel, progress); !copied)
            return fail(copied.error());
        // From here on it is done. What cannot be read anew now is read before the next write, from a new connection.
        if (const auto commitNo = takeOver(); !commitNo)
            log::write(log::Level::Warning, "store", commitNo.error());
        if (m_keeper)
            m_keeper->committed(expected.commitAfter, m_walFrameBytes);
        return expected;
    }();
    if (!result && result.error().code() == ErrorCode::IoWrite)
        doubt();
    afterWrite();
    return result;
}

/// SQLite's backup, into the open store: one transaction of the write-ahead log, on the disk when it returns.
Result<bool> LocalStore::copyPages(const QString &file, const CancelToken &cancel, const BytesSink &progress)
{
    // What was moved away is not brought back beside what lives elsewhere now, unless somebody released it.
    if (const auto mark = sql::readMoveMark(*m_writer); !mark || *mark)
        return fail(mark ? sql::movedAway(**mark) : mark.error());
    auto source = SqliteConnection::open({.path = file, .mode = SqliteConnection::Mode::ReadOnlyImmutable});
    if (!source)
        return fail(source.error());
    const auto pageSize = (*source)->number("PRAGMA page_size");
    const auto ours = m_writer->number("PRAGMA page_size");
    const auto head = (*source)->number("SELECT commit_no FROM meta WHERE id = 1");
    if (!pageSize || !ours || !head)
        return fail(!pageSize ? pageSize.error() : !ours ? ours.error() : head.error());
    if (*pageSize != *ours || *head != m_writtenCommitNo + 1)
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("the file was not made ready for this store")}});
    // Copying takes as long as it takes; the token is looked at between the pieces.
    sqlite3_progress_handler((*source)->handle(), 0, nullptr, nullptr);
    const std::unique_ptr<sqlite3_backup, decltype(&sqlite3_backup_finish)> copying(
        sqlite3_backup_init(m_writer->handle(), "main", (*source)->handle(), "main"), &sqlite3_backup_finish);
    if (!copying)
        return fail(failure(m_writer->handle(), sqlite3_extended_errcode(m_writer->handle()), m_options.path));
    const int pages = static_cast<int>(std::max<qint64>(1, kPieceBytes / *pageSize));
    const auto patience = SteadyClock::now() + kBusyWait;
    int code = SQLITE_OK;
    bool isLast = false; // this piece ends with the commit
    while (code == SQLITE_OK) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled); // letting go of the copy rolls it back
        if (m_closing.isCancelled())
            return fail(ErrorCode::InternalShutDown);
        errno = 0;
        isLast = sqlite3_backup_pagecount(copying.get()) == 0 || sqlite3_backup_remaining(copying.get()) <= pages;
        code = sqlite3_backup_step(copying.get(), pages);
        if (code != SQLITE_OK && code != SQLITE_DONE && (code & 0xff) != SQLITE_BUSY)
            break;
        if ((code & 0xff) == SQLITE_BUSY && SteadyClock::now() < patience) {
            std::this_thread::sleep_for(kBusyPause);
            code = SQLITE_OK;
        }
        if (const qint64 total = sqlite3_backup_pagecount(copying.get()); progress && total > 0)
            progress((total - sqlite3_backup_remaining(copying.get())) * *pageSize, total * *pageSize);
    }
    if (code == SQLITE_DONE)
        return true;
    const bool ofSource = (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB || code == SQLITE_IOERR_READ
                          || code == SQLITE_IOERR_SHORT_READ;
    const Error error = failure(ofSource ? (*source)->handle() : m_writer->handle(), code, ofSource ? file : m_options.path);
    return fail(isLast ? error.with(kMayBeReplaced, QStringLiteral("yes")) : error);
}

/// What we keep about the store, read anew: the next write must not take the replacement for somebody else's.
/// The reading also makes SQLite tell the log's length, which it does at the end of a statement.
Result<qint64> LocalStore::takeOver()
{
    auto commitNo = m_writer->number("SELECT commit_no FROM meta WHERE id = 1");
    auto dataVersion = m_writer->number("PRAGMA data_version");
    auto history = m_writer->query("SELECT history_id FROM meta WHERE id = 1");
    auto plan = m_migrations.plan(*m_writer);
    if (!commitNo || !dataVersion || !history || !plan) {
        m_writer.reset(); // the next write begins with a new look
        return fail(!commitNo ? commitNo.error() : !dataVersion ? dataVersion.error() : !history ? history.error() : plan.error());
    }
    m_writtenCommitNo = *commitNo;
    m_commitNo = *commitNo;
    m_dataVersion = *dataVersion;
    m_checkpoints = m_lock.checkpoints();
    const std::scoped_lock guard(m_mutex);
    m_plan = *plan;
    m_historyId = history->isEmpty() ? QUuid() : (*history)[0].uuid(0);
    return *commitNo;
}

} // namespace plancia::store
