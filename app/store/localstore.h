// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sql/gateway.h"
#include "app/sql/migrations.h"
#include "app/sql/sqliteconnection.h"
#include "app/store/logwatch.h"
#include "app/store/schemagap.h"
#include "app/store/storefile.h"
#include "app/store/walkeeper.h"
#include "app/store/writerlock.h"
#include "models/base/clock.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

class QTimer;

namespace plancia::store {

inline const QString kMayBeReplaced = QStringLiteral("may_be_replaced"); ///< a fact of an Error of LocalStore::replaceContents()

inline constexpr int kLongStatementMs = 6 * 3600 * 1000; ///< an index over a big table takes its time

/// A local SQLite store, open. Reads and writes run on two threads of its own, each with its own connection; what is
/// named "blocks" is for engine threads, the rest may be called from any thread. Programs that have the same store open
/// take turns by its WriterLock. Destroying it lets the running write end, finishes the running read and queued calls with
/// INTERNAL_002, and leaves one whole file when nobody else has it open; destroy it from a thread other than its two.
class LocalStore final : public sql::Gateway {
public:
    enum class Mode {
        ReadWrite,
        ReadOnlyLive,      ///< others may write to it meanwhile
        ReadOnlyImmutable, ///< backups and read-only media: nothing is written beside the file
    };
    struct Options {
        QString path;
        QString migrations = QStringLiteral(":/sql/sqlite/control");
        quint32 applicationId = kControlStoreId;
        Mode mode = Mode::ReadWrite;
        bool createIfMissing = false; ///< with all migrations applied
        QString holder = QStringLiteral("plancia"); ///< what others see while they wait for us
        qint64 nowMs = SystemClock().nowMs();       ///< written into a new store
        int writeWaitMs = 30'000; ///< for the writer lock and a busy store, over all retries
        sql::SqliteConnection::Sync sync = sql::SqliteConnection::Sync::Full; ///< Normal for telemetry
        int idleMs = 2'000;       ///< after the last write, until the log is checkpointed
        int probeMs = 2'000;      ///< between two looks whether a store that could not be written can be again
    };
    /// Blocks. NOT_FOUND_005, IO_001…006, DB_010; in ReadWrite MIG_001 for a newer store and MIG_003 for
    /// another's, which stay untouched and can be read, IO_011 when another name leads to the file.
    /// An older one opens as it is: see pendingMigrations().
    static Result<std::unique_ptr<LocalStore>> open(Options options);
    ~LocalStore() override;

    sql::Dialect dialect() const override { return sql::Dialect::Sqlite; }
    tasks::Worker &readWorker() override { return m_readWorker; }
    tasks::Worker &writeWorker() override { return m_writeWorker; }
    Result<bool> runRead(const CallContext &context, const Work &work) override;
    /// AUTHZ_001 when read-only, MIG_004 while migrations wait, MIG_001, DB_010 with "holder" after app/sql/retry.h, IO_008
    /// when the file was moved or replaced, IO_001. The work takes exactly one commit number (sql/commit.h) when it
    /// changes anything; it may run again when the store was busy.
    Result<bool> runWrite(const CallContext &context, const sql::WriteScope &scope, const Work &work) override;

    Mode mode() const { return m_options.mode; }
    const QString &path() const { return m_options.path; } ///< canonical
    QUuid storeId() const { return m_head.storeId; }
    QUuid historyId() const; ///< another after replaceContents()
    int schemaVersion() const;
    SchemaPlan schema() const;
    int pendingMigrations() const;
    /// How the tables differ from those that this program knows; empty for a store that is written too. What is missing is
    /// bridged for reading where it can be, else a read gives MIG_004, or MIG_001 when the store is newer.
    const SchemaGap &schemaGap() const { return m_gap; }
    /// Blocks. Applies what waits in one transaction, with `also` (the audit row, which takes the commit number) in it;
    /// without `also` it takes a commit number itself. MIG_002.
    Result<SchemaPlan> migrate(qint64 nowMs, const Work &also = {});

    /// The commit numbers before and after a replacement.
    struct Replaced {
        qint64 commitBefore = 0;
        qint64 commitAfter = 0;
    };
    /// Writes the last of the file, told the store's last commit number; nobody commits until the replacement is over.
    using FinishFile = std::function<Result<bool>(qint64 commitNo)>;
    using BytesSink = std::function<void(qint64 done, qint64 total)>;
    /// Blocks; not for the read thread. Replaces all that the store holds by what stands in `file`, in one transaction: a
    /// crash leaves the old contents or the new ones, and who reads meanwhile keeps what it saw. `file` is a whole SQLite
    /// file of this store's page size and schema, used by nobody else; `finish` gives it the commit number after the
    /// store's last. The token stops it until the last piece. AUTHZ_001, DB_010, IO_001, IO_002, IO_004, IO_006, IO_008,
    /// INTERNAL_001, INTERNAL_003: nothing has changed then, unless the error has the fact kMayBeReplaced: the disk refused
    /// in the commit itself, and what reached it is open.
    Result<Replaced> replaceContents(const QString &file, const FinishFile &finish, const CancelToken &cancel,
                                     const BytesSink &progress);
    /// Blocks. A rewrite that changes no content, such as VACUUM or REINDEX: in our turn, outside a transaction and without a
    /// commit number. What runWrite() refuses, and what the archive refuses.
    Result<bool> rewrite(const CallContext &context, const Work &work);

    /// Blocks; not for the write thread. A write that may take hours, such as a repair; otherwise as runWrite().
    Result<bool> writeLong(const CallContext &context, const Work &work);
    /// Blocks. Builds the file anew without its unused pages; the audit row is the caller's. As rewrite().
    Result<bool> vacuum(const CallContext &context);
    /// Why nothing can be written now though the store is ours to write: its disk is full, read-only or failing, or
    /// somebody keeps it locked. A probe looks every few seconds whether that has passed. After a failed write or fsync the
    /// whole store is read from the disk first, and held against the last commit that was acknowledged or archived: IO_006
    /// for good when it does not hold.
    std::optional<Error> writeTrouble() const;

    /// Reads meta.commit_no, also what other programs wrote.
    QFuture<Result<qint64>> commitNo(CallContext context);
    qint64 commitNoSeen() const { return m_commitNo.load(); }           ///< as of the last write here or commitNo()
    qint64 lastReadMicroseconds() const { return m_lastReadUs.load(); } ///< work and transaction, without the queue
    qint64 walBytes() const;                                            ///< of the -wal file; 0 without one
    /// IO_007 once somebody was seen to write without taking a commit number.
    std::optional<Error> foreignWriter() const;

    /// Blocks. A read connection of its own on the calling thread, for the backup engine, which holds a read transaction
    /// on it while it copies (a stepwise backup starves under writers otherwise). No statement of it is timed out.
    Result<bool> withSourceHandle(const std::function<Result<bool>(sqlite3 *)> &work) const;
    /// A larger page cache for the writer while a bulk task runs.
    void setBulkWriting(bool bulk);
    /// From the next write on; for one that is to see every commit, before the first. Held until the store is closed.
    void setWalKeeper(std::shared_ptr<WalKeeper> keeper);

private:
    explicit LocalStore(Options options, sql::Migrations migrations, StoreHead head, SchemaGap gap);
    sql::SqliteConnection::Mode readMode() const;
    Result<bool> ensureReader();
    Result<bool> readOnce(const CallContext &context, const Work &work, const CancelToken &stop);
    bool hasChanged();
    Error explained(const Error &error) const;
    Result<bool> ensureWriter();
    Result<bool> checkFile() const;
    Result<bool> keepLostLog();
    Result<bool> checkBeforeWrite();
    Result<bool> workAndCommit(const CallContext &context, const Work &work, int statementMs, int busyMs);
    Result<bool> writeInTurn(const CallContext &context, const Work &work, int statementMs);
    Result<Replaced> replaceInTurn(const QString &file, const FinishFile &finish, const CancelToken &cancel,
                                   const BytesSink &progress);
    Result<bool> copyPages(const QString &file, const CancelToken &cancel, const BytesSink &progress);
    Result<qint64> takeOver();
    Result<bool> inTurn(const CallContext &context, const std::function<Result<bool>(int busyMs)> &act);
    void doubt();
    Result<bool> verifyAgain();
    void noteOutcome(const Result<bool> &outcome);
    void probeWriting();
    Result<bool> probeFolder() const;
    Result<bool> probeTurn();
    void afterWrite();
    void checkpoint();
    Result<bool> checkpointInTurn(sql::SqliteConnection::Checkpoint kind, int waitMs);
    Result<bool> keepBefore();
    Result<bool> checkpointNow(sql::SqliteConnection::Checkpoint kind, int waitMs);
    void countCheckpoint();
    void closeReader();
    void closeWriter();

    const Options m_options;
    const sql::Migrations m_migrations;
    const StoreHead m_head; ///< as found when opened
    const SchemaGap m_gap;
    mutable std::mutex m_mutex;
    SchemaPlan m_plan;                   ///< under m_mutex
    QUuid m_historyId;                   ///< under m_mutex
    std::optional<Error> m_foreignWriter; ///< under m_mutex
    std::optional<Error> m_writeTrouble;  ///< under m_mutex
    std::atomic<qint64> m_commitNo{0};
    std::atomic<qint64> m_lastReadUs{0};
    const CancelToken m_closing;

    // On the read thread.
    std::unique_ptr<sql::SqliteConnection> m_reader;
    FileState m_read; ///< of the file that m_reader reads without locks
    LogWatch m_readLog{m_options.path};
    // On the write thread.
    std::unique_ptr<sql::SqliteConnection> m_writer;
    LogWatch m_writtenLog{m_options.path};
    std::shared_ptr<WalKeeper> m_keeper;
    WriterLock m_lock;
    int m_cacheKiB = 4096;
    FileIdentity m_identity;
    QTimer *m_idle = nullptr;
    QTimer *m_probe = nullptr;
    qint64 m_writtenCommitNo = -1; ///< as of the last look under the lock
    qint64 m_dataVersion = 0;
    quint64 m_checkpoints = 0;
    bool m_isDoubted = false; ///< the disk refused: what it holds is read before anything is written again
    qint64 m_walFrameBytes = 0; ///< frames that a checkpoint has to move
    bool m_checkpointPosted = false;
    std::chrono::steady_clock::time_point m_lastTruncate;

    tasks::Worker m_readWorker{QStringLiteral("store reads")};
    tasks::Worker m_writeWorker{QStringLiteral("store writes")};
};

} // namespace plancia::store
