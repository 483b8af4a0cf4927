// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/postgres/remotestore.h"
#include "app/postgres/schemainstaller.h"
#include "models/base/clock.h"
#include "tests/support/privatepostgres.h"

#include <memory>

namespace plancia::tests {

/// A fresh database of a private server with Plancia's schema in it, and its superuser's store. Null: see the server's
/// error(). Whoever uses it links app/postgres.
inline std::unique_ptr<postgres::RemoteStore> makeRemoteDatabase(PrivatePostgres &server, const QString &name,
                                                                 postgres::RemoteStore::Options options = {})
{
    if (!server.createDatabase(name))
        return nullptr;
    auto store = postgres::RemoteStore::create(server.profile(QStringLiteral("postgres"), name), {}, options);
    const auto installed = store
                               ->write<SchemaPlan>({}, {},
                                                   [](sql::Connection &connection) {
                                                       return postgres::applySchema(connection, SystemClock().nowMs());
                                                   })
                               .result();
    return installed ? std::move(store) : nullptr;
}

/// A store of another user of the same database.
inline std::unique_ptr<postgres::RemoteStore> remoteStore(const PrivatePostgres &server, const QString &user,
                                                          const QString &password, const QString &database,
                                                          postgres::RemoteStore::Options options = {})
{
    return postgres::RemoteStore::create(server.profile(user, database),
                                         [password] { return std::optional(password); }, options);
}

} // namespace plancia::tests
