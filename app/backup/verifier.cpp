// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/verifier.h"

#include "app/backup/files.h"
#include "app/backup/pagehashes.h"

#include <sqlite3.h>

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <memory>

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

/// What owns a page, as far as the undamaged rest of the file says: a table, or the table of an index. Empty when the page
/// is on the way to others, free, or hidden by the damage.
QString ownerOf(const QString &path, qint64 page)
{
    const QByteArray uri = "file:" + QUrl::toPercentEncoding(path, "/") + "?immutable=1";
    sqlite3 *raw = nullptr;
    const int opened = sqlite3_open_v2(uri.constData(), &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> file(raw, &sqlite3_close);
    if (opened != SQLITE_OK)
        return {};
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_stmt *statement = nullptr;
    QString name;
    if (sqlite3_prepare_v2(raw, "SELECT coalesce(s.tbl_name, d.name) FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name "
                                "WHERE d.pageno = ?1 LIMIT 1", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_int64(statement, 1, page);
        if (sqlite3_step(statement) == SQLITE_ROW)
            name = QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
    }
    sqlite3_finalize(statement);
    return name;
}

Error damagedPages(const BackupPlace &place, const QList<qint64> &pages, qint64 count, qint64 all)
{
    QStringList numbers;
    for (const qint64 page : pages)
        numbers += QString::number(page);
    const QString message = QStringLiteral("%1 of %2 pages: %3%4")
                                .arg(count)
                                .arg(all)
                                .arg(numbers.join(QStringLiteral(", ")), count > pages.size() ? QStringLiteral(" …") : QString());
    Error error = damaged(place.path, QFileInfo(place.store).fileName(), message)
                      .with(QStringLiteral("page"), QString::number(pages.first()));
    const QString table = ownerOf(place.store, pages.first());
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
    const auto hashed = hashPages(place.store, manifest.pageSize, manifest.bytes, cancel, compare, read);
    if (!hashed)
        return fail(hashed.error());
    return differing.isEmpty() ? Result<bool>(true) : Result<bool>(damagedPages(place, differing, count, manifest.bytes / manifest.pageSize));
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

Result<bool> verifyWhole(const BackupPlace &place, const BackupManifest &manifest, const CancelToken &cancel,
                         const ProgressSink &progress)
{
    const QFileInfo file(place.store);
    if (!file.exists())
        return fail(ErrorCode::BackupNotFound, {{QStringLiteral("path"), place.store}});
    if (file.size() != manifest.bytes)
        return fail(otherLength(place, place.store, file.size(), manifest.bytes));
    const auto read = [&](qint64 done) {
        if (progress)
            progress({Progress::Unit::Bytes, done, manifest.bytes, 0, -1});
    };
    const auto whole = place.isFolder() ? verifyPages(place, manifest, cancel, read) : verifyFile(place, manifest, cancel, read);
    if (!whole)
        return whole;
    const auto found = readCopy(place.store, cancel);
    if (!found)
        return fail(found.error());
    if (const QString what = difference(factsOf(manifest), *found); !what.isEmpty())
        return fail(damaged(place.path, file.fileName(), what));
    return true;
}

} // namespace plancia::backup
