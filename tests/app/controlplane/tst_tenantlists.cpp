// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which PostgreSQL finds the tenants of a text filter: each gives the rows of the plain query, along an index.
#include "app/controlplane/tenants/repository.h"
#include "app/sql/commit.h"
#include "tests/app/store/storehelper.h"
#include "tests/support/remotedatabase.h"
#include "tests/support/waitfor.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::controlplane::tenants;
using namespace plancia::tests;

namespace {
constexpr qint64 kFetched = 10, kHeld = kSome + 1, kProbed = kMost + 1; ///< what makes each of the three ways be taken

/// As many who are alike as are not held at each letter, and before them in the order of names more than are near.
constexpr auto kFillMany = R"(
INSERT INTO plancia.tenants (id, slug, name, name_key, created_at, updated_at)
SELECT ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 'many-' || n, name, lower(name), now(), now()
FROM (SELECT n, CASE WHEN n <= 11000 THEN 'First ' ELSE 'Last ' END || n AS name FROM generate_series(1, 52000) AS n) AS t;
INSERT INTO plancia.tenant_words SELECT id, 'last' FROM plancia.tenants WHERE name LIKE 'Last %';)";

/// Three words, a number that tells them apart, a tag here and there; one in nine is deleted.
constexpr auto kFill = R"(
INSERT INTO plancia.tenants (id, slug, name, name_key, status, created_at, updated_at, tags, deleted_at)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n * 7919 % 100003), 12, '0'))::uuid, 'acme-' || n, w || ' Nord', w || ' nord',
       CASE n % 3 WHEN 0 THEN 'trial' ELSE 'active' END, now() - n % 50 * interval '1 day', now() - n % 7 * interval '1 day',
       CASE n % 5 WHEN 0 THEN 'vip' ELSE '' END, CASE n % 9 WHEN 0 THEN now() END
FROM (SELECT n, (ARRAY['anna', 'nova', 'zimt'])[1 + n % 3] AS w FROM generate_series(1, 600) AS n) AS t;
INSERT INTO plancia.tenant_words SELECT id, word FROM plancia.tenants,
    unnest(ARRAY['acme', split_part(slug, '-', 2), split_part(name_key, ' ', 1), 'nord', '#' || tags]) AS word WHERE word <> '#';)";
/// Passes on, and keeps what was asked.
class Listening final : public sql::Connection {
public:
    explicit Listening(sql::Connection &connection) : m_connection(connection) {}
    QByteArrayList heard;

    sql::Dialect dialect() const override { return m_connection.dialect(); }
    Result<sql::Rows> query(const QByteArray &sql, const QList<sql::Value> &parameters) override
    {
        heard.append(sql);
        return m_connection.query(sql, parameters);
    }
    Result<qint64> execute(const QByteArray &sql, const QList<sql::Value> &parameters) override { return m_connection.execute(sql, parameters); }
    Result<bool> script(const QByteArray &sql) override { return m_connection.script(sql); }
    Result<bool> begin(const sql::TransactionOptions &options) override { return m_connection.begin(options); }
    Result<bool> commit() override { return m_connection.commit(); }
    void rollback() override { m_connection.rollback(); }
    void setCancelToken(const CancelToken &token) override { m_connection.setCancelToken(token); }

private:
    sql::Connection &m_connection;
};
} // namespace

class TenantListsTest : public QObject {
    Q_OBJECT
    PrivatePostgres m_server;
    std::unique_ptr<postgres::RemoteStore> m_store;
    static constexpr auto kShown = "id, slug, name, notes";

    Result<QStringList> column(const ListQuery &asked, bool planOnly = false)
    {
        return waitFor(m_store->read<QStringList>({}, [&](sql::Connection &c) -> Result<QStringList> {
            // There are too few tenants for an index to be worth it.
            if (auto set = planOnly ? c.script("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off") : Result<bool>(true); !set)
                return fail(set.error());
            auto rows = c.query((planOnly ? "EXPLAIN " : "") + asked.sql, asked.values);
            if (!rows)
                return fail(rows.error());
            QStringList texts;
            for (int i = 0; i < rows->size(); ++i)
                texts.append((*rows)[i].text(0));
            return texts;
        }));
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        m_store = makeRemoteDatabase(m_server, QStringLiteral("lists"));
        QVERIFY2(m_store, qPrintable(m_server.error()));
        VERIFY_OK(waitFor(m_store->write<bool>({}, {}, [](sql::Connection &c) -> Result<bool> {
            if (auto counted = sql::nextCommitWithoutAudit(c); !counted)
                return fail(counted.error());
            return c.script(kFill);
        })));
    }
    void cleanupTestCase() { m_store.reset(); }

    void everyWayGivesTheSameRows_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"n", "zi", "acme", "#vip", "no zim", "nor #vip", "12", "a n 1", "nobody", "nor nobody"})
            QTest::addRow("%s", text) << QString::fromLatin1(text);
    }
    void everyWayGivesTheSameRows()
    {
        QFETCH(QString, text);
        const qsizetype words = tenantSearch(text).size();
        for (const TenantSort sort : {TenantSort::Name, TenantSort::Slug, TenantSort::Created, TenantSort::Updated})
            for (const std::optional<TenantStatus> status : {std::optional<TenantStatus>(), std::optional(TenantStatus::Trial)})
                for (const bool deleted : {false, true})
                    for (const bool ascending : {true, false}) {
                        TenantQuery query;
                        query.text = text;
                        query.sort = sort;
                        query.status = status;
                        query.deleted = deleted;
                        std::optional<SortKey> from;
                        if (sort == TenantSort::Name || sort == TenantSort::Slug)
                            from = SortKey{ascending ? QStringLiteral("acme-3") : QStringLiteral("nova nord"), QUuid()};
                        for (const auto &start : {std::optional<SortKey>(), from}) {
                            const auto plain = column(listQuery(query, "slug", ascending, start, 50));
                            VERIFY_OK(plain);
                            for (const qint64 count : {kFetched, kHeld, kProbed}) {
                                // All as many, then each in turn the rarest.
                                QList<qint64> counts(words);
                                for (qsizetype rare = -1; rare < words; ++rare) {
                                    counts.fill(count);
                                    if (rare >= 0)
                                        counts[rare] = kFetched;
                                    const auto found = column(countedListQuery(query, counts, "slug", ascending, start, 50));
                                    VERIFY_OK(found);
                                    QCOMPARE(*found, *plain);
                                    const auto near = column(nearListQuery(query, counts, "slug", ascending, start, 50));
                                    VERIFY_OK(near);
                                    QCOMPARE(*near, *plain);
                                }
                            }
                        }
                    }
    }

    void longListsAreWalkedByTheirIndex_data()
    {
        QTest::addColumn<TenantSort>("sort");
        QTest::addColumn<QString>("name");
        QTest::newRow("name") << TenantSort::Name << "name";
        QTest::newRow("slug") << TenantSort::Slug << "slug";
        QTest::newRow("created") << TenantSort::Created << "created";
        QTest::newRow("updated") << TenantSort::Updated << "updated";
    }
    /// Nothing but the index is read on the way.
    void longListsAreWalkedByTheirIndex()
    {
        QFETCH(TenantSort, sort);
        QFETCH(QString, name);
        TenantQuery query;
        query.sort = sort;
        for (const bool ascending : {true, false})
            for (const QList<qint64> &counts : {QList<qint64>{kHeld}, QList<qint64>{kProbed, kProbed}})
                for (const auto &way : {countedListQuery, nearListQuery}) {
                    query.text = counts.size() == 1 ? QStringLiteral("nor") : QStringLiteral("nor zim");
                    const auto plan = column(way(query, counts, kShown, ascending, {}, 101), true);
                    VERIFY_OK(plan);
                    const QString all = plan->join(u'\n');
                    QVERIFY2(all.contains(QRegularExpression(QStringLiteral("Index Only Scan (Backward )?using tenants_by_%1 on").arg(name))), qPrintable(all));
                }
    }

    void whatIsNotHeldIsLookedUp()
    {
        TenantQuery query;
        query.text = QStringLiteral("nor zim");
        const auto asked = [&](qint64 rare, qint64 frequent) { return countedListQuery(query, {rare, frequent}, kShown, true, {}, 101).sql; };
        QVERIFY(areEnough({}));
        QVERIFY(areEnough({kSome, kSome}));
        QVERIFY(!areEnough({kSome + 1}));
        // Of what was counted no further nobody knows whether memory has room for it.
        QVERIFY(areEnough({4'000, kSome + 1}));
        QVERIFY(!areEnough({4'001, kSome + 1}));
        QVERIFY(asked(4'000, kSome + 1).contains("tenant_id = tenants.id"));
        QVERIFY(!asked(4'000, kSome).contains("tenant_id = tenants.id"));
        QVERIFY(!asked(kSome, kMost - 200'000).contains("tenant_id = tenants.id"));
        QVERIFY(asked(kMost, kMost + 1).contains("tenant_id = tenants.id"));
    }

    void countsNoMoreThanMatters()
    {
        const ListQuery none = wordCounts(QStringLiteral(" - "), kSome);
        QVERIFY(none.sql.isEmpty());
        const auto asked = waitFor(m_store->read<QList<qint64>>({}, [](sql::Connection &c) -> Result<QList<qint64>> {
            const ListQuery count = wordCounts(QStringLiteral("zim #vip nobody"), kSome);
            auto rows = c.query(count.sql, count.values);
            if (!rows)
                return fail(rows.error());
            return QList<qint64>{(*rows)[0].integer(0), (*rows)[0].integer(1), (*rows)[0].integer(2)};
        }));
        VERIFY_OK(asked);
        QList<qint64> sorted = *asked;
        std::ranges::sort(sorted);
        QCOMPARE(sorted, (QList<qint64>{0, 120, 200}));
    }

    /// A letter that many have costs a look at the nearest rows; only where they have it all further on, all of them.
    void manyAreSoughtNearFirst()
    {
        VERIFY_OK(waitFor(m_store->write<bool>({}, {}, [](sql::Connection &c) -> Result<bool> {
            if (auto counted = sql::nextCommitWithoutAudit(c); !counted)
                return fail(counted.error());
            return c.script(kFillMany);
        })));
        TenantQuery query;
        query.text = QStringLiteral("l");
        for (const bool isFar : {true, false}) {
            query.descending = !isFar;
            QByteArrayList asked;
            const auto page = waitFor(m_store->read<Page<Tenant>>({}, [&](sql::Connection &c) {
                Listening listening(c);
                auto read = Repository(listening).page(query, Anchor::start(), 100);
                asked = listening.heard;
                return read;
            }));
            VERIFY_OK(page);
            const QStringList plain = *column(listQuery(query, "name", isFar, {}, 100));
            QCOMPARE(page->items.size(), plain.size());
            for (qsizetype i = 0; i < plain.size(); ++i)
                QCOMPARE(page->items.at(i).name, plain.at(i));
            QVERIFY(page->hasAfter);
            // How many have it, and the nearest; then again how many, and all.
            QCOMPARE(asked.size(), isFar ? 4 : 2);
            const auto back = waitFor(m_store->read<Page<Tenant>>({}, [&](sql::Connection &c) { return Repository(c).page(query, Anchor::after(page->lastCursor), 100); }));
            VERIFY_OK(back);
            QVERIFY(back->hasBefore);
            QCOMPARE(back->items.size(), 100);
        }
    }
};

QTEST_GUILESS_MAIN(TenantListsTest)
#include "tst_tenantlists.moc"
