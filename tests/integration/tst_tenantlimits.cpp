// SPDX-License-Identifier: GPL-3.0-or-later
// Limits of tenants: the contract of their port and the seats, on a local store and on PostgreSQL.
#include "models/errors/catalogue.h"
#include "models/ports/apikeysport.h"
#include "models/ports/limitsport.h"
#include "models/ports/usersport.h"
#include "tests/support/eachstore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace plancia;
using namespace plancia::tests;
using State = LimitForecast::State;

namespace {
constexpr qint64 kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
const LimitKey kPerMinute{LimitKind::RequestsPerMinute, LimitScope::Key};
const LimitKey kPerDay{LimitKind::RequestsPerDay, LimitScope::Tenant};
const LimitKey kSeats{LimitKind::Seats, LimitScope::Tenant};
const LimitKey kMonth{LimitKind::CostPerMonth, LimitScope::Tenant};
template <class T>
QString codeOf(const Result<T> &result)
{
    return result ? QStringLiteral("done") : errorId(result.error().code());
}
} // namespace

class TenantLimitsTest : public QObject {
    Q_OBJECT
    EachStore m_store;
    TenantId m_acme, m_bolt;
    int m_people = 0;
    qint64 m_now = 0;

    LimitsPort &port() { return *m_store.workspace().limits(); }
    TenantId tenant(const QString &slug)
    {
        return waitFor(m_store.workspace().tenants()->create({slug, slug, TenantStatus::Active, {}}, {})).value_or(Tenant()).id;
    }
    Result<UserCode> invite(TenantId tenant)
    {
        return waitFor(m_store.workspace().users()->invite(tenant, {QStringLiteral("p%1@x.example").arg(++m_people)}, {}));
    }
    ApiKeyId key(TenantId tenant, bool isInternal = false)
    {
        ApiKeyDraft draft{QStringLiteral("Key")};
        draft.isInternal = isInternal;
        auto made = waitFor(m_store.workspace().apiKeys()->create(tenant, draft, {}));
        return made ? made->key.id : ApiKeyId();
    }
    Result<TenantLimit> set(const LimitKey &key, qint64 amount, qint64 version = 0) { return waitFor(port().set(m_acme, key, amount, version, {})); }
    QList<TenantLimit> limits() { return waitFor(port().limits(m_acme, {})).value_or(QList<TenantLimit>()); }
    std::optional<TenantLimit> limit(const LimitKey &key)
    {
        for (const TenantLimit &one : limits())
            if (one.key == key)
                return one;
        return std::nullopt;
    }
    LimitUsage usage(const LimitKey &key)
    {
        const auto all = waitFor(port().usage(m_acme, {}));
        if (!all)
            qWarning("%s", qPrintable(all.error().fact(u"message")));
        for (const LimitUsage &one : all.value_or(QList<LimitUsage>()))
            if (one.key == key)
                return one;
        return {};
    }
    AuditEvent lastAct() { return waitFor(m_store.workspace().audit()->page({}, Anchor::start(), 1, {})).value_or(Page<AuditEvent>()).items.value(0); }
    /// Calls of a key at a moment, as the service notes them.
    bool calls(TenantId tenant, ApiKeyId key, qint64 at, int count, const QString &endpoint = QStringLiteral("/v1/a"), qint64 cost = 0)
    {
        QStringList rows;
        for (int i = 0; i < count; ++i)
            rows.append(QStringLiteral("(%1, %2, %3, %4, '%5', 'GET', 200, 1000, %6)")
                            .arg(EachStore::id(tenant.uuid()), EachStore::time(at), EachStore::id(newUuid()), EachStore::id(key.uuid()), endpoint).arg(cost));
        return m_store.exec(QStringLiteral("INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, cost_micros) VALUES ")
                            + rows.join(u','));
    }

private slots:
    void initTestCase_data() { EachStore::kinds(); }
    void initTestCase() { QVERIFY2(m_store.start(), qPrintable(m_store.error())); }
    void init()
    {
        QVERIFY2(m_store.open(), qPrintable(m_store.error()));
        QVERIFY(m_store.workspace().limits());
        m_acme = tenant(QStringLiteral("acme"));
        m_bolt = tenant(QStringLiteral("bolt"));
        m_now = QDateTime::currentMSecsSinceEpoch();
    }
    void cleanup() { m_store.close(); }

    void defaultsHoldUntilThereIsARow()
    {
        QVERIFY(limits() == defaultLimits());
        QCOMPARE(codeOf(waitFor(port().limits(TenantId(newUuid()), {}))), QStringLiteral("NOT_FOUND_001"));
        QCOMPARE(codeOf(waitFor(port().usage(TenantId(newUuid()), {}))), QStringLiteral("NOT_FOUND_001"));
    }

    void aLimitIsSetChangedAndTakenAway()
    {
        auto made = set(kPerMinute, 250);
        QVERIFY2(made, qPrintable(codeOf(made)));
        QVERIFY(!made->isDefault && made->amount == 250 && made->rowVersion == 1 && made->updatedAt >= m_now);
        AuditEvent act = lastAct();
        QCOMPARE(act.action, action::LimitSet);
        QCOMPARE(act.objectName, QStringLiteral("acme"));
        QVERIFY(act.tenantId == m_acme);
        const auto change = [&act] { return QJsonDocument::fromJson(act.details.toUtf8()).object().value(QStringLiteral("requests_minute key")).toArray(); };
        QCOMPARE(change(), (QJsonArray{"100", "250"}));

        auto changed = set(kPerMinute, 300, 1);
        QVERIFY2(changed, qPrintable(codeOf(changed)));
        QCOMPARE(changed->rowVersion, 2);
        act = lastAct();
        QCOMPARE(change(), (QJsonArray{"250", "300"}));
        QVERIFY(limit(kPerMinute) == std::optional(*changed));
        QCOMPARE(waitFor(port().limits(m_bolt, {})).value_or(QList<TenantLimit>()).first().amount, 100); // of the other tenant nothing changed

        const auto removed = waitFor(port().remove(m_acme, kPerMinute, 2, {}));
        QVERIFY2(removed, qPrintable(codeOf(removed)));
        act = lastAct();
        QCOMPARE(act.action, action::LimitRemove);
        QCOMPARE(change(), (QJsonArray{"300", "100"}));
        QVERIFY(limits() == defaultLimits());
    }

    void limitsOfEndpointsStandBesideOneAnother()
    {
        QVERIFY(set({LimitKind::RequestsPerMinute, LimitScope::Key, QStringLiteral("/v1/a")}, 5));
        QVERIFY(set({LimitKind::CostPerHour, LimitScope::Key, QStringLiteral("/v1/a")}, 6));
        QVERIFY(set({LimitKind::RequestsPerMinute, LimitScope::Tenant}, 7));
        QVERIFY(set({LimitKind::RequestsPerMinute, LimitScope::Address}, 8));
        QCOMPARE(limits().size(), 5);
        QCOMPARE(limit(kPerMinute)->amount, 100);
    }

    void whoWasFirstWins()
    {
        QVERIFY(set(kSeats, 5));
        QCOMPARE(codeOf(set(kSeats, 6)), QStringLiteral("CONFLICT_001")); // who saw no row
        QVERIFY(set(kSeats, 7, 1));
        const auto late = set(kSeats, 8, 1);
        QCOMPARE(codeOf(late), QStringLiteral("CONFLICT_001"));
        QCOMPARE(late.error().fact(u"version_now"), QStringLiteral("2"));
        QCOMPARE(codeOf(waitFor(port().remove(m_acme, kSeats, 1, {}))), QStringLiteral("CONFLICT_001"));
        QCOMPARE(limit(kSeats)->amount, 7);
        QVERIFY(waitFor(port().remove(m_acme, kSeats, 2, {})));
        QCOMPARE(codeOf(waitFor(port().remove(m_acme, kSeats, 2, {}))), QStringLiteral("CONFLICT_001"));
        QCOMPARE(codeOf(set(kSeats, 9, 2)), QStringLiteral("CONFLICT_001"));
        QVERIFY(lastAct().result == AuditResult::Refused);
    }

    void whatIsNoLimitIsRefused()
    {
        QCOMPARE(codeOf(set(kSeats, 0)), QStringLiteral("VAL_010"));
        QCOMPARE(codeOf(set({LimitKind::Storage, LimitScope::Key}, 1)), QStringLiteral("VAL_011"));
        QVERIFY(!m_store.exec(QStringLiteral("INSERT INTO tenant_limits (tenant_id, kind, scope, amount, created_at, updated_at) VALUES (%1, 'seats', 'tenant', 0, %2, %2)")
                                  .arg(EachStore::id(m_acme.uuid()), EachStore::time(m_now))));
        QVERIFY(!m_store.exec(QStringLiteral("INSERT INTO tenant_limits (tenant_id, kind, scope, amount, created_at, updated_at) VALUES (%1, 'seats', 'key', 1, %2, %2)")
                                  .arg(EachStore::id(m_acme.uuid()), EachStore::time(m_now))));
        QVERIFY(limits() == defaultLimits());
        const Tenant acme = waitFor(m_store.workspace().tenants()->bySlug(QStringLiteral("acme"), {})).value_or(Tenant());
        QVERIFY(waitFor(m_store.workspace().tenants()->remove(m_acme, acme.rowVersion, QStringLiteral("test"), {})));
        QCOMPARE(codeOf(set(kSeats, 5)), QStringLiteral("CONFLICT_005"));
    }

    void seatsAreHeldWhereAPersonComesIn()
    {
        QVERIFY(set(kSeats, 2));
        const auto first = invite(m_acme), second = invite(m_acme);
        QVERIFY(first && second);
        const auto third = invite(m_acme);
        QCOMPARE(codeOf(third), QStringLiteral("BUSINESS_003"));
        QCOMPARE(third.error().fact(u"seats"), QStringLiteral("2"));
        QCOMPARE(third.error().fact(u"slug"), QStringLiteral("acme"));
        QVERIFY(lastAct().result == AuditResult::Refused);
        QVERIFY(invite(m_bolt)); // no limit there

        // Who is disabled frees a seat, and takes one to come back.
        auto &users = *m_store.workspace().users();
        const auto off = waitFor(users.setStatus(first->user.ref(), first->user.rowVersion, UserStatus::Disabled, QStringLiteral("left"), {}));
        QVERIFY2(off, qPrintable(codeOf(off)));
        QVERIFY(invite(m_acme));
        QCOMPARE(codeOf(waitFor(users.setStatus(off->ref(), off->rowVersion, UserStatus::Active, QStringLiteral("back"), {}))), QStringLiteral("BUSINESS_003"));
        QVERIFY(set(kSeats, 3, 1));
        QVERIFY(waitFor(users.setStatus(off->ref(), off->rowVersion, UserStatus::Active, QStringLiteral("back"), {})));
        // Fewer seats than people: nobody goes, and nobody comes.
        QVERIFY(set(kSeats, 1, 2));
        QCOMPARE(codeOf(invite(m_acme)), QStringLiteral("BUSINESS_003"));
        QCOMPARE(usage(kSeats).used, std::optional<qint64>(3));
        QCOMPARE(toString(usage(kSeats).forecast.state), toString(State::Reached));
    }

    void theLastSeatIsTakenOnce()
    {
        QVERIFY(set(kSeats, 3));
        QList<QFuture<Result<UserCode>>> all;
        for (int i = 0; i < 12; ++i)
            all.append(m_store.workspace().users()->invite(m_acme, {QStringLiteral("q%1@x.example").arg(i)}, {}));
        int came = 0;
        for (const auto &one : all)
            came += waitFor(one).has_value();
        QCOMPARE(came, 3);
    }

    void whatNobodyNotesIsNotKnown()
    {
        QVERIFY(set({LimitKind::Storage, LimitScope::Tenant}, 1'000));
        QVERIFY(set(kMonth, 1'000));
        QVERIFY(!usage(kPerMinute).used);
        QVERIFY(!usage(kMonth).used);
        const ApiKeyId one = key(m_acme);
        QVERIFY(calls(m_acme, one, m_now - 2 * kDay, 3)); // calls, but no cost
        QCOMPARE(usage(kPerMinute).used, std::optional<qint64>(0));
        QVERIFY(!usage(kMonth).used);
        QVERIFY(!usage({LimitKind::Storage, LimitScope::Tenant}).used);
        QVERIFY(!usage({LimitKind::RequestsPerMinute, LimitScope::Address}).used);
    }

    void callsAreCountedForWhomTheyAreMeant()
    {
        const ApiKeyId busy = key(m_acme), calm = key(m_acme), internal = key(m_acme, true), other = key(m_bolt);
        for (const auto &[which, much] : {std::pair(kPerDay, 1'000), std::pair(LimitKey{LimitKind::RequestsPerHour, LimitScope::Key}, 1'000),
                                          std::pair(LimitKey{LimitKind::RequestsPerHour, LimitScope::Tenant, QStringLiteral("/v1/b")}, 1'000),
                                          std::pair(LimitKey{LimitKind::CostPerDay, LimitScope::Key}, 1'000'000), std::pair(kMonth, 1'000'000)})
            QVERIFY(set(which, much));
        QVERIFY(calls(m_acme, busy, m_now - 10'000, 5, QStringLiteral("/v1/a"), 100));
        QVERIFY(calls(m_acme, busy, m_now - 10 * kMinute, 4, QStringLiteral("/v1/b"), 10));
        QVERIFY(calls(m_acme, calm, m_now - 20'000, 3, QStringLiteral("/v1/b"), 1));
        QVERIFY(calls(m_acme, calm, m_now - 5 * kHour, 2, QStringLiteral("/v1/b")));
        QVERIFY(calls(m_acme, internal, m_now - 10'000, 50, QStringLiteral("/v1/b"), 9'999));
        QVERIFY(calls(m_bolt, other, m_now - 10'000, 60, QStringLiteral("/v1/b"), 9'999));
        QCOMPARE(usage(kPerMinute).used, std::optional<qint64>(5)); // the busiest key
        QCOMPARE(usage({LimitKind::RequestsPerHour, LimitScope::Key}).used, std::optional<qint64>(9));
        QCOMPARE(usage({LimitKind::RequestsPerHour, LimitScope::Tenant, QStringLiteral("/v1/b")}).used, std::optional<qint64>(7));
        QCOMPARE(usage(kPerDay).used, std::optional<qint64>(14));
        QCOMPARE(usage({LimitKind::CostPerDay, LimitScope::Key}).used, std::optional<qint64>(540));
        if (m_now - monthStart(m_now) > kHour)
            QCOMPARE(usage(kMonth).used, std::optional<qint64>(543));
        QCOMPARE(toString(usage(kPerMinute).forecast.state), toString(State::NotEnoughData));
    }

    void aForecastFollowsFromTheDays()
    {
        const ApiKeyId one = key(m_acme);
        QVERIFY(set(kPerDay, 40));
        const qint64 today = m_now / kDay * kDay;
        for (int day = 10; day >= 1; --day) // 1, 2, … 10 calls: two more days and it is twelve
            QVERIFY(calls(m_acme, one, today - day * kDay + 5 * kHour, 11 - day));
        const LimitUsage used = usage(kPerDay);
        QCOMPARE(toString(used.forecast.state), toString(State::OnDay));
        QCOMPARE(used.forecast.at, today + 29 * kDay); // ten on the day before today, thirty more
        QCOMPARE(toString(usage(kPerMinute).forecast.state), toString(State::OnDay)); // all calls of a day in one minute
    }

    /// The service notes a level now and then; a day without one is as the day before.
    void storageIsWhatTheServiceNotedLast()
    {
        const LimitKey storage{LimitKind::Storage, LimitScope::Tenant};
        QVERIFY(set(storage, 1'000));
        const qint64 today = m_now / kDay * kDay;
        const auto note = [this](qint64 at, qint64 bytes) {
            if (EachStore::isLocal())
                return m_store.exec(QStringLiteral("INSERT INTO tenant_storage (tenant_id, day, bytes, noted_at) VALUES (%1, %2, %3, %4)"
                                                   " ON CONFLICT DO UPDATE SET bytes = excluded.bytes, noted_at = excluded.noted_at WHERE noted_at < excluded.noted_at")
                                        .arg(EachStore::id(m_acme.uuid())).arg(at / kDay * kDay).arg(bytes).arg(at));
            return m_store.ask(QStringLiteral("SELECT not_found FROM plancia.tenants_note_storage(NULL, '[{\"tenant\":\"%1\",\"bytes\":%2,\"at\":\"%3\"}]')")
                                     .arg(m_acme.toString()).arg(bytes).arg(QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs))) == u"0";
        };
        QVERIFY(note(today - 40 * kDay, 5));
        QVERIFY(!usage(storage).used); // too long ago to say anything of now
        for (int day = 10; day >= 1; --day)
            QVERIFY(day == 5 || note(today - day * kDay + kHour, 10 * (11 - day))); // 10, 20, … 100; one is missing
        LimitUsage used = usage(storage);
        QCOMPARE(used.used, std::optional<qint64>(100));
        QCOMPARE(toString(used.forecast.state), toString(State::OnDay));
        QVERIFY(used.forecast.at > today + 80 * kDay && used.forecast.at < today + 100 * kDay);
        QVERIFY(note(today - kDay, 7)); // of a day the latest counts, and this one came before
        QCOMPARE(usage(storage).used, std::optional<qint64>(100));
        QVERIFY(note(m_now, 1'000));
        used = usage(storage);
        QCOMPARE(used.used, std::optional<qint64>(1'000));
        QCOMPARE(toString(used.forecast.state), toString(State::Reached));
        if (EachStore::isLocal())
            return;
        const auto ask = [this](const QString &levels, const QString &before = {}) {
            return m_store.ask(QStringLiteral("%1 SELECT noted || ' ' || not_found FROM plancia.tenants_note_storage('{\"request_id\":\"req_7\"}', %2)").arg(before, levels));
        };
        const QString both = QStringLiteral("'[{\"tenant\":\"%1\",\"bytes\":7},{\"tenant\":\"%2\",\"bytes\":0},{\"tenant\":\"x\",\"bytes\":1},{\"tenant\":\"%3\",\"bytes\":1}]'")
                                 .arg(m_acme.toString(), m_bolt.toString(), newUuid().toString(QUuid::WithoutBraces));
        QCOMPARE(ask(both, QStringLiteral("SET LOCAL plancia.tenant_id = '%1';").arg(m_bolt.toString())), QStringLiteral("1 3"));
        QTest::qSleep(2); // of the same millisecond the first would be the last
        QCOMPARE(ask(both), QStringLiteral("2 2"));
        QCOMPARE(usage(storage).used, std::optional<qint64>(7));
        for (const auto &[levels, code] : {std::pair{"'{}'", "VAL_002: levels"}, std::pair{"'[{}]'", "VAL_010: bytes"}, std::pair{"'[{\"bytes\":-1}]'", "VAL_010: bytes"},
                                           std::pair{"'[{\"bytes\":1,\"at\":\"noon\"}]'", "VAL_010: at"}}) {
            QVERIFY(!m_store.exec(QStringLiteral("SELECT plancia.tenants_note_storage(NULL, %1)").arg(QString::fromLatin1(levels))));
            QVERIFY2(m_store.serverError().contains(QLatin1String(code)), qPrintable(m_store.serverError()));
        }
    }

    void seatsAreForecastByWhenPeopleCame()
    {
        QVERIFY(set(kSeats, 20));
        QVERIFY(m_store.exec(QStringLiteral("UPDATE tenants SET created_at = %1").arg(EachStore::time(m_now - 60 * kDay))));
        for (int i = 0; i < 10; ++i) {
            const auto made = invite(m_acme);
            QVERIFY(made);
            QVERIFY(m_store.exec(QStringLiteral("UPDATE users SET created_at = %1 WHERE email = '%2'")
                                     .arg(EachStore::time(m_now - (10 - i) * kDay), made->user.email)));
        }
        const LimitUsage used = usage(kSeats);
        QCOMPARE(used.used, std::optional<qint64>(10));
        QCOMPARE(toString(used.forecast.state), toString(State::OnDay));
        QVERIFY(used.forecast.at > m_now + 10 * kDay && used.forecast.at < m_now + 60 * kDay);
    }

    void limitsGoWithTheirTenant()
    {
        QVERIFY(set(kSeats, 5));
        auto &tenants = *m_store.workspace().tenants();
        const Tenant acme = waitFor(tenants.bySlug(QStringLiteral("acme"), {})).value_or(Tenant());
        const auto deleted = waitFor(tenants.remove(m_acme, acme.rowVersion, QStringLiteral("test"), {}));
        QVERIFY(deleted);
        QCOMPARE(waitFor(tenants.footprint(m_acme, {})).value_or(TenantFootprint()).taken.value(QStringLiteral("tenant_limits")), 1);
        QTemporaryDir folder;
        const auto gone = waitFor(tenants.purge(m_acme, deleted->rowVersion, folder.filePath(QStringLiteral("acme.json")), QStringLiteral("test"), {}));
        QVERIFY2(gone, qPrintable(codeOf(gone)));
        QFile file(gone->file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray kept = QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("tenant_limits")).toArray();
        QCOMPARE(kept.size(), 1);
        QCOMPARE(kept[0].toObject().value(QStringLiteral("amount")).toInt(), 5);
    }
};

QTEST_GUILESS_MAIN(TenantLimitsTest)
#include "tst_tenantlimits.moc"
