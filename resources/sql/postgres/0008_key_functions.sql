-- SPDX-License-Identifier: GPL-3.0-or-later
-- The interface of the service to API keys. The console does not call these functions; both keep one contract. A context is
-- {"actor": "anna@acme", "request_id": "req_…", "address": "192.0.2.7"}: who asks the service, for the audit trail. Ids
-- come as text: another tenant's id, one of nobody, NULL and what is no id all give the same answer, 'not_found'.
-- What breaks a rule of the values raises invalid_parameter_value with the code of the error catalogue in its message.

-- An id from outside; NULL for what is none.
CREATE FUNCTION plancia.id_from(given text) RETURNS uuid
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE WHEN given ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' THEN given::uuid END
$function$;

-- Names the tenant for the rest of the transaction and says whether it is there. A transaction that names another tenant
-- keeps to that one. (As a statement: set_config() does not reach the workers of a distributed database.)
CREATE FUNCTION plancia.enter_tenant(context jsonb, tenant uuid) RETURNS boolean
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

-- UUID version 7 (RFC 9562): the milliseconds of now, then 74 random bits.
CREATE FUNCTION plancia.new_id() RETURNS uuid
    LANGUAGE sql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT encode(set_byte(overlay(uuid_send(gen_random_uuid()) PLACING
                                   substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
                           6, 112 + (get_byte(uuid_send(gen_random_uuid()), 0) & 15)), 'hex')::uuid
$function$;

-- Characters of 0–9 A–Z a–z, each as likely as the next, from the server's strong random source: of the sixteen bytes of a
-- random UUID the two with fixed bits are left out, and of the others those above 247.
CREATE FUNCTION plancia.random_base62(length integer) RETURNS text
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    letters constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    made text := '';
    source bytea;
    value integer;
BEGIN
    WHILE char_length(made) < length LOOP
        source := uuid_send(gen_random_uuid());
        FOR place IN 0..15 LOOP
            CONTINUE WHEN place IN (6, 8);
            value := get_byte(source, place);
            IF value < 248 AND char_length(made) < length THEN
                made := made || substr(letters, value % 62 + 1, 1);
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END
$function$;

-- The last part of a key: CRC-32 (ISO 3309, as zlib has it) in six characters of base62.
CREATE FUNCTION plancia.key_check(key text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    letters constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    bytes bytea := convert_to(key, 'UTF8');
    value bigint := 4294967295;
    made text := '';
BEGIN
    FOR place IN 0..octet_length(bytes) - 1 LOOP
        value := value # get_byte(bytes, place);
        FOR bit IN 1..8 LOOP
            value := CASE WHEN value & 1 = 1 THEN (value >> 1) # 3988292384 ELSE value >> 1 END;
        END LOOP;
    END LOOP;
    value := value # 4294967295;
    FOR digit IN 1..6 LOOP
        made := substr(letters, (value % 62)::integer + 1, 1) || made;
        value := value / 62;
    END LOOP;
    RETURN made;
END
$function$;

-- The key under which a text is sorted, and the words by which it is found: as models/domain/textkey.h has it, as far as
-- this server's lower() goes.
CREATE FUNCTION plancia.text_key(given text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT left(btrim(regexp_replace(normalize(regexp_replace(normalize(replace(lower(normalize(left(given, 4096), NFKC)), 'ß', 'ss'), NFKD),
        '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u20d0-\u20ff\ufe20-\ufe2f]', '', 'g'), NFKC),
        '\s+', ' ', 'g')), 200)
$function$;
CREATE FUNCTION plancia.write_key_words(tenant uuid, key uuid, key_name text, key_shown text) RETURNS void
    LANGUAGE sql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $function$
    INSERT INTO plancia.api_key_words (tenant_id, key_id, word)
    SELECT DISTINCT tenant, key, left(word, 40)
    FROM regexp_split_to_table(plancia.text_key(key_name) || ' ' || plancia.text_key(key_shown), '[^[:alnum:]]+') AS word
    WHERE word <> '' LIMIT 24
$function$;

-- The state of a key at a moment, as models/domain/apikey.h has it.
CREATE FUNCTION plancia.key_state(status text, expires_at timestamptz, grace_ends_at timestamptz, at timestamptz) RETURNS text
    LANGUAGE sql IMMUTABLE
AS $function$
    SELECT CASE WHEN status = 'revoked' THEN 'revoked'
                WHEN grace_ends_at <= at THEN 'past_grace'
                WHEN expires_at <= at THEN 'expired'
                WHEN status = 'disabled' THEN 'disabled'
                WHEN grace_ends_at IS NOT NULL THEN 'in_grace'
                ELSE 'active' END
$function$;

-- Writes a new key and gives its secret, which is kept nowhere.
CREATE FUNCTION plancia.insert_key(context jsonb, tenant uuid, key uuid, key_product text, key_name text, key_environment text, key_internal boolean,
                                   key_expires timestamptz, key_permissions text[], key_addresses text[], key_limits jsonb, predecessor uuid)
    RETURNS text
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    lookup text := plancia.random_base62(12);
    shown text := key_product || '_' || key_environment || '_' || lookup;
    body text := shown || '_' || plancia.random_base62(43);
    secret text := body || '_' || plancia.key_check(body);
BEGIN
    INSERT INTO plancia.api_keys (tenant_id, id, lookup, shown, secret_sha256, name, name_key, environment, status, internal, expires_at,
                                  predecessor_id, created_by, created_at, updated_at)
    VALUES (tenant, key, lookup, shown, sha256(convert_to(secret, 'UTF8')), key_name, plancia.text_key(key_name), key_environment, 'active',
            key_internal, key_expires, predecessor, left(coalesce(context ->> 'actor', session_user), 200), now(), now());
    INSERT INTO plancia.key_directory (lookup, tenant_id, key_id) VALUES (lookup, tenant, key);
    INSERT INTO plancia.api_key_permissions (tenant_id, key_id, permission) SELECT DISTINCT tenant, key, unnest(key_permissions);
    INSERT INTO plancia.api_key_addresses (tenant_id, key_id, block) SELECT DISTINCT tenant, key, unnest(key_addresses);
    INSERT INTO plancia.api_key_limits (tenant_id, key_id, name, amount, window_s)
    SELECT tenant, key, l ->> 'name', (l ->> 'amount')::bigint, (l ->> 'window_s')::integer FROM jsonb_array_elements(key_limits) AS l;
    PERFORM plancia.write_key_words(tenant, key, key_name, shown);
    RETURN secret;
END
$function$;

-- result: 'done', or 'not_found' for a tenant that there is not. secret: the whole key, this once.
-- limits: [{"name": "calls", "amount": 100, "window_s": 60}]; addresses: {"192.0.2.0/24"}.
CREATE FUNCTION plancia.api_keys_create(context jsonb, tenant text, name text, environment text DEFAULT 'live', permissions text[] DEFAULT '{}',
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

-- What may be known of a key. No secret, and no hash of one.
CREATE TYPE plancia.api_key AS (id uuid, shown text, name text, environment text, state text, status_reason text, internal boolean,
                                permissions text[], addresses text[], limits jsonb, expires_at timestamptz, grace_ends_at timestamptz,
                                predecessor_id uuid, successor_id uuid, created_by text, created_at timestamptz, row_version bigint,
                                last_used_at timestamptz, last_used_address text, last_used_client text);

CREATE FUNCTION plancia.key_row(k plancia.api_keys) RETURNS SETOF plancia.api_key
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT k.id, k.shown, k.name, k.environment, plancia.key_state(k.status, k.expires_at, k.grace_ends_at, now()), k.status_reason, k.internal,
           ARRAY(SELECT p.permission::text FROM plancia.api_key_permissions p WHERE p.tenant_id = k.tenant_id AND p.key_id = k.id ORDER BY 1),
           ARRAY(SELECT a.block::text FROM plancia.api_key_addresses a WHERE a.tenant_id = k.tenant_id AND a.key_id = k.id ORDER BY 1),
           (SELECT coalesce(jsonb_agg(jsonb_build_object('name', l.name, 'amount', l.amount, 'window_s', l.window_s) ORDER BY l.name), '[]')
            FROM plancia.api_key_limits l WHERE l.tenant_id = k.tenant_id AND l.key_id = k.id),
           k.expires_at, k.grace_ends_at, k.predecessor_id, k.successor_id, k.created_by, k.created_at, k.row_version, k.last_used_at,
           k.last_used_address, k.last_used_client
$function$;

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

-- One key of a tenant; no row for one that there is not.
CREATE FUNCTION plancia.api_keys_get(context jsonb, tenant text, key text) RETURNS SETOF plancia.api_key
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    wanted uuid := plancia.id_from(key);
BEGIN
    IF wanted IS NOT NULL AND plancia.enter_tenant(context, of) THEN
        RETURN QUERY SELECT r.* FROM plancia.api_keys k, LATERAL plancia.key_row(k) AS r WHERE k.tenant_id = of AND k.id = wanted;
    END IF;
END
$function$;

-- The key of a tenant, locked for an act; nothing when there is none.
CREATE FUNCTION plancia.lock_key(context jsonb, tenant uuid, key uuid) RETURNS plancia.api_keys
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    found plancia.api_keys;
BEGIN
    IF key IS NOT NULL AND plancia.enter_tenant(context, tenant) THEN
        SELECT * INTO found FROM plancia.api_keys WHERE tenant_id = tenant AND id = key FOR UPDATE;
    END IF;
    RETURN found;
END
$function$;

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

-- Whether a key is let in, from this address and for this permission where they are given: one row, always. Asked before the
-- tenant is known, so it runs as plancia_resolver, whom row security lets look; it reads, and says no more than whoever holds
-- the key may know. An unknown id and a wrong secret get the same answer after the same work. Two hashes of hashes are
-- compared: how long that takes tells nothing of the one that is kept.
CREATE FUNCTION plancia.api_keys_verify(key text, address text DEFAULT NULL, permission text DEFAULT NULL, OUT valid boolean, OUT state text,
                                        OUT refused_for text, OUT tenant_id uuid, OUT key_id uuid, OUT expires_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    given bytea := sha256(convert_to(coalesce(key, ''), 'UTF8'));
    tail text := right(key, 64); -- "_<id>_<secret>_<check>" of a key of ours
    head text := left(key, -64);
    wanted text;
    stored bytea;
    is_tenant_in boolean;
BEGIN
    -- The lengths apart from the letters: a regular expression that counts takes longer than all the rest.
    wanted := CASE WHEN length(tail) = 64 AND substr(tail, 1, 1) || substr(tail, 14, 1) || substr(tail, 58, 1) = '___'
                    AND strpos(head, '_') BETWEEN 2 AND 17 AND length(head) - strpos(head, '_') BETWEEN 1 AND 16
                    AND key ~ '^[a-z0-9]+_[a-z0-9]+_[0-9A-Za-z]+_[0-9A-Za-z]+_[0-9A-Za-z]+$'
                   THEN substr(tail, 2, 12) ELSE 'sha256:' || encode(given, 'hex') END;
    SELECT k.tenant_id, k.id, k.secret_sha256, k.expires_at, t.status IN ('active', 'trial') AND t.deleted_at IS NULL,
           plancia.key_state(k.status, k.expires_at, k.grace_ends_at, statement_timestamp()) -- a transaction may be old
    INTO tenant_id, key_id, stored, expires_at, is_tenant_in, state
    FROM plancia.key_directory d
    JOIN plancia.api_keys k ON k.tenant_id = d.tenant_id AND k.id = d.key_id
    JOIN plancia.tenants t ON t.id = d.tenant_id
    WHERE d.lookup = wanted;
    IF sha256(coalesce(stored, '\x00')) <> sha256(given) THEN
        valid := false;
        state := 'unknown';
        refused_for := 'unknown';
        tenant_id := NULL;
        key_id := NULL;
        expires_at := NULL;
        RETURN;
    END IF;
    -- What looks into a table stands by itself: it costs what a statement costs, also where it is not needed.
    IF state NOT IN ('active', 'in_grace') THEN
        refused_for := 'state';
    ELSIF NOT is_tenant_in THEN
        refused_for := 'tenant';
    END IF;
    IF refused_for IS NULL AND address IS NOT NULL THEN
        IF EXISTS (SELECT FROM plancia.api_key_addresses a WHERE a.tenant_id = api_keys_verify.tenant_id AND a.key_id = api_keys_verify.key_id)
           AND NOT EXISTS (SELECT FROM plancia.api_key_addresses a
                           WHERE a.tenant_id = api_keys_verify.tenant_id AND a.key_id = api_keys_verify.key_id
                             AND CASE WHEN address ~ '^[0-9a-fA-F.:]{2,45}$' THEN plancia.address_from(address) <<= a.block::inet ELSE false END) THEN
            refused_for := 'address';
        END IF;
    END IF;
    IF refused_for IS NULL AND permission IS NOT NULL THEN
        IF NOT EXISTS (SELECT FROM plancia.api_key_permissions p
                       WHERE p.tenant_id = api_keys_verify.tenant_id AND p.key_id = api_keys_verify.key_id AND p.permission = api_keys_verify.permission) THEN
            refused_for := 'permission';
        END IF;
    END IF;
    valid := refused_for IS NULL;
END
$function$;
-- An address as the client's socket shows it; NULL for what is none. ::ffff:192.0.2.1 is 192.0.2.1.
CREATE FUNCTION plancia.address_from(given text) RETURNS inet
    LANGUAGE plpgsql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN regexp_replace(given, '^::[fF]{4}:(\d+\.\d+\.\d+\.\d+)$', '\1')::inet;
EXCEPTION WHEN data_exception THEN
    RETURN NULL;
END
$function$;

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
SELECT plancia.grant_service();
