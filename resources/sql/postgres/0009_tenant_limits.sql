-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a tenant is limited to, where that is not the default. As in models/domain/limits.h: amount is a count, of costs
-- millionths of the service's currency, of storage bytes. scope: whom it is counted for. endpoint '': all together.
CREATE TABLE plancia.tenant_limits (
    tenant_id uuid NOT NULL REFERENCES plancia.tenants (id) ON DELETE CASCADE,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('requests_minute', 'requests_hour', 'requests_day', 'cost_minute', 'cost_hour',
                                                   'cost_day', 'cost_month', 'storage', 'seats')),
    scope text COLLATE "C" NOT NULL CHECK (scope IN ('key', 'tenant', 'address')),
    endpoint text COLLATE "C" NOT NULL DEFAULT '' CHECK (char_length(endpoint) <= 200),
    amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000000),
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    row_version bigint NOT NULL DEFAULT 1 CHECK (row_version >= 1),
    PRIMARY KEY (tenant_id, kind, scope, endpoint),
    CHECK (scope <> 'address' OR kind IN ('requests_minute', 'requests_hour', 'requests_day')),
    CHECK (kind NOT IN ('cost_month', 'storage', 'seats') OR (scope = 'tenant' AND endpoint = ''))
);

-- What the service asks. A key is its id as text; without one a caller without a key is meant. Limits of a key of its own
-- (api_key_limits) hold besides these. No row at all: a key that is marked internal. A tenant or a key that there is not is
-- held to the defaults, so that a mistake never means no limit.
CREATE FUNCTION plancia.limits_for(context jsonb, tenant text, key text DEFAULT NULL)
    RETURNS TABLE (kind text, scope text, endpoint text, amount bigint, is_default boolean)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    wanted uuid := plancia.id_from(key);
BEGIN
    IF plancia.enter_tenant(context, of)
       AND EXISTS (SELECT FROM plancia.api_keys k WHERE k.tenant_id = of AND k.id = wanted AND k.internal) THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT l.kind::text, l.scope::text, l.endpoint::text, l.amount, false FROM plancia.tenant_limits l
        WHERE l.tenant_id = of AND (l.scope <> CASE WHEN key IS NULL THEN 'key' ELSE 'address' END)
        UNION ALL
        SELECT d.kind, d.scope, '', d.amount, true
        FROM (VALUES ('requests_minute', 'key', 100::bigint), ('requests_minute', 'address', 10::bigint)) AS d(kind, scope, amount)
        WHERE d.scope = CASE WHEN key IS NULL THEN 'address' ELSE 'key' END
          AND NOT EXISTS (SELECT FROM plancia.tenant_limits l
                          WHERE l.tenant_id = of AND l.kind = d.kind AND l.scope = d.scope AND l.endpoint = '')
        ORDER BY 1, 2, 3;
END
$function$;
COMMENT ON FUNCTION plancia.limits_for(jsonb, text, text) IS 'service: the limits in force';

-- The row of the trail of an act, as note_key_act() writes it, on whatever it is.
CREATE FUNCTION plancia.note_act(context jsonb, tenant uuid, act text, kind text, object uuid, object_name text, what jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    numbers record;
BEGIN
    UPDATE plancia.meta SET commit_no = commit_no + 1, audit_seq = audit_seq + 1 WHERE id = 1 RETURNING commit_no, audit_seq INTO numbers;
    INSERT INTO plancia.audit_log (tenant_id, at, id, seq, commit_no, tenant_slug, actor_kind, actor_name, claimed_by, action, object_kind,
                                   object_id, object_name, result, reason, origin, request_id, details)
    SELECT tenant, clock_timestamp(), plancia.new_id(), numbers.audit_seq, numbers.commit_no, t.slug, 'pg', session_user,
           left(coalesce(context ->> 'actor', ''), 200), act, kind, object, left(object_name, 200), 'done', '',
           left(coalesce(context ->> 'address', host(inet_client_addr()), 'local'), 64), left(coalesce(context ->> 'request_id', ''), 64), what
    FROM plancia.tenants t WHERE t.id = tenant;
END
$function$;
COMMENT ON FUNCTION plancia.note_act(jsonb, uuid, text, text, uuid, text, jsonb) IS 'service: a row of the trail';

-- A new person, with the SHA-256 of the one-time code by which they come in (its 25 capitals, as use_code() takes them).
-- result: 'done'; 'not_found' for a tenant that there is not, 'email_taken', or 'seats_taken': a person takes a seat unless
-- disabled. Who invites at once waits at the row of the tenant, so that two never take the last seat.
CREATE FUNCTION plancia.invite_person(context jsonb, tenant text, email text, display_name text, role text, code_sha256 bytea,
                                      OUT result text, OUT user_id uuid)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    address text := normalize(coalesce(email, ''), NFC);
    called text := coalesce(display_name, '');
    address_key text := lower(address COLLATE "C");
    fault text;
    seats bigint;
    moment timestamptz(3) := clock_timestamp();
BEGIN
    result := 'not_found';
    IF NOT plancia.enter_tenant(context, of) THEN
        RETURN;
    END IF;
    fault := CASE
        -- A dot-atom of 64 octets, one @, and labels of letters, digits and hyphens inside; beyond ASCII what can be seen.
        WHEN strpos(address, '@') = 0 OR octet_length(address) NOT BETWEEN 3 AND 254 OR octet_length(split_part(address, '@', 1)) > 64
             OR address ~ '[\u0080-\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]'
             OR split_part(address, '@', 1) !~ '^[a-zA-Z0-9!#$%&''*+/=?^_`{|}~\u0080-\U0010ffff-]+(\.[a-zA-Z0-9!#$%&''*+/=?^_`{|}~\u0080-\U0010ffff-]+)*$'
             OR substr(address, strpos(address, '@') + 1)
                !~ '^[a-zA-Z0-9\u0080-\U0010ffff]([a-zA-Z0-9\u0080-\U0010ffff-]{0,61}[a-zA-Z0-9\u0080-\U0010ffff])?(\.[a-zA-Z0-9\u0080-\U0010ffff]([a-zA-Z0-9\u0080-\U0010ffff-]{0,61}[a-zA-Z0-9\u0080-\U0010ffff])?)*$'
             THEN 'VAL_015: email'
        WHEN char_length(called) + char_length(regexp_replace(called, '[^\U00010000-\U0010ffff]', '', 'g')) > 200 THEN -- units of UTF-16
             'VAL_002: display_name'
        WHEN called ~ '[[:cntrl:]\u202a-\u202e\u2066-\u2069]' THEN 'VAL_004: display_name'
        WHEN coalesce(role, '') NOT IN ('owner', 'admin', 'member', 'viewer') THEN 'VAL_011: role'
        WHEN code_sha256 IS NULL OR octet_length(code_sha256) <> 32 THEN 'VAL_001: code_sha256' END;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = fault;
    END IF;
    PERFORM FROM plancia.tenants t WHERE t.id = of FOR NO KEY UPDATE;
    SELECT l.amount INTO seats FROM plancia.tenant_limits l
        WHERE l.tenant_id = of AND l.kind = 'seats' AND l.scope = 'tenant' AND l.endpoint = '';
    IF seats <= (SELECT count(*) FROM plancia.users u WHERE u.tenant_id = of AND u.status <> 'disabled') THEN
        result := 'seats_taken';
        RETURN;
    END IF;
    user_id := plancia.new_id();
    INSERT INTO plancia.users (tenant_id, id, email, email_key, display_name, name_key, role, status, created_at, updated_at)
        VALUES (of, user_id, address, address_key, called, plancia.text_key(CASE WHEN called = '' THEN address ELSE called END),
                role, 'invited', moment, moment)
        ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        result := 'email_taken';
        user_id := NULL;
        RETURN;
    END IF;
    INSERT INTO plancia.user_words (tenant_id, user_id, word)
        SELECT DISTINCT of, invite_person.user_id, left(word, 40)
        FROM regexp_split_to_table(plancia.text_key(called) || ' ' || plancia.text_key(address), '[^[:alnum:]]+') AS word
        WHERE word <> '' LIMIT 24;
    INSERT INTO plancia.user_directory (lookup, tenant_id, user_id) VALUES (sha256(convert_to(address_key, 'UTF8')), of, invite_person.user_id);
    INSERT INTO plancia.user_codes (tenant_id, user_id, purpose, code_sha256, created_at, expires_at)
        VALUES (of, invite_person.user_id, 'invite', code_sha256, moment, moment + interval '7 days');
    PERFORM plancia.note_act(context, of, 'USER_INVITE', 'user', invite_person.user_id, address,
                             jsonb_build_object('email', jsonb_build_array('', address), 'role', jsonb_build_array('', role),
                                                'status', jsonb_build_array('', 'invited'))
                                 || CASE WHEN called = '' THEN '{}' ELSE jsonb_build_object('name', jsonb_build_array('', called)) END);
    result := 'done';
END
$function$;
COMMENT ON FUNCTION plancia.invite_person(jsonb, text, text, text, text, bytea) IS 'service: a new person, within the seats of the tenant';

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
        ('key_refusals', 'tenant_id', 'SELECT, INSERT, UPDATE', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('tenant_limits', 'tenant_id', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE')
$function$;

-- apply_roles() as in 0005 but for one line: who is no member of plancia_resolver may not revoke what is on its functions, and need
-- not. So an installer by roles.sql can bring the schema up to date.
DO $only_own$
BEGIN
    EXECUTE replace(pg_get_functiondef('plancia.apply_roles()'::regprocedure), 'REVOKE ALL ON ALL FUNCTIONS IN SCHEMA plancia FROM PUBLIC;',
                    'FOR item IN SELECT p.oid::regprocedure AS signature FROM pg_proc p WHERE p.pronamespace = ''plancia''::regnamespace'
                    || ' AND pg_has_role(p.proowner, ''MEMBER'') LOOP'
                    || ' EXECUTE format(''REVOKE ALL ON FUNCTION %s FROM PUBLIC'', item.signature); END LOOP;');
END
$only_own$;

-- From now on one function gives all others away: what 0008 named one by one is told by comments, as in 0007.
DO $comments$
DECLARE
    item record;
BEGIN
    FOR item IN SELECT p.oid::regprocedure AS signature, p.proname = 'api_keys_verify' AS resolves FROM pg_proc p
                WHERE p.pronamespace = 'plancia'::regnamespace AND pg_has_role(p.proowner, 'MEMBER')
                  AND p.proname IN ('id_from', 'enter_tenant', 'note_key_act', 'new_id', 'random_base62', 'key_check', 'text_key',
                                    'write_key_words', 'key_state', 'key_row', 'insert_key', 'lock_key', 'api_keys_create', 'api_keys_list', 'api_keys_get',
                                    'api_keys_rotate', 'api_keys_revoke', 'api_keys_delete', 'api_keys_verify')
    LOOP
        EXECUTE format('COMMENT ON FUNCTION %s IS %L', item.signature, CASE WHEN item.resolves THEN 'resolver: whether a key is let in'
                                                                              ELSE 'service: of API keys' END);
    END LOOP;
END
$comments$;
DROP FUNCTION plancia.grant_service();

-- Gives the functions to whom they belong: what a comment calls "resolver:" to plancia_resolver, and that and what it calls
-- "service:" to plancia_app for calling. May run any number of times: it runs here, and again from roles.sql. A migration that
-- adds a function comments it, and calls this. What belongs to the resolver already stays as it is for who is no member of it.
CREATE OR REPLACE FUNCTION plancia.apply_functions() RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    item record;
    resolver boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_resolver');
    mayGive boolean := EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_resolver' AND pg_has_role(oid, 'MEMBER'));
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_owner' AND pg_has_role(oid, 'MEMBER')) THEN
        ALTER TYPE plancia.api_key OWNER TO plancia_owner;
    END IF;
    IF resolver THEN
        -- CREATE for as long as it takes to become an owner, which the server asks for.
        GRANT USAGE ON SCHEMA plancia TO plancia_resolver;
        GRANT SELECT ON plancia.user_directory, plancia.session_directory, plancia.key_directory, plancia.api_keys, plancia.tenants,
                        plancia.api_key_permissions, plancia.api_key_limits, plancia.api_key_addresses TO plancia_resolver;
        GRANT EXECUTE ON FUNCTION plancia.key_state(text, timestamptz, timestamptz, timestamptz), plancia.address_from(text) TO plancia_resolver;
        IF mayGive THEN
            GRANT CREATE ON SCHEMA plancia TO plancia_resolver;
        END IF;
    END IF;
    FOR item IN SELECT p.oid::regprocedure AS signature, p.proowner, d.description LIKE 'resolver:%' AS resolves
                FROM pg_proc p JOIN pg_description d ON d.objoid = p.oid AND d.classoid = 'pg_proc'::regclass
                WHERE p.pronamespace = 'plancia'::regnamespace AND d.description ~ '^(resolver|service):' AND pg_has_role(p.proowner, 'MEMBER')
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

SELECT plancia.apply_roles();
SELECT plancia.grant_backup();
SELECT plancia.apply_functions();
