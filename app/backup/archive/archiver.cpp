// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive/archiver.h"

#include "app/backup/archive/thinning.h"
#include "app/log/log.h"
#include "app/store/storefile.h"

#include <QFileInfo>
#include <QTimer>

#include <limits>
#include <utility>

namespace plancia::backup::archive {

namespace {
constexpr qint64 kAtOnceBytes = 4 << 20;      ///< in the log and not kept: do not wait for the next look
constexpr qint64 kRecordBytes = 32 << 20;     ///< of pages; a record ends with the transaction that passes this
constexpr qint64 kTidyEveryMs = 10 * 60'000;
constexpr int kMaxTimes = 100'000;
} // namespace

Archiver::Archiver(Options options, const Clock &clock) : m_options(std::move(options)), m_clock(clock) {}

void Archiver::follow(std::function<void()> baseWanted)
{
    m_follows = true;
    m_worker.post([this, baseWanted = std::move(baseWanted)]() mutable {
        m_baseWanted = std::move(baseWanted);
        m_timer = new QTimer(m_worker.context());
        QObject::connect(m_timer, &QTimer::timeout, m_worker.context(), [this] { look(); });
        m_timer->start(m_options.everyMs);
        look();
    });
}

Archiver::~Archiver() { stop(); }

void Archiver::stop()
{
    m_stopping.cancel();
    m_worker.stop();
}

void Archiver::committed(qint64 commitNo, qint64 walBytes)
{
    {
        const std::scoped_lock guard(m_mutex);
        m_times.insert(commitNo, m_clock.nowMs());
        if (m_times.size() > kMaxTimes)
            m_times.erase(m_times.begin());
    }
    if (walBytes < m_keptWalBytes.load())
        m_keptWalBytes = 0; // the log began anew
    if (m_follows && walBytes - m_keptWalBytes.load() >= kAtOnceBytes && !m_posted.exchange(true))
        m_worker.post([this] {
            m_posted = false;
            look();
        });
}

/// On the archiver's thread.
void Archiver::look()
{
    const MainFile log = MainFile::of(m_options.store + QStringLiteral("-wal"));
    if (m_seenLog == log && !problem())
        return;
    if (!keep(m_options.lockMs, false))
        return;
    m_seenLog = log; // as it was before: what came meanwhile is seen at the next look
    if (m_options.folder->isOn())
        tidy();
}

/// Less than what it may take where the disk fills.
qint64 Archiver::room(qint64 maxBytes) const
{
    const auto index = m_options.folder->index();
    const qint64 free = store::freeBytes(m_options.folder->path());
    if (!index || free < 0)
        return maxBytes;
    qint64 bytes = 0;
    for (const RecordHead &record : (*index)->records())
        bytes += record.fileBytes;
    const qint64 left = archiveRoom(maxBytes, bytes, store::fileSize(m_options.store), free);
    if (left < maxBytes)
        log::warning("archive", QStringLiteral("little room on the disk"), {{QStringLiteral("free"), QString::number(free)},
                                                                           {QStringLiteral("archive"), QString::number(bytes)}});
    return left;
}

/// Now and then, behind everything else.
void Archiver::tidy()
{
    const qint64 maxBytes = m_options.maxBytes ? m_options.maxBytes() : 0;
    if (m_options.maxBytes && (m_tidiedAt == 0 || m_clock.monotonicMs() - m_tidiedAt >= kTidyEveryMs)) {
        m_tidiedAt = m_clock.monotonicMs();
        if (auto thinned = thinOut(*m_options.folder, m_clock.nowMs(), room(maxBytes), m_stopping); !thinned)
            log::write(log::Level::Warning, "archive", thinned.error());
    }
    if (!m_baseWanted)
        return;
    const auto index = m_options.folder->index();
    if (!index || !(*index)->newest())
        return;
    const Index::Line &line = (*index)->lines().last();
    if (archiveWantsBase(!line.bases.isEmpty(), (*index)->bytesSinceBase(), line.bases.isEmpty() ? 0 : line.bases.last().bytes, maxBytes > 0 ? maxBytes : std::numeric_limits<qint64>::max()))
        m_baseWanted();
}

Result<bool> Archiver::keepNow() { return keep(m_options.lockMs, false); }

Result<bool> Archiver::keep(int lockMs, bool rewritten)
{
    const std::scoped_lock step(m_step);
    const auto kept = [&]() -> Result<bool> {
        if (m_rewriting && !rewritten)
            return true;
        if (!m_options.folder->isOn())
            return true;
        if (m_rewriting)
            return keepLocked(rewritten);
        auto lock = m_options.folder->lock(lockMs);
        return lock ? keepLocked(rewritten) : Result<bool>(lock.error());
    }();
    const std::scoped_lock guard(m_mutex);
    if (!kept && (!m_problem || m_problem->code() != kept.error().code()))
        log::write(log::Level::Warning, "archive", kept.error());
    m_problem = kept ? std::optional<Error>() : std::optional<Error>(kept.error());
    return kept;
}

std::optional<Error> Archiver::problem() const
{
    const std::scoped_lock guard(m_mutex);
    return m_problem;
}

/// One attempt: what it knows of the chain, and what it writes.
struct Archiver::Step {
    Archiver &archiver;
    ArchiveFolder &folder;
    std::optional<RecordHead> newest;
    WalPosition position;  ///< up to here the log is in the archive
    WalPosition reached;   ///< up to here it is in the writer
    qint64 lastCommit = -1; ///< of the line
    bool lineHasBase = false;
    std::optional<RecordWriter> writer;
    qint64 rawBytes = 0;

    qint64 lastTime() const { return newest && !newest->commits.isEmpty() ? newest->commits.last().at : newest ? newest->createdAt : 0; }

    Result<bool> flush()
    {
        if (!writer)
            return true;
        RecordHead head;
        head.kind = RecordHead::Kind::Frames;
        head.from = position;
        head.upTo = reached;
        head.createdAt = archiver.m_clock.nowMs();
        auto written = folder.append(std::move(*writer), std::move(head), newest ? &*newest : nullptr);
        writer.reset();
        rawBytes = 0;
        if (!written)
            return fail(written.error());
        newest = *written;
        position = reached;
        return true;
    }

    /// The line ends here; the next one goes on at `at`.
    Result<bool> gap(ArchiveGap::Reason reason, const WalPosition &at)
    {
        if (auto flushed = flush(); !flushed)
            return flushed;
        auto empty = RecordWriter::create(folder.path());
        if (!empty)
            return fail(empty.error());
        RecordHead head;
        head.kind = RecordHead::Kind::Gap;
        head.from = head.upTo = at;
        head.createdAt = archiver.m_clock.nowMs();
        head.gap = {reason, lastTime(), head.createdAt, lastCommit, -1};
        auto written = folder.append(std::move(*empty), std::move(head), newest ? &*newest : nullptr);
        if (!written)
            return fail(written.error());
        log::warning("archive", QStringLiteral("a gap"), {{QStringLiteral("reason"), toString(reason)},
                                                         {QStringLiteral("commit"), QString::number(lastCommit)}});
        newest = *written;
        position = reached = at;
        lastCommit = -1;
        lineHasBase = false;
        return true;
    }

    /// A log that was checkpointed before this line began may begin anew at any time, and no checkpoint will tell.
    Result<bool> seal() { return seal(MainFile::of(archiver.m_options.store)); }
    Result<bool> seal(const MainFile &main) { return folder.writeSeal({position, main}); }

    Result<bool> add(const WalFile &wal, const WalTransaction &transaction, qint64 commitNo, qint64 auditSeq, qint64 at)
    {
        if (!writer) {
            auto created = RecordWriter::create(folder.path());
            if (!created)
                return fail(created.error());
            writer.emplace(std::move(*created));
        }
        QByteArray page(static_cast<qsizetype>(wal.start().pageSize), Qt::Uninitialized);
        for (const WalTransaction::PageAt &where : transaction.pages) {
            if (auto read = wal.readPage(where.frame, page.data()); !read)
                return read;
            if (auto added = writer->addPage(where.page, page.constData(), page.size()); !added)
                return added;
        }
        rawBytes += page.size() * static_cast<qint64>(transaction.pages.size());
        writer->endCommit({commitNo, at, transaction.dbPages, auditSeq, 0});
        lastCommit = commitNo;
        return true;
    }
};

/// The caller holds m_step and the folder's lock.
Result<bool> Archiver::keepLocked(bool rewritten)
{
    using Reason = ArchiveGap::Reason;
    ArchiveFolder &folder = *m_options.folder;
    auto index = folder.index();
    if (!index)
        return fail(index.error());
    auto wal = WalFile::open(m_options.store + QStringLiteral("-wal"));
    if (!wal)
        return fail(wal.error());
    removeLeftovers(folder.path());

    Step step{*this, folder, {}, {}, {}, (*index)->lastCommit(), (*index)->newestLineHasBase(), {}, 0};
    const bool isFirst = !(*index)->newest();
    if (const RecordHead *newest = (*index)->newest()) {
        step.newest = *newest;
        step.position = step.reached = newest->upTo;
    } else if (auto started = step.gap(Reason::Started, *wal ? (*wal)->start() : WalPosition()); !started) {
        return started;
    }
    if (!*wal) { // an empty log: whatever was in it has been kept, or the next epoch tells
        if (isFirst)
            return step.seal();
        // But for a store that was put here while nobody looked, such as a lost one that came back from a backup: its commits
        // do not follow on those of the archive, and a base that is made now must not stand on them.
        const auto seal = folder.seal();
        const MainFile now = MainFile::of(m_options.store);
        const bool isChanged = seal && seal->position == step.position && seal->main != now;
        if (m_readOnce || !isChanged || (step.lastCommit < 0 && !step.lineHasBase))
            return true;
        const bool isSameFile = seal->main.inode == now.inode && seal->main.device == now.device;
        if (auto noted = step.gap(isSameFile ? Reason::ForeignCheckpoint : Reason::LogReplaced, WalPosition()); !noted)
            return noted;
        return step.seal();
    }
    const WalFile &log = **wal;

    if (step.position.pageSize != 0 && step.position.sameEpoch(log.start())) {
        // A log is read anew by SQLite after a crash: what was archived then may be beyond what it can still read.
        auto whole = m_readOnce ? log.start() : log.lastBefore(step.position, folder.storeId());
        if (!whole)
            return fail(whole.error());
        auto holds = log.stillHolds(step.position);
        if (!holds)
            return holds;
        if (!m_readOnce && *whole != step.position) {
            if (auto noted = step.gap(Reason::StoreBehind, *whole); !noted)
                return noted;
        } else if (!*holds) {
            if (auto noted = step.gap(Reason::LogReplaced, log.start()); !noted)
                return noted;
        }
    } else {
        const auto seal = folder.seal();
        const bool expected = (step.position.pageSize == 0 && !step.lineHasBase)
            || (seal && seal->position == step.position && seal->main == MainFile::of(m_options.store));
        step.position = step.reached = log.start();
        if (!expected) {
            WalPosition next = log.start();
            auto first = log.next(next, folder.storeId());
            if (!first)
                return fail(first.error());
            const bool behind = *first && (*first)->meta && (*first)->meta->commitNo <= step.lastCommit;
            const Reason reason = behind ? Reason::StoreBehind : m_gaveWay ? Reason::NoRoom : Reason::ForeignCheckpoint;
            if (auto noted = step.gap(reason, log.start()); !noted)
                return noted;
        }
    }
    m_readOnce = true;
    m_gaveWay = false;

    for (;;) {
        WalPosition next = step.reached;
        auto transaction = log.next(next, folder.storeId());
        if (!transaction)
            return fail(transaction.error());
        if (!*transaction)
            break;
        const std::optional<MetaRow> meta = (*transaction)->meta;
        const bool unnumbered = !meta || meta->commitNo == step.lastCommit;
        Result<bool> kept = true;
        if (unnumbered && rewritten && step.lastCommit >= 0) {
            // Content as before, on other pages: it belongs to the commit before it.
            const RecordHead *known = step.newest ? &*step.newest : nullptr;
            const Commit last = known && !known->commits.isEmpty() ? known->commits.last() : Commit{};
            kept = step.flush();
            if (kept)
                kept = step.add(log, **transaction, step.lastCommit, meta ? meta->auditSeq : last.auditSeq, last.at ? last.at : m_clock.nowMs());
            step.reached = next;
            if (kept)
                kept = step.flush();
        } else if (unnumbered) {
            // Before the base of a line it changes nothing that could be had back.
            if (step.lastCommit >= 0 || step.lineHasBase)
                kept = step.gap(Reason::ForeignWriter, next);
            step.reached = next;
        } else {
            if (step.lastCommit >= 0 && meta->commitNo != step.lastCommit + 1)
                kept = step.gap(meta->commitNo < step.lastCommit ? Reason::StoreBehind : Reason::NumberSkipped, step.reached);
            qint64 at = m_clock.nowMs();
            {
                const std::scoped_lock guard(m_mutex);
                at = m_times.value(meta->commitNo, at);
                while (!m_times.isEmpty() && m_times.firstKey() <= meta->commitNo)
                    m_times.erase(m_times.begin());
            }
            if (kept)
                kept = step.add(log, **transaction, meta->commitNo, meta->auditSeq, at);
            step.reached = next;
            if (kept && step.rawBytes >= kRecordBytes)
                kept = step.flush();
        }
        if (!kept)
            return kept;
    }
    m_keptWalBytes = step.reached.frames * log.frameBytes();
    auto flushed = step.flush();
    if (!flushed)
        return flushed;
    // A checkpoint that went ahead of the archive lost nothing where the log still stood: what it holds is kept by now.
    const MainFile now = MainFile::of(m_options.store);
    const bool isLate = std::exchange(m_unsealed, std::nullopt) == now;
    return isFirst || isLate ? step.seal(now) : flushed;
}

qint64 Archiver::keptCommitNo()
{
    if (!m_options.folder->isOn())
        return -1; // what it kept is of the past
    const auto index = m_options.folder->index();
    return index ? (*index)->lastCommit() : -1;
}

Result<bool> Archiver::beforeCheckpoint()
{
    auto kept = keep(m_options.lockMs, false);
    return kept ? kept : giveWay(kept.error());
}

/// A full disk must not take the store with it: a log that has grown too long is checkpointed all the same, and the next
/// record that can be written says that there is a gap.
Result<bool> Archiver::giveWay(const Error &error)
{
    if (QFileInfo(m_options.store + QStringLiteral("-wal")).size() < m_options.giveWayBytes)
        return fail(error);
    const std::scoped_lock step(m_step);
    m_gaveWay = true;
    log::warning("archive", QStringLiteral("the log is too long to wait for the archive"), {{QStringLiteral("path"), m_options.store}});
    return true;
}

void Archiver::afterCheckpoint()
{
    const std::scoped_lock step(m_step);
    if (!m_options.folder->isOn())
        return;
    m_unsealed = MainFile::of(m_options.store);
    const auto sealed = [&]() -> Result<bool> {
        auto lock = m_options.folder->lock(m_options.lockMs);
        if (!lock)
            return fail(lock.error());
        auto index = m_options.folder->index();
        if (!index)
            return fail(index.error());
        const RecordHead *newest = (*index)->newest();
        const WalPosition position = newest ? newest->upTo : WalPosition();
        // Only what is in the archive up to its end is sealed: after giving way there is a gap, and it is to be seen.
        auto wal = WalFile::open(m_options.store + QStringLiteral("-wal"));
        if (!wal)
            return fail(wal.error());
        if (*wal && position.sameEpoch((*wal)->start())) {
            WalPosition next = position;
            auto more = (*wal)->next(next, m_options.folder->storeId());
            if (!more)
                return fail(more.error());
            if (*more)
                return true;
        }
        m_unsealed.reset();
        return m_options.folder->writeSeal({position, MainFile::of(m_options.store)});
    }();
    if (!sealed)
        log::write(log::Level::Warning, "archive", sealed.error()); // at worst a gap and a new base
}

Result<bool> Archiver::beforeRewrite()
{
    if (auto kept = keepNow(); !kept)
        return kept;
    const std::scoped_lock step(m_step);
    auto lock = m_options.folder->lock(m_options.lockMs);
    if (!lock)
        return fail(lock.error());
    m_rewriting.emplace(std::move(*lock));
    return true;
}

Result<bool> Archiver::afterRewrite()
{
    auto kept = keep(0, true);
    const std::scoped_lock step(m_step);
    m_rewriting.reset();
    return kept;
}

Result<bool> Archiver::setOn(bool on)
{
    const std::scoped_lock step(m_step);
    auto lock = m_options.folder->lock(m_options.lockMs);
    if (!lock)
        return fail(lock.error());
    if (on == m_options.folder->isOn())
        return true;
    if (on) {
        if (auto set = m_options.folder->setOn(true); !set)
            return set;
        auto index = m_options.folder->index();
        auto wal = WalFile::open(m_options.store + QStringLiteral("-wal"));
        if (!index || !wal)
            return fail(index ? wal.error() : index.error());
        const RecordHead *newest = (*index)->newest();
        if (!newest)
            return keepLocked(false);
        Step again{*this, *m_options.folder, *newest, {}, {}, (*index)->lastCommit(), false, {}, 0};
        if (auto noted = again.gap(ArchiveGap::Reason::SwitchedOff, *wal ? (*wal)->start() : WalPosition()); !noted)
            return noted;
        if (auto kept = keepLocked(false); !kept)
            return kept;
        index = m_options.folder->index();
        if (!index)
            return fail(index.error());
        again.position = (*index)->newest()->upTo;
        return again.seal();
    }
    if (auto kept = keepLocked(false); !kept)
        log::write(log::Level::Warning, "archive", kept.error()); // the newest moments are missing then, no more
    return m_options.folder->setOn(false);
}

} // namespace plancia::backup::archive
