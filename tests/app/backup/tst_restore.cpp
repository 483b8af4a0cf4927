// SPDX-License-Identifier: GPL-3.0-or-later
#include "storefixture.h"

#include "app/backup/backupfolder.h"
#include "app/backup/files.h"
#include "app/backup/restorer.h"
#include "app/sql/movemark.h"
#include "app/store/replacement.h"
#include "models/errors/catalogue.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>
#include <QRandomGenerator>
#include <QThread>
#include <atomic>
#include <csignal>
#include <sqlite3.h>
#include <sys/mount.h>
#include <thread>
#include <unistd.h>

using namespace plancia;
using namespace plancia::tests;
using store::LocalStore;

namespace {
Result<std::unique_ptr<LocalStore>> openStore(const QString &path)
{
    LocalStore::Options options;
    options.path = path;
    options.holder = QStringLiteral("tests");
    options.idleMs = 50;
    return LocalStore::open(options);
}

bool foreignSql(const QString &path, const QByteArray &sql)
{
    sqlite3 *handle = nullptr;
    bool done = sqlite3_open(QFile::encodeName(path).constData(), &handle) == SQLITE_OK;
    sqlite3_busy_timeout(handle, 5000);
    done = done && sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(handle);
    return done;
}

Result<qint64> number(LocalStore &store, const QByteArray &sql)
{
    return store.read<qint64>({}, [sql](sql::Connection &connection) -> Result<qint64> {
        auto rows = connection.query(sql);
        if (!rows)
            return fail(rows.error());
        return rows->isEmpty() ? -1 : (*rows)[0].integer(0);
    }).result();
}

const QByteArray kRows = "SELECT count(*) FROM audit_log WHERE action = 'TEST'";

/// A plain copy of the store as it is now.
bool copyOf(const QString &store, const QString &to)
{
    return foreignSql(store, "VACUUM INTO '" + QFile::encodeName(to) + "'");
}

QString plainOf(const QString &backup) { return backup::placeOf(backup).store; }

Result<bool> appendRow(sql::Connection &connection, const QString &details)
{
    auto commit = sql::nextCommit(connection);
    if (!commit)
        return fail(commit.error());
    auto added = connection.execute("INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action, details) "
                                    "VALUES ($1, 1, $2, $3, $4, 'BACKUP_RESTORE', $5)",
                                    {QUuid(), newUuid(), commit->auditSeq, commit->commitNo, sql::Json{details}});
    return added ? Result<bool>(true) : Result<bool>(added.error());
}

/// What a caller brings: safety copies in a folder.
class Bench {
public:
    Bench(LocalStore &live, QString place) : store(live), folder(std::move(place)) {}

    Result<BackupInfo> save(const QString &note, const CancelToken &cancel, const ProgressSink &progress)
    {
        std::optional<Result<BackupInfo>> made;
        auto ran = store.withSourceHandle([&](sqlite3 *source) -> Result<bool> {
            made = backup::BackupEngine(clock).create(source, {folder + "/backups", "before:restore", note}, cancel, progress);
            return true;
        });
        if (ran && afterSave)
            afterSave();
        return ran ? std::move(*made) : Result<BackupInfo>(ran.error());
    }
    Result<RestoreReport> restore(const QString &file, bool otherStore = false, const CancelToken &cancel = {},
                                  const ProgressSink &progress = {})
    {
        backup::Restorer::Safety safety;
        safety.make = [this](const QString &note, const CancelToken &c, const ProgressSink &p) { return save(note, c, p); };
        safety.drop = [this](const BackupInfo &info) { dropped.append(info.path); };
        return backup::Restorer(store, folder + "/scratch", clock)
            .restore({file, "the backup", 1'700'000'000'000, otherStore, {}}, safety, appendRow, cancel, progress);
    }

    LocalStore &store;
    const QString folder;
    const SystemClock clock;
    std::function<void()> afterSave;
    QStringList dropped;
};

void say(const QByteArray &line)
{
    const QByteArray text = line + '\n';
    [[maybe_unused]] const ssize_t written = ::write(STDOUT_FILENO, text.constData(), static_cast<size_t>(text.size()));
}

/// Restores two files in turns, without end, and tells when each is done.
int restorerMain(const QString &path, const QString &folder, const QString &one, const QString &two)
{
    auto store = openStore(path);
    if (!store)
        return 1;
    Bench bench(**store, folder);
    say("ready");
    for (int i = 0;; ++i)
        if (const auto done = bench.restore(i % 2 == 0 ? one : two); !done) {
            say("failed: " + errorId(done.error().code()).toUtf8() + " " + done.error().fact(u"message").toUtf8() + " " + done.error().fact(u"path").toUtf8());
            return 2;
        }
}

int writerMain(const QString &path)
{
    auto store = openStore(path);
    for (int i = 0; store; ++i) {
        auto wrote = (*store)->write<bool>({}, {}, [](sql::Connection &c) -> Result<bool> {
            auto commit = sql::nextCommit(c);
            if (!commit)
                return fail(commit.error());
            say(QByteArray::number(commit->commitNo));
            auto added = c.execute("INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action) VALUES ($1, 1, $2, $3, $4, 'OTHER')",
                                   {QUuid(), newUuid(), commit->auditSeq, commit->commitNo});
            return added ? Result<bool>(true) : Result<bool>(added.error());
        }).result();
        if (!wrote || (*store)->foreignWriter())
            return 2;
        QThread::msleep(2);
    }
    return 1;
}

/// Puts a file in the place of a store again and again, killed from outside.
int replacerMain(const QString &path, const QString &file, const QString &folder)
{
    say("ready");
    for (int i = 0;; ++i) {
        const QString copy = folder + "/copy";
        QFile::remove(copy);
        if (!QFile::copy(file, copy) || !store::replaceStoreFile(path, copy, folder + "/aside/" + newUuid().toString(QUuid::WithoutBraces), "tests", {}))
            return 2;
    }
}
} // namespace

#define VERIFY_OK(call)                                                                                                \
    do {                                                                                                               \
        const auto &outcome = (call);                                                                                  \
        QVERIFY2(outcome.has_value(), outcome ? "" : qPrintable(QStringLiteral("%1 %2 %3").arg(int(outcome.error().code())).arg(outcome.error().fact(u"message"), outcome.error().fact(u"path")))); \
    } while (false)
#define VERIFY_FAILS(call, expected)                                                                                   \
    do {                                                                                                               \
        const auto &outcome = (call);                                                                                  \
        QVERIFY2(!outcome.has_value(), "should have failed");                                                          \
        QVERIFY2(outcome.error().code() == (expected), qPrintable(QStringLiteral("%1 %2").arg(int(outcome.error().code())).arg(outcome.error().fact(u"message")))); \
    } while (false)

class TestRestore : public QObject {
    Q_OBJECT

    std::unique_ptr<QProcess> program(const QStringList &arguments)
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process->start(QCoreApplication::applicationFilePath(), arguments);
        return process;
    }
    /// Whole, and its numbers as they must be.
    static QString faultOf(LocalStore &store)
    {
        const auto text = store.read<QString>({}, [](sql::Connection &c) -> Result<QString> {
            auto rows = c.query("PRAGMA integrity_check");
            if (!rows)
                return fail(rows.error());
            return (*rows)[0].text(0);
        }).result();
        if (!text || *text != u"ok")
            return text ? *text : text.error().fact(u"message");
        if (number(store, "SELECT max(seq) - (SELECT audit_seq FROM meta) FROM audit_log").value_or(-1) != 0)
            return QStringLiteral("audit_seq");
        if (number(store, "SELECT count(*) FROM audit_log").value_or(-1) != number(store, "SELECT max(seq) FROM audit_log").value_or(-2))
            return QStringLiteral("a gap in seq");
        if (number(store, "SELECT max(commit_no) > (SELECT commit_no FROM meta) FROM audit_log").value_or(-1) != 0)
            return QStringLiteral("commit_no");
        return {};
    }

private slots:
    void restoresAsTheNextCommit()
    {
        StoreFixture f(50);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        QVERIFY(f.addRows(30).has_value());
        const QUuid history = f.store->historyId();
        Bench bench(*f.store, f.filePath("w"));
        qint64 last = -1;
        bool grows = true;
        const auto report = bench.restore(file, false, {}, [&](const Progress &p) {
            grows = grows && p.done >= last && p.done <= p.total;
            last = p.done;
        });
        VERIFY_OK(report);
        QVERIFY(grows);
        QCOMPARE(report->commitBefore, 2);
        QCOMPARE(report->commitAfter, 3);
        QCOMPARE(report->restoredCommit, 1);
        QCOMPARE(report->rowsBefore.value("audit_log"), 80);
        QCOMPARE(report->rowsAfter.value("audit_log"), 50);
        QVERIFY(report->findings.isEmpty());
        QCOMPARE(number(*f.store, kRows).value_or(-1), 50);
        QCOMPARE(number(*f.store, "SELECT commit_no FROM meta").value_or(-1), 3);
        QCOMPARE(number(*f.store, "SELECT seq FROM audit_log WHERE action = 'BACKUP_RESTORE'").value_or(-1), 51);
        QVERIFY(f.store->historyId() != history);
        QCOMPARE(f.store->historyId().toString(QUuid::WithoutBraces), report->historyId);
        QCOMPARE(faultOf(*f.store), QString());
        // The store goes on, and takes its own restore for nobody else's write.
        QVERIFY(f.addRows(1).has_value());
        QVERIFY(!f.store->foreignWriter());
        QCOMPARE(f.store->commitNoSeen(), 4);
        QVERIFY(allFiles(f.filePath("w/scratch")).isEmpty());
        QVERIFY(bench.dropped.isEmpty());
        QVERIFY(verifyBackup(report->safetyCopy).has_value());
    }
    void isUndoneAndDoneAgain()
    {
        StoreFixture f(50);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        QVERIFY(f.addRows(30).has_value());
        Bench bench(*f.store, f.filePath("w"));
        const auto first = bench.restore(file);
        VERIFY_OK(first);
        const auto undone = bench.restore(plainOf(first->safetyCopy));
        VERIFY_OK(undone);
        QCOMPARE(number(*f.store, kRows).value_or(-1), 80);
        QCOMPARE(undone->commitAfter, 4);
        const auto again = bench.restore(plainOf(undone->safetyCopy));
        VERIFY_OK(again);
        QCOMPARE(number(*f.store, kRows).value_or(-1), 50);
        QCOMPARE(number(*f.store, "SELECT commit_no FROM meta").value_or(-1), 5);
        // A backup after a restore restores like any other.
        QVERIFY(f.addRows(7).has_value());
        const auto backup = f.backUp(f.backups());
        VERIFY_OK(backup);
        QVERIFY(f.addRows(9).has_value());
        VERIFY_OK(bench.restore(plainOf(backup->path)));
        QCOMPARE(number(*f.store, kRows).value_or(-1), 57);
        QCOMPARE(faultOf(*f.store), QString());
    }
    void savesWhatWasWrittenWhileItSaved()
    {
        StoreFixture f(50);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        auto other = openStore(f.store->path());
        VERIFY_OK(other);
        Bench bench(*f.store, f.filePath("w"));
        bool once = false;
        bench.afterSave = [&] {
            if (std::exchange(once, true))
                return;
            const auto wrote = (*other)->write<bool>({}, {}, [](sql::Connection &c) -> Result<bool> {
                auto commit = sql::nextCommitWithoutAudit(c);
                return commit ? Result<bool>(true) : Result<bool>(commit.error());
            }).result();
            QVERIFY(wrote.has_value());
        };
        const auto report = bench.restore(file);
        VERIFY_OK(report);
        QCOMPARE(bench.dropped.size(), 1);
        const auto saved = verifyBackup(report->safetyCopy);
        VERIFY_OK(saved);
        QCOMPARE(saved->manifest.commitNo, report->commitBefore);
    }
    void leavesReadersWhatTheySaw()
    {
        StoreFixture f(50);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        QVERIFY(f.addRows(30).has_value());
        sqlite3 *reader = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(f.store->path()).constData(), &reader), SQLITE_OK);
        const auto count = [&] {
            sqlite3_stmt *statement = nullptr;
            sqlite3_prepare_v2(reader, kRows.constData(), -1, &statement, nullptr);
            const qint64 rows = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
            sqlite3_finalize(statement);
            return rows;
        };
        QCOMPARE(sqlite3_exec(reader, "BEGIN", nullptr, nullptr, nullptr), SQLITE_OK);
        QCOMPARE(count(), 80);
        Bench bench(*f.store, f.filePath("w"));
        VERIFY_OK(bench.restore(file));
        QCOMPARE(count(), 80);
        QCOMPARE(sqlite3_exec(reader, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
        QCOMPARE(count(), 50);
        sqlite3_close(reader);
    }
    void worksWhileAnotherProgramWrites()
    {
        StoreFixture f(50);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        auto writer = program({"--writer", f.store->path()});
        QVERIFY(writer->waitForReadyRead(20'000));
        Bench bench(*f.store, f.filePath("w"));
        qint64 before = 0;
        for (int i = 0; i < 3; ++i) {
            const auto report = bench.restore(file);
            VERIFY_OK(report);
            QVERIFY(report->commitAfter > before);
            before = report->commitAfter;
            const qint64 after = report->commitAfter + 3;
            QTRY_VERIFY_WITH_TIMEOUT(f.store->commitNo({}).result().value_or(0) > after, 20'000); // it goes on
        }
        QCOMPARE(writer->state(), QProcess::Running);
        writer->kill();
        writer->waitForFinished();
        QVERIFY(!f.store->foreignWriter());
        QCOMPARE(faultOf(*f.store), QString());
    }
    void refusesAnotherStoreUnlessAllowed()
    {
        StoreFixture f(50);
        StoreFixture other(7);
        const QString file = f.filePath("other.db");
        QVERIFY(copyOf(other.store->path(), file));
        Bench bench(*f.store, f.filePath("w"));
        VERIFY_FAILS(bench.restore(file), ErrorCode::BackupOtherStore);
        QCOMPARE(number(*f.store, kRows).value_or(-1), 50);
        const auto report = bench.restore(file, true);
        VERIFY_OK(report);
        QCOMPARE(number(*f.store, kRows).value_or(-1), 7);
        // It stays the store that it was: its safety copy undoes it without a question.
        VERIFY_OK(bench.restore(plainOf(report->safetyCopy)));
        QCOMPARE(number(*f.store, kRows).value_or(-1), 50);
    }
    void refusesWhatIsNoWholeStoreOfOurs_data()
    {
        QTest::addColumn<QByteArray>("change");
        QTest::addColumn<int>("code");
        QTest::newRow("newer schema") << QByteArray("INSERT INTO schema_migrations VALUES (9999, 'future', 'x', 1); PRAGMA user_version = 9999") << int(ErrorCode::MigNewerSchema);
        QTest::newRow("changed schema") << QByteArray("UPDATE schema_migrations SET sha256 = 'x'") << int(ErrorCode::MigChanged);
        QTest::newRow("trigger") << QByteArray("CREATE TRIGGER evil AFTER INSERT ON tenants BEGIN DELETE FROM tenants; END") << int(ErrorCode::StoreForeignFile);
        QTest::newRow("a mark that does more") << QByteArray("CREATE TRIGGER moved_away BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'plancia_moved_away "
                                                             "{\"move\":\"5f0c0a6e-3f0b-4d3a-9d3e-0c1b2a394857\"}'); DELETE FROM tenants; END") << int(ErrorCode::StoreForeignFile);
        QTest::newRow("view") << QByteArray("CREATE VIEW v AS SELECT 1") << int(ErrorCode::StoreForeignFile);
        QTest::newRow("another program's") << QByteArray("PRAGMA application_id = 7") << int(ErrorCode::StoreForeignFile);
        QTest::newRow("without meta") << QByteArray("DELETE FROM meta") << int(ErrorCode::StoreDamaged);
    }
    void refusesWhatIsNoWholeStoreOfOurs()
    {
        QFETCH(QByteArray, change);
        QFETCH(int, code);
        StoreFixture f(50);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        QVERIFY(foreignSql(file, change));
        Bench bench(*f.store, f.filePath("w"));
        VERIFY_FAILS(bench.restore(file), static_cast<ErrorCode>(code));
        QCOMPARE(number(*f.store, "SELECT commit_no FROM meta").value_or(-1), 1);
        QVERIFY(allFiles(f.filePath("w/scratch")).isEmpty());
        QVERIFY(allFiles(f.filePath("w/backups")).isEmpty());
    }
    void aStoreThatWasMovedAwaySaysSoAgain()
    {
        StoreFixture f(50);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        const MoveMark mark{MoveMark::State::Moved, QUuid::createUuid(), QStringLiteral("pg:x"), QStringLiteral("it’s there"), 1};
        QVERIFY(foreignSql(file, sql::localMoveMark(mark)));
        Bench bench(*f.store, f.filePath("w"));
        VERIFY_OK(bench.restore(file));
        const auto now = f.store->read<std::optional<MoveMark>>({}, sql::readMoveMark).result();
        VERIFY_OK(now);
        QVERIFY(*now == mark);
        VERIFY_FAILS(bench.restore(file), ErrorCode::AuthzMoved);
    }
    void refusesEmptyAndMissingFiles()
    {
        StoreFixture f(5);
        Bench bench(*f.store, f.filePath("w"));
        VERIFY_FAILS(bench.restore(f.filePath("none.db")), ErrorCode::FileNotFound);
        QFile empty(f.filePath("empty.db"));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        VERIFY_FAILS(bench.restore(empty.fileName()), ErrorCode::StoreForeignFile);
    }
    void refusesADamagedFile()
    {
        StoreFixture f(2000);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        QFile broken(file);
        QVERIFY(broken.open(QIODevice::ReadWrite));
        QVERIFY(broken.seek(broken.size() / 2 / 4096 * 4096));
        QVERIFY(broken.write(QByteArray(8192, '\x55')) == 8192);
        broken.close();
        Bench bench(*f.store, f.filePath("w"));
        VERIFY_FAILS(bench.restore(file), ErrorCode::BackupDamaged);
        QCOMPARE(number(*f.store, kRows).value_or(-1), 2000);
    }
    void takesOtherPageSizes_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {512, 1024, 8192, 65536})
            QTest::addRow("%d", size) << size;
    }
    void takesOtherPageSizes()
    {
        QFETCH(int, size);
        StoreFixture f(500);
        const QString file = f.filePath("old.db");
        const QString other = f.filePath("other.db");
        QVERIFY(copyOf(f.store->path(), file));
        QVERIFY(foreignSql(file, "PRAGMA page_size = " + QByteArray::number(size) + "; VACUUM INTO '" + QFile::encodeName(other) + "'"));
        QVERIFY(f.addRows(30).has_value());
        Bench bench(*f.store, f.filePath("w"));
        VERIFY_OK(bench.restore(other));
        QCOMPARE(number(*f.store, kRows).value_or(-1), 500);
        QCOMPARE(number(*f.store, "PRAGMA page_size").value_or(-1), 4096);
        QCOMPARE(faultOf(*f.store), QString());
    }
    void ignoresALogBesideTheFile()
    {
        StoreFixture f(50);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        QVERIFY(f.addRows(30).has_value());
        QVERIFY(QFile::copy(f.store->path() + "-wal", file + "-wal")); // a log that belongs to another state
        Bench bench(*f.store, f.filePath("w"));
        VERIFY_OK(bench.restore(file));
        QCOMPARE(number(*f.store, kRows).value_or(-1), 50);
        QCOMPARE(faultOf(*f.store), QString());
    }
    void isCancelledUntilTheLastStep()
    {
        StoreFixture f(3000);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        QVERIFY(f.addRows(30).has_value());
        Bench bench(*f.store, f.filePath("w"));
        bool gotThrough = false;
        int cancelled = 0;
        for (int step = 0; step < 60 && !gotThrough; ++step) {
            const CancelToken cancel;
            int left = step;
            const auto report = bench.restore(file, false, cancel, [&](const Progress &) {
                if (left-- == 0)
                    cancel.cancel();
            });
            gotThrough = report.has_value();
            if (!report) {
                QCOMPARE(report.error().code(), ErrorCode::InternalCancelled);
                QCOMPARE(number(*f.store, "SELECT commit_no FROM meta").value_or(-1), 2);
                QVERIFY(allFiles(f.filePath("w/scratch")).isEmpty());
                ++cancelled;
            }
        }
        QVERIFY(gotThrough);
        QVERIFY(cancelled > 3);
        QCOMPARE(number(*f.store, "SELECT commit_no FROM meta").value_or(-1), 3);
        QCOMPARE(faultOf(*f.store), QString());
    }
    void survivesAFullDisk()
    {
        QTemporaryDir folder;
        const QByteArray mount = QFile::encodeName(folder.path());
        if (::mount("none", mount.constData(), "tmpfs", 0, "size=12m") != 0)
            QSKIP("needs the right to mount");
        const auto unmount = qScopeGuard([&] { ::umount2(mount.constData(), MNT_DETACH); });
        StoreFixture f(3000);
        const QString file = f.filePath("old.db");
        QVERIFY(copyOf(f.store->path(), file));
        QVERIFY(QFile::copy(file, folder.filePath("control.db")));
        auto store = openStore(folder.filePath("control.db"));
        VERIFY_OK(store);
        QVERIFY(number(**store, kRows).has_value());
        // So much room that it is refused, then so that it begins and meets the end of the disk at some step.
        int full = 0;
        QTemporaryDir elsewhere;
        for (int kib = 1; kib < 12'000; kib += 700) {
            QFile ballast(folder.filePath("ballast"));
            QVERIFY(ballast.open(QIODevice::WriteOnly));
            const bool fits = ballast.write(QByteArray(kib << 10, 'x')) == kib << 10;
            ballast.close();
            Bench bench(**store, elsewhere.path());
            const auto report = bench.restore(file);
            if (!report) {
                QCOMPARE(report.error().code(), ErrorCode::IoDiskFull);
                ++full;
            }
            QVERIFY(QFile::remove(folder.filePath("ballast")));
            QCOMPARE(number(**store, kRows).value_or(-1), 3000);
            QCOMPARE(faultOf(**store), QString());
            if (!fits)
                break;
        }
        QVERIFY(full > 0);
    }
    void twoProgramsRestoreInTurns()
    {
        StoreFixture f(200);
        const QString path = f.filePath("both.db");
        const QString one = f.filePath("one.db");
        const QString two = f.filePath("two.db");
        QVERIFY(copyOf(f.store->path(), one));
        QVERIFY(f.addRows(70).has_value());
        QVERIFY(copyOf(f.store->path(), two));
        QVERIFY(QFile::copy(two, path));
        auto first = program({"--restorer", path, f.filePath("k"), one, two});
        auto second = program({"--restorer", path, f.filePath("k"), two, one});
        auto store = openStore(path);
        VERIFY_OK(store);
        // Until so many restores are done that they must have met.
        QTRY_VERIFY_WITH_TIMEOUT((*store)->commitNo({}).result().value_or(0) > 40, 40'000);
        for (QProcess *process : {first.get(), second.get()}) {
            QVERIFY2(process->state() == QProcess::Running, process->readAll().constData());
            process->kill();
            process->waitForFinished();
        }
        const qint64 rows = number(**store, kRows).value_or(-1);
        QVERIFY2(rows == 200 || rows == 270, qPrintable(QString::number(rows)));
        QCOMPARE(faultOf(**store), QString());
    }
    void survivesAKillAtAnyTime()
    {
        StoreFixture f(1500);
        const QString path = f.filePath("killed.db");
        const QString one = f.filePath("one.db");
        const QString two = f.filePath("two.db");
        QVERIFY(copyOf(f.store->path(), one));
        QVERIFY(f.addRows(700).has_value());
        QVERIFY(copyOf(f.store->path(), two));
        QVERIFY(QFile::copy(two, path));
        const int kills = qEnvironmentVariableIntValue("PLANCIA_LONG") > 0 ? 400 : 40;
        qint64 before = number(*f.store, "SELECT commit_no FROM meta").value_or(-1);
        int moved = 0;
        for (int i = 0; i < kills; ++i) {
            auto child = program({"--restorer", path, f.filePath("k"), one, two});
            QVERIFY(child->waitForReadyRead(20'000));
            QThread::usleep(QRandomGenerator::global()->bounded(250'000u));
            child->kill();
            child->waitForFinished();
            auto store = openStore(path);
            VERIFY_OK(store);
            const auto counted = number(**store, kRows);
            VERIFY_OK(counted);
            const qint64 rows = *counted;
            QVERIFY2(rows == 1500 || rows == 2200, qPrintable(QString::number(rows)));
            QCOMPARE(faultOf(**store), QString());
            const qint64 now = number(**store, "SELECT commit_no FROM meta").value_or(-1);
            QVERIFY(now >= before);
            moved += now > before;
            before = now;
        }
        QVERIFY(moved > 0);
        backup::removeLeftovers(f.filePath("k/scratch"));
        QVERIFY(allFiles(f.filePath("k/scratch")).isEmpty());
        qInfo("TRIED %d kills of a restore, %d of them after it", kills, moved);
    }

    void putsAFileInThePlaceOfADamagedStore_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("garbage") << QByteArray(9000, 'x');
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("missing") << QByteArray();
    }
    void putsAFileInThePlaceOfADamagedStore()
    {
        QFETCH(QByteArray, content);
        StoreFixture f(50);
        const QString path = f.filePath("lost.db");
        const QString file = f.filePath("new.db");
        QVERIFY(copyOf(f.store->path(), file));
        const auto put = [&](const QString &name, const QByteArray &bytes) {
            QFile out(name);
            return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size();
        };
        if (!content.isNull())
            QVERIFY(put(path, content));
        QVERIFY(put(path + "-wal", "stale log"));
        QVERIFY(put(path + "-journal", "stale journal"));
        const QString aside = f.filePath("damaged/1");
        VERIFY_OK(store::replaceStoreFile(path, file, aside, "tests", {}));
        auto store = openStore(path);
        VERIFY_OK(store);
        QCOMPARE(number(**store, kRows).value_or(-1), 50);
        store->reset();
        QFile wal(aside + "/lost.db-wal");
        QVERIFY(wal.open(QIODevice::ReadOnly));
        QCOMPARE(wal.readAll(), QByteArray("stale log"));
        QVERIFY(QFile::exists(aside + "/lost.db-journal"));
        QCOMPARE(QFile::exists(aside + "/lost.db"), !content.isNull());
        QVERIFY(!QFile::exists(path + "-journal"));
        QVERIFY(!QFile::exists(path + ".replacing"));
        QVERIFY(!QFile::exists(path + ".incoming"));
        QVERIFY(!QFile::exists(file));
    }
    void survivesAKillWhileItReplaces()
    {
        StoreFixture f(50);
        const QString path = f.filePath("lost.db");
        const QString file = f.filePath("new.db");
        QVERIFY(copyOf(f.store->path(), file));
        QDir().mkpath(f.filePath("k"));
        for (int i = 0; i < 60; ++i) {
            // The old one: damaged, with a log of its own.
            for (const char *suffix : {"", "-wal", "-shm"}) {
                QFile::remove(path + suffix);
                QFile out(path + suffix);
                QVERIFY(out.open(QIODevice::WriteOnly) && out.write(QByteArray(5000, 'x')) == 5000);
            }
            auto child = program({"--replacer", path, file, f.filePath("k")});
            QVERIFY(child->waitForReadyRead(20'000));
            QThread::usleep(QRandomGenerator::global()->bounded(4'000u));
            child->kill();
            child->waitForFinished();
            const bool began = QFile::exists(path + ".replacing");
            VERIFY_OK(store::finishReplacement(path, "tests", 5000));
            auto store = openStore(path);
            if (store)
                QCOMPARE(number(**store, kRows).value_or(-1), 50);
            else
                QVERIFY2(!began && QFileInfo(path).size() == 5000, qPrintable(store.error().fact(u"message")));
        }
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.value(1) == u"--restorer")
        return restorerMain(arguments.value(2), arguments.value(3), arguments.value(4), arguments.value(5));
    if (arguments.value(1) == u"--writer")
        return writerMain(arguments.value(2));
    if (arguments.value(1) == u"--replacer")
        return replacerMain(arguments.value(2), arguments.value(3), arguments.value(4));
    TestRestore test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_restore.moc"
