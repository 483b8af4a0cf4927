// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/trash.h"
#include "storefixture.h"

#include "app/backup/backupfolder.h"
#include "app/backup/files.h"
#include "app/backup/verifiedwriter.h"
#include "models/errors/catalogue.h"

#include <sqlite3.h>

#include <csignal>
#include <cstring>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace plancia;
using namespace plancia::tests;

namespace {

void flipBit(const QString &path, qint64 offset, int bit)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly));
    QVERIFY(file.seek(offset));
    char byte = 0;
    QVERIFY(file.getChar(&byte));
    QVERIFY(file.seek(offset));
    QVERIFY(file.putChar(static_cast<char>(byte ^ (1 << bit))));
}

/// No file of this process may grow beyond this, for as long as it lives; what writes more gets EFBIG.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_former);
        const rlimit limit{bytes, m_former.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_former);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_former{};
    void (*m_handler)(int) = SIG_DFL;
};

} // namespace

class tst_BackupFaults : public QObject {
    Q_OBJECT
private slots:
    void findsABitFlipInEachPage()
    {
        StoreFixture f(2'000);
        const auto info = f.backUp(f.backups());
        QVERIFY(info.has_value());
        constexpr qint64 kPage = 4096;
        const qint64 pages = info->manifest.bytes / kPage;
        QVERIFY(pages > 100);
        quint32 random = 12345;
        QSet<QString> tables;
        for (qint64 page = 0; page < pages; ++page) {
            random = random * 1664525 + 1013904223;
            const qint64 offset = page * kPage + (random >> 8) % kPage;
            const int bit = static_cast<int>(random >> 29);
            flipBit(storeOf(*info), offset, bit);
            const auto verified = verifyBackup(info->path);
            QVERIFY2(!verified, qPrintable(QString::number(offset)));
            QCOMPARE(verified.error().code(), ErrorCode::BackupDamaged);
            QCOMPARE(verified.error().fact(u"file"), QString("store.db"));
            QCOMPARE(verified.error().fact(u"page"), QString::number(page + 1));
            QCOMPARE(verified.error().fact(u"message"), QString("page %1 is damaged (1 of %2)").arg(page + 1).arg(pages));
            tables.insert(verified.error().fact(u"table"));
            flipBit(storeOf(*info), offset, bit);
        }
        QVERIFY(verifyBackup(info->path).has_value());
        QVERIFY(tables.contains("audit_log"));
        qInfo("TRIED %d flips, one in each page of a backup, every one found", static_cast<int>(pages));
    }
    void findsADiskThatGivesBackOtherBytes_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::newRow("first byte") << qint64(0);
        QTest::newRow("amid the first piece") << qint64(5 * 4096 + 77);
        QTest::newRow("second piece") << backup::kPieceBytes + 4096;
        QTest::newRow("last byte") << 2 * backup::kPieceBytes + 3 * 4096 - 1;
        QTest::newRow("none") << qint64(-1);
    }
    void findsADiskThatGivesBackOtherBytes()
    {
        QFETCH(qint64, at);
        constexpr qint64 kBytes = 2 * backup::kPieceBytes + 3 * 4096;
        QTemporaryDir dir;
        // The disk that lies: what is written goes to one file, what is read back comes from another.
        const QByteArray bytes(kBytes, 'x');
        QFile lying(dir.filePath("lying"));
        QVERIFY(lying.open(QIODevice::WriteOnly) && lying.write(bytes) == kBytes);
        lying.close();
        if (at >= 0)
            flipBit(lying.fileName(), at, 3);
        const auto written = backup::newFile(dir.filePath("written"));
        const auto sums = backup::newFile(dir.filePath("sums"));
        QVERIFY(written.has_value() && sums.has_value());
        auto file = backup::PieceFile::create(written->get(), lying.fileName(), kBytes, 4096);
        QVERIFY(file.has_value());
        backup::VerifiedWriter writer(**file, sums->get(), dir.filePath("sums"), 4096);
        std::optional<Error> error;
        for (qint64 start = 0; start < kBytes && !error; start += backup::kPieceBytes) {
            auto memory = writer.take();
            if (!memory) {
                error = memory.error();
                break;
            }
            const qint64 size = std::min(backup::kPieceBytes, kBytes - start);
            std::memset(memory->get(), 'x', static_cast<size_t>(size));
            writer.give({std::move(*memory), start, size});
        }
        const auto finished = writer.finish([] {});
        QCOMPARE(finished.has_value(), at < 0);
        QVERIFY(QFile(dir.filePath("written")).size() == kBytes);
        if (at < 0) {
            QCOMPARE(writer.doneBytes(), 2 * kBytes);
            return;
        }
        QCOMPARE(finished.error().code(), ErrorCode::BackupDamaged);
        QCOMPARE(finished.error().fact(u"page"), QString::number(at / 4096 + 1));
    }
    void findsABitFlipInTheListOfHashes()
    {
        StoreFixture f(100);
        const auto info = f.backUp(f.backups());
        QVERIFY(info.has_value());
        const QString sums = fileOf(*info, "pages.sha256");
        for (qint64 at = 0; at < QFileInfo(sums).size(); at += 7) {
            flipBit(sums, at, static_cast<int>(at % 8));
            const auto verified = verifyBackup(info->path);
            QVERIFY(!verified);
            QCOMPARE(verified.error().code(), ErrorCode::BackupDamaged);
            QCOMPARE(verified.error().fact(u"file"), QString("pages.sha256"));
            flipBit(sums, at, static_cast<int>(at % 8));
        }
        QVERIFY(verifyBackup(info->path).has_value());
        QVERIFY(QFile::resize(sums, QFileInfo(sums).size() - 32));
        QCOMPARE(verifyBackup(info->path).error().fact(u"file"), QString("pages.sha256"));
    }
    void findsABitFlipInTheManifest()
    {
        StoreFixture f(5);
        const auto info = f.backUp(f.backups());
        QVERIFY(info.has_value());
        const QString manifest = fileOf(*info, "manifest.json");
        const qint64 size = QFileInfo(manifest).size();
        QFile file(manifest);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray good = file.readAll();
        for (qint64 i = 0; i < size; ++i) {
            if (QChar::fromLatin1(good[i]).isSpace())
                continue; // space between members may change its kind without changing what is said
            flipBit(manifest, i, 1);
            const auto verified = verifyBackup(info->path);
            QVERIFY2(!verified, qPrintable(QString("byte %1").arg(i)));
            QCOMPARE(verified.error().code(), ErrorCode::BackupManifest);
            flipBit(manifest, i, 1);
        }
        QVERIFY(verifyBackup(info->path).has_value());
    }
    void findsOtherSizes_data()
    {
        QTest::addColumn<qint64>("change");
        QTest::newRow("empty") << qint64(std::numeric_limits<qint64>::min());
        QTest::newRow("last byte") << qint64(-1);
        QTest::newRow("last page") << qint64(-4096);
        QTest::newRow("half a page") << qint64(-2048);
        QTest::newRow("one more byte") << qint64(1);
        QTest::newRow("one more page") << qint64(4096);
    }
    void findsOtherSizes()
    {
        QFETCH(qint64, change);
        StoreFixture f(100);
        const auto info = f.backUp(f.backups());
        QVERIFY(info.has_value());
        QVERIFY(QFile::resize(storeOf(*info), std::max<qint64>(0, info->manifest.bytes + std::max(change, -info->manifest.bytes))));
        const auto verified = verifyBackup(info->path);
        QVERIFY(!verified);
        QCOMPARE(verified.error().code(), ErrorCode::BackupDamaged);
        QVERIFY(verified.error().fact(u"message").contains("bytes instead of"));
    }
    void namesWhatIsNotThere()
    {
        StoreFixture f(5);
        QCOMPARE(verifyBackup(f.filePath("none.db")).error().code(), ErrorCode::BackupNotFound);
        const auto info = f.backUp(f.backups());
        QVERIFY(info.has_value());
        QVERIFY(QFile::rename(fileOf(*info, "manifest.json"), f.filePath("kept")));
        QCOMPARE(verifyBackup(info->path).error().code(), ErrorCode::BackupManifest);
        // The manifest of another backup does not vouch for this one.
        QVERIFY(f.addRows(3).has_value());
        const auto other = f.backUp(f.backups());
        QVERIFY(other.has_value() && QFile::copy(fileOf(*other, "manifest.json"), fileOf(*info, "manifest.json")));
        QCOMPARE(verifyBackup(info->path).error().code(), ErrorCode::BackupDamaged);
        QVERIFY(QFile::remove(storeOf(*other)));
        QCOMPARE(verifyBackup(other->path).error().code(), ErrorCode::BackupNotFound);
    }
    void findsAManifestThatSpeaksOfAnotherState()
    {
        StoreFixture f(5);
        const auto info = f.backUp(f.backups());
        QVERIFY(info.has_value());
        BackupManifest forged = info->manifest;
        forged.rows["audit_log"] = 6;
        QFile file(fileOf(*info, "manifest.json"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(toJson(forged));
        file.close();
        const auto verified = verifyBackup(info->path);
        QVERIFY(!verified);
        QCOMPARE(verified.error().code(), ErrorCode::BackupDamaged);
        QCOMPARE(verified.error().fact(u"message"), QString("table audit_log has 5 rows instead of 6"));
    }
    void leavesNothingOnAFullDisk_data()
    {
        QTest::addColumn<int>("share"); // of the store's size that fits, in per cent
        QTest::newRow("nothing") << 0;
        QTest::newRow("one page") << 1;
        QTest::newRow("a third") << 33;
        QTest::newRow("all but a little") << 98;
    }
    void leavesNothingOnAFullDisk()
    {
        QFETCH(int, share);
        StoreFixture f(10'000);
        const auto whole = f.backUp(f.filePath("elsewhere"));
        QVERIFY(whole.has_value());
        // Wait for a checkpoint: the limit would hit the store's own log too.
        QTRY_VERIFY(f.store->walBytes() >= 0);
        std::optional<Result<BackupInfo>> result;
        {
            const FileSizeLimit limit(static_cast<rlim_t>(whole->manifest.bytes * share / 100));
            result = f.backUp(f.backups());
        }
        QVERIFY(!*result);
        QCOMPARE(errorId(result->error().code()), QString("IO_001"));
        QCOMPARE(allFiles(f.backups()), QStringList());
        QVERIFY(f.addRows(1).has_value()); // the store goes on
        QVERIFY(f.backUp(f.backups()).has_value());
    }
    void waitsWhileTheDiskIsNearlyFull()
    {
        StoreFixture f(10'000);
        const QString mount = f.filePath("small");
        QVERIFY(QDir().mkpath(mount));
        const QByteArray place = QFile::encodeName(mount);
        if (::mount("tmpfs", place.constData(), "tmpfs", 0, "size=1m,mode=0700") != 0)
            QSKIP("needs the right to mount; leavesNothingOnAFullDisk covers the same by a limit");
        const auto info = f.backUp(mount);
        const QStringList left = allFiles(mount);
        QCOMPARE(::umount(place.constData()), 0);
        QVERIFY(!info);
        QCOMPARE(errorId(info.error().code()), QString("BKP_015"));
        QCOMPARE(left, QStringList());
        QVERIFY(!info.error().fact(u"needed").isEmpty() && !info.error().fact(u"free").isEmpty());
        QVERIFY(info.error().fact(u"trash").isEmpty());
        QVERIFY(f.addRows(1).has_value()); // the store goes on
    }
    /// What was deleted and can still be had back may be all that is in the way: it is named.
    void saysWhatTheTrashTakesWhereThereIsTooLittleRoom()
    {
        StoreFixture f(3'000);
        const QString mount = f.filePath("small");
        QVERIFY(QDir().mkpath(mount));
        const QByteArray place = QFile::encodeName(mount);
        const auto size = "size=" + QByteArray::number(QFileInfo(f.filePath("control.db")).size() * 5 / 2 + (4 << 20)) + ",mode=0700";
        if (::mount("tmpfs", place.constData(), "tmpfs", 0, size.constData()) != 0)
            QSKIP("needs the right to mount");
        std::optional<Result<BackupInfo>> made;
        for (int i = 0; i < 9 && (!made || *made); ++i) {
            made = f.backUp(mount);
            if (*made && !backup::putInTrash(backup::placeOf((*made)->path), **made, i + 1))
                break;
        }
        const auto text = made && !*made ? describe(made->error()) : ErrorText();
        QCOMPARE(::umount(place.constData()), 0);
        QVERIFY(made && !*made);
        QCOMPARE(errorId(made->error().code()), QString("BKP_015"));
        QVERIFY2(made->error().fact(u"trash").endsWith(" MiB"), qPrintable(made->error().fact(u"trash")));
        QVERIFY2(text.sentence.contains("the trash there holds"), qPrintable(text.sentence));
        QCOMPARE(text.steps.first().which, QString("empty"));
    }
    void leavesNothingWhenCancelled_data()
    {
        QTest::addColumn<double>("at"); // share of the progress
        QTest::newRow("before") << -1.0;
        QTest::newRow("while copying") << 0.2;
        QTest::newRow("while reading back") << 0.7;
    }
    void leavesNothingWhenCancelled()
    {
        QFETCH(double, at);
        StoreFixture f(20'000);
        const CancelToken cancel;
        if (at < 0)
            cancel.cancel();
        const auto info = f.backUp(f.backups(), cancel, [&](const Progress &p) {
            if (static_cast<double>(p.done) >= at * static_cast<double>(p.total))
                cancel.cancel();
        });
        QVERIFY(!info);
        QCOMPARE(info.error().code(), ErrorCode::InternalCancelled);
        QCOMPARE(allFiles(f.backups()), QStringList());
    }
    void stopsAVerificationWhenCancelled()
    {
        StoreFixture f(100);
        const auto info = f.backUp(f.backups());
        QVERIFY(info.has_value());
        const CancelToken cancel;
        cancel.cancel();
        QCOMPARE(verifyBackup(info->path, cancel).error().code(), ErrorCode::InternalCancelled);
    }
    void survivesAKillAtAnyPiece()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath("backups");
        const QString path = dir.filePath("control.db");
        {
            StoreFixture f(10'000);
            const auto info = f.backUp(f.filePath("x"));
            QVERIFY(info.has_value());
            QVERIFY(QFile::copy(storeOf(*info), path));
        }
        for (int piece = 0; piece < 12; ++piece) {
            const pid_t child = fork();
            if (child == 0) {
                sqlite3 *source = nullptr;
                sqlite3_open(QFile::encodeName(path).constData(), &source);
                int left = piece;
                const SystemClock clock;
                const auto done = backup::BackupEngine(clock).create(source, {folder, "manual", {}}, {}, [&](const Progress &) {
                    if (left-- == 0)
                        ::raise(SIGKILL);
                });
                _exit(done ? 0 : 1);
            }
            int status = 0;
            QCOMPARE(waitpid(child, &status, 0), child);
            QVERIFY(WIFSIGNALED(status) || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
            // What is listed is whole; what is not is only a hidden file that the next backup removes.
            const auto listed = backup::listBackups(folder);
            QVERIFY(listed.has_value());
            for (const BackupInfo &info : *listed)
                QVERIFY(verifyBackup(info.path).has_value());
        }
        backup::removeLeftovers(folder);
        const QStringList left = allFiles(folder);
        for (const QString &name : left)
            QVERIFY2(!name.startsWith('.'), qPrintable(name));
        qInfo("TRIED 12 kills of a backup");
    }
    void doesNotTakeTheFileOfALivingProcessForALeftover()
    {
        QTemporaryDir dir;
        auto pending = backup::PendingFile::create(dir.path());
        QVERIFY(pending.has_value());
        QCOMPARE(backup::removeLeftovers(dir.path()), 0);
        QCOMPARE(allFiles(dir.path()).size(), 1);
    }
    void replacesNoFile()
    {
        QTemporaryDir dir;
        QFile taken(dir.filePath("name"));
        QVERIFY(taken.open(QIODevice::WriteOnly) && taken.write("mine") == 4);
        taken.close();
        {
            auto pending = backup::PendingFile::create(dir.path());
            QVERIFY(pending.has_value());
            const auto published = pending->publish("name");
            QVERIFY(!published);
            QCOMPARE(published.error().code(), ErrorCode::IoExists);
        }
        QCOMPARE(allFiles(dir.path()), QStringList("name"));
        QCOMPARE(QFileInfo(dir.filePath("name")).size(), 4);
    }
    void refusesAFolderThatCannotBeMade()
    {
        StoreFixture f(5);
        QFile file(f.filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto info = f.backUp(f.filePath("file/below"));
        QVERIFY(!info);
        QCOMPARE(errorCategory(info.error().code()), QString("IO"));
        QCOMPARE(errorCategory(f.backUp("/proc/backups").error().code()), QString("IO"));
    }
    void readsADamagedStoreAsDamaged()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath("control.db");
        qint64 bytes = 0;
        {
            StoreFixture f(5'000);
            const auto info = f.backUp(f.filePath("x"));
            QVERIFY(info.has_value());
            bytes = info->manifest.bytes;
            QVERIFY(QFile::copy(storeOf(*info), path));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (qint64 page = 20; page < bytes / 4096; ++page) {
            QVERIFY(file.seek(page * 4096));
            file.write(QByteArray(4096, '\xff'));
        }
        file.close();
        sqlite3 *source = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(path).constData(), &source), SQLITE_OK);
        const SystemClock clock;
        const auto info = backup::BackupEngine(clock).create(source, {dir.filePath("out"), "manual", {}}, {}, {});
        sqlite3_close(source);
        QVERIFY(!info);
        QCOMPARE(info.error().code(), ErrorCode::StoreDamaged);
        QCOMPARE(allFiles(dir.filePath("out")), QStringList());
    }
};

QTEST_GUILESS_MAIN(tst_BackupFaults)
#include "tst_backupfaults.moc"
