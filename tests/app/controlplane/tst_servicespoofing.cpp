// SPDX-License-Identifier: GPL-3.0-or-later
// Every function of the service against ids that are not the caller's: another tenant's, nobody's, NULL, and what is none.
#include "tests/support/serviceside.h"

#include <QTest>

using namespace plancia;
using namespace plancia::tests;

namespace {

const QString kDb = QStringLiteral("service");

/// A call with {t}, {p}, {s} and {k} in the places of tenant, person, session and key. Refused it says 'not_found', or '0' rows.
struct Call {
    const char *function;
    const char *sql;
    const char *mayBeNull = ""; ///< the place where NULL has a meaning of its own
};
constexpr Call kCalls[] = {
    {"tenants_get", "count(*) FROM plancia.tenants_get({c}, {t})"},
    {"tenants_update", "plancia.tenants_update({c}, {t}, 'x')"},
    {"tenants_set_status", "plancia.tenants_set_status({c}, {t}, 'suspended', 'x')"},
    {"tenants_set_slug", "plancia.tenants_set_slug({c}, {t}, 'x')"},
    {"tenants_delete", "plancia.tenants_delete({c}, {t}, 'x')"},
    {"tenants_restore", "plancia.tenants_restore({c}, {t})"},
    {"lock_tenant", "coalesce((plancia.lock_tenant({c}, {t})).slug::text, 'not_found')"},
    {"invite_person", "result FROM plancia.invite_person({c}, {t}, 'x@x.example', '', 'member', sha256('x'))"},
    {"users_list", "count(*) FROM plancia.users_list({c}, {t})"},
    {"users_get", "count(*) FROM plancia.users_get({c}, {t}, {p})"},
    {"users_update", "plancia.users_update({c}, {t}, {p}, display_name => 'x')"},
    {"users_set_status", "plancia.users_set_status({c}, {t}, {p}, 'disabled', 'x')"},
    {"users_reset", "result FROM plancia.users_reset({c}, {t}, {p}, sha256('x'))"},
    {"users_verify_email", "plancia.users_verify_email({c}, {t}, {p})"},
    {"users_end_sessions", "result FROM plancia.users_end_sessions({c}, {t}, {p}, 'x', {s})", "{s}"},
    {"users_delete", "result FROM plancia.users_delete({c}, {t}, {p}, 'x')"},
    {"lock_person", "coalesce((plancia.lock_person({c}, {t}, {p})).email, 'not_found')"},
    {"record_sign_in", "plancia.record_sign_in({c}, {t}, {p}, 'bad_password', 'x')", "{p}"},
    {"use_code", "plancia.use_code({c}, {t}, {p}, 'reset', 'AAAAA')"},
    {"set_password", "plancia.set_password({c}, {t}, {p}, '$argon2id$v=19$m=1,t=1,p=1$abc$def')"},
    {"start_session", "result FROM plancia.start_session({c}, {t}, {p}, sha256(convert_to('new' || {t}, 'UTF8')), 'x')"},
    {"refresh_session", "plancia.refresh_session({c}, {t}, {p}, {s}, sha256(convert_to({t}, 'UTF8')), sha256(convert_to('next' || {t}, 'UTF8')))"},
    {"api_keys_create", "result FROM plancia.api_keys_create({c}, {t}, 'x')"},
    {"api_keys_list", "count(*) FROM plancia.api_keys_list({c}, {t})"},
    {"api_keys_get", "count(*) FROM plancia.api_keys_get({c}, {t}, {k})"},
    {"api_keys_rotate", "result FROM plancia.api_keys_rotate({c}, {t}, {k})"},
    {"api_keys_revoke", "plancia.api_keys_revoke({c}, {t}, {k}, 'x')"},
    {"api_keys_delete", "result FROM plancia.api_keys_delete({c}, {t}, {k}, 'x')"},
    {"api_keys_usage_stats", "count(*) FROM plancia.api_keys_usage_stats({c}, {t}, {k})"},
    {"api_keys_analytics_overview", "count(*) FROM plancia.api_keys_analytics_overview({c}, {t})"},
    {"api_keys_analytics_by_endpoint", "count(*) FROM plancia.api_keys_analytics_by_endpoint({c}, {t})"},
    {"api_keys_analytics_recent", "count(*) FROM plancia.api_keys_analytics_recent({c}, {t}, {k})", "{k}"},
    // What there is not is held to the defaults, so that a mistake never means no limit.
    {"limits_for", "CASE WHEN string_agg(concat_ws(' ', kind, scope, amount, is_default), ',') = 'requests_minute key 100 t' THEN 'not_found' ELSE 'told' END"
                   " FROM plancia.limits_for({c}, {t}, 'none')"},
    {"api_keys_note_used", "CASE WHEN noted = 0 AND not_found = 1 THEN 'not_found' ELSE 'noted' END FROM plancia.api_keys_note_used({c},"
                           " jsonb_build_array(jsonb_build_object('tenant', {t}::text, 'key', {k}::text)))"},
    {"api_keys_note_limited", "CASE WHEN noted = 0 AND not_found = 1 THEN 'not_found' ELSE 'noted' END FROM plancia.api_keys_note_limited({c},"
                              " jsonb_build_array(jsonb_build_object('tenant', {t}::text, 'key', {k}::text, 'limit', 'calls')))"},
    {"api_keys_note_refused", "CASE WHEN noted = 0 AND not_found = 1 THEN 'not_found' ELSE 'noted' END FROM plancia.api_keys_note_refused({c},"
                              " jsonb_build_array(jsonb_build_object('tenant', {t}::text, 'reason', 'revoked')))", "{t}"},
    {"tenants_note_storage", "CASE WHEN noted = 0 AND not_found = 1 THEN 'not_found' ELSE 'noted' END FROM plancia.tenants_note_storage({c},"
                             " jsonb_build_array(jsonb_build_object('tenant', {t}::text, 'bytes', 1)))"},
};
constexpr const char *kPlaces[] = {"{t}", "{p}", "{s}", "{k}"};

using Ids = QMap<QString, QString>; ///< by place

} // namespace

class ServiceSpoofingTest : public QObject {
    Q_OBJECT
    PrivatePostgres m_server;
    ServiceSide m_service{m_server};
    std::unique_ptr<postgres::RemoteStore> m_store;
    Ids m_own, m_others;
    int m_number = 0;

    QString value(const QString &sql) { return m_server.value(sql, kDb); }
    /// A tenant with a person who is signed in, a key and a limit of its own.
    Ids makeTenant(const QString &slug)
    {
        const QString text = QStringLiteral("'%1'").arg(slug);
        Ids ids;
        ids[QStringLiteral("{t}")] = value(QStringLiteral("SELECT tenant_id FROM plancia.tenants_create('{}', %1, 'Name')").arg(text));
        ids[QStringLiteral("{p}")] = value(QStringLiteral("SELECT user_id FROM plancia.invite_person('{}', '%1', 'a@%2.example', '', 'member', sha256('AAAAA'))").arg(ids[QStringLiteral("{t}")], slug));
        const QString person = QStringLiteral("'{}', '%1', '%2'").arg(ids[QStringLiteral("{t}")], ids[QStringLiteral("{p}")]);
        value(QStringLiteral("SELECT plancia.set_password(%1, '$argon2id$v=19$m=1,t=1,p=1$abc$def')").arg(person));
        value(QStringLiteral("SELECT plancia.users_reset(%1, sha256('AAAAA'))").arg(person));
        ids[QStringLiteral("{s}")] = value(QStringLiteral("SELECT session_id FROM plancia.start_session(%1, sha256('%2'), 'x')").arg(person, ids[QStringLiteral("{t}")]));
        ids[QStringLiteral("{k}")] = value(QStringLiteral("SELECT key_id FROM plancia.api_keys_create('{}', '%1', 'Key')").arg(ids[QStringLiteral("{t}")]));
        m_server.exec(QStringLiteral("INSERT INTO plancia.tenant_limits (tenant_id, kind, scope, amount, created_at, updated_at) VALUES ('%1', 'requests_minute', 'key', 7, now(), now())").arg(ids[QStringLiteral("{t}")]), kDb);
        m_server.exec(QStringLiteral("INSERT INTO plancia.api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us)"
                                     " VALUES ('%1', now(), gen_random_uuid(), '%2', '/v1', 'GET', 200, 1)").arg(ids[QStringLiteral("{t}")], ids[QStringLiteral("{k}")]), kDb);
        return ids;
    }
    /// What the store holds, every table of it.
    QString contents()
    {
        return value(QStringLiteral("SELECT string_agg(relname || ' ' || md5(query_to_xml('SELECT * FROM plancia.' || relname || ' AS r ORDER BY r::text', true, false, '')::text), E'\\n' ORDER BY relname)"
                                    " FROM pg_class WHERE relnamespace = 'plancia'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition"));
    }
    QString said(const Call &call, Ids ids, const QString &place, const QString &bad, TenantId named = {})
    {
        QString sql = QStringLiteral("SELECT ") + QString::fromLatin1(call.sql);
        sql.replace(QStringLiteral("{c}"), QStringLiteral("'{\"actor\":\"eve\",\"request_id\":\"req_1\"}'::jsonb"));
        ids[place] = bad;
        for (auto it = ids.cbegin(); it != ids.cend(); ++it)
            sql.replace(it.key(), it.value() == u"NULL" ? it.value() : QStringLiteral("'%1'").arg(QString(it.value()).replace(u'\'', QLatin1String("''"))));
        const QString word = m_service.word(sql.toUtf8(), {}, named);
        return word == u"0" ? QStringLiteral("not_found") : word;
    }

private slots:
    void initTestCase_data() { ServiceSide::kinds(); }
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_store = makeRemoteDatabase(m_server, kDb);
        QVERIFY2(m_store, qPrintable(m_server.error()));
        QVERIFY2(m_service.start(kDb), qPrintable(m_service.error()));
        m_own = makeTenant(QStringLiteral("acme"));
        m_others = makeTenant(QStringLiteral("other"));
        for (const QString &id : m_own.values() + m_others.values())
            QVERIFY2(!id.isEmpty(), qPrintable(m_server.error()));
    }
    void cleanupTestCase()
    {
        m_service.stop();
        m_store.reset();
    }

    /// What takes a tenant stands in the table above, so that none is forgotten.
    void everyFunctionIsTried()
    {
        QStringList tried;
        for (const Call &call : kCalls)
            if (!QByteArray(call.function).contains("_note_")) // theirs are in the batch
                tried.append(QString::fromLatin1(call.function));
        tried.sort();
        QCOMPARE(tried.join(u' '), value(QStringLiteral("SELECT string_agg(p.proname, ' ' ORDER BY p.proname COLLATE \"C\") FROM pg_proc p WHERE p.pronamespace = 'plancia'::regnamespace"
                                                        " AND p.proargnames[1:2] = '{context,tenant}' AND p.proargtypes[1] = 'text'::regtype")));
        QCOMPARE(value(QStringLiteral("SELECT string_agg(p.proname, ' ' ORDER BY p.proname COLLATE \"C\") FROM pg_proc p WHERE p.pronamespace = 'plancia'::regnamespace AND p.proname LIKE '%\\_note\\_%'")),
                 QStringLiteral("api_keys_note_limited api_keys_note_refused api_keys_note_used tenants_note_storage"));
    }

    void nobodyLearnsWhatIsNotTheirs_data()
    {
        QTest::addColumn<int>("call");
        for (int i = 0; i < static_cast<int>(std::size(kCalls)); ++i)
            QTest::newRow(kCalls[i].function) << i;
    }
    void nobodyLearnsWhatIsNotTheirs()
    {
        QFETCH(int, call);
        const Call &tried = kCalls[call];
        const QString before = contents();
        QVERIFY(before.size() > 500);
        const TenantId own = TenantId::fromString(m_own[QStringLiteral("{t}")]);
        for (const char *name : kPlaces) {
            const QString place = QString::fromLatin1(name);
            if (!QString::fromLatin1(tried.sql).contains(place))
                continue;
            for (const QString &bad : {newUuid().toString(QUuid::WithoutBraces), QStringLiteral("NULL"), QStringLiteral("' OR true --"), QStringLiteral(""),
                                       u'{' + m_own[place] + u'}', m_own[place].left(35), m_own[place] + u'0', QStringLiteral("00000000-0000-0000-0000-000000000000")}) {
                if (bad == u"NULL" && place == QString::fromLatin1(tried.mayBeNull))
                    continue;
                if (bad.startsWith(u"00000000-") && qstrcmp(tried.function, "api_keys_note_refused") == 0)
                    continue; // the keys of nobody are the nil tenant's
                QCOMPARE(said(tried, m_own, place, bad), QStringLiteral("not_found"));
            }
            // Another tenant's: of an object always, of the tenant itself in a transaction that names its own.
            QCOMPARE(said(tried, m_own, place, m_others[place], own), QStringLiteral("not_found"));
            if (place != u"{t}")
                QCOMPARE(said(tried, m_own, place, m_others[place]), QStringLiteral("not_found"));
        }
        // And the tenant's id with objects of another.
        if (QString::fromLatin1(tried.sql).contains(u"{p}") || QString::fromLatin1(tried.sql).contains(u"{k}"))
            QCOMPARE(said(tried, m_own, QStringLiteral("{t}"), m_others[QStringLiteral("{t}")]), QStringLiteral("not_found"));
        QCOMPARE(contents(), before); // nothing was done, nor noted
    }

    /// The same calls with what is the caller's own, so that the test above does not succeed by mistakes of its own.
    void whatIsTheirsIsAnswered_data() { nobodyLearnsWhatIsNotTheirs_data(); }
    void whatIsTheirsIsAnswered()
    {
        QFETCH(int, call);
        const Ids own = makeTenant(QStringLiteral("mine%1").arg(++m_number));
        const QString word = said(kCalls[call], own, QStringLiteral("{t}"), own[QStringLiteral("{t}")]);
        QVERIFY2(word != u"not_found" && !word.startsWith(u"DB_") && !word.startsWith(u"AUTHZ_") && !word.startsWith(u"VAL_"), qPrintable(word));
    }

    /// No function looks up a name where a caller could have put one of its own.
    void everyFunctionHasAFixedSearchPath()
    {
        // Two are taken into the statement that calls them, and name pg_catalog themselves.
        QCOMPARE(value(QStringLiteral("SELECT string_agg(proname, ' ' ORDER BY proname) FROM pg_proc WHERE pronamespace = 'plancia'::regnamespace"
                                      " AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (proconfig), false)")), QStringLiteral("key_state latency_shift"));
        QVERIFY2(m_server.exec(QStringLiteral("SET LOCAL client_min_messages = warning; DROP SCHEMA IF EXISTS evil CASCADE; CREATE SCHEMA evil;"
                                              " CREATE FUNCTION evil.yes(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';"
                                              " CREATE FUNCTION evil.yes(timestamptz, timestamptz) RETURNS boolean LANGUAGE sql AS 'SELECT true';"
                                              " CREATE FUNCTION evil.width_bucket(bigint, bigint[]) RETURNS integer LANGUAGE sql AS 'SELECT 7';"
                                              " CREATE OPERATOR evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = evil.yes);"
                                              " CREATE OPERATOR evil.<= (LEFTARG = timestamptz, RIGHTARG = timestamptz, FUNCTION = evil.yes)"), kDb), qPrintable(m_server.error()));
        const QString path = QStringLiteral("SET LOCAL search_path = evil, pg_catalog; ");
        QCOMPARE(value(path + QStringLiteral("SELECT 'a'::text = 'b'::text")), QStringLiteral("t")); // it would
        QCOMPARE(value(path + QStringLiteral("SELECT plancia.key_state('active', now() + interval '1 day', NULL, now())")), QStringLiteral("active"));
        QCOMPARE(value(path + QStringLiteral("SELECT plancia.latency_shift(1)")), QStringLiteral("0"));
    }
};

QTEST_GUILESS_MAIN(ServiceSpoofingTest)
#include "tst_servicespoofing.moc"
