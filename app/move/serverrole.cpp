// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/serverrole.h"

namespace plancia::move {

namespace {

constexpr auto kRole = R"(
SELECT session_user::text, pg_get_userbyid(n.nspowner)::text, r.rolsuper, 
       pg_has_role(session_user, n.nspowner, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END),
       r.rolsuper OR r.rolbypassrls
           OR EXISTS (SELECT FROM pg_catalog.pg_roles a WHERE a.rolname = 'plancia_admin' AND pg_has_role(session_user, a.oid, 'USAGE'))
           OR (pg_has_role(session_user, n.nspowner, 'USAGE')
               AND EXISTS (SELECT FROM pg_catalog.pg_policies p WHERE p.schemaname = 'plancia' AND p.policyname = 'installer'))
FROM pg_catalog.pg_namespace n JOIN pg_catalog.pg_roles r ON r.rolname = session_user WHERE n.nspname = 'plancia')";

constexpr auto kLock = R"(
DO $lock$ DECLARE item record; BEGIN
    FOR item IN SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = 'plancia'::regnamespace AND relkind IN ('r', 'p')
                AND NOT relispartition ORDER BY relname LOOP
        EXECUTE format('LOCK TABLE plancia.%I IN SHARE ROW EXCLUSIVE MODE', item.relname);
    END LOOP;
END $lock$)";

// Only tables that have row security at all: the others stay as they are.
constexpr auto kForce = R"(
DO $force$ DECLARE item record; BEGIN
    FOR item IN SELECT relname FROM pg_catalog.pg_class WHERE relnamespace = 'plancia'::regnamespace AND relkind IN ('r', 'p')
                AND NOT relispartition AND relrowsecurity ORDER BY relname LOOP
        EXECUTE format('ALTER TABLE plancia.%I %s FORCE ROW LEVEL SECURITY', item.relname, '%s');
    END LOOP;
END $force$)";

Error missing(const ServerRole &role, const QByteArray &grant)
{
    return Error(ErrorCode::AuthzMissingGrant,
                 {{QStringLiteral("user"), role.user},
                  {QStringLiteral("privilege"), QString::fromUtf8("GRANT " + grant + " TO " + sql::quoteIdentifier(role.user))}});
}

} // namespace

Result<ServerRole> serverRole(sql::Connection &connection)
{
    auto rows = connection.query(kRole);
    if (!rows)
        return fail(rows.error());
    if (rows->isEmpty())
        return fail(ErrorCode::DbSchemaMissing);
    const sql::Row row = (*rows)[0];
    return ServerRole{row.text(0), row.text(1), row.boolean(2), row.boolean(3), row.boolean(4)};
}

QList<Error> missingRights(const ServerRole &role)
{
    QList<Error> errors;
    if (!role.isSuperuser && !role.mayOwn)
        errors.append(missing(role, sql::quoteIdentifier(role.owner)));
    if (!role.readsAll)
        errors.append(missing(role, "plancia_admin"));
    return errors;
}

Result<bool> limitLockWaits(sql::Connection &connection) { return connection.script("SET LOCAL lock_timeout = '10s'"); }

Result<bool> lockTables(sql::Connection &connection) { return connection.script(kLock); }

Result<bool> becomeOwner(sql::Connection &connection, const ServerRole &role)
{
    return connection.script("SET LOCAL ROLE " + sql::quoteIdentifier(role.owner));
}

Result<bool> asOwner(sql::Connection &connection, const ServerRole &role, const std::function<Result<bool>()> &work)
{
    if (auto became = becomeOwner(connection, role); !became)
        return became;
    if (auto worked = work(); !worked)
        return worked; // the transaction has failed, and the role goes with it
    return connection.script("SET LOCAL ROLE NONE");
}

Result<bool> forceRowSecurity(sql::Connection &connection, bool forced)
{
    return connection.script(QByteArray(kForce).replace("'%s'", forced ? "''" : "'NO'"));
}

} // namespace plancia::move
