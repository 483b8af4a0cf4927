// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/sqliteconnection.h"
#include "app/wiring/runtime.h"
#include "models/ports/backupkeysport.h"
#include "models/ports/backupsport.h"
#include "models/ports/deliver.h"
#include "models/ports/maintenanceport.h"
#include "tests/support/temporaryhome.h"
#include "ui/kit/actionwords.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/errorpanel.h"
#include "ui/kit/notice.h"
#include "ui/pages/backups/phrasedialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/pagetable.h"
#include "ui/shell/palette.h"
#include "ui/shell/rail.h"
#include "ui/shell/topbar.h"

#include <QApplication>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QPushButton>
#include <QTest>
#include <sys/mount.h>

using namespace plancia;
using namespace plancia::ui;

class TestMainWindow : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;
    std::unique_ptr<wiring::Runtime> m_runtime;
    const SystemClock m_clock;
    QStringList m_languages;
    std::unique_ptr<MainWindow> m_window;

    QString pageId() const { return m_window->currentPage() ? m_window->currentPage()->pageId() : QString(); }
    ErrorPanel *errorPanel() const
    {
        for (ErrorPanel *panel : m_window->findChildren<ErrorPanel *>())
            if (panel->isVisible())
                return panel;
        return nullptr;
    }
    void openLocal()
    {
        m_window->openWorkspace(QStringLiteral("local"));
        QTRY_COMPARE(pageId(), QStringLiteral("tenants"));
        QTRY_VERIFY(m_window->currentPage()->isSettled());
    }
    void drop(const QString &path)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        QDragEnterEvent enter({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event({400, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
    }

    void save(const QString &name)
    {
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            m_window->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + u'/' + name + QStringLiteral(".png"));
    }

    void startProgram()
    {
        wiring::RuntimeOptions options;
        options.stream = true;
        auto runtime = wiring::Runtime::create(options);
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
        m_languages.clear();
        m_window = std::make_unique<MainWindow>(m_runtime->ports(), m_clock,
                                                [this](const QString &code) { m_languages.append(code); });
        m_window->resize(1300, 820);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QApplication::setActiveWindow(m_window.get());
    }
    void stopProgram()
    {
        m_window.reset();
        m_runtime.reset();
    }

private slots:
    void init()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        m_home = std::make_unique<tests::TemporaryHome>();
        startProgram();
    }
    void cleanup()
    {
        stopProgram();
        m_home.reset();
    }

    void firstStartShowsTheDoors()
    {
        m_window->start();
        QTRY_COMPARE(pageId(), QStringLiteral("welcome"));
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Plancia"));
        // Without a workspace its pages lead back to the doors; those of the program are there.
        m_window->navigate(QStringLiteral("audit"));
        QCOMPARE(pageId(), QStringLiteral("welcome"));
        m_window->navigate(QStringLiteral("settings"));
        QCOMPARE(pageId(), QStringLiteral("settings"));
    }

    void opensNothingWhereThatEndedTheProgram()
    {
        openLocal();
        QTRY_COMPARE(m_runtime->ports().preferences->current().lastWorkspace, QStringLiteral("local"));
        stopProgram();
        startProgram();
        m_window->start(MainWindow::Start::WithNothing);
        QTRY_COMPARE(pageId(), QStringLiteral("welcome"));
        QVERIFY(m_window->findChild<Toast *>()->text().contains(QStringLiteral("ended twice")));
        QTest::qWait(0);
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Plancia"));
    }

    void aWorkspaceIsNamedAndRemembered()
    {
        openLocal();
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Local store – Plancia"));
        const QImage picture = m_window->grab().toImage();
        QCOMPARE(picture.pixelColor(picture.width() / 2, 1), Theme::light().band(QStringLiteral("green")));
        QTRY_COMPARE(m_runtime->ports().preferences->current().lastWorkspace, QStringLiteral("local"));
    }

    void aRestoreShowsEveryPageAnewAndOffersToUndoIt()
    {
        openLocal();
        const auto ask = [this](auto future) {
            [[maybe_unused]] const bool ended = QTest::qWaitFor([&] { return future.isFinished(); }, 20'000);
            return future.result();
        };
        std::shared_ptr<Workspace> workspace = m_window->currentPage()->context().workspace;
        const auto backup = ask(workspace->backups()->create({}, {}));
        QVERIFY(backup);
        QVERIFY(ask(workspace->tenants()->create({"acme", "Acme", TenantStatus::Active, {}}, {})));
        const QPointer<ui::Page> before = m_window->currentPage();
        before->context().actions.followRestore(workspace->backups()->restore({backup->path, false}, {}));
        QTRY_VERIFY_WITH_TIMEOUT(!before, 20'000); // with whatever was typed on it
        QTRY_COMPARE(pageId(), QStringLiteral("tenants"));
        auto *toast = m_window->findChild<Toast *>();
        QTRY_VERIFY(toast->isVisible());
        QCOMPARE(toast->text(), QStringLiteral("Restored."));
        QVERIFY(toast->link()->isVisible());
        save("restored");
        const auto rows = [&] { return ask(workspace->rowCounts({}))->value("tenants"); };
        QCOMPARE(rows(), 0);
        const QPointer<ui::Page> restored = m_window->currentPage();
        toast->link()->click();
        QTRY_VERIFY_WITH_TIMEOUT(!restored, 20'000);
        QCOMPARE(rows(), 1);
    }

    void noticesThatAnotherProgramRestored()
    {
        openLocal();
        std::shared_ptr<Workspace> workspace = m_window->currentPage()->context().workspace;
        const auto backup = workspace->backups()->create({}, {});
        QVERIFY(QTest::qWaitFor([&] { return backup.isFinished(); }, 20'000));
        QVERIFY(backup.result());
        QTRY_VERIFY(!m_window->shownHistory().isEmpty());
        const QPointer<ui::Page> before = m_window->currentPage();
        auto other = wiring::Runtime::create({}); // as planciactl would
        QVERIFY(other);
        auto opened = (*other)->ports().workspaces->open(QStringLiteral("local"), {});
        QVERIFY(QTest::qWaitFor([&] { return opened.isFinished(); }, 20'000));
        auto restored = (*opened.result())->backups()->restore({backup.result()->path, false}, {});
        QVERIFY(QTest::qWaitFor([&] { return restored.isFinished(); }, 20'000));
        QVERIFY(restored.result());
        QTRY_VERIFY_WITH_TIMEOUT(!before, 20'000);
        QVERIFY(m_window->findChild<Toast *>()->text().startsWith(QStringLiteral("Another program")));
    }

    void aLostStoreComesBackFromItsBackups()
    {
        openLocal();
        {
            auto made = m_window->currentPage()->context().workspace->backups()->create({}, {});
            QVERIFY(QTest::qWaitFor([&] { return made.isFinished(); }, 20'000));
            QVERIFY(made.result());
        }
        m_window.reset();
        m_runtime.reset();
        wiring::RuntimeOptions options;
        auto runtime = wiring::Runtime::create(options);
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
        QFile store(m_runtime->places().controlStore());
        QVERIFY(store.open(QIODevice::WriteOnly | QIODevice::Truncate) && store.write(QByteArray(9000, 'x')) == 9000);
        store.close();
        m_window = std::make_unique<MainWindow>(m_runtime->ports(), m_clock, [](const QString &) {});
        m_window->resize(1300, 820);
        m_window->show();
        m_window->start();
        auto *restore = m_window->findChild<QPushButton *>(QStringLiteral("rescueRestore"));
        QTRY_VERIFY(restore->isVisible());
        QVERIFY(errorPanel());
        QVERIFY(!m_window->findChild<QPushButton *>(QStringLiteral("beginAnew"))->isVisible());
        save("rescue-error");
        restore->click();
        QTRY_COMPARE(pageId(), QStringLiteral("backups"));
        QTRY_VERIFY(m_window->currentPage()->isSettled());
        QVERIFY(m_window->currentPage()->context().workspace->audit() == nullptr);
        // The other pages say why they are empty.
        m_window->navigate(QStringLiteral("tenants"));
        QTRY_VERIFY(m_window->currentPage()->isSettled());
        save("rescue-tenants");
        m_window->navigate(QStringLiteral("backups"));
        QTRY_VERIFY(m_window->currentPage()->isSettled());
        m_window->currentPage()->showTourStop(QStringLiteral("backup"));
        auto *act = m_window->currentPage()->findChild<QPushButton *>(QStringLiteral("restoreBackup"));
        QTRY_VERIFY(act->isVisible() && act->isEnabled());
        save("rescue-backups");
        act->click();
        QTRY_VERIFY(m_window->findChild<ConfirmDialog *>());
        m_window->findChild<ConfirmDialog *>()->actButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->windowTitle(), QStringLiteral("Local store – Plancia"), 20'000);
        QTRY_VERIFY(m_window->findChild<Toast *>()->text().contains(QStringLiteral("/damaged/")));
        QTRY_COMPARE(m_runtime->ports().preferences->current().lastWorkspace, QStringLiteral("local"));
        save("rescue-done");
    }

    /// A store that opens and is damaged: found by a check, let go of, put back.
    void aDamagedStoreComesBackBySalvage()
    {
        openLocal();
        for (int i = 0; i < 3; ++i) {
            auto made = m_window->currentPage()->context().workspace->tenants()->create({QStringLiteral("t-%1").arg(i), QStringLiteral("T"), TenantStatus::Active, {}}, {});
            QVERIFY(QTest::qWaitFor([&] { return made.isFinished(); }, 20'000));
        }
        stopProgram();
        QFile store(m_home->filePath(QStringLiteral("data/control.db")));
        QVERIFY(store.open(QIODevice::ReadWrite) && store.seek(4 * 4096) && store.write(QByteArray(4096, 'x')) == 4096); // an index
        store.close();
        startProgram();
        m_window->start();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->windowTitle(), QStringLiteral("Local store – Plancia"), 20'000);
        m_window->navigate(QStringLiteral("maintenance"));
        auto *damage = m_window->currentPage()->findChild<QWidget *>(QStringLiteral("storeDamage"));
        QVERIFY(damage);
        QTRY_VERIFY(m_window->currentPage()->findChild<QPushButton *>(QStringLiteral("checkAll"))->isEnabled());
        m_window->currentPage()->findChild<QPushButton *>(QStringLiteral("checkAll"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(damage->isVisible(), 20'000);
        save("salvage-maintenance");
        damage->findChild<QPushButton *>()->click();
        QTRY_COMPARE_WITH_TIMEOUT(pageId(), QStringLiteral("salvage"), 20'000);
        auto *apply = [&] {
            QPushButton *button = nullptr;
            [&] { QTRY_VERIFY_WITH_TIMEOUT((button = m_window->findChild<QPushButton *>(QStringLiteral("apply-rows"))) && button->isVisible() && button->isEnabled(), 20'000); }();
            return button;
        }();
        QVERIFY(apply);
        save("salvage-ways");
        apply->click();
        QTRY_VERIFY(m_window->findChild<ConfirmDialog *>());
        m_window->findChild<ConfirmDialog *>()->actButton()->click();
        auto *enter = m_window->currentPage()->findChild<QPushButton *>(QStringLiteral("openSalvaged"));
        QTRY_VERIFY_WITH_TIMEOUT(enter->isVisible(), 20'000);
        save("salvage-done");
        enter->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_window->windowTitle(), QStringLiteral("Local store – Plancia"), 20'000);
        QTRY_COMPARE(pageId(), QStringLiteral("tenants"));
        auto there = m_window->currentPage()->context().workspace->tenants()->bySlug(QStringLiteral("t-2"), {});
        QVERIFY(QTest::qWaitFor([&] { return there.isFinished(); }, 20'000));
        QVERIFY(there.result());
    }

    void theCheckAtTheStartWaitsForTheFirstPageAndTellsWhatItFound()
    {
        openLocal();
        stopProgram();
        {
            auto connection = sql::SqliteConnection::open(
                {.path = m_home->filePath(QStringLiteral("data/control.db")), .mode = sql::SqliteConnection::Mode::ReadWrite});
            QVERIFY(connection);
            QVERIFY((*connection)->script("UPDATE meta SET audit_seq = audit_seq + 2").has_value());
        }
        startProgram();
        openLocal(); // the first page is here …
        auto *notice = m_window->findChild<Notice *>(QStringLiteral("startFinding"));
        QVERIFY(notice && notice->isHidden()); // … and nothing was checked before it
        bool checked = false;
        for (const TaskInfo &task : m_runtime->ports().tasks->tasks())
            checked = checked || task.kind == u"check";
        QVERIFY(!checked);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<Notice *>(QStringLiteral("startFinding"))->isVisible(), 20'000);
        m_window->applyLook(QStringLiteral("dark"), {}); // it stays until somebody looked
        notice = m_window->findChild<Notice *>(QStringLiteral("startFinding"));
        QVERIFY(notice->isVisible());
        emit notice->linkActivated();
        QCOMPARE(pageId(), QStringLiteral("maintenance"));
        QVERIFY(notice->isHidden());
    }

    void theCheckAtTheStartSaysNothingOfAGoodStore()
    {
        openLocal();
        const auto checked = [this] {
            for (const TaskInfo &task : m_runtime->ports().tasks->tasks())
                if (task.kind == u"check")
                    return task.isOver();
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(checked(), 20'000);
        QVERIFY(m_window->findChild<Notice *>(QStringLiteral("startFinding"))->isHidden());
        m_window->setWorkspace(nullptr);
        openLocal(); // once a run
        const QList<TaskInfo> tasks = m_runtime->ports().tasks->tasks();
        QCOMPARE(std::count_if(tasks.begin(), tasks.end(), [](const TaskInfo &task) { return task.kind == u"check"; }), 1);
    }

    void warnsUntilABackupIsProved()
    {
        openLocal();
        auto *notice = m_window->findChild<Notice *>(QStringLiteral("backupAlarm"));
        QVERIFY(notice && notice->isHidden());
        stopProgram();
        {
            auto connection = sql::SqliteConnection::open(
                {.path = m_home->filePath(QStringLiteral("data/control.db")), .mode = sql::SqliteConnection::Mode::ReadWrite});
            QVERIFY(connection);
            QVERIFY((*connection)->script("UPDATE schema_migrations SET applied_at = 1").has_value()); // it is old, and was never backed up
        }
        startProgram();
        openLocal();
        notice = m_window->findChild<Notice *>(QStringLiteral("backupAlarm"));
        QTRY_VERIFY(notice->isVisible());
        save("backup-alarm");
        m_window->applyLook(QStringLiteral("dark"), {}); // it stays
        notice = m_window->findChild<Notice *>(QStringLiteral("backupAlarm"));
        QVERIFY(notice->isVisible());
        emit notice->linkActivated();
        QCOMPARE(pageId(), QStringLiteral("backups"));
        QVERIFY(notice->isVisible()); // looking mends nothing
        BackupsPort *backups = m_window->currentPage()->context().workspace->backups();
        const auto made = backups->create({}, {});
        QVERIFY(QTest::qWaitFor([&] { return made.isFinished(); }, 20'000) && made.result());
        const auto proved = backups->prove(made.result()->path, {});
        QVERIFY(QTest::qWaitFor([&] { return proved.isFinished(); }, 20'000) && proved.result());
        QTRY_VERIFY(notice->isHidden());
    }

    void tellsOfTooManyConnectionsWhileThereAreSoMany()
    {
        openLocal();
        auto *notice = m_window->findChild<Notice *>(QStringLiteral("manyConnections"));
        QVERIFY(notice && notice->isHidden());
        const OpenConnections usual = m_window->currentPage()->context().workspace->maintenance()->openConnections();
        QVERIFY2(usual.open <= usual.most, qPrintable(QString::number(usual.open)));
        std::vector<std::unique_ptr<sql::SqliteConnection>> open;
        for (int i = usual.open; i < usual.most; ++i) {
            auto connection = sql::SqliteConnection::open(
                {.path = m_home->filePath(QStringLiteral("data/control.db")), .mode = sql::SqliteConnection::Mode::ReadOnlyLive});
            QVERIFY(connection);
            open.push_back(std::move(*connection));
        }
        auto last = sql::SqliteConnection::open(
            {.path = m_home->filePath(QStringLiteral("data/control.db")), .mode = sql::SqliteConnection::Mode::ReadOnlyLive});
        QVERIFY(last);
        QTRY_VERIFY_WITH_TIMEOUT(notice->isVisible(), 20'000); // the one beyond
        save("many-connections");
        m_window->applyLook(QStringLiteral("dark"), {});
        notice = m_window->findChild<Notice *>(QStringLiteral("manyConnections"));
        QVERIFY(notice->isVisible());
        emit notice->linkActivated();
        QCOMPARE(pageId(), QStringLiteral("maintenance"));
        QTRY_VERIFY(m_window->currentPage()->isSettled());
        last->reset();
        open.clear();
        QTRY_VERIFY_WITH_TIMEOUT(notice->isHidden(), 20'000);
    }

    void aFullDiskMakesTheWorkspaceReadOnlyUntilThereIsRoom()
    {
        stopProgram();
        const QByteArray data = QFile::encodeName(m_home->filePath(QStringLiteral("data")));
        if (::mount("none", data.constData(), "tmpfs", 0, "size=4m,mode=700") != 0)
            QSKIP("needs the right to mount a small file system");
        const auto leave = qScopeGuard([&] {
            stopProgram();
            ::umount2(data.constData(), MNT_DETACH);
        });
        startProgram();
        openLocal();
        auto workspace = m_runtime->ports().workspaces->open(QStringLiteral("local"), {}).result();
        QVERIFY(workspace);
        const QString ballast = QFile::decodeName(data) + QStringLiteral("/ballast");
        QFile file(ballast);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (file.write(QByteArray(4096, 'b')) == 4096) {}
        file.close();
        std::optional<Error> refused;
        for (int i = 0; i < 200 && !refused; ++i) {
            const auto made = (*workspace)->tenants()->create({QStringLiteral("t%1").arg(i), QStringLiteral("T"), TenantStatus::Active, QString(9'000, u'n')}, {}).result();
            if (!made)
                refused = made.error();
        }
        QVERIFY(refused);
        QCOMPARE(refused->code(), ErrorCode::IoDiskFull);
        QVERIFY(!(*workspace)->capabilities().testFlag(Capability::WriteTenants));
        const auto banner = [this] {
            for (QLabel *label : m_window->findChildren<QLabel *>())
                if (label->isVisible() && label->text().startsWith(QStringLiteral("The store cannot be written now")))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(banner(), 15'000);
        QCOMPARE(pageId(), QStringLiteral("tenants"));
        QVERIFY(QFile::remove(ballast));
        QTRY_VERIFY_WITH_TIMEOUT(!banner(), 15'000);
        QVERIFY((*workspace)->capabilities().testFlag(Capability::WriteTenants));
    }

    void removingTheExamplesDeletesTheirFile()
    {
        m_window->openWorkspace(QStringLiteral("examples"));
        QTRY_COMPARE_WITH_TIMEOUT(pageId(), QStringLiteral("tenants"), 30'000);
        const QString file = m_runtime->places().examplesStore();
        QVERIFY(QFile::exists(file));
        m_window->findChild<TopBar *>()->switcher()->click();
        const auto shown = [this]() -> QMenu * {
            for (QMenu *menu : m_window->findChildren<QMenu *>())
                if (menu->isVisible())
                    return menu;
            return nullptr;
        };
        QTRY_VERIFY(shown());
        QMenu *menu = shown();
        QAction *remove = nullptr;
        for (QAction *action : menu->actions())
            if (action->text().startsWith(QLatin1String("Remove")))
                remove = action;
        QVERIFY(remove);
        menu->close();
        remove->trigger();
        auto *dialog = m_window->findChild<ConfirmDialog *>();
        QVERIFY(dialog);
        QVERIFY(!dialog->actButton()->isDefault());
        dialog->actButton()->click();
        QTRY_VERIFY(!QFile::exists(file));
        QCOMPARE(pageId(), QStringLiteral("welcome"));
        QVERIFY(m_runtime->ports().preferences->current().lastWorkspace.isEmpty());
    }

    void keysGoToPages()
    {
        openLocal();
        int number = 0;
        for (const PageEntry &entry : pageTable()) {
            if (entry.group == PageGroup::Hidden)
                continue;
            if (number == 10)
                break; // there are ten digits
            QTest::keyClick(m_window.get(), static_cast<Qt::Key>(Qt::Key_0 + ++number % 10), Qt::ControlModifier);
            QTRY_COMPARE(pageId(), entry.id);
        }
    }

    void paletteFindsPagesAndErrorCodes()
    {
        openLocal();
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(m_window->findChild<Palette *>());
        auto *input = m_window->findChild<Palette *>()->findChild<QLineEdit *>();
        QTest::keyClicks(input, "audi");
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_COMPARE(pageId(), QStringLiteral("audit"));
        QTRY_VERIFY(!m_window->findChild<Palette *>());
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(m_window->findChild<Palette *>());
        input = m_window->findChild<Palette *>()->findChild<QLineEdit *>();
        QTest::keyClicks(input, "DB_004");
        QTest::keyClick(input, Qt::Key_Return);
        QTRY_VERIFY(errorPanel());
        QCOMPARE(errorPanel()->text().id, QStringLiteral("DB_004"));
    }

    void aNewLookKeepsThePageAndWhatWasChosen()
    {
        openLocal();
        m_window->navigate(QStringLiteral("audit"));
        QTRY_VERIFY(m_window->currentPage()->isSettled());
        const QVariantMap state = m_window->currentPage()->saveState();
        const QPointer<ui::Page> old = m_window->currentPage();
        Preferences preferences = m_runtime->ports().preferences->current();
        preferences.theme = QStringLiteral("dark");
        preferences.language = QStringLiteral("it");
        m_runtime->ports().preferences->set(preferences, {});
        QTRY_COMPARE(currentLook(), Theme::dark());
        QTRY_VERIFY(!old && m_window->currentPage());
        QCOMPARE(m_languages.last(), QStringLiteral("it"));
        QCOMPARE(pageId(), QStringLiteral("audit"));
        QCOMPARE(m_window->currentPage()->saveState(), state);
        const QImage picture = m_window->grab().toImage();
        QVERIFY(picture.pixelColor(4, picture.height() - 40).lightness() < 60);
    }

    void aForeignFileIsExplainedAndTheWindowGoesOn()
    {
        openLocal();
        const QString path = m_home->filePath(QStringLiteral("letter.txt"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Dear operator,\n");
        file.close();
        drop(path);
        QTRY_VERIFY(errorPanel());
        QCOMPARE(errorPanel()->text().id, QStringLiteral("IO_005"));
        // Still the local store, and its pages work.
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Local store – Plancia"));
        m_window->navigate(QStringLiteral("tenants"));
        QTRY_VERIFY(m_window->currentPage()->isSettled());
        QVERIFY(!errorPanel());
    }

    void aFileOpenedReadOnlySaysSo()
    {
        openLocal();
        const QString copy = m_home->filePath(QStringLiteral("copy.db"));
        m_window->setWorkspace(nullptr);
        QVERIFY(QFile::copy(m_runtime->places().controlStore(), copy));
        m_window->openFile(copy, true);
        QTRY_COMPARE(pageId(), QStringLiteral("tenants"));
        bool isSaid = false;
        for (const QLabel *label : m_window->findChildren<QLabel *>())
            isSaid = isSaid || (label->isVisible() && label->parentWidget()->property("kind").toByteArray() == "banner");
        QVERIFY(isSaid);
        // A file is looked at once; the next start opens the store again.
        QCOMPARE(m_runtime->ports().preferences->current().lastWorkspace, QStringLiteral("local"));
    }

    /// `plancia FILE` with an encrypted backup, in a run that does not know its key and has no workspace open.
    void anEncryptedFileLeadsToItsPhraseAndThenOpens()
    {
        const auto ask = [](auto future) {
            [[maybe_unused]] const bool ended = QTest::qWaitFor([&] { return future.isFinished(); }, 20'000);
            return future.result();
        };
        const auto key = ask(m_runtime->backupKeys().make({}));
        QVERIFY(key && ask(m_runtime->backupKeys().keep(key->phrase, BackupKeysPort::Use::NewBackups, {})));
        QString path;
        {
            const auto workspace = ask(m_runtime->ports().workspaces->open(QStringLiteral("local"), {}));
            QVERIFY(workspace);
            BackupPolicy policy;
            policy.encrypt = true;
            QVERIFY(ask((*workspace)->backups()->setPolicy(policy, {})));
            const auto made = ask((*workspace)->backups()->create({}, {}));
            QVERIFY(made && made->manifest.isEncrypted());
            path = made->path;
        }
        stopProgram();
        startProgram();
        m_window->openFile(path, true);
        QTRY_VERIFY(errorPanel() && errorPanel()->text().id == QStringLiteral("BKP_021"));
        emit errorPanel()->actionRequested(QStringLiteral("enter_backup_phrase"));
        QTRY_VERIFY(m_window->findChild<PhraseEntry *>());
        QCOMPARE(pageId(), QStringLiteral("backups"));
        auto *entry = m_window->findChild<PhraseEntry *>();
        entry->findChild<QLineEdit *>(QStringLiteral("typedPhrase"))->setText(key->phrase);
        entry->findChild<QPushButton *>(QStringLiteral("enterPhrase"))->click();
        QTRY_VERIFY(!m_window->findChild<PhraseEntry *>());
        QTRY_VERIFY(m_window->currentPage()->isSettled());
        m_window->openFile(path, true);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->currentPage()->context().workspace->identity().readOnlyReason, QStringLiteral("backup"), 10'000);
    }

    void everyStepOfAnErrorLeadsSomewhere_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("page");
        QTest::newRow("connections") << "open_connections" << "connections";
        QTest::newRow("test") << "test_connection" << "connections";
        QTest::newRow("schema") << "install_schema" << "connections";
        QTest::newRow("backups") << "open_backups" << "backups";
        QTest::newRow("phrase") << "enter_backup_phrase" << "backups";
        QTest::newRow("support") << "open_support" << "support";
        QTest::newRow("bundle") << "create_bundle" << "support";
        QTest::newRow("settings") << "open_settings" << "settings";
        QTest::newRow("audit") << "open_audit" << "audit";
        QTest::newRow("tables") << "open_tables" << "tables";
        QTest::newRow("local store") << "use_local_store" << "tenants";
    }
    void everyStepOfAnErrorLeadsSomewhere()
    {
        QFETCH(QString, action);
        QFETCH(QString, page);
        QVERIFY(actionIds().contains(action));
        openLocal();
        m_window->currentPage()->context().actions.takeAction(action);
        QTRY_COMPARE(pageId(), page);
    }

    void switcherOffersWorkspaces()
    {
        openLocal();
        for (QPushButton *button : m_window->findChildren<QPushButton *>())
            if (button->accessibleName() == QStringLiteral("Workspace"))
                button->click();
        QTRY_VERIFY(m_window->findChild<QMenu *>() && m_window->findChild<QMenu *>()->isVisible());
        QMenu *menu = m_window->findChild<QMenu *>();
        QVERIFY(menu->actions().size() >= 4);
        QCOMPARE(menu->actions().first()->text(), QStringLiteral("Local store"));
        menu->close();
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
