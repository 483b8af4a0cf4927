// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/piecefile.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace plancia::backup {

/// Bytes for a place of the file.
struct Piece {
    PieceMemory memory;
    qint64 at = 0;
    qint64 size = 0;
};

/// Writes pieces to a file on threads of its own. Each is brought to the disk, read back from the disk, and compared with
/// what was written, byte by byte; the hashes of its pages, made from what was read, go to their place in the list of
/// hashes. A few pieces are under way at once, so that neither the disk nor the one who makes the pieces waits for the
/// other; more are not taken, so memory and what stands before a commit of the store stay at a few MiB.
/// All calls by one thread.
class VerifiedWriter {
public:
    /// `file` must outlive it.
    VerifiedWriter(PieceFile &file, int sums, QString sumsPath, int pageSize);
    VerifiedWriter(const VerifiedWriter &) = delete;
    VerifiedWriter &operator=(const VerifiedWriter &) = delete;
    ~VerifiedWriter(); ///< leaves what it has not begun

    /// Memory for the next piece; waits until there is some. The first error: BKP_001 with "page", IO_001, IO_003, IO_004.
    Result<PieceMemory> take();
    void give(Piece piece);
    /// Waits until all is written and read back, and calls `more` now and then. The first error.
    Result<bool> finish(const std::function<void()> &more);
    /// Bytes written and bytes read back so far, together.
    qint64 doneBytes() const { return m_done; }
    const QString &path() const { return m_file.path(); }

private:
    void run();
    Result<bool> writeAndCheck(const Piece &piece, char *memory, class PageHasher &hasher);

    PieceFile &m_file;
    const int m_sums;
    const QString m_sumsPath;
    const int m_pageSize;
    std::atomic<qint64> m_done{0};
    std::mutex m_mutex; ///< for what follows
    std::condition_variable m_changed;
    std::vector<PieceMemory> m_free;
    std::deque<Piece> m_waiting;
    int m_out = 0; ///< pieces on their way
    bool m_stop = false;
    std::optional<Error> m_error;
    std::vector<std::thread> m_threads;
};

} // namespace plancia::backup
