// SPDX-License-Identifier: GPL-3.0-or-later
#include "storefixture.h"

#include "app/backup/localbackups.h"
#include "app/backup/placelooker.h"
#include "app/backup/placememory.h"
#include "app/backup/secondplace.h"
#include "app/backup/statefile.h"
#include "tests/support/turnedclock.h"

#include <QCryptographicHash>

#include <csignal>
#include <future>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace plancia;
using namespace plancia::tests;
using backup::SecondPlace;
using PlaceState = SecondPlaceState::State;

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

/// A file system of its own, as long as it lives.
class Mount {
public:
    explicit Mount(const QString &folder) : m_folder(QFile::encodeName(folder)) {}
    ~Mount() { unmount(); }
    bool mount(const char *options)
    {
        m_mounted = ::mount("plancia-test", m_folder.constData(), "tmpfs", 0, options) == 0;
        return m_mounted;
    }
    bool bind(const QString &source)
    {
        m_mounted = ::mount(QFile::encodeName(source).constData(), m_folder.constData(), nullptr, MS_BIND, nullptr) == 0;
        return m_mounted;
    }
    bool makeReadOnly() { return ::mount(nullptr, m_folder.constData(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0; }
    bool unmount()
    {
        return !m_mounted || (::umount2(m_folder.constData(), MNT_DETACH) == 0 && !(m_mounted = false));
    }
    /// Not while somebody writes there.
    bool unmountAsAPersonDoes() { return !m_mounted || (::umount2(m_folder.constData(), 0) == 0 && !(m_mounted = false)); }

private:
    const QByteArray m_folder;
    bool m_mounted = false;
};
#define MOUNT_OR_SKIP(act) \
    if (!(act)) \
    QSKIP("this test mounts a file system, which is not permitted here")

Result<bool> appendRow(sql::Connection &connection, const backup::Act &act)
{
    auto commit = sql::nextCommit(connection, 1);
    if (!commit)
        return fail(commit.error());
    auto row = connection.execute("INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action, details) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                                  {QUuid(), qint64(1), newUuid(), commit->auditSeq, commit->commitNo, act.action, sql::Json{act.details}});
    return row ? Result<bool>(true) : Result<bool>(row.error());
}

Result<bool> passed(const Result<BackupInfo> &copy) { return copy ? Result<bool>(true) : Result<bool>(copy.error()); }
} // namespace

/// The second place of the backups, on real file systems.
class tst_SecondPlace : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_clock.aheadMs = 0;
        m_acts.clear();
        m_policy = {};
        m_store = std::make_unique<StoreFixture>(200);
        m_place = m_store->filePath("place");
        QVERIFY(QDir().mkpath(m_place));
        start();
    }
    void cleanup()
    {
        m_backups.reset();
        m_store.reset();
    }

    void copiesAndVerifiesThereAfterEachBackup()
    {
        use(m_place);
        QVERIFY(QFile::exists(m_place + "/.plancia-backups"));
        const BackupInfo made = make();
        QTRY_COMPARE(state().copies, 1);
        const auto state = this->state();
        QCOMPARE(toString(state.state), QString("present"));
        QVERIFY(state.missing == 0 && state.isOnSameDisk && state.lastSeenAt > 0 && !state.error);
        const QString copy = m_place + u'/' + QFileInfo(made.path).fileName();
        QCOMPARE(allFiles(copy), QStringList({"manifest.json", "pages.sha256", "state.json", "store.db"}));
        for (const char *name : {"/manifest.json", "/pages.sha256", "/store.db"})
            QCOMPARE(bytesOf(copy + name), bytesOf(made.path + name));
        QVERIFY(verifyBackup(copy).has_value());
        QVERIFY(list().first().secondPlaceAt > 0 && !list().first().isOnlyAtSecondPlace);
        QCOMPARE(backup::readState(backup::placeOf(made.path)).secondPlaceAt, list().first().secondPlaceAt);
        QVERIFY(m_acts.contains(action::BackupCopy));
        QCOMPARE(list().size(), 1);
    }
    void aFailingPlaceIsNoFailureOfTheBackup()
    {
        use(m_place);
        QVERIFY(QFile::remove(m_place + "/.plancia-backups")); // as an empty mount point
        const BackupInfo made = make();
        QCOMPARE(toString(made.state), QString("verified"));
        const auto state = this->state();
        QCOMPARE(toString(state.state), QString("missing"));
        QCOMPARE(state.error->code(), ErrorCode::BackupPlaceMissing);
        QCOMPARE(state.missing, 1);
        QVERIFY(allFiles(m_place).isEmpty());
        // Asked for by a person it is an error.
        QCOMPARE(result(m_backups->copyToSecondPlace({}, {})).error().code(), ErrorCode::BackupPlaceMissing);
        QVERIFY(allFiles(m_place).isEmpty());
    }
    void writesNothingIntoAnEmptyMountPointAndCatchesUpWhenThePlaceIsBack()
    {
        Mount disk(m_place);
        MOUNT_OR_SKIP(disk.mount("size=64m"));
        use(m_place);
        const BackupInfo first = make();
        settle();
        QCOMPARE(state().copies, 1);
        QVERIFY(!state().isOnSameDisk);
        const qint64 seen = state().lastSeenAt;
        // The disk is taken out: what is left is its mount point.
        QTRY_VERIFY(disk.unmountAsAPersonDoes());
        m_clock.aheadMs = 3 * 3'600'000;
        make();
        make();
        auto now = state();
        QCOMPARE(toString(now.state), QString("missing"));
        QVERIFY(seen - now.lastSeenAt <= 60'000 && now.lastSeenAt < m_clock.nowMs() - 2 * 3'600'000); // its age
        QCOMPARE(now.copies, 1);
        QCOMPARE(now.missing, 2);
        QVERIFY(allFiles(m_place).isEmpty());
        QVERIFY(list().last().secondPlaceAt > 0); // remembered
        // Another disk is not this one.
        QVERIFY(disk.mount("size=64m"));
        QCOMPARE(toString(state().state), QString("missing"));
        QVERIFY(allFiles(m_place).isEmpty());
        // A person says that it is: none of the three is on it, whatever is remembered.
        use({});
        use(m_place);
        QCOMPARE(state().missing, 3);
        const auto done = result(m_backups->copyToSecondPlace({}, {}));
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().fact(u"message")));
        QCOMPARE(done->copies, 3);
        QCOMPARE(done->missing, 0);
        for (const BackupInfo &backup : list())
            QVERIFY(verifyBackup(m_place + u'/' + QFileInfo(backup.path).fileName()).has_value());
        Q_UNUSED(first)
    }
    void aFullDiskIsAStateAndLeavesNothingThatCounts()
    {
        Mount disk(m_place);
        MOUNT_OR_SKIP(disk.mount("size=1600k"));
        use(m_place);
        QVERIFY(m_store->addRows(3000));
        const BackupInfo made = make();
        QVERIFY(made.manifest.bytes > 600'000);
        QTRY_VERIFY(state().error.has_value());
        QCOMPARE(state().error->code(), ErrorCode::IoDiskFull);
        QCOMPARE(toString(state().state), QString("present"));
        QCOMPARE(state().missing, 1);
        QCOMPARE(allFiles(m_place), QStringList({".plancia-backups"}));
        QCOMPARE(result(m_backups->copyToSecondPlace({}, {})).error().code(), ErrorCode::IoDiskFull);
        // It is remembered beyond the end of the program.
        start();
        QCOMPARE(state().error->code(), ErrorCode::IoDiskFull);
    }
    void aDiskThatFillsUpWhileItIsWrittenLeavesNothing()
    {
        Mount disk(m_place);
        MOUNT_OR_SKIP(disk.mount("size=64m,nr_inodes=6")); // says that there is room, and has none for another file
        const SecondPlace second(m_place, m_store->backups(), m_clock);
        QVERIFY(second.adopt());
        const auto copy = second.copy(make(), {}, {});
        QCOMPARE(copy.error().code(), ErrorCode::IoDiskFull);
        QCOMPARE(allFiles(m_place), QStringList({".plancia-backups"}));
    }
    void aDiskThatIsFilledByOthersMeanwhileLeavesNothing()
    {
        Mount disk(m_place);
        MOUNT_OR_SKIP(disk.mount("size=16m"));
        const SecondPlace second(m_place, m_store->backups(), m_clock);
        QVERIFY(second.adopt());
        QVERIFY(m_store->addRows(8000));
        const BackupInfo made = make();
        QVERIFY(made.manifest.bytes > 2'000'000);
        QFile filler(m_place + "/filler");
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        bool wasInUse = true;
        const auto copy = second.copy(made, {}, [&](const Progress &p) {
            wasInUse = wasInUse && backup::isInUse(backup::placeOf(made.path)); // retention leaves it alone meanwhile
            while (p.done > 0 && filler.write(QByteArray(1 << 16, 'x')) > 0) {
            }
        });
        QCOMPARE(copy.error().code(), ErrorCode::IoDiskFull);
        QVERIFY(wasInUse && !backup::isInUse(backup::placeOf(made.path)));
        QCOMPARE(allFiles(m_place), QStringList({".plancia-backups", "filler"}));
    }
    void aReadOnlyPlaceIsToldFromAMissingOne()
    {
        Mount disk(m_place);
        MOUNT_OR_SKIP(disk.mount("size=64m"));
        const SecondPlace second(m_place, m_store->backups(), m_clock);
        QVERIFY(second.adopt());
        QVERIFY(disk.makeReadOnly());
        QVERIFY(second.check().has_value());
        QCOMPARE(second.copy(make(), {}, {}).error().code(), ErrorCode::IoPermission);
        QCOMPARE(second.adopt().error().code(), ErrorCode::IoPermission);
        QVERIFY(list().size() == 1);
    }
    void refusesWhatIsNoPlace_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("code");
        QTest::newRow("not there") << "gone" << int(ErrorCode::BackupPlaceMissing);
        QTest::newRow("a file") << "file" << int(ErrorCode::BackupPlaceMissing);
        QTest::newRow("the folder itself") << "backups" << int(ErrorCode::BackupPlaceUnfit);
        QTest::newRow("inside") << "backups/inside" << int(ErrorCode::BackupPlaceUnfit);
        QTest::newRow("by a link") << "link" << int(ErrorCode::BackupPlaceUnfit);
        QTest::newRow("inside by a link") << "link/inside" << int(ErrorCode::BackupPlaceUnfit);
        QTest::newRow("link to nowhere") << "dangling" << int(ErrorCode::BackupPlaceMissing);
        QTest::newRow("relative") << "" << int(ErrorCode::BackupPlaceUnfit);
    }
    void refusesWhatIsNoPlace()
    {
        QFETCH(QString, what);
        QFETCH(int, code);
        QVERIFY(QDir().mkpath(m_store->backups() + "/inside"));
        QFile file(m_store->filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(m_store->backups(), m_store->filePath("link")));
        QVERIFY(QFile::link(m_store->filePath("nowhere"), m_store->filePath("dangling")));
        BackupPolicy policy;
        policy.secondPlace = what.isEmpty() ? QStringLiteral("some/where") : m_store->filePath(what);
        const auto set = result(m_backups->setPolicy(policy, {}));
        QVERIFY(!set);
        QCOMPARE(int(set.error().code()), code);
        QVERIFY(m_policy.secondPlace.isEmpty());
        QVERIFY(!QFile::exists(m_store->backups() + "/.plancia-backups"));
        QVERIFY(!QFile::exists(m_store->backups() + "/inside/.plancia-backups"));
        QVERIFY(m_acts.contains(action::BackupPolicy));
    }
    void refusesTheFolderOfTheBackupsUnderAnotherMount()
    {
        QVERIFY(QDir().mkpath(m_store->backups() + "/inside/deep"));
        Mount same(m_place);
        MOUNT_OR_SKIP(same.bind(m_store->backups()));
        const SecondPlace second(m_place, m_store->backups(), m_clock);
        QCOMPARE(second.adopt().error().code(), ErrorCode::BackupPlaceUnfit);
        QCOMPARE(SecondPlace(m_place + "/inside", m_store->backups(), m_clock).adopt().error().code(), ErrorCode::BackupPlaceUnfit);
        QVERIFY(same.unmount());
        QVERIFY(same.bind(m_store->backups() + "/inside/deep"));
        QCOMPARE(second.adopt().error().code(), ErrorCode::BackupPlaceUnfit);
    }
    void aPlaceThatBecameALinkToTheBackupsIsNotWritten()
    {
        use(m_place);
        const BackupInfo made = make();
        settle();
        QCOMPARE(state().copies, 1);
        QVERIFY(QFile::copy(m_place + "/.plancia-backups", m_store->backups() + "/.plancia-backups"));
        QVERIFY(QDir(m_place).removeRecursively());
        QVERIFY(QFile::link(m_store->backups(), m_place));
        const auto now = state();
        QCOMPARE(toString(now.state), QString("missing"));
        QCOMPARE(now.error->code(), ErrorCode::BackupPlaceUnfit);
        QCOMPARE(result(m_backups->copyToSecondPlace({}, {})).error().code(), ErrorCode::BackupPlaceUnfit);
        QCOMPARE(list().size(), 1);
        Q_UNUSED(made)
    }
    void adoptsAPlaceOfAnotherStoreAndLeavesItsCopiesAlone()
    {
        StoreFixture other(10);
        const auto foreign = other.backUp(other.backups());
        const SecondPlace theirs(m_place, other.backups(), m_clock);
        QVERIFY(theirs.adopt() && passed(theirs.copy(*foreign, {}, {})));
        const QByteArray mark = bytesOf(m_place + "/.plancia-backups");
        use(m_place);
        QCOMPARE(bytesOf(m_place + "/.plancia-backups"), mark);
        make();
        settle();
        QCOMPARE(state().copies, 1);
        QCOMPARE(list().size(), 1);
        QCOMPARE(theirs.copies(foreign->manifest.storeId)->size(), 1);
    }
    void copiesADamagedCopyAnewAndKeepsTheOtherInTheTrash()
    {
        use(m_place);
        const BackupInfo made = make();
        settle();
        QCOMPARE(state().copies, 1);
        const QString copy = m_place + u'/' + QFileInfo(made.path).fileName();
        QVERIFY(flip(copy + "/store.db", made.manifest.bytes / 2));
        QCOMPARE(result(m_backups->verify(copy, {})).error().code(), ErrorCode::BackupDamaged);
        QCOMPARE(state().missing, 1);
        QCOMPARE(list().size(), 1);
        QCOMPARE(list().first().secondPlaceAt, 0);
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QVERIFY(verifyBackup(copy).has_value());
        QCOMPARE(QDir(m_place + "/.trash").entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        QVERIFY(list().first().secondPlaceAt > 0);
    }
    void doesNotCopyADamagedBackup()
    {
        const BackupInfo sound = make();
        const BackupInfo made = make();
        QVERIFY(flip(storeOf(made), made.manifest.bytes / 2));
        use(m_place);
        const auto done = result(m_backups->copyToSecondPlace({}, {}));
        QVERIFY(!done);
        QCOMPARE(done.error().code(), ErrorCode::BackupDamaged);
        QCOMPARE(done.error().fact(u"path"), made.path);
        QCOMPARE(done.error().fact(u"page"), QString::number(made.manifest.bytes / 2 / made.manifest.pageSize + 1));
        // The other one is there all the same, and the damage is known here.
        const auto copies = SecondPlace(m_place, m_store->backups(), m_clock).copies({});
        QCOMPARE(copies->size(), 1);
        QCOMPARE(copies->first().manifest, sound.manifest);
        QCOMPARE(toString(list().first().state), QString("damaged"));
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value()); // a damaged one is not kept for the place
    }
    void copiesPackedBackupsAndPacksOlderCopies()
    {
        QList<BackupInfo> made;
        for (int i = 0; i < 5; ++i)
            made += make();
        QVERIFY(list().last().isPacked());
        use(m_place);
        const auto done = result(m_backups->copyToSecondPlace({}, {}));
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().fact(u"message")));
        QCOMPARE(done->copies, 5);
        make();
        settle();
        QCOMPARE(state().copies, 6);
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        const auto copies = SecondPlace(m_place, m_store->backups(), m_clock).copies({});
        for (qsizetype i = 0; i < copies->size(); ++i) {
            QCOMPARE(copies->at(i).isPacked(), i >= 3);
            QVERIFY(verifyBackup(copies->at(i).path).has_value());
        }
    }
    void whatIsProvedOrPinnedIsSoThereToo()
    {
        use(m_place);
        const BackupInfo made = make();
        settle();
        QCOMPARE(state().copies, 1);
        QVERIFY(result(m_backups->prove(made.path, {})).has_value());
        QVERIFY(result(m_backups->setPinned(made.path, true, {})).has_value());
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        const auto copy = SecondPlace(m_place, m_store->backups(), m_clock).copies({})->first();
        QCOMPARE(toString(copy.state), QString("proved"));
        QVERIFY(copy.pinned);
    }
    void showsWhatLiesOnlyThereAndRestoresFromIt()
    {
        use(m_place);
        const BackupInfo made = make();
        settle();
        QCOMPARE(state().copies, 1);
        QVERIFY(m_store->addRows(5));
        QVERIFY(QDir(m_store->backups()).removeRecursively()); // the first disk is lost
        const auto left = list();
        QCOMPARE(left.size(), 1);
        QVERIFY(left.first().isOnlyAtSecondPlace && left.first().secondPlaceAt > 0);
        QCOMPARE(left.first().manifest, made.manifest);
        QCOMPARE(left.first().path, m_place + u'/' + QFileInfo(made.path).fileName());
        QVERIFY(left.first().reasons.first().kind == KeepReason::Kind::OnlyCopy);
        QVERIFY(result(m_backups->verify(left.first().path, {})).has_value());
        QVERIFY(result(m_backups->prove(left.first().path, {})).has_value());
        const auto back = result(m_backups->restore({left.first().path, false}, {}));
        QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().fact(u"message")));
        QCOMPARE(back->restoredCommit, made.manifest.commitNo);
        // What is lost here is never deleted there by itself.
        make();
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QVERIFY(QFile::exists(left.first().path + "/manifest.json"));
    }
    void showsTheCopyOfADamagedBackupAsAWayOut()
    {
        use(m_place);
        const BackupInfo made = make();
        settle();
        QCOMPARE(state().copies, 1);
        QVERIFY(flip(storeOf(made), 5000));
        QVERIFY(!result(m_backups->verify(made.path, {})));
        const auto both = list();
        QCOMPARE(both.size(), 2);
        QCOMPARE(std::ranges::count_if(both, &BackupInfo::isOnlyAtSecondPlace), 1);
    }
    void whatGoesToTheTrashHereGoesToTheOneThereForSevenDays()
    {
        use(m_place);
        const BackupInfo first = make();
        const BackupInfo second = make();
        settle();
        QCOMPARE(state().copies, 2);
        QVERIFY(result(m_backups->prove(second.path, {})).has_value());
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        const auto gone = result(m_backups->remove(first.path, {}));
        QVERIFY(gone.has_value());
        QVERIFY(result(m_backups->emptyTrash({})).has_value()); // what is done to this trash is not done to that one
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QCOMPARE(state().copies, 1);
        const QString trash = m_place + "/.trash";
        QCOMPARE(QDir(trash).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
        m_clock.aheadMs = 8 * 24 * 3'600'000LL;
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QCOMPARE(QDir(trash).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1); // the clock has jumped
        QVERIFY(result(m_backups->confirmClock({})).has_value());
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QCOMPARE(QDir(trash).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 0);
    }
    void aBackupThatIsTakenBackHasItsCopyAgain()
    {
        use(m_place);
        const BackupInfo first = make();
        make();
        settle();
        QCOMPARE(state().copies, 2);
        const auto gone = result(m_backups->remove(first.path, {}));
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QCOMPARE(state().copies, 1);
        QVERIFY(result(m_backups->takeBack(gone->path, {})).has_value());
        QCOMPARE(state().missing, 1);
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QCOMPARE(state().copies, 2);
    }
    void theLastProvedCopyStaysThere()
    {
        use(m_place);
        const BackupInfo first = make();
        QVERIFY(result(m_backups->prove(first.path, {})).has_value());
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QVERIFY(QFile::remove(m_place + "/.plancia-backups")); // the place is away for a while
        const BackupInfo second = make();
        QVERIFY(result(m_backups->prove(second.path, {})).has_value());
        QVERIFY(result(m_backups->remove(first.path, {})).has_value());
        QVERIFY(SecondPlace(m_place, m_store->backups(), m_clock).adopt());
        // At that moment the proved one there is the only one; the new one comes with the same run, and then the old one may go.
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QCOMPARE(state().copies, 2);
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QCOMPARE(state().copies, 1);
        QCOMPARE(SecondPlace(m_place, m_store->backups(), m_clock).copies({})->first().manifest, second.manifest);
    }
    void foreignFilesThereAreLeftAlone()
    {
        QVERIFY(QDir().mkpath(m_place + "/my photos"));
        QFile file(m_place + "/letter.txt");
        QVERIFY(file.open(QIODevice::WriteOnly));
        use(m_place);
        const BackupInfo first = make();
        make();
        settle();
        QCOMPARE(state().copies, 2);
        // A folder with the name of a copy that is none of ours.
        const QString name = QFileInfo(first.path).fileName();
        QVERIFY(QDir(m_place + u'/' + name).removeRecursively() && QDir().mkpath(m_place + u'/' + name));
        QVERIFY(result(m_backups->remove(first.path, {})).has_value());
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QVERIFY(QFileInfo::exists(m_place + u'/' + name));
        QVERIFY(file.exists() && QFileInfo::exists(m_place + "/my photos"));
    }
    void aCancelledCopyLeavesNothing()
    {
        const BackupInfo made = make();
        use(m_place);
        const SecondPlace second(m_place, m_store->backups(), m_clock);
        for (const qint64 share : {0, 1, 2}) {
            const CancelToken cancel;
            const auto copy = second.copy(made, cancel, [&](const Progress &p) {
                if (p.done >= share * p.total / 3)
                    cancel.cancel();
            });
            QCOMPARE(copy.error().code(), ErrorCode::InternalCancelled);
            QCOMPARE(allFiles(m_place), QStringList({".plancia-backups"}));
        }
        QCOMPARE(state().copies, 0);
        QVERIFY(!state().error);
    }
    void aKilledCopyLeavesNothingThatCounts()
    {
        QVERIFY(m_store->addRows(2000));
        const BackupInfo made = make();
        use(m_place);
        const pid_t child = ::fork();
        if (child == 0) {
            const SystemClock clock;
            (void)SecondPlace(m_place, m_store->backups(), clock).copy(made, {}, [](const Progress &p) {
                if (p.done > 0)
                    ::raise(SIGKILL);
            });
            ::_exit(1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(allFiles(m_place).size(), 2); // the mark, and what is removed with the next copy
        QCOMPARE(state().copies, 0);
        QCOMPARE(state().missing, 1);
        QVERIFY(result(m_backups->copyToSecondPlace({}, {})).has_value());
        QCOMPARE(allFiles(m_place), QStringList({".plancia-backups", QFileInfo(made.path).fileName()}));
    }
    void whatTheDiskChangesOnTheWayIsFoundThere()
    {
        const BackupInfo made = make();
        use(m_place);
        const SecondPlace second(m_place, m_store->backups(), m_clock);
        bool isChanged = false;
        bool hadManifest = false;
        const auto copy = second.copy(made, {}, [&](const Progress &p) {
            const QStringList pending = QDir(m_place).entryList({".plancia-backup-*"}, QDir::Dirs | QDir::Hidden);
            const QString folder = m_place + u'/' + pending.value(0);
            hadManifest = hadManifest || QFile::exists(folder + "/manifest.json");
            if (p.done >= made.manifest.bytes && !isChanged) // all is written, nothing is read back yet
                isChanged = flip(folder + "/store.db", made.manifest.bytes / 2);
        });
        QVERIFY(isChanged && !hadManifest);
        QCOMPARE(copy.error().code(), ErrorCode::BackupDamaged);
        QVERIFY(copy.error().fact(u"path").startsWith(m_place)); // not the backup here
        QCOMPARE(allFiles(m_place), QStringList({".plancia-backups"}));
        QCOMPARE(toString(list().first().state), QString("verified"));
    }
    void catchesUpByItselfWhenThePlaceIsBack()
    {
        start(50);
        use(m_place);
        const QString mark = m_place + "/.plancia-backups";
        QVERIFY(QFile::rename(mark, m_place + ".mark"));
        make();
        make();
        QCOMPARE(state().missing, 2);
        QVERIFY(allFiles(m_place).isEmpty());
        QVERIFY(QFile::rename(m_place + ".mark", mark));
        QTRY_COMPARE(state().copies, 2);
        QCOMPARE(state().missing, 0);
    }
    void aCopyThatAnotherProgramMadeMeanwhileIsNotMadeTwice()
    {
        const BackupInfo made = make();
        use(m_place);
        const SecondPlace second(m_place, m_store->backups(), m_clock);
        bool isOther = false;
        const auto late = second.copy(made, {}, [&](const Progress &) {
            if (!std::exchange(isOther, true))
                QVERIFY(second.copy(made, {}, {}).has_value());
        });
        QVERIFY(late.has_value());
        QCOMPARE(allFiles(m_place), QStringList({".plancia-backups", QFileInfo(made.path).fileName()}));
    }
    void aBackupOfAnotherStoreMayHaveTheName()
    {
        const BackupInfo made = make();
        use(m_place);
        StoreFixture other(10);
        const auto foreign = other.backUp(m_place);
        const QString name = m_place + u'/' + QFileInfo(made.path).fileName();
        QVERIFY(QDir().rename(foreign->path, name));
        const auto copy = SecondPlace(m_place, m_store->backups(), m_clock).copy(made, {}, {});
        QCOMPARE(copy->path, name + "-2");
        QCOMPARE(state().copies, 1);
        QCOMPARE(list().size(), 1);
        QVERIFY(verifyBackup(name).has_value() && verifyBackup(copy->path).has_value());
    }
    void aDumpOfAServerIsCopiedByItsHash()
    {
        BackupManifest manifest = make().manifest;
        const QByteArray dump(3'000'000, 'd');
        manifest.engine = QStringLiteral("postgres");
        manifest.file = backup::kDumpFile;
        manifest.bytes = dump.size();
        manifest.pageSize = 0;
        manifest.serverVersion = QStringLiteral("15.18");
        manifest.sha256 = QString::fromLatin1(QCryptographicHash::hash(dump, QCryptographicHash::Sha256).toHex());
        const QString folder = m_store->backups() + "/20260131T134500Z-c42";
        QVERIFY(QDir().mkpath(folder));
        for (const auto &[name, bytes] : {std::pair(backup::kDumpFile, dump), std::pair(QString("manifest.json"), toJson(manifest))}) {
            QFile file(folder + u'/' + name);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        }
        const SecondPlace second(m_place, m_store->backups(), m_clock);
        QVERIFY(second.adopt());
        const auto info = backup::readBackup(backup::placeOf(folder));
        QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().fact(u"message")));
        const auto copy = second.copy(*info, {}, {});
        QVERIFY2(copy.has_value(), copy ? "" : qPrintable(copy.error().fact(u"message")));
        QCOMPARE(bytesOf(copy->path + u'/' + backup::kDumpFile), dump);
        QVERIFY(QDir(copy->path).removeRecursively());
        QVERIFY(flip(folder + u'/' + backup::kDumpFile, 17));
        QCOMPARE(second.copy(*info, {}, {}).error().code(), ErrorCode::BackupDamaged);
        QCOMPARE(allFiles(m_place), QStringList({".plancia-backups"}));
    }
    void copiesOneThatIsAskedFor()
    {
        const BackupInfo first = make();
        make();
        use(m_place);
        const auto done = result(m_backups->copyToSecondPlace(first.path, {}));
        QCOMPARE(done->copies, 1);
        QCOMPARE(done->missing, 1);
        QCOMPARE(result(m_backups->copyToSecondPlace(m_place, {})).error().code(), ErrorCode::BackupNotFound);
    }
    void saysThatNoneIsSet()
    {
        make();
        QCOMPARE(toString(state().state), QString("none"));
        QCOMPARE(result(m_backups->copyToSecondPlace({}, {})).error().code(), ErrorCode::BackupPlaceMissing);
    }
    void aSilentDiskHoldsNobodyForLong()
    {
        backup::PatientAsk ask(QStringLiteral("silent"));
        std::promise<void> wake;
        const auto sleeping = wake.get_future().share();
        const auto begun = std::chrono::steady_clock::now();
        QVERIFY(!ask.ask(std::chrono::milliseconds(100), [sleeping] { sleeping.wait(); return 1; }));
        QVERIFY(!ask.ask(std::chrono::seconds(60), [] { return 2; })); // not even asked
        QVERIFY(std::chrono::steady_clock::now() - begun < std::chrono::seconds(30));
        wake.set_value();
        QTRY_VERIFY(ask.ask(std::chrono::seconds(5), [] { return 3; }) == 3);
    }
    void aSlowPlaceIsShownAsItWasFoundLast()
    {
        const BackupInfo made = make();
        const SecondPlace second(m_place, m_store->backups(), m_clock);
        QVERIFY(second.adopt() && passed(second.copy(made, {}, {})));
        backup::PlaceLooker looker(m_clock, std::chrono::milliseconds(0)); // every answer is too late
        const auto look = [&] { return looker.look(m_place, m_store->backups(), made.manifest.storeId, {made}).state; };
        const auto first = look();
        if (first.state == PlaceState::Missing) // it may have been faster all the same
            QCOMPARE(first.error->fact(u"message"), QString("it does not answer"));
        QTRY_COMPARE(toString(look().state), QString("present"));
        QCOMPARE(look().copies, 1);
        QVERIFY(QFile::remove(m_place + "/.plancia-backups"));
        QTRY_COMPARE(toString(look().state), QString("missing"));
    }
    void theWordOfTheMemoryIsKept()
    {
        const QString folder = m_store->filePath("memory");
        const backup::GoneBackup gone{QString(64, u'a'), 17, 42};
        QVERIFY(backup::changePlaceMemory(folder, "one", "/nas", [&](backup::PlaceMemory &m) {
            m.lastSeenAt = 5;
            m.gone += gone;
            m.error = Error(ErrorCode::IoDiskFull, {{"path", "/nas"}});
        }));
        QVERIFY(backup::changePlaceMemory(folder, "two", "/nas", [](backup::PlaceMemory &m) { m.lastSeenAt = 9; }));
        const auto one = backup::readPlaceMemory(folder, "one", "/nas");
        QVERIFY(one.lastSeenAt == 5 && one.gone == QList{gone});
        QCOMPARE(one.error->code(), ErrorCode::IoDiskFull);
        QCOMPARE(one.error->fact(u"path"), QString("/nas"));
        QCOMPARE(backup::readPlaceMemory(folder, {}, "/nas").lastSeenAt, 9);
        QCOMPARE(backup::readPlaceMemory(folder, "one", "/usb").lastSeenAt, 0); // of another place nothing is known
    }

private:
    void start(int watchMs = 0)
    {
        m_backups.reset();
        m_backups = std::make_unique<backup::LocalBackups>(
            *m_store->store, m_queue, m_clock,
            backup::Shelving{.folder = m_store->backups(), .workspace = "local", .scratch = m_store->filePath("scratch"),
                             .audit = [this](const backup::Act &act) {
                                 const std::scoped_lock lock(m_mutex);
                                 m_acts += act.action;
                             },
                             .policy = [this]() -> Result<BackupPolicy> {
                                 const std::scoped_lock lock(m_mutex);
                                 return m_policy;
                             },
                             .setPolicy = [this](const BackupPolicy &policy, const CallContext &) -> Result<BackupPolicy> {
                                 const std::scoped_lock lock(m_mutex);
                                 return m_policy = policy;
                             },
                             .watchPlaceMs = watchMs},
            backup::Restoring{m_store->store.get(), appendRow});
    }
    void use(const QString &place)
    {
        BackupPolicy policy;
        policy.secondPlace = place;
        const auto set = result(m_backups->setPolicy(policy, {}));
        if (!set)
            qFatal("no place: %s", qPrintable(set.error().fact(u"message")));
    }
    /// Until nothing is copied any more: the first may come between a look at the place and the copy that follows it.
    void settle()
    {
        for (int i = 0; i < 2; ++i)
            (void)result(m_backups->copyToSecondPlace({}, {}));
    }
    BackupInfo make()
    {
        if (!m_store->addRows(1))
            qFatal("no commit");
        const auto made = result(m_backups->create({}, {}));
        if (!made)
            qFatal("no backup: %s", qPrintable(made.error().fact(u"message")));
        return *made;
    }
    QList<BackupInfo> list() { return result(m_backups->list({})).value(); }
    SecondPlaceState state() { return result(m_backups->secondPlace({})).value(); }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
    }

    TurnedClock m_clock;
    tasks::TaskQueue m_queue{m_clock};
    std::mutex m_mutex;
    BackupPolicy m_policy;
    QStringList m_acts;
    QString m_place;
    std::unique_ptr<StoreFixture> m_store;
    std::unique_ptr<backup::LocalBackups> m_backups;
};

QTEST_GUILESS_MAIN(tst_SecondPlace)
#include "tst_secondplace.moc"
