// SPDX-License-Identifier: GPL-3.0-or-later
// What the service calls on PostgreSQL about limits and seats, as plancia_app, against what the console says of the same tenant.
#include "app/controlplane/limits/limits.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/controlplane/keys/apikeys.h"
#include "app/controlplane/users/users.h"
#include "tests/app/store/storehelper.h"
#include "tests/support/serviceside.h"

#include <QRandomGenerator>
#include <QTest>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::tests;

namespace {
const QString kDb = QStringLiteral("service");
const QString kContext = QStringLiteral("{\"actor\": \"svc\", \"request_id\": \"req_1\"}");
} // namespace

class LimitFunctionsTest : public QObject {
    Q_OBJECT
    PrivatePostgres m_server;
    ServiceSide m_service{m_server};
    std::unique_ptr<postgres::RemoteStore> m_store;
    SystemClock m_clock;
    audit::Recorder m_recorder{{QStringLiteral("os"), QStringLiteral("anna@host"), QStringLiteral("local")}, QStringLiteral("run"), m_clock};
    std::unique_ptr<Users> m_users;
    std::unique_ptr<Limits> m_limits;
    Tenant m_acme;
    int m_number = 0;

    Tenant makeTenant(const QString &slug)
    {
        Tenants tenants(*m_store, m_recorder);
        return waitFor(tenants.create({slug, slug, TenantStatus::Active, {}}, {})).value_or(Tenant());
    }
    QStringList limitsFor(const QString &tenant, const sql::Value &key)
    {
        auto rows = m_service.rows("SELECT concat_ws(' ', kind, scope, nullif(endpoint, ''), amount, CASE WHEN is_default THEN 'default' END)"
                         " FROM plancia.limits_for($1::jsonb, $2, $3)", {kContext, tenant, key});
        QStringList lines;
        for (const QStringList &row : rows.value_or(QList<QStringList>{{rows ? QString() : rows.error().fact(u"message")}}))
            lines.append(row.first());
        return lines;
    }
    QString invite(const QString &email, const QString &role = QStringLiteral("member"), const QString &tenant = {})
    {
        auto rows = m_service.rows("SELECT result FROM plancia.invite_person($1::jsonb, $2, $3, 'Änna Rossi', $4, $5)",
                         {kContext, tenant.isEmpty() ? m_acme.id.toString() : tenant, email, role, codeHash(u"AAAAA-BBBBB")});
        return rows ? rows->first().first() : rows.error().fact(u"message");
    }

private slots:
    void initTestCase_data() { ServiceSide::kinds(); }
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_store = makeRemoteDatabase(m_server, kDb);
        QVERIFY2(m_store, qPrintable(m_server.error()));
        QVERIFY2(m_service.start(kDb), qPrintable(m_service.error()));
        m_users = std::make_unique<Users>(*m_store, m_recorder, nullptr);
        m_limits = std::make_unique<Limits>(*m_store, m_recorder);
    }
    void cleanupTestCase()
    {
        m_service.stop();
        m_limits.reset();
        m_users.reset();
        m_store.reset();
    }
    void init()
    {
        m_acme = makeTenant(QStringLiteral("acme%1").arg(++m_number));
        QVERIFY(!m_acme.id.isNull());
    }

    void theServiceReadsWhatIsInForce()
    {
        ApiKeys keys(*m_store, m_recorder, {[](std::span<quint8> bytes) { std::generate(bytes.begin(), bytes.end(), [] { return static_cast<quint8>(QRandomGenerator::global()->generate()); }); }, nullptr, nullptr});
        ApiKeyDraft draft{QStringLiteral("Key")};
        const auto plain = waitFor(keys.create(m_acme.id, draft, {}));
        draft.isInternal = true;
        const auto internal = waitFor(keys.create(m_acme.id, draft, {}));
        QVERIFY(plain && internal);
        const QString acme = m_acme.id.toString(), key = plain->key.id.toString();
        const QStringList fallback{QStringLiteral("requests_minute key 100 default")};
        QCOMPARE(limitsFor(acme, key), fallback);
        QCOMPARE(limitsFor(acme, sql::Value()), QStringList{QStringLiteral("requests_minute address 10 default")});
        VERIFY_OK(waitFor(m_limits->set(m_acme.id, {LimitKind::RequestsPerMinute, LimitScope::Key}, 250, 0, {})));
        VERIFY_OK(waitFor(m_limits->set(m_acme.id, {LimitKind::RequestsPerMinute, LimitScope::Key, QStringLiteral("/v1/a")}, 5, 0, {})));
        VERIFY_OK(waitFor(m_limits->set(m_acme.id, {LimitKind::RequestsPerDay, LimitScope::Tenant}, 9'000, 0, {})));
        QCOMPARE(limitsFor(acme, key), (QStringList{QStringLiteral("requests_day tenant 9000"), QStringLiteral("requests_minute key 250"),
                                                    QStringLiteral("requests_minute key /v1/a 5")}));
        QCOMPARE(limitsFor(acme, sql::Value()), (QStringList{QStringLiteral("requests_day tenant 9000"), QStringLiteral("requests_minute address 10 default")}));
        QCOMPARE(limitsFor(acme, internal->key.id.toString()), QStringList()); // exempt
        // A mistake never means no limit.
        QVERIFY(limitsFor(acme, newUuid().toString(QUuid::WithoutBraces)).contains(QStringLiteral("requests_minute key 250")));
        QCOMPARE(limitsFor(newUuid().toString(QUuid::WithoutBraces), key), fallback);
        QCOMPARE(limitsFor(QStringLiteral("no id"), key), fallback);
        // Read, and nothing else.
        QVERIFY(!m_service.rows("UPDATE plancia.tenant_limits SET amount = 1000 RETURNING kind", {}));
    }

    void thePersonThatTheServiceInvitesIsOneOfOurs()
    {
        QCOMPARE(invite(QStringLiteral("Anna@Acme.example")), QStringLiteral("done"));
        const auto anna = waitFor(m_users->byEmail(m_acme.id, QStringLiteral("anna@acme.example"), {}));
        VERIFY_OK(anna);
        QCOMPARE(anna->email, QStringLiteral("Anna@Acme.example"));
        QVERIFY(anna->status == UserStatus::Invited);
        const auto access = waitFor(m_users->access(anna->ref(), {}));
        VERIFY_OK(access);
        QVERIFY(access->inviteExpiresAt > m_clock.nowMs() + kInviteCodeMs - 60'000 && access->inviteExpiresAt <= m_clock.nowMs() + kInviteCodeMs);
        UserQuery byWord;
        byWord.tenant = m_acme.id;
        byWord.text = QStringLiteral("ros");
        QCOMPARE(waitFor(m_users->page(byWord, Anchor::start(), 10, {})).value_or(Page<User>()).items.size(), 1);
        auto found = m_service.rows("SELECT user_id FROM plancia.find_people('ANNA@acme.example') WHERE tenant_id = $1", {sql::value(m_acme.id)});
        VERIFY_OK(found);
        QCOMPARE(found->size(), 1);
        QCOMPARE(invite(QStringLiteral("ANNA@acme.example")), QStringLiteral("email_taken"));
        QCOMPARE(invite(QStringLiteral("x@y.example"), QStringLiteral("member"), newUuid().toString(QUuid::WithoutBraces)), QStringLiteral("not_found"));
    }

    void seatsHoldForTheServiceToo()
    {
        VERIFY_OK(waitFor(m_limits->set(m_acme.id, {LimitKind::Seats, LimitScope::Tenant}, 2, 0, {})));
        QCOMPARE(invite(QStringLiteral("a@x.example")), QStringLiteral("done"));
        VERIFY_OK(waitFor(m_users->invite(m_acme.id, {QStringLiteral("b@x.example")}, {})));
        QCOMPARE(invite(QStringLiteral("c@x.example")), QStringLiteral("seats_taken"));
        const auto anna = waitFor(m_users->byEmail(m_acme.id, QStringLiteral("a@x.example"), {}));
        VERIFY_OK(waitFor(m_users->setStatus(anna->ref(), anna->rowVersion, UserStatus::Disabled, QStringLiteral("left"), {})));
        QCOMPARE(invite(QStringLiteral("c@x.example")), QStringLiteral("done"));
    }

    void theServiceIsHeldToTheSameRules_data()
    {
        QTest::addColumn<QString>("email");
        for (const QString &email : {QStringLiteral("anna"), QStringLiteral("@b.c"), QStringLiteral("a@"), QStringLiteral("a..b@c.d"), QStringLiteral(".a@c.d"),
                                     QStringLiteral("a@c..d"), QStringLiteral("a@-c.d"), QStringLiteral("a@c-.d"), QStringLiteral("a b@c.d"), QStringLiteral("a@b@c.d"),
                                     QStringLiteral("a@c.d\n"), QString(65, u'a') + "@b.c", "a@" + QString(64, u'd') + ".c", QStringLiteral("\"a\"@b.c"),
                                     QStringLiteral("a\u200b@b.c"), QString(), QStringLiteral("a\u202e@b.c"), QStringLiteral("a\u061c@b.c"), QStringLiteral("anna@example.com"), QStringLiteral("josé@müller.example"),
                                     QStringLiteral("!#$%&'*+-/=?^_`{|}~@x.y"), QStringLiteral("root@localhost"), QString(64, u'a') + "@b.c"})
            QTest::newRow(qPrintable(email.left(30) + QString::number(email.size()))) << email;
    }
    void theServiceIsHeldToTheSameRules()
    {
        QFETCH(QString, email);
        const QString said = invite(email);
        const auto faults = validate(UserDraft{email});
        if (faults.isEmpty())
            QCOMPARE(said, QStringLiteral("done"));
        else
            QVERIFY2(said.startsWith(errorId(faults.first().error.code())), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(LimitFunctionsTest)
#include "tst_limitfunctions.moc"
