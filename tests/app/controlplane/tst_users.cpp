// SPDX-License-Identifier: GPL-3.0-or-later
// The contract of the people's port, held on a real SQLite store and a real PostgreSQL, reached straight and
// through pgbouncer: every test runs on each.
#include "app/controlplane/ownedtables.h"
#include "app/controlplane/keys/statements.h"
#include "app/controlplane/passwords.h"
#include "app/controlplane/tenants/statements.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/controlplane/users/statements.h"
#include "app/controlplane/users/users.h"
#include "app/audit/auditlog.h"
#include "models/domain/textkey.h"
#include "tests/app/store/storehelper.h"
#include "tests/support/privatepooler.h"
#include "tests/support/remotedatabase.h"
#include "tests/support/waitfor.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::tests;

namespace {
const QString kReason = QStringLiteral("for a test");
constexpr const char *kStores[] = {"SQLite", "PostgreSQL", "pgbouncer"};

/// One store with its engines.
struct Side {
    std::unique_ptr<sql::Gateway> gateway;
    SystemClock clock;
    audit::Recorder recorder{{QStringLiteral("os"), QStringLiteral("anna@host"), QStringLiteral("local")}, QStringLiteral("run"), clock};
    PasswordPolicy policy;
    std::unique_ptr<Tenants> tenants;
    std::unique_ptr<Users> users;
    std::unique_ptr<audit::AuditLog> trail;

    void take(std::unique_ptr<sql::Gateway> store)
    {
        gateway = std::move(store);
        tenants = std::make_unique<Tenants>(*gateway, recorder);
        users = std::make_unique<Users>(*gateway, recorder, [this] { return policy; });
        trail = std::make_unique<audit::AuditLog>(*gateway);
    }
    void close()
    {
        users.reset();
        tenants.reset();
        trail.reset();
        gateway.reset();
    }
    Result<qint64> execute(const QByteArray &sql, const QList<sql::Value> &values = {})
    {
        return waitFor(gateway->write<qint64>({}, {}, [sql, values](sql::Connection &c) -> Result<qint64> {
            if (auto counted = sql::nextCommitWithoutAudit(c); !counted)
                return fail(counted.error());
            return c.execute(sql, values);
        }));
    }
    QList<sql::Value> firstRow(const QByteArray &sql, const QList<sql::Value> &values = {})
    {
        QList<sql::Value> found;
        auto done = waitFor(gateway->read<bool>({}, [&](sql::Connection &c) -> Result<bool> {
            auto rows = c.query(sql, values);
            if (!rows)
                return fail(rows.error());
            if (!rows->isEmpty())
                for (int i = 0; i < rows->columns(); ++i)
                    found.append((*rows)[0].at(i));
            return true;
        }));
        return done ? found : QList<sql::Value>();
    }
    qint64 number(const QByteArray &sql, const QList<sql::Value> &values = {})
    {
        const auto row = firstRow(sql, values);
        return row.isEmpty() ? -1 : sql::Row(std::span(row.constData(), static_cast<size_t>(row.size()))).integer(0);
    }
    QString text(const QByteArray &sql, const QList<sql::Value> &values = {})
    {
        const auto row = firstRow(sql, values);
        return row.isEmpty() ? QString() : sql::Row(std::span(row.constData(), static_cast<size_t>(row.size()))).text(0);
    }
};

QStringList emailsOf(const Page<User> &page)
{
    QStringList emails;
    for (const User &user : page.items)
        emails.append(user.email);
    return emails;
}
} // namespace

class UsersTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    PrivatePostgres m_server;
    PrivatePooler m_pooler{m_server};
    Side m_sqlite, m_postgres, m_pooled;
    Side *m_side = nullptr; ///< of the running test
    Tenant m_tenant, m_other;
    int m_number = 0;

    Tenant makeTenant()
    {
        TenantDraft draft;
        draft.slug = QStringLiteral("t%1").arg(++m_number);
        draft.name = draft.slug;
        auto made = waitFor(m_side->tenants->create(draft, {}));
        return made ? *made : Tenant();
    }
    Result<UserCode> invite(const QString &email, UserRole role = UserRole::Member, const QString &name = {})
    {
        return waitFor(m_side->users->invite(m_tenant.id, {email, name, role}, {}));
    }
    /// Invited, and came in with a password.
    User active(const QString &email, UserRole role = UserRole::Member)
    {
        auto made = invite(email, role);
        if (!made)
            return {};
        auto set = waitFor(m_side->users->setPassword(made->user.ref(), made->user.rowVersion, QStringLiteral("Correct-Horse-9"), {}));
        return set ? *set : User();
    }
    User now(const User &user) { return waitFor(m_side->users->byId(user.ref(), {})).value_or(User()); }
    UserAccess access(const User &user) { return waitFor(m_side->users->access(user.ref(), {})).value_or(UserAccess()); }
    Page<User> list(UserQuery query, Anchor anchor = Anchor::start(), int limit = 100)
    {
        return waitFor(m_side->users->page(query, anchor, limit, {})).value_or(Page<User>());
    }
    UserQuery ofTenant() const
    {
        UserQuery query;
        query.tenant = m_tenant.id;
        return query;
    }
    /// A session as the service writes it; the chain has `refreshes` used tokens and one that is not.
    SessionId addSession(const User &user, int refreshes = 0, qint64 reusedAt = 0)
    {
        const SessionId id(newUuid());
        const qint64 at = m_side->clock.nowMs();
        const QList<sql::Value> who{sql::value(user.tenantId), sql::value(user.id), sql::value(id)};
        auto made = m_side->execute("INSERT INTO user_sessions (tenant_id, user_id, id, device, address, created_at, last_used_at,"
                                    " access_expires_at, refresh_expires_at) VALUES ($1, $2, $3, 'Firefox on Linux', '192.0.2.7', $4, $4, $5, $6)",
                                    QList<sql::Value>(who) << sql::TimeMs{at} << sql::TimeMs{at + kAccessTokenMs} << sql::TimeMs{at + kRefreshTokenMs});
        for (int i = 1; made && i <= refreshes + 1; ++i) {
            const bool isUsed = i <= refreshes;
            made = m_side->execute("INSERT INTO session_tokens (tenant_id, user_id, session_id, number, token_sha256, issued_at, used_at, reused_at)"
                                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                                   QList<sql::Value>(who) << qint64(i) << QByteArray(32, char('a' + i)) << sql::TimeMs{at}
                                                          << (isUsed ? sql::Value(sql::TimeMs{at}) : sql::Value())
                                                          << (isUsed && reusedAt ? sql::Value(sql::TimeMs{reusedAt}) : sql::Value()));
        }
        return made ? id : SessionId();
    }
    bool addSignIn(const User &user, const QString &result)
    {
        return m_side->execute("INSERT INTO sign_ins (tenant_id, at, id, user_id, result, address, device) VALUES ($1, $2, $3, $4, $5, '192.0.2.7', 'curl')",
                               {sql::value(user.tenantId), sql::TimeMs{m_side->clock.nowMs()}, newUuid(), sql::value(user.id), result}).has_value();
    }
    static void onEach()
    {
        QTest::addColumn<int>("store");
        for (int store = 0; store < 3; ++store)
            QTest::newRow(kStores[store]) << store;
    }

    /// Called at the head of each test: its own two tenants in the store of its row.
    void begin()
    {
        QFETCH(int, store);
        m_side = QList{&m_sqlite, &m_postgres, &m_pooled}[store];
        m_side->policy = {};
        m_tenant = makeTenant();
        m_other = makeTenant();
        QVERIFY(!m_tenant.id.isNull() && !m_other.id.isNull());
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        auto remote = makeRemoteDatabase(m_server, QStringLiteral("people"));
        QVERIFY2(remote, qPrintable(m_server.error()));
        m_postgres.take(std::move(remote));
        QVERIFY2(makeRemoteDatabase(m_server, QStringLiteral("pooled")), qPrintable(m_server.error()));
        QVERIFY2(m_pooler.start(), qPrintable(m_pooler.error()));
        m_pooled.take(postgres::RemoteStore::create(m_pooler.profile(QStringLiteral("pooled")), {}, {}));
        auto local = openStore(m_folder.filePath(QStringLiteral("control.db")));
        VERIFY_OK(local);
        m_sqlite.take(std::move(*local));
    }
    void cleanupTestCase()
    {
        m_sqlite.close();
        m_postgres.close();
        m_pooled.close();
    }
    void invitesAndKeepsTheCodeAsAHash_data() { onEach(); }
    void invitesAndKeepsTheCodeAsAHash()
    {
        begin();
        const auto made = invite(QStringLiteral("Anna.Rossi@Acme.Example"), UserRole::Owner, QStringLiteral("Anna Ròssi"));
        VERIFY_OK(made);
        QVERIFY(made->user.status == UserStatus::Invited);
        QCOMPARE(made->user.tenantSlug, m_tenant.slug);
        QCOMPARE(made->user.rowVersion, 1);
        QCOMPARE(made->code.size(), 29); // 25 letters in five groups
        QCOMPARE(made->expiresAt - made->user.createdAt, kInviteCodeMs);
        const auto kept = m_side->firstRow("SELECT code_sha256 FROM user_codes WHERE tenant_id = $1 AND user_id = $2 AND purpose = 'invite'",
                                           {sql::value(m_tenant.id), sql::value(made->user.id)});
        QCOMPARE(std::get<QByteArray>(kept.value(0)), codeHash(made->code));
        QCOMPARE(codeHash(made->code.toLower().remove(u'-')), codeHash(made->code));
        // By its address in any letters, and by the directory that the service looks into.
        const auto found = waitFor(m_side->users->byEmail(m_tenant.id, QStringLiteral("ANNA.ROSSI@ACME.EXAMPLE"), {}));
        VERIFY_OK(found);
        QCOMPARE(*found, made->user);
        QCOMPARE(m_side->number("SELECT count(*) FROM user_directory WHERE lookup = $1 AND tenant_id = $2",
                                {QCryptographicHash::hash("anna.rossi@acme.example", QCryptographicHash::Sha256), sql::value(m_tenant.id)}), 1);
        VERIFY_FAILS(invite(QStringLiteral("anna.rossi@acme.EXAMPLE")), ErrorCode::ConflictEmailTaken);
        // The same address in another tenant is another person.
        VERIFY_OK(waitFor(m_side->users->invite(m_other.id, {QStringLiteral("anna.rossi@acme.example")}, {})));
        // Nothing of the code is on the trail.
        AuditQuery about;
        about.tenant = m_tenant.id;
        about.actions = {action::UserInvite};
        const auto trail = waitFor(m_side->trail->page(about, Anchor::start(), 10, {}));
        VERIFY_OK(trail);
        QCOMPARE(trail->items.size(), 2); // the refused one too
        for (const AuditEvent &event : trail->items) {
            QVERIFY(!event.details.contains(made->code) && !event.details.contains(made->code.left(5)));
            QCOMPARE(event.objectKind, QStringLiteral("user"));
        }
        QCOMPARE(trail->items.last().objectId, made->user.id.toString());
        QCOMPARE(trail->items.last().tenantSlug, m_tenant.slug);
        QVERIFY(trail->items.first().result == AuditResult::Refused);
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<int>("store");
        QTest::addColumn<QString>("email");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("code");
        const auto add = [](const char *row, const QString &email, const QString &name, ErrorCode code) {
            for (int store = 0; store < 3; ++store)
                QTest::addRow("%s, %s", row, kStores[store]) << store << email << name << int(code);
        };
        const QString good = QStringLiteral("a@example.com");
        add("empty", QString(), {}, ErrorCode::ValRequired);
        add("no @", QStringLiteral("anna"), {}, ErrorCode::ValEmail);
        add("two @", QStringLiteral("a@b@c"), {}, ErrorCode::ValEmail);
        add("nothing before", QStringLiteral("@example.com"), {}, ErrorCode::ValEmail);
        add("nothing after", QStringLiteral("anna@"), {}, ErrorCode::ValEmail);
        add("a blank", QStringLiteral("an na@example.com"), {}, ErrorCode::ValEmail);
        add("too long", QString(250, u'a') + QStringLiteral("@b.c"), {}, ErrorCode::ValEmail);
        add("local part too long", QString(65, u'a') + QStringLiteral("@b.c"), {}, ErrorCode::ValEmail);
        add("a zero byte", QStringLiteral("a@b") + QChar(0) + u'c', {}, ErrorCode::ValControlChars);
        add("a line break", QStringLiteral("a@b.c\nBcc: x@y.z"), {}, ErrorCode::ValControlChars);
        add("a direction override", QStringLiteral("a\u202e@b.c"), {}, ErrorCode::ValControlChars);
        add("half a surrogate pair", QStringLiteral("a@b.c") + QChar(0xd800), {}, ErrorCode::ValControlChars);
        add("a name with a zero byte", good, QStringLiteral("An") + QChar(0) + QStringLiteral("na"), ErrorCode::ValControlChars);
        add("a name too long", good, QString(201, u'x'), ErrorCode::ValTooLong);
    }
    void refusesWhatCannotBe()
    {
        begin();
        QFETCH(QString, email);
        QFETCH(QString, name);
        QFETCH(int, code);
        VERIFY_FAILS(invite(email, UserRole::Member, name), static_cast<ErrorCode>(code));
        QCOMPARE(list(ofTenant()).items.size(), 0);
        auto there = invite(QStringLiteral("there@example.com"));
        VERIFY_OK(there);
        VERIFY_FAILS(waitFor(m_side->users->update(there->user.ref(), 1, {email, name}, {})), static_cast<ErrorCode>(code));
        QCOMPARE(now(there->user), there->user);
        QVERIFY(!waitFor(m_side->users->byEmail(m_tenant.id, email, {})) || email == u"a@example.com");
    }

    void takesNaughtyTextAsText_data() { onEach(); }
    void takesNaughtyTextAsText()
    {
        begin();
        const QStringList names{QStringLiteral("Robert'); DROP TABLE users;--"), QStringLiteral("%_\\\"$1 {{x}} <b>"), QStringLiteral("$(rm -rf /)"),
                                QStringLiteral("Ω≈ç√∫˜µ≤≥÷ 田中さん 🚀"), QStringLiteral("ﷺ Z̮̞̠͙͔ͅ"), QStringLiteral("NULL"), QStringLiteral("   ")};
        int i = 0;
        for (const QString &name : names) {
            const auto made = invite(QStringLiteral("o'b%_\"rien+%1@example.com").remove(u'"').arg(i++), UserRole::Member, name);
            VERIFY_OK(made);
            QCOMPARE(now(made->user).name, name);
        }
        QCOMPARE(list(ofTenant()).items.size(), names.size());
        UserQuery query = ofTenant();
        query.text = QStringLiteral("' OR 1=1 --");
        QCOMPARE(list(query).items.size(), 0);
        query.text = QStringLiteral("drop tab");
        QCOMPARE(list(query).items.size(), 1);
        query.text = QStringLiteral("田");
        QCOMPARE(list(query).items.size(), 1);
        VERIFY_FAILS(waitFor(m_side->users->page(ofTenant(), Anchor::after(QStringLiteral("'; --")), 10, {})), ErrorCode::ValCursor);
        VERIFY_FAILS(waitFor(m_side->users->page(ofTenant(), Anchor::after(QStringLiteral("0.00.00000000000000000000000000000000")), 10, {})), ErrorCode::ValCursor);
        VERIFY_FAILS(waitFor(m_side->users->setStatus(now(list(ofTenant()).items.first()).ref(), 1, UserStatus::Disabled, QStringLiteral("a\u0001b"), {})),
                     ErrorCode::ValControlChars);
    }

    /// Whatever is filtered by, a page is read along an index in its order: of the role or status, or of the tenant.
    void filtersRunAlongAnIndex_data()
    {
        QTest::addColumn<int>("store");
        for (const int store : {0, 1})
            QTest::addRow("%s", kStores[store]) << store;
    }
    void filtersRunAlongAnIndex()
    {
        begin();
        for (int i = 0; i < 12; ++i)
            VERIFY_OK(invite(QStringLiteral("q%1@example.com").arg(i), i % 3 ? UserRole::Member : UserRole::Viewer));
        const bool isLocal = m_side == &m_sqlite;
        const QList<std::pair<UserSort, QString>> sorts{{UserSort::Name, QStringLiteral("name")}, {UserSort::Email, QStringLiteral("email")}, {UserSort::Created, QStringLiteral("created")}};
        const QList<std::optional<UserRole>> roles{std::nullopt, UserRole::Viewer, UserRole::Member};
        const QList<std::optional<UserStatus>> statuses{std::nullopt, UserStatus::Active, UserStatus::Invited};
        for (const auto &[sort, name] : sorts)
            for (const auto &role : roles)
                for (const auto &status : statuses)
                    for (const bool ofOne : {false, true})
                        for (const bool descending : {false, true}) {
                            UserQuery query = ofOne ? ofTenant() : UserQuery();
                            query.sort = sort;
                            query.role = role;
                            query.status = status;
                            query.descending = descending;
                            const auto asked = users::listQuery(query, users::kColumns, !descending, {}, 101);
                            QStringList plan;
                            VERIFY_OK(waitFor(m_side->gateway->read<bool>({}, [&](sql::Connection &c) -> Result<bool> {
                                // There are too few people for PostgreSQL to think of an index.
                                if (auto set = isLocal ? Result<bool>(true) : c.script("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off"); !set)
                                    return set;
                                auto rows = c.query((isLocal ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + asked.sql, asked.values);
                                if (!rows)
                                    return fail(rows.error());
                                for (int i = 0; i < rows->size(); ++i)
                                    plan.append((*rows)[i].text(isLocal ? 3 : 0));
                                return true;
                            })));
                            const QString all = plan.join(u'\n');
                            if (isLocal || !ofOne) // PostgreSQL sorts the few that share an address
                                QVERIFY2(!all.contains(u"TEMP B-TREE") && !all.contains(u"Sort "), qPrintable(all));
                            const QString own = QStringLiteral("users_by_%1_").arg(status && (!role || *status != UserStatus::Active) ? QStringLiteral("status") : QStringLiteral("role")) + name;
                            if (!ofOne && (role || status))
                                QVERIFY2(all.contains(own), qPrintable(own + u'\n' + all));
                            else if (isLocal && ofOne)
                                QVERIFY2(all.contains(u"tenant_id=?") && all.contains(sort == UserSort::Email ? QStringLiteral("sqlite_autoindex_users_2") : QStringLiteral("users_by_tenant_") + name), qPrintable(all));
                            if (ofOne)
                                continue;
                            QByteArray count = "SELECT count(*) FROM users WHERE tenant_id NOT IN (SELECT id FROM tenants WHERE deleted_at IS NOT NULL)";
                            if (role)
                                count += " AND role = '" + toString(*role).toUtf8() + "'";
                            if (status)
                                count += " AND status = '" + toString(*status).toUtf8() + "'";
                            QCOMPARE(list(query).items.size(), std::min<qint64>(100, m_side->number(count)));
                        }
    }

    void theNearestAreTheFirstOfAll_data() { filtersRunAlongAnIndex_data(); }
    /// Of each list: what is looked for among the nearest rows, and what is looked for among all, are the same where all are near.
    void theNearestAreTheFirstOfAll()
    {
        begin();
        const auto number = static_cast<qint64>(m_number);
        const QStringList names{QStringLiteral("Anna Rossi"), QStringLiteral("Àlberto Rossi"), QStringLiteral("Zoë 12"), QStringLiteral("roberta"), QStringLiteral("12 A")};
        for (int i = 0; i < 15; ++i) {
            VERIFY_OK(waitFor(m_side->users->invite(m_tenant.id, {QStringLiteral("p%1.%2@example.com").arg(i).arg(number), names.at(i % names.size()), i % 4 ? UserRole::Member : UserRole::Admin}, {})));
            const QUuid key = newUuid();
            const QString name = textKey(names.at(i % names.size()));
            VERIFY_OK(m_side->execute("INSERT INTO api_keys (tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, created_at, updated_at)"
                                      " VALUES ($1, $2, $3, 'pl_live', $4, $5, $5, 'live', $6, $7, $7)",
                                      {sql::value(m_tenant.id), key, QStringLiteral("near%1%2").arg(number, 6, 10, QChar('0')).arg(i, 2, 10, QChar('0')), QByteArray(32, 'k'), name,
                                       QString(i % 3 ? QStringLiteral("active") : QStringLiteral("revoked")), sql::TimeMs{1'700'000'000'000 + i % 3}}));
            for (const QString &word : searchWords({name}))
                VERIFY_OK(m_side->execute("INSERT INTO api_key_words (tenant_id, key_id, word) VALUES ($1, $2, $3)", {sql::value(m_tenant.id), key, word}));
        }
        int found = 0;
        const auto same = [&](const controlplane::ListQuery &whole, const controlplane::ListQuery &near) {
            return waitFor(m_side->gateway->read<bool>({}, [&](sql::Connection &c) -> Result<bool> {
                QStringList texts[2];
                for (const auto &[asked, into] : {std::pair{&whole, &texts[0]}, std::pair{&near, &texts[1]}}) {
                    auto rows = c.query(asked->sql, asked->values);
                    if (!rows)
                        return fail(rows.error());
                    for (int i = 0; i < rows->size(); ++i)
                        into->append((*rows)[i].uuid(0).toString());
                }
                found += static_cast<int>(texts[0].size());
                return texts[0] == texts[1] ? Result<bool>(true) : fail(ErrorCode::RepoNotSame, {{QStringLiteral("message"), texts[0].join(u' ') + u'|' + texts[1].join(u' ') + QString::fromUtf8(near.sql)}});
            }));
        };
        constexpr qint64 kAll = 1'000'000, kNow = 1'700'000'000'000;
        const sql::Dialect dialect = m_side == &m_sqlite ? sql::Dialect::Sqlite : sql::Dialect::Postgres;
        for (const char *text : {"a", "ro", "rossi al", "12", "12 a", "nobody", "t", "t ro"})
            for (const bool ascending : {true, false})
                for (const auto &[ofOne, limit] : {std::pair{true, 50}, std::pair{false, 50}, std::pair{true, 3}, std::pair{false, 3}}) { // all, or only the first
                    UserQuery people = ofOne ? ofTenant() : UserQuery();
                    people.text = QString::fromLatin1(text);
                    for (const auto &role : {std::optional<UserRole>(), std::optional(UserRole::Admin)})
                        for (const UserSort sort : {UserSort::Name, UserSort::Email, UserSort::Created}) {
                            people.role = role;
                            people.sort = sort;
                            const auto whole = users::listQuery(people, "id", ascending, {}, limit);
                            VERIFY_OK(same(whole, users::nearListQuery(people, "id", ascending, {}, limit, kAll)));
                            if (dialect == sql::Dialect::Postgres)
                                VERIFY_OK(same(whole, users::listQuery(people, "id", ascending, {}, limit, users::Way::Sorted)));
                        }
                    ApiKeyQuery keys;
                    keys.text = people.text;
                    keys.tenant = people.tenant;
                    for (const auto &state : {std::optional<ApiKeyState>(), std::optional(ApiKeyState::Revoked), std::optional(ApiKeyState::Active)})
                        for (const ApiKeySort sort : {ApiKeySort::Name, ApiKeySort::Created, ApiKeySort::LastUsed, ApiKeySort::Expiry}) {
                            keys.state = state;
                            keys.sort = sort;
                            VERIFY_OK(same(keys::listQuery(keys, dialect, kNow, "k.id", ascending, {}, limit), keys::nearListQuery(keys, dialect, kNow, "k.id", ascending, {}, limit, kAll)));
                        }
                    TenantQuery tenants;
                    tenants.text = people.text;
                    for (const TenantSort sort : {TenantSort::Name, TenantSort::Slug, TenantSort::Created, TenantSort::Updated}) {
                        tenants.sort = sort;
                        VERIFY_OK(same(tenants::listQuery(dialect, tenants, "id", ascending, {}, limit), tenants::nearListQuery(dialect, tenants, "id", ascending, {}, limit, kAll)));
                    }
                }
        QVERIFY(found > 1'000);
        // None of the nearest, where none may be looked at.
        UserQuery people;
        people.text = QStringLiteral("a");
        QVERIFY(!same(users::listQuery(people, "id", true, {}, 50), users::nearListQuery(people, "id", true, {}, 50, 0)));
    }

    void fewOfAGreatTenantAreNotWalkedTo_data() { filtersRunAlongAnIndex_data(); }
    /// Of a role or status that few have, these are read, and nobody else of the tenant.
    void fewOfAGreatTenantAreNotWalkedTo()
    {
        begin();
        const bool isLocal = m_side == &m_sqlite;
        const QByteArray number = isLocal ? "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 3000)" : "WITH n(i) AS (SELECT generate_series(1, 3000))";
        const QByteArray id = isLocal ? "CAST(substr('0000000000000000' || i, -16) AS BLOB)" : "lpad(i::text, 32, '0')::uuid";
        VERIFY_OK(m_side->execute("INSERT INTO users (tenant_id, id, email, email_key, name_key, role, status, created_at, updated_at) " + number + " SELECT $1, " + id
                                      + ", 'n' || i || '@x', 'n' || i || '@x', 'n' || i, CASE WHEN i > 2990 THEN 'owner' WHEN i > 2500 THEN 'admin' ELSE 'member' END,"
                                        " CASE WHEN i % 1000 = 999 THEN 'disabled' ELSE 'active' END, $2, $2 FROM n",
                                  {sql::value(ofTenant().tenant.value()), sql::TimeMs{1'700'000'000'000}}));
        QVERIFY(!users::filterCounts(UserQuery()).sql.contains("SELECT"));
        QVERIFY(!users::filterCounts(ofTenant()).sql.contains("SELECT"));
        QVERIFY(users::wayOf(2'001, 2'001) == users::Way::InOrder);
        QVERIFY(users::wayOf(3, 2'001) == users::Way::ByRole);
        QVERIFY(users::wayOf(3, 2) == users::Way::ByStatus);
        const QList<std::tuple<std::optional<UserRole>, std::optional<UserStatus>, qsizetype>> filters{
            {UserRole::Owner, std::nullopt, 10}, {std::nullopt, UserStatus::Disabled, 3}, {UserRole::Owner, UserStatus::Disabled, 1},
            {UserRole::Member, UserStatus::Disabled, 2}, {UserRole::Owner, UserStatus::Active, 9}, {UserRole::Member, std::nullopt, 2500}};
        for (const auto &[role, status, matching] : filters)
            for (const UserSort sort : {UserSort::Name, UserSort::Email, UserSort::Created})
                for (const bool descending : {false, true}) {
                    UserQuery query = ofTenant();
                    query.role = role;
                    query.status = status;
                    query.sort = sort;
                    query.descending = descending;
                    const auto plain = emailsOf(list(query, Anchor::start(), 200)); // by the port
                    const auto built = users::listQuery(query, "email", !descending, {}, 200); // in the order
                    QStringList plan, expected;
                    VERIFY_OK(waitFor(m_side->gateway->read<bool>({}, [&](sql::Connection &c) -> Result<bool> {
                        auto rows = c.query(built.sql, built.values);
                        const auto count = users::filterCounts(query);
                        auto counted = c.query(count.sql, count.values);
                        if (!rows || !counted)
                            return fail(rows ? counted.error() : rows.error());
                        for (int i = 0; i < rows->size(); ++i)
                            expected.append((*rows)[i].text(0));
                        const auto way = users::wayOf((*counted)[0].integer(0), (*counted)[0].integer(1));
                        const auto asked = users::listQuery(query, users::kColumns, !descending, {}, 101, way);
                        auto explained = c.query((isLocal ? "EXPLAIN QUERY PLAN " : "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ") + asked.sql, asked.values);
                        if (!explained)
                            return fail(explained.error());
                        for (int i = 0; i < explained->size(); ++i)
                            plan.append((*explained)[i].text(isLocal ? 3 : 0));
                        return true;
                    })));
                    QCOMPARE(plain, expected);
                    QCOMPARE(plain.size(), std::min<qsizetype>(matching, 200));
                    const QString all = plan.join(u'\n');
                    if (isLocal && matching <= 10)
                        QVERIFY2(all.contains(QRegularExpression(QStringLiteral("users_by_tenant_(role|status) \\(tenant_id=\\? AND (role|status)=\\?\\)"))), qPrintable(all));
                    else if (isLocal)
                        QVERIFY2(!all.contains(u"users_by_tenant_role") && !all.contains(u"TEMP B-TREE"), qPrintable(all));
                    else if (matching <= 10) // nobody else is read to be thrown away
                        for (auto removed = QRegularExpression(QStringLiteral("Rows Removed by Filter: (\\d+)")).globalMatch(all); removed.hasNext();)
                            QVERIFY2(removed.next().captured(1).toInt() <= 10, qPrintable(all));
                }
    }

    void pagesBothWaysInEveryOrder_data()
    {
        QTest::addColumn<int>("store");
        QTest::addColumn<int>("sort");
        QTest::addColumn<bool>("descending");
        for (int store = 0; store < 3; ++store)
            for (const UserSort sort : {UserSort::Name, UserSort::Email, UserSort::Created})
                for (const bool descending : {false, true})
                    QTest::addRow("%s %d %d", kStores[store], int(sort), int(descending)) << store << int(sort) << descending;
    }
    void pagesBothWaysInEveryOrder()
    {
        begin();
        QFETCH(int, sort);
        QFETCH(bool, descending);
        constexpr int kPeople = 23;
        for (int i = 0; i < kPeople; ++i)
            VERIFY_OK(invite(QStringLiteral("p%1@example.com").arg((i * 7) % kPeople, 2, 10, QLatin1Char('0')), i % 5 ? UserRole::Member : UserRole::Admin,
                             i % 3 ? QStringLiteral("Name %1").arg(i % 4) : QString())); // names that are alike, and none
        UserQuery query = ofTenant();
        query.sort = static_cast<UserSort>(sort);
        query.descending = descending;
        const QStringList all = emailsOf(list(query, Anchor::start(), 100));
        QCOMPARE(all.size(), kPeople);
        QStringList forth, back;
        for (Page<User> page = list(query, Anchor::start(), 5);; page = list(query, Anchor::after(page.lastCursor), 5)) {
            forth += emailsOf(page);
            if (!page.hasAfter)
                break;
        }
        for (Page<User> page = list(query, Anchor::end(), 5);; page = list(query, Anchor::before(page.firstCursor), 5)) {
            back = emailsOf(page) + back;
            if (!page.hasBefore)
                break;
        }
        QCOMPARE(forth, all);
        QCOMPARE(back, all);
        query.role = UserRole::Admin;
        QCOMPARE(list(query).items.size(), 5);
        query.status = UserStatus::Active;
        QCOMPARE(list(query).items.size(), 0);
        // A cursor of another order is refused, and the people of others are not listed.
        UserQuery other = ofTenant();
        other.sort = static_cast<UserSort>((sort + 1) % 3);
        VERIFY_FAILS(waitFor(m_side->users->page(other, Anchor::after(list(query, Anchor::start(), 1).lastCursor), 5, {})), ErrorCode::ValCursor);
        other.tenant = m_other.id;
        QCOMPARE(list(other).items.size(), 0);
    }

    void theWholeWorkspaceLeavesOutDeletedTenants_data() { onEach(); }
    void theWholeWorkspaceLeavesOutDeletedTenants()
    {
        begin();
        const QString mark = QStringLiteral("mark%1x").arg(m_number);
        VERIFY_OK(invite(QStringLiteral("a@%1.example").arg(mark)));
        VERIFY_OK(waitFor(m_side->users->invite(m_other.id, {QStringLiteral("b@%1.example").arg(mark)}, {})));
        UserQuery everywhere;
        everywhere.text = mark;
        QCOMPARE(list(everywhere).items.size(), 2);
        VERIFY_OK(waitFor(m_side->tenants->remove(m_other.id, m_other.rowVersion, kReason, {})));
        QCOMPARE(list(everywhere).items.size(), 1);
        VERIFY_FAILS(waitFor(m_side->users->invite(m_other.id, {QStringLiteral("c@example.com")}, {})), ErrorCode::ConflictDeleted);
        VERIFY_FAILS(waitFor(m_side->users->invite(TenantId(newUuid()), {QStringLiteral("c@example.com")}, {})), ErrorCode::TenantNotFound);
    }

    void aVersionThatIsAnotherNowIsNotOverwritten_data() { onEach(); }
    void aVersionThatIsAnotherNowIsNotOverwritten()
    {
        begin();
        auto made = invite(QStringLiteral("anna@example.com"), UserRole::Member, QStringLiteral("Anna"));
        VERIFY_OK(made);
        auto verified = waitFor(m_side->users->markEmailVerified(made->user.ref(), 1, {}));
        VERIFY_OK(verified);
        QVERIFY(verified->emailVerifiedAt > 0);
        VERIFY_FAILS(waitFor(m_side->users->update(made->user.ref(), 1, {QStringLiteral("x@example.com")}, {})), ErrorCode::ConflictEdited);
        auto renamed = waitFor(m_side->users->update(made->user.ref(), 2, {QStringLiteral("Anna@example.com"), QStringLiteral("Berta"), UserRole::Admin}, {}));
        VERIFY_OK(renamed);
        QCOMPARE(renamed->emailVerifiedAt, verified->emailVerifiedAt); // only its letters are others
        QVERIFY(renamed->role == UserRole::Admin);
        auto moved = waitFor(m_side->users->update(made->user.ref(), 3, {QStringLiteral("berta@example.com"), QStringLiteral("Berta"), UserRole::Admin}, {}));
        VERIFY_OK(moved);
        QCOMPARE(moved->emailVerifiedAt, 0);
        UserQuery query = ofTenant();
        query.text = QStringLiteral("anna");
        QCOMPARE(list(query).items.size(), 0);
        query.text = QStringLiteral("berta example");
        QCOMPARE(list(query).items.size(), 1);
        QCOMPARE(m_side->number("SELECT count(*) FROM user_directory WHERE tenant_id = $1 AND lookup = $2",
                                {sql::value(m_tenant.id), QCryptographicHash::hash("berta@example.com", QCryptographicHash::Sha256)}), 1);
        QCOMPARE(m_side->number("SELECT count(*) FROM user_directory WHERE tenant_id = $1", {sql::value(m_tenant.id)}), 1);
        VERIFY_OK(invite(QStringLiteral("other@example.com")));
        VERIFY_FAILS(waitFor(m_side->users->update(made->user.ref(), 4, {QStringLiteral("OTHER@example.com")}, {})), ErrorCode::ConflictEmailTaken);
        QCOMPARE(now(*moved), *moved);
    }

    void theLastActiveOwnerStays_data() { onEach(); }
    void theLastActiveOwnerStays()
    {
        begin();
        const User owner = active(QStringLiteral("owner@example.com"), UserRole::Owner);
        QVERIFY(owner.status == UserStatus::Active);
        auto invited = invite(QStringLiteral("second@example.com"), UserRole::Owner); // has not come in yet
        VERIFY_OK(invited);
        const auto file = m_folder.filePath(QStringLiteral("owner%1.json").arg(m_number));
        VERIFY_FAILS(waitFor(m_side->users->setStatus(owner.ref(), owner.rowVersion, UserStatus::Disabled, kReason, {})), ErrorCode::ConflictLastOwner);
        VERIFY_FAILS(waitFor(m_side->users->update(owner.ref(), owner.rowVersion, {owner.email, {}, UserRole::Admin}, {})), ErrorCode::ConflictLastOwner);
        VERIFY_FAILS(waitFor(m_side->users->erase(owner.ref(), owner.rowVersion, file, kReason, {})), ErrorCode::ConflictLastOwner);
        QVERIFY(!QFile::exists(file));
        VERIFY_OK(waitFor(m_side->users->update(owner.ref(), owner.rowVersion, {owner.email, QStringLiteral("O"), UserRole::Owner}, {})));
        VERIFY_OK(waitFor(m_side->users->setPassword(invited->user.ref(), 1, QStringLiteral("Correct-Horse-9"), {})));
        VERIFY_OK(waitFor(m_side->users->setStatus(owner.ref(), owner.rowVersion + 1, UserStatus::Disabled, kReason, {})));
        const User second = now(invited->user);
        VERIFY_FAILS(waitFor(m_side->users->update(second.ref(), second.rowVersion, {second.email, {}, UserRole::Viewer}, {})), ErrorCode::ConflictLastOwner);
    }

    /// Two consoles at the same server, each taking away the other owner: one of them is too late.
    void twoWhoTakeEachOthersOwnershipAway()
    {
        m_side = &m_postgres;
        Side second;
        second.take(remoteStore(m_server, QStringLiteral("postgres"), {}, QStringLiteral("people")));
        for (int i = 0; i < 8; ++i) {
            m_tenant = makeTenant();
            const User one = active(QStringLiteral("one@example.com"), UserRole::Owner);
            const User two = active(QStringLiteral("two@example.com"), UserRole::Owner);
            auto first = m_postgres.users->setStatus(one.ref(), one.rowVersion, UserStatus::Disabled, kReason, {});
            auto other = second.users->update(two.ref(), two.rowVersion, {two.email, {}, UserRole::Member}, {});
            const auto firstDone = waitFor(first);
            const auto otherDone = waitFor(other);
            QVERIFY2(firstDone.has_value() != otherDone.has_value(), firstDone ? "both did" : "neither did");
            QVERIFY((firstDone ? otherDone.error() : firstDone.error()).code() == ErrorCode::ConflictLastOwner);
        }
        second.close();
    }

    void disabledEndsSessionsAndComesBack_data() { onEach(); }
    void disabledEndsSessionsAndComesBack()
    {
        begin();
        const User user = active(QStringLiteral("anna@example.com"));
        addSession(user, 3);
        addSession(user);
        VERIFY_FAILS(waitFor(m_side->users->setStatus(user.ref(), user.rowVersion, UserStatus::Disabled, QStringLiteral(" "), {})), ErrorCode::ValReasonMissing);
        VERIFY_FAILS(waitFor(m_side->users->setStatus(user.ref(), user.rowVersion, UserStatus::Active, kReason, {})), ErrorCode::ConflictUserStatus);
        auto off = waitFor(m_side->users->setStatus(user.ref(), user.rowVersion, UserStatus::Disabled, kReason, {}));
        VERIFY_OK(off);
        QCOMPARE(off->statusReason, kReason);
        const UserAccess after = access(user);
        QCOMPARE(after.sessions.size(), 2);
        for (const UserSession &session : after.sessions)
            QVERIFY(session.endedAt > 0 && session.endReason == kReason);
        VERIFY_FAILS(waitFor(m_side->users->reset(user.ref(), off->rowVersion, {})), ErrorCode::ConflictUserStatus);
        VERIFY_FAILS(waitFor(m_side->users->setPassword(user.ref(), off->rowVersion, QStringLiteral("Correct-Horse-9"), {})), ErrorCode::ConflictUserStatus);
        auto on = waitFor(m_side->users->setStatus(user.ref(), off->rowVersion, UserStatus::Active, kReason, {}));
        VERIFY_OK(on);
        QVERIFY(on->status == UserStatus::Active);
        // Who never came in is invited again, and the code from before is gone.
        auto invited = invite(QStringLiteral("berta@example.com"));
        VERIFY_OK(invited);
        auto disabled = waitFor(m_side->users->setStatus(invited->user.ref(), 1, UserStatus::Disabled, kReason, {}));
        VERIFY_OK(disabled);
        auto enabled = waitFor(m_side->users->setStatus(invited->user.ref(), 2, UserStatus::Active, kReason, {}));
        VERIFY_OK(enabled);
        QVERIFY(enabled->status == UserStatus::Invited);
        QCOMPARE(access(*enabled).inviteExpiresAt, 0);
    }

    void aResetMakesACodeAndEndsSessions_data() { onEach(); }
    void aResetMakesACodeAndEndsSessions()
    {
        begin();
        auto invited = invite(QStringLiteral("anna@example.com"));
        VERIFY_OK(invited);
        auto again = waitFor(m_side->users->reset(invited->user.ref(), 1, {}));
        VERIFY_OK(again);
        QVERIFY(again->code != invited->code);
        QVERIFY(again->user.status == UserStatus::Invited);
        QVERIFY(access(again->user).inviteExpiresAt > 0 && access(again->user).resetExpiresAt == 0);
        QCOMPARE(m_side->number("SELECT count(*) FROM user_codes WHERE tenant_id = $1", {sql::value(m_tenant.id)}), 1); // the newer takes the place

        const User user = active(QStringLiteral("berta@example.com"));
        VERIFY_OK(m_side->execute("UPDATE users SET failed_sign_ins = 5 WHERE tenant_id = $1", {sql::value(m_tenant.id)}));
        addSession(user);
        auto reset = waitFor(m_side->users->reset(user.ref(), user.rowVersion, {}));
        VERIFY_OK(reset);
        QCOMPARE(reset->user.failedSignIns, 0);
        QVERIFY(reset->expiresAt <= m_side->clock.nowMs() + kResetCodeMs);
        const UserAccess after = access(user);
        QVERIFY(after.resetExpiresAt == reset->expiresAt && after.inviteExpiresAt == 0);
        QVERIFY(after.sessions.first().endedAt > 0);
        VERIFY_FAILS(waitFor(m_side->users->reset(user.ref(), user.rowVersion, {})), ErrorCode::ConflictEdited);
        // A password that is set uses the code up.
        VERIFY_OK(waitFor(m_side->users->setPassword(user.ref(), reset->user.rowVersion, QStringLiteral("Another-Horse-7"), {})));
        QCOMPARE(access(user).resetExpiresAt, 0);
    }

    void nobodyElsesPersonIsFound_data() { onEach(); }
    void nobodyElsesPersonIsFound()
    {
        begin();
        const User user = active(QStringLiteral("anna@example.com"));
        const QList<UserRef> strangers{{m_other.id, user.id}, {TenantId(newUuid()), user.id}, {m_tenant.id, UserId(newUuid())}, {m_tenant.id, {}}, {}};
        const QString file = m_folder.filePath(QStringLiteral("stranger.json"));
        for (const UserRef &ref : strangers) {
            VERIFY_FAILS(waitFor(m_side->users->byId(ref, {})), ErrorCode::UserNotFound);
            VERIFY_FAILS(waitFor(m_side->users->access(ref, {})), ErrorCode::UserNotFound);
            VERIFY_FAILS(waitFor(m_side->users->update(ref, 1, {QStringLiteral("x@example.com")}, {})), ErrorCode::UserNotFound);
            VERIFY_FAILS(waitFor(m_side->users->setStatus(ref, 1, UserStatus::Disabled, kReason, {})), ErrorCode::UserNotFound);
            VERIFY_FAILS(waitFor(m_side->users->reset(ref, 1, {})), ErrorCode::UserNotFound);
            VERIFY_FAILS(waitFor(m_side->users->markEmailVerified(ref, 1, {})), ErrorCode::UserNotFound);
            VERIFY_FAILS(waitFor(m_side->users->endSessions(ref, {}, kReason, {})), ErrorCode::UserNotFound);
            VERIFY_FAILS(waitFor(m_side->users->setPassword(ref, 1, QStringLiteral("Correct-Horse-9"), {})), ErrorCode::UserNotFound);
            VERIFY_FAILS(waitFor(m_side->users->exportAll(ref, file, {})), ErrorCode::UserNotFound);
            VERIFY_FAILS(waitFor(m_side->users->erase(ref, 1, file, kReason, {})), ErrorCode::UserNotFound);
            // Told alike, whether the id is of somebody else or of nobody.
            QCOMPARE(waitFor(m_side->users->byId(ref, {})).error().facts().size(), 1);
        }
        VERIFY_FAILS(waitFor(m_side->users->byEmail(m_other.id, user.email, {})), ErrorCode::UserNotFound);
        QVERIFY(!QFile::exists(file));
        QCOMPARE(now(user), user);
    }

    void sessionsAreShownAndEnded_data() { onEach(); }
    void sessionsAreShownAndEnded()
    {
        begin();
        const User user = active(QStringLiteral("anna@example.com"));
        const User other = active(QStringLiteral("berta@example.com"));
        const SessionId one = addSession(user, 4);
        const SessionId two = addSession(user);
        const qint64 reusedAt = m_side->clock.nowMs();
        const SessionId stolen = addSession(user, 2, reusedAt);
        const SessionId foreign = addSession(other);
        QVERIFY(addSignIn(user, QStringLiteral("bad_password")) && addSignIn(user, QStringLiteral("done")) && addSignIn(other, QStringLiteral("locked")));
        const UserAccess shown = access(user);
        QCOMPARE(shown.sessions.size(), 3);
        const auto find = [](const UserAccess &in, SessionId id) {
            return *std::find_if(in.sessions.begin(), in.sessions.end(), [id](const UserSession &s) { return s.id == id; });
        };
        const UserSession first = find(shown, one);
        QCOMPARE(first.device, QStringLiteral("Firefox on Linux"));
        QCOMPARE(first.address, QStringLiteral("192.0.2.7"));
        QCOMPARE(first.refreshes, 4);
        QCOMPARE(first.accessExpiresAt - first.createdAt, 15 * 60'000);
        QCOMPARE(first.refreshExpiresAt - first.createdAt, 7LL * 24 * 3'600'000);
        QVERIFY(first.isOpen(m_side->clock.nowMs()) && first.tokenReusedAt == 0);
        QCOMPARE(find(shown, stolen).tokenReusedAt, reusedAt);
        QCOMPARE(shown.signIns.size(), 2);
        QCOMPARE(shown.signIns.first().result, QStringLiteral("done"));

        VERIFY_FAILS(waitFor(m_side->users->endSessions(user.ref(), foreign, kReason, {})), ErrorCode::SessionNotFound);
        VERIFY_FAILS(waitFor(m_side->users->endSessions(user.ref(), SessionId(newUuid()), kReason, {})), ErrorCode::SessionNotFound);
        VERIFY_FAILS(waitFor(m_side->users->endSessions(user.ref(), one, {}, {})), ErrorCode::ValReasonMissing);
        QCOMPARE(waitFor(m_side->users->endSessions(user.ref(), one, kReason, {})).value_or(-1), 1);
        QCOMPARE(waitFor(m_side->users->endSessions(user.ref(), one, kReason, {})).value_or(-1), 0); // has ended already
        QVERIFY(find(access(user), one).endedAt > 0 && find(access(user), two).endedAt == 0);
        QCOMPARE(waitFor(m_side->users->endSessions(user.ref(), {}, kReason, {})).value_or(-1), 2);
        QCOMPARE(access(other).sessions.first().endedAt, 0);
        User marked = user;
        marked.tokenReusedAt = reusedAt;
        QCOMPARE(now(user), marked); // it is no new version of the person
    }

    void aCopiedTokenMarksAPersonAndFindsThem_data() { onEach(); }
    void aCopiedTokenMarksAPersonAndFindsThem()
    {
        begin();
        const User anna = active(QStringLiteral("anna@example.com"), UserRole::Owner);
        const User berta = active(QStringLiteral("berta@example.com"));
        const User carla = active(QStringLiteral("carla@example.com"));
        for (const User &user : {anna, berta, carla})
            QVERIFY(!addSession(user, 1).toString().isEmpty());
        const auto end = [this](SessionId session, qint64 at, const QString &reason) {
            return m_side->execute("UPDATE user_sessions SET ended_at = $1, end_reason = $2 WHERE id = $3", {sql::TimeMs{at}, reason, sql::value(session)}).has_value();
        };
        const qint64 at = m_side->clock.nowMs() + 1'000;
        QVERIFY(end(addSession(anna, 1, at), at, kEndedByReuse) && !addSession(anna, 1, at + 5'000).isNull());
        QVERIFY(end(addSession(berta, 1), at, kEndedByReuse)); // a person may have typed that
        QCOMPARE(now(anna).tokenReusedAt, at + 5'000);
        QCOMPARE(now(berta).tokenReusedAt, 0);
        QCOMPARE(now(anna).rowVersion, anna.rowVersion); // it is no new version of the person

        UserQuery everybody = ofTenant();
        QCOMPARE(list(everybody).items.size(), 3);
        UserQuery alarmed = everybody;
        alarmed.tokenReused = true;
        const auto found = [this](const UserQuery &query) {
            QStringList emails;
            for (const User &user : list(query).items)
                emails.append(user.email);
            return emails;
        };
        QCOMPARE(found(alarmed), QStringList{anna.email});
        QCOMPARE(list(alarmed).items.first().tokenReusedAt, at + 5'000);
        alarmed.role = UserRole::Owner;
        alarmed.text = QStringLiteral("ann");
        QCOMPARE(found(alarmed), QStringList{anna.email});
        alarmed.role = UserRole::Viewer;
        QCOMPARE(found(alarmed), QStringList());
        alarmed = {};
        alarmed.tokenReused = true; // of all tenants
        QVERIFY(found(alarmed).contains(anna.email) && !found(alarmed).contains(berta.email));
        alarmed.tenant = m_other.id;
        QCOMPARE(found(alarmed), QStringList());
    }

    void passwordsAreHashedAndHeldToThePolicy_data() { onEach(); }
    void passwordsAreHashedAndHeldToThePolicy()
    {
        begin();
        auto invited = invite(QStringLiteral("anna@example.com"));
        VERIFY_OK(invited);
        QVERIFY(access(invited->user).password == UserAccess::Password::None);
        const auto weak = waitFor(m_side->users->setPassword(invited->user.ref(), 1, QStringLiteral("short"), {}));
        VERIFY_FAILS(weak, ErrorCode::ValPassword);
        QVERIFY(weak.error().fact(u"detail").contains(u'8'));
        for (const Fact &fact : weak.error().facts())
            QVERIFY(!fact.value.contains(QStringLiteral("short")));
        VERIFY_FAILS(waitFor(m_side->users->setPassword(invited->user.ref(), 1, QString(1025, u'A'), {})), ErrorCode::ValTooLong);
        auto set = waitFor(m_side->users->setPassword(invited->user.ref(), 1, QStringLiteral("Pässwort-1"), {}));
        VERIFY_OK(set);
        QVERIFY(set->status == UserStatus::Active);
        QVERIFY(access(*set).password == UserAccess::Password::Argon2id);
        const QByteArray hashOf = "SELECT hash FROM user_passwords WHERE tenant_id = $1 AND user_id = $2";
        const QString hash = m_side->text(hashOf, {sql::value(m_tenant.id), sql::value(set->id)});
        QVERIFY(matchesPassword(hash, QStringLiteral("Pässwort-1")));
        QVERIFY(!matchesPassword(hash, QStringLiteral("Passwort-1")));
        m_side->policy = {12, 4};
        VERIFY_FAILS(waitFor(m_side->users->setPassword(set->ref(), set->rowVersion, QStringLiteral("Pässwort-1"), {})), ErrorCode::ValPassword);

        // A hash that another service left: recognised, verified, and renewed when the password is set again. (John the
        // Ripper's published test vector of "U*U".)
        VERIFY_OK(m_side->execute("UPDATE user_passwords SET hash = $2 WHERE tenant_id = $1",
                                  {sql::value(m_tenant.id), QStringLiteral("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW")}));
        QVERIFY(access(*set).password == UserAccess::Password::Bcrypt);
        const QString old = m_side->text(hashOf, {sql::value(m_tenant.id), sql::value(set->id)});
        QVERIFY(matchesPassword(old, QStringLiteral("U*U")));
        QVERIFY(!matchesPassword(old, QStringLiteral("U*U*")));
        QVERIFY(!matchesPassword(old, QStringLiteral("U*U") + QChar(0) + QStringLiteral("more")));
        VERIFY_OK(waitFor(m_side->users->setPassword(set->ref(), set->rowVersion, QStringLiteral("Longer-Pässwort-1"), {})));
        QVERIFY(access(*set).password == UserAccess::Password::Argon2id);
        QVERIFY(!matchesPassword(QStringLiteral("*0"), QStringLiteral("U*U")) && !matchesPassword({}, {}));
    }

    void everythingIsExportedAndErasedWithProof_data() { onEach(); }
    void everythingIsExportedAndErasedWithProof()
    {
        begin();
        const User user = active(QStringLiteral("anna@example.com"));
        const User other = active(QStringLiteral("berta@example.com"));
        addSession(user, 2);
        addSession(other);
        VERIFY_OK(waitFor(m_side->users->reset(user.ref(), user.rowVersion, {})));
        for (int i = 0; i < 3; ++i)
            QVERIFY(addSignIn(user, QStringLiteral("bad_password")));
        QVERIFY(addSignIn(other, QStringLiteral("done")));
        const User latest = now(user);

        const QString file = m_folder.filePath(QStringLiteral("anna%1.json").arg(m_number));
        const auto exported = waitFor(m_side->users->exportAll(user.ref(), file, {}));
        VERIFY_OK(exported);
        const QByteArray written = contentOf(file);
        QCOMPARE(QCryptographicHash::hash(written, QCryptographicHash::Sha256).toHex(), exported->sha256.toLatin1());
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
        QJsonParseError fault;
        const QJsonObject json = QJsonDocument::fromJson(written, &fault).object();
        QVERIFY2(fault.error == QJsonParseError::NoError, qPrintable(fault.errorString()));
        QCOMPARE(json["users"][0]["email"].toString(), user.email);
        QCOMPARE(json["users"][0]["id"].toString(), user.id.toString());
        QCOMPARE(json["users"].toArray().size(), 1);
        QCOMPARE(json["sign_ins"].toArray().size(), 3);
        QCOMPARE(json["session_tokens"].toArray().size(), 3);
        QCOMPARE(json["user_sessions"][0]["device"].toString(), QStringLiteral("Firefox on Linux"));
        QVERIFY(json["user_sessions"][0]["created_at"].toString().endsWith(u'Z'));
        QCOMPARE(json["rows"]["user_passwords"].toInt(), 1);
        QCOMPARE(json["audit_log"].toArray().size(), exported->auditRows);
        QCOMPARE(json["audit_log"][0]["action"].toString(), action::UserInvite);
        QVERIFY(json["audit_log"][0]["at"].toString().endsWith(u'Z') && json["audit_log"][0]["details"].isObject());
        QVERIFY(!written.contains("argon2") && !written.contains("sha256") && !written.contains("berta"));
        VERIFY_FAILS(waitFor(m_side->users->exportAll(user.ref(), file, {})), ErrorCode::IoExists);
        VERIFY_FAILS(waitFor(m_side->users->exportAll(user.ref(), QStringLiteral("/nowhere/at/all.json"), {})), ErrorCode::IoWrite);
        QCOMPARE(contentOf(file), written);

        const QString gone = m_folder.filePath(QStringLiteral("gone%1.json").arg(m_number));
        VERIFY_FAILS(waitFor(m_side->users->erase(user.ref(), latest.rowVersion, gone, {}, {})), ErrorCode::ValReasonMissing);
        VERIFY_FAILS(waitFor(m_side->users->erase(user.ref(), latest.rowVersion + 1, gone, kReason, {})), ErrorCode::ConflictEdited);
        VERIFY_FAILS(waitFor(m_side->users->erase(user.ref(), latest.rowVersion, file, kReason, {})), ErrorCode::IoExists);
        QVERIFY(!QFile::exists(gone));
        QCOMPARE(now(user), latest);
        const auto erased = waitFor(m_side->users->erase(user.ref(), latest.rowVersion, gone, kReason, {}));
        VERIFY_OK(erased);
        QCOMPARE(erased->rows, exported->rows);
        QVERIFY(erased->auditRows > 3);
        for (const OwnedTable &table : ownedTables())
            if (table.person)
                QCOMPARE(m_side->number(QByteArray("SELECT count(*) FROM ") + table.name + " WHERE tenant_id = $1 AND " + table.person + " = $2",
                                        {sql::value(user.tenantId), sql::value(user.id)}), 0);
        QCOMPARE(access(other).sessions.size(), 1);
        QCOMPARE(access(other).signIns.size(), 1);
        AuditQuery about;
        about.tenant = m_tenant.id;
        about.actions = {action::UserErase};
        const auto trail = waitFor(m_side->trail->page(about, Anchor::start(), 1, {}));
        VERIFY_OK(trail);
        const QJsonObject details = QJsonDocument::fromJson(trail->items.first().details.toUtf8()).object();
        QCOMPARE(details["sha256"].toString(), erased->sha256);
        QCOMPARE(details["sign_ins"].toInt(), 3);
        QCOMPARE(trail->items.first().reason, kReason);
        // The address is free again.
        VERIFY_OK(invite(user.email));
    }

    void aTenantThatIsPurgedTakesItsPeopleAlong_data() { onEach(); }
    void aTenantThatIsPurgedTakesItsPeopleAlong()
    {
        begin();
        const User user = active(QStringLiteral("anna@example.com"), UserRole::Owner);
        addSession(user, 1);
        QVERIFY(addSignIn(user, QStringLiteral("done")));
        VERIFY_OK(m_side->execute("INSERT INTO api_keys (tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, created_at, updated_at)"
                                  " VALUES ($1, $2, $3, 'pl_live_abc', $4, 'Key', 'key', 'live', 'active', $5, $5)",
                                  {sql::value(m_tenant.id), newUuid(), QStringLiteral("abcdefghi%1").arg(m_number + (m_side == &m_postgres ? 500 : 100)),
                                   QByteArray(32, 'k'), sql::TimeMs{1}}));
        VERIFY_OK(m_side->execute("INSERT INTO rate_limit_hits (tenant_id, key_id, day, name, endpoint, hits) VALUES ($1, $2, $3, 'calls', '/orders', 7)",
                                  {sql::value(m_tenant.id), newUuid(), sql::TimeMs{1'700'000'000'000}}));
        VERIFY_OK(waitFor(m_side->tenants->remove(m_tenant.id, m_tenant.rowVersion, kReason, {})));
        const auto footprint = waitFor(m_side->tenants->footprint(m_tenant.id, {}));
        VERIFY_OK(footprint);
        QCOMPARE(footprint->taken["users"], 1);
        QCOMPARE(footprint->taken["session_tokens"], 2);
        QCOMPARE(footprint->taken["api_keys"], 1);
        const QString file = m_folder.filePath(QStringLiteral("tenant%1.json").arg(m_number));
        const auto purged = waitFor(m_side->tenants->purge(m_tenant.id, m_tenant.rowVersion + 1, file, kReason, {}));
        VERIFY_OK(purged);
        const QByteArray written = contentOf(file);
        const QJsonObject json = QJsonDocument::fromJson(written).object();
        QCOMPARE(json["format"].toString(), QStringLiteral("plancia-tenant-1"));
        QCOMPARE(json["tenant"]["slug"].toString(), m_tenant.slug);
        QCOMPARE(json["users"][0]["email"].toString(), user.email);
        QCOMPARE(json["api_keys"][0]["shown"].toString(), QStringLiteral("pl_live_abc"));
        QVERIFY(!json["api_keys"][0]["internal"].toBool(true));
        QCOMPARE(json["rate_limit_hits"][0]["day"].toString(), QStringLiteral("2023-11-14T22:13:20.000Z"));
        QCOMPARE(json["rate_limit_hits"][0]["hits"].toInt(), 7);
        QVERIFY(!written.contains("argon2") && !written.contains("abcdefghi") && !written.contains("sha256"));
        QFETCH(int, store);
        for (const OwnedTable &table : ownedTables())
            if (store == 0 || table.onServer)
                QCOMPARE(m_side->number(QByteArray("SELECT count(*) FROM ") + table.name + " WHERE tenant_id = $1", {sql::value(m_tenant.id)}), 0);
    }

    /// A table or column that a migration adds is told in the file, or named as a secret.
    void theListOfOwnedTablesIsComplete_data() { onEach(); }
    void theListOfOwnedTablesIsComplete()
    {
        begin();
        QFETCH(int, store);
        QSet<QString> known;
        for (const OwnedTable &table : ownedTables()) {
            if (store > 0 && !table.onServer)
                continue;
            known.insert(QString::fromLatin1(table.name) + QStringLiteral(".tenant_id"));
            for (const char *columns : {table.columns, table.secrets})
                for (const QString &column : QString::fromLatin1(columns).split(QStringLiteral(", "), Qt::SkipEmptyParts))
                    known.insert(QString::fromLatin1(table.name) + u'.' + column.trimmed());
        }
        QSet<QString> found;
        const QByteArray sql = store > 0
            ? QByteArray("SELECT table_name || '.' || column_name FROM information_schema.columns c WHERE table_schema = 'plancia' AND table_name IN"
                         " (SELECT table_name FROM information_schema.columns WHERE table_schema = 'plancia' AND column_name = 'tenant_id')"
                         " AND table_name <> 'audit_log' AND NOT (SELECT relispartition FROM pg_class WHERE oid = format('plancia.%I', table_name)::regclass)")
            : QByteArray("SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name <> 'audit_log'"
                         " AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) WHERE name = 'tenant_id')");
        auto read = waitFor(m_side->gateway->read<bool>({}, [&](sql::Connection &c) -> Result<bool> {
            auto rows = c.query(sql);
            if (!rows)
                return fail(rows.error());
            for (int i = 0; i < rows->size(); ++i)
                found.insert((*rows)[i].text(0));
            return true;
        }));
        VERIFY_OK(read);
        QCOMPARE(QStringList((found - known).values()), QStringList());
        QCOMPARE(QStringList((known - found).values()), QStringList());
    }
};

QTEST_GUILESS_MAIN(UsersTest)
#include "tst_users.moc"
