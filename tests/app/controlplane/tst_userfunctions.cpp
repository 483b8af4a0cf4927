// SPDX-License-Identifier: GPL-3.0-or-later
// What the service calls on PostgreSQL to sign people in, as plancia_app, against what the console says of the same people.
#include "app/controlplane/passwords.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/controlplane/users/users.h"
#include "tests/app/store/storehelper.h"
#include "tests/support/serviceside.h"

#include <QCryptographicHash>
#include <QTest>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::tests;

namespace {
const QString kDb = QStringLiteral("service");
const QString kContext = QStringLiteral(R"({"actor": "anna@acme", "request_id": "req_7", "address": "192.0.2.7"})");
QByteArray sha256(const QByteArray &token) { return QCryptographicHash::hash(token, QCryptographicHash::Sha256); }
} // namespace

class UserFunctionsTest : public QObject {
    Q_OBJECT
    PrivatePostgres m_server;
    ServiceSide m_service{m_server};
    std::unique_ptr<postgres::RemoteStore> m_store;
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
    /// A function of the service about Anna: its word.
    QString word(const QByteArray &call, const QList<sql::Value> &more, TenantId tenant = {})
    {
        return m_service.word(call, QList<sql::Value>{kContext, (tenant.isNull() ? m_acme.id : tenant).toString(), m_anna.user.id.toString()} + more);
    }
    QString useCode(const QString &purpose, const QString &code, TenantId tenant = {})
    {
        return word("SELECT plancia.use_code($1::jsonb, $2, $3, $4, $5)", {purpose, code}, tenant);
    }
    QString setPassword(const QString &password)
    {
        return word("SELECT plancia.set_password($1::jsonb, $2, $3, $4)", {hashPassword(password).value_or(QString())});
    }
    QString start(const QByteArray &token, SessionId *session = nullptr)
    {
        const auto said = m_service.rows("SELECT result, session_id FROM plancia.start_session($1::jsonb, $2, $3, $4, 'Firefox')",
                                         {kContext, m_acme.id.toString(), m_anna.user.id.toString(), sha256(token)});
        if (session && said)
            *session = SessionId(QUuid(said->first().at(1)));
        return said ? said->first().first() : said.error().fact(u"message");
    }
    SessionId started(const QByteArray &token)
    {
        SessionId session;
        start(token, &session);
        return session;
    }
    QString refresh(const QString &session, const QByteArray &token, const QByteArray &next, TenantId tenant = {})
    {
        return word("SELECT plancia.refresh_session($1::jsonb, $2, $3, $4, $5, $6)", {session, sha256(token), sha256(next)}, tenant);
    }
    QString record(const QString &outcome, const sql::Value &person)
    {
        return m_service.word("SELECT plancia.record_sign_in($1::jsonb, $2, $3, $4, $5)", {kContext, m_acme.id.toString(), person, outcome, QString(9'999, u'x')});
    }
    /// Rows of the trail about Anna, "ACTION reason details", oldest first.
    QStringList trail()
    {
        return m_server.value(QStringLiteral("SELECT string_agg(concat_ws(' ', action, reason, details::text), E'\n' ORDER BY seq) FROM plancia.audit_log"
                                             " WHERE object_id = '%1' AND claimed_by = 'anna@acme' AND request_id = 'req_7' AND origin = '192.0.2.7'"
                                             " AND actor_name = 'plancia_app' AND tenant_slug = 'acme'").arg(m_anna.user.id.toString()), kDb).split(u'\n', Qt::SkipEmptyParts);
    }
    User anna() { return waitFor(m_users->byId(m_anna.user.ref(), {})).value_or(User()); }
    UserAccess access() { return waitFor(m_users->access(m_anna.user.ref(), {})).value_or(UserAccess()); }

private slots:
    void initTestCase_data() { ServiceSide::kinds(); }
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_store = makeRemoteDatabase(m_server, kDb);
        QVERIFY2(m_store, qPrintable(m_server.error()));
        QVERIFY2(m_service.start(kDb), qPrintable(m_service.error()));
        m_users = std::make_unique<Users>(*m_store, m_recorder, nullptr);
        m_acme = makeTenant(QStringLiteral("acme"));
        m_other = makeTenant(QStringLiteral("other"));
    }
    void cleanupTestCase()
    {
        m_service.stop();
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
        const QByteArray find = "SELECT user_id FROM plancia.find_people($1)";
        QCOMPARE(m_service.word(find, {QStringLiteral("ANNA%1@ACME.example").arg(m_number)}), m_anna.user.id.toString());
        QCOMPARE(m_service.word(find, {QStringLiteral("nobody' OR true --")}), QStringLiteral("no row"));
        // The directory itself is not for the service to read, nor are the people of a tenant that it did not name.
        VERIFY_FAILS(m_service.rows("SELECT lookup FROM plancia.user_directory LIMIT 1"), ErrorCode::AuthzMissingGrant);
        QCOMPARE(m_service.word("SELECT user_id FROM plancia.user_directory LIMIT 1"), QStringLiteral("no row"));
        QCOMPARE(m_service.word("SELECT id FROM plancia.users LIMIT 1", {}, m_other.id), QStringLiteral("no row"));
    }

    void aCodeIsUsedOnceAndOnlyWhileItIsGood()
    {
        QCOMPARE(useCode(QStringLiteral("invite"), QStringLiteral("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")), QStringLiteral("bad_code"));
        QCOMPARE(useCode(QStringLiteral("reset"), m_anna.code), QStringLiteral("bad_code")); // of another purpose
        QCOMPARE(useCode(QStringLiteral("login"), m_anna.code), QStringLiteral("VAL_011: purpose"));
        QCOMPARE(useCode(QStringLiteral("invite"), m_anna.code, m_other.id), QStringLiteral("not_found")); // of another tenant
        QCOMPARE(useCode(QStringLiteral("invite"), m_anna.code.toLower().replace(u'-', u' ')), QStringLiteral("done"));
        QCOMPARE(useCode(QStringLiteral("invite"), m_anna.code), QStringLiteral("bad_code"));
        QCOMPARE(access().inviteExpiresAt, 0);
        QCOMPARE(setPassword(QStringLiteral("Correct-Horse-9")), QStringLiteral("done"));
        QVERIFY(anna().status == UserStatus::Active);
        QVERIFY(access().password == UserAccess::Password::Argon2id);
        for (const QString &hash : {QStringLiteral("plain text"), QStringLiteral("$argon2id$"), QStringLiteral("$2b$10$abcdefghijklmnopqrstuv"), QString(), QStringLiteral("$argon2id$") + QString(600, u'x')})
            QCOMPARE(word("SELECT plancia.set_password($1::jsonb, $2, $3, $4)", {hash}), QStringLiteral("VAL_018: hash"));
        QCOMPARE(trail(), (QStringList{QStringLiteral("USER_UPDATE  {\"invite_code\": [\"open\", \"used\"]}"),
                                       QStringLiteral("USER_PASSWORD  {\"status\": [\"invited\", \"active\"]}")}));

        auto reset = waitFor(m_users->reset(m_anna.user.ref(), anna().rowVersion, {}));
        VERIFY_OK(reset);
        QVERIFY(m_server.exec(QStringLiteral("UPDATE plancia.user_codes SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day'"), kDb));
        QCOMPARE(useCode(QStringLiteral("reset"), reset->code), QStringLiteral("bad_code")); // too late
        reset = waitFor(m_users->reset(m_anna.user.ref(), anna().rowVersion, {}));
        VERIFY_OK(reset);
        VERIFY_OK(waitFor(m_users->setStatus(m_anna.user.ref(), anna().rowVersion, UserStatus::Disabled, QStringLiteral("Left"), {})));
        QCOMPARE(useCode(QStringLiteral("reset"), reset->code), QStringLiteral("wrong_state"));
        QCOMPARE(setPassword(QStringLiteral("Correct-Horse-9")), QStringLiteral("wrong_state"));
        QCOMPARE(trail().size(), 2); // nothing was done
    }

    void aSuspendedTenantLetsNobodyIn()
    {
        const QByteArray mark = QByteArray::number(m_number);
        const auto set = [&](const char *status) { return m_server.exec(QStringLiteral("UPDATE plancia.tenants SET status = '%1' WHERE slug = 'acme'").arg(QLatin1String(status)), kDb); };
        QCOMPARE(setPassword(QStringLiteral("Correct-Horse-9")), QStringLiteral("done"));
        const QString session = started("in" + mark).toString();
        for (const char *status : {"suspended", "archived"}) {
            QVERIFY(set(status));
            QCOMPARE(start("more" + mark), QStringLiteral("wrong_state"));
            QCOMPARE(refresh(session, "in" + mark, "next" + mark), QStringLiteral("wrong_state"));
        }
        QVERIFY(set("trial"));
        QCOMPARE(refresh(session, "in" + mark, "next" + mark), QStringLiteral("done")); // the token was not used up
        QCOMPARE(start("more" + mark), QStringLiteral("done"));
        QVERIFY(set("active"));
    }

    void aSessionGoesOnByTokensThatAreEachUsedOnce()
    {
        const QByteArray mark = QByteArray::number(m_number);
        QCOMPARE(start("first" + mark), QStringLiteral("wrong_state")); // who is only invited signs in to nothing
        QCOMPARE(setPassword(QStringLiteral("Correct-Horse-9")), QStringLiteral("done"));
        SessionId session;
        QCOMPARE(start("first" + mark, &session), QStringLiteral("done"));
        QVERIFY(!session.isNull());
        QVERIFY(anna().lastSignInAt > 0);
        QCOMPARE(access().signIns.first().result, QStringLiteral("done"));
        UserSession shown = access().sessions.first();
        QVERIFY(shown.id == session && shown.refreshes == 0 && shown.device == u"Firefox" && shown.address == u"192.0.2.7");
        QVERIFY(qAbs(shown.accessExpiresAt - shown.createdAt - kAccessTokenMs) <= 1);
        QVERIFY(qAbs(shown.refreshExpiresAt - shown.createdAt - kRefreshTokenMs) <= 1);
        // From the token to the person, before the tenant is known.
        QCOMPARE(m_service.word("SELECT session_id FROM plancia.find_session($1)", {sha256("first" + mark)}), session.toString());
        // A token that was given out before was not made at random.
        QVERIFY(start("first" + mark).contains(u"VAL_010: token_sha256"));
        QCOMPARE(word("SELECT result FROM plancia.start_session($1::jsonb, $2, $3, $4, '')", {QByteArray("short")}), QStringLiteral("VAL_001: token_sha256"));

        QCOMPARE(refresh(session.toString(), "wrong", "x"), QStringLiteral("not_found"));
        QCOMPARE(refresh(newUuid().toString(QUuid::WithoutBraces), "first" + mark, "x"), QStringLiteral("not_found"));
        QCOMPARE(refresh(QStringLiteral("' OR true --"), "first" + mark, "x"), QStringLiteral("not_found"));
        QCOMPARE(refresh(session.toString(), "first" + mark, "x", m_other.id), QStringLiteral("not_found"));
        QCOMPARE(refresh(session.toString(), "first" + mark, "second" + mark), QStringLiteral("done"));
        QCOMPARE(refresh(session.toString(), "second" + mark, "third" + mark), QStringLiteral("done"));
        shown = access().sessions.first();
        QVERIFY(shown.refreshes == 2 && shown.tokenReusedAt == 0);
        QCOMPARE(trail().size(), 1); // sign-ins and refreshes have their own record

        // Somebody brings a copy of one that was used: nobody goes on with that session.
        QCOMPARE(refresh(session.toString(), "first" + mark, "stolen" + mark), QStringLiteral("reused"));
        shown = access().sessions.first();
        QVERIFY(shown.tokenReusedAt > 0 && shown.endedAt > 0);
        QCOMPARE(shown.endReason, kEndedByReuse);
        QCOMPARE(trail().last(), QStringLiteral("USER_END_SESSIONS token_reused {\"token\": 1, \"session\": \"%1\", \"sessions_ended\": 1}").arg(session.toString()));
        QCOMPARE(refresh(session.toString(), "second" + mark, "stolen" + mark), QStringLiteral("reused"));
        QCOMPARE(trail().size(), 2); // it had ended
        QCOMPARE(refresh(session.toString(), "third" + mark, "fourth" + mark), QStringLiteral("ended"));
        QCOMPARE(shown.refreshes, access().sessions.first().refreshes);
    }

    /// Who signs out before the thief comes is warned all the same.
    void aCopyIsNoticedThoughTheSessionHadEnded()
    {
        QCOMPARE(setPassword(QStringLiteral("Correct-Horse-9")), QStringLiteral("done"));
        const QByteArray mark = QByteArray::number(m_number);
        const SessionId session = started("a" + mark);
        QCOMPARE(refresh(session.toString(), "a" + mark, "b" + mark), QStringLiteral("done"));
        VERIFY_OK(waitFor(m_users->endSessions(m_anna.user.ref(), session, QStringLiteral("token_reused"), {}))); // a reason like another
        QCOMPARE(anna().tokenReusedAt, 0);
        QCOMPARE(refresh(session.toString(), "a" + mark, "stolen" + mark), QStringLiteral("reused"));
        QVERIFY(anna().tokenReusedAt > 0);
        QVERIFY2(trail().last().endsWith(u"\"sessions_ended\": 0}"), qPrintable(trail().last()));
    }

    void whatEndedOrExpiredDoesNotGoOn()
    {
        QCOMPARE(setPassword(QStringLiteral("Correct-Horse-9")), QStringLiteral("done"));
        const QByteArray mark = QByteArray::number(m_number);
        const SessionId ended = started("a" + mark), expired = started("b" + mark), disabled = started("c" + mark);
        VERIFY_OK(waitFor(m_users->endSessions(m_anna.user.ref(), ended, QStringLiteral("Lost"), {})));
        QCOMPARE(refresh(ended.toString(), "a" + mark, "a2" + mark), QStringLiteral("ended"));
        QVERIFY(m_server.exec(QStringLiteral("UPDATE plancia.user_sessions SET refresh_expires_at = now() - interval '1 second' WHERE id = '%1'").arg(expired.toString()), kDb));
        QCOMPARE(refresh(expired.toString(), "b" + mark, "b2" + mark), QStringLiteral("expired"));
        QVERIFY(m_server.exec(QStringLiteral("UPDATE plancia.users SET status = 'disabled' WHERE id = '%1'").arg(m_anna.user.id.toString()), kDb));
        QCOMPARE(refresh(disabled.toString(), "c" + mark, "c2" + mark), QStringLiteral("wrong_state"));
        QCOMPARE(start("d" + mark), QStringLiteral("wrong_state"));
    }

    void failedSignInsAreCountedUntilOneSucceeds()
    {
        QCOMPARE(setPassword(QStringLiteral("Correct-Horse-9")), QStringLiteral("done"));
        for (const char *outcome : {"bad_password", "bad_password", "bad_code", "locked"})
            QCOMPARE(record(QString::fromLatin1(outcome), m_anna.user.id.toString()), QStringLiteral("done"));
        QCOMPARE(anna().failedSignIns, 3);
        QCOMPARE(access().signIns.size(), 4);
        QCOMPARE(access().signIns.first().address, QStringLiteral("192.0.2.7"));
        QCOMPARE(record(QStringLiteral("unknown"), sql::Value()), QStringLiteral("done")); // an address that nobody has
        QCOMPARE(record(QStringLiteral("maybe"), m_anna.user.id.toString()), QStringLiteral("VAL_011: outcome"));
        // Of whom there is not, or who is another tenant's, nothing is written.
        auto stranger = waitFor(m_users->invite(m_other.id, {QStringLiteral("eve%1@other.example").arg(m_number)}, {}));
        VERIFY_OK(stranger);
        const QString before = m_server.value(QStringLiteral("SELECT count(*) FROM plancia.sign_ins"), kDb);
        for (const QString &person : {stranger->user.id.toString(), newUuid().toString(QUuid::WithoutBraces), QStringLiteral("anna"), QString(QStringLiteral(""))})
            QCOMPARE(record(QStringLiteral("bad_password"), person), QStringLiteral("not_found"));
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM plancia.sign_ins"), kDb), before);
        QCOMPARE(start("again" + QByteArray::number(m_number)), QStringLiteral("done"));
        QCOMPARE(anna().failedSignIns, 0);
    }

    void nobodyElseMayCallThem()
    {
        const QString name = QStringLiteral("viewer_%1").arg(m_number);
        QVERIFY(m_server.createUser(name, QStringLiteral("pw"), QStringLiteral("IN ROLE plancia_viewer")));
        auto viewer = remoteStore(m_server, name, QStringLiteral("pw"), kDb);
        auto looked = waitFor(viewer->read<bool>({}, [](sql::Connection &c) -> Result<bool> {
            auto rows = c.query("SELECT * FROM plancia.find_people('anna1@acme.example')");
            return rows ? Result<bool>(true) : Result<bool>(rows.error());
        }));
        VERIFY_FAILS(looked, ErrorCode::AuthzMissingGrant);
        QCOMPARE(m_server.value(QStringLiteral("SELECT string_agg(proname || ' ' || proowner::regrole, ',' ORDER BY proname) FROM pg_proc WHERE pronamespace = 'plancia'::regnamespace AND prosecdef"), kDb),
                 QStringLiteral("api_keys_note_refused plancia_resolver,api_keys_verify plancia_resolver,find_people plancia_resolver,find_session plancia_resolver,find_tenant plancia_resolver,make_audit_partition plancia_owner,make_usage_partition plancia_owner,slug_is_others plancia_resolver,tenants_list plancia_resolver"));
        QCOMPARE(m_server.value(QStringLiteral("SELECT has_schema_privilege('plancia_resolver', 'plancia', 'CREATE')"), kDb), QStringLiteral("f"));
    }
};

QTEST_GUILESS_MAIN(UserFunctionsTest)
#include "tst_userfunctions.moc"
