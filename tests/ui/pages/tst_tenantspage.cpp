// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/items/tenantsmodel.h"
#include "models/ports/backupsport.h"
#include "tests/support/faulty.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/confirmdialog.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pagedtable.h"
#include "ui/kit/pagestates.h"
#include "ui/kit/text.h"
#include "ui/kit/textblock.h"
#include "ui/pages/tenants/tenantpanel.h"
#include "ui/pages/tenants/tenantspage.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QFile>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>

using namespace plancia;
using namespace plancia::tests;
using ui::TenantPanel;
using ui::TenantsPage;

/// The same store under the colour of production.
class RedWorkspace : public FaultyWorkspace {
public:
    using FaultyWorkspace::FaultyWorkspace;
    WorkspaceIdentity identity() const override
    {
        WorkspaceIdentity identity = FaultyWorkspace::identity();
        identity.id = QStringLiteral("pg:1");
        identity.name = QStringLiteral("Production EU");
        identity.colour = QStringLiteral("red");
        return identity;
    }
};

/// The tenants page as a person uses it, on a real local store.
class TenantsPageTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        std::optional<Result<std::shared_ptr<Workspace>>> opened;
        deliver(m_real->ports().workspaces->open(QStringLiteral("local"), {}), this, [&](const auto &result) { opened = result; });
        QTRY_VERIFY(opened);
        QVERIFY(*opened);
        m_store = **opened;
        m_faulty = std::make_shared<FaultyWorkspace>(m_store);
        m_real->workspace = m_faulty;
    }

    void cleanup()
    {
        m_page.reset();
        m_real->workspace.reset();
        m_faulty.reset();
        m_store.reset();
        m_real.reset();
    }

    void saysThatThereAreNoTenantsYetAndOffersOne()
    {
        showPage();
        QCOMPARE(states()->state(), ui::PageStates::State::Empty);
        QVERIFY(labelWith(QStringLiteral("No tenants yet")));
        auto *act = buttonWith(QStringLiteral("New tenant"), *states());
        QVERIFY(act && act->isVisible());
        act->click();
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Create);
        QCOMPARE(QApplication::focusWidget(), part<QLineEdit>(*m_page, "tenantName"));
    }

    void createsATenantAndShowsItWithItsFirstAct()
    {
        showPage();
        press("newTenant");
        part<QLineEdit>(*m_page, "tenantName")->insert(QStringLiteral("Caffè Nord & Söhne")); // as pasted
        QCOMPARE(part<QLineEdit>(*m_page, "tenantSlug")->text(), QStringLiteral("caffe-nord-sohne"));
        part<QRadioButton>(*m_page, "tenantTrial")->click();
        part<QPlainTextEdit>(*m_page, "tenantNotes")->setPlainText(QStringLiteral("first line\nsecond"));
        press("save");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QTRY_VERIFY(m_page->isSettled());
        const Tenant made = stored(QStringLiteral("caffe-nord-sohne"));
        QCOMPARE(made.name, QStringLiteral("Caffè Nord & Söhne"));
        QVERIFY(made.status == TenantStatus::Trial);
        QCOMPARE(made.notes, QStringLiteral("first line\nsecond"));
        QCOMPARE(model()->rowCount(), 1);
        QCOMPARE(table()->currentId(), made.id.toString());
        QCOMPARE(part<ui::ElidedLabel>(*m_page, "act0")->text(), QStringLiteral("created"));
    }

    void suggestsASlugUntilAHandHasTypedOne()
    {
        showPage();
        press("newTenant");
        type(*m_page, "tenantName", QStringLiteral("Alpha"));
        type(*m_page, "tenantSlug", QStringLiteral("mine"));
        type(*m_page, "tenantName", QStringLiteral("Beta"));
        QCOMPARE(part<QLineEdit>(*m_page, "tenantSlug")->text(), QStringLiteral("mine"));
        type(*m_page, "tenantSlug", QString());
        type(*m_page, "tenantName", QStringLiteral("Gamma"));
        QCOMPARE(part<QLineEdit>(*m_page, "tenantSlug")->text(), QStringLiteral("gamma"));
    }

    void saysWhileTypingWhatIsWrong_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("shape") << "tenantSlug" << "Not A Slug" << "it needs 1 to 63 letters";
        QTest::newRow("long slug") << "tenantSlug" << QString(64, u'a') << "too long";
        QTest::newRow("blank name") << "tenantName" << "   " << "needs a value";
        QTest::newRow("long name") << "tenantName" << QString(201, u'x') << "too long";
        QTest::newRow("hidden characters") << "tenantName" << QStringLiteral("good") + QChar(0x202e) + QStringLiteral("name")
                                           << "cannot be seen";
    }
    void saysWhileTypingWhatIsWrong()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(QString, says);
        showPage();
        press("newTenant");
        auto *line = m_page->findChild<QLineEdit *>(field);
        line->setFocus();
        line->selectAll();
        line->insert(text); // a paste: one change
        QTRY_VERIFY2(line->accessibleDescription().contains(says), qPrintable(line->accessibleDescription()));
        QVERIFY(line->property("faulty").toBool());
        press("save");
        QCoreApplication::sendPostedEvents();
        QCOMPARE(panel()->mode(), TenantPanel::Mode::Create); // nothing was sent
        QVERIFY(m_page->isSettled());
    }

    void namesATakenSlugAtItsField()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        press("newTenant");
        type(*m_page, "tenantName", QStringLiteral("Acme"));
        press("save");
        auto *slug = part<QLineEdit>(*m_page, "tenantSlug");
        QTRY_VERIFY(slug->accessibleDescription().contains(QStringLiteral("acme")));
        QVERIFY(!shownError(*m_page));
        QCOMPARE(QApplication::focusWidget(), slug);
        QTest::keyClicks(slug, QStringLiteral("acme-2"));
        QVERIFY(!slug->property("faulty").toBool());
        press("save");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QCOMPARE(stored(QStringLiteral("acme-2")).name, QStringLiteral("Acme"));
    }

    void editsNameAndNotes()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        QVERIFY(part<QLineEdit>(*m_page, "tenantSlug")->isReadOnly());
        type(*m_page, "tenantName", QStringLiteral("Acme Rockets"));
        QTest::keyClick(part<QLineEdit>(*m_page, "tenantName"), Qt::Key_Return);
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QCOMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Acme Rockets"));
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(model()->index(0, TenantsModel::Name).data().toString(), QStringLiteral("Acme Rockets"));
    }

    void suspendsWithAReasonAndActivatesAgain()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("suspend");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Status);
        QVERIFY(labelWith(QStringLiteral("Nothing is deleted.")));
        press("apply"); // without a reason nothing happens, and the field says why
        QTRY_VERIFY(part<QPlainTextEdit>(*m_page, "statusReason")->accessibleDescription().contains(QStringLiteral("reason")));
        QVERIFY(stored(QStringLiteral("acme")).status == TenantStatus::Active);
        part<QPlainTextEdit>(*m_page, "statusReason")->setPlainText(QStringLiteral("unpaid since May"));
        press("apply");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(stored(QStringLiteral("acme")).statusReason, QStringLiteral("unpaid since May"));
        QCOMPARE(part<ui::TextBlock>(*m_page, "reasonText")->toPlainText(), QStringLiteral("unpaid since May"));
        QCOMPARE(model()->index(0, TenantsModel::Status).data(StatusRole).toString(), QStringLiteral("suspended"));
        press("activate");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Status);
        part<QPlainTextEdit>(*m_page, "statusReason")->setPlainText(QStringLiteral("paid"));
        press("apply");
        QTRY_VERIFY(stored(QStringLiteral("acme")).status == TenantStatus::Active);
    }

    void showsBothVersionsWhenTwoPeopleEdit_data()
    {
        QTest::addColumn<bool>("takesTheirs");
        QTest::newRow("take theirs") << true;
        QTest::newRow("save mine over it") << false;
    }
    void showsBothVersionsWhenTwoPeopleEdit()
    {
        QFETCH(bool, takesTheirs);
        const Tenant before = create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        type(*m_page, "tenantName", QStringLiteral("Acme mine"));
        update(before, {QStringLiteral("acme"), QStringLiteral("Acme theirs"), TenantStatus::Active, QStringLiteral("their notes")});
        press("save");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Conflict);
        QCOMPARE(part<ui::TextBlock>(*m_page, "nameMine")->toPlainText(), QStringLiteral("Acme mine"));
        QCOMPARE(part<ui::TextBlock>(*m_page, "nameTheirs")->toPlainText(), QStringLiteral("Acme theirs"));
        QCOMPARE(part<ui::TextBlock>(*m_page, "notesBoth")->toPlainText(), QStringLiteral("their notes")); // not touched here: theirs
        QCOMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Acme theirs")); // nothing was overwritten
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("takeTheirs")); // the act that loses least
        picture("conflict");
        press(takesTheirs ? "takeTheirs" : "saveMine");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        const Tenant now = stored(QStringLiteral("acme"));
        QCOMPARE(now.name, takesTheirs ? QStringLiteral("Acme theirs") : QStringLiteral("Acme mine"));
        QCOMPARE(now.notes, QStringLiteral("their notes"));
        QCOMPARE(now.rowVersion, takesTheirs ? before.rowVersion + 1 : before.rowVersion + 2);
    }

    void twoVersionsAreMergedFieldByField()
    {
        const Tenant before = create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        type(*m_page, "tenantName", QStringLiteral("Acme mine"));
        type(*m_page, "tenantTags", QStringLiteral("mine"));
        TenantDraft theirs{QStringLiteral("acme"), QStringLiteral("Acme theirs"), TenantStatus::Active, QStringLiteral("their notes")};
        theirs.tags = {QStringLiteral("theirs")};
        update(before, theirs);
        press("save");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Conflict);
        press("tagsTake");
        QTRY_VERIFY(!m_page->findChild<QWidget *>(QStringLiteral("tagsTake")));
        rebuild(); // what was taken stays taken
        QCOMPARE(panel()->mode(), TenantPanel::Mode::Conflict);
        QVERIFY(!m_page->findChild<QWidget *>(QStringLiteral("tagsTake")));
        press("saveMine");
        QTRY_COMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Acme mine"));
        QCOMPARE(stored(QStringLiteral("acme")).tags, QStringList{QStringLiteral("theirs")});
        QCOMPARE(stored(QStringLiteral("acme")).notes, QStringLiteral("their notes"));
    }

    void takingTheLastFieldLeavesNothingToSave()
    {
        const Tenant before = create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        type(*m_page, "tenantName", QStringLiteral("Mine"));
        update(before, {QStringLiteral("acme"), QStringLiteral("Theirs"), TenantStatus::Active, {}});
        press("save");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Conflict);
        press("nameTake");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QVERIFY(labelWith(QStringLiteral("Nothing was left to save")));
        QCOMPARE(stored(QStringLiteral("acme")).rowVersion, before.rowVersion + 1);
    }

    void aThirdEditIsAConflictAgain()
    {
        const Tenant before = create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        type(*m_page, "tenantName", QStringLiteral("Mine"));
        const Tenant second = update(before, {QStringLiteral("acme"), QStringLiteral("Second"), TenantStatus::Active, {}});
        press("save");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Conflict);
        update(second, {QStringLiteral("acme"), QStringLiteral("Third"), TenantStatus::Active, {}});
        press("saveMine");
        QTRY_COMPARE(part<ui::TextBlock>(*m_page, "nameTheirs")->toPlainText(), QStringLiteral("Third"));
        QCOMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Third"));
        QTRY_VERIFY(m_page->isSettled());
        press("saveMine");
        QTRY_COMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Mine"));
    }

    void productionAsksForTheNameOfTheWorkspace()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        m_faulty = std::make_shared<RedWorkspace>(m_store);
        m_real->workspace = m_faulty;
        showPage();
        open(QStringLiteral("acme"));
        press("suspend");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Status);
        part<QPlainTextEdit>(*m_page, "statusReason")->setPlainText(QStringLiteral("unpaid"));
        picture("production");
        press("apply");
        QCoreApplication::sendPostedEvents();
        QVERIFY(m_page->isSettled()); // nothing was sent
        QCOMPARE(panel()->mode(), TenantPanel::Mode::Status);
        type(*m_page, "typedWorkspace", QStringLiteral("Production EU"));
        press("apply");
        QTRY_VERIFY(stored(QStringLiteral("acme")).status == TenantStatus::Suspended);
    }

    void twoPeopleWhoSuspendAgree()
    {
        const Tenant acme = create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("suspend");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Status);
        part<QPlainTextEdit>(*m_page, "statusReason")->setPlainText(QStringLiteral("mine"));
        wait(m_store->tenants()->setStatus(acme.id, acme.rowVersion, TenantStatus::Suspended, QStringLiteral("theirs"), {}));
        press("apply");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QVERIFY(labelWith(QStringLiteral("has this status already")));
        QCOMPARE(stored(QStringLiteral("acme")).statusReason, QStringLiteral("theirs"));
    }

    void suspendingWhatWasRenamedMeanwhileAsksFirst()
    {
        const Tenant acme = create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("suspend");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Status);
        part<QPlainTextEdit>(*m_page, "statusReason")->setPlainText(QStringLiteral("unpaid"));
        update(acme, {QStringLiteral("acme"), QStringLiteral("Acme renamed"), TenantStatus::Active, {}});
        press("apply");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Conflict);
        QVERIFY(labelWith(QStringLiteral("Acme renamed")));
        QVERIFY(stored(QStringLiteral("acme")).status == TenantStatus::Active);
        press("saveMine");
        QTRY_VERIFY(stored(QStringLiteral("acme")).status == TenantStatus::Suspended);
        QCOMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Acme renamed"));
    }

    void readingAgainDoesNotCloseAForm_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::newRow("answers") << false;
        QTest::newRow("fails") << true;
    }
    void readingAgainDoesNotCloseAForm()
    {
        QFETCH(bool, fails);
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        press("cancel");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QTRY_VERIFY(m_page->isSettled());
        if (fails)
            m_faulty->tenantsFault.fault().kind = Fault::Kind::Fails;
        panel()->reloadTenant();
        panel()->startEdit(); // before the answer is there
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        QVERIFY(!shownError(*panel()));
    }

    void aDraftSurvivesARebuild()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        filter(QStringLiteral("ac"));
        press("newTenant");
        type(*m_page, "tenantName", QStringLiteral("Half typed"));
        type(*m_page, "tenantSlug", QStringLiteral("by-hand"));
        part<QPlainTextEdit>(*m_page, "tenantNotes")->setPlainText(QStringLiteral("keep me"));
        rebuild();
        QCOMPARE(panel()->mode(), TenantPanel::Mode::Create);
        QCOMPARE(part<QLineEdit>(*m_page, "tenantName")->text(), QStringLiteral("Half typed"));
        QCOMPARE(part<QLineEdit>(*m_page, "tenantSlug")->text(), QStringLiteral("by-hand"));
        QCOMPARE(part<QPlainTextEdit>(*m_page, "tenantNotes")->toPlainText(), QStringLiteral("keep me"));
        QCOMPARE(m_page->findChild<ui::FilterBar *>()->text(), QStringLiteral("ac"));
        QTRY_COMPARE(model()->rowCount(), 1);
        type(*m_page, "tenantName", QStringLiteral("Renamed")); // the slug was typed by hand, also before the rebuild
        QCOMPARE(part<QLineEdit>(*m_page, "tenantSlug")->text(), QStringLiteral("by-hand"));
    }

    void aConflictSurvivesARebuild()
    {
        const Tenant before = create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        type(*m_page, "tenantName", QStringLiteral("Mine"));
        update(before, {QStringLiteral("acme"), QStringLiteral("Theirs"), TenantStatus::Active, {}});
        press("save");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Conflict);
        rebuild();
        QCOMPARE(panel()->mode(), TenantPanel::Mode::Conflict);
        press("saveMine");
        QTRY_COMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Mine"));
    }

    void aDraftWaitsWhileAnotherTenantIsLookedAt()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        create(QStringLiteral("bellows"), QStringLiteral("Bellows"));
        showPage();
        open(QStringLiteral("acme"));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        type(*m_page, "tenantName", QStringLiteral("Acme half"));
        open(QStringLiteral("bellows"));
        QTest::keyClick(panel(), Qt::Key_Escape);
        QVERIFY(panel()->isHidden());
        open(QStringLiteral("acme"));
        QVERIFY(labelWith(QStringLiteral("are not saved yet")));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        QCOMPARE(part<QLineEdit>(*m_page, "tenantName")->text(), QStringLiteral("Acme half"));
        press("cancel");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QVERIFY(!labelWith(QStringLiteral("are not saved yet")));
        QCOMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Acme"));
    }

    void filtersAsOneTypesAndByStatus()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        create(QStringLiteral("bellows"), QStringLiteral("Bellows Acme"));
        create(QStringLiteral("contoso"), QStringLiteral("Contoso"), TenantStatus::Trial);
        showPage();
        QCOMPARE(model()->rowCount(), 3);
        filter(QStringLiteral("acm"));
        QTRY_COMPARE(model()->rowCount(), 2);
        filter(QStringLiteral("nothing like it"));
        QTRY_COMPARE(states()->state(), ui::PageStates::State::Empty);
        QVERIFY(labelWith(QStringLiteral("Nothing matches")));
        buttonWith(QStringLiteral("Clear the filter"), *states())->click();
        QTRY_COMPARE(model()->rowCount(), 3);
        buttonWith(QStringLiteral("trial"), *m_page->findChild<ui::FilterBar *>())->click();
        QTRY_COMPARE(model()->rowCount(), 1);
    }

    void sortsByHeader()
    {
        create(QStringLiteral("b"), QStringLiteral("Alpha"));
        create(QStringLiteral("a"), QStringLiteral("Beta"));
        showPage();
        QCOMPARE(model()->index(0, 0).data().toString(), QStringLiteral("Alpha"));
        emit table()->sortRequested(static_cast<int>(TenantSort::Slug), Qt::AscendingOrder);
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(model()->index(0, 0).data().toString(), QStringLiteral("Beta"));
        rebuild();
        QCOMPARE(model()->index(0, 0).data().toString(), QStringLiteral("Beta"));
    }

    void anErrorGuidesAndRetryWorks()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        m_faulty->tenantsFault.fault().kind = Fault::Kind::Fails;
        m_page = m_real->show<TenantsPage>();
        QTRY_VERIFY(shownError(*m_page, QStringLiteral("DB_004")));
        QTRY_VERIFY(m_real->errors.contains(ErrorCode::DbConnectionLost));
        picture("error");
        m_faulty->tenantsFault.fault().kind = Fault::Kind::None;
        click(*shownError(*m_page), "retry");
        QTRY_COMPARE(states()->state(), ui::PageStates::State::Ready);
        QCOMPARE(model()->rowCount(), 1);
    }

    void aFailedSaveKeepsTheFormAndRetrySaves()
    {
        showPage();
        press("newTenant");
        type(*m_page, "tenantName", QStringLiteral("Acme"));
        m_faulty->tenantsFault.fault().kind = Fault::Kind::Fails;
        press("save");
        QTRY_VERIFY(shownError(*panel(), QStringLiteral("DB_004")));
        picture("save-error");
        QCOMPARE(part<QLineEdit>(*m_page, "tenantName")->text(), QStringLiteral("Acme"));
        QVERIFY(shownError(*panel())->width() <= panel()->width());
        m_faulty->tenantsFault.fault().kind = Fault::Kind::None;
        click(*shownError(*panel()), "retry");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QCOMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Acme"));
    }

    void aHangingSaveCanBeStopped()
    {
        showPage();
        press("newTenant");
        type(*m_page, "tenantName", QStringLiteral("Acme"));
        m_faulty->tenantsFault.fault().kind = Fault::Kind::Hangs;
        press("save");
        QTRY_VERIFY(!m_page->isSettled());
        press("stop");
        QTRY_VERIFY(part<QAbstractButton>(*m_page, "save"));
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(panel()->mode(), TenantPanel::Mode::Create);
        QCOMPARE(part<QLineEdit>(*m_page, "tenantName")->text(), QStringLiteral("Acme"));
        m_faulty->tenantsFault.fault().kind = Fault::Kind::None;
    }

    void aSlowFilterDoesNotOverwriteANewerOne()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        create(QStringLiteral("bellows"), QStringLiteral("Bellows"));
        showPage();
        m_faulty->tenantsFault.fault().kind = Fault::Kind::Hangs; // ends only when the newer question cancels it
        filter(QStringLiteral("ac"));
        QTRY_COMPARE(model()->state(), PagedModel::State::Loading);
        QVERIFY(!m_page->isSettled());
        m_faulty->tenantsFault.fault().kind = Fault::Kind::None;
        filter(QStringLiteral("bel"));
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(model()->rowCount(), 1);
        QCOMPARE(model()->index(0, 0).data().toString(), QStringLiteral("Bellows"));
        QVERIFY(!shownError(*m_page));
    }

    void aPageThatIsGoneIsNotAnswered()
    {
        showPage();
        press("newTenant");
        type(*m_page, "tenantName", QStringLiteral("Acme"));
        press("save");
        QTRY_VERIFY(!m_page->isSettled());
        m_page.reset(); // the answer comes to nobody
        QTRY_COMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Acme"));
    }

    void aNameAsLongAsAllowedDoesNotWidenAnything()
    {
        create(QStringLiteral("long"), QString(kMaxTenantName, u'W'));
        showPage();
        const int width = m_page->minimumSizeHint().width();
        open(QStringLiteral("long"));
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(panel()->width(), ui::measure::kSidePanel);
        QVERIFY(m_page->minimumSizeHint().width() <= width + ui::measure::kSidePanel);
        press("suspend");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Status);
        QCOMPARE(panel()->width(), ui::measure::kSidePanel);
        picture("long-name");
    }

    void aReadOnlyWorkspaceSaysWhyNothingCanBeChanged()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        std::optional<Result<BackupInfo>> backup;
        deliver(m_store->backups()->create({}, {}), this, [&](const auto &result) { backup = result; });
        QTRY_VERIFY_WITH_TIMEOUT(backup, 20'000);
        QVERIFY(*backup);
        std::optional<Result<std::shared_ptr<Workspace>>> opened;
        deliver(m_real->ports().workspaces->openFile((*backup)->path, true, {}), this, [&](const auto &result) { opened = result; });
        QTRY_VERIFY(opened);
        QVERIFY(*opened);
        m_real->workspace = **opened;
        m_page = m_real->show<TenantsPage>();
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(!part<QAbstractButton>(*m_page, "newTenant")->isEnabled());
        QVERIFY(part<QAbstractButton>(*m_page, "newTenant")->toolTip().contains(QStringLiteral("backup")));
        open(QStringLiteral("acme"));
        QVERIFY(labelWith(QStringLiteral("Nothing can be changed here")));
        for (const char *act : {"edit", "suspend", "more"}) {
            QVERIFY2(!part<QAbstractButton>(*m_page, act)->isEnabled(), act);
            QVERIFY2(part<QAbstractButton>(*m_page, act)->toolTip().contains(QStringLiteral("backup")), act);
        }
    }

    void tagsAndTheEndOfATrialInTheForm()
    {
        showPage();
        press("newTenant");
        type(*m_page, "tenantName", QStringLiteral("Acme"));
        QVERIFY(!part<QCheckBox>(*m_page, "tenantHasTrialEnd")->isVisible());
        part<QRadioButton>(*m_page, "tenantTrial")->click();
        QVERIFY(part<QCheckBox>(*m_page, "tenantHasTrialEnd")->isVisible());
        part<QCheckBox>(*m_page, "tenantHasTrialEnd")->click();
        const QDate last = QDate::currentDate().addDays(40);
        part<QDateEdit>(*m_page, "tenantTrialEnds")->setDate(last);
        auto *tags = part<QLineEdit>(*m_page, "tenantTags");
        type(*m_page, "tenantTags", QStringLiteral("VIP, eu_west"));
        QVERIFY(panel()->mode() == TenantPanel::Mode::Create);
        press("save");
        QTRY_VERIFY2(tags->accessibleDescription().contains(QStringLiteral("eu_west")), qPrintable(tags->accessibleDescription()));
        QTRY_COMPARE(QApplication::focusWidget(), tags);
        type(*m_page, "tenantTags", QStringLiteral("VIP, eu-west"));
        picture("form");
        rebuild(); // what was typed is kept
        tags = part<QLineEdit>(*m_page, "tenantTags");
        QCOMPARE(tags->text(), QStringLiteral("VIP, eu-west"));
        QCOMPARE(part<QDateEdit>(*m_page, "tenantTrialEnds")->date(), last);
        press("save");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QTRY_VERIFY(m_page->isSettled());
        Tenant made = stored(QStringLiteral("acme"));
        QCOMPARE(made.tags, (QStringList{QStringLiteral("eu-west"), QStringLiteral("vip")}));
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(made.trialEndsAt).date(), last);
        QCOMPARE(part<ui::ElidedLabel>(*m_page, "factTags")->text(), QStringLiteral("eu-west, vip"));
        picture("trial");

        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        QCOMPARE(part<QDateEdit>(*m_page, "tenantTrialEnds")->date(), last);
        part<QCheckBox>(*m_page, "tenantHasTrialEnd")->click();
        type(*m_page, "tenantTags", QStringLiteral("us"));
        press("save");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        made = stored(QStringLiteral("acme"));
        QCOMPARE(made.trialEndsAt, 0);
        QCOMPARE(made.tags, QStringList{QStringLiteral("us")});
        QTRY_VERIFY(m_page->isSettled());
        filter(QStringLiteral("#vip"));
        QTRY_COMPARE(states()->state(), ui::PageStates::State::Empty);
        filter(QStringLiteral("#us"));
        QTRY_COMPARE(model()->rowCount(), 1);
    }

    void givesAnotherSlug()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        create(QStringLiteral("bellows"), QStringLiteral("Bellows"));
        showPage();
        open(QStringLiteral("acme"));
        choose("changeSlug");
        auto *dialog = shownDialog<QInputDialog>();
        QVERIFY(dialog);
        pictureOf(*dialog, "slug");
        dialog->setTextValue(QStringLiteral("bellows"));
        dialog->accept();
        QTRY_VERIFY(shownError(*panel(), QStringLiteral("CONFLICT_002")));
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(stored(QStringLiteral("acme")).slug, QStringLiteral("acme"));
        choose("changeSlug");
        dialog = shownDialog<QInputDialog>();
        QVERIFY(dialog);
        dialog->setTextValue(QStringLiteral("acme-group"));
        dialog->accept();
        QTRY_COMPARE(panel()->tenantSlug(), QStringLiteral("acme-group"));
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(!shownError(*panel()));
        QCOMPARE(stored(QStringLiteral("acme")).slug, QStringLiteral("acme-group"));
        QCOMPARE(model()->index(0, TenantsModel::Slug).data().toString(), QStringLiteral("acme-group"));
        QVERIFY(m_real->notes.last().contains(QStringLiteral("acme-group")));
    }

    void archivesDeletesAndTakesBack()
    {
        create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        choose("archive");
        confirm(QStringLiteral("Contract ended"), {}, "archive");
        QTRY_VERIFY(stored(QStringLiteral("acme")).status == TenantStatus::Archived);
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(!seen("suspend"));
        QVERIFY(seen("activate"));
        picture("archived");

        choose("deleteTenant");
        confirm(QStringLiteral("Erasure asked for"), {}, "delete");
        QTRY_VERIFY(stored(QStringLiteral("acme")).deletedAt > 0);
        QTRY_COMPARE(model()->rowCount(), 0); // out of the list, still in the panel
        QTRY_VERIFY(seen("takeBack"));
        QVERIFY(seen("purge") && !seen("edit") && !seen("more"));
        chip(QStringLiteral("deleted"));
        QTRY_COMPARE(model()->rowCount(), 1);
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(model()->index(0, TenantsModel::Status).data().toString(), QStringLiteral("deleted"));
        picture("deleted");
        open(QStringLiteral("acme"));
        press("takeBack");
        QTRY_COMPARE(stored(QStringLiteral("acme")).deletedAt, 0);
        QTRY_COMPARE(states()->state(), ui::PageStates::State::Empty);
        QVERIFY(labelWith(QStringLiteral("None is deleted")));
        QVERIFY(stored(QStringLiteral("acme")).status == TenantStatus::Archived);
        buttonWith(QStringLiteral("Clear the filter"), *states())->click();
        QTRY_COMPARE(model()->rowCount(), 1);
    }

    void deletesForGoodAfterAFileIsWritten()
    {
        const Tenant acme = create(QStringLiteral("acme"), QStringLiteral("Acme"));
        const Tenant gone = wait(m_store->tenants()->remove(acme.id, acme.rowVersion, QStringLiteral("asked for"), {}));
        showPage();
        chip(QStringLiteral("deleted"));
        QTRY_COMPARE(model()->rowCount(), 1);
        QTRY_VERIFY(m_page->isSettled());
        open(QStringLiteral("acme"));
        const QString file = m_real->filePath(QStringLiteral("acme.json"));
        {
            QFile taken(file);
            QVERIFY(taken.open(QIODevice::WriteOnly));
        }
        const auto purge = [&](const QString &path) {
            press("purge");
            QTRY_VERIFY(shownDialog<QFileDialog>());
            auto *dialog = shownDialog<QFileDialog>();
            QVERIFY(dialog->selectedFiles().first().contains(QStringLiteral("acme-")));
            part<QLineEdit>(*dialog, "fileNameEdit")->setText(path); // as typed
            QMetaObject::invokeMethod(dialog, "accept");
            confirm(QStringLiteral("Erasure"), QStringLiteral("Acme"), "purge");
        };
        purge(file); // a name that is taken
        QTRY_VERIFY(shownError(*panel(), QStringLiteral("IO_009")));
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(stored(QStringLiteral("acme")).rowVersion, gone.rowVersion);
        QCOMPARE(QFileInfo(file).size(), 0);
        const QString other = m_real->filePath(QStringLiteral("other.json"));
        purge(other);
        QTRY_VERIFY(QFileInfo::exists(other) && panel()->isHidden());
        QTRY_COMPARE(model()->rowCount(), 0);
        QVERIFY(m_real->notes.last().contains(other));
        QFile written(other);
        QVERIFY(written.open(QIODevice::ReadOnly) && written.readAll().contains("\"Acme\""));
        QVERIFY(stored(QStringLiteral("acme")).id.isNull());
    }

    void aTenantDeletedMeanwhileKeepsWhatWasTyped()
    {
        const Tenant acme = create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        type(*m_page, "tenantName", QStringLiteral("Acme typed"));
        wait(m_store->tenants()->remove(acme.id, acme.rowVersion, QStringLiteral("theirs"), {}));
        press("save");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Detail);
        QTRY_VERIFY(labelWith(QStringLiteral("Somebody deleted this tenant meanwhile")));
        picture("deleted-meanwhile");
        QCOMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Acme"));
        QTRY_VERIFY(m_page->isSettled());
        press("takeBack");
        QTRY_COMPARE(stored(QStringLiteral("acme")).deletedAt, 0);
        QTRY_VERIFY(m_page->isSettled());
        QVERIFY(labelWith(QStringLiteral("are not saved yet")));
        press("edit");
        QTRY_COMPARE(panel()->mode(), TenantPanel::Mode::Edit);
        QCOMPARE(part<QLineEdit>(*m_page, "tenantName")->text(), QStringLiteral("Acme typed"));
        press("save");
        QTRY_VERIFY(panel()->mode() == TenantPanel::Mode::Conflict || panel()->mode() == TenantPanel::Mode::Detail);
        if (panel()->mode() == TenantPanel::Mode::Conflict)
            press("saveMine");
        QTRY_COMPARE(stored(QStringLiteral("acme")).name, QStringLiteral("Acme typed"));
    }

    void leadsToAllActsOfATenant()
    {
        const Tenant acme = create(QStringLiteral("acme"), QStringLiteral("Acme"));
        showPage();
        open(QStringLiteral("acme"));
        QTRY_VERIFY(m_page->isSettled());
        buttonWith(QStringLiteral("All acts on this tenant"), *panel())->click();
        QCOMPARE(m_real->navigated, QStringList{QStringLiteral("audit")});
        QCOMPARE(m_real->lastState.value(QStringLiteral("tenant")).toString(), acme.id.toString());
    }

private:
    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<TenantsPage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void rebuild()
    {
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        showPage(state);
    }
    /// For looking at: PLANCIA_PICTURES names a folder.
    void picture(const QString &name)
    {
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            m_page->grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/tenants-") + name + QStringLiteral(".png"));
    }
    void pictureOf(QWidget &widget, const QString &name)
    {
        if (qEnvironmentVariableIsSet("PLANCIA_PICTURES"))
            widget.grab().save(qEnvironmentVariable("PLANCIA_PICTURES") + QStringLiteral("/tenants-dialog-") + name + QStringLiteral(".png"));
    }
    TenantPanel *panel() const { return m_page->findChild<TenantPanel *>(); }
    ui::PagedTable *table() const { return m_page->findChild<ui::PagedTable *>(); }
    ui::PageStates *states() const { return m_page->findChild<ui::PageStates *>(); }
    TenantsModel *model() const { return m_page->findChild<TenantsModel *>(); }

    /// Presses the button of that name which is seen: acts that were there before may wait to be deleted.
    void press(const char *name)
    {
        const auto seen = [this, name]() -> QAbstractButton * {
            for (auto *button : m_page->findChildren<QAbstractButton *>(QLatin1String(name)))
                if (button->isVisible() && button->isEnabled())
                    return button;
            return nullptr;
        };
        QTRY_VERIFY2(seen(), name);
        QTest::mouseClick(seen(), Qt::LeftButton);
    }
    QAbstractButton *seen(const char *name) const
    {
        for (auto *button : m_page->findChildren<QAbstractButton *>(QLatin1String(name)))
            if (button->isVisible() && button->isEnabled())
                return button;
        return nullptr;
    }
    /// An act of the menu "More".
    void choose(const char *name)
    {
        QTRY_VERIFY2(seen("more"), name);
        auto *action = seen("more")->findChild<QAction *>(QLatin1String(name));
        QVERIFY2(action, name);
        action->trigger();
        QCoreApplication::processEvents(); // it is done a moment later
    }
    template <class D>
    D *shownDialog() const
    {
        for (D *dialog : m_page->findChildren<D *>())
            if (dialog->isVisible())
                return dialog;
        return nullptr;
    }
    /// Answers the question that comes up.
    void confirm(const QString &reason, const QString &name, const QString &shown)
    {
        QTRY_VERIFY(shownDialog<ui::ConfirmDialog>());
        auto *dialog = shownDialog<ui::ConfirmDialog>();
        pictureOf(*dialog, shown);
        const auto lines = dialog->findChildren<QLineEdit *>();
        QCOMPARE(lines.size(), name.isEmpty() ? 1 : 2);
        QVERIFY(!dialog->actButton()->isEnabled());
        lines[0]->setText(reason);
        if (!name.isEmpty()) {
            QVERIFY(!dialog->actButton()->isEnabled());
            lines[1]->setText(name);
        }
        QVERIFY(dialog->actButton()->isEnabled());
        dialog->actButton()->click();
    }
    void chip(const QString &words)
    {
        auto *button = buttonWith(words, *m_page->findChild<ui::FilterBar *>());
        QVERIFY2(button, qPrintable(words));
        button->click();
    }
    void filter(const QString &text)
    {
        auto *line = m_page->findChild<ui::FilterBar *>()->findChild<QLineEdit *>();
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTRY_VERIFY(model()->query().text == text);
    }
    void open(const QString &slug)
    {
        const QString id = stored(slug).id.toString();
        const int row = model()->rowOf(id);
        QVERIFY(row >= 0);
        auto *view = m_page->findChild<QTableView *>();
        view->setFocus();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(model()->index(row, 0)).center());
        QTRY_COMPARE(panel()->tenantId(), id);
        QCOMPARE(panel()->mode(), TenantPanel::Mode::Detail);
    }
    QLabel *labelWith(const QString &words) const
    {
        for (QLabel *label : m_page->findChildren<QLabel *>())
            if (label->isVisible() && label->text().contains(words))
                return label;
        return nullptr;
    }
    static QAbstractButton *buttonWith(const QString &words, const QWidget &where)
    {
        for (auto *button : where.findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text() == words)
                return button;
        return nullptr;
    }
    template <class F>
    Tenant wait(const QFuture<F> &future)
    {
        std::optional<F> answer;
        deliver(future, this, [&](const F &result) { answer = result; });
        [&] { QTRY_VERIFY(answer); }();
        return answer && *answer ? **answer : Tenant();
    }
    Tenant create(const QString &slug, const QString &name, TenantStatus status = TenantStatus::Active)
    {
        return wait(m_store->tenants()->create({slug, name, status, {}}, {}));
    }
    Tenant update(const Tenant &before, const TenantDraft &draft)
    {
        return wait(m_store->tenants()->update(before.id, before.rowVersion, draft, {}));
    }
    Tenant stored(const QString &slug) { return wait(m_store->tenants()->bySlug(slug, {})); }

    std::unique_ptr<RealPages> m_real;
    std::shared_ptr<Workspace> m_store;
    std::shared_ptr<FaultyWorkspace> m_faulty;
    std::unique_ptr<TenantsPage> m_page;
};

QTEST_MAIN(TenantsPageTest)
#include "tst_tenantspage.moc"
