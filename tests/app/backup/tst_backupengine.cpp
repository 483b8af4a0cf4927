// SPDX-License-Identifier: GPL-3.0-or-later
#include "storefixture.h"

#include "app/backup/backupfolder.h"
#include "app/backup/plainstore.h"
#include "app/backup/storefacts.h"

#include <sqlite3.h>

#include <QCryptographicHash>
#include <QRegularExpression>

#include <atomic>
#include <thread>

using namespace plancia;
using namespace plancia::tests;

namespace {
QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

class tst_BackupEngine : public QObject {
    Q_OBJECT
private slots:
    void makesAVerifiedBackup()
    {
        StoreFixture f;
        qint64 last = -1;
        qint64 total = 0;
        bool forward = true;
        const auto info = f.backUp(f.backups(), {}, [&](const Progress &p) {
            forward = forward && p.done >= last && p.unit == Progress::Unit::Bytes;
            last = p.done;
            total = p.total;
        });
        QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().fact(u"message")));
        QVERIFY(forward);
        QCOMPARE(last, total);
        QCOMPARE(total, 2 * info->manifest.bytes);

        static const QRegularExpression name("\\A\\d{8}T\\d{6}Z-c\\d+\\z");
        QVERIFY2(name.match(QFileInfo(info->path).fileName()).hasMatch(), qPrintable(info->path));
        QCOMPARE(allFiles(f.backups()), QStringList(QFileInfo(info->path).fileName()));
        QCOMPARE(allFiles(info->path), QStringList({"manifest.json", "pages.sha256", "store.db"}));
        for (const QString &part : allFiles(info->path))
            QCOMPARE(QFileInfo(fileOf(*info, part)).permissions() & QFile::Permissions(0x77), QFile::Permissions());
        QCOMPARE(QFileInfo(info->path).permissions() & QFile::Permissions(0x77), QFile::Permissions());
        QCOMPARE(QFileInfo(f.backups()).permissions() & QFile::Permissions(0x77), QFile::Permissions());

        // A hash a page, and their root, as anybody may compute them.
        const QByteArray bytes = read(storeOf(*info));
        QByteArray hashes;
        for (qsizetype at = 0; at < bytes.size(); at += info->manifest.pageSize)
            hashes += QCryptographicHash::hash(bytes.mid(at, info->manifest.pageSize), QCryptographicHash::Sha256);
        QCOMPARE(read(fileOf(*info, "pages.sha256")), hashes);
        QCOMPARE(info->manifest.sha256, QString::fromLatin1(QCryptographicHash::hash(hashes, QCryptographicHash::Sha256).toHex()));
        QCOMPARE(info->manifest.bytes, bytes.size());
        QCOMPARE(info->manifest.version, 2);
        QVERIFY(!info->manifest.clock.bootId.isEmpty() && info->manifest.clock.bootMs > 0);
        QCOMPARE(info->manifest.rows["audit_log"], 500);
        QCOMPARE(info->manifest.storeId, f.store->storeId().toString(QUuid::WithoutBraces));
        QCOMPARE(info->manifest.schemaVersion, f.store->schemaVersion());
        QCOMPARE(info->manifest.kind, QString("manual"));
        QVERIFY(info->manifest.finishedAt >= info->manifest.startedAt);
        QCOMPARE(bytes.mid(18, 2), QByteArray("\1\1")); // opens without a log beside it

        const auto verified = verifyBackup(info->path);
        QVERIFY(verified.has_value());
        QVERIFY(verified->manifest == info->manifest);
        for (const char *part : {"manifest.json", "store.db", "pages.sha256"})
            QCOMPARE(verifyBackup(fileOf(*info, part)).value().path, info->path);
        QCOMPARE(allFiles(info->path).size(), 3); // verifying leaves nothing beside it
    }
    void opensAsAReadOnlyStore()
    {
        StoreFixture f;
        const auto info = f.backUp(f.backups());
        QVERIFY(info.has_value());
        store::LocalStore::Options options;
        options.path = storeOf(*info);
        options.mode = store::LocalStore::Mode::ReadOnlyImmutable;
        const auto opened = store::LocalStore::open(options);
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().fact(u"message")));
        QCOMPARE((*opened)->storeId(), f.store->storeId());
        QCOMPARE(allFiles(info->path).size(), 3);
    }
    void copiesEveryPageSize_data()
    {
        QTest::addColumn<int>("pageSize");
        QTest::addColumn<int>("rows");
        for (const int size : {512, 1024, 4096, 8192, 32768, 65536}) {
            QTest::addRow("%d, less than a piece", size) << size << 20;
            QTest::addRow("%d, many pieces", size) << size << 8'000;
        }
    }
    void copiesEveryPageSize()
    {
        QFETCH(int, pageSize);
        QFETCH(int, rows);
        StoreFixture f(rows);
        const auto first = f.backUp(f.filePath("first"));
        QVERIFY(first.has_value());
        sqlite3 *source = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(storeOf(*first)).constData(), &source), SQLITE_OK);
        const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> owner(source, &sqlite3_close);
        const QByteArray change = "PRAGMA page_size=" + QByteArray::number(pageSize) + "; VACUUM";
        QCOMPARE(sqlite3_exec(source, change.constData(), nullptr, nullptr, nullptr), SQLITE_OK);
        const SystemClock clock;
        const auto info = backup::BackupEngine(clock).create(source, {f.backups(), "manual", {}}, {}, {});
        QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().fact(u"message")));
        QCOMPARE(info->manifest.pageSize, pageSize);
        QCOMPARE(info->manifest.rows, first->manifest.rows);
        QVERIFY(verifyBackup(info->path).has_value());
        // Page by page what the source has, but for SQLite's counters in the first.
        const QByteArray copied = read(storeOf(*info));
        const QByteArray original = read(storeOf(*first));
        QCOMPARE(copied.size(), original.size());
        QVERIFY(copied.mid(100) == original.mid(100));
    }
    void finishesWhileAWriterHammers()
    {
        StoreFixture f(20'000);
        std::atomic<bool> stop{false};
        std::atomic<int> commits{0};
        std::atomic<bool> failed{false};
        std::thread writer([&] {
            while (!stop) {
                if (f.addRows(1))
                    ++commits;
                else
                    failed = true;
            }
        });
        while (commits < 5)
            std::this_thread::yield();
        int during = -1;
        const auto info = f.backUp(f.backups(), {}, [&](const Progress &p) {
            if (p.done == 0)
                during = commits;
        });
        during = commits - during;
        stop = true;
        writer.join();
        QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().fact(u"message")));
        QVERIFY(!failed);
        QVERIFY(during > 0); // the writer was not held up
        // One state, not a mixture: n commits of one row after the first one of 20,000.
        QCOMPARE(info->manifest.rows["audit_log"], 20'000 + info->manifest.commitNo - (f.store->commitNoSeen() - commits));
        QVERIFY(verifyBackup(info->path).has_value());
    }
    void namesDoNotClash()
    {
        StoreFixture f(10);
        QSet<QString> names;
        for (int i = 0; i < 4; ++i) {
            const auto info = f.backUp(f.backups());
            QVERIFY(info.has_value());
            names.insert(info->path);
        }
        QCOMPARE(names.size(), 4);
        const auto listed = backup::listBackups(f.backups());
        QVERIFY(listed.has_value());
        QCOMPARE(listed->size(), 4);
        for (qsizetype i = 1; i < listed->size(); ++i)
            QVERIFY(listed->at(i - 1).manifest.finishedAt >= listed->at(i).manifest.finishedAt);
    }
    void takesFoldersWithOddNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("of a URI") << QString::fromUtf8("a?b#c%20 d'e\"f ünï/deep");
        QTest::newRow("with a way up") << QStringLiteral("a/../b");
        QTest::newRow("with new lines") << QStringLiteral("a\nb\r\n");
        QTest::newRow("from right to left") << QStringLiteral("a") + QChar(0x202e) + QStringLiteral("bd.") + QChar(0x5d0) + QChar(0x200f);
        QTest::newRow("of 255 bytes") << QString(255, u'n');
    }
    void takesFoldersWithOddNames()
    {
        QFETCH(QString, name);
        StoreFixture f(10);
        QVERIFY(QDir().mkpath(f.filePath("a"))); // from which a way leads up
        const QString folder = f.filePath(name);
        const auto info = f.backUp(folder);
        QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().fact(u"message")));
        QVERIFY(verifyBackup(info->path).has_value());
        const auto listed = backup::listBackups(folder);
        QVERIFY(listed && listed->size() == 1);
        QVERIFY(verifyBackup(listed->first().path).has_value());
    }
    /// Somebody puts a link in the place of the folder in the middle of a backup, and at its end a folder of the same name as ours:
    /// nothing that is there is written over or deleted, and it does not become a backup.
    void doesNotFollowAFolderThatIsSwapped()
    {
        StoreFixture f(3'000);
        const QString elsewhere = f.filePath("elsewhere");
        QStringList hidden;
        const auto result = f.backUp(f.backups(), {}, [&](const Progress &) {
            if (!hidden.isEmpty())
                return;
            hidden = allFiles(f.backups());
            for (const QString &name : std::as_const(hidden)) {
                QVERIFY(QDir().mkpath(elsewhere + '/' + name));
                QFile precious(elsewhere + '/' + name + "/precious");
                QVERIFY(precious.open(QIODevice::WriteOnly) && precious.write(name.toUtf8()) > 0);
            }
            QVERIFY(QDir().rename(f.backups(), f.filePath("aside")) && QFile::link(elsewhere, f.backups()));
        });
        QVERIFY(!result && !hidden.isEmpty());
        QCOMPARE(allFiles(elsewhere), hidden);
        for (const QString &name : std::as_const(hidden))
            QCOMPARE(read(elsewhere + '/' + name + "/precious"), name.toUtf8());
        const auto listed = backup::listBackups(f.backups());
        QVERIFY(!listed || listed->isEmpty());
        QVERIFY(f.backUp(f.filePath("aside"))); // the store goes on
    }
    void listsOnlyWhatHasAValidManifest()
    {
        StoreFixture f(10);
        QCOMPARE(backup::listBackups(f.filePath("nowhere")).value().size(), 0);
        const auto good = f.backUp(f.backups());
        const auto missing = f.backUp(f.backups());
        const auto cut = f.backUp(f.backups());
        const auto bare = f.backUp(f.backups());
        const auto broken = f.backUp(f.backups());
        QVERIFY(good && missing && cut && bare && broken);
        QVERIFY(QFile::remove(storeOf(*missing)));
        QVERIFY(QFile::resize(storeOf(*cut), cut->manifest.bytes - 1));
        QVERIFY(QFile::remove(fileOf(*bare, "manifest.json")));
        QVERIFY(QFile::resize(fileOf(*broken, "manifest.json"), 100));
        QFile(f.backups() + "/foreign.manifest.json").open(QIODevice::WriteOnly);

        QHash<QString, BackupInfo::State> states;
        const auto listed = backup::listBackups(f.backups());
        QVERIFY(listed.has_value());
        for (const BackupInfo &info : *listed)
            states.insert(info.path, info.state);
        QCOMPARE(states.size(), 3);
        QVERIFY(states.value(good->path) == BackupInfo::State::Verified);
        QVERIFY(states.value(missing->path) == BackupInfo::State::Missing);
        QVERIFY(states.value(cut->path) == BackupInfo::State::Damaged);
    }
    void readsBackupsOfVersionOne()
    {
        StoreFixture f(50);
        const auto now = f.backUp(f.filePath("x"));
        QVERIFY(now.has_value());
        const QString flat = f.backups() + "/plancia-1a2b3c4d-20260131T134500Z-c42.db";
        QVERIFY(QDir().mkpath(f.backups()) && QFile::copy(storeOf(*now), flat));
        BackupManifest manifest = now->manifest;
        manifest.version = 1;
        manifest.pageSize = 0;
        manifest.schemaSha256.clear();
        manifest.clock = {manifest.startedAt, 0, {}};
        manifest.file = QFileInfo(flat).fileName();
        manifest.sha256 = QString::fromLatin1(QCryptographicHash::hash(read(flat), QCryptographicHash::Sha256).toHex());
        QFile file(flat + ".manifest.json");
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(toJson(manifest)) > 0);
        file.close();

        const auto listed = backup::listBackups(f.backups());
        QCOMPARE(listed->size(), 1);
        QCOMPARE(listed->first().path, flat);
        QVERIFY(listed->first().manifest == manifest);
        QCOMPARE(verifyBackup(flat).value().path, flat);
        QCOMPARE(verifyBackup(flat + ".manifest.json").value().path, flat);
        const auto plain = backup::PlainStore::open(flat, f.filePath("scratch"), {}, {});
        QCOMPARE(plain.value().path(), flat);
        QVERIFY(QFile::resize(flat, 5000));
        QCOMPARE(verifyBackup(flat).error().code(), ErrorCode::BackupDamaged);
    }
    void opensAsAPlainFileByAnyOfItsPaths()
    {
        StoreFixture f(50);
        const auto info = f.backUp(f.backups());
        QVERIFY(info.has_value());
        for (const QString &path : {info->path, storeOf(*info), fileOf(*info, "manifest.json"), info->path + '/'}) {
            const auto plain = backup::PlainStore::open(path, f.filePath("scratch"), {}, {});
            QVERIFY2(plain.has_value(), qPrintable(path));
            QCOMPARE(plain->path(), storeOf(*info));
            QVERIFY(plain->manifest() == info->manifest);
        }
        QVERIFY(!QFileInfo::exists(f.filePath("scratch")));
        QCOMPARE(backup::PlainStore::open(f.filePath("none"), {}, {}, {}).error().code(), ErrorCode::BackupNotFound);
    }
    void refusesAStoreThatIsNotOurs()
    {
        QTemporaryDir dir;
        sqlite3 *foreign = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(dir.filePath("x.db")).constData(), &foreign), SQLITE_OK);
        QCOMPARE(sqlite3_exec(foreign, "CREATE TABLE t (x)", nullptr, nullptr, nullptr), SQLITE_OK);
        const SystemClock clock;
        const auto info = backup::BackupEngine(clock).create(foreign, {dir.filePath("out"), "manual", {}}, {}, {});
        sqlite3_close(foreign);
        QVERIFY(!info);
        QCOMPARE(info.error().code(), ErrorCode::StoreForeignFile);
        QCOMPARE(allFiles(dir.filePath("out")), QStringList());
    }
    void saysWhatDiffers_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("expected");
        QTest::newRow("store") << 0 << "it belongs to another store or line of history";
        QTest::newRow("history") << 1 << "it belongs to another store or line of history";
        QTest::newRow("commit") << 2 << "commit 8 instead of 7";
        QTest::newRow("schema") << 3 << "schema 2 instead of 1";
        QTest::newRow("rows") << 4 << "table a has 6 rows instead of 5";
        QTest::newRow("table gone") << 5 << "table a has 0 rows instead of 5";
        QTest::newRow("table more") << 6 << "it has more tables";
        QTest::newRow("statements") << 7 << "its schema was made by other statements";
        QTest::newRow("same") << 8 << "";
    }
    void saysWhatDiffers()
    {
        QFETCH(int, field);
        QFETCH(QString, expected);
        const backup::StoreFacts facts{"s", "h", 7, 1, "f", {{"a", 5}}};
        backup::StoreFacts other = facts;
        switch (field) {
        case 0: other.storeId = "x"; break;
        case 1: other.historyId = "x"; break;
        case 2: other.commitNo = 8; break;
        case 3: other.schemaVersion = 2; break;
        case 4: other.rows["a"] = 6; break;
        case 5: other.rows.clear(); break;
        case 6: other.rows["b"] = 1; break;
        case 7: other.schemaSha256 = "x"; break;
        default: break;
        }
        QCOMPARE(backup::difference(facts, other), expected);
    }
};

QTEST_GUILESS_MAIN(tst_BackupEngine)
#include "tst_backupengine.moc"
