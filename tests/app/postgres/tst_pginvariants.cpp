// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/invariants.h"
#include "models/domain/textkey.h"
#include "tests/support/remotedatabase.h"

#include <QTest>

using namespace plancia;
using namespace plancia::postgres;
using namespace plancia::tests;
using State = CheckResult::State;

/// The rules in PostgreSQL's dialect, each on rows that break it.
class TestPgInvariants : public QObject {
    Q_OBJECT
    PrivatePostgres m_server;
    std::unique_ptr<RemoteStore> m_store;

    /// Runs in a transaction that is rolled back.
    std::optional<QList<CheckResult>> after(const QByteArray &damage, const QString &repair = {})
    {
        std::optional<QList<CheckResult>> results;
        auto ran = m_store->write<bool>({}, {}, [&](sql::Connection &connection) -> Result<bool> {
            if (auto done = connection.script(damage); !done)
                return done;
            if (const Invariant *rule = invariantByName(repair))
                if (auto repaired = sql::repairInvariant(connection, *rule); !repaired)
                    return fail(repaired.error());
            auto checked = sql::runInvariants(connection);
            if (!checked)
                return fail(checked.error());
            results = *checked;
            return fail(ErrorCode::InternalCancelled);
        }).result();
        if (!results && !ran)
            qWarning("%s", qPrintable(ran.error().fact(u"message")));
        return results;
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_store = makeRemoteDatabase(m_server, QStringLiteral("rules"));
        QVERIFY2(m_store, qPrintable(m_server.error()));
        const QString fill = QStringLiteral(
            "INSERT INTO plancia.tenants (id, slug, name, name_key, created_at, updated_at) VALUES"
            " ('01890000-0000-7000-8000-000000000001', 'acme', 'Acmé', '%1', now(), now());"
            // Of a version that did not compute the words yet: a backup may still have it.
            "CREATE TABLE plancia.tenant_words (tenant_id uuid NOT NULL REFERENCES plancia.tenants (id), word text NOT NULL, PRIMARY KEY (tenant_id, word));"
            "INSERT INTO plancia.tenant_words VALUES ('01890000-0000-7000-8000-000000000001', 'acme');"
            "INSERT INTO plancia.audit_log (tenant_id, at, id, seq, commit_no, action)"
            " SELECT '01890000-0000-7000-8000-000000000001', now(), gen_random_uuid(), n, n, 'TEST' FROM generate_series(1, 3) n;"
            "UPDATE plancia.meta SET commit_no = 3, audit_seq = 3;"
            "INSERT INTO plancia.users (tenant_id, id, email, email_key, name_key, role, status, created_at, updated_at) VALUES"
            " ('01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000020', 'Anna@acme.example', 'anna@acme.example', '', 'owner', 'active', now(), now());"
            "INSERT INTO plancia.user_directory SELECT sha256(convert_to(email_key, 'UTF8')), tenant_id, id FROM plancia.users;"
            "INSERT INTO plancia.user_sessions SELECT tenant_id, id, id, '', '', now(), now(), now(), now() FROM plancia.users;"
            "INSERT INTO plancia.session_tokens SELECT tenant_id, id, id, n, sha256(n::text::bytea), now(), CASE WHEN n = 1 THEN now() END FROM plancia.users, generate_series(1, 2) n")
            .arg(textKey(u"Acmé"));
        QVERIFY2(m_server.exec(fill, QStringLiteral("rules")), qPrintable(m_server.error()));
    }

    void holdInAGoodStore()
    {
        auto results = m_store->read<QList<CheckResult>>({}, [](sql::Connection &c) { return sql::runInvariants(c); }).result();
        QVERIFY(results);
        QCOMPARE(results->size(), qsizetype(invariants().size()));
        for (const CheckResult &result : *results)
            QVERIFY2(result.state == State::Ok,
                     qPrintable(result.name + (result.error ? result.error->fact(u"message") : QString())));
    }

    void findWhatBreaksThem_data()
    {
        QTest::addColumn<QByteArray>("damage");
        QTest::addColumn<QString>("sample");
        const auto row = [](const char *rule, const char *damage, const char *sample) {
            QTest::newRow(rule) << QByteArray(damage) << QString::fromLatin1(sample);
        };
        row("meta-one-row", "DELETE FROM meta", "rows: 0");
        row("migrations-in-order", "UPDATE schema_migrations SET number = 99 WHERE number = 2", "99");
        row("tenants-slug-form", "ALTER TABLE tenants DROP CONSTRAINT tenants_slug_check; UPDATE tenants SET slug = 'A'", "A");
        row("tenants-slug-unique",
            "ALTER TABLE tenants DROP CONSTRAINT tenants_slug_key;"
            "INSERT INTO tenants SELECT gen_random_uuid(), slug, name, name_key, status, '', '', created_at, updated_at, 1 FROM tenants", "acme");
        row("tenants-name", "ALTER TABLE tenants DROP CONSTRAINT tenants_name_check; UPDATE tenants SET name = ''", "acme");
        row("tenants-status", "ALTER TABLE tenants DROP CONSTRAINT tenants_status_check; UPDATE tenants SET status = 'gone'", "acme");
        row("tenants-dates", "UPDATE tenants SET updated_at = created_at - interval '1 second'", "acme");
        row("tenants-trial-end", "UPDATE tenants SET trial_ends_at = now()", "acme");
        row("tenants-deleted", "UPDATE tenants SET deleted_at = created_at - interval '1 second'", "acme");
        row("redirects-reference",
            "ALTER TABLE tenant_redirects DROP CONSTRAINT tenant_redirects_tenant_id_fkey;"
            "INSERT INTO tenant_redirects VALUES ('lost', '01890000-0000-7000-8000-000000000009', now())", "lost");
        row("redirects-unique", "INSERT INTO tenant_redirects SELECT slug, id, now() FROM tenants", "acme");
        row("tenants-row-version", "ALTER TABLE tenants DROP CONSTRAINT tenants_row_version_check; UPDATE tenants SET row_version = 0", "acme");
        row("tenants-name-key", "UPDATE tenants SET name_key = 'z'", "acme");
        row("tenant-words-reference",
            "ALTER TABLE tenant_words DROP CONSTRAINT tenant_words_tenant_id_fkey;"
            "INSERT INTO tenant_words VALUES ('01890000-0000-7000-8000-000000000009', 'lost')", "01890000-0000-7000-8000-000000000009 lost");
        row("tenant-words-complete", "DELETE FROM tenant_words", "acme");
        row("tenant-limits-reference", "SET LOCAL session_replication_role = replica;"
            "INSERT INTO tenant_limits VALUES ('01890000-0000-7000-8000-000000000009', 'seats', 'tenant', '', 5, now(), now())",
            "01890000-0000-7000-8000-000000000009 seats");
        row("limits-positive", "ALTER TABLE tenant_limits DROP CONSTRAINT tenant_limits_amount_check;"
            "INSERT INTO tenant_limits SELECT id, 'seats', 'tenant', '', 0, now(), now() FROM tenants", "01890000-0000-7000-8000-000000000001 seats");
        row("users-reference", "SET LOCAL session_replication_role = replica; UPDATE users SET tenant_id = gen_random_uuid()", "anna@acme.example");
        row("users-email-unique", "ALTER TABLE users DROP CONSTRAINT users_tenant_id_email_key_key; INSERT INTO users SELECT tenant_id, gen_random_uuid(), email, email_key,"
            " display_name, name_key, role, status, '', NULL, NULL, 0, created_at, updated_at, 1 FROM users", "anna@acme.example");
        row("users-email-key", "UPDATE users SET email_key = email", "Anna@acme.example");
        row("users-directory", "UPDATE user_directory SET lookup = sha256('another')", "anna@acme.example");
        row("users-sets", "ALTER TABLE users DROP CONSTRAINT users_role_check; UPDATE users SET role = 'king'", "anna@acme.example");
        row("usage-reference", "INSERT INTO rate_limit_hits VALUES ('01890000-0000-7000-8000-000000000009', '01890000-0000-7000-8000-000000000009', now(), 'n', '/', 1)",
            "01890000-0000-7000-8000-000000000009");
        row("users-dates", "UPDATE users SET updated_at = created_at - interval '1 second'", "anna@acme.example");
        row("user-parts-reference", "INSERT INTO sign_ins VALUES ((SELECT id FROM tenants LIMIT 1), now(), gen_random_uuid(), '01890000-0000-7000-8000-000000000009', 'done')",
            "sign_ins 01890000-0000-7000-8000-000000000009");
        row("sessions-dates", "UPDATE user_sessions SET ended_at = created_at - interval '1 second'", "01890000-0000-7000-8000-000000000020");
        row("sessions-one-token", "UPDATE session_tokens SET used_at = NULL", "01890000-0000-7000-8000-000000000020");
        row("audit-no-gap", "DELETE FROM audit_log WHERE seq = 2", "3");
        row("audit-counter", "UPDATE meta SET audit_seq = 1", "3");
        row("audit-end", "DELETE FROM audit_log WHERE seq = 3", "3");
        row("audit-id-unique",
            "INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action)"
            " SELECT tenant_id, at + n * interval '1 minute', '01890000-0000-7000-8000-000000000007', 3 + n, 3, action FROM audit_log,"
            " generate_series(1, 2) n WHERE seq = 3", "01890000-0000-7000-8000-000000000007");
        row("audit-commit-known", "UPDATE audit_log SET commit_no = 4 WHERE seq = 3", "3");
        row("audit-commit-order", "UPDATE audit_log SET commit_no = 3 WHERE seq = 1", "2");
        row("audit-result", "ALTER TABLE audit_log DROP CONSTRAINT audit_log_result_check; UPDATE audit_log SET result = 'maybe' WHERE seq = 1", "1");
        row("audit-details", "UPDATE audit_log SET details = '[]' WHERE seq = 1", "1");
    }
    void findWhatBreaksThem()
    {
        QFETCH(QByteArray, damage);
        QFETCH(QString, sample);
        const QString rule = QString::fromLatin1(QTest::currentDataTag());
        const auto only = [&rule](const QList<CheckResult> &results) {
            for (const CheckResult &result : results)
                if (result.name == rule)
                    return result;
            return CheckResult{.name = rule, .state = State::NotApplicable};
        };
        const auto results = after(damage);
        QVERIFY(results);
        const CheckResult found = only(*results);
        QVERIFY2(found.state == State::Broken, qPrintable(toString(found.state) + (found.error ? found.error->fact(u"message") : QString())));
        QVERIFY2(found.samples.contains(sample), qPrintable(found.samples.join(u'|')));
        if (!invariantByName(rule)->isRepairable())
            return;
        const auto repaired = after(damage, rule);
        QVERIFY(repaired);
        QCOMPARE(toString(only(*repaired).state), QStringLiteral("ok"));
    }

    void aRuleThatCannotRunDoesNotStopTheOthers()
    {
        const auto results = after("ALTER TABLE tenants RENAME COLUMN status TO other");
        QVERIFY(results);
        for (const CheckResult &result : *results)
            QCOMPARE(toString(result.state), result.name == u"tenants-status" || result.name == u"tenants-trial-end"
                                                 ? QStringLiteral("crashed") : QStringLiteral("ok"));
    }
};

QTEST_GUILESS_MAIN(TestPgInvariants)
#include "tst_pginvariants.moc"
