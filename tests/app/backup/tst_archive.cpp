// SPDX-License-Identifier: GPL-3.0-or-later
#include "archivefixture.h"

#include "app/backup/archive/thinning.h"
#include "app/backup/archive/written.h"
#include "tests/support/bitrot.h"

#include <QProcess>
#include <signal.h>

using namespace plancia;
using namespace plancia::tests;

namespace {
/// A program of another maker: it takes no lock of ours and counts no commit.
void foreignProgram(const QString &path, const char *sql)
{
    QProcess process;
    process.start("sqlite3", {path, sql});
    QVERIFY2(process.waitForFinished(20'000) && process.exitCode() == 0, process.readAllStandardError().constData());
}

/// Waits until what was written has been checkpointed.
bool waitForCheckpoint(ArchiveFixture &f)
{
    const auto sealed = [&] {
        const auto seal = f.folder->seal();
        const auto index = f.index();
        return seal && index->newest() && seal->position == index->newest()->upTo && index->lastCommit() == f.store->commitNoSeen();
    };
    const bool done = QTest::qWaitFor(sealed, 20'000);
    if (!done) {
        qWarning("commit %lld, archived %lld, seal %lld of %lld frames", f.store->commitNoSeen(), f.index()->lastCommit(),
                 f.folder->seal() ? f.folder->seal()->position.frames : -1, f.index()->newest()->upTo.frames);
        if (const auto problem = f.archiver->problem())
            qWarning("problem %d %s", int(problem->code()), qPrintable(problem->fact(u"message")));
    }
    return done;
}
} // namespace

class tst_Archive : public QObject {
    Q_OBJECT
private slots:
    void bringsAnyCommitBack();
    void bringsBackWithEveryPageSize_data();
    void bringsBackWithEveryPageSize();
    void keepsWhatAnotherProcessCommits();
    void losesNothingWhenKilled();
    void noticesAForeignWriter();
    void givesALongLogUpAndSaysSo_data();
    void givesALongLogUpAndSaysSo();
    void noticesAForeignCheckpoint();
    void noticesALostLog();
    void noticesAStoreThatFellBack();
    void refusesADamagedRecord_data();
    void refusesADamagedRecord();
    void keepsARewriteWithoutAGap();
    void readsNothingThatTheBaseHolds();
    void goesOnAfterItWasOff_data();
    void goesOnAfterItWasOff();
    void beginsWithALogThatWasCheckpointed();
    void noticesAForeignCheckpointOfAnEmptyLog();
    void seesNoGapInAClosedAndOpenedStore();
    void doesNotCheckpointWhatItCouldNotKeep();
    void standsAClockThatJumps();
    void thinsOutAndStillBringsBack();
    void staysUnderItsLimit();
    void knowsEveryPageThatCommitsWrote();
    void findsWhatNoCommitWrote();
};

void tst_Archive::bringsAnyCommitBack()
{
    ArchiveFixture f;
    f.add(50);
    f.base();
    f.remember(f.store->commitNoSeen());
    auto &random = *QRandomGenerator::global();
    for (int i = 0; i < 330; ++i) {
        f.randomWrite();
        if (random.bounded(12) == 0)
            QVERIFY(waitForCheckpoint(f)); // passive, when idle
        if (i % 90 == 60) { // truncating, at the end
            f.close();
            f.open();
        }
        if (i == 120)
            QVERIFY(f.store->rewrite({}, [](sql::Connection &c) {
                auto done = c.execute("VACUUM");
                return done ? Result<bool>(true) : Result<bool>(done.error());
            }));
        if (i == 150)
            f.write("CREATE INDEX another ON tenants (notes)");
        if (i == 200)
            f.write("DROP INDEX another");
        if (i == 240)
            f.base();
    }
    f.keep();
    QCOMPARE(f.gaps(), QString("started"));
    QCOMPARE(f.index()->moments().size(), f.contents.size() - 0);
    int exact = 0;
    QList<qint64> commits = f.contents.keys();
    commits.removeIf([&](qint64 no) { return no < f.index()->moments().first().no; });
    std::shuffle(commits.begin(), commits.end(), random);
    QVERIFY(commits.size() > 300);
    for (const qint64 no : commits)
        exact += f.comesBack(no);
    QCOMPARE(exact, commits.size());
}

void tst_Archive::bringsBackWithEveryPageSize_data()
{
    QTest::addColumn<int>("pageSize");
    for (int size = 512; size <= 65536; size *= 2)
        QTest::addRow("%d", size) << size;
}

void tst_Archive::bringsBackWithEveryPageSize()
{
    QFETCH(int, pageSize);
    ArchiveFixture f(pageSize);
    f.add(10);
    f.base();
    for (int i = 0; i < 8; ++i)
        f.randomWrite();
    f.close();
    f.open();
    for (int i = 0; i < 8; ++i)
        f.randomWrite();
    f.keep();
    QCOMPARE(f.gaps(), QString("started"));
    QCOMPARE(f.index()->newest()->upTo.pageSize, quint32(pageSize));
    for (const auto &entry : f.index()->moments())
        QVERIFY2(f.comesBack(entry.no), qPrintable(QString::number(entry.no)));
}

namespace {
BackupInfo backUp(ArchiveFixture &f)
{
    std::optional<Result<BackupInfo>> made;
    ArchiveFixture::check(f.store->withSourceHandle([&](sqlite3 *source) -> Result<bool> {
        made = BackupEngine(f.clock).create(source, {f.filePath("backups")}, {}, {});
        return true;
    }));
    return ArchiveFixture::check(std::move(*made));
}
/// Nothing where the archive cannot say.
std::optional<QList<qint64>> stray(ArchiveFixture &f, const BackupInfo &older, const BackupInfo &newer)
{
    const auto written = ArchiveFixture::check(writtenBetween(*f.archiver, older.manifest, newer.manifest, {}));
    return written ? std::optional(ArchiveFixture::check(strayPages(older, newer, *written, nullptr, {}))) : std::nullopt;
}
QByteArray pageOf(const QString &path, qint64 page, int pageSize)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.seek((page - 1) * pageSize) ? file.read(pageSize) : QByteArray();
}
} // namespace

/// Whatever is written, and however the store is rewritten: no page is ever held to have changed by itself.
void tst_Archive::knowsEveryPageThatCommitsWrote()
{
    ArchiveFixture f;
    f.add(200, QByteArray(500, 'x'));
    f.base();
    auto &random = *QRandomGenerator::global();
    QList<BackupInfo> made{backUp(f)};
    int known = 0;
    for (int round = 0; round < 12; ++round) {
        for (int i = random.bounded(9); i >= 0; --i)
            f.randomWrite();
        if (round % 3 == 1)
            QVERIFY(waitForCheckpoint(f));
        if (round % 4 == 2)
            QVERIFY(f.store->rewrite({}, [](sql::Connection &c) {
                auto done = c.execute("VACUUM");
                return done ? Result<bool>(true) : Result<bool>(done.error());
            }));
        if (round % 5 == 3) {
            f.close();
            f.open();
        }
        if (random.bounded(2))
            f.randomWrite();
        made += backUp(f);
        for (const BackupInfo &older : std::as_const(made)) {
            const auto found = stray(f, older, made.last());
            known += found.has_value();
            QVERIFY2(!found || found->isEmpty(), qPrintable(QStringLiteral("%1 → %2: page %3").arg(older.manifest.commitNo).arg(made.last().manifest.commitNo)
                                                                .arg(found && !found->isEmpty() ? found->first() : 0)));
        }
    }
    QCOMPARE(f.gaps(), QString("started"));
    QVERIFY2(known > 60, qPrintable(QString::number(known)));
}

/// A bit that turned over, and a write that never reached the disk, each in a store that is written on.
void tst_Archive::findsWhatNoCommitWrote()
{
    ArchiveFixture f;
    f.add(200, QByteArray(500, 'x'));
    f.write("UPDATE tenants SET notes = 'Rottenbyte' WHERE id = (SELECT max(id) FROM tenants)");
    f.base();
    const BackupInfo before = backUp(f);
    const int pageSize = before.manifest.pageSize;
    const qint64 place = lastPlaceOf("Rottenbyte", before.path + "/store.db");
    QVERIFY(place > 0);
    const qint64 rotten = place / pageSize + 1;
    f.write("UPDATE tenants SET notes = 'changed' WHERE id = (SELECT min(id) FROM tenants)");
    QCOMPARE(*stray(f, before, backUp(f)), QList<qint64>());
    f.close();
    QVERIFY(rot(f.path(), place + 3, "T"));
    f.open();
    f.write("UPDATE tenants SET notes = 'changed again' WHERE id = (SELECT min(id) FROM tenants)");
    const BackupInfo flipped = backUp(f);
    QCOMPARE(f.gaps(), QString("started"));
    QCOMPARE(*stray(f, before, flipped), QList<qint64>{rotten});

    // The page as it was before the last write of it.
    f.write("UPDATE tenants SET notes = 'Lostwriteword' WHERE id = (SELECT min(id) FROM tenants)");
    const BackupInfo whole = backUp(f);
    QCOMPARE(*stray(f, flipped, whole), QList<qint64>());
    f.close();
    const qint64 lost = lastPlaceOf("Lostwriteword", whole.path + "/store.db") / pageSize + 1;
    QVERIFY(lost > 1);
    QVERIFY(rot(f.path(), (lost - 1) * pageSize, pageOf(flipped.path + "/store.db", lost, pageSize)));
    f.open();
    f.write("UPDATE tenants SET notes = 'later' WHERE id = (SELECT id FROM tenants ORDER BY id LIMIT 1 OFFSET 100)");
    QCOMPARE(*stray(f, flipped, backUp(f)), QList<qint64>{lost});
    QVERIFY(stray(f, before, backUp(f))->contains(lost));
}

/// Prints "commit content" for each commit until it is told to end, or killed.
int writeAsChild(const QString &where, int commits)
{
    SystemClock clock;
    store::LocalStore::Options options;
    options.path = where + "/control.db";
    options.idleMs = 20;
    auto opened = store::LocalStore::open(options);
    if (!opened)
        return 2;
    auto archive = std::make_shared<ArchiveFolder>(where + "/archive", (*opened)->storeId(), where + "/backups");
    auto archiver = std::make_shared<Archiver>(Archiver::Options{(*opened)->path(), archive, 50, {}}, clock);
    archiver->follow({});
    (*opened)->setWalKeeper(archiver);
    for (int i = 0; i < commits; ++i) {
        QByteArray content;
        auto written = (*opened)->write<qint64>(CallContext(), {}, [&](sql::Connection &c) -> Result<qint64> {
            auto added = c.execute("INSERT INTO tenants (id, slug, name, name_key, status, notes, created_at, updated_at)"
                                   " VALUES (randomblob(16), 'c' || abs(random()), 'n', 'n', 'trial', hex(randomblob(1500)), 1, 1)");
            if (!added)
                return fail(added.error());
            auto no = sql::nextCommitWithoutAudit(c);
            content = contentOf(static_cast<sql::SqliteConnection &>(c).handle()); // others wait meanwhile
            return no;
        });
        written.waitForFinished();
        if (!written.result())
            return 3;
        printf("%lld %s\n", static_cast<long long>(*written.result()), content.toHex().constData());
        fflush(stdout);
    }
    return 0;
}

static void collect(ArchiveFixture &f, const QByteArray &output)
{
    for (const QByteArray &line : output.split('\n')) {
        const QByteArrayList parts = line.split(' ');
        if (parts.size() == 2 && parts[1].size() == 64)
            f.contents.insert(parts[0].toLongLong(), QByteArray::fromHex(parts[1]));
    }
}

void tst_Archive::keepsWhatAnotherProcessCommits()
{
    ArchiveFixture f;
    f.add(5);
    f.base();
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {"--write", f.filePath(""), "60"});
    QVERIFY(child.waitForStarted());
    for (int i = 0; i < 60; ++i) {
        auto future = f.store->write<qint64>(CallContext(), {}, [&](sql::Connection &c) -> Result<qint64> {
            auto no = sql::nextCommitWithoutAudit(c);
            if (no)
                f.contents.insert(*no, contentOf(static_cast<sql::SqliteConnection &>(c).handle()));
            return no;
        });
        future.waitForFinished();
        QVERIFY(future.result());
    }
    QVERIFY(child.waitForFinished(30'000));
    QVERIFY2(child.exitCode() == 0, child.readAllStandardError().constData());
    collect(f, child.readAllStandardOutput());
    f.keep();
    QCOMPARE(f.gaps(), QString("started"));
    QVERIFY(f.index()->moments().size() >= 120);
    for (const auto &entry : f.index()->moments())
        if (f.contents.contains(entry.no))
            QVERIFY2(f.comesBack(entry.no), qPrintable(QString::number(entry.no)));
}

void tst_Archive::losesNothingWhenKilled()
{
    ArchiveFixture f;
    f.add(5);
    f.base();
    f.close();
    for (int round = 0; round < 8; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {"--write", f.filePath(""), "100000"});
        QByteArray output;
        while (output.count('\n') < 10 + round * 7) {
            QVERIFY(child.waitForReadyRead(20'000));
            output += child.readAllStandardOutput();
        }
        ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
        QVERIFY(child.waitForFinished());
        collect(f, output + child.readAllStandardOutput());
    }
    f.open();
    f.add(1);
    f.keep();
    QCOMPARE(f.gaps(), QString("started"));
    QVERIFY(f.index()->moments().size() > 200);
    for (const auto &entry : f.index()->moments())
        if (f.contents.contains(entry.no) && (entry.no % 5 == 0 || entry.no > f.contents.lastKey() - 10))
            QVERIFY2(f.comesBack(entry.no), qPrintable(QString::number(entry.no)));
}

void tst_Archive::noticesAForeignWriter()
{
    ArchiveFixture f;
    f.add(5);
    f.base();
    f.add(5);
    const qint64 before = f.store->commitNoSeen();
    foreignProgram(f.path(), "UPDATE tenants SET notes = 'by another program'");
    const qint64 after = [&] { f.add(1); return f.store->commitNoSeen(); }();
    f.keep();
    QCOMPARE(f.gaps(), QString("started foreign_writer"));
    QCOMPARE(f.index()->lines().last().gap.fromCommit, before);
    QVERIFY(f.comesBack(before));
    QCOMPARE(f.index()->route(after).error().code(), ErrorCode::MomentNotFound); // until there is a base
    f.base();
    f.add(1);
    f.keep();
    QVERIFY(f.comesBack(f.store->commitNoSeen()));
    QVERIFY(f.comesBack(before));
    QCOMPARE(f.gaps(), QString("started foreign_writer"));
}

/// An archive that cannot be written must not fill the disk by the log that waits for it.
void tst_Archive::givesALongLogUpAndSaysSo_data()
{
    QTest::addColumn<bool>("stands");
    QTest::addColumn<QString>("gaps");
    QTest::newRow("the log began anew before the archive could be written") << false << "started no_room";
    QTest::newRow("the log still stood when it could") << true << "started";
}

void tst_Archive::givesALongLogUpAndSaysSo()
{
    QFETCH(bool, stands);
    ArchiveFixture f(4096, 100);
    f.close();
    f.lockMs = 50;
    f.giveWayBytes = 1 << 20;
    f.open();
    f.add(5);
    f.base();
    ArchiveFolder other(f.filePath("archive"), f.store->storeId(), f.filePath("backups"));
    {
        MainFile before;
        std::optional<decltype(other.lock(0))> held;
        do { // until no checkpoint came between: what is kept is then of the log that stands
            held.reset();
            before = MainFile::of(f.path());
            f.add(1);
            f.keep();
            held.emplace(other.lock(5'000));
            QVERIFY(*held);
            f.awaitCheckpoint();
        } while (MainFile::of(f.path()) != before);
        f.add(1);
        const qint64 lost = f.store->commitNoSeen();
        QTest::qWait(400); // longer than the store is idle before it wants a checkpoint, and the archive refuses
        QVERIFY(MainFile::of(f.path()) == before);
        f.add(400, QByteArray(9'000, 'x')); // at once: between two commits it would be long enough already
        QVERIFY(f.waitForQuiet(before));
        QVERIFY(f.archiver->problem());
        QVERIFY(lost > 0);
        if (!stands)
            f.add(1); // the log begins anew with it
    }
    f.keep();
    f.add(1);
    f.keep();
    QFETCH(QString, gaps);
    QVERIFY2(f.gaps().startsWith(gaps) && (!stands || f.gaps() == gaps), qPrintable(f.gaps()));
    f.base();
    f.add(1);
    f.keep();
    QVERIFY(f.comesBack(f.store->commitNoSeen()));
}

void tst_Archive::noticesAForeignCheckpoint()
{
    ArchiveFixture f;
    f.add(5);
    f.base();
    f.add(5);
    const qint64 before = f.store->commitNoSeen();
    f.close();
    foreignProgram(f.path(), "UPDATE tenants SET notes = 'by another program'; PRAGMA wal_checkpoint(TRUNCATE)");
    f.open();
    f.add(1);
    f.keep();
    QCOMPARE(f.gaps(), QString("started foreign_checkpoint"));
    const ArchiveGap gap = f.index()->lines().last().gap;
    QVERIFY(gap.from > 0 && gap.until >= gap.from);
    QCOMPARE(gap.fromCommit, before);
    QCOMPARE(gap.untilCommit, f.store->commitNoSeen());
    f.base();
    QVERIFY(f.comesBack(before));
    QVERIFY(f.comesBack(f.store->commitNoSeen()));
}

void tst_Archive::noticesALostLog()
{
    ArchiveFixture f;
    f.add(5);
    f.base();
    f.close();
    f.open(false); // commits that no archive sees
    f.add(3);
    f.add(3);
    f.close();
    f.open();
    f.add(1);
    f.keep();
    QCOMPARE(f.gaps(), QString("started foreign_checkpoint"));
    f.base();
    QVERIFY(f.comesBack(f.store->commitNoSeen()));
}

void tst_Archive::noticesAStoreThatFellBack()
{
    ArchiveFixture f;
    f.add(5);
    f.base();
    f.close();
    QProcess child; // killed, so that its commits are in the log only
    child.start(QCoreApplication::applicationFilePath(), {"--write", f.filePath(""), "100000"});
    QByteArray output;
    while (output.count('\n') < 30) {
        QVERIFY(child.waitForReadyRead(20'000));
        output += child.readAllStandardOutput();
    }
    ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
    QVERIFY(child.waitForFinished());
    collect(f, output + child.readAllStandardOutput());
    QVERIFY(Archiver({f.path(), f.folder, 50, {}}, f.clock).keepNow());
    const qint64 archived = f.index()->lastCommit();
    QVERIFY(f.contents.lastKey() <= archived);
    // One flipped bit: SQLite stops reading there and says nothing.
    QFile log(f.path() + "-wal");
    QVERIFY(log.open(QIODevice::ReadWrite) && log.seek(32 + f.index()->newest()->upTo.frames / 2 * (24 + 4096) + 100));
    char byte = 0;
    QVERIFY(log.peek(&byte, 1) == 1 && log.putChar(char(byte ^ 1)));
    log.close();
    f.open();
    const qint64 left = f.store->commitNoSeen();
    QVERIFY(left < archived);
    QCOMPARE(f.index()->lastCommit(), archived);
    // What was lost is in the archive. (The child may have been killed between its last commit and the line that tells it.)
    const qint64 told = f.contents.lastKey();
    QVERIFY(told > left && f.comesBack(told));
    f.add(1);
    f.keep();
    QCOMPARE(f.gaps(), QString("started store_behind"));
    QCOMPARE(f.index()->lines().last().gap.fromCommit, archived);
    // Not known when it is noticed before the next commit.
    const qint64 until = f.index()->lines().last().gap.untilCommit;
    QVERIFY2(until == -1 || until == left + 1, qPrintable(QString::number(until)));
    f.base();
    QVERIFY(f.comesBack(left + 1)); // the newer one of that number
    QVERIFY(f.comesBack(left));
    QVERIFY(f.comesBack(told));
}

void tst_Archive::refusesADamagedRecord_data()
{
    QTest::addColumn<QString>("damage");
    for (const char *damage : {"payload", "page list", "head", "trailer", "cut short", "empty", "missing", "of another place", "of another store"})
        QTest::newRow(damage) << QString(damage);
}

void tst_Archive::refusesADamagedRecord()
{
    QFETCH(QString, damage);
    ArchiveFixture f, other;
    for (ArchiveFixture *each : {&f, &other}) {
        each->add(5);
        each->base();
        for (int i = 0; i < 4; ++i) {
            each->add(3);
            each->keep(); // a record each
        }
    }
    const qint64 newest = f.store->commitNoSeen();
    QVERIFY(f.comesBack(newest));
    const QStringList names = f.records();
    QVERIFY(names.size() >= 5);
    const QString victim = f.filePath("archive/") + names[names.size() - 2];
    const auto flip = [&](qint64 at) {
        QFile file(victim);
        char byte = 0;
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at) && file.peek(&byte, 1) == 1 && file.putChar(char(byte ^ 4)));
    };
    const RecordHead head = f.index()->records()[f.index()->records().size() - 2];
    const qint64 size = QFileInfo(victim).size();
    f.folder = std::make_shared<ArchiveFolder>(f.filePath("archive"), f.store->storeId(), f.filePath("backups")); // another program
    if (damage == "payload")
        flip(16 + head.payloadBytes / 2);
    else if (damage == "page list")
        flip(16 + head.payloadBytes + 1);
    else if (damage == "head")
        flip(size - 100);
    else if (damage == "trailer")
        flip(size - 30);
    else if (damage == "cut short")
        QVERIFY(QFile::resize(victim, size - 1));
    else if (damage == "empty")
        QVERIFY(QFile::resize(victim, 0));
    else if (damage == "missing")
        QVERIFY(QFile::remove(victim));
    else if (damage == "of another place")
        QVERIFY(QFile::remove(victim) && QFile::copy(f.filePath("archive/") + names[names.size() - 3], victim));
    else
        QVERIFY(QFile::remove(victim) && QFile::copy(other.filePath("archive/") + names[names.size() - 2], victim));

    // Pages that a later record has anew are not read at all.
    const auto after = f.materialise(damage == "payload" ? newest - 1 : newest);
    QVERIFY(!after);
    QVERIFY(f.comesBack(newest - 2)); // before the damage
    if (damage != "payload" && damage != "page list") {
        QCOMPARE(f.gaps(), QString("started damaged"));
    } else {
        QCOMPARE(after.error().code(), ErrorCode::ArchiveDamaged);
    }
    f.add(1);
    f.base();
    QVERIFY(f.comesBack(f.store->commitNoSeen())); // a new base makes up for it
}

void tst_Archive::keepsARewriteWithoutAGap()
{
    ArchiveFixture f;
    f.add(60, QByteArray(3000, 'x'));
    f.base();
    f.write("DELETE FROM tenants WHERE abs(random()) % 3");
    for (const char *sql : {"VACUUM", "REINDEX"}) {
        const qint64 at = f.store->commitNoSeen();
        QVERIFY(f.store->rewrite({}, [&](sql::Connection &c) {
            auto done = c.execute(sql);
            return done ? Result<bool>(true) : Result<bool>(done.error());
        }));
        f.add(2);
        f.keep();
        QVERIFY(f.comesBack(at));
        QVERIFY(f.comesBack(at + 1));
    }
    QCOMPARE(f.gaps(), QString("started"));
    QVERIFY(!f.store->foreignWriter());
}

void tst_Archive::readsNothingThatTheBaseHolds()
{
    ArchiveFixture f;
    f.add(60, QByteArray(3000, 'x'));
    f.base();
    const RecordHead stands = *f.index()->newest();
    QCOMPARE(stands.lastCommit(), f.store->commitNoSeen());
    f.add(2); // few of its pages come anew
    f.keep();
    QFile file(stands.path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(16 + stands.payloadBytes / 2) && file.write("damage") == 6);
    file.close();
    QVERIFY(f.comesBack(f.store->commitNoSeen())); // what follows is enough
}

void tst_Archive::goesOnAfterItWasOff_data()
{
    QTest::addColumn<bool>("checkpointed"); ///< while it was off: the log then begins anew with the next commit
    QTest::newRow("in the log") << false;
    QTest::newRow("checkpointed") << true;
}

void tst_Archive::goesOnAfterItWasOff()
{
    QFETCH(bool, checkpointed);
    ArchiveFixture f(4096, checkpointed ? 20 : 60'000);
    f.add(5);
    f.base();
    f.add(1);
    const qint64 before = f.store->commitNoSeen();
    QVERIFY(f.archiver->setOn(false));
    const MainFile main = MainFile::of(f.path());
    f.add(3);
    f.keep();
    QCOMPARE(f.index()->lastCommit(), before);
    if (checkpointed)
        QVERIFY(f.waitForQuiet(main));
    QVERIFY(f.archiver->setOn(true));
    f.base();
    f.add(1);
    f.keep();
    QCOMPARE(f.gaps(), QString("started switched_off"));
    QVERIFY(f.comesBack(before));
    QVERIFY(f.comesBack(f.store->commitNoSeen()));
}

void tst_Archive::beginsWithALogThatWasCheckpointed()
{
    ArchiveFixture f;
    f.close();
    f.open(false);
    const MainFile main = MainFile::of(f.path());
    f.add(5);
    QVERIFY(f.waitForQuiet(main));
    QVERIFY(QDir(f.filePath("archive")).removeRecursively());
    f.follow();
    f.keep();
    f.base();
    f.add(1);
    f.keep();
    QCOMPARE(f.gaps(), QString("started"));
    QVERIFY(f.comesBack(f.store->commitNoSeen()));
}

void tst_Archive::noticesAForeignCheckpointOfAnEmptyLog()
{
    ArchiveFixture f;
    f.add(5);
    f.close();
    QVERIFY(QDir(f.filePath("archive")).removeRecursively());
    f.open();
    f.keep();
    f.base();
    f.close();
    foreignProgram(f.path(), "UPDATE tenants SET notes = 'by another program'; PRAGMA wal_checkpoint(TRUNCATE)");
    f.open();
    f.add(1);
    f.keep();
    QCOMPARE(f.gaps(), QString("started foreign_checkpoint"));
}

void tst_Archive::seesNoGapInAClosedAndOpenedStore()
{
    ArchiveFixture f;
    f.add(5);
    f.base();
    for (int i = 0; i < 6; ++i) {
        f.close();
        f.open();
        f.add(2);
    }
    f.keep();
    QCOMPARE(f.gaps(), QString("started"));
}

void tst_Archive::doesNotCheckpointWhatItCouldNotKeep()
{
    ArchiveFixture f;
    f.lockMs = 300;
    f.close();
    f.open();
    f.add(5);
    f.base();
    QVERIFY(waitForCheckpoint(f));
    const MainFile main = MainFile::of(f.path());
    auto held = f.folder->lock(1000); // as if another program held the archive
    QVERIFY(held);
    f.add(5);
    f.close(); // waits for the archive, then leaves the log alone
    QCOMPARE(MainFile::of(f.path()), main);
    QVERIFY(QFileInfo(f.path() + "-wal").size() > 0);
    held = fail(ErrorCode::InternalCancelled); // lets go
    f.open();
    f.add(1);
    f.keep();
    QCOMPARE(f.gaps(), QString("started"));
    QVERIFY(f.comesBack(f.store->commitNoSeen() - 1));
}

void tst_Archive::standsAClockThatJumps()
{
    constexpr qint64 kYears = 10LL * 365 * 24 * 3600 * 1000;
    ArchiveFixture f;
    f.add(5);
    f.base();
    for (const qint64 ahead : {kYears, -kYears, qint64(0)}) {
        f.clock.aheadMs = ahead;
        f.add(2);
        f.keep();
        f.base();
        f.add(2);
        f.keep();
    }
    QCOMPARE(f.gaps(), QString("started"));
    for (const auto &entry : f.index()->moments())
        if (f.contents.contains(entry.no))
            QVERIFY2(f.comesBack(entry.no), qPrintable(QString::number(entry.no)));
}

void tst_Archive::thinsOutAndStillBringsBack()
{
    constexpr qint64 kHour = 3'600'000;
    ArchiveFixture f;
    f.clock.aheadMs = -80 * kHour;
    f.add(5);
    f.base();
    qint64 named = 0;
    for (int hour = 80; hour > 0; --hour) {
        f.clock.aheadMs = -hour * kHour;
        for (int i = 0; i < 3; ++i) {
            f.randomWrite();
            if (hour == 70 && i == 0)
                named = f.store->commitNoSeen();
            f.keep();
        }
        if (hour == 60 || hour == 40) // in the middle of an hour; a rewrite of its commit follows
            f.base();
        if (hour % 20 == 0)
            QVERIFY(f.store->rewrite({}, [](sql::Connection &c) {
                auto done = c.execute("VACUUM");
                return done ? Result<bool>(true) : Result<bool>(done.error());
            }));
    }
    f.clock.aheadMs = 0;
    f.add(1);
    f.keep();
    QVERIFY(f.folder->writeNames({{named, 0, "before the import"}}));
    const qsizetype before = f.index()->moments().size();
    const qsizetype files = f.records().size();
    QVERIFY(thinOut(*f.folder, f.clock.nowMs(), qint64(1) << 40, {}));
    QCOMPARE(f.gaps(), QString("started"));
    QVERIFY(f.index()->moment(named));
    const qsizetype after = f.index()->moments().size();
    QVERIFY2(after < before - 40 && after > 48 * 3, qPrintable(QString("%1 of %2").arg(after).arg(before)));
    QVERIFY(f.records().size() < files / 2);
    for (const auto &entry : f.index()->moments())
        QVERIFY2(f.comesBack(entry.no), qPrintable(QString::number(entry.no)));
    QCOMPARE(f.materialise(f.index()->moments()[1].no - 1).error().code(), ErrorCode::ArchiveGap); // was left out

    QVERIFY(thinOut(*f.folder, f.clock.nowMs(), qint64(1) << 40, {})); // there is nothing left to do
    QCOMPARE(f.index()->moments().size(), after);
    f.add(1); // and the chain goes on
    f.keep();
    QVERIFY(f.comesBack(f.store->commitNoSeen()));
}

void tst_Archive::staysUnderItsLimit()
{
    ArchiveFixture f;
    f.add(5);
    f.base();
    const auto bytes = [&] {
        qint64 all = 0;
        for (const RecordHead &record : f.index()->records())
            all += record.fileBytes;
        return all;
    };
    for (int i = 0; i < 40; ++i) {
        f.write("UPDATE tenants SET notes = hex(randomblob(4000))");
        f.keep();
        if (i % 10 == 5)
            f.base();
    }
    const qint64 limit = bytes() / 2;
    const qint64 oldest = f.index()->moments().first().no;
    {
        auto reading = f.folder->lockForReading(0); // somebody builds a moment
        QVERIFY(thinOut(*f.folder, f.clock.nowMs(), limit, {}));
        QCOMPARE(f.index()->moments().first().no, oldest);
    }
    QVERIFY(thinOut(*f.folder, f.clock.nowMs(), limit, {}));
    QVERIFY(bytes() <= limit);
    QVERIFY(f.index()->moments().first().no > oldest);
    QCOMPARE(f.index()->moments().last().no, f.store->commitNoSeen());
    for (const auto &entry : f.index()->moments())
        if (f.contents.contains(entry.no))
            QVERIFY2(f.comesBack(entry.no), qPrintable(QString::number(entry.no)));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == "--write")
        return writeAsChild(arguments.value(2), arguments.value(3).toInt());
    tst_Archive test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_archive.moc"
