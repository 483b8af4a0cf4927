// SPDX-License-Identifier: GPL-3.0-or-later
// What the service calls on PostgreSQL to sign people in, as plancia_app, against what the console says of the same people.
#include "app/controlplane/passwords.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/controlplane/users/users.h"
#include "tests/app/store/storehelper.h"
#include "tests/support/remotedatabase.h"
#include "tests/support/waitfor.h"

#include <QCryptographicHash>
#include <QTest>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::tests;

namespace {
const QString kDb = QStringLiteral("service");
QByteArray sha256(const QByteArray &token) { return QCryptographicHash::hash(token, QCryptographicHash::Sha256); }
} // namespace

class UserFunctionsTest : public QObject {
    Q_OBJECT
    PrivatePostgres m_server;
    std::unique_ptr<postgres::RemoteStore> m_store, m_service;
    SystemClock m_clock;
    audit::Recorder m_recorder{{QStringLiteral("os"), QStringLiteral("anna@host"), QStringLiteral("local")}, QStringLiteral("run"), m_clock};
    std::unique_ptr<Users> m_users;
    Tenant m_acme, m_other;
    UserCode m_anna; ///< invited anew for each test
    int m_number = 0;

    Tenant makeTenant(const QString &slug)
    {
        Tenants tenants(*m_store, m_recorder);
        return waitFor(tenants.create({slug, slug, TenantStatus::Active, {}}, {})).value_or(Tenant());
    }
    /// One call of the service, in a transaction of its own that names the tenant (none: before it is known).
    Result<sql::Value> call(const QByteArray &sql, const QList<sql::Value> &values, TenantId tenant = {})
    {
        return waitFor(m_service->write<sql::Value>({}, {AuditId(), tenant}, [sql, values](sql::Connection &c) -> Result<sql::Value> {
            auto rows = c.query(sql, values);
            if (!rows)
                return fail(rows.error());
            return rows->isEmpty() ? sql::Value() : (*rows)[0].at(0);
        }));
    }
    QString word(const QByteArray &sql, const QList<sql::Value> &values, TenantId tenant)
    {
        auto said = call(sql, values, tenant);
        if (!said)
            return codeName(said.error());
        const auto *text = std::get_if<QString>(&*said);
        return text ? *text : QStringLiteral("nothing");
    }
    bool useCode(const QString &purpose, const QString &code, TenantId tenant = {})
    {
        auto used = call("SELECT plancia.use_code($1, $2, $3)", {sql::value(m_anna.user.id), purpose, code}, tenant.isNull() ? m_acme.id : tenant);
        return used && std::holds_alternative<bool>(*used) && std::get<bool>(*used);
    }
    bool setPassword(const QString &password)
    {
        auto set = call("SELECT plancia.set_password($1, $2)", {sql::value(m_anna.user.id), hashPassword(password).value_or(QString())}, m_acme.id);
        return set && std::get<bool>(*set);
    }
    SessionId start(const QByteArray &token)
    {
        auto id = call("SELECT plancia.start_session($1, $2, '192.0.2.7', 'Firefox')", {sql::value(m_anna.user.id), sha256(token)}, m_acme.id);
        const QUuid *found = id ? std::get_if<QUuid>(&*id) : nullptr;
        return found ? SessionId(*found) : SessionId();
    }
    QString refresh(SessionId session, const QByteArray &token, const QByteArray &next, TenantId tenant = {})
    {
        return word("SELECT plancia.refresh_session($1, $2, $3, $4, '192.0.2.8')",
                    {sql::value(m_anna.user.id), sql::value(session), sha256(token), sha256(next)}, tenant.isNull() ? m_acme.id : tenant);
    }
    User anna() { return waitFor(m_users->byId(m_anna.user.ref(), {})).value_or(User()); }
    UserAccess access() { return waitFor(m_users->access(m_anna.user.ref(), {})).value_or(UserAccess()); }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_store = makeRemoteDatabase(m_server, kDb);
        QVERIFY2(m_store, qPrintable(m_server.error()));
        QVERIFY(m_server.exec(QStringLiteral("ALTER ROLE plancia_app PASSWORD 'pw'")));
        m_service = remoteStore(m_server, QStringLiteral("plancia_app"), QStringLiteral("pw"), kDb);
        m_users = std::make_unique<Users>(*m_store, m_recorder, nullptr);
        m_acme = makeTenant(QStringLiteral("acme"));
        m_other = makeTenant(QStringLiteral("other"));
    }
    void cleanupTestCase()
    {
        m_service.reset();
        m_users.reset();
        m_store.reset();
    }
    void init()
    {
        auto made = waitFor(m_users->invite(m_acme.id, {QStringLiteral("Anna%1@acme.example").arg(++m_number), QStringLiteral("Anna"), UserRole::Admin}, {}));
        VERIFY_OK(made);
        m_anna = *made;
    }

    void aPersonIsFoundByTheAddressAlone()
    {
        const QString email = QStringLiteral("ANNA%1@ACME.example").arg(m_number);
        auto found = call("SELECT user_id FROM plancia.find_people($1)", {email});
        VERIFY_OK(found);
        QVERIFY(UserId(std::get<QUuid>(*found)) == m_anna.user.id);
        found = call("SELECT user_id FROM plancia.find_people($1)", {QStringLiteral("nobody' OR true --")});
        VERIFY_OK(found);
        QVERIFY(std::holds_alternative<std::monostate>(*found));
        // The directory itself is not for the service to read, nor are the people of a tenant that it did not name.
        VERIFY_FAILS(call("SELECT user_id FROM plancia.user_directory LIMIT 1", {}), ErrorCode::AuthzMissingGrant);
        found = call("SELECT id FROM plancia.users LIMIT 1", {}, m_other.id);
        VERIFY_OK(found);
        QVERIFY(std::holds_alternative<std::monostate>(*found));
    }

    void aCodeIsUsedOnceAndOnlyWhileItIsGood()
    {
        QVERIFY(!useCode(QStringLiteral("invite"), QStringLiteral("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")));
        QVERIFY(!useCode(QStringLiteral("reset"), m_anna.code)); // of another purpose
        QVERIFY(!useCode(QStringLiteral("invite"), m_anna.code, m_other.id)); // of another tenant
        QVERIFY(useCode(QStringLiteral("invite"), m_anna.code.toLower().replace(u'-', u' ')));
        QVERIFY(!useCode(QStringLiteral("invite"), m_anna.code));
        QCOMPARE(access().inviteExpiresAt, 0);
        QVERIFY(setPassword(QStringLiteral("Correct-Horse-9")));
        QVERIFY(anna().status == UserStatus::Active);
        QVERIFY(access().password == UserAccess::Password::Argon2id);
        VERIFY_FAILS(call("SELECT plancia.set_password($1, 'plain text')", {sql::value(m_anna.user.id)}, m_acme.id), ErrorCode::DbStatement);

        auto reset = waitFor(m_users->reset(m_anna.user.ref(), anna().rowVersion, {}));
        VERIFY_OK(reset);
        QVERIFY(m_server.exec(QStringLiteral("UPDATE plancia.user_codes SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day'"), kDb));
        QVERIFY(!useCode(QStringLiteral("reset"), reset->code)); // too late
        reset = waitFor(m_users->reset(m_anna.user.ref(), anna().rowVersion, {}));
        VERIFY_OK(reset);
        VERIFY_OK(waitFor(m_users->setStatus(m_anna.user.ref(), anna().rowVersion, UserStatus::Disabled, QStringLiteral("Left"), {})));
        QVERIFY(!useCode(QStringLiteral("reset"), reset->code));
        QVERIFY(!setPassword(QStringLiteral("Correct-Horse-9")));
    }

    void aSessionGoesOnByTokensThatAreEachUsedOnce()
    {
        QVERIFY(start("first").isNull()); // who is only invited signs in to nothing
        QVERIFY(setPassword(QStringLiteral("Correct-Horse-9")));
        const QByteArray mark = QByteArray::number(m_number);
        const SessionId session = start("first" + mark);
        QVERIFY(!session.isNull());
        QVERIFY(anna().lastSignInAt > 0);
        QCOMPARE(access().signIns.first().result, QStringLiteral("done"));
        UserSession shown = access().sessions.first();
        QVERIFY(shown.id == session && shown.refreshes == 0 && shown.device == u"Firefox" && shown.address == u"192.0.2.7");
        QVERIFY(qAbs(shown.accessExpiresAt - shown.createdAt - kAccessTokenMs) <= 1);
        QVERIFY(qAbs(shown.refreshExpiresAt - shown.createdAt - kRefreshTokenMs) <= 1);
        // From the token to the person, before the tenant is known.
        auto whose = call("SELECT session_id FROM plancia.find_session($1)", {sha256("first" + mark)});
        VERIFY_OK(whose);
        QVERIFY(SessionId(std::get<QUuid>(*whose)) == session);

        QCOMPARE(refresh(session, "wrong", "x"), QStringLiteral("unknown"));
        QCOMPARE(refresh(SessionId(newUuid()), "first" + mark, "x"), QStringLiteral("unknown"));
        QCOMPARE(refresh(session, "first" + mark, "x", m_other.id), QStringLiteral("unknown"));
        QCOMPARE(refresh(session, "first" + mark, "second" + mark), QStringLiteral("done"));
        QCOMPARE(refresh(session, "second" + mark, "third" + mark), QStringLiteral("done"));
        shown = access().sessions.first();
        QVERIFY(shown.refreshes == 2 && shown.address == u"192.0.2.8" && shown.tokenReusedAt == 0);

        // Somebody brings a copy of one that was used: nobody goes on with that session.
        QCOMPARE(refresh(session, "first" + mark, "stolen" + mark), QStringLiteral("reused"));
        shown = access().sessions.first();
        QVERIFY(shown.tokenReusedAt > 0 && shown.endedAt > 0);
        QCOMPARE(shown.endReason, kEndedByReuse);
        QCOMPARE(refresh(session, "third" + mark, "fourth" + mark), QStringLiteral("ended"));
        QCOMPARE(shown.refreshes, access().sessions.first().refreshes);
    }

    void whatEndedOrExpiredDoesNotGoOn()
    {
        QVERIFY(setPassword(QStringLiteral("Correct-Horse-9")));
        const QByteArray mark = QByteArray::number(m_number);
        const SessionId ended = start("a" + mark), expired = start("b" + mark), disabled = start("c" + mark);
        VERIFY_OK(waitFor(m_users->endSessions(m_anna.user.ref(), ended, QStringLiteral("Lost"), {})));
        QCOMPARE(refresh(ended, "a" + mark, "a2" + mark), QStringLiteral("ended"));
        QVERIFY(m_server.exec(QStringLiteral("UPDATE plancia.user_sessions SET refresh_expires_at = now() - interval '1 second' WHERE id = '%1'").arg(expired.toString()), kDb));
        QCOMPARE(refresh(expired, "b" + mark, "b2" + mark), QStringLiteral("expired"));
        QVERIFY(m_server.exec(QStringLiteral("UPDATE plancia.users SET status = 'disabled' WHERE id = '%1'").arg(m_anna.user.id.toString()), kDb));
        QCOMPARE(refresh(disabled, "c" + mark, "c2" + mark), QStringLiteral("disabled"));
        QVERIFY(start("d" + mark).isNull());
    }

    void failedSignInsAreCountedUntilOneSucceeds()
    {
        QVERIFY(setPassword(QStringLiteral("Correct-Horse-9")));
        for (const char *result : {"bad_password", "bad_password", "bad_code", "locked"})
            VERIFY_OK(call("SELECT plancia.record_sign_in($1, $2, '192.0.2.9', 'curl')", {sql::value(m_anna.user.id), QString::fromLatin1(result)}, m_acme.id));
        QCOMPARE(anna().failedSignIns, 3);
        QCOMPARE(access().signIns.size(), 4);
        VERIFY_OK(call("SELECT plancia.record_sign_in(NULL, 'unknown', '192.0.2.9', repeat('x', 9999))", {}, m_acme.id)); // an address that nobody has
        VERIFY_FAILS(call("SELECT plancia.record_sign_in($1, 'maybe', '', '')", {sql::value(m_anna.user.id)}, m_acme.id), ErrorCode::DbStatement);
        QVERIFY(!start("again" + QByteArray::number(m_number)).isNull());
        QCOMPARE(anna().failedSignIns, 0);
    }

    void nobodyElseMayCallThem()
    {
        QVERIFY(m_server.createUser(QStringLiteral("a_viewer"), QStringLiteral("pw"), QStringLiteral("IN ROLE plancia_viewer")));
        auto viewer = remoteStore(m_server, QStringLiteral("a_viewer"), QStringLiteral("pw"), kDb);
        auto looked = waitFor(viewer->read<bool>({}, [](sql::Connection &c) -> Result<bool> {
            auto rows = c.query("SELECT * FROM plancia.find_people('anna1@acme.example')");
            return rows ? Result<bool>(true) : Result<bool>(rows.error());
        }));
        VERIFY_FAILS(looked, ErrorCode::AuthzMissingGrant);
        QCOMPARE(m_server.value(QStringLiteral("SELECT string_agg(proname || ' ' || proowner::regrole, ',' ORDER BY proname) FROM pg_proc WHERE pronamespace = 'plancia'::regnamespace AND prosecdef"), kDb),
                 QStringLiteral("api_keys_note_refused plancia_resolver,api_keys_verify plancia_resolver,find_people plancia_resolver,find_session plancia_resolver,make_audit_partition plancia_owner,make_usage_partition plancia_owner"));
        QCOMPARE(m_server.value(QStringLiteral("SELECT has_schema_privilege('plancia_resolver', 'plancia', 'CREATE')"), kDb), QStringLiteral("f"));
    }
};

QTEST_GUILESS_MAIN(UserFunctionsTest)
#include "tst_userfunctions.moc"
