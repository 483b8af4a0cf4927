// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/runtime.h"
#include "models/errors/catalogue.h"
#include "models/ports/backupsport.h"
#include "models/ports/tablesport.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>
#include <sqlite3.h>
#include <unistd.h>

using namespace plancia;
using tests::waitFor;

namespace {
bool runSql(const QString &path, const QByteArray &sql)
{
    sqlite3 *handle = nullptr;
    bool done = sqlite3_open(QFile::encodeName(path).constData(), &handle) == SQLITE_OK;
    done = done && sqlite3_exec(handle, sql.constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(handle);
    return done;
}

/// Names, contents and times of everything in a folder.
QByteArray printOf(const QString &folder)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name)) {
        hash.addData(info.fileName().toUtf8() + QByteArray::number(info.lastModified().toMSecsSinceEpoch()));
        QFile file(info.filePath());
        if (info.isFile() && file.open(QIODevice::ReadOnly))
            hash.addData(file.readAll());
        else if (info.isDir())
            hash.addData(printOf(info.filePath()));
    }
    return hash.result();
}
} // namespace

#define VERIFY_OK(result) QVERIFY2((result).has_value(), (result) ? "" : qPrintable(errorId((result).error().code()) + u' ' + (result).error().fact(u"message")))

/// Files of any origin, opened to be looked at: whatever lies beside them, nothing there is written.
class TestOpenFiles : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;
    std::unique_ptr<wiring::Runtime> m_runtime;

    WorkspacesPort &workspaces() { return *m_runtime->ports().workspaces; }
    QString folder() const { return m_home->filePath(QStringLiteral("elsewhere")); }
    QString path(const char *name = "some.db") const { return folder() + u'/' + QLatin1String(name); }
    static TenantDraft draft(const QString &slug) { return {slug, slug.toUpper(), TenantStatus::Active, {}}; }

    /// A copy of a store with one tenant, as its owner left it: one whole file in WAL mode.
    void makeStore()
    {
        auto local = waitFor(workspaces().open(QStringLiteral("local"), {}));
        VERIFY_OK(local);
        VERIFY_OK(waitFor((*local)->tenants()->create(draft(QStringLiteral("acme")), {})));
        const QString store = m_runtime->places().controlStore();
        local->reset();
        QTRY_VERIFY(!QFile::exists(store + QStringLiteral("-wal")));
        QVERIFY(QDir().mkpath(folder()) && QFile::copy(store, path()));
        QFile head(path());
        QVERIFY(head.open(QIODevice::ReadOnly));
        QCOMPARE(head.read(19).at(18), char(2)); // says that it is written through a log
    }
    /// Beside the store: a log that adds a second tenant, of a writer that was killed.
    void addLog()
    {
        const QString live = m_home->filePath(QStringLiteral("live.db"));
        QVERIFY(QFile::copy(path(), live));
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(live).constData(), &handle), SQLITE_OK);
        sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        QCOMPARE(sqlite3_exec(handle, "PRAGMA wal_autocheckpoint = 0; INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at)"
                                      " VALUES (randomblob(16), 'late', 'Late', 'late', 'active', 1, 1)", nullptr, nullptr, nullptr), SQLITE_OK);
        QVERIFY(QFile::copy(live + QStringLiteral("-wal"), path() + QStringLiteral("-wal")));
        sqlite3_close(handle);
    }
    static int tenants(Workspace &workspace)
    {
        auto page = waitFor(workspace.tenants()->page({}, Anchor::start(), 100, {}));
        return page ? static_cast<int>(page->items.size()) : -1;
    }
    /// Everything that the pages ask of a workspace.
    static void lookAtAll(Workspace &workspace)
    {
        (void)waitFor(workspace.schema({}));
        (void)waitFor(workspace.rowCounts({}));
        (void)waitFor(workspace.commitNo({}));
        if (workspace.audit())
            (void)waitFor(workspace.audit()->page({}, Anchor::start(), 100, {}));
        if (workspace.tenants())
            (void)tenants(workspace);
        VERIFY_OK(waitFor(workspace.tables()->list({}, {})));
    }

private slots:
    void init()
    {
        m_runtime.reset();
        m_home.reset();
        m_home = std::make_unique<tests::TemporaryHome>();
        auto runtime = wiring::Runtime::create({});
        VERIFY_OK(runtime);
        m_runtime = std::move(*runtime);
    }
    void cleanupTestCase()
    {
        m_runtime.reset();
        m_home.reset();
    }

    void nothingIsWrittenBeside_data()
    {
        QTest::addColumn<bool>("log");
        QTest::addColumn<bool>("readOnly");
        QTest::newRow("a whole file") << false << true;
        QTest::newRow("a log beside it") << true << true;
    }
    void nothingIsWrittenBeside()
    {
        QFETCH(bool, log);
        QFETCH(bool, readOnly);
        makeStore();
        if (log)
            addLog();
        const QByteArray before = printOf(folder());
        auto opened = waitFor(workspaces().openFile(path(), readOnly, {}));
        VERIFY_OK(opened);
        QCOMPARE((*opened)->identity().log == WorkspaceIdentity::Log::NotRead, log);
        QVERIFY((*opened)->identity().asOf > 0);
        lookAtAll(**opened);
        QCOMPARE(tenants(**opened), 1); // without the log
        auto refused = waitFor((*opened)->tenants()->create(draft(QStringLiteral("x")), {}));
        QVERIFY(!refused);
        opened->reset();
        QCOMPARE(printOf(folder()), before);
    }

    void theLogIsReadOnACopyWhenAskedFor()
    {
        makeStore();
        addLog();
        const QByteArray before = printOf(folder());
        auto with = waitFor(workspaces().openWithLog(path(), {}));
        VERIFY_OK(with);
        QVERIFY((*with)->identity().log == WorkspaceIdentity::Log::Read);
        QCOMPARE(tenants(**with), 2);
        lookAtAll(**with);
        auto without = waitFor(workspaces().openFile(path(), true, {}));
        VERIFY_OK(without);
        QCOMPARE(tenants(**without), 1);
        QCOMPARE(printOf(folder()), before);
        with->reset();
        without->reset();
        QTRY_VERIFY(QDir(m_runtime->places().scratch()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        QCOMPARE(printOf(folder()), before);
    }

    void aHotJournalIsRolledBackOnlyInTheCopy()
    {
        QVERIFY(QDir().mkpath(folder()));
        const QString work = m_home->filePath(QStringLiteral("work.db"));
        QVERIFY(runSql(work, "CREATE TABLE t (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i FROM n"));
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(QFile::encodeName(work).constData(), &handle), SQLITE_OK);
        // More pages than the cache holds, so that some of the unfinished change stands in the file.
        QCOMPARE(sqlite3_exec(handle, "PRAGMA cache_size = 2; BEGIN; UPDATE t SET a = -1", nullptr, nullptr, nullptr), SQLITE_OK);
        QVERIFY(QFile::copy(work, path()) && QFile::copy(work + QStringLiteral("-journal"), path() + QStringLiteral("-journal")));
        sqlite3_close(handle);
        const QByteArray before = printOf(folder());
        const auto unfinished = [](Workspace &workspace) {
            const TableQuery query{QStringLiteral("t"), TableFilter{QStringLiteral("a"), TableFilter::Op::Equals, QStringLiteral("-1")}, false, false};
            auto page = waitFor(workspace.tables()->page(query, Anchor::start(), 10, {}, {}));
            return page ? !page->items.isEmpty() : false;
        };
        auto without = waitFor(workspaces().openFile(path(), true, {}));
        VERIFY_OK(without);
        QVERIFY((*without)->identity().log == WorkspaceIdentity::Log::NotRead);
        QVERIFY(unfinished(**without));
        auto with = waitFor(workspaces().openWithLog(path(), {}));
        VERIFY_OK(with);
        QVERIFY(!unfinished(**with));
        with->reset();
        without->reset();
        QCOMPARE(printOf(folder()), before);
    }

    void aJournalThatNamesAnotherFileIsRefused()
    {
        QVERIFY(QDir().mkpath(folder()) && runSql(path(), "CREATE TABLE t (a)"));
        const QString victim = path("victim");
        QFile innocent(victim);
        QVERIFY(innocent.open(QIODevice::WriteOnly) && innocent.write("/no/such-journal\0", 17) == 17);
        innocent.close();
        QFile journal(path() + QStringLiteral("-journal"));
        QVERIFY(journal.open(QIODevice::WriteOnly));
        journal.write(QByteArray(512, '\0') + QFile::encodeName(victim) + QByteArray("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8));
        journal.close();
        auto opened = waitFor(workspaces().openWithLog(path(), {}));
        QVERIFY(!opened);
        QCOMPARE(errorId(opened.error().code()), QStringLiteral("IO_005"));
        QVERIFY(QFile::exists(victim));
    }

    void whoWritesMeanwhileIsReadLive()
    {
        makeStore();
        auto writing = waitFor(workspaces().openFile(path(), false, {}));
        VERIFY_OK(writing);
        QVERIFY(!(*writing)->identity().readOnly);
        VERIFY_OK(waitFor((*writing)->tenants()->create(draft(QStringLiteral("second")), {})));
        auto reading = waitFor(workspaces().openFile(path(), true, {}));
        VERIFY_OK(reading);
        QVERIFY((*reading)->identity().readOnly);
        QCOMPARE(tenants(**reading), 2);
        VERIFY_OK(waitFor((*writing)->tenants()->create(draft(QStringLiteral("third")), {})));
        QCOMPARE(tenants(**reading), 3);
        auto page = waitFor((*reading)->tables()->page({QStringLiteral("tenants"), {}, false, false}, Anchor::start(), 10, {}, {}));
        VERIFY_OK(page);
        QCOMPARE(page->items.size(), 3);
    }

    void aFileOfAnotherProgramHasTablesAlone()
    {
        QVERIFY(QDir().mkpath(folder()));
        QVERIFY(runSql(path(), "PRAGMA journal_mode = WAL; CREATE TABLE bookmarks (url); INSERT INTO bookmarks VALUES ('x')"));
        const QByteArray before = printOf(folder());
        for (const bool readOnly : {false, true}) {
            auto opened = waitFor(workspaces().openFile(path(), readOnly, {}));
            VERIFY_OK(opened);
            QCOMPARE((*opened)->identity().readOnlyReason, QStringLiteral("foreign"));
            QVERIFY((*opened)->identity().readOnly);
            QVERIFY(!(*opened)->tenants() && !(*opened)->audit() && !(*opened)->backups() && (*opened)->tables());
            QCOMPARE(errorId(waitFor((*opened)->schema({})).error().code()), QStringLiteral("IO_005"));
            lookAtAll(**opened);
        }
        QTest::qWait(0);
        QCOMPARE(printOf(folder()), before);
        // Ours, but no control store: its tables are shown too, and it stays as it is.
        auto console = waitFor(workspaces().openFile(m_runtime->places().consoleStore(), true, {}));
        VERIFY_OK(console);
        VERIFY_OK(waitFor((*console)->tables()->list({}, {})));
        Preferences preferences = m_runtime->ports().preferences->current();
        preferences.theme = QStringLiteral("dark");
        VERIFY_OK(waitFor(m_runtime->ports().preferences->set(preferences, {}))); // its locks are not lost
    }

    void otherVersionsSayWhatTheyLack()
    {
        makeStore();
        QVERIFY(runSql(path(), "PRAGMA journal_mode = DELETE; PRAGMA writable_schema = ON; INSERT INTO schema_migrations VALUES (1000, 'later', 'x', 1);"
                               "PRAGMA user_version = 1000; CREATE TABLE later (a); DROP TABLE audit_log"));
        const QByteArray before = printOf(folder());
        auto refused = waitFor(workspaces().openFile(path(), false, {}));
        QVERIFY(!refused);
        QCOMPARE(errorId(refused.error().code()), QStringLiteral("MIG_001"));
        auto opened = waitFor(workspaces().openFile(path(), true, {}));
        VERIFY_OK(opened);
        QVERIFY((*opened)->identity().missing.contains(QStringLiteral("audit_log")));
        QVERIFY((*opened)->identity().unknown.contains(QStringLiteral("later")));
        QCOMPARE(tenants(**opened), 1);
        auto acts = waitFor((*opened)->audit()->page({}, Anchor::start(), 10, {}));
        QVERIFY(!acts);
        QCOMPARE(errorId(acts.error().code()), QStringLiteral("MIG_001"));
        opened->reset();
        QCOMPARE(printOf(folder()), before);
    }

    void aBackupOpensByAnyOfItsPathsAndIsExported()
    {
        auto local = waitFor(workspaces().open(QStringLiteral("local"), {}));
        VERIFY_OK(local);
        VERIFY_OK(waitFor((*local)->tenants()->create(draft(QStringLiteral("acme")), {})));
        BackupRequest request;
        request.folder = folder();
        auto backup = waitFor((*local)->backups()->create(request, {}));
        VERIFY_OK(backup);
        const QByteArray before = printOf(folder());
        for (const QString &name : {QString(), QStringLiteral("/store.db"), QStringLiteral("/manifest.json")}) {
            auto opened = waitFor(workspaces().openFile(backup->path + name, false, {}));
            VERIFY_OK(opened);
            QCOMPARE((*opened)->identity().readOnlyReason, QStringLiteral("backup"));
            lookAtAll(**opened);
            auto exported = waitFor((*opened)->tables()->exportCsv({m_home->filePath(QStringLiteral("csv") + QString::number(name.size())), {}, {}}, {}));
            VERIFY_OK(exported);
            QVERIFY(exported->rows() > 0);
        }
        QCOMPARE(printOf(folder()), before);
        // What left the store is written down: of a backup in the trail of the program.
        AuditQuery query;
        query.actions = {action::ExportCsv};
        auto trail = waitFor(m_runtime->ports().programAudit->page(query, Anchor::start(), 10, {}));
        VERIFY_OK(trail);
        QCOMPARE(trail->items.size(), 3);
    }

    void whatIsNoneOfTheseIsRefused()
    {
        QVERIFY(QDir().mkpath(folder()));
        QFile empty(path("empty.db"));
        QVERIFY(empty.open(QIODevice::WriteOnly));
        empty.close();
        QFile text(path("text.db"));
        QVERIFY(text.open(QIODevice::WriteOnly) && text.write(QByteArray(5'000, 'x')) == 5'000);
        text.close();
        for (const char *name : {"empty.db", "text.db", "."}) {
            auto opened = waitFor(workspaces().openFile(path(name), true, {}));
            QVERIFY2(!opened, name);
            QCOMPARE(errorId(opened.error().code()), QStringLiteral("IO_005"));
        }
    }
};

QTEST_GUILESS_MAIN(TestOpenFiles)
#include "tst_openfiles.moc"
