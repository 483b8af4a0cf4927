// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/archive/archivefolder.h"
#include "app/store/walkeeper.h"
#include "app/tasks/worker.h"
#include "models/base/clock.h"

#include <QMap>
#include <atomic>
#include <memory>

class QTimer;

namespace plancia::backup::archive {

/// Keeps every commit of a store: behind the commit, on a thread of its own, at most a second or 4 MiB later; no commit
/// waits for it. Before a checkpoint it keeps all that is in the log, and a checkpoint that it refuses does not take place.
/// What other programs of ours commit is noticed by the log's change; they may run an archiver on the same folder.
/// A process that is killed loses nothing: the log is still there at the next start.
class Archiver final : public store::WalKeeper {
public:
    struct Options {
        QString store; ///< canonical path of the main file
        std::shared_ptr<ArchiveFolder> folder;
        int everyMs = 500; ///< between looks at the log
        std::function<qint64()> maxBytes = {}; ///< of the archive; blocks; without it nothing is thinned out
        int lockMs = 5'000; ///< how long to wait for another program that holds the archive
        qint64 giveWayBytes = 256 << 20; ///< a log so long is checkpointed although it could not be kept
    };
    Archiver(Options options, const Clock &clock); ///< keeps before checkpoints, and when asked
    ~Archiver() override;
    /// Also keeps behind the commits from now on, on its thread, and thins out. `baseWanted` is called there when another base
    /// is wanted, again and again until there is one; none without it.
    void follow(std::function<void()> baseWanted);

    void committed(qint64 commitNo, qint64 walBytes) override;
    qint64 keptCommitNo() override;
    Result<bool> beforeCheckpoint() override;
    void afterCheckpoint() override;
    Result<bool> beforeRewrite() override;
    Result<bool> afterRewrite() override;

    /// Keeps what is committed now. Blocks. IO_*, DB_010 when another program holds the archive for long.
    Result<bool> keepNow();
    /// From now on nothing is kept, or all is, from a new base on.
    Result<bool> setOn(bool on);
    /// Why the last attempt failed.
    std::optional<Error> problem() const;
    ArchiveFolder &folder() { return *m_options.folder; }
    const std::shared_ptr<ArchiveFolder> &sharedFolder() const { return m_options.folder; }
    void stop(); ///< its thread; what is called directly goes on

private:
    struct Step;
    void look();
    void tidy();
    qint64 room(qint64 maxBytes) const;
    Result<bool> keep(int lockMs, bool rewritten);
    Result<bool> keepLocked(bool rewritten);
    Result<bool> giveWay(const Error &error);

    const Options m_options;
    const Clock &m_clock;
    std::mutex m_step; ///< one attempt at a time
    mutable std::mutex m_mutex;
    QMap<qint64, qint64> m_times; ///< commit number → when; under m_mutex
    std::optional<Error> m_problem; ///< under m_mutex
    std::optional<Fd> m_rewriting; ///< the folder's lock while the store is rewritten; under m_step
    bool m_readOnce = false;         ///< the log was read from its beginning; under m_step
    bool m_gaveWay = false;          ///< a checkpoint went ahead of the archive; under m_step
    std::optional<MainFile> m_unsealed; ///< the store after a checkpoint of ours that could not be sealed; under m_step
    std::atomic<qint64> m_keptWalBytes{0};
    std::atomic<bool> m_follows{false};
    std::atomic<bool> m_posted{false};
    std::function<void()> m_baseWanted; ///< on the archiver's thread
    std::optional<MainFile> m_seenLog; ///< on the archiver's thread
    qint64 m_tidiedAt = 0; ///< monotonic; on the archiver's thread
    const CancelToken m_stopping;
    QTimer *m_timer = nullptr;
    tasks::Worker m_worker{QStringLiteral("archive")};
};

} // namespace plancia::backup::archive
