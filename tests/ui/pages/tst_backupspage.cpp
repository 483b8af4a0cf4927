// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/domain/recoveryphrase.h"
#include "models/items/backupsmodel.h"
#include "tests/support/bitrot.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/formfield.h"
#include "ui/kit/notice.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/progressrow.h"
#include "ui/kit/text.h"
#include "ui/kit/sidepanel.h"
#include "ui/pages/backups/backuppanel.h"
#include "ui/pages/backups/backupspage.h"
#include "ui/pages/backups/phrasedialog.h"
#include "ui/pages/backups/policypanel.h"
#include "ui/kit/taskrows.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QSpinBox>
#include <QTimeEdit>
#include <QTableView>
#include <QTemporaryDir>

using namespace plancia;
using namespace plancia::tests;
using ui::BackupsPage;

/// The backups page on a real local store, with real files.
class BackupsPageTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        std::optional<Result<std::shared_ptr<Workspace>>> opened;
        deliver(m_real->ports().workspaces->open(QStringLiteral("local"), {}), this, [&](const auto &result) { opened = result; });
        QTRY_VERIFY(opened);
        QVERIFY(*opened);
        m_real->workspace = **opened;
    }
    void cleanup()
    {
        m_page.reset();
        m_real.reset();
    }

    void saysThatNothingIsBackedUpYet()
    {
        showPage();
        QCOMPARE(states()->state(), ui::PageStates::State::Empty);
        QVERIFY(labelWith(QStringLiteral("No backups yet")));
        QVERIFY(part<QAbstractButton>(*m_page, "backUpNow")->isEnabled());
        QVERIFY(!m_page->findChild<QAbstractButton *>(QStringLiteral("backUpWhole"))); // of a server only
    }

    void backsUpVerifiesAndShowsWhatItMade()
    {
        showPage();
        backUp();
        QCOMPARE(model()->rowCount(), 1);
        const BackupInfo made = *model()->itemAt(0);
        QCOMPARE(toString(made.state), QStringLiteral("verified"));
        QVERIFY(QFile::exists(made.path));
        QTRY_VERIFY(panel()->isVisible());
        QCOMPARE(part<ui::ElidedLabel>(*m_page, "backupHash")->text(), made.manifest.sha256);
        click(*m_page, "backupFileCopy");
        QCOMPARE(QApplication::clipboard()->text(), made.path);
        QVERIFY(m_real->notes.last().contains(QStringLiteral("verified")));
        picture("backup");
    }

    void keepsTheNoteOfWhoBacksUp()
    {
        showPage();
        click(*m_page, "backUpNoted");
        auto *dialog = part<QDialog>(*m_page, "backupDialog");
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(!dialog->findChild<QCheckBox *>()); // the whole database is a server's
        QCOMPARE(part<QLineEdit>(*dialog, "backupNoteEdit")->maxLength(), static_cast<int>(BackupRequest::kMaxNote));
        type(*dialog, "backupNoteEdit", QStringLiteral("before the <b>Tuesday</b> release "));
        picture(*dialog, "note");
        click(*dialog, "backUpWithNote");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && model()->hasRows(), 20'000);
        QCOMPARE(model()->itemAt(0)->manifest.note, QStringLiteral("before the <b>Tuesday</b> release"));
        QTRY_VERIFY(panel()->isVisible());
        QVERIFY(part<QLabel>(*m_page, "backupNote")->text().contains(QStringLiteral("before the <b>Tuesday</b> release")));
        QVERIFY(part<QLabel>(*m_page, "backupNote")->textFormat() == Qt::PlainText);
    }

    void showsWhatWouldGoAndGivesBackFromTheTrash()
    {
        showPage();
        backUp();
        BackupsPort &backups = *m_real->workspace->backups();
        std::optional<Result<BackupInfo>> second;
        deliver(backups.create({}, {}), this, [&](const auto &result) { second = result; });
        QTRY_VERIFY_WITH_TIMEOUT(second, 20'000);
        QVERIFY(second->has_value());
        std::optional<Result<TrashedBackup>> gone;
        deliver(backups.remove(model()->itemAt(0)->path, {}), this, [&](const auto &result) { gone = result; });
        QTRY_VERIFY(gone);
        QVERIFY(gone->has_value());
        click(*m_page, "showPlan");
        auto *plan = part<ui::SidePanel>(*m_page, "prunePanel");
        QTRY_VERIFY(plan->isVisible());
        QVERIFY(!part<QAbstractButton>(*plan, "prune")->isEnabled()); // every backup has a reason to stay
        QVERIFY(part<QAbstractButton>(*plan, "emptyTrash")->isEnabled());
        picture("plan");
        click(*plan, "takeBack");
        QTRY_COMPARE(model()->rowCount(), 2);
        QTRY_VERIFY(!part<QAbstractButton>(*plan, "emptyTrash")->isEnabled());
        QTRY_VERIFY(m_page->isSettled());
    }

    void tellsOfTheSecondPlaceAndCopiesNow()
    {
        QTemporaryDir place;
        BackupsPort &backups = *m_real->workspace->backups();
        showPage();
        backUp();
        auto *strip = m_page->findChild<ui::Notice *>(QStringLiteral("placeStrip"));
        QVERIFY(strip && strip->isHidden()); // nothing is said where none is set
        auto *table = m_page->findChild<QTableView *>();
        QVERIFY(table->isColumnHidden(BackupsModel::SecondPlace));

        BackupPolicy policy;
        policy.secondPlace = place.path();
        std::optional<Result<BackupPolicy>> set;
        deliver(backups.setPolicy(policy, {}), this, [&](const auto &result) { set = result; });
        QTRY_VERIFY(set);
        QVERIFY(set->has_value());
        m_page->refresh();
        QTRY_VERIFY(strip->isVisible());
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(labelWith(QStringLiteral("1 backup(s) are not copied to the second place yet.")));
        QVERIFY(!table->isColumnHidden(BackupsModel::SecondPlace));
        QCOMPARE(model()->index(0, BackupsModel::SecondPlace).data().toString(), QStringLiteral("–"));
        QCOMPARE(part<ui::ElidedLabel>(*m_page, "backupSecondPlace")->text(), QStringLiteral("not copied yet"));
        picture("place-not-copied");

        auto *link = strip->findChild<QPushButton *>();
        QVERIFY(link && link->isVisible());
        link->click();
        QTRY_VERIFY_WITH_TIMEOUT(labelWith(QStringLiteral("none is missing")), 20'000);
        QTRY_VERIFY(m_page->isSettled());
        QTRY_COMPARE(model()->index(0, BackupsModel::SecondPlace).data().toString(), QStringLiteral("copied"));
        QTRY_VERIFY(part<ui::ElidedLabel>(*m_page, "backupSecondPlace")->text().startsWith(QStringLiteral("copied and verified there")));
        QVERIFY(!link->isVisible());

        QVERIFY(QFile::remove(place.filePath(QStringLiteral(".plancia-backups"))));
        m_page->refresh();
        QTRY_VERIFY(labelWith(QStringLiteral("The second place is missing, last seen")));
        QVERIFY(link->isVisible());
        picture("place-missing");

        // The first folder is lost: what is left is there.
        QFile mark(place.filePath(QStringLiteral(".plancia-backups")));
        QVERIFY(mark.open(QIODevice::WriteOnly) && mark.write("{\"plancia_backups\": 1}") > 0);
        mark.close();
        QVERIFY(QDir(m_real->places().backups).removeRecursively());
        m_page->refresh();
        QTRY_COMPARE(model()->rowCount(), 1);
        QTRY_COMPARE(model()->index(0, BackupsModel::SecondPlace).data().toString(), QStringLiteral("only there"));
        QVERIFY(model()->itemAt(0)->path.startsWith(place.path()));
        picture("place-only");
    }

    void offersNoSecondBackupWhileOneRuns()
    {
        showPage();
        int rows = 0;
        connect(m_page->findChild<ui::TaskRows *>(), &ui::TaskRows::changed, this, [this, &rows] {
            rows = std::max(rows, static_cast<int>(m_page->findChildren<ui::ProgressRow *>().size()));
            if (!m_page->findChild<ui::TaskRows *>()->isEmpty())
                picture("running");
        });
        click(*m_page, "backUpNow");
        QVERIFY(!part<QAbstractButton>(*m_page, "backUpNow")->isEnabled());
        QVERIFY(!m_page->isSettled());
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 20'000);
        QCOMPARE(rows, 1); // how far it is was shown meanwhile
        QVERIFY(m_page->findChild<ui::TaskRows *>()->isHidden());
        QVERIFY(part<QAbstractButton>(*m_page, "backUpNow")->isEnabled());
    }

    void turnsEncryptionOnForWhoHasThePhrase()
    {
        showPage();
        click(*m_page, "showPolicy");
        auto *policy = m_page->findChild<ui::PolicyPanel *>();
        QTRY_VERIFY(policy->isVisible());
        QVERIFY(!part<QAbstractButton>(*policy, "showPhrase")->isVisible()); // there is none yet
        policy->findChild<QCheckBox *>(QStringLiteral("policyEncrypt"))->setChecked(true);
        click(*m_page, "savePolicy");
        QTRY_VERIFY(m_page->findChild<ui::PhraseDialog *>());
        auto *dialog = m_page->findChild<ui::PhraseDialog *>();
        QTRY_VERIFY(dialog->isVisible());
        QTest::qWait(0);
        picture(*dialog, "phrase");
        auto *confirm = part<QAbstractButton>(*dialog, "confirmPhrase");
        QVERIFY(!confirm->isEnabled());
        click(*dialog, "copyPhrase");
        const QString phrase = QGuiApplication::clipboard()->text();
        QVERIFY(keyOfPhrase(phrase));
        QCOMPARE(QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret")); // in no history
        const auto asked = dialog->findChildren<QLineEdit *>(QStringLiteral("phraseGroup"));
        QCOMPARE(asked.size(), 2);
        for (QLineEdit *line : asked) {
            QVERIFY(!confirm->isEnabled());
            line->setText(QStringLiteral("0000"));
            QVERIFY(!confirm->isEnabled());
            line->setText(groupsOf(phrase).at(line->property("group").toInt()).toLower());
        }
        QVERIFY(confirm->isEnabled());
        confirm->click();
        QTRY_VERIFY(m_page->isSettled() && !policy->isChanged());
        // No key ring keeps it here, and the person is told so.
        QVERIFY2(m_real->notes.join('\n').contains(QStringLiteral("until Plancia closes")), qPrintable(m_real->notes.join('\n')));
        QVERIFY(part<QAbstractButton>(*policy, "showPhrase")->isVisible());
        click(*policy, "showPhrase");
        QTRY_VERIFY(m_page->findChild<ui::PhraseDialog *>());
        QVERIFY(!part<QAbstractButton>(*m_page->findChild<ui::PhraseDialog *>(), "confirmPhrase"));
        QGuiApplication::clipboard()->clear();
        click(*m_page->findChild<ui::PhraseDialog *>(), "copyPhrase");
        QCOMPARE(QGuiApplication::clipboard()->text(), phrase);
        click(*m_page->findChild<ui::PhraseDialog *>(), "leavePhrase");
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), QString()); // goes with what it was copied from

        click(*m_page, "backUpNow");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && model()->rowCount() == 1, 20'000);
        QVERIFY(model()->itemAt(0)->manifest.isEncrypted());
        QCOMPARE(model()->index(0, BackupsModel::Kind).data().toString(), QStringLiteral("by hand · encrypted"));
        QTRY_VERIFY(panel()->isVisible());
        QCOMPARE(panel()->findChild<ui::ElidedLabel *>(QStringLiteral("backupKey"))->text(), model()->itemAt(0)->manifest.keyId);
        picture("encrypted");
        m_phrase = phrase;

        // Another key: its phrase is another, and it is that of the next backup.
        click(*m_page, "showPolicy");
        QTRY_VERIFY(policy->isVisible());
        click(*policy, "newKey");
        const auto second = [this] {
            for (auto *shown : m_page->findChildren<ui::PhraseDialog *>())
                if (shown->isVisible())
                    return shown;
            return static_cast<ui::PhraseDialog *>(nullptr);
        };
        QTRY_VERIFY(second());
        click(*second(), "copyPhrase");
        const QString other = QGuiApplication::clipboard()->text();
        QVERIFY(keyOfPhrase(other) && other != phrase);
        for (QLineEdit *line : second()->findChildren<QLineEdit *>(QStringLiteral("phraseGroup")))
            line->setText(groupsOf(other).at(line->property("group").toInt()));
        click(*second(), "confirmPhrase");
        QTRY_VERIFY(m_real->notes.last().contains(QStringLiteral("new key")));
        m_phrase = other;
    }

    /// A run of the program that does not know the key: what fails says so, and goes on once the phrase was entered.
    void asksForThePhraseAndGoesOn()
    {
        turnsEncryptionOnForWhoHasThePhrase();
        startWithoutTheKey();
        click(*m_page, "backUpNow");
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*m_page, QStringLiteral("BKP_021")), 20'000);
        QCOMPARE(model()->rowCount(), 1); // and no plain one instead
        picture("nokey");
        QVERIFY(m_page->takeAction(QStringLiteral("enter_backup_phrase")));
        auto *entry = m_page->findChild<ui::PhraseEntry *>();
        QVERIFY(entry);
        QTRY_VERIFY(entry->isVisible());
        type(*entry, "typedPhrase", m_phrase.chopped(1));
        QVERIFY(!entry->findChild<ui::FormField *>()->hasFault()); // it may go on
        click(*entry, "enterPhrase");
        QVERIFY(entry->isVisible() && entry->findChild<ui::FormField *>()->hasFault());
        picture(*entry, "typo");
        type(*entry, "typedPhrase", m_phrase.toLower().replace(u'-', u' '));
        click(*entry, "enterPhrase");
        QTRY_VERIFY_WITH_TIMEOUT(!shownError(*m_page) && m_page->isSettled() && model()->rowCount() == 2, 20'000);
        QVERIFY(model()->itemAt(0)->manifest.isEncrypted());
    }

    /// The phrase opens what wants it; what failed for another reason, or replaces everything, is not begun by it.
    void aPhraseRepeatsNothingElse()
    {
        turnsEncryptionOnForWhoHasThePhrase();
        startWithoutTheKey();
        const BackupInfo backup = *model()->itemAt(0);
        m_page.reset();
        showPage({{"current", backup.path}, {"open", true}});
        QTRY_VERIFY(panel()->isVisible());
        click(*m_page, "restoreBackup");
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        dialog()->actButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*m_page, QStringLiteral("BKP_021")), 20'000);
        QTRY_VERIFY(!dialog());
        QCOMPARE(m_real->restores.size(), 1);
        enterPhrase();
        QTRY_VERIFY(dialog() && dialog()->isVisible()); // asked anew
        QCOMPARE(m_real->restores.size(), 1);
        dialog()->reject();
        QTRY_VERIFY(!dialog());

        // Damage: the phrase changes nothing about it.
        QVERIFY(QFile::resize(backup.path + QStringLiteral("/store.db.zst.enc"), 1000));
        click(*m_page, "verifyBackup");
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*m_page, QStringLiteral("BKP_001")) && m_page->isSettled(), 20'000);
        const auto errors = m_real->errors.size();
        enterPhrase();
        QTest::qWait(0);
        QVERIFY(shownError(*m_page, QStringLiteral("BKP_001")));
        QVERIFY(m_page->isSettled());
        QCOMPARE(m_real->errors.size(), errors);
    }
    /// A key that cannot be had now is asked for, and not replaced by another.
    void aKeyOutOfReachIsNoReasonForANewOne()
    {
        turnsEncryptionOnForWhoHasThePhrase();
        BackupPolicy off;
        std::optional<Result<BackupPolicy>> set;
        deliver(m_real->workspace->backups()->setPolicy(off, {}), this, [&](const auto &result) { set = result; });
        QTRY_VERIFY(set && *set);
        startWithoutTheKey();
        click(*m_page, "showPolicy");
        auto *policy = m_page->findChild<ui::PolicyPanel *>();
        QTRY_VERIFY(policy->isVisible());
        policy->findChild<QCheckBox *>(QStringLiteral("policyEncrypt"))->setChecked(true);
        QVERIFY(part<QAbstractButton>(*policy, "newKey")->isVisible()); // for who lost it
        click(*m_page, "savePolicy");
        QTRY_VERIFY(shownError(*m_page, QStringLiteral("BKP_021")));
        QVERIFY(!m_page->findChild<ui::PhraseDialog *>());
        enterPhrase();
        QTRY_VERIFY(!shownError(*m_page) && m_page->isSettled());
        QVERIFY(!m_page->findChild<ui::PhraseDialog *>());
        QTRY_VERIFY(part<QAbstractButton>(*policy, "showPhrase")->isVisible()); // on, with the key that it was
    }

    void setsTheScheduleAndWhatIsKept()
    {
        showPage();
        QVERIFY(sentence().contains(QStringLiteral("by hand only")));
        click(*m_page, "showPolicy");
        auto *policy = m_page->findChild<ui::PolicyPanel *>();
        QTRY_VERIFY(policy->isVisible());
        auto *save = part<QAbstractButton>(*m_page, "savePolicy");
        QVERIFY(!save->isEnabled()); // nothing was changed
        auto *every = policy->findChild<QComboBox *>(QStringLiteral("policyEvery"));
        every->setCurrentIndex(every->findData(int(BackupSchedule::Every::Week)));
        policy->findChild<QComboBox *>(QStringLiteral("policyWeekday"))->setCurrentIndex(6);
        policy->findChild<QTimeEdit *>(QStringLiteral("policyAt"))->setTime(QTime(4, 30));
        policy->findChild<QSpinBox *>(QStringLiteral("policyDaily"))->setValue(14);
        policy->findChild<QSpinBox *>(QStringLiteral("policyMaxAge"))->setValue(200);
        QVERIFY(save->isEnabled());
        picture("policy");

        // What is being edited survives a look at the schedule, and a change of language.
        m_page->refresh();
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(policy->isChanged());
        click(*m_page, "revertPolicy");
        QVERIFY(!policy->isChanged());
        every->setCurrentIndex(every->findData(int(BackupSchedule::Every::Day)));
        policy->findChild<QTimeEdit *>(QStringLiteral("policyAt"))->setTime(QTime(4, 30));
        policy->findChild<QSpinBox *>(QStringLiteral("policyDaily"))->setValue(14);
        save->click();
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY2(m_real->notes.last().contains(QStringLiteral("every day at 04:30")), qPrintable(m_real->notes.last()));
        QVERIFY(!save->isEnabled());

        std::optional<Result<BackupHealth>> health;
        deliver(m_real->workspace->backups()->health({}), this, [&](const auto &result) { health = result; });
        QTRY_VERIFY(health);
        QVERIFY(*health);
        BackupPolicy expected;
        expected.schedule = {BackupSchedule::Every::Day, 30, 4, 1, 1};
        expected.retention.daily = 14;
        QCOMPARE(toJson((*health)->policy), toJson(expected));
        QVERIFY((*health)->isDue); // none was made yet
        QTRY_VERIFY(sentence().contains(QStringLiteral("one is due")));
    }

    void namesDamageWhenVerifying()
    {
        showPage();
        backUp();
        const QString path = model()->itemAt(0)->path;
        QFile file(path + "/store.db");
        file.setPermissions(file.permissions() | QFile::WriteOwner);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() - 100));
        QCOMPARE(file.write("damage"), 6);
        file.close();
        click(*m_page, "verifyBackup");
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*m_page, QStringLiteral("BKP_001")), 20'000);
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(toString(model()->itemAt(0)->state), QStringLiteral("damaged"));
        QVERIFY(m_real->errors.contains(ErrorCode::BackupDamaged));
        QCOMPARE(toString(panel()->backup().state), QStringLiteral("damaged")); // the panel does not contradict the list
        picture("damaged");
    }

    /// Bit rot in the store itself: the new backup tells, the one before stays, and a person may say that it is right.
    void showsPagesThatChangedByThemselves()
    {
        QVERIFY(m_real->workspace->tenants()->create({QStringLiteral("acme"), QStringLiteral("Rottenbyte"), TenantStatus::Active, {}}, {}).result());
        const auto clean = m_real->workspace->backups()->create({}, {}).result();
        QVERIFY(clean);
        m_real->workspace.reset();
        m_real->startAnew(); // which closes the store
        const QString store = m_real->places().controlStore();
        QVERIFY(rot(store, lastPlaceOf("Rottenbyte", store) + 3, "T"));
        m_real->workspace = *m_real->ports().workspaces->open(QStringLiteral("local"), {}).result();
        showPage();
        click(*m_page, "backUpNow");
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*m_page, QStringLiteral("BKP_006")), 20'000);
        QTRY_COMPARE(model()->rowCount(), 2);
        const BackupInfo rotten = *model()->itemAt(0);
        QVERIFY(!rotten.rot.isEmpty());
        QVERIFY(model()->index(0, BackupsModel::StateColumn).data().toString().startsWith(QStringLiteral("bit rot? page ")));
        QVERIFY(model()->index(1, BackupsModel::KeptBecause).data().toString().startsWith(QStringLiteral("last without a fault")));
        emit m_page->findChild<ui::PagedTable *>()->activated(rotten.path);
        QTRY_VERIFY(m_page->findChild<QWidget *>(QStringLiteral("backupPages")));
        picture("rot");
        emit m_page->findChild<ui::PagedTable *>()->activated(clean->path);
        QTRY_COMPARE(panel()->backup().path, clean->path);
        QTRY_COMPARE(part<QAbstractButton>(*m_page, "pinBackup")->text(), QStringLiteral("Unpin"));
        picture("last-clean");
        click(*m_page, "pinBackup");
        QTRY_VERIFY(model()->itemAt(0)->rot.isEmpty());
    }

    void aFailedBackupSaysWhyAndRetryWorks()
    {
        showPage();
        const QString folder = m_real->places().backups;
        QDir(folder).removeRecursively();
        QFile blocker(folder); // a file where the folder should be
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        blocker.close();
        click(*m_page, "backUpNow");
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*m_page), 20'000);
        picture("failed");
        QVERIFY(blocker.remove());
        QTRY_VERIFY(part<QAbstractButton>(*m_page, "retry"));
        part<QAbstractButton>(*m_page, "retry")->click();
        QTRY_COMPARE_WITH_TIMEOUT(model()->rowCount(), 1, 20'000);
    }

    void aRunningBackupIsSeenAgainAfterARebuild()
    {
        showPage();
        click(*m_page, "backUpNow");
        const QVariantMap state = m_page->saveState();
        m_page.reset(); // language or theme changed
        m_page = m_real->show<BackupsPage>(state);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && model()->rowCount() == 1, 20'000);
        QVERIFY(!shownError(*m_page));
    }

    void theChosenBackupSurvivesARebuild()
    {
        showPage();
        backUp();
        const QString path = model()->itemAt(0)->path;
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        showPage(state);
        QTRY_VERIFY(panel()->isVisible());
        QCOMPARE(panel()->backup().path, path);
        QCOMPARE(m_page->findChild<ui::PagedTable *>()->currentId(), path);
    }

    void opensABackupReadOnlyAndSaysThereWhyNoneIsMade()
    {
        showPage();
        backUp();
        const QString path = model()->itemAt(0)->path;
        click(*m_page, "openBackup");
        QCOMPARE(m_real->opened, QStringList{path});
        m_page.reset();
        std::optional<Result<std::shared_ptr<Workspace>>> opened;
        deliver(m_real->ports().workspaces->openFile(path, true, {}), this, [&](const auto &result) { opened = result; });
        QTRY_VERIFY(opened);
        QVERIFY(*opened);
        m_real->workspace = **opened;
        showPage();
        QVERIFY(!part<QAbstractButton>(*m_page, "backUpNow")->isEnabled());
        QVERIFY(!part<QAbstractButton>(*m_page, "backUpNow")->toolTip().isEmpty());
        QCOMPARE(states()->state(), ui::PageStates::State::Empty);
        QVERIFY(labelWith(QStringLiteral("You are looking at a backup")));
        picture("read-only");
    }

    void asksBeforeItRestoresAndUndoesWithoutLoss()
    {
        showPage();
        backUp();
        std::optional<Result<Tenant>> made;
        deliver(m_real->workspace->tenants()->create({"acme", "Acme", TenantStatus::Active, {}}, {}), this,
                [&](const auto &result) { made = result; });
        QTRY_VERIFY(made && *made);
        auto *restore = part<QAbstractButton>(*m_page, "restoreBackup");
        QVERIFY(restore->isEnabled());
        restore->click();
        QTRY_VERIFY(dialog());
        // It says what would be lost, and does nothing when that is too much.
        QVERIFY(saysDialog(QStringLiteral("1 act(s) since then will be gone")));
        QVERIFY(saysDialog(QStringLiteral("tenant acme created by ")));
        QVERIFY(saysDialog(QStringLiteral("Local store")));
        dialog()->cancelButton()->click();
        QTRY_VERIFY(!dialog());
        QVERIFY(m_real->restores.isEmpty());
        restore->click();
        QTRY_VERIFY(dialog());
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            dialog()->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/backups-restore.png"));
        dialog()->actButton()->click();
        QTRY_COMPARE(m_real->restores.size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && model()->rowCount() == 2, 20'000);
        const auto report = m_real->restores.first().result();
        QVERIFY(report);
        QCOMPARE(rowsOf("tenants"), 0);

        // The backup that was made before it is its undo, in one click.
        const int row = model()->rowOf(report->safetyCopy);
        QVERIFY(row >= 0);
        m_page->restoreState({{"current", report->safetyCopy}, {"open", true}});
        m_page->refresh();
        QTRY_COMPARE(panel()->backup().path, report->safetyCopy);
        QCOMPARE(restore->text(), QStringLiteral("Undo the restore"));
        picture("undo");
        restore->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_real->restores.size(), 2, 20'000);
        QVERIFY(!dialog());
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && model()->rowCount() == 3, 20'000);
        QCOMPARE(rowsOf("tenants"), 1);
    }

    void saysWhyABackupIsNotRestored()
    {
        showPage();
        backUp();
        QFile file(model()->itemAt(0)->path + "/store.db");
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(5000) && file.write("x") == 1);
        file.close();
        part<QAbstractButton>(*m_page, "restoreBackup")->click();
        QTRY_VERIFY(dialog());
        dialog()->actButton()->click();
        QTRY_VERIFY_WITH_TIMEOUT(shownError(*m_page, "BKP_001"), 20'000);
        QTRY_VERIFY(m_page->isSettled());
    }

    void offersNoRestoreWhereNothingCanBeWritten()
    {
        showPage();
        backUp();
        m_page.reset();
        class ReadOnly final : public Workspace {
        public:
            explicit ReadOnly(std::shared_ptr<Workspace> under) : m_under(std::move(under)) {}
            WorkspaceIdentity identity() const override
            {
                WorkspaceIdentity identity = m_under->identity();
                identity.readOnly = true;
                identity.readOnlyReason = QStringLiteral("asked");
                return identity;
            }
            Capabilities capabilities() const override { return Capability::ReadBackups; }
            TenantsPort *tenants() override { return m_under->tenants(); }
            AuditPort *audit() override { return m_under->audit(); }
            BackupsPort *backups() override { return m_under->backups(); }
            QFuture<Result<SchemaPlan>> schema(CallContext c) override { return m_under->schema(c); }
            using Workspace::migrate;
            QFuture<Result<SchemaPlan>> migrate(BeforeMigrating before, CallContext c) override { return m_under->migrate(before, c); }
            QFuture<Result<QMap<QString, qint64>>> rowCounts(CallContext c) override { return m_under->rowCounts(c); }
            QFuture<Result<qint64>> commitNo(CallContext c) override { return m_under->commitNo(c); }
            QFuture<Result<double>> ping(CallContext c) override { return m_under->ping(c); }

        private:
            const std::shared_ptr<Workspace> m_under;
        };
        m_real->workspace = std::make_shared<ReadOnly>(m_real->workspace);
        showPage();
        m_page->restoreState({{"current", model()->itemAt(0)->path}, {"open", true}});
        m_page->refresh();
        QTRY_VERIFY(panel()->isVisible());
        const auto *restore = part<QAbstractButton>(*m_page, "restoreBackup");
        QVERIFY(!restore->isEnabled());
        QVERIFY(restore->toolTip().contains(QStringLiteral("reading only")));
    }

private:
    ui::ConfirmDialog *dialog() const { return m_page->findChild<ui::ConfirmDialog *>(); }
    bool saysDialog(const QString &words) const
    {
        for (const QLabel *label : dialog()->findChildren<QLabel *>())
            if (label->text().contains(words))
                return true;
        return false;
    }
    qint64 rowsOf(const QString &table)
    {
        std::optional<Result<QMap<QString, qint64>>> counts;
        deliver(m_real->workspace->rowCounts({}), this, [&](const auto &result) { counts = result; });
        return QTest::qWaitFor([&] { return counts.has_value(); }, 10'000) && *counts ? (*counts)->value(table) : -1;
    }
    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<BackupsPage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    /// A new run of the program, which does not know the key.
    void startWithoutTheKey()
    {
        m_page.reset();
        m_real->workspace.reset();
        m_real->startAnew();
        QVERIFY(m_real->isReady());
        std::optional<Result<std::shared_ptr<Workspace>>> opened;
        deliver(m_real->ports().workspaces->open(QStringLiteral("local"), {}), this, [&](const auto &result) { opened = result; });
        QTRY_VERIFY(opened && *opened);
        m_real->workspace = **opened;
        showPage();
    }
    void enterPhrase()
    {
        QVERIFY(m_page->takeAction(QStringLiteral("enter_backup_phrase")));
        QTRY_VERIFY(m_page->findChild<ui::PhraseEntry *>());
        auto *entry = m_page->findChild<ui::PhraseEntry *>();
        type(*entry, "typedPhrase", m_phrase);
        const auto kept = m_real->notes.size();
        click(*entry, "enterPhrase");
        QTRY_VERIFY(m_real->notes.size() > kept); // no key ring keeps it, which is told
        QTRY_VERIFY(!m_page->findChild<ui::PhraseEntry *>());
    }
    void backUp()
    {
        click(*m_page, "backUpNow");
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && model()->rowCount() == 1, 20'000);
        QTRY_VERIFY(panel()->isVisible());
    }
    void picture(const QString &name) { picture(*m_page, name); }
    void picture(QWidget &of, const QString &name)
    {
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            of.grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/backups-") + name + QStringLiteral(".png"));
    }
    QString sentence() const { return m_page->findChild<ui::PageHeader *>()->sentence(); }
    BackupsModel *model() const { return m_page->findChild<BackupsModel *>(); }
    ui::PageStates *states() const { return m_page->findChild<ui::PageStates *>(); }
    ui::BackupPanel *panel() const { return m_page->findChild<ui::BackupPanel *>(); }
    QLabel *labelWith(const QString &words) const
    {
        for (QLabel *label : m_page->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return label;
        return nullptr;
    }

    std::unique_ptr<RealPages> m_real;
    std::unique_ptr<BackupsPage> m_page;
    QString m_phrase;
};

QTEST_MAIN(BackupsPageTest)
#include "tst_backupspage.moc"
