// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/archive/segment.h"

#include <openssl/evp.h>
#include <zstd.h>

#include <QDataStream>
#include <QFile>
#include <QFileInfo>
#include <QIODevice>
#include <QRegularExpression>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

// A record's file: the magic; the pages, one zstd frame; their numbers, 4 bytes each, little-endian; the head; a trailer
// of fixed size with the head's hash, its size and the format's version. It is written in one go and never changed.

namespace plancia::backup::archive {

namespace {

constexpr std::array<char, 16> kMagic{'p', 'l', 'a', 'n', 'c', 'i', 'a', ' ', 'a', 'r', 'c', 'h', 'i', 'v', 'e', '\n'};
constexpr quint32 kVersion = 1;
constexpr qint64 kHashBytes = 32;
constexpr qint64 kTrailerBytes = kHashBytes + 4 + 4;
constexpr qint64 kMaxHead = 64 << 20;       ///< about a million commits
constexpr qint64 kMaxPageList = 512LL << 20; ///< a file's own size bounds it too
constexpr int kZstdLevel = 1;
constexpr qint64 kReadPiece = 256 << 10;

class Sha256 {
public:
    Sha256() : m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free) { EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr); }
    void add(const char *bytes, qint64 size) { EVP_DigestUpdate(m_context.get(), bytes, static_cast<size_t>(size)); }
    QByteArray result()
    {
        QByteArray digest(kHashBytes, '\0');
        EVP_DigestFinal_ex(m_context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr);
        return digest;
    }
    static QByteArray of(const QByteArray &bytes)
    {
        Sha256 hash;
        hash.add(bytes.constData(), bytes.size());
        return hash.result();
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

QDataStream &operator<<(QDataStream &out, const WalPosition &p)
{
    return out << p.salt1 << p.salt2 << p.pageSize << p.frames << p.sum1 << p.sum2;
}
QDataStream &operator>>(QDataStream &in, WalPosition &p)
{
    return in >> p.salt1 >> p.salt2 >> p.pageSize >> p.frames >> p.sum1 >> p.sum2;
}

QByteArray encode(const RecordHead &head)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << quint8(head.kind) << head.storeId << head.first << head.last << head.previous << head.standsFor << head.from
        << head.upTo << head.createdAt << head.thinned << head.lowest << head.payloadBytes << head.payloadHash << head.pagesHash
        << quint8(head.gap.reason) << head.gap.from << head.gap.until << head.gap.fromCommit << head.gap.untilCommit;
    out << quint32(head.commits.size());
    for (const Commit &c : head.commits)
        out << c.no << c.at << c.dbPages << c.auditSeq << c.pages;
    return bytes;
}

bool decode(const QByteArray &bytes, RecordHead &head)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    quint8 kind = 0, reason = 0;
    quint32 commits = 0;
    in >> kind >> head.storeId >> head.first >> head.last >> head.previous >> head.standsFor >> head.from >> head.upTo
        >> head.createdAt >> head.thinned >> head.lowest >> head.payloadBytes >> head.payloadHash >> head.pagesHash >> reason
        >> head.gap.from >> head.gap.until >> head.gap.fromCommit >> head.gap.untilCommit >> commits;
    constexpr qint64 kCommitBytes = 8 + 8 + 4 + 8 + 4;
    if (in.status() != QDataStream::Ok || kind > quint8(RecordHead::Kind::Gap) || reason > quint8(ArchiveGap::Reason::Damaged)
        || commits * kCommitBytes > bytes.size() || head.first < 1 || head.last < head.first)
        return false;
    head.kind = RecordHead::Kind(kind);
    head.gap.reason = ArchiveGap::Reason(reason);
    head.commits.reserve(commits);
    for (quint32 i = 0; i < commits; ++i) {
        Commit c;
        in >> c.no >> c.at >> c.dbPages >> c.auditSeq >> c.pages;
        if (!head.commits.isEmpty() && c.no <= head.commits.last().no)
            return false;
        head.commits.append(c);
    }
    return in.status() == QDataStream::Ok && in.atEnd();
}

Result<bool> readExactly(int fd, const QString &path, qint64 offset, char *to, qint64 bytes)
{
    qint64 done = 0;
    while (done < bytes) {
        const ssize_t n = ::pread(fd, to + done, static_cast<size_t>(bytes - done), offset + done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(fileError(ErrorCode::IoRead, errno, path));
        if (n == 0)
            return fail(damagedRecord(path, QStringLiteral("the file is too short")));
        done += n;
    }
    return true;
}

Result<Fd> openRecord(const QString &path)
{
    Fd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (fd.isOpen())
        return fd;
    if (errno == ENOENT)
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), path}});
    return fail(fileError(ErrorCode::IoRead, errno, path));
}

qint64 pagesIn(const RecordHead &head)
{
    qint64 pages = 0;
    for (const Commit &commit : head.commits)
        pages += commit.pages;
    return pages;
}

} // namespace

Error damagedRecord(const QString &path, const QString &message)
{
    return Error(ErrorCode::ArchiveDamaged, {{QStringLiteral("path"), path}, {QStringLiteral("message"), message}});
}

QString recordFileName(qint64 first, qint64 last)
{
    return QStringLiteral("%1-%2.seg").arg(first, 10, 10, QLatin1Char('0')).arg(last, 10, 10, QLatin1Char('0'));
}

bool parseRecordFileName(const QString &name, qint64 *first, qint64 *last)
{
    static const QRegularExpression shape(QStringLiteral("^(\\d{10,18})-(\\d{10,18})\\.seg$"));
    const QRegularExpressionMatch match = shape.match(name);
    if (!match.hasMatch())
        return false;
    *first = match.captured(1).toLongLong();
    *last = match.captured(2).toLongLong();
    return *first >= 1 && *last >= *first;
}

struct RecordWriter::Stream {
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> zstd{ZSTD_createCCtx(), &ZSTD_freeCCtx};
    QByteArray out = QByteArray(static_cast<qsizetype>(ZSTD_CStreamOutSize()), Qt::Uninitialized);
    Sha256 hash;
    qint64 bytes = 0;
};

RecordWriter::RecordWriter(PendingFile file) : m_file(std::move(file)), m_stream(std::make_unique<Stream>())
{
    ZSTD_CCtx_setParameter(m_stream->zstd.get(), ZSTD_c_compressionLevel, kZstdLevel);
}
RecordWriter::RecordWriter(RecordWriter &&) noexcept = default;
RecordWriter::~RecordWriter() = default;

Result<RecordWriter> RecordWriter::create(const QString &folder)
{
    auto file = PendingFile::create(folder);
    if (!file)
        return fail(file.error());
    if (auto written = file->write(QByteArray(kMagic.data(), kMagic.size())); !written)
        return fail(written.error());
    return RecordWriter(std::move(*file));
}

Result<bool> RecordWriter::compress(const char *bytes, qint64 size, bool end)
{
    ZSTD_inBuffer in{bytes, static_cast<size_t>(size), 0};
    for (;;) {
        ZSTD_outBuffer out{m_stream->out.data(), static_cast<size_t>(m_stream->out.size()), 0};
        const size_t left = ZSTD_compressStream2(m_stream->zstd.get(), &out, &in, end ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left))
            return fail(ErrorCode::InternalBug, {{QStringLiteral("message"), QString::fromLatin1(ZSTD_getErrorName(left))}});
        if (out.pos > 0) {
            m_stream->hash.add(m_stream->out.constData(), static_cast<qint64>(out.pos));
            m_stream->bytes += static_cast<qint64>(out.pos);
            if (auto written = m_file.write(QByteArray::fromRawData(m_stream->out.constData(), static_cast<qsizetype>(out.pos))); !written)
                return written;
        }
        if (end ? left == 0 : in.pos == in.size)
            return true;
    }
}

Result<bool> RecordWriter::addPage(quint32 page, const char *bytes, qint64 size)
{
    const quint32 number = qToLittleEndian(page);
    m_pages.append(reinterpret_cast<const char *>(&number), sizeof number);
    ++m_inCommit;
    return compress(bytes, size, false);
}

void RecordWriter::endCommit(Commit commit)
{
    commit.pages = std::exchange(m_inCommit, 0);
    m_commits.append(commit);
}

Result<RecordHead> RecordWriter::publish(RecordHead head, PendingFile::Existing existing)
{
    if (auto ended = compress(nullptr, 0, true); !ended)
        return fail(ended.error());
    head.commits = m_commits;
    if (head.lowest == 0)
        head.lowest = m_commits.isEmpty() ? 0 : m_commits.first().no;
    head.payloadBytes = m_stream->bytes;
    head.payloadHash = m_stream->hash.result();
    head.pagesHash = Sha256::of(m_pages);
    const QByteArray bytes = encode(head);
    head.hash = Sha256::of(bytes);
    const std::array<quint32, 2> sizes{qToLittleEndian(static_cast<quint32>(bytes.size())), qToLittleEndian(kVersion)};
    for (const QByteArray &part : {m_pages, bytes, head.hash, QByteArray(reinterpret_cast<const char *>(sizes.data()), sizeof sizes)})
        if (auto written = m_file.write(part); !written)
            return fail(written.error());
    if (auto synced = m_file.sync(); !synced)
        return fail(synced.error());
    head.fileBytes = static_cast<qint64>(kMagic.size()) + head.payloadBytes + m_pages.size() + bytes.size() + kTrailerBytes;
    auto path = m_file.publish(recordFileName(head.first, head.last), existing);
    if (!path)
        return fail(path.error());
    head.path = *path;
    return head;
}

Result<RecordHead> readHead(const QString &path)
{
    auto fd = openRecord(path);
    if (!fd)
        return fail(fd.error());
    struct stat status {};
    if (::fstat(fd->get(), &status) != 0)
        return fail(fileError(ErrorCode::IoRead, errno, path));
    const qint64 size = S_ISREG(status.st_mode) ? status.st_size : 0;
    const qint64 magicBytes = static_cast<qint64>(kMagic.size());
    if (size < magicBytes + kTrailerBytes)
        return fail(damagedRecord(path, QStringLiteral("the file is too short")));
    QByteArray trailer(kTrailerBytes, '\0');
    if (auto got = readExactly(fd->get(), path, size - kTrailerBytes, trailer.data(), kTrailerBytes); !got)
        return fail(got.error());
    const qint64 headBytes = qFromLittleEndian<quint32>(trailer.constData() + kHashBytes);
    if (qFromLittleEndian<quint32>(trailer.constData() + kHashBytes + 4) != kVersion)
        return fail(damagedRecord(path, QStringLiteral("its format is not known")));
    if (headBytes > kMaxHead || headBytes > size - kTrailerBytes - magicBytes)
        return fail(damagedRecord(path, QStringLiteral("its head does not fit")));
    QByteArray bytes(headBytes, '\0');
    if (auto got = readExactly(fd->get(), path, size - kTrailerBytes - headBytes, bytes.data(), headBytes); !got)
        return fail(got.error());
    RecordHead head;
    head.hash = Sha256::of(bytes);
    head.path = path;
    head.fileBytes = size;
    if (head.hash != trailer.left(kHashBytes) || !decode(bytes, head))
        return fail(damagedRecord(path, QStringLiteral("its head is damaged")));
    if (head.payloadBytes < 0 || magicBytes + head.payloadBytes + 4 * pagesIn(head) + headBytes + kTrailerBytes != size)
        return fail(damagedRecord(path, QStringLiteral("its size is not what its head says")));
    return head;
}

Result<std::vector<quint32>> readPageList(const RecordHead &head)
{
    auto fd = openRecord(head.path);
    if (!fd)
        return fail(fd.error());
    const qint64 bytes = 4 * pagesIn(head);
    if (bytes > kMaxPageList)
        return fail(damagedRecord(head.path, QStringLiteral("it holds too many pages")));
    QByteArray list(bytes, '\0');
    if (auto got = readExactly(fd->get(), head.path, static_cast<qint64>(kMagic.size()) + head.payloadBytes, list.data(), bytes); !got)
        return fail(got.error());
    if (Sha256::of(list) != head.pagesHash)
        return fail(damagedRecord(head.path, QStringLiteral("its list of pages is damaged")));
    std::vector<quint32> pages(static_cast<size_t>(bytes / 4));
    for (size_t i = 0; i < pages.size(); ++i)
        pages[i] = qFromLittleEndian<quint32>(list.constData() + 4 * i);
    return pages;
}

namespace {

/// The packed pages, piece by piece.
Result<bool> eachPiece(const RecordHead &head, const CancelToken &cancel, const std::function<Result<bool>(const char *bytes, qint64 size)> &take)
{
    auto fd = openRecord(head.path);
    if (!fd)
        return fail(fd.error());
    QByteArray piece(kReadPiece, '\0');
    for (qint64 read = 0; read < head.payloadBytes; read += kReadPiece) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const qint64 size = std::min(kReadPiece, head.payloadBytes - read);
        if (auto got = readExactly(fd->get(), head.path, static_cast<qint64>(kMagic.size()) + read, piece.data(), size); !got)
            return got;
        if (auto taken = take(piece.constData(), size); !taken)
            return taken;
    }
    return true;
}

Error damagedPages(const RecordHead &head) { return damagedRecord(head.path, QStringLiteral("its pages are damaged")); }

} // namespace

Result<bool> checkPages(const RecordHead &head, const CancelToken &cancel)
{
    Sha256 hash;
    auto read = eachPiece(head, cancel, [&](const char *bytes, qint64 size) -> Result<bool> {
        hash.add(bytes, size);
        return true;
    });
    return !read || hash.result() == head.payloadHash ? read : Result<bool>(damagedPages(head));
}

Result<bool> readPages(const RecordHead &head, const CancelToken &cancel, const std::function<bool(qint64)> &wanted,
                       const std::function<Result<bool>(qint64, const char *)> &use, Hashed hashed)
{
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> zstd(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    const qint64 pages = pagesIn(head);
    QByteArray page(std::max<qint64>(head.upTo.pageSize, 1), '\0');
    Sha256 hash;
    qint64 index = 0;
    size_t filled = 0;
    auto read = eachPiece(head, cancel, [&](const char *bytes, qint64 size) -> Result<bool> {
        if (hashed == Hashed::Here)
            hash.add(bytes, size);
        ZSTD_inBuffer source{bytes, static_cast<size_t>(size), 0};
        for (bool flushed = false; !flushed;) {
            ZSTD_outBuffer target{page.data(), static_cast<size_t>(page.size()), filled};
            if (ZSTD_isError(ZSTD_decompressStream(zstd.get(), &target, &source)))
                return fail(damagedRecord(head.path, QStringLiteral("its pages cannot be unpacked")));
            filled = target.pos;
            flushed = filled < target.size && source.pos == source.size;
            if (filled < target.size)
                continue;
            if (index >= pages)
                return fail(damagedRecord(head.path, QStringLiteral("it holds more pages than its head says")));
            if (wanted(index))
                if (auto used = use(index, page.constData()); !used)
                    return used;
            ++index;
            filled = 0;
        }
        return true;
    });
    if (!read)
        return read;
    if (index != pages || filled != 0 || (hashed == Hashed::Here && hash.result() != head.payloadHash))
        return fail(damagedPages(head));
    return true;
}

} // namespace plancia::backup::archive
