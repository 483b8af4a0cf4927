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
        const ListQuery up = listQuery(query, "id", true, from, 101);
        QCOMPARE(up.sql, "SELECT id FROM tenants WHERE deleted_at IS NULL AND (name_key, id) > ($1, $2) ORDER BY name_key, id LIMIT 101");
        QCOMPARE(up.values.size(), 2);
        const ListQuery down = listQuery(query, "id", false, from, 5);
        QCOMPARE(down.sql, "SELECT id FROM tenants WHERE deleted_at IS NULL AND (name_key, id) < ($1, $2) ORDER BY name_key DESC, id DESC LIMIT 5");
    }
    void bindsWhatIsTyped()
    {
        TenantQuery query;
        query.status = TenantStatus::Trial;
        query.text = QStringLiteral("Àlp' SKI");
        query.sort = TenantSort::Created;
        const ListQuery built = listQuery(query, "id", true, {}, 1);
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
        const ListQuery built = listQuery(query, "id", true, {}, 1);
        QCOMPARE(built.sql, "SELECT id FROM tenants WHERE deleted_at IS NOT NULL"
                            " AND id IN (SELECT tenant_id FROM tenant_words WHERE word = $1) ORDER BY name_key, id LIMIT 1");
        QCOMPARE(std::get<QString>(built.values[0]), QStringLiteral("#vip"));
    }
};

QTEST_GUILESS_MAIN(TenantStatementsTest)
#include "tst_tenantstatements.moc"
