// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/verifier.h"

#include "app/backup/files.h"
#include "app/backup/packing.h"
#include "app/backup/pagehashes.h"
#include "app/sqlitefile/pagemap.h"

#include <QFile>
#include <QFileInfo>

namespace plancia::backup {

namespace {

constexpr qsizetype kMaxNamed = 20; // pages in a message

StoreFacts factsOf(const BackupManifest &m)
{
    return {m.storeId, m.historyId, m.commitNo, m.schemaVersion, m.schemaSha256, m.rows};
}

Error otherLength(const BackupPlace &place, const QString &file, qint64 found, qint64 expected)
{
    return damaged(place.path, QFileInfo(file).fileName(), QStringLiteral("%1 bytes instead of %2").arg(found).arg(expected));
}

/// The table that a page belongs to, as far as the undamaged rest of the file says; empty for a free page, or when the
/// damage hides it.
QString tableOf(const QString &path, int pageSize, qint64 page, const CancelToken &cancel)
{
    const auto file = sqlitefile::PageFile::open(path, static_cast<quint32>(pageSize)); // the header may be what is damaged
    if (!file)
        return {};
    const auto map = sqlitefile::PageMap::build(*file, sqlitefile::readSchema(*file, cancel), cancel);
    return map ? map->table(static_cast<quint32>(page)) : QString();
}

Error damagedPages(const BackupPlace &place, const BackupManifest &manifest, const QList<qint64> &pages, qint64 count,
                   const CancelToken &cancel)
{
    QStringList numbers;
    for (const qint64 page : pages)
        numbers += QString::number(page);
    const QString total = QString::number(manifest.bytes / manifest.pageSize);
    const QString message = count == 1
        ? QStringLiteral("page %1 is damaged (1 of %2)").arg(numbers.first(), total)
        : QStringLiteral("pages %1%2 are damaged (%3 of %4)")
              .arg(numbers.join(QStringLiteral(", ")), count > pages.size() ? QStringLiteral(" …") : QString(), QString::number(count), total);
    Error error = damaged(place.path, QFileInfo(dataFile(place, manifest)).fileName(), message)
                      .with(QStringLiteral("page"), QString::number(pages.first()));
    const QString table = tableOf(place.store, manifest.pageSize, pages.first(), cancel);
    return table.isEmpty() ? error : error.with(QStringLiteral("table"), table);
}

/// The file against pages.sha256, and that against the root in the manifest.
Result<bool> verifyPages(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                         const std::function<void(qint64)> &read)
{
    const QString sumsName = QFileInfo(place.pages).fileName();
    const qint64 sumsBytes = manifest.bytes / manifest.pageSize * PageHasher::kHash;
    if (const qint64 size = QFileInfo(place.pages).size(); size != sumsBytes)
        return fail(otherLength(place, place.pages, size, sumsBytes));
    const auto root = sha256OfFile(place.pages, cancel, {});
    if (!root)
        return fail(root.error());
    if (*root != manifest.sha256)
        return fail(damaged(place.path, sumsName, QStringLiteral("the list of page hashes is not the one that was written")));

    const auto sums = openFile(place.pages);
    if (!sums)
        return fail(sums.error());
    QFile expected;
    if (!expected.open(sums->get(), QIODevice::ReadOnly))
        return fail(ErrorCode::IoRead, {{QStringLiteral("path"), place.pages}, {QStringLiteral("message"), expected.errorString()}});
    QList<qint64> differing;
    qint64 count = 0;
    const auto compare = [&](const QByteArray &hashes, qint64 firstPage) -> Result<bool> {
        const QByteArray right = expected.read(hashes.size());
        if (right.size() != hashes.size())
            return fail(ErrorCode::IoRead, {{QStringLiteral("path"), place.pages}, {QStringLiteral("message"), expected.errorString()}});
        for (qsizetype at = 0; at < hashes.size(); at += PageHasher::kHash) {
            if (QByteArrayView(hashes).sliced(at, PageHasher::kHash) == QByteArrayView(right).sliced(at, PageHasher::kHash))
                continue;
            if (++count <= kMaxNamed)
                differing += firstPage + at / PageHasher::kHash + 1; // SQLite counts from 1
        }
        return true;
    };
    const QString data = dataFile(place, manifest);
    Result<QString> hashed = QString();
    if (data == place.store) {
        hashed = hashPages(data, manifest.pageSize, manifest.bytes, cancel, compare, read);
    } else {
        auto unpacker = Unpacker::open(data, manifest.bytes);
        if (!unpacker)
            return fail(unpacker.error());
        const auto reader = [&](QByteArray &buffer) { return (*unpacker)->read(buffer); };
        hashed = hashPieces(reader, data, manifest.pageSize, manifest.bytes, cancel, compare, read);
    }
    if (!hashed)
        return fail(hashed.error());
    return differing.isEmpty() ? Result<bool>(true) : Result<bool>(damagedPages(place, manifest, differing, count, cancel));
}

/// Version 1 has one hash.
Result<bool> verifyFile(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                        const std::function<void(qint64)> &read)
{
    const auto hash = sha256OfFile(place.store, cancel, read);
    if (!hash)
        return fail(hash.error());
    if (*hash != manifest.sha256)
        return fail(damaged(place.path, QFileInfo(place.store).fileName(), QStringLiteral("its hash is %1").arg(*hash)));
    return true;
}

} // namespace

Error damaged(const QString &path, const QString &file, const QString &message)
{
    return Error(ErrorCode::BackupDamaged,
                 {{QStringLiteral("path"), path}, {QStringLiteral("file"), file}, {QStringLiteral("message"), message}});
}

QString describeDamage(const Error &error)
{
    QString text = error.fact(u"file");
    if (const QString page = error.fact(u"page"); !page.isEmpty())
        text += QStringLiteral(", page ") + page;
    if (const QString table = error.fact(u"table"); !table.isEmpty())
        text += QStringLiteral(", table ") + table;
    const QString message = error.fact(u"message");
    return text.isEmpty() ? message : text + QStringLiteral(": ") + message;
}

Result<bool> verifySealed(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                          const ProgressSink &progress)
{
    const QString data = encryptedFile(place, manifest);
    const QFileInfo file(data);
    if (!file.isFile() || file.isSymLink())
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), data}});
    if (file.size() != manifest.encryptedBytes)
        return fail(otherLength(place, data, file.size(), manifest.encryptedBytes));
    const auto hash = sha256OfFile(data, cancel, [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Bytes, done, manifest.encryptedBytes, 0, -1});
    });
    if (!hash)
        return fail(hash.error());
    if (*hash != manifest.encryptedSha256)
        return fail(damaged(place.path, file.fileName(), QStringLiteral("its hash is %1").arg(*hash)));
    return true;
}

Result<bool> verifyContents(const QString &file, const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel)
{
    const auto found = readCopy(file, cancel);
    // Every byte is as it was read from the store: what does not hang together now did not then.
    if (!found && (found.error().code() == ErrorCode::BackupDamaged || found.error().code() == ErrorCode::StoreDamaged))
        return fail(ErrorCode::BackupNotProved, {{QStringLiteral("path"), place.path}, {QStringLiteral("check"), QStringLiteral("quick-check")},
                                                 {QStringLiteral("message"), found.error().fact(u"message")}});
    if (!found)
        return fail(found.error());
    const QString what = difference(factsOf(manifest), *found);
    return what.isEmpty() ? Result<bool>(true) : Result<bool>(damaged(place.path, QFileInfo(dataFile(place, manifest)).fileName(), what));
}

Result<bool> verifyWhole(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                         const ProgressSink &progress)
{
    if (manifest.isEncrypted())
        return verifySealed(place, manifest, cancel, progress);
    if (manifest.engine != u"sqlite" || (place.isFolder() && manifest.pageSize <= 0))
        return fail(ErrorCode::BackupUnsupported, {{QStringLiteral("name"), QFileInfo(place.path).fileName()}});
    const QFileInfo file(dataFile(place, manifest));
    const bool isPacked = file.filePath() != place.store;
    if (!file.exists())
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), place.store}});
    if (!isPacked && file.size() != manifest.bytes)
        return fail(otherLength(place, place.store, file.size(), manifest.bytes));
    const auto read = [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Bytes, done, manifest.bytes, 0, -1});
    };
    const auto whole = place.isFolder() ? verifyPages(place, manifest, cancel, read) : verifyFile(place, manifest, cancel, read);
    if (!whole || isPacked) // byte for byte what was read and compared when it was made
        return whole;
    return verifyContents(place.store, place, manifest, cancel);
}

} // namespace plancia::backup
