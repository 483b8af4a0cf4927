// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/canceltoken.h"
#include "models/base/result.h"

#include <QByteArray>
#include <functional>
#include <memory>

namespace plancia::backup {

/// SHA-256 of each page of a file that comes in pieces, and the root over them all: the SHA-256 of the hashes in order.
/// By OpenSSL, which does about 1.9 GB/s here, Qt 0.25.
class PageHasher {
public:
    static constexpr qsizetype kHash = 32; ///< bytes a hash

    /// 0 for a file without pages: the root is then the SHA-256 of its bytes.
    explicit PageHasher(int pageSize);
    PageHasher(const PageHasher &) = delete;
    PageHasher &operator=(const PageHasher &) = delete;
    ~PageHasher();

    /// The hashes of the pages of a piece, which is a whole number of them. INTERNAL_001 when OpenSSL has no SHA-256.
    Result<QByteArray> add(const char *bytes, qsizetype size);
    /// 64 hex digits; the end.
    Result<QString> root();

private:
    struct Digest;
    const int m_pageSize;
    std::unique_ptr<Digest> m_digest;
};

/// Gets the hashes of a piece, in order, and the number of its first page, from 0.
using HashSink = std::function<Result<bool>(const QByteArray &hashes, qint64 firstPage)>;

/// Fills the buffer, or as much as there still is.
using PieceReader = std::function<Result<qsizetype>(QByteArray &buffer)>;
/// Hashes what the reader gives; `path` is for errors. Otherwise as hashPages() of a file.
Result<QString> hashPieces(const PieceReader &reader, const QString &path, int pageSize, qint64 bytes, const CancelToken &cancel,
                           const HashSink &sink, const std::function<void(qint64)> &read);

/// Hashes a file as it is on the disk, not in the cache (as far as the kernel grants it), in memory of a few MiB.
/// `read` is called with the bytes so far. Gives the root. NOT_FOUND_005, IO_003, INTERNAL_003; IO_003 too when the file
/// is not `bytes` long.
Result<QString> hashPages(const QString &path, int pageSize, qint64 bytes, const CancelToken &cancel, const HashSink &sink,
                          const std::function<void(qint64)> &read);

} // namespace plancia::backup
