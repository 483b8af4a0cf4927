// SPDX-License-Identifier: GPL-3.0-or-later
// What runs on the write thread: turns, checks, commits, migrations, checkpoints, the tidy end.
#include "app/store/localstore.h"

#include "app/log/log.h"
#include "app/sql/commit.h"
#include "app/sql/movemark.h"
#include "app/sql/retry.h"

#include <QThread>
#include <QTimer>

namespace plancia::store {

using sql::SqliteConnection;
using SteadyClock = std::chrono::steady_clock;
using namespace std::chrono_literals;

namespace {
constexpr qint64 kPassiveBytes = 16 << 20;
constexpr qint64 kTruncateBytes = 64 << 20;
constexpr auto kTruncateEvery = 5s; ///< readers may keep a log long; do not stop writers for it again and again
constexpr int kTruncateWaitMs = 100;
constexpr int kCheckpointTurnMs = 200; ///< whoever holds the lock will checkpoint too
constexpr int kCloseTurnMs = 2'000;
constexpr int kCloseWaitMs = 500;
constexpr int kLostLogWaitMs = 5'000; ///< for readers, who end within two seconds as a rule
constexpr int kStatementMs = 30'000;
constexpr int kTroubleWaitMs = 2'000;
constexpr int kIdleCacheKiB = 4 << 10;
constexpr int kBulkCacheKiB = 64 << 10;
} // namespace

Result<bool> LocalStore::checkFile() const
{
    if (fileIdentity(m_options.path) == m_identity)
        return true;
    return fail(ErrorCode::StoreReplaced, {{QStringLiteral("path"), m_options.path}});
}

Result<bool> LocalStore::ensureWriter()
{
    if (m_writer)
        return true;
    auto opened = SqliteConnection::open({m_options.path, SqliteConnection::Mode::ReadWrite, m_cacheKiB, m_options.sync});
    if (!opened)
        return fail(opened.error());
    if (auto same = checkFile(); !same)
        return same;
    auto mode = (*opened)->query("PRAGMA journal_mode"); // a restored copy may have another
    if (mode && (mode->isEmpty() || (*mode)[0].text(0) != u"wal"))
        mode = (*opened)->query("PRAGMA journal_mode = WAL");
    if (!mode)
        return fail(mode.error());
    m_writer = std::move(*opened);
    auto pageSize = m_writer->number("PRAGMA page_size");
    if (!pageSize)
        return fail(pageSize.error());
    m_writtenLog.opened();
    m_writer->setWalHook([this, page = *pageSize](int frames) { m_walFrameBytes = frames * (page + 24); });
    m_dataVersion = 0;
    return true;
}

/// In our turn. What stands in a log without a name goes into the main file before anybody begins another log. Where somebody has
/// begun one the two would mix, and where the index is gone, which lives as long as a connection of this process, two programs
/// would no longer see each other: nothing more is written then.
Result<bool> LocalStore::keepLostLog()
{
    const LogWatch::State state = m_writer ? m_writtenLog.state() : LogWatch::State::Same;
    if (state == LogWatch::State::Same)
        return true;
    log::warning("store", QStringLiteral("the log was removed while the store was open"), {{QStringLiteral("path"), m_writtenLog.path()}});
    const auto whole = state == LogWatch::State::Taken ? Result<bool>(false) : checkpointInTurn(SqliteConnection::Checkpoint::Truncate, kLostLogWaitMs);
    if (!whole)
        return whole;
    if (!*whole || state == LogWatch::State::Cut)
        return fail(ErrorCode::StoreReplaced, {{QStringLiteral("path"), m_writtenLog.path()},
                                               {QStringLiteral("message"), QStringLiteral("the log was removed while the store was open")}});
    m_writer.reset();
    m_walFrameBytes = 0;
    return true;
}

/// Inside the write transaction, before the work: is the store still the one we know?
Result<bool> LocalStore::checkBeforeWrite()
{
    auto version = m_writer->number("PRAGMA user_version");
    auto commitNo = m_writer->number("SELECT commit_no FROM meta WHERE id = 1");
    auto dataVersion = m_writer->number("PRAGMA data_version");
    if (!version || !commitNo || !dataVersion)
        return fail(!version ? version.error() : !commitNo ? commitNo.error() : dataVersion.error());
    if (*version > m_migrations.target())
        return fail(ErrorCode::MigNewerSchema, {{QStringLiteral("path"), m_options.path},
                                                {QStringLiteral("current"), QString::number(*version)},
                                                {QStringLiteral("target"), QString::number(m_migrations.target())}});
    if (*commitNo < m_writtenCommitNo)
        return fail(ErrorCode::StoreReplaced, {{QStringLiteral("path"), m_options.path},
                                               {QStringLiteral("message"), QStringLiteral("the commit number went back")}});
    // The data version changes with every commit of somebody else, and with a checkpoint that resets the log. The programs
    // of ours count both; what neither number explains is foreign.
    if (m_dataVersion != 0 && *dataVersion != m_dataVersion && *commitNo == m_writtenCommitNo && m_lock.checkpoints() == m_checkpoints) {
        const Error foreign(ErrorCode::StoreForeignWriter, {{QStringLiteral("path"), m_options.path},
                                                            {QStringLiteral("commit"), QString::number(*commitNo)}});
        log::write(log::Level::Warning, "store", foreign);
        const std::scoped_lock guard(m_mutex);
        m_foreignWriter = foreign;
    }
    m_dataVersion = *dataVersion;
    m_checkpoints = m_lock.checkpoints();
    m_writtenCommitNo = *commitNo;
    return true;
}

Result<bool> LocalStore::workAndCommit(const CallContext &context, const Work &work, int statementMs, int busyMs)
{
    auto transaction = sql::Transaction::begin(
        *m_writer, {.write = true, .requestId = context.requestId, .timeoutMs = statementMs, .busyMs = busyMs});
    if (!transaction)
        return fail(transaction.error());
    if (auto known = checkBeforeWrite(); !known)
        return known;
    const qint64 changes = m_writer->totalChanges();
    if (auto worked = work(*m_writer); !worked)
        return worked;
    auto commitNo = m_writer->number("SELECT commit_no FROM meta WHERE id = 1");
    if (!commitNo)
        return fail(commitNo.error());
    const qint64 expected = m_writtenCommitNo + (m_writer->totalChanges() == changes ? 0 : 1);
    if (*commitNo != expected)
        return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("a write must take exactly one commit number")}});
    if (auto committed = transaction->commit(); !committed)
        return committed;
    m_writtenCommitNo = *commitNo;
    m_commitNo = *commitNo;
    if (m_keeper && m_writer->totalChanges() != changes)
        m_keeper->committed(*commitNo, m_walFrameBytes);
    return true;
}

/// Acts with the writer lock held and the writer open, again while others keep the store busy.
Result<bool> LocalStore::inTurn(const CallContext &context, const std::function<Result<bool>(int busyMs)> &act)
{
    if (m_closing.isCancelled())
        return fail(ErrorCode::InternalShutDown);
    if (m_options.mode != Mode::ReadWrite)
        return fail(ErrorCode::AuthzReadOnly, {{QStringLiteral("path"), m_options.path}});
    const auto attempt = [&](int waitMs) -> Result<bool> {
        auto turn = WriterTurn::take(m_lock, waitMs, context.cancel);
        if (!turn)
            return fail(turn.error());
        if (auto same = checkFile(); !same)
            return same;
        if (auto kept = keepLostLog(); !kept)
            return kept;
        if (auto ready = ensureWriter(); !ready)
            return ready;
        if (auto sound = verifyAgain(); !sound)
            return sound;
        m_writer->setCancelToken(context.cancel);
        auto acted = act(waitMs);
        m_writer->setCancelToken(CancelToken());
        if (!acted && acted.error().code() == ErrorCode::IoWrite)
            doubt();
        return acted;
    };
    // Who has waited in vain already is not made to wait as long for each further write.
    const int waitMs = writeTrouble() ? std::min(m_options.writeWaitMs, kTroubleWaitMs) : m_options.writeWaitMs;
    const Result<bool> result = sql::retryWhileBusy(waitMs, context.cancel, attempt);
    noteOutcome(result);
    afterWrite();
    return result;
}

Result<bool> LocalStore::writeInTurn(const CallContext &context, const Work &work, int statementMs)
{
    return inTurn(context, [&](int busyMs) { return workAndCommit(context, work, statementMs, busyMs); });
}

Result<bool> LocalStore::rewrite(const CallContext &context, const Work &work)
{
    const auto run = [&] {
        return inTurn(context, [&](int) -> Result<bool> {
            if (m_keeper)
                if (auto ready = m_keeper->beforeRewrite(); !ready)
                    return ready;
            m_writer->setStatementMs(kLongStatementMs);
            auto worked = work(*m_writer);
            m_dataVersion = 0; // a vacuum changes our own too; SQLite let nobody else write meanwhile
            countCheckpoint(); // so that the others do not take us for a foreign writer
            if (m_keeper)
                if (auto kept = m_keeper->afterRewrite(); !kept)
                    log::write(log::Level::Warning, "store", kept.error()); // the next step of the archive notices
            return worked;
        });
    };
    if (QThread::currentThread() == m_writeWorker.thread())
        return run();
    return m_writeWorker.run(run).result();
}

Result<bool> LocalStore::runWrite(const CallContext &context, const sql::WriteScope &, const Work &work)
{
    if (const SchemaPlan plan = schema(); plan.pending() > 0)
        return fail(ErrorCode::MigOlderSchema, {{QStringLiteral("path"), m_options.path},
                                                {QStringLiteral("current"), QString::number(plan.current)},
                                                {QStringLiteral("target"), QString::number(plan.target)}});
    return writeInTurn(context, work, kStatementMs);
}

void LocalStore::afterWrite()
{
    if (m_walFrameBytes > kPassiveBytes && !m_checkpointPosted) {
        m_checkpointPosted = true; // after the answer to this write has gone out
        m_writeWorker.post([this] { checkpoint(); });
    }
    if (!m_idle) {
        m_idle = new QTimer;
        m_idle->setSingleShot(true);
        m_idle->setInterval(m_options.idleMs);
        QObject::connect(m_idle, &QTimer::timeout, m_writeWorker.context(), [this] { checkpoint(); });
    }
    m_idle->start();
}

void LocalStore::checkpoint()
{
    m_checkpointPosted = false;
    if (m_closing.isCancelled() || !m_writer || m_walFrameBytes == 0)
        return;
    auto turn = WriterTurn::take(m_lock, kCheckpointTurnMs, CancelToken());
    if (!turn || !checkFile() || !keepLostLog() || !m_writer)
        return; // the next write tells
    const bool truncate = m_walFrameBytes > kTruncateBytes && SteadyClock::now() - m_lastTruncate > kTruncateEvery;
    if (truncate)
        m_lastTruncate = SteadyClock::now();
    if (auto kept = keepBefore(); !kept) // its trouble is not the store's
        return log::write(log::Level::Warning, "store", kept.error());
    auto whole = checkpointNow(truncate ? SqliteConnection::Checkpoint::Truncate : SqliteConnection::Checkpoint::Passive, kTruncateWaitMs);
    if (!whole && whole.error().code() == ErrorCode::IoWrite) {
        doubt();
        noteOutcome(whole);
    } else if (!whole) {
        log::write(log::Level::Warning, "store", whole.error());
    } else if (*whole) {
        m_walFrameBytes = 0;
    }
}

/// What the keeper does not have yet stays in the log. False when readers kept frames back.
Result<bool> LocalStore::checkpointInTurn(SqliteConnection::Checkpoint kind, int waitMs)
{
    auto kept = keepBefore();
    return kept ? checkpointNow(kind, waitMs) : kept;
}

Result<bool> LocalStore::keepBefore() { return m_keeper ? m_keeper->beforeCheckpoint() : Result<bool>(true); }

Result<bool> LocalStore::checkpointNow(SqliteConnection::Checkpoint kind, int waitMs)
{
    auto whole = m_writer->checkpoint(kind, waitMs);
    countCheckpoint();
    if (m_keeper)
        m_keeper->afterCheckpoint();
    return whole;
}

/// Ours changes the data version of others, not our own; theirs stays to be noticed.
void LocalStore::countCheckpoint()
{
    const bool onlyOurs = m_lock.checkpoints() == m_checkpoints;
    m_lock.countCheckpoint();
    if (onlyOurs)
        m_checkpoints = m_lock.checkpoints();
}

Result<SchemaPlan> LocalStore::migrate(qint64 nowMs, const Work &also)
{
    const auto run = [&]() -> Result<SchemaPlan> {
        std::optional<SchemaPlan> plan;
        auto done = writeInTurn(CallContext(), [&](sql::Connection &connection) -> Result<bool> {
            auto before = m_migrations.plan(connection);
            if (!before)
                return fail(before.error());
            plan = *before;
            if (before->pending() == 0)
                return true;
            // Also one that was moved away: to be settled or released it must be of this schema.
            return sql::withoutMoveMark(connection, [&]() -> Result<bool> {
                auto applied = m_migrations.apply(connection, nowMs);
                if (!applied)
                    return fail(applied.error());
                plan = *applied;
                if (also)
                    return also(connection);
                auto taken = sql::nextCommitWithoutAudit(connection);
                return taken ? Result<bool>(true) : Result<bool>(taken.error());
            });
        }, kLongStatementMs);
        if (!done)
            return fail(done.error());
        const std::scoped_lock guard(m_mutex);
        m_plan = *plan;
        return *plan;
    };
    if (QThread::currentThread() == m_writeWorker.thread())
        return run();
    return m_writeWorker.run(run).result();
}

void LocalStore::setBulkWriting(bool bulk)
{
    m_writeWorker.post([this, bulk] {
        m_cacheKiB = bulk ? kBulkCacheKiB : kIdleCacheKiB;
        if (m_writer)
            if (auto set = m_writer->setCacheKiB(m_cacheKiB); !set)
                log::write(log::Level::Warning, "store", set.error()); // slower, no more
    });
}

void LocalStore::setWalKeeper(std::shared_ptr<WalKeeper> keeper)
{
    m_writeWorker.post([this, keeper = std::move(keeper)]() mutable { m_keeper = std::move(keeper); });
}

void LocalStore::closeWriter()
{
    delete std::exchange(m_idle, nullptr);
    delete std::exchange(m_probe, nullptr);
    const qint64 wal = fileSize(m_options.path + QStringLiteral("-wal"));
    // A reader alone makes -wal and -shm too. Who only reads clears an empty log away, never one that holds commits.
    const bool tidies = m_options.mode == Mode::ReadWrite ? wal >= 0 || m_writer : m_options.mode == Mode::ReadOnlyLive && wal == 0;
    if (!tidies || m_isDoubted) // what the disk refused stays as it is, for the next start to read
        return m_writer.reset();
    auto turn = WriterTurn::take(m_lock, kCloseTurnMs, CancelToken());
    if (turn && checkFile() && keepLostLog() && ensureWriter()) {
        if (auto whole = checkpointInTurn(SqliteConnection::Checkpoint::Truncate, kCloseWaitMs); !whole)
            log::write(log::Level::Warning, "store", whole.error()); // nothing is lost: the log is read at the next start
        else
            m_writer->tidyOnClose();
    }
    m_writer.reset(); // still in our turn: closing checkpoints as well
}

} // namespace plancia::store
