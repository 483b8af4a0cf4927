// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlplane/tenants/statements.h"

#include <QTest>

using namespace plancia;
using namespace plancia::controlplane;
using namespace plancia::controlplane::tenants;

/// The list queries of tenants as text: what is bound and what stands in the statement.
class TenantStatementsTest : public QObject {
    Q_OBJECT
private slots:
    void pagesByKeyBothWays()
    {
        TenantQuery query;
        const SortKey from{QStringLiteral("acme"), QUuid::createUuid()};
        const ListQuery up = listQuery(sql::Dialect::Sqlite, query, "id", true, from, 101);
        QCOMPARE(up.sql, "SELECT id FROM tenants WHERE deleted_at IS NULL AND (name_key, id) > ($1, $2) ORDER BY name_key, id LIMIT 101");
        QCOMPARE(up.values.size(), 2);
        const ListQuery down = listQuery(sql::Dialect::Sqlite, query, "id", false, from, 5);
        QCOMPARE(down.sql, "SELECT id FROM tenants WHERE deleted_at IS NULL AND (name_key, id) < ($1, $2) ORDER BY name_key DESC, id DESC LIMIT 5");
    }
    void bindsWhatIsTyped()
    {
        TenantQuery query;
        query.status = TenantStatus::Trial;
        query.text = QStringLiteral("Àlp' SKI");
        query.sort = TenantSort::Created;
        const ListQuery built = listQuery(sql::Dialect::Sqlite, query, "id", true, {}, 1);
        QCOMPARE(built.sql,
                 "SELECT id FROM tenants WHERE deleted_at IS NULL AND status = $1"
                 " AND id IN (SELECT tenant_id FROM tenant_words WHERE word >= $2 AND word < $3)"
                 " AND id IN (SELECT tenant_id FROM tenant_words WHERE word >= $4 AND word < $5)"
                 " ORDER BY created_at, id LIMIT 1");
        QCOMPARE(std::get<QString>(built.values[0]), QStringLiteral("trial"));
        QCOMPARE(std::get<QString>(built.values[1]), QStringLiteral("alp"));
        QCOMPARE(std::get<QString>(built.values[2]), QStringLiteral("alq"));
        QCOMPARE(std::get<QString>(built.values[3]), QStringLiteral("ski"));
    }
    void aTagIsMeantAsAWhole()
    {
        TenantQuery query;
        query.text = QStringLiteral("#VIP");
        query.deleted = true;
        const ListQuery built = listQuery(sql::Dialect::Sqlite, query, "id", true, {}, 1);
        QCOMPARE(built.sql, "SELECT id FROM tenants WHERE deleted_at IS NOT NULL"
                            " AND id IN (SELECT tenant_id FROM tenant_words WHERE word = $1) ORDER BY name_key, id LIMIT 1");
        QCOMPARE(std::get<QString>(built.values[0]), QStringLiteral("#vip"));
    }
    /// PostgreSQL takes all words as one value, in which nothing that is typed is an operator.
    void wordsAreOneQueryOfTheServer()
    {
        TenantQuery query;
        query.status = TenantStatus::Trial;
        query.text = QStringLiteral("Àlp | ski:* #vip' #a\\b");
        const ListQuery all = listQuery(sql::Dialect::Postgres, query, "name", true, {}, 7);
        QCOMPARE(all.sql, "SELECT name FROM tenants WHERE id IN (SELECT id FROM (SELECT id, name_key FROM tenants WHERE deleted_at IS NULL AND status = $1"
                          " AND words @@ $2::tsquery OFFSET 0) AS found ORDER BY name_key, id LIMIT 7) ORDER BY name_key, id");
        QCOMPARE(std::get<QString>(all.values[1]), QStringLiteral("'alp':* & 'ski':* & '#a\\\\b' & '#vip'''"));
        const ListQuery near = nearListQuery(sql::Dialect::Postgres, query, "name", false, {}, 7, 3000);
        QCOMPARE(near.sql, "SELECT name FROM (SELECT * FROM tenants WHERE deleted_at IS NULL AND status = $1 ORDER BY name_key DESC, id DESC LIMIT 3000)"
                           " AS tenants WHERE words @@ $2::tsquery ORDER BY name_key DESC, id DESC LIMIT 7");
        QCOMPARE(std::get<QString>(near.values[1]), std::get<QString>(all.values[1]));
    }
};

QTEST_GUILESS_MAIN(TenantStatementsTest)
#include "tst_tenantstatements.moc"
