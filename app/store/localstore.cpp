// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/store/localstore.h"

#include "app/log/log.h"
#include "app/store/replacement.h"
#include "app/sql/retry.h"

#include <QDir>
#include <QFileInfo>
#include <cerrno>
#include <cstring>
#include <sqlite3.h>
#include <unistd.h>

namespace plancia::store {

using sql::SqliteConnection;
using SteadyClock = std::chrono::steady_clock;

namespace {
constexpr int kReaderCacheKiB = 4 << 10;
constexpr int kSourceBusyMs = 2'000;
constexpr int kReadWaitMs = 2'000; ///< a writer has no business to lock readers out for longer

/// The one path that all programs agree on, so that they meet at one lock file.
QString canonical(const QString &path)
{
    const QFileInfo info(path);
    if (const QString real = info.canonicalFilePath(); !real.isEmpty())
        return real;
    const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
    return folder.isEmpty() ? info.absoluteFilePath() : folder + QLatin1Char('/') + info.fileName();
}

Result<SchemaGap> gapOf(const LocalStore::Options &options, const sql::Migrations &migrations)
{
    const bool isLive = options.mode == LocalStore::Mode::ReadOnlyLive;
    auto connection = SqliteConnection::open(
        {.path = options.path, .mode = isLive ? SqliteConnection::Mode::ReadOnlyLive : SqliteConnection::Mode::ReadOnlyImmutable});
    return connection ? findGap(**connection, migrations) : Result<SchemaGap>(connection.error());
}

/// A file that was not in WAL mode, a backup put in the store's place for example, may have been left in the middle of a
/// transaction. Readers cannot undo that, and what is read without it is neither the old state nor the new one.
Result<bool> rollBackJournal(const LocalStore::Options &options)
{
    WriterLock lock(options.path, options.holder);
    auto turn = WriterTurn::take(lock, options.writeWaitMs, CancelToken());
    if (!turn)
        return fail(turn.error());
    auto writer = SqliteConnection::open({.path = options.path, .mode = SqliteConnection::Mode::ReadWrite}); // its first read does it
    return writer ? Result<bool>(true) : Result<bool>(writer.error());
}

Result<bool> createIfStillMissing(const LocalStore::Options &options, const sql::Migrations &migrations)
{
    WriterLock lock(options.path, options.holder);
    auto turn = WriterTurn::take(lock, options.writeWaitMs, CancelToken());
    if (!turn)
        return fail(turn.error());
    if (fileSize(options.path) >= 0)
        return true; // somebody else made it while we waited
    return createStore(options.path, migrations, options.applicationId, options.nowMs);
}
} // namespace

Result<std::unique_ptr<LocalStore>> LocalStore::open(Options options)
{
    auto migrations = sql::Migrations::load(options.migrations);
    if (!migrations)
        return fail(migrations.error());
    options.path = canonical(options.path);
    if (options.mode != Mode::ReadOnlyImmutable)
        if (auto ended = finishReplacement(options.path, options.holder, options.writeWaitMs); !ended)
            return fail(ended.error());
    if (fileSize(options.path) < 0 && options.createIfMissing && options.mode == Mode::ReadWrite) {
        if (auto made = makeFolder(QFileInfo(options.path).absolutePath()); !made)
            return fail(made.error());
        options.path = canonical(options.path);
        if (auto made = createIfStillMissing(options, *migrations); !made)
            return fail(made.error());
    }
    if (options.mode == Mode::ReadWrite && fileSize(options.path + QStringLiteral("-journal")) > 0)
        if (auto whole = rollBackJournal(options); !whole)
            return fail(whole.error());
    const bool hasWal = fileSize(options.path + QStringLiteral("-wal")) > 0;
    const QByteArray folder = QFile::encodeName(QFileInfo(options.path).absolutePath());
    if (options.mode == Mode::ReadOnlyLive && !hasWal && ::access(folder.constData(), W_OK) != 0)
        options.mode = Mode::ReadOnlyImmutable; // read-only media: SQLite could not make the -shm there
    if (options.mode == Mode::ReadOnlyImmutable && hasWal)
        log::warning("store", QStringLiteral("a write-ahead log lies beside the file and is not read"),
                     {{QStringLiteral("path"), options.path}});

    auto head = probe(options.path, *migrations, options.applicationId, options.mode == Mode::ReadOnlyImmutable);
    if (!head)
        return fail(head.error());
    if (options.mode == Mode::ReadWrite
        && (::access(folder.constData(), W_OK) != 0 || ::access(QFile::encodeName(options.path).constData(), W_OK) != 0))
        return fail(ErrorCode::IoPermission, {{QStringLiteral("path"), options.path},
                                              {QStringLiteral("message"), QString::fromLocal8Bit(strerror(errno))}});
    if (options.mode == Mode::ReadWrite && linkCount(options.path) > 1)
        return fail(ErrorCode::IoOtherName, {{QStringLiteral("path"), options.path}});
    if (options.mode == Mode::ReadWrite && head->refusal)
        return fail(*head->refusal);
    SchemaGap gap;
    if (options.mode != Mode::ReadWrite && (head->refusal || head->plan.pending() > 0)) {
        auto found = gapOf(options, *migrations);
        if (!found)
            return fail(found.error());
        gap = *found;
    }
    return std::unique_ptr<LocalStore>(new LocalStore(std::move(options), std::move(*migrations), std::move(*head), std::move(gap)));
}

LocalStore::LocalStore(Options options, sql::Migrations migrations, StoreHead head, SchemaGap gap)
    : m_options(std::move(options)), m_migrations(std::move(migrations)), m_head(std::move(head)), m_gap(std::move(gap)),
      m_plan(m_head.plan), m_historyId(m_head.historyId), m_commitNo(m_head.commitNo),
      m_lock(m_options.path, m_options.holder), m_identity(fileIdentity(m_options.path))
{
}

LocalStore::~LocalStore()
{
    m_closing.cancel(); // calls that wait in the queues end with INTERNAL_002
    m_readWorker.run([this] { closeReader(); return Result<bool>(true); }).waitForFinished();
    m_writeWorker.run([this] { closeWriter(); return Result<bool>(true); }).waitForFinished();
    m_readWorker.stop();
    m_writeWorker.stop();
}

SqliteConnection::Mode LocalStore::readMode() const
{
    return m_options.mode == Mode::ReadOnlyImmutable ? SqliteConnection::Mode::ReadOnlyImmutable
                                                     : SqliteConnection::Mode::ReadOnlyLive;
}

bool LocalStore::hasChanged() { return m_options.mode == Mode::ReadOnlyImmutable && fileState(m_options.path) != m_read; }

Error LocalStore::explained(const Error &error) const
{
    const QString message = error.fact(u"message");
    if (error.code() != ErrorCode::DbStatement || m_gap.missing.isEmpty()
        || (!message.startsWith(u"no such table") && !message.startsWith(u"no such column")))
        return error;
    const bool isNewer = m_head.refusal && m_head.refusal->code() == ErrorCode::MigNewerSchema;
    return Error(isNewer ? ErrorCode::MigNewerSchema : ErrorCode::MigOlderSchema,
                 {{QStringLiteral("path"), m_options.path},
                  {QStringLiteral("current"), QString::number(m_head.version)},
                  {QStringLiteral("target"), QString::number(m_migrations.target())}},
                 error);
}

Result<bool> LocalStore::ensureReader()
{
    if (m_reader && hasChanged())
        m_reader.reset(); // what it keeps in memory is of the file as it was
    if (m_reader && m_readLog.isAnother())
        m_reader.reset(); // the writer has saved what the lost one held, and began anew
    if (m_reader)
        return true;
    m_read = fileState(m_options.path);
    auto opened = SqliteConnection::open({.path = m_options.path, .mode = readMode(), .cacheKiB = kReaderCacheKiB});
    if (!opened)
        return fail(opened.error());
    if (auto bridged = bridge(**opened, m_gap); !bridged)
        return bridged;
    m_reader = std::move(*opened);
    return true;
}

Result<bool> LocalStore::runRead(const CallContext &context, const Work &work)
{
    if (m_closing.isCancelled())
        return fail(ErrorCode::InternalShutDown);
    const CancelToken stop;
    const CancelLink byCaller(context.cancel, stop);
    const CancelLink byEnd(m_closing, stop);
    const auto started = SteadyClock::now();
    Result<bool> result = readOnce(context, work, stop);
    if (!result && result.error().code() == ErrorCode::StoreDamaged && hasChanged())
        result = readOnce(context, work, stop); // written while it was read without locks: once more, as it is now
    m_lastReadUs = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - started).count();
    if (!result && result.error().code() == ErrorCode::InternalCancelled && m_closing.isCancelled())
        return fail(ErrorCode::InternalShutDown);
    return result ? result : Result<bool>(explained(result.error()));
}

Result<bool> LocalStore::readOnce(const CallContext &context, const Work &work, const CancelToken &stop)
{
    const bool isFirst = !m_reader || m_readLog.isAnother();
    if (auto ready = ensureReader(); !ready)
        return ready;
    m_reader->setCancelToken(stop);
    Result<bool> result = sql::retryWhileBusy(kReadWaitMs, stop, [&](int busyMs) -> Result<bool> {
        auto transaction = sql::Transaction::begin(*m_reader, {.requestId = context.requestId, .busyMs = busyMs});
        if (!transaction)
            return fail(transaction.error());
        return work(*m_reader); // nothing to commit; a cancel that comes now has nothing left to stop
    });
    m_reader->setCancelToken(CancelToken());
    if (isFirst && result && m_options.mode != Mode::ReadOnlyImmutable)
        m_readLog.opened();
    return result;
}

void LocalStore::closeReader() { m_reader.reset(); }

SchemaPlan LocalStore::schema() const
{
    const std::scoped_lock guard(m_mutex);
    return m_plan;
}

QUuid LocalStore::historyId() const
{
    const std::scoped_lock guard(m_mutex);
    return m_historyId;
}

int LocalStore::schemaVersion() const { return schema().current; }

int LocalStore::pendingMigrations() const { return schema().pending(); }

QFuture<Result<qint64>> LocalStore::commitNo(CallContext context)
{
    return read<qint64>(std::move(context), [this](sql::Connection &connection) -> Result<qint64> {
        auto rows = connection.query("SELECT commit_no FROM meta WHERE id = 1");
        if (!rows)
            return fail(rows.error());
        if (rows->isEmpty())
            return fail(ErrorCode::StoreDamaged, {{QStringLiteral("path"), m_options.path}});
        m_commitNo = (*rows)[0].integer(0);
        return m_commitNo.load();
    });
}

qint64 LocalStore::walBytes() const { return std::max<qint64>(fileSize(m_options.path + QStringLiteral("-wal")), 0); }

std::optional<Error> LocalStore::foreignWriter() const
{
    const std::scoped_lock guard(m_mutex);
    return m_foreignWriter;
}

Result<bool> LocalStore::withSourceHandle(const std::function<Result<bool>(sqlite3 *)> &work) const
{
    auto connection = SqliteConnection::open({.path = m_options.path, .mode = readMode(), .cacheKiB = kReaderCacheKiB});
    if (!connection)
        return fail(connection.error());
    // Copying takes as long as it takes: the statement clock of the connection is not for who works on its bare handle.
    sqlite3_progress_handler((*connection)->handle(), 0, nullptr, nullptr);
    sqlite3_busy_timeout((*connection)->handle(), kSourceBusyMs);
    return work((*connection)->handle());
}

} // namespace plancia::store
