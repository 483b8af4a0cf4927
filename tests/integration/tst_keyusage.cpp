// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/errors/catalogue.h"
#include "models/ports/apikeysport.h"
#include "models/ports/usageport.h"
#include "tests/support/eachstore.h"

#include <QRandomGenerator>
#include <QSet>
#include <algorithm>
#include <cmath>
#include <limits>

using namespace plancia;
using tests::EachStore;
using tests::waitFor;

namespace {
constexpr qint64 kDayMs = 86'400'000;
constexpr qint64 kFrom = 1'790'000'000'000 / kDayMs * kDayMs + kDayMs / 3; // in the middle of a day
constexpr qint64 kTo = kFrom + 10 * kDayMs;
} // namespace

/// How keys are used, by the same rows on the local store and on a real PostgreSQL, against sums made here.
class KeyUsageTest : public QObject {
    Q_OBJECT
    EachStore m_store;
    TenantId m_acme, m_bolt;
    QList<ApiKey> m_keys; ///< two of acme, one of bolt

    UsagePort &usage() { return *m_store.workspace().usage(); }
    TenantId tenant(const QString &slug)
    {
        auto made = waitFor(m_store.workspace().tenants()->create({slug, slug, TenantStatus::Active, {}}, {}));
        return made ? made->id : TenantId();
    }
    ApiKey key(TenantId tenant, const ApiKeyDraft &draft)
    {
        auto made = waitFor(m_store.workspace().apiKeys()->create(tenant, draft, {}));
        return made ? made->key : ApiKey();
    }
    bool insert(const QList<UsageEvent> &events)
    {
        QStringList rows;
        for (const UsageEvent &e : events)
            rows.append(QStringLiteral("(%1, %2, %3, %4, '%5', '%6', %7, %8, %9, %10, %11, '%12', '%13', '%14')")
                            .arg(EachStore::id(e.tenant.uuid()), EachStore::time(e.at), EachStore::id(newUuid()), EachStore::id(e.key.uuid()), e.endpoint, e.method)
                            .arg(e.status).arg(e.latencyUs).arg(e.tokensIn)
                            .arg(e.tokensOut).arg(e.costMicros).arg(e.model, e.requestId, e.address));
        return m_store.exec(QStringLiteral("INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, tokens_in,"
                                           " tokens_out, cost_micros, model, request_id, address) VALUES ") + rows.join(u','));
    }
    QList<UsageEvent> someEvents()
    {
        QRandomGenerator random(3);
        QList<UsageEvent> events;
        for (int i = 0; i < 2'000; ++i) {
            UsageEvent e;
            const ApiKey &key = m_keys[random.bounded(3)];
            e.at = kFrom - kDayMs + random.bounded(static_cast<qint64>(12 * kDayMs)); // some before and after the span
            e.tenant = key.tenantId;
            e.key = key.id;
            e.endpoint = QStringLiteral("/v1/thing%1").arg(random.bounded(40));
            e.method = random.bounded(2) ? QStringLiteral("GET") : QStringLiteral("POST");
            e.status = QList<int>{200, 200, 201, 404, 429, 500}[random.bounded(6)];
            e.latencyUs = static_cast<qint64>(std::exp(random.generateDouble() * 15));
            e.tokensIn = random.bounded(2'000);
            e.tokensOut = random.bounded(500);
            e.costMicros = random.bounded(90'000);
            e.model = random.bounded(3) ? QStringLiteral("model-%1").arg(random.bounded(4)) : QString();
            e.requestId = QStringLiteral("req_%1").arg(i);
            e.address = QStringLiteral("192.0.2.1");
            events.append(e);
        }
        return events;
    }
    static UsageSum sumOf(const QList<UsageEvent> &events)
    {
        UsageSum sum;
        for (const UsageEvent &e : events) {
            ++sum.requests;
            sum.failures += e.status >= 400;
            sum.latencySumUs += e.latencyUs;
            sum.latencyMaxUs = std::max(sum.latencyMaxUs, e.latencyUs);
            sum.tokensIn += e.tokensIn;
            sum.tokensOut += e.tokensOut;
            sum.costMicros += e.costMicros;
        }
        return sum;
    }
    /// The events by a part of theirs.
    template <class Part>
    static auto grouped(const QList<UsageEvent> &events, Part part)
    {
        QMap<std::invoke_result_t<Part, const UsageEvent &>, QList<UsageEvent>> groups;
        for (const UsageEvent &e : events)
            groups[part(e)].append(e);
        return groups;
    }

private slots:
    void initTestCase_data() { EachStore::kinds(); }
    void initTestCase() { QVERIFY2(m_store.start(), qPrintable(m_store.error())); }
    void init()
    {
        QVERIFY2(m_store.open(), qPrintable(m_store.error()));
        m_acme = tenant(QStringLiteral("acme"));
        m_bolt = tenant(QStringLiteral("bolt"));
        m_keys = {key(m_acme, {QStringLiteral("Deploy")}), key(m_acme, {QStringLiteral("Billing")}), key(m_bolt, {QStringLiteral("Import")})};
    }
    void cleanup() { m_store.close(); }

    void countsEverythingExactly_data()
    {
        QTest::addColumn<QString>("subject");
        for (const char *subject : {"all", "tenant", "key"})
            QTest::newRow(subject) << QString::fromLatin1(subject);
    }
    void countsEverythingExactly()
    {
        QFETCH(QString, subject);
        const QList<UsageEvent> all = someEvents();
        QVERIFY(insert(all));
        UsageQuery query;
        query.from = kFrom;
        query.to = kTo;
        if (subject != u"all")
            query.tenant = m_acme;
        if (subject == u"key")
            query.key = m_keys[0].id;
        QList<UsageEvent> meant;
        for (const UsageEvent &e : all)
            if (e.at >= kFrom && e.at < kTo && (!query.tenant || e.tenant == m_acme) && (!query.key || e.key == m_keys[0].id))
                meant.append(e);
        QVERIFY(meant.size() > 300 && meant.size() < all.size());

        const auto answer = waitFor(usage().report(query, {}));
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().fact(u"message")));
        const UsageReport &report = *answer;
        QVERIFY(report.total == sumOf(meant));
        QList<qint64> latencies;
        for (const UsageEvent &e : std::as_const(meant))
            latencies.append(e.latencyUs);
        std::ranges::sort(latencies);
        for (const auto &[share, value] : {std::pair(0.50, report.p50Us), std::pair(0.95, report.p95Us), std::pair(0.99, report.p99Us)}) {
            const auto exact = static_cast<double>(latencies[static_cast<qsizetype>(std::ceil(share * static_cast<double>(latencies.size()))) - 1]);
            QVERIFY(std::abs(value - exact) <= 0.01 * exact);
        }
        const auto byKey = grouped(meant, [](const UsageEvent &e) { return e.key; });
        QCOMPARE(report.activeKeys, byKey.size());
        QCOMPARE(report.topKeys.size(), byKey.size());
        for (qsizetype i = 0; i < report.topKeys.size(); ++i) {
            const UsageReport::Key &one = report.topKeys[i];
            QVERIFY(one.sum == sumOf(byKey[one.id]));
            QVERIFY(i == 0 || report.topKeys[i - 1].sum.requests >= one.sum.requests);
            QCOMPARE(one.tenantSlug, one.tenant == m_acme ? QStringLiteral("acme") : QStringLiteral("bolt"));
            QVERIFY(!one.name.isEmpty() && one.shown.startsWith(QStringLiteral("plancia_live_")));
        }
        const auto byDay = grouped(meant, [](const UsageEvent &e) { return e.at / kDayMs * kDayMs; });
        QCOMPARE(report.days.size(), byDay.size());
        for (const UsageReport::Day &day : report.days)
            QVERIFY(day.sum == sumOf(byDay[day.at]));
        const auto byStatus = grouped(meant, [](const UsageEvent &e) { return e.status; });
        QCOMPARE(report.statuses.size(), byStatus.size());
        for (const UsageReport::Status &status : report.statuses)
            QCOMPARE(status.requests, byStatus[status.status].size());
        const auto byEndpoint = grouped(meant, [](const UsageEvent &e) { return e.method + u' ' + e.endpoint; });
        QCOMPARE(report.endpoints.size(), 20); // of eighty
        for (qsizetype i = 0; i < report.endpoints.size(); ++i) {
            QVERIFY(report.endpoints[i].sum == sumOf(byEndpoint[report.endpoints[i].method + u' ' + report.endpoints[i].endpoint]));
            QVERIFY(i == 0 || report.endpoints[i - 1].sum.requests >= report.endpoints[i].sum.requests);
        }
        auto byModel = grouped(meant, [](const UsageEvent &e) { return e.model; });
        byModel.remove(QString());
        QCOMPARE(report.models.size(), byModel.size());
        for (const UsageReport::Model &model : report.models)
            QVERIFY(model.sum == sumOf(byModel[model.model]));

        std::ranges::sort(meant, std::greater(), &UsageEvent::at);
        const auto recent = waitFor(usage().recent(query, 50, {}));
        QVERIFY(recent);
        QCOMPARE(recent->size(), 50);
        for (qsizetype i = 0; i < recent->size(); ++i)
            QCOMPARE((*recent)[i].at, meant[i].at);
        QCOMPARE((*recent)[0].requestId, meant[0].requestId);
        QCOMPARE((*recent)[0].latencyUs, meant[0].latencyUs);
    }

    void nothingIsNoError()
    {
        UsageQuery query;
        query.from = kFrom;
        query.to = kTo;
        const auto report = waitFor(usage().report(query, {}));
        QVERIFY(report);
        QCOMPARE(report->total.requests, 0);
        QCOMPARE(report->p99Us, 0.0);
        QVERIFY(report->days.isEmpty());
        query.to = query.from;
        const auto wrong = waitFor(usage().report(query, {}));
        QVERIFY(!wrong);
        QCOMPARE(errorId(wrong.error().code()), QStringLiteral("VAL_010"));
    }

    void aKeyThatIsGoneKeepsItsCalls()
    {
        UsageEvent e;
        e.at = kFrom;
        e.tenant = m_acme;
        e.key = ApiKeyId(newUuid());
        e.endpoint = e.method = QStringLiteral("x");
        e.status = 200;
        QVERIFY(insert({e}));
        UsageQuery query;
        query.from = kFrom;
        query.to = kTo;
        const auto report = waitFor(usage().report(query, {}));
        QVERIFY(report);
        QCOMPARE(report->topKeys.size(), 1);
        QVERIFY(report->topKeys[0].name.isEmpty());
        QCOMPARE(report->topKeys[0].tenantSlug, QStringLiteral("acme"));
    }

    void refusalsAndLimits()
    {
        const QString nil = EachStore::id(QUuid());
        QVERIFY(m_store.exec(QStringLiteral("INSERT INTO key_refusals (tenant_id, at, prefix, block, reason, count) VALUES (%1, %2, 'plancia_live_a', '192.0.2.0/24', 'unknown', 3),"
                                            " (%1, %3, 'plancia_live_b', '192.0.2.0/24', 'unknown', 4), (%4, %2, 'plancia_live_c', '', 'revoked', 5)")
                                 .arg(nil, EachStore::time(kFrom), EachStore::time(kFrom + 60'000), EachStore::id(m_acme.uuid()))));
        QVERIFY(m_store.exec(QStringLiteral("INSERT INTO rate_limit_hits (tenant_id, key_id, day, name, endpoint, hits) VALUES (%1, %2, %3, 'calls', '/v1/a', 9),"
                                            " (%1, %2, %3, 'calls', '/v1/b', 11)")
                                 .arg(EachStore::id(m_acme.uuid()), EachStore::id(m_keys[0].id.uuid()), EachStore::time(kFrom / kDayMs * kDayMs))));
        UsageQuery query;
        query.from = kFrom;
        query.to = kTo;
        auto report = waitFor(usage().report(query, {}));
        QVERIFY2(report, report ? "" : qPrintable(report.error().fact(u"message")));
        QCOMPARE(report->refusals.size(), 3);
        const UsageReport::Refusal &newest = report->refusals[0];
        QCOMPARE(newest.at, kFrom + 60'000);
        QCOMPARE(newest.prefix, QStringLiteral("plancia_live_b"));
        QCOMPARE(newest.block, QStringLiteral("192.0.2.0/24"));
        QCOMPARE(newest.count, 4);
        QVERIFY(newest.tenantSlug.isEmpty());
        QCOMPARE(report->refusals[1].reason, QStringLiteral("revoked")); // of one minute the most first
        QCOMPARE(report->refusals[1].tenantSlug, QStringLiteral("acme"));
        QCOMPARE(report->refusalDays.size(), 1);
        QCOMPARE(report->refusalDays[0].at, kFrom / kDayMs * kDayMs);
        QVERIFY(report->refusalDays[0].lines == 3 && report->refusalDays[0].calls == 12);
        QCOMPARE(report->limitHits.size(), 2);
        QCOMPARE(report->limitHits[0].hits, 11);
        QCOMPARE(report->limitHits[0].keyName, QStringLiteral("Deploy"));
        QCOMPARE(report->limitDays.size(), 1);
        QVERIFY(report->limitDays[0].lines == 2 && report->limitDays[0].calls == 20);
        query.tenant = m_acme;
        report = waitFor(usage().report(query, {}));
        QVERIFY(report->refusals.size() == 1 && report->limitHits.size() == 2);
        query.tenant = m_bolt;
        report = waitFor(usage().report(query, {}));
        QVERIFY(report->refusals.isEmpty() && report->limitHits.isEmpty());
        // Of one key, what begins as it does: also where it was taken for nobody's.
        QVERIFY(m_store.exec(QStringLiteral("UPDATE key_refusals SET prefix = '%1' WHERE prefix = 'plancia_live_b'").arg(m_keys[2].shown)));
        query.key = m_keys[2].id;
        report = waitFor(usage().report(query, {}));
        QVERIFY(report->refusals.size() == 1 && report->refusals[0].count == 4 && report->refusalDays.size() == 1);
    }

    /// What is not shown line by line is counted all the same.
    void moreLinesThanAreToldAreCounted()
    {
        QStringList refusals, hits;
        for (int i = 0; i < kMaxUsageLines + 7; ++i) {
            refusals.append(QStringLiteral("(%1, %2, 'plancia_live_%3', '', 'unknown', 2)").arg(EachStore::id(QUuid()), EachStore::time(kFrom)).arg(i));
            hits.append(QStringLiteral("(%1, %2, %3, 'calls', '/v1/%4', 3)")
                            .arg(EachStore::id(m_acme.uuid()), EachStore::id(m_keys[0].id.uuid()), EachStore::time(kFrom / kDayMs * kDayMs)).arg(i));
        }
        QVERIFY(m_store.exec(QStringLiteral("INSERT INTO key_refusals (tenant_id, at, prefix, block, reason, count) VALUES ") + refusals.join(u',')));
        QVERIFY(m_store.exec(QStringLiteral("INSERT INTO rate_limit_hits (tenant_id, key_id, day, name, endpoint, hits) VALUES ") + hits.join(u',')));
        const auto report = waitFor(usage().report({{}, {}, kFrom, kTo}, {}));
        QVERIFY(report);
        QVERIFY(report->refusals.size() == kMaxUsageLines && report->limitHits.size() == kMaxUsageLines);
        QVERIFY(linesOf(report->refusalDays) == kMaxUsageLines + 7 && linesOf(report->limitDays) == kMaxUsageLines + 7);
        QCOMPARE(report->refusalDays[0].calls, 2 * (kMaxUsageLines + 7));
    }

    /// What the service asks by functions, the console reckons by itself: the same numbers.
    void theServiceIsToldTheSame()
    {
        if (EachStore::isLocal())
            QSKIP("SQLite has no functions for a service");
        QList<UsageEvent> all = someEvents();
        for (int i = 0; i < 120; ++i) { // more endpoints than are ever told
            all.append(all[i]);
            all.last().tenant = m_bolt;
            all.last().key = m_keys[2].id;
            all.last().at = kFrom + i;
            all.last().endpoint = QStringLiteral("/v2/%1").arg(i);
        }
        QVERIFY(insert(all));
        const QString context = QStringLiteral(R"('{"actor":"anna@acme","request_id":"req_7"}')");
        const auto quoted = [](const auto &id) { return QString(u'\'' + id.toString() + u'\''); };
        const QString span = EachStore::time(kFrom) + QStringLiteral(", ") + EachStore::time(kTo);
        const auto ask = [&](const QString &sql) { return m_store.ask(sql); };
        const auto count = [&](const QString &call) { return ask(QStringLiteral("SELECT count(*) FROM plancia.") + call); };
        UsageQuery query{m_acme, m_keys[0].id, kFrom, kTo};
        const auto said = [](const UsageReport &r) {
            return QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8 %9").arg(r.total.requests).arg(r.total.failures).arg(r.total.latencyMaxUs).arg(qint64(r.total.averageUs() * 16))
                .arg(qint64(r.p50Us * 2)).arg(qint64(r.p95Us * 2)).arg(qint64(r.p99Us * 2)).arg(r.total.tokensIn + r.total.tokensOut).arg(r.total.costMicros);
        };
        const QString sums = QStringLiteral("concat_ws(' ', requests, failures, latency_max_us, floor(latency_avg_us * 16), latency_p50_us * 2, latency_p95_us * 2,"
                                            " latency_p99_us * 2, tokens_in + tokens_out, cost_micros)");
        auto report = waitFor(usage().report(query, {}));
        QVERIFY(report && report->total.requests > 300);
        QCOMPARE(ask(QStringLiteral("SELECT %1 FROM plancia.api_keys_usage_stats(%2, %3, %4, %5)").arg(sums, context, quoted(m_acme), quoted(m_keys[0].id), span)), said(*report));
        auto recent = waitFor(usage().recent(query, 7, {}));
        QVERIFY(recent);
        QStringList calls;
        for (const UsageEvent &e : *recent)
            calls.append(QStringLiteral("%1 %2 %3 %4").arg(e.requestId, e.keyName, e.endpoint).arg(e.latencyUs));
        QCOMPARE(ask(QStringLiteral("SELECT string_agg(concat_ws(' ', request_id, key_name, endpoint, latency_us), ';') FROM plancia.api_keys_analytics_recent(%1, %2, %3, %4, 7)")
                         .arg(context, quoted(m_acme), quoted(m_keys[0].id), span)), calls.join(u';'));
        query.key = {};
        report = waitFor(usage().report(query, {}));
        QVERIFY(report);
        QCOMPARE(ask(QStringLiteral("SELECT active_keys || ' ' || %1 FROM plancia.api_keys_analytics_overview(%2, %3, %4)").arg(sums, context, quoted(m_acme), span)),
                 QStringLiteral("%1 ").arg(report->activeKeys) + said(*report));
        QStringList endpoints;
        for (const UsageReport::Endpoint &e : report->endpoints)
            endpoints.append(QStringLiteral("%1 %2 %3 %4 %5").arg(e.method, e.endpoint).arg(e.sum.requests).arg(e.sum.failures).arg(qint64(e.sum.averageUs() * 16)));
        QCOMPARE(ask(QStringLiteral("SELECT string_agg(concat_ws(' ', method, endpoint, requests, failures, floor(latency_avg_us * 16)), ';')"
                                    " FROM plancia.api_keys_analytics_by_endpoint(%1, %2, %3)").arg(context, quoted(m_acme), span)), endpoints.join(u';'));
        // Never more than the bound, and the last thirty days when nothing is said.
        const QString who = context + QStringLiteral(", ") + quoted(m_acme);
        QCOMPARE(count(QStringLiteral("api_keys_analytics_by_endpoint(%1, %2, %3, 1000)").arg(context, quoted(m_bolt), span)), QStringLiteral("100"));
        QCOMPARE(count(QStringLiteral("api_keys_analytics_recent(%1, NULL, %2)").arg(who, span)), QStringLiteral("100"));
        QCOMPARE(count(QStringLiteral("api_keys_analytics_recent(%1, NULL, %2, 1000)").arg(who, span)), QStringLiteral("500"));
        QCOMPARE(ask(QStringLiteral("SELECT requests FROM plancia.api_keys_analytics_overview(%1)").arg(who)), QStringLiteral("0"));
        // Of what is not theirs, or not at all, no row.
        for (const QString &key : {quoted(m_keys[2].id), quoted(newUuid()), QStringLiteral("NULL"), QStringLiteral("'x'' OR true --'")})
            QCOMPARE(count(QStringLiteral("api_keys_usage_stats(%1, %2, %3)").arg(who, key, span)), QStringLiteral("0"));
        QCOMPARE(count(QStringLiteral("api_keys_analytics_recent(%1, %2, %3)").arg(who, quoted(m_keys[2].id), span)), QStringLiteral("0"));
        QCOMPARE(count(QStringLiteral("api_keys_analytics_overview(%1, %2, %3)").arg(context, quoted(newUuid()), span)), QStringLiteral("0"));
        QCOMPARE(ask(QStringLiteral("SET LOCAL plancia.tenant_id = %1; SELECT count(*) FROM plancia.api_keys_analytics_by_endpoint(%2, %3)").arg(quoted(m_bolt), who, span)), QStringLiteral("0"));
        QVERIFY(!m_store.exec(QStringLiteral("SELECT plancia.api_keys_analytics_overview(%1, now(), now())").arg(who)));
        QVERIFY2(m_store.serverError().contains(u"VAL_010"), qPrintable(m_store.serverError()));
    }

    /// The buckets of the service's function are those of the console, at every edge.
    void theServiceHasTheSameBuckets()
    {
        if (EachStore::isLocal())
            QSKIP("SQLite has no functions for a service");
        QCOMPARE(m_store.value(QStringLiteral("SELECT count(*) FROM (SELECT greatest(0, (1::bigint << bit) + around) AS us FROM generate_series(0, 43) AS bit, generate_series(-3, 3) AS around) AS edge"
                                              " WHERE %1 <> (least(us, 4398046511104) >> plancia.latency_shift(us)) << plancia.latency_shift(us)")
                                   .arg(QString::fromLatin1(LatencyHistogram::sql("us")))), QStringLiteral("0"));
    }

    void theServiceNotesUsesInBatches()
    {
        if (EachStore::isLocal())
            QSKIP("SQLite has no functions for a service");
        ApiKeyDraft draft{QStringLiteral("Scoped")};
        draft.permissions = {QStringLiteral("a"), QStringLiteral("b")};
        const ApiKey scoped = key(m_acme, draft);
        const qint64 minute = QDateTime::currentMSecsSinceEpoch() / 60'000 * 60'000 - 600'000;
        const auto use = [](const QString &tenant, const QString &key, qint64 at, const QString &address, const QString &more = {}) {
            return QStringLiteral(R"({"tenant":"%1","key":"%2","at":"%3","address":"%4","client":"curl/8"%5})")
                .arg(tenant, key, QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs), address, more);
        };
        const auto note = [&](const QStringList &uses, const QString &before = {}) {
            return m_store.ask(QStringLiteral("%1 SELECT noted || ' ' || not_found FROM plancia.api_keys_note_used('{\"request_id\":\"req_7\"}', '[%2]')").arg(before, uses.join(u',')));
        };
        const auto now = [this](const ApiKey &key) { return waitFor(m_store.workspace().apiKeys()->find(key.id.toString(), {})).value_or(ApiKey()); };
        const auto mine = [&](const ApiKey &key, qint64 at, const QString &address, const QString &more = {}) { return use(key.tenantId.toString(), key.id.toString(), at, address, more); };

        // Of two tenants, the newest of each key counts, to the minute; ids that name nothing are told and stop nobody.
        QCOMPARE(note({mine(m_keys[0], minute + 7'000, QStringLiteral("192.0.2.1")), mine(m_keys[0], minute + 61'000, QStringLiteral("192.0.2.2")), mine(m_keys[2], minute, QStringLiteral("192.0.2.3")),
                       use(m_acme.toString(), newUuid().toString(QUuid::WithoutBraces), minute, {}), use(m_acme.toString(), m_keys[2].id.toString(), minute, {}), use(QStringLiteral("x"), QStringLiteral("y"), minute, {})}),
                 QStringLiteral("2 3"));
        QCOMPARE(now(m_keys[0]).lastUsedAt, minute + 60'000);
        QCOMPARE(now(m_keys[0]).lastUsedAddress, QStringLiteral("192.0.2.2"));
        QCOMPARE(now(m_keys[0]).lastUsedClient, QStringLiteral("curl/8"));
        QCOMPARE(now(m_keys[2]).lastUsedAt, minute);
        QCOMPARE(now(m_keys[0]).rowVersion, m_keys[0].rowVersion); // nobody who edits it meets a conflict
        // Forward only: late and doubled batches change nothing.
        QCOMPARE(note({mine(m_keys[0], minute, QStringLiteral("192.0.2.9")), mine(m_keys[0], minute + 119'000, QStringLiteral("192.0.2.9"))}), QStringLiteral("0 0"));
        QCOMPARE(now(m_keys[0]).lastUsedAddress, QStringLiteral("192.0.2.2"));
        // A clock that is ahead does not mark a key as used for years to come.
        QCOMPARE(note({mine(m_keys[0], minute + 365 * kDayMs, {})}), QStringLiteral("1 0"));
        QVERIFY(now(m_keys[0]).lastUsedAt <= QDateTime::currentMSecsSinceEpoch());
        // Permissions with them.
        QCOMPARE(note({mine(scoped, minute, {}, QStringLiteral(R"(,"permission":"a")")), mine(scoped, minute, {}, QStringLiteral(R"(,"permission":"c")"))}), QStringLiteral("1 0"));
        HygieneQuery hygiene{KeyHygiene::UnusedPermissions};
        auto unused = waitFor(usage().hygiene(hygiene, Anchor::start(), kMaxPageRows, {}));
        QVERIFY(unused);
        QCOMPARE(unused->items.size(), 1);
        QCOMPARE(unused->items.first().count, 1);
        // A transaction that names a tenant keeps to it, and names it still afterwards.
        QCOMPARE(note({mine(m_keys[1], minute, {}), mine(m_keys[2], minute + 60'000, {})}, QStringLiteral("SET LOCAL plancia.tenant_id = '%1';").arg(m_bolt.toString())), QStringLiteral("1 1"));
        QCOMPARE(now(m_keys[1]).lastUsedAt, 0);
        QCOMPARE(m_store.ask(QStringLiteral("SELECT plancia.api_keys_note_used(NULL, '[%1]'); SELECT 'x' || current_setting('plancia.tenant_id')").arg(mine(m_keys[1], minute, {}))), QStringLiteral("x"));
        for (const auto &[uses, code] : {std::pair{"'[{\"at\":\"yesterday noon\"}]'", "VAL_010"}, std::pair{"'{}'", "VAL_002"},
                                         std::pair{"(SELECT jsonb_agg(n) FROM generate_series(1, 10001) AS n)", "VAL_002"}}) {
            QVERIFY(!m_store.exec(QStringLiteral("SELECT plancia.api_keys_note_used(NULL, %1)").arg(QString::fromLatin1(uses))));
            QVERIFY2(m_store.serverError().contains(QLatin1String(code)), qPrintable(m_store.serverError()));
        }
    }

    /// A line a minute, start of the key, block of addresses and reason: nothing of a secret, nothing of a single address.
    void theServiceNotesRefusedKeys()
    {
        if (EachStore::isLocal())
            QSKIP("SQLite has no functions for a service");
        const qint64 now = QDateTime::currentMSecsSinceEpoch(), minute = (now - 600'000) / 60'000 * 60'000;
        const auto iso = [](qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs); };
        const auto note = [&](const QStringList &refusals, const QString &before = {}) {
            return m_store.ask(QStringLiteral("%1 SELECT concat_ws(' ', noted, rest, not_found) FROM plancia.api_keys_note_refused('{\"request_id\":\"req_7\"}', '[%2]')")
                                     .arg(before, refusals.join(u',')));
        };
        const auto refusal = [&](qint64 at, const QString &prefix, const QString &address, const QString &reason, const QString &more = {}) {
            return QStringLiteral(R"({"at":"%1","prefix":"%2","address":"%3","reason":"%4"%5})").arg(iso(at), prefix, address, reason, more);
        };
        const auto of = [](const QString &tenant) { return QStringLiteral(R"(,"tenant":"%1")").arg(tenant); };
        const auto lines = [this, now] {
            QStringList all;
            const auto report = waitFor(usage().report({{}, {}, now - kDayMs, now + 1}, {}));
            for (const UsageReport::Refusal &r : report ? report->refusals : QList<UsageReport::Refusal>())
                all.append(QStringLiteral("%1|%2|%3|%4|%5").arg(r.tenantSlug, r.prefix, r.block, r.reason).arg(r.count));
            all.sort();
            return all;
        };
        const QString secret = QStringLiteral("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ");
        // Two in one minute and block are one line, whatever of the key came along.
        QCOMPARE(note({refusal(minute + 1'000, QStringLiteral("plancia_live_0123456789ab_%1_0000aa").arg(secret), QStringLiteral("192.0.2.7"), QStringLiteral("unknown")),
                       refusal(minute + 59'000, QStringLiteral("plancia_live_0123456789ab"), QStringLiteral("::ffff:192.0.2.250"), QStringLiteral("unknown"), QStringLiteral(",\"count\":4")),
                       refusal(minute, QStringLiteral("acme_prod_sk_") + secret, QStringLiteral("2001:db8:7:9::1"), QStringLiteral("revoked"), of(m_acme.toString())),
                       refusal(minute, secret, QStringLiteral("of nobody"), QStringLiteral("cross_tenant"), of(m_acme.toString())),
                       refusal(minute, {}, {}, QStringLiteral("expired"), of(newUuid().toString(QUuid::WithoutBraces))), refusal(minute, {}, {}, QStringLiteral("expired"), of(QStringLiteral("x -- y")))}),
                 QStringLiteral("7 0 2"));
        QStringList expected{QStringLiteral("acme|||cross_tenant|1"), QStringLiteral("acme|acme_prod_|2001:db8:7::/48|revoked|1"),
                             QStringLiteral("|plancia_live_0123456789ab|192.0.2.0/24|unknown|5")};
        expected.sort();
        QCOMPARE(lines(), expected);
        // It goes on to count, and a clock that is ahead counts for now.
        QCOMPARE(note({refusal(minute, QStringLiteral("plancia_live_0123456789ab"), QStringLiteral("192.0.2.1"), QStringLiteral("unknown")),
                       refusal(now + 365 * kDayMs, QStringLiteral("k_"), {}, QStringLiteral("address"))}), QStringLiteral("2 0 0"));
        QVERIFY2(lines().contains(QStringLiteral("|plancia_live_0123456789ab|192.0.2.0/24|unknown|6")), qPrintable(lines().join(u'\n')));
        QVERIFY2(lines().contains(QStringLiteral("|k_||address|1")), qPrintable(lines().join(u'\n')));
        // What looks like words may be a secret.
        QCOMPARE(note({refusal(minute, QStringLiteral("Correct_Horse_Battery_Staple"), {}, QStringLiteral("expired")), refusal(minute, QStringLiteral("a7_b8_c9_d0"), {}, QStringLiteral("expired"))}),
                 QStringLiteral("2 0 0"));
        QVERIFY2(lines().contains(QStringLiteral("|||expired|2")), qPrintable(lines().join(u'\n')));
        // A transaction that names a tenant notes what is that one's alone, and names it still afterwards.
        QCOMPARE(note({refusal(minute, {}, {}, QStringLiteral("tenant"), of(m_bolt.toString())), refusal(minute, {}, {}, QStringLiteral("tenant"), of(m_acme.toString())),
                       refusal(minute, {}, {}, QStringLiteral("unknown"))}, QStringLiteral("SET LOCAL plancia.tenant_id = '%1';").arg(m_bolt.toString())), QStringLiteral("1 0 2"));
        // The service writes by this door alone, so that the bound of an hour holds.
        QVERIFY(!m_store.exec(QStringLiteral("SET LOCAL ROLE plancia_app; INSERT INTO key_refusals VALUES ('%1', now(), '', '', 'unknown', 1)").arg(QUuid().toString(QUuid::WithoutBraces))));
        for (const auto &[refusals, code] : {std::pair{"'[{\"reason\":\"unknown\",\"at\":\"yesterday noon\"}]'", "VAL_010: at"},
                                             std::pair{"'[{\"reason\":\"unknown\",\"at\":\"2026-03-01T12:00:00+99\"}]'", "VAL_010: at"}, std::pair{"'{}'", "VAL_002"}, std::pair{"NULL", "VAL_002"},
                                             std::pair{"'[{\"reason\":\"rest\"}]'", "VAL_011"}, std::pair{"'[7]'", "VAL_011"}, std::pair{"'[{\"reason\":\"unknown\",\"count\":0}]'", "VAL_010: count"},
                                             std::pair{"(SELECT jsonb_agg(n) FROM generate_series(1, 10001) AS n)", "VAL_002"}}) {
            QVERIFY(!m_store.exec(QStringLiteral("SELECT plancia.api_keys_note_refused(NULL, %1)").arg(QString::fromLatin1(refusals))));
            QVERIFY2(m_store.serverError().contains(QLatin1String(code)), qPrintable(m_store.serverError()));
        }
    }

    void anHourTakesTenThousandLinesOfRefusals()
    {
        if (EachStore::isLocal())
            QSKIP("SQLite has no functions for a service");
        const qint64 hour = (QDateTime::currentMSecsSinceEpoch() / 3'600'000 - 2) * 3'600'000;
        const auto iso = [](qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs); };
        /// Refusals of keys number first to last, each in a block of its own.
        const auto note = [&](int first, int last, qint64 at, const QString &more = {}) {
            return m_store.ask(QStringLiteral("SELECT concat_ws(' ', noted, rest, not_found) FROM plancia.api_keys_note_refused(NULL,"
                                                " (SELECT jsonb_agg(jsonb_build_object('at', '%1', 'prefix', 'plancia_live_' || lpad(n::text, 12, '0'), 'address', '10.' || n / 250 || '.' || n % 250 || '.1',"
                                                " 'reason', 'unknown'%2)) FROM generate_series(%3, %4) AS n))").arg(iso(at), more).arg(first).arg(last));
        };
        const auto found = [this, hour] {
            return m_store.value(QStringLiteral("SELECT count(*) || ' ' || sum(count) || ' ' || coalesce(sum(count) FILTER (WHERE reason = 'rest'), 0) FROM plancia.key_refusals"
                                                " WHERE at >= %1 AND at < %2").arg(EachStore::time(hour), EachStore::time(hour + 3'600'000)));
        };
        QCOMPARE(note(1, 6'000, hour + 60'000), QStringLiteral("6000 0 0"));
        QCOMPARE(note(6'001, 9'999, hour + 120'000), QStringLiteral("3999 0 0"));
        QCOMPARE(note(10'000, 10'000, hour + 3'540'000), QStringLiteral("1 0 0"));
        QCOMPARE(found(), QStringLiteral("10000 10000 0"));
        QCOMPARE(note(10'001, 10'001, hour + 3'540'000), QStringLiteral("1 1 0")); // the first one beyond
        QCOMPARE(found(), QStringLiteral("10001 10001 1"));
        QCOMPARE(note(10'001, 15'000, hour + 180'000, QStringLiteral(", 'tenant', '%1'").arg(m_acme.toString())), QStringLiteral("5000 5000 0")); // of every tenant together
        QCOMPARE(found(), QStringLiteral("10001 15001 5001"));
        QCOMPARE(note(1, 6'000, hour + 60'000), QStringLiteral("6000 0 0")); // lines that are there go on counting
        QCOMPARE(found(), QStringLiteral("10001 21001 5001"));
        QCOMPARE(note(1, 3, hour - 60'000), QStringLiteral("3 0 0")); // another hour has room of its own
        const auto report = waitFor(usage().report({{}, {}, hour, hour + 3'600'000}, {}));
        QVERIFY(report);
        QVERIFY(report->refusals.size() == kMaxUsageLines && linesOf(report->refusalDays) == 10'001);
        QCOMPARE(m_store.value(QStringLiteral("SELECT concat_ws('|', at = %1, tenant_id, prefix, block) FROM plancia.key_refusals WHERE reason = 'rest'").arg(EachStore::time(hour))),
                 QStringLiteral("t|00000000-0000-0000-0000-000000000000||"));
    }

    void theServiceNotesCallsThatLimitsTurnedAway()
    {
        if (EachStore::isLocal())
            QSKIP("SQLite has no functions for a service");
        const qint64 today = QDateTime::currentMSecsSinceEpoch() / kDayMs * kDayMs;
        const auto note = [&](const QStringList &hits, const QString &before = {}) {
            return m_store.ask(QStringLiteral("%1 SELECT noted || ' ' || not_found FROM plancia.api_keys_note_limited('{\"request_id\":\"req_7\"}', '[%2]')").arg(before, hits.join(u',')));
        };
        const auto hit = [](TenantId tenant, ApiKeyId key, const QString &more = {}) {
            return QStringLiteral(R"({"tenant":"%1","key":"%2","limit":"calls"%3})").arg(tenant.toString(), key.toString(), more);
        };
        const QString yesterday = QStringLiteral(R"(,"at":"%1","endpoint":"/v1/a")").arg(QDateTime::fromMSecsSinceEpoch(today - 1, Qt::UTC).toString(Qt::ISODateWithMs));
        QCOMPARE(note({hit(m_acme, m_keys[0].id), hit(m_acme, m_keys[0].id, QStringLiteral(",\"count\":9")), hit(m_acme, m_keys[1].id, yesterday), hit(m_bolt, m_keys[2].id),
                       hit(m_acme, m_keys[2].id), hit(m_acme, ApiKeyId(newUuid())), QStringLiteral(R"({"limit":"calls","tenant":"x","key":"y"})")}), QStringLiteral("12 3"));
        QCOMPARE(note({hit(m_acme, m_keys[0].id)}), QStringLiteral("1 0"));
        const auto report = waitFor(usage().report({{}, {}, today - kDayMs, today + kDayMs}, {}));
        QVERIFY(report);
        QStringList lines;
        for (const UsageReport::LimitHits &h : report->limitHits)
            lines.append(QStringLiteral("%1 %2 %3 %4 %5").arg((h.day - today) / kDayMs).arg(h.keyName, h.limit, h.endpoint).arg(h.hits));
        lines.sort();
        QCOMPARE(lines, (QStringList{QStringLiteral("-1 Billing calls /v1/a 1"), QStringLiteral("0 Deploy calls  11"), QStringLiteral("0 Import calls  1")}));
        QCOMPARE(note({hit(m_acme, m_keys[0].id), hit(m_bolt, m_keys[2].id)}, QStringLiteral("SET LOCAL plancia.tenant_id = '%1';").arg(m_bolt.toString())), QStringLiteral("1 1"));
        for (const auto &[hits, code] : {std::pair{"'[{\"limit\":\"calls\",\"at\":\"noon\"}]'", "VAL_010: at"}, std::pair{"'{}'", "VAL_002: hits"}, std::pair{"'[{}]'", "VAL_002: limit"},
                                         std::pair{"(SELECT jsonb_agg(n) FROM generate_series(1, 10001) AS n)", "VAL_002: hits"}}) {
            QVERIFY(!m_store.exec(QStringLiteral("SELECT plancia.api_keys_note_limited(NULL, %1)").arg(QString::fromLatin1(hits))));
            QVERIFY2(m_store.serverError().contains(QLatin1String(code)), qPrintable(m_store.serverError()));
        }
    }

    /// By key, both ways, in every order; each page says how long the whole list is and where it stands.
    void hygieneIsPagedByKey_data()
    {
        QTest::addColumn<int>("sort");
        QTest::addColumn<bool>("descending");
        for (const auto &[name, sort] : {std::pair{"name", HygieneSort::Name}, std::pair{"created", HygieneSort::Created}, std::pair{"used", HygieneSort::LastUsed},
                                         std::pair{"expiry", HygieneSort::Expiry}, std::pair{"count", HygieneSort::Count}})
            for (const bool descending : {false, true})
                QTest::addRow("%s %s", name, descending ? "down" : "up") << static_cast<int>(sort) << descending;
    }
    void hygieneIsPagedByKey()
    {
        QFETCH(int, sort);
        QFETCH(bool, descending);
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        for (int i = 0; i < 7; ++i) {
            ApiKeyDraft draft{QStringLiteral("Key %1").arg(i / 2)}; // some names twice
            draft.permissions = QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}.mid(i % 3);
            draft.expiresAt = i % 2 ? now + i * kDayMs : 0;
            QVERIFY(!key(m_acme, draft).id.isNull());
        }
        HygieneQuery query{KeyHygiene::UnusedPermissions, {}, static_cast<HygieneSort>(sort), descending};
        const auto read = [&](const Anchor &anchor, int limit) { return waitFor(usage().hygiene(query, anchor, limit, {})); };
        const auto ids = [](const QList<HygieneRow> &rows) {
            QStringList all;
            for (const HygieneRow &row : rows)
                all.append(row.key.id.toString());
            return all;
        };
        const auto whole = read(Anchor::start(), 100);
        QVERIFY2(whole, whole ? "" : qPrintable(whole.error().fact(u"message")));
        QCOMPARE(whole->items.size(), 7);
        QVERIFY(!whole->hasBefore && !whole->hasAfter && whole->firstShare == 0 && whole->lastShare == 1);
        const QStringList all = ids(whole->items);
        for (qsizetype i = 1; i < 7; ++i) {
            const ApiKey &a = whole->items[i - 1].key, &b = whole->items[i].key;
            const auto number = [&](const HygieneRow &row) {
                return query.sort == HygieneSort::Created ? row.key.createdAt : query.sort == HygieneSort::LastUsed ? row.key.lastUsedAt
                     : query.sort == HygieneSort::Expiry  ? (row.key.expiresAt ? row.key.expiresAt : std::numeric_limits<qint64>::max()) : row.count;
            };
            const qint64 first = number(whole->items[i - 1]), second = number(whole->items[i]);
            if (query.sort == HygieneSort::Name)
                QVERIFY(descending ? a.name >= b.name : a.name <= b.name);
            else
                QVERIFY(descending ? first >= second : first <= second);
        }
        QStringList forwards, backwards;
        Result<Page<HygieneRow>> page = read(Anchor::start(), 3);
        for (;; page = read(Anchor::after(page->lastCursor), 3)) {
            QVERIFY(page && !page->items.isEmpty());
            QCOMPARE(page->items.first().total, 7);
            QCOMPARE(page->hasBefore, !forwards.isEmpty());
            QCOMPARE(page->firstShare, static_cast<double>(forwards.size()) / 7);
            forwards += ids(page->items);
            if (!page->hasAfter)
                break;
        }
        QCOMPARE(forwards, all);
        for (page = read(Anchor::end(), 3);; page = read(Anchor::before(page->firstCursor), 3)) {
            QVERIFY(page && !page->items.isEmpty());
            QCOMPARE(page->hasAfter, !backwards.isEmpty());
            backwards = ids(page->items) + backwards;
            if (!page->hasBefore)
                break;
        }
        QCOMPARE(backwards, all);
        page = read(Anchor::atShare(0.5), 2);
        QVERIFY(page);
        QCOMPARE(ids(page->items), all.mid(3, 2));
        page = read(Anchor::atShare(1), 2);
        QCOMPARE(page ? ids(page->items) : QStringList(), all.mid(6));
        const QString last = whole->lastCursor;
        page = read(Anchor::after(last), 3);
        QVERIFY(page && page->items.isEmpty() && !page->hasAfter);
        for (const QString &foreign : {QStringLiteral("x"), QStringLiteral("99.1.") + last.section(u'.', 2), QString()})
            QCOMPARE(errorId(read(Anchor::after(foreign), 3).error().code()), QStringLiteral("VAL_008"));
        query.kind = KeyHygiene::NoExpiry;
        QCOMPARE(errorId(read(Anchor::after(last), 3).error().code()), QStringLiteral("VAL_008"));
    }

    void findsWhatSomebodyShouldLookAt()
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const auto found = [this](KeyHygiene kind, HygieneSort sort = HygieneSort::Name) {
            HygieneQuery query;
            query.kind = kind;
            query.sort = sort;
            const auto page = waitFor(usage().hygiene(query, Anchor::start(), kMaxPageRows, {}));
            QStringList names;
            if (!page)
                return QStringList{errorId(page.error().code()), page.error().fact(u"message")};
            for (const HygieneRow &row : page->items) {
                if (row.total != page->items.size())
                    return QStringList{QStringLiteral("another total")};
                names.append(row.count ? row.key.name + u' ' + QString::number(row.count) : row.key.name);
            }
            return names;
        };
        const auto setUsed = [&](const ApiKey &key, qint64 at) {
            return m_store.exec(QStringLiteral("UPDATE api_keys SET last_used_at = %1 WHERE id = %2").arg(EachStore::time(at), EachStore::id(key.id.uuid())));
        };
        ApiKeyDraft guarded{QStringLiteral("Guarded")};
        guarded.expiresAt = now + kDayMs;
        guarded.permissions = {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
        guarded.limits = {{QStringLiteral("calls"), 10, 60}};
        const ApiKey limited = key(m_acme, guarded);
        QVERIFY(setUsed(m_keys[1], now - 91 * kDayMs));
        QVERIFY(setUsed(m_keys[2], now - 89 * kDayMs));
        QVERIFY(m_store.exec(QStringLiteral("UPDATE api_key_permissions SET last_used_at = %1 WHERE permission = 'a'").arg(EachStore::time(now))));
        QCOMPARE(found(KeyHygiene::NeverUsed), (QStringList{QStringLiteral("Deploy"), QStringLiteral("Guarded")}));
        QCOMPARE(found(KeyHygiene::Idle), QStringList{QStringLiteral("Billing")});
        QCOMPARE(found(KeyHygiene::NoExpiry), (QStringList{QStringLiteral("Billing"), QStringLiteral("Deploy"), QStringLiteral("Import")}));
        QCOMPARE(found(KeyHygiene::UnusedPermissions), QStringList{QStringLiteral("Guarded 2")});
        QCOMPARE(found(KeyHygiene::NeverLimited), QStringList{QStringLiteral("Guarded")});
        QCOMPARE(found(KeyHygiene::AlwaysLimited, HygieneSort::Count), QStringList{});
        QStringList hits;
        for (int day = 1; day <= kLimitedDays; ++day)
            hits.append(QStringLiteral("(%1, %2, %3, 'calls', '', 2)").arg(EachStore::id(m_acme.uuid()), EachStore::id(limited.id.uuid()), EachStore::time((now / kDayMs - day) * kDayMs)));
        const QString insert = QStringLiteral("INSERT INTO rate_limit_hits (tenant_id, key_id, day, name, endpoint, hits) VALUES ");
        QVERIFY(m_store.exec(insert + hits.mid(1).join(u',')));
        QCOMPARE(found(KeyHygiene::AlwaysLimited), QStringList{}); // yesterday it was not
        QVERIFY(m_store.exec(insert + hits[0]));
        QCOMPARE(found(KeyHygiene::AlwaysLimited, HygieneSort::Count), QStringList{QStringLiteral("Guarded 14")});
        QCOMPARE(found(KeyHygiene::NeverLimited), QStringList{});
        // What works no more is nobody's worry.
        for (ApiKey one : {m_keys[0], m_keys[1], m_keys[2]}) {
            const auto fresh = waitFor(m_store.workspace().apiKeys()->find(one.id.toString(), {}));
            QVERIFY(fresh && waitFor(m_store.workspace().apiKeys()->setStatus(refOf(*fresh), ApiKeyStatus::Revoked, QStringLiteral("over"), {})));
        }
        QCOMPARE(found(KeyHygiene::NoExpiry), QStringList{});
        QCOMPARE(found(KeyHygiene::NeverUsed, HygieneSort::LastUsed), QStringList{QStringLiteral("Guarded")});
    }
};

QTEST_GUILESS_MAIN(KeyUsageTest)
#include "tst_keyusage.moc"
