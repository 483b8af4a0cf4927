-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the service asks of the use of API keys, and how it notes when one was used. The console does not call these functions;
-- both keep one contract. Contexts, ids and errors as in 0008. A span is "from since, before until"; without them the last 30
-- days. All run with the rights of plancia_app.

-- The bucket of a latency, by its lower end, as models/domain/usage.h has it: seven binary digits are kept.
CREATE FUNCTION plancia.latency_shift(us bigint) RETURNS integer
    LANGUAGE sql IMMUTABLE
AS $function$
    SELECT width_bucket(us, '{128,256,512,1024,2048,4096,8192,16384,32768,65536,131072,262144,524288,1048576,2097152,4194304,8388608,16777216,33554432,67108864,134217728,268435456,536870912,1073741824,2147483648,4294967296,8589934592,17179869184,34359738368,68719476736,137438953472,274877906944,549755813888,1099511627776,2199023255552,4398046511104}'::bigint[])
$function$;

-- What the calls of a tenant, or of one of its keys, have in common. Percentiles are the middles of their buckets.
CREATE FUNCTION plancia.usage_sums(of uuid, wanted uuid, since timestamptz, until timestamptz, OUT requests bigint, OUT failures bigint,
                                   OUT latency_avg_us double precision, OUT latency_max_us bigint, OUT latency_p50_us double precision,
                                   OUT latency_p95_us double precision, OUT latency_p99_us double precision, OUT tokens_in bigint,
                                   OUT tokens_out bigint, OUT cost_micros bigint)
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = 'force_custom_plan' -- with a key by its index, without one by the tenant's
AS $function$
#variable_conflict use_column
BEGIN
    WITH bucket AS (
        SELECT (least(u.latency_us, 4398046511104) >> plancia.latency_shift(u.latency_us)) << plancia.latency_shift(u.latency_us) AS starts,
               count(*) AS calls, count(*) FILTER (WHERE u.status >= 400) AS failed, sum(u.latency_us) AS latency, max(u.latency_us) AS slowest,
               sum(u.tokens_in) AS tokens_in, sum(u.tokens_out) AS tokens_out, sum(u.cost_micros) AS cost
        FROM plancia.api_key_usage u
        WHERE u.tenant_id = of AND (wanted IS NULL OR u.key_id = wanted) AND u.at >= since AND u.at < until
        GROUP BY 1
    ), counted AS (
        SELECT b.*, b.starts + ((1::bigint << plancia.latency_shift(b.starts)) - 1) / 2.0::double precision AS middle,
               (sum(b.calls) OVER (ORDER BY b.starts))::bigint AS so_far, (sum(b.calls) OVER ())::bigint AS in_all
        FROM bucket b
    )
    SELECT coalesce(sum(c.calls), 0)::bigint, coalesce(sum(c.failed), 0)::bigint, coalesce(sum(c.latency)::double precision / sum(c.calls)::double precision, 0),
           coalesce(max(c.slowest), 0),
           coalesce(min(c.middle) FILTER (WHERE c.so_far >= ceil(0.50::double precision * c.in_all::double precision)), 0),
           coalesce(min(c.middle) FILTER (WHERE c.so_far >= ceil(0.95::double precision * c.in_all::double precision)), 0),
           coalesce(min(c.middle) FILTER (WHERE c.so_far >= ceil(0.99::double precision * c.in_all::double precision)), 0),
           coalesce(sum(c.tokens_in), 0)::bigint, coalesce(sum(c.tokens_out), 0)::bigint, coalesce(sum(c.cost), 0)::bigint
    INTO requests, failures, latency_avg_us, latency_max_us, latency_p50_us, latency_p95_us, latency_p99_us, tokens_in, tokens_out, cost_micros
    FROM counted c;
END
$function$;
COMMENT ON FUNCTION plancia.latency_shift(bigint) IS 'service: the bucket of a latency';
COMMENT ON FUNCTION plancia.usage_sums(uuid, uuid, timestamptz, timestamptz) IS 'service: what calls have in common';

-- The ends of a span.
CREATE FUNCTION plancia.usage_span(INOUT since timestamptz, INOUT until timestamptz)
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    until := coalesce(until, statement_timestamp());
    since := coalesce(since, until - interval '30 days');
    IF until <= since THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_010: until';
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.usage_span(timestamptz, timestamptz) IS 'service: the ends of a span';

-- How one key was used: a row, also when it never was; no row for a key that there is not.
CREATE FUNCTION plancia.api_keys_usage_stats(context jsonb, tenant text, key text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
    RETURNS TABLE (requests bigint, failures bigint, latency_avg_us double precision, latency_max_us bigint, latency_p50_us double precision,
                   latency_p95_us double precision, latency_p99_us double precision, tokens_in bigint, tokens_out bigint, cost_micros bigint)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    wanted uuid := plancia.id_from(key);
    span record := plancia.usage_span(since, until);
BEGIN
    IF plancia.enter_tenant(context, of) AND EXISTS (SELECT FROM plancia.api_keys k WHERE k.tenant_id = of AND k.id = wanted) THEN
        RETURN QUERY SELECT * FROM plancia.usage_sums(of, wanted, span.since, span.until);
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_usage_stats(jsonb, text, text, timestamptz, timestamptz) IS 'service: how one key was used';

-- How all keys of a tenant were used, also those that are gone: a row; no row for a tenant that there is not.
CREATE FUNCTION plancia.api_keys_analytics_overview(context jsonb, tenant text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL)
    RETURNS TABLE (active_keys bigint, requests bigint, failures bigint, latency_avg_us double precision, latency_max_us bigint,
                   latency_p50_us double precision, latency_p95_us double precision, latency_p99_us double precision, tokens_in bigint,
                   tokens_out bigint, cost_micros bigint)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    of uuid := plancia.id_from(tenant);
    span record := plancia.usage_span(since, until);
BEGIN
    IF plancia.enter_tenant(context, of) THEN
        RETURN QUERY
            SELECT (SELECT count(*) FROM (SELECT DISTINCT u.key_id FROM plancia.api_key_usage u
                                          WHERE u.tenant_id = of AND u.at >= span.since AND u.at < span.until) AS used), s.*
            FROM plancia.usage_sums(of, NULL, span.since, span.until) AS s;
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_analytics_overview(jsonb, text, timestamptz, timestamptz) IS 'service: how all keys of a tenant were used';

-- The most used endpoints of a tenant: 20 unless said, 100 at most.
CREATE FUNCTION plancia.api_keys_analytics_by_endpoint(context jsonb, tenant text, since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL,
                                                       rows integer DEFAULT 20)
    RETURNS TABLE (endpoint text, method text, requests bigint, failures bigint, latency_avg_us double precision, latency_max_us bigint,
                   tokens_in bigint, tokens_out bigint, cost_micros bigint)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    of uuid := plancia.id_from(tenant);
    span record := plancia.usage_span(since, until);
BEGIN
    IF plancia.enter_tenant(context, of) THEN
        RETURN QUERY
            SELECT u.endpoint::text, u.method::text, count(*), count(*) FILTER (WHERE u.status >= 400), (sum(u.latency_us) / count(*)::numeric)::double precision,
                   max(u.latency_us), sum(u.tokens_in)::bigint, sum(u.tokens_out)::bigint, sum(u.cost_micros)::bigint
            FROM plancia.api_key_usage u WHERE u.tenant_id = of AND u.at >= span.since AND u.at < span.until
            GROUP BY u.endpoint, u.method ORDER BY count(*) DESC, u.endpoint, u.method
            LIMIT least(greatest(coalesce(api_keys_analytics_by_endpoint.rows, 20), 1), 100);
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_analytics_by_endpoint(jsonb, text, timestamptz, timestamptz, integer) IS 'service: the most used endpoints of a tenant';

-- The newest calls of a tenant or of one key, newest first: 100 unless said, 500 at most. No row for a key that there is not.
CREATE FUNCTION plancia.api_keys_analytics_recent(context jsonb, tenant text, key text DEFAULT NULL, since timestamptz DEFAULT NULL,
                                                  until timestamptz DEFAULT NULL, rows integer DEFAULT 100)
    RETURNS TABLE (at timestamptz, key_id uuid, key_name text, endpoint text, method text, status integer, latency_us bigint, tokens_in bigint,
                   tokens_out bigint, cost_micros bigint, model text, request_id text, address text)
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    SET plan_cache_mode = 'force_custom_plan'
AS $function$
#variable_conflict use_column
DECLARE
    of uuid := plancia.id_from(tenant);
    wanted uuid := plancia.id_from(key);
    span record := plancia.usage_span(since, until);
BEGIN
    IF plancia.enter_tenant(context, of)
       AND (key IS NULL OR EXISTS (SELECT FROM plancia.api_keys k WHERE k.tenant_id = of AND k.id = wanted)) THEN
        RETURN QUERY
            SELECT c.at::timestamptz, c.key_id, coalesce(k.name, ''), c.endpoint::text, c.method::text, c.status, c.latency_us, c.tokens_in,
                   c.tokens_out, c.cost_micros, c.model::text, c.request_id, c.address
            FROM (SELECT u.* FROM plancia.api_key_usage u
                  WHERE u.tenant_id = of AND (wanted IS NULL OR u.key_id = wanted) AND u.at >= span.since AND u.at < span.until
                  ORDER BY u.at DESC, u.id DESC LIMIT least(greatest(coalesce(api_keys_analytics_recent.rows, 100), 1), 500)) AS c
            LEFT JOIN plancia.api_keys k ON k.tenant_id = c.tenant_id AND k.id = c.key_id
            ORDER BY c.at DESC, c.id DESC;
    END IF;
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_analytics_recent(jsonb, text, text, timestamptz, timestamptz, integer) IS 'service: the newest calls of a tenant';

-- Notes when keys were used, off the way of the calls themselves: at most 10,000 uses, of any tenants, in the order in which they
-- come: [{"tenant": "0190…", "key": "0190…", "at": "2026-03-01T12:00:07Z", "address": "192.0.2.7", "client": "curl/8", "permission":
-- "orders:read"}]. All but the ids may be left out; without a time it was now. To the minute, and forward only, so that batches may
-- come late and twice. noted: keys that were used later than was known; not_found: keys that there are not. A transaction that
-- names a tenant keeps to it.
CREATE FUNCTION plancia.api_keys_note_used(context jsonb, uses jsonb, OUT noted integer, OUT not_found integer)
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
    IF jsonb_typeof(uses) IS DISTINCT FROM 'array' OR jsonb_array_length(uses) > 10000 THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_002: uses';
    END IF;
    -- A time says its zone: without one it would be read in that of the session. No "infinity" does.
    IF EXISTS (SELECT FROM jsonb_array_elements(uses) AS u WHERE u ->> 'at' !~ '([Zz]|[+-][0-9]{2}(:?[0-9]{2})?)$') THEN
        RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_010: at';
    END IF;
    IF context ->> 'request_id' IS NOT NULL THEN
        EXECUTE format('SET LOCAL application_name = %L', left('plancia ' || (context ->> 'request_id'), 63));
    END IF;
    FOR batch IN
        WITH given AS MATERIALIZED (
            SELECT plancia.id_from(u ->> 'tenant') AS tenant, plancia.id_from(u ->> 'key') AS key,
                   least(coalesce((u ->> 'at')::timestamptz, statement_timestamp()), statement_timestamp()) AS at, -- a clock may be ahead
                   left(coalesce(u ->> 'address', ''), 64) AS address, left(coalesce(u ->> 'client', ''), 200) AS client, u ->> 'permission' AS permission
            FROM jsonb_array_elements(uses) AS u
        ), newest AS (
            SELECT DISTINCT ON (g.tenant, g.key) g.tenant, g.key, date_trunc('minute', g.at, 'UTC') AS at, g.address, g.client
            FROM given g ORDER BY g.tenant, g.key, g.at DESC
        ), used AS (
            SELECT n.tenant, array_agg(n.key) AS keys, array_agg(n.at) AS times, array_agg(n.address) AS addresses, array_agg(n.client) AS clients
            FROM newest n GROUP BY n.tenant
        ), permitted AS (
            SELECT p.tenant, array_agg(p.key) AS keys, array_agg(p.permission) AS names, array_agg(p.at) AS times
            FROM (SELECT g.tenant, g.key, g.permission, date_trunc('minute', max(g.at), 'UTC') AS at FROM given g
                  WHERE g.permission IS NOT NULL GROUP BY g.tenant, g.key, g.permission) AS p
            GROUP BY p.tenant
        )
        SELECT u.*, p.keys AS permission_keys, p.names AS permission_names, p.times AS permission_times
        FROM used u LEFT JOIN permitted p ON p.tenant = u.tenant ORDER BY u.tenant
    LOOP
        IF batch.tenant IS NULL OR named NOT IN ('', batch.tenant::text) THEN
            not_found := not_found + cardinality(batch.keys);
            CONTINUE;
        END IF;
        EXECUTE format('SET LOCAL plancia.tenant_id = %L', batch.tenant);
        SELECT count(*) INTO rows FROM plancia.api_keys k WHERE k.tenant_id = batch.tenant AND k.id = ANY (batch.keys);
        not_found := not_found + cardinality(batch.keys) - rows;
        -- Locked in one order, so that two batches of the same keys wait for each other and not both ways.
        WITH later AS (
            SELECT k.id, g.at, g.address, g.client
            FROM plancia.api_keys k JOIN unnest(batch.keys, batch.times, batch.addresses, batch.clients) AS g (key, at, address, client) ON g.key = k.id
            WHERE k.tenant_id = batch.tenant AND (k.last_used_at IS NULL OR k.last_used_at < g.at)
            ORDER BY k.id FOR NO KEY UPDATE OF k
        )
        UPDATE plancia.api_keys k SET last_used_at = l.at, last_used_address = l.address, last_used_client = l.client
        FROM later l WHERE k.tenant_id = batch.tenant AND k.id = l.id;
        GET DIAGNOSTICS rows = ROW_COUNT;
        noted := noted + rows;
        IF batch.permission_keys IS NOT NULL THEN
            WITH later AS (
                SELECT p.key_id, p.permission, g.at
                FROM plancia.api_key_permissions p
                JOIN unnest(batch.permission_keys, batch.permission_names, batch.permission_times) AS g (key, name, at) ON g.key = p.key_id AND g.name = p.permission
                WHERE p.tenant_id = batch.tenant AND (p.last_used_at IS NULL OR p.last_used_at < g.at)
                ORDER BY p.key_id, p.permission FOR NO KEY UPDATE OF p
            )
            UPDATE plancia.api_key_permissions p SET last_used_at = l.at
            FROM later l WHERE p.tenant_id = batch.tenant AND p.key_id = l.key_id AND p.permission = l.permission;
        END IF;
    END LOOP;
    EXECUTE format('SET LOCAL plancia.tenant_id = %L', named);
EXCEPTION WHEN invalid_datetime_format OR datetime_field_overflow THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value', MESSAGE = 'VAL_010: at';
END
$function$;
COMMENT ON FUNCTION plancia.api_keys_note_used(jsonb, jsonb) IS 'service: notes when keys were used';

SELECT plancia.apply_roles();
SELECT plancia.apply_functions();
