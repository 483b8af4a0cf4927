// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/encryption/encryptedfile.h"

#include "app/backup/verifier.h"

#include <sodium.h>

#include <QCryptographicHash>
#include <QFileInfo>
#include <QtEndian>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace plancia::backup {

namespace {

const QByteArray kMagic = QByteArrayLiteral("PLNCENC1");
constexpr qsizetype kIdAt = 12, kStreamAt = 20, kCheckAt = 44, kCheckBytes = 20;
constexpr qsizetype kChunk = 256 << 10;
constexpr quint32 kMostChunk = 16 << 20; // what a hostile file may make us reserve
constexpr qsizetype kTag = crypto_secretstream_xchacha20poly1305_ABYTES;
static_assert(kStreamAt + crypto_secretstream_xchacha20poly1305_HEADERBYTES == kCheckAt);
static_assert(kCheckAt + kCheckBytes == EncryptedReader::kHeaderBytes);

unsigned char *bytesOf(QByteArray &array) { return reinterpret_cast<unsigned char *>(array.data()); }
const unsigned char *bytesOf(QByteArrayView array) { return reinterpret_cast<const unsigned char *>(array.data()); }

QByteArray checkOf(const QByteArray &header)
{
    return QCryptographicHash::hash(header.first(kCheckAt), QCryptographicHash::Sha256).first(kCheckBytes);
}

/// As much as there is of what is wanted.
Result<QByteArray> readUpTo(int fd, qsizetype wanted, const QString &path)
{
    QByteArray bytes(wanted, Qt::Uninitialized);
    qsizetype got = 0;
    while (got < wanted) {
        const ssize_t n = ::read(fd, bytes.data() + got, static_cast<size_t>(wanted - got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(fileError(ErrorCode::IoRead, errno, path));
        if (n == 0)
            break;
        got += n;
    }
    bytes.truncate(got);
    return bytes;
}

} // namespace

struct EncryptedWriter::Stream {
    int fd = -1;
    QString path;
    QByteArray header, plain;
    crypto_secretstream_xchacha20poly1305_state state{};
    ~Stream() { sodium_memzero(&state, sizeof state); }

    Result<bool> push(QByteArrayView chunk, unsigned char tag)
    {
        QByteArray out(chunk.size() + kTag, Qt::Uninitialized);
        crypto_secretstream_xchacha20poly1305_push(&state, bytesOf(out), nullptr, bytesOf(chunk), static_cast<unsigned long long>(chunk.size()),
                                                   bytesOf(QByteArrayView(header)), static_cast<unsigned long long>(header.size()), tag);
        return writeAll(fd, out, path);
    }
};

EncryptedWriter::EncryptedWriter(std::unique_ptr<Stream> stream) : m_stream(std::move(stream)) {}
EncryptedWriter::~EncryptedWriter() = default;

Result<std::unique_ptr<EncryptedWriter>> EncryptedWriter::begin(int fd, const QString &path, const BackupKey &key)
{
    auto stream = std::make_unique<Stream>();
    stream->fd = fd;
    stream->path = path;
    QByteArray &header = stream->header;
    header = kMagic;
    header.resize(EncryptedReader::kHeaderBytes);
    qToLittleEndian(static_cast<quint32>(kChunk), header.data() + kMagic.size());
    header.replace(kIdAt, kStreamAt - kIdAt, QByteArray::fromHex(key.id().toLatin1()));
    crypto_secretstream_xchacha20poly1305_init_push(&stream->state, bytesOf(header) + kStreamAt, key.data());
    header.replace(kCheckAt, kCheckBytes, checkOf(header));
    if (auto written = writeAll(fd, header, path); !written)
        return fail(written.error());
    return std::unique_ptr<EncryptedWriter>(new EncryptedWriter(std::move(stream)));
}

Result<bool> EncryptedWriter::add(QByteArrayView plain)
{
    QByteArray &held = m_stream->plain;
    held.append(plain.data(), plain.size());
    qsizetype done = 0;
    for (; held.size() - done > kChunk; done += kChunk) // the last one is kept back: it may be the end
        if (auto pushed = m_stream->push(QByteArrayView(held).sliced(done, kChunk), 0); !pushed)
            return pushed;
    held.remove(0, done);
    return true;
}

Result<bool> EncryptedWriter::finish() { return m_stream->push(m_stream->plain, crypto_secretstream_xchacha20poly1305_TAG_FINAL); }

struct EncryptedReader::Stream {
    Fd fd;
    QString path, keyId;
    QByteArray header;
    qsizetype chunk = 0;
    bool isEnd = false;
    qint64 number = 0;
    crypto_secretstream_xchacha20poly1305_state state{};
    ~Stream() { sodium_memzero(&state, sizeof state); }

    Error isDamaged(const QString &message) const
    {
        const QFileInfo file(path);
        return damaged(file.path(), file.fileName(), message);
    }
};

EncryptedReader::EncryptedReader(std::unique_ptr<Stream> stream) : m_stream(std::move(stream)) {}
EncryptedReader::~EncryptedReader() = default;
const QString &EncryptedReader::keyId() const { return m_stream->keyId; }

Result<std::unique_ptr<EncryptedReader>> EncryptedReader::open(const QString &path, const BackupKeys *keys)
{
    auto fd = openFile(path);
    if (!fd)
        return fail(fd.error());
    auto stream = std::make_unique<Stream>();
    stream->fd = std::move(*fd);
    stream->path = path;
    ::posix_fadvise(stream->fd.get(), 0, 0, POSIX_FADV_DONTNEED);
    ::posix_fadvise(stream->fd.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    auto header = readUpTo(stream->fd.get(), kHeaderBytes, path);
    if (!header)
        return fail(header.error());
    if (header->size() != kHeaderBytes || !header->startsWith(kMagic) || header->sliced(kCheckAt) != checkOf(*header))
        return fail(stream->isDamaged(QStringLiteral("its header is not the one that was written")));
    const auto chunk = qFromLittleEndian<quint32>(header->constData() + kMagic.size());
    if (chunk == 0 || chunk > kMostChunk)
        return fail(stream->isDamaged(QStringLiteral("its chunks have an impossible size")));
    stream->chunk = chunk;
    stream->keyId = QString::fromLatin1(header->sliced(kIdAt, kStreamAt - kIdAt).toHex());
    stream->header = *header;
    const auto key = findKey(keys, stream->keyId, QFileInfo(path).path());
    if (!key)
        return fail(key.error());
    if (crypto_secretstream_xchacha20poly1305_init_pull(&stream->state, bytesOf(QByteArrayView(*header)) + kStreamAt, key->data()) != 0)
        return fail(stream->isDamaged(QStringLiteral("its header is none")));
    return std::unique_ptr<EncryptedReader>(new EncryptedReader(std::move(stream)));
}

Result<QByteArray> EncryptedReader::next()
{
    Stream &s = *m_stream;
    if (s.isEnd)
        return QByteArray();
    const auto sealed = readUpTo(s.fd.get(), s.chunk + kTag, s.path);
    if (!sealed)
        return fail(sealed.error());
    ++s.number;
    if (sealed->size() < kTag)
        return fail(s.isDamaged(QStringLiteral("it is cut short")));
    QByteArray plain(sealed->size() - kTag, Qt::Uninitialized);
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&s.state, bytesOf(plain), nullptr, &tag, bytesOf(QByteArrayView(*sealed)),
                                                   static_cast<unsigned long long>(sealed->size()), bytesOf(QByteArrayView(s.header)),
                                                   static_cast<unsigned long long>(s.header.size())) != 0)
        return fail(s.isDamaged(QStringLiteral("chunk %1 is damaged").arg(s.number)));
    s.isEnd = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (s.isEnd) {
        const auto more = readUpTo(s.fd.get(), 1, s.path);
        if (!more || !more->isEmpty())
            return more ? Result<QByteArray>(s.isDamaged(QStringLiteral("something was appended to it"))) : Result<QByteArray>(more.error());
    }
    return plain;
}

} // namespace plancia::backup
