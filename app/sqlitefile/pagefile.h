// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

#include <functional>

namespace plancia::sqlitefile {

enum class TextEncoding { Utf8 = 1, Utf16Le = 2, Utf16Be = 3 };

/// The first 100 bytes of an SQLite file (file format, §1.3), as far as a reader needs them.
struct FileHeader {
    quint32 pageSize = 0;   ///< 512 … 65536, a power of two
    quint32 usableSize = 0; ///< without the bytes that an extension reserves at the end of each page
    quint32 pageCount = 0;  ///< whole pages that the file has, whatever the header claims
    quint32 claimedPages = 0; ///< what the header says; 0 when it does not know
    quint32 changeCounter = 0;
    quint32 freelistTrunk = 0; ///< first page of the freelist, 0 for none
    quint32 freelistPages = 0; ///< how many it claims
    bool pointerMaps = false;  ///< auto_vacuum: page 2 and others map pages to their parents
    TextEncoding encoding = TextEncoding::Utf8;
    quint32 applicationId = 0;
    bool operator==(const FileHeader &) const = default;
};

/// A place in a file that breaks the format.
struct Damage {
    quint32 page = 0; ///< 0: the file as a whole
    const char *what = ""; ///< in English, a literal
};

/// An SQLite file that nobody writes, read page by page and believed in nothing: every number is checked before it is
/// used, nothing is executed, nothing is locked or written beside it. A file with a -wal beside it is read without that.
/// Never open a store that this process has open: closing the file would drop SQLite's locks on it.
/// Calls block on the disk. Const calls may come from any thread.
class PageFile {
public:
    /// NOT_FOUND_005, IO_002, IO_003, IO_005 when it is no SQLite file, IO_006 when its header contradicts itself.
    /// `pageSize` is believed when the header's own is not possible: for salvage.
    static Result<PageFile> open(const QString &path, quint32 pageSize = 0);
    /// The same on an open descriptor, which it then owns. `name` is what errors call it.
    static Result<PageFile> adopt(int fd, const QString &name, quint32 pageSize = 0);
    /// Bytes of a file that somebody else holds open: all of those asked for, or false.
    struct Source {
        std::function<bool(uchar *to, size_t bytes, qint64 at)> read;
        qint64 size = 0; ///< of the file, in bytes
    };
    /// The same through a source, which allows the threads that it allows.
    static Result<PageFile> over(Source source, const QString &name, quint32 pageSize = 0);
    PageFile(PageFile &&other) noexcept;
    PageFile &operator=(PageFile &&) = delete;
    ~PageFile();

    const FileHeader &header() const { return m_header; }
    const QString &name() const { return m_name; }
    /// Reads `count` pages from `first` (1, 2 …) into `to`. False when they do not exist or the disk refuses them.
    bool read(quint32 first, quint32 count, uchar *to) const;
    /// The first bytes of a page: what a chain of pages needs.
    bool readStart(quint32 page, uchar *to, size_t bytes) const;
    bool exists(quint32 page) const { return page >= 1 && page <= m_header.pageCount; }
    /// A page that may hold data: neither the lock page, nor a pointer map.
    bool isOrdinary(quint32 page) const { return exists(page) && page != m_lockPage && !isPointerMap(page); }
    bool isPointerMap(quint32 page) const;
    /// The page that holds byte 2^30, which SQLite never uses (file format, §1.5).
    quint32 lockPage() const { return m_lockPage; }
    /// The largest payload that could be stored in a file of this size.
    quint64 maxPayload() const { return quint64(m_header.pageCount) * m_header.usableSize; }
    /// IO_006 (or IO_003 when the disk refused) that names page and reason.
    Error error(const Damage &damage) const;

private:
    PageFile(int fd, Source source, QString name) : m_fd(fd), m_source(std::move(source)), m_name(std::move(name)) {}
    Result<bool> readHeader(qint64 size, quint32 pageSize);
    bool readAt(uchar *to, size_t bytes, qint64 at) const;
    int m_fd = -1;
    Source m_source; ///< when there is no descriptor
    QString m_name;
    FileHeader m_header;
    quint32 m_lockPage = 0;
};

} // namespace plancia::sqlitefile
