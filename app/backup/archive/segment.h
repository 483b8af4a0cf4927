// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/backup/archive/walfile.h"
#include "models/base/canceltoken.h"
#include "models/domain/moment.h"

#include <functional>
#include <memory>

namespace plancia::backup::archive {

/// One commit in the archive.
struct Commit {
    qint64 no = 0;
    qint64 at = 0; ///< Unix ms UTC
    quint32 dbPages = 0; ///< size of the store after it
    qint64 auditSeq = 0; ///< of the newest audit row then
    quint32 pages = 0;   ///< that a record holds for it
};

/// What a record of the archive says of itself. Records form a chain: each names the hash of the one before, so that one
/// that is missing, doubled, out of order or of another store is noticed.
struct RecordHead {
    enum class Kind { Frames, Gap };
    Kind kind = Kind::Frames;
    QUuid storeId;
    qint64 first = 0, last = 0; ///< its place in the chain; a merged record takes several
    QByteArray previous;  ///< chain() of the record before; empty for the first
    QByteArray standsFor; ///< merged: chain() of the last record that went into it
    WalPosition from;     ///< where in the log it begins; a merged or gap record: the same as `upTo`
    WalPosition upTo;     ///< where the next one goes on
    qint64 createdAt = 0; ///< Unix ms UTC
    QList<Commit> commits;
    bool thinned = false; ///< commits in between were left out
    qint64 lowest = 0;    ///< the first commit that went into it; commits.first() unless thinned
    qint64 payloadBytes = 0;
    QByteArray payloadHash; ///< SHA-256 of the compressed pages
    QByteArray pagesHash;   ///< SHA-256 of the list of page numbers
    ArchiveGap gap;       ///< of a gap
    QByteArray hash;      ///< SHA-256 of this head as it stands in the file; not a part of it
    qint64 fileBytes = 0; ///< not a part of it
    QString path;         ///< not a part of it

    QByteArray chain() const { return standsFor.isEmpty() ? hash : standsFor; }
    qint64 lastCommit() const { return commits.isEmpty() ? -1 : commits.last().no; }
};

/// "0000000012-0000000015.seg"; zeros in front, so that names sort as the chain does.
QString recordFileName(qint64 first, qint64 last);
/// False for any other name.
bool parseRecordFileName(const QString &name, qint64 *first, qint64 *last);

/// Writes one record: pages go through zstd to a file that has no name before it is whole. Blocks on the disk.
class RecordWriter {
public:
    static Result<RecordWriter> create(const QString &folder);
    RecordWriter(RecordWriter &&) noexcept;
    ~RecordWriter();
    /// Pages of a commit in the order of their numbers, then the commit.
    Result<bool> addPage(quint32 page, const char *bytes, qint64 size);
    void endCommit(Commit commit);
    bool isEmpty() const { return m_commits.isEmpty(); }
    /// Completes `head` (commits, hashes, path) and brings it to disk. IO_009 when its place is taken and kept.
    Result<RecordHead> publish(RecordHead head, PendingFile::Existing existing = PendingFile::Existing::Keep);

private:
    explicit RecordWriter(PendingFile file);
    Result<bool> compress(const char *bytes, qint64 size, bool end);
    struct Stream;
    PendingFile m_file;
    std::unique_ptr<Stream> m_stream;
    QList<Commit> m_commits;
    QByteArray m_pages; ///< numbers, 4 bytes each, little-endian
    quint32 m_inCommit = 0;
};

/// Reads the head; the pages stay unread. NOT_FOUND_003 when the file is gone, BKP_017, IO_002, IO_003, IO_010.
Result<RecordHead> readHead(const QString &path);

/// Page numbers of a record, commit by commit. BKP_017.
Result<std::vector<quint32>> readPageList(const RecordHead &head);

/// Calls `use(index, bytes)` for each page in the order of readPageList() for which `wanted(index)`; the whole record is read and
/// its hash compared, and what was given out counts only when this succeeds. With Elsewhere it counts only when checkPages()
/// succeeds too, which another thread may do meanwhile. BKP_017, IO_003, INTERNAL_003.
enum class Hashed { Here, Elsewhere };
Result<bool> readPages(const RecordHead &head, const CancelToken &cancel, const std::function<bool(qint64 index)> &wanted,
                       const std::function<Result<bool>(qint64 index, const char *bytes)> &use, Hashed hashed = Hashed::Here);

/// Whether the packed pages have the hash of the head. BKP_017, IO_003, INTERNAL_003.
Result<bool> checkPages(const RecordHead &head, const CancelToken &cancel);

Error damagedRecord(const QString &path, const QString &message);

} // namespace plancia::backup::archive
