// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/scratchstore.h"

#include "app/backup/storefacts.h"
#include "app/sql/invariants.h"
#include "app/sql/movemark.h"

#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace plancia::backup {

using sql::SqliteConnection;

namespace {
constexpr int kLongMs = 6 * 3600 * 1000; ///< a check or an index over a big table takes its time; the token ends it
constexpr int kComparedTenants = 2'000; ///< the rest of a big store is for the maintenance page
constexpr int kCacheKiB = 32 << 10;
constexpr qint64 kPiece = 1 << 20;
constexpr off_t kModeBytes = 18; ///< SQLite file format, §1.3.3: 1 rollback journal, 2 write-ahead log

Result<bool> copyBytes(int from, PendingFile &to, const QString &source, const CancelToken &cancel, const ScratchStore::BytesSink &copied)
{
    QByteArray piece(kPiece, Qt::Uninitialized);
    for (qint64 done = 0;;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const ssize_t n = ::read(from, piece.data(), static_cast<size_t>(kPiece));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(fileError(ErrorCode::IoRead, errno, source));
        if (n == 0)
            return true;
        if (auto written = to.write(piece.left(n)); !written)
            return written;
        done += n;
        if (copied)
            copied(done);
    }
}

Result<bool> setMode(const PendingFile &file, char mode)
{
    const char bytes[2] = {mode, mode};
    if (::pwrite(file.fd(), bytes, sizeof bytes, kModeBytes) != sizeof bytes)
        return fail(fileError(ErrorCode::IoWrite, errno, file.path()));
    return true;
}
} // namespace

Result<ScratchStore> ScratchStore::copy(const QString &file, const QString &folder, const CancelToken &cancel, const BytesSink &copied)
{
    if (auto made = ensureFolder(folder); !made)
        return fail(made.error());
    const Fd from(::open(QFile::encodeName(file).constData(), O_RDONLY | O_CLOEXEC));
    if (!from.isOpen())
        return errno == ENOENT ? Result<ScratchStore>(Error(ErrorCode::BackupNotFound, {{QStringLiteral("path"), file}}))
                               : Result<ScratchStore>(fileError(ErrorCode::IoRead, errno, file));
    auto pending = PendingFile::create(folder);
    if (!pending)
        return fail(pending.error());
    if (auto done = copyBytes(from.get(), *pending, file, cancel, copied); !done)
        return fail(done.error());
    ScratchStore scratch(std::make_unique<PendingFile>(std::move(*pending)), folder, file);
    if (scratch.bytes() < kModeBytes + 2)
        return fail(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), file}});
    if (auto set = setMode(*scratch.m_file, 1); !set) // it has no log, whatever it says
        return fail(set.error());
    return scratch;
}

qint64 ScratchStore::bytes() const { return store::fileSize(path()); }

Error ScratchStore::damaged(const QString &message) const
{
    return Error(ErrorCode::BackupDamaged, {{QStringLiteral("path"), m_source}, {QStringLiteral("message"), message}});
}

Result<std::unique_ptr<SqliteConnection>> ScratchStore::open(const CancelToken &cancel) const
{
    auto opened = SqliteConnection::open({.path = path(), .mode = SqliteConnection::Mode::ReadWrite, .cacheKiB = kCacheKiB});
    if (!opened)
        return opened;
    SqliteConnection &connection = **opened;
    // What goes wrong here is thrown away whole, so nothing has to be rolled back or kept from a power cut.
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr); // else it would keep its journal
    for (const char *pragma : {"PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA locking_mode = EXCLUSIVE"})
        if (auto set = connection.query(pragma); !set)
            return fail(set.error());
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    connection.setCancelToken(cancel);
    if (auto begun = connection.begin({.timeoutMs = kLongMs}); !begun) // its statements have that long from now on
        return fail(begun.error());
    connection.rollback();
    return opened;
}

Result<ScratchStore::Found> ScratchStore::prepare(qint64 pageSize, const sql::Migrations &migrations, qint64 nowMs, const CancelToken &cancel)
{
    qint64 found = 0;
    Result<Found> looked = Found();
    {
        auto connection = open(cancel);
        if (!connection)
            return connection.error().code() == ErrorCode::StoreDamaged ? fail(damaged(connection.error().fact(u"message")))
                                                                        : fail(connection.error());
        looked = look(**connection, migrations, nowMs);
        if (!looked)
            return looked;
        auto size = (*connection)->number("PRAGMA page_size");
        if (!size)
            return fail(size.error());
        found = *size;
    }
    if (pageSize > 0 && found != pageSize)
        if (auto changed = changePageSize(pageSize, cancel); !changed)
            return fail(changed.error());
    return looked;
}

Result<ScratchStore::Found> ScratchStore::look(SqliteConnection &connection, const sql::Migrations &migrations, qint64 nowMs)
{
    Found found;
    auto verdict = connection.query("PRAGMA quick_check(1)");
    if (!verdict)
        return verdict.error().code() == ErrorCode::StoreDamaged ? fail(damaged(verdict.error().fact(u"message"))) : fail(verdict.error());
    if (verdict->isEmpty() || (*verdict)[0].text(0) != u"ok")
        return fail(damaged(verdict->isEmpty() ? QString() : (*verdict)[0].text(0)));
    // Ours has none of these but the mark of a move; they would run in the live store with whatever somebody wrote into them.
    const auto mark = sql::readMoveMark(connection);
    if (!mark)
        return fail(mark.error());
    auto code = connection.query("SELECT 1 FROM sqlite_schema WHERE (type IN ('trigger', 'view') OR (type = 'table' AND rootpage = 0))"
                                 " AND NOT (type = 'trigger' AND name = 'moved_away' AND tbl_name = 'meta' AND sql = $1) LIMIT 1",
                                 {*mark ? QString::fromUtf8(sql::localMoveMark(**mark)) : QString()});
    if (!code)
        return fail(code.error());
    if (!code->isEmpty())
        return fail(ErrorCode::StoreForeignFile, {{QStringLiteral("path"), m_source},
                                                  {QStringLiteral("message"), QStringLiteral("it holds triggers, views or virtual tables")}});
    auto head = store::readHead(connection, migrations, store::kControlStoreId);
    if (!head)
        return fail(head.error().code() == ErrorCode::StoreDamaged ? damaged(head.error().fact(u"message")) : head.error());
    if (head->refusal)
        return fail(*head->refusal);
    found.head = *head;
    found.schemaAfter = migrations.target();
    if (head->plan.pending() > 0) {
        auto transaction = sql::Transaction::begin(connection, {.write = true, .timeoutMs = kLongMs});
        if (!transaction)
            return fail(transaction.error());
        auto applied = sql::withoutMoveMark(connection, [&]() -> Result<bool> {
            auto done = migrations.apply(connection, nowMs);
            return done ? Result<bool>(true) : Result<bool>(done.error());
        });
        if (!applied)
            return fail(applied.error());
        if (auto committed = transaction->commit(); !committed)
            return fail(committed.error());
    }
    auto orphans = connection.query("SELECT count(*) FROM pragma_foreign_key_check");
    if (!orphans)
        return fail(orphans.error());
    if ((*orphans)[0].integer(0) > 0)
        found.findings.append(QStringLiteral("foreign-keys"));
    auto rules = sql::runInvariants(connection, CancelToken(), {.comparedTenants = kComparedTenants});
    if (!rules)
        return fail(rules.error());
    for (const CheckResult &rule : *rules)
        if (rule.state == CheckResult::State::Broken)
            found.findings.append(rule.name);
    auto facts = readFacts(connection.handle(), CancelToken());
    if (!facts)
        return fail(facts.error());
    found.rows = facts->rows;
    return found;
}

Result<bool> ScratchStore::changePageSize(qint64 pageSize, const CancelToken &cancel)
{
    auto other = PendingFile::create(m_folder);
    if (!other)
        return fail(other.error());
    {
        auto connection = open(cancel);
        if (!connection)
            return fail(connection.error());
        if (auto set = (*connection)->execute("PRAGMA page_size = " + QByteArray::number(pageSize)); !set)
            return fail(set.error());
        if (auto written = (*connection)->execute("VACUUM INTO $1", {other->path()}); !written)
            return fail(written.error());
    }
    m_file = std::make_unique<PendingFile>(std::move(*other));
    return true;
}

Result<bool> ScratchStore::stamp(const Stamp &stamp, const Append &append)
{
    auto opened = open(CancelToken());
    if (!opened)
        return fail(opened.error());
    SqliteConnection &connection = **opened;
    auto transaction = sql::Transaction::begin(connection, {.write = true});
    if (!transaction)
        return fail(transaction.error());
    // A store that had been moved away when it was saved says so again: its data lives elsewhere.
    auto stamped = sql::withoutMoveMark(connection, [&]() -> Result<bool> {
        auto set = connection.execute("UPDATE meta SET store_id = $1, history_id = $2, commit_no = $3 WHERE id = 1",
                                      {stamp.storeId, stamp.historyId, stamp.commitNo});
        return set ? append(connection) : Result<bool>(set.error());
    });
    return stamped ? transaction->commit() : stamped;
}

Result<bool> ScratchStore::finishAsStore()
{
    if (auto set = setMode(*m_file, 2); !set)
        return set;
    return m_file->sync();
}

void ScratchStore::letGo()
{
    m_file->release();
    m_file.reset();
}

} // namespace plancia::backup
