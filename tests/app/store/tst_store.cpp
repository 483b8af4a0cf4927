// SPDX-License-Identifier: GPL-3.0-or-later
#include "storehelper.h"

#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <csignal>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace plancia;
using namespace plancia::tests;
using Mode = LocalStore::Mode;
Q_DECLARE_METATYPE(plancia::ErrorCode)

class TestStore : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("control.db"));
    }

    void makesAPrivateStoreInAPrivateFolder()
    {
        const QString path = m_folder->filePath(QStringLiteral("deep/er/control.db"));
        auto store = openStore(path);
        VERIFY_OK(store);
        QCOMPARE(fs(path) & 0777u, 0600u);
        QCOMPARE(fs(m_folder->filePath(QStringLiteral("deep"))) & 0777u, 0700u);
        QCOMPARE(fs(m_folder->filePath(QStringLiteral("deep/er"))) & 0777u, 0700u);
        QVERIFY(!(*store)->storeId().isNull() && !(*store)->historyId().isNull());
        QVERIFY((*store)->storeId() != (*store)->historyId());
        QCOMPARE((*store)->pendingMigrations(), 0);
        QVERIFY((*store)->schemaVersion() >= 1);
        VERIFY_OK(addTenant(**store));
        QCOMPARE(fs(path + QStringLiteral("-wal")) & 0777u, 0600u);
    }
    void doesNotMakeOneUnasked()
    {
        LocalStore::Options options;
        options.path = m_path;
        auto store = LocalStore::open(options);
        VERIFY_FAILS(store, ErrorCode::FileNotFound);
        QVERIFY(filesIn(m_folder->path()).isEmpty());
        VERIFY_FAILS(openStore(m_path, Mode::ReadOnlyLive), ErrorCode::FileNotFound);
        VERIFY_FAILS(openStore(m_path, Mode::ReadOnlyImmutable), ErrorCode::FileNotFound);
    }
    void aClosedStoreIsOneFile()
    {
        QUuid id;
        {
            auto store = openStore(m_path);
            VERIFY_OK(store);
            id = (*store)->storeId();
            for (int i = 1; i <= 20; ++i)
                QCOMPARE(addTenant(**store).value_or(-1), i);
            QCOMPARE(countTenants(**store).value_or(-1), 20);
            QCOMPARE((*store)->commitNoSeen(), 20);
            QVERIFY((*store)->walBytes() > 0);
            QVERIFY((*store)->lastReadMicroseconds() > 0);
        }
        QCOMPARE(filesIn(m_folder->path()), (QStringList{"control.db", "control.db.lock"}));
        {
            auto onlyRead = openStore(m_path);
            QCOMPARE(countTenants(**onlyRead).value_or(-1), 20);
        }
        QCOMPARE(filesIn(m_folder->path()), (QStringList{"control.db", "control.db.lock"}));
        auto again = openStore(m_path);
        VERIFY_OK(again);
        QCOMPARE((*again)->storeId(), id);
        QCOMPARE(countTenants(**again).value_or(-1), 20);
    }
    void opensThroughALinkUnderItsOwnName()
    {
        VERIFY_OK(openStore(m_path));
        const QString link = m_folder->filePath(QStringLiteral("link.db"));
        QVERIFY(QFile::link(m_path, link));
        auto store = openStore(link);
        VERIFY_OK(store);
        QCOMPARE((*store)->path(), QFileInfo(m_path).canonicalFilePath());
        VERIFY_OK(addTenant(**store));
        QVERIFY(!QFile::exists(link + QStringLiteral(".lock")));
    }
    void consoleStoreIsAnotherKind()
    {
        LocalStore::Options options;
        options.path = m_path;
        options.migrations = QStringLiteral(":/sql/sqlite/console");
        options.applicationId = store::kConsoleStoreId;
        options.createIfMissing = true;
        {
            auto store = LocalStore::open(options);
            VERIFY_OK(store);
            QCOMPARE(readNumber(**store, "SELECT count(*) FROM preferences").value_or(-1), 0);
        }
        VERIFY_FAILS(openStore(m_path), ErrorCode::StoreForeignFile);
    }

    void telemetryMayLoseTheLastSeconds()
    {
        LocalStore::Options options;
        options.path = m_path;
        options.migrations = QStringLiteral(":/sql/sqlite/telemetry");
        options.applicationId = 0x504c4154;
        options.createIfMissing = true;
        options.sync = sql::SqliteConnection::Sync::Normal;
        auto store = LocalStore::open(options);
        VERIFY_OK(store);
        qint64 synchronous = -1;
        auto written = (*store)->write<bool>({}, {}, [&](sql::Connection &connection) -> Result<bool> {
            if (auto rows = connection.query("PRAGMA synchronous"))
                synchronous = (*rows)[0].integer(0);
            auto taken = sql::nextCommitWithoutAudit(connection);
            return taken ? Result<bool>(true) : Result<bool>(taken.error());
        }).result();
        VERIFY_OK(written);
        QCOMPARE(synchronous, 1);
    }
    void aFailedWorkLeavesNothing()
    {
        auto store = openStore(m_path);
        auto refused = (*store)->write<bool>({}, {}, [](sql::Connection &connection) -> Result<bool> {
            if (auto commit = sql::nextCommit(connection); !commit)
                return fail(commit.error());
            if (auto added = connection.execute(insertTenant(), {newUuid(), QStringLiteral("a"), QString()}); !added)
                return fail(added.error());
            return fail(ErrorCode::ConflictStatus);
        }).result();
        VERIFY_FAILS(refused, ErrorCode::ConflictStatus);
        QCOMPARE(countTenants(**store).value_or(-1), 0);
        QCOMPARE(addTenant(**store).value_or(-1), 1);
    }
    void aWriteTakesExactlyOneCommitNumber_data()
    {
        QTest::addColumn<int>("taken");
        QTest::newRow("none") << 0;
        QTest::newRow("two") << 2;
    }
    void aWriteTakesExactlyOneCommitNumber()
    {
        QFETCH(int, taken);
        auto store = openStore(m_path);
        auto refused = (*store)->write<bool>({}, {}, [taken](sql::Connection &connection) -> Result<bool> {
            for (int i = 0; i < taken; ++i)
                if (auto commit = sql::nextCommit(connection); !commit)
                    return fail(commit.error());
            auto added = connection.execute(insertTenant(), {newUuid(), QStringLiteral("a"), QString()});
            return added ? Result<bool>(true) : Result<bool>(added.error());
        }).result();
        VERIFY_FAILS(refused, ErrorCode::InternalBug);
        QCOMPARE(countTenants(**store).value_or(-1), 0);
        auto nothing = (*store)->write<bool>({}, {}, [](sql::Connection &) -> Result<bool> { return true; }).result();
        VERIFY_OK(nothing);
        QCOMPARE(addTenant(**store).value_or(-1), 1);
    }
    void namesATakenSlug()
    {
        auto store = openStore(m_path);
        const auto add = [&] {
            return (*store)->write<bool>({}, {}, [](sql::Connection &connection) -> Result<bool> {
                if (auto commit = sql::nextCommit(connection); !commit)
                    return fail(commit.error());
                auto added = connection.execute(insertTenant(), {newUuid(), QStringLiteral("same"), QString()});
                return added ? Result<bool>(true) : Result<bool>(added.error());
            }).result();
        };
        VERIFY_OK(add());
        auto again = add();
        VERIFY_FAILS(again, ErrorCode::DbStatement);
        QCOMPARE(again.error().fact(u"constraint"), QStringLiteral("UNIQUE constraint failed: tenants.slug"));
    }

    void readOnlyModesRefuseToWrite()
    {
        {
            auto store = openStore(m_path);
            VERIFY_OK(addTenant(**store));
        }
        for (const Mode mode : {Mode::ReadOnlyLive, Mode::ReadOnlyImmutable}) {
            auto store = openStore(m_path, mode);
            VERIFY_OK(store);
            VERIFY_FAILS(addTenant(**store), ErrorCode::AuthzReadOnly);
            QCOMPARE(countTenants(**store).value_or(-1), 1);
        }
    }
    void immutableLeavesNoTrace()
    {
        {
            auto store = openStore(m_path);
            VERIFY_OK(addTenant(**store));
        }
        const QStringList files = filesIn(m_folder->path());
        const QByteArray content = contentOf(m_path);
        auto store = openStore(m_path, Mode::ReadOnlyImmutable);
        VERIFY_OK(store);
        QCOMPARE(countTenants(**store).value_or(-1), 1);
        VERIFY_OK((*store)->withSourceHandle([](sqlite3 *handle) -> Result<bool> {
            return sqlite3_exec(handle, "SELECT count(*) FROM tenants", nullptr, nullptr, nullptr) == SQLITE_OK;
        }));
        QCOMPARE(filesIn(m_folder->path()), files);
        store->reset();
        QCOMPARE(filesIn(m_folder->path()), files);
        QCOMPARE(contentOf(m_path), content);
    }
    void liveReaderFollowsAWriter()
    {
        auto writer = openStore(m_path);
        VERIFY_OK(addTenant(**writer));
        auto reader = openStore(m_path, Mode::ReadOnlyLive);
        VERIFY_OK(reader);
        QCOMPARE((*reader)->mode(), Mode::ReadOnlyLive);
        QCOMPARE(countTenants(**reader).value_or(-1), 1);
        VERIFY_OK(addTenant(**writer));
        QCOMPARE(countTenants(**reader).value_or(-1), 2);
        QCOMPARE((*reader)->commitNo({}).result().value_or(-1), 2);
        QCOMPARE((*reader)->commitNoSeen(), 2);
    }

    void refusesNewerSchema()
    {
        VERIFY_OK(openStore(m_path));
        QVERIFY(foreignSql(m_path, "PRAGMA journal_mode = DELETE; BEGIN; PRAGMA user_version = 99;"
                                   "INSERT INTO schema_migrations VALUES (99, 'future', 'x', 1); COMMIT; PRAGMA journal_mode = WAL;"));
        QFile::remove(m_path + QStringLiteral(".lock"));
        const QStringList files = filesIn(m_folder->path());
        const QByteArray content = contentOf(m_path);
        auto refused = openStore(m_path);
        VERIFY_FAILS(refused, ErrorCode::MigNewerSchema);
        QCOMPARE(refused.error().fact(u"current"), QStringLiteral("99"));
        QCOMPARE(filesIn(m_folder->path()), files);
        QCOMPARE(contentOf(m_path), content);
        for (const Mode mode : {Mode::ReadOnlyImmutable, Mode::ReadOnlyLive}) {
            auto store = openStore(m_path, mode);
            VERIFY_OK(store);
            QCOMPARE((*store)->schemaVersion(), 99);
            QCOMPARE((*store)->pendingMigrations(), 0);
            QCOMPARE(countTenants(**store).value_or(-1), 0);
        }
        QCOMPARE(contentOf(m_path), content);
    }
    void readsButDoesNotWriteAChangedSchema()
    {
        VERIFY_OK(openStore(m_path));
        QVERIFY(foreignSql(m_path, "UPDATE schema_migrations SET sha256 = 'other'"));
        VERIFY_FAILS(openStore(m_path), ErrorCode::MigChanged);
        auto store = openStore(m_path, Mode::ReadOnlyImmutable);
        VERIFY_OK(store);
        QCOMPARE(countTenants(**store).value_or(-1), 0);
    }
    void aLiveReaderLeavesNothingBehind()
    {
        VERIFY_OK(openStore(m_path));
        const QByteArray content = contentOf(m_path);
        const QStringList files = filesIn(m_folder->path());
        {
            auto store = openStore(m_path, Mode::ReadOnlyLive);
            QCOMPARE((*store)->mode(), Mode::ReadOnlyLive);
            QCOMPARE(countTenants(**store).value_or(-1), 0);
        }
        QCOMPARE(filesIn(m_folder->path()), files);
        QCOMPARE(contentOf(m_path), content);
    }
    void stopsWritingWhenAnotherProgramMigrates()
    {
        auto store = openStore(m_path);
        VERIFY_OK(addTenant(**store));
        QVERIFY(foreignSql(m_path, "UPDATE meta SET commit_no = commit_no + 1; PRAGMA user_version = 99"));
        VERIFY_FAILS(addTenant(**store), ErrorCode::MigNewerSchema);
    }
    void migratesAnOlderStoreWhenAsked()
    {
        const QString folder = m_folder->filePath(QStringLiteral("sql"));
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(QFile::copy(QStringLiteral(":/sql/sqlite/control/0001_base.sql"), folder + QStringLiteral("/0001_base.sql")));
        QVERIFY(putContent(folder + QStringLiteral("/0001_base.down.sql"), "SELECT 1"));
        LocalStore::Options options;
        options.path = m_path;
        options.migrations = folder;
        options.createIfMissing = true;
        VERIFY_OK(LocalStore::open(options));
        QVERIFY(putContent(folder + QStringLiteral("/0002_more.sql"), "CREATE TABLE more (x INTEGER) STRICT;"));
        QVERIFY(putContent(folder + QStringLiteral("/0002_more.down.sql"), "DROP TABLE more;"));

        auto store = LocalStore::open(options);
        VERIFY_OK(store);
        QCOMPARE((*store)->pendingMigrations(), 1);
        QCOMPARE((*store)->schemaVersion(), 1);
        VERIFY_FAILS(addTenant(**store), ErrorCode::MigOlderSchema);
        QCOMPARE(countTenants(**store).value_or(-1), 0);
        auto also = (*store)->migrate(5, [](sql::Connection &) -> Result<bool> { return fail(ErrorCode::InternalCancelled); });
        VERIFY_FAILS(also, ErrorCode::InternalCancelled);
        QCOMPARE((*store)->pendingMigrations(), 1);
        auto plan = (*store)->migrate(1'700'000'000'000);
        VERIFY_OK(plan);
        QCOMPARE(plan->current, 2);
        QCOMPARE(plan->steps.at(1).appliedAt, 1'700'000'000'000);
        QCOMPARE((*store)->pendingMigrations(), 0);
        QCOMPARE(addTenant(**store).value_or(-1), 2); // the migration was commit 1
        VERIFY_OK((*store)->migrate(1));
        QCOMPARE((*store)->commitNo({}).result().value_or(-1), 2);
    }

    void refusesWhatIsNoStore_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("0 bytes") << QByteArray() << ErrorCode::StoreForeignFile;
        QTest::newRow("one byte") << QByteArray("x") << ErrorCode::StoreForeignFile;
        QTest::newRow("text") << QByteArray("Dear Sir or Madam, ").repeated(900) << ErrorCode::StoreForeignFile;
        QTest::newRow("zeros") << QByteArray(65536, '\0') << ErrorCode::StoreForeignFile;
    }
    void refusesWhatIsNoStore()
    {
        QFETCH(QByteArray, content);
        QFETCH(ErrorCode, code);
        QVERIFY(putContent(m_path, content));
        for (const Mode mode : {Mode::ReadWrite, Mode::ReadOnlyLive, Mode::ReadOnlyImmutable}) {
            auto refused = openStore(m_path, mode);
            VERIFY_FAILS(refused, code);
            QCOMPARE(refused.error().fact(u"path"), QFileInfo(m_path).canonicalFilePath());
        }
        QCOMPARE(contentOf(m_path), content);
        QCOMPARE(filesIn(m_folder->path()), QStringList{"control.db"});
    }
    void refusesAnotherProgramsDatabaseAndAFolder()
    {
        QVERIFY(foreignSql(m_path, "CREATE TABLE bookmarks (url TEXT)"));
        VERIFY_FAILS(openStore(m_path), ErrorCode::StoreForeignFile);
        QCOMPARE(filesIn(m_folder->path()), QStringList{"control.db"});
        VERIFY_FAILS(openStore(m_folder->path()), ErrorCode::StoreForeignFile);
    }
    void tellsADamagedStore_data()
    {
        QTest::addColumn<QString>("how");
        QTest::newRow("cut in half") << "half";
        QTest::newRow("cut within the first page") << "head";
        QTest::newRow("overwritten schema") << "schema";
        QTest::newRow("no meta") << "meta";
        QTest::newRow("no row in meta") << "row";
    }
    void tellsADamagedStore()
    {
        QFETCH(QString, how);
        {
            auto store = openStore(m_path);
            for (int i = 0; i < 50; ++i)
                VERIFY_OK(addTenant(**store, QString(5000, QLatin1Char('x'))));
        }
        QByteArray content = contentOf(m_path);
        if (how == u"half")
            content.truncate(content.size() / 2);
        else if (how == u"head")
            content.truncate(1000);
        else if (how == u"schema")
            content.replace(100, 3996, QByteArray(3996, '\x5a'));
        QVERIFY(putContent(m_path, content));
        if (how == u"meta")
            QVERIFY(foreignSql(m_path, "DROP TABLE meta"));
        if (how == u"row")
            QVERIFY(foreignSql(m_path, "DELETE FROM meta"));
        for (const Mode mode : {Mode::ReadWrite, Mode::ReadOnlyImmutable}) {
            auto refused = openStore(m_path, mode);
            if (how == u"head") // what is left is no database at all
                QVERIFY(!refused && (refused.error().code() == ErrorCode::StoreForeignFile || refused.error().code() == ErrorCode::StoreDamaged));
            else
                VERIFY_FAILS(refused, ErrorCode::StoreDamaged);
        }
    }
    void keepsALogThatLostItsStore()
    {
        QVERIFY(putContent(m_path + QStringLiteral("-wal"), QByteArray(9000, 'w')));
        auto store = openStore(m_path);
        VERIFY_OK(store);
        const QStringList kept = QDir(m_folder->path()).entryList({QStringLiteral("control.db-wal.orphaned-*")});
        QCOMPARE(kept.size(), 1);
        QCOMPARE(contentOf(m_folder->filePath(kept.first())).size(), 9000);
        VERIFY_OK(addTenant(**store));
    }
    /// As another program leaves a store, in rollback mode, when it is killed in the middle of a transaction that stands in the file
    /// already: the next start undoes that as a whole, and goes on with a log.
    void undoesAHotJournal()
    {
        {
            auto store = openStore(m_path);
            for (int i = 0; i < 60; ++i)
                VERIFY_OK(addTenant(**store, QString(9000, QLatin1Char('x'))));
        }
        const QByteArray before = contentOf(m_path);
        QProcess other;
        other.start(QStringLiteral("sqlite3"), {m_path});
        other.write("PRAGMA journal_mode = DELETE; PRAGMA cache_size = 5; BEGIN; UPDATE tenants SET notes = 'half'; DELETE FROM meta; SELECT 'now';\n");
        QByteArray said;
        while (!said.contains("now") && other.waitForReadyRead())
            said += other.readAllStandardOutput();
        ::kill(static_cast<pid_t>(other.processId()), SIGKILL);
        QVERIFY(other.waitForFinished());
        QVERIFY(QFileInfo(m_path + QStringLiteral("-journal")).size() > 0);
        QVERIFY(contentOf(m_path).contains("half") && !before.contains("half")); // it has reached the file
        auto store = openStore(m_path);
        VERIFY_OK(store);
        QVERIFY(!QFile::exists(m_path + QStringLiteral("-journal")));
        QCOMPARE(countTenants(**store).value_or(-1), 60);
        QCOMPARE(readNumber(**store, "SELECT count(*) FROM tenants WHERE notes = 'half'").value_or(-1), 0);
        QCOMPARE((*store)->commitNo({}).result().value_or(-1), 60);
        QCOMPARE(addTenant(**store).value_or(-1), 61);
        QVERIFY((*store)->walBytes() > 0);
    }
    void cleansUpAHalfMadeStore()
    {
        QVERIFY(putContent(m_path + QStringLiteral(".new"), "half"));
        QVERIFY(putContent(m_path + QStringLiteral(".new-journal"), "half"));
        VERIFY_OK(openStore(m_path));
        QCOMPARE(filesIn(m_folder->path()), (QStringList{"control.db", "control.db.lock"}));
    }

    void noticesAForeignWriter()
    {
        auto store = openStore(m_path);
        VERIFY_OK(addTenant(**store));
        QVERIFY(foreignSql(m_path, "INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at)"
                                    " VALUES (zeroblob(16), 'foreign', 'F', 'f', 'trial', 1, 1)"));
        VERIFY_OK(addTenant(**store));
        QVERIFY((*store)->foreignWriter());
        QCOMPARE((*store)->foreignWriter()->code(), ErrorCode::StoreForeignWriter);
        QCOMPARE(countTenants(**store).value_or(-1), 3);
    }
    void doesNotTakeOurOwnForForeign()
    {
        LocalStore::Options options;
        options.path = m_path;
        options.createIfMissing = true;
        options.idleMs = 1; // checkpoints between the writes
        auto one = LocalStore::open(options);
        auto two = LocalStore::open(options);
        for (int i = 0; i < 40; ++i) {
            VERIFY_OK(addTenant(**one));
            if (i % 3 == 0)
                VERIFY_OK(addTenant(**two));
            if (i % 7 == 0) {
                auto third = openStore(m_path); // truncates the log as it closes
                VERIFY_OK(addTenant(**third));
            }
            QTest::qWait(2);
        }
        QVERIFY(!(*one)->foreignWriter());
        QVERIFY(!(*two)->foreignWriter());
    }
    void refusesToWriteToAReplacedFile()
    {
        const QString other = m_folder->filePath(QStringLiteral("other.db"));
        VERIFY_OK(openStore(other));
        auto store = openStore(m_path);
        VERIFY_OK(addTenant(**store));
        QVERIFY(::rename(QFile::encodeName(other).constData(), QFile::encodeName(m_path).constData()) == 0);
        VERIFY_FAILS(addTenant(**store), ErrorCode::StoreReplaced);
        QVERIFY(QFile::remove(m_path));
        VERIFY_FAILS(addTenant(**store), ErrorCode::StoreReplaced);
    }

    void checkpointsWhenIdle()
    {
        LocalStore::Options options;
        options.path = m_path;
        options.createIfMissing = true;
        options.idleMs = 20;
        auto store = LocalStore::open(options);
        const qint64 before = QFileInfo(m_path).size();
        VERIFY_OK(addTenant(**store, QString(9000, QLatin1Char('x'))));
        VERIFY_OK(addTenant(**store, QString(9000, QLatin1Char('x'))));
        QTRY_VERIFY(QFileInfo(m_path).size() > before);
    }
    void keepsTheLogSmallInABulkWrite()
    {
        auto store = openStore(m_path);
        (*store)->setBulkWriting(true);
        for (int i = 0; i < 40; ++i) {
            auto added = (*store)->write<bool>({}, {}, [i](sql::Connection &connection) -> Result<bool> {
                if (auto commit = sql::nextCommit(connection); !commit)
                    return fail(commit.error());
                for (int n = 0; n < 200; ++n)
                    if (auto one = connection.execute(insertTenant(), {newUuid(), QStringLiteral("t%1-%2").arg(i).arg(n), QString(8000, QLatin1Char('x'))}); !one)
                        return fail(one.error());
                return true;
            }).result();
            VERIFY_OK(added);
        }
        (*store)->setBulkWriting(false);
        QTRY_VERIFY(QFileInfo(m_path).size() > 50 << 20);
        QVERIFY2((*store)->walBytes() < 32 << 20, qPrintable(QString::number((*store)->walBytes())));
    }

    void cancelsALongRead()
    {
        auto store = openStore(m_path);
        CallContext context;
        auto future = (*store)->read<qint64>(context, [](sql::Connection &connection) -> Result<qint64> {
            auto rows = connection.query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000000) "
                                         "SELECT count(*) FROM n");
            return rows ? Result<qint64>(1) : Result<qint64>(rows.error());
        });
        CallContext queued;
        auto behind = (*store)->read<qint64>(queued, [](sql::Connection &) -> Result<qint64> { return 2; });
        context.cancel.cancel();
        VERIFY_FAILS(future.result(), ErrorCode::InternalCancelled);
        QCOMPARE(behind.result().value_or(-1), 2);
        QCOMPARE(countTenants(**store).value_or(-1), 0);
    }
    void endsQueuedCallsAtShutdown()
    {
        auto store = openStore(m_path);
        std::atomic<bool> running{false};
        std::atomic<bool> leave{false};
        auto first = (*store)->read<qint64>({}, [&](sql::Connection &) -> Result<qint64> {
            running = true;
            while (!leave)
                std::this_thread::yield();
            return 1;
        });
        auto queued = (*store)->read<qint64>({}, [](sql::Connection &) -> Result<qint64> { return 2; });
        QTRY_VERIFY(running);
        std::thread closer([&] { store->reset(); });
        leave = true;
        closer.join();
        QCOMPARE(first.result().value_or(-1), 1);
        QVERIFY(queued.isFinished());
        // Either it was still taken before the end, or told that the program closes; it never hangs.
        auto result = queued.result();
        QVERIFY(result.value_or(-1) == 2 || result.error().code() == ErrorCode::InternalShutDown);
    }
    void destructionEndsTheRunningRead()
    {
        auto store = openStore(m_path);
        std::atomic<bool> running{false};
        auto counting = (*store)->read<qint64>({}, [&](sql::Connection &connection) -> Result<qint64> {
            running = true;
            auto rows = connection.query("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                         " SELECT count(*) FROM n"); // until its clock stops it, after 30 s
            return rows ? Result<qint64>(rows->size()) : Result<qint64>(rows.error());
        });
        QTRY_VERIFY(running);
        store->reset();
        VERIFY_FAILS(counting.result(), ErrorCode::InternalShutDown); // not DB_003
    }
    void givesTheBackupEngineItsOwnHandle()
    {
        auto store = openStore(m_path);
        VERIFY_OK(addTenant(**store));
        auto done = (*store)->withSourceHandle([&](sqlite3 *source) -> Result<bool> {
            if (sqlite3_exec(source, "BEGIN; SELECT count(*) FROM meta", nullptr, nullptr, nullptr) != SQLITE_OK)
                return fail(ErrorCode::BackupFailed);
            if (!addTenant(**store)) // writers go on meanwhile
                return fail(ErrorCode::DbBusy);
            sqlite3 *copy = nullptr;
            sqlite3_open(QFile::encodeName(m_folder->filePath(QStringLiteral("copy.db"))).constData(), &copy);
            sqlite3_backup *backup = sqlite3_backup_init(copy, "main", source, "main");
            while (backup && sqlite3_backup_step(backup, 2) == SQLITE_OK) { }
            const bool finished = sqlite3_backup_finish(backup) == SQLITE_OK;
            sqlite3_close(copy);
            sqlite3_exec(source, "COMMIT", nullptr, nullptr, nullptr);
            return finished ? Result<bool>(true) : Result<bool>(Error(ErrorCode::BackupFailed));
        });
        VERIFY_OK(done);
        auto copy = openStore(m_folder->filePath(QStringLiteral("copy.db")), Mode::ReadOnlyImmutable);
        VERIFY_OK(copy);
        QCOMPARE(countTenants(**copy).value_or(-1), 1);
        QCOMPARE(countTenants(**store).value_or(-1), 2);
    }

private:
    static unsigned fs(const QString &path)
    {
        struct stat status {};
        return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode : 0;
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
