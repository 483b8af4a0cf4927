// SPDX-License-Identifier: GPL-3.0-or-later
// The real planciactl killed in the middle of a move: either nothing is at the target or all of it, and settling says which.
#include "app/wiring/runtime.h"
#include "models/ports/moveport.h"
#include "tests/support/planciactl.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QFile>
#include <QTest>
#include <sqlite3.h>

using namespace plancia;
using tests::ctl;

class MoveFaults : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;
    tests::PrivatePostgres m_server;
    QString m_database;
    int m_databases = 0;
    const QString m_examples = QStringLiteral("examples");

    QString url() const { return m_server.superuserUrl(m_database); }
    QString examples() const { return m_home->filePath(QStringLiteral("data/examples.db")); }
    QString value(const QString &sql) { return m_server.value(sql, m_database); }
    /// In a file, by a connection of its own.
    static QString fileValue(const QString &path, const QString &sql)
    {
        sqlite3 *handle = nullptr;
        sqlite3_stmt *statement = nullptr;
        QString text;
        if (sqlite3_open(QFile::encodeName(path).constData(), &handle) == SQLITE_OK
            && sqlite3_prepare_v2(handle, sql.toUtf8().constData(), -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
            text = QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
        sqlite3_finalize(statement);
        sqlite3_close(handle);
        return text;
    }
    tests::Ran addLate() { return ctl({"--workspace", m_examples, "tenant", "create", "late", "--name", "Late"}); }
    std::unique_ptr<QProcess> startMove()
    {
        return tests::startProgram(QStringLiteral("planciactl"),
                                   {QStringLiteral("--json"), QStringLiteral("move"), QStringLiteral("--from"), m_examples, QStringLiteral("--to"), url(), QStringLiteral("--yes")});
    }
    QString mark() const { return fileValue(examples(), QStringLiteral("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'moved_away'")); }
    QString tenantsThere() { return value(QStringLiteral("SELECT count(*) FROM plancia.tenants")); }
    /// The move sleeps for so long after it has written that table.
    bool sleepAfter(const QString &table, int seconds)
    {
        return m_server.exec(QStringLiteral("CREATE FUNCTION plancia.slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(%2); RETURN NULL; END $$;"
                                            "CREATE TRIGGER slow AFTER INSERT ON plancia.%1 FOR EACH STATEMENT EXECUTE FUNCTION plancia.slow()").arg(table).arg(seconds), m_database);
    }
    bool sleeps() { return value(QStringLiteral("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")) == u"1"; }

private slots:
    void initTestCase() { QVERIFY2(m_server.start(), qPrintable(m_server.error())); }
    void init()
    {
        m_home = std::make_unique<tests::TemporaryHome>();
        m_database = QStringLiteral("move_%1").arg(++m_databases);
        QVERIFY(m_server.createDatabase(m_database));
        QCOMPARE(ctl({"--pg", url(), "migrate", "up"}).status, 0);
        QCOMPARE(ctl({"--workspace", m_examples, "status"}).status, 0); // makes them
    }
    void cleanup() { m_home.reset(); }

    void movesAndTellsInJson()
    {
        const auto look = ctl({"move", "--from", m_examples, "--to", url(), "--dry-run"});
        QCOMPARE(look.status, 0);
        QVERIFY(look.out.value("possible").toBool());
        QVERIFY(look.out.value("rows").toInt() > 100);
        const auto done = ctl({"move", "--from", m_examples, "--to", url(), "--yes", "--reason", "the service grew"});
        QVERIFY2(done.status == 0, done.err.constData());
        QVERIFY(done.out.value("source_closed").toBool());
        for (const QJsonValue &table : done.out.value("tables").toArray())
            QCOMPARE(table.toObject().value("target_hash"), table.toObject().value("source_hash"));
        const auto refused = addLate();
        QCOMPARE(refused.code(), QStringLiteral("AUTHZ_003"));
        QCOMPARE(ctl({"move", "--from", m_examples, "--to", url(), "--dry-run"}).status, 77); // AUTHZ
        QCOMPARE(ctl({"move", "settle", m_examples}).out.value("outcome").toString(), QStringLiteral("none"));
        QCOMPARE(ctl({"move", "release", m_examples, "--yes"}).code(), QStringLiteral("VAL_009"));
        QCOMPARE(ctl({"move", "release", m_examples, "--yes", "--reason", "given up"}).status, 0);
        QCOMPARE(addLate().status, 0);
        QCOMPARE(ctl({"move", "--from", m_examples}).code(), QStringLiteral("VAL_005"));
    }

    /// What is open says so, and what is opened later; and it can be written again when it was released.
    void workspacesSayThatTheyWereMoved()
    {
        auto runtime = wiring::Runtime::create({});
        QVERIFY(runtime);
        const Ports &ports = (*runtime)->ports();
        auto opened = tests::waitFor(ports.workspaces->open(m_examples, {}));
        QVERIFY(opened);
        const auto moved = tests::waitFor(ports.move->move(m_examples, url(), {}, {}));
        QVERIFY(moved);
        QCOMPARE((*opened)->identity().readOnlyReason, QStringLiteral("moved"));
        QVERIFY((*opened)->identity().movedTo.contains(m_database));
        QVERIFY(!(*opened)->capabilities().testFlag(Capability::WriteTenants));
        QVERIFY(tests::waitFor(ports.move->release(m_examples, QStringLiteral("given up"), false, {})));
        QVERIFY(!(*opened)->identity().readOnly);
        QVERIFY((*opened)->capabilities().testFlag(Capability::WriteTenants));
    }

    void killedWhileItCopies()
    {
        QVERIFY(sleepAfter(QStringLiteral("users"), 4));
        auto process = startMove();
        QTRY_VERIFY_WITH_TIMEOUT(sleeps(), 30'000);
        QVERIFY(mark().contains("moving"));
        process->kill();
        QVERIFY(process->waitForFinished());
        QCOMPARE(addLate().code(), QStringLiteral("AUTHZ_004"));
        // The server may not have noticed yet: then it says that the move still runs.
        tests::Ran settled;
        QTRY_VERIFY_WITH_TIMEOUT(settled.status == 0 || (settled = ctl({"move", "settle", m_examples})).status == 0, 60'000);
        QCOMPARE(settled.out.value("outcome").toString(), QStringLiteral("undone"));
        QCOMPARE(tenantsThere(), QStringLiteral("0"));
        QVERIFY(mark().isEmpty());
        QCOMPARE(addLate().status, 0);
        QVERIFY(m_server.exec("DROP TRIGGER slow ON plancia.users", m_database));
        QCOMPARE(ctl({"move", "--from", m_examples, "--to", url(), "--yes"}).status, 0);
    }

    void killedBetweenTheCommitAndTheEnd()
    {
        // The row of the trail by which the move says that it has ended takes for ever.
        fileValue(examples(), QStringLiteral("CREATE TRIGGER slow AFTER INSERT ON audit_log WHEN NEW.action = 'STORE_MOVE' BEGIN"
                                             " SELECT count(*) FROM audit_log a, audit_log b, audit_log c, audit_log d, audit_log e; END"));
        auto process = startMove();
        QTRY_VERIFY_WITH_TIMEOUT(value("SELECT count(*) FROM plancia.audit_log WHERE action = 'STORE_ARRIVE'") == u"1", 30'000);
        process->kill();
        QVERIFY(process->waitForFinished());
        QVERIFY(mark().contains("moving"));
        fileValue(examples(), QStringLiteral("DROP TRIGGER slow"));
        QVERIFY(tenantsThere() != u"0");
        QCOMPARE(addLate().code(), QStringLiteral("AUTHZ_004"));
        const auto settled = ctl({"move", "settle", m_examples});
        QVERIFY2(settled.status == 0, settled.err.constData());
        QCOMPARE(settled.out.value("outcome").toString(), QStringLiteral("arrived"));
        QVERIFY(mark().contains("moved"));
        QCOMPARE(addLate().code(), QStringLiteral("AUTHZ_003"));
    }

    void killedOnTheWayBack()
    {
        QCOMPARE(ctl({"move", "--from", m_examples, "--to", url(), "--yes"}).status, 0);
        const QString file = m_home->filePath("back.db");
        // Of a thousand moments, some: the file is there as a whole, or there is none.
        for (const int ms : {400, 800, 1200, 1600, 2000}) {
            auto process = tests::startProgram(QStringLiteral("planciactl"), {"--json", "move", "--from", url(), "--to", file, "--yes"});
            if (process->waitForFinished(ms))
                break;
            process->kill();
            QVERIFY(process->waitForFinished());
            const auto settled = ctl({"move", "settle", url()});
            QVERIFY2(settled.status == 0, settled.err.constData());
            if (QFile::exists(file))
                break;
            QVERIFY(settled.out.value("outcome").toString() != u"arrived");
            if (settled.out.value("outcome").toString() == u"undone") // none: killed before it had begun
                QVERIFY(!QFile::exists(file + ".moving"));
            QCOMPARE(value("SELECT count(*) FROM pg_trigger WHERE tgname = 'moved_away'"), QStringLiteral("0"));
        }
        if (!QFile::exists(file))
            QCOMPARE(ctl({"move", "--from", url(), "--to", file, "--yes"}).status, 0);
        QCOMPARE(fileValue(file, "SELECT count(*) FROM tenants"), tenantsThere());
        QVERIFY(value("SELECT count(*) FROM pg_trigger WHERE tgname = 'moved_away'") != u"0");
    }
};

QTEST_GUILESS_MAIN(MoveFaults)
#include "tst_movefaults.moc"
