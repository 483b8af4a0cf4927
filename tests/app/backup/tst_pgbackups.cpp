// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/backup/postgres/pgbackups.h"
#include "app/backup/statefile.h"
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
        QCOMPARE(QDir(m_home->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 1);
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
        liar.write("#!/bin/sh\nexec " + real.toUtf8() + " --exclude-table-data=plancia.tenant_words \"$@\"\n");
        liar.close();
        QVERIFY(liar.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(QFile::link(*PgTools().client("pg_restore", serverMajor()), folder + "/pg_restore"));
        auto &port = open("keeper", PgTools({tools.path(), {}}));
        const auto made = port.create({}, {}).result();
        QVERIFY(!made);
        QCOMPARE(made.error().code(), ErrorCode::BackupRowsDiffer);
        QVERIFY2(made.error().fact(u"message").contains("tenant_words"), qPrintable(words(made.error())));
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

private:
    PgBackups &open(const QString &user, PgTools tools = PgTools())
    {
        m_backups = std::make_unique<PgBackups>(
            PgBackups::Parts{*m_fixture.store, {m_fixture.profile(user), [] { return std::optional<QString>("pw"); }}, std::move(tools),
                             m_home->path(), m_scratch.path(), QStringLiteral("pg:test"),
                             [this](const Act &act) { m_acts += act.action + u' ' + toString(act.result); }},
            m_tasks, m_clock);
        return *m_backups;
    }
    bool isEmpty() const { return QDir(m_home->path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); }
    int serverMajor() { return m_fixture.server.value("SHOW server_version_num").toInt() / 10'000; }

    PgFixture m_fixture;
    const SystemClock m_clock;
    tasks::TaskQueue m_tasks{m_clock};
    std::unique_ptr<QTemporaryDir> m_home;
    QTemporaryDir m_scratch;
    QStringList m_acts;
    std::unique_ptr<PgBackups> m_backups;
};

QTEST_GUILESS_MAIN(TestPgBackups)
#include "tst_pgbackups.moc"
