// SPDX-License-Identifier: GPL-3.0-or-later
// One contract of two sides: what the console does with tenants and people, and what the service does by its functions. Both act
// on stores of their own that are alike, and after each act word, rows and trail must be alike too.
#include "app/controlplane/passwords.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/controlplane/users/users.h"
#include "tests/support/serviceside.h"

#include <QTemporaryDir>
#include <QTest>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::tests;

namespace {

const QString kConsole = QStringLiteral("console"), kService = QStringLiteral("service");
const QString kContext = QStringLiteral(R"({"actor": "anna@acme", "request_id": "req_1", "address": "192.0.2.7"})");
constexpr qint64 kOld = 99; ///< a version that no row here has
const QString kPassword = QStringLiteral("Correct-Horse-9");

/// Everything that tenants and people are in a store, a line each, without what each store has of its own (ids, times, hashes).
const QString kState = QStringLiteral(R"(
SELECT coalesce(string_agg(line, E'\n' ORDER BY line), 'nothing') FROM (
    SELECT concat_ws('|', 'tenant', slug, name, name_key, status, status_reason, notes, tags, trial_ends_at, deleted_at IS NULL, row_version) AS line FROM plancia.tenants
    UNION ALL SELECT concat_ws('|', 'tenant words', slug, words::text) FROM plancia.tenants
    UNION ALL SELECT concat_ws('|', 'redirect', r.slug, t.slug) FROM plancia.tenant_redirects r JOIN plancia.tenants t ON t.id = r.tenant_id
    UNION ALL SELECT concat_ws('|', 'person', t.slug, u.email, u.email_key, u.display_name, u.name_key, u.role, u.status, u.status_reason,
                               u.email_verified_at IS NULL, u.failed_sign_ins, u.row_version)
              FROM plancia.users u JOIN plancia.tenants t ON t.id = u.tenant_id
    UNION ALL SELECT concat_ws('|', 'person word', u.email, w.word) FROM plancia.user_words w JOIN plancia.users u ON u.id = w.user_id
    UNION ALL SELECT concat_ws('|', 'lookup', u.email, encode(d.lookup, 'hex')) FROM plancia.user_directory d JOIN plancia.users u ON u.id = d.user_id
    UNION ALL SELECT concat_ws('|', 'code', u.email, c.purpose, c.used_at IS NULL, c.expires_at - c.created_at) FROM plancia.user_codes c JOIN plancia.users u ON u.id = c.user_id
    UNION ALL SELECT concat_ws('|', 'session', u.email, s.device, s.ended_at IS NULL, s.end_reason) FROM plancia.user_sessions s JOIN plancia.users u ON u.id = s.user_id
    UNION ALL SELECT concat_ws('|', 'sign-in', s.device) FROM plancia.sign_ins s
    UNION ALL SELECT concat_ws('|', 'password', u.email, left(p.hash, 10)) FROM plancia.user_passwords p JOIN plancia.users u ON u.id = p.user_id
    UNION ALL SELECT concat_ws('|', 'trail', to_char(row_number() OVER (ORDER BY seq), '000000'), action, tenant_slug, object_kind, object_name, reason,
                               regexp_replace(regexp_replace(regexp_replace((details - 'file')::text, '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'ID', 'g'),
                                                             '[0-9a-f]{64}', 'HASH', 'g'), '\d{4}-\d\d-\d\dT[0-9:.]{12}Z', 'TIME', 'g'))
              FROM plancia.audit_log WHERE result = 'done') AS lines)");

/// What may be done, by slug and address. The answer is a word of the service: 'done', or why not.
class Side {
public:
    Side(PrivatePostgres &server, const QString &database) : m_server(server), m_database(database) {}
    virtual ~Side() = default;
    virtual QString create(const TenantDraft &draft) = 0;
    virtual QString update(const QString &slug, const TenantDraft &draft, qint64 version = 0) = 0;
    virtual QString setStatus(const QString &slug, TenantStatus status, const QString &reason, qint64 version = 0) = 0;
    virtual QString rename(const QString &slug, const QString &wanted, qint64 version = 0) = 0;
    virtual QString remove(const QString &slug, const QString &reason, qint64 version = 0) = 0;
    virtual QString takeBack(const QString &slug, qint64 version = 0) = 0;

    virtual QString invite(const QString &slug, const UserDraft &draft) = 0;
    virtual QString updatePerson(const QString &email, const UserDraft &draft, qint64 version = 0) = 0;
    virtual QString setPersonStatus(const QString &email, UserStatus status, const QString &reason, qint64 version = 0) = 0;
    virtual QString reset(const QString &email, qint64 version = 0) = 0;
    virtual QString verifyEmail(const QString &email, qint64 version = 0) = 0;
    virtual QString endSessions(const QString &email, const QString &device, const QString &reason) = 0; ///< no device: all
    virtual QString setPassword(const QString &email) = 0;
    virtual QString erase(const QString &email, const QString &reason, qint64 version = 0) = 0;

    QString state() { return m_server.value(kState, m_database); }
    /// Past both sides: what a clock or an operator does.
    bool exec(const QString &sql) { return m_server.exec(sql, m_database); }

protected:
    QString value(const QString &sql, const QString &bound) { return m_server.value(sql.arg(QString(bound).replace(u'\'', QLatin1String("''"))), m_database); }
    QString idOr(const QString &found) { return found.isEmpty() ? newUuid().toString(QUuid::WithoutBraces) : found; }
    QString tenant(const QString &slug) { return idOr(value(QStringLiteral("SELECT id FROM plancia.tenants WHERE slug = '%1'"), slug)); }
    QString tenantOf(const QString &email) { return idOr(value(QStringLiteral("SELECT tenant_id FROM plancia.users WHERE email = '%1'"), email)); }
    QString person(const QString &email) { return idOr(value(QStringLiteral("SELECT id FROM plancia.users WHERE email = '%1'"), email)); }
    QString session(const QString &device) { return idOr(value(QStringLiteral("SELECT id FROM plancia.user_sessions WHERE device = '%1'"), device)); }
    qint64 tenantVersion(const QString &slug) { return value(QStringLiteral("SELECT row_version FROM plancia.tenants WHERE slug = '%1'"), slug).toLongLong(); }
    qint64 personVersion(const QString &email) { return value(QStringLiteral("SELECT row_version FROM plancia.users WHERE email = '%1'"), email).toLongLong(); }

private:
    PrivatePostgres &m_server;
    const QString m_database;
};

/// The word of the service for an error of the console. What is deleted is not there for the service.
QString wordOf(const Error &error)
{
    switch (error.code()) {
    case ErrorCode::TenantNotFound:
    case ErrorCode::UserNotFound:
    case ErrorCode::SessionNotFound: return QStringLiteral("not_found");
    case ErrorCode::ConflictEdited: return QStringLiteral("conflict");
    case ErrorCode::ConflictDeleted: return error.fact(u"state") == u"deleted" ? QStringLiteral("not_found") : QStringLiteral("wrong_state");
    case ErrorCode::ConflictStatus:
    case ErrorCode::ConflictUserStatus: return QStringLiteral("wrong_state");
    case ErrorCode::ConflictSlugTaken: return QStringLiteral("slug_taken");
    case ErrorCode::ConflictEmailTaken: return QStringLiteral("email_taken");
    case ErrorCode::ConflictLastOwner: return QStringLiteral("last_owner");
    case ErrorCode::BusinessLimitReached: return QStringLiteral("seats_taken");
    default: return errorId(error.code());
    }
}

class Console : public Side {
public:
    Console(PrivatePostgres &server, postgres::RemoteStore &store, const audit::Recorder &recorder)
        : Side(server, kConsole), m_tenants(store, recorder), m_users(store, recorder, nullptr) {}

    QString create(const TenantDraft &draft) override { return said(m_tenants.create(draft, {})); }
    QString update(const QString &slug, const TenantDraft &draft, qint64 version) override { return said(m_tenants.update(id(slug), tenantAt(slug, version), draft, {})); }
    QString setStatus(const QString &slug, TenantStatus status, const QString &reason, qint64 version) override
    {
        return said(m_tenants.setStatus(id(slug), tenantAt(slug, version), status, reason, {}));
    }
    QString rename(const QString &slug, const QString &wanted, qint64 version) override { return said(m_tenants.rename(id(slug), tenantAt(slug, version), wanted, {})); }
    QString remove(const QString &slug, const QString &reason, qint64 version) override { return said(m_tenants.remove(id(slug), tenantAt(slug, version), reason, {})); }
    QString takeBack(const QString &slug, qint64 version) override { return said(m_tenants.takeBack(id(slug), tenantAt(slug, version), {})); }

    QString invite(const QString &slug, const UserDraft &draft) override { return said(m_users.invite(id(slug), draft, {})); }
    QString updatePerson(const QString &email, const UserDraft &draft, qint64 version) override { return said(m_users.update(ref(email), personAt(email, version), draft, {})); }
    QString setPersonStatus(const QString &email, UserStatus status, const QString &reason, qint64 version) override
    {
        return said(m_users.setStatus(ref(email), personAt(email, version), status, reason, {}));
    }
    QString reset(const QString &email, qint64 version) override { return said(m_users.reset(ref(email), personAt(email, version), {})); }
    QString verifyEmail(const QString &email, qint64 version) override { return said(m_users.markEmailVerified(ref(email), personAt(email, version), {})); }
    QString endSessions(const QString &email, const QString &device, const QString &reason) override
    {
        return said(m_users.endSessions(ref(email), device.isEmpty() ? SessionId() : SessionId::fromString(session(device)), reason, {}));
    }
    QString setPassword(const QString &email) override { return said(m_users.setPassword(ref(email), personAt(email, 0), kPassword, {})); }
    QString erase(const QString &email, const QString &reason, qint64 version) override
    {
        return said(m_users.erase(ref(email), personAt(email, version), m_folder.filePath(QStringLiteral("%1.json").arg(++m_files)), reason, {}));
    }

private:
    template <class T>
    static QString said(QFuture<Result<T>> future)
    {
        const auto result = waitFor(future);
        return result ? QStringLiteral("done") : wordOf(result.error());
    }
    TenantId id(const QString &slug) { return TenantId::fromString(tenant(slug)); }
    UserRef ref(const QString &email) { return {TenantId::fromString(tenantOf(email)), UserId::fromString(person(email))}; }
    qint64 tenantAt(const QString &slug, qint64 version) { return version ? version : tenantVersion(slug); }
    qint64 personAt(const QString &email, qint64 version) { return version ? version : personVersion(email); }

    Tenants m_tenants;
    Users m_users;
    QTemporaryDir m_folder;
    int m_files = 0;
};

class Service : public Side {
public:
    Service(PrivatePostgres &server, ServiceSide &service) : Side(server, kService), m_service(service) {}

    QString create(const TenantDraft &draft) override
    {
        return word("SELECT result FROM plancia.tenants_create($1::jsonb, $2, $3, $4, $5, string_to_array($6, ' '), $7)",
                    {draft.slug, draft.name, toString(draft.status), draft.notes, draft.tags.join(u' '), orNone(draft.trialEndsAt)});
    }
    QString update(const QString &slug, const TenantDraft &draft, qint64 version) override
    {
        return word("SELECT plancia.tenants_update($1::jsonb, $2, $3, $4, string_to_array($5, ' '), coalesce($6::timestamptz, 'infinity'), $7)",
                    {tenant(slug), draft.name, draft.notes, draft.tags.join(u' '), orNone(draft.trialEndsAt), orAny(version)});
    }
    QString setStatus(const QString &slug, TenantStatus status, const QString &reason, qint64 version) override
    {
        return word("SELECT plancia.tenants_set_status($1::jsonb, $2, $3, $4, $5)", {tenant(slug), toString(status), reason, orAny(version)});
    }
    QString rename(const QString &slug, const QString &wanted, qint64 version) override
    {
        return word("SELECT plancia.tenants_set_slug($1::jsonb, $2, $3, $4)", {tenant(slug), wanted, orAny(version)});
    }
    QString remove(const QString &slug, const QString &reason, qint64 version) override
    {
        return word("SELECT plancia.tenants_delete($1::jsonb, $2, $3, $4)", {tenant(slug), reason, orAny(version)});
    }
    QString takeBack(const QString &slug, qint64 version) override { return word("SELECT plancia.tenants_restore($1::jsonb, $2, $3)", {tenant(slug), orAny(version)}); }

    QString invite(const QString &slug, const UserDraft &draft) override
    {
        return word("SELECT result FROM plancia.invite_person($1::jsonb, $2, $3, $4, $5, $6)", {tenant(slug), draft.email, draft.name, toString(draft.role), codeHash(u"AAAAA")});
    }
    QString updatePerson(const QString &email, const UserDraft &draft, qint64 version) override
    {
        return about(email, "SELECT plancia.users_update($1::jsonb, $2, $3, $4, $5, $6, $7)", {draft.email, draft.name, toString(draft.role), orAny(version)});
    }
    QString setPersonStatus(const QString &email, UserStatus status, const QString &reason, qint64 version) override
    {
        return about(email, "SELECT plancia.users_set_status($1::jsonb, $2, $3, $4, $5, $6)", {toString(status), reason, orAny(version)});
    }
    QString reset(const QString &email, qint64 version) override
    {
        return about(email, "SELECT result FROM plancia.users_reset($1::jsonb, $2, $3, $4, $5)", {codeHash(u"BBBBB"), orAny(version)});
    }
    QString verifyEmail(const QString &email, qint64 version) override { return about(email, "SELECT plancia.users_verify_email($1::jsonb, $2, $3, $4)", {orAny(version)}); }
    QString endSessions(const QString &email, const QString &device, const QString &reason) override
    {
        return about(email, "SELECT result FROM plancia.users_end_sessions($1::jsonb, $2, $3, $4, $5)",
                     {reason, device.isEmpty() ? sql::Value() : sql::Value(session(device))});
    }
    QString setPassword(const QString &email) override
    {
        return about(email, "SELECT plancia.set_password($1::jsonb, $2, $3, $4)", {hashPassword(kPassword).value_or(QString())});
    }
    QString erase(const QString &email, const QString &reason, qint64 version) override
    {
        return about(email, "SELECT result FROM plancia.users_delete($1::jsonb, $2, $3, $4, $5)", {reason, orAny(version)});
    }

private:
    QString word(const QByteArray &sql, const QList<sql::Value> &values)
    {
        const QString said = m_service.word(sql, QList<sql::Value>{kContext} + values);
        return said.startsWith(u"VAL_") ? said.section(u':', 0, 0) : said;
    }
    QString about(const QString &email, const QByteArray &sql, const QList<sql::Value> &values)
    {
        return word(sql, QList<sql::Value>{tenantOf(email), person(email)} + values);
    }
    static sql::Value orNone(qint64 ms) { return ms ? sql::Value(sql::TimeMs{ms}) : sql::Value(); }
    static sql::Value orAny(qint64 version) { return version ? sql::Value(version) : sql::Value(); }

    ServiceSide &m_service;
};

TenantDraft draft(const QString &slug, const QString &name, TenantStatus status = TenantStatus::Active, const QString &notes = {}, const QStringList &tags = {},
                  qint64 trialEndsAt = 0)
{
    return {slug, name, status, notes, tags, trialEndsAt};
}

/// The lines of one that the other does not have.
QString beyond(const QString &one, const QString &other)
{
    const QStringList known = other.split(u'\n');
    QStringList lines;
    for (const QString &line : one.split(u'\n'))
        if (!known.contains(line))
            lines.append(line);
    return lines.join(u'\n');
}

} // namespace

class ServiceContractTest : public QObject {
    Q_OBJECT
    PrivatePostgres m_server;
    ServiceSide m_service{m_server};
    std::unique_ptr<postgres::RemoteStore> m_consoleStore, m_serviceStore;
    SystemClock m_clock;
    audit::Recorder m_recorder{{QStringLiteral("os"), QStringLiteral("anna@host"), QStringLiteral("local")}, QStringLiteral("run"), m_clock};
    std::unique_ptr<Side> m_ours, m_theirs;
    QString m_slug; ///< another one for each test
    int m_number = 0;

    /// Both do it; the word that both gave, or in what they differ.
    QString both(const std::function<QString(Side &)> &act)
    {
        const QString ours = act(*m_ours), theirs = act(*m_theirs);
        if (ours != theirs)
            return QStringLiteral("console: %1, service: %2").arg(ours, theirs);
        const QString here = m_ours->state(), there = m_theirs->state();
        if (here != there || here.isEmpty())
            return QStringLiteral("%1, but\n%2\nin the console, and\n%3\nin the service").arg(ours, beyond(here, there), beyond(there, here));
        return ours;
    }
    bool everywhere(const QString &sql) { return m_ours->exec(sql) && m_theirs->exec(sql); }
    QString mail(const QString &name) const { return QStringLiteral("%1@%2.example").arg(name, m_slug); }

#define BOTH(call, word) QCOMPARE(both([&](Side &side) { return side.call; }), QStringLiteral(word))

private slots:
    void initTestCase_data() { ServiceSide::kinds(); }
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_consoleStore = makeRemoteDatabase(m_server, kConsole);
        m_serviceStore = makeRemoteDatabase(m_server, kService);
        QVERIFY2(m_consoleStore && m_serviceStore, qPrintable(m_server.error()));
        QVERIFY2(m_service.start(kService), qPrintable(m_service.error()));
        m_ours = std::make_unique<Console>(m_server, *m_consoleStore, m_recorder);
        m_theirs = std::make_unique<Service>(m_server, m_service);
    }
    void cleanupTestCase()
    {
        m_ours.reset();
        m_service.stop();
        m_consoleStore.reset();
        m_serviceStore.reset();
    }
    void init()
    {
        // Each begins with nothing, so that one that failed fails no other.
        QVERIFY(everywhere(QStringLiteral("SET LOCAL client_min_messages = warning; TRUNCATE plancia.tenants, plancia.audit_log CASCADE")));
        m_slug = QStringLiteral("acme%1").arg(++m_number);
    }

    void aTenantIsMade()
    {
        const qint64 soon = m_clock.nowMs() + 86'400'000;
        BOTH(create(draft(m_slug, QStringLiteral("Acme Änd Söns"), TenantStatus::Active, QStringLiteral("notes\nof two lines"), {QStringLiteral("eu"), QStringLiteral("vip")})), "done");
        BOTH(create(draft(m_slug, QStringLiteral("Other"))), "slug_taken");
        BOTH(create(draft(m_slug + u't', QStringLiteral("Trial"), TenantStatus::Trial, {}, {}, soon)), "done");
        BOTH(create(draft(m_slug + u'u', QStringLiteral("Trial without end"), TenantStatus::Trial)), "done");
        BOTH(create(draft(m_slug + u's', QStringLiteral("Suspended"), TenantStatus::Suspended)), "done");
        BOTH(create(draft(m_slug + u'x', QStringLiteral("No trial"), TenantStatus::Active, {}, {}, soon)), "VAL_011");
        BOTH(create(draft(m_slug + u'x', QStringLiteral("Over"), TenantStatus::Trial, {}, {}, soon - 2 * 86'400'000)), "VAL_007");
        BOTH(create(draft(QString(), QStringLiteral("x"))), "VAL_001");
        BOTH(create(draft(QString(64, u'a'), QStringLiteral("x"))), "VAL_002");
        BOTH(create(draft(QStringLiteral("Acme"), QStringLiteral("x"))), "VAL_003");
        BOTH(create(draft(QStringLiteral("-acme"), QStringLiteral("x"))), "VAL_003");
        BOTH(create(draft(QStringLiteral("a' OR true --"), QStringLiteral("x"))), "VAL_003");
        BOTH(create(draft(m_slug + u'x', QStringLiteral("x"), TenantStatus::Active, {}, {QStringLiteral("VIP")})), "VAL_014");
    }

    void aTenantIsChanged()
    {
        const qint64 soon = m_clock.nowMs() + 86'400'000;
        BOTH(create(draft(m_slug, QStringLiteral("Acme"), TenantStatus::Trial, {}, {QStringLiteral("old")}, soon)), "done");
        const TenantDraft wanted = draft(m_slug, QStringLiteral("Acme Two"), TenantStatus::Trial, QStringLiteral("more"), {QStringLiteral("new"), QStringLiteral("vip")});
        BOTH(update(m_slug, wanted, kOld), "conflict");
        BOTH(update(m_slug, wanted), "done");
        BOTH(update(m_slug, wanted), "done"); // the same once more
        TenantDraft bad = wanted;
        bad.name = QStringLiteral(" \u00a0\u3000");
        BOTH(update(m_slug, bad), "VAL_001");
        bad.name = QString(101, u'x') + QString(50, u'y') + QStringLiteral("😀").repeated(25);
        BOTH(update(m_slug, bad), "VAL_002");
        BOTH(update(m_slug + QStringLiteral("-none"), wanted), "not_found");
        bad = wanted;
        bad.notes = QString(10'001, u'n');
        BOTH(update(m_slug, bad), "VAL_002");
        bad.notes = QStringLiteral("\tfine\r\nup to \u0007");
        BOTH(update(m_slug, bad), "VAL_004");
        bad = wanted;
        for (int i = 0; i < 21; ++i)
            bad.tags.append(QStringLiteral("t%1").arg(i));
        BOTH(update(m_slug, bad), "VAL_002");
    }

    void aTenantGoesFromStatusToStatus()
    {
        const qint64 soon = m_clock.nowMs() + 86'400'000;
        BOTH(create(draft(m_slug, QStringLiteral("Acme"), TenantStatus::Trial, {}, {}, soon)), "done");
        const QString why = QStringLiteral("why, in\ntwo lines");
        BOTH(setStatus(m_slug, TenantStatus::Suspended, why, kOld), "conflict");
        BOTH(setStatus(m_slug, TenantStatus::Suspended, QStringLiteral(" ")), "VAL_009");
        BOTH(setStatus(m_slug, TenantStatus::Suspended, QString(1'001, u'x')), "VAL_002");
        BOTH(setStatus(m_slug, TenantStatus::Suspended, QStringLiteral("\u202e")), "VAL_004");
        BOTH(setStatus(m_slug, TenantStatus::Suspended, why), "done");
        BOTH(setStatus(m_slug, TenantStatus::Suspended, why), "wrong_state");
        BOTH(setStatus(m_slug, TenantStatus::Trial, why), "wrong_state");
        BOTH(setStatus(m_slug, TenantStatus::Archived, why), "done");
        BOTH(setStatus(m_slug, TenantStatus::Suspended, why), "wrong_state");
        BOTH(setStatus(m_slug, TenantStatus::Active, why), "done");
        BOTH(setStatus(m_slug + QStringLiteral("-none"), TenantStatus::Active, why), "not_found");
    }

    void aSlugLeadsToItsTenant()
    {
        const QString second = m_slug + QStringLiteral("-two"), other = m_slug + QStringLiteral("-other");
        BOTH(create(draft(m_slug, QStringLiteral("Acme"))), "done");
        BOTH(create(draft(other, QStringLiteral("Other"))), "done");
        BOTH(rename(m_slug, second, kOld), "conflict");
        BOTH(rename(m_slug, QStringLiteral("Two")), "VAL_003");
        BOTH(rename(m_slug, other), "slug_taken");
        BOTH(rename(m_slug, second), "done");
        BOTH(rename(second, second), "done"); // as it is
        BOTH(create(draft(m_slug, QStringLiteral("Somebody else"))), "slug_taken"); // it was another's
        BOTH(rename(other, m_slug), "slug_taken");
        BOTH(rename(second, m_slug), "done"); // its own again
        BOTH(rename(other, second), "slug_taken");
        BOTH(rename(m_slug + QStringLiteral("-none"), QStringLiteral("x")), "not_found");
        const QByteArray find = "SELECT slug FROM plancia.find_tenant($1)";
        QCOMPARE(m_service.word(find, {second}), m_slug);
        QCOMPARE(m_service.word(find, {m_slug}), m_slug);
        QCOMPARE(m_service.word(find, {QStringLiteral("nobody' OR true --")}), QStringLiteral("no row"));
        QCOMPARE(both([&](Side &side) { return side.remove(m_slug, QStringLiteral("gone")); }), QStringLiteral("done"));
        QCOMPARE(m_service.word(find, {second}), QStringLiteral("no row"));
    }

    void aTenantIsDeletedAndTakenBack()
    {
        BOTH(create(draft(m_slug, QStringLiteral("Acme"))), "done");
        BOTH(takeBack(m_slug), "wrong_state");
        BOTH(remove(m_slug, QString()), "VAL_009");
        BOTH(remove(m_slug, QStringLiteral("gone"), kOld), "conflict");
        BOTH(remove(m_slug, QStringLiteral("gone")), "done");
        BOTH(remove(m_slug, QStringLiteral("gone")), "not_found");
        BOTH(update(m_slug, draft(m_slug, QStringLiteral("x"))), "not_found");
        BOTH(setStatus(m_slug, TenantStatus::Suspended, QStringLiteral("x")), "not_found");
        BOTH(invite(m_slug, {mail(QStringLiteral("a"))}), "not_found");
        BOTH(create(draft(m_slug, QStringLiteral("Other"))), "slug_taken"); // until it is deleted for good
        BOTH(takeBack(m_slug, kOld), "conflict");
        BOTH(takeBack(m_slug), "done");
        BOTH(takeBack(m_slug + QStringLiteral("-none")), "not_found");
    }

    void namesAreHeldToTheSameRules_data()
    {
        QTest::addColumn<QString>("name");
        int n = 0;
        for (const QString &name : {QStringLiteral("'; DROP TABLE tenants; --"), QStringLiteral("\" OR \"\"=\""), QStringLiteral("$1 $$ %s %n {0} \\"), QStringLiteral("<script>alert(1)</script>"),
                                    QStringLiteral("../../etc/passwd"), QStringLiteral("NULL"), QStringLiteral("0"), QStringLiteral("田中さんにあげて"), QStringLiteral("مرحبا بالعالم"),
                                    QStringLiteral("Ṱ̺̺o͞ ̷i̲n̝v̖o̕k̵"), QStringLiteral("👩‍👩‍👧‍👦 🇮🇹"), QStringLiteral("ß ẞ Ⅷ ﬁ ½ ①"), QStringLiteral("a\u200bb\u2060c"), QStringLiteral("\u202Eevil"),
                                    QStringLiteral("\u2066x\u2069"), QStringLiteral("tab\there"), QStringLiteral("bell\u0007"), QStringLiteral("c1\u0085"), QStringLiteral("\u00a0"), QStringLiteral("  two  blanks  "),
                                    QStringLiteral("e\u0301 and \u00e9"), QString(200, u'w'), QString(201, u'w'), QStringLiteral("😀").repeated(100), QStringLiteral("😀").repeated(101),
                                    QStringLiteral("one two three four five six seven eight nine ten eleven twelve a b c d e f g h i j k l m n o p q r s t u v w x y z")})
            QTest::addRow("%d", n++) << name;
    }
    void namesAreHeldToTheSameRules()
    {
        QFETCH(QString, name);
        const QString said = both([&](Side &side) { return side.create(draft(m_slug, name)); });
        const auto faults = validate(draft(m_slug, name));
        QCOMPARE(said, faults.isEmpty() ? QStringLiteral("done") : errorId(faults.first().error.code()));
        BOTH(create(draft(m_slug + u'p', QStringLiteral("Acme"))), "done");
        const QString invited = both([&](Side &side) { return side.invite(m_slug + u'p', {mail(QStringLiteral("a")), name}); });
        const auto wrong = validate(UserDraft{mail(QStringLiteral("a")), name});
        QCOMPARE(invited, wrong.isEmpty() ? QStringLiteral("done") : errorId(wrong.first().error.code()));
    }

    void aPersonIsInvitedAndChanged()
    {
        BOTH(create(draft(m_slug, QStringLiteral("Acme"))), "done");
        const QString anna = mail(QStringLiteral("Anna")), bob = mail(QStringLiteral("bob")), annas = mail(QStringLiteral("Anna.Rossi"));
        BOTH(invite(m_slug, {anna, QStringLiteral("Anna Rossi"), UserRole::Owner}), "done");
        BOTH(invite(m_slug, {anna.toUpper(), QStringLiteral("Another")}), "email_taken");
        BOTH(invite(m_slug, {QStringLiteral("anna"), QStringLiteral("Anna")}), "VAL_015");
        BOTH(invite(m_slug, {bob}), "done");
        BOTH(updatePerson(bob, {bob, QStringLiteral("Bob"), UserRole::Viewer}, kOld), "conflict");
        BOTH(updatePerson(bob, {bob, QStringLiteral("Bob"), UserRole::Viewer}), "done");
        BOTH(updatePerson(bob, {anna, QStringLiteral("Bob"), UserRole::Viewer}), "email_taken");
        BOTH(updatePerson(bob, {QStringLiteral("bob@"), QStringLiteral("Bob"), UserRole::Viewer}), "VAL_015");
        BOTH(verifyEmail(anna, kOld), "conflict");
        BOTH(verifyEmail(anna), "done");
        BOTH(verifyEmail(anna), "done"); // it was
        BOTH(updatePerson(anna, {anna.toLower(), QStringLiteral("Anna R."), UserRole::Owner}), "done"); // the same address: it stays verified
        BOTH(updatePerson(anna.toLower(), {annas, QString(), UserRole::Owner}), "done");
        BOTH(updatePerson(mail(QStringLiteral("nobody")), {anna}), "not_found");
    }

    void aTenantKeepsAnOwner()
    {
        BOTH(create(draft(m_slug, QStringLiteral("Acme"))), "done");
        const QString anna = mail(QStringLiteral("anna")), bob = mail(QStringLiteral("bob"));
        BOTH(invite(m_slug, {anna, {}, UserRole::Owner}), "done");
        BOTH(setPassword(anna), "done");
        BOTH(updatePerson(anna, {anna, {}, UserRole::Admin}), "last_owner");
        BOTH(setPersonStatus(anna, UserStatus::Disabled, QStringLiteral("left")), "last_owner");
        BOTH(erase(anna, QStringLiteral("left")), "last_owner");
        BOTH(invite(m_slug, {bob, {}, UserRole::Owner}), "done"); // who is only invited owns nothing yet
        BOTH(updatePerson(anna, {anna, {}, UserRole::Admin}), "last_owner");
        BOTH(setPassword(bob), "done");
        BOTH(updatePerson(anna, {anna, {}, UserRole::Admin}), "done");
        BOTH(erase(bob, QStringLiteral("left")), "last_owner");
    }

    void aPersonIsDisabledAndEnabled()
    {
        BOTH(create(draft(m_slug, QStringLiteral("Acme"))), "done");
        const QString anna = mail(QStringLiteral("anna")), bob = mail(QStringLiteral("bob"));
        BOTH(invite(m_slug, {anna}), "done");
        BOTH(invite(m_slug, {bob}), "done");
        BOTH(setPassword(anna), "done");
        QVERIFY(addSession(anna, QStringLiteral("phone")));
        BOTH(setPersonStatus(anna, UserStatus::Active, QStringLiteral("x")), "wrong_state");
        BOTH(setPersonStatus(anna, UserStatus::Disabled, QStringLiteral("\n")), "VAL_009");
        BOTH(setPersonStatus(anna, UserStatus::Disabled, QStringLiteral("left"), kOld), "conflict");
        BOTH(setPersonStatus(anna, UserStatus::Disabled, QStringLiteral("left")), "done");
        BOTH(setPersonStatus(bob, UserStatus::Disabled, QStringLiteral("left")), "done");
        BOTH(setPersonStatus(anna, UserStatus::Disabled, QStringLiteral("left")), "wrong_state");
        BOTH(setPassword(anna), "wrong_state");
        BOTH(reset(anna), "wrong_state");
        BOTH(setPersonStatus(bob, UserStatus::Active, QStringLiteral("back")), "done"); // invited: there was no password
        QVERIFY(everywhere(QStringLiteral("INSERT INTO plancia.tenant_limits (tenant_id, kind, scope, amount, created_at, updated_at)"
                                          " SELECT id, 'seats', 'tenant', 1, now(), now() FROM plancia.tenants")));
        BOTH(setPersonStatus(anna, UserStatus::Active, QStringLiteral("back")), "seats_taken");
        BOTH(invite(m_slug, {mail(QStringLiteral("carl"))}), "seats_taken");
        QVERIFY(everywhere(QStringLiteral("UPDATE plancia.tenant_limits SET amount = 2")));
        BOTH(setPersonStatus(anna, UserStatus::Active, QStringLiteral("back")), "done");
        BOTH(setPersonStatus(mail(QStringLiteral("nobody")), UserStatus::Active, QStringLiteral("back")), "not_found");
    }

    void codesAndSessionsEnd()
    {
        BOTH(create(draft(m_slug, QStringLiteral("Acme"))), "done");
        const QString anna = mail(QStringLiteral("anna"));
        BOTH(invite(m_slug, {anna}), "done");
        BOTH(reset(anna, kOld), "conflict");
        BOTH(reset(anna), "done"); // of the invitation
        BOTH(setPassword(anna), "done");
        for (const char *device : {"phone", "desk", "tablet"})
            QVERIFY(addSession(anna, QString::fromLatin1(device)));
        QVERIFY(everywhere(QStringLiteral("UPDATE plancia.users SET failed_sign_ins = 7")));
        BOTH(endSessions(anna, QStringLiteral("phone"), QString()), "VAL_009");
        BOTH(endSessions(anna, QStringLiteral("none such"), QStringLiteral("lost")), "not_found");
        BOTH(endSessions(anna, QStringLiteral("phone"), QStringLiteral("lost")), "done");
        BOTH(endSessions(anna, QStringLiteral("phone"), QStringLiteral("lost")), "done"); // it had ended
        BOTH(reset(anna), "done");
        QVERIFY(addSession(anna, QStringLiteral("new phone")));
        BOTH(endSessions(anna, QString(), QStringLiteral("all of them")), "done");
        QVERIFY(addSession(anna, QStringLiteral("last")));
        BOTH(setPassword(anna), "done");
        BOTH(endSessions(mail(QStringLiteral("nobody")), QString(), QStringLiteral("x")), "not_found");
    }

    void aPersonIsErased()
    {
        BOTH(create(draft(m_slug, QStringLiteral("Acme"))), "done");
        const QString anna = mail(QStringLiteral("anna"));
        BOTH(invite(m_slug, {anna, QStringLiteral("Anna")}), "done");
        BOTH(setPassword(anna), "done");
        QVERIFY(addSession(anna, QStringLiteral("phone")));
        QVERIFY(everywhere(QStringLiteral("INSERT INTO plancia.sign_ins (tenant_id, at, id, user_id, result, device) SELECT tenant_id, now(), gen_random_uuid(), id, 'done', 'phone' FROM plancia.users")));
        BOTH(erase(anna, QStringLiteral(" ")), "VAL_009");
        BOTH(erase(anna, QStringLiteral("asked for it"), kOld), "conflict");
        BOTH(erase(anna, QStringLiteral("asked for it")), "done");
        BOTH(erase(anna, QStringLiteral("asked for it")), "not_found");
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM plancia.sign_ins"), kService), QStringLiteral("0"));
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM plancia.session_directory"), kService), QStringLiteral("0"));
    }

    void listsEndAtTheirBound()
    {
        BOTH(create(draft(m_slug, QStringLiteral("Acme"))), "done");
        const QString id = m_server.value(QStringLiteral("SELECT id FROM plancia.tenants"), kService);
        QCOMPARE(m_service.word("SELECT count(result) FROM generate_series(1, 260) AS n, plancia.invite_person($1::jsonb, $2, 'n' || n || '@x.example', '', 'member', $3)",
                                {kContext, id, codeHash(u"A")}), QStringLiteral("260"));
        const auto pages = [&](const QByteArray &list, const QList<sql::Value> &who) {
            QStringList counts;
            for (const QByteArray &rest : {QByteArray(")"), QByteArray(", rows => 1000)"), QByteArray(", rows => NULL)"), QByteArray(", rows => -1)")})
                counts.append(m_service.word("SELECT count(*) FROM " + list + rest, who));
            counts.append(m_service.word("SELECT count(*) FROM " + list + ", (SELECT max(id::text) FROM " + list + ", rows => 250)), 250)", who));
            counts.append(m_service.word("SELECT count(*) FROM " + list + ", 'x')", who));
            return counts;
        };
        const QStringList bounds{QStringLiteral("50"), QStringLiteral("250"), QStringLiteral("50"), QStringLiteral("1"), QStringLiteral("10"), QStringLiteral("VAL_008: after")};
        QCOMPARE(pages("plancia.users_list($1::jsonb, $2", {kContext, id}), bounds);
        QVERIFY(m_server.exec(QStringLiteral("INSERT INTO plancia.tenants (id, slug, name, name_key, created_at, updated_at)"
                                             " SELECT gen_random_uuid(), 'many-' || n, 'Many', 'many', now(), now() FROM generate_series(1, 259) AS n"), kService));
        QCOMPARE(pages("plancia.tenants_list($1::jsonb", {kContext}), bounds);
        // One by one.
        QCOMPARE(m_service.rows("SELECT slug, name, status, row_version FROM plancia.tenants_get($1::jsonb, $2)", {kContext, id})->first(),
                 (QStringList{m_slug, QStringLiteral("Acme"), QStringLiteral("active"), QStringLiteral("1")}));
        const QString first = m_service.word("SELECT id FROM plancia.users_list($1::jsonb, $2, rows => 1)", {kContext, id});
        QCOMPARE(m_service.rows("SELECT email, role, status FROM plancia.users_get($1::jsonb, $2, $3)", {kContext, id, first})->first(),
                 (QStringList{QStringLiteral("n1@x.example"), QStringLiteral("member"), QStringLiteral("invited")}));
    }

    /// What a new tenant begins with, in one transaction that has named it.
    void aTenantIsTakenInAtOnce()
    {
        BOTH(create(draft(m_slug + u'z', QStringLiteral("Zeta"))), "done");
        QCOMPARE(m_service.word("SELECT concat_ws(' ', t.result, p.result, k.result, again.result) FROM plancia.tenants_create($1::jsonb, $2, 'Acme') AS t,"
                                " LATERAL plancia.invite_person($1::jsonb, t.tenant_id::text, 'anna@acme.example', 'Anna', 'owner', $3) AS p,"
                                " LATERAL plancia.api_keys_create($1::jsonb, t.tenant_id::text, 'Deploy' || coalesce(p.result, '')) AS k,"
                                " LATERAL plancia.tenants_create($1::jsonb, $2 || k.result, 'Second of the same transaction') AS again",
                                {kContext, m_slug, codeHash(u"A")}), QStringLiteral("done done done not_found"));
        // And with what was taken nothing is named: the next one goes on.
        QCOMPARE(m_service.word("SELECT concat_ws(' ', t.result, u.result) FROM plancia.tenants_create($1::jsonb, $2, 'Acme') AS t,"
                                " LATERAL plancia.tenants_create($1::jsonb, $2 || '-' || length(t.result), 'Next') AS u", {kContext, m_slug}), QStringLiteral("slug_taken done"));
    }

private:
    bool addSession(const QString &email, const QString &device)
    {
        return everywhere(QStringLiteral("INSERT INTO plancia.user_sessions (tenant_id, user_id, id, device, created_at, last_used_at, access_expires_at, refresh_expires_at)"
                                         " SELECT tenant_id, id, gen_random_uuid(), '%2', now(), now(), now() + interval '1 hour', now() + interval '1 day' FROM plancia.users WHERE email = '%1';"
                                         " INSERT INTO plancia.session_tokens (tenant_id, user_id, session_id, number, token_sha256, issued_at)"
                                         " SELECT tenant_id, user_id, id, 1, sha256(convert_to('%1%2', 'UTF8')), now() FROM plancia.user_sessions WHERE device = '%2';"
                                         " INSERT INTO plancia.session_directory (lookup, tenant_id, user_id, session_id)"
                                         " SELECT sha256(convert_to('%1%2', 'UTF8')), tenant_id, user_id, id FROM plancia.user_sessions WHERE device = '%2'").arg(email, device));
    }
};

QTEST_GUILESS_MAIN(ServiceContractTest)
#include "tst_servicecontract.moc"
