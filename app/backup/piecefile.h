// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/files.h"

#include <atomic>
#include <cstdlib>
#include <memory>

namespace plancia::backup {

/// Bytes that are written and read back at once, a multiple of every page size of SQLite. With twice as many the disk is
/// no faster, and a commit of the store that comes between waits longer.
inline constexpr qint64 kPieceBytes = 1 << 19;

/// Memory for one piece, aligned as direct I/O asks for.
struct FreePiece {
    void operator()(char *memory) const { std::free(memory); }
};
using PieceMemory = std::unique_ptr<char, FreePiece>;
PieceMemory newPiece(); ///< null when there is no memory

/// A new file that is written in pieces, each on the disk before the next, and read back from the disk. It goes past the
/// page cache where the file system lets it (O_DIRECT): no great write-back then stands before a commit of the store, which
/// the fdatasync after each piece that is the other way does too, but at the price of one turn of the journal a piece
/// (about 7 ms, nine tenths of the time of a backup). Any thread; each piece is of one thread at a time.
class PieceFile {
public:
    /// `fd` stays the caller's. Reserves the room for `bytes`, of pages of `pageSize`. IO_001, IO_002, IO_003, IO_004.
    static Result<std::unique_ptr<PieceFile>> create(int fd, const QString &path, qint64 bytes, int pageSize);

    /// Both take memory of newPiece() and a multiple of kPieceBytes as `at`.
    Result<bool> write(const char *memory, qint64 size, qint64 at);
    Result<bool> read(char *memory, qint64 size, qint64 at) const;
    const QString &path() const { return m_path; }

private:
    PieceFile(int fd, Fd reader, QString path, bool direct);
    const int m_fd;
    const Fd m_reader;
    const QString m_path;
    std::atomic<bool> m_direct;
};

} // namespace plancia::backup
