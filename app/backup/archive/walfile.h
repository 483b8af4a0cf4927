// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/files.h"
#include "models/base/result.h"

#include <QUuid>
#include <optional>
#include <vector>

namespace plancia::backup::archive {

/// How far a write-ahead log was read: an epoch (two salts, new whenever the log starts anew), the frames of it, and the
/// checksum so far, which each frame continues (SQLite file format, §4.1–4.2).
struct WalPosition {
    quint32 salt1 = 0, salt2 = 0;
    quint32 pageSize = 0; ///< 0: no epoch is known
    qint64 frames = 0;
    quint32 sum1 = 0, sum2 = 0;
    bool operator==(const WalPosition &) const = default;
    bool sameEpoch(const WalPosition &other) const
    {
        return pageSize == other.pageSize && salt1 == other.salt1 && salt2 == other.salt2;
    }
};

/// The row of `meta` as it stands on its page.
struct MetaRow {
    qint64 commitNo = 0;
    qint64 auditSeq = 0;
};
/// Reads `meta` from a page of it: a leaf of a table whose only row has rowid 1 and begins with this store's id. Each
/// commit of ours writes that page, wherever VACUUM or a migration has put it. Any bytes may come.
std::optional<MetaRow> metaOnPage(const char *page, qint64 pageSize, const QUuid &storeId);

/// One committed transaction of a log.
struct WalTransaction {
    struct PageAt {
        quint32 page = 0;
        qint64 frame = 0;
    };
    qint64 endFrame = 0;     ///< one past its commit frame
    quint32 dbPages = 0;     ///< size of the store after it
    std::vector<PageAt> pages; ///< by page number; the newest version of each, none beyond dbPages
    std::optional<MetaRow> meta;
    quint32 sum1 = 0, sum2 = 0; ///< after its last frame
};

/// Reads the -wal of a store by a descriptor of its own, which holds no lock and never touches the main file: what is read
/// counts only as far as salts and checksums say. Nobody resets a log whose frames are not archived yet while the archive
/// is locked, so frames that were scanned stay where they are until then. Not thread-safe.
class WalFile {
public:
    /// Nothing when there is no log, or none that has a whole header. IO_002, IO_003, IO_010.
    static Result<std::optional<WalFile>> open(const QString &walPath);

    /// The beginning of the epoch that stands in the file.
    const WalPosition &start() const { return m_start; }
    /// Whether the frame before `position` is the one that was read then.
    Result<bool> stillHolds(const WalPosition &position) const;
    /// The end of the last whole transaction that is not behind `position`. IO_003.
    Result<WalPosition> lastBefore(const WalPosition &position, const QUuid &storeId) const;
    /// The next whole transaction at `position`, which moves behind it; nothing at the end. IO_003.
    Result<std::optional<WalTransaction>> next(WalPosition &position, const QUuid &storeId) const;
    /// One page's bytes. IO_003.
    Result<bool> readPage(qint64 frame, char *page) const;
    qint64 frameBytes() const;

private:
    WalFile(Fd fd, QString path) : m_fd(std::move(fd)), m_path(std::move(path)) {}
    Result<bool> readAt(qint64 offset, char *to, qint64 bytes, bool *whole) const;
    Fd m_fd;
    QString m_path;
    WalPosition m_start;
    bool m_bigEndianSums = false;
};

} // namespace plancia::backup::archive
