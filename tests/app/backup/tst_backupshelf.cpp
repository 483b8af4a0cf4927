// SPDX-License-Identifier: GPL-3.0-or-later
#include "storefixture.h"

#include "app/backup/clockfile.h"
#include "app/backup/localbackups.h"
#include "app/backup/packing.h"
#include "app/backup/plainstore.h"
#include "app/backup/prover.h"
#include "models/errors/catalogue.h"
#include "tests/support/turnedclock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>
#include <sqlite3.h>
#include <thread>

using namespace plancia;
using namespace plancia::tests;
using Prune = BackupsPort::Prune;

namespace {
template <class T>
T result(QFuture<T> future)
{
    future.waitForFinished();
    return future.result();
}

bool flip(const QString &path, qint64 at)
{
    QFile file(path);
    char byte = 0;
    return file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly) && file.seek(at) && file.getChar(&byte) && file.seek(at)
        && file.putChar(static_cast<char>(byte ^ 1));
}
} // namespace

/// What becomes of backups: proved, pinned, packed, pruned, in the trash and back.
class tst_BackupShelf : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_clock.aheadMs = 0;
        m_actions.clear();
        m_store = std::make_unique<StoreFixture>(200);
        m_backups = std::make_unique<backup::LocalBackups>(*m_store->store, m_queue, m_clock, shelving());
    }
    void cleanup()
    {
        m_backups.reset();
        m_store.reset();
    }

    void provesInAScratchCopyThatGoes()
    {
        const auto made = make();
        const auto proved = result(m_backups->prove(made.path, {}));
        QVERIFY2(proved.has_value(), proved ? "" : qPrintable(proved.error().fact(u"message")));
        QCOMPARE(toString(proved->state), QString("proved"));
        QVERIFY(proved->provedAt > 0);
        QVERIFY(list().first() == *proved); // it is remembered
        QVERIFY(allFiles(m_store->filePath("scratch")).isEmpty());
        QVERIFY(m_actions.contains(action::BackupProve));
    }
    void doesNotProveDataThatBreaksARule()
    {
        const auto made = make();
        // A row that nothing refers to rightly, in a backup whose hashes are all right: made again over the changed file.
        sqlite3 *db = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(storeOf(made)).constData(), &db), SQLITE_OK);
        QCOMPARE(sqlite3_exec(db, "UPDATE audit_log SET seq = seq + 1000 WHERE seq = (SELECT max(seq) FROM audit_log)", nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(db);
        const auto proved = backup::proveBackup(made.path, m_store->filePath("scratch"), {}, {});
        QVERIFY(!proved);
        QCOMPARE(proved.error().code(), ErrorCode::BackupNotProved);
        QVERIFY(!proved.error().fact(u"check").isEmpty());
        QVERIFY(allFiles(m_store->filePath("scratch")).isEmpty());
    }
    void doesNotDeleteTheLastProvedOne()
    {
        const auto first = make();
        QVERIFY(result(m_backups->prove(first.path, {})).has_value());
        const auto second = make();
        const auto refused = result(m_backups->remove(first.path, {}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::BackupLastProved);
        QVERIFY(result(m_backups->remove(second.path, {})).has_value());
        QCOMPARE(list().size(), 1);
    }
    void doesNotDeleteTheLastVerifiedOneWhenNoneIsProved()
    {
        const auto only = make();
        QCOMPARE(result(m_backups->remove(only.path, {})).error().code(), ErrorCode::BackupLastProved);
        QVERIFY(QFile::exists(storeOf(only)));
    }
    void givesBackFromTheTrash()
    {
        const auto first = make();
        make();
        const auto gone = result(m_backups->remove(first.path, {}));
        QVERIFY(gone.has_value());
        QVERIFY(!QFileInfo::exists(first.path) && QFileInfo::exists(gone->path));
        const auto plan = result(m_backups->prune(Prune::Look, {}));
        QCOMPARE(plan->trash.size(), 1);
        QCOMPARE(plan->trash.first().goesAt - plan->trash.first().trashedAt, 7 * 24 * 3'600'000);
        const auto back = result(m_backups->takeBack(gone->path, {}));
        QCOMPARE(back.value().path, first.path);
        QVERIFY(verifyBackup(first.path).has_value());
        // Only what lies in the trash can be taken from it.
        QCOMPARE(result(m_backups->takeBack(first.path, {})).error().code(), ErrorCode::BackupNotFound);
        QCOMPARE(result(m_backups->takeBack(m_store->backups() + "/.trash/../x", {})).error().code(), ErrorCode::BackupNotFound);
    }
    void emptiesTheTrashAfterSevenDays()
    {
        const auto first = make();
        make();
        const auto gone = result(m_backups->remove(first.path, {}));
        QVERIFY(gone.has_value());
        QVERIFY(result(m_backups->prune(Prune::Do, {})).has_value());
        QVERIFY(QFileInfo::exists(gone->path));
        m_clock.aheadMs = 8 * 24 * 3'600'000LL;
        QVERIFY(result(m_backups->confirmClock({})).has_value());
        QVERIFY(result(m_backups->prune(Prune::Do, {})).has_value());
        QVERIFY(!QFileInfo::exists(gone->path));
    }
    void prunesWhatNothingKeeps()
    {
        QList<BackupInfo> made;
        for (int i = 0; i < 9; ++i)
            made += make("before:restore"); // those are kept, and nothing is tidied after them
        QCOMPARE(result(m_backups->prune(Prune::Look, {}))->remove.size(), 0);
        m_clock.aheadMs = 31 * 24 * 3'600'000LL;
        QVERIFY(result(m_backups->confirmClock({})).has_value());
        QVERIFY(result(m_backups->setPinned(made[0].path, true, {})).has_value());
        const auto look = result(m_backups->prune(Prune::Look, {}));
        QCOMPARE(look->remove.size(), 1); // seven by number, one pinned
        QCOMPARE(look->remove.first().path, made[1].path);
        QVERIFY(!look->done && look->freedBytes > 0);
        QCOMPARE(list().size(), 9);
        const auto done = result(m_backups->prune(Prune::Do, {}));
        QVERIFY(done->done);
        QCOMPARE(list().size(), 8);
        QCOMPARE(done->trash.size(), 1);
        QCOMPARE(m_actions.count(action::BackupDelete), 1);
    }
    void doesNotPruneWhatSomebodyReads()
    {
        QList<BackupInfo> made;
        for (int i = 0; i < 8; ++i)
            made += make("before:restore");
        m_clock.aheadMs = 31 * 24 * 3'600'000LL;
        QVERIFY(result(m_backups->confirmClock({})).has_value());
        {
            const auto held = backup::PlainStore::open(made[0].path, m_store->filePath("scratch"), {}, {});
            QVERIFY(held.has_value());
            QCOMPARE(result(m_backups->prune(Prune::Look, {}))->remove.size(), 0);
        }
        QCOMPARE(result(m_backups->prune(Prune::Look, {}))->remove.size(), 1);
    }
    void deletesNothingAfterAJumpOfTheClockUntilItIsConfirmed()
    {
        for (int i = 0; i < 9; ++i)
            make("before:restore");
        QVERIFY(result(m_backups->prune(Prune::Do, {})).has_value());
        m_clock.aheadMs = 3650 * 24 * 3'600'000LL;
        const auto refused = result(m_backups->prune(Prune::Do, {}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::BackupClockJump);
        const auto look = result(m_backups->prune(Prune::Look, {}));
        QCOMPARE(look->remove.size(), 0);
        QCOMPARE(toString(look->clock.verdict), QString("jumped_forward"));
        m_clock.aheadMs = 0; // it stays so even when the clock is turned back
        QVERIFY(!result(m_backups->prune(Prune::Look, {}))->clock.isRight());
        QVERIFY(result(m_backups->confirmClock({})).has_value());
        QVERIFY(result(m_backups->prune(Prune::Do, {})).has_value());
        QCOMPARE(list().size(), 9);
    }
    void packsWhatIsOlderThanTheNewestThree()
    {
        QList<BackupInfo> made;
        for (int i = 0; i < 5; ++i)
            made += make();
        const auto listed = list();
        QCOMPARE(listed.size(), 5);
        for (qsizetype i = 0; i < listed.size(); ++i)
            QCOMPARE(listed[i].isPacked(), i >= 3);
        const BackupInfo &packed = listed.last();
        QCOMPARE(allFiles(packed.path), QStringList({"manifest.json", "pages.sha256", "store.db.zst"}));
        QVERIFY(result(m_backups->verify(packed.path, {})).has_value());
        QVERIFY(result(m_backups->prove(packed.path, {})).has_value());
        QString unpacked;
        {
            const auto plain = backup::PlainStore::open(packed.path, m_store->filePath("scratch"), {}, {});
            QVERIFY(plain.has_value() && plain->isUnpacked());
            unpacked = plain->path();
            QCOMPARE(QFileInfo(unpacked).size(), packed.manifest.bytes);
        }
        QVERIFY(!QFile::exists(unpacked));
    }
    void findsDamageInAPackedOne()
    {
        QList<BackupInfo> made;
        for (int i = 0; i < 4; ++i)
            made += make();
        const QString file = made.first().path + "/store.db.zst";
        QVERIFY(QFile::exists(file));
        const qint64 size = QFileInfo(file).size();
        for (qint64 at = 0; at < size; at += std::max<qint64>(1, size / 50)) {
            QVERIFY(flip(file, at));
            const auto verified = verifyBackup(made.first().path);
            // Some bits of a frame's header say nothing; what comes out must then be the same.
            if (!verified)
                QCOMPARE(verified.error().code(), ErrorCode::BackupDamaged);
            QVERIFY(flip(file, at));
        }
        QVERIFY(verifyBackup(made.first().path).has_value());
        for (const qint64 length : {size - 1, size / 2, qint64(1), qint64(0)}) {
            QVERIFY(QFile::resize(file, length));
            QCOMPARE(verifyBackup(made.first().path).error().code(), ErrorCode::BackupDamaged);
        }
    }
    void doesNotPackWhatIsDamaged()
    {
        const auto made = make();
        QVERIFY(flip(storeOf(made), made.manifest.bytes / 2));
        const auto packed = backup::packStore(backup::placeOf(made.path), made.manifest, {});
        QVERIFY(!packed);
        QCOMPARE(packed.error().code(), ErrorCode::BackupDamaged);
        QCOMPARE(allFiles(made.path), QStringList({"manifest.json", "pages.sha256", "store.db"}));
    }
    /// The packed file is there and the plain one was being cut short when the power went.
    void readsThePackedOneWhereThePlainOneWasBeingCutShort()
    {
        const auto made = make();
        QVERIFY(backup::packStore(backup::placeOf(made.path), made.manifest, {}).has_value());
        const auto left = [&](qint64 bytes) {
            QFile plain(made.path + "/store.db");
            return plain.open(QIODevice::WriteOnly) && plain.resize(bytes);
        };
        for (const qint64 bytes : {qint64(0), qint64(4096), made.manifest.bytes - 1}) {
            QVERIFY(left(bytes));
            QCOMPARE(toString(list().first().state), QString("verified"));
            QVERIFY(verifyBackup(made.path).has_value());
            QVERIFY(backup::PlainStore::open(made.path, m_store->filePath("scratch"), {}, {}).has_value());
        }
        // Packing goes on from there, also where both are whole.
        QVERIFY(backup::packStore(backup::placeOf(made.path), made.manifest, {}).has_value());
        QCOMPARE(allFiles(made.path), QStringList({"manifest.json", "pages.sha256", "store.db.zst"}));
    }
    void doesNotPackUnderAReader()
    {
        const auto made = make();
        {
            const auto held = backup::PlainStore::open(made.path, m_store->filePath("scratch"), {}, {});
            QVERIFY(held.has_value());
            const auto packed = backup::packStore(backup::placeOf(made.path), made.manifest, {});
            QCOMPARE(packed.error().code(), ErrorCode::BackupNeeded);
            QVERIFY(QFile::exists(held->path()));
            make();
            QCOMPARE(result(m_backups->remove(made.path, {})).error().code(), ErrorCode::BackupNeeded);
        }
        QVERIFY(backup::packStore(backup::placeOf(made.path), made.manifest, {}).has_value());
        QVERIFY(!QFile::exists(made.path + "/store.db"));
    }
    void doesNotDeleteWhatTheArchiveNeeds()
    {
        const auto base = make();
        make();
        backup::BackupShelf shelf(m_store->backups(), m_store->store->storeId().toString(QUuid::WithoutBraces), m_clock,
                                  [&](const BackupInfo &backup) { return backup.path == base.path; });
        const auto refused = shelf.moveToTrash(base.path);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::BackupNeeded);
        QVERIFY(QFile::exists(storeOf(base)));
    }
    /// Neither of another store, whose last one it may be, nor in a folder into whose trash nobody looks.
    void deletesOnlyItsOwn()
    {
        make();
        make();
        StoreFixture other(10);
        const auto foreign = other.backUp(m_store->backups());
        const auto elsewhere = m_store->backUp(m_store->filePath("elsewhere"));
        QVERIFY(foreign && elsewhere);
        for (const QString &path : {foreign->path, elsewhere->path}) {
            QCOMPARE(result(m_backups->remove(path, {})).error().code(), ErrorCode::BackupNotFound);
            QVERIFY(QFileInfo::exists(path));
        }
    }
    void leavesFilesThatAreNotOurs()
    {
        const auto made = make();
        make();
        QFile note(made.path + "/restore-notes.txt");
        QVERIFY(note.open(QIODevice::WriteOnly) && note.write("mine") == 4);
        note.close();
        const auto gone = result(m_backups->remove(made.path, {}));
        QVERIFY(gone.has_value());
        QVERIFY(gone->goesAt > gone->trashedAt);
        const auto freed = result(m_backups->emptyTrash({}));
        QVERIFY2(freed, freed ? "" : qPrintable(freed.error().fact(u"path") + freed.error().fact(u"message")));
        QCOMPARE(allFiles(gone->path), QStringList({"restore-notes.txt"}));
        QCOMPARE(result(m_backups->prune(Prune::Look, {}))->trash.size(), 0);
    }
    /// What a dead process left in the trash goes with the next emptying.
    void sweepsTheTrash()
    {
        const auto made = make();
        make();
        QVERIFY(result(m_backups->remove(made.path, {})).has_value());
        const QString trash = m_store->backups() + "/.trash";
        QVERIFY(QDir().mkpath(trash + "/.plancia-backup-0.tmp") && QDir().mkpath(trash + "/123~empty"));
        QFile half(trash + "/.plancia-backup-0.tmp/store.db");
        QVERIFY(half.open(QIODevice::WriteOnly) && half.write("half") == 4);
        half.close();
        QVERIFY(result(m_backups->emptyTrash({})).has_value());
        QVERIFY(allFiles(trash).isEmpty());
    }
    void manyMayPruneAtOnce()
    {
        for (int i = 0; i < 9; ++i)
            make("before:restore");
        m_clock.aheadMs = 31 * 24 * 3'600'000LL;
        QVERIFY(result(m_backups->confirmClock({})).has_value());
        std::atomic<int> told{0};
        std::vector<std::thread> all;
        for (int i = 0; i < 4; ++i)
            all.emplace_back([&] {
                const backup::BackupShelf shelf(m_store->backups(), m_store->store->storeId().toString(QUuid::WithoutBraces), m_clock);
                const auto done = shelf.prune(Prune::Do, {}, 0, {}, [&](const TrashedBackup &) { ++told; });
                if (!done)
                    told = 1000;
            });
        for (std::thread &one : all)
            one.join();
        QCOMPARE(told.load(), 2); // nine, of which seven stay
        QCOMPARE(list().size(), 7);
        QCOMPARE(result(m_backups->prune(Prune::Look, {}))->trash.size(), 2);
        QCOMPARE(allFiles(m_store->backups() + "/.trash").size(), 2);
    }
    /// Perhaps somebody had pinned it.
    void keepsWhatItsDamagedStateFileMayHavePinned()
    {
        const auto made = make();
        QVERIFY(result(m_backups->setPinned(made.path, true, {})).has_value());
        QFile state(made.path + "/state.json");
        QVERIFY(state.open(QIODevice::WriteOnly) && state.write("{\"pin") == 5);
        state.close();
        QVERIFY(list().first().pinned);
    }
    void keepsBackupsOfOtherStoresAndForeignFiles()
    {
        StoreFixture other(10);
        const auto foreign = other.backUp(m_store->backups());
        QVERIFY(foreign.has_value());
        QFile file(m_store->backups() + "/mine.txt");
        QVERIFY(file.open(QIODevice::WriteOnly) && QDir().mkpath(m_store->backups() + "/my folder"));
        for (int i = 0; i < 9; ++i)
            make();
        QVERIFY(result(m_backups->prune(Prune::Do, {})).has_value());
        QVERIFY(QFileInfo::exists(foreign->path) && file.exists() && QFileInfo::exists(m_store->backups() + "/my folder"));
    }

    /// The disk turned a bit over in a value: every rule holds, every copy is exact. The page hashes of the backup before tell.
    void noticesAPageThatChangedByItself()
    {
        const auto clean = make();
        QVERIFY(result(m_backups->prove(clean.path, {})).has_value());
        rot();
        const auto made = result(m_backups->create({}, {}));
        QVERIFY(made.has_value());
        QVERIFY2(made->rot.contains(QFileInfo(clean.path).fileName()), qPrintable(made->rot));
        QCOMPARE(made->damagedPages.size(), 1);
        QCOMPARE(made->damagedPages.first().table, QString("audit_log"));
        QCOMPARE(made->damagedPages.first().file, QString("store.db"));
        QCOMPARE(toString(made->state), QString("verified")); // it is what the store is
        const auto refused = result(m_backups->prove(made->path, {}));
        QCOMPARE(refused.error().code(), ErrorCode::BackupNotProved);
        QCOMPARE(refused.error().fact(u"check"), kRotCheck);
        QCOMPARE(damagedPagesOf(refused.error()), made->damagedPages);
        QVERIFY(m_actions.contains(action::BackupPin));

        // Nothing lets the clean one go, whatever comes after it: not the rotation, not time.
        for (int i = 0; i < 9; ++i) {
            m_clock.aheadMs += 24 * 3'600'000LL;
            QVERIFY2(!make().rot.isEmpty(), "a commit mends nothing");
        }
        m_clock.aheadMs += 40 * 24 * 3'600'000LL;
        QVERIFY(result(m_backups->confirmClock({})).has_value());
        QVERIFY(result(m_backups->prune(Prune::Do, {})).has_value());
        const auto kept = list().last();
        QCOMPARE(kept.path, clean.path);
        QCOMPARE(kept.lastCleanFor, kRotCheck);
        QVERIFY(kept.reasons.contains(KeepReason{KeepReason::Kind::LastClean}));
        QCOMPARE(kept.keepUntil, 0);

        // A person says that it is right as it is.
        QVERIFY(result(m_backups->setPinned(clean.path, false, {})).has_value());
        for (const BackupInfo &backup : list())
            QVERIFY(backup.rot.isEmpty() && backup.lastCleanFor.isEmpty() && backup.damagedPages.isEmpty());
        QVERIFY(make().rot.isEmpty());
        QVERIFY(result(m_backups->prove(list().first().path, {})).has_value());
    }
    void findsNothingInAStoreThatIsWrittenAsUsual()
    {
        for (int i = 0; i < 3; ++i)
            QVERIFY(make().rot.isEmpty());
        QVERIFY(result(m_backups->create({}, {}))->rot.isEmpty()); // of the same commit
        QVERIFY(!m_actions.contains(action::BackupPin));
    }
    /// Eight backups, the k-th of which is the first that breaks a rule; and the one row mended again in none.
    void findsTheLastCleanBackup_data()
    {
        QTest::addColumn<int>("first");
        for (int first = 0; first <= 8; ++first)
            QTest::addRow("%d", first) << first;
    }
    void findsTheLastCleanBackup()
    {
        QFETCH(int, first);
        QStringList made;
        for (int i = 0; i < 8; ++i) {
            if (i == first)
                breakARule();
            made += make("before:restore").path; // nothing is tidied after those
        }
        const auto found = result(m_backups->findLastClean("tenants-dates", {}));
        QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().fact(u"message")));
        QCOMPARE(found->backups, 8);
        QVERIFY(found->tried <= 7);
        QVERIFY(found->isSteady && found->unreadable.isEmpty());
        QCOMPARE(found->lastClean ? found->lastClean->path : QString(), first == 0 ? QString() : made[first - 1]);
        QCOMPARE(found->firstBroken ? found->firstBroken->path : QString(), first == 8 ? QString() : made[first]);
        QStringList held;
        for (const BackupInfo &backup : list()) {
            if (!backup.lastCleanFor.isEmpty())
                held += backup.path;
            if (found->firstBroken && backup.path == found->firstBroken->path)
                QVERIFY(backup.proofFailedAt > 0);
        }
        QCOMPARE(held, first == 0 ? QStringList() : QStringList(made[first - 1]));
    }
    void keepsOneCleanBackupACheckAndGoesRoundDamagedOnes()
    {
        QList<BackupInfo> made;
        for (int i = 0; i < 6; ++i) {
            if (i == 4)
                breakARule();
            made += make("before:restore");
        }
        QVERIFY(flip(storeOf(made[3]), 3 * made[3].manifest.pageSize + 100)); // the backup is damaged, and nobody knows yet
        QVERIFY(result(m_backups->verify(made[2].path, {})).has_value());
        QVERIFY(flip(storeOf(made[2]), 3 * made[2].manifest.pageSize + 100));
        QVERIFY(!result(m_backups->verify(made[2].path, {}))); // of this one it is known
        const auto found = result(m_backups->findLastClean("tenants-dates", {}));
        QVERIFY(found.has_value());
        QVERIFY(found->unreadable.contains(made[2].path));
        QCOMPARE(found->firstBroken->path, made[4].path);
        QVERIFY(found->unreadable.contains(made[3].path)); // a damaged one bears no witness, and is not what is kept
        QCOMPARE(found->lastClean->path, made[1].path);
        QVERIFY(result(m_backups->findLastClean(kIntegrityCheck, {})).has_value());
        const auto refused = result(m_backups->findLastClean("no-such-check", {}));
        QCOMPARE(refused.error().code(), ErrorCode::ValChoice);
        QVERIFY(refused.error().fact(u"allowed").contains("tenants-dates"));
    }
    /// A packed backup is unpacked as far as it can be, and what differs is named with its table.
    void namesPagesAndTablesOfAPackedOne()
    {
        QVERIFY(m_store->addRows(20'000).has_value());
        const auto made = make();
        QVERIFY(backup::packStore(backup::placeOf(made.path), made.manifest, {}).has_value());
        const QString file = made.path + "/store.db.zst";
        const qint64 size = QFileInfo(file).size();
        int named = 0;
        for (qint64 at = size / 4; at < size; at += size / 9) {
            QVERIFY(flip(file, at));
            const auto verified = result(m_backups->verify(made.path, {}));
            QVERIFY(!verified);
            QCOMPARE(verified.error().code(), ErrorCode::BackupDamaged);
            const auto pages = damagedPagesOf(verified.error());
            QVERIFY2(!pages.isEmpty(), qPrintable(verified.error().fact(u"message")));
            QCOMPARE(verified.error().fact(u"page"), QString::number(pages.first().page));
            QCOMPARE(pages.first().file, QString("store.db.zst"));
            QVERIFY(pages.first().page > 1 && pages.first().page <= made.manifest.bytes / made.manifest.pageSize);
            named += !pages.first().table.isEmpty();
            const auto listed = list();
            const auto shown = std::ranges::find(listed, made.path, &BackupInfo::path);
            QCOMPARE(shown->damagedPages, pages); // and remembered
            QVERIFY(flip(file, at));
        }
        QVERIFY2(named >= 4, qPrintable(QString::number(named)));
        QVERIFY(allFiles(m_store->filePath("scratch")).isEmpty());
        QVERIFY(result(m_backups->verify(made.path, {})).has_value());
        QVERIFY(list().last().damagedPages.isEmpty());
    }
    void listsEveryDamagedPage()
    {
        const auto made = make();
        const int page = made.manifest.pageSize;
        const QList<qint64> numbers{3, 4, 7, 9, 12};
        for (const qint64 number : numbers)
            QVERIFY(flip(storeOf(made), (number - 1) * page + page / 2));
        const auto verified = result(m_backups->verify(made.path, {}));
        QList<qint64> found;
        for (const DamagedPage &one : damagedPagesOf(verified.error()))
            found += one.page;
        QCOMPARE(found, numbers);
        const QJsonArray problem = QJsonDocument::fromJson(toProblemJson(verified.error())).object().value("damage").toArray();
        QCOMPARE(problem.size(), numbers.size());
        QCOMPARE(problem.at(1).toObject().value("page").toInt(), 4);
        QVERIFY(!QJsonDocument::fromJson(toProblemJson(verified.error())).object().value("facts").toObject().contains("damage"));
    }

private:
    /// One bit of a value in the file of the store, as a disk may turn it over; the store is closed meanwhile.
    void rot()
    {
        m_backups.reset();
        m_store->store.reset();
        const QString path = m_store->filePath("control.db");
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no store");
        const qsizetype at = file.readAll().indexOf("{\"n\":\"  ");
        if (at < 0 || !flip(path, at + 8))
            qFatal("no value");
        openAgain();
    }
    void breakARule()
    {
        m_store->store->write<bool>(CallContext(), {}, [](sql::Connection &c) -> Result<bool> {
            if (auto commit = sql::nextCommitWithoutAudit(c); !commit)
                return fail(commit.error());
            const auto added = c.execute("INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at)"
                                         " VALUES (randomblob(16), 'bad', 'Bad', 'bad', 'trial', 5, 4)");
            return added ? Result<bool>(true) : Result<bool>(added.error());
        }).waitForFinished();
    }
    void openAgain()
    {
        store::LocalStore::Options options;
        options.path = m_store->filePath("control.db");
        options.idleMs = 50;
        auto opened = store::LocalStore::open(options);
        if (!opened)
            qFatal("the store does not open");
        m_store->store = std::move(*opened);
        m_backups = std::make_unique<backup::LocalBackups>(*m_store->store, m_queue, m_clock, shelving());
    }
    backup::Shelving shelving()
    {
        return {.folder = m_store->backups(), .workspace = "local", .scratch = m_store->filePath("scratch"),
                .audit = [this](const backup::Act &act) { m_actions += act.action; }};
    }
    BackupInfo make(const QString &kind = "manual")
    {
        if (!m_store->addRows(1))
            qFatal("no commit");
        const auto made = result(m_backups->create({{}, kind, {}}, {}));
        if (!made)
            qFatal("no backup: %s", qPrintable(made.error().fact(u"message")));
        return *made;
    }
    QList<BackupInfo> list() { return result(m_backups->list({})).value(); }

    TurnedClock m_clock;
    tasks::TaskQueue m_queue{m_clock};
    QStringList m_actions;
    std::unique_ptr<StoreFixture> m_store;
    std::unique_ptr<backup::LocalBackups> m_backups;
};

QTEST_GUILESS_MAIN(tst_BackupShelf)
#include "tst_backupshelf.moc"
