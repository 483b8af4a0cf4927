// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which PostgreSQL finds the tenants of a text filter: each gives the rows of the plain query, along an index.
#include "app/controlplane/tenants/repository.h"
#include "app/sql/commit.h"
#include "tests/app/store/storehelper.h"
#include "tests/support/remotedatabase.h"
#include "tests/support/waitfor.h"
#include "models/domain/textkey.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::controlplane::tenants;
using namespace plancia::tests;

namespace {
/// Many who are alike, and before them in the order of names more than are near.
constexpr auto kFillMany = R"(
INSERT INTO plancia.tenants (id, slug, name, name_key, created_at, updated_at)
SELECT ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 'many-' || n, name, lower(name), now(), now()
FROM (SELECT n, CASE WHEN n <= 4000 THEN 'First ' ELSE 'Last ' END || n || CASE n % 30 WHEN 0 THEN ' some' ELSE '' END AS name FROM generate_series(1, 6000) AS n) AS t;)";

/// Three words, a number that tells them apart, a tag here and there; one in nine is deleted.
constexpr auto kFill = R"(
INSERT INTO plancia.tenants (id, slug, name, name_key, status, created_at, updated_at, tags, deleted_at)
SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(n * 7919 % 100003), 12, '0'))::uuid, 'acme-' || n, w || ' Nord', w || ' nord',
       CASE n % 3 WHEN 0 THEN 'trial' ELSE 'active' END, now() - n % 50 * interval '1 day', now() - n % 7 * interval '1 day',
       CASE n % 5 WHEN 0 THEN 'vip' ELSE '' END, CASE n % 9 WHEN 0 THEN now() END
FROM (SELECT n, (ARRAY['anna', 'nova', 'zimt'])[1 + n % 3] AS w FROM generate_series(1, 600) AS n) AS t;)";
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

    /// The first column of what is found; with settings, of its plan under them.
    Result<QStringList> column(const ListQuery &asked, const char *settings = nullptr)
    {
        return waitFor(m_store->read<QStringList>({}, [&](sql::Connection &c) -> Result<QStringList> {
            // There are too few tenants for an index to be worth it.
            if (auto set = settings ? c.script(settings) : Result<bool>(true); !set)
                return fail(set.error());
            auto rows = c.query((settings ? "EXPLAIN " : "") + asked.sql, asked.values);
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

    /// The rows of a plain reading: those each of whose words begins one of the tenant's, in the order of the list.
    void everyWayGivesTheSameRows_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"n", "zi", "acme", "#vip", "#vi", "no zim", "nor #vip", "12", "a n 1", "nobody", "nor nobody"})
            QTest::addRow("%s", text) << QString::fromLatin1(text);
    }
    void everyWayGivesTheSameRows()
    {
        QFETCH(QString, text);
        const QStringList typed = tenantSearch(text);
        const auto isFound = [&](const QStringList &words) {
            return std::ranges::all_of(typed, [&](const QString &one) {
                return std::ranges::any_of(words, [&](const QString &word) { return one.startsWith(u'#') ? word == one : word.startsWith(one); });
            });
        };
        for (const TenantSort sort : {TenantSort::Name, TenantSort::Slug, TenantSort::Created, TenantSort::Updated})
            for (const std::optional<TenantStatus> status : {std::optional<TenantStatus>(), std::optional(TenantStatus::Trial)})
                for (const bool deleted : {false, true})
                    for (const bool ascending : {true, false}) {
                        TenantQuery query;
                        query.sort = sort;
                        query.status = status;
                        query.deleted = deleted;
                        std::optional<SortKey> from;
                        if (sort == TenantSort::Name || sort == TenantSort::Slug)
                            from = SortKey{ascending ? QStringLiteral("acme-3") : QStringLiteral("nova nord"), QUuid()};
                        for (const auto &start : {std::optional<SortKey>(), from}) {
                            query.text.clear();
                            const auto all = column(listQuery(sql::Dialect::Postgres, query, "concat_ws(' ', slug, name, tags)", ascending, start, 1000));
                            VERIFY_OK(all);
                            QStringList plain;
                            for (const QString &row : *all) {
                                const QString slug = row.section(u' ', 0, 0);
                                if (isFound(tenantWords(row.section(u' ', 1, 2), slug, row.section(u' ', 3).split(u' ', Qt::SkipEmptyParts))))
                                    plain.append(slug);
                            }
                            query.text = text;
                            for (const ListQuery &way : {listQuery(sql::Dialect::Postgres, query, "slug", ascending, start, 50), nearListQuery(sql::Dialect::Postgres, query, "slug", ascending, start, 50, kNear)}) {
                                const auto found = column(way);
                                VERIFY_OK(found);
                                QCOMPARE(*found, plain.first(std::min<qsizetype>(plain.size(), 50)));
                            }
                        }
                    }
    }

    /// Letters, digits and what parts them, on the server as here; a key of them, too.
    void theServerTakesTextsApartAsWeDo()
    {
        QString every; // each of these characters, also one that is none, between letters
        for (char32_t c = 0x20; c < 0x110000; c += c < 0x3000 ? 1 : c < 0x30000 ? 3 : 997)
            if (!QChar::isSurrogate(c))
                every += u'a' + QString::fromUcs4(&c, 1) + u'b' + (c % 16 == 0 ? u'\n' : u' ');
        every += u'a' + QString(QChar(0xfdd0)) + u'b' + QChar(0xffff) + u'c';
        QStringList texts = every.split(u'\n', Qt::SkipEmptyParts);
        texts << QStringLiteral("one two one two") << QStringLiteral("w v ").repeated(30) << QString(90, u'x') << QStringLiteral("  -- ");
        for (int n = 0; n < 30; ++n)
            texts.last() += QStringLiteral(" w%1").arg(n);
        for (const QString &text : std::as_const(texts)) {
            const QString key = textKey(text);
            const auto words = waitFor(m_store->read<QStringList>({}, [&](sql::Connection &c) -> Result<QStringList> {
                auto rows = c.query("SELECT array_to_string(plancia.key_words($1), ' ')", {key});
                if (!rows)
                    return fail(rows.error());
                return (*rows)[0].text(0).split(u' ', Qt::SkipEmptyParts);
            }));
            VERIFY_OK(words);
            QCOMPARE(*words, searchWords({text}));
        }
    }

    /// A letter that many have costs a look at the nearest rows, and at more of them where some have it; only where all have it further on, all.
    void manyAreSoughtNearFirst()
    {
        VERIFY_OK(waitFor(m_store->write<bool>({}, {}, [](sql::Connection &c) -> Result<bool> {
            if (auto counted = sql::nextCommitWithoutAudit(c); !counted)
                return fail(counted.error());
            return c.script(kFillMany + QByteArray("ANALYZE plancia.tenants"));
        })));
        struct Typed {
            const char *text;
            bool ascending;
            qsizetype statements;
        };
        for (const auto &[text, ascending, statements] : {Typed{"l", true, 2}, Typed{"l", false, 1}, Typed{"some", true, 2}}) {
            TenantQuery query;
            query.text = QString::fromLatin1(text);
            query.descending = !ascending;
            QByteArrayList asked;
            const auto page = waitFor(m_store->read<Page<Tenant>>({}, [&](sql::Connection &c) {
                Listening listening(c);
                auto read = Repository(listening).page(query, Anchor::start(), 100);
                asked = listening.heard;
                return read;
            }));
            VERIFY_OK(page);
            const QStringList plain = *column(listQuery(sql::Dialect::Postgres, query, "name", ascending, {}, 100));
            QCOMPARE(page->items.size(), plain.size());
            for (qsizetype i = 0; i < plain.size(); ++i)
                QCOMPARE(page->items.at(i).name, plain.at(i));
            QVERIFY(page->hasAfter);
            QCOMPARE(asked.size(), statements);
            QCOMPARE(asked.last().contains("OFFSET 0"), ascending && query.text == u"l");
            const auto back = waitFor(m_store->read<Page<Tenant>>({}, [&](sql::Connection &c) { return Repository(c).page(query, Anchor::after(page->lastCursor), 100); }));
            VERIFY_OK(back);
            QVERIFY(back->hasBefore);
            QCOMPARE(back->items.size(), 100);
            // Beyond the first of the list nothing is near on its other side.
            const QString first = detail::encode(SortKey{ascending ? QStringLiteral("a") : QStringLiteral("zz"), QUuid()}, static_cast<int>(query.sort));
            const auto whole = waitFor(m_store->read<Page<Tenant>>({}, [&](sql::Connection &c) { return Repository(c).page(query, Anchor::after(first), 100); }));
            VERIFY_OK(whole);
            QVERIFY(!whole->hasBefore);
            QCOMPARE(whole->items.size(), 100);
        }
    }

    /// The rows of the index of words, or the nearest along the index of the order: never the whole table.
    void longListsAreReadByAnIndex_data()
    {
        QTest::addColumn<TenantSort>("sort");
        QTest::addColumn<QString>("name");
        QTest::newRow("name") << TenantSort::Name << "name";
        QTest::newRow("slug") << TenantSort::Slug << "slug";
        QTest::newRow("created") << TenantSort::Created << "created";
        QTest::newRow("updated") << TenantSort::Updated << "updated";
    }
    void longListsAreReadByAnIndex()
    {
        QFETCH(TenantSort, sort);
        QFETCH(QString, name);
        TenantQuery query;
        query.sort = sort;
        for (const bool ascending : {true, false})
            for (const char *text : {"nor", "nor zim", "#vip"}) {
                query.text = QString::fromLatin1(text);
                const auto all = column(listQuery(sql::Dialect::Postgres, query, kShown, ascending, {}, 101), "SET LOCAL enable_seqscan = off");
                VERIFY_OK(all);
                QVERIFY2(all->join(u'\n').contains(QStringLiteral("Bitmap Index Scan on tenants_by_words")), qPrintable(all->join(u'\n')));
                const auto near = column(nearListQuery(sql::Dialect::Postgres, query, kShown, ascending, {}, 101, kNear), "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off");
                VERIFY_OK(near);
                QVERIFY2(near->join(u'\n').contains(QRegularExpression(QStringLiteral("Index Scan (Backward )?using tenants_by_%1 on").arg(name))), qPrintable(near->join(u'\n')));
            }
    }

    /// Of a schema from before the words were computed; nobody would find what was written. The last test: the schema stays so.
    void nothingIsWrittenWithoutItsWords()
    {
        const auto create = [&](const char *slug) {
            return waitFor(m_store->write<bool>({}, {}, [&](sql::Connection &c) -> Result<bool> {
                if (auto counted = sql::nextCommitWithoutAudit(c); !counted)
                    return fail(counted.error());
                return Repository(c).insert(tenantFrom({QLatin1String(slug), QLatin1String(slug), TenantStatus::Active, {}}, 1'700'000'000'000));
            }));
        };
        VERIFY_OK(create("written"));
        QVERIFY2(m_server.exec(QStringLiteral("ALTER TABLE plancia.tenants DROP COLUMN words"), QStringLiteral("lists")), qPrintable(m_server.error()));
        VERIFY_FAILS(create("unfound"), ErrorCode::MigOlderSchema);
        QCOMPARE(m_server.value(QStringLiteral("SELECT string_agg(slug, ' ') FROM plancia.tenants WHERE slug IN ('written', 'unfound')"), QStringLiteral("lists")), QStringLiteral("written"));
    }
};

QTEST_GUILESS_MAIN(TenantListsTest)
#include "tst_tenantlists.moc"
