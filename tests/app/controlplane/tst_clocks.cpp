// SPDX-License-Identifier: GPL-3.0-or-later
// What is over is decided by one clock: that of the server, which the service goes by, and on a local store that of this computer. A
// console whose clock is hours or years off makes no key and no code that lives longer or shorter, and judges none otherwise.
#include "app/controlplane/keys/apikeys.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/controlplane/users/users.h"
#include "tests/app/store/storehelper.h"
#include "tests/support/privatepooler.h"
#include "tests/support/remotedatabase.h"
#include "tests/support/turnedclock.h"
#include "tests/support/waitfor.h"

#include <QRandomGenerator>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::tests;
using Refusal = ApiKeyVerification::Refusal;

namespace {
constexpr qint64 kHourMs = 3'600'000;
constexpr qint64 kDayMs = 24 * kHourMs;
constexpr qint64 kYearMs = 365 * kDayMs;
constexpr qint64 kSlackMs = 60'000; ///< for a machine that is slow
const QString kWhy = QStringLiteral("for a test");
constexpr const char *kStores[] = {"SQLite", "PostgreSQL", "pgbouncer"};

struct Side {
    std::unique_ptr<sql::Gateway> gateway;
    TurnedClock clock;
    audit::Recorder recorder{{QStringLiteral("os"), QStringLiteral("anna@host"), QStringLiteral("local")}, QStringLiteral("run"), clock};
    std::unique_ptr<Tenants> tenants;
    std::unique_ptr<Users> users;
    std::unique_ptr<ApiKeys> keys;

    void take(std::unique_ptr<sql::Gateway> store)
    {
        gateway = std::move(store);
        tenants = std::make_unique<Tenants>(*gateway, recorder);
        users = std::make_unique<Users>(*gateway, recorder, nullptr);
        keys = std::make_unique<ApiKeys>(*gateway, recorder, ApiKeys::Outside{[](std::span<quint8> bytes) {
                                                                                   for (quint8 &byte : bytes)
                                                                                       byte = static_cast<quint8>(QRandomGenerator::system()->generate());
                                                                               }, {}, {}});
    }
    void close()
    {
        keys.reset();
        users.reset();
        tenants.reset();
        gateway.reset();
    }
};
} // namespace

class ClocksTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    PrivatePostgres m_server;
    PrivatePooler m_pooler{m_server};
    Side m_sqlite, m_postgres, m_pooled;
    Side *m_side = nullptr; ///< of the running test
    Tenant m_tenant;
    int m_number = 0;

    bool isLocal() const { return m_side == &m_sqlite; }
    static qint64 truly() { return SystemClock().nowMs(); }
    void turn(qint64 aheadMs) { m_side->clock.aheadMs = aheadMs; }
    /// The clock that decides in the store of this row.
    qint64 deciding() const { return isLocal() ? m_side->clock.nowMs() : truly(); }
    static bool isAbout(qint64 at, qint64 expected) { return qAbs(at - expected) < kSlackMs; }

    /// A key that is good for so long, or for ever, by the clock that decides.
    Result<IssuedApiKey> make(qint64 forMs)
    {
        ApiKeyDraft draft{QStringLiteral("Deploy %1").arg(++m_number)};
        draft.expiresAt = forMs ? deciding() + forMs : 0;
        return waitFor(m_side->keys->create(m_tenant.id, draft, {}));
    }
    ApiKey now(const ApiKey &key) { return waitFor(m_side->keys->find(key.id.toString(), {})).value_or(ApiKey()); }
    ApiKeyVerification verified(const QString &secret) { return waitFor(m_side->keys->verify(secret, {}, {})).value_or(ApiKeyVerification()); }
    /// What the service says of the same key, as the server's clock has it.
    QString stateForTheService(const QString &secret)
    {
        return m_server.value(QStringLiteral("SELECT state FROM plancia.api_keys_verify('%1')").arg(secret), database());
    }
    QString database() const { return m_side == &m_postgres ? QStringLiteral("straight") : QStringLiteral("pooled"); }
    /// One verdict, whoever gives it.
    void stateIs(const QString &secret, ApiKeyState state)
    {
        const ApiKeyVerification said = verified(secret);
        QCOMPARE(toString(said.state), toString(state));
        QCOMPARE(said.isValid(), isUsable(state));
        if (!isLocal())
            QCOMPARE(stateForTheService(secret), toString(state));
    }
    static void onEach()
    {
        QTest::addColumn<int>("store");
        QTest::addColumn<qint64>("ahead");
        for (int store = 0; store < 3; ++store)
            for (const auto &[words, ms] : {std::pair("ten years behind", -10 * kYearMs), std::pair("two hours behind", -2 * kHourMs), std::pair("right", qint64(0)),
                                            std::pair("two hours ahead", 2 * kHourMs), std::pair("ten years ahead", 10 * kYearMs)})
                QTest::addRow("%s, %s", kStores[store], words) << store << ms;
    }
    /// Called at the head of each test: its own tenant in the store of its row, and the clock turned.
    void begin()
    {
        QFETCH(int, store);
        QFETCH(qint64, ahead);
        m_side = QList{&m_sqlite, &m_postgres, &m_pooled}[store];
        turn(ahead);
        const QString slug = QStringLiteral("t%1").arg(++m_number);
        auto made = waitFor(m_side->tenants->create({slug, slug, TenantStatus::Active, {}}, {}));
        VERIFY_OK(made);
        m_tenant = *made;
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        auto straight = makeRemoteDatabase(m_server, QStringLiteral("straight"));
        QVERIFY2(straight, qPrintable(m_server.error()));
        m_postgres.take(std::move(straight));
        QVERIFY2(makeRemoteDatabase(m_server, QStringLiteral("pooled")), qPrintable(m_server.error()));
        QVERIFY2(m_pooler.start(), qPrintable(m_pooler.error()));
        m_pooled.take(postgres::RemoteStore::create(m_pooler.profile(QStringLiteral("pooled")), {}, {}));
        auto local = openStore(m_folder.filePath(QStringLiteral("control.db")));
        VERIFY_OK(local);
        m_sqlite.take(std::move(*local));
    }
    void cleanupTestCase()
    {
        for (Side *side : {&m_sqlite, &m_postgres, &m_pooled})
            side->close();
    }

    void anExpiryIsJudgedByTheClockOfTheStore_data() { onEach(); }
    void anExpiryIsJudgedByTheClockOfTheStore()
    {
        begin();
        VERIFY_FAILS(make(-kHourMs), ErrorCode::ValTime);
        VERIFY_FAILS(make(-1'000), ErrorCode::ValTime);
        const auto hour = make(kHourMs), endless = make(0);
        VERIFY_OK(hour);
        VERIFY_OK(endless);
        stateIs(hour->secret, ApiKeyState::Active);
        stateIs(endless->secret, ApiKeyState::Active);
        ApiKeyDraft draft = draftOf(now(hour->key));
        draft.expiresAt = deciding() - 1'000;
        VERIFY_FAILS(waitFor(m_side->keys->update(refOf(now(hour->key)), draft, {})), ErrorCode::ValTime);
        draft.expiresAt = deciding() + 2 * kHourMs;
        VERIFY_OK(waitFor(m_side->keys->update(refOf(now(hour->key)), draft, {})));
        stateIs(hour->secret, ApiKeyState::Active);
    }

    void whatIsOverStaysSoWhateverTheClockSays_data() { onEach(); }
    void whatIsOverStaysSoWhateverTheClockSays()
    {
        begin();
        QFETCH(qint64, ahead);
        const auto brief = make(1'000), revoked = make(kHourMs);
        VERIFY_OK(brief);
        VERIFY_OK(revoked);
        VERIFY_OK(waitFor(m_side->keys->setStatus(refOf(revoked->key), ApiKeyStatus::Revoked, kWhy, {})));
        QTRY_VERIFY_WITH_TIMEOUT(verified(brief->secret).refusal == Refusal::State, 10'000);
        stateIs(brief->secret, ApiKeyState::Expired);
        VERIFY_FAILS(waitFor(m_side->keys->rotate(refOf(now(brief->key)), kHourMs, {})), ErrorCode::ConflictKeyState);
        VERIFY_FAILS(waitFor(m_side->keys->setStatus(refOf(now(brief->key)), ApiKeyStatus::Disabled, kWhy, {})), ErrorCode::ConflictKeyState);
        // Turned anew, in both directions.
        for (const qint64 ms : {ahead - kYearMs, ahead + kYearMs}) {
            turn(ms);
            stateIs(revoked->secret, ApiKeyState::Revoked);
            if (!isLocal())
                stateIs(brief->secret, ApiKeyState::Expired);
        }
        turn(ahead);
        VERIFY_OK(waitFor(m_side->keys->remove(refOf(now(brief->key)), m_folder.filePath(QStringLiteral("k%1.json").arg(m_number)), kWhy, {})));
    }

    void aGracePeriodIsAsLongAsItWasSaid_data() { onEach(); }
    void aGracePeriodIsAsLongAsItWasSaid()
    {
        begin();
        for (const qint64 grace : kGracesMs) {
            const auto key = make(0), expiring = make(kHourMs);
            VERIFY_OK(key);
            VERIFY_OK(expiring);
            const auto next = waitFor(m_side->keys->rotate(refOf(key->key), grace, {}));
            VERIFY_OK(next);
            const ApiKey old = now(key->key);
            QVERIFY2(isAbout(old.graceEndsAt, deciding() + grace), qPrintable(QString::number(old.graceEndsAt - deciding() - grace)));
            stateIs(key->secret, grace == 0 ? ApiKeyState::PastGrace : ApiKeyState::InGrace);
            stateIs(next->secret, ApiKeyState::Active);
            // Never longer than the old one would have lived; the successor inherits that.
            const auto heir = waitFor(m_side->keys->rotate(refOf(expiring->key), grace, {}));
            VERIFY_OK(heir);
            QVERIFY(now(expiring->key).graceEndsAt <= expiring->key.expiresAt);
            QCOMPARE(heir->key.expiresAt, expiring->key.expiresAt);
            stateIs(heir->secret, ApiKeyState::Active);
        }
        VERIFY_FAILS(waitFor(m_side->keys->rotate(refOf(make(0)->key), kDefaultGraceMs + 1, {})), ErrorCode::ValRange);
    }

    void aCodeIsGoodForAsLongAsItWasSaid_data() { onEach(); }
    void aCodeIsGoodForAsLongAsItWasSaid()
    {
        begin();
        const auto invited = waitFor(m_side->users->invite(m_tenant.id, {QStringLiteral("i%1@example.com").arg(++m_number)}, {}));
        VERIFY_OK(invited);
        QVERIFY(isAbout(invited->expiresAt, deciding() + kInviteCodeMs));
        QCOMPARE(waitFor(m_side->users->access(invited->user.ref(), {})).value_or(UserAccess()).inviteExpiresAt, invited->expiresAt);
        const auto set = waitFor(m_side->users->setPassword(invited->user.ref(), invited->user.rowVersion, QStringLiteral("Correct-Horse-9"), {}));
        VERIFY_OK(set);
        QCOMPARE(waitFor(m_side->users->access(invited->user.ref(), {})).value_or(UserAccess()).inviteExpiresAt, 0);
        const auto reset = waitFor(m_side->users->reset(set->ref(), set->rowVersion, {}));
        VERIFY_OK(reset);
        QVERIFY(isAbout(reset->expiresAt, deciding() + kResetCodeMs));
        QCOMPARE(waitFor(m_side->users->access(set->ref(), {})).value_or(UserAccess()).resetExpiresAt, reset->expiresAt);
        if (isLocal())
            return;
        // As the service would find it.
        QCOMPARE(m_server.value(QStringLiteral("SELECT count(*) FROM plancia.user_codes WHERE user_id = '%1' AND purpose = 'reset' AND used_at IS NULL"
                                               " AND expires_at BETWEEN now() + interval '23 hours' AND now() + interval '25 hours'").arg(set->id.toString()), database()),
                 QStringLiteral("1"));
        QFETCH(qint64, ahead);
        for (const qint64 ms : {ahead - kYearMs, ahead + kYearMs}) { // good by whatever clock it is looked at
            turn(ms);
            QCOMPARE(waitFor(m_side->users->access(set->ref(), {})).value_or(UserAccess()).resetExpiresAt, reset->expiresAt);
        }
    }

    /// On a local store the clock of the computer is the only one: set back, it gives nothing more life than was said.
    void aClockThatIsSetBackIsNoNewLease()
    {
        m_side = &m_sqlite;
        turn(0);
        auto made = waitFor(m_side->tenants->create({QStringLiteral("back"), QStringLiteral("Back"), TenantStatus::Active, {}}, {}));
        VERIFY_OK(made);
        m_tenant = *made;
        const auto key = make(2 * kHourMs), rotated = make(0);
        VERIFY_OK(key);
        VERIFY_OK(rotated);
        VERIFY_OK(waitFor(m_side->keys->rotate(refOf(rotated->key), kHourMs, {})));
        turn(3 * kHourMs);
        stateIs(key->secret, ApiKeyState::Expired);
        stateIs(rotated->secret, ApiKeyState::PastGrace);
        VERIFY_FAILS(waitFor(m_side->keys->rotate(refOf(now(key->key)), kHourMs, {})), ErrorCode::ConflictKeyState);
        turn(0);
        stateIs(key->secret, ApiKeyState::Active); // it is not yet so late
        turn(-kYearMs);
        const auto again = waitFor(m_side->keys->rotate(refOf(now(key->key)), kDefaultGraceMs, {}));
        VERIFY_OK(again);
        QVERIFY(now(key->key).graceEndsAt <= key->key.expiresAt);
        turn(3 * kHourMs);
        stateIs(key->secret, ApiKeyState::PastGrace);
        stateIs(again->secret, ApiKeyState::Expired);
    }
};

QTEST_GUILESS_MAIN(ClocksTest)
#include "tst_clocks.moc"
