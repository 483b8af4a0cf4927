// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/postgres/pgconnection.h"
#include "tests/support/remotedatabase.h"

#include <QTest>

namespace plancia::tests {

/// A private server with forced row security: a database with our schema and rows, and three logins with the password
/// "pw": one that may become plancia_backup, one that may not, and one that may restore as well.
class PgFixture {
public:
    const QString database = QStringLiteral("control");

    bool start()
    {
        return server.start() && (store = makeRemoteDatabase(server, database))
            && server.createUser(QStringLiteral("keeper"), QStringLiteral("pw"), QStringLiteral("IN ROLE plancia_admin, plancia_backup"))
            && server.createUser(QStringLiteral("looker"), QStringLiteral("pw"), QStringLiteral("IN ROLE plancia_admin"))
            && server.createUser(QStringLiteral("installer"), QStringLiteral("pw"),
                                 QStringLiteral("IN ROLE plancia_admin, plancia_backup, plancia_owner"))
            && server.exec(QStringLiteral("GRANT CREATE ON DATABASE %1 TO installer").arg(database)) && addTenants(5'000);
    }
    bool addTenants(int count)
    {
        return server.exec(QStringLiteral("WITH made AS (INSERT INTO plancia.tenants (id, slug, name, name_key, created_at, updated_at)"
                                          " SELECT gen_random_uuid(), 't' || replace(gen_random_uuid()::text, '-', ''), 'A name', 'a name', now(), now()"
                                          " FROM generate_series(1, %1) RETURNING id, slug),"
                                          " former AS (INSERT INTO plancia.tenant_redirects SELECT unnest(ARRAY['a-', 'b-', 'c-']) || slug, id, now() FROM made)"
                                          " UPDATE plancia.meta SET commit_no = commit_no + 1").arg(count), database);
    }
    qint64 count(const QString &table, const QString &schema = QStringLiteral("plancia"))
    {
        return server.value(QStringLiteral("SELECT count(*) FROM %1.%2").arg(schema, table), database).toLongLong();
    }
    ConnectionProfile profile(const QString &user) const { return server.profile(user, database); }
    std::unique_ptr<postgres::PgConnection> connect(const QString &user)
    {
        auto opened = postgres::PgConnection::open(profile(user), QStringLiteral("pw"));
        return opened ? std::move(*opened) : nullptr;
    }

    PrivatePostgres server;
    std::unique_ptr<postgres::RemoteStore> store;
};

} // namespace plancia::tests
