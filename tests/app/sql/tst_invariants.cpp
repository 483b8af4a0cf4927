// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sql/invariants.h"
#include "app/sql/migrations.h"
#include "app/sql/sqliteconnection.h"
#include "models/domain/textkey.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace plancia;
using namespace plancia::sql;
using State = CheckResult::State;

/// Each rule over a store that keeps it, and over one in which it is broken in each of its ways.
class TestInvariants : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqliteConnection> m_connection;

    static QUuid id(int n) { return QUuid::fromString(QStringLiteral("01890000-0000-7000-8000-%1").arg(n, 12, 16, QLatin1Char('0'))); }

    bool run(const QByteArray &sql, const QList<Value> &values = {})
    {
        auto done = m_connection->execute(sql, values);
        if (!done)
            qWarning("%s: %s", sql.constData(), qPrintable(done.error().fact(u"message")));
        return done.has_value();
    }
    bool addTenant(int n, const QString &slug, const QString &name)
    {
        bool ok = run("INSERT INTO tenants (id, slug, name, name_key, status, created_at, updated_at) VALUES ($1, $2, $3, $4, 'active', 1000, 2000)",
                      {id(n), slug, name, textKey(name)});
        for (const QString &word : searchWords({name, slug}))
            ok = ok && run("INSERT INTO tenant_words (tenant_id, word) VALUES ($1, $2)", {id(n), word});
        return ok;
    }
    bool addAct(int seq)
    {
        return run("INSERT INTO audit_log (tenant_id, at, id, seq, commit_no, action, details) VALUES ($1, $2, $3, $4, $5, 'TENANT_CREATE', '{}')",
                   {id(1), qint64(1000 + seq), id(100 + seq), qint64(seq), qint64(seq)});
    }
    /// With one entry of everything that a person has.
    bool addUser(int n, const QString &email)
    {
        const QList<Value> who{id(1), id(n)};
        return run("INSERT INTO users (tenant_id, id, email, email_key, name_key, role, status, created_at, updated_at)"
                   " VALUES ($1, $2, $3, lower($3), '', 'owner', 'active', 1000, 2000)", QList<Value>(who) << email)
            && run("INSERT INTO user_words VALUES ($1, $2, 'anna')", who) && run("INSERT INTO user_passwords VALUES ($1, $2, '$argon2id$of-nobody-at-all', 1)", who)
            && run("INSERT INTO user_codes VALUES ($1, $2, 'reset', zeroblob(32), 1, 2, NULL)", who)
            && run("INSERT INTO user_directory (lookup, tenant_id, user_id) VALUES (randomblob(32), $1, $2)", who)
            && run("INSERT INTO user_sessions VALUES ($1, $2, $2, '', '', 1000, 1000, 2000, 3000, NULL, '')", who)
            && run("INSERT INTO session_tokens VALUES ($1, $2, $2, 1, zeroblob(32), 1000, 1001, NULL), ($1, $2, $2, 2, zeroblob(32), 1001, NULL, NULL)", who)
            && run("INSERT INTO session_directory VALUES (randomblob(32), $1, $2, $2)", who)
            && run("INSERT INTO sign_ins VALUES ($1, 5, $2, $2, 'done', '', ''), ($1, 6, $2, NULL, 'unknown', '', '')", who);
    }
    /// Without constraints and indexes, as a store that another program has written may look.
    bool loosen()
    {
        bool ok = m_connection->script("PRAGMA foreign_keys = OFF").has_value();
        for (const QByteArray table : {"tenant_words", "tenant_limits", "tenants", "audit_log", "meta", "key_directory", "api_keys", "users", "user_words", "user_passwords",
                                       "user_codes", "api_key_limits", "api_key_usage", "user_directory", "user_sessions", "session_tokens", "session_directory", "sign_ins"})
            ok = ok && m_connection->script("CREATE TABLE loose AS SELECT * FROM " + table + "; DROP TABLE " + table
                                            + "; ALTER TABLE loose RENAME TO " + table).has_value();
        return ok;
    }
    CheckResult look(const QString &name)
    {
        auto results = runInvariants(*m_connection, {}, {.names = {name}});
        return results && results->size() == 1 ? results->first() : CheckResult{.name = name, .state = State::Crashed};
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const QString path = m_folder->filePath(QStringLiteral("i.db"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        auto opened = SqliteConnection::open({.path = path, .mode = SqliteConnection::Mode::Create});
        QVERIFY(opened);
        m_connection = std::move(*opened);
        QVERIFY(m_connection->script("PRAGMA synchronous = OFF").has_value()); // hundreds of writes, and no power cut
        auto migrations = Migrations::load(QStringLiteral(":/sql/sqlite/control"));
        QVERIFY(migrations && migrations->apply(*m_connection, 1));
        QVERIFY(run("INSERT INTO meta VALUES (1, $1, $2, 5, 3)", {id(1), id(2)}));
        QVERIFY(addTenant(1, QStringLiteral("acme"), QStringLiteral("Acmé GmbH")));
        QVERIFY(addTenant(2, QStringLiteral("bolt-2"), QStringLiteral("Bolt & Söhne")));
        QVERIFY(addAct(1) && addAct(2) && addAct(3));
        QVERIFY(run("INSERT INTO api_keys (tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, created_at, updated_at)"
                    " SELECT id, x'0189000000007000800000000000a001', 'AAAAAAAAAAAA', 'plancia_live_AAAAAAAAAAAA', zeroblob(32), 'Key', 'key', 'live', 'active', 1, 1"
                    " FROM tenants WHERE slug = 'acme'"));
        QVERIFY(run("INSERT INTO key_directory SELECT lookup, tenant_id, id FROM api_keys"));
        QVERIFY(run("INSERT INTO api_key_permissions (tenant_id, key_id, permission) SELECT tenant_id, id, 'orders:read' FROM api_keys"));
        QVERIFY(run("INSERT INTO tenant_limits (tenant_id, kind, scope, amount, created_at, updated_at) VALUES ($1, 'seats', 'tenant', 5, 1, 1)", {id(1)}));
        QVERIFY(addUser(20, QStringLiteral("Anna@acme.example")) && addUser(21, QStringLiteral("bruno@acme.example")));
    }
    void cleanup() { m_connection.reset(); }

    void everyRuleHasWordsAndANameOfItsOwn()
    {
        QSet<QString> names;
        for (const Invariant &rule : invariants()) {
            const QString name = QString::fromLatin1(rule.name);
            QVERIFY2(!names.contains(name), rule.name);
            names.insert(name);
            QVERIFY2(QString::fromUtf8(rule.words).endsWith(u'.'), rule.name);
            QVERIFY2(rule.isRepairable() == (rule.noRepair == nullptr), rule.name);
            QCOMPARE(invariantByName(name), &rule);
        }
        QCOMPARE(invariantByName(u"no-such-rule"), nullptr);
    }

    void holdInAGoodStore()
    {
        auto results = runInvariants(*m_connection);
        QVERIFY(results);
        QCOMPARE(results->size(), qsizetype(invariants().size()));
        for (const CheckResult &result : *results)
            QVERIFY2(result.state == State::Ok && result.count == 0, qPrintable(result.name));
        QVERIFY(allWell(*results));
        QVERIFY(!firstFault(*results));
    }

    /// A backup of an older version is proved by the same rules.
    void holdInAnOlderStore()
    {
        auto migrations = Migrations::load(QStringLiteral(":/sql/sqlite/control"));
        QVERIFY(migrations);
        while (m_connection->number("SELECT max(number) FROM schema_migrations").value_or(0) > 2)
            QVERIFY(migrations->revert(*m_connection));
        auto results = runInvariants(*m_connection);
        QVERIFY(results);
        for (const CheckResult &result : *results)
            QVERIFY2(result.state == State::Ok || (result.state == State::NotApplicable && result.name != u"tenant-words-complete"),
                     qPrintable(result.name + (result.error ? result.error->fact(u"message") : QString())));
        QVERIFY(run("DELETE FROM tenant_words WHERE word = 'gmbh'"));
        QCOMPARE(look(QStringLiteral("tenant-words-complete")).samples, QStringList{QStringLiteral("acme")});
    }

    void findWhatBreaksThem_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QByteArray>("damage");
        QTest::addColumn<QStringList>("samples");
        const auto row = [](const char *name, const char *rule, const char *damage, const QStringList &samples) {
            QTest::newRow(name) << QString::fromLatin1(rule) << QByteArray(damage) << samples;
        };
        row("no meta", "meta-one-row", "DELETE FROM meta", {"rows: 0"});
        row("meta twice", "meta-one-row", "INSERT INTO meta SELECT * FROM meta", {"rows: 2"});
        row("migration missing", "migrations-in-order", "UPDATE schema_migrations SET number = 99 WHERE number = (SELECT max(number) FROM schema_migrations)", {"99"});
        row("empty slug", "tenants-slug-form", "UPDATE tenants SET slug = '' WHERE slug = 'acme'", {""});
        row("capital slug", "tenants-slug-form", "UPDATE tenants SET slug = 'Acme' WHERE slug = 'acme'", {"Acme"});
        row("slug begins with hyphen", "tenants-slug-form", "UPDATE tenants SET slug = '-acme' WHERE slug = 'acme'", {"-acme"});
        row("slug ends with hyphen", "tenants-slug-form", "UPDATE tenants SET slug = 'acme-' WHERE slug = 'acme'", {"acme-"});
        row("long slug", "tenants-slug-form", "UPDATE tenants SET slug = replace(hex(zeroblob(32)), '0', 'a') WHERE slug = 'acme'", {QString(64, u'a')});
        row("slug twice", "tenants-slug-unique", "UPDATE tenants SET slug = 'acme'", {"acme"});
        row("no name", "tenants-name", "UPDATE tenants SET name = '' WHERE slug = 'acme'", {"acme"});
        row("long name", "tenants-name", "UPDATE tenants SET name = hex(zeroblob(101)) WHERE slug = 'acme'", {"acme"});
        row("unknown status", "tenants-status", "UPDATE tenants SET status = 'gone'", {"acme", "bolt-2"});
        row("changed before created", "tenants-dates", "UPDATE tenants SET updated_at = 999 WHERE slug = 'bolt-2'", {"bolt-2"});
        row("version 0", "tenants-row-version", "UPDATE tenants SET row_version = 0 WHERE slug = 'bolt-2'", {"bolt-2"});
        row("other key", "tenants-name-key", "UPDATE tenants SET name_key = 'acmé gmbh' WHERE slug = 'acme'", {"acme"});
        row("name without key", "tenants-name-key", "UPDATE tenants SET name = 'Other' WHERE slug = 'acme'", {"acme"});
        row("trial over before it began", "tenants-trial-end", "UPDATE tenants SET status = 'trial', trial_ends_at = 5 WHERE slug = 'acme'", {"acme"});
        row("no trial that ends", "tenants-trial-end", "UPDATE tenants SET trial_ends_at = 5000 WHERE slug = 'acme'", {"acme"});
        row("deleted before created", "tenants-deleted", "UPDATE tenants SET deleted_at = 5 WHERE slug = 'acme'", {"acme"});
        row("former slug of nobody", "redirects-reference", "INSERT INTO tenant_redirects VALUES ('lost', x'00112233445566778899aabbccddeeff', 1)", {"lost"});
        row("former slug of two", "redirects-unique", "INSERT INTO tenant_redirects SELECT 'acme', id, 1 FROM tenants WHERE slug = 'bolt-2'", {"acme"});
        row("tag without a word", "tenant-words-complete", "UPDATE tenants SET tags = 'vip' WHERE slug = 'acme'", {"acme"});
        row("word of nobody", "tenant-words-reference", "INSERT INTO tenant_words VALUES (x'00112233445566778899aabbccddeeff', 'lost')",
            {"00112233445566778899aabbccddeeff lost"});
        row("word missing", "tenant-words-complete", "DELETE FROM tenant_words WHERE word = 'gmbh'", {"acme"});
        row("word too many", "tenant-words-complete", "INSERT INTO tenant_words SELECT id, 'extra' FROM tenants WHERE slug = 'acme'", {"acme"});
        row("no words", "tenant-words-complete", "DELETE FROM tenant_words", {"acme", "bolt-2"});
        row("role that is none", "users-sets", "UPDATE users SET role = 'king' WHERE email_key LIKE 'anna%'", {"anna@acme.example"});
        row("key of no tenant", "keys-reference", "UPDATE api_keys SET tenant_id = x'00'", {"plancia_live_AAAAAAAAAAAA"});
        row("status of a key that is none", "keys-status", "UPDATE api_keys SET status = 'lost'", {"plancia_live_AAAAAAAAAAAA"});
        row("key that expired before", "keys-dates", "UPDATE api_keys SET expires_at = 0", {"plancia_live_AAAAAAAAAAAA"});
        row("limit that lets nothing through", "key-limits-positive", "INSERT INTO api_key_limits (tenant_id, key_id, name, amount, window_s) SELECT tenant_id, id, 'none', 0, 60 FROM api_keys", {"none"});
        row("calls of nobody", "usage-reference", "INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us) VALUES (x'00', 1, x'01', x'02', '/', 'GET', 200, 1)", {"00"});
        row("cost below nothing", "usage-positive", "INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, cost_micros)"
            " SELECT tenant_id, 1, x'01', id, '/', 'GET', 200, 1, -5 FROM api_keys", {"01"});
        row("grace beyond the expiry", "keys-grace", "UPDATE api_keys SET expires_at = 5, grace_ends_at = 6", {"plancia_live_AAAAAAAAAAAA"});
        row("key that is not looked up", "keys-directory", "DELETE FROM key_directory", {"plancia_live_AAAAAAAAAAAA"});
        row("entry that leads nowhere", "keys-directory", "INSERT INTO key_directory VALUES ('BBBBBBBBBBBB', x'00', x'00')", {"BBBBBBBBBBBB"});
        row("permission of nobody", "key-parts-reference", "INSERT INTO api_key_permissions (tenant_id, key_id, permission) VALUES (x'00', x'00', 'lost')", {"lost"});
        row("limit of nobody", "tenant-limits-reference", "UPDATE tenant_limits SET tenant_id = x'00112233445566778899aabbccddeeff'", {"00112233445566778899aabbccddeeff seats"});
        row("limit of nothing", "limits-positive", "UPDATE tenant_limits SET amount = 0", {"01890000000070008000000000000001 seats"});
        row("limit beyond counting", "limits-positive", "UPDATE tenant_limits SET amount = 1000000000000001", {"01890000000070008000000000000001 seats"});
        row("person of no tenant", "users-reference", "UPDATE users SET tenant_id = zeroblob(16) WHERE email_key LIKE 'anna%'", {"anna@acme.example"});
        row("address twice", "users-email-unique", "UPDATE users SET email_key = 'anna@acme.example'", {"anna@acme.example"});
        row("address with another key", "users-email-key", "UPDATE users SET email_key = email", {"Anna@acme.example"});
        row("not in the directory", "users-directory", "DELETE FROM user_directory WHERE substr(user_id, 16) = x'14'", {"anna@acme.example"});
        row("twice in the directory", "users-directory", "INSERT INTO user_directory SELECT randomblob(32), tenant_id, user_id FROM user_directory WHERE substr(user_id, 16) = x'14'",
            {"anna@acme.example"});
        row("person changed before invited", "users-dates", "UPDATE users SET updated_at = 999 WHERE email_key LIKE 'anna%'", {"anna@acme.example"});
        row("what nobody has", "user-parts-reference", "DELETE FROM users WHERE email_key LIKE 'anna%'",
            {"user_words 01890000000070008000000000000014", "user_passwords 01890000000070008000000000000014", "user_codes 01890000000070008000000000000014",
             "user_sessions 01890000000070008000000000000014", "session_tokens 01890000000070008000000000000014", "session_tokens 01890000000070008000000000000014",
             "user_directory 01890000000070008000000000000014", "session_directory 01890000000070008000000000000014", "sign_ins 01890000000070008000000000000014"});
        row("used before it began", "sessions-dates", "UPDATE user_sessions SET last_used_at = 5 WHERE substr(id, 16) = x'14'", {"01890000000070008000000000000014"});
        row("two tokens that are good", "sessions-one-token", "UPDATE session_tokens SET used_at = NULL WHERE substr(session_id, 16) = x'14'", {"01890000000070008000000000000014"});
        row("act missing", "audit-no-gap", "DELETE FROM audit_log WHERE seq = 2", {"3"});
        row("first act missing", "audit-no-gap", "DELETE FROM audit_log WHERE seq = 1", {"2"});
        row("number twice", "audit-no-gap", "UPDATE audit_log SET seq = 2 WHERE seq = 3", {"2"});
        row("not counted", "audit-counter", "UPDATE meta SET audit_seq = 2", {"3"});
        row("last act missing", "audit-end", "DELETE FROM audit_log WHERE seq = 3", {"3"});
        row("all acts missing", "audit-end", "DELETE FROM audit_log", {"3"});
        row("act twice", "audit-id-unique", "INSERT INTO audit_log SELECT * FROM audit_log WHERE seq = 1", {"01890000000070008000000000000065"});
        row("commit to come", "audit-commit-known", "UPDATE audit_log SET commit_no = 6 WHERE seq = 3", {"3"});
        row("commit 0", "audit-commit-known", "UPDATE audit_log SET commit_no = 0 WHERE seq = 1", {"1"});
        row("commits go back", "audit-commit-order", "UPDATE audit_log SET commit_no = 5 WHERE seq = 2", {"3"});
        row("unknown result", "audit-result", "UPDATE audit_log SET result = 'maybe' WHERE seq = 2", {"2"});
        row("not JSON", "audit-details", "UPDATE audit_log SET details = '{oops' WHERE seq = 2", {"2"});
        row("a JSON list", "audit-details", "UPDATE audit_log SET details = '[1]' WHERE seq = 2", {"2"});
    }
    void findWhatBreaksThem()
    {
        QFETCH(QString, rule);
        QFETCH(QByteArray, damage);
        QFETCH(QStringList, samples);
        QVERIFY(loosen());
        QCOMPARE(toString(look(rule).state), toString(State::Ok));
        QVERIFY(run(damage));
        const CheckResult found = look(rule);
        QCOMPARE(toString(found.state), toString(State::Broken));
        QCOMPARE(found.samples, samples);
        QCOMPARE(found.count, samples.size());
        const auto fault = firstFault({found});
        QVERIFY(fault);
        QCOMPARE(fault->code(), ErrorCode::RepoInvariant);
        QCOMPARE(fault->fact(u"check"), rule);
        QCOMPARE(fault->fact(u"count"), QString::number(samples.size()));

        const Invariant *known = invariantByName(rule);
        QVERIFY(known);
        auto repaired = repairInvariant(*m_connection, *known);
        QCOMPARE(repaired.has_value(), known->isRepairable());
        if (!repaired)
            QCOMPARE(repaired.error().code(), ErrorCode::RepoInvariant);
        QCOMPARE(toString(look(rule).state), toString(known->isRepairable() ? State::Ok : State::Broken));
        if (known->isRepairable())
            QVERIFY(repairInvariant(*m_connection, *known).value_or(-1) == 0);
    }

    void everyRuleIsBrokenByTheTableAbove()
    {
        // The rows of a data function cannot be asked for from outside its own test.
        QFile source(QFINDTESTDATA("tst_invariants.cpp"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QByteArray text = source.readAll();
        for (const Invariant &rule : invariants())
            QVERIFY2(text.contains(QByteArray(", \"") + rule.name + "\", \""), rule.name);
    }

    void countBeyondTheSamples()
    {
        for (int n = 10; n < 260; ++n)
            QVERIFY(addTenant(n, QStringLiteral("t%1").arg(n), QStringLiteral("Tenant %1").arg(n)));
        QVERIFY(loosen());
        QVERIFY(run("UPDATE tenants SET status = 'gone', name_key = 'z'"));
        for (const char *rule : {"tenants-status", "tenants-name-key"}) {
            const CheckResult found = look(QString::fromLatin1(rule));
            QCOMPARE(found.count, 252);
            QCOMPARE(found.samples.size(), kMaxSamples);
        }
        auto sampled = runInvariants(*m_connection, {}, {.names = {QStringLiteral("tenants-name-key")}, .comparedTenants = 200});
        QVERIFY(sampled);
        QVERIFY(sampled->first().count >= 100 && sampled->first().count < 252);
        QCOMPARE(repairInvariant(*m_connection, *invariantByName(u"tenants-name-key")).value_or(-1), 252);
    }

    void aRuleThatCannotRunDoesNotStopTheOthers()
    {
        QVERIFY(m_connection->script("PRAGMA foreign_keys = OFF; DROP TABLE tenants; CREATE TABLE tenants (other INTEGER) STRICT").has_value());
        auto results = runInvariants(*m_connection);
        QVERIFY(results);
        QCOMPARE(results->size(), qsizetype(invariants().size()));
        for (const CheckResult &result : *results)
            QCOMPARE(toString(result.state), toString(result.name.startsWith(u"tenant") || result.name.startsWith(u"redirects") || result.name == u"users-reference" || result.name == u"keys-reference" || result.name == u"usage-reference" ? State::Crashed : State::Ok));
        QCOMPARE(firstFault(*results)->code(), ErrorCode::DbStatement);
        QVERIFY(!allWell(*results));
    }

    void doNotApplyWithoutTheirTable()
    {
        QVERIFY(run("DROP TABLE audit_log"));
        auto results = runInvariants(*m_connection);
        QVERIFY(results);
        for (const CheckResult &result : *results)
            QCOMPARE(toString(result.state), toString(result.name.startsWith(u"audit") ? State::NotApplicable : State::Ok));
        QVERIFY(allWell(*results));
    }

    void tellOfEachAndStopWhenCancelled()
    {
        CancelToken cancel;
        QStringList seen;
        auto results = runInvariants(*m_connection, cancel, {.each = [&](const CheckResult &result) {
            seen.append(result.name);
            if (seen.size() == 3)
                cancel.cancel();
        }});
        QVERIFY(!results);
        QCOMPARE(results.error().code(), ErrorCode::InternalCancelled);
        QCOMPARE(seen.size(), 3);
    }

    void theWorstFaultIsNamedFirst()
    {
        const QList<CheckResult> results{{.name = QStringLiteral("tenants-dates"), .state = State::Broken, .count = 9},
                                         {.name = QStringLiteral("audit-no-gap"), .state = State::Broken, .count = 1},
                                         {.name = QStringLiteral("tenants-status"), .state = State::Crashed, .error = Error(ErrorCode::DbTimeout)}};
        QCOMPARE(firstFault(results)->fact(u"check"), QStringLiteral("audit-no-gap"));
        QCOMPARE(firstFault(results.mid(2))->code(), ErrorCode::DbTimeout);
        for (const State state : {State::Ok, State::Broken, State::Noted, State::Crashed, State::NotApplicable})
            QVERIFY(checkStateFromString(toString(state)) == std::optional(state));
    }
};

QTEST_GUILESS_MAIN(TestInvariants)
#include "tst_invariants.moc"
