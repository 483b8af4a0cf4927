// SPDX-License-Identifier: GPL-3.0-or-later
// What cannot be taken back stands in the trail before it is done, on every store.
#include "models/domain/audit.h"
#include "models/errors/catalogue.h"
#include "models/ports/apikeysport.h"
#include "models/ports/usersport.h"
#include "tests/support/eachstore.h"

#include <QTemporaryDir>

using namespace plancia;
using namespace plancia::tests;

class HardDeleteTest : public QObject {
    Q_OBJECT
    EachStore m_store;
    TenantId m_acme;

    /// From now on the store itself refuses to delete a row of the table before the trail has one of the action.
    bool guard(const QString &table, const QString &action)
    {
        if (EachStore::isLocal())
            return m_store.exec(QStringLiteral("CREATE TRIGGER audit_first BEFORE DELETE ON %1 WHEN NOT EXISTS (SELECT 1 FROM audit_log WHERE action = '%2')"
                                               " BEGIN SELECT RAISE(ABORT, 'deleted before it stood in the trail'); END")
                                    .arg(table, action));
        return m_store.exec(QStringLiteral("CREATE FUNCTION plancia.audit_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                                           " IF NOT EXISTS (SELECT 1 FROM plancia.audit_log WHERE action = TG_ARGV[0]) THEN"
                                           " RAISE EXCEPTION 'deleted before it stood in the trail'; END IF; RETURN OLD; END $$;"
                                           " CREATE TRIGGER audit_first BEFORE DELETE ON plancia.%1 FOR EACH ROW EXECUTE FUNCTION plancia.audit_first('%2')")
                                .arg(table, action));
    }
    QList<AuditEvent> trail(const QString &action)
    {
        AuditQuery query;
        query.actions = {action};
        const auto page = waitFor(m_store.workspace().audit()->page(query, Anchor::start(), 10, {}));
        return page ? page->items : QList<AuditEvent>();
    }
    static QString said(const Error &error) { return errorId(error.code()) + u' ' + error.fact(QStringLiteral("message")); }

private slots:
    void initTestCase_data() { EachStore::kinds(); }
    void initTestCase() { QVERIFY2(m_store.start(), qPrintable(m_store.error())); }
    void init()
    {
        QVERIFY(m_store.open());
        const auto tenant = waitFor(m_store.workspace().tenants()->create({QStringLiteral("acme"), QStringLiteral("Acme"), TenantStatus::Active, {}}, {}));
        QVERIFY(tenant);
        m_acme = tenant->id;
    }
    void cleanup() { m_store.close(); }

    void aTenant()
    {
        auto &tenants = *m_store.workspace().tenants();
        const auto before = waitFor(tenants.bySlug(QStringLiteral("acme"), {}));
        QVERIFY(before);
        const auto gone = waitFor(tenants.remove(m_acme, before->rowVersion, QStringLiteral("asked for"), {}));
        QVERIFY(gone);
        QVERIFY(guard(QStringLiteral("tenants"), action::TenantPurge));
        QTemporaryDir folder;
        const auto purged = waitFor(tenants.purge(m_acme, gone->rowVersion, folder.filePath(QStringLiteral("acme.json")), QStringLiteral("asked for"), {}));
        QVERIFY2(purged, purged ? "" : qPrintable(said(purged.error())));
        QCOMPARE(trail(action::TenantPurge).size(), 1);
        QVERIFY(!waitFor(tenants.bySlug(QStringLiteral("acme"), {})));
    }

    void aPerson()
    {
        auto &users = *m_store.workspace().users();
        const auto anna = waitFor(users.invite(m_acme, {QStringLiteral("anna@acme.example"), {}, UserRole::Member}, {}));
        QVERIFY(anna);
        QVERIFY(guard(QStringLiteral("users"), action::UserErase));
        QTemporaryDir folder;
        const auto erased = waitFor(users.erase(anna->user.ref(), anna->user.rowVersion, folder.filePath(QStringLiteral("anna.json")), QStringLiteral("asked for"), {}));
        QVERIFY2(erased, erased ? "" : qPrintable(said(erased.error())));
        QCOMPARE(trail(action::UserErase).size(), 1);
        QVERIFY(!waitFor(users.byId(anna->user.ref(), {})));
    }

    void aKey()
    {
        auto &keys = *m_store.workspace().apiKeys();
        const auto made = waitFor(keys.create(m_acme, {QStringLiteral("Deploy")}, {}));
        QVERIFY(made);
        const auto revoked = waitFor(keys.setStatus(refOf(made->key), ApiKeyStatus::Revoked, QStringLiteral("over"), {}));
        QVERIFY(revoked);
        QVERIFY(guard(QStringLiteral("api_keys"), action::ApiKeyDelete));
        QTemporaryDir folder;
        const auto removed = waitFor(keys.remove(refOf(*revoked), folder.filePath(QStringLiteral("key.json")), QStringLiteral("over"), {}));
        QVERIFY2(removed, removed ? "" : qPrintable(said(removed.error())));
        QCOMPARE(trail(action::ApiKeyDelete).size(), 1);
        QVERIFY(!waitFor(keys.find(made->key.id.toString(), {})));
    }
};

QTEST_GUILESS_MAIN(HardDeleteTest)
#include "tst_harddelete.moc"
