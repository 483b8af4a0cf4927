// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ports/deliver.h"
#include "models/ports/limitsport.h"
#include "models/ports/usersport.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/pages/tenants/limitrow.h"
#include "ui/pages/tenants/tenantlimits.h"
#include "ui/pages/tenants/tenantpanel.h"
#include "ui/pages/tenants/tenantspage.h"

#include <QComboBox>
#include <QLabel>
#include <QStandardPaths>

using namespace plancia;
using namespace plancia::tests;
using ui::LimitRow;
using ui::TenantsPage;

/// The limits in the panel of a tenant, on a real local store.
class TenantLimitsPageTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealPages> m_real;
    std::unique_ptr<TenantsPage> m_page;
    Tenant m_acme;

    LimitsPort &port() { return *m_real->workspace->limits(); }
    ui::TenantLimits &limits() { return *m_page->findChild<ui::TenantLimits *>(); }
    void showTenant(const QVariantMap &state = {})
    {
        m_page = m_real->show<TenantsPage>(state);
        QTRY_VERIFY(m_page->isSettled());
        if (state.isEmpty())
            m_page->findChild<ui::TenantPanel *>()->showTenant(m_acme);
        QTRY_VERIFY(m_page->isSettled());
    }
    LimitRow *row(const LimitKey &key) { return limits().findChild<LimitRow *>(QStringLiteral("limit:") + toString(key)); }
    QString numbers(const LimitKey &key) { return row(key) ? row(key)->findChild<QLabel *>(QStringLiteral("limitNumbers"))->text() : QString(); }
    QString said(const LimitKey &key) { return row(key) ? row(key)->findChild<ui::ElidedLabel *>(QStringLiteral("limitWords"))->text() : QString(); }
    void edit(const LimitKey &key)
    {
        QVERIFY(row(key));
        row(key)->findChild<QAbstractButton *>(QStringLiteral("editLimit"))->click();
        QTRY_VERIFY(limits().isEditing());
    }
    std::optional<TenantLimit> stored(const LimitKey &key)
    {
        for (const TenantLimit &limit : waitFor(port().limits(m_acme.id, {})).value_or(QList<TenantLimit>()))
            if (limit.key == key)
                return limit;
        return std::nullopt;
    }

    const LimitKey kMinute{LimitKind::RequestsPerMinute, LimitScope::Key};
    const LimitKey kSeats{LimitKind::Seats, LimitScope::Tenant};

private slots:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        auto opened = waitFor(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(opened);
        m_real->workspace = *opened;
        auto made = waitFor(m_real->workspace->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        QVERIFY(made);
        m_acme = *made;
    }
    void cleanup()
    {
        m_page.reset();
        m_real.reset();
    }

    void showsTheDefaultsAndThatNothingIsKnownOfThem()
    {
        showTenant();
        QCOMPARE(numbers(kMinute), QStringLiteral("100"));
        QCOMPARE(said(kMinute), QStringLiteral("Default · Use not known: nothing records it"));
        QVERIFY(row({LimitKind::RequestsPerMinute, LimitScope::Address}));
    }

    void setsALimitAndShowsItsUse()
    {
        QVERIFY(waitFor(m_real->workspace->users()->invite(m_acme.id, {QStringLiteral("a@x.example")}, {})));
        showTenant();
        click(*m_page, "addLimit");
        QTRY_VERIFY(limits().isEditing());
        auto *kind = part<QComboBox>(*m_page, "limitKind");
        kind->setCurrentIndex(kind->findData(QStringLiteral("seats")));
        QVERIFY(!part<QComboBox>(*m_page, "limitScope")->isVisible());
        click(*m_page, "saveLimit"); // nothing is typed yet
        QTest::qWait(0);
        QVERIFY(limits().isEditing());
        type(*m_page, "limitAmount", QStringLiteral("5"));
        click(*m_page, "saveLimit");
        QTRY_VERIFY(!limits().isEditing());
        QTRY_VERIFY(m_page->isSettled());
        QCOMPARE(numbers(kSeats), QStringLiteral("1 of 5"));
        QCOMPARE(said(kSeats), QStringLiteral("Not enough data for a forecast"));
        QCOMPARE(part<ui::ElidedLabel>(*m_page, "act0")->text(), QStringLiteral("limit set"));
    }

    void changesOneAndGoesBackToTheDefault()
    {
        showTenant();
        edit(kMinute);
        QVERIFY(!part<QComboBox>(*m_page, "limitKind")->isEnabled());
        QVERIFY(!part<QAbstractButton>(*m_page, "removeLimit")->isVisible());
        type(*m_page, "limitAmount", QStringLiteral("250"));
        click(*m_page, "saveLimit");
        QTRY_VERIFY(m_page->isSettled() && !limits().isEditing());
        QCOMPARE(stored(kMinute)->amount, 250);
        QTRY_COMPARE(numbers(kMinute), QStringLiteral("250"));
        edit(kMinute);
        QCOMPARE(part<QAbstractButton>(*m_page, "removeLimit")->text(), QStringLiteral("Back to the default"));
        click(*m_page, "removeLimit");
        QTRY_VERIFY(m_page->isSettled() && !limits().isEditing());
        QVERIFY(stored(kMinute)->isDefault);
    }

    void aConflictKeepsWhatWasTyped()
    {
        const auto first = waitFor(port().set(m_acme.id, kSeats, 5, 0, {}));
        QVERIFY(first);
        showTenant();
        edit(kSeats);
        QVERIFY(waitFor(port().set(m_acme.id, kSeats, 9, first->rowVersion, {})));
        type(*m_page, "limitAmount", QStringLiteral("7"));
        click(*m_page, "saveLimit");
        QTRY_VERIFY(shownError(*m_page, QStringLiteral("CONFLICT_001")));
        QCOMPARE(stored(kSeats)->amount, 9);
        emit shownError(*m_page)->actionRequested(QStringLiteral("reload_latest"));
        QTRY_VERIFY(m_page->isSettled() && !shownError(*m_page));
        QVERIFY(limits().isEditing());
        QCOMPARE(part<QLineEdit>(*m_page, "limitAmount")->text(), QStringLiteral("7"));
        click(*m_page, "saveLimit");
        QTRY_VERIFY(m_page->isSettled() && !limits().isEditing());
        QCOMPARE(stored(kSeats)->amount, 7);
    }

    void whatIsTypedSurvivesANewPage()
    {
        showTenant();
        edit(kMinute);
        type(*m_page, "limitAmount", QStringLiteral("77"));
        const QVariantMap state = m_page->saveState();
        m_page.reset();
        showTenant(state);
        QVERIFY(limits().isEditing());
        QCOMPARE(part<QLineEdit>(*m_page, "limitAmount")->text(), QStringLiteral("77"));
        click(*m_page, "saveLimit");
        QTRY_VERIFY(m_page->isSettled() && !limits().isEditing());
        QCOMPARE(stored(kMinute)->amount, 77);
    }
};

QTEST_MAIN(TenantLimitsPageTest)
#include "tst_limitspanel.moc"
