-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0009: the limits of the tenants' own are lost.
DROP FUNCTION plancia.invite_person(jsonb, text, text, text, text, bytea);
DROP FUNCTION plancia.note_act(jsonb, uuid, text, text, uuid, text, jsonb);
DROP FUNCTION plancia.limits_for(jsonb, text, text);
DROP TABLE plancia.tenant_limits;

-- As in 0006.
-- What each role may do, one line a table: the column that names the tenant (empty: the table holds nothing of a tenant),
-- then the service, viewer, support, admin. plancia_backup reads every table, see grant_backup(). A migration that adds a
-- table replaces this function, and calls apply_roles() and grant_backup().
CREATE OR REPLACE FUNCTION plancia.rights(OUT relation text, OUT tenant text, OUT app text, OUT viewer text, OUT support text, OUT admin text)
    RETURNS SETOF record
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    VALUES
        ('meta', '', 'SELECT, UPDATE', 'SELECT', 'SELECT, UPDATE', 'SELECT, UPDATE'),
        ('schema_migrations', '', '', 'SELECT', 'SELECT', 'SELECT'),
        ('tenants', 'id', 'SELECT, INSERT, UPDATE', 'SELECT',
         'SELECT, UPDATE (status, status_reason, trial_ends_at, updated_at, row_version)', 'SELECT, INSERT, UPDATE, DELETE'),
        ('tenant_words', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('tenant_redirects', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('audit_log', 'tenant_id', 'SELECT, INSERT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT'),
        ('users', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE'),
        ('user_words', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('user_passwords', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', '', '', 'SELECT, INSERT, UPDATE, DELETE'),
        ('user_codes', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE',
         'SELECT (tenant_id, user_id, purpose, created_at, expires_at, used_at)',
         'SELECT (tenant_id, user_id, purpose, created_at, expires_at, used_at)', 'SELECT, INSERT, UPDATE, DELETE'),
        ('user_sessions', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT, UPDATE (ended_at, end_reason)',
         'SELECT, UPDATE (ended_at, end_reason), DELETE'),
        ('session_tokens', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE',
         'SELECT (tenant_id, user_id, session_id, number, issued_at, used_at, reused_at)',
         'SELECT (tenant_id, user_id, session_id, number, issued_at, used_at, reused_at)', 'SELECT, DELETE'),
        ('sign_ins', 'tenant_id', 'SELECT, INSERT', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('user_directory', 'tenant_id', 'INSERT', '', '', 'SELECT, INSERT, DELETE'),
        ('session_directory', 'tenant_id', 'INSERT', '', '', 'SELECT, DELETE'),
        ('api_keys', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE',
         'SELECT (tenant_id, id, lookup, shown, name, name_key, environment, status, status_reason,
         internal, expires_at, grace_ends_at, predecessor_id, successor_id, created_by, created_at,
         updated_at, row_version, last_used_at, last_used_address, last_used_client)', 'SELECT',
         'SELECT, INSERT, UPDATE, DELETE'),
        ('api_key_words', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('api_key_permissions', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT',
         'SELECT, INSERT, UPDATE, DELETE'),
        ('api_key_addresses', 'tenant_id', 'SELECT, INSERT, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('api_key_limits', 'tenant_id', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE'),
        ('key_directory', 'tenant_id', 'INSERT', 'SELECT', 'SELECT', 'SELECT, INSERT, DELETE'),
        ('api_key_usage', 'tenant_id', 'SELECT, INSERT', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('rate_limit_hits', 'tenant_id', 'SELECT, INSERT, UPDATE', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('key_refusals', 'tenant_id', 'SELECT, INSERT, UPDATE', 'SELECT', 'SELECT', 'SELECT, DELETE')
$function$;

DO $comments$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT p.oid::regprocedure AS signature FROM pg_proc p JOIN pg_description d ON d.objoid = p.oid AND d.classoid = 'pg_proc'::regclass
                WHERE p.pronamespace = 'plancia'::regnamespace AND d.description IN ('service: of API keys', 'resolver: whether a key is let in')
    LOOP
        EXECUTE format('COMMENT ON FUNCTION %s IS NULL', item.signature);
    END LOOP;
END
$comments$;

-- As in 0007.
-- Gives the functions to whom they belong: what a comment calls "resolver:" to plancia_resolver, and that and what it calls
-- "service:" to plancia_app for calling. May run any number of times: it runs here, and again from roles.sql. A migration that
-- adds a function comments it, and calls this.
CREATE OR REPLACE FUNCTION plancia.apply_functions() RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    item record;
    resolver boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_resolver');
    mayGive boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_resolver' AND pg_has_role(oid, 'MEMBER'));
BEGIN
    IF resolver THEN
        -- CREATE for as long as it takes to become an owner, which the server asks for.
        GRANT USAGE ON SCHEMA plancia TO plancia_resolver;
        GRANT SELECT ON plancia.user_directory, plancia.session_directory, plancia.key_directory TO plancia_resolver;
        IF mayGive THEN
            GRANT CREATE ON SCHEMA plancia TO plancia_resolver;
        END IF;
    END IF;
    FOR item IN SELECT p.oid::regprocedure AS signature, p.proowner, d.description LIKE 'resolver:%' AS resolves
                FROM pg_proc p JOIN pg_description d ON d.objoid = p.oid AND d.classoid = 'pg_proc'::regclass
                WHERE p.pronamespace = 'plancia'::regnamespace AND d.description ~ '^(resolver|service):'
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', item.signature);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_app') THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO plancia_app', item.signature);
        END IF;
        IF item.resolves AND mayGive AND pg_get_userbyid(item.proowner) <> 'plancia_resolver' THEN
            EXECUTE format('ALTER FUNCTION %s OWNER TO plancia_resolver', item.signature);
        END IF;
    END LOOP;
    IF mayGive THEN
        REVOKE CREATE ON SCHEMA plancia FROM plancia_resolver;
    END IF;
END
$function$;

-- As in 0008.
-- Gives the service the functions that are its own, and the resolver what it reads. Runs with the caller's rights, here and
-- again from roles.sql when the roles come later.
CREATE FUNCTION plancia.grant_service() RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    item record;
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_owner' AND pg_has_role(oid, 'MEMBER')) THEN
        ALTER TYPE plancia.api_key OWNER TO plancia_owner;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_resolver') THEN
        BEGIN
            GRANT USAGE, CREATE ON SCHEMA plancia TO plancia_resolver; -- who gets a function must be allowed to make one
            GRANT SELECT ON plancia.key_directory, plancia.api_keys, plancia.tenants, plancia.api_key_permissions, plancia.api_key_limits,
                            plancia.api_key_addresses TO plancia_resolver;
            GRANT EXECUTE ON FUNCTION plancia.key_state(text, timestamptz, timestamptz, timestamptz), plancia.address_from(text) TO plancia_resolver;
            ALTER FUNCTION plancia.api_keys_verify(text, text, text) OWNER TO plancia_resolver;
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE NOTICE 'plancia.api_keys_verify cannot be given to plancia_resolver by %: run roles.sql as a superuser', current_user;
        END;
        REVOKE CREATE ON SCHEMA plancia FROM plancia_resolver;
    END IF;
    FOR item IN SELECT p.oid::regprocedure AS signature FROM pg_proc p
                WHERE p.pronamespace = 'plancia'::regnamespace
                  AND p.proname IN ('id_from', 'enter_tenant', 'note_key_act', 'new_id', 'random_base62', 'key_check', 'text_key',
                                    'write_key_words', 'key_state', 'key_row', 'insert_key', 'lock_key', 'api_keys_create', 'api_keys_list', 'api_keys_get',
                                    'api_keys_rotate', 'api_keys_revoke', 'api_keys_delete', 'api_keys_verify')
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', item.signature);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_app') THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO plancia_app', item.signature);
        END IF;
    END LOOP;
END
$function$;

DO $all$
BEGIN
    EXECUTE replace(pg_get_functiondef('plancia.apply_roles()'::regprocedure),
                    'FOR item IN SELECT p.oid::regprocedure AS signature FROM pg_proc p WHERE p.pronamespace = ''plancia''::regnamespace'
                    || ' AND pg_has_role(p.proowner, ''MEMBER'') LOOP'
                    || ' EXECUTE format(''REVOKE ALL ON FUNCTION %s FROM PUBLIC'', item.signature); END LOOP;', 'REVOKE ALL ON ALL FUNCTIONS IN SCHEMA plancia FROM PUBLIC;');
END
$all$;

SELECT plancia.apply_roles();
SELECT plancia.grant_backup();
SELECT plancia.apply_functions();
SELECT plancia.grant_service();
