// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/rot.h"

#include "app/backup/files.h"
#include "app/backup/packing.h"
#include "app/backup/pagehashes.h"
#include "app/backup/verifier.h"

#include <QFile>
#include <QFileInfo>

namespace plancia::backup {

namespace {

constexpr qsizetype kPiece = 1 << 20; // of hashes at a time: those of 32,768 pages

/// The hashes of all pages in order: the backup's own file of them, or those of an encrypted one, made by reading it.
class HashReader {
public:
    static Result<std::unique_ptr<HashReader>> open(const BackupInfo &backup, const BackupKeys *keys, const CancelToken &cancel)
    {
        std::unique_ptr<HashReader> reader(new HashReader);
        const auto opened = backup.manifest.isEncrypted() ? reader->make(backup, keys, cancel) : reader->openFile(backup, cancel);
        return opened ? Result<std::unique_ptr<HashReader>>(std::move(reader)) : Result<std::unique_ptr<HashReader>>(opened.error());
    }
    /// Of the next page; IO_003 where there is none.
    Result<QByteArrayView> next()
    {
        if (m_at == m_piece.size() && m_file.isOpen()) {
            m_piece = m_file.read(kPiece);
            m_at = 0;
        }
        if (m_piece.size() - m_at < PageHasher::kHash)
            return fail(ErrorCode::IoRead, {{QStringLiteral("path"), m_file.fileName()}, {QStringLiteral("message"), QStringLiteral("its length changed")}});
        const QByteArrayView hash = QByteArrayView(m_piece).sliced(m_at, PageHasher::kHash);
        m_at += PageHasher::kHash;
        return hash;
    }

private:
    HashReader() = default;
    Result<bool> openFile(const BackupInfo &backup, const CancelToken &cancel)
    {
        const QString path = placeOf(backup.path).pages;
        const BackupManifest &manifest = backup.manifest;
        const auto root = sha256OfFile(path, cancel, {});
        if (!root)
            return fail(root.error());
        if (*root != manifest.sha256 || QFileInfo(path).size() != manifest.bytes / manifest.pageSize * PageHasher::kHash)
            return fail(damaged(backup.path, QFileInfo(path).fileName(), QStringLiteral("the list of page hashes is not the one that was written")));
        m_file.setFileName(path);
        if (!m_file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::IoRead, {{QStringLiteral("path"), path}, {QStringLiteral("message"), m_file.errorString()}});
        return true;
    }
    Result<bool> make(const BackupInfo &backup, const BackupKeys *keys, const CancelToken &cancel)
    {
        PageHasher hasher(backup.manifest.pageSize);
        const auto sink = [&](QByteArrayView bytes) -> Result<bool> {
            const auto some = hasher.add(bytes.data(), bytes.size());
            if (!some)
                return fail(some.error());
            m_piece += *some;
            return true;
        };
        return unpackWhole(placeOf(backup.path), backup.manifest, keys, sink, cancel, {});
    }

    QFile m_file;
    QByteArray m_piece;
    qsizetype m_at = 0;
};

} // namespace

Result<QList<qint64>> strayPages(const BackupInfo &older, const BackupInfo &newer, const WrittenPages &written,
                                 const BackupKeys *keys, const CancelToken &cancel)
{
    const BackupManifest &before = older.manifest, &now = newer.manifest;
    QList<qint64> stray;
    if (now.pageSize == 0 || before.pageSize != now.pageSize || (written.newest.isEmpty() && before.sha256 == now.sha256))
        return stray;
    const auto was = HashReader::open(older, keys, cancel);
    const auto is = was ? HashReader::open(newer, keys, cancel) : Result<std::unique_ptr<HashReader>>(was.error());
    if (!is)
        return fail(is.error());
    const qint64 pagesBefore = before.bytes / before.pageSize;
    for (qint64 page = 1; page <= now.bytes / now.pageSize; ++page) {
        const auto hash = (*is)->next();
        const auto hashBefore = page <= pagesBefore ? (*was)->next() : Result<QByteArrayView>(QByteArrayView());
        if (!hash || !hashBefore)
            return fail(hash ? hashBefore.error() : hash.error());
        const auto wrote = written.newest.constFind(static_cast<quint32>(page));
        const bool isWritten = wrote != written.newest.cend();
        if (page == 1 && (isWritten || before.sqliteVersion != now.sqliteVersion))
            continue;
        const bool isKnown = isWritten || (page <= pagesBefore && page <= written.leastPages);
        if (isKnown && *hash != (isWritten ? QByteArrayView(*wrote) : *hashBefore))
            stray.append(page);
    }
    return stray;
}

} // namespace plancia::backup
