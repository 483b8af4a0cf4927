// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/pagehashes.h"

#include "app/backup/files.h"

#include <openssl/evp.h>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace plancia::backup {

namespace {
constexpr qsizetype kPiece = 1 << 20; // a multiple of every page size

Error noHash()
{
    return Error(ErrorCode::InternalBug, {{QStringLiteral("message"), QStringLiteral("OpenSSL offers no SHA-256")}});
}

unsigned char *bytesOf(QByteArray &bytes, qsizetype at) { return reinterpret_cast<unsigned char *>(bytes.data() + at); }

/// Fills the buffer, or as much as the file still has.
Result<qsizetype> readPiece(int fd, QByteArray &buffer, const QString &path)
{
    qsizetype done = 0;
    while (done < buffer.size()) {
        const ssize_t n = ::read(fd, buffer.data() + done, static_cast<size_t>(buffer.size() - done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(fileError(ErrorCode::IoRead, errno, path));
        if (n == 0)
            break;
        done += n;
    }
    return done;
}
} // namespace

struct PageHasher::Digest {
    EVP_MD *sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr); // fetched once: for each page it would cost as much as hashing
    EVP_MD_CTX *page = EVP_MD_CTX_new();
    EVP_MD_CTX *root = EVP_MD_CTX_new();
    bool ok = sha256 && page && root && EVP_DigestInit_ex2(root, sha256, nullptr) == 1;
    ~Digest()
    {
        EVP_MD_CTX_free(page);
        EVP_MD_CTX_free(root);
        EVP_MD_free(sha256);
    }
};

PageHasher::PageHasher(int pageSize) : m_pageSize(pageSize), m_digest(std::make_unique<Digest>()) {}
PageHasher::~PageHasher() = default;

Result<QByteArray> PageHasher::add(const char *bytes, qsizetype size)
{
    if (m_pageSize == 0) {
        if (!m_digest->ok || EVP_DigestUpdate(m_digest->root, bytes, static_cast<size_t>(size)) != 1)
            return fail(noHash());
        return QByteArray();
    }
    QByteArray hashes(size / m_pageSize * kHash, Qt::Uninitialized);
    bool ok = m_digest->ok;
    for (qsizetype at = 0, to = 0; ok && at + m_pageSize <= size; at += m_pageSize, to += kHash)
        ok = EVP_DigestInit_ex2(m_digest->page, m_digest->sha256, nullptr) == 1
            && EVP_DigestUpdate(m_digest->page, bytes + at, static_cast<size_t>(m_pageSize)) == 1
            && EVP_DigestFinal_ex(m_digest->page, bytesOf(hashes, to), nullptr) == 1;
    if (!ok || EVP_DigestUpdate(m_digest->root, hashes.constData(), static_cast<size_t>(hashes.size())) != 1)
        return fail(noHash());
    return hashes;
}

Result<QString> PageHasher::root()
{
    QByteArray digest(kHash, Qt::Uninitialized);
    if (!m_digest->ok || EVP_DigestFinal_ex(m_digest->root, bytesOf(digest, 0), nullptr) != 1)
        return fail(noHash());
    m_digest->ok = false;
    return QString::fromLatin1(digest.toHex());
}

Result<QString> hashPages(const QString &path, int pageSize, qint64 bytes, const CancelToken &cancel, const HashSink &sink,
                          const std::function<void(qint64)> &read)
{
    const auto fd = openFile(path);
    if (!fd)
        return fail(fd.error());
    ::posix_fadvise(fd->get(), 0, 0, POSIX_FADV_DONTNEED);
    ::posix_fadvise(fd->get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    const auto reader = [&](QByteArray &buffer) { return readPiece(fd->get(), buffer, path); };
    return hashPieces(reader, path, pageSize, bytes, cancel, sink, read);
}

Result<QString> hashPieces(const PieceReader &reader, const QString &path, int pageSize, qint64 bytes, const CancelToken &cancel,
                           const HashSink &sink, const std::function<void(qint64)> &read)
{
    PageHasher hasher(pageSize);
    QByteArray buffer(kPiece, Qt::Uninitialized);
    qint64 done = 0;
    while (done < bytes) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const auto got = reader(buffer);
        if (!got)
            return fail(got.error());
        if (*got != std::min<qint64>(kPiece, bytes - done))
            return fail(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), QStringLiteral("its length changed")}});
        const auto hashes = hasher.add(buffer.constData(), *got);
        if (!hashes)
            return fail(hashes.error());
        if (auto taken = sink(*hashes, done / pageSize); !taken)
            return fail(taken.error());
        done += *got;
        if (read)
            read(done);
    }
    return hasher.root();
}

} // namespace plancia::backup
