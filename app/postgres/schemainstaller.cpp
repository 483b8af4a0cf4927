// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/postgres/schemainstaller.h"

#include "app/sql/migrations.h"

#include <QFile>

namespace plancia::postgres {

namespace {

const QString kFolder = QStringLiteral(":/sql/postgres");
constexpr auto kLock = "SELECT pg_advisory_xact_lock(hashtextextended('plancia.schema', 0))";

// Superusers make every role, CREATEROLE all but those with BYPASSRLS.
constexpr auto kRights = R"(
SELECT me.rolname::text, me.rolsuper, me.rolcreaterole,
       (SELECT count(*) FROM unnest(ARRAY['plancia_owner', 'plancia_app', 'plancia_viewer', 'plancia_support',
            'plancia_admin', 'plancia_backup', 'plancia_resolver']) AS wanted(name)
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = wanted.name)),
       EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plancia_admin' AND pg_has_role(oid, 'USAGE')),
       coalesce((SELECT pg_has_role(nspowner, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = 'plancia'),
                has_database_privilege(current_database(), 'CREATE'))
FROM pg_catalog.pg_roles AS me WHERE me.rolname = current_user)";

struct Rights {
    QString role;
    bool isSuperuser = false;
    bool mayCreateRoles = false;
    qint64 missingRoles = 0;
    bool isAdmin = false;
    bool mayInstall = false;
};

Result<Rights> readRights(sql::Connection &connection)
{
    auto rows = connection.query(kRights);
    if (!rows)
        return fail(rows.error());
    const sql::Row row = (*rows)[0];
    return Rights{row.text(0), row.boolean(1), row.boolean(2), row.integer(3), row.boolean(4), row.boolean(5)};
}

Result<QByteArray> rolesScript()
{
    QFile file(kFolder + QStringLiteral("/roles/roles.sql"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::InternalBug, {{QStringLiteral("path"), file.fileName()}});
    return file.readAll();
}

Result<SchemaPlan> completed(sql::Connection &connection, SchemaPlan plan)
{
    auto rights = readRights(connection);
    if (!rights)
        return fail(rights.error());
    plan.mayInstall = rights->mayInstall;
    const bool complete = rights->isSuperuser || (rights->missingRoles == 0 && rights->isAdmin);
    if (!complete) {
        auto script = rolesScript();
        if (!script)
            return fail(script.error());
        plan.rolesScript = QString::fromUtf8(*script) + QStringLiteral("\nGRANT plancia_admin TO ")
            + QString::fromUtf8(sql::quoteIdentifier(rights->role)) + QStringLiteral(";\n");
    }
    return plan;
}

} // namespace

Result<SchemaPlan> planSchema(sql::Connection &connection)
{
    auto migrations = sql::Migrations::load(kFolder);
    if (!migrations)
        return fail(migrations.error());
    auto plan = migrations->plan(connection);
    if (!plan)
        return plan;
    return completed(connection, std::move(*plan));
}

Result<SchemaPlan> applySchema(sql::Connection &connection, qint64 nowMs)
{
    auto migrations = sql::Migrations::load(kFolder);
    if (!migrations)
        return fail(migrations.error());
    if (auto locked = connection.query(kLock); !locked)
        return fail(locked.error());
    auto rights = readRights(connection);
    if (!rights)
        return fail(rights.error());
    if (!rights->mayInstall)
        return fail(ErrorCode::AuthzMissingGrant, {{QStringLiteral("user"), rights->role},
                                                   {QStringLiteral("privilege"), QStringLiteral("CREATE")}});
    const bool needsRoles = rights->missingRoles > 0 || (!rights->isSuperuser && !rights->isAdmin);
    if (needsRoles && (rights->isSuperuser || rights->mayCreateRoles)) {
        auto script = rolesScript();
        if (!script)
            return fail(script.error());
        if (auto made = connection.script(*script); !made)
            return fail(made.error());
    }
    auto plan = migrations->apply(connection, nowMs);
    if (!plan)
        return plan;
    return completed(connection, std::move(*plan));
}

} // namespace plancia::postgres
