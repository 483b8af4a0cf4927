// SPDX-License-Identifier: GPL-3.0-or-later
#include "storefixture.h"

#include "app/backup/archive.h"
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

        static const QRegularExpression name("\\Aplancia-[0-9a-f]{8}-\\d{8}T\\d{6}Z-c\\d+\\.db\\z");
        QVERIFY2(name.match(info->manifest.file).hasMatch(), qPrintable(info->manifest.file));
        QCOMPARE(allFiles(f.backups()), QStringList({info->manifest.file, info->manifest.file + ".manifest.json"}));
        QCOMPARE(QFileInfo(info->path).permissions() & QFile::Permissions(0x77), QFile::Permissions());
        QCOMPARE(QFileInfo(f.backups()).permissions() & QFile::Permissions(0x77), QFile::Permissions());

        const QByteArray bytes = read(info->path);
        QCOMPARE(info->manifest.sha256, QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()));
        QCOMPARE(info->manifest.bytes, bytes.size());
        QCOMPARE(info->manifest.rows["audit_log"], 500);
        QCOMPARE(info->manifest.storeId, f.store->storeId().toString(QUuid::WithoutBraces));
        QCOMPARE(info->manifest.schemaVersion, f.store->schemaVersion());
        QCOMPARE(info->manifest.kind, QString("manual"));
        QVERIFY(info->manifest.finishedAt >= info->manifest.startedAt);
        QCOMPARE(bytes.mid(18, 2), QByteArray("\1\1")); // opens without a log beside it

        const auto verified = verifyBackup(info->path);
        QVERIFY(verified.has_value());
        QVERIFY(verified->manifest == info->manifest);
        QVERIFY(verifyBackup(info->path + ".manifest.json").has_value());
        QCOMPARE(allFiles(f.backups()).size(), 2); // verifying leaves nothing beside it
    }
    void opensAsAReadOnlyStore()
    {
        StoreFixture f;
        const auto info = f.backUp(f.backups());
        QVERIFY(info.has_value());
        store::LocalStore::Options options;
        options.path = info->path;
        options.mode = store::LocalStore::Mode::ReadOnlyImmutable;
        const auto opened = store::LocalStore::open(options);
        QVERIFY2(opened.has_value(), opened ? "" : qPrintable(opened.error().fact(u"message")));
        QCOMPARE((*opened)->storeId(), f.store->storeId());
        QCOMPARE(allFiles(f.backups()).size(), 2);
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
            names.insert(info->manifest.file);
        }
        QCOMPARE(names.size(), 4);
        const auto listed = backup::listBackups(f.backups());
        QVERIFY(listed.has_value());
        QCOMPARE(listed->size(), 4);
        for (qsizetype i = 1; i < listed->size(); ++i)
            QVERIFY(listed->at(i - 1).manifest.finishedAt >= listed->at(i).manifest.finishedAt);
    }
    void takesFoldersWithOddNames()
    {
        StoreFixture f(10);
        const QString folder = f.filePath(QString::fromUtf8("a?b#c%20 d'e\"f ünï/deep"));
        const auto info = f.backUp(folder);
        QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().fact(u"message")));
        QVERIFY(verifyBackup(info->path).has_value());
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
        QVERIFY(QFile::remove(missing->path));
        QVERIFY(QFile::resize(cut->path, cut->manifest.bytes - 1));
        QVERIFY(QFile::remove(backup::manifestPath(bare->path)));
        QVERIFY(QFile::resize(backup::manifestPath(broken->path), 100));
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
    void refusesAStoreThatIsNotOurs()
    {
        QTemporaryDir dir;
        sqlite3 *foreign = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(dir.filePath("x.db")).constData(), &foreign), SQLITE_OK);
        QCOMPARE(sqlite3_exec(foreign, "CREATE TABLE t (x)", nullptr, nullptr, nullptr), SQLITE_OK);
        const SystemClock clock;
        const auto info = backup::BackupEngine(clock).create(foreign, dir.filePath("out"), "manual", {}, {});
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
        QTest::newRow("same") << 7 << "";
    }
    void saysWhatDiffers()
    {
        QFETCH(int, field);
        QFETCH(QString, expected);
        const backup::StoreFacts facts{"s", "h", 7, 1, {{"a", 5}}};
        backup::StoreFacts other = facts;
        switch (field) {
        case 0: other.storeId = "x"; break;
        case 1: other.historyId = "x"; break;
        case 2: other.commitNo = 8; break;
        case 3: other.schemaVersion = 2; break;
        case 4: other.rows["a"] = 6; break;
        case 5: other.rows.clear(); break;
        case 6: other.rows["b"] = 1; break;
        default: break;
        }
        QCOMPARE(backup::difference(facts, other), expected);
    }
};

QTEST_GUILESS_MAIN(tst_BackupEngine)
#include "tst_backupengine.moc"
