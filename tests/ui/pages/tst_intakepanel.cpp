// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/deliver.h"
#include "models/ports/limitsport.h"
#include "models/ports/usersport.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/notice.h"
#include "ui/pages/tenants/intakepanel.h"
#include "ui/pages/tenants/tenantpanel.h"
#include "ui/pages/tenants/tenantspage.h"

#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QStandardPaths>

using namespace plancia;
using namespace plancia::tests;
using ui::IntakePanel;
using ui::TenantsPage;

/// Taking a tenant in as a person does it, on a real local store.
class IntakePanelTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealPages> m_real;
    std::unique_ptr<TenantsPage> m_page;

    IntakePanel &panel() { return *m_page->findChild<IntakePanel *>(); }
    void showPage(const QVariantMap &state = {})
    {
        m_page = m_real->show<TenantsPage>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    void go(const char *button, IntakePanel::Step to)
    {
        // One that was taken away may not be gone yet, and the one in its place is seen a moment later.
        const auto visible = [&]() -> QAbstractButton * {
            for (auto *one : panel().findChildren<QAbstractButton *>(QLatin1String(button)))
                if (one->isVisible())
                    return one;
            return nullptr;
        };
        QTRY_VERIFY2(visible(), button);
        QAbstractButton *seen = visible();
        seen->click();
        QTRY_VERIFY(panel().step() == to);
    }
    /// From the page's primary act to the look at all of it.
    void typeAll(const QString &name)
    {
        click(*m_page, "newTenant");
        type(*m_page->findChild<ui::TenantPanel *>(), "tenantName", name);
        for (ui::Notice *notice : m_page->findChild<ui::TenantPanel *>()->findChildren<ui::Notice *>())
            if (notice->isVisible())
                emit notice->linkActivated();
        QTRY_VERIFY(panel().step() == IntakePanel::Step::Tenant);
        QCOMPARE(part<QLineEdit>(panel(), "tenantName")->text(), name); // what was typed came along
        go("intakeNext", IntakePanel::Step::Limits);
        type(panel(), "intake:seats", QStringLiteral("5"));
        go("intakeNext", IntakePanel::Step::Person);
        type(panel(), "intakeEmail", QStringLiteral("anna@acme.example"));
        go("intakeNext", IntakePanel::Step::Key);
        type(panel(), "intakeKeyName", QStringLiteral("Deploy"));
        go("intakeNext", IntakePanel::Step::Check);
    }
    Result<Tenant> stored(const QString &slug) { return waitFor(m_real->workspace->tenants()->bySlug(slug, {})); }

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        auto opened = waitFor(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(opened);
        m_real->workspace = *opened;
    }
    void cleanup()
    {
        m_page.reset();
        m_real.reset();
    }

    void takesATenantInStepByStep()
    {
        showPage();
        typeAll(QStringLiteral("Acme"));
        QVERIFY(!stored(QStringLiteral("acme"))); // nothing before the last step
        go("intakeTakeIn", IntakePanel::Step::Done);
        QTRY_VERIFY(m_page->isSettled());
        const auto acme = stored(QStringLiteral("acme"));
        QVERIFY(acme);
        QVERIFY(waitFor(m_real->workspace->users()->byEmail(acme->id, QStringLiteral("anna@acme.example"), {})));
        QVERIFY(part<QWidget>(panel(), "intakeCode")->isVisible());
        QTRY_VERIFY(m_page->window()->findChild<QDialog *>(QStringLiteral("keySecret")));
        const QString sheet = m_real->filePath(QStringLiteral("acme.html"));
        panel().saveSheet(sheet);
        QTRY_VERIFY(panel().isSettled());
        QVERIFY(QFile::exists(sheet));
        QVERIFY(part<QLabel>(panel(), "intakeSheet")->text().contains(sheet));
        // Code and secret are in no state.
        QVERIFY(panel().saveState().value(QStringLiteral("step")).toInt() == 0);
    }

    void aSlugThatIsTakenLeadsBackToItsStep()
    {
        QVERIFY(waitFor(m_real->workspace->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {})));
        showPage();
        typeAll(QStringLiteral("Acme"));
        go("intakeTakeIn", IntakePanel::Step::Tenant);
        QTRY_VERIFY(m_page->isSettled());
        type(panel(), "tenantSlug", QStringLiteral("acme-2"));
        for (const auto step : {IntakePanel::Step::Limits, IntakePanel::Step::Person, IntakePanel::Step::Key, IntakePanel::Step::Check})
            go("intakeNext", step);
        go("intakeTakeIn", IntakePanel::Step::Done);
        QVERIFY(stored(QStringLiteral("acme-2")));
    }

    void aFaultHoldsItsStep()
    {
        showPage();
        typeAll(QStringLiteral("Acme"));
        go("intakeBack", IntakePanel::Step::Key);
        go("intakeBack", IntakePanel::Step::Person);
        type(panel(), "intakeEmail", QStringLiteral("anna"));
        panel().next();
        QVERIFY(panel().step() == IntakePanel::Step::Person);
        type(panel(), "intakeEmail", QString());
        go("intakeNext", IntakePanel::Step::Key); // nobody is invited then
    }

    void whatIsTypedSurvivesANewPage()
    {
        showPage();
        typeAll(QStringLiteral("Acme"));
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        showPage(state);
        QVERIFY(panel().step() == IntakePanel::Step::Check);
        go("intakeTakeIn", IntakePanel::Step::Done);
        QVERIFY(stored(QStringLiteral("acme")));
    }
};

QTEST_MAIN(IntakePanelTest)
#include "tst_intakepanel.moc"
