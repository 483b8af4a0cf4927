// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/pgbackups.h"
#include "app/backup/postgres/pgproof.h"
#include "app/backup/statefile.h"
#include "app/postgres/remotestore.h"
#include "app/sql/commit.h"
#include "app/sql/movemark.h"
#include "app/tasks/taskqueue.h"
#include "models/errors/catalogue.h"
#include "tests/app/backup/pgfixture.h"

#include <QDir>
#include <QTemporaryDir>

using namespace plancia;
using namespace plancia::backup;
using namespace plancia::tests;

namespace {
QString words(const Error &error) { return errorId(error.code()) + u' ' + error.fact(u"message") + u' ' + error.fact(u"check"); }
#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto &result_ = (expression);                                                                            \
        QVERIFY2(result_, result_ ? "" : qPrintable(words(result_.error())));                                          \
    } while (false)
} // namespace

/// The port of a PostgreSQL workspace's backups on a real server with forced row security.
class TestPgBackups : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY2(m_fixture.start(), qPrintable(m_fixture.server.error())); }
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_acts.clear();
        m_policy = {};
    }
    void cleanup() { m_backups.reset(); }

    void backsUpListsAndVerifies()
    {
        auto &port = open("keeper");
        VERIFY_OK(port.ready({}).result());
        const auto made = port.create({}, {}).result();
        VERIFY_OK(made);
        QCOMPARE(made->manifest.engine, QString("postgres"));
        QCOMPARE(made->manifest.rows.value("tenants"), m_fixture.count("tenants"));
        QVERIFY(made->manifest.serverVersion.startsWith(QStringLiteral("15.")) || !made->manifest.serverVersion.isEmpty());
        QCOMPARE(QDir(made->path).entryList(QDir::Files | QDir::Hidden), (QStringList{"dump.pgc", "manifest.json"}));
        QCOMPARE(QFile(made->path + "/dump.pgc").permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const auto list = port.list({}).result();
        VERIFY_OK(list);
        QCOMPARE(list->size(), 1);
        QCOMPARE(list->first().path, made->path);
        QCOMPARE(toString(list->first().state), QString("verified"));
        const auto verified = port.verify(made->path, {}).result();
        VERIFY_OK(verified);
        VERIFY_OK(port.verify(made->path + "/dump.pgc", {}).result());
        QCOMPARE(m_acts, (QStringList{"BACKUP_CREATE done", "BACKUP_VERIFY done", "BACKUP_VERIFY done"}));
        QCOMPARE(QDir(m_home->path()).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
    }

    void refusesARoleThatDoesNotSeeEveryRow()
    {
        auto &port = open("looker");
        const auto made = port.create({}, {}).result();
        QVERIFY(!made);
        QCOMPARE(made.error().code(), ErrorCode::BackupRoleMissing);
        QVERIFY(made.error().fact(u"message").contains("GRANT plancia_backup TO \"looker\""));
        QCOMPARE(port.ready({}).result().error().code(), ErrorCode::BackupRoleMissing);
        QVERIFY(isEmpty());
        QCOMPARE(m_acts, QStringList{"BACKUP_CREATE failed"});
    }

    void namesThePackageOfAMissingProgram()
    {
        auto &port = open("keeper", PgTools({m_home->filePath("none"), {}}));
        const auto made = port.create({}, {}).result();
        QVERIFY(!made);
        QCOMPARE(made.error().code(), ErrorCode::BackupToolMissing);
        QCOMPARE(made.error().fact(u"package"), QStringLiteral("postgresql-client-%1").arg(serverMajor()));
        QVERIFY(isEmpty());
    }

    void countsWhatADumpHoldsAndRefusesLess()
    {
        // A pg_dump that loses a table's rows and says that all went well.
        QTemporaryDir tools;
        const QString real = *PgTools().client("pg_dump", serverMajor());
        const QString folder = tools.filePath(QString::number(serverMajor()) + "/bin");
        QVERIFY(QDir().mkpath(folder));
        QFile liar(folder + "/pg_dump");
        QVERIFY(liar.open(QIODevice::WriteOnly));
        liar.write("#!/bin/sh\nexec " + real.toUtf8() + " --exclude-table-data=plancia.tenant_redirects \"$@\"\n");
        liar.close();
        QVERIFY(liar.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(QFile::link(*PgTools().client("pg_restore", serverMajor()), folder + "/pg_restore"));
        auto &port = open("keeper", PgTools({tools.path(), {}}));
        const auto made = port.create({}, {}).result();
        QVERIFY(!made);
        QCOMPARE(made.error().code(), ErrorCode::BackupRowsDiffer);
        QVERIFY2(made.error().fact(u"message").contains("tenant_redirects"), qPrintable(words(made.error())));
        QVERIFY(isEmpty());
    }

    void aCancelLeavesNothing()
    {
        auto &port = open("keeper");
        const CallContext call;
        connect(&m_tasks, &TasksPort::taskChanged, this, [&](const TaskInfo &task) {
            if (task.kind == u"backup" && task.progress.total > 0)
                call.cancel.cancel();
        });
        const auto guard = qScopeGuard([this] { m_tasks.disconnect(this); });
        auto made = port.create({}, call);
        QTRY_VERIFY_WITH_TIMEOUT(made.isFinished(), 20'000);
        QVERIFY(!made.result());
        QCOMPARE(made.result().error().code(), ErrorCode::InternalCancelled);
        QVERIFY(isEmpty());
        QTRY_COMPARE(m_fixture.server.value("SELECT count(*) FROM pg_stat_activity WHERE usename = 'keeper' AND application_name LIKE 'plancia dump%'"), QString("0"));
    }

    void namesDamage_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"flip", "cut", "gone"})
            QTest::newRow(how) << how;
    }
    void namesDamage()
    {
        QFETCH(QString, how);
        auto &port = open("keeper");
        const auto made = port.create({}, {}).result();
        VERIFY_OK(made);
        QFile file(made->path + "/dump.pgc");
        if (how == u"gone") {
            QVERIFY(file.remove());
        } else {
            QVERIFY(file.open(QIODevice::ReadWrite));
            if (how == u"cut") {
                QVERIFY(file.resize(file.size() - 1));
            } else {
                file.seek(file.size() / 2);
                char byte = 0;
                file.getChar(&byte);
                file.seek(file.size() / 2);
                file.putChar(static_cast<char>(byte ^ 4));
            }
            file.close();
        }
        const auto verified = port.verify(made->path, {}).result();
        QVERIFY(!verified);
        QCOMPARE(verified.error().code(), ErrorCode::BackupDamaged);
        QCOMPARE(toString(port.list({}).result()->first().state), how == u"gone" ? QString("missing") : QString("damaged"));
    }

    void theWholeDatabaseWhenAsked()
    {
        QVERIFY(m_fixture.server.exec("CREATE SCHEMA billing; CREATE TABLE billing.\"we ird\" (a int, b text);"
                                      "INSERT INTO billing.\"we ird\" VALUES (1, E'x\\ny'), (2, NULL);"
                                      "SELECT lo_from_bytea(0, 'abc')", m_fixture.database));
        auto &port = open("postgres");
        BackupRequest request;
        request.wholeDatabase = true;
        const auto made = port.create(request, {}).result();
        VERIFY_OK(made);
        QVERIFY(made->manifest.wholeDatabase);
        QCOMPARE(made->manifest.rows.value("billing.we ird"), 2);
        QCOMPARE(made->manifest.rows.value("tenants"), m_fixture.count("tenants"));
        VERIFY_OK(port.verify(made->path, {}).result());
    }

    void provesInAScratchDatabaseOrAPrivateServer_data()
    {
        QTest::addColumn<QString>("user");
        QTest::newRow("scratch database") << "maker";
        QTest::newRow("private server") << "keeper";
        QTest::newRow("superuser") << "postgres";
    }
    void provesInAScratchDatabaseOrAPrivateServer()
    {
        QFETCH(QString, user);
        if (user == u"maker" && m_fixture.server.value("SELECT count(*) FROM pg_roles WHERE rolname = 'maker'") == u"0")
            QVERIFY(m_fixture.server.createUser("maker", "pw", "CREATEDB IN ROLE plancia_admin, plancia_backup"));
        // What a proof that was killed left, and what is too young or not ours.
        for (const char *name : {"plancia_proof_20200101000000_0a1b2c3d", "plancia_proof_20990101000000_0a1b2c3d"}) {
            m_fixture.server.exec(QStringLiteral("CREATE DATABASE %1").arg(name));
            m_fixture.server.exec(QStringLiteral("COMMENT ON DATABASE %1 IS 'Plancia proof'; ALTER DATABASE %1 OWNER TO %2").arg(name, user));
        }
        m_fixture.server.exec("CREATE DATABASE plancia_proof_20200101000000_deadbeef");
        auto &port = open(user);
        const auto made = port.create({}, {}).result();
        VERIFY_OK(made);
        const auto proved = port.prove(made->path, {}).result();
        VERIFY_OK(proved);
        QVERIFY(proved->provedAt > 0);
        QCOMPARE(toString(port.list({}).result()->first().state), QString("proved"));
        QCOMPARE(m_fixture.server.value("SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname LIKE 'plancia_proof%'"),
                 QString(user == u"keeper" ? "plancia_proof_20200101000000_0a1b2c3d plancia_proof_20200101000000_deadbeef plancia_proof_20990101000000_0a1b2c3d"
                                           : "plancia_proof_20200101000000_deadbeef plancia_proof_20990101000000_0a1b2c3d"));
        QVERIFY(QDir("/var/tmp").entryList({"plancia-server-*"}, QDir::Dirs).isEmpty());
    }

    /// A rule of the data, in backups of a server; checks of a file there are none of.
    void findsTheLastCleanBackup()
    {
        auto &port = open("postgres");
        const auto clean = port.create({}, {}).result();
        VERIFY_OK(clean);
        QVERIFY(m_fixture.server.exec("UPDATE plancia.tenants SET updated_at = created_at - interval '1 day'"
                                      " WHERE id = (SELECT id FROM plancia.tenants LIMIT 1); UPDATE plancia.meta SET commit_no = commit_no + 1", m_fixture.database));
        const auto broken = port.create({}, {}).result();
        VERIFY_OK(broken);
        const auto found = port.findLastClean("tenants-dates", {}).result();
        QVERIFY(m_fixture.server.exec("UPDATE plancia.tenants SET updated_at = created_at WHERE updated_at < created_at", m_fixture.database));
        VERIFY_OK(found);
        QVERIFY(found->lastClean && found->lastClean->path == clean->path);
        QVERIFY(found->firstBroken && found->firstBroken->path == broken->path);
        QCOMPARE(found->lastClean->lastCleanFor, QString("tenants-dates"));
        QCOMPARE(port.findLastClean("integrity-check", {}).result().error().code(), ErrorCode::ValChoice);
    }

    void doesNotProveWhatBreaksARule()
    {
        QVERIFY(m_fixture.server.exec("UPDATE plancia.tenants SET updated_at = created_at - interval '1 day'"
                                      " WHERE id = (SELECT id FROM plancia.tenants LIMIT 1)", m_fixture.database));
        auto &port = open("postgres");
        const auto made = port.create({}, {}).result();
        VERIFY_OK(made);
        const auto proved = port.prove(made->path, {}).result();
        QVERIFY(m_fixture.server.exec("UPDATE plancia.tenants SET updated_at = created_at WHERE updated_at < created_at", m_fixture.database));
        QVERIFY(!proved);
        QCOMPARE(proved.error().code(), ErrorCode::BackupNotProved);
        QVERIFY2(!proved.error().fact(u"check").isEmpty(), qPrintable(words(proved.error())));
    }

    void restoresInOneTransactionAndUndoesIt()
    {
        const auto cleaned = qScopeGuard([this] { dropMovedAside(); });
        QVERIFY(m_fixture.server.exec("CREATE TABLE IF NOT EXISTS public.of_the_service (a int); INSERT INTO public.of_the_service VALUES (1)", m_fixture.database));
        auto &port = open("installer");
        const auto made = port.create({}, {}).result();
        VERIFY_OK(made);
        const qint64 then = made->manifest.rows.value("tenants");
        QVERIFY(m_fixture.addTenants(11));
        const qint64 before = commitNo();
        const QString history = m_fixture.server.value("SELECT history_id FROM plancia.meta", m_fixture.database);
        const auto restored = port.restore({made->path}, {}).result();
        VERIFY_OK(restored);
        QCOMPARE(m_fixture.count("tenants"), then);
        QCOMPARE(restored->commitBefore, before);
        QCOMPARE(restored->commitAfter, before + 1);
        QCOMPARE(commitNo(), before + 1); // numbers never go back
        QVERIFY(m_fixture.server.value("SELECT history_id FROM plancia.meta", m_fixture.database) != history);
        QCOMPARE(m_fixture.server.value("SELECT count(*) FROM plancia.audit_log WHERE action = 'BACKUP_RESTORE'", m_fixture.database), QString("1"));
        QCOMPARE(m_fixture.count("of_the_service", "public"), 1);
        // Forced row security, policies and rights came along.
        QCOMPARE(m_fixture.server.value("SET ROLE plancia_owner; SELECT count(*) FROM plancia.tenants", m_fixture.database), QString("0"));
        VERIFY_OK(port.ready({}).result());

        auto list = port.list({}).result();
        VERIFY_OK(list);
        QCOMPARE(list->size(), 2);
        const BackupInfo undo = list->first();
        QCOMPARE(undo.path, restored->safetyCopy);
        QCOMPARE(undo.manifest.kind, QString("before:restore"));
        QCOMPARE(undo.keepUntil, undo.manifest.finishedAt + kUndoMs);
        const auto undone = port.restore({undo.path}, {}).result();
        VERIFY_OK(undone);
        QCOMPARE(m_fixture.count("tenants"), then + 11);
        QCOMPARE(commitNo(), before + 2);
        // And the undo can be undone.
        list = port.list({}).result();
        VERIFY_OK(list);
        const auto again = port.restore({list->first().path}, {}).result();
        VERIFY_OK(again);
        QCOMPARE(m_fixture.count("tenants"), then);
        QCOMPARE(m_acts, QStringList{"BACKUP_CREATE done"}); // the restores' rows stand in what was restored
    }

    /// The mark of a schema that was moved away binds a restore, and comes along with a dump.
    void aSchemaThatWasMovedAwayIsNotBroughtBack()
    {
        const auto cleaned = qScopeGuard([this] { dropMovedAside(); });
        const MoveMark mark{MoveMark::State::Moved, QUuid::createUuid(), QStringLiteral("/there.db"), QStringLiteral("SQLite · /there.db"), 1};
        const auto store = postgres::RemoteStore::create(m_fixture.server.profile(QStringLiteral("postgres"), m_fixture.database), {});
        const auto change = [&](bool set) {
            return store->write<bool>({}, {}, [&](sql::Connection &connection) -> Result<bool> {
                auto owner = connection.script("SET LOCAL ROLE plancia_owner");
                return !owner ? owner : set ? sql::setMoveMark(connection, mark) : sql::clearMoveMark(connection);
            }).result();
        };
        auto &port = open("installer");
        VERIFY_OK(change(true));
        const auto made = port.create({}, {}).result();
        VERIFY_OK(made);
        QCOMPARE(port.restore({made->path}, {}).result().error().code(), ErrorCode::AuthzMoved);
        VERIFY_OK(change(false));
        const auto restored = port.restore({made->path}, {}).result();
        VERIFY_OK(restored);
        const auto now = store->read<std::optional<MoveMark>>({}, sql::readMoveMark).result();
        VERIFY_OK(now);
        QVERIFY(*now == mark);
        const auto list = port.list({}).result();
        VERIFY_OK(list);
        QCOMPARE(port.restore({list->first().path}, {}).result().error().code(), ErrorCode::AuthzMoved); // the undo
        VERIFY_OK(change(false));
    }

    void aRestoreThatIsStoppedLeavesTheOldSchema_data()
    {
        QTest::addColumn<QString>("how");
        for (const char *how : {"cancel", "server crash", "killed session"})
            QTest::newRow(how) << how;
    }
    void aRestoreThatIsStoppedLeavesTheOldSchema()
    {
        QFETCH(QString, how);
        const auto cleaned = qScopeGuard([this] { dropMovedAside(); });
        auto &port = open("installer");
        const auto made = port.create({}, {}).result();
        VERIFY_OK(made);
        QVERIFY(m_fixture.addTenants(3));
        const qint64 rows = m_fixture.count("tenants"), commit = commitNo();
        const CallContext call;
        std::atomic<bool> done{false};
        connect(&m_tasks, &TasksPort::taskChanged, this, [&](const TaskInfo &task) {
            if (task.kind != u"restore" || task.progress.unit != Progress::Unit::Rows || done.exchange(true))
                return;
            if (how == u"cancel")
                call.cancel.cancel();
            else if (how == u"server crash")
                m_fixture.server.stop(PrivatePostgres::Stop::Immediate);
            else
                m_fixture.server.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'installer'");
        });
        // It waits for us at its last step, so that there is time to stop it.
        auto holder = m_fixture.connect("keeper");
        QVERIFY(holder && holder->begin({}) && holder->query("SELECT count(*) FROM tenants"));
        auto restored = port.restore({made->path}, call);
        QTRY_VERIFY_WITH_TIMEOUT(restored.isFinished(), 30'000);
        m_tasks.disconnect(this);
        holder.reset();
        QVERIFY(m_fixture.server.start());
        QVERIFY(!restored.result());
        QCOMPARE(m_fixture.count("tenants"), rows);
        QCOMPARE(commitNo(), commit);
        QCOMPARE(m_fixture.server.value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'plancia_before%'", m_fixture.database), QString("0"));
        VERIFY_OK(port.list({}).result());
    }

    void refusesToRestoreAnotherStoreOrWithoutRights()
    {
        const auto made = open("keeper").create({}, {}).result();
        VERIFY_OK(made);
        const auto refused = m_backups->restore({made->path}, {}).result();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::AuthzMissingGrant);
        QVERIFY(refused.error().fact(u"privilege").contains("GRANT \"plancia_owner\" TO \"keeper\""));
        QVERIFY(m_fixture.server.exec("UPDATE plancia.meta SET store_id = gen_random_uuid()", m_fixture.database));
        const auto other = open("installer").restore({made->path}, {}).result();
        QVERIFY(!other);
        QCOMPARE(other.error().code(), ErrorCode::BackupOtherStore);
        QCOMPARE(open("installer").restore({"schema:public"}, {}).result().error().code(), ErrorCode::BackupNotFound);
    }

    void aServerThatStopsLeavesNothing()
    {
        auto &port = open("keeper");
        std::atomic<bool> stopped{false};
        connect(&m_tasks, &TasksPort::taskChanged, this, [&](const TaskInfo &task) {
            if (task.kind == u"backup" && task.progress.total > 0 && !stopped.exchange(true))
                m_fixture.server.stop(PrivatePostgres::Stop::Immediate);
        });
        auto made = port.create({}, {});
        QTRY_VERIFY_WITH_TIMEOUT(made.isFinished(), 30'000);
        m_tasks.disconnect(this);
        QVERIFY(m_fixture.server.start());
        QVERIFY(stopped);
        if (made.result()) // it had been dumped already; then it is whole
            VERIFY_OK(port.verify(made.result()->path, {}).result());
        else
            QVERIFY2(isEmpty(), qPrintable(words(made.result().error())));
    }

    void copiesADumpToTheSecondPlaceAndRestoresFromThere()
    {
        const auto cleaned = qScopeGuard([this] { dropMovedAside(); });
        QTemporaryDir place;
        auto &port = open("installer");
        BackupPolicy policy;
        policy.secondPlace = place.path();
        VERIFY_OK(port.setPolicy(policy, {}).result());
        const auto made = port.create({}, {}).result();
        VERIFY_OK(made);
        const auto copied = port.copyToSecondPlace({}, {}).result();
        VERIFY_OK(copied);
        QCOMPARE(copied->copies, 1);
        const QString copy = place.filePath(QFileInfo(made->path).fileName());
        VERIFY_OK(port.verify(copy, {}).result());
        QVERIFY(QDir(made->path).removeRecursively()); // and only the copy is left
        const auto list = port.list({}).result();
        VERIFY_OK(list);
        QCOMPARE(list->size(), 1);
        QVERIFY(list->first().isOnlyAtSecondPlace);
        QVERIFY(m_fixture.addTenants(3));
        VERIFY_OK(port.restore({list->first().path, false}, {}).result());
        QCOMPARE(m_fixture.count("tenants"), made->manifest.rows.value("tenants"));
    }

    void anEncryptedDumpIsVerifiedProvedAndRestoredWithItsKeyAlone()
    {
        const auto cleaned = qScopeGuard([this] { dropMovedAside(); });
        const BackupKey key = BackupKey::random();
        const OneKey keys(key), others(BackupKey::random());
        QTemporaryDir place;
        BackupPolicy policy;
        policy.encrypt = true;
        QCOMPARE(open("installer").setPolicy(policy, {}).result().error().code(), ErrorCode::BackupKeyMissing);
        m_policy.encrypt = true; // as if the key had been lost since
        QCOMPARE(m_backups->create({}, {}).result().error().code(), ErrorCode::BackupKeyMissing);
        QVERIFY(isEmpty()); // never in plain text instead
        m_policy = {};
        policy.secondPlace = place.path();
        auto &port = open("installer", PgTools(), &keys);
        VERIFY_OK(port.setPolicy(policy, {}).result());
        const auto made = port.create({}, {}).result();
        VERIFY_OK(made);
        QCOMPARE(QDir(made->path).entryList(QDir::Files | QDir::Hidden), (QStringList{"dump.pgc.zst.enc", "manifest.json"}));
        QVERIFY(made->manifest.isEncrypted());
        const auto verified = port.verify(made->path + "/dump.pgc.zst.enc", {}).result();
        VERIFY_OK(verified);
        QVERIFY(!verified->unopened);
        VERIFY_OK(port.prove(made->path, {}).result());
        const auto copied = port.copyToSecondPlace({}, {}).result();
        VERIFY_OK(copied);
        QCOMPARE(copied->copies, 1);
        const qint64 then = made->manifest.rows.value("tenants");
        QVERIFY(m_fixture.addTenants(4));
        {
            const QString copy = place.filePath(QFileInfo(made->path).fileName());
            VERIFY_OK(port.restore({copy, false}, {}).result());
            QCOMPARE(m_fixture.count("tenants"), then);
            QVERIFY(m_fixture.addTenants(2));
        }
        {
            auto &another = open("installer", PgTools(), &others);
            const auto unopened = another.verify(made->path, {}).result();
            VERIFY_OK(unopened);
            QCOMPARE(unopened->unopened, ErrorCode::BackupWrongKey);
            QCOMPARE(another.prove(made->path, {}).result().error().code(), ErrorCode::BackupWrongKey);
            QCOMPARE(another.restore({made->path, false}, {}).result().error().code(), ErrorCode::BackupWrongKey);
        }
        auto &keyless = open("installer");
        QCOMPARE(keyless.restore({made->path, false}, {}).result().error().code(), ErrorCode::BackupKeyMissing);
        QCOMPARE(m_fixture.count("tenants"), then + 2);
        QCOMPARE(ArchiveServer::open(PgTools(), placeOf(made->path), made->manifest, m_scratch.path(), {}, {}).error().code(), ErrorCode::BackupKeyMissing);
        VERIFY_OK(ArchiveServer::open(PgTools(), placeOf(made->path), made->manifest, {m_scratch.path(), &keys}, {}, {}));
        QVERIFY(QDir(m_scratch.path()).isEmpty(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot)); // no plain dump stays
        QFile file(made->path + "/dump.pgc.zst.enc");
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2) && file.putChar('x'));
        file.close();
        QCOMPARE(keyless.verify(made->path, {}).result().error().code(), ErrorCode::BackupDamaged);
    }

private:
    PgBackups &open(const QString &user, PgTools tools = PgTools(), const BackupKeys *keys = nullptr)
    {
        m_backups.reset();
        Shelving shelving = shelf();
        shelving.keys = keys;
        m_backups = std::make_unique<PgBackups>(
            PgBackups::Parts{*m_fixture.store, {m_fixture.profile(user), [] { return std::optional<QString>("pw"); }}, std::move(tools), appendRow()},
            m_tasks, m_clock,
            std::move(shelving));
        return *m_backups;
    }
    Shelving shelf()
    {
        return Shelving{m_home->path(), QStringLiteral("pg:test"), m_scratch.path(),
                        [this](const Act &act) {
                            const std::scoped_lock lock(m_mutex);
                            m_acts += act.action + u' ' + toString(act.result);
                        },
                        [this] {
                            const std::scoped_lock lock(m_mutex);
                            return Result<BackupPolicy>(m_policy);
                        },
                        [this](const BackupPolicy &policy, const CallContext &) {
                            const std::scoped_lock lock(m_mutex);
                            m_policy = policy;
                            return Result<BackupPolicy>(policy);
                        }};
    }
    /// As wiring does it, with the recorder's statements.
    AppendRestore appendRow()
    {
        return [](sql::Connection &connection, const Act &act) -> Result<bool> {
            auto commit = sql::nextCommit(connection);
            if (!commit)
                return fail(commit.error());
            auto row = connection.execute("INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, actor_kind, actor_name, action, details)"
                                          " VALUES ($1, now(), $2, $3, $4, 'pg', session_user, $5, $6)",
                                          {QUuid(), sql::value(act.id), commit->auditSeq, commit->commitNo, act.action, sql::Json{act.details}});
            return row ? Result<bool>(true) : Result<bool>(row.error());
        };
    }
    qint64 commitNo() { return m_fixture.server.value("SELECT commit_no FROM plancia.meta", m_fixture.database).toLongLong(); }
    void dropMovedAside()
    {
        m_fixture.server.exec("DO $$ DECLARE s text; BEGIN FOR s IN SELECT nspname FROM pg_namespace WHERE nspname LIKE 'plancia_before%'"
                              " LOOP EXECUTE format('DROP SCHEMA %I CASCADE', s); END LOOP; END $$", m_fixture.database);
    }
    bool isEmpty() const { return QDir(m_home->path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); }
    int serverMajor() { return m_fixture.server.value("SHOW server_version_num").toInt() / 10'000; }

    PgFixture m_fixture;
    const SystemClock m_clock;
    tasks::TaskQueue m_tasks{m_clock};
    std::unique_ptr<QTemporaryDir> m_home;
    QTemporaryDir m_scratch;
    QStringList m_acts;
    std::mutex m_mutex;
    BackupPolicy m_policy;
    std::unique_ptr<PgBackups> m_backups;
};

QTEST_GUILESS_MAIN(TestPgBackups)
#include "tst_pgbackups.moc"
