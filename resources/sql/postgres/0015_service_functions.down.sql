-- SPDX-License-Identifier: GPL-3.0-or-later
-- The way back of 0015: the service makes no tenants and keeps no people by functions; it signs in and handles keys as before.
DO $revoke$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plancia_app') THEN
        REVOKE DELETE ON plancia.sign_ins, plancia.user_directory FROM plancia_app;
        REVOKE SELECT (tenant_id, user_id) ON plancia.user_directory, plancia.session_directory FROM plancia_app;
    END IF;
    IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'plancia_resolver') THEN
        REVOKE SELECT ON plancia.tenant_redirects FROM plancia_resolver;
    END IF;
END
$revoke$;
DO $less$
DECLARE
    functions text := pg_get_functiondef('plancia.apply_functions()'::regprocedure);
BEGIN
    functions := replace(functions, chr(10) || '        ALTER TYPE plancia.tenant OWNER TO plancia_owner;' || chr(10) || '        ALTER TYPE plancia.person OWNER TO plancia_owner;', '');
    EXECUTE replace(functions, chr(10) || '        GRANT SELECT ON plancia.tenant_redirects TO plancia_resolver;' || chr(10)
                    || '        GRANT EXECUTE ON FUNCTION plancia.cursor_from(text), plancia.refuse_value(text), plancia.name_request(jsonb) TO plancia_resolver;', '');
END
$less$;
DROP FUNCTION plancia.api_keys_delete(jsonb,text,text,text,bigint);
DROP FUNCTION plancia.api_keys_revoke(jsonb,text,text,text,bigint);
DROP FUNCTION plancia.api_keys_rotate(jsonb,text,text,interval,bigint);
DROP FUNCTION plancia.api_keys_list(jsonb,text,text,integer);
DROP FUNCTION plancia.key_facts(plancia.api_keys);
DROP FUNCTION plancia.refresh_session(jsonb,text,text,text,bytea,bytea);
DROP FUNCTION plancia.put_token(plancia.users,uuid,integer,bytea,timestamptz);
DROP FUNCTION plancia.start_session(jsonb,text,text,bytea,text);
DROP FUNCTION plancia.set_password(jsonb,text,text,text);
DROP FUNCTION plancia.use_code(jsonb,text,text,text,text);
DROP FUNCTION plancia.record_sign_in(jsonb,text,text,text,text);
DROP FUNCTION plancia.users_delete(jsonb,text,text,text,bigint);
DROP FUNCTION plancia.person_export(plancia.users);
DROP FUNCTION plancia.person_counts(plancia.users);
DROP FUNCTION plancia.users_end_sessions(jsonb,text,text,text,text);
DROP FUNCTION plancia.users_verify_email(jsonb,text,text,bigint);
DROP FUNCTION plancia.users_reset(jsonb,text,text,bytea,bigint);
DROP FUNCTION plancia.users_set_status(jsonb,text,text,text,text,bigint);
DROP FUNCTION plancia.users_update(jsonb,text,text,text,text,text,bigint);
DROP FUNCTION plancia.end_sessions(plancia.users,uuid,text);
DROP FUNCTION plancia.put_person(jsonb,plancia.users,plancia.users,text,text,jsonb);
DROP FUNCTION plancia.is_last_owner(plancia.users);
DROP FUNCTION plancia.lock_person(jsonb,text,text,boolean);
DROP FUNCTION plancia.users_get(jsonb,text,text);
DROP FUNCTION plancia.users_list(jsonb,text,text,integer);
DROP FUNCTION plancia.has_seat(uuid);
DROP FUNCTION plancia.write_person_words(plancia.users);
DROP FUNCTION plancia.person_name_key(text,text);
DROP FUNCTION plancia.email_key(text);
DROP FUNCTION plancia.hash_fault(text,bytea);
DROP FUNCTION plancia.person_fault(text,text,text);
DROP FUNCTION plancia.person_facts(plancia.users);
DROP FUNCTION plancia.person_row(plancia.users);
DROP FUNCTION plancia.cursor_from(text);
DROP FUNCTION plancia.tenants_restore(jsonb,text,bigint);
DROP FUNCTION plancia.tenants_delete(jsonb,text,text,bigint);
DROP FUNCTION plancia.tenants_set_slug(jsonb,text,text,bigint);
DROP FUNCTION plancia.tenants_set_status(jsonb,text,text,text,bigint);
DROP FUNCTION plancia.tenants_update(jsonb,text,text,text,text[],timestamptz,bigint);
DROP FUNCTION plancia.tenants_create(jsonb,text,text,text,text,text[],timestamptz);
DROP FUNCTION plancia.put_tenant(jsonb,plancia.tenants,plancia.tenants,text,text);
DROP FUNCTION plancia.lock_tenant(jsonb,text,boolean);
DROP FUNCTION plancia.tenants_get(jsonb,text);
DROP FUNCTION plancia.tenants_list(jsonb,text,integer);
DROP FUNCTION plancia.find_tenant(text);
DROP FUNCTION plancia.slug_is_others(text,uuid);
DROP FUNCTION plancia.write_tenant_words(plancia.tenants);
DROP FUNCTION plancia.tags_kept(text[]);
DROP FUNCTION plancia.tenant_fault(text,text,text,text[],text,timestamptz,timestamptz);
DROP FUNCTION plancia.tenant_facts(plancia.tenants);
DROP FUNCTION plancia.note_act(jsonb,uuid,text,text,uuid,text,text,jsonb);
DROP FUNCTION plancia.name_tenant(jsonb,uuid);
DROP FUNCTION plancia.name_request(jsonb);
DROP FUNCTION plancia.words_of(text[]);
DROP FUNCTION plancia.differences(jsonb,jsonb);
DROP FUNCTION plancia.iso_time(timestamptz);
DROP FUNCTION plancia.end_or_none(timestamptz);
DROP FUNCTION plancia.reason_fault(text);
DROP FUNCTION plancia.is_blank(text);
DROP FUNCTION plancia.text_fault(text,text,integer,boolean);
DROP FUNCTION plancia.refuse_value(text);
DROP TYPE plancia.person;
DROP TYPE plancia.tenant;

-- As in 0007.
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

-- As in 0007.
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

-- As in 0007.
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

-- As in 0007.
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

-- As in 0007.
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

-- As in 0008.
-- The key under which a text is sorted, and the words by which it is found: as models/domain/textkey.h has it, as far as
-- this server's lower() goes.
CREATE OR REPLACE FUNCTION plancia.text_key(given text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT left(btrim(regexp_replace(normalize(regexp_replace(normalize(replace(lower(normalize(left(given, 4096), NFKC)), 'ß', 'ss'), NFKD),
        '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'), NFKC),
        '\s+', ' ', 'g')), 200)
$function$;

-- As in 0008.
-- Names the tenant for the rest of the transaction and says whether it is there. A transaction that names another tenant
-- keeps to that one. (As a statement: set_config() does not reach the workers of a distributed database.)
CREATE OR REPLACE FUNCTION plancia.enter_tenant(context jsonb, tenant uuid) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    named text := current_setting('plancia.tenant_id', true);
BEGIN
    IF tenant IS NULL OR nullif(named, '') IS DISTINCT FROM tenant::text AND nullif(named, '') IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('SET LOCAL plancia.tenant_id = %L', tenant);
    IF context ->> 'request_id' IS NOT NULL THEN
        EXECUTE format('SET LOCAL application_name = %L', left('plancia ' || (context ->> 'request_id'), 63));
    END IF;
    RETURN EXISTS (SELECT FROM plancia.tenants WHERE id = tenant AND deleted_at IS NULL);
END
$function$;

-- As in 0008.
-- The row of the trail of an act, with the next numbers. Called last: the row of meta stays locked until the commit.
CREATE FUNCTION plancia.note_key_act(context jsonb, tenant uuid, act text, key uuid, key_name text, why text, what jsonb) RETURNS void
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
           left(coalesce(context ->> 'actor', ''), 200), act, 'api_key', key, left(key_name, 200), 'done', coalesce(why, ''),
           left(coalesce(context ->> 'address', host(inet_client_addr()), 'local'), 64), left(coalesce(context ->> 'request_id', ''), 64), what
    FROM plancia.tenants t WHERE t.id = tenant;
END
$function$;
COMMENT ON FUNCTION plancia.note_key_act(jsonb, uuid, text, uuid, text, text, jsonb) IS 'service: of API keys';

-- As in 0008.
CREATE OR REPLACE FUNCTION plancia.write_key_words(tenant uuid, key uuid, key_name text, key_shown text) RETURNS void
    LANGUAGE sql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $function$
    INSERT INTO plancia.api_key_words (tenant_id, key_id, word)
    SELECT DISTINCT tenant, key, left(word, 40)
    FROM regexp_split_to_table(plancia.text_key(key_name) || ' ' || plancia.text_key(key_shown), '[^[:alnum:]]+') AS word
    WHERE word <> '' LIMIT 24
$function$;

-- As in 0008.
-- The state of a key at a moment, as models/domain/apikey.h has it.
CREATE OR REPLACE FUNCTION plancia.key_state(status text, expires_at timestamptz, grace_ends_at timestamptz, at timestamptz) RETURNS text
    LANGUAGE sql IMMUTABLE
AS $function$
    SELECT CASE WHEN status = 'revoked' THEN 'revoked'
                WHEN grace_ends_at <= at THEN 'past_grace'
                WHEN expires_at <= at THEN 'expired'
                WHEN status = 'disabled' THEN 'disabled'
                WHEN grace_ends_at IS NOT NULL THEN 'in_grace'
                ELSE 'active' END
$function$;

-- As in 0008.
-- result: 'done', or 'not_found' for a tenant that there is not. secret: the whole key, this once.
-- limits: [{"name": "calls", "amount": 100, "window_s": 60}]; addresses: {"192.0.2.0/24"}.
CREATE OR REPLACE FUNCTION plancia.api_keys_create(context jsonb, tenant text, name text, environment text DEFAULT 'live', permissions text[] DEFAULT '{}',
                                        expires_at timestamptz DEFAULT NULL, addresses text[] DEFAULT '{}', limits jsonb DEFAULT '[]',
                                        product text DEFAULT 'plancia', internal boolean DEFAULT false,
                                        OUT result text, OUT key_id uuid, OUT secret text)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    fault text;
    blocks text[];
BEGIN
    result := 'not_found';
    IF NOT plancia.enter_tenant(context, of) THEN
        RETURN;
    END IF;
    fault := CASE
        WHEN coalesce(btrim(name), '') = '' THEN 'VAL_001: name'
        WHEN char_length(name) > 200 THEN 'VAL_002: name'
        WHEN name ~ '[[:cntrl:]\u202a-\u202e\u2066-\u2069]' THEN 'VAL_004: name'
        WHEN coalesce(environment, '') !~ '^[a-z0-9]{1,16}$' THEN 'VAL_011: environment'
        WHEN coalesce(product, '') !~ '^[a-z0-9]{1,16}$' THEN 'VAL_011: product'
        WHEN cardinality(permissions) > 100 OR cardinality(addresses) > 100 OR jsonb_array_length(limits) > 20 THEN 'VAL_002: permissions, addresses, limits'
        WHEN EXISTS (SELECT FROM unnest(permissions) AS p WHERE coalesce(p, '') !~ '^[a-z][a-z0-9._:-]{0,63}$') THEN 'VAL_017: permissions'
        WHEN EXISTS (SELECT FROM jsonb_array_elements(limits) AS l
                     WHERE coalesce(l ->> 'name', '') !~ '^[a-z][a-z0-9._:-]{0,63}$') THEN 'VAL_017: limits'
        WHEN EXISTS (SELECT FROM jsonb_array_elements(limits) AS l
                     WHERE coalesce(l ->> 'amount', '') !~ '^[1-9][0-9]{0,11}$' OR coalesce(l ->> 'window_s', '') !~ '^[1-9][0-9]{0,6}$'
                        OR (l ->> 'window_s')::integer > 2678400) THEN 'VAL_010: limits'
        WHEN expires_at <= now() THEN 'VAL_007: expires_at' END;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = fault;
    END IF;
    BEGIN
        -- cidr refuses bits beyond the prefix; abbrev() is no form for people.
        SELECT coalesce(array_agg(CASE WHEN masklen(c) = CASE family(c) WHEN 4 THEN 32 ELSE 128 END THEN host(c) ELSE c::text END), '{}')
        INTO blocks FROM unnest(addresses) AS a, LATERAL (SELECT a::cidr AS c) AS block;
    EXCEPTION WHEN data_exception THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_016: addresses';
    END;
    key_id := plancia.new_id();
    secret := plancia.insert_key(context, of, key_id, product, name, environment, internal, expires_at, permissions, blocks, limits, NULL);
    PERFORM plancia.note_key_act(context, of, 'API_KEY_CREATE', key_id, name, '',
                                 jsonb_build_object('name', jsonb_build_array('', name), 'environment', jsonb_build_array('', environment),
                                                    'permissions', jsonb_build_array('', array_to_string(permissions, ' '))));
    result := 'done';
END
$function$;

-- As in 0008.
-- The keys of a tenant by id, which is the order in which they were made; `after` is the last id of the page before. 50
-- unless said, 250 at most. No row for a tenant that there is not.
CREATE FUNCTION plancia.api_keys_list(context jsonb, tenant text, after uuid DEFAULT NULL, rows integer DEFAULT 50) RETURNS SETOF plancia.api_key
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
BEGIN
    IF plancia.enter_tenant(context, of) THEN
        RETURN QUERY
            SELECT r.* FROM (SELECT k FROM plancia.api_keys k WHERE k.tenant_id = of AND (after IS NULL OR k.id > after)
                             ORDER BY k.id LIMIT least(greatest(coalesce(rows, 50), 1), 250)) AS page,
                            LATERAL plancia.key_row(page.k) AS r
            ORDER BY r.id;
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_list(jsonb, text, uuid, integer) IS 'service: of API keys';

-- As in 0008.
-- A successor with the same permissions, addresses, limits and expiry; the old key works until old_ends_at, and never longer
-- than it would have. result: 'done', 'not_found', or 'wrong_state' unless it is active.
CREATE FUNCTION plancia.api_keys_rotate(context jsonb, tenant text, key text, grace interval DEFAULT '7 days',
                                        OUT result text, OUT key_id uuid, OUT secret text, OUT old_ends_at timestamptz)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    old plancia.api_keys := plancia.lock_key(context, plancia.id_from(tenant), plancia.id_from(key));
    ends timestamptz(3);
BEGIN
    IF old.id IS NULL THEN
        result := 'not_found';
        RETURN;
    END IF;
    IF grace IS NULL OR grace < interval '0' OR grace > interval '7 days' THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_010: grace';
    END IF;
    IF plancia.key_state(old.status, old.expires_at, old.grace_ends_at, now()) <> 'active' THEN
        result := 'wrong_state';
        RETURN;
    END IF;
    ends := least(now() + grace, old.expires_at);
    old_ends_at := ends;
    key_id := plancia.new_id();
    secret := plancia.insert_key(context, of, key_id, CASE WHEN old.lookup LIKE 'sha256:%' THEN 'plancia' ELSE split_part(old.shown, '_', 1) END,
        old.name, old.environment, old.internal, old.expires_at,
        ARRAY(SELECT permission FROM plancia.api_key_permissions p WHERE p.tenant_id = of AND p.key_id = old.id),
        ARRAY(SELECT block FROM plancia.api_key_addresses a WHERE a.tenant_id = of AND a.key_id = old.id),
        (SELECT coalesce(jsonb_agg(jsonb_build_object('name', l.name, 'amount', l.amount, 'window_s', l.window_s)), '[]')
         FROM plancia.api_key_limits l WHERE l.tenant_id = of AND l.key_id = old.id), old.id);
    UPDATE plancia.api_keys SET successor_id = api_keys_rotate.key_id, grace_ends_at = ends, updated_at = now(), row_version = row_version + 1
    WHERE tenant_id = of AND id = old.id;
    PERFORM plancia.note_key_act(context, of, 'API_KEY_ROTATE', old.id, old.name, '',
                                 jsonb_build_object('successor', jsonb_build_array('', key_id), 'grace_ends', jsonb_build_array('', ends)));
    result := 'done';
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_rotate(jsonb, text, text, interval) IS 'service: of API keys';

-- As in 0008.
-- For good. 'done', 'not_found', or 'wrong_state' for one that is revoked already.
CREATE FUNCTION plancia.api_keys_revoke(context jsonb, tenant text, key text, reason text) RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.api_keys := plancia.lock_key(context, plancia.id_from(tenant), plancia.id_from(key));
BEGIN
    IF old.id IS NULL THEN
        RETURN 'not_found';
    END IF;
    IF coalesce(btrim(reason), '') = '' OR char_length(reason) > 1000 THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_009: reason';
    END IF;
    IF old.status = 'revoked' THEN
        RETURN 'wrong_state';
    END IF;
    UPDATE plancia.api_keys SET status = 'revoked', status_reason = reason, updated_at = now(), row_version = row_version + 1
    WHERE tenant_id = old.tenant_id AND id = old.id;
    PERFORM plancia.note_key_act(context, old.tenant_id, 'API_KEY_REVOKE', old.id, old.name, reason,
                                 jsonb_build_object('status', jsonb_build_array(old.status, 'revoked')));
    RETURN 'done';
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_revoke(jsonb, text, text, text) IS 'service: of API keys';

-- As in 0008.
-- Deletes a key that is revoked, expired or past its grace. `taken` is all that was known of it, for the service to keep.
-- result: 'done', 'not_found' or 'wrong_state'.
CREATE FUNCTION plancia.api_keys_delete(context jsonb, tenant text, key text, reason text, OUT result text, OUT taken jsonb)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    old plancia.api_keys := plancia.lock_key(context, plancia.id_from(tenant), plancia.id_from(key));
BEGIN
    IF old.id IS NULL THEN
        result := 'not_found';
        RETURN;
    END IF;
    IF coalesce(btrim(reason), '') = '' OR char_length(reason) > 1000 THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_009: reason';
    END IF;
    IF plancia.key_state(old.status, old.expires_at, old.grace_ends_at, now()) IN ('active', 'disabled', 'in_grace') THEN
        result := 'wrong_state';
        RETURN;
    END IF;
    SELECT to_jsonb(k) INTO taken FROM plancia.api_keys_get(context, tenant, key) AS k;
    DELETE FROM plancia.api_keys WHERE tenant_id = old.tenant_id AND id = old.id;
    PERFORM plancia.note_key_act(context, old.tenant_id, 'API_KEY_DELETE', old.id, old.name, reason, '{}');
    result := 'done';
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_delete(jsonb, text, text, text) IS 'service: of API keys';

-- As in 0009.
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

-- As in 0009.
-- A new person, with the SHA-256 of the one-time code by which they come in (its 25 capitals, as use_code() takes them).
-- result: 'done'; 'not_found' for a tenant that there is not, 'email_taken', or 'seats_taken': a person takes a seat unless
-- disabled. Who invites at once waits at the row of the tenant, so that two never take the last seat.
CREATE OR REPLACE FUNCTION plancia.invite_person(context jsonb, tenant text, email text, display_name text, role text, code_sha256 bytea,
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

-- As in 0010.
-- The bucket of a latency, by its lower end, as models/domain/usage.h has it: seven binary digits are kept.
CREATE OR REPLACE FUNCTION plancia.latency_shift(us bigint) RETURNS integer
    LANGUAGE sql IMMUTABLE
AS $function$
    SELECT width_bucket(us, '{128,256,512,1024,2048,4096,8192,16384,32768,65536,131072,262144,524288,1048576,2097152,4194304,8388608,16777216,33554432,67108864,134217728,268435456,536870912,1073741824,2147483648,4294967296,8589934592,17179869184,34359738368,68719476736,137438953472,274877906944,549755813888,1099511627776,2199023255552,4398046511104}'::bigint[])
$function$;
COMMENT ON FUNCTION plancia.latency_shift(bigint) IS 'service: the bucket of a latency';

-- As in 0014.
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
        ('key_refusals', 'tenant_id', 'SELECT', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('tenant_limits', 'tenant_id', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE'),
        ('tenant_storage', 'tenant_id', 'SELECT, INSERT, UPDATE', 'SELECT', 'SELECT', 'SELECT, DELETE')
$function$;

SELECT plancia.apply_roles();
SELECT plancia.apply_functions();
