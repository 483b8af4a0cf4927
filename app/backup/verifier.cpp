// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/verifier.h"

#include "app/backup/files.h"
#include "app/backup/packing.h"
#include "app/backup/pagehashes.h"
#include "app/backup/room.h"
#include "app/sqlitefile/pagemap.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <unistd.h>

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

/// What is found of a file whose pages differ.
struct Differing {
    QList<qint64> pages;  ///< the first kMaxDamagedPages, from 1
    qint64 count = 0;
    qint64 lostFrom = 0;  ///< the first page that cannot be unpacked, and none after it; 0: all can
    QString why = {};     ///< they cannot
};

/// Holds pieces of a file against pages.sha256, in order.
class PageComparer {
public:
    static Result<std::unique_ptr<PageComparer>> open(const BackupPlace &place)
    {
        std::unique_ptr<PageComparer> comparer(new PageComparer(place.pages));
        if (!comparer->m_expected.open(QIODevice::ReadOnly))
            return fail(comparer->unreadable());
        return comparer;
    }
    Result<bool> compare(const QByteArray &hashes, qint64 firstPage)
    {
        const QByteArray right = m_expected.read(hashes.size());
        if (right.size() != hashes.size())
            return fail(unreadable());
        for (qsizetype at = 0; at < hashes.size(); at += PageHasher::kHash) {
            if (QByteArrayView(hashes).sliced(at, PageHasher::kHash) == QByteArrayView(right).sliced(at, PageHasher::kHash))
                continue;
            if (++m_found.count <= kMaxDamagedPages)
                m_found.pages += firstPage + at / PageHasher::kHash + 1; // SQLite counts from 1
        }
        return true;
    }
    const Differing &found() const { return m_found; }

private:
    explicit PageComparer(const QString &path) : m_expected(path) {}
    Error unreadable() const
    {
        return Error(ErrorCode::IoRead, {{QStringLiteral("path"), m_expected.fileName()}, {QStringLiteral("message"), m_expected.errorString()}});
    }
    QFile m_expected;
    Differing m_found;
};

QString wordsFor(const Differing &found, qint64 total, const QList<DamagedPage> &pages)
{
    const auto table = [&pages](qint64 number) {
        const auto known = std::ranges::find(pages, number, &DamagedPage::page);
        return known == pages.end() || known->table.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(known->table);
    };
    QStringList words;
    if (found.count == 1)
        words += QStringLiteral("page %1 is damaged (1 of %2)").arg(found.pages.first()).arg(total);
    else if (found.count > 1) {
        QStringList numbers;
        for (const qint64 page : found.pages.first(std::min(kMaxNamed, found.pages.size())))
            numbers += QString::number(page) + table(page);
        words += QStringLiteral("pages %1%2 are damaged (%3 of %4)")
                     .arg(numbers.join(QStringLiteral(", ")), found.count > kMaxNamed ? QStringLiteral(" …") : QString())
                     .arg(found.count).arg(total);
    }
    if (found.lostFrom > 0)
        words += QStringLiteral("pages %1 to %2 cannot be unpacked (%3)").arg(found.lostFrom).arg(total).arg(found.why);
    return words.join(QStringLiteral("; "));
}

/// `plain` is the file that the pages are looked for in, as far as it could be read; empty: none.
Error damagedPages(const BackupPlace &place, const BackupManifest &manifest, const Differing &found, const QString &plain,
                   const CancelToken &cancel)
{
    const QString file = QFileInfo(dataFile(place, manifest)).fileName();
    QList<qint64> numbers = found.pages;
    if (found.lostFrom > 0)
        numbers += found.lostFrom;
    const QList<DamagedPage> pages = pagesWithTables(file, numbers, plain, manifest.pageSize, cancel);
    Error error = damaged(place.path, file, wordsFor(found, manifest.bytes / manifest.pageSize, pages))
                      .with(QStringLiteral("page"), QString::number(pages.first().page))
                      .with(kDamageFact, toFact(pages));
    return pages.first().table.isEmpty() ? error : error.with(QStringLiteral("table"), pages.first().table);
}

/// Unpacks what can be had of a damaged packed file into a scratch file, page by page, and names what differs. The error is
/// what was known before when there is no room for that.
Error examinePacked(const BackupPlace &place, const BackupManifest &manifest, const QString &scratch, const Error &known, const CancelToken &cancel)
{
    if (scratch.isEmpty() || !ensureFolder(scratch) || !requireRoom({{scratch, manifest.bytes}}))
        return known;
    removeLeftovers(scratch);
    auto plain = PendingFile::create(scratch);
    auto unpacker = Unpacker::open(place.packed, manifest.bytes);
    auto comparer = PageComparer::open(place);
    if (!plain || !unpacker || !comparer)
        return known;
    PageHasher hasher(manifest.pageSize);
    QByteArray page(manifest.pageSize, Qt::Uninitialized);
    const qint64 total = manifest.bytes / manifest.pageSize;
    Differing found;
    qint64 number = 1;
    for (; number <= total && found.lostFrom == 0; ++number) {
        if (cancel.isCancelled())
            return Error(ErrorCode::InternalCancelled);
        const auto got = (*unpacker)->read(page);
        if (!got || *got != page.size()) {
            found.lostFrom = number;
            found.why = got ? QStringLiteral("it is cut short") : got.error().fact(u"message");
            break;
        }
        const auto hash = hasher.add(page.constData(), page.size());
        if (!hash || !(*comparer)->compare(*hash, number - 1) || !plain->write(page))
            return known;
    }
    found.pages = (*comparer)->found().pages;
    found.count = (*comparer)->found().count;
    if (found.pages.isEmpty() && found.lostFrom == 0)
        return known; // the end of the file, behind the last page
    if (found.lostFrom > 0 && ::ftruncate(plain->fd(), manifest.bytes) != 0)
        return damagedPages(place, manifest, found, {}, cancel);
    return damagedPages(place, manifest, found, plain->path(), cancel);
}

/// The file against pages.sha256, and that against the root in the manifest.
Result<bool> verifyPages(const BackupPlace &place, const BackupManifest &manifest, const QString &scratch, const CancelToken &cancel,
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

    const auto comparer = PageComparer::open(place);
    if (!comparer)
        return fail(comparer.error());
    const auto compare = [&](const QByteArray &hashes, qint64 firstPage) { return (*comparer)->compare(hashes, firstPage); };
    const QString data = dataFile(place, manifest);
    const bool isPacked = data != place.store;
    Result<QString> hashed = QString();
    if (!isPacked) {
        hashed = hashPages(data, manifest.pageSize, manifest.bytes, cancel, compare, read);
    } else {
        auto unpacker = Unpacker::open(data, manifest.bytes);
        if (!unpacker)
            return fail(unpacker.error());
        const auto reader = [&](QByteArray &buffer) { return (*unpacker)->read(buffer); };
        hashed = hashPieces(reader, data, manifest.pageSize, manifest.bytes, cancel, compare, read);
    }
    const Differing &found = (*comparer)->found();
    if (!hashed && (!isPacked || hashed.error().code() != ErrorCode::BackupDamaged))
        return fail(hashed.error());
    if (hashed && found.pages.isEmpty())
        return true;
    if (!isPacked)
        return fail(damagedPages(place, manifest, found, place.store, cancel));
    const Error known = hashed ? damagedPages(place, manifest, found, {}, cancel) : hashed.error();
    return fail(examinePacked(place, manifest, scratch, known, cancel));
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

QList<DamagedPage> pagesWithTables(const QString &name, const QList<qint64> &pages, const QString &path, int pageSize, const CancelToken &cancel)
{
    QList<DamagedPage> named;
    // The header may be what is damaged.
    const auto file = path.isEmpty() ? Result<sqlitefile::PageFile>(Error(ErrorCode::FileNotFound))
                                     : sqlitefile::PageFile::open(path, static_cast<quint32>(pageSize));
    const auto map = file ? sqlitefile::PageMap::build(*file, sqlitefile::readSchema(*file, cancel), cancel)
                          : Result<sqlitefile::PageMap>(file.error());
    for (const qint64 page : pages.first(std::min(kMaxDamagedPages, pages.size())))
        named.append({name, page, map ? map->table(static_cast<quint32>(page)) : QString()});
    return named;
}

Result<bool> verifyWhole(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                         const ProgressSink &progress, const QString &scratch)
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
    const auto whole = place.isFolder() ? verifyPages(place, manifest, scratch, cancel, read) : verifyFile(place, manifest, cancel, read);
    if (!whole || isPacked) // byte for byte what was read and compared when it was made
        return whole;
    return verifyContents(place.store, place, manifest, cancel);
}

} // namespace plancia::backup
