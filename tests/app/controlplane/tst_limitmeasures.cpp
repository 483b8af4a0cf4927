// SPDX-License-Identifier: GPL-3.0-or-later
// How much of each limit is used, on both stores, against a count of the same calls one by one.
#include "app/controlplane/keys/apikeys.h"
#include "app/controlplane/limits/measures.h"
#include "app/controlplane/tenants/tenants.h"
#include "app/sql/manyrows.h"
#include "tests/app/store/storehelper.h"
#include "tests/support/remotedatabase.h"
#include "tests/support/waitfor.h"

#include <QElapsedTimer>
#include <QMap>
#include <QRandomGenerator>
#include <QTest>
#include <cmath>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::tests;

namespace {

constexpr qint64 kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;
const QStringList kEndpoints{QStringLiteral("/v1/a"), QStringLiteral("/v1/ä"), QStringLiteral("/v1/a/b"), QString()};

struct Call {
    TenantId tenant;
    ApiKeyId key;
    qint64 at = 0, cost = 0;
    QString endpoint;
    bool isInternal = false;
};

/// What the service counts for a limit, from the definition of the limit alone.
class Counted {
public:
    Counted(const QList<Call> &calls, TenantId tenant, qint64 nowMs) : m_calls(calls), m_tenant(tenant), m_now(nowMs) {}

    LimitUsage of(const TenantLimit &limit) const
    {
        const LimitKey &key = limit.key;
        const bool isMonth = key.kind == LimitKind::CostPerMonth;
        if (key.kind == LimitKind::Storage || key.scope == LimitScope::Address || !isRecorded(isCost(key.kind)))
            return {key, std::nullopt, {}};
        const qint64 span = isMonth ? kDay : windowMs(key.kind), firstDay = m_now / kDay * kDay - kForecastDays * kDay;
        QMap<QByteArray, qint64> running, ofSpan;
        QMap<qint64, qint64> ofDay;
        for (const Call &call : m_calls) {
            if (call.tenant != m_tenant || call.isInternal || call.at > m_now || (!key.endpoint.isEmpty() && key.endpoint != call.endpoint))
                continue;
            const QByteArray whose = key.scope == LimitScope::Key ? call.key.uuid().toByteArray() : QByteArray();
            const qint64 amount = isCost(key.kind) ? call.cost : 1;
            if (call.at >= (isMonth ? monthStart(m_now) : m_now - span))
                running[whose] += amount;
            if (call.at >= firstDay) {
                const qint64 sum = ofSpan[whose + ' ' + QByteArray::number(call.at / span)] += amount;
                qint64 &highest = ofDay[call.at / kDay * kDay];
                highest = std::max(highest, sum);
            }
        }
        qint64 used = 0;
        for (const qint64 one : running)
            used = std::max(used, one);
        QList<DayFigure> days;
        for (auto day = ofDay.cbegin(); day != ofDay.cend(); ++day)
            days.append({day.key(), day.value()});
        days = wholeDays(days, m_now, 0);
        return {key, used, isMonth ? forecastMonth(days, used, limit.amount, m_now) : forecastTrend(days, used, limit.amount, m_now)};
    }

private:
    bool isRecorded(bool withCost) const
    {
        return std::any_of(m_calls.begin(), m_calls.end(), [&](const Call &call) {
            return call.tenant == m_tenant && call.at >= m_now - 31 * kDay && (!withCost || call.cost > 0);
        });
    }
    const QList<Call> &m_calls;
    const TenantId m_tenant;
    const qint64 m_now;
};

QString text(const LimitUsage &usage)
{
    return toString(usage.key) + u' ' + (usage.used ? QString::number(*usage.used) : QStringLiteral("unknown")) + u' ' + toString(usage.forecast.state) + u' '
        + QString::number(usage.forecast.at);
}

/// Every kind that is counted by calls, for whomever it may be, of all endpoints and of some.
QList<TenantLimit> everyLimit(qint64 amount)
{
    QList<TenantLimit> limits;
    for (const LimitKind kind : limitKinds())
        for (const LimitScope scope : scopesOf(kind))
            for (const QString &endpoint : kEndpoints)
                if (kind != LimitKind::Seats && (endpoint.isEmpty() || takesEndpoint(kind)))
                    limits.append({{kind, scope, endpoint}, isCost(kind) ? 40 * amount : amount});
    return limits;
}

} // namespace

class LimitMeasuresTest : public QObject {
    Q_OBJECT
    PrivatePostgres m_server;
    QTemporaryDir m_folder;
    std::unique_ptr<LocalStore> m_local;
    std::unique_ptr<postgres::RemoteStore> m_remote;
    SystemClock m_clock;
    audit::Recorder m_recorder{{QStringLiteral("os"), QStringLiteral("anna@host"), QStringLiteral("local")}, QStringLiteral("run"), m_clock};
    QList<ApiKeyId> m_keys; ///< the last one is internal
    Tenant m_acme, m_bolt;
    int m_number = 0;

    static bool isLocal()
    {
        QFETCH_GLOBAL(bool, local);
        return local;
    }
    sql::Gateway &gateway() { return isLocal() ? static_cast<sql::Gateway &>(*m_local) : *m_remote; }
    Result<bool> write(const std::function<Result<bool>(sql::Connection &)> &work)
    {
        return waitFor(gateway().write<bool>({}, {}, [work](sql::Connection &connection) -> Result<bool> {
            if (auto commit = sql::nextCommitWithoutAudit(connection); !commit)
                return fail(commit.error());
            return work(connection);
        }));
    }
    Result<bool> note(const QList<Call> &calls)
    {
        return write([&calls](sql::Connection &connection) -> Result<bool> {
            constexpr qsizetype kPage = 1'000;
            for (qsizetype first = 0; first < calls.size(); first += kPage) {
                QList<sql::Value> values;
                const QList<Call> page = calls.mid(first, kPage);
                for (const Call &call : page)
                    values << call.tenant.uuid() << sql::TimeMs{call.at} << newUuid() << call.key.uuid() << call.endpoint << QStringLiteral("GET") << qint64(200)
                           << qint64(1) << call.cost;
                auto written = connection.execute("INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, cost_micros) VALUES "
                                                      + sql::valueRows(page.size(), 9),
                                                  values);
                if (!written)
                    return fail(written.error());
            }
            return true;
        });
    }
    QStringList measured(const QList<TenantLimit> &limits, qint64 nowMs)
    {
        const auto all = waitFor(gateway().read<QList<LimitUsage>>({}, [&](sql::Connection &connection) {
            return controlplane::limits::measure(connection, m_acme, limits, nowMs);
        }));
        QStringList lines{all ? QString() : codeName(all.error())};
        for (const LimitUsage &one : all.value_or(QList<LimitUsage>()))
            lines.append(text(one));
        return lines;
    }
    static QStringList counted(const QList<Call> &calls, TenantId tenant, const QList<TenantLimit> &limits, qint64 nowMs)
    {
        const Counted count(calls, tenant, nowMs);
        QStringList lines{QString()};
        for (const TenantLimit &limit : limits)
            lines.append(text(count.of(limit)));
        return lines;
    }
    QList<Call> someCalls(quint32 seed, int count, qint64 nowMs) const
    {
        QRandomGenerator random(seed);
        // Moments at which something begins or ends, and a millisecond to either side.
        const QList<qint64> edges{nowMs, nowMs - kMinute, nowMs - kHour, nowMs - kDay, nowMs / kDay * kDay, nowMs / kDay * kDay - kForecastDays * kDay,
                                  monthStart(nowMs), nowMs - 31 * kDay, nowMs / kMinute * kMinute, nowMs / kHour * kHour};
        QList<Call> calls;
        for (int i = 0; i < count; ++i) {
            Call call;
            const int which = random.bounded(10);
            call.at = which < 1   ? edges[random.bounded(edges.size())] + random.bounded(3) - 1
                : which < 4 ? nowMs - random.bounded(2 * static_cast<int>(kHour))
                            : nowMs + kHour - static_cast<qint64>(std::pow(random.generateDouble(), 2) * 34 * kDay); // more from day to day
            call.tenant = random.bounded(8) == 0 ? m_bolt.id : m_acme.id;
            const int key = static_cast<int>(random.bounded(m_keys.size()));
            call.key = m_keys[key];
            call.isInternal = call.tenant == m_acme.id && key == m_keys.size() - 1;
            call.endpoint = random.bounded(4) == 0 ? QStringLiteral("/v1/other") : kEndpoints[random.bounded(kEndpoints.size())];
            call.cost = random.bounded(3) == 0 ? random.bounded(100) : 0;
            calls.append(call);
        }
        return calls;
    }

private slots:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("local");
        QTest::newRow("local store") << true;
        QTest::newRow("PostgreSQL") << false;
    }
    void initTestCase()
    {
        auto opened = openStore(m_folder.filePath(QStringLiteral("control.db")));
        VERIFY_OK(opened);
        m_local = std::move(*opened);
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_remote = makeRemoteDatabase(m_server, QStringLiteral("measures"));
        QVERIFY2(m_remote, qPrintable(m_server.error()));
    }
    void init()
    {
        Tenants tenants(gateway(), m_recorder);
        const QString number = QString::number(++m_number);
        m_acme = waitFor(tenants.create({QStringLiteral("acme") + number, QStringLiteral("Acme"), TenantStatus::Active, {}}, {})).value_or(Tenant());
        m_bolt = waitFor(tenants.create({QStringLiteral("bolt") + number, QStringLiteral("Bolt"), TenantStatus::Active, {}}, {})).value_or(Tenant());
        QVERIFY(!m_acme.id.isNull() && !m_bolt.id.isNull());
        ApiKeys keys(gateway(), m_recorder, {[](std::span<quint8> bytes) { std::generate(bytes.begin(), bytes.end(), [] { return static_cast<quint8>(QRandomGenerator::global()->generate()); }); }, nullptr, nullptr});
        m_keys = {ApiKeyId(newUuid()), ApiKeyId(newUuid()), ApiKeyId(newUuid())}; // gone by now, but they called
        for (const bool isInternal : {false, true}) {
            ApiKeyDraft draft{QStringLiteral("Key")};
            draft.isInternal = isInternal;
            const auto made = waitFor(keys.create(m_acme.id, draft, {}));
            VERIFY_OK(made);
            m_keys.append(made->key.id);
        }
    }

    void saysWhatCountingSays_data()
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<int>("count");
        QTest::newRow("in the middle of a month") << QStringLiteral("2026-05-17T13:14:15.167Z") << 4'000;
        QTest::newRow("at the end of a long one") << QStringLiteral("2026-03-31T23:59:59.999Z") << 4'000;
        QTest::newRow("as one begins") << QStringLiteral("2026-03-01T00:00:00.000Z") << 4'000;
        QTest::newRow("few calls") << QStringLiteral("2026-02-28T06:00:00.500Z") << 40;
        QTest::newRow("none") << QStringLiteral("2026-02-28T06:00:00.500Z") << 0;
    }
    void saysWhatCountingSays()
    {
        QFETCH(QString, now);
        QFETCH(int, count);
        const qint64 nowMs = QDateTime::fromString(now, Qt::ISODateWithMs).toMSecsSinceEpoch();
        const QList<Call> calls = someCalls(static_cast<quint32>(count + nowMs % 1'000), count, nowMs);
        VERIFY_OK(note(calls));
        QString all;
        for (const qint64 amount : {5LL, 50LL, 200LL, 400LL, 1'000LL, 2'000LL, 4'000LL}) { // some are reached, some will be
            const QList<TenantLimit> limits = everyLimit(amount);
            const QStringList lines = measured(limits, nowMs);
            QCOMPARE(lines, counted(calls, m_acme.id, limits, nowMs));
            all += lines.join(u'\n');
        }
        for (const TenantLimit &one : everyLimit(100)) // each by itself is what it is among the others
            QCOMPARE(measured({one}, nowMs), counted(calls, m_acme.id, {one}, nowMs));
        if (count > 1'000)
            for (const char *state : {" reached ", " on_day ", " not_within_a_year ", " unknown "})
                QVERIFY2(all.contains(QLatin1String(state)), state);
    }

    /// What there are calls of but no costs is known of calls alone.
    void saysNothingOfCostsThatNobodyNotes()
    {
        const qint64 nowMs = m_clock.nowMs();
        QList<Call> calls = someCalls(7, 300, nowMs);
        for (Call &call : calls)
            call.cost = 0;
        VERIFY_OK(note(calls));
        const QList<TenantLimit> limits = everyLimit(100);
        const QStringList lines = measured(limits, nowMs);
        QCOMPARE(lines, counted(calls, m_acme.id, limits, nowMs));
        QVERIFY(lines.filter(QStringLiteral("cost_")).filter(QStringLiteral("unknown")) == lines.filter(QStringLiteral("cost_")));
        QVERIFY(lines.filter(QStringLiteral("requests_day tenant")).filter(QStringLiteral("unknown")).isEmpty());
    }

    /// A tenant with many calls: one pass over them, whatever the number of limits. The times are told, not judged.
    void goesThroughManyCallsOnce()
    {
        constexpr int kCalls = 200'000;
        const qint64 nowMs = m_clock.nowMs();
        const QByteArray first = QByteArray::number(nowMs - 28 * kDay), step = QByteArray::number(28 * kDay / kCalls);
        const QByteArray columns = "INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, cost_micros) ";
        const QByteArray number = QByteArray::number(kCalls);
        VERIFY_OK(write([&](sql::Connection &connection) -> Result<bool> {
            auto written = connection.execute(
                isLocal() ? columns + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + number + ") SELECT $1, " + first + " + i * " + step
                        + ", CAST(printf('%016d', i) AS BLOB), CAST(printf('%016d', i * 7919 % 50) AS BLOB), '/v1/' || (i * 31 % 20), 'GET', 200, 1000, i % 100 FROM n"
                          : columns + "SELECT $1::uuid, to_timestamp((" + first + " + i::bigint * " + step + ") / 1000.0), lpad(i::text, 32, '0')::uuid,"
                            " lpad((i::bigint * 7919 % 50)::text, 32, '0')::uuid, '/v1/' || (i::bigint * 31 % 20), 'GET', 200, 1000, i % 100 FROM generate_series(1, "
                        + number + ") AS i",
                {m_acme.id.uuid()});
            if (!written)
                return fail(written.error());
            return isLocal() ? Result<bool>(true) : connection.script("ANALYZE api_key_usage");
        }));
        QList<TenantLimit> eight;
        for (const LimitKey &key : {LimitKey{LimitKind::RequestsPerMinute, LimitScope::Key}, LimitKey{LimitKind::RequestsPerMinute, LimitScope::Tenant},
                                    LimitKey{LimitKind::RequestsPerHour, LimitScope::Key}, LimitKey{LimitKind::RequestsPerHour, LimitScope::Tenant, QStringLiteral("/v1/7")},
                                    LimitKey{LimitKind::RequestsPerDay, LimitScope::Tenant}, LimitKey{LimitKind::CostPerDay, LimitScope::Key},
                                    LimitKey{LimitKind::CostPerHour, LimitScope::Tenant}, LimitKey{LimitKind::CostPerMonth, LimitScope::Tenant}})
            eight.append({key, 1'000'000'000});
        for (const QList<TenantLimit> &limits : {eight.mid(0, 1), eight}) {
            QElapsedTimer timer;
            timer.start();
            const QStringList lines = measured(limits, nowMs);
            qInfo("%s: %d calls, %d limits: %lld ms", isLocal() ? "local store" : "PostgreSQL", kCalls, static_cast<int>(limits.size()), static_cast<long long>(timer.elapsed()));
            QCOMPARE(lines.size(), limits.size() + 1);
            QVERIFY2(lines.filter(QStringLiteral("unknown")).isEmpty(), qPrintable(lines.join(u'\n')));
        }
    }
};

QTEST_GUILESS_MAIN(LimitMeasuresTest)
#include "tst_limitmeasures.moc"
