// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/runtime.h"
#include "models/errors/catalogue.h"
#include "models/ports/backupsport.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace plancia;
using tests::waitFor;

/// Restoring through the ports, on a real home: what the window and the command line do.
class RestorePorts : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;
    std::unique_ptr<wiring::Runtime> m_runtime;

    static QString code(const Error &error) { return errorId(error.code()); }
    Result<std::shared_ptr<Workspace>> open(const QString &id) { return waitFor(m_runtime->ports().workspaces->open(id, {})); }
    void start()
    {
        auto runtime = wiring::Runtime::create({});
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
    }
    static bool addTenant(Workspace &workspace, const QString &slug)
    {
        return waitFor(workspace.tenants()->create({slug, slug, TenantStatus::Active, {}}, {})).has_value();
    }
    static QStringList slugs(Workspace &workspace)
    {
        QStringList all;
        auto page = waitFor(workspace.tenants()->page({}, Anchor::start(), 100, {}));
        for (const Tenant &tenant : page ? page->items : QList<Tenant>())
            all.append(tenant.slug);
        all.sort();
        return all;
    }
    /// A store with one tenant and a backup of it, closed again; the path of the backup.
    QString closedStoreWithBackup()
    {
        auto workspace = open("local");
        if (!workspace || !addTenant(**workspace, "acme"))
            return {};
        auto backup = waitFor((*workspace)->backups()->create({}, {}));
        workspace->reset();
        m_runtime.reset();
        return backup ? backup->path : QString();
    }
    static bool put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
    }

private slots:
    void init()
    {
        m_home = std::make_unique<tests::TemporaryHome>();
        start();
    }
    void cleanup()
    {
        m_runtime.reset();
        m_home.reset();
    }

    void restoresAndIsUndone()
    {
        auto opened = open("local");
        QVERIFY(opened);
        Workspace &workspace = **opened;
        QVERIFY(workspace.capabilities().testFlag(Capability::RestoreBackups));
        QVERIFY(addTenant(workspace, "acme"));
        auto backup = waitFor(workspace.backups()->create({}, {}));
        QVERIFY(backup);
        QVERIFY(addTenant(workspace, "globex"));

        CallContext call;
        auto report = waitFor(workspace.backups()->restore({backup->path, false}, call));
        QVERIFY2(report, qPrintable(report ? QString() : code(report.error()) + report.error().fact(u"message")));
        QCOMPARE(slugs(workspace), QStringList{"acme"});
        QCOMPARE(report->rowsBefore.value("tenants"), 2);
        QCOMPARE(report->rowsAfter.value("tenants"), 1);
        QCOMPARE(report->findings, QStringList());
        QCOMPARE(waitFor(workspace.commitNo({})).value_or(0), report->commitAfter);

        AuditQuery query;
        query.actions = QStringList{action::BackupRestore};
        auto trail = waitFor(workspace.audit()->page(query, Anchor::start(), 10, {}));
        QVERIFY(trail);
        QCOMPARE(trail->items.size(), 1);
        QCOMPARE(trail->items.first().requestId, call.requestId);
        QCOMPARE(trail->items.first().commitNo, report->commitAfter);
        QVERIFY(trail->items.first().details.contains(QFileInfo(report->safetyCopy).fileName()));

        // What was there before is a backup that says what it is for.
        auto list = waitFor(workspace.backups()->list({}));
        QVERIFY(list);
        QCOMPARE(list->size(), 2);
        QCOMPARE(list->first().path, report->safetyCopy);
        QCOMPARE(list->first().manifest.kind, QString("before:restore"));
        QCOMPARE(list->first().manifest.note, QFileInfo(backup->path).fileName());
        QVERIFY(waitFor(workspace.backups()->restore({report->safetyCopy, false}, {})));
        QCOMPARE(slugs(workspace), (QStringList{"acme", "globex"}));
        // The undo took the row of the restore away with everything else; the program's own trail has both.
        QCOMPARE(waitFor(workspace.audit()->page(query, Anchor::start(), 10, {}))->items.size(), 1);
        const auto acts = waitFor(m_runtime->ports().programAudit->page(query, Anchor::start(), 10, {}));
        QVERIFY(acts);
        QCOMPARE(acts->items.size(), 2);
        QCOMPARE(acts->items.last().requestId, call.requestId);
        QVERIFY(addTenant(workspace, "initech"));
        QVERIFY(QDir(m_runtime->places().scratch()).isEmpty(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot));
    }

    void aFailureLeavesItsRowAndNothingElse()
    {
        auto opened = open("local");
        QVERIFY(opened);
        Workspace &workspace = **opened;
        QVERIFY(addTenant(workspace, "acme"));
        auto backup = waitFor(workspace.backups()->create({}, {}));
        QVERIFY(backup);
        QFile file(backup->path + "/store.db");
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(5000) && file.write("x") == 1);
        file.close();
        auto report = waitFor(workspace.backups()->restore({backup->path, false}, {}));
        QVERIFY(!report);
        QCOMPARE(code(report.error()), QString("BKP_001"));
        QCOMPARE(slugs(workspace), QStringList{"acme"});
        AuditQuery query;
        query.actions = QStringList{action::BackupRestore};
        auto trail = waitFor(workspace.audit()->page(query, Anchor::start(), 10, {}));
        QVERIFY(trail && trail->items.size() == 1);
        QCOMPARE(trail->items.first().errorCode, QString("BKP_001"));
    }

    void aReadOnlyWorkspaceOffersNone()
    {
        const QString backup = closedStoreWithBackup();
        QVERIFY(!backup.isEmpty());
        wiring::RuntimeOptions options;
        options.readOnly = true;
        auto runtime = wiring::Runtime::create(options);
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
        auto opened = open("local");
        QVERIFY(opened);
        QVERIFY(!(*opened)->capabilities().testFlag(Capability::RestoreBackups));
        QCOMPARE(code(waitFor((*opened)->backups()->restore({backup, false}, {})).error()), QString("BKP_004"));
    }

    void comesBackAfterTheAccident_data()
    {
        QTest::addColumn<QString>("accident");
        QTest::addColumn<QString>("expected");
        QTest::newRow("missing") << "missing" << "NOT_FOUND_005";
        QTest::newRow("empty") << "empty" << "IO_005";
        QTest::newRow("garbage") << "garbage" << "IO_005";
        QTest::newRow("damaged") << "damaged" << "IO_006";
    }
    void comesBackAfterTheAccident()
    {
        QFETCH(QString, accident);
        QFETCH(QString, expected);
        const QString path = m_runtime->places().controlStore();
        const QString data = m_runtime->places().data;
        const QString backup = closedStoreWithBackup();
        QVERIFY(!backup.isEmpty());
        QFile file(path);
        if (accident == u"missing")
            QVERIFY(file.remove());
        else if (accident == u"damaged") // the header stays, the tables go
            QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(100) && file.write(QByteArray(static_cast<int>(file.size()) - 100, 'x')) > 0);
        else
            QVERIFY(put(path, accident == u"empty" ? QByteArray() : QByteArray(20'000, 'x')));
        file.close();
        if (accident != u"missing")
            QVERIFY(put(path + "-wal", "left over"));
        start();
        auto lost = open("local");
        QVERIFY(!lost);
        QCOMPARE(code(lost.error()), expected);
        QVERIFY(isStoreLost(lost.error().code()));
        QCOMPARE(QFile::exists(path), accident != u"missing");

        auto rescue = open(kRescueWorkspace);
        QVERIFY(rescue);
        auto list = waitFor((*rescue)->backups()->list({}));
        QVERIFY(list);
        QCOMPARE(list->size(), 1);
        QVERIFY(waitFor((*rescue)->backups()->verify(backup, {})));
        auto report = waitFor((*rescue)->backups()->restore({list->first().path, false}, {}));
        QVERIFY2(report, qPrintable(report ? QString() : code(report.error()) + report.error().fact(u"message")));
        rescue->reset();
        auto opened = open("local");
        QVERIFY2(opened, qPrintable(opened ? QString() : code(opened.error())));
        QCOMPARE(slugs(**opened), QStringList{"acme"});
        QVERIFY(addTenant(**opened, "globex"));
        QCOMPARE(waitFor((*opened)->commitNo({})).value_or(0), report->commitAfter + 1);
        // The damaged files are kept as they were.
        QCOMPARE(report->setAside.isEmpty(), accident == u"missing");
        if (!report->setAside.isEmpty()) {
            QVERIFY(report->setAside.startsWith(data + "/damaged/"));
            QVERIFY(QFile::exists(report->setAside + "/control.db"));
            QFile wal(report->setAside + "/control.db-wal");
            QVERIFY(wal.open(QIODevice::ReadOnly));
            QCOMPARE(wal.readAll(), QByteArray("left over"));
        }
        // And its backups are its own as before.
        auto own = waitFor((*opened)->backups()->list({}));
        QVERIFY(own && own->size() == 1);
    }

    void removesWhatAKilledRestoreLeft()
    {
        const QString scratch = m_runtime->places().scratch();
        QVERIFY(QDir().mkpath(scratch));
        QVERIFY(put(scratch + "/.plancia-backup-5d2a.tmp", QByteArray(5000, 'x')));
        QVERIFY(put(scratch + "/mine.txt", "not ours"));
        QVERIFY(open("local"));
        QTRY_VERIFY(!QFile::exists(scratch + "/.plancia-backup-5d2a.tmp"));
        QVERIFY(QFile::exists(scratch + "/mine.txt"));
    }

    void neverGivesACommitNumberTwice()
    {
        const QString path = m_runtime->places().controlStore();
        auto before = open("local");
        QVERIFY(before && addTenant(**before, "acme"));
        auto backup = waitFor((*before)->backups()->create({}, {}));
        QVERIFY(backup);
        QVERIFY(addTenant(**before, "globex"));
        const qint64 last = waitFor((*before)->commitNo({})).value_or(0);
        QVERIFY(last > backup->manifest.commitNo);
        before->reset();
        m_runtime.reset();
        QVERIFY(put(path, QByteArray(9000, 'x')));
        start();
        auto rescue = open(kRescueWorkspace);
        QVERIFY(rescue);
        auto report = waitFor((*rescue)->backups()->restore({backup->path, false}, {}));
        QVERIFY(report);
        QVERIFY2(report->commitAfter > last, "the archive knew how far the store had come");
    }

    void beginsAnewWhenAsked()
    {
        const QString path = m_runtime->places().controlStore();
        QVERIFY(!closedStoreWithBackup().isEmpty());
        QVERIFY(QFile::remove(path));
        start();
        QVERIFY(!open("local"));
        auto opened = open("local:new");
        QVERIFY(opened);
        QCOMPARE((*opened)->identity().id, QString("local"));
        QCOMPARE(slugs(**opened), QStringList());
    }
};

QTEST_GUILESS_MAIN(RestorePorts)
#include "tst_restoreports.moc"
