// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/backupsmodel.h"
#include "models/ports/backupsport.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/pages/backups/backupexport.h"
#include "ui/pages/backups/backuppanel.h"
#include "ui/pages/backups/backupspage.h"
#include "ui/pages/backups/momenttimeline.h"

using namespace plancia;
using namespace plancia::tests;
using ui::BackupsPage;

/// The backups page of a PostgreSQL workspace, on a real server with forced row security.
class ServerBackupsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        QVERIFY(m_server.createDatabase(QStringLiteral("service")));
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        auto superuser = waitFor(m_real->runtime().openUrl(m_server.superuserUrl(QStringLiteral("service")), {}, {}));
        QVERIFY(superuser);
        QVERIFY(waitFor((*superuser)->migrate({})));
        QVERIFY(waitFor((*superuser)->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {})));
        QVERIFY(m_server.createUser("looker", "pw", "IN ROLE plancia_admin"));
    }
    void cleanup()
    {
        m_page.reset();
        m_real->workspace.reset();
    }

    void namesTheGrantAndOffersNoBackup()
    {
        show("looker", QStringLiteral("pw"));
        QTRY_VERIFY(shownError(*m_page, "BKP_011"));
        QVERIFY(shownError(*m_page, "BKP_011")->text().sentence.contains("GRANT plancia_backup TO \"looker\""));
        QVERIFY(!part<QAbstractButton>(*m_page, "backUpNow")->isEnabled());
        // Once it is granted, trying again is enough.
        QVERIFY(m_server.exec("GRANT plancia_backup TO looker"));
        emit shownError(*m_page, "BKP_011")->actionRequested(QStringLiteral("retry"));
        QTRY_VERIFY(part<QAbstractButton>(*m_page, "backUpNow")->isEnabled());
        QVERIFY(!shownError(*m_page));
    }

    void backsUpAndShowsTheServersVersion()
    {
        show("postgres", {});
        QTRY_VERIFY(part<QAbstractButton>(*m_page, "backUpNow")->isEnabled());
        click(*m_page, "backUpNow");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && model()->hasRows(), 30'000);
        QTRY_VERIFY(panel()->isVisible());
        QVERIFY(part<ui::ElidedLabel>(*m_page, "backupServer")->text().startsWith("PostgreSQL "));
        QCOMPARE(part<ui::ElidedLabel>(*m_page, "rows_tenants")->text(), QString("1"));
        auto *line = m_page->findChild<ui::MomentTimeline *>(); // a server keeps no moments, but backups stand on a line all the same
        QVERIFY(line && line->isVisible());
        QCOMPARE(line->currentBackup(), panel()->backup().path);
        click(*m_page, "verifyBackup");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 30'000);
        QVERIFY(!shownError(*m_page));
        QVERIFY(m_real->notes.last().contains("Verified"));
        if (const QByteArray folder = qgetenv("PLANCIA_PICTURES"); !folder.isEmpty())
            m_page->grab().save(QString::fromLocal8Bit(folder) + "/server-backup.png");
    }

    void backsUpTheWholeDatabaseWhenAsked()
    {
        show("postgres", {});
        QTRY_VERIFY(part<QAbstractButton>(*m_page, "backUpWhole")->isEnabled());
        const int before = model()->rowCount();
        click(*m_page, "backUpWhole");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && model()->rowCount() == before + 1, 30'000);
        QTRY_VERIFY(panel()->isVisible());
        QTRY_VERIFY(panel()->backup().manifest.wholeDatabase);
    }

    void exportsTheTablesOfADump()
    {
        show("postgres", {});
        QTemporaryDir folder;
        const auto made = waitFor(m_real->workspace->backups()->create({}, {}));
        QVERIFY(made);
        m_page->refresh();
        QTRY_VERIFY(model()->rowOf(made->path) >= 0);
        m_page->findChild<ui::PagedTable *>()->activated(made->path);
        QTRY_VERIFY(part<QAbstractButton>(*m_page, "exportBackup"));
        m_page->findChild<ui::BackupExport *>()->write(made->path, folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(m_real->notes.join(u' ').contains("Exported"), 30'000);
        const QString out = QDir(folder.path()).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot).value(0).filePath();
        QFile tenants(out + "/tenants.csv");
        QVERIFY(tenants.open(QIODevice::ReadOnly));
        QVERIFY(tenants.readAll().contains("acme"));
        QVERIFY(QFile::exists(out + "/manifest.json"));
        QVERIFY(!shownError(*m_page));
    }

    void showsWhatUndoesARestore()
    {
        show("postgres", {});
        BackupsPort *port = m_real->workspace->backups();
        const auto made = waitFor(port->create({}, {}));
        QVERIFY(made);
        const auto restored = waitFor(port->restore({made->path}, {}));
        QVERIFY2(restored, restored ? "" : qPrintable(restored.error().fact(u"message")));
        m_page->refresh();
        QTRY_VERIFY(model()->rowOf(restored->safetyCopy) >= 0);
        QTRY_VERIFY(m_page->isSettled());
        m_page->restoreState({{"current", restored->safetyCopy}, {"open", true}});
        m_page->refresh();
        QTRY_VERIFY(panel()->isVisible());
        QTRY_COMPARE(part<ui::ElidedLabel>(*m_page, "backupSchemaName")->text(), restored->safetyCopy.section(u':', 1));
        QVERIFY(!part<QAbstractButton>(*m_page, "verifyBackup")->isEnabled());
        QVERIFY(!part<QAbstractButton>(*m_page, "openBackup")->isEnabled());
        if (const QByteArray folder = qgetenv("PLANCIA_PICTURES"); !folder.isEmpty())
            m_page->grab().save(QString::fromLocal8Bit(folder) + "/server-undo.png");
    }

    void opensOffline()
    {
        auto workspace = waitFor(m_real->runtime().openUrl(m_server.superuserUrl(QStringLiteral("service")), {}, {}));
        QVERIFY(workspace);
        const auto made = waitFor((*workspace)->backups()->create({}, {}));
        QVERIFY(made);
        m_server.stop();
        {
            const auto opened = waitFor(m_real->ports().workspaces->openFile(made->path, false, {}));
            QVERIFY(m_server.start());
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().fact(u"message")));
            QCOMPARE((*opened)->identity().readOnlyReason, QString("backup"));
            QCOMPARE((*opened)->identity().asOf, made->manifest.startedAt);
            QCOMPARE((*opened)->identity().commitNo, made->manifest.commitNo);
            const auto tenant = waitFor((*opened)->tenants()->bySlug("acme", {}));
            QVERIFY(tenant);
            const auto refused = waitFor((*opened)->tenants()->create({"other", "Other", TenantStatus::Active, {}}, {}));
            QCOMPARE(refused.error().code(), ErrorCode::AuthzReadOnly);
        }
        QTRY_VERIFY(QDir("/var/tmp").entryList({"plancia-server-*"}, QDir::Dirs).isEmpty()
                    && QDir(m_real->places().scratch()).isEmpty());
    }

private:
    void show(const QString &user, std::optional<QString> password)
    {
        auto workspace = waitFor(m_real->runtime().openUrl(m_server.url(user, "service"), password, {}));
        QVERIFY(workspace);
        m_real->workspace = *workspace;
        m_page = m_real->show<BackupsPage>();
        QTRY_VERIFY(m_page->isSettled());
    }
    BackupsModel *model() { return m_page->findChild<BackupsModel *>(); }
    ui::BackupPanel *panel() { return m_page->findChild<ui::BackupPanel *>(); }

    PrivatePostgres m_server;
    std::unique_ptr<RealPages> m_real;
    std::unique_ptr<BackupsPage> m_page;
};

QTEST_MAIN(ServerBackupsTest)
#include "tst_serverbackups.moc"
