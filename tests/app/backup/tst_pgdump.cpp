// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/archivetext.h"
#include "app/backup/postgres/childprocess.h"
#include "app/backup/postgres/pgarchive.h"
#include "app/backup/postgres/pgdump.h"
#include "app/backup/postgres/privateserver.h"
#include "app/backup/postgres/schemaswap.h"
#include "models/errors/catalogue.h"
#include "tests/app/backup/pgfixture.h"

#include <QDir>
#include <QTemporaryDir>
#include <thread>

using namespace plancia;
using namespace plancia::backup;
using namespace plancia::tests;

namespace {
QString words(const Error &error) { return error.fact(u"message") + u' ' + error.fact(u"privilege"); }
#define VERIFY_OK(expression)                                                                                          \
    do {                                                                                                               \
        const auto &result_ = (expression);                                                                            \
        QVERIFY2(result_, result_ ? "" : qPrintable(errorId(result_.error().code()) + u' ' + words(result_.error()))); \
    } while (false)
} // namespace

class TestPgDump : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY2(m_fixture.start(), qPrintable(m_fixture.server.error()));
        const auto dump = m_tools.client(QStringLiteral("pg_dump"), 15);
        QVERIFY(dump);
        m_pgDump = *dump;
        m_pgRestore = *m_tools.client(QStringLiteral("pg_restore"), 15);
    }

    void rowsAreCountedInAnyPieces_data()
    {
        QTest::addColumn<qsizetype>("piece");
        for (qsizetype piece : {1, 2, 7, 64, 100'000})
            QTest::addRow("%d bytes", int(piece)) << piece;
    }
    void rowsAreCountedInAnyPieces()
    {
        QFETCH(qsizetype, piece);
        const QByteArray text = "--\n-- dump\n--\n\n\\restrict abc\n\nSET x = 1;\n\nCOPY plancia.tenants (id, name) FROM stdin;\n1\ta\n2\tCOPY x FROM stdin;\n"
                                "\\\\.\n\\.\n\nCOPY billing.\"a \"\"b\" (x) FROM stdin;\n\\.\n\nCOPY public.x  FROM stdin;\n\n\\.\nSELECT 1;\n\\unrestrict abc\n";
        QMap<QString, qint64> rows;
        QString table;
        QByteArray statements, data;
        ArchiveText::Events events;
        events.copyBegins = [&](const QByteArray &s) { rows[table = copyTarget(s)] += 0; return Result<bool>(true); };
        events.rows = [&](QByteArrayView bytes, qint64 n) { rows[table] += n; data += bytes.toByteArray(); return Result<bool>(true); };
        events.statements = [&](const QByteArray &s) { statements += s; return Result<bool>(true); };
        ArchiveText reader(std::move(events));
        for (qsizetype at = 0; at < text.size(); at += piece)
            QVERIFY(reader.feed(QByteArrayView(text).sliced(at, std::min(piece, text.size() - at))));
        QVERIFY(reader.finish());
        QCOMPARE(rows, (QMap<QString, qint64>{{"tenants", 3}, {"billing.a \"b", 0}, {"public.x", 1}}));
        QCOMPARE(statements.simplified(), QByteArray("SET x = 1; SELECT 1;"));
        QCOMPARE(data, QByteArray("1\ta\n2\tCOPY x FROM stdin;\n\\\\.\n\n"));
    }
    void whatIsWantedIsChosenFromTheContents()
    {
        const QByteArray contents = "; Archive\n6; 2615 16601 SCHEMA - billing postgres\n7; 2615 16392 SCHEMA - plancia plancia_owner\n"
                                    "8; 0 0 ACL - SCHEMA plancia plancia_owner\n9; 1259 1 TABLE billing plancia postgres\n"
                                    "10; 0 2 TABLE DATA plancia tenants plancia_owner\n11; 3256 3 POLICY plancia tenants p plancia_owner\n"
                                    "12; 0 4 ROW SECURITY plancia tenants plancia_owner\n13; 0 0 BLOBS - BLOBS \n";
        const auto ids = [&](const RestoreChoice &choice) {
            QByteArray text;
            for (const QByteArray &line : chosenContents(contents, choice).split('\n'))
                text += line.left(line.indexOf(';')) + ' ';
            return text.simplified();
        };
        QCOMPARE(ids({}), QByteArray("7 8 10 11 12"));
        QCOMPARE(ids({.scope = PgScope::Database}), QByteArray("6 7 8 9 10 11 12 13"));
        QCOMPARE(ids({.owners = false, .policies = false}), QByteArray("7 10"));
    }

    void aTextThatEndsWithinATableIsDamaged()
    {
        ArchiveText reader({});
        QVERIFY(reader.feed(QByteArrayView("COPY a.b (c) FROM stdin;\n1\n")));
        QCOMPARE(reader.finish().error().code(), ErrorCode::BackupDamaged);
    }

    void whoSeesEveryRowIsFound_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("database");
        QTest::addColumn<QString>("role");
        QTest::addColumn<QString>("grant");
        QTest::newRow("superuser") << "postgres" << false << "plancia_backup" << "";
        QTest::newRow("superuser, everything") << "postgres" << true << "" << "";
        QTest::newRow("member") << "keeper" << false << "plancia_backup" << "";
        QTest::newRow("no member") << "looker" << false << "" << "GRANT plancia_backup TO \"looker\"";
        QTest::newRow("member, everything") << "keeper" << true << "" << "GRANT pg_read_all_data TO plancia_backup";
    }
    void whoSeesEveryRowIsFound()
    {
        QFETCH(QString, user);
        QFETCH(bool, database);
        QFETCH(QString, role);
        QFETCH(QString, grant);
        QVERIFY(m_fixture.server.exec(QStringLiteral("CREATE SCHEMA IF NOT EXISTS billing; CREATE TABLE IF NOT EXISTS billing.\"we ird\" (a int)"),
                                      m_fixture.database));
        auto connection = m_fixture.connect(user);
        QVERIFY(connection && connection->begin({}));
        const auto found = findDumpRole(*connection, database ? PgScope::Database : PgScope::Schema);
        if (grant.isEmpty()) {
            VERIFY_OK(found);
            QCOMPARE(found->role, role);
        } else {
            QVERIFY(!found);
            QCOMPARE(found.error().code(), ErrorCode::BackupRoleMissing);
            QVERIFY2(words(found.error()).contains(grant), qPrintable(words(found.error())));
        }
    }

    void rowSecurityWouldHaveMadeAnEmptyDumpWithoutAnError()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("dump");
        ChildProcess child{m_pgDump, {QStringLiteral("-Fc"), QStringLiteral("--schema=plancia"), QStringLiteral("--enable-row-security"),
                                      QStringLiteral("--file=") + path, QStringLiteral("--dbname=host=%1 port=%2 dbname=control user=%3")
                                          .arg(m_fixture.server.socketFolder()).arg(m_fixture.server.port()).arg("nobody_special")}};
        QVERIFY(m_fixture.server.createUser("nobody_special", "pw"));
        QVERIFY(m_fixture.server.exec("GRANT USAGE ON SCHEMA plancia TO nobody_special;"
                                      "GRANT SELECT ON ALL TABLES IN SCHEMA plancia TO nobody_special", m_fixture.database));
        const auto dumped = child.run({});
        VERIFY_OK(dumped);
        const auto rows = PgArchive(m_pgRestore, path).countRows({}, {});
        VERIFY_OK(rows);
        QCOMPARE(rows->value("tenants", -1), 0);
        QVERIFY(m_fixture.count("tenants") > 0);
        // And the role is refused before anything is dumped.
        const auto taken = PgSnapshot::take(m_fixture.profile("nobody_special"), QStringLiteral("pw"), PgScope::Schema, {});
        QVERIFY(!taken);
        QCOMPARE(taken.error().code(), ErrorCode::BackupRoleMissing);
    }

    void aDumpHoldsTheRowsOfItsSnapshotWhileOthersWrite()
    {
        std::atomic<bool> stop{false};
        std::atomic<int> writes{0};
        std::thread writer([&] {
            while (!stop && m_fixture.addTenants(20))
                ++writes;
        });
        const auto joined = qScopeGuard([&] { stop = true; writer.join(); });
        QTRY_VERIFY(writes > 3);
        auto snapshot = PgSnapshot::take(m_fixture.profile("keeper"), QStringLiteral("pw"), PgScope::Schema, {});
        VERIFY_OK(snapshot);
        const int before = writes;
        QTRY_VERIFY(writes > before + 3);
        QTemporaryDir folder;
        qint64 told = 0;
        const auto dumped = runPgDump(m_pgDump, *snapshot, PgScope::Schema, folder.filePath("dump"), {}, [&](qint64 n) { told = n; });
        VERIFY_OK(dumped);
        QCOMPARE(told, snapshot->rows());
        const auto rows = PgArchive(m_pgRestore, folder.filePath("dump")).countRows({}, {});
        VERIFY_OK(rows);
        QCOMPARE(rowsDiffer(snapshot->facts().rows, *rows), QString());
        QVERIFY(snapshot->facts().rows.value("tenants") >= 5'000);
        QVERIFY(snapshot->facts().rows.value("tenants") < m_fixture.count("tenants"));
        QVERIFY(snapshot->facts().commitNo > 0);
    }

    void aRowMoreOrLessIsNoticed()
    {
        QCOMPARE(rowsDiffer({{"a", 1}}, {{"a", 1}, {"b", 2}}), QString());
        QVERIFY(rowsDiffer({{"a", 1}}, {{"a", 0}}).contains("0 rows instead of 1"));
        QVERIFY(rowsDiffer({{"a", 0}}, {}).contains("not in it"));
    }

    void aPasswordIsNeverAnArgument()
    {
        // A pg_dump that tells what it was given.
        QTemporaryDir folder;
        QFile tool(folder.filePath("pg_dump"));
        QVERIFY(tool.open(QIODevice::WriteOnly));
        tool.write("#!/bin/sh\necho \"$@\" > " + folder.filePath("arguments").toUtf8() + "\necho \"$PGPASSWORD\" > "
                   + folder.filePath("password").toUtf8() + "\n");
        tool.close();
        QVERIFY(tool.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        auto snapshot = PgSnapshot::take(m_fixture.profile("keeper"), QStringLiteral("pw"), PgScope::Schema, {});
        VERIFY_OK(snapshot);
        QVERIFY(runPgDump(tool.fileName(), *snapshot, PgScope::Schema, folder.filePath("dump"), {}, {}));
        const auto read = [&](const char *name) { QFile file(folder.filePath(name)); return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray(); };
        QCOMPARE(read("password"), QByteArray("pw\n"));
        QVERIFY(read("arguments").contains("--role=plancia_backup"));
        QVERIFY(!read("arguments").contains("password="));
        QVERIFY(!read("arguments").contains("enable-row-security"));
    }

    void aCancelEndsTheWholeGroup()
    {
        QTemporaryDir folder;
        const QByteArray pidFile = folder.filePath("pid").toUtf8();
        const CancelToken cancel;
        ChildProcess child{"/bin/sh", {"-c", "sh -c 'trap \"\" TERM; echo $$ > " + pidFile + ".new; mv " + pidFile + ".new " + pidFile + "; sleep 600 & wait' & wait"}};
        child.tick = [&] { if (QFile::exists(pidFile)) cancel.cancel(); };
        const auto run = child.run(cancel);
        QCOMPARE(run.error().code(), ErrorCode::InternalCancelled);
        QFile pid(pidFile);
        QVERIFY(pid.open(QIODevice::ReadOnly));
        const QByteArray process = pid.readAll().trimmed();
        QTRY_VERIFY(!QFile::exists("/proc/" + process) || [&] { QFile s("/proc/" + process + "/stat"); return s.open(QIODevice::ReadOnly) && s.readAll().contains(") Z"); }());
    }

    void aServerThatStopsEndsTheDump()
    {
        PrivatePostgres &server = m_fixture.server;
        auto snapshot = PgSnapshot::take(m_fixture.profile("keeper"), QStringLiteral("pw"), PgScope::Schema, {});
        VERIFY_OK(snapshot);
        QVERIFY(server.exec("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'keeper'"));
        QTemporaryDir folder;
        const auto dumped = runPgDump(m_pgDump, *snapshot, PgScope::Schema, folder.filePath("dump"), {}, {});
        QVERIFY(!dumped);
        QCOMPARE(dumped.error().code(), ErrorCode::BackupFailed);
        QVERIFY2(words(dumped.error()).contains("snapshot"), qPrintable(words(dumped.error())));
    }

    void toolsAreFoundByVersion()
    {
        QTemporaryDir folder;
        const auto make = [&](const QString &path, const QByteArray &version) {
            QDir().mkpath(QFileInfo(path).path());
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write("#!/bin/sh\necho 'pg_dump (PostgreSQL) " + version + "'\n") > 0
                && file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        };
        const ToolPlaces places{folder.filePath("versions"), {folder.filePath("bin")}};
        const PgTools tools(places);
        auto found = tools.client("pg_dump", 15);
        QVERIFY(!found);
        QCOMPARE(found.error().code(), ErrorCode::BackupToolMissing);
        QCOMPARE(found.error().fact(u"package"), QString("postgresql-client-15"));
        QVERIFY(make(folder.filePath("bin/pg_dump"), "14.9"));
        found = tools.client("pg_dump", 15);
        QVERIFY(!found);
        QVERIFY(words(found.error()).contains("version 14 is there"));
        QVERIFY(make(folder.filePath("bin/pg_dump"), "16.1"));
        QCOMPARE(tools.client("pg_dump", 15).value_or(QString()), folder.filePath("bin/pg_dump"));
        for (const char *version : {"9", "13", "17", "15"})
            QVERIFY(make(folder.filePath("versions/%1/bin/pg_dump").arg(version), version));
        QCOMPARE(tools.client("pg_dump", 15).value_or(QString()), folder.filePath("versions/15/bin/pg_dump"));
        QCOMPARE(tools.client("pg_dump", 16).value_or(QString()), folder.filePath("versions/17/bin/pg_dump"));
        QCOMPARE(tools.server("initdb", 15).error().fact(u"package"), QString("postgresql-15"));
    }

    void anArchiveIsRestoredInAPrivateServer()
    {
        auto snapshot = PgSnapshot::take(m_fixture.profile("keeper"), QStringLiteral("pw"), PgScope::Schema, {});
        VERIFY_OK(snapshot);
        QTemporaryDir folder;
        VERIFY_OK(runPgDump(m_pgDump, *snapshot, PgScope::Schema, folder.filePath("dump"), {}, {}));
        QString left;
        {
            auto server = PrivateServer::start(m_tools, 15, folder.path(), {});
            VERIFY_OK(server);
            left = (*server)->folder();
            QCOMPARE(QFile(left).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeGroup | QFile::ExeOther), QFile::Permissions());
            auto admin = postgres::PgConnection::open((*server)->superuser(), std::nullopt);
            VERIFY_OK(admin);
            QVERIFY((*admin)->execute("CREATE ROLE reader LOGIN"));
            QVERIFY((*admin)->execute("CREATE DATABASE copy OWNER reader"));
            auto reader = postgres::PgConnection::open((*server)->profile("reader", "copy"), std::nullopt);
            VERIFY_OK(reader);
            const auto rows = PgArchive(m_pgRestore, folder.filePath("dump"))
                                  .restoreInto(**reader, {PgScope::Schema, false, false, false}, folder.path(), {}, {});
            VERIFY_OK(rows);
            QCOMPARE(rowsDiffer(snapshot->facts().rows, *rows), QString());
            QVERIFY((*reader)->begin({}));
            const auto counted = countTables(**reader, PgScope::Schema);
            VERIFY_OK(counted);
            QCOMPARE(*counted, snapshot->facts().rows);
        }
        QVERIFY(!QFile::exists(left));
    }

    void aSchemaChangesPlacesAndBack()
    {
        QTemporaryDir folder;
        qint64 then = 0;
        {
            auto snapshot = PgSnapshot::take(m_fixture.profile("installer"), QStringLiteral("pw"), PgScope::Schema, {});
            VERIFY_OK(snapshot);
            VERIFY_OK(runPgDump(m_pgDump, *snapshot, PgScope::Schema, folder.filePath("dump"), {}, {}));
            then = snapshot->facts().rows.value("tenants");
        }
        QVERIFY(m_fixture.addTenants(7));
        auto connection = m_fixture.connect("installer");
        QVERIFY(connection && connection->begin({.write = true}));
        VERIFY_OK(mayRestore(*connection));
        const auto old = moveAside(*connection, 1'700'000'000'000, "the 'backup'");
        VERIFY_OK(old);
        QCOMPARE(old->schema, QString("plancia_before_20231114t221320z"));
        const auto rows = PgArchive(m_pgRestore, folder.filePath("dump")).restoreInto(*connection, {}, folder.path(), {}, {});
        VERIFY_OK(rows);
        VERIFY_OK(resetSession(*connection));
        VERIFY_OK(takeOver(*connection, *old));
        VERIFY_OK(connection->commit());
        QCOMPARE(m_fixture.count("tenants"), then);
        QCOMPARE(m_fixture.count("tenants", old->schema), then + 7);
        QVERIFY(connection->begin({}));
        const auto list = listMovedAside(*connection);
        VERIFY_OK(list);
        QCOMPARE(list->size(), 1);
        QCOMPARE(list->first(), *old);
        connection->rollback();
        QVERIFY(connection->begin({.write = true}));
        VERIFY_OK(bringBack(*connection, old->schema, 1'700'000'100'000));
        VERIFY_OK(connection->commit());
        QCOMPARE(m_fixture.count("tenants"), then + 7);
        QVERIFY(connection->begin({.write = true}));
        QCOMPARE(dropMovedAside(*connection, "public").error().code(), ErrorCode::BackupNotFound);
        VERIFY_OK(dropMovedAside(*connection, "plancia_before_20231114t221500z"));
        VERIFY_OK(connection->commit());
        QCOMPARE(m_fixture.server.value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'plancia_before%'", m_fixture.database), QString("0"));
    }

    void whoHoldsTheOldSchemaTooLongIsSaid()
    {
        auto holder = m_fixture.connect("keeper");
        QVERIFY(holder && holder->begin({}));
        QVERIFY(holder->query("SELECT count(*) FROM tenants"));
        auto connection = m_fixture.connect("installer");
        QVERIFY(connection && connection->begin({.write = true}));
        const auto old = moveAside(*connection, 1'700'000'000'000, {});
        VERIFY_OK(old);
        QVERIFY(connection->script("CREATE SCHEMA plancia; CREATE TABLE plancia.meta (LIKE " + old->schema.toUtf8() + ".meta);"
                                   "INSERT INTO plancia.meta SELECT * FROM " + old->schema.toUtf8() + ".meta"));
        const auto taken = takeOver(*connection, *old, 100);
        QVERIFY(!taken);
        QCOMPARE(taken.error().code(), ErrorCode::RestoreBusy);
        connection->rollback();
        QVERIFY(m_fixture.count("tenants") > 0);
    }

    void whoMayNotRestoreIsToldTheGrant()
    {
        auto connection = m_fixture.connect("keeper");
        QVERIFY(connection && connection->begin({}));
        const auto may = mayRestore(*connection);
        QVERIFY(!may);
        QCOMPARE(may.error().code(), ErrorCode::AuthzMissingGrant);
        QCOMPARE(may.error().fact(u"privilege"), QString("GRANT \"plancia_owner\" TO \"keeper\""));
    }

private:
    PgFixture m_fixture;
    const PgTools m_tools;
    QString m_pgDump, m_pgRestore;
};

QTEST_GUILESS_MAIN(TestPgDump)
#include "tst_pgdump.moc"
