// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/sqliteconnection.h"
#include "models/items/checksmodel.h"
#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "tests/support/privatepostgres.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"
#include "ui/pages/maintenance/checkpanel.h"
#include "ui/pages/maintenance/maintenancepage.h"

#include <QFile>
#include <QInputDialog>
#include <QMenu>
#include <QTabBar>

using namespace plancia;
using namespace plancia::tests;
using ui::MaintenancePage;

/// The maintenance page on a real local store.
class MaintenancePageTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        open(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        for (const char *slug : {"acme", "bolt"})
            QVERIFY(m_real->workspace->tenants()->create({QString::fromLatin1(slug), QStringLiteral("Name"), TenantStatus::Active, {}}, {}).result());
    }
    void cleanup()
    {
        m_page.reset();
        m_real.reset();
    }

    void saysThatNothingWasCheckedAndThenThatAllIsWell()
    {
        showPage();
        QVERIFY(model()->rowCount() > 20);
        QCOMPARE(state("quick-check"), QStringLiteral(""));
        QVERIFY(m_page->findChild<ui::PageHeader *>()->sentence().contains(QStringLiteral("Nothing was checked yet")));
        picture("never");
        checkAll();
        QCOMPARE(state("quick-check"), QStringLiteral("ok"));
        QCOMPARE(state("integrity-check"), QStringLiteral("")); // only when asked
        QVERIFY(m_page->findChild<ui::PageHeader *>()->sentence().contains(QStringLiteral("All is well")));
        QVERIFY(m_real->notes.last().contains(QStringLiteral("all is well")));
        picture("well");
    }

    void showsWhatBreaksARuleAndRepairsItAfterAsking()
    {
        damage("UPDATE tenants SET updated_at = created_at - 1");
        showPage();
        checkAll();
        QCOMPARE(model()->itemAt(0)->info.name, "tenants-dates"); // what is bad stands on top
        QCOMPARE(state("tenants-dates"), QStringLiteral("broken"));
        choose("tenants-dates");
        QVERIFY(part<ui::TextBlock>(*m_page, "checkSamples")->toPlainText().contains(QStringLiteral("acme")));
        picture("broken");
        click(*m_page, "repairCheck");
        auto *dialog = waitForDialog();
        QVERIFY(dialog);
        picture("repair");
        dialog->cancelButton()->click();
        QTRY_VERIFY(!m_page->findChild<ui::ConfirmDialog *>());
        QCOMPARE(state("tenants-dates"), QStringLiteral("broken"));
        click(*m_page, "repairCheck");
        dialog = waitForDialog();
        QVERIFY(dialog);
        dialog->actButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(state("tenants-dates"), QStringLiteral("ok"), 20'000);
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(m_real->notes.join(u' ').contains(QStringLiteral("Repaired: 2 row")));
        QVERIFY(!part<QAbstractButton>(*m_page, "repairCheck")->isVisible());
    }

    void findsTheLastBackupWithoutAFault()
    {
        BackupsPort &backups = *m_real->workspace->backups();
        const auto clean = backups.create({}, {}).result();
        QVERIFY(clean);
        damage("UPDATE tenants SET updated_at = created_at - 1");
        QVERIFY(m_real->workspace->tenants()->create({QStringLiteral("cafe"), QStringLiteral("Name"), TenantStatus::Active, {}}, {}).result());
        QVERIFY(backups.create({}, {}).result());
        showPage();
        checkAll();
        choose("tenants-dates");
        picture("bisect");
        click(*m_page, "findLastClean");
        QTRY_VERIFY_WITH_TIMEOUT(part<QLabel>(*m_page, "lastCleanSentence"), 20'000);
        QVERIFY(part<QLabel>(*m_page, "lastCleanSentence")->text().contains(QStringLiteral("is the last without this fault")));
        picture("bisected");
        click(*m_page, "showLastClean");
        QCOMPARE(m_real->navigated, QStringList(QStringLiteral("backups")));
        QCOMPARE(m_real->lastState.value(QStringLiteral("current")).toString(), clean->path);
        choose("foreign-keys");
        QTRY_VERIFY(!part<QAbstractButton>(*m_page, "findLastClean")); // nothing is wrong with those
    }

    void saysWhyNothingRepairsAGapInTheTrail()
    {
        damage("DELETE FROM audit_log WHERE seq = 1");
        showPage();
        checkAll();
        choose("audit-no-gap");
        QVERIFY(!part<QAbstractButton>(*m_page, "repairCheck")->isVisible());
        QVERIFY(labelWith(QStringLiteral("never writes into the past")));
        picture("gap");
    }

    void runsOneCheckAlone()
    {
        showPage();
        choose("integrity-check");
        click(*m_page, "runCheck");
        QTRY_COMPARE_WITH_TIMEOUT(state("integrity-check"), QStringLiteral("ok"), 20'000);
        QCOMPARE(state("quick-check"), QStringLiteral(""));
        QTRY_VERIFY(panel()->isVisible());
        QCOMPARE(panel()->shown(), QStringLiteral("integrity-check"));
    }

    void asksBeforeItReindexesAndVacuums()
    {
        showPage();
        click(*m_page, "vacuumStore");
        auto *dialog = waitForDialog();
        QVERIFY(dialog);
        picture("vacuum");
        dialog->actButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_real->notes.join(u' ').contains(QStringLiteral("The store has")), 20'000);
        QTRY_VERIFY(!m_page->findChild<ui::ConfirmDialog *>());
        QTRY_VERIFY(part<QAbstractButton>(*m_page, "reindexStore")->isEnabled());
        click(*m_page, "reindexStore");
        dialog = waitForDialog();
        QVERIFY(dialog);
        dialog->actButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_real->notes.join(u' ').contains(QStringLiteral("Indexes built anew")), 20'000);
        QVERIFY(!shownError(*m_page));
    }

    void measuresTheStoreAndShowsPlans()
    {
        showPage();
        part<QTabBar>(*m_page, "maintenanceTabs")->setCurrentIndex(1);
        QCOMPARE(part<ui::PageStates>(*m_page, "queryStates")->state(), ui::PageStates::State::Empty);
        picture("not-measured");
        click(*m_page, "profileStore");
        QTRY_VERIFY(m_page->findChild<QMenu *>());
        m_page->findChild<QMenu *>()->actions().first()->trigger();
        m_page->findChild<QMenu *>()->close();
        QTRY_VERIFY_WITH_TIMEOUT(queries()->rowCount() >= 20 && m_page->isSettled(), 20'000);
        QCOMPARE(queries()->itemAt(0)->name, QStringLiteral("tenant-by-id"));
        picture("measured");
        emit queryTable()->activated(QStringLiteral("tenants-by-name"));
        QTRY_VERIFY(panel()->isVisible());
        QVERIFY(labelWith(QStringLiteral("a list of 100")) || panel()->shown() == u"tenants-by-name");
        picture("query");
        // Language or theme changed.
        const QVariantMap kept = m_page->saveState();
        m_page.reset();
        showPage(kept);
        QTRY_VERIFY(queries()->rowCount() >= 20);
        QCOMPARE(part<QTabBar>(*m_page, "maintenanceTabs")->currentIndex(), 1);
    }

    void measuresOnAsManyTenantsAsOneLikes()
    {
        showPage();
        click(*m_page, "profileStore");
        QTRY_VERIFY(m_page->findChild<QMenu *>());
        m_page->findChild<QAction *>(QStringLiteral("profileOther"))->trigger();
        m_page->findChild<QMenu *>()->close();
        auto *dialog = m_page->findChild<QInputDialog *>(QStringLiteral("profileRows"));
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->intMinimum(), 1);
        QCOMPARE(static_cast<qint64>(dialog->intMaximum()), kMaxProfileRows);
        if (const QString folder = qEnvironmentVariable("PLANCIA_PICTURES"); !folder.isEmpty())
            dialog->grab().save(folder + QStringLiteral("/maintenance-rows.png"));
        dialog->setIntValue(1'234);
        dialog->accept();
        QTRY_VERIFY_WITH_TIMEOUT(queries()->rowCount() >= 20 && m_page->isSettled(), 30'000);
        const auto report = m_page->saveState().value(QStringLiteral("profile")).value<ProfileReport>();
        QVERIFY(report.ownData);
        QCOMPARE(report.tenants, 1'234);
    }

    void theChosenCheckSurvivesARebuild()
    {
        showPage();
        checkAll();
        choose("foreign-keys");
        const QVariantMap kept = m_page->saveState();
        m_page.reset();
        showPage(kept);
        QTRY_VERIFY(panel()->isVisible());
        QCOMPARE(panel()->shown(), QStringLiteral("foreign-keys"));
    }

    void aFailureIsToldAndCanBeRetried()
    {
        showPage();
        const QString folder = m_real->places().backups;
        QDir(folder).removeRecursively();
        QFile blocker(folder); // a file where the folder should be: no backup, no vacuum
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        blocker.close();
        click(*m_page, "vacuumStore");
        auto *dialog = waitForDialog();
        QVERIFY(dialog);
        dialog->actButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*m_page), 20'000);
        QVERIFY(!m_real->errors.isEmpty());
        picture("failed");
        QVERIFY(blocker.remove());
        QTRY_VERIFY(part<QAbstractButton>(*m_page, "retry") || part<QAbstractButton>(*m_page, "vacuumStore")->isEnabled());
    }

    void aReadOnlyStoreIsCheckedButNotChanged()
    {
        const auto backup = m_real->workspace->backups();
        QVERIFY(backup);
        open(m_real->ports().workspaces->openFile(m_real->places().controlStore(), true, {}));
        showPage();
        QVERIFY(!part<QAbstractButton>(*m_page, "vacuumStore")->isEnabled());
        QVERIFY(!part<QAbstractButton>(*m_page, "vacuumStore")->toolTip().isEmpty());
        checkAll();
        QCOMPARE(state("audit-no-gap"), QStringLiteral("ok"));
        picture("read-only");
    }

    void withoutAStoreThereIsNothingToCheck()
    {
        m_real->workspace.reset();
        showPage();
        QCOMPARE(part<ui::PageStates>(*m_page, "checkStates")->state(), ui::PageStates::State::Empty);
        QVERIFY(!part<QAbstractButton>(*m_page, "checkAll")->isEnabled());
    }

    void aServerIsAskedForItsOwnChecksAlone()
    {
        PrivatePostgres server;
        QVERIFY2(server.start() && server.createDatabase(QStringLiteral("checked")), qPrintable(server.error()));
        ConnectionProfile profile = server.profile(QStringLiteral("postgres"), QStringLiteral("checked"));
        profile.name = QStringLiteral("Shop");
        const auto saved = m_real->ports().connections->save(profile, {}, {}).result();
        QVERIFY(saved);
        QVERIFY(m_real->ports().connections->installSchema(saved->id, {}).result());
        open(m_real->ports().workspaces->open(QStringLiteral("pg:") + saved->id.toString(), {}));
        showPage();
        for (const QString &stop : m_page->tourStops()) {
            m_page->showTourStop(stop);
            QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
            QVERIFY2(!shownError(*m_page), qPrintable(stop));
        }
        QCOMPARE(part<QTabBar>(*m_page, "maintenanceTabs")->currentIndex(), 1);
        QVERIFY(labelWith(QStringLiteral("Shop is a server")));
        picture("server");
        // Who asks the port all the same is told the name.
        const auto profiled = m_real->workspace->maintenance()->profile(0, {}).result();
        QVERIFY(!profiled);
        QCOMPARE(profiled.error().fact(u"name"), QStringLiteral("Shop"));
    }

private:
    void open(const QFuture<Result<std::shared_ptr<Workspace>>> &asked)
    {
        std::optional<Result<std::shared_ptr<Workspace>>> opened;
        deliver(asked, this, [&](const auto &result) { opened = result; });
        QTRY_VERIFY(opened);
        QVERIFY(*opened);
        m_real->workspace = **opened;
    }
    void damage(const QByteArray &sql)
    {
        auto connection = sql::SqliteConnection::open({.path = m_real->places().controlStore(), .mode = sql::SqliteConnection::Mode::ReadWrite});
        QVERIFY(connection);
        QVERIFY((*connection)->script(sql).has_value());
    }
    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<MaintenancePage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void checkAll()
    {
        click(*m_page, "checkAll");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && !state("quick-check").isEmpty(), 20'000);
    }
    void choose(const char *name)
    {
        emit part<ui::PagedTable>(*m_page, "checkTable")->activated(QString::fromLatin1(name));
        QTRY_VERIFY(panel()->isVisible());
        QCOMPARE(panel()->shown(), QString::fromLatin1(name));
    }
    ui::ConfirmDialog *waitForDialog()
    {
        [&] { QTRY_VERIFY_WITH_TIMEOUT(m_page->findChild<ui::ConfirmDialog *>(), 20'000); }();
        return m_page->findChild<ui::ConfirmDialog *>();
    }
    QString state(const char *name) const
    {
        const CheckRow *row = model()->itemAt(model()->rowOf(QString::fromLatin1(name)));
        return row && row->result ? toString(row->result->state) : QString();
    }
    void picture(const QString &name)
    {
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            m_page->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/maintenance-") + name + QStringLiteral(".png"));
    }
    ChecksModel *model() const { return m_page->findChild<ChecksModel *>(); }
    ProfileModel *queries() const { return m_page->findChild<ProfileModel *>(); }
    ui::PagedTable *queryTable() const { return part<ui::PagedTable>(*m_page, "queryTable"); }
    ui::CheckPanel *panel() const { return m_page->findChild<ui::CheckPanel *>(); }
    QLabel *labelWith(const QString &words) const
    {
        for (QLabel *label : m_page->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return label;
        return nullptr;
    }

    std::unique_ptr<RealPages> m_real;
    std::unique_ptr<MaintenancePage> m_page;
};

QTEST_MAIN(MaintenancePageTest)
#include "tst_maintenancepage.moc"
