-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the service calls to sign people in. The two that look before the tenant is known belong to plancia_resolver, which
-- sees every row and gives away ids alone; the others run with the rights of plancia_app, in a transaction that has named the
-- tenant (SET LOCAL plancia.tenant_id). Tokens and codes come as what was typed or as SHA-256, and are kept as SHA-256.

-- In which tenants somebody has this address. The caller names one of them and goes on there.
CREATE FUNCTION plancia.find_people(email text) RETURNS TABLE (tenant_id uuid, user_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT d.tenant_id, d.user_id FROM plancia.user_directory d
    WHERE d.lookup = sha256(convert_to(lower(normalize($1, NFC) COLLATE "C"), 'UTF8'))
    LIMIT 1000
$function$;
COMMENT ON FUNCTION plancia.find_people(text) IS 'resolver: in which tenants somebody has this address';

-- Whose session a refresh token is of, also when it was used.
CREATE FUNCTION plancia.find_session(token_sha256 bytea) RETURNS TABLE (tenant_id uuid, user_id uuid, session_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT d.tenant_id, d.user_id, d.session_id FROM plancia.session_directory d WHERE d.lookup = $1
$function$;
COMMENT ON FUNCTION plancia.find_session(bytea) IS 'resolver: whose session a refresh token is of';

-- An attempt to sign in. A wrong password counts, one that succeeded begins the count anew.
CREATE FUNCTION plancia.record_sign_in(person uuid, result text, address text, device text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    tenant uuid := nullif(current_setting('plancia.tenant_id', true), '')::uuid;
BEGIN
    INSERT INTO plancia.sign_ins (tenant_id, at, id, user_id, result, address, device)
        VALUES (tenant, clock_timestamp(), gen_random_uuid(), person, result, left(address, 64), left(device, 500));
    IF result = 'done' THEN
        UPDATE plancia.users SET last_sign_in_at = clock_timestamp(), failed_sign_ins = 0 WHERE tenant_id = tenant AND id = person;
    ELSIF result IN ('bad_password', 'bad_code') THEN
        UPDATE plancia.users SET failed_sign_ins = failed_sign_ins + 1 WHERE tenant_id = tenant AND id = person;
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.record_sign_in(uuid, text, text, text) IS 'service: an attempt to sign in';

-- Uses a one-time code ('invite' or 'reset') up: true once, and only while it is good and the person is not disabled. What
-- stands between its letters does not matter.
CREATE FUNCTION plancia.use_code(person uuid, purpose text, code text) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    tenant uuid := nullif(current_setting('plancia.tenant_id', true), '')::uuid;
BEGIN
    UPDATE plancia.user_codes c SET used_at = clock_timestamp()
        WHERE c.tenant_id = tenant AND c.user_id = person AND c.purpose = $2 AND c.used_at IS NULL
          AND c.expires_at > clock_timestamp()
          AND c.code_sha256 = sha256(convert_to(upper(regexp_replace($3, '[^0-9A-Za-z]', '', 'g') COLLATE "C"), 'UTF8'))
          AND EXISTS (SELECT FROM plancia.users u WHERE u.tenant_id = tenant AND u.id = person AND u.status <> 'disabled');
    RETURN FOUND;
END
$function$;
COMMENT ON FUNCTION plancia.use_code(uuid, text, text) IS 'service: uses a one-time code up';

-- A password that the person chose with a code: its Argon2id hash. Sessions end, codes are used up, who was invited is active.
CREATE FUNCTION plancia.set_password(person uuid, hash text) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    tenant uuid := nullif(current_setting('plancia.tenant_id', true), '')::uuid;
BEGIN
    IF hash NOT LIKE '$argon2id$%' THEN
        RAISE EXCEPTION 'not an Argon2id hash' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE plancia.users SET status = 'active', failed_sign_ins = 0, updated_at = clock_timestamp(), row_version = row_version + 1
        WHERE tenant_id = tenant AND id = person AND status <> 'disabled';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO plancia.user_passwords (tenant_id, user_id, hash, changed_at) VALUES (tenant, person, $2, clock_timestamp())
        ON CONFLICT (tenant_id, user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at;
    UPDATE plancia.user_codes SET used_at = clock_timestamp() WHERE tenant_id = tenant AND user_id = person AND used_at IS NULL;
    UPDATE plancia.user_sessions SET ended_at = clock_timestamp(), end_reason = 'password'
        WHERE tenant_id = tenant AND user_id = person AND ended_at IS NULL;
    RETURN true;
END
$function$;
COMMENT ON FUNCTION plancia.set_password(uuid, text) IS 'service: a password that a person chose';

-- A session of a person who has just signed in, with its first refresh token. Null for who is not active.
CREATE FUNCTION plancia.start_session(person uuid, token_sha256 bytea, address text, device text) RETURNS uuid
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    tenant uuid := nullif(current_setting('plancia.tenant_id', true), '')::uuid;
    session uuid := gen_random_uuid();
    now_at timestamptz := clock_timestamp();
BEGIN
    PERFORM FROM plancia.users WHERE tenant_id = tenant AND id = person AND status = 'active' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO plancia.user_sessions (tenant_id, user_id, id, device, address, created_at, last_used_at, access_expires_at, refresh_expires_at)
        VALUES (tenant, person, session, left(device, 500), left(address, 64), now_at, now_at, now_at + interval '15 minutes', now_at + interval '7 days');
    INSERT INTO plancia.session_tokens (tenant_id, user_id, session_id, number, token_sha256, issued_at) VALUES (tenant, person, session, 1, $2, now_at);
    INSERT INTO plancia.session_directory (lookup, tenant_id, user_id, session_id) VALUES ($2, tenant, person, session);
    PERFORM plancia.record_sign_in(person, 'done', address, device);
    RETURN session;
END
$function$;
COMMENT ON FUNCTION plancia.start_session(uuid, bytea, text, text) IS 'service: a session with its first refresh token';

-- The next refresh token for one that is given back: 'done', or why not: 'unknown', 'ended', 'expired', 'disabled', 'reused'.
-- A token that was used comes again only from a copy: the whole session ends then, and the token keeps when that was.
CREATE FUNCTION plancia.refresh_session(person uuid, session uuid, token_sha256 bytea, next_sha256 bytea, address text) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    tenant uuid := nullif(current_setting('plancia.tenant_id', true), '')::uuid;
    now_at timestamptz := clock_timestamp();
    found_session record;
    token record;
BEGIN
    -- The row of the session is what two who bring the same token wait at.
    SELECT s.ended_at, s.refresh_expires_at INTO found_session FROM plancia.user_sessions s
        WHERE s.tenant_id = tenant AND s.user_id = person AND s.id = session FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'unknown';
    END IF;
    SELECT t.number, t.used_at INTO token FROM plancia.session_tokens t
        WHERE t.tenant_id = tenant AND t.user_id = person AND t.session_id = session AND t.token_sha256 = $3;
    IF NOT FOUND THEN
        RETURN 'unknown';
    END IF;
    IF token.used_at IS NOT NULL THEN
        UPDATE plancia.session_tokens t SET reused_at = coalesce(t.reused_at, now_at)
            WHERE t.tenant_id = tenant AND t.user_id = person AND t.session_id = session AND t.number = token.number;
        UPDATE plancia.user_sessions s SET ended_at = now_at, end_reason = 'token_reused'
            WHERE s.tenant_id = tenant AND s.user_id = person AND s.id = session AND s.ended_at IS NULL;
        RETURN 'reused';
    END IF;
    IF found_session.ended_at IS NOT NULL THEN
        RETURN 'ended';
    END IF;
    IF found_session.refresh_expires_at <= now_at THEN
        RETURN 'expired';
    END IF;
    IF NOT EXISTS (SELECT FROM plancia.users u WHERE u.tenant_id = tenant AND u.id = person AND u.status = 'active') THEN
        RETURN 'disabled';
    END IF;
    UPDATE plancia.session_tokens t SET used_at = now_at
        WHERE t.tenant_id = tenant AND t.user_id = person AND t.session_id = session AND t.number = token.number;
    INSERT INTO plancia.session_tokens (tenant_id, user_id, session_id, number, token_sha256, issued_at)
        VALUES (tenant, person, session, token.number + 1, $4, now_at);
    INSERT INTO plancia.session_directory (lookup, tenant_id, user_id, session_id) VALUES ($4, tenant, person, session);
    UPDATE plancia.user_sessions s SET last_used_at = now_at, address = left($5, 64), access_expires_at = now_at + interval '15 minutes',
            refresh_expires_at = now_at + interval '7 days'
        WHERE s.tenant_id = tenant AND s.user_id = person AND s.id = session;
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.refresh_session(uuid, uuid, bytea, bytea, text) IS 'service: the next refresh token for one that is given back';

-- Gives the functions to whom they belong: what a comment calls "resolver:" to plancia_resolver, and that and what it calls
-- "service:" to plancia_app for calling. May run any number of times: it runs here, and again from roles.sql. A migration that
-- adds a function comments it, and calls this.
CREATE FUNCTION plancia.apply_functions() RETURNS void
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

SELECT plancia.apply_roles();
SELECT plancia.apply_functions();
