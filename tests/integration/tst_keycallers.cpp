// SPDX-License-Identifier: GPL-3.0-or-later
// Who still uses a key that was rotated, on every store.
#include "models/domain/usage.h"
#include "models/ports/apikeysport.h"
#include "tests/support/eachstore.h"

using namespace plancia;
using namespace plancia::tests;

class KeyCallersTest : public QObject {
    Q_OBJECT
    EachStore m_store;
    TenantId m_acme;

    ApiKeysPort &keys() { return *m_store.workspace().apiKeys(); }
    QString called(const ApiKey &key, qint64 at, const QString &address)
    {
        return QStringLiteral("(%1, %2, %3, %4, '/v1/orders', 'GET', 200, 1000, '%5')")
            .arg(EachStore::id(key.tenantId.uuid()), EachStore::time(at), EachStore::id(newUuid()), EachStore::id(key.id.uuid()), address);
    }
    bool insert(const QStringList &calls)
    {
        return m_store.exec(QStringLiteral("INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, address) VALUES ") + calls.join(u','));
    }
    bool noteUse(const ApiKey &key, qint64 at, const QString &address, const QString &client)
    {
        return m_store.exec(QStringLiteral("UPDATE api_keys SET last_used_at = %1, last_used_address = '%2', last_used_client = '%3' WHERE id = %4")
                                .arg(EachStore::time(at / 60'000 * 60'000), address, client, EachStore::id(key.id.uuid())));
    }
    ApiKeyCallers callers(const ApiKey &key) { return waitFor(keys().callers(refOf(key), {})).value_or(ApiKeyCallers()); }

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

    void ofARotatedKeyEachAddressIsToldOnce()
    {
        const auto made = waitFor(keys().create(m_acme, {QStringLiteral("Deploy")}, {}));
        const auto other = waitFor(keys().create(m_acme, {QStringLiteral("Other")}, {}));
        QVERIFY(made && other);
        QVERIFY(insert({called(made->key, made->key.createdAt - 60'000, QStringLiteral("192.0.2.1"))})); // before it was rotated
        QCOMPARE(callers(made->key).since, 0); // it was not
        QVERIFY(callers(made->key).callers.isEmpty());
        const auto rotated = waitFor(keys().rotate(refOf(made->key), kDefaultGraceMs, {}));
        QVERIFY(rotated);
        const ApiKey old = waitFor(keys().find(made->key.id.toString(), {})).value_or(ApiKey());
        QCOMPARE(callers(old).since, rotated->key.createdAt);
        QVERIFY(callers(old).callers.isEmpty());

        const qint64 at = rotated->key.createdAt + 120'000;
        QVERIFY(insert({called(old, at, QStringLiteral("192.0.2.7")), called(old, at + 1'000, QStringLiteral("192.0.2.7")), called(old, at + 9'000, QStringLiteral("2001:db8::1")),
                        called(old, at + 500, QString()), called(other->key, at + 20'000, QStringLiteral("203.0.113.1")), called(rotated->key, at + 20'000, QStringLiteral("203.0.113.2"))}));
        QVERIFY(noteUse(old, at, QStringLiteral("192.0.2.7"), QStringLiteral("curl/8")));
        const ApiKeyCallers known = callers(old);
        QVERIFY(!known.isCut);
        QCOMPARE(known.callers, (QList<ApiKeyCaller>{{QStringLiteral("2001:db8::1"), {}, 1, at + 9'000}, {QStringLiteral("192.0.2.7"), QStringLiteral("curl/8"), 2, at + 1'000}, {{}, {}, 1, at + 500}}));
        QVERIFY(callers(rotated->key).callers.isEmpty());
    }

    void whereOnlyTheUseIsNotedThatIsTold()
    {
        const auto made = waitFor(keys().create(m_acme, {QStringLiteral("Deploy")}, {}));
        QVERIFY(made && waitFor(keys().rotate(refOf(made->key), kDefaultGraceMs, {})));
        const ApiKey old = waitFor(keys().find(made->key.id.toString(), {})).value_or(ApiKey());
        QVERIFY(noteUse(old, old.updatedAt - 3'600'000, QStringLiteral("192.0.2.1"), QStringLiteral("old")));
        QVERIFY(callers(old).callers.isEmpty()); // before it was rotated
        QVERIFY(noteUse(old, old.updatedAt, QStringLiteral("192.0.2.9"), QStringLiteral("cron"))); // the minute of its rotation counts
        const ApiKeyCallers known = callers(old);
        QCOMPARE(known.callers.size(), 1);
        QCOMPARE(known.callers.first().client, QStringLiteral("cron"));
        QCOMPARE(known.callers.first().calls, 0);
    }

    void ofManyTheNewestAreTold()
    {
        const auto made = waitFor(keys().create(m_acme, {QStringLiteral("Deploy")}, {}));
        QVERIFY(made && waitFor(keys().rotate(refOf(made->key), kDefaultGraceMs, {})));
        const ApiKey old = waitFor(keys().find(made->key.id.toString(), {})).value_or(ApiKey());
        QStringList calls;
        for (int i = 0; i < kMaxApiKeyCallers + 5; ++i)
            calls.append(called(old, old.updatedAt + 1'000 + i, QStringLiteral("192.0.2.%1").arg(i)));
        QVERIFY(insert(calls));
        const ApiKeyCallers known = callers(old);
        QVERIFY(known.isCut);
        QCOMPARE(known.callers.size(), kMaxApiKeyCallers);
        QCOMPARE(known.callers.first().address, QStringLiteral("192.0.2.%1").arg(kMaxApiKeyCallers + 4));
        // Another tenant's, and one that there is not.
        const auto globex = waitFor(m_store.workspace().tenants()->create({QStringLiteral("globex"), QStringLiteral("Globex"), TenantStatus::Active, {}}, {}));
        QVERIFY(globex);
        ApiKeyRef foreign = refOf(old);
        foreign.tenant = globex->id;
        QVERIFY(waitFor(keys().callers(foreign, {})).error().code() == ErrorCode::KeyNotFound);
    }
};

QTEST_GUILESS_MAIN(KeyCallersTest)
#include "tst_keycallers.moc"
