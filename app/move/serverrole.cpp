// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/move/serverrole.h"

namespace plancia::move {

namespace {

// Which rows it sees is asked of every table: a policy that is missing on one, or a restrictive one that somebody added, hides
// rows of that table alone, and what is hidden would be neither counted nor missed. They are read as current_user, which a
// setting of the role may have made another than the one that signed in.
constexpr auto kRole = R"(
SELECT session_user::text, pg_get_userbyid(n.nspowner)::text, r.rolsuper,
       pg_has_role(session_user, n.nspowner, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END),
       (SELECT min(c.relname)::text FROM pg_catalog.pg_class c
        WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND row_security_active(c.oid)
            AND NOT (SELECT coalesce(bool_or(p.polpermissive AND pg_get_expr(p.polqual, p.polrelid) = 'true'), false)
                            AND coalesce(bool_and(p.polpermissive OR pg_get_expr(p.polqual, p.polrelid) = 'true'), true)
                     FROM pg_catalog.pg_policy p
                     WHERE p.polrelid = c.oid AND p.polcmd IN ('r', '*')
                         AND EXISTS (SELECT FROM unnest(p.polroles) AS a(role)
                                     WHERE CASE WHEN a.role = 0 THEN true ELSE pg_has_role(current_user, a.role, 'USAGE') END))),
       EXISTS (SELECT FROM pg_catalog.pg_roles a WHERE a.rolname = 'plancia_admin' AND pg_has_role(current_user, a.oid, 'USAGE'))
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

Error missing(const ServerRole &role, const QByteArray &statement)
{
    return Error(ErrorCode::AuthzMissingGrant, {{QStringLiteral("user"), role.user}, {QStringLiteral("privilege"), QString::fromUtf8(statement)}});
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
    return ServerRole{row.text(0), row.text(1), row.boolean(2), row.boolean(3), row.text(4), row.boolean(5)};
}

std::optional<Error> missingOwnership(const ServerRole &role)
{
    if (role.isSuperuser || role.mayOwn)
        return std::nullopt;
    return missing(role, "GRANT " + sql::quoteIdentifier(role.owner) + " TO " + sql::quoteIdentifier(role.user));
}

QList<Error> missingRights(const ServerRole &role)
{
    QList<Error> errors;
    if (const auto ownership = missingOwnership(role))
        errors.append(*ownership);
    if (role.hidden.isEmpty())
        return errors;
    const QByteArray user = sql::quoteIdentifier(role.user);
    // Who is an administrator and does not see all is kept from it by policies that are not ours.
    errors.append(role.isAdmin ? missing(role, "ALTER ROLE " + user + " BYPASSRLS").with(QStringLiteral("table"), role.hidden)
                               : missing(role, "GRANT \"plancia_admin\" TO " + user));
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
