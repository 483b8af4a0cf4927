// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/wiring/runtime.h"
#include "models/domain/apikeyformat.h"
#include "models/errors/catalogue.h"
#include "models/ports/apikeysport.h"
#include "tests/support/privatepooler.h"
#include "tests/support/temporaryhome.h"
#include "tests/support/waitfor.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <sqlite3.h>

using namespace plancia;
using tests::waitFor;
using Refusal = ApiKeyVerification::Refusal;

/// The contract of API keys, the same checks on the local store and on a real PostgreSQL.
class ApiKeysTest : public QObject {
    Q_OBJECT

    std::unique_ptr<tests::TemporaryHome> m_home;
    std::unique_ptr<wiring::Runtime> m_runtime;
    std::shared_ptr<Workspace> m_workspace;
    tests::PrivatePostgres m_server;
    tests::PrivatePooler m_pooler{m_server};
    QString m_database;
    int m_databases = 0;

    ApiKeysPort &keys() { return *m_workspace->apiKeys(); }

    QString url() const
    {
        QFETCH_GLOBAL(QString, kind);
        return kind == u"pooled" ? m_pooler.url(m_database) : m_server.superuserUrl(m_database);
    }
    /// As the service, by the same way as the workspace: its own role, which sees the tenant that its transaction names.
    tests::Answer asService(const QString &sql) const { return tests::answerTo(QStringLiteral("SET LOCAL ROLE plancia_app; ") + sql, url()); }
    bool open()
    {
        QFETCH_GLOBAL(QString, kind);
        if (kind == u"local") {
            auto opened = waitFor(m_runtime->ports().workspaces->open(QStringLiteral("local"), {}));
            m_workspace = opened ? *opened : nullptr;
            return m_workspace && m_workspace->apiKeys();
        }
        m_database = QStringLiteral("plancia_%1").arg(++m_databases);
        if (!m_server.createDatabase(m_database))
            return false;
        auto opened = waitFor(m_runtime->openUrl(url(), {}, {}));
        if (!opened || !waitFor((*opened)->migrate({})))
            return false;
        m_workspace = *opened;
        return true;
    }
    static void kinds()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("local store") << QStringLiteral("local");
        QTest::newRow("PostgreSQL") << QStringLiteral("postgres");
        QTest::newRow("pgbouncer") << QStringLiteral("pooled");
    }
    /// Past the ports: what the service or the clock does.
    bool exec(const QString &sql)
    {
        QFETCH_GLOBAL(QString, kind);
        if (kind != u"local")
            return tests::answerTo(QStringLiteral("SET LOCAL search_path = plancia; ") + sql, url()).isDone;
        sqlite3 *handle = nullptr;
        bool done = sqlite3_open(QFile::encodeName(m_home->filePath(QStringLiteral("data/control.db"))).constData(), &handle) == SQLITE_OK;
        sqlite3_busy_timeout(handle, 5000);
        done = done && sqlite3_exec(handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(handle);
        return done;
    }
    TenantId tenant(const QString &slug)
    {
        auto made = waitFor(m_workspace->tenants()->create({slug, slug, TenantStatus::Active, {}}, {}));
        return made ? made->id : TenantId();
    }
    static ApiKeyDraft draft(const QString &name)
    {
        ApiKeyDraft draft{name};
        draft.permissions = {QStringLiteral("orders:read"), QStringLiteral("orders:write")};
        draft.addresses = {QStringLiteral("192.0.2.0/24")};
        draft.limits = {{QStringLiteral("calls"), 100, 60}};
        return draft;
    }
    QList<AuditEvent> trail(const QStringList &actions = {})
    {
        AuditQuery query;
        query.actions = actions;
        auto page = waitFor(m_workspace->audit()->page(query, Anchor::start(), 600, {}));
        return page ? page->items : QList<AuditEvent>();
    }
    Refusal refusalOf(const QString &secret, const QString &address = {})
    {
        auto answer = waitFor(keys().verify(secret, {address}, {}));
        return answer ? answer->refusal : Refusal::Unknown;
    }
    QStringList names(const ApiKeyQuery &query, int pageRows = 600)
    {
        QStringList names;
        Anchor anchor = Anchor::start();
        while (true) {
            auto page = waitFor(keys().page(query, anchor, pageRows, {}));
            if (!page)
                return {errorId(page.error().code())};
            for (const ApiKey &key : page->items)
                names.append(key.name);
            if (!page->hasAfter)
                return names;
            anchor = Anchor::after(page->lastCursor);
        }
    }

private slots:
    void initTestCase() { QVERIFY2(m_server.start() && m_pooler.start(), qPrintable(m_server.error() + m_pooler.error())); }
    void init()
    {
        m_home = std::make_unique<tests::TemporaryHome>();
        auto runtime = wiring::Runtime::create({});
        QVERIFY(runtime);
        m_runtime = std::move(*runtime);
        QVERIFY2(open(), qPrintable(m_server.error()));
    }
    void cleanup()
    {
        m_workspace.reset();
        m_runtime.reset();
        m_home.reset();
    }

#define DONE(result)                                                                                                                             \
    do {                                                                                                                                         \
        const auto &r = (result);                                                                                                                \
        QVERIFY2(r, qPrintable(r ? QString() : errorId(r.error().code()) + u' ' + r.error().fact(u"message")));                                    \
    } while (false)
#define REFUSED(call, expected)                                                                                                                  \
    do {                                                                                                                                         \
        const auto r = waitFor(call);                                                                                                            \
        QVERIFY2(!r, "should have been refused");                                                                                                \
        QCOMPARE(errorId(r.error().code()), QStringLiteral(expected));                                                                           \
    } while (false)

    void initTestCase_data() { kinds(); }

    void aKeyIsMadeOnceAndVerified()
    {
        const TenantId acme = tenant(QStringLiteral("acme"));
        const auto made = waitFor(keys().create(acme, draft(QStringLiteral("Deploy \"☃\" '; DROP TABLE api_keys; --")), {}));
        DONE(made);
        QVERIFY(apikeyformat::parse(made->secret.toLatin1()));
        QCOMPARE(made->key.rowVersion, 1);
        QCOMPARE(made->key.tenantSlug, QStringLiteral("acme"));
        QVERIFY(made->secret.startsWith(made->key.shown + u'_'));
        QCOMPARE(made->key.lookup.size(), 12);

        for (const QString &id : {made->key.id.toString(), made->key.lookup}) {
            const auto found = waitFor(keys().find(id, {}));
            DONE(found);
            QVERIFY(*found == made->key);
        }
        const auto verified = waitFor(keys().verify(made->secret, {QStringLiteral("192.0.2.9"), QStringLiteral("orders:read")}, {}));
        DONE(verified);
        QVERIFY(verified->isValid());
        QCOMPARE(verified->key.permissions, (QStringList{"orders:read", "orders:write"}));
        QVERIFY(refusalOf(made->secret) == Refusal::None);
        QVERIFY(refusalOf(made->secret, QStringLiteral("192.0.3.9")) == Refusal::Address);
        QVERIFY(refusalOf(made->secret, QStringLiteral("nonsense")) == Refusal::Address);
        for (const char *permission : {"orders:delete", "orders", "ORDERS:READ", "' OR 1=1"}) {
            const auto unasked = waitFor(keys().verify(made->secret, {QString(), QLatin1String(permission)}, {}));
            DONE(unasked);
            QVERIFY(unasked->refusal == Refusal::Permission);
        }

        const auto rows = trail({action::ApiKeyCreate});
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0].objectId, made->key.id.toString());
        QCOMPARE(rows[0].tenantSlug, QStringLiteral("acme"));
        QCOMPARE(QJsonDocument::fromJson(rows[0].details.toUtf8())[QStringLiteral("limits")][1].toString(), QStringLiteral("calls=100/1m"));
    }

    void nobodyLearnsWhatWasWrong()
    {
        const TenantId acme = tenant(QStringLiteral("acme"));
        const auto made = waitFor(keys().create(acme, draft(QStringLiteral("Deploy")), {}));
        DONE(made);
        const QList<QByteArray> parts = made->secret.toLatin1().split('_');
        const QByteArray otherSecret(apikeyformat::kSecretLength, 'x');
        const QByteArray wrong = apikeyformat::compose(parts[0], parts[1], parts[2], otherSecret);
        const QByteArray unknown = apikeyformat::compose(parts[0], parts[1], "AAAAAAAAAAAA", parts[3]);
        const auto one = waitFor(keys().verify(QString::fromLatin1(wrong), {}, {}));
        const auto other = waitFor(keys().verify(QString::fromLatin1(unknown), {}, {}));
        DONE(one);
        DONE(other);
        QVERIFY(one->refusal == Refusal::Unknown && other->refusal == Refusal::Unknown);
        QVERIFY(one->key == other->key && one->state == other->state);
        // Another environment in front of the same id and secret is another key.
        QVERIFY(refusalOf(QString::fromLatin1(apikeyformat::compose(parts[0], "test", parts[2], parts[3]))) == Refusal::Unknown);
        QString slip = made->secret;
        slip[40] = slip[40] == u'a' ? u'b' : u'a';
        for (const QString &bad : {slip, QString(), QStringLiteral("plancia"), made->secret + u'\n', QString(10'000, u'a')})
            QVERIFY2(refusalOf(bad) == Refusal::Unknown, qPrintable(bad.left(20)));
        QVERIFY(refusalOf(made->secret.left(60)) == Refusal::Unknown); // a part of one is none
        QVERIFY(refusalOf(QStringLiteral("' OR 1=1; --' OR '1'='1").remove(u' ')) == Refusal::Unknown);
    }

    void everyStateLetsInOrNot()
    {
        const TenantId acme = tenant(QStringLiteral("acme"));
        auto made = waitFor(keys().create(acme, draft(QStringLiteral("Deploy")), {}));
        DONE(made);
        const QString secret = made->secret;
        auto off = waitFor(keys().setStatus(refOf(made->key), ApiKeyStatus::Disabled, QStringLiteral("looked odd"), {}));
        DONE(off);
        QCOMPARE(off->statusReason, QStringLiteral("looked odd"));
        QVERIFY(refusalOf(secret) == Refusal::State);
        REFUSED(keys().rotate(refOf(*off), 0, {}), "CONFLICT_007");
        auto on = waitFor(keys().setStatus(refOf(*off), ApiKeyStatus::Active, QStringLiteral("it was ours"), {}));
        DONE(on);
        QVERIFY(refusalOf(secret) == Refusal::None);
        REFUSED(keys().setStatus(refOf(*on), ApiKeyStatus::Active, QStringLiteral("again"), {}), "CONFLICT_007");
        REFUSED(keys().setStatus(refOf(*on), ApiKeyStatus::Revoked, QStringLiteral(" "), {}), "VAL_009");
        REFUSED(keys().setStatus(refOf(made->key), ApiKeyStatus::Revoked, QStringLiteral("old version"), {}), "CONFLICT_001");

        // The service refuses keys of a tenant that it refuses.
        auto tenantNow = waitFor(m_workspace->tenants()->bySlug(QStringLiteral("acme"), {}));
        DONE(tenantNow);
        auto suspended = waitFor(m_workspace->tenants()->setStatus(acme, tenantNow->rowVersion, TenantStatus::Suspended, QStringLiteral("unpaid"), {}));
        DONE(suspended);
        QVERIFY(refusalOf(secret) == Refusal::Tenant);
        auto active = waitFor(m_workspace->tenants()->setStatus(acme, suspended->rowVersion, TenantStatus::Active, QStringLiteral("paid"), {}));
        DONE(active);

        auto revoked = waitFor(keys().setStatus(refOf(*on), ApiKeyStatus::Revoked, QStringLiteral("leaked"), {}));
        DONE(revoked);
        QVERIFY(refusalOf(secret) == Refusal::State);
        for (const ApiKeyStatus status : {ApiKeyStatus::Active, ApiKeyStatus::Disabled, ApiKeyStatus::Revoked})
            REFUSED(keys().setStatus(refOf(*revoked), status, QStringLiteral("why"), {}), "CONFLICT_007");
        REFUSED(keys().rotate(refOf(*revoked), 0, {}), "CONFLICT_007");
        REFUSED(keys().update(refOf(*revoked), draft(QStringLiteral("x")), {}), "CONFLICT_007");
        const auto rows = trail({action::ApiKeyRevoke});
        QCOMPARE(rows.size(), 4); // one done, three refused
        QCOMPARE(std::count_if(rows.begin(), rows.end(), [](const AuditEvent &e) { return e.result == AuditResult::Done; }), 1);
    }

    void rotationKeepsEverythingButTheSecret()
    {
        const TenantId acme = tenant(QStringLiteral("acme"));
        ApiKeyDraft wanted = draft(QStringLiteral("Deploy"));
        wanted.environment = QStringLiteral("test");
        wanted.product = QStringLiteral("billing");
        wanted.isInternal = true;
        wanted.expiresAt = QDateTime::currentMSecsSinceEpoch() + 3'600'000; // sooner than the grace period
        auto made = waitFor(keys().create(acme, wanted, {}));
        DONE(made);
        auto rotated = waitFor(keys().rotate(refOf(made->key), kDefaultGraceMs, {}));
        DONE(rotated);
        QVERIFY(rotated->secret != made->secret && rotated->secret.startsWith(u"billing_test_"));
        QVERIFY(draftOf(rotated->key) == draftOf(made->key));
        QCOMPARE(rotated->key.expiresAt, made->key.expiresAt);
        QCOMPARE(rotated->key.predecessorId.toString(), made->key.id.toString());
        auto old = waitFor(keys().find(made->key.id.toString(), {}));
        DONE(old);
        QCOMPARE(old->graceEndsAt, made->key.expiresAt); // never longer than it would have lived
        QCOMPARE(old->successorId.toString(), rotated->key.id.toString());
        QVERIFY(refusalOf(made->secret) == Refusal::None && refusalOf(rotated->secret) == Refusal::None);
        REFUSED(keys().rotate(refOf(*old), 0, {}), "CONFLICT_007"); // in grace
        ApiKeyDraft longer = draftOf(*old);
        longer.expiresAt += 1;
        REFUSED(keys().update(refOf(*old), longer, {}), "CONFLICT_007");
        REFUSED(keys().rotate(refOf(rotated->key), kDefaultGraceMs + 1, {}), "VAL_010");
        REFUSED(keys().rotate(refOf(rotated->key), -1, {}), "VAL_010");

        auto again = waitFor(keys().rotate(refOf(rotated->key), 0, {}));
        DONE(again);
        QVERIFY(refusalOf(rotated->secret) == Refusal::State); // at once
        QVERIFY(refusalOf(again->secret) == Refusal::None);
        QVERIFY(refusalOf(made->secret) == Refusal::None);     // its own grace goes on
        auto ended = waitFor(keys().setStatus(refOf(*old), ApiKeyStatus::Revoked, QStringLiteral("nobody uses it"), {}));
        DONE(ended);
        QVERIFY(refusalOf(made->secret) == Refusal::State);
        const auto rows = trail({action::ApiKeyRotate});
        QCOMPARE(rows.size(), 5);
        QCOMPARE(QJsonDocument::fromJson(rows[4].details.toUtf8())[QStringLiteral("successor")][1].toString(), rotated->key.id.toString());
    }

    void changesAreOfOneVersion()
    {
        const TenantId acme = tenant(QStringLiteral("acme"));
        auto made = waitFor(keys().create(acme, draft(QStringLiteral("Deploy")), {}));
        DONE(made);
        ApiKeyDraft change = draft(QStringLiteral("Deploy of the shop"));
        change.permissions = {QStringLiteral("orders:write"), QStringLiteral("stock:read")};
        change.addresses = {};
        change.limits = {{QStringLiteral("calls"), 200, 60}, {QStringLiteral("burst"), 5, 1}};
        change.environment = QStringLiteral("other"); // stays as it was
        auto changed = waitFor(keys().update(refOf(made->key), change, {}));
        DONE(changed);
        QCOMPARE(changed->rowVersion, 2);
        QCOMPARE(changed->permissions, change.permissions);
        QVERIFY(changed->addresses.isEmpty());
        QCOMPARE(changed->limits.size(), 2);
        QCOMPARE(changed->limits[1].amount, 200);
        QCOMPARE(changed->environment, QStringLiteral("live"));
        QCOMPARE(changed->shown, made->key.shown);
        REFUSED(keys().update(refOf(made->key), change, {}), "CONFLICT_001");
        QCOMPARE(names({QStringLiteral("shop")}), QStringList{changed->name});
        QCOMPARE(QJsonDocument::fromJson(trail({action::ApiKeyUpdate}).last().details.toUtf8())[QStringLiteral("permissions")][0].toString(),
                 QStringLiteral("orders:read orders:write"));
        ApiKeyDraft past = change;
        past.expiresAt = 1000;
        REFUSED(keys().update(refOf(*changed), past, {}), "VAL_007");
        REFUSED(keys().create(acme, past, {}), "VAL_007");
    }

    void whatIsNotThereOrNotTheirs()
    {
        const TenantId acme = tenant(QStringLiteral("acme")), globex = tenant(QStringLiteral("globex"));
        auto made = waitFor(keys().create(acme, draft(QStringLiteral("Deploy")), {}));
        DONE(made);
        // Another tenant's, random and null ids are all the same: there is no such key.
        for (const ApiKeyRef &ref : {ApiKeyRef{globex, made->key.id, 1}, ApiKeyRef{acme, ApiKeyId(newUuid()), 1}, ApiKeyRef{acme, {}, 1},
                                     ApiKeyRef{{}, made->key.id, 1}}) {
            REFUSED(keys().setStatus(ref, ApiKeyStatus::Revoked, QStringLiteral("x"), {}), "NOT_FOUND_010");
            REFUSED(keys().rotate(ref, 0, {}), "NOT_FOUND_010");
            REFUSED(keys().update(ref, draft(QStringLiteral("x")), {}), "NOT_FOUND_010");
            REFUSED(keys().remove(ref, m_home->filePath(QStringLiteral("x.json")), QStringLiteral("x"), {}), "NOT_FOUND_010");
        }
        for (const QString &id : {QString(), QStringLiteral("{}"), QStringLiteral("' OR 1=1 --"), QString(10'000, u'x'), QString(QChar(0xd800)), QStringLiteral("%")})
            REFUSED(keys().find(id, {}), "NOT_FOUND_010");
        REFUSED(keys().create(TenantId(newUuid()), draft(QStringLiteral("x")), {}), "NOT_FOUND_001");
        auto deleted = waitFor(m_workspace->tenants()->remove(acme, 1, QStringLiteral("gone"), {}));
        DONE(deleted);
        REFUSED(keys().create(acme, draft(QStringLiteral("x")), {}), "CONFLICT_005");
        REFUSED(keys().setStatus(refOf(made->key), ApiKeyStatus::Revoked, QStringLiteral("x"), {}), "CONFLICT_005");
        QVERIFY(refusalOf(made->secret) == Refusal::Tenant);
        QCOMPARE(names({}), QStringList()); // out of every list
    }

    void naughtyWordsEverywhere()
    {
        const TenantId acme = tenant(QStringLiteral("acme"));
        const QStringList naughty{QStringLiteral("' OR '1'='1"), QStringLiteral("\"; DROP TABLE api_keys; --"), QStringLiteral("$1 %s {0} \\"),
                                  QStringLiteral("𝒏𝒂𝒎𝒆 مفتاح 鍵 🔑"), QStringLiteral("%_*?["), QStringLiteral("<b>bold</b>")};
        for (const QString &name : naughty) {
            auto made = waitFor(keys().create(acme, {name}, {}));
            DONE(made);
            QCOMPARE(made->key.name, name);
            DONE(waitFor(keys().page({name}, Anchor::start(), 10, {})));
            ApiKeyDraft bad{name};
            bad.environment = name;
            REFUSED(keys().create(acme, bad, {}), "VAL_011");
            bad = {name};
            bad.permissions = {name};
            REFUSED(keys().create(acme, bad, {}), "VAL_017");
            bad = {name};
            bad.addresses = {name};
            REFUSED(keys().create(acme, bad, {}), "VAL_016");
            bad = {name};
            bad.limits = {{name, 1, 1}};
            REFUSED(keys().create(acme, bad, {}), "VAL_017");
            auto revoked = waitFor(keys().setStatus(refOf(made->key), ApiKeyStatus::Revoked, name, {}));
            DONE(revoked);
            QCOMPARE(revoked->statusReason, name);
        }
        REFUSED(keys().create(acme, {QString(QChar(0)) + u'x'}, {}), "VAL_004");
        REFUSED(keys().create(acme, {QString()}, {}), "VAL_001");
        QCOMPARE(names({}).size(), naughty.size());
    }

    void adoptsKeysOfAnotherShape()
    {
        const TenantId acme = tenant(QStringLiteral("acme"));
        const QString theirs = QStringLiteral("shop_live_sk_9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a3928");
        auto adopted = waitFor(keys().adopt(acme, draft(QStringLiteral("Shop")), theirs, {}));
        DONE(adopted);
        QCOMPARE(adopted->shown, theirs.left(30));
        QVERIFY(refusalOf(theirs) == Refusal::None);
        QVERIFY(refusalOf(theirs.left(59)) == Refusal::Unknown);
        REFUSED(keys().adopt(acme, draft(QStringLiteral("Again")), theirs, {}), "CONFLICT_007");
        REFUSED(keys().adopt(acme, draft(QStringLiteral("Short")), QStringLiteral("short"), {}), "VAL_020");
        auto rotated = waitFor(keys().rotate(refOf(*adopted), 0, {}));
        DONE(rotated);
        QVERIFY(rotated->secret.startsWith(u"plancia_live_"));
        QVERIFY(refusalOf(theirs) == Refusal::State);
    }

    void deletedOnlyAfterItsEndAndItsExport()
    {
        const TenantId acme = tenant(QStringLiteral("acme"));
        auto made = waitFor(keys().create(acme, draft(QStringLiteral("Deploy")), {}));
        DONE(made);
        const QString file = m_home->filePath(QStringLiteral("key.json"));
        REFUSED(keys().remove(refOf(made->key), file, QStringLiteral("old"), {}), "CONFLICT_007");
        QVERIFY(!QFile::exists(file));
        auto revoked = waitFor(keys().setStatus(refOf(made->key), ApiKeyStatus::Revoked, QStringLiteral("old"), {}));
        DONE(revoked);
        REFUSED(keys().remove(refOf(*revoked), m_home->filePath(QStringLiteral("no/such/folder.json")), QStringLiteral("old"), {}), "IO_004");
        auto removed = waitFor(keys().remove(refOf(*revoked), file, QStringLiteral("old"), {}));
        DONE(removed);
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArray json = written.readAll();
        QCOMPARE(removed->sha256.toLatin1(), QCryptographicHash::hash(json, QCryptographicHash::Sha256).toHex());
        QCOMPARE(QJsonDocument::fromJson(json)["api_key"]["name"].toString(), QStringLiteral("Deploy"));
        QVERIFY(!json.contains(made->secret.toLatin1()));
        QVERIFY(!json.contains(QCryptographicHash::hash(made->secret.toLatin1(), QCryptographicHash::Sha256).toHex()));
        REFUSED(keys().find(made->key.lookup, {}), "NOT_FOUND_010");
        QVERIFY(refusalOf(made->secret) == Refusal::Unknown);
    }

    void listsArePagedByKeyBothWays()
    {
        const TenantId acme = tenant(QStringLiteral("acme")), globex = tenant(QStringLiteral("globex"));
        QStringList made;
        for (int i = 0; i < 23; ++i) {
            ApiKeyDraft one = draft(QStringLiteral("Key %1").arg(i, 7, 10, QLatin1Char('0'))); // no id made by chance begins so
            one.expiresAt = i % 3 ? QDateTime::currentMSecsSinceEpoch() + 1'000'000 - i : 0;
            DONE(waitFor(keys().create(i % 2 ? acme : globex, one, {})));
            made.append(one.name);
        }
        QVERIFY(exec(QStringLiteral("UPDATE api_keys SET last_used_address = '192.0.2.7' WHERE name_key = 'key 0000003'")));
        for (const ApiKeySort sort : {ApiKeySort::Name, ApiKeySort::Created, ApiKeySort::LastUsed, ApiKeySort::Expiry})
            for (const bool descending : {false, true}) {
                ApiKeyQuery query;
                query.sort = sort;
                query.descending = descending;
                QStringList there = names(query, 4);
                const QStringList whole = names(query);
                QCOMPARE(there, whole);
                QCOMPARE(whole.size(), made.size());
                if (sort == ApiKeySort::Name) {
                    QStringList expected = made;
                    if (descending)
                        std::reverse(expected.begin(), expected.end());
                    QCOMPARE(whole, expected);
                }
                // And back again from the end.
                QStringList back;
                Anchor anchor = Anchor::end();
                while (true) {
                    auto page = waitFor(keys().page(query, anchor, 5, {}));
                    DONE(page);
                    QStringList names;
                    for (const ApiKey &key : page->items)
                        names.append(key.name);
                    back = names + back;
                    if (!page->hasBefore)
                        break;
                    anchor = Anchor::before(page->firstCursor);
                }
                QCOMPARE(back, whole);
                auto other = waitFor(keys().page({{}, {}, {}, sort == ApiKeySort::Name ? ApiKeySort::Created : ApiKeySort::Name}, Anchor::after(waitFor(keys().page(query, Anchor::start(), 2, {}))->lastCursor), 2, {}));
                QVERIFY(!other && other.error().code() == ErrorCode::ValCursor);
            }
        ApiKeyQuery ofAcme;
        ofAcme.tenant = acme;
        QCOMPARE(names(ofAcme).size(), 11);
        QCOMPARE(names({QStringLiteral("glob")}).size(), 12); // by its tenant
        QCOMPARE(names({QStringLiteral("key 0000007")}), QStringList{"Key 0000007"});
        QCOMPARE(names({QStringLiteral("acme 0000007")}), QStringList{"Key 0000007"});
        QCOMPARE(names({QStringLiteral("acme 0000008")}), QStringList());
        auto one = waitFor(keys().page({QStringLiteral("key 0000005")}, Anchor::start(), 1, {}));
        DONE(one);
        QCOMPARE(names({one->items.first().shown}), QStringList{"Key 0000005"});
    }

    void statesFilterTheList()
    {
        const TenantId acme = tenant(QStringLiteral("acme"));
        const auto make = [&](const char *name) { return waitFor(keys().create(acme, draft(QString::fromLatin1(name)), {}))->key; };
        make("active");
        DONE(waitFor(keys().setStatus(refOf(make("disabled")), ApiKeyStatus::Disabled, QStringLiteral("x"), {})));
        DONE(waitFor(keys().setStatus(refOf(make("revoked")), ApiKeyStatus::Revoked, QStringLiteral("x"), {})));
        ApiKey grace = make("in_grace"), past = make("past_grace");
        DONE(waitFor(keys().rotate(refOf(grace), kDefaultGraceMs, {})));
        DONE(waitFor(keys().rotate(refOf(past), 0, {})));
        const ApiKey expired = make("expired");
        QFETCH_GLOBAL(QString, kind);
        QVERIFY(exec(kind == u"local" ? QStringLiteral("UPDATE api_keys SET expires_at = 0 WHERE name = 'expired'")
                                      : QStringLiteral("UPDATE api_keys SET expires_at = 'epoch' WHERE name = 'expired'")));
        for (const ApiKeyState state : {ApiKeyState::Active, ApiKeyState::Disabled, ApiKeyState::InGrace, ApiKeyState::PastGrace, ApiKeyState::Expired, ApiKeyState::Revoked}) {
            ApiKeyQuery query;
            query.state = state;
            auto page = waitFor(keys().page(query, Anchor::start(), 10, {}));
            DONE(page);
            const QString word = toString(state);
            QVERIFY2(std::any_of(page->items.begin(), page->items.end(), [&](const ApiKey &key) { return key.name == word; }), qPrintable(word));
            for (const ApiKey &key : page->items)
                QVERIFY(stateOf(key, QDateTime::currentMSecsSinceEpoch()) == state);
            QCOMPARE(page->items.size(), state == ApiKeyState::Active ? 3 : 1); // and the two successors
        }
        REFUSED(keys().rotate(refOf(*waitFor(keys().find(expired.id.toString(), {}))), 0, {}), "CONFLICT_007");
    }

    void leakedKeysAreMatchedByTheirHash()
    {
        const TenantId acme = tenant(QStringLiteral("acme")), globex = tenant(QStringLiteral("globex"));
        auto one = waitFor(keys().create(acme, draft(QStringLiteral("One")), {})), two = waitFor(keys().create(globex, draft(QStringLiteral("Two")), {}));
        DONE(one);
        DONE(two);
        const QList<QByteArray> parts = one->secret.toLatin1().split('_');
        LeakSources sources;
        // A whole key with the id of ours and another secret is none of ours.
        sources.text = QStringLiteral("a %1\nb %2 %1\n%3").arg(one->secret, two->secret, QString::fromLatin1(apikeyformat::compose(parts[0], parts[1], parts[2], QByteArray(43, 'x'))));
        auto report = waitFor(keys().findLeaks(sources, {}, {}));
        DONE(report);
        QCOMPARE(report->keys.size(), 3);
        QCOMPARE(report->keys[0].times, 2);
        QCOMPARE(report->keys[0].places[1].line, 2);
        QCOMPARE(report->keys[0].key->name, QStringLiteral("One"));
        QCOMPARE(report->keys[1].key->tenantSlug, QStringLiteral("globex"));
        QVERIFY(!report->keys[2].key);
        REFUSED(keys().revokeAll({refOf(one->key)}, QString(), {}), "VAL_009");
        REFUSED(keys().revokeAll({}, QStringLiteral("x"), {}), "BUSINESS_001");
        const QList<ApiKeyRef> withAStranger{refOf(one->key), ApiKeyRef{acme, ApiKeyId(newUuid()), 1}};
        REFUSED(keys().revokeAll(withAStranger, QStringLiteral("x"), {}), "NOT_FOUND_010");
        QVERIFY(refusalOf(one->secret) == Refusal::None); // all of them, or none
        const QList<ApiKeyRef> both{refOf(one->key), refOf(two->key)};
        auto revoked = waitFor(keys().revokeAll(both, QStringLiteral("found in a log"), {}));
        DONE(revoked);
        QCOMPARE(*revoked, 2);
        QVERIFY(refusalOf(one->secret) == Refusal::State && refusalOf(two->secret) == Refusal::State);
        QList<AuditEvent> rows = trail({action::ApiKeyRevoke});
        rows.removeIf([](const AuditEvent &event) { return event.result != AuditResult::Done; });
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].commitNo, rows[1].commitNo);
        QCOMPARE(std::abs(rows[0].seq - rows[1].seq), 1);
        sources.text = QString(kMaxLeakText + 1, u'x');
        REFUSED(keys().findLeaks(sources, {}, {}), "VAL_002");
    }

    void aSearchEndsWithItsWorkspace()
    {
        LeakSources sources;
        sources.paths = {QStringLiteral("/usr")}; // more than it can get through until then
        const auto search = keys().findLeaks(sources, {}, {});
        m_workspace.reset();
        const auto result = waitFor(search);
        QVERIFY(!result);
        QVERIFY2(result.error().code() == ErrorCode::InternalCancelled || result.error().code() == ErrorCode::InternalShutDown, qPrintable(errorId(result.error().code())));
    }

    /// The functions of the service keep the same contract: each side understands what the other made.
    void theServiceHasTheSameContract()
    {
        QFETCH_GLOBAL(QString, kind);
        if (kind == u"local")
            QSKIP("SQLite has no functions for a service");
        QVERIFY2(m_server.exec(QStringLiteral("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_app') THEN CREATE ROLE plancia_app LOGIN; END IF;"
                                              " IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_resolver') THEN CREATE ROLE plancia_resolver NOLOGIN BYPASSRLS; END IF; END $$;"
                                              " SELECT plancia.apply_roles(); SELECT plancia.apply_functions();"), m_database), qPrintable(m_server.error()));
        const TenantId acme = tenant(QStringLiteral("acme")), globex = tenant(QStringLiteral("globex"));
        const QString context = QStringLiteral(R"('{"actor":"anna@acme","request_id":"req_7","address":"192.0.2.1"}')");
        const auto quoted = [](const QString &text) { return QString(u'\'' + QString(text).replace(u'\'', QLatin1String("''")) + u'\''); };
        const QString ofAcme = quoted(acme.toString()), ofGlobex = quoted(globex.toString());
        const auto ask = [&](const QString &sql) { return asService(sql).first; };
        const auto verify = [&](const QString &secret, const QString &address = {}) {
            return ask(QStringLiteral("SELECT valid || ' ' || state || ' ' || coalesce(refused_for, '-') FROM plancia.api_keys_verify(%1, %2)")
                           .arg(quoted(secret), address.isEmpty() ? QStringLiteral("NULL") : quoted(address)));
        };

        // What the console made, the service verifies.
        auto made = waitFor(keys().create(acme, draft(QStringLiteral("Deploy")), {}));
        DONE(made);
        QCOMPARE(verify(made->secret), QStringLiteral("true active -"));
        for (const auto &[address, says] : {std::pair{"192.0.2.9", "true active -"}, std::pair{"::ffff:192.0.2.9", "true active -"}, std::pair{"192.0.3.9", "false active address"},
                                            std::pair{"nonsense", "false active address"}}) {
            QCOMPARE(verify(made->secret, QString::fromLatin1(address)), QString::fromLatin1(says));
            QVERIFY((refusalOf(made->secret, QString::fromLatin1(address)) == Refusal::None) == QByteArray(says).startsWith("true"));
        }
        const auto may = [&](const char *permission) { return ask(QStringLiteral("SELECT coalesce(refused_for, 'let in') FROM plancia.api_keys_verify(%1, NULL, '%2')").arg(quoted(made->secret), QLatin1String(permission))); };
        QCOMPARE(may("orders:read"), QStringLiteral("let in"));
        QCOMPARE(may("orders:delete"), QStringLiteral("permission"));
        QCOMPARE(may("'' OR true --"), QStringLiteral("permission"));
        const QList<QByteArray> parts = made->secret.toLatin1().split('_');
        for (const QString &wrong : {QString::fromLatin1(apikeyformat::compose(parts[0], parts[1], parts[2], QByteArray(43, 'x'))),
                                     QString::fromLatin1(apikeyformat::compose(parts[0], parts[1], "AAAAAAAAAAAA", parts[3])), made->secret.left(50), QStringLiteral("x"), QString(),
                                     QString::fromLatin1(parts[2]), QString(9000, u'y'), QStringLiteral("' OR true --")})
            QCOMPARE(verify(wrong), QStringLiteral("false unknown unknown"));
        const QString foreign = QStringLiteral("shop_live_sk_9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a3928");
        DONE(waitFor(keys().adopt(acme, {QStringLiteral("Shop")}, foreign, {})));
        QCOMPARE(verify(foreign), QStringLiteral("true active -"));
        // One that looks like ours but for a word too long is of another shape to both.
        const QString alike = QString(17, u'a') + QString::fromLatin1(apikeyformat::compose("", "live", parts[2], parts[3]));
        QVERIFY(!apikeyformat::hasShape(alike.toLatin1()));
        DONE(waitFor(keys().adopt(acme, {QStringLiteral("Alike")}, alike, {})));
        QCOMPARE(verify(alike), QStringLiteral("true active -"));

        // What the service made, the console shows, verifies and finds by its words.
        const QString both = ask(QStringLiteral("SELECT key_id || ' ' || secret FROM plancia.api_keys_create(%1, %2, 'Déploy No. 1', 'test', '{stock:read}',"
                                                " now() + interval '1 hour', '{192.0.2.0/24}', '[{\"name\":\"calls\",\"amount\":5,\"window_s\":60}]', 'billing')").arg(context, ofAcme));
        const QString id = both.section(u' ', 0, 0), secret = both.section(u' ', 1);
        QVERIFY2(apikeyformat::parse(secret.toLatin1()), qPrintable(both + m_server.error())); // its check is ours
        QVERIFY(secret.startsWith(u"billing_test_"));
        auto shown = waitFor(keys().find(id, {}));
        DONE(shown);
        QCOMPARE(secret.left(shown->shown.size() + 1), shown->shown + u'_');
        QCOMPARE(shown->permissions, QStringList{"stock:read"});
        QCOMPARE(shown->limits.first().amount, 5);
        QCOMPARE(shown->createdBy, QStringLiteral("anna@acme"));
        QVERIFY(refusalOf(secret, QStringLiteral("192.0.2.9")) == Refusal::None);
        QCOMPARE(names({QStringLiteral("deploy no")}), QStringList{QStringLiteral("Déploy No. 1")});
        const AuditEvent row = trail({action::ApiKeyCreate}).first();
        QCOMPARE(row.claimedBy, QStringLiteral("anna@acme"));
        QCOMPARE(row.requestId, QStringLiteral("req_7"));
        QCOMPARE(row.origin, QStringLiteral("192.0.2.1"));

        // Rotation: inherits, and never outlives the expiry.
        const auto act = [&](const QString &call, const QString &tenantId, const QString &key, const QString &rest = {}) {
            return ask(QStringLiteral("SELECT %1(%2, %3, %4%5)").arg(call, context, tenantId, key.isNull() ? QStringLiteral("NULL") : quoted(key), rest));
        };
        const auto rotate = [&](const QString &tenantId, const QString &key) {
            return ask(QStringLiteral("SELECT concat_ws(' ', result, key_id, secret) FROM plancia.api_keys_rotate(%1, %2, %3)").arg(context, tenantId, key.isNull() ? QStringLiteral("NULL") : quoted(key)));
        };
        const auto remove = [&](const QString &tenantId, const QString &key) {
            return ask(QStringLiteral("SELECT concat_ws(' ', result, taken ->> 'name') FROM plancia.api_keys_delete(%1, %2, %3, 'tidied')").arg(context, tenantId, key.isNull() ? QStringLiteral("NULL") : quoted(key)));
        };
        const QString why = QStringLiteral(", 'it leaked'");
        const QString revokeCall = QStringLiteral("plancia.api_keys_revoke");
        const QString rotated = rotate(ofAcme, id);
        QVERIFY2(rotated.startsWith(u"done "), qPrintable(rotated + m_server.error()));
        auto old = waitFor(keys().find(id, {})), next = waitFor(keys().find(rotated.section(u' ', 1, 1), {}));
        DONE(old);
        DONE(next);
        QCOMPARE(old->graceEndsAt, old->expiresAt);
        QVERIFY(draftOf(*next) == draftOf(*old));
        QCOMPARE(verify(secret), QStringLiteral("true in_grace -"));
        QCOMPARE(rotate(ofAcme, id), QStringLiteral("wrong_state"));
        QCOMPARE(act(revokeCall, ofAcme, id, why), QStringLiteral("done"));
        QCOMPARE(act(revokeCall, ofAcme, id, why), QStringLiteral("wrong_state"));
        QVERIFY(refusalOf(secret) == Refusal::State);
        QCOMPARE(verify(secret), QStringLiteral("false revoked state"));
        QCOMPARE(remove(ofAcme, next->id.toString()), QStringLiteral("wrong_state"));
        QCOMPARE(remove(ofAcme, id), QStringLiteral("done Déploy No. 1"));
        REFUSED(keys().find(id, {}), "NOT_FOUND_010");

        // Another tenant's id, a random one, NULL and what is none: the same answer, and nothing was done.
        const QString mine = made->key.id.toString();
        for (const auto &[tenantId, keyId] : {std::pair{ofGlobex, mine}, std::pair{ofAcme, newUuid().toString(QUuid::WithoutBraces)}, std::pair{ofAcme, QString()},
                                              std::pair{ofAcme, QStringLiteral("nonsense")}, std::pair{QStringLiteral("NULL"), mine},
                                              std::pair{quoted(QStringLiteral("' OR true --")), mine}}) {
            QCOMPARE(act(revokeCall, tenantId, keyId, why), QStringLiteral("not_found"));
            QCOMPARE(rotate(tenantId, keyId), QStringLiteral("not_found"));
            QCOMPARE(remove(tenantId, keyId), QStringLiteral("not_found"));
            QCOMPARE(ask(QStringLiteral("SELECT count(*) FROM plancia.api_keys_get(%1, %2, %3)").arg(context, tenantId, quoted(keyId))), QStringLiteral("0"));
        }
        QCOMPARE(ask(QStringLiteral("SELECT result FROM plancia.api_keys_create(%1, %2, 'x')").arg(context, quoted(newUuid().toString(QUuid::WithoutBraces)))), QStringLiteral("not_found"));
        // A transaction that names a tenant keeps to it.
        QCOMPARE(ask(QStringLiteral("SET LOCAL plancia.tenant_id = %1; SELECT plancia.api_keys_revoke(%2, %3, %4, 'x')").arg(ofGlobex, context, ofAcme, quoted(mine))), QStringLiteral("not_found"));
        QVERIFY(refusalOf(made->secret) == Refusal::None);

        // Values that break a rule say which.
        for (const auto &[call, code] : {std::pair{"'  '", "VAL_001"}, std::pair{"repeat('x', 201)", "VAL_002"}, std::pair{"'a' || chr(8238)", "VAL_004"}, std::pair{"'a', 'LIVE'", "VAL_011"},
                                         std::pair{"'a', 'live', '{Orders}'", "VAL_017"}, std::pair{"'a', 'live', '{}', now()", "VAL_007"},
                                         std::pair{"'a', 'live', '{}', NULL, '{192.0.2.1/24}'", "VAL_016"},
                                         std::pair{R"('a', 'live', '{}', NULL, '{}', '[{"name":"a","amount":0,"window_s":1}]')", "VAL_010"},
                                         std::pair{"'a', 'live', '{}', NULL, '{}', '[]', 'My_Product'", "VAL_011"}, std::pair{"'a', 'live', '{}', '-infinity'", "VAL_007"},
                                         std::pair{"'a', 'live', '{}', NULL, '{NULL}'", "VAL_016"}, std::pair{"'a', 'live', '{}', NULL, '{}', '{}'", "VAL_010"},
                                         std::pair{R"('a', 'live', '{}', NULL, '{}', '[{"name":"a","amount":1,"window_s":1},{"name":"a","amount":2,"window_s":1}]')", "VAL_017"}}) {
            const QString said = asService(QStringLiteral("SELECT plancia.api_keys_create(%1, %2, %3)").arg(context, ofAcme, QString::fromLatin1(call))).error;
            QVERIFY2(said.contains(QLatin1String(code)), qPrintable(said));
        }
        // Lists end at their bound.
        QCOMPARE(ask(QStringLiteral("SELECT count(plancia.api_keys_create(%1, %2, 'n' || n)) FROM generate_series(1, 260) AS n").arg(context, ofGlobex)), QStringLiteral("260"));
        QCOMPARE(ask(QStringLiteral("SELECT count(*) FROM plancia.api_keys_list(%1, %2)").arg(context, ofGlobex)), QStringLiteral("50"));
        QCOMPARE(ask(QStringLiteral("SELECT count(*) FROM plancia.api_keys_list(%1, %2, NULL, 1000)").arg(context, ofGlobex)), QStringLiteral("250"));
        QCOMPARE(ask(QStringLiteral("SELECT count(*) FROM plancia.api_keys_list(%1, %2, (SELECT max(id::text) FROM plancia.api_keys_list(%1, %2, NULL, 250)), 250)").arg(context, ofGlobex)),
                 QStringLiteral("10"));
        // Nobody else may call them, and the service may not look past its tenant.
        QVERIFY(m_server.exec(QStringLiteral("CREATE ROLE stranger_%1; GRANT USAGE ON SCHEMA plancia TO stranger_%1").arg(kind), m_database));
        const QString denied = tests::answerTo(QStringLiteral("SET LOCAL ROLE stranger_%1; SELECT plancia.api_keys_verify('x')").arg(kind), url()).error;
        QVERIFY2(denied.contains(u"permission denied"), qPrintable(denied));
        QCOMPARE(ask(QStringLiteral("SELECT count(*) FROM plancia.api_keys")), QStringLiteral("0"));
    }

    /// What the service does leaves the row of the trail that the console would write, and meets the same conflicts.
    void theServiceLeavesTheSameTrail()
    {
        QFETCH_GLOBAL(QString, kind);
        if (kind == u"local")
            QSKIP("SQLite has no functions for a service");
        QVERIFY2(m_server.exec(QStringLiteral("DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_app') THEN CREATE ROLE plancia_app LOGIN; END IF; END $$;"
                                              " SELECT plancia.apply_roles(); SELECT plancia.apply_functions();"), m_database), qPrintable(m_server.error()));
        const TenantId acme = tenant(QStringLiteral("acme"));
        const qint64 expires = QDateTime::currentMSecsSinceEpoch() + 3'600'000;
        ApiKeyDraft wanted = draft(QStringLiteral("Deploy"));
        wanted.limits = {{QStringLiteral("burst"), 5, 7'200}, {QStringLiteral("calls"), 100, 90}};
        wanted.isInternal = true;
        wanted.expiresAt = expires;
        const auto ours = waitFor(keys().create(acme, wanted, {}));
        DONE(ours);
        const QString ofAcme = QStringLiteral("'{\"actor\":\"svc\"}', '%1'").arg(acme.toString());
        const QString theirs = asService(QStringLiteral("SELECT key_id FROM plancia.api_keys_create(%1, 'Deploy', permissions => '{orders:write,orders:read}', internal => true,"
                                                        " expires_at => to_timestamp(%2 / 1000.0), addresses => '{192.0.2.0/24}',"
                                                        R"( limits => '[{"name":"calls","amount":100,"window_s":90},{"name":"burst","amount":5,"window_s":7200}]'))").arg(ofAcme).arg(expires)).first;
        QVERIFY(!theirs.isEmpty());
        const auto act = [&](const QString &call, const QString &more) { return asService(QStringLiteral("SELECT result FROM plancia.%1(%2, '%3'%4)").arg(call, ofAcme, theirs, more)).first; };
        // Another version than it is; the one that it is; and none.
        QCOMPARE(act(QStringLiteral("api_keys_rotate"), QStringLiteral(", row_version => 2")), QStringLiteral("conflict"));
        QCOMPARE(act(QStringLiteral("api_keys_rotate"), QStringLiteral(", row_version => 1")), QStringLiteral("done"));
        const auto revoke = [&](const QString &more) { return asService(QStringLiteral("SELECT plancia.api_keys_revoke(%1, '%2', 'leaked'%3)").arg(ofAcme, theirs, more)).first; };
        QCOMPARE(revoke(QStringLiteral(", 1")), QStringLiteral("conflict"));
        QCOMPARE(revoke({}), QStringLiteral("done"));
        DONE(waitFor(keys().rotate(refOf(ours->key), kDefaultGraceMs, {})));
        auto old = waitFor(keys().find(ours->key.id.toString(), {}));
        DONE(old);
        DONE(waitFor(keys().setStatus(refOf(*old), ApiKeyStatus::Revoked, QStringLiteral("leaked"), {})));

        const auto detailsOf = [&](const QString &key, const QString &action) {
            for (const AuditEvent &event : trail({action}))
                if (event.objectId == key && event.result == AuditResult::Done) {
                    QJsonObject details = QJsonDocument::fromJson(event.details.toUtf8()).object();
                    details.remove(QStringLiteral("shown")); // each has its own
                    details.remove(QStringLiteral("successor"));
                    return QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact)) + event.objectName + event.reason + event.tenantSlug + event.objectKind;
                }
            return QStringLiteral("no row of ") + key;
        };
        for (const QString &action : {action::ApiKeyCreate, action::ApiKeyRotate, action::ApiKeyRevoke})
            QCOMPARE(detailsOf(theirs, action), detailsOf(ours->key.id.toString(), action));
        QVERIFY(detailsOf(theirs, action::ApiKeyCreate).contains(u"calls=100/90s"));
        // What is deleted stands in the trail as it was, with the hash of what was handed over.
        QCOMPARE(act(QStringLiteral("api_keys_delete"), QStringLiteral(", 'tidied', 1")), QStringLiteral("conflict"));
        const QString taken = asService(QStringLiteral("SELECT taken FROM plancia.api_keys_delete(%1, '%2', 'tidied', 3)").arg(ofAcme, theirs)).first;
        const AuditEvent gone = trail({action::ApiKeyDelete}).first();
        const QJsonObject before = QJsonDocument::fromJson(gone.details.toUtf8()).object();
        QCOMPARE(before[QStringLiteral("name")].toArray(), (QJsonArray{QStringLiteral("Deploy"), QString()}));
        QCOMPARE(before[QStringLiteral("permissions")].toArray().first().toString(), QStringLiteral("orders:read orders:write"));
        QCOMPARE(before[QStringLiteral("sha256")].toString(), QString::fromLatin1(QCryptographicHash::hash(taken.toUtf8(), QCryptographicHash::Sha256).toHex()));
    }

    void noSecretIsKeptAnywhere()
    {
        const TenantId acme = tenant(QStringLiteral("acme"));
        auto made = waitFor(keys().create(acme, draft(QStringLiteral("Deploy")), {}));
        DONE(made);
        auto rotated = waitFor(keys().rotate(refOf(made->key), 0, {}));
        DONE(rotated);
        const QString foreign = QStringLiteral("shop_live_sk_9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a3928");
        DONE(waitFor(keys().adopt(acme, draft(QStringLiteral("Shop")), foreign, {})));
        REFUSED(keys().adopt(acme, draft(QStringLiteral("Shop")), foreign, {}), "CONFLICT_007");
        QVERIFY(refusalOf(made->secret) == Refusal::State);
        for (const AuditEvent &event : trail())
            for (const QString &secret : {made->secret, rotated->secret, foreign}) {
                const QString hidden = secret.mid(secret.size() / 2, 20);
                QVERIFY(!event.details.contains(hidden) && !event.objectName.contains(hidden) && !event.reason.contains(hidden));
            }
        m_workspace.reset();
        m_runtime.reset(); // everything is on the disk: store, log, console's own
        QDirIterator files(m_home->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        int read = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray content = file.readAll();
            ++read;
            for (const QString &secret : {made->secret, rotated->secret, foreign})
                QVERIFY2(!content.contains(secret.mid(secret.size() / 2, 20).toLatin1()), qPrintable(file.fileName()));
        }
        QVERIFY(read > 1);
    }
};

QTEST_GUILESS_MAIN(ApiKeysTest)
#include "tst_apikeys.moc"
