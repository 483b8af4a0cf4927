// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/maintenance/filechecks.h"
#include "app/maintenance/maintenance.h"
#include "app/sql/openconnections.h"
#include "app/store/localstore.h"
#include "tests/app/store/storehelper.h"

#include <QRegularExpression>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <thread>

using namespace plancia;
using namespace plancia::tests;
using maintenance::Maintenance;
using State = CheckResult::State;
using Depth = MaintenancePort::Depth;

namespace {
CheckResult resultOf(const Result<CheckReport> &report, const QString &name)
{
    if (report)
        for (const CheckResult &result : report->results)
            if (result.name == name)
                return result;
    return {.name = QStringLiteral("missing"), .state = State::Crashed};
}
} // namespace

/// Checks, repairs, reindex, vacuum and profile on a real store.
class TestMaintenance : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    SystemClock m_clock;
    audit::Recorder m_recorder{{}, QStringLiteral("run"), m_clock};
    tasks::TaskQueue m_tasks{m_clock};
    std::unique_ptr<LocalStore> m_store;
    std::unique_ptr<Maintenance> m_maintenance;
    QByteArray m_kept;
    QStringList m_backups; ///< kinds that were asked for
    BackupAlarm m_alarm;
    qint64 m_lostTo = -1;

    QString path() const { return m_folder->filePath(QStringLiteral("control.db")); }
    void make(bool readOnly = false)
    {
        Maintenance::Parts parts{.gateway = *m_store, .store = m_store.get(), .migrations = QStringLiteral(":/sql/sqlite/control"),
                                 .workspace = QStringLiteral("local"), .isReadOnly = readOnly,
                                 .scratch = m_folder->filePath(QStringLiteral("scratch"))};
        parts.backUp = [this](const QString &kind, const CallContext &) -> Result<QString> {
            m_backups.append(kind);
            return QStringLiteral("/backup");
        };
        parts.backupAlarm = [this](const CallContext &) -> Result<BackupAlarm> { return m_alarm; };
        parts.lostCommits = [this](const CallContext &) -> Result<qint64> { return m_lostTo; };
        parts.loadReport = [this]() -> Result<QByteArray> { return m_kept; };
        parts.keepReport = [this](const QByteArray &json) { m_kept = json; };
        m_maintenance = std::make_unique<Maintenance>(std::move(parts), m_recorder, m_tasks);
    }
    /// Behind Plancia's back, past every constraint.
    bool damage(const QByteArray &sql) { return foreignSql(path(), "PRAGMA ignore_check_constraints = ON;" + sql); }
    Result<CheckReport> run(const QStringList &names = {}, Depth depth = Depth::Quick) { return m_maintenance->run(names, depth, {}).result(); }
    CheckResult one(const QString &name) { return resultOf(run({name}), name); }
    qint64 audited() { return readNumber(*m_store, "SELECT count(*) FROM audit_log WHERE action = 'STORE_REPAIR'").value_or(-1); }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_kept.clear();
        m_backups.clear();
        m_alarm = {};
        m_lostTo = -1;
        auto opened = openStore(path());
        QVERIFY(opened);
        m_store = std::move(*opened);
        for (int i = 0; i < 3; ++i)
            VERIFY_OK(addTenant(*m_store));
        // The helper's names are no real ones: their words and audit rows come here.
        QVERIFY(foreignSql(path(), "UPDATE meta SET audit_seq = 0; INSERT INTO tenant_words SELECT id, 'name' FROM tenants;"
                                   "INSERT INTO tenant_words SELECT id, slug FROM tenants"));
        m_store.reset(); // a program that starts now has seen no foreign writer
        opened = openStore(path());
        QVERIFY(opened);
        m_store = std::move(*opened);
        make();
    }
    void cleanup()
    {
        m_maintenance.reset();
        m_store.reset();
    }

    void aGoodStoreIsWellAndIsRemembered()
    {
        const auto never = m_maintenance->last({}).result();
        QVERIFY(never && never->at == 0 && never->results.isEmpty());
        const auto report = run();
        VERIFY_OK(report);
        for (const CheckResult &result : report->results)
            QVERIFY2(result.state == State::Ok || result.state == State::NotApplicable || result.name == u"sqlite-version",
                     qPrintable(result.name + result.samples.join(u'|')));
        QCOMPARE(resultOf(report, QStringLiteral("integrity-check")).name, QStringLiteral("missing"));
        const auto kept = m_maintenance->last({}).result();
        VERIFY_OK(kept);
        QCOMPARE(kept->results.size(), report->results.size());
        QCOMPARE(kept->at, report->at);
        QVERIFY(kept->commitNo >= 3);
        QCOMPARE(audited(), 0); // looking is no act
    }

    void fullReadsTheWholeStoreToo()
    {
        QCOMPARE(toString(resultOf(run({}, Depth::Full), QStringLiteral("integrity-check")).state), QStringLiteral("ok"));
    }

    void anUnknownNameIsRefused()
    {
        VERIFY_FAILS(run({QStringLiteral("no-such-check")}), ErrorCode::ValChoice);
    }

    void aCheckRunAloneLeavesTheOthersAsTheyWere()
    {
        VERIFY_OK(run());
        const auto before = m_maintenance->last({}).result();
        QVERIFY(damage("UPDATE tenants SET row_version = 0"));
        VERIFY_OK(run({QStringLiteral("tenants-row-version")}));
        const auto after = m_maintenance->last({}).result();
        VERIFY_OK(after);
        QCOMPARE(after->results.size(), before->results.size());
        QCOMPARE(toString(resultOf(after, QStringLiteral("tenants-row-version")).state), QStringLiteral("broken"));
        QVERIFY(resultOf(after, QStringLiteral("tenants-row-version")).samples.isEmpty()); // content of the store is not kept
        QCOMPARE(resultOf(after, QStringLiteral("quick-check")).at, before->at);
    }

    void findsADamagedPage()
    {
        m_maintenance.reset();
        m_store.reset();
        QByteArray bytes = contentOf(path());
        // The second page and those after hold tables; a page of nonsense is none.
        bytes.replace(3 * 4096, 4096, QByteArray(4096, 'x'));
        QVERIFY(putContent(path(), bytes));
        auto opened = openStore(path());
        VERIFY_OK(opened);
        m_store = std::move(*opened);
        make();
        const CheckResult found = one(QStringLiteral("quick-check"));
        QCOMPARE(toString(found.state), QStringLiteral("broken"));
        QVERIFY(found.count > 0);
        QCOMPARE(found.error->code(), ErrorCode::StoreDamaged);
        QCOMPARE(firstFault({found})->code(), ErrorCode::StoreDamaged);
    }

    void findsAnIndexThatLacksRows()
    {
        // Written while the schema calls the index one of another column: it does not follow.
        QVERIFY(damage("PRAGMA writable_schema = ON;"
                       "UPDATE sqlite_schema SET sql = 'CREATE INDEX tenants_by_created ON tenants (updated_at, id)' WHERE name = 'tenants_by_created'"));
        QVERIFY(damage("UPDATE tenants SET created_at = created_at - 5"));
        QVERIFY(damage("PRAGMA writable_schema = ON;"
                       "UPDATE sqlite_schema SET sql = 'CREATE INDEX tenants_by_created ON tenants (created_at, id)' WHERE name = 'tenants_by_created'"));
        QCOMPARE(toString(one(QStringLiteral("integrity-check")).state), QStringLiteral("broken"));
        const auto planned = m_maintenance->reindex(true, {}).result();
        VERIFY_OK(planned);
        QVERIFY(planned->indexes.contains(QStringLiteral("tenants_by_created")));
        QCOMPARE(toString(one(QStringLiteral("integrity-check")).state), QStringLiteral("broken"));
        VERIFY_OK(m_maintenance->reindex(false, {}).result());
        QCOMPARE(toString(one(QStringLiteral("integrity-check")).state), QStringLiteral("ok"));
        QCOMPARE(audited(), 1);
    }

    void findsReferencesToNothing()
    {
        QVERIFY(damage("PRAGMA foreign_keys = OFF; INSERT INTO tenant_words VALUES (x'00112233445566778899aabbccddeeff', 'lost')"));
        const CheckResult found = one(QStringLiteral("foreign-keys"));
        QCOMPARE(toString(found.state), QStringLiteral("broken"));
        QCOMPARE(found.count, 1);
        QVERIFY(found.samples.first().contains(QStringLiteral("tenant_words")));
    }

    void findsASchemaThatWasChanged()
    {
        QVERIFY(damage("UPDATE schema_migrations SET sha256 = 'other'"));
        const CheckResult found = one(QStringLiteral("schema"));
        QCOMPARE(toString(found.state), QStringLiteral("broken"));
        QCOMPARE(found.error->code(), ErrorCode::MigChanged);
    }

    void noticesThatTheStoreWentBack()
    {
        VERIFY_OK(run());
        QVERIFY(damage("UPDATE meta SET commit_no = 1"));
        const CheckResult found = one(QStringLiteral("commit-counter"));
        QCOMPARE(toString(found.state), QStringLiteral("broken"));
        QCOMPARE(found.error->code(), ErrorCode::StoreReplaced);
    }

    void noticesThatTheArchiveHasCommitsWhichTheStoreLost()
    {
        QCOMPARE(toString(one(QStringLiteral("commit-counter")).state), QStringLiteral("ok"));
        m_lostTo = 9;
        const CheckResult found = one(QStringLiteral("commit-counter"));
        QCOMPARE(toString(found.state), QStringLiteral("broken"));
        QCOMPARE(found.error->code(), ErrorCode::StoreReplaced);
        QVERIFY(found.samples.first().startsWith(QStringLiteral("9 → ")));
    }

    void noticesAForeignWriter()
    {
        VERIFY_OK(addTenant(*m_store));
        QVERIFY(foreignSql(path(), "UPDATE tenants SET notes = 'by hand'"));
        VERIFY_OK(addTenant(*m_store));
        const CheckResult found = one(QStringLiteral("commit-counter"));
        QCOMPARE(toString(found.state), QStringLiteral("broken"));
        QCOMPARE(found.error->code(), ErrorCode::StoreForeignWriter);
    }

    void notesFilesThatOthersCanRead()
    {
        QCOMPARE(::chmod(QFile::encodeName(path()).constData(), 0644), 0);
        const CheckResult found = one(QStringLiteral("file-permissions"));
        QCOMPARE(toString(found.state), QStringLiteral("noted"));
        QVERIFY(found.samples.first().startsWith(QStringLiteral("0644")));
        QVERIFY(allWell({found}));
    }

    void knowsADistantFileSystem_data()
    {
        QTest::addColumn<qint64>("type");
        QTest::addColumn<QString>("name");
        // As statfs(2) gives them; CIFS comes out negative where the field is 32 bits wide and signed.
        QTest::newRow("ext4") << qint64(0xef53) << QString();
        QTest::newRow("tmpfs") << qint64(0x01021994) << QString();
        QTest::newRow("btrfs") << qint64(0x9123683e) << QString();
        QTest::newRow("nfs") << qint64(0x6969) << QStringLiteral("nfs");
        QTest::newRow("cifs") << qint64(0xff534d42) << QStringLiteral("cifs");
        QTest::newRow("cifs, signed") << qint64(static_cast<qint32>(0xff534d42)) << QStringLiteral("cifs");
        QTest::newRow("sshfs") << qint64(0x65735546) << QStringLiteral("fuse");
    }
    void knowsADistantFileSystem()
    {
        QFETCH(qint64, type);
        QTEST(maintenance::distantFileSystem(type), "name");
    }

    void notesAFolderThatIsKeptAlikeElsewhere_data()
    {
        QTest::addColumn<QString>("store"); // folder of the store
        QTest::addColumn<QString>("mark");  // below the same root; with a slash at its end a folder
        QTest::addColumn<QString>("program");
        QTest::newRow("Dropbox") << QStringLiteral("Dropbox/plancia") << QStringLiteral("Dropbox/.dropbox") << QStringLiteral("Dropbox");
        QTest::newRow("the settings of Dropbox") << QStringLiteral("plancia") << QStringLiteral(".dropbox/") << QString();
        QTest::newRow("beside a Dropbox") << QStringLiteral("plancia") << QStringLiteral("Dropbox/.dropbox") << QString();
        QTest::newRow("Syncthing, three levels up") << QStringLiteral("a/b/c/plancia") << QStringLiteral("a/.stfolder/") << QStringLiteral("Syncthing");
        QTest::newRow("Resilio Sync") << QStringLiteral("a/plancia") << QStringLiteral("a/.sync/ID") << QStringLiteral("Resilio Sync");
        QTest::newRow("the settings of Resilio Sync") << QStringLiteral("plancia") << QStringLiteral(".sync/sync.conf") << QString();
        QTest::newRow("Nextcloud") << QStringLiteral("cloud") << QStringLiteral("cloud/.sync_0f3a.db") << QStringLiteral("Nextcloud");
        QTest::newRow("OneDrive") << QStringLiteral("OneDrive/plancia") << QString() << QStringLiteral("OneDrive");
        QTest::newRow("OneDrive of a firm") << QStringLiteral("OneDrive - Acme/plancia") << QString() << QStringLiteral("OneDrive");
        QTest::newRow("a name that begins alike") << QStringLiteral("OneDriveless/plancia") << QString() << QString();
    }
    void notesAFolderThatIsKeptAlikeElsewhere()
    {
        QFETCH(QString, store);
        QFETCH(QString, mark);
        QFETCH(QString, program);
        const QTemporaryDir root;
        QVERIFY(QDir(root.path()).mkpath(store));
        if (mark.endsWith(u'/'))
            QVERIFY(QDir(root.path()).mkpath(mark));
        else if (!mark.isEmpty())
            QVERIFY(QDir(root.path()).mkpath(QFileInfo(mark).path()) && putContent(root.filePath(mark), "1"));
        CheckResult result;
        maintenance::checkSyncedFolder(root.filePath(store) + QStringLiteral("/control.db"), result);
        QCOMPARE(toString(result.state), program.isEmpty() ? QStringLiteral("ok") : QStringLiteral("noted"));
        QCOMPARE(result.samples.value(0).section(u':', 0, 0), program);
        // A link that leads there is no way round it.
        QVERIFY(QFile::link(root.filePath(store), root.filePath(QStringLiteral("link"))));
        CheckResult linked;
        maintenance::checkSyncedFolder(root.filePath(QStringLiteral("link/control.db")), linked);
        QCOMPARE(toString(linked.state), toString(result.state));
    }
    void looksForASyncedFolderWithTheOthers()
    {
        QCOMPARE(toString(one(QStringLiteral("synced-folder")).state), QStringLiteral("ok"));
        QVERIFY(putContent(m_folder->filePath(QStringLiteral(".dropbox")), "1"));
        const CheckResult found = one(QStringLiteral("synced-folder"));
        QCOMPARE(toString(found.state), QStringLiteral("noted"));
        QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral(".dropbox"))));
    }

    void notesAJournalOfAnotherMode()
    {
        QVERIFY(putContent(path() + QStringLiteral("-journal"), QByteArray(512, '\0')));
        QCOMPARE(toString(one(QStringLiteral("log-beside")).state), QStringLiteral("noted"));
        QVERIFY(QFile::remove(path() + QStringLiteral("-journal")));
    }

    /// Who reads for long keeps the log from beginning anew. It grows by what is written and by no more, is told of, and grows no
    /// further when the reader is gone.
    void notesALogThatALongReaderKeeps()
    {
        constexpr qint64 kCommit = 256 << 10, kLong = 2 << 20; // an eighth of the true limit, which would take its time
        LocalStore::Options options;
        options.path = path();
        options.idleMs = 20;
        m_maintenance.reset();
        m_store.reset();
        m_store = std::move(*LocalStore::open(options));
        const auto write = [&](const QByteArray &sql) {
            return m_store->write<bool>({}, {}, [sql](sql::Connection &c) -> Result<bool> {
                if (auto done = c.execute(sql); !done)
                    return fail(done.error());
                auto commit = sql::nextCommitWithoutAudit(c);
                return commit ? Result<bool>(true) : Result<bool>(commit.error());
            }).result();
        };
        const auto look = [&] {
            CheckResult result{.name = QStringLiteral("log-beside"), .state = State::Ok};
            maintenance::checkBeside(path(), result, kLong);
            return result;
        };
        const QByteArray more = "UPDATE ballast SET b = randomblob(" + QByteArray::number(kCommit) + ")";
        VERIFY_OK(write("CREATE TABLE ballast (b BLOB)"));
        VERIFY_OK(write("INSERT INTO ballast VALUES (randomblob(" + QByteArray::number(kCommit) + "))"));

        QSemaphore reads, ends;
        std::thread reader([&] {
            const auto read = m_store->withSourceHandle([&](sqlite3 *handle) -> Result<bool> {
                sqlite3_exec(handle, "BEGIN; SELECT count(*) FROM tenants", nullptr, nullptr, nullptr);
                reads.release();
                ends.acquire();
                return true;
            });
            Q_UNUSED(read);
        });
        const auto join = qScopeGuard([&] {
            ends.release();
            if (reader.joinable())
                reader.join();
        });
        reads.acquire();
        const qint64 before = m_store->walBytes();
        int commits = 0;
        for (; m_store->walBytes() <= kLong && commits < 50; ++commits)
            VERIFY_OK(write(more));
        QVERIFY2(m_store->walBytes() - before < commits * kCommit / 2 * 3, qPrintable(QString::number(m_store->walBytes())));
        const CheckResult found = look();
        QCOMPARE(toString(found.state), QStringLiteral("noted"));
        QVERIFY(found.samples.first().startsWith(QStringLiteral("control.db-wal: ")));
        VERIFY_OK(countTenants(*m_store)); // reading and writing go on
        ends.release();
        reader.join();
        // What is written from the next checkpoint on stands at the beginning of the log again.
        const auto growsNot = [&] {
            const qint64 bytes = m_store->walBytes();
            return write(more) && m_store->walBytes() == bytes;
        };
        QTRY_VERIFY(growsNot());
        m_store.reset();
        QCOMPARE(toString(look().state), QStringLiteral("ok"));
    }

    void notesOldBackups()
    {
        QCOMPARE(toString(one(QStringLiteral("backup-age")).state), QStringLiteral("not_applicable"));
        m_alarm = {BackupAlarm::State::Good, 0, 26};
        QCOMPARE(toString(one(QStringLiteral("backup-age")).state), QStringLiteral("ok"));
        m_alarm.state = BackupAlarm::State::Never;
        const CheckResult never = one(QStringLiteral("backup-age"));
        QCOMPARE(toString(never.state), QStringLiteral("noted"));
        QVERIFY(never.error && never.error->code() == ErrorCode::BackupTooOld);
    }

    void notesManyConnectionsAndWhoOpenedThem()
    {
        QCOMPARE(toString(one(QStringLiteral("connections")).state), QStringLiteral("ok"));
        std::vector<std::unique_ptr<sql::SqliteConnection>> open;
        for (int i = 0; i <= sql::kManyConnections; ++i) {
            auto connection = sql::SqliteConnection::open({.path = path()});
            VERIFY_OK(connection);
            open.push_back(std::move(*connection));
        }
        const CheckResult found = one(QStringLiteral("connections"));
        QCOMPARE(toString(found.state), QStringLiteral("noted"));
        QVERIFY(found.count > sql::kManyConnections);
        QVERIFY(found.samples.first().contains(QStringLiteral("21 × tests/app/maintenance/tst_maintenance.cpp:")));
        QVERIFY(m_maintenance->openConnections().open > m_maintenance->openConnections().most);
        // However many places there are, each is told.
        const QStringList places{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d"), QStringLiteral("e"), QStringLiteral("f"),
                                 QStringLiteral("g"), QStringLiteral("h"), QStringLiteral("i"), QStringLiteral("j"), QStringLiteral("k"), QStringLiteral("l")};
        std::vector<std::unique_ptr<sql::OpenConnection>> counted;
        for (const QString &place : places)
            counted.push_back(std::make_unique<sql::OpenConnection>(place, std::source_location::current()));
        const CheckResult all = one(QStringLiteral("connections"));
        for (const QString &place : places)
            QVERIFY2(!all.samples.filter(QRegularExpression(QStringLiteral(" · ") + place + u'$')).isEmpty(), qPrintable(place));
        counted.clear();
        open.clear();
        QCOMPARE(toString(one(QStringLiteral("connections")).state), QStringLiteral("ok"));
        QVERIFY(m_maintenance->openConnections().open <= m_maintenance->openConnections().most);
    }

    void repairsAfterABackupAndSaysSo()
    {
        QVERIFY(damage("UPDATE tenants SET row_version = 0"));
        const QString rule = QStringLiteral("tenants-row-version");
        const auto planned = m_maintenance->repair(rule, true, {}).result();
        VERIFY_OK(planned);
        QCOMPARE(planned->rows, 3);
        QVERIFY(m_backups.isEmpty());
        QCOMPARE(toString(one(rule).state), QStringLiteral("broken"));

        const auto done = m_maintenance->repair(rule, false, {}).result();
        VERIFY_OK(done);
        QCOMPARE(done->rows, 3);
        QCOMPARE(m_backups, QStringList{QStringLiteral("before:repair")});
        QCOMPARE(audited(), 1);
        QCOMPARE(toString(resultOf(m_maintenance->last({}).result(), rule).state), QStringLiteral("ok"));
        QCOMPARE(toString(one(QStringLiteral("audit-no-gap")).state), QStringLiteral("ok"));
        const auto again = m_maintenance->repair(rule, false, {}).result();
        QVERIFY(again && again->rows == 0);
        QCOMPARE(m_backups.size(), 1);
    }

    void doesNotRepairWhatOnlyAPersonKnows()
    {
        QVERIFY(damage("UPDATE tenants SET status = 'gone'"));
        VERIFY_FAILS(m_maintenance->repair(QStringLiteral("tenants-status"), false, {}).result(), ErrorCode::RepoInvariant);
        QVERIFY(m_backups.isEmpty());
    }

    void changesNothingInAReadOnlyStore()
    {
        make(true);
        QVERIFY(!m_maintenance->abilities().repair && !m_maintenance->abilities().storage && m_maintenance->abilities().profile);
        VERIFY_FAILS(m_maintenance->vacuum(false, {}).result(), ErrorCode::AuthzReadOnly);
        VERIFY_FAILS(m_maintenance->reindex(false, {}).result(), ErrorCode::AuthzReadOnly);
        VERIFY_FAILS(m_maintenance->repair(QStringLiteral("tenants-dates"), false, {}).result(), ErrorCode::AuthzReadOnly);
    }

    void vacuumGivesRoomBackAndIsNoForeignWriter()
    {
        auto other = openStore(path());
        VERIFY_OK(other);
        for (int i = 0; i < 40; ++i)
            VERIFY_OK(addTenant(*m_store, QString(10'000, u'n')));
        VERIFY_OK(addTenant(**other));
        QVERIFY(m_store->write<bool>({}, {}, [](sql::Connection &connection) -> Result<bool> {
            auto removed = connection.execute("DELETE FROM tenants WHERE notes <> ''");
            if (!removed)
                return fail(removed.error());
            auto counted = sql::nextCommitWithoutAudit(connection);
            return counted ? Result<bool>(true) : Result<bool>(counted.error());
        }).result());
        const auto planned = m_maintenance->vacuum(true, {}).result();
        VERIFY_OK(planned);
        QVERIFY(planned->bytesAfter < planned->bytesBefore / 2);
        QVERIFY(planned->bytesFree > planned->bytesNeeded);
        QVERIFY(m_backups.isEmpty());
        const auto done = m_maintenance->vacuum(false, {}).result();
        VERIFY_OK(done);
        QVERIFY(done->bytesAfter <= planned->bytesAfter + 2 * 4096); // the audit row
        QCOMPARE(m_backups, QStringList{QStringLiteral("before:vacuum")});
        QCOMPARE(audited(), 1);
        VERIFY_OK(addTenant(**other)); // a program that had it open all the time goes on
        VERIFY_OK(addTenant(*m_store));
        QVERIFY(!m_store->foreignWriter());
        QVERIFY(!(*other)->foreignWriter());
        QVERIFY(allWell(run({QStringLiteral("quick-check"), QStringLiteral("commit-counter")}).value().results));
    }

    void profileMeasuresTheStoreAndChangesNothing()
    {
        const qint64 commit = m_store->commitNo({}).result().value_or(-1);
        const auto report = m_maintenance->profile(0, {}).result();
        VERIFY_OK(report);
        QCOMPARE(report->tenants, 3);
        QVERIFY(!report->ownData);
        QVERIFY(report->queries.size() >= 20);
        QSet<QString> names;
        for (const QueryProfile &query : report->queries) {
            QVERIFY2(!query.plan.isEmpty(), qPrintable(query.name)); // of the reports too
            names.insert(query.name);
        }
        QCOMPARE(names.size(), report->queries.size());
        for (const char *name : {"tenant-by-slug", "person-by-address", "people-by-name", "people-by-word", "key-by-lookup", "calls-newest",
                                 "usage-of-a-month", "rows-of-each-table", "history-of-a-tenant"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
        QCOMPARE(m_store->commitNo({}).result().value_or(-2), commit);
    }

    void profileOnMadeDataPassesItsLimitsAndLeavesNothing()
    {
        const auto report = m_maintenance->profile(5'000, {}).result();
        VERIFY_OK(report);
        QCOMPARE(report->tenants, 5'000);
        QCOMPARE(report->auditRows, 5'000);
        QVERIFY(report->ownData);
        for (const QueryProfile &query : report->queries)
            QVERIFY2(query.verdict != QueryProfile::Verdict::Fail, qPrintable(QStringLiteral("%1 %2").arg(query.name).arg(query.milliseconds)));
        // Each list runs along an index; what a word finds is sorted afterwards.
        for (const QueryProfile &query : report->queries)
            QVERIFY2(query.verdict == QueryProfile::Verdict::Pass || query.name.endsWith(u"-by-word"),
                     qPrintable(query.name + u' ' + query.plan.join(u'\n')));
        QVERIFY(filesIn(m_folder->filePath(QStringLiteral("scratch"))).isEmpty());
        QVERIFY(QDir(m_folder->filePath(QStringLiteral("scratch"))).isEmpty());
        QCOMPARE(countTenants(*m_store).value_or(-1), 3);
    }

    void cancelledWorkLeavesNothing()
    {
        CallContext context;
        context.cancel.cancel();
        VERIFY_FAILS(m_maintenance->run({}, Depth::Full, context).result(), ErrorCode::InternalCancelled);
        VERIFY_FAILS(m_maintenance->profile(100'000, context).result(), ErrorCode::InternalCancelled);
        VERIFY_FAILS(m_maintenance->vacuum(false, context).result(), ErrorCode::InternalCancelled);
        QVERIFY(m_backups.isEmpty());
        QCOMPARE(audited(), 0);
    }

    void endsWhileSomethingRuns()
    {
        auto running = m_maintenance->profile(kMaxProfileRows / 10, {});
        QTRY_VERIFY(QDir(m_folder->filePath(QStringLiteral("scratch"))).exists());
        m_maintenance.reset();
        VERIFY_FAILS(running.result(), ErrorCode::InternalCancelled);
        QVERIFY(QDir(m_folder->filePath(QStringLiteral("scratch"))).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMaintenance)
#include "tst_maintenance.moc"
