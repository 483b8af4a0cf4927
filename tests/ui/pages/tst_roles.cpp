// SPDX-License-Identifier: GPL-3.0-or-later
// What a role may not do is seen, grey, and says why: on every page of tenants, people and API keys.
#include "models/items/apikeysmodel.h"
#include "models/items/tenantsmodel.h"
#include "models/items/usersmodel.h"
#include "tests/support/faultykeys.h"
#include "tests/support/waitfor.h"
#include "tests/ui/pages/realpages.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pagedtable.h"
#include "ui/pages/keys/keyspage.h"
#include "ui/pages/leaks/leakspage.h"
#include "ui/pages/people/peoplepage.h"
#include "ui/pages/tenants/tenantspage.h"

#include <QAction>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <sqlite3.h>

using namespace plancia;
using namespace plancia::tests;

namespace {
const Capabilities kLooks = Capabilities(Capability::ReadTenants) | Capability::ReadAudit;
const Capabilities kSupports = kLooks | Capability::SetTenantStatus | Capability::EndSessions;
const Capabilities kDoesAll = kSupports | Capability::WriteTenants | Capability::WriteUsers;
} // namespace

/// The same store as a role of PostgreSQL sees it.
class RoleWorkspace : public FaultyKeysWorkspace {
public:
    RoleWorkspace(const std::shared_ptr<Workspace> &real, Capabilities may) : FaultyKeysWorkspace(real), m_store(real), m_may(may) {}
    Capabilities capabilities() const override { return m_may; }
    LimitsPort *limits() override { return m_store->limits(); }

private:
    std::shared_ptr<Workspace> m_store;
    Capabilities m_may;
};

class RolesTest : public QObject {
    Q_OBJECT
    std::unique_ptr<RealPages> m_real;
    std::shared_ptr<Workspace> m_store;
    std::unique_ptr<ui::Page> m_page;
    QString m_secret;

    /// Past the ports: what the service does.
    bool serviceWrites(const QByteArray &sql) const
    {
        sqlite3 *handle = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_real->places().data + QStringLiteral("/control.db")).constData(), &handle) == SQLITE_OK;
        done = done && sqlite3_exec(handle, ("BEGIN IMMEDIATE; UPDATE meta SET commit_no = commit_no + 1;" + sql + "; COMMIT;").constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(handle);
        return done;
    }
    template <class P>
    void show(const QVariantMap &state = {})
    {
        m_page = m_real->show<P>(state);
        QTRY_VERIFY(m_page->isSettled());
    }
    template <class Model>
    void openFirst()
    {
        auto *table = m_page->findChild<ui::PagedTable *>();
        auto *model = m_page->findChild<Model *>();
        QTRY_VERIFY(model->rowCount() > 0 && m_page->isSettled());
        const QString id = model->itemAt(0)->id.toString();
        table->setCurrentId(id);
        emit table->activated(id);
        QTRY_VERIFY(m_page->isSettled());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QAbstractButton *visible(const char *name) const
    {
        for (auto *button : m_page->findChildren<QAbstractButton *>(QLatin1String(name)))
            if (button->isVisible())
                return button;
        return nullptr;
    }
    /// It is there; who may not do it sees why.
    void holds(const char *name, Capability needed)
    {
        QTRY_VERIFY2(visible(name), name);
        const bool may = m_real->workspace->capabilities().testFlag(needed);
        QVERIFY2(visible(name)->isEnabled() == may, name);
        QVERIFY2(visible(name)->toolTip().contains(QStringLiteral("lacks a privilege")) != may, qPrintable(QLatin1String(name) + u' ' + visible(name)->toolTip()));
        QVERIFY2(visible(name)->accessibleDescription().isEmpty() == may, name);
    }
    void holdsInMenu(const char *menu, const char *name, Capability needed)
    {
        QTRY_VERIFY2(visible(menu), menu);
        auto *action = visible(menu)->findChild<QAction *>(QLatin1String(name));
        QVERIFY2(action, name);
        const bool may = m_real->workspace->capabilities().testFlag(needed);
        QVERIFY2(action->isEnabled() == may, name);
        QVERIFY2(action->toolTip().contains(QStringLiteral("lacks a privilege")) != may, name);
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<Capabilities>("may");
        QTest::newRow("viewer") << kLooks;
        QTest::newRow("support") << kSupports;
        QTest::newRow("admin") << kDoesAll;
    }
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init()
    {
        QFETCH_GLOBAL(Capabilities, may);
        m_real = std::make_unique<RealPages>();
        QVERIFY(m_real->isReady());
        auto opened = waitFor(m_real->ports().workspaces->open(QStringLiteral("local"), {}));
        QVERIFY(opened);
        m_store = *opened;
        auto acme = waitFor(m_store->tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        QVERIFY(acme);
        const auto anna = waitFor(m_store->users()->invite(acme->id, {QStringLiteral("anna@acme.example"), {}, UserRole::Member}, {}));
        QVERIFY(anna);
        QVERIFY(waitFor(m_store->users()->setPassword(anna->user.ref(), anna->user.rowVersion, QStringLiteral("Correct-horse-7"), {})));
        QVERIFY(serviceWrites("INSERT INTO user_sessions SELECT tenant_id, id, x'0000000000000000000000000000000a', 'Firefox', '192.0.2.7', 1700000000000,"
                              " 1700000000000, 1700000900000, 9999999999999, NULL, '' FROM users"));
        const auto key = waitFor(m_store->apiKeys()->create(acme->id, {QStringLiteral("Deploy")}, {}));
        QVERIFY(key);
        m_secret = key->secret;
        m_real->workspace = std::make_shared<RoleWorkspace>(m_store, may);
    }
    void cleanup()
    {
        m_page.reset();
        m_real->workspace.reset();
        m_store.reset();
        m_real.reset();
    }

    void tenants()
    {
        show<ui::TenantsPage>();
        holds("newTenant", Capability::WriteTenants);
        holds("importTenants", Capability::WriteTenants);
        openFirst<TenantsModel>();
        holds("edit", Capability::WriteTenants);
        holds("suspend", Capability::SetTenantStatus);
        holds("more", Capability::WriteTenants);
        holds("addLimit", Capability::WriteTenants);
        holds("editLimit", Capability::WriteTenants);
        QVERIFY(visible("exportTenants") && visible("exportTenants")->isEnabled()); // who may read may write a file of it
    }

    void deletedTenants()
    {
        const auto acme = waitFor(m_store->tenants()->bySlug(QStringLiteral("acme"), {}));
        QVERIFY(acme && waitFor(m_store->tenants()->remove(acme->id, acme->rowVersion, QStringLiteral("asked for"), {})));
        show<ui::TenantsPage>({{QStringLiteral("status"), QStringLiteral("deleted")}});
        openFirst<TenantsModel>();
        holds("takeBack", Capability::WriteTenants);
        holds("purge", Capability::WriteTenants);
        QVERIFY(visible("addLimit") && !visible("addLimit")->isEnabled());
        QVERIFY(visible("addLimit")->toolTip().contains(QStringLiteral("Take it back")));
    }

    void suspendedTenants()
    {
        const auto acme = waitFor(m_store->tenants()->bySlug(QStringLiteral("acme"), {}));
        QVERIFY(acme && waitFor(m_store->tenants()->setStatus(acme->id, acme->rowVersion, TenantStatus::Suspended, QStringLiteral("unpaid"), {})));
        show<ui::TenantsPage>();
        openFirst<TenantsModel>();
        holds("activate", Capability::SetTenantStatus);
    }

    void people()
    {
        show<ui::PeoplePage>();
        holds("invitePerson", Capability::WriteUsers);
        openFirst<UsersModel>();
        holds("edit", Capability::WriteUsers);
        holds("reset", Capability::WriteUsers);
        holds("endSession", Capability::EndSessions);
        holdsInMenu("more", "endSessions", Capability::EndSessions);
        for (const char *act : {"verifyEmail", "disable", "exportUser", "eraseUser"})
            holdsInMenu("more", act, Capability::WriteUsers);
    }

    void apiKeys()
    {
        show<ui::KeysPage>();
        holds("newKey", Capability::WriteTenants);
        openFirst<ApiKeysModel>();
        for (const char *act : {"rotate", "edit", "more"})
            holds(act, Capability::WriteTenants);
    }

    void apiKeysThatAreOver()
    {
        const auto page = waitFor(m_store->apiKeys()->page({}, Anchor::start(), 10, {}));
        QVERIFY(page && page->items.size() == 1);
        QVERIFY(waitFor(m_store->apiKeys()->setStatus(refOf(page->items.first()), ApiKeyStatus::Revoked, QStringLiteral("over"), {})));
        show<ui::KeysPage>();
        openFirst<ApiKeysModel>();
        holds("delete", Capability::WriteTenants);
    }

    void leaks()
    {
        show<ui::LeaksPage>();
        part<QPlainTextEdit>(*m_page, "leakText")->setPlainText(m_secret);
        part<QPushButton>(*m_page, "check")->click();
        QTRY_VERIFY(m_page->isSettled());
        holds("revokeAll", Capability::WriteTenants);
    }
};

QTEST_MAIN(RolesTest)
#include "tst_roles.moc"
