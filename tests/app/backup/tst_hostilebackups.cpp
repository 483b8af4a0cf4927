// SPDX-License-Identifier: GPL-3.0-or-later
// Backups and their folder as an enemy, a careless copy or a failing disk would leave them.
#include "app/backup/backupshelf.h"
#include "app/backup/files.h"
#include "app/backup/packing.h"
#include "app/backup/plainstore.h"
#include "app/backup/prover.h"
#include "app/backup/statefile.h"
#include "app/backup/trash.h"
#include "tests/app/backup/storefixture.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <sqlite3.h>
#include <unistd.h>
#include <zstd.h>

using namespace plancia;
using namespace plancia::backup;
using namespace plancia::tests;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}
bool put(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}
bool flipBit(const QString &path, qint64 offset, int bit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(offset))
        return false;
    char byte = 0;
    if (!file.getChar(&byte) || !file.seek(offset))
        return false;
    return file.putChar(static_cast<char>(byte ^ (1 << bit)));
}
bool link(const QString &target, const QString &name) { return ::symlink(QFile::encodeName(target).constData(), QFile::encodeName(name).constData()) == 0; }
bool hardLink(const QString &target, const QString &name) { return ::link(QFile::encodeName(target).constData(), QFile::encodeName(name).constData()) == 0; }

/// Rows of the trail that SQLite reads from a file, or -1.
int rowsIn(const QString &path)
{
    sqlite3 *db = nullptr;
    int rows = -1;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_open_v2(QFile::encodeName(path).constData(), &db, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK
        && sqlite3_prepare_v2(db, "SELECT count(*) FROM audit_log", -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
        rows = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return rows;
}

} // namespace

class HostileBackupsTest : public QObject {
    Q_OBJECT
private slots:
    /// Every truncation at a page's end and within each page, and every byte of the last page.
    void findsEveryTruncation()
    {
        StoreFixture f(60);
        const auto info = f.backUp(f.backups());
        QVERIFY(info);
        const QByteArray whole = contentOf(storeOf(*info));
        const int page = info->manifest.pageSize;
        QSet<qint64> sizes;
        for (qint64 at = 0; at < whole.size(); at += page)
            sizes << at << at + 1 << at + page / 2 << at + page - 1;
        for (qint64 at = whole.size() - page; at < whole.size(); at += 97)
            sizes << at;
        int tried = 0;
        for (const qint64 size : std::as_const(sizes)) {
            QVERIFY(QFile::resize(storeOf(*info), size));
            const auto verified = verifyBackup(info->path);
            QVERIFY2(!verified && verified.error().code() == ErrorCode::BackupDamaged, QByteArray::number(size).constData());
            QVERIFY(put(storeOf(*info), whole));
            ++tried;
        }
        QVERIFY(verifyBackup(info->path));
        qInfo("TRIED %d truncations, every one found", tried);
    }

    /// A bit that turns over in the store itself goes into the next backup: no copy can know. But that backup is not proved
    /// unless every rule holds in it, and the last proved one stays, so that there is a way back.
    void aFlippedBitInAnyPageOfTheStoreCostsNoProvedBackup()
    {
        StoreFixture f(120);
        const auto good = f.backUp(f.backups());
        QVERIFY(good);
        QVERIFY(proveBackup(good->path, f.filePath("scratch"), {}, {}));
        QVERIFY(changeState(placeOf(good->path), [](BackupState &state) { state.provedAt = 1; }));
        const QString store = f.filePath("control.db");
        f.store.reset();
        const QByteArray whole = contentOf(store);
        const int page = good->manifest.pageSize;
        int caught = 0, same = 0, content = 0;
        for (qint64 at = 0; at < whole.size(); at += page) {
            const qint64 offset = at + (at / page * 131) % page;
            QVERIFY(put(store, whole) && flipBit(store, offset, static_cast<int>(at / page % 8)));
            store::LocalStore::Options options;
            options.path = store;
            auto opened = store::LocalStore::open(options);
            if (!opened) {
                ++caught;
                continue;
            }
            f.store = std::move(*opened);
            const auto made = f.backUp(f.backups());
            if (!made) {
                ++caught;
            } else {
                const auto proved = proveBackup(made->path, f.filePath("scratch"), {}, {});
                if (!proved)
                    ++caught;
                else if (rowsIn(storeOf(*made)) == 120)
                    ++content; // within a value, or in room that holds nothing: only an earlier page hash could tell
                else
                    ++same;
                QVERIFY(removeFolder(made->path));
            }
            f.store.reset();
            QVERIFY(QFileInfo::exists(good->path));
        }
        QCOMPARE(same, 0); // never proved with rows lost
        QVERIFY(caught > 0);
        QVERIFY(verifyBackup(good->path));
        qInfo("TRIED %d flips in as many pages of the store: %d refused, %d within values or free room", caught + content, caught, content);
    }

    /// SQLite drops what follows the first damaged frame of a log and says nothing. The store opens at an earlier commit,
    /// never at a mixture.
    void aFlippedBitInTheLogLosesCommitsButMixesNone()
    {
        QTemporaryDir folder;
        const QString store = folder.filePath("control.db");
        QByteArray main, log;
        {
            StoreFixture f(5);
            for (int i = 0; i < 6; ++i)
                QVERIFY(f.addRows(5));
            main = contentOf(f.filePath("control.db"));
            log = contentOf(f.filePath("control.db-wal"));
        }
        QVERIFY(log.size() > 10'000);
        QVERIFY(put(store, main) && put(store + "-wal", log));
        QCOMPARE(rowsIn(store), 35);
        int shorter = 0, tried = 0;
        for (qint64 at = 0; at < log.size(); at += 997) {
            QFile::remove(store + "-shm");
            QVERIFY(put(store, main) && put(store + "-wal", log) && flipBit(store + "-wal", at, static_cast<int>(at % 8)));
            const int rows = rowsIn(store);
            QVERIFY2(rows >= -1 && (rows == -1 || rows % 5 == 0) && rows <= 35, QByteArray::number(rows).constData());
            shorter += rows != 35;
            ++tried;
        }
        QVERIFY(shorter > tried / 2);
        qInfo("TRIED %d flips in the log: %d times it ends earlier, and every time at a commit", tried, shorter);
    }

    /// Each path of a backup as a link to somebody's file: nothing outside the folder is written, cut short or deleted.
    void linksLeadNowhere_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"store.db", "pages.sha256", "manifest.json", "state.json"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void linksLeadNowhere()
    {
        QFETCH(QString, name);
        StoreFixture f(20);
        const auto first = f.backUp(f.backups());
        const auto second = f.backUp(f.backups());
        QVERIFY(first && second);
        // A symbolic link to a copy of the same bytes elsewhere.
        const QString victim = f.filePath("victim");
        const QString file = fileOf(*first, name);
        const QByteArray bytes = QFileInfo::exists(file) ? contentOf(file) : QByteArray("{}");
        QVERIFY(put(victim, bytes));
        QFile::remove(file);
        QVERIFY(link(victim, file));
        const SystemClock clock;
        const BackupShelf shelf(f.backups(), f.store->storeId().toString(QUuid::WithoutBraces), clock);
        (void)verifyBackup(first->path);
        (void)changeState(placeOf(first->path), [](BackupState &state) { state.pinned = true; });
        (void)shelf.moveToTrash(first->path);
        (void)shelf.emptyTrash(std::numeric_limits<qint64>::max());
        QCOMPARE(contentOf(victim), bytes);
        // A second name of the same file, as rsync --link-dest leaves them: deleting the backup leaves the other name whole.
        const QString twin = f.filePath("twin");
        const QString own = fileOf(*second, name);
        if (!QFileInfo::exists(own))
            QVERIFY(put(own, "{}"));
        QVERIFY(hardLink(own, twin));
        const QByteArray twinBytes = contentOf(twin);
        QVERIFY(f.backUp(f.backups()));
        (void)changeState(placeOf(second->path), [](BackupState &state) { state.pinned = true; });
        const auto gone = shelf.moveToTrash(second->path);
        QVERIFY(gone);
        QVERIFY(shelf.emptyTrash(std::numeric_limits<qint64>::max()));
        QVERIFY(!QFileInfo::exists(gone->path));
        QCOMPARE(contentOf(twin), twinBytes);
    }

    /// A folder of the trash, or a backup, that is a link to a folder of somebody.
    void linkedFoldersAreNoBackups()
    {
        StoreFixture f(20);
        const auto made = f.backUp(f.filePath("elsewhere"));
        QVERIFY(made && QDir().mkpath(f.backups()));
        const QString linked = f.backups() + u'/' + QFileInfo(made->path).fileName();
        QVERIFY(link(made->path, linked));
        const SystemClock clock;
        const BackupShelf shelf(f.backups(), f.store->storeId().toString(QUuid::WithoutBraces), clock);
        const auto listed = shelf.list({}, 0);
        QVERIFY(listed && listed->isEmpty());
        QVERIFY(QDir().mkpath(f.backups() + "/.trash"));
        QVERIFY(link(made->path, f.backups() + "/.trash/1~" + QFileInfo(made->path).fileName()));
        QVERIFY(shelf.emptyTrash(std::numeric_limits<qint64>::max()));
        QVERIFY(verifyBackup(made->path));
        // The trash itself somewhere else.
        QVERIFY(QDir(f.backups() + "/.trash").removeRecursively() || true);
        QFile::remove(f.backups() + "/.trash");
        const QString foreign = f.filePath("foreign");
        QVERIFY(QDir().mkpath(foreign) && put(foreign + "/1~mine", "mine"));
        QVERIFY(link(foreign, f.backups() + "/.trash"));
        (void)shelf.emptyTrash(std::numeric_limits<qint64>::max());
        QCOMPARE(contentOf(foreign + "/1~mine"), QByteArray("mine"));
    }

    /// A small packed file that unpacks to more than its manifest says, or to an endless row of zeros.
    void aBombStopsAtTheSizeOfItsManifest()
    {
        StoreFixture f(20);
        const auto made = f.backUp(f.backups());
        QVERIFY(made);
        QByteArray zeros(64 << 20, '\0');
        QByteArray packed(static_cast<qsizetype>(ZSTD_compressBound(static_cast<size_t>(zeros.size()))), '\0');
        packed.resize(static_cast<qsizetype>(ZSTD_compress(packed.data(), static_cast<size_t>(packed.size()), zeros.constData(), static_cast<size_t>(zeros.size()), 19)));
        QVERIFY(packed.size() < 100'000);
        QVERIFY(put(placeOf(made->path).packed, packed) && QFile::remove(storeOf(*made)));
        const auto opened = PlainStore::open(made->path, f.filePath("scratch"), {}, {});
        QVERIFY(!opened);
        QCOMPARE(opened.error().code(), ErrorCode::BackupDamaged);
        QVERIFY(allFiles(f.filePath("scratch")).isEmpty());
        QCOMPARE(verifyBackup(made->path).error().code(), ErrorCode::BackupDamaged);
    }

    /// A manifest with a path, a size or a number that nobody wrote in good faith.
    void aManifestIsNotBelieved_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QJsonValue>("value");
        QTest::newRow("file above the folder") << "file" << QJsonValue("../../victim");
        QTest::newRow("absolute file") << "file" << QJsonValue("/etc/passwd");
        QTest::newRow("huge") << "bytes" << QJsonValue(9e18);
        QTest::newRow("negative") << "bytes" << QJsonValue(-5);
        QTest::newRow("no page") << "page_size" << QJsonValue(0);
        QTest::newRow("odd page") << "page_size" << QJsonValue(3);
        QTest::newRow("huge page") << "page_size" << QJsonValue(2147483647);
        QTest::newRow("commit") << "commit" << QJsonValue(-1);
        QTest::newRow("a dump that is none") << "dump" << QJsonValue();
        QTest::newRow("engine") << "engine" << QJsonValue("oracle");
        QTest::newRow("time") << "started_at" << QJsonValue(1e300);
    }
    void aManifestIsNotBelieved()
    {
        QFETCH(QString, member);
        QFETCH(QJsonValue, value);
        StoreFixture f(20);
        const auto made = f.backUp(f.backups());
        QVERIFY(made);
        QVERIFY(put(f.filePath("victim"), "mine"));
        QJsonObject manifest = QJsonDocument::fromJson(contentOf(fileOf(*made, "manifest.json"))).object();
        if (member == u"dump") {
            manifest.insert("engine", "postgres");
            manifest.insert("file", "dump.pgc");
            manifest.insert("page_size", 0);
        } else {
            QVERIFY2(manifest.contains(member), qPrintable(member));
            manifest.insert(member, value);
        }
        QVERIFY(put(fileOf(*made, "manifest.json"), QJsonDocument(manifest).toJson()));
        const auto verified = verifyBackup(made->path);
        QVERIFY(!verified);
        QVERIFY(!PlainStore::open(made->path, f.filePath("scratch"), {}, {}) || member == u"page_size" || member == u"commit" || member == u"started_at");
        QVERIFY(!proveBackup(made->path, f.filePath("scratch"), {}, {}) || member == u"page_size" || member == u"commit" || member == u"started_at");
        QCOMPARE(contentOf(f.filePath("victim")), QByteArray("mine"));
        QVERIFY(allFiles(f.filePath("scratch")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(HostileBackupsTest)
#include "tst_hostilebackups.moc"
