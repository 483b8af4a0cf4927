// SPDX-License-Identifier: GPL-3.0-or-later
// Long writes, the vacuum, and what becomes of a store that cannot be written for a while.
#include "app/store/localstore.h"

#include "app/log/log.h"
#include "app/sql/sqliteerror.h"

#include <QFile>
#include <QFileInfo>
#include <QThread>
#include <QTimer>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace plancia::store {

namespace {
constexpr qsizetype kProbeBytes = 64 << 10; ///< more than the smallest commit needs
constexpr int kEmptyLogMs = 1'000; ///< readers may be at the log

/// What passes by itself when the disk or the other program is well again; all else is told once, to who asked.
bool isTrouble(ErrorCode code)
{
    return code == ErrorCode::IoDiskFull || code == ErrorCode::IoWrite || code == ErrorCode::IoPermission || code == ErrorCode::DbBusy;
}
} // namespace

Result<bool> LocalStore::writeLong(const CallContext &context, const Work &work)
{
    return m_writeWorker.run([&] { return writeInTurn(context, work, kLongStatementMs); }).result();
}

Result<bool> LocalStore::vacuum(const CallContext &context)
{
    return rewrite(context, [](sql::Connection &connection) -> Result<bool> {
        // The copy that a vacuum makes is as large as the store: it belongs on the disk.
        auto onDisk = connection.execute("PRAGMA temp_store = FILE");
        auto done = onDisk ? connection.execute("VACUUM") : onDisk;
        auto inMemory = connection.execute("PRAGMA temp_store = MEMORY");
        if (!done || !inMemory)
            return fail(!done ? done.error() : inMemory.error());
        return true;
    });
}

std::optional<Error> LocalStore::writeTrouble() const
{
    const std::scoped_lock guard(m_mutex);
    return m_writeTrouble;
}

void LocalStore::noteOutcome(const Result<bool> &outcome)
{
    const bool isBad = !outcome && isTrouble(outcome.error().code());
    {
        const std::scoped_lock guard(m_mutex);
        if (!outcome && !isBad)
            return; // a rule said no; that tells nothing of the disk
        if (!isBad && m_writeTrouble)
            log::info("store", QStringLiteral("can be written again"), {{QStringLiteral("path"), m_options.path}});
        if (isBad && !m_writeTrouble)
            log::write(log::Level::Error, "store", outcome.error());
        m_writeTrouble = isBad ? std::optional(outcome.error()) : std::nullopt;
    }
    if (!m_probe) {
        m_probe = new QTimer;
        m_probe->setInterval(m_options.probeMs);
        QObject::connect(m_probe, &QTimer::timeout, m_writeWorker.context(), [this] { probeWriting(); });
    }
    if (!isBad)
        m_probe->stop();
    else if (!m_probe->isActive())
        m_probe->start();
}

/// Room, rights and a working fsync: a small file beside the store tells without touching it.
Result<bool> LocalStore::probeFolder() const
{
    const QByteArray path = QFile::encodeName(m_options.path + QStringLiteral(".probe"));
    ::unlink(path.constData()); // of a run that ended in the middle
    const auto failed = [&path](int reason) {
        return Result<bool>(sql::errorFromSqlite(SQLITE_IOERR_WRITE, reason, QString::fromLocal8Bit(strerror(reason)),
                                                 QFile::decodeName(path)));
    };
    const int file = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file < 0)
        return failed(errno);
    const QByteArray bytes(kProbeBytes, 'p');
    const ssize_t written = ::write(file, bytes.constData(), static_cast<size_t>(bytes.size()));
    const bool isWhole = written == bytes.size() && ::fsync(file) == 0;
    const int reason = written >= 0 && written < bytes.size() ? ENOSPC : errno;
    ::close(file);
    ::unlink(path.constData());
    return isWhole ? Result<bool>(true) : failed(reason);
}

/// After a failed write or fsync nobody knows what reached the disk, and an fsync that succeeds later does not tell: the system may
/// have dropped what it could not write. The next writer reads it from there.
void LocalStore::doubt()
{
    m_writer.reset();
    m_isDoubted = true;
}

/// In our turn, with a writer that is new since.
Result<bool> LocalStore::verifyAgain()
{
    if (!m_isDoubted)
        return true;
    for (const char *suffix : {"", "-wal"})
        forgetCached(m_options.path + QLatin1String(suffix));
    m_writer->setCancelToken(m_closing);
    m_writer->setStatementMs(kLongStatementMs);
    const auto commitNo = m_writer->number("SELECT commit_no FROM meta WHERE id = 1");
    const qint64 known = std::max({m_writtenCommitNo, m_commitNo.load(), m_keeper ? m_keeper->keptCommitNo() : -1});
    const auto verdict = commitNo && *commitNo >= known ? m_writer->query("PRAGMA quick_check(1)") : Result<sql::Rows>(sql::Rows());
    m_writer->setCancelToken(CancelToken());
    if (!commitNo || !verdict)
        return fail(!commitNo ? commitNo.error() : verdict.error());
    const QString found = *commitNo < known ? QStringLiteral("after a failed write it holds commit %1 of %2").arg(*commitNo).arg(known)
                                            : (*verdict)[0].text(0);
    if (found != u"ok")
        return fail(ErrorCode::StoreDamaged, {{QStringLiteral("path"), m_options.path}, {QStringLiteral("message"), found}});
    // A frame that the disk lost under a newer one of its page shows nowhere, and would end the log after a crash: what the log holds goes
    // into the main file.
    if (auto kept = keepBefore(); !kept)
        log::write(log::Level::Warning, "store", kept.error());
    else if (auto emptied = checkpointNow(sql::SqliteConnection::Checkpoint::Truncate, kEmptyLogMs); !emptied)
        return emptied;
    else if (*emptied)
        m_walFrameBytes = 0;
    m_isDoubted = false;
    log::info("store", QStringLiteral("is whole after a failed write"), {{QStringLiteral("path"), m_options.path},
                                                                        {QStringLiteral("commit"), QString::number(*commitNo)}});
    return true;
}

void LocalStore::probeWriting()
{
    if (m_closing.isCancelled() || !writeTrouble())
        return;
    Result<bool> well = probeFolder();
    if (well)
        well = probeTurn();
    if (well || isTrouble(well.error().code()))
        return noteOutcome(well);
    if (!m_isDoubted || well.error().code() != ErrorCode::StoreDamaged)
        return;
    log::write(log::Level::Error, "store", well.error());
    const std::scoped_lock guard(m_mutex);
    m_writeTrouble = well.error();
    m_probe->stop(); // it does not pass by itself
}

/// Nobody keeps the store from us, it is whole when that was in doubt, and SQLite would begin a write.
Result<bool> LocalStore::probeTurn()
{
    auto turn = WriterTurn::take(m_lock, 0, CancelToken());
    if (!turn)
        return fail(turn.error());
    if (auto same = checkFile(); !same)
        return same;
    if (auto ready = ensureWriter(); !ready)
        return ready;
    if (auto sound = verifyAgain(); !sound)
        return sound;
    auto begun = m_writer->begin({.write = true, .busyMs = 0});
    if (begun)
        m_writer->rollback();
    return begun;
}

} // namespace plancia::store
