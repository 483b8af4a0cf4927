// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/copytarget.h"

#include "app/backup/storefacts.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace plancia::backup {

/// What SQLite sees of the file. It keeps no journal and no lock on it: nobody else knows the file before it is whole.
struct TargetFile {
    sqlite3_file base;
    CopyTarget *target;

    static CopyTarget &of(sqlite3_file *file) { return *reinterpret_cast<TargetFile *>(file)->target; }
    static int close(sqlite3_file *) { return SQLITE_OK; }
    static int read(sqlite3_file *file, void *to, int size, sqlite3_int64 at)
    {
        if (at >= of(file).m_bytes) {
            std::memset(to, 0, static_cast<size_t>(size));
            return SQLITE_IOERR_SHORT_READ;
        }
        return of(file).read(static_cast<char *>(to), size, at) ? SQLITE_OK : SQLITE_IOERR;
    }
    static int write(sqlite3_file *file, const void *from, int size, sqlite3_int64 at)
    {
        return of(file).write(static_cast<const char *>(from), size, at) ? SQLITE_OK : SQLITE_IOERR_WRITE;
    }
    static int truncate(sqlite3_file *file, sqlite3_int64 size) { return size == of(file).m_bytes ? SQLITE_OK : SQLITE_IOERR_TRUNCATE; }
    static int sync(sqlite3_file *, int) { return SQLITE_OK; } // who writes the pieces sees to that
    static int size(sqlite3_file *file, sqlite3_int64 *bytes)
    {
        *bytes = of(file).m_bytes;
        return SQLITE_OK;
    }
    static int lock(sqlite3_file *, int) { return SQLITE_OK; }
    static int isLocked(sqlite3_file *, int *locked)
    {
        *locked = 0;
        return SQLITE_OK;
    }
    static int control(sqlite3_file *, int, void *) { return SQLITE_NOTFOUND; }
    static int sector(sqlite3_file *) { return 4096; }
    static int characteristics(sqlite3_file *) { return 0; }
};

struct TargetVfs {
    sqlite3_vfs base{};
    QByteArray name;

    explicit TargetVfs(CopyTarget *target) : name("plancia-copy-" + QByteArray::number(reinterpret_cast<quintptr>(target), 16))
    {
        base = *sqlite3_vfs_find(nullptr); // its clock and chance
        base.iVersion = 1;
        base.szOsFile = sizeof(TargetFile);
        base.pNext = nullptr;
        base.zName = name.constData();
        base.pAppData = target;
        base.xOpen = open;
        base.xDelete = [](sqlite3_vfs *, const char *, int) { return SQLITE_OK; };
        base.xAccess = [](sqlite3_vfs *, const char *, int, int *there) {
            *there = 0;
            return SQLITE_OK;
        };
        base.xFullPathname = [](sqlite3_vfs *, const char *path, int size, char *to) {
            sqlite3_snprintf(size, to, "%s", path);
            return SQLITE_OK;
        };
    }
    static int open(sqlite3_vfs *vfs, const char *, sqlite3_file *file, int flags, int *outFlags)
    {
        static const sqlite3_io_methods methods{
            1, TargetFile::close, TargetFile::read, TargetFile::write, TargetFile::truncate, TargetFile::sync, TargetFile::size,
            TargetFile::lock, TargetFile::lock, TargetFile::isLocked, TargetFile::control, TargetFile::sector,
            TargetFile::characteristics, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr};
        file->pMethods = nullptr;
        if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
            return SQLITE_CANTOPEN;
        file->pMethods = &methods;
        reinterpret_cast<TargetFile *>(file)->target = static_cast<CopyTarget *>(vfs->pAppData);
        if (outFlags)
            *outFlags = flags;
        return SQLITE_OK;
    }
};

CopyTarget::CopyTarget(VerifiedWriter &writer) : m_writer(writer) {}

CopyTarget::~CopyTarget()
{
    sqlite3_close(m_connection);
    if (m_vfs)
        sqlite3_vfs_unregister(&m_vfs->base);
}

Result<sqlite3 *> CopyTarget::open()
{
    m_vfs = std::make_unique<TargetVfs>(this);
    sqlite3_vfs_register(&m_vfs->base, 0);
    const int opened = sqlite3_open_v2("copy", &m_connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                                       m_vfs->base.zName);
    // The cache holds more than is copied before a flush: a page that left it alone would come out of order.
    const int set = opened != SQLITE_OK
        ? opened
        : sqlite3_exec(m_connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; "
                                     "PRAGMA cache_size=-4096", nullptr, nullptr, nullptr);
    if (set != SQLITE_OK)
        return fail(sqliteError(m_connection, set, m_writer.path()));
    return m_connection;
}

void CopyTarget::finish()
{
    if (m_first.memory && m_first.size > 19)
        std::memset(m_first.memory.get() + 18, 1, 2); // SQLite file format, §1.3.3: versions, bytes 18–19
    send(m_next);
    send(m_first);
}

bool CopyTarget::write(const char *bytes, qint64 size, qint64 at)
{
    Piece &piece = at < kPieceBytes ? m_first : m_next;
    const qint64 start = at / kPieceBytes * kPieceBytes;
    if (piece.at != start)
        send(piece);
    if (!piece.memory && !begin(piece, start))
        return false;
    const qint64 offset = at - start;
    if (offset > piece.size) // SQLite leaves the page out on which it locks (byte 2^30)
        std::memset(piece.memory.get() + piece.size, 0, static_cast<size_t>(offset - piece.size));
    std::memcpy(piece.memory.get() + offset, bytes, static_cast<size_t>(size));
    piece.size = std::max(piece.size, offset + size);
    m_bytes = std::max(m_bytes, at + size);
    if (&piece == &m_next && piece.size == kPieceBytes)
        send(piece);
    return true;
}

bool CopyTarget::read(char *bytes, qint64 size, qint64 at) const
{
    for (const Piece *piece : {&m_first, &m_next})
        if (piece->memory && at >= piece->at && at + size <= piece->at + piece->size) {
            std::memcpy(bytes, piece->memory.get() + (at - piece->at), static_cast<size_t>(size));
            return true;
        }
    return false; // SQLite reads again only the first page, where it keeps its counters
}

bool CopyTarget::begin(Piece &piece, qint64 at)
{
    auto memory = m_writer.take();
    if (!memory) {
        m_error = memory.error();
        return false;
    }
    piece = {std::move(*memory), at, 0};
    return true;
}

void CopyTarget::send(Piece &piece)
{
    if (piece.memory)
        m_writer.give(std::exchange(piece, Piece()));
}

} // namespace plancia::backup
