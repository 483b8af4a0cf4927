// SPDX-License-Identifier: GPL-3.0-or-later
// One pass over the calls says what SQLite says by grouping, whichever way it goes through them.
#include "app/controlplane/usage/fold.h"
#include "app/controlplane/usage/statements.h"
#include "app/controlplane/usage/usage.h"
#include "tests/app/store/storehelper.h"
#include "tests/support/waitfor.h"

#include <QTest>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::tests;

namespace {
constexpr qint64 kDayMs = 86'400'000;
constexpr qint64 kStart = 20'000 * kDayMs + 5'000;

QString text(const UsageSum &s)
{
    return QStringLiteral("%1/%2/%3/%4/%5/%6/%7").arg(s.requests).arg(s.failures).arg(s.latencySumUs).arg(s.latencyMaxUs).arg(s.tokensIn).arg(s.tokensOut).arg(s.costMicros);
}
/// A line a part, so that a difference shows.
QStringList lines(const UsageReport &report)
{
    QStringList lines{QStringLiteral("all ") + text(report.total), QStringLiteral("keys %1").arg(report.activeKeys)};
    lines.append(QStringLiteral("p %1 %2 %3").arg(report.p50Us).arg(report.p95Us).arg(report.p99Us));
    for (const auto &one : report.days)
        lines.append(QStringLiteral("day %1 ").arg(one.at) + text(one.sum));
    for (const auto &one : report.endpoints)
        lines.append(one.method + u' ' + one.endpoint + u' ' + text(one.sum));
    for (const auto &one : report.statuses)
        lines.append(QStringLiteral("status %1 %2").arg(one.status).arg(one.requests));
    for (const auto &one : report.topKeys)
        lines.append(one.tenant.toString() + one.id.toString() + one.tenantSlug + one.name + text(one.sum));
    for (const auto &one : report.models)
        lines.append(one.model + text(one.sum));
    return lines;
}
} // namespace

class UsageFoldTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    std::unique_ptr<LocalStore> m_store;
    SystemClock m_clock;

    /// Calls of seven tenants and 35 keys, one a second, with names of which one begins as another ends.
    static QByteArray someCalls(int count)
    {
        return "INSERT INTO api_key_usage (tenant_id, at, id, key_id, endpoint, method, status, latency_us, tokens_in, tokens_out, cost_micros, model)"
               " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + QByteArray::number(count) + ")"
               " SELECT CAST(printf('%016d', i * 31 % 7) AS BLOB), " + QByteArray::number(kStart) + " + i * 7000, CAST(printf('%016d', i) AS BLOB),"
               " CAST(printf('%016d', i * 31 % 35) AS BLOB), '/v1' || CASE i % 3 WHEN 0 THEN '' ELSE '/' || (i * 17 % 40) END, CASE i % 4 WHEN 0 THEN 'GET' WHEN 1 THEN '' ELSE 'PÜT' END,"
               " CASE i % 11 WHEN 0 THEN 500 WHEN 1 THEN 399 WHEN 2 THEN 400 ELSE 200 END, i * 7919 % 3000017, i % 100, i % 50, i % 1000, CASE i % 5 WHEN 0 THEN '' ELSE 'm' || i % 5 END FROM n";
    }
    QStringList report(UsageQuery query, qsizetype mostGroups)
    {
        Usage usage(*m_store, m_clock, mostGroups);
        const auto found = waitFor(usage.report(query, {}));
        return found ? lines(*found) : QStringList{codeName(found.error())};
    }

private slots:
    void init()
    {
        const QString path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".db"));
        auto opened = openStore(path);
        VERIFY_OK(opened);
        m_store = std::move(*opened);
    }
    void cleanup() { m_store.reset(); }

    void onePassSaysWhatGroupingSays_data()
    {
        QTest::addColumn<int>("calls");
        QTest::addColumn<QString>("subject");
        for (const char *subject : {"all", "tenant", "key"}) {
            QTest::addRow("%s, by time", subject) << 3'000 << QString::fromLatin1(subject);
            QTest::addRow("%s, by tenant", subject) << usage::kFewCalls + 2'000 << QString::fromLatin1(subject);
        }
    }
    void onePassSaysWhatGroupingSays()
    {
        QFETCH(int, calls);
        QFETCH(QString, subject);
        QVERIFY(foreignSql(m_store->path(), someCalls(calls)));
        UsageQuery query;
        query.from = kStart + 3'500'000; // in the middle of a day and of the calls
        query.to = kStart + 7'000LL * calls - 100'000;
        if (subject != u"all")
            query.tenant = TenantId(QUuid::fromRfc4122(QByteArray("0000000000000003")));
        if (subject == u"key")
            query.key = ApiKeyId(QUuid::fromRfc4122(QByteArray("0000000000000010")));
        const QStringList folded = report(query, Usage::kMostGroups);
        QVERIFY2(folded.size() > 15, qPrintable(folded.join(u'\n')));
        const QStringList grouped = report(query, 0); // nothing may be held: the store groups
        QCOMPARE(folded.join(u'\n'), grouped.join(u'\n'));
    }

    /// Of ties the first by name, in the order of bytes, as the store sorts.
    void tiesAreTheStoresOwn()
    {
        QVERIFY(foreignSql(m_store->path(), someCalls(280)));
        UsageQuery query;
        query.to = std::numeric_limits<qint64>::max();
        query.endpoints = 7;
        QCOMPARE(report(query, 100'000).join(u'\n'), report(query, 0).join(u'\n'));
    }

    void aPartWithTooManyGroupsIsLeftToTheStore()
    {
        usage::UsageGroups groups(2);
        groups.add("a", {1});
        groups.add("b", {1});
        groups.add("a", {1});
        QVERIFY(groups.isWhole());
        QCOMPARE(groups.top(1, &UsageSum::requests).first().first, QByteArray("a"));
        groups.add("c", {1});
        QVERIFY(!groups.isWhole());
        QCOMPARE(groups.count(), 0);
    }
};

QTEST_GUILESS_MAIN(UsageFoldTest)
#include "tst_usagefold.moc"
