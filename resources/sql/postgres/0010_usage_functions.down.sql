-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0010: the service cannot ask how keys were used, and notes their use by itself.
DROP FUNCTION plancia.api_keys_note_used(jsonb, jsonb);
DROP FUNCTION plancia.api_keys_analytics_recent(jsonb, text, text, timestamptz, timestamptz, integer);
DROP FUNCTION plancia.api_keys_analytics_by_endpoint(jsonb, text, timestamptz, timestamptz, integer);
DROP FUNCTION plancia.api_keys_analytics_overview(jsonb, text, timestamptz, timestamptz);
DROP FUNCTION plancia.api_keys_usage_stats(jsonb, text, text, timestamptz, timestamptz);
DROP FUNCTION plancia.usage_span(timestamptz, timestamptz);
DROP FUNCTION plancia.usage_sums(uuid, uuid, timestamptz, timestamptz);
DROP FUNCTION plancia.latency_shift(bigint);
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

SELECT plancia.apply_roles();
SELECT plancia.apply_functions();
SELECT plancia.grant_service();
