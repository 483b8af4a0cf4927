// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/commit.h"
#include "app/sql/migrations.h"
#include "tests/support/remotedatabase.h"

#include <QTest>

using namespace plancia;
using namespace plancia::postgres;
using namespace plancia::tests;

namespace {

const QString kDb = QStringLiteral("control");
const TenantId kOne(QUuid::fromString(u"01890000-0000-7000-8000-000000000001"));
const TenantId kTwo(QUuid::fromString(u"01890000-0000-7000-8000-000000000002"));

Result<qint64> insertTenant(sql::Connection &connection, TenantId id, const QString &slug)
{
    return connection.execute("INSERT INTO tenants (id, slug, name, name_key, created_at, updated_at)"
                              " VALUES ($1, $2, $2, $2, now(), now())",
                              {sql::value(id), slug});
}

Result<qint64> insertAudit(sql::Connection &connection, TenantId tenant, const QString &actor)
{
    auto commit = sql::nextCommit(connection);
    if (!commit)
        return fail(commit.error());
    return connection.execute("INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action, actor_kind, actor_name)"
                              " VALUES ($1, now(), $2, $3, $4, 'TEST', 'pg', $5)",
                              {sql::value(tenant), newUuid(), commit->auditSeq, commit->commitNo, actor});
}

Result<qint64> count(sql::Connection &connection, const QByteArray &table)
{
    auto rows = connection.query("SELECT count(*) FROM " + table);
    return rows ? Result<qint64>((*rows)[0].integer(0)) : Result<qint64>(rows.error());
}

} // namespace

/// Installation, and what each role may see and do.
class TestSchema : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        // Before any role of ours exists in the cluster.
        QVERIFY(m_server.createUser(QStringLiteral("plain"), QStringLiteral("pw")));
        QVERIFY(m_server.exec(QStringLiteral("CREATE DATABASE poor OWNER plain")));
    }

    void goesOnWithoutCreateRole()
    {
        auto store = remoteStore(m_server, QStringLiteral("plain"), QStringLiteral("pw"), QStringLiteral("poor"));
        auto before = store->read<SchemaPlan>({}, planSchema).result();
        QVERIFY(before);
        QCOMPARE(before->current, 0);
        QVERIFY(before->mayInstall);
        QVERIFY(before->pending() > 0);
        QVERIFY(before->rolesScript.contains(QStringLiteral("GRANT plancia_admin TO \"plain\";")));

        auto after = install(*store);
        QVERIFY2(after, after ? "" : qPrintable(after.error().fact(u"message")));
        QCOMPARE(after->current, after->target);
        QCOMPARE(after->pending(), 0);
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'plancia%'")), QStringLiteral("0"));
        auto written = store->write<qint64>({}, {}, [](sql::Connection &c) { return insertTenant(c, kOne, QStringLiteral("one")); }).result();
        QVERIFY2(written, written ? "" : qPrintable(written.error().fact(u"message")));
        QCOMPARE(read(*store, "tenants").value(), 1);
        QVERIFY(store->canWrite({}).result().value());

        // A DBA runs the script that was offered: the roles come, the owner changes, the console goes on.
        QVERIFY2(m_server.exec(after->rolesScript, QStringLiteral("poor")), qPrintable(m_server.error()));
        QCOMPARE(m_server.value(QStringLiteral("SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'plancia'"),
                                QStringLiteral("poor")), QStringLiteral("plancia_owner"));
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM pg_policies WHERE policyname = 'installer'"),
                                QStringLiteral("poor")), QStringLiteral("0"));
        QCOMPARE(read(*store, "tenants").value(), 1);
        QVERIFY(store->canWrite({}).result().value());
        auto complete = store->read<SchemaPlan>({}, planSchema).result();
        QVERIFY(complete);
        QCOMPARE(complete->rolesScript, QString());
    }

    void whoMayNotCreateASchemaIsTold()
    {
        QVERIFY(m_server.createDatabase(QStringLiteral("closed")));
        auto store = remoteStore(m_server, QStringLiteral("plain"), QStringLiteral("pw"), QStringLiteral("closed"));
        QVERIFY(!store->read<SchemaPlan>({}, planSchema).result().value().mayInstall);
        auto refused = install(*store);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code(), ErrorCode::AuthzMissingGrant);
        QCOMPARE(refused.error().fact(u"user"), QStringLiteral("plain"));
    }

    void installsAsSuperuserOnceOnly()
    {
        m_store = makeRemoteDatabase(m_server, kDb);
        QVERIFY2(m_store, qPrintable(m_server.error()));
        auto second = remoteStore(m_server, QStringLiteral("postgres"), {}, kDb);
        auto again = install(*second);
        QVERIFY(again);
        QCOMPARE(again->pending(), 0);
        QCOMPARE(again->rolesScript, QString());
        QVERIFY(again->steps.first().appliedAt > 0);
    }

    void createRoleIsEnough()
    {
        const QString user = QStringLiteral("maker");
        QVERIFY(m_server.createUser(user, QStringLiteral("pw"), QStringLiteral("CREATEROLE")));
        QVERIFY(m_server.exec(QStringLiteral("CREATE DATABASE made OWNER %1").arg(user)));
        auto store = remoteStore(m_server, user, QStringLiteral("pw"), QStringLiteral("made"));
        auto installed = install(*store);
        QVERIFY2(installed, installed ? "" : qPrintable(installed.error().fact(u"message")));
        QCOMPARE(installed->rolesScript, QString());
        QCOMPARE(m_server.value(QStringLiteral("SELECT nspowner::regrole FROM pg_namespace WHERE nspname = 'plancia'"),
                                QStringLiteral("made")), QStringLiteral("plancia_owner"));
        auto written = store->write<qint64>({}, {}, [user](sql::Connection &c) -> Result<qint64> {
            if (auto made = insertTenant(c, kOne, QStringLiteral("one")); !made)
                return made;
            return insertAudit(c, kOne, user);
        }).result();
        QVERIFY2(written, written ? "" : qPrintable(written.error().fact(u"message")));
        QCOMPARE(read(*store, "tenants").value(), 1);
    }

    void twoInstallersTakeTurns()
    {
        QVERIFY(m_server.createDatabase(QStringLiteral("twice")));
        auto one = remoteStore(m_server, QStringLiteral("postgres"), {}, QStringLiteral("twice"));
        auto two = remoteStore(m_server, QStringLiteral("postgres"), {}, QStringLiteral("twice"));
        const auto apply = [](sql::Connection &connection) { return applySchema(connection, SystemClock().nowMs()); };
        auto first = one->write<SchemaPlan>({}, {}, apply);
        auto second = two->write<SchemaPlan>({}, {}, apply);
        QVERIFY2(first.result(), first.result() ? "" : qPrintable(first.result().error().fact(u"message")));
        QVERIFY2(second.result(), second.result() ? "" : qPrintable(second.result().error().fact(u"message")));
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM plancia.schema_migrations"), QStringLiteral("twice")),
                 QString::number(first.result()->target));
    }

    void refusesWhatIsNewerOrChanged()
    {
        QVERIFY(m_server.exec(QStringLiteral("INSERT INTO plancia.schema_migrations VALUES (9999, 'future', 'x', now())"), kDb));
        QCOMPARE(m_store->read<SchemaPlan>({}, planSchema).result().error().code(), ErrorCode::MigNewerSchema);
        QVERIFY(m_server.exec(QStringLiteral("DELETE FROM plancia.schema_migrations WHERE number = 9999;"
                                             "UPDATE plancia.schema_migrations SET sha256 = 'was ' || sha256"), kDb));
        QCOMPARE(m_store->read<SchemaPlan>({}, planSchema).result().error().code(), ErrorCode::MigChanged);
        QVERIFY(m_server.exec(QStringLiteral("UPDATE plancia.schema_migrations SET sha256 = substr(sha256, 5)"), kDb));
        QVERIFY(m_store->read<SchemaPlan>({}, planSchema).result());
    }

    void peopleGetTheirRoles()
    {
        for (const char *role : {"viewer", "support", "admin"})
            QVERIFY(m_server.createUser(QStringLiteral("a_%1").arg(QString(role)), QStringLiteral("pw"),
                                        QStringLiteral("IN ROLE plancia_%1").arg(QString(role))));
        QVERIFY(m_server.exec(QStringLiteral("ALTER ROLE plancia_app PASSWORD 'pw'; ALTER ROLE plancia_backup PASSWORD 'pw'")));
        QVERIFY(m_server.createUser(QStringLiteral("stranger"), QStringLiteral("pw")));
        auto admin = as("a_admin");
        auto written = admin->write<qint64>({}, {}, [](sql::Connection &c) -> Result<qint64> {
            for (const auto &[id, slug] : {std::pair{kOne, "one"}, std::pair{kTwo, "two"}}) {
                if (auto made = insertTenant(c, id, QString(slug)); !made)
                    return made;
                if (auto former = c.execute("INSERT INTO tenant_redirects VALUES ('was-' || $2, $1, now())", {sql::value(id), QString(slug)}); !former)
                    return former;
                if (auto noted = insertAudit(c, id, QStringLiteral("a_admin")); !noted)
                    return noted;
            }
            return 2;
        }).result();
        QVERIFY2(written, written ? "" : qPrintable(written.error().fact(u"message")));
    }

    void rolesSeeAsFarAsTheyGo_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<int>("rows");
        QTest::newRow("viewer") << "a_viewer" << 2;
        QTest::newRow("support") << "a_support" << 2;
        QTest::newRow("admin") << "a_admin" << 2;
        QTest::newRow("backup") << "plancia_backup" << 2;
        QTest::newRow("service without a tenant") << "plancia_app" << 0;
        QTest::newRow("stranger") << "stranger" << -1;
    }
    void rolesSeeAsFarAsTheyGo()
    {
        QFETCH(QString, user);
        QFETCH(int, rows);
        auto store = remoteStore(m_server, user, QStringLiteral("pw"), kDb);
        for (const char *table : {"tenants", "tenant_redirects", "audit_log"}) {
            auto seen = read(*store, table);
            if (rows >= 0)
                QCOMPARE(seen.value_or(-2), rows);
            else
                QVERIFY(!seen && (seen.error().code() == ErrorCode::AuthzMissingGrant
                                  || seen.error().code() == ErrorCode::DbSchemaMissing));
        }
    }

    void theServiceSeesItsTenantOnly()
    {
        auto app = as("plancia_app");
        const sql::WriteScope scope{AuditId(newUuid()), kOne};
        auto seen = app->write<qint64>({}, scope, [](sql::Connection &c) -> Result<qint64> {
            auto rows = c.query("SELECT slug FROM tenants UNION ALL SELECT substr(slug, 5) FROM tenant_redirects"
                                " UNION ALL SELECT tenant_id::text FROM audit_log");
            if (!rows)
                return fail(rows.error());
            qint64 own = 0;
            for (int i = 0; i < rows->size(); ++i)
                own += (*rows)[i].text(0) == u"one" || (*rows)[i].text(0) == kOne.toString() ? 1 : 100;
            return own;
        }).result();
        QCOMPARE(seen.value_or(-1), 3);
        const auto refused = [&](const QByteArray &sql, const QList<sql::Value> &values) {
            auto done = app->write<qint64>({}, scope, [&](sql::Connection &c) { return c.execute(sql, values); }).result();
            return !done && done.error().code() == ErrorCode::AuthzMissingGrant;
        };
        QVERIFY(refused("INSERT INTO tenant_redirects VALUES ('x', $1, now())", {sql::value(kTwo)}));
        QVERIFY(refused("UPDATE tenants SET id = $1", {newUuid()}));
        QVERIFY(refused("DELETE FROM audit_log", {}));
        QVERIFY(refused("SELECT * FROM audit_log_default", {})); // no way round by a partition
        QVERIFY(refused("SELECT * FROM schema_migrations", {}));
        auto other = app->write<qint64>({}, scope, [](sql::Connection &c) {
            return c.execute("UPDATE tenants SET notes = 'x' WHERE id = $1", {sql::value(kTwo)});
        }).result();
        QCOMPARE(other.value_or(-1), 0);
    }

    void rowSecurityIsForced()
    {
        QCOMPARE(m_server.value(QStringLiteral("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relnamespace ="
                                               " 'plancia'::regnamespace AND relrowsecurity AND relforcerowsecurity"), kDb),
                 m_server.value(QStringLiteral("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class c WHERE relnamespace ="
                                               " 'plancia'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND (relname = 'tenants' OR EXISTS"
                                               " (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'tenant_id'))"), kDb)); // every table of the tenants
        QCOMPARE(m_server.value(QStringLiteral("SET ROLE plancia_owner; SELECT count(*) FROM plancia.tenants"), kDb),
                 QStringLiteral("0")); // not even the owner
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM pg_policies WHERE schemaname = 'plancia' AND 'public' = ANY (roles)"),
                                kDb), QStringLiteral("0"));
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM information_schema.role_table_grants WHERE table_schema = 'plancia'"
                                               " AND (grantee = 'PUBLIC' OR ((SELECT relispartition FROM pg_class WHERE oid = ('plancia.' || table_name)::regclass)"
                                               " AND grantee <> 'plancia_owner' AND (grantee, privilege_type) <> ('plancia_backup', 'SELECT')))"), kDb), QStringLiteral("0"));
    }

    void rolesDoAsFarAsTheyGo_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<bool>("may");
        const QByteArray rename = "UPDATE tenants SET name = name WHERE slug = 'one'";
        const QByteArray suspend = "UPDATE tenants SET status = 'suspended', status_reason = 'x', updated_at = now(),"
                                   " row_version = row_version + 1 WHERE slug = 'one'";
        const QByteArray erase = "DELETE FROM audit_log";
        const QByteArray forge = "INSERT INTO audit_log (at, id, seq, commit_no, action, actor_kind, actor_name)"
                                 " VALUES (now(), gen_random_uuid(), 1, 1, 'X', 'pg', 'somebody')";
        const QByteArray note = "INSERT INTO audit_log (at, id, seq, commit_no, action, actor_kind, actor_name)"
                                " VALUES (now(), gen_random_uuid(), 1, 1, 'X', 'pg', session_user)";
        QTest::newRow("viewer suspends") << "a_viewer" << suspend << false;
        QTest::newRow("viewer notes") << "a_viewer" << note << false;
        QTest::newRow("support suspends") << "a_support" << suspend << true;
        QTest::newRow("support renames") << "a_support" << rename << false;
        QTest::newRow("support notes") << "a_support" << note << true;
        QTest::newRow("support forges") << "a_support" << forge << false;
        QTest::newRow("admin renames") << "a_admin" << rename << true;
        QTest::newRow("admin erases the trail") << "a_admin" << erase << false;
        QTest::newRow("admin forges") << "a_admin" << forge << false;
        QTest::newRow("admin makes a table") << "a_admin" << QByteArray("CREATE TABLE x (n int)") << false;
        QTest::newRow("admin makes a partition") << "a_admin" << QByteArray("SELECT make_audit_partition(now() + interval '31 days')") << true;
        QTest::newRow("admin makes a partition of usage") << "a_admin" << QByteArray("SELECT make_usage_partition(now() + interval '62 days')") << true;
        QTest::newRow("viewer makes a partition of usage") << "a_viewer" << QByteArray("SELECT make_usage_partition(now())") << false;
        QTest::newRow("viewer makes a partition") << "a_viewer" << QByteArray("SELECT make_audit_partition(now())") << false;
        const QByteArray invite = "INSERT INTO users (tenant_id, id, email, email_key, name_key, role, status, created_at, updated_at) SELECT id,"
                                  " gen_random_uuid(), 'a@b.c', 'a@b.c', '', 'owner', 'invited', now(), now() FROM tenants LIMIT 1 ON CONFLICT DO NOTHING";
        const QByteArray endSessions = "UPDATE user_sessions SET ended_at = now(), end_reason = 'x'";
        QTest::newRow("viewer ends sessions") << "a_viewer" << endSessions << false;
        QTest::newRow("viewer invites") << "a_viewer" << invite << false;
        QTest::newRow("support ends sessions") << "a_support" << endSessions << true;
        QTest::newRow("support moves a session") << "a_support" << QByteArray("UPDATE user_sessions SET refresh_expires_at = now()") << false;
        QTest::newRow("support invites") << "a_support" << invite << false;
        QTest::newRow("support makes an owner") << "a_support" << QByteArray("UPDATE users SET role = 'owner'") << false;
        QTest::newRow("support reads hashes") << "a_support" << QByteArray("SELECT hash FROM user_passwords") << false;
        QTest::newRow("viewer reads token hashes") << "a_viewer" << QByteArray("SELECT token_sha256 FROM session_tokens") << false;
        QTest::newRow("viewer reads code hashes") << "a_viewer" << QByteArray("SELECT code_sha256 FROM user_codes") << false;
        QTest::newRow("admin invites") << "a_admin" << invite << true;
        QTest::newRow("backup writes") << "plancia_backup" << suspend << false;
    }
    void rolesDoAsFarAsTheyGo()
    {
        QFETCH(QString, user);
        QFETCH(QByteArray, sql);
        QFETCH(bool, may);
        auto store = remoteStore(m_server, user, QStringLiteral("pw"), kDb);
        auto done = store->write<qint64>({}, {}, [sql](sql::Connection &c) { return c.execute(sql); }).result();
        QVERIFY2(done.has_value() == may, done ? "done" : qPrintable(done.error().fact(u"message")));
        if (!done)
            QVERIFY2(done.error().code() == ErrorCode::AuthzMissingGrant, qPrintable(done.error().fact(u"message")));
    }

    void canWriteIsWhatTheRoleMay_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<bool>("may");
        QTest::newRow("viewer") << "a_viewer" << false;
        QTest::newRow("support") << "a_support" << true;
        QTest::newRow("admin") << "a_admin" << true;
        QTest::newRow("stranger") << "stranger" << false;
    }
    void canWriteIsWhatTheRoleMay()
    {
        QFETCH(QString, user);
        auto store = remoteStore(m_server, user, QStringLiteral("pw"), kDb);
        QTEST(store->canWrite({}).result().value(), "may");
    }

    void theRoleDecidesWhichActsAreOffered_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<int>("acts");
        const Capabilities support = Capabilities(Capability::SetTenantStatus) | Capability::EndSessions;
        QTest::newRow("viewer") << "a_viewer" << 0;
        QTest::newRow("support") << "a_support" << static_cast<int>(support.toInt());
        QTest::newRow("admin") << "a_admin" << static_cast<int>((support | Capability::WriteTenants | Capability::WriteUsers).toInt());
        QTest::newRow("stranger") << "stranger" << 0;
    }
    void theRoleDecidesWhichActsAreOffered()
    {
        QFETCH(QString, user);
        auto store = remoteStore(m_server, user, QStringLiteral("pw"), kDb);
        const auto facts = store->facts({}).result();
        QVERIFY(facts);
        QTEST(static_cast<int>(facts->role.toInt()), "acts");
    }

    void aPartitionTakesOverFromTheDefault()
    {
        QVERIFY(m_server.exec(QStringLiteral(
            "INSERT INTO plancia.audit_log (at, id, seq, commit_no, action) VALUES"
            " ('2025-01-31T23:59:59.999Z', gen_random_uuid(), 1, 1, 'X'), ('2025-02-01T00:00:00Z', gen_random_uuid(), 2, 2, 'X');"
            "SELECT plancia.make_audit_partition('2025-01-10T00:00:00Z')"), kDb));
        QCOMPARE(m_server.value(QStringLiteral("SELECT string_agg(tableoid::regclass::text, ' ' ORDER BY at) FROM plancia.audit_log"
                                               " WHERE at < '2025-03-01'"), kDb),
                 QStringLiteral("plancia.audit_log_202501 plancia.audit_log_default"));
        QVERIFY(!m_server.exec(QStringLiteral("SELECT plancia.make_audit_partition('2999-01-01')"), kDb));
    }

    void partitionsOfUsageTakeOverFromTheDefaults()
    {
        QVERIFY(m_server.exec(QStringLiteral(
            "INSERT INTO plancia.api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us) SELECT gen_random_uuid(), at, gen_random_uuid(), gen_random_uuid(), '', '', 200, 1"
            " FROM unnest(ARRAY['2025-01-31T23:59:59.999Z', '2025-02-01T00:00:00Z']::timestamptz[]) AS at;"
            "INSERT INTO plancia.rate_limit_hits VALUES (gen_random_uuid(), gen_random_uuid(), '2025-01-31T00:00:00Z', 'n', '', 1), (gen_random_uuid(), gen_random_uuid(), '2025-02-01T00:00:00Z', 'n', '', 1);"
            "INSERT INTO plancia.key_refusals VALUES (gen_random_uuid(), '2025-01-31T23:59:00Z', '', '', 'rest', 1), (gen_random_uuid(), '2025-02-01T00:00:00Z', '', '', 'rest', 1);"
            "SET ROLE a_admin; SELECT plancia.make_usage_partition('2025-01-10T00:00:00Z')"), kDb));
        for (const auto &[table, at] : {std::pair{"api_key_usage", "at"}, std::pair{"rate_limit_hits", "day"}, std::pair{"key_refusals", "at"}}) {
            const QString name = QLatin1String(table);
            QCOMPARE(m_server.value(QStringLiteral("SELECT string_agg(tableoid::regclass::text, ' ' ORDER BY %1) FROM plancia.%2 WHERE %1 < '2025-03-01'").arg(QLatin1String(at), name), kDb),
                     QStringLiteral("plancia.%1_202501 plancia.%1_default").arg(name));
        }
    }

    /// Whoever writes sees to this month and to the next, before its first row comes.
    void partitionsAreThereInTime()
    {
        QVERIFY(m_server.exec(QStringLiteral("DO $$ DECLARE item record; BEGIN FOR item IN SELECT inhrelid::regclass AS name FROM pg_inherits WHERE inhrelid::regclass::text ~ '_2[0-9]{5}$'"
                                             " AND inhparent::regclass::text LIKE 'plancia.%' LOOP EXECUTE 'DROP TABLE ' || item.name; END LOOP; END $$"), kDb));
        auto store = remoteStore(m_server, QStringLiteral("a_admin"), QStringLiteral("pw"), kDb);
        QVERIFY(store->write<qint64>({}, {}, [](sql::Connection &c) { return c.execute("UPDATE tenants SET name = name WHERE slug = 'one'"); }).result());
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM unnest(ARRAY['audit_log', 'api_key_usage', 'rate_limit_hits', 'key_refusals']) AS parent,"
                                               " unnest(ARRAY[now(), now() + interval '1 month']) AS day"
                                               " WHERE to_regclass('plancia.' || parent || '_' || to_char(day AT TIME ZONE 'UTC', 'YYYYMM')) IS NOT NULL"), kDb), QStringLiteral("8"));
    }

    void theWayBackLeavesNothing()
    {
        QVERIFY(m_server.createDatabase(QStringLiteral("back")));
        auto store = remoteStore(m_server, QStringLiteral("postgres"), {}, QStringLiteral("back"));
        QVERIFY(install(*store));
        auto reverted = store->write<SchemaPlan>({}, {}, [](sql::Connection &c) -> Result<SchemaPlan> {
            auto migrations = sql::Migrations::load(QStringLiteral(":/sql/postgres"));
            auto left = migrations ? migrations->plan(c) : Result<SchemaPlan>(migrations.error());
            while (left && left->current > 0)
                left = migrations->revert(c);
            return left;
        }).result();
        QVERIFY2(reverted, reverted ? "" : qPrintable(reverted.error().fact(u"message")));
        QCOMPARE(m_server.value(QStringLiteral("SELECT string_agg(relname, ' ') FROM pg_class WHERE relkind IN ('r', 'p')"
                                               " AND relnamespace = 'plancia'::regnamespace"), QStringLiteral("back")),
                 QStringLiteral("schema_migrations"));
        QVERIFY(install(*store));
    }

private:
    Result<SchemaPlan> install(RemoteStore &store)
    {
        return store.write<SchemaPlan>({}, {}, [](sql::Connection &connection) {
            return applySchema(connection, SystemClock().nowMs());
        }).result();
    }
    std::unique_ptr<RemoteStore> as(const char *user)
    {
        return remoteStore(m_server, QString(user), QStringLiteral("pw"), kDb);
    }
    Result<qint64> read(RemoteStore &store, const QByteArray &table)
    {
        return store.read<qint64>({}, [table](sql::Connection &connection) { return count(connection, table); }).result();
    }

    PrivatePostgres m_server;
    std::unique_ptr<RemoteStore> m_store;
};

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
