// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/packing.h"

#include "app/backup/encryption/encryptedfile.h"
#include "app/backup/files.h"
#include "app/backup/pagehashes.h"
#include "app/backup/verifier.h"

#include <zstd.h>

#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace plancia::backup {

namespace {
constexpr int kLevel = 3;        // 250 MB/s here at a third of the size; higher levels gain a few per cent
constexpr int kMaxWindowLog = 27; // 128 MiB: what a hostile file may make us reserve
constexpr qsizetype kPiece = 1 << 20;

/// What cannot be unpacked is not what was packed.
Error notAsPacked(const QString &path, const QString &message)
{
    const QFileInfo file(path);
    return damaged(file.path(), file.fileName(), message);
}

Result<qsizetype> readSome(int fd, QByteArray &buffer, const QString &path)
{
    for (;;) {
        const ssize_t n = ::read(fd, buffer.data(), static_cast<size_t>(buffer.size()));
        if (n >= 0)
            return n;
        if (errno != EINTR)
            return fail(fileError(ErrorCode::IoRead, errno, path));
    }
}

} // namespace

Result<bool> packFile(const QString &path, const ByteSink &sink, const CancelToken &cancel, const std::function<void(qint64)> &read)
{
    const auto source = openFile(path);
    if (!source)
        return fail(source.error());
    const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
    if (!context)
        return fail(ErrorCode::InternalNoMemory, {{QStringLiteral("message"), QStringLiteral("Zstandard")}});
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
    QByteArray plain(kPiece, Qt::Uninitialized);
    QByteArray packed(static_cast<qsizetype>(ZSTD_CStreamOutSize()), Qt::Uninitialized);
    qint64 done = 0;
    for (bool isEnd = false; !isEnd;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const auto got = readSome(source->get(), plain, path);
        if (!got)
            return fail(got.error());
        isEnd = *got == 0;
        ZSTD_inBuffer in{plain.constData(), static_cast<size_t>(*got), 0};
        for (size_t left = 1; isEnd ? left != 0 : in.pos < in.size;) {
            ZSTD_outBuffer out{packed.data(), static_cast<size_t>(packed.size()), 0};
            left = ZSTD_compressStream2(context.get(), &out, &in, isEnd ? ZSTD_e_end : ZSTD_e_continue);
            if (ZSTD_isError(left))
                return fail(ErrorCode::BackupFailed, {{QStringLiteral("message"), QString::fromLatin1(ZSTD_getErrorName(left))}});
            if (auto written = sink(QByteArrayView(packed).first(static_cast<qsizetype>(out.pos))); !written)
                return written;
        }
        if (read)
            read(done += *got);
    }
    return true;
}

struct Unpacker::Stream {
    Fd fd;
    std::unique_ptr<EncryptedReader> encrypted; ///< in the place of the descriptor
    QString path;
    qint64 left = 0;
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context{ZSTD_createDCtx(), &ZSTD_freeDCtx};
    QByteArray packed = QByteArray(static_cast<qsizetype>(ZSTD_DStreamInSize()), Qt::Uninitialized);
    ZSTD_inBuffer in{nullptr, 0, 0};
    size_t hint = 1; ///< 0 when a frame is whole

    Result<bool> fill()
    {
        if (encrypted) {
            auto chunk = encrypted->next();
            if (!chunk)
                return fail(chunk.error());
            packed = std::move(*chunk);
            in = {packed.constData(), static_cast<size_t>(packed.size()), 0};
            return !packed.isEmpty();
        }
        const auto got = readSome(fd.get(), packed, path);
        if (!got)
            return fail(got.error());
        in = {packed.constData(), static_cast<size_t>(*got), 0};
        return *got > 0;
    }
};

Unpacker::Unpacker(std::unique_ptr<Stream> stream) : m_stream(std::move(stream)) {}
Unpacker::~Unpacker() = default;

Result<std::unique_ptr<Unpacker>> Unpacker::create(const QString &path, qint64 bytes)
{
    auto stream = std::make_unique<Stream>();
    stream->path = path;
    stream->left = bytes;
    if (!stream->context)
        return fail(ErrorCode::InternalNoMemory, {{QStringLiteral("message"), QStringLiteral("Zstandard")}});
    ZSTD_DCtx_setParameter(stream->context.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
    return std::unique_ptr<Unpacker>(new Unpacker(std::move(stream)));
}

Result<std::unique_ptr<Unpacker>> Unpacker::open(const QString &path, qint64 bytes)
{
    auto fd = openFile(path);
    if (!fd)
        return fail(fd.error());
    ::posix_fadvise(fd->get(), 0, 0, POSIX_FADV_DONTNEED);
    ::posix_fadvise(fd->get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    auto unpacker = create(path, bytes);
    if (unpacker)
        (*unpacker)->m_stream->fd = std::move(*fd);
    return unpacker;
}

Result<std::unique_ptr<Unpacker>> Unpacker::openEncrypted(const QString &path, qint64 bytes, const BackupKeys *keys)
{
    auto reader = EncryptedReader::open(path, keys);
    if (!reader)
        return fail(reader.error());
    auto unpacker = create(path, bytes);
    if (unpacker)
        (*unpacker)->m_stream->encrypted = std::move(*reader);
    return unpacker;
}

Result<qsizetype> Unpacker::read(QByteArray &buffer)
{
    Stream &s = *m_stream;
    qsizetype done = 0;
    while (done < buffer.size()) {
        if (s.in.pos == s.in.size) {
            const auto more = s.fill();
            if (!more)
                return fail(more.error());
            if (!*more)
                break;
        }
        ZSTD_outBuffer out{buffer.data() + done, static_cast<size_t>(buffer.size() - done), 0};
        s.hint = ZSTD_decompressStream(s.context.get(), &out, &s.in);
        if (ZSTD_isError(s.hint))
            return fail(notAsPacked(s.path, QString::fromLatin1(ZSTD_getErrorName(s.hint))));
        done += static_cast<qsizetype>(out.pos);
        if (done > s.left)
            return fail(notAsPacked(s.path, QStringLiteral("it is longer than its manifest says")));
    }
    s.left -= done;
    if (done < buffer.size() && (s.left > 0 || s.hint != 0))
        return fail(notAsPacked(s.path, QStringLiteral("it is cut short")));
    return done;
}

Result<bool> unpackWhole(const BackupPlace &place, const BackupManifest &manifest, const BackupKeys *keys, const ByteSink &sink,
                         const CancelToken &cancel, const ProgressSink &progress)
{
    const QString data = dataFile(place, manifest);
    const auto differs = [&](const QString &message) { return damaged(place.path, QFileInfo(data).fileName(), message); };
    auto unpacker = manifest.isEncrypted() ? Unpacker::openEncrypted(data, manifest.bytes, keys) : Unpacker::open(data, manifest.bytes);
    if (!unpacker)
        return fail(unpacker.error());
    PageHasher hasher(manifest.pageSize);
    QByteArray piece(kPiece, Qt::Uninitialized);
    for (qint64 done = 0;;) {
        if (cancel.isCancelled())
            return fail(ErrorCode::InternalCancelled);
        const auto got = (*unpacker)->read(piece);
        if (!got)
            return fail(got.error());
        if (*got == 0)
            break;
        if (manifest.pageSize > 0 && *got % manifest.pageSize != 0)
            return fail(differs(QStringLiteral("it is cut short")));
        if (const auto hashes = hasher.add(piece.constData(), *got); !hashes)
            return fail(hashes.error());
        if (sink)
            if (auto taken = sink(QByteArrayView(piece).first(*got)); !taken)
                return taken;
        done += *got;
        if (progress)
            progress({Progress::Unit::Bytes, done, manifest.bytes, 0, -1});
    }
    const auto root = hasher.root();
    if (!root)
        return fail(root.error());
    if (*root != manifest.sha256)
        return fail(differs(manifest.pageSize > 0 ? QStringLiteral("its pages are not those that were written")
                                                  : QStringLiteral("its hash is %1").arg(*root)));
    return true;
}

namespace {
/// Each piece is on disk before the next, as when a backup is made.
ByteSink inPieces(int fd, ByteSink write)
{
    return [fd, write = std::move(write), inCache = qsizetype(0)](QByteArrayView bytes) mutable -> Result<bool> {
        auto written = write(bytes);
        if ((inCache += bytes.size()) >= kPiece) {
            inCache = 0;
            ::fdatasync(fd); // sync() at the end tells of what failed
        }
        return written;
    };
}
} // namespace

Result<bool> encryptBackup(const QString &plain, const BackupPlace &place, BackupManifest &manifest, const BackupKey &key,
                           const CancelToken &cancel, const ProgressSink &progress)
{
    const auto tell = [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Bytes, done, 2 * manifest.bytes, 0, -1});
    };
    auto file = PendingFile::create(place.path);
    if (!file)
        return fail(file.error());
    auto writer = EncryptedWriter::begin(file->fd(), file->path(), key);
    if (!writer)
        return fail(writer.error());
    if (auto packed = packFile(plain, inPieces(file->fd(), [&](QByteArrayView bytes) { return (*writer)->add(bytes); }), cancel, tell); !packed)
        return packed;
    if (auto ended = (*writer)->finish(); !ended)
        return ended;
    if (auto synced = file->sync(); !synced)
        return synced;
    BackupManifest encrypted = manifest;
    encrypted.version = BackupManifest::kEncrypted;
    encrypted.keyId = key.id();
    const auto path = file->publish(QFileInfo(encryptedFile(place, encrypted)).fileName());
    if (!path)
        return fail(path.error());
    const auto hash = sha256OfFile(*path, cancel, {});
    if (!hash)
        return fail(hash.error());
    encrypted.encryptedSha256 = *hash;
    encrypted.encryptedBytes = QFileInfo(*path).size();
    const OneKey keys(key);
    if (auto whole = unpackWhole(place, encrypted, &keys, {}, cancel, [&](const Progress &p) { tell(manifest.bytes + p.done); }); !whole)
        return whole;
    manifest = encrypted;
    return true;
}

Result<bool> packStore(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel)
{
    removeLeftovers(place.path); // of a packer that was killed
    const auto isWhole = [&](const QString &packed) {
        BackupPlace unpacked = place;
        unpacked.store.clear();
        unpacked.packed = packed;
        return verifyWhole(unpacked, manifest, cancel, {});
    };
    const auto exchange = [&]() -> Result<bool> {
        // Who reads the plain file goes on; it is packed another time.
        const auto alone = BackupHold::toRemove(place);
        if (!alone)
            return fail(ErrorCode::BackupNeeded, {{QStringLiteral("path"), place.path}, {QStringLiteral("message"), QStringLiteral("somebody reads it")}});
        if (auto gone = discardFile(place.store); !gone)
            return gone;
        return syncFolder(place.path);
    };
    // Packed before, but the plain one is there still.
    if (QFileInfo::exists(place.packed)) {
        const auto whole = isWhole(place.packed);
        if (whole)
            return exchange();
        if (whole.error().code() != ErrorCode::BackupDamaged)
            return whole;
        if (auto gone = discardFile(place.packed); !gone)
            return gone;
    }
    auto file = PendingFile::create(place.path);
    if (!file)
        return fail(file.error());
    if (auto done = packFile(place.store, inPieces(file->fd(), [&](QByteArrayView bytes) { return file->write(bytes.toByteArray()); }), cancel); !done)
        return done;
    if (auto synced = file->sync(); !synced)
        return synced;
    if (auto whole = isWhole(file->path()); !whole)
        return whole;
    if (auto named = file->publish(QFileInfo(place.packed).fileName()); !named)
        return fail(named.error());
    return exchange();
}

} // namespace plancia::backup
