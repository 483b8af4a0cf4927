-- SPDX-License-Identifier: GPL-3.0-or-later
-- The service notes refused keys, calls that a limit turned away, and what its tenants store, in batches; the two tables of the
-- first are parted by month as the calls are.

-- As in 0006, by the column by which the table is parted.
CREATE OR REPLACE FUNCTION plancia.make_month_partition(parent name, day timestamptz) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET "TimeZone" = 'UTC'
    SET lock_timeout = '1s'
AS $function$
DECLARE
    first timestamptz := date_trunc('month', day);
    past timestamptz := first + interval '1 month';
    name text := parent || '_' || to_char(first, 'YYYYMM');
    moment name := (SELECT a.attname FROM pg_partitioned_table p JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
                    WHERE p.partrelid = to_regclass(format('plancia.%I', parent)));
BEGIN
    IF day IS NULL OR day < '2000-01-01' OR day > now() + interval '100 days' THEN
        RAISE EXCEPTION 'no partition for %', day USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF to_regclass(format('plancia.%I', name)) IS NOT NULL THEN
        RETURN false;
    END IF;
    BEGIN
        EXECUTE format('LOCK TABLE plancia.%I IN ACCESS EXCLUSIVE MODE', parent || '_default');
        EXECUTE format('CREATE TABLE plancia.%I (LIKE plancia.%I INCLUDING ALL)', name, parent);
        EXECUTE format('WITH moved AS (DELETE FROM plancia.%I WHERE %I >= $1 AND %I < $2 RETURNING *)'
                       ' INSERT INTO plancia.%I SELECT * FROM moved', parent || '_default', moment, moment, name) USING first, past;
        EXECUTE format('ALTER TABLE plancia.%I ATTACH PARTITION plancia.%I FOR VALUES FROM (%L) TO (%L)',
                       parent, name, first, past);
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'plancia_backup') THEN
            EXECUTE format('GRANT SELECT ON plancia.%I TO plancia_backup', name);
        END IF;
    EXCEPTION
        WHEN lock_not_available OR duplicate_table THEN
            RETURN false;
    END;
    RETURN true;
END
$function$;

-- As in 0006, parted by month.
ALTER TABLE plancia.rate_limit_hits RENAME TO rate_limit_hits_before;
ALTER TABLE plancia.rate_limit_hits_before RENAME CONSTRAINT rate_limit_hits_pkey TO rate_limit_hits_before_pkey;
CREATE TABLE plancia.rate_limit_hits (LIKE plancia.rate_limit_hits_before INCLUDING CONSTRAINTS,
                                      PRIMARY KEY (tenant_id, key_id, day, name, endpoint)) PARTITION BY RANGE (day);
CREATE TABLE plancia.rate_limit_hits_default PARTITION OF plancia.rate_limit_hits DEFAULT;
CREATE INDEX rate_limit_hits_by_day ON plancia.rate_limit_hits (day);

-- As in 0006, parted by month, and with a reason more: 'rest' is what an hour had beyond its 10,000 lines, one line of the nil
-- tenant at the beginning of the hour, with prefix and block ''. The service writes by api_keys_note_refused() alone, which sees
-- to that.
ALTER TABLE plancia.key_refusals RENAME TO key_refusals_before;
ALTER TABLE plancia.key_refusals_before RENAME CONSTRAINT key_refusals_pkey TO key_refusals_before_pkey;
ALTER INDEX plancia.key_refusals_by_time RENAME TO key_refusals_before_by_time;
CREATE TABLE plancia.key_refusals (
    tenant_id uuid NOT NULL,
    at timestamptz(3) NOT NULL,
    prefix text COLLATE "C" NOT NULL CHECK (char_length(prefix) <= 64),
    block text COLLATE "C" NOT NULL CHECK (char_length(block) <= 64),
    reason text NOT NULL CHECK (reason IN ('unknown', 'disabled', 'expired', 'past_grace', 'revoked', 'tenant', 'address', 'permission', 'cross_tenant', 'rest')),
    count bigint NOT NULL CHECK (count >= 1),
    PRIMARY KEY (tenant_id, at, prefix, block, reason)
) PARTITION BY RANGE (at);
CREATE TABLE plancia.key_refusals_default PARTITION OF plancia.key_refusals DEFAULT;
CREATE INDEX key_refusals_by_time ON plancia.key_refusals (at);

-- Makes the month's partitions of all that tells how keys are used. True when one was made now.
CREATE OR REPLACE FUNCTION plancia.make_usage_partition(day timestamptz) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT bool_or(plancia.make_month_partition(parent, day)) FROM unnest(ARRAY['api_key_usage', 'rate_limit_hits', 'key_refusals']::name[]) AS parent
$function$;
COMMENT ON FUNCTION plancia.make_usage_partition(timestamptz) IS 'service: partitions of a month';

ALTER TABLE plancia.rate_limit_hits_before NO FORCE ROW LEVEL SECURITY;
ALTER TABLE plancia.key_refusals_before NO FORCE ROW LEVEL SECURITY;
INSERT INTO plancia.rate_limit_hits (tenant_id, key_id, day, name, endpoint, hits)
    SELECT tenant_id, key_id, day, name, endpoint, hits FROM plancia.rate_limit_hits_before;
INSERT INTO plancia.key_refusals (tenant_id, at, prefix, block, reason, count)
    SELECT tenant_id, at, prefix, block, reason, count FROM plancia.key_refusals_before;
DROP TABLE plancia.rate_limit_hits_before;
DROP TABLE plancia.key_refusals_before;

-- How many bytes a tenant stored at the end of a day (its midnight in UTC), as the service last noted it.
CREATE TABLE plancia.tenant_storage (
    tenant_id uuid NOT NULL REFERENCES plancia.tenants (id) ON DELETE CASCADE,
    day timestamptz(3) NOT NULL,
    bytes bigint NOT NULL CHECK (bytes BETWEEN 0 AND 1000000000000000000),
    noted_at timestamptz(3) NOT NULL,
    PRIMARY KEY (tenant_id, day)
);

-- What may be kept of a key that was refused: product, environment and id of a key of ours, of another at most two words of small
-- letters, as "sk_live_". So no secret gets into the table, also where a whole key is handed over.
CREATE FUNCTION plancia.key_start(given text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(substring(given FROM '^([a-z0-9]{1,16}_[a-z0-9]{1,16}_[0-9A-Za-z]{12})(?:_|$)'),
                    substring(given FROM '^((?:[a-z]{1,12}_){1,2})'), '')
$function$;

-- The block of an address: /24, or /48 of IPv6, the smallest that the internet routes by themselves; '' for what is no address.
CREATE FUNCTION plancia.address_block(given text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce((SELECT network(set_masklen(a, CASE family(a) WHEN 4 THEN 24 ELSE 48 END))::text
                     FROM plancia.address_from(CASE WHEN given ~ '^[0-9a-fA-F.:]{2,45}$' THEN given END) AS a), '')
$function$;

-- Checks a batch: an array of at most 10,000 objects, whose times say their zone (without one they would be read in that of the
-- session; no "infinity" does), and names the request.
CREATE FUNCTION plancia.check_batch(context jsonb, batch jsonb, what text) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF jsonb_typeof(batch) IS DISTINCT FROM 'array' OR jsonb_array_length(batch) > 10000 THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_002: ' || what;
    END IF;
    IF EXISTS (SELECT FROM jsonb_array_elements(batch) AS b WHERE b ->> 'at' !~ '([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$') THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_010: at';
    END IF;
    IF EXISTS (SELECT FROM jsonb_array_elements(batch) AS b WHERE b ->> 'count' !~ '^[1-9][0-9]{0,8}$') THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_010: count';
    END IF;
    IF context ->> 'request_id' IS NOT NULL THEN
        EXECUTE format('SET LOCAL application_name = %L', left('plancia ' || (context ->> 'request_id'), 63));
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.check_batch(jsonb, jsonb, text) IS 'service: checks a batch';

-- Notes calls whose key was refused, at most 10,000 entries, of any tenants and of nobody's keys: [{"tenant": "0190…", "at":
-- "2026-03-01T12:00:07Z", "prefix": "plancia_live_0aB…", "address": "192.0.2.7", "reason": "revoked", "count": 3}]. All but the
-- reason may be left out: without a tenant the key is nobody's, without a time it was now, once unless said. Kept a line a
-- minute, prefix, block of addresses and reason. An hour takes 10,000 new lines of all tenants together; what comes beyond is
-- counted in one line, 'rest'. noted: calls that were counted, rest: those of them in that line, not_found: calls of tenants
-- that there are not. Runs as plancia_resolver, as whoever is refused belongs to no tenant yet; one batch waits for the other,
-- until its transaction ends. A transaction that names a tenant keeps to it.
CREATE FUNCTION plancia.api_keys_note_refused(context jsonb, refusals jsonb, OUT noted bigint, OUT rest bigint, OUT not_found bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    named uuid := nullif(current_setting('plancia.tenant_id', true), '')::uuid;
    nobody constant uuid := '00000000-0000-0000-0000-000000000000';
    most constant integer := 10000;
BEGIN
    PERFORM plancia.check_batch(context, refusals, 'refusals');
    IF EXISTS (SELECT FROM jsonb_array_elements(refusals) AS r
               WHERE coalesce(r ->> 'reason', '') NOT IN ('unknown', 'disabled', 'expired', 'past_grace', 'revoked', 'tenant', 'address',
                                                          'permission', 'cross_tenant')) THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_011: reason';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('plancia.key_refusals', 0)); -- so that no two find the same room left
    WITH given AS MATERIALIZED (
        SELECT CASE WHEN r ->> 'tenant' IS NULL THEN nobody ELSE plancia.id_from(r ->> 'tenant') END AS tenant,
               date_trunc('minute', least(coalesce((r ->> 'at')::timestamptz, statement_timestamp()), statement_timestamp()), 'UTC') AS at,
               plancia.key_start(r ->> 'prefix') AS prefix, plancia.address_block(r ->> 'address') AS block, r ->> 'reason' AS reason,
               coalesce((r ->> 'count')::bigint, 1) AS calls
        FROM jsonb_array_elements(refusals) AS r
    ), line AS MATERIALIZED (
        SELECT g.tenant, g.at, g.prefix, g.block, g.reason, sum(g.calls)::bigint AS calls, date_trunc('hour', g.at, 'UTC') AS hour,
               g.tenant IS NOT NULL AND coalesce(named = g.tenant, true)
                   AND (g.tenant = nobody OR EXISTS (SELECT FROM plancia.tenants t WHERE t.id = g.tenant)) AS counts,
               EXISTS (SELECT FROM plancia.key_refusals k WHERE k.tenant_id = g.tenant AND k.at = g.at AND k.prefix = g.prefix
                                                           AND k.block = g.block AND k.reason = g.reason) AS is_there
        FROM given g GROUP BY g.tenant, g.at, g.prefix, g.block, g.reason
    ), full_hour AS (
        SELECT h.hour, (SELECT count(*) FROM plancia.key_refusals k
                        WHERE k.at >= h.hour AND k.at < h.hour + interval '1 hour' AND k.reason <> 'rest') AS lines
        FROM (SELECT DISTINCT l.hour FROM line l WHERE l.counts AND NOT l.is_there) AS h
    ), placed AS MATERIALIZED (
        SELECT l.*, NOT l.is_there AND h.lines + row_number() OVER (PARTITION BY l.hour, l.is_there ORDER BY l.calls DESC, l.at, l.tenant, l.prefix,
                                                                                                           l.block, l.reason) > most AS is_rest
        FROM line l LEFT JOIN full_hour h ON h.hour = l.hour WHERE l.counts
    ), written AS (
        INSERT INTO plancia.key_refusals AS k (tenant_id, at, prefix, block, reason, count)
        SELECT p.tenant, p.at, p.prefix, p.block, p.reason, p.calls FROM placed p WHERE NOT p.is_rest
        UNION ALL
        SELECT nobody, p.hour, '', '', 'rest', sum(p.calls)::bigint FROM placed p WHERE p.is_rest GROUP BY p.hour
        ON CONFLICT (tenant_id, at, prefix, block, reason) DO UPDATE SET count = k.count + excluded.count
    )
    SELECT coalesce(sum(l.calls) FILTER (WHERE l.counts), 0), coalesce((SELECT sum(p.calls) FROM placed p WHERE p.is_rest), 0),
           coalesce(sum(l.calls) FILTER (WHERE NOT l.counts), 0)
    INTO noted, rest, not_found FROM line l;
EXCEPTION WHEN invalid_datetime_format OR datetime_field_overflow OR invalid_time_zone_displacement_value THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_010: at';
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_note_refused(jsonb, jsonb) IS 'resolver: notes calls whose key was refused';

-- Notes calls that a limit turned away, at most 10,000 entries, of any tenants: [{"tenant": "0190…", "key": "0190…", "limit":
-- "calls", "endpoint": "/v1/orders", "at": "2026-03-01T12:00:07Z", "count": 3}]. Endpoint, time and count may be left out. Kept a
-- line a key, day, limit and endpoint. noted: calls that were counted; not_found: those of keys that there are not. A
-- transaction that names a tenant keeps to it.
CREATE FUNCTION plancia.api_keys_note_limited(context jsonb, hits jsonb, OUT noted bigint, OUT not_found bigint)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    named text := coalesce(current_setting('plancia.tenant_id', true), '');
    batch record;
    counted bigint;
BEGIN
    noted := 0;
    not_found := 0;
    PERFORM plancia.check_batch(context, hits, 'hits');
    IF EXISTS (SELECT FROM jsonb_array_elements(hits) AS h WHERE char_length(coalesce(h ->> 'limit', '')) NOT BETWEEN 1 AND 64) THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_002: limit';
    END IF;
    FOR batch IN
        WITH given AS MATERIALIZED (
            SELECT plancia.id_from(h ->> 'tenant') AS tenant, plancia.id_from(h ->> 'key') AS key,
                   date_trunc('day', least(coalesce((h ->> 'at')::timestamptz, statement_timestamp()), statement_timestamp()), 'UTC') AS day,
                   h ->> 'limit' AS name, left(coalesce(h ->> 'endpoint', ''), 200) AS endpoint, coalesce((h ->> 'count')::bigint, 1) AS calls
            FROM jsonb_array_elements(hits) AS h
        ), line AS (
            SELECT g.tenant, g.key, g.day, g.name, g.endpoint, sum(g.calls)::bigint AS calls FROM given g
            GROUP BY g.tenant, g.key, g.day, g.name, g.endpoint
            ORDER BY g.tenant, g.key, g.day, g.name, g.endpoint -- two batches of the same lines wait for each other and not both ways
        )
        SELECT l.tenant, array_agg(l.key) AS keys, array_agg(l.day) AS days, array_agg(l.name) AS names, array_agg(l.endpoint) AS endpoints,
               array_agg(l.calls) AS counts, sum(l.calls)::bigint AS calls
        FROM line l GROUP BY l.tenant ORDER BY l.tenant
    LOOP
        IF batch.tenant IS NULL OR nullif(named, '')::uuid <> batch.tenant THEN
            not_found := not_found + batch.calls;
            CONTINUE;
        END IF;
        EXECUTE format('SET LOCAL plancia.tenant_id = %L', batch.tenant);
        WITH line AS MATERIALIZED (
            SELECT g.* FROM unnest(batch.keys, batch.days, batch.names, batch.endpoints, batch.counts) AS g (key, day, name, endpoint, calls)
            WHERE EXISTS (SELECT FROM plancia.api_keys k WHERE k.tenant_id = batch.tenant AND k.id = g.key)
        ), written AS (
            INSERT INTO plancia.rate_limit_hits AS r (tenant_id, key_id, day, name, endpoint, hits)
            SELECT batch.tenant, l.key, l.day, l.name, l.endpoint, l.calls FROM line l
            ON CONFLICT (tenant_id, key_id, day, name, endpoint) DO UPDATE SET hits = r.hits + excluded.hits
        )
        SELECT coalesce(sum(l.calls), 0) INTO counted FROM line l;
        noted := noted + counted;
        not_found := not_found + batch.calls - counted;
    END LOOP;
    EXECUTE format('SET LOCAL plancia.tenant_id = %L', named);
EXCEPTION WHEN invalid_datetime_format OR datetime_field_overflow OR invalid_time_zone_displacement_value THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_010: at';
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_note_limited(jsonb, jsonb) IS 'service: notes calls that a limit turned away';

-- Notes how many bytes tenants store, at most 10,000 of them: [{"tenant": "0190…", "bytes": 52428800, "at": "2026-03-01T12:00:07Z"}];
-- without a time it is so now. Of a day the latest counts, so that batches may come late and twice. noted: tenants whose level
-- was news; not_found: those that there are not. A transaction that names a tenant keeps to it.
CREATE FUNCTION plancia.tenants_note_storage(context jsonb, levels jsonb, OUT noted integer, OUT not_found integer)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    named text := coalesce(current_setting('plancia.tenant_id', true), '');
    batch record;
    rows integer;
BEGIN
    noted := 0;
    not_found := 0;
    PERFORM plancia.check_batch(context, levels, 'levels');
    IF EXISTS (SELECT FROM jsonb_array_elements(levels) AS l WHERE coalesce(l ->> 'bytes', '') !~ '^(0|[1-9][0-9]{0,17})$') THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_010: bytes';
    END IF;
    FOR batch IN
        WITH given AS MATERIALIZED (
            SELECT plancia.id_from(l ->> 'tenant') AS tenant, (l ->> 'bytes')::bigint AS bytes,
                   least(coalesce((l ->> 'at')::timestamptz, statement_timestamp()), statement_timestamp()) AS at
            FROM jsonb_array_elements(levels) AS l
        ), latest AS (
            SELECT DISTINCT ON (g.tenant, date_trunc('day', g.at, 'UTC')) g.tenant, date_trunc('day', g.at, 'UTC') AS day, g.bytes, g.at
            FROM given g ORDER BY g.tenant, date_trunc('day', g.at, 'UTC'), g.at DESC, g.bytes DESC
        )
        SELECT l.tenant, array_agg(l.day ORDER BY l.day) AS days, array_agg(l.bytes ORDER BY l.day) AS sizes, array_agg(l.at ORDER BY l.day) AS times
        FROM latest l GROUP BY l.tenant ORDER BY l.tenant
    LOOP
        IF batch.tenant IS NOT NULL AND coalesce(nullif(named, '')::uuid = batch.tenant, true) THEN
            EXECUTE format('SET LOCAL plancia.tenant_id = %L', batch.tenant);
            IF EXISTS (SELECT FROM plancia.tenants t WHERE t.id = batch.tenant) THEN
                INSERT INTO plancia.tenant_storage AS s (tenant_id, day, bytes, noted_at)
                SELECT batch.tenant, g.day, g.bytes, g.at FROM unnest(batch.days, batch.sizes, batch.times) AS g (day, bytes, at)
                ON CONFLICT (tenant_id, day) DO UPDATE SET bytes = excluded.bytes, noted_at = excluded.noted_at WHERE s.noted_at < excluded.noted_at;
                GET DIAGNOSTICS rows = ROW_COUNT;
                noted := noted + least(rows, 1);
                CONTINUE;
            END IF;
        END IF;
        not_found := not_found + 1;
    END LOOP;
    EXECUTE format('SET LOCAL plancia.tenant_id = %L', named);
EXCEPTION WHEN invalid_datetime_format OR datetime_field_overflow OR invalid_time_zone_displacement_value THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_010: at';
END
$function$;
COMMENT ON FUNCTION plancia.tenants_note_storage(jsonb, jsonb) IS 'service: notes what tenants store';

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
        ('key_refusals', 'tenant_id', 'SELECT', 'SELECT', 'SELECT', 'SELECT, DELETE'),
        ('tenant_limits', 'tenant_id', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT, UPDATE, DELETE'),
        ('tenant_storage', 'tenant_id', 'SELECT, INSERT, UPDATE', 'SELECT', 'SELECT', 'SELECT, DELETE')
$function$;

-- apply_roles(): whoever makes the partitions of the trail makes those of the usage. apply_functions(): the resolver counts refusals.
DO $more$
DECLARE
    roles text := pg_get_functiondef('plancia.apply_roles()'::regprocedure);
    functions text := pg_get_functiondef('plancia.apply_functions()'::regprocedure);
BEGIN
    EXECUTE replace(roles, 'ON FUNCTION plancia.make_audit_partition(timestamptz) TO',
                    'ON FUNCTION plancia.make_audit_partition(timestamptz), plancia.make_usage_partition(timestamptz) TO');
    functions := replace(functions, 'GRANT USAGE ON SCHEMA plancia TO plancia_resolver;',
                         'GRANT USAGE ON SCHEMA plancia TO plancia_resolver;' || chr(10)
                         || '        GRANT SELECT, INSERT, UPDATE ON plancia.key_refusals TO plancia_resolver;');
    EXECUTE replace(functions, 'plancia.address_from(text) TO plancia_resolver;',
                    'plancia.address_from(text), plancia.id_from(text), plancia.key_start(text), plancia.address_block(text),'
                    || ' plancia.check_batch(jsonb, jsonb, text) TO plancia_resolver;');
END
$more$;

SELECT plancia.apply_roles();
SELECT plancia.make_usage_partition(now());
SELECT plancia.grant_backup();
SELECT plancia.apply_functions();
